//! The ways in which two rules, or a rule and an event, can be the same.
//!
//! An *earlier* rule is a rule of the school as the last import read it.
//!
//! | question | answer |
//! |---|---|
//! | Does the family still have an earlier rule, unchanged? | `==` |
//! | Do two rules do the same to the mornings, under any name? | [`has_same_effect`] |
//! | Do two rules come from the same event, by its UID? | [`has_same_uid`] |
//! | Which earlier rule is each rule of the school now? | [`earlier_versions`] |
//! | Can a rule of the school stay as the family has it? | [`needs_no_change`] |
//! | Which parts of an earlier rule are left, after the parent removed days from it? | [`pieces`] |
//! | Which rule did the parent make from an earlier one? | [`parents_version`] |
//! | Does a rule of the parent make a rule of the school needless? | [`covers`] |
//! | Which event of the file does an earlier rule come from? | [`event_of`] |
//! | Can an event be the earlier event with this name and these dates? | [`is_similar`] |

use super::school_rules::SchoolRule;
use crate::domain::dates::DateRange;
use crate::domain::day::days_between;
use crate::domain::family::{Rule, RuleList};
use crate::domain::school_event::SchoolEvent;
use crate::domain::school_year::DayOff;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The most days that an event moves when several events share its name or UID. Schools repeat events every week, so an
/// event that is a week away is the next one.
const LONGEST_MOVE_OF_SEVERAL: i64 = 6;

/// The most days that an event moves when its name alone tells that it is the same. Two holidays with one name, such as
/// "half term", are more than two months apart.
pub(super) const LONGEST_MOVE_BY_NAME: i64 = 60;

/// The most days that an event moves when its UID tells that it is the same. Half a year is the limit, because some
/// schools use a UID again every year.
const LONGEST_MOVE_BY_UID: i64 = 180;

/// The most days between two dates of similar events. Schools that number their events use a number again for another
/// event, usually in another month.
pub(super) const NEAR: i64 = 14;

/// True when two rules do the same to the mornings of the same days. Names and UIDs may differ.
pub(super) fn has_same_effect(a: &Rule, b: &Rule) -> bool {
    let is_same = match (a, b) {
        (Rule::Term(a), Rule::Term(b)) => a.whom == b.whom,
        (Rule::DayOff(a), Rule::DayOff(b)) => (&a.whom, a.closed) == (&b.whom, b.closed),
        (Rule::SpecialDay(a), Rule::SpecialDay(b)) => (a.kind, a.time, &a.whom) == (b.kind, b.time, &b.whom),
        _ => a == b,
    };
    is_same && a.dates() == b.dates()
}

/// True when the school has one UID for both rules.
pub(super) fn has_same_uid(a: &Rule, b: &Rule) -> bool {
    a.uid().is_some() && a.uid() == b.uid()
}

/// True when the first rule is the earlier version of the second.
type IsVersion<'f> = &'f dyn Fn(&Rule, &Rule) -> bool;

/// Finds the earlier version of each rule of the school. Returns places in `earlier`; no place is used twice.
///
/// The surest ways go first: the same rule, the same event, the same name on the same dates, the same name, the same
/// dates. A rule that is over stays as it was. A rule that has begun becomes only a rule that overlaps it.
pub(super) fn earlier_versions(
    school: &[SchoolRule],
    earlier: &[&Rule],
    events: &[SchoolEvent],
    today: Date,
) -> Vec<Option<usize>> {
    let uids: BTreeSet<&str> = events.iter().filter_map(|event| event.uid.as_deref()).collect();
    let repeated = |text: fn(&Rule) -> Option<&str>| {
        let mut repeated = repeated_texts(school.iter().map(|school| &school.rule), text);
        repeated.extend(repeated_texts(earlier.iter().copied(), text));
        repeated
    };
    let (repeated_uids, repeated_names) = (repeated(Rule::uid), repeated(Rule::name));
    let may_become = |was: &Rule, now: &Rule| {
        let (was, now) = (was.dates(), now.dates());
        was == now || was.from() >= today || was.to() >= today && was.overlaps(now)
    };
    let is_near = |was: &Rule, now: &Rule, is_repeated: bool, longest: i64| {
        let moved = days_between(was.dates().from(), now.dates().from()).abs();
        may_become(was, now) && moved <= if is_repeated { LONGEST_MOVE_OF_SEVERAL } else { longest }
    };
    let is_in = |texts: &BTreeSet<(RuleList, &str)>, was: &Rule, text: Option<&str>| {
        text.is_some_and(|text| texts.contains(&(was.list(), text)))
    };
    // While the file has the UID of a rule, the rule comes from that event alone.
    let may_have_new_uid = |was: &Rule| was.uid().is_none_or(|uid| !uids.contains(uid));
    let same_kind = |was: &Rule, now: &Rule| was.list() == now.list();
    let same_dates = |was: &Rule, now: &Rule| was.dates() == now.dates() && may_have_new_uid(was);
    let same_name = |was: &Rule, now: &Rule| was.name() == now.name() && may_have_new_uid(was);
    let same_event = |was: &Rule, now: &Rule| {
        has_same_uid(was, now) && is_near(was, now, is_in(&repeated_uids, was, was.uid()), LONGEST_MOVE_BY_UID)
    };
    let moved = |was: &Rule, now: &Rule| {
        same_name(was, now) && is_near(was, now, is_in(&repeated_names, was, was.name()), LONGEST_MOVE_BY_NAME)
    };
    let ways: [IsVersion<'_>; 6] = [
        &|was, now| was == now,
        // A last day with a time is a term and an early finish.
        &|was, now| same_kind(was, now) && same_event(was, now),
        &same_event,
        &|was, now| same_name(was, now) && same_dates(was, now),
        &|was, now| same_kind(was, now) && moved(was, now),
        &|was, now| same_kind(was, now) && same_dates(was, now),
    ];
    let mut places = vec![None; school.len()];
    let mut is_used = vec![false; earlier.len()];
    for is_version in ways {
        for (now, found) in school.iter().zip(&mut places).filter(|(_, found)| found.is_none()) {
            *found = (0..earlier.len()).find(|&place| !is_used[place] && is_version(earlier[place], &now.rule));
            found.iter().for_each(|&place| is_used[place] = true);
        }
    }
    places
}

/// Returns the texts that several rules of one kind share.
fn repeated_texts<'r>(
    rules: impl Iterator<Item = &'r Rule>,
    text: fn(&Rule) -> Option<&str>,
) -> BTreeSet<(RuleList, &'r str)> {
    let mut seen = BTreeSet::new();
    let keys = rules.filter_map(|rule| Some((rule.list(), text(rule)?)));
    keys.filter(|key| !seen.insert(*key)).collect()
}

/// True when the family's rule, which is `was`, can stay. A rule that is over stays as it was. A new UID alone is no
/// change. A school that was closed for a day stays closed, also when the half day it was closed on is removed.
pub(super) fn needs_no_change(was: &Rule, now: &Rule, today: Date) -> bool {
    let is_only_closed = |was: &DayOff, now: &DayOff| was.closed && DayOff { closed: true, ..now.clone() } == *was;
    was.dates().to() < today
        || has_same_effect(was, now) && was.name() == now.name()
        || matches!((was, now), (Rule::DayOff(was), Rule::DayOff(now)) if is_only_closed(was, now))
}

/// Returns the parent's rules that are left of an earlier rule: only their dates differ, and lie within its dates.
pub(super) fn pieces<'r>(was: &Rule, own: &[&'r Rule]) -> Vec<&'r Rule> {
    let is_within = |our: &Rule| was.dates().common(our.dates()) == Some(our.dates());
    let is_piece = |our: &&Rule| is_within(our) && **our == was.clone().on(our.dates());
    let mut pieces: Vec<&Rule> = own.iter().copied().filter(is_piece).collect();
    pieces.sort_by_key(|piece| piece.dates().from());
    pieces
}

/// Finds the rule that the parent made from an earlier one: by its UID, or else by its dates, or else by its name.
pub(super) fn parents_version<'r>(was: &Rule, own: &[&'r Rule]) -> Option<&'r Rule> {
    let alike = || own.iter().copied().filter(|our| our.list() == was.list() && our.whom().overlaps(&was.whom()));
    let without_uid = || alike().filter(|our| our.uid().is_none() && was.uid().is_none());
    let by_uid = alike().filter(|our| has_same_uid(our, was)).min_by_key(|our| our.dates() != was.dates());
    by_uid
        .or_else(|| without_uid().find(|our| our.dates() == was.dates()))
        .or_else(|| without_uid().find(|our| our.name() == was.name()))
}

/// True when a rule of the parent says already, perhaps with another name or time, what a rule of the school says.
/// `is_alone` is false for an event that makes several rules; each of them has its own dates.
pub(super) fn covers(our: &Rule, school: &SchoolRule, is_alone: bool) -> bool {
    let now = &school.rule;
    let same_name = our.dates().from() == now.dates().from() && our.name() == now.name();
    // Only one special day counts on each date.
    let same_day = our.dates() == now.dates() && matches!(now, Rule::SpecialDay(_));
    // The program guesses no term where the parent has entered one.
    let same_term = school.is_guessed && our.dates().overlaps(now.dates());
    let same_event = has_same_uid(our, now) && (is_alone || our.dates().overlaps(now.dates()));
    our.whom().overlaps(&now.whom()) && (same_event || our.list() == now.list() && (same_name || same_day || same_term))
}

/// Finds the event of the file that an earlier rule comes from. If several events have its name, it is the event on its
/// first day.
pub(super) fn event_of(rule: &Rule, events: &[SchoolEvent]) -> Option<usize> {
    let begins_with = |event: &SchoolEvent| event.dates.iter().any(|days| days.from() == rule.dates().from());
    let is_named = |event: &SchoolEvent| match (rule.uid(), rule) {
        (Some(uid), _) => event.uid.as_deref() == Some(uid),
        // The name of a term is not that of its event.
        (None, Rule::Term(_)) => begins_with(event),
        (None, _) => rule.name() == Some(&event.name),
    };
    let named: Vec<usize> = (0..events.len()).filter(|&place| is_named(&events[place])).collect();
    let only = || named.first().filter(|_| named.len() == 1 || rule.uid().is_some());
    named.iter().find(|&&place| begins_with(&events[place])).or_else(only).copied()
}

/// True when an event can be the earlier event with this name and these dates: it has the name, or begins near an end.
pub(super) fn is_similar(event: &SchoolEvent, name: &str, dates: DateRange) -> bool {
    let is_near = |day: Date| event.dates.iter().any(|days| days_between(day, days.from()).abs() <= NEAR);
    event.name == name || is_near(dates.from()) || is_near(dates.to())
}
