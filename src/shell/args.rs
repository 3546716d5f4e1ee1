//! The command line: clap reads it, and writes its help from the same lines.

use super::appearance::ColorWish;
use super::day_words::with_joined_days;
use super::other_words;
use super::output::{Answer, WRONG_USAGE};
use super::paint::Paint;
use super::verbs::{ChooseStore, TABLE, VerbRow};
use clap::error::{ContextKind, ContextValue};
use clap::{ArgMatches, Command, CommandFactory, FromArgMatches, Parser, ValueEnum};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// Plan the goodbye at the school door: a small ritual for each school morning
///
/// Without a command, the planner opens in the terminal. Type days as you would say them: 2026-09-07, "7 sep",
/// tomorrow, "next monday", "in 3 days". In 7.9. the day comes first; for 7/9, date_order in
/// settings.toml says which number is the month.
#[derive(Clone, Debug, Default, Parser)]
#[command(name = "goodbye", version, disable_help_subcommand = true, next_help_heading = "Options of every command")]
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
    /// Use colors or not; auto uses them in a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_name = "auto|always|never", value_enum, default_value_t)]
    #[arg(hide_default_value = true, hide_possible_values = true)]
    pub color: ColorWish,
}

/// A command line, and a few words about what it does.
pub type Example = (&'static str, &'static str);

/// The examples that open the help of the program.
const EXAMPLES: &[Example] = &[
    ("goodbye", "opens the planner"),
    ("goodbye today", "prints this morning's goodbye"),
    ("goodbye done", "marks it as done"),
    ("goodbye plan tomorrow hand-kiss", "plans a ritual"),
    ("goodbye help plan", "explains a command"),
];

/// The order of a help text. clap's own template puts the examples before the first sentence.
const HELP_TEMPLATE: &str = "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";
/// The longest example, in letters, with its words beside it. A longer example has its words below it.
const WIDEST_EXAMPLE: usize = 48;

/// Returns the command with examples right after its first sentence.
pub fn with_examples(command: Command, examples: &[Example]) -> Command {
    let fits = |line: &&str| line.len() <= WIDEST_EXAMPLE;
    let widest = examples.iter().map(|(line, _)| *line).filter(fits).map(str::len).max().unwrap_or(0);
    let mut text = "Examples:".to_owned();
    for (line, words) in examples {
        let gap = if fits(line) { "  " } else { &format!("\n{:1$}", "", widest + 4) };
        text.push_str(format!("\n  {line:widest$}{gap}{words}").trim_end());
    }
    command.before_help(text).help_template(HELP_TEMPLATE)
}

/// A command line that was read.
#[derive(Debug)]
pub struct CommandLine {
    pub options: GlobalOptions,
    wish: Wish,
}

/// What a command line asks for.
#[derive(Debug)]
enum Wish {
    Planner,
    Verb(&'static VerbRow, ArgMatches),
    /// The help, the version, or why the command line cannot be read.
    ClapAnswer(Answer),
}

impl CommandLine {
    /// Runs the verb and returns its answer, or clap's answer. None when the planner is asked for.
    pub fn run_verb(&self) -> Option<Answer> {
        self.run_verb_on(&|store| store)
    }

    /// Runs the verb on the store that `choose_store` returns for the usual store. Tests choose a store whose disk
    /// fails.
    pub fn run_verb_on(&self, choose_store: ChooseStore<'_>) -> Option<Answer> {
        match &self.wish {
            Wish::Planner => None,
            Wish::Verb(row, matches) => Some((row.run)(matches, &self.options, choose_store)),
            Wish::ClapAnswer(answer) => Some(answer.clone()),
        }
    }
}

/// The whole command line, for clap and for the README.
pub fn command() -> Command {
    command_with(TABLE.iter())
}

/// The command line with some of the verbs.
fn command_with(verbs: impl Iterator<Item = &'static VerbRow>) -> Command {
    with_examples(GlobalOptions::command(), EXAMPLES).subcommands(verbs.map(VerbRow::command))
}

/// The command line with the verbs whose names are words of the line. clap copies every global option into every verb,
/// which would take a tenth of a short run.
fn command_for(args: &[OsString]) -> Command {
    let is_named = |row: &&VerbRow| args.iter().any(|arg| arg.to_str().is_some_and(|word| row.is(word)));
    command_with(TABLE.iter().filter(is_named))
}

/// Reads the command line.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> CommandLine {
    let args: Vec<OsString> = args.into_iter().collect();
    if args.len() < 2 {
        // Building clap's command for nothing would take a third of the planner's start.
        return CommandLine { options: GlobalOptions::default(), wish: Wish::Planner };
    }
    let args = match with_joined_days(&args, |word| VerbRow::named(word).is_some()) {
        Ok(joined) => joined,
        Err(unclear) => {
            let answer = Answer::failed(WRONG_USAGE, unclear.to_string());
            return CommandLine { options: appearance_options(&args), wish: Wish::ClapAnswer(answer) };
        }
    };
    let read = |command: Command| {
        let matches = command.try_get_matches_from(&args)?;
        let options = GlobalOptions::from_arg_matches(&matches)?;
        let verb = matches.subcommand().and_then(|(name, own)| Some(Wish::Verb(VerbRow::named(name)?, own.clone())));
        Ok(CommandLine { options, wish: verb.unwrap_or(Wish::Planner) })
    };
    // Errors and helps may name every verb.
    let read = read(command_for(&args)).or_else(|_: clap::Error| read(command()));
    read.unwrap_or_else(|error| CommandLine {
        options: appearance_options(&args),
        wish: Wish::ClapAnswer(clap_answer(&error)),
    })
}

/// The value of an option on a command line that clap has not read: `--dir DIR` or `--dir=DIR`.
pub fn value_of<'l>(line: &'l [OsString], option: &str) -> Option<&'l OsStr> {
    line.iter().enumerate().find_map(|(at, arg)| match arg.to_str()?.strip_prefix(option)? {
        "" => line.get(at + 1).map(OsString::as_os_str),
        value => value.strip_prefix('=').map(OsStr::new),
    })
}

/// The options of letters and colors on a command line that clap has refused or answered with its help.
fn appearance_options(args: &[OsString]) -> GlobalOptions {
    let color = value_of(args, "--color").and_then(|value| ColorWish::from_str(value.to_str()?, true).ok());
    let color = color.unwrap_or_default();
    GlobalOptions { ascii: args.iter().any(|arg| arg == "--ascii"), color, ..GlobalOptions::default() }
}

/// The answer that prints clap's help, version or error.
pub fn clap_answer(error: &clap::Error) -> Answer {
    let mut text = error.render().to_string();
    if let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand)
        && let Some(hint) = other_words::hint(word)
        && let (Some((first, _)), Some(usage)) = (text.split_once("\n\n"), text.find("Usage:"))
    {
        // The hint takes the place of clap's own, which is the command with the nearest letters.
        text = format!("{first}\n\n  tip: {hint}\n\n{}", &text[usage..]);
    }
    let code = u8::try_from(error.exit_code()).unwrap_or(2);
    if error.use_stderr() {
        return Answer::failed(code, Paint::Alarm.on_first_word("error", &text));
    }
    Answer::done(text.lines().map(with_painted_heading).collect::<Vec<_>>().join("\n"))
}

/// Paints the heading of a part of the help: `Options:`, or `Usage:` before the usage.
fn with_painted_heading(line: &str) -> String {
    const USAGE: &str = "Usage:";
    let is_heading = line.ends_with(':') && !line.starts_with(' ');
    if is_heading { Paint::Strong.on(line) } else { Paint::Strong.on_first_word(USAGE, line) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clap_accepts_the_table_of_verbs() {
        command().debug_assert();
    }

    #[test]
    fn a_line_is_read_the_same_with_the_verbs_that_it_names_alone() {
        let lines = [
            "goodbye note done",
            "goodbye --ascii plan tomorrow hand-kiss",
            "goodbye --dir today done",
            "goodbye dance done",
            "goodbye done dance",
            "goodbye help done",
            "goodbye done --help",
            "goodbye --ascii",
            "goodbye todya",
            "goodbye plan",
        ];
        for line in lines {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            let whole = command().try_get_matches_from(&args);
            match (parse(args).wish, whole) {
                (Wish::ClapAnswer(answer), Err(error)) => assert_eq!(answer, clap_answer(&error), "{line}"),
                (Wish::Verb(row, _), Ok(matches)) => {
                    assert!(matches.subcommand_name().is_some_and(|name| row.is(name)))
                }
                (Wish::Planner, Ok(matches)) => assert_eq!(matches.subcommand_name(), None, "{line}"),
                (wish, whole) => panic!("{line}: {wish:?} and {whole:?}"),
            }
        }
    }

    #[test]
    fn letters_and_colors_are_found_on_a_command_line_with_errors() {
        let found = |line: &str| {
            let CommandLine { options, wish } = parse(line.split(' ').map(OsString::from));
            assert!(matches!(wish, Wish::ClapAnswer(_)), "{line}");
            (options.ascii, options.color)
        };
        assert_eq!(found("goodbye dance --ascii"), (true, ColorWish::Auto));
        assert_eq!(found("goodbye --color always dance"), (false, ColorWish::Always));
        assert_eq!(found("goodbye --color=never --help"), (false, ColorWish::Never));
    }

    #[test]
    fn global_options_may_stand_before_or_after_the_verb() {
        let parse = |line: &str| parse(line.split(' ').map(OsString::from));
        let before = parse("goodbye --today 2026-09-07 --rituals r.toml plan monday hand-kiss");
        let after = parse("goodbye plan monday hand-kiss --rituals r.toml --today 2026-09-07");
        assert_eq!(before.options.today.as_deref(), Some("2026-09-07"));
        assert_eq!(before.options.today, after.options.today);
        assert_eq!(before.options.rituals_file, after.options.rituals_file);
    }
}
