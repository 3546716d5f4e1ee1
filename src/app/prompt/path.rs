//! Asks for the school's calendar file. The shell lists the files, and the person chooses a file or types a path.

use super::{Outcome, Prompt, act, back, moved};
use crate::app::field::Field;
use crate::app::keys::{Mouse, Place, Scope, row};
use crate::app::{App, Effect};
use crate::domain::text::is_web_address;

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::of_prompt("path", "Choosing a calendar file", &[
    row("path.open", "Enter", "open", "Open this file and show what it would change.")
        .at(Place::First).run(|app| act(app, CalendarPath::open)),
    row("path.complete", "Tab", "complete", "Complete the path.")
        .run(|app| act(app, |path: &mut CalendarPath, _| path.complete())),
    row("path.up", "Up", "", "Move up.")
        .mouse(Mouse::WheelUp)
        .run(|app| act(app, |path: &mut CalendarPath, _| path.move_up())),
    row("path.down", "Down", "files", "Move down.")
        .mouse(Mouse::WheelDown).run(|app| act(app, |path: &mut CalendarPath, _| path.move_down())),
    back("path.back", "Esc", "Import nothing."),
]).typing();

/// Asks for the school's calendar file.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    let path = CalendarPath::default();
    let mut effects = path.list_files();
    effects.extend(app.open(path));
    effects
}

/// A file or folder that the typed text could mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The path as a person would type it; a folder ends with a slash.
    pub path: String,
    /// When the file was changed last, such as `2 days ago`; empty for a folder.
    pub changed: String,
}

impl Candidate {
    pub fn is_folder(&self) -> bool {
        self.path.ends_with('/')
    }
}

/// The path that is being typed, and the files that the path could mean.
#[derive(Debug, Default)]
pub struct CalendarPath {
    pub field: Field,
    /// The files for the typed text, the likeliest first; None until the shell has listed them.
    pub found: Option<Vec<Candidate>>,
    /// The line of the cursor; None while the cursor is in the text.
    pub cursor: Option<usize>,
}

impl CalendarPath {
    /// Asks the shell to list the files for the typed text.
    fn list_files(&self) -> Vec<Effect> {
        vec![Effect::ListCalendars(self.field.text().to_owned())]
    }

    /// Shows the files that the shell found, unless another text is typed by now.
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

    /// Types the path under the cursor, or the part that all paths have in common.
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
        Outcome::StayWith(self.list_files())
    }

    /// Opens the file under the cursor, the typed file, or without any text the first file. A folder is listed.
    fn open(&mut self, app: &mut App) -> Outcome {
        let typed = self.field.text().trim().to_owned();
        let line = self.cursor.or((typed.is_empty()).then_some(0));
        let path = line.and_then(|line| self.candidates().get(line)).map_or(typed, |found| found.path.clone());
        if path.is_empty() {
            app.say("Type where the file is, such as ~/Downloads/school.ics.");
            return Outcome::Stay;
        }
        if is_web_address(&path) {
            app.warn(
                "goodbye never goes online. Open this address in a browser, save the file, and type its path here.",
            );
            return Outcome::Stay;
        }
        let as_folder = format!("{}/", path.trim_end_matches('/'));
        if path.ends_with('/') || self.candidates().iter().any(|found| found.path == as_folder) {
            return self.type_in(&as_folder);
        }
        Outcome::StayWith(vec![Effect::ReadCalendar(path)])
    }
}

impl Prompt for CalendarPath {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn point(&mut self, _app: &App, line: usize) {
        self.cursor = Some(line);
    }

    fn field(&mut self) -> Option<&mut Field> {
        Some(&mut self.field)
    }

    fn text_changed(&mut self) -> Vec<Effect> {
        self.cursor = None;
        self.list_files()
    }
}

/// The part that all paths begin with.
fn common_start(found: &[Candidate]) -> Option<String> {
    let (first, rest) = found.split_first()?;
    let common = first.path.char_indices().map(|(at, letter)| at + letter.len_utf8());
    let shared = |end: &usize| {
        rest.iter().all(|other| other.path.as_bytes().get(..*end) == Some(&first.path.as_bytes()[..*end]))
    };
    let end = common.take_while(shared).last()?;
    Some(first.path[..end].to_owned())
}
