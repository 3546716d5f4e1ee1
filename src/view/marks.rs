//! What a morning has besides its rituals: how it went, what they said, why it was skipped.

use super::look::{self, ACCENT, DIM, PLAIN};
use super::parts::Paper;
use crate::domain::morning::Morning;
use crate::domain::text::{Breaks, one_line, scrub};

/// How it went, and the note; returns the row after them.
pub(super) fn draw(morning: &Morning, y: u16, paper: &mut Paper) -> u16 {
    let mut y = y;
    if let Some(mood) = &morning.mood {
        let x = paper.write(0, y, look::mood(mood), ACCENT);
        paper.write(x + 1, y, &one_line(mood.keyword()), PLAIN);
        y += 1;
    }
    if let Some(note) = &morning.note {
        y = paper.wrap(0, y, &format!("\"{}\"", scrub(note, Breaks::Keep)), DIM);
    }
    y
}

pub(super) fn skip_in_words(morning: &Morning) -> String {
    format!("– Skipped: {}", one_line(morning.skipped.as_deref().unwrap_or_default()))
}
