//! Plans on days without school. A notice mentions them, and `m` finds and moves them.

use super::demo::{Demo, FAMILY};
use super::{morning, notice, plan};
use goodbye::domain::child_id::ChildId;
use jiff::civil::{Date, date};

/// Mia and Leo, with `rules` in the family file, on Monday, September 14.
fn two(rules: &str, months: &[(&str, &str, &str)]) -> Demo {
    let family = format!("[[child]]\nname = \"Mia\"\nfirst_day = 2026-09-07\n{FAMILY}{rules}");
    Demo::new("2026-09-14", Some(&family), None, months)
}

fn plan_of(demo: &Demo, child: &str, on: Date) -> Vec<String> {
    let child = ChildId::new(child).expect("an id");
    demo.app.morning_of(&child, on).plan.iter().map(ToString::to_string).collect()
}

const MONDAY: Date = date(2026, 9, 14);
const PLANNED: &str = "[2026-09-14]\nplan = [\"hand-kiss\"]\n";

#[test]
fn the_plans_of_children_off_the_screen_move_too_and_never_onto_another_plan() {
    let months = [
        ("leo", "2026-09", "[2026-09-30]\nplan = [\"sewn-heart\"]\n"),
        ("leo", "2026-10", "[2026-10-01]\nplan = [\"hand-kiss\"]\n"),
    ];
    let mut demo = Demo::new("2026-09-30", Some(super::family::TWO), None, &months);
    demo.press("4 o m");
    let leo = demo.app.children()[1].id.clone();
    let plan = |on| demo.app.morning_of(&leo, on).plan.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert!(plan(date(2026, 9, 30)).is_empty(), "{}", notice(&demo));
    assert_eq!(
        (plan(date(2026, 10, 1)), plan(date(2026, 10, 2))),
        (vec!["hand-kiss".into()], vec!["sewn-heart".into()])
    );
}

#[test]
fn the_plans_of_a_week_off_move_together() {
    let mut demo = Demo::leo();
    demo.press("4 Right Space Right Right Right Right Right");
    let month = plan(&demo, date(2026, 9, 11));
    demo.press("o m");
    assert!(notice(&demo).contains("moved"), "{}", notice(&demo));
    assert_eq!(plan(&demo, date(2026, 9, 11)), Vec::<String>::new());
    assert_eq!(plan(&demo, date(2026, 9, 17)), month);
    demo.press("u u");
    assert_eq!(plan(&demo, date(2026, 9, 11)), month);
    assert!(demo.app.family().days_off.is_empty());
}

#[test]
fn preparations_move_with_their_plan() {
    let month = "[2026-09-14]\nplan = [\"sewn-heart\"]\nprepared = [\"sewn-heart\"]\nnote = \"ours\"\n";
    let mut demo = Demo::new("2026-09-14", Some(FAMILY), None, &[("leo", "2026-09", month)]);
    let before = morning(&demo, MONDAY);
    demo.press("4 o m");
    assert_eq!(notice(&demo), "1 plan moved from Mon, Sep 14 to Tue, Sep 15. u takes it back.");
    let (here, there) = (morning(&demo, MONDAY), morning(&demo, date(2026, 9, 15)));
    assert_eq!((here.prepared, here.note.as_deref()), (vec![], Some("ours")));
    assert_eq!((there.plan, there.prepared, there.note), (before.plan.clone(), before.prepared.clone(), None));
    demo.press("u");
    assert_eq!(morning(&demo, MONDAY), before);
}

#[test]
fn the_notice_says_where_each_childs_plans_went() {
    let rules = "[[day_off]]\nname = \"Farm\"\nfrom = 2026-09-15\nto = 2026-10-09\nchildren = [\"leo\"]\n\
                 [[day_off]]\nname = \"Camp\"\nfrom = 2026-09-15\nto = 2026-10-02\nchildren = [\"mia\"]\n";
    let mut demo = two(rules, &[("mia", "2026-09", PLANNED), ("leo", "2026-09", PLANNED)]);
    demo.press("4 o m");
    assert_eq!(notice(&demo), "2 plans moved from Mon, Sep 14 (Mia to Oct 5, Leo to Oct 12). u takes it back.");
    let hand_kiss = ["hand-kiss"];
    assert_eq!(plan_of(&demo, "mia", date(2026, 10, 5)), hand_kiss);
    assert_eq!(plan_of(&demo, "leo", date(2026, 10, 12)), hand_kiss);
}

#[test]
fn the_notice_names_the_first_and_last_day_of_moved_plans() {
    let month: String = (14..19).map(|day| format!("[2026-09-{day}]\nplan = [\"hand-kiss\"]\n")).collect();
    let mut demo = Demo::new("2026-09-14", Some(FAMILY), None, &[("leo", "2026-09", &month)]);
    demo.press("4 Space Right Right Right Right Right Right o");
    assert!(notice(&demo).ends_with("5 plans are on days without school now. m on Calendar moves them."));
    demo.press("m");
    assert_eq!(notice(&demo), "5 plans moved from Sep 14 – Sep 18 to Sep 21 – Sep 25. u takes it back.");
}

#[test]
fn plans_in_a_damaged_month_stay_and_the_others_move() {
    let broken = "[2026-09-14]\nplan = [\"hand-kiss\"]\n[2026-09-15]\nplan = 7\n";
    let mut demo = two("", &[("mia", "2026-09", PLANNED), ("leo", "2026-09", broken)]);
    demo.press("4 o m");
    assert!(notice(&demo).starts_with("1 plan moved from Mon, Sep 14 (Mia to Sep 15)."), "{}", notice(&demo));
    assert!(
        notice(&demo).contains("Leo's plan stays: ") && notice(&demo).contains("cannot be changed"),
        "{}",
        notice(&demo)
    );
    assert_eq!(plan_of(&demo, "leo", MONDAY), ["hand-kiss"]);
    demo.press("m");
    assert!(demo.app.notice().is_some_and(|notice| notice.warning), "{}", notice(&demo));
    assert_eq!(plan_of(&demo, "mia", date(2026, 9, 15)), ["hand-kiss"], "the broken month is on no other's way");
}

#[test]
fn the_footer_offers_to_move_the_plan_of_any_child() {
    let mut demo = two("", &[("leo", "2026-09", PLANNED)]);
    let footer = |demo: &Demo| demo.screen(120, 40).lines().last().unwrap_or_default().to_owned();
    demo.press("4");
    assert!(!footer(&demo).contains("m move plan"), "{}", footer(&demo));
    demo.press("o");
    assert!(demo.app.child().is_some_and(|child| child.name == "Mia") && footer(&demo).contains("m move plan"));
    demo.press("m");
    assert!(!footer(&demo).contains("m move plan"), "{}", footer(&demo));
}

#[test]
fn every_change_of_the_calendar_mentions_plans_that_lost_their_school_day() {
    let month = "[2026-09-11]\nplan = [\"hand-kiss\"]\n[2026-09-14]\nplan = [\"hand-kiss\"]\n\
                 [2026-09-15]\nplan = [\"hand-kiss\", \"sewn-heart\"]\ndone = [\"hand-kiss\"]\n\
                 [2026-09-21]\nplan = [\"hand-kiss\"]\n";
    let one = "1 plan is on a day without school now. m on Calendar moves it.";
    let two = "2 plans are on days without school now. m on Calendar moves them.";
    // The changes: a day off, an absence, other school days, and the school's file with a day off on the 21st.
    for (keys, typed, more, told) in [
        ("4 + Enter", "Fair", "Down Ctrl-u 1 4 . 9 Down 3 0 . 9 Enter", two),
        ("4 + a Enter", "sick", "Enter", one),
        ("4 a Enter Down Down Ctrl-u", "tue-fri", "Enter", two),
        ("4 i Enter Enter", "", "", one),
    ] {
        let mut demo = Demo::new("2026-09-14", Some(FAMILY), None, &[("leo", "2026-09", month)]);
        demo.press(keys).write(typed).press(more);
        assert!(notice(&demo).ends_with(told), "{keys}: {}", notice(&demo));
        demo.press("Esc Right");
        assert_eq!(notice(&demo), "");
    }
    // Yesterday's snow day is mentioned. A day that was free before is not.
    let mut demo = Demo::new("2026-09-14", Some(FAMILY), None, &[("leo", "2026-09", month)]);
    demo.press("4 Left Left Left o");
    assert!(notice(&demo).ends_with(one), "{}", notice(&demo));
    demo.press("Space Right o");
    assert!(!notice(&demo).contains("plan"), "{}", notice(&demo));
}

#[test]
fn m_goes_to_the_next_plan_on_a_day_without_school_and_then_moves_it() {
    let fair = "[[day_off]]\nname = \"Fair\"\nfrom = 2026-09-21\nto = 2026-09-22\n";
    let month = "[2026-09-21]\nplan = [\"hand-kiss\"]\n[2026-09-12]\nplan = [\"hand-kiss\"]\n";
    let mut demo = two(fair, &[("leo", "2026-09", month)]);
    demo.press("4 m");
    assert_eq!(demo.app.date(), date(2026, 9, 21));
    assert_eq!(notice(&demo), "Here is Leo's plan on a day without school: Mon, Sep 21. m moves it.");
    demo.press("m");
    assert_eq!(plan_of(&demo, "leo", date(2026, 9, 23)), ["hand-kiss"], "{}", notice(&demo));
    demo.press("m");
    assert!(notice(&demo).contains("There is nothing to move"), "what is past stays where it is: {}", notice(&demo));
    assert_eq!(plan(&demo, date(2026, 9, 21)), Vec::<String>::new());
}

#[test]
fn a_plan_in_a_month_that_was_not_read_yet_is_found() {
    let rules = "[[day_off]]\nname = \"Fair\"\ndate = 2027-03-25\n";
    let mut demo = two(rules, &[("leo", "2027-03", "[2027-03-25]\nplan = [\"hand-kiss\"]\n")]);
    demo.press("4 m");
    assert_eq!(notice(&demo), "Here is Leo's plan on a day without school: Thu, Mar 25, 2027. m moves it.");
    demo.press("m");
    assert_eq!(plan_of(&demo, "leo", date(2027, 3, 26)), ["hand-kiss"]);
    demo.press("m");
    assert!(notice(&demo).contains("no day without school has a plan in the year ahead"), "{}", notice(&demo));
}

#[test]
fn a_plan_on_an_earlier_selected_day_is_found() {
    let month = "[2026-09-11]\nplan = [\"hand-kiss\"]\n";
    let mut demo = Demo::new("2026-09-21", Some(FAMILY), None, &[("leo", "2026-09", month)]);
    demo.press(&format!("4 {} + Enter Down Down", "Left ".repeat(11))).write("2026-09-14").press("Enter");
    assert!(notice(&demo).contains("m on Calendar moves it"), "{}", notice(&demo));
    demo.press("m");
    assert!(notice(&demo).contains("Fri, Sep 11"), "{}", notice(&demo));
}
