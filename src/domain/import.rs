//! Works out an import: the edits that a school's calendar makes to the family's rules, and an offer for each event.
//!
//! An import compares three things: the school's file, the same calendar at the last import (`school_memory`), and the
//! family's rules. What the school changed since then is changed in the family's rules. What the parent changed stays.

mod earlier;
mod meanings;
mod merge;
mod same;
mod school_rules;
mod warnings;

use self::earlier::EarlierCalendars;
use self::meanings::EventMeaning;
use self::merge::{RemovedRule, Sources};
use self::school_rules::{JudgedEvents, SchoolRule, close_days_off};
use self::warnings::Considered;
use super::change::{Change, Page, PageEdit};
use super::dates::DateRange;
use super::day::add_days;
use super::family::{Family, FamilyEditError, Rule, RuleEdit, with_rule_edits};
use super::school_event::{Reading, SchoolEvent};
use super::school_memory::{self, Memory, RememberedCalendar};
use super::school_words::{Judgment, Meaning};
use super::school_year::{Special, Term, Whom};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::slice;

/// The most rules of one school. A district's busiest year makes about a hundred.
pub const MOST_RULES: usize = 2000;

/// The days before and after today for which a school's calendar is read: this school year and the next.
const DAYS_BACK: i64 = 400;
const DAYS_AHEAD: i64 = 800;

/// Returns the days for which a school's calendar is read.
pub fn days_read(today: Date) -> DateRange {
    DateRange::between(add_days(today, -DAYS_BACK), add_days(today, DAYS_AHEAD))
}

/// A school's calendar as it was read, before its events are judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolFile {
    /// The name of the file, scrubbed for a screen.
    pub name: String,
    pub reading: Reading,
    /// The days for which the file was read. Nothing is known about other days.
    pub days_read: DateRange,
}

/// The choices of the parent before an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Whose school it is. None means as at the last import, or else all children.
    pub whom: Option<Whom>,
    /// The chosen meanings of events, by their places in the file's events.
    pub meanings: BTreeMap<usize, Meaning>,
    /// The rules that stay although the school removed them.
    pub keep: Vec<Rule>,
    /// The file is of another school, so it continues no calendar of an earlier import.
    pub is_another_school: bool,
}

/// An import that is worked out but not done.
#[derive(Clone, Debug)]
pub struct Import {
    /// The name of the file.
    pub file: String,
    /// An offer for each event, in the order of the file, and then for each rule of `removed`.
    pub offers: Vec<Offer>,
    /// The rules whose events the school removed from its file.
    pub removed: Vec<Rule>,
    pub edits: Vec<RuleEdit>,
    /// The memory after the import.
    pub memory: Memory,
    pub whom: Whom,
    /// The names of the files of earlier imports that this file continues.
    pub continues: Vec<String>,
    /// Sentences about results that the parent may not expect.
    pub warnings: Vec<String>,
}

/// An event with its meaning and its novelty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub uid: Option<String>,
    pub name: String,
    /// At least one range of days.
    pub dates: Vec<DateRange>,
    pub judgment: Judgment,
    /// The parent chose the meaning.
    pub is_chosen: bool,
    pub novelty: Novelty,
}

impl Offer {
    /// Returns the dates that are not over, or all dates when all are over. The result is never empty.
    pub fn coming(&self, today: Date) -> &[DateRange] {
        let over = self.dates.iter().take_while(|days| days.to() < today).count();
        if over < self.dates.len() { &self.dates[over..] } else { &self.dates }
    }
}

/// The news that an event has for the family. Of an event with several rules, the greatest novelty counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Novelty {
    /// The event makes no rule.
    LeftOut,
    /// The family has its rules already.
    There,
    /// The parent changed or removed its rules. The parent's version stays.
    Yours,
    /// The school removed it, so its rules would be removed.
    Removed,
    /// Its rules would be added.
    New,
    /// The school changed it, so its rules would change.
    Changed,
}

impl Novelty {
    /// The name of the novelty in JSON. The screens show the same name.
    pub fn keyword(self) -> &'static str {
        match self {
            Novelty::LeftOut => "left out",
            Novelty::There => "there already",
            Novelty::Yours => "yours stays",
            Novelty::Removed => "taken away",
            Novelty::New => "new",
            Novelty::Changed => "changed",
        }
    }

    /// True when the import changes the family's rules for the event.
    pub fn changes_family(self) -> bool {
        matches!(self, Novelty::New | Novelty::Changed | Novelty::Removed)
    }
}

/// The reason why a file cannot be imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error(
        "This calendar would add more than {MOST_RULES} entries, which is more than any school has. Is it the right \
         file?"
    )]
    TooManyRules,
    #[error(transparent)]
    Family(#[from] FamilyEditError),
}

/// Works out the import of a file.
///
/// # Errors
/// When the file would add more rules than any school has.
pub fn import(
    family: &Family,
    memory: &Memory,
    file: &SchoolFile,
    wishes: &Wishes,
    today: Date,
) -> Result<Import, ImportError> {
    let events = &file.reading.events;
    let by_words = meanings::judged_by_words(events, &family.school_words);
    let calendars = EarlierCalendars::new(memory, file, &by_words, wishes, today);
    let whom = wishes.whom.clone().or_else(|| calendars.whom(family)).unwrap_or(Whom::AllChildren);
    let rules = Rule::all_of(family);
    let (earlier, choices) = (calendars.rules(&rules), calendars.choices());
    let imported: Vec<&Rule> = memory.calendars.iter().flat_map(|calendar| &calendar.rules).collect();
    let own: Vec<&Rule> = rules.iter().filter(|rule| !imported.contains(rule)).collect();
    let meanings = meanings::event_meanings(events, &by_words, wishes, &choices);
    let school = school_rules(family, JudgedEvents { events, meanings: &meanings, whom: &whom }, &earlier, &own)?;
    let (meanings, school) = (&meanings[..], &school[..]);
    let sources = Sources { file, meanings, school, earlier: &earlier, family: &rules, own: &own, wishes, today };
    let merged = merge::merge(sources);
    let offer = |(place, (event, meaning)): (usize, (&SchoolEvent, &EventMeaning))| Offer {
        uid: event.uid.clone(),
        name: event.name.clone(),
        dates: event.dates.clone(),
        judgment: meaning.judgment,
        is_chosen: meaning.is_chosen,
        novelty: merged.novelty_of(place, school),
    };
    let of_events = events.iter().zip(meanings).enumerate().map(offer);
    let offers = of_events.chain(merged.removed().map(offer_of_removed)).collect();
    let removed = merged.removed().map(|removed| removed.rule.clone()).collect();
    let choices = meanings::choices_after(file, meanings, &choices);
    let remembered =
        RememberedCalendar { file: file.name.clone(), whom: whom.clone(), rules: merged.remembered, choices };
    let considered = Considered { family, file, edits: &merged.edits, calendars: &calendars, whom: &whom, today };
    Ok(Import {
        file: file.name.clone(),
        offers,
        removed,
        memory: calendars.memory_with(remembered, file.days_read.from()),
        warnings: considered.warnings(),
        edits: merged.edits,
        whom,
        continues: calendars.continued().map(|calendar| calendar.file.clone()).collect(),
    })
}

/// Makes the school's rules. `own` are the parent's own rules.
fn school_rules(
    family: &Family,
    judged: JudgedEvents<'_>,
    earlier: &[&Rule],
    own: &[&Rule],
) -> Result<Vec<SchoolRule>, ImportError> {
    let mut rules = judged.rules()?;
    let pupils = family.children.iter().filter(|child| judged.whom.includes(&child.id));
    let first_days: Vec<Date> = pupils.map(|child| child.first_day).collect();
    let removed = earlier.iter().filter(|rule| same::event_of(rule, judged.events).is_none());
    let removed: Vec<&Term> =
        removed.filter_map(|rule| if let Rule::Term(term) = rule { Some(term) } else { None }).collect();
    judged.add_last_days(&mut rules, &removed, &first_days);
    judged.leave_out_in_holidays(&mut rules);
    close_days_off(&mut rules, own);
    Ok(rules)
}

impl Import {
    /// Returns how much the import would do: `12 new, 1 changed`. None when it would do nothing.
    pub fn label(&self) -> Option<String> {
        counts_label(slice::from_ref(self))
    }

    /// Returns the text of `family.toml` after the import.
    ///
    /// # Errors
    /// When `text` is not the text of the family that the import was worked out for.
    pub fn family_text(&self, text: &str) -> Result<String, ImportError> {
        Ok(with_rule_edits(text, &self.edits)?)
    }
}

/// Returns imports, done one after the other, as one change of `family.toml` and `school.toml`. `family` and `memory`
/// are the texts before the imports. The change is empty when both files would stay the same.
pub fn as_change(imports: &[Import], family: String, family_after: String, memory: Option<String>) -> Change {
    let what = match counts_label(imports) {
        None => "school calendar imported".to_owned(),
        Some(counts) => format!("school calendar imported ({counts})"),
    };
    // `school.toml` stays the same when only the name of a file would change in it.
    let before = school_memory::read(Page::School.file_name(), memory.as_deref().unwrap_or_default()).0;
    let after = imports.last().map(|import| &import.memory).filter(|after| !after.is_same_except_files(&before));
    let after = after.map(school_memory::write).or_else(|| memory.clone());
    let pages = vec![
        PageEdit { page: Page::Family, was: Some(family), becomes: Some(family_after) },
        PageEdit { page: Page::School, was: memory, becomes: after },
    ];
    Change { what, pages, ..Change::default() }
}

/// Returns how much imports would do: `12 new, 1 changed, 2 taken away`. None when they would do nothing.
pub fn counts_label(imports: &[Import]) -> Option<String> {
    let counts = [Novelty::New, Novelty::Changed, Novelty::Removed].map(|novelty| {
        let offers = imports.iter().flat_map(|import| &import.offers);
        let count = offers.filter(|offer| offer.novelty == novelty).count();
        (count > 0).then(|| format!("{count} {}", novelty.keyword()))
    });
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    (!counts.is_empty()).then(|| counts.join(", "))
}

/// Returns the offer for a rule whose event the school removed.
fn offer_of_removed(removed: &RemovedRule) -> Offer {
    let rule = &removed.rule;
    let (meaning, time) = match rule {
        Rule::Term(_) => (Meaning::Term, None),
        Rule::DayOff(_) | Rule::Override(_) | Rule::Collect(_) => (Meaning::DayOff, None),
        Rule::SpecialDay(special) => match special.kind {
            Special::LateStart => (Meaning::LateStart, special.time),
            Special::EarlyFinish => (Meaning::EarlyFinish, special.time),
            Special::HalfDay | Special::SchoolDay => (Meaning::HalfDay, special.time),
        },
    };
    Offer {
        uid: rule.uid().map(str::to_owned),
        name: rule.name().unwrap_or_default().to_owned(),
        dates: vec![rule.dates()],
        judgment: Judgment { meaning, time, ends_early: false },
        is_chosen: false,
        novelty: if removed.is_kept { Novelty::Yours } else { Novelty::Removed },
    }
}
