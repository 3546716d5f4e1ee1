//! Copies that were put aside: files that a sync program or git left beside the family's own, kept in the state folder
//! under their own names, in one folder for each day.

use super::disk::Disk;
use super::files::{self, FileContent};
use super::own_file;
use crate::domain::family_path::FamilyPath;
use jiff::civil::Date;
use std::io;
use std::path::{Path, PathBuf};

const FOLDER: &str = "copies";

/// Keeps the text of a copy. Another copy of the same name and day stays, and the new copy gets a number.
pub fn keep(disk: &dyn Disk, state: &Path, today: Date, path: &FamilyPath, text: &str) -> io::Result<()> {
    let named = state.join(FOLDER).join(today.to_string()).join(path.as_str());
    for number in 1_u32.. {
        let kept = if number == 1 { named.clone() } else { numbered(&named, number) };
        own_file::refuse_foreign_folders(state, &kept)?;
        match own_file::read(disk, &kept, path.name()) {
            FileContent::Missing => {
                files::remove_temporary_files(disk, files::folder_of(&kept)?);
                return own_file::replace(disk, &kept, text);
            }
            FileContent::Text(there) if there == text => return Ok(()),
            FileContent::Text(_) => {}
            FileContent::Unreadable(problem) => return Err(io::Error::other(problem.message)),
        }
    }
    Ok(())
}

fn numbered(path: &Path, number: u32) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{name}.{number}"))
}
