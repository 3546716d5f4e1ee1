//! Files and folders that are the program's alone: the lock, and all in a state folder. Nothing else belongs in their
//! places, so a link there is never followed, and a pipe, a folder or another account's file is refused in words. The
//! family's own files may be links: those are followed, in `files.rs`.

use super::disk::{Disk, SHARED_FILE};
use super::files::{self, FileContent, FileMode, in_the_way};
use crate::domain::obstacle::{Obstacle, ObstacleKind};
use rustix::process::geteuid;
use std::fs::{self, File, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// The bits of a mode with which other accounts may write.
const OTHERS_WRITE: u32 = 0o022;
/// The bit of a mode with which everybody may write, and the bit that lets everybody change only their own files.
const EVERYBODY_WRITES: u32 = 0o002;
const STICKY: u32 = 0o1000;

/// Reads a file. `shown` is its name in problems.
pub fn read(disk: &dyn Disk, path: &Path, shown: &str) -> FileContent {
    match open(disk, path) {
        Ok(mut file) => {
            files::read_open(disk, &mut file, shown).map_or_else(FileContent::Unreadable, FileContent::Text)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => FileContent::Missing,
        Err(error) => FileContent::Unreadable(files::cannot_read(shown, &error)),
    }
}

/// Opens a file for reading.
///
/// # Errors
/// An [`Obstacle`] where something else is in its place.
pub fn open(disk: &dyn Disk, path: &Path) -> io::Result<File> {
    let file = disk.open_own(path).map_err(|error| explained(path, error))?;
    refuse_foreign(path, &file)?;
    Ok(file)
}

/// Opens a file to add to its end, and creates it where there is none.
///
/// # Errors
/// An [`Obstacle`] where something else is in its place.
pub fn open_to_append(disk: &dyn Disk, path: &Path) -> io::Result<File> {
    let file = match disk.open_to_append(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => disk.create(path),
        opened => opened,
    };
    let file = file.map_err(|error| explained(path, error))?;
    refuse_foreign(path, &file)?;
    Ok(file)
}

/// Opens the file of a lock, which is never written, and creates it where there is none. It may belong to another
/// account. `group` is the group that shares the folder, and may open it.
///
/// # Errors
/// An [`Obstacle`] where something else is in its place.
pub fn open_lock(disk: &dyn Disk, path: &Path, group: Option<u32>) -> io::Result<File> {
    let file = match disk.open_to_append(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => match disk.create(path) {
            // Another program was faster.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => disk.open_to_append(path),
            created => created,
        },
        // Most file systems need only a file that can be read.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => disk.open_own(path),
        opened => opened,
    };
    let file = file.map_err(|error| explained(path, files::not_shared(path, &error).unwrap_or(error)))?;
    let meta = file.metadata()?;
    refuse_kind(path, &meta)?;
    if let Some(group) = group.filter(|_| meta.uid() == geteuid().as_raw())
        && (meta.gid() != group || meta.mode() & SHARED_FILE != SHARED_FILE)
    {
        // The lock works for this account without that.
        drop(disk.share(&file, group));
    }
    Ok(file)
}

/// What stands in the place of a lock, if anything does.
pub fn lock_obstacle(path: &Path) -> Option<Obstacle> {
    let error = refuse_kind(path, &fs::symlink_metadata(path).ok()?).err()?;
    files::obstacle(&error).cloned()
}

/// Creates or replaces a file.
///
/// # Errors
/// An [`Obstacle`] where something else is in its place.
pub fn replace(disk: &dyn Disk, path: &Path, text: &str) -> io::Result<()> {
    is_there(path)?;
    files::create_or_replace(disk, path, text, FileMode::Private)
}

/// Returns whether a file is there.
///
/// # Errors
/// An [`Obstacle`] where something else is in its place.
pub fn is_there(path: &Path) -> io::Result<bool> {
    let Some(meta) = look_at(path)? else { return Ok(false) };
    refuse_kind(path, &meta)?;
    refuse_owner(path, &meta)?;
    Ok(true)
}

/// Returns whether a folder is there that only this account can change.
///
/// # Errors
/// An [`Obstacle`] where something else is in its place.
pub fn folder_is_there(path: &Path) -> io::Result<bool> {
    let Some(meta) = look_at(path)? else { return Ok(false) };
    if meta.is_symlink() {
        return Err(in_the_way(path, ObstacleKind::Link));
    }
    if !meta.is_dir() {
        let kind = if meta.is_file() { ObstacleKind::NotAFolder } else { ObstacleKind::PipeOrDevice };
        return Err(in_the_way(path, kind));
    }
    refuse_owner(path, &meta)?;
    if meta.mode() & OTHERS_WRITE != 0 {
        return Err(in_the_way(path, ObstacleKind::OpenToOthers));
    }
    Ok(true)
}

/// Refuses a place for state folders that is no folder, or in which everybody could replace them. The folder may be a
/// link, because the person chose it. A missing folder is fine.
///
/// # Errors
/// The [`Obstacle`].
pub fn refuse_base_folder(path: &Path) -> io::Result<()> {
    let Some(there) = path.ancestors().find(|path| fs::symlink_metadata(path).is_ok()) else { return Ok(()) };
    let Ok(meta) = fs::metadata(there) else { return Err(in_the_way(there, ObstacleKind::BrokenLink)) };
    let is_open = meta.mode() & EVERYBODY_WRITES != 0 && meta.mode() & STICKY == 0;
    if !meta.is_dir() {
        Err(in_the_way(there, ObstacleKind::NotAFolder))
    } else if is_open && there == path {
        Err(in_the_way(path, ObstacleKind::OpenToOthers))
    } else {
        Ok(())
    }
}

/// Refuses a path whose folders below `base` are not all folders of this account. Missing folders are fine.
///
/// # Errors
/// An [`Obstacle`].
pub fn refuse_foreign_folders(base: &Path, path: &Path) -> io::Result<()> {
    let above: Vec<&Path> = path.ancestors().skip(1).take_while(|folder| folder.starts_with(base)).collect();
    above.into_iter().rev().try_for_each(|folder| folder_is_there(folder).map(drop))
}

fn look_at(path: &Path) -> io::Result<Option<Metadata>> {
    match fs::symlink_metadata(path) {
        Ok(meta) => Ok(Some(meta)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The obstacle because of which a file could not be opened; the error itself where there is none.
fn explained(path: &Path, error: io::Error) -> io::Error {
    look_at(path).ok().flatten().and_then(|meta| refuse_kind(path, &meta).err()).unwrap_or(error)
}

fn refuse_foreign(path: &Path, file: &File) -> io::Result<()> {
    let meta = file.metadata()?;
    refuse_kind(path, &meta)?;
    refuse_owner(path, &meta)
}

fn refuse_kind(path: &Path, meta: &Metadata) -> io::Result<()> {
    let kind = if meta.is_symlink() {
        ObstacleKind::Link
    } else if meta.is_dir() {
        ObstacleKind::Folder
    } else if !meta.is_file() {
        ObstacleKind::PipeOrDevice
    } else if meta.nlink() > 1 {
        ObstacleKind::HardLink
    } else {
        return Ok(());
    };
    Err(in_the_way(path, kind))
}

/// Refuses what belongs to another account. The superuser may own anything, because it can change anything.
fn refuse_owner(path: &Path, meta: &Metadata) -> io::Result<()> {
    let is_ours = meta.uid() == geteuid().as_raw() || meta.uid() == 0;
    if is_ours { Ok(()) } else { Err(in_the_way(path, ObstacleKind::OfAnotherAccount)) }
}
