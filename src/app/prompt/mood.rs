//! Asks how the goodbye went.

use super::opened::Opened;
use super::{Outcome, moved};
use crate::app::App;
use crate::app::keys::Action;
use crate::domain::morning::Mood;

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
