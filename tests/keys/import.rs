//! Importing the school's calendar from the Calendar screen.

use super::demo::{CALENDAR, DOWNLOAD, Demo, FAMILY};
use super::notice;
use goodbye::app::prompt::{path::CalendarPath, preview::Preview};
use goodbye::domain::import::Novelty;
use jiff::civil::date;

fn opened() -> Demo {
    let mut demo = Demo::leo();
    demo.press("4 i Enter");
    demo
}

fn novelties(demo: &Demo) -> Vec<Novelty> {
    let Some(preview) = demo.app.prompt_as::<Preview>() else { panic!("no preview: {}", notice(demo)) };
    preview.lines.iter().map(|&place| preview.import.offers[place].novelty).collect()
}

#[test]
fn four_keys_go_from_launch_to_a_school_year_and_one_takes_it_back() {
    use Novelty::{LeftOut, New};
    let mut demo = opened();
    assert_eq!(novelties(&demo), [New, New, New, New, New, LeftOut, LeftOut]);
    assert_eq!(demo.app.family().terms, [], "nothing is written before it was seen");
    demo.press("Enter");
    assert!(notice(&demo).contains("5 new"), "{}", notice(&demo));
    let calendar = demo.app.calendar().expect("a child");
    assert!(!calendar.is_school_morning(date(2026, 9, 21)) && calendar.is_school_morning(date(2026, 9, 22)));
    assert_eq!(calendar.last_day(), Some(date(2027, 6, 18)));
    demo.press("u");
    assert_eq!((demo.app.family().terms.len(), demo.school.as_deref()), (0, None));
}

#[test]
fn one_key_changes_the_kind_of_an_event_and_the_next_import_keeps_it() {
    let mut demo = opened();
    demo.press("Down Down Down Down Down Space");
    assert!(demo.screen(80, 24).contains("6 new"), "{}", demo.screen(80, 24));
    demo.press("Enter i Enter");
    assert_eq!(novelties(&demo).iter().filter(|novelty| **novelty == Novelty::There).count(), 6);
    demo.press("Esc");
    let off: Vec<_> = demo.app.family().days_off.iter().map(|day_off| day_off.dates.from()).collect();
    assert!(off.contains(&date(2026, 10, 6)), "{off:?}");
}

#[test]
fn one_key_leaves_an_event_out_and_includes_it_again() {
    let mut demo = opened();
    demo.press("Down x");
    assert!(demo.screen(80, 24).contains("4 new"), "{}", demo.screen(80, 24));
    demo.press("x");
    assert!(demo.screen(80, 24).contains("5 new"), "{}", demo.screen(80, 24));
    demo.press("Down Down Down Down Down x");
    assert!(notice(&demo).contains("does not seem to be about mornings"), "{}", notice(&demo));
}

#[test]
fn a_preview_that_was_left_keeps_its_choices_for_the_same_file() {
    let mut demo = opened();
    demo.press("Down x Esc");
    assert!(notice(&demo).contains("kept"), "{}", notice(&demo));
    demo.press("i Enter");
    assert!(demo.screen(80, 24).contains("4 new"), "{}", demo.screen(80, 24));
    demo.press("x Esc");
    demo.calendars.insert(DOWNLOAD.to_owned(), CALENDAR.replace("Book fair", "Fun fair"));
    demo.press("i Enter");
    assert!(demo.screen(80, 24).contains("5 new"), "another file is another question");
}

#[test]
fn a_later_file_moves_the_events_that_the_school_has_moved() {
    let mut demo = opened();
    demo.press("Enter");
    let moved = CALENDAR.replace("20261026", "20261019").replace("20261031", "20261024");
    demo.calendars.insert(DOWNLOAD.to_owned(), moved);
    demo.press("i Enter");
    assert!(demo.screen(80, 24).contains("1 changed"), "{}", demo.screen(80, 24));
    demo.press("Enter");
    assert_eq!(demo.app.family().days_off.last().expect("half term").dates.from(), date(2026, 10, 19));
}

/// A family that changed fall break by hand, and a later file of the school with one event less.
fn changed_by_hand() -> Demo {
    let mut demo = opened();
    demo.press("Enter");
    let family = demo.family.clone().expect("a family").replace("2026-10-30", "2026-11-02");
    let school = demo.school.clone();
    demo = Demo::new("2026-09-10", Some(&family), None, &[]);
    demo.school = school;
    let fewer = CALENDAR.replacen("SUMMARY:Staff training, no school", "SUMMARY:Staff outing", 1);
    let without = CALENDAR.find("BEGIN:VEVENT\nUID:3").expect("there");
    let next = CALENDAR.find("BEGIN:VEVENT\nUID:4").expect("there");
    demo.calendars.insert(DOWNLOAD.to_owned(), fewer.replace(&CALENDAR[without..next], ""));
    demo.press("4 i Enter");
    demo
}

#[test]
fn one_key_uses_the_schools_version_or_the_parents() {
    let mut demo = changed_by_hand();
    let at = |demo: &Demo, standing| novelties(demo).iter().position(|found| *found == standing).expect("there");
    let down = "Down ".repeat(at(&demo, Novelty::Yours));
    demo.press(&down);
    assert!(demo.screen(80, 24).contains("x use the school's"), "{}", demo.screen(80, 24));
    demo.press("x");
    assert!(novelties(&demo).contains(&Novelty::Changed) && demo.screen(80, 24).contains("x undo choice"));
    demo.press("x");
    assert!(novelties(&demo).contains(&Novelty::Yours), "twice is as it was, and not the school's");
    demo.press("x Enter");
    assert!(demo.family.clone().expect("a family").contains("2026-10-30"));
}

#[test]
fn one_key_keeps_an_event_that_the_school_removed() {
    let mut demo = changed_by_hand();
    let gone = novelties(&demo).iter().position(|found| *found == Novelty::Removed).expect("half a day less");
    demo.press(&"Down ".repeat(gone));
    assert!(demo.screen(80, 24).contains("x keep it"), "{}", demo.screen(80, 24));
    demo.press("Space");
    assert!(notice(&demo).contains("x keeps it"), "{}", notice(&demo));
    demo.press("x");
    assert_eq!(novelties(&demo)[gone], Novelty::Yours);
    demo.press("Enter");
    assert_eq!(demo.app.family().special_days.len(), 1);
    demo.press("i Enter");
    assert!(!novelties(&demo).contains(&Novelty::Removed), "and not asked again");
}

#[test]
fn a_file_can_be_marked_as_another_school() {
    let mut demo = opened();
    demo.press("Enter i Enter");
    let screen = demo.screen(120, 40);
    assert!(screen.contains("updates oak-street.ics") && screen.contains("n another school"), "{screen}");
    demo.press("n");
    let screen = demo.screen(120, 40);
    assert!(!screen.contains("updates oak") && screen.contains("n another school"), "{screen}");
}

#[test]
fn a_typed_path_is_completed_and_a_wrong_path_is_explained() {
    let mut demo = Demo::leo();
    demo.press("4 i").write("~/Dow").press("Tab");
    assert!(demo.screen(80, 24).contains(DOWNLOAD));
    demo.press("Enter");
    assert_eq!(novelties(&demo).len(), 7);
    demo.press("Esc i").write("~/nothing.ics").press("Enter");
    assert!(notice(&demo).contains("no such file"), "{}", notice(&demo));
    assert!(demo.app.prompt_as::<CalendarPath>().is_some(), "and the path is still there to be mended");
    demo.press("Esc");
    assert!(demo.app.prompt().is_none());
}

#[test]
fn a_typed_folder_is_listed_with_or_without_its_slash() {
    for typed in ["~/Downloads", "~/Downloads/"] {
        let mut demo = Demo::leo();
        demo.calendars.insert("~/Downloads/".to_owned(), String::new());
        demo.press("4 i").write(typed).press("Enter");
        let Some(prompt) = demo.app.prompt_as::<CalendarPath>() else { panic!("{typed}: {}", notice(&demo)) };
        assert_eq!(prompt.field.text(), "~/Downloads/");
        demo.press("Down Down Enter");
        assert_eq!(novelties(&demo).len(), 7, "{typed}");
    }
}

#[test]
fn a_web_address_is_not_opened_and_the_answer_says_what_to_do() {
    for address in ["https://school.example/cal.ics", "webcal://school.example/cal.ics", "HTTP://school.example/"] {
        let mut demo = Demo::leo();
        demo.press("4 i").write(address).press("Enter");
        assert!(notice(&demo).contains("Open this address in a browser"), "{}", notice(&demo));
        assert!(demo.app.prompt_as::<CalendarPath>().is_some(), "{address}");
    }
}

#[test]
fn a_school_can_be_imported_for_one_child_only() {
    let family = format!("{FAMILY}\n[[child]]\nid = \"ida\"\nname = \"Ida\"\nfirst_day = 2026-09-07\n");
    let mut demo = Demo::new("2026-09-10", Some(&family), None, &[]);
    demo.press("4 i Enter c c");
    assert!(demo.screen(80, 24).contains("for Ida"), "{}", demo.screen(80, 24));
    demo.press("Enter");
    let (children, off) = (demo.app.children().to_vec(), &demo.app.family().days_off[0]);
    assert!(!off.whom.includes(&children[0].id) && off.whom.includes(&children[1].id));
}
