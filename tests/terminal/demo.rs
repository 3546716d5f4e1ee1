//! `goodbye demo`, and the options that change letters and colors, in a real pseudo-terminal.

use crate::pty::Pty;
use crate::{PROGRAM, family, state};
use rustix::process::Signal;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long the demo may take until its first screen.
const ONE_SECOND: Duration = Duration::from_secs(1);

/// Starts the program with more environment variables.
fn start(variables: &[String], args: &[&str], state: &Path) -> Pty {
    let mut line: Vec<&str> = variables.iter().map(String::as_str).collect();
    line.push(PROGRAM);
    line.extend(args);
    Pty::start(Path::new("/usr/bin/env"), &line, state)
}

/// The names of the files in a folder and below it, with their bytes.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match fs::read(entry.path()) {
            Ok(bytes) => found.push((entry.path().display().to_string(), bytes)),
            Err(_) => found.extend(files(&entry.path())),
        }
    }
    found.sort();
    found
}

#[test]
fn the_demo_opens_at_once_says_that_it_is_a_demo_and_leaves_nothing() {
    let folder = family();
    let place = tempfile::tempdir().expect("a folder");
    let variables = [format!("GOODBYE_DIR={}", folder.path().display()), format!("TMPDIR={}", place.path().display())];
    let everything = || files(folder.path().parent().expect("a folder"));
    let before = everything();
    for end in ["q", "SIGTERM"] {
        // A busy machine may be slow once.
        let mut fastest = Duration::MAX;
        for _ in 0..3 {
            let started = Instant::now();
            let mut pty = start(&variables, &["demo", "--today", "2027-03-10"], &state(folder.path()));
            pty.wait_for("nothing is kept");
            fastest = fastest.min(started.elapsed());
            pty.wait_for("Mia");
            assert!(pty.screen().contains("Ben") && !pty.screen().contains("Leo"), "{}", pty.screen());
            pty.send(b"u");
            pty.wait_for("There is nothing to undo.");
            pty.send(b" 3");
            pty.wait_for("Matching bracelets");
            assert!(pty.screen().contains("nothing is kept"), "{}", pty.screen());
            pty.resize(20, 60);
            pty.wait("a short word", |pty| pty.screen().contains("demo  Mia"));
            if end == "q" {
                pty.send(b"q");
                assert_eq!(pty.wait_for_end().exit_code(), 0);
                assert!(pty.screen().contains("Nothing of it is kept."), "{}", pty.screen());
            } else {
                pty.signal(Signal::TERM);
                assert_eq!(pty.wait_for_end().exit_code(), 143);
            }
            assert_eq!(files(place.path()), [], "{end}");
            assert_eq!(fs::read_dir(place.path()).expect("a folder").count(), 0, "{end}");
        }
        assert!(fastest < ONE_SECOND, "{fastest:?}");
    }
    assert_eq!(everything(), before, "the family's own folders are as they were");
}

#[test]
fn the_planner_follows_the_color_option_and_the_locale() {
    let folder = family();
    let dir = folder.path().to_str().expect("a plain path");
    for (variables, options, has_colors, is_plain) in [
        (&[][..], &[][..], true, false),
        (&["NO_COLOR=1".to_owned()], &[], false, false),
        (&["NO_COLOR=1".to_owned()], &["--color=always"], true, false),
        (&[], &["--color", "never"], false, false),
        (&["LC_ALL=C".to_owned()], &[], true, true),
        (&["LANG=C.UTF-8".to_owned()], &[], true, false),
    ] {
        let mut args = vec!["--dir", dir, "--today", "2026-09-07"];
        args.extend(options);
        let mut pty = start(variables, &args, &state(folder.path()));
        pty.wait_for("A kiss on the hand");
        assert_eq!((pty.has_colors(), pty.screen().is_ascii()), (has_colors, is_plain), "{variables:?} {options:?}");
        pty.send(b"q");
        assert_eq!(pty.wait_for_end().exit_code(), 0);
    }
}
