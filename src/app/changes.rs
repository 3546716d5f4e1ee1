//! Makes changes. A change waits among the unsaved changes until it is on the disk.

use super::keys::NotNow;
use super::{App, Effect};
use crate::domain::change::{Change, Page, PageEdit};
use crate::domain::child_id::ChildId;
use crate::domain::dates::DateRange;
use crate::domain::day;
use crate::domain::family::{self, FamilyEditError};
use crate::domain::morning::{Edit, Morning};
use crate::domain::problem::Problem;
use crate::domain::text::capitalized;
use jiff::civil::Date;

/// Says that a file with a problem cannot be changed.
pub(super) fn damaged_file_sentence(problem: &Problem) -> String {
    format!("{} has a problem and is left as it is. {{screens.problems}} shows what to do.", problem.file)
}

/// The answer to saving a form without edits.
pub(super) const NOTHING_CHANGED: &str = "Nothing was changed.";

/// Returns the text if it can be read back. The store would refuse a text with a problem, so it is refused at once.
fn readable(text: String) -> Result<String, Problem> {
    let first_problem = family::read(Page::Family.file_name(), &text).problems.into_iter().next();
    first_problem.map_or(Ok(text), Err)
}

impl App {
    /// Adds a change to the unsaved changes, and asks the shell to save them.
    pub(super) fn push(&mut self, change: Change) -> Vec<Effect> {
        if change.is_empty() {
            return Vec::new();
        }
        let calendars_before = self.family_state.push(change);
        self.tell_of_stray_plans(&calendars_before);
        vec![Effect::Save]
    }

    /// Says what was done, and how to take it back.
    pub(super) fn say_done(&mut self, what: &str) {
        self.say_undoable(&format!("{}.", capitalized(what)), "{screens.undo} takes it back.");
    }

    /// Says what was done and, unless undo is off, how to take it back.
    pub(super) fn say_undoable(&mut self, said: &str, how: &str) {
        if self.is_undo_off { self.say(said) } else { self.say(format!("{said} {how}")) }
    }

    /// Takes back the last unsaved change.
    pub(super) fn take_back_unsaved(&mut self) -> Vec<Effect> {
        if let Some(change) = self.family_state.take_back_unsaved() {
            let what = change.label(self.family().all_children(), self.today);
            self.say(format!("Took back before it was saved: {what}."));
        }
        Vec::new()
    }

    /// Changes the morning in focus, unless its file has a problem.
    pub(super) fn change_morning(&mut self, what: &str, change: impl FnOnce(&Morning) -> Morning) -> Vec<Effect> {
        match self.child().map(|child| child.id.clone()) {
            Some(child) => self.change_morning_of(&child, self.date, what, change),
            None => Vec::new(),
        }
    }

    /// Changes one morning of any child, unless its file has a problem.
    pub(super) fn change_morning_of(
        &mut self,
        child: &ChildId,
        date: Date,
        what: &str,
        change: impl FnOnce(&Morning) -> Morning,
    ) -> Vec<Effect> {
        if let Some(why) = self.read_only_of(Some(child), date) {
            return self.refuse(&NotNow::warning(why));
        }
        let was = self.morning_of(child, date).clone();
        let becomes = change(&was);
        if becomes == was {
            return self.reply(NOTHING_CHANGED);
        }
        let whose = self.whose_suffix(child);
        let before = self.replaced_label(&was, &becomes).map(|old| format!(", before: {old}")).unwrap_or_default();
        self.say_done(&format!("{what} on {}{whose}{before}", day::short_reply_label(date, self.today)));
        let what = format!("{what} on {}{whose}", day::short_label(date, self.today));
        self.push(Change::of_mornings(what, vec![Edit { child: child.clone(), date, was, becomes }]))
    }

    /// The words ` for Leo` in a family with several children, else nothing.
    pub(super) fn whose_suffix(&self, child: &ChildId) -> String {
        match self.children().iter().find(|c| c.id == *child) {
            Some(child) if self.children().len() > 1 => format!(" for {}", child.name),
            _ => String::new(),
        }
    }

    /// The plan, the reason of a skip or the mood that another one replaces. None when nothing is replaced.
    fn replaced_label(&self, was: &Morning, becomes: &Morning) -> Option<String> {
        let is_replaced = !becomes.plan.is_empty() && was.plan.iter().any(|id| !becomes.plan.contains(id));
        if is_replaced {
            return Some(was.plan.iter().map(|id| self.catalog().name(id)).collect::<Vec<_>>().join(", "));
        }
        let mood = |morning: &Morning| morning.mood.as_ref().map(|mood| mood.keyword().to_owned());
        let texts = [(was.skipped.clone(), &becomes.skipped), (mood(was), &mood(becomes))];
        texts.into_iter().find_map(|(old, new)| old.filter(|old| new.as_ref().is_some_and(|new| new != old)))
    }

    /// Changes the text of the family file, and says `what` was done. Without a file, the text before is empty.
    /// Returns None when the change is refused; the notice says why.
    pub(super) fn change_family(
        &mut self,
        what: String,
        edit: impl FnOnce(&str) -> Result<String, FamilyEditError>,
    ) -> Option<Vec<Effect>> {
        self.change_family_on(what, None, edit)
    }

    /// Changes the text of the family file, and says how long ago the changed days were if they are over.
    pub(super) fn change_family_on(
        &mut self,
        what: String,
        days: Option<DateRange>,
        edit: impl FnOnce(&str) -> Result<String, FamilyEditError>,
    ) -> Option<Vec<Effect>> {
        let was = self.family_state.page_text(Page::Family);
        let becomes = match self.family_state.family_problem() {
            Some(problem) => Err(damaged_file_sentence(problem)),
            None => edit(was.as_deref().unwrap_or_default()).map_err(|error| error.to_string()).and_then(|text| {
                let wrong = |problem| format!("Nothing was changed, because the file would be wrong: {problem}.");
                readable(text).map_err(wrong)
            }),
        };
        match becomes {
            Err(why) => {
                self.warn(why);
                None
            }
            Ok(text) if was.as_ref() == Some(&text) => {
                self.say(NOTHING_CHANGED);
                Some(Vec::new())
            }
            Ok(text) => {
                let over = days.map(DateRange::to).filter(|last| *last < self.today);
                let ago = over.map(|last| format!(" ({})", day::distance_label(last, self.today)));
                self.say_done(&format!("{what}{}", ago.unwrap_or_default()));
                Some(self.push(Change::of_page(what, PageEdit { page: Page::Family, was, becomes: Some(text) })))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::Snapshot;
    use crate::domain::settings::SettingsFound;
    use jiff::civil::date;

    #[test]
    fn a_family_text_that_cannot_be_read_back_is_refused_at_once() {
        let (mut app, _) = App::new(date(2026, 9, 10), SettingsFound::default(), Snapshot::default());
        let nameless = |_: &str| Ok("[[child]]\nfirst_day = 2026-09-07\n".to_owned());
        assert_eq!(app.change_family("somebody is here".into(), nameless), None);
        assert!(app.unsaved().is_empty());
        let shown = app.notice.map(|notice| notice.text).unwrap_or_default();
        assert!(shown.contains("family.toml:1:1") && shown.contains("no `name`"), "{shown}");
    }
}
