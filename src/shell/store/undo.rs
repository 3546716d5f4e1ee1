//! Undo and redo. They save their changes as any other change is saved.

use super::super::undo_log::{self, Id, LogEntry, UndoLog};
use super::{Nothing, Refusal, Store};
use crate::domain::change::{Change, Snapshot};
use crate::domain::day;
use crate::domain::refusal::{Conflict, NotSaved};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Undo,
    Redo,
}

impl Store {
    /// Takes the last change back and returns its description.
    ///
    /// # Errors
    /// Refuses when there is no change to undo, when it no longer fits, or when it cannot be written.
    pub fn undo(&mut self) -> Result<(String, Snapshot), Refusal> {
        self.undo_or_redo(Direction::Undo)
    }

    /// Does the change that was undone last again and returns its description.
    ///
    /// # Errors
    /// The refusals of [`Store::undo`].
    pub fn redo(&mut self) -> Result<(String, Snapshot), Refusal> {
        self.undo_or_redo(Direction::Redo)
    }

    fn undo_or_redo(&mut self, direction: Direction) -> Result<(String, Snapshot), Refusal> {
        // The first look-up is without the lock, because acquiring it creates the folder.
        self.next(direction)?;
        let (is_undo, today) = (direction == Direction::Undo, self.today);
        let mut transaction = self.lock(if is_undo { "undoing" } else { "redoing" })?;
        loop {
            // The second look-up is under the lock, so no other program can add a change.
            let (id, change) = transaction.store.next(direction)?;
            let description = change.what.clone();
            let gone = LogEntry::Gone { gone: id.clone() };
            let done = if is_undo { LogEntry::Undid { undid: id } } else { LogEntry::Redid { redid: id } };
            let mut change = [if is_undo { change.inverse() } else { change }];
            let (changed_later, found) = match transaction.pending_files(&mut change) {
                Ok(pending) if pending.iter().any(|file| file.differs) => {
                    return Ok((description, transaction.write(pending, Vec::new(), Some(done))?));
                }
                Ok(pending) => match pending.iter().find_map(|pending| Some((&pending.file, pending.merged?))) {
                    // Another program has changed every morning of the change since.
                    Some((file, date)) => {
                        let found = Box::new(transaction.store.read([file.clone()]));
                        (format!("the morning of {}", day::label(date, today)), found)
                    }
                    // The files are as they should be: the change never reached them, or somebody undid it by hand.
                    None if transaction.log([if is_undo { gone } else { done }]) => continue,
                    None => return Err(transaction.store.cannot_log().into()),
                },
                Err(Refusal::Conflict { why: Conflict::Changed { what }, found }) => (what, found),
                Err(refusal) => return Err(refusal),
            };
            // The refused change is forgotten, because no older change could be undone before it.
            transaction.log([gone]);
            let why = match direction {
                Direction::Undo => Conflict::Undo { change: description, what: changed_later },
                Direction::Redo => Conflict::Redo { change: description, what: changed_later },
            };
            return Err(Refusal::Conflict { why, found });
        }
    }

    fn cannot_log(&self) -> NotSaved {
        let file = self.state().map(|state| undo_log::path(&state).display().to_string());
        NotSaved::UndoLogReadOnly { file: file.unwrap_or_default() }
    }

    /// The next change to undo or redo.
    fn next(&self, direction: Direction) -> Result<(Id, Change), Refusal> {
        let log =
            self.state().map_or_else(|| Ok(UndoLog::default()), |state| undo_log::read(self.disk.as_ref(), &state));
        let UndoLog { mut undo, mut redo } = log?;
        Ok(match direction {
            Direction::Undo => undo.pop().ok_or(Nothing::ToUndo)?,
            Direction::Redo => redo.pop().ok_or(Nothing::ToRedo)?,
        })
    }
}
