//! The rules of a family for one child, as stretches of dates with the same rules.
//!
//! The rules are applied in order, so the last rule of a date wins. The number of stretches grows with the number of
//! rules, and not with the number of years.

use super::Hours;
use crate::domain::dates::DateRange;
use crate::domain::day::{add_days, days_between};
use crate::domain::family::{Child, Family};
use crate::domain::school_year::{DayOff, Exception, Special, SpecialDay};
use jiff::civil::{Date, Time, date};
use std::collections::BTreeMap;

/// A date as a number of days. Mondays are multiples of seven, so weekdays can be counted by arithmetic.
pub(super) type DayNumber = i64;

const A_MONDAY: Date = date(2001, 1, 1);

pub(super) fn number_of(date: Date) -> DayNumber {
    days_between(A_MONDAY, date)
}

pub(super) fn date_of(number: DayNumber) -> Date {
    add_days(A_MONDAY, number)
}

/// A set of weekdays as bits, Monday lowest. The set may be empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Weekdays(u8);

impl Weekdays {
    const NONE: Weekdays = Weekdays(0);
    const ALL: Weekdays = Weekdays(0b111_1111);

    pub fn contain(self, day: DayNumber) -> bool {
        self.0 & 1 << day.rem_euclid(7) != 0
    }

    /// The number of these weekdays from day zero to the day before `day`, which is negative before day zero. The
    /// difference of two such numbers counts the weekdays between two days.
    pub fn until(self, day: DayNumber) -> i64 {
        let begun = self.0 & ((1 << day.rem_euclid(7)) - 1);
        day.div_euclid(7) * i64::from(self.0.count_ones()) + i64::from(begun.count_ones())
    }
}

/// The rules for each day of a stretch. Names and hours are places in the lists of [`StretchBuilder`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DayRules {
    /// The weekdays with school, unless the child is absent.
    pub days: Weekdays,
    /// Whether the child's first day has come.
    pub begun: bool,
    /// The name of a day off.
    pub off: Option<usize>,
    /// The name of an absence. `Some(None)` for an absence without a name.
    pub absent: Option<Option<usize>>,
    /// The hours of a special day.
    pub hours: Option<usize>,
    /// The hours of an extra school day. The hours of a special day win over them.
    pub extra: Option<usize>,
    /// The weekdays that have school even without `extra`.
    pub school_anyway: Weekdays,
    pub collects: Option<usize>,
    /// Whether the two homes trade places.
    pub swapped: bool,
}

impl DayRules {
    /// The weekdays on which the child goes to school.
    pub fn school(&self) -> Weekdays {
        if self.absent.is_some() { Weekdays::NONE } else { self.days }
    }
}

/// Hours of a special day or an extra school day.
#[derive(Clone, Debug)]
pub(super) struct OwnHours {
    kind: Special,
    time: Option<Time>,
    name: Option<String>,
}

impl OwnHours {
    pub fn get(&self) -> Hours<'_> {
        Hours { kind: Some(self.kind), time: self.time, name: self.name.as_deref() }
    }

    /// The hours on a day that has school anyway, so that it is not an extra school day.
    pub fn on_a_school_day(&self) -> Hours<'_> {
        Hours { kind: Some(self.kind).filter(|kind| *kind != Special::SchoolDay), ..self.get() }
    }
}

/// The stretches of one child, while the rules are applied in order.
pub(super) struct StretchBuilder {
    /// The rules of each stretch, by its first day. A stretch lasts until the next stretch begins.
    pub stretches: BTreeMap<DayNumber, DayRules>,
    pub names: Vec<String>,
    pub hours: Vec<OwnHours>,
}

impl StretchBuilder {
    /// Applies the rules of the family to a child with these terms.
    pub fn of(family: &Family, child: &Child, terms: &[DateRange]) -> StretchBuilder {
        let usual = Weekdays(child.school_days.bits());
        let days = if terms.is_empty() { usual } else { Weekdays::NONE };
        let blank = DayRules { days, begun: true, ..DayRules::default() };
        let stretches = BTreeMap::from([(number_of(Date::MIN), blank)]);
        let mut builder = StretchBuilder { stretches, names: Vec::new(), hours: Vec::new() };
        for dates in terms {
            builder.apply(*dates, |rules| rules.days = usual);
        }
        let days_off = |closed: bool| {
            let own = family.days_off.iter().filter(|day_off| day_off.whom.includes(&child.id));
            own.filter(move |day_off| day_off.closed == closed)
        };
        days_off(false).for_each(|day_off| builder.off(day_off));
        for special in family.special_days.iter().filter(|special| special.whom.includes(&child.id)) {
            builder.special(special, usual);
        }
        for exception in family.overrides.iter().filter(|exception| exception.child == child.id) {
            let name = exception.name.as_deref();
            match exception.kind {
                Exception::Absent => {
                    let name = name.map(|name| builder.name(name));
                    builder.apply(exception.dates, |rules| rules.absent = Some(name));
                }
                Exception::School => {
                    let hours = builder.own_hours(Special::SchoolDay, None, name);
                    builder.extra(exception.dates, |before| before.or(Some(hours)));
                }
                Exception::Swap => builder.apply(exception.dates, |rules| rules.swapped = true),
            }
        }
        days_off(true).for_each(|day_off| builder.off(day_off));
        for collect in family.collects.iter().filter(|collect| collect.whom.includes(&child.id)) {
            let who = builder.name(&collect.who);
            builder.apply(collect.dates, |rules| rules.collects = Some(who));
        }
        let before = child.first_day.yesterday().ok().and_then(|eve| DateRange::new(Date::MIN, eve));
        if let Some(before) = before {
            builder.apply(before, |rules| (rules.days, rules.begun) = (Weekdays::NONE, false));
        }
        builder
    }

    fn off(&mut self, day_off: &DayOff) {
        let name = self.name(&day_off.name);
        self.apply(day_off.dates, |rules| (rules.days, rules.off) = (Weekdays::NONE, Some(name)));
    }

    /// Applies a special day. A day off becomes a school day; a weekday without school stays free.
    fn special(&mut self, special: &SpecialDay, usual: Weekdays) {
        let hours = self.own_hours(special.kind, special.time, special.name.as_deref());
        if special.kind == Special::SchoolDay {
            return self.extra(special.dates, |_| Some(hours));
        }
        // Weekdays without school keep the name of a day off.
        self.apply(special.dates, |rules| {
            rules.days.0 |= usual.0;
            rules.hours = Some(hours);
        });
    }

    /// Adds hours, and returns their place in the list.
    fn own_hours(&mut self, kind: Special, time: Option<Time>, name: Option<&str>) -> usize {
        self.hours.push(OwnHours { kind, time, name: name.map(str::to_owned) });
        self.hours.len() - 1
    }

    /// Applies extra school days, weekends included. `hours` returns the new extra hours, given the old ones.
    fn extra(&mut self, dates: DateRange, hours: impl Fn(Option<usize>) -> Option<usize>) {
        self.apply(dates, |rules| {
            if rules.extra.is_none() {
                rules.school_anyway = rules.school();
            }
            (rules.days, rules.absent) = (Weekdays::ALL, None);
            rules.extra = hours(rules.extra);
        });
    }

    /// Adds a name, and returns its place in the list.
    fn name(&mut self, name: &str) -> usize {
        self.names.push(name.to_owned());
        self.names.len() - 1
    }

    /// Changes the rules of some dates. Stretches are split at the first date and after the last date.
    fn apply(&mut self, dates: DateRange, rule: impl Fn(&mut DayRules)) {
        let (from, end) = (number_of(dates.from()), number_of(dates.to()) + 1);
        for edge in [from, end] {
            let there = self.stretches.range(..=edge).next_back().map(|(_, rules)| *rules);
            if let Some(rules) = there {
                self.stretches.insert(edge, rules);
            }
        }
        for (_, rules) in self.stretches.range_mut(from..end) {
            rule(rules);
        }
    }
}
