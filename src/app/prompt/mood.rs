//! Asks how the goodbye went.

use super::opened::Opened;
use super::{Outcome, Prompt, act, back, down, up};
use crate::app::App;
use crate::app::keys::{Place, Scope, row};
use crate::domain::morning::Mood;

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::of_prompt("mood", "How it went", &[
    row("mood.save", "Enter Space", "save", "Save this mood.")
        .at(Place::First).run(|app| act(app, MoodChoice::save)),
    up("mood.up", "Up Left k h").help("Move toward tears."),
    down("mood.down", "Down Right j l").help("Move toward beaming."),
    back("mood.back", "Esc", "Leave it as it was."),
]);

/// The choice of a mood.
#[derive(Debug)]
pub struct MoodChoice {
    pub opened: Opened,
    pub cursor: usize,
}

impl MoodChoice {
    pub fn new(app: &App) -> Option<MoodChoice> {
        let opened = Opened::new(app)?;
        let place = |mood: &Mood| Mood::ALL.iter().position(|own| own == mood);
        let cursor = opened.seen.mood.as_ref().and_then(place).or(place(&Mood::Okay)).unwrap_or(0);
        Some(MoodChoice { opened, cursor })
    }

    /// The lines: the moods, and None for no mood.
    pub fn lines() -> impl Iterator<Item = Option<Mood>> {
        Mood::ALL.into_iter().map(Some).chain([None])
    }

    fn save(&mut self, app: &mut App) -> Outcome {
        let mood = Self::lines().nth(self.cursor).flatten();
        let what = mood.as_ref().map_or("mood removed".to_owned(), |mood| format!("mood {}", mood.keyword()));
        self.opened.save(app, &what, ("mood", |m| &m.mood), |m| m.felt(mood))
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
