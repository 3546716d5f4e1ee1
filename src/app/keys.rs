//! The one table of keys. Dispatch, the footer, the help page and the README's table all come from it.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tui_input::InputRequest;

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
    Form,
    /// The first two questions of the welcome.
    WelcomeText,
    /// Its last question.
    WelcomeRituals,
    /// Help and problems.
    Pages,
}

impl Scope {
    pub const ALL: [Scope; 18] = [
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
        Scope::Form,
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
            Scope::Form => "Writing a ritual of one's own",
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
            Scope::Form => &[Scope::Form, Scope::Always],
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

const fn row(keys: &'static [Key], scope: Scope, action: Action, word: &'static str, help: &'static str) -> Binding {
    Binding { keys, scope, action, word, help }
}

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
const ALT_ENTER: Key = Key { code: KeyCode::Enter, ctrl: false, alt: true };

/// Every key of the program. The order is the order of footer and help.
pub const TABLE: &[Binding] = &[
    row(&[SPACE], Scope::Today, Action::Mark, "done", "Mark the ritual under the cursor done, or not done after all."),
    row(
        &[ENTER],
        Scope::Today,
        Action::Pick,
        "pick",
        "Pick the rituals of this morning; the usual one is offered first.",
    ),
    row(&[UP, Key::char('k')], Scope::Today, Action::Up, "", "Move to the ritual above."),
    row(&[DOWN, Key::char('j')], Scope::Today, Action::Down, "", "Move to the ritual below."),
    row(&[PAGE_UP], Scope::Today, Action::WeekBack, "", "Look a week back."),
    row(&[PAGE_DOWN], Scope::Today, Action::WeekOn, "", "Look a week ahead."),
    row(
        &[ENTER],
        Scope::Week,
        Action::Pick,
        "pick",
        "Pick the rituals of this morning; the usual one is offered first.",
    ),
    row(&[PAGE_UP], Scope::Week, Action::WeekBack, "", "The week before."),
    row(&[PAGE_DOWN], Scope::Week, Action::WeekOn, "weeks", "The week after."),
    row(&[Key::char('f')], Scope::Week, Action::Fill, "fill", "Fill the empty school mornings of this week or more."),
    row(&[Key::char('y')], Scope::Week, Action::Copy, "copy", "Copy the plan of this morning."),
    row(&[Key::char('p')], Scope::Week, Action::Paste, "paste", "Paste the copied plan to this morning."),
    row(&[Key::char('x')], Scope::Week, Action::Clear, "clear", "Clear this morning."),
    row(
        &[Key::char('s')],
        Scope::Morning,
        Action::Skip,
        "skip",
        "Skip this morning, with a reason; or take a skip back.",
    ),
    row(&[Key::char('n')], Scope::Morning, Action::Note, "note", "Write a note on this morning."),
    row(&[Key::char('m')], Scope::Morning, Action::Mood, "mood", "Say how it went, from tears to beaming."),
    row(&[LEFT, Key::char('h')], Scope::Morning, Action::Earlier, "", "The morning before."),
    row(&[RIGHT, Key::char('l')], Scope::Morning, Action::Later, "days", "The morning after."),
    row(&[Key::char('t')], Scope::Morning, Action::BackToToday, "today", "Back to today."),
    row(&[ENTER], Scope::Rituals, Action::PlanRitual, "plan it", "Choose mornings for this ritual."),
    row(&[Key::char('/')], Scope::Rituals, Action::Filter, "find", "Find rituals by name, tag or supply while typing."),
    row(&[Key::char('*')], Scope::Rituals, Action::Favorite, "favorite", "Make it a favorite, or not."),
    row(
        &[Key::char('o')],
        Scope::Rituals,
        Action::Usual,
        "usual",
        "Make it the usual ritual of an ordinary morning, or not.",
    ),
    row(&[Key::char('n')], Scope::Rituals, Action::NewRitual, "new", "Add a ritual of your own."),
    row(&[Key::char('e')], Scope::Rituals, Action::EditRitual, "edit", "Change a ritual of your own."),
    row(&[UP, Key::char('k')], Scope::Rituals, Action::Up, "", "Move up."),
    row(&[DOWN, Key::char('j')], Scope::Rituals, Action::Down, "", "Move down."),
    row(&[PAGE_UP], Scope::Rituals, Action::ScrollUp, "", "Scroll the preview up."),
    row(&[PAGE_DOWN], Scope::Rituals, Action::ScrollDown, "", "Scroll the preview down."),
    row(&[ESC], Scope::Rituals, Action::Leave, "", "Forget the filter."),
    row(
        &[Key::char('o')],
        Scope::Calendar,
        Action::DayOff,
        "day off",
        "Make it a day off for all children, or school again.",
    ),
    row(
        &[Key::char('m')],
        Scope::Calendar,
        Action::MovePlans,
        "move plan",
        "Move the plans of a day off to the next free school morning.",
    ),
    row(&[ENTER], Scope::Calendar, Action::Pick, "look", "Look at this morning on Today."),
    row(&[LEFT, Key::char('h')], Scope::Calendar, Action::Earlier, "", "The day before."),
    row(&[RIGHT, Key::char('l')], Scope::Calendar, Action::Later, "days", "The day after."),
    row(&[UP, Key::char('k')], Scope::Calendar, Action::Up, "", "A week back."),
    row(&[DOWN, Key::char('j')], Scope::Calendar, Action::Down, "", "A week ahead."),
    row(&[PAGE_UP], Scope::Calendar, Action::WeekBack, "", "The month before."),
    row(&[PAGE_DOWN], Scope::Calendar, Action::WeekOn, "months", "The month after."),
    row(&[Key::char('t')], Scope::Calendar, Action::BackToToday, "today", "Back to today."),
    row(
        &[Key::char('u')],
        Scope::Screens,
        Action::Undo,
        "undo",
        "Undo the last change, many levels, also after a restart.",
    ),
    row(&[Key::char('U'), Key::ctrl('r')], Scope::Screens, Action::Redo, "", "Do again what was undone."),
    row(&[Key::char('1')], Scope::Screens, Action::GoToday, "", "Today."),
    row(&[Key::char('2')], Scope::Screens, Action::GoWeek, "", "Week."),
    row(&[Key::char('3')], Scope::Screens, Action::GoRituals, "", "Rituals."),
    row(&[Key::char('4')], Scope::Screens, Action::GoCalendar, "", "Calendar."),
    row(&[TAB], Scope::Screens, Action::NextScreen, "", "The next screen."),
    row(&[BACK_TAB], Scope::Screens, Action::LastScreen, "", "The screen before."),
    row(&[Key::char('c')], Scope::Screens, Action::NextChild, "", "The next child, where there are several."),
    row(&[Key::char('!')], Scope::Screens, Action::Problems, "", "What is wrong with a file, and what to do."),
    row(&[Key::char('?')], Scope::Screens, Action::Help, "keys", "Every key that works here."),
    row(&[Key::char('q')], Scope::Screens, Action::Quit, "leave", "Leave. Everything is saved already."),
    row(&[Key::ctrl('c')], Scope::Always, Action::Quit, "", "Leave at once."),
    row(&[Key::ctrl('z')], Scope::Always, Action::Suspend, "", "Back to the shell for a while; `fg` returns."),
    row(&[ENTER], Scope::Filter, Action::Take, "keep", "Keep what was found and go on."),
    row(&[ESC], Scope::Filter, Action::Leave, "forget", "Show all rituals again."),
    row(&[UP], Scope::Filter, Action::Up, "", "Move up."),
    row(&[DOWN], Scope::Filter, Action::Down, "", "Move down."),
    row(&[ENTER], Scope::Picker, Action::Take, "take", "Take the ticked rituals, or the one you moved to."),
    row(&[SPACE], Scope::Picker, Action::Tick, "tick", "Tick a ritual, or not."),
    row(&[UP], Scope::Picker, Action::Up, "", "Move up."),
    row(&[DOWN], Scope::Picker, Action::Down, "", "Move down."),
    row(&[ESC], Scope::Picker, Action::Leave, "back", "Leave the morning as it was."),
    row(&[ENTER], Scope::Skip, Action::Take, "skip", "Skip with this reason, or with the one typed."),
    row(&[UP], Scope::Skip, Action::Up, "", "Move up."),
    row(&[DOWN], Scope::Skip, Action::Down, "", "Move down."),
    row(&[ESC], Scope::Skip, Action::Leave, "back", "Leave the morning as it was."),
    row(&[ENTER, SPACE], Scope::Mood, Action::Take, "choose", "Choose this word."),
    row(&[UP, LEFT, Key::char('k'), Key::char('h')], Scope::Mood, Action::Up, "", "Move toward tears."),
    row(&[DOWN, RIGHT, Key::char('j'), Key::char('l')], Scope::Mood, Action::Down, "", "Move toward beaming."),
    row(&[ESC], Scope::Mood, Action::Leave, "back", "Leave it as it was."),
    row(&[ENTER], Scope::Note, Action::Take, "save", "Save the note; an empty one goes away."),
    row(&[ALT_ENTER, Key::ctrl('j')], Scope::Note, Action::LineBreak, "new line", "Begin a new line."),
    row(&[ESC], Scope::Note, Action::Leave, "back", "Leave the note as it was."),
    row(&[ENTER], Scope::Fill, Action::Take, "fill", "Fill the mornings as told."),
    row(&[UP, Key::char('k')], Scope::Fill, Action::Up, "", "Another way to fill."),
    row(&[DOWN, Key::char('j')], Scope::Fill, Action::Down, "with what", "Another way to fill."),
    row(&[LEFT, BACK_TAB, Key::char('h')], Scope::Fill, Action::Previous, "", "Fewer mornings."),
    row(&[RIGHT, TAB, Key::char('l')], Scope::Fill, Action::Next, "how far", "More mornings."),
    row(&[ESC], Scope::Fill, Action::Leave, "back", "Leave the mornings as they were."),
    row(&[SPACE], Scope::Strip, Action::Tick, "tick", "Tick a morning, or not."),
    row(&[Key::char('a')], Scope::Strip, Action::TickAll, "all", "Tick all mornings, or none."),
    row(&[ENTER], Scope::Strip, Action::Take, "save", "Plan the ritual on the ticked mornings."),
    row(&[LEFT, Key::char('h')], Scope::Strip, Action::Previous, "", "The morning before."),
    row(&[RIGHT, Key::char('l')], Scope::Strip, Action::Next, "", "The morning after."),
    row(&[UP, Key::char('k')], Scope::Strip, Action::Up, "", "The week before."),
    row(&[DOWN, Key::char('j')], Scope::Strip, Action::Down, "", "The week after."),
    row(&[ESC], Scope::Strip, Action::Leave, "back", "Leave the mornings as they were."),
    row(&[ENTER], Scope::Form, Action::Take, "save", "Save the ritual."),
    row(&[DOWN, TAB], Scope::Form, Action::Next, "next line", "The next line of the form."),
    row(&[UP, BACK_TAB], Scope::Form, Action::Previous, "", "The line before."),
    row(&[ESC], Scope::Form, Action::Leave, "back", "Leave without saving."),
    row(&[ENTER], Scope::WelcomeText, Action::Take, "go on", "Accept and go on."),
    row(&[UP, BACK_TAB], Scope::WelcomeText, Action::Previous, "back", "Back to the question before."),
    row(&[ESC], Scope::WelcomeText, Action::Leave, "later", "Leave it for later and look around."),
    row(&[SPACE], Scope::WelcomeRituals, Action::Tick, "tick", "Tick a ritual, or not."),
    row(&[ENTER], Scope::WelcomeRituals, Action::Take, "begin", "Begin with the ticked rituals."),
    row(&[UP, Key::char('k')], Scope::WelcomeRituals, Action::Up, "", "Move up."),
    row(&[DOWN, Key::char('j')], Scope::WelcomeRituals, Action::Down, "", "Move down."),
    row(&[BACK_TAB], Scope::WelcomeRituals, Action::Previous, "", "Back to the question before."),
    row(&[ESC], Scope::WelcomeRituals, Action::Leave, "later", "Leave it for later and look around."),
    row(&[UP, Key::char('k')], Scope::Pages, Action::Up, "", "Scroll up."),
    row(&[DOWN, Key::char('j')], Scope::Pages, Action::Down, "scroll", "Scroll down."),
    row(&[PAGE_UP], Scope::Pages, Action::ScrollUp, "", "Scroll up by ten lines."),
    row(&[PAGE_DOWN, SPACE], Scope::Pages, Action::ScrollDown, "", "Scroll down by ten lines."),
    row(&[ESC, ENTER, Key::char('q'), Key::char('?')], Scope::Pages, Action::Leave, "back", "Back to the screen."),
];

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
