//! What the screens remember beyond the morning in focus.

pub mod calendar;
mod morning;
mod rituals;

use super::App;
use super::field::Field;
use crate::domain::ritual::{Preparation, Ritual, RitualId};
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

/// A line of the Rituals screen.
#[derive(Clone, Copy, Debug)]
pub enum Idea<'a> {
    Ritual(&'a Ritual),
    Preparation(&'a Preparation),
}

impl Idea<'_> {
    pub fn name(&self) -> &str {
        match self {
            Idea::Ritual(ritual) => &ritual.name,
            Idea::Preparation(preparation) => &preparation.name,
        }
    }

    fn is_ritual(&self, id: &RitualId) -> bool {
        matches!(self, Idea::Ritual(ritual) if ritual.id == *id)
    }
}

impl App {
    /// Puts the cursor of the Rituals screen on a ritual, when it is in the list.
    pub(super) fn browse_to(&mut self, id: &RitualId) {
        if let Some(place) = self.listed().iter().position(|idea| idea.is_ritual(id)) {
            (self.browse.cursor, self.browse.scroll) = (place, 0);
        }
    }

    /// The ideas of the Rituals screen: rituals, then what can be done before the first day.
    pub fn listed(&self) -> Vec<Idea<'_>> {
        let typed = self.browse.filter.text();
        let rituals = search::rituals(self.catalog().offered(), typed).into_iter().map(Idea::Ritual);
        let preparations = search::preparations(self.catalog().preparations.iter(), typed);
        rituals.chain(preparations.into_iter().map(Idea::Preparation)).collect()
    }

    /// The idea under the cursor of the Rituals screen.
    pub fn browsed(&self) -> Option<Idea<'_>> {
        let listed = self.listed();
        listed.get(self.browse.cursor.min(listed.len().saturating_sub(1))).copied()
    }

    /// The ritual under the cursor of the Rituals screen; None on a preparation.
    pub fn browsed_ritual(&self) -> Option<&Ritual> {
        match self.browsed()? {
            Idea::Ritual(ritual) => Some(ritual),
            Idea::Preparation(_) => None,
        }
    }

    /// The rituals a picker offers: the usual one first, then favorites, then the others.
    pub fn pickable(&self, typed: &str) -> Vec<&Ritual> {
        let mut found = search::rituals(self.catalog().offered(), typed);
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
