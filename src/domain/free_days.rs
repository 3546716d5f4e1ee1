//! Edits of rules that make dates free of school for every shown child, or make them school days again.

use super::calendar::Calendar;
use super::child_id::ChildId;
use super::dates::DateRange;
use super::family::{Family, Rule, RuleEdit};
use super::school_year::{DayOff, Exception, Override, Whom};
use jiff::civil::Date;

/// The edits after which no shown child goes to school on these dates. A date that is not off for everybody becomes a
/// day off. The day off is closed if a rule makes school on the date. That rule stays, and wins again once the day off
/// is removed.
pub fn make_free(family: &Family, dates: DateRange) -> Vec<RuleEdit> {
    let off = dates.days().filter(|date| !is_off_for_all(family, *date) && !has_rule_for_school(family, *date));
    let closed = dates.days().filter(|date| has_rule_for_school(family, *date));
    let day_off = |gap: DateRange, closed: bool| {
        let (name, whom) = (DayOff::UNNAMED.to_owned(), Whom::AllChildren);
        RuleEdit::Add(Rule::DayOff(DayOff { name, dates: gap, whom, closed, uid: None }))
    };
    let off = DateRange::of_dates(off).into_iter();
    let off = off.map(|gap| joined(family, gap).unwrap_or_else(|| day_off(gap, false)));
    off.chain(DateRange::of_dates(closed).into_iter().map(|gap| day_off(gap, true))).collect()
}

/// Whether a rule makes a school day of a day off, unless the day off is closed.
pub fn makes_school(rule: &Rule) -> bool {
    matches!(rule, Rule::SpecialDay(_) | Rule::Override(Override { kind: Exception::School, .. }))
}

/// Whether a new day off must be closed, because it is a single date and another rule makes school on that date.
/// Holidays of several days leave a half day within them as it is.
pub fn must_be_closed<'r>(day_off: &DayOff, mut rules: impl Iterator<Item = &'r Rule>) -> bool {
    let is_one = day_off.dates.from() == day_off.dates.to();
    let clashes = |rule: &Rule| rule.dates().overlaps(day_off.dates) && rule.whom().overlaps(&day_off.whom);
    is_one && rules.any(|rule| makes_school(rule) && clashes(rule))
}

/// Whether a rule makes school on a date for a shown child, without a closed day off.
fn has_rule_for_school(family: &Family, date: Date) -> bool {
    let rules = Rule::on_dates(family, |dates| dates.contains(date));
    let is_closed = |child: &ChildId| {
        let here = |day_off: &&DayOff| day_off.closed && day_off.dates.contains(date);
        family.days_off.iter().filter(here).any(|day_off| day_off.whom.includes(child))
    };
    family
        .children
        .iter()
        .map(|child| &child.id)
        .any(|child| !is_closed(child) && rules.iter().any(|rule| makes_school(rule) && rule.is_about(child)))
}

/// The edits that make dates without school into school days again. The dates are removed from the days off that
/// [`make_free`] made, or from all days off if nobody would go to school otherwise. Empty if nobody can go to school
/// on these dates, such as dates outside the terms.
pub fn make_school(family: &Family, dates: DateRange) -> Vec<RuleEdit> {
    let is_here = |day_off: &&DayOff| {
        day_off.dates.overlaps(dates) && family.children.iter().any(|child| day_off.whom.includes(&child.id))
    };
    let is_own = |day_off: &DayOff| {
        day_off.name == DayOff::UNNAMED && day_off.whom == Whom::AllChildren && day_off.uid.is_none()
    };
    let all: Vec<&DayOff> = family.days_off.iter().filter(is_here).collect();
    let own: Vec<&DayOff> = all.iter().copied().filter(|day_off| is_own(day_off)).collect();
    let enough = [own, all].into_iter().find(|gone| gives_school_back(family, gone, dates));
    let cut = |day_off: &DayOff| RuleEdit::Cut { rule: Rule::DayOff(day_off.clone()), dates };
    enough.into_iter().flatten().map(cut).collect()
}

/// Whether a shown child would go to school on any of these dates if some days off were `gone`.
fn gives_school_back(family: &Family, gone: &[&DayOff], dates: DateRange) -> bool {
    let stays = |day_off: &&DayOff| !gone.contains(day_off);
    let days_off = family.days_off.iter().filter(stays).cloned().collect();
    let without = Family { days_off, ..family.clone() };
    let goes = |child| {
        let calendar = Calendar::of(&without, child);
        dates.days().any(|date| calendar.goes(date))
    };
    family.children.iter().any(goes)
}

/// The edit that closes a gap between two parts of a holiday.
fn joined(family: &Family, gap: DateRange) -> Option<RuleEdit> {
    let is_same = |a: &DayOff, b: &DayOff| (&a.name, &a.whom, &a.uid) == (&b.name, &b.whom, &b.uid);
    let mut before = family.days_off.iter().filter(|there| there.dates.is_just_before(gap));
    before.find_map(|before| {
        let begins_after = |there: &&DayOff| gap.is_just_before(there.dates) && is_same(before, there);
        let later = family.days_off.iter().find(begins_after)?;
        let is_for_all = family.children.iter().all(|child| before.whom.includes(&child.id));
        let [rule, later] = [before, later].map(|day_off| Rule::DayOff(day_off.clone()));
        is_for_all.then_some(RuleEdit::Join { rule, later })
    })
}

/// Whether every shown child has a day off.
fn is_off_for_all(family: &Family, date: Date) -> bool {
    let mut children = family.children.iter();
    children.all(|child| {
        family.days_off.iter().any(|day_off| day_off.dates.contains(date) && day_off.whom.includes(&child.id))
    })
}
