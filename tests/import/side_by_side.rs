//! Rules that look alike: of two schools, of siblings, of a series, and of the year before.

use super::{Folder, day, event, file, school};
use goodbye::domain::calendar::Calendar;
use goodbye::domain::dates::DateRange;
use goodbye::domain::day::add_days;
use goodbye::domain::import::Novelty::*;
use goodbye::domain::import::Wishes;
use goodbye::domain::school_event::SchoolEvent;
use goodbye::domain::school_year::Whom;
use jiff::civil::{Date, date, time};

fn breaks(school: &str) -> Vec<SchoolEvent> {
    vec![
        event(&format!("{school}2"), "Winter Break", date(2026, 12, 21), date(2027, 1, 1)),
        event(&format!("{school}3"), "Spring Break", date(2027, 4, 5), date(2027, 4, 9)),
    ]
}

/// The wishes of a parent who imports a file for one child.
fn for_child(folder: &Folder, child: usize) -> Wishes {
    let whom = Whom::Only(vec![folder.family().children[child].id.clone()]);
    Wishes { whom: Some(whom), ..Wishes::default() }
}

fn days_off(folder: &Folder) -> Vec<Date> {
    folder.family().days_off.iter().map(|day_off| day_off.dates.from()).collect()
}

#[test]
fn two_schools_with_the_same_holidays_are_told_apart_by_their_uids() {
    let leos = [vec![day("l1", "INSET", date(2026, 10, 12))], breaks("l")].concat();
    let idas = [breaks("i"), vec![day("i4", "Staff training day - no school", date(2027, 2, 8))]].concat();
    let mut folder = Folder::new();
    folder.import_with(&file(leos.clone()), &for_child(&folder, 0));
    folder.import_with(&file(idas.clone()), &for_child(&folder, 1));
    let before = folder.clone();
    for events in [leos, idas.clone()] {
        assert!(folder.import(events).iter().all(|novelty| *novelty == There));
        assert_eq!(folder, before);
    }
    let forced = Wishes { is_another_school: true, ..for_child(&folder, 1) };
    for _ in 0..3 {
        folder.import_with(&file(idas.clone()), &forced);
    }
    assert_eq!(folder.memory.calendars.len(), 2, "the same file again is no third school");
}

#[test]
fn a_day_off_stays_when_another_event_moves_to_its_day() {
    for uids in [["u1", "u9"], ["", ""]] {
        let mut folder = Folder::new();
        folder.import(vec![day(uids[0], "INSET", date(2026, 10, 12))]);
        let moved = || {
            vec![
                day(uids[1], "Columbus Day - No School", date(2026, 10, 12)),
                day(uids[0], "INSET", date(2026, 10, 19)),
            ]
        };
        folder.import(moved());
        let mut off = days_off(&folder);
        off.sort_unstable();
        assert_eq!(off, [date(2026, 10, 12), date(2026, 10, 19)], "{uids:?}");
        let before = folder.clone();
        folder.import(moved());
        assert_eq!(folder, before);
    }
}

#[test]
fn a_day_off_of_two_events_stays_until_both_are_removed() {
    let october = date(2026, 10, 12);
    let both = || vec![day("1", "Columbus Day - No School", october), day("2", "PD day", october)];
    for gone in 0..2 {
        let mut folder = Folder::new();
        folder.import(both());
        assert_eq!(days_off(&folder), [october]);
        let mut fewer = both();
        fewer.remove(gone);
        folder.import(fewer);
        assert_eq!(days_off(&folder), [october], "{gone}");
    }
}

#[test]
fn a_day_off_follows_the_event_that_moved_to_its_day() {
    let mut folder = Folder::new();
    folder.import(vec![day("2", "INSET", date(2027, 2, 22)), day("1", "Planning day, no school", date(2027, 3, 1))]);
    folder.import(vec![day("2", "INSET", date(2027, 3, 1))]);
    folder.import(vec![day("2", "INSET", date(2027, 3, 8))]);
    assert_eq!(days_off(&folder), [date(2027, 3, 8)]);
}

#[test]
fn a_last_day_that_moved_ends_the_running_term() {
    let mut folder = Folder::new();
    folder.import(school());
    folder.today = date(2027, 5, 17);
    folder.import(vec![day("d", "Last day of school", date(2027, 6, 16))]);
    let terms: Vec<DateRange> = folder.family().terms.iter().map(|term| term.dates).collect();
    assert_eq!(terms, [DateRange::new(date(2026, 9, 7), date(2027, 6, 16)).expect("forward")]);
    let mut folder = Folder::new();
    let nameless = |election: i8| {
        vec![
            day("", "Elections - No School", date(2027, 5, election)),
            day("", "Last day of school", date(2027, 6, 18)),
        ]
    };
    folder.import(nameless(24));
    folder.today = date(2027, 5, 10);
    folder.import(nameless(26));
    assert_eq!(days_off(&folder), [date(2027, 5, 26)], "half of the coming events moved");
}

#[test]
fn a_rule_of_a_sibling_does_not_replace_a_rule_of_the_school() {
    let friday = date(2026, 10, 16);
    let mut folder = Folder::new();
    folder.family.push_str("[[special_day]]\nkind = 'half day'\ndate = 2026-10-16\nchildren = ['ida']\n");
    assert_eq!(folder.import_with(&file(vec![day("h", "Half day", friday)]), &for_child(&folder, 0)), [New]);
    assert_eq!(folder.family().special_days.len(), 2);
}

#[test]
fn a_series_is_followed_after_the_parent_changed_one_date() {
    let weekly = |weeks: i64| {
        let mut early = day("s", "Early release 13:00", date(2026, 9, 9));
        early.dates = (0..weeks).map(|week| DateRange::one(add_days(date(2026, 9, 9), week * 7))).collect();
        early.starts = Some(time(13, 0, 0, 0));
        vec![early]
    };
    let mut folder = Folder::new();
    folder.import(weekly(4));
    folder.change("13:00\"\nuid", "13:30\"\nuid");
    folder.import(weekly(9));
    let times: Vec<_> = folder.family().special_days.iter().filter_map(|special| special.time).collect();
    assert_eq!((times.len(), times.iter().filter(|at| at.minute() == 30).count()), (9, 1));
}

#[test]
fn changes_by_hand_stay_with_new_uids_in_every_file() {
    let half = |uid: &str, on: i8| {
        vec![day(uid, "Half Day 12:30", date(2026, 10, on)), day("", "Snow day", date(2026, 12, 1))]
    };
    let mut folder = Folder::new();
    folder.import(half("a", 16));
    folder.change("12:30\"\nuid", "12:45\"\nuid");
    assert_eq!(folder.import(half("b", 16))[0], Yours);
    assert_eq!(folder.import(half("c", 23))[0], Changed);
    let special = &folder.family().special_days[0];
    assert_eq!((special.dates.from(), special.time), (date(2026, 10, 23), Some(time(12, 45, 0, 0))));
    folder.change("name = \"Half Day 12:30\"", "name = \"Half day, Grandma comes\"");
    folder.import(half("d", 23));
    assert_eq!(folder.import(half("e", 27))[0], Changed);
    let special = &folder.family().special_days[0];
    assert_eq!((special.dates.from().day(), special.name.as_deref()), (27, Some("Half day, Grandma comes")));
}

#[test]
fn a_file_of_the_next_year_keeps_the_rest_of_this_year() {
    let year = |spring: Date, memorial: Date| {
        vec![event("1", "Spring Break", spring, add_days(spring, 4)), day("2", "Memorial Day", memorial)]
    };
    let mut folder = Folder::new();
    folder.import(year(date(2027, 3, 29), date(2027, 5, 31)));
    folder.today = date(2027, 3, 10);
    folder.import(year(date(2028, 3, 27), date(2028, 5, 29)));
    folder.import(year(date(2028, 3, 27), date(2028, 5, 29)));
    let mut off = days_off(&folder);
    off.sort_unstable();
    assert_eq!(off, [date(2027, 3, 29), date(2027, 5, 31), date(2028, 3, 27), date(2028, 5, 29)]);
}

#[test]
fn when_two_rules_share_a_name_an_event_changes_the_rule_on_its_day() {
    let mut folder = Folder::new();
    folder.family.push_str("[[day_off]]\nname = 'INSET day'\ndate = 2026-09-18\n");
    let inset = |on: i8| vec![day("", "INSET day", date(2026, 10, on)), breaks("").remove(0)];
    folder.import(inset(12));
    folder.change("name = \"INSET day\"", "name = \"Zoo day\"");
    folder.import(inset(19));
    let found: Vec<_> = folder.family().days_off.into_iter().map(|off| (off.name, off.dates.from().day())).collect();
    let expected = [("INSET day", 18), ("Zoo day", 19), ("Winter Break", 21)];
    assert_eq!(found, expected.map(|(name, day)| (name.to_owned(), day)));
}

#[test]
fn each_end_of_a_term_follows_the_school_and_a_time_goes_with_its_kind() {
    let mut folder = Folder::new();
    folder.import(school());
    folder.change("from = 2026-09-07", "from = 2026-09-02");
    let mut longer = school();
    longer[4] = day("d", "Last day of school", date(2027, 6, 22));
    folder.import(longer);
    let dates = folder.family().terms[0].dates;
    assert_eq!((dates.from(), dates.to()), (date(2026, 9, 2), date(2027, 6, 22)));
    let mut folder = Folder::new();
    folder.import(vec![day("h", "Half day 12:30", date(2026, 10, 16))]);
    folder.change("12:30\"\nuid", "11:45\"\nuid");
    folder.import(vec![day("h", "Late start 10:00", date(2026, 10, 16))]);
    assert_eq!(folder.family().special_days[0].time, Some(time(10, 0, 0, 0)));
    let family = folder.family();
    assert!(Calendar::of(&family, &family.children[0]).is_school_morning(date(2026, 10, 16)));
}
