//! Imports of a school's calendar into a family's, the first time and again.

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

/// Adds days off to a family file, as a parent enters them.
fn with_day_off(text: &str, dates: &[DateRange], name: &str, whom: &Whom) -> Result<String, FamilyEditError> {
    let day_off =
        |&dates| Rule::DayOff(DayOff { name: name.to_owned(), dates, whom: whom.clone(), closed: false, uid: None });
    dates.iter().map(day_off).try_fold(text.to_owned(), |text, day_off| with_rule(&text, &day_off))
}

/// An event of whole days. An empty `uid` means that the event has no UID.
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

/// An event of one day.
fn day(uid: &str, name: &str, day: Date) -> SchoolEvent {
    event(uid, name, day, day)
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
    let days_read = DateRange::between(date(2025, 8, 1), date(2028, 12, 1));
    SchoolFile { name: "school.ics".into(), reading: Reading { events, ..Reading::default() }, days_read }
}

/// The parts of a family folder that imports change.
#[derive(Clone, Debug, PartialEq)]
struct Folder {
    family: String,
    memory: Memory,
    today: Date,
}

impl Folder {
    fn new() -> Folder {
        Folder { family: FAMILY.to_owned(), memory: Memory::default(), today: today() }
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

/// A folder into which the school's calendar was imported once.
fn imported() -> Folder {
    let mut folder = Folder::new();
    assert_eq!(folder.import(school()), [New, New, LeftOut, New, New]);
    folder
}

/// The wishes of a parent who chooses the meaning of one event.
fn meaning_of(event: usize, meaning: Meaning) -> Wishes {
    Wishes { meanings: [(event, meaning)].into(), ..Wishes::default() }
}

#[test]
fn importing_the_same_file_again_changes_nothing() {
    let mut folder = imported();
    assert!(folder.family.starts_with("# us"), "{}", folder.family);
    assert_eq!(folder.family().terms[0].dates, DateRange::new(date(2026, 9, 7), date(2027, 6, 18)).expect("dates"));
    let before = folder.clone();
    assert_eq!(folder.import(school()), [There, There, LeftOut, There, There]);
    assert_eq!(folder, before);
    assert_eq!(folder.offered(&file(school()), &Wishes::default()).label(), None);
}

#[test]
fn rules_follow_the_school_and_keep_their_comments() {
    let mut folder = imported();
    folder.change("name = \"Half term - no school\"", "name = \"Half term - no school\" # to Grandma's");
    let mut changed = school();
    changed[1].dates = vec![DateRange::between(date(2026, 10, 19), date(2026, 10, 23))];
    changed[3].dates = vec![DateRange::one(date(2026, 11, 24))];
    changed[4].dates = vec![DateRange::one(date(2027, 6, 22))];
    assert_eq!(folder.import(changed), [Changed, Changed, LeftOut, Changed, Changed]);
    let family = folder.family();
    assert_eq!(family.terms[0].dates.to(), date(2027, 6, 22));
    assert_eq!((family.days_off.len(), family.days_off[0].dates.from()), (1, date(2026, 10, 19)));
    assert_eq!(family.special_days[0].dates, DateRange::one(date(2026, 11, 24)));
    assert!(folder.family.contains("# to Grandma's"), "{}", folder.family);
}

#[test]
fn a_rule_that_the_school_removed_is_removed_unless_it_has_begun() {
    let mut folder = imported();
    // One of three rules is not enough to continue the calendar.
    assert_eq!(folder.clone().import(vec![school().remove(3)]), [There], "nothing is removed");
    let mut fewer = school();
    fewer.remove(1);
    assert_eq!(folder.import(fewer), [There, LeftOut, There, There, Removed]);
    assert_eq!(folder.family().days_off, []);
    let mut over = imported();
    let mut fewer = school();
    fewer.remove(1);
    let late = import(&over.family(), &over.memory, &file(fewer), &Wishes::default(), date(2026, 10, 27));
    assert_eq!(late.expect("offered").label(), None);
    over.change("2026-10-30", "2026-11-02");
    assert_eq!(
        over.import(vec![school().remove(0), school().remove(4)]).len(),
        3,
        "only the early dismissal is removed"
    );
    assert_eq!(over.family().days_off.len(), 1, "the rule that was changed by hand stays");
}

#[test]
fn an_event_that_cannot_be_read_is_not_removed() {
    let mut folder = imported();
    let mut fewer = file(vec![school().remove(0), school().remove(4)]);
    fewer.reading.unread = vec!["b".into()];
    folder.import_with(&fewer, &Wishes::default());
    assert_eq!(folder.family().days_off.len(), 1);
    assert_eq!(folder.import(school()), [There, There, LeftOut, New, There], "the half term is remembered");
}

#[test]
fn rules_that_the_parent_changed_stay_changed_and_removed_rules_stay_removed() {
    let mut folder = imported();
    folder.change("2026-10-30", "2026-11-02");
    let early = folder.family.find("[[special_day]]").expect("there");
    folder.family.truncate(early);
    let by_hand = folder.family.clone();
    assert_eq!(folder.import(school()), [There, Yours, LeftOut, Yours, There]);
    let mut changed = school();
    changed[1].dates = vec![DateRange::between(date(2026, 10, 19), date(2026, 10, 23))];
    changed[3].dates = vec![DateRange::one(date(2026, 11, 24))];
    assert_eq!(folder.import(changed), [There, Yours, LeftOut, Yours, There]);
    changed = school();
    changed.truncate(1);
    changed.push(school().remove(4));
    assert_eq!(folder.import(changed), [There, There], "rules of the parent are not removed");
    assert_eq!(folder.family, by_hand);
}

#[test]
fn a_day_off_that_the_parent_entered_first_is_not_added_again() {
    let half_term = DateRange::new(date(2026, 10, 26), date(2026, 10, 30)).expect("forward");
    let mut folder = Folder::new();
    folder.family = with_day_off(FAMILY, &[half_term], "Herbst", &Whom::AllChildren).expect("written");
    assert_eq!(folder.import(school())[1], There);
    assert_eq!(folder.family().days_off.len(), 1);
    let mut fewer = school();
    fewer.remove(1);
    folder.import(fewer);
    assert_eq!(folder.family().days_off.len(), 1, "the rule never came from the school");
}

#[test]
fn a_chosen_meaning_is_remembered_and_wins_over_the_words() {
    let mut folder = imported();
    assert_eq!(folder.import_with(&file(school()), &meaning_of(2, Meaning::DayOff))[2], New);
    assert_eq!(folder.import_with(&file(school()), &meaning_of(1, Meaning::NotAboutMornings))[1], Removed);
    let days: Vec<Date> = folder.family().days_off.iter().map(|day_off| day_off.dates.from()).collect();
    assert_eq!(days, [date(2026, 11, 3)]);
    let before = folder.clone();
    assert_eq!(folder.import(school()), [There, LeftOut, There, There, There]);
    assert_eq!(folder, before);
    assert_eq!(folder.import_with(&file(school()), &meaning_of(1, Meaning::HalfDay))[1], New);
    assert_eq!(
        folder.import_with(&file(school()), &meaning_of(1, Meaning::DayOff))[1],
        Changed,
        "the choice is undone"
    );
    assert_eq!(folder.memory.calendars[0].choices.len(), 1);
}

#[test]
fn a_meaning_chosen_now_wins_over_earlier_changes_by_hand() {
    let mut folder = imported();
    folder.change("2026-10-30", "2026-11-02");
    assert_eq!(folder.import_with(&file(school()), &meaning_of(1, Meaning::HalfDay))[1], Changed);
    let family = folder.family();
    assert_eq!((family.days_off.len(), family.special_days.len()), (0, 2));
}

#[test]
fn each_child_can_have_a_calendar_of_their_own() {
    let mut folder = imported();
    let ids: Vec<_> = folder.family().children.iter().map(|child| child.id.clone()).collect();
    let idas = Wishes { whom: Some(Whom::Only(vec![ids[1].clone()])), ..Wishes::default() };
    let other = || {
        file(vec![
            event("x", "No school", date(2026, 12, 1), date(2026, 12, 1)),
            event("", "Early dismissal", date(2026, 11, 25), date(2026, 11, 25)),
        ])
    };
    assert_eq!(folder.import_with(&other(), &idas), [New, New]);
    assert_eq!(folder.family().days_off.len(), 2, "nothing of the first calendar is removed");
    assert_eq!(folder.import_with(&other(), &Wishes::default()), [There, There], "the child is remembered");
    assert_eq!(folder.import(school()), [There, There, LeftOut, There, There]);
}

#[test]
fn a_school_with_new_uids_in_every_file_is_followed() {
    let named = |n: usize| {
        let mut events = school();
        events.iter_mut().enumerate().for_each(|(i, event)| event.uid = Some(format!("{n}-{i}")));
        events
    };
    let mut folder = Folder::new();
    folder.import(named(1));
    assert_eq!(folder.import(named(2)), [There, There, LeftOut, There, There]);
    let mut moved = named(3);
    moved[1].dates = vec![DateRange::between(date(2026, 10, 19), date(2026, 10, 23))];
    assert_eq!(folder.import(moved), [There, Changed, LeftOut, There, There]);
    assert_eq!(folder.family().days_off.len(), 1);
}

#[test]
fn a_last_day_alone_ends_a_term_from_the_childs_first_day_on() {
    let last_day = || vec![school().remove(4)];
    let mut folder = Folder::new();
    assert_eq!(folder.import(last_day()), [New]);
    let school_year = DateRange::new(date(2026, 9, 7), date(2027, 6, 18)).expect("dates");
    assert_eq!(folder.family().terms[0].dates, school_year);
    let before = folder.clone();
    assert_eq!(folder.import(last_day()), [There]);
    assert_eq!(folder, before);
    let mut early = last_day();
    early[0].name = "Last day of school, dismissal 11:30".to_owned();
    early[0].dates[0] = DateRange::one(date(2027, 6, 17));
    assert_eq!(folder.import(early), [Changed], "the term is shorter, and there is an early finish");
    assert_eq!((folder.family().terms.len(), folder.family().special_days.len()), (1, 1));
    assert_eq!(folder.family().terms[0].dates.to(), date(2027, 6, 17));
    // No term is guessed where the family has one.
    let mut by_hand = Folder::new();
    by_hand.family.push_str("[[term]]\nfrom = 2026-09-01\nto = 2026-12-18\n");
    assert_eq!(by_hand.import(last_day()), [Yours]);
    let mut whole = imported();
    assert_eq!(whole.import(last_day())[0], There);
    assert_eq!(whole.family().terms.len(), 1);
}

#[test]
fn terms_with_last_days_alone_follow_each_other() {
    let ends = |uid, name, end| event(uid, name, end, end);
    let mut folder = Folder::new();
    let autumn = ends("x", "End of Autumn Term", date(2026, 12, 18));
    let spring = ends("y", "End of Spring Term", date(2027, 3, 25));
    let next_year = ends("z", "End of Summer Term", date(2028, 7, 20));
    assert_eq!(folder.import(vec![autumn, spring, next_year]), [New, New, LeftOut]);
    let dates: Vec<(Date, Date)> =
        folder.family().terms.iter().map(|term| (term.dates.from(), term.dates.to())).collect();
    let expected = [(date(2026, 9, 7), date(2026, 12, 18)), (date(2026, 12, 19), date(2027, 3, 25))];
    assert_eq!(dates, expected);
}

#[test]
fn one_short_term_is_warned_about() {
    let folder = Folder::new();
    let mut half = school();
    half[4].dates = vec![DateRange::one(date(2026, 12, 18))];
    let warnings = folder.offered(&file(half), &Wishes::default()).warnings;
    assert!(warnings[0].contains("Dec 18"), "{warnings:?}");
    assert!(folder.offered(&file(school()), &Wishes::default()).warnings.is_empty());
}

#[test]
fn a_file_with_more_rules_than_any_school_has_is_refused() {
    let mut flood = school();
    flood[3].dates = (0..3000).map(|i| DateRange::one(add_days(today(), i))).collect();
    let folder = Folder::new();
    assert!(import(&folder.family(), &folder.memory, &file(flood), &Wishes::default(), today()).is_err());
}
