//! One event of a calendar file, understood: its name and all the dates it falls on.

use super::file::EventLines;
use super::lines::Line;
use super::values;
use super::when::When;
use super::zone::Zones;
use crate::domain::day::add_days;
use crate::domain::repeat::{self, Recurrence, Steps};
use crate::domain::school_event::Days;
use crate::domain::text::one_line;
use jiff::civil::{Date, Time};

/// An event with every date in question, its series not yet put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub uid: Option<String>,
    pub sequence: i64,
    /// The date of the series that this event changes, and whether all later ones too.
    pub changes: Option<(Date, bool)>,
    pub name: String,
    pub hints: Vec<String>,
    /// How many days each time lasts.
    pub days: i64,
    pub starts: Option<Time>,
    pub ends: Option<Time>,
    pub is_cancelled: bool,
    /// The first date of each time, in order.
    pub dates: Vec<Date>,
    /// When it is for the first time, in question or not.
    pub first: Date,
    pub line: usize,
}

/// What is wrong with an event, and on which line.
#[derive(Debug)]
pub struct Wrong<'l> {
    pub line: &'l Line,
    pub message: &'static str,
    pub label: &'static str,
}

pub fn wrong<'l>(line: &'l Line, message: &'static str, label: &'static str) -> Wrong<'l> {
    Wrong { line, message, label }
}

const LONGEST_NAME: usize = 200;

/// The first line of that name.
pub fn line<'l>(event: &'l EventLines, name: &str) -> Option<&'l Line> {
    lines(event, name).next()
}

fn lines<'l>(event: &'l EventLines, name: &str) -> impl Iterator<Item = &'l Line> {
    event.lines.iter().filter(move |(found, _)| *found == name).map(|(_, line)| line)
}

/// The school's own name for an event, as it may be written into the family's file.
pub fn uid(event: &EventLines) -> Option<String> {
    Some(shortened(&values::text(line(event, "UID")?))).filter(|text| !text.is_empty())
}

/// What of a name comes back the same from the family's file, which has it without blanks at its ends: cutting it and
/// taking out what is unwelcome may make new ends.
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

/// The name of an event, fit for a screen.
pub fn name(event: &EventLines) -> String {
    let written = line(event, "SUMMARY").map(values::text).unwrap_or_default();
    // Calendars that are made from web pages leave these in. Only once: what this makes of "&amp;lt;" stays.
    let spoken = written
        .replace("&nbsp;", " ")
        .replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    let words: Vec<String> = one_line(&spoken).split_whitespace().map(str::to_owned).collect();
    let name = shortened(&words.join(" "));
    if name.is_empty() { "(no name)".into() } else { name }
}

/// The categories of an event, and the first line of its description.
fn hints(event: &EventLines) -> Vec<String> {
    const MOST: usize = 5;
    const LONGEST: usize = 60;
    let categories = lines(event, "CATEGORIES").flat_map(values::texts);
    let described = line(event, "DESCRIPTION").map(values::text).unwrap_or_default();
    let first = described.lines().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned);
    let hints = categories.chain(first).map(|hint| one_line(&hint).trim().to_owned());
    hints.filter(|hint| !hint.is_empty() && hint.chars().count() <= LONGEST).take(MOST).collect()
}

/// What the events of one calendar are understood with.
pub struct Reader<'s> {
    pub zones: Zones,
    /// The days in question.
    pub between: (Date, Date),
    pub steps: &'s mut Steps,
}

impl Reader<'_> {
    /// Understands an event.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn understood<'l>(&mut self, event: &'l EventLines) -> Result<Event, Wrong<'l>> {
        if !event.is_whole {
            return Err(wrong(&event.begin, "the file breaks off in the middle of it", "begins here and has no end"));
        }
        let when = When::read(event, &mut self.zones)?;
        let dates = self.dates(event, &when)?;
        let changes = self.changes(event, &when)?;
        let says = |name: &str, value: &str| line(event, name).is_some_and(|l| l.value().eq_ignore_ascii_case(value));
        Ok(Event {
            uid: uid(event),
            sequence: line(event, "SEQUENCE").and_then(|line| line.value().parse().ok()).unwrap_or(0),
            changes,
            name: name(event),
            hints: hints(event),
            days: when.days,
            starts: when.starts,
            ends: when.ends,
            is_cancelled: says("STATUS", "CANCELLED") || says("STATUS", "CANCELED"),
            dates,
            first: when.first,
            line: event.begin.number,
        })
    }

    /// The dates in question, in order.
    fn dates<'l>(&mut self, event: &'l EventLines, when: &When) -> Result<Vec<Date>, Wrong<'l>> {
        let mut dates = self.repeated(event, when, "RRULE")?;
        if line(event, "RRULE").is_none() {
            dates.push(when.first);
        }
        dates.extend(self.listed(event, when, "RDATE", "one of its dates is none")?);
        // Rules of exceptions are gone from the format since 2009 (RFC 5545), and still written.
        let mut left_out = self.repeated(event, when, "EXRULE")?;
        left_out.extend(self.listed(event, when, "EXDATE", "a date it leaves out is none")?);
        left_out.sort_unstable();
        dates.retain(|date| left_out.binary_search(date).is_err());
        dates.sort_unstable();
        dates.dedup();
        Ok(dates)
    }

    /// The dates that the event's rules of that name give.
    fn repeated<'l>(&mut self, event: &'l EventLines, when: &When, name: &str) -> Result<Vec<Date>, Wrong<'l>> {
        // An event that began before the days in question may reach into them, and its rule may count by another clock.
        let between = (add_days(self.between.0, -when.days), add_days(self.between.1, 1));
        let (first, at) = (when.start.written().date(), when.start.written().time());
        let mut found = Vec::new();
        for line in lines(event, name) {
            let (rule, until) = values::rule(line)
                .ok_or_else(|| wrong(line, "its rule to repeat cannot be read", "not a rule I know"))?;
            let until = until.map(|until| when.last_date(until, &mut self.zones));
            let dates = repeat::dates(&Recurrence { until, ..rule }, first, at, between, self.steps)
                .ok_or_else(|| wrong(line, "its rule repeats too often to follow", "too many times"))?;
            found.extend(dates.into_iter().map(|date| when.on(date, &mut self.zones)));
        }
        Ok(found)
    }

    /// The dates that the event's lines of that name list. `message` says what is wrong when they are none.
    fn listed<'l>(
        &mut self,
        event: &'l EventLines,
        when: &When,
        name: &str,
        message: &'static str,
    ) -> Result<Vec<Date>, Wrong<'l>> {
        let mut found = Vec::new();
        for line in lines(event, name) {
            let moments = values::moments(line).ok_or_else(|| wrong(line, message, "not dates"))?;
            let zone = values::zone_name(line);
            found.extend(moments.into_iter().map(|moment| when.day_of(moment, zone.as_deref(), &mut self.zones)));
        }
        Ok(found)
    }

    /// The date of its series that the event changes, and whether all later ones too.
    fn changes<'l>(&mut self, event: &'l EventLines, when: &When) -> Result<Option<(Date, bool)>, Wrong<'l>> {
        let Some(line) = line(event, "RECURRENCE-ID") else { return Ok(None) };
        let moment =
            values::single_moment(line).ok_or_else(|| wrong(line, "the date it stands for is none", "not a date"))?;
        let date = when.day_of(moment, values::zone_name(line).as_deref(), &mut self.zones);
        Ok(Some((date, values::is_for_the_future(line))))
    }
}

impl Event {
    /// The days of the time that begins on `date`. Of several, one that begins after noon or ends before it is none:
    /// holidays from a Friday afternoon to a Monday morning have neither of the two mornings in them.
    pub fn days_from(&self, date: Date) -> Days {
        const NOON: Time = Time::constant(12, 0, 0, 0);
        let begins_late = self.days > 1 && self.starts.is_some_and(|starts| starts >= NOON);
        let ends_early = self.days > 1 && self.ends.is_some_and(|ends| ends < NOON);
        let from = add_days(date, i64::from(begins_late));
        let to = add_days(date, self.days - 1 - i64::from(ends_early));
        if from <= to { Days { from, to } } else { Days::one(date) }
    }

    /// Whether two events differ in their dates only.
    pub fn is_like(&self, other: &Event) -> bool {
        (&self.name, self.days, self.starts, self.ends) == (&other.name, other.days, other.starts, other.ends)
    }
}
