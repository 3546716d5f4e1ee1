//! The lock of a family folder: only one program writes at a time. The kernel releases it when its holder dies.

use super::disk::Disk;
use super::files::{self, FileContent, FileStamp, reason};
use crate::domain::refusal::NotSaved;
use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a program waits for one holder of the lock. A save takes milliseconds, so a longer holder hangs.
pub const PATIENCE: Duration = Duration::from_secs(2);
/// How many times the patience a program waits in all, when one holder follows another: half a minute.
const MOST_HOLDERS: u32 = 15;
/// The first pause between two tries, shorter than a save.
const SHORTEST_PAUSE: Duration = Duration::from_millis(1);
/// The longest pause, which a person does not notice. Pauses double until then.
const LONGEST_PAUSE: Duration = Duration::from_millis(16);
/// The file in a state folder that names the holder of the lock.
const HOLDER: &str = "holder";

/// The lock, which is held until this value is dropped.
#[derive(Debug)]
pub struct Lock {
    file: Option<File>,
}

impl Lock {
    /// Returns false on a file system without locks. There, only the check just before a file is replaced protects it.
    pub fn is_held(&self) -> bool {
        self.file.is_some()
    }
}

/// Acquires the lock of a family folder, and creates the folder where there is none. The file of the lock stays empty
/// and never changes, so that no synchronization has to copy it. `state` finds the state folder.
///
/// # Errors
/// The holder of the lock, or why it cannot be acquired.
pub fn acquire(
    disk: &dyn Disk,
    folder: &Path,
    state: impl Fn() -> Option<PathBuf>,
    patience: Duration,
) -> Result<Lock, NotSaved> {
    let path = folder.join(".lock");
    files::make_folders(disk, folder).map_err(|e| cannot_write(folder, &e))?;
    let cannot = |error: &io::Error| match is_link(error) {
        true => NotSaved::LockIsNoFile { path: path.display().to_string() },
        false => cannot_write(&path, error),
    };
    let file = disk.open_to_append(&path).map_err(|e| cannot(&e))?;
    if !file.metadata().is_ok_and(|meta| meta.is_file()) {
        return Err(NotSaved::LockIsNoFile { path: path.display().to_string() });
    }
    let (mut waited, mut waited_for_holder, mut pause) = (Duration::ZERO, Duration::ZERO, SHORTEST_PAUSE);
    let mut holder = None;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Lock { file: Some(file) }),
            Err(TryLockError::Error(e)) if is_unsupported(&e) => return Ok(Lock { file: None }),
            Err(TryLockError::Error(e)) => return Err(cannot(&e)),
            Err(TryLockError::WouldBlock) => {}
        }
        // Each holder writes its name into the file, so another stamp means another holder.
        let now = state().map(|state| FileStamp::of_path(&state.join(HOLDER)));
        if now != holder {
            (holder, waited_for_holder, pause) = (now, Duration::ZERO, SHORTEST_PAUSE);
        }
        if waited_for_holder >= patience || waited >= patience * MOST_HOLDERS {
            return Err(NotSaved::Locked { holder: holder_in_words(disk, state()) });
        }
        std::thread::sleep(pause);
        waited += pause;
        waited_for_holder += pause;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Writes the holder's name into the state folder, for the message that a waiting program shows.
pub fn write_holder(disk: &dyn Disk, state: &Path, doing: &str) {
    let holder = format!("{} {doing}\n", std::process::id());
    let write = |mut file: File| file.set_len(0).and_then(|()| file.write_all(holder.as_bytes()));
    drop(disk.open_to_append(&state.join(HOLDER)).and_then(write));
}

fn holder_in_words(disk: &dyn Disk, state: Option<PathBuf>) -> String {
    let text = state.map(|state| files::read(disk, &state.join(HOLDER), HOLDER).0);
    let Some(FileContent::Text(text)) = text else { return "another goodbye".to_owned() };
    match text.trim().split_once(' ') {
        Some((pid, doing)) => format!("another goodbye (process {pid}, {doing})"),
        None => "another goodbye".to_owned(),
    }
}

fn cannot_write(path: &Path, error: &io::Error) -> NotSaved {
    NotSaved::ReadOnly { path: path.display().to_string(), reason: reason(error) }
}

fn is_unsupported(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Unsupported || error.raw_os_error() == Some(rustix::io::Errno::NOLCK.raw_os_error())
}

fn is_link(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}
