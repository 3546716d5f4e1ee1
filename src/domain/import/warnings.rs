//! Warnings about results of an import that the parent may not expect.

use super::SchoolFile;
use super::earlier::EarlierCalendars;
use super::school_rules::HALF_A_YEAR;
use crate::domain::calendar::Calendar;
use crate::domain::day::{self, days_between, month_and_day};
use crate::domain::family::{Child, Family, Rule, RuleEdit, with_edits};
use crate::domain::school_memory::RememberedCalendar;
use crate::domain::school_year::Whom;
use jiff::civil::Date;

/// An import, with all that its warnings are about.
pub(super) struct Considered<'i> {
    pub(super) family: &'i Family,
    pub(super) file: &'i SchoolFile,
    pub(super) edits: &'i [RuleEdit],
    pub(super) calendars: &'i EarlierCalendars<'i>,
    pub(super) whom: &'i Whom,
    pub(super) today: Date,
}

/// The most days that an import usually moves the next school morning. Holidays within a year are shorter.
const THREE_WEEKS: i64 = 21;

impl Considered<'_> {
    pub(super) fn warnings(&self) -> Vec<String> {
        let warnings = [self.file_ends_early(), self.one_short_term(), self.far_morning(), self.two_schools()];
        warnings.into_iter().flatten().collect()
    }

    fn file_ends_early(&self) -> Option<String> {
        let warning = "The file is cut off before its end, so nothing is taken away. Download it again.";
        self.file.reading.breaks_off.then(|| warning.to_owned())
    }

    /// A family without terms has school all year. With its first term, it has school only within terms. So a file with
    /// half a school year would end the school mornings after that half.
    fn one_short_term(&self) -> Option<String> {
        let mut terms = self.edits.iter().filter_map(|edit| match edit {
            RuleEdit::Add(Rule::Term(term)) => Some(term),
            _ => None,
        });
        let (term, None, true) = (terms.next()?, terms.next(), self.family.terms.is_empty()) else { return None };
        (term.dates.count() < HALF_A_YEAR).then(|| {
            let end = month_and_day(term.dates.to());
            format!(
                "The file has only one term, until {end}. After that there is no school until you add another term."
            )
        })
    }

    /// A term that begins later, or holidays with a wrong year, would take away all mornings from now on. The list of
    /// events is too long to see that.
    fn far_morning(&self) -> Option<String> {
        let (family, today) = (self.family, self.today);
        let after = with_edits(family, self.edits);
        let next = |family: &Family, child: &Child| Calendar::of(family, child).next_from(today);
        let moved = family.children.iter().filter_map(|child| {
            let (before, after) = (next(family, child)?, next(&after, child));
            let is_far = after.is_none_or(|after| days_between(before, after) > THREE_WEEKS);
            is_far.then_some((&child.name, before, after))
        });
        let (name, before, after) = moved.max_by_key(|(_, _, after)| *after)?;
        let from = day::short_label(before, today);
        Some(match after.map(|after| day::short_label(after, today)) {
            Some(next) => {
                format!("After this import {name} has no school from {from} on; the next school morning is {next}.")
            }
            None => format!("After this import {name} has no more school mornings from {from} on."),
        })
    }

    /// A file of another school, imported for all children, applies to the child of the first school, too.
    fn two_schools(&self) -> Option<String> {
        let applies = |calendar: &&RememberedCalendar| {
            let is_over = calendar.rules.iter().all(|rule| rule.dates().to() < self.today);
            calendar.whom.overlaps(self.whom) && !is_over
        };
        let is_new = self.calendars.continued().next().is_none();
        let other = self.calendars.all().iter().filter(|_| is_new).find(applies)?;
        let whom = self.family.whom_label(&other.whom);
        Some(format!(
            "{} still applies to {whom}. If it is for one child only, import it again for that child.",
            other.file
        ))
    }
}
