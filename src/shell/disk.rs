//! The system calls that touch the family's data, each one a method, so that a test can let any of them fail.

use rustix::fs::{Dir, OFlags};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// The disk. Every method does the real thing unless a test overrides it.
pub trait Disk: Send {
    /// Opens for reading. A pipe does not block: it is found out and refused by the caller.
    fn open(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new().read(true).custom_flags(OFlags::NONBLOCK.bits() as i32).open(path)
    }

    /// Reads at most `most` bytes.
    fn read(&self, file: &mut File, most: u64) -> io::Result<Vec<u8>> {
        let expected = file.metadata().map_or(0, |meta| meta.len()).min(most);
        let mut bytes = Vec::with_capacity(expected as usize + 1);
        file.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The names in a folder; those that are not text are left out, as none of ours is.
    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        // Not std's `read_dir`: that one panics when the disk reports an error at closing.
        let mut names = Vec::new();
        for entry in Dir::new(self.open(folder)?)? {
            let entry = entry?;
            let name = entry.file_name().to_str().ok().filter(|name| !matches!(*name, "." | ".."));
            names.extend(name.map(str::to_owned));
        }
        Ok(names)
    }

    /// Makes one folder that only its owner can look into.
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        DirBuilder::new().mode(0o700).create(path)
    }

    /// Creates a file that was not there, readable by its owner alone from its first byte.
    fn create(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(path)
    }

    /// Opens one of the program's own files to add to its end, and creates it where there is none. A link is refused.
    fn open_to_append(&self, path: &Path) -> io::Result<File> {
        let flags = (OFlags::NONBLOCK | OFlags::NOFOLLOW).bits() as i32;
        OpenOptions::new().read(true).append(true).create(true).mode(0o600).custom_flags(flags).open(path)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    /// Returns when the file's bytes are on the disk.
    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    /// Returns when the names in a folder are on the disk.
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        match File::open(path)?.sync_all() {
            // Some network file systems cannot do this for folders, and say so; there is no more to be had there.
            Err(e) if matches!(e.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
            result => result,
        }
    }

    #[expect(clippy::disallowed_methods, reason = "this is what the one function that saves renames with")]
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[expect(clippy::disallowed_methods, reason = "this is what the one function that saves removes with")]
    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }
}

/// The disk as it is.
pub struct RealDisk;

impl Disk for RealDisk {}
