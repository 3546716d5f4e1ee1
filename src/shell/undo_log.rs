//! The undo log: the latest changes, one JSON line for each, so that undo works after a restart.
//!
//! A damaged line is left out: undo and redo go on with the other lines. `goodbye check` names it.

use super::disk::Disk;
use super::files::{self, cannot_read};
use super::own_file;
use crate::domain::change::Change;
use crate::domain::problem::{Problem, SourceSpan};
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

/// The size in bytes up to which the file is read. One restore of many years may be a line of megabytes.
const MOST_BYTES_READ: u64 = 256 * 1024 * 1024;

/// One line of the log. A change is gone if it was never saved or no longer fits.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
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
    /// The changes that could be redone before the latest change, which may turn out to be gone.
    redo_before: Option<(Id, Vec<(Id, Change)>)>,
}

impl UndoLog {
    pub fn replay(entries: impl IntoIterator<Item = LogEntry>) -> UndoLog {
        let mut log = UndoLog::default();
        entries.into_iter().for_each(|entry| log.apply(entry));
        log
    }

    pub fn apply(&mut self, entry: LogEntry) {
        match entry {
            LogEntry::Did { did, change } => {
                if !self.redo.is_empty() {
                    self.redo_before = Some((did.clone(), std::mem::take(&mut self.redo)));
                }
                self.undo.push((did, change));
                let surplus = self.undo.len().saturating_sub(MOST_CHANGES);
                self.undo.drain(..surplus);
            }
            LogEntry::Undid { undid } => {
                self.redo_before = None;
                self.redo.extend(remove(&mut self.undo, &undid));
            }
            LogEntry::Redid { redid } => {
                self.redo_before = None;
                self.undo.extend(remove(&mut self.redo, &redid));
            }
            LogEntry::Gone { gone } => {
                remove(&mut self.undo, &gone);
                remove(&mut self.redo, &gone);
                if let Some((_, redo)) = self.redo_before.take_if(|(change, _)| *change == gone) {
                    self.redo = redo;
                }
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
    let bytes = read_bytes(disk, state).map_err(|e| NotSaved::UndoLogUnreadable(cannot_read(FILE, &e)))?;
    Ok(UndoLog::replay(lines(&bytes).filter_map(|line| parse(line).ok())))
}

/// Returns all changes in the log, also those that were undone. None where the log cannot be read.
pub fn all_changes(disk: &dyn Disk, state: &Path) -> Vec<Change> {
    let change = |line| match parse(line) {
        Ok(LogEntry::Did { change, .. }) => Some(change),
        _ => None,
    };
    lines(&read_bytes(disk, state).unwrap_or_default()).filter_map(change).collect()
}

/// The problems of the log: each line that cannot be read.
pub fn problems(disk: &dyn Disk, state: &Path) -> Vec<Problem> {
    let shown = path(state).display().to_string();
    let bytes = match read_bytes(disk, state) {
        Ok(bytes) => bytes,
        // The obstacle itself is listed elsewhere.
        Err(error) if files::obstacle(&error).is_some() => return Vec::new(),
        Err(error) => return vec![cannot_read(&shown, &error)],
    };
    let numbered = bytes.split(|byte| *byte == b'\n').zip(1..);
    numbered.filter_map(|(line, number)| problem_of_line(&shown, line, number)).collect()
}

fn problem_of_line(shown: &str, line: &[u8], number: usize) -> Option<Problem> {
    let error = parse(line).err().filter(|_| !line.trim_ascii().is_empty())?;
    let is_newer = serde_json::from_slice::<serde_json::Value>(line).is_ok_and(|json| json.is_object());
    let message = match is_newer {
        true => "this line is from a newer version of goodbye",
        false if error.is_eof() => "this line is cut off",
        false => "this line is damaged",
    };
    let help = if is_newer { "update goodbye, or delete this line" } else { "delete this line" };
    let help = format!("{help}; the change in it cannot be undone, and undo works for all others");
    let text = String::from_utf8_lossy(line);
    let mut span = SourceSpan::new(&text, error.column().saturating_sub(1)..text.len(), "cannot be read");
    span.line = number;
    Some(Problem { spans: vec![span], ..Problem::whole_file(shown, message, help) })
}

/// The lines that are not empty. A new line begins after a line that was cut off.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty())
}

fn parse(line: &[u8]) -> serde_json::Result<LogEntry> {
    serde_json::from_slice(line)
}

fn read_bytes(disk: &dyn Disk, state: &Path) -> io::Result<Vec<u8>> {
    match own_file::open(disk, &path(state)) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(e) => Err(e),
        Ok(mut file) => disk.read(&mut file, MOST_BYTES_READ),
    }
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
