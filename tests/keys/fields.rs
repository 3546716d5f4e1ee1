//! Keys and pastes in a text field.

use goodbye::app::Key;
use goodbye::app::field::Field;

#[test]
fn the_field_moves_and_deletes_by_whole_visible_characters() {
    let mut field = Field::new("Zoe\u{301} 👩‍👧");
    field.key(Key::named("left"));
    field.key(Key::named("backspace"));
    field.key(Key::named("backspace"));
    assert_eq!(field.text(), "Zo👩‍👧");
    field.key(Key::named("delete"));
    assert_eq!(field.text(), "Zo");
}

#[test]
fn typing_replaces_an_offered_text_and_arrows_edit_it() {
    let mut field = Field::offered("2026-09-15");
    field.key(Key::named("7"));
    field.key(Key::named("s"));
    assert_eq!(field.text(), "7s");
    for (key, expected) in [("left", "2026-09-1x5"), ("backspace", "2026-09-1x")] {
        let mut field = Field::offered("2026-09-15");
        field.key(Key::named(key));
        field.key(Key::named("x"));
        assert_eq!(field.text(), expected);
    }
    let mut field = Field::offered("2026-09-15");
    field.paste("tomorrow");
    assert_eq!(field.text(), "tomorrow");
}

#[test]
fn a_word_is_deleted_and_a_paste_is_scrubbed_and_cut() {
    let mut field = Field::new("one two");
    field.key(Key::named("Ctrl-W"));
    assert_eq!(field.text(), "one ");
    field.paste("\x1b[31mred\r\nline\n");
    assert_eq!(field.text(), "one [31mred\nline");
    field.paste(&"x".repeat(10_000));
    assert_eq!(field.text().chars().count(), 2000);
}
