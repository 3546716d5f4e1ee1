//! Backups: copies of the family's files as they were at the start of a day, in one folder for each day.

use super::backup_days;
use super::disk::Disk;
use super::family_file::FamilyFile;
use super::files::{self, FileContent};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const FOLDER: &str = "backups";
/// The suffix that marks a file that did not exist at the start of the day.
const ABSENT: &str = ".absent";

/// The files that changed on each day that has backups.
pub type Days = BTreeMap<Date, BTreeSet<FamilyFile>>;

/// The folder of all backups in a state folder.
pub fn folder(state: &Path) -> PathBuf {
    state.join(FOLDER)
}

pub fn day_folder(state: &Path, day: Date) -> PathBuf {
    folder(state).join(day.to_string())
}

fn copy_path(state: &Path, day: Date, file: &FamilyFile) -> PathBuf {
    day_folder(state, day).join(file.relative())
}

fn absent_path(state: &Path, day: Date, file: &FamilyFile) -> PathBuf {
    day_folder(state, day).join(file.relative() + ABSENT)
}

/// Copies a file before its first change on a day. Returns whether this is the first backup of the day.
///
/// # Errors
/// The disk's error.
pub fn back_up(
    disk: &dyn Disk,
    state: &Path,
    today: Date,
    file: &FamilyFile,
    before: Option<&str>,
) -> io::Result<bool> {
    let (copy, absent) = (copy_path(state, today, file), absent_path(state, today, file));
    if copy.try_exists()? || absent.try_exists()? {
        return Ok(false);
    }
    let is_new = !day_folder(state, today).is_dir();
    files::remove_temporary_files(disk, files::folder_of(&copy)?);
    match before {
        Some(text) => files::write_new(disk, &copy, text)?,
        None => files::write_new(disk, &absent, "")?,
    }
    Ok(is_new)
}

/// Lists the days with a backup and their files. Files of other programs are skipped.
///
/// # Errors
/// The disk's error. Without the folder, there are no days.
pub fn days(disk: &dyn Disk, state: &Path) -> io::Result<Days> {
    let mut days = Days::new();
    for (name, path) in entries(disk, &folder(state))? {
        let Some(day) = name.parse::<Date>().ok().filter(|day| day.to_string() == name) else { continue };
        let mut files = BTreeSet::new();
        if path.is_dir() {
            collect(disk, &path, "", &mut files)?;
        }
        if !files.is_empty() {
            days.insert(day, files);
        }
    }
    Ok(days)
}

fn collect(disk: &dyn Disk, folder: &Path, prefix: &str, files: &mut BTreeSet<FamilyFile>) -> io::Result<()> {
    for (name, path) in entries(disk, folder)? {
        let relative = format!("{prefix}{name}");
        let is_folder = fs::symlink_metadata(&path)?.is_dir();
        match FamilyFile::from_relative(relative.strip_suffix(ABSENT).unwrap_or(&relative)) {
            Some(file) => {
                files.insert(file);
            }
            None if is_folder => collect(disk, &path, &format!("{relative}/"), files)?,
            None => {}
        }
    }
    Ok(())
}

fn entries(disk: &dyn Disk, folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let names = match disk.names(folder) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Vec::new(),
        names => names?,
    };
    let with_path = |name: String| {
        let path = folder.join(&name);
        (name, path)
    };
    Ok(names.into_iter().map(with_path).collect())
}

/// Reads a file's copy from the backup of a day.
pub fn read_copy(disk: &dyn Disk, state: &Path, day: Date, file: &FamilyFile) -> FileContent {
    let shown = format!("{FOLDER}/{day}/{}", file.relative());
    files::read(disk, &copy_path(state, day, file), &shown).0
}

/// Deletes old days. Each gives its files to the next older day that stays and has no copy of them, so that every day
/// that stays can be restored completely.
///
/// # Errors
/// The disk's error. The rest is deleted on another day.
pub fn delete_old(disk: &dyn Disk, state: &Path) -> io::Result<()> {
    let days = days(disk, state)?;
    for (day, heir) in backup_days::to_delete(&days.keys().copied().collect()) {
        for file in &days[&day] {
            let inherits = heir.filter(|&heir| !has(state, heir, file));
            for path_of in [copy_path, absent_path] {
                let from = path_of(state, day, file);
                if !from.try_exists()? {
                    continue;
                }
                let Some(heir) = inherits else {
                    disk.remove(&from)?;
                    continue;
                };
                let to = path_of(state, heir, file);
                files::make_folders(disk, files::folder_of(&to)?)?;
                disk.rename(&from, &to)?;
            }
        }
        remove_empty(disk, &day_folder(state, day));
    }
    Ok(())
}

fn has(state: &Path, day: Date, file: &FamilyFile) -> bool {
    copy_path(state, day, file).exists() || absent_path(state, day, file).exists()
}

/// Removes a folder and the folders in it if they are empty. Files of other programs stay.
fn remove_empty(disk: &dyn Disk, folder: &Path) {
    files::remove_temporary_files(disk, folder);
    for (_, path) in entries(disk, folder).unwrap_or_default() {
        if fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_dir()) {
            remove_empty(disk, &path);
        }
    }
    drop(fs::remove_dir(folder));
}
