//! The names of children and rituals that a person types into forms.

use super::demo::Demo;
use super::{TODAY, morning, notice};

fn names(demo: &Demo) -> Vec<&str> {
    demo.app.children().iter().map(|child| child.name.as_str()).collect()
}

fn text(demo: &Demo) -> &str {
    demo.family.as_deref().unwrap_or_default()
}

#[test]
fn no_child_gets_the_name_of_another_in_the_form() {
    let mut demo = Demo::leo();
    demo.press("4 a n").write("Zoë").press("Enter");
    assert_eq!(names(&demo), ["Leo", "Zoë"], "{}", notice(&demo));
    let before = text(&demo).to_owned();
    for taken in ["Leo", " leo ", "LEO", "zoe\u{308}", "Zoë"] {
        demo.press("4 a n").write(taken).press("Enter");
        let refused = notice(&demo);
        assert!(refused.starts_with("There is already a child called") && refused.contains("(id "), "{refused}");
        assert!(demo.app.prompt().is_some(), "the form stays open");
        demo.press("Ctrl-u Esc Esc");
    }
    demo.press("4 a Enter Ctrl-u").write("ZOË").press("Down Down Enter");
    assert!(notice(&demo).starts_with("There is already a child called Zoë (id zoe)."), "{}", notice(&demo));
    assert_eq!(text(&demo), before);
    // The cursor is on the name again.
    demo.press("Ctrl-u").write("LEO").press("Enter");
    assert_eq!(names(&demo), ["LEO", "Zoë"], "a child may write its own name in another way: {}", notice(&demo));
}

#[test]
fn a_hidden_child_keeps_its_name() {
    let mut demo = Demo::leo();
    demo.press("4 a n").write("Ida").press("Enter a Down x n").write("ida").press("Enter");
    assert!(notice(&demo).starts_with("There is already a child called Ida (id ida)."), "{}", notice(&demo));
}

#[test]
fn no_ritual_gets_the_name_of_another_in_the_form() {
    let mut demo = Demo::leo();
    demo.press("3 n").write("Un câlin").press("Enter n");
    for taken in ["un  ca\u{302}lin", "A kiss on the hand", "A KISS on the hand"] {
        demo.write(taken).press("Down Enter");
        let refused = notice(&demo);
        assert!(refused.starts_with("There is already a ritual called") && refused.contains("(id "), "{refused}");
        demo.press("Ctrl-u");
    }
    demo.write("Un calin").press("Enter");
    assert!(demo.app.prompt().is_none(), "{}", notice(&demo));
}

#[test]
fn a_mistyped_reason_is_saved_and_the_usual_reason_is_offered() {
    for (typed, reason, offered) in [
        ("sno", "sno", Some("Did you mean snow? s changes it.")),
        ("Sick", "sick", None),
        ("  OTHER home", "other home", None),
        ("dentist", "dentist", None),
    ] {
        let mut demo = Demo::leo();
        demo.press("s").write(typed).press("Enter");
        assert_eq!(morning(&demo, TODAY).skipped.as_deref(), Some(reason), "{typed}");
        assert_eq!(notice(&demo).contains("Did you mean"), offered.is_some(), "{}", notice(&demo));
        assert!(notice(&demo).contains(offered.unwrap_or("u takes it back")), "{}", notice(&demo));
    }
}

#[test]
fn joiners_and_flags_stay_in_a_name_and_in_a_note_that_is_opened_and_saved() {
    let scotland = "Ian 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}";
    for name in ["علی\u{200c}رضا", "क्\u{200d}ष", scotland] {
        let mut demo = Demo::leo();
        demo.press("4 a n").write(name).press("Enter");
        assert_eq!(names(&demo), ["Leo", name], "{}", notice(&demo));
        assert!(text(&demo).contains(name) && demo.screen(80, 24).contains(name), "{}", demo.screen(80, 24));
        demo.press("c 1 n").write("می\u{200c}خواهم").press("Enter n").write("!").press("Enter");
        assert_eq!(morning(&demo, TODAY).note.as_deref(), Some("می\u{200c}خواهم!"));
        assert!(demo.screen(80, 24).contains("می\u{200c}خواهم!"), "{}", demo.screen(80, 24));
    }
}
