//! Leaving: nothing that was typed or marked is lost without a question.

use super::*;

#[test]
fn leaving_with_an_unsaved_mark_asks_once() {
    for key in ["q", "Ctrl-C"] {
        let mut demo = Demo::leo();
        demo.full = Some("the disk is full".into());
        demo.press(&format!("Space {key}"));
        let asked = format!("the disk is full. Try again. {key} again leaves without 1 change.");
        assert!(!demo.left && notice(&demo).ends_with(&asked), "{}", notice(&demo));
        demo.press("Right q");
        assert!(!demo.left, "another key takes the question back");
        demo.press(key);
        assert!(demo.left, "{key}");
        assert_eq!(demo.app.lost_on_leaving(), ["Not saved: A kiss on the hand done on Thu, Sep 10."]);
    }
}

#[test]
fn leaving_saves_what_can_be_saved_and_does_not_ask() {
    let mut demo = Demo::leo();
    demo.full = Some("the disk is full".into());
    demo.press("Space");
    demo.full = None;
    demo.press("q");
    assert!(demo.left && demo.app.lost_on_leaving().is_empty());
    assert_eq!(done(&demo, TODAY).len(), 2);
}

#[test]
fn a_change_that_had_to_wait_is_told_once_it_is_saved() {
    let mut demo = Demo::leo();
    demo.full = Some("the disk is full".into());
    demo.press("Space");
    demo.full = None;
    demo.press("Down");
    assert_eq!(notice(&demo), "Everything is saved now.");
    demo.press("Down");
    assert_eq!(notice(&demo), "");
}

#[test]
fn leaving_while_text_is_typed_asks_once_and_keeps_the_text() {
    let mut demo = Demo::leo();
    demo.press("n").write("Waved twice").press("Ctrl-C");
    assert_eq!(notice(&demo), "Your note is not saved. Ctrl-C again leaves without it.");
    demo.write("!").press("Ctrl-C");
    assert!(!demo.left && demo.screen(80, 24).contains("Waved twice!"));
    demo.press("Ctrl-C");
    assert!(demo.left);
    assert_eq!(demo.app.lost_on_leaving(), ["Not saved, as you typed it: Waved twice!"]);

    let mut saved = Demo::leo();
    saved.press("n").write("Waved twice").press("Enter q");
    assert!(saved.left && saved.app.lost_on_leaving().is_empty());
}

#[test]
fn leaving_asks_about_a_draft_and_not_about_an_empty_prompt() {
    let mut demo = Demo::leo();
    demo.press("n Esc q");
    assert!(demo.left);
    let mut demo = Demo::leo();
    demo.press("n").write("Waved").press("Esc q");
    assert!(!demo.left && notice(&demo) == "Your note is not saved. q again leaves without it.", "{}", notice(&demo));
    demo.press("q");
    assert!(demo.left);
    let mut both = Demo::leo();
    both.full = Some("the disk is full".into());
    both.press("Space n").write("Waved").press("Ctrl-C Ctrl-C");
    assert!(!both.left && notice(&both).ends_with("Ctrl-C again leaves without 1 change."), "{}", notice(&both));
    both.press("Ctrl-C");
    assert!(both.left && both.app.lost_on_leaving().len() == 2);
}
