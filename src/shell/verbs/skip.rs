//! `goodbye skip`: skips a morning.

use super::change_morning::{MorningChange, WhichMorning, change};
use super::{Failure, FamilyVerb, Session};
use crate::domain::typed_day::{DayAndWords, Meant};
use crate::shell::args::Example;
use crate::shell::output::Answer;
use jiff::civil::Date;

/// The reason of a morning that is skipped without a reason.
const NO_REASON: &str = "not today";

#[derive(Debug, clap::Args)]
pub struct Skip {
    /// Why, in a word or two: sick, snow, holiday, other home [default: not today]
    ///
    /// A day before or after the reason is the morning to skip: tomorrow, "snow friday", "7 sep sick". With --on, all
    /// words are the reason.
    reason: Vec<String>,
    #[command(flatten)]
    which: WhichMorning,
}

impl FamilyVerb for Skip {
    const EXAMPLES: &'static [Example] = &[
        ("goodbye skip sick", "today, with a reason"),
        ("goodbye skip other home --on friday", "another morning"),
        ("goodbye skip", "without a reason"),
    ];

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let (date, reason) = self.day_and_reason(session)?;
        change(session, date, self.which.child.as_deref(), |target, was| {
            Ok(MorningChange {
                becomes: was.skipped(&reason),
                what: format!("skipped ({reason}) on {}{}", target.short_day, target.whose),
                message: format!("Skipped{} on {}: {reason}.", target.whose, target.day),
            })
        })
    }
}

impl Skip {
    /// The morning to skip and the reason. Without --on, the day may stand at either end of the words.
    fn day_and_reason(&self, session: &Session) -> Result<(Date, String), Failure> {
        let typed = self.reason.join(" ").trim().to_owned();
        let (date, reason) = match &self.which.on {
            Some(on) => (session.date(Some(on), Meant::FutureOrRecent)?, typed),
            None if typed.eq_ignore_ascii_case(NO_REASON) => (session.today, typed),
            None => {
                let DayAndWords { date, words } = session.days().day_beside_reason(&typed, Meant::FutureOrRecent)?;
                (date.unwrap_or(session.today), words)
            }
        };
        Ok((date, if reason.is_empty() { NO_REASON.to_owned() } else { reason }))
    }
}
