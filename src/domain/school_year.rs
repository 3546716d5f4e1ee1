//! The rules of a school year, as the family file has them: terms, days off, special days, one child's exceptions, and
//! who collects. What they make of a date is worked out in `calendar`.

use super::child_id::ChildId;
use super::day::{self, month_and_day};
use jiff::civil::{Date, Time};

/// One date or several in a row. Never empty, never backward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates {
    from: Date,
    to: Date,
}

impl Dates {
    /// None when `to` is before `from`.
    pub fn new(from: Date, to: Date) -> Option<Dates> {
        (from <= to).then_some(Dates { from, to })
    }

    pub fn one(date: Date) -> Dates {
        Dates { from: date, to: date }
    }

    pub fn from(self) -> Date {
        self.from
    }

    /// The last date, which belongs to the range.
    pub fn to(self) -> Date {
        self.to
    }

    pub fn contains(self, date: Date) -> bool {
        self.from <= date && date <= self.to
    }

    /// Each date of it.
    pub fn days(self) -> impl Iterator<Item = Date> {
        std::iter::successors(Some(self.from), |date| date.tomorrow().ok()).take_while(move |date| *date <= self.to)
    }

    pub fn overlaps(self, other: Dates) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// Whether `later` begins on the day after.
    pub fn meets(self, later: Dates) -> bool {
        self.to.tomorrow().is_ok_and(|next| next == later.from)
    }

    /// The dates of both.
    pub fn common(self, other: Dates) -> Option<Dates> {
        Dates::new(self.from.max(other.from), self.to.min(other.to))
    }

    /// What is left of the range before and after other dates.
    pub fn without(self, other: Dates) -> [Option<Dates>; 2] {
        if !self.overlaps(other) {
            return [Some(self), None];
        }
        let before = other.from.yesterday().ok().and_then(|end| Dates::new(self.from, end));
        let after = other.to.tomorrow().ok().and_then(|start| Dates::new(start, self.to));
        [before, after]
    }

    /// Some dates, each later than the one before, as stretches without a gap.
    pub fn stretches(days: impl IntoIterator<Item = Date>) -> Vec<Dates> {
        let mut stretches: Vec<Dates> = Vec::new();
        for day in days {
            match stretches.last_mut() {
                Some(last) if last.meets(Dates::one(day)) => last.to = day,
                _ => stretches.push(Dates::one(day)),
            }
        }
        stretches
    }
}

/// Some dates as one says them: `Mon, Oct 26` or `Oct 26 – Oct 30`.
pub fn days_in_words(dates: Dates, today: Date) -> String {
    if dates.from() == dates.to() {
        return day::short_label(dates.from(), today);
    }
    let year = |date: Date| if date.year() == today.year() { String::new() } else { format!(", {}", date.year()) };
    format!("{} – {}{}", month_and_day(dates.from()), month_and_day(dates.to()), year(dates.to()))
}

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
    pub dates: Dates,
    pub whom: Whom,
    /// What the school's own calendar calls this entry, when it came from there. So in the other rules.
    pub uid: Option<String>,
}

/// Holidays, a snow day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOff {
    pub name: String,
    pub dates: Dates,
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
    pub dates: Dates,
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

    pub fn from_keyword(word: &str) -> Option<Special> {
        Special::ALL.into_iter().find(|special| special.keyword() == word)
    }
}

/// One child's exception. It wins over everything before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    pub child: ChildId,
    pub dates: Dates,
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
    pub dates: Dates,
    pub whom: Whom,
    pub uid: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_range_is_never_backward_and_can_lose_dates() {
        let (monday, friday) = (date(2026, 10, 26), date(2026, 10, 30));
        assert_eq!(Dates::new(friday, monday), None);
        let week = Dates::new(monday, friday).expect("forward");
        assert_eq!(week.without(Dates::one(monday)), [None, Dates::new(date(2026, 10, 27), friday)]);
        assert_eq!(week.without(Dates::one(friday)), [Dates::new(monday, date(2026, 10, 29)), None]);
        let middle = Dates::new(date(2026, 10, 27), date(2026, 10, 29)).expect("forward");
        assert_eq!(week.without(middle), [Some(Dates::one(monday)), Some(Dates::one(friday))]);
        assert_eq!((middle.without(week), week.common(middle)), ([None, None], Some(middle)));
        assert_eq!(Dates::one(monday).common(middle), None);
        let max = Dates::one(Date::MAX);
        assert_eq!(max.without(max), [None, None]);
        assert_eq!(
            Dates::stretches(middle.days().chain([date(2026, 10, 31)])),
            [middle, Dates::one(date(2026, 10, 31))]
        );
        assert!(week.overlaps(Dates::one(friday)) && !week.overlaps(Dates::one(date(2026, 10, 31))));
    }
}
