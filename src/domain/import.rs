//! What a school's calendar would change in the family's: each event with what it would become.
//!
//! Three things are held against each other: what the school's file says now, what it said when it was imported last
//! (`school_memory`), and what the family has. What only the school changed is followed; what the parent changed
//! stays.

mod merge;
mod school_rules;

use self::merge::{Merged, Ours, is_same_calendar};
use self::school_rules::{add_last_days, school_rules};
use super::day::{add_days, month_and_day};
use super::family::{Family, Rule, RuleEdit, with_rule_edits};
use super::school_event::{Days, Reading, SchoolEvent};
use super::school_memory::{self, Choice, Memory, Remembered};
use super::school_words::{Becomes, Judgment, OwnWords, judge, judged_as};
use super::school_year::{Special, Whom};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::slice;

/// More rules than this are not one school's: a district's busiest year has about a hundred.
pub const MOST_RULES: usize = 2000;

/// How far back and ahead a school's calendar is read, in days: the school year that is, and the next.
const BACK: i64 = 400;
const AHEAD: i64 = 800;

/// The days of a school's calendar that are read.
pub fn days_read(today: Date) -> (Date, Date) {
    (add_days(today, -BACK), add_days(today, AHEAD))
}

/// A school's calendar as it was read, before anybody judged it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolFile {
    /// The name of the file, fit for a screen.
    pub name: String,
    pub reading: Reading,
    /// The days that were read; the file says nothing about others.
    pub between: (Date, Date),
}

/// What the parent wants otherwise than it was offered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Whose school it is; None for whom it was the last time, or else everybody.
    pub whom: Option<Whom>,
    /// What events become, by their places in the file's events.
    pub becomes: BTreeMap<usize, Becomes>,
}

/// What an import would do.
#[derive(Clone, Debug)]
pub struct Import {
    /// The name of the file.
    pub file: String,
    /// One for each event, in the order of the file's, then what the school has taken out of its file.
    pub offers: Vec<Offer>,
    pub edits: Vec<RuleEdit>,
    /// What there is to remember once it is done.
    pub memory: Memory,
    pub whom: Whom,
    /// What to think of before it is done.
    pub warning: Option<String>,
}

/// One event and what it would become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub uid: Option<String>,
    pub name: String,
    /// At least one.
    pub dates: Vec<Days>,
    pub judgment: Judgment,
    /// A person said what it is, and not its words.
    pub is_chosen: bool,
    pub standing: Standing,
}

impl Offer {
    /// Its dates that are not over, or all of them when all are: never empty.
    pub fn coming(&self, today: Date) -> &[Days] {
        let over = self.dates.iter().take_while(|days| days.to < today).count();
        if over < self.dates.len() { &self.dates[over..] } else { &self.dates }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It says nothing about mornings, or only where a term ends that nothing begins.
    LeftOut,
    /// The family has it.
    There,
    /// The family has it otherwise, or has taken it out. That stays.
    Yours,
    /// The school has it no more, and so it would go.
    Removed,
    /// It would be added.
    New,
    /// The school changed it, and so it would change.
    Changed,
}

impl Standing {
    pub fn in_words(self) -> &'static str {
        match self {
            Standing::LeftOut => "left out",
            Standing::There => "there already",
            Standing::Yours => "yours stays",
            Standing::Removed => "taken away",
            Standing::New => "new",
            Standing::Changed => "changed",
        }
    }

    /// Whether the import does something about it.
    pub fn is_work(self) -> bool {
        matches!(self, Standing::New | Standing::Changed | Standing::Removed)
    }
}

/// What one event becomes, and who says so.
#[derive(Clone, Copy)]
struct Verdict {
    judgment: Judgment,
    is_chosen: bool,
    /// It was said just now, so that it goes before what the family has.
    is_insisted: bool,
}

/// Works out what importing a file would do.
///
/// # Errors
/// A sentence, when the file would bring more rules than any school's.
pub fn import(
    family: &Family,
    memory: &Memory,
    file: &SchoolFile,
    wishes: &Wishes,
    today: Date,
) -> Result<Import, String> {
    let events = &file.reading.events;
    // One file may go on with what came in two.
    let is_meant = |calendar: &&Remembered| wishes.whom.as_ref().is_none_or(|whom| whom.overlaps(&calendar.whom));
    let (known, others): (Vec<&Remembered>, Vec<&Remembered>) =
        memory.calendars.iter().partition(|calendar| is_meant(calendar) && is_same_calendar(calendar, events));
    let whom = wishes.whom.clone().or(known.iter().map(|calendar| calendar.whom.clone()).reduce(Whom::and));
    let whom = whom.unwrap_or(Whom::AllChildren);
    let before = each_once(known.iter().flat_map(|calendar| &calendar.rules));
    let choices: Vec<&Choice> = known.iter().flat_map(|calendar| &calendar.choices).collect();
    let own = &family.school_words;
    let verdict = |(i, event)| verdict(event, own, wishes.becomes.get(&i), &choices, events);
    let verdicts: Vec<Verdict> = events.iter().enumerate().map(verdict).collect();
    let ours = Rule::all_of(family);
    let imported: Vec<&Rule> = memory.calendars.iter().flat_map(|calendar| &calendar.rules).collect();
    let mut school = school_rules(events, &verdicts, &whom)?;
    let pupils = family.children.iter().filter(|child| whom.includes(&child.id));
    let first_days: Vec<Date> = pupils.map(|child| child.first_day).collect();
    let dropped = merge::dropped(&school, &before, events);
    add_last_days(&mut school, events, &verdicts, &whom, &dropped, &first_days);
    let merged = merge::merge(&school, &before, &Ours { all: &ours, imported: &imported }, file, &verdicts, today);
    let mut offers: Vec<Offer> = events
        .iter()
        .zip(&verdicts)
        .enumerate()
        .map(|(i, (event, verdict))| Offer {
            uid: event.uid.clone(),
            name: event.name.clone(),
            dates: event.dates.clone(),
            judgment: verdict.judgment,
            is_chosen: verdict.is_chosen,
            standing: merged.standing_of(i, &school),
        })
        .collect();
    offers.extend(merged.gone.iter().filter(|gone| !gone.is_in_file).map(|gone| offer_of_gone(&gone.rule)));
    let Merged { edits, kept, .. } = merged;
    let rules = each_once(school.into_iter().map(|school| school.rule).chain(kept));
    let remembered = Remembered {
        file: file.name.clone(),
        whom: whom.clone(),
        rules,
        choices: choices_after(events, &verdicts, &choices, file),
    };
    let mut calendars: Vec<Remembered> = others.into_iter().cloned().collect();
    calendars.extend((!events.is_empty() || !known.is_empty()).then_some(remembered));
    let warning = one_term_warning(family, &edits);
    Ok(Import { file: file.name.clone(), offers, edits, memory: Memory { calendars }, whom, warning })
}

impl Import {
    /// How much it would do; None when nothing.
    pub fn in_words(&self) -> Option<String> {
        in_words(slice::from_ref(self))
    }

    /// The texts of `family.toml` and `school.toml` once the import is done.
    ///
    /// # Errors
    /// A sentence, when the family's file is not what the import was worked out for.
    pub fn texts(&self, family: &str) -> Result<(String, String), String> {
        Ok((with_rule_edits(family, &self.edits)?, school_memory::write(&self.memory)))
    }
}

/// How much imports would do: `12 new, 1 changed, 2 taken away`. None when they would do nothing.
pub fn in_words(imports: &[Import]) -> Option<String> {
    let standings = || imports.iter().flat_map(|import| &import.offers).map(|offer| offer.standing);
    let counts = [Standing::New, Standing::Changed, Standing::Removed].map(|standing| {
        let count = standings().filter(|found| *found == standing).count();
        (count > 0).then(|| format!("{count} {}", standing.in_words()))
    });
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    (!counts.is_empty()).then(|| counts.join(", "))
}

fn each_once<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut each = Vec::new();
    for one in all {
        if !each.contains(&one) {
            each.push(one);
        }
    }
    each
}

fn verdict(
    event: &SchoolEvent,
    own: &OwnWords,
    wish: Option<&Becomes>,
    choices: &[&Choice],
    events: &[SchoolEvent],
) -> Verdict {
    let judged = judge(event, own);
    let is_named = |uid: &Option<String>| uid.is_some() && events.iter().any(|event| event.uid == *uid);
    let fits = |choice: &&&Choice| match &choice.uid {
        Some(uid) if event.uid.as_ref() == Some(uid) => choice.of == event.recurrence_id,
        // A school's program may give its events other names in every file.
        uid => !is_named(uid) && (&choice.name, choice.date) == (&event.name, event.dates[0].from),
    };
    let said = wish.copied().or(choices.iter().find(fits).map(|choice| choice.becomes));
    match said.filter(|becomes| *becomes != judged.becomes) {
        Some(becomes) => Verdict { judgment: judged_as(event, becomes), is_chosen: true, is_insisted: wish.is_some() },
        None => Verdict { judgment: judged, is_chosen: false, is_insisted: wish.is_some() },
    }
}

/// The choices to remember: those made for this file, and those for events that could not be read this time.
fn choices_after(events: &[SchoolEvent], verdicts: &[Verdict], before: &[&Choice], file: &SchoolFile) -> Vec<Choice> {
    let chosen = events.iter().zip(verdicts).filter(|(_, verdict)| verdict.is_chosen);
    let choice = |(event, verdict): (&SchoolEvent, &Verdict)| Choice {
        uid: event.uid.clone(),
        of: event.recurrence_id,
        name: event.name.clone(),
        date: event.dates[0].from,
        becomes: verdict.judgment.becomes,
    };
    let mut choices: Vec<Choice> = chosen.map(choice).collect();
    let unread = |choice: &Choice| choice.uid.as_ref().is_some_and(|uid| file.reading.unread.contains(uid));
    choices.extend(before.iter().copied().filter(|choice| unread(choice)).cloned());
    choices
}

/// How what the school took out of its file is shown.
fn offer_of_gone(rule: &Rule) -> Offer {
    let (becomes, time) = match rule {
        Rule::Term(_) => (Becomes::Term, None),
        Rule::SpecialDay(special) => (
            match special.kind {
                Special::LateStart => Becomes::LateStart,
                Special::EarlyFinish => Becomes::EarlyFinish,
                Special::HalfDay | Special::SchoolDay => Becomes::HalfDay,
            },
            special.time,
        ),
        Rule::DayOff(_) | Rule::Override(_) | Rule::Collect(_) => (Becomes::DayOff, None),
    };
    Offer {
        uid: rule.uid().map(str::to_owned),
        name: rule.name().unwrap_or_default().to_owned(),
        dates: vec![Days { from: rule.dates().from(), to: rule.dates().to() }],
        judgment: Judgment { becomes, time, ends_early: false },
        is_chosen: false,
        standing: Standing::Removed,
    }
}

/// A family with no term has school all year. With the first one it has school in that one alone, and a file that
/// holds half a year would end the mornings at its end without a word.
fn one_term_warning(family: &Family, edits: &[RuleEdit]) -> Option<String> {
    const SHORT: i64 = 26 * 7;
    let mut terms = edits.iter().filter_map(|edit| match edit {
        RuleEdit::Add(Rule::Term(term)) => Some(term),
        _ => None,
    });
    let (term, None, true) = (terms.next()?, terms.next(), family.terms.is_empty()) else { return None };
    let days = Days { from: term.dates.from(), to: term.dates.to() };
    (days.count() < SHORT).then(|| {
        let end = month_and_day(days.to);
        format!("It has one term, up to {end}. After that no morning is a school morning until another term is there.")
    })
}
