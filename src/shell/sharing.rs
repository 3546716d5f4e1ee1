//! Family folders that several accounts of one computer share. The set-group-ID bit of a folder says so: whoever sets
//! it gives the folder to a group on purpose. What is written there is open to the group; all else is open to its owner
//! alone.

use super::disk::{Disk, SHARED_FOLDER};
use super::files;
use rustix::process::geteuid;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// The bit of a folder's mode that lets the group write.
const GROUP_WRITES: u32 = 0o020;
/// The bits of a mode that say who may do what.
const ALL_BITS: u32 = 0o7777;

/// The group to which a shared folder belongs. None where the folder is not shared.
pub fn group(folder: &Path) -> Option<u32> {
    files::shared(folder).map(|meta| meta.gid())
}

/// Creates a family folder where there is none, in a shared folder as a shared folder.
pub fn make_family_folder(disk: &dyn Disk, family: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = family.ancestors().take_while(|folder| !folder.is_dir()).collect();
    files::make_folders(disk, family)?;
    let above = missing.last().and_then(|highest| files::shared(highest.parent()?));
    // Some home folders have the bit, too, but no group can write in them.
    if let Some(above) = above.filter(|meta| meta.mode() & GROUP_WRITES != 0) {
        for folder in missing.iter().rev() {
            drop(disk.open_own(folder).and_then(|folder| disk.share(&folder, above.gid())));
        }
    }
    Ok(())
}

/// Creates a folder in a shared family folder, and opens it and the folders between the two to the group. Where the
/// family folder is not shared, nothing is done.
///
/// Links and the folders of other accounts stay as they are. So do folders that this account cannot give to the group:
/// saving a morning matters more.
pub fn share_folders(disk: &dyn Disk, family: &Path, folder: &Path) -> io::Result<()> {
    let Some(group) = group(family) else { return Ok(()) };
    files::make_folders(disk, folder)?;
    let between: Vec<&Path> = folder.ancestors().take_while(|path| *path != family).collect();
    for folder in between.into_iter().rev() {
        let meta = fs::symlink_metadata(folder)?;
        if meta.is_symlink() {
            return Ok(());
        }
        let is_shared = meta.gid() == group && meta.mode() & ALL_BITS == SHARED_FOLDER;
        if meta.uid() == geteuid().as_raw() && !is_shared {
            drop(disk.open_own(folder).and_then(|folder| disk.share(&folder, group)));
        }
    }
    Ok(())
}
