//! Which of the calendars that were imported before a file goes on with.

use super::pairs::LONGEST_MOVE;
use super::{SchoolFile, Wishes};
use crate::domain::dates::DateRange;
use crate::domain::day::days_between;
use crate::domain::family::{Family, Rule};
use crate::domain::school_event::SchoolEvent;
use crate::domain::school_memory::{Choice, Memory, Remembered};
use crate::domain::school_words::{Judgment, Meaning};
use crate::domain::school_year::Whom;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What is remembered, as far as one file is concerned.
pub(super) struct Known<'m> {
    all: &'m [Remembered],
    /// The calendars that the file goes on with. One file may go on with what came in two.
    pub(super) goes_on_with: Vec<&'m Remembered>,
    /// Those of other schools.
    pub(super) others: Vec<&'m Remembered>,
}

impl<'m> Known<'m> {
    pub(super) fn of(
        memory: &'m Memory,
        file: &SchoolFile,
        by_words: &[Judgment],
        wishes: &Wishes,
        today: Date,
    ) -> Known<'m> {
        let (told, all) = (Told::of(file, by_words), memory.calendars.as_slice());
        let is_meant = |calendar: &Remembered| wishes.whom.as_ref().is_none_or(|whom| whom.overlaps(&calendar.whom));
        let may_go_on = |calendar: &&Remembered| !wishes.is_another_school && is_meant(calendar);
        // The file that was imported last, once more, goes on with nothing else.
        let is_it = |calendar: &&Remembered| may_go_on(calendar) && told.is_exactly(calendar, today);
        let (exact, rest): (Vec<&Remembered>, Vec<&Remembered>) = all.iter().partition(is_it);
        if !exact.is_empty() {
            return Known { all, goes_on_with: exact, others: rest };
        }
        let goes_on = |calendar: &&Remembered| may_go_on(calendar) && told.is_of(calendar, today);
        let (goes_on_with, others): (Vec<&Remembered>, Vec<&Remembered>) = all.iter().partition(goes_on);
        // Where one of them has the school's own names for the events, those with other names are of another school.
        let is_by_name = |calendar: &&Remembered| told.names_any_of(calendar);
        if !goes_on_with.iter().any(is_by_name) {
            return Known { all, goes_on_with, others };
        }
        let has_no_names = |calendar: &&Remembered| calendar.rules.iter().all(|rule| rule.uid().is_none());
        let (goes_on_with, of_others): (Vec<&Remembered>, Vec<&Remembered>) =
            goes_on_with.into_iter().partition(|calendar| is_by_name(calendar) || has_no_names(calendar));
        Known { all, goes_on_with, others: others.into_iter().chain(of_others).collect() }
    }

    /// Whose school it was the last time, as far as these children are still in the family.
    pub(super) fn whom(&self, family: &Family) -> Option<Whom> {
        let whom = self.goes_on_with.iter().map(|calendar| calendar.whom.clone()).reduce(Whom::and)?;
        let Whom::Only(mut children) = whom else { return Some(whom) };
        children.retain(|id| family.all_children().any(|child| child.id == *id));
        (!children.is_empty()).then_some(Whom::Only(children))
    }

    /// What the school said before, each thing once: of two calendars that say the same, as the family has it.
    pub(super) fn rules(&self, ours: &[Rule]) -> Vec<&'m Rule> {
        let all = self.goes_on_with.iter().flat_map(|calendar| &calendar.rules);
        let (there, others): (Vec<&Rule>, Vec<&Rule>) = all.partition(|rule| ours.contains(rule));
        let mut each: Vec<&Rule> = Vec::new();
        for rule in there.into_iter().chain(others) {
            if !each.iter().any(|known| known.says_the_same(rule)) {
                each.push(rule);
            }
        }
        each
    }

    /// All there is to remember with what this file gave. A calendar that is over is forgotten, so that the memory does
    /// not grow with the years.
    pub(super) fn memory_with(&self, remembered: Remembered, since: Date) -> Memory {
        let is_worth_it = |calendar: &Remembered| {
            let rules = calendar.rules.iter().any(|rule| rule.dates().to() >= since);
            rules || calendar.choices.iter().any(|choice| choice.date >= since)
        };
        // Taken for another school's once more, it takes the place of what it was then.
        let is_copy = |calendar: &Remembered| calendar.rules == remembered.rules && calendar.whom == remembered.whom;
        let is_older = |calendar: &Remembered| {
            self.goes_on_with.iter().any(|known| std::ptr::eq(*known, calendar)) || is_copy(calendar)
        };
        let place = self.all.iter().position(is_older);
        let mut calendars: Vec<Remembered> = Vec::new();
        for (i, calendar) in self.all.iter().enumerate() {
            calendars.extend((Some(i) == place).then(|| remembered.clone()));
            calendars.extend((!is_older(calendar)).then(|| calendar.clone()));
        }
        calendars.extend(place.is_none().then_some(remembered));
        calendars.retain(is_worth_it);
        Memory { calendars }
    }

    pub(super) fn choices(&self) -> Vec<&'m Choice> {
        self.goes_on_with.iter().flat_map(|calendar| &calendar.choices).collect()
    }
}

/// What a file tells, to see whether it is a later state of a calendar.
struct Told<'f> {
    /// The school's names of its events.
    uids: BTreeMap<&'f str, Vec<&'f SchoolEvent>>,
    /// Those of events that could not be read.
    unread: BTreeSet<&'f str>,
    names: BTreeSet<(Date, &'f str)>,
    ends: BTreeSet<Date>,
    /// The events that are about mornings, and what they are by their words.
    about: Vec<(&'f SchoolEvent, Meaning)>,
}

impl<'f> Told<'f> {
    fn of(file: &'f SchoolFile, by_words: &[Judgment]) -> Told<'f> {
        let (events, unread) = (&file.reading.events, &file.reading.unread);
        let ends = |days: &DateRange| [days.from(), days.to()];
        let names =
            |event: &'f SchoolEvent| event.dates.iter().flat_map(ends).map(move |day| (day, event.name.as_str()));
        let judged = events.iter().zip(by_words).map(|(event, judgment)| (event, judgment.meaning));
        let mut uids = BTreeMap::<_, Vec<_>>::new();
        for event in events {
            event.uid.iter().for_each(|uid| uids.entry(uid.as_str()).or_default().push(event));
        }
        Told {
            uids,
            unread: unread.iter().map(String::as_str).collect(),
            names: events.iter().flat_map(names).collect(),
            ends: events.iter().flat_map(|event| &event.dates).map(|days| days.to()).collect(),
            about: judged.filter(|(_, becomes)| *becomes != Meaning::NotAboutMornings).collect(),
        }
    }

    /// Whether most of what is remembered of a calendar, and still to come, is told here. A school that took out much is
    /// known by its names for the events: most of those here have to be remembered. Two schools of one district share
    /// some events, but not most.
    fn is_of(&self, calendar: &Remembered, today: Date) -> bool {
        // A school that keeps one of its names keeps them all.
        let are_named_anew = !self.names_any_of(calendar);
        let tells = |rule: &Rule| {
            let named = self.is_named((rule.uid(), rule.name().unwrap_or_default(), rule.dates()), are_named_anew);
            // The event that a term has its name from may be over and gone; its end is here as long as it counts.
            let is_end = |end: &Date| days_between(rule.dates().to(), *end).abs() <= ABOUT;
            named || matches!(rule, Rule::Term(_)) && self.ends.iter().any(is_end)
        };
        let chosen = |choice: &Choice| {
            self.is_named((choice.uid.as_deref(), &choice.name, DateRange::one(choice.date)), are_named_anew)
        };
        let rules = calendar.rules.iter().map(|rule| (rule.dates().from(), tells(rule)));
        let choices = calendar.choices.iter().map(|choice| (choice.date, chosen(choice)));
        let (told, others): (Vec<_>, Vec<_>) = rules.chain(choices).partition(|(_, is_told)| *is_told);
        // What has begun may be gone from the file.
        let missing = others.iter().filter(|(from, _)| *from >= today).count();
        told.len() > missing || self.mostly_known(calendar)
    }

    /// Whether all that is to come of a calendar is told here as it is remembered, and all that is told here about
    /// mornings is remembered.
    fn is_exactly(&self, calendar: &Remembered, today: Date) -> bool {
        let is_told = |rule: &&Rule| match rule {
            Rule::Term(term) => self.ends.contains(&term.dates.to()),
            _ => self.names.contains(&(rule.dates().from(), rule.name().unwrap_or_default())),
        };
        let is_remembered = |event: &SchoolEvent| {
            let is_on = |day: Date| event.dates.iter().any(|days| days.from() == day || days.to() == day);
            let by_rule = |rule: &Rule| match rule {
                Rule::Term(term) => is_on(term.dates.from()) || is_on(term.dates.to()),
                _ => rule.name() == Some(&event.name) && is_on(rule.dates().from()),
            };
            let by_choice = |choice: &Choice| choice.name == event.name && is_on(choice.date);
            calendar.rules.iter().any(by_rule) || calendar.choices.iter().any(by_choice)
        };
        let is_ahead = |rule: &&Rule| rule.dates().from() >= today;
        let is_all_told = calendar.rules.iter().filter(is_ahead).all(|rule| is_told(&rule));
        // A first day may be left out for want of a last one.
        let may_leave_none = |becomes: Meaning| matches!(becomes, Meaning::FirstDay | Meaning::LastDay);
        let is_any = self.about.iter().any(|(event, _)| is_remembered(event));
        let is_fine = |(event, becomes): &(&SchoolEvent, Meaning)| may_leave_none(*becomes) || is_remembered(event);
        is_any && is_all_told && self.about.iter().all(is_fine)
    }

    /// Whether there is a rule of the calendar's whose event is here by the school's name for it.
    fn names_any_of(&self, calendar: &Remembered) -> bool {
        let is_here = |rule: &Rule, uid: &str| {
            let is_it = |event: &&SchoolEvent| is_alike(event, rule.name().unwrap_or_default(), rule.dates());
            self.uids.get(uid).is_some_and(|events| events.iter().any(is_it))
        };
        calendar.rules.iter().any(|rule| rule.uid().is_some_and(|uid| is_here(rule, uid)))
    }

    /// Whether there is an event by the school's name for it, with its words or about its dates, as some schools just
    /// number their events; or one with both. Without such a name, it may have moved.
    fn is_named(&self, (uid, name, dates): (Option<&str>, &str, DateRange), are_named_anew: bool) -> bool {
        let may_be_renamed = uid.is_none() || are_named_anew;
        let is_it = |events: &Vec<&SchoolEvent>| events.iter().any(|event| is_alike(event, name, dates));
        let by_uid = |uid| self.unread.contains(uid) || self.uids.get(uid).is_some_and(is_it);
        let moved = || {
            let is_near =
                |(day, told): &&(Date, &str)| *told == name && days_between(dates.from(), *day).abs() <= LONGEST_MOVE;
            may_be_renamed && self.names.iter().any(|told| is_near(&told))
        };
        uid.is_some_and(by_uid) || self.names.contains(&(dates.from(), name)) || moved()
    }

    /// Whether most of the events here that are about mornings are remembered by the school's name for them, or are the
    /// end of a term that is.
    fn mostly_known(&self, calendar: &Remembered) -> bool {
        let is_remembered = |(event, _): &&(&SchoolEvent, Meaning)| {
            let is_it = |uid: Option<&str>, name: &str, dates: DateRange| {
                uid == event.uid.as_deref() && is_alike(event, name, dates)
            };
            let is_rule = |rule: &Rule| {
                let ends =
                    || matches!(rule, Rule::Term(_)) && event.dates.iter().any(|days| days.to() == rule.dates().to());
                is_it(rule.uid(), rule.name().unwrap_or_default(), rule.dates()) || ends()
            };
            let is_choice = |choice: &Choice| is_it(choice.uid.as_deref(), &choice.name, DateRange::one(choice.date));
            event.uid.is_some() && (calendar.rules.iter().any(is_rule) || calendar.choices.iter().any(is_choice))
        };
        self.about.iter().filter(is_remembered).count() * 2 > self.about.len()
    }
}

/// About then, in days.
const ABOUT: i64 = 14;

/// Whether an event has the name that one of before had, or is about when that one began or ended.
fn is_alike(event: &SchoolEvent, name: &str, dates: DateRange) -> bool {
    let is_about = |day: Date| event.dates.iter().any(|days| days_between(day, days.from()).abs() <= ABOUT);
    event.name == name || is_about(dates.from()) || is_about(dates.to())
}
