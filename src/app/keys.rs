//! Keys, and the tables that say what each of them does. Dispatch, the footer, the help page, the README's table and the
//! answer to a key that does nothing all come from these tables.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tui_input::InputRequest;

mod answer;
mod binding;
mod everywhere;
mod scopes;

pub use self::answer::answer;
pub use self::binding::{Availability, Binding, Mouse, NotNow, Place, Scope, Word, if_so, row};
pub use self::everywhere::{ALWAYS, EVERY_SCREEN};
pub use self::scopes::{SCOPES, is_of_a_screen, spell};

/// A key as it is compared: its code, and of the modifiers only Ctrl and Alt. (`?` may arrive with Shift or without.)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
    alt: bool,
}

impl Key {
    const fn of(code: KeyCode) -> Key {
        Key { code, ctrl: false, alt: false }
    }
    pub const fn ctrl(c: char) -> Key {
        Key { code: KeyCode::Char(c), ctrl: true, alt: false }
    }

    /// A key by its name in the help; for scripts in tests and examples. An unknown name means its first letter.
    pub fn plain(name: &str) -> Key {
        let named = NAMES.iter().find(|(_, n)| n.eq_ignore_ascii_case(name)).map(|(code, _)| *code);
        Key::of(named.unwrap_or(KeyCode::Char(name.chars().next().unwrap_or(' '))))
    }

    /// The name in the help.
    pub fn name(self) -> String {
        let base = match (self.code, NAMES.iter().find(|(code, _)| *code == self.code)) {
            (_, Some((_, name))) => (*name).to_owned(),
            (KeyCode::Char(c), None) if self.ctrl => c.to_uppercase().to_string(),
            (KeyCode::Char(c), None) => c.to_string(),
            (other, None) => other.to_string(),
        };
        let modifiers = [(self.ctrl, "Ctrl-"), (self.alt, "Alt-")];
        modifiers.iter().filter(|(on, _)| *on).map(|(_, name)| *name).collect::<String>() + &base
    }

    /// The same letter as a capital, or a capital as a small letter; None for a key that is no letter.
    fn in_other_case(self) -> Option<Key> {
        let KeyCode::Char(letter) = self.code else { return None };
        let other = if letter.is_uppercase() { letter.to_lowercase().next() } else { letter.to_uppercase().next() };
        other.filter(|other| *other != letter).map(|other| Key { code: KeyCode::Char(other), ..self })
    }
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Key {
        Key {
            code: event.code,
            ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
            alt: event.modifiers.contains(KeyModifiers::ALT),
        }
    }
}

const NAMES: &[(KeyCode, &str)] = &[
    (KeyCode::Char(' '), "Space"),
    (KeyCode::Enter, "Enter"),
    (KeyCode::Esc, "Esc"),
    (KeyCode::Tab, "Tab"),
    (KeyCode::BackTab, "Shift-Tab"),
    (KeyCode::Left, "Left"),
    (KeyCode::Right, "Right"),
    (KeyCode::Up, "Up"),
    (KeyCode::Down, "Down"),
    (KeyCode::PageUp, "PageUp"),
    (KeyCode::PageDown, "PageDown"),
    (KeyCode::Home, "Home"),
    (KeyCode::End, "End"),
    (KeyCode::Backspace, "Backspace"),
    (KeyCode::Delete, "Delete"),
];

/// What a key does to a text field; None for a key that does nothing there.
pub fn text_request(key: Key) -> Option<InputRequest> {
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::CONTROL, key.ctrl);
    modifiers.set(KeyModifiers::ALT, key.alt);
    tui_input::backend::crossterm::to_input_request(&Event::Key(KeyEvent::new(key.code, modifiers)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::screens;

    #[test]
    fn no_key_has_two_rows_in_one_scope() {
        for scope in SCOPES {
            let keys: Vec<&str> = scope.bindings().flat_map(Binding::keys).collect();
            for (i, key) in keys.iter().enumerate() {
                assert!(!keys[..i].contains(key), "{key} twice in {}", scope.id);
                let (ctrl, name) = key.strip_prefix("Ctrl-").map_or((false, *key), |letter| (true, letter));
                let named = Key { ctrl, ..Key::plain(name.trim_start_matches("Alt-")) };
                assert!(key.ends_with(&named.name()), "{key} of {} is the name of no key", scope.id);
            }
        }
    }

    #[test]
    fn every_row_has_a_key_a_sentence_and_an_id_of_its_own_within_its_scope() {
        let mut ids: Vec<&str> = Vec::new();
        for scope in SCOPES {
            for row in scope.rows {
                assert!(row.help.ends_with('.') && !row.keys.is_empty(), "{row:?}");
                let words = row.id.strip_prefix(scope.id).and_then(|rest| rest.strip_prefix('.')).unwrap_or_default();
                assert!(!words.is_empty() && words.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{row:?}");
                assert!(!ids.contains(&row.id), "{row:?}");
                ids.push(row.id);
            }
        }
    }

    #[test]
    fn the_footer_names_several_keys_only_where_the_scope_has_them() {
        let signs =
            [("Left", "←"), ("Right", "→"), ("Up", "↑"), ("Down", "↓"), ("PageUp", "PgUp"), ("PageDown", "PgDn")];
        for scope in SCOPES {
            let keys: Vec<&str> = scope.bindings().flat_map(Binding::keys).collect();
            for shown in scope.rows.iter().flat_map(|row| row.pair.split_whitespace()) {
                let name = signs.iter().find(|(_, sign)| *sign == shown).map_or(shown, |(name, _)| name);
                assert!(keys.contains(&name), "{shown} in {}", scope.id);
            }
        }
    }

    #[test]
    fn every_scope_can_be_reached_and_is_in_the_list_of_scopes() {
        let is_listed = |scope: &Scope| SCOPES.iter().any(|listed| listed.id == scope.id);
        assert!(SCOPES.iter().flat_map(|scope| scope.around).all(|scope| is_listed(scope)));
        assert!(screens::SCREENS.iter().all(|screen| is_listed(screen.scope)));
    }

    #[test]
    fn shift_does_not_matter_and_names_read_well() {
        let shifted = Key::from(KeyEvent::new(KeyCode::Char('?'), KeyModifiers::SHIFT));
        assert_eq!(screens::today::SCOPE.row(shifted).map(|row| row.id), Some("screens.keys"));
        assert_eq!(Key::ctrl('r').name(), "Ctrl-R");
        let alt_enter = Key { alt: true, ..Key::plain("Enter") };
        assert_eq!((Key::plain("space").name(), alt_enter.name()), ("Space".into(), "Alt-Enter".into()));
        assert_eq!(Key::plain("pagedown"), Key::of(KeyCode::PageDown));
    }

    #[test]
    fn an_id_in_braces_becomes_the_name_of_its_key_and_other_braces_stay() {
        assert_eq!(spell("{today.done} or {week.copy}, {not a key} {"), "Space or y, {not a key} {");
    }
}
