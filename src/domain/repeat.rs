//! Calculates the dates of rules such as "every second Wednesday until June".
//!
//! Here and in `shell::ics`, a rule is a recurrence rule of RFC 5545. It is checked against each date of its periods
//! (days, weeks, months or years) within the days asked for. Only a rule with a `COUNT` is followed from its start.
//! [`Steps`] limits the dates that are checked. The tests compare the dates with those of the crate `rrule`.

use super::dates::DateRange;
use super::day::{add_days, days_between, week_of};
use jiff::civil::{Date, DateTime, Weekday};

/// The length of a rule's period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frequency {
    Day,
    Week,
    Month,
    Year,
    /// An hour, a minute or a second, in seconds. Most rules with such a period fall on every day.
    Seconds(u32),
}

/// A rule as the calendar file has it. An empty list allows all dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurrence {
    pub frequency: Frequency,
    /// The number of periods from one to the next: 2 for "every second week". At least 1.
    pub interval: u32,
    pub count: Option<u32>,
    /// The last date that is allowed.
    pub until: Option<Date>,
    pub by_month: Vec<i8>,
    pub by_week: Vec<i8>,
    pub by_year_day: Vec<i16>,
    pub by_month_day: Vec<i8>,
    /// Weekdays, and which of them in the month or year: 1 is the first, -1 the last, None all of them.
    pub by_day: Vec<(Option<i16>, Weekday)>,
    /// Places among the dates of a period: 1 is the first, -1 the last.
    pub by_position: Vec<i32>,
    pub week_start: Weekday,
}

impl Recurrence {
    /// Returns the rule for every period, on the day of the start.
    pub fn each(frequency: Frequency) -> Recurrence {
        Recurrence {
            frequency,
            interval: 1,
            count: None,
            until: None,
            by_month: Vec::new(),
            by_week: Vec::new(),
            by_year_day: Vec::new(),
            by_month_day: Vec::new(),
            by_day: Vec::new(),
            by_position: Vec::new(),
            week_start: Weekday::Monday,
        }
    }
}

/// The most list entries of a rule that are checked against a date in one step. So a step takes about as long for rules
/// with long lists as for others.
const ENTRIES_IN_A_STEP: usize = 16;

/// The number of dates that may still be checked, over all rules of one file, so that no file keeps the program busy.
#[derive(Clone, Copy, Debug)]
pub struct Steps(pub u32);

impl Steps {
    /// Subtracts the steps for checking a rule against so many dates. Returns None when too few are left.
    fn spend(&mut self, rule: &Recurrence, dates: usize) -> Option<()> {
        let numbers = rule.by_month.len() + rule.by_week.len() + rule.by_year_day.len() + rule.by_month_day.len();
        let entries = numbers + rule.by_day.len() + rule.by_position.len();
        let steps = dates.saturating_mul(1 + entries / ENTRIES_IN_A_STEP);
        self.0 = self.0.checked_sub(u32::try_from(steps).ok()?)?;
        Some(())
    }
}

/// Returns the dates of a rule from the first through the last day of `between`. Returns None when too few [`Steps`]
/// are left.
pub fn dates(rule: &Recurrence, start: DateTime, between: DateRange, steps: &mut Steps) -> Option<Vec<Date>> {
    let first = start.date();
    let last = rule.until.map_or(between.to(), |until| until.min(between.to()));
    let mut found = Vec::new();
    let Some(between) = DateRange::new(between.from(), last).filter(|_| first <= last) else { return Some(found) };
    if let Frequency::Seconds(length) = rule.frequency {
        return dates_by_clock(rule, length, start, between, steps);
    }
    let rule = &with_defaults(rule, first);
    // A rule without a count can begin with the first period asked for.
    let mut period = if rule.count.is_some() { 0 } else { periods_before(rule, first, between.from()) };
    let mut left = rule.count.unwrap_or(u32::MAX);
    while left > 0 {
        let Some(days) = period_dates(rule, first, period).filter(|days| days.from() <= last) else { break };
        period += 1;
        let days: Vec<Date> = dates_to_check(rule, days).collect();
        steps.spend(rule, days.len().max(1))?;
        let fitting: Vec<Date> = days.into_iter().filter(|&date| fits(rule, date)).collect();
        for date in at_positions(&rule.by_position, fitting).into_iter().filter(|&date| date >= first) {
            if date > last || left == 0 {
                return Some(found);
            }
            left -= 1;
            if date >= between.from() {
                found.push(date);
            }
        }
    }
    Some(found)
}

/// Returns the rule with the day of its start, if the rule gives no day.
fn with_defaults(rule: &Recurrence, first: Date) -> Recurrence {
    let mut rule = rule.clone();
    let says_day = !(rule.by_week.is_empty()
        && rule.by_year_day.is_empty()
        && rule.by_month_day.is_empty()
        && rule.by_day.is_empty());
    match rule.frequency {
        Frequency::Year if !says_day => {
            if rule.by_month.is_empty() {
                rule.by_month = vec![first.month()];
            }
            rule.by_month_day = vec![first.day()];
        }
        Frequency::Month if !says_day => rule.by_month_day = vec![first.day()],
        Frequency::Week if !says_day => rule.by_day = vec![(None, first.weekday())],
        _ => {}
    }
    rule
}

/// Returns the number of periods that end before `from`.
fn periods_before(rule: &Recurrence, first: Date, from: Date) -> i64 {
    let months = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
    let passed = match rule.frequency {
        Frequency::Day | Frequency::Seconds(_) => days_between(first, from),
        Frequency::Week => days_between(week_of(first, rule.week_start), from) / 7,
        Frequency::Month => months(from) - months(first),
        Frequency::Year => i64::from(from.year()) - i64::from(first.year()),
    };
    (passed / i64::from(rule.interval.max(1))).max(0)
}

/// Returns the first and last date of a period. Period 0 contains `first`. Returns None past the end of the calendar.
fn period_dates(rule: &Recurrence, first: Date, period: i64) -> Option<DateRange> {
    let ahead = period.checked_mul(i64::from(rule.interval.max(1)))?;
    let moved = |days: i64| first.checked_add(jiff::Span::new().try_days(days).ok()?).ok();
    match rule.frequency {
        Frequency::Day | Frequency::Seconds(_) => moved(ahead).map(DateRange::one),
        Frequency::Week => {
            let back = days_between(week_of(first, rule.week_start), first);
            let start = moved(ahead.checked_mul(7)?.checked_sub(back)?)?;
            Some(DateRange::between(start, add_days(start, 6)))
        }
        Frequency::Month => {
            let months = i64::from(first.year()) * 12 + i64::from(first.month()) - 1 + ahead;
            let year = i16::try_from(months.div_euclid(12)).ok()?;
            let start = Date::new(year, months.rem_euclid(12) as i8 + 1, 1).ok()?;
            Some(DateRange::between(start, start.last_of_month()))
        }
        Frequency::Year => {
            let start = Date::new(i16::try_from(i64::from(first.year()) + ahead).ok()?, 1, 1).ok()?;
            Some(DateRange::between(start, start.last_of_year()))
        }
    }
}

/// Returns the dates of a period that may fit the rule. In a year these are the dates in the rule's months.
fn dates_to_check(rule: &Recurrence, days: DateRange) -> impl Iterator<Item = Date> {
    let by_months = rule.frequency == Frequency::Year && !rule.by_month.is_empty();
    let months = (1..=12).filter(|month| by_months && rule.by_month.contains(month));
    let months = months.filter_map(|month| Date::new(days.from().year(), month, 1).ok());
    let mut ranges: Vec<DateRange> = months.map(|first| DateRange::between(first, first.last_of_month())).collect();
    ranges.extend((!by_months).then_some(days));
    ranges.into_iter().flat_map(DateRange::days)
}

/// True when a date fits all lists of a rule.
fn fits(rule: &Recurrence, date: Date) -> bool {
    let either_end = |wanted: i16, from_start: i16, length: i16| {
        wanted == from_start || (wanted < 0 && wanted == from_start - length - 1)
    };
    let month_day =
        |&wanted: &i8| either_end(i16::from(wanted), i16::from(date.day()), i16::from(date.days_in_month()));
    let year_day = |&wanted: &i16| either_end(wanted, date.day_of_year(), date.days_in_year());
    let week = |&wanted: &i8| {
        let (number, of_year) = week_number(date, rule.week_start);
        either_end(i16::from(wanted), number, of_year)
    };
    let weekday = |&(nth, day): &(Option<i16>, Weekday)| {
        // "The first Monday" is the first of a month or a year. A week has only one Monday.
        let (from_start, length) = match rule.frequency {
            Frequency::Month => (i16::from(date.day()), i16::from(date.days_in_month())),
            Frequency::Year if !rule.by_month.is_empty() => (i16::from(date.day()), i16::from(date.days_in_month())),
            Frequency::Year => (date.day_of_year(), date.days_in_year()),
            _ => return day == date.weekday(),
        };
        let from_end = length - from_start;
        day == date.weekday() && nth.is_none_or(|nth| nth == (from_start - 1) / 7 + 1 || nth == -(from_end / 7) - 1)
    };
    (rule.by_month.is_empty() || rule.by_month.contains(&date.month()))
        && (rule.by_month_day.is_empty() || rule.by_month_day.iter().any(month_day))
        && (rule.by_day.is_empty() || rule.by_day.iter().any(weekday))
        && (rule.by_year_day.is_empty() || rule.by_year_day.iter().any(year_day))
        && (rule.by_week.is_empty() || rule.by_week.iter().any(week))
}

/// Returns the number of a date's week, and the number of weeks in that week's year. A week belongs to the year in
/// which its middle day is, so week 1 has at least four days in the year.
fn week_number(date: Date, week_start: Weekday) -> (i16, i16) {
    let middle = add_days(week_of(date, week_start), 3);
    let last_middle = middle.day_of_year() + (middle.days_in_year() - middle.day_of_year()) / 7 * 7;
    ((middle.day_of_year() - 1) / 7 + 1, (last_middle - 1) / 7 + 1)
}

/// Returns the fitting dates at these positions among the fitting dates of a period. Without positions, returns all.
fn at_positions(positions: &[i32], fitting: Vec<Date>) -> Vec<Date> {
    if positions.is_empty() {
        return fitting;
    }
    let length = fitting.len() as i64;
    let wanted = |i: usize| {
        let from_start = i as i64 + 1;
        positions.iter().any(|&p| i64::from(p) == from_start || i64::from(p) == from_start - length - 1)
    };
    fitting.into_iter().enumerate().filter(|(i, _)| wanted(*i)).map(|(_, date)| date).collect()
}

/// Returns the dates of a rule whose period is `length` seconds. Its count includes the times that its lists exclude.
fn dates_by_clock(
    rule: &Recurrence,
    length: u32,
    start: DateTime,
    between: DateRange,
    steps: &mut Steps,
) -> Option<Vec<Date>> {
    const DAY: i64 = 24 * 60 * 60;
    let (first, at) = (start.date(), start.time());
    let length = i64::from(length.max(1)).saturating_mul(i64::from(rule.interval.max(1)));
    // All times are seconds since the midnight before the start.
    let start = i64::from(at.hour()) * 3600 + i64::from(at.minute()) * 60 + i64::from(at.second());
    let end = rule.count.map_or(i64::MAX, |count| start.saturating_add(length.saturating_mul(i64::from(count) - 1)));
    let happens = |date: Date| {
        let midnight = days_between(first, date) * DAY;
        let times = (midnight - start).max(0).saturating_add(length - 1) / length;
        let next = start.saturating_add(times.saturating_mul(length));
        next < midnight + DAY && next <= end
    };
    let asked = DateRange::new(between.from().max(first), between.to())?;
    steps.spend(rule, usize::try_from(asked.count()).ok()?)?;
    Some(asked.days().filter(|&date| happens(date) && fits(rule, date)).collect())
}
