//! What a school's calendar would change in the family's: each event with what it would become.
//!
//! Three things are held against each other: what the school's file says now, what it said when it was imported last
//! (`school_memory`), and what the family has. What only the school changed is followed; what the parent changed
//! stays.

mod known;
mod merge;
mod pairs;
mod school_rules;
mod verdict;

use self::known::Known;
use self::merge::{Gone, Sides};
use self::school_rules::{add_last_days, close_days_off, leave_out_in_holidays, school_rules};
use self::verdict::Verdict;
use super::calendar::Calendar;
use super::change::{Change, Page, PageEdit};
use super::dates::DateRange;
use super::day::{self, add_days, days_between, month_and_day};
use super::family::{self, Child, Family, Rule, RuleEdit, with_edits, with_rule_edits};
use super::school_event::{Reading, SchoolEvent};
use super::school_memory::{self, Memory, Remembered};
use super::school_words::{Judgment, Meaning};
use super::school_year::{Special, Term, Whom};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::slice;

/// More rules than this are not one school's: a district's busiest year has about a hundred.
pub const MOST_RULES: usize = 2000;

/// How far back and ahead a school's calendar is read, in days: the school year that is, and the next.
const BACK: i64 = 400;
const AHEAD: i64 = 800;

/// The days of a school's calendar that are read.
pub fn days_read(today: Date) -> DateRange {
    DateRange::between(add_days(today, -BACK), add_days(today, AHEAD))
}

/// A school's calendar as it was read, before anybody judged it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolFile {
    /// The name of the file, fit for a screen.
    pub name: String,
    pub reading: Reading,
    /// The days that were read; the file says nothing about others.
    pub between: DateRange,
}

/// What the parent wants otherwise than it was offered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Whose school it is; None for whom it was the last time, or else everybody.
    pub whom: Option<Whom>,
    /// What events become, by their places in the file's events.
    pub becomes: BTreeMap<usize, Meaning>,
    /// What stays although the school took it out.
    pub keep: Vec<Rule>,
    /// The file goes on with nothing that was imported: it is another school's.
    pub is_another_school: bool,
}

/// What an import would do.
#[derive(Clone, Debug)]
pub struct Import {
    /// The name of the file.
    pub file: String,
    /// One for each event, in the order of the file's, then one for each of `gone`.
    pub offers: Vec<Offer>,
    /// What the school has taken out of its file.
    pub gone: Vec<Rule>,
    pub edits: Vec<RuleEdit>,
    /// What there is to remember once it is done.
    pub memory: Memory,
    pub whom: Whom,
    /// The names of the files imported before that this one goes on with.
    pub goes_on_with: Vec<String>,
    /// What to think of before it is done.
    pub warnings: Vec<String>,
}

/// One event and what it would become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub uid: Option<String>,
    pub name: String,
    /// At least one.
    pub dates: Vec<DateRange>,
    pub judgment: Judgment,
    /// A person said what it is, and not its words.
    pub is_chosen: bool,
    pub standing: Standing,
}

impl Offer {
    /// Its dates that are not over, or all of them when all are: never empty.
    pub fn coming(&self, today: Date) -> &[DateRange] {
        let over = self.dates.iter().take_while(|days| days.to() < today).count();
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
    let by_words = verdict::judged_by_words(events, &family.school_words);
    let known = Known::of(memory, file, &by_words, wishes, today);
    let whom = wishes.whom.clone().or_else(|| known.whom(family)).unwrap_or(Whom::AllChildren);
    let ours = Rule::all_of(family);
    let (before, choices) = (known.rules(&ours), known.choices());
    let verdicts = verdict::verdicts(file, &by_words, wishes, &choices);
    let mut school = school_rules(events, &verdicts, &whom)?;
    let pupils = family.children.iter().filter(|child| whom.includes(&child.id));
    let first_days: Vec<Date> = pupils.map(|child| child.first_day).collect();
    let dropped: Vec<&Term> = before.iter().filter_map(|rule| dropped_term(rule, events)).collect();
    add_last_days(&mut school, events, &verdicts, &whom, &dropped, &first_days);
    leave_out_in_holidays(&mut school, events);
    let imported: Vec<&Rule> = memory.calendars.iter().flat_map(|calendar| &calendar.rules).collect();
    let own: Vec<&Rule> = ours.iter().filter(|rule| !imported.contains(rule)).collect();
    close_days_off(&mut school, &own);
    let sides = Sides { file, verdicts: &verdicts, school: &school, before: &before, ours: &ours, imported: &imported };
    let merged = merge::merge(&sides, wishes, today);
    let offer = |(place, (event, verdict)): (usize, (&SchoolEvent, &Verdict))| Offer {
        uid: event.uid.clone(),
        name: event.name.clone(),
        dates: event.dates.clone(),
        judgment: verdict.judgment,
        is_chosen: verdict.is_chosen,
        standing: merged.standing_of(place, &school),
    };
    let mut offers: Vec<Offer> = events.iter().zip(&verdicts).enumerate().map(offer).collect();
    offers.extend(merged.gone().map(offer_of_gone));
    let gone = merged.gone().map(|gone| gone.rule.clone()).collect();
    let choices = verdict::choices_after(file, &verdicts, &choices);
    let remembered = Remembered { file: file.name.clone(), whom: whom.clone(), rules: merged.remembered, choices };
    let mut warnings: Vec<String> =
        [breaks_off_warning(file), one_term_warning(family, &merged.edits)].into_iter().flatten().collect();
    warnings.extend(far_morning_warning(family, &merged.edits, today));
    warnings.extend(two_schools_warning(&known, &whom, today));
    Ok(Import {
        file: file.name.clone(),
        offers,
        gone,
        edits: merged.edits,
        memory: known.memory_with(remembered, file.between.from()),
        whom,
        goes_on_with: known.goes_on_with.iter().map(|calendar| calendar.file.clone()).collect(),
        warnings,
    })
}

/// A term of before whose first day is not in the file any more.
fn dropped_term<'r>(rule: &'r Rule, events: &[SchoolEvent]) -> Option<&'r Term> {
    let Rule::Term(term) = rule else { return None };
    merge::event_of(rule, events).is_none().then_some(term)
}

impl Import {
    /// How much it would do; None when nothing.
    pub fn in_words(&self) -> Option<String> {
        in_words(slice::from_ref(self))
    }

    /// The text of `family.toml` once the import is done.
    ///
    /// # Errors
    /// A sentence, when the family's file is not what the import was worked out for, or would be wrong with it.
    pub fn family_text(&self, family: &str) -> Result<String, String> {
        let text = with_rule_edits(family, &self.edits).map_err(|error| error.to_string())?;
        match family::read(Page::Family.file_name(), &text).problems.first() {
            None => Ok(text),
            Some(problem) => Err(format!("family.toml would be wrong with it: {problem}")),
        }
    }
}

/// The change that imports are, done one after the other, from what `family.toml` and `school.toml` say to what they
/// say then. Empty when they would say the same.
pub fn as_change(imports: &[Import], family: String, becomes: String, memory: Option<String>) -> Change {
    let what = match in_words(imports) {
        None => "the school's calendar".to_owned(),
        Some(counts) => format!("the school's calendar: {counts}"),
    };
    // No file is begun to say that there is nothing to remember, and none changed for the name of a file.
    let before = school_memory::read(Page::School.file_name(), memory.as_deref().unwrap_or_default()).0;
    let remembered = imports.last().map(|import| &import.memory).filter(|now| !now.says_the_same(&before));
    let remembered = remembered.map(school_memory::write).or_else(|| memory.clone());
    let pages = vec![
        PageEdit { page: Page::Family, was: Some(family), becomes: Some(becomes) },
        PageEdit { page: Page::School, was: memory, becomes: remembered },
    ];
    Change { what, edits: Vec::new(), pages }
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

/// How what the school took out of its file is shown.
fn offer_of_gone(gone: &Gone) -> Offer {
    let rule = &gone.rule;
    let (becomes, time) = match rule {
        Rule::Term(_) => (Meaning::Term, None),
        Rule::SpecialDay(special) => (
            match special.kind {
                Special::LateStart => Meaning::LateStart,
                Special::EarlyFinish => Meaning::EarlyFinish,
                Special::HalfDay | Special::SchoolDay => Meaning::HalfDay,
            },
            special.time,
        ),
        Rule::DayOff(_) | Rule::Override(_) | Rule::Collect(_) => (Meaning::DayOff, None),
    };
    Offer {
        uid: rule.uid().map(str::to_owned),
        name: rule.name().unwrap_or_default().to_owned(),
        dates: vec![rule.dates()],
        judgment: Judgment { meaning: becomes, time, ends_early: false },
        is_chosen: false,
        standing: if gone.is_kept { Standing::Yours } else { Standing::Removed },
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
    (term.dates.count() < SHORT).then(|| {
        let end = month_and_day(term.dates.to());
        format!("It has one term, up to {end}. After that no morning is a school morning until another term is there.")
    })
}

fn breaks_off_warning(file: &SchoolFile) -> Option<String> {
    let warning = "The file breaks off before its end, so nothing is taken away. Download it once more.";
    file.reading.breaks_off.then(|| warning.to_owned())
}

/// A term that begins later, or holidays with a wrong year, would end the mornings that are, and nobody looks that far
/// down the list.
fn far_morning_warning(family: &Family, edits: &[RuleEdit], today: Date) -> Option<String> {
    const FAR: i64 = 21;
    let after = with_edits(family, edits);
    let next = |family: &Family, child: &Child| Calendar::of(family, child).next_from(today);
    let moved = family.children.iter().filter_map(|child| {
        let (soon, then) = (next(family, child)?, next(&after, child));
        let is_far = then.is_none_or(|then| days_between(soon, then) > FAR);
        is_far.then_some((child, soon, then))
    });
    let (child, soon, then) = moved.max_by_key(|(_, _, then)| *then)?;
    Some(match then {
        Some(then) => format!(
            "With it {} has no school from {} on; the next school morning is {}.",
            child.name,
            day::short_label(soon, today),
            day::short_label(then, today)
        ),
        None => {
            format!("With it {} has no school morning any more from {} on.", child.name, day::short_label(soon, today))
        }
    })
}

/// A child of another school goes on with the first one too, until somebody says whose that is.
fn two_schools_warning(known: &Known<'_>, whom: &Whom, today: Date) -> Option<String> {
    let goes_on = |calendar: &&&Remembered| {
        calendar.whom.overlaps(whom) && calendar.rules.iter().any(|rule| rule.dates().to() >= today)
    };
    let other = known.others.iter().filter(|_| known.goes_on_with.is_empty()).find(goes_on)?;
    Some(format!(
        "What came from {} stays as well. For another child alone, import that one again and say whose it is.",
        other.file
    ))
}
