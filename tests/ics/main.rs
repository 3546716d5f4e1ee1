//! Calendar files, read from their bytes to what each event would become.

mod files;
mod find;
mod harm;
mod lines;
#[path = "../seed/mod.rs"]
mod seed;
mod series;
mod values;
mod zones;

use goodbye::domain::dates::DateRange;
use goodbye::domain::problem::Problem;
use goodbye::domain::school_event::{Reading, SchoolEvent};
use goodbye::domain::school_words::{OwnWords, judge};
use goodbye::shell::disk::RealDisk;
use goodbye::shell::ics;
use jiff::civil::{Time, date};
use jiff::tz::TimeZone;
use std::path::PathBuf;

fn school_year() -> DateRange {
    DateRange::between(date(2026, 8, 1), date(2027, 7, 31))
}

fn eastern() -> TimeZone {
    TimeZone::posix("EST5EDT,M3.2.0,M11.1.0").expect("a zone")
}

fn sample(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/ics").join(name);
    ics::fetch(&RealDisk, &path, name).expect("a sample")
}

fn try_read(bytes: &[u8]) -> Result<Reading, Problem> {
    ics::read("school.ics", bytes, school_year(), &eastern())
}

fn read(bytes: &[u8]) -> Reading {
    try_read(bytes).expect("a calendar")
}

fn calendar(events: &str) -> Vec<u8> {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{events}\nEND:VCALENDAR\n").into_bytes()
}

/// Returns an event with these lines.
fn vevent(lines: &str) -> String {
    format!("BEGIN:VEVENT\nUID:1\nSUMMARY:No School\n{lines}\nEND:VEVENT\n")
}

/// Returns a calendar of one event with these lines.
fn event(lines: &str) -> Vec<u8> {
    calendar(&vevent(lines))
}

/// Returns the dates and the times of an event.
fn when(event: &SchoolEvent) -> String {
    let dates = event.dates.iter().map(|days| match days.count() {
        1 => days.from().to_string(),
        _ => format!("{}..{}", days.from(), days.to()),
    });
    let time = |time: Time| time.strftime("%H:%M").to_string();
    let times = event.starts.map(|starts| format!("{}-{}", time(starts), event.ends.map(time).unwrap_or_default()));
    dates.chain(times).collect::<Vec<_>>().join(" ")
}

/// Returns the dates and times of an event, its name, and what it means for the mornings.
fn shown(event: &SchoolEvent) -> String {
    let judged = judge(event, &OwnWords::default());
    let at = judged.time.map(|at| at.strftime(" at %H:%M").to_string()).unwrap_or_default();
    format!("{} | {} | {}{at}", when(event), event.name, judged.meaning.keyword())
}

fn all(reading: &Reading) -> Vec<String> {
    reading.events.iter().map(shown).collect()
}

fn dates(lines: &str) -> String {
    let reading = read(&event(lines));
    assert!(reading.problems.is_empty(), "{lines}: {:?}", reading.problems);
    reading
        .events
        .iter()
        .map(|event| shown(event).replace(" | No School | day off", ""))
        .collect::<Vec<_>>()
        .join(" / ")
}

/// True when an event with these lines is reported and left out.
fn is_refused(lines: &str) -> bool {
    let reading = read(&event(lines));
    reading.events.is_empty() && !reading.problems.is_empty()
}
