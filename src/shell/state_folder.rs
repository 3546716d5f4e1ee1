//! State folders. For each family folder, this machine keeps the changes for undo, the backups and the holder of the
//! lock in a state folder elsewhere, because other machines may share the family folder.

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

/// The file in a state folder that names the family folder.
const RECORD: &str = "folder.json";
/// How many characters of the family folder's name begin the name of its state folder. A name may have 255 bytes, and a
/// character takes up to four.
const LONGEST_NAME: usize = 40;

/// The family folder to which a state folder belongs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Record {
    path: String,
    /// The folder's inode and birth time. The device number is left out, because it may change with each restart.
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

    /// Returns whether the folder has left its path.
    fn is_gone(&self) -> bool {
        Record::of(Path::new(&self.path)).ok().is_none_or(|there| there.identity != self.identity)
    }

    /// Returns whether the identity tells a folder from all others. An inode without a birth time is soon used again.
    fn is_certain(&self) -> bool {
        self.identity.contains("born")
    }
}

/// A family folder that has left its path, and its state folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GoneFolder {
    pub path: String,
    pub state: PathBuf,
}

/// Finds the state folder of a family folder in `base`, and changes nothing. None where there is none.
pub fn find(disk: &dyn Disk, base: &Path, family: &Path) -> Option<PathBuf> {
    let family = fs::canonicalize(family).ok()?;
    find_recorded(disk, &own_path(base, &family), &Record::of(&family).ok()?)
}

/// Returns the state folder of a family folder in `base`, ready to be written to. The caller holds the lock.
///
/// The state folder of another folder that was at the same path is set aside.
pub fn open(disk: &dyn Disk, base: &Path, family: &Path) -> io::Result<(PathBuf, Option<StateNotice>)> {
    let family = fs::canonicalize(family)?;
    let (own, record) = (own_path(base, &family), Record::of(&family)?);
    if Record::read(disk, &own).as_ref() == Some(&record) {
        return Ok((own, None));
    }
    let found = find_recorded(disk, &own, &record);
    let mut notice = None;
    if found.as_ref() != Some(&own) {
        if own.is_dir() {
            let kept = free_name(&own);
            rename(disk, &own, &kept)?;
            let (folder, kept) = (record.path.clone(), kept.display().to_string());
            notice = found.is_none().then_some(StateNotice::StartsOver { folder, kept });
        }
        if let Some(state) = found {
            rename(disk, &state, &own)?;
        }
    }
    files::make_folders(disk, &own)?;
    let text = serde_json::to_string(&record).map_err(io::Error::other)?;
    files::create_or_replace(disk, &own.join(RECORD), &(text + "\n"))?;
    Ok((own, notice))
}

/// The family folders that have left their paths, sorted by path.
pub fn gone(disk: &dyn Disk, base: &Path) -> Vec<GoneFolder> {
    let gone = all(disk, base).into_iter().filter(|(_, record)| record.is_gone());
    let mut folders: Vec<_> = gone.map(|(state, record)| GoneFolder { path: record.path, state }).collect();
    folders.sort();
    folders
}

fn all(disk: &dyn Disk, base: &Path) -> Vec<(PathBuf, Record)> {
    let names = disk.names(base).unwrap_or_default();
    let folders = names.iter().map(|name| base.join(name));
    folders.filter_map(|state| Some((state.clone(), Record::read(disk, &state)?))).collect()
}

/// Finds the state folder under its own name, or under the name from an earlier path of the same family folder.
fn find_recorded(disk: &dyn Disk, own: &Path, record: &Record) -> Option<PathBuf> {
    let is_same = |before: &Record| before.identity == record.identity;
    // Without a record, the program was interrupted while it made the state folder.
    if own.is_dir() && Record::read(disk, own).is_none_or(|before| is_same(&before)) {
        return Some(own.to_owned());
    }
    let all = if record.is_certain() { all(disk, own.parent()?) } else { Vec::new() };
    all.into_iter().find(|(_, before)| is_same(before)).map(|(state, _)| state)
}

/// The path of a state folder while its family folder stays where it is.
fn own_path(base: &Path, family: &Path) -> PathBuf {
    let name = family.file_name().unwrap_or_default().to_string_lossy();
    let name: String = name.chars().take(LONGEST_NAME).collect();
    base.join(format!("{name}-{:016x}", fnv_1a(family.as_os_str().as_bytes())))
}

fn rename(disk: &dyn Disk, from: &Path, to: &Path) -> io::Result<()> {
    disk.rename(from, to)?;
    disk.sync_folder(files::folder_of(to)?)
}

/// An unused name for a state folder that is set aside.
fn free_name(own: &Path) -> PathBuf {
    let name = own.file_name().unwrap_or_default().to_string_lossy();
    let mut names = (1u32..).map(|n| own.with_file_name(format!("{name}-old-{n}")));
    names.find(|path| fs::symlink_metadata(path).is_err()).unwrap_or_else(|| own.to_owned())
}

/// The 64-bit FNV-1a hash, with the numbers of <http://www.isthe.com/chongo/tech/comp/fnv/>. It stays the same in every
/// build, unlike the hashes of the standard library.
fn fnv_1a(bytes: &[u8]) -> u64 {
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, mix)
}
