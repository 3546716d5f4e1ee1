//! Keys, and the tables of their actions. Dispatch, the footer, the help, the README and the answer to a key that does
//! nothing come from these tables.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tui_input::InputRequest;

mod answer;
mod binding;
mod everywhere;
mod scopes;

pub use self::answer::answer;
pub use self::binding::{Availability, Binding, Mouse, NotNow, Place, Scope, Word, available_if, row};
pub use self::everywhere::{ALWAYS, EVERY_SCREEN};
pub use self::scopes::{is_of_a_screen, row_of, scopes, spell};

/// A key with the modifiers Ctrl and Alt. Shift is left out: some terminals send `?` with Shift, others without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
    alt: bool,
}

impl Key {
    /// A key by its name, such as `x`, `Space` or `Ctrl-R`. A word that names no key means its first letter.
    pub fn named(name: &str) -> Key {
        let (ctrl, rest) = name.strip_prefix("Ctrl-").map_or((false, name), |rest| (true, rest));
        let (alt, rest) = rest.strip_prefix("Alt-").map_or((false, rest), |rest| (true, rest));
        let letter = rest.chars().next().unwrap_or(' ');
        let letter = if ctrl { letter.to_ascii_lowercase() } else { letter };
        let named = NAMES.iter().find(|(_, name)| name.eq_ignore_ascii_case(rest)).map(|(code, _)| *code);
        Key { code: named.unwrap_or(KeyCode::Char(letter)), ctrl, alt }
    }

    /// The name in tables, help and footer.
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

    /// Returns the letter in the other case: a capital for a small letter. Other keys have no other case.
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

/// The names of the keys that are not letters.
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

/// The edit that a key makes in a text field; None for other keys.
pub fn text_request(key: Key) -> Option<InputRequest> {
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::CONTROL, key.ctrl);
    modifiers.set(KeyModifiers::ALT, key.alt);
    tui_input::backend::crossterm::to_input_request(&Event::Key(KeyEvent::new(key.code, modifiers)))
}
