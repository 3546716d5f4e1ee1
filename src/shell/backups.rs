//! Backups: copies of the family's files as they were at the start of a day, in one folder for each day.

use super::backup_days;
use super::clock::DayOfRun;
use super::disk::Disk;
use super::family_file::FamilyFile;
use super::files::{self, FileContent};
use super::own_file;
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

/// The paths of a file's copy, and of the empty file in its place if the file did not exist.
fn paths(state: &Path, day: Date, file: &FamilyFile) -> [PathBuf; 2] {
    let folder = day_folder(state, day);
    [folder.join(file.relative()), folder.join(file.relative() + ABSENT)]
}

/// Returns whether a day has a copy of a file.
pub fn has(state: &Path, day: Date, file: &FamilyFile) -> io::Result<bool> {
    let [copy, absent] = paths(state, day, file);
    own_file::refuse_foreign_folders(state, &copy)?;
    Ok(own_file::is_there(&copy)? | own_file::is_there(&absent)?)
}

/// Copies a file before its first change on a day. The first backup of a day deletes old days.
pub fn back_up(
    disk: &dyn Disk,
    state: &Path,
    day: DayOfRun,
    file: &FamilyFile,
    before: Option<&str>,
) -> io::Result<()> {
    let today = day.today;
    if has(state, today, file)? {
        return Ok(());
    }
    let is_new_day = !day_folder(state, today).is_dir();
    let [copy, absent] = paths(state, today, file);
    files::remove_temporary_files(disk, files::folder_of(&copy)?);
    match before {
        Some(text) => own_file::replace(disk, &copy, text)?,
        None => own_file::replace(disk, &absent, "")?,
    }
    if is_new_day {
        // After an error, the next new day deletes the rest.
        drop(delete_old(disk, state, day));
    }
    Ok(())
}

/// Lists the days with a backup and their files. Files of other programs are skipped.
pub fn days(disk: &dyn Disk, state: &Path) -> io::Result<Days> {
    let mut days = Days::new();
    for (name, path) in entries(disk, &folder(state))? {
        let Some(day) = name.parse::<Date>().ok().filter(|day| day.to_string() == name) else { continue };
        let mut files = BTreeSet::new();
        add_files(disk, &path, "", &mut files)?;
        if !files.is_empty() {
            days.insert(day, files);
        }
    }
    Ok(days)
}

/// Adds the files of a folder of backups to `files`. `prefix` is the path of the folder.
fn add_files(disk: &dyn Disk, folder: &Path, prefix: &str, files: &mut BTreeSet<FamilyFile>) -> io::Result<()> {
    for (name, path) in entries(disk, folder)? {
        let relative = format!("{prefix}{name}");
        match FamilyFile::from_relative(relative.strip_suffix(ABSENT).unwrap_or(&relative)) {
            Some(file) => {
                files.insert(file);
            }
            None if is_file(&path)? => {}
            None => add_files(disk, &path, &format!("{relative}/"), files)?,
        }
    }
    Ok(())
}

fn is_file(path: &Path) -> io::Result<bool> {
    fs::symlink_metadata(path).map(|meta| meta.is_file())
}

fn entries(disk: &dyn Disk, folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let names = if own_file::folder_is_there(folder)? { disk.names(folder)? } else { Vec::new() };
    Ok(names.into_iter().map(|name| (name.clone(), folder.join(name))).collect())
}

/// Reads a file's copy from the backup of a day.
pub fn read_copy(disk: &dyn Disk, state: &Path, day: Date, file: &FamilyFile) -> FileContent {
    let shown = format!("{FOLDER}/{day}/{}", file.relative());
    let path = &paths(state, day, file)[0];
    match own_file::refuse_foreign_folders(state, path) {
        Ok(()) => own_file::read(disk, path, &shown),
        Err(error) => FileContent::Unreadable(files::cannot_read(&shown, &error)),
    }
}

/// Deletes old days. The files of a day move to the next older day that stays, unless that day has copies of them. So
/// every day that stays can be restored completely.
fn delete_old(disk: &dyn Disk, state: &Path, now: DayOfRun) -> io::Result<()> {
    let days = days(disk, state)?;
    for (day, older) in backup_days::to_delete(&days.keys().copied().collect(), now) {
        for file in &days[&day] {
            let older = match older {
                Some(older) if !has(state, older, file)? => Some(older),
                _ => None,
            };
            for (i, from) in paths(state, day, file).iter().enumerate() {
                if !own_file::is_there(from)? {
                    continue;
                }
                let Some(older) = older else {
                    disk.remove(from)?;
                    continue;
                };
                let to = &paths(state, older, file)[i];
                files::make_folders(disk, files::folder_of(to)?)?;
                disk.rename(from, to)?;
            }
        }
        remove_empty(disk, &day_folder(state, day));
    }
    Ok(())
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
