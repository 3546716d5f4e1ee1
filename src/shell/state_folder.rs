//! The state folders: what this machine keeps about each family's folder. One holds the changes for undo, the backups
//! and who holds the lock, so that nothing but the family's own files lies in a folder that may be synchronized.

use super::disk::Disk;
use super::files::{self, FileContent};
use crate::domain::refusal::StateNotice;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The file of a state folder that says which family's folder it belongs to.
const RECORD: &str = "folder.json";
/// The longest part of a folder's name that its state folder repeats. File systems allow 255 bytes for the whole name,
/// and a character takes up to four.
const LONGEST_NAME: usize = 40;

/// Which folder a state folder belongs to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Record {
    path: String,
    /// The folder's inode and time of birth. The number of the device is no part of it: it may be another one after
    /// each start of the computer.
    identity: String,
}

impl Record {
    fn of(family: &Path) -> io::Result<Record> {
        let meta = fs::metadata(family)?;
        let born = meta.created().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let born = born.map_or_else(String::new, |born| format!(" born {}", born.as_nanos()));
        Ok(Record { path: family.display().to_string(), identity: format!("inode {}{born}", meta.ino()) })
    }

    fn read(disk: &dyn Disk, state: &Path) -> Option<Record> {
        match files::read(disk, &state.join(RECORD), RECORD).0 {
            FileContent::Text(text) => serde_json::from_str(&text).ok(),
            FileContent::Missing | FileContent::Unreadable(_) => None,
        }
    }

    /// Returns whether the folder is no longer at its path.
    fn is_gone(&self) -> bool {
        Record::of(Path::new(&self.path)).ok().is_none_or(|there| there.identity != self.identity)
    }

    /// Returns whether a folder with this identity is the same one at any path: an inode alone is used again soon.
    fn is_certain(&self) -> bool {
        self.identity.contains("born")
    }
}

/// A family's folder that is gone, and the backups of it that are still there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoneFolder {
    pub path: String,
    pub state: PathBuf,
}

/// The folder in which the state folders of all families lie.
pub struct StateFolders {
    base: PathBuf,
}

impl StateFolders {
    pub fn new(base: PathBuf) -> StateFolders {
        StateFolders { base }
    }

    pub fn base(&self) -> &Path {
        &self.base
    }

    /// Finds the state folder of a family's folder, or None where there is none. Changes nothing.
    pub fn find(&self, disk: &dyn Disk, family: &Path) -> Option<PathBuf> {
        let family = fs::canonicalize(family).ok()?;
        self.find_of(disk, &self.own(&family), &Record::of(&family).ok()?)
    }

    /// Opens the state folder of a family's folder to write in it, and creates it where there is none. A state folder of
    /// another folder, which was at the same path before, is set aside. Only for who holds the lock of the folder.
    ///
    /// # Errors
    /// What the disk says.
    pub fn open(&self, disk: &dyn Disk, family: &Path) -> io::Result<(PathBuf, Option<StateNotice>)> {
        let family = fs::canonicalize(family)?;
        let (own, record) = (self.own(&family), Record::of(&family)?);
        let mut notice = None;
        match self.find_of(disk, &own, &record) {
            Some(state) if state == own => {}
            Some(state) => self.rename(disk, &state, &own)?,
            None if own.is_dir() => {
                let kept = free_name(&own);
                self.rename(disk, &own, &kept)?;
                let kept = kept.display().to_string();
                notice = Some(StateNotice::StartsOver { folder: record.path.clone(), kept });
            }
            None => {}
        }
        if Record::read(disk, &own).as_ref() != Some(&record) {
            files::make_folders(disk, &own)?;
            let text = serde_json::to_string(&record).map_err(io::Error::other)?;
            files::write_new(disk, &own.join(RECORD), &(text + "\n"))?;
        }
        Ok((own, notice))
    }

    /// The folders of families that are gone, by their paths.
    pub fn gone(&self, disk: &dyn Disk) -> Vec<GoneFolder> {
        let gone = |(state, record): (PathBuf, Record)| GoneFolder { path: record.path, state };
        let mut folders: Vec<GoneFolder> =
            self.all(disk).into_iter().filter(|(_, record)| record.is_gone()).map(gone).collect();
        folders.sort_by(|a, b| (&a.path, &a.state).cmp(&(&b.path, &b.state)));
        folders
    }

    fn all(&self, disk: &dyn Disk) -> Vec<(PathBuf, Record)> {
        let names = disk.names(&self.base).unwrap_or_default();
        let folders = names.iter().map(|name| self.base.join(name));
        folders.filter_map(|state| Some((state.clone(), Record::read(disk, &state)?))).collect()
    }

    /// Finds the state folder that has the record, or that of a folder that was moved from another path.
    fn find_of(&self, disk: &dyn Disk, own: &Path, record: &Record) -> Option<PathBuf> {
        if own.is_dir() {
            // Without a record the program was cut off while it made the state folder.
            let is_own = Record::read(disk, own).is_none_or(|before| before.identity == record.identity);
            return is_own.then(|| own.to_owned());
        }
        let is_moved = |before: &Record| before.identity == record.identity && record.is_certain() && before.is_gone();
        self.all(disk).into_iter().find(|(_, before)| is_moved(before)).map(|(state, _)| state)
    }

    fn own(&self, family: &Path) -> PathBuf {
        let name = family.file_name().unwrap_or_default().to_string_lossy();
        let name: String = name.chars().take(LONGEST_NAME).collect();
        self.base.join(format!("{name}-{:016x}", fnv_1a(family.as_os_str().as_bytes())))
    }

    fn rename(&self, disk: &dyn Disk, from: &Path, to: &Path) -> io::Result<()> {
        disk.rename(from, to)?;
        disk.sync_folder(&self.base)
    }
}

/// A name for a state folder that is set aside.
fn free_name(own: &Path) -> PathBuf {
    let name = own.file_name().unwrap_or_default().to_string_lossy();
    let mut names = (1u32..).map(|n| own.with_file_name(format!("{name}-old-{n}")));
    names.find(|path| fs::symlink_metadata(path).is_err()).unwrap_or_else(|| own.to_owned())
}

/// The 64-bit FNV-1a hash (<http://www.isthe.com/chongo/tech/comp/fnv/>), which names the same folder the same in every
/// version of this program. The hashes of the standard library may change with the compiler.
fn fnv_1a(bytes: &[u8]) -> u64 {
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, mix)
}
