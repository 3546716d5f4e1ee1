//! The calendar of one child: the kind of each date, and the number of each school morning. A calendar is derived from
//! the family file and never stored.
//!
//! Rules win over each other in this order, the strongest last: weekdays, terms, days off, special days, overrides,
//! closed days off. Before the first day there is no school. The pattern of two homes then says which school mornings
//! belong to the other home.
//!
//! A [`Calendar`] is built once for a child. The mornings of whole stretches are counted by arithmetic when it is
//! built, so an answer takes as long in the tenth year as in the first.

mod stretch;

use self::stretch::{DayNumber, DayRules, OwnHours, StretchBuilder, date_of, number_of};
use super::dates::DateRange;
use super::family::{Child, Family, UNKNOWN_FIRST_DAY};
use super::school_year::Special;
use super::time_of_day;
use jiff::civil::{Date, Time};
use std::fmt;

/// The kind of a date for one child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day<'a> {
    /// A school morning of this home, with a goodbye.
    School(Hours<'a>),
    /// A date before the child's first day of school.
    BeforeFirstDay,
    /// A weekday without school, or a date outside the terms.
    Free,
    /// A day off, such as holidays or a snow day.
    Off { name: &'a str },
    /// A school day on which this child stays home.
    Absent { name: Option<&'a str> },
    /// A school morning that starts at the other home.
    OtherHome,
}

impl<'a> Day<'a> {
    /// The hours of a school morning.
    pub fn hours(self) -> Option<Hours<'a>> {
        if let Day::School(hours) = self { Some(hours) } else { None }
    }

    /// The name of the day, such as `Fall break` or `Sports day`.
    pub fn name(self) -> Option<&'a str> {
        match self {
            Day::School(hours) => hours.name,
            Day::Off { name } => Some(name),
            Day::Absent { name } => name,
            Day::BeforeFirstDay | Day::Free | Day::OtherHome => None,
        }
    }

    /// The day without its name, for narrow places. A day off keeps its name.
    #[must_use]
    pub fn without_name(self) -> Self {
        match self {
            Day::School(hours) => Day::School(Hours { name: None, ..hours }),
            Day::Absent { .. } => Day::Absent { name: None },
            day => day,
        }
    }

    /// The word for scripts and spreadsheets.
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

    /// The reason why a child has no goodbye here: `no school for Leo: Fall break`. None on a school morning.
    pub fn no_goodbye_label(self, child: &str) -> Option<String> {
        let why = match self {
            Day::School(_) => return None,
            Day::BeforeFirstDay => format!("before {child}'s first day"),
            Day::Free | Day::Off { .. } => format!("no school for {child}"),
            Day::Absent { .. } => format!("{child} stays home"),
            Day::OtherHome => format!("{child} is at the other home"),
        };
        Some(why + &self.name_suffix())
    }

    /// A sentence about the day: `No school today: Fall break.`
    pub fn sentence(self, child: &str, when: &str) -> String {
        let what = match self {
            Day::School(_) => return format!("{child} goes to school {when}."),
            Day::BeforeFirstDay | Day::Free | Day::Off { .. } => format!("No school {when}"),
            Day::Absent { .. } => format!("{child} stays home {when}"),
            Day::OtherHome => format!("{child} is at the other home {when}"),
        };
        format!("{what}{}.", self.name_suffix())
    }

    fn name_suffix(self) -> String {
        self.name().map_or_else(String::new, |name| format!(": {name}"))
    }
}

/// The hours of a school morning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hours<'a> {
    /// The kind of special day. None for an ordinary school day.
    pub kind: Option<Special>,
    /// The time when school ends, or begins on a late start.
    pub time: Option<Time>,
    pub name: Option<&'a str>,
}

impl Hours<'_> {
    /// The word for scripts and spreadsheets.
    pub fn keyword(self) -> &'static str {
        self.kind.map_or("full day", Special::label)
    }
}

/// `half day until 12:30 (Sports day)`, `early finish at 14:00`. Empty for an ordinary day.
impl fmt::Display for Hours<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.map_or("", Special::label))?;
        if let Some(time) = self.time {
            let at = matches!(self.kind, Some(Special::LateStart | Special::EarlyFinish));
            write!(f, " {} {}", if at { "at" } else { "until" }, time_of_day::label(time))?;
        }
        self.name.map_or(Ok(()), |name| write!(f, " ({name})"))
    }
}

/// The longest break within a school year, in days. The summer vacation of six weeks in Berlin, London and Sydney is
/// longer, so the next term begins another school year.
const LONGEST_BREAK: i64 = 34;

/// The school days of one child.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// The stretches in order. Never empty: the first stretch begins on the first date there is.
    stretches: Vec<Stretch>,
    names: Vec<String>,
    hours: Vec<OwnHours>,
    /// Whether the child is at the other home, for each day of the pattern. `[false]` for a child with one home.
    away: Vec<bool>,
    anchor: DayNumber,
    collects: [Option<String>; 7],
    /// The first days of the school years. Empty without terms. Earlier dates belong to the first school year.
    years: Vec<DayNumber>,
    /// Whether school mornings have numbers, which needs a first day that can be read.
    is_counted: bool,
    last_day: Option<Date>,
}

/// Dates in a row with the same rules.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    start: DayNumber,
    rules: DayRules,
    /// The number of school mornings before the stretch, of both homes.
    before: u32,
    /// The first school morning of this home in the stretch or after it.
    next_here: Option<DayNumber>,
    /// The last school morning of this home before the stretch.
    last_here: Option<DayNumber>,
}

impl Calendar {
    /// Derives the calendar of a child from the rules of the family.
    pub fn of(family: &Family, child: &Child) -> Calendar {
        let blank = |(start, rules)| Stretch { start, rules, before: 0, next_here: None, last_here: None };
        let mut terms: Vec<DateRange> =
            family.terms.iter().filter(|term| term.whom.includes(&child.id)).map(|term| term.dates).collect();
        terms.sort_by_key(|dates| dates.from());
        let builder = StretchBuilder::of(family, child, &terms);
        let mut calendar = Calendar {
            stretches: builder.stretches.into_iter().map(blank).collect(),
            names: builder.names,
            hours: builder.hours,
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

    /// Counts the mornings before each stretch, and finds this home's mornings before and after it.
    fn add_up(&mut self) {
        let (mut before, mut last_here, mut next_here) = (0, None, None);
        for i in 0..self.stretches.len() {
            let (start, end) = (self.stretches[i].start, self.end(i));
            let school = self.stretches[i].rules.school();
            (self.stretches[i].before, self.stretches[i].last_here) = (before, last_here);
            before += u32::try_from(school.until(end) - school.until(start)).unwrap_or(0);
            last_here = self.last_within(i, end).or(last_here);
        }
        for i in (0..self.stretches.len()).rev() {
            next_here = self.first_within(i, self.stretches[i].start).or(next_here);
            self.stretches[i].next_here = next_here;
        }
    }

    /// The kind of a date.
    pub fn day(&self, date: Date) -> Day<'_> {
        let day = number_of(date);
        let rules = &self.stretches[self.stretch(day)].rules;
        if !rules.begun {
            Day::BeforeFirstDay
        } else if rules.days.contain(day) {
            match (rules.absent, self.is_here(rules, day)) {
                (Some(name), _) => Day::Absent { name: name.map(|i| self.names[i].as_str()) },
                (None, true) => Day::School(self.hours(rules, day)),
                (None, false) => Day::OtherHome,
            }
        } else {
            rules.off.map_or(Day::Free, |i| Day::Off { name: &self.names[i] })
        }
    }

    fn hours(&self, rules: &DayRules, day: DayNumber) -> Hours<'_> {
        match rules.hours.or(rules.extra).map(|i| &self.hours[i]) {
            None => Hours::default(),
            Some(hours) if rules.school_anyway.contain(day) => hours.on_a_school_day(),
            Some(hours) => hours.get(),
        }
    }

    /// Whether a date is a school morning of this home.
    pub fn is_school_morning(&self, date: Date) -> bool {
        matches!(self.day(date), Day::School(_))
    }

    /// The number of a school morning: `school morning 12 of 187`. None when the child does not go to school.
    pub fn number_label(&self, date: Date) -> Option<String> {
        Some(match (self.number(date), self.total_of_year(date)) {
            (Some(number), Some(total)) => format!("school morning {number} of {total}"),
            (Some(number), None) => format!("school morning {number}"),
            (None, _) if self.goes(date) => "school morning".to_owned(),
            (None, _) => return None,
        })
    }

    /// The number and the hours of a school morning, such as `school morning 12 of 187 · half day until 12:30`. None
    /// when there is no goodbye here.
    pub fn school_morning_label(&self, date: Date) -> Option<String> {
        let hours = self.day(date).hours()?.to_string();
        let number = self.number_label(date).unwrap_or_default();
        Some(if hours.is_empty() { number } else { format!("{number} · {hours}") })
    }

    /// Whether the child goes to school, from this home or the other home.
    pub fn goes(&self, date: Date) -> bool {
        let day = number_of(date);
        self.stretches[self.stretch(day)].rules.school().contain(day)
    }

    /// The number of a school morning within its school year, from 1. Without terms it is counted from the first day of
    /// school. Mornings of both homes count, as the school counts them. None when the child does not go to school, or
    /// the first day is not known.
    pub fn number(&self, date: Date) -> Option<u32> {
        let day = number_of(date);
        (self.is_counted && self.goes(date))
            .then(|| self.mornings_before(day + 1) - self.mornings_before(self.year(day).0))
    }

    /// The number of school mornings in the school year of a date, of both homes. None without terms.
    ///
    /// A school year is a row of terms with less than five weeks between them, and lasts until the next school year.
    pub fn total_of_year(&self, date: Date) -> Option<u32> {
        let (start, end) = self.year(number_of(date));
        (!self.years.is_empty()).then(|| self.mornings_before(end) - self.mornings_before(start))
    }

    /// The first school morning of this home on or after `date`. None when the terms have no more.
    pub fn next_from(&self, date: Date) -> Option<Date> {
        let day = number_of(date);
        let i = self.stretch(day);
        let later = || self.stretches.get(i + 1).and_then(|next| next.next_here);
        self.first_within(i, day).or_else(later).map(date_of)
    }

    /// The last school morning of this home before `date`.
    pub fn last_before(&self, date: Date) -> Option<Date> {
        let day = number_of(date);
        let i = self.stretch(day);
        self.last_within(i, day).or(self.stretches[i].last_here).map(date_of)
    }

    /// The next `count` school mornings of this home, on or after `date`.
    pub fn mornings_from(&self, date: Date, count: usize) -> Vec<Date> {
        let after = |date: &Date| self.next_from(date.tomorrow().ok()?);
        std::iter::successors(self.next_from(date), after).take(count).collect()
    }

    /// Who picks up the child after school, as the family wrote it: `Grandma, after story time`. None when the child
    /// does not go to school.
    pub fn collects(&self, date: Date) -> Option<&str> {
        let day = number_of(date);
        let rules = &self.stretches[self.stretch(day)].rules;
        match rules.collects {
            _ if !rules.school().contain(day) => None,
            Some(i) => Some(&self.names[i]),
            None => self.collects[date.weekday().to_monday_zero_offset() as usize].as_deref(),
        }
    }

    /// The last day of the last term. None without terms.
    pub fn last_day(&self) -> Option<Date> {
        self.last_day
    }

    /// The place of the stretch that contains a day.
    fn stretch(&self, day: DayNumber) -> usize {
        self.stretches.partition_point(|stretch| stretch.start <= day).saturating_sub(1)
    }

    /// The day after a stretch.
    fn end(&self, i: usize) -> DayNumber {
        self.stretches.get(i + 1).map_or_else(|| number_of(Date::MAX) + 1, |next| next.start)
    }

    fn mornings_before(&self, day: DayNumber) -> u32 {
        let stretch = &self.stretches[self.stretch(day)];
        let school = stretch.rules.school();
        stretch.before + u32::try_from(school.until(day) - school.until(stretch.start)).unwrap_or(0)
    }

    fn is_here(&self, rules: &DayRules, day: DayNumber) -> bool {
        let away = self.away[(day - self.anchor).rem_euclid(self.away.len() as i64) as usize];
        rules.school().contain(day) && away == rules.swapped
    }

    /// The number of days after which weekdays and homes repeat. A longer search would find nothing new.
    fn period(&self) -> i64 {
        7 * self.away.len() as i64
    }

    /// The first school morning of this home in a stretch, from `day` on.
    fn first_within(&self, i: usize, day: DayNumber) -> Option<DayNumber> {
        let end = self.end(i).min(day + self.period());
        (day..end).find(|&day| self.is_here(&self.stretches[i].rules, day))
    }

    /// The last school morning of this home in a stretch, before `day`.
    fn last_within(&self, i: usize, day: DayNumber) -> Option<DayNumber> {
        let start = self.stretches[i].start.max(day - self.period());
        (start..day).rev().find(|&day| self.is_here(&self.stretches[i].rules, day))
    }

    /// The first day of the school year that contains a day, and the first day of the next school year.
    fn year(&self, day: DayNumber) -> (DayNumber, DayNumber) {
        let next = self.years.partition_point(|&start| start <= day).max(1);
        let start = if next == 1 { number_of(Date::MIN) } else { self.years[next - 1] };
        (start, self.years.get(next).copied().unwrap_or(number_of(Date::MAX) + 1))
    }
}

/// The first days of the school years of some terms, which are sorted by their first days.
fn school_years(terms: &[DateRange]) -> Vec<DayNumber> {
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
