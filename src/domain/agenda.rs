//! What a family's mornings mean for a phone: a word on each planned morning, and one the evening before where
//! something has to be ready.

use super::calendar::{Calendar, Day};
use super::day::add_days;
use super::family::Child;
use super::journal::{Morning, Standing};
use super::ritual::{Catalog, Every, Ritual, RitualId};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Something to be reminded of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// Of which child, by its id.
    pub child: String,
    /// The morning it is about.
    pub morning: Date,
    pub when: When,
    /// One line.
    pub title: String,
    /// Several lines: the steps, and who collects.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Morning,
    EveningBefore,
}

impl Reminder {
    /// The day on which it reminds.
    pub fn date(&self) -> Date {
        match self.when {
            When::Morning => self.morning,
            When::EveningBefore => add_days(self.morning, -1),
        }
    }
}

/// The reminders of one child from a date on, in order. A day without school, a skipped morning and one that is done
/// have none. The `mornings` before that date tell what was made already. `named` puts the child's name into the titles.
pub fn reminders<'m>(
    child: &Child,
    calendar: &Calendar,
    catalog: &Catalog,
    mornings: impl IntoIterator<Item = (Date, &'m Morning)>,
    from: Date,
    named: bool,
) -> Vec<Reminder> {
    let mut reminders = Vec::new();
    let mut once: BTreeSet<RitualId> = BTreeSet::new();
    for (date, morning) in mornings {
        once.extend(morning.prepared.iter().chain(&morning.done).cloned());
        if date < from {
            continue;
        }
        let is_ahead = matches!(morning.standing(), Standing::Planned | Standing::Begun);
        if !is_ahead || !calendar.is_school_morning(date) {
            continue;
        }
        let open: Vec<&RitualId> = morning.rituals().into_iter().filter(|id| !morning.is_done(id)).collect();
        let to_prepare = open
            .iter()
            .filter(|id| !morning.prepared.contains(id))
            .filter_map(|id| catalog.get(id))
            // What is made once is made before the first morning that needs it.
            .filter(|ritual| match ritual.prepare.as_ref().map(|prepare| prepare.every) {
                None => false,
                Some(Every::Time) => true,
                Some(Every::Once) => once.insert(ritual.id.clone()),
            })
            .collect::<Vec<&Ritual>>();
        let whose = if named { format!("{}: ", child.name) } else { String::new() };
        let reminder = |when, title: String, text: String| {
            let title = format!("{whose}{title}");
            Reminder { child: child.id.as_str().to_owned(), morning: date, when, title, text }
        };
        if !to_prepare.is_empty() {
            let names: Vec<&str> = to_prepare.iter().map(|ritual| ritual.name.as_str()).collect();
            let title = format!("Get ready for tomorrow: {}", names.join(", "));
            let parts: Vec<String> = to_prepare.iter().map(|ritual| preparation(ritual)).collect();
            reminders.push(reminder(When::EveningBefore, title, parts.join("\n\n")));
        }
        let names: Vec<String> = open.iter().map(|id| catalog.name(id)).collect();
        let mut parts: Vec<String> = open.iter().map(|id| steps(id, catalog)).collect();
        if let Day::School(hours) = calendar.day(date) {
            parts.extend(Some(hours.to_string()).filter(|hours| !hours.is_empty()));
        }
        parts.extend(calendar.collects(date).map(|who| format!("Collects: {who}")));
        reminders.push(reminder(When::Morning, format!("Goodbye: {}", names.join(", ")), parts.join("\n\n")));
    }
    reminders
}

/// A ritual with its steps, a line each.
fn steps(id: &RitualId, catalog: &Catalog) -> String {
    let mut lines = vec![catalog.name(id)];
    if let Some(ritual) = catalog.get(id) {
        lines.extend(numbered(&ritual.steps));
    }
    lines.join("\n")
}

fn preparation(ritual: &Ritual) -> String {
    let mut lines = vec![ritual.name.clone()];
    lines.extend(ritual.prepare.iter().flat_map(|prepare| numbered(&prepare.steps)));
    if !ritual.supplies.is_empty() {
        lines.push(format!("You need: {}", ritual.supplies.join(", ")));
    }
    lines.join("\n")
}

fn numbered(steps: &[String]) -> impl Iterator<Item = String> {
    steps.iter().enumerate().map(|(i, step)| format!("{}. {step}", i + 1))
}

#[cfg(test)]
mod tests {
    use super::super::family::read;
    use super::super::ritual_file::shipped;
    use super::*;
    use jiff::civil::date;

    fn planned(ids: &[&str]) -> Morning {
        Morning { plan: ids.iter().map(|id| RitualId::new(*id)).collect(), ..Morning::default() }
    }

    #[test]
    fn planned_school_mornings_have_a_word_and_what_needs_making_one_the_evening_before() {
        let family = read(
            "family.toml",
            "[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\ncollects = { mon = 'Gran' }\n[[day_off]]\ndate = 2026-09-08\n\
             [[special_day]]\ndate = 2026-09-09\nkind = 'half day'\ntime = '12:30'\n",
        )
        .family;
        let (child, catalog) = (&family.children[0], shipped());
        let mut ready = planned(&["sewn-heart"]);
        ready.prepared = ready.plan.clone();
        let done = planned(&["hand-kiss"]).marked(&RitualId::new("hand-kiss"), true);
        let mornings = [
            (date(2026, 9, 7), planned(&["sewn-heart", "hand-kiss"])),
            (date(2026, 9, 8), planned(&["hand-kiss"])),
            (date(2026, 9, 9), ready),
            (date(2026, 9, 10), done),
            (date(2026, 9, 11), Morning::default()),
            (date(2026, 9, 12), planned(&["hand-kiss"])),
        ];
        let mornings = mornings.iter().map(|(date, morning)| (*date, morning));
        let told = reminders(child, &Calendar::of(&family, child), &catalog, mornings, Date::MIN, true);
        let days: Vec<(Date, When)> = told.iter().map(|reminder| (reminder.date(), reminder.when)).collect();
        let expected = [
            (date(2026, 9, 6), When::EveningBefore),
            (date(2026, 9, 7), When::Morning),
            (date(2026, 9, 9), When::Morning),
        ];
        assert_eq!(days, expected);
        assert!(told[0].title.starts_with("Leo: Get ready for tomorrow"), "{}", told[0].title);
        assert!(told[0].text.contains("You need") && told[1].text.ends_with("Collects: Gran"), "{}", told[1].text);
        assert!(
            told[2].text.ends_with("half day until 12:30") && !told[2].text.contains("Collects"),
            "{}",
            told[2].text
        );
    }

    #[test]
    fn what_is_made_once_is_asked_for_once() {
        let family = read("family.toml", "[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n").family;
        let (child, catalog) = (&family.children[0], shipped());
        let once = catalog.rituals.iter().find(|r| r.prepare.as_ref().is_some_and(|p| p.every == Every::Once));
        let morning = planned(&[once.expect("there is one").id.as_str()]);
        let mornings = [(date(2026, 9, 7), &morning), (date(2026, 9, 8), &morning)];
        let told = reminders(child, &Calendar::of(&family, child), &catalog, mornings, Date::MIN, false);
        let evenings = |told: &[Reminder]| told.iter().filter(|reminder| reminder.when == When::EveningBefore).count();
        assert_eq!(evenings(&told), 1);
        let mut made = morning.clone();
        made.prepared = made.plan.clone();
        let mornings = [(date(2026, 9, 7), &made), (date(2026, 9, 8), &morning)];
        let later = reminders(child, &Calendar::of(&family, child), &catalog, mornings, date(2026, 9, 8), false);
        assert_eq!((later.len(), evenings(&later)), (1, 0), "made before the mornings that are asked for");
    }
}
