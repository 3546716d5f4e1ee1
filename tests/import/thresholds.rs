//! The numbers of days that decide about an import, each tested at its edge.

use super::{Folder, day, event, file, meaning_of, school};
use goodbye::domain::dates::DateRange;
use goodbye::domain::day::add_days;
use goodbye::domain::import::Novelty::*;
use goodbye::domain::import::Wishes;
use goodbye::domain::school_event::SchoolEvent;
use goodbye::domain::school_words::Meaning;
use jiff::civil::{Date, date};

/// Days off, each with a UID of its own, on Fridays from October on.
fn days_off(uids: &str) -> Vec<SchoolEvent> {
    let friday = |week: usize| add_days(date(2026, 10, 2), 21 * week as i64);
    let place = |uid: char| "abcdefghij".find(uid).expect("a letter from a to j");
    uids.chars().map(|uid| day(&uid.to_string(), &format!("No school {uid}"), friday(place(uid)))).collect()
}

#[test]
fn an_import_that_moves_the_next_morning_by_more_than_three_weeks_is_warned_about() {
    let mut folder = Folder::new();
    folder.today = date(2026, 9, 10);
    let warnings = |last: Date| {
        let holidays = file(vec![event("h", "Holidays", date(2026, 9, 10), last)]);
        folder.offered(&holidays, &meaning_of(0, Meaning::DayOff)).warnings
    };
    assert_eq!(warnings(date(2026, 9, 30)), Vec::<String>::new());
    let expected = "After this import Leo has no school from Thu, Sep 10 on; the next school morning is Fri, Oct 2.";
    assert!(warnings(date(2026, 10, 1))[0].ends_with(&expected["After this import Leo".len()..]));
}

#[test]
fn a_first_term_of_less_than_half_a_year_is_warned_about() {
    let warnings = |days: i64| {
        let last = add_days(date(2026, 9, 7), days - 1);
        let events = vec![school().remove(0), day("d", "Last day of school", last)];
        Folder::new().offered(&file(events), &Wishes::default()).warnings.len()
    };
    assert_eq!((warnings(26 * 7 - 1), warnings(26 * 7)), (1, 0));
}

#[test]
fn a_file_continues_a_calendar_when_more_than_half_of_its_events_are_remembered() {
    let mut folder = Folder::new();
    folder.import(days_off("abcdef"));
    let removed = |uids: &str| {
        let import = folder.offered(&file(days_off(uids)), &Wishes::default());
        import.offers.iter().filter(|offer| offer.novelty == Removed).count()
    };
    assert_eq!(removed("abgh"), 0, "half of the file is another school's");
    assert_eq!(removed("abg"), 4, "most of the file is this school's");
}

#[test]
fn children_return_after_the_holidays_that_follow_a_last_day() {
    let begins = |holidays: Date| {
        let mut folder = Folder::new();
        folder.import(vec![
            day("", "First day of school", date(2026, 9, 7)),
            day("", "Last day of term", date(2026, 12, 18)),
            event("", "Holidays", holidays, date(2027, 1, 1)),
            day("", "Pupils resume", date(2027, 1, 4)),
            day("", "Last day of term", date(2027, 3, 26)),
        ]);
        folder.family().terms.iter().map(|term| term.dates.from()).max()
    };
    assert_eq!(begins(date(2026, 12, 21)), Some(date(2027, 1, 4)));
    assert_eq!(begins(date(2026, 12, 25)), Some(date(2027, 1, 4)));
    assert_eq!(begins(date(2026, 12, 26)), Some(date(2026, 12, 19)), "a half term begins more than a week later");
}

#[test]
fn only_holidays_of_3_to_16_days_are_a_break_within_a_term() {
    let is_first_day = |days: i64| {
        let opens = date(2026, 11, 2);
        let last_free = date(2026, 10, 30);
        let free = event("f", "No school", add_days(last_free, 1 - days), last_free);
        let events = vec![free, day("o", "School opens to children", opens), school().remove(4)];
        Folder::new().import(events)[1] == New
    };
    let found: Vec<i64> = (1..=20).filter(|days| !is_first_day(*days)).collect();
    assert_eq!(found, (3..=16).collect::<Vec<_>>());
}

#[test]
fn a_break_ends_at_most_four_days_before_the_first_day_after_it() {
    let is_first_day = |gap: i64| {
        let last_free = date(2026, 10, 28);
        let free = event("f", "No school", add_days(last_free, -4), last_free);
        let opens = day("o", "School opens to children", add_days(last_free, gap));
        Folder::new().import(vec![free, opens, school().remove(4)])[1] == New
    };
    assert_eq!((is_first_day(4), is_first_day(5)), (false, true));
}

#[test]
fn an_event_that_moved_too_far_for_its_name_or_uid_is_new() {
    // A second day off keeps the file recognizable.
    let moved = |uid: &str, names: &[&str], days: i64| {
        let first = date(2026, 9, 8);
        let other = day("z", "Snow day", date(2027, 1, 29));
        let events = |by: i64| {
            let all = names.iter().enumerate().map(|(i, name)| day(uid, name, add_days(first, by + 90 * i as i64)));
            all.chain([other.clone()]).collect::<Vec<_>>()
        };
        let mut folder = Folder::new();
        folder.import(events(0));
        folder.import(events(days))[0]
    };
    assert_eq!((moved("", &["No school"], 60), moved("", &["No school"], 61)), (Changed, New), "by its name");
    assert_eq!((moved("a", &["No school"], 180), moved("a", &["No school"], 181)), (Changed, New), "by its UID");
    let two = ["No school", "No school"];
    assert_eq!((moved("", &two, 6), moved("", &two, 7)), (Changed, New), "one of two with this name");
}

#[test]
fn a_file_of_the_next_school_year_begins_more_than_100_days_ahead() {
    let removed = |days: i64| {
        let mut folder = Folder::new();
        folder.import(days_off("abcd"));
        let last = date(2026, 12, 4);
        folder.today = date(2026, 12, 1);
        let next = DateRange::one(add_days(folder.today, days));
        assert!(next.from() > last);
        let mut later = days_off("abcd");
        later.drain(1..);
        later[0].dates = vec![next];
        folder.import(later).iter().filter(|novelty| **novelty == Removed).count()
    };
    assert_eq!((removed(100), removed(101)), (1, 0));
}

#[test]
fn an_event_with_another_name_keeps_its_uid_only_near_its_date() {
    let renamed = |days: i64| {
        let mut folder = Folder::new();
        folder.import(vec![day("1", "No school", date(2026, 10, 2))]);
        folder.import(vec![day("1", "INSET day", add_days(date(2026, 10, 2), days))])[0]
    };
    assert_eq!((renamed(14), renamed(15)), (Changed, New));
}

#[test]
fn a_last_day_alone_ends_a_term_of_less_than_330_days() {
    let imported =
        |days: i64| Folder::new().import(vec![day("d", "Last day of school", add_days(date(2026, 9, 7), days))]);
    assert_eq!((imported(329), imported(330)), (vec![New], vec![LeftOut]));
}

#[test]
fn a_term_of_half_a_year_is_called_school_year() {
    let name = |days: i64| {
        let mut folder = Folder::new();
        folder.import(vec![school().remove(0), day("d", "Last day of school", add_days(date(2026, 9, 7), days))]);
        folder.family().terms[0].name.clone()
    };
    assert_eq!((name(181), name(182)), ("Term".to_owned(), "School year".to_owned()));
}

#[test]
fn children_return_within_100_days_after_a_last_day() {
    let begins = |days: i64| {
        let last = date(2026, 12, 18);
        let mut folder = Folder::new();
        folder.import(vec![
            day("", "First day of school", date(2026, 9, 7)),
            day("", "Last day of term", last),
            day("", "Pupils resume", add_days(last, days)),
            day("", "Last day of term", date(2027, 6, 18)),
        ]);
        folder.family().terms.iter().map(|term| term.dates.from()).max()
    };
    assert_eq!((begins(100), begins(101)), (Some(date(2027, 3, 28)), Some(date(2026, 12, 19))));
}
