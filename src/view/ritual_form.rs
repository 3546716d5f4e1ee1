//! The form for one of the family's own rituals.

use super::Drawn;
use super::look::{DIM, STRONG};
use super::parts::{Paper, choice, window};
use crate::app::App;
use crate::app::prompt::ritual_form::{LABELS, RitualForm};

pub fn draw(_app: &App, form: &RitualForm, paper: &mut Paper, drawn: &mut Drawn) {
    let title = if form.old.is_some() { "Your ritual" } else { "A ritual of your own" };
    let height = (LABELS.len() as u16 + 2).min(paper.height());
    let mut inside = paper.boxed(title, 76, height);
    let shown = window(form.cursor, LABELS.len(), inside.height().max(1));
    for (row, i) in shown.enumerate() {
        let y = row as u16;
        let here = i == form.cursor;
        let (label, hint) = LABELS[i];
        choice(&mut inside, y, here, i, drawn);
        inside.write(2, y, label, if here { STRONG } else { DIM });
        inside.rest(14, y).field(&form.fields[i], hint, here, drawn);
    }
}
