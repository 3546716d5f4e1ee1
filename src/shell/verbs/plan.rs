//! `goodbye plan`: plans rituals for a morning.

use super::FamilyVerb;
use super::change_morning::{MorningChange, change};
use super::session::{Failure, Session, find_rituals};
use crate::shell::output::Answer;
use jiff::civil::Date;

/// The most words of a typed date that follow the first one: `next monday`, `7 sep 2027`, with one to spare.
const MOST_MORE_WORDS: usize = 3;

#[derive(Debug, clap::Args)]
pub struct Plan {
    /// The morning, such as 2026-09-07 or "next monday"
    date: String,
    /// Names or ids of rituals
    #[arg(required = true, value_name = "RITUAL")]
    rituals: Vec<String>,
    /// Whose morning [default: the first child]
    #[arg(long, value_name = "NAME")]
    child: Option<String>,
}

impl FamilyVerb for Plan {
    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let (date, rituals) = self.date_and_rituals(session)?;
        change(session, date, self.child.as_deref(), |target, was| {
            let catalog = &target.loaded.catalog;
            let plan = find_rituals(catalog, rituals, &was.plan)?;
            let names = plan.iter().map(|id| catalog.name(id)).collect::<Vec<_>>().join(", ");
            let (day, is_school) = (target.calendar.day(date), target.calendar.is_school_morning(date));
            let free =
                if is_school { String::new() } else { format!(" {}", day.sentence(&target.child.name, "that day")) };
            Ok(MorningChange {
                becomes: was.planned(plan),
                what: format!("{names} planned for {}{}", target.short_day, target.whose),
                message: format!("Planned{} for {}: {names}.{free}", target.whose, target.day),
            })
        })
    }
}

impl Plan {
    /// The date and the rituals. A date of several words needs no quotes: `next monday hand-kiss`.
    fn date_and_rituals(&self, session: &Session) -> Result<(Date, &[String]), Failure> {
        let (typed, rituals) = (&self.date, &self.rituals);
        let first = session.date(Some(typed));
        let mut longer = (1..rituals.len().min(MOST_MORE_WORDS + 1)).filter_map(|words| {
            let date = session.date(Some(&format!("{typed} {}", rituals[..words].join(" ")))).ok()?;
            Some((date, &rituals[words..]))
        });
        // The longest date counts: `sep 7 2027 hand-kiss` means that year.
        longer.next_back().map_or_else(|| first.map(|date| (date, &rituals[..])), Ok)
    }
}
