//! Days in all the ways that people type them, as tables.

use goodbye::domain::dates::DateRange;
use goodbye::domain::typed_day::{DateOrder, DayError, DayReader, Meant};
use jiff::civil::{Date, date};

/// A Thursday.
const TODAY: Date = date(2026, 9, 10);

fn reader(today: &str) -> DayReader {
    DayReader::new(today.parse().expect("a date"), None)
}

fn iso(date: Result<Date, DayError>) -> String {
    date.map_or_else(|error| error.to_string(), |date| date.to_string())
}

/// Reads lines of a typed text and its date on September 10, 2026, with `|` between them.
fn check(meant: Meant, table: &str) {
    for line in table.lines().filter(|line| !line.trim().is_empty()) {
        let (typed, expected) = line.split_once('|').expect("two columns");
        assert_eq!(iso(DayReader::new(TODAY, None).day(typed, meant)), expected.trim(), "{typed}");
    }
}

#[test]
fn days_are_read_in_all_the_ways_people_type_them() {
    check(
        Meant::Either,
        "
        2026-09-07 | 2026-09-07
        2026-9-7 | 2026-09-07
        2026/09/07 | 2026-09-07
        2026.09.07 | 2026-09-07
        20260907 | 2026-09-07
        2026-09-07. | 2026-09-07
        2026-sep-07 | 2026-09-07
        7 sep | 2026-09-07
        7 Sep. | 2026-09-07
        sep 7 | 2026-09-07
        7sep | 2026-09-07
        sep7 | 2026-09-07
        7-sep | 2026-09-07
        7-sep-2026 | 2026-09-07
        7/sep/2026 | 2026-09-07
        7 sep 26 | 2026-09-07
        7 sep '26 | 2026-09-07
        7 sep ’26 | 2026-09-07
        September 7th, 2027 | 2027-09-07
        7th of September | 2026-09-07
        the 7th of september | 2026-09-07
        the 7th of september 2027 | 2027-09-07
        september the 7th | 2026-09-07
        on the 7th of Sept. | 2026-09-07
        1st of October | 2026-10-01
        the 7th | 2026-09-07
        7th | 2026-09-07
        the 30th | 2026-09-30
        the 31st | 2026-08-31
        7. Sept. | 2026-09-07
        7.9. | 2026-09-07
        7.9 | 2026-09-07
        7. 9. | 2026-09-07
        7. 9. 2026 | 2026-09-07
        7.9.27 | 2027-09-07
        07.09.2026 | 2026-09-07
        31/12 | 2026-12-31
        12/31 | 2026-12-31
        13/09/2026 | 2026-09-13
        09/13/2026 | 2026-09-13
        13-09-2026 | 2026-09-13
        9/9 | 2026-09-09
        29 feb | 2028-02-29
        1 mar | 2027-03-01
        ",
    );
}

#[test]
fn distances_and_weekdays_are_read_from_today() {
    check(
        Meant::Either,
        "
        today | 2026-09-10
        Today | 2026-09-10
        this morning | 2026-09-10
        tomorrow | 2026-09-11
        tomorrow. | 2026-09-11
        yesterday | 2026-09-09
        day after tomorrow | 2026-09-12
        the day after tomorrow | 2026-09-12
        the day before yesterday | 2026-09-08
        in 3 days | 2026-09-13
        in three days | 2026-09-13
        +3 | 2026-09-13
        + 3 days | 2026-09-13
        3d | 2026-09-13
        2w | 2026-09-24
        in a week | 2026-09-17
        in one week | 2026-09-17
        in two weeks | 2026-09-24
        two weeks from now | 2026-09-24
        a week from today | 2026-09-17
        next week | 2026-09-17
        tomorrow week | 2026-09-18
        in a month | 2026-10-10
        in 3 months | 2026-12-10
        in 1 year | 2027-09-10
        3 days ago | 2026-09-07
        a week ago | 2026-09-03
        two weeks ago | 2026-08-27
        3 months ago | 2026-06-10
        thursday | 2026-09-10
        friday | 2026-09-11
        fri. | 2026-09-11
        on friday | 2026-09-11
        for friday | 2026-09-11
        this friday | 2026-09-11
        coming friday | 2026-09-11
        this coming friday | 2026-09-11
        next friday | 2026-09-11
        coming thursday | 2026-09-17
        next thursday | 2026-09-17
        last thursday | 2026-09-03
        last fri | 2026-09-04
        monday week | 2026-09-21
        a week on monday | 2026-09-21
        friday next week | 2026-09-18
        mon sep 7 | 2026-09-07
        Mon, Sep 7 | 2026-09-07
        sep 7, mon | 2026-09-07
        Monday, 7 September 2026 | 2026-09-07
        tuesday the 15th | 2026-09-15
        Tue 15 | 2026-09-15
        fri 11.9. | 2026-09-11
        ",
    );
}

#[test]
fn a_wrong_day_is_named_with_what_to_type() {
    check(
        Meant::Either,
        "
        31 sep | There is no September 31. September has 30 days. Type 30 sep or 1 oct.
        apr 31 | There is no April 31. April has 30 days. Type 30 apr or 1 may.
        31/4 | There is no April 31. April has 30 days. Type 30 apr or 1 may.
        30 feb | There is no February 30. February has at most 29 days. Type 29 feb or 1 mar.
        29 feb 2027 | There is no February 29 in 2027. February has 28 days then. Type 28 feb 2027 or 1 mar 2027.
        2026-02-30 | There is no February 30 in 2026. February has 28 days then. Type 28 feb 2026 or 1 mar 2026.
        2026-13-01 | There is no month 13 in 2026. Months are 1 to 12. Try the month's name, such as 7 sep.
        0 sep | There is no September 0. September has 30 days. Type 30 sep or 1 oct.
        tue 7 sep | September 7 is a Monday. Type 7 sep 2026, or 8 sep 2026 for the Tuesday.
        fri 15 sep 2026 | September 15 is a Tuesday. Type 15 sep, or 18 sep for the Friday.
        tue 2027-09-06 | September 6, 2027 is a Monday. Type 6 sep 2027, or 7 sep 2027 for the Tuesday.
        7/10 | \"7/10\" can be Friday, July 10 or Wednesday, October 7. Type 10 jul 2026 or 7 oct. To set the order once, write date_order = \"month first\" or \"day first\" in settings.toml.
        tomorow | \"tomorow\" is not a day I know. Did you mean tomorrow?
        Next Firday | \"Next Firday\" is not a day I know. Did you mean next friday?
        7 septmber | \"7 septmber\" is not a day I know. Did you mean 7 september?
        99999-01-01 | \"99999-01-01\" is not a day I know. Try 2026-09-07, 7 sep, sep 7, tomorrow, next monday or in 3 days.
        0026-01-01 | That day is too far away: years are 1900 to 2999.
        mon - fri | \"mon - fri\" names several days, and this takes one day at a time.
        ",
    );
    let noise =
        "|soon|coming|next|fry|smarch|sep|2026|sep 2026|-3|in -3 days|1.5 weeks|12:30|32|5 11|tonight|now|mondayish";
    for typed in noise.split('|').chain(["x".repeat(10_000).as_str()]) {
        let error = DayReader::new(TODAY, None).day(typed, Meant::Either).expect_err(typed);
        assert!(matches!(error, DayError::Unknown { suggestion: None, .. }), "{typed}: {error}");
    }
}

#[test]
fn the_year_is_the_one_that_is_meant() {
    for (today, typed, meant, expected) in [
        ("2026-02-20", "7 sep", Meant::Future, "2026-09-07"),
        ("2026-02-20", "7 sep", Meant::Either, "2025-09-07"),
        ("2026-02-20", "7 sep", Meant::FutureOrRecent, "2026-09-07"),
        ("2026-02-20", "7 sep", Meant::Past, "2025-09-07"),
        ("2026-05-30", "1 mar", Meant::Future, "2027-03-01"),
        ("2026-09-10", "18 jun", Meant::Future, "2027-06-18"),
        ("2026-09-10", "18 jun", Meant::Either, "2026-06-18"),
        ("2026-09-10", "7 sep", Meant::FutureOrRecent, "2026-09-07"),
        ("2026-09-10", "7 sep", Meant::Future, "2027-09-07"),
        ("2026-09-10", "10 sep", Meant::Future, "2026-09-10"),
        ("2026-09-10", "the 7th", Meant::Future, "2026-10-07"),
        ("2026-09-10", "the 7th", Meant::Past, "2026-09-07"),
        ("2026-09-10", "friday", Meant::Past, "2026-09-04"),
        ("2026-09-10", "thursday", Meant::Past, "2026-09-10"),
        ("2026-11-25", "7 sep", Meant::Either, "2026-09-07"),
        // The weekday decides, where another year fits and is near.
        ("2027-01-10", "tue 7 sep", Meant::Either, "2027-09-07"),
        ("2027-01-10", "mon 7 sep", Meant::Either, "2026-09-07"),
        ("2026-09-30", "tue 7 sep", Meant::Future, "2027-09-07"),
        ("2026-09-10", "friday the 13th", Meant::Future, "2026-11-13"),
        ("2026-09-05", "29 feb", Meant::Future, "2028-02-29"),
        ("2097-01-01", "29 feb", Meant::Future, "2104-02-29"),
        ("2999-12-30", "the 31st", Meant::Future, "2999-12-31"),
        ("2999-12-31", "1 jan", Meant::Future, "That day is too far away: years are 1900 to 2999."),
    ] {
        assert_eq!(iso(reader(today).day(typed, meant)), expected, "{typed} on {today}, {meant:?}");
    }
    for (today, meant) in [("2026-09-07", Meant::Future), ("2026-09-01", Meant::Future), ("2026-09-30", Meant::Either)]
    {
        let error = reader(today).day("tue 7 sep", meant).expect_err("a Monday");
        assert!(error.to_string().starts_with("September 7 is a Monday."), "{today}: {error}");
    }
}

#[test]
fn the_settings_decide_the_order_of_two_numbers() {
    let read = |order, typed| iso(DayReader::new(TODAY, Some(order)).day(typed, Meant::Future));
    for (typed, month_first, day_first) in [
        ("7/10", "2027-07-10", "2026-10-07"),
        ("7/10/26", "2026-07-10", "2026-10-07"),
        ("07-10-2026", "2026-07-10", "2026-10-07"),
        ("7 / 10 / 2026", "2026-07-10", "2026-10-07"),
        // Only one order fits.
        ("31/12", "2026-12-31", "2026-12-31"),
        ("12/31", "2026-12-31", "2026-12-31"),
        // Dots put the day first, and a year in front puts the month before the day.
        ("7.10.", "2026-10-07", "2026-10-07"),
        ("2026/10/07", "2026-10-07", "2026-10-07"),
    ] {
        assert_eq!(read(DateOrder::MonthFirst, typed), month_first, "{typed}");
        assert_eq!(read(DateOrder::DayFirst, typed), day_first, "{typed}");
    }
    let open = DayReader::new(TODAY, None);
    assert_eq!(iso(open.day("wed 7/10", Meant::Future)), "2026-10-07", "the weekday decides");
    for typed in ["7/10", "7/10/2026", "07-10-2026"] {
        let error = open.day(typed, Meant::Future).expect_err("two days");
        assert!(matches!(error, DayError::Ambiguous { .. }), "{typed}: {error}");
    }
}

#[test]
fn a_range_has_its_last_day_after_its_first() {
    let read = |typed| DayReader::new(TODAY, None).days(typed, Meant::Either);
    let label = |range: DateRange| format!("{} {}", range.from(), range.to());
    for (typed, expected) in [
        ("21 dec - 4 jan", "2026-12-21 2027-01-04"),
        ("21 dec – 4 jan", "2026-12-21 2027-01-04"),
        ("21 dec-4 jan", "2026-12-21 2027-01-04"),
        ("from 21 dec to 4 jan", "2026-12-21 2027-01-04"),
        ("21 dec until 4 jan", "2026-12-21 2027-01-04"),
        ("dec 21 - jan 4, 2027", "2026-12-21 2027-01-04"),
        ("21.12. - 4.1.", "2026-12-21 2027-01-04"),
        ("21 - 25 dec", "2026-12-21 2026-12-25"),
        ("21-25 dec 2026", "2026-12-21 2026-12-25"),
        ("26th to 30th of October", "2026-10-26 2026-10-30"),
        ("Oct 26 - 30", "2026-10-26 2026-10-30"),
        ("Oct 26 – Oct 30", "2026-10-26 2026-10-30"),
        ("Mon, Oct 26 – Fri, Oct 30", "2026-10-26 2026-10-30"),
        ("2026-10-26 - 2026-10-30", "2026-10-26 2026-10-30"),
        ("2026-10-26 – fri", "2026-10-26 2026-10-30"),
        ("mon - fri", "2026-09-14 2026-09-18"),
        ("mon-fri", "2026-09-14 2026-09-18"),
        ("today to friday", "2026-09-10 2026-09-11"),
        ("7/10 - 31/10", "2026-10-07 2026-10-31"),
        ("7 sep to 18 jun", "2026-09-07 2027-06-18"),
        ("tomorrow", "2026-09-11 2026-09-11"),
    ] {
        assert_eq!(read(typed).map(label).as_deref(), Ok(expected), "{typed}");
    }
    let error = read("21 dec 2026 - 4 nov 2026").expect_err("backward").to_string();
    assert!(error.contains("Wednesday, November 4, is before the first, Monday, December 21"), "{error}");
    assert!(read("31 sep - 4 oct").expect_err("no day").to_string().contains("There is no September 31."));
    assert!(read("sick - well").is_err() && read("7-9").is_err());
}

#[test]
fn a_last_day_follows_its_first_whatever_today_is() {
    let first = date(2026, 9, 7);
    for (typed, expected) in [
        ("18 jun", "2027-06-18"),
        ("6/18", "2027-06-18"),
        ("22 aug", "2027-08-22"),
        ("23 aug", "2026-08-23"),
        ("7 sep", "2026-09-07"),
        ("friday", "2026-09-11"),
        ("the 4th", "2026-10-04"),
        ("tomorrow", "2026-09-11"),
        ("2026-06-18", "2026-06-18"),
        // A day before the first day is a typo.
        ("6 sep", "2026-09-06"),
    ] {
        assert_eq!(iso(DayReader::new(TODAY, None).day(typed, Meant::From(first))), expected, "{typed}");
    }
    let days = DayReader::new(TODAY, None).first_and_last("26 oct", "fri", Meant::Either);
    assert_eq!(days, Ok(DateRange::between(date(2026, 10, 26), date(2026, 10, 30))));
}

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

/// A tired parent, one hand free: how days are typed for a plan, on Thursday, September 10, 2026.
#[test]
fn a_tired_parent_is_understood_or_asked() {
    check(
        Meant::Future,
        "
        tmrw | 2026-09-11
        2morrow | 2026-09-11
        to morrow | 2026-09-11
        TOMORROW!! | 2026-09-11
        tomorrow morning | 2026-09-11
        monday morning | 2026-09-14
        next monday morning | 2026-09-14
        tue morning | 2026-09-15
        friday? | 2026-09-11
        Fri! | 2026-09-11
        fri, | 2026-09-11
        Thurs. | 2026-09-10
        tues | 2026-09-15
        weds | 2026-09-16
        a week friday | 2026-09-18
        next week | 2026-09-17
        week after next | 2026-09-24
        in a fortnight | 2026-09-24
        in 2 weeks' time | 2026-09-24
        in a week’s time | 2026-09-17
        in 3 sleeps | 2026-09-13
        in 3d | 2026-09-13
        in3days | 2026-09-13
        3d ago | 2026-09-07
        +1 | 2026-09-11
        +1w | 2026-09-17
        + 2 weeks | 2026-09-24
        the first of october | 2026-10-01
        Oct first | 2026-10-01
        the 12th | 2026-09-12
        14th | 2026-09-14
        Monday 14th | 2026-09-14
        14th mon | 2026-09-14
        friday the 13th | 2026-11-13
        tue 7 sep | 2027-09-07
        7sept2026 | 2026-09-07
        sept7th | 2027-09-07
        7 september, 2026 | 2026-09-07
        2026 sep 7 | 2026-09-07
        Tuesday, 15 September 2026 | 2026-09-15
        15.sep.2026 | 2026-09-15
        5.Nov. | 2026-11-05
        5.11 | 2026-11-05
        9.13.2026 | 2026-09-13
        13-09-26 | 2026-09-13
        13/9/26 | 2026-09-13
        26-09-07 | 2026-09-07
        26/09/07 | 2026-09-07
        14-9 | 2026-09-14
        9-14 | 2026-09-14
        mon 14/9 | 2026-09-14
        14/9 mon | 2026-09-14
        2/29 | 2028-02-29
        29-02-2028 | 2028-02-29
        1 jan | 2027-01-01
        31 dec | 2026-12-31
        15 sep 2026 (in 5 days) | 2026-09-15
        Monday, September 14 (this week) | 2026-09-14
        mon 7 sep | Monday, September 7 is past (3 days ago). Type 2026-09-07 if you mean that day.
        fri 14 | September 14 is a Monday. Type 14 sep, or 11 sep for the Friday.
        3 days | \"3 days\" is not a day I know. Did you mean in 3 days?
        12 | \"12\" is not a day I know. Did you mean the 12th?
        21 | \"21\" is not a day I know. Did you mean the 21st?
        mondays | \"mondays\" is not a day I know. Did you mean monday?
        wensday | \"wensday\" is not a day I know. Did you mean wednesday?
        saterday | \"saterday\" is not a day I know. Did you mean saturday?
        thrusday | \"thrusday\" is not a day I know. Did you mean thursday?
        tommorrow | \"tommorrow\" is not a day I know. Did you mean tomorrow?
        yesterdy | \"yesterdy\" is not a day I know. Did you mean yesterday?
        nxt friday | \"nxt friday\" is not a day I know. Did you mean next friday?
        7th of septmber | \"7th of septmber\" is not a day I know. Did you mean 7th of september?
        31-09-2026 | There is no September 31 in 2026. September has 30 days then. Type 30 sep 2026 or 1 oct 2026.
        13/13 | There is no month 13. Months are 1 to 12. Try the month's name, such as 7 sep.
        9.30 | There is no month 30. Months are 1 to 12. Try the month's name, such as 7 sep.
        7 - 9 | \"7 - 9\" names several days, and this takes one day at a time.
        21-25 | \"21-25\" names several days, and this takes one day at a time.
        sep 14-18 | \"sep 14-18\" names several days, and this takes one day at a time.
        mon-fri | \"mon-fri\" names several days, and this takes one day at a time.
        ",
    );
}

#[test]
fn numbers_in_an_open_order_are_refused_with_both_readings() {
    for (typed, one, other) in [
        ("7/10", "Saturday, July 10, 2027", "Wednesday, October 7"),
        ("7-10", "Saturday, July 10, 2027", "Wednesday, October 7"),
        ("7/10/2026", "Friday, July 10", "Wednesday, October 7"),
        ("07-10-2026", "Friday, July 10", "Wednesday, October 7"),
        ("07-10-26", "Friday, July 10", "Wednesday, October 7"),
        ("07/10/26", "Friday, July 10", "Wednesday, October 7"),
        ("7-9", "Friday, July 9, 2027", "Tuesday, September 7, 2027"),
        ("27-09-26", "Sunday, September 27", "Sunday, September 26, 2027"),
        ("26-09-27", "Sunday, September 26, 2027", "Sunday, September 27"),
        ("1/2/3", "Thursday, January 2, 2003", "Saturday, February 1, 2003"),
    ] {
        let error = DayReader::new(TODAY, None).day(typed, Meant::Future).expect_err(typed).to_string();
        assert!(error.starts_with(&format!("\"{typed}\" can be {one} or {other}. Type ")), "{error}");
    }
    let with = |order, typed| iso(DayReader::new(TODAY, Some(order)).day(typed, Meant::Future));
    for (typed, month_first, day_first) in [
        ("7-10", "2027-07-10", "2026-10-07"),
        ("07-10-26", "2026-07-10", "2026-10-07"),
        ("26-09-07", "2026-09-07", "2026-09-07"),
        ("13-9", "2026-09-13", "2026-09-13"),
    ] {
        assert_eq!(with(DateOrder::MonthFirst, typed), month_first, "{typed}");
        assert_eq!(with(DateOrder::DayFirst, typed), day_first, "{typed}");
    }
}

#[test]
fn ranges_are_read_as_people_write_them() {
    for (typed, from, to) in [
        ("21-25", "2026-09-21", "2026-09-25"),
        ("7 - 9", "2026-09-07", "2026-09-09"),
        ("sep 14-18", "2026-09-14", "2026-09-18"),
        ("Sep 14 – Sep 18", "2026-09-14", "2026-09-18"),
        ("14-18 sep", "2026-09-14", "2026-09-18"),
        ("14 to 18 september", "2026-09-14", "2026-09-18"),
        ("12th-16th oct", "2026-10-12", "2026-10-16"),
        ("from monday to wednesday", "2026-09-14", "2026-09-16"),
        ("fri-mon", "2026-09-11", "2026-09-14"),
        ("21 dec to 4 jan", "2026-12-21", "2027-01-04"),
        ("21.12.-4.1.", "2026-12-21", "2027-01-04"),
        ("21/12 - 4/1", "2026-12-21", "2027-01-04"),
        ("2026-12-21 - 2027-01-04", "2026-12-21", "2027-01-04"),
        ("21 dec 2026 until 4 jan 2027", "2026-12-21", "2027-01-04"),
        ("14-9", "2026-09-14", "2026-09-14"),
    ] {
        let range = DayReader::new(TODAY, None).days(typed, Meant::Either).expect(typed);
        assert_eq!((range.from().to_string().as_str(), range.to().to_string().as_str()), (from, to), "{typed}");
    }
}

#[test]
fn a_day_that_happened_or_is_near_is_read_from_its_verb() {
    for (meant, typed, expected) in [
        (Meant::Happened, "friday", "2026-09-04"),
        (Meant::Happened, "thursday", "2026-09-10"),
        (Meant::Happened, "this friday", "2026-09-11"),
        (Meant::Happened, "monday week", "2026-09-21"),
        (Meant::Happened, "the 30th", "2026-08-30"),
        (Meant::Happened, "the 7th", "2026-09-07"),
        (Meant::Happened, "18 jun", "2026-06-18"),
        (Meant::Nearest, "friday", "2026-09-11"),
        (Meant::Nearest, "monday", "2026-09-07"),
        (Meant::Nearest, "sunday", "2026-09-13"),
        (Meant::Nearest, "18 jun", "2026-06-18"),
        (Meant::Past, "friday", "2026-09-04"),
        (Meant::Past, "9 sep", "2026-09-09"),
    ] {
        assert_eq!(iso(DayReader::new(TODAY, None).day(typed, meant)), expected, "{typed}, {meant:?}");
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
        ("next week", "several days"),
        ("sick next week", "several days"),
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
