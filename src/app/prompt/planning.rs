//! The prompts about many mornings: filling what is empty, and one ritual on chosen mornings.

use super::{Outcome, moved};
use crate::app::keys::Action;
use crate::app::{App, Effect};
use crate::domain::change::Change;
use crate::domain::child_id::ChildId;
use crate::domain::day::add_days;
use crate::domain::morning::{Edit, Morning};
use crate::domain::plan::{self, FillSpan, FillWith};
use crate::domain::ritual::RitualId;
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
        let (from, to) = plan::fill_range(Self::SPANS[self.span].0, app.week_of(app.date), app.today, last);
        let edits = plan::fill(child, app.calendar()?, from, to, Self::WITH[self.cursor].0, |date| {
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

/// How many mornings the strip shows: two ordinary weeks.
const STRIP: usize = 10;

/// Chooses mornings for one ritual.
#[derive(Clone, Debug)]
pub struct Strip {
    child: ChildId,
    pub ritual: RitualId,
    pub days: Vec<Date>,
    pub cursor: usize,
    /// What was ticked or unticked here; the others are ticked when they have the ritual.
    chosen: Vec<Option<bool>>,
}

impl Strip {
    /// The next ten school mornings.
    pub fn new(app: &App, ritual: &RitualId) -> Option<Strip> {
        let child = app.child()?;
        let days = app.calendar()?.mornings_from(app.today, STRIP);
        let chosen = vec![None; days.len()];
        Some(Strip { child: child.id.clone(), ritual: ritual.clone(), days, chosen, cursor: 0 })
    }

    pub fn is_ticked(&self, app: &App, i: usize) -> bool {
        self.chosen[i].unwrap_or_else(|| app.morning_of(&self.child, self.days[i]).plan.contains(&self.ritual))
    }

    pub(super) fn act(&mut self, app: &mut App, action: Action) -> Outcome {
        let week = self.days.len().div_ceil(2);
        match action {
            Action::Up => self.cursor = self.cursor.checked_sub(week).unwrap_or(self.cursor),
            Action::Down if self.cursor + week < self.days.len() => self.cursor += week,
            Action::Next | Action::Previous => self.cursor = moved(self.cursor, action, self.days.len()),
            Action::Tick if self.cursor < self.days.len() => {
                self.chosen[self.cursor] = Some(!self.is_ticked(app, self.cursor));
            }
            Action::TickAll => {
                let on = !(0..self.days.len()).all(|i| self.is_ticked(app, i));
                self.chosen.fill(Some(on));
            }
            Action::Take => return Outcome::Close(self.save(app)),
            _ => {}
        }
        Outcome::Stay
    }

    fn save(&self, app: &mut App) -> Vec<Effect> {
        let Some(child) = app.child().filter(|child| child.id == self.child) else {
            app.warn("This child is not in family.toml any more, so nothing was planned.");
            return Vec::new();
        };
        let mut left_out = 0;
        let mut edits = Vec::new();
        for (i, &date) in self.days.iter().enumerate() {
            let ticked = self.is_ticked(app, i);
            let was = app.morning_of(&child.id, date);
            if ticked != was.plan.contains(&self.ritual) {
                if app.read_only(date).is_some() {
                    left_out += 1;
                    continue;
                }
                let mut plan = was.plan.clone();
                plan.retain(|id| *id != self.ritual);
                plan.extend(ticked.then(|| self.ritual.clone()));
                edits.push(plan::plan_edit(child, date, was, plan));
            }
        }
        let name = app.catalog().name(&self.ritual);
        if edits.is_empty() && left_out == 0 {
            app.say("Nothing changed.");
            return Vec::new();
        }
        let what = format!("{name}: {} changed", plural(edits.len(), "morning"));
        if left_out == 0 {
            app.say(format!("{what}. u takes it back."));
        } else {
            let rest = plural(left_out, "morning");
            app.warn(format!("{what}; {rest} left out, because the file cannot be changed. ! tells what to do."));
        }
        app.push(Change::of_mornings(what, edits))
    }
}
