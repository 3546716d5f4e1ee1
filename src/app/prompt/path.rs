//! Asks which file the school's calendar is in. The shell lists what there is; this chooses among it or completes
//! what is typed.

use super::{Outcome, Prompt, back, moved, on};
use crate::app::field::Field;
use crate::app::keys::{Mouse, Place, Scope, row};
use crate::app::{App, Effect};

#[rustfmt::skip]
pub static SCOPE: Scope = Scope::of_prompt("path", "Choosing a calendar file", &[
    row("path.open", "Enter", "open", "Open this file and show what it would change.")
        .at(Place::First).run(|app| on(app, Path::open)),
    row("path.complete", "Tab", "complete", "Complete the path.")
        .run(|app| on(app, |path: &mut Path, _| path.complete())),
    row("path.up", "Up", "", "Move up.")
        .mouse(Mouse::WheelUp)
        .run(|app| on(app, |path: &mut Path, _| path.move_up())),
    row("path.down", "Down", "files", "Move down.")
        .mouse(Mouse::WheelDown).run(|app| on(app, |path: &mut Path, _| path.move_down())),
    back("path.back", "Esc", "Import nothing."),
]).typing();

/// Asks for the school's calendar file.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    let path = Path::default();
    let mut effects = path.look();
    effects.extend(app.open(path));
    effects
}

/// A file or a folder that could be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// As it would be typed; a folder ends with a slash.
    pub path: String,
    /// When it was changed last, in words; empty for a folder.
    pub changed: String,
}

impl Candidate {
    pub fn is_folder(&self) -> bool {
        self.path.ends_with('/')
    }
}

/// The path of a file, as far as it is typed.
#[derive(Debug, Default)]
pub struct Path {
    pub field: Field,
    /// What was found for what is typed, the likeliest first; None until the shell has looked.
    pub found: Option<Vec<Candidate>>,
    /// The line that was moved to; None while the cursor is in the text.
    pub cursor: Option<usize>,
}

impl Path {
    /// What to ask the shell for, after the text has changed.
    fn look(&self) -> Vec<Effect> {
        vec![Effect::ListCalendars(self.field.text().to_owned())]
    }

    /// Shows what the shell found, unless something else is typed by now.
    pub(in crate::app) fn show_candidates(&mut self, typed: &str, found: Vec<Candidate>) {
        if typed == self.field.text() {
            self.cursor = self.cursor.filter(|&line| line < found.len());
            self.found = Some(found);
        }
    }

    fn candidates(&self) -> &[Candidate] {
        self.found.as_deref().unwrap_or_default()
    }

    fn move_up(&mut self) {
        self.cursor = self.cursor.and_then(|line| line.checked_sub(1));
    }

    fn move_down(&mut self) {
        let count = self.candidates().len();
        if count > 0 {
            self.cursor = Some(self.cursor.map_or(0, |line| moved(line, 1, count)));
        }
    }

    /// Types what the line under the cursor says, or as much as all lines have in common.
    fn complete(&mut self) -> Outcome {
        let chosen = self.cursor.and_then(|line| self.candidates().get(line)).map(|found| found.path.clone());
        let typed = self.field.text();
        let common = chosen.or_else(|| common_start(self.candidates())).unwrap_or_default();
        if common.is_empty() || common == typed {
            return Outcome::Stay;
        }
        self.type_in(&common)
    }

    fn type_in(&mut self, path: &str) -> Outcome {
        self.field = Field::new(path);
        self.cursor = None;
        Outcome::Ask(self.look())
    }

    /// Opens the file under the cursor, or the one typed; nothing typed is the first one found. A folder is looked into.
    fn open(&mut self, app: &mut App) -> Outcome {
        let typed = self.field.text().trim().to_owned();
        let line = self.cursor.or((typed.is_empty()).then_some(0));
        let path = line.and_then(|line| self.candidates().get(line)).map_or(typed, |found| found.path.clone());
        if path.is_empty() {
            app.say("Type where the file is, such as ~/Downloads/school.ics.");
            return Outcome::Stay;
        }
        if is_on_the_web(&path) {
            app.warn(
                "Nothing here goes online. Open this address in a browser, and type where the file it gives you is.",
            );
            return Outcome::Stay;
        }
        let as_folder = format!("{}/", path.trim_end_matches('/'));
        if path.ends_with('/') || self.candidates().iter().any(|found| found.path == as_folder) {
            return self.type_in(&as_folder);
        }
        Outcome::Ask(vec![Effect::ReadCalendar(path)])
    }
}

impl Prompt for Path {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn point(&mut self, _app: &App, line: usize) {
        self.cursor = Some(line);
    }

    fn field(&mut self) -> Option<&mut Field> {
        Some(&mut self.field)
    }

    fn typed(&mut self) -> Vec<Effect> {
        self.cursor = None;
        self.look()
    }
}

/// Whether it is the address of a calendar that schools call "subscribe" or "download".
fn is_on_the_web(path: &str) -> bool {
    let scheme = path.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_some_and(|scheme| ["http", "https", "webcal", "webcals"].contains(&scheme.as_str()))
}

/// What all paths begin with.
fn common_start(found: &[Candidate]) -> Option<String> {
    let (first, rest) = found.split_first()?;
    let common = first.path.char_indices().map(|(at, letter)| at + letter.len_utf8());
    let shared = |end: &usize| {
        rest.iter().all(|other| other.path.as_bytes().get(..*end) == Some(&first.path.as_bytes()[..*end]))
    };
    let end = common.take_while(shared).last()?;
    Some(first.path[..end].to_owned())
}
