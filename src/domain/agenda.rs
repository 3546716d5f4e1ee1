//! Derives what is left to do for a child's planned mornings: the goodbyes, and what to prepare on which evening.

use super::calendar::{Calendar, Day, Hours};
use super::day::add_days;
use super::family::Child;
use super::morning::{Morning, MorningState};
use super::ritual::{Catalog, Every, Ritual, RitualId};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The goodbyes and preparations that are left for the planned mornings of one child.
pub struct Agenda<'a> {
    pub child: &'a Child,
    pub calendar: &'a Calendar,
    pub catalog: &'a Catalog,
    pub ahead: Ahead,
    /// The mornings from `ahead.from` on with rituals that are not done, in order.
    pub mornings: Vec<OpenMorning<'a>>,
    /// The rituals to prepare: first those for each morning alone, then those that are made once for all mornings.
    pub dues: Vec<Due<'a>>,
}

/// The days on which an agenda begins.
#[derive(Clone, Copy, Debug)]
pub struct Ahead {
    /// The first morning of the agenda.
    pub from: Date,
    /// The first day on which somebody can still prepare something.
    pub today: Date,
}

/// A morning with planned rituals that are not done.
pub struct OpenMorning<'a> {
    pub date: Date,
    pub morning: &'a Morning,
    pub rituals: Vec<&'a RitualId>,
    /// The hours of school, or the reason why there is no goodbye.
    pub hours: Result<Hours<'a>, NoGoodbye<'a>>,
}

/// The reason why there is no goodbye on a planned morning.
#[derive(Clone, Copy)]
pub enum NoGoodbye<'a> {
    Skipped(&'a str),
    NoSchool(Day<'a>),
}

/// A ritual to prepare, and by which evening.
pub struct Due<'a> {
    pub ritual: &'a Ritual,
    pub every: Every,
    /// The first morning that needs the ritual.
    pub morning: Date,
    /// The evening on which to prepare the ritual.
    pub evening: Date,
    /// Whether the ritual is not ready yet, and a morning needs it.
    pub is_open: bool,
}

impl<'a> Agenda<'a> {
    /// Derives the agenda from all `mornings` of a child. The mornings before `ahead.from` show what was made already.
    pub fn new(
        child: &'a Child,
        calendar: &'a Calendar,
        catalog: &'a Catalog,
        mornings: impl IntoIterator<Item = (Date, &'a Morning)>,
        ahead: Ahead,
    ) -> Agenda<'a> {
        let mut made: BTreeSet<&RitualId> = BTreeSet::new();
        let mut open = Vec::new();
        for (date, morning) in mornings {
            made.extend(morning.prepared.iter().chain(&morning.done));
            open.extend((date >= ahead.from).then(|| OpenMorning::new(date, morning, calendar)).flatten());
        }
        let mut agenda = Agenda { child, calendar, catalog, ahead, mornings: open, dues: Vec::new() };
        agenda.dues = agenda.each_time();
        agenda.dues.extend(agenda.once(&made));
        agenda
    }

    /// Returns the first evening on which there is something to prepare for.
    fn first_evening(&self) -> Date {
        add_days(self.ahead.from, -1).max(self.ahead.today)
    }

    /// Returns the rituals that are prepared anew for each morning, on the evening before.
    fn each_time(&self) -> Vec<Due<'a>> {
        let first_evening = self.first_evening();
        let in_time = self.mornings.iter().filter(|open| add_days(open.date, -1) >= first_evening);
        let due = |(open, ritual): (&OpenMorning<'a>, &'a Ritual)| {
            let is_open = open.hours.is_ok() && !open.morning.prepared.contains(&ritual.id);
            let (morning, evening) = (open.date, add_days(open.date, -1));
            Due { ritual, every: Every::Time, morning, evening, is_open }
        };
        in_time.flat_map(|open| self.to_prepare(open, Every::Time)).map(due).collect()
    }

    /// Returns the rituals that are made once for all mornings. The evening is as many days before the first morning as
    /// the ritual says, but not before the first evening. A ritual that was made before the agenda begins is left out.
    fn once(&self, made: &BTreeSet<&RitualId>) -> Vec<Due<'a>> {
        let first_evening = self.first_evening();
        let in_time = self.mornings.iter().filter(|open| open.date > first_evening);
        let needed: Vec<_> = in_time.flat_map(|open| self.to_prepare(open, Every::Once)).collect();
        let mut seen = BTreeSet::new();
        let rituals = needed.iter().map(|(_, ritual)| *ritual).filter(|ritual| seen.insert(&ritual.id));
        let due = |ritual: &'a Ritual| {
            let mornings = || needed.iter().filter(|(_, other)| other.id == ritual.id).map(|(open, _)| *open);
            let is_made = made.contains(&ritual.id);
            let first_due = mornings().find(|open| open.hours.is_ok()).filter(|_| !is_made);
            let made_before = is_made && !mornings().any(|open| open.morning.prepared.contains(&ritual.id));
            let morning = first_due.or_else(|| mornings().next().filter(|_| !made_before))?.date;
            let days = ritual.prepare.as_ref().map_or(1, |prepare| prepare.days_before.max(1));
            let evening = add_days(morning, -i64::from(days)).max(first_evening);
            Some(Due { ritual, every: Every::Once, morning, evening, is_open: first_due.is_some() })
        };
        rituals.filter_map(due).collect()
    }

    /// Returns the undone rituals of a morning that are prepared this often.
    fn to_prepare<'s>(&self, open: &'s OpenMorning<'a>, every: Every) -> Vec<(&'s OpenMorning<'a>, &'a Ritual)> {
        let rituals = open.rituals.iter().filter_map(|id| self.catalog.get(id));
        let rituals = rituals.filter(|ritual| ritual.prepare.as_ref().is_some_and(|prepare| prepare.every == every));
        rituals.map(|ritual| (open, ritual)).collect()
    }
}

impl<'a> OpenMorning<'a> {
    fn new(date: Date, morning: &'a Morning, calendar: &'a Calendar) -> Option<OpenMorning<'a>> {
        let hours = match (morning.state(), calendar.day(date)) {
            (MorningState::Empty | MorningState::Done, _) => return None,
            (MorningState::Skipped, _) => Err(NoGoodbye::Skipped(morning.skipped.as_deref().unwrap_or_default())),
            (MorningState::Planned | MorningState::Begun, Day::School(hours)) => Ok(hours),
            (MorningState::Planned | MorningState::Begun, day) => Err(NoGoodbye::NoSchool(day)),
        };
        let rituals: Vec<&RitualId> = morning.rituals().into_iter().filter(|id| !morning.is_done(id)).collect();
        (!rituals.is_empty()).then_some(OpenMorning { date, morning, rituals, hours })
    }
}
