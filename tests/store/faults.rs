//! Faults at every system call: each file is completely old or new, a reported success is true, and the next start
//! works.

use super::test_folder::{SEPTEMBER, TODAY, TestFolder, change, morning, plan, planned, stored};
use goodbye::domain::change::{Change, Page, PageEdit};
use goodbye::domain::morning::Morning;
use goodbye::shell::disk::{Disk, RealDisk};
use goodbye::shell::store::Refusal;
use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

const TUESDAY: Date = date(2026, 9, 8);
const OCTOBER: Date = date(2026, 10, 1);
const FAMILY: &str = "[[child]]\nname = \"Leo\"\nfirst_day = 2026-09-07\n";

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Fault {
    /// One call fails. A failing write has written half of its bytes.
    Once,
    /// The power is cut: this call and all later calls fail.
    PowerCut,
}

/// What happened on a disk, and what a power cut would undo.
#[derive(Default)]
struct Log {
    calls: usize,
    failed: bool,
    /// Files whose bytes are only in memory.
    unsynced: BTreeSet<(u64, u64)>,
    /// Names that changed only in memory, with their former content. The newest name is last.
    renamed: Vec<(PathBuf, Option<Vec<u8>>)>,
    syncs: BTreeMap<&'static str, usize>,
}

#[derive(Clone)]
pub(super) struct FaultyDisk {
    at: usize,
    fault: Fault,
    log: Arc<Mutex<Log>>,
}

impl FaultyDisk {
    fn new(at: usize, fault: Fault) -> FaultyDisk {
        FaultyDisk { at, fault, log: Arc::default() }
    }

    fn call(&self) -> io::Result<std::sync::MutexGuard<'_, Log>> {
        let mut log = self.log.lock().expect("one thread");
        log.calls += 1;
        if log.calls == self.at || (self.fault == Fault::PowerCut && log.calls > self.at) {
            log.failed = true;
            return Err(rustix::io::Errno::IO.into());
        }
        Ok(log)
    }

    fn inode(file: &File) -> (u64, u64) {
        let meta = file.metadata().expect("open");
        (meta.dev(), meta.ino())
    }

    /// Changes the real disk to its state after a power cut. Names that were not synced may be lost.
    pub(super) fn cut_power(&self, folder: &TestFolder, names_are_lost: bool) {
        let mut log = self.log.lock().expect("one thread");
        if names_are_lost {
            for (path, before) in log.renamed.drain(..).rev() {
                match before {
                    Some(bytes) => fs::write(&path, bytes).expect("back"),
                    None if path.is_dir() => fs::remove_dir_all(&path).expect("lost"),
                    None => drop(fs::remove_file(&path)),
                }
            }
        }
        for path in folder.all_files() {
            let meta = fs::metadata(&path).expect("there");
            if log.unsynced.contains(&(meta.dev(), meta.ino())) {
                fs::write(&path, "").expect("emptied");
            }
        }
    }
}

impl Disk for FaultyDisk {
    fn open(&self, path: &Path) -> io::Result<File> {
        drop(self.call()?);
        RealDisk.open(path)
    }
    fn read(&self, file: &mut File, most: u64) -> io::Result<Vec<u8>> {
        drop(self.call()?);
        RealDisk.read(file, most)
    }
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        let mut log = self.call()?;
        log.renamed.push((path.to_owned(), None));
        RealDisk.make_folder(path)
    }
    fn create(&self, path: &Path) -> io::Result<File> {
        let mut log = self.call()?;
        let file = RealDisk.create(path)?;
        log.unsynced.insert(Self::inode(&file));
        Ok(file)
    }
    fn open_own(&self, path: &Path) -> io::Result<File> {
        drop(self.call()?);
        RealDisk.open_own(path)
    }
    fn open_to_append(&self, path: &Path) -> io::Result<File> {
        drop(self.call()?);
        RealDisk.open_to_append(path)
    }
    fn set_mode(&self, file: &File, mode: u32) -> io::Result<()> {
        drop(self.call()?);
        RealDisk.set_mode(file, mode)
    }
    fn share(&self, file: &File, group: u32) -> io::Result<()> {
        drop(self.call()?);
        RealDisk.share(file, group)
    }
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        match self.call() {
            Ok(mut log) => {
                log.unsynced.insert(Self::inode(file));
                RealDisk.write(file, bytes)
            }
            Err(error) => {
                file.write_all(&bytes[..bytes.len() / 2])?;
                Err(error)
            }
        }
    }
    fn sync(&self, file: &File) -> io::Result<()> {
        let mut log = self.call()?;
        log.unsynced.remove(&Self::inode(file));
        *log.syncs.entry("files").or_default() += 1;
        Ok(())
    }
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        let mut log = self.call()?;
        log.renamed.retain(|(name, _)| name.parent() != Some(path));
        *log.syncs.entry("folders").or_default() += 1;
        Ok(())
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut log = self.call()?;
        log.renamed.push((to.to_owned(), fs::read(to).ok()));
        RealDisk.rename(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut log = self.call()?;
        log.renamed.push((path.to_owned(), fs::read(path).ok()));
        RealDisk.remove(path)
    }
}

/// A family with two mornings in September and none in October.
fn before() -> TestFolder {
    let folder = TestFolder::new();
    folder.write(SEPTEMBER, "[2026-09-07]\nplan = [\"old\"]\n\n[2026-09-08]\nplan = [\"stays\"]\n");
    folder
}

/// One change of three files.
fn change_of_three_files() -> Change {
    let mut all = change(TODAY, &planned("old"), &planned("new"));
    all.edits.extend(plan(OCTOBER, "new").edits);
    let family = PageEdit { page: Page::Family, was: None, becomes: Some(FAMILY.into()) };
    all.pages.push(family);
    all
}

/// Checks that the files are all old or all new. Returns whether they are new.
fn check_all_old_or_all_new(folder: &TestFolder, when: &str) -> bool {
    let all_new = check_old_or_new(folder, when);
    let all_old = stored(folder, TODAY) == planned("old") && stored(folder, OCTOBER) == Morning::default();
    assert!(all_new || (all_old && !folder.file("family.toml").exists()), "{when}: half a change");
    all_new
}

/// Checks that each file is completely old or new. Returns whether all are new.
fn check_old_or_new(folder: &TestFolder, when: &str) -> bool {
    let (today, october) = (stored(folder, TODAY), stored(folder, OCTOBER));
    let family = fs::read_to_string(folder.file("family.toml")).ok();
    assert!([planned("old"), planned("new")].contains(&today), "{when}: {today:?}");
    assert!([Morning::default(), planned("new")].contains(&october), "{when}: {october:?}");
    assert!([None, Some(FAMILY.to_owned())].contains(&family), "{when}: {family:?}");
    assert_eq!(stored(folder, TUESDAY), planned("stays"), "{when}");
    today == planned("new") && october == planned("new") && family.is_some()
}

pub(super) fn check_no_temporary_files(folder: &TestFolder, when: &str) {
    let is_temporary = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "tmp");
    let left: Vec<PathBuf> = folder.all_files().into_iter().filter(is_temporary).collect();
    assert!(left.is_empty(), "{when}: {left:?}");
}

/// Runs `each` once for every call of the disk, and makes that call fail.
pub(super) fn at_every_call(fault: Fault, each: impl Fn(FaultyDisk, &str)) {
    for at in 1.. {
        let disk = FaultyDisk::new(at, fault);
        each(disk.clone(), &format!("fault at call {at}"));
        if !disk.log.lock().expect("one thread").failed {
            assert!(at > 20, "only {at} calls went through the disk");
            return;
        }
    }
}

#[test]
fn an_error_at_any_call_leaves_all_files_old_and_a_second_try_saves() {
    at_every_call(Fault::Once, |disk, when| {
        let folder = before();
        let mut store = folder.store().on_disk(Box::new(disk));
        let result = store.commit(&[change_of_three_files()]);
        let all_new = check_all_old_or_all_new(&folder, when);
        assert_eq!(all_new, result.is_ok(), "{when}: {result:?}");
        assert!(!matches!(result, Err(Refusal::Nothing(_))), "{when}");
        check_no_temporary_files(&folder, when);
        folder.store().commit(&[change_of_three_files()]).unwrap_or_else(|e| panic!("{when}: {e}"));
        assert!(check_old_or_new(&folder, when), "{when}");
        folder.store().undo().unwrap_or_else(|e| panic!("{when}: {e}"));
        assert_eq!((stored(&folder, TODAY), stored(&folder, OCTOBER)), (planned("old"), Morning::default()), "{when}");
        assert!(!folder.file("family.toml").exists(), "{when}");
    });
}

#[test]
fn a_power_cut_at_any_call_leaves_all_files_old_or_all_new_at_the_next_start() {
    for names_are_lost in [false, true] {
        at_every_call(Fault::PowerCut, |disk, when| {
            let folder = before();
            let result = folder.store().on_disk(Box::new(disk.clone())).commit(&[change_of_three_files()]);
            disk.cut_power(&folder, names_are_lost);
            let all_new = check_all_old_or_all_new(&folder, when);
            assert!(all_new || result.is_err(), "{when}: success was reported too early");
            let mut store = folder.store();
            assert!(store.read_pages().family.is_some_and(|found| found.page.problems.is_empty()), "{when}");
            let found = store.commit(&[change(TUESDAY, &planned("stays"), &planned("next"))]);
            let found = found.unwrap_or_else(|e| panic!("{when}: {e}"));
            assert_eq!(morning(&found, TUESDAY), planned("next"), "{when}");
            check_no_temporary_files(&folder, when);
        });
    }
}

#[test]
fn the_first_save_survives_a_power_cut_with_its_folders() {
    at_every_call(Fault::PowerCut, |disk, when| {
        let folder = TestFolder::new();
        let result = folder.store().on_disk(Box::new(disk.clone())).commit(&[plan(OCTOBER, "new")]);
        disk.cut_power(&folder, true);
        assert!(result.is_err() || stored(&folder, OCTOBER) == planned("new"), "{when}");
        folder.store().commit(&[plan(TODAY, "next")]).unwrap_or_else(|e| panic!("{when}: {e}"));
    });
}

#[test]
fn a_save_in_a_shared_folder_is_as_safe_and_needs_no_right_to_share() {
    at_every_call(Fault::Once, |disk, when| {
        let folder = before();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o2770)).expect("shared");
        let result = folder.store().on_disk(Box::new(disk)).commit(&[change_of_three_files()]);
        let all_new = check_old_or_new(&folder, when);
        assert!(all_new || result.is_err(), "{when}: success was reported too early");
        check_no_temporary_files(&folder, when);
        folder.store().commit(&[change_of_three_files()]).unwrap_or_else(|e| panic!("{when}: {e}"));
        assert!(check_old_or_new(&folder, when), "{when}");
    });
}

#[test]
fn an_undo_is_as_safe_as_a_save() {
    for names_are_lost in [false, true] {
        at_every_call(Fault::PowerCut, |disk, when| {
            let folder = before();
            folder.store().commit(&[change_of_three_files()]).expect("saved");
            let result = folder.store().on_disk(Box::new(disk.clone())).undo();
            disk.cut_power(&folder, names_are_lost);
            let all_new = check_all_old_or_all_new(&folder, when);
            assert!(!all_new || result.is_err(), "{when}: success was reported too early");
        });
    }
}

#[test]
fn redo_works_after_an_undo_that_failed_at_any_call() {
    at_every_call(Fault::Once, |disk, when| {
        let folder = before();
        folder.store().commit(&[change_of_three_files()]).expect("saved");
        let undone = folder.store().on_disk(Box::new(disk)).undo();
        let all_new = check_all_old_or_all_new(&folder, when);
        assert_eq!(!all_new, undone.is_ok(), "{when}: {undone:?}");
        let redone = folder.store().redo();
        assert!(redone.is_ok() || undone.is_err(), "{when}: {redone:?}");
        assert!(check_all_old_or_all_new(&folder, when), "{when}: {redone:?}");
        folder.store().undo().unwrap_or_else(|e| panic!("{when}: {e}"));
    });
}

#[test]
fn an_ordinary_save_syncs_one_file_and_one_folder() {
    let folder = before();
    folder.store().commit(&[plan(OCTOBER, "first of the day")]).expect("saved");
    folder.store().commit(&[change(TODAY, &planned("old"), &planned("second"))]).expect("saved");
    let disk = FaultyDisk::new(0, Fault::Once);
    let mut store = folder.store().on_disk(Box::new(disk.clone()));
    store.commit(&[change(TODAY, &planned("second"), &planned("third"))]).expect("saved");
    let log = disk.log.lock().expect("one thread");
    assert_eq!((log.syncs.get("files"), log.syncs.get("folders")), (Some(&1), Some(&1)));
}

/// A disk on which an editor saves a file after the program reads it and before the program replaces it: at the sync of
/// the temporary file.
struct EditorAtWork(PathBuf);

impl Disk for EditorAtWork {
    fn sync(&self, _: &File) -> io::Result<()> {
        fs::write(&self.0, "[2026-09-07]\nplan = [\"by hand\"]\n")
    }
}

#[test]
fn an_editor_that_saves_at_the_same_moment_is_not_overwritten() {
    let folder = before();
    folder.store().commit(&[plan(OCTOBER, "the state folder is there")]).expect("saved");
    let mut store = folder.store().on_disk(Box::new(EditorAtWork(folder.file(SEPTEMBER))));
    let result = store.commit(&[change(TODAY, &planned("old"), &planned("new"))]);
    let Err(Refusal::Conflict { found, .. }) = result else { panic!("{result:?}") };
    assert_eq!(morning(&found, TODAY), planned("by hand"));
    assert_eq!(folder.text(SEPTEMBER), "[2026-09-07]\nplan = [\"by hand\"]\n");
    check_no_temporary_files(&folder, "after the editor");
}

/// A disk that writes wrong bytes and reports no error.
struct WrongBytesDisk;

impl Disk for WrongBytesDisk {
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(&vec![b'#'; bytes.len()])
    }
}

#[test]
fn wrong_bytes_on_the_disk_are_noticed_before_the_old_file_is_replaced() {
    let folder = before();
    let text = folder.text(SEPTEMBER);
    let mut store = folder.store().on_disk(Box::new(WrongBytesDisk));
    let result = store.commit(&[change(TODAY, &planned("old"), &planned("new"))]);
    assert!(matches!(result, Err(Refusal::NotSaved(_))), "{result:?}");
    assert_eq!(folder.text(SEPTEMBER), text);
    check_no_temporary_files(&folder, "after the wrong bytes");
}
