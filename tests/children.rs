//! Several children on the Today screen: side by side with enough room, otherwise in a line.

#[path = "../examples/demo/mod.rs"]
#[expect(dead_code, reason = "these screens need no school year and no imports")]
mod demo;

use demo::Demo;
use goodbye::app::{Msg, Target};
use goodbye::view::Look;

const FAMILY: &str = r#"
[[child]]
id = "leo"
name = "Leo"
first_day = 2026-09-07
collects = { thu = "Grandma, after story time" }

[[child]]
id = "ida"
name = "Ida"
first_day = 2026-09-07
"#;

const MORE: &str = r#"
[[child]]
id = "noor"
name = "نور"
first_day = 2026-09-07

[[child]]
id = "long"
name = "Maximiliane-Theodora Wolkenstein-Trostburg"
first_day = 2026-09-14

[[override]]
child = "noor"
date = 2026-09-10
kind = "absent"
name = "Dentist"
"#;

const LEO: &str = "[2026-09-10]\nplan = [\"hand-kiss\", \"one-more-hug\"]\ndone = [\"one-more-hug\"]\n";
const IDA: &str = "[2026-09-10]\nplan = [\"matching-bracelets\"]\nmood = \"wobbly\"\n";

fn two() -> Demo {
    Demo::new("2026-09-10", Some(FAMILY), None, &[("leo", "2026-09", LEO), ("ida", "2026-09", IDA)])
}

fn four() -> Demo {
    let family = format!("{FAMILY}{MORE}");
    Demo::new("2026-09-10", Some(&family), None, &[("leo", "2026-09", LEO), ("ida", "2026-09", IDA)])
}

#[test]
fn the_screens_of_several_children_look_like_their_snapshots() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, demo) in [("two_children", two()), ("four_children", four())] {
            for (width, height) in [(120, 40), (80, 24), (60, 18)] {
                insta::assert_snapshot!(format!("{name}_{width}x{height}"), demo.screen_above_footer(width, height));
            }
        }
    });
}

#[test]
fn keys_act_on_the_child_in_focus_and_c_goes_to_the_other() {
    let mut demo = two();
    demo.press("Space");
    let screen = demo.screen(80, 24);
    assert!(screen.contains("c goes to Ida"), "{screen}");
    demo.press("c");
    assert_eq!(demo.app.child().map(|child| child.name.as_str()), Some("Ida"));
    demo.press("Space");
    assert!(!demo.screen(80, 24).contains("goes to"), "nobody has anything left");
    assert!(demo.screen(80, 24).contains("✓ Matching bracelets"));
}

#[test]
fn a_click_on_another_childs_ritual_puts_the_cursor_there() {
    let mut demo = two();
    let (_, drawn) = demo.draw(80, 24, Look::default());
    let target =
        (0..24).filter_map(|y| drawn.at(50, y)).find(|target| matches!(target, Target::MorningRitual { child: 1, .. }));
    demo.tell(Msg::Click(target.expect("Ida's ritual is on the right")));
    assert_eq!(demo.app.place_of_child(), 1);
    demo.tell(Msg::Click(Target::Child(0)));
    assert_eq!(demo.app.place_of_child(), 0);
}

#[test]
fn every_size_can_be_drawn_with_any_number_of_children() {
    for demo in [two(), four()] {
        for width in 0..150 {
            for height in [0, 1, 2, 3, 5, 8, 11, 12, 13, 17, 24, 40] {
                demo.screen(width, height);
            }
        }
    }
}

#[test]
fn no_text_about_the_day_covers_another_at_any_size_without_columns() {
    let mut demo = two();
    for pickup in [true, false] {
        for (width, height) in (34..52).flat_map(|width| (9..=20).map(move |height| (width, height))) {
            let text = demo.screen(width, height);
            let texts = ["school morning 4", "○ Matching", "Pickup: Grandma"];
            for expected in texts.iter().take(if pickup { 3 } else { 2 }) {
                assert!(text.contains(expected), "{expected} at {width}x{height}:\n{text}");
            }
        }
        demo = Demo::new(
            "2026-09-10",
            Some(&FAMILY.replace("collects", "# collects")),
            None,
            &[("leo", "2026-09", LEO), ("ida", "2026-09", IDA)],
        );
    }
}
