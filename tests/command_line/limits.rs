//! Limits of the account and of the disk: the size of a file, and the length of a name.

use super::SEPTEMBER;
use super::family_folder::{FamilyFolder, output_of};
use std::fs;

#[test]
fn a_mark_past_the_file_size_limit_is_refused_in_words_and_can_be_tried_again() {
    let folder = FamilyFolder::with_leo();
    let before = folder.text(SEPTEMBER);
    let (code, out, err) = output_of(folder.limited(&["done"]).output().expect("run"));
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    assert!(err.starts_with("Not saved, because mornings/leo/2026-09.toml could not be written"), "{err}");
    assert!(err.contains("ulimit -f"), "{err}");
    assert_eq!(folder.text(SEPTEMBER), before);
    folder.ok(&["done"]);
}

#[test]
fn a_command_of_several_files_past_the_limit_changes_nothing_and_can_be_given_again() {
    let init: &[&str] = &["init", "--child", "Leo", "--first-day", "21 sep"];
    let files = |folder: &FamilyFolder| {
        let files = ["family.toml", SEPTEMBER, "mornings/leo/2026-10.toml"];
        files.map(|file| fs::read_to_string(folder.path().join(file)).ok())
    };
    let (empty, whole) = (FamilyFolder::empty(), FamilyFolder::empty());
    whole.ok(init);
    for (folder, line) in [(&empty, init), (&whole, &["undo"][..]), (&whole, &["redo"])] {
        let before = files(folder);
        let mut refused = 0;
        for blocks in 0.. {
            let (code, _, err) = output_of(folder.limited_to(blocks, line).output().expect("run"));
            if code == 0 {
                break;
            }
            assert!(err.starts_with("Not saved") || err.starts_with("Undo and redo are off"), "{line:?}: {err}");
            assert_eq!(files(folder), before, "{line:?}, {blocks} blocks");
            refused += 1;
        }
        assert!(refused > 0, "{line:?}");
    }
    assert_eq!(files(&empty), files(&whole));
}

#[test]
fn a_name_that_is_too_long_for_the_disk_is_told_with_the_way_out() {
    let folder = FamilyFolder::with_leo();
    let long = "a".repeat(300);
    let dir = folder.path().join(&long).display().to_string();
    for verb in ["today", "done", "check", "undo", "backups"] {
        let why = folder.refused(&["--dir", &dir, verb], 1);
        assert!(why.contains("is too long for this disk. Choose a shorter one with --dir."), "{verb}: {why}");
    }
    folder.write("family.toml", &format!("[[child]]\nid = '{long}'\nname = 'Leo'\nfirst_day = 2026-09-07\n"));
    let why = folder.refused(&["plan", "today", "hand-kiss"], 1);
    assert!(why.contains("its name is too long for this disk") && why.contains("the child's `id`"), "{why}");
    let (code, out, _) = folder.run(&["check"]);
    assert!(code == 1 && out.contains("its name is too long for this disk"), "{out}");
}

#[test]
fn ids_and_state_folders_made_from_long_names_fit_on_the_disk() {
    let folder = FamilyFolder::empty();
    let dir = folder.path().join("ü".repeat(120)).display().to_string();
    folder.ok(&["--dir", &dir, "init", "--child", &"Leo ".repeat(75), "--first-day", "7 sep"]);
    folder.ok(&["--dir", &dir, "undo"]);
}
