//! Days as a parent types them with one hand: in short, with typos, in numbers and as ranges.

use super::{TODAY, check, iso};
use goodbye::domain::typed_day::{DateOrder, DayReader, Meant};

#[test]
fn a_day_in_short_or_with_a_typo_is_read_or_asked_again() {
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
        7 - 9 | \"7 - 9\" names several days. Type one day at a time.
        21-25 | \"21-25\" names several days. Type one day at a time.
        sep 14-18 | \"sep 14-18\" names several days. Type one day at a time.
        mon-fri | \"mon-fri\" names several days. Type one day at a time.
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
        ("monday - today", "2026-09-07", "2026-09-10"),
        ("1 dec - yesterday", "2025-12-01", "2026-09-09"),
        ("21 dec to 4 jan", "2026-12-21", "2027-01-04"),
        ("21.12.-4.1.", "2026-12-21", "2027-01-04"),
        ("21/12 - 4/1", "2026-12-21", "2027-01-04"),
        ("21/12 - 4/1/2027", "2026-12-21", "2027-01-04"),
        ("21/12/26 - 4/1/27", "2026-12-21", "2027-01-04"),
        ("21.12. - 4.1.2020", "2019-12-21", "2020-01-04"),
        ("21/12 - 4/1/2020", "2019-12-21", "2020-01-04"),
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
