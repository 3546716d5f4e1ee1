//! Reads one event: its name, and all dates on which it takes place.

use super::event_times::EventTimes;
use super::file::EventLines;
use super::lines::LineError;
use super::values;
use super::zone::Zones;
use crate::domain::dates::DateRange;
use crate::domain::day::add_days;
use crate::domain::repeat::{self, Recurrence, Steps};
use crate::domain::text::{clean_line, one_line};
use jiff::civil::Date;

/// An event as the file has it. A change to one date of a series is still an event of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub uid: Option<String>,
    pub sequence: i64,
    pub changes: Option<SeriesChange>,
    pub name: String,
    pub hints: Vec<String>,
    pub times: EventTimes,
    pub is_canceled: bool,
    /// The first date of each occurrence that may touch the days asked for, in order.
    pub dates: Vec<Date>,
    /// The line of the file on which the event begins.
    pub line: usize,
}

impl Event {
    /// True when two events have the same name and hours. Their dates may differ.
    pub fn is_like(&self, other: &Event) -> bool {
        let parts = |event: &Event| (event.times.days, event.times.starts, event.times.ends);
        self.name == other.name && parts(self) == parts(other)
    }
}

/// The date of the series that an event changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeriesChange {
    pub date: Date,
    /// Whether all later dates change too.
    pub and_later: bool,
}

/// The longest name in characters. It fills two rows of a terminal.
const LONGEST_NAME: usize = 200;

/// Returns the identifier that the school gives to an event, fit for the family's file.
pub fn uid(event: &EventLines) -> Option<String> {
    Some(shortened(&values::text(event.lines.first("UID")?))).filter(|text| !text.is_empty())
}

/// Scrubs, trims and cuts a text until nothing changes, so that it reads back as it was written. One pass is not
/// enough, because a cut may leave a blank at the end.
fn shortened(text: &str) -> String {
    let once = |text: &str| one_line(text).trim().chars().take(LONGEST_NAME).collect::<String>();
    let mut text = once(text);
    loop {
        let again = once(&text);
        if again == text {
            return text;
        }
        text = again;
    }
}

/// Returns the name of an event, fit for a screen.
pub fn name(event: &EventLines) -> String {
    let written = event.lines.first("SUMMARY").map(values::text).unwrap_or_default();
    // Calendars that are made from web pages contain HTML entities. Only one level is undone.
    let plain = [("&nbsp;", " "), ("&#39;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
        .iter()
        .fold(written, |text, (entity, letter)| text.replace(entity, letter));
    let words: Vec<String> = one_line(&plain).split_whitespace().map(str::to_owned).collect();
    let name = shortened(&words.join(" "));
    if name.is_empty() { "(no name)".into() } else { name }
}

/// The most hints of an event. Later categories are seldom about the day.
const MOST_HINTS: usize = 5;
/// The longest hint in characters. Longer descriptions mention days of all kinds, so they say little about the event.
const LONGEST_HINT: usize = 60;

/// Returns the categories of an event and the first line of its description, without those that are too long.
fn hints(event: &EventLines) -> Vec<String> {
    let categories = event.lines.all("CATEGORIES").flat_map(values::texts);
    let description = event.lines.first("DESCRIPTION").map(values::text).unwrap_or_default();
    let first = description.lines().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned);
    let hints = categories.chain(first).filter_map(|hint| clean_line(&hint));
    hints.filter(|hint| hint.chars().count() <= LONGEST_HINT).take(MOST_HINTS).collect()
}

/// The zones and limits for reading the events of a calendar.
pub struct Context<'s> {
    pub zones: Zones,
    /// The days asked for.
    pub between: DateRange,
    pub steps: &'s mut Steps,
}

/// Reads an event.
///
/// # Errors
/// The first line that is wrong.
pub fn read<'l>(event: &'l EventLines, context: &mut Context<'_>) -> Result<Event, LineError<'l>> {
    if !event.is_whole {
        return Err(event.begin.error("the file breaks off in the middle of it", "begins here and has no end"));
    }
    let times = EventTimes::read(event, &mut context.zones)?;
    let mut reader = DateReader { event, times: &times, context };
    let (dates, changes) = (reader.dates()?, reader.changes()?);
    let status = event.lines.first("STATUS").map(|line| line.value().to_ascii_uppercase());
    Ok(Event {
        uid: uid(event),
        sequence: event.lines.first("SEQUENCE").and_then(|line| line.value().parse().ok()).unwrap_or(0),
        changes,
        name: name(event),
        hints: hints(event),
        times,
        is_canceled: matches!(status.as_deref(), Some("CANCELLED" | "CANCELED")),
        dates,
        line: event.begin.number,
    })
}

/// Reads the dates of one event.
struct DateReader<'l, 'r, 's> {
    event: &'l EventLines,
    times: &'r EventTimes,
    context: &'r mut Context<'s>,
}

impl<'l> DateReader<'l, '_, '_> {
    /// Returns the first date of each occurrence, in order.
    fn dates(&mut self) -> Result<Vec<Date>, LineError<'l>> {
        let mut dates = self.repeated("RRULE")?;
        if self.event.lines.first("RRULE").is_none() {
            dates.push(self.times.first);
        }
        dates.extend(self.listed("RDATE", "one of its dates cannot be read")?);
        // RFC 5545 has had no `EXRULE` since 2009, but some programs still write such rules.
        let mut left_out = self.repeated("EXRULE")?;
        left_out.extend(self.listed("EXDATE", "one of its exceptions cannot be read")?);
        left_out.sort_unstable();
        dates.retain(|date| left_out.binary_search(date).is_err());
        dates.sort_unstable();
        dates.dedup();
        Ok(dates)
    }

    /// Returns the dates of the rules in the event's lines with this name.
    fn repeated(&mut self, name: &str) -> Result<Vec<Date>, LineError<'l>> {
        let Context { zones, between, steps } = &mut *self.context;
        // An occurrence that begins before the days asked for may reach into them. Its date in UTC may be a day later.
        let between = DateRange::between(add_days(between.from(), -self.times.days), add_days(between.to(), 1));
        let mut found = Vec::new();
        for line in self.event.lines.all(name) {
            let unknown = || line.error("its rule to repeat cannot be read", "not a rule I know");
            let (rule, until) = values::rule(line).ok_or_else(unknown)?;
            let rule = Recurrence { until: until.map(|until| self.times.last_date(until, zones)), ..rule };
            let dates = repeat::dates(&rule, self.times.start.written(), between, steps)
                .ok_or_else(|| line.error("its rule repeats too often to follow", "too many times"))?;
            found.extend(dates.into_iter().map(|date| self.times.local_date(date, zones)));
        }
        Ok(found)
    }

    /// Returns the dates in the event's lines with this name. `message` is for a line that cannot be read.
    fn listed(&mut self, name: &str, message: &'static str) -> Result<Vec<Date>, LineError<'l>> {
        let mut found = Vec::new();
        for line in self.event.lines.all(name) {
            let moments = values::moments(line).ok_or_else(|| line.error(message, "not dates"))?;
            let zone = values::zone_name(line);
            let local = |moment| self.times.date_of(moment, zone.as_deref(), &mut self.context.zones);
            found.extend(moments.into_iter().map(local));
        }
        Ok(found)
    }

    /// Returns the date of the series that the event changes.
    fn changes(&mut self) -> Result<Option<SeriesChange>, LineError<'l>> {
        let Some(line) = self.event.lines.first("RECURRENCE-ID") else { return Ok(None) };
        let no_date = || line.error("the date that it changes cannot be read", "not a date");
        let moment = values::single_moment(line).ok_or_else(no_date)?;
        let date = self.times.date_of(moment, values::zone_name(line).as_deref(), &mut self.context.zones);
        Ok(Some(SeriesChange { date, and_later: values::changes_later_dates(line) }))
    }
}
