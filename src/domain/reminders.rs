//! The reminders of an agenda for a phone: one for each planned morning, one for the evening before if a ritual has to
//! be prepared, and one for each ritual that is made once. The phone may have older reminders already, so a reminder
//! that no longer applies is sent as canceled.

use super::agenda::{Agenda, Due, NoGoodbye, OpenMorning};
use super::child_id::ChildId;
use super::day::{self, add_days};
use super::ritual::{Catalog, Every, Ritual, RitualId};
use super::school_year::Special;
use super::settings::Settings;
use jiff::ToSpan;
use jiff::civil::{Date, Time};

/// One event in the phone's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    pub child: ChildId,
    /// The morning that the reminder is about.
    pub morning: Date,
    /// The day of the reminder.
    pub date: Date,
    pub do_by: DoBy,
    /// The title on one line.
    pub title: String,
    /// The text on several lines: the steps, and who picks up. Empty when the reminder is canceled.
    pub text: String,
    /// The time at which school begins that morning, on a late start.
    pub begins: Option<Time>,
    /// Whether the phone has to remove the reminder.
    pub is_canceled: bool,
}

/// The time by which the parent has to do what the reminder says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DoBy {
    Morning,
    /// The evening before the morning.
    EveningBefore,
    /// An evening for a ritual that is made once.
    Once(RitualId),
}

impl Reminder {
    /// The cancellation that the phone gets when the reminder no longer applies.
    #[must_use]
    pub fn canceled(self) -> Reminder {
        Reminder { text: String::new(), begins: None, is_canceled: true, ..self }
    }

    /// Whether two reminders are one event in the phone's calendar.
    fn is_same(&self, other: &Reminder) -> bool {
        let is_same_morning = self.morning == other.morning || matches!(self.do_by, DoBy::Once(_));
        self.child == other.child && self.do_by == other.do_by && is_same_morning
    }

    /// Returns the time of the alarm in the settings, or an hour before school on a late start if that is later.
    /// Returns None when no alarm rings.
    pub fn alarm(&self, settings: &Settings) -> Option<Time> {
        let hour_before = self.begins.and_then(|begins| begins.checked_sub(1.hour()).ok());
        match self.do_by {
            _ if self.is_canceled => None,
            DoBy::Morning => settings.morning_alarm.map(|usual| hour_before.map_or(usual, |late| late.max(usual))),
            DoBy::EveningBefore | DoBy::Once(_) => settings.evening_alarm,
        }
    }
}

/// Returns the reminders of an agenda in the order of their days. `named` puts the child's name into the titles.
pub fn reminders(agenda: &Agenda<'_>, named: bool) -> Vec<Reminder> {
    let writer = Writer { agenda, named };
    let (each_time, once): (Vec<&Due<'_>>, Vec<&Due<'_>>) =
        agenda.dues.iter().partition(|due| due.every == Every::Time);
    let mut reminders: Vec<Reminder> = agenda.mornings.iter().filter_map(|open| writer.morning(open)).collect();
    reminders.extend(each_time.chunk_by(|a, b| a.morning == b.morning).map(|dues| writer.evening_before(dues)));
    reminders.extend(once.into_iter().map(|due| writer.once(due)));
    reminders.sort_by_key(|reminder| reminder.date);
    reminders
}

/// Adds a cancellation for each reminder of `earlier` plans that the present plans no longer give. `is_open` says
/// whether the goodbye of a date may still be called off: a goodbye that was done stays in the phone's calendar.
pub fn cancel_earlier(reminders: &mut Vec<Reminder>, earlier: Vec<Reminder>, is_open: impl Fn(Date) -> bool) {
    let gone = earlier.into_iter().filter(|old| is_open(old.morning) && !reminders.iter().any(|new| new.is_same(old)));
    let canceled: Vec<Reminder> = gone.map(Reminder::canceled).collect();
    reminders.extend(canceled);
    reminders.sort_by_key(|reminder| reminder.date);
}

/// Writes the reminders of one child.
struct Writer<'a> {
    agenda: &'a Agenda<'a>,
    named: bool,
}

impl Writer<'_> {
    /// Returns a reminder on the day of its morning. A reminder without `text` is canceled.
    fn reminder(&self, morning: Date, do_by: DoBy, title: &str, text: Option<String>) -> Reminder {
        let child = self.agenda.child;
        let title = if self.named { format!("{}: {title}", child.name) } else { title.to_owned() };
        let (is_canceled, text) = (text.is_none(), text.unwrap_or_default());
        Reminder { child: child.id.clone(), morning, date: morning, do_by, title, text, begins: None, is_canceled }
    }

    /// Returns the reminder of a goodbye. A past morning without a goodbye has none.
    fn morning(&self, open: &OpenMorning<'_>) -> Option<Reminder> {
        let Agenda { child, calendar, catalog, ahead, .. } = self.agenda;
        let hours = match open.hours {
            Ok(hours) => hours,
            Err(_) if open.date < ahead.today => return None,
            Err(why) => {
                let why = match why {
                    NoGoodbye::Skipped(reason) => format!("Skipped: {reason}"),
                    NoGoodbye::NoSchool(day) => day.sentence(&child.name, "today"),
                };
                return Some(self.reminder(open.date, DoBy::Morning, &why, None));
            }
        };
        let names: Vec<String> = open.rituals.iter().map(|id| catalog.name(id)).collect();
        let mut parts: Vec<String> = open.rituals.iter().map(|id| steps(id, catalog)).collect();
        parts.extend(Some(hours.to_string()).filter(|hours| !hours.is_empty()));
        parts.extend(calendar.collects(open.date).map(|who| format!("Pickup: {who}")));
        let title = format!("Goodbye: {}", names.join(", "));
        let begins = hours.time.filter(|_| hours.kind == Some(Special::LateStart));
        Some(Reminder { begins, ..self.reminder(open.date, DoBy::Morning, &title, Some(parts.join("\n\n"))) })
    }

    /// Returns the reminder of everything that is prepared for one morning alone.
    fn evening_before(&self, dues: &[&Due<'_>]) -> Reminder {
        let names = |dues: &[&Due<'_>]| dues.iter().map(|due| due.ritual.name.as_str()).collect::<Vec<_>>().join(", ");
        let open: Vec<&Due<'_>> = dues.iter().copied().filter(|due| due.is_open).collect();
        let (title, text) = if open.is_empty() {
            (format!("Nothing to get ready for tomorrow: {}", names(dues)), None)
        } else {
            let parts: Vec<String> = open.iter().map(|due| preparation(due.ritual)).collect();
            (format!("Get ready for tomorrow: {}", names(&open)), Some(parts.join("\n\n")))
        };
        Reminder { date: dues[0].evening, ..self.reminder(dues[0].morning, DoBy::EveningBefore, &title, text) }
    }

    /// Returns the reminder of a ritual that is made once.
    fn once(&self, due: &Due<'_>) -> Reminder {
        let Due { ritual, morning, evening, .. } = *due;
        let (title, text) = if due.is_open {
            let is_next = add_days(evening, 1) == morning;
            let day = if is_next { "tomorrow".to_owned() } else { day::label(morning, evening) };
            (format!("Get ready for {day}: {}", ritual.name), Some(preparation(ritual)))
        } else {
            (format!("Nothing to get ready: {}", ritual.name), None)
        };
        Reminder { date: evening, ..self.reminder(morning, DoBy::Once(ritual.id.clone()), &title, text) }
    }
}

/// Returns the name and the numbered steps of a ritual, a line each.
fn steps(id: &RitualId, catalog: &Catalog) -> String {
    let steps = catalog.get(id).map_or(&[][..], |ritual| &ritual.steps);
    [catalog.name(id)].into_iter().chain(numbered(steps)).collect::<Vec<_>>().join("\n")
}

/// Returns the name of a ritual, the steps to prepare it and its supplies, a line each.
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
