//! Which days of backups are kept, and which day a file is brought back from.

use crate::domain::day::{self, Month};
use jiff::civil::Date;
use std::collections::BTreeSet;
use thiserror::Error;

const DAYS_KEPT: usize = 14;
const MONTHS_KEPT: usize = 12;

/// The days to keep: the last fourteen that have backups, and of the last twelve months that have any the oldest
/// day each, because that is how the month began.
pub fn kept(days: &BTreeSet<Date>) -> BTreeSet<Date> {
    let mut kept: BTreeSet<Date> = days.iter().rev().take(DAYS_KEPT).copied().collect();
    let months: BTreeSet<Month> = days.iter().map(|&d| Month::of(d)).collect();
    for month in months.into_iter().rev().take(MONTHS_KEPT) {
        kept.extend(days.iter().find(|&&d| month.contains(d)));
    }
    kept
}

/// What happens to each day that goes, the oldest first: the older day that takes over the files it lacks, because
/// at the start of that day they were the same; none when nothing older stays.
pub fn to_drop(days: &BTreeSet<Date>) -> Vec<(Date, Option<Date>)> {
    let kept = kept(days);
    days.difference(&kept).map(|&day| (day, kept.range(..day).next_back().copied())).collect()
}

/// Why no day can be brought back. The dates are labels.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NothingToRestore {
    #[error("There are no backups yet: one is made before the first change of a day.")]
    NoBackups,
    #[error("Nothing has changed since {newest}, so there is nothing to bring back.")]
    NothingSince { newest: String },
    #[error("There is no backup of {wanted}. The oldest is of {oldest}.")]
    BeforeOldest { wanted: String, oldest: String },
    #[error("There is no backup of {wanted}. The nearest are of {before} and {after}.")]
    Between { wanted: String, before: String, after: String },
}

/// The day whose start is the same as that of `wanted`: that day, or the next one with a backup when no day between
/// them can have been dropped.
///
/// # Errors
/// Which days there are.
pub fn to_restore(days: &BTreeSet<Date>, wanted: Date, today: Date) -> Result<Date, NothingToRestore> {
    if days.contains(&wanted) {
        return Ok(wanted);
    }
    let label = |date: &Date| day::short_label(*date, today);
    let (Some(oldest), Some(newest)) = (days.first(), days.last()) else { return Err(NothingToRestore::NoBackups) };
    if wanted > *newest {
        return Err(NothingToRestore::NothingSince { newest: label(newest) });
    }
    if wanted < *oldest {
        return Err(NothingToRestore::BeforeOldest { wanted: label(&wanted), oldest: label(oldest) });
    }
    let all_kept_from = days.iter().rev().nth(DAYS_KEPT - 1).unwrap_or(oldest);
    let before = days.range(..wanted).next_back().unwrap_or(oldest);
    let after = days.range(wanted..).next().unwrap_or(newest);
    if before >= all_kept_from {
        return Ok(*after);
    }
    Err(NothingToRestore::Between { wanted: label(&wanted), before: label(before), after: label(after) })
}

/// Of the days that hold a file, the one that tells how it was at the start of `wanted`; none when it has not
/// changed since.
pub fn source(holding: impl IntoIterator<Item = Date>, wanted: Date) -> Option<Date> {
    holding.into_iter().filter(|&day| day >= wanted).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::add_days;
    use jiff::civil::date;

    fn daily(from: Date, count: i64) -> BTreeSet<Date> {
        (0..count).map(|i| add_days(from, i)).collect()
    }

    #[test]
    fn fourteen_days_and_the_start_of_twelve_months_are_kept() {
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
    fn a_dropped_day_leaves_its_files_to_the_next_older_kept_one() {
        let days = daily(date(2026, 9, 1), 17);
        let (first, second) = (date(2026, 9, 2), date(2026, 9, 3));
        assert_eq!(to_drop(&days), [(first, Some(date(2026, 9, 1))), (second, Some(date(2026, 9, 1)))]);
        let years = daily(date(2024, 9, 10), 730);
        assert_eq!(to_drop(&years)[0], (date(2024, 9, 10), None));
    }

    #[test]
    fn dropping_again_drops_nothing() {
        let kept = kept(&daily(date(2024, 9, 10), 730));
        assert_eq!(to_drop(&kept), []);
    }

    #[test]
    fn a_day_without_a_backup_is_restored_only_when_that_is_certain() {
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
    fn a_file_comes_from_the_first_day_that_holds_it() {
        let days = [date(2026, 9, 3), date(2026, 9, 9), date(2026, 9, 7)];
        assert_eq!(source(days, date(2026, 9, 4)), Some(date(2026, 9, 7)));
        assert_eq!(source(days, date(2026, 9, 10)), None);
    }
}
