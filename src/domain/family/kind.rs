//! The kinds of rules that a person can choose from.

use super::Rule;
use crate::domain::school_year::{Exception, Special};

/// The kind of a rule. Special days and overrides have several kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    DayOff,
    Special(Special),
    Term,
    Exception(Exception),
    Collect,
}

impl Kind {
    /// All kinds in the order of the list: the kinds that a parent needs early in the morning come first.
    pub const ALL: [Kind; 10] = [
        Kind::DayOff,
        Kind::Special(Special::HalfDay),
        Kind::Special(Special::LateStart),
        Kind::Special(Special::EarlyFinish),
        Kind::Special(Special::SchoolDay),
        Kind::Term,
        Kind::Collect,
        Kind::Exception(Exception::Absent),
        Kind::Exception(Exception::School),
        Kind::Exception(Exception::Swap),
    ];

    pub fn of(rule: &Rule) -> Kind {
        match rule {
            Rule::Term(_) => Kind::Term,
            Rule::DayOff(_) => Kind::DayOff,
            Rule::SpecialDay(special) => Kind::Special(special.kind),
            Rule::Override(exception) => Kind::Exception(exception.kind),
            Rule::Collect(_) => Kind::Collect,
        }
    }

    /// The name of the kind: `half day`, `homes swapped`.
    pub fn label(self) -> &'static str {
        match self {
            Kind::DayOff => "day off",
            Kind::Special(special) => special.label(),
            Kind::Term => "term",
            Kind::Exception(exception) => exception.label(),
            Kind::Collect => "who picks up",
        }
    }

    /// A few words about the use of the kind.
    pub fn hint(self) -> &'static str {
        match self {
            Kind::DayOff => "holidays, training, snow",
            Kind::Special(Special::HalfDay) => "school, but shorter",
            Kind::Special(Special::LateStart) => "school begins later",
            Kind::Special(Special::EarlyFinish) => "school ends earlier",
            Kind::Special(Special::SchoolDay) => "school on a free day",
            Kind::Term => "no school outside the terms",
            Kind::Collect => "someone else on these dates",
            Kind::Exception(Exception::Absent) => "one child stays home",
            Kind::Exception(Exception::School) => "one child goes to school anyway",
            Kind::Exception(Exception::Swap) => "for a child with two homes",
        }
    }
}
