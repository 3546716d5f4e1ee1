//! `o` on the Calendar makes a day off for all children, or school again, also on days with other rules.

use super::demo::{Demo, FAMILY};
use super::notice;
use goodbye::domain::calendar::Day;
use jiff::civil::{Date, date};

const IDA: &str = "\n[[child]]\nid = \"ida\"\nname = \"Ida\"\nfirst_day = 2026-09-07\n";

/// Leo and Ida on Friday, September 25. The rules follow Ida in the file.
fn demo(rules: &str) -> Demo {
    Demo::new("2026-09-25", Some(&format!("{FAMILY}{IDA}{rules}")), None, &[])
}

/// The names of the children who go to school.
fn school_children(demo: &Demo, on: Date) -> Vec<&str> {
    let going = demo.app.children_with_calendars().filter(|(_, calendar)| calendar.goes(on));
    going.map(|(child, _)| child.name.as_str()).collect()
}

const FRIDAY: Date = date(2026, 9, 25);
const HALF_DAY: &str = "[[special_day]]\nkind = \"half day\"\nname = \"Sports day\" # rain or shine\n";

#[test]
fn a_half_day_that_became_a_day_off_can_become_the_half_day_again() {
    let mut demo = demo(&format!("{HALF_DAY}date = 2026-09-25\n"));
    let before = demo.family.clone();
    demo.press("4 o");
    assert_eq!(school_children(&demo, FRIDAY), [""; 0]);
    assert_eq!(notice(&demo), "No school on Fri, Sep 25, in place of its half day. u takes it back.");
    assert!(demo.family.as_ref().is_some_and(|text| text.contains("closed = true")));
    assert!(demo.screen(80, 24).contains("o school again"), "{}", demo.screen(80, 24));
    demo.press("o");
    assert_eq!(notice(&demo), "School again on Fri, Sep 25, half day (Sports day). u takes it back.");
    assert_eq!(demo.family, before);
}

#[test]
fn a_typed_day_off_replaces_a_half_day_and_holidays_do_not() {
    let mut demo = demo(&format!("{HALF_DAY}date = 2026-09-25\n"));
    demo.press("4 + Enter").write("Snow").press("Enter");
    assert_eq!(school_children(&demo, FRIDAY), [""; 0]);
    demo.press("u + Enter").write("Fall break").press("Down Down").write("2026-10-02").press("Enter");
    assert_eq!(school_children(&demo, FRIDAY), ["Leo", "Ida"]);
    assert_eq!(school_children(&demo, date(2026, 9, 28)), [""; 0]);
}

#[test]
fn a_selected_week_off_replaces_extra_school_days_and_half_days() {
    let mut demo = demo(&format!(
        "{HALF_DAY}from = 2026-09-14\nto = 2026-10-02\n[[special_day]]\nkind = \"school day\"\ndate = 2026-09-26\n\
         [[override]]\nchild = \"ida\"\nkind = \"school\"\ndate = 2026-09-27\n"
    ));
    assert_eq!(school_children(&demo, date(2026, 9, 26)), ["Leo", "Ida"]);
    demo.press("4 Space Right Right o");
    for day in 25..28 {
        assert_eq!(school_children(&demo, date(2026, 9, day)), [""; 0], "{day}");
    }
    let said = "No school on Sep 25 – Sep 27, in place of the half day on Sep 25 – Sep 27, the extra school \
                day on Sat, Sep 26 and the school day for Ida on Sun, Sep 27. u takes it back.";
    assert_eq!(notice(&demo), said);
    let shape = |on| demo.app.calendar().map(|leo| format!("{:?}", leo.day(on)));
    assert!([24, 28].iter().all(|&day| shape(date(2026, 9, day)).is_some_and(|day| day.contains("HalfDay"))));
    demo.press("Left Left Space Right Right o");
    assert_eq!(school_children(&demo, date(2026, 9, 26)), ["Leo", "Ida"]);
}

#[test]
fn a_day_off_of_one_child_stays_when_the_day_off_for_all_is_taken_back() {
    let mut demo = demo("[[day_off]]\nname = \"Trip\"\ndate = 2026-09-25\nchildren = [\"leo\"]\n");
    assert_eq!(school_children(&demo, FRIDAY), ["Ida"]);
    demo.press("4");
    assert!(demo.screen(80, 24).contains("o day off"), "{}", demo.screen(80, 24));
    demo.press("o");
    assert_eq!((school_children(&demo, FRIDAY), notice(&demo)), (vec![], "No school on Fri, Sep 25. u takes it back."));
    demo.press("o");
    assert_eq!(
        (school_children(&demo, FRIDAY), notice(&demo)),
        (vec!["Ida"], "School again on Fri, Sep 25; Trip for Leo stays. u takes it back.")
    );
}

#[test]
fn hidden_children_do_not_count_for_days_off() {
    let rules = "put_away = true\n[[day_off]]\nname = \"Trip\"\ndate = 2026-09-25\nchildren = [\"ida\"]\n";
    let mut demo = demo(rules);
    demo.press("4 o");
    assert_eq!((school_children(&demo, FRIDAY), notice(&demo)), (vec![], "No school on Fri, Sep 25. u takes it back."));
    demo.press("o");
    assert_eq!(
        (school_children(&demo, FRIDAY), notice(&demo)),
        (vec!["Leo"], "School again on Fri, Sep 25. u takes it back.")
    );
    assert!(demo.family.as_ref().is_some_and(|text| text.contains("Trip")));
}

#[test]
fn pressing_o_twice_on_a_week_with_a_holiday_changes_nothing() {
    let mut demo = demo("[[day_off]]\nname = \"Jewish holiday\"\ndate = 2026-09-30\n");
    let before = demo.family.clone();
    demo.press("4 Right Right Right Space Right Right Right o");
    assert_eq!(notice(&demo), "No school on Sep 28 – Oct 1. u takes it back.");
    let day = |on| demo.app.calendar().map(|leo| leo.day(on));
    assert_eq!(day(date(2026, 9, 30)), Some(Day::Off { name: "Jewish holiday" }));
    demo.press("Space Left Left Left o");
    assert_eq!(notice(&demo), "School again on Sep 28 – Sep 29, Thu, Oct 1; Jewish holiday stays. u takes it back.");
    assert_eq!(demo.family, before);
}

#[test]
fn a_day_taken_out_of_a_holiday_is_put_back_into_it() {
    let mut demo = demo("[[day_off]]\nname = \"Fall break\"\nfrom = 2026-09-24\nto = 2026-09-30\n");
    let before = demo.family.clone();
    demo.press("4 o");
    assert_eq!(school_children(&demo, FRIDAY), ["Leo", "Ida"]);
    assert_eq!(notice(&demo), "School again on Fri, Sep 25; taken out of Fall break. u takes it back.");
    demo.press("o");
    assert_eq!(notice(&demo), "No school on Fri, Sep 25, as part of Fall break. u takes it back.");
    assert_eq!(demo.family, before);
}

#[test]
fn a_day_off_outside_the_terms_cannot_become_a_school_day() {
    let mut demo = demo(
        "[[term]]\nname = \"Autumn\"\nfrom = 2026-09-07\nto = 2026-09-18\n\
         [[day_off]]\nname = \"Break\"\nfrom = 2026-09-21\nto = 2026-09-30\n",
    );
    let before = demo.family.clone();
    demo.press("4 o");
    assert_eq!(notice(&demo), "There is no school on this day anyway.");
    assert_eq!(demo.family, before);
}
