//! Labels for changes that make days free, or school days again.

use crate::app::App;
use crate::domain::calendar::{Calendar, Day};
use crate::domain::dates::DateRange;
use crate::domain::family::{self, Kind, Rule, RuleEdit};
use crate::domain::free_days;
use crate::domain::school_year::{DayOff, Whom};
use crate::domain::text::list;

impl App {
    /// The label of a new day off: `No school on Fri, Sep 25, in place of its half day`
    pub(super) fn day_off_label(&self, edits: &[RuleEdit], dates: DateRange) -> String {
        let days = dates.short_label(self.today);
        let joined = names(edits.iter().filter_map(|edit| match edit {
            RuleEdit::Join { rule, .. } => rule.name(),
            _ => None,
        }));
        let part_of = joined.map(|names| format!(", as part of {names}")).unwrap_or_default();
        let is_shown = |rule: &Rule| self.children().iter().any(|child| rule.is_about(&child.id));
        let mut closed = Rule::on_dates(self.family(), |there| there.overlaps(dates));
        closed.retain(|rule| free_days::makes_school(rule) && is_shown(rule));
        let closed: Vec<String> = closed.iter().map(|rule| self.closed_label(rule, dates)).collect();
        let in_place = names(closed.iter().map(String::as_str)).map(|rules| format!(", in place of {rules}"));
        format!("No school on {days}{part_of}{}", in_place.unwrap_or_default())
    }

    /// The label of a replaced rule: `its half day`, or with several days off `the half day on Fri, Sep 25`.
    fn closed_label(&self, rule: &Rule, dates: DateRange) -> String {
        let kind = match rule {
            Rule::Override(own) => {
                format!("school day for {}", self.family().whom_label(&Whom::Only(vec![own.child.clone()])))
            }
            _ => Kind::of(rule).label().to_owned(),
        };
        match rule.dates().common(dates).filter(|_| dates.from() != dates.to()) {
            Some(common) => format!("the {kind} on {}", common.short_label(self.today)),
            None => format!("its {kind}"),
        }
    }

    /// The label of new school days: `School again on Wed, Dec 23, half day until 12:30; taken out of Winter Break`
    pub(super) fn school_again_label(&self, edits: &[RuleEdit], dates: DateRange) -> String {
        let again = dates.days().filter(|date| cuts(edits).any(|rule| rule.dates().contains(*date)));
        let days: Vec<String> =
            DateRange::of_dates(again).into_iter().map(|dates| dates.short_label(self.today)).collect();
        let mut words = format!("School again on {}{}", days.join(", "), self.hours_after(edits, dates));
        let holidays = cuts(edits).filter_map(Rule::name).filter(|name| *name != DayOff::UNNAMED);
        if let Some(names) = names(holidays) {
            words.push_str(&format!("; taken out of {names}"));
        }
        let is_cut = |day_off: &DayOff| cuts(edits).any(|rule| matches!(rule, Rule::DayOff(cut) if cut == day_off));
        let is_shown = |day_off: &DayOff| self.children().iter().any(|child| day_off.whom.includes(&child.id));
        let days_off = self.family().days_off.iter().filter(|day_off| day_off.dates.overlaps(dates));
        let kept = days_off.filter(|day_off| is_shown(day_off) && !is_cut(day_off)).map(|day_off| match day_off.whom {
            Whom::AllChildren => day_off.name.clone(),
            Whom::Only(_) => format!("{} for {}", day_off.name, self.family().whom_label(&day_off.whom)),
        });
        let kept: Vec<String> = kept.collect();
        if let Some(names) = names(kept.iter().map(String::as_str)) {
            words.push_str(&format!("; {names} stays"));
        }
        words
    }

    /// The hours of a single day after the edits; empty for the usual hours.
    fn hours_after(&self, edits: &[RuleEdit], dates: DateRange) -> String {
        let after = family::with_edits(self.family(), edits);
        let calendar = self.child().map(|child| Calendar::of(&after, child));
        match calendar.as_ref().filter(|_| dates.from() == dates.to()).map(|calendar| calendar.day(dates.from())) {
            Some(Day::School(hours)) if !hours.to_string().is_empty() => format!(", {hours}"),
            _ => String::new(),
        }
    }
}

/// The rules that edits cut.
fn cuts(edits: &[RuleEdit]) -> impl Iterator<Item = &Rule> {
    edits.iter().filter_map(|edit| match edit {
        RuleEdit::Cut { rule, .. } => Some(rule),
        _ => None,
    })
}

/// Each name once, with `and` between the names; None without names.
fn names<'n>(names: impl Iterator<Item = &'n str>) -> Option<String> {
    let mut once: Vec<&str> = Vec::new();
    for name in names {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    (!once.is_empty()).then(|| list(&once, "and"))
}
