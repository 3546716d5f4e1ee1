//! The one way to save: lock, read again, merge, write beside, back up, log, replace, sync, report.

use super::super::family_file::FamilyFile;
use super::super::files::{self, FileStamp, PreparedFile, reason};
use super::super::lock;
use super::super::undo_log::{self, Id, LogEntry};
use super::super::{backups, disk::Disk, state_folder};
use super::parsed::ParsedFile;
use super::pending::{ParsedFiles, PendingFile, changed_elsewhere};
use super::{Refusal, Store};
use crate::domain::change::{Change, Page, Snapshot};
use crate::domain::child_id::ChildId;
use crate::domain::day::Month;
use crate::domain::family::Family;
use crate::domain::morning::Morning;
use crate::domain::refusal::{NotSaved, StateNotice};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::collections::btree_map::Entry;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// A family folder while its lock is held, so that no other program changes what is read here.
pub struct Transaction<'s> {
    store: &'s mut Store,
    parsed: ParsedFiles,
}

impl Transaction<'_> {
    pub fn pages(&mut self) -> Snapshot {
        self.store.read_pages()
    }

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
        Ok(self.parsed(FamilyFile::Page(Page::Family))?.family().cloned().unwrap_or_default())
    }

    /// The morning of a date.
    ///
    /// # Errors
    /// Refuses when its file cannot be changed.
    pub fn morning(&mut self, child: &ChildId, date: Date) -> Result<Morning, Refusal> {
        let parsed = self.parsed(FamilyFile::Month(child.clone(), Month::of(date)))?;
        Ok(parsed.month().and_then(|page| page.mornings.get(&date)).cloned().unwrap_or_default())
    }

    /// A file as it is now. It is parsed only once.
    fn parsed(&mut self, file: FamilyFile) -> Result<&ParsedFile, Refusal> {
        Ok(match self.parsed.entry(file) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let parsed = self.store.parse_to_change(entry.key())?;
                entry.insert(parsed)
            }
        })
    }
}

/// The lock of the family folder, and the state folder if it can be written to.
pub(super) struct Locked {
    lock: Option<File>,
    state: Option<PathBuf>,
}

/// The kind of a save, which decides what the undo log gets.
pub(super) enum SaveKind {
    New(Vec<Change>),
    /// The entry is logged after the files are replaced.
    UndoOrRedo(LogEntry),
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
        let locked = self.lock("saving")?;
        self.save(&locked, changes.to_vec(), ParsedFiles::new())
    }

    /// Makes one change under the lock, from what is on the disk then, and saves it.
    ///
    /// # Errors
    /// The errors of `make`, and the refusals of [`Store::commit`].
    pub fn edit<E: From<Refusal>>(
        &mut self,
        make: impl FnOnce(&mut Transaction<'_>) -> Result<Option<Change>, E>,
    ) -> Result<Option<Snapshot>, E> {
        let locked = self.lock("saving")?;
        let mut transaction = Transaction { store: self, parsed: ParsedFiles::new() };
        match make(&mut transaction)? {
            Some(change) if !change.is_empty() => {
                let parsed = transaction.parsed;
                Ok(Some(self.save(&locked, vec![change], parsed)?))
            }
            _ => Ok(None),
        }
    }

    /// Acquires the lock and opens the state folder. Without a state folder, changes are saved without undo.
    pub(super) fn lock(&mut self, doing: &str) -> Result<Locked, Refusal> {
        let (disk, folder) = (self.disk.as_ref(), self.folder.as_path());
        let lock = lock::acquire(disk, folder, || self.state(), self.patience)?;
        let opened = match &self.states {
            Some(states) => state_folder::open(disk, states, folder).map_err(|e| cannot_undo(states, &e)),
            None => Err(StateNotice::NoPlace),
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
        Ok(Locked { lock, state })
    }

    /// Keeps the first notice that undo is off.
    fn turn_undo_off(&mut self, undo_is_off: StateNotice) {
        if !std::mem::replace(&mut self.undo_is_off, true) {
            self.notice = Some(undo_is_off);
        }
    }

    pub(super) fn save(
        &mut self,
        locked: &Locked,
        mut changes: Vec<Change>,
        parsed: ParsedFiles,
    ) -> Result<Snapshot, Refusal> {
        let pending = self.pending_files(&mut changes, parsed)?;
        self.write(locked, pending, SaveKind::New(changes))
    }

    /// Writes files. It returns when a power cut can no longer undo this.
    pub(super) fn write(
        &mut self,
        locked: &Locked,
        pending: Vec<PendingFile>,
        kind: SaveKind,
    ) -> Result<Snapshot, Refusal> {
        let prepared = self.prepare(locked, &pending)?;
        let is_new_day = self.back_up(locked, &pending);
        let (ids, done) = match kind {
            SaveKind::New(changes) => (self.log_new(locked, changes), None),
            SaveKind::UndoOrRedo(entry) => (Vec::new(), Some(entry)),
        };
        let gone = || ids.into_iter().map(|gone| LogEntry::Gone { gone }).collect();
        if let Some(other) = prepared.iter().position(|prepared| !prepared.is_unchanged(self.disk.as_ref())) {
            self.log(locked, gone());
            let what = pending[other].file.relative();
            return Err(changed_elsewhere(what, self.read_again(pending.into_iter().map(|pending| pending.file))));
        }
        let replaced = match replace_all(self.disk.as_ref(), &pending, prepared) {
            Ok(replaced) => replaced,
            Err((is_any_replaced, why)) => {
                // If some files were replaced, the change stays in the log, so that undo can take that part back.
                if !is_any_replaced {
                    self.log(locked, gone());
                }
                return Err(why.into());
            }
        };
        self.log(locked, done.into_iter().collect());
        if let (true, Some(state)) = (is_new_day, &locked.state) {
            // After an error, the rest is deleted on another day.
            drop(backups::delete_old(self.disk.as_ref(), state));
        }
        Ok(self.snapshot_of(pending, replaced))
    }

    fn prepare(&self, locked: &Locked, pending: &[PendingFile]) -> Result<Vec<PreparedFile>, Refusal> {
        let disk = self.disk.as_ref();
        let mut cleaned = BTreeSet::new();
        let mut prepared = Vec::new();
        for pending in pending {
            let path = self.path(&pending.file);
            let folder = path.parent().map(Path::to_owned);
            if locked.lock.is_some() && cleaned.insert(folder.clone()) {
                folder.iter().for_each(|folder| files::remove_temporary_files(disk, folder));
            }
            let next = files::prepare(disk, &path, pending.before.as_deref(), pending.after.text.as_deref());
            prepared.push(next.map_err(|e| not_saved(&pending.file, &e))?);
        }
        Ok(prepared)
    }

    /// Backs up the files that change for the first time today. Returns whether this is the first backup of the day.
    fn back_up(&mut self, locked: &Locked, pending: &[PendingFile]) -> bool {
        let Some(state) = &locked.state else { return false };
        let mut is_new_day = false;
        for pending in pending {
            let before = pending.before.as_deref();
            match backups::back_up(self.disk.as_ref(), state, self.today, &pending.file, before) {
                Ok(is_first) => is_new_day |= is_first,
                Err(error) => self.turn_undo_off(cannot_undo(&backups::folder(state), &error)),
            }
        }
        is_new_day
    }

    /// The snapshot of files that were just written.
    fn snapshot_of(&mut self, pending: Vec<PendingFile>, replaced: Vec<FileStamp>) -> Snapshot {
        let mut snapshot = Snapshot::default();
        for (pending, stamp) in pending.into_iter().zip(replaced) {
            let path = self.path(&pending.file);
            if self.path_to_show(&pending.file) != path {
                self.read_into(&mut snapshot, &pending.file);
                continue;
            }
            self.seen.insert(path, stamp);
            self.show(&mut snapshot, &pending.file, pending.after);
        }
        snapshot
    }

    /// Logs changes before their files are replaced, so that a change that is interrupted later can be undone.
    fn log_new(&mut self, locked: &Locked, changes: Vec<Change>) -> Vec<Id> {
        let ids: Vec<Id> = changes.iter().map(|_| Id::random()).collect();
        let did = |(change, id): (Change, &Id)| LogEntry::Did { did: id.clone(), change };
        self.log(locked, changes.into_iter().zip(&ids).map(did).collect());
        ids
    }

    /// Adds entries to the undo log. Returns false if it cannot be written, which keeps nothing from being saved.
    pub(super) fn log(&mut self, locked: &Locked, entries: Vec<LogEntry>) -> bool {
        let Some(state) = &locked.state else { return false };
        if entries.is_empty() {
            return true;
        }
        let before = undo_log::stamp(state);
        let cached = self.undo_log.take().filter(|(_, stamp)| *stamp == before);
        let stamp = match undo_log::append(self.disk.as_ref(), state, &entries) {
            Ok(stamp) => stamp,
            Err(error) => {
                self.turn_undo_off(cannot_undo(&undo_log::path(state), &error));
                return false;
            }
        };
        if let Some((mut log, _)) = cached {
            entries.into_iter().for_each(|entry| log.apply(entry));
            self.undo_log = Some((log, stamp));
        }
        true
    }
}

/// Replaces the files and syncs their folders. The error says whether any file was replaced before it.
fn replace_all(
    disk: &dyn Disk,
    pending: &[PendingFile],
    prepared: Vec<PreparedFile>,
) -> Result<Vec<FileStamp>, (bool, NotSaved)> {
    let folders: BTreeSet<_> = prepared.iter().filter_map(|next| next.folder().ok().map(Path::to_owned)).collect();
    let mut stamps: Vec<FileStamp> = Vec::new();
    for (pending, prepared) in pending.iter().zip(prepared) {
        let stamp = prepared.replace(disk);
        stamps.push(stamp.map_err(|e| (!stamps.is_empty(), not_saved(&pending.file, &e)))?);
    }
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        disk.sync_folder(folder).map_err(|e| (true, not_saved(&pending[0].file, &e)))?;
    }
    Ok(stamps)
}

fn not_saved(file: &FamilyFile, error: &io::Error) -> NotSaved {
    NotSaved::Disk { file: file.relative(), reason: reason(error) }
}

fn cannot_undo(path: &Path, error: &io::Error) -> StateNotice {
    StateNotice::CannotWrite { path: path.display().to_string(), reason: reason(error) }
}
