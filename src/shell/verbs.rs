//! The verbs of the command line. A new verb is a file in `verbs/` and a row in [`TABLE`].

mod backups;
mod change_morning;
mod check;
mod completions;
mod demo;
mod done;
mod export;
mod help;
mod import;
mod init;
mod man;
mod mood;
mod note;
mod paths;
mod plan;
mod rituals;
mod session;
mod skip;
mod today;
mod undo;
mod week;

use self::session::{Failure, Session};
use super::args::{Example, GlobalOptions, clap_answer, with_examples};
use super::output::{Answer, COULD_NOT};
use super::paint::Paint;
use super::store::Store;
use crate::domain::typed_day::DayError;
use clap::{ArgMatches, Args, Command};

/// All verbs, in the order in which the help lists them.
pub const TABLE: &[VerbRow] = &[
    with_family::<today::Today>("today", "Show this morning's goodbye"),
    with_family::<week::Week>("week", "Show the goodbyes of a week"),
    with_family::<done::Done>("done", "Mark rituals as done: the named ones, or else the next planned one"),
    with_family::<plan::Plan>("plan", "Plan rituals for a morning; they replace its plan"),
    with_family::<skip::Skip>("skip", "Skip a morning, such as a sick day; its plan stays"),
    with_family::<note::Note>("note", "Write a note on a morning; it replaces the note there, or is added to it"),
    with_family::<mood::MoodOptions>("mood", "Write down how a goodbye went, from tears to beaming"),
    with_family::<undo::Undo>("undo", "Undo the last change"),
    with_family::<undo::Redo>("redo", "Redo the change that was undone last"),
    with_family::<rituals::Rituals>("rituals", "List all rituals"),
    with_family::<init::Init>("init", "Set up the family: a child, the first day of school, and two planned weeks"),
    with_family::<import::ImportOptions>(
        "import",
        "Preview a school's calendar file (.ics); with --yes, add it to the family's calendar",
    ),
    with_family::<export::ExportOptions>(
        "export",
        "Export mornings to a phone (--ics), a spreadsheet (--csv) or a program (--json)",
    ),
    with_family::<backups::Backups>("backups", "List the days that can be restored"),
    with_family::<backups::Restore>("restore", "Restore all files as they were when a day began; undo takes that back"),
    with_family::<check::Check>("check", "Check all files and say what is wrong in them"),
    without_family::<demo::Demo>("demo", "Try the planner on a made-up family; nothing is kept"),
    without_family::<paths::Paths>("paths", "Print where your files are"),
    without_family::<completions::Completions>("completions", "Print a script with which a shell completes commands"),
    without_family::<man::ManPage>("man", "Print the manual page"),
    without_family::<help::Help>("help", "Explain commands"),
];

/// Returns the store to use for the store that the options name.
pub type ChooseStore<'c> = &'c dyn Fn(Store) -> Store;

/// A verb of the command line, as clap and the program see it.
#[derive(Debug)]
pub struct VerbRow {
    name: &'static str,
    about: &'static str,
    add_options: fn(Command) -> Command,
    /// Runs the verb with the options that clap has matched.
    pub run: fn(&ArgMatches, &GlobalOptions, ChooseStore<'_>) -> Answer,
}

impl VerbRow {
    /// The row of the verb with this name.
    pub fn named(name: &str) -> Option<&'static VerbRow> {
        TABLE.iter().find(|row| row.is(name))
    }

    /// Returns whether this is the row of the verb with this name.
    pub fn is(&self, name: &str) -> bool {
        self.name == name
    }

    /// The verb for clap, which adds the options only when the verb is used.
    pub fn command(&self) -> Command {
        Command::new(self.name).about(self.about).defer(self.add_options)
    }
}

/// A verb that reads or changes the family's files. Its fields are the options that clap reads.
trait FamilyVerb: Args {
    /// The examples that open the verb's help.
    const EXAMPLES: &'static [Example];
    /// Whether the answer depends on the person's settings. With damaged settings, such a verb answers and fails.
    fn uses_settings(&self) -> bool {
        false
    }

    fn run(&self, session: &mut Session) -> Result<Answer, Failure>;
}

/// A verb that works without a family: neither clock, folder nor lock is touched before it runs.
trait VerbWithoutFamily: Args {
    /// The examples that open the verb's help.
    const EXAMPLES: &'static [Example];
    fn run(&self, options: &GlobalOptions) -> Answer;
}

const fn with_family<V: FamilyVerb>(name: &'static str, about: &'static str) -> VerbRow {
    VerbRow {
        name,
        about,
        add_options: |verb| with_examples(V::augment_args(verb), V::EXAMPLES),
        run: run_with_family::<V>,
    }
}

const fn without_family<V: VerbWithoutFamily>(name: &'static str, about: &'static str) -> VerbRow {
    VerbRow {
        name,
        about,
        add_options: |verb| with_examples(V::augment_args(verb), V::EXAMPLES),
        run: run_without_family::<V>,
    }
}

fn run_with_family<V: FamilyVerb>(matches: &ArgMatches, options: &GlobalOptions, store: ChooseStore<'_>) -> Answer {
    let verb = match V::from_arg_matches(matches) {
        Ok(verb) => verb,
        Err(error) => return clap_answer(&error),
    };
    in_session(options, store, verb.uses_settings(), &mut |session| verb.run(session))
}

/// Starts a session, runs a verb in it, and returns the answer with all notices. The verb is a closure behind a
/// reference, so that this function is compiled once and not for each verb.
fn in_session(
    options: &GlobalOptions,
    store: ChooseStore<'_>,
    uses_settings: bool,
    run: &mut dyn FnMut(&mut Session) -> Result<Answer, Failure>,
) -> Answer {
    let mut session = match Session::start(options, store) {
        Ok(session) => session,
        Err(answer) => return answer,
    };
    let problems = session.settings.problems.clone();
    if uses_settings {
        session.notice(&problems);
    }
    let settings_code = if uses_settings && !problems.is_empty() { COULD_NOT } else { 0 };
    let result = run(&mut session);
    // The settings were to say which number is the month.
    if matches!(result, Err(Failure::NotADay(DayError::Ambiguous { .. }))) {
        session.notice(&problems);
    }
    let mut err = session.notices;
    err.extend(session.store.take_notice().map(|notice| notice.to_string()));
    // A folder that has lost its family file is not a folder without a family.
    let has_no_family = matches!(result, Err(Failure::NoFamily));
    let lost = has_no_family.then(|| session.store.lost_family()).flatten();
    let result = lost.map_or(result, |lost| Err(Failure::CouldNot(lost.problem.report())));
    let answer = result.unwrap_or_else(|failure| {
        err.push(failure.to_string());
        Answer { code: failure.code(), ..Answer::default() }
    });
    let err: Vec<String> = err.iter().map(|text| Paint::Alarm.on_first_word("error", text)).collect();
    Answer { err: err.join("\n"), code: answer.code.max(settings_code), ..answer }
}

fn run_without_family<V: VerbWithoutFamily>(
    matches: &ArgMatches,
    options: &GlobalOptions,
    _: ChooseStore<'_>,
) -> Answer {
    V::from_arg_matches(matches).map_or_else(|error| clap_answer(&error), |verb| verb.run(options))
}
