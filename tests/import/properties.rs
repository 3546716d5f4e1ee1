//! What holds of every file after every other, on any day of the year.

use super::seed;
use super::{FAMILY, Home, as_, event, file, with_day_off};
use goodbye::domain::calendar::Calendar;
use goodbye::domain::dates::DateRange;
use goodbye::domain::day::add_days;
use goodbye::domain::family::{Family, Rule};
use goodbye::domain::import::Wishes;
use goodbye::domain::school_event::SchoolEvent;
use goodbye::domain::school_words::Meaning;
use goodbye::domain::school_year::Whom;
use jiff::civil::{Date, date};
use proptest::prelude::*;

const DAYS: i64 = 60;

/// What a parent makes of an event. A term of a few days, one over the other, is nothing that anybody asks for.
const OF_DAYS: [Meaning; 5] =
    [Meaning::DayOff, Meaning::HalfDay, Meaning::LateStart, Meaning::EarlyFinish, Meaning::NotAboutMornings];

fn first_day() -> Date {
    date(2026, 9, 1)
}

/// A few events that are easily alike, some of them with several dates.
fn some_events() -> impl Strategy<Value = Vec<SchoolEvent>> {
    let names = prop::sample::select(vec![
        "No school",
        "Early dismissal",
        "First day of school",
        "Last day of school",
        "Pupils resume",
    ]);
    let uids = prop::sample::select(vec!["", "", "a", "b", "c"]);
    let one = (uids, names, prop::collection::vec((0..40i64, 0..3i64), 1..4)).prop_map(|(uid, name, dates)| {
        let days = |(start, length): (i64, i64)| {
            let from = add_days(first_day(), start);
            DateRange::between(from, add_days(from, length))
        };
        let mut event = event(uid, name, first_day(), first_day());
        event.dates = DateRange::joined(dates.into_iter().map(days));
        if name.contains("day of school") {
            event.dates.truncate(1);
        }
        event
    });
    prop::collection::vec(one, 0..7).prop_map(|mut events| {
        // Two events that nobody could tell apart are one. The reader leaves a uid out that is given to several.
        let mut told = std::collections::BTreeSet::new();
        events.retain(|event| told.insert((event.name.clone(), event.dates[0].from())));
        for i in 1..events.len() {
            if events[..i].iter().any(|event| event.uid == events[i].uid) {
                events[i].uid = None;
            }
        }
        events
    })
}

/// Files, each with the day on which it is imported, in order.
fn some_files() -> impl Strategy<Value = Vec<(Vec<SchoolEvent>, i64)>> {
    prop::collection::vec((some_events(), 0..DAYS), 1..5).prop_map(|mut files| {
        files.sort_by_key(|(_, day)| *day);
        files
    })
}

/// What every day is for every child, names left out.
fn days(family: &Family) -> Vec<String> {
    let calendars: Vec<Calendar> = family.children.iter().map(|child| Calendar::of(family, child)).collect();
    let days = (-5..DAYS + 5).map(|day| add_days(first_day(), day));
    let told = |day: Date| calendars.iter().map(|c| format!("{:?}", c.day(day).without_name().keyword())).collect();
    days.map(told).collect()
}

proptest! {
    #![proptest_config(seed::cases(128))]
    // A file with events on the days of another calendar's may continue that calendar only the second time.
    #[test]
    fn any_file_imported_again_changes_nothing_unless_it_continues_one_more_calendar(
        files in some_files(), wish in 0..7usize, meaning in prop::sample::select(OF_DAYS.to_vec())
    ) {
        let mut home = Home::new();
        for (events, day) in files {
            home.today = add_days(first_day(), day);
            let wishes = if wish < events.len() { as_(wish, meaning) } else { Wishes::default() };
            let file = file(events);
            home.import_with(&file, &wishes);
            let mut again = home.offered(&file, &Wishes::default());
            if again.continues.len() > 1 {
                home.import_with(&file, &Wishes::default());
                again = home.offered(&file, &Wishes::default());
            }
            prop_assert_eq!((again.label(), &again.edits), (None, &vec![]), "{:?}", again.offers);
        }
    }

    #[test]
    fn what_is_over_stays_and_what_is_not_told_does_not_change_a_day(
        files in some_files(), wish in 0..9usize, becomes in 0..Meaning::ALL.len()
    ) {
        let mut home = Home::new();
        for (events, day) in files {
            home.today = add_days(first_day(), day);
            let before = home.family();
            let wishes = if wish < events.len() { as_(wish, Meaning::ALL[becomes]) } else { Wishes::default() };
            let is_silent = home.offered(&file(events.clone()), &wishes).label().is_none();
            home.import_with(&file(events), &wishes);
            let after = home.family();
            for rule in Rule::all_of(&before).iter().filter(|rule| rule.dates().to() < home.today) {
                prop_assert!(Rule::all_of(&after).contains(rule), "{:?} on {}", rule, home.today);
            }
            prop_assert!(!is_silent || days(&before) == days(&after));
        }
    }

    #[test]
    fn nothing_done_by_hand_is_ever_lost(files in some_files(), which in 0..6usize) {
        let mut home = Home::new();
        let mine = DateRange::new(date(2026, 9, 10), date(2026, 9, 11)).expect("forward");
        home.family = with_day_off(FAMILY, &[mine], "Ours", &Whom::AllChildren).expect("written");
        for (i, (events, day)) in files.into_iter().enumerate() {
            home.today = add_days(first_day(), day);
            let named = home.family.matches("by hand").count();
            home.import(events);
            prop_assert!(home.family().days_off.iter().any(|day_off| day_off.name == "Ours" && day_off.dates == mine));
            prop_assert_eq!(home.family.matches("by hand").count(), named);
            // One more of the imported days off gets a name by hand.
            let imported = home.family.match_indices("name = \"No school\"").nth(which).map(|(at, _)| at);
            if let Some(at) = imported {
                home.family.replace_range(at..at + "name = \"No school\"".len(), &format!("name = \"by hand {i}\""));
            }
        }
    }
}
