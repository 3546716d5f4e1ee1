//! `goodbye note`: writes the note of a morning.

use super::change_morning::{MorningChange, WhichMorning};
use super::{Failure, FamilyVerb, Session};
use crate::shell::args::Example;
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
    const EXAMPLES: &'static [Example] = &[
        (r#"goodbye note "Waved from the window.""#, "on this morning"),
        (r#"goodbye note "Ran to the sandpit." --on yesterday"#, "on another morning"),
        (r#"goodbye note """#, "deletes the note"),
    ];

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
