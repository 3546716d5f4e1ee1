//! The school year on the Calendar screen: entries added, changed and removed, for one date or several.

use super::demo::{Demo, FAMILY};
use super::notice;
use goodbye::app::screens;
use goodbye::domain::dates::DateRange;
use goodbye::domain::day::add_days;
use goodbye::domain::school_year::{DayOff, Exception, Special, Whom};
use goodbye::domain::time_of_day;
use jiff::civil::{Date, date};

fn two() -> Demo {
    let family = format!("# ours\n{FAMILY}\n[[child]]\nid = \"ida\"\nname = \"Ida\"\nfirst_day = 2026-09-07\n");
    Demo::new("2026-09-10", Some(&family), None, &[])
}

fn off(demo: &Demo) -> Vec<DateRange> {
    demo.app.family().days_off.iter().map(|day_off| day_off.dates).collect()
}

fn dates(from: Date, to: Date) -> DateRange {
    DateRange::new(from, to).expect("forward")
}

#[test]
fn holidays_are_added_with_a_name_and_two_dates_and_taken_back() {
    let mut demo = two();
    demo.press("4 + Enter").write("Half term").press("Down Ctrl-u").write("26 oct").press("Down").write("30 oct");
    assert!(demo.screen(80, 24).contains("= Friday, October 30"), "{}", demo.screen(80, 24));
    demo.press("Enter");
    let name = "Half term".to_owned();
    let dates = dates(date(2026, 10, 26), date(2026, 10, 30));
    assert_eq!(demo.app.family().days_off, [DayOff { name, dates, whom: Whom::AllChildren, closed: false, uid: None }]);
    assert!(notice(&demo).contains("Half term on Oct 26 – Oct 30"), "{}", notice(&demo));
    demo.press("u");
    assert_eq!(off(&demo), []);
}

#[test]
fn a_half_day_of_one_child_has_its_time() {
    let mut demo = two();
    demo.press("4 Right + h Enter")
        .write("Sports")
        .press("Down Down Down")
        .write("12:30")
        .press("Down Space Space Enter");
    let special = demo.app.family().special_days[0].clone();
    let ida = demo.app.children()[1].id.clone();
    assert_eq!(
        (special.kind, special.time, special.whom),
        (Special::HalfDay, time_of_day::parse("12:30"), Whom::Only(vec![ida]))
    );
    assert_eq!(special.dates, DateRange::one(date(2026, 9, 11)));
}

#[test]
fn terms_absences_and_pickups_can_be_added() {
    let mut demo = two();
    demo.press("4 + t Enter Down Ctrl-u").write("7 sep").press("Down").write("18 dec").press("Enter");
    assert_eq!(demo.app.family().terms[0].dates, dates(date(2026, 9, 7), date(2026, 12, 18)));
    demo.press("+ a Enter Enter");
    let own = demo.app.family().overrides[0].clone();
    assert_eq!((own.kind, own.dates), (Exception::Absent, DateRange::one(date(2026, 9, 10))));
    demo.press("+ w Enter Enter");
    assert!(notice(&demo).contains("Who picks up?"), "{}", notice(&demo));
    demo.write("Gran, after story time").press("Enter");
    assert_eq!(demo.app.family().collects[0].who, "Gran, after story time");
}

#[test]
fn a_wrong_line_of_the_rule_form_is_explained_and_no_text_is_lost() {
    let mut demo = two();
    demo.press("4 + Enter Down Down").write("8 sep").press("Enter");
    assert!(notice(&demo).contains("before the first"), "{}", notice(&demo));
    demo.press("Ctrl-u").write("someday").press("Enter");
    assert!(notice(&demo).contains("not a day I know"), "{}", notice(&demo));
    demo.press("Esc");
    assert!(notice(&demo).contains("kept"), "{}", notice(&demo));
    demo.press("+ Enter");
    assert!(demo.screen(80, 24).contains("someday"));
    demo.press("Ctrl-u Up Up Enter");
    assert_eq!(off(&demo), [DateRange::one(date(2026, 9, 10))]);
}

#[test]
fn entries_are_changed_and_removed_and_comments_stay() {
    let family = format!(
        "{FAMILY}\n# the long one\n[[day_off]]\nname = \"Half term\" # at Gran's\nfrom = 2026-09-14\nto = 2026-09-18\n"
    );
    let mut demo = Demo::new("2026-09-15", Some(&family), None, &[]);
    demo.press("4 e Enter Down Down Ctrl-u").write("17 sep").press("Enter");
    assert_eq!(off(&demo), [dates(date(2026, 9, 14), date(2026, 9, 17))]);
    let text = demo.family.clone().unwrap_or_default();
    assert!(text.contains("# at Gran's") && text.contains("# the long one"), "{text}");
    demo.press("e x");
    assert_eq!(off(&demo), []);
    demo.press("e");
    assert!(notice(&demo).contains("There is no entry"), "{}", notice(&demo));
    demo.press("u u");
    assert_eq!(demo.family.as_deref(), Some(family.as_str()));
}

#[test]
fn selected_dates_become_one_day_off_and_school_again() {
    let mut demo = Demo::leo();
    demo.press("4 Space Right Right Right Right o");
    assert_eq!(off(&demo), [dates(date(2026, 9, 10), date(2026, 9, 14))]);
    // The dates stay selected, because their plans wait to be moved.
    demo.press("o");
    assert_eq!(off(&demo), []);
    demo.press("Space Left Left");
    assert!(demo.screen(80, 24).contains("o makes these days off"), "{}", demo.screen(80, 24));
    demo.press("Esc o");
    assert_eq!(off(&demo), []);
    assert!(notice(&demo).contains("no school on this day"), "a Saturday: {}", notice(&demo));
    demo.press("Space 1");
    assert_eq!(*demo.app.screen(), screens::today::SCREEN);
    assert!(!demo.app.is_selecting());
}

#[test]
fn coming_entries_are_listed_below_the_entries_for_the_day() {
    let mut demo = two();
    demo.press("4 e");
    assert!(demo.app.prompt().is_none() && notice(&demo).contains("+ adds"), "{}", notice(&demo));
    demo.press("Right o Down o Up e");
    let screen = demo.screen(60, 18);
    let lines: Vec<&str> = screen.lines().filter(|line| line.contains("day off  ")).collect();
    assert!(lines[0].contains("Sep 11") && lines[1].contains("Sep 18"), "{screen}");
    demo.press("x");
    assert_eq!(off(&demo), [DateRange::one(date(2026, 9, 18))]);
}

#[test]
fn an_absence_in_a_past_week_can_be_taken_back_without_a_trace() {
    let mut demo = two();
    demo.press("Space").press("4 Left Left Left");
    let monday = date(2026, 9, 7);
    let mornings = |demo: &Demo| (0..5).map(|i| super::morning(demo, add_days(monday, i))).collect::<Vec<_>>();
    let number = |demo: &Demo| demo.app.calendar().and_then(|calendar| calendar.number(date(2026, 9, 14)));
    let before = (demo.family.clone(), mornings(&demo), number(&demo));
    // An absence in the calendar takes the week out of the count and keeps the mornings.
    demo.press("Space Right Right Right Right + a Enter").write("sick").press("Enter");
    assert_eq!((mornings(&demo), number(&demo)), (before.1.clone(), Some(1)));
    demo.press("Esc e x");
    assert_eq!((demo.family.clone(), mornings(&demo), number(&demo)), before);
    // Skipping each morning can be taken back too.
    demo.press("2 t Left Left Left");
    for _ in 0..4 {
        demo.press("s Enter Right");
    }
    assert!(mornings(&demo)[..4].iter().all(|morning| morning.skipped.as_deref() == Some("sick")));
    for _ in 0..4 {
        demo.press("Left s Enter");
    }
    assert_eq!((demo.family.clone(), mornings(&demo), number(&demo)), before);
}

#[test]
fn a_school_year_is_typed_in_autumn_without_its_years() {
    let mut demo = two();
    demo.press("4 + t Enter Down").write("7 sep").press("Down").write("18 jun");
    assert!(demo.screen(80, 24).contains("= Friday, June 18, 2027"), "{}", demo.screen(80, 24));
    demo.press("Enter");
    assert_eq!(demo.app.family().terms[0].dates, dates(date(2026, 9, 7), date(2027, 6, 18)));
}

#[test]
fn a_typed_time_is_shown_as_it_is_understood() {
    let mut demo = two();
    demo.press("4 + h Enter Down Down Down").write("1pm");
    assert!(demo.screen(80, 24).contains("= 13:00"), "{}", demo.screen(80, 24));
    demo.press("Ctrl-u").write("soon").press("Enter");
    assert!(notice(&demo).contains("1 pm"), "{}", notice(&demo));
    demo.press("Ctrl-u").write("12.30").press("Enter");
    assert_eq!(demo.app.family().special_days[0].time, time_of_day::parse("12:30"));
}

#[test]
fn an_extra_school_day_keeps_its_time() {
    let family = format!("{FAMILY}[[special_day]]\nkind = \"school day\"\ndate = 2026-09-12\ntime = \"6:30\"\n");
    let mut demo = Demo::new("2026-09-10", Some(&family), None, &[]);
    demo.press("4 e Enter").write("Fair").press("Down Down Down");
    assert!(demo.screen(80, 24).contains("= 6:30"), "{}", demo.screen(80, 24));
    demo.press("Enter");
    let special = &demo.app.family().special_days[0];
    assert_eq!((special.time, special.name.as_deref()), (time_of_day::parse("6:30"), Some("Fair")));
    demo.press("e Enter Enter");
    assert!(demo.app.prompt().is_none() && notice(&demo) == "Nothing was changed.", "{}", notice(&demo));
}

#[test]
fn a_draft_keeps_the_choice_of_children_too() {
    let mut demo = two();
    demo.press("4 + Enter Down Down Down Right Right");
    let screen = demo.screen(80, 24);
    assert!(screen.contains("▸ For         Ida") && screen.contains("← → for whom"), "{screen}");
    demo.press("Esc + Enter");
    assert!(demo.screen(80, 24).contains("For         Ida"), "{}", demo.screen(80, 24));
    demo.press("Ctrl-n");
    assert!(demo.screen(80, 24).contains("For         all children"), "{}", demo.screen(80, 24));
}

#[test]
fn notices_name_the_child_where_there_are_several() {
    let mut demo = two();
    demo.press("4 + w Enter").write("Gran").press("Down Down Down Right Enter");
    assert_eq!(notice(&demo), "Pickup: Gran on Thu, Sep 10, for Leo. u takes it back.");
    demo.press("+ a Enter").write("Staggered start").press("Enter e");
    let screen = demo.screen(80, 24);
    assert!(screen.contains("Staggered start  Leo") && screen.contains("Gran  Leo"), "{screen}");
    demo.press("Down Enter Down Down Down Right Enter");
    assert_eq!(notice(&demo), "Ida stays home on Thu, Sep 10 (Staggered start). u takes it back.");
}

#[test]
fn the_list_of_entries_stays_open_after_a_removal_and_scrolls_by_pages() {
    let day_off = |day| format!("[[day_off]]\nname = \"Day {day}\"\ndate = 2026-10-{day}\n");
    let family = format!("{FAMILY}{}", (11..31).map(day_off).collect::<String>());
    let mut demo = Demo::new("2026-09-10", Some(&family), None, &[]);
    demo.press("4 e PageDown");
    let screen = demo.screen(60, 18);
    assert!(screen.contains("▸ day off           Day 21") && screen.contains("↓ 20 in all"), "{screen}");
    demo.press("x");
    assert!(demo.screen(60, 18).contains("▸ day off           Day 22"), "{}", demo.screen(60, 18));
    demo.press("x End x");
    assert!(demo.screen(60, 18).contains("▸ day off           Day 29"), "{}", demo.screen(60, 18));
    demo.press("Home");
    assert!(demo.screen(60, 18).contains("▸ day off           Day 11"), "{}", demo.screen(60, 18));
    assert_eq!(off(&demo).len(), 17);
    demo.press("Esc u u u");
    assert_eq!(demo.family.as_deref(), Some(family.as_str()));
}

#[test]
fn homes_are_swapped_for_a_whole_week() {
    let family = format!("{FAMILY}home = {{ pattern = \"7-7\", mine = \"A\", from = 2026-09-07 }}\n");
    let mut demo = Demo::new("2026-09-10", Some(&family), None, &[]);
    demo.press("4 Down +");
    assert!(demo.screen(80, 24).contains("homes swapped"), "{}", demo.screen(80, 24));
    demo.press("h h Enter Enter");
    let own = demo.app.family().overrides[0].clone();
    assert_eq!((own.kind, own.dates), (Exception::Swap, dates(date(2026, 9, 14), date(2026, 9, 20))));
    assert!(demo.screen(100, 30).contains("homes swapped"), "the list of what is coming up says the same word");
}

#[test]
fn the_cursor_goes_to_the_dates_of_a_new_entry() {
    let mut demo = two();
    demo.press("4 + Enter").write("Fair").press("Down").write("2 oct").press("Enter");
    assert_eq!(demo.app.date(), date(2026, 10, 2));
    assert!(!demo.app.is_selecting());
    demo.press("+ t Enter Down").write("7 sep").press("Down").write("18 dec").press("Enter");
    assert_eq!(demo.app.date(), date(2026, 10, 2), "it is in the term, so it stays");
}

#[test]
fn the_menu_of_what_can_be_added_fits_every_usual_size() {
    let family = format!("{FAMILY}home = {{ pattern = \"7-7\", mine = \"A\", from = 2026-09-07 }}\n");
    let mut demo = Demo::new("2026-09-10", Some(&family), None, &[]);
    demo.press("4 +");
    for (width, height) in [(60, 18), (80, 24)] {
        let screen = demo.screen(width, height);
        let lines: Vec<&str> = screen.lines().filter(|line| line.contains('│') && line.contains('…')).collect();
        assert!(lines.is_empty(), "{screen}");
    }
}

#[test]
fn a_refused_form_opens_again_with_its_text() {
    let mut demo = Demo::leo();
    demo.press("4 + Enter").write("Snow");
    let elsewhere = format!("{FAMILY}\n[[day_off]]\nname = \"Fair\"\ndate = 2026-09-25\n");
    demo.family = Some(elsewhere.clone());
    demo.press("Enter");
    assert!(notice(&demo).contains("still here") && demo.screen(80, 24).contains("Snow"), "{}", demo.screen(80, 24));
    assert_eq!(demo.family, Some(elsewhere), "nothing was overwritten");
    demo.press("Enter");
    let names: Vec<_> = demo.app.family().days_off.iter().map(|day_off| day_off.name.as_str()).collect();
    assert_eq!(names, ["Fair", "Snow"]);
    assert!(demo.app.prompt().is_none());
}

#[test]
fn a_refused_preview_keeps_its_choices() {
    let mut demo = Demo::leo();
    demo.press("4 i Enter Down x");
    demo.family = Some(format!("{FAMILY}\n[[day_off]]\nname = \"Fair\"\ndate = 2026-09-23\n"));
    demo.press("Enter i Enter");
    assert!(demo.screen(80, 24).contains("4 new"), "{}", demo.screen(80, 24));
    demo.press("Enter");
    assert_eq!(demo.app.family().days_off.len(), 2);
}
