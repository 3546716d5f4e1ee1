//! The list of the copies that other programs left, and of the merges that were not finished.

use super::versions::VersionChoice;
use super::{Outcome, Prompt, act, back, down, undo, up};
use crate::app::copies::Version;
use crate::app::keys::{Availability, Place, Scope, Word, row};
use crate::app::{App, Effect};
use crate::domain::change::{Change, FileEdit};
use crate::domain::found_copy::{CopyContent, FoundCopy};

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::of_prompt("copies", "Copies and unfinished merges", &[
    row("copies.take", "Enter", "take over",
        "Take over the mornings that are blank here, and choose for those that differ. The copy is put aside.")
        .at(Place::First).when(may_take).run(|app| act(app, CopyList::take)),
    row("copies.aside", "x", "put aside", "Put a copy aside without taking anything from it; {copies.undo} brings it back.")
        .when(may_put_aside).run(|app| act(app, CopyList::put_aside)),
    up("copies.up", "Up k"),
    down("copies.down", "Down j"),
    undo("copies.undo").help("Go back to the screen, and undo the last change."),
    back("copies.back", "Esc", "Go back to the screen."),
]);

/// The list of copies and merges.
#[derive(Debug, Default)]
pub struct CopyList {
    pub cursor: usize,
}

impl CopyList {
    /// The line under the cursor.
    fn version<'a>(&self, app: &'a App) -> Option<Version<'a>> {
        let versions = app.versions();
        versions.get(self.cursor.min(versions.len().saturating_sub(1))).copied()
    }

    fn take(&mut self, app: &mut App) -> Outcome {
        let Some(choice) = self.version(app).and_then(VersionChoice::new) else { return Outcome::Stay };
        if choice.is_asking() {
            return Outcome::Close(app.open(choice));
        }
        let effects = choice.save(app);
        self.stay_if_any_is_left(app, effects)
    }

    fn put_aside(&mut self, app: &mut App) -> Outcome {
        let Some(Version::Copy(copy)) = self.version(app) else { return Outcome::Stay };
        let what = format!("{} put aside", copy.path.name());
        let files = removal(copy).into_iter().collect();
        app.say_done(&what);
        let effects = app.push(Change { what, files, ..Change::default() });
        self.stay_if_any_is_left(app, effects)
    }

    fn stay_if_any_is_left(&mut self, app: &App, effects: Vec<Effect>) -> Outcome {
        match app.versions().len() {
            0 => Outcome::Close(effects),
            left => {
                self.cursor = self.cursor.min(left - 1);
                Outcome::StayWith(effects)
            }
        }
    }
}

/// The edit that takes a copy out of the folder. None for a copy that is not text.
fn removal(copy: &FoundCopy) -> Option<FileEdit> {
    let was = Some(copy.content.text()?.to_owned());
    Some(FileEdit { path: copy.path.clone(), was, becomes: None })
}

fn may_take(app: &App) -> Availability {
    let version = app.prompt_as::<CopyList>().and_then(|list| list.version(app));
    let copy = match version {
        None => return Err("There is no copy in this list.".into()),
        Some(Version::Merge(..)) => return Ok(Word::Now("choose")),
        Some(Version::Copy(copy)) => copy,
    };
    match &copy.content {
        CopyContent::Month { versions, .. } if versions.asked().next().is_some() => Ok(Word::Now("choose")),
        CopyContent::Month { .. } => Ok(Word::Default),
        CopyContent::NotRead => Err("One moment: the copy is still being read.".into()),
        CopyContent::NothingNew { .. } => {
            Err("Nothing in this copy is new. {copies.aside} puts the copy aside.".into())
        }
        CopyContent::Page { .. } => {
            Err("Copy the lines that you want by hand. {copies.aside} puts the copy aside.".into())
        }
        CopyContent::Blocked { .. } => {
            Err(format!("{} cannot be read now. Correct it first.", copy.of.relative()).into())
        }
        CopyContent::Unreadable { .. } => {
            Err("This copy cannot be read. Correct it by hand, or put it aside with {copies.aside}.".into())
        }
    }
}

fn may_put_aside(app: &App) -> Availability {
    match app.prompt_as::<CopyList>().and_then(|list| list.version(app)) {
        Some(Version::Copy(copy)) if removal(copy).is_some() => Ok(Word::Default),
        Some(Version::Copy(_)) => Err("This file is not text. Please move it away by hand.".into()),
        Some(Version::Merge(..)) => Err("This is your own file. {copies.take} chooses what to keep.".into()),
        None => Err("There is no copy in this list.".into()),
    }
}

impl Prompt for CopyList {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn cursor(&mut self, app: &App) -> Option<(&mut usize, usize)> {
        Some((&mut self.cursor, app.versions().len()))
    }
}
