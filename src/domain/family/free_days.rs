//! What one key makes of some dates: free of school for every child who is shown, or school again. As edits of the
//! calendar's rules.

use super::{Family, Rule, RuleEdit};
use crate::domain::calendar::Calendar;
use crate::domain::school_year::{Dates, DayOff, Exception, Override, Whom};
use jiff::civil::Date;

/// What a day off is called until the family file says it better.
pub const DAY_OFF: &str = "Day off";

/// The edits after which no child who is shown goes to school on these dates. What would make school of them loses them,
/// and days that are not off for everybody yet become days off.
pub fn make_free(family: &Family, dates: Dates) -> Vec<RuleEdit> {
    let makes_school = |rule: &Rule| match rule {
        Rule::SpecialDay(_) | Rule::Override(Override { kind: Exception::School, .. }) => is_about_any(family, rule),
        Rule::Override(_) | Rule::Term(_) | Rule::DayOff(_) | Rule::Collect(_) => false,
    };
    let overlapping = Rule::those_on(family, |there| there.overlaps(dates));
    let cuts = overlapping.into_iter().filter(makes_school).map(|rule| RuleEdit::Cut { rule, dates });
    let open = dates.days().filter(|date| !is_off_for_all(family, *date));
    let filled = Dates::stretches(open).into_iter().map(|gap| {
        let (name, whom) = (DAY_OFF.to_owned(), Whom::AllChildren);
        let day_off = || Rule::DayOff(DayOff { name, dates: gap, whom, uid: None });
        joined(family, gap).unwrap_or_else(|| RuleEdit::Add(day_off()))
    });
    cuts.chain(filled).collect()
}

/// The edits that take dates on which no child goes to school out of the days off that [`make_free`] made; where none
/// would go even so, out of holidays too. None when that gives no school back either, as outside the terms.
pub fn make_school(family: &Family, dates: Dates) -> Vec<RuleEdit> {
    let is_here = |day_off: &&DayOff| {
        day_off.dates.overlaps(dates) && family.children.iter().any(|child| day_off.whom.includes(&child.id))
    };
    let is_own =
        |day_off: &DayOff| day_off.name == DAY_OFF && day_off.whom == Whom::AllChildren && day_off.uid.is_none();
    let all: Vec<&DayOff> = family.days_off.iter().filter(is_here).collect();
    let own: Vec<&DayOff> = all.iter().copied().filter(|day_off| is_own(day_off)).collect();
    let enough = [own, all].into_iter().find(|gone| gives_school_back(family, gone, dates));
    let cut = |day_off: &DayOff| RuleEdit::Cut { rule: Rule::DayOff(day_off.clone()), dates };
    enough.into_iter().flatten().map(cut).collect()
}

/// Whether a child who is shown would go to school on any of these dates without some days off.
fn gives_school_back(family: &Family, gone: &[&DayOff], dates: Dates) -> bool {
    let stays = |day_off: &&DayOff| !gone.contains(day_off);
    let days_off = family.days_off.iter().filter(stays).cloned().collect();
    let without = Family { days_off, ..family.clone() };
    let goes = |child| {
        let calendar = Calendar::of(&without, child);
        dates.days().any(|date| calendar.goes(date))
    };
    family.children.iter().any(goes)
}

/// The edit that lets a holiday go on through a gap that was cut into it.
fn joined(family: &Family, gap: Dates) -> Option<RuleEdit> {
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

fn is_about_any(family: &Family, rule: &Rule) -> bool {
    family.children.iter().any(|child| rule.is_about(&child.id))
}

/// Whether every child who is shown has a day off.
fn is_off_for_all(family: &Family, date: Date) -> bool {
    let mut children = family.children.iter();
    children.all(|child| {
        family.days_off.iter().any(|day_off| day_off.dates.contains(date) && day_off.whom.includes(&child.id))
    })
}

#[cfg(test)]
mod tests {
    use super::super::{read, with_rule_edits};
    use super::*;
    use jiff::civil::date;

    const CHILDREN: &str = "[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n[[child]]\nname = 'Ida'\n\
                            first_day = 2026-09-07\n[[child]]\nname = 'Max'\nfirst_day = 2020-09-07\nput_away = true\n";

    fn family(text: &str) -> Family {
        let page = read("family.toml", text);
        assert_eq!(page.problems, [], "{text}");
        page.family
    }

    /// The text after the edits, and who of Leo and Ida goes on each of the dates.
    fn after(text: &str, edits: fn(&Family, Dates) -> Vec<RuleEdit>, dates: Dates) -> (String, Vec<[bool; 2]>) {
        let text = with_rule_edits(text, &edits(&family(text), dates)).expect("written");
        let now = family(&text);
        let goes = |date| [0, 1].map(|i| Calendar::of(&now, &now.children[i]).goes(date));
        (text.clone(), dates.days().map(goes).collect())
    }

    fn september(from: i8, to: i8) -> Dates {
        Dates::new(date(2026, 9, from), date(2026, 9, to)).expect("forward")
    }

    const HALF: &str = "[[special_day]]\nkind = 'half day'\n";
    const OWN: &str = "[[override]]\nchild = 'ida'\nkind = 'school'\n";

    #[test]
    fn nothing_makes_school_of_a_day_that_was_made_free() {
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
            let text = format!("{CHILDREN}{rule}");
            let (text, goes) = after(&text, make_free, september(24, 26));
            assert_eq!(goes, [[false; 2]; 3], "{text}");
            let (text, goes) = after(&text, make_school, september(24, 26));
            assert!(goes[0] == [true; 2] && goes[1][1] && goes[2] == [false; 2] || text.contains("Fair"), "{text}");
        }
    }

    #[test]
    fn only_what_would_make_school_of_the_days_loses_them() {
        let max = format!("{HALF}children = ['max']\ndate = 2026-09-25\n");
        let kept = format!("{max}[[override]]\nchild = 'ida'\nkind = 'absent'\ndate = 2026-09-25\n");
        let (text, _) =
            after(&format!("{CHILDREN}{kept}{HALF}from = 2026-09-24\nto = 2026-09-28\n"), make_free, september(25, 25));
        assert!(text.contains(&max), "{text}");
        let special: Vec<Dates> = family(&text).special_days.iter().map(|special| special.dates).collect();
        assert_eq!(special[1..], [september(24, 24), september(26, 28)]);
        assert_eq!(family(&text).overrides.len(), 1);
    }

    #[test]
    fn a_named_holiday_within_the_days_stays_as_it_is_both_ways() {
        let holiday = "[[day_off]]\nname = 'Jewish holiday'\ndate = 2026-09-16\n";
        let before = format!("{CHILDREN}{holiday}");
        let (text, _) = after(&before, make_free, september(14, 17));
        let days: Vec<(String, Dates)> = family(&text).days_off.into_iter().map(|off| (off.name, off.dates)).collect();
        let day = |name: &str, from, to| (name.to_owned(), september(from, to));
        assert_eq!(days, [day("Jewish holiday", 16, 16), day(DAY_OFF, 14, 15), day(DAY_OFF, 17, 17)]);
        let (text, goes) = after(&text, make_school, september(14, 17));
        assert_eq!((text, goes[2]), (before.clone(), [false; 2]));
        let (text, _) = after(&before, make_school, september(16, 16));
        assert_eq!(text, CHILDREN, "all of it is a holiday with a name");
    }

    #[test]
    fn a_holiday_that_lost_a_day_gets_it_back() {
        let before = format!("{CHILDREN}[[day_off]]\nname = 'Break'\nfrom = 2026-09-21\nto = 2026-10-02\nuid = 'b'\n");
        let (text, goes) = after(&before, make_school, september(23, 24));
        assert_eq!((family(&text).days_off.len(), goes), (2, vec![[true; 2]; 2]));
        assert_eq!(after(&text, make_free, september(23, 24)), (before, vec![[false; 2]; 2]));
        // One of two days touches one piece alone, so it becomes a day off of its own.
        let (text, _) = after(&text, make_free, september(23, 23));
        assert_eq!(family(&text).days_off.len(), 3);
    }

    #[test]
    fn where_nobody_would_go_even_so_nothing_is_given_back() {
        let text = format!(
            "{CHILDREN}[[term]]\nname = 'Autumn'\nfrom = 2026-09-07\nto = 2026-09-18\n\
             [[day_off]]\nname = 'Break'\nfrom = 2026-09-18\nto = 2026-09-30\n"
        );
        assert_eq!(make_school(&family(&text), september(21, 23)), []);
        assert_eq!(make_school(&family(&text), september(18, 23)).len(), 1);
    }

    #[test]
    fn a_weekend_of_ones_own_does_not_stand_for_the_holidays_around_it() {
        let text = format!(
            "{CHILDREN}[[day_off]]\nname = '{DAY_OFF}'\nfrom = 2026-09-19\nto = 2026-09-20\n\
             [[day_off]]\nname = 'Fair'\nfrom = 2026-09-18\nto = 2026-09-21\n"
        );
        assert_eq!(after(&text, make_school, september(18, 21)).0, CHILDREN);
    }

    #[test]
    fn an_own_day_off_under_a_holiday_goes_with_it() {
        let own = format!("[[day_off]]\nname = '{DAY_OFF}'\ndate = 2026-09-16\n");
        let text = format!("{CHILDREN}{own}[[day_off]]\nname = 'Fair'\ndate = 2026-09-16\n");
        assert_eq!(after(&text, make_school, september(16, 16)), (CHILDREN.to_owned(), vec![[true; 2]]));
        let text = format!("{CHILDREN}{own}[[day_off]]\nname = 'Trip'\ndate = 2026-09-16\nchildren = ['leo']\n");
        let (text, goes) = after(&text, make_school, september(16, 16));
        assert!(goes == [[false, true]] && text.contains("Trip"), "what one child has of its own stays: {text}");
    }
}
