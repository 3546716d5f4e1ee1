//! `goodbye done`: marks a ritual of a morning as done.

use super::FamilyVerb;
use super::change_morning::{ChosenMorning, MorningChange, WhichMorning};
use super::session::{Failure, Session, find_ritual};
use crate::domain::day;
use crate::domain::morning::MorningState;
use crate::shell::args::Example;
use crate::shell::output::Answer;

#[derive(Debug, clap::Args)]
pub struct Done {
    /// A ritual's name or id
    ritual: Option<String>,
    #[command(flatten)]
    which: WhichMorning,
}

impl FamilyVerb for Done {
    const EXAMPLES: &'static [Example] = &[
        ("goodbye done", "the next planned ritual of today"),
        ("goodbye done hand-kiss", "this ritual, by its name or id"),
        ("goodbye done --on yesterday --child Leo", "another morning"),
    ];

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        self.which.change(session, |target, was| {
            let ChosenMorning { loaded, day, short_day, whose, .. } = target;
            let catalog = &loaded.catalog;
            let id = match (&self.ritual, was.first_undone()) {
                (Some(typed), _) => find_ritual(catalog, typed, &was.plan)?,
                (None, Some(id)) => id.clone(),
                (None, None) if was.state() == MorningState::Done => {
                    let message = format!("Everything planned{whose} on {day} is already done.");
                    return Ok(MorningChange::nothing(was, message));
                }
                (None, None) => return Err(nothing_planned(target)),
            };
            let name = catalog.name(&id);
            if was.is_done(&id) {
                return Ok(MorningChange::nothing(was, format!("{name} is already done{whose} on {day}.")));
            }
            let becomes = was.marked(&id, true);
            let next = match becomes.first_undone() {
                Some(next) => format!("Next: {}.", catalog.name(next)),
                None => "That was all for this morning.".to_owned(),
            };
            Ok(MorningChange {
                becomes,
                what: format!("{name} done on {short_day}{whose}"),
                message: format!("Done{whose} on {day}: {name}. {next}"),
            })
        })
    }
}

fn nothing_planned(target: &ChosenMorning<'_>) -> Failure {
    let ChosenMorning { loaded, child, calendar, date, today, day, whose, .. } = target;
    let why = calendar.day(*date).no_goodbye_label(&child.name);
    let school = match (why, calendar.next_from(*date)) {
        (Some(why), Some(next)) => format!(": {why}. The next school morning is {}.", day::label(next, *today)),
        (Some(why), None) => format!(": {why}."),
        (None, _) => ".".to_owned(),
    };
    let example = child.usual.as_ref().or(loaded.catalog.offered().next().map(|ritual| &ritual.id));
    let example = example.map_or_else(|| "RITUAL".to_owned(), ToString::to_string);
    Failure::CouldNot(format!(
        "Nothing is planned{whose} on {day}{school} Plan something with `goodbye plan {date} {example}`, or say what \
         was done: `goodbye done {example} --on {date}`."
    ))
}
