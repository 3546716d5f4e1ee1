//! Properties of imports: random files are imported one after the other, on random days.

use super::seed;
use super::{FAMILY, Folder, event, file, meaning_of, with_day_off};
use goodbye::domain::calendar::Calendar;
use goodbye::domain::dates::DateRange;
use goodbye::domain::day::add_days;
use goodbye::domain::family::{Family, Rule};
use goodbye::domain::import::{SchoolFile, Wishes};
use goodbye::domain::school_event::SchoolEvent;
use goodbye::domain::school_words::Meaning;
use goodbye::domain::school_year::{DayOff, Whom};
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// The days on which files are imported. Events begin on the first forty of them.
const DAYS: i64 = 60;

/// The meanings that a parent chooses in these tests. Terms are left out, because nobody chooses terms of a few days.
const OF_DAYS: [Meaning; 5] =
    [Meaning::DayOff, Meaning::HalfDay, Meaning::LateStart, Meaning::EarlyFinish, Meaning::NotAboutMornings];

fn first_day() -> Date {
    date(2026, 9, 1)
}

/// A few events with common names, dates or UIDs. Some have several dates.
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
        // The reader combines events that are the same, and leaves out a UID of several events.
        let mut seen = std::collections::BTreeSet::new();
        events.retain(|event| seen.insert((event.name.clone(), event.dates[0].from())));
        for i in 1..events.len() {
            if events[..i].iter().any(|event| event.uid == events[i].uid) {
                events[i].uid = None;
            }
        }
        events
    })
}

/// Files, in the order of the days on which they are imported.
fn some_files() -> impl Strategy<Value = Vec<(Vec<SchoolEvent>, i64)>> {
    prop::collection::vec((some_events(), 0..DAYS), 1..5).prop_map(|mut files| {
        files.sort_by_key(|(_, day)| *day);
        files
    })
}

/// The kind of each day for each child.
fn days(family: &Family) -> Vec<String> {
    let calendars: Vec<Calendar> = family.children.iter().map(|child| Calendar::of(family, child)).collect();
    let days = (-5..DAYS + 5).map(|day| add_days(first_day(), day));
    let kinds = |day: Date| calendars.iter().map(|c| format!("{:?}", c.day(day).without_name().keyword())).collect();
    days.map(kinds).collect()
}

proptest! {
    #![proptest_config(seed::cases(128))]
    // One file in ten thousand looks like another calendar after its own calendar has changed. Then it is imported once
    // more.
    #[test]
    fn importing_any_file_again_changes_nothing_unless_it_continues_another_calendar(
        files in some_files(), wish in 0..7usize, meaning in prop::sample::select(OF_DAYS.to_vec())
    ) {
        let mut folder = Folder::new();
        for (place, (events, day)) in files.into_iter().enumerate() {
            folder.today = add_days(first_day(), day);
            let wishes = if wish < events.len() { meaning_of(wish, meaning) } else { Wishes::default() };
            let file = SchoolFile { name: format!("{place}.ics"), ..file(events) };
            folder.import_with(&file, &wishes);
            let mut again = folder.offered(&file, &Wishes::default());
            if again.continues.iter().any(|name| *name != file.name) {
                folder.import_with(&file, &Wishes::default());
                again = folder.offered(&file, &Wishes::default());
            }
            prop_assert_eq!((again.label(), &again.edits), (None, &vec![]), "{:?}", again.offers);
        }
    }

    #[test]
    fn past_rules_stay_and_an_import_without_changes_changes_no_day(
        files in some_files(), wish in 0..9usize, meaning in 0..Meaning::ALL.len()
    ) {
        let mut folder = Folder::new();
        for (events, day) in files {
            folder.today = add_days(first_day(), day);
            let before = folder.family();
            let wishes = if wish < events.len() { meaning_of(wish, Meaning::ALL[meaning]) } else { Wishes::default() };
            let is_silent = folder.offered(&file(events.clone()), &wishes).label().is_none();
            folder.import_with(&file(events), &wishes);
            let after = folder.family();
            for rule in Rule::all_of(&before).iter().filter(|rule| rule.dates().to() < folder.today) {
                prop_assert!(Rule::all_of(&after).contains(rule), "{:?} on {}", rule, folder.today);
            }
            prop_assert!(!is_silent || days(&before) == days(&after));
        }
    }

    #[test]
    fn changes_by_hand_are_never_lost(files in some_files(), which in 0..6usize) {
        let mut folder = Folder::new();
        let mine = DateRange::new(date(2026, 9, 10), date(2026, 9, 11)).expect("forward");
        folder.family = with_day_off(FAMILY, &[mine], "Ours", &Whom::AllChildren).expect("written");
        for (i, (events, day)) in files.into_iter().enumerate() {
            folder.today = add_days(first_day(), day);
            let named = folder.family.matches("by hand").count();
            folder.import(events);
            let is_ours = |day_off: &DayOff| day_off.name == "Ours" && day_off.dates == mine;
            prop_assert!(folder.family().days_off.iter().any(is_ours));
            prop_assert_eq!(folder.family.matches("by hand").count(), named);
            // One more of the imported days off gets a name by hand.
            let imported = folder.family.match_indices("name = \"No school\"").nth(which).map(|(at, _)| at);
            if let Some(at) = imported {
                folder.family.replace_range(at..at + "name = \"No school\"".len(), &format!("name = \"by hand {i}\""));
            }
        }
    }
}
