//! Files that are empty or missing while a backup has more: told before anything is written over them.

use super::test_folder::{SEPTEMBER, TODAY, TestFolder, change, leo, plan, planned, september, stored, write};
use goodbye::domain::change::{Change, Page, PageEdit};
use goodbye::domain::day::add_days;
use goodbye::domain::family::Family;
use goodbye::shell::family_file::FamilyFile;
use goodbye::shell::store::Refusal;
use jiff::civil::{Date, date};
use std::fs;

const FAMILY: &str = "[[child]]\nname = \"Leo\"\nfirst_day = 2026-09-07\n";
/// Texts that a power cut or a failed copy leaves.
const EMPTY: [&str; 5] = ["", "\n", " \t\r\n", "\0\0\0\0", "\u{feff}"];

/// A page as it becomes on a day.
fn write_page(folder: &TestFolder, today: Date, page: Page, was: Option<&str>, becomes: &str) {
    let edit = PageEdit { page, was: was.map(str::to_owned), becomes: Some(becomes.to_owned()) };
    folder.store_on(today).commit(&[Change::of_page("a page", edit)]).expect("saved");
}

/// A family with a page and a month that have changed on two days, so that the second day's backup has both.
fn two_days() -> TestFolder {
    let folder = TestFolder::new();
    let longer = format!("{FAMILY}# more\n");
    write_page(&folder, TODAY, Page::Family, None, FAMILY);
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    let second = add_days(TODAY, 1);
    write_page(&folder, second, Page::Family, Some(FAMILY), &longer);
    folder.store_on(second).commit(&[change(TODAY, &planned("a"), &planned("b"))]).expect("saved");
    folder
}

#[test]
fn an_empty_month_is_not_written_over_where_a_backup_has_more() {
    for empty in EMPTY {
        let folder = two_days();
        folder.write(SEPTEMBER, empty);
        let mut store = folder.store();
        let page = &store.read_months(&leo(), &[september()]).months[0].2;
        assert!(page.is_read_only() && page.mornings.is_empty(), "{empty:?}");
        let Err(Refusal::NotSaved(why)) = store.commit(&[plan(TODAY, "c")]) else { panic!("{empty:?} was lost") };
        let way_out = "delete the empty file, and `goodbye restore 2026-09-08 --only mornings/leo/2026-09.toml`";
        assert!(why.to_string().contains("is empty") && why.to_string().contains(way_out), "{why}");
        assert_eq!(folder.text(SEPTEMBER), empty);
        fs::remove_file(folder.file(SEPTEMBER)).expect("deleted");
        let month = FamilyFile::Month(leo(), september());
        folder.store().restore_only(add_days(TODAY, 1), &month).expect("restored");
        assert_eq!(stored(&folder, TODAY), planned("a"));
        assert!(folder.text("family.toml").ends_with("# more\n"), "the other files stay");
    }
}

#[test]
fn an_empty_month_without_a_backup_is_an_empty_month() {
    let folder = TestFolder::new();
    folder.write(SEPTEMBER, "\n");
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    assert_eq!(stored(&folder, TODAY), planned("a"));
}

#[test]
fn empty_pages_are_told_and_left_alone() {
    let second = add_days(TODAY, 1);
    for (page, first, then) in [
        (Page::Family, FAMILY, "[[child]]\nname = 'Mia'\nfirst_day = 2026-09-07\n"),
        (Page::Rituals, "[[ritual]]\nid = 'a'\nname = 'A'\n", "[[ritual]]\nid = 'b'\nname = 'B'\n"),
        (Page::School, "[[calendar]]\nfile = 'a.ics'\n", "[[calendar]]\nfile = 'b.ics'\n"),
    ] {
        for empty in EMPTY {
            let folder = TestFolder::new();
            write_page(&folder, TODAY, page, None, first);
            write_page(&folder, second, page, Some(first), then);
            folder.write(page.file_name(), empty);
            let problem = folder.store_on(second).read_text(page).expect_err("told");
            assert!(problem.message.contains("is empty") && problem.help.contains("goodbye restore"), "{problem:?}");
            let edit = PageEdit { page, was: Some(empty.to_owned()), becomes: Some(then.to_owned()) };
            let saved = folder.store_on(second).commit(&[Change::of_page("a page", edit)]);
            assert!(matches!(saved, Err(Refusal::NotSaved(_))), "{page:?} {empty:?}");
            assert_eq!(folder.text(page.file_name()), empty);
        }
    }
}

#[test]
fn a_missing_family_file_beside_mornings_or_backups_is_told_and_restored() {
    let folder = two_days();
    assert!(folder.store().lost_family().is_none());
    fs::remove_file(folder.file("family.toml")).expect("lost");
    let mut store = folder.store();
    let found = store.read_pages().family.expect("looked at");
    let problem = &found.page.problems[0];
    assert!(problem.help.contains("`goodbye restore 2026-09-08 --only family.toml`"), "{problem:?}");
    assert_eq!(found.page.family.children[0].id, leo(), "mornings are shown and can be marked");
    store.commit(&[change(TODAY, &planned("b"), &planned("c"))]).expect("saved");
    store.restore_only(add_days(TODAY, 1), &FamilyFile::Page(Page::Family)).expect("restored");
    assert_eq!((folder.text("family.toml").as_str(), stored(&folder, TODAY)), (FAMILY, planned("c")));

    let copied = TestFolder::new();
    copied.write(SEPTEMBER, "[2026-09-07]\nplan = ['a']\n");
    assert!(copied.store().lost_family().is_some_and(|lost| lost.problem.message.contains("mornings of leo")));
    let new = TestFolder::new();
    new.write("mornings/leo/notes", "");
    assert!(new.store().lost_family().is_none());
    assert_eq!(new.store().read_pages().family.expect("looked at").page.family, Family::default());
}

#[test]
fn an_empty_copy_is_not_restored_as_if_the_file_had_been_empty() {
    for empty in EMPTY {
        let folder = two_days();
        let second = add_days(TODAY, 1);
        let copy = folder.state().join("backups/2026-09-08").join(SEPTEMBER);
        write(&copy, empty);
        let restored = folder.store_on(second).restore(second).expect("the family file is restored");
        let said: Vec<String> = restored.left_alone.iter().map(ToString::to_string).collect();
        assert!(
            said.len() == 1 && said[0].starts_with(SEPTEMBER) && said[0].contains("this copy is empty"),
            "{said:?}"
        );
        assert_eq!((folder.text("family.toml").as_str(), stored(&folder, TODAY)), (FAMILY, planned("b")));
    }
}

#[test]
fn a_damaged_file_that_a_restore_does_not_touch_does_not_stop_the_restore() {
    let folder = two_days();
    let third = add_days(TODAY, 2);
    folder.store_on(third).commit(&[plan(date(2026, 10, 1), "x")]).expect("saved");
    folder.write(SEPTEMBER, "damaged = ");
    folder.store_on(third).restore(third).expect("restored");
    assert_eq!(folder.text(SEPTEMBER), "damaged = ");
}

#[test]
fn a_page_that_never_changes_is_backed_up_with_the_first_change_of_a_day() {
    let folder = TestFolder::new();
    folder.write("family.toml", FAMILY);
    folder.write("rituals.toml", "damaged = ");
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    let backups = folder.state().join("backups/2026-09-07");
    assert_eq!(fs::read_to_string(backups.join("family.toml")).expect("a copy"), FAMILY);
    assert!(!backups.join("rituals.toml").exists() && !backups.join("school.toml").exists());
    fs::remove_file(folder.file("family.toml")).expect("lost");
    assert!(folder.store().lost_family().is_some_and(|lost| lost.is_backed_up));
}
