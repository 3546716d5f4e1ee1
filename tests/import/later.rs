//! The school's next files: in the middle of the year, of another school, with less in them, or cut off.

use super::{Home, as_, event, file, imported, school};
use goodbye::domain::calendar::{Calendar, Day};
use goodbye::domain::dates::DateRange;
use goodbye::domain::day::add_days;
use goodbye::domain::family::{Rule, RuleEdit, with_rule_edits};
use goodbye::domain::import::Novelty::*;
use goodbye::domain::import::Wishes;
use goodbye::domain::school_event::SchoolEvent;
use goodbye::domain::school_words::Meaning;
use goodbye::domain::school_year::{DayOff, Special, Term, Whom};
use jiff::civil::{Date, date};

/// A term that runs and holidays that are over, from a school that gives no names to its events.
fn nameless_year() -> Vec<SchoolEvent> {
    vec![
        event("", "First day of school", date(2026, 9, 7), date(2026, 9, 7)),
        event("", "Winter Break", date(2026, 12, 21), date(2027, 1, 1)),
        event("", "Spring Break", date(2027, 4, 5), date(2027, 4, 9)),
        event("", "Last day of school", date(2027, 6, 18), date(2027, 6, 18)),
    ]
}

#[test]
fn a_file_that_holds_the_next_year_already_takes_nothing_from_the_one_that_runs() {
    let mut home = Home::new();
    home.import(nameless_year());
    home.today = date(2027, 3, 2);
    let mut later = nameless_year().split_off(2);
    later.push(event("", "First day of school", date(2027, 9, 6), date(2027, 9, 6)));
    later.push(event("", "Winter Break", date(2027, 12, 20), date(2027, 12, 31)));
    later.push(event("", "Last day of school", date(2028, 6, 16), date(2028, 6, 16)));
    assert_eq!(home.import(later.clone()), [There, There, New, New, New]);
    let (family, dates) = (home.family(), |term: &Term| (term.dates.from(), term.dates.to()));
    let years = [(date(2026, 9, 7), date(2027, 6, 18)), (date(2027, 9, 6), date(2028, 6, 16))];
    assert_eq!(family.terms.iter().map(dates).collect::<Vec<_>>(), years);
    assert_eq!(family.days_off.len(), 3, "last winter's break stays, too");
    let before = home.clone();
    home.import(later);
    assert_eq!(home, before);
}

#[test]
fn what_has_begun_stays_however_the_school_names_it() {
    let no_school = |day: Date| event("", "No school", day, day);
    let (october, november, may) = (date(2026, 10, 9), date(2026, 11, 3), date(2027, 5, 3));
    let mut home = Home::new();
    home.import(vec![no_school(october), no_school(november), no_school(may)]);
    home.today = date(2026, 10, 20);
    assert_eq!(home.import(vec![no_school(november), no_school(may)]), [There, There]);
    assert_eq!(home.family().days_off.len(), 3);
    let yearly = |years: std::ops::RangeInclusive<i16>| {
        let mut labor_day = event("l", "Labor Day", date(2025, 9, 1), date(2025, 9, 1));
        labor_day.dates = years.map(|year| DateRange::one(date(year, 9, 1))).collect();
        vec![labor_day]
    };
    let mut home = Home::new();
    home.import(yearly(2025..=2028));
    for (today, years) in [(date(2026, 10, 13), 2026..=2028), (date(2027, 10, 13), 2027..=2029)] {
        home.today = today;
        home.import(yearly(years));
    }
    let years: Vec<i16> = home.family().days_off.iter().map(|day_off| day_off.dates.from().year()).collect();
    assert_eq!(years, [2025, 2026, 2027, 2028, 2029]);
}

#[test]
fn a_series_with_a_date_less_or_more_is_told_as_changed() {
    let series = |days: &[i8]| {
        let mut early = event("e", "Early release", date(2026, 10, 7), date(2026, 10, 7));
        early.dates = days.iter().map(|&day| DateRange::one(date(2026, 10, day))).collect();
        file(vec![early])
    };
    let mut home = Home::new();
    home.import_with(&series(&[7, 14, 21]), &Wishes::default());
    let less = home.offered(&series(&[7, 21]), &Wishes::default());
    assert_eq!((less.label().as_deref(), less.edits.len()), (Some("1 changed"), 1));
    assert_eq!(home.import_with(&series(&[7, 21, 28]), &Wishes::default()), [Changed]);
    let days: Vec<i8> = home.family().special_days.iter().map(|special| special.dates.from().day()).collect();
    assert_eq!(days, [7, 21, 28]);
}

#[test]
fn a_date_that_a_parent_took_out_of_a_series_costs_no_other_of_its_dates() {
    let series = |days: &[i8]| {
        let mut early = event("e", "Early release", date(2026, 10, 7), date(2026, 10, 7));
        early.dates = days.iter().map(|&day| DateRange::one(date(2026, 10, day))).collect();
        vec![early]
    };
    let mut home = Home::new();
    home.import(series(&[7, 14, 21]));
    let first = home.family.find("[[special_day]]").expect("there");
    let second = first + 1 + home.family[first + 1..].find("[[special_day]]").expect("there");
    home.family.replace_range(first..second, "");
    home.import(series(&[14, 21, 28]));
    let days: Vec<i8> = home.family().special_days.iter().map(|special| special.dates.from().day()).collect();
    assert_eq!(days, [14, 21, 28]);
}

#[test]
fn two_schools_of_one_district_are_two_calendars_unless_the_parent_says_otherwise() {
    let district = || vec![event("l", "Labor Day", date(2026, 9, 7), date(2026, 9, 7))];
    let school = |uid: &str, day: i8| {
        let day = date(2026, 10, day);
        let mut events = district();
        events.push(event(&format!("{uid}1"), "PD Day", day, day));
        events.push(event(&format!("{uid}2"), "Half Day", add_days(day, 7), add_days(day, 7)));
        events
    };
    let mut home = Home::new();
    home.import(school("a", 5));
    let ida = Whom::Only(vec![home.family().children[1].id.clone()]);
    let idas = Wishes { whom: Some(ida.clone()), ..Wishes::default() };
    home.import_with(&file(school("b", 6)), &idas);
    let family = home.family();
    assert_eq!((family.days_off.len(), family.special_days.len()), (4, 2));
    assert_eq!(family.days_off.iter().filter(|day_off| day_off.whom == Whom::AllChildren).count(), 2);
    // Alike but for one day: taken for a later state, until the parent says that it is not.
    let mut home = Home::new();
    home.import(school("a", 5));
    let mut nearly = school("a", 5);
    nearly[2] = event("b2", "Half Day", date(2026, 10, 30), date(2026, 10, 30));
    assert_eq!(home.offered(&file(nearly.clone()), &Wishes::default()).continues, ["school.ics"]);
    let another = Wishes { is_another_school: true, whom: Some(ida), ..Wishes::default() };
    home.import_with(&file(nearly), &another);
    assert_eq!((home.family().special_days.len(), home.memory.calendars.len()), (2, 2));
}

#[test]
fn a_file_half_of_which_is_over_goes_on_with_the_one_before() {
    let mut home = Home::new();
    home.import(nameless_year());
    home.today = date(2027, 2, 1);
    let rest = nameless_year().split_off(2);
    assert_eq!(home.import(rest), [There, There]);
    assert_eq!(home.memory.calendars.len(), 1);
    home.today = date(2029, 9, 1);
    let mut new = file(vec![event("n", "No school", date(2029, 10, 1), date(2029, 10, 1))]);
    new.between = DateRange::between(date(2028, 8, 1), date(2031, 12, 1));
    home.import_with(&new, &Wishes::default());
    assert_eq!(home.memory.calendars.len(), 1, "what is long over is forgotten");
    assert_eq!(home.family().days_off.len(), 3, "but not by the family");
}

#[test]
fn what_repeats_every_week_does_not_make_school_of_the_holidays() {
    let mut weekly = event("w", "Early release", date(2026, 9, 9), date(2026, 9, 9));
    weekly.dates = (0..45).map(|week| DateRange::one(add_days(date(2026, 9, 9), week * 7))).collect();
    let mut events = school();
    events.push(weekly);
    let mut home = Home::new();
    assert_eq!(home.import(events).last(), Some(&New));
    let family = home.family();
    let calendar = Calendar::of(&family, &family.children[0]);
    let is_early =
        |day: Date| matches!(calendar.day(day), Day::School(hours) if hours.kind == Some(Special::EarlyFinish));
    assert!(is_early(date(2026, 10, 21)) && is_early(date(2027, 6, 16)));
    assert!(!calendar.is_school_morning(date(2026, 10, 28)), "in half term");
    assert!(!calendar.is_school_morning(date(2027, 6, 23)), "after the last day");
    // A date that stands for itself is meant.
    let mut events = school();
    events.push(event("s", "Half day for all", date(2026, 10, 28), date(2026, 10, 28)));
    let mut home = Home::new();
    home.import(events);
    let family = home.family();
    assert!(Calendar::of(&family, &family.children[0]).is_school_morning(date(2026, 10, 28)));
}

#[test]
fn what_repeats_goes_on_when_the_term_that_runs_is_gone_from_the_file() {
    let weekly = |from: Date, weeks: i64| {
        let mut weekly = event("w", "Early release", from, from);
        weekly.dates = (0..weeks).map(|week| DateRange::one(add_days(from, week * 7))).collect();
        weekly
    };
    let mut home = Home::new();
    home.import([school(), vec![weekly(date(2026, 9, 9), 40)]].concat());
    home.today = date(2027, 3, 2);
    let next_year = || {
        let day = |uid, name, day| event(uid, name, day, day);
        vec![
            day("d", "Last day of school", date(2027, 6, 18)),
            day("a2", "First day of school", date(2027, 9, 6)),
            day("d2", "Last day of school", date(2028, 6, 16)),
        ]
    };
    let before = home.family().special_days;
    home.import([next_year(), vec![weekly(date(2027, 3, 3), 15)]].concat());
    assert_eq!(home.family().special_days, before);
    let mut home = Home::new();
    home.today = date(2027, 3, 2);
    let first = [next_year().split_off(1), vec![weekly(date(2027, 3, 3), 15)]].concat();
    assert_eq!(home.import(first).last(), Some(&New), "and nobody knows when the term that runs ends");
}

#[test]
fn leaving_out_an_event_leaves_what_is_over_of_it() {
    let mut early = event("e", "Early release", date(2026, 9, 16), date(2026, 9, 16));
    early.dates = (0..4).map(|week| DateRange::one(add_days(date(2026, 9, 16), week * 7))).collect();
    let mut home = Home::new();
    home.import(vec![early.clone()]);
    home.today = date(2026, 9, 25);
    home.import_with(&file(vec![early]), &as_(0, Meaning::NotAboutMornings));
    let days: Vec<i8> = home.family().special_days.iter().map(|special| special.dates.from().day()).collect();
    assert_eq!(days, [16, 23]);
}

#[test]
fn a_holiday_with_a_day_cut_out_is_followed_in_all_its_pieces() {
    let winter = |name: &str, from: Date, to: Date| vec![event("w", name, from, to)];
    let (first, last) = (date(2026, 12, 21), date(2027, 1, 1));
    let mut home = Home::new();
    home.import(winter("Winter Break", first, last));
    let whole = Rule::DayOff(home.family().days_off[0].clone());
    let cut = RuleEdit::Cut { rule: whole, dates: DateRange::one(date(2026, 12, 23)) };
    home.family = with_rule_edits(&home.family, &[cut]).expect("written");
    let off = |home: &Home| -> Vec<(String, Date, Date)> {
        let told = |day_off: DayOff| (day_off.name, day_off.dates.from(), day_off.dates.to());
        home.family().days_off.into_iter().map(told).collect()
    };
    let piece = |name: &str, from, to| (name.to_owned(), from, to);
    assert_eq!(home.import(winter("Winter Break", first, last)), [Yours]);
    assert_eq!(home.import(winter("Winter Recess", first, date(2027, 1, 8))), [Changed]);
    let pieces = [
        piece("Winter Recess", first, date(2026, 12, 22)),
        piece("Winter Recess", date(2026, 12, 24), date(2027, 1, 8)),
    ];
    assert_eq!(off(&home), pieces);
    let mut asked = home.clone();
    asked.import_with(&file(winter("Winter Recess", first, last)), &as_(0, Meaning::DayOff));
    assert_eq!(off(&asked), [piece("Winter Recess", first, last)], "and whole again when it is asked for");
    let other = vec![event("x", "Book fair", date(2026, 11, 3), date(2026, 11, 3))];
    let gone = home.offered(&file(other.clone()), &Wishes::default());
    assert_eq!(gone.edits.len(), 0, "another calendar");
    home.import([winter("Winter Recess", first, date(2027, 1, 8)), school()].concat());
    assert_eq!(home.import(school()).last(), Some(&Removed));
    assert!(off(&home).iter().all(|(name, ..)| name != "Winter Recess"), "{:?}", off(&home));
}

#[test]
fn a_closed_school_is_closed_on_its_own_half_day_and_on_the_parents() {
    let wednesday = date(2026, 10, 21);
    let is_school = |home: &Home| {
        let family = home.family();
        Calendar::of(&family, &family.children[0]).is_school_morning(wednesday)
    };
    let half = || event("h", "Half day", wednesday, wednesday);
    let closed = || event("e", "Emergency - no school", wednesday, wednesday);
    let mut home = Home::new();
    home.import(vec![half()]);
    assert!(is_school(&home));
    assert_eq!(home.import(vec![half(), closed()]), [There, New]);
    assert!(!is_school(&home));
    let before = home.clone();
    assert_eq!(home.import(vec![half(), closed()]), [There, There]);
    assert_eq!(home, before);
    assert_eq!(home.import(vec![half()]).last(), Some(&Removed));
    assert!(is_school(&home), "and the half day is back");
    let mut home = Home::new();
    home.family.push_str("[[special_day]]\nkind = 'half day'\ndate = 2026-10-21\n");
    home.import(vec![closed()]);
    assert!(!is_school(&home));
}

#[test]
fn what_a_parent_changed_is_kept_and_what_the_school_changed_besides_is_followed() {
    let workday = |name: &str, day: Date| {
        let mut events = school();
        events.push(event("t", name, day, day));
        events
    };
    let mut home = Home::new();
    home.import(workday("Teacher Workday", date(2026, 9, 25)));
    home.change("\"Teacher Workday\"", "\"Teacher Workday (Gran)\"");
    assert_eq!(home.import(workday("Teacher Workday", date(2026, 10, 2))).last(), Some(&Changed));
    let day_off = home.family().days_off.last().cloned().expect("there");
    assert_eq!((day_off.name.as_str(), day_off.dates), ("Teacher Workday (Gran)", DateRange::one(date(2026, 10, 2))));
    let before = home.clone();
    assert_eq!(home.import(workday("Teacher Workday", date(2026, 10, 2))).last(), Some(&There));
    assert_eq!(home, before);
    assert_eq!(home.import(workday("Staff Day, no school", date(2026, 10, 5))).last(), Some(&Changed));
    let day_off = home.family().days_off.last().cloned().expect("there");
    assert_eq!((day_off.name.as_str(), day_off.dates), ("Teacher Workday (Gran)", DateRange::one(date(2026, 10, 5))));
}

#[test]
fn nothing_is_taken_away_because_a_file_breaks_off() {
    let mut home = imported();
    let mut half = file(school());
    half.reading.events.truncate(1);
    half.reading.breaks_off = true;
    let offered = home.offered(&half, &Wishes { whom: Some(Whom::AllChildren), ..Wishes::default() });
    assert!(offered.warnings[0].contains("cut off"), "{:?}", offered.warnings);
    home.import_with(&half, &Wishes::default());
    let family = home.family();
    assert_eq!((family.days_off.len(), family.special_days.len()), (1, 1));
    half.reading.breaks_off = false;
    half.reading.events = school();
    assert_eq!(home.import_with(&half, &Wishes::default()), [There, There, LeftOut, There, There], "all is remembered");
}

#[test]
fn what_the_school_took_out_is_kept_where_the_parent_wants_it() {
    let mut home = imported();
    let mut fewer = school();
    fewer.remove(1);
    let gone = home.offered(&file(fewer.clone()), &Wishes::default()).removed;
    let wishes = Wishes { keep: gone, ..Wishes::default() };
    assert_eq!(home.import_with(&file(fewer.clone()), &wishes).last(), Some(&Yours));
    assert_eq!(home.family().days_off.len(), 1);
    let before = home.clone();
    assert_eq!(home.import(fewer).len(), 4, "and it is the parent's from then on");
    assert_eq!(home, before);
}

#[test]
fn a_calendar_of_a_child_who_left_is_everybodys() {
    let mut home = Home::new();
    let ida = Whom::Only(vec![home.family().children[1].id.clone()]);
    home.import_with(&file(school()), &Wishes { whom: Some(ida), ..Wishes::default() });
    home.family = "[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n".to_owned();
    let offered = home.offered(&file(school()), &Wishes::default());
    assert_eq!(offered.whom, Whom::AllChildren);
    assert!(offered.family_text(&home.family).is_ok());
}

#[test]
fn a_term_without_its_first_day_begins_when_the_children_are_back() {
    let one = |name: &str, day: Date| event("", name, day, day);
    let year = |back: &[(&str, Date)], half_term: Date| {
        let mut events = vec![
            one("First day of school", date(2026, 9, 7)),
            one("Last day of term", date(2026, 12, 18)),
            event("", "Half term", half_term, add_days(half_term, 4)),
            one("Last day of term", date(2027, 3, 26)),
        ];
        events.extend(back.iter().map(|(name, day)| one(name, *day)));
        let mut home = Home::new();
        home.import(events);
        home.family().terms.iter().map(|term| term.dates.from()).max()
    };
    let (january, february) = (date(2027, 1, 6), date(2027, 2, 22));
    let half_term = date(2027, 2, 15);
    let staff = ("Staff resume", date(2027, 1, 4));
    assert_eq!(year(&[staff, ("All resume", january)], half_term), Some(january));
    assert_eq!(year(&[staff, ("Pupils resume", february), ("Back to school", january)], half_term), Some(january));
    let day_after = Some(date(2026, 12, 19));
    assert_eq!(year(&[staff], half_term), day_after);
    assert_eq!(year(&[("Pupils resume", february)], half_term), day_after, "back from the half term");
}

#[test]
fn school_that_opens_after_half_term_begins_no_term() {
    let day = |uid, name, day| event(uid, name, day, day);
    let year = || {
        vec![
            event("h", "Half Term", date(2026, 10, 26), date(2026, 10, 30)),
            day("o", "School opens to children", date(2026, 11, 2)),
            day("l", "Last day of autumn term", date(2026, 12, 18)),
            event("c", "Christmas holidays", date(2026, 12, 28), date(2027, 1, 1)),
            day("s", "Spring term begins", date(2027, 1, 4)),
            day("e", "Last day of spring term", date(2027, 3, 25)),
        ]
    };
    let mut home = Home::new();
    assert_eq!(home.import(year()), [New, LeftOut, New, New, New, New]);
    let terms: Vec<(Date, Date)> =
        home.family().terms.iter().map(|term| (term.dates.from(), term.dates.to())).collect();
    let spring = (date(2027, 1, 4), date(2027, 3, 25));
    assert_eq!(terms.len(), 2);
    assert!(terms.contains(&spring) && terms.contains(&(date(2026, 9, 7), date(2026, 12, 18))), "{terms:?}");
    home.import_with(&file(year()), &as_(1, Meaning::FirstDay));
    let asked = home.offered(&file(year()), &Wishes::default());
    assert_eq!(asked.offers[1].judgment.meaning, Meaning::FirstDay, "unless the parent said so");
}

#[test]
fn a_term_has_a_name_of_its_own() {
    let name_of = |first: &str, to: Date| {
        let mut home = Home::new();
        let last = event("z", "Last day of term", to, to);
        home.import_with(
            &file(vec![event("a", first, date(2026, 9, 7), date(2026, 9, 7)), last]),
            &as_(0, Meaning::FirstDay),
        );
        home.family().terms[0].name.clone()
    };
    let (december, june) = (date(2026, 12, 18), date(2027, 6, 18));
    for (first, to, expected) in [
        ("First day of school", june, "School year"),
        ("Classes begin", december, "Term"),
        ("Autumn Term starts", december, "Autumn Term"),
        ("Start of the autumn term (Years 1-6)", december, "Autumn term"),
        ("FIRST DAY OF TERM 1 - all pupils", december, "TERM 1"),
        ("Schuljahr 2026/27: Erster Schultag", june, "Schuljahr 2026/27"),
        ("Ä", june, "School year"),
    ] {
        assert_eq!(name_of(first, to), expected, "{first}");
    }
}

#[test]
fn a_day_that_was_only_renamed_is_followed_when_it_moves_or_goes() {
    let others = || {
        vec![
            event("", "Half term", date(2026, 10, 26), date(2026, 10, 30)),
            event("", "Snow day", date(2026, 12, 1), date(2026, 12, 1)),
        ]
    };
    let with =
        |name: &str, day: i8| [others(), vec![event("", name, date(2026, 10, day), date(2026, 10, day))]].concat();
    let mut home = Home::new();
    home.import(with("No school - PD", 12));
    assert_eq!(home.import(with("No school - staff day", 12))[2], Changed);
    assert_eq!(home.clone().import(with("No school - staff day", 13))[2], Changed);
    assert_eq!(home.import(others()).last(), Some(&Removed));
    assert_eq!(home.family().days_off.len(), 2);
}

#[test]
fn a_day_entered_by_hand_before_the_school_told_it_stays_when_the_schools_moves() {
    let mut home = Home::new();
    home.family.push_str("[[day_off]]\nname = 'PD day'\ndate = 2026-10-12\n");
    let pd = |day: i8| vec![event("u", "No School - PD", date(2026, 10, day), date(2026, 10, day))];
    assert_eq!(home.import(pd(12)), [There]);
    assert_eq!(home.import(pd(14)), [New]);
    let told: Vec<_> = home.family().days_off.into_iter().map(|off| (off.name, off.dates.from().day())).collect();
    assert_eq!(told, [("PD day".to_owned(), 12), ("No School - PD".to_owned(), 14)]);
}

#[test]
fn schools_that_just_number_their_events_are_told_apart() {
    let numbered = |names: [&str; 2], month: i8| {
        let days = [date(2026, month, 5), date(2026, month, 6)];
        vec![event("1", names[0], days[0], days[0]), event("2", names[1], days[1], days[1])]
    };
    let mut home = Home::new();
    home.import(numbered(["No school", "Half day"], 10));
    home.import(numbered(["Teacher workday", "Early dismissal"], 11));
    assert_eq!((home.family().days_off.len(), home.family().special_days.len()), (2, 2));
}

#[test]
fn an_import_that_would_end_the_mornings_that_are_says_so() {
    let mut home = Home::new();
    home.today = date(2026, 9, 10);
    let first = event("a", "First day of school", date(2026, 11, 2), date(2026, 11, 2));
    let last = event("b", "Last day of school", date(2027, 6, 18), date(2027, 6, 18));
    let warnings = home.offered(&file(vec![first, last]), &Wishes::default()).warnings;
    assert!(warnings[0].contains("the next school morning is Mon, Nov 2"), "{warnings:?}");
    let forever = event("c", "Holidays", date(2026, 9, 1), date(2027, 9, 1));
    let warnings = home.offered(&file(vec![forever]), &as_(0, Meaning::DayOff)).warnings;
    assert!(warnings[0].contains("Thu, Sep 2, 2027"), "{warnings:?}");
    let fall_break = event("d", "Fall break", date(2026, 9, 14), date(2026, 9, 18));
    assert!(home.offered(&file(vec![fall_break]), &Wishes::default()).warnings.is_empty());
}
