//! Keys and pastes in a text field.

use super::demo::Demo;
use super::{TODAY, morning, notice};
use goodbye::app::field::{Entered, Field};
use goodbye::app::{Key, Msg};

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
    assert_eq!(field.paste("\n"), Entered::default(), "an empty paste keeps the offered text");
    assert!(!field.is_empty());
    field.paste("tomorrow");
    assert_eq!(field.text(), "tomorrow");
}

#[test]
fn a_word_is_deleted_and_a_paste_is_scrubbed() {
    let mut field = Field::new("one two");
    field.key(Key::named("Ctrl-W"));
    assert_eq!(field.text(), "one ");
    field.paste("\x1b[31mred\r\nline\rnext\n");
    assert_eq!(field.text(), "one [31mred\nline\nnext");
}

#[test]
fn a_paste_that_is_too_long_fills_the_field_and_says_how_much_is_missing() {
    let mut field = Field::new("ab");
    field.key(Key::named("left"));
    let entered = field.paste(&"é".repeat(100_000));
    assert_eq!(entered, Entered { changed: true, left_out: 90_002 });
    assert_eq!(entered.left_out_sentence().as_deref(), Some("90,002 letters did not fit: there is room for 10,000."));
    assert_eq!((field.text().chars().count(), field.characters_before_cursor()), (10_000, 9_999));
    assert!(field.text().starts_with("aé") && field.text().ends_with("éb"));
    assert_eq!(field.key(Key::named("x")), Entered { changed: false, left_out: 1 });
    assert!(field.key(Key::named("backspace")).changed);
    assert_eq!(field.paste("👩\u{200d}👧"), Entered { changed: false, left_out: 3 }, "a picture is not cut in two");
    assert!(field.key(Key::named("x")).changed);
    // Two more copies of the cut text do not fit.
    field.key(Key::named("Ctrl-U"));
    field.key(Key::named("Ctrl-Y"));
    assert_eq!(field.key(Key::named("Ctrl-Y")).left_out, 10_000);
}

#[test]
fn a_longer_text_from_a_file_stays_whole() {
    let mut field = Field::new(&"x".repeat(20_000));
    assert!(field.key(Key::named("backspace")).changed);
    assert_eq!(field.text().len(), 19_999);
    assert_eq!(field.key(Key::named("y")).left_out, 1);
}

#[test]
fn pasted_text_is_refused_in_words_where_no_text_can_be_typed() {
    let mut demo = Demo::leo();
    for keys in ["3", "4 a", "1 m"] {
        demo.press(keys);
        demo.tell(Msg::Paste("heart".into()));
        assert!(notice(&demo).contains("nothing was pasted"), "{}", notice(&demo));
        demo.press("Esc");
    }
    demo.press("3 /");
    demo.tell(Msg::Paste("heart".into()));
    assert_eq!(demo.app.on_rituals().filter.text(), "heart");
}

#[test]
fn each_field_says_how_much_of_a_paste_did_not_fit() {
    for keys in ["n", "s", "Enter", "3 /", "3 n", "4 i", "4 a n", "4 + Enter"] {
        let mut demo = Demo::leo();
        demo.press(keys);
        demo.tell(Msg::Paste("x".repeat(12_345)));
        assert!(notice(&demo).contains("2,345 letters did not fit"), "{keys}: {}", notice(&demo));
        demo.screen(80, 24);
        demo.write("y");
        assert!(notice(&demo).contains("The text is full"), "{keys}: {}", notice(&demo));
    }
}

#[test]
fn pasted_text_is_scrubbed() {
    let mut demo = Demo::leo();
    demo.press("n");
    demo.tell(Msg::Paste("a\x1b]0;title\x07b\u{202e}c".into()));
    demo.press("Enter");
    assert_eq!(morning(&demo, TODAY).note.as_deref(), Some("a]0;titlebc"));
}
