//! The calendar for a phone: the reminders of the coming mornings, and a cancellation for each that no longer applies.

use super::ChildMornings;
use crate::domain::agenda::{Agenda, Ahead};
use crate::domain::child_id::ChildId;
use crate::domain::day::Month;
use crate::domain::morning::{Morning, MorningState};
use crate::domain::reminders::{Reminder, cancel_earlier, reminders};
use crate::domain::text::plural;
use crate::shell::export::ics;
use crate::shell::verbs::session::{Failure, Loaded, Session};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Returns the text of a calendar, and the number of its reminders in words.
pub fn calendar(
    session: &Session,
    loaded: &Loaded,
    children: &[ChildMornings<'_>],
    dates: &RangeInclusive<Date>,
) -> Result<(String, String), Failure> {
    let writer = Writer {
        loaded,
        dates,
        ahead: Ahead { from: *dates.start(), today: session.today },
        earlier: session.store.earlier_plans(session.today),
    };
    let reminders: Vec<Reminder> = children.iter().flat_map(|mornings| writer.of_child(mornings)).collect();
    if reminders.is_empty() {
        return Err(loaded.why_no_child().unwrap_or(Failure::NothingPlanned));
    }
    let canceled = reminders.iter().filter(|reminder| reminder.is_canceled).count();
    let mut count = plural(reminders.len() - canceled, "reminder");
    if canceled > 0 {
        count += &format!(" and {}", plural(canceled, "cancellation"));
    }
    Ok((ics::write(&reminders, &session.settings.settings, session.now), count))
}

struct Writer<'l> {
    loaded: &'l Loaded,
    dates: &'l RangeInclusive<Date>,
    ahead: Ahead,
    /// The plans that mornings had before.
    earlier: BTreeMap<(ChildId, Date), Morning>,
}

impl Writer<'_> {
    fn of_child(&self, ChildMornings { child, calendar, journal }: &ChildMornings<'_>) -> Vec<Reminder> {
        let is_named = self.loaded.family.children.len() > 1;
        let of = |mornings: &BTreeMap<Date, Morning>| {
            let mornings = mornings.range(..=self.dates.end()).map(|(date, morning)| (*date, morning));
            reminders(&Agenda::new(child, calendar, &self.loaded.catalog, mornings, self.ahead), is_named)
        };
        let present: BTreeMap<Date, Morning> =
            journal.mornings().map(|(date, morning)| (date, morning.clone())).collect();
        let mut found = of(&present);
        // A morning that cannot be read may still be planned.
        let is_open = |date: Date| {
            let is_unreadable = journal.page(Month::of(date)).is_some_and(|page| page.is_unreadable(date));
            journal.morning(date).state() != MorningState::Done && !is_unreadable && date >= self.ahead.today
        };
        cancel_earlier(&mut found, of(&self.with_earlier_plans(&child.id, present)), is_open);
        if self.loaded.family.children.iter().any(|shown| shown.id == child.id) {
            return found;
        }
        let coming = found.into_iter().filter(|reminder| reminder.morning >= self.ahead.today);
        coming.map(Reminder::canceled).collect()
    }

    /// Returns the mornings with everything that was ever planned for them.
    fn with_earlier_plans(&self, child: &ChildId, mut mornings: BTreeMap<Date, Morning>) -> BTreeMap<Date, Morning> {
        for ((_, date), earlier) in self.earlier.iter().filter(|((whose, _), _)| whose == child) {
            let morning = mornings.entry(*date).or_default();
            let gone = earlier.plan.iter().filter(|ritual| !morning.plan.contains(ritual)).cloned();
            let gone: Vec<_> = gone.collect();
            morning.plan.extend(gone);
            morning.skipped = None;
        }
        mornings
    }
}
