//! Rules that repeat, such as "every second Wednesday until June", as the dates they fall on.
//!
//! A school calendar is about days, so this is the recurrence rule of RFC 5545 at the level of days: a rule is a
//! question asked of each date of a period (a day, a week, a month, a year), and nothing is ever expanded outside the
//! days somebody asked about. What counts occurrences (`COUNT`) must begin at the beginning; [`Steps`] bounds that.

use super::day::{add_days, days_between};
use jiff::civil::{Date, Time, Weekday};

/// How often a rule comes around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frequency {
    Day,
    Week,
    Month,
    Year,
    /// Hours, minutes and seconds, in seconds. On the level of days most of these are every day.
    Seconds(u32),
}

/// A rule as the calendar file says it. Lists that are empty ask nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurrence {
    pub frequency: Frequency,
    /// Frequency how many of them; at least 1.
    pub interval: u32,
    pub count: Option<u32>,
    /// The last date, itself included.
    pub until: Option<Date>,
    pub by_month: Vec<i8>,
    pub by_week: Vec<i8>,
    pub by_year_day: Vec<i16>,
    pub by_month_day: Vec<i8>,
    /// Weekdays, each with which one of the month or year it is, if the rule says so: -1 is the last one.
    pub by_day: Vec<(Option<i16>, Weekday)>,
    pub by_position: Vec<i32>,
    pub week_start: Weekday,
}

impl Recurrence {
    /// Every day, week, month or year, on the day it starts on.
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

/// What a look at a date costs more steps than one for: so many things that its rule asks of it.
const ASKED_IN_A_STEP: usize = 16;

/// How many dates may still be looked at, over all rules of one file, so that no file can keep the program busy.
#[derive(Clone, Copy, Debug)]
pub struct Steps(pub u32);

impl Steps {
    /// Takes what it costs to ask a rule about so many dates.
    fn take(&mut self, rule: &Recurrence, dates: usize) -> Option<()> {
        let lists = rule.by_month.len() + rule.by_week.len() + rule.by_year_day.len() + rule.by_month_day.len();
        let asked = lists + rule.by_day.len() + rule.by_position.len();
        let steps = dates.saturating_mul(1 + asked / ASKED_IN_A_STEP);
        self.0 = self.0.checked_sub(u32::try_from(steps).ok()?)?;
        Some(())
    }
}

/// The dates of a rule that starts on `first` at `at`, from the first through the last day of `between`.
/// None when there were not [`Steps`] enough to know.
pub fn dates(rule: &Recurrence, first: Date, at: Time, between: (Date, Date), steps: &mut Steps) -> Option<Vec<Date>> {
    let last = rule.until.map_or(between.1, |until| until.min(between.1));
    let mut found = Vec::new();
    if last < first || last < between.0 {
        return Some(found);
    }
    if let Frequency::Seconds(length) = rule.frequency {
        return within_days(rule, first, at, (between.0, last), length, steps);
    }
    let rule = &with_defaults(rule, first);
    // Without a count, what was before the days in question does not matter.
    let mut period = if rule.count.is_some() { 0 } else { periods_before(rule, first, between.0) };
    let mut left = rule.count.unwrap_or(u32::MAX);
    while left > 0 {
        let Some((from, to)) = period_dates(rule, first, period).filter(|(from, _)| *from <= last) else { break };
        period += 1;
        let days: Vec<Date> = days_asked(rule, from, to).collect();
        steps.take(rule, days.len().max(1))?;
        let fitting: Vec<Date> = days.into_iter().filter(|&date| fits(rule, date)).collect();
        for date in at_positions(&rule.by_position, fitting).into_iter().filter(|&date| date >= first) {
            if date > last || left == 0 {
                return Some(found);
            }
            left -= 1;
            if date >= between.0 {
                found.push(date);
            }
        }
    }
    Some(found)
}

/// A rule that says nothing about the day repeats the day it starts on.
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

/// How many whole periods may be left out because they end before `from`.
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

/// The first and last date of a period, counted from the one that `first` is in. None past the calendar's end.
fn period_dates(rule: &Recurrence, first: Date, period: i64) -> Option<(Date, Date)> {
    let ahead = period.checked_mul(i64::from(rule.interval.max(1)))?;
    let moved = |days: i64| first.checked_add(jiff::Span::new().try_days(days).ok()?).ok();
    match rule.frequency {
        Frequency::Day | Frequency::Seconds(_) => moved(ahead).map(|day| (day, day)),
        Frequency::Week => {
            let back = days_between(week_of(first, rule.week_start), first);
            let start = moved(ahead.checked_mul(7)?.checked_sub(back)?)?;
            Some((start, add_days(start, 6)))
        }
        Frequency::Month => {
            let months = i64::from(first.year()) * 12 + i64::from(first.month()) - 1 + ahead;
            let year = i16::try_from(months.div_euclid(12)).ok()?;
            let start = Date::new(year, months.rem_euclid(12) as i8 + 1, 1).ok()?;
            Some((start, start.last_of_month()))
        }
        Frequency::Year => {
            let start = Date::new(i16::try_from(i64::from(first.year()) + ahead).ok()?, 1, 1).ok()?;
            Some((start, start.last_of_year()))
        }
    }
}

/// The days of a period that the rule is asked about: of a year, those of its months alone.
fn days_asked(rule: &Recurrence, from: Date, to: Date) -> impl Iterator<Item = Date> {
    let are_few = rule.frequency == Frequency::Year && !rule.by_month.is_empty();
    let months = (1..=12).filter(|month| rule.by_month.contains(month));
    let starts: Vec<Date> = months.filter(|_| are_few).filter_map(|m| Date::new(from.year(), m, 1).ok()).collect();
    let of_months = starts.into_iter().flat_map(|start| each_day(start, start.last_of_month()));
    let of_period = Some((from, to)).filter(|_| !are_few).into_iter().flat_map(|(from, to)| each_day(from, to));
    of_months.chain(of_period)
}

/// The days from `from` through `to`; a quick walk.
fn each_day(from: Date, to: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(from), |date| date.tomorrow().ok()).take_while(move |&date| date <= to)
}

fn week_of(date: Date, week_start: Weekday) -> Date {
    add_days(date, -i64::from(week_start.until(date.weekday())))
}

/// Whether a date is what each of the rule's lists asks for.
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
        // "The first Monday" is meant within the month or the year; a week or a day has only one.
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

/// Which week of its year a date is in, and how many that year has. The first week has at least four days in it.
fn week_number(date: Date, week_start: Weekday) -> (i16, i16) {
    let middle = add_days(week_of(date, week_start), 3);
    let number = (middle.day_of_year() - 1) / 7 + 1;
    let last = add_days(middle, i64::from((middle.days_in_year() - middle.day_of_year()) / 7) * 7);
    (number, (last.day_of_year() - 1) / 7 + 1)
}

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

/// The days on which something happens that repeats every so many seconds. A count runs out by the clock, as if every
/// time were kept; what else the rule asks is asked of the days.
fn within_days(
    rule: &Recurrence,
    first: Date,
    at: Time,
    between: (Date, Date),
    length: u32,
    steps: &mut Steps,
) -> Option<Vec<Date>> {
    const DAY: i64 = 24 * 60 * 60;
    let length = i64::from(length.max(1)).saturating_mul(i64::from(rule.interval.max(1)));
    let start = i64::from(at.hour()) * 3600 + i64::from(at.minute()) * 60 + i64::from(at.second());
    let end = rule.count.map_or(i64::MAX, |count| start.saturating_add(length.saturating_mul(i64::from(count) - 1)));
    let happens = |date: Date| {
        let midnight = days_between(first, date) * DAY;
        let times = (midnight - start).max(0).saturating_add(length - 1) / length;
        let next = start.saturating_add(times.saturating_mul(length));
        next < midnight + DAY && next <= end
    };
    let from = between.0.max(first);
    steps.take(rule, usize::try_from(days_between(from, between.1) + 1).ok()?)?;
    Some(each_day(from, between.1).filter(|&date| happens(date) && fits(rule, date)).collect())
}
