//! Days in all the ways that people type them, as tables.

mod among_words;
mod shorthand;

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
        “friday” | 2026-09-11
        'friday' | 2026-09-11
        Monday, September 14: | 2026-09-14
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
        mon - fri | \"mon - fri\" names several days. Type one day at a time.
        mon and tue | \"mon and tue\" names several days. Type one day at a time.
        7 sep 9 sep | \"7 sep 9 sep\" names several days. Type one day at a time.
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
fn a_day_without_a_year_is_in_the_year_that_is_meant() {
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
