//! The one way to save: lock, read again, merge, write beside, back up, log, replace, sync, report.

use super::super::family_file::FamilyFile;
use super::super::files::{self, FileStamp, PreparedFile, reason};
use super::super::lock;
use super::super::undo_log::{self, Id, LogEntry};
use super::super::{backups, state_folder};
use super::parsed::{ParsedFile, Value};
use super::pending::PendingFile;
use super::{Refusal, Store};
use crate::domain::change::{Change, Page, Snapshot};
use crate::domain::child_id::ChildId;
use crate::domain::day::Month;
use crate::domain::family::Family;
use crate::domain::morning::Morning;
use crate::domain::refusal::{NotSaved, StateNotice};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// A family folder while its lock is held, so that no other program changes what is read here.
pub struct Transaction<'s> {
    pub(super) store: &'s mut Store,
    /// None on a file system without locks.
    lock: Option<File>,
    /// The state folder, if it can be written to.
    state: Option<PathBuf>,
    /// The files that were read since the lock was acquired, so that none is parsed twice.
    parsed: BTreeMap<FamilyFile, ParsedFile>,
}

impl Store {
    /// Saves all changes in their order, or none. Mornings that another program changed meanwhile are merged.
    ///
    /// # Errors
    /// Refuses when a change cannot be merged or a file cannot be written.
    pub fn commit(&mut self, changes: &[Change]) -> Result<Snapshot, Refusal> {
        if changes.iter().all(Change::is_empty) {
            return Ok(Snapshot::default());
        }
        self.lock("saving")?.save(changes.to_vec())
    }

    /// Makes one change under the lock, from what is on the disk then, and saves it. Returns whether there was a change.
    ///
    /// # Errors
    /// The errors of `make`, and the refusals of [`Store::commit`].
    pub fn edit<E: From<Refusal>>(
        &mut self,
        make: impl FnOnce(&mut Transaction<'_>) -> Result<Change, E>,
    ) -> Result<bool, E> {
        let mut transaction = self.lock("saving")?;
        let change = make(&mut transaction)?;
        if change.is_empty() {
            return Ok(false);
        }
        transaction.save(vec![change])?;
        Ok(true)
    }

    /// Acquires the lock and opens the state folder. Without a state folder, changes are saved without undo.
    pub(super) fn lock(&mut self, doing: &str) -> Result<Transaction<'_>, Refusal> {
        let (disk, folder) = (self.disk.as_ref(), self.folder.as_path());
        let lock = lock::acquire(disk, folder, || self.state(), self.patience)?;
        let opened = match &self.states {
            Some(states) => state_folder::open(disk, states, folder).map_err(|e| cannot_undo(states, &e)),
            None => Err(StateNotice::NoUserFolder),
        };
        let state = match opened {
            Ok((state, notice)) => {
                lock::write_holder(disk, &state, doing);
                self.notice = notice.or(self.notice.take());
                Some(state)
            }
            Err(notice) => {
                self.turn_undo_off(notice);
                None
            }
        };
        Ok(Transaction { store: self, lock, state, parsed: BTreeMap::new() })
    }

    /// Keeps the first notice that undo is off.
    fn turn_undo_off(&mut self, undo_is_off: StateNotice) {
        if !std::mem::replace(&mut self.undo_is_off, true) {
            self.notice = Some(undo_is_off);
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

    /// Merges changes with what is on the disk, and saves them.
    pub(super) fn save(mut self, mut changes: Vec<Change>) -> Result<Snapshot, Refusal> {
        let pending = self.pending_files(&mut changes)?;
        self.write(pending, changes, None)
    }

    /// Writes files. It returns when a power cut can no longer undo this.
    ///
    /// New changes are logged before any file is replaced, so that a change that is interrupted later can be undone. An
    /// undo or redo is logged when it is done.
    pub(super) fn write(
        mut self,
        pending: Vec<PendingFile>,
        changes: Vec<Change>,
        done: Option<LogEntry>,
    ) -> Result<Snapshot, Refusal> {
        let prepared = self.prepare(&pending)?;
        self.back_up(&pending);
        let ids: Vec<Id> = changes.iter().map(|_| Id::random()).collect();
        let did = changes.into_iter().zip(&ids).map(|(change, id)| LogEntry::Did { did: id.clone(), change });
        self.log(did);
        let mut stamps = Vec::new();
        if let Err(refusal) = self.replace_all(&pending, prepared, &mut stamps) {
            // If some files were replaced, the change stays in the log, so that undo can take that part back.
            if stamps.is_empty() {
                self.log(ids.into_iter().map(|gone| LogEntry::Gone { gone }));
            }
            return Err(refusal);
        }
        self.log(done);
        let mut snapshot = Snapshot::default();
        for (pending, stamp) in pending.into_iter().zip(stamps) {
            self.store.show(&mut snapshot, pending.file, pending.after, stamp);
        }
        Ok(snapshot)
    }

    fn prepare(&self, pending: &[PendingFile]) -> Result<Vec<PreparedFile>, NotSaved> {
        let disk = self.store.disk.as_ref();
        let paths: Vec<PathBuf> = pending.iter().map(|pending| self.store.path(&pending.file)).collect();
        if self.lock.is_some() {
            let folders: BTreeSet<&Path> = paths.iter().filter_map(|path| path.parent()).collect();
            folders.into_iter().for_each(|folder| files::remove_temporary_files(disk, folder));
        }
        let prepare = |(pending, path): (&PendingFile, &PathBuf)| {
            let (before, after) = (pending.before.as_deref(), pending.after.text.as_deref());
            files::prepare(disk, path, before, after).map_err(|e| not_saved(&pending.file, &e))
        };
        pending.iter().zip(&paths).map(prepare).collect()
    }

    /// Backs up the files that change for the first time today.
    fn back_up(&mut self, pending: &[PendingFile]) {
        let Some(state) = &self.state else { return };
        for pending in pending {
            let (disk, today) = (self.store.disk.as_ref(), self.store.today);
            if let Err(error) = backups::back_up(disk, state, today, &pending.file, pending.before.as_deref()) {
                self.store.turn_undo_off(cannot_undo(&backups::folder(state), &error));
            }
        }
    }

    /// Replaces the files and syncs their folders. The stamps are those of the files that were replaced.
    fn replace_all(
        &mut self,
        pending: &[PendingFile],
        prepared: Vec<PreparedFile>,
        stamps: &mut Vec<FileStamp>,
    ) -> Result<(), Refusal> {
        let disk = self.store.disk.as_ref();
        if let Some(other) = prepared.iter().position(|prepared| !prepared.is_unchanged(disk)) {
            let file = &pending[other].file;
            return Err(self.store.changed_elsewhere(file.relative(), file));
        }
        let folders: BTreeSet<PathBuf> = prepared.iter().map(PreparedFile::folder).collect();
        for (pending, prepared) in pending.iter().zip(prepared) {
            stamps.push(prepared.replace(disk).map_err(|e| not_saved(&pending.file, &e))?);
        }
        for folder in folders.iter().filter(|folder| folder.is_dir()) {
            disk.sync_folder(folder).map_err(|e| not_saved(&pending[0].file, &e))?;
        }
        Ok(())
    }

    /// Adds entries to the undo log. Returns false if it cannot be written, which keeps nothing from being saved.
    pub(super) fn log(&mut self, entries: impl IntoIterator<Item = LogEntry>) -> bool {
        let entries: Vec<LogEntry> = entries.into_iter().collect();
        let Some(state) = &self.state else { return false };
        if entries.is_empty() {
            return true;
        }
        let appended = undo_log::append(self.store.disk.as_ref(), state, &entries);
        if let Err(error) = &appended {
            self.store.turn_undo_off(cannot_undo(&undo_log::path(state), error));
        }
        appended.is_ok()
    }
}

fn not_saved(file: &FamilyFile, error: &io::Error) -> NotSaved {
    NotSaved::Disk { file: file.relative(), reason: reason(error) }
}

fn cannot_undo(path: &Path, error: &io::Error) -> StateNotice {
    StateNotice::CannotWrite { path: path.display().to_string(), reason: reason(error) }
}
