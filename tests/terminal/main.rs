//! Whole runs of the program in a real pseudo-terminal.

#![expect(clippy::disallowed_methods, reason = "tests write and damage files as no program should")]

mod demo;
#[path = "../family_files/mod.rs"]
mod family_files;
mod guard;
mod pty;

use pty::Pty;
use rustix::process::Signal;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_goodbye");

/// A family's folder in a temporary place, beside its state folder.
struct Folder {
    path: PathBuf,
    _place: TempDir,
}

impl Folder {
    fn new() -> Folder {
        let place = tempfile::tempdir().expect("a folder");
        Folder { path: place.path().join("family"), _place: place }
    }

    fn path(&self) -> &Path {
        &self.path
    }
}

fn state(folder: &Path) -> PathBuf {
    folder.with_file_name("state")
}

/// A family whose first school morning is today, with two rituals planned by turns.
fn family() -> Folder {
    let folder = Folder::new();
    let args =
        ["init", "--child", "Leo", "--first-day", "2026-09-07", "--ritual", "hand-kiss", "--ritual", "one-more-hug"];
    assert!(command(folder.path()).args(args).status().expect("run").success());
    folder
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.arg("--dir").arg(folder).args(["--today", "2026-09-07"]);
    command.env_remove("GOODBYE_DIR").env_remove("GOODBYE_TODAY").env("GOODBYE_STATE", state(folder));
    command.stdout(std::process::Stdio::null());
    command
}

fn open(folder: &Path) -> Pty {
    let dir = folder.to_str().expect("a plain path");
    Pty::start(Path::new(PROGRAM), &["--dir", dir, "--today", "2026-09-07"], &state(folder))
}

fn september(folder: &Path) -> String {
    fs::read_to_string(folder.join("mornings/leo/2026-09.toml")).expect("written")
}

#[test]
fn space_saves_the_morning_and_leaving_restores_the_terminal() {
    let folder = family();
    let mut pty = open(folder.path());
    pty.wait_for("A kiss on the hand");
    pty.send(b" ");
    pty.wait_for("All done.");
    assert!(september(folder.path()).contains("done = [\"hand-kiss\"]"));
    pty.send(b"q");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
}

#[test]
fn a_new_family_plans_marks_and_undoes_its_first_morning() {
    let folder = Folder::new();
    let mut pty = open(folder.path());
    pty.wait_for("Who is going to school?");
    pty.send("Zoë\r".as_bytes());
    pty.wait_for("first day of school");
    pty.send(b"today\r");
    pty.wait_for("start with?");
    pty.send(b"\r");
    pty.wait_for("Zoë's school morning 1");
    pty.send(b" ");
    pty.wait_for("All done.");
    pty.send(b"q");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
    let mut pty = open(folder.path());
    pty.wait_for("All done.");
    pty.send(b"u");
    pty.wait_for("Took back: A kiss on the hand done");
    pty.send(b"\x03");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
}

#[test]
fn a_capital_letter_works_when_the_terminal_sends_the_small_letter_and_shift() {
    let folder = family();
    let mut pty = open(folder.path());
    pty.wait_for("A kiss on the hand");
    pty.send(b" u");
    pty.wait_for("Took back");
    // Shift+u in the form `CSI u`, while Caps Lock is off.
    pty.send(b"\x1b[117;2u");
    pty.wait_for("Brought back");
    pty.send(b"q");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
}

#[test]
fn the_setting_for_the_mouse_leaves_it_to_the_terminal() {
    let folder = family();
    let settings = folder.path().with_file_name("settings.toml");
    for (written, is_taken) in [("true", true), ("false", false)] {
        fs::write(&settings, format!("mouse = {written}\n")).expect("written");
        let [dir, settings] = [folder.path(), &settings].map(|path| path.to_str().expect("a plain path"));
        let args = ["--dir", dir, "--settings", settings, "--today", "2026-09-07"];
        let mut pty = Pty::start(Path::new(PROGRAM), &args, &state(folder.path()));
        pty.wait_for("A kiss on the hand");
        assert_eq!(pty.takes_the_mouse(), is_taken, "{written}");
        pty.send(b"q");
        assert_eq!(pty.wait_for_end().exit_code(), 0);
    }
}

#[test]
fn every_kind_of_key_leaves_only_the_familys_files_in_its_folder() {
    let folder = family();
    let mut pty = open(folder.path());
    pty.wait_for("A kiss on the hand");
    for (keys, shown) in [
        (" ", "All done."),
        ("nwaved\r", "waved"),
        ("3", "Rituals"),
        ("nDance\r", "Dance"),
        ("u", "Took back"),
        ("U", "Brought back"),
        ("4", "Calendar"),
    ] {
        pty.send(keys.as_bytes());
        pty.wait_for(shown);
        family_files::check(folder.path());
    }
    pty.send(b"q");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
    let names = family_files::check(folder.path());
    assert_eq!(names, [".lock", "family.toml", "mornings/leo/2026-09.toml", "rituals.toml"]);
}

#[test]
fn without_a_writable_state_folder_the_screen_says_that_undo_is_off() {
    let folder = family();
    let state = state(folder.path());
    fs::remove_dir_all(&state).and_then(|()| fs::write(&state, "")).expect("in the way");
    let mut pty = open(folder.path());
    pty.wait_for("A kiss on the hand");
    pty.send(b" ");
    pty.wait_for("Undo and backups are off");
    assert!(september(folder.path()).contains("done = [\"hand-kiss\"]"));
    pty.send(b"u");
    pty.wait_for("Undo and redo are off");
    pty.send(b"q");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
}

#[test]
fn a_downloaded_calendar_is_found_by_its_first_letters_and_imported() {
    let folder = family();
    let user_folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(user_folder.path().join("Downloads")).expect("a folder");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ics/uk-terms.ics");
    fs::copy(sample, user_folder.path().join("Downloads/terms.ics")).expect("copied");
    let mut pty = open(folder.path());
    pty.send(b"4i");
    pty.wait_for("which file?");
    // Letters, Tab and Enter arrive at once. Tab and Enter act on the list for the letters before them.
    pty.send(format!("{}/Down\tte\t\r", user_folder.path().display()).as_bytes());
    pty.wait_for("5 new");
    pty.send(b"\r");
    pty.wait_for("u takes all of it back");
    let family = fs::read_to_string(folder.path().join("family.toml")).expect("written");
    assert!(family.contains("Half Term"), "{family}");
    pty.send(b"q");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
}

#[test]
fn a_terminal_without_colors_gets_no_colors() {
    let folder = family();
    for (term, has_colors) in [("vt100", false), ("linux", true), ("xterm-256color", true)] {
        let dir = folder.path().to_str().expect("a plain path");
        let mut pty =
            Pty::start_on(term, Path::new(PROGRAM), &["--dir", dir, "--today", "2026-09-07"], &state(folder.path()));
        pty.wait_for("A kiss on the hand");
        assert_eq!(pty.has_colors(), has_colors, "{term}");
        pty.send(b"q");
        assert_eq!(pty.wait_for_end().exit_code(), 0);
    }
}

#[test]
fn a_signal_saves_restores_the_terminal_and_sets_the_exit_code() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)] {
        let folder = family();
        let mut pty = open(folder.path());
        pty.wait_for("A kiss on the hand");
        pty.send(b" ");
        pty.wait_for("All done.");
        pty.signal(signal);
        assert_eq!(pty.wait_for_end().exit_code(), code);
        assert!(september(folder.path()).contains("done"));
    }
}

#[test]
fn a_panic_restores_the_terminal_and_prints_its_message_scrubbed() {
    let examples: PathBuf = Path::new(PROGRAM).parent().expect("a folder").join("examples/stumble");
    assert!(examples.exists(), "`cargo test` builds it; for this test alone run `cargo build --example stumble` first");
    let mut pty = Pty::start(&examples, &[], Path::new("/nonexistent"));
    pty.wait_for("stumbled on purpose, [2J with an escape sequence");
    assert_eq!(pty.wait_for_end().exit_code(), 101);
}

#[test]
fn ten_thousand_keys_at_once_are_handled() {
    for keys in ["j", " ", "l"] {
        let folder = family();
        let mut pty = open(folder.path());
        pty.wait_for("A kiss on the hand");
        pty.send(keys.repeat(10_000).as_bytes());
        pty.send(b"q");
        assert_eq!(pty.wait_for_end().exit_code(), 0);
    }
}

#[test]
fn another_programs_change_appears_at_the_next_key_and_is_not_overwritten() {
    let folder = family();
    let mut pty = open(folder.path());
    pty.wait_for("A kiss on the hand");
    assert!(command(folder.path()).args(["note", "Waved from the window"]).status().expect("run").success());
    pty.send(b"j");
    pty.wait_for("Waved from the window");
    assert!(command(folder.path()).args(["skip", "snow", "--on", "2026-09-08"]).status().expect("run").success());
    pty.send(b" ");
    pty.wait_for("All done.");
    pty.send(b"q");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
    let written = september(folder.path());
    assert!(written.contains("Waved") && written.contains("snow") && written.contains("done"), "{written}");
}

#[test]
fn a_key_acts_on_the_screen_for_which_it_was_pressed() {
    let folder = family();
    assert!(
        command(folder.path()).args(["plan", "today", "hand-kiss", "one-more-hug"]).status().expect("run").success()
    );
    let mut pty = open(folder.path());
    pty.wait_for("One more hug");
    assert!(command(folder.path()).args(["done", "hand-kiss"]).status().expect("run").success());
    // The screen still shows the cursor on the kiss, so Space marks the kiss.
    pty.send(b" ");
    pty.wait_for("✓ A kiss on the hand");
    pty.send(b"q");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
    assert!(september(folder.path()).contains("done = [\"hand-kiss\"]"));
}

#[test]
fn a_conflicting_change_is_reported_on_leaving_and_the_others_are_saved() {
    let folder = family();
    let mut pty = open(folder.path());
    pty.wait_for("A kiss on the hand");
    let path = folder.path().join("mornings/leo/2026-09.toml");
    let lock = folder.path().join(".lock");
    fs::remove_file(&lock).and_then(|()| fs::create_dir(&lock)).expect("a lock that cannot be acquired");
    pty.send(b"nmine\r");
    pty.wait_for("not saved yet");
    pty.send(b"\x1b[C");
    pty.send(b"nlost\r");
    pty.wait("both wait", |pty| pty.screen().contains("Tuesday") && pty.screen().contains("lost"));
    let theirs = september(folder.path()).replace("[2026-09-08]", "[2026-09-08]\nnote = \"theirs\"");
    fs::write(&path, theirs).expect("changed elsewhere");
    fs::remove_dir(&lock).expect("removed");
    pty.send(b"q");
    assert_eq!(pty.wait_for_end().exit_code(), 1);
    assert!(pty.screen().contains("not saved"), "{}", pty.screen());
    let written = september(folder.path());
    assert!(written.contains("mine") && written.contains("theirs") && !written.contains("lost"), "{written}");
}

#[test]
fn leaving_without_a_saved_mark_asks_once_and_says_what_was_lost() {
    let folder = family();
    let mut pty = open(folder.path());
    pty.wait_for("A kiss on the hand");
    let lock = folder.path().join(".lock");
    fs::remove_file(&lock).and_then(|()| fs::create_dir(&lock)).expect("a lock that cannot be acquired");
    pty.send(b" q");
    pty.wait_for("again leaves without 1 change");
    pty.send(b"q");
    assert_eq!(pty.wait_for_end().exit_code(), 1);
    assert!(pty.screen().contains("Not saved: A kiss on the hand done"), "{}", pty.screen());
}

#[test]
fn the_planner_and_eight_programs_at_once_lose_nothing() {
    let folder = family();
    let mut pty = open(folder.path());
    pty.wait_for("A kiss on the hand");
    let days = ["08", "09", "10", "11", "14", "15", "16", "17"];
    let run = |day: &&str| {
        command(folder.path())
            .args(["note", &format!("from {day}"), "--on", &format!("2026-09-{day}")])
            .spawn()
            .expect("run")
    };
    let programs: Vec<_> = days.iter().map(run).collect();
    pty.send(b" nhere\r");
    for mut program in programs {
        assert!(program.wait().expect("ended").success());
    }
    pty.send(b"2");
    pty.wait_for("Week of");
    pty.send(b"q");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
    let written = september(folder.path());
    assert!(days.iter().all(|day| written.contains(&format!("from {day}"))), "{written}");
    assert!(written.contains("here") && written.contains("done"), "{written}");
}

#[test]
fn after_two_hundred_resizes_the_screen_is_complete() {
    let folder = family();
    let mut pty = open(folder.path());
    pty.wait_for("A kiss on the hand");
    for i in 0..200u16 {
        pty.resize(i % 50, (i * 7) % 200);
    }
    pty.resize(24, 80);
    pty.send(b"2");
    pty.wait_for("Week of Monday, September 7");
    pty.wait_for("Fri 11");
    pty.send(b"q");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_stopped_planner_returns_with_a_complete_screen() {
    let folder = family();
    let mut pty = open(folder.path());
    pty.wait_for("A kiss on the hand");
    pty.signal(Signal::TSTP);
    let stat = format!("/proc/{}/stat", pty.pid().as_raw_nonzero());
    pty.wait("stopped", |_| {
        fs::read_to_string(&stat).is_ok_and(|s| s.rsplit(')').next().is_some_and(|s| s.trim().starts_with('T')))
    });
    pty.wait("the shell's screen", |pty| !pty.screen().contains("A kiss on the hand"));
    pty.signal(Signal::CONT);
    pty.wait_for("A kiss on the hand");
    pty.send(b" ");
    pty.wait_for("All done.");
    pty.send(b"q");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
}

#[test]
fn a_file_that_is_damaged_while_the_planner_runs_is_reported_and_left_alone() {
    let folder = family();
    let mut pty = open(folder.path());
    pty.wait_for("A kiss on the hand");
    let path = folder.path().join("mornings/leo/2026-09.toml");
    fs::write(&path, "[2026-09-07]\nplan = [\"hand-kiss\n").expect("damaged");
    pty.send(b"k");
    pty.wait_for("has a problem");
    pty.send(b" !");
    pty.wait_for("2026-09.toml:2");
    pty.send(b"qq");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
    assert_eq!(fs::read_to_string(&path).expect("there"), "[2026-09-07]\nplan = [\"hand-kiss\n");
}
