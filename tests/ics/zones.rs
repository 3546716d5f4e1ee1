//! Times in UTC as local times: both weeks in which clocks change, and the places where the day begins first.

use super::*;

/// A zone as the computer knows it, and as a calendar file defines it.
struct Place {
    posix: &'static str,
    /// The offsets before and after each change, its first time, and its rule.
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

    /// Returns the dates of these events by the computer's zone, and checks that the zone in a file gives the same.
    fn dates(&self, events: &str) -> String {
        let read = |zones: &str, local_zone: &str| {
            let text = format!("BEGIN:VCALENDAR\n{zones}{events}END:VCALENDAR\n");
            let local_zone = TimeZone::posix(local_zone).expect("a zone");
            let reading = ics::read("school.ics", text.as_bytes(), school_year(), &local_zone).expect("a calendar");
            assert!(reading.problems.is_empty(), "{events}: {:?}", reading.problems);
            reading.events.iter().map(when).collect::<Vec<_>>().join(" / ")
        };
        let by_machine = read("", self.posix);
        assert_eq!(read(&self.defined(), "UTC0"), by_machine, "{events}");
        by_machine
    }
}

#[test]
fn midnight_to_midnight_is_a_whole_day_even_when_clocks_change() {
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
        assert_eq!(place.dates(&vevent(lines)), expected, "{lines}");
    }
}

#[test]
fn times_around_a_clock_change_are_local() {
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
        // While clocks go back, the local end is before the local start.
        (NEW_YORK, "DTSTART:20261101T053000Z\nDTEND:20261101T060000Z", "2026-11-01 01:30-01:30"),
    ] {
        assert_eq!(place.dates(&vevent(lines)), expected, "{lines}");
    }
}

#[test]
fn a_weekly_event_in_utc_stays_on_its_day_when_clocks_change() {
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
        assert_eq!(place.dates(&vevent(lines)), expected, "{lines}");
    }
}

#[test]
fn exceptions_and_extra_dates_in_utc_are_local_dates() {
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
        // Whole days in UTC that begin on the evening before in New York.
        (
            NEW_YORK,
            "DTSTART:20261005T000000Z\nDTEND:20261006T000000Z\nRRULE:FREQ=WEEKLY;COUNT=3",
            "EXDATE:20261012T000000Z",
            "2026-10-05 2026-10-19",
        ),
        // The start is at midnight in summer time. In winter, programs write the same hour in UTC or the real midnight.
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
        assert_eq!(place.dates(&vevent(&format!("{start}\n{line}"))), expected, "{start}\n{line}");
    }
    let moved = vevent("RECURRENCE-ID:20261018T130000Z\nDTSTART:20261020T130000Z\nDTEND:20261021T130000Z");
    assert_eq!(SYDNEY.dates(&(vevent(MONDAYS) + &moved)), "2026-10-05 2026-10-12 2026-10-21 2026-10-26");
}

#[test]
fn a_windows_zone_name_needs_no_definition_in_the_file() {
    let zone_file = std::path::Path::new("/usr/share/zoneinfo/Australia/Sydney");
    assert!(zone_file.exists(), "this test needs the computer's zone files; many systems call the package tzdata");
    let event = vevent("DTSTART:20261019T130000Z\nDTEND:20261020T130000Z");
    let text = format!("BEGIN:VCALENDAR\nX-WR-TIMEZONE:AUS Eastern Standard Time\n{event}END:VCALENDAR\n");
    let reading = ics::read("school.ics", text.as_bytes(), school_year(), &TimeZone::UTC).expect("a calendar");
    assert_eq!(when(&reading.events[0]), "2026-10-20", "midnight to midnight in Sydney");
}

/// Returns the event of a calendar that is read from 1990 on. `zones` are lines that define zones.
fn since_1990(zones: &str, lines: &str, local_zone: &str) -> String {
    let text = format!("BEGIN:VCALENDAR\n{zones}{}END:VCALENDAR\n", vevent(lines));
    let days = DateRange::between(date(1990, 1, 1), date(2027, 7, 31));
    let local_zone = TimeZone::posix(local_zone).expect("a zone");
    let reading = ics::read("school.ics", text.as_bytes(), days, &local_zone).expect("a calendar");
    reading.events.first().map(when).expect("an event")
}

#[test]
fn a_zone_in_the_file_is_used_with_and_without_its_name() {
    for (utc, local) in [
        ("20260115T120000Z", "2026-01-15 07:00-"),
        ("20260715T035959Z", "2026-07-14 23:59-"),
        ("20260308T065900Z", "2026-03-08 01:59-"),
        ("20260308T070000Z", "2026-03-08 03:00-"),
        ("20261101T055900Z", "2026-11-01 01:59-"),
        ("20261101T060000Z", "2026-11-01 01:00-"),
        ("19900701T120000Z", "1990-07-01 07:00-"),
    ] {
        for zone in ["", ";TZID=The school's"] {
            assert_eq!(since_1990(&NEW_YORK.defined(), &format!("DTSTART{zone}:{utc}"), "UTC0"), local, "{zone} {utc}");
        }
    }
    let quoted = NEW_YORK.defined().replace("The school's", "(UTC-05:00) Eastern: Time") + &SYDNEY.defined();
    let start = "DTSTART;TZID=\"(UTC-05:00) Eastern: Time\":20260715T120000Z";
    assert_eq!(since_1990(&quoted, start, "UTC0"), "2026-07-15 08:00-");
}

#[test]
fn a_time_without_a_zone_is_in_the_zone_of_the_calendar_or_the_family() {
    let local = |zones: &str, start: &str| since_1990(zones, start, AUCKLAND.posix);
    let start = "DTSTART:20260715T123000Z";
    let (family, new_york) = ("2026-07-16 00:30-", "2026-07-15 08:30-");
    assert_eq!(local("", start), family);
    assert_eq!(local("X-WR-TIMEZONE:Mars/Olympus\n", "DTSTART;TZID=../x:20260715T123000Z"), family);
    let two = NEW_YORK.defined() + &NEW_YORK.defined().replace("The school's", "Other");
    assert_eq!(local(&two, start), family);
    assert_eq!(local(&format!("X-WR-TIMEZONE:Other\n{two}"), start), new_york);
    assert_eq!(local(&two, "DTSTART;TZID=Other:20260715T123000"), "2026-07-15 12:30-", "a local time stays");
}

#[test]
fn a_clock_change_is_in_effect_until_the_next_change() {
    let zone = |name: &str, winters: &str| {
        let summers = "BEGIN:DAYLIGHT\nDTSTART:20070311T020000\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\n\
                       RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\nEND:DAYLIGHT\n";
        let winters = format!("BEGIN:STANDARD\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\n{winters}\nEND:STANDARD\n");
        format!("BEGIN:VTIMEZONE\nTZID:{name}\n{summers}{winters}END:VTIMEZONE\n")
    };
    let ended = "BEGIN:VTIMEZONE\nTZID:Ended\nBEGIN:DAYLIGHT\nDTSTART:19870405T020000\nTZOFFSETFROM:-0500\n\
                 TZOFFSETTO:-0400\nRRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z\nEND:DAYLIGHT\n\
                 END:VTIMEZONE\n";
    let listed = zone("Listed", "DTSTART:20071104T020000\nRDATE:20251102T020000,20261101T020000");
    let counted = zone("Counted", "DTSTART:20061105T020000\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU;COUNT=15");
    let zones = format!("{ended}{listed}{counted}");
    for (zone, day, local) in [
        ("Ended", "20261201", "2026-12-01 08:00-"),
        ("Listed", "20261001", "2026-10-01 08:00-"),
        ("Listed", "20261201", "2026-12-01 07:00-"),
        ("Counted", "20201201", "2020-12-01 07:00-"),
        ("Counted", "20261201", "2026-12-01 08:00-"),
    ] {
        assert_eq!(since_1990(&zones, &format!("DTSTART;TZID={zone}:{day}T120000Z"), "UTC0"), local, "{zone} {day}");
    }
}
