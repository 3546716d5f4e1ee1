//! What an import makes of a family's calendar, the first time and again.

mod later;
mod properties;
#[path = "../seed/mod.rs"]
mod seed;
mod side_by_side;
mod thresholds;

use goodbye::domain::dates::DateRange;
use goodbye::domain::day::add_days;
use goodbye::domain::family::{Family, FamilyEditError, Rule, read, with_rule};
use goodbye::domain::import::Novelty::{self, *};
use goodbye::domain::import::{Import, SchoolFile, Wishes, import};
use goodbye::domain::school_event::{Reading, SchoolEvent};
use goodbye::domain::school_memory::{self, Memory};
use goodbye::domain::school_words::Meaning;
use goodbye::domain::school_year::{DayOff, Whom};
use jiff::civil::{Date, date};

const FAMILY: &str =
    "# us\n[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n\n[[child]]\nname = 'Ida'\nfirst_day = 2026-09-07\n";

fn today() -> Date {
    date(2026, 9, 1)
}

/// A family file with days off that a parent entered.
fn with_day_off(text: &str, dates: &[DateRange], name: &str, whom: &Whom) -> Result<String, FamilyEditError> {
    let day_off =
        |&dates| Rule::DayOff(DayOff { name: name.to_owned(), dates, whom: whom.clone(), closed: false, uid: None });
    dates.iter().map(day_off).try_fold(text.to_owned(), |text, day_off| with_rule(&text, &day_off))
}

fn event(uid: &str, name: &str, from: Date, to: Date) -> SchoolEvent {
    SchoolEvent {
        hints: Vec::new(),
        uid: (!uid.is_empty()).then(|| uid.to_owned()),
        recurrence_id: None,
        name: name.to_owned(),
        dates: vec![DateRange::between(from, to)],
        starts: None,
        ends: None,
        line: 1,
    }
}

fn school() -> Vec<SchoolEvent> {
    vec![
        event("a", "First day of school", date(2026, 9, 7), date(2026, 9, 7)),
        event("b", "Half term - no school", date(2026, 10, 26), date(2026, 10, 30)),
        event("c", "Book fair", date(2026, 11, 3), date(2026, 11, 3)),
        event("", "Early dismissal", date(2026, 11, 25), date(2026, 11, 25)),
        event("d", "Last day of school", date(2027, 6, 18), date(2027, 6, 18)),
    ]
}

fn file(events: Vec<SchoolEvent>) -> SchoolFile {
    let between = DateRange::between(date(2025, 8, 1), date(2028, 12, 1));
    SchoolFile { name: "school.ics".into(), reading: Reading { events, ..Reading::default() }, between }
}

/// A family's two files, imported into again and again.
#[derive(Clone, Debug, PartialEq)]
struct Home {
    family: String,
    memory: Memory,
    today: Date,
}

impl Home {
    fn new() -> Home {
        Home { family: FAMILY.to_owned(), memory: Memory::default(), today: today() }
    }

    fn family(&self) -> Family {
        let page = read("family.toml", &self.family);
        assert_eq!(page.problems, [], "{}", self.family);
        page.family
    }

    fn offered(&self, file: &SchoolFile, wishes: &Wishes) -> Import {
        import(&self.family(), &self.memory, file, wishes, self.today).expect("a school's calendar")
    }

    fn import_with(&mut self, file: &SchoolFile, wishes: &Wishes) -> Vec<Novelty> {
        let import = self.offered(file, wishes);
        let family = import.family_text(&self.family).expect("written");
        let (memory, problems) = school_memory::read("school.toml", &school_memory::write(&import.memory));
        assert_eq!((&memory, problems), (&import.memory, vec![]));
        (self.family, self.memory) = (family, memory);
        import.offers.iter().map(|offer| offer.novelty).collect()
    }

    fn import(&mut self, events: Vec<SchoolEvent>) -> Vec<Novelty> {
        self.import_with(&file(events), &Wishes::default())
    }

    fn change(&mut self, from: &str, to: &str) {
        assert!(self.family.contains(from), "{from} in\n{}", self.family);
        self.family = self.family.replacen(from, to, 1);
    }
}

fn imported() -> Home {
    let mut home = Home::new();
    assert_eq!(home.import(school()), [New, New, LeftOut, New, New]);
    home
}

fn as_(event: usize, becomes: Meaning) -> Wishes {
    Wishes { meanings: [(event, becomes)].into(), ..Wishes::default() }
}

#[test]
fn a_school_year_is_added_once() {
    let mut home = imported();
    assert!(home.family.starts_with("# us"), "{}", home.family);
    assert_eq!(home.family().terms[0].dates, DateRange::new(date(2026, 9, 7), date(2027, 6, 18)).expect("dates"));
    let before = home.clone();
    assert_eq!(home.import(school()), [There, There, LeftOut, There, There]);
    assert_eq!(home, before);
    assert_eq!(home.offered(&file(school()), &Wishes::default()).label(), None);
}

#[test]
fn what_the_school_changed_is_followed_and_the_comments_stay() {
    let mut home = imported();
    home.change("name = \"Half term - no school\"", "name = \"Half term - no school\" # to Gran's");
    let mut changed = school();
    changed[1].dates = vec![DateRange::between(date(2026, 10, 19), date(2026, 10, 23))];
    changed[3].dates = vec![DateRange::one(date(2026, 11, 24))];
    changed[4].dates = vec![DateRange::one(date(2027, 6, 22))];
    assert_eq!(home.import(changed), [Changed, Changed, LeftOut, Changed, Changed]);
    let family = home.family();
    assert_eq!(family.terms[0].dates.to(), date(2027, 6, 22));
    assert_eq!((family.days_off.len(), family.days_off[0].dates.from()), (1, date(2026, 10, 19)));
    assert_eq!(family.special_days[0].dates, DateRange::one(date(2026, 11, 24)));
    assert!(home.family.contains("# to Gran's"), "{}", home.family);
}

#[test]
fn what_the_school_took_out_goes_unless_it_has_begun() {
    let mut home = imported();
    // What is left tells which calendar it is: the early dismissal alone is one rule of three.
    assert_eq!(home.clone().import(vec![school().remove(3)]), [There], "no word of what another calendar has");
    let mut fewer = school();
    fewer.remove(1);
    assert_eq!(home.import(fewer), [There, LeftOut, There, There, Removed]);
    assert_eq!(home.family().days_off, []);
    let mut over = imported();
    let mut fewer = school();
    fewer.remove(1);
    let late = import(&over.family(), &over.memory, &file(fewer), &Wishes::default(), date(2026, 10, 27));
    assert_eq!(late.expect("offered").label(), None);
    over.change("2026-10-30", "2026-11-02");
    assert_eq!(over.import(vec![school().remove(0), school().remove(4)]).len(), 3, "the early dismissal alone goes");
    assert_eq!(over.family().days_off.len(), 1, "and what was changed by hand stays");
}

#[test]
fn what_could_not_be_read_this_time_is_not_taken_for_removed() {
    let mut home = imported();
    let mut fewer = file(vec![school().remove(0), school().remove(4)]);
    fewer.reading.unread = vec!["b".into()];
    home.import_with(&fewer, &Wishes::default());
    assert_eq!(home.family().days_off.len(), 1);
    assert_eq!(home.import(school()), [There, There, LeftOut, New, There], "and it is remembered");
}

#[test]
fn what_the_parent_changed_or_took_out_stays_whatever_the_school_does() {
    let mut home = imported();
    home.change("2026-10-30", "2026-11-02");
    let early = home.family.find("[[special_day]]").expect("there");
    home.family.truncate(early);
    let by_hand = home.family.clone();
    assert_eq!(home.import(school()), [There, Yours, LeftOut, Yours, There]);
    let mut changed = school();
    changed[1].dates = vec![DateRange::between(date(2026, 10, 19), date(2026, 10, 23))];
    changed[3].dates = vec![DateRange::one(date(2026, 11, 24))];
    assert_eq!(home.import(changed), [There, Yours, LeftOut, Yours, There]);
    changed = school();
    changed.truncate(1);
    changed.push(school().remove(4));
    assert_eq!(home.import(changed), [There, There], "what is not the school's any more is not taken away");
    assert_eq!(home.family, by_hand);
}

#[test]
fn a_day_off_entered_by_hand_before_is_there_already_under_any_name() {
    let half_term = DateRange::new(date(2026, 10, 26), date(2026, 10, 30)).expect("forward");
    let mut home = Home::new();
    home.family = with_day_off(FAMILY, &[half_term], "Herbst", &Whom::AllChildren).expect("written");
    assert_eq!(home.import(school())[1], There);
    assert_eq!(home.family().days_off.len(), 1);
    let mut fewer = school();
    fewer.remove(1);
    home.import(fewer);
    assert_eq!(home.family().days_off.len(), 1, "it was never the school's");
}

#[test]
fn a_choice_is_remembered_and_goes_before_the_words() {
    let mut home = imported();
    assert_eq!(home.import_with(&file(school()), &as_(2, Meaning::DayOff))[2], New);
    assert_eq!(home.import_with(&file(school()), &as_(1, Meaning::NotAboutMornings))[1], Removed);
    let days: Vec<Date> = home.family().days_off.iter().map(|day_off| day_off.dates.from()).collect();
    assert_eq!(days, [date(2026, 11, 3)]);
    let before = home.clone();
    assert_eq!(home.import(school()), [There, LeftOut, There, There, There]);
    assert_eq!(home, before);
    assert_eq!(home.import_with(&file(school()), &as_(1, Meaning::HalfDay))[1], New);
    assert_eq!(home.import_with(&file(school()), &as_(1, Meaning::DayOff))[1], Changed, "and back to its words");
    assert_eq!(home.memory.calendars[0].choices.len(), 1);
}

#[test]
fn what_the_parent_asks_for_now_goes_before_what_they_did_by_hand() {
    let mut home = imported();
    home.change("2026-10-30", "2026-11-02");
    assert_eq!(home.import_with(&file(school()), &as_(1, Meaning::HalfDay))[1], Changed);
    let family = home.family();
    assert_eq!((family.days_off.len(), family.special_days.len()), (0, 2));
}

#[test]
fn two_calendars_are_kept_apart_and_each_child_can_have_its_own() {
    let mut home = imported();
    let ids: Vec<_> = home.family().children.iter().map(|child| child.id.clone()).collect();
    let idas = Wishes { whom: Some(Whom::Only(vec![ids[1].clone()])), ..Wishes::default() };
    let other = || {
        file(vec![
            event("x", "No school", date(2026, 12, 1), date(2026, 12, 1)),
            event("", "Early dismissal", date(2026, 11, 25), date(2026, 11, 25)),
        ])
    };
    assert_eq!(home.import_with(&other(), &idas), [New, New]);
    assert_eq!(home.family().days_off.len(), 2, "nothing of the first calendar goes");
    assert_eq!(home.import_with(&other(), &Wishes::default()), [There, There], "whose it is was remembered");
    assert_eq!(home.import(school()), [There, There, LeftOut, There, There]);
}

#[test]
fn a_school_that_names_its_events_anew_in_every_file_is_followed_all_the_same() {
    let named = |n: usize| {
        let mut events = school();
        events.iter_mut().enumerate().for_each(|(i, event)| event.uid = Some(format!("{n}-{i}")));
        events
    };
    let mut home = Home::new();
    home.import(named(1));
    assert_eq!(home.import(named(2)), [There, There, LeftOut, There, There]);
    let mut moved = named(3);
    moved[1].dates = vec![DateRange::between(date(2026, 10, 19), date(2026, 10, 23))];
    assert_eq!(home.import(moved), [There, Changed, LeftOut, There, There]);
    assert_eq!(home.family().days_off.len(), 1);
}

#[test]
fn a_last_day_alone_ends_the_term_that_began_with_the_first_day_of_a_child() {
    let last_day = || vec![school().remove(4)];
    let mut home = Home::new();
    assert_eq!(home.import(last_day()), [New]);
    let school_year = DateRange::new(date(2026, 9, 7), date(2027, 6, 18)).expect("dates");
    assert_eq!(home.family().terms[0].dates, school_year);
    let before = home.clone();
    assert_eq!(home.import(last_day()), [There]);
    assert_eq!(home, before);
    let mut early = last_day();
    early[0].name = "Last day of school, dismissal 11:30".to_owned();
    early[0].dates[0] = DateRange::one(date(2027, 6, 17));
    assert_eq!(home.import(early), [Changed], "the term is shorter, and there is an early finish");
    assert_eq!((home.family().terms.len(), home.family().special_days.len()), (1, 1));
    assert_eq!(home.family().terms[0].dates.to(), date(2027, 6, 17));
    // Who has said when school is, or has it from a whole file, needs no other beginning.
    let mut by_hand = Home::new();
    by_hand.family.push_str("[[term]]\nfrom = 2026-09-01\nto = 2026-12-18\n");
    assert_eq!(by_hand.import(last_day()), [Yours]);
    let mut whole = imported();
    assert_eq!(whole.import(last_day())[0], There);
    assert_eq!(whole.family().terms.len(), 1);
}

#[test]
fn terms_of_which_only_the_ends_are_told_begin_one_after_the_other() {
    let ends = |uid, name, end| event(uid, name, end, end);
    let mut home = Home::new();
    let autumn = ends("x", "End of Autumn Term", date(2026, 12, 18));
    let spring = ends("y", "End of Spring Term", date(2027, 3, 25));
    let next_year = ends("z", "End of Summer Term", date(2028, 7, 20));
    assert_eq!(home.import(vec![autumn, spring, next_year]), [New, New, LeftOut]);
    let dates: Vec<(Date, Date)> =
        home.family().terms.iter().map(|term| (term.dates.from(), term.dates.to())).collect();
    let expected = [(date(2026, 9, 7), date(2026, 12, 18)), (date(2026, 12, 19), date(2027, 3, 25))];
    assert_eq!(dates, expected);
}

#[test]
fn one_short_term_alone_is_warned_of() {
    let home = Home::new();
    let mut half = school();
    half[4].dates = vec![DateRange::one(date(2026, 12, 18))];
    let warnings = home.offered(&file(half), &Wishes::default()).warnings;
    assert!(warnings[0].contains("Dec 18"), "{warnings:?}");
    assert!(home.offered(&file(school()), &Wishes::default()).warnings.is_empty());
}

#[test]
fn a_file_with_more_rules_than_any_school_has_is_refused() {
    let mut flood = school();
    flood[3].dates = (0..3000).map(|i| DateRange::one(add_days(today(), i))).collect();
    let home = Home::new();
    assert!(import(&home.family(), &home.memory, &file(flood), &Wishes::default(), today()).is_err());
}
