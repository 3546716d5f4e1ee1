//! The children on the Calendar screen: added, changed, moved, hidden and shown again.

use super::demo::{Demo, FAMILY};
use super::{TODAY, done, notice};
use goodbye::app::prompt::children::ChildList;
use goodbye::domain::family::SchoolDays;
use jiff::civil::{Weekday, date};

fn names(demo: &Demo) -> Vec<&str> {
    demo.app.children().iter().map(|child| child.name.as_str()).collect()
}

fn text(demo: &Demo) -> &str {
    demo.family.as_deref().unwrap_or_default()
}

#[test]
fn a_new_child_gets_its_own_school_days_and_is_shown() {
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
fn a_renamed_child_keeps_its_mornings() {
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
fn a_wrong_line_of_the_child_form_is_explained_and_no_text_is_lost() {
    let mut demo = Demo::leo();
    demo.press("4 a n Enter");
    assert!(notice(&demo).contains("needs a name"), "{}", notice(&demo));
    demo.write("Ida").press("Down Down Ctrl-u").write("someday").press("Enter");
    assert!(notice(&demo).contains("mon-fri"), "{}", notice(&demo));
    demo.press("Ctrl-u Down").write("mon Gran; Papa").press("Enter");
    assert!(notice(&demo).contains("On which days does Papa pick up?"), "{}", notice(&demo));
    demo.press("Ctrl-u Down").write("8-8").press("Enter");
    assert!(notice(&demo).contains("2-2-5-5"), "{}", notice(&demo));
    demo.press("Esc a n");
    assert!(demo.screen(80, 24).contains("Ida") && demo.screen(80, 24).contains("8-8"));
    demo.press("Ctrl-u Enter");
    assert_eq!(names(&demo), ["Leo", "Ida"], "{}", notice(&demo));
}

#[test]
fn children_are_moved_hidden_and_shown_again() {
    let family = format!("{FAMILY}\n[[child]]\nname = \"Ida\"\nfirst_day = 2026-09-07\n");
    let mut demo = Demo::new("2026-09-10", Some(&family), None, &[]);
    demo.press("4 a J");
    assert_eq!(names(&demo), ["Ida", "Leo"]);
    demo.press("K x");
    assert_eq!(names(&demo), ["Ida"]);
    assert!(demo.screen(80, 24).contains("hidden"), "{}", demo.screen(80, 24));
    demo.press("Up x");
    assert!(names(&demo).is_empty());
    demo.press("Esc 1");
    assert!(demo.screen(80, 24).contains("All children are hidden"), "{}", demo.screen(80, 24));
    demo.press("Space");
    assert!(notice(&demo).contains("All children are hidden"), "{}", notice(&demo));
    demo.press("4 a Down x");
    assert_eq!(names(&demo).len(), 1);
    assert!(demo.app.prompt_as::<ChildList>().is_some());
    demo.press("Esc u u u u u");
    assert_eq!(text(&demo), family);
}

#[test]
fn the_form_says_who_picks_up_on_which_days_before_it_is_saved() {
    let mut demo = Demo::leo();
    demo.press("4 a n").write("Ida").press("Down Down Down").write("Mon Gran and Wed Papa");
    let screen = demo.screen(80, 24);
    assert!(screen.contains("Gran picks up on Monday; Papa on Wednesday. Nobody yet on Tuesday,"), "{screen}");
    demo.write(", mon Jo");
    let screen = demo.screen(80, 24);
    assert!(screen.contains("Who picks up on Monday, Gran or Jo? Name one, or write: Gran and Jo."), "{screen}");
    demo.press("Ctrl-u").write("mon Gran, tue a neighbor with a really long name who comes by bike and then some more");
    let screen = demo.screen(80, 24);
    assert!(screen.contains("a really long name who  "), "a long sentence covers the whole line below: {screen}");
    demo.press("Ctrl-u").write("Mon Gran, mon Jo");
    demo.press("Enter");
    assert!(notice(&demo).starts_with("Who picks up on Monday, Gran or Jo?"), "{}", notice(&demo));
    assert_eq!(names(&demo), ["Leo"]);
    demo.press("Ctrl-u").write("Gran").press("Enter");
    let ida = demo.app.child().expect("shown");
    assert!(ida.collects.iter().all(|who| who.as_deref() == Some("Gran")), "{:?}", ida.collects);
    demo.press("a Down Enter Down Down Down");
    let screen = demo.screen(80, 24);
    assert!(screen.contains("every day Gran") && screen.contains("Gran picks up every day."), "{screen}");
    assert!(demo.screen(40, 12).contains("Gran picks up every day."), "{}", demo.screen(40, 12));
}

#[test]
fn the_cursor_stays_on_a_child_that_is_hidden_and_shown_again() {
    let family = format!("{FAMILY}\n[[child]]\nname = \"Ida\"\nfirst_day = 2026-09-07\n");
    let mut demo = Demo::new("2026-09-10", Some(&family), None, &[]);
    demo.press("4 a x");
    assert_eq!(names(&demo), ["Ida"]);
    let screen = demo.screen(80, 24);
    assert!(screen.contains("x show again") && !screen.contains("x hide"), "{screen}");
    demo.press("x");
    assert_eq!(names(&demo), ["Leo", "Ida"]);
    assert!(demo.screen(80, 24).contains("x hide"));
    demo.press("Esc u u");
    assert_eq!(text(&demo), family);
}

#[test]
fn a_wrong_pattern_of_two_homes_is_refused_on_its_line() {
    let mut demo = Demo::leo();
    demo.press("4 a n").write("Ida").press("Down Down Down Down").write("Ä").press("Enter");
    assert!(notice(&demo).contains("7-7 (every other week)"), "{}", notice(&demo));
    demo.press("Ctrl-u").write("BBCC").press("Enter");
    assert!(notice(&demo).contains("the letter of BBCC"), "{}", notice(&demo));
    demo.write("c").press("Enter");
    let home = demo.app.child().and_then(|child| child.home.as_ref()).expect("two homes");
    assert_eq!((home.pattern(), home.mine()), ("BBCC", 'C'));
}

#[test]
fn two_homes_are_explained_and_keep_their_weeks_when_the_first_day_moves() {
    let family = format!("{FAMILY}# shared\nhome = {{ pattern = \"2-2-3\", mine = \"A\" }}\n");
    let mut demo = Demo::new("2026-09-10", Some(&family), None, &[]);
    demo.press("4 a Enter Down Down Down Down");
    let screen = demo.screen(80, 24);
    assert!(screen.contains("Leo is with us this week: mon, tue, fri; next week: wed, thu."), "{screen}");
    demo.press("Down Down");
    let screen = demo.screen(80, 24);
    assert!(screen.contains("= Monday, September 7") && screen.contains("this week: mon, tue, fri"), "{screen}");
    let before = demo.app.child().and_then(|child| child.home.clone());
    demo.press("Up Up Up Up Up").write("8 sep").press("Enter");
    assert_eq!(demo.app.child().map(|child| child.first_day), Some(date(2026, 9, 8)), "{}", notice(&demo));
    assert_eq!(demo.app.child().and_then(|child| child.home.clone()), before);
    assert!(text(&demo).contains("# shared\nhome = { pattern = \"2-2-3\", mine = \"A\", from = 2026-09-07 }"));
    demo.press("a Enter Down Down Down Down Ctrl-u").write("week about").press("Enter");
    let pattern = demo.app.child().and_then(|child| child.home.as_ref()).map(|home| home.pattern().to_owned());
    assert_eq!(pattern.as_deref(), Some("7-7"), "{}", notice(&demo));
}

#[test]
fn saving_an_unedited_form_changes_nothing_and_closes_it() {
    let family = format!("{FAMILY}collects = {{ tue = \"Frida; or Papa\", fri = \"Fri\" }}\n");
    let mut demo = Demo::new("2026-09-10", Some(&family), None, &[]);
    demo.press("4 a Enter Enter");
    assert!(demo.app.prompt().is_none() && notice(&demo) == "Nothing was changed.", "{}", notice(&demo));
    // An empty line of school days means Monday to Friday.
    demo.press("a Enter Down Down Ctrl-u Enter");
    assert!(demo.app.prompt().is_none() && notice(&demo) == "Nothing was changed.", "{}", notice(&demo));
    // An unedited line keeps a name with a separator inside.
    demo.press("a Enter Ctrl-u").write("Leonard").press("Enter");
    assert_eq!(text(&demo), family.replace("\"Leo\"", "\"Leonard\""));
}

#[test]
fn renaming_a_child_changes_its_name_in_rules_too() {
    let family = "[[child]]\nname = \"Zoë M.\"\nfirst_day = 2026-09-07\n\n\
                  [[day_off]]\ndate = 2026-09-14\nchildren = [\"Zoë M.\"] # only her\n";
    let mut demo = Demo::new("2026-09-10", Some(family), None, &[]);
    demo.press("4 a Enter Ctrl-u").write("Zo").press("Enter");
    assert_eq!((notice(&demo), demo.app.unsaved().len()), ("Zoë M. renamed to Zo. u takes it back.", 0));
    assert!(text(&demo).contains("children = [\"zoe-m\"] # only her"), "{}", text(&demo));
}

#[test]
fn a_typed_date_replaces_the_offered_date() {
    let mut demo = Demo::leo();
    demo.press("4 a Enter Down").write("8 sep");
    assert!(demo.screen(80, 24).contains("= Tuesday, September 8"), "{}", demo.screen(80, 24));
    demo.press("Enter");
    assert_eq!(demo.app.child().map(|child| child.first_day), Some(date(2026, 9, 8)));
    demo.press("a Enter Down Backspace").write("9").press("Enter");
    assert_eq!(demo.app.child().map(|child| child.first_day), Some(date(2026, 9, 9)));
}

#[test]
fn a_second_child_is_offered_the_first_day_of_its_sibling() {
    let mut demo = Demo::leo();
    demo.press("4 a n").write("Ida").press("Enter");
    assert_eq!(demo.app.child().map(|child| child.first_day), Some(date(2026, 9, 7)));
    assert!(notice(&demo).contains("f on Week"), "{}", notice(&demo));
    demo.press("3 o 2 PageDown f Enter");
    assert!(notice(&demo).contains("5 mornings filled"), "{}", notice(&demo));
    // Two years later, Leo's first day is too old to offer.
    let mut demo = Demo::new("2028-09-10", Some(FAMILY), None, &[]);
    demo.press("4 a n").write("Ida").press("Enter");
    assert_eq!(demo.app.child().map(|child| child.first_day), Some(date(2028, 9, 11)));
}

#[test]
fn each_form_keeps_its_own_draft_and_can_be_started_over() {
    let mut demo = Demo::leo();
    demo.press("4 a n").write("Ida").press("Esc a Enter Down").write("9 sep").press("Esc 1 n").write("note");
    demo.press("Esc 4 a n");
    assert!(demo.screen(80, 24).contains("Ida") && notice(&demo).contains("Ctrl-N"), "{}", notice(&demo));
    assert!(demo.screen(120, 24).contains("Ctrl-N start over"), "{}", demo.screen(120, 24));
    demo.press("Ctrl-n");
    assert!(!demo.screen(80, 24).contains("Ida"));
    demo.press("Esc a Enter");
    assert!(demo.screen(80, 24).contains("9 sep"));
    demo.press("Ctrl-n Enter");
    assert_eq!(notice(&demo), "Nothing was changed.");
    demo.press("1 n");
    assert!(demo.screen(80, 24).contains("note"));
}

#[test]
fn children_are_not_offered_before_there_is_a_family() {
    let mut demo = Demo::fresh("2026-09-06");
    demo.press("Esc 4");
    let screen = demo.screen(80, 24);
    assert!(!screen.contains("a children") && screen.contains("Enter start"), "{screen}");
}
