//! `goodbye skip`: skips a morning.

use super::change_morning::{MorningChange, WhichMorning};
use super::{Failure, FamilyVerb, Session};
use crate::shell::output::Answer;

/// The reason of a morning that is skipped without a reason.
const NO_REASON: &str = "not today";

#[derive(Debug, clap::Args)]
pub struct Skip {
    /// Why, in a word or two: sick, snow, holiday, other home [default: not today]
    reason: Vec<String>,
    #[command(flatten)]
    which: WhichMorning,
}

impl FamilyVerb for Skip {
    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let reason = self.reason.join(" ");
        let reason = Some(reason.trim()).filter(|reason| !reason.is_empty()).unwrap_or(NO_REASON);
        self.which.change(session, |target, was| {
            Ok(MorningChange {
                becomes: was.skipped(reason),
                what: format!("skipped ({reason}) on {}{}", target.short_day, target.whose),
                message: format!("Skipped{} on {}: {reason}.", target.whose, target.day),
            })
        })
    }
}
