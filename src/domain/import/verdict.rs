//! What each event of a school's file becomes, and who says so: its words, a choice of before, or a wish of now.

use super::{SchoolFile, Wishes};
use crate::domain::dates::DateRange;
use crate::domain::day::days_between;
use crate::domain::school_event::SchoolEvent;
use crate::domain::school_memory::Choice;
use crate::domain::school_words::{Judgment, Meaning, OwnWords, judge, judge_as};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What one event becomes, and who says so.
#[derive(Clone, Copy)]
pub(super) struct Verdict {
    pub(super) judgment: Judgment,
    pub(super) is_chosen: bool,
    /// It was said just now, so that it goes before what the family has.
    pub(super) is_insisted: bool,
}

/// What each event is by its words alone, in the order of the file.
pub(super) fn judged_by_words(events: &[SchoolEvent], own: &OwnWords) -> Vec<Judgment> {
    events.iter().map(|event| judge(event, own)).collect()
}

/// A verdict on every event, in the order of the file.
pub(super) fn verdicts(file: &SchoolFile, by_words: &[Judgment], wishes: &Wishes, choices: &[&Choice]) -> Vec<Verdict> {
    let events = &file.reading.events;
    let choices = Choices::of(choices, events);
    let verdict = |(place, (event, judged)): (usize, (&SchoolEvent, Judgment))| {
        let wish = wishes.becomes.get(&place).copied();
        let said = wish.or_else(|| choices.about(event).map(|choice| choice.becomes));
        let is_insisted = wish.is_some();
        match said.filter(|becomes| *becomes != judged.meaning) {
            Some(becomes) => Verdict { judgment: judge_as(event, becomes), is_chosen: true, is_insisted },
            None => Verdict { judgment: judged, is_chosen: false, is_insisted },
        }
    };
    events.iter().zip(judged_together(events, by_words)).enumerate().map(verdict).collect()
}

/// What each event is by its words, and by the events around it.
fn judged_together(events: &[SchoolEvent], by_words: &[Judgment]) -> Vec<Judgment> {
    let together = |(event, judgment): (&SchoolEvent, &Judgment)| {
        let is_back = judgment.meaning == Meaning::FirstDay && is_first_day_back(event, events, by_words);
        if is_back { judge_as(event, Meaning::NotAboutMornings) } else { *judgment }
    };
    events.iter().zip(by_words).map(together).collect()
}

/// Whether a first day is the one after short holidays in the middle of a term: "school opens" after half term. Between
/// two terms there is a last day, though a school may have dropped it since; so what is called a first day or a term is
/// one.
fn is_first_day_back(event: &SchoolEvent, events: &[SchoolEvent], by_words: &[Judgment]) -> bool {
    const LONGEST_BREAK: i64 = 16;
    const NEAR: i64 = 4;
    const NAMES: [&str; 8] = ["first", "1st", "term", "semester", "trimester", "quarter", "year", "new"];
    let first = event.dates[0].from();
    let days_of = |wanted: Meaning| {
        let becomes = events.iter().zip(by_words).filter(move |(_, judgment)| judgment.meaning == wanted);
        becomes.flat_map(|(event, _)| event.dates.iter().copied())
    };
    let is_near = |before: Date, after: Date| (0..=NEAR).contains(&days_between(before, after));
    let is_break = |days: &DateRange| (3..=LONGEST_BREAK).contains(&days.count()) && is_near(days.to(), first);
    let before = |wanted: Meaning| days_of(wanted).map(|days| days.from()).filter(|day| *day < first).max();
    let is_in_a_term = before(Meaning::LastDay) <= before(Meaning::FirstDay);
    let is_named = event.name.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| NAMES.contains(&word));
    !is_named && is_in_a_term && days_of(Meaning::DayOff).any(|days| is_break(&days))
}

/// The choices of before, to be found by the school's name for an event, or else by its name and date.
struct Choices<'c> {
    by_uid: BTreeMap<(&'c str, Option<Date>), &'c Choice>,
    by_name: BTreeMap<(&'c str, Date), &'c Choice>,
}

impl<'c> Choices<'c> {
    fn of(choices: &[&'c Choice], events: &[SchoolEvent]) -> Choices<'c> {
        let uids: BTreeSet<&str> = events.iter().filter_map(|event| event.uid.as_deref()).collect();
        let (mut by_uid, mut by_name) = (BTreeMap::new(), BTreeMap::new());
        for choice in choices.iter().rev() {
            match choice.uid.as_deref() {
                Some(uid) if uids.contains(uid) => drop(by_uid.insert((uid, choice.of), *choice)),
                // A school's program may give its events other names in every file.
                _ => drop(by_name.insert((choice.name.as_str(), choice.date), *choice)),
            }
        }
        Choices { by_uid, by_name }
    }

    fn about(&self, event: &SchoolEvent) -> Option<&'c Choice> {
        let by_uid = event.uid.as_deref().and_then(|uid| self.by_uid.get(&(uid, event.recurrence_id)));
        by_uid.or_else(|| self.by_name.get(&(event.name.as_str(), event.dates[0].from()))).copied()
    }
}

/// The choices to remember: those made for this file, and those for events that could not be read this time.
pub(super) fn choices_after(file: &SchoolFile, verdicts: &[Verdict], before: &[&Choice]) -> Vec<Choice> {
    let chosen = file.reading.events.iter().zip(verdicts).filter(|(_, verdict)| verdict.is_chosen);
    let choice = |(event, verdict): (&SchoolEvent, &Verdict)| Choice {
        uid: event.uid.clone(),
        of: event.recurrence_id,
        name: event.name.clone(),
        date: event.dates[0].from(),
        becomes: verdict.judgment.meaning,
    };
    let mut choices: Vec<Choice> = chosen.map(choice).collect();
    let is_unread = |choice: &Choice| choice.uid.as_ref().is_some_and(|uid| file.reading.unread.contains(uid));
    choices.extend(before.iter().copied().filter(|choice| is_unread(choice)).cloned());
    choices
}
