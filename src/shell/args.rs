//! The command line as one table: clap reads it, and its help is written from the same lines.

use super::output::Answer;
use clap::{Args, Parser, Subcommand};
use std::ffi::OsString;
use std::path::PathBuf;

/// Plan the goodbye at the school door: a small ritual for each school morning
///
/// Without a verb the planner opens in the terminal. Days are typed as you would say them: 2026-09-07, "7 sep",
/// tomorrow, "next monday".
#[derive(Debug, Parser)]
#[command(name = "goodbye", version, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    pub options: GlobalOptions,
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// What every run can be told, whatever it does.
#[derive(Clone, Debug, Default, Args)]
pub struct GlobalOptions {
    /// The folder with the family's files [default: GOODBYE_DIR, or the data folder of this computer]
    #[arg(long, global = true, value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// Take this day for today, to plan ahead or to try things out [default: GOODBYE_TODAY, or today]
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<String>,
    /// Read the rituals from this file, instead of the ones that come with goodbye and your own
    #[arg(long = "rituals", id = "rituals-file", global = true, value_name = "FILE")]
    pub rituals_file: Option<PathBuf>,
    /// Read your settings from this file [default: GOODBYE_SETTINGS, or settings.toml in the configuration folder]
    #[arg(long = "settings", id = "settings-file", global = true, value_name = "FILE")]
    pub settings_file: Option<PathBuf>,
    /// Use plain letters only, for terminals without symbols
    #[arg(long, global = true)]
    pub ascii: bool,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Show this morning's goodbye
    Today {
        /// Only this child
        #[arg(long, value_name = "NAME")]
        child: Option<String>,
        /// Print JSON, for scripts
        ///
        /// An object with `today` and `children`. Each child has `child` (the id), `name`, `date`, `day` (school, free,
        /// off, absent, other-home or before-first-day), `day_name` (such as Half term), `hours` (full day, half day, late
        /// start, early finish or extra school day), `time` (when it starts or ends), `collects`, `school_morning` (a
        /// number or null), `school_mornings_of_year`, `next_school_morning`, `standing` (empty, planned, begun, done or
        /// skipped), `rituals`, `skipped`, `mood`, `note` and `read_only`. Each ritual has `id`, `name`, `done`, `prepared`,
        /// `minutes` and `steps`.
        #[arg(long)]
        json: bool,
    },
    /// Mark a ritual done; without a name, the first planned one that is not
    Done {
        /// A ritual's name or id
        ritual: Option<String>,
        #[command(flatten)]
        which: WhichMorning,
    },
    /// Plan rituals for a morning, in place of what was planned
    Plan {
        /// The morning, such as 2026-09-07 or "next monday"
        date: String,
        /// Names or ids of rituals
        #[arg(required = true, value_name = "RITUAL")]
        rituals: Vec<String>,
        /// Whose morning [default: the first child]
        #[arg(long, value_name = "NAME")]
        child: Option<String>,
    },
    /// Skip a morning: nothing is lost, and nothing is counted
    Skip {
        /// Why, in a word or two: sick, snow, holiday, other home [default: not today]
        reason: Vec<String>,
        #[command(flatten)]
        which: WhichMorning,
    },
    /// Write a note on a morning, in place of the one there
    Note {
        /// The note; an empty one ("") takes it away
        #[arg(required = true)]
        text: Vec<String>,
        #[command(flatten)]
        which: WhichMorning,
    },
    /// Take the last change back
    Undo,
    /// Bring back what was undone last
    Redo,
    /// List all rituals
    Rituals {
        /// Print JSON, for scripts
        ///
        /// An object with `rituals` and `preparations`. Each ritual has `id`, `name`, `idea`, `steps`, `minutes` (at the
        /// door), `supplies`, `prepare` (null, or `every`, `minutes`, `days_before` and `steps`), `keeps` (what `child` and
        /// `parent` keep), `caution`, `source`, `tags` and `origin`. Each preparation has `id`, `name`, `idea`, `steps`,
        /// `supplies`, `days_before` and `source`.
        #[arg(long)]
        json: bool,
    },
    /// Start a family's planner: a child, the first day, and two planned weeks
    Init {
        /// The child's name
        #[arg(long, value_name = "NAME")]
        child: String,
        /// The first day of school
        #[arg(long, value_name = "DATE")]
        first_day: String,
        /// A ritual to start with; give it again for more, and they take turns [default: hand-kiss]
        #[arg(long, value_name = "ID")]
        ritual: Vec<String>,
    },
    /// Show what a school's calendar file (.ics) means for the mornings; with --yes, follow it
    Import(ImportOptions),
    /// Take mornings elsewhere: to a phone (--ics), a spreadsheet (--csv) or a program (--json)
    Export(ExportOptions),
    /// List the days that can be brought back
    Backups,
    /// Bring everything back as it was when a day began; `undo` takes this back too
    Restore {
        /// A day that `goodbye backups` lists
        date: String,
    },
    /// Look through all files and tell what is wrong with them
    Check,
}

/// What is imported, and how.
#[derive(Debug, Args)]
pub struct ImportOptions {
    /// Files as the school publishes them, or - for what another program sends
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Let family.toml follow the school's calendar; one `goodbye undo` takes it back
    #[arg(long, conflicts_with = "dry_run")]
    pub yes: bool,
    /// Only show; the same as without --yes
    #[arg(long)]
    pub dry_run: bool,
    /// Whose school it is [default: as the last time, else all children]
    #[arg(long, value_name = "NAME")]
    pub child: Option<String>,
    /// It is another school's than those imported before, though much in it is the same
    #[arg(long)]
    pub another_school: bool,
    /// Say what an event is, such as "Book fair=day off"; give it again for more
    #[arg(long, value_name = "EVENT=KIND")]
    pub r#as: Vec<String>,
    /// Print JSON, for scripts
    ///
    /// An object with `events`, `warnings` and `written` (true or false). Each event has `uid`, `name`, `dates` (each
    /// `from` and `to`, the last day itself), `becomes` (day off, half day, late start, early finish, first day, last day,
    /// term, or not about mornings), `time`, `chosen` (whether you said what it is) and `standing` (left out, there
    /// already, yours stays, taken away, new, or changed).
    #[arg(long)]
    pub json: bool,
}

/// What is exported, and how.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("format").required(true))]
pub struct ExportOptions {
    /// Planned mornings with their steps, and in time what to prepare, for a phone's calendar
    #[arg(long, group = "format")]
    pub ics: bool,
    /// All mornings for a spreadsheet
    ///
    /// The columns are the keys of --json, with the names of rituals instead of their ids. What a spreadsheet would take
    /// for a formula has an apostrophe before it.
    #[arg(long, group = "format")]
    pub csv: bool,
    /// All mornings for scripts
    ///
    /// An object with `mornings`. Each has `child` (the id), `name`, `date`, `day` (school, free, off, absent, other-home
    /// or before-first-day), `day_name` (such as Half term), `hours` (full day, half day, late start, early finish or extra
    /// school day), `time` (when it starts or ends), `collects`, `standing` (empty, planned, begun, done or skipped),
    /// `planned`, `prepared` and `done` (ids of rituals), `skipped`, `mood` and `note`.
    #[arg(long, group = "format")]
    pub json: bool,
    /// Only this child
    #[arg(long, value_name = "NAME")]
    pub child: Option<String>,
    /// The first morning [default: today with --ics, else the first there is]
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// The last morning [default: the last there is]
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// Write to this file instead of printing; any but those in the family's folder
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Which morning of which child.
#[derive(Debug, Args)]
pub struct WhichMorning {
    /// Another morning than today's
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// Whose morning [default: the first child]
    #[arg(long, value_name = "NAME")]
    pub child: Option<String>,
}

/// Reads the command line.
///
/// # Errors
/// The help, the version, or what is wrong, ready to be printed.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Cli, Answer> {
    Cli::try_parse_from(args).map_err(|error| {
        let text = error.render().to_string();
        let code = u8::try_from(error.exit_code()).unwrap_or(2);
        if error.use_stderr() { Answer { err: text, code, ..Answer::default() } } else { Answer::done(text) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_table_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn global_options_stand_before_or_after_the_verb_and_words_need_no_quotes() {
        let parse = |line: &str| parse(line.split(' ').map(OsString::from)).expect("right");
        let before = parse("goodbye --today 2026-09-07 --rituals r.toml plan monday hand-kiss");
        let after = parse("goodbye plan monday hand-kiss --rituals r.toml --today 2026-09-07");
        assert_eq!(before.options.today, after.options.today);
        assert_eq!(before.options.rituals_file, after.options.rituals_file);
        let Some(Verb::Skip { reason, which }) = parse("goodbye skip other home --on monday").verb else {
            panic!("another verb")
        };
        assert_eq!((reason.join(" ").as_str(), which.on.as_deref()), ("other home", Some("monday")));
    }
}
