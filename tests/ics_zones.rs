//! Times in UTC as the wall clock of the school shows them: both weeks of the year in which clocks are changed, and the
//! places where the day begins first.

use goodbye::domain::dates::DateRange;
use goodbye::domain::school_event::SchoolEvent;
use goodbye::shell::ics;
use jiff::civil::{Time, date};
use jiff::tz::TimeZone;

fn school_year() -> DateRange {
    DateRange::between(date(2026, 8, 1), date(2027, 7, 31))
}

/// A zone as the machine knows it, and as a calendar file defines it.
struct Place {
    posix: &'static str,
    /// From and to which offset a clock is changed, when first, and by which rule.
    parts: &'static [(&'static str, &'static str, &'static str, &'static str)],
}

const AUCKLAND: Place = Place {
    posix: "NZST-12NZDT,M9.5.0,M4.1.0/3",
    parts: &[
        ("+1200", "+1300", "20070930T020000", "FREQ=YEARLY;BYMONTH=9;BYDAY=-1SU"),
        ("+1300", "+1200", "20080406T030000", "FREQ=YEARLY;BYMONTH=4;BYDAY=1SU"),
    ],
};
const SYDNEY: Place = Place {
    posix: "AEST-10AEDT,M10.1.0,M4.1.0/3",
    parts: &[
        ("+1000", "+1100", "20081005T020000", "FREQ=YEARLY;BYMONTH=10;BYDAY=1SU"),
        ("+1100", "+1000", "20080406T030000", "FREQ=YEARLY;BYMONTH=4;BYDAY=1SU"),
    ],
};
const LONDON: Place = Place {
    posix: "GMT0BST,M3.5.0/1,M10.5.0",
    parts: &[
        ("+0000", "+0100", "19810329T010000", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"),
        ("+0100", "+0000", "19961027T020000", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
    ],
};
const NEW_YORK: Place = Place {
    posix: "EST5EDT,M3.2.0,M11.1.0",
    parts: &[
        ("-0500", "-0400", "20070311T020000", "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"),
        ("-0400", "-0500", "20071104T020000", "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"),
    ],
};
/// Samoa has been on this side of the date line since the end of 2011.
const APIA: Place = Place {
    posix: "<+13>-13",
    parts: &[("-1000", "+1400", "20111230T000000", ""), ("+1400", "+1300", "20120401T040000", "")],
};
const TONGATAPU: Place = Place { posix: "<+13>-13", parts: &[("+1300", "+1300", "19700101T000000", "")] };

impl Place {
    fn defined(&self) -> String {
        let part = |(from, to, first, rule): &(&str, &str, &str, &str)| {
            let rule = if rule.is_empty() { String::new() } else { format!("RRULE:{rule}\n") };
            format!("BEGIN:STANDARD\nDTSTART:{first}\nTZOFFSETFROM:{from}\nTZOFFSETTO:{to}\n{rule}END:STANDARD\n")
        };
        let parts: String = self.parts.iter().map(part).collect();
        format!("BEGIN:VTIMEZONE\nTZID:The school's\n{parts}END:VTIMEZONE\n")
    }

    /// The dates of a calendar with these events, by the machine's zone; those by the file's have to be the same.
    fn dates(&self, events: &str) -> String {
        let read = |zones: &str, home: &str| {
            let text = format!("BEGIN:VCALENDAR\n{zones}{events}END:VCALENDAR\n");
            let home = TimeZone::posix(home).expect("a zone");
            let reading = ics::read("school.ics", text.as_bytes(), school_year(), &home).expect("a calendar");
            assert!(reading.problems.is_empty(), "{events}: {:?}", reading.problems);
            reading.events.iter().map(told).collect::<Vec<_>>().join(" / ")
        };
        let by_machine = read("", self.posix);
        assert_eq!(read(&self.defined(), "UTC0"), by_machine, "{events}");
        by_machine
    }
}

fn told(event: &SchoolEvent) -> String {
    let dates = event.dates.iter().map(|days| match days.count() {
        1 => days.from().to_string(),
        _ => format!("{}..{}", days.from(), days.to()),
    });
    let time = |time: Time| time.strftime("%H:%M").to_string();
    let times = event.starts.map(|starts| format!("{}-{}", time(starts), event.ends.map(time).unwrap_or_default()));
    dates.chain(times).collect::<Vec<_>>().join(" ")
}

fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT\nUID:1\nSUMMARY:x\n{lines}\nEND:VEVENT\n")
}

#[test]
fn from_midnight_to_midnight_is_a_whole_day_also_when_clocks_are_changed() {
    for (place, lines, expected) in [
        (AUCKLAND, "DTSTART:20261004T110000Z\nDTEND:20261005T110000Z", "2026-10-05"),
        (AUCKLAND, "DTSTART:20260830T120000Z\nDTEND:20260831T120000Z", "2026-08-31"),
        (AUCKLAND, "DTSTART:20260925T120000Z\nDTEND:20260927T110000Z", "2026-09-26..2026-09-27"),
        (AUCKLAND, "DTSTART:20270402T110000Z\nDTEND:20270405T120000Z", "2027-04-03..2027-04-05"),
        (TONGATAPU, "DTSTART:20261004T110000Z\nDTEND:20261005T110000Z", "2026-10-05"),
        (APIA, "DTSTART:20261231T110000Z\nDURATION:P1D", "2027-01-01"),
        (LONDON, "DTSTART:20261023T230000Z\nDTEND:20261026T000000Z", "2026-10-24..2026-10-25"),
        (LONDON, "DTSTART:20270327T000000Z\nDTEND:20270329T230000Z", "2027-03-27..2027-03-29"),
        (NEW_YORK, "DTSTART:20261031T040000Z\nDTEND:20261103T050000Z", "2026-10-31..2026-11-02"),
        (NEW_YORK, "DTSTART:20270313T050000Z\nDTEND:20270316T040000Z", "2027-03-13..2027-03-15"),
    ] {
        assert_eq!(place.dates(&event(lines)), expected, "{lines}");
    }
}

#[test]
fn times_around_a_change_are_those_of_the_wall_clock() {
    for (place, lines, expected) in [
        (AUCKLAND, "DTSTART:20260925T003000Z", "2026-09-25 12:30-"),
        (AUCKLAND, "DTSTART:20260927T193000Z\nDTEND:20260928T020000Z", "2026-09-28 08:30-15:00"),
        (AUCKLAND, "DTSTART:20270404T203000Z", "2027-04-05 08:30-"),
        (TONGATAPU, "DTSTART:20261004T193000Z\nDTEND:20261004T233000Z", "2026-10-05 08:30-12:30"),
        (APIA, "DTSTART:20261004T193000Z\nDTEND:20261004T233000Z", "2026-10-05 08:30-12:30"),
        (LONDON, "DTSTART:20261023T123000Z", "2026-10-23 13:30-"),
        (LONDON, "DTSTART:20261026T133000Z", "2026-10-26 13:30-"),
        (LONDON, "DTSTART:20270328T123000Z", "2027-03-28 13:30-"),
        (NEW_YORK, "DTSTART:20261030T163000Z\nDTEND:20261030T193000Z", "2026-10-30 12:30-15:30"),
        (NEW_YORK, "DTSTART:20261102T173000Z\nDTEND:20261102T203000Z", "2026-11-02 12:30-15:30"),
        (NEW_YORK, "DTSTART:20270312T173000Z", "2027-03-12 12:30-"),
        (NEW_YORK, "DTSTART:20270315T163000Z", "2027-03-15 12:30-"),
        // While clocks are set back, the wall shows less at the end than at the start.
        (NEW_YORK, "DTSTART:20261101T053000Z\nDTEND:20261101T060000Z", "2026-11-01 01:30-01:30"),
    ] {
        assert_eq!(place.dates(&event(lines)), expected, "{lines}");
    }
}

#[test]
fn what_repeats_each_week_in_utc_stays_on_its_day_across_a_change() {
    for (place, lines, expected) in [
        (
            AUCKLAND,
            "DTSTART:20260913T203000Z\nRRULE:FREQ=WEEKLY;COUNT=4",
            "2026-09-14 2026-09-21 2026-09-28 2026-10-05 08:30-",
        ),
        (
            AUCKLAND,
            "DTSTART:20270321T110000Z\nDURATION:P1D\nRRULE:FREQ=WEEKLY;BYDAY=SU;UNTIL=20270411T110000Z",
            "2027-03-22 2027-03-29 2027-04-05 2027-04-12",
        ),
        (
            LONDON,
            "DTSTART:20261011T230000Z\nDURATION:P1D\nRRULE:FREQ=WEEKLY;COUNT=4",
            "2026-10-12 2026-10-19 2026-10-26 2026-11-02",
        ),
        (
            NEW_YORK,
            "DTSTART:20261019T123000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4",
            "2026-10-19 2026-10-26 2026-11-02 2026-11-09 08:30-09:30",
        ),
        (
            TONGATAPU,
            "DTSTART:20261018T110000Z\nDURATION:P1D\nRRULE:FREQ=WEEKLY;COUNT=3",
            "2026-10-19 2026-10-26 2026-11-02",
        ),
        (APIA, "DTSTART:20261018T193000Z\nRRULE:FREQ=WEEKLY;COUNT=2", "2026-10-19 2026-10-26 08:30-"),
    ] {
        assert_eq!(place.dates(&event(lines)), expected, "{lines}");
    }
}

#[test]
fn a_date_that_is_left_out_or_added_is_the_one_on_the_wall() {
    const MONDAYS: &str = "DTSTART:20261004T130000Z\nDTEND:20261005T130000Z\nRRULE:FREQ=WEEKLY;COUNT=4";
    const BY_DATE: &str = "DTSTART;VALUE=DATE:20261005\nRRULE:FREQ=WEEKLY;COUNT=3";
    for (place, start, line, expected) in [
        (SYDNEY, MONDAYS, "EXDATE:20261018T130000Z", "2026-10-05 2026-10-12 2026-10-26"),
        (SYDNEY, MONDAYS, "EXDATE;VALUE=DATE:20261019", "2026-10-05 2026-10-12 2026-10-26"),
        (SYDNEY, MONDAYS, "RDATE:20261103T130000Z", "2026-10-05 2026-10-12 2026-10-19 2026-10-26 2026-11-04"),
        (SYDNEY, BY_DATE, "EXDATE:20261011T130000Z", "2026-10-05 2026-10-19"),
        (SYDNEY, BY_DATE, "EXDATE:20261012T000000Z", "2026-10-05 2026-10-19"),
        (NEW_YORK, BY_DATE, "EXDATE:20261012T000000Z", "2026-10-05 2026-10-19"),
        (NEW_YORK, BY_DATE, "EXDATE:20261012T040000Z", "2026-10-05 2026-10-19"),
        // Whole days of UTC, where that is the evening before.
        (
            NEW_YORK,
            "DTSTART:20261005T000000Z\nDTEND:20261006T000000Z\nRRULE:FREQ=WEEKLY;COUNT=3",
            "EXDATE:20261012T000000Z",
            "2026-10-05 2026-10-19",
        ),
        // The start is written by the clock of summer; a program may go on so, or write each midnight as it is.
        (
            LONDON,
            "DTSTART:20261011T230000Z\nDURATION:P1D\nRRULE:FREQ=WEEKLY;COUNT=4",
            "EXDATE:20261025T230000Z,20261102T000000Z",
            "2026-10-12 2026-10-19",
        ),
        (
            TONGATAPU,
            "DTSTART:20261004T193000Z\nRRULE:FREQ=WEEKLY;COUNT=3",
            "EXDATE:20261011T193000Z",
            "2026-10-05 2026-10-19 08:30-",
        ),
    ] {
        assert_eq!(place.dates(&event(&format!("{start}\n{line}"))), expected, "{start}\n{line}");
    }
    let moved = event("RECURRENCE-ID:20261018T130000Z\nDTSTART:20261020T130000Z\nDTEND:20261021T130000Z");
    assert_eq!(SYDNEY.dates(&(event(MONDAYS) + &moved)), "2026-10-05 2026-10-12 2026-10-21 2026-10-26");
}

#[test]
fn zones_by_their_windows_names_count_without_a_definition() {
    let event = event("DTSTART:20261019T130000Z\nDTEND:20261020T130000Z");
    let text = format!("BEGIN:VCALENDAR\nX-WR-TIMEZONE:AUS Eastern Standard Time\n{event}END:VCALENDAR\n");
    let reading = ics::read("school.ics", text.as_bytes(), school_year(), &TimeZone::UTC).expect("a calendar");
    assert_eq!(told(&reading.events[0]), "2026-10-20", "midnight to midnight in Sydney");
}
