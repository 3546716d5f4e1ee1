//! The prompts about one morning: what to plan, why to skip, how it went, what to note.

use super::{Entry, Outcome, moved};
use crate::app::App;
use crate::app::field::Field;
use crate::app::keys::Action;
use crate::domain::child_id::ChildId;
use crate::domain::morning::{Mood, Morning, SKIP_REASONS};
use crate::domain::ritual::RitualId;
use jiff::civil::Date;

/// The morning a prompt was opened on, as it was then.
#[derive(Clone, Debug)]
pub struct Opened {
    child: ChildId,
    pub date: Date,
    seen: Morning,
}

impl Opened {
    fn new(app: &App) -> Option<Opened> {
        Some(Opened { child: app.child()?.id.clone(), date: app.date, seen: app.morning()?.clone() })
    }

    /// The same morning, seen as it was then or not.
    pub(super) fn is_same_morning(&self, other: &Opened) -> bool {
        (&self.child, self.date, &self.seen.note) == (&other.child, other.date, &other.seen.note)
    }

    /// Whether the morning is still what the person saw; if not, says so once, and a second Enter goes through.
    fn still_fits(&mut self, app: &mut App) -> bool {
        let now = app.morning_of(&self.child, self.date).clone();
        if now == self.seen {
            return true;
        }
        self.seen = now;
        app.warn("This morning was changed elsewhere meanwhile. Enter again goes on with yours, Esc leaves theirs.");
        false
    }
}

/// Picks the rituals of a morning; typing filters.
#[derive(Clone, Debug)]
pub struct Picker {
    pub opened: Opened,
    pub filter: Field,
    pub cursor: usize,
    pub ticked: Vec<RitualId>,
    /// Something was ticked, or a tick taken away.
    touched: bool,
    /// The cursor was put where it is.
    pointed: bool,
}

impl Picker {
    pub fn new(app: &App) -> Option<Picker> {
        let opened = Opened::new(app)?;
        let ticked = opened.seen.plan.clone();
        let first_ticked = app.pickable("").iter().position(|ritual| ticked.contains(&ritual.id));
        let cursor = first_ticked.unwrap_or(0);
        Some(Picker { opened, filter: Field::default(), cursor, ticked, touched: false, pointed: false })
    }

    pub(super) fn text(&mut self, input: &Entry) {
        let before = self.filter.text().to_owned();
        input.put_into(&mut self.filter);
        if before != self.filter.text() {
            self.point(0);
        }
    }

    pub(super) fn point(&mut self, line: usize) {
        self.cursor = line;
        self.pointed = true;
    }

    pub(super) fn act(&mut self, app: &mut App, action: Action) -> Outcome {
        let offered: Vec<RitualId> = app.pickable(self.filter.text()).iter().map(|r| r.id.clone()).collect();
        self.cursor = moved(self.cursor, action, offered.len());
        self.pointed |= matches!(action, Action::Up | Action::Down);
        let here = offered.get(self.cursor);
        match (action, here) {
            (Action::Tick, Some(id)) => {
                self.touched = true;
                match self.ticked.iter().position(|t| t == id) {
                    Some(i) => drop(self.ticked.remove(i)),
                    None => self.ticked.push(id.clone()),
                }
            }
            (Action::Take, _) => {
                if !self.opened.still_fits(app) {
                    return Outcome::Stay;
                }
                let mut plan = self.ticked.clone();
                if let Some(id) =
                    here.filter(|id| !self.touched && (self.pointed || plan.is_empty()) && !plan.contains(id))
                {
                    plan.push(id.clone());
                }
                let names: Vec<String> = plan.iter().map(|id| app.catalog().name(id)).collect();
                let what =
                    if names.is_empty() { "nothing planned".into() } else { format!("{} planned", names.join(", ")) };
                return Outcome::Close(
                    app.change_morning_of(&self.opened.child, self.opened.date, &what, |m| m.planned(plan)),
                );
            }
            _ => {}
        }
        Outcome::Stay
    }
}

/// Skips a morning for an offered reason, or for a typed one.
#[derive(Clone, Debug)]
pub struct Skip {
    pub opened: Opened,
    pub cursor: usize,
    pub typed: Field,
    /// The morning is skipped, so the first line takes that back.
    pub takes_back: bool,
}

pub const NOT_SKIPPED: &str = "not skipped after all";

impl Skip {
    pub fn new(app: &App) -> Option<Skip> {
        let opened = Opened::new(app)?;
        let takes_back = opened.seen.skipped.is_some();
        Some(Skip { opened, cursor: 0, typed: Field::default(), takes_back })
    }

    pub fn lines(&self) -> Vec<&'static str> {
        let back = self.takes_back.then_some(NOT_SKIPPED);
        back.into_iter().chain(SKIP_REASONS).collect()
    }

    pub(super) fn act(&mut self, app: &mut App, action: Action) -> Outcome {
        let lines = self.lines();
        self.cursor = moved(self.cursor, action, lines.len());
        if action != Action::Take || !self.opened.still_fits(app) {
            return Outcome::Stay;
        }
        let reason = match lines.get(self.cursor) {
            _ if !self.typed.is_empty() => self.typed.text(),
            Some(&NOT_SKIPPED) | None => "",
            Some(reason) => reason,
        };
        let what = if reason.is_empty() { NOT_SKIPPED.to_owned() } else { format!("skipped: {}", in_brief(reason)) };
        Outcome::Close(app.change_morning_of(&self.opened.child, self.opened.date, &what, |m| m.skipped(reason)))
    }
}

/// The beginning of a long text, for telling what was done.
fn in_brief(text: &str) -> String {
    let mut brief: String = text.chars().take(40).collect();
    if brief.len() < text.len() {
        brief.push('…');
    }
    brief
}

/// How it went: five words, and the way back to none.
#[derive(Clone, Debug)]
pub struct MoodChoice {
    pub opened: Opened,
    pub cursor: usize,
}

impl MoodChoice {
    pub fn new(app: &App) -> Option<MoodChoice> {
        let opened = Opened::new(app)?;
        let cursor = Mood::ALL.iter().position(|mood| opened.seen.mood.as_ref() == Some(mood)).unwrap_or(2);
        Some(MoodChoice { opened, cursor })
    }

    /// The moods, and None for no word.
    pub fn lines() -> impl Iterator<Item = Option<Mood>> {
        Mood::ALL.into_iter().map(Some).chain([None])
    }

    pub(super) fn act(&mut self, app: &mut App, action: Action) -> Outcome {
        self.cursor = moved(self.cursor, action, Self::lines().count());
        if action != Action::Take || !self.opened.still_fits(app) {
            return Outcome::Stay;
        }
        let mood = Self::lines().nth(self.cursor).flatten();
        let what =
            mood.as_ref().map_or("no word for how it went".to_owned(), |mood| format!("it went: {}", mood.keyword()));
        Outcome::Close(app.change_morning_of(&self.opened.child, self.opened.date, &what, |m| m.felt(mood)))
    }
}

/// The note of a morning.
#[derive(Clone, Debug)]
pub struct Note {
    pub opened: Opened,
    pub field: Field,
}

impl Note {
    pub fn new(app: &App) -> Option<Note> {
        let opened = Opened::new(app)?;
        let field = Field::new(opened.seen.note.as_deref().unwrap_or_default());
        Some(Note { opened, field })
    }

    pub(super) fn is_changed(&self) -> bool {
        !self.field.is_empty() && Some(self.field.text()) != self.opened.seen.note.as_deref()
    }

    pub(super) fn act(&mut self, app: &mut App, action: Action) -> Outcome {
        if action == Action::LineBreak {
            self.field.line_break();
        }
        if action != Action::Take || !self.opened.still_fits(app) {
            return Outcome::Stay;
        }
        if self.field.text() == Field::new(self.opened.seen.note.as_deref().unwrap_or_default()).text() {
            // Nothing was typed; what the file has stays as it is, to the letter.
            return Outcome::Close(Vec::new());
        }
        let what = if self.field.is_empty() { "no note" } else { "a note" };
        Outcome::Close(
            app.change_morning_of(&self.opened.child, self.opened.date, what, |m| m.noted(self.field.text())),
        )
    }
}
