//! The answer to a key without a row in the scope.

use super::{Binding, Key, NotNow};
use crate::app::App;
use crate::app::screens::{SCREENS, Screen};

/// The length of an answer that fits in two rows of a terminal of 40 columns, whose words leave a few columns empty.
const MOST_SAID: usize = 66;

/// Says why the key cannot be used now, which key does it here, on which screens it works, or that it does nothing.
pub fn answer(app: &App, key: Key) -> NotNow {
    let (scope, name) = (app.scope(), key.name());
    if let Some(row) = key.in_other_case().and_then(|other| scope.row(other)) {
        return format!("{name} does nothing here, but {} does: {}", row.key_name(), uncapitalized(row.help)).into();
    }
    if app.prompt.is_some() || scope.is_typing {
        return format!("{name} does nothing here. The last line shows the keys.").into();
    }
    if let Some(Err(why)) = app.screen.scope.row(key).map(|row| (row.when)(app)) {
        return why;
    }
    let there: Vec<(String, &Binding)> = SCREENS.iter().filter_map(|screen| elsewhere(screen, key)).collect();
    match there.as_slice() {
        [] => format!("{name} does nothing here. {{screens.keys}} shows the keys."),
        [(screen, row)] => {
            let said = format!("{name} works on {screen}: {}", uncapitalized(row.help));
            if said.len() <= MOST_SAID { said } else { format!("{name} works on {screen}: {}.", row.word) }
        }
        [first @ .., (last, _)] => {
            let first: Vec<&str> = first.iter().map(|(screen, _)| screen.as_str()).collect();
            format!("{name} works on {} and {last}.", first.join(", "))
        }
    }
    .into()
}

/// The screen as `Calendar (4)`, with the row of the key; None when the screen does not name it in its footer.
fn elsewhere(screen: &Screen, key: Key) -> Option<(String, &'static Binding)> {
    let row = screen.scope.row(key).filter(|row| !row.word.is_empty())?;
    Some((format!("{} ({})", screen.name, screen.key_name()), row))
}

fn uncapitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
