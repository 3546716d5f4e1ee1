//! Files in which git left `<<<<<<<`, because two versions did not fit together.

use super::family_folder::FamilyFolder;
use std::process::Command;

const SEPTEMBER: &str = "mornings/leo/2026-09.toml";

/// A file that begins with a merge that was not finished.
const MERGE: &str = "<<<<<<< HEAD\nnote = \"a\"\n=======\nnote = \"b\"\n>>>>>>> phone\n";

/// Runs a verb on a day.
fn on(folder: &FamilyFolder, day: &str, args: &[&str]) -> (i32, String, String) {
    folder.run(&[&["--today", day], args].concat())
}

#[test]
fn check_names_each_file_whose_merge_was_not_finished_with_its_lines() {
    for file in ["family.toml", "rituals.toml", "school.toml", "settings.toml", SEPTEMBER] {
        for end in ["\n", "\r\n"] {
            let folder = FamilyFolder::with_leo();
            folder.write(file, &MERGE.replace('\n', end));
            let (code, out, _) = folder.run(&["check"]);
            assert_eq!(code, 1, "{file}");
            assert!(out.contains(&format!("{file}:1:1")), "{file}: {out}");
            assert_eq!(out.matches("a merge was not finished: lines 1 to 5").count(), 1, "{file}: {out}");
            assert!(!out.contains("not TOML") && !out.contains("expected"), "{file}: {out}");
        }
    }
}

#[test]
fn a_morning_with_two_versions_is_refused_and_the_others_are_shown() {
    let folder = FamilyFolder::with_leo();
    let day = |day: u8, note: &str| format!("[2026-09-{day:02}]\nplan = [\"hand-kiss\"]\nnote = \"{note}\"\n");
    let both = format!("<<<<<<< HEAD\n{}=======\n{}>>>>>>> phone\n", day(8, "a"), day(8, "b"));
    let text = format!("{}{both}", day(7, "fine"));
    folder.write(SEPTEMBER, &text);
    let (code, out, err) = on(&folder, "2026-09-07", &["today"]);
    assert!(code == 1 && out.contains("Note: fine") && err.contains("lines 4 to 12"), "{out}{err}");
    let (code, out, _) = on(&folder, "2026-09-08", &["today"]);
    assert!(code == 1 && out.contains("cannot be read") && !out.contains("Nothing is planned"), "{out}");
    let (_, out, _) = on(&folder, "2026-09-08", &["today", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(json["children"][0]["standing"], "unreadable");
    let (code, _, err) = on(&folder, "2026-09-08", &["done"]);
    assert!(code == 1 && err.contains("a merge was not finished: lines 4 to 12"), "{err}");
    for format in ["--csv", "--json", "--ics"] {
        let (code, _, err) = on(&folder, "2026-09-07", &["export", format]);
        assert!(code == 1 && err.contains("a merge was not finished"), "{format}: {err}");
    }
    assert_eq!(folder.text(SEPTEMBER), text);
}

#[test]
fn children_and_rituals_beside_an_unfinished_merge_are_read() {
    let folder = FamilyFolder::with_leo();
    let child = |name: &str| format!("[[child]]\nid = \"mia\"\nname = \"{name}\"\nfirst_day = 2026-09-07\n");
    let merge = format!("<<<<<<< HEAD\n{}=======\n{}>>>>>>> phone\n", child("Mia"), child("Mira"));
    folder.write("family.toml", &format!("{}\n{merge}", folder.text("family.toml")));
    let (code, out, err) = folder.run(&["today"]);
    assert!(code == 1 && out.starts_with("Leo · ") && err.contains("lines "), "Leo keeps his name: {out}{err}");
    let ritual = |id: &str| format!("[[ritual]]\nid = \"{id}\"\nname = \"Ritual {id}\"\n");
    let merge = format!("<<<<<<< HEAD\n{}=======\n{}>>>>>>> phone\n", ritual("b"), ritual("c"));
    folder.write("rituals.toml", &format!("{}{merge}{}", ritual("a"), ritual("d")));
    let (code, out, _) = folder.run(&["rituals"]);
    assert!(code == 1 && out.contains("Ritual a") && out.contains("Ritual d"), "{out}");
    assert!(!out.contains("Ritual b") && !out.contains("Ritual c"), "{out}");
}

#[test]
fn a_morning_whose_plan_cannot_be_read_is_exported_as_unreadable() {
    let folder = FamilyFolder::with_leo();
    folder.write(SEPTEMBER, "[2026-09-07]\nplan = \"hand-kiss\"\nnote = \"fine\"\n");
    let (code, out, _) = folder.run(&["export", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((code, &json["mornings"][0]["standing"]), (1, &serde_json::json!("unreadable")), "{out}");
    let (code, out, _) = folder.run(&["export", "--csv"]);
    assert!(code == 1 && out.contains("unreadable"), "{out}");
    let (code, out, _) = folder.run(&["week"]);
    assert!(code == 1 && out.contains("cannot be read"), "{out}");
    let err = folder.refused(&["export", "--ics"], 1);
    assert!(err.contains("2026-09.toml:2:8") && err.contains("in the files that can be read, nothing is planned"));
}

#[test]
fn the_next_school_morning_in_a_month_that_cannot_be_read_is_not_left_out() {
    let folder = FamilyFolder::with_leo();
    folder.write("mornings/leo/2026-11.toml", "<<<<<<< HEAD\n[2026-11-02]\n");
    folder.write("family.toml", &(folder.text("family.toml") + "\n[[day_off]]\ndate = 2026-10-30\n"));
    let (code, out, _) = on(&folder, "2026-10-31", &["today"]);
    assert!(code == 1 && out.contains("Monday, November 2 cannot be read"), "{out}");
}

/// Runs git in the family folder. Returns None where there is no git.
fn git(folder: &FamilyFolder, args: &[&str]) -> Option<(bool, String)> {
    let mut git = Command::new("git");
    git.current_dir(folder.path()).env("HOME", folder.path()).env("GIT_CONFIG_NOSYSTEM", "1");
    git.args(["-c", "user.name=Anna", "-c", "user.email=anna@example.org", "-c", "init.defaultBranch=main"]);
    let output = git.args(args).output().ok()?;
    Some((output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned()))
}

/// Leo's family in git, with another branch for the phone. None where there is no git.
fn in_git() -> Option<FamilyFolder> {
    let folder = FamilyFolder::with_leo();
    git(&folder, &["init"])?;
    commit(&folder);
    git(&folder, &["branch", "phone"])?;
    Some(folder)
}

fn commit(folder: &FamilyFolder) {
    for args in [&["add", "--all"][..], &["commit", "--message", "changes"]] {
        assert!(git(folder, args).expect("git").0, "{args:?}");
    }
}

/// Makes a change here and another one on the phone, and merges. Returns whether git merged them.
fn merge(folder: &FamilyFolder, style: &str, here: &[&str], on_phone: &[&str]) -> bool {
    folder.ok(here);
    commit(folder);
    git(folder, &["switch", "phone"]);
    folder.ok(on_phone);
    commit(folder);
    git(folder, &["-c", &format!("merge.conflictStyle={style}"), "merge", "main"]).expect("git").0
}

#[test]
fn git_merges_the_whole_folder_and_nothing_in_it_changes_but_the_familys_files() {
    let Some(folder) = in_git() else { return println!("There is no git here, so nothing was tested.") };
    assert!(merge(&folder, "merge", &["done"], &["note", "we sang", "--on", "9 sep"]));
    assert_eq!(folder.ok(&["check"]).lines().count(), 1);
    folder.ok(&["today"]);
    let (_, files) = git(&folder, &["ls-files", "--others", "--cached"]).expect("git");
    assert_eq!(files.lines().collect::<Vec<_>>(), [".lock", "family.toml", SEPTEMBER]);
    assert_eq!(git(&folder, &["status", "--porcelain"]).expect("git").1, "", "reading changes nothing");
    folder.ok(&["skip", "--on", "10 sep", "sick"]);
    folder.ok(&["undo"]);
    let (_, changed) = git(&folder, &["status", "--porcelain", "--untracked-files=all"]).expect("git");
    assert!(changed.lines().all(|line| line.ends_with(SEPTEMBER)), "{changed}");
    assert_eq!(folder.text(".lock"), "");
}

#[test]
fn a_merge_that_git_stopped_is_told_in_every_style_and_the_folder_works_again_when_it_is_finished() {
    for style in ["merge", "diff3", "zdiff3"] {
        let Some(folder) = in_git() else { return println!("There is no git here, so nothing was tested.") };
        assert!(!merge(&folder, style, &["note", "we sang"], &["note", "it rained"]), "{style}");
        let stopped = folder.text(SEPTEMBER);
        let (code, out, _) = folder.run(&["check"]);
        assert!(code == 1 && out.contains("a merge was not finished: lines "), "{style}: {out}");
        assert!(out.contains("choose which version"), "{style}: {out}");
        let (code, out, _) = folder.run(&["today"]);
        assert!(code == 1 && out.contains("cannot be read"), "{style}: {out}");
        assert!(folder.refused(&["note", "more"], 1).contains("a merge was not finished"), "{style}");
        assert_eq!(folder.text(SEPTEMBER), stopped, "{style}");
        git(&folder, &["checkout", "--ours", SEPTEMBER]);
        assert!(folder.ok(&["today"]).contains("it rained"), "{style}");
    }
}
