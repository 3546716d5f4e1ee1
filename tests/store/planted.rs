//! Links, pipes, folders and other files in the places of the program's own files: nothing is written into them, and
//! the refusal says where they are and what to do.

use super::test_folder::{SEPTEMBER, TODAY, TestFolder, change, plan, planned, read, stored, write};
use goodbye::shell::store::{Refusal, Store};
use rustix::fs::{CWD, FileType, Mode};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

/// The kinds of things that are planted, each with words of its message.
const KINDS: [(&str, &str); 6] = [
    ("link", "is a link;"),
    ("link to nowhere", "is a link;"),
    ("link to a folder", "is a link;"),
    ("pipe", "is a pipe or a device;"),
    ("folder", "is a folder, not a file;"),
    ("hard link", "is a file with a second name elsewhere (a hard link);"),
];

/// The files of the program's own in a state folder, and the folders there.
const FILES: [&str; 6] = [
    "changes.jsonl",
    "holder",
    "folder.json",
    "pending.json",
    "backups/2026-09-07/family.toml.absent",
    BACKUP_OF_SEPTEMBER,
];
const BACKUP_OF_SEPTEMBER: &str = "backups/2026-09-07/mornings/leo/2026-09.toml.absent";
const FOLDERS: [&str; 5] =
    ["", "backups", "backups/2026-09-07", "backups/2026-09-07/mornings", "backups/2026-09-07/mornings/leo"];

/// A letter and a folder with another letter, which nothing may change.
struct Letters(PathBuf);

impl Letters {
    fn write(folder: &TestFolder) -> Letters {
        let letters = Letters(folder.path().with_file_name("letters"));
        for name in ["letter", "inside/2026-09.toml", "inside/changes.jsonl"] {
            let path = letters.0.join(name);
            write(&path, "Dear Gran");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("set");
        }
        letters
    }

    fn plant(&self, kind: &str, path: &Path) {
        let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        drop(removed);
        match kind {
            "link" => symlink(self.0.join("letter"), path),
            "link to nowhere" => symlink(self.0.join("nowhere"), path),
            "link to a folder" => symlink(self.0.join("inside"), path),
            "pipe" => rustix::fs::mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).map_err(Into::into),
            "folder" => fs::create_dir(path),
            _ => fs::hard_link(self.0.join("letter"), path),
        }
        .unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    }

    fn check(&self, when: &str) {
        for name in ["letter", "inside/2026-09.toml", "inside/changes.jsonl"] {
            let path = self.0.join(name);
            assert_eq!(read(&path), "Dear Gran", "{when}: {name}");
            let mode = fs::metadata(&path).expect("there").permissions().mode() & 0o777;
            assert_eq!(mode, 0o644, "{when}: {name}");
        }
        let inside = fs::read_dir(self.0.join("inside")).expect("listed").count();
        let all = fs::read_dir(&self.0).expect("listed").count();
        assert_eq!((all, inside), (2, 2), "{when}: a file is new");
    }
}

/// A folder after one change, with a morning that plans "a".
fn saved() -> TestFolder {
    let folder = TestFolder::new();
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    write(&folder.state().join("backups/2026-09-07/family.toml.absent"), "");
    folder
}

/// Undoes, redoes, restores and lists, and returns the messages.
fn use_state(mut store: Store) -> Vec<String> {
    let refusals = [store.undo().err(), store.redo().err(), store.restore(TODAY).err(), store.backups().err()];
    let notice = store.take_notice().map(|notice| notice.to_string());
    refusals.into_iter().flatten().map(|refusal| refusal.to_string()).chain(notice).collect()
}

#[test]
fn a_mark_is_saved_and_nothing_is_written_into_an_obstacle_in_place_of_a_file_of_the_state() {
    for file in FILES {
        for (kind, words) in KINDS {
            let folder = saved();
            let letters = Letters::write(&folder);
            let (path, when) = (folder.state().join(file), format!("a {kind} in place of {file}"));
            letters.plant(kind, &path);
            let named = format!("{} {words}", path.display());
            let mut store = folder.store();
            store.commit(&[change(TODAY, &planned("a"), &planned("b"))]).unwrap_or_else(|e| panic!("{when}: {e}"));
            // The backup of the family file is not needed for this mark.
            if file != "backups/2026-09-07/family.toml.absent" {
                let notice = store.take_notice().unwrap_or_else(|| panic!("{when}: no notice")).to_string();
                assert!(notice.contains(&named), "{when}: {notice}");
            }
            assert_eq!(stored(&folder, TODAY), planned("b"), "{when}");
            use_state(folder.store());
            let told: Vec<String> = folder.store().obstacles().iter().map(ToString::to_string).collect();
            assert!(told.len() == 1 && told[0].starts_with(&named), "{when}: {told:?}");
            letters.check(&when);
        }
    }
}

#[test]
fn a_mark_is_saved_and_nothing_is_written_into_an_obstacle_in_place_of_a_folder_of_the_state() {
    for name in FOLDERS {
        for (kind, words) in KINDS.into_iter().filter(|(kind, _)| *kind != "folder") {
            let folder = saved();
            let letters = Letters::write(&folder);
            let (path, when) = (folder.state().join(name), format!("a {kind} in place of the folder {name}"));
            let path = PathBuf::from(path.display().to_string().trim_end_matches('/'));
            letters.plant(kind, &path);
            let words = if kind == "hard link" { "is a file, not a folder;" } else { words };
            let named = format!("{} {words}", path.display());
            let mut store = folder.store();
            store.commit(&[change(TODAY, &planned("a"), &planned("b"))]).unwrap_or_else(|e| panic!("{when}: {e}"));
            let notice = store.take_notice().unwrap_or_else(|| panic!("{when}: no notice")).to_string();
            assert!(notice.contains(&named), "{when}: {notice}");
            assert_eq!(stored(&folder, TODAY), planned("b"), "{when}");
            let told = use_state(folder.store());
            assert!(told.iter().any(|told| told.contains(&named)), "{when}: {told:?}");
            let told: Vec<String> = folder.store().obstacles().into_iter().map(|obstacle| obstacle.path).collect();
            assert_eq!(told, [path.display().to_string()], "{when}");
            letters.check(&when);
        }
    }
}

#[test]
fn nothing_is_saved_with_anything_in_place_of_the_lock() {
    for (kind, words) in KINDS {
        let folder = saved();
        let letters = Letters::write(&folder);
        letters.plant(kind, &folder.file(".lock"));
        let named = format!("{} {words}", folder.file(".lock").display());
        let tries = [
            folder.store().commit(&[change(TODAY, &planned("a"), &planned("b"))]).err(),
            folder.store().undo().err(),
            folder.store().restore(TODAY).err(),
        ];
        for refused in tries {
            let Some(Refusal::NotSaved(why)) = refused else { panic!("{kind}: {refused:?}") };
            let why = why.to_string();
            assert!(why.contains(&named) && why.contains("; move it away and try again"), "{kind}: {why}");
        }
        assert_eq!(stored(&folder, TODAY), planned("a"), "{kind}");
        let told: Vec<String> = folder.store().obstacles().iter().map(ToString::to_string).collect();
        assert!(told.len() == 1 && told[0].starts_with(&named), "{kind}: {told:?}");
        letters.check(kind);
    }
}

#[test]
fn a_state_folder_that_others_can_change_is_not_used() {
    for (inside, mode, is_used) in
        [(true, 0o777, false), (true, 0o770, false), (true, 0o755, true), (false, 0o777, false), (false, 0o1777, true)]
    {
        let folder = saved();
        let path = if inside { folder.state() } else { folder.states() };
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("set");
        let mut store = folder.store();
        store.commit(&[change(TODAY, &planned("a"), &planned("b"))]).expect("saved");
        let notice = store.take_notice().map(|notice| notice.to_string());
        assert_eq!(notice.is_none(), is_used, "{mode:o}: {notice:?}");
        let words = format!("{} can be changed by other accounts; take that right from them", path.display());
        assert!(notice.is_none_or(|notice| notice.contains(&words)), "{mode:o}");
        assert_eq!(folder.store().undo().is_ok(), is_used, "{mode:o}");
    }
}

#[test]
fn a_place_for_state_folders_that_is_no_folder_is_told() {
    for (is_link, words) in [(false, "is a file, not a folder"), (true, "is a link to a folder that is not there")] {
        let folder = saved();
        fs::rename(folder.states(), folder.path().with_file_name("elsewhere")).expect("moved");
        if is_link {
            symlink("nowhere", folder.states()).expect("linked");
        } else {
            write(&folder.states(), "");
        }
        let mut store = folder.store();
        store.commit(&[change(TODAY, &planned("a"), &planned("b"))]).expect("saved");
        let named = format!("{} {words}", folder.states().display());
        let told = store.take_notice().map(|notice| notice.to_string()).unwrap_or_default();
        assert!(told.contains(&named), "{told}");
        let told: Vec<String> = folder.store().obstacles().iter().map(ToString::to_string).collect();
        assert!(told.len() == 1 && told[0].starts_with(&named), "{told:?}");
        let refused = folder.store().backups().err().map(|why| why.to_string()).unwrap_or_default();
        assert!(refused.contains(&named), "{refused}");
    }
}

#[test]
fn a_linked_state_folder_that_the_person_chose_is_followed() {
    let folder = saved();
    let elsewhere = folder.path().with_file_name("elsewhere");
    fs::rename(folder.states(), &elsewhere).expect("moved");
    symlink(&elsewhere, folder.states()).expect("linked");
    folder.store().undo().expect("undone");
    assert!(folder.store().obstacles().is_empty());
}

#[test]
fn a_family_file_linked_to_the_start_file_of_a_shell_is_not_written() {
    let folder = TestFolder::new();
    let start_file = folder.path().with_file_name(".profile");
    write(&start_file, "");
    fs::create_dir_all(folder.file("mornings/leo")).expect("made");
    symlink(&start_file, folder.file(SEPTEMBER)).expect("linked");
    let Err(Refusal::NotSaved(why)) = folder.store().commit(&[plan(TODAY, "a")]) else { panic!("saved") };
    assert!(why.to_string().contains(".profile, and that name does not end in .toml; delete the link"), "{why}");
    assert_eq!(read(&start_file), "");
}

#[test]
fn a_file_or_a_broken_link_in_place_of_a_folder_of_mornings_is_named() {
    for (name, is_link) in [("mornings", true), ("mornings", false), ("mornings/leo", true), ("mornings/leo", false)] {
        let folder = TestFolder::new();
        let path = folder.file(name);
        fs::create_dir_all(path.parent().expect("in a folder")).expect("made");
        if is_link { symlink("nowhere", &path) } else { fs::write(&path, "mine") }.expect("made");
        let Err(Refusal::NotSaved(why)) = folder.store().commit(&[plan(TODAY, "a")]) else { panic!("saved") };
        let words = if is_link {
            format!("{} is a link to a folder that is not there", path.display())
        } else {
            "a file is where a folder should be".to_owned()
        };
        assert!(why.to_string().contains(&words), "{why}");
    }
}
