//! Makes the school's rules from the events of its file: days off, special days and terms.

use super::meanings::EventMeaning;
use super::{ImportError, MOST_RULES};
use crate::domain::dates::DateRange;
use crate::domain::day::{add_days, days_between};
use crate::domain::family::Rule;
use crate::domain::free_days::{makes_school, must_be_closed};
use crate::domain::school_event::SchoolEvent;
use crate::domain::school_words::{Judgment, Meaning, says_children_return};
use crate::domain::school_year::{DayOff, Special, SpecialDay, Term, Whom};
use jiff::civil::Date;

/// A rule that comes from the school's file.
pub(super) struct SchoolRule {
    /// The places of its events in the file: one event, and for a term perhaps the last day that ends it.
    pub(super) events: Vec<usize>,
    pub(super) rule: Rule,
    /// The rule is a term whose first day the file does not give.
    pub(super) is_guessed: bool,
    /// The parent chose the meaning of an event in this import.
    pub(super) is_chosen_now: bool,
}

/// More days than any term has. If the next last day is this far from a first day, another last day is missing between
/// them.
const LONGEST_TERM: i64 = 330;

/// The most days between the last day of a term and the return of the children. The longest summer holidays, in Italy
/// and parts of the USA, last about 14 weeks.
const LONGEST_HOLIDAYS: i64 = 100;

/// The days after a last day in which its holidays begin, and the days after a half term in which children return.
const WEEK: i64 = 7;

/// The events of a file, with their meanings and the children whose school it is.
#[derive(Clone, Copy)]
pub(super) struct JudgedEvents<'e> {
    pub(super) events: &'e [SchoolEvent],
    pub(super) meanings: &'e [EventMeaning],
    pub(super) whom: &'e Whom,
}

impl<'e> JudgedEvents<'e> {
    /// Returns the rules of each event. Last days without a first day are left to [`JudgedEvents::add_last_days`].
    pub(super) fn rules(self) -> Result<Vec<SchoolRule>, ImportError> {
        let last_days: Vec<Date> = self.last_days().into_iter().map(|(date, _)| date).collect();
        let mut rules: Vec<SchoolRule> = Vec::new();
        for (place, (event, meaning)) in self.events.iter().zip(self.meanings).enumerate() {
            let of_event = rules_of(event, meaning.judgment, &last_days, self.whom).into_iter();
            let is_chosen_now = meaning.is_chosen_now;
            rules.extend(of_event.map(|rule| SchoolRule {
                events: vec![place],
                rule,
                is_guessed: false,
                is_chosen_now,
            }));
            if rules.len() > MOST_RULES {
                return Err(ImportError::TooManyRules);
            }
        }
        Ok(rules)
    }

    /// Returns every last day, with the place of its event, in the order of the year.
    fn last_days(self) -> Vec<(Date, usize)> {
        let last = |place: &usize| self.meanings[*place].judgment.meaning == Meaning::LastDay;
        let places = (0..self.events.len()).filter(last);
        let mut days: Vec<(Date, usize)> =
            places.filter_map(|place| Some((self.events[place].dates.last()?.to(), place))).collect();
        days.sort_unstable();
        days
    }

    /// Finds for each last day the term that it ends. Schools remove a first day when it is over, so a last day without
    /// its first day ends a term, too. That term begins as it did in the last import: `removed` has the terms whose
    /// first day is no longer in the file. Otherwise it begins after the term before it, or else on the earliest of
    /// `first_days`, the first days of the children.
    pub(super) fn add_last_days(self, rules: &mut Vec<SchoolRule>, removed: &[&Term], first_days: &[Date]) {
        let mut end_before: Option<Date> = None;
        for (end, place) in self.last_days() {
            let terms = rules.iter_mut().filter(|school| is_term(&school.rule));
            let around: Vec<&mut SchoolRule> = terms.filter(|school| school.rule.dates().contains(end)).collect();
            if !around.is_empty() {
                // A last day within a known term begins no other term.
                let ended = around.into_iter().filter(|school| school.rule.dates().to() == end);
                ended.for_each(|school| school.events.push(place));
                end_before = Some(end);
                continue;
            }
            let may_begin = |from: &Date| *from <= end && days_between(*from, end) < LONGEST_TERM;
            let begins = |term: &&Term| term.dates.from();
            let is_running = |from: &Date| may_begin(from) && end_before.is_none_or(|before| *from > before);
            let running = removed.iter().filter(|term| is_running(&begins(term))).max_by_key(|term| begins(term));
            let after_term = || end_before.map(|before| self.first_day_back(before, end)).filter(may_begin);
            let of_children = || first_days.iter().copied().filter(may_begin).min();
            let from = running.map(begins).or_else(after_term).or_else(of_children);
            if let Some(dates) = from.and_then(|from| DateRange::new(from, end)) {
                let rule = match running {
                    Some(term) => Rule::Term(Term { dates, ..(*term).clone() }),
                    None => term(&self.events[place], dates, self.whom),
                };
                let is_chosen_now = self.meanings[place].is_chosen_now;
                rules.push(SchoolRule { events: vec![place], rule, is_guessed: running.is_none(), is_chosen_now });
                end_before = Some(end);
            }
        }
    }

    /// Finds the day on which school begins again between the last day of a term and `next`, the next last day. It is
    /// the first day on which the file says that children return, or else the day after `last`.
    fn first_day_back(self, last: Date, next: Date) -> Date {
        let meant = |wanted| {
            let pairs = self.events.iter().zip(self.meanings);
            pairs.filter(move |(_, meaning)| meaning.judgment.meaning == wanted).map(|(event, _)| event)
        };
        // A half term of this term begins more than a week after the last day of the term before.
        let half_terms: Vec<DateRange> = meant(Meaning::DayOff)
            .flat_map(|event| event.dates.iter().copied())
            .filter(|days| days.count() > 2 && days.from() > add_days(last, WEEK))
            .collect();
        let ends_half_term =
            |back: Date| half_terms.iter().any(|days| days.to() < back && days_between(days.to(), back) < WEEK);
        let returns = meant(Meaning::NotAboutMornings).filter(|event| says_children_return(event));
        let returns = returns.filter_map(|event| event.dates.first()).map(|days| days.from());
        let is_between = |back: &Date| last < *back && *back <= next && days_between(last, *back) <= LONGEST_HOLIDAYS;
        let first = returns.filter(is_between).min();
        first.filter(|back| !ends_half_term(*back)).unwrap_or_else(|| add_days(last, 1))
    }

    /// Leaves out special days of a series, such as a weekly early release, in the school's holidays and after its last
    /// day. Some calendars repeat a series on such days, too. An event with one date is kept.
    pub(super) fn leave_out_in_holidays(self, rules: &mut Vec<SchoolRule>) {
        let dates_of = |is_wanted: fn(&Rule) -> bool| -> Vec<DateRange> {
            rules.iter().map(|school| &school.rule).filter(|rule| is_wanted(rule)).map(Rule::dates).collect()
        };
        let (off, terms) = (dates_of(|rule| matches!(rule, Rule::DayOff(_))), dates_of(is_term));
        let has_school = |dates: DateRange| {
            let is_off = off.iter().any(|off| off.common(dates) == Some(dates));
            // Before the first term of the file a term may be running that the school has removed.
            let is_after_a_term = terms.iter().any(|term| term.to() < dates.from());
            !is_off && (!is_after_a_term || terms.iter().any(|term| term.overlaps(dates)))
        };
        let is_series = |school: &SchoolRule| school.events.iter().any(|&event| self.events[event].dates.len() > 1);
        rules.retain(|school| {
            !matches!(school.rule, Rule::SpecialDay(_)) || !is_series(school) || has_school(school.rule.dates())
        });
    }
}

/// Marks the days off that must be closed because of another rule of the school or one of the parent's `own` rules.
pub(super) fn close_days_off(rules: &mut [SchoolRule], own: &[&Rule]) {
    let of_school: Vec<Rule> = rules.iter().map(|school| school.rule.clone()).filter(makes_school).collect();
    for school in rules {
        if let Rule::DayOff(day_off) = &mut school.rule {
            day_off.closed = must_be_closed(day_off, own.iter().copied().chain(&of_school));
        }
    }
}

fn is_term(rule: &Rule) -> bool {
    matches!(rule, Rule::Term(_))
}

fn term(event: &SchoolEvent, dates: DateRange, whom: &Whom) -> Rule {
    let name = term_name(&event.name, dates);
    Rule::Term(Term { name, dates, whom: whom.clone(), uid: event.uid.clone() })
}

/// Words before and after the name of a term in the name of its first or last day.
const BEFORE_TERM: [&str; 7] =
    ["first day of ", "1st day of ", "last day of ", "start of ", "beginning of ", "end of ", "the "];
const AFTER_TERM: [&str; 5] = [" starts", " begins", " ends", " start", " begin"];

/// Words that make a name the name of a term.
const TERM_WORDS: [&str; 9] =
    ["term", "semester", "trimester", "quarter", "year", "halbjahr", "schuljahr", "trimestre", "session"];

/// The fewest days of a term that is a whole school year, or most of a school year.
pub(super) const HALF_A_YEAR: i64 = 26 * 7;

/// Returns the name of a term from the name of its first or last day: `Autumn Term starts` begins the `Autumn Term`,
/// and `First day of school` begins a `School year` or `Term`.
fn term_name(event: &str, dates: DateRange) -> String {
    let place = [",", ";", ":", "(", " - ", " – "].iter().filter_map(|mark| event.find(mark)).min();
    let mut name = event[..place.unwrap_or(event.len())].trim();
    while let Some(shorter) = without_words_around(name) {
        name = shorter.trim();
    }
    let is_name = name.to_lowercase().split_whitespace().any(|word| TERM_WORDS.contains(&word));
    match (is_name, days_between(dates.from(), dates.to()) >= HALF_A_YEAR) {
        (true, _) => capitalized(name),
        (false, true) => "School year".to_owned(),
        (false, false) => "Term".to_owned(),
    }
}

/// Removes words before or after the name of a term. Returns None if there are none.
fn without_words_around(name: &str) -> Option<&str> {
    let before = |words: &&str| name.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words));
    let place = |words: &str| name.len().checked_sub(words.len());
    let after = |words: &&str| {
        place(words).and_then(|place| name.get(place..)).is_some_and(|end| end.eq_ignore_ascii_case(words))
    };
    let rest = BEFORE_TERM.iter().find(|words| before(words)).map(|words| &name[words.len()..]);
    rest.or_else(|| AFTER_TERM.iter().find(|words| after(words)).map(|words| &name[..name.len() - words.len()]))
}

fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Returns the rules of one event, one for each of its ranges of days. A first day makes a term that ends with the next
/// last day. A last day makes an early finish if school ends early on it.
fn rules_of(event: &SchoolEvent, judgment: Judgment, last_days: &[Date], whom: &Whom) -> Vec<Rule> {
    let (name, uid) = (&event.name, &event.uid);
    let special = |kind, dates| {
        let (time, name) = (judgment.time, Some(name.clone()));
        Rule::SpecialDay(SpecialDay { kind, dates, time, name, whom: whom.clone(), uid: uid.clone() })
    };
    let rule = |&dates: &DateRange| {
        Some(match judgment.meaning {
            Meaning::DayOff => {
                Rule::DayOff(DayOff { name: name.clone(), dates, whom: whom.clone(), closed: false, uid: uid.clone() })
            }
            Meaning::HalfDay => special(Special::HalfDay, dates),
            Meaning::LateStart => special(Special::LateStart, dates),
            Meaning::EarlyFinish => special(Special::EarlyFinish, dates),
            Meaning::FirstDay => {
                let end = last_days.iter().copied().find(|end| *end > dates.from())?;
                term(event, DateRange::between(dates.from(), end), whom)
            }
            Meaning::Term => Rule::Term(Term { name: name.clone(), dates, whom: whom.clone(), uid: uid.clone() }),
            Meaning::LastDay if judgment.ends_early => special(Special::EarlyFinish, DateRange::one(dates.to())),
            Meaning::LastDay | Meaning::NotAboutMornings => return None,
        })
    };
    event.dates.iter().filter_map(rule).collect()
}
