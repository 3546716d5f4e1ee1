//! A range of days: the dates of a term, a day off or an event, and the days that a file was read for.

use super::day::{self, add_days, days_between, month_and_day};
use jiff::civil::Date;

/// A range of dates without gaps. It has at least one date: the last date is never before the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateRange {
    from: Date,
    to: Date,
}

impl DateRange {
    /// Returns the range, or None when `to` is before `from`.
    pub fn new(from: Date, to: Date) -> Option<DateRange> {
        (from <= to).then_some(DateRange { from, to })
    }

    /// Returns the range that has two dates as its ends, in either order.
    pub fn between(one: Date, other: Date) -> DateRange {
        DateRange { from: one.min(other), to: one.max(other) }
    }

    pub fn one(date: Date) -> DateRange {
        DateRange { from: date, to: date }
    }

    pub fn from(self) -> Date {
        self.from
    }

    /// Returns the last date, which belongs to the range.
    pub fn to(self) -> Date {
        self.to
    }

    pub fn contains(self, date: Date) -> bool {
        self.from <= date && date <= self.to
    }

    /// Returns each date of the range.
    pub fn days(self) -> impl Iterator<Item = Date> {
        std::iter::successors(Some(self.from), |date| date.tomorrow().ok()).take_while(move |date| *date <= self.to)
    }

    pub fn count(self) -> i64 {
        days_between(self.from, self.to) + 1
    }

    pub fn overlaps(self, other: DateRange) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// True when `later` begins on the day after this range.
    pub fn is_just_before(self, later: DateRange) -> bool {
        self.to.tomorrow().is_ok_and(|next| next == later.from)
    }

    /// Returns the dates that are in both ranges, or None when there are none.
    pub fn common(self, other: DateRange) -> Option<DateRange> {
        DateRange::new(self.from.max(other.from), self.to.min(other.to))
    }

    /// Returns the parts of this range before and after the dates of another range.
    pub fn without(self, other: DateRange) -> [Option<DateRange>; 2] {
        if !self.overlaps(other) {
            return [Some(self), None];
        }
        let before = other.from.yesterday().ok().and_then(|end| DateRange::new(self.from, end));
        let after = other.to.tomorrow().ok().and_then(|start| DateRange::new(start, self.to));
        [before, after]
    }

    /// Joins ranges that overlap or follow each other. The result is in order and has a gap after each range.
    pub fn joined(ranges: impl IntoIterator<Item = DateRange>) -> Vec<DateRange> {
        let mut ranges: Vec<DateRange> = ranges.into_iter().collect();
        ranges.sort_unstable();
        let mut joined: Vec<DateRange> = Vec::new();
        for range in ranges {
            match joined.last_mut().filter(|last| range.from <= add_days(last.to, 1)) {
                Some(last) => last.to = last.to.max(range.to),
                None => joined.push(range),
            }
        }
        joined
    }

    /// Returns the fewest ranges that have exactly these dates.
    pub fn of_dates(dates: impl IntoIterator<Item = Date>) -> Vec<DateRange> {
        DateRange::joined(dates.into_iter().map(DateRange::one))
    }

    /// `Mon, Oct 26 – Fri, Oct 30`, with each year that is not this year.
    pub fn label(self, today: Date) -> String {
        let from = day::short_label(self.from, today);
        if self.from == self.to { from } else { format!("{from} – {}", day::short_label(self.to, today)) }
    }

    /// `Mon, Oct 26` for one date, and `Oct 26 – Oct 30` for several, with the year when it is not this year.
    pub fn short_label(self, today: Date) -> String {
        if self.from == self.to {
            return day::short_label(self.from, today);
        }
        let from = match self.from.year() {
            year if year == self.to.year() || year == today.year() => month_and_day(self.from),
            year => format!("{}, {year}", month_and_day(self.from)),
        };
        let days = format!("{from} – {}", month_and_day(self.to));
        if self.to.year() == today.year() { days } else { format!("{days}, {}", self.to.year()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn october(from: i8, to: i8) -> DateRange {
        DateRange::new(date(2026, 10, from), date(2026, 10, to)).expect("forward")
    }

    #[test]
    fn a_range_never_ends_before_it_begins() {
        let (monday, friday) = (date(2026, 10, 26), date(2026, 10, 30));
        assert_eq!(DateRange::new(friday, monday), None);
        assert_eq!(DateRange::between(friday, monday), october(26, 30));
        assert_eq!(october(26, 30).count(), 5);
    }

    #[test]
    fn dates_are_taken_out_of_a_range() {
        let (week, middle) = (october(26, 30), october(27, 29));
        assert_eq!(week.without(october(26, 26)), [None, Some(october(27, 30))]);
        assert_eq!(week.without(october(30, 30)), [Some(october(26, 29)), None]);
        assert_eq!(week.without(middle), [Some(october(26, 26)), Some(october(30, 30))]);
        assert_eq!((middle.without(week), week.common(middle)), ([None, None], Some(middle)));
        assert_eq!(october(26, 26).common(middle), None);
        assert!(week.overlaps(october(30, 30)) && !week.overlaps(october(31, 31)));
        let max = DateRange::one(Date::MAX);
        assert_eq!(max.without(max), [None, None]);
    }

    #[test]
    fn ranges_that_overlap_or_follow_each_other_are_joined() {
        let days = [23, 21, 22, 22, 28].map(|day| date(2026, 10, day));
        assert_eq!(DateRange::of_dates(days), [october(21, 23), october(28, 28)]);
        assert_eq!(DateRange::joined([october(1, 9), october(3, 3), october(10, 10)]), [october(1, 10)]);
        assert_eq!(DateRange::joined([DateRange::one(Date::MAX), october(1, 1)]).len(), 2);
    }

    #[test]
    fn labels_name_the_year_when_it_is_not_this_year() {
        let (today, holidays) = (date(2026, 9, 7), DateRange::between(date(2026, 12, 21), date(2027, 1, 1)));
        assert_eq!(october(26, 30).label(today), "Mon, Oct 26 – Fri, Oct 30");
        assert_eq!(holidays.label(today), "Mon, Dec 21 – Fri, Jan 1, 2027");
        assert_eq!(
            (october(26, 26).label(today), october(26, 26).short_label(today)),
            ("Mon, Oct 26".into(), "Mon, Oct 26".into())
        );
        assert_eq!(october(26, 30).short_label(today), "Oct 26 – Oct 30");
        assert_eq!(holidays.short_label(today), "Dec 21 – Jan 1, 2027");
        assert_eq!(holidays.short_label(date(2027, 1, 10)), "Dec 21, 2026 – Jan 1");
    }
}
