//! What a school's calendar says: events with their names and dates, before anybody judged what they mean.

use super::dates::DateRange;
use super::day::add_days;
use super::problem::Problem;
use jiff::civil::{Date, Time};

/// One event with all its dates: what repeats is one event, and what the school moved or renamed for one date is
/// another one with the same `uid` and a `recurrence_id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolEvent {
    /// The school's own name for it, the same in the next file. None where the file has none, or gave one to several.
    pub uid: Option<String>,
    /// The date of the series that this one stands for, where it was changed for that date alone.
    pub recurrence_id: Option<Date>,
    /// Fit for a screen; never empty.
    pub name: String,
    /// What the school files it under, and the first line of what it says about it. Fit for a screen.
    pub hints: Vec<String>,
    /// In order and apart from each other; at least one.
    pub dates: Vec<DateRange>,
    /// When it starts on the first of its days; None for whole days.
    pub starts: Option<Time>,
    /// When it ends on the last of its days.
    pub ends: Option<Time>,
    /// The line of the file it begins on, counted from 1.
    pub line: usize,
}

impl SchoolEvent {
    pub fn is_whole_days(&self) -> bool {
        self.starts.is_none()
    }
}

const NOON: Time = Time::constant(12, 0, 0, 0);

/// Returns the days whose mornings an event covers. `first` is its first day and `days` their number. Holidays from Friday
/// afternoon to Monday morning cover neither morning. An event that covers no morning at all is on its first day.
pub fn covered_days(first: Date, days: i64, starts: Option<Time>, ends: Option<Time>) -> DateRange {
    let begins_late = days > 1 && starts.is_some_and(|starts| starts >= NOON);
    let ends_early = days > 1 && ends.is_some_and(|ends| ends < NOON);
    let from = add_days(first, i64::from(begins_late));
    let to = add_days(first, days - 1 - i64::from(ends_early));
    DateRange::new(from, to).unwrap_or(DateRange::one(first))
}

/// What was read from one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// In the order of their first dates.
    pub events: Vec<SchoolEvent>,
    /// What is broken and was left out.
    pub problems: Vec<Problem>,
    /// The school's names of events that are in the file but could not be read, so that nobody takes them for removed.
    pub unread: Vec<String>,
    /// The file breaks off, as a half-downloaded one does: a calendar or something in it has no end. What is not in
    /// it may still be in the school's calendar.
    pub breaks_off: bool,
}
