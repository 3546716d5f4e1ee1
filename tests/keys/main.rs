//! Scripts of the keys that a parent presses, and the state that follows.

mod children;
mod copies;
mod days_off;
#[path = "../../examples/demo/mod.rs"]
#[expect(dead_code, reason = "key scripts need no pictures of a school year")]
mod demo;
mod family;
mod fields;
mod import;
mod leaving;
mod names;
mod rules;
mod stray_plans;
mod tables;
mod typed_days;
mod unreadable;

use demo::{Demo, FAMILY};
use goodbye::app::{Msg, Target, screens};
use goodbye::domain::change::Snapshot;
use goodbye::domain::morning::{Mood, Morning};
use goodbye::domain::refusal::{Conflict, StateNotice, UndoIsOff};
use jiff::civil::{Date, date};

fn morning(demo: &Demo, on: Date) -> Morning {
    let child = demo.app.child().expect("a child");
    demo.app.morning_of(&child.id, on).clone()
}

fn plan(demo: &Demo, on: Date) -> Vec<String> {
    morning(demo, on).plan.iter().map(ToString::to_string).collect()
}

fn done(demo: &Demo, on: Date) -> Vec<String> {
    morning(demo, on).done.iter().map(ToString::to_string).collect()
}

fn notice(demo: &Demo) -> &str {
    demo.app.notice().map_or("", |notice| &notice.text)
}

const TODAY: Date = date(2026, 9, 10);

#[test]
fn space_marks_the_first_undone_ritual_right_after_the_start() {
    let mut demo = Demo::leo();
    demo.press("Space");
    assert_eq!(done(&demo, TODAY), ["one-more-hug", "hand-kiss"]);
    demo.press("Space");
    assert_eq!(done(&demo, TODAY), ["one-more-hug", "hand-kiss", "tell-me-tonight"]);
    assert!(demo.screen(80, 24).contains("All done."));
    demo.press("Space");
    assert!(notice(&demo).contains("All done"), "a third press must not take a mark back");
    assert_eq!(done(&demo, TODAY).len(), 3);
}

#[test]
fn undo_and_redo_go_through_many_changes() {
    let mut demo = Demo::leo();
    let before = morning(&demo, TODAY);
    demo.press("Space Space s Enter");
    assert_eq!(morning(&demo, TODAY).skipped.as_deref(), Some("sick"));
    demo.press("u u u");
    assert_eq!(morning(&demo, TODAY), before);
    demo.press("U Ctrl-R");
    assert_eq!(done(&demo, TODAY).len(), 3);
    demo.press("u u u u");
    assert_eq!(morning(&demo, TODAY), before);
}

#[test]
fn an_empty_morning_offers_the_usual_ritual_first() {
    let mut demo = Demo::leo();
    demo.press("Right Right");
    assert_eq!(demo.app.date(), date(2026, 9, 14));
    assert!(demo.screen(80, 24).contains("the usual one comes first: A kiss on the hand"));
    demo.press("Enter Enter");
    assert_eq!(plan(&demo, date(2026, 9, 14)), ["hand-kiss"]);
}

#[test]
fn the_ritual_picker_filters_ticks_and_saves() {
    let mut demo = Demo::leo();
    demo.press("Right Enter").write("sewn").press("Space Enter");
    assert_eq!(plan(&demo, date(2026, 9, 11)), ["lunchbox-photo", "sewn-heart"]);
    demo.press("Enter Esc");
    assert_eq!(plan(&demo, date(2026, 9, 11)).len(), 2);
}

#[test]
fn a_day_without_school_says_so_and_shows_the_next_morning() {
    let mut demo = Demo::new("2026-09-12", Some(FAMILY), None, &[]);
    let screen = demo.screen(80, 24);
    assert!(screen.contains("No school today.") && screen.contains("Monday, September 14"), "{screen}");
    demo.press("Enter");
    assert_eq!(demo.app.date(), date(2026, 9, 14));
    demo.press("t");
    assert_eq!(demo.app.date(), date(2026, 9, 12));
}

#[test]
fn arrows_skip_days_without_school_and_other_mornings_can_be_marked() {
    let mut demo = Demo::leo();
    demo.press("Left Left Left");
    assert_eq!(demo.app.date(), date(2026, 9, 7));
    demo.press("Left");
    assert!(notice(&demo).contains("There is no earlier school morning"));
    demo.press("Right Right Right Right Space");
    assert_eq!(done(&demo, date(2026, 9, 11)), ["lunchbox-photo"]);
    assert!(notice(&demo).contains("still to come"));
    demo.press("Right");
    assert_eq!(demo.app.date(), date(2026, 9, 14));
}

#[test]
fn the_arrows_stop_at_a_note_weeks_into_the_holidays() {
    let family = format!("{FAMILY}\n[[day_off]]\nname = \"Break\"\nfrom = 2026-09-11\nto = 2026-10-09\n");
    let month = "[2026-09-30]\nnote = \"We miss the others.\"\n";
    let mut demo = Demo::new("2026-09-10", Some(&family), None, &[("leo", "2026-09", month)]);
    demo.press("Right");
    assert_eq!(demo.app.date(), date(2026, 9, 30));
    demo.press("Right Left");
    assert_eq!(demo.app.date(), date(2026, 9, 30));
}

#[test]
fn skip_note_and_mood_are_kept() {
    let mut demo = Demo::leo();
    demo.press("s").write("dentist").press("Enter");
    assert_eq!(morning(&demo, TODAY).skipped.as_deref(), Some("dentist"));
    demo.press("s Enter");
    assert_eq!(morning(&demo, TODAY).skipped, None);
    demo.press("n").write("Waved").press("Enter m Down Down Enter");
    assert_eq!(morning(&demo, TODAY).note.as_deref(), Some("Waved"));
    assert_eq!(morning(&demo, TODAY).mood, Some(Mood::Beaming));
    demo.press("n Ctrl-U Enter m Down Enter");
    assert_eq!((morning(&demo, TODAY).note, morning(&demo, TODAY).mood), (None, None));
}

#[test]
fn undo_names_the_change_it_takes_back() {
    for (keys, typed, what) in [
        ("Space", "", "A kiss on the hand done"),
        ("Right Enter Down Enter", "", "A photo in the lunchbox, Matching bracelets planned"),
        ("s Enter", "", "skipped (sick)"),
        ("m Enter", "", "mood okay"),
        ("n", "Waved", "note saved"),
        ("2 x", "", "plan removed"),
    ] {
        let mut demo = Demo::leo();
        demo.press(keys).write(typed).press(if typed.is_empty() { "u" } else { "Enter u" });
        let said = notice(&demo);
        assert!(said.starts_with(&format!("Took back: {what} on ")) && said.ends_with("U brings it back."), "{said}");
    }
}

#[test]
fn without_undo_no_reply_says_that_undo_takes_a_change_back() {
    let mut demo = Demo::leo();
    demo.press("Space");
    assert!(notice(&demo).ends_with("takes it back."), "{}", notice(&demo));
    demo.tell(Msg::StateNotice(StateNotice::UndoIsOff(UndoIsOff::NoUserFolder)));
    assert!(notice(&demo).starts_with("Undo and backups are off"));
    demo.press("Space");
    assert!(!notice(&demo).is_empty() && !notice(&demo).contains("takes it back"), "{}", notice(&demo));
}

#[test]
fn a_plan_is_copied_and_cleared_on_week() {
    let mut demo = Demo::leo();
    demo.press("2 y Right p");
    assert_eq!(plan(&demo, date(2026, 9, 11)).len(), 3);
    demo.press("x");
    assert!(morning(&demo, date(2026, 9, 11)).is_blank());
    demo.press("u u");
    assert_eq!(plan(&demo, date(2026, 9, 11)), ["lunchbox-photo"]);
}

#[test]
fn one_undo_takes_back_a_whole_fill() {
    let mut demo = Demo::leo();
    demo.press("2 PageDown f");
    assert!(demo.screen(80, 24).contains("Fills 5 mornings, Sep 14 to Sep 18"), "{}", demo.screen(80, 24));
    demo.press("Right Enter");
    assert!(notice(&demo).contains("20 mornings filled"));
    assert_eq!(plan(&demo, date(2026, 10, 9)), ["hand-kiss"]);
    demo.press("u");
    assert!(plan(&demo, date(2026, 9, 14)).is_empty() && plan(&demo, date(2026, 10, 9)).is_empty());
    demo.press("f Down Enter");
    assert_eq!(plan(&demo, date(2026, 9, 17)), ["lunchbox-photo"]);
    assert_eq!(plan(&demo, date(2026, 9, 15)), ["lunchbox-photo"]);
}

#[test]
fn the_fill_prompt_says_at_once_why_there_is_nothing_to_fill() {
    let family = "[[child]]\nid = \"leo\"\nname = \"Leo\"\nfirst_day = 2026-09-07\n";
    let mut demo = Demo::new("2026-09-10", Some(family), None, &[]);
    demo.press("2 PageDown f");
    for (width, height) in [(80, 24), (60, 18), (120, 40)] {
        let screen = demo.screen(width, height);
        assert!(
            screen.contains("There is no usual ritual yet. On Rituals (3), o sets") && screen.contains("it."),
            "{screen}"
        );
    }
    demo.press("Down");
    assert!(demo.screen(80, 24).contains("There are no favorites yet"), "{}", demo.screen(80, 24));
    demo.press("Esc PageUp PageUp f");
    assert!(demo.screen(80, 24).contains("This week is over"), "{}", demo.screen(80, 24));
}

#[test]
fn the_morning_picker_plans_a_ritual_on_ticked_mornings() {
    let mut demo = Demo::leo();
    demo.press("3 Down Enter Space Right Right Space Enter");
    assert!(plan(&demo, TODAY).contains(&"matching-bracelets".to_owned()));
    assert_eq!(plan(&demo, date(2026, 9, 14)), ["matching-bracelets"]);
    assert_eq!(plan(&demo, date(2026, 9, 11)), ["lunchbox-photo"]);
    demo.press("Enter a Enter Enter a Enter");
    assert!(plan(&demo, date(2026, 9, 23)).is_empty());
}

#[test]
fn a_ritual_of_the_family_is_added_found_and_changed() {
    let mut demo = Demo::leo();
    demo.press("3 n").write("Nose to nose").press("Down Down").write("Lean in; Rub noses").press("Enter");
    demo.press("/").write("nose").press("Enter");
    let own = demo.app.browsed_ritual().expect("found").clone();
    assert_eq!((own.id.as_str(), own.steps.len()), ("nose-to-nose", 2));
    demo.press("e Down Down Down").write("two").press("Enter");
    assert!(notice(&demo).contains("Minutes must be a whole number"));
    demo.press("Ctrl-U").write("2").press("Enter");
    assert_eq!(demo.app.browsed_ritual().and_then(|r| r.minutes), Some(2));
    demo.press("Esc e");
    assert!(notice(&demo).contains("came with the program"));
}

#[test]
fn preparations_stand_below_the_rituals() {
    let mut demo = Demo::leo();
    demo.press("3 Down Down Down Down Down Down Down");
    let screen = demo.screen(80, 24);
    assert!(screen.contains("Before the first day") && screen.contains("Visit the school"), "{screen}");
    assert!(screen.contains("Start on Mon, Aug 24"), "{screen}");
    demo.press("Enter");
    assert!(demo.app.prompt().is_none() && notice(&demo).contains("before the first day"));
}

#[test]
fn the_rituals_screen_says_how_often_and_when_last_a_ritual_was_done() {
    let mut demo = Demo::leo();
    demo.press("3");
    assert!(demo.screen(80, 24).contains("Done once, last on Mon, Sep 7."));
    demo.press("1 Space 3 k k k k k k k");
    assert!(demo.screen(80, 24).contains("Done 2 times"));
}

#[test]
fn unsaved_changes_are_shown_and_saved_with_the_next_key() {
    let mut demo = Demo::leo();
    demo.full = Some("the disk is full".into());
    demo.press("Space");
    let told = "Not saved, because family.toml could not be written: the disk is full. Try again.";
    assert_eq!(notice(&demo), told);
    assert!(demo.screen(80, 24).contains("not saved yet"));
    assert_eq!((done(&demo, TODAY).len(), demo.app.unsaved().len()), (2, 1));
    demo.full = None;
    demo.press("Down");
    assert!(demo.app.unsaved().is_empty() && !demo.screen(80, 24).contains("not saved"));
    assert_eq!(done(&demo, TODAY).len(), 2);
}

#[test]
fn undo_takes_back_an_unsaved_change_without_the_disk() {
    let mut demo = Demo::leo();
    demo.full = Some("the disk is full".into());
    demo.press("Space u");
    assert_eq!(done(&demo, TODAY), ["one-more-hug"]);
    assert!(demo.app.unsaved().is_empty());
}

/// Tells one program what another changed in September.
fn tell_of_september(demo: &mut Demo, other: &Demo) {
    let (leo, september) = (demo.app.child().expect("leo").id.clone(), "2026-09".parse().expect("a month"));
    let page = other.app.journal(&leo).page(september).expect("read").clone();
    demo.tell(Msg::ChangedElsewhere(Snapshot { months: vec![(leo, september, page)], ..Snapshot::default() }));
}

#[test]
fn a_prompt_saves_at_once_when_another_program_changed_another_part_of_the_morning() {
    let prompts = [("n", "mine Enter"), ("m", "Down Enter"), ("s", "Enter"), ("Enter", "Down Enter")];
    for (part, theirs) in [("done", "Space"), ("note", "n x Enter"), ("mood", "m Enter"), ("skip", "s Down Enter")] {
        for (open, save) in prompts {
            if theirs.starts_with(open) {
                continue;
            }
            let (mut demo, mut other) = (Demo::leo(), Demo::leo());
            demo.press(open);
            other.press(theirs);
            tell_of_september(&mut demo, &other);
            let before = morning(&demo, TODAY);
            let keys = save.strip_prefix("mine ").unwrap_or(save);
            demo.write(if keys == save { "" } else { "mine" }).press(keys);
            assert!(demo.app.prompt().is_none(), "{part}, {open}: {}", notice(&demo));
            let after = morning(&demo, TODAY);
            assert_ne!(after, before, "{part}, {open}");
            assert!(part != "done" || after.done == before.done);
            assert!(part != "note" || after.note == before.note);
            assert!(part != "mood" || after.mood == before.mood);
            assert!(part != "skip" || after.skipped == before.skipped);
        }
    }
}

#[test]
fn a_prompt_asks_once_before_it_overwrites_what_changed_elsewhere() {
    let (mut demo, mut other) = (Demo::leo(), Demo::leo());
    other.press("Space n").write("theirs").press("Enter");
    demo.press("n").write("mine");
    tell_of_september(&mut demo, &other);
    demo.press("Enter");
    let said = "Another program changed the note meanwhile. Enter saves yours, Esc keeps it as a draft.";
    assert_eq!(notice(&demo), said);
    assert_eq!(morning(&demo, TODAY).note.as_deref(), Some("theirs"));
    demo.press("Esc");
    assert_eq!(morning(&demo, TODAY).note.as_deref(), Some("theirs"));
    demo.press("n Enter");
    assert_eq!(morning(&demo, TODAY).note.as_deref(), Some("mine"), "the draft");
    assert_eq!(done(&demo, TODAY).len(), 2, "what the other did is still there");
}

#[test]
fn a_note_that_the_store_refused_is_saved_by_the_next_enter() {
    let (mut demo, mut other) = (Demo::leo(), Demo::leo());
    other.press("n").write("theirs").press("Enter");
    let leo = demo.app.child().expect("leo").id.clone();
    let september = "2026-09".parse().expect("a month");
    let page = other.app.journal(&leo).page(september).expect("read").clone();
    demo.full = Some("waits".into());
    demo.press("n").write("mine").press("Enter");
    let what = "the note of Thursday, September 10".to_owned();
    demo.tell(Msg::Settled {
        count: 1,
        refused: Some(Conflict::Changed { what }),
        found: Snapshot { months: vec![(leo, september, page)], ..Snapshot::default() },
    });
    assert_eq!(
        notice(&demo),
        "Another program changed the note of Thursday, September 10 meanwhile. What you typed is still here: Enter \
         saves it, Esc keeps it as a draft."
    );
    demo.full = None;
    assert_eq!(morning(&demo, TODAY).note.as_deref(), Some("theirs"));
    demo.press("Enter");
    assert_eq!(morning(&demo, TODAY).note.as_deref(), Some("mine"));
}

#[test]
fn a_save_that_was_merged_says_that_the_changes_of_another_program_are_kept() {
    let (mut demo, mut both) = (Demo::leo(), Demo::leo());
    let leo = demo.app.child().expect("leo").id.clone();
    let september = "2026-09".parse().expect("a month");
    both.press("n").write("waved").press("Enter m Enter");
    let page = both.app.journal(&leo).page(september).expect("read").clone();
    demo.full = Some("waits".into());
    demo.press("m Enter");
    let found = Snapshot { months: vec![(leo, september, page)], ..Snapshot::default() };
    demo.tell(Msg::Settled { count: 1, refused: None, found });
    assert!(notice(&demo).contains("The changes of another program are kept too."), "{}", notice(&demo));
    demo.full = None;
    demo.press("m Down Enter");
    assert!(!notice(&demo).contains("another program"), "{}", notice(&demo));
}

#[test]
fn a_month_with_a_problem_is_shown_but_not_changed() {
    let text = format!("{}\n[2026-09-31]\n", demo::SEPTEMBER.replace("[2026-09-09]", "[2026-09-19]"));
    let mut demo = Demo::new("2026-09-10", Some(FAMILY), None, &[("leo", "2026-09", &text)]);
    assert!(demo.screen(80, 24).contains("A kiss on the hand"));
    for key in ["Space", "s", "n", "m", "Enter", "2", "x", "f"] {
        demo.press(key);
        assert!(demo.app.prompt().is_none() && demo.app.unsaved().is_empty(), "{key}");
    }
    assert!(notice(&demo).contains("has a problem"));
    assert!(demo.screen(80, 24).contains("unreadable"), "a morning of which nothing is known is not shown as empty");
    demo.press("!");
    assert!(demo.screen(80, 24).contains("2026-09-31"));
    demo.press("Esc 1 Left");
    assert!(demo.screen(80, 24).contains("cannot be read"));
}

#[test]
fn the_mouse_selects_switches_and_scrolls() {
    let mut demo = Demo::leo();
    let (_, drawn) = demo.draw(80, 24, Default::default());
    assert_eq!(drawn.at(13, 0), Some(Target::Screen(&screens::week::SCREEN)));
    assert_eq!(drawn.at(6, 7), Some(Target::MorningRitual { child: 0, row: 2 }));
    demo.tell(Msg::Click(Target::MorningRitual { child: 0, row: 2 }));
    demo.press("Space");
    assert!(done(&demo, TODAY).contains(&"tell-me-tonight".to_owned()));
    demo.tell(Msg::Click(Target::Screen(&screens::rituals::SCREEN)));
    demo.tell(Msg::Wheel(2));
    assert_eq!(demo.app.on_rituals().cursor, 2);
    demo.tell(Msg::Click(Target::Screen(&screens::week::SCREEN)));
    demo.tell(Msg::Wheel(-1));
    assert_eq!(demo.app.date(), date(2026, 9, 3));
}

#[test]
fn a_screen_that_shows_today_moves_on_with_a_new_day() {
    let mut demo = Demo::leo();
    demo.tell(Msg::Today(date(2026, 9, 11)));
    assert_eq!(demo.app.date(), date(2026, 9, 11));
    demo.press("Left");
    demo.tell(Msg::Today(date(2026, 9, 12)));
    assert_eq!(demo.app.date(), date(2026, 9, 10));
}

#[test]
fn question_mark_and_q_are_text_in_a_text_field() {
    let mut demo = Demo::leo();
    demo.press("n").write("Why? q").press("Enter");
    assert_eq!(morning(&demo, TODAY).note.as_deref(), Some("Why? q"));
    assert!(!demo.left);
    demo.press("q");
    assert!(demo.left);
}

#[test]
fn enter_in_the_ritual_picker_adds_only_a_ritual_the_cursor_moved_to() {
    let mut demo = Demo::leo();
    demo.press("Right Enter Enter");
    assert_eq!(plan(&demo, date(2026, 9, 11)), ["lunchbox-photo"]);
    demo.press("Enter Down Enter");
    assert_eq!(plan(&demo, date(2026, 9, 11)).len(), 2);
}

#[test]
fn saving_an_unedited_note_changes_nothing() {
    let month = "[2026-09-10]\nnote = \"a\\tb\"\n";
    let mut demo = Demo::new("2026-09-10", Some(FAMILY), None, &[("leo", "2026-09", month)]);
    demo.press("n Enter");
    assert_eq!(morning(&demo, TODAY).note.as_deref(), Some("a\tb"));
}

#[test]
fn esc_keeps_the_typed_text_for_the_next_time() {
    let mut demo = Demo::leo();
    demo.press("n").write("precious").press("Esc Right n");
    assert!(!demo.screen(80, 24).contains("precious"), "another morning's note is another note");
    demo.press("Esc Left n").write("!").press("Enter");
    assert_eq!(morning(&demo, TODAY).note.as_deref(), Some("precious!"));
    demo.press("3 n").write("Wink").press("Esc n Enter");
    assert!(demo.app.catalog().rituals.iter().any(|r| r.name == "Wink"));
    let mut demo = Demo::fresh("2026-09-06");
    demo.write("Ida").press("Enter Esc Enter Enter Enter");
    assert_eq!(demo.app.child().map(|c| c.name.as_str()), Some("Ida"));
}

#[test]
fn arrows_skip_days_off_and_the_other_home_and_nothing_is_planned_there() {
    let family = format!(
        "{FAMILY}home = {{ pattern = \"7-7\", mine = \"A\", from = 2026-09-07 }}\n\
         [[day_off]]\nname = \"Fair\"\ndate = 2026-09-11\n"
    );
    let mut demo = Demo::new("2026-09-10", Some(&family), None, &[]);
    demo.press("Right");
    assert_eq!(demo.app.date(), date(2026, 9, 21));
    demo.press("Left");
    assert_eq!(demo.app.date(), date(2026, 9, 10));
    demo.press("2 PageDown Enter");
    assert_eq!(notice(&demo), "Leo is at the other home. So there is nothing to plan.");
    demo.tell(Msg::Click(Target::Day(date(2026, 9, 11))));
    demo.press("s");
    assert_eq!(notice(&demo), "No school for Leo: Fair. So there is nothing to skip.");
}

#[test]
fn a_hidden_child_is_not_shown_and_its_mornings_stay() {
    let away = format!("{FAMILY}put_away = true\n");
    let both = format!("{away}[[child]]\nname = \"Ida\"\nfirst_day = 2026-09-07\n");
    let demo = Demo::new("2026-09-10", Some(&both), None, &[]);
    assert_eq!(demo.app.children().iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["Ida"]);
    let alone = Demo::new("2026-09-10", Some(&away), None, &[]);
    assert!(alone.app.prompt().is_none() && alone.screen(80, 24).contains("All children are hidden"));
}
