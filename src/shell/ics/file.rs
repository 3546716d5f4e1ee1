//! Sorts the lines of a calendar file into calendars, their zones and their events. Values are read later. Lines that
//! the program never reads are dropped, and so are alarms and to-dos.

use super::lines::{ContentLine, NamedLines, lines};

/// The lines of one `VEVENT`.
#[derive(Debug)]
pub struct EventLines {
    /// The line `BEGIN:VEVENT`.
    pub begin: ContentLine,
    pub lines: NamedLines,
    /// Whether the event has its `END:VEVENT`.
    pub is_whole: bool,
}

/// The lines of one `VTIMEZONE`.
#[derive(Debug, Default)]
pub struct ZoneLines {
    pub name: String,
    /// The lines of each `STANDARD` and `DAYLIGHT` of the zone.
    pub parts: Vec<NamedLines>,
}

/// The most zones of a calendar, and parts of a zone, that are kept. Outlook writes fewer than ten.
pub const MOST_ZONES: usize = 100;

/// The contents of one `VCALENDAR`.
#[derive(Debug, Default)]
pub struct CalendarLines {
    pub zones: Vec<ZoneLines>,
    /// The zone of the whole calendar, from `X-WR-TIMEZONE`.
    pub zone_name: Option<String>,
    /// Whether the calendar has `METHOD:CANCEL`, so that its events do not take place.
    pub is_cancellation: bool,
    pub events: Vec<EventLines>,
    /// Whether the calendar has its `END:VCALENDAR`.
    has_end: bool,
    /// Whether a part of the calendar has a `BEGIN` and no `END`.
    has_open_parts: bool,
}

impl CalendarLines {
    /// True when the file ends in the middle of this calendar, or a piece is missing from it.
    pub fn breaks_off(&self) -> bool {
        self.has_open_parts || !self.has_end
    }
}

/// The reason why a file is too large to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TooMuch {
    #[error("this file has more than {MOST_EVENTS} events")]
    Events,
    #[error("this file has more than {MOST_LINES} lines")]
    Lines,
}

/// The most events of a file. A large district has about a thousand events in ten years.
const MOST_EVENTS: usize = 10_000;
/// The most lines of a file: a hundred for each of [`MOST_EVENTS`]. Events of schools have about fifteen.
const MOST_LINES: usize = 1_000_000;

const EVENT_NAMES: [&str; 14] = [
    "UID",
    "SUMMARY",
    "CATEGORIES",
    "DESCRIPTION",
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "RDATE",
    "EXDATE",
    "EXRULE",
    "RECURRENCE-ID",
    "STATUS",
    "SEQUENCE",
];
const ZONE_NAMES: [&str; 5] = ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"];

/// The part of the file that the next line belongs to.
enum Inside {
    Calendar,
    Event(EventLines),
    Zone(ZoneLines),
    /// A `STANDARD` or `DAYLIGHT` of a zone.
    ZonePart(ZoneLines, NamedLines),
    /// A part with this name that is skipped, such as an alarm within an event.
    Skipped(String, Option<EventLines>),
}

/// Sorts the lines of a file into calendars. Returns None for a file without any calendar.
///
/// # Errors
/// The file is too large.
pub fn calendars(bytes: &[u8]) -> Result<Option<Vec<CalendarLines>>, TooMuch> {
    let mut calendars: Vec<CalendarLines> = Vec::new();
    let mut inside = Inside::Calendar;
    let mut events = 0;
    for (count, line) in lines(bytes).enumerate() {
        if count >= MOST_LINES {
            return Err(TooMuch::Lines);
        }
        let Some((begins, part)) = line.bracket() else {
            keep(&mut inside, calendars.last_mut(), line);
            continue;
        };
        if begins && (part == "VCALENDAR" || (part == "VEVENT" && calendars.is_empty())) {
            calendars.push(CalendarLines::default());
        }
        let Some(calendar) = calendars.last_mut() else { continue };
        events += usize::from(begins && part == "VEVENT");
        if events > MOST_EVENTS {
            return Err(TooMuch::Events);
        }
        inside = if begins { begin(inside, calendar, part, line) } else { end(inside, calendar, &part) };
    }
    if let Some(calendar) = calendars.last_mut() {
        break_off(inside, calendar);
    }
    Ok((!calendars.is_empty()).then_some(calendars))
}

fn keep(inside: &mut Inside, calendar: Option<&mut CalendarLines>, line: ContentLine) {
    let name = line.name();
    // Some programs write lines without a value, such as `RRULE:`. Only an empty start is an error.
    if line.is_empty() && name != "DTSTART" {
        return;
    }
    match (inside, name.as_str(), calendar) {
        (Inside::Event(event), ..) => event.lines.add(line, &EVENT_NAMES),
        (Inside::ZonePart(_, part), ..) => part.add(line, &ZONE_NAMES),
        (Inside::Zone(zone), "TZID", _) => zone.name = line.value().to_owned(),
        (Inside::Calendar, "X-WR-TIMEZONE", Some(calendar)) => calendar.zone_name = Some(line.value().to_owned()),
        (Inside::Calendar, "METHOD", Some(calendar)) => {
            calendar.is_cancellation = line.value().eq_ignore_ascii_case("CANCEL");
        }
        _ => {}
    }
}

fn begin(inside: Inside, calendar: &mut CalendarLines, part: String, line: ContentLine) -> Inside {
    match (inside, part.as_str()) {
        (inside, "VCALENDAR" | "VEVENT" | "VTIMEZONE") => {
            break_off(inside, calendar);
            match part.as_str() {
                "VEVENT" => Inside::Event(EventLines { begin: line, lines: NamedLines::default(), is_whole: false }),
                "VTIMEZONE" => Inside::Zone(ZoneLines::default()),
                _ => Inside::Calendar,
            }
        }
        (Inside::Zone(zone), "STANDARD" | "DAYLIGHT") => Inside::ZonePart(zone, NamedLines::default()),
        (Inside::Event(event), _) => Inside::Skipped(part, Some(event)),
        (Inside::Calendar, _) => Inside::Skipped(part, None),
        (inside, _) => inside,
    }
}

fn end(inside: Inside, calendar: &mut CalendarLines, part: &str) -> Inside {
    calendar.has_end |= part == "VCALENDAR";
    let is_open_part = matches!(inside, Inside::Skipped(..));
    match inside {
        Inside::Event(event) | Inside::Skipped(_, Some(event)) if part == "VEVENT" => {
            calendar.has_open_parts |= is_open_part;
            calendar.events.push(EventLines { is_whole: true, ..event });
            Inside::Calendar
        }
        Inside::ZonePart(mut zone, lines) => {
            calendar.has_open_parts |= matches!(part, "VTIMEZONE" | "VCALENDAR");
            if zone.parts.len() < MOST_ZONES {
                zone.parts.push(lines);
            }
            end_of_zone(zone, calendar, part)
        }
        Inside::Zone(zone) => end_of_zone(zone, calendar, part),
        Inside::Skipped(name, event) if name == part => event.map_or(Inside::Calendar, Inside::Event),
        inside if part == "VCALENDAR" => {
            break_off(inside, calendar);
            Inside::Calendar
        }
        inside => inside,
    }
}

fn end_of_zone(zone: ZoneLines, calendar: &mut CalendarLines, part: &str) -> Inside {
    if part != "VTIMEZONE" && part != "VCALENDAR" {
        return Inside::Zone(zone);
    }
    calendar.has_open_parts |= part == "VCALENDAR";
    if calendar.zones.len() < MOST_ZONES {
        calendar.zones.push(zone);
    }
    Inside::Calendar
}

/// Ends a part without its `END`. An event is kept, so that it can be shown as broken.
fn break_off(inside: Inside, calendar: &mut CalendarLines) {
    calendar.has_open_parts |= !matches!(inside, Inside::Calendar);
    if let Inside::Event(event) | Inside::Skipped(_, Some(event)) = inside {
        calendar.events.push(event);
    }
}
