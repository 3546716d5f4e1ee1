//! Keys about the family: the welcome, the calendar, several children, and a file that changed elsewhere.

use super::demo::text_of;
use super::*;
use goodbye::app::{App, Key};
use goodbye::domain::calendar::Day;
use goodbye::domain::change::FamilyFound;
use goodbye::domain::family::{self, SchoolDays};
use goodbye::domain::settings;
use goodbye::view::{self, Look};
use jiff::civil::Weekday;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub const TWO: &str =
    "[[child]]\nname = \"Ida\"\nfirst_day = 2026-09-07\n[[child]]\nname = \"Leo\"\nfirst_day = 2026-09-07\n";

fn family_found(text: Option<&str>) -> Snapshot {
    let page = text.map(|text| family::read("family.toml", text)).unwrap_or_default();
    Snapshot { family: Some(FamilyFound { text: text.map(str::to_owned), page }), ..Snapshot::default() }
}

#[test]
fn three_keys_finish_the_welcome_and_show_tomorrow() {
    let mut demo = Demo::fresh("2026-09-06");
    demo.press("Enter Enter Enter");
    assert!(demo.app.prompt().is_none());
    assert_eq!(demo.app.child().map(|c| c.name.as_str()), Some("Kiddo"));
    assert_eq!(demo.app.date(), date(2026, 9, 7));
    let screen = demo.screen(80, 24);
    assert!(screen.contains("Monday, September 7  tomorrow") && screen.contains("A kiss on the hand"), "{screen}");
    assert_eq!(plan(&demo, date(2026, 9, 18)), ["hand-kiss"]);
    assert!(plan(&demo, date(2026, 9, 21)).is_empty());
}

#[test]
fn the_welcome_understands_a_typed_day_and_plans_the_ticked_rituals_in_turn() {
    let mut demo = Demo::fresh("2026-08-20");
    demo.write("Ida").press("Enter").write("next fri");
    assert!(demo.screen(80, 24).contains("= Friday, August 21"));
    demo.press("Enter Down Space Enter");
    assert_eq!(demo.app.child().map(|c| c.id.as_str()), Some("ida"));
    assert_eq!(plan(&demo, date(2026, 8, 21)), ["hand-kiss"]);
    assert_eq!(plan(&demo, date(2026, 8, 24)), ["matching-bracelets"]);
}

#[test]
fn the_welcome_asks_again_for_a_day_that_it_does_not_understand() {
    let mut demo = Demo::fresh("2026-08-20");
    demo.press("Enter").write("someday").press("Enter");
    assert!(notice(&demo).contains("not a day I know"));
    assert!(demo.app.prompt().is_some());
}

#[test]
fn esc_leaves_the_welcome_for_later_and_the_rituals_can_be_read() {
    let mut demo = Demo::fresh("2026-09-06");
    demo.press("Esc 3");
    assert!(demo.screen(80, 24).contains("Matching bracelets"));
    demo.press("*");
    assert!(notice(&demo).contains("no child yet"));
    demo.press("1 Enter Enter Enter Enter");
    assert_eq!(demo.app.children().len(), 1);
}

#[test]
fn favorites_and_the_usual_ritual_are_saved_and_undone() {
    let mut demo = Demo::leo();
    demo.press("3 Down *");
    assert!(demo.app.child().expect("leo").favorites.iter().any(|id| id.as_str() == "matching-bracelets"));
    demo.press("o");
    assert_eq!(demo.app.child().and_then(|c| c.usual.as_ref()).map(|id| id.as_str()), Some("matching-bracelets"));
    demo.press("u u");
    assert_eq!(demo.app.child().map(|c| c.favorites.len()), Some(2));
}

#[test]
fn a_damaged_family_file_is_never_taken_for_a_new_family() {
    let page = family::read("family.toml", "[[child]]\nname = \"Leo\"\nfirst_day = \n");
    let found = Snapshot { family: Some(FamilyFound { text: Some("…".into()), page }), ..Snapshot::default() };
    let (app, _) = App::new(TODAY, Default::default(), found);
    assert!(!app.has_no_family() && app.prompt().is_none());
    assert!(app.read_only(TODAY).is_some());
}

#[test]
fn with_a_damaged_family_file_mornings_are_marked_and_the_calendar_is_left_alone() {
    let damaged = format!("{TWO}\n[[term]]\nname = 1\n");
    let months = [("ida", "2026-09", "[2026-09-10]\nplan = [\"sewn-heart\"]\n")];
    let mut demo = Demo::new("2026-09-10", Some(&damaged), None, &months);
    demo.press("Space");
    let ida = demo.app.child().expect("Ida").id.clone();
    assert_eq!(demo.app.morning_of(&ida, TODAY).done.len(), 1, "{}", notice(&demo));
    let screen = demo.screen(80, 24);
    assert!(demo.app.unsaved().is_empty() && screen.contains("! calendar may be wrong"), "{screen}");
    demo.press("4 m");
    assert_eq!(plan(&demo, TODAY), ["sewn-heart"], "{}", notice(&demo));
    demo.press("o");
    assert!(notice(&demo).contains("family.toml has a problem and is left as it is"), "{}", notice(&demo));
}

#[test]
fn weeks_start_on_the_day_in_the_settings() {
    let settings = settings::read("settings.toml", "week_starts = 'sunday'");
    let mut family = FamilyFound { text: Some(TWO.into()), page: family::read("family.toml", TWO) };
    family.page.family.children[0].school_days =
        SchoolDays::of([Weekday::Sunday, Weekday::Monday, Weekday::Thursday]).expect("days");
    let found = Snapshot { family: Some(family), ..Snapshot::default() };
    let (mut app, _) = App::new(TODAY, settings, found);
    let mut screen = |key| {
        app.update(Msg::Key(Key::named(key)));
        let mut buf = Buffer::empty(Rect::new(0, 0, 80, 24));
        view::draw(&app, Look::default(), &mut buf);
        text_of(&buf)
    };
    assert!(screen("4").contains("Sun   Mon   Tue"));
    let week = screen("2");
    assert!(week.contains("Week of Sunday, September 6") && week.contains("Sun 6"), "{week}");
}

#[test]
fn two_keys_make_a_snow_day_for_all_children_and_move_its_plans() {
    let months = [("ida", "2026-09", "[2026-09-10]\nplan = [\"sewn-heart\"]\n[2026-09-11]\nplan = [\"hand-kiss\"]\n")];
    let mut demo = Demo::new("2026-09-10", Some(TWO), None, &months);
    demo.press("4 o");
    assert!(demo.app.children_with_calendars().all(|(_, calendar)| !calendar.is_school_morning(TODAY)));
    assert!(notice(&demo).contains("1 plan is on a day without school now"), "{}", notice(&demo));
    assert_eq!(plan(&demo, TODAY), ["sewn-heart"], "the plan stays with its morning until it is moved");
    demo.press("m");
    assert_eq!((plan(&demo, TODAY).len(), plan(&demo, date(2026, 9, 14))), (0, vec!["sewn-heart".to_owned()]));
    demo.press("u");
    assert_eq!(plan(&demo, TODAY), ["sewn-heart"]);
    demo.press("o");
    assert!(demo.app.children_with_calendars().all(|(_, calendar)| calendar.is_school_morning(TODAY)));
    demo.press("Left o");
    assert!(demo.app.children_with_calendars().all(|(_, c)| !c.is_school_morning(date(2026, 9, 9))), "yesterday too");
}

#[test]
fn the_calendar_moves_by_days_weeks_and_months_and_opens_a_morning() {
    let mut demo = Demo::leo();
    demo.press("4 Right Down");
    assert_eq!(demo.app.date(), date(2026, 9, 18));
    demo.press("PageDown PageDown");
    assert_eq!(demo.app.date(), date(2026, 11, 18));
    demo.press("o");
    assert_eq!(demo.app.calendar().map(|leo| leo.day(date(2026, 11, 18))), Some(Day::Off { name: "Day off" }));
    demo.press("Enter");
    assert!(
        *demo.app.screen() == screens::today::SCREEN && demo.screen(80, 24).contains("No school on this day: Day off.")
    );
    demo.press("4 t");
    assert_eq!(demo.app.date(), TODAY);
    demo.press("Right Right o");
    assert!(notice(&demo).contains("no school on this day anyway"));
}

#[test]
fn a_prompt_saves_for_the_child_it_was_opened_on() {
    let mut demo = Demo::new("2026-09-10", Some(TWO), None, &[]);
    demo.press("c n").write("about Leo");
    demo.tell(Msg::ChangedElsewhere(family_found(None)));
    demo.tell(Msg::ChangedElsewhere(family_found(Some(TWO))));
    demo.press("Enter");
    let leo = demo.app.children()[1].id.clone();
    assert_eq!(demo.app.child().map(|child| &child.id), Some(&leo));
    assert_eq!(demo.app.morning_of(&leo, TODAY).note.as_deref(), Some("about Leo"));
    assert!(demo.app.morning_of(&demo.app.children()[0].id, TODAY).is_blank());
}

#[test]
fn the_welcome_keeps_mornings_that_are_already_in_files() {
    let mut demo = Demo::new("2026-09-10", None, None, &[("leo", "2026-09", demo::SEPTEMBER)]);
    demo.write("Leo").press("Enter").write("2026-09-07").press("Enter Enter");
    assert_eq!(done(&demo, TODAY), ["one-more-hug"]);
    assert_eq!(plan(&demo, date(2026, 9, 14)), ["hand-kiss"]);
}

#[test]
fn the_welcome_closes_when_a_family_appears() {
    let mut demo = Demo::fresh("2026-09-06");
    demo.write("Le");
    demo.tell(Msg::ChangedElsewhere(family_found(Some(TWO))));
    assert!(demo.app.prompt().is_none() && demo.app.children().len() == 2);
}

#[test]
fn calendars_are_built_again_only_when_their_rules_change() {
    let mut demo = Demo::leo();
    let calendar = |demo: &Demo| std::ptr::from_ref(demo.app.calendar().expect("a calendar"));
    let before = calendar(&demo);
    for keys in ["Space", "u", "Right Space", "n x Enter", "3 k k", "1 2 3 4"] {
        demo.press(keys);
        assert_eq!(calendar(&demo), before, "after {keys}");
    }
    demo.press("4 o");
    assert_ne!(calendar(&demo), before);
}
