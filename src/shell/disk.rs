//! The system calls that read and write files. Each is a method, so that a test can make any of them fail.

use rustix::fs::{Dir, Gid, Mode, OFlags, fchmod, fchown};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// The modes of files and folders in a folder that accounts share.
pub const SHARED_FILE: u32 = 0o660;
pub const SHARED_FOLDER: u32 = 0o2770;

/// The disk. A test overrides the methods that it makes fail.
pub trait Disk: Send {
    /// Opens a file for reading, and follows links. It does not wait at a pipe, which the caller refuses.
    fn open(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new().read(true).custom_flags(flags(OFlags::empty())).open(path)
    }

    /// Opens a file of the program's own for reading. A link is refused.
    fn open_own(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new().read(true).custom_flags(flags(OFlags::NOFOLLOW)).open(path)
    }

    /// Reads at most `most` bytes.
    fn read(&self, file: &mut File, most: u64) -> io::Result<Vec<u8>> {
        let expected = file.metadata().map_or(0, |meta| meta.len()).min(most);
        let mut bytes = Vec::with_capacity(expected as usize + 1);
        file.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The names in a folder. Names that are not UTF-8 are left out, because the program never gives such a name.
    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        // The standard library's `read_dir` panics when closing the folder fails.
        let mut names = Vec::new();
        for entry in Dir::new(self.open(folder)?)? {
            let entry = entry?;
            let name = entry.file_name().to_str().ok().filter(|name| !matches!(*name, "." | ".."));
            names.extend(name.map(str::to_owned));
        }
        Ok(names)
    }

    /// Creates one folder that only its owner can open.
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        DirBuilder::new().mode(0o700).create(path)
    }

    /// Creates a new file that only its owner can read.
    fn create(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(path)
    }

    /// Changes the mode of an open file, whatever the mask of the account takes away.
    fn set_mode(&self, file: &File, mode: u32) -> io::Result<()> {
        Ok(fchmod(file, Mode::from_raw_mode(mode))?)
    }

    /// Gives an open file or folder to a group, and opens it to its owner and the group alone.
    fn share(&self, file: &File, group: u32) -> io::Result<()> {
        fchown(file, None, Some(Gid::from_raw(group)))?;
        self.set_mode(file, if file.metadata()?.is_dir() { SHARED_FOLDER } else { SHARED_FILE })
    }

    /// Opens a file of the program's own to add to its end. A link is refused.
    fn open_to_append(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new().read(true).append(true).custom_flags(flags(OFlags::NOFOLLOW)).open(path)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    /// Waits until the bytes of a file are on the disk.
    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    /// Waits until the names in a folder are on the disk.
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        match File::open(path)?.sync_all() {
            // Some network file systems cannot sync a folder.
            Err(e) if matches!(e.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
            result => result,
        }
    }

    #[expect(clippy::disallowed_methods, reason = "all other code calls this method")]
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[expect(clippy::disallowed_methods, reason = "all other code calls this method")]
    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }
}

/// The flags with which every file is opened: a pipe is not waited for, and a terminal does not take over the program.
fn flags(more: OFlags) -> i32 {
    (OFlags::NONBLOCK | OFlags::NOCTTY | more).bits() as i32
}

/// The real disk.
pub struct RealDisk;

impl Disk for RealDisk {}
