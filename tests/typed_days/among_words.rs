//! Days among other words: before a ritual, and beside the reason of a skip.

use super::TODAY;
use goodbye::domain::typed_day::{DayReader, Meant};
use jiff::civil::date;

#[test]
fn a_day_beside_a_reason_is_the_day() {
    let read = |typed: &str| DayReader::new(TODAY, None).day_beside_reason(typed, Meant::FutureOrRecent);
    for (typed, day, words) in [
        ("tomorrow", "2026-09-11", ""),
        ("friday", "2026-09-11", ""),
        ("7 sep", "2026-09-07", ""),
        ("sick tomorrow", "2026-09-11", "sick"),
        ("monday snow", "2026-09-14", "snow"),
        ("Snow Monday", "2026-09-14", "Snow"),
        ("next friday other home", "2026-09-11", "other home"),
        ("other home the day after tomorrow", "2026-09-12", "other home"),
        ("no school on monday", "2026-09-14", "no school"),
        ("tue 15 sep dentist", "2026-09-15", "dentist"),
        ("friday moved to monday", "2026-09-11", "moved to monday"),
        ("sick", "", "sick"),
        ("sick since monday", "", "sick since monday"),
        ("sick through friday", "", "sick through friday"),
        ("all but friday", "", "all but friday"),
        ("sick, monday", "2026-09-14", "sick"),
        ("friday - snow", "2026-09-11", "snow"),
        ("monday 10.30 dentist", "2026-09-14", "10.30 dentist"),
        ("mon 3d sick", "2026-09-14", "3d sick"),
        ("14 sep 15 stickers missing", "2026-09-14", "15 stickers missing"),
        ("14 sep 27 trip", "2027-09-14", "trip"),
        ("sick since last monday", "", "sick since last monday"),
        ("away until 2 oct", "", "away until 2 oct"),
        ("sick 3d", "", "sick 3d"),
        ("3d sick", "", "3d sick"),
        ("3d", "2026-09-13", ""),
        ("2nd day sick", "", "2nd day sick"),
        ("the 2nd day of flu", "", "the 2nd day of flu"),
        ("1/2 day", "", "1/2 day"),
        ("dentist 9.10", "", "dentist 9.10"),
        ("9.30 dentist", "", "9.30 dentist"),
        ("dentist at 10", "", "dentist at 10"),
        ("7.9. dentist", "2026-09-07", "dentist"),
        ("dentist on the 14th", "2026-09-14", "dentist"),
        ("the 14th dentist", "2026-09-14", "dentist"),
        ("7 sep (sick)", "2026-09-07", "(sick)"),
        ("7 sep, in hospital", "2026-09-07", "in hospital"),
        ("sunny", "", "sunny"),
        ("other  home", "", "other home"),
        ("", "", ""),
    ] {
        let found = read(typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
        assert_eq!(
            (found.date.map_or_else(String::new, |date| date.to_string()).as_str(), &*found.words),
            (day, words)
        );
    }
    for (typed, expected) in [
        ("31 sep", "no September 31"),
        ("sick 31 sep", "no September 31"),
        ("fri 15 sep snow", "is a Tuesday"),
        ("snow 7/10", "can be"),
        ("tomorow", "Did you mean tomorrow?"),
        ("mon - fri sick", "several days"),
        ("monday sick tuesday", "several days"),
    ] {
        let error = read(typed).map(|found| format!("{found:?}")).expect_err(typed).to_string();
        assert!(error.contains(expected), "{typed}: {error}");
    }
}

#[test]
fn the_longest_day_at_the_beginning_of_words_counts() {
    let read = |typed: &str| {
        DayReader::new(TODAY, None)
            .leading_day(&typed.split(' ').collect::<Vec<_>>(), Meant::Future)
            .map_err(|e| e.to_string())
    };
    for (typed, day, count) in [
        ("tomorrow hand-kiss", date(2026, 9, 11), 1),
        ("coming friday hand-kiss", date(2026, 9, 11), 2),
        ("the 7th hand-kiss", date(2026, 10, 7), 2),
        ("sep 7 2027 hand-kiss", date(2027, 9, 7), 3),
        ("on tuesday the 7th of september 2027 hug", date(2027, 9, 7), 7),
    ] {
        assert_eq!(read(typed), Ok((day, count)), "{typed}");
    }
    for (typed, expected) in [
        ("31 sep hand-kiss", "There is no September 31."),
        ("next firday hug", "Did you mean next friday?"),
        ("hand-kiss tomorrow", "\"hand-kiss\" is not a day I know"),
    ] {
        assert!(read(typed).is_err_and(|error| error.contains(expected)), "{typed}: {:?}", read(typed));
    }
}

#[test]
fn words_that_may_be_a_day_or_a_reason_are_asked() {
    let read = |typed: &str| DayReader::new(TODAY, None).day_beside_reason(typed, Meant::FutureOrRecent);
    for (typed, expected) in [
        ("sick tomorow", "Did you mean tomorrow?"),
        ("tomorow sick", "Did you mean tomorrow?"),
        ("sick next firday", "Did you mean friday?"),
        ("swimming mondays", "Did you mean monday?"),
        ("too much sun", "Did you mean sunday?"),
        ("sick sat", "Did you mean saturday?"),
        ("14", "Did you mean the 14th?"),
        ("sick 7-9", "can be"),
        ("next week", "Which day of next week? Type the day, such as "),
        ("sick next week", "Which day of next week?"),
        ("sick mon-wed", "several days"),
        ("sick today and tomorrow", "several days"),
        ("sick today, tomorrow", "several days"),
        ("sick monday or tuesday", "several days"),
        ("monday and tuesday sick", "several days"),
    ] {
        let error = read(typed).map(|found| format!("{found:?}")).expect_err(typed).to_string();
        assert!(error.contains(expected), "{typed}: {error}");
    }
    for (typed, day, words) in [
        ("sick tmrw", "2026-09-11", "sick"),
        ("monday morning sick", "2026-09-14", "sick"),
        ("grandma visits thurs", "2026-09-10", "grandma visits"),
        ("dad's birthday friday", "2026-09-11", "dad's birthday"),
        ("field trip 9/15", "2026-09-15", "field trip"),
        ("snow 15.9.", "2026-09-15", "snow"),
        ("sun", "2026-09-13", ""),
        ("sick for 3 days", "", "sick for 3 days"),
        ("the second dentist", "", "the second dentist"),
        ("sick and tired", "", "sick and tired"),
        ("5th birthday", "", "5th birthday"),
        ("all week", "", "all week"),
        ("not today", "", "not today"),
        ("weekly test", "", "weekly test"),
    ] {
        let found = read(typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
        let date = found.date.map_or_else(String::new, |date| date.to_string());
        assert_eq!((date.as_str(), &*found.words), (day, words), "{typed}");
    }
}
