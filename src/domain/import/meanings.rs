//! Decides the meaning of each event of a school's file: by its words, or by the parent's choice, now or earlier.

use super::{SchoolFile, Wishes};
use crate::domain::dates::DateRange;
use crate::domain::day::days_between;
use crate::domain::school_event::SchoolEvent;
use crate::domain::school_memory::Choice;
use crate::domain::school_words::{Judgment, Meaning, OwnWords, judge, judge_as};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// The meaning of one event, and whether the parent chose it.
#[derive(Clone, Copy)]
pub(super) struct EventMeaning {
    pub(super) judgment: Judgment,
    /// The parent chose another meaning than the words have.
    pub(super) is_chosen: bool,
    /// The parent chose the meaning in this import, so it wins over the family's own rules.
    pub(super) is_chosen_now: bool,
}

/// Judges each event by its words alone, in the order of the file.
pub(super) fn judged_by_words(events: &[SchoolEvent], own: &OwnWords) -> Vec<Judgment> {
    events.iter().map(|event| judge(event, own)).collect()
}

/// Decides the meaning of every event, in the order of the file. `choices` are those of earlier imports.
pub(super) fn event_meanings(
    events: &[SchoolEvent],
    by_words: &[Judgment],
    wishes: &Wishes,
    choices: &[&Choice],
) -> Vec<EventMeaning> {
    let uids: BTreeSet<&str> = events.iter().filter_map(|event| event.uid.as_deref()).collect();
    let decide = |(place, event): (usize, &SchoolEvent)| {
        let is_short_break_over =
            by_words[place].meaning == Meaning::FirstDay && is_first_day_after_break(event, events, by_words);
        let judged = if is_short_break_over { judge_as(event, Meaning::NotAboutMornings) } else { by_words[place] };
        let wish = wishes.meanings.get(&place).copied();
        let chosen = wish.or_else(|| choice_for(event, choices, &uids).map(|choice| choice.meaning));
        let chosen = chosen.filter(|meaning| *meaning != judged.meaning);
        EventMeaning {
            judgment: chosen.map_or(judged, |meaning| judge_as(event, meaning)),
            is_chosen: chosen.is_some(),
            is_chosen_now: wish.is_some(),
        }
    };
    events.iter().enumerate().map(decide).collect()
}

/// The lengths in days of a break within a term, such as a half term. A long weekend is shorter. Holidays of more than
/// two weeks with a weekend are between terms.
const BREAK: RangeInclusive<i64> = 3..=16;

/// The most days from the end of a break to the first day after it: a weekend, and a day for the staff on either side.
const DAYS_AFTER_BREAK: i64 = 4;

/// Words in the name of an event that begins a term, even after a break.
const FIRST_DAY_WORDS: [&str; 8] = ["first", "1st", "term", "semester", "trimester", "quarter", "year", "new"];

/// True for the first day after a short break within a term, such as "School opens" after a half term. Such a day
/// begins no term. A first day that follows a last day begins a term. The school may have removed that last day, so a
/// name with one of [`FIRST_DAY_WORDS`] begins a term, too.
fn is_first_day_after_break(event: &SchoolEvent, events: &[SchoolEvent], by_words: &[Judgment]) -> bool {
    let first = event.dates[0].from();
    let days_of = |wanted: Meaning| {
        let meant = events.iter().zip(by_words).filter(move |(_, judgment)| judgment.meaning == wanted);
        meant.flat_map(|(event, _)| event.dates.iter().copied())
    };
    let is_break_before = |days: DateRange| {
        BREAK.contains(&days.count()) && (0..=DAYS_AFTER_BREAK).contains(&days_between(days.to(), first))
    };
    let last_before = |wanted: Meaning| days_of(wanted).map(DateRange::from).filter(|day| *day < first).max();
    let is_in_a_term = last_before(Meaning::LastDay) <= last_before(Meaning::FirstDay);
    let name = event.name.to_lowercase();
    let begins_term = name.split(|c: char| !c.is_alphanumeric()).any(|word| FIRST_DAY_WORDS.contains(&word));
    !begins_term && is_in_a_term && days_of(Meaning::DayOff).any(is_break_before)
}

/// Finds the choice of an earlier import for an event, by its UID or else by its name and date. `uids` are those of the
/// file: a choice with such a UID is for that event alone. Some programs give each event a new UID in every file.
fn choice_for<'c>(event: &SchoolEvent, choices: &[&'c Choice], uids: &BTreeSet<&str>) -> Option<&'c Choice> {
    let event_id = (&event.uid, event.recurrence_id);
    let has_uid = |choice: &&Choice| event.uid.is_some() && (&choice.uid, choice.recurrence_id) == event_id;
    let is_uid_gone = |choice: &Choice| choice.uid.as_deref().is_none_or(|uid| !uids.contains(uid));
    let has_name =
        |choice: &&Choice| is_uid_gone(choice) && (&choice.name, choice.date) == (&event.name, event.dates[0].from());
    let find = |is_choice: &dyn Fn(&&Choice) -> bool| choices.iter().copied().find(is_choice);
    find(&has_uid).or_else(|| find(&has_name))
}

/// Returns the choices to remember: those for this file, and earlier ones for events that could not be read this time.
pub(super) fn choices_after(file: &SchoolFile, meanings: &[EventMeaning], earlier: &[&Choice]) -> Vec<Choice> {
    let chosen = file.reading.events.iter().zip(meanings).filter(|(_, meaning)| meaning.is_chosen);
    let chosen = chosen.map(|(event, meaning)| Choice {
        uid: event.uid.clone(),
        recurrence_id: event.recurrence_id,
        name: event.name.clone(),
        date: event.dates[0].from(),
        meaning: meaning.judgment.meaning,
    });
    let is_unread = |choice: &Choice| choice.uid.as_ref().is_some_and(|uid| file.reading.unread.contains(uid));
    chosen.chain(earlier.iter().filter(|choice| is_unread(choice)).map(|choice| (*choice).clone())).collect()
}
