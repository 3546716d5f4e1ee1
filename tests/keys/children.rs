//! The children from the Calendar screen: added, changed, moved, put away and back.

use super::demo::{Demo, FAMILY};
use super::{TODAY, done, notice};
use goodbye::app::prompt::Prompt;
use goodbye::domain::family::SchoolDays;
use jiff::civil::{Weekday, date};

fn names(demo: &Demo) -> Vec<&str> {
    demo.app.children().iter().map(|child| child.name.as_str()).collect()
}

fn text(demo: &Demo) -> &str {
    demo.family.as_deref().unwrap_or_default()
}

#[test]
fn a_sister_is_added_with_her_own_week_and_shown() {
    let mut demo = Demo::leo();
    demo.press("4 a n").write("Ida").press("Down Ctrl-u").write("14 sep").press("Down Ctrl-u").write("sun-thu");
    demo.press("Down").write("mon Gran, after story time; tue-thu Papa").press("Down").write("2-2-5-5").press("Enter");
    let ida = demo.app.child().expect("shown");
    assert_eq!((ida.name.as_str(), ida.first_day), ("Ida", date(2026, 9, 14)), "{}", notice(&demo));
    let days = [Weekday::Sunday, Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday];
    assert_eq!(Some(ida.school_days), SchoolDays::of(days));
    assert_eq!(ida.collects[0].as_deref(), Some("Gran, after story time"));
    assert!(
        ida.home.as_ref().is_some_and(|home| home.is_away(date(2026, 9, 16))),
        "letters are counted from her first day"
    );
    assert!(text(&demo).starts_with(FAMILY), "{}", text(&demo));
    demo.press("c");
    assert_eq!(demo.app.child().map(|child| child.name.as_str()), Some("Leo"));
    demo.press("C");
    assert_eq!(demo.app.child().map(|child| child.name.as_str()), Some("Ida"));
    demo.press("u");
    assert_eq!((names(&demo), text(&demo)), (vec!["Leo"], FAMILY));
}

#[test]
fn a_child_renamed_keeps_the_mornings() {
    let mut demo = Demo::leo();
    let before = done(&demo, TODAY);
    demo.press("4 a Enter Ctrl-u").write("Leonard the Great").press("Down Down Ctrl-u").write("mon tue").press("Enter");
    let child = demo.app.child().expect("a child");
    assert_eq!((child.name.as_str(), child.id.as_str()), ("Leonard the Great", "leo"));
    assert_eq!(child.school_days, SchoolDays::of([Weekday::Monday, Weekday::Tuesday]).expect("days"));
    assert_eq!(done(&demo, TODAY), before);
    demo.press("u");
    assert_eq!(text(&demo), FAMILY);
}

#[test]
fn what_is_wrong_is_said_on_its_line_and_nothing_typed_is_lost() {
    let mut demo = Demo::leo();
    demo.press("4 a n Enter");
    assert!(notice(&demo).contains("needs a name"), "{}", notice(&demo));
    demo.write("Ida").press("Down Down Ctrl-u").write("someday").press("Enter");
    assert!(notice(&demo).contains("mon-fri"), "{}", notice(&demo));
    demo.press("Ctrl-u Down").write("Gran").press("Enter");
    assert!(notice(&demo).contains("mon Gran"), "{}", notice(&demo));
    demo.press("Ctrl-u Down").write("8-8").press("Enter");
    assert!(notice(&demo).contains("2-2-5-5"), "{}", notice(&demo));
    demo.press("Esc a n");
    assert!(demo.screen(80, 24).contains("Ida") && demo.screen(80, 24).contains("8-8"));
    demo.press("Ctrl-u Enter");
    assert_eq!(names(&demo), ["Leo", "Ida"], "{}", notice(&demo));
}

#[test]
fn children_change_places_and_are_put_away_and_back() {
    let family = format!("{FAMILY}\n[[child]]\nname = \"Ida\"\nfirst_day = 2026-09-07\n");
    let mut demo = Demo::new("2026-09-10", Some(&family), None, &[]);
    demo.press("4 a J");
    assert_eq!(names(&demo), ["Ida", "Leo"]);
    demo.press("K x");
    assert_eq!(names(&demo), ["Ida"]);
    assert!(demo.screen(80, 24).contains("put away"), "{}", demo.screen(80, 24));
    demo.press("x");
    assert!(names(&demo).is_empty());
    demo.press("Esc 1");
    assert!(demo.screen(80, 24).contains("put away"), "{}", demo.screen(80, 24));
    demo.press("Space");
    assert!(notice(&demo).contains("put away"), "{}", notice(&demo));
    demo.press("4 a Down x");
    assert_eq!(names(&demo).len(), 1);
    assert!(matches!(demo.app.prompt, Some(Prompt::Children(_))));
    demo.press("Esc u u u u u");
    assert_eq!(text(&demo), family);
}

#[test]
fn a_namesake_is_allowed_and_told() {
    let mut demo = Demo::leo();
    demo.press("4 a n").write("Leo").press("Enter");
    assert_eq!(names(&demo), ["Leo", "Leo"]);
    assert!(notice(&demo).contains("Two children"), "{}", notice(&demo));
}
