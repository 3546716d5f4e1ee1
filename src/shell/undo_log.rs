//! The undo log: the latest changes, one JSON line for each, so that undo works after a restart.

use super::disk::Disk;
use super::files::FileContent;
use super::own_file;
use crate::domain::change::Change;
use crate::domain::refusal::NotSaved;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// The log's file in a state folder.
const FILE: &str = "changes.jsonl";
/// How many changes can be undone: more than a person remembers.
const MOST_CHANGES: usize = 200;
/// The size in bytes above which the file is written again, with the newest changes that fit in half of this size. Two
/// hundred ordinary changes of mornings need less.
const MOST_BYTES: u64 = 512 * 1024;

/// One line of the log. A change is gone if it was never saved or no longer fits.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum LogEntry {
    Did { did: Id, change: Change },
    Undid { undid: Id },
    Redid { redid: Id },
    Gone { gone: Id },
}

/// The random name of a change. Two programs never give the same name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(String);

impl Id {
    pub fn random() -> Id {
        // Each RandomState has other keys, which begin with random bytes of the system.
        Id(format!("{:016x}", RandomState::new().build_hasher().finish()))
    }
}

/// The changes that can be undone and redone. The next one is the last of each list.
#[derive(Clone, Debug, Default)]
pub struct UndoLog {
    pub undo: Vec<(Id, Change)>,
    pub redo: Vec<(Id, Change)>,
}

impl UndoLog {
    pub fn replay(text: &str) -> UndoLog {
        let mut log = UndoLog::default();
        // A line that cannot be read is skipped.
        for entry in text.lines().filter_map(|line| serde_json::from_str(line).ok()) {
            log.apply(entry);
        }
        log
    }

    pub fn apply(&mut self, entry: LogEntry) {
        match entry {
            LogEntry::Did { did, change } => {
                self.redo.clear();
                self.undo.push((did, change));
                let surplus = self.undo.len().saturating_sub(MOST_CHANGES);
                self.undo.drain(..surplus);
            }
            LogEntry::Undid { undid } => self.redo.extend(remove(&mut self.undo, &undid)),
            LogEntry::Redid { redid } => self.undo.extend(remove(&mut self.redo, &redid)),
            LogEntry::Gone { gone } => {
                remove(&mut self.undo, &gone);
                remove(&mut self.redo, &gone);
            }
        }
    }

    /// The fewest lines that replay to this log. The oldest changes are left out where they do not fit.
    pub fn lines(&self) -> String {
        let as_if_done = self.undo.iter().chain(self.redo.iter().rev());
        let mut lines: Vec<String> = as_if_done
            .filter_map(|(id, change)| to_line(&LogEntry::Did { did: id.clone(), change: change.clone() }))
            .collect();
        let mut len: usize = lines.iter().map(String::len).sum();
        while len > MOST_BYTES as usize / 2 && lines.len() > 1 {
            len -= lines.remove(0).len();
        }
        lines.extend(self.redo.iter().filter_map(|(id, _)| to_line(&LogEntry::Undid { undid: id.clone() })));
        lines.concat()
    }
}

fn remove(stack: &mut Vec<(Id, Change)>, id: &Id) -> Option<(Id, Change)> {
    stack.iter().rposition(|(there, _)| there == id).map(|at| stack.remove(at))
}

fn to_line(entry: &LogEntry) -> Option<String> {
    serde_json::to_string(entry).ok().map(|json| json + "\n")
}

/// The path of the log in a state folder.
pub fn path(state: &Path) -> PathBuf {
    state.join(FILE)
}

/// Reads the log of a state folder.
///
/// # Errors
/// Why the log cannot be read.
pub fn read(disk: &dyn Disk, state: &Path) -> Result<UndoLog, NotSaved> {
    match own_file::read(disk, &path(state), FILE) {
        FileContent::Missing => Ok(UndoLog::default()),
        FileContent::Text(text) => Ok(UndoLog::replay(&text)),
        FileContent::Unreadable(problem) => Err(NotSaved::UndoLogUnreadable(problem)),
    }
}

/// Returns all changes in the log, also those that were undone. None where the log cannot be read.
pub fn all_changes(disk: &dyn Disk, state: &Path) -> Vec<Change> {
    let FileContent::Text(text) = own_file::read(disk, &path(state), FILE) else { return Vec::new() };
    let change = |line| match serde_json::from_str(line) {
        Ok(LogEntry::Did { change, .. }) => Some(change),
        _ => None,
    };
    text.lines().filter_map(change).collect()
}

/// Adds entries at the end of the log. They are not synced, to save time at every key: a power cut may cost the undo of
/// the last changes.
pub fn append(disk: &dyn Disk, state: &Path, entries: &[LogEntry]) -> io::Result<()> {
    let mut file = own_file::open_to_append(disk, &path(state))?;
    let len = file.metadata()?.len();
    let mut text = if ends_a_line(disk, &mut file, len)? { String::new() } else { "\n".to_owned() };
    text.extend(entries.iter().filter_map(to_line));
    disk.write(&mut file, text.as_bytes())?;
    if len + text.len() as u64 > MOST_BYTES {
        let log = read(disk, state).map_err(io::Error::other)?;
        own_file::replace(disk, &path(state), &log.lines())?;
    }
    Ok(())
}

fn ends_a_line(disk: &dyn Disk, file: &mut File, len: u64) -> io::Result<bool> {
    if len == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::Start(len - 1))?;
    Ok(disk.read(file, 1)? == b"\n")
}
