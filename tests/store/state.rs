//! The state folder: how it is found, set aside and protected, and what happens without one.

use super::test_folder::{TODAY, TestFolder, change, plan, planned, read, stored, write};
use goodbye::domain::morning::Morning;
use goodbye::shell::disk::{Disk, RealDisk};
use goodbye::shell::folders::Folders;
use goodbye::shell::store::{Refusal, Store};
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::symlink;
use std::path::Path;

/// Replaces the plan `was` by `ritual`.
fn replan(folder: &TestFolder, was: &str, ritual: &str) {
    folder.store().commit(&[change(TODAY, &planned(was), &planned(ritual))]).expect("saved");
}

#[test]
fn a_folder_and_a_link_to_it_share_one_state_folder() {
    let folder = TestFolder::new();
    let link = folder.path().with_file_name("link");
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    symlink(folder.path(), &link).expect("linked");
    folder.store_at(&link, TODAY).commit(&[change(TODAY, &planned("a"), &planned("b"))]).expect("saved");
    assert_eq!(fs::read_dir(folder.states()).expect("listed").count(), 1);
    folder.store().undo().expect("undone");
    folder.store_at(&link, TODAY).undo().expect("undone");
    assert_eq!(stored(&folder, TODAY), Morning::default());
}

#[test]
fn two_folders_of_one_name_have_two_state_folders() {
    let folder = TestFolder::new();
    let other = folder.path().join("elsewhere/family");
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    folder.store_at(&other, TODAY).commit(&[plan(TODAY, "b")]).expect("saved");
    let names: Vec<String> = fs::read_dir(folder.states())
        .expect("listed")
        .map(|e| e.expect("one").file_name().display().to_string())
        .collect();
    assert!(names.len() == 2 && names.iter().all(|name| name.starts_with("family-") && name.len() == 23), "{names:?}");
    assert_eq!(folder.store().undo().expect("undone").0.what, "a change on 2026-09-07");
    assert!(matches!(folder.store().undo(), Err(Refusal::Nothing(_))));
}

#[test]
fn another_folder_at_the_same_path_starts_over_and_the_old_state_is_kept() {
    let folder = TestFolder::new();
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    let away = folder.path().with_file_name("away");
    fs::rename(folder.path(), &away).expect("moved away");
    fs::create_dir(folder.path()).expect("made");
    let mut store = folder.store();
    assert!(matches!(store.undo(), Err(Refusal::Nothing(_))), "not the other folder's change");
    store.commit(&[plan(TODAY, "b")]).expect("saved");
    let notice = store.take_notice().expect("a notice").to_string();
    let kept =
        folder.state().with_file_name(folder.state().file_name().expect("a name").display().to_string() + "-old-1");
    assert!(notice.contains("undo starts over") && notice.contains(&kept.display().to_string()), "{notice}");
    assert_eq!(read(&kept.join("changes.jsonl")).lines().count(), 1);
    let gone: Vec<String> = store.gone_folders().into_iter().map(|gone| gone.path).collect();
    assert_eq!(gone, [fs::canonicalize(folder.path()).expect("a path").display().to_string()]);
    store.undo().expect("undone");
    assert!(matches!(store.undo(), Err(Refusal::Nothing(_))));
    // The first folder finds its state again at its new path and at its old path.
    folder.store_at(&away, TODAY).undo().expect("undone");
    assert!(folder.store().gone_folders().is_empty());
    fs::rename(folder.path(), folder.path().with_file_name("second")).expect("moved away");
    fs::rename(&away, folder.path()).expect("moved back");
    let mut store = folder.store();
    store.redo().expect("redone");
    assert_eq!((store.take_notice(), stored(&folder, TODAY)), (None, planned("a")));
    folder.store_at(&folder.path().with_file_name("second"), TODAY).redo().expect("redone");
}

#[test]
fn a_folder_that_was_moved_is_found_again() {
    let folder = TestFolder::new();
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    let moved = folder.path().with_file_name("moved");
    fs::rename(folder.path(), &moved).expect("moved");
    let mut store = folder.store_at(&moved, TODAY);
    assert_eq!(store.backups().expect("listed").len(), 1);
    assert!(store.gone_folders().is_empty(), "the moved folder is not gone");
    store.undo().expect("undone");
    let names: Vec<_> = fs::read_dir(folder.states()).expect("listed").map(|e| e.expect("one").file_name()).collect();
    assert!(names.len() == 1 && names[0].display().to_string().starts_with("moved-"), "{names:?}");
    store.redo().expect("redone");
}

#[test]
fn backups_of_a_folder_that_is_gone_are_listed() {
    let folder = TestFolder::new();
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    let (state, path) = (folder.state(), fs::canonicalize(folder.path()).expect("a path"));
    fs::remove_dir_all(folder.path()).expect("removed");
    let gone = folder.store_at(&folder.path().with_file_name("new"), TODAY).gone_folders();
    assert_eq!(gone.len(), 1);
    assert_eq!((gone[0].path.as_str(), &gone[0].state), (path.to_str().expect("text"), &state));
}

#[test]
fn a_state_folder_with_a_damaged_record_stays_in_use() {
    let folder = TestFolder::new();
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    for damage in ["", "not JSON"] {
        write(&folder.state().join("folder.json"), damage);
        replan(&folder, "a", "b");
        assert!(read(&folder.state().join("folder.json")).contains("inode"));
        folder.store().undo().expect("undone");
    }
    assert_eq!(fs::read_dir(folder.states()).expect("listed").count(), 1);
}

#[test]
fn a_notice_says_that_only_backups_are_off_when_undo_works() {
    let folder = TestFolder::new();
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    let backups = folder.state().join("backups");
    fs::remove_dir_all(&backups).expect("removed");
    fs::write(&backups, "in the way").expect("written");
    let mut store = folder.store();
    let was = stored(&folder, TODAY);
    store.commit(&[change(TODAY, &was, &was.noted("x"))]).expect("saved");
    let notice = store.take_notice().expect("a notice").to_string();
    assert!(notice.starts_with("Backups are off, because ") && notice.contains("undo works"), "{notice}");
    store.undo().expect("undone");
    assert_eq!(stored(&folder, TODAY), was);
    let log = folder.state().join("changes.jsonl");
    fs::remove_file(&log).expect("removed");
    fs::create_dir(&log).expect("made");
    store.commit(&[change(TODAY, &was, &was.noted("y"))]).expect("saved");
    let notice = store.take_notice().expect("undo is off now").to_string();
    assert!(notice.starts_with("Undo and backups are off, because "), "{notice}");
}

#[test]
fn mornings_are_saved_without_a_state_folder_and_a_notice_says_that_undo_is_off() {
    let folder = TestFolder::new();
    fs::write(folder.states(), "in the way").expect("written");
    let nowhere = Store::open(Folders { family: folder.path(), states: None }, None, TODAY);
    for (mut store, reason) in
        [(folder.store(), "states is a file, not a folder; move it away"), (nowhere, "GOODBYE_STATE")]
    {
        let was = stored(&folder, TODAY);
        store.commit(&[change(TODAY, &was, &was.noted(reason))]).expect("saved");
        let notice = store.take_notice().expect("a notice").to_string();
        assert!(notice.contains("Undo and backups are off") && notice.contains(reason), "{notice}");
        store.commit(&[change(TODAY, &was.noted(reason), &was)]).expect("saved");
        assert_eq!(store.take_notice(), None, "one notice is enough");
        for refused in [store.undo(), store.redo()] {
            let Err(Refusal::NotSaved(why)) = refused else { panic!("{refused:?}") };
            let why = why.to_string();
            assert!(why.starts_with("Undo and redo are off, because ") && why.contains(reason), "{why}");
        }
    }
    let nowhere = Store::open(Folders { family: folder.path(), states: None }, None, TODAY);
    assert_eq!(nowhere.backups().expect("none"), []);
    let mut store = folder.store();
    assert!(store.backups().expect_err("not a folder").to_string().contains("move it away"));
    assert_eq!(folder.files(), [".lock"]);
    store.undo().expect_err("off");
    assert_eq!(store.take_notice(), None, "the refusal is the only message");
}

#[test]
fn mornings_are_saved_even_if_the_undo_log_or_a_backup_cannot_be_written() {
    for blocked in ["changes.jsonl", "backups"] {
        let folder = TestFolder::new();
        folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
        let path = folder.state().join(blocked);
        if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) }.expect("removed");
        if blocked == "backups" { fs::write(&path, "") } else { fs::create_dir(&path) }.expect("made");
        let mut store = folder.store();
        store.commit(&[change(TODAY, &planned("a"), &planned("b"))]).expect("saved");
        let notice = store.take_notice().expect("a notice").to_string();
        assert!(notice.contains(&path.display().to_string()), "{notice}");
        assert_eq!(stored(&folder, TODAY), planned("b"));
        let undone = store.undo();
        if blocked == "backups" {
            undone.expect("the log is there");
            continue;
        }
        let Err(Refusal::NotSaved(why)) = undone else { panic!("undone") };
        assert!(why.to_string().contains("changes.jsonl") && why.to_string().contains("folder"), "{why}");
    }
}

/// A disk whose undo log can be read, but not written.
struct ReadOnlyLog;

impl Disk for ReadOnlyLog {
    fn open_to_append(&self, path: &Path) -> io::Result<File> {
        if path.ends_with("changes.jsonl") {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        RealDisk.open_to_append(path)
    }
}

#[test]
fn undo_and_redo_change_nothing_if_the_undo_log_cannot_be_written() {
    let folder = TestFolder::new();
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    let log = folder.state().join("changes.jsonl");
    for is_redo in [false, true] {
        let (before, logged) = (folder.files(), read(&log));
        let mut store = folder.store().on_disk(Box::new(ReadOnlyLog));
        let refused = if is_redo { store.redo() } else { store.undo() };
        let Err(Refusal::NotSaved(why)) = refused else { panic!("{refused:?}") };
        let why = why.to_string();
        assert!(why.starts_with("Undo and redo are off, because ") && why.contains("changes.jsonl"), "{why}");
        assert_eq!(store.take_notice(), None, "the refusal is the only message");
        assert_eq!((folder.files(), read(&log)), (before, logged));
        // The change can still be undone, and then redone.
        if is_redo { folder.store().redo() } else { folder.store().undo() }.expect("the log can be written again");
        assert_eq!(stored(&folder, TODAY), if is_redo { planned("a") } else { Morning::default() });
    }
}

#[test]
fn links_in_the_state_folder_are_not_followed() {
    let folder = TestFolder::new();
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    let theirs = folder.states().join("theirs");
    write(&theirs, "theirs");
    for file in ["changes.jsonl", "holder", "folder.json"] {
        let path = folder.state().join(file);
        fs::remove_file(&path).expect("removed");
        symlink(&theirs, &path).expect("linked");
        replan(&folder, "a", "b");
        replan(&folder, "b", "a");
        assert_eq!(read(&theirs), "theirs", "{file}");
    }
}
