//! One rule of the calendar, and the edits of rules.

use super::{ChildId, Family};
use crate::domain::dates::DateRange;
use crate::domain::school_year::{Collect, DayOff, Exception, Override, Special, SpecialDay, Term, Whom};
use crate::domain::time_of_day;
use jiff::civil::Date;
use std::borrow::Cow;

/// A rule of the calendar, which is one table in `family.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    Term(Term),
    DayOff(DayOff),
    SpecialDay(SpecialDay),
    Override(Override),
    Collect(Collect),
}

/// The lists of tables in `family.toml` that hold rules, one for each kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleList {
    Term,
    DayOff,
    SpecialDay,
    Override,
    Collect,
}

impl RuleList {
    /// The lists from the weakest to the strongest.
    pub const ALL: [RuleList; 5] =
        [RuleList::Term, RuleList::DayOff, RuleList::SpecialDay, RuleList::Override, RuleList::Collect];

    /// The name of the tables in the file, and the keys that each table may have.
    fn keyword_and_keys(self) -> (&'static str, &'static [&'static str]) {
        match self {
            RuleList::Term => ("term", &["name", "from", "to", "date", "children", "child", "uid"]),
            RuleList::DayOff => ("day_off", &["name", "closed", "from", "to", "date", "children", "child", "uid"]),
            RuleList::SpecialDay => {
                ("special_day", &["kind", "time", "name", "from", "to", "date", "children", "child", "uid"])
            }
            RuleList::Override => ("override", &["kind", "name", "from", "to", "date", "child", "uid"]),
            RuleList::Collect => ("collect", &["who", "from", "to", "date", "children", "child", "uid"]),
        }
    }

    pub fn keyword(self) -> &'static str {
        self.keyword_and_keys().0
    }

    pub fn keys(self) -> &'static [&'static str] {
        self.keyword_and_keys().1
    }
}

/// An edit of the calendar's rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleEdit {
    Add(Rule),
    /// Replaces a rule. Comments around the old rule stay.
    Replace {
        old: Rule,
        new: Rule,
    },
    Remove(Rule),
    /// Removes dates from a rule. The rule stays for the dates before and after, with all its keys.
    Cut {
        rule: Rule,
        dates: DateRange,
    },
    /// Extends a rule up to a later rule with the same effect. A later rule without more keys is merged into the rule.
    Join {
        rule: Rule,
        later: Rule,
    },
}

/// The family after some edits in order. [`with_rule_edits`](super::with_rule_edits) does the same to the text.
pub fn with_edits(family: &Family, edits: &[RuleEdit]) -> Family {
    let mut rules = Rule::all_of(family);
    for edit in edits {
        let (old, new): (&[&Rule], Vec<Rule>) = match edit {
            RuleEdit::Add(new) => (&[], vec![new.clone()]),
            RuleEdit::Replace { old, new } => (&[old], vec![new.clone()]),
            RuleEdit::Remove(old) => (&[old], Vec::new()),
            RuleEdit::Cut { rule, dates } => {
                let pieces = rule.dates().without(*dates).into_iter().flatten();
                (&[rule], pieces.map(|dates| rule.clone().on(dates)).collect())
            }
            RuleEdit::Join { rule, later } => {
                let whole = DateRange::new(rule.dates().from(), later.dates().to());
                (&[rule, later], whole.into_iter().map(|dates| rule.clone().on(dates)).collect())
            }
        };
        let mut places: Vec<usize> = old.iter().filter_map(|old| rules.iter().rposition(|rule| rule == *old)).collect();
        let first = places.first().copied().unwrap_or(rules.len());
        // A rule that changes its kind goes to the end of the new kind.
        let stays = new.first().zip(old.first()).is_some_and(|(new, old)| new.list() == old.list());
        places.sort_unstable();
        for place in places.into_iter().rev() {
            rules.remove(place);
        }
        let at = if stays { first.min(rules.len()) } else { rules.len() };
        rules.splice(at..at, new);
    }
    Rule::family_of(family, rules)
}

impl Rule {
    /// The family with other rules.
    fn family_of(family: &Family, rules: Vec<Rule>) -> Family {
        let mut family = Family {
            children: family.children.clone(),
            hidden: family.hidden.clone(),
            school_words: family.school_words.clone(),
            ..Family::default()
        };
        for rule in rules {
            match rule {
                Rule::Term(term) => family.terms.push(term),
                Rule::DayOff(day_off) => family.days_off.push(day_off),
                Rule::SpecialDay(special) => family.special_days.push(special),
                Rule::Override(exception) => family.overrides.push(exception),
                Rule::Collect(collect) => family.collects.push(collect),
            }
        }
        family
    }

    /// All rules of a family, list by list. Later rules are stronger.
    pub fn all_of(family: &Family) -> Vec<Rule> {
        Rule::on_dates(family, |_| true)
    }

    /// The rules that are not over before a date, the nearest first.
    pub fn coming(family: &Family, from: Date) -> Vec<Rule> {
        let mut rules = Rule::on_dates(family, |dates| dates.to() >= from);
        rules.sort_by_key(|rule| rule.dates().from());
        rules
    }

    /// The rules with the wanted dates, in the order of [`Rule::all_of`].
    pub fn on_dates(family: &Family, wanted: impl Fn(DateRange) -> bool) -> Vec<Rule> {
        let terms = family.terms.iter().filter(|term| wanted(term.dates)).cloned().map(Rule::Term);
        let days_off = family.days_off.iter().filter(|day_off| wanted(day_off.dates)).cloned().map(Rule::DayOff);
        let special = family.special_days.iter().filter(|day| wanted(day.dates)).cloned().map(Rule::SpecialDay);
        let overrides = family.overrides.iter().filter(|rule| wanted(rule.dates)).cloned().map(Rule::Override);
        let collects = family.collects.iter().filter(|rule| wanted(rule.dates)).cloned().map(Rule::Collect);
        terms.chain(days_off).chain(special).chain(overrides).chain(collects).collect()
    }

    /// The list that the rule is written in.
    pub fn list(&self) -> RuleList {
        match self {
            Rule::Term(_) => RuleList::Term,
            Rule::DayOff(_) => RuleList::DayOff,
            Rule::SpecialDay(_) => RuleList::SpecialDay,
            Rule::Override(_) => RuleList::Override,
            Rule::Collect(_) => RuleList::Collect,
        }
    }

    /// Whether this rule replaces `old`, and is not an additional rule about the same dates.
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

    /// Whether the rule is about this child.
    pub fn is_about(&self, child: &ChildId) -> bool {
        self.whom().includes(child)
    }

    /// The children that the rule is about.
    pub fn whom(&self) -> Cow<'_, Whom> {
        match self {
            Rule::Term(Term { whom, .. }) | Rule::DayOff(DayOff { whom, .. }) => Cow::Borrowed(whom),
            Rule::SpecialDay(SpecialDay { whom, .. }) | Rule::Collect(Collect { whom, .. }) => Cow::Borrowed(whom),
            Rule::Override(exception) => Cow::Owned(Whom::Only(vec![exception.child.clone()])),
        }
    }

    /// The rule without its dates: `half day 12:30 (Sports day)`.
    pub fn label(&self) -> String {
        let named = |kind: &str, name: &Option<String>| match name {
            Some(name) => format!("{kind} ({name})"),
            None => kind.to_owned(),
        };
        match self {
            Rule::Term(term) => term.name.clone(),
            Rule::DayOff(day_off) => day_off.name.clone(),
            Rule::SpecialDay(special) => {
                let time = special.time.map_or_else(String::new, |time| format!(" {}", time_of_day::label(time)));
                named(&format!("{}{time}", special.kind.keyword()), &special.name)
            }
            Rule::Override(exception) => named(exception.kind.label(), &exception.name),
            Rule::Collect(collect) => format!("pickup: {}", collect.who),
        }
    }

    /// The name of the rule, or the person who picks up.
    pub fn name(&self) -> Option<&str> {
        match self {
            Rule::Term(term) => Some(&term.name),
            Rule::DayOff(day_off) => Some(&day_off.name),
            Rule::SpecialDay(special) => special.name.as_deref(),
            Rule::Override(exception) => exception.name.as_deref(),
            Rule::Collect(collect) => Some(&collect.who),
        }
    }

    /// The dates and the UID, which every rule has.
    fn dates_and_uid(&self) -> (DateRange, &Option<String>) {
        match self {
            Rule::Term(Term { dates, uid, .. })
            | Rule::DayOff(DayOff { dates, uid, .. })
            | Rule::SpecialDay(SpecialDay { dates, uid, .. })
            | Rule::Override(Override { dates, uid, .. })
            | Rule::Collect(Collect { dates, uid, .. }) => (*dates, uid),
        }
    }

    fn dates_and_uid_mut(&mut self) -> (&mut DateRange, &mut Option<String>) {
        match self {
            Rule::Term(Term { dates, uid, .. })
            | Rule::DayOff(DayOff { dates, uid, .. })
            | Rule::SpecialDay(SpecialDay { dates, uid, .. })
            | Rule::Override(Override { dates, uid, .. })
            | Rule::Collect(Collect { dates, uid, .. }) => (dates, uid),
        }
    }

    pub fn dates(&self) -> DateRange {
        self.dates_and_uid().0
    }

    /// The rule on other dates.
    #[must_use]
    pub fn on(mut self, dates: DateRange) -> Rule {
        *self.dates_and_uid_mut().0 = dates;
        self
    }

    /// The UID of the event that the rule comes from.
    pub fn uid(&self) -> Option<&str> {
        self.dates_and_uid().1.as_deref()
    }

    /// The rule with another UID.
    #[must_use]
    pub fn with_uid(mut self, uid: Option<&str>) -> Rule {
        *self.dates_and_uid_mut().1 = uid.map(str::to_owned);
        self
    }
}
