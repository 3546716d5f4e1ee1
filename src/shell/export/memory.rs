//! The exports that were written to files. So a later export replaces its own file, and no file that somebody else
//! wrote or changed.

use crate::shell::disk::Disk;
use crate::shell::files::FileContent;
use crate::shell::own_file;
use crate::shell::state_folder::fnv_1a;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::Path;

/// The memory's file in a state folder.
const FILE: &str = "exports.json";
/// How many exports are remembered. A family exports to a handful of files.
const MOST: usize = 100;
/// How many texts of one file are remembered: a write that is cut off leaves the text before it.
const MOST_OF_ONE_FILE: usize = 2;

/// An export, as it was written to a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Export {
    path: String,
    len: u64,
    hash: String,
}

impl Export {
    fn new(path: &Path, bytes: &[u8]) -> Export {
        let (path, len) = (path.to_string_lossy().into_owned(), bytes.len() as u64);
        Export { path, len, hash: format!("{:016x}", fnv_1a(bytes)) }
    }
}

/// Returns whether a file is as an export left it.
pub fn is_unchanged(disk: &dyn Disk, state: &Path, path: &Path) -> bool {
    let Ok(mut file) = disk.open_own(path) else { return false };
    let len = file.metadata().map_or(0, |meta| meta.len());
    let exports = read(disk, state);
    let has_len = |export: &Export| export.len == len && export.path == path.to_string_lossy();
    // A file of any size may be there, and only one of the right size is read.
    exports.iter().any(has_len)
        && disk.read(&mut file, len + 1).is_ok_and(|bytes| exports.contains(&Export::new(path, &bytes)))
}

/// Remembers an export. The caller writes it afterwards, so that an export that is cut off may be replaced, too.
///
/// # Errors
/// Why the memory cannot be written.
pub fn remember(disk: &dyn Disk, state: &Path, path: &Path, text: &str) -> io::Result<()> {
    let mut exports = read(disk, state);
    let export = Export::new(path, text.as_bytes());
    exports.retain(|known| *known != export);
    let of_this_file: Vec<Export> = exports.iter().filter(|known| known.path == export.path).cloned().collect();
    let surplus = (of_this_file.len() + 1).saturating_sub(MOST_OF_ONE_FILE);
    exports.retain(|known| !of_this_file[..surplus].contains(known));
    exports.push(export);
    let surplus = exports.len().saturating_sub(MOST);
    let text = serde_json::to_string_pretty(&exports[surplus..])?;
    own_file::replace(disk, &state.join(FILE), &(text + "\n"))
}

/// A memory that cannot be read is empty: the person is asked for `--force` then.
fn read(disk: &dyn Disk, state: &Path) -> Vec<Export> {
    match own_file::read(disk, &state.join(FILE), FILE) {
        FileContent::Text(text) => serde_json::from_str(&text).unwrap_or_default(),
        FileContent::Missing | FileContent::Unreadable(_) => Vec::new(),
    }
}
