//! Commands that are cut off: the program dies at any system call, or one call fails. The same command again ends as if
//! it had never been cut off: with the same files, the same answer, and the same changes to undo and redo.

use super::test_folder::{TODAY, TestFolder, leo, planned, read, write};
use goodbye::domain::beginning::{begin, first_child};
use goodbye::domain::change::{Change, FileEdit};
use goodbye::domain::family_path::FamilyPath;
use goodbye::domain::morning::{Edit, Morning};
use goodbye::domain::ritual::RitualId;
use goodbye::shell::args;
use goodbye::shell::disk::{Disk, RealDisk};
use goodbye::shell::store::Refusal;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

const INIT: &[&str] = &["init", "--child", "Leo", "--first-day", "21 sep", "--ritual", "hand-kiss"];
const IMPORT: &[&str] = &["import", "SCHOOL.ics", "--yes"];
const SCHOOL: &str = "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Lincoln School\r\nBEGIN:VEVENT\r\nUID:1\r\n\
                      DTSTART;VALUE=DATE:20261012\r\nSUMMARY:No School\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// What somebody asks of the program.
#[derive(Clone, Copy)]
enum Step {
    /// A command line, on a day.
    Line(Date, &'static [&'static str]),
    /// A change of the planner.
    Change(fn() -> Change),
    Undo,
    Redo,
}

use Step::{Line, Redo, Undo};

/// Steps that lead to a folder, and the step that is cut off there.
type Case = (&'static str, &'static [Step], Step);

const LATER: Date = date(2026, 9, 22);

/// Every command that writes, and every change of the planner that writes several files.
const CASES: &[Case] = &[
    ("init", &[], Line(TODAY, INIT)),
    ("import", &[Line(TODAY, INIT)], Line(TODAY, IMPORT)),
    (
        "restore",
        &[Line(TODAY, INIT), Line(LATER, IMPORT), Line(LATER, &["note", "hi"])],
        Line(LATER, &["restore", "2026-09-07"]),
    ),
    ("note", &[Line(TODAY, INIT)], Line(LATER, &["note", "hi"])),
    ("undo of import", &[Line(TODAY, INIT), Line(TODAY, IMPORT)], Line(TODAY, &["undo"])),
    ("undo of one note", &[Line(TODAY, INIT), Line(LATER, &["note", "hi"])], Line(LATER, &["undo"])),
    ("redo of import", &[Line(TODAY, INIT), Line(TODAY, IMPORT), Undo], Line(TODAY, &["redo"])),
    ("redo of one note", &[Line(TODAY, INIT), Line(LATER, &["note", "hi"]), Undo], Line(LATER, &["redo"])),
    ("the welcome", &[], Step::Change(welcome)),
    ("mornings filled over two months", &[Line(TODAY, INIT)], Step::Change(fill)),
    ("a week pasted over two months", &[Step::Change(fill)], Step::Change(paste)),
    ("undo of a paste", &[Step::Change(fill), Step::Change(paste)], Undo),
    ("redo of a paste", &[Step::Change(fill), Step::Change(paste), Undo], Redo),
    ("a copy taken over", &[Step::Change(leave_copy)], Step::Change(take_copy_over)),
    ("undo of a copy taken over", &[Step::Change(leave_copy), Step::Change(take_copy_over)], Undo),
];

fn welcome() -> Change {
    let child = first_child("Leo", date(2026, 9, 21), vec![RitualId::new("hand-kiss")]);
    begin(&child, TODAY, None, |_| true).expect("a family")
}

/// The edits of the first mornings of four months.
fn edits(was: &Morning, becomes: &Morning) -> Vec<Edit> {
    let edit = |month| Edit { child: leo(), date: date(2027, month, 4), was: was.clone(), becomes: becomes.clone() };
    (1..=4).map(edit).collect()
}

fn fill() -> Change {
    Change::of_mornings("mornings filled", edits(&Morning::default(), &planned("hand-kiss")))
}

fn paste() -> Change {
    Change::of_mornings("a week pasted", edits(&planned("hand-kiss"), &planned("sewn-heart")))
}

/// A copy that a sync program left.
fn copy(was: Option<&str>, becomes: Option<&str>) -> FileEdit {
    let path = FamilyPath::new("mornings/leo/2027-01.sync-conflict-20270105-101010-ABCDEFG.toml").expect("a path");
    FileEdit { path, was: was.map(str::to_owned), becomes: becomes.map(str::to_owned) }
}

fn leave_copy() -> Change {
    Change { files: vec![copy(None, Some("[2027-01-04]\nplan = [\"hand-kiss\"]\n"))], ..Change::default() }
}

fn take_copy_over() -> Change {
    Change { files: vec![copy(Some("[2027-01-04]\nplan = [\"hand-kiss\"]\n"), None)], ..fill() }
}

impl Step {
    /// Takes the step on a disk, and returns the exit code and the answer.
    fn take(self, folder: &TestFolder, disk: &WatchedDisk) -> (bool, String) {
        let store = |today| folder.store_on(today).on_disk(Box::new(disk.clone()));
        let answer = |result: Result<String, Refusal>| match result {
            Ok(what) => (true, what),
            Err(why) => (false, why.to_string()),
        };
        match self {
            Line(today, words) => {
                let school = folder.path().with_file_name("school.ics");
                write(&school, SCHOOL);
                let (day, school) = (today.to_string(), school.display().to_string());
                let words = words.iter().map(|word| if *word == "SCHOOL.ics" { &school } else { *word });
                let line = ["goodbye", "--dir", "unused", "--today", &day].into_iter().chain(words);
                let line = args::parse(line.map(Into::into));
                let answer = line.run_verb_on(&|_| store(today)).expect("a verb");
                let text = if answer.code == 0 { answer.out } else { answer.err };
                (answer.code == 0, text.replace(&folder.path().display().to_string(), "FOLDER"))
            }
            Step::Change(change) => answer(store(TODAY).commit(&[change()]).map(|_| String::new())),
            Undo => answer(store(TODAY).undo().map(|(change, _)| change.what)),
            Redo => answer(store(TODAY).redo().map(|(change, _)| change.what)),
        }
    }
}

/// The system calls of a command so far.
#[derive(Default)]
struct Calls {
    count: usize,
    /// Whether a call failed.
    has_failed: bool,
    /// The folders at each call at which they were new, if they are kept. A program that is killed there leaves them
    /// so.
    folders: Vec<(usize, Kept)>,
}

/// A disk that counts its calls, and lets one fail or keeps the folders at each.
#[derive(Clone)]
struct WatchedDisk {
    /// The call that fails.
    fails_at: Option<usize>,
    /// The folder to keep at each call.
    place: Option<PathBuf>,
    calls: Arc<Mutex<Calls>>,
}

impl WatchedDisk {
    fn new() -> WatchedDisk {
        WatchedDisk { fails_at: None, place: None, calls: Arc::default() }
    }

    fn failing_at(call: usize) -> WatchedDisk {
        WatchedDisk { fails_at: Some(call), ..WatchedDisk::new() }
    }

    fn keeping(place: &Path) -> WatchedDisk {
        WatchedDisk { place: Some(place.to_owned()), ..WatchedDisk::new() }
    }

    fn call(&self) -> io::Result<()> {
        let mut calls = self.calls();
        calls.count += 1;
        if self.fails_at == Some(calls.count) {
            calls.has_failed = true;
            return Err(rustix::io::Errno::NOSPC.into());
        }
        let count = calls.count;
        if let Some(place) = &self.place {
            let now = kept(place);
            if calls.folders.last().is_none_or(|(_, before)| *before != now) {
                calls.folders.push((count, now));
            }
        }
        Ok(())
    }

    fn calls(&self) -> MutexGuard<'_, Calls> {
        self.calls.lock().expect("one thread")
    }
}

impl Disk for WatchedDisk {
    fn open(&self, path: &Path) -> io::Result<File> {
        self.call()?;
        RealDisk.open(path)
    }
    fn open_own(&self, path: &Path) -> io::Result<File> {
        self.call()?;
        RealDisk.open_own(path)
    }
    fn read(&self, file: &mut File, most: u64) -> io::Result<Vec<u8>> {
        self.call()?;
        RealDisk.read(file, most)
    }
    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.call()?;
        RealDisk.names(folder)
    }
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.call()?;
        RealDisk.make_folder(path)
    }
    fn create(&self, path: &Path) -> io::Result<File> {
        self.call()?;
        RealDisk.create(path)
    }
    fn open_to_append(&self, path: &Path) -> io::Result<File> {
        self.call()?;
        RealDisk.open_to_append(path)
    }
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        self.call()?;
        // A second call, so that a command is also cut off in the middle of a text.
        let (first, rest) = bytes.split_at(bytes.len() / 2);
        RealDisk.write(file, first)?;
        self.call()?;
        RealDisk.write(file, rest)
    }
    fn sync(&self, _: &File) -> io::Result<()> {
        self.call()
    }
    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        self.call()
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call()?;
        RealDisk.rename(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call()?;
        RealDisk.remove(path)
    }
}

/// The content of all files in a folder. Folders have no content.
type Kept = BTreeMap<PathBuf, Option<Vec<u8>>>;

fn kept(folder: &Path) -> Kept {
    let mut kept = Kept::new();
    keep(folder, &mut kept);
    kept
}

fn keep(folder: &Path, kept: &mut Kept) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            keep(&path, kept);
            kept.insert(path, None);
        } else {
            kept.insert(path.clone(), Some(fs::read(path).expect("read")));
        }
    }
}

/// Gives a folder its kept content. Folders that are there stay, because a state folder belongs to one inode.
fn restore(folder: &Path, then: &Kept) {
    let now = kept(folder);
    for (path, content) in now.iter().filter(|(path, _)| !then.contains_key(*path)).rev() {
        if content.is_some() { fs::remove_file(path) } else { fs::remove_dir(path) }.expect("removed");
    }
    for (path, content) in then.iter().filter(|(path, content)| now.get(*path) != Some(content)) {
        match content {
            Some(bytes) => fs::write(path, bytes),
            None => fs::create_dir(path),
        }
        .expect("restored");
    }
}

type Files = BTreeMap<String, String>;

/// The family's files. The lock is none of them.
fn files(folder: &TestFolder) -> Files {
    let files = folder.files().into_iter().filter(|file| file != ".lock");
    files.map(|file| (file.clone(), folder.text(&file))).collect()
}

/// The answer to a command, and the files after the command, after each undo, and after each redo.
#[derive(Clone, Debug, PartialEq)]
struct End {
    answer: (bool, String),
    files: Files,
    history: Vec<((bool, String), Files)>,
}

/// An answer, the files and the undo log.
type Start = ((bool, String), Files, String);

/// The ends that were followed already.
#[derive(Default)]
struct Ends(Vec<(Start, End)>);

impl Ends {
    /// The end of a command. Undo and redo are tried once for each undo log.
    fn after(&mut self, folder: &TestFolder, answer: (bool, String)) -> End {
        let start = (answer, files(folder), log_without_ids(folder));
        if let Some((_, end)) = self.0.iter().find(|(known, _)| *known == start) {
            return end.clone();
        }
        let disk = WatchedDisk::new();
        let mut history = Vec::new();
        for step in [Undo, Redo] {
            loop {
                let answer = step.take(folder, &disk);
                history.push((answer.clone(), files(folder)));
                if !answer.0 {
                    break;
                }
            }
        }
        let end = End { answer: start.0.clone(), files: start.1.clone(), history };
        self.0.push((start, end.clone()));
        end
    }

    /// The end of a case when its command is given so many times without a fault.
    fn without_fault(&mut self, case: &Case, times: usize) -> End {
        let folder = prepared(case);
        let disk = WatchedDisk::new();
        let answers: Vec<_> = (0..times).map(|_| case.2.take(&folder, &disk)).collect();
        self.after(&folder, answers.last().expect("given").clone())
    }
}

/// The undo log, with a number in place of each random id.
fn log_without_ids(folder: &TestFolder) -> String {
    let log = folder.all_files().into_iter().find(|file| file.ends_with("changes.jsonl"));
    let mut log = log.map(|log| read(&log)).unwrap_or_default();
    for number in 0.. {
        let is_id = |word: &&str| word.len() == 16 && word.chars().all(|letter| letter.is_ascii_hexdigit());
        let Some(id) = log.split('"').find(is_id).map(str::to_owned) else { break };
        log = log.replace(&id, &number.to_string());
    }
    log
}

fn prepared((name, steps, _): &Case) -> TestFolder {
    let folder = TestFolder::new();
    for step in *steps {
        let answer = step.take(&folder, &WatchedDisk::new());
        assert!(answer.0, "{name}: {}", answer.1);
    }
    folder
}

fn leftovers(folder: &TestFolder) -> Vec<PathBuf> {
    let is_left = |path: &PathBuf| path.extension().is_some_and(|end| end == "tmp") || path.ends_with("pending.json");
    folder.all_files().into_iter().filter(is_left).collect()
}

/// Gives the command of a case with an error at each call, one after the other. Each time the folder is as before.
fn with_error_at_every_call(case: &Case, mut check: impl FnMut(&TestFolder, (bool, String), &str)) {
    let folder = prepared(case);
    let before = kept(folder.place());
    for call in 1.. {
        restore(folder.place(), &before);
        let disk = WatchedDisk::failing_at(call);
        let answer = case.2.take(&folder, &disk);
        if !disk.calls().has_failed {
            assert!(call > 15, "{}: only {call} calls went through the disk", case.0);
            return;
        }
        check(&folder, answer, &format!("{}, call {call}", case.0));
    }
}

#[test]
fn a_command_that_was_killed_at_any_call_can_be_given_again() {
    for case in CASES {
        let mut ends = Ends::default();
        let (once, twice) = (ends.without_fault(case, 1), ends.without_fault(case, 2));
        assert!(once.answer.0, "{}: {once:?}", case.0);
        let folder = prepared(case);
        let disk = WatchedDisk::keeping(folder.place());
        case.2.take(&folder, &disk);
        assert!(disk.calls().folders.len() > 8, "{}: the folders changed too seldom", case.0);
        // The latest comes first, because a folder that is removed and made again is another folder for its state.
        for (call, killed) in disk.calls().folders.iter().rev() {
            let when = format!("{}, call {call}", case.0);
            restore(folder.place(), killed);
            // From the moment at which the change is complete, the command is given for the second time.
            let is_pending = folder.all_files().iter().any(|file| file.ends_with("pending.json"));
            let expected = if files(&folder) == once.files && !is_pending { &twice } else { &once };
            let answer = case.2.take(&folder, &WatchedDisk::new());
            assert_eq!(leftovers(&folder), Vec::<PathBuf>::new(), "{when}");
            assert_eq!(&ends.after(&folder, answer), expected, "{when}");
        }
    }
}

#[test]
fn a_command_with_an_error_at_any_call_changes_all_or_nothing_and_can_be_given_again() {
    for case in CASES {
        let before = files(&prepared(case));
        let mut ends = Ends::default();
        let once = ends.without_fault(case, 1);
        with_error_at_every_call(case, |folder, (is_done, answer), when| {
            if is_done {
                // Where the state folder cannot be written, the change is saved, and no reply promises an undo. Where
                // family.toml cannot be read, undo names the child by its id.
                let is_begun = once.answer.1.to_lowercase().starts_with(&answer.to_lowercase());
                assert!(is_begun, "{when}: {answer}");
                assert_eq!(files(folder), once.files, "{when}");
                return;
            }
            // A restore names the copy that it could not read, and restores the other files.
            let is_partly_done = answer.starts_with("Restored, except for this");
            assert!(is_partly_done || files(folder) == before, "{when}: {answer}");
            let answer = case.2.take(folder, &WatchedDisk::new());
            assert_eq!(leftovers(folder), Vec::<PathBuf>::new(), "{when}");
            if is_partly_done {
                assert_eq!((answer, files(folder)), (once.answer.clone(), once.files.clone()), "{when}");
            } else {
                assert_eq!(ends.after(folder, answer), once, "{when}");
            }
        });
    }
}
