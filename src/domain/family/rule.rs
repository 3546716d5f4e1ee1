//! One rule of the calendar, whatever its kind: what it says, of whom, and which rules are the same one.

use super::{ChildId, Family};
use crate::domain::school_year::{
    Collect, Dates, DayOff, Exception, Override, Special, SpecialDay, Term, Whom, time_in_words,
};
use jiff::civil::Date;
use std::borrow::Cow;

/// One table of the calendar in `family.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    Term(Term),
    DayOff(DayOff),
    SpecialDay(SpecialDay),
    Override(Override),
    Collect(Collect),
}

impl Rule {
    /// Every rule of a family: kind by kind, the weaker before the stronger.
    pub fn all_of(family: &Family) -> Vec<Rule> {
        let mut rules: Vec<Rule> = family.terms.iter().cloned().map(Rule::Term).collect();
        rules.extend(family.days_off.iter().cloned().map(Rule::DayOff));
        rules.extend(family.special_days.iter().cloned().map(Rule::SpecialDay));
        rules.extend(family.overrides.iter().cloned().map(Rule::Override));
        rules.extend(family.collects.iter().cloned().map(Rule::Collect));
        rules
    }

    /// Every rule that is not over on a date, the nearest first.
    pub fn coming(family: &Family, from: Date) -> Vec<Rule> {
        let mut rules = Rule::all_of(family);
        rules.retain(|rule| rule.dates().to() >= from);
        rules.sort_by_key(|rule| rule.dates().from());
        rules
    }

    /// The name of its tables.
    pub fn list(&self) -> &'static str {
        match self {
            Rule::Term(_) => "term",
            Rule::DayOff(_) => "day_off",
            Rule::SpecialDay(_) => "special_day",
            Rule::Override(_) => "override",
            Rule::Collect(_) => "collect",
        }
    }

    /// Whether this rule is another word on what `old` says, and not one more thing.
    pub(super) fn replaces(&self, old: &Rule) -> bool {
        let same = match (self, old) {
            (Rule::SpecialDay(new), Rule::SpecialDay(old)) => {
                let adds = |kind| kind == Special::SchoolDay;
                adds(new.kind) == adds(old.kind) && new.whom == old.whom
            }
            (Rule::Override(new), Rule::Override(old)) => {
                let takes_back = (old.kind, new.kind) == (Exception::Absent, Exception::School);
                (takes_back || new.kind == old.kind) && new.child == old.child
            }
            (Rule::Collect(new), Rule::Collect(old)) => new.whom == old.whom,
            _ => self == old,
        };
        same && self.dates() == old.dates() && self.uid() == old.uid()
    }

    /// Whether the rule says something about this child.
    pub fn is_about(&self, child: &ChildId) -> bool {
        self.whom().includes(child)
    }

    /// Whom the rule is about.
    pub fn whom(&self) -> Cow<'_, Whom> {
        match self {
            Rule::Term(Term { whom, .. }) | Rule::DayOff(DayOff { whom, .. }) => Cow::Borrowed(whom),
            Rule::SpecialDay(SpecialDay { whom, .. }) | Rule::Collect(Collect { whom, .. }) => Cow::Borrowed(whom),
            Rule::Override(own) => Cow::Owned(Whom::Only(vec![own.child.clone()])),
        }
    }

    /// The rule without its dates: `half day until 12:30, Sports day`.
    pub fn in_words(&self) -> String {
        let named = |kind: &str, name: &Option<String>| match name {
            Some(name) => format!("{kind}, {name}"),
            None => kind.to_owned(),
        };
        match self {
            Rule::Term(term) => term.name.clone(),
            Rule::DayOff(day_off) => day_off.name.clone(),
            Rule::SpecialDay(special) => {
                let time = special.time.map_or_else(String::new, |time| format!(" {}", time_in_words(time)));
                named(&format!("{}{time}", special.kind.word()), &special.name)
            }
            Rule::Override(own) => named(own.kind.in_words(), &own.name),
            Rule::Collect(collect) => format!("collects: {}", collect.who),
        }
    }

    /// What it is called, where it has a name.
    pub fn name(&self) -> Option<&str> {
        match self {
            Rule::Term(term) => Some(&term.name),
            Rule::DayOff(day_off) => Some(&day_off.name),
            Rule::SpecialDay(special) => special.name.as_deref(),
            Rule::Override(own) => own.name.as_deref(),
            Rule::Collect(collect) => Some(&collect.who),
        }
    }

    /// Whether another rule makes the same of the same dates, whatever it is called.
    pub fn says_the_same(&self, other: &Rule) -> bool {
        let same = match (self, other) {
            (Rule::Term(a), Rule::Term(b)) => a.whom == b.whom,
            (Rule::DayOff(a), Rule::DayOff(b)) => a.whom == b.whom,
            (Rule::SpecialDay(a), Rule::SpecialDay(b)) => (a.kind, a.time, &a.whom) == (b.kind, b.time, &b.whom),
            _ => self == other,
        };
        same && self.dates() == other.dates()
    }

    /// Whether the school has one name for both.
    pub fn is_same_event(&self, other: &Rule) -> bool {
        self.uid().is_some() && self.uid() == other.uid()
    }

    pub fn uid(&self) -> Option<&str> {
        let uid = match self {
            Rule::Term(term) => &term.uid,
            Rule::DayOff(day_off) => &day_off.uid,
            Rule::SpecialDay(special) => &special.uid,
            Rule::Override(own) => &own.uid,
            Rule::Collect(collect) => &collect.uid,
        };
        uid.as_deref()
    }

    pub fn dates(&self) -> Dates {
        match self {
            Rule::Term(term) => term.dates,
            Rule::DayOff(day_off) => day_off.dates,
            Rule::SpecialDay(special) => special.dates,
            Rule::Override(own) => own.dates,
            Rule::Collect(collect) => collect.dates,
        }
    }
}
