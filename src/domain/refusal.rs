//! The reasons why a change is refused. Each type displays as whole sentences for the person who made the change.

use super::obstacle::Obstacle;
use super::problem::Problem;
use thiserror::Error;

/// Two programs changed the same thing, so the second change was refused. Nothing was overwritten.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Conflict {
    #[error(
        "Another program changed {what} a moment ago. Nothing was overwritten: look at it as it is now and try again."
    )]
    Changed { what: String },
    #[error("\"{change}\" can no longer be undone, because {what} was changed later. Nothing was changed.")]
    Undo { change: String, what: String },
    #[error("\"{change}\" can no longer be redone, because {what} was changed later. Nothing was changed.")]
    Redo { change: String, what: String },
}

/// The reason why nothing was saved: a file could not be read or written. The change can be tried again.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotSaved {
    #[error("Not saved, because {}. The file is left as it is. What to do: {}.", .0, advice(.0))]
    DamagedFile(Problem),
    #[error("Not saved, because the file would be wrong: {0}.")]
    WrongText(Problem),
    #[error("Not saved, because {file} would be larger than 4 MB. Shorten a note.")]
    TooLarge { file: String },
    #[error("Not saved, because a value for {file} cannot be written. The file is left as it is.")]
    ValueNotWritable { file: String },
    #[error("Not saved, because {file} could not be written: {reason}. Try again.")]
    Disk { file: String, reason: String },
    #[error("Not saved, because {path} cannot be written to: {reason}.")]
    ReadOnly { path: String, reason: String },
    #[error("Not saved, because {0} and try again.")]
    InTheWay(Obstacle),
    #[error(
        "Not saved, because {holder} has been writing for more than two seconds. Wait for it or end it, then try again."
    )]
    Locked { holder: String },
    #[error("The undo log cannot be read: {}: {}. What to do: {}.", .0.file, .0.message, .0.help)]
    UndoLogUnreadable(Problem),
    #[error("Undo and redo are off, because {0}. Nothing was changed.")]
    UndoIsOff(UndoIsOff),
    #[error("The backups cannot be listed: {reason}.")]
    BackupsUnreadable { reason: String },
    #[error("{} Nothing was changed.", .files.join(" "))]
    NotRestored { files: Vec<String> },
}

fn advice(problem: &Problem) -> &str {
    if problem.help.is_empty() { "correct that line" } else { &problem.help }
}

/// The reason why changes cannot be logged or backed up. It displays as the end of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UndoIsOff {
    #[error("{path} cannot be written to: {reason}")]
    CannotWrite { path: String, reason: String },
    #[error(transparent)]
    InTheWay(Obstacle),
    #[error("I cannot find your home folder. Set GOODBYE_STATE to a folder for undo and backups")]
    NoUserFolder,
}

/// A notice about the state folder. The family's files are saved all the same.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StateNotice {
    #[error("{}. What to do: {}.", .0, .0.help)]
    FamilyIsMissing(Problem),
    #[error("Undo and backups are off, because {0}. Your changes are saved all the same.")]
    UndoIsOff(UndoIsOff),
    #[error("Undo is off, because {0}. Your changes are saved all the same, and backups are made.")]
    OnlyUndoIsOff(UndoIsOff),
    #[error("Backups are off, because {0}. Your changes are saved, and undo works.")]
    BackupsAreOff(UndoIsOff),
    /// An obstacle in the state folder that stops neither undo nor backups.
    #[error("Your changes are saved, and undo works, but {0}.")]
    InTheWay(Obstacle),
    #[error("{folder} is a new folder, so undo starts over. Changes and backups of the earlier folder are in {kept}.")]
    StartsOver { folder: String, kept: String },
    #[error("\"{what}\" was cut off before all of it was saved, so it was taken back. Please do it again.{}", changed_since_sentence(.changed_since))]
    TakenBack { what: String, changed_since: Vec<String> },
    #[error("A change was cut off before all of it was saved. It could not be taken back yet. {why}")]
    StaysCutOff { why: String },
    #[error(
        "A change was cut off before all of it was saved, and its record is damaged. Look through the family's latest \
         changes, please. The record is now {path}."
    )]
    CutOffUnknown { path: String },
}

impl StateNotice {
    /// Whether changes cannot be undone from now on.
    pub fn is_undo_off(&self) -> bool {
        matches!(self, StateNotice::UndoIsOff(_) | StateNotice::OnlyUndoIsOff(_))
    }
}

/// The files that a change was not taken back from. Empty when all of it was taken back.
fn changed_since_sentence(changed_since: &[String]) -> String {
    match changed_since {
        [] => String::new(),
        files => format!(" These files were changed since, and stay as they are: {}.", files.join(", ")),
    }
}

/// The reason why an undo or redo was refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UndoRefusal {
    #[error(transparent)]
    Conflict(#[from] Conflict),
    #[error(transparent)]
    NotSaved(#[from] NotSaved),
}
