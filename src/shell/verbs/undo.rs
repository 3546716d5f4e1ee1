//! `goodbye undo` and `goodbye redo`.

use super::{Failure, FamilyVerb, Session};
use crate::domain::family::Child;
use crate::shell::args::Example;
use crate::shell::output::Answer;

#[derive(Debug, clap::Args)]
pub struct Undo;

impl FamilyVerb for Undo {
    const EXAMPLES: &'static [Example] = &[("goodbye undo", "the last change, also one of the planner")];

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let children = children(session);
        let (change, _) = session.store.undo()?;
        let what = change.label(children.iter(), session.today);
        Ok(Answer::done(format!("Took back: {what}. `goodbye redo` brings it back.")))
    }
}

#[derive(Debug, clap::Args)]
pub struct Redo;

impl FamilyVerb for Redo {
    const EXAMPLES: &'static [Example] = &[("goodbye redo", "the change that was undone")];

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let (change, _) = session.store.redo()?;
        let what = change.label(children(session).iter(), session.today);
        Ok(Answer::done(format!("Brought back: {what}. `goodbye undo` takes it back.")))
    }
}

/// The family's children, for their names.
fn children(session: &mut Session) -> Vec<Child> {
    let family = session.store.read_pages().family.unwrap_or_default();
    family.page.family.all_children().cloned().collect()
}
