//! Backups: every kept day can be restored completely, and a restore can be undone.

use super::test_folder::{SEPTEMBER, TODAY, TestFolder, change, planned, read, stored, write};
use goodbye::domain::day::add_days;
use goodbye::domain::morning::Morning;
use goodbye::shell::store::Refusal;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use std::fs;

/// Changes the plan of the date `of` on the day `today`.
fn replan(folder: &TestFolder, today: Date, of: Date, ritual: &str) {
    let mut store = folder.store_on(today);
    let was = stored(folder, of);
    store.commit(&[change(of, &was, &planned(ritual))]).expect("saved");
}

/// The files of mornings with their texts.
fn mornings(folder: &TestFolder) -> BTreeMap<String, String> {
    let files = folder.files().into_iter().filter(|file| file.starts_with("mornings/"));
    files.map(|file| (file.clone(), folder.text(&file))).collect()
}

#[test]
fn a_day_keeps_each_file_as_it_was_before_its_first_change() {
    let folder = TestFolder::new();
    replan(&folder, TODAY, TODAY, "a");
    replan(&folder, TODAY, TODAY, "b");
    let second = add_days(TODAY, 1);
    let before = folder.text(SEPTEMBER);
    replan(&folder, second, TODAY, "c");
    replan(&folder, second, TODAY, "d");
    assert_eq!(read(&folder.state().join("backups/2026-09-08/mornings/leo/2026-09.toml")), before);
    assert_eq!(read(&folder.state().join("backups/2026-09-07/mornings/leo/2026-09.toml.absent")), "");
    let days: Vec<(Date, usize)> = folder.store().backups().expect("listed").iter().map(|b| (b.day, b.files)).collect();
    assert_eq!(days, [(second, 1), (TODAY, 1)]);
}

#[test]
fn every_kept_day_of_two_years_is_restored_completely() {
    let folder = TestFolder::new();
    let mut states: BTreeMap<Date, BTreeMap<String, String>> = BTreeMap::new();
    let mut today = date(2024, 9, 2);
    for i in 0..150 {
        states.insert(today, mornings(&folder));
        replan(&folder, today, add_days(today, i % 45), &format!("ritual-{i}"));
        today = add_days(today, 1 + i % 9);
    }
    // The day of the restores is a day with a backup too.
    states.insert(today, mornings(&folder));
    replan(&folder, today, today, "last");
    let kept: Vec<Date> = folder.store().backups().expect("listed").iter().map(|backup| backup.day).collect();
    assert!((20..=26).contains(&kept.len()), "{kept:?}");
    for day in kept {
        let now = mornings(&folder);
        let mut store = folder.store_on(today);
        let restored = store.restore(day).unwrap_or_else(|e| panic!("{day}: {e}"));
        assert!(restored.left_alone.is_empty());
        assert_eq!(mornings(&folder), states[&day], "{day}");
        store.undo().expect("undone");
        assert_eq!(mornings(&folder), now, "{day} undone");
    }
}

#[test]
fn a_restore_waits_until_a_damaged_file_is_moved_away() {
    let folder = TestFolder::new();
    replan(&folder, TODAY, TODAY, "a");
    replan(&folder, TODAY, date(2026, 10, 1), "b");
    let tomorrow = add_days(TODAY, 1);
    replan(&folder, tomorrow, TODAY, "c");
    replan(&folder, tomorrow, date(2026, 10, 1), "d");
    folder.write(SEPTEMBER, "damaged = ");
    let mut store = folder.store_on(tomorrow);
    let Err(Refusal::NotSaved(why)) = store.restore(tomorrow) else { panic!("restored") };
    assert!(why.to_string().contains("Move it away first") && why.to_string().contains("Nothing was changed"), "{why}");
    assert_eq!(folder.text(SEPTEMBER), "damaged = ");
    assert_eq!(stored(&folder, date(2026, 10, 1)), planned("d"), "not half a restore");
    fs::remove_file(folder.file(SEPTEMBER)).expect("moved away");
    store.restore(tomorrow).expect("restored");
    assert_eq!(stored(&folder, TODAY), planned("a"));
}

#[test]
fn a_damaged_copy_is_not_restored() {
    let folder = TestFolder::new();
    replan(&folder, TODAY, TODAY, "a");
    replan(&folder, add_days(TODAY, 1), TODAY, "b");
    write(&folder.state().join("backups/2026-09-08/mornings/leo/2026-09.toml"), "damaged = ");
    assert!(matches!(folder.store().restore(add_days(TODAY, 1)), Err(Refusal::NotSaved(_))));
    assert_eq!(stored(&folder, TODAY), planned("b"));
}

#[test]
fn other_files_in_the_backups_folder_are_skipped_and_stay() {
    let folder = TestFolder::new();
    replan(&folder, TODAY, TODAY, "a");
    let backups = folder.state().join("backups");
    let others = ["notes.txt", "2020-01-01/photo.jpg", "2026-9-1/family.toml"].map(|name| backups.join(name));
    others.iter().for_each(|path| write(path, "mine"));
    replan(&folder, add_days(TODAY, 1), TODAY, "b");
    assert_eq!(folder.store().backups().expect("listed").len(), 2);
    assert!(others.iter().all(|path| path.exists()));
    folder.store().restore(TODAY).expect("restored");
    assert_eq!(stored(&folder, TODAY), Morning::default());
}
