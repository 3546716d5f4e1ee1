//! Later files: in the middle of the year, of another school, with fewer events, or cut off.

use super::{Folder, day, event, file, imported, meaning_of, school};
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

/// A school year whose events have no UIDs.
fn year_without_uids() -> Vec<SchoolEvent> {
    vec![
        event("", "First day of school", date(2026, 9, 7), date(2026, 9, 7)),
        event("", "Winter Break", date(2026, 12, 21), date(2027, 1, 1)),
        event("", "Spring Break", date(2027, 4, 5), date(2027, 4, 9)),
        event("", "Last day of school", date(2027, 6, 18), date(2027, 6, 18)),
    ]
}

#[test]
fn a_file_that_also_has_the_next_school_year_removes_nothing_from_this_year() {
    let mut folder = Folder::new();
    folder.import(year_without_uids());
    folder.today = date(2027, 3, 2);
    let mut later = year_without_uids().split_off(2);
    later.push(event("", "First day of school", date(2027, 9, 6), date(2027, 9, 6)));
    later.push(event("", "Winter Break", date(2027, 12, 20), date(2027, 12, 31)));
    later.push(event("", "Last day of school", date(2028, 6, 16), date(2028, 6, 16)));
    assert_eq!(folder.import(later.clone()), [There, There, New, New, New]);
    let (family, dates) = (folder.family(), |term: &Term| (term.dates.from(), term.dates.to()));
    let years = [(date(2026, 9, 7), date(2027, 6, 18)), (date(2027, 9, 6), date(2028, 6, 16))];
    assert_eq!(family.terms.iter().map(dates).collect::<Vec<_>>(), years);
    assert_eq!(family.days_off.len(), 3, "the winter break that is over stays");
    let before = folder.clone();
    folder.import(later);
    assert_eq!(folder, before);
}

#[test]
fn days_off_that_are_over_stay_when_the_school_removes_or_moves_them() {
    let no_school = |day: Date| event("", "No school", day, day);
    let (october, november, may) = (date(2026, 10, 9), date(2026, 11, 3), date(2027, 5, 3));
    let mut folder = Folder::new();
    folder.import(vec![no_school(october), no_school(november), no_school(may)]);
    folder.today = date(2026, 10, 20);
    assert_eq!(folder.import(vec![no_school(november), no_school(may)]), [There, There]);
    assert_eq!(folder.family().days_off.len(), 3);
    let yearly = |years: std::ops::RangeInclusive<i16>| {
        let mut labor_day = event("l", "Labor Day", date(2025, 9, 1), date(2025, 9, 1));
        labor_day.dates = years.map(|year| DateRange::one(date(year, 9, 1))).collect();
        vec![labor_day]
    };
    let mut folder = Folder::new();
    folder.import(yearly(2025..=2028));
    for (today, years) in [(date(2026, 10, 13), 2026..=2028), (date(2027, 10, 13), 2027..=2029)] {
        folder.today = today;
        folder.import(yearly(years));
    }
    let years: Vec<i16> = folder.family().days_off.iter().map(|day_off| day_off.dates.from().year()).collect();
    assert_eq!(years, [2025, 2026, 2027, 2028, 2029]);
}

#[test]
fn a_series_that_loses_or_gains_a_date_is_shown_as_changed() {
    let series = |days: &[i8]| {
        let mut early = event("e", "Early release", date(2026, 10, 7), date(2026, 10, 7));
        early.dates = days.iter().map(|&day| DateRange::one(date(2026, 10, day))).collect();
        file(vec![early])
    };
    let mut folder = Folder::new();
    folder.import_with(&series(&[7, 14, 21]), &Wishes::default());
    let less = folder.offered(&series(&[7, 21]), &Wishes::default());
    assert_eq!((less.label().as_deref(), less.edits.len()), (Some("1 changed"), 1));
    assert_eq!(folder.import_with(&series(&[7, 21, 28]), &Wishes::default()), [Changed]);
    let days: Vec<i8> = folder.family().special_days.iter().map(|special| special.dates.from().day()).collect();
    assert_eq!(days, [7, 21, 28]);
}

#[test]
fn a_date_that_the_parent_removed_from_a_series_does_not_remove_the_others() {
    let series = |days: &[i8]| {
        let mut early = event("e", "Early release", date(2026, 10, 7), date(2026, 10, 7));
        early.dates = days.iter().map(|&day| DateRange::one(date(2026, 10, day))).collect();
        vec![early]
    };
    let mut folder = Folder::new();
    folder.import(series(&[7, 14, 21]));
    let first = folder.family.find("[[special_day]]").expect("there");
    let second = first + 1 + folder.family[first + 1..].find("[[special_day]]").expect("there");
    folder.family.replace_range(first..second, "");
    folder.import(series(&[14, 21, 28]));
    let days: Vec<i8> = folder.family().special_days.iter().map(|special| special.dates.from().day()).collect();
    assert_eq!(days, [14, 21, 28]);
}

#[test]
fn two_schools_with_some_common_events_are_two_calendars() {
    let district = || vec![event("l", "Labor Day", date(2026, 9, 7), date(2026, 9, 7))];
    let school = |uid: &str, day: i8| {
        let day = date(2026, 10, day);
        let mut events = district();
        events.push(event(&format!("{uid}1"), "PD Day", day, day));
        events.push(event(&format!("{uid}2"), "Half Day", add_days(day, 7), add_days(day, 7)));
        events
    };
    let mut folder = Folder::new();
    folder.import(school("a", 5));
    let ida = Whom::Only(vec![folder.family().children[1].id.clone()]);
    let idas = Wishes { whom: Some(ida.clone()), ..Wishes::default() };
    folder.import_with(&file(school("b", 6)), &idas);
    let family = folder.family();
    assert_eq!((family.days_off.len(), family.special_days.len()), (4, 2));
    assert_eq!(family.days_off.iter().filter(|day_off| day_off.whom == Whom::AllChildren).count(), 2);
    // A file with one other day continues the calendar, unless the parent says that it is another school's.
    let mut folder = Folder::new();
    folder.import(school("a", 5));
    let mut nearly = school("a", 5);
    nearly[2] = event("b2", "Half Day", date(2026, 10, 30), date(2026, 10, 30));
    assert_eq!(folder.offered(&file(nearly.clone()), &Wishes::default()).continues, ["school.ics"]);
    let another = Wishes { is_another_school: true, whom: Some(ida), ..Wishes::default() };
    folder.import_with(&file(nearly), &another);
    assert_eq!((folder.family().special_days.len(), folder.memory.calendars.len()), (2, 2));
}

#[test]
fn a_file_whose_past_events_were_removed_continues_its_calendar() {
    let mut folder = Folder::new();
    folder.import(year_without_uids());
    folder.today = date(2027, 2, 1);
    let rest = year_without_uids().split_off(2);
    assert_eq!(folder.import(rest), [There, There]);
    assert_eq!(folder.memory.calendars.len(), 1);
    folder.today = date(2029, 9, 1);
    let mut new = file(vec![event("n", "No school", date(2029, 10, 1), date(2029, 10, 1))]);
    new.days_read = DateRange::between(date(2028, 8, 1), date(2031, 12, 1));
    folder.import_with(&new, &Wishes::default());
    assert_eq!(folder.memory.calendars.len(), 1, "a calendar that is long over is not remembered");
    assert_eq!(folder.family().days_off.len(), 3, "the family keeps its days off");
}

#[test]
fn a_weekly_early_release_makes_no_school_mornings_in_the_holidays() {
    let mut weekly = event("w", "Early release", date(2026, 9, 9), date(2026, 9, 9));
    weekly.dates = (0..45).map(|week| DateRange::one(add_days(date(2026, 9, 9), week * 7))).collect();
    let mut events = school();
    events.push(weekly);
    let mut folder = Folder::new();
    assert_eq!(folder.import(events).last(), Some(&New));
    let family = folder.family();
    let calendar = Calendar::of(&family, &family.children[0]);
    let is_early =
        |day: Date| matches!(calendar.day(day), Day::School(hours) if hours.kind == Some(Special::EarlyFinish));
    assert!(is_early(date(2026, 10, 21)) && is_early(date(2027, 6, 16)));
    assert!(!calendar.is_school_morning(date(2026, 10, 28)), "in half term");
    assert!(!calendar.is_school_morning(date(2027, 6, 23)), "after the last day");
    // A half day that is no series makes a school morning in the holidays.
    let mut events = school();
    events.push(event("s", "Half day for all", date(2026, 10, 28), date(2026, 10, 28)));
    let mut folder = Folder::new();
    folder.import(events);
    let family = folder.family();
    assert!(Calendar::of(&family, &family.children[0]).is_school_morning(date(2026, 10, 28)));
}

#[test]
fn a_weekly_early_release_stays_when_the_file_no_longer_has_the_term() {
    let weekly = |from: Date, weeks: i64| {
        let mut weekly = event("w", "Early release", from, from);
        weekly.dates = (0..weeks).map(|week| DateRange::one(add_days(from, week * 7))).collect();
        weekly
    };
    let mut folder = Folder::new();
    folder.import([school(), vec![weekly(date(2026, 9, 9), 40)]].concat());
    folder.today = date(2027, 3, 2);
    let next_year = || {
        vec![
            day("d", "Last day of school", date(2027, 6, 18)),
            day("a2", "First day of school", date(2027, 9, 6)),
            day("d2", "Last day of school", date(2028, 6, 16)),
        ]
    };
    let before = folder.family().special_days;
    folder.import([next_year(), vec![weekly(date(2027, 3, 3), 15)]].concat());
    assert_eq!(folder.family().special_days, before);
    let mut folder = Folder::new();
    folder.today = date(2027, 3, 2);
    let first = [next_year().split_off(1), vec![weekly(date(2027, 3, 3), 15)]].concat();
    assert_eq!(folder.import(first).last(), Some(&New), "a term may be running");
}

#[test]
fn leaving_out_an_event_keeps_its_past_dates() {
    let mut early = event("e", "Early release", date(2026, 9, 16), date(2026, 9, 16));
    early.dates = (0..4).map(|week| DateRange::one(add_days(date(2026, 9, 16), week * 7))).collect();
    let mut folder = Folder::new();
    folder.import(vec![early.clone()]);
    folder.today = date(2026, 9, 25);
    folder.import_with(&file(vec![early]), &meaning_of(0, Meaning::NotAboutMornings));
    let days: Vec<i8> = folder.family().special_days.iter().map(|special| special.dates.from().day()).collect();
    assert_eq!(days, [16, 23]);
}

#[test]
fn holidays_from_which_the_parent_removed_a_day_follow_the_school_in_both_pieces() {
    let winter = |name: &str, from: Date, to: Date| vec![event("w", name, from, to)];
    let (first, last) = (date(2026, 12, 21), date(2027, 1, 1));
    let mut folder = Folder::new();
    folder.import(winter("Winter Break", first, last));
    let whole = Rule::DayOff(folder.family().days_off[0].clone());
    let cut = RuleEdit::Cut { rule: whole, dates: DateRange::one(date(2026, 12, 23)) };
    folder.family = with_rule_edits(&folder.family, &[cut]).expect("written");
    let off = |folder: &Folder| -> Vec<(String, Date, Date)> {
        let parts = |day_off: DayOff| (day_off.name, day_off.dates.from(), day_off.dates.to());
        folder.family().days_off.into_iter().map(parts).collect()
    };
    let piece = |name: &str, from, to| (name.to_owned(), from, to);
    assert_eq!(folder.import(winter("Winter Break", first, last)), [Yours]);
    assert_eq!(folder.import(winter("Winter Recess", first, date(2027, 1, 8))), [Changed]);
    let pieces = [
        piece("Winter Recess", first, date(2026, 12, 22)),
        piece("Winter Recess", date(2026, 12, 24), date(2027, 1, 8)),
    ];
    assert_eq!(off(&folder), pieces);
    let mut chosen = folder.clone();
    chosen.import_with(&file(winter("Winter Recess", first, last)), &meaning_of(0, Meaning::DayOff));
    assert_eq!(
        off(&chosen),
        [piece("Winter Recess", first, last)],
        "the removed day is off again when the parent chooses the meaning"
    );
    let other = vec![event("x", "Book fair", date(2026, 11, 3), date(2026, 11, 3))];
    let gone = folder.offered(&file(other.clone()), &Wishes::default());
    assert_eq!(gone.edits.len(), 0, "another calendar");
    folder.import([winter("Winter Recess", first, date(2027, 1, 8)), school()].concat());
    assert_eq!(folder.import(school()).last(), Some(&Removed));
    assert!(off(&folder).iter().all(|(name, ..)| name != "Winter Recess"), "{:?}", off(&folder));
}

#[test]
fn a_closed_school_is_closed_on_half_days_too() {
    let wednesday = date(2026, 10, 21);
    let is_school = |folder: &Folder| {
        let family = folder.family();
        Calendar::of(&family, &family.children[0]).is_school_morning(wednesday)
    };
    let half = || event("h", "Half day", wednesday, wednesday);
    let closed = || event("e", "Emergency - no school", wednesday, wednesday);
    let mut folder = Folder::new();
    folder.import(vec![half()]);
    assert!(is_school(&folder));
    assert_eq!(folder.import(vec![half(), closed()]), [There, New]);
    assert!(!is_school(&folder));
    let before = folder.clone();
    assert_eq!(folder.import(vec![half(), closed()]), [There, There]);
    assert_eq!(folder, before);
    assert_eq!(folder.import(vec![half()]).last(), Some(&Removed));
    assert!(is_school(&folder), "the half day counts again");
    let mut folder = Folder::new();
    folder.family.push_str("[[special_day]]\nkind = 'half day'\ndate = 2026-10-21\n");
    folder.import(vec![closed()]);
    assert!(!is_school(&folder));
}

#[test]
fn the_parents_name_stays_and_the_date_follows_the_school() {
    let workday = |name: &str, day: Date| {
        let mut events = school();
        events.push(event("t", name, day, day));
        events
    };
    let mut folder = Folder::new();
    folder.import(workday("Teacher Workday", date(2026, 9, 25)));
    folder.change("\"Teacher Workday\"", "\"Teacher Workday (Grandma)\"");
    assert_eq!(folder.import(workday("Teacher Workday", date(2026, 10, 2))).last(), Some(&Changed));
    let day_off = folder.family().days_off.last().cloned().expect("there");
    assert_eq!(
        (day_off.name.as_str(), day_off.dates),
        ("Teacher Workday (Grandma)", DateRange::one(date(2026, 10, 2)))
    );
    let before = folder.clone();
    assert_eq!(folder.import(workday("Teacher Workday", date(2026, 10, 2))).last(), Some(&There));
    assert_eq!(folder, before);
    assert_eq!(folder.import(workday("Staff Day, no school", date(2026, 10, 5))).last(), Some(&Changed));
    let day_off = folder.family().days_off.last().cloned().expect("there");
    assert_eq!(
        (day_off.name.as_str(), day_off.dates),
        ("Teacher Workday (Grandma)", DateRange::one(date(2026, 10, 5)))
    );
}

#[test]
fn a_file_that_is_cut_off_removes_nothing() {
    let mut folder = imported();
    let mut half = file(school());
    half.reading.events.truncate(1);
    half.reading.breaks_off = true;
    let offered = folder.offered(&half, &Wishes { whom: Some(Whom::AllChildren), ..Wishes::default() });
    assert!(offered.warnings[0].contains("cut off"), "{:?}", offered.warnings);
    folder.import_with(&half, &Wishes::default());
    let family = folder.family();
    assert_eq!((family.days_off.len(), family.special_days.len()), (1, 1));
    half.reading.breaks_off = false;
    half.reading.events = school();
    assert_eq!(
        folder.import_with(&half, &Wishes::default()),
        [There, There, LeftOut, There, There],
        "nothing was forgotten"
    );
}

#[test]
fn the_parent_can_keep_a_rule_that_the_school_removed() {
    let mut folder = imported();
    let mut fewer = school();
    fewer.remove(1);
    let gone = folder.offered(&file(fewer.clone()), &Wishes::default()).removed;
    let wishes = Wishes { keep: gone, ..Wishes::default() };
    assert_eq!(folder.import_with(&file(fewer.clone()), &wishes).last(), Some(&Yours));
    assert_eq!(folder.family().days_off.len(), 1);
    let before = folder.clone();
    assert_eq!(folder.import(fewer).len(), 4, "from now on it is the parent's rule");
    assert_eq!(folder, before);
}

#[test]
fn the_calendar_of_a_child_who_left_applies_to_all_children() {
    let mut folder = Folder::new();
    let ida = Whom::Only(vec![folder.family().children[1].id.clone()]);
    folder.import_with(&file(school()), &Wishes { whom: Some(ida), ..Wishes::default() });
    folder.family = "[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n".to_owned();
    let offered = folder.offered(&file(school()), &Wishes::default());
    assert_eq!(offered.whom, Whom::AllChildren);
    assert!(offered.family_text(&folder.family).is_ok());
}

#[test]
fn a_term_without_a_first_day_begins_when_the_children_return() {
    let one = |name: &str, day: Date| event("", name, day, day);
    let year = |back: &[(&str, Date)], half_term: Date| {
        let mut events = vec![
            one("First day of school", date(2026, 9, 7)),
            one("Last day of term", date(2026, 12, 18)),
            event("", "Half term", half_term, add_days(half_term, 4)),
            one("Last day of term", date(2027, 3, 26)),
        ];
        events.extend(back.iter().map(|(name, day)| one(name, *day)));
        let mut folder = Folder::new();
        folder.import(events);
        folder.family().terms.iter().map(|term| term.dates.from()).max()
    };
    let (january, february) = (date(2027, 1, 6), date(2027, 2, 22));
    let half_term = date(2027, 2, 15);
    let staff = ("Staff resume", date(2027, 1, 4));
    assert_eq!(year(&[staff, ("All resume", january)], half_term), Some(january));
    assert_eq!(year(&[staff, ("Pupils resume", february), ("Back to school", january)], half_term), Some(january));
    let day_after = Some(date(2026, 12, 19));
    assert_eq!(year(&[staff], half_term), day_after);
    assert_eq!(year(&[("Pupils resume", february)], half_term), day_after, "they return from half term");
}

#[test]
fn a_first_day_after_half_term_begins_no_new_term() {
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
    let mut folder = Folder::new();
    assert_eq!(folder.import(year()), [New, LeftOut, New, New, New, New]);
    let terms: Vec<(Date, Date)> =
        folder.family().terms.iter().map(|term| (term.dates.from(), term.dates.to())).collect();
    let spring = (date(2027, 1, 4), date(2027, 3, 25));
    assert_eq!(terms.len(), 2);
    assert!(terms.contains(&spring) && terms.contains(&(date(2026, 9, 7), date(2026, 12, 18))), "{terms:?}");
    folder.import_with(&file(year()), &meaning_of(1, Meaning::FirstDay));
    let asked = folder.offered(&file(year()), &Wishes::default());
    assert_eq!(asked.offers[1].judgment.meaning, Meaning::FirstDay, "the parent's choice wins");
}

#[test]
fn a_term_gets_its_name_from_its_first_day() {
    let name_of = |first: &str, to: Date| {
        let mut folder = Folder::new();
        let last = event("z", "Last day of term", to, to);
        folder.import_with(
            &file(vec![event("a", first, date(2026, 9, 7), date(2026, 9, 7)), last]),
            &meaning_of(0, Meaning::FirstDay),
        );
        folder.family().terms[0].name.clone()
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
fn a_renamed_day_off_is_followed_when_it_moves_or_is_removed() {
    let others = || {
        vec![
            event("", "Half term", date(2026, 10, 26), date(2026, 10, 30)),
            event("", "Snow day", date(2026, 12, 1), date(2026, 12, 1)),
        ]
    };
    let with =
        |name: &str, day: i8| [others(), vec![event("", name, date(2026, 10, day), date(2026, 10, day))]].concat();
    let mut folder = Folder::new();
    folder.import(with("No school - PD", 12));
    assert_eq!(folder.import(with("No school - staff day", 12))[2], Changed);
    assert_eq!(folder.clone().import(with("No school - staff day", 13))[2], Changed);
    assert_eq!(folder.import(others()).last(), Some(&Removed));
    assert_eq!(folder.family().days_off.len(), 2);
}

#[test]
fn a_day_off_that_the_parent_entered_first_stays_when_the_school_moves_its_own() {
    let mut folder = Folder::new();
    folder.family.push_str("[[day_off]]\nname = 'PD day'\ndate = 2026-10-12\n");
    let pd = |day: i8| vec![event("u", "No School - PD", date(2026, 10, day), date(2026, 10, day))];
    assert_eq!(folder.import(pd(12)), [There]);
    assert_eq!(folder.import(pd(14)), [New]);
    let found: Vec<_> = folder.family().days_off.into_iter().map(|off| (off.name, off.dates.from().day())).collect();
    assert_eq!(found, [("PD day".to_owned(), 12), ("No School - PD".to_owned(), 14)]);
}

#[test]
fn two_schools_that_number_their_events_are_two_calendars() {
    let numbered = |names: [&str; 2], month: i8| {
        let days = [date(2026, month, 5), date(2026, month, 6)];
        vec![event("1", names[0], days[0], days[0]), event("2", names[1], days[1], days[1])]
    };
    let mut folder = Folder::new();
    folder.import(numbered(["No school", "Half day"], 10));
    folder.import(numbered(["Teacher workday", "Early dismissal"], 11));
    assert_eq!((folder.family().days_off.len(), folder.family().special_days.len()), (2, 2));
}

#[test]
fn an_import_that_takes_away_the_next_mornings_is_warned_about() {
    let mut folder = Folder::new();
    folder.today = date(2026, 9, 10);
    let first = event("a", "First day of school", date(2026, 11, 2), date(2026, 11, 2));
    let last = event("b", "Last day of school", date(2027, 6, 18), date(2027, 6, 18));
    let warnings = folder.offered(&file(vec![first, last]), &Wishes::default()).warnings;
    assert!(warnings[0].contains("the next school morning is Mon, Nov 2"), "{warnings:?}");
    let forever = event("c", "Holidays", date(2026, 9, 1), date(2027, 9, 1));
    let warnings = folder.offered(&file(vec![forever]), &meaning_of(0, Meaning::DayOff)).warnings;
    assert!(warnings[0].contains("Thu, Sep 2, 2027"), "{warnings:?}");
    let fall_break = event("d", "Fall break", date(2026, 9, 14), date(2026, 9, 18));
    assert!(folder.offered(&file(vec![fall_break]), &Wishes::default()).warnings.is_empty());
}
