//! Backups: every day that is kept can be brought back whole, and bringing back can be undone.

use super::home::{Home, SEPTEMBER, TODAY, change, planned, stored};
use goodbye::domain::day::add_days;
use goodbye::domain::morning::Morning;
use goodbye::shell::store::{Refusal, Store};
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use std::fs;

/// Changes the plan of a date while today is `today`.
fn replan(home: &Home, today: Date, of: Date, ritual: &str) {
    let mut store = Store::open(home.path(), None, today);
    let was = stored(home, of);
    store.commit(&[change(of, &was, &planned(ritual))]).expect("saved");
}

/// All mornings' files with their texts.
fn mornings(home: &Home) -> BTreeMap<String, String> {
    let files = home.files().into_iter().filter(|file| file.starts_with("mornings/"));
    files.map(|file| (file.clone(), home.text(&file))).collect()
}

#[test]
fn a_day_keeps_each_file_as_it_was_before_its_first_change() {
    let home = Home::new();
    replan(&home, TODAY, TODAY, "a");
    replan(&home, TODAY, TODAY, "b");
    let second = add_days(TODAY, 1);
    let before = home.text(SEPTEMBER);
    replan(&home, second, TODAY, "c");
    replan(&home, second, TODAY, "d");
    assert_eq!(home.text("backups/2026-09-08/mornings/leo/2026-09.toml"), before);
    assert_eq!(home.text("backups/2026-09-07/mornings/leo/2026-09.toml.absent"), "");
    let days: Vec<(Date, usize)> = home.store().backups().expect("listed").iter().map(|b| (b.day, b.files)).collect();
    assert_eq!(days, [(second, 1), (TODAY, 1)]);
}

#[test]
fn every_kept_day_of_two_years_can_be_brought_back_whole() {
    let home = Home::new();
    let mut states: BTreeMap<Date, BTreeMap<String, String>> = BTreeMap::new();
    let mut today = date(2024, 9, 2);
    for i in 0..150 {
        states.insert(today, mornings(&home));
        replan(&home, today, add_days(today, i % 45), &format!("ritual-{i}"));
        today = add_days(today, 1 + i % 9);
    }
    // The day of the restores is a day with a backup too.
    states.insert(today, mornings(&home));
    replan(&home, today, today, "last");
    let kept: Vec<Date> = home.store().backups().expect("listed").iter().map(|backup| backup.day).collect();
    assert!((20..=26).contains(&kept.len()), "{kept:?}");
    for day in kept {
        let now = mornings(&home);
        let mut store = Store::open(home.path(), None, today);
        let restored = store.restore(day).unwrap_or_else(|e| panic!("{day}: {e}"));
        assert!(restored.left_alone.is_empty());
        assert_eq!(mornings(&home), states[&day], "{day}");
        store.undo().expect("undone");
        assert_eq!(mornings(&home), now, "{day} undone");
    }
}

#[test]
fn a_restore_waits_until_a_damaged_file_is_moved_away() {
    let home = Home::new();
    replan(&home, TODAY, TODAY, "a");
    replan(&home, TODAY, date(2026, 10, 1), "b");
    let tomorrow = add_days(TODAY, 1);
    replan(&home, tomorrow, TODAY, "c");
    replan(&home, tomorrow, date(2026, 10, 1), "d");
    home.write(SEPTEMBER, "damaged = ");
    let mut store = Store::open(home.path(), None, tomorrow);
    let Err(Refusal::NotSaved { why }) = store.restore(tomorrow) else { panic!("restored") };
    assert!(why.to_string().contains("Move it away first") && why.to_string().contains("Nothing was changed"), "{why}");
    assert_eq!(home.text(SEPTEMBER), "damaged = ");
    assert_eq!(stored(&home, date(2026, 10, 1)), planned("d"), "not half a restore");
    fs::remove_file(home.file(SEPTEMBER)).expect("moved away");
    store.restore(tomorrow).expect("restored");
    assert_eq!(stored(&home, TODAY), planned("a"));
}

#[test]
fn a_damaged_copy_is_not_brought_back() {
    let home = Home::new();
    replan(&home, TODAY, TODAY, "a");
    replan(&home, add_days(TODAY, 1), TODAY, "b");
    home.write("backups/2026-09-08/mornings/leo/2026-09.toml", "damaged = ");
    assert!(matches!(home.store().restore(add_days(TODAY, 1)), Err(Refusal::NotSaved { .. })));
    assert_eq!(stored(&home, TODAY), planned("b"));
}

#[test]
fn strangers_in_the_backups_folder_are_passed_over_and_stay() {
    let home = Home::new();
    home.write("backups/notes.txt", "mine");
    home.write("backups/2020-01-01/photo.jpg", "mine");
    home.write("backups/2026-9-1/family.toml", "mine");
    replan(&home, TODAY, TODAY, "a");
    assert_eq!(home.store().backups().expect("listed").len(), 1);
    assert!(home.file("backups/2020-01-01/photo.jpg").exists() && home.file("backups/notes.txt").exists());
    home.store().restore(TODAY).expect("restored");
    assert_eq!(stored(&home, TODAY), Morning::default());
}
