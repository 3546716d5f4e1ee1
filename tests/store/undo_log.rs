//! The undo log: what can be undone and redone after a restart.

use goodbye::domain::change::Change;
use goodbye::shell::disk::RealDisk;
use goodbye::shell::undo_log::{Id, LogEntry, UndoLog, append, path, read};
use std::fs;

/// A change that was done, and its id.
fn did(what: &str) -> (Id, LogEntry) {
    let id = Id::random();
    (id.clone(), LogEntry::Did { did: id, change: Change { what: what.into(), ..Change::default() } })
}

fn names(stack: &[(Id, Change)]) -> Vec<&str> {
    stack.iter().map(|(_, change)| change.what.as_str()).collect()
}

#[test]
fn entries_replay_to_what_can_be_undone_and_redone() {
    let mut log = UndoLog::default();
    let [(a, did_a), (b, did_b), (c, did_c), (_, did_d)] = ["a", "b", "c", "d"].map(did);
    for entry in [did_a, did_b, did_c, LogEntry::Gone { gone: c }, LogEntry::Undid { undid: b }] {
        log.apply(entry);
    }
    assert_eq!((names(&log.undo), names(&log.redo)), (vec!["a"], vec!["b"]));
    log.apply(LogEntry::Undid { undid: a.clone() });
    let again = UndoLog::replay(&log.lines());
    assert_eq!((names(&again.undo), names(&again.redo)), (vec![], vec!["b", "a"]));
    log.apply(LogEntry::Redid { redid: a });
    assert_eq!((names(&log.undo), names(&log.redo)), (vec!["a"], vec!["b"]));
    log.apply(did_d);
    assert_eq!((names(&log.undo), names(&log.redo)), (vec!["a", "d"], vec![]));
}

#[test]
fn a_line_that_cannot_be_read_is_skipped() {
    let state = tempfile::tempdir().expect("folder");
    fs::write(path(state.path()), "hello\n{\"did\":\"1\",\"change\":{\"wh").expect("written");
    for what in ["b", "c"] {
        append(&RealDisk, state.path(), &[did(what).1]).expect("appended");
    }
    let log = read(&RealDisk, state.path()).expect("read");
    assert_eq!(names(&log.undo), ["b", "c"]);
}

#[test]
fn a_long_file_is_shortened_to_the_newest_changes() {
    let state = tempfile::tempdir().expect("folder");
    for i in 0..60 {
        let what = format!("{i} {}", "x".repeat(10_000));
        append(&RealDisk, state.path(), &[did(&what).1]).expect("appended");
    }
    let len = fs::metadata(path(state.path())).expect("there").len();
    assert!(len < 512 * 1024, "{len}");
    let log = read(&RealDisk, state.path()).expect("read");
    assert!(log.undo.len() > 20 && log.undo.last().is_some_and(|(_, c)| c.what.starts_with("59 ")));
}

#[test]
fn only_the_last_two_hundred_changes_are_kept() {
    let mut log = UndoLog::default();
    for i in 0..250 {
        log.apply(did(&i.to_string()).1);
    }
    assert_eq!((log.undo.len(), log.undo[0].1.what.as_str()), (200, "50"));
}
