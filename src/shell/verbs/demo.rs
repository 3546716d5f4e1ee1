//! `goodbye demo`: opens the planner on a made-up family.

use super::VerbWithoutFamily;
use crate::shell::args::{Example, GlobalOptions};
use crate::shell::output::Answer;
use crate::shell::start;

#[derive(Debug, clap::Args)]
pub struct Demo;

impl VerbWithoutFamily for Demo {
    const EXAMPLES: &'static [Example] = &[("goodbye demo", "two children, half a year of mornings; nothing is kept")];

    fn run(&self, options: &GlobalOptions) -> Answer {
        start::open_demo(options)
    }
}
