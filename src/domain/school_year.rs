//! The rules of a school year, as the family file has them: terms, days off, special days, one child's exceptions, and
//! who collects. What they make of a date is worked out in `calendar`.

use super::child_id::ChildId;
use super::dates::DateRange;
use jiff::civil::Time;

/// Whom a rule is about.
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

    /// Whether anybody is in both.
    pub fn overlaps(&self, other: &Whom) -> bool {
        match (self, other) {
            (Whom::Only(some), Whom::Only(_)) => some.iter().any(|child| other.includes(child)),
            _ => true,
        }
    }

    /// All of both.
    #[must_use]
    pub fn and(self, other: Whom) -> Whom {
        match (self, other) {
            (Whom::Only(mut some), Whom::Only(more)) => {
                some.extend(more.into_iter().filter(|child| !some.contains(child)).collect::<Vec<_>>());
                Whom::Only(some)
            }
            _ => Whom::AllChildren,
        }
    }
}

/// A stretch of the year with school. A child with at least one term has school in terms only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub name: String,
    pub dates: DateRange,
    pub whom: Whom,
    /// What the school's own calendar calls this entry, when it came from there. So in the other rules.
    pub uid: Option<String>,
}

/// Holidays, a snow day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOff {
    pub name: String,
    pub dates: DateRange,
    pub whom: Whom,
    /// The school is closed: there is none either where a special day or a child's exception would make one.
    pub closed: bool,
    pub uid: Option<String>,
}

impl DayOff {
    /// What one is called until somebody says it better.
    pub const UNNAMED: &str = "Day off";
}

/// A day that is school, but otherwise than usual. It wins over days off, unless the school is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecialDay {
    pub kind: Special,
    pub dates: DateRange,
    /// When school ends, or for a late start begins.
    pub time: Option<Time>,
    pub name: Option<String>,
    pub whom: Whom,
    pub uid: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    HalfDay,
    LateStart,
    EarlyFinish,
    /// School where there would be none, such as a Saturday that makes up for a day off.
    SchoolDay,
}

impl Special {
    pub const ALL: [Special; 4] = [Special::HalfDay, Special::LateStart, Special::EarlyFinish, Special::SchoolDay];

    /// As it is written in the file.
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

/// One child's exception. It wins over everything before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    pub child: ChildId,
    pub dates: DateRange,
    pub kind: Exception,
    pub name: Option<String>,
    pub uid: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exception {
    Absent,
    /// School where there would be none.
    School,
    /// These mornings are the other home's instead of this one's, or this one's instead of the other's.
    Swap,
}

impl Exception {
    pub const ALL: [Exception; 3] = [Exception::Absent, Exception::School, Exception::Swap];

    /// As it is written in the file.
    pub fn keyword(self) -> &'static str {
        match self {
            Exception::Absent => "absent",
            Exception::School => "school",
            Exception::Swap => "swap",
        }
    }

    /// As it is said.
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

/// Who collects on these dates, whatever the weekday says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collect {
    pub who: String,
    pub dates: DateRange,
    pub whom: Whom,
    pub uid: Option<String>,
}
