//! Reads the calendar a school publishes (iCalendar, `.ics`): real files, not only tidy ones.
//!
//! A broken event is told with its line and left out, and the rest is read. Dates are those of the wall clock at the
//! school. Nothing is expanded outside the days in question, so no rule can keep the program busy. What an event
//! means for the mornings is judged in `domain::school_words`.

mod event;
mod file;
mod lines;
mod series;
mod values;
mod when;
mod windows_zones;
mod zone;

use super::disk::Disk;
use super::files::reason;
use crate::domain::import::{self, SchoolFile};
use crate::domain::problem::{Problem, SourceSpan};
use crate::domain::repeat::Steps;
use crate::domain::school_event::Reading;
use crate::domain::text::one_line;
use event::{Reader, Wrong};
use file::{CalendarLines, EventLines, MOST_EVENTS, MOST_LINES, TooMuch};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::io::{self, Read};
use std::path::Path;
use zone::Zones;

/// A larger file is not a school's calendar: a district's of ten years is under one megabyte.
pub const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// More problems than this help nobody.
const MOST_PROBLEMS: usize = 100;

/// The dates of all events together.
const MOST_DATES: usize = 100_000;

/// How many dates all rules of a file, those of its zones too, may look at: about half a second.
const MOST_STEPS: u32 = 5_000_000;

/// Fetches a file's bytes, no more of them than are needed to say that they are too many.
///
/// # Errors
/// A problem with the file as a whole. `shown` is its name in it.
pub fn fetch(disk: &dyn Disk, path: &Path, shown: &str) -> Result<Vec<u8>, Problem> {
    let cannot = |error: io::Error| cannot_read(shown, &error);
    let mut file = disk.open(path).map_err(cannot)?;
    let meta = file.metadata().map_err(cannot)?;
    if !meta.is_file() {
        let help = "give the calendar file itself, or `-` to read what another program sends";
        return Err(Problem::whole_file(shown, "this is not a file", help));
    }
    if meta.len() > MOST_BYTES {
        return Err(too_large(shown));
    }
    not_too_large(disk.read(&mut file, MOST_BYTES + 1).map_err(cannot)?, shown)
}

/// [`fetch`] from what another program sends.
///
/// # Errors
/// A problem with it as a whole. `shown` is its name in it.
pub fn fetch_from(input: impl Read, shown: &str) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    input.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|error| cannot_read(shown, &error))?;
    not_too_large(bytes, shown)
}

fn cannot_read(shown: &str, error: &io::Error) -> Problem {
    let help = match error.kind() {
        io::ErrorKind::NotFound => "look at its name once more",
        _ => "try again, or save the calendar once more",
    };
    Problem::whole_file(shown, format!("this file cannot be read: {}", reason(error)), help)
}

fn too_large(shown: &str) -> Problem {
    let help = "a school's calendar is much smaller; is this the right file?";
    Problem::whole_file(shown, "this file is larger than 16 MB", help)
}

fn not_too_large(bytes: Vec<u8>, shown: &str) -> Result<Vec<u8>, Problem> {
    if bytes.len() as u64 > MOST_BYTES { Err(too_large(shown)) } else { Ok(bytes) }
}

/// Fetches and reads a school's calendar as an import wants it.
///
/// # Errors
/// A problem with the file as a whole. What is broken in it is told in the reading.
pub fn school_file(
    shown: &str,
    bytes: Result<Vec<u8>, Problem>,
    today: Date,
    home: &TimeZone,
) -> Result<SchoolFile, Problem> {
    let between = import::days_read(today);
    let reading = read(shown, &bytes?, between, home)?;
    let name = Path::new(shown).file_name().map_or_else(|| shown.into(), |name| name.to_string_lossy());
    Ok(SchoolFile { name: one_line(&name).into_owned(), reading, between })
}

/// Reads a school's calendar: the events that touch the days `between`. `home` is the family's zone, for times in UTC
/// in a file that names no zone.
///
/// # Errors
/// A problem with the file as a whole, when nothing of it was read. What is broken in it is told in the reading.
pub fn read(file: &str, bytes: &[u8], between: (Date, Date), home: &TimeZone) -> Result<Reading, Problem> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(too_large(file));
    }
    let bytes = lines::readable(bytes);
    let calendars = file::calendars(&bytes).map_err(|too_much| match too_much {
        TooMuch::Events => too_many(file, format!("this file has more than {MOST_EVENTS} events")),
        TooMuch::Lines => too_many(file, format!("this file has more than {MOST_LINES} lines")),
    })?;
    let calendars = calendars.ok_or_else(|| no_calendar(file, &bytes))?;
    events(file, &calendars, between, home)
}

fn too_many(file: &str, message: String) -> Problem {
    Problem::whole_file(file, message, "ask the school for the calendar of one school year")
}

fn no_calendar(file: &str, bytes: &[u8]) -> Problem {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    if start.contains("<html") || start.contains("<!doctype") {
        let help = "the school's page has a link named \"subscribe\", \"iCal\" or \".ics\"; save what it leads to";
        return Problem::whole_file(file, "this is a web page, not a calendar", help);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Problem::whole_file(file, "this file is empty", "save the calendar once more");
    }
    let help = "I read iCalendar files; their names end in .ics and they begin with BEGIN:VCALENDAR";
    Problem::whole_file(file, "this is not a calendar I can read", help)
}

fn events(file: &str, calendars: &[CalendarLines], between: (Date, Date), home: &TimeZone) -> Result<Reading, Problem> {
    let breaks_off = calendars.iter().any(CalendarLines::breaks_off);
    let mut reading = Reading { breaks_off, ..Reading::default() };
    let mut found = Vec::new();
    let mut steps = Steps(MOST_STEPS);
    let mut dates = 0;
    let mut untold = 0;
    for calendar in calendars {
        let zones = Zones::new(&calendar.zones, calendar.zone_name.as_deref(), home, between, &mut steps);
        let mut reader = Reader { zones, between, steps: &mut steps };
        for lines in &calendar.events {
            match reader.understood(lines) {
                Ok(mut event) => {
                    dates += event.dates.len();
                    event.is_cancelled |= calendar.is_cancellation;
                    found.push(event);
                }
                Err(wrong) => {
                    reading.unread.extend(event::uid(lines));
                    if reading.problems.len() < MOST_PROBLEMS {
                        reading.problems.push(problem(file, lines, &wrong));
                    } else {
                        untold += 1;
                    }
                }
            }
            if dates > MOST_DATES {
                return Err(too_many(file, format!("the events of this file have more than {MOST_DATES} dates")));
            }
        }
    }
    if let Some(last) = reading.problems.last_mut().filter(|_| untold > 0) {
        last.help = format!("{untold} more events cannot be read; is this the right file?");
    }
    reading.events = series::put_together(found, between);
    Ok(reading)
}

fn problem(file: &str, event: &EventLines, wrong: &Wrong<'_>) -> Problem {
    let text = &wrong.line.text;
    let mut span = SourceSpan::new(text, 0..text.len(), wrong.label);
    span.line = wrong.line.number;
    Problem {
        file: file.into(),
        message: format!("\"{}\" is left out: {}", event::name(event), wrong.message),
        help: "the other events are read; look this one up on the school's page and add it by hand".into(),
        spans: vec![span],
    }
}
