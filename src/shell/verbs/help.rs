//! `goodbye help`: the help of the program or of one verb.

use super::VerbWithoutFamily;
use crate::shell::args;
use crate::shell::output::Answer;

#[derive(Debug, clap::Args)]
pub struct Help {
    /// The command to explain [default: goodbye itself]
    command: Option<String>,
}

impl VerbWithoutFamily for Help {
    fn run(&self) -> Answer {
        let line = ["goodbye"].into_iter().chain(self.command.as_deref()).chain(["--help"]);
        args::parse(line.map(Into::into)).err().unwrap_or_default()
    }
}
