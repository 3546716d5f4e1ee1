//! Undo and redo. They save their changes as any other change is saved.

use super::super::family_file::FamilyFile;
use super::super::undo_log::{self, LogEntry};
use super::pending::means_the_same;
use super::save::ReadyChange;
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

impl Direction {
    fn nothing(self) -> Nothing {
        match self {
            Direction::Undo => Nothing::ToUndo,
            Direction::Redo => Nothing::ToRedo,
        }
    }
}

impl Fit {
    /// The fit of a change with one more morning or page.
    fn and<T: PartialEq>(self, now: &T, was: &T, becomes: &T, changed: impl FnOnce() -> Fit) -> Fit {
        match self {
            Fit::Changed { .. } => self,
            _ if now == becomes => self,
            _ if now == was => Fit::Fits,
            _ => changed(),
        }
    }
}

impl Store {
    /// Takes the last change back and returns it.
    ///
    /// # Errors
    /// Refuses when there is no change to undo, when it no longer fits, or when it cannot be written.
    pub fn undo(&mut self) -> Result<(Change, Snapshot), Refusal> {
        self.undo_or_redo(Direction::Undo)
    }

    /// Does the change that was undone last again and returns it.
    ///
    /// # Errors
    /// The refusals of [`Store::undo`].
    pub fn redo(&mut self) -> Result<(Change, Snapshot), Refusal> {
        self.undo_or_redo(Direction::Redo)
    }

    fn undo_or_redo(&mut self, direction: Direction) -> Result<(Change, Snapshot), Refusal> {
        let is_undo = direction == Direction::Undo;
        if !self.folder.is_dir() {
            // Acquiring the lock would create the folder.
            return Err(direction.nothing().into());
        }
        let mut transaction = self.lock(if is_undo { "undoing" } else { "redoing" })?;
        // The lock is held, so no other program can add a change.
        let mut log = match &transaction.state {
            Ok(state) => undo_log::read(transaction.store.disk.as_ref(), state)?,
            Err(why) => return Err(NotSaved::UndoIsOff(why.clone()).into()),
        };
        loop {
            let next = if is_undo { log.undo.pop() } else { log.redo.pop() };
            let (id, change) = next.ok_or(direction.nothing())?;
            let gone = LogEntry::Gone { gone: id.clone() };
            let (undid, redid) = (LogEntry::Undid { undid: id.clone() }, LogEntry::Redid { redid: id });
            let (done, not_done) = if is_undo { (undid, redid) } else { (redid, undid) };
            let mut steps = [if is_undo { change.clone().inverse() } else { change.clone() }];
            match transaction.fit(&steps[0])? {
                Fit::Fits => {
                    let files = transaction.pending_files(&mut steps)?;
                    let (done, not_done) = (vec![done], vec![not_done]);
                    let ready = ReadyChange {
                        what: format!("{} of {}", if is_undo { "undo" } else { "redo" }, change.what),
                        files,
                        done,
                        not_done,
                        is_undo: true,
                    };
                    return Ok((change, transaction.replace(ready)?));
                }
                Fit::IsThere => transaction.log([if is_undo { gone } else { done }]).map_err(NotSaved::UndoIsOff)?,
                Fit::Changed { what: changed, file } => {
                    // The refused change is forgotten, because no older change could be undone before it.
                    transaction.log([gone]).ok();
                    let why = match direction {
                        Direction::Undo => Conflict::Undo { change: change.what, what: changed },
                        Direction::Redo => Conflict::Redo { change: change.what, what: changed },
                    };
                    return Err(Refusal::Conflict { why, found: Box::new(transaction.store.read_as_is([file])) });
                }
            }
        }
    }
}

impl Transaction<'_> {
    /// Compares the mornings and pages of a change with those on the disk. An undo merges nothing, so that it never
    /// takes back a later change.
    fn fit(&mut self, change: &Change) -> Result<Fit, Refusal> {
        let mut fit = Fit::IsThere;
        for edit in &change.pages {
            let file = FamilyFile::Page(edit.page);
            let changed = || Fit::Changed { what: file.relative(), file };
            fit = fit.and(&self.page_text(edit.page)?, &edit.was, &edit.becomes, changed);
        }
        for edit in &change.files {
            let file = FamilyFile::at(&edit.path);
            let now = self.store.text_as_it_is(&file)?;
            if means_the_same(&file, &now, &edit.becomes) {
                continue;
            }
            if !means_the_same(&file, &now, &edit.was) {
                return Ok(Fit::Changed { what: file.relative(), file });
            }
            fit = Fit::Fits;
        }
        // The message names the earliest morning that was changed later.
        let mut edits: Vec<_> = change.edits.iter().collect();
        edits.sort_by_key(|edit| edit.date);
        for edit in edits {
            let what = format!("the morning of {}", day::label(edit.date, self.store.day.today));
            let file = FamilyFile::Month(edit.child.clone(), Month::of(edit.date));
            let now = self.morning(&edit.child, edit.date)?;
            fit = fit.and(&now, &edit.was, &edit.becomes, || Fit::Changed { what, file });
        }
        Ok(fit)
    }
}
