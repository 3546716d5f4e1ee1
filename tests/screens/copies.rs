//! The prompts about copies that other programs left, and about merges that were not finished.

use super::demo::{Demo, FAMILY, SEPTEMBER, text_of};
use super::snapshot;
use goodbye::view::Look;

/// Keys that lead to the page, the list and the choice.
const PROMPTS: [(&str, &str); 3] = [("copies_page", "!"), ("copies", "! Enter"), ("versions", "! Enter Enter")];

/// Leo's family with two copies, and an unfinished merge in October.
fn with_copies() -> Demo {
    let october =
        "<<<<<<< HEAD\n[2026-10-01]\nmood = \"okay\"\n=======\n[2026-10-01]\nmood = \"tears\"\n>>>>>>> phone\n";
    let months = [("leo", "2026-09", SEPTEMBER), ("leo", "2026-10", october)];
    let mut demo = Demo::new("2026-09-10", Some(FAMILY), None, &months);
    let theirs = "[2026-09-07]\nplan = [\"hand-kiss\"]\nmood = \"tears\"\nnote = \"It rained.\"\n\n[2026-09-10]\n\
                  plan = [\"sewn-heart\"]\n\n[2026-09-14]\nskipped = \"sick\"\n";
    demo.leave_copy("mornings/leo/2026-09.sync-conflict-20260907-074500-ABCDEFG.toml", theirs);
    demo.leave_copy("family (Anna's conflicted copy 2026-09-07).toml", "[[child]]\nname = \"Leonie\"\n");
    demo
}

#[test]
fn the_prompts_about_copies_look_like_their_snapshots() {
    for (name, keys) in PROMPTS {
        let mut demo = with_copies();
        demo.press(keys);
        for (width, height) in [(80, 24), (60, 18)] {
            snapshot(name, &demo, width, height);
        }
    }
}

#[test]
fn a_narrow_terminal_has_room_for_all_choices() {
    let mut demo = with_copies();
    demo.press("! Enter Enter");
    assert!(demo.screen(40, 12).contains(" ours  theirs [both]"), "{}", demo.screen(40, 12));
}

#[test]
fn the_prompts_about_copies_are_drawn_at_every_size_with_their_keys_and_in_plain_letters() {
    for (_, keys) in PROMPTS {
        let mut demo = with_copies();
        demo.press(keys);
        for (width, height) in (0..50).flat_map(|w| (0..30).map(move |h| (w * 3, h))) {
            let (buf, drawn) = demo.draw(width, height, Look::default());
            assert!(
                drawn.spots.iter().all(|(area, _)| buf.area.intersection(*area) == *area),
                "{keys} {width}x{height}"
            );
        }
        assert!(demo.footer(60, 18).contains("Enter ") && demo.footer(60, 18).contains("Esc back"), "{keys}");
        let text = text_of(&demo.draw(80, 24, Look { colorless: true, ascii: true }).0);
        assert!(text.is_ascii(), "{text}");
    }
}

#[test]
fn a_list_of_copies_without_room_for_all_says_how_many_there_are() {
    let mut demo = with_copies();
    for day in 10..30 {
        let copy = format!("mornings/leo/2026-09.sync-conflict-202609{day}-074500-ABCDEFG.toml");
        demo.leave_copy(&copy, "[2026-09-07]\nmood = \"tears\"\n");
    }
    demo.press("! Enter");
    for (width, height) in [(80, 24), (60, 18), (40, 12)] {
        let screen = demo.screen(width, height);
        assert!(screen.contains("↓ 22 in all"), "{screen}");
    }
}

#[test]
fn a_long_morning_that_is_kept_has_room_or_ends_in_an_ellipsis() {
    let long = format!("[2026-09-07]\nnote = \"{}THE END\"\n", "He waved. ".repeat(20));
    let mut demo = Demo::new("2026-09-10", Some(FAMILY), None, &[("leo", "2026-09", &long)]);
    demo.leave_copy(
        "mornings/leo/2026-09.sync-conflict-20260907-074500-ABCDEFG.toml",
        "[2026-09-07]\nmood = \"tears\"\n",
    );
    demo.press("! Enter Enter");
    let kept = |screen: String| screen.split_once("  kept ").expect("the morning that is kept").1.to_owned();
    assert!(kept(demo.screen(120, 40)).contains("THE END"), "{}", demo.screen(120, 40));
    assert!(kept(demo.screen(40, 12)).contains('…'), "{}", demo.screen(40, 12));
}
