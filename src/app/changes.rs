//! How anything changes: each change is one thing a person did, and waits among the unsaved ones until the store has it.

use super::keys::Action;
use super::{App, Effect};
use crate::domain::change::{Change, Page, PageEdit};
use crate::domain::day;
use crate::domain::family::{Child, ChildId};
use crate::domain::journal::{Edit, Morning};
use crate::domain::problem::Problem;
use jiff::civil::Date;

/// Why a file with a problem is not changed.
pub(super) fn left_as_it_is(problem: &Problem) -> String {
    format!("{} has a problem and is left as it is. ! tells what to do.", problem.file)
}

impl App {
    /// Adds a change to those that wait to be saved.
    pub(super) fn push(&mut self, change: Change) -> Vec<Effect> {
        if change.is_empty() {
            return Vec::new();
        }
        let of_family = change.pages.iter().any(|p| p.page == Page::Family);
        self.unsaved.push(change);
        if of_family {
            let children = self.family.children.iter().map(|child| child.id.clone());
            let before: Vec<_> = children.zip(std::mem::take(&mut self.calendars)).collect();
            self.show_family();
            self.tell_of_stray_plans(&before);
        }
        vec![Effect::Save]
    }

    /// What waits to be saved is taken back where it is, without the disk that would not have it.
    pub(super) fn take_back_unsaved(&mut self) -> Vec<Effect> {
        let Some(change) = self.unsaved.pop() else { return Vec::new() };
        if self.unsaved.is_empty() {
            self.not_saved = None;
        }
        self.show_family();
        self.say(format!("Taken back before it was saved: {}.", change.what));
        Vec::new()
    }

    /// Changes one morning of the child on screen, unless its file may only be read.
    pub(super) fn change_morning(
        &mut self,
        date: Date,
        what: &str,
        change: impl FnOnce(&Morning) -> Morning,
    ) -> Vec<Effect> {
        match self.child().map(|child| child.id.clone()) {
            Some(child) => self.change_morning_of(&child, date, what, change),
            None => Vec::new(),
        }
    }

    /// Changes one morning of a child, who may not be on screen any more, unless its file may only be read.
    pub(super) fn change_morning_of(
        &mut self,
        child: &ChildId,
        date: Date,
        what: &str,
        change: impl FnOnce(&Morning) -> Morning,
    ) -> Vec<Effect> {
        if let Some(why) = self.read_only_of(Some(child), date) {
            return self.refuse(why);
        }
        let was = self.morning_of(child, date).clone();
        let becomes = change(&was);
        let whose = match self.children().iter().find(|c| c.id == *child) {
            Some(child) if self.children().len() > 1 => format!(" for {}", child.name),
            _ => String::new(),
        };
        let what = format!("{what}, {}{whose}", day::in_short(date, self.today));
        self.push(Change::of_mornings(what, vec![Edit { child: child.clone(), date, was, becomes }]))
    }

    /// Changes the family file; `change` says what is done and gives the new text.
    pub(super) fn change_family(
        &mut self,
        change: impl FnOnce(&App, &str, &Child) -> Option<(String, Result<String, String>)>,
    ) -> Vec<Effect> {
        let Some(child) = self.child().cloned() else { return self.without_family(Action::Favorite) };
        self.change_text(|app, text| change(app, text, &child))
    }

    /// Changes the family file, whether it has a child to show or not.
    pub(super) fn change_family_text(
        &mut self,
        change: impl FnOnce(&str) -> Option<(String, Result<String, String>)>,
    ) -> Vec<Effect> {
        self.change_text(|_, text| change(text))
    }

    fn change_text(
        &mut self,
        change: impl FnOnce(&App, &str) -> Option<(String, Result<String, String>)>,
    ) -> Vec<Effect> {
        if let Some(problem) = self.family_problem() {
            return self.refuse(left_as_it_is(problem));
        }
        let was = self.page_text(Page::Family);
        let Some(text) = &was else { return self.without_family(Action::Favorite) };
        match change(self, text) {
            None => Vec::new(),
            Some((_, Err(why))) => self.refuse(why),
            Some((what, Ok(text))) => {
                self.say(format!("{what}."));
                self.push(Change::of_page(what, PageEdit { page: Page::Family, was, becomes: Some(text) }))
            }
        }
    }

    /// The text of one of the family's own pages, with what waits to be saved.
    pub(super) fn page_text(&self, page: Page) -> Option<String> {
        self.waiting_text(page).unwrap_or_else(|| match page {
            Page::Family => self.saved.family_text.clone(),
            Page::Rituals => self.saved.rituals_text.clone(),
            // Read anew for every import.
            Page::School => None,
        })
    }

    /// The text of a page as it waits to be saved; None when it does not.
    pub(super) fn waiting_text(&self, page: Page) -> Option<Option<String>> {
        let mut waiting = self.unsaved.iter().rev().flat_map(|change| change.pages.iter().rev());
        waiting.find(|edit| edit.page == page).map(|edit| edit.becomes.clone())
    }

    /// Why the family file cannot be changed.
    pub(super) fn family_problem(&self) -> Option<&Problem> {
        self.saved.family_problems.first()
    }
}
