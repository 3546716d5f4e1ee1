//! The values of single lines: dates, texts, lengths and rules.

use super::*;
use goodbye::domain::text::one_line;
use jiff::civil::time;

#[test]
fn the_end_of_an_event_gives_its_last_day() {
    for (lines, expected) in [
        ("DTSTART;VALUE=DATE:20261005", "2026-10-05"),
        ("DTSTART:20261005", "2026-10-05"),
        ("DTSTART;VALUE=DATE:20261005\nDTEND;VALUE=DATE:20261006", "2026-10-05"),
        ("DTSTART;VALUE=DATE:20261005\nDTEND;VALUE=DATE:20261005", "2026-10-05"),
        ("DTSTART;VALUE=DATE:20261005\nDTEND;VALUE=DATE:20261010", "2026-10-05..2026-10-09"),
        ("DTSTART;VALUE=DATE:20261005\nDURATION:P2D", "2026-10-05..2026-10-06"),
        ("DTSTART:20261005T000000\nDTEND:20261007T000000", "2026-10-05..2026-10-06"),
        ("DTSTART:20261005T000000\nDTEND:20261005T235959", "2026-10-05"),
        (
            "DTSTART;TZID=Nowhere/Known:20261005T080000\nDTEND;TZID=Nowhere/Known:20261005T150000",
            "2026-10-05 08:00-15:00",
        ),
        ("DTSTART:20261005T180000\nDTEND:20261006T000000", "2026-10-05 18:00-"),
        ("DTSTART:20261002T150000\nDTEND:20261005T080000", "2026-10-03..2026-10-04 15:00-08:00"),
        ("DTSTART:20261005T013000Z\nDURATION:PT1H", "2026-10-04 21:30-22:30"),
        ("DTSTART:20261005T040000Z\nDTEND:20261006T040000Z", "2026-10-05"),
        ("DTSTART:20261005T000000Z\nDTEND:20261006T000000Z", "2026-10-05"),
        ("DTSTART;VALUE=DATE:20260720\nDTEND;VALUE=DATE:20260901", "2026-07-20..2026-08-31"),
        ("DTSTART;VALUE=DATE:20260601", ""),
        // Empty lines are ignored.
        ("DTSTART;VALUE=DATE:20261005\nRRULE:\nRDATE:\nEXDATE:\nDTEND:\nRECURRENCE-ID:", "2026-10-05"),
    ] {
        assert_eq!(dates(lines), expected, "{lines}");
    }
}

#[test]
fn repeating_events_fall_on_the_dates_of_their_rules_and_lists() {
    for (lines, expected) in [
        ("DTSTART;VALUE=DATE:20261005\nRRULE:FREQ=DAILY;COUNT=3", "2026-10-05..2026-10-07"),
        ("DTSTART;VALUE=DATE:20261005\nRRULE:FREQ=WEEKLY;COUNT=3\nEXRULE:FREQ=WEEKLY;INTERVAL=2", "2026-10-12"),
        ("DTSTART;VALUE=DATE:20261005\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20261012", "2026-10-05 2026-10-19"),
        ("DTSTART;VALUE=DATE:20261005\nRRULE:FREQ=WEEKLY;COUNT=2\nEXDATE:20261012T000000Z", "2026-10-05"),
        ("DTSTART;VALUE=DATE:20261005\nRRULE:FREQ=DAILY;UNTIL=20261006", "2026-10-05..2026-10-06"),
        ("DTSTART;VALUE=DATE:20261005\nRRULE:FREQ=DAILY;UNTIL=20261006T000000Z", "2026-10-05..2026-10-06"),
        ("DTSTART;VALUE=DATE:20261005\nRRULE:FREQ=DAILY;UNTIL=20261006T235959Z", "2026-10-05..2026-10-06"),
        ("DTSTART;VALUE=DATE:20261005\nRRULE:FREQ=DAILY;UNTIL=20261007T035959Z", "2026-10-05..2026-10-06"),
        ("DTSTART:20261005T080000\nRRULE:FREQ=DAILY;UNTIL=20261007T115959Z", "2026-10-05 2026-10-06 08:00-"),
        ("DTSTART:20261005T080000\nRRULE:FREQ=DAILY;UNTIL=20261007T120000Z", "2026-10-05 2026-10-06 2026-10-07 08:00-"),
        ("DTSTART:20261006T003000Z\nRRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=2", "2026-10-05 2026-10-12 20:30-"),
        ("DTSTART:20261005T080000\nRDATE;VALUE=PERIOD:20261008T080000/PT1H", "2026-10-05 2026-10-08 08:00-"),
        (
            "DTSTART;VALUE=DATE:20260726\nDTEND;VALUE=DATE:20260802\nRRULE:FREQ=YEARLY",
            "2026-07-26..2026-08-01 2027-07-26..2027-08-01",
        ),
        (
            "DTSTART:20261005T080000\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2",
            "2026-10-30 2026-11-30 08:00-",
        ),
    ] {
        assert_eq!(dates(lines), expected, "{lines}");
    }
}

#[test]
fn holidays_with_times_cover_only_whole_mornings() {
    let clock = |from: &str, to: &str| dates(&format!("DTSTART:{from}\nDTEND:{to}"));
    assert_eq!(clock("20261218T153000", "20270104T083000"), "2026-12-19..2027-01-03 15:30-08:30");
    assert_eq!(clock("20261217T080000", "20261218T150000"), "2026-12-17..2026-12-18 08:00-15:00");
    let overnight = read(&event("DTSTART:20261020T130000\nDTEND:20261021T083000"));
    assert_eq!(overnight.events[0].dates.len(), 1);
    assert_eq!(overnight.events[0].dates[0].count(), 1, "an event overnight takes no whole day");
}

#[test]
fn an_event_of_more_than_a_year_has_a_wrong_year_and_is_left_out() {
    let problem = |to: &str| {
        let reading = read(&event(&format!("DTSTART;VALUE=DATE:20261221\nDTEND;VALUE=DATE:{to}")));
        assert_eq!(reading.events.is_empty(), !reading.problems.is_empty());
        reading.problems.first().map(ToString::to_string)
    };
    assert_eq!(problem("20271220"), None);
    let expected = "school.ics:7:1: \"No School\" is left out: it lasts for more than a year";
    assert_eq!(problem("20280620").as_deref(), Some(expected), "a year and a half");
    assert_eq!(problem("20370104").as_deref(), Some(expected));
}

#[test]
fn hints_are_the_categories_and_a_short_first_line_of_the_description() {
    let hints = |lines: &str| read(&event(&format!("DTSTART;VALUE=DATE:20261012\n{lines}"))).events[0].hints.clone();
    let categories = "CATEGORIES:All Schools,Holiday\nDESCRIPTION:\\n No classes\\nMore";
    assert_eq!(hints(categories), ["All Schools", "Holiday", "No classes"]);
    let (longest, too_long) = ("x".repeat(60), "x".repeat(61));
    assert_eq!(hints(&format!("DESCRIPTION:{longest}")), [longest]);
    assert!(hints(&format!("DESCRIPTION:{too_long}")).is_empty());
}

#[test]
fn times_and_names_fit_the_familys_file() {
    let reading = read(&event("DTSTART:20261005T090030\nDTEND:20261005T122959"));
    let event = &reading.events[0];
    assert_eq!((event.starts, event.ends), (Some(time(9, 0, 0, 0)), Some(time(12, 29, 0, 0))));
    let long = |start: &str| {
        let name = format!("{start}{}", " x".repeat(200));
        let lines = format!("UID:{name}\nSUMMARY:{name}\nDTSTART:20261005");
        let reading = read(&calendar(&format!("BEGIN:VEVENT\n{lines}\nEND:VEVENT")));
        (reading.events[0].name.clone(), reading.events[0].uid.clone().unwrap_or_default())
    };
    for start in ["x", "xx", "\u{301}\u{200b}x", "e\u{301}\u{301}\u{301}\u{200b}\u{301}", "\u{1f468}\u{200d}"] {
        let (name, uid) = long(start);
        for text in [&name, &uid] {
            assert_eq!(text, one_line(text).trim(), "{start:?}");
            assert!((190..=200).contains(&text.chars().count()), "{start:?}: {text}");
        }
    }
}

#[test]
fn dates_are_read_as_programs_and_people_write_them() {
    for (lines, expected) in [
        ("DTSTART;X-NOTE=\"a:b\": 2026-09-07 ", "2026-09-07"),
        ("DTSTART;TZID=Europe/Berlin:20260907T083000", "2026-09-07 08:30-"),
        ("DTSTART:20260907T0830", "2026-09-07 08:30-"),
        ("DTSTART:20260907T083000-0400", "2026-09-07 08:30-"),
        ("DTSTART:2026-09-07T08:30:00Z", "2026-09-07 04:30-"),
        ("DTSTART:20260907T083000.000Z", "2026-09-07 04:30-"),
        ("DTSTART:20260907T240000", "2026-09-08"),
        (
            "DTSTART:20260907T083000\nRDATE;VALUE=PERIOD:20260908T083000/PT1H,20260909T083000/20260909T093000",
            "2026-09-07 2026-09-08 2026-09-09 08:30-",
        ),
    ] {
        assert_eq!(dates(lines), expected, "{lines}");
    }
    for start in ["20260907T240100", "2026097", "20260230", "20260907T250000", "00010101", "tomorrow", ""] {
        assert!(is_refused(&format!("DTSTART:{start}")), "{start}");
    }
    assert!(is_refused("DTSTART 20260907"));
}

#[test]
fn texts_and_lengths_are_read() {
    let summary = "SUMMARY;LANGUAGE=en:No school\\, really\\; \\\\o/\\nyes: it is";
    let file = calendar(&format!("BEGIN:VEVENT\n{summary}\nDTSTART:20260907\nEND:VEVENT"));
    assert_eq!(read(&file).events[0].name, "No school, really; \\o/ yes: it is");
    for (length, expected) in [
        ("PT1H30M", "2026-09-07 12:00-13:30"),
        ("P1D", "2026-09-08 12:00-12:00"),
        ("P2W", "2026-09-08..2026-09-21 12:00-12:00"),
    ] {
        assert_eq!(dates(&format!("DTSTART:20260907T120000\nDURATION:{length}")), expected, "{length}");
    }
    for length in ["-P1D", "soon", "P"] {
        assert!(is_refused(&format!("DTSTART:20260907\nDURATION:{length}")), "{length}");
    }
}

#[test]
fn rules_are_read_and_wrong_rules_are_refused() {
    let rule = "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO,-1FR;UNTIL=20270101T045959Z;WKST=SU";
    let expected = "2026-09-07 2026-09-25 2026-11-02 2026-11-27";
    assert_eq!(dates(&format!("DTSTART:20260907\nRRULE:{rule}")), expected);
    // Repeated numbers in a list cost no steps.
    let often = format!("FREQ=MONTHLY;COUNT=99999;BYMONTHDAY=31{}", ",-1,31".repeat(10_000));
    assert!(dates(&format!("DTSTART:19000131\nRRULE:{often}")).starts_with("2026-08-31 2026-09-30 2026-10-31 "));
    for wrong in [
        "INTERVAL=2",
        "FREQ=SOMETIMES",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;INTERVAL=-2",
        "FREQ=YEARLY;BYMONTH=-1",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=65537",
        "FREQ=MONTHLY;BYMONTHDAY=300",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=DAILY;UNTIL=whenever",
        "FREQ=DAILY;COUNT",
    ] {
        assert!(is_refused(&format!("DTSTART:20260907\nRRULE:{wrong}")), "{wrong}");
    }
}
