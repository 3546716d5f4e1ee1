//! Goodbyes that a phone was told of and that no longer apply.

use super::{Folders, lines, values};
use std::fs;
use std::process::Command;

/// The events of an export for a phone, each with its status.
fn events(folders: &Folders, args: &[&str]) -> Vec<(String, String)> {
    let args: Vec<&str> = ["--ics"].iter().chain(args).copied().collect();
    let lines = lines(&folders.ok(&args));
    values(&lines, "UID").into_iter().zip(values(&lines, "STATUS")).collect()
}

fn is_canceled(folders: &Folders, uid: &str) -> bool {
    let events = events(folders, &[]);
    let found: Vec<&str> = events.iter().filter(|(own, _)| own == uid).map(|(_, status)| status.as_str()).collect();
    match found[..] {
        ["CANCELLED"] => true,
        ["CONFIRMED"] => false,
        _ => panic!("{uid} in {events:?}"),
    }
}

/// Runs another verb on the family.
fn run(folders: &Folders, args: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_goodbye"));
    command.env_clear().env("GOODBYE_DIR", folders.path("")).env("GOODBYE_TODAY", "2026-09-06");
    command.env("GOODBYE_STATE", folders.state()).env("GOODBYE_SETTINGS", folders.path("settings.toml"));
    let output = command.args(args).output().expect("run");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn change_family(folders: &Folders, from: &str, to: &str) {
    let family = fs::read_to_string(folders.path("family.toml")).expect("text");
    assert!(family.contains(from), "{family}");
    folders.write("family.toml", &family.replacen(from, to, 1));
}

const MONDAY: &str = "leo-2026-09-07-morning@goodbye";
const THURSDAY: &str = "leo-2026-09-10-morning@goodbye";
const EVENING: &str = "leo-2026-09-10-evening-before@goodbye";
const HEART: &str = "leo.sewn-heart.once@goodbye";

#[test]
fn all_goodbyes_of_a_hidden_child_are_canceled_with_their_sequence() {
    let folders = Folders::new();
    let before = events(&folders, &[]);
    assert_eq!(before.len(), 4);
    change_family(&folders, "name = 'Leo'", "name = 'Leo'\nput_away = true");
    let text = lines(&folders.ok(&["--ics"]));
    let uids = values(&text, "UID");
    assert!(before.iter().all(|(uid, _)| uids.contains(uid)), "{uids:?}");
    for (uid, status) in events(&folders, &[]) {
        let expected = if uid.starts_with("ida") { "CONFIRMED" } else { "CANCELLED" };
        assert_eq!(status, expected, "{uid}");
    }
    let only_leo = events(&folders, &["--child", "Leo"]);
    assert!(only_leo.len() == 2 && only_leo.iter().all(|(_, status)| status == "CANCELLED"), "{only_leo:?}");
    assert_eq!(values(&text, "SEQUENCE").len(), uids.len());
    change_family(&folders, "\nput_away = true", "");
    assert_eq!(events(&folders, &[]), before, "a child who is shown again has all goodbyes");
}

#[test]
fn goodbyes_are_canceled_although_no_child_is_shown() {
    let folders = Folders::new();
    change_family(&folders, "name = 'Leo'", "name = 'Leo'\nput_away = true");
    change_family(&folders, "name = 'Ida'", "name = 'Ida'\nput_away = true");
    let events = events(&folders, &[]);
    assert!(events.len() == 4 && events.iter().all(|(_, status)| status == "CANCELLED"), "{events:?}");
    let said = folders.ok(&["--ics", "--output", "phone.ics"]);
    assert!(said.starts_with("0 reminders and 4 cancellations written to"), "{said}");
}

#[test]
fn the_goodbyes_of_a_removed_child_are_canceled_unless_the_family_cannot_be_read() {
    let folders = Folders::new();
    let family = fs::read_to_string(folders.path("family.toml")).expect("text");
    folders.write("family.toml", &family[..family.find("[[child]]\nid = 'ida'").expect("Ida")]);
    assert!(is_canceled(&folders, "ida-2026-10-01-morning@goodbye"));
    assert!(!is_canceled(&folders, MONDAY));
    folders.write("family.toml", &family.replace("name = 'Ida'", "name = 7"));
    let (code, out, _) = folders.run(&["--ics"]);
    assert!(code == 1 && !out.contains("CANCELLED"), "{out}");
    fs::remove_file(folders.path("family.toml")).expect("removed");
    let (code, out, err) = folders.run(&["--ics"]);
    assert!(code == 1 && !out.contains("CANCELLED"), "{out}");
    assert!(err.contains("this file is missing"), "{err}");
}

#[test]
fn a_goodbye_that_is_off_or_skipped_or_no_longer_planned_is_canceled() {
    for (change, label) in [
        (&["skip", "sick", "--on", "2026-09-10"][..], "skipped"),
        (&["undo"], "the plan was taken back"),
        (&["restore", "2026-09-06"], "restored to a day without the plan"),
    ] {
        let folders = Folders::new();
        run(&folders, &["plan", "2026-09-10", "hand-kiss"]);
        assert!(!is_canceled(&folders, THURSDAY), "{label}");
        run(&folders, change);
        assert!(is_canceled(&folders, THURSDAY), "{label}");
        assert!(!is_canceled(&folders, MONDAY), "{label}");
        run(&folders, &["note", "something else", "--on", "2026-09-11"]);
        assert!(is_canceled(&folders, THURSDAY), "{label}, and later");
        run(&folders, &["plan", "2026-09-10", "one-more-hug"]);
        let again = is_canceled(&folders, THURSDAY);
        assert_eq!(again, change[0] == "skip", "{label}, and planned again");
    }
    for rule in [
        "[[day_off]]\nname = 'Snow'\ndate = 2026-09-10\n",
        "[[override]]\nchild = 'leo'\nkind = 'absent'\ndate = 2026-09-10\n",
        "[[term]]\nfrom = 2026-09-14\nto = 2026-12-18\n",
    ] {
        let folders = Folders::new();
        run(&folders, &["plan", "2026-09-10", "hand-kiss"]);
        let family = fs::read_to_string(folders.path("family.toml")).expect("text");
        folders.write("family.toml", &format!("{family}{rule}"));
        assert!(is_canceled(&folders, THURSDAY), "{rule}");
    }
}

#[test]
fn a_plan_that_was_removed_by_hand_is_canceled_from_the_backup() {
    let folders = Folders::new();
    // The first change of the day makes the backup.
    run(&folders, &["note", "hm", "--on", "2026-09-11"]);
    folders.write("mornings/leo/2026-09.toml", "[2026-09-07]\nnote = 'no plan'\n");
    assert!(is_canceled(&folders, MONDAY) && is_canceled(&folders, HEART));
    folders.write("mornings/leo/2026-09.toml", "[2026-09-07\n");
    let (code, out, _) = folders.run(&["--ics"]);
    assert!(code == 1 && !out.contains("CANCELLED"), "a morning that cannot be read may still be planned: {out}");
}

#[test]
fn the_evening_before_is_canceled_when_the_plan_needs_it_no_longer() {
    let folders = Folders::new();
    run(&folders, &["plan", "2026-09-10", "back-to-school-books"]);
    assert!(!is_canceled(&folders, EVENING));
    run(&folders, &["plan", "2026-09-10", "hand-kiss"]);
    assert!(is_canceled(&folders, EVENING) && !is_canceled(&folders, THURSDAY));
    run(&folders, &["plan", "2026-09-07", "hand-kiss"]);
    assert!(is_canceled(&folders, HEART) && !is_canceled(&folders, MONDAY));
}

#[test]
fn a_goodbye_that_was_done_is_not_canceled() {
    let folders = Folders::new();
    run(&folders, &["plan", "2026-09-10", "hand-kiss"]);
    run(&folders, &["done", "hand-kiss", "--on", "2026-09-10"]);
    let events = events(&folders, &[]);
    assert!(events.iter().all(|(uid, _)| uid != THURSDAY), "{events:?}");
}

#[test]
fn a_spreadsheet_file_begins_with_the_mark_of_its_encoding_and_a_pipe_does_not() {
    let folders = Folders::new();
    let piped = folders.ok(&["--csv"]);
    assert_eq!(folders.ok(&["--csv", "--output", "-"]), piped);
    // The output of a run in this test is a pipe.
    let (code, _, err) = folders.run(&["--csv", "--output", "/dev/stdout"]);
    assert!(code == 1 && err.contains("is not a file"), "{err}");
    assert!(piped.starts_with("child,name"), "{piped}");
    folders.ok(&["--csv", "--output", "sheet.csv"]);
    let written = fs::read(folders.work("sheet.csv")).expect("written");
    assert_eq!(written, [b"\xef\xbb\xbf", piped.as_bytes()].concat());
    for format in ["--json", "--ics"] {
        folders.ok(&[format, "--output", "other"]);
        assert!(!fs::read(folders.work("other")).expect("written").starts_with(b"\xef\xbb\xbf"), "{format}");
        fs::remove_file(folders.work("other")).expect("removed");
    }
}
