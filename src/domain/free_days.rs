//! Makes dates free of school for every child who is shown, or school days again, by edits of the calendar's rules.

use super::calendar::Calendar;
use super::child_id::ChildId;
use super::dates::DateRange;
use super::family::{Family, Rule, RuleEdit};
use super::school_year::{DayOff, Exception, Override, Whom};
use jiff::civil::Date;

/// The edits after which no shown child goes to school on these dates. A date that is not off for everybody becomes a
/// day off. Where a rule makes school on the date, the day off is closed, so that the rule wins again once the day off
/// is removed.
pub fn make_free(family: &Family, dates: DateRange) -> Vec<RuleEdit> {
    let off = dates.days().filter(|date| !is_off_for_all(family, *date) && !has_rule_for_school(family, *date));
    let closed = dates.days().filter(|date| has_rule_for_school(family, *date));
    let day_off = |gap: DateRange, closed: bool| {
        let (name, whom) = (DayOff::UNNAMED.to_owned(), Whom::AllChildren);
        RuleEdit::Add(Rule::DayOff(DayOff { name, dates: gap, whom, closed, uid: None }))
    };
    let off = DateRange::of_dates(off).into_iter();
    let off = off.map(|gap| joined(family, gap).unwrap_or_else(|| day_off(gap, false)));
    off.chain(DateRange::of_dates(closed).into_iter().map(|gap| day_off(gap, true))).collect()
}

/// Whether a rule makes a school day of a day off, unless the day off is closed.
pub fn makes_school(rule: &Rule) -> bool {
    matches!(rule, Rule::SpecialDay(_) | Rule::Override(Override { kind: Exception::School, .. }))
}

/// Whether a new day off must be closed: it is a single date, and another rule makes school on it. Holidays of several
/// days leave a half day within them as it is.
pub fn closes<'r>(day_off: &DayOff, mut rules: impl Iterator<Item = &'r Rule>) -> bool {
    let is_one = day_off.dates.from() == day_off.dates.to();
    let clashes = |rule: &Rule| rule.dates().overlaps(day_off.dates) && rule.whom().overlaps(&day_off.whom);
    is_one && rules.any(|rule| makes_school(rule) && clashes(rule))
}

/// Whether a rule makes school on a date for a shown child, without a closed day off.
fn has_rule_for_school(family: &Family, date: Date) -> bool {
    let on_it = Rule::those_on(family, |dates| dates.contains(date));
    let is_closed = |child: &ChildId| {
        let here = |day_off: &&DayOff| day_off.closed && day_off.dates.contains(date);
        family.days_off.iter().filter(here).any(|day_off| day_off.whom.includes(child))
    };
    family
        .children
        .iter()
        .map(|child| &child.id)
        .any(|child| !is_closed(child) && on_it.iter().any(|rule| makes_school(rule) && rule.is_about(child)))
}

/// The edits that make dates without school into school days again. They remove the dates from the days off that
/// [`make_free`] made, or from all days off if nobody would go to school otherwise. Empty when nobody would go to school
/// even then, as outside the terms.
pub fn make_school(family: &Family, dates: DateRange) -> Vec<RuleEdit> {
    let is_here = |day_off: &&DayOff| {
        day_off.dates.overlaps(dates) && family.children.iter().any(|child| day_off.whom.includes(&child.id))
    };
    let is_own = |day_off: &DayOff| {
        day_off.name == DayOff::UNNAMED && day_off.whom == Whom::AllChildren && day_off.uid.is_none()
    };
    let all: Vec<&DayOff> = family.days_off.iter().filter(is_here).collect();
    let own: Vec<&DayOff> = all.iter().copied().filter(|day_off| is_own(day_off)).collect();
    let enough = [own, all].into_iter().find(|gone| gives_school_back(family, gone, dates));
    let cut = |day_off: &DayOff| RuleEdit::Cut { rule: Rule::DayOff(day_off.clone()), dates };
    enough.into_iter().flatten().map(cut).collect()
}

/// Whether a shown child would go to school on any of these dates without some days off.
fn gives_school_back(family: &Family, gone: &[&DayOff], dates: DateRange) -> bool {
    let stays = |day_off: &&DayOff| !gone.contains(day_off);
    let days_off = family.days_off.iter().filter(stays).cloned().collect();
    let without = Family { days_off, ..family.clone() };
    let goes = |child| {
        let calendar = Calendar::of(&without, child);
        dates.days().any(|date| calendar.goes(date))
    };
    family.children.iter().any(goes)
}

/// The edit that closes a gap between two parts of a holiday.
fn joined(family: &Family, gap: DateRange) -> Option<RuleEdit> {
    let is_same = |a: &DayOff, b: &DayOff| (&a.name, &a.whom, &a.uid) == (&b.name, &b.whom, &b.uid);
    let mut before = family.days_off.iter().filter(|there| there.dates.meets(gap));
    before.find_map(|before| {
        let begins_after = |there: &&DayOff| gap.meets(there.dates) && is_same(before, there);
        let later = family.days_off.iter().find(begins_after)?;
        let is_for_all = family.children.iter().all(|child| before.whom.includes(&child.id));
        let [rule, later] = [before, later].map(|day_off| Rule::DayOff(day_off.clone()));
        is_for_all.then_some(RuleEdit::Join { rule, later })
    })
}

/// Whether every shown child has a day off.
fn is_off_for_all(family: &Family, date: Date) -> bool {
    let mut children = family.children.iter();
    children.all(|child| {
        family.days_off.iter().any(|day_off| day_off.dates.contains(date) && day_off.whom.includes(&child.id))
    })
}

#[cfg(test)]
mod tests {
    use super::super::family::{read, with_rule_edits};
    use super::*;
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
        let days: Vec<(String, DateRange)> =
            family(&text).days_off.into_iter().map(|off| (off.name, off.dates)).collect();
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
}
