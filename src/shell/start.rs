//! The start of every run: the day, the family's folder, the settings, and the terminal for the planner.

use super::appearance::look;
use super::args::GlobalOptions;
use super::clock::Clock;
use super::disk::RealDisk;
use super::files::{self, FileContent};
use super::folders::{Folders, SettingsFile, settings_file};
use super::output::{Answer, COULD_NOT, WRONG_USAGE};
use super::store::Store;
use super::tui::{self, Exit, ExitReason};
use crate::domain::demo;
use crate::domain::problem::Problem;
use crate::domain::settings::{self, SettingsFound};
use crate::view::Look;
use rustix::process::Signal;
use std::env;
use std::fmt::Display;
use std::io::{self, IsTerminal};
use std::sync::Arc;

/// Lets a write past the file size limit of the account (`ulimit -f`) fail with an error. Without this, its signal ends
/// the program in the middle of a save.
pub fn turn_file_limit_into_error() {
    // The flag is never read: the error of the write says the same. Without a handler, the program works as before.
    drop(signal_hook::flag::register(Signal::XFSZ.as_raw(), Arc::default()));
}

/// Opens the clock, the store and the settings that the options and the environment name. No file of the family is
/// touched.
///
/// # Errors
/// The answer to print when the day or the folder is wrong.
pub fn start(options: &GlobalOptions) -> Result<(Clock, Store, SettingsFound), Answer> {
    let settings = settings(options);
    let clock = Clock::start(options.today.as_deref(), settings.settings.date_order);
    let clock = clock.map_err(|why| Answer::failed(WRONG_USAGE, why.to_string()))?;
    let folders = Folders::find(options.dir.clone()).map_err(|why| Answer::failed(COULD_NOT, why.to_string()))?;
    let store = Store::open(folders, options.rituals_file.clone(), clock.day_of_run());
    Ok((clock, store, settings))
}

/// The person's settings. A missing file means the usual settings, unless `--settings` or `GOODBYE_SETTINGS` names it.
fn settings(options: &GlobalOptions) -> SettingsFound {
    let Some(file) = settings_file(options.settings_file.clone()) else { return SettingsFound::default() };
    let SettingsFile { path, named_by } = file;
    let shown = path.display().to_string();
    let with_problem = |problem| SettingsFound { problems: vec![problem], ..SettingsFound::default() };
    match files::read(&RealDisk, &path, &shown).0 {
        FileContent::Text(text) => settings::read(&shown, &text),
        FileContent::Unreadable(problem) => with_problem(problem),
        FileContent::Missing => named_by.map_or_else(SettingsFound::default, |named_by| {
            let help =
                format!("write the file, or correct its name in {named_by}; until then the usual settings are used");
            with_problem(Problem::whole_file(&shown, "there is no such file", help))
        }),
    }
}

/// Opens the planner in the terminal until the person leaves.
pub fn open_planner(options: &GlobalOptions) -> Answer {
    if let Some(answer) = why_no_planner() {
        return answer;
    }
    match start(options) {
        Ok((clock, store, settings)) => run_planner(store, &clock, look(options, true), settings, false),
        Err(answer) => answer,
    }
}

/// Opens the planner on a made-up family. Its folder and its state folder are temporary, and are removed when the
/// person leaves. The family's own folder is not touched.
pub fn open_demo(options: &GlobalOptions) -> Answer {
    if let Some(answer) = why_no_planner() {
        return answer;
    }
    let not_made = |why: &dyn Display| Answer::failed(COULD_NOT, format!("The demo could not be made: {why}."));
    let folder = match tempfile::Builder::new().prefix("goodbye-demo-").tempdir() {
        Ok(folder) => folder,
        Err(error) => return not_made(&error),
    };
    let family = folder.path().join("family");
    let options = GlobalOptions { dir: Some(family.clone()), rituals_file: None, ..options.clone() };
    let (clock, _, settings) = match start(&options) {
        Ok(started) => started,
        Err(answer) => return answer,
    };
    let store = |states: &str| {
        let folders = Folders { family: family.clone(), states: Some(folder.path().join(states)) };
        Store::open(folders, None, clock.day_of_run())
    };
    let made = demo::family(clock.today()).map_err(|why| not_made(&why));
    let saved = made.and_then(|change| store("making").commit(&[change]).map_err(|why| not_made(&why)));
    if let Err(answer) = saved {
        return answer;
    }
    // With another state folder, undo cannot take back the family itself.
    let answer = run_planner(store("trying"), &clock, look(&options, true), settings, true);
    if answer.code != 0 {
        return answer;
    }
    Answer { out: "That was the demo. Nothing of it is kept. `goodbye` opens your own planner.".to_owned(), ..answer }
}

/// The answer where the planner cannot run.
fn why_no_planner() -> Option<Answer> {
    let is_dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    (!io::stdin().is_terminal() || !io::stdout().is_terminal() || is_dumb).then(|| {
        Answer::failed(
            COULD_NOT,
            "The planner needs a terminal. Here, `goodbye today` prints this morning's goodbye, and `goodbye --help` \
             lists all commands.",
        )
    })
}

/// Runs the planner, and returns the answer after the person has left.
fn run_planner(store: Store, clock: &Clock, look: Look, settings: SettingsFound, is_demo: bool) -> Answer {
    match tui::run(store, clock, look, settings, is_demo) {
        Ok(Exit { reason, not_saved }) => {
            let code = match reason {
                ExitReason::Signal(signal) => u8::try_from(128 + signal).unwrap_or(COULD_NOT),
                ExitReason::Left if not_saved.is_some() => COULD_NOT,
                ExitReason::Left => 0,
            };
            Answer { err: not_saved.or(clock.warning.clone()).unwrap_or_default(), code, ..Answer::default() }
        }
        Err(error) => Answer::failed(
            COULD_NOT,
            format!("The terminal cannot be used: {error}. `goodbye today` works without it."),
        ),
    }
}
