//! Damaged files: each is reported, stays unchanged byte for byte, and affects no other file.

use super::test_folder::{SEPTEMBER, TODAY, TestFolder, leo, morning, plan, planned, september, stored};
use goodbye::domain::change::{Change, Page, PageEdit};
use goodbye::domain::day::Month;
use goodbye::shell::store::Refusal;
use jiff::civil::{Date, date};
use rustix::fs::{CWD, FileType, Mode};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

const OCTOBER: Date = date(2026, 10, 1);
const FAMILY: &str = "[[child]]\nname = \"Leo\"\nfirst_day = 2026-09-07\n";

/// Puts a damaged file, or something that is no file, at a path.
type Damage = Box<dyn Fn(&Path)>;

/// Every kind of damage, each with its name.
fn damages() -> Vec<(&'static str, Damage)> {
    let write = |bytes: &'static [u8]| -> Damage { Box::new(move |path| fs::write(path, bytes).expect("written")) };
    vec![
        ("cut", write(b"[2026-09-07]\nplan = [\"hand-k")),
        ("a section twice", write(b"[2026-09-07]\nnote = 'a'\n\n[2026-09-07]\nplan = ['b']\n")),
        ("an unfinished merge", write(b"<<<<<<< ours\n[2026-09-07]\n=======\n[2026-09-08]\n>>>>>>> theirs\n")),
        ("NULs", write(&[0; 4096])),
        ("not UTF-8", write(b"[2026-09-07]\nnote = \"caf\xe9\"\n")),
        ("newer", write(b"format = 2\n")),
        ("too large", Box::new(|path| fs::write(path, vec![b'#'; 5 << 20]).expect("written"))),
        ("a folder", Box::new(|path| fs::create_dir(path).expect("made"))),
        (
            "a pipe",
            Box::new(|path| rustix::fs::mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("made")),
        ),
        ("a loop of links", Box::new(|path| symlink(path, path).expect("linked"))),
        ("a link to nowhere", Box::new(|path| symlink("/nowhere/at/all", path).expect("linked"))),
        ("a device", Box::new(|path| symlink("/dev/zero", path).expect("linked"))),
    ]
}

/// The kind, the bytes and the link target of the file at a path. Links are not followed.
pub fn state(path: &Path) -> (String, Option<Vec<u8>>, Option<std::path::PathBuf>) {
    let kind = fs::symlink_metadata(path).map_or_else(|e| e.to_string(), |meta| format!("{:?}", meta.file_type()));
    let is_file = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file());
    (kind, is_file.then(|| fs::read(path).unwrap_or_default()), fs::read_link(path).ok())
}

#[test]
fn a_damaged_month_is_reported_and_left_unchanged_and_other_months_work() {
    for (name, damage) in damages() {
        let folder = TestFolder::new();
        folder.write("mornings/leo/notes", "");
        damage(&folder.file(SEPTEMBER));
        let before = state(&folder.file(SEPTEMBER));
        let mut store = folder.store();
        let found = store.read_months(&leo(), &[september(), Month::of(OCTOBER)]);
        let problems = &found.months[0].2.problems;
        assert!(problems.iter().all(|p| p.file == SEPTEMBER) && !problems.is_empty(), "{name}");
        let Err(Refusal::NotSaved(why)) = store.commit(&[plan(TODAY, "a")]) else { panic!("{name} was saved") };
        assert!(why.to_string().contains(SEPTEMBER) && why.to_string().contains("What to do: "), "{name}: {why}");
        store.commit(&[plan(OCTOBER, "b")]).unwrap_or_else(|e| panic!("{name}: {e}"));
        let both = [plan(TODAY, "a"), plan(date(2026, 11, 2), "c")];
        assert!(matches!(store.commit(&both), Err(Refusal::NotSaved(_))), "{name}");
        assert!(!folder.file("mornings/leo/2026-11.toml").exists(), "{name}");
        assert_eq!(store.read_all(&leo()).complete, [leo()], "{name}");
        store.undo().unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(state(&folder.file(SEPTEMBER)), before, "{name}");
    }
}

#[test]
fn a_damaged_family_page_shows_the_children_who_have_mornings() {
    let mut damages = damages();
    damages.push(("empty", Box::new(|path| fs::write(path, "").expect("written"))));
    for (name, damage) in damages {
        let folder = TestFolder::new();
        folder.write("mornings/leo/2026-09.toml", "[2026-09-07]\nplan = [\"a\"]\n");
        folder.write("mornings/Not An Id/2026-09.toml", "");
        damage(&folder.file("family.toml"));
        let before = state(&folder.file("family.toml"));
        let mut store = folder.store();
        let page = store.read_pages().family.expect("looked at").page;
        assert!(!page.problems.is_empty(), "{name}");
        assert_eq!(page.family.children.iter().map(|c| c.id.clone()).collect::<Vec<_>>(), [leo()], "{name}");
        let edit = PageEdit { page: Page::Family, was: None, becomes: Some(FAMILY.into()) };
        assert!(matches!(store.commit(&[Change::of_page("family", edit)]), Err(Refusal::NotSaved(_))), "{name}");
        store.commit(&[plan(OCTOBER, "b")]).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(state(&folder.file("family.toml")), before, "{name}");
    }
}

#[test]
fn with_damaged_rituals_the_shipped_rituals_are_offered() {
    for (name, damage) in damages().into_iter().filter(|(name, _)| *name != "newer") {
        let folder = TestFolder::new();
        folder.write("family.toml", FAMILY);
        damage(&folder.file("rituals.toml"));
        let before = state(&folder.file("rituals.toml"));
        let found = folder.store().read_pages().rituals.expect("looked at");
        assert!(!found.problems.is_empty() && found.catalog.offered().count() > 4, "{name}");
        let edit = PageEdit { page: Page::Rituals, was: None, becomes: None };
        let edit = PageEdit { becomes: Some("[[ritual]]\nid = 'a'\nname = 'A'\n".into()), ..edit };
        assert!(matches!(folder.store().commit(&[Change::of_page("rituals", edit)]), Err(Refusal::NotSaved(_))));
        assert_eq!(state(&folder.file("rituals.toml")), before, "{name}");
    }
}

#[test]
fn an_unreadable_file_is_not_replaced_by_a_new_one() {
    if rustix::process::geteuid().is_root() {
        return; // Root may read everything.
    }
    let folder = TestFolder::new();
    folder.write(SEPTEMBER, "[2026-09-07]\nplan = [\"a\"]\n");
    fs::set_permissions(folder.file(SEPTEMBER), fs::Permissions::from_mode(0o000)).expect("set");
    assert!(matches!(folder.store().commit(&[plan(TODAY, "b")]), Err(Refusal::NotSaved(_))));
    fs::set_permissions(folder.file(SEPTEMBER), fs::Permissions::from_mode(0o600)).expect("set");
    assert_eq!(stored(&folder, TODAY), planned("a"));
}

#[test]
fn a_file_in_place_of_a_folder_is_reported() {
    let folder = TestFolder::new();
    folder.write("mornings/leo", "not a folder");
    let mut store = folder.store();
    assert!(store.read_months(&leo(), &[september()]).months[0].2.is_read_only());
    assert!(store.read_all(&leo()).months.iter().all(|(_, _, page)| page.is_read_only()));
    assert!(matches!(store.commit(&[plan(TODAY, "a")]), Err(Refusal::NotSaved(_))));
    assert_eq!(folder.text("mornings/leo"), "not a folder");
}

#[test]
fn text_written_by_hand_is_read_and_kept() {
    let folder = TestFolder::new();
    folder.write(SEPTEMBER, "\u{feff}weather = 'fair'\r\n[2026-09-08]\r\nplan=['a']\r\nsong='la'\r\n");
    let mut store = folder.store();
    let found = store.commit(&[plan(TODAY, "b")]).expect("saved");
    assert_eq!(morning(&found, TODAY), planned("b"));
    let text = folder.text(SEPTEMBER);
    assert!(text.contains("weather = 'fair'") && text.contains("song='la'"), "{text}");
}
