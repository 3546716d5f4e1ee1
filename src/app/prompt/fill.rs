//! Fills the empty school mornings of a week or more.

use super::{Outcome, Prompt, act, back, down, up};
use crate::app::keys::{Availability, Place, Scope, Word, row};
use crate::app::screens::cycled;
use crate::app::{App, Effect};
use crate::domain::change::Change;
use crate::domain::child_id::ChildId;
use crate::domain::day::add_days;
use crate::domain::morning::{Edit, Morning};
use crate::domain::plan::{self, FillSpan, FillWith};
use crate::domain::text::plural;
use jiff::civil::Date;

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::of_prompt("fill", "Filling empty mornings", &[
    row("fill.save", "Enter", "fill", "Fill the mornings in this way.")
        .at(Place::First).when(may_save).run(|app| act(app, Fill::save)),
    up("fill.up", "Up k").help("Choose the way to fill above."),
    down("fill.down", "Down j").word("with what").pair("↑ ↓").help("Choose the way to fill below."),
    row("fill.fewer", "Left Shift-Tab h", "", "Fill fewer mornings.")
        .run(|app| act(app, |fill: &mut Fill, _| fill.span = cycled(fill.span, -1, Fill::SPANS.len()))),
    row("fill.more", "Right Tab l", "how far", "Fill more mornings.")
        .pair("← →")
        .run(|app| act(app, |fill: &mut Fill, _| fill.span = cycled(fill.span, 1, Fill::SPANS.len()))),
    back("fill.back", "Esc", "Leave the mornings as they were."),
]);

/// The chosen way to fill, and how far.
#[derive(Debug)]
pub struct Fill {
    child: Option<ChildId>,
    /// The place in [`Fill::WITH`].
    pub cursor: usize,
    /// The place in [`Fill::SPANS`].
    pub span: usize,
}

impl Fill {
    pub const WITH: [(FillWith, &str); 3] = [
        (FillWith::Usual, "the usual ritual every day"),
        (FillWith::Turns, "the favorites in turn"),
        (FillWith::LastWeek, "the same as the week before"),
    ];
    pub const SPANS: [(FillSpan, &str); 3] = [
        (FillSpan::ThisWeek, "one week"),
        (FillSpan::FourWeeks, "four weeks"),
        (FillSpan::LastPlanned, "to the last planned date"),
    ];

    /// The edits that fill the mornings; None while months are still being read.
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
        let morning = |date| app.morning_of(&child.id, date);
        let edits = plan::fill(child, app.calendar()?, &dates, Self::WITH[self.cursor].0, morning);
        Some(edits.into_iter().filter(|edit| app.read_only(edit.date).is_none()).collect())
    }

    fn save(&mut self, app: &mut App) -> Outcome {
        let edits = self.edits(app).unwrap_or_default();
        let what = format!("{} filled", plural(edits.len(), "morning"));
        app.say_done(&what);
        Outcome::Close(app.push(Change::of_mornings(what, edits)))
    }

    /// Why there is nothing to fill.
    pub fn why_nothing(&self, app: &App) -> &'static str {
        let child = app.child();
        if child.is_some_and(|child| app.cannot_be_read(&child.id, app.date)) {
            return "This month cannot be read, so nothing is filled. {screens.problems} shows what to do.";
        }
        if add_days(app.week_of(app.date), 6) < app.today && self.span == 0 {
            return "This week is over, and past mornings are not filled.";
        }
        match Self::WITH[self.cursor].0 {
            FillWith::Usual if child.is_some_and(|c| c.usual.is_none()) => {
                "There is no usual ritual yet. On Rituals ({screens.rituals}), {rituals.usual} sets it."
            }
            FillWith::Turns if child.is_some_and(|c| c.favorites.is_empty()) => {
                "There are no favorites yet. On Rituals ({screens.rituals}), {rituals.favorite} marks them."
            }
            FillWith::LastWeek => "The week before has no plan to copy, or there is no empty morning to fill.",
            FillWith::Usual | FillWith::Turns => "There is no empty morning to fill.",
        }
    }
}

/// Opens the prompt. The last planned date and the weeks ahead need all months of the child.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    let child = app.child().map(|child| child.id.clone());
    let unread = child.clone().filter(|child| !app.journal(child).complete);
    let mut effects = app.open(Fill { child, cursor: 0, span: 0 });
    effects.extend(unread.map(Effect::ReadAll));
    effects
}

fn may_save(app: &App) -> Availability {
    let Some(fill) = app.prompt_as::<Fill>() else { return Ok(Word::Default) };
    match fill.edits(app) {
        None => Err("One moment: the mornings are still being read.".into()),
        Some(edits) if edits.is_empty() => Err(fill.why_nothing(app).into()),
        Some(_) => Ok(Word::Default),
    }
}

impl Prompt for Fill {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn cursor(&mut self, _app: &App) -> Option<(&mut usize, usize)> {
        Some((&mut self.cursor, Self::WITH.len()))
    }
}
