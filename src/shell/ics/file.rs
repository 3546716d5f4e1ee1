//! What stands where in a calendar file: its calendars, their zones, and the lines of each event that matter.
//! Nothing is understood yet. What is not known, and what is inside alarms and the like, is passed over.

use super::lines::{Line, lines};
use super::zone::{MOST, ZoneLines};

/// One event as it stands in the file.
#[derive(Debug)]
pub struct EventLines {
    /// Its `BEGIN:VEVENT`.
    pub begin: Line,
    pub lines: Vec<(&'static str, Line)>,
    /// Whether its `END:VEVENT` was found where it belongs.
    pub is_whole: bool,
}

/// One `VCALENDAR`.
#[derive(Debug, Default)]
pub struct CalendarLines {
    pub zones: Vec<ZoneLines>,
    pub zone_name: Option<String>,
    /// The calendar says that its events do not take place.
    pub is_cancellation: bool,
    pub events: Vec<EventLines>,
    /// Its `END:VCALENDAR` was found.
    has_end: bool,
    /// Something in it began and did not end before the next thing did.
    has_open_parts: bool,
}

impl CalendarLines {
    /// Whether the file breaks off in it, or a piece of it is missing.
    pub fn breaks_off(&self) -> bool {
        self.has_open_parts || !self.has_end
    }
}

/// More of a file than this is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooMuch {
    Events,
    Lines,
}

pub const MOST_EVENTS: usize = 10_000;
pub const MOST_LINES: usize = 1_000_000;

const OF_EVENTS: [&str; 14] = [
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
const OF_ZONES: [&str; 5] = ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"];

/// What the lines that come next belong to.
enum Inside {
    Calendar,
    Event(EventLines),
    Zone(ZoneLines),
    /// A part of a zone: `STANDARD` or `DAYLIGHT`.
    ZonePart(ZoneLines, Vec<(&'static str, Line)>),
    /// Something else, within an event or not, until its end.
    Other(String, Option<EventLines>),
}

/// Sorts the lines of a file into calendars. None when there is nothing of a calendar in it.
pub fn calendars(bytes: &[u8]) -> Result<Option<Vec<CalendarLines>>, TooMuch> {
    let mut calendars: Vec<CalendarLines> = Vec::new();
    let mut inside = Inside::Calendar;
    let mut events = 0;
    for (count, line) in lines(bytes).enumerate() {
        if count >= MOST_LINES {
            return Err(TooMuch::Lines);
        }
        let Some((begins, what)) = line.bracket() else {
            keep(&mut inside, calendars.last_mut(), line);
            continue;
        };
        if begins && (what == "VCALENDAR" || (what == "VEVENT" && calendars.is_empty())) {
            calendars.push(CalendarLines::default());
        }
        let Some(calendar) = calendars.last_mut() else { continue };
        events += usize::from(begins && what == "VEVENT");
        if events > MOST_EVENTS {
            return Err(TooMuch::Events);
        }
        inside = if begins { begin(inside, calendar, what, line) } else { end(inside, calendar, &what) };
    }
    if let Some(calendar) = calendars.last_mut() {
        broken_off(inside, calendar);
    }
    Ok((!calendars.is_empty()).then_some(calendars))
}

fn keep(inside: &mut Inside, calendar: Option<&mut CalendarLines>, line: Line) {
    let name = line.name();
    // Some programs write what they do not know all the same: `RRULE:`. Without a start there is no event.
    if line.is_empty() && name != "DTSTART" {
        return;
    }
    match inside {
        Inside::Event(event) => event.lines.extend(known(&OF_EVENTS, &name).map(|name| (name, line))),
        Inside::ZonePart(_, part) => part.extend(known(&OF_ZONES, &name).map(|name| (name, line))),
        Inside::Zone(zone) if name == "TZID" => zone.name = line.value().to_owned(),
        Inside::Calendar => match (name.as_str(), calendar) {
            ("X-WR-TIMEZONE", Some(calendar)) => calendar.zone_name = Some(line.value().to_owned()),
            ("METHOD", Some(calendar)) => calendar.is_cancellation = line.value().eq_ignore_ascii_case("CANCEL"),
            _ => {}
        },
        _ => {}
    }
}

fn known(names: &[&'static str], name: &str) -> Option<&'static str> {
    names.iter().copied().find(|known| *known == name)
}

fn begin(inside: Inside, calendar: &mut CalendarLines, what: String, line: Line) -> Inside {
    match (inside, what.as_str()) {
        (inside, "VCALENDAR" | "VEVENT" | "VTIMEZONE") => {
            broken_off(inside, calendar);
            match what.as_str() {
                "VEVENT" => Inside::Event(EventLines { begin: line, lines: Vec::new(), is_whole: false }),
                "VTIMEZONE" => Inside::Zone(ZoneLines::default()),
                _ => Inside::Calendar,
            }
        }
        (Inside::Zone(zone), "STANDARD" | "DAYLIGHT") => Inside::ZonePart(zone, Vec::new()),
        (Inside::Event(event), _) => Inside::Other(what, Some(event)),
        (Inside::Calendar, _) => Inside::Other(what, None),
        (inside, _) => inside,
    }
}

fn end(inside: Inside, calendar: &mut CalendarLines, what: &str) -> Inside {
    calendar.has_end |= what == "VCALENDAR";
    let has_open_part = matches!(inside, Inside::Other(..));
    match inside {
        Inside::Event(event) | Inside::Other(_, Some(event)) if what == "VEVENT" => {
            calendar.has_open_parts |= has_open_part;
            calendar.events.push(EventLines { is_whole: true, ..event });
            Inside::Calendar
        }
        Inside::ZonePart(mut zone, part) => {
            calendar.has_open_parts |= matches!(what, "VTIMEZONE" | "VCALENDAR");
            if zone.parts.len() < MOST {
                zone.parts.push(part);
            }
            end_of_zone(zone, calendar, what)
        }
        Inside::Zone(zone) => end_of_zone(zone, calendar, what),
        Inside::Other(name, event) if name == what => event.map_or(Inside::Calendar, Inside::Event),
        inside if what == "VCALENDAR" => {
            broken_off(inside, calendar);
            Inside::Calendar
        }
        inside => inside,
    }
}

fn end_of_zone(zone: ZoneLines, calendar: &mut CalendarLines, what: &str) -> Inside {
    if what != "VTIMEZONE" && what != "VCALENDAR" {
        return Inside::Zone(zone);
    }
    calendar.has_open_parts |= what == "VCALENDAR";
    if calendar.zones.len() < MOST {
        calendar.zones.push(zone);
    }
    Inside::Calendar
}

/// An event that the file goes on without ending is kept as what it is: a broken one.
fn broken_off(inside: Inside, calendar: &mut CalendarLines) {
    calendar.has_open_parts |= !matches!(inside, Inside::Calendar);
    if let Inside::Event(event) | Inside::Other(_, Some(event)) = inside {
        calendar.events.push(event);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_found_whatever_is_around_them() {
        let file = b"BEGIN:VCALENDAR\nX-WR-TIMEZONE:Europe/London\nBEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nTZOFFSETTO:+0000\n\
            END:STANDARD\nEND:VTIMEZONE\nBEGIN:VTODO\nUID:no\nEND:VTODO\nBEGIN:VEVENT\nUID:1\nBEGIN:VALARM\nUID:no\n\
            END:VALARM\nSUMMARY:a\nX-ODD:1\nEND:VEVENT\nbegin:vevent\nuid:2\nBEGIN:VEVENT\nUID:3\nEND:VCALENDAR\n\
            BEGIN:VCALENDAR\nMETHOD:CANCEL\nBEGIN:VEVENT\nUID:4\nEND:VEVENT";
        let found = calendars(file).expect("not too much").expect("calendars");
        assert_eq!((found.len(), found[0].zones[0].parts.len(), found[0].zones[0].name.as_str()), (2, 1, "X"));
        assert_eq!(found[0].zone_name.as_deref(), Some("Europe/London"));
        assert!(found[1].is_cancellation && !found[0].is_cancellation);
        let events = found.iter().flat_map(|calendar| &calendar.events);
        let told: Vec<String> = events
            .map(|event| {
                let lines: Vec<&str> = event.lines.iter().map(|(_, line)| line.text.as_str()).collect();
                format!("{} {} {}", event.begin.number, lines.join(","), event.is_whole)
            })
            .collect();
        assert_eq!(told, ["12 UID:1,SUMMARY:a true", "20 uid:2 false", "22 UID:3 false", "27 UID:4 true"]);
    }

    #[test]
    fn what_is_no_calendar_or_too_much_of_one_is_told_apart() {
        assert!(calendars(b"<html>").expect("not too much").is_none());
        assert!(calendars(b"").expect("not too much").is_none());
        assert_eq!(calendars(&b"BEGIN:VEVENT\n".repeat(MOST_EVENTS + 1)).err(), Some(TooMuch::Events));
        assert_eq!(calendars(&b"X\n".repeat(MOST_LINES + 1)).err(), Some(TooMuch::Lines));
    }
}
