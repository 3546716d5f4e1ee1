//! What a school's calendar says: events with their names and dates, before anybody judged what they mean.

use super::day::{self, add_days, days_between};
use super::problem::Problem;
use jiff::civil::{Date, Time};

/// Days in a row, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    pub from: Date,
    pub to: Date,
}

impl Days {
    pub fn one(date: Date) -> Days {
        Days { from: date, to: date }
    }

    /// `Tue, Sep 1 – Thu, Sep 3`, with the years that are not this one.
    pub fn in_words(self, today: Date) -> String {
        let from = day::short_label(self.from, today);
        if self.from == self.to { from } else { format!("{from} – {}", day::short_label(self.to, today)) }
    }

    pub fn count(self) -> i64 {
        days_between(self.from, self.to) + 1
    }

    pub fn touches(self, between: (Date, Date)) -> bool {
        self.from <= between.1 && self.to >= between.0
    }
}

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
    pub dates: Vec<Days>,
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
pub fn covered_days(first: Date, days: i64, starts: Option<Time>, ends: Option<Time>) -> Days {
    let begins_late = days > 1 && starts.is_some_and(|starts| starts >= NOON);
    let ends_early = days > 1 && ends.is_some_and(|ends| ends < NOON);
    let from = add_days(first, i64::from(begins_late));
    let to = add_days(first, days - 1 - i64::from(ends_early));
    if from <= to { Days { from, to } } else { Days::one(first) }
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

/// Sorts days and drops doubles; whole days that follow each other or overlap become one run of days.
pub fn merged(mut dates: Vec<Days>, whole_days: bool) -> Vec<Days> {
    dates.sort_unstable();
    dates.dedup();
    if !whole_days {
        return dates;
    }
    let mut runs: Vec<Days> = Vec::with_capacity(dates.len());
    for days in dates {
        match runs.last_mut().filter(|last| days.from <= add_days(last.to, 1)) {
            Some(last) => last.to = last.to.max(days.to),
            None => runs.push(days),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn whole_days_in_a_row_become_one_run() {
        let day = |d: i8| Days::one(date(2026, 12, d));
        let run = |from, to| Days { from: date(2026, 12, from), to: date(2026, 12, to) };
        assert_eq!(merged(vec![day(23), day(21), day(22), day(22), day(28)], true), [run(21, 23), day(28)]);
        assert_eq!(merged(vec![run(1, 9), day(3), day(10)], true), [run(1, 10)]);
        assert_eq!(merged(vec![day(22), day(21), day(22)], false), [day(21), day(22)]);
        assert_eq!(merged(vec![Days { from: Date::MAX, to: Date::MAX }, day(1)], true).len(), 2);
        assert_eq!(run(21, 23).count(), 3);
    }
}
