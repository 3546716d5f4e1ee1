//! The command line from outside: what each verb prints on stdout and stderr, and its exit code.

#![expect(clippy::disallowed_methods, reason = "tests write and damage files as no program should")]

mod copies;
mod damage;
mod days;
mod examples;
#[path = "../family_files/mod.rs"]
mod family_files;
mod family_folder;
mod import;
mod json;
mod letters_and_colors;
mod limits;
mod merges;
mod mornings;
mod names;
mod paths;
mod planted;
mod shells;

use family_folder::{FamilyFolder, output_of};
use std::fs;

const SEPTEMBER: &str = "mornings/leo/2026-09.toml";

#[test]
fn without_a_family_the_verbs_say_how_to_begin_and_create_no_files() {
    let folder = FamilyFolder::empty();
    for args in [&["today"][..], &["done"], &["plan", "today", "hand-kiss"], &["skip"], &["note", "hi"]] {
        assert!(folder.refused(args, 1).starts_with("No family yet: run `goodbye` or `goodbye init"), "{args:?}");
    }
    assert!(folder.refused(&[], 1).contains("The planner needs a terminal"));
    assert!(folder.refused(&["demo"], 1).contains("The planner needs a terminal"));
    assert!(folder.refused(&["undo"], 1).contains("nothing to undo"));
    assert!(folder.refused(&["restore", "today"], 1).contains("no backups yet"));
    assert!(folder.ok(&["backups"]).contains("No backups yet"));
    assert!(folder.ok(&["rituals"]).contains("hand-kiss"));
    folder.ok(&["check"]);
    assert!(!folder.path().exists());
}

#[test]
fn init_sets_up_a_family_with_two_planned_weeks() {
    let folder = FamilyFolder::with_leo();
    let months = folder.text(SEPTEMBER);
    assert_eq!((months.matches("hand-kiss").count(), months.matches("sewn-heart").count()), (5, 5), "{months}");
    assert!(months.contains("[2026-09-18]") && !months.contains("[2026-09-12]"));
    assert!(folder.text("family.toml").contains("usual = \"hand-kiss\""));
    let before = folder.text("family.toml");
    let why = folder.refused(&["init", "--child", "Ida", "--first-day", "7 sep"], 1);
    assert!(why.contains("already a family") && why.contains("Leo"), "{why}");
    assert_eq!(folder.text("family.toml"), before);
    folder.ok(&["undo"]);
    assert!(!folder.path().join("family.toml").exists() && !folder.path().join(SEPTEMBER).exists());
}

#[test]
fn init_after_a_lost_family_file_keeps_the_mornings() {
    let folder = FamilyFolder::with_leo();
    folder.ok(&["done"]);
    fs::remove_file(folder.path().join("family.toml")).expect("removed");
    folder.ok(&["init", "--child", "Leo", "--first-day", "7 sep"]);
    assert!(folder.text(SEPTEMBER).contains("done = [\"hand-kiss\"]"));
}

#[test]
fn done_marks_the_next_planned_ritual_or_the_named_ritual() {
    let folder = FamilyFolder::with_leo();
    folder.ok(&["plan", "today", "hand-kiss", "sewn-heart"]);
    assert!(folder.ok(&["done"]).contains("Done on Monday, September 7: A kiss on the hand. Next: "));
    assert!(folder.ok(&["done"]).contains("That was all"));
    assert!(folder.ok(&["done"]).contains("already done"));
    assert!(folder.ok(&["done", "HAND-KISS"]).contains("already done"));
    folder.ok(&["done", "a kiss on the hand", "--on", "2026-09-08", "--child", "leo"]);
    let months = folder.text(SEPTEMBER);
    assert!(months.contains("done = [\"hand-kiss\", \"sewn-heart\"]"), "{months}");
    assert_eq!(months.matches("done = ").count(), 2);
}

#[test]
fn done_with_nothing_planned_says_what_to_do() {
    let folder = FamilyFolder::with_leo();
    let why = folder.refused(&["done", "--on", "sat 12 sep"], 1);
    assert!(
        why.contains("Saturday, September 12") && why.contains("no school") && why.contains("goodbye plan"),
        "{why}"
    );
}

#[test]
fn an_unknown_name_changes_nothing_and_suggests_the_nearest_name() {
    let folder = FamilyFolder::with_leo();
    let before = folder.text(SEPTEMBER);
    assert!(folder.refused(&["done", "hand-kss"], 1).contains("Did you mean hand-kiss"));
    assert!(folder.refused(&["plan", "today", "sewn-hart"], 1).contains("sewn-heart"));
    assert!(folder.refused(&["done", "--child", "Lea"], 1).contains("Leo"));
    assert!(folder.refused(&["done", "--on", "smarch"], 2).contains("is not a day I know"));
    assert!(folder.refused(&["--today", "never", "done"], 2).contains("is not a day I know"));
    folder.refused(&["dance"], 2);
    folder.refused(&["plan", "today"], 2);
    assert_eq!(folder.text(SEPTEMBER), before);
}

#[test]
fn skips_and_notes_are_saved_and_undone() {
    let folder = FamilyFolder::with_leo();
    let before = folder.text(SEPTEMBER);
    assert!(folder.ok(&["skip", "other", "home"]).contains("other home"));
    assert!(folder.text(SEPTEMBER).contains("skipped = \"other home\""));
    folder.ok(&["skip", "--on", "tomorrow"]);
    folder.ok(&["note", "Ran to the sandpit."]);
    assert!(folder.text(SEPTEMBER).contains("skipped = \"not today\""));
    assert!(folder.ok(&["today"]).contains("Note: Ran to the sandpit."));
    for _ in 0..3 {
        folder.ok(&["undo"]);
    }
    assert_eq!(folder.text(SEPTEMBER), before);
    assert!(folder.ok(&["redo"]).contains("Brought back: skipped (other home) on Mon, Sep 7"));
}

#[test]
fn undo_and_redo_name_the_child_the_day_and_each_other() {
    let folder = FamilyFolder::with_leo();
    folder.ok(&["note", "hi"]);
    assert_eq!(folder.ok(&["undo"]), "Took back: the note on Mon, Sep 7 (Leo). `goodbye redo` brings it back.\n");
    assert_eq!(folder.ok(&["redo"]), "Brought back: the note on Mon, Sep 7 (Leo). `goodbye undo` takes it back.\n");
    let replaced = |folder: &FamilyFolder| folder.run(&["note", "ho"]);
    assert!(replaced(&folder).1.ends_with("Before that: \"hi\". `goodbye undo` brings it back.\n"));
    folder.ok(&["undo"]);
    fs::remove_dir_all(folder.state()).expect("removed");
    fs::write(folder.state(), "no folder").expect("written");
    let (code, out, err) = replaced(&folder);
    assert_eq!((code, out.ends_with("Before that: \"hi\".\n")), (0, true), "{out}");
    assert!(err.starts_with("Undo and backups are off"), "{err}");
}

#[test]
fn today_shows_every_child_as_text_or_as_json() {
    let folder = FamilyFolder::with_leo();
    let family = folder.text("family.toml") + "\n[[child]]\nname = \"Ida\"\nfirst_day = 2026-10-01\n";
    folder.write("family.toml", &family);
    folder.ok(&["done"]);
    let words = folder.ok(&["today"]);
    for part in
        ["Leo · Monday, September 7 · school morning 1", "✓ A kiss on the hand", "1. Kiss", "Ida", "School begins on"]
    {
        assert!(words.contains(part), "{part} in\n{words}");
    }
    let plain = folder.ok(&["today", "--ascii", "--child", "leo"]);
    assert!(plain.is_ascii() && plain.contains("[x] A kiss") && !plain.contains("Ida"), "{plain}");
    let json: serde_json::Value = serde_json::from_str(&folder.ok(&["today", "--json"])).expect("JSON");
    let leo = &json["children"][0];
    assert_eq!((leo["name"].as_str(), leo["school_morning"].as_u64()), (Some("Leo"), Some(1)));
    assert_eq!((leo["standing"].as_str(), leo["rituals"][0]["done"].as_bool()), (Some("done"), Some(true)));
    assert_eq!(json["children"][1]["day"].as_str(), Some("before-first-day"));
    let weekend = folder.ok(&["today", "--today", "2026-09-12", "--child", "leo"]);
    assert!(weekend.contains("No school today") && weekend.contains("Monday, September 14"), "{weekend}");
}

#[test]
fn rituals_lists_the_rituals_of_the_family_or_of_a_named_file() {
    let folder = FamilyFolder::with_leo();
    folder.write(
        "rituals.toml",
        "[[ritual]]\nid = 'sewn-heart'\nhidden = true\n[[ritual]]\nid = 'dance'\nname = 'Dance'\n",
    );
    let all = folder.ok(&["rituals"]);
    assert!(all.contains("hand-kiss") && all.contains("Dance") && !all.contains("sewn-heart"));
    folder.write("other.toml", "[[ritual]]\nid = 'wave'\nname = 'Wave'\n");
    let other = folder.path().join("other.toml").display().to_string();
    assert_eq!(folder.ok(&["rituals", "--rituals", &other]), "wave  Wave\n");
    let json: serde_json::Value = serde_json::from_str(&folder.ok(&["rituals", "--json"])).expect("JSON");
    assert!(json["rituals"].as_array().is_some_and(|list| list.iter().any(|r| r["origin"] == "family")));
    let (code, out, err) = folder.run(&["rituals", "--rituals", "/nowhere.toml"]);
    assert!(code == 1 && out.is_empty() && err.contains("no such file"), "a script would never notice: {err}");
}

#[test]
fn check_lists_the_problems_of_all_files_and_changes_none() {
    let folder = FamilyFolder::with_leo();
    assert!(folder.ok(&["check"]).contains("All files in "));
    folder.write("rituals.toml", "[[ritual]]\nid = 'a'\nname = 'A'\nminuts = 3\nstep = []\n");
    folder.write("mornings/ida/2026-10.toml", "[2026-11-01]\nplan = ['a']\n");
    let (code, out, err) = folder.run(&["check"]);
    assert_eq!((code, err.as_str()), (1, ""));
    for part in ["rituals.toml:4:1", "minuts", "`minutes`", "rituals.toml:5:1", "^^^^", "mornings/ida/2026-10.toml:1:2"]
    {
        assert!(out.contains(part), "{part} in\n{out}");
    }
    let (code, out, err) = folder.run(&["done"]);
    assert!(code == 0 && out.contains("Done") && err.contains("rituals.toml:4:1"), "{err}");
    let family = folder.text("family.toml");
    folder.write("family.toml", &format!("{family}\n[[day_off]]\ndate = 2026-10-26\nnam = 'Fair'\n"));
    let line = family.lines().count() + 4;
    let (_, out, _) = folder.run(&["check"]);
    assert!(out.contains(&format!("family.toml:{line}: unknown key `nam`; did you mean `name`?")), "{out}");
}

#[test]
fn with_a_damaged_family_file_a_verb_asks_for_the_child() {
    let folder = FamilyFolder::with_leo();
    folder.write("family.toml", "[[child]\nname = \"Leo\n");
    assert!(folder.refused(&["done"], 1).contains("--child leo"));
    let (code, out, err) = folder.run(&["done", "--child", "leo"]);
    assert!(code == 0 && out.contains("Done") && err.contains("family.toml:1"), "{out}{err}");
    assert_eq!(folder.text("family.toml"), "[[child]\nname = \"Leo\n");
    let (_, today, _) = folder.run(&["today", "--child", "leo"]);
    assert!(today.lines().next().is_some_and(|line| line.ends_with("school morning")), "uncounted: {today}");
    folder.refused(&["init", "--child", "Leo", "--first-day", "today"], 1);
}

#[test]
fn today_says_that_a_month_cannot_be_read() {
    let folder = FamilyFolder::with_leo();
    folder.write(SEPTEMBER, "plan = \n[2026-09-07\n");
    let (code, out, err) = folder.run(&["today"]);
    assert!(code == 1 && out.contains("cannot be read") && !out.contains("Nothing is planned"), "{out}");
    assert!(err.contains("mornings/leo/2026-09.toml:1:8") && err.contains("1 more"), "{err}");
    assert!(folder.refused(&["done"], 1).contains("The file is left as it is"));
    let json: serde_json::Value = serde_json::from_str(&folder.run(&["today", "--json"]).1).expect("JSON");
    assert_eq!(json["children"][0]["read_only"].as_bool(), Some(true));
}

#[test]
fn a_section_that_a_merge_wrote_twice_is_reported_in_every_file_and_nothing_is_lost() {
    let files = ["family.toml", "rituals.toml", "school.toml", "settings.toml", SEPTEMBER];
    for file in files {
        let folder = FamilyFolder::with_leo();
        let text = "[2026-09-07]\nnote = 'a'\n\n[2026-09-07]\nnote = 'b'\n\n[ritual]\n[[ritual]]\n";
        folder.write(file, text);
        let (code, out, err) = folder.run(&["check"]);
        assert!(code == 1 && out.contains(&format!("{file}:4:2")), "{file}: {out}{err}");
        for args in
            [&["today"][..], &["done"], &["note", "x"], &["plan", "9 sep", "hand-kiss"], &["undo"], &["rituals"]]
        {
            let (code, out, err) = folder.run(args);
            assert!(code == 0 || code == 1, "{args:?} with {file}: {code} {out}{err}");
        }
        assert_eq!(folder.text(file), text);
    }
}

#[test]
fn on_a_day_without_school_today_shows_the_plan_of_the_next_morning() {
    let folder = FamilyFolder::with_leo();
    let saturday = folder.ok(&["today", "--today", "2026-09-12"]);
    let next =
        "The next school morning is Monday, September 14.\nLeo's goodbye on Monday, September 14:\n○ A little sewn";
    assert!(saturday.contains(next), "{saturday}");
    folder.ok(&["skip", "--on", "2026-09-14"]);
    assert!(!folder.ok(&["today", "--today", "2026-09-12"]).contains("goodbye on"));
    folder.ok(&["plan", "2026-09-12", "hand-kiss"]);
    let planned = folder.ok(&["today", "--today", "2026-09-12"]);
    assert!(planned.contains("Planned for today anyway:\n○ A kiss"), "{planned}");
}

#[test]
fn check_reports_wrong_settings_and_other_verbs_go_on() {
    let folder = FamilyFolder::with_leo();
    folder.write("settings.toml", "week_starts = \"someday\"\n");
    assert!(folder.ok(&["today"]).contains("Leo"));
    let (code, out, _) = folder.run(&["check"]);
    assert!(code == 1 && out.contains("settings.toml:1:15") && out.contains("monday"), "{out}");
}

#[test]
fn no_escape_sequence_of_a_file_is_printed() {
    let folder = FamilyFolder::with_leo();
    let bad = "\\u001b]0;x\\u0007\\u009b2J\\u202e";
    let raw = "\u{1b}[2J\u{9b}31m\u{202e}";
    folder.write("family.toml", &format!("[[child]]\nid = 'leo'\nname = \"Leo{bad}\"\nfirst_day = 2026-09-07\n"));
    folder.write("rituals.toml", &format!("[[ritual]]\nid = 'a'\nname = \"A{bad}\"\nsteps = [\"{bad}go\"]\n"));
    folder.write(
        SEPTEMBER,
        &format!("[2026-09-07]\nplan = [\"a\", \"{bad}unknown\"]\nskipped = \"{bad}sick\"\nnote = \"{bad}\\nnote\"\n"),
    );
    folder.write("mornings/leo/2026-08.toml", &format!("[2026-08-01]\nplan = {raw}\n{raw} = 3\n"));
    let state = fs::read_dir(folder.state()).expect("made").flatten().next().expect("a state folder");
    let log = state.path().join("changes.jsonl");
    fs::write(log, "{\"did\":\"1\",\"change\":{\"what\":\"\\u001b[2Jx\"}}\n").expect("written");
    let clean = |args: &[&str]| {
        let (_, out, err) = folder.run(args);
        let bad = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!out.contains(bad) && !err.contains(bad), "{args:?}: {out:?} {err:?}");
    };
    let verbs: [&[&str]; 11] = [
        &["today"],
        &["today", "--json"],
        &["check"],
        &["rituals"],
        &["rituals", "--json"],
        &["done", "\u{1b}[2J"],
        &["\u{1b}[2J"],
        &["done", "--child", "\u{1b}[2J"],
        &["done"],
        &["note", "\u{1b}[2J"],
        &["undo"],
    ];
    verbs.into_iter().for_each(clean);
    folder.write("rituals.toml", &format!("[[ritual]]\nid = {raw}\n{raw}\n"));
    clean(&["today"]);
    clean(&["check"]);
}

#[test]
fn a_full_disk_behind_stdout_is_an_error_and_a_closed_pipe_is_not() {
    let folder = FamilyFolder::with_leo();
    assert_eq!(folder.code_on_a_full_disk(&["rituals"]), Some(1));
    assert_eq!(folder.code_on_a_full_disk(&["--help"]), Some(1));
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = std::process::Command::new(folder.command(&[]).get_program());
    let status = command.env("GOODBYE_DIR", folder.path()).arg("rituals").stdout(writer).status();
    assert_eq!(status.expect("run").code(), Some(0));
}

#[test]
fn help_and_version_need_no_family_folder_clock_or_lock() {
    let folder = FamilyFolder::with_leo();
    folder.write("family.toml", "[[child]\nname = \"Leo\n");
    let lock = fs::File::open(folder.path().join(".lock")).expect("a lock");
    lock.lock().expect("locked");
    let run = |args: &[&str]| {
        let mut command = folder.command(args);
        command.env_clear().env("TZ", "Mars/Olympus").env("GOODBYE_TODAY", "smarch");
        output_of(command.output().expect("run"))
    };
    for args in [
        &["--help"][..],
        &["--version"],
        &["help"],
        &["help", "done"],
        &["help", "json"],
        &["done", "--help"],
        &["completions", "bash"],
        &["man"],
        &["paths"],
    ] {
        let (code, out, err) = run(args);
        assert_eq!((code, err.as_str()), (0, ""), "{args:?}");
        assert!(!out.is_empty(), "{args:?}");
    }
    assert_eq!(run(&["help", "done"]).1, run(&["done", "--help"]).1);
    let two = run(&["help", "done", "plan"]).1;
    assert!(two.contains("Usage: goodbye done") && two.contains("Usage: goodbye plan"), "{two}");
    let (code, out, err) = run(&["help", "dnoe"]);
    assert!(code == 2 && out.is_empty() && err.contains("'done'"), "{err}");
    assert_eq!(run(&["today"]).0, 2, "a verb with a family needs the day");
}

#[test]
fn today_is_the_day_of_the_option_the_variable_or_the_clock() {
    let folder = FamilyFolder::with_leo();
    assert!(folder.ok(&["today", "--today", "8 sep 2026"]).contains("Tuesday, September 8"));
    let (code, out, err) = output_of(
        folder.command(&["today"]).env_remove("GOODBYE_TODAY").env("TZ", "Mars/Olympus").output().expect("run"),
    );
    assert!(code == 0 && out.starts_with("Leo") && err.contains("Mars/Olympus"), "{err}");
}

#[test]
fn a_day_is_restored_and_the_restore_is_undone() {
    let folder = FamilyFolder::with_leo();
    folder.ok(&["done", "--today", "2026-09-08"]);
    folder.ok(&["note", "hm", "--on", "2026-10-05", "--today", "2026-09-09"]);
    let now = (folder.text(SEPTEMBER), folder.text("mornings/leo/2026-10.toml"));
    let listed = folder.ok(&["backups"]);
    assert!(listed.starts_with("2026-09-09  Wednesday, September 9") && listed.lines().count() == 4, "{listed}");
    folder.ok(&["restore", "2026-09-08", "--today", "2026-09-10"]);
    assert!(!folder.text(SEPTEMBER).contains("done =") && !folder.path().join("mornings/leo/2026-10.toml").exists());
    assert!(folder.refused(&["restore", "2026-09-08", "--today", "2026-09-10"], 1).contains("already"));
    folder.ok(&["undo"]);
    assert_eq!((folder.text(SEPTEMBER), folder.text("mornings/leo/2026-10.toml")), now);
}

#[test]
fn today_tells_what_kind_of_day_it_is_and_who_picks_up() {
    let folder = FamilyFolder::with_leo();
    let family = folder.text("family.toml")
        + "collects = { mon = \"Gran, after story time\" }\n\
           home = { pattern = \"7-7\", mine = \"A\", from = 2026-09-07 }\n\
           [[term]]\nfrom = 2026-09-07\nto = 2026-09-30\n\
           [[special_day]]\ndate = 2026-09-07\nkind = \"half day\"\ntime = \"12:30\"\n\
           [[day_off]]\nname = \"Fair\"\ndate = 2026-09-08\n\
           [[override]]\nchild = \"leo\"\ndate = 2026-09-09\nkind = \"absent\"\n";
    folder.write("family.toml", &family);
    let on = |day: &str| folder.ok(&["today", "--today", day]);
    let monday = on("2026-09-07");
    assert!(
        monday.starts_with("Leo · Monday, September 7 · school morning 1 of 16 · half day until 12:30\n"),
        "{monday}"
    );
    assert!(monday.contains("Pickup: Gran, after story time\n"), "{monday}");
    let next = "The next school morning is Thursday, September 10.";
    assert!(on("2026-09-08").contains(&format!("No school today: Fair. {next}")));
    assert!(on("2026-09-09").contains(&format!("Leo stays home today. {next}")));
    assert!(
        on("2026-09-15").contains("Leo is at the other home today. The next school morning is Monday, September 21.")
    );
    assert!(on("2026-10-01").contains("No school today.\n"));
    let json = |day: &str| {
        let out = folder.ok(&["today", "--json", "--today", day]);
        serde_json::from_str::<serde_json::Value>(&out).expect("JSON")["children"][0].clone()
    };
    let monday = json("2026-09-07");
    assert_eq!(
        (&monday["day"], &monday["hours"], &monday["time"]),
        (&"school".into(), &"half day".into(), &"12:30".into())
    );
    assert_eq!(
        (&monday["school_mornings_of_year"], &monday["collects"]),
        (&16.into(), &"Gran, after story time".into())
    );
    assert_eq!((&json("2026-09-08")["day"], &json("2026-09-08")["day_name"]), (&"off".into(), &"Fair".into()));
    assert_eq!(json("2026-09-09")["day"], "absent");
    assert_eq!(json("2026-09-15")["day"], "other-home");
    let planned = folder.ok(&["plan", "2026-09-08", "hand-kiss"]);
    assert!(planned.contains("No school that day: Fair."), "{planned}");
}

#[test]
fn every_verb_leaves_only_the_familys_files_in_its_folder() {
    let folder = FamilyFolder::with_leo();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ics/uk-terms.ics");
    let output = folder.path().with_file_name("out.csv").display().to_string();
    for verb in [
        &["done"][..],
        &["plan", "tomorrow", "hand-kiss"],
        &["skip", "snow", "--on", "2026-09-09"],
        &["note", "waved"],
        &["import", "--yes", sample],
        &["undo"],
        &["redo"],
        &["export", "--csv", "--output", &output],
        &["today"],
        &["rituals"],
        &["check"],
        &["backups"],
        &["restore", "today"],
        &["undo"],
    ] {
        folder.ok(verb);
        family_files::check(&folder.path());
    }
    let names = family_files::check(&folder.path());
    assert_eq!(names, [".lock", "family.toml", SEPTEMBER, "school.toml"]);
}

#[test]
fn without_a_writable_state_folder_a_verb_saves_and_says_that_undo_is_off() {
    let folder = FamilyFolder::with_leo();
    fs::remove_dir_all(folder.state()).and_then(|()| fs::write(folder.state(), "")).expect("in the way");
    let (code, out, err) = folder.run(&["done"]);
    assert!(code == 0 && out.starts_with("Done") && err.starts_with("Undo and backups are off, because"), "{out}{err}");
    assert!(folder.text(SEPTEMBER).contains("done = ["));
    for verb in ["undo", "redo"] {
        let why = folder.refused(&[verb], 1);
        assert!(why.starts_with("Undo and redo are off, because ") && why.lines().count() == 1, "{why}");
    }
}

#[test]
fn the_setup_is_not_undone_after_another_computer_or_an_editor_changed_a_morning() {
    let by_program = |folder: &FamilyFolder| {
        for args in [&["done"][..], &["note", "waved", "--on", "2026-09-08"], &["done", "--on", "2026-09-09"]] {
            let theirs = folder.path().with_file_name("their-state");
            let output = folder.command(args).env("GOODBYE_STATE", theirs).output();
            assert!(output.expect("started").status.success(), "{args:?}");
        }
    };
    let by_hand = |folder: &FamilyFolder| {
        let text = folder.text(SEPTEMBER).replacen("[2026-09-08]\n", "[2026-09-08]\nnote = \"by hand\"\n", 1);
        folder.write(SEPTEMBER, &text);
    };
    for (change, day) in
        [(&by_program as &dyn Fn(&FamilyFolder), "Monday, September 7"), (&by_hand, "Tuesday, September 8")]
    {
        let folder = FamilyFolder::with_leo();
        change(&folder);
        let texts = || ["family.toml", SEPTEMBER].map(|file| folder.text(file));
        let before = texts();
        let why = folder.refused(&["undo"], 1);
        assert!(why.contains(&format!("no longer be undone, because the morning of {day} was changed")), "{why}");
        assert_eq!(texts(), before);
    }
}

#[test]
fn backups_lists_folders_that_have_left_their_path() {
    let folder = FamilyFolder::with_leo();
    fs::remove_dir_all(folder.path()).expect("removed");
    let listed = folder.ok(&["backups"]);
    assert!(
        listed.contains("No backups yet") && listed.contains("family is no longer there. Its backups are in"),
        "{listed}"
    );
}
