//! The list of the rules about a day, and of those that are coming.

use super::rule_form::RuleForm;
use super::{Outcome, Prompt, moved};
use crate::app::App;
use crate::app::keys::Action;
use crate::domain::dates::DateRange;
use crate::domain::family::{Rule, RuleEdit, with_rule_edits};

/// What is said about a day, and what is coming.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Never empty. First those about the day, the strongest first, then the others that are not over, the nearest
    /// first.
    pub rules: Vec<Rule>,
    /// How many are about the day.
    pub about_the_day: usize,
    pub cursor: usize,
    dates: DateRange,
}

impl Rules {
    /// None when there is none.
    pub fn about(app: &App, dates: DateRange) -> Option<Rules> {
        let is_about_the_day = |rule: &Rule| rule.dates().overlaps(dates);
        let mut rules: Vec<Rule> = Rule::all_of(app.family()).into_iter().filter(is_about_the_day).collect();
        rules.reverse();
        let about_the_day = rules.len();
        let others = Rule::coming(app.family(), app.today).into_iter().filter(|rule| !is_about_the_day(rule));
        rules.extend(others);
        (!rules.is_empty()).then_some(Rules { rules, about_the_day, cursor: 0, dates })
    }

    pub(super) fn act(&mut self, app: &mut App, action: Action) -> Outcome {
        let rule = &self.rules[self.cursor.min(self.rules.len() - 1)];
        match action {
            Action::Take => {
                let form = RuleForm::of(app, rule);
                Outcome::Close(app.open(Prompt::RuleForm(Box::new(form))))
            }
            Action::Clear => self.remove(app, &rule.clone()),
            _ => {
                self.cursor = moved(self.cursor, action, self.rules.len());
                Outcome::Stay
            }
        }
    }

    /// Takes a rule away; the list goes on with the others.
    fn remove(&mut self, app: &mut App, rule: &Rule) -> Outcome {
        let what = format!("{}{} taken away", rule.label(), app.family().whose_suffix(&rule.whom()));
        let remove = RuleEdit::Remove(rule.clone());
        match app.change_family(what, |text| with_rule_edits(text, &[remove])) {
            None => Outcome::Stay,
            Some(effects) => match Rules::about(app, self.dates) {
                None => Outcome::Close(effects),
                Some(left) => {
                    let cursor = self.cursor.min(left.rules.len() - 1);
                    *self = Rules { cursor, ..left };
                    Outcome::Ask(effects)
                }
            },
        }
    }
}
