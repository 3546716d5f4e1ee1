//! Writes an export to the file of `--output`.

use crate::shell::disk::{Disk, RealDisk};
use crate::shell::export::target::{self, TargetError};
use crate::shell::files::{FileMode, FileStamp, PreparedFile};
use crate::shell::verbs::session::Session;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// The bits of a mode that say who may read, write and run a file.
const PERMISSIONS: u32 = 0o777;

/// Writes the text, and returns the target of the link that was replaced, if there was one. A file is replaced only if
/// an export of this family wrote it and nobody changed it since, or if `is_forced`. It keeps its mode; a new file is
/// private. A link is replaced only if `is_forced`, and never followed.
pub fn write(session: &mut Session, path: &Path, text: &str, is_forced: bool) -> Result<Option<PathBuf>, TargetError> {
    let (family, states) = (session.store.folder(), session.store.states_folder());
    let real = target::target(path, family, states)?;
    let is_link = path.is_symlink();
    if is_link && !is_forced {
        return Err(TargetError::Link { path: path.to_owned(), target: real });
    }
    let place = if is_link { target::place_of_link(path, family, states)? } else { real.clone() };
    let stamp = FileStamp::of_path(&place);
    let mode = fs::symlink_metadata(&place).ok().filter(|meta| meta.is_file()).map(|meta| meta.mode() & PERMISSIONS);
    if mode.is_some() && !is_forced && !session.store.has_exported(&place) {
        return Err(TargetError::NotAnExport(path.to_owned()));
    }
    if let Err(why) = session.store.remember_export(&place, text) {
        session.notices.push(format!("The next export to {} needs --force, because {why}.", path.display()));
    }
    let not_written = |error: io::Error| TargetError::not_written(path, &error);
    let mode = mode.map_or(FileMode::Private, FileMode::Exactly);
    let prepared = PreparedFile::new(&RealDisk, &place, text, mode).map_err(not_written)?;
    if FileStamp::of_path(&place) != stamp {
        return Err(TargetError::ChangedMeanwhile(path.to_owned()));
    }
    let folder = prepared.folder();
    prepared.replace(&RealDisk).and_then(|_| RealDisk.sync_folder(&folder)).map_err(not_written)?;
    Ok(is_link.then_some(real))
}
