//! Things that are planted in the place of the program's own files, from outside: no command writes into them, waits
//! for them or passes over them in silence.

use super::family_folder::{FamilyFolder, output_of};
use rustix::fs::{CWD, FileType, Mode};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::Duration;

const LETTER: &str = "Dear Gran";

/// How long a command may take. One that waits at a pipe would wait for good.
const PATIENCE: Duration = Duration::from_secs(20);

/// The commands, each with its exit code while the lock or the state folder is something else.
const COMMANDS: &[(&[&str], i32, i32)] = &[
    (&["today"], 0, 0),
    (&["done"], 1, 0),
    (&["note", "waved"], 1, 0),
    (&["undo"], 1, 1),
    (&["redo"], 1, 1),
    (&["restore", "today"], 1, 1),
    (&["backups"], 0, 1),
    (&["check"], 1, 1),
];

fn plant(kind: &str, letter: &Path, path: &Path) {
    if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.expect("removed");
    match kind {
        "link" => symlink(letter, path),
        "link to nowhere" => symlink(letter.with_extension("lost"), path),
        "link to a folder" => symlink(letter.parent().expect("in a folder"), path),
        "hard link" => fs::hard_link(letter, path),
        _ => rustix::fs::mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).map_err(Into::into),
    }
    .expect("planted");
}

#[test]
fn every_command_names_an_obstacle_in_place_of_the_lock_or_the_state_folder_and_leaves_it_alone() {
    for kind in ["link", "link to nowhere", "link to a folder", "pipe", "hard link"] {
        for is_lock in [true, false] {
            let folder = FamilyFolder::with_leo();
            folder.ok(&["note", "before"]);
            let letter = folder.path().with_file_name("letters").join("letter");
            fs::create_dir(letter.parent().expect("in a folder")).expect("made");
            fs::write(&letter, LETTER).expect("written");
            let state = fs::read_dir(folder.state()).expect("listed").next().expect("one").expect("one").path();
            let path = if is_lock { folder.path().join(".lock") } else { state };
            plant(kind, &letter, &path);
            for (args, with_lock, with_state) in COMMANDS {
                let when = format!("{args:?} with a {kind} in place of {}", path.display());
                let (code, out, err) = output_of(folder.command(args).timeout(PATIENCE).output().expect("run"));
                assert_eq!(code, if is_lock { *with_lock } else { *with_state }, "{when}: {out}{err}");
                let is_named = (out + &err).contains(&path.display().to_string());
                assert!(is_named || args[0] == "today" || args[0] == "backups" && is_lock, "{when}: {err}");
                assert_eq!(fs::read_to_string(&letter).expect("text"), LETTER, "{when}");
                let letters = fs::read_dir(letter.parent().expect("in a folder")).expect("listed").count();
                assert_eq!(letters, 1, "{when}: nothing new");
            }
            let saved = folder.text(super::SEPTEMBER).contains("waved");
            assert_eq!(saved, !is_lock, "a {kind}");
        }
    }
}

#[test]
fn a_folder_of_mornings_on_a_missing_drive_is_told_and_not_taken_as_empty() {
    let folder = FamilyFolder::with_leo();
    let drive = folder.path().with_file_name("drive");
    fs::rename(folder.path().join("mornings"), &drive).expect("moved");
    symlink(&drive, folder.path().join("mornings")).expect("linked");
    let planned = folder.ok(&["today"]);
    assert!(planned.contains("A kiss on the hand"), "{planned}");
    let gone = drive.with_file_name("gone");
    fs::rename(&drive, &gone).expect("gone");
    for args in [&["today"][..], &["done"], &["note", "waved"], &["check"]] {
        let (code, out, err) = folder.run(args);
        assert!(
            code == 1 && (out + &err).contains("mornings is a link to a folder that is not there"),
            "{args:?}: {err}"
        );
    }
    fs::rename(&gone, &drive).expect("back");
    assert_eq!(folder.ok(&["today"]), planned);
    let family = folder.path().with_file_name("family-link");
    symlink(folder.path().with_file_name("nowhere"), &family).expect("linked");
    let (code, _, err) = folder.run(&["--dir", &family.display().to_string(), "done"]);
    assert!(code == 1 && err.contains("is a link to a folder that is not there"), "{err}");
}

#[test]
fn nothing_is_restored_where_undo_could_not_take_it_back() {
    let folder = FamilyFolder::with_leo();
    folder.ok(&["note", "waved"]);
    let state = fs::read_dir(folder.state()).expect("listed").next().expect("one").expect("one").path();
    fs::remove_file(state.join("changes.jsonl")).expect("removed");
    fs::create_dir(state.join("changes.jsonl")).expect("made");
    let before = folder.text(super::SEPTEMBER);
    let why = folder.refused(&["restore", "today"], 1);
    assert!(why.contains("changes.jsonl is a folder, not a file; move it away. Nothing was changed."), "{why}");
    assert_eq!(folder.text(super::SEPTEMBER), before);
}
