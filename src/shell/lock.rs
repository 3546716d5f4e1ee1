//! The lock of a family folder: only one program writes at a time. The kernel releases it when its holder dies.

use super::disk::Disk;
use super::files::{self, FileContent, FileStamp, reason};
use crate::domain::refusal::NotSaved;
use rustix::io::Errno;
use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a program waits for one holder of the lock. A save takes milliseconds, so a longer holder hangs.
pub const PATIENCE: Duration = Duration::from_secs(2);
/// The longest wait in all, while one holder follows another, as a multiple of the patience: half a minute.
const MOST_PATIENCES: u32 = 15;
/// The pause between two tries: about as long as a save, and too short for a person to notice.
const PAUSE: Duration = Duration::from_millis(4);
/// The file in a state folder that names the holder of the lock.
const HOLDER: &str = "holder";

/// Acquires the lock of a family folder, and creates the folder where there is none. The file of the lock stays empty
/// and never changes, so that no synchronization has to copy it. The lock is held until the file is dropped. `state`
/// finds the state folder.
///
/// Returns None on a file system without locks. Then only the check just before a file is replaced protects the file.
///
/// # Errors
/// The holder of the lock, or why it cannot be acquired.
pub fn acquire(
    disk: &dyn Disk,
    folder: &Path,
    state: impl Fn() -> Option<PathBuf>,
    patience: Duration,
) -> Result<Option<File>, NotSaved> {
    let path = folder.join(".lock");
    files::make_folders(disk, folder).map_err(|e| cannot_write(folder, &e))?;
    let is_no_file = || NotSaved::LockIsNoFile { path: path.display().to_string() };
    let file = disk.open_to_append(&path).map_err(|error| match is(&error, Errno::LOOP) {
        true => is_no_file(),
        false => cannot_write(&path, &error),
    })?;
    if !file.metadata().is_ok_and(|meta| meta.is_file()) {
        return Err(is_no_file());
    }
    let (mut waited, mut waited_for_holder, mut holder) = (Duration::ZERO, Duration::ZERO, None);
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported || is(&e, Errno::NOLCK) => {
                return Ok(None);
            }
            Err(TryLockError::Error(e)) => return Err(cannot_write(&path, &e)),
            Err(TryLockError::WouldBlock) => {}
        }
        // Each holder writes its process ID into the holder file, so another stamp means another holder.
        let now = state().map(|state| FileStamp::of_path(&state.join(HOLDER)));
        if now != holder {
            (holder, waited_for_holder) = (now, Duration::ZERO);
        }
        if waited_for_holder >= patience || waited >= patience * MOST_PATIENCES {
            return Err(NotSaved::Locked { holder: holder_label(disk, state()) });
        }
        std::thread::sleep(PAUSE);
        waited += PAUSE;
        waited_for_holder += PAUSE;
    }
}

/// Writes the process ID of the holder into the state folder, for the message that a waiting program shows.
pub fn write_holder(disk: &dyn Disk, state: &Path, doing: &str) {
    let holder = format!("{} {doing}\n", std::process::id());
    let write = |mut file: File| file.set_len(0).and_then(|()| file.write_all(holder.as_bytes()));
    drop(disk.open_to_append(&state.join(HOLDER)).and_then(write));
}

fn holder_label(disk: &dyn Disk, state: Option<PathBuf>) -> String {
    let content = state.map(|state| files::read(disk, &state.join(HOLDER), HOLDER).0);
    if let Some(FileContent::Text(text)) = content
        && let Some((pid, doing)) = text.trim().split_once(' ')
    {
        return format!("another goodbye (process {pid}, {doing})");
    }
    "another goodbye".to_owned()
}

fn cannot_write(path: &Path, error: &io::Error) -> NotSaved {
    NotSaved::ReadOnly { path: path.display().to_string(), reason: reason(error) }
}

fn is(error: &io::Error, errno: Errno) -> bool {
    error.raw_os_error() == Some(errno.raw_os_error())
}
