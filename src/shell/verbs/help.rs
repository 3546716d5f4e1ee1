//! `goodbye help`: the help of the program or of some verbs.

use super::VerbWithoutFamily;
use crate::shell::args::{self, Example, GlobalOptions};
use crate::shell::json;
use crate::shell::output::Answer;

/// The word that asks for the description of all JSON.
const JSON: &str = "json";

#[derive(Debug, clap::Args)]
pub struct Help {
    /// The commands to explain [default: goodbye itself]
    #[arg(value_name = "COMMAND")]
    commands: Vec<String>,
}

impl VerbWithoutFamily for Help {
    const EXAMPLES: &'static [Example] = &[
        ("goodbye help", "lists all commands"),
        ("goodbye help plan", "explains one command"),
        ("goodbye help json", "describes what --json prints"),
    ];

    fn run(&self, _: &GlobalOptions) -> Answer {
        let help = |command: Option<&str>| {
            if command == Some(JSON) {
                return Answer::done(json::SHAPES);
            }
            let line = ["goodbye"].into_iter().chain(command).chain(["--help"]);
            args::parse(line.map(Into::into)).run_verb().unwrap_or_default()
        };
        if self.commands.is_empty() {
            return help(None);
        }
        let answers: Vec<Answer> = self.commands.iter().map(|command| help(Some(command))).collect();
        if let Some(wrong) = answers.iter().find(|answer| answer.code != 0) {
            return wrong.clone();
        }
        Answer::done(answers.iter().map(|answer| answer.out.as_str()).collect::<Vec<_>>().join("\n\n"))
    }
}
