//! The keys for copies that other programs left, and for merges that were not finished.

use super::demo::{self, Demo, FAMILY};
use super::{TODAY, morning, notice};
use jiff::civil::date;

const COPY: &str = "mornings/leo/2026-09.sync-conflict-20260907-074500-ABCDEFG.toml";

/// A morning that is blank in Leo's file, and one that differs.
const THEIRS: &str = "[2026-09-10]\nplan = [\"hand-kiss\"]\nnote = \"rain\"\n\n[2026-09-14]\nskipped = \"sick\"\n";

fn with_copy(text: &str) -> Demo {
    let mut demo = Demo::leo();
    demo.leave_copy(COPY, text);
    demo
}

#[test]
fn a_copy_is_told_in_one_line_with_the_key_that_shows_its_content() {
    let mut demo = with_copy(THEIRS);
    assert!(
        notice(&demo).contains("a copy of mornings/leo/2026-09.toml that Syncthing left. ! shows it."),
        "{}",
        notice(&demo)
    );
    demo.press("t");
    assert!(
        demo.screen(80, 24).lines().next().is_some_and(|line| line.contains("! 1 copy")),
        "{}",
        demo.screen(80, 24)
    );
    demo.press("!");
    let screen = demo.screen(120, 40).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(screen.contains("2 mornings of Leo, 1 new, 1 differs from yours"), "{screen}");
    assert!(screen.contains("take its mornings over with Enter, or delete the copy"), "{screen}");
    assert!(demo.footer(80, 24).contains("Enter choose"), "{}", demo.footer(80, 24));
}

#[test]
fn the_arrows_choose_between_the_versions_of_a_morning() {
    let mut demo = with_copy(THEIRS);
    demo.press("! Enter Enter");
    for (key, chosen) in
        [("Left", "[theirs]"), ("h", "[ours]"), ("Right", "[theirs]"), ("l", "[both]"), ("l", "[ours]")]
    {
        demo.press(key);
        assert!(demo.screen(80, 24).contains(chosen), "{key} {chosen}: {}", demo.screen(80, 24));
    }
}

#[test]
fn mornings_that_are_blank_here_are_taken_over_with_one_key_and_one_undo_brings_both_back() {
    let text = "[2026-09-14]\nskipped = \"sick\"\n";
    let mut demo = with_copy(text);
    demo.press("! Enter Enter");
    assert_eq!(morning(&demo, date(2026, 9, 14)).skipped.as_deref(), Some("sick"));
    assert!(demo.copies.is_empty() && demo.app.prompt().is_none() && demo.app.versions().is_empty());
    assert!(notice(&demo).starts_with("1 morning of Leo taken over"), "{}", notice(&demo));
    demo.press("u");
    assert!(morning(&demo, date(2026, 9, 14)).is_blank());
    assert_eq!(demo.copies[COPY], text);
    assert_eq!(demo.app.versions().len(), 1);
    demo.press("U");
    assert!(demo.copies.is_empty());
}

#[test]
fn a_morning_that_differs_is_asked_about_and_kept_as_chosen() {
    for (key, plan, note) in [("o", 3, None), ("t", 1, Some("rain")), ("b", 3, Some("rain"))] {
        let mut demo = with_copy(THEIRS);
        demo.press("! Enter Enter").press(key);
        assert!(demo.screen(80, 24).contains(&format!(
            "[{}",
            ["ours", "theirs", "both"].into_iter().find(|word| word.starts_with(key)).expect("a word")
        )));
        demo.press("Enter");
        let kept = morning(&demo, TODAY);
        assert_eq!((kept.plan.len(), kept.note.as_deref()), (plan, note), "{key}");
        assert_eq!(morning(&demo, date(2026, 9, 14)).skipped.as_deref(), Some("sick"));
        assert!(demo.copies.is_empty());
    }
}

#[test]
fn each_difference_of_a_morning_is_shown_also_a_prepared_ritual_and_a_key_of_a_newer_program() {
    let demo_of = |text| {
        let mut demo = with_copy(text);
        demo.press("! Enter Enter").screen(80, 24)
    };
    let prepared = demo_of("[2026-09-10]\nprepared = [\"sewn-heart\"]\n");
    assert!(prepared.contains("prepared: "), "{prepared}");
    let newer = demo_of("[2026-09-10]\nweather = \"fair\"\n");
    assert!(newer.contains("weather: \"fair\""), "{newer}");
}

#[test]
fn an_older_copy_has_nothing_to_take_over() {
    let mut demo = Demo::leo();
    demo.leave_copy(COPY, "# an older version\n");
    demo.press("! Enter Enter");
    assert_eq!(notice(&demo), "Nothing in this copy is new. x puts the copy aside.");
    demo.press("x");
    assert!(demo.copies.is_empty(), "{}", notice(&demo));
}

#[test]
fn leaving_the_choice_changes_nothing() {
    let mut demo = with_copy(THEIRS);
    let before = morning(&demo, TODAY);
    demo.press("! Enter Enter t Esc");
    assert_eq!(morning(&demo, TODAY), before);
    assert!(demo.app.unsaved().is_empty() && demo.copies.len() == 1);
}

#[test]
fn a_copy_of_the_family_file_is_only_put_aside() {
    let mut demo = Demo::leo();
    let path = "family (Anna's conflicted copy 2026-09-07).toml";
    demo.leave_copy(path, &format!("{FAMILY}\n[[day_off]]\ndate = 2026-09-21\n"));
    demo.press("!");
    assert!(demo.screen(100, 40).contains("date = 2026-09-21"));
    demo.press("Enter Enter");
    assert!(notice(&demo).contains("x puts the copy aside"), "{}", notice(&demo));
    demo.press("x");
    assert!(demo.copies.is_empty() && demo.family.as_deref() == Some(FAMILY));
    demo.press("u");
    assert_eq!(demo.copies.len(), 1);
}

#[test]
fn a_merge_that_was_not_finished_is_finished_by_choosing_for_each_morning() {
    let merge = "<<<<<<< HEAD\nmood = \"wobbly\"\n=======\nmood = \"okay\"\n>>>>>>> phone\n";
    let text = demo::SEPTEMBER.replace("mood = \"wobbly\"\n", merge);
    let mut demo = Demo::new("2026-09-10", Some(FAMILY), None, &[("leo", "2026-09", &text)]);
    assert!(demo.screen(80, 24).contains("A kiss on the hand"), "the other mornings are shown");
    demo.press("Space");
    assert!(demo.app.unsaved().is_empty());
    for screen in ["Right Right 1", "2"] {
        let shown = demo.press(screen).screen(120, 40);
        assert!(shown.contains("cannot be changed") && !shown.contains("picks a ritual"), "{shown}");
    }
    let page = demo.press("!").screen(120, 40);
    assert!(page.contains("choose which version of each morning to keep with Enter"), "{page}");
    demo.press("Enter Enter t Enter");
    assert_eq!(morning(&demo, date(2026, 9, 7)).mood.map(|mood| mood.keyword().to_owned()).as_deref(), Some("okay"));
    assert_eq!(demo.app.problems().count(), 0);
    assert!(
        notice(&demo).contains("The merge of September 2026 finished for Leo. `git add` ends it for git."),
        "{}",
        notice(&demo)
    );
    demo.press("u");
    assert_eq!(demo.app.problems().count(), 1, "the file is as it was");
    assert!(notice(&demo).starts_with("Took back: the merge"), "{}", notice(&demo));
}

#[test]
fn a_file_that_an_editor_left_is_told_only_by_check() {
    let mut demo = Demo::leo();
    demo.leave_copy("mornings/leo/2026-09.toml~", THEIRS);
    assert!(notice(&demo).is_empty() && demo.app.versions().is_empty());
}
