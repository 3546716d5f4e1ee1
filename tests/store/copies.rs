//! Copies that other programs left: found, taken over, put aside and brought back on a real disk.

use super::faults::{Fault, at_every_call, check_no_temporary_files};
use super::test_folder::{SEPTEMBER, TODAY, TestFolder, change, files_in, leo, planned, stored, write};
use goodbye::domain::change::{Change, FileEdit};
use goodbye::domain::family::{Child, Family};
use goodbye::domain::family_path::FamilyPath;
use goodbye::domain::found_copy::{CopyContent, FoundCopy, Original};
use goodbye::domain::month_page::UnfinishedMerge;
use goodbye::domain::morning::Morning;
use goodbye::domain::refusal::NotSaved;
use goodbye::domain::two_versions::{Keep, TwoVersions};
use goodbye::shell::disk::Disk;
use goodbye::shell::store::Refusal;
use jiff::civil::{Date, date};
use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::{Arc, Mutex};

const COPY: &str = "mornings/leo/2026-09 (1).toml";
const TUESDAY: Date = date(2026, 9, 8);
const OURS: &str = "[2026-09-07]\nplan = [\"old\"]\n";
const THEIRS: &str = "[2026-09-07]\nplan = [\"old\"]\n\n[2026-09-08]\nplan = [\"theirs\"] # by hand\n";

fn family() -> Family {
    Family { children: vec![Child::new(leo(), "Leo".into(), TODAY)], ..Family::default() }
}

/// Leo's September with a copy beside it.
fn with_copy() -> TestFolder {
    let folder = TestFolder::new();
    folder.write(SEPTEMBER, OURS);
    folder.write(COPY, THEIRS);
    folder
}

fn file_edit(path: &str, was: &str, becomes: Option<&str>) -> FileEdit {
    let path = FamilyPath::new(path).expect("a path");
    FileEdit { path, was: Some(was.to_owned()), becomes: becomes.map(str::to_owned) }
}

/// The change that takes the copy's mornings over and puts the copy aside.
fn taking_over() -> Change {
    let mornings = change(TUESDAY, &Morning::default(), &planned("theirs"));
    Change { files: vec![file_edit(COPY, THEIRS, None)], ..mornings }
}

fn found(folder: &TestFolder) -> Vec<FoundCopy> {
    folder.store().read_copies(&family())
}

#[test]
fn a_copy_is_taken_over_and_one_undo_brings_back_the_mornings_and_the_copy() {
    let folder = with_copy();
    let [copy] = &found(&folder)[..] else { panic!("{:?}", found(&folder)) };
    let CopyContent::Month { versions, .. } = &copy.content else { panic!("{copy:?}") };
    assert_eq!(versions.edits(&[]), taking_over().edits);
    let mut store = folder.store();
    store.commit(&[taking_over()]).expect("saved");
    assert_eq!(stored(&folder, TUESDAY), planned("theirs"));
    assert_eq!(folder.files(), [".lock", SEPTEMBER]);
    let kept = folder.state().join("copies/2026-09-07").join(COPY);
    assert_eq!(fs::read_to_string(&kept).expect("kept"), THEIRS);
    for _ in 0..2 {
        store.undo().expect("undone");
        assert_eq!((folder.text(SEPTEMBER).trim_end(), folder.text(COPY).as_str()), (OURS.trim_end(), THEIRS));
        store.redo().expect("redone");
        assert_eq!(folder.files(), [".lock", SEPTEMBER]);
    }
    assert_eq!(files_in(&folder.state().join("copies")).len(), 1, "the same copy is kept once");
}

#[test]
fn two_copies_of_one_name_and_day_are_both_kept() {
    let folder = with_copy();
    let mut store = folder.store();
    for text in [THEIRS, OURS] {
        folder.write(COPY, text);
        let files = vec![file_edit(COPY, text, None)];
        store.commit(&[Change { what: "put aside".into(), files, ..Change::default() }]).expect("saved");
    }
    assert_eq!(files_in(&folder.state().join("copies")).len(), 2);
}

#[test]
fn a_copy_that_changed_meanwhile_or_cannot_be_kept_stays() {
    let folder = with_copy();
    folder.write(COPY, "# changed\n");
    let refused = folder.store().commit(&[taking_over()]);
    assert!(matches!(refused, Err(Refusal::Conflict { .. })), "{refused:?}");
    assert_eq!(folder.text(COPY), "# changed\n");
    let folder = with_copy();
    write(&folder.states(), "not a folder");
    let refused = folder.store().commit(&[taking_over()]);
    assert!(matches!(refused, Err(Refusal::NotSaved(NotSaved::UndoIsOff(_)))), "{refused:?}");
    assert_eq!((folder.text(SEPTEMBER).as_str(), folder.text(COPY).as_str()), (OURS, THEIRS));
}

#[test]
fn a_cut_at_any_call_leaves_the_copy_and_the_mornings_as_they_were_or_taken_over() {
    for names_are_lost in [false, true] {
        at_every_call(Fault::PowerCut, |disk, when| {
            let folder = with_copy();
            let result = folder.store().on_disk(Box::new(disk.clone())).commit(&[taking_over()]);
            disk.cut_power(&folder, names_are_lost);
            let is_taken = stored(&folder, TUESDAY) == planned("theirs");
            assert!(is_taken || result.is_err(), "{when}: success was reported too early");
            assert_eq!(folder.file(COPY).exists(), !is_taken, "{when}: half a change");
            assert!(is_taken || folder.text(COPY) == THEIRS, "{when}");
            if !is_taken {
                folder.store().commit(&[taking_over()]).unwrap_or_else(|e| panic!("{when}: {e}"));
            }
            assert_eq!(stored(&folder, TUESDAY), planned("theirs"), "{when}");
            assert!(!folder.file(COPY).exists(), "{when}");
            let kept = folder.state().join("copies/2026-09-07").join(COPY);
            assert_eq!(fs::read_to_string(kept).expect("kept"), THEIRS, "{when}");
            check_no_temporary_files(&folder, when);
            // A power cut may cost the undo of the last change.
            if !is_taken {
                folder.store().undo().unwrap_or_else(|e| panic!("{when}: {e}"));
                assert_eq!((stored(&folder, TUESDAY), folder.text(COPY).as_str()), (Morning::default(), THEIRS));
            }
        });
    }
}

#[test]
fn an_error_at_any_call_leaves_the_copy_where_it_was_and_a_second_try_takes_it_over() {
    at_every_call(Fault::Once, |disk, when| {
        let folder = with_copy();
        let result = folder.store().on_disk(Box::new(disk)).commit(&[taking_over()]);
        let is_taken = stored(&folder, TUESDAY) == planned("theirs");
        assert_eq!((is_taken, !folder.file(COPY).exists()), (result.is_ok(), result.is_ok()), "{when}: {result:?}");
        folder.store().commit(&[taking_over()]).unwrap_or_else(|e| panic!("{when}: {e}"));
        assert!(!folder.file(COPY).exists(), "{when}");
    });
}

const MERGE: &str = "# ours\n<<<<<<< HEAD\n[2026-09-07]\nmood = \"okay\"\n=======\n[2026-09-07]\nmood = \"tears\"\n\
                     note = \"rain\"\n>>>>>>> phone\n\n[2026-09-08]\nplan = [\"stays\"]\n";

fn merge_in(folder: &TestFolder) -> UnfinishedMerge {
    let found = folder.store().read_months(&leo(), &["2026-09".parse().expect("a month")]);
    *found.months[0].2.merge.clone().expect("two versions")
}

/// The text of September with `keep` for each morning that differs.
fn finished(merge: &UnfinishedMerge, keep: Keep) -> String {
    let september = "2026-09".parse().expect("a month");
    let versions = TwoVersions::of_merge(leo(), september, merge);
    merge.finished_text(september, &versions.edits(&[keep])).expect("written")
}

#[test]
fn a_damaged_month_is_replaced_only_by_finishing_its_merge_and_undo_brings_it_back_byte_for_byte() {
    let folder = TestFolder::new();
    folder.write(SEPTEMBER, MERGE);
    let text = finished(&merge_in(&folder), Keep::Both);
    let finish = |becomes: &str| Change {
        what: "the merge finished".into(),
        files: vec![file_edit(SEPTEMBER, MERGE, Some(becomes))],
        ..Change::default()
    };
    let refused = folder.store().commit(&[finish("[2026-09-07\n")]);
    assert!(matches!(refused, Err(Refusal::NotSaved(NotSaved::WrongText(_)))), "{refused:?}");
    assert_eq!(folder.text(SEPTEMBER), MERGE);
    let mut store = folder.store();
    store.commit(&[finish(&text)]).expect("saved");
    let kept = stored(&folder, TODAY);
    assert_eq!((kept.mood.as_ref().map(|mood| mood.keyword()), kept.note.as_deref()), (Some("okay"), Some("rain")));
    assert!(folder.text(SEPTEMBER).starts_with("# ours\n"), "comments stay: {}", folder.text(SEPTEMBER));
    store.commit(&[change(TUESDAY, &planned("stays"), &planned("next"))]).expect("saved");
    store.undo().expect("undone");
    store.undo().expect("undone");
    assert_eq!(folder.text(SEPTEMBER), MERGE);
    store.redo().expect("redone");
    assert_eq!(folder.text(SEPTEMBER), text);
}

#[test]
fn a_folder_of_nearly_the_name_of_a_child_is_found_and_gone_when_its_last_month_was_taken_over() {
    let folder = with_copy();
    fs::remove_file(folder.file(COPY)).expect("removed");
    let path = "mornings/Leo/2026-09.toml";
    folder.write(path, THEIRS);
    let [copy] = &found(&folder)[..] else { panic!("{:?}", found(&folder)) };
    assert_eq!((copy.path.as_str(), copy.left_by.label()), (path, None));
    let mornings = change(TUESDAY, &Morning::default(), &planned("theirs"));
    let mut store = folder.store();
    store.commit(&[Change { files: vec![file_edit(path, THEIRS, None)], ..mornings }]).expect("saved");
    assert!(!folder.file("mornings/Leo").exists());
    store.undo().expect("undone");
    assert_eq!(folder.text(path), THEIRS);
}

#[test]
fn a_name_that_leads_to_our_own_file_is_no_copy_and_its_month_is_read_once() {
    let folder = with_copy();
    fs::remove_file(folder.file(COPY)).expect("removed");
    symlink("leo", folder.file("mornings/Leo")).expect("linked");
    fs::hard_link(folder.file(SEPTEMBER), folder.file("mornings/leo/2026-09.TOML")).expect("linked");
    assert_eq!(found(&folder), []);
    assert_eq!(folder.store().months_there(&leo()).expect("listed").len(), 1);
}

/// A disk that lists the folders of the test as another disk that ignores case would: as `Mornings` and `Leo`.
struct IgnoresCase;

impl Disk for IgnoresCase {
    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let names = goodbye::shell::disk::RealDisk.names(folder)?;
        Ok(names.into_iter().filter(|name| !["leo", "mornings"].contains(&name.as_str())).collect())
    }
}

#[test]
fn on_a_disk_that_ignores_case_copies_in_a_folder_in_capitals_are_found() {
    let folder = with_copy();
    symlink("leo", folder.file("mornings/Leo")).expect("linked");
    symlink("mornings", folder.file("Mornings")).expect("linked");
    let mut store = folder.store().on_disk(Box::new(IgnoresCase));
    let found: Vec<String> = store.find_copies(&family()).iter().map(|copy| copy.path.to_string()).collect();
    assert_eq!(found, ["Mornings/Leo/2026-09 (1).toml"]);
    assert_eq!(store.months_there(&leo()).expect("listed").len(), 1);
}

#[test]
fn copies_that_are_no_text_or_beside_a_damaged_month_are_told_and_not_taken_over() {
    let folder = with_copy();
    folder.write(COPY, b"\xff\xfe");
    let [copy] = &found(&folder)[..] else { panic!("{:?}", found(&folder)) };
    assert!(matches!(&copy.content, CopyContent::Unreadable { text: None, .. }), "{copy:?}");
    folder.write(COPY, THEIRS);
    folder.write(SEPTEMBER, "[2026-09-07\n");
    let [copy] = &found(&folder)[..] else { panic!("{:?}", found(&folder)) };
    assert!(matches!(&copy.content, CopyContent::Blocked { .. }), "{copy:?}");
    assert!(matches!(&copy.of, Original::Month(child, _) if *child == leo()));
}

/// A disk that writes down what was opened.
struct WatchedDisk {
    opened: Arc<Mutex<Vec<String>>>,
}

impl Disk for WatchedDisk {
    fn open(&self, path: &Path) -> io::Result<fs::File> {
        self.opened.lock().expect("one thread").push(path.display().to_string());
        goodbye::shell::disk::RealDisk.open(path)
    }
}

#[test]
fn copies_are_found_without_opening_them_or_our_own_files() {
    let folder = with_copy();
    folder.write("family.toml", "");
    let opened = Arc::default();
    let disk = WatchedDisk { opened: Arc::clone(&opened) };
    let mut store = folder.store().on_disk(Box::new(disk));
    assert_eq!(store.find_copies(&family()).len(), 1);
    let files = |opened: &Mutex<Vec<String>>| {
        opened.lock().expect("one thread").iter().filter(|path| path.ends_with(".toml")).count()
    };
    assert_eq!(files(&opened), 0, "{opened:?}");
    assert!(!store.may_have_new_copies(&family()));
    folder.write("mornings/leo/2026-09 2.toml", THEIRS);
    assert!(store.may_have_new_copies(&family()));
    assert_eq!(store.read_copies(&family()).len(), 2);
    assert_eq!(files(&opened), 4, "each copy and our own file");
}
