//! What the keys of the Rituals screen do.

use super::{Browse, Idea};
use crate::app::changes::left_as_it_is;
use crate::app::keys::Action;
use crate::app::prompt::ritual_form::RitualForm;
use crate::app::prompt::strip::Strip;
use crate::app::prompt::{Prompt, moved};
use crate::app::{App, Effect};
use crate::domain::family;
use crate::domain::ritual::Origin;

const NOT_A_RITUAL: &str = "This is for before the first day, not for a morning. The rituals are further up.";

impl App {
    pub(in crate::app) fn act_on_rituals(&mut self, action: Action) -> Vec<Effect> {
        let count = self.listed().len();
        let before = self.browse.cursor;
        match action {
            Action::Up | Action::Down => self.browse.cursor = moved(before, action, count),
            Action::ScrollUp => self.browse.scroll = self.browse.scroll.saturating_sub(3),
            Action::ScrollDown => self.browse.scroll = (self.browse.scroll + 3).min(self.preview_paragraphs()),
            Action::Filter => self.browse.typing = true,
            Action::Take => self.browse.typing = false,
            Action::Leave => self.browse = Browse::default(),
            Action::PlanRitual => {
                return match self.browsed_ritual().map(|ritual| ritual.id.clone()) {
                    Some(id) => self.ask(|app| Strip::new(app, &id).map(Prompt::Strip)),
                    None => self.reply(NOT_A_RITUAL),
                };
            }
            Action::Favorite | Action::Usual if self.browsed_ritual().is_none() => return self.reply(NOT_A_RITUAL),
            Action::Favorite => return self.toggle_favorite(),
            Action::Usual => return self.toggle_usual(),
            Action::NewRitual => return self.write_own(|_| Ok(RitualForm::empty())),
            Action::EditRitual => {
                return self.write_own(|app| match app.browsed_ritual() {
                    Some(ritual) if ritual.origin == Origin::Family => Ok(RitualForm::of(ritual)),
                    None => Err("There is no ritual here to change."),
                    Some(_) => Err("This one came with the program. n adds one of your own."),
                });
            }
            _ => {}
        }
        if self.browse.cursor != before {
            self.browse.scroll = 0;
        }
        Vec::new()
    }

    /// How many paragraphs the preview can have at most; scrolling stops there.
    fn preview_paragraphs(&self) -> usize {
        match self.browsed() {
            Some(Idea::Ritual(ritual)) => {
                let prepare = ritual.prepare.as_ref().map_or(0, |prepare| prepare.steps.len() + 1);
                ritual.steps.len() + prepare + 6
            }
            Some(Idea::Preparation(preparation)) => preparation.steps.len() + 4,
            None => 0,
        }
    }

    /// Opens the form, unless the family's rituals cannot be written now.
    fn write_own(&mut self, form: impl FnOnce(&App) -> Result<RitualForm, &'static str>) -> Vec<Effect> {
        if self.family_state.has_rituals_from_elsewhere() {
            return self.reply("The rituals come from --rituals now. Start without it to write your own.");
        }
        if let Some(problem) = self.family_state.rituals_problem() {
            return self.refuse(left_as_it_is(problem));
        }
        match form(self) {
            Ok(form) => self.open(Prompt::RitualForm(Box::new(form))),
            Err(why) => self.reply(why),
        }
    }

    fn toggle_favorite(&mut self) -> Vec<Effect> {
        let Some((child, ritual)) = self.child().zip(self.browsed_ritual()) else {
            return self.without_family(Action::Favorite);
        };
        let (child, id, on) = (child.clone(), ritual.id.clone(), !child.favorites.contains(&ritual.id));
        let what = format!("{} is {} favorite", ritual.name, if on { "a" } else { "no" });
        self.change_family(what, |text| family::with_favorite(text, &child, &id, on)).unwrap_or_default()
    }

    fn toggle_usual(&mut self) -> Vec<Effect> {
        let Some((child, ritual)) = self.child().zip(self.browsed_ritual()) else {
            return self.without_family(Action::Usual);
        };
        let (child, id, on) = (child.clone(), ritual.id.clone(), child.usual.as_ref() != Some(&ritual.id));
        let what = if on { format!("{} is the usual ritual", ritual.name) } else { "no usual ritual".to_owned() };
        self.change_family(what, |text| family::with_usual(text, &child, on.then_some(&id))).unwrap_or_default()
    }
}
