//! The rules that a school's events make: a day off, a special day, or with the last day it has a term.

use super::{MOST_RULES, Verdict};
use crate::domain::day::{add_days, days_between};
use crate::domain::family::Rule;
use crate::domain::school_event::{Days, SchoolEvent};
use crate::domain::school_words::{Becomes, Judgment};
use crate::domain::school_year::{Dates, DayOff, Special, SpecialDay, Term, Whom};
use jiff::civil::Date;

/// A rule as the school's file gives it.
pub(super) struct SchoolRule {
    /// The places of its events in the file: one, and for a term perhaps the last day that ends it.
    pub(super) events: Vec<usize>,
    pub(super) rule: Rule,
    /// A term whose beginning the file does not tell.
    pub(super) is_guessed: bool,
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
    let mut rules = Vec::new();
    for (place, (event, verdict)) in events.iter().zip(verdicts).enumerate() {
        let of_event = rules_of(event, verdict.judgment, &last_days, whom);
        rules.extend(of_event.into_iter().map(|rule| SchoolRule { events: vec![place], rule, is_guessed: false }));
        if rules.len() > MOST_RULES {
            return Err(format!(
                "This calendar would bring more than {MOST_RULES} rules, which is more than any school has. Is it the \
                 right file?"
            ));
        }
    }
    Ok(rules)
}

/// Every last day with the place of its event, in the order of the year.
fn last_days(events: &[SchoolEvent], verdicts: &[Verdict]) -> Vec<(Date, usize)> {
    let all = events.iter().zip(verdicts).enumerate();
    let last = all.filter(|(_, (_, verdict))| verdict.judgment.becomes == Becomes::LastDay);
    let mut found: Vec<(Date, usize)> =
        last.filter_map(|(place, (event, _))| Some((event.dates.last()?.to, place))).collect();
    found.sort_unstable();
    found
}

/// Tells each last day which term it ends. One without its first day ends a term all the same: the one that the school
/// gave `before`, for schools drop what is over from their files; or one that begins after the last day before it, or
/// on the first of `first_days`, which are the children's.
pub(super) fn add_last_days(
    rules: &mut Vec<SchoolRule>,
    events: &[SchoolEvent],
    verdicts: &[Verdict],
    whom: &Whom,
    before: &[&Rule],
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
        let after_it = end_before.map(|before| add_days(before, 1));
        let is_open = |from: &Date| is_near(from) && after_it.is_none_or(|after| *from >= after);
        let terms = before.iter().filter_map(|rule| if let Rule::Term(term) = rule { Some(term) } else { None });
        let told = terms.filter(|term| is_open(&term.dates.from())).max_by_key(|term| term.dates.from());
        let begins = || first_days.iter().copied().filter(is_near).min();
        let from = told.map(|term| term.dates.from()).or(after_it.filter(is_near)).or_else(begins);
        if let Some(dates) = from.and_then(|from| Dates::new(from, end)) {
            let as_told = told.map(|told| Rule::Term(Term { dates, ..told.clone() }));
            let rule = as_told.unwrap_or_else(|| term(&events[place], dates, whom));
            rules.push(SchoolRule { events: vec![place], rule, is_guessed: told.is_none() });
            end_before = Some(end);
        }
    }
}

fn is_term(rule: &Rule) -> bool {
    matches!(rule, Rule::Term(_))
}

fn term(event: &SchoolEvent, dates: Dates, whom: &Whom) -> Rule {
    Rule::Term(Term { name: event.name.clone(), dates, whom: whom.clone(), uid: event.uid.clone() })
}

/// What an event becomes: one rule for each run of its days. A first day becomes a term up to the next last day; a
/// last day is more than a term's end only when school ends early on it.
fn rules_of(event: &SchoolEvent, judgment: Judgment, last_days: &[Date], whom: &Whom) -> Vec<Rule> {
    let (name, uid) = (&event.name, &event.uid);
    let special = |kind, dates| {
        let (time, name) = (judgment.time, Some(name.clone()));
        Rule::SpecialDay(SpecialDay { kind, dates, time, name, whom: whom.clone(), uid: uid.clone() })
    };
    let rule = |days: &Days| {
        let dates = Dates::new(days.from, days.to)?;
        Some(match judgment.becomes {
            Becomes::DayOff => Rule::DayOff(DayOff { name: name.clone(), dates, whom: whom.clone(), uid: uid.clone() }),
            Becomes::HalfDay => special(Special::HalfDay, dates),
            Becomes::LateStart => special(Special::LateStart, dates),
            Becomes::EarlyFinish => special(Special::EarlyFinish, dates),
            Becomes::FirstDay => {
                let end = last_days.iter().copied().filter(|end| *end > days.from).min()?;
                term(event, Dates::new(days.from, end)?, whom)
            }
            Becomes::Term => term(event, dates, whom),
            Becomes::LastDay if judgment.ends_early => special(Special::EarlyFinish, Dates::one(days.to)),
            Becomes::LastDay | Becomes::NotAboutMornings => return None,
        })
    };
    event.dates.iter().filter_map(rule).collect()
}
