//! The one way to save: lock, read again, merge, record a change of several files, write beside, log, back up, replace,
//! sync, remove the record, report.

use super::super::backups;
use super::super::family_file::FamilyFile;
use super::super::files::{self, FileStamp, PreparedFile, reason};
use super::super::pending_change::{self, PendingChange};
use super::super::put_aside;
use super::super::sharing;
use super::super::undo_log::{self, Id, LogEntry};
use super::pending::PendingFile;
use super::transaction::{Transaction, cannot_undo};
use super::{Refusal, Store};
use crate::domain::change::{Change, Page, Snapshot};
use crate::domain::refusal::{NotSaved, StateNotice, UndoIsOff};
use std::collections::BTreeSet;
use std::fs;
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

/// A change that is ready to be written.
pub(super) struct ReadyChange {
    pub what: String,
    pub files: Vec<PendingFile>,
    /// The entries of the change in the undo log, and those that cancel them.
    pub done: Vec<LogEntry>,
    pub not_done: Vec<LogEntry>,
    /// Whether the change moves the undo log on, so that it is refused where the log cannot be written.
    pub is_undo: bool,
}

impl Transaction<'_> {
    /// Merges changes into the files on the disk, and saves them.
    pub(super) fn save(mut self, mut changes: Vec<Change>) -> Result<Snapshot, Refusal> {
        let files = self.pending_files(&mut changes)?;
        let what = changes.iter().map(|change| change.what.as_str()).collect::<Vec<_>>().join(", ");
        let ids: Vec<Id> = changes.iter().map(|_| Id::random()).collect();
        let did = changes.into_iter().zip(&ids).map(|(change, id)| LogEntry::Did { did: id.clone(), change });
        let done = did.collect();
        let not_done = ids.into_iter().map(|gone| LogEntry::Gone { gone }).collect();
        self.replace(ReadyChange { what, files, done, not_done, is_undo: false })
    }

    /// Replaces the files, and returns when a power cut can no longer undo the change. After an error, the files that
    /// were replaced get their old text again.
    pub(super) fn replace(mut self, ready: ReadyChange) -> Result<Snapshot, Refusal> {
        let mut change = PendingChange {
            what: ready.what.clone(),
            files: ready.files.iter().map(PendingFile::as_file_change).collect(),
            not_done: ready.not_done.clone(),
        };
        let record = if ready.files.len() > 1 || ready.is_undo { self.record(&change)? } else { None };
        let mut tried = 0;
        let written = self.write(&ready, &mut tried).and_then(|stamps| {
            self.remove_emptied_folders(&ready.files);
            // From here on the change is saved.
            record.as_ref().map_or(Ok(()), |state| self.remove_record(state))?;
            Ok(stamps)
        });
        match written {
            Ok(stamps) => {
                let mut snapshot = Snapshot::default();
                for (file, stamp) in ready.files.into_iter().zip(stamps) {
                    self.store.add_parsed(&mut snapshot, file.file, file.after, stamp);
                }
                Ok(snapshot)
            }
            Err(refusal) => {
                change.files.truncate(tried);
                if self.take_back(&change).is_ok() {
                    self.log(change.not_done).ok();
                    record.map(|state| self.remove_record(&state).ok());
                }
                Err(refusal)
            }
        }
    }

    /// Writes the record of a change, and returns the state folder. Without a record, the change is saved all the same:
    /// where the state folder cannot be written, the undo log fails too, and the person is told.
    fn record(&self, change: &PendingChange) -> Result<Option<PathBuf>, NotSaved> {
        let (Ok(state), Some(_)) = (&self.state, &self.lock) else { return Ok(None) };
        let disk = self.store.disk.as_ref();
        match pending_change::write(disk, state, change) {
            Ok(()) => Ok(Some(state.clone())),
            // The obstacle stays. The person is told of it when the lock is acquired.
            Err(error) if files::obstacle(&error).is_some() => Ok(None),
            // A record that may be on the disk must not outlive the change.
            Err(_) => self.remove_record(state).map(|()| None),
        }
    }

    fn remove_record(&self, state: &Path) -> Result<(), NotSaved> {
        let record = pending_change::path(state);
        pending_change::remove(self.store.disk.as_ref(), state)
            .map_err(|e| NotSaved::Disk { file: record.display().to_string(), reason: reason(&e) })
    }

    /// Writes the files beside their old states, logs and backs up the change, and replaces the files. `tried` becomes
    /// the number of files whose replacement was tried.
    fn write(&mut self, ready: &ReadyChange, tried: &mut usize) -> Result<Vec<FileStamp>, Refusal> {
        let prepared = self.prepare(&ready.files)?;
        if let Err(why) = self.log(ready.done.clone()) {
            if ready.is_undo {
                return Err(NotSaved::UndoIsOff(why).into());
            }
            let are_backups_off = self.state.is_err();
            self.store.notice_failure(if are_backups_off {
                StateNotice::UndoIsOff(why)
            } else {
                StateNotice::OnlyUndoIsOff(why)
            });
        }
        self.put_aside(&ready.files)?;
        self.back_up(&ready.files);
        self.replace_all(&ready.files, prepared, tried)
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
            let shared = path
                .parent()
                .filter(|_| after.is_some())
                .map_or(Ok(()), |folder| sharing::share_folders(disk, &self.store.folder, folder));
            let prepared = shared.and_then(|()| files::prepare(disk, path, before, after));
            prepared.map_err(|error| {
                let not_shared = path.parent().and_then(|folder| files::not_shared(folder, &error));
                not_saved(&pending.file, &not_shared.unwrap_or(error))
            })
        };
        pending.iter().zip(&paths).map(prepare).collect()
    }

    /// Keeps each copy that will be removed in the state folder.
    fn put_aside(&self, pending: &[PendingFile]) -> Result<(), Refusal> {
        for PendingFile { file, before, after } in pending {
            if let (FamilyFile::Other(path), Some(text), None) = (file, before, &after.text) {
                let state = self.state.clone().map_err(NotSaved::UndoIsOff)?;
                let disk = self.store.disk.as_ref();
                put_aside::keep(disk, &state, self.store.day.today, path, text).map_err(|e| not_saved(file, &e))?;
            }
        }
        Ok(())
    }

    /// Removes each folder whose last file was a copy that was put aside, such as `mornings/Leo`.
    fn remove_emptied_folders(&self, files: &[PendingFile]) {
        for PendingFile { file, after, .. } in files {
            if let (FamilyFile::Other(_), None, Some(folder)) = (file, &after.text, self.store.path(file).parent()) {
                // The folder stays where it has other files.
                drop(fs::remove_dir(folder));
            }
        }
    }

    /// Backs up the files that change for the first time today. With them, all pages are backed up, because a page that
    /// never changes may be lost, too. The pages come first: if the program ends before it has backed up a file that
    /// changes, the next try backs up all of them.
    fn back_up(&mut self, pending: &[PendingFile]) {
        let Ok(state) = &self.state else { return };
        let day = self.store.day;
        // A copy of another program was put aside instead.
        let changing = pending.iter().filter(|pending| !matches!(pending.file, FamilyFile::Other(_)));
        let mut copies: Vec<_> = changing.map(|pending| (pending.file.clone(), pending.before.clone())).collect();
        copies.retain(|(file, _)| !backups::has(state, day.today, file).unwrap_or(false));
        if !copies.is_empty() {
            copies.splice(..0, self.unchanged_pages(pending));
        }
        for (file, before) in copies {
            let disk = self.store.disk.as_ref();
            if let Err(error) = backups::back_up(disk, state, day, &file, before.as_deref()) {
                let why = cannot_undo(&backups::folder(state), &error);
                self.store.notice_failure(StateNotice::BackupsAreOff(why));
            }
        }
    }

    /// The pages that do not change, as far as they can be read.
    fn unchanged_pages(&self, pending: &[PendingFile]) -> Vec<(FamilyFile, Option<String>)> {
        let others = Page::ALL.map(FamilyFile::Page).into_iter();
        let others = others.filter(|file| pending.iter().all(|pending| pending.file != *file));
        others.filter_map(|file| Some((file.clone(), Some(self.store.parse(&file).checked().ok()?.text?)))).collect()
    }

    /// Replaces the files, syncs their folders, and returns the stamps of the files.
    fn replace_all(
        &mut self,
        files: &[PendingFile],
        prepared: Vec<PreparedFile>,
        tried: &mut usize,
    ) -> Result<Vec<FileStamp>, Refusal> {
        let disk = self.store.disk.as_ref();
        if let Some(place) = prepared.iter().position(|prepared| !prepared.is_unchanged(disk)) {
            let file = &files[place].file;
            return Err(self.store.changed_elsewhere(file.relative(), file));
        }
        let folders: BTreeSet<PathBuf> = prepared.iter().map(PreparedFile::folder).collect();
        let mut stamps = Vec::new();
        for (pending, prepared) in files.iter().zip(prepared) {
            *tried += 1;
            stamps.push(prepared.replace(disk).map_err(|e| not_saved(&pending.file, &e))?);
        }
        for folder in folders.iter().filter(|folder| folder.is_dir()) {
            disk.sync_folder(folder).map_err(|e| not_saved(&files[0].file, &e))?;
        }
        Ok(stamps)
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
    if let Some(obstacle) = files::obstacle(error) {
        return NotSaved::InTheWay(obstacle.clone());
    }
    NotSaved::Disk { file: file.relative(), reason: reason(error) }
}
