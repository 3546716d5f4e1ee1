//! Lines that are folded, indented or encoded in every way that schools send.

use super::*;

/// Returns the names of the events in a file.
fn names(file: &[u8]) -> Vec<String> {
    read(file).events.into_iter().map(|event| event.name).collect()
}

#[test]
fn folded_lines_are_joined_whatever_ends_them() {
    for end in ["\n", "\r\n", "\r", "\r\r\n"] {
        let lines = ["BEGIN:VEV", " ENT", "SUMMARY:No", "  School", "\t today", "DTSTART:20261005", "END:VEVENT", ""];
        assert_eq!(names(&calendar(&lines.join(end))), ["No School today"], "{end:?}");
    }
    let bad = calendar("BEGIN:VEVENT\nSUMMARY:1\n\n\n x\nDTSTART:never\nEND:VEVENT");
    assert_eq!(read(&bad).problems[0].to_string(), "school.ics:8:1: \"1x\" is left out: its start is not a date");
}

#[test]
fn a_file_that_is_indented_by_hand_is_read_line_by_line() {
    let file = "BEGIN:VCALENDAR\n  BEGIN:VEVENT\n    DTSTART:20261005\n    SUMMARY:long\n      er\n  END:VEVENT\n \
                END:VCALENDAR";
    assert_eq!(names(file.as_bytes()), ["long er"]);
    assert!(!read(file.as_bytes()).breaks_off);
}

#[test]
fn letters_are_read_in_every_encoding() {
    let summary = "SUMMARY:F\u{ea}te \u{2013} \u{e9}cole";
    let file = |summary: &[u8]| [b"BEGIN:VEVENT\nDTSTART:20261005\n", summary, b"\nEND:VEVENT\n"].concat();
    let expected = ["F\u{ea}te \u{2013} \u{e9}cole"];
    let marked = [b"\xef\xbb\xbf", &file(summary.as_bytes())[..]].concat();
    assert_eq!(names(&marked), expected);
    assert_eq!(names(&file(b"SUMMARY:F\xeate \x96 \xe9cole")), expected);
    let text = String::from_utf8(marked).expect("text");
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big_endian: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for wide in [&wide[..], &wide[2..], &big_endian, &big_endian[2..]] {
        assert_eq!(names(wide), expected);
    }
    // Folded between the bytes of a letter.
    assert_eq!(names(&file(b"SUMMARY:F\xc3\n \xaate \xe2\x80\n \x93 \xc3\xa9cole")), expected);
}

#[test]
fn an_endless_line_is_cut_between_two_letters() {
    let file = format!("BEGIN:VEVENT\nDTSTART:20261005\nSUMMARY:x{}\nEND:VEVENT", "\u{e9}".repeat(64 * 1024));
    assert_eq!(names(file.as_bytes()), [format!("x{}", "\u{e9}".repeat(199))]);
}

#[test]
fn events_are_found_between_zones_alarms_and_broken_events() {
    let file = "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:no\nDTSTART:20261001\nEND:VTODO\nBEGIN:VEVENT\nUID:1\n\
                BEGIN:VALARM\nUID:no\nDTSTART:20261002\nEND:VALARM\nSUMMARY:a\nX-ODD:1\nDTSTART:20261005\nEND:VEVENT\n\
                begin:vevent\nuid:2\nBEGIN:VEVENT\nUID:3\nEND:VCALENDAR\n\
                BEGIN:VCALENDAR\nMETHOD:CANCEL\nBEGIN:VEVENT\nUID:4\nDTSTART:20261005\nEND:VEVENT";
    let reading = read(file.as_bytes());
    assert_eq!(all(&reading), ["2026-10-05 | a | not about mornings"]);
    assert_eq!((reading.events[0].uid.as_deref(), reading.unread), (Some("1"), vec!["2".into(), "3".into()]));
}
