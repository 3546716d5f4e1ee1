//! Undo and redo. What they change is saved as any other change is.

use super::super::files::FileStamp;
use super::super::history::{self, History, Id, LogEntry};
use super::pending::ParsedFiles;
use super::save::LogAs;
use super::{Nothing, Refusal, Store};
use crate::domain::change::{Change, Snapshot};
use crate::domain::day;
use crate::domain::refusal::{Conflict, NotSaved};
use std::path::PathBuf;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Undo,
    Redo,
}

impl Store {
    /// Takes the last change back and returns what it was.
    ///
    /// # Errors
    /// Refuses, and changes nothing, when there is none, it no longer fits, or it cannot be written.
    pub fn undo(&mut self) -> Result<(String, Snapshot), Refusal> {
        self.step(Direction::Undo)
    }

    /// Brings back the change that was undone last and returns what it was.
    ///
    /// # Errors
    /// As [`Store::undo`].
    pub fn redo(&mut self) -> Result<(String, Snapshot), Refusal> {
        self.step(Direction::Redo)
    }

    fn step(&mut self, direction: Direction) -> Result<(String, Snapshot), Refusal> {
        // Looked up without the lock, which would create the folder.
        self.next_to(direction)?;
        let locked = self.lock(if direction == Direction::Undo { "undoing" } else { "redoing" })?;
        loop {
            // Looked up again now that nobody else can add to it.
            let (id, change) = self.next_to(direction)?;
            let what = change.what.clone();
            let mut change = [if direction == Direction::Undo { change.inverse() } else { change }];
            let (thing, found) = match self.pending_files(&mut change, ParsedFiles::new()) {
                Ok(pending) if pending.iter().any(|file| file.differs) => {
                    let done = if direction == Direction::Undo {
                        LogEntry::Undid { undid: id }
                    } else {
                        LogEntry::Redid { redid: id }
                    };
                    return Ok((what, self.write(&locked, pending, LogAs::Entry(done))?));
                }
                Ok(pending) => match pending.iter().find_map(|file| file.merged) {
                    // All of it was changed to something else since, so nothing of it is left to undo.
                    Some(date) => {
                        let files = pending.into_iter().map(|pending| pending.file);
                        (format!("the morning of {}", day::label(date, self.today)), self.as_it_is(files))
                    }
                    // It never reached its file, or is there already: the program was cut off, or somebody did it by hand.
                    None if self.log(&locked, vec![direction.entry_for_nothing(id)]) => continue,
                    None => return Err(self.cannot_log().into()),
                },
                Err(Refusal::Stale { why: Conflict::Changed { what }, found }) => (what, found),
                Err(refusal) => return Err(refusal),
            };
            // Told once and then forgotten: a change that no longer fits must not stand before one that does.
            self.log(&locked, vec![LogEntry::Gone { gone: id }]);
            return Err(Refusal::Stale { why: direction.conflict(what, thing), found });
        }
    }

    fn cannot_log(&self) -> NotSaved {
        let file = self.state().map_or_else(PathBuf::new, |state| history::path(&state)).display().to_string();
        NotSaved::HistoryReadOnly { file }
    }

    /// The next change to undo or redo.
    fn next_to(&mut self, direction: Direction) -> Result<(Id, Change), Refusal> {
        let history = self.history()?;
        let (stack, why) = match direction {
            Direction::Undo => (&history.undo, Nothing::ToUndo),
            Direction::Redo => (&history.redo, Nothing::ToRedo),
        };
        Ok(stack.last().cloned().ok_or(why)?)
    }

    fn history(&mut self) -> Result<&History, Refusal> {
        let Some(state) = self.state() else {
            return Ok(&self.history.insert((History::default(), FileStamp::Missing)).0);
        };
        let known = match self.history.take().filter(|(_, stamp)| *stamp == history::stamp(&state)) {
            Some(known) => known,
            None => history::read(self.disk.as_ref(), &state)?,
        };
        Ok(&self.history.insert(known).0)
    }

    /// The state folder of the family's folder, where there is one.
    pub(super) fn state(&self) -> Option<PathBuf> {
        self.states.as_ref()?.find(self.disk.as_ref(), &self.folder)
    }
}

impl Direction {
    fn conflict(self, change: String, what: String) -> Conflict {
        match self {
            Direction::Undo => Conflict::Undo { change, what },
            Direction::Redo => Conflict::Redo { change, what },
        }
    }

    /// The entry for a change that had nothing to change.
    fn entry_for_nothing(self, id: Id) -> LogEntry {
        match self {
            Direction::Undo => LogEntry::Gone { gone: id },
            Direction::Redo => LogEntry::Redid { redid: id },
        }
    }
}
