//! `goodbye done`: marks rituals of a morning as done.

use super::FamilyVerb;
use super::change_morning::{ChosenMorning, MorningChange, WhichMorning, change_loaded};
use super::session::{Failure, Loaded, Session, find_ritual};
use crate::domain::day;
use crate::domain::morning::{Morning, MorningState};
use crate::domain::names;
use crate::domain::ritual::RitualId;
use crate::domain::typed_day::Meant;
use crate::shell::args::Example;
use crate::shell::output::Answer;
use jiff::civil::Date;

#[derive(Debug, clap::Args)]
pub struct Done {
    /// Names or ids of rituals [default: the next planned one]
    ///
    /// A day may follow them: hand-kiss yesterday.
    #[arg(value_name = "RITUAL", conflicts_with = "all")]
    rituals: Vec<String>,
    /// Mark all planned rituals of the morning
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    which: WhichMorning,
}

impl FamilyVerb for Done {
    const EXAMPLES: &'static [Example] = &[
        ("goodbye done", "the next planned ritual of today"),
        ("goodbye done hand-kiss", "this ritual, by its name or id"),
        ("goodbye done hand-kiss one-more-hug", "several rituals"),
        ("goodbye done --all", "all planned rituals"),
        ("goodbye done --on yesterday --child Leo", "another morning"),
    ];

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let loaded = session.load()?;
        let (date, typed) = self.date_and_rituals(session, &loaded)?;
        let child = loaded.child(self.which.child.as_deref())?;
        let target = ChosenMorning::new(&loaded, child, date, session.today);
        // `goodbye done all` means the same as --all, unless a ritual is called so.
        let is_all = |typed: &[String]| matches!(typed, [word] if word.eq_ignore_ascii_case("all"));
        let all = self.all || (is_all(typed) && find_ritual(&loaded.catalog, "all", &[]).is_err());
        let typed = if all { &[] } else { typed };
        change_loaded(session, &target, |target, was| {
            let rituals = match (typed, was.first_undone()) {
                ([], Some(_)) if all => was.plan.clone(),
                ([], Some(next)) => vec![next.clone()],
                ([], None) if was.state() == MorningState::Done => Vec::new(),
                ([], None) if !was.done.is_empty() => was.done.clone(),
                ([], None) => return Err(nothing_planned(target)),
                (typed, _) => {
                    names::rituals_of_morning(&loaded.catalog, typed, &was.plan).map_err(Failure::NoRitual)?
                }
            };
            Ok(marked(target, was, &rituals))
        })
    }
}

impl Done {
    /// The morning and the typed rituals. Without --on, the last words may be the day, if they are no ritual.
    fn date_and_rituals(&self, session: &Session, loaded: &Loaded) -> Result<(Date, &[String]), Failure> {
        let words: Vec<&str> = self.rituals.iter().map(String::as_str).collect();
        let is_ritual = |words: &[&str]| find_ritual(&loaded.catalog, &words.join(" "), &[]).is_ok();
        if self.which.on.is_none() && !is_ritual(&words) {
            let days = session.days();
            match days.trailing_day(&words, Meant::Happened)? {
                Some((date, count)) if !is_ritual(&words[count..]) => return Ok((date, &self.rituals[..count])),
                None if words.last().is_some_and(|word| !is_ritual(&[word])) => {
                    days.mistyped_day(&words, Meant::Happened).map_or(Ok(()), Err)?;
                }
                _ => {}
            }
        }
        Ok((session.date(self.which.on.as_deref(), Meant::Happened)?, &self.rituals))
    }
}

/// The change that marks rituals as done. A message alone, if all of them are done already.
fn marked(target: &ChosenMorning<'_>, was: &Morning, rituals: &[RitualId]) -> MorningChange {
    let ChosenMorning { loaded, day, short_day, whose, .. } = target;
    let names = |rituals: &[&RitualId]| rituals.iter().map(|id| loaded.catalog.name(id)).collect::<Vec<_>>().join(", ");
    // Marking a ritual ends a skip, even when the ritual was done before.
    let (old, new): (Vec<&RitualId>, Vec<&RitualId>) =
        rituals.iter().partition(|id| was.is_done(id) && was.skipped.is_none());
    let message = match (&*old, &*new) {
        ([], []) => format!("Everything planned{whose} on {day} is already done."),
        ([old], []) => format!("{} is already done{whose} on {day}.", loaded.catalog.name(old)),
        (old, []) => format!("Already done{whose} on {day}: {}.", names(old)),
        (_, new) => {
            let becomes = new.iter().fold(was.clone(), |morning, id| morning.marked(id, true));
            let next = match becomes.first_undone() {
                Some(next) => format!("Next: {}.", loaded.catalog.name(next)),
                None => "That was all for this morning.".to_owned(),
            };
            return MorningChange {
                what: format!("{} done on {short_day}{whose}", names(new)),
                message: format!("Done{whose} on {day}: {}. {next}", names(new)),
                replaced: was.skipped.as_ref().map(|reason| format!("skipped ({reason})")),
                becomes,
            };
        }
    };
    MorningChange::nothing(was, message)
}

fn nothing_planned(target: &ChosenMorning<'_>) -> Failure {
    let ChosenMorning { loaded, child, calendar, date, today, day, whose, .. } = target;
    let why = calendar.day(*date).no_goodbye_label(&child.name);
    let school = match (why, calendar.next_from(*date)) {
        (Some(why), Some(next)) => format!(": {why}. The next school morning is {}.", day::label(next, *today)),
        (Some(why), None) => format!(": {why}."),
        (None, _) => ".".to_owned(),
    };
    let example = loaded.example_ritual(child);
    Failure::CouldNot(format!(
        "Nothing is planned{whose} on {day}{school} Plan something with `goodbye plan {date} {example}`, or say what \
         was done: `goodbye done {example} --on {date}`."
    ))
}
