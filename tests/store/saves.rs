//! Saving: what is saved is there for everybody, and nothing that somebody else saved is lost.

use super::home::{Home, SEPTEMBER, TODAY, change, leo, morning, plan, planned, september, stored};
use goodbye::domain::change::{Change, Page, PageEdit};
use goodbye::domain::morning::Morning;
use goodbye::shell::store::Refusal;
use jiff::civil::{Date, date};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

const TUESDAY: Date = date(2026, 9, 8);

fn page(page: Page, was: Option<&str>, becomes: Option<&str>) -> Change {
    let edit = PageEdit { page, was: was.map(str::to_owned), becomes: becomes.map(str::to_owned) };
    Change::of_page("a page changed", edit)
}

const FAMILY: &str = "[[child]]\nname = \"Leo\"\nfirst_day = 2026-09-07\n";

#[test]
fn reading_makes_nothing() {
    let home = Home::new();
    let mut store = home.store();
    assert!(store.read_pages().family.is_some_and(|found| found.text.is_none() && found.page.problems.is_empty()));
    assert!(!store.read_months(&leo(), &[september()]).months.is_empty());
    assert_eq!(store.read_all(&leo()).complete, [leo()]);
    assert!(store.changed(&[(leo(), september())]).is_empty());
    assert!(matches!(store.undo(), Err(Refusal::Nothing { .. })));
    assert!(matches!(store.restore(TODAY), Err(Refusal::Nothing { .. })));
    assert!(matches!(store.commit(&[]), Ok(found) if found.is_empty()));
    assert!(!home.path().exists());
}

#[test]
fn a_saved_morning_is_what_the_snapshot_and_the_next_reader_have() {
    let home = Home::new();
    let mut store = home.store();
    let found = store.commit(&[plan(TODAY, "hand-kiss")]).expect("saved");
    assert_eq!(morning(&found, TODAY), planned("hand-kiss"));
    assert_eq!(stored(&home, TODAY), planned("hand-kiss"));
    assert_eq!(home.text(SEPTEMBER), "[2026-09-07]\nplan = [\"hand-kiss\"]\n");
}

#[test]
fn files_are_for_their_owner_alone_and_nothing_temporary_stays() {
    let home = Home::new();
    let mut store = home.store();
    store.commit(&[plan(TODAY, "hand-kiss"), page(Page::Family, None, Some(FAMILY))]).expect("saved");
    let files = home.files();
    let mut expected = vec![
        ".lock",
        "backups/2026-09-07/family.toml.absent",
        "backups/2026-09-07/mornings/leo/2026-09.toml.absent",
        "changes.jsonl",
        "family.toml",
        SEPTEMBER,
    ];
    expected.sort_unstable();
    assert_eq!(files, expected);
    let mode = |path: &str| fs::metadata(home.file(path)).expect("there").permissions().mode() & 0o777;
    for file in &files {
        assert_eq!(mode(file), 0o600, "{file}");
    }
    for folder in ["", "mornings", "mornings/leo", "backups", "backups/2026-09-07"] {
        assert_eq!(mode(folder), 0o700, "{folder}");
    }
}

#[test]
fn two_stores_on_one_morning_are_told_and_on_two_mornings_are_merged() {
    let home = Home::new();
    let (mut one, mut two) = (home.store(), home.store());
    one.commit(&[plan(TODAY, "hand-kiss")]).expect("saved");
    two.commit(&[plan(TUESDAY, "sewn-heart")]).expect("merged");
    let Err(Refusal::Stale { why, found }) = two.commit(&[plan(TODAY, "sewn-heart")]) else { panic!("not stale") };
    assert!(why.to_string().contains("Monday, September 7"), "{why}");
    assert_eq!(morning(&found, TODAY), planned("hand-kiss"));
    assert_eq!((stored(&home, TODAY), stored(&home, TUESDAY)), (planned("hand-kiss"), planned("sewn-heart")));
}

#[test]
fn one_change_that_does_not_fit_holds_back_all_of_them() {
    let home = Home::new();
    home.store().commit(&[plan(TUESDAY, "hand-kiss")]).expect("saved");
    let batch = [plan(date(2026, 10, 1), "a"), plan(TODAY, "b"), plan(TUESDAY, "c")];
    assert!(matches!(home.store().commit(&batch), Err(Refusal::Stale { .. })));
    assert_eq!(stored(&home, TODAY), Morning::default());
    assert!(!home.file("mornings/leo/2026-10.toml").exists());
}

#[test]
fn changes_of_one_batch_follow_each_other_and_a_second_try_fits() {
    let home = Home::new();
    let (first, second) = (planned("a"), planned("b"));
    let batch = [change(TODAY, &Morning::default(), &first), change(TODAY, &first, &second)];
    home.store().commit(&batch).expect("saved");
    home.store().commit(&batch).expect("there already");
    assert_eq!(stored(&home, TODAY), second);
}

#[test]
fn only_what_changed_is_read_again() {
    let home = Home::new();
    let (mut one, mut two) = (home.store(), home.store());
    one.read_pages();
    one.read_months(&leo(), &[september()]);
    one.commit(&[plan(TODAY, "hand-kiss")]).expect("saved");
    assert!(one.changed(&[(leo(), september())]).is_empty(), "its own change is no news");
    two.commit(&[plan(TUESDAY, "sewn-heart")]).expect("saved");
    let news = one.changed(&[(leo(), september())]);
    assert_eq!((news.months.len(), morning(&news, TUESDAY)), (1, planned("sewn-heart")));
    assert!(news.family.is_none() && one.changed(&[(leo(), september())]).is_empty());
    home.write("family.toml", FAMILY);
    assert!(one.changed(&[(leo(), september())]).family.is_some_and(|found| found.page.family.children.len() == 1));
    fs::remove_file(home.file(SEPTEMBER)).expect("removed");
    assert_eq!(morning(&one.changed(&[(leo(), september())]), TODAY), Morning::default());
}

#[test]
fn history_is_read_once_and_then_only_what_changed() {
    let home = Home::new();
    let mut store = home.store();
    for month in 1..=12 {
        home.write(&format!("mornings/leo/2025-{month:02}.toml"), format!("[2025-{month:02}-03]\nplan = ['a']\n"));
    }
    home.write("mornings/leo/notes.toml", "not a month");
    store.read_months(&leo(), &["2025-03".parse().expect("a month")]);
    let all = store.read_all(&leo());
    assert_eq!((all.months.len(), all.complete), (11, vec![leo()]));
    assert!(store.read_all(&leo()).months.is_empty());
    home.write("mornings/leo/2025-05.toml", "");
    fs::remove_file(home.file("mornings/leo/2025-06.toml")).expect("removed");
    let again = store.read_all(&leo());
    assert!(again.months.len() == 2 && again.months.iter().all(|(_, _, page)| page.mornings.is_empty()));
}

#[test]
fn a_month_with_nothing_left_on_it_goes() {
    let home = Home::new();
    let mut store = home.store();
    store.commit(&[plan(TODAY, "a")]).expect("saved");
    store.commit(&[change(TODAY, &planned("a"), &Morning::default())]).expect("saved");
    assert!(!home.file(SEPTEMBER).exists());
    store.read_pages();
    assert!(store.changed(&[(leo(), september())]).is_empty());
}

#[test]
fn a_linked_file_is_followed_to_where_it_is() {
    let home = Home::new();
    home.write("elsewhere/september.toml", "[2026-09-08]\nplan = [\"sewn-heart\"]\n");
    fs::create_dir_all(home.file("mornings/leo")).expect("made");
    symlink("../../elsewhere/september.toml", home.file(SEPTEMBER)).expect("linked");
    let mut store = home.store();
    store.commit(&[plan(TODAY, "hand-kiss")]).expect("saved");
    assert!(home.file(SEPTEMBER).is_symlink());
    assert!(home.text("elsewhere/september.toml").contains("hand-kiss"));
    let clear = [
        change(TODAY, &planned("hand-kiss"), &Morning::default()),
        change(TUESDAY, &planned("sewn-heart"), &Morning::default()),
    ];
    store.commit(&clear).expect("saved");
    assert!(home.file(SEPTEMBER).is_symlink() && home.text("elsewhere/september.toml").is_empty());
}

#[test]
fn pages_are_checked_against_what_they_were_and_what_they_may_be() {
    let home = Home::new();
    let mut store = home.store();
    store.commit(&[page(Page::Family, None, Some(FAMILY))]).expect("saved");
    let other = page(Page::Family, None, Some("# mine\n[[child]]\nname = 'Ida'\nfirst_day = 2026-09-07\n"));
    assert!(matches!(store.commit(&[other]), Err(Refusal::Stale { .. })));
    let wrong = page(Page::Rituals, None, Some("[[ritual]]\nidd = 'a'\n"));
    assert!(matches!(store.commit(&[wrong]), Err(Refusal::NotSaved { .. })));
    assert_eq!(home.text("family.toml"), FAMILY);
    assert!(!home.file("rituals.toml").exists());
}

#[test]
fn undo_and_redo_go_on_after_a_restart() {
    let home = Home::new();
    home.store().commit(&[plan(TODAY, "a")]).expect("saved");
    home.store().commit(&[change(TODAY, &planned("a"), &planned("b")), plan(date(2026, 10, 1), "c")]).expect("saved");
    let (what, found) = home.store().undo().expect("undone");
    assert_eq!((what.as_str(), found.months.len()), ("a change on 2026-10-01", 1));
    home.store().undo().expect("undone");
    assert_eq!(stored(&home, TODAY), planned("a"));
    home.store().undo().expect("undone");
    assert!(matches!(home.store().undo(), Err(Refusal::Nothing { .. })));
    assert!(!home.file(SEPTEMBER).exists());
    home.store().redo().expect("redone");
    home.store().redo().expect("redone");
    assert_eq!(stored(&home, TODAY), planned("b"));
    home.store().commit(&[change(TODAY, &planned("b"), &planned("x"))]).expect("saved");
    assert!(matches!(home.store().redo(), Err(Refusal::Nothing { .. })));
    assert!(!home.file("mornings/leo/2026-10.toml").exists());
}

#[test]
fn an_undo_that_no_longer_fits_says_so_and_changes_nothing() {
    let home = Home::new();
    let mut store = home.store();
    store.commit(&[plan(TODAY, "a"), plan(TUESDAY, "b")]).expect("saved");
    home.write(SEPTEMBER, "[2026-09-07]\nplan = [\"a\"]\n\n[2026-09-08]\nplan = [\"by hand\"]\n");
    let before = home.text(SEPTEMBER);
    let Err(Refusal::Stale { why, .. }) = store.undo() else { panic!("not refused") };
    assert!(why.to_string().contains("no longer") && why.to_string().contains("Tuesday, September 8"), "{why}");
    assert_eq!(home.text(SEPTEMBER), before);
}

#[test]
fn a_change_that_never_reached_its_file_is_passed_over_by_undo() {
    let home = Home::new();
    home.store().commit(&[plan(TODAY, "a")]).expect("saved");
    let before = home.text(SEPTEMBER);
    home.store().commit(&[plan(TUESDAY, "b")]).expect("saved");
    home.write(SEPTEMBER, before);
    let (what, _) = home.store().undo().expect("undone");
    assert_eq!(what, "a change on 2026-09-07");
    assert!(!home.file(SEPTEMBER).exists());
}

#[test]
fn a_history_that_cannot_be_used_keeps_no_morning_from_being_saved() {
    let home = Home::new();
    fs::create_dir_all(home.file("changes.jsonl")).expect("made");
    let mut store = home.store();
    store.commit(&[plan(TODAY, "a")]).expect("saved");
    let Err(Refusal::NotSaved { why }) = store.undo() else { panic!("undone") };
    assert!(why.to_string().contains("changes.jsonl") && why.to_string().contains("folder"), "{why}");
    assert_eq!(stored(&home, TODAY), planned("a"));
}

#[test]
fn an_edit_under_the_lock_sees_what_others_saved() {
    let home = Home::new();
    let mut store = home.store();
    store.read_months(&leo(), &[september()]);
    home.store().commit(&[plan(TODAY, "a")]).expect("saved");
    let saved = store.edit(|transaction| {
        let was = transaction.morning(&leo(), TODAY)?;
        Ok::<_, Refusal>(Some(change(TODAY, &was, &was.marked(&was.plan[0], true))))
    });
    assert!(saved.expect("saved").is_some());
    assert!(stored(&home, TODAY).first_undone().is_none());
    let nothing = store.edit(|_| Ok::<_, Refusal>(None)).expect("fine");
    assert!(nothing.is_none());
}
