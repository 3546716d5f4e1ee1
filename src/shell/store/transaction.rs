//! A transaction: the lock, the state folder, and the files that are read before they are changed.

use super::super::family_file::FamilyFile;
use super::super::files::{self, reason};
use super::super::{lock, state_folder};
use super::parsed::{ParsedFile, Value};
use super::{Refusal, Store};
use crate::domain::change::Page;
use crate::domain::child_id::ChildId;
use crate::domain::day::Month;
use crate::domain::family::Family;
use crate::domain::morning::Morning;
use crate::domain::refusal::{NotSaved, StateNotice, UndoIsOff};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// A family folder while its lock is held, so that no other program changes the files that are read.
pub struct Transaction<'s> {
    pub(super) store: &'s mut Store,
    /// None on a file system without locks.
    pub(super) lock: Option<File>,
    /// The state folder, or the reason why there is none to write to.
    pub(super) state: Result<PathBuf, UndoIsOff>,
    /// The files that were read since the lock was acquired. So no file is parsed twice.
    parsed: BTreeMap<FamilyFile, ParsedFile>,
}

impl Store {
    /// Acquires the lock, opens the state folder, and takes back a change that was cut off. Without a state folder,
    /// changes are saved without undo.
    pub(super) fn lock(&mut self, doing: &str) -> Result<Transaction<'_>, Refusal> {
        let (disk, folder) = (self.disk.as_ref(), self.folder.as_path());
        let lock = lock::acquire(disk, folder, || self.state(), self.patience)?;
        let opened = match &self.states {
            Some(states) => state_folder::open(disk, states, folder).map_err(|e| cannot_undo(states, &e)),
            None => Err(UndoIsOff::NoUserFolder),
        };
        let mut in_the_way = None;
        let state = opened.map(|(state, notice)| {
            // Where the holder cannot be named, another program says only that it waits.
            let written = lock::write_holder(disk, &state, doing);
            in_the_way = written.err().and_then(|error| files::obstacle(&error).cloned());
            self.notice = notice.or(self.notice.take());
            state
        });
        if let Some(obstacle) = in_the_way {
            self.notice_failure(StateNotice::InTheWay(obstacle));
        }
        self.known_state = state.clone().ok();
        let mut transaction = Transaction { store: self, lock, state, parsed: BTreeMap::new() };
        transaction.take_back_cut_off()?;
        Ok(transaction)
    }

    /// Notices that undo or backups are off, unless the same or a graver failure was noticed before.
    pub(super) fn notice_failure(&mut self, notice: StateNotice) {
        let notice = match (&self.failure, notice) {
            (Some(StateNotice::BackupsAreOff(_)), StateNotice::OnlyUndoIsOff(why))
            | (Some(StateNotice::OnlyUndoIsOff(_)), StateNotice::BackupsAreOff(why)) => StateNotice::UndoIsOff(why),
            (_, notice) => notice,
        };
        if self.failure.as_ref().is_none_or(|before| gravity(&notice) > gravity(before)) {
            self.failure = Some(notice.clone());
            self.notice = Some(notice);
        }
    }
}

impl Transaction<'_> {
    /// The text of a page. None where there is no file.
    ///
    /// # Errors
    /// Refuses when the file cannot be changed.
    pub fn page_text(&mut self, page: Page) -> Result<Option<String>, Refusal> {
        Ok(self.parsed(FamilyFile::Page(page))?.text.clone())
    }

    /// The family of `family.toml`. It has no children where there is no file.
    ///
    /// # Errors
    /// Refuses when the file cannot be changed.
    pub fn family(&mut self) -> Result<Family, Refusal> {
        match &self.parsed(FamilyFile::Page(Page::Family))?.value {
            Value::Family(page) => Ok(page.family.clone()),
            _ => Ok(Family::default()),
        }
    }

    /// The morning of a date.
    ///
    /// # Errors
    /// Refuses when its file cannot be changed.
    pub fn morning(&mut self, child: &ChildId, date: Date) -> Result<Morning, Refusal> {
        match &self.parsed(FamilyFile::Month(child.clone(), Month::of(date)))?.value {
            Value::Month(page) => Ok(page.mornings.get(&date).cloned().unwrap_or_default()),
            _ => Ok(Morning::default()),
        }
    }

    fn parsed(&mut self, file: FamilyFile) -> Result<&ParsedFile, Refusal> {
        let parsed = self.take_parsed(&file)?;
        Ok(self.parsed.entry(file).or_insert(parsed))
    }

    /// Returns a file that was read before, or reads it. A file with problems is refused.
    pub(super) fn take_parsed(&mut self, file: &FamilyFile) -> Result<ParsedFile, NotSaved> {
        let parsed = self.parsed.remove(file).unwrap_or_else(|| self.store.parse(file));
        parsed.checked().map_err(NotSaved::DamagedFile)
    }
}

/// How much a failure takes away.
fn gravity(notice: &StateNotice) -> u8 {
    match notice {
        StateNotice::BackupsAreOff(_) | StateNotice::OnlyUndoIsOff(_) => 1,
        StateNotice::UndoIsOff(_) => 2,
        _ => 0,
    }
}

/// The reason that a file or folder of the state cannot be written.
pub(super) fn cannot_undo(path: &Path, error: &io::Error) -> UndoIsOff {
    if let Some(obstacle) = files::obstacle(error) {
        return UndoIsOff::InTheWay(obstacle.clone());
    }
    UndoIsOff::CannotWrite { path: path.display().to_string(), reason: reason(error) }
}
