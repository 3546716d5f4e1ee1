//! Properties that hold for all values, tested with many random ones: edits, merges, files and typed text.

mod seed;

use goodbye::domain::change::Change;
use goodbye::domain::child_id::ChildId;
use goodbye::domain::dates::DateRange;
use goodbye::domain::day::{
    Month, add_days, days_between, distance_label, label, month_and_day, reply_label, short_label, short_weekday_label,
    weekday_label,
};
use goodbye::domain::family;
use goodbye::domain::month_page::{self, MonthPage};
use goodbye::domain::month_writer;
use goodbye::domain::morning::{Edit, Mood, Morning};
use goodbye::domain::morning_merge::apply;
use goodbye::domain::ritual::{Origin, RitualId};
use goodbye::domain::ritual_file;
use goodbye::domain::text::{Breaks, scrub};
use goodbye::domain::typed_day::{DateOrder, DayReader, Meant};
use jiff::civil::{Date, date};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

fn rituals() -> impl Strategy<Value = Vec<RitualId>> {
    vec("[a-z]{1,8}(-[a-z0-9]{1,4})?|\\PC{0,6}".prop_map(RitualId::new), 0..4)
}

fn value() -> impl Strategy<Value = toml::Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(toml::Value::Boolean),
        any::<i64>().prop_map(toml::Value::Integer),
        (-1.0e9..1.0e9f64).prop_map(toml::Value::Float),
        any::<String>().prop_map(toml::Value::String),
        (1u8..=28)
            .prop_map(|day| toml::Value::Datetime(format!("2026-09-{day:02}T07:30:00Z").parse().expect("a date"))),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(toml::Value::Array),
            btree_map("\\PC{1,5}", inner, 0..3).prop_map(|map| toml::Value::Table(map.into_iter().collect())),
        ]
    })
}

fn morning() -> impl Strategy<Value = Morning> {
    let mood = option::of("tears|okay|proud|\\PC{0,5}".prop_map(Mood::from));
    let other = btree_map("x-[a-z \\.\"é]{0,5}", value(), 0..3);
    (rituals(), rituals(), rituals(), option::of(any::<String>()), mood, option::of(any::<String>()), other).prop_map(
        |(plan, prepared, done, skipped, mood, note, other)| Morning {
            plan,
            prepared,
            done,
            skipped,
            mood,
            note,
            other: other.into_iter().collect(),
        },
    )
}

/// A morning of so few values that several of them often agree.
fn similar_morning() -> impl Strategy<Value = Morning> {
    let ids = || subsequence(vec!["a", "b", "c", "d"], 0..=4).prop_shuffle();
    let ids = move || ids().prop_map(|ids| ids.into_iter().map(RitualId::new).collect::<Vec<_>>());
    let text = || option::of(select(vec!["x", "y"]).prop_map(str::to_owned));
    (ids(), ids(), text(), text(), text()).prop_map(|(plan, done, skipped, note, song)| Morning {
        plan,
        done,
        skipped,
        note,
        other: song.map(|song| ("song".to_owned(), toml::Value::String(song))).into_iter().collect(),
        ..Morning::default()
    })
}

fn edit(was: &Morning, becomes: &Morning) -> Edit {
    let child = ChildId::new("leo").expect("an id");
    Edit { child, date: date(2026, 9, 7), was: was.clone(), becomes: becomes.clone() }
}

fn day_of_september() -> impl Strategy<Value = Date> {
    (1i8..=30).prop_map(|day| date(2026, 9, day))
}

/// Whether two programs each leave a plan and would leave none together.
fn leaves_no_plan(was: &Morning, mine: &Morning, theirs: &Morning) -> bool {
    let stays = |id: &RitualId, other: &Morning| other.plan.contains(id) || !was.plan.contains(id);
    let is_lost = |one: &Morning, other: &Morning| !one.plan.is_empty() && !one.plan.iter().any(|id| stays(id, other));
    is_lost(mine, theirs) && is_lost(theirs, mine)
}

proptest! {
    // A failure prints its smallest input. It is not kept in a file.
    #![proptest_config(seed::cases(256))]

    #[test]
    fn a_month_reads_back_as_it_was_written(mornings in btree_map(day_of_september(), morning(), 0..6)) {
        let mut page = MonthPage::default();
        for (date, morning) in mornings {
            page.put(date, morning);
        }
        let text = month_writer::write(&page).expect("written");
        prop_assert_eq!(month_page::read("2026-09.toml", &text, Month::of(date(2026, 9, 1))), page);
    }

    #[test]
    fn an_edit_and_its_inverse_restore_the_month(was in morning(), becomes in morning(), on in day_of_september()) {
        let child = ChildId::new("leo").expect("an id");
        let edit = Edit { child, date: on, was: was.clone(), becomes };
        let change = Change::of_mornings("test", vec![edit.clone()]);
        prop_assert_eq!(edit.clone().inverse().inverse(), edit.clone());
        let mut page = MonthPage::default();
        page.put(on, was.clone());
        let before = page.clone();
        for step in change.edits.iter().chain(&change.clone().inverse().edits) {
            page.put(on, step.becomes.clone());
        }
        prop_assert_eq!(page, before);
    }

    #[test]
    fn an_edit_of_the_morning_as_it_is_or_of_nothing_needs_no_merge(was in similar_morning(), becomes in similar_morning()) {
        for now in [&was, &becomes] {
            let applied = apply(&mut [&mut edit(&was, &becomes)], now.clone());
            prop_assert_eq!(applied, Ok(becomes.clone()));
        }
        let untouched = apply(&mut [&mut edit(&was, &was)], becomes.clone()).expect("nothing to merge");
        prop_assert_eq!(untouched, becomes);
    }

    #[test]
    fn a_merge_keeps_what_both_did_and_is_undone_as_it_was(
        was in similar_morning(), becomes in similar_morning(), now in similar_morning(),
    ) {
        let mut edit = edit(&was, &becomes);
        let is_merged = now != was && now != becomes;
        let Ok(applied) = apply(&mut [&mut edit], now.clone()) else {
            let two_ways = |was, mine, theirs| was != mine && was != theirs && mine != theirs;
            let song = |morning: &Morning| morning.other.get("song").cloned();
            prop_assert!(
                two_ways(was.note.clone(), becomes.note.clone(), now.note.clone())
                    || two_ways(was.skipped.clone(), becomes.skipped.clone(), now.skipped.clone())
                    || (song(&was) != song(&becomes) && song(&was) != song(&now) && song(&becomes) != song(&now))
                    || leaves_no_plan(&was, &becomes, &now)
            );
            return Ok(());
        };
        prop_assert!(!leaves_no_plan(&was, &becomes, &now) || !is_merged);
        for list in [|morning: &Morning| morning.plan.clone(), |morning: &Morning| morning.done.clone()] {
            for id in ["a", "b", "c", "d"].map(RitualId::new) {
                let has = |morning: &Morning| list(morning).contains(&id);
                let expected = if has(&was) { has(&becomes) && has(&now) } else { has(&becomes) || has(&now) };
                prop_assert_eq!(has(&applied), expected, "{}", id);
            }
        }
        let again = apply(&mut [&mut edit.clone()], applied.clone()).expect("merged before");
        prop_assert_eq!(&again, &applied, "a second try changes nothing");
        if is_merged {
            prop_assert_eq!((edit.was, edit.becomes), (now, applied), "undo takes back exactly what the merge changed");
        }
    }

    #[test]
    fn a_merge_that_is_tried_again_as_it_was_made_changes_nothing(
        was in similar_morning(), becomes in similar_morning(), now in similar_morning(),
    ) {
        if let Ok(applied) = apply(&mut [&mut edit(&was, &becomes)], now) {
            let again = apply(&mut [&mut edit(&was, &becomes)], applied.clone()).expect("merged before");
            prop_assert_eq!(again, applied);
        }
    }

    #[test]
    fn a_change_is_the_same_after_it_was_written_to_the_history(was in morning(), becomes in morning(), on in day_of_september()) {
        let child = ChildId::new("leo").expect("an id");
        let change = Change::of_mornings("test", vec![Edit { child, date: on, was, becomes }]);
        let text = serde_json::to_string(&change).expect("written");
        prop_assert!(!text.contains('\n'));
        prop_assert_eq!(serde_json::from_str::<Change>(&text).expect("read"), change);
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in any::<String>(), toml in "[\\[\\]a-z0-9= \"'\\n.,{}#-]{0,200}") {
        for text in [&text, &toml] {
            month_page::read("2026-09.toml", text, Month::of(date(2026, 9, 1)));
            for problem in family::read("family.toml", text).problems {
                problem.report();
            }
            for problem in ritual_file::read("rituals.toml", text, Origin::Family).problems {
                problem.report();
            }
        }
    }

    #[test]
    fn a_report_about_a_damaged_file_has_no_control_characters(cut in 0usize..400, noise in "\\PC|[\\x00-\\x1f]") {
        let whole = "[[ritual]]\nid = \"a\"\nname = \"é\\u001b[31m\"\nsteps = [\"one\", \"two\"]\n[ritual.prepare]\nevery = \"time\"\n";
        let mut at = cut.min(whole.len());
        while !whole.is_char_boundary(at) {
            at -= 1;
        }
        let text = format!("{}{noise}{}", &whole[..at], &whole[at..]);
        for problem in ritual_file::read("rituals.toml", &text, Origin::Family).problems {
            prop_assert!(!problem.report().contains(|c: char| c.is_control() && c != '\n'));
        }
    }

    #[test]
    fn scrubbed_text_has_nothing_left_to_scrub(text in any::<String>()) {
        let once = scrub(&text, Breaks::Keep).into_owned();
        prop_assert_eq!(scrub(&once, Breaks::Keep), once.as_str());
        prop_assert!(!once.contains(|c: char| c.is_control() && c != '\n'));
    }

    #[test]
    fn typed_days_never_panic_and_iso_days_are_themselves(text in "\\PC{0,20}", days in 0i64..200_000) {
        let reader = DayReader::new(date(2026, 9, 7), None);
        let _ = reader.days(&text, Meant::Either);
        let _ = DayReader::new(Date::MAX, Some(DateOrder::DayFirst)).days(&text, Meant::Past);
        let _ = reader.day_beside_reason(&text, Meant::FutureOrRecent);
        let day = add_days(date(1900, 1, 1), days);
        prop_assert_eq!(reader.day(&day.to_string(), Meant::Future), Ok(day));
    }

    #[test]
    fn every_day_that_the_screens_show_is_read_back(today in 0i64..40_000, ahead in -3_000i64..3_000, order in 0..3usize) {
        let today = add_days(date(1980, 1, 1), today);
        let day = add_days(today, ahead);
        let days = DayReader::new(today, [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)][order]);
        // A label without a year is about this year, and is shown near its day.
        let is_near = day.year() == today.year() && ahead.abs() < 180;
        let long = label(day, today);
        let distance = distance_label(day, today);
        let on_screens = [format!("= {long}, {distance}"), format!("{long}  {distance}"), format!("Week of {long}")];
        for typed in on_screens.into_iter().chain([long, short_label(day, today), reply_label(day, today)]) {
            if day.year() != today.year() || is_near {
                prop_assert_eq!(days.day(&typed, Meant::Either), Ok(day), "{}", typed);
            }
        }
        for meant in [Meant::Either, Meant::Future, Meant::Past] {
            prop_assert_eq!(days.day(&day.to_string(), meant), Ok(day));
            prop_assert_eq!(days.day(&format!("{}, {}", short_weekday_label(day.weekday()), day), meant), Ok(day));
        }
        if is_near {
            prop_assert_eq!(days.day(&month_and_day(day), Meant::Either), Ok(day));
        }
        if (0..20).contains(&ahead) {
            let strip = format!("{} {}", short_weekday_label(day.weekday()), day.day());
            prop_assert_eq!(days.day(&strip, Meant::Future), Ok(day), "{}", strip);
        }
        // Weeks and months are rounded: read back, a distance is the same distance, to half its unit.
        let distance = distance_label(day, today);
        let read = days.day(&distance, Meant::Either).expect("a day");
        let slack = if ahead.abs() < 14 { 0 } else if ahead.abs() < 70 { 6 } else if ahead.abs() < 700 { 18 } else { 366 };
        prop_assert!(days_between(read, day).abs() <= slack, "{} is {}, not {}", distance, read, day);
    }

    #[test]
    fn every_range_that_the_screens_show_is_read_back(today in 0i64..40_000, ahead in 0i64..150, length in 0i64..100) {
        let today = add_days(date(1980, 1, 1), today);
        let range = DateRange::between(add_days(today, ahead), add_days(today, ahead + length));
        let days = DayReader::new(today, None);
        for typed in [range.label(today), range.short_label(today)] {
            prop_assert_eq!(days.days(&typed, Meant::Either), Ok(range), "{}", typed);
        }
    }

    #[test]
    fn a_day_that_an_error_says_to_type_is_read(today in 0i64..4_000, day in 1i8..=40, month in 1i8..=12, weekday in 0i64..7) {
        let today = add_days(date(2024, 1, 1), today);
        let days = DayReader::new(today, None);
        let weekday = weekday_label(add_days(today, weekday).weekday());
        for typed in [format!("{day}/{month}"), format!("{weekday} {day}.{month}.")] {
            let Err(error) = days.day(&typed, Meant::Either) else { continue };
            let text = error.to_string();
            let advice = text.split("Type ").nth(1).expect("advice").split('.').next().expect("a sentence");
            let advice = advice.split(" for the ").next().and_then(|advice| advice.split(" if you ").next());
            let advice = advice.expect("a part");
            for one in advice.split(" or ") {
                prop_assert!(days.day(one.trim_matches(','), Meant::Either).is_ok(), "{} in {}", one, text);
            }
            prop_assert!(error.short_label().chars().count() <= 54, "{}", error.short_label());
        }
    }
}
