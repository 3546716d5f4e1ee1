//! Writes reminders as iCalendar (RFC 5545) for phones.
//!
//! A morning is an all-day event with an alarm. An evening is an event of fifteen minutes. Neither blocks time in the
//! calendar. Times are local wherever the phone is, because no zone is named.

use crate::domain::reminders::{DoBy, Reminder};
use crate::domain::settings::Settings;
use crate::domain::text::{Breaks, one_line, scrub};
use jiff::civil::{Date, DateTime, Time, time};
use jiff::{Timestamp, tz::TimeZone};

/// The time of an evening's reminder when its alarm is off.
const EVENING: Time = time(19, 30, 0, 0);

/// The first lines of every calendar that this program writes. No other program writes them.
pub const START: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//goodbye//goodbye//EN\r\n";

/// The longest line in bytes, without its end (RFC 5545, section 3.1).
const LONGEST_LINE: usize = 75;

/// Returns the text of the calendar. A phone sees from `now` which of two calendars is newer.
pub fn write(reminders: &[Reminder], settings: &Settings, now: Timestamp) -> String {
    let mut text = START.to_owned();
    for line in ["CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:Goodbyes"] {
        put(&mut text, line);
    }
    for reminder in reminders {
        event(&mut text, reminder, settings, now);
    }
    put(&mut text, "END:VCALENDAR");
    text
}

fn event(text: &mut String, reminder: &Reminder, settings: &Settings, now: Timestamp) {
    let (date, stamp, title) = (reminder.date, stamp(now), escaped(&one_line(&reminder.title)));
    put(text, "BEGIN:VEVENT");
    put(text, &format!("UID:{}", uid(reminder)));
    put(text, &format!("DTSTAMP:{stamp}"));
    put(text, &format!("LAST-MODIFIED:{stamp}"));
    // Minutes since 1970 grow with each export, so a phone accepts the newer one. They fit 32 bits until the year 6053.
    put(text, &format!("SEQUENCE:{}", now.as_second() / 60));
    put(text, if reminder.is_canceled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
    let alarm = reminder.alarm(settings);
    let trigger = match reminder.do_by {
        DoBy::Morning => {
            put(text, &format!("DTSTART;VALUE=DATE:{}", basic(date)));
            put(text, &format!("DTEND;VALUE=DATE:{}", basic(date.tomorrow().unwrap_or(date))));
            alarm.map(|at| format!("PT{}H{}M", at.hour(), at.minute()))
        }
        DoBy::EveningBefore | DoBy::Once(_) => {
            let start = settings.evening_alarm.unwrap_or(EVENING);
            put(text, &format!("DTSTART:{}", basic_time(date.to_datetime(start))));
            put(text, "DURATION:PT15M");
            alarm.map(|_| "PT0S".to_owned())
        }
    };
    put(text, &format!("SUMMARY:{title}"));
    if !reminder.is_canceled {
        put(text, &format!("DESCRIPTION:{}", escaped(&scrub(&reminder.text, Breaks::Keep))));
    }
    put(text, "TRANSP:TRANSPARENT");
    if let Some(trigger) = trigger {
        put(text, "BEGIN:VALARM");
        put(text, "ACTION:DISPLAY");
        put(text, &format!("DESCRIPTION:{title}"));
        put(text, &format!("TRIGGER:{trigger}"));
        put(text, "END:VALARM");
    }
    put(text, "END:VEVENT");
}

/// Returns an identifier that is the same in every export. A ritual that is made once keeps its identifier when another
/// morning becomes the first that needs the ritual.
fn uid(reminder: &Reminder) -> String {
    let (child, morning) = (reminder.child.as_str(), reminder.morning);
    match &reminder.do_by {
        DoBy::Morning => format!("{child}-{morning}-morning@goodbye"),
        DoBy::EveningBefore => format!("{child}-{morning}-evening-before@goodbye"),
        DoBy::Once(ritual) => format!("{child}.{ritual}.once@goodbye"),
    }
}

/// Returns `20260907`.
fn basic(date: Date) -> String {
    date.to_string().replace('-', "")
}

/// Returns `20260907T083000`.
fn basic_time(at: DateTime) -> String {
    format!("{at:.0}").replace(['-', ':'], "")
}

/// Returns `20260907T083000Z`.
fn stamp(now: Timestamp) -> String {
    format!("{}Z", basic_time(TimeZone::UTC.to_datetime(now)))
}

/// Escapes a text (RFC 5545, section 3.3.11).
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// Adds a line. A long line is folded between two letters.
fn put(text: &mut String, line: &str) {
    let mut room = LONGEST_LINE;
    for letter in line.chars() {
        if letter.len_utf8() > room {
            text.push_str("\r\n ");
            room = LONGEST_LINE - 1;
        }
        text.push(letter);
        room -= letter.len_utf8();
    }
    text.push_str("\r\n");
}
