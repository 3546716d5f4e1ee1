//! Calendars as schools publish them, read from the file to what each event would become; and files that are none.

use goodbye::domain::school_event::{Reading, SchoolEvent};
use goodbye::domain::school_words::{OwnWords, judge};
use goodbye::shell::disk::RealDisk;
use goodbye::shell::ics;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use proptest::prelude::*;
use std::path::PathBuf;
use std::time::{Duration, Instant};

const SCHOOL_YEAR: (Date, Date) = (date(2026, 8, 1), date(2027, 7, 31));

fn eastern() -> TimeZone {
    TimeZone::posix("EST5EDT,M3.2.0,M11.1.0").expect("a zone")
}

fn sample(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/ics").join(name);
    ics::fetch(&RealDisk, &path, name).expect("a sample")
}

fn read(bytes: &[u8]) -> Reading {
    ics::read("school.ics", bytes, SCHOOL_YEAR, &eastern())
}

fn calendar(events: &str) -> Vec<u8> {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{events}\nEND:VCALENDAR\n").into_bytes()
}

/// One event with these lines.
fn event(lines: &str) -> Vec<u8> {
    calendar(&format!("BEGIN:VEVENT\nUID:1\nSUMMARY:No School\n{lines}\nEND:VEVENT"))
}

fn told(event: &SchoolEvent) -> String {
    let dates: Vec<String> = event
        .dates
        .iter()
        .map(|days| if days.from == days.to { days.from.to_string() } else { format!("{}..{}", days.from, days.to) })
        .collect();
    let time = |time: Option<jiff::civil::Time>| time.map_or(String::new(), |time| time.strftime("%H:%M").to_string());
    let times = event.starts.map(|_| format!(" {}-{}", time(event.starts), time(event.ends))).unwrap_or_default();
    let judged = judge(event, &OwnWords::default());
    let at = judged.time.map(|at| at.strftime(" at %H:%M").to_string()).unwrap_or_default();
    format!("{}{times} | {} | {}{at}", dates.join(" "), event.name, judged.becomes.in_words())
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
    let reading = ics::read("messy.ics", &bytes, (date(2026, 6, 1), date(2027, 7, 31)), &eastern());
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
    let problems: Vec<String> = reading.problems.iter().map(|problem| problem.in_one_line()).collect();
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
    assert!(reading.problems[0].in_full().contains("20261332"));
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
        ("DTSTART:20261002T150000\nDTEND:20261005T080000", "2026-10-02..2026-10-05 15:00-08:00"),
        ("DTSTART:20261005T013000Z\nDURATION:PT1H", "2026-10-04 21:30-22:30"),
        ("DTSTART:20261005T040000Z\nDTEND:20261006T040000Z", "2026-10-05"),
        ("DTSTART:20261005T000000Z\nDTEND:20261006T000000Z", "2026-10-05"),
        ("DTSTART;VALUE=DATE:20260720\nDTEND;VALUE=DATE:20260901", "2026-07-20..2026-08-31"),
        ("DTSTART;VALUE=DATE:20260601", ""),
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
    let problem = reading.problems[0].in_full() + &reading.problems[0].in_one_line() + &reading.unread[0];
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
        let reading = read(bytes);
        assert_eq!(reading.problems.len(), 1);
        assert_eq!(reading.problems[0].in_one_line(), format!("school.ics: {expected}"));
        assert!(reading.events.is_empty() && reading.problems[0].marks.is_empty());
    }
    assert_eq!(read(&calendar("")), Reading::default());
}

/// An endless input that counts what is taken from it.
struct Endless(u64);

impl std::io::Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        buffer.fill(b'X');
        self.0 += buffer.len() as u64;
        Ok(buffer.len())
    }
}

#[test]
fn too_much_is_answered_at_once() {
    let started = Instant::now();
    let mut endless = Endless(0);
    assert!(ics::fetch_from(&mut endless, "-").is_err_and(|problem| problem.message.contains("16 MB")));
    assert!(endless.0 < 2 * ics::MOST_BYTES + 65_536);
    let too_large = vec![b'\n'; ics::MOST_BYTES as usize + 1];
    assert!(read(&too_large).problems[0].message.contains("16 MB"));
    let one = "BEGIN:VEVENT\nUID:1\nDTSTART:19000101T000000Z\nSUMMARY:x\nRRULE:FREQ=SECONDLY;UNTIL=29991231T000000Z\nEND:VEVENT\n";
    assert!(read(&calendar(&one.repeat(10_000))).problems.iter().any(|p| p.message.contains("dates")));
    let counting = one.replace("SECONDLY;UNTIL=29991231T000000Z", "DAILY;COUNT=99999;BYMONTHDAY=31;BYMONTH=2");
    let reading = read(&calendar(&counting.repeat(9_000)));
    assert!(
        reading.problems.len() <= 100 && reading.problems[0].message.contains("too often"),
        "{:?}",
        reading.problems
    );
    let nothing = b"BEGIN:VEVENT\nEND:VEVENT\n".repeat(10_000);
    assert_eq!(read(&nothing).problems.len(), 100);
    assert!(read(&b"BEGIN:VEVENT\nEND:VEVENT\n".repeat(10_001)).problems[0].message.contains("10000 events"));
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
}

#[test]
fn a_folder_and_a_missing_file_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let fetched = |name: &str| ics::fetch(&RealDisk, &folder.path().join(name), "s.ics").map_err(|p| p.in_one_line());
    assert_eq!(fetched(""), Err("s.ics: this is not a file".into()));
    assert_eq!(fetched("none"), Err("s.ics: this file cannot be read: No such file or directory".into()));
}

const SAMPLES: [&str; 6] =
    ["google.ics", "outlook.ics", "district.ics", "uk-terms.ics", "schulferien.ics", "messy.ics"];

/// What breaks files on their way: something cut out, doubled, changed or put in.
#[derive(Clone, Debug)]
enum Harm {
    Cut(usize, usize),
    Double(usize, usize),
    Byte(usize, u8),
    Insert(usize, &'static str),
}

fn any_harm() -> impl Strategy<Value = Harm> {
    let pieces = [
        "\r\n",
        "\n ",
        "\\",
        "\"",
        ":",
        ";",
        "BEGIN:VEVENT\r\n",
        "END:VEVENT\r\n",
        "BEGIN:VALARM\n",
        "END:VCALENDAR\n",
        "\nRRULE:FREQ=SECONDLY\n",
        "\nRRULE:FREQ=YEARLY;BYWEEKNO=-53;BYSETPOS=-1;COUNT=99999;INTERVAL=9999\n",
        "\nDURATION:P4294967295W\n",
        "\nDTSTART:29991231T235959Z\n",
        "\nDTEND:16010101\n",
        "\nRDATE:20261001,29991231\n",
        "\nTZOFFSETTO:-9999\n",
        "\nRECURRENCE-ID;RANGE=THISANDFUTURE:16010101\n",
        ";TZID=",
        "99999999999999999999",
        "-",
        "\u{1b}[2J",
    ];
    let at = any::<usize>();
    prop_oneof![
        (at, 0usize..80).prop_map(|(at, length)| Harm::Cut(at, length)),
        (at, 0usize..400).prop_map(|(at, length)| Harm::Double(at, length)),
        (at, any::<u8>()).prop_map(|(at, byte)| Harm::Byte(at, byte)),
        (at, proptest::sample::select(pieces.to_vec())).prop_map(|(at, piece)| Harm::Insert(at, piece)),
    ]
}

fn harmed(mut bytes: Vec<u8>, harms: &[Harm]) -> Vec<u8> {
    for harm in harms {
        let at = |at: &usize| at % (bytes.len() + 1);
        match harm {
            Harm::Cut(from, length) => {
                let from = at(from);
                bytes.drain(from..(from + length).min(bytes.len()));
            }
            Harm::Double(from, length) => {
                let from = at(from);
                let piece = bytes[from..(from + length).min(bytes.len())].to_vec();
                bytes.splice(from..from, piece);
            }
            Harm::Byte(from, byte) => {
                let from = at(from);
                bytes.splice(from..(from + 1).min(bytes.len()), [*byte]);
            }
            Harm::Insert(from, piece) => {
                let from = at(from);
                bytes.splice(from..from, piece.bytes());
            }
        }
    }
    bytes
}

fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    let started = Instant::now();
    let reading = read(bytes);
    prop_assert!(started.elapsed() < Duration::from_secs(5));
    prop_assert!(reading.problems.len() <= 100);
    prop_assert!(reading.events.iter().map(|event| event.dates.len()).sum::<usize>() <= 100_000);
    for event in &reading.events {
        prop_assert!(!event.name.is_empty() && event.name.chars().count() <= 200);
        prop_assert!(!event.name.chars().any(char::is_control));
        prop_assert!(event.dates.iter().all(|days| days.from <= days.to && days.count() <= 1_000));
        prop_assert!(event.dates.windows(2).all(|pair| pair[0] < pair[1]));
        judge(event, &OwnWords::default());
    }
    for problem in &reading.problems {
        let steers = problem.in_full().contains('\u{1b}');
        prop_assert!(!steers);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn any_harm_to_a_calendar_is_borne(
        sample_of in proptest::sample::select(SAMPLES.to_vec()),
        harms in proptest::collection::vec(any_harm(), 1..12),
    ) {
        check(&harmed(sample(sample_of), &harms))?;
    }

    #[test]
    fn any_bytes_are_borne(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        check(&bytes)?;
        check(&event(&String::from_utf8_lossy(&bytes)))?;
    }
}

#[test]
fn zones_by_their_windows_names_count_without_a_definition() {
    let text = "X-WR-TIMEZONE:AUS Eastern Standard Time\nBEGIN:VEVENT\nUID:1\nSUMMARY:No School\n\
                DTSTART:20261019T130000Z\nDTEND:20261020T130000Z\nEND:VEVENT";
    let reading = read(&calendar(text));
    assert_eq!(all(&reading), ["2026-10-20 | No School | day off"], "midnight to midnight in Sydney");
}

#[test]
fn what_the_school_files_an_event_under_is_read() {
    let reading =
        read(&event("DTSTART;VALUE=DATE:20261012\nCATEGORIES:All Schools,Holiday\nDESCRIPTION:\\n No classes\\nMore"));
    assert_eq!(reading.events[0].hints, ["All Schools", "Holiday", "No classes"]);
}
