//! The undo log: what can be undone and redone after a restart.

use goodbye::domain::change::Change;
use goodbye::shell::disk::RealDisk;
use goodbye::shell::undo_log::{Id, LogEntry, UndoLog, append, path, problems, read};
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
    let lines = log.lines();
    let again = UndoLog::replay(lines.lines().map(|line| serde_json::from_str(line).expect("an entry")));
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

#[test]
fn only_the_damaged_lines_are_lost_and_each_is_a_problem_with_its_line() {
    let state = tempfile::tempdir().expect("folder");
    let line = |what: &str| serde_json::to_string(&did(what).1).expect("json") + "\n";
    let newer_change = line("newer").replace("\"what\"", "\"weather\":\"fair\",\"what\"");
    let damages: &[&[u8]] = &[
        b"{\"did\":\"1\",\"change\":{\"what\":\"caf\xe9\"}}\n",
        &[0; 512],
        b"\n{\"did\":\"2\",\"change\":{\"wh",
        b"{\"format\":2}\n",
        newer_change.as_bytes(),
        b"<<<<<<< ours\n",
    ];
    for damage in damages {
        let log = [line("before").as_bytes(), damage].concat();
        fs::write(path(state.path()), log).expect("written");
        for what in ["b", "c"] {
            append(&RealDisk, state.path(), &[did(what).1]).expect("appended");
        }
        let shown = String::from_utf8_lossy(damage);
        let log = read(&RealDisk, state.path()).expect("read");
        assert_eq!(names(&log.undo), ["before", "b", "c"], "{shown}");
        let problems = problems(&RealDisk, state.path());
        assert_eq!(problems.len(), 1, "{shown}: {problems:?}");
        let place = if damage.starts_with(b"\n") { "changes.jsonl:3:" } else { "changes.jsonl:2:" };
        assert!(problems[0].to_string().contains(place), "{shown}: {}", problems[0]);
        let is_newer = problems[0].message.contains("newer version");
        assert_eq!(is_newer, damage.starts_with(b"{\"format") || *damage == newer_change.as_bytes(), "{shown}");
    }
}

#[test]
fn a_change_that_was_never_saved_leaves_redo_as_it_was() {
    let mut log = UndoLog::default();
    let [(a, did_a), (b, did_b)] = ["a", "b"].map(did);
    for entry in [did_a, LogEntry::Undid { undid: a }, did_b, LogEntry::Gone { gone: b }] {
        log.apply(entry);
    }
    assert_eq!((names(&log.undo), names(&log.redo)), (vec![], vec!["a"]));
}
