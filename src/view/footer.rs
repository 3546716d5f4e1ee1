//! The last line: the keys that work here and now, as many as fit.

use super::look::{DIM, STRONG};
use super::parts::{Paper, columns};
use crate::app::App;
use crate::app::keys::{Binding, Place, Word};

/// Draws the keys with a word each. Without room for all, the rightmost are left out, except [`Place::Always`].
pub fn draw(app: &App, paper: &mut Paper) {
    let offered = app.scope().bindings().filter(|row| !row.word.is_empty());
    let mut rows: Vec<(&Binding, &str)> = offered.filter_map(|row| Some((row, word(app, row)?))).collect();
    rows.sort_by_key(|(row, _)| row.place);
    let mut words: Vec<(Place, &str, &str)> =
        rows.into_iter().map(|(row, word)| (row.place, row.footer_name(), word)).collect();
    let length = |(_, key, word): &(Place, &str, &str)| columns(key) + columns(word) + 1;
    let room = paper.width().saturating_sub(3);
    let all: u16 = words.iter().map(|shown| length(shown) + 3).sum();
    let gap = if all <= room + 3 { 3 } else { 2 };
    while words.iter().map(|shown| length(shown) + gap).sum::<u16>() > room + gap {
        match words.iter().rposition(|(place, ..)| *place != Place::Always) {
            Some(i) if words.len() > 1 => drop(words.remove(i)),
            _ => break,
        }
    }
    let (mut x, y) = (2, paper.height().saturating_sub(1));
    for (_, key, word) in &words {
        x = paper.write(x, y, key, STRONG);
        x = paper.write(x + 1, y, word, DIM) + gap;
    }
}

/// The word of a row, if its action can be done now.
fn word(app: &App, row: &Binding) -> Option<&'static str> {
    match (row.when)(app).ok()? {
        Word::Default => Some(row.word),
        Word::Now(word) => Some(word),
        Word::Hidden => None,
    }
}
