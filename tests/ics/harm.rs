//! Files that are too large, broken on their way, or made up to keep the program busy.

use super::*;
use proptest::prelude::*;

/// An endless input that counts the bytes that are read.
struct Endless(u64);

impl std::io::Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        buffer.fill(b'X');
        self.0 += buffer.len() as u64;
        Ok(buffer.len())
    }
}

#[test]
fn an_endless_input_is_read_no_further_than_the_limit() {
    let mut endless = Endless(0);
    let bytes = ics::fetch_from(&mut endless, "-").expect("bytes");
    assert!(try_read(&bytes).is_err_and(|problem| problem.message.contains("16 MB")));
    assert!(endless.0 < 2 * ics::MOST_BYTES + 65_536);
}

#[test]
fn files_with_too_much_in_them_are_refused_quickly() {
    let whole_file = |bytes: &[u8]| try_read(bytes).expect_err("too much").message;
    assert!(whole_file(&vec![b'\n'; ics::MOST_BYTES as usize + 1]).contains("16 MB"));
    assert!(whole_file(&b"BEGIN:VEVENT\nEND:VEVENT\n".repeat(10_001)).contains("10000 events"));
    assert!(whole_file(&b"X\n".repeat(1_000_001)).contains("1000000 lines"));
    let one = "BEGIN:VEVENT\nUID:1\nDTSTART:19000101T000000Z\nSUMMARY:x\nRRULE:FREQ=SECONDLY;UNTIL=29991231T000000Z\nEND:VEVENT\n";
    assert!(whole_file(&calendar(&one.repeat(10_000))).contains("dates"));
    let counting = one.replace("SECONDLY;UNTIL=29991231T000000Z", "DAILY;COUNT=99999;BYMONTHDAY=31;BYMONTH=2");
    let problems = |bytes: &[u8]| read(bytes).problems;
    // Rules with long lists use up the allowed steps quickly, which keeps this test short.
    let year_days: String = (1..=366).map(|day| format!(",{day}")).collect();
    let expensive = counting.replace("BYMONTH=2", &format!("BYMONTH=2;BYYEARDAY=1{year_days}"));
    let found = problems(&calendar(&(expensive.repeat(5) + &counting.repeat(9_000))));
    assert!(found.len() == 100 && found[0].message.contains("too often"), "{found:?}");
    assert_eq!(problems(&b"BEGIN:VEVENT\nEND:VEVENT\n".repeat(10_000)).len(), 100);
}

const SAMPLES: [&str; 6] =
    ["google.ics", "outlook.ics", "district.ics", "uk-terms.ics", "schulferien.ics", "messy.ics"];

/// The damage that files suffer on their way.
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
        "BEGIN:VTIMEZONE\r\n",
        "BEGIN:DAYLIGHT\r\n",
        "\nEXDATE:20261018T130000Z\n",
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

const ZONE_RULES: [&str; 8] = [
    "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU;UNTIL=20101107T060000Z",
    "FREQ=YEARLY;BYMONTH=10;BYDAY=1SU;COUNT=9999",
    "FREQ=MONTHLY;BYDAY=1MO,-1FR;BYSETPOS=-1",
    "FREQ=DAILY",
    "FREQ=SECONDLY",
    "FREQ=YEARLY;BYWEEKNO=-53;INTERVAL=9999",
    "FREQ=SOMETIMES",
];

/// A calendar with a zone of many parts, and daily events in UTC that need the zone for every date.
fn any_calendar_of_zones() -> impl Strategy<Value = String> {
    let part = (1601i32..2030, 1..13, proptest::sample::select(ZONE_RULES.to_vec()), -14..15, -14..15);
    let offset = |hours: i32| format!("{}{:02}00", if hours < 0 { '-' } else { '+' }, hours.abs());
    let text_of_part = move |(year, month, rule, from, to): (i32, i32, &str, i32, i32)| {
        let (from, to) = (offset(from), offset(to));
        format!(
            "BEGIN:STANDARD\nDTSTART:{year}{month:02}01T020000\nTZOFFSETFROM:{from}\nTZOFFSETTO:{to}\n\
             RRULE:{rule}\nRDATE:20261001T020000,{year}1231T000000\nEND:STANDARD\n"
        )
    };
    let event =
        (0..24, 1..29, prop_oneof![Just(""), Just("EXDATE:20261018T130000Z\n"), Just("RDATE:20260926T110000Z\n")]);
    let text_of_event = |(hour, day, more): (i32, i32, &str)| {
        format!(
            "BEGIN:VEVENT\nSUMMARY:x\nDTSTART:202609{day:02}T{hour:02}0000Z\nDURATION:P1D\nRRULE:FREQ=DAILY\n{more}END:VEVENT\n"
        )
    };
    let parts = proptest::collection::vec(part.prop_map(text_of_part), 0..30);
    let events = proptest::collection::vec(event.prop_map(text_of_event), 1..12);
    (parts, events).prop_map(|(parts, events)| {
        format!("BEGIN:VTIMEZONE\nTZID:Z\n{}END:VTIMEZONE\n{}", parts.concat(), events.concat())
    })
}

fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    let Ok(reading) = try_read(bytes) else { return Ok(()) };
    prop_assert!(reading.problems.len() <= 100);
    prop_assert!(reading.events.iter().map(|event| event.dates.len()).sum::<usize>() <= 100_000);
    for event in &reading.events {
        prop_assert!(!event.name.is_empty() && event.name.chars().count() <= 200);
        prop_assert!(!event.name.chars().any(char::is_control));
        prop_assert!(event.dates.iter().all(|days| days.count() <= 1_000));
        prop_assert!(event.dates.windows(2).all(|pair| pair[0] < pair[1]));
        judge(event, &OwnWords::default());
    }
    for problem in &reading.problems {
        let steers = problem.report().contains('\u{1b}');
        prop_assert!(!steers);
    }
    Ok(())
}

proptest! {
    #![proptest_config(seed::cases(1_000))]

    #[test]
    fn no_damage_to_a_calendar_does_harm(
        sample_of in proptest::sample::select(SAMPLES.to_vec()),
        harms in proptest::collection::vec(any_harm(), 1..12),
    ) {
        check(&harmed(sample(sample_of), &harms))?;
    }

    #[test]
    fn no_bytes_do_harm(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        check(&bytes)?;
        let lines = String::from_utf8_lossy(&bytes);
        check(&calendar(&format!("BEGIN:VEVENT\nUID:1\nSUMMARY:No School\n{lines}\nEND:VEVENT")))?;
    }
}

proptest! {
    #![proptest_config(seed::cases(16))]

    #[test]
    fn every_date_in_utc_has_a_local_day_whatever_the_zone(text in any_calendar_of_zones()) {
        let bytes = calendar(&text);
        check(&bytes)?;
        let reading = try_read(&bytes).map_err(|problem| TestCaseError::fail(problem.message))?;
        prop_assert!(!reading.events.is_empty() && reading.problems.is_empty());
        // A daily event is on every day of the year. A zone may move it by a day.
        prop_assert!(reading.events.iter().all(|event| event.dates.iter().map(|days| days.count()).sum::<i64>() > 290));
    }
}
