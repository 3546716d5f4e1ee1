//! Takes back a change of several files that was cut off, as [`pending_change`](super::super::pending_change) explains.

use super::super::disk::Disk;
use super::super::files::{self, reason};
use super::super::pending_change::{self, FileChange, PendingChange};
use super::transaction::Transaction;
use super::{Refusal, Store};
use crate::domain::refusal::{NotSaved, StateNotice};
use rustix::io::Errno;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The text of a file after its change was taken back.
enum Outcome {
    /// The text before the change.
    AsBefore,
    /// A text from somebody else, which stays.
    ChangedSince,
}

impl Store {
    /// Takes back a change that was cut off, so that half a change is never shown. If another program is still at work
    /// on the change, this waits for that program.
    pub(super) fn take_back_before_reading(&mut self) {
        if self.known_state.is_none() {
            self.known_state = self.state();
        }
        let is_pending = |state: &PathBuf| pending_change::is_there(state);
        if !self.known_state.as_ref().is_some_and(is_pending) {
            return;
        }
        match self.lock("taking back a change that was cut off").map(drop) {
            Ok(()) | Err(Refusal::NotSaved(NotSaved::Locked { .. })) => {}
            Err(why) => self.notice = Some(StateNotice::StaysCutOff { why: why.to_string() }),
        }
    }
}

impl Transaction<'_> {
    /// Takes back the change that another program began and did not complete.
    ///
    /// # Errors
    /// Refuses when a file cannot be given its old text. The next program tries again.
    pub(super) fn take_back_cut_off(&mut self) -> Result<(), NotSaved> {
        let (Ok(state), Some(_)) = (self.state.clone(), &self.lock) else { return Ok(()) };
        let disk = self.store.disk.as_ref();
        let record = pending_change::path(&state);
        let change = match pending_change::read(disk, &state) {
            Ok(None) => return Ok(()),
            Ok(Some(change)) => change,
            // The program never puts an obstacle there, so nothing is pending.
            Err(error) if files::obstacle(&error).is_some() => {
                let obstacle = files::obstacle(&error).cloned();
                obstacle.into_iter().for_each(|obstacle| self.store.notice_failure(StateNotice::InTheWay(obstacle)));
                return Ok(());
            }
            Err(error) if is_damage(&error) => {
                let aside = pending_change::set_aside(disk, &state).map_err(|e| not_written(&record, &e))?;
                self.store.notice = Some(StateNotice::CutOffUnknown { path: aside.display().to_string() });
                return Ok(());
            }
            Err(error) => return Err(not_written(&record, &error)),
        };
        let changed_since = self.take_back(&change)?;
        self.log(change.not_done).ok();
        pending_change::remove(self.store.disk.as_ref(), &state).map_err(|e| not_written(&record, &e))?;
        self.store.notice = Some(StateNotice::TakenBack { what: change.what, changed_since });
        Ok(())
    }

    /// Gives each file with the new text of a change its old text, and returns the files with other texts, which stay.
    ///
    /// # Errors
    /// Refuses when a file cannot be given its old text.
    pub(super) fn take_back(&self, change: &PendingChange) -> Result<Vec<String>, NotSaved> {
        let disk = self.store.disk.as_ref();
        let mut changed_since = Vec::new();
        for file in &change.files {
            let path = self.store.folder.join(&file.path);
            match take_back_file(disk, &path, file) {
                Ok(Outcome::AsBefore) if file.was.is_none() => self.remove_empty_folders(&path),
                Ok(Outcome::AsBefore) => {}
                Ok(Outcome::ChangedSince) => changed_since.push(file.path.clone()),
                Err(error) => return Err(NotSaved::Disk { file: file.path.clone(), reason: reason(&error) }),
            }
        }
        Ok(changed_since)
    }

    /// Removes the folders above a file that is gone, as far as they are empty.
    fn remove_empty_folders(&self, file: &Path) {
        let inside = |folder: &&Path| folder.starts_with(&self.store.folder) && *folder != self.store.folder;
        // A folder with other files stays, and so do the folders above it.
        file.ancestors().skip(1).take_while(inside).all(|folder| fs::remove_dir(folder).is_ok());
    }
}

fn take_back_file(disk: &dyn Disk, path: &Path, file: &FileChange) -> io::Result<Outcome> {
    let folder = files::folder_of(path)?;
    if folder.is_dir() {
        files::remove_temporary_files(disk, folder);
    }
    let Some(now) = text_now(disk, path)? else { return Ok(Outcome::ChangedSince) };
    if now == file.was {
        // The program may have ended before the folder was synced.
        return if folder.is_dir() {
            disk.sync_folder(folder).map(|()| Outcome::AsBefore)
        } else {
            Ok(Outcome::AsBefore)
        };
    }
    if now != file.becomes {
        return Ok(Outcome::ChangedSince);
    }
    let prepared = files::prepare(disk, path, now.as_deref(), file.was.as_deref())?;
    if !prepared.is_unchanged(disk) {
        return Ok(Outcome::ChangedSince);
    }
    let folder = prepared.folder();
    prepared.replace(disk)?;
    disk.sync_folder(&folder)?;
    Ok(Outcome::AsBefore)
}

/// Reads the present text at a path; the inner None means that there is no file. The outer None stands for anything
/// that the program never leaves there: a folder, a link to nowhere, bytes that are not text.
///
/// # Errors
/// Why the file cannot be read now. A later try may succeed.
fn text_now(disk: &dyn Disk, path: &Path) -> io::Result<Option<Option<String>>> {
    let mut file = match disk.open(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok((!path.is_symlink()).then_some(None)),
        Err(e) if e.kind() == io::ErrorKind::NotADirectory || files::is(&e, Errno::LOOP) => return Ok(None),
        opened => opened?,
    };
    if !file.metadata()?.is_file() {
        return Ok(None);
    }
    let bytes = disk.read(&mut file, files::MOST_BYTES + 1)?;
    Ok(String::from_utf8(bytes).ok().map(Some))
}

fn is_damage(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof)
}

fn not_written(path: &Path, error: &io::Error) -> NotSaved {
    NotSaved::Disk { file: path.display().to_string(), reason: reason(error) }
}
