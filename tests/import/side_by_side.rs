//! Rules that are easily taken for each other: of two schools, of a brother, of a series, of a year before.

use super::{Home, event, file, school};
use goodbye::domain::calendar::Calendar;
use goodbye::domain::dates::DateRange;
use goodbye::domain::day::add_days;
use goodbye::domain::import::Novelty::*;
use goodbye::domain::import::Wishes;
use goodbye::domain::school_event::SchoolEvent;
use goodbye::domain::school_year::Whom;
use jiff::civil::{Date, date, time};

fn day(uid: &str, name: &str, day: Date) -> SchoolEvent {
    event(uid, name, day, day)
}

fn breaks(school: &str) -> Vec<SchoolEvent> {
    vec![
        event(&format!("{school}2"), "Winter Break", date(2026, 12, 21), date(2027, 1, 1)),
        event(&format!("{school}3"), "Spring Break", date(2027, 4, 5), date(2027, 4, 9)),
    ]
}

fn of(home: &Home, child: usize) -> Wishes {
    let whom = Whom::Only(vec![home.family().children[child].id.clone()]);
    Wishes { whom: Some(whom), ..Wishes::default() }
}

fn days_off(home: &Home) -> Vec<Date> {
    home.family().days_off.iter().map(|day_off| day_off.dates.from()).collect()
}

#[test]
fn two_schools_with_the_same_holidays_are_told_apart_by_their_own_names_for_them() {
    let leos = [vec![day("l1", "INSET", date(2026, 10, 12))], breaks("l")].concat();
    let idas = [breaks("i"), vec![day("i4", "Staff training day - no school", date(2027, 2, 8))]].concat();
    let mut home = Home::new();
    home.import_with(&file(leos.clone()), &of(&home, 0));
    home.import_with(&file(idas.clone()), &of(&home, 1));
    let before = home.clone();
    for events in [leos, idas.clone()] {
        assert!(home.import(events).iter().all(|standing| *standing == There));
        assert_eq!(home, before);
    }
    let forced = Wishes { is_another_school: true, ..of(&home, 1) };
    for _ in 0..3 {
        home.import_with(&file(idas.clone()), &forced);
    }
    assert_eq!(home.memory.calendars.len(), 2, "once more is no third school");
}

#[test]
fn a_day_that_one_event_leaves_and_another_takes_stays_off() {
    for uids in [["u1", "u9"], ["", ""]] {
        let mut home = Home::new();
        home.import(vec![day(uids[0], "INSET", date(2026, 10, 12))]);
        let moved = || {
            vec![
                day(uids[1], "Columbus Day - No School", date(2026, 10, 12)),
                day(uids[0], "INSET", date(2026, 10, 19)),
            ]
        };
        home.import(moved());
        let mut off = days_off(&home);
        off.sort_unstable();
        assert_eq!(off, [date(2026, 10, 12), date(2026, 10, 19)], "{uids:?}");
        let before = home.clone();
        home.import(moved());
        assert_eq!(home, before);
    }
}

#[test]
fn a_day_that_two_events_have_stays_off_while_one_of_them_has_it() {
    let october = date(2026, 10, 12);
    let both = || vec![day("1", "Columbus Day - No School", october), day("2", "PD day", october)];
    for gone in 0..2 {
        let mut home = Home::new();
        home.import(both());
        assert_eq!(days_off(&home), [october]);
        let mut fewer = both();
        fewer.remove(gone);
        home.import(fewer);
        assert_eq!(days_off(&home), [october], "{gone}");
    }
}

#[test]
fn a_day_onto_which_another_event_moved_goes_with_it() {
    let mut home = Home::new();
    home.import(vec![day("2", "INSET", date(2027, 2, 22)), day("1", "Planning day, no school", date(2027, 3, 1))]);
    home.import(vec![day("2", "INSET", date(2027, 3, 1))]);
    home.import(vec![day("2", "INSET", date(2027, 3, 8))]);
    assert_eq!(days_off(&home), [date(2027, 3, 8)]);
}

#[test]
fn a_last_day_that_moved_alone_ends_the_term_that_runs() {
    let mut home = Home::new();
    home.import(school());
    home.today = date(2027, 5, 17);
    home.import(vec![day("d", "Last day of school", date(2027, 6, 16))]);
    let terms: Vec<DateRange> = home.family().terms.iter().map(|term| term.dates).collect();
    assert_eq!(terms, [DateRange::new(date(2026, 9, 7), date(2027, 6, 16)).expect("forward")]);
    let mut home = Home::new();
    let nameless = |election: i8| {
        vec![
            day("", "Elections - No School", date(2027, 5, election)),
            day("", "Last day of school", date(2027, 6, 18)),
        ]
    };
    home.import(nameless(24));
    home.today = date(2027, 5, 10);
    home.import(nameless(26));
    assert_eq!(days_off(&home), [date(2027, 5, 26)], "half of what is to come moved");
}

#[test]
fn what_is_a_brothers_does_not_stand_for_the_schools() {
    let friday = date(2026, 10, 16);
    let mut home = Home::new();
    home.family.push_str("[[special_day]]\nkind = 'half day'\ndate = 2026-10-16\nchildren = ['ida']\n");
    assert_eq!(home.import_with(&file(vec![day("h", "Half day", friday)]), &of(&home, 0)), [New]);
    assert_eq!(home.family().special_days.len(), 2);
}

#[test]
fn a_series_of_which_the_parent_changed_a_date_goes_on() {
    let weekly = |weeks: i64| {
        let mut early = day("s", "Early release 13:00", date(2026, 9, 9));
        early.dates = (0..weeks).map(|week| DateRange::one(add_days(date(2026, 9, 9), week * 7))).collect();
        early.starts = Some(time(13, 0, 0, 0));
        vec![early]
    };
    let mut home = Home::new();
    home.import(weekly(4));
    home.change("13:00\"\nuid", "13:30\"\nuid");
    home.import(weekly(9));
    let times: Vec<_> = home.family().special_days.iter().filter_map(|special| special.time).collect();
    assert_eq!((times.len(), times.iter().filter(|at| at.minute() == 30).count()), (9, 1));
}

#[test]
fn a_school_that_names_its_events_anew_is_followed_in_what_the_parent_changed() {
    let half = |uid: &str, on: i8| {
        vec![day(uid, "Half Day 12:30", date(2026, 10, on)), day("", "Snow day", date(2026, 12, 1))]
    };
    let mut home = Home::new();
    home.import(half("a", 16));
    home.change("12:30\"\nuid", "12:45\"\nuid");
    assert_eq!(home.import(half("b", 16))[0], Yours);
    assert_eq!(home.import(half("c", 23))[0], Changed);
    let special = &home.family().special_days[0];
    assert_eq!((special.dates.from(), special.time), (date(2026, 10, 23), Some(time(12, 45, 0, 0))));
    home.change("name = \"Half Day 12:30\"", "name = \"Half day, Gran comes\"");
    home.import(half("d", 23));
    assert_eq!(home.import(half("e", 27))[0], Changed);
    let special = &home.family().special_days[0];
    assert_eq!((special.dates.from().day(), special.name.as_deref()), (27, Some("Half day, Gran comes")));
}

#[test]
fn next_years_file_in_spring_leaves_the_rest_of_this_year() {
    let year = |spring: Date, memorial: Date| {
        vec![event("1", "Spring Break", spring, add_days(spring, 4)), day("2", "Memorial Day", memorial)]
    };
    let mut home = Home::new();
    home.import(year(date(2027, 3, 29), date(2027, 5, 31)));
    home.today = date(2027, 3, 10);
    home.import(year(date(2028, 3, 27), date(2028, 5, 29)));
    home.import(year(date(2028, 3, 27), date(2028, 5, 29)));
    let mut off = days_off(&home);
    off.sort_unstable();
    assert_eq!(off, [date(2027, 3, 29), date(2027, 5, 31), date(2028, 3, 27), date(2028, 5, 29)]);
}

#[test]
fn of_two_with_a_name_in_common_the_one_on_its_day_is_followed() {
    let mut home = Home::new();
    home.family.push_str("[[day_off]]\nname = 'INSET day'\ndate = 2026-09-18\n");
    let inset = |on: i8| vec![day("", "INSET day", date(2026, 10, on)), breaks("").remove(0)];
    home.import(inset(12));
    home.change("name = \"INSET day\"", "name = \"Zoo day\"");
    home.import(inset(19));
    let told: Vec<_> = home.family().days_off.into_iter().map(|off| (off.name, off.dates.from().day())).collect();
    let expected = [("INSET day", 18), ("Zoo day", 19), ("Winter Break", 21)];
    assert_eq!(told, expected.map(|(name, day)| (name.to_owned(), day)));
}

#[test]
fn the_two_ends_of_a_term_and_a_time_with_its_kind_are_followed_each_for_itself() {
    let mut home = Home::new();
    home.import(school());
    home.change("from = 2026-09-07", "from = 2026-09-02");
    let mut longer = school();
    longer[4] = day("d", "Last day of school", date(2027, 6, 22));
    home.import(longer);
    let dates = home.family().terms[0].dates;
    assert_eq!((dates.from(), dates.to()), (date(2026, 9, 2), date(2027, 6, 22)));
    let mut home = Home::new();
    home.import(vec![day("h", "Half day 12:30", date(2026, 10, 16))]);
    home.change("12:30\"\nuid", "11:45\"\nuid");
    home.import(vec![day("h", "Late start 10:00", date(2026, 10, 16))]);
    assert_eq!(home.family().special_days[0].time, Some(time(10, 0, 0, 0)));
    let family = home.family();
    assert!(Calendar::of(&family, &family.children[0]).is_school_morning(date(2026, 10, 16)));
}
