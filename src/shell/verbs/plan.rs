//! `goodbye plan`: plans rituals for a morning.

use super::FamilyVerb;
use super::change_morning::{MorningChange, change};
use super::session::{Failure, Session, find_rituals};
use crate::domain::day;
use crate::domain::ritual::{Catalog, RitualId};
use crate::domain::typed_day::{DayError, Meant};
use crate::shell::args::Example;
use crate::shell::output::Answer;
use jiff::civil::Date;

#[derive(Debug, clap::Args)]
#[command(override_usage = "goodbye plan [OPTIONS] <DATE> <RITUAL>...")]
pub struct Plan {
    /// The morning, such as 2026-09-07, 7 sep or next monday; today or later
    date: String,
    /// Names or ids of rituals
    // Not required by clap, so that the answer to a day alone has an example.
    #[arg(value_name = "RITUAL")]
    rituals: Vec<String>,
    /// Whose morning [default: the first child]
    #[arg(long, value_name = "NAME")]
    child: Option<String>,
}

impl FamilyVerb for Plan {
    const EXAMPLES: &'static [Example] = &[
        ("goodbye plan tomorrow hand-kiss", "one ritual"),
        ("goodbye plan next monday sewn-heart one-more-hug", "two rituals"),
        (r#"goodbye plan "7 sep" hand-kiss --child Leo"#, "for one child"),
    ];

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let (date, rituals) = self.date_and_rituals(session)?;
        change(session, date, self.child.as_deref(), |target, was| {
            let catalog = &target.loaded.catalog;
            let plan = find_rituals(catalog, &rituals, &was.plan)?;
            let names = names_of(catalog, &plan);
            let (day, is_school) = (target.calendar.day(date), target.calendar.is_school_morning(date));
            let free =
                if is_school { String::new() } else { format!(" {}", day.sentence(&target.child.name, "that day")) };
            let message = |verb: &str| format!("{verb}{} for {}: {names}.{free}", target.whose, target.day);
            if plan == was.plan {
                return Ok(MorningChange::nothing(was, message("Already planned")));
            }
            let loses = was.plan.iter().any(|id| !plan.contains(id));
            Ok(MorningChange {
                replaced: loses.then(|| names_of(catalog, &was.plan)),
                becomes: was.planned(plan),
                what: format!("{names} planned for {}{}", target.short_day, target.whose),
                message: message("Planned"),
            })
        })
    }
}

fn names_of(catalog: &Catalog, rituals: &[RitualId]) -> String {
    rituals.iter().map(|id| catalog.name(id)).collect::<Vec<_>>().join(", ")
}

impl Plan {
    /// The date and the rituals. A date of several words needs no quotes, and it may stand at the end, too.
    fn date_and_rituals(&self, session: &mut Session) -> Result<(Date, Vec<&str>), Failure> {
        let words: Vec<&str> = [&self.date].into_iter().chain(&self.rituals).map(String::as_str).collect();
        let (date, rituals) = match session.days().leading_day(&words, Meant::Future) {
            Ok((date, count)) => (date, &words[count..]),
            Err(error @ DayError::Unknown { .. }) => match session.days().trailing_day(&words, Meant::Future)? {
                Some((date, count)) => (date, &words[..count]),
                None => return Err(session.days().mistyped_day(&words, Meant::Future).unwrap_or(error).into()),
            },
            Err(error) => return Err(error.into()),
        };
        if rituals.is_empty() {
            let (day, typed) = (day::reply_label(date, session.today), words.join(" "));
            let loaded = session.load()?;
            let example = loaded.example_ritual(loaded.child(self.child.as_deref())?);
            let why = format!(
                "{day} needs a ritual, such as `goodbye plan {typed} {example}`. `goodbye rituals` lists them all."
            );
            return Err(Failure::WrongUsage(why));
        }
        Ok((date, rituals.to_vec()))
    }
}
