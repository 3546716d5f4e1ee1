//! Finds the edits that an import makes to the family's rules. It compares the school's rules with those of the last
//! import and with the family's rules. The module `same` tells when two rules are the same.

use super::meanings::EventMeaning;
use super::same::{
    covers, earlier_versions, event_of, has_same_effect, has_same_uid, needs_no_change, parents_version, pieces,
};
use super::school_rules::SchoolRule;
use super::{Novelty, SchoolFile, Wishes};
use crate::domain::dates::DateRange;
use crate::domain::day::days_between;
use crate::domain::family::{Rule, RuleEdit};
use crate::domain::school_words::Meaning;
use jiff::civil::Date;

/// Everything that a merge compares.
#[derive(Clone, Copy)]
pub(super) struct Sources<'s> {
    pub(super) file: &'s SchoolFile,
    pub(super) meanings: &'s [EventMeaning],
    /// The rules of the file.
    pub(super) school: &'s [SchoolRule],
    /// The rules of the same calendar at the last import.
    pub(super) earlier: &'s [&'s Rule],
    pub(super) family: &'s [Rule],
    /// The family's rules that came from no import, or that the parent changed since.
    pub(super) own: &'s [&'s Rule],
    pub(super) wishes: &'s Wishes,
    pub(super) today: Date,
}

/// A rule of the last import that the school no longer gives.
pub(super) struct RemovedRule {
    pub(super) rule: Rule,
    /// The event of the rule, if the file still has it with another meaning.
    event: Option<usize>,
    /// The parent wants to keep the rule.
    pub(super) is_kept: bool,
}

/// The edits of an import, and the novelty of each rule.
#[derive(Default)]
pub(super) struct MergeResult {
    pub(super) edits: Vec<RuleEdit>,
    /// The novelty of each rule of the school, and whether the rule has an earlier version.
    novelties: Vec<(Novelty, bool)>,
    removed: Vec<RemovedRule>,
    /// The rules to remember until the next import.
    pub(super) remembered: Vec<Rule>,
}

impl MergeResult {
    /// Returns the novelty of an event, from the novelties of all its rules.
    pub(super) fn novelty_of(&self, event: usize, school: &[SchoolRule]) -> Novelty {
        let of_event = school.iter().zip(&self.novelties).filter(|(school, _)| school.events.contains(&event));
        let novelties: Vec<(Novelty, bool)> = of_event.map(|(_, novelty)| *novelty).collect();
        let loses_rule = self.removed.iter().any(|removed| removed.event == Some(event) && !removed.is_kept);
        let Some(greatest) = novelties.iter().map(|(novelty, _)| *novelty).max() else {
            return if loses_rule { Novelty::Removed } else { Novelty::LeftOut };
        };
        // A series with one more date has changed.
        let gains_rule = greatest == Novelty::New && novelties.iter().any(|(_, has_earlier)| *has_earlier);
        if loses_rule || gains_rule { Novelty::Changed } else { greatest }
    }

    /// Returns the removed rules whose events are no longer in the file.
    pub(super) fn removed(&self) -> impl Iterator<Item = &RemovedRule> {
        self.removed.iter().filter(|removed| removed.event.is_none())
    }

    /// Remembers a rule, unless it remembers one with the same effect. The family also has only one of them.
    fn remember(&mut self, rule: Rule) {
        if !self.remembered.iter().any(|known| has_same_effect(known, &rule)) {
            self.remembered.push(rule);
        }
    }
}

/// Works out the edits for each rule of the school, and then for each earlier rule that the school no longer gives.
pub(super) fn merge(sources: Sources<'_>) -> MergeResult {
    let mut merge = Merge::new(sources);
    for place in 0..sources.school.len() {
        let outcome = merge.outcome(place);
        merge.apply(outcome, merge.earlier_version(place).is_some());
    }
    for (place, rule) in sources.earlier.iter().enumerate() {
        if !merge.versions.contains(&Some(place)) {
            merge.drop_earlier(rule);
        }
    }
    merge.result
}

/// A merge in progress.
struct Merge<'s> {
    sources: Sources<'s>,
    /// For each rule of the school, the place of its earlier version in `Sources::earlier`.
    versions: Vec<Option<usize>>,
    is_of_later_year: bool,
    /// The family's rules except the earlier rules that this import moves or removes.
    staying: Vec<&'s Rule>,
    /// The parent's own rules that no edit has replaced yet.
    own: Vec<&'s Rule>,
    result: MergeResult,
}

/// The outcome for one rule of the school.
struct Outcome {
    novelty: Novelty,
    edits: Vec<RuleEdit>,
    /// The rule to remember. None if the family had entered the rule before the school gave it.
    remembered: Option<Rule>,
}

impl<'s> Merge<'s> {
    fn new(sources: Sources<'s>) -> Merge<'s> {
        let Sources { file, school, earlier, family, today, .. } = sources;
        let versions = earlier_versions(school, earlier, &file.reading.events, today);
        let is_new = |our: &&Rule| !school.iter().any(|school| has_same_effect(&school.rule, our));
        let own = sources.own.iter().copied().filter(is_new).collect();
        let is_of_later_year = is_of_later_year(sources, &versions);
        let mut merge =
            Merge { sources, versions, is_of_later_year, staying: Vec::new(), own, result: MergeResult::default() };
        // The days that a rule leaves are free for another rule of the school.
        let leaving: Vec<&Rule> =
            (0..earlier.len()).filter(|&place| merge.is_leaving(place)).map(|p| earlier[p]).collect();
        merge.staying = family.iter().filter(|rule| !leaving.contains(rule)).collect();
        merge
    }

    fn earlier_version(&self, place: usize) -> Option<&'s Rule> {
        self.versions[place].map(|earlier| self.sources.earlier[earlier])
    }

    /// True when this import moves, changes or removes an earlier rule.
    fn is_leaving(&self, place: usize) -> bool {
        let was = self.sources.earlier[place];
        match self.versions.iter().position(|version| *version == Some(place)) {
            Some(now) => {
                !has_same_effect(&self.sources.school[now].rule, was) && was.dates().to() >= self.sources.today
            }
            None => self.is_dropped(was),
        }
    }

    /// True when the school has dropped an earlier rule. A rule that has begun stays, because schools remove past
    /// events from their files. A rule whose event may be in the part that could not be read stays, too. A meaning that
    /// the parent chooses in this import replaces the rules of an event that is not over.
    fn is_dropped(&self, rule: &Rule) -> bool {
        let Sources { file, meanings, today, .. } = self.sources;
        let meaning = event_of(rule, &file.reading.events).map(|event| meanings[event]);
        let is_chosen_now = meaning.is_some_and(|meaning| meaning.is_chosen_now) && rule.dates().to() >= today;
        let is_ahead = (today..=file.days_read.to()).contains(&rule.dates().from());
        let is_unread = rule.uid().is_some_and(|uid| file.reading.unread.iter().any(|unread| unread == uid));
        let has_lost_its_end = meaning.is_some_and(|meaning| meaning.judgment.meaning == Meaning::FirstDay);
        let is_unknown = is_unread || has_lost_its_end || file.reading.breaks_off || self.is_of_later_year;
        is_chosen_now || is_ahead && !is_unknown
    }

    /// Works out the outcome for one rule of the school.
    fn outcome(&self, place: usize) -> Outcome {
        let Sources { school, earlier, family, today, .. } = self.sources;
        let (school, was) = (&school[place], self.earlier_version(place));
        let now = &school.rule;
        // The memory keeps the UID that the parent's rule has from the school.
        let earlier_uid = was.map_or(now.uid(), Rule::uid);
        let yours = || Outcome::new(Novelty::Yours, Vec::new(), now.clone().with_uid(earlier_uid));
        let changed = |edits| Outcome::new(Novelty::Changed, edits, now.clone());
        let replace = |old: &Rule, new: Rule| vec![RuleEdit::Replace { old: old.clone(), new }];
        if let Some(was) = was.filter(|was| family.contains(was)) {
            return match needs_no_change(was, now, today) {
                true => Outcome::new(Novelty::There, Vec::new(), was.clone()),
                false => changed(replace(was, now.clone())),
            };
        }
        if let Some(our) = self.staying.iter().find(|our| has_same_effect(our, now)) {
            // A rule that came from another event keeps that event's UID. The school never moves the family's own rule.
            let from_school = || was.map(|_| now.clone().with_uid(earlier_uid));
            let remembered = if earlier.contains(our) { Some((*our).clone()) } else { from_school() };
            return Outcome { novelty: Novelty::There, edits: Vec::new(), remembered };
        }
        let pieces = was.map_or_else(Vec::new, |was| pieces(was, &self.own));
        if let Some(was) = was.filter(|_| !pieces.is_empty()) {
            return match edits_of_pieces(was, &pieces, school) {
                edits if edits.is_empty() || was.dates().to() < today => yours(),
                edits => changed(edits),
            };
        }
        let changed_by_hand = was.and_then(|was| Some((was, parents_version(was, &self.own)?)));
        let is_alone = self.sources.school.iter().filter(|other| has_same_uid(&other.rule, now)).count() < 2;
        let covering = || self.own.iter().find(|our| covers(our, school, is_alone)).copied();
        let parents_rule = changed_by_hand.map(|(_, our)| our).or_else(covering);
        match (parents_rule, changed_by_hand) {
            (Some(our), _) if school.is_chosen_now => changed(replace(our, now.clone())),
            (_, Some((was, our))) => match with_changes(our, was, now) {
                new if new == *our => yours(),
                new => Outcome::new(Novelty::Changed, replace(our, new), now.clone().with_uid(our.uid())),
            },
            (Some(_), None) => yours(),
            // The parent removed the rule.
            (None, None) if was.is_some() && !school.is_chosen_now => yours(),
            (None, None) => Outcome::new(Novelty::New, vec![RuleEdit::Add(now.clone())], now.clone()),
        }
    }

    /// Adds an outcome to the result, without needless edits and without edits of past rules.
    fn apply(&mut self, outcome: Outcome, has_earlier: bool) {
        let Outcome { novelty, edits, remembered } = outcome;
        self.own.retain(|our| !edits.iter().any(|edit| old_rule(edit) == Some(our)));
        let is_over = |edit: &RuleEdit| old_rule(edit).is_some_and(|old| old.dates().to() < self.sources.today);
        let done = &mut self.result.edits;
        let mut does_nothing = true;
        for edit in edits.into_iter().filter(|edit| !is_over(edit)) {
            let is_replaced = |old: &Rule| done.iter().any(|edit| old_rule(edit) == Some(old));
            // Two events with the same effect need one rule.
            let is_there = |new: &Rule| done.iter().filter_map(new_rule).any(|rule| has_same_effect(rule, new));
            let edit = match edit {
                RuleEdit::Add(new) if is_there(&new) => continue,
                // Only one rule can replace a rule of the family. The next rule is added.
                RuleEdit::Replace { old, new } if is_replaced(&old) && is_there(&new) => continue,
                RuleEdit::Replace { old, new } if is_replaced(&old) => RuleEdit::Add(new),
                RuleEdit::Replace { old, new } if is_there(&new) && !self.sources.own.contains(&&old) => {
                    RuleEdit::Remove(old)
                }
                RuleEdit::Replace { old, new } => {
                    // The parent's rule wins over a new one, so that its name stays.
                    done.retain(|edit| !matches!(edit, RuleEdit::Add(rule) if has_same_effect(rule, &new)));
                    RuleEdit::Replace { old, new }
                }
                edit => edit,
            };
            done.push(edit);
            does_nothing = false;
        }
        let novelty = if does_nothing && novelty.changes_family() { Novelty::There } else { novelty };
        self.result.novelties.push((novelty, has_earlier));
        remembered.into_iter().for_each(|rule| self.result.remember(rule));
    }

    /// Removes an earlier rule that has no later version, with all its pieces, unless it must stay.
    fn drop_earlier(&mut self, rule: &Rule) {
        let Sources { file, family, wishes, .. } = self.sources;
        if rule.dates().to() < file.days_read.from() {
            return;
        }
        if !self.is_dropped(rule) {
            return self.result.remember(rule.clone());
        }
        let whole = family.iter().find(|our| *our == rule);
        let left: Vec<&Rule> = whole.into_iter().chain(pieces(rule, &self.own)).collect();
        if !left.is_empty() {
            let (event, is_kept) = (event_of(rule, &file.reading.events), wishes.keep.contains(rule));
            self.result.edits.extend(left.into_iter().filter(|_| !is_kept).cloned().map(RuleEdit::Remove));
            self.result.removed.push(RemovedRule { rule: rule.clone(), event, is_kept });
        }
    }
}

impl Outcome {
    fn new(novelty: Novelty, edits: Vec<RuleEdit>, remembered: Rule) -> Outcome {
        Outcome { novelty, edits, remembered: Some(remembered) }
    }
}

/// The rule of the family that an edit replaces or removes.
fn old_rule(edit: &RuleEdit) -> Option<&Rule> {
    match edit {
        RuleEdit::Replace { old, .. } | RuleEdit::Remove(old) => Some(old),
        _ => None,
    }
}

/// The rule that the family has after an edit.
fn new_rule(edit: &RuleEdit) -> Option<&Rule> {
    match edit {
        RuleEdit::Replace { new, .. } | RuleEdit::Add(new) => Some(new),
        _ => None,
    }
}

/// Returns the edits that change the pieces of an earlier rule into pieces of the school's present rule. The days that
/// the parent removed stay removed, unless the parent chose the meaning of the event in this import.
fn edits_of_pieces(was: &Rule, pieces: &[&Rule], school: &SchoolRule) -> Vec<RuleEdit> {
    let is_removed = |date: Date| {
        let is_left = pieces.iter().any(|piece| piece.dates().contains(date));
        was.dates().contains(date) && !is_left && !school.is_chosen_now
    };
    let left = DateRange::of_dates(school.rule.dates().days().filter(|date| !is_removed(*date)));
    let edit = |place: usize| match (pieces.get(place), left.get(place).map(|dates| school.rule.clone().on(*dates))) {
        (Some(old), Some(new)) => (**old != new).then(|| RuleEdit::Replace { old: (*old).clone(), new }),
        (Some(old), None) => Some(RuleEdit::Remove((*old).clone())),
        (None, new) => new.map(RuleEdit::Add),
    };
    (0..pieces.len().max(left.len())).filter_map(edit).collect()
}

/// The most days until the first event of a file of this school year. No holidays within a year are longer.
const MOST_DAYS_AHEAD: i64 = 100;

/// True when the file begins after all earlier rules that have no later version, and months from now. Such a file has
/// only the next school year, and says nothing about this year.
fn is_of_later_year(sources: Sources<'_>, versions: &[Option<usize>]) -> bool {
    let begins = sources.file.reading.events.iter().map(|event| event.dates[0].from()).min();
    let without_version = (0..sources.earlier.len()).filter(|place| !versions.contains(&Some(*place)));
    let ends = without_version.map(|place| sources.earlier[place].dates().to()).max();
    begins
        .zip(ends)
        .is_some_and(|(begins, ends)| begins > ends && days_between(sources.today, begins) > MOST_DAYS_AHEAD)
}

/// Returns the parent's rule with the values that the school changed from `was` to `now`. The values that the parent
/// changed stay.
fn with_changes(our: &Rule, was: &Rule, now: &Rule) -> Rule {
    let mut changed = our.clone();
    match (&mut changed, was, now) {
        (Rule::Term(our), Rule::Term(was), Rule::Term(now)) => {
            follow(&mut our.name, &was.name, &now.name);
            follow(&mut our.whom, &was.whom, &now.whom);
            // The ends of a term come from two events, so each end is followed on its own.
            let (mut from, mut to) = (our.dates.from(), our.dates.to());
            follow(&mut from, &was.dates.from(), &now.dates.from());
            follow(&mut to, &was.dates.to(), &now.dates.to());
            our.dates = DateRange::new(from, to).unwrap_or(our.dates);
        }
        (Rule::DayOff(our), Rule::DayOff(was), Rule::DayOff(now)) => {
            follow(&mut our.name, &was.name, &now.name);
            follow(&mut our.whom, &was.whom, &now.whom);
            follow(&mut our.dates, &was.dates, &now.dates);
            follow(&mut our.closed, &was.closed, &now.closed);
        }
        (Rule::SpecialDay(our), Rule::SpecialDay(was), Rule::SpecialDay(now)) => {
            follow(&mut our.name, &was.name, &now.name);
            follow(&mut our.whom, &was.whom, &now.whom);
            follow(&mut our.dates, &was.dates, &now.dates);
            follow(&mut our.kind, &was.kind, &now.kind);
            match was.kind == now.kind {
                true => follow(&mut our.time, &was.time, &now.time),
                // A time belongs to its kind of day.
                false => our.time = now.time,
            }
        }
        _ => {}
    }
    changed
}

/// Changes a value of the parent's rule as the school did, unless the parent has changed it.
fn follow<T: Clone + PartialEq>(our: &mut T, was: &T, now: &T) {
    if our == was {
        our.clone_from(now);
    }
}
