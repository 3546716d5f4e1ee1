//! The tables of keys: the rules for every row, and the answers to keys without a row.

use super::demo::{Demo, FAMILY};
use super::notice;
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyEventState, KeyModifiers, ModifierKeyCode};
use goodbye::app::keys::{Binding, Key, Scope, scopes as all_scopes, spell};
use std::fs;
use std::path::{Path, PathBuf};

/// Keys that lead to each scope.
const WAYS: [(&str, &str); 28] = [
    ("today", ""),
    ("week", "2"),
    ("rituals", "3"),
    ("calendar", "4"),
    ("filter", "3 /"),
    ("picker", "Enter"),
    ("skip", "s"),
    ("mood", "m"),
    ("note", "n"),
    ("fill", "2 f"),
    ("mornings", "3 Enter"),
    ("ritual", "3 n"),
    ("children", "4 a"),
    ("child", "4 a n"),
    ("add", "4 +"),
    ("rules", "4 o e"),
    ("rule", "4 + Enter"),
    ("whom", "4 + a Enter Down Down Down"),
    ("which-day", "4 + Enter Down 7 / 1 0 Enter"),
    ("go-to", "4 g"),
    ("path", "4 i"),
    ("import", "4 i Enter"),
    ("page", "?"),
    ("problems", "!"),
    ("copies", "! Enter"),
    ("versions", "! Enter Enter"),
    ("welcome", ""),
    ("welcome-rituals", "Enter Enter"),
];

/// The program after the keys that lead to a scope.
fn in_scope(id: &str, keys: &str) -> Demo {
    let family = format!("{FAMILY}\n[[child]]\nname = \"Ida\"\nfirst_day = 2026-09-07\n");
    let is_new = id.starts_with("welcome");
    let mut demo = Demo::new("2026-09-10", Some(&family).filter(|_| !is_new).map(String::as_str), None, &[]);
    if keys.starts_with('!') {
        demo.leave_copy("mornings/leo/2026-09 (1).toml", "[2026-09-10]\nnote = \"waved\"\n");
        demo.press("n").write("sang").press("Enter");
    }
    demo.press(keys);
    assert_eq!(demo.app.scope().id, id);
    demo
}

#[test]
fn every_scope_can_be_reached() {
    let reached: Vec<Demo> = WAYS.iter().map(|(id, keys)| in_scope(id, keys)).collect();
    let mut start = Demo::fresh("2026-09-06");
    start.press("Esc");
    let reached_scopes = || reached.iter().chain([&start]).flat_map(|demo| demo.app.scope().chain());
    for scope in all_scopes() {
        assert!(reached_scopes().any(|reached| reached.id == scope.id), "{}", scope.id);
    }
    let is_listed = |scope: &Scope| all_scopes().any(|listed| listed.id == scope.id);
    assert!(reached_scopes().all(is_listed));
}

#[test]
fn every_name_of_a_key_means_that_key_and_no_key_has_two_rows_in_one_scope() {
    for scope in all_scopes() {
        let keys: Vec<&str> = scope.bindings().flat_map(Binding::keys).collect();
        for (i, key) in keys.iter().enumerate() {
            assert!(!keys[..i].contains(key), "{key} twice in {}", scope.id);
            assert_eq!(Key::named(key).name(), *key, "in {}", scope.id);
        }
    }
}

#[test]
fn every_row_has_a_sentence_and_an_id_of_its_own_within_its_scope() {
    let mut ids: Vec<&str> = Vec::new();
    for scope in all_scopes() {
        for row in scope.rows {
            assert!(row.help.ends_with('.'), "{row:?}");
            let words = row.id.strip_prefix(scope.id).and_then(|rest| rest.strip_prefix('.')).unwrap_or_default();
            assert!(!words.is_empty() && words.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{row:?}");
            assert!(!ids.contains(&row.id), "{row:?}");
            ids.push(row.id);
        }
    }
}

#[test]
fn the_footer_names_two_keys_only_where_the_scope_has_both() {
    let signs = [("Left", "←"), ("Right", "→"), ("Up", "↑"), ("Down", "↓"), ("PageUp", "PgUp"), ("PageDown", "PgDn")];
    for scope in all_scopes() {
        let keys: Vec<&str> = scope.bindings().flat_map(Binding::keys).collect();
        for shown in scope.rows.iter().flat_map(|row| row.pair.split_whitespace()) {
            let name = signs.iter().find(|(_, sign)| *sign == shown).map_or(shown, |(name, _)| name);
            assert!(keys.contains(&name), "{shown} in {}", scope.id);
        }
    }
}

#[test]
fn an_id_in_braces_becomes_the_name_of_its_key_and_other_braces_stay() {
    assert_eq!(spell("{today.done} or {week.copy}, {not a key} {"), "Space or y, {not a key} {");
}

fn source_files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    paths.flat_map(|path| if path.is_dir() { source_files(&path) } else { vec![path] }).collect()
}

#[test]
fn every_sentence_that_mentions_a_key_mentions_one_of_the_tables() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let is_row = |id: &str| all_scopes().flat_map(|scope| scope.rows).any(|row| row.id == id);
    let is_id = |text: &str| text.contains('.') && text.chars().all(|c| c.is_ascii_lowercase() || "-.".contains(c));
    let mut count = 0;
    for path in source_files(&source.join("app")).into_iter().chain(source_files(&source.join("view"))) {
        let text = fs::read_to_string(&path).expect("a source file");
        for id in text.split('{').filter_map(|after| after.split_once('}')).map(|(id, _)| id).filter(|id| is_id(id)) {
            assert!(is_row(id), "{id} in {}", path.display());
            count += 1;
        }
    }
    assert!(count > 40, "{count} sentences");
}

/// The notice after some keys.
fn said(keys: &str) -> String {
    let mut demo = Demo::leo();
    demo.press(keys);
    assert!(demo.app.notice().is_none_or(|notice| !notice.warning), "{keys}");
    notice(&demo).to_owned()
}

#[test]
fn a_key_without_a_row_says_where_it_works_or_that_it_does_nothing() {
    assert_eq!(said("z"), "z does nothing here. ? shows the keys.");
    assert_eq!(said("f"), "f works on Week (2): fill.");
    assert_eq!(said("a"), "a works on Calendar (4): add, rename, reorder or hide a child.");
    assert_eq!(said("4 s"), "s works on Today (1) and Week (2).");
    assert_eq!(said("e"), "e works on Rituals (3) and Calendar (4).");
    assert_eq!(said("m z"), "z does nothing here. The last line shows the keys.");
    assert_eq!(said("n F5"), "", "a letter is text where text is entered");
}

#[test]
fn the_answer_to_a_key_of_other_screens_fits_in_two_rows_of_a_small_terminal() {
    for (screen, key) in (1..5).flat_map(|screen| ('a'..='z').map(move |key| (screen, key))) {
        let mut demo = Demo::leo();
        demo.press(&format!("{screen} {key}"));
        if notice(&demo).contains(" works on ") {
            let text = demo.screen(40, 12);
            let notice_rows = text.lines().skip_while(|row| !row.contains(" works on ")).count() - 1;
            assert!(notice_rows <= 2, "{text}");
        }
    }
}

#[test]
fn a_refusal_for_a_damaged_file_is_a_warning_and_a_dead_key_is_not() {
    let warns = |demo: &mut Demo, keys: &str| {
        demo.press(keys);
        demo.app.notice().map(|notice| notice.warning)
    };
    let damaged = format!("{FAMILY}\n[[term]]\nname = 1\n");
    let mut demo = Demo::new("2026-09-10", Some(&damaged), None, &[]);
    for keys in ["2 f", "3 o", "4 o", "i"] {
        assert_eq!(warns(&mut demo, keys), Some(true), "{keys}: {}", notice(&demo));
    }
    assert_eq!(warns(&mut demo, "z"), Some(false));
    let mut demo = Demo::new("2026-09-10", Some(FAMILY), Some("[[ritual]]\nname = 1\n"), &[]);
    assert_eq!(warns(&mut demo, "3 n"), Some(true), "{}", notice(&demo));
    assert_eq!(warns(&mut Demo::leo(), "Right Right Space"), Some(false));
}

#[test]
fn a_capital_letter_is_answered_with_the_small_one() {
    assert_eq!(said("T"), "T does nothing here, but t does: go back to today.");
    assert_eq!(said("4 a X"), "X does nothing here, but x does: hide a child, or show it again. Its mornings stay.");
}

#[test]
fn a_key_that_cannot_be_used_now_says_why() {
    for (keys, why) in [
        ("t", "Today is already on the screen."),
        ("Right Right Space", "Nothing is planned on this morning. Enter picks a ritual."),
        ("2 p", "Nothing is copied yet. y copies the plan of a morning."),
        ("2 Right Right x", "This morning is empty already."),
        ("3 e", "This ritual came with the program. n adds one of your own."),
        ("3 Esc", "No filter is set. / sets one."),
        ("4 Right Right o", "There is no school on this day anyway."),
        ("4 Esc", "No days are selected. Space starts selecting."),
        ("4 a J", "This child is already the last."),
        ("4 i Enter c", "There is one child, so it is that child's school."),
        ("!", "Nothing is wrong with any file."),
        ("c", "There is one child so far. On Calendar (4), a adds another."),
    ] {
        assert_eq!(said(keys), why, "{keys}");
    }
    let mut demo = Demo::fresh("2026-09-06");
    demo.press("Esc s");
    assert_eq!(notice(&demo), "There is no child yet. On Today (1), Enter asks three short questions.");
}

#[test]
fn the_footer_offers_no_key_that_says_why_not() {
    for (id, keys) in WAYS {
        let demo = in_scope(id, keys);
        let footer = demo.screen(200, 40).lines().last().unwrap_or_default().to_owned();
        for row in demo.app.scope().bindings().filter(|row| (row.when)(&demo.app).is_err() && !row.word.is_empty()) {
            let shown = format!("{} {}", row.footer_name(), row.word);
            assert!(!footer.contains(&shown), "{shown} in {footer}");
        }
    }
}

#[test]
fn a_key_means_the_same_however_a_terminal_sends_it() {
    const SHIFT: KeyModifiers = KeyModifiers::SHIFT;
    const CTRL: KeyModifiers = KeyModifiers::CONTROL;
    const NONE: KeyModifiers = KeyModifiers::NONE;
    let no_state = KeyEventState::NONE;
    let caps = KeyEventState::CAPS_LOCK;
    for (letter, modifiers, state, expected) in [
        ('j', NONE, no_state, "j"),
        ('J', SHIFT, no_state, "J"),
        // CSI u: the letter of the key, and the modifiers beside it.
        ('j', SHIFT, no_state, "J"),
        ('é', SHIFT, no_state, "É"),
        ('ß', SHIFT, no_state, "ß"),
        ('j', NONE, caps, "J"),
        ('j', SHIFT, caps, "j"),
        ('J', NONE, caps, "J"),
        ('?', SHIFT, no_state, "?"),
        ('!', SHIFT, caps, "!"),
        ('1', SHIFT, no_state, "1"),
        (' ', SHIFT, no_state, "Space"),
        ('4', NONE, KeyEventState::KEYPAD | KeyEventState::NUM_LOCK, "4"),
        ('*', NONE, KeyEventState::KEYPAD, "*"),
        ('r', CTRL, no_state, "Ctrl-R"),
        ('R', CTRL, no_state, "Ctrl-R"),
        ('r', CTRL | SHIFT, caps, "Ctrl-R"),
        ('к', CTRL, no_state, "Ctrl-R"),
        ('a', KeyModifiers::ALT | SHIFT, no_state, "Alt-A"),
    ] {
        let event = KeyEvent::new_with_kind_and_state(KeyCode::Char(letter), modifiers, KeyEventKind::Press, state);
        let name = Key::pressed(event).map(Key::name);
        assert_eq!(name.as_deref(), Some(expected), "{event:?}");
    }
    for (code, modifiers, expected) in [
        (KeyCode::Tab, SHIFT, "Shift-Tab"),
        (KeyCode::BackTab, SHIFT, "Shift-Tab"),
        (KeyCode::Enter, SHIFT, "Enter"),
        (KeyCode::Enter, KeyModifiers::ALT, "Alt-Enter"),
        (KeyCode::Backspace, SHIFT, "Backspace"),
        (KeyCode::PageDown, NONE, "PageDown"),
    ] {
        assert_eq!(Key::pressed(KeyEvent::new(code, modifiers)).map(Key::name).as_deref(), Some(expected));
    }
    assert_eq!(Key::named("pagedown"), Key::named("PageDown"));
}

#[test]
fn a_key_that_was_released_or_is_for_the_desktop_is_no_key() {
    for event in [
        KeyEvent::new_with_kind(KeyCode::Char('q'), KeyModifiers::NONE, KeyEventKind::Release),
        KeyEvent::new(KeyCode::Char('q'), KeyModifiers::SUPER),
        KeyEvent::new(KeyCode::CapsLock, KeyModifiers::NONE),
        KeyEvent::new(KeyCode::Modifier(ModifierKeyCode::LeftShift), KeyModifiers::SHIFT),
    ] {
        assert_eq!(Key::pressed(event), None, "{event:?}");
    }
}

#[test]
fn letters_of_other_scripts_act_by_their_places_and_stay_text_while_typing() {
    for (keys, screen) in [("о", "j"), ("Г", "U"), ("η", "h"), ("י", "h"), ("م", "l"), ("4 ф", "4 a")] {
        let (mut other, mut latin) = (Demo::leo(), Demo::leo());
        assert_eq!(other.press(keys).screen(80, 24), latin.press(screen).screen(80, 24), "{keys}");
    }
    let mut demo = Demo::leo();
    demo.press("т").write("тт").press("Enter");
    assert!(demo.screen(80, 24).contains("тт"));
}
