//! Files in which git left `<<<<<<<`, because two versions did not fit together.

use super::family_folder::FamilyFolder;

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
fn the_next_school_morning_in_a_month_that_cannot_be_read_is_not_left_out() {
    let folder = FamilyFolder::with_leo();
    folder.write("mornings/leo/2026-11.toml", "<<<<<<< HEAD\n[2026-11-02]\n");
    folder.write("family.toml", &(folder.text("family.toml") + "\n[[day_off]]\ndate = 2026-10-30\n"));
    let (code, out, _) = on(&folder, "2026-10-31", &["today"]);
    assert!(code == 1 && out.contains("Monday, November 2 cannot be read"), "{out}");
}
