//! The rules of a school year in the family file: terms, days off, special days, overrides for one child, and who picks
//! up. The module `calendar` combines them for each date.

use super::child_id::ChildId;
use super::dates::DateRange;
use jiff::civil::Time;

/// The children that a rule is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    AllChildren,
    /// Never empty.
    Only(Vec<ChildId>),
}

impl Whom {
    pub fn includes(&self, child: &ChildId) -> bool {
        match self {
            Whom::AllChildren => true,
            Whom::Only(children) => children.contains(child),
        }
    }

    /// Whether any child is in both.
    pub fn overlaps(&self, other: &Whom) -> bool {
        match (self, other) {
            (Whom::Only(some), Whom::Only(_)) => some.iter().any(|child| other.includes(child)),
            _ => true,
        }
    }

    /// The children that either rule is about.
    #[must_use]
    pub fn union(self, other: Whom) -> Whom {
        match (self, other) {
            (Whom::Only(mut some), Whom::Only(more)) => {
                some.extend(more.into_iter().filter(|child| !some.contains(child)).collect::<Vec<_>>());
                Whom::Only(some)
            }
            _ => Whom::AllChildren,
        }
    }
}

/// A term, which has school. A child with at least one term has school in terms only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub name: String,
    pub dates: DateRange,
    pub whom: Whom,
    /// The UID of the event in the school's calendar, if the rule was imported. Every rule may have a UID.
    pub uid: Option<String>,
}

/// Days off, such as holidays or a snow day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOff {
    pub name: String,
    pub dates: DateRange,
    pub whom: Whom,
    /// Whether the school is closed. Then the day off wins over special days and overrides too.
    pub closed: bool,
    pub uid: Option<String>,
}

impl DayOff {
    /// The name of a day off until somebody gives it another name.
    pub const UNNAMED: &str = "Day off";
}

/// A school day with other hours, or an extra school day. It wins over days off, unless the school is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecialDay {
    pub kind: Special,
    pub dates: DateRange,
    /// The time when school ends, or begins on a late start.
    pub time: Option<Time>,
    pub name: Option<String>,
    pub whom: Whom,
    pub uid: Option<String>,
}

/// The kind of a special day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    HalfDay,
    LateStart,
    EarlyFinish,
    /// School on a free day, such as a Saturday that makes up for a day off.
    SchoolDay,
}

impl Special {
    pub const ALL: [Special; 4] = [Special::HalfDay, Special::LateStart, Special::EarlyFinish, Special::SchoolDay];

    /// The word in the file.
    pub fn keyword(self) -> &'static str {
        match self {
            Special::HalfDay => "half day",
            Special::LateStart => "late start",
            Special::EarlyFinish => "early finish",
            Special::SchoolDay => "school day",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Special::SchoolDay => "extra school day",
            special => special.keyword(),
        }
    }

    pub fn from_keyword(word: &str) -> Option<Special> {
        Special::ALL.into_iter().find(|special| special.keyword() == word)
    }
}

/// An override: an exception for one child. It wins over terms, days off and special days, unless the school is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    pub child: ChildId,
    pub dates: DateRange,
    pub kind: Exception,
    pub name: Option<String>,
    pub uid: Option<String>,
}

/// The kind of an override.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exception {
    /// The child stays home.
    Absent,
    /// The child goes to school on a day that would be free otherwise.
    School,
    /// The two homes trade places.
    Swap,
}

impl Exception {
    pub const ALL: [Exception; 3] = [Exception::Absent, Exception::School, Exception::Swap];

    /// The word in the file.
    pub fn keyword(self) -> &'static str {
        match self {
            Exception::Absent => "absent",
            Exception::School => "school",
            Exception::Swap => "swap",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Exception::Absent => "absent",
            Exception::School => "school after all",
            Exception::Swap => "homes swapped",
        }
    }

    pub fn from_keyword(word: &str) -> Option<Exception> {
        Exception::ALL.into_iter().find(|exception| exception.keyword() == word)
    }
}

/// Who picks up on some dates, instead of the person of the weekday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collect {
    pub who: String,
    pub dates: DateRange,
    pub whom: Whom,
    pub uid: Option<String>,
}
