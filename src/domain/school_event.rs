//! The events of a school's calendar file, with their names and dates. `school_words` judges what they mean.

use super::dates::DateRange;
use super::day::add_days;
use super::problem::Problem;
use jiff::civil::{Date, Time};

/// One event with all its dates. A date that the school moved or renamed is an event of its own, with the same `uid`
/// and a `recurrence_id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolEvent {
    /// The identifier from the school, the same in its next file. None without an identifier for this event alone.
    pub uid: Option<String>,
    /// The date of the series that this event replaces.
    pub recurrence_id: Option<Date>,
    /// The title, scrubbed. Never empty.
    pub name: String,
    /// The categories of the event and the first line of its description, scrubbed.
    pub hints: Vec<String>,
    /// The days whose mornings the event covers, in order. Never empty.
    pub dates: Vec<DateRange>,
    /// The time when the event starts on its first day. None for whole days.
    pub starts: Option<Time>,
    /// The time when the event ends on its last day.
    pub ends: Option<Time>,
    /// The line of the file on which the event begins, counted from 1.
    pub line: usize,
}

impl SchoolEvent {
    pub fn lasts_whole_days(&self) -> bool {
        self.starts.is_none()
    }
}

const NOON: Time = Time::constant(12, 0, 0, 0);

/// Returns the days whose mornings an event of `days` days covers, from its `first` day on. Holidays from Friday
/// afternoon to Monday morning cover neither morning. An event that covers no morning at all is on its first day.
pub fn covered_days(first: Date, days: i64, starts: Option<Time>, ends: Option<Time>) -> DateRange {
    let begins_late = days > 1 && starts.is_some_and(|starts| starts >= NOON);
    let ends_early = days > 1 && ends.is_some_and(|ends| ends < NOON);
    let from = add_days(first, i64::from(begins_late));
    let to = add_days(first, days - 1 - i64::from(ends_early));
    DateRange::new(from, to).unwrap_or(DateRange::one(first))
}

/// The events and problems of one calendar file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The events in the order of their first dates.
    pub events: Vec<SchoolEvent>,
    /// The problems of the events that are left out because they cannot be read.
    pub problems: Vec<Problem>,
    /// The UIDs of the events that cannot be read. They are in the file, so they do not count as removed.
    pub unread: Vec<String>,
    /// Whether a calendar or a part of it has no end, as in a file whose download broke off. The missing events may
    /// still be in the school's calendar.
    pub breaks_off: bool,
}
