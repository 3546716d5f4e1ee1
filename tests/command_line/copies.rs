//! Copies of the family's files that other programs left, as `goodbye check` tells of them.

use super::family_folder::FamilyFolder;
use std::fs;
use std::os::unix::fs::symlink;

const SEPTEMBER: &str = "mornings/leo/2026-09.toml";

/// The text of September with another note on the first day.
fn other_september(folder: &FamilyFolder) -> String {
    folder.text(SEPTEMBER).replacen("[2026-09-08]", "note = \"waved\"\n\n[2026-09-08]", 1)
}

#[test]
fn check_tells_of_each_copy_with_its_content_and_changes_nothing() {
    let folder = FamilyFolder::with_leo();
    let text = other_september(&folder);
    for name in [
        "2026-09.sync-conflict-20260907-074500-ABCDEFG.toml",
        "2026-09 (Anna's conflicted copy 2026-09-07).toml",
        "2026-09-DESKTOP-ABC123.toml",
        "2026-09 2.toml",
        "2026-9.toml",
        "2026-09.TOML",
        "2026-09.toml.orig",
        "notes from the tablet.toml",
    ] {
        let path = format!("mornings/leo/{name}");
        folder.write(&path, &text);
        let (code, out, _) = folder.run(&["check"]);
        assert!(code == 1 && out.contains(&path) && out.contains("1 differs from yours"), "{name}: {out}");
        assert!(out.contains("take its mornings over in the planner, on the page of problems"), "{name}: {out}");
        assert_eq!(folder.text(&path), text);
        fs::remove_file(folder.path().join(&path)).expect("removed");
    }
    folder.ok(&["check"]);
}

#[test]
fn check_tells_of_copies_of_pages_with_the_lines_that_only_they_have() {
    let folder = FamilyFolder::with_leo();
    let family = folder.text("family.toml") + "\n[[day_off]]\ndate = 2026-09-21\n";
    for name in ["family (Anna's conflicted copy 2026-09-07).toml", "Family.toml", "tablet.toml"] {
        folder.write(name, &family);
        let (code, out, _) = folder.run(&["check"]);
        assert!(code == 1 && out.contains(name) && out.contains("date = 2026-09-21"), "{name}: {out}");
        fs::remove_file(folder.path().join(name)).expect("removed");
    }
    folder.ok(&["check"]);
}

#[test]
fn check_tells_of_folders_that_are_copies_or_have_nearly_the_name_of_a_child() {
    let folder = FamilyFolder::with_leo();
    let text = other_september(&folder);
    for path in [
        "mornings/Leo/2026-09.toml",
        "mornings/leo (1)/2026-09.toml",
        "Mornings/leo/2026-09.toml",
        "mornings 2/leo/2026-09.toml",
        "mornings/2026-09.toml",
        "2026-09.toml",
    ] {
        folder.write(path, &text);
        let (code, out, _) = folder.run(&["check"]);
        assert!(code == 1 && out.contains(&format!("> {path}\n")), "{path}: {out}");
        assert_eq!(out.matches("error: ").count(), 1, "{path}: {out}");
        fs::remove_file(folder.path().join(path)).expect("removed");
    }
    folder.ok(&["check"]);
}

#[test]
fn hidden_files_and_files_that_are_no_copies_are_passed_over() {
    let folder = FamilyFolder::with_leo();
    let text = other_september(&folder);
    for path in [
        ".git/family.toml",
        ".stfolder/2026-09 (1).toml",
        ".stversions/mornings/leo/2026-09~20260907-074500.toml",
        ".dropbox.cache/2026-09 (conflicted copy).toml",
        "mornings/.git/2026-09.toml",
        "mornings/leo/.2026-09.toml.swp",
        "mornings/leo/.syncthing.2026-09.toml.tmp",
        "mornings/leo/photo.jpg",
        "README.md",
        "family-recipes.toml",
    ] {
        folder.write(path, if path.ends_with("recipes.toml") { "[cake]\neggs = 3\n" } else { &text });
    }
    folder.ok(&["check"]);
}

#[test]
fn a_file_that_an_editor_left_is_named_without_an_error() {
    let folder = FamilyFolder::with_leo();
    folder.write("mornings/leo/2026-09.toml~", "");
    folder.write("family.toml.old", "");
    let out = folder.ok(&["check"]);
    assert!(out.contains("family.toml.old: a copy of family.toml that an editor left"), "{out}");
    assert!(out.contains("2026-09.toml~"), "{out}");
}

#[test]
fn a_folder_under_two_names_is_one_folder_as_on_a_disk_that_ignores_case() {
    let folder = FamilyFolder::with_leo();
    symlink("leo", folder.path().join("mornings/Leo")).expect("linked");
    symlink("mornings", folder.path().join("Mornings")).expect("linked");
    symlink("2026-09.toml", folder.path().join("mornings/leo/2026-09.TOML")).expect("linked");
    let before = folder.ok(&["export", "--json"]);
    assert_eq!(before.matches("\"2026-09-07\"").count(), 1);
    folder.ok(&["check"]);
}
