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
