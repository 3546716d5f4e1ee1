//! Family folders that accounts of one computer share, which their set-group-ID bit says.

use super::test_folder::{SEPTEMBER, TODAY, TestFolder, change, plan, planned, write};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::Path;

/// A group that has no member here.
const GROUP: u32 = 4711;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap_or_else(|e| panic!("{}: {e}", path.display())).mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
}

/// A shared family folder. Only the superuser can give it to a group without being a member.
fn shared() -> TestFolder {
    let folder = TestFolder::new();
    fs::create_dir(folder.path()).expect("made");
    drop(chown(folder.path(), None, Some(GROUP)));
    set_mode(&folder.path(), 0o2770);
    folder
}

fn check_shared(folder: &TestFolder) {
    let group = fs::metadata(folder.path()).expect("there").gid();
    for name in ["mornings", "mornings/leo"] {
        assert_eq!(mode(&folder.file(name)), 0o2770, "{name}");
    }
    for name in folder.files().iter().map(String::as_str).chain(["mornings", "mornings/leo"]) {
        let meta = fs::metadata(folder.file(name)).expect("there");
        assert!(meta.is_dir() || meta.mode() & 0o7777 == 0o660, "{name}: {:o}", meta.mode());
        assert_eq!(meta.gid(), group, "{name}");
    }
    for path in folder.all_files().into_iter().filter(|path| path.starts_with(folder.states())) {
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
    assert_eq!(mode(&folder.state()), 0o700);
}

#[test]
fn files_in_a_shared_folder_are_open_to_the_group_and_the_state_folder_is_private() {
    let folder = shared();
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    folder.store().commit(&[change(TODAY, &planned("a"), &planned("b"))]).expect("saved");
    assert_eq!(folder.files(), [".lock", SEPTEMBER]);
    check_shared(&folder);
    folder.store().undo().expect("undone");
    check_shared(&folder);
}

#[test]
fn a_folder_that_is_shared_later_opens_with_the_next_change() {
    let folder = TestFolder::new();
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    drop(chown(folder.path(), None, Some(GROUP)));
    set_mode(&folder.path(), 0o2770);
    folder.store().commit(&[change(TODAY, &planned("a"), &planned("b"))]).expect("saved");
    check_shared(&folder);
}

#[test]
fn a_family_folder_that_is_made_in_a_shared_folder_is_shared() {
    let folder = TestFolder::new();
    let above = folder.path();
    for (mode_above, mode_inside) in [(0o2770, 0o2770), (0o2755, 0o2700), (0o770, 0o700)] {
        fs::create_dir(&above).expect("made");
        set_mode(&above, mode_above);
        let family = above.join("between/family");
        folder.store_at(&family, TODAY).commit(&[plan(TODAY, "a")]).expect("saved");
        for name in ["between", "between/family"] {
            assert_eq!(mode(&above.join(name)), mode_inside, "{name} in {mode_above:o}");
        }
        fs::remove_dir_all(&above).expect("removed");
    }
}

#[test]
fn a_linked_folder_of_mornings_keeps_its_mode() {
    let folder = shared();
    let elsewhere = folder.path().with_file_name("elsewhere");
    write(&elsewhere.join("leo/notes.txt"), "");
    set_mode(&elsewhere, 0o755);
    set_mode(&elsewhere.join("leo"), 0o755);
    symlink(&elsewhere, folder.file("mornings")).expect("linked");
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    let modes = ["", "leo", "leo/2026-09.toml"].map(|name| mode(&elsewhere.join(name)));
    assert_eq!(modes, [0o755, 0o755, 0o600]);
}

#[test]
fn without_the_bit_everything_is_open_to_its_owner_alone() {
    let folder = TestFolder::new();
    fs::create_dir(folder.path()).expect("made");
    set_mode(&folder.path(), 0o777);
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    for file in folder.all_files() {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    assert_eq!(mode(&folder.file("mornings/leo")), 0o700);
}
