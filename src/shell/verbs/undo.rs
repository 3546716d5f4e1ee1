//! `goodbye undo` and `goodbye redo`.

use super::{Failure, FamilyVerb, Session};
use crate::shell::args::Example;
use crate::shell::output::Answer;

#[derive(Debug, clap::Args)]
pub struct Undo;

impl FamilyVerb for Undo {
    const EXAMPLES: &'static [Example] = &[("goodbye undo", "the last change, also one of the planner")];

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let (what, _) = session.store.undo()?;
        Ok(Answer::done(format!("Took back: {what}. `goodbye redo` brings it back.")))
    }
}

#[derive(Debug, clap::Args)]
pub struct Redo;

impl FamilyVerb for Redo {
    const EXAMPLES: &'static [Example] = &[("goodbye redo", "the change that was undone")];

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let (what, _) = session.store.redo()?;
        Ok(Answer::done(format!("Brought back: {what}.")))
    }
}
