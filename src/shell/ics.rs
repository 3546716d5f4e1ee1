//! Reads the calendar files that schools publish (iCalendar, `.ics`), even if they are broken.
//!
//! A broken event is left out and reported with its line, and the rest is read. All dates are local dates at the
//! school. Only the days asked for are calculated, so no rule can keep the program busy. `domain::school_words` judges
//! later what an event means for the mornings.

mod event;
mod event_times;
mod file;
mod lines;
mod series;
mod values;
mod zone;

use super::disk::Disk;
use super::files::reason;
use crate::domain::dates::DateRange;
use crate::domain::import::{self, SchoolFile};
use crate::domain::problem::{Problem, SourceSpan};
use crate::domain::repeat::Steps;
use crate::domain::school_event::Reading;
use crate::domain::text::{is_web_address, one_line};
use event::Context;
use file::{CalendarLines, EventLines};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use lines::LineError;
use std::io::{self, Read};
use std::path::Path;
use zone::Zones;

/// The largest file that is read. A district's calendar of ten years has less than a megabyte.
pub const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// The most problems that are reported. A parent seldom reads more.
const MOST_PROBLEMS: usize = 100;

/// The most dates of all events of a file together. A large district's calendar has a few thousand.
const MOST_DATES: usize = 100_000;

/// The most steps for all rules of a file together. They take about half a second.
const MOST_STEPS: u32 = 5_000_000;

/// Reads the bytes of a file. `shown` is the name of the file in a problem.
///
/// # Errors
/// The file cannot be read, or is too large.
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
    disk.read(&mut file, MOST_BYTES + 1).map_err(cannot)
}

/// Reads the bytes that another program sends. `shown` is their name in a problem.
///
/// # Errors
/// The bytes cannot be read.
pub fn fetch_from(input: impl Read, shown: &str) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    // One byte too many is enough for `read` to refuse the rest.
    input.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|error| cannot_read(shown, &error))?;
    Ok(bytes)
}

fn cannot_read(shown: &str, error: &io::Error) -> Problem {
    if is_web_address(shown) {
        let help = "open this address in a browser, save the file, and import that file";
        return Problem::whole_file(shown, "goodbye never goes online", help);
    }
    let help = match error.kind() {
        io::ErrorKind::NotFound => "check the name of the file",
        _ => "try again, or save the calendar once more",
    };
    Problem::whole_file(shown, format!("this file cannot be read: {}", reason(error)), help)
}

fn too_large(shown: &str) -> Problem {
    let help = "a school's calendar is much smaller; is this the right file?";
    Problem::whole_file(shown, "this file is larger than 16 MB", help)
}

/// Reads a school's calendar for an import today.
///
/// # Errors
/// Nothing in the file can be read.
pub fn school_file(
    shown: &str,
    bytes: Result<Vec<u8>, Problem>,
    today: Date,
    local_zone: &TimeZone,
) -> Result<SchoolFile, Problem> {
    let days_read = import::days_read(today);
    let reading = read(shown, &bytes?, days_read, local_zone)?;
    let name = Path::new(shown).file_name().map_or_else(|| shown.into(), |name| name.to_string_lossy());
    Ok(SchoolFile { name: one_line(&name).into_owned(), reading, days_read })
}

/// Reads the events of a school's calendar that touch the days `between`. Times in UTC are converted to `local_zone`,
/// the family's zone, where the file names no zone.
///
/// # Errors
/// Nothing in the file can be read. Problems with single events are in the reading.
pub fn read(file: &str, bytes: &[u8], between: DateRange, local_zone: &TimeZone) -> Result<Reading, Problem> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(too_large(file));
    }
    let bytes = lines::readable(bytes);
    let calendars = file::calendars(&bytes).map_err(|too_much| too_many(file, too_much.to_string()))?;
    let calendars = calendars.ok_or_else(|| no_calendar(file, &bytes))?;
    events(file, &calendars, between, local_zone)
}

fn too_many(file: &str, message: String) -> Problem {
    Problem::whole_file(file, message, "ask the school for the calendar of one school year")
}

fn no_calendar(file: &str, bytes: &[u8]) -> Problem {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    if start.contains("<html") || start.contains("<!doctype") {
        let help = "the school's page has a link named \"subscribe\", \"iCal\" or \".ics\"; save the file behind it";
        return Problem::whole_file(file, "this is a web page, not a calendar", help);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Problem::whole_file(file, "this file is empty", "save the calendar once more");
    }
    let help = "the name of a calendar file ends in .ics, and its first line is BEGIN:VCALENDAR";
    Problem::whole_file(file, "this is not a calendar I can read", help)
}

/// Reads the events of all calendars in a file.
fn events(
    file: &str,
    calendars: &[CalendarLines],
    between: DateRange,
    local_zone: &TimeZone,
) -> Result<Reading, Problem> {
    let breaks_off = calendars.iter().any(CalendarLines::breaks_off);
    let mut reading = Reading { breaks_off, ..Reading::default() };
    let mut found = Vec::new();
    let mut steps = Steps(MOST_STEPS);
    let mut dates = 0;
    let mut more_problems = 0;
    for calendar in calendars {
        let zones = Zones::new(&calendar.zones, calendar.zone_name.as_deref(), local_zone, between, &mut steps);
        let mut context = Context { zones, between, steps: &mut steps };
        for lines in &calendar.events {
            match event::read(lines, &mut context) {
                Ok(mut event) => {
                    dates += event.dates.len();
                    event.is_canceled |= calendar.is_cancellation;
                    found.push(event);
                }
                Err(error) => {
                    reading.unread.extend(event::uid(lines));
                    if reading.problems.len() < MOST_PROBLEMS {
                        reading.problems.push(problem(file, lines, &error));
                    } else {
                        more_problems += 1;
                    }
                }
            }
            if dates > MOST_DATES {
                return Err(too_many(file, format!("the events of this file have more than {MOST_DATES} dates")));
            }
        }
    }
    if let Some(last) = reading.problems.last_mut().filter(|_| more_problems > 0) {
        last.help = format!("{more_problems} more events cannot be read; is this the right file?");
    }
    reading.events = series::school_events(found, between);
    Ok(reading)
}

fn problem(file: &str, event: &EventLines, error: &LineError<'_>) -> Problem {
    let text = &error.line.text;
    let mut span = SourceSpan::new(text, 0..text.len(), error.label);
    span.line = error.line.number;
    Problem {
        file: file.into(),
        message: format!("\"{}\" is left out: {}", event::name(event), error.message),
        help: "the other events are read; look this one up on the school's page and add it by hand".into(),
        spans: vec![span],
    }
}
