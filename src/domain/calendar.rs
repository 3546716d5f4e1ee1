//! What each date is for one child, and which school morning it is. Derived from the family file, never stored.
//!
//! Later rules win: the child's weekdays, terms, days off, special days, the child's own exceptions. Before the first
//! day nothing is school. Then the pattern of two homes says which school mornings are the other home's: they are
//! neither due here nor missed.
//!
//! A [`Calendar`] is built once for a child. Whole stretches are counted by arithmetic and added up beforehand, so an
//! answer takes as long in the tenth year as in the first.

mod stretch;

use self::stretch::{DayNumber, Layers, OwnHours, Rules, date_of, number_of};
use super::family::{Child, Family, UNKNOWN_FIRST_DAY};
use super::school_year::Dates;
use super::time_of_day;
use jiff::civil::{Date, Time};
use std::fmt;

/// What a date is for one child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day<'a> {
    /// A school morning: a goodbye is due.
    School(Hours<'a>),
    /// School has not begun for this child.
    BeforeFirstDay,
    /// A weekday without school, or outside the terms.
    Free,
    /// Holidays, a snow day.
    Off { name: &'a str },
    /// There is school, and this child does not go.
    Absent { name: Option<&'a str> },
    /// A school morning that begins at the other home.
    OtherHome,
}

impl<'a> Day<'a> {
    /// How long school is, on a school morning.
    pub fn hours(self) -> Option<Hours<'a>> {
        if let Day::School(hours) = self { Some(hours) } else { None }
    }

    /// What it is called, such as `Half term` or `Sports day`.
    pub fn name(self) -> Option<&'a str> {
        match self {
            Day::School(hours) => hours.name,
            Day::Off { name } => Some(name),
            Day::Absent { name } => name,
            Day::BeforeFirstDay | Day::Free | Day::OtherHome => None,
        }
    }

    /// The day without what explains it, for where there is little room. A day off is nothing without its name.
    #[must_use]
    pub fn without_name(self) -> Self {
        match self {
            Day::School(hours) => Day::School(Hours { name: None, ..hours }),
            Day::Absent { .. } => Day::Absent { name: None },
            day => day,
        }
    }

    /// One word for scripts and spreadsheets.
    pub fn keyword(self) -> &'static str {
        match self {
            Day::School(_) => "school",
            Day::BeforeFirstDay => "before-first-day",
            Day::Free => "free",
            Day::Off { .. } => "off",
            Day::Absent { .. } => "absent",
            Day::OtherHome => "other-home",
        }
    }

    /// Why no goodbye is due, of a child by name: `no school for Leo: Half term`. None when one is.
    pub fn why_none_is_due(self, child: &str) -> Option<String> {
        Some(match self {
            Day::School(_) => return None,
            Day::BeforeFirstDay => format!("before {child}'s first day"),
            Day::Free => format!("no school for {child}"),
            Day::Off { name } => format!("no school for {child}: {name}"),
            Day::Absent { name: Some(name) } => format!("{child} is not at school: {name}"),
            Day::Absent { name: None } => format!("{child} is not at school"),
            Day::OtherHome => format!("{child} is at the other home"),
        })
    }

    /// The same as a sentence about `when`, such as `today`.
    pub fn sentence(self, child: &str, when: &str) -> String {
        match self {
            Day::School(_) => format!("{child} goes to school {when}."),
            Day::BeforeFirstDay | Day::Free => format!("No school {when}."),
            Day::Off { name } => format!("No school {when}: {name}."),
            Day::Absent { name: Some(name) } => format!("{child} is not at school {when}: {name}."),
            Day::Absent { name: None } => format!("{child} is not at school {when}."),
            Day::OtherHome => format!("{child} is at the other home {when}."),
        }
    }
}

/// How long school is on a school morning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours<'a> {
    pub shape: Shape,
    /// When school ends, or for a late start begins.
    pub time: Option<Time>,
    pub name: Option<&'a str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Full,
    /// School where there would be none.
    Extra,
    HalfDay,
    LateStart,
    EarlyFinish,
}

impl Shape {
    pub fn keyword(self) -> &'static str {
        match self {
            Shape::Full => "full day",
            Shape::Extra => "extra school day",
            Shape::HalfDay => "half day",
            Shape::LateStart => "late start",
            Shape::EarlyFinish => "early finish",
        }
    }
}

/// `half day until 12:30, Sports day`, `early finish at 14:00`; empty for an ordinary day.
impl fmt::Display for Hours<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.shape != Shape::Full {
            f.write_str(self.shape.keyword())?;
        }
        if let Some(time) = self.time {
            let word = match self.shape {
                Shape::LateStart | Shape::EarlyFinish => "at",
                Shape::Full | Shape::Extra | Shape::HalfDay => "until",
            };
            write!(f, " {word} {}", time_of_day::label(time))?;
        }
        self.name.map_or(Ok(()), |name| write!(f, ", {name}"))
    }
}

/// The longest holidays within a school year, in days. Six weeks of summer begin another year already, in Berlin,
/// London and Sydney alike.
const LONGEST_BREAK: i64 = 34;

/// The school days of one child.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// By their first days; never empty, and the first begins with the calendar.
    stretches: Vec<Stretch>,
    names: Vec<String>,
    hours: Vec<OwnHours>,
    /// Whether each day of the two homes' pattern is the other home's; `[false]` for a child with one home.
    away: Vec<bool>,
    anchor: DayNumber,
    collects: [Option<String>; 7],
    /// The first days of the school years; empty without terms. What lies before the first belongs to it.
    years: Vec<DayNumber>,
    /// False when the file with the child's first day cannot be read: then nobody knows how many mornings there were.
    is_counted: bool,
    last_day: Option<Date>,
}

#[derive(Clone, Copy, Debug)]
struct Stretch {
    start: DayNumber,
    rules: Rules,
    /// The school mornings before it, of both homes.
    before: u32,
    /// The first morning due in it or after it.
    next_due: Option<DayNumber>,
    /// The last morning due before it.
    last_due: Option<DayNumber>,
}

impl Calendar {
    pub fn of(family: &Family, child: &Child) -> Calendar {
        let layers = Layers::of(family, child);
        let blank = |(start, rules)| Stretch { start, rules, before: 0, next_due: None, last_due: None };
        let mut terms: Vec<Dates> =
            family.terms.iter().filter(|term| term.whom.includes(&child.id)).map(|term| term.dates).collect();
        terms.sort_by_key(|dates| dates.from());
        let mut calendar = Calendar {
            stretches: layers.stretches.into_iter().map(blank).collect(),
            names: layers.names,
            hours: layers.hours,
            away: child.home.as_ref().map_or(vec![false], |homes| homes.away()),
            anchor: child.home.as_ref().map_or(0, |homes| number_of(homes.anchor())),
            collects: child.collects.clone(),
            years: school_years(&terms),
            is_counted: child.first_day != UNKNOWN_FIRST_DAY,
            last_day: terms.iter().map(|dates| dates.to()).max(),
        };
        calendar.add_up();
        calendar
    }

    /// Fills in what lies before and after each stretch.
    fn add_up(&mut self) {
        let (mut before, mut last_due, mut next_due) = (0, None, None);
        for i in 0..self.stretches.len() {
            let (start, end) = (self.stretches[i].start, self.end(i));
            let school = self.stretches[i].rules.school();
            (self.stretches[i].before, self.stretches[i].last_due) = (before, last_due);
            before += u32::try_from(school.until(end) - school.until(start)).unwrap_or(0);
            last_due = self.last_within(i, end).or(last_due);
        }
        for i in (0..self.stretches.len()).rev() {
            next_due = self.first_within(i, self.stretches[i].start).or(next_due);
            self.stretches[i].next_due = next_due;
        }
    }

    /// What `date` is for the child.
    pub fn day(&self, date: Date) -> Day<'_> {
        let day = number_of(date);
        let rules = &self.stretches[self.stretch(day)].rules;
        if !rules.begun {
            Day::BeforeFirstDay
        } else if rules.days.contain(day) {
            match (rules.absent, self.is_due(rules, day)) {
                (Some(name), _) => Day::Absent { name: name.map(|i| self.names[i].as_str()) },
                (None, true) => Day::School(self.hours(rules, day)),
                (None, false) => Day::OtherHome,
            }
        } else {
            rules.off.map_or(Day::Free, |i| Day::Off { name: &self.names[i] })
        }
    }

    fn hours(&self, rules: &Rules, day: DayNumber) -> Hours<'_> {
        match rules.hours.or(rules.extra).map(|i| &self.hours[i]) {
            None => Hours { shape: Shape::Full, time: None, name: None },
            Some(hours) if rules.school_anyway.contain(day) => hours.on_a_school_day(),
            Some(hours) => hours.told(),
        }
    }

    /// Whether a goodbye is due on `date`: there is school, and the morning is this home's.
    pub fn is_school_morning(&self, date: Date) -> bool {
        matches!(self.day(date), Day::School(_))
    }

    /// `school morning 12 of 187`; None when the child does not go to school.
    pub fn number_label(&self, date: Date) -> Option<String> {
        Some(match (self.number(date), self.total_of_year(date)) {
            (Some(number), Some(total)) => format!("school morning {number} of {total}"),
            (Some(number), None) => format!("school morning {number}"),
            (None, _) if self.goes(date) => "school morning".to_owned(),
            (None, _) => return None,
        })
    }

    /// The number and the hours of a school morning, such as `school morning 12 of 187 · half day until 12:30`. None
    /// when no goodbye is due.
    pub fn school_morning_label(&self, date: Date) -> Option<String> {
        let hours = self.day(date).hours()?.to_string();
        let number = self.number_label(date).unwrap_or_default();
        Some(if hours.is_empty() { number } else { format!("{number} · {hours}") })
    }

    /// Whether the child goes to school, from whichever home.
    pub fn goes(&self, date: Date) -> bool {
        let day = number_of(date);
        self.stretches[self.stretch(day)].rules.school().contain(day)
    }

    /// Which school morning of its school year `date` is, counted from 1; None when the child does not go to school,
    /// or its first day is not known. Without terms there are no years, and it is counted from the first day on. The count is the school's own, so it
    /// has the mornings of both homes.
    pub fn number(&self, date: Date) -> Option<u32> {
        let day = number_of(date);
        (self.is_counted && self.goes(date))
            .then(|| self.mornings_before(day + 1) - self.mornings_before(self.year(day).0))
    }

    /// How many school mornings the school year of `date` has for the child, both homes' together; None without terms.
    ///
    /// A school year is a row of terms with less than five weeks between one and the next. It lasts until the day
    /// before the next one begins.
    pub fn total_of_year(&self, date: Date) -> Option<u32> {
        let (start, end) = self.year(number_of(date));
        (!self.years.is_empty()).then(|| self.mornings_before(end) - self.mornings_before(start))
    }

    /// The first school morning on or after `date`. None when no more are known: the last term is over, or every one
    /// is the other home's.
    pub fn next_from(&self, date: Date) -> Option<Date> {
        let day = number_of(date);
        let i = self.stretch(day);
        let later = || self.stretches.get(i + 1).and_then(|next| next.next_due);
        self.first_within(i, day).or_else(later).map(date_of)
    }

    /// The last school morning before `date`.
    pub fn last_before(&self, date: Date) -> Option<Date> {
        let day = number_of(date);
        let i = self.stretch(day);
        self.last_within(i, day).or(self.stretches[i].last_due).map(date_of)
    }

    /// The next `count` school mornings, the first of them on or after `date`.
    pub fn mornings_from(&self, date: Date, count: usize) -> Vec<Date> {
        let after = |date: &Date| self.next_from(date.tomorrow().ok()?);
        std::iter::successors(self.next_from(date), after).take(count).collect()
    }

    /// Who collects the child from school, and after what: the promise of the morning, as the family wrote it. None
    /// when the child does not go.
    pub fn collects(&self, date: Date) -> Option<&str> {
        let day = number_of(date);
        let rules = &self.stretches[self.stretch(day)].rules;
        match rules.collects {
            _ if !rules.school().contain(day) => None,
            Some(i) => Some(&self.names[i]),
            None => self.collects[date.weekday().to_monday_zero_offset() as usize].as_deref(),
        }
    }

    /// The last day of the last term; None without terms, when school just goes on.
    pub fn last_day(&self) -> Option<Date> {
        self.last_day
    }

    /// The stretch that a day is in.
    fn stretch(&self, day: DayNumber) -> usize {
        self.stretches.partition_point(|stretch| stretch.start <= day).saturating_sub(1)
    }

    /// The day after the last one of a stretch.
    fn end(&self, i: usize) -> DayNumber {
        self.stretches.get(i + 1).map_or_else(|| number_of(Date::MAX) + 1, |next| next.start)
    }

    fn mornings_before(&self, day: DayNumber) -> u32 {
        let stretch = &self.stretches[self.stretch(day)];
        let school = stretch.rules.school();
        stretch.before + u32::try_from(school.until(day) - school.until(stretch.start)).unwrap_or(0)
    }

    fn is_due(&self, rules: &Rules, day: DayNumber) -> bool {
        let away = self.away[(day - self.anchor).rem_euclid(self.away.len() as i64) as usize];
        rules.school().contain(day) && away == rules.swapped
    }

    /// After so many days weekdays and homes meet as they did before, so it is no use to look further.
    fn period(&self) -> i64 {
        7 * self.away.len() as i64
    }

    /// The first morning due in a stretch, from `day` on.
    fn first_within(&self, i: usize, day: DayNumber) -> Option<DayNumber> {
        let end = self.end(i).min(day + self.period());
        (day..end).find(|&day| self.is_due(&self.stretches[i].rules, day))
    }

    /// The last morning due in a stretch, before `day`.
    fn last_within(&self, i: usize, day: DayNumber) -> Option<DayNumber> {
        let start = self.stretches[i].start.max(day - self.period());
        (start..day).rev().find(|&day| self.is_due(&self.stretches[i].rules, day))
    }

    /// The first day of the school year that a day is in, and of the next one.
    fn year(&self, day: DayNumber) -> (DayNumber, DayNumber) {
        let next = self.years.partition_point(|&start| start <= day).max(1);
        let start = if next == 1 { number_of(Date::MIN) } else { self.years[next - 1] };
        (start, self.years.get(next).copied().unwrap_or(number_of(Date::MAX) + 1))
    }
}

/// The first days of the school years that these terms, sorted by their first days, make.
fn school_years(terms: &[Dates]) -> Vec<DayNumber> {
    let mut years = Vec::new();
    let mut end: Option<DayNumber> = None;
    for term in terms {
        let (from, to) = (number_of(term.from()), number_of(term.to()));
        if end.is_none_or(|end| from - end - 1 > LONGEST_BREAK) {
            years.push(from);
        }
        end = end.max(Some(to));
    }
    years
}
