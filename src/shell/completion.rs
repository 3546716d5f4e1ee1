//! The completion of commands, options, children and rituals in a shell. The script in the shell asks the program at each
//! Tab key. An answer only reads: it takes no lock, writes nothing, and is empty where files are damaged.

use super::args;
use super::folders::Folders;
use super::store::Store;
use crate::domain::change::Snapshot;
use crate::domain::family::Child;
use crate::domain::text::one_line;
use clap::builder::StyledStr;
use clap::{Arg, Command};
use clap_complete::Shell;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use clap_complete::env::{Bash, CompleteEnv, EnvCompleter, Fish, Zsh};
use jiff::civil::Date;
use std::env;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

/// The variable with which a script asks for completions.
const VARIABLE: &str = "GOODBYE_COMPLETE";
/// The name of the program in scripts. The shell looks for it at each Tab key.
const PROGRAM: &str = "goodbye";

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
        other => {
            clap_complete::generate(other, &mut args::command(), PROGRAM, &mut script);
            return String::from_utf8(script).map_err(io::Error::other);
        }
    };
    asking.write_registration(VARIABLE, PROGRAM, PROGRAM, PROGRAM, &mut script)?;
    String::from_utf8(script).map_err(io::Error::other)
}

/// The command line with the names that complete.
fn command() -> Command {
    let mut command = args::command();
    // A verb has its options only after this.
    command.build();
    command.mut_subcommands(|verb| match verb.get_name() {
        "init" => verb.mut_args(|arg| with_names(arg, &["ritual"])),
        _ => verb.mut_args(|arg| with_names(arg, &["child", "ritual", "rituals", "command", "commands"])),
    })
}

/// Lets an argument complete with the names of children, rituals or verbs, if it is one of `arguments`.
fn with_names(arg: Arg, arguments: &[&str]) -> Arg {
    match arg.get_id().as_str() {
        id if !arguments.contains(&id) => arg,
        "child" => arg.add(ArgValueCandidates::new(children)),
        "command" | "commands" => arg.add(ArgValueCandidates::new(verbs)),
        _ => arg.add(ArgValueCandidates::new(rituals)),
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
    let family = read().and_then(|found| found.family).unwrap_or_default();
    let child = |child: &Child| {
        // A name of several words would need quotes, but an id needs none.
        let is_word = child.name.chars().all(char::is_alphanumeric);
        candidate(if is_word { &child.name } else { child.id.as_str() }, &child.name)
    };
    family.page.family.all_children().map(child).collect()
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
    let folders = Folders::find(typed_path(&typed, "--dir")).ok()?;
    // Names do not depend on the day.
    Some(Store::open(folders, typed_path(&typed, "--rituals"), Date::MIN).read_pages())
}

/// The path after an option of the typed line.
fn typed_path(typed: &[OsString], option: &str) -> Option<PathBuf> {
    typed.iter().enumerate().find_map(|(at, word)| match word.to_str()?.strip_prefix(option)? {
        "" => typed.get(at + 1).map(PathBuf::from),
        path => path.strip_prefix('=').map(PathBuf::from),
    })
}
