//! Reads and replaces one file. A fault at any moment leaves either the whole old file or the whole new file.

use super::disk::{Disk, SHARED_FILE};
use crate::domain::obstacle::{Obstacle, ObstacleKind};
use crate::domain::problem::{Problem, SourceSpan};
use rustix::io::Errno;
use rustix::process::geteuid;
use std::fs::{self, File, Metadata};
use std::io::{self, Seek};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The largest file that is read, in bytes. Twenty years of one child's mornings have half this size.
pub const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// The content of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum FileContent {
    /// There is no file, so a new one may be written. A link to a missing file is unreadable instead: its drive may
    /// only be disconnected.
    Missing,
    Text(String),
    /// The file cannot be read, so it is never written.
    Unreadable(Problem),
}

/// The device, inode, length and times of a file, which change when the file is written; or the error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileStamp(Result<(u64, u64, u64, [i64; 4]), io::ErrorKind>);

impl FileStamp {
    fn of(meta: io::Result<Metadata>) -> FileStamp {
        let stamp = meta.map(|meta| {
            let times = [meta.mtime(), meta.mtime_nsec(), meta.ctime(), meta.ctime_nsec()];
            (meta.dev(), meta.ino(), meta.len(), times)
        });
        FileStamp(stamp.map_err(|error| error.kind()))
    }

    /// The stamp of the file at a path, which is not opened.
    pub fn of_path(path: &Path) -> FileStamp {
        FileStamp::of(fs::metadata(path))
    }
}

/// Reads a file. `shown` is its name in problems.
pub fn read(disk: &dyn Disk, path: &Path, shown: &str) -> (FileContent, FileStamp) {
    let mut file = match disk.open(path) {
        Ok(file) => file,
        Err(error) => return (not_opened(path, shown, &error), FileStamp::of_path(path)),
    };
    let stamp = FileStamp::of(file.metadata());
    (read_open(disk, &mut file, shown).map_or_else(FileContent::Unreadable, FileContent::Text), stamp)
}

fn not_opened(path: &Path, shown: &str, error: &io::Error) -> FileContent {
    if error.kind() != io::ErrorKind::NotFound {
        return FileContent::Unreadable(cannot_read(shown, not_shared(path, error).as_ref().unwrap_or(error)));
    }
    match broken_link(path) {
        None => FileContent::Missing,
        Some(link) if link == path => {
            let help = "bring back the file it points to (is its drive connected?), or delete the link";
            FileContent::Unreadable(Problem::whole_file(shown, "this is a link to a file that is not there", help))
        }
        Some(link) => FileContent::Unreadable(broken_folder(shown, link)),
    }
}

/// The link that makes a path lead nowhere. None if no link does.
pub fn broken_link(path: &Path) -> Option<&Path> {
    let missing = path.ancestors().take_while(|path| !path.exists());
    missing.last().filter(|path| path.is_symlink())
}

/// The problem of a file in a folder that is a link to nowhere.
pub fn broken_folder(shown: &str, link: &Path) -> Problem {
    let kind = ObstacleKind::BrokenLink;
    Problem::whole_file(shown, format!("{} {}", link.display(), kind.label()), kind.help())
}

/// Reads an open file. Folders, pipes and devices are problems.
pub(super) fn read_open(disk: &dyn Disk, file: &mut File, shown: &str) -> Result<String, Problem> {
    let unusable = |message, help| Err(Problem::whole_file(shown, message, help));
    let meta = file.metadata().map_err(|error| cannot_read(shown, &error))?;
    if meta.is_dir() {
        return unusable("this is a folder, not a file", "move the folder away or give it another name");
    }
    if !meta.is_file() {
        return unusable("this is a pipe or a device, not a file", "move it away");
    }
    let bytes = disk.read(file, MOST_BYTES + 1).map_err(|error| cannot_read(shown, &error))?;
    if bytes.len() as u64 > MOST_BYTES {
        return unusable("this file is larger than 4 MB", "goodbye never writes files this large; move it away");
    }
    String::from_utf8(bytes).map_err(|error| not_text(shown, error.as_bytes(), error.utf8_error().valid_up_to()))
}

/// The problem with a folder that cannot be read.
pub fn unreadable_folder(path: &Path, shown: &str, error: &io::Error) -> Problem {
    if let Some(error) = not_shared(path, error) {
        return cannot_read(shown, &error);
    }
    let help = match error.kind() {
        io::ErrorKind::NotADirectory => "a file is where this folder should be; move that file away",
        _ => "make it readable for you, for example with `chmod u+rwx` and its name",
    };
    Problem::whole_file(shown, format!("this folder cannot be read: {}", reason(error)), help)
}

pub(super) fn cannot_read(shown: &str, error: &io::Error) -> Problem {
    if let Some(obstacle) = obstacle(error) {
        return obstacle.problem();
    }
    let help = match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "make it readable for you, for example with `chmod u+rw` and the file's name"
        }
        _ if is(error, Errno::NAMETOOLONG) => {
            "give it a shorter name; the name of a child's folder is the child's `id` in family.toml"
        }
        io::ErrorKind::NotADirectory => "a file is where a folder should be; move that file away",
        _ if is(error, Errno::LOOP) => "the links point at each other; delete them",
        _ => "try again; if that does not help, move the file away",
    };
    Problem::whole_file(shown, format!("this file cannot be read: {}", reason(error)), help)
}

fn not_text(shown: &str, bytes: &[u8], valid: usize) -> Problem {
    let text = String::from_utf8_lossy(bytes);
    let spans = vec![SourceSpan::new(&text, valid..valid + '\u{fffd}'.len_utf8(), "not text from here on")];
    let help = "delete what is not text, or save the file as UTF-8";
    Problem { spans, ..Problem::whole_file(shown, "this file is not text (UTF-8)", help) }
}

/// The file or folder of another account that this account may not use, if that is the error.
pub fn not_shared(path: &Path, error: &io::Error) -> Option<io::Error> {
    if error.kind() != io::ErrorKind::PermissionDenied {
        return None;
    }
    // In a folder that may not be used, nothing can be looked at.
    let seen = |path| fs::symlink_metadata(path).ok().map(|meta| (path, meta));
    let (denied, meta) = path.ancestors().find_map(seen)?;
    (meta.uid() != geteuid().as_raw()).then(|| in_the_way(denied, ObstacleKind::NotShared))
}

/// The error of something that stands in the way of a file or folder.
pub fn in_the_way(path: &Path, kind: ObstacleKind) -> io::Error {
    io::Error::other(Obstacle { path: path.display().to_string(), kind })
}

/// What stands in the way, if that is the error.
pub fn obstacle(error: &io::Error) -> Option<&Obstacle> {
    error.get_ref()?.downcast_ref()
}

/// Whether an error of the system has this number.
pub fn is(error: &io::Error, errno: Errno) -> bool {
    Errno::from_io_error(error) == Some(errno)
}

/// The words of an error, without the number that Rust adds.
pub fn reason(error: &io::Error) -> String {
    if is(error, Errno::NAMETOOLONG) {
        return "its name is too long for this disk".to_owned();
    }
    if is(error, Errno::FBIG) {
        return "the file would be larger than your account may write (`ulimit -f` shows the limit)".to_owned();
    }
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
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            let is_link = path.is_symlink();
            Err(in_the_way(path, if is_link { ObstacleKind::BrokenLink } else { ObstacleKind::NotAFolder }))
        }
        Err(e) => Err(e),
        Ok(()) => disk.sync_folder(parent),
    }
}

/// Who may read and write a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileMode {
    /// Its owner alone.
    Private,
    /// Its owner, and in a shared folder the group.
    OfFolder,
    /// The accounts that this mode names.
    Exactly(u32),
}

/// The set-group-ID bit, which says that accounts share a folder.
const SET_GROUP_ID: u32 = 0o2000;

/// The metadata of a folder that accounts share. None for any other folder. A link is followed.
pub fn shared(folder: &Path) -> Option<Metadata> {
    fs::metadata(folder).ok().filter(|meta| meta.is_dir() && meta.mode() & SET_GROUP_ID != 0)
}

/// How the names of temporary files begin and end.
const TEMPORARY: (&str, &str) = (".goodbye-", ".tmp");

/// The next state of a file, written into a temporary file beside it. Dropping it removes the temporary file.
pub struct PreparedFile {
    /// The file to replace, with links followed.
    real: PathBuf,
    before: Option<String>,
    /// None for a file to remove.
    temporary: Option<NamedTempFile<File>>,
}

/// Writes the next state of a file beside it, with links followed. `before` is the text that was read. Without a text
/// `after`, the file will be removed.
pub fn prepare(disk: &dyn Disk, path: &Path, before: Option<&str>, after: Option<&str>) -> io::Result<PreparedFile> {
    let real = if path.is_symlink() && after.is_some() { target(path)? } else { path.to_owned() };
    let temporary = after.map(|text| write_beside(disk, &real, text, FileMode::OfFolder)).transpose()?;
    Ok(PreparedFile { real, before: before.map(str::to_owned), temporary })
}

/// The file to which a link of the family leads.
///
/// # Errors
/// Refuses a target whose name is not that of a family's file: a link to the start file of a shell would let the shell
/// run the text.
fn target(link: &Path) -> io::Result<PathBuf> {
    let target = fs::canonicalize(link)?;
    if target.extension().is_some_and(|end| end == "toml") {
        return Ok(target);
    }
    Err(in_the_way(link, ObstacleKind::LinkToOther { target: target.display().to_string() }))
}

fn write_beside(disk: &dyn Disk, real: &Path, text: &str, mode: FileMode) -> io::Result<NamedTempFile<File>> {
    let folder = folder_of(real)?;
    make_folders(disk, folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
    let mut temporary = builder.make_in(folder, |name| disk.create(name))?;
    let mode = match mode {
        FileMode::Exactly(mode) => Some(mode),
        FileMode::OfFolder if shared(folder).is_some() => Some(SHARED_FILE),
        FileMode::Private | FileMode::OfFolder => None,
    };
    if let Some(mode) = mode {
        // On a file system that cannot change modes, the text matters more.
        drop(disk.set_mode(temporary.as_file(), mode));
    }
    disk.write(temporary.as_file_mut(), text.as_bytes())?;
    disk.sync(temporary.as_file())?;
    temporary.as_file_mut().rewind()?;
    if disk.read(temporary.as_file_mut(), text.len() as u64 + 1)? != text.as_bytes() {
        return Err(io::Error::other("what was written reads back differently"));
    }
    Ok(temporary)
}

impl PreparedFile {
    /// Writes the next state of a file outside the family folder beside it. A link will be replaced, not followed.
    pub fn new(disk: &dyn Disk, path: &Path, text: &str, mode: FileMode) -> io::Result<PreparedFile> {
        let temporary = Some(write_beside(disk, path, text, mode)?);
        Ok(PreparedFile { real: path.to_owned(), before: None, temporary })
    }

    /// The folder of the file. A power cut may bring back the old file until the folder is synced.
    pub fn folder(&self) -> PathBuf {
        self.real.parent().unwrap_or(&self.real).to_owned()
    }

    /// Returns whether the file still has the text that was read. The lock does not stop an editor from changing it.
    pub fn is_unchanged(&self, disk: &dyn Disk) -> bool {
        match read(disk, &self.real, "").0 {
            FileContent::Missing => self.before.is_none(),
            FileContent::Text(text) => self.before.as_deref() == Some(&text),
            FileContent::Unreadable(_) => false,
        }
    }

    /// Replaces the file with its next state.
    pub fn replace(self, disk: &dyn Disk) -> io::Result<FileStamp> {
        let Some(temporary) = self.temporary else {
            if self.before.is_some() {
                disk.remove(&self.real)?;
            }
            return Ok(FileStamp::of_path(&self.real));
        };
        let (file, name) = temporary.into_parts();
        disk.rename(&name, &self.real)?;
        // The temporary name is gone, so its guard has nothing left to remove. On Unix, `keep` cannot fail.
        drop(name.keep());
        Ok(FileStamp::of(file.metadata()))
    }
}

/// Creates or replaces a file outside the family folder. A link is replaced, not followed.
pub fn create_or_replace(disk: &dyn Disk, path: &Path, text: &str, mode: FileMode) -> io::Result<()> {
    PreparedFile::new(disk, path, text, mode)?.replace(disk)?;
    disk.sync_folder(folder_of(path)?)
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
