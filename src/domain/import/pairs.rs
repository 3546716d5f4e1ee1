//! What each rule of the school was before: the same rule in the file imported last.

use super::school_rules::SchoolRule;
use crate::domain::day::days_between;
use crate::domain::family::{Rule, RuleList};
use crate::domain::school_event::SchoolEvent;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Moved by more days than these, one of several that have a name in common is another one.
const LONGEST_MOVE_OF_ONE: i64 = 6;

/// Moved by more days, an event that only has its name in common with an old one is another one.
pub(super) const LONGEST_MOVE: i64 = 60;

/// Moved by more days, an event is the one of another year, by whatever name.
const LONGEST_MOVE_OF_AN_EVENT: i64 = 180;

/// Whether a rule of the school is what another one was before.
type Fits<'f> = &'f dyn Fn(&Rule, &Rule) -> bool;

/// Finds for each rule of the school what it was before: the same, or of the same event, or of an event of that name.
/// Each one of before is taken once. What is over stays, and what has begun becomes only what overlaps it.
pub(super) fn pairs(
    school: &[SchoolRule],
    before: &[&Rule],
    events: &[SchoolEvent],
    today: Date,
) -> Vec<Option<usize>> {
    let uids: BTreeSet<&str> = events.iter().filter_map(|event| event.uid.as_deref()).collect();
    let (of_uid, of_name) = (Counts::of(school, before, Rule::uid), Counts::of(school, before, Rule::name));
    let may_go_on = |now: &Rule, was: &Rule| {
        let is_ahead = was.dates().from() >= today;
        is_ahead || was.dates() == now.dates() || was.dates().to() >= today && was.dates().overlaps(now.dates())
    };
    let moved_by = |now: &Rule, was: &Rule| days_between(was.dates().from(), now.dates().from()).abs();
    let near = |now: &Rule, was: &Rule, is_one_of_several: bool, longest: i64| {
        moved_by(now, was) <= if is_one_of_several { LONGEST_MOVE_OF_ONE } else { longest }
    };
    let same = |now: &Rule, was: &Rule| now == was;
    let same_event = |now: &Rule, was: &Rule| {
        now.is_same_event(was)
            && may_go_on(now, was)
            && near(now, was, of_uid.is_several(was, was.uid()), LONGEST_MOVE_OF_AN_EVENT)
    };
    // A last day with a time is a term and an early finish.
    let same_event_and_kind = |now: &Rule, was: &Rule| now.list() == was.list() && same_event(now, was);
    let is_renamed = |was: &Rule| was.uid().is_none_or(|uid| !uids.contains(uid));
    let same_name_and_dates =
        |now: &Rule, was: &Rule| now.dates() == was.dates() && now.name() == was.name() && is_renamed(was);
    let same_dates = |now: &Rule, was: &Rule| now.list() == was.list() && now.dates() == was.dates() && is_renamed(was);
    let same_name = |now: &Rule, was: &Rule| {
        now.list() == was.list()
            && now.name() == was.name()
            && is_renamed(was)
            && may_go_on(now, was)
            && near(now, was, of_name.is_several(was, was.name()), LONGEST_MOVE)
    };
    let ways: [Fits<'_>; 6] = [&same, &same_event_and_kind, &same_event, &same_name_and_dates, &same_name, &same_dates];
    let mut pairs = vec![None; school.len()];
    let mut taken = vec![false; before.len()];
    for fits in ways {
        for (now, pair) in school.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
            let found = before.iter().enumerate().position(|(place, was)| !taken[place] && fits(&now.rule, was));
            found.into_iter().for_each(|place| taken[place] = true);
            *pair = found;
        }
    }
    pairs
}

/// How many rules of one kind have a name in common, now or before.
struct Counts<'r>(BTreeMap<(RuleList, &'r str), (usize, usize)>);

impl<'r> Counts<'r> {
    fn of(school: &'r [SchoolRule], before: &[&'r Rule], name: fn(&Rule) -> Option<&str>) -> Counts<'r> {
        let mut counts = BTreeMap::<_, (usize, usize)>::new();
        for rule in school.iter().map(|school| &school.rule) {
            name(rule).into_iter().for_each(|name| counts.entry((rule.list(), name)).or_default().0 += 1);
        }
        for rule in before {
            name(rule).into_iter().for_each(|name| counts.entry((rule.list(), name)).or_default().1 += 1);
        }
        Counts(counts)
    }

    fn is_several(&self, rule: &Rule, name: Option<&str>) -> bool {
        name.and_then(|name| self.0.get(&(rule.list(), name))).is_some_and(|(now, before)| *now > 1 || *before > 1)
    }
}
