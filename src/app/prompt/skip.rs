//! Asks why a morning is skipped.

use super::opened::Opened;
use super::{Outcome, moved};
use crate::app::App;
use crate::app::field::Field;
use crate::app::keys::Action;
use crate::domain::morning::SKIP_REASONS;

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
