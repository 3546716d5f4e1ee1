//! Plans for several mornings at once: edits that fill empty mornings, and edits that move a plan.

use super::calendar::Calendar;
use super::day::add_days;
use super::family::Child;
use super::morning::{Edit, Morning, MorningState};
use super::ritual::RitualId;
use jiff::civil::Date;
use std::ops::RangeInclusive;

/// The rituals that fill an empty morning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FillWith {
    /// The usual ritual every day.
    Usual,
    /// The favorites in turn, from the one after the last planned favorite.
    Turns,
    /// The plan of the same weekday one week before.
    LastWeek,
}

/// The length of a fill, from the first day of its first week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FillSpan {
    ThisWeek,
    FourWeeks,
    /// Up to the last morning that has a plan.
    LastPlanned,
}

/// The number of days before a fill in which the last planned favorite is searched. Two months are longer than every
/// break within a school year.
const LOOK_BACK: i64 = 62;

/// The edits that fill the empty school mornings of `dates`. A morning with a plan, a done ritual or a skip stays.
///
/// `morning` returns the morning of a date, from `LOOK_BACK` days before `dates` on.
pub fn fill<'m>(
    child: &Child,
    calendar: &Calendar,
    dates: &RangeInclusive<Date>,
    with: FillWith,
    morning: impl Fn(Date) -> &'m Morning,
) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let first_turn = (1..=LOOK_BACK).find_map(|i| turn_after(child, morning(add_days(*dates.start(), -i))));
    let mut turn = first_turn.unwrap_or(0);
    let mut date = calendar.next_from(*dates.start());
    while let Some(on) = date.filter(|on| on <= dates.end()) {
        let was = morning(on);
        if was.state() == MorningState::Empty {
            let plan = match with {
                FillWith::Usual => child.usual.iter().cloned().collect(),
                FillWith::Turns => {
                    let favorite = child.favorites.iter().cycle().nth(turn);
                    turn += 1;
                    favorite.into_iter().cloned().collect()
                }
                FillWith::LastWeek => {
                    let before = add_days(on, -7);
                    let filled = edits.iter().find(|e| e.date == before).map(|e| &e.becomes);
                    filled.unwrap_or_else(|| morning(before)).plan.clone()
                }
            };
            if !plan.is_empty() {
                edits.push(plan_edit(child, on, was, plan));
            }
        } else if with == FillWith::Turns {
            turn = turn_after(child, was).unwrap_or(turn);
        }
        date = calendar.next_from(add_days(on, 1)).filter(|&next| next > on);
    }
    edits
}

/// The place in the favorites after the first favorite in a morning's plan.
fn turn_after(child: &Child, morning: &Morning) -> Option<usize> {
    let place = |id: &RitualId| child.favorites.iter().position(|favorite| favorite == id);
    morning.plan.iter().find_map(place).map(|i| i + 1)
}

/// The dates of a fill that starts in the week from `week` on, but not before `today`. Empty when the week is over.
pub fn fill_range(span: FillSpan, week: Date, today: Date, last_planned: Option<Date>) -> RangeInclusive<Date> {
    let end = match span {
        FillSpan::ThisWeek => add_days(week, 6),
        FillSpan::FourWeeks => add_days(week, 27),
        FillSpan::LastPlanned => last_planned.unwrap_or(add_days(week, 6)),
    };
    week.max(today)..=end
}

/// The edit that gives a morning another plan.
pub fn plan_edit(child: &Child, date: Date, was: &Morning, plan: Vec<RitualId>) -> Edit {
    Edit { child: child.id.clone(), date, was: was.clone(), becomes: was.planned(plan) }
}

/// The edits that move the plan of a morning, with its prepared rituals, to a morning without a plan.
pub fn moved(child: &Child, (from, here): (Date, &Morning), (to, there): (Date, &Morning)) -> [Edit; 2] {
    let mut becomes = Morning { plan: here.plan.clone(), ..there.clone() };
    becomes.prepared.extend(here.prepared.iter().filter(|id| !there.prepared.contains(id)).cloned());
    [plan_edit(child, from, here, Vec::new()), Edit { child: child.id.clone(), date: to, was: there.clone(), becomes }]
}

#[cfg(test)]
mod tests {
    use super::super::family::read;
    use super::*;
    use jiff::civil::date;
    use std::collections::BTreeMap;

    const LEO: &str = "[[child]]\nname='Leo'\nfirst_day=2026-09-07\nusual='u'\nfavorites=['a','b','c']\n";

    fn leo(rules: &str) -> (Child, Calendar) {
        let mut family = read("family.toml", &format!("{LEO}{rules}")).family;
        let calendar = Calendar::of(&family, &family.children[0]);
        (family.children.remove(0), calendar)
    }

    fn filled(with: FillWith, days: i64, there: &[(Date, &str)]) -> Vec<(i8, String)> {
        let blank = Morning::default();
        let there: BTreeMap<Date, Morning> =
            there.iter().map(|(d, id)| (*d, blank.planned(vec![RitualId::new(*id)]))).collect();
        let from = date(2026, 9, 14);
        let (leo, calendar) = leo("");
        let edits = fill(&leo, &calendar, &(from..=add_days(from, days)), with, |d| there.get(&d).unwrap_or(&blank));
        edits.iter().map(|e| (e.date.day(), e.becomes.plan[0].to_string())).collect()
    }

    fn pairs(list: &[(i8, &str)]) -> Vec<(i8, String)> {
        list.iter().map(|(d, id)| (*d, (*id).to_owned())).collect()
    }

    #[test]
    fn the_usual_fills_every_empty_school_morning_and_no_other() {
        let there = [(date(2026, 9, 16), "x")];
        assert_eq!(filled(FillWith::Usual, 6, &there), pairs(&[(14, "u"), (15, "u"), (17, "u"), (18, "u")]));
    }

    #[test]
    fn favorites_take_turns_from_the_last_planned_favorite_on() {
        let there = [(date(2026, 9, 11), "a"), (date(2026, 9, 16), "b")];
        assert_eq!(filled(FillWith::Turns, 6, &there), pairs(&[(14, "b"), (15, "c"), (17, "c"), (18, "a")]));
    }

    #[test]
    fn favorites_take_turns_across_two_months_without_school() {
        let expected = [(14, "c"), (15, "a")];
        assert_eq!(filled(FillWith::Turns, 1, &[(date(2026, 7, 14), "b")]), pairs(&expected), "62 days before");
        let expected = [(14, "a"), (15, "b")];
        assert_eq!(filled(FillWith::Turns, 1, &[(date(2026, 7, 13), "b")]), pairs(&expected), "63 days before");
    }

    #[test]
    fn last_week_is_copied_into_all_weeks_after() {
        let there = [(date(2026, 9, 8), "t"), (date(2026, 9, 11), "f")];
        assert_eq!(filled(FillWith::LastWeek, 13, &there), pairs(&[(15, "t"), (18, "f"), (22, "t"), (25, "f")]));
    }

    #[test]
    fn only_this_homes_school_mornings_are_filled() {
        let rules = "home = { pattern = '7-7', mine = 'A', from = 2026-09-07 }\n\
                     [[day_off]]\nname = 'Fair'\ndate = 2026-09-22\n[[override]]\nchild = 'leo'\nkind = 'swap'\n\
                     date = 2026-09-17\n";
        let (leo, calendar) = leo(rules);
        let blank = Morning::default();
        let dates = date(2026, 9, 14)..=date(2026, 9, 24);
        let edits = fill(&leo, &calendar, &dates, FillWith::Usual, |_| &blank);
        assert_eq!(edits.iter().map(|e| e.date.day()).collect::<Vec<_>>(), [17, 21, 23, 24]);
    }

    #[test]
    fn a_fill_starts_today_at_the_earliest() {
        let wednesday = date(2026, 9, 16);
        assert_eq!(fill_range(FillSpan::ThisWeek, date(2026, 9, 14), wednesday, None), wednesday..=date(2026, 9, 20));
        let ahead = fill_range(FillSpan::FourWeeks, date(2026, 9, 21), wednesday, None);
        assert_eq!(ahead, date(2026, 9, 21)..=date(2026, 10, 18));
    }

    #[test]
    fn a_plan_moves_with_its_prepared_rituals_and_nothing_else() {
        let (leo, _) = leo("");
        let ids = |ids: &[&str]| ids.iter().map(|id| RitualId::new(*id)).collect::<Vec<_>>();
        let here = Morning { prepared: ids(&["a"]), ..Morning::default().planned(ids(&["a", "b"])).noted("snow") };
        let there = Morning::default().noted("a trip");
        let [left, taken] = moved(&leo, (date(2026, 9, 14), &here), (date(2026, 9, 15), &there));
        assert_eq!((left.was, left.becomes), (here, Morning::default().noted("snow")));
        let expected = Morning { prepared: ids(&["a"]), ..there.planned(ids(&["a", "b"])) };
        assert_eq!((taken.date, taken.was, taken.becomes), (date(2026, 9, 15), there, expected));
    }
}
