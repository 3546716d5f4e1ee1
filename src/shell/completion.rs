//! The completion of commands, options, children and rituals in a shell. The shell's script asks the program at each
//! Tab key. To answer, the program only reads: it takes no lock and writes nothing. Where files are damaged, names are
//! left out.

use super::args;
use super::folders::Folders;
use super::store::Store;
use crate::domain::change::Snapshot;
use crate::domain::day::weekday_label;
use crate::domain::family::Child;
use crate::domain::morning::{Mood, SKIP_REASONS};
use crate::domain::text::one_line;
use clap::builder::StyledStr;
use clap::{Arg, Command, ValueEnum};
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use clap_complete::env::{Bash, CompleteEnv, EnvCompleter, Fish, Zsh};
use clap_complete::{Generator, shells};
use jiff::civil::{Date, Weekday};
use std::env;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

/// The variable with which a script asks for completions.
const VARIABLE: &str = "GOODBYE_COMPLETE";
/// The name of the program in scripts. The shell looks for it at each Tab key.
const PROGRAM: &str = "goodbye";

/// The shells that have a script. clap_complete's own list would bring the generators that are not used.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Shell {
    Bash,
    Elvish,
    Fish,
    #[value(name = "powershell")]
    PowerShell,
    Zsh,
}

/// Answers the script of a shell. Returns whether a script asked.
pub fn answer() -> bool {
    if env::var_os(VARIABLE).is_none() {
        return false;
    }
    let here = env::current_dir().ok();
    // A message would stand in the middle of the line that is being typed.
    drop(CompleteEnv::with_factory(command).var(VARIABLE).try_complete(env::args_os(), here.as_deref()));
    true
}

/// The completion script of a shell. In Bash, Zsh and Fish it also completes the names of children and rituals.
///
/// # Errors
/// When the script cannot be made.
pub fn script(shell: Shell) -> io::Result<String> {
    let mut script = Vec::new();
    let asking: &dyn EnvCompleter = match shell {
        Shell::Bash => &Bash,
        Shell::Zsh => &Zsh,
        Shell::Fish => &Fish,
        Shell::Elvish => return without_names(shells::Elvish),
        Shell::PowerShell => return without_names(shells::PowerShell),
    };
    asking.write_registration(VARIABLE, PROGRAM, PROGRAM, PROGRAM, &mut script)?;
    String::from_utf8(script).map_err(io::Error::other)
}

/// Returns the words with which an argument may complete. clap_complete leaves out the words that do not begin with the
/// typed letters.
type Candidates = fn() -> Vec<CompletionCandidate>;

/// The arguments, by their ids, that complete with words of the family or of the program.
const CANDIDATES: [(&[&str], Candidates); 6] = [
    (&["child"], children),
    (&["ritual", "rituals"], rituals),
    (&["on", "date", "first_day", "from", "to"], days),
    (&["words"], moods),
    (&["reason"], reasons),
    (&["command", "commands"], verbs),
];

/// The script of a shell in which the names of children and rituals do not complete.
fn without_names(shell: impl Generator) -> io::Result<String> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(), PROGRAM, &mut script);
    String::from_utf8(script).map_err(io::Error::other)
}

/// The command line with the words that complete.
fn command() -> Command {
    let mut command = args::command();
    // A verb has its options only after this.
    command.build();
    command.mut_subcommands(|verb| {
        let is_init = verb.get_name() == "init";
        // The first child is not there yet.
        verb.mut_args(|arg| if is_init && arg.get_id() == "child" { arg } else { with_candidates(arg) })
    })
}

fn with_candidates(arg: Arg) -> Arg {
    match CANDIDATES.iter().find(|(ids, _)| ids.contains(&arg.get_id().as_str())) {
        Some((_, candidates)) => arg.add(ArgValueCandidates::new(*candidates)),
        None => arg,
    }
}

fn verbs() -> Vec<CompletionCandidate> {
    let command = args::command();
    command
        .get_subcommands()
        .map(|verb| CompletionCandidate::new(verb.get_name()).help(verb.get_about().cloned()))
        .collect()
}

fn children() -> Vec<CompletionCandidate> {
    let family = read().and_then(|found| found.family).unwrap_or_default().page.family;
    let child = |child: &Child| {
        // A name of several words would need quotes, and a name that two children have would be refused.
        let is_clear = child.name.chars().all(char::is_alphanumeric)
            && family.all_children().filter(|other| other.name == child.name).count() == 1;
        candidate(if is_clear { &child.name } else { child.id.as_str() }, &child.name)
    };
    family.all_children().map(child).collect()
}

fn days() -> Vec<CompletionCandidate> {
    let weekdays = (0..7).filter_map(|day| Weekday::from_monday_zero_offset(day).ok()).map(weekday_label);
    ["today", "tomorrow", "yesterday"].into_iter().chain(weekdays).map(|day| day.to_lowercase().into()).collect()
}

fn moods() -> Vec<CompletionCandidate> {
    Mood::ALL.iter().map(|mood| mood.keyword().to_owned().into()).collect()
}

/// The reasons of one word, which need no quotes.
fn reasons() -> Vec<CompletionCandidate> {
    SKIP_REASONS.into_iter().filter(|reason| !reason.contains(' ')).map(Into::into).collect()
}

fn rituals() -> Vec<CompletionCandidate> {
    let found = read().and_then(|found| found.rituals).unwrap_or_default();
    found.catalog.offered().map(|ritual| candidate(ritual.id.as_str(), &ritual.name)).collect()
}

fn candidate(word: &str, help: &str) -> CompletionCandidate {
    CompletionCandidate::new(one_line(word).as_ref()).help(Some(StyledStr::from(one_line(help).into_owned())))
}

/// Reads the family and the rituals of the folder that the typed line names.
fn read() -> Option<Snapshot> {
    let typed: Vec<OsString> = env::args_os().collect();
    let path = |option: &str| args::value_of(&typed, option).map(PathBuf::from);
    // Names do not depend on the day.
    Some(Store::open(Folders::find(path("--dir")).ok()?, path("--rituals"), Date::MIN).read_pages())
}
