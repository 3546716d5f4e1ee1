//! The lock of a family folder: only one program writes at a time. The kernel releases it when its holder dies.

use super::disk::Disk;
use super::files::{self, FileContent, FileStamp, reason};
use super::own_file;
use super::sharing;
use crate::domain::obstacle::Obstacle;
use crate::domain::refusal::NotSaved;
use rustix::io::Errno;
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a program waits for one holder of the lock. A save takes milliseconds, so a longer holder hangs.
pub const PATIENCE: Duration = Duration::from_secs(2);
/// The longest wait in all, while one holder follows another, as a multiple of the patience: half a minute.
const MOST_PATIENCES: u32 = 15;
/// The pause between two tries: about as long as a save, and too short for a person to notice.
const PAUSE: Duration = Duration::from_millis(4);
/// The file of the lock in a family folder.
const FILE: &str = ".lock";
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
    let path = folder.join(FILE);
    sharing::make_family_folder(disk, folder).map_err(|e| cannot_write(folder, &e))?;
    let file = own_file::open_lock(disk, &path, sharing::group(folder)).map_err(|e| cannot_write(&path, &e))?;
    let (mut waited, mut waited_for_holder, mut holder) = (Duration::ZERO, Duration::ZERO, None);
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported || files::is(&e, Errno::NOLCK) => {
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
///
/// # Errors
/// Why it cannot be written. The lock is held all the same.
pub fn write_holder(disk: &dyn Disk, state: &Path, doing: &str) -> io::Result<()> {
    let mut file = own_file::open_to_append(disk, &state.join(HOLDER))?;
    file.set_len(0)?;
    disk.write(&mut file, format!("{} {doing}\n", std::process::id()).as_bytes())
}

/// What stands in the place of the lock of a family folder, if anything does.
pub fn obstacle(folder: &Path) -> Option<Obstacle> {
    own_file::lock_obstacle(&folder.join(FILE))
}

fn holder_label(disk: &dyn Disk, state: Option<PathBuf>) -> String {
    let content = state.map(|state| own_file::read(disk, &state.join(HOLDER), HOLDER));
    if let Some(FileContent::Text(text)) = content
        && let Some((pid, doing)) = text.trim().split_once(' ')
    {
        return format!("another goodbye (process {pid}, {doing})");
    }
    "another goodbye".to_owned()
}

fn cannot_write(path: &Path, error: &io::Error) -> NotSaved {
    if let Some(obstacle) = files::obstacle(error) {
        return NotSaved::InTheWay(obstacle.clone());
    }
    NotSaved::ReadOnly { path: path.display().to_string(), reason: reason(error) }
}
