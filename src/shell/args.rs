//! The command line: clap reads it, and writes its help from the same lines.

use super::output::Answer;
use super::verbs::{TABLE, VerbRow};
use clap::{ArgMatches, Command, CommandFactory, FromArgMatches, Parser};
use std::ffi::OsString;
use std::path::PathBuf;

/// Plan the goodbye at the school door: a small ritual for each school morning
///
/// Without a command, the planner opens in the terminal. Type days as you would say them: 2026-09-07, "7 sep",
/// tomorrow, "next monday", "in 3 days".
#[derive(Clone, Debug, Default, Parser)]
#[command(name = "goodbye", version, disable_help_subcommand = true)]
pub struct GlobalOptions {
    /// The folder with the family's files [default: GOODBYE_DIR, or the data folder of this computer]
    #[arg(long, global = true, value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// Act as if today were this day, to plan ahead or to try things out [default: GOODBYE_TODAY, or today]
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<String>,
    /// Read all rituals from this file; your own and the ones that come with goodbye are not used
    #[arg(long = "rituals", id = "rituals-file", global = true, value_name = "FILE")]
    pub rituals_file: Option<PathBuf>,
    /// Read your settings from this file [default: GOODBYE_SETTINGS, or settings.toml in the configuration folder]
    #[arg(long = "settings", id = "settings-file", global = true, value_name = "FILE")]
    pub settings_file: Option<PathBuf>,
    /// Use only plain letters and signs (ASCII), for terminals without symbols
    #[arg(long, global = true)]
    pub ascii: bool,
}

/// A command line that clap has read.
pub struct CommandLine {
    pub options: GlobalOptions,
    verb: Option<(&'static VerbRow, ArgMatches)>,
}

impl CommandLine {
    /// Runs the verb; without a verb, returns None.
    pub fn run_verb(&self) -> Option<Answer> {
        self.verb.as_ref().map(|(row, matches)| (row.run)(matches, &self.options))
    }
}

/// The whole command line, for clap and for the README.
pub fn command() -> Command {
    GlobalOptions::command().subcommands(TABLE.iter().map(VerbRow::command))
}

/// Reads the command line.
///
/// # Errors
/// The answer to print: the help, the version, or the error.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<CommandLine, Answer> {
    let args: Vec<OsString> = args.into_iter().collect();
    if args.len() < 2 {
        // Building clap's command for nothing would take a third of the planner's start.
        return Ok(CommandLine { options: GlobalOptions::default(), verb: None });
    }
    let read = || {
        let matches = command().try_get_matches_from(args)?;
        let options = GlobalOptions::from_arg_matches(&matches)?;
        let verb = matches.subcommand().and_then(|(name, own)| Some((VerbRow::named(name)?, own.clone())));
        Ok(CommandLine { options, verb })
    };
    read().map_err(|error| clap_answer(&error))
}

/// The answer that prints clap's help, version or error.
pub fn clap_answer(error: &clap::Error) -> Answer {
    let text = error.render().to_string();
    let code = u8::try_from(error.exit_code()).unwrap_or(2);
    if error.use_stderr() { Answer::failed(code, text) } else { Answer::done(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clap_accepts_the_table_of_verbs() {
        command().debug_assert();
    }

    #[test]
    fn global_options_may_stand_before_or_after_the_verb() {
        let parse = |line: &str| parse(line.split(' ').map(OsString::from)).expect("right");
        let before = parse("goodbye --today 2026-09-07 --rituals r.toml plan monday hand-kiss");
        let after = parse("goodbye plan monday hand-kiss --rituals r.toml --today 2026-09-07");
        assert_eq!(before.options.today.as_deref(), Some("2026-09-07"));
        assert_eq!(before.options.today, after.options.today);
        assert_eq!(before.options.rituals_file, after.options.rituals_file);
    }
}
