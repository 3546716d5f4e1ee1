//! The pending change: the record of a change of several files, for as long as the change is not complete.
//!
//! One file is replaced in one step. Several files are replaced one after the other, so a full disk, a kill or a power
//! cut could leave half a change. Three rules prevent that:
//!
//! 1. Before the first file is touched, the change is written to `pending.json` in the state folder: each file's text
//!    before and after the change.
//! 2. When every file is replaced and safely on the disk, `pending.json` is removed. At that moment the change is
//!    saved.
//! 3. A program that finds `pending.json` acquires the lock, so the program that wrote the record has ended. Then the
//!    change is taken back: a file with the new text gets its old text. A file with another text was changed by
//!    somebody else, so it stays as it is and is named in a notice.
//!
//! The change is taken back and not completed, so that the same command can be given again and does the same as at the
//! first try. Undo and redo are recorded even for one file, because the undo log is a second file.
//!
//! On a file system without locks, nobody can tell whether the program that wrote the record has ended. Changes are
//! saved without a record there, and also where the state folder cannot be written, as a notice says.

use super::disk::Disk;
use super::files;
use super::own_file;
use super::undo_log::LogEntry;
use crate::domain::problem::Problem;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Component, Path, PathBuf};

/// The record's file in a state folder.
const FILE: &str = "pending.json";
/// The name of a record that cannot be read.
const DAMAGED: &str = "pending.json.damaged";
/// The largest record in bytes. A restore of twenty years of five children has a tenth of this size.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// A change of several files that is not complete.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PendingChange {
    /// The description of the change.
    pub what: String,
    pub files: Vec<FileChange>,
    /// The entries that the undo log gets when the change is taken back.
    pub not_done: Vec<LogEntry>,
}

/// The text of a file before and after a change. None where there is no file. So a file can also be created, removed,
/// or moved, which is one file removed and another created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileChange {
    /// The path inside the family folder.
    pub path: String,
    pub was: Option<String>,
    pub becomes: Option<String>,
}

impl FileChange {
    /// Whether the path leads to a file inside the family folder.
    fn is_inside(&self) -> bool {
        let mut parts = Path::new(&self.path).components().peekable();
        parts.peek().is_some() && parts.all(|part| matches!(part, Component::Normal(_)))
    }
}

/// The record's path in a state folder.
pub fn path(state: &Path) -> PathBuf {
    state.join(FILE)
}

/// Returns whether a change is pending. Where there is none, this costs one system call.
pub fn is_there(state: &Path) -> bool {
    own_file::is_there(&path(state)).unwrap_or(false)
}

/// Reads the pending change, if there is one.
///
/// # Errors
/// Why the record cannot be read. A record with errors is [`io::ErrorKind::InvalidData`], and anything else in its
/// place is an [`Obstacle`](crate::domain::obstacle::Obstacle).
pub fn read(disk: &dyn Disk, state: &Path) -> io::Result<Option<PendingChange>> {
    let mut file = match own_file::open(disk, &path(state)) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened?,
    };
    let change: PendingChange = serde_json::from_slice(&disk.read(&mut file, MOST_BYTES)?)?;
    match change.files.iter().all(FileChange::is_inside) {
        true => Ok(Some(change)),
        false => Err(io::Error::new(io::ErrorKind::InvalidData, "it names a file outside the family folder")),
    }
}

/// Writes the record. The record is safely on the disk when this returns.
pub fn write(disk: &dyn Disk, state: &Path, change: &PendingChange) -> io::Result<()> {
    let text = serde_json::to_string(change)?;
    if text.len() as u64 > MOST_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    files::remove_temporary_files(disk, state);
    own_file::replace(disk, &path(state), &text)
}

/// Removes the record, if there is one. The record is gone for good when this returns.
pub fn remove(disk: &dyn Disk, state: &Path) -> io::Result<()> {
    match disk.remove(&path(state)) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed.and_then(|()| disk.sync_folder(state)),
    }
}

/// The problem with a damaged record that was found earlier. The change in it is unknown.
pub fn problem(state: &Path) -> Option<Problem> {
    let aside = state.join(DAMAGED);
    let help = "look through the family's latest changes and correct them by hand, then delete this file";
    let problem = || Problem::whole_file(aside.display().to_string(), "a change of several files was cut off", help);
    own_file::is_there(&aside).unwrap_or(false).then(problem)
}

/// Gives a damaged record another name, so that it is found once, and returns the new path.
pub fn set_aside(disk: &dyn Disk, state: &Path) -> io::Result<PathBuf> {
    let aside = state.join(DAMAGED);
    disk.rename(&path(state), &aside)?;
    disk.sync_folder(state)?;
    Ok(aside)
}
