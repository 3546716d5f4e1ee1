//! Days typed into the forms and the welcome: read as they are meant, or asked again with what to type.

use super::demo::{Demo, FAMILY};
use super::notice;
use goodbye::app::prompt::go_to_day::GoToDay;
use goodbye::domain::family::SchoolDays;
use jiff::civil::{Date, date};

fn september() -> Demo {
    Demo::new("2026-09-10", Some(FAMILY), None, &[])
}

fn days_off(demo: &Demo) -> Vec<(Date, Date)> {
    demo.app.family().days_off.iter().map(|day_off| (day_off.dates.from(), day_off.dates.to())).collect()
}

const CHRISTMAS: (Date, Date) = (date(2026, 12, 21), date(2027, 1, 4));

#[test]
fn one_line_takes_both_days_of_the_holidays() {
    let mut demo = september();
    demo.press("4 + Enter Down").write("21 dec - 4 jan");
    let screen = demo.screen(80, 24);
    assert!(screen.contains("= Mon, Dec 21 – Mon, Jan 4, 2027"), "{screen}");
    demo.press("Down");
    assert!(demo.screen(80, 24).contains("= Monday, January 4, 2027"), "{}", demo.screen(80, 24));
    demo.press("Enter");
    assert_eq!(days_off(&demo), [CHRISTMAS]);
}

#[test]
fn a_last_day_that_is_typed_twice_is_asked_again() {
    let mut demo = september();
    demo.press("4 + Enter Down").write("21 dec - 4 jan").press("Down").write("8 jan").press("Enter");
    assert!(notice(&demo).contains("names the last day"), "{}", notice(&demo));
    demo.press("Ctrl-u Enter");
    assert_eq!(days_off(&demo), [CHRISTMAS]);
}

#[test]
fn numbers_that_can_be_two_days_are_asked_and_the_other_day_can_decide() {
    let mut demo = september();
    demo.press("4 + Enter Down").write("21 dec").press("Down").write("4/1");
    let screen = demo.screen(80, 24);
    assert!(screen.contains("Thu, Apr 1, 2027 or Mon, Jan 4, 2027? Enter asks."), "{screen}");
    demo.press("Enter");
    let screen = demo.screen(80, 24);
    assert!(screen.contains("Which day is 4/1?") && screen.contains("▸ Thursday, April 1, 2027"), "{screen}");
    assert!(screen.contains("Monday, January 4, 2027  in 4 months"), "{screen}");
    demo.press("Esc");
    assert_eq!(days_off(&demo), []);
    demo.press("Up Ctrl-u").write("21/12").press("Enter");
    assert_eq!(days_off(&demo), [CHRISTMAS], "21/12 has the day first, so 4/1 has it, too");
}

#[test]
fn the_chosen_day_is_saved_at_once() {
    let mut demo = september();
    demo.press("4 + Enter Down").write("21 dec").press("Down").write("4/1").press("Enter Down Enter");
    assert_eq!(days_off(&demo), [CHRISTMAS]);
    let mut demo = september();
    demo.press("4 + Enter Down").write("1/10 - 2/10").press("Enter Down Enter");
    assert!(demo.screen(80, 24).contains("Which day is 2/10?"), "each number is asked: {}", demo.screen(80, 24));
    demo.press("Down Enter");
    assert_eq!(days_off(&demo), [(date(2026, 10, 1), date(2026, 10, 2))]);
}

#[test]
fn the_welcome_and_the_form_of_a_child_ask_which_day_is_meant() {
    let mut demo = Demo::new("2026-09-10", None, None, &[]);
    demo.press("Enter").write("7/10").press("Enter");
    assert!(demo.screen(80, 24).contains("Which day is 7/10?"), "{}", demo.screen(80, 24));
    demo.press("Down Enter Enter");
    assert_eq!(demo.app.children()[0].first_day, date(2026, 10, 7));
    demo.press("4 a Enter Down Ctrl-u").write("8-10-26").press("Enter Enter");
    assert_eq!(demo.app.children()[0].first_day, date(2026, 8, 10));
}

#[test]
fn a_wrong_day_is_named_below_the_line() {
    let mut demo = september();
    demo.press("4 + Enter Down");
    for (typed, below) in [
        ("31 sep", "There is no September 31."),
        ("tue 7 sep", "September 7 is a Monday."),
        ("tomorow", "Did you mean tomorrow?"),
        ("some", "Try 7 sep, 2026-09-07, tomorrow or next monday."),
    ] {
        demo.press("Ctrl-u").write(typed);
        assert!(demo.screen(80, 24).contains(below), "{typed}\n{}", demo.screen(80, 24));
    }
}

#[test]
fn the_welcome_and_the_form_of_a_child_read_days_in_the_same_way() {
    let mut demo = Demo::new("2026-09-10", None, None, &[]);
    demo.press("Enter").write("tue 7 sep").press("Enter");
    assert!(notice(&demo).contains("September 7 is a Monday. Type 7 sep 2026, or 8 sep"), "{}", notice(&demo));
    demo.press("Ctrl-u").write("coming monday").press("Enter Enter");
    assert_eq!(demo.app.children()[0].first_day, date(2026, 9, 14));
    demo.press("4 a Enter Down Ctrl-u").write("1st of October").press("Down Ctrl-u").write("weekdays").press("Enter");
    let child = &demo.app.children()[0];
    assert_eq!(child.first_day, date(2026, 10, 1), "{}", notice(&demo));
    assert_eq!(child.school_days, SchoolDays::MONDAY_TO_FRIDAY);
}

#[test]
fn a_reply_about_a_past_day_says_how_long_ago_it_was() {
    let mut demo = Demo::new("2026-10-08", Some(FAMILY), None, &[]);
    demo.press("4 + Enter").write("Fair").press("Down Ctrl-u").write("18 sep").press("Enter");
    assert!(notice(&demo).starts_with("Fair on Fri, Sep 18 (2 weeks ago)"), "{}", notice(&demo));
    demo.press("u 4 + Enter Down").write("1 oct 2027").press("Enter");
    assert!(notice(&demo).contains("on Fri, Oct 1, 2027"), "{}", notice(&demo));
    let mut demo = Demo::new("2026-10-08", Some(FAMILY), None, &[]);
    demo.press("2 Left n").write("Brave.").press("Enter");
    assert!(notice(&demo).starts_with("Note saved on Wed, Oct 7 (yesterday)."), "{}", notice(&demo));
    demo.press("4 a Enter Down Ctrl-u").write("8 sep").press("Enter");
    let first_day = "First day: Tuesday, September 8 (4 weeks ago).";
    assert!(notice(&demo).contains(first_day), "{}", notice(&demo));
    demo.press("4 a n").write("Ida").press("Down Ctrl-u").write("8 sep").press("Enter");
    assert!(notice(&demo).starts_with("Ida is in the family."), "{}", notice(&demo));
    assert!(notice(&demo).contains(first_day), "{}", notice(&demo));
}

#[test]
fn a_reply_names_the_plan_the_reason_or_the_mood_that_was_replaced() {
    let mut demo = september();
    demo.press("s").write("sick").press("Enter s").write("snow").press("Enter");
    assert_eq!(notice(&demo), "Skipped (snow) on Thu, Sep 10, before: sick. u takes it back.");
    demo.press("m Down Enter m Up Enter");
    assert!(notice(&demo).starts_with("Mood okay on Thu, Sep 10, before: cheerful."), "{}", notice(&demo));
}

#[test]
fn the_calendar_goes_to_a_typed_day() {
    let mut demo = september();
    for (typed, expected) in [
        ("18 jun", date(2027, 6, 18)),
        ("3 sep", date(2026, 9, 3)),
        ("in 2 weeks", date(2026, 9, 24)),
        ("", date(2026, 9, 10)),
    ] {
        demo.press("4 g").write(typed).press("Enter");
        assert_eq!(demo.app.date(), expected, "{typed}");
    }
    demo.press("g").write("31 sep").press("Enter");
    assert!(demo.app.prompt_as::<GoToDay>().is_some() && notice(&demo).contains("September"), "{}", notice(&demo));
    demo.press("Ctrl-u").write("7/10").press("Enter Down Enter");
    assert_eq!(demo.app.date(), date(2026, 10, 7));
    // A selection goes on to the typed day.
    demo.press("Space g").write("9 oct").press("Enter");
    assert_eq!((demo.app.selected().from(), demo.app.selected().to()), (date(2026, 10, 7), date(2026, 10, 9)));
}

#[test]
fn a_reason_that_names_another_day_is_asked_once() {
    let mut demo = september();
    demo.press("s").write("sick tomorrow").press("Enter");
    let said = notice(&demo);
    assert!(
        said.starts_with("\"sick tomorrow\" names Friday, September 11. Enter skips Thursday, September 10"),
        "{said}"
    );
    assert_eq!(demo.app.morning().and_then(|morning| morning.skipped.clone()), None);
    demo.press("Enter");
    assert_eq!(demo.app.morning().and_then(|morning| morning.skipped.clone()).as_deref(), Some("sick tomorrow"));
    demo.press("u s").write("sick today").press("Enter");
    assert!(notice(&demo).starts_with("Skipped (sick today) on Thu, Sep 10"), "{}", notice(&demo));
    demo.press("s").write("tomorow").press("Enter");
    assert!(notice(&demo).contains("Did you mean tomorrow?"), "{}", notice(&demo));
}
