//! Asks how the goodbye went.

use super::opened::Opened;
use super::{Outcome, Prompt, back, down, on, up};
use crate::app::App;
use crate::app::keys::{ALWAYS, DOWN, ENTER, ESC, Key, LEFT, Place, RIGHT, SPACE, Scope, UP, row};
use crate::domain::morning::Mood;

pub static SCOPE: Scope = Scope {
    id: "mood",
    title: "How it went",
    is_typing: false,
    around: &[&ALWAYS],
    rows: &[
        row("mood.save", &[ENTER, SPACE], "save", "Save this word.", |app| on(app, MoodChoice::save)).at(Place::First),
        up("mood.up", &[UP, LEFT, Key::char('k'), Key::char('h')]).help("Move toward tears."),
        down("mood.down", &[DOWN, RIGHT, Key::char('j'), Key::char('l')]).help("Move toward beaming."),
        back("mood.back", &[ESC], "Leave it as it was."),
    ],
};

/// The words for how it went, and a line for no word.
#[derive(Debug)]
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

    fn save(&mut self, app: &mut App) -> Outcome {
        if !self.opened.still_fits(app) {
            return Outcome::Stay;
        }
        let mood = Self::lines().nth(self.cursor).flatten();
        let what =
            mood.as_ref().map_or("no word for how it went".to_owned(), |mood| format!("it went: {}", mood.keyword()));
        Outcome::Close(app.change_morning_of(&self.opened.child, self.opened.date, &what, |m| m.felt(mood)))
    }
}

impl Prompt for MoodChoice {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn cursor(&mut self, _app: &App) -> Option<(&mut usize, usize)> {
        Some((&mut self.cursor, Self::lines().count()))
    }
}
