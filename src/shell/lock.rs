//! One goodbye writes at a time: a lock on a file beside the family's, which the kernel drops when its holder dies.

use super::disk::Disk;
use super::files::{self, FileStamp, reason};
use crate::domain::refusal::NotSaved;
use std::fs::{File, TryLockError};
use std::io::{self, Seek, Write};
use std::path::Path;
use std::time::Duration;

/// How long one holder is waited for; a save takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long in all, when one holder follows another.
const PATIENCE_IN_ALL: Duration = Duration::from_secs(30);
const SHORTEST_NAP: Duration = Duration::from_millis(1);
const LONGEST_NAP: Duration = Duration::from_millis(16);

/// Held as long as it lives.
#[derive(Debug)]
pub struct Lock {
    file: Option<File>,
}

impl Lock {
    /// False where the file system has no locks. The look at each file just before it is replaced has to do then.
    pub fn is_held(&self) -> bool {
        self.file.is_some()
    }
}

/// Takes the lock of a family's folder, which is made when it is not there. `doing` is what others are told.
///
/// # Errors
/// Who holds it, or why it cannot be had.
pub fn acquire(disk: &dyn Disk, folder: &Path, doing: &str) -> Result<Lock, NotSaved> {
    let path = folder.join(".lock");
    files::make_folders(disk, folder).map_err(|e| cannot_write(folder, &e))?;
    let cannot = |error: &io::Error| cannot_write(&path, error);
    let mut file = disk.open_to_append(&path).map_err(|e| cannot(&e))?;
    if !file.metadata().is_ok_and(|meta| meta.is_file()) {
        return Err(NotSaved::LockIsNoFile { path: path.display().to_string() });
    }
    let (mut waited, mut waited_for_holder, mut nap) = (Duration::ZERO, Duration::ZERO, SHORTEST_NAP);
    let mut holder = FileStamp::of_open(&file);
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::Error(e)) if is_unsupported(&e) => return Ok(Lock { file: None }),
            Err(TryLockError::Error(e)) => return Err(cannot(&e)),
            Err(TryLockError::WouldBlock) => {}
        }
        // Whoever takes the lock writes into the file, so a new stamp is a new holder.
        let now = FileStamp::of_open(&file);
        if now != holder {
            (holder, waited_for_holder, nap) = (now, Duration::ZERO, SHORTEST_NAP);
        }
        if waited_for_holder >= PATIENCE || waited >= PATIENCE_IN_ALL {
            return Err(held_by(disk, &mut file));
        }
        std::thread::sleep(nap);
        waited += nap;
        waited_for_holder += nap;
        nap = (nap * 2).min(LONGEST_NAP);
    }
    // Only for others to read: not being able to say who we are is no reason not to save.
    let holder = format!("{} {doing}\n", std::process::id());
    drop(file.set_len(0).and_then(|()| file.write_all(holder.as_bytes())));
    Ok(Lock { file: Some(file) })
}

fn cannot_write(path: &Path, error: &io::Error) -> NotSaved {
    NotSaved::ReadOnly { path: path.display().to_string(), reason: reason(error) }
}

fn is_unsupported(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Unsupported || error.raw_os_error() == Some(rustix::io::Errno::NOLCK.raw_os_error())
}

fn held_by(disk: &dyn Disk, file: &mut File) -> NotSaved {
    let words = file.rewind().and_then(|()| disk.read(file, 200)).unwrap_or_default();
    let words = String::from_utf8_lossy(&words);
    let holder = match words.trim().split_once(' ') {
        Some((pid, doing)) => format!("another goodbye (process {pid}, {doing})"),
        None => "another goodbye".to_owned(),
    };
    NotSaved::Locked { holder }
}

#[cfg(test)]
mod tests {
    use super::super::disk::RealDisk;
    use super::*;

    #[test]
    fn a_second_taker_waits_and_is_then_told_who_holds_the_lock() {
        let folder = tempfile::tempdir().expect("folder");
        let held = acquire(&RealDisk, folder.path(), "saving").expect("taken");
        assert!(held.is_held());
        let refused = acquire(&RealDisk, folder.path(), "saving").expect_err("held").to_string();
        assert!(refused.contains(&format!("process {}, saving", std::process::id())), "{refused}");
        drop(held);
        acquire(&RealDisk, folder.path(), "saving").expect("free again");
    }

    #[test]
    fn a_lock_that_is_no_file_is_named() {
        let folder = tempfile::tempdir().expect("folder");
        std::fs::create_dir(folder.path().join(".lock")).expect("made");
        assert!(acquire(&RealDisk, folder.path(), "saving").is_err());
    }
}
