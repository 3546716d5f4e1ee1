//! Undo and redo. They save their changes as any other change is saved.

use super::super::family_file::FamilyFile;
use super::super::undo_log::{self, Id, LogEntry, UndoLog};
use super::transaction::Transaction;
use super::{Nothing, Refusal, Store};
use crate::domain::change::{Change, Snapshot};
use crate::domain::day::{self, Month};
use crate::domain::refusal::{Conflict, NotSaved};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Undo,
    Redo,
}

/// How a change fits the files on the disk.
enum Fit {
    /// Each morning and page is as it was before the change or, if the change was interrupted, as the change leaves it.
    Fits,
    /// Each morning and page is as the change leaves it: the undone change never reached it, or somebody undid it by
    /// hand.
    IsThere,
    /// A morning or page was changed later.
    Changed { what: String, file: FamilyFile },
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
        // The first look-up is without the lock, because acquiring it creates the folder. Where there is no state
        // folder, the lock creates it or shows why there is none.
        if self.state().is_some() || !self.folder.is_dir() {
            self.next(direction)?;
        }
        let is_undo = direction == Direction::Undo;
        let mut transaction = self.lock(if is_undo { "undoing" } else { "redoing" })?;
        if let Err(why) = &transaction.state {
            return Err(NotSaved::UndoIsOff(why.clone()).into());
        }
        loop {
            // The second look-up is under the lock, so no other program can add a change.
            let (id, change) = transaction.store.next(direction)?;
            let description = change.what.clone();
            let gone = LogEntry::Gone { gone: id.clone() };
            let (undid, redid) = (LogEntry::Undid { undid: id.clone() }, LogEntry::Redid { redid: id });
            let (done, not_done) = if is_undo { (undid, redid) } else { (redid, undid) };
            let mut change = [if is_undo { change.inverse() } else { change }];
            match transaction.fit(&change[0])? {
                Fit::Fits => {
                    let pending = transaction.pending_files(&mut change)?;
                    let prepared = transaction.prepare(&pending)?;
                    if let Err(why) = transaction.log([done]) {
                        // A part of the entry may have reached the log.
                        transaction.log([not_done]).ok();
                        return Err(NotSaved::UndoIsOff(why).into());
                    }
                    return Ok((description, transaction.replace(pending, prepared, vec![not_done])?));
                }
                Fit::IsThere => transaction.log([if is_undo { gone } else { done }]).map_err(NotSaved::UndoIsOff)?,
                Fit::Changed { what, file } => {
                    // The refused change is forgotten, because no older change could be undone before it.
                    transaction.log([gone]).ok();
                    let why = match direction {
                        Direction::Undo => Conflict::Undo { change: description, what },
                        Direction::Redo => Conflict::Redo { change: description, what },
                    };
                    return Err(Refusal::Conflict { why, found: Box::new(transaction.store.read([file])) });
                }
            }
        }
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

impl Transaction<'_> {
    /// Compares the mornings and pages of a change with those on the disk. An undo merges nothing, so that it never
    /// takes back a later change.
    fn fit(&mut self, change: &Change) -> Result<Fit, Refusal> {
        let mut fit = Fit::IsThere;
        for edit in &change.pages {
            let now = self.page_text(edit.page)?;
            if now == edit.becomes {
                continue;
            }
            if now != edit.was {
                let file = FamilyFile::Page(edit.page);
                return Ok(Fit::Changed { what: file.relative(), file });
            }
            fit = Fit::Fits;
        }
        // The message names the earliest morning that was changed later.
        let mut edits: Vec<_> = change.edits.iter().collect();
        edits.sort_by_key(|edit| edit.date);
        for edit in edits {
            let now = self.morning(&edit.child, edit.date)?;
            if now == edit.becomes {
                continue;
            }
            if now != edit.was {
                let what = format!("the morning of {}", day::label(edit.date, self.store.day.today));
                return Ok(Fit::Changed { what, file: FamilyFile::Month(edit.child.clone(), Month::of(edit.date)) });
            }
            fit = Fit::Fits;
        }
        Ok(fit)
    }
}
