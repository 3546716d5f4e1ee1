//! `goodbye note`: writes the note of a morning, or adds to it.

use super::change_morning::{MorningChange, WhichMorning};
use super::{Failure, FamilyVerb, Session};
use crate::domain::typed_day::Meant;
use crate::shell::args::Example;
use crate::shell::output::Answer;

#[derive(Debug, clap::Args)]
pub struct Note {
    /// The text; an empty one ("") deletes the note
    #[arg(required = true)]
    text: Vec<String>,
    /// Add the text to the note as a new line, and keep what is there
    #[arg(long)]
    add: bool,
    #[command(flatten)]
    which: WhichMorning,
}

impl FamilyVerb for Note {
    const EXAMPLES: &'static [Example] = &[
        (r#"goodbye note "Waved from the window.""#, "on this morning"),
        (r#"goodbye note "Ran to the sandpit." --on yesterday"#, "on another morning"),
        (r#"goodbye note --add "And slept well.""#, "adds a line to the note"),
        (r#"goodbye note """#, "deletes the note"),
    ];

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        self.which.change(session, Meant::Nearest, |target, was| {
            let (text, on) = (self.text.join(" "), format!("{} on {}", target.whose, target.day));
            let becomes = match &was.note {
                Some(note) if self.add => was.noted(&format!("{note}\n{}", text.trim())),
                _ => was.noted(&text),
            };
            let message = match (&was.note, &becomes.note) {
                (None, None) => format!("There is no note{on}."),
                (before, after) if before == after => format!("The note{on} has these words already."),
                (Some(_), None) => format!("Deleted the note{on}."),
                (Some(_), Some(_)) if self.add => format!("Added to the note{on}."),
                (_, Some(_)) => format!("Noted{on}."),
            };
            let replaced = was.note.as_ref().filter(|_| !self.add && becomes.note != was.note);
            Ok(MorningChange {
                replaced: replaced.map(|note| format!("\"{note}\"")),
                becomes,
                what: format!("the note on {}{}", target.short_day, target.whose),
                message,
            })
        })
    }
}
