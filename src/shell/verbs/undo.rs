//! `goodbye undo` and `goodbye redo`.

use super::{Failure, FamilyVerb, Session};
use crate::shell::output::Answer;

#[derive(Debug, clap::Args)]
pub struct Undo;

impl FamilyVerb for Undo {
    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let (what, _) = session.store.undo()?;
        Ok(Answer::done(format!("Took back: {what}. `goodbye redo` brings it back.")))
    }
}

#[derive(Debug, clap::Args)]
pub struct Redo;

impl FamilyVerb for Redo {
    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let (what, _) = session.store.redo()?;
        Ok(Answer::done(format!("Brought back: {what}.")))
    }
}
