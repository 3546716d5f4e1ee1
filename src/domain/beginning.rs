//! The setup of a family: its first child, and the plan of two school weeks.

use super::calendar::Calendar;
use super::change::{Change, Page, PageEdit};
use super::child_id::ChildId;
use super::family::{self, Child, Family, FamilyEditError};
use super::morning::{Edit, Morning};
use super::plan::plan_edit;
use super::ritual::RitualId;
use jiff::civil::Date;

/// The number of school mornings that the setup plans: two ordinary weeks.
const FIRST_MORNINGS: usize = 10;

/// The first child of a family. All `rituals` become favorites, and the first of them becomes the usual.
pub fn first_child(name: &str, first_day: Date, rituals: Vec<RitualId>) -> Child {
    let id = ChildId::from_name(name, &[]);
    Child { usual: rituals.first().cloned(), favorites: rituals, ..Child::new(id, name.to_owned(), first_day) }
}

/// The school mornings that the setup plans, from `today` on.
pub fn first_mornings(child: &Child, today: Date) -> Vec<Date> {
    Calendar::of(&Family::default(), child).mornings_from(today, FIRST_MORNINGS)
}

/// The edits that plan the first mornings: the favorites take turns, one each morning.
fn first_weeks(child: &Child, today: Date) -> impl Iterator<Item = Edit> {
    let turns = first_mornings(child, today).into_iter().zip(child.favorites.iter().cycle());
    turns.map(|(date, id)| plan_edit(child, date, &Morning::default(), vec![id.clone()]))
}

/// The change that adds the first child to `family_text` and plans its first two weeks.
///
/// Mornings may exist already, when only the family file was lost. A morning that is not blank stays as it is.
///
/// # Errors
/// When `family_text` is not a family file that the program can change.
pub fn begin(
    child: &Child,
    today: Date,
    family_text: Option<String>,
    is_blank: impl Fn(Date) -> bool,
) -> Result<Change, FamilyEditError> {
    let text = family::with_child(family_text.as_deref().unwrap_or_default(), child)?;
    let edits = first_weeks(child, today).filter(|edit| is_blank(edit.date)).collect();
    let mut change = Change::of_mornings(format!("the setup for {}", child.name), edits);
    change.pages.push(PageEdit { page: Page::Family, was: family_text, becomes: Some(text) });
    Ok(change)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn leo(rituals: &[&str]) -> Child {
        first_child("Leo", date(2026, 9, 7), rituals.iter().map(|id| RitualId::new(*id)).collect())
    }

    #[test]
    fn the_first_two_weeks_start_with_school_or_today_whichever_is_later() {
        let leo = leo(&["a", "b"]);
        let early: Vec<Edit> = first_weeks(&leo, date(2026, 8, 1)).collect();
        assert_eq!((early.len(), early[0].date, early[9].date), (10, date(2026, 9, 7), date(2026, 9, 18)));
        assert_eq!(early[1].becomes.plan, [RitualId::new("b")]);
        assert_eq!(first_weeks(&leo, date(2026, 10, 3)).next().expect("an edit").date, date(2026, 10, 5));
    }

    #[test]
    fn a_family_without_rituals_begins_without_plans() {
        let change = begin(&leo(&[]), date(2026, 10, 3), None, |_| true).expect("a change");
        assert!(change.edits.is_empty() && change.pages.len() == 1);
    }

    #[test]
    fn mornings_that_exist_already_are_left_alone() {
        let change = begin(&leo(&["a"]), date(2026, 9, 1), None, |day| day != date(2026, 9, 8)).expect("a change");
        assert_eq!(change.edits.len(), 9);
        assert!(change.edits.iter().all(|edit| edit.date != date(2026, 9, 8)));
    }
}
