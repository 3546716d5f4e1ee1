//! Which days of backups are kept, and from which day a file is restored.

use super::test_folder::{TODAY, TestFolder, change, planned, stored};
use goodbye::domain::day::add_days;
use goodbye::shell::backup_days::{kept, source, to_delete, to_restore};
use goodbye::shell::clock::DayOfRun;
use jiff::civil::{Date, date};
use std::collections::BTreeSet;

fn daily(from: Date, count: i64) -> BTreeSet<Date> {
    (0..count).map(|i| add_days(from, i)).collect()
}

#[test]
fn fourteen_days_and_the_first_day_of_twelve_months_are_kept() {
    for count in 0..=14 {
        let days = daily(date(2026, 9, 20), count);
        assert_eq!(kept(&days), days);
    }
    let days = daily(date(2024, 9, 10), 730);
    let kept = kept(&days);
    assert_eq!(kept.len(), 14 + 11, "{kept:?}");
    assert!(kept.contains(&date(2026, 9, 1)) && kept.contains(&date(2025, 10, 1)));
    assert!(!kept.contains(&date(2025, 9, 1)) && kept.contains(&date(2026, 8, 27)));
}

#[test]
fn a_deleted_day_gives_its_files_to_the_next_older_kept_day() {
    let days = daily(date(2026, 9, 1), 17);
    let (first, second) = (date(2026, 9, 2), date(2026, 9, 3));
    assert_eq!(
        to_delete(&days, date(2026, 9, 17).into()),
        [(first, Some(date(2026, 9, 1))), (second, Some(date(2026, 9, 1)))]
    );
    let years = daily(date(2024, 9, 10), 730);
    assert_eq!(to_delete(&years, date(2026, 9, 30).into())[0], (date(2024, 9, 10), None));
}

#[test]
fn deleting_again_deletes_nothing() {
    let kept = kept(&daily(date(2024, 9, 10), 730));
    assert_eq!(to_delete(&kept, date(2026, 9, 30).into()), []);
}

#[test]
fn a_day_without_a_backup_is_restored_only_if_none_was_deleted_since() {
    let today = date(2026, 9, 30);
    let mut days = daily(date(2026, 9, 10), 14);
    days.remove(&date(2026, 9, 20));
    assert_eq!(to_restore(&days, date(2026, 9, 12), today.into()), Ok(date(2026, 9, 12)));
    assert_eq!(to_restore(&days, date(2026, 9, 20), today.into()), Ok(date(2026, 9, 21)));
    days.extend([date(2026, 8, 1), date(2026, 7, 1)]);
    assert!(to_restore(&days, date(2026, 7, 9), today.into()).is_err_and(|why| why.to_string().contains("Jul 1")));
    assert!(to_restore(&days, date(2026, 6, 9), today.into()).is_err_and(|why| why.to_string().contains("oldest")));
    assert!(to_restore(&days, today, today.into()).is_err_and(|why| why.to_string().contains("Nothing has changed")));
    assert!(to_restore(&BTreeSet::new(), today, today.into()).is_err());
}

#[test]
fn a_file_is_restored_from_the_first_later_day_with_a_copy() {
    let days = [date(2026, 9, 3), date(2026, 9, 9), date(2026, 9, 7)];
    assert_eq!(source(days, date(2026, 9, 4)), Some(date(2026, 9, 7)));
    assert_eq!(source(days, date(2026, 9, 10)), None);
}

/// Changes a morning on a day of a machine whose own day may be another one.
fn change_on(folder: &TestFolder, today: Date, machine: Date) {
    let mut store = folder.store();
    store.set_day(DayOfRun { today, machine });
    let ritual = format!("ritual-of-{today}");
    store.commit(&[change(TODAY, &stored(folder, TODAY), &planned(&ritual))]).expect("saved");
}

fn backup_days(folder: &TestFolder) -> BTreeSet<Date> {
    folder.store().backups().expect("listed").iter().map(|backup| backup.day).collect()
}

#[test]
fn trying_out_another_year_deletes_no_backup_of_a_real_day() {
    let folder = TestFolder::new();
    let real: Vec<Date> = (1..=10).map(|day| date(2026, 9, day)).collect();
    real.iter().for_each(|&day| change_on(&folder, day, day));
    let machine = date(2026, 9, 14);
    let tried: Vec<Date> = (1..=12).flat_map(|month| [date(2027, month, 5), date(2027, month, 12)]).collect();
    tried.iter().for_each(|&day| change_on(&folder, day, machine));
    change_on(&folder, machine, machine);
    let all: BTreeSet<Date> = real.iter().chain(&tried).chain([&machine]).copied().collect();
    assert_eq!(backup_days(&folder), all);
    folder.store_on(machine).restore(date(2026, 9, 5)).expect("restored");
    assert_eq!(stored(&folder, TODAY), planned("ritual-of-2026-09-04"));
}

#[test]
fn a_run_on_an_earlier_day_keeps_the_backup_of_that_day() {
    let folder = TestFolder::new();
    let machine = date(2026, 9, 30);
    daily(date(2026, 9, 1), 30).into_iter().for_each(|day| change_on(&folder, day, day));
    for earlier in [date(2025, 3, 3), date(2026, 8, 31), date(2026, 9, 2)] {
        change_on(&folder, earlier, machine);
        assert!(backup_days(&folder).contains(&earlier), "{earlier}");
    }
    assert_eq!(backup_days(&folder).range(date(2026, 9, 17)..).count(), 14);
}

#[test]
fn days_that_have_not_come_take_no_room_from_days_that_have() {
    let mut days = daily(date(2026, 9, 1), 14);
    days.extend(daily(date(2030, 1, 1), 500));
    assert_eq!(to_delete(&days, date(2026, 9, 14).into()), []);
    let years = daily(date(2025, 1, 1), 600);
    for today in years.iter().copied().step_by(50) {
        let gone = to_delete(&years, today.into());
        assert!(gone.iter().all(|(day, _)| *day < today), "{today}");
    }
    let ahead = DayOfRun { today: date(2030, 1, 1), machine: date(2026, 9, 14) };
    assert_eq!(to_delete(&years, ahead), []);
}
