//! A child with its calendar and mornings, and the parts of a morning that several screens draw.

use super::Drawn;
use super::look::{self, ACCENT, DIM, DONE, PLAIN, STRONG};
use super::parts::{Paper, window};
use crate::app::{App, Target};
use crate::domain::calendar::Calendar;
use crate::domain::family::Child;
use crate::domain::morning::{Morning, MorningState};
use crate::domain::text::{Breaks, one_line, scrub};
use jiff::civil::Date;

/// One of the children who are shown.
#[derive(Clone, Copy)]
pub(super) struct ChildView<'a> {
    pub app: &'a App,
    pub child: &'a Child,
    pub calendar: &'a Calendar,
    /// The child's place in the family.
    pub place: usize,
}

impl<'a> ChildView<'a> {
    /// All children who are shown, in the family's order.
    pub fn all(app: &'a App) -> impl Iterator<Item = ChildView<'a>> {
        let children = app.children_with_calendars().enumerate();
        children.map(move |(place, (child, calendar))| ChildView { app, child, calendar, place })
    }

    /// The child the screens are about; None without a child.
    pub fn in_focus(app: &'a App) -> Option<ChildView<'a>> {
        Some(ChildView { app, child: app.child()?, calendar: app.calendar()?, place: app.place_of_child() })
    }

    /// Whether the screens are about this child.
    pub fn is_in_focus(&self) -> bool {
        self.place == self.app.place_of_child()
    }

    /// The child's morning on the date that the screens look at.
    pub fn morning(&self) -> &'a Morning {
        self.morning_on(self.app.date())
    }

    /// The child's morning on a date.
    pub fn morning_on(&self, date: Date) -> &'a Morning {
        self.app.morning_of(&self.child.id, date)
    }

    /// Whether the child's morning on a date looks empty only because its file cannot be read.
    pub fn cannot_be_read(&self, date: Date) -> bool {
        self.app.cannot_be_read(&self.child.id, date)
    }

    /// Whether the date that the screens look at is a school morning.
    pub fn is_school_morning(&self) -> bool {
        self.calendar.is_school_morning(self.app.date())
    }

    /// The names of the morning's rituals, in the order of the plan.
    pub fn ritual_names(&self) -> Vec<String> {
        self.morning().rituals().into_iter().map(|id| self.app.catalog().name(id)).collect()
    }

    /// Draws a row for each ritual of the morning. With more than `most` rituals, draws those around the cursor and a
    /// row with the count. Returns the row below.
    pub fn rituals(&self, top: u16, most: u16, paper: &mut Paper, drawn: &mut Drawn) -> u16 {
        let (app, morning) = (self.app, self.morning());
        let cursor = app.today_row().filter(|_| self.is_in_focus());
        let rituals = morning.rituals();
        let shown = window(cursor.unwrap_or(0), rituals.len(), most);
        let mut y = top;
        for row in shown.clone() {
            let (id, here) = (rituals[row], cursor == Some(row));
            let done = morning.is_done(id);
            let style = if here { STRONG } else { PLAIN };
            paper.write(1, y, if here { "▸" } else { " " }, ACCENT);
            paper.write(3, y, if done { "✓" } else { "○" }, if done { DONE } else { style });
            paper.write(5, y, &app.catalog().name(id), if done && !here { DIM } else { style });
            drawn.spots.push((paper.rect(0, y, paper.width(), 1), Target::MorningRitual { child: self.place, row }));
            y += 1;
        }
        if shown.len() < rituals.len() {
            paper.write(5, y, &format!("{} of {}", shown.len(), rituals.len()), DIM);
            y += 1;
        }
        y
    }

    /// Draws the morning's mood and its note. Returns the row below.
    pub fn mood_and_note(&self, y: u16, paper: &mut Paper) -> u16 {
        let (morning, mut y) = (self.morning(), y);
        if let Some(mood) = &morning.mood {
            let x = paper.write(0, y, look::mood(mood), ACCENT);
            paper.write(x + 1, y, &one_line(mood.keyword()), PLAIN);
            y += 1;
        }
        if let Some(note) = &morning.note {
            y += paper.rest(0, y).wrap_or_cut(&quoted(note), DIM);
        }
        y
    }

    /// The label of a skipped morning with its reason; None for other mornings.
    pub fn skip_label(&self) -> Option<String> {
        let morning = self.morning();
        let reason = || one_line(morning.skipped.as_deref().unwrap_or_default());
        (morning.state() == MorningState::Skipped).then(|| format!("– Skipped: {}", reason()))
    }
}

/// A note in quotation marks, without characters that could steer the terminal.
pub(super) fn quoted(note: &str) -> String {
    format!("\"{}\"", scrub(note, Breaks::Keep))
}
