//! Which dates are school mornings. Derived from the family file, never stored.

use super::day::{add_days, days_between, monday_of};
use super::family::Child;
use jiff::civil::Date;

/// What a date is for one child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    School,
    /// School has not begun for this child.
    BeforeFirstDay,
    /// A weekday without school.
    Free,
}

pub fn day(child: &Child, date: Date) -> Day {
    if date < child.first_day {
        Day::BeforeFirstDay
    } else if child.school_days.contains(date.weekday()) {
        Day::School
    } else {
        Day::Free
    }
}

pub fn is_school_morning(child: &Child, date: Date) -> bool {
    day(child, date) == Day::School
}

/// Which school morning of this child `date` is, counted from 1; None when it is none.
pub fn number(child: &Child, date: Date) -> Option<u32> {
    if !is_school_morning(child, date) {
        return None;
    }
    let weeks = u32::try_from(days_between(monday_of(child.first_day), monday_of(date)) / 7).ok()?;
    let before = |date: Date| {
        let monday = monday_of(date);
        let days = (0..7).map(|i| add_days(monday, i)).take_while(|&d| d < date);
        days.filter(|d| child.school_days.contains(d.weekday())).count() as u32
    };
    (weeks * child.school_days.per_week() + before(date) + 1).checked_sub(before(child.first_day))
}

/// The first school morning on or after `date`; None only at the end of the calendar.
pub fn next_from(child: &Child, date: Date) -> Option<Date> {
    let start = date.max(child.first_day);
    (0..7).map(|i| add_days(start, i)).find(|&d| is_school_morning(child, d))
}

/// The last school morning before `date`.
pub fn last_before(child: &Child, date: Date) -> Option<Date> {
    (1..=7).map(|i| add_days(date, -i)).find(|&d| is_school_morning(child, d))
}

/// The next `count` school mornings, the first of them on or after `date`.
pub fn mornings_from(child: &Child, date: Date, count: usize) -> Vec<Date> {
    let mut mornings: Vec<Date> = Vec::with_capacity(count);
    let mut from = date;
    while mornings.len() < count {
        let Some(next) = next_from(child, from).filter(|next| mornings.last() != Some(next)) else { break };
        mornings.push(next);
        from = add_days(next, 1);
    }
    mornings
}

#[cfg(test)]
mod tests {
    use super::super::family::{SchoolDays, read};
    use super::*;
    use jiff::civil::{Weekday, date};

    fn child(first_day: Date, days: &[Weekday]) -> Child {
        let text = format!("[[child]]\nname = 'Leo'\nfirst_day = {first_day}\n");
        let mut child = read("family.toml", &text).family.children.remove(0);
        child.school_days = SchoolDays::of(days.iter().copied()).expect("days");
        child
    }

    #[test]
    fn the_number_of_a_morning_is_what_counting_gives() {
        use Weekday::*;
        for days in [&[Monday, Tuesday, Wednesday, Thursday, Friday][..], &[Sunday, Thursday], &[Saturday]] {
            for first in 0..9 {
                let child = child(add_days(date(2023, 12, 25), first), days);
                let mut count = 0;
                for i in 0..900 {
                    let date = add_days(child.first_day, i - 20);
                    let school = is_school_morning(&child, date);
                    count += u32::from(school);
                    assert_eq!(number(&child, date), school.then_some(count), "{date}");
                }
            }
        }
    }

    #[test]
    fn the_next_and_last_school_mornings_skip_what_is_free() {
        let child = child(date(2026, 9, 9), &[Weekday::Monday, Weekday::Wednesday]);
        assert_eq!(next_from(&child, date(2026, 1, 1)), Some(date(2026, 9, 9)));
        assert_eq!(next_from(&child, date(2026, 9, 10)), Some(date(2026, 9, 14)));
        assert_eq!(last_before(&child, date(2026, 9, 14)), Some(date(2026, 9, 9)));
        assert_eq!(last_before(&child, date(2026, 9, 9)), None);
        assert_eq!(
            mornings_from(&child, date(2026, 9, 9), 3),
            [date(2026, 9, 9), date(2026, 9, 14), date(2026, 9, 16)]
        );
        assert!(mornings_from(&child, Date::MAX, 10).len() <= 1);
    }
}
