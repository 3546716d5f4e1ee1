//! What a school's calendar would change in the family's: each event with what it would become, and what is there
//! already. Nothing that stands in the family file is changed or taken away by an import.

use super::family::{Family, Rule};
use super::school_event::{Days, SchoolEvent};
use super::school_words::{Becomes, Judgment, judge};
use super::school_year::{Dates, DayOff, Special, SpecialDay, Term, Whom};
use jiff::civil::Date;

/// One event and what it would become.
#[derive(Clone, Debug)]
pub struct Offer {
    pub event: SchoolEvent,
    pub judgment: Judgment,
    pub standing: Standing,
    /// What would be added to the family file; empty unless it is new.
    pub rules: Vec<Rule>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It would be added.
    New,
    /// The family file has it, as it is in this file.
    There,
    /// The family file has it, and one of the two was changed since. What the family has stays.
    Differs,
    /// It says nothing about mornings, or only where a term ends that nothing begins.
    LeftOut,
}

impl Standing {
    pub fn in_words(self) -> &'static str {
        match self {
            Standing::New => "new",
            Standing::There => "there already",
            Standing::Differs => "differs, yours stays",
            Standing::LeftOut => "left out",
        }
    }
}

/// Judges every event, and compares what it would become with the family's calendar.
pub fn offers(family: &Family, events: Vec<SchoolEvent>) -> Vec<Offer> {
    let judged: Vec<(SchoolEvent, Judgment)> = events
        .into_iter()
        .map(|event| {
            let judgment = judge(&event);
            (event, judgment)
        })
        .collect();
    let last_days: Vec<Date> = judged
        .iter()
        .filter(|(_, judgment)| judgment.becomes == Becomes::LastDay)
        .filter_map(|(event, _)| event.dates.last().map(|days| days.to))
        .collect();
    let known = Rule::all_of(family);
    judged
        .into_iter()
        .map(|(event, judgment)| {
            let rules = rules_of(&event, judgment, &last_days);
            let standing = standing(&known, &rules);
            let rules = if standing == Standing::New { rules } else { Vec::new() };
            Offer { event, judgment, standing, rules }
        })
        .collect()
}

/// What an event becomes: one rule for each run of its days. A first day becomes a term up to the next last day.
fn rules_of(event: &SchoolEvent, judgment: Judgment, last_days: &[Date]) -> Vec<Rule> {
    let (name, uid, whom) = (&event.name, &event.uid, Whom::AllChildren);
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
                let dates = Dates::new(days.from, end)?;
                Rule::Term(Term { name: name.clone(), dates, whom: whom.clone(), uid: uid.clone() })
            }
            Becomes::LastDay | Becomes::NotAboutMornings => return None,
        })
    };
    event.dates.iter().filter_map(rule).collect()
}

/// Whether the family has these rules: by the school's own name for them, else by kind, date and name.
fn standing(known: &[Rule], rules: &[Rule]) -> Standing {
    if rules.is_empty() {
        return Standing::LeftOut;
    }
    let same_event = |known: &&Rule| match rules[0].uid() {
        Some(uid) => known.uid() == Some(uid),
        None => {
            rules.iter().any(|rule| rule.dates().from() == known.dates().from() && rule.in_words() == known.in_words())
        }
    };
    let there: Vec<&Rule> = known.iter().filter(same_event).collect();
    if there.is_empty() {
        Standing::New
    } else if there.len() == rules.len() && rules.iter().all(|rule| there.contains(&rule)) {
        Standing::There
    } else {
        Standing::Differs
    }
}

#[cfg(test)]
mod tests {
    use super::super::family::{read, with_rules};
    use super::*;
    use jiff::civil::date;

    const FAMILY: &str = "# us\n[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n";

    fn event(uid: &str, name: &str, from: Date, to: Date) -> SchoolEvent {
        SchoolEvent {
            uid: (!uid.is_empty()).then(|| uid.to_owned()),
            recurrence_id: None,
            name: name.to_owned(),
            dates: vec![Days { from, to }],
            starts: None,
            ends: None,
            line: 1,
        }
    }

    fn school() -> Vec<SchoolEvent> {
        vec![
            event("a", "First day of school", date(2026, 9, 7), date(2026, 9, 7)),
            event("b", "Half term - no school", date(2026, 10, 26), date(2026, 10, 30)),
            event("", "Early dismissal", date(2026, 11, 25), date(2026, 11, 25)),
            event("c", "Book fair", date(2026, 11, 3), date(2026, 11, 3)),
            event("d", "Last day of school", date(2027, 6, 18), date(2027, 6, 18)),
        ]
    }

    fn imported(text: &str, events: Vec<SchoolEvent>) -> (String, Vec<Standing>) {
        let offers = offers(&read("family.toml", text).family, events);
        let rules: Vec<Rule> = offers.iter().flat_map(|offer| offer.rules.clone()).collect();
        let text = with_rules(text, &rules).expect("written");
        (text, offers.iter().map(|offer| offer.standing).collect())
    }

    #[test]
    fn a_school_year_is_added_once() {
        use Standing::*;
        let (text, standings) = imported(FAMILY, school());
        assert_eq!(standings, [New, New, New, LeftOut, LeftOut]);
        let family = read("family.toml", &text);
        assert!(family.problems.is_empty() && text.starts_with("# us"), "{text}");
        assert_eq!(family.family.terms[0].dates, Dates::new(date(2026, 9, 7), date(2027, 6, 18)).expect("dates"));
        let (again, standings) = imported(&text, school());
        assert_eq!((again, standings), (text, vec![There, There, There, LeftOut, LeftOut]));
    }

    #[test]
    fn what_the_parent_or_the_school_changed_stays_as_the_family_has_it() {
        let (text, _) = imported(FAMILY, school());
        let by_hand = text.replace("2026-10-30", "2026-11-02");
        let (again, standings) = imported(&by_hand, school());
        assert_eq!((again, standings[1]), (by_hand, Standing::Differs));
    }
}
