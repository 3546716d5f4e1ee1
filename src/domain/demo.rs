//! A made-up family of two children, with half a year of mornings that end around today. `goodbye demo` shows it.
//!
//! The same day always gives the same family: the content of a morning depends only on its number.

use super::calendar::Calendar;
use super::change::{Change, Page, PageEdit};
use super::child_id::ChildId;
use super::dates::DateRange;
use super::day::{add_days, week_of};
use super::family::{self, Child, Family, FamilyEditError, Rule};
use super::morning::{Edit, Mood, Morning};
use super::ritual::RitualId;
use super::school_year::{DayOff, Special, SpecialDay, Term, Whom};
use jiff::civil::{Date, Weekday, time};

/// How many weeks before this week school began: half a year.
const WEEKS_SO_FAR: i64 = 26;
/// How many weeks of school follow this week, so that there is something to plan.
const WEEKS_TO_COME: i64 = 8;
/// How many of the coming school mornings, today among them, are planned already.
const PLANNED_MORNINGS: usize = 4;

/// A child of the demo. The rituals are shipped rituals, and the first of them is the usual ritual.
struct Sketch {
    name: &'static str,
    rituals: [&'static str; 3],
    picks_up: [(Weekday, &'static str); 2],
    notes: &'static [&'static str],
    /// Shifts the mornings, so that no two children have the same mornings.
    shift: usize,
}

const CHILDREN: [Sketch; 2] = [
    Sketch {
        name: "Mia",
        rituals: ["hand-kiss", "lunchbox-photo", "sewn-heart"],
        picks_up: [(Weekday::Monday, "Grandma, after story time"), (Weekday::Friday, "Papa")],
        notes: &[
            "Held on a bit longer. Then Ben’s friend took her hand.",
            "“I put your kiss in my pocket.”",
            "Tears at the door, none at the window.",
            "Showed the teacher where the heart is sewn.",
            "Walked in without looking back.",
            "“Tomorrow I do the kiss first.”",
            "Tired after the weekend; we came ten minutes early.",
            "Told the new girl how our goodbye goes.",
            "Sang on the way. The photo stayed in the lunchbox.",
        ],
        shift: 0,
    },
    Sketch {
        name: "Ben",
        rituals: ["one-more-hug", "matching-bracelets", "tell-me-tonight"],
        picks_up: [(Weekday::Tuesday, "Grandma"), (Weekday::Friday, "Papa")],
        notes: &[
            "Two hugs, then off to the sandpit.",
            "Forgot his bracelet, and we drew one.",
            "“You may go now, Mama.”",
            "Did not want to let go. The teacher read to him.",
            "Ran in. Waved through the fence.",
            "His tooth came out at breakfast!",
        ],
        shift: 5,
    },
];

/// The change that writes the family and its mornings into an empty folder.
///
/// # Errors
/// When the family file cannot be made, which tests rule out.
pub fn family(today: Date) -> Result<Change, FamilyEditError> {
    let monday = week_of(today, Weekday::Monday);
    let first_day = add_days(monday, -7 * WEEKS_SO_FAR);
    let text =
        CHILDREN.iter().try_fold(String::new(), |text, sketch| family::with_child(&text, &child(sketch, first_day)))?;
    let text = family::with_rules(&text, &rules(first_day, add_days(monday, 7 * WEEKS_TO_COME + 4)))?;
    let family = family::read(Page::Family.file_name(), &text).family;
    let edits =
        family.children.iter().zip(&CHILDREN).flat_map(|(child, sketch)| mornings(&family, child, sketch, today));
    let mut change = Change::of_mornings("the demo", edits.collect());
    change.pages.push(PageEdit { page: Page::Family, was: None, becomes: Some(text) });
    Ok(change)
}

fn child(sketch: &Sketch, first_day: Date) -> Child {
    let rituals: Vec<RitualId> = sketch.rituals.map(RitualId::new).into();
    let id = ChildId::from_name(sketch.name, &[]);
    let mut child = Child::new(id, sketch.name.to_owned(), first_day);
    for (day, who) in sketch.picks_up {
        child.collects[usize::from(day.to_monday_zero_offset().unsigned_abs())] = Some(who.to_owned());
    }
    Child { usual: rituals.first().cloned(), favorites: rituals, ..child }
}

/// Two terms with holidays between them, days off, and days with other hours. Weeks count from the first day of school.
fn rules(first_day: Date, last_day: Date) -> Vec<Rule> {
    let day = |week: i64, weekday: i64| add_days(first_day, 7 * week + weekday);
    let (uid, whom) = (None, Whom::AllChildren);
    let term = |name: &str, from, to| {
        let dates = DateRange::between(from, to);
        Rule::Term(Term { name: name.to_owned(), dates, whom: whom.clone(), uid: uid.clone() })
    };
    let off = |name: &str, from, to| {
        let dates = DateRange::between(from, to);
        Rule::DayOff(DayOff { name: name.to_owned(), dates, whom: whom.clone(), closed: false, uid: uid.clone() })
    };
    let special = |kind, name: &str, date, time| {
        let (dates, name) = (DateRange::one(date), Some(name.to_owned()));
        Rule::SpecialDay(SpecialDay { kind, dates, time: Some(time), name, whom: whom.clone(), uid: uid.clone() })
    };
    vec![
        term("First term", first_day, day(13, 4)),
        term("Second term", day(16, 0), last_day),
        off("Staff training", day(3, 0), day(3, 0)),
        off("Break", day(7, 0), day(7, 4)),
        off("Snow day", day(19, 2), day(19, 2)),
        off("Long weekend", day(WEEKS_SO_FAR + 2, 4), day(WEEKS_SO_FAR + 3, 0)),
        special(Special::HalfDay, "Sports day", day(5, 4), time(12, 30, 0, 0)),
        special(Special::LateStart, "Staff meeting", day(21, 1), time(9, 30, 0, 0)),
        special(Special::EarlyFinish, "Open house", day(WEEKS_SO_FAR + 1, 3), time(13, 0, 0, 0)),
    ]
}

/// The past mornings of a child, and the plans of the coming ones.
fn mornings(family: &Family, child: &Child, sketch: &Sketch, today: Date) -> Vec<Edit> {
    let calendar = Calendar::of(family, child);
    let yesterday = add_days(today, -1);
    let past = DateRange::between(child.first_day, yesterday).days().filter(|date| calendar.is_school_morning(*date));
    let past = past.enumerate().map(|(number, date)| (date, lived(sketch, number)));
    // The first coming mornings show two rituals, and one that needs an evening.
    let coming = calendar.mornings_from(today, PLANNED_MORNINGS).into_iter().zip(FIRST_OF_COMING..);
    let coming = coming.map(|(date, turn)| (date, planned(sketch, turn)));
    let edit = |(date, becomes)| Edit { child: child.id.clone(), date, was: Morning::default(), becomes };
    past.chain(coming).map(edit).collect()
}

/// The turn of the first coming morning, which has two rituals.
const FIRST_OF_COMING: usize = 2;

/// The usual ritual on most mornings, and another ritual every few mornings.
fn planned(sketch: &Sketch, turn: usize) -> Morning {
    let [usual, second, third] = sketch.rituals.map(RitualId::new);
    let plan = match turn % 9 {
        FIRST_OF_COMING | 6 => vec![usual, second],
        3 => vec![third],
        _ => vec![usual],
    };
    Morning::default().planned(plan)
}

/// A morning that is over: the first weeks are harder than the later ones.
fn lived(sketch: &Sketch, number: usize) -> Morning {
    let turn = number + sketch.shift;
    let morning = planned(sketch, turn);
    match turn % 37 {
        17 | 18 => return morning.skipped("sick").noted("Fever. A kiss on both hands, in bed."),
        30 => return morning.skipped("not today"),
        _ => {}
    }
    let done = morning.plan.clone().iter().fold(morning, |morning, id| morning.marked(id, true));
    let moods = match number {
        0..8 => [Mood::Tears, Mood::Wobbly, Mood::Wobbly, Mood::Tears, Mood::Okay],
        8..30 => [Mood::Wobbly, Mood::Okay, Mood::Okay, Mood::Cheerful, Mood::Wobbly],
        _ => [Mood::Cheerful, Mood::Okay, Mood::Beaming, Mood::Cheerful, Mood::Wobbly],
    };
    // A family writes nothing down on some days.
    let mood = (turn % 4 != 3).then(|| moods[turn % moods.len()].clone());
    let note = if turn.is_multiple_of(5) { sketch.notes[number / 5 % sketch.notes.len()] } else { "" };
    done.felt(mood).noted(note)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ritual_file::shipped;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    #[test]
    fn on_every_day_the_demo_is_a_family_with_half_a_year_behind_it_and_something_to_plan() {
        let catalog = shipped();
        // Each weekday, a leap day, and days on both sides of a year's end.
        let days = (0..7).map(|i| add_days(date(2026, 12, 28), i)).chain([date(2028, 2, 29), date(2026, 7, 15)]);
        for today in days {
            let change = family(today).expect("a family");
            assert_eq!(change, family(today).expect("a family"));
            let text = change.pages[0].becomes.as_deref().expect("a text");
            let page = family::read("family.toml", text);
            assert!(page.problems.is_empty() && page.family.children.len() == 2, "{text}");
            for child in &page.family.children {
                let calendar = Calendar::of(&page.family, child);
                let mornings: Vec<&Edit> = change.edits.iter().filter(|edit| edit.child == child.id).collect();
                assert!(mornings.iter().all(|edit| calendar.is_school_morning(edit.date)), "{today}");
                let (past, coming): (Vec<&Edit>, Vec<&Edit>) = mornings.iter().partition(|edit| edit.date < today);
                assert!(
                    (100..130).contains(&past.len()) && coming.len() == PLANNED_MORNINGS,
                    "{today}: {}",
                    past.len()
                );
                assert!(coming.iter().all(|edit| edit.becomes.done.is_empty() && edit.becomes.note.is_none()));
                assert!(
                    past.iter().all(|edit| edit.becomes.first_undone().is_none() || edit.becomes.skipped.is_some())
                );
                let rituals = mornings.iter().flat_map(|edit| edit.becomes.rituals());
                assert!(rituals.into_iter().all(|id| catalog.get(id).is_some()));
                let moods: BTreeSet<&str> =
                    past.iter().filter_map(|edit| edit.becomes.mood.as_ref()).map(Mood::keyword).collect();
                assert_eq!(moods.len(), Mood::ALL.len());
                let notes: BTreeSet<&String> = past.iter().filter_map(|edit| edit.becomes.note.as_ref()).collect();
                assert!(notes.len() > 5 && past.iter().any(|edit| edit.becomes.skipped.is_some()));
                assert!(calendar.last_day().is_some_and(|last| last > today));
            }
        }
    }
}
