//! Reads the start and end of an event as local days and times at the school.

use super::file::EventLines;
use super::lines::{ContentLine, LineError};
use super::values::{self, Moment};
use super::zone::Zones;
use crate::domain::day::{add_days, days_between};
use jiff::civil::{Date, DateTime, Time};

/// The first occurrence of an event, and how the file writes its start. All later occurrences are read the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventTimes {
    pub first: Date,
    /// The number of days that each occurrence lasts.
    pub days: i64,
    /// The time of the start, in whole minutes, as in the family file. None for whole days.
    pub starts: Option<Time>,
    pub ends: Option<Time>,
    /// The start as the file writes it.
    pub start: Moment,
    /// The zone that the file names for the start.
    zone: Option<String>,
}

/// The longest event. Events of schools end within a year; a longer event has a typo in its year.
const MOST_DAYS: i64 = 400;

impl EventTimes {
    /// Reads the start and the end of an event.
    ///
    /// # Errors
    /// The first line that is wrong.
    pub fn read<'l>(event: &'l EventLines, zones: &mut Zones) -> Result<EventTimes, LineError<'l>> {
        let no_date = || event.begin.error("it has no date", "this event has no line DTSTART");
        let start_line = event.lines.first("DTSTART").ok_or_else(no_date)?;
        let no_start = || start_line.error("its start is not a date", "not a date");
        let start = values::single_moment(start_line).ok_or_else(no_start)?;
        let zone = values::zone_name(start_line);
        let (end_line, end) = end(event, start)?;
        let from = zones.local(start, zone.as_deref());
        let end_zone = values::zone_name(end_line).or_else(|| zone.clone());
        let to = end.map(|end| zones.local(end, end_zone.as_deref()));
        let (is_backwards, from, to) = match (start, end) {
            // Some programs write whole days as midnights in UTC.
            (Moment::Utc(from), Some(Moment::Utc(to))) if is_whole(from, to) && from < to => (false, from, Some(to)),
            // In the hour in which clocks go back, the local time of the end may be before that of the start.
            (Moment::Utc(utc_from), Some(Moment::Utc(utc_to))) => (utc_to < utc_from, from, to.max(Some(from))),
            _ => (to.is_some_and(|to| to < from), from, to),
        };
        if is_backwards {
            return Err(end_line.error("it ends before it starts", "before the start"));
        }
        let ends_at_midnight = to.is_some_and(|to| to.time() == Time::midnight() && to.date() > from.date());
        let last = to.unwrap_or(from).date();
        let days = days_between(from.date(), last) + i64::from(!ends_at_midnight);
        if days > MOST_DAYS {
            return Err(end_line.error("it lasts for more than a year", "a wrong year?"));
        }
        let has_times = !is_whole(from, to.unwrap_or(from));
        let starts = has_times.then(|| whole_minutes(from.time()));
        let ends = to.filter(|_| has_times && !ends_at_midnight).map(|to| whole_minutes(to.time()));
        Ok(EventTimes { first: from.date(), days, starts, ends, start, zone })
    }

    /// Returns the local date of an occurrence. `date` is its date in the zone in which the start is written.
    pub fn local_date(&self, date: Date, zones: &mut Zones) -> Date {
        match self.start {
            Moment::Utc(at) if self.starts.is_some() => {
                zones.local(Moment::Utc(date.to_datetime(at.time())), self.zone.as_deref()).date()
            }
            _ => self.shifted(date),
        }
    }

    /// Shifts a date by the days between the date of the start in UTC and its local date.
    fn shifted(&self, date: Date) -> Date {
        add_days(date, days_between(self.start.written().date(), self.first))
    }

    /// Returns the local date of a moment that the event lists, such as an exception. `zone` defaults to the zone of
    /// the start.
    pub fn date_of(&self, moment: Moment, zone: Option<&str>, zones: &mut Zones) -> Date {
        let local = zones.local(moment, zone.or(self.zone.as_deref()));
        let Moment::Utc(at) = moment else { return local.date() };
        if self.starts.is_some() || local.time() == Time::midnight() {
            return local.date();
        }
        // A whole day keeps the date that is written, although its time is not midnight here.
        match self.start {
            Moment::Utc(start) if start.time() == at.time() => self.shifted(at.date()),
            _ if at.time() == Time::midnight() => at.date(),
            _ => local.date(),
        }
    }

    /// Returns the last date that a rule with this `UNTIL` may give, in the zone in which the start is written.
    pub fn last_date(&self, until: Moment, zones: &mut Zones) -> Date {
        let until = match (until, self.start) {
            (Moment::Day(date), _) => return date,
            // For whole days, programs write midnight or the last second in UTC, and some their own midnight in UTC.
            (Moment::Utc(at), Moment::Day(_)) if at.time() == Time::midnight() || is_last_minute(at.time()) => at,
            (Moment::Utc(at), Moment::Utc(_)) => at,
            (until, _) => zones.local(until, self.zone.as_deref()),
        };
        let is_after = until.time() >= self.start.written().time();
        if is_after { until.date() } else { add_days(until.date(), -1) }
    }
}

/// Returns the end of an event, and the line that gives it.
fn end(event: &EventLines, start: Moment) -> Result<(&ContentLine, Option<Moment>), LineError<'_>> {
    if let Some(line) = event.lines.first("DTEND") {
        let end = values::single_moment(line).ok_or_else(|| line.error("its end is not a date", "not a date"))?;
        return Ok((line, Some(end)));
    }
    let Some(line) = event.lines.first("DURATION") else { return Ok((&event.begin, None)) };
    let length = values::duration(line).ok_or_else(|| line.error("its length cannot be read", "not a length"))?;
    let at = start.written().saturating_add(jiff::SignedDuration::from_secs(length));
    let end = match start {
        Moment::Day(_) if at.time() == Time::midnight() => Moment::Day(at.date()),
        Moment::Day(_) | Moment::Local(_) => Moment::Local(at),
        Moment::Utc(_) => Moment::Utc(at),
    };
    Ok((line, Some(end)))
}

/// True from midnight to midnight, or to the last minute before it.
fn is_whole(from: DateTime, to: DateTime) -> bool {
    from.time() == Time::midnight() && (to.time() == Time::midnight() || is_last_minute(to.time()))
}

fn is_last_minute(time: Time) -> bool {
    time >= Time::constant(23, 59, 0, 0)
}

fn whole_minutes(time: Time) -> Time {
    Time::constant(time.hour(), time.minute(), 0, 0)
}
