//! What every run begins with: the day, the family's folder, and whether there is a terminal to draw on.

use super::args::GlobalOptions;
use super::clock::Clock;
use super::disk::RealDisk;
use super::files::{self, FileContent};
use super::folders::{family_folder, settings_file};
use super::output::{Answer, COULD_NOT, WRONG_USAGE};
use super::store::Store;
use super::tui::{self, Exit};
use crate::domain::problem::Problem;
use crate::domain::settings::{self, SettingsFound};
use crate::view::Look;
use std::io::{self, IsTerminal};

/// The clock and the store for what was set on the command line and in the environment. Touches no file of the family.
///
/// # Errors
/// What is wrong, ready to be printed.
pub fn start(options: &GlobalOptions) -> Result<(Clock, Store), Answer> {
    let clock = Clock::start(options.today.as_deref()).map_err(|why| Answer::failed(WRONG_USAGE, why))?;
    let folder = family_folder(options.dir.clone()).map_err(|why| Answer::failed(COULD_NOT, why))?;
    let store = Store::open(folder, options.rituals_file.clone(), clock.today());
    Ok((clock, store))
}

/// The person's settings. A file that is not there is as usual, unless it was asked for.
pub fn settings(options: &GlobalOptions) -> SettingsFound {
    let Some(path) = settings_file(options.settings_file.clone()) else { return SettingsFound::default() };
    let shown = path.display().to_string();
    match files::read(&RealDisk, &path, &shown).0 {
        FileContent::Text(text) => settings::read(&shown, &text),
        FileContent::Unreadable(problem) => SettingsFound { problems: vec![problem], ..SettingsFound::default() },
        FileContent::Missing if options.settings_file.is_some() => {
            let problem = Problem::whole_file(&shown, "there is no such file", "look at the name after --settings");
            SettingsFound { problems: vec![problem], ..SettingsFound::default() }
        }
        FileContent::Missing => SettingsFound::default(),
    }
}

/// Terminals that have neither the signs nor, but for the first, the colors.
const PLAIN_TERMINALS: [&str; 7] = ["linux", "vt52", "vt100", "vt102", "vt220", "ansi-m", "xterm-mono"];

/// Opens the planner in the terminal until the person leaves.
pub fn open_screens(options: &GlobalOptions) -> Answer {
    let term = std::env::var("TERM").unwrap_or_default();
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() || term == "dumb" {
        return Answer::failed(
            COULD_NOT,
            "The planner needs a terminal; here, `goodbye today` prints this morning's goodbye and `goodbye --help` lists the verbs.",
        );
    }
    let (clock, store) = match start(options) {
        Ok(started) => started,
        Err(answer) => return answer,
    };
    let plain = PLAIN_TERMINALS.iter().position(|name| *name == term);
    let look = Look {
        ascii: options.ascii || plain.is_some(),
        colorless: plain.is_some_and(|i| i > 0) || std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty()),
    };
    let warning = clock.warning.clone().unwrap_or_default();
    match tui::run(store, &clock, look, settings(options)) {
        Ok(Exit { signal, lost }) => {
            let code = match signal {
                Some(signal) => u8::try_from(128 + signal).unwrap_or(COULD_NOT),
                None if lost.is_some() => COULD_NOT,
                None => 0,
            };
            let lost = lost.map(|why| format!("Something is not saved. {why}"));
            Answer { err: lost.unwrap_or(warning), code, ..Answer::default() }
        }
        Err(error) => Answer::failed(
            COULD_NOT,
            format!("The terminal cannot be used: {error}. `goodbye today` works without it."),
        ),
    }
}
