//! Each example in a help text does what it says, in a family that has been at school for some days.

use crate::family_folder::{FamilyFolder, output_of};
use goodbye::shell::args;
use std::fs;
use std::process::Command;

/// The lines of all examples that begin with the program's name. They stand before the usage, in the help of their verb.
fn examples() -> Vec<String> {
    let mut whole = args::command();
    whole.build();
    let mut lines = Vec::new();
    for verb in whole.get_subcommands().chain([&whole]) {
        let help = verb.clone().render_help().to_string();
        let (before, rest) = help.split_once("\nExamples:\n").unwrap_or_else(|| panic!("no examples: {help}"));
        let (examples, _) = rest.split_once("\n\n").expect("a usage");
        assert!(!before.contains("Usage:") && examples.lines().all(|line| line.chars().count() <= 80), "{help}");
        let own = examples.lines().filter_map(|line| line.strip_prefix("  goodbye"));
        let own = own.map(|line| format!("goodbye{}", line.split("  ").next().unwrap_or_default()));
        let (found, is_verb) = (lines.len(), verb.get_name() != "goodbye");
        lines.extend(own);
        let is_own = |line: &String| !is_verb || line.split(' ').nth(1) == Some(verb.get_name());
        assert!(lines.len() > found && lines[found..].iter().all(is_own), "{help}");
    }
    lines.sort();
    lines.dedup();
    lines
}

/// Leo's family after two mornings. One change was undone, so that it can be redone.
fn family_at_school() -> FamilyFolder {
    let folder = FamilyFolder::with_leo();
    folder.ok(&["plan", "8 sep", "hand-kiss", "one-more-hug"]);
    folder.ok(&["done", "--today", "2026-09-08", "hand-kiss"]);
    folder.ok(&["note", "waved", "--today", "2026-09-08"]);
    folder.ok(&["undo", "--today", "2026-09-08"]);
    folder
}

/// A home folder with the places that examples write to, and the school calendar that they read.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    for place in [".zfunc", ".config/fish/completions", ".local/share/man/man1"] {
        fs::create_dir_all(home.path().join(place)).expect("made");
    }
    let event = "BEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20261006\nSUMMARY:Book fair\nEND:VEVENT\nEND:VCALENDAR";
    let text = include_str!("../ics/uk-terms.ics").replace("END:VCALENDAR", event);
    fs::write(home.path().join("oak-street.ics"), text).expect("written");
    home
}

#[test]
fn every_example_in_a_help_text_works() {
    let (at_school, home) = (family_at_school(), home());
    let program = at_school.command(&[]).get_program().to_owned();
    let bin = std::path::Path::new(&program).parent().expect("a folder").display().to_string();
    let mut lines = examples();
    // Any other change would end the chance to redo.
    lines.sort_by_key(|line| line != "goodbye redo");
    let mut failed = Vec::new();
    for line in lines.iter().filter(|line| !["goodbye", "goodbye demo"].contains(&line.as_str())) {
        if line.contains("| man") && Command::new("man").arg("--version").output().is_err() {
            continue;
        }
        let new = line.starts_with("goodbye init").then(FamilyFolder::empty);
        let folder = new.as_ref().unwrap_or(&at_school);
        let mut shell = Command::new("bash");
        shell.args(["-c", &format!("set -o pipefail\n{line}")]).current_dir(home.path()).env_clear();
        shell.env("PATH", format!("{bin}:/usr/bin:/bin")).env("HOME", home.path()).env("MANPAGER", "cat");
        shell.env("GOODBYE_DIR", folder.path()).env("GOODBYE_STATE", folder.state()).env("GOODBYE_TODAY", "2026-09-09");
        let (code, out, err) = output_of(shell.output().expect("bash"));
        if code != 0 || !err.is_empty() {
            failed.push(format!("{line}: {code} {out}{err}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
