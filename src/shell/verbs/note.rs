//! `goodbye note`: writes the note of a morning.

use super::change_morning::{MorningChange, WhichMorning};
use super::{Failure, FamilyVerb, Session};
use crate::shell::output::Answer;

#[derive(Debug, clap::Args)]
pub struct Note {
    /// The text; an empty one ("") deletes the note
    #[arg(required = true)]
    text: Vec<String>,
    #[command(flatten)]
    which: WhichMorning,
}

impl FamilyVerb for Note {
    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        self.which.change(session, |target, was| {
            let becomes = was.noted(&self.text.join(" "));
            let done = if becomes.note.is_some() { "Noted" } else { "Deleted the note" };
            Ok(MorningChange {
                becomes,
                what: format!("the note on {}{}", target.short_day, target.whose),
                message: format!("{done}{} on {}.", target.whose, target.day),
            })
        })
    }
}
