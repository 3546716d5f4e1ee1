//! Damaged files, as scripts and parents see them on the command line.

use crate::family_folder::{FamilyFolder, output_of};
use std::fs;

#[test]
fn an_unknown_key_of_a_ritual_is_told_and_hides_and_shows_no_ritual() {
    let folder = FamilyFolder::with_leo();
    folder.write(
        "rituals.toml",
        "[[ritual]]\nid = 'wave'\nname = 'Moon wave'\nsong = 'la'\n[[ritual]]\nid = 'sewn-heart'\nhidden = true\n",
    );
    let (code, out, err) = folder.run(&["rituals"]);
    assert!(code == 0 && out.contains("Moon wave") && !out.contains("sewn-heart"), "{out}");
    assert!(err.contains("rituals.toml:4:1: unknown key `song`"), "{err}");
    let out = folder.ok(&["check"]);
    assert!(out.contains("All files in ") && out.contains("rituals.toml:4:1: unknown key `song`"), "{out}");
}

#[test]
fn damaged_or_missing_settings_are_told_where_they_matter() {
    let folder = FamilyFolder::with_leo();
    let damaged = folder.path().join("settings.toml");
    let missing = folder.path().join("nowhere.toml");
    folder.write("settings.toml", "morning_alarm = 'dawn'\n");
    for (path, part) in [(&damaged, "settings.toml:1:17"), (&missing, "there is no such file")] {
        let named = path.to_str().expect("text");
        let by_option = folder.command(&["export", "--ics", "--settings", named]).output();
        let by_variable = folder.command(&["export", "--ics"]).env("GOODBYE_SETTINGS", path).output();
        for output in [by_option, by_variable] {
            let (code, out, err) = output_of(output.expect("run"));
            assert!(code == 1 && out.contains("BEGIN:VEVENT") && err.contains(part), "{code}: {err}");
        }
        let (code, out, _) = output_of(folder.command(&["check", "--settings", named]).output().expect("run"));
        assert!(code == 1 && out.contains(part) && !out.contains("backup"), "{out}");
        // The settings change neither of these answers.
        for args in [&["export", "--json"][..], &["done", "hand-kiss"]] {
            let (code, _, err) = output_of(folder.command(args).env("GOODBYE_SETTINGS", path).output().expect("run"));
            assert_eq!((code, err.as_str()), (0, ""), "{args:?}");
        }
    }
}

#[test]
fn a_damaged_order_of_day_and_month_is_told_when_a_day_needs_it() {
    let folder = FamilyFolder::with_leo();
    folder.write("settings.toml", "date_order = 'dmy'\n");
    assert!(folder.refused(&["plan", "7/10", "hand-kiss"], 2).contains("settings.toml:1:14"));
    folder.ok(&["plan", "7 oct", "hand-kiss"]);
}

#[test]
fn an_only_child_needs_no_name_where_another_part_of_the_family_is_damaged() {
    let folder = FamilyFolder::with_leo();
    let family = folder.text("family.toml");
    for damage in ["[[term]]\nfrom = 'soon'\n", "x\n", "format = 99\n"] {
        folder.write("family.toml", &format!("{damage}{family}"));
        let (code, out, err) = folder.run(&["note", damage]);
        assert!(code == 0 && out.contains("for Leo on Monday") && err.contains("family.toml:"), "{out}{err}");
    }
    folder.write("family.toml", &format!("[[child]]\nfirst_day = 2026-09-07\n{family}"));
    assert!(folder.refused(&["note", "x"], 1).contains("say whose morning it is: --child Leo"));
}

#[test]
fn a_missing_family_file_is_no_new_start_and_comes_back_from_a_backup() {
    let folder = FamilyFolder::with_leo();
    let family = folder.text("family.toml");
    folder.ok(&["done", "--today", "2026-09-08"]);
    fs::remove_file(folder.path().join("family.toml")).expect("lost");
    let restore = "goodbye restore 2026-09-08 --only family.toml";
    let (code, out, err) = folder.run(&["today"]);
    assert!(code == 1 && out.contains("leo") && err.contains(restore), "{out}{err}");
    let (code, out, _) = folder.run(&["check"]);
    assert!(code == 1 && out.contains("this file is missing") && out.contains(restore), "{out}");
    let init = ["init", "--child", "Mia", "--first-day", "7 sep"];
    assert!(folder.refused(&init, 1).contains(restore));
    let (code, _, err) = folder.run(&["import", "--yes", "-"]);
    assert_eq!(code, 1, "{err}");
    folder.run(&["done", "hand-kiss", "--child", "leo"]);
    let marked = folder.text("mornings/leo/2026-09.toml");
    folder.ok(&["restore", "2026-09-08", "--only", "family.toml", "--today", "2026-09-09"]);
    assert_eq!(folder.text("family.toml"), family);
    assert_eq!(folder.text("mornings/leo/2026-09.toml"), marked, "the mornings stay as they are");
    fs::remove_file(folder.path().join("family.toml")).expect("lost");
    folder.ok(&[&init[..], &["--start-over"]].concat());
    assert!(folder.text("family.toml").contains("Mia"));
    assert!(folder.refused(&["restore", "2026-09-08", "--only", "letter.txt"], 2).contains("not a file of the family"));
}

#[test]
fn mornings_without_a_family_file_are_told_and_stay() {
    let folder = FamilyFolder::with_leo();
    let marked = folder.text("mornings/leo/2026-09.toml");
    fs::remove_file(folder.path().join("family.toml")).expect("lost");
    for args in [&["today"][..], &["done"]] {
        assert!(folder.refused(args, 1).contains("mornings of leo are there"), "{args:?}");
    }
    let (code, out, _) = folder.run(&["check"]);
    assert!(code == 1 && out.contains("this file is missing"), "{out}");
    folder.ok(&["init", "--child", "Mia", "--first-day", "7 sep"]);
    assert_eq!(folder.text("mornings/leo/2026-09.toml"), marked);
    folder.ok(&["undo"]);
    assert!(folder.refused(&["today"], 1).contains("`goodbye restore --only family.toml` brings it back"));
    assert!(folder.ok(&["restore", "--only", "family.toml"]).contains("as it was saved last"));
    assert!(folder.ok(&["today"]).contains("Leo"));
    folder.ok(&["undo"]);
    assert!(!folder.path().join("family.toml").exists());
    folder.ok(&["redo"]);
    assert!(folder.refused(&["restore", "--only", "family.toml"], 1).contains("already as it was saved last"));
    assert!(folder.refused(&["restore", "--only", "mornings/leo/2026-09.toml"], 2).contains("Say from which day"));
}

#[test]
fn keys_of_a_month_that_are_not_known_are_told_and_a_key_without_its_date_is_an_error() {
    let folder = FamilyFolder::with_leo();
    let month = "mornings/leo/2026-09.toml";
    folder.write(month, "[soon]\nnote = 'x'\n[2026-09-08]\nsong = 'la'\n");
    let out = folder.ok(&["check"]);
    assert!(out.contains("2026-09.toml: unknown key `soon`, which goodbye keeps"), "{out}");
    assert!(out.contains("2026-09-08: unknown key `song`, which goodbye keeps"), "{out}");
    folder.write(month, "note = 'x'\n");
    let (code, out, _) = folder.run(&["today"]);
    assert!(code == 1 && !out.contains("Nothing is planned"), "{out}");
    assert!(folder.refused(&["done", "hand-kiss"], 1).contains("`note` belongs to no morning"));
}

#[test]
fn verbs_refuse_an_empty_month_whose_backup_has_more() {
    let folder = FamilyFolder::with_leo();
    folder.ok(&["done", "--today", "2026-09-08"]);
    folder.write("mornings/leo/2026-09.toml", "");
    for args in [&["done"][..], &["note", "x"], &["plan", "today", "hand-kiss"], &["skip"], &["undo"]] {
        let err = folder.refused(args, 1);
        assert!(err.contains("goodbye restore 2026-09-08 --only mornings/leo/2026-09.toml"), "{args:?}: {err}");
    }
    let (_, out, err) = folder.run(&["today"]);
    assert!(err.contains("is empty") && !out.contains("Nothing is planned"), "{out}{err}");
    assert_eq!(folder.text("mornings/leo/2026-09.toml"), "");
}

#[test]
fn advice_about_a_file_in_the_place_of_a_folder_can_be_followed() {
    let folder = FamilyFolder::with_leo();
    fs::remove_dir_all(folder.path().join("mornings")).expect("removed");
    folder.write("mornings", "not a folder");
    let (code, _, err) = folder.run(&["export", "--json"]);
    assert!(code == 1 && err.contains("move that file away") && !err.contains("chmod"), "{err}");
}

#[test]
fn a_restore_to_a_day_before_the_family_says_that_its_file_is_gone() {
    let folder = FamilyFolder::with_leo();
    folder.ok(&["done"]);
    let said = folder.ok(&["restore", "2026-09-07"]);
    assert!(
        said.contains("There was no family.toml then, so it is gone now. `goodbye undo` takes this back."),
        "{said}"
    );
    folder.ok(&["undo"]);
    folder.ok(&["today"]);
}
