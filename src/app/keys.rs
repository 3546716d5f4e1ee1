//! The one table of keys. Dispatch, the footer, the help page and the README's table all come from it.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tui_input::InputRequest;

mod table;

pub use self::table::TABLE;

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
    const fn char(c: char) -> Key {
        Key::of(KeyCode::Char(c))
    }
    pub const fn ctrl(c: char) -> Key {
        Key { code: KeyCode::Char(c), ctrl: true, alt: false }
    }

    /// A key by the name it has in the help; for scripts in tests and examples. An unknown name is its first letter.
    pub fn plain(name: &str) -> Key {
        let named = NAMES.iter().find(|(_, n)| n.eq_ignore_ascii_case(name)).map(|(code, _)| *code);
        Key::of(named.unwrap_or(KeyCode::Char(name.chars().next().unwrap_or(' '))))
    }

    /// The name shown in footer and help.
    pub fn name(self) -> String {
        let base = match (self.code, NAMES.iter().find(|(code, _)| *code == self.code)) {
            (_, Some((_, name))) => (*name).to_owned(),
            (KeyCode::Char(c), None) if self.ctrl => c.to_uppercase().to_string(),
            (KeyCode::Char(c), None) => c.to_string(),
            (other, None) => format!("{other:?}"),
        };
        let modifiers = [(self.ctrl, "Ctrl-"), (self.alt, "Alt-")];
        modifiers.iter().filter(|(on, _)| *on).map(|(_, name)| *name).collect::<String>() + &base
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

const ENTER: Key = Key::of(KeyCode::Enter);
const ESC: Key = Key::of(KeyCode::Esc);
const SPACE: Key = Key::char(' ');
const TAB: Key = Key::of(KeyCode::Tab);
const BACK_TAB: Key = Key::of(KeyCode::BackTab);
const LEFT: Key = Key::of(KeyCode::Left);
const RIGHT: Key = Key::of(KeyCode::Right);
const UP: Key = Key::of(KeyCode::Up);
const DOWN: Key = Key::of(KeyCode::Down);
const PAGE_UP: Key = Key::of(KeyCode::PageUp);
const PAGE_DOWN: Key = Key::of(KeyCode::PageDown);
const HOME: Key = Key::of(KeyCode::Home);
const END: Key = Key::of(KeyCode::End);
const ALT_ENTER: Key = Key { code: KeyCode::Enter, ctrl: false, alt: true };

/// What a key means to a text field; None for a key that is no text entry.
pub fn text_request(key: Key) -> Option<InputRequest> {
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::CONTROL, key.ctrl);
    modifiers.set(KeyModifiers::ALT, key.alt);
    tui_input::backend::crossterm::to_input_request(&Event::Key(KeyEvent::new(key.code, modifiers)))
}

/// Where a key works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everywhere, prompts included.
    Always,
    /// On every screen while no prompt is open.
    Screens,
    /// On the screens that look at a morning.
    Morning,
    Today,
    Week,
    Rituals,
    Calendar,
    /// While a filter is typed.
    Filter,
    Picker,
    Skip,
    Mood,
    Note,
    Fill,
    Strip,
    RitualForm,
    /// The list of the children.
    Children,
    /// What can be added to a day of the calendar.
    Kinds,
    /// What is said about a day of the calendar.
    Rules,
    /// The forms of a rule and of a child.
    Form,
    /// The line of a form that asks for whom.
    Whom,
    /// Which file the school's calendar is in.
    Path,
    /// What importing it would do.
    Preview,
    /// The first two questions of the welcome.
    WelcomeText,
    /// Its last question.
    WelcomeRituals,
    /// Help and problems.
    Pages,
}

impl Scope {
    pub const ALL: [Scope; 25] = [
        Scope::Today,
        Scope::Week,
        Scope::Morning,
        Scope::Rituals,
        Scope::Calendar,
        Scope::Screens,
        Scope::Always,
        Scope::Filter,
        Scope::Picker,
        Scope::Skip,
        Scope::Mood,
        Scope::Note,
        Scope::Fill,
        Scope::Strip,
        Scope::RitualForm,
        Scope::Children,
        Scope::Kinds,
        Scope::Rules,
        Scope::Form,
        Scope::Whom,
        Scope::Path,
        Scope::Preview,
        Scope::WelcomeText,
        Scope::WelcomeRituals,
        Scope::Pages,
    ];

    pub fn title(self) -> &'static str {
        match self {
            Scope::Always => "Always, while typing too",
            Scope::Screens => "Every screen",
            Scope::Morning => "On a morning (Today and Week)",
            Scope::Today => "Today",
            Scope::Week => "Week",
            Scope::Rituals => "Rituals",
            Scope::Calendar => "Calendar",
            Scope::Filter => "While filtering rituals",
            Scope::Picker => "Picking rituals for a morning",
            Scope::Skip => "Skipping a morning",
            Scope::Mood => "How it went",
            Scope::Note => "Writing a note",
            Scope::Fill => "Filling empty mornings",
            Scope::Strip => "Choosing mornings for a ritual",
            Scope::RitualForm => "Writing a ritual of one's own",
            Scope::Children => "The children",
            Scope::Kinds => "Adding to the calendar",
            Scope::Rules => "What is said about a day",
            Scope::Form => "Writing about a day, a term or a child",
            Scope::Whom => "Saying for whom it is",
            Scope::Path => "Choosing a calendar file",
            Scope::Preview => "Before an import",
            Scope::WelcomeText => "Welcome: name and first day",
            Scope::WelcomeRituals => "Welcome: rituals",
            Scope::Pages => "Help and problems",
        }
    }

    /// The scopes a key is looked up in when this one has the floor, nearest first.
    pub fn chain(self) -> &'static [Scope] {
        match self {
            Scope::Today => &[Scope::Today, Scope::Morning, Scope::Screens, Scope::Always],
            Scope::Week => &[Scope::Week, Scope::Morning, Scope::Screens, Scope::Always],
            Scope::Rituals => &[Scope::Rituals, Scope::Screens, Scope::Always],
            Scope::Calendar => &[Scope::Calendar, Scope::Screens, Scope::Always],
            Scope::Filter => &[Scope::Filter, Scope::Always],
            Scope::Picker => &[Scope::Picker, Scope::Always],
            Scope::Skip => &[Scope::Skip, Scope::Always],
            Scope::Mood => &[Scope::Mood, Scope::Always],
            Scope::Note => &[Scope::Note, Scope::Always],
            Scope::Fill => &[Scope::Fill, Scope::Always],
            Scope::Strip => &[Scope::Strip, Scope::Always],
            Scope::RitualForm => &[Scope::RitualForm, Scope::Always],
            Scope::Children => &[Scope::Children, Scope::Always],
            Scope::Kinds => &[Scope::Kinds, Scope::Always],
            Scope::Rules => &[Scope::Rules, Scope::Always],
            Scope::Form => &[Scope::Form, Scope::Always],
            Scope::Whom => &[Scope::Whom, Scope::Form, Scope::Always],
            Scope::Path => &[Scope::Path, Scope::Always],
            Scope::Preview => &[Scope::Preview, Scope::Always],
            Scope::WelcomeText => &[Scope::WelcomeText, Scope::Always],
            Scope::WelcomeRituals => &[Scope::WelcomeRituals, Scope::Always],
            Scope::Pages => &[Scope::Pages, Scope::Always],
            Scope::Screens => &[Scope::Screens, Scope::Always],
            Scope::Morning => &[Scope::Morning, Scope::Screens, Scope::Always],
            Scope::Always => &[Scope::Always],
        }
    }
}

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    GoToday,
    GoWeek,
    GoRituals,
    GoCalendar,
    NextScreen,
    LastScreen,
    NextChild,
    LastChild,
    Help,
    Problems,
    Undo,
    Redo,
    Suspend,
    Quit,
    /// Mark the ritual under the cursor done, or not.
    Mark,
    Pick,
    Skip,
    Note,
    Mood,
    Earlier,
    Later,
    WeekBack,
    WeekOn,
    BackToToday,
    Up,
    Down,
    ScrollUp,
    ScrollDown,
    Copy,
    Paste,
    Clear,
    Fill,
    Filter,
    Favorite,
    Usual,
    /// Make the day a day off for everybody, or school again.
    DayOff,
    /// Move the plans of a day off to the next free school morning.
    MovePlans,
    /// Begin or drop a selection of dates.
    Select,
    /// Add a rule to the calendar.
    AddRule,
    /// Change or take away what is said about a day.
    EditRules,
    /// Look at the list of the children.
    Children,
    NewChild,
    AnotherSchool,
    /// Put a child away, or bring it back.
    PutAway,
    MoveUp,
    MoveDown,
    /// Import the school's calendar.
    Import,
    /// Complete a path.
    Complete,
    PlanRitual,
    NewRitual,
    EditRitual,
    /// Tick what the cursor is on.
    Tick,
    TickAll,
    /// Take what the prompt offers.
    Take,
    /// Leave the prompt as if it had not been opened.
    Leave,
    Next,
    Previous,
    LineBreak,
    /// Drop what was typed before the prompt was left.
    StartAfresh,
    /// The first line of a list.
    First,
    Last,
}

/// A row of the table.
#[derive(Debug)]
pub struct Binding {
    pub keys: &'static [Key],
    pub scope: Scope,
    pub action: Action,
    /// One word or two for the footer; empty keeps it out of there.
    pub word: &'static str,
    /// One sentence for help and README.
    pub help: &'static str,
}

/// The rows that work in a scope, nearest first.
pub fn bindings(scope: Scope) -> impl Iterator<Item = &'static Binding> {
    scope.chain().iter().flat_map(|&scope| TABLE.iter().filter(move |row| row.scope == scope))
}

/// What a key does where `scope` has the floor.
pub fn action(scope: Scope, key: Key) -> Option<Action> {
    bindings(scope).find(|row| row.keys.contains(&key)).map(|row| row.action)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for scope in Scope::ALL {
            let keys: Vec<Key> = bindings(scope).flat_map(|row| row.keys.iter().copied()).collect();
            for (i, key) in keys.iter().enumerate() {
                assert!(!keys[..i].contains(key), "{} twice in {scope:?}", key.name());
            }
        }
    }

    #[test]
    fn every_row_has_its_sentence() {
        for row in TABLE {
            assert!(row.help.ends_with('.') && !row.keys.is_empty(), "{row:?}");
        }
    }

    #[test]
    fn shift_does_not_matter_and_names_read_well() {
        let shifted = Key::from(KeyEvent::new(KeyCode::Char('?'), KeyModifiers::SHIFT));
        assert_eq!(action(Scope::Today, shifted), Some(Action::Help));
        assert_eq!(Key::ctrl('r').name(), "Ctrl-R");
        assert_eq!((SPACE.name(), ALT_ENTER.name()), ("Space".into(), "Alt-Enter".into()));
        assert_eq!(Key::plain("pagedown"), PAGE_DOWN);
    }
}
