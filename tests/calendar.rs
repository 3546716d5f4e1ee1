//! The calendar, compared with counting day by day, for random families and for real school years.

mod seed;

use goodbye::domain::calendar::{Calendar, Day};
use goodbye::domain::child_id::ChildId;
use goodbye::domain::dates::DateRange;
use goodbye::domain::day::add_days;
use goodbye::domain::family::{self, Child, Family, Rule, RuleEdit, SchoolDays};
use goodbye::domain::free_days;
use goodbye::domain::school_year::{Collect, DayOff, Exception, Override, Special, SpecialDay, Term, Whom};
use goodbye::domain::two_homes::{PRESETS, TwoHomes};
use jiff::civil::{Date, Weekday, date};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;

const MONDAY: Date = date(2023, 12, 25);

fn days_through(from: Date, to: Date) -> impl Iterator<Item = Date> {
    from.series(jiff::Span::new().days(1)).take_while(move |&date| date <= to)
}

fn leo() -> ChildId {
    ChildId::new("leo").expect("an id")
}

/// A day as counting sees it: whether the child goes to school, and whether the morning is this home's.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Plain {
    goes: bool,
    here: bool,
}

/// The rules for one date, written a second time as the README explains them.
fn plain(family: &Family, child: &Child, date: Date) -> Plain {
    let usual = child.school_days.contains(date.weekday());
    let mut terms = family.terms.iter().filter(|t| t.whom.includes(&child.id)).peekable();
    let mut goes = usual && (terms.peek().is_none() || terms.any(|t| t.dates.contains(date)));
    let mut away = child.home.as_ref().is_some_and(|homes| homes.is_away(date));
    for off in family.days_off.iter().filter(|off| !off.closed) {
        goes &= !(off.whom.includes(&child.id) && off.dates.contains(date));
    }
    for special in family.special_days.iter().filter(|s| s.whom.includes(&child.id) && s.dates.contains(date)) {
        goes |= usual || special.kind == Special::SchoolDay;
    }
    let mut swapped = false;
    for own in family.overrides.iter().filter(|o| o.child == child.id && o.dates.contains(date)) {
        match own.kind {
            Exception::Absent => goes = false,
            Exception::School => goes = true,
            Exception::Swap => swapped = true,
        }
    }
    for off in family.days_off.iter().filter(|off| off.closed) {
        goes &= !(off.whom.includes(&child.id) && off.dates.contains(date));
    }
    away ^= swapped;
    goes &= date >= child.first_day;
    Plain { goes, here: goes && !away }
}

/// The first days of the school years, found day by day. A term after five weeks without a term begins a new year.
fn plain_years(family: &Family, child: &Child, dates: &[Date]) -> Vec<Date> {
    let terms: Vec<DateRange> = family.terms.iter().filter(|t| t.whom.includes(&child.id)).map(|t| t.dates).collect();
    let mut days_without = i64::MAX;
    let mut years = Vec::new();
    for &date in dates {
        if !terms.iter().any(|dates| dates.contains(date)) {
            days_without = days_without.saturating_add(1);
            continue;
        }
        if days_without >= 5 * 7 {
            years.push(date);
        }
        days_without = 0;
    }
    years
}

/// Compares the number and the total of each date with counting within the school years. Dates before the first school
/// year belong to it.
fn compare_numbers(family: &Family, calendar: &Calendar, days: i64) -> Result<(), TestCaseError> {
    let child = &family.children[0];
    // No rule goes beyond these dates, so that the last school year is complete.
    let dates: Vec<Date> = days_through(add_days(MONDAY, -60), add_days(MONDAY, days + 400)).collect();
    let years = plain_years(family, child, &dates);
    let year_of = |date: Date| years.iter().filter(|&&first| first <= date).count().max(1);
    let mut mornings: BTreeMap<usize, Vec<Date>> = BTreeMap::new();
    for &date in dates.iter().filter(|&&date| plain(family, child, date).goes) {
        mornings.entry(year_of(date)).or_default().push(date);
    }
    for &date in &dates {
        let of_year = mornings.get(&year_of(date)).map_or(&[][..], Vec::as_slice);
        let number = of_year.binary_search(&date).ok().map(|i| i as u32 + 1);
        prop_assert_eq!(calendar.number(date), number, "{} in {:?}", date, years);
        let total = (!years.is_empty()).then_some(of_year.len() as u32);
        prop_assert_eq!(calendar.total_of_year(date), total, "{} in {:?}", date, years);
    }
    Ok(())
}

/// Compares every answer about each date with counting from the beginning.
fn compare(family: &Family, days: i64) -> Result<(), TestCaseError> {
    let child = &family.children[0];
    let calendar = Calendar::of(family, child);
    compare_numbers(family, &calendar, days)?;
    let dates: Vec<Date> = days_through(add_days(MONDAY, -60), add_days(MONDAY, days)).collect();
    let plain: Vec<Plain> = dates.iter().map(|&date| plain(family, child, date)).collect();
    let mut last = None;
    for (i, &date) in dates.iter().enumerate() {
        let day = calendar.day(date);
        prop_assert_eq!(matches!(day, Day::School(_)), plain[i].here, "{}: {:?}", date, day);
        prop_assert_eq!(calendar.is_school_morning(date), plain[i].here);
        prop_assert_eq!(day == Day::BeforeFirstDay, date < child.first_day);
        prop_assert_eq!(day == Day::OtherHome, plain[i].goes && !plain[i].here);
        prop_assert_eq!(calendar.last_before(date), last, "before {}", date);
        if plain[i].here {
            last = Some(date);
        }
    }
    let mut next = calendar.next_from(add_days(MONDAY, days + 1));
    for (i, &date) in dates.iter().enumerate().rev() {
        if plain[i].here {
            next = Some(date);
        }
        prop_assert_eq!(calendar.next_from(date), next, "from {}", date);
    }
    let first: Vec<Date> = dates.iter().zip(&plain).filter(|(_, p)| p.here).map(|(&d, _)| d).take(20).collect();
    prop_assert_eq!(&calendar.mornings_from(dates[0], 20)[..first.len()], &first[..]);
    Ok(())
}

const YEARS: i64 = 3 * 365 + 1;

fn some_dates() -> impl Strategy<Value = DateRange> {
    (-50..YEARS, prop_oneof![3 => Just(0i64), 3 => 0..20i64, 1 => 0..300i64]).prop_map(|(from, days)| {
        DateRange::new(add_days(MONDAY, from), add_days(MONDAY, from + days)).expect("forward")
    })
}

fn whom() -> impl Strategy<Value = Whom> {
    let other = ChildId::new("ida").expect("an id");
    select(vec![Whom::AllChildren, Whom::Only(vec![leo()]), Whom::Only(vec![other])])
}

fn homes() -> impl Strategy<Value = TwoHomes> {
    let patterns = prop_oneof![select(PRESETS.map(|(name, _)| name.to_owned()).to_vec()), "A[AB]{0,15}"];
    (patterns, select(vec!["A", "B"]), -900..900i64).prop_filter_map("no such letter", |(pattern, mine, from)| {
        TwoHomes::new(&pattern, mine, add_days(MONDAY, from)).ok()
    })
}

fn a_child() -> impl Strategy<Value = Child> {
    (0..400i64, 1u8..128, option::of(homes())).prop_map(|(first, days, home)| {
        let week = (0..7).map(|i| add_days(MONDAY, i).weekday()).enumerate();
        let chosen = week.filter(|(i, _)| days & (1 << i) != 0).map(|(_, day)| day);
        let school_days = SchoolDays::of(chosen).expect("a day");
        Child { school_days, home, ..Child::new(leo(), "Leo".into(), add_days(MONDAY, first)) }
    })
}

prop_compose! {
    fn a_family()(
        child in a_child(),
        terms in vec((some_dates(), whom()), 0..4),
        days_off in vec((some_dates(), whom(), proptest::bool::weighted(0.3)), 0..12),
        special_days in vec((some_dates(), whom(), select(Special::ALL.to_vec())), 0..8),
        overrides in vec((some_dates(), select(Exception::ALL.to_vec())), 0..8),
    ) -> Family {
        let (name, uid) = (String::from("A rule"), None::<String>);
        Family {
            children: vec![child],
            terms: terms.into_iter().map(|(dates, whom)| Term { name: name.clone(), dates, whom, uid: uid.clone() }).collect(),
            days_off: days_off.into_iter().map(|(dates, whom, closed)| DayOff { name: name.clone(), dates, whom, closed, uid: uid.clone() }).collect(),
            special_days: special_days
                .into_iter()
                .map(|(dates, whom, kind)| SpecialDay { kind, dates, time: None, name: None, whom, uid: uid.clone() })
                .collect(),
            overrides: overrides
                .into_iter()
                .map(|(dates, kind)| Override { child: leo(), dates, kind, name: None, uid: uid.clone() })
                .collect(),
            ..Family::default()
        }
    }
}

/// The family as the text of its file.
fn text_of(family: &Family) -> String {
    let children = family.children.iter().try_fold(String::new(), |text, child| family::with_child(&text, child));
    family::with_rules(&children.expect("written"), &Rule::all_of(family)).expect("written")
}

proptest! {
    #![proptest_config(seed::cases(64))]

    #[test]
    fn every_answer_agrees_with_counting_day_by_day(family in a_family()) {
        compare(&family, YEARS)?;
    }

    #[test]
    fn a_school_year_begins_after_five_weeks_without_a_term(
        mut family in a_family(), terms in vec((32..38i64, 0..90i64, whom()), 1..8),
    ) {
        family.terms.clear();
        let mut from = add_days(MONDAY, -40);
        for (days_without, length, whom) in terms {
            let dates = DateRange::new(from, add_days(from, length)).expect("forward");
            family.terms.push(Term { name: "A term".into(), dates, whom, uid: None });
            from = add_days(dates.to(), days_without + 1);
        }
        let calendar = Calendar::of(&family, &family.children[0]);
        compare_numbers(&family, &calendar, YEARS)?;
    }

    #[test]
    fn a_family_written_rule_by_rule_has_the_same_calendar(mut family in a_family(), name in "\\PC{1,12}") {
        let ida = ChildId::new("ida").expect("an id");
        family.children[0].home = None;
        family.children[0].school_days = SchoolDays::MONDAY_TO_FRIDAY;
        family.children.push(Child::new(ida, "Ida".into(), MONDAY));
        for (i, special) in family.special_days.iter_mut().enumerate() {
            special.name = Some(format!("n{i} {name}"));
        }
        let text = text_of(&family);
        let page = family::read("family.toml", &text);
        prop_assert_eq!(&page.problems, &[]);
        for (child, again) in family.children.iter().zip(&page.family.children) {
            let (calendar, again) = (Calendar::of(&family, child), Calendar::of(&page.family, again));
            for date in days_through(MONDAY, add_days(MONDAY, YEARS)) {
                let shape = |day: Day<'_>| format!("{:?}", day.without_name());
                prop_assert_eq!(shape(calendar.day(date)), shape(again.day(date)), "{} in\n{}", date, text);
            }
        }
        let all: Vec<RuleEdit> = Rule::all_of(&page.family).into_iter().map(RuleEdit::Remove).collect();
        let bare = family::with_rule_edits(&text, &all).expect("removed");
        prop_assert_eq!(Rule::all_of(&family::read("family.toml", &bare).family), []);
    }

    #[test]
    fn dates_made_free_have_no_school_and_other_dates_do_not_change(
        mut family in a_family(), days in some_dates(), name in "\\PC{1,12}",
    ) {
        let ida = ChildId::new("ida").expect("an id");
        family.children[0].home = None;
        family.children.push(Child::new(ida, "Ida".into(), MONDAY));
        for (i, special) in family.special_days.iter_mut().enumerate() {
            special.name = Some(format!("n{i} {name}"));
        }
        let text = text_of(&family);
        let family = family::read("family.toml", &text).family;
        let after = |family: &Family, text: &str, edits: Vec<RuleEdit>| {
            let text = family::with_rule_edits(text, &edits).expect("written");
            let page = family::read("family.toml", &text);
            assert_eq!(page.problems, [], "from {family:?}");
            (page.family, text)
        };
        let (free, free_text) = after(&family, &text, free_days::make_free(&family, days));
        for (child, again) in family.children.iter().zip(&free.children) {
            let (before, now) = (Calendar::of(&family, child), Calendar::of(&free, again));
            for date in days_through(MONDAY, add_days(MONDAY, YEARS)) {
                if days.contains(date) {
                    prop_assert!(!now.goes(date), "{} in\n{}", date, free_text);
                } else {
                    prop_assert_eq!(before.day(date), now.day(date), "{} in\n{}", date, free_text);
                }
            }
        }
    }

    #[test]
    fn no_family_file_makes_the_reader_or_an_edit_panic(
        rows in vec(("term|day_off|special_day|override|collect|child", vec((
            "name|date|from|to|kind|time|children|child|who|first_day|home|collects|put_away|id|school_days",
            "2026-09-0[1-9]|'2026-09-0[1-9]'|12:30:00|'8:15'|'leo'|\\['leo'\\]|'half day'|'swap'|true|7|\\{ mon = 'x' \\}\
             |\\{ pattern = '7-7', mine = 'A' \\}|9999-12-31|0001-01-01",
        ), 0..5)), 0..6),
    ) {
        let mut text = String::from("[[child]]\nname = 'Leo'\nfirst_day = 2026-09-01\n");
        for (list, keys) in rows {
            let keys: BTreeMap<String, String> = keys.into_iter().collect();
            let keys: Vec<String> = keys.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
            text.push_str(&format!("[[{list}]]\n{}", keys.concat()));
        }
        let page = family::read("family.toml", &text);
        for child in &page.family.children {
            let calendar = Calendar::of(&page.family, child);
            for date in [Date::MIN, date(2026, 9, 7), Date::MAX] {
                let _ = (calendar.day(date), calendar.number(date), calendar.total_of_year(date));
                let _ = (calendar.next_from(date), calendar.last_before(date), calendar.collects(date));
                let dates = DateRange::one(date);
                for edits in [free_days::make_free(&page.family, dates), free_days::make_school(&page.family, dates)] {
                    prop_assert_eq!(family::with_rule_edits(&text, &edits).is_ok(), page.problems.is_empty());
                }
            }
            let _ = family::with_child_moved(&text, child, true);
            prop_assert!(family::with_child_hidden(&text, child, true).is_ok());
        }
        prop_assert!(page.problems.iter().all(|problem| !problem.report().is_empty()));
    }
}

fn family(text: &str) -> Family {
    let page = family::read("family.toml", text);
    assert_eq!(page.problems, [], "{text}");
    page.family
}

fn calendar(rules: &str) -> Calendar {
    let family = family(&format!("[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n{rules}"));
    Calendar::of(&family, &family.children[0])
}

#[test]
fn mornings_are_counted_correctly_for_every_week_and_first_day() {
    use Weekday::*;
    let weeks: [&[Weekday]; 5] = [
        &[Monday, Tuesday, Wednesday, Thursday, Friday],
        &[Sunday, Monday, Tuesday, Wednesday, Thursday],
        &[Monday, Tuesday, Wednesday, Thursday, Friday, Saturday],
        &[Sunday, Thursday],
        &[Saturday],
    ];
    for week in weeks {
        for first in 0..9 {
            let school_days = SchoolDays::of(week.iter().copied()).expect("days");
            let child = Child { school_days, ..Child::new(leo(), "Leo".into(), add_days(MONDAY, first)) };
            compare(&Family { children: vec![child], ..Family::default() }, 900).expect("as counted");
        }
    }
}

#[test]
fn stronger_rules_win_over_weaker_rules() {
    let calendar = calendar(
        "home = { pattern = '7-7', mine = 'A', from = 2026-09-07 }\ncollects = { mon = 'Grandma', fri = 'Papa' }\n\
         [[term]]\nfrom = 2026-09-07\nto = 2026-12-18\n\
         [[day_off]]\nname = 'Half term'\nfrom = 2026-10-05\nto = 2026-10-09\n\
         [[special_day]]\ndate = 2026-10-09\nkind = 'half day'\ntime = 12:30:00\n\
         [[special_day]]\nname = 'Fair'\ndate = 2026-09-12\nkind = 'school day'\n\
         [[special_day]]\ndate = 2026-09-19\nkind = 'late start'\n\
         [[override]]\nchild = 'leo'\ndate = 2026-09-08\nkind = 'absent'\nname = 'Staggered start'\n\
         [[override]]\nchild = 'Leo'\ndate = 2026-09-15\nkind = 'swap'\n\
         [[collect]]\ndate = 2026-09-07\nwho = 'Grandpa'\n[[collect]]\ndate = 2026-09-07\nwho = 'Auntie'\n",
    );
    let kind = |month, day| match calendar.day(date(2026, month, day)) {
        Day::School(hours) => Some(hours.kind),
        _ => None,
    };
    assert_eq!(kind(9, 7), Some(None));
    assert_eq!(calendar.day(date(2026, 9, 8)), Day::Absent { name: Some("Staggered start") });
    assert_eq!((kind(9, 11), kind(9, 12)), (Some(None), Some(Some(Special::SchoolDay))));
    assert_eq!(calendar.day(date(2026, 9, 14)), Day::OtherHome);
    assert_eq!(kind(9, 15), Some(None), "swapped");
    assert_eq!(calendar.day(date(2026, 9, 19)), Day::Free, "a late start does not make Saturday a school day");
    assert_eq!(calendar.day(date(2026, 10, 6)), Day::Off { name: "Half term" });
    assert_eq!(kind(10, 9), Some(Some(Special::HalfDay)), "a half day within holidays is a school day");
    assert_eq!(calendar.day(date(2026, 12, 19)), Day::Free);
    assert_eq!(calendar.day(date(2026, 9, 6)), Day::BeforeFirstDay);
    let numbers = [7, 8, 9, 12, 14].map(|day| calendar.number(date(2026, 9, day)));
    assert_eq!(numbers, [Some(1), None, Some(2), Some(5), Some(6)], "both homes' mornings count, absences do not");
    let collects = [7, 8, 11, 12, 14].map(|day| calendar.collects(date(2026, 9, day)));
    assert_eq!(collects, [Some("Auntie"), None, Some("Papa"), None, Some("Grandma")]);
}

#[test]
fn hours_are_shown_as_people_say_them() {
    let calendar = calendar(
        "[[special_day]]\ndate = 2026-09-08\nkind = 'half day'\ntime = '12:30'\n\
         [[special_day]]\ndate = 2026-09-09\nkind = 'late start'\ntime = '9:05'\nname = 'Staff meeting'\n\
         [[special_day]]\ndate = 2026-09-12\nkind = 'school day'\n\
         [[special_day]]\ndate = 2026-09-10\nkind = 'early finish'\ntime = '12:15'\n\
         [[special_day]]\ndate = 2026-09-12\nkind = 'early finish'\n",
    );
    let labels = [7, 8, 9, 10, 12].map(|day| match calendar.day(date(2026, 9, day)) {
        Day::School(hours) => hours.to_string(),
        day => panic!("{day:?}"),
    });
    let expected =
        ["", "half day until 12:30", "late start at 9:05 (Staff meeting)", "early finish at 12:15", "early finish"];
    assert_eq!(labels, expected);
}

#[test]
fn two_rules_about_one_day_are_combined() {
    let calendar = calendar(
        "[[day_off]]\nname = 'Half term'\nfrom = 2026-10-24\nto = 2026-11-01\n\
         [[special_day]]\nfrom = 2026-10-30\nto = 2026-10-31\nkind = 'half day'\n\
         [[special_day]]\ndate = 2026-09-12\nkind = 'school day'\ntime = '12:30'\nname = 'Fair'\n\
         [[override]]\nchild = 'leo'\nfrom = 2026-09-12\nto = 2026-09-16\nkind = 'school'\n",
    );
    let day = |month, day| calendar.day(date(2026, month, day));
    assert!(matches!(day(10, 30), Day::School(hours) if hours.kind == Some(Special::HalfDay)));
    assert_eq!(day(10, 31), Day::Off { name: "Half term" }, "Saturday has no school, so it stays half term");
    assert!(matches!(day(9, 12), Day::School(hours) if hours.to_string() == "extra school day until 12:30 (Fair)"));
    assert!(matches!(day(9, 13), Day::School(hours) if hours.kind == Some(Special::SchoolDay)));
    assert!(matches!(day(9, 16), Day::School(hours) if hours.kind.is_none()), "a school day anyway");
}

#[test]
fn mornings_are_numbered_within_their_school_year() {
    let calendar = calendar(
        "[[term]]\nfrom = 2026-09-07\nto = 2026-09-11\n[[term]]\nfrom = 2026-10-05\nto = 2026-10-16\n\
         [[day_off]]\nfrom = 2026-10-16\nto = 2026-11-20\n\
         [[term]]\nfrom = 2026-11-21\nto = 2026-12-04\n[[special_day]]\ndate = 2026-12-05\nkind = 'school day'\n",
    );
    let label = |month, day| calendar.number_label(date(2026, month, day));
    assert_eq!(label(10, 5).as_deref(), Some("school morning 6 of 14"));
    assert_eq!(label(10, 15).as_deref(), Some("school morning 14 of 14"), "the term ends on a day off");
    assert_eq!(label(11, 20), None);
    assert_eq!(
        label(11, 23).as_deref(),
        Some("school morning 1 of 11"),
        "a new school year begins after five weeks without a term"
    );
    assert_eq!(label(12, 5).as_deref(), Some("school morning 11 of 11"));
    assert_eq!(calendar.last_day(), Some(date(2026, 12, 4)));
    assert_eq!(calendar.next_from(date(2026, 12, 6)), None);
    assert_eq!(calendar.next_from(Date::MAX), None);
    assert_eq!(calendar.last_before(Date::MIN), None);
}

#[test]
fn a_school_year_of_the_southern_half_is_within_the_calendar_year() {
    let text = "[[child]]\nname = 'Leo'\nfirst_day = 2026-01-27\n";
    let mut rules = String::from(text);
    for (from, to) in [
        ("2026-01-27", "2026-04-02"),
        ("2026-04-20", "2026-07-03"),
        ("2026-07-20", "2026-09-25"),
        ("2026-10-12", "2026-12-18"),
        ("2027-01-28", "2027-04-01"),
    ] {
        rules.push_str(&format!("[[term]]\nfrom = {from}\nto = '{to}'\n"));
    }
    let family = family(&rules);
    let calendar = Calendar::of(&family, &family.children[0]);
    assert_eq!(calendar.number(date(2026, 12, 18)), calendar.total_of_year(date(2026, 1, 27)));
    assert_eq!(calendar.total_of_year(date(2026, 6, 1)), Some(203));
    assert_eq!(calendar.number(date(2027, 1, 28)), Some(1));
    assert_eq!(calendar.next_from(date(2026, 12, 19)), Some(date(2027, 1, 28)), "the next morning is after the summer");
    compare(&family, 4 * 365).expect("as counted");
}

#[test]
fn two_weeks_of_holidays_take_ten_mornings_from_the_count() {
    let terms = "[[term]]\nfrom = 2026-09-07\nto = 2027-07-23\n";
    let before = calendar(terms);
    let after = calendar(&format!("{terms}[[day_off]]\nname = 'Holiday'\nfrom = 2026-10-12\nto = 2026-10-23\n"));
    let (friday, monday) = (date(2026, 10, 9), date(2026, 10, 26));
    for on in days_through(date(2026, 9, 1), friday) {
        assert_eq!(before.number(on), after.number(on));
    }
    assert_eq!(after.number(monday), after.number(friday).map(|n| n + 1));
    assert_eq!((after.next_from(add_days(friday, 1)), after.last_before(monday)), (Some(monday), Some(friday)));
    for on in days_through(monday, date(2027, 7, 23)) {
        assert_eq!(before.number(on).map(|n| n - 10), after.number(on));
    }
    assert_eq!(before.total_of_year(friday).map(|n| n - 10), after.total_of_year(friday));
}

#[test]
fn a_pattern_without_school_mornings_here_has_no_next_morning() {
    let letters = "BBBBBAA";
    let calendar = calendar(&format!("home = {{ pattern = '{letters}', mine = 'A', from = 2026-09-07 }}\n"));
    assert_eq!(calendar.next_from(date(2026, 9, 7)), None);
    assert_eq!(calendar.last_before(date(2040, 1, 1)), None);
    assert_eq!(calendar.mornings_from(date(2026, 9, 7), 10), []);
    assert_eq!(calendar.number(date(2026, 9, 11)), Some(5));
}

#[test]
fn each_child_has_its_own_calendar() {
    let family = family(
        "[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n[[child]]\nname = 'Ida'\nfirst_day = 2026-09-07\n\
         [[term]]\nfrom = 2026-09-07\nto = 2026-09-30\nchildren = ['ida']\n\
         [[day_off]]\nname = 'Trip'\ndate = 2026-09-10\nchildren = ['Leo']\n\
         [[collect]]\nchild = 'ida'\ndate = 2026-09-10\nwho = 'Grandma'\n",
    );
    let [leo, ida] = [0, 1].map(|i| Calendar::of(&family, &family.children[i]));
    assert_eq!((leo.day(date(2026, 9, 10)), leo.collects(date(2026, 9, 11))), (Day::Off { name: "Trip" }, None));
    assert!(leo.is_school_morning(date(2026, 10, 1)) && leo.total_of_year(date(2026, 9, 10)).is_none());
    assert_eq!((ida.number(date(2026, 9, 10)), ida.collects(date(2026, 9, 10))), (Some(4), Some("Grandma")));
    assert!(!ida.is_school_morning(date(2026, 10, 1)));
}

#[test]
fn a_pickup_without_a_child_is_for_all_children() {
    let collect = Collect { who: "Papa".into(), dates: DateRange::one(MONDAY), whom: Whom::AllChildren, uid: None };
    let child = Child::new(leo(), "Leo".into(), MONDAY);
    let family = Family { children: vec![child.clone()], collects: vec![collect], ..Family::default() };
    assert_eq!(Calendar::of(&family, &child).collects(MONDAY), Some("Papa"));
}
