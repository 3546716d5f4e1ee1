//! Finds which of the calendars that were imported earlier a file continues.

use super::same::{LONGEST_MOVE_BY_NAME, NEAR, has_same_effect, is_similar};
use super::{SchoolFile, Wishes};
use crate::domain::dates::DateRange;
use crate::domain::day::days_between;
use crate::domain::family::{Family, Rule};
use crate::domain::school_event::SchoolEvent;
use crate::domain::school_memory::{Choice, Memory, RememberedCalendar};
use crate::domain::school_words::{Judgment, Meaning};
use crate::domain::school_year::Whom;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The calendars that were imported earlier, and which of them a file continues.
pub(super) struct EarlierCalendars<'m> {
    all: &'m [RememberedCalendar],
    /// The places of the calendars that the file continues. One file may continue two calendars.
    continued: Vec<usize>,
}

/// How well a file continues a calendar. The best calendars win.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Unrelated,
    /// Most events are the same by their names and dates.
    Similar,
    /// The calendar is similar, and some events have the same UIDs.
    SameUids,
    /// The file has the same events as at the last import, except those that are over.
    Exact,
}

impl<'m> EarlierCalendars<'m> {
    pub(super) fn new(
        memory: &'m Memory,
        file: &SchoolFile,
        by_words: &[Judgment],
        wishes: &Wishes,
        today: Date,
    ) -> EarlierCalendars<'m> {
        let (index, all) = (FileIndex::new(file, by_words), memory.calendars.as_slice());
        let may_continue = |calendar: &RememberedCalendar| {
            !wishes.is_another_school && wishes.whom.as_ref().is_none_or(|whom| whom.overlaps(&calendar.whom))
        };
        let likeness = |calendar: &RememberedCalendar| {
            if may_continue(calendar) { index.likeness(calendar, today) } else { Likeness::Unrelated }
        };
        let all_likeness: Vec<Likeness> = all.iter().map(likeness).collect();
        let best = all_likeness.iter().copied().max().unwrap_or(Likeness::Unrelated);
        let has_no_uids = |calendar: &RememberedCalendar| calendar.rules.iter().all(|rule| rule.uid().is_none());
        let is_continued = |place: &usize| match all_likeness[*place] {
            Likeness::Unrelated => false,
            // Other UIDs are those of another school. A calendar without UIDs may be of any school.
            Likeness::Similar if best == Likeness::SameUids => has_no_uids(&all[*place]),
            likeness => likeness == best,
        };
        EarlierCalendars { all, continued: (0..all.len()).filter(is_continued).collect() }
    }

    pub(super) fn all(&self) -> &'m [RememberedCalendar] {
        self.all
    }

    pub(super) fn continued(&self) -> impl Iterator<Item = &'m RememberedCalendar> {
        self.continued.iter().map(|&place| &self.all[place])
    }

    /// Returns whose school it was at the last import. Children who left the family are left out.
    pub(super) fn whom(&self, family: &Family) -> Option<Whom> {
        let whom = self.continued().map(|calendar| calendar.whom.clone()).reduce(Whom::union)?;
        let Whom::Only(mut children) = whom else { return Some(whom) };
        children.retain(|id| family.all_children().any(|child| child.id == *id));
        (!children.is_empty()).then_some(Whom::Only(children))
    }

    /// Returns the earlier rules. Of rules with the same effect, it returns the rule that the family has, or the first.
    pub(super) fn rules(&self, family_rules: &[Rule]) -> Vec<&'m Rule> {
        let all = self.continued().flat_map(|calendar| &calendar.rules);
        let (mut rules, others): (Vec<&Rule>, Vec<&Rule>) = all.partition(|rule| family_rules.contains(rule));
        rules.extend(others);
        let mut different: Vec<&Rule> = Vec::new();
        for rule in rules {
            if !different.iter().any(|known| has_same_effect(known, rule)) {
                different.push(rule);
            }
        }
        different
    }

    pub(super) fn choices(&self) -> Vec<&'m Choice> {
        self.continued().flat_map(|calendar| &calendar.choices).collect()
    }

    /// Returns the memory after this import. Calendars that were over before `since` are left out, so that the memory
    /// does not grow with the years.
    pub(super) fn memory_with(&self, new: RememberedCalendar, since: Date) -> Memory {
        // The same calendar, imported twice as another school's, is remembered once.
        let is_copy = |calendar: &RememberedCalendar| calendar.rules == new.rules && calendar.whom == new.whom;
        let is_replaced = |place: &usize| self.continued.contains(place) || is_copy(&self.all[*place]);
        let kept = (0..self.all.len()).filter(|place| !is_replaced(place)).map(|place| self.all[place].clone());
        let mut calendars: Vec<RememberedCalendar> = kept.collect();
        let place = (0..self.all.len()).find(is_replaced).unwrap_or(calendars.len());
        calendars.insert(place, new);
        calendars.retain(|calendar| {
            calendar.rules.iter().any(|rule| rule.dates().to() >= since)
                || calendar.choices.iter().any(|choice| choice.date >= since)
        });
        Memory { calendars }
    }
}

/// The events of a file, arranged to find the rules and choices of a remembered calendar.
struct FileIndex<'f> {
    by_uid: BTreeMap<&'f str, Vec<&'f SchoolEvent>>,
    /// The UIDs of events that could not be read.
    unread: BTreeSet<&'f str>,
    /// The first and last days of the events, with their names.
    names: BTreeSet<(Date, &'f str)>,
    last_days: BTreeSet<Date>,
    /// The events that are about mornings, with their meanings by their words.
    about_mornings: Vec<(&'f SchoolEvent, Meaning)>,
}

/// A rule or a choice of a remembered calendar.
struct Entry<'m> {
    uid: Option<&'m str>,
    name: &'m str,
    dates: DateRange,
    is_term: bool,
    is_choice: bool,
}

impl Entry<'_> {
    fn all_of(calendar: &RememberedCalendar) -> Vec<Entry<'_>> {
        let rules = calendar.rules.iter().map(|rule| Entry {
            uid: rule.uid(),
            name: rule.name().unwrap_or_default(),
            dates: rule.dates(),
            is_term: matches!(rule, Rule::Term(_)),
            is_choice: false,
        });
        let choices = calendar.choices.iter().map(|choice| Entry {
            uid: choice.uid.as_deref(),
            name: &choice.name,
            dates: DateRange::one(choice.date),
            is_term: false,
            is_choice: true,
        });
        rules.chain(choices).collect()
    }

    fn is_similar_to(&self, event: &SchoolEvent) -> bool {
        is_similar(event, self.name, self.dates)
    }
}

impl<'f> FileIndex<'f> {
    fn new(file: &'f SchoolFile, by_words: &[Judgment]) -> FileIndex<'f> {
        let events = &file.reading.events;
        let mut by_uid = BTreeMap::<_, Vec<_>>::new();
        for event in events {
            event.uid.iter().for_each(|uid| by_uid.entry(uid.as_str()).or_default().push(event));
        }
        let ends = |event: &'f SchoolEvent| {
            let days = event.dates.iter().flat_map(|days| [days.from(), days.to()]);
            days.map(|day| (day, event.name.as_str()))
        };
        let meanings = events.iter().zip(by_words.iter().map(|judgment| judgment.meaning));
        FileIndex {
            by_uid,
            unread: file.reading.unread.iter().map(String::as_str).collect(),
            names: events.iter().flat_map(ends).collect(),
            last_days: events.iter().flat_map(|event| &event.dates).map(|days| days.to()).collect(),
            about_mornings: meanings.filter(|(_, meaning)| *meaning != Meaning::NotAboutMornings).collect(),
        }
    }

    fn likeness(&self, calendar: &RememberedCalendar, today: Date) -> Likeness {
        let entries = Entry::all_of(calendar);
        if self.is_exactly(&entries, today) {
            return Likeness::Exact;
        }
        let has_uid = |entry: &Entry<'_>| {
            let events = entry.uid.filter(|_| !entry.is_choice).and_then(|uid| self.by_uid.get(uid));
            events.is_some_and(|events| events.iter().any(|event| entry.is_similar_to(event)))
        };
        let shares_uids = entries.iter().any(has_uid);
        match (self.continues(&entries, shares_uids, today), shares_uids) {
            (false, _) => Likeness::Unrelated,
            (true, true) => Likeness::SameUids,
            (true, false) => Likeness::Similar,
        }
    }

    /// True when the file has all future rules of a calendar as they are remembered, and no other events about
    /// mornings.
    fn is_exactly(&self, entries: &[Entry<'_>], today: Date) -> bool {
        let is_in_file = |entry: &Entry<'_>| match entry.is_term {
            true => self.last_days.contains(&entry.dates.to()),
            false => self.names.contains(&(entry.dates.from(), entry.name)),
        };
        let is_remembered = |event: &SchoolEvent| {
            let has_end = |day: Date| event.dates.iter().any(|days| days.from() == day || days.to() == day);
            entries.iter().any(|entry| match entry.is_term {
                true => has_end(entry.dates.from()) || has_end(entry.dates.to()),
                false => entry.name == event.name && has_end(entry.dates.from()),
            })
        };
        // A first or last day without the other makes no rule.
        let may_be_unknown = |meaning: Meaning| matches!(meaning, Meaning::FirstDay | Meaning::LastDay);
        let is_future_rule = |entry: &&Entry<'_>| !entry.is_choice && entry.dates.from() >= today;
        entries.iter().filter(is_future_rule).all(is_in_file)
            && self.about_mornings.iter().any(|(event, _)| is_remembered(event))
            && self.about_mornings.iter().all(|(event, meaning)| may_be_unknown(*meaning) || is_remembered(event))
    }

    /// True when the file has most of the future entries of a calendar, or when most events of the file are remembered
    /// by their UIDs. The second case follows after a school removed many events. Two schools of one district share
    /// some events, but not most.
    fn continues(&self, entries: &[Entry<'_>], shares_uids: bool, today: Date) -> bool {
        // The event that named a running term may be over and removed. The term's last day is still in the file.
        let has_end = |entry: &Entry<'_>| {
            let is_near = |end: &Date| days_between(entry.dates.to(), *end).abs() <= NEAR;
            entry.is_term && self.last_days.iter().any(is_near)
        };
        let is_in_file = |entry: &&Entry<'_>| self.has(entry, shares_uids) || has_end(entry);
        let (found, others): (Vec<&Entry<'_>>, Vec<&Entry<'_>>) = entries.iter().partition(is_in_file);
        // Schools remove events that have begun.
        let missing = others.iter().filter(|entry| entry.dates.from() >= today).count();
        found.len() > missing || self.is_mostly_remembered(entries)
    }

    /// True when the file has an entry's event. The event has the same UID and is similar, or has the same name and
    /// date. An event without a UID, or of a school that gives new UIDs in every file, may have moved.
    fn has(&self, entry: &Entry<'_>, shares_uids: bool) -> bool {
        let has_uid = |uid| {
            let is_similar = |events: &Vec<&SchoolEvent>| events.iter().any(|event| entry.is_similar_to(event));
            self.unread.contains(uid) || self.by_uid.get(uid).is_some_and(is_similar)
        };
        let has_moved = |(day, name): &(Date, &str)| {
            *name == entry.name && days_between(entry.dates.from(), *day).abs() <= LONGEST_MOVE_BY_NAME
        };
        let may_have_moved = entry.uid.is_none() || !shares_uids;
        entry.uid.is_some_and(has_uid)
            || self.names.contains(&(entry.dates.from(), entry.name))
            || may_have_moved && self.names.iter().any(has_moved)
    }

    /// True when more than half of the events about mornings are remembered by their UIDs, or end a remembered term.
    fn is_mostly_remembered(&self, entries: &[Entry<'_>]) -> bool {
        let is_remembered = |(event, _): &&(&SchoolEvent, Meaning)| {
            let ends =
                |entry: &Entry<'_>| entry.is_term && event.dates.iter().any(|days| days.to() == entry.dates.to());
            let is_event =
                |entry: &Entry<'_>| entry.uid == event.uid.as_deref() && entry.is_similar_to(event) || ends(entry);
            event.uid.is_some() && entries.iter().any(is_event)
        };
        self.about_mornings.iter().filter(is_remembered).count() * 2 > self.about_mornings.len()
    }
}
