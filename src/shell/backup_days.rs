//! Rules about backups: which days are kept, and from which day a file is restored.

use super::clock::DayOfRun;
use crate::domain::day::{self, Month};
use jiff::civil::Date;
use std::collections::BTreeSet;
use thiserror::Error;

/// How many days with a backup are kept: enough to notice a mistake after a vacation.
const DAYS_KEPT: usize = 14;
/// How many months keep their first backup: one school year.
const MONTHS_KEPT: usize = 12;

/// The days to keep: the newest days, and the oldest day of each of the newest months, which shows how the month began.
pub fn kept(days: &BTreeSet<Date>) -> BTreeSet<Date> {
    let mut kept: BTreeSet<Date> = days.iter().rev().take(DAYS_KEPT).copied().collect();
    let months: BTreeSet<Month> = days.iter().map(|&d| Month::of(d)).collect();
    for month in months.into_iter().rev().take(MONTHS_KEPT) {
        kept.extend(days.iter().find(|&&d| month.contains(d)));
    }
    kept
}

/// Returns each day to delete, oldest first, and the next older kept day, to which its files move. A file that the
/// older day lacks was the same at the start of both days.
///
/// Days after today are neither counted nor deleted, so today is always among the kept days. A run that acts as if a
/// later day had come deletes nothing.
pub fn to_delete(days: &BTreeSet<Date>, now: DayOfRun) -> Vec<(Date, Option<Date>)> {
    if now.today > now.machine {
        return Vec::new();
    }
    let come: BTreeSet<Date> = days.range(..=now.today).copied().collect();
    let kept = kept(&come);
    come.difference(&kept).map(|&day| (day, kept.range(..day).next_back().copied())).collect()
}

/// Why no day can be restored. The dates are labels.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NothingToRestore {
    #[error("There are no backups yet: one is made before the first change of a day.")]
    NoBackups,
    #[error("Nothing has changed since {newest}, so there is nothing to restore.")]
    NothingSince { newest: String },
    #[error("There is no backup of {wanted}. The oldest is of {oldest}.")]
    BeforeOldest { wanted: String, oldest: String },
    #[error("There is no backup of {wanted}. The nearest are of {before} and {after}.")]
    Between { wanted: String, before: String, after: String },
}

/// Returns the day whose backup restores the start of `wanted`: `wanted` itself, or else the next day with a backup if
/// no day between them can have been deleted.
///
/// # Errors
/// The days that can be restored instead.
pub fn to_restore(days: &BTreeSet<Date>, wanted: Date, now: DayOfRun) -> Result<Date, NothingToRestore> {
    if days.contains(&wanted) {
        return Ok(wanted);
    }
    let label = |date: &Date| day::short_label(*date, now.today);
    let (Some(oldest), Some(newest)) = (days.first(), days.last()) else { return Err(NothingToRestore::NoBackups) };
    if wanted > *newest {
        return Err(NothingToRestore::NothingSince { newest: label(newest) });
    }
    if wanted < *oldest {
        return Err(NothingToRestore::BeforeOldest { wanted: label(&wanted), oldest: label(oldest) });
    }
    // Only days up to the machine's own day have ever made room by deleting others.
    let all_kept_from = days.range(..=now.machine).rev().nth(DAYS_KEPT - 1).unwrap_or(oldest);
    let before = days.range(..wanted).next_back().unwrap_or(oldest);
    let after = days.range(wanted..).next().unwrap_or(newest);
    if before >= all_kept_from {
        return Ok(*after);
    }
    Err(NothingToRestore::Between { wanted: label(&wanted), before: label(before), after: label(after) })
}

/// Returns the day whose copy shows a file at the start of `wanted`. `days` are the days with a copy of the file. None
/// if the file has not changed since.
pub fn source(days: impl IntoIterator<Item = Date>, wanted: Date) -> Option<Date> {
    days.into_iter().filter(|&day| day >= wanted).min()
}
