//! The one way to save: lock, read again, merge, write beside, log, back up, replace, sync, report.

use super::super::backups;
use super::super::family_file::FamilyFile;
use super::super::files::{self, FileStamp, PreparedFile, reason};
use super::super::undo_log::{self, Id, LogEntry};
use super::pending::PendingFile;
use super::transaction::{Transaction, cannot_undo};
use super::{Refusal, Store};
use crate::domain::change::{Change, Snapshot};
use crate::domain::refusal::{NotSaved, StateNotice, UndoIsOff};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

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

    /// Makes one change under the lock, from the files as they are then, and saves it. Returns whether there was a
    /// change.
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
}

impl Transaction<'_> {
    /// Merges changes into the files on the disk, and saves them.
    pub(super) fn save(mut self, mut changes: Vec<Change>) -> Result<Snapshot, Refusal> {
        let pending = self.pending_files(&mut changes)?;
        let prepared = self.prepare(&pending)?;
        let ids: Vec<Id> = changes.iter().map(|_| Id::random()).collect();
        let did = changes.into_iter().zip(&ids).map(|(change, id)| LogEntry::Did { did: id.clone(), change });
        if let Err(why) = self.log(did) {
            self.store.notice_failure(StateNotice::UndoIsOff(why));
        }
        self.replace(pending, prepared, ids.into_iter().map(|gone| LogEntry::Gone { gone }).collect())
    }

    /// Replaces the files, and returns when a power cut can no longer undo the change.
    ///
    /// The caller has logged the change, so that a change that is interrupted can be undone. If no file was replaced,
    /// the entries `not_done` are logged.
    pub(super) fn replace(
        mut self,
        pending: Vec<PendingFile>,
        prepared: Vec<PreparedFile>,
        not_done: Vec<LogEntry>,
    ) -> Result<Snapshot, Refusal> {
        self.back_up(&pending);
        let mut stamps = Vec::new();
        if let Err(refusal) = self.replace_all(&pending, prepared, &mut stamps) {
            // If some files were replaced, the change stays in the log, so that undo can take that part back.
            if stamps.is_empty() {
                self.log(not_done).ok();
            }
            return Err(refusal);
        }
        let mut snapshot = Snapshot::default();
        for (pending, stamp) in pending.into_iter().zip(stamps) {
            self.store.add_parsed(&mut snapshot, pending.file, pending.after, stamp);
        }
        Ok(snapshot)
    }

    pub(super) fn prepare(&self, pending: &[PendingFile]) -> Result<Vec<PreparedFile>, NotSaved> {
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
        let Ok(state) = &self.state else { return };
        for pending in pending {
            let (disk, day) = (self.store.disk.as_ref(), self.store.day);
            if let Err(error) = backups::back_up(disk, state, day, &pending.file, pending.before.as_deref()) {
                let why = cannot_undo(&backups::folder(state), &error);
                self.store.notice_failure(StateNotice::BackupsAreOff(why));
            }
        }
    }

    /// Replaces the files, syncs their folders, and adds the stamp of each replaced file to `stamps`.
    fn replace_all(
        &mut self,
        pending: &[PendingFile],
        prepared: Vec<PreparedFile>,
        stamps: &mut Vec<FileStamp>,
    ) -> Result<(), Refusal> {
        let disk = self.store.disk.as_ref();
        if let Some(place) = prepared.iter().position(|prepared| !prepared.is_unchanged(disk)) {
            let file = &pending[place].file;
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

    /// Adds entries to the undo log.
    ///
    /// # Errors
    /// Why the log cannot be written.
    pub(super) fn log(&self, entries: impl IntoIterator<Item = LogEntry>) -> Result<(), UndoIsOff> {
        let entries: Vec<LogEntry> = entries.into_iter().collect();
        let state = self.state.as_ref().map_err(Clone::clone)?;
        undo_log::append(self.store.disk.as_ref(), state, &entries)
            .map_err(|error| cannot_undo(&undo_log::path(state), &error))
    }
}

fn not_saved(file: &FamilyFile, error: &io::Error) -> NotSaved {
    NotSaved::Disk { file: file.relative(), reason: reason(error) }
}
