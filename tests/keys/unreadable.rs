//! A morning that cannot be read is never shown as a morning without a plan.

use super::demo::{Demo, FAMILY};
use super::notice;
use goodbye::domain::text::plural;

/// Months in which today's morning cannot be read: whole files, one morning, a part of a morning, and a stopped merge.
const DAMAGED: [&str; 6] = [
    "\u{0}\u{0}\u{0}",
    "[2026-09-10]\nplan = [\"hand-kiss\"\n",
    "[2026-09-10]\nplan = \"hand-kiss\"\nnote = \"fine\"\n",
    "[2026-09-10]\nplan = [1]\nmood = \"okay\"\n\n[2026-09-11]\nplan = [\"hand-kiss\"]\n",
    "<<<<<<< HEAD\n[2026-09-10]\nplan = [\"a\"]\n=======\n[2026-09-10]\nplan = [\"b\"]\n>>>>>>> phone\n",
    "<<<<<<< HEAD\n[2026-09-10]\n",
];

#[test]
fn no_screen_says_that_nothing_is_planned_on_a_morning_that_cannot_be_read() {
    let two = format!("{FAMILY}\n[[child]]\nid = \"ida\"\nname = \"Ida\"\nfirst_day = 2026-09-07\n");
    for month in DAMAGED {
        for family in [FAMILY, &two] {
            for keys in ["", "2", "4", "Left Right", "2 f", "c", "c 1"] {
                let months = [("leo", "2026-09", month), ("ida", "2026-09", "[2026-09-10]\nplan = [\"hand-kiss\"]\n")];
                let mut demo = Demo::new("2026-09-10", Some(family), None, &months);
                demo.press(keys);
                for (width, height) in [(120, 40), (80, 24), (60, 18), (40, 12)] {
                    let screen = demo.screen(width, height);
                    let size =
                        format!("{month:?} {keys} {width}x{height} {}", plural(demo.app.children().len(), "child"));
                    for wrong in ["Nothing is planned", "nothing planned", "All done"] {
                        assert!(!screen.contains(wrong) || keys == "c", "{wrong}: {size}\n{screen}");
                    }
                    if keys.is_empty() {
                        assert!(screen.contains("cannot be read"), "{size}\n{screen}");
                    }
                }
            }
        }
    }
}

#[test]
fn keys_that_need_the_plan_say_that_the_file_has_a_problem() {
    for month in DAMAGED {
        for key in ["Space", "Enter", "s", "n", "m"] {
            let mut demo = Demo::new("2026-09-10", Some(FAMILY), None, &[("leo", "2026-09", month)]);
            demo.press("Right Left").press(key);
            let why = if month.ends_with("phone\n") { "holds two versions" } else { "has a problem" };
            assert!(notice(&demo).contains(why), "{month:?} {key}: {}", notice(&demo));
            assert!(demo.app.unsaved().is_empty());
        }
    }
}

#[test]
fn counts_of_rituals_say_that_some_mornings_cannot_be_read() {
    let mut demo = Demo::new("2026-09-10", Some(FAMILY), None, &[("leo", "2026-09", DAMAGED[0])]);
    demo.press("3");
    let screen = demo.screen(120, 40);
    assert!(screen.contains("Not done yet. Some mornings cannot be read."), "{screen}");
    demo.press("4 PageDown 3 Enter");
    assert!(demo.screen(80, 24).contains("!: cannot be read"), "{}", demo.screen(80, 24));
}
