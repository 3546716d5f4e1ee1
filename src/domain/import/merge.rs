//! The school's rules held against what it said before and what the family has: which edits follow the school and
//! leave the parent's own changes alone.

use super::school_rules::SchoolRule;
use super::{SchoolFile, Standing, Verdict};
use crate::domain::family::{Rule, RuleEdit};
use crate::domain::school_event::SchoolEvent;
use crate::domain::school_memory::Remembered;
use crate::domain::school_words::Becomes;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A rule that the school gave before and gives no more.
pub(super) struct Gone {
    pub(super) rule: Rule,
    /// Its event is in the file and is something else now.
    pub(super) is_in_file: bool,
}

/// What the family has, and which of it may have come from any of the school's calendars.
pub(super) struct Ours<'r> {
    pub(super) all: &'r [Rule],
    pub(super) imported: &'r [&'r Rule],
}

pub(super) struct Merged {
    pub(super) edits: Vec<RuleEdit>,
    /// What becomes of each rule of the school.
    pub(super) standings: Vec<Standing>,
    /// What would be taken away.
    pub(super) gone: Vec<Gone>,
    /// Rules given before whose events could not be read this time: they are remembered as they were.
    pub(super) kept: Vec<Rule>,
    /// The events whose last rule would be taken away.
    emptied: BTreeSet<usize>,
}

impl Merged {
    /// How an event stands: the most that happens to any of its rules.
    pub(super) fn standing_of(&self, event: usize, school: &[SchoolRule]) -> Standing {
        let own = school.iter().zip(&self.standings).filter(|(school, _)| school.events.contains(&event));
        let most = own.map(|(_, standing)| *standing).max();
        let emptied = self.emptied.contains(&event).then_some(Standing::Removed);
        most.or(emptied).unwrap_or(Standing::LeftOut)
    }
}

/// Whether a file is a later state of a calendar that was imported: they share an event by the school's own name for
/// it. Where a school's program gives new names with every file, more than half of what is remembered has to be there.
pub(super) fn is_same_calendar(calendar: &Remembered, events: &[SchoolEvent]) -> bool {
    let uids: BTreeSet<&str> = events.iter().filter_map(|event| event.uid.as_deref()).collect();
    let of_rules = calendar.rules.iter().filter_map(Rule::uid);
    let of_choices = calendar.choices.iter().filter_map(|choice| choice.uid.as_deref());
    let shares_a_uid = of_rules.chain(of_choices).any(|uid| uids.contains(uid));
    let told: BTreeSet<(Date, &str)> =
        events.iter().flat_map(|event| event.dates.iter().map(move |days| (days.from, event.name.as_str()))).collect();
    let ends = |date: Date| events.iter().any(|event| event.dates.last().is_some_and(|days| days.to == date));
    // The event that a term has its name from may be over and gone; its end is in the file as long as it counts.
    let is_told = |rule: &&Rule| match rule {
        Rule::Term(term) => ends(term.dates.to()),
        rule => told.contains(&(rule.dates().from(), rule.name().unwrap_or_default())),
    };
    let rules = calendar.rules.iter().filter(is_told).count();
    let choices = calendar.choices.iter().filter(|choice| told.contains(&(choice.date, choice.name.as_str()))).count();
    shares_a_uid || (rules + choices) * 2 > calendar.rules.len() + calendar.choices.len()
}

pub(super) fn merge(
    school: &[SchoolRule],
    before: &[&Rule],
    ours: &Ours<'_>,
    file: &SchoolFile,
    verdicts: &[Verdict],
    today: Date,
) -> Merged {
    let events = &file.reading.events;
    let pairs = pairs(school, before, events);
    // What the family has of its own making: neither of a calendar of before nor of this one as it is now.
    let (ours, imported) = (ours.all, ours.imported);
    let own: Vec<&Rule> = ours
        .iter()
        .filter(|rule| !imported.contains(rule) && !school.iter().any(|school| school.rule.says_the_same(rule)))
        .collect();
    let mut edits: Vec<RuleEdit> = Vec::new();
    let mut standings = Vec::new();
    for (school, pair) in school.iter().zip(&pairs) {
        let was = pair.map(|place| before[place]);
        let is_insisted = school.events.iter().any(|&event| verdicts[event].is_insisted);
        let (standing, edit) = settle(school, was, ours, &own, is_insisted);
        let edit = edit.map(|edit| only_once(edit, &edits));
        // Two events that say the same need one rule.
        let is_said = |edit: &RuleEdit| edits.iter().any(|other| added(other, edit));
        let edit = edit.filter(|edit| !is_said(edit));
        standings.push(if edit.is_none() && standing.is_work() { Standing::There } else { standing });
        edits.extend(edit);
    }
    let mut merged = Merged { edits, standings, gone: Vec::new(), kept: Vec::new(), emptied: BTreeSet::new() };
    for (_, &rule) in before.iter().enumerate().filter(|(place, _)| !pairs.contains(&Some(*place))) {
        if is_unread(rule, file) {
            merged.kept.push(rule.clone());
            continue;
        }
        let event = events.iter().position(|event| is_of(rule, event));
        let is_still_said = school.iter().any(|school| school.rule.says_the_same(rule));
        if ours.contains(rule) && is_given_up(rule, file, verdicts, today) && !is_still_said {
            merged.edits.push(RuleEdit::Remove(rule.clone()));
            merged.gone.push(Gone { rule: rule.clone(), is_in_file: event.is_some() });
            merged.emptied.extend(event);
        }
    }
    merged
}

fn is_unread(rule: &Rule, file: &SchoolFile) -> bool {
    rule.uid().is_some_and(|uid| file.reading.unread.iter().any(|unread| unread == uid))
}

/// Whether the school means a rule of before no more, when none of its rules is it any longer.
fn is_given_up(rule: &Rule, file: &SchoolFile, verdicts: &[Verdict], today: Date) -> bool {
    let event = file.reading.events.iter().position(|event| is_of(rule, event));
    // Schools drop what is over from their files, and what has begun is being lived by.
    let from = rule.dates().from();
    let is_dropped = from >= today && from >= file.between.0 && from <= file.between.1;
    let lost_its_end = |event: usize| verdicts[event].judgment.becomes == Becomes::FirstDay;
    !is_unread(rule, file) && event.map_or(is_dropped, |event| !lost_its_end(event))
}

/// Whether a rule of before came from an event.
fn is_of(rule: &Rule, event: &SchoolEvent) -> bool {
    match rule.uid() {
        Some(uid) => event.uid.as_deref() == Some(uid),
        None => rule.name() == Some(&event.name),
    }
}

/// Whether a rule of the school is what it was before.
type Fits<'f> = &'f dyn Fn(&Rule, &Rule) -> bool;

/// Finds for each rule of the school what it was before: the same, or of the same event, or of an event of that name.
/// Each one of before is taken once.
fn pairs(school: &[SchoolRule], before: &[&Rule], events: &[SchoolEvent]) -> Vec<Option<usize>> {
    let uids: BTreeSet<&str> = events.iter().filter_map(|event| event.uid.as_deref()).collect();
    let same = |now: &Rule, was: &Rule| now == was;
    // A last day with a time is a term and an early finish.
    let same_event_and_kind = |now: &Rule, was: &Rule| now.is_same_event(was) && now.list() == was.list();
    let is_renamed = |was: &Rule| was.uid().is_none_or(|uid| !uids.contains(uid));
    let same_name_and_dates =
        |now: &Rule, was: &Rule| now.dates() == was.dates() && now.name() == was.name() && is_renamed(was);
    let same_name = |now: &Rule, was: &Rule| now.list() == was.list() && now.name() == was.name() && is_renamed(was);
    let ways: [Fits<'_>; 5] = [&same, &same_event_and_kind, &Rule::is_same_event, &same_name_and_dates, &same_name];
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

/// The rules of before that are none of the school's now, and whose events are not in the file.
pub(super) fn dropped<'r>(school: &[SchoolRule], before: &[&'r Rule], events: &[SchoolEvent]) -> Vec<&'r Rule> {
    let paired: BTreeSet<usize> = pairs(school, before, events).into_iter().flatten().collect();
    let is_dropped =
        |place: &usize| !paired.contains(place) && !events.iter().any(|event| is_of(before[*place], event));
    (0..before.len()).filter(is_dropped).map(|place| before[place]).collect()
}

/// What becomes of one rule of the school.
fn settle(
    school: &SchoolRule,
    was: Option<&Rule>,
    ours: &[Rule],
    own: &[&Rule],
    is_insisted: bool,
) -> (Standing, Option<RuleEdit>) {
    let now = &school.rule;
    if let Some(was) = was.filter(|was| *was != now && ours.contains(was)) {
        let edit = RuleEdit::Exchange { old: was.clone(), new: now.clone() };
        let only_renamed = was.says_the_same(now) && was.name() == now.name();
        return (if only_renamed { Standing::There } else { Standing::Changed }, Some(edit));
    }
    if ours.iter().any(|our| our.says_the_same(now)) {
        return (Standing::There, None);
    }
    let instead = own.iter().find(|our| {
        let same_name = our.dates().from() == now.dates().from() && our.name() == now.name();
        // Of two special days on one date only one counts.
        let same_day = our.dates() == now.dates() && matches!(now, Rule::SpecialDay(_));
        // Where the parent said when school is, nobody needs to guess.
        let is_said = school.is_guessed && our.dates().overlaps(now.dates());
        our.is_same_event(now) || our.list() == now.list() && (same_name || same_day || is_said)
    });
    match instead {
        Some(our) if is_insisted => {
            (Standing::Changed, Some(RuleEdit::Exchange { old: (*our).clone(), new: now.clone() }))
        }
        Some(_) => (Standing::Yours, None),
        // The parent took out what the school had given.
        None if was.is_some() && !is_insisted => (Standing::Yours, None),
        None => (Standing::New, Some(RuleEdit::Add(now.clone()))),
    }
}

/// A rule of the family can make way once; after that the school's rule is one more.
fn only_once(edit: RuleEdit, edits: &[RuleEdit]) -> RuleEdit {
    match edit {
        RuleEdit::Exchange { old, new } if edits.iter().any(|edit| makes_way(edit, &old)) => RuleEdit::Add(new),
        edit => edit,
    }
}

fn makes_way(edit: &RuleEdit, rule: &Rule) -> bool {
    matches!(edit, RuleEdit::Exchange { old, .. } if old == rule)
}

fn added(edit: &RuleEdit, other: &RuleEdit) -> bool {
    matches!((edit, other), (RuleEdit::Add(rule), RuleEdit::Add(other)) if rule.says_the_same(other))
}
