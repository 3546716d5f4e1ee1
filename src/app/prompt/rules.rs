//! The list of the rules about some dates, and of the coming rules.

use super::rule_form::RuleForm;
use super::{Outcome, Prompt, act, back, down, page_down, page_up, undo, up};
use crate::app::App;
use crate::app::keys::{Place, Scope, row};
use crate::domain::dates::DateRange;
use crate::domain::family::{Rule, RuleEdit, with_rule_edits};

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::of_prompt("rules", "The entries for a day", &[
    row("rules.open", "Enter", "open", "Open this entry to change it.")
        .at(Place::First).run(|app| act(app, RuleList::open)),
    row("rules.remove", "x", "remove", "Remove this entry; {rules.undo} takes it back.")
        .run(|app| act(app, RuleList::remove)),
    up("rules.up", "Up k"),
    down("rules.down", "Down j"),
    page_up("rules.page-up", "PageUp"),
    page_down("rules.page-down", "PageDown"),
    row("rules.first", "Home", "", "Go to the first entry.").run(|app| super::move_cursor(app, isize::MIN)),
    row("rules.last", "End", "", "Go to the last entry.").run(|app| super::move_cursor(app, isize::MAX)),
    undo("rules.undo"), back("rules.back", "Esc", "Go back to the calendar."),
]);

/// The rules about some dates, and the coming rules.
#[derive(Debug)]
pub struct RuleList {
    /// First the rules about the dates, the strongest first; then the others that are not over, the nearest first.
    /// Never empty.
    pub rules: Vec<Rule>,
    /// How many of the rules are about the dates.
    pub about_the_day: usize,
    pub cursor: usize,
    dates: DateRange,
}

impl RuleList {
    /// The list for some dates; None when it would be empty.
    pub fn about(app: &App, dates: DateRange) -> Option<RuleList> {
        let is_about_the_day = |rule: &Rule| rule.dates().overlaps(dates);
        let mut rules: Vec<Rule> = Rule::all_of(app.family()).into_iter().filter(is_about_the_day).collect();
        rules.reverse();
        let about_the_day = rules.len();
        let others = Rule::coming(app.family(), app.today).into_iter().filter(|rule| !is_about_the_day(rule));
        rules.extend(others);
        (!rules.is_empty()).then_some(RuleList { rules, about_the_day, cursor: 0, dates })
    }

    fn rule(&self) -> &Rule {
        &self.rules[self.cursor.min(self.rules.len() - 1)]
    }

    fn open(&mut self, app: &mut App) -> Outcome {
        let form = RuleForm::of(app, self.rule());
        Outcome::Close(app.open(form))
    }

    /// Removes the rule under the cursor, and closes the list with its last rule.
    fn remove(&mut self, app: &mut App) -> Outcome {
        let rule = self.rule();
        let what = format!("{}{} removed", rule.label(), app.family().whose_suffix(&rule.whom()));
        let remove = RuleEdit::Remove(rule.clone());
        match app.change_family_on(what, Some(rule.dates()), |text| with_rule_edits(text, &[remove])) {
            None => Outcome::Stay,
            Some(effects) => match RuleList::about(app, self.dates) {
                None => Outcome::Close(effects),
                Some(left) => {
                    let cursor = self.cursor.min(left.rules.len() - 1);
                    *self = RuleList { cursor, ..left };
                    Outcome::StayWith(effects)
                }
            },
        }
    }
}

impl Prompt for RuleList {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn cursor(&mut self, _app: &App) -> Option<(&mut usize, usize)> {
        Some((&mut self.cursor, self.rules.len()))
    }
}
