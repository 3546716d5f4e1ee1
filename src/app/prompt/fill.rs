//! Fills the empty mornings of a week or more.

use super::{Outcome, moved};
use crate::app::keys::Action;
use crate::app::{App, Effect};
use crate::domain::change::Change;
use crate::domain::child_id::ChildId;
use crate::domain::day::add_days;
use crate::domain::morning::{Edit, Morning};
use crate::domain::plan::{self, FillSpan, FillWith};
use crate::domain::text::plural;
use jiff::civil::Date;

/// Fills empty school mornings.
#[derive(Clone, Debug)]
pub struct Fill {
    child: Option<ChildId>,
    /// The line of [`Fill::WITH`].
    pub cursor: usize,
    /// The place in [`Fill::SPANS`].
    pub span: usize,
}

impl Fill {
    pub const WITH: [(FillWith, &str); 3] = [
        (FillWith::Usual, "the usual ritual every day"),
        (FillWith::Turns, "take turns through the favorites"),
        (FillWith::LastWeek, "the same as last week"),
    ];
    pub const SPANS: [(FillSpan, &str); 3] = [
        (FillSpan::ThisWeek, "this week"),
        (FillSpan::FourWeeks, "four weeks"),
        (FillSpan::LastPlanned, "to the last planned date"),
    ];

    /// Opens the prompt. The last planned date and the weeks ahead need all months of the child.
    pub(in crate::app) fn open(app: &App) -> (Fill, Vec<Effect>) {
        let child = app.child().filter(|child| !app.journal(&child.id).complete);
        let whose = app.child().map(|child| child.id.clone());
        (
            Fill { child: whose, cursor: 0, span: 0 },
            child.map(|child| Effect::ReadAll(child.id.clone())).into_iter().collect(),
        )
    }

    /// What this fill would do; None while months are still being read.
    pub fn edits(&self, app: &App) -> Option<Vec<Edit>> {
        let child = app.child().filter(|child| Some(&child.id) == self.child.as_ref())?;
        let journal = app.journal(&child.id);
        if !journal.complete {
            return None;
        }
        let waiting = app.family_state.unsaved_edits(&child.id);
        let planned = |(date, morning): (Date, &Morning)| (!morning.plan.is_empty()).then_some(date);
        let last = journal.mornings().rev().find_map(planned);
        let last = waiting.filter_map(|edit| planned((edit.date, &edit.becomes))).max().max(last);
        let dates = plan::fill_range(Self::SPANS[self.span].0, app.week_of(app.date), app.today, last);
        let edits = plan::fill(child, app.calendar()?, &dates, Self::WITH[self.cursor].0, |date| {
            app.morning_of(&child.id, date)
        });
        Some(edits.into_iter().filter(|edit| app.read_only(edit.date).is_none()).collect())
    }

    pub(super) fn act(&mut self, app: &mut App, action: Action) -> Outcome {
        match action {
            Action::Up | Action::Down => self.cursor = moved(self.cursor, action, Self::WITH.len()),
            Action::Next => self.span = (self.span + 1) % Self::SPANS.len(),
            Action::Previous => self.span = (self.span + Self::SPANS.len() - 1) % Self::SPANS.len(),
            Action::Take => match self.edits(app) {
                None => {
                    app.say("One moment: still reading the mornings.");
                }
                Some(edits) if edits.is_empty() => app.say(self.why_nothing(app)),
                Some(edits) => {
                    let what = format!("{} filled", plural(edits.len(), "morning"));
                    app.say(format!("{what}. u takes all of it back."));
                    return Outcome::Close(app.push(Change::of_mornings(what, edits)));
                }
            },
            _ => {}
        }
        Outcome::Stay
    }

    /// Why this fill would do nothing.
    pub fn why_nothing(&self, app: &App) -> &'static str {
        let child = app.child();
        if add_days(app.week_of(app.date), 6) < app.today && self.span == 0 {
            return "This week is over, and a fill leaves the past alone.";
        }
        match Self::WITH[self.cursor].0 {
            FillWith::Usual if child.is_some_and(|c| c.usual.is_none()) => {
                "There is no usual ritual yet: on Rituals, o makes one the usual."
            }
            FillWith::Turns if child.is_some_and(|c| c.favorites.is_empty()) => {
                "There are no favorites yet: on Rituals, * makes one a favorite."
            }
            FillWith::LastWeek => "The week before has nothing to copy, or nothing here is empty.",
            FillWith::Usual | FillWith::Turns => "Nothing here is empty.",
        }
    }
}
