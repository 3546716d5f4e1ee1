//! Calendars as schools publish them, read from the file to what each event would become; and files that are none.

use goodbye::domain::dates::DateRange;
use goodbye::domain::school_event::{Reading, SchoolEvent};
use goodbye::domain::school_words::{OwnWords, judge};
use goodbye::domain::text::one_line;
use goodbye::shell::disk::RealDisk;
use goodbye::shell::ics;
use jiff::civil::{date, time};
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

fn read(bytes: &[u8]) -> Reading {
    ics::read("school.ics", bytes, school_year(), &eastern()).expect("a calendar")
}

fn calendar(events: &str) -> Vec<u8> {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{events}\nEND:VCALENDAR\n").into_bytes()
}

/// One event with these lines.
fn event(lines: &str) -> Vec<u8> {
    calendar(&format!("BEGIN:VEVENT\nUID:1\nSUMMARY:No School\n{lines}\nEND:VEVENT"))
}

fn told(event: &SchoolEvent) -> String {
    let dates: Vec<String> =
        event
            .dates
            .iter()
            .map(|days| {
                if days.from() == days.to() {
                    days.from().to_string()
                } else {
                    format!("{}..{}", days.from(), days.to())
                }
            })
            .collect();
    let time = |time: Option<jiff::civil::Time>| time.map_or(String::new(), |time| time.strftime("%H:%M").to_string());
    let times = event.starts.map(|_| format!(" {}-{}", time(event.starts), time(event.ends))).unwrap_or_default();
    let judged = judge(event, &OwnWords::default());
    let at = judged.time.map(|at| at.strftime(" at %H:%M").to_string()).unwrap_or_default();
    format!("{}{times} | {} | {}{at}", dates.join(" "), event.name, judged.meaning.keyword())
}

fn all(reading: &Reading) -> Vec<String> {
    reading.events.iter().map(told).collect()
}

fn dates(lines: &str) -> String {
    let reading = read(&event(lines));
    assert!(reading.problems.is_empty(), "{lines}: {:?}", reading.problems);
    reading.events.iter().map(|event| told(event).replace(" | No School | day off", "")).collect::<Vec<_>>().join(" / ")
}

#[test]
fn holidays_by_the_clock_have_neither_of_the_mornings_at_their_ends_in_them() {
    let clock = |from: &str, to: &str| dates(&format!("DTSTART:{from}\nDTEND:{to}"));
    assert_eq!(clock("20261218T153000", "20270104T083000"), "2026-12-19..2027-01-03 15:30-08:30");
    assert_eq!(clock("20261217T080000", "20261218T150000"), "2026-12-17..2026-12-18 08:00-15:00");
    let overnight = read(&event("DTSTART:20261020T130000\nDTEND:20261021T083000"));
    assert_eq!(overnight.events[0].dates.len(), 1);
    assert_eq!(overnight.events[0].dates[0].count(), 1, "neither of two days is one without school");
}

#[test]
fn a_name_that_a_program_gives_to_every_event_loses_none_of_them() {
    let one = |sequence: u8, name: &str, day: &str| {
        format!("BEGIN:VEVENT\nUID:0\nSEQUENCE:{sequence}\nSUMMARY:{name}\nDTSTART;VALUE=DATE:{day}\nEND:VEVENT\n")
    };
    let events = [one(0, "No School", "20261009"), one(1, "Winter Break", "20261221"), one(2, "Half day", "20270212")];
    assert_eq!(read(&calendar(&events.concat())).events.len(), 3);
    let versions = [one(0, "No School", "20261009"), one(1, "No School", "20261109")];
    let reading = read(&calendar(&versions.concat()));
    assert_eq!(all(&reading), ["2026-11-09 | No School | day off"], "the later word on one event counts");
}

#[test]
fn a_calendar_of_google_is_read() {
    let reading = read(&sample("google.ics"));
    assert_eq!(
        all(&reading),
        [
            "2026-09-08 | First Day of School | first day",
            "2026-09-16 2026-09-23 2026-10-08 2026-10-14 12:30-15:30 | Early Release | early finish at 12:30",
            "2026-11-23..2026-11-27 | Thanksgiving Break (No School) | day off",
            "2026-12-15 19:30-21:00 | Holiday Concert | not about mornings",
        ]
    );
    assert!(reading.problems.is_empty());
    assert_eq!(reading.events[0].uid.as_deref(), Some("first@google.com"));
}

#[test]
fn a_calendar_of_outlook_with_zones_of_windows_is_read() {
    let reading = read(&sample("outlook.ics"));
    assert_eq!(
        all(&reading),
        [
            "2026-08-28 2026-09-25 2026-10-30 2026-11-27 08:30-09:15 | Assembly | not about mornings",
            "2026-09-09 2026-10-21 09:15-15:30 | Late Start | late start at 09:15",
            "2026-09-23 10:15-15:30 | Late Start 10:15 (testing) | late start at 10:15",
            "2026-12-21..2027-01-01 | Winter Break | day off",
        ]
    );
    let changed = &reading.events[2];
    assert_eq!((changed.uid.as_deref(), changed.recurrence_id), (Some("late-start"), Some(date(2026, 9, 23))));
}

#[test]
fn a_feed_of_a_district_is_read() {
    assert_eq!(
        all(&read(&sample("district.ics"))),
        [
            "2026-09-01..2026-09-03 | Staff Development | day off",
            "2026-09-07 | Labor Day - Schools & Offices Closed | day off",
            "2026-09-18 2026-11-13 2026-12-11 | Minimum Day | half day",
            "2026-11-03 | Professional Development Day, no students | day off",
            "2026-11-20 12:30-12:30 | Early Dismissal 12:30 | early finish at 12:30",
            "2027-01-18 | Martin Luther King Jr. Day | day off",
            "2027-04-05..2027-04-09 | Spring Break | day off",
            "2027-06-11 | Last Day of School - Early Dismissal | last day",
        ]
    );
}

#[test]
fn terms_of_a_british_school_are_read() {
    assert_eq!(
        all(&read(&sample("uk-terms.ics"))),
        [
            "2026-09-02 | INSET Day – school closed to pupils | day off",
            "2026-09-03 | Autumn Term starts | first day",
            "2026-10-26..2026-10-30 | Half Term | day off",
            "2026-12-10 14:00-15:00 | KS1 Nativity | not about mornings",
            "2026-12-18 | End of Autumn Term, school closes at 1.30pm | last day at 13:30",
            "2027-05-03 | May Bank Holiday | day off",
        ]
    );
}

#[test]
fn german_school_holidays_are_read() {
    assert_eq!(
        all(&read(&sample("schulferien.ics"))),
        [
            "2026-10-31..2026-11-06 | Herbstferien Baden-Württemberg 2026 | day off",
            "2026-12-23..2027-01-09 | Weihnachtsferien | day off",
            "2027-01-29 11:15- | Zeugnisse, Unterrichtsschluss 11:15 Uhr | early finish at 11:15",
            "2027-02-08..2027-02-09 | Bewegliche Ferientage (schulfrei) | day off",
        ]
    );
}

#[test]
fn of_a_messy_file_the_broken_events_are_told_with_their_lines_and_the_rest_is_read() {
    let bytes = sample("messy.ics");
    let reading = ics::read("messy.ics", &bytes, DateRange::between(date(2026, 6, 1), date(2027, 7, 31)), &eastern())
        .expect("a calendar");
    // A bell that rings every second for a century rings on every day in question.
    let (bell, others): (Vec<&SchoolEvent>, Vec<&SchoolEvent>) =
        reading.events.iter().partition(|event| event.name == "Bell");
    assert_eq!(bell[0].dates.len(), 426);
    assert_eq!(
        others.into_iter().map(told).collect::<Vec<_>>(),
        [
            "2026-06-12 09:00- | Fête de l’école | not about mornings",
            "2026-10-09 | No school – teachers’ day | day off",
            "2027-01-12 | Snow [31mday[0m make way | not about mornings",
            "2027-06-10 | Last day of school | last day",
        ]
    );
    let problems: Vec<String> = reading.problems.iter().map(|problem| problem.to_string()).collect();
    assert_eq!(
        problems,
        [
            "messy.ics:16:1: \"Winter Break\" is left out: its start is no date",
            "messy.ics:22:1: \"Spring Break\" is left out: it ends before it starts",
            "messy.ics:24:1: \"Some day\" is left out: it has no date",
            "messy.ics:32:1: \"Assembly\" is left out: its rule to repeat cannot be read",
            "messy.ics:52:1: \"Half D\" is left out: the file breaks off in the middle of it",
        ]
    );
    assert_eq!(reading.unread, ["broken-date", "backwards", "no-date", "bad-rule", "cut"]);
    assert!(reading.problems[0].report().contains("20261332"));
    assert!(reading.breaks_off);
}

#[test]
fn days_are_counted_as_calendars_mean_them() {
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
        // What is empty says nothing.
        ("DTSTART;VALUE=DATE:20261005\nRRULE:\nRDATE:\nEXDATE:\nDTEND:\nRECURRENCE-ID:", "2026-10-05"),
    ] {
        assert_eq!(dates(lines), expected, "{lines}");
    }
}

#[test]
fn what_repeats_falls_on_its_dates_and_no_others() {
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
fn single_dates_of_a_series_are_moved_renamed_and_called_off() {
    let series =
        "BEGIN:VEVENT\nUID:s\nSUMMARY:Half Day\nDTSTART;VALUE=DATE:20261002\nRRULE:FREQ=WEEKLY;COUNT=4\nEND:VEVENT\n";
    let change = |lines: &str| calendar(&format!("{series}BEGIN:VEVENT\nUID:s\n{lines}\nEND:VEVENT"));
    for (lines, expected) in [
        (
            "RECURRENCE-ID;VALUE=DATE:20261009\nSUMMARY:Half Day\nDTSTART;VALUE=DATE:20261008",
            "2026-10-02 2026-10-08 2026-10-16 2026-10-23 Half Day",
        ),
        (
            "RECURRENCE-ID;VALUE=DATE:20261009\nSUMMARY:No School\nDTSTART;VALUE=DATE:20261009",
            "2026-10-02 2026-10-16 2026-10-23 Half Day / 2026-10-09 No School",
        ),
        (
            "RECURRENCE-ID;VALUE=DATE:20261009\nSUMMARY:Half Day\nDTSTART;VALUE=DATE:20261016\nEND:VEVENT\n\
             BEGIN:VEVENT\nUID:s\nRECURRENCE-ID;VALUE=DATE:20261016\nSUMMARY:Half Day\nDTSTART;VALUE=DATE:20261020",
            "2026-10-02 2026-10-16 2026-10-20 2026-10-23 Half Day",
        ),
        (
            "RECURRENCE-ID;VALUE=DATE:20261009\nSUMMARY:Half Day\nDTSTART;VALUE=DATE:20261016\nEND:VEVENT\n\
             BEGIN:VEVENT\nUID:s\nRECURRENCE-ID;VALUE=DATE:20261016\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20261016",
            "2026-10-02 2026-10-16 2026-10-23 Half Day",
        ),
        (
            "RECURRENCE-ID;VALUE=DATE;RANGE=thisandfuture:20261009\nSUMMARY:Half Day\nDTSTART;VALUE=DATE:20261016\nEND:VEVENT\n\
             BEGIN:VEVENT\nUID:s\nRECURRENCE-ID;VALUE=DATE:20261016\nSUMMARY:Half Day\nDTSTART;VALUE=DATE:20261020",
            "2026-10-02 2026-10-16 2026-10-20 2026-10-30 Half Day",
        ),
        (
            "RECURRENCE-ID;VALUE=DATE:20261009\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20261009",
            "2026-10-02 2026-10-16 2026-10-23 Half Day",
        ),
        (
            "RECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:20261009\nSUMMARY:Half Day\nDTSTART;VALUE=DATE:20261008",
            "2026-10-02 2026-10-08 2026-10-15 2026-10-22 Half Day",
        ),
        (
            "RECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:20261009\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20261009",
            "2026-10-02 Half Day",
        ),
        // Of two changes with the same sequence number the later one in the file counts.
        (
            "RECURRENCE-ID;VALUE=DATE:20261009\nSUMMARY:Half Day\nDTSTART;VALUE=DATE:20261008\nEND:VEVENT\n\
             BEGIN:VEVENT\nUID:s\nRECURRENCE-ID;VALUE=DATE:20261009\nSUMMARY:Half Day\nDTSTART;VALUE=DATE:20261007",
            "2026-10-02 2026-10-07 2026-10-16 2026-10-23 Half Day",
        ),
        ("STATUS:CANCELLED\nSEQUENCE:1\nDTSTART;VALUE=DATE:20261002", ""),
        ("SEQUENCE:1\nSUMMARY:Half Day\nDTSTART;VALUE=DATE:20261003", "2026-10-03 Half Day"),
    ] {
        let reading = read(&change(lines));
        let found: Vec<String> =
            reading.events.iter().map(|e| told(e).split(" | ").take(2).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(found.join(" / "), expected, "{lines}");
    }
}

#[test]
fn changes_of_a_series_that_meet_each_other_are_each_followed() {
    let later = |day: &str, lines: &str| format!("RECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:{day}\n{lines}");
    let single = |day: &str, lines: &str| format!("RECURRENCE-ID;VALUE=DATE:{day}\n{lines}");
    let half_day = |day: &str| format!("SUMMARY:Half Day\nDTSTART;VALUE=DATE:{day}");
    let renamed = |day: &str| format!("SUMMARY:No School\nDTSTART;VALUE=DATE:{day}");
    for (count, changes, expected) in [
        (
            3,
            [single("20261002", &half_day("20261009")), single("20261009", &half_day("20261013"))],
            "2026-10-09 2026-10-13 2026-10-16 Half Day",
        ),
        (
            5,
            [later("20261016", &half_day("20261019")), single("20261023", &half_day("20261028"))],
            "2026-10-02 2026-10-09 2026-10-19 2026-10-28 2026-11-02 Half Day",
        ),
        (
            6,
            [later("20261009", &renamed("20261009")), single("20261023", "STATUS:CANCELLED\nDTSTART:20261023")],
            "2026-10-02 Half Day / 2026-10-09 2026-10-16 2026-10-30 2026-11-06 No School",
        ),
        (
            5,
            [later("20261009", &renamed("20261009")), later("20261023", &half_day("20261022"))],
            "2026-10-02 2026-10-22 2026-10-29 Half Day / 2026-10-09 2026-10-16 No School",
        ),
    ] {
        let one = |lines: &str| format!("BEGIN:VEVENT\nUID:s\n{lines}\nEND:VEVENT\n");
        let series = format!("{}\nRRULE:FREQ=WEEKLY;COUNT={count}", half_day("20261002"));
        let file = [series].iter().chain(&changes).map(|lines| one(lines)).collect::<String>();
        let reading = read(&calendar(&file));
        let found: Vec<String> =
            reading.events.iter().map(|e| told(e).split(" | ").take(2).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(found.join(" / "), expected, "{changes:?}");
    }
}

#[test]
fn one_name_for_all_events_and_a_calendar_sent_twice_lose_nothing() {
    let one = |name: &str, day: u8| {
        format!("BEGIN:VEVENT\nUID:same\nSUMMARY:{name}\nDTSTART;VALUE=DATE:202610{day:02}\nEND:VEVENT\n")
    };
    let reading = read(&calendar(&[one("A", 5), one("B", 6), one("A", 5)].concat()));
    assert_eq!(reading.events.len(), 2);
    assert!(reading.events.iter().all(|event| event.uid.is_none()));
    let twice = sample("uk-terms.ics").repeat(2);
    assert_eq!(all(&read(&twice)), all(&read(&sample("uk-terms.ics"))));
    let called_off = calendar(&format!("METHOD:CANCEL\n{}", one("A", 5)));
    assert!(read(&called_off).events.is_empty());
}

#[test]
fn what_steers_a_terminal_reaches_neither_a_name_nor_a_problem() {
    let steering = "No \u{1b}]0;x\u{7}School\u{202e}\u{2066} \\n\u{9b}2J&lt;b\\Nx";
    let lines = |date: &str| format!("UID:\u{1b}[2J\u{202e}1\nSUMMARY:{steering}\nDTSTART:{date}");
    let bytes = calendar(&format!(
        "BEGIN:VEVENT\n{}\nEND:VEVENT\nBEGIN:VEVENT\n{}\nEND:VEVENT",
        lines("20261005"),
        lines("\u{1b}[31m")
    ));
    let reading = read(&bytes);
    assert_eq!(
        (reading.events[0].name.as_str(), reading.events[0].uid.as_deref()),
        ("No ]0;xSchool 2J<b x", Some("[2J1"))
    );
    let problem = reading.problems[0].report() + &reading.problems[0].to_string() + &reading.unread[0];
    assert!(!problem.contains(['\u{1b}', '\u{202e}', '\u{7}', '\u{9b}']), "{problem}");
}

#[test]
fn what_is_no_calendar_is_told_for_what_it_is() {
    for (bytes, expected) in [
        (&b"<!DOCTYPE html><html><body>Log in</body></html>"[..], "this is a web page, not a calendar"),
        (b" \r\n", "this file is empty"),
        (b"PK\x03\x04zip", "this is not a calendar I can read"),
        (b"BEGIN:VCARD\nFN:x\nEND:VCARD", "this is not a calendar I can read"),
    ] {
        let problem = ics::read("school.ics", bytes, school_year(), &eastern()).expect_err("no calendar");
        assert_eq!(problem.to_string(), format!("school.ics: {expected}"));
    }
    assert_eq!(read(&calendar("")), Reading::default());
}

#[test]
fn a_folder_and_a_missing_file_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let fetched = |name: &str| ics::fetch(&RealDisk, &folder.path().join(name), "s.ics").map_err(|p| p.to_string());
    assert_eq!(fetched(""), Err("s.ics: this is not a file".into()));
    assert_eq!(fetched("none"), Err("s.ics: this file cannot be read: No such file or directory".into()));
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
fn times_and_names_are_what_the_familys_file_can_say() {
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
fn a_file_that_breaks_off_says_so() {
    let whole = "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nTZOFFSETTO:+0000\nEND:STANDARD\n\
                 END:VTIMEZONE\nBEGIN:VEVENT\nUID:1\nSUMMARY:No School\nDTSTART:20261005\nBEGIN:VALARM\nEND:VALARM\n\
                 END:VEVENT\nBEGIN:VTODO\nUID:2\nEND:VTODO\nEND:VCALENDAR\n";
    assert!(!read(whole.as_bytes()).breaks_off);
    assert!(!read(whole.repeat(2).as_bytes()).breaks_off);
    let ends = whole.match_indices("\nEND:").map(|(at, _)| at);
    for at in ends {
        let line_end = at + 1 + whole[at + 1..].find('\n').expect("every line has one");
        let without = format!("{}{}", &whole[..at], &whole[line_end..]);
        assert!(read(without.as_bytes()).breaks_off, "{without}");
        assert!(read(format!("{without}{whole}").as_bytes()).breaks_off, "{without}");
        assert!(read(&whole.as_bytes()[..at]).breaks_off, "{}", &whole[..at]);
    }
}
