//! The keys that Today and Week share: they skip, note and rate a morning, and go to other mornings.

use crate::app::keys::{ALWAYS, Availability, EVERY_SCREEN, NotNow, Scope, Word, available_if, row};
use crate::app::prompt::{mood::MoodChoice, note::Note, ritual_picker::RitualPicker, skip::Skip};
use crate::app::{App, Effect};
use crate::domain::day::add_days;
use crate::domain::morning::{Morning, MorningState};
use crate::domain::text::capitalized;
use jiff::civil::Date;

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::within("morning", "On a morning (Today and Week)", &[&EVERY_SCREEN, &ALWAYS], &[
    row("morning.skip", "s", "skip", "Skip this morning and say why; or take a skip back.")
        .when(may_skip).run(|app| app.open_some(Skip::new)),
    row("morning.note", "n", "note", "Write a note on this morning.")
        .when(App::may_change_morning).run(|app| app.open_some(Note::new)),
    row("morning.mood", "m", "mood", "Record how it went, from tears to beaming.")
        .when(App::may_change_morning).run(|app| app.open_some(MoodChoice::new)),
    row("morning.before", "Left h", "", "Go to the previous morning.")
        .when(App::requires_child).run(|app| go_to_morning(app, -1)),
    row("morning.after", "Right l", "days", "Go to the next morning.")
        .pair("← →").when(App::requires_child).run(|app| go_to_morning(app, 1)),
    row("morning.today", "t", "today", "Go back to today.").when(may_go_to_today).run(|app| app.look_at(app.today)),
]);

/// How many days without school the arrows search for a morning that is not blank: a long summer.
const MOST_DAYS_SEARCHED: i64 = 100;

pub(super) fn may_go_to_today(app: &App) -> Availability {
    app.requires_child()?;
    available_if(app.date != app.today, "Today is already on the screen.")
}

pub(super) fn may_plan(app: &App) -> Availability {
    let (child, calendar) = app.child_and_calendar()?;
    match calendar.day(app.date).no_goodbye_label(&child.name) {
        Some(why) => Err(no_school(&why, "there is nothing to plan")),
        None => app.may_change_morning(),
    }
}

pub(super) fn plan(app: &mut App) -> Vec<Effect> {
    app.open_some(RitualPicker::new)
}

fn may_skip(app: &App) -> Availability {
    let (child, calendar) = app.child_and_calendar()?;
    let morning = app.morning();
    match calendar.day(app.date).no_goodbye_label(&child.name) {
        Some(why) if morning.is_some_and(Morning::is_blank) => Err(no_school(&why, "there is nothing to skip")),
        _ => {
            app.may_change_morning()?;
            let is_skipped = morning.is_some_and(|morning| morning.state() == MorningState::Skipped);
            Ok(if is_skipped { Word::Now("change skip") } else { Word::Default })
        }
    }
}

/// The reason of a day without school: `No school for Leo: Fall break. So there is nothing to plan.`
pub(super) fn no_school(why: &str, so: &str) -> NotNow {
    format!("{}. So {so}.", capitalized(why)).into()
}

/// Goes to the next morning in a direction, 1 or -1. Days without school are passed over, except today and mornings
/// that are not blank.
fn go_to_morning(app: &mut App, step: i64) -> Vec<Effect> {
    let (Some(child), Some(calendar)) = (app.child(), app.calendar()) else { return Vec::new() };
    let start = add_days(app.date, step);
    let school = if step > 0 { calendar.next_from(start) } else { calendar.last_before(app.date) };
    let is_stop = |date: &Date| *date == app.today || !app.morning_of(&child.id, *date).is_blank();
    let between = (0..MOST_DAYS_SEARCHED).map(|i| add_days(start, i * step)).take_while(|date| Some(*date) != school);
    match between.into_iter().find(is_stop).or(school) {
        Some(found) => app.look_at(found),
        None if step > 0 => app.reply("There is no later school morning yet."),
        None => app.reply("There is no earlier school morning."),
    }
}

impl App {
    /// The first school morning after the date in focus.
    pub fn next_school_morning(&self) -> Option<Date> {
        self.calendar()?.next_from(add_days(self.date, 1))
    }
}
