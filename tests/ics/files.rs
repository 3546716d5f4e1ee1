//! Calendars as schools publish them, and files that are broken or no calendars.

use super::*;

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
fn broken_events_are_reported_with_their_lines_and_the_rest_is_read() {
    let bytes = sample("messy.ics");
    let reading = ics::read("messy.ics", &bytes, DateRange::between(date(2026, 6, 1), date(2027, 7, 31)), &eastern())
        .expect("a calendar");
    // A bell that rings every second for a century rings on every day that is read.
    let (bell, others): (Vec<&SchoolEvent>, Vec<&SchoolEvent>) =
        reading.events.iter().partition(|event| event.name == "Bell");
    assert_eq!(bell[0].dates.len(), 426);
    assert_eq!(
        others.into_iter().map(shown).collect::<Vec<_>>(),
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
            "messy.ics:16:1: \"Winter Break\" is left out: its start is not a date",
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
fn the_problem_of_a_file_without_a_calendar_says_what_the_file_is() {
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
fn a_folder_and_a_missing_file_are_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    let fetched = |name: &str| ics::fetch(&RealDisk, &folder.path().join(name), "s.ics").map_err(|p| p.to_string());
    assert_eq!(fetched(""), Err("s.ics: this is not a file".into()));
    assert_eq!(fetched("none"), Err("s.ics: this file cannot be read: No such file or directory".into()));
}

#[test]
fn a_file_that_breaks_off_is_reported_as_incomplete() {
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

#[test]
fn control_characters_reach_neither_names_nor_problems() {
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
