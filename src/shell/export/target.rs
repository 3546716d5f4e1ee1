//! Checks that an export overwrites none of the family's files.

use crate::shell::disk::{Disk, RealDisk};
use crate::shell::files::{folder_of, reason};
use std::collections::BTreeSet;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf, absolute};
use std::{fs, io};

/// The reason why an export cannot be written to a path.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    #[error("{} is not a file. Leave out --output to print the export.", .0.display())]
    NotAFile(PathBuf),
    #[error("{} is in the family's own folder. Export to another folder.", .0.display())]
    FamilysOwn(PathBuf),
    #[error("{} is in the folder where goodbye keeps undo and backups. Export to another folder.", .0.display())]
    InTheState(PathBuf),
    #[error("{} is there already, and not as an export wrote it. To replace it, add --force.", .0.display())]
    NotAnExport(PathBuf),
    #[error(
        "{} is a link to {}. Export to that file itself, or add --force to replace the link.",
        path.display(),
        target.display()
    )]
    Link { path: PathBuf, target: PathBuf },
    #[error("Another program changed {} a moment ago. It is left as it is: look at it and try again.", .0.display())]
    ChangedMeanwhile(PathBuf),
    #[error("{} is a link to a file that does not exist. Give the export another name.", .0.display())]
    BrokenLink(PathBuf),
    #[error("The folder for {} does not exist. Create it first, or export to another folder.", .0.display())]
    NoFolder(PathBuf),
    #[error("{} could not be written: {reason}.", path.display())]
    NotWritten { path: PathBuf, reason: String },
}

impl TargetError {
    pub fn not_written(path: &Path, error: &io::Error) -> TargetError {
        TargetError::NotWritten { path: path.to_owned(), reason: reason(error) }
    }
}

/// Returns the real file for `path`, with all links and `..` resolved. `family` is the family's folder, and `state` has
/// its backups.
///
/// # Errors
/// The file cannot be written, or belongs to the family.
pub fn target(path: &Path, family: &Path, state: Option<&Path>) -> Result<PathBuf, TargetError> {
    let real = match absolute(path).and_then(fs::canonicalize) {
        Ok(real) if real.is_file() => real,
        Ok(_) => return Err(TargetError::NotAFile(path.to_owned())),
        // A pipe behind `/dev/stdout` has no name in a folder.
        Err(_) if fs::metadata(path).is_ok_and(|meta| !meta.is_file()) => {
            return Err(TargetError::NotAFile(path.to_owned()));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => new_file(path)?,
        Err(error) => return Err(TargetError::not_written(path, &error)),
    };
    refuse_own(path, &real, family, state).map(|()| real)
}

/// Returns the real place of a link itself, which will be replaced.
///
/// # Errors
/// The place belongs to the family.
pub fn place_of_link(link: &Path, family: &Path, state: Option<&Path>) -> Result<PathBuf, TargetError> {
    let place = || {
        let link = absolute(link)?;
        Ok(fs::canonicalize(folder_of(&link)?)?.join(link.file_name().unwrap_or_default()))
    };
    let place = place().map_err(|error| TargetError::not_written(link, &error))?;
    refuse_own(link, &place, family, state).map(|()| place)
}

fn refuse_own(path: &Path, real: &Path, family: &Path, state: Option<&Path>) -> Result<(), TargetError> {
    let above: BTreeSet<(u64, u64)> = real.ancestors().filter_map(identity).collect();
    if !own_files(family).is_disjoint(&above) {
        return Err(TargetError::FamilysOwn(path.to_owned()));
    }
    if state.and_then(identity).is_some_and(|state| above.contains(&state)) {
        return Err(TargetError::InTheState(path.to_owned()));
    }
    Ok(())
}

/// Returns the real path of a file that does not exist yet, in a folder that does.
fn new_file(path: &Path) -> Result<PathBuf, TargetError> {
    if path.is_symlink() {
        return Err(TargetError::BrokenLink(path.to_owned()));
    }
    let real_path = || {
        let path = absolute(path)?;
        let folder = fs::canonicalize(folder_of(&path)?)?;
        let name = path.file_name().filter(|_| folder.is_dir() && !path.as_os_str().as_bytes().ends_with(b"/"));
        name.map(|name| folder.join(name)).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    };
    real_path().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => TargetError::NoFolder(path.to_owned()),
        _ => TargetError::not_written(path, &error),
    })
}

/// Returns the device and inode, which are the same for all names of a file or folder.
fn identity(path: &Path) -> Option<(u64, u64)> {
    fs::metadata(path).ok().map(|meta| (meta.dev(), meta.ino()))
}

/// Returns the identities of the family's folder and of all files and folders to which links in it lead.
fn own_files(family: &Path) -> BTreeSet<(u64, u64)> {
    let inside = |folder: &Path| -> Vec<PathBuf> {
        RealDisk.names(folder).unwrap_or_default().iter().map(|name| folder.join(name)).collect()
    };
    let children = inside(&family.join("mornings"));
    let months = children.iter().flat_map(|child| inside(child));
    let links =
        inside(family).into_iter().chain(months).chain(children.iter().cloned()).filter(|path| path.is_symlink());
    links.chain([family.to_owned()]).filter_map(|path| identity(&path)).collect()
}
