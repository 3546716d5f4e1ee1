//! The planner where it may not write, and where something else is in place of its own files.

use super::{PROGRAM, Pty, family, open, september, state};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

#[test]
fn a_mark_past_the_file_size_limit_is_shown_as_not_saved() {
    let folder = family();
    let dir = folder.path().to_str().expect("a plain path");
    let limited = ["-c", "ulimit -f 0; exec \"$0\" \"$@\"", PROGRAM, "--dir", dir, "--today", "2026-09-07"];
    let mut pty = Pty::start(Path::new("/bin/sh"), &limited, &state(folder.path()));
    pty.wait_for("A kiss on the hand");
    pty.send(b" ");
    pty.wait_for("Not saved, because mornings/leo/2026-09.toml could not be written");
    pty.send(b"q");
    pty.wait_for("again leaves without 1 change");
    pty.send(b"q");
    assert_eq!(pty.wait_for_end().exit_code(), 1);
    assert!(!september(folder.path()).contains("done"));
}

#[test]
fn the_screen_names_a_link_in_place_of_the_lock_or_of_the_undo_log() {
    let folder = family();
    let letter = folder.path().with_file_name("letter");
    fs::write(&letter, "Dear Gran").expect("written");
    let lock = folder.path().join(".lock");
    fs::remove_file(&lock).expect("removed");
    symlink(&letter, &lock).expect("linked");
    let mut pty = open(folder.path());
    pty.wait_for("A kiss on the hand");
    pty.send(b" ");
    pty.wait_for("is a link; move it away");
    assert!(!september(folder.path()).contains("done"));
    fs::remove_file(&lock).expect("removed");
    let states = fs::read_dir(state(folder.path())).expect("listed");
    let log = states.map(|entry| entry.expect("an entry").path().join("changes.jsonl")).next().expect("a state folder");
    fs::remove_file(&log).expect("removed");
    symlink(&letter, &log).expect("linked");
    pty.send(b"2");
    pty.wait_for("Undo is off, because ");
    assert!(september(folder.path()).contains("done"), "the mark that waited is saved with the next key");
    pty.send(b"q");
    pty.wait_for_end();
    assert_eq!(fs::read_to_string(&letter).expect("text"), "Dear Gran");
}
