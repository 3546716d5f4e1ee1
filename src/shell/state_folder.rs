//! State folders. For each family folder, this machine keeps the changes for undo, the backups and the holder of the
//! lock in a state folder elsewhere, because other machines may share the family folder.

use super::disk::Disk;
use super::files::{self, FileContent};
use super::own_file;
use crate::domain::obstacle::Obstacle;
use crate::domain::refusal::StateNotice;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The file in a state folder that names the family folder.
const RECORD: &str = "folder.json";
/// How many characters and bytes of the family folder's name begin the name of its state folder. A name may have 255
/// bytes, in an encrypted home folder only 143.
const LONGEST_NAME: (usize, usize) = (40, 100);

/// The folders in a state folder with fixed names. All others have the names of days and children.
const FOLDERS: [&str; 3] = ["backups", "copies", "mornings"];
/// The ends of the names of the files in a state folder.
const FILE_ENDS: [&str; 5] = [".json", ".jsonl", ".toml", ".absent", "holder"];
/// How deep the folders in a state folder are: `backups/2026-09-07/mornings/leo`.
const DEEPEST: usize = 4;

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
        match own_file::read(disk, &state.join(RECORD), RECORD) {
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

/// The path of the state folder of a family folder in `base`, also where there is none yet. Changes nothing.
pub fn path(disk: &dyn Disk, base: &Path, family: &Path) -> PathBuf {
    let real = fs::canonicalize(family).unwrap_or_else(|_| family.to_owned());
    find(disk, base, family).unwrap_or_else(|| own_path(base, &real))
}

/// Returns the state folder of a family folder in `base`, ready to be written to. The caller holds the lock.
///
/// The state folder of another folder that was at the same path is set aside.
pub fn open(disk: &dyn Disk, base: &Path, family: &Path) -> io::Result<(PathBuf, Option<StateNotice>)> {
    let family = fs::canonicalize(family)?;
    let (own, record) = (own_path(base, &family), Record::of(&family)?);
    refuse_foreign(base, &own)?;
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
    files::remove_temporary_files(disk, &own);
    let text = serde_json::to_string(&record).map_err(io::Error::other)?;
    own_file::replace(disk, &own.join(RECORD), &(text + "\n"))?;
    Ok((own, notice))
}

/// Checks that the place of a state folder has nothing else in it.
///
/// # Errors
/// What stands there.
pub fn check(base: &Path, family: &Path) -> io::Result<()> {
    fs::canonicalize(family).map_or(Ok(()), |family| refuse_foreign(base, &own_path(base, &family)))
}

/// Refuses a state folder that other accounts can change, or that is something else.
fn refuse_foreign(base: &Path, own: &Path) -> io::Result<()> {
    own_file::refuse_base_folder(base)?;
    own_file::folder_is_there(own)?;
    own_file::is_there(&own.join(RECORD)).map(drop)
}

/// Everything in the place of the state folder of a family folder, and in it, that is not the program's own.
pub fn obstacles(disk: &dyn Disk, base: &Path, family: &Path) -> Vec<Obstacle> {
    let Ok(family) = fs::canonicalize(family) else { return Vec::new() };
    let open = own_file::refuse_base_folder(base).err();
    let mut found: Vec<Obstacle> = open.as_ref().and_then(files::obstacle).cloned().into_iter().collect();
    add_obstacles(disk, &own_path(base, &family), DEEPEST, &mut found);
    found
}

fn add_obstacles(disk: &dyn Disk, folder: &Path, depth: usize, found: &mut Vec<Obstacle>) {
    let is_there = own_file::folder_is_there(folder);
    found.extend(is_there.as_ref().err().and_then(files::obstacle).cloned());
    let mut names = if is_there.unwrap_or(false) { disk.names(folder).unwrap_or_default() } else { Vec::new() };
    names.sort();
    for name in names {
        let path = folder.join(&name);
        let is_folder = FOLDERS.contains(&name.as_str())
            || name.parse::<Date>().is_ok()
            || path.is_dir() && !path.is_symlink() && !FILE_ENDS.iter().any(|end| name.ends_with(end));
        if !is_folder {
            let refused = own_file::is_there(&path).err();
            found.extend(refused.as_ref().and_then(files::obstacle).cloned());
        } else if depth > 0 {
            add_obstacles(disk, &path, depth - 1, found);
        }
    }
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
    let folders = names.iter().map(|name| base.join(name)).filter(|path| is_own(path));
    folders.filter_map(|state| Some((state.clone(), Record::read(disk, &state)?))).collect()
}

/// Finds the state folder under its own name, or under the name from an earlier path of the same family folder.
fn find_recorded(disk: &dyn Disk, own: &Path, record: &Record) -> Option<PathBuf> {
    let is_same = |before: &Record| before.identity == record.identity;
    // Without a record, the program was interrupted while it made the state folder.
    if is_own(own) && Record::read(disk, own).is_none_or(|before| is_same(&before)) {
        return Some(own.to_owned());
    }
    let all = if record.is_certain() { all(disk, own.parent()?) } else { Vec::new() };
    all.into_iter().find(|(_, before)| is_same(before)).map(|(state, _)| state)
}

/// Returns whether a path is a folder that only this account can change.
fn is_own(path: &Path) -> bool {
    own_file::folder_is_there(path).unwrap_or(false)
}

/// The path of a state folder while its family folder stays where it is.
fn own_path(base: &Path, family: &Path) -> PathBuf {
    let name = family.file_name().unwrap_or_default().to_string_lossy();
    let mut name: String = name.chars().take(LONGEST_NAME.0).collect();
    while name.len() > LONGEST_NAME.1 {
        name.pop();
    }
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
pub fn fnv_1a(bytes: &[u8]) -> u64 {
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, mix)
}
