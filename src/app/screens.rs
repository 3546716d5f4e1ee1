//! What the screens remember beyond the morning in focus.

use super::App;
use super::field::Field;
use crate::domain::ritual::{Ritual, RitualId};
use crate::domain::search;

/// The Rituals screen: its cursor, its filter, how far the preview is scrolled.
#[derive(Debug, Default)]
pub struct Browse {
    pub cursor: usize,
    pub filter: Field,
    /// Keys go into the filter.
    pub typing: bool,
    /// Paragraphs of the preview that are scrolled away.
    pub scroll: usize,
}

impl App {
    /// The rituals of the Rituals screen, in their order.
    pub fn listed(&self) -> Vec<&Ritual> {
        search::rituals(self.catalog.offered(), self.browse.filter.text())
    }

    /// The ritual under the cursor of the Rituals screen.
    pub fn browsed(&self) -> Option<&Ritual> {
        let listed = self.listed();
        listed.get(self.browse.cursor.min(listed.len().saturating_sub(1))).copied()
    }

    /// The rituals a picker offers: the usual one first, then favorites, then the others.
    pub fn pickable(&self, typed: &str) -> Vec<&Ritual> {
        let mut found = search::rituals(self.catalog.offered(), typed);
        if typed.trim().is_empty() {
            found.sort_by_key(|ritual| (!self.is_usual(&ritual.id), !self.is_favorite(&ritual.id)));
        }
        found
    }

    /// Whether a plan waits to be pasted.
    pub fn has_copied(&self) -> bool {
        self.copied.is_some()
    }

    pub fn is_usual(&self, id: &RitualId) -> bool {
        self.child().is_some_and(|child| child.usual.as_ref() == Some(id))
    }

    pub fn is_favorite(&self, id: &RitualId) -> bool {
        self.child().is_some_and(|child| child.favorites.contains(id))
    }
}
