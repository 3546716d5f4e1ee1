//! The rules of real calendars, the examples of RFC 5545, and many made-up rules compared with the crate `rrule`.

mod seed;

use goodbye::domain::dates::DateRange;
use goodbye::domain::day::{add_days, days_between, week_of};
use goodbye::domain::repeat::{Frequency, Recurrence, Steps, dates};
use jiff::civil::{Date, Time, Weekday, date};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::Cell;

fn days_through(from: Date, to: Date) -> impl Iterator<Item = Date> {
    (0..=days_between(from, to)).map(move |i| add_days(from, i))
}

const MORNING: Time = Time::constant(8, 30, 0, 0);
const PLENTY: Steps = Steps(10_000_000);

fn expand(rule: &Recurrence, first: Date, between: DateRange) -> Vec<Date> {
    dates(rule, first.to_datetime(MORNING), between, &mut PLENTY.clone()).expect("steps enough")
}

fn written(dates: &[Date]) -> String {
    dates.iter().map(Date::to_string).collect::<Vec<_>>().join(" ")
}

fn of_year(rule: &Recurrence, first: Date) -> String {
    written(&expand(rule, first, DateRange::between(date(2026, 1, 1), date(2026, 12, 31))))
}

#[test]
fn rules_of_school_calendars_give_their_dates() {
    use Weekday::{Friday, Monday, Wednesday};
    let late_start = Recurrence {
        by_day: vec![(None, Wednesday)],
        interval: 2,
        count: Some(3),
        ..Recurrence::each(Frequency::Week)
    };
    assert_eq!(of_year(&late_start, date(2026, 9, 9)), "2026-09-09 2026-09-23 2026-10-07");
    let labor_day =
        Recurrence { by_month: vec![9], by_day: vec![(Some(1), Monday)], ..Recurrence::each(Frequency::Year) };
    assert_eq!(of_year(&labor_day, date(2020, 9, 7)), "2026-09-07");
    let memorial_day =
        Recurrence { by_month: vec![5], by_day: vec![(Some(-1), Monday)], ..Recurrence::each(Frequency::Year) };
    assert_eq!(of_year(&memorial_day, date(2020, 5, 25)), "2026-05-25");
    let last_fridays = Recurrence {
        by_day: vec![(Some(-1), Friday)],
        until: Some(date(2026, 3, 27)),
        ..Recurrence::each(Frequency::Month)
    };
    assert_eq!(of_year(&last_fridays, date(2025, 1, 31)), "2026-01-30 2026-02-27 2026-03-27");
    let leap_birthday = Recurrence::each(Frequency::Year);
    assert_eq!(
        written(&expand(&leap_birthday, date(2024, 2, 29), DateRange::between(date(2025, 1, 1), date(2029, 1, 1)))),
        "2028-02-29"
    );
    let mixed = Recurrence {
        by_day: vec![(Some(1), Wednesday), (None, Monday)],
        count: Some(5),
        ..Recurrence::each(Frequency::Month)
    };
    assert_eq!(of_year(&mixed, date(2026, 9, 1)), "2026-09-02 2026-09-07 2026-09-14 2026-09-21 2026-09-28");
    let last_workday = Recurrence {
        by_day: [Monday, Weekday::Tuesday, Wednesday, Weekday::Thursday, Friday].map(|day| (None, day)).to_vec(),
        by_position: vec![-1],
        count: Some(2),
        ..Recurrence::each(Frequency::Month)
    };
    assert_eq!(of_year(&last_workday, date(2026, 1, 1)), "2026-01-30 2026-02-27");
}

#[test]
fn only_rules_with_a_count_are_followed_from_their_start() {
    let daily = Recurrence { count: Some(10), ..Recurrence::each(Frequency::Day) };
    assert_eq!(of_year(&daily, date(2025, 12, 28)).split(' ').count(), 6);
    let since_1900 = Recurrence { interval: 3, ..Recurrence::each(Frequency::Day) };
    let mut few = Steps(400);
    let found = dates(
        &since_1900,
        date(1900, 1, 1).to_datetime(MORNING),
        DateRange::between(date(2026, 1, 1), date(2026, 12, 31)),
        &mut few,
    );
    let third_days = days_through(date(2026, 1, 1), date(2026, 12, 31));
    let third_days = third_days.filter(|&day| days_between(date(1900, 1, 1), day) % 3 == 0);
    assert_eq!(found, Some(third_days.collect()));
    let counting = Recurrence { count: Some(u32::MAX), ..Recurrence::each(Frequency::Day) };
    assert_eq!(
        dates(
            &counting,
            date(1900, 1, 1).to_datetime(MORNING),
            DateRange::between(date(2026, 1, 1), date(2026, 1, 2)),
            &mut Steps(400)
        ),
        None
    );
}

#[test]
fn rules_with_long_lists_take_more_steps() {
    let year_days: Vec<i16> = (1..=320).collect();
    let rule = Recurrence { by_year_day: year_days, ..Recurrence::each(Frequency::Day) };
    let (from, to) = (date(2026, 1, 1), date(2026, 1, 10));
    assert!(dates(&rule, from.to_datetime(MORNING), DateRange::between(from, to), &mut Steps(300)).is_some());
    assert_eq!(dates(&rule, from.to_datetime(MORNING), DateRange::between(from, to), &mut Steps(100)), None);
    let seconds = Recurrence { frequency: Frequency::Seconds(1), ..rule };
    assert_eq!(dates(&seconds, from.to_datetime(MORNING), DateRange::between(from, to), &mut Steps(100)), None);
}

#[test]
fn a_rule_for_every_second_of_a_century_gives_every_day() {
    let week = DateRange::between(date(2026, 9, 7), date(2026, 9, 13));
    let seconds = Recurrence { until: Some(date(2100, 1, 1)), ..Recurrence::each(Frequency::Seconds(1)) };
    assert_eq!(expand(&seconds, date(2000, 1, 1), week).len(), 7);
    let two_days = Recurrence { interval: 48, ..Recurrence::each(Frequency::Seconds(3600)) };
    assert_eq!(written(&expand(&two_days, date(2026, 9, 7), week)), "2026-09-07 2026-09-09 2026-09-11 2026-09-13");
    let thirty_hours = Recurrence { interval: 30, count: Some(3), ..Recurrence::each(Frequency::Seconds(3600)) };
    assert_eq!(written(&expand(&thirty_hours, date(2026, 9, 7), week)), "2026-09-07 2026-09-08 2026-09-09");
}

#[test]
fn a_rule_ends_where_the_calendar_ends() {
    for frequency in [Frequency::Day, Frequency::Week, Frequency::Month, Frequency::Year, Frequency::Seconds(u32::MAX)]
    {
        let rule = Recurrence { interval: u32::MAX, ..Recurrence::each(frequency) };
        assert!(expand(&rule, Date::MAX, DateRange::between(Date::MIN, Date::MAX)).len() <= 1);
        assert!(
            expand(&Recurrence::each(frequency), Date::MAX, DateRange::between(add_days(Date::MAX, -9), Date::MAX))
                .len()
                <= 1
        );
    }
}

const DAY_NAMES: [(Weekday, &str); 7] = [
    (Weekday::Monday, "MO"),
    (Weekday::Tuesday, "TU"),
    (Weekday::Wednesday, "WE"),
    (Weekday::Thursday, "TH"),
    (Weekday::Friday, "FR"),
    (Weekday::Saturday, "SA"),
    (Weekday::Sunday, "SU"),
];

fn name_of(day: Weekday) -> &'static str {
    DAY_NAMES.iter().find(|(known, _)| *known == day).map_or("", |(_, name)| name)
}

/// Returns the rule as a calendar file writes it.
fn as_text(rule: &Recurrence, first: Date) -> String {
    let frequency = match rule.frequency {
        Frequency::Day => "DAILY",
        Frequency::Week => "WEEKLY",
        Frequency::Month => "MONTHLY",
        Frequency::Year | Frequency::Seconds(_) => "YEARLY",
    };
    let mut text =
        format!("DTSTART:{}T083000Z\nRRULE:FREQ={frequency};INTERVAL={}", first.strftime("%Y%m%d"), rule.interval);
    text.push_str(&format!(";WKST={}", name_of(rule.week_start)));
    let mut list = |key: &str, values: Vec<String>| {
        if !values.is_empty() {
            text.push_str(&format!(";{key}={}", values.join(",")));
        }
    };
    list("COUNT", rule.count.iter().map(u32::to_string).collect());
    list("UNTIL", rule.until.iter().map(|until| format!("{}T235959Z", until.strftime("%Y%m%d"))).collect());
    list("BYMONTH", rule.by_month.iter().map(i8::to_string).collect());
    list("BYWEEKNO", rule.by_week.iter().map(i8::to_string).collect());
    list("BYYEARDAY", rule.by_year_day.iter().map(i16::to_string).collect());
    list("BYMONTHDAY", rule.by_month_day.iter().map(i8::to_string).collect());
    list("BYSETPOS", rule.by_position.iter().map(i32::to_string).collect());
    let day = |(nth, day): &(Option<i16>, Weekday)| {
        format!("{}{}", nth.map_or(String::new(), |n| n.to_string()), name_of(*day))
    };
    list("BYDAY", rule.by_day.iter().map(day).collect());
    text
}

/// Returns the dates that `rrule` gives.
fn by_rrule(rule: &Recurrence, first: Date, between: DateRange) -> Option<Vec<Date>> {
    let set: rrule::RRuleSet = as_text(rule, first).parse().ok()?;
    let result = set.all(2_000);
    let dates = result.dates.iter().map(|at| at.format("%Y-%m-%d").to_string().parse().expect("a date"));
    (!result.limited).then(|| dates.filter(|date| between.contains(*date)).collect())
}

fn any_weekday() -> impl Strategy<Value = Weekday> {
    proptest::sample::select(DAY_NAMES.map(|(day, _)| day).to_vec())
}

fn not_zero(most: i32) -> impl Strategy<Value = i32> {
    (1..=most).prop_flat_map(|n| proptest::sample::select(vec![n, n, -n]))
}

fn any_rule() -> impl Strategy<Value = Recurrence> {
    prop_oneof![4 => any_rule_of_days(), 1 => any_rule_of_weeks()]
}

/// Yearly rules with numbers of weeks. More than half of the numbers count from the end of the year.
fn any_rule_of_weeks() -> impl Strategy<Value = Recurrence> {
    let week = prop_oneof![1i8..=53, -53i8..=-1, Just(-1)];
    let day = any_weekday().prop_map(|day| (None, day));
    (vec(week, 1..3), vec(day, 0..3), 1u32..3, any_weekday()).prop_map(|(by_week, by_day, interval, week_start)| {
        let until = Some(date(2029, 1, 1));
        Recurrence { by_week, by_day, interval, until, week_start, ..Recurrence::each(Frequency::Year) }
    })
}

fn any_rule_of_days() -> impl Strategy<Value = Recurrence> {
    let frequency = proptest::sample::select(vec![Frequency::Day, Frequency::Week, Frequency::Month, Frequency::Year]);
    let lists = (
        vec(1i8..=12, 0..3),
        vec(not_zero(31).prop_map(|n| n as i8), 0..3),
        vec((option::weighted(0.4, not_zero(5).prop_map(|n| n as i16)), any_weekday()), 0..4),
        vec(not_zero(4), 0..2),
        vec(not_zero(366).prop_map(|n| n as i16), 0..2),
    );
    let bounds = (1u32..5, option::of(1u32..40), option::of(0i64..1500), any_weekday(), any::<bool>());
    (frequency, lists, bounds).prop_map(|(frequency, lists, (interval, count, until, week_start, has_year_days))| {
        let (by_month, by_month_day, by_day, by_position, by_year_day) = lists;
        let mut rule = Recurrence {
            frequency,
            interval,
            count,
            week_start,
            by_month,
            by_month_day,
            by_day,
            ..Recurrence::each(frequency)
        };
        if has_year_days && frequency == Frequency::Year {
            rule.by_year_day = by_year_day;
        }
        // `rrule` reads "first Wednesday or any Monday" as never. A test above has that rule.
        let mixed = rule.by_day.iter().any(|(nth, _)| nth.is_none());
        if mixed || matches!(frequency, Frequency::Day | Frequency::Week) {
            rule.by_day.iter_mut().for_each(|(nth, _)| *nth = None);
        }
        if frequency == Frequency::Week {
            rule.by_month_day.clear();
        }
        if !(rule.by_day.is_empty() && rule.by_month_day.is_empty()) {
            rule.by_position = by_position;
        }
        if rule.count.is_none() {
            rule.until = Some(add_days(date(2024, 1, 1), until.unwrap_or(1500)));
        }
        rule
    })
}

#[test]
fn weeks_are_counted_in_the_year_that_has_most_of_their_days() {
    use Weekday::{Monday, Sunday};
    for (week, week_start, expected) in [
        (1, Monday, "2024-12-30 2025-12-29 2027-01-04"),
        (1, Sunday, "2024-12-29 2026-01-04 2027-01-03"),
        (-1, Monday, "2024-12-23 2025-12-22 2026-12-28"),
        (53, Monday, "2026-12-28"),
        (-53, Monday, "2025-12-29"),
    ] {
        let by_day = vec![(None, week_start)];
        let rule = Recurrence { by_week: vec![week], by_day, week_start, ..Recurrence::each(Frequency::Year) };
        let found = expand(&rule, date(2020, 1, 1), DateRange::between(date(2024, 7, 1), date(2027, 7, 1)));
        assert_eq!(written(&found), expected, "week {week}, {week_start:?}");
    }
}

#[test]
fn many_rules_give_the_same_dates_as_rrule() {
    const RULES: u32 = 300;
    let compared = Cell::new(0);
    let mut runner = TestRunner::new(seed::cases(RULES));
    let done = runner.run(&(any_rule(), 0i64..1200, 0i64..900), |(rule, start, from)| {
        let mut first = add_days(date(2023, 1, 1), start);
        // In the first week, `rrule` counts positions from the start of the rule and not from the start of the week.
        if rule.frequency == Frequency::Week && !rule.by_position.is_empty() {
            first = add_days(first, -i64::from(rule.week_start.until(first.weekday())));
        }
        let between = DateRange::between(add_days(date(2023, 6, 1), from), add_days(date(2023, 6, 1), from + 700));
        let Some(expected) = by_rrule(&rule, first, between) else { return Ok(()) };
        compared.set(compared.get() + 1);
        // `rrule` misses some days of weeks that span New Year. The test above has those weeks.
        let spans_new_year =
            |date: &Date| week_of(*date, rule.week_start).year() < add_days(week_of(*date, rule.week_start), 6).year();
        let compared = |dates: Vec<Date>| -> Vec<Date> {
            dates.into_iter().filter(|date| rule.by_week.is_empty() || !spans_new_year(date)).collect()
        };
        let ours = compared(expand(&rule, first, between));
        prop_assert_eq!(ours, compared(expected), "{}", as_text(&rule, first));
        Ok(())
    });
    done.expect("the same dates");
    assert!(compared.get() > RULES * 4 / 5, "rrule gave dates for {} of {RULES} rules", compared.get());
}

proptest! {
    #![proptest_config(seed::cases(300))]

    #[test]
    fn part_of_a_rule_has_the_same_dates_as_the_whole(rule in any_rule(), start in 0i64..1200, from in 0i64..900) {
        let first = add_days(date(2023, 1, 1), start);
        let between = DateRange::between(add_days(date(2023, 6, 1), from), add_days(date(2023, 6, 1), from + 100));
        let mut whole = expand(&rule, first, DateRange::between(date(2023, 1, 1), date(2030, 1, 1)));
        whole.retain(|date| between.contains(*date));
        prop_assert_eq!(expand(&rule, first, between), whole);
    }
}
