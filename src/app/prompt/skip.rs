//! Asks why a morning is skipped.

use super::opened::Opened;
use super::{Outcome, Prompt, act, back, down, up};
use crate::app::App;
use crate::app::field::Field;
use crate::app::keys::{Place, Scope, row};
use crate::domain::day;
use crate::domain::morning::{SKIP_REASONS, meant_skip_reason, skip_reason};
use crate::domain::typed_day::Meant;

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::of_prompt("skip", "Skipping a morning", &[
    row("skip.save", "Enter", "save", "Skip with this reason, or with the typed one.")
        .at(Place::First).run(|app| act(app, Skip::save)),
    up("skip.up", "Up"),
    down("skip.down", "Down"),
    back("skip.back", "Esc", "Leave the morning as it was."),
]).typing();

/// The reasons to choose from, and the reason that is typed.
#[derive(Debug)]
pub struct Skip {
    pub opened: Opened,
    pub cursor: usize,
    pub typed: Field,
    /// Whether the morning is skipped already. If so, the first line takes the skip back.
    is_skipped: bool,
    /// The typed text with a day in it, once the person was asked about that day.
    asked: Option<String>,
}

const NOT_SKIPPED: &str = "not skipped after all";

/// How many characters of a reason the notice shows: half a line.
const MOST_SHOWN: usize = 40;

impl Skip {
    pub fn new(app: &App) -> Option<Skip> {
        let opened = Opened::new(app)?;
        let is_skipped = opened.seen.skipped.is_some();
        Some(Skip { opened, cursor: 0, typed: Field::default(), is_skipped, asked: None })
    }

    pub fn lines(&self) -> Vec<&'static str> {
        let back = self.is_skipped.then_some(NOT_SKIPPED);
        back.into_iter().chain(SKIP_REASONS).collect()
    }

    /// A question about a day in the typed text: `sick tomorrow` may mean another morning. None when the person was
    /// asked already.
    fn question(&self, app: &App) -> Option<String> {
        let (typed, date) = (self.typed.text(), self.opened.date);
        if self.asked.as_deref() == Some(typed) {
            return None;
        }
        let why = match app.days().day_beside_reason(typed, Meant::FutureOrRecent) {
            Ok(found) => {
                let other = found.date.filter(|found| *found != date)?;
                format!("\"{typed}\" names {}.", day::label(other, app.today))
            }
            Err(error) => error.to_string(),
        };
        let here = day::label(date, app.today);
        Some(format!("{why} {{skip.save}} skips {here} with these words, {{skip.back}} skips nothing."))
    }

    fn save(&mut self, app: &mut App) -> Outcome {
        if let Some(question) = self.question(app) {
            self.asked = Some(self.typed.text().to_owned());
            app.warn(question);
            return Outcome::Stay;
        }
        let reason = match self.lines().get(self.cursor) {
            _ if !self.typed.is_empty() => skip_reason(self.typed.text()),
            Some(&NOT_SKIPPED) | None => "",
            Some(reason) => reason,
        };
        let what = if reason.is_empty() { "skip removed".into() } else { format!("skipped ({reason:.MOST_SHOWN$})") };
        let outcome = self.opened.save(app, &what, ("skip", |m| &m.skipped), |m| m.skipped(reason));
        if let (Outcome::Close(_), Some(meant)) = (&outcome, meant_skip_reason(reason)) {
            app.say_also(&format!("Did you mean {meant}? {{morning.skip}} changes it."));
        }
        outcome
    }
}

impl Prompt for Skip {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn cursor(&mut self, _app: &App) -> Option<(&mut usize, usize)> {
        let count = self.lines().len();
        Some((&mut self.cursor, count))
    }

    fn field(&mut self) -> Option<&mut Field> {
        Some(&mut self.typed)
    }
}
