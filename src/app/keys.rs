//! Keys, and the tables of their actions. Dispatch, the footer, the help, the README and the answer to a key that does
//! nothing come from these tables.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyEventState, KeyModifiers};
use tui_input::InputRequest;

mod answer;
mod binding;
mod everywhere;
mod places;
mod scopes;

pub use self::answer::answer;
pub use self::binding::{Availability, Binding, Mouse, NotNow, Place, Scope, Word, available_if, row};
pub use self::everywhere::{ALWAYS, EVERY_SCREEN};
pub use self::scopes::{is_of_a_screen, row_of, scopes, spell};

/// A key with the modifiers Ctrl and Alt. Shift is in the letter: some terminals send `?` and `J` with Shift, others
/// without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
    alt: bool,
}

impl Key {
    /// The key that was pressed. None for a key that was released, and for a key that is for the desktop.
    ///
    /// Only this function knows how terminals send keys.
    pub fn pressed(event: KeyEvent) -> Option<Key> {
        if event.kind == KeyEventKind::Release || is_for_others(&event) {
            return None;
        }
        let code = match event.code {
            KeyCode::Char(letter) => KeyCode::Char(letter_meant(letter, &event)),
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            code => code,
        };
        let has = |modifier| event.modifiers.contains(modifier);
        Some(Key { code, ctrl: has(KeyModifiers::CONTROL), alt: has(KeyModifiers::ALT) })
    }

    /// The key of the Latin letter on the same place of the keyboard; None for any key but a letter of another script.
    pub(super) fn on_a_latin_keyboard(self) -> Option<Key> {
        let KeyCode::Char(letter) = self.code else { return None };
        Some(Key { code: KeyCode::Char(places::latin(letter)?), ..self })
    }

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

/// Whether a key is a modifier or a media key by itself, or has a modifier that belongs to the desktop.
fn is_for_others(event: &KeyEvent) -> bool {
    let is_by_itself = matches!(event.code, KeyCode::Modifier(_) | KeyCode::Media(_) | KeyCode::Null)
        || matches!(event.code, KeyCode::CapsLock | KeyCode::NumLock | KeyCode::ScrollLock);
    is_by_itself || event.modifiers.intersects(KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META)
}

/// Returns the letter that was meant. Some terminals send the letter of the key, with Shift and Caps Lock apart. With
/// Ctrl, the key alone counts.
fn letter_meant(letter: char, event: &KeyEvent) -> char {
    if event.modifiers.contains(KeyModifiers::CONTROL) {
        return places::latin(letter).unwrap_or(letter).to_ascii_lowercase();
    }
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let mut capital = letter.to_uppercase();
    match (capital.next(), capital.next()) {
        // `ß` has no capital of one letter.
        (Some(capital), None) if shift != event.state.contains(KeyEventState::CAPS_LOCK) => capital,
        _ => letter,
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
