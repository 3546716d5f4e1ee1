//! Dates made free of school with one key, and made school days again.

use goodbye::domain::calendar::Calendar;
use goodbye::domain::dates::DateRange;
use goodbye::domain::family::{Family, RuleEdit, read, with_rule_edits};
use goodbye::domain::free_days::{make_free, make_school};
use goodbye::domain::school_year::DayOff;
use jiff::civil::date;

const DAY_OFF: &str = DayOff::UNNAMED;
const CHILDREN: &str = "[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n[[child]]\nname = 'Ida'\n\
                        first_day = 2026-09-07\n[[child]]\nname = 'Max'\nfirst_day = 2020-09-07\nput_away = true\n";

fn family(text: &str) -> Family {
    let page = read("family.toml", text);
    assert_eq!(page.problems, [], "{text}");
    page.family
}

/// The text after the edits, and whether Leo and Ida go to school on each date.
fn after(text: &str, edits: fn(&Family, DateRange) -> Vec<RuleEdit>, dates: DateRange) -> (String, Vec<[bool; 2]>) {
    let text = with_rule_edits(text, &edits(&family(text), dates)).expect("written");
    let now = family(&text);
    let goes = |date| [0, 1].map(|i| Calendar::of(&now, &now.children[i]).goes(date));
    (text.clone(), dates.days().map(goes).collect())
}

fn september(from: i8, to: i8) -> DateRange {
    DateRange::new(date(2026, 9, from), date(2026, 9, to)).expect("forward")
}

const HALF: &str = "[[special_day]]\nkind = 'half day'\n";
const OWN: &str = "[[override]]\nchild = 'ida'\nkind = 'school'\n";

#[test]
fn a_date_that_was_made_free_has_no_school_whatever_the_rules() {
    for rule in [
        format!("{HALF}date = 2026-09-25\n"),
        format!("{HALF}from = 2026-09-21\nto = 2026-10-02\nchildren = ['ida', 'max']\n"),
        format!("{HALF}date = 2026-09-24\n{HALF}date = 2026-09-25\n"),
        format!("{OWN}date = 2026-09-25\n"),
        format!("{OWN}from = 2026-09-01\nto = 2026-09-30\n{HALF}date = 2026-09-26\n"),
        "[[special_day]]\nkind = 'school day'\ndate = 2026-09-26\n".to_owned(),
        "[[day_off]]\nname = 'Trip'\ndate = 2026-09-25\nchildren = ['leo']\n".to_owned(),
        format!("[[day_off]]\nname = 'Fair'\ndate = 2026-09-25\n{HALF}date = 2026-09-25\n"),
    ] {
        let before = format!("{CHILDREN}{rule}");
        let (text, goes) = after(&before, make_free, september(24, 26));
        assert_eq!(goes, [[false; 2]; 3], "{text}");
        let (again, _) = after(&text, make_school, september(24, 26));
        assert_eq!(again, before, "the rules are as before");
    }
}

#[test]
fn a_named_holiday_within_the_dates_stays_as_it_is() {
    let holiday = "[[day_off]]\nname = 'Jewish holiday'\ndate = 2026-09-16\n";
    let before = format!("{CHILDREN}{holiday}");
    let (text, _) = after(&before, make_free, september(14, 17));
    let days: Vec<(String, DateRange)> = family(&text).days_off.into_iter().map(|off| (off.name, off.dates)).collect();
    let day = |name: &str, from, to| (name.to_owned(), september(from, to));
    assert_eq!(days, [day("Jewish holiday", 16, 16), day(DAY_OFF, 14, 15), day(DAY_OFF, 17, 17)]);
    let (text, goes) = after(&text, make_school, september(14, 17));
    assert_eq!((text, goes[2]), (before.clone(), [false; 2]));
    let (text, _) = after(&before, make_school, september(16, 16));
    assert_eq!(text, CHILDREN, "the dates are nothing but a named holiday");
}

#[test]
fn a_holiday_that_was_cut_is_joined_again() {
    let before = format!("{CHILDREN}[[day_off]]\nname = 'Break'\nfrom = 2026-09-21\nto = 2026-10-02\nuid = 'b'\n");
    let (text, goes) = after(&before, make_school, september(23, 24));
    assert_eq!((family(&text).days_off.len(), goes), (2, vec![[true; 2]; 2]));
    assert_eq!(after(&text, make_free, september(23, 24)), (before, vec![[false; 2]; 2]));
    // One of the two dates touches one part only, so it becomes a separate day off.
    let (text, _) = after(&text, make_free, september(23, 23));
    assert_eq!(family(&text).days_off.len(), 3);
}

#[test]
fn dates_outside_the_terms_do_not_become_school_days() {
    let text = format!(
        "{CHILDREN}[[term]]\nname = 'Autumn'\nfrom = 2026-09-07\nto = 2026-09-18\n\
         [[day_off]]\nname = 'Break'\nfrom = 2026-09-18\nto = 2026-09-30\n"
    );
    assert_eq!(make_school(&family(&text), september(21, 23)), []);
    assert_eq!(make_school(&family(&text), september(18, 23)).len(), 1);
}

#[test]
fn a_free_weekend_is_removed_with_the_holidays_around_it() {
    let text = format!(
        "{CHILDREN}[[day_off]]\nname = '{DAY_OFF}'\nfrom = 2026-09-19\nto = 2026-09-20\n\
         [[day_off]]\nname = 'Fair'\nfrom = 2026-09-18\nto = 2026-09-21\n"
    );
    assert_eq!(after(&text, make_school, september(18, 21)).0, CHILDREN);
}

#[test]
fn a_day_off_under_a_holiday_is_removed_with_the_holiday() {
    let own = format!("[[day_off]]\nname = '{DAY_OFF}'\ndate = 2026-09-16\n");
    let text = format!("{CHILDREN}{own}[[day_off]]\nname = 'Fair'\ndate = 2026-09-16\n");
    assert_eq!(after(&text, make_school, september(16, 16)), (CHILDREN.to_owned(), vec![[true; 2]]));
    let text = format!("{CHILDREN}{own}[[day_off]]\nname = 'Trip'\ndate = 2026-09-16\nchildren = ['leo']\n");
    let (text, goes) = after(&text, make_school, september(16, 16));
    assert!(goes == [[false, true]] && text.contains("Trip"), "the day off of one child stays: {text}");
}
