//! The answer to a key without a row in the scope.

use super::Key;
use crate::app::App;
use crate::app::screens::{SCREENS, Screen};

/// Says why the key cannot be used now, which key does it here, on which screens it works, or that it does nothing.
pub fn answer(app: &App, key: Key) -> String {
    let (scope, name) = (app.scope(), key.name());
    if let Some(row) = key.in_other_case().and_then(|other| scope.row(other)) {
        return format!("{name} does nothing here, but {} does: {}", row.key_name(), uncapitalized(row.help));
    }
    if app.prompt.is_some() || scope.is_typing {
        return format!("{name} does nothing here. The last line shows the keys.");
    }
    if let Some(Err(why)) = app.screen.scope.row(key).map(|row| (row.when)(app)) {
        return why.to_string();
    }
    match elsewhere(key).as_slice() {
        [] => format!("{name} does nothing here. {{screens.keys}} shows the keys."),
        there => format!("{name} works on {}", there.join(" On ")),
    }
}

/// What the key does on each screen: `Calendar (4): add a term.`
fn elsewhere(key: Key) -> Vec<String> {
    let mut found: Vec<(&str, String, &str)> = Vec::new();
    for screen in SCREENS {
        let Some(row) = screen.scope.row(key).filter(|row| !row.word.is_empty()) else { continue };
        match found.last_mut() {
            // Two screens may share a row.
            Some((id, names, _)) if *id == row.id => names.push_str(&format!(" and {}", named(screen))),
            _ => found.push((row.id, named(screen), row.help)),
        }
    }
    found.into_iter().map(|(_, names, help)| format!("{names}: {}", uncapitalized(help))).collect()
}

/// The name of a screen with its key: `Calendar (4)`.
fn named(screen: &Screen) -> String {
    format!("{} ({})", screen.name, screen.key_name())
}

fn uncapitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
