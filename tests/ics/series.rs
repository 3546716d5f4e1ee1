//! Series of events, the changes to their dates, and events with the same UID.

use super::*;

#[test]
fn single_dates_of_a_series_are_moved_renamed_and_canceled() {
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
        (
            "RECURRENCE-ID;range=ThisAndFuture;VALUE=DATE:20261009\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20261009",
            "2026-10-02 Half Day",
        ),
        (
            "RECURRENCE-ID;X-NOTE=THISANDFUTURE:20261009\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20261009",
            "2026-10-02 2026-10-16 2026-10-23 Half Day",
        ),
        // If two changes have the same sequence number, the one that is later in the file counts.
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
            reading.events.iter().map(|e| shown(e).split(" | ").take(2).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(found.join(" / "), expected, "{lines}");
    }
}

#[test]
fn changes_of_a_series_that_affect_each_other_are_all_applied() {
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
            reading.events.iter().map(|e| shown(e).split(" | ").take(2).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(found.join(" / "), expected, "{changes:?}");
    }
}

#[test]
fn one_uid_for_all_events_and_a_calendar_sent_twice_lose_nothing() {
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
fn events_with_the_same_uid_are_kept_apart_unless_one_replaces_another() {
    let one = |sequence: u8, name: &str, day: &str| {
        format!("BEGIN:VEVENT\nUID:0\nSEQUENCE:{sequence}\nSUMMARY:{name}\nDTSTART;VALUE=DATE:{day}\nEND:VEVENT\n")
    };
    let events = [one(0, "No School", "20261009"), one(1, "Winter Break", "20261221"), one(2, "Half day", "20270212")];
    assert_eq!(read(&calendar(&events.concat())).events.len(), 3);
    let versions = [one(0, "No School", "20261009"), one(1, "No School", "20261109")];
    let reading = read(&calendar(&versions.concat()));
    assert_eq!(all(&reading), ["2026-11-09 | No School | day off"], "the later version of an event counts");
}
