//! Which days of backups are kept, and from which day a file is restored.

use goodbye::domain::day::add_days;
use goodbye::shell::backup_days::{kept, source, to_delete, to_restore};
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
    assert_eq!(to_delete(&days), [(first, Some(date(2026, 9, 1))), (second, Some(date(2026, 9, 1)))]);
    let years = daily(date(2024, 9, 10), 730);
    assert_eq!(to_delete(&years)[0], (date(2024, 9, 10), None));
}

#[test]
fn deleting_again_deletes_nothing() {
    let kept = kept(&daily(date(2024, 9, 10), 730));
    assert_eq!(to_delete(&kept), []);
}

#[test]
fn a_day_without_a_backup_is_restored_only_if_none_was_deleted_since() {
    let today = date(2026, 9, 30);
    let mut days = daily(date(2026, 9, 10), 14);
    days.remove(&date(2026, 9, 20));
    assert_eq!(to_restore(&days, date(2026, 9, 12), today), Ok(date(2026, 9, 12)));
    assert_eq!(to_restore(&days, date(2026, 9, 20), today), Ok(date(2026, 9, 21)));
    days.extend([date(2026, 8, 1), date(2026, 7, 1)]);
    assert!(to_restore(&days, date(2026, 7, 9), today).is_err_and(|why| why.to_string().contains("Jul 1")));
    assert!(to_restore(&days, date(2026, 6, 9), today).is_err_and(|why| why.to_string().contains("oldest")));
    assert!(to_restore(&days, today, today).is_err_and(|why| why.to_string().contains("Nothing has changed")));
    assert!(to_restore(&BTreeSet::new(), today, today).is_err());
}

#[test]
fn a_file_is_restored_from_the_first_later_day_with_a_copy() {
    let days = [date(2026, 9, 3), date(2026, 9, 9), date(2026, 9, 7)];
    assert_eq!(source(days, date(2026, 9, 4)), Some(date(2026, 9, 7)));
    assert_eq!(source(days, date(2026, 9, 10)), None);
}
