//! The rules that a school's events make: a day off, a special day, or with the last day it has a term.

use super::MOST_RULES;
use super::verdict::Verdict;
use crate::domain::dates::DateRange;
use crate::domain::day::{add_days, days_between};
use crate::domain::family::Rule;
use crate::domain::free_days::{closes, makes_school};
use crate::domain::school_event::SchoolEvent;
use crate::domain::school_words::{Judgment, Meaning, says_children_return};
use crate::domain::school_year::{DayOff, Special, SpecialDay, Term, Whom};
use crate::domain::text::capitalized;
use jiff::civil::Date;

/// A rule as the school's file gives it.
pub(super) struct SchoolRule {
    /// The places of its events in the file: one, and for a term perhaps the last day that ends it.
    pub(super) events: Vec<usize>,
    pub(super) rule: Rule,
    /// A term whose beginning the file does not tell.
    pub(super) is_guessed: bool,
    /// The parent said just now what one of its events is.
    pub(super) is_insisted: bool,
}

/// A term is shorter than this many days; longer, its ends are of two school years.
const LONGEST_TERM: i64 = 330;

/// The rules that each event makes, and each first day with the next last day.
///
/// # Errors
/// A sentence, when they are more than any school's.
pub(super) fn school_rules(
    events: &[SchoolEvent],
    verdicts: &[Verdict],
    whom: &Whom,
) -> Result<Vec<SchoolRule>, String> {
    let last_days: Vec<Date> = last_days(events, verdicts).into_iter().map(|(date, _)| date).collect();
    let mut rules: Vec<SchoolRule> = Vec::new();
    for (place, (event, verdict)) in events.iter().zip(verdicts).enumerate() {
        let is_insisted = verdict.is_insisted;
        let of_event = rules_of(event, verdict.judgment, &last_days, whom);
        let of_event = of_event.into_iter();
        rules.extend(of_event.map(|rule| SchoolRule { events: vec![place], rule, is_guessed: false, is_insisted }));
        if rules.len() > MOST_RULES {
            return Err(format!(
                "This calendar would bring more than {MOST_RULES} rules, which is more than any school has. Is it the \
                 right file?"
            ));
        }
    }
    Ok(rules)
}

/// What a school does every week, such as an early release, it does not do in its own holidays and after its last day,
/// though its calendar may repeat it all the year. A date that stands for itself is meant.
pub(super) fn leave_out_in_holidays(rules: &mut Vec<SchoolRule>, events: &[SchoolEvent]) {
    let dates_of = |wanted: fn(&Rule) -> bool| -> Vec<DateRange> {
        rules.iter().map(|school| &school.rule).filter(|rule| wanted(rule)).map(Rule::dates).collect()
    };
    let (off, terms) = (dates_of(|rule| matches!(rule, Rule::DayOff(_))), dates_of(is_term));
    let is_school = |dates: DateRange| {
        let is_off = off.iter().any(|off| off.contains(dates.from()) && off.contains(dates.to()));
        // The term that runs may be gone from the file, so before the first one nobody knows.
        let is_after_a_term = terms.iter().any(|term| term.to() < dates.from());
        !is_off && (!is_after_a_term || terms.iter().any(|term| term.overlaps(dates)))
    };
    let repeats = |school: &SchoolRule| school.events.iter().any(|&event| events[event].dates.len() > 1);
    let stays = |school: &SchoolRule| {
        !matches!(school.rule, Rule::SpecialDay(_)) || !repeats(school) || is_school(school.rule.dates())
    };
    let kept: Vec<bool> = rules.iter().map(stays).collect();
    let mut kept = kept.into_iter();
    rules.retain(|_| kept.next().unwrap_or(true));
}

/// Every last day with the place of its event, in the order of the year.
fn last_days(events: &[SchoolEvent], verdicts: &[Verdict]) -> Vec<(Date, usize)> {
    let all = events.iter().zip(verdicts).enumerate();
    let last = all.filter(|(_, (_, verdict))| verdict.judgment.meaning == Meaning::LastDay);
    let mut found: Vec<(Date, usize)> =
        last.filter_map(|(place, (event, _))| Some((event.dates.last()?.to(), place))).collect();
    found.sort_unstable();
    found
}

/// Tells each last day which term it ends. One without its first day ends a term all the same: the one that the school
/// gave before and has `dropped` since, as schools do with what is over; or one that begins when the school tells that
/// the children are back, or else right after the last day before it, or on the first of `first_days`, which are the
/// children's.
pub(super) fn add_last_days(
    rules: &mut Vec<SchoolRule>,
    events: &[SchoolEvent],
    verdicts: &[Verdict],
    whom: &Whom,
    dropped: &[&Term],
    first_days: &[Date],
) {
    let mut end_before: Option<Date> = None;
    for (end, place) in last_days(events, verdicts) {
        let of_terms = rules.iter_mut().filter(|school| is_term(&school.rule));
        let around: Vec<&mut SchoolRule> = of_terms.filter(|school| school.rule.dates().contains(end)).collect();
        if !around.is_empty() {
            let ended = around.into_iter().filter(|school| school.rule.dates().to() == end);
            ended.for_each(|school| school.events.push(place));
            end_before = Some(end);
            continue;
        }
        let is_near = |from: &Date| *from <= end && days_between(*from, end) < LONGEST_TERM;
        let after_it = end_before.map(|before| back_at_school(events, verdicts, before, end));
        let is_open = |from: &Date| is_near(from) && end_before.is_none_or(|before| *from > before);
        let told = dropped.iter().filter(|term| is_open(&term.dates.from())).max_by_key(|term| term.dates.from());
        let begins = || first_days.iter().copied().filter(is_near).min();
        let from = told.map(|term| term.dates.from()).or(after_it.filter(is_near)).or_else(begins);
        if let Some(dates) = from.and_then(|from| DateRange::new(from, end)) {
            let as_told = told.map(|told| Rule::Term(Term { dates, ..(*told).clone() }));
            let rule = as_told.unwrap_or_else(|| term(&events[place], dates, whom));
            let is_insisted = verdicts[place].is_insisted;
            rules.push(SchoolRule { events: vec![place], rule, is_guessed: told.is_none(), is_insisted });
            end_before = Some(end);
        }
    }
}

/// A day off that clashes with a half day of the school's, or of the family's `own`, means that the school is closed.
pub(super) fn close_days_off(rules: &mut [SchoolRule], own: &[&Rule]) {
    let of_school: Vec<Rule> = rules.iter().map(|school| school.rule.clone()).filter(makes_school).collect();
    let others = || own.iter().copied().chain(&of_school);
    for school in rules {
        if let Rule::DayOff(day_off) = &mut school.rule {
            day_off.closed = closes(day_off, others());
        }
    }
}

/// The day on which school goes on after the last day of a term, and before the next one: the first that the school
/// tells, or else the day after. What it tells of other holidays, such as a half term, says nothing about these.
fn back_at_school(events: &[SchoolEvent], verdicts: &[Verdict], last: Date, next: Date) -> Date {
    const LONGEST_HOLIDAYS: i64 = 100;
    const WEEK: i64 = 7;
    let judged = || events.iter().zip(verdicts);
    let becomes = |wanted| judged().filter(move |(_, verdict)| verdict.judgment.meaning == wanted);
    let others: Vec<DateRange> = becomes(Meaning::DayOff)
        .flat_map(|(event, _)| event.dates.iter().copied())
        .filter(|days| days.count() > 2 && days.from() > add_days(last, WEEK))
        .collect();
    let is_of_others = |back: Date| others.iter().any(|days| days.to() < back && days_between(days.to(), back) < WEEK);
    let told = becomes(Meaning::NotAboutMornings).filter(|(event, _)| says_children_return(event));
    let told = told.flat_map(|(event, _)| event.dates.first()).map(|days| days.from());
    let told = told.filter(|back| *back > last && *back <= next && days_between(last, *back) <= LONGEST_HOLIDAYS);
    told.min().filter(|back| !is_of_others(*back)).unwrap_or_else(|| add_days(last, 1))
}

fn is_term(rule: &Rule) -> bool {
    matches!(rule, Rule::Term(_))
}

fn term(event: &SchoolEvent, dates: DateRange, whom: &Whom) -> Rule {
    let name = term_name(&event.name, dates);
    Rule::Term(Term { name, dates, whom: whom.clone(), uid: event.uid.clone() })
}

/// What a stretch of school is called whose first or last day has this name: `Autumn Term starts` is the autumn term,
/// and the first day of school begins no more than a school year.
fn term_name(event: &str, dates: DateRange) -> String {
    const AROUND: [&str; 12] = [
        "first day of ",
        "1st day of ",
        "last day of ",
        "start of ",
        "beginning of ",
        "end of ",
        "the ",
        " starts",
        " begins",
        " ends",
        " start",
        " begin",
    ];
    const NAMES: [&str; 9] =
        ["term", "semester", "trimester", "quarter", "year", "halbjahr", "schuljahr", "trimestre", "session"];
    const HALF_A_YEAR: i64 = 26 * 7;
    let part = event.split([',', ';', ':', '(']).next().unwrap_or(event);
    let mut name = part.split(" - ").next().unwrap_or(part).split(" – ").next().unwrap_or(part).trim();
    while let Some(shorter) = AROUND.iter().find_map(|around| without(name, around)) {
        name = shorter.trim();
    }
    let is_name = name.to_lowercase().split_whitespace().any(|word| NAMES.contains(&word));
    match (is_name, days_between(dates.from(), dates.to()) >= HALF_A_YEAR) {
        (true, _) => capitalized(name),
        (false, true) => "School year".to_owned(),
        (false, false) => "Term".to_owned(),
    }
}

/// A name without what it begins or ends with, whatever the case.
fn without<'n>(name: &'n str, around: &str) -> Option<&'n str> {
    let end = around.len();
    let is = |part: Option<&str>| part.is_some_and(|part| part.eq_ignore_ascii_case(around));
    if around.ends_with(' ') {
        return name.get(end..).filter(|_| is(name.get(..end)));
    }
    let start = name.len().checked_sub(end)?;
    name.get(..start).filter(|_| is(name.get(start..)))
}

/// What an event becomes: one rule for each run of its days. A first day becomes a term up to the next last day; a
/// last day is more than a term's end only when school ends early on it.
fn rules_of(event: &SchoolEvent, judgment: Judgment, last_days: &[Date], whom: &Whom) -> Vec<Rule> {
    let (name, uid) = (&event.name, &event.uid);
    let special = |kind, dates| {
        let (time, name) = (judgment.time, Some(name.clone()));
        Rule::SpecialDay(SpecialDay { kind, dates, time, name, whom: whom.clone(), uid: uid.clone() })
    };
    let rule = |days: &DateRange| {
        let dates = DateRange::new(days.from(), days.to())?;
        Some(match judgment.meaning {
            Meaning::DayOff => {
                Rule::DayOff(DayOff { name: name.clone(), dates, whom: whom.clone(), closed: false, uid: uid.clone() })
            }
            Meaning::HalfDay => special(Special::HalfDay, dates),
            Meaning::LateStart => special(Special::LateStart, dates),
            Meaning::EarlyFinish => special(Special::EarlyFinish, dates),
            Meaning::FirstDay => {
                let end = last_days.iter().copied().filter(|end| *end > days.from()).min()?;
                term(event, DateRange::new(days.from(), end)?, whom)
            }
            Meaning::Term => Rule::Term(Term { name: name.clone(), dates, whom: whom.clone(), uid: uid.clone() }),
            Meaning::LastDay if judgment.ends_early => special(Special::EarlyFinish, DateRange::one(days.to())),
            Meaning::LastDay | Meaning::NotAboutMornings => return None,
        })
    };
    event.dates.iter().filter_map(rule).collect()
}
