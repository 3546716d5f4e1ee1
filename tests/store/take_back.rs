//! A change of several files that was cut off: reading takes it back, and says what it could not take back.

use super::test_folder::{SEPTEMBER, TODAY, TestFolder, leo, plan, planned, read, september, stored, write};
use goodbye::domain::refusal::{NotSaved, StateNotice};
use goodbye::shell::disk::{Disk, RealDisk};
use goodbye::shell::lock;
use goodbye::shell::pending_change::{self, FileChange, PendingChange};
use goodbye::shell::store::Refusal;
use jiff::civil::date;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

const OLD: &str = "[2026-09-07]\nplan = [\"old\"]\n";
const NEW: &str = "[2026-09-07]\nplan = [\"new\"]\n";
const FAMILY: &str = "[[child]]\nname = \"Leo\"\nfirst_day = 2026-09-07\n";

/// A folder in which a change was cut off after its first file: September is new, and family.toml is not written yet.
fn cut_off() -> TestFolder {
    let folder = TestFolder::new();
    folder.store().commit(&[plan(date(2026, 10, 1), "a")]).expect("the state folder is there");
    folder.write(SEPTEMBER, NEW);
    folder.write("mornings/leo/.goodbye-abc.tmp", "half of a file");
    let change = |path: &str, was: Option<&str>, becomes: &str| FileChange {
        path: path.to_owned(),
        was: was.map(str::to_owned),
        becomes: Some(becomes.to_owned()),
    };
    let files = vec![change(SEPTEMBER, Some(OLD), NEW), change("family.toml", None, FAMILY)];
    let pending = PendingChange { what: "the import".to_owned(), files, not_done: Vec::new() };
    pending_change::write(&RealDisk, &folder.state(), &pending).expect("written");
    folder
}

fn record(folder: &TestFolder) -> PathBuf {
    pending_change::path(&folder.state())
}

#[test]
fn reading_takes_a_cut_off_change_back_and_says_so_once() {
    let folder = cut_off();
    let mut store = folder.store();
    store.read_months(&leo(), &[september()]);
    let notice = StateNotice::TakenBack { what: "the import".to_owned(), changed_since: Vec::new() };
    assert_eq!(store.take_notice(), Some(notice));
    assert_eq!(folder.text(SEPTEMBER), OLD);
    assert!(!record(&folder).exists() && !folder.file("mornings/leo/.goodbye-abc.tmp").exists());
    assert!(!folder.file("family.toml").exists());
    store.read_pages();
    assert_eq!(store.take_notice(), None);
}

#[test]
fn a_family_folder_in_which_the_setup_was_cut_off_is_as_empty_as_before() {
    let folder = cut_off();
    fs::remove_dir_all(folder.file("mornings")).expect("removed");
    folder.write("mornings/leo/2026-10.toml", NEW);
    let file = FileChange { path: "mornings/leo/2026-10.toml".into(), was: None, becomes: Some(NEW.into()) };
    let pending = PendingChange { files: vec![file], ..PendingChange::default() };
    pending_change::write(&RealDisk, &folder.state(), &pending).expect("written");
    folder.store().read_pages();
    assert!(!folder.file("mornings").exists() && folder.path().exists());
}

#[test]
fn saving_undoing_and_restoring_start_from_the_files_before_a_cut_off_change() {
    let folder = cut_off();
    folder.store().commit(&[plan(date(2026, 9, 8), "b")]).expect("saved");
    assert_eq!((stored(&folder, TODAY), stored(&folder, date(2026, 9, 8))), (planned("old"), planned("b")));
    let folder = cut_off();
    folder.store().undo().expect("undone");
    assert_eq!(folder.text(SEPTEMBER), OLD);
    let folder = cut_off();
    folder.store().restore(TODAY).expect("restored");
    assert_eq!(folder.text(SEPTEMBER), OLD);
}

#[test]
fn a_file_that_somebody_else_changed_since_stays_and_is_named() {
    for theirs in ["[2026-09-07]\nplan = [\"theirs\"]\n", "<<<<<<< ours\n"] {
        let folder = cut_off();
        folder.write(SEPTEMBER, theirs);
        folder.write("family.toml", FAMILY);
        let mut store = folder.store();
        store.read_pages();
        let told = store.take_notice().expect("told").to_string();
        assert!(told.contains("stay as they are: mornings/leo/2026-09.toml."), "{told}");
        assert_eq!(folder.text(SEPTEMBER), theirs);
        assert!(!folder.file("family.toml").exists() && !record(&folder).exists());
    }
}

#[test]
fn a_damaged_record_is_set_aside_and_check_names_it() {
    for damage in ["", "{\"what\":", "[]", "{\"what\":\"a\",\"files\":[{\"path\":\"../out\"}],\"not_done\":[]}"] {
        let folder = cut_off();
        write(&record(&folder), damage);
        let outside = folder.path().with_file_name("out");
        write(&outside, "stays");
        let mut store = folder.store();
        store.read_pages();
        assert!(matches!(store.take_notice(), Some(StateNotice::CutOffUnknown { .. })), "{damage}");
        assert_eq!((folder.text(SEPTEMBER), read(&outside)), (NEW.to_owned(), "stays".to_owned()), "{damage}");
        assert_eq!(store.state_problems().len(), 1, "{damage}");
        store.commit(&[plan(date(2026, 9, 8), "b")]).unwrap_or_else(|e| panic!("{damage}: {e}"));
    }
}

#[test]
fn the_change_of_a_program_that_is_still_at_work_is_left_to_that_program() {
    let folder = cut_off();
    let held: Option<File> = lock::acquire(&RealDisk, &folder.path(), || None, Duration::ZERO).expect("the lock");
    let mut store = folder.store().with_patience(Duration::ZERO);
    store.read_pages();
    assert!(store.take_notice().is_none() && record(&folder).exists());
    assert!(matches!(store.commit(&[plan(TODAY, "b")]), Err(Refusal::NotSaved(NotSaved::Locked { .. }))));
    drop(held);
    store.read_pages();
    assert!(!record(&folder).exists());
    assert_eq!(folder.text(SEPTEMBER), OLD);
}

#[test]
fn a_change_that_cannot_be_taken_back_yet_is_told_and_stops_saving() {
    let folder = cut_off();
    let mut store = folder.store().on_disk(Box::new(NoRoom));
    store.read_pages();
    assert!(matches!(store.take_notice(), Some(StateNotice::StaysCutOff { .. })));
    assert!(matches!(store.commit(&[plan(TODAY, "b")]), Err(Refusal::NotSaved(NotSaved::Disk { .. }))));
    assert!(record(&folder).exists());
    folder.store().commit(&[plan(date(2026, 9, 8), "b")]).expect("there is room again");
    assert_eq!(stored(&folder, TODAY), planned("old"));
}

/// A full disk: no file can be created.
struct NoRoom;

impl Disk for NoRoom {
    fn create(&self, _: &Path) -> io::Result<File> {
        Err(rustix::io::Errno::NOSPC.into())
    }
}
