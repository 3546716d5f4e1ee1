//! Reads and replaces one file. A fault at any moment leaves either the whole old file or the whole new one.

use super::disk::Disk;
use crate::domain::problem::{Problem, SourceSpan};
use std::fs::{self, File, Metadata};
use std::io::{self, Seek};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The largest file that is read. Twenty years of one child's mornings are half of it.
pub const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// The content of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum FileContent {
    /// There is no file, so a new one may be written. A link to a missing file is unreadable instead: its drive may only
    /// be disconnected.
    Missing,
    Text(String),
    /// There is something that cannot be read. It is never written.
    Unreadable(Problem),
}

/// The identity and times of a file, which change when the file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileStamp {
    Missing,
    There { inode: (u64, u64), len: u64, modified: (i64, i64), changed: (i64, i64) },
    Unreadable(io::ErrorKind),
}

impl FileStamp {
    fn of(meta: &Metadata) -> FileStamp {
        FileStamp::There {
            inode: (meta.dev(), meta.ino()),
            len: meta.len(),
            modified: (meta.mtime(), meta.mtime_nsec()),
            changed: (meta.ctime(), meta.ctime_nsec()),
        }
    }

    pub fn of_open(file: &File) -> FileStamp {
        file.metadata().as_ref().map_or_else(|e| FileStamp::Unreadable(e.kind()), FileStamp::of)
    }

    /// The stamp of the file at a path, which is not opened.
    pub fn of_path(path: &Path) -> FileStamp {
        match fs::metadata(path) {
            Ok(meta) => FileStamp::of(&meta),
            Err(e) if e.kind() == io::ErrorKind::NotFound => FileStamp::Missing,
            Err(e) => FileStamp::Unreadable(e.kind()),
        }
    }
}

/// Reads a file. `shown` is its name in problems.
pub fn read(disk: &dyn Disk, path: &Path, shown: &str) -> (FileContent, FileStamp) {
    let mut file = match disk.open(path) {
        Ok(file) => file,
        Err(error) => {
            let is_link = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink());
            let found = match error.kind() {
                io::ErrorKind::NotFound if !is_link => FileContent::Missing,
                io::ErrorKind::NotFound => unreadable(
                    shown,
                    "this is a link to a file that is not there",
                    "bring back the file it points to (is its drive connected?), or delete the link",
                ),
                _ => cannot_read(shown, &error),
            };
            return (found, FileStamp::of_path(path));
        }
    };
    let stamp = FileStamp::of_open(&file);
    (read_open(disk, &mut file, shown), stamp)
}

fn read_open(disk: &dyn Disk, file: &mut File, shown: &str) -> FileContent {
    let meta = match file.metadata() {
        Ok(meta) => meta,
        Err(error) => return cannot_read(shown, &error),
    };
    if meta.is_dir() {
        return unreadable(shown, "this is a folder, not a file", "move the folder away or give it another name");
    }
    if !meta.is_file() {
        return unreadable(shown, "this is a pipe or a device, not a file", "move it away");
    }
    match disk.read(file, MOST_BYTES + 1) {
        Err(error) => cannot_read(shown, &error),
        Ok(bytes) if bytes.len() as u64 > MOST_BYTES => {
            unreadable(shown, "this file is larger than 4 MB", "it is not one of mine; move it away")
        }
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => FileContent::Text(text),
            Err(error) => not_text(shown, error.as_bytes(), error.utf8_error().valid_up_to()),
        },
    }
}

fn unreadable(shown: &str, message: &str, help: &str) -> FileContent {
    FileContent::Unreadable(Problem::whole_file(shown, message, help))
}

/// The problem with a folder that cannot be read.
pub fn unreadable_folder(shown: &str, error: &io::Error) -> Problem {
    let help = "make it readable for you, for example with `chmod u+rwx` and its name";
    Problem::whole_file(shown, format!("this folder cannot be read: {}", reason(error)), help)
}

fn cannot_read(shown: &str, error: &io::Error) -> FileContent {
    let help = match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "make it readable for you, for example with `chmod u+rw` and the file's name"
        }
        io::ErrorKind::NotADirectory => "a file is where a folder should be; move that file away",
        _ if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) => {
            "the links point at each other; delete them"
        }
        _ => "try again; if that does not help, copy the file from a backup: `goodbye backups` lists them",
    };
    unreadable(shown, &format!("this file cannot be read: {}", reason(error)), help)
}

fn not_text(shown: &str, bytes: &[u8], valid: usize) -> FileContent {
    let text = String::from_utf8_lossy(bytes);
    let spans = vec![SourceSpan::new(&text, valid..valid + '\u{fffd}'.len_utf8(), "not text from here on")];
    let message = "this file is not text (UTF-8)".to_owned();
    let help = "delete what is not text, or copy the file from a backup: `goodbye backups` lists them".to_owned();
    FileContent::Unreadable(Problem { file: shown.to_owned(), message, help, spans })
}

/// The words of an error, without the number that Rust adds.
pub fn reason(error: &io::Error) -> String {
    let words = error.to_string();
    words.split(" (os error").next().unwrap_or(&words).to_owned()
}

/// Creates a folder, and the folders above it that are missing.
pub fn make_folders(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) else { return Ok(()) };
    make_folders(disk, parent)?;
    match disk.make_folder(path) {
        // Another program was faster.
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        Err(e) => Err(e),
        Ok(()) => disk.sync_folder(parent),
    }
}

/// How the names of temporary files begin and end.
const TEMPORARY: (&str, &str) = (".goodbye-", ".tmp");

/// The next state of a file, written into a temporary file beside it. Dropping it removes the temporary file.
pub struct PreparedFile {
    /// The file to replace, with links followed.
    real: PathBuf,
    before: Option<String>,
    temporary: Option<NamedTempFile<File>>,
}

/// A file that was replaced. A power cut may still bring back the old one until the folder is synced.
pub struct ReplacedFile {
    pub folder: PathBuf,
    pub stamp: FileStamp,
}

/// Writes the next state of a file beside it, with links followed. `before` is the text that was read. Without a text
/// `after`, the file will be removed.
pub fn prepare(disk: &dyn Disk, path: &Path, before: Option<&str>, after: Option<&str>) -> io::Result<PreparedFile> {
    let is_link = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink());
    let real = if is_link && after.is_some() { fs::canonicalize(path)? } else { path.to_owned() };
    prepare_real(disk, real, before, after)
}

fn prepare_real(disk: &dyn Disk, real: PathBuf, before: Option<&str>, after: Option<&str>) -> io::Result<PreparedFile> {
    let folder = folder_of(&real)?;
    let temporary = match after {
        None => None,
        Some(text) => {
            make_folders(disk, folder)?;
            let mut builder = tempfile::Builder::new();
            builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1).rand_bytes(12);
            let mut temporary = builder.make_in(folder, |name| disk.create(name))?;
            disk.write(temporary.as_file_mut(), text.as_bytes())?;
            disk.sync(temporary.as_file())?;
            temporary.as_file_mut().rewind()?;
            if disk.read(temporary.as_file_mut(), text.len() as u64 + 1)? != text.as_bytes() {
                return Err(io::Error::other("what was written reads back differently"));
            }
            Some(temporary)
        }
    };
    Ok(PreparedFile { real, before: before.map(str::to_owned), temporary })
}

/// Returns whether the file still has the text that was read. An editor does not know the lock.
pub fn is_unchanged(disk: &dyn Disk, prepared: &PreparedFile) -> bool {
    match read(disk, &prepared.real, "").0 {
        FileContent::Missing => prepared.before.is_none(),
        FileContent::Text(text) => prepared.before.as_deref() == Some(&text),
        FileContent::Unreadable(_) => false,
    }
}

/// Replaces the file with its next state.
pub fn replace(disk: &dyn Disk, prepared: PreparedFile) -> io::Result<ReplacedFile> {
    let folder = folder_of(&prepared.real)?.to_owned();
    let Some(temporary) = prepared.temporary else {
        if prepared.before.is_some() {
            disk.remove(&prepared.real)?;
        }
        return Ok(ReplacedFile { folder, stamp: FileStamp::Missing });
    };
    let (file, name) = temporary.into_parts();
    disk.rename(&name, &prepared.real)?;
    // The temporary name is gone, so its guard has nothing left to remove. On Unix, `keep` cannot fail.
    drop(name.keep());
    Ok(ReplacedFile { folder, stamp: FileStamp::of_open(&file) })
}

/// Writes a file of the state folder, whatever was there before. A link is replaced, not followed.
pub fn write_new(disk: &dyn Disk, path: &Path, text: &str) -> io::Result<()> {
    let prepared = prepare_real(disk, path.to_owned(), None, Some(text))?;
    let replaced = replace(disk, prepared)?;
    disk.sync_folder(&replaced.folder)
}

/// Removes the temporary files of programs that were killed. The caller holds the lock, so no other program writes.
pub fn remove_temporary_files(disk: &dyn Disk, folder: &Path) {
    let names = disk.names(folder).unwrap_or_default();
    for name in names.iter().filter(|name| name.starts_with(TEMPORARY.0) && name.ends_with(TEMPORARY.1)) {
        // If this fails, the next save tries again.
        drop(disk.remove(&folder.join(name)));
    }
}

pub fn folder_of(path: &Path) -> io::Result<&Path> {
    path.parent().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "this file is in no folder"))
}
