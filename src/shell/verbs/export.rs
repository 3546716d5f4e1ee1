//! `goodbye export`: writes mornings for a phone, a spreadsheet or another program.

mod file;
mod phone;

use super::FamilyVerb;
use super::session::{Failure, Loaded, Session};
use crate::domain::calendar::Calendar;
use crate::domain::child_id::ChildId;
use crate::domain::day::{self, Month};
use crate::domain::family::{Child, ChildError};
use crate::domain::journal::Journal;
use crate::domain::names;
use crate::domain::problem::Problem;
use crate::domain::record::Record;
use crate::domain::text::plural;
use crate::domain::typed_day::{DayError, Meant};
use crate::shell::args::Example;
use crate::shell::export::{self, csv};
use crate::shell::json;
use crate::shell::output::{Answer, COULD_NOT};
use crate::shell::store::Store;
use jiff::civil::Date;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// The name that means stdout after `--output`.
const STDOUT: &str = "-";

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("format").required(true))]
pub struct ExportOptions {
    /// For a phone's calendar: planned mornings with their steps, and reminders of what to prepare
    ///
    /// A goodbye that no longer applies is sent as a cancellation: a day that is off or skipped, a plan that was taken
    /// back on this computer, and a child who is hidden.
    #[arg(long, group = "format")]
    ics: bool,
    /// For a spreadsheet: all mornings
    ///
    /// The columns are the keys of --json, with the names of rituals instead of their ids. An apostrophe stands before
    /// any text that a spreadsheet would run as a formula. A file of --output begins with a mark that lets Excel read
    /// accents.
    #[arg(long, group = "format")]
    csv: bool,
    /// For scripts: all mornings; `goodbye help json` describes it
    #[arg(long, group = "format")]
    json: bool,
    /// Only this child
    #[arg(long, value_name = "NAME")]
    child: Option<String>,
    /// The first morning [default: today with --ics, otherwise the first of all]
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// The last morning; a weekday or a date without a year follows the first [default: the last of all]
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// Write to this file instead of printing; it must be outside the family's folder. - prints
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file of --output, also where another program wrote or changed it
    ///
    /// Without this, only a file that an export wrote and nobody changed is replaced. A link is replaced, not followed.
    #[arg(long, requires = "output")]
    force: bool,
}

/// A child with the mornings that were read.
struct ChildMornings<'h> {
    child: &'h Child,
    calendar: Calendar,
    journal: Journal,
}

impl FamilyVerb for ExportOptions {
    const EXAMPLES: &'static [Example] = &[
        ("goodbye export --ics --output mornings.ics", "for a phone"),
        ("goodbye export --csv --output mornings.csv", "for a spreadsheet"),
        (r#"goodbye export --json --from "1 sep" --to today"#, "for a script"),
    ];

    /// A phone rings at the times of the settings.
    fn uses_settings(&self) -> bool {
        self.ics
    }

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let loaded = session.load_any()?;
        let dates = self.dates(session)?;
        let unknown = self.unknown_children(session, &loaded);
        let children = self.children(&loaded, &unknown)?;
        // Without its family file, a folder has no child whom the mornings could belong to.
        let is_lost = !self.ics && !loaded.is_damaged && loaded.family.all_children().next().is_none();
        let lost = is_lost.then(|| session.store.lost_family()).flatten();
        session.notices.extend(lost.iter().map(|lost| lost.problem.report()));
        for child in unknown.iter().filter(|child| lost.is_none() && !self.ics && children.contains(child)) {
            let id = child.id.as_str();
            session.notices.push(format!(
                "mornings/{id} belongs to no child in family.toml, so its mornings are exported for \"{id}\"."
            ));
        }
        // Earlier mornings show which rituals were made already, so that the phone does not remind of them.
        let months = if self.ics { Month::of(Date::MIN) } else { Month::of(*dates.start()) }..=Month::of(*dates.end());
        let mut problems = Vec::new();
        let read = |child| ChildMornings {
            child,
            calendar: loaded.calendar(child),
            journal: read_journal(&mut session.store, &child.id, &months, &mut problems),
        };
        let mornings: Vec<ChildMornings<'_>> = children.into_iter().map(read).collect();
        session.notices.extend(problems.iter().map(Problem::report));
        let (text, count) = if self.ics {
            phone::calendar(session, &loaded, &mornings, &dates).map_err(|failure| match failure {
                Failure::NothingPlanned if !problems.is_empty() || loaded.is_damaged => {
                    Failure::NothingPlannedAsFarAsRead
                }
                failure => failure,
            })?
        } else {
            self.record(&loaded, &mornings, &dates)
        };
        let code = if problems.is_empty() && lost.is_none() { loaded.code() } else { COULD_NOT };
        let Some(path) = self.output.as_deref().filter(|path| *path != Path::new(STDOUT)) else {
            return Ok(Answer { file: text, code, ..Answer::default() });
        };
        let text = if self.csv { csv::for_a_file(&text) } else { text };
        let replaced_link = file::write(session, path, &text, self.force)?;
        let days = self.dates_label(&dates, session.today);
        let mut out = format!("{count}{days} written to {}.", path.display());
        if let Some(target) = replaced_link {
            out += &format!(" It was a link to {}, which is as it was.", target.display());
        }
        Ok(Answer { out, code, ..Answer::default() })
    }
}

impl ExportOptions {
    /// Returns the dates to export. A phone gets the coming ones, a record all of them. The last day follows the first.
    fn dates(&self, session: &Session) -> Result<RangeInclusive<Date>, Failure> {
        let days = session.days();
        let start = if self.ics { session.today } else { Date::MIN };
        // A phone gets coming days; a record has days that have happened.
        let meant = if self.ics { Meant::Either } else { Meant::Happened };
        let (from, to) = match (self.from.as_deref(), self.to.as_deref()) {
            (Some(from), Some(to)) => {
                let dates = days.first_and_last(from, to, meant).map_err(|error| match error {
                    DayError::Backward { .. } => Failure::WrongUsage(format!("--to is before --from. {error}")),
                    error => error.into(),
                })?;
                (dates.from(), dates.to())
            }
            (Some(from), None) => {
                // One option can hold both days: `21 dec - 4 jan`.
                let dates = days.days(from, meant)?;
                (dates.from(), if dates.count() > 1 { dates.to() } else { Date::MAX })
            }
            (None, Some(to)) => (start, days.day(to, if self.ics { Meant::From(start) } else { Meant::Either })?),
            (None, None) => (start, Date::MAX),
        };
        if from > to {
            return Err(Failure::WrongUsage("--to is before today; --from says where to begin.".to_owned()));
        }
        Ok(from..=to)
    }

    /// Returns ` from Mon, Oct 26 to Fri, Oct 30`, as far as the days were typed.
    fn dates_label(&self, dates: &RangeInclusive<Date>, today: Date) -> String {
        let day = |word: &str, typed: Option<&String>, date: &Date| {
            typed.map_or_else(String::new, |_| format!(" {word} {}", day::short_label(*date, today)))
        };
        let to = if *dates.end() < Date::MAX { self.to.as_ref().or(self.from.as_ref()) } else { None };
        day("from", self.from.as_ref(), dates.start()) + &day("to", to, dates.end())
    }

    /// Returns a child for each folder of mornings that belongs to no child. A phone is told of them only where the
    /// whole family can be read: they may belong to a child in the part that cannot.
    fn unknown_children(&self, session: &Session, loaded: &Loaded) -> Vec<Child> {
        let is_family_known = !loaded.is_damaged && loaded.family.all_children().next().is_some();
        if self.ics && !is_family_known { Vec::new() } else { session.store.unknown_children(&loaded.family) }
    }

    /// Returns the child with the name that was asked for, or all children, also hidden and unknown children.
    fn children<'h>(&self, loaded: &'h Loaded, unknown: &'h [Child]) -> Result<Vec<&'h Child>, Failure> {
        if let Some(name) = self.child.as_deref() {
            let all = loaded.family.all_children().chain(unknown);
            let found = names::find_whole(all, name).map_err(ChildError::from)?;
            return found.map_or_else(|| loaded.child(Some(name)), Ok).map(|child| vec![child]);
        }
        let all: Vec<&Child> = loaded.family.all_children().chain(unknown).collect();
        loaded.why_no_child().filter(|_| all.is_empty()).map_or(Ok(all), Err)
    }

    /// Returns the text of a record, and the number of its mornings in words.
    fn record(
        &self,
        loaded: &Loaded,
        children: &[ChildMornings<'_>],
        dates: &RangeInclusive<Date>,
    ) -> (String, String) {
        let records = children.iter().flat_map(|ChildMornings { child, calendar, journal }| {
            let mornings = journal.mornings().filter(|(date, _)| dates.contains(date));
            mornings.map(|(date, morning)| {
                let record = Record::new(child, calendar, date, morning);
                let page = journal.page(Month::of(date));
                if page.is_some_and(|page| page.cannot_be_read(date)) { record.unreadable() } else { record }
            })
        });
        let records: Vec<Record<'_>> = records.collect();
        let text = if self.json { json::text(export::json(&records)) } else { csv::write(&records, &loaded.catalog) };
        (text, plural(records.len(), "morning"))
    }
}

fn read_journal(
    store: &mut Store,
    child: &ChildId,
    wanted: &RangeInclusive<Month>,
    problems: &mut Vec<Problem>,
) -> Journal {
    let months = store.months_there(child).map_err(|problem| problems.push(problem)).unwrap_or_default();
    let months: Vec<Month> = months.into_iter().filter(|month| wanted.contains(month)).collect();
    let mut journal = Journal::default();
    for (_, month, page) in store.read_months(child, &months).months {
        problems.extend(page.problems.iter().cloned());
        journal.insert_page(month, page);
    }
    journal
}
