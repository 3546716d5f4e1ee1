//! The verb that takes mornings elsewhere: to a phone, a spreadsheet, another program.

use super::FamilyVerb;
use super::session::{Failure, Loaded, Session};
use crate::domain::agenda::{Agenda, Ahead};
use crate::domain::calendar::Calendar;
use crate::domain::child_id::ChildId;
use crate::domain::day::Month;
use crate::domain::family::{Child, UNKNOWN_FIRST_DAY};
use crate::domain::journal::Journal;
use crate::domain::problem::Problem;
use crate::domain::record::Record;
use crate::domain::reminders::reminders;
use crate::domain::text::plural;
use crate::shell::disk::RealDisk;
use crate::shell::export::target::{TargetError, target};
use crate::shell::export::{csv, ics, json};
use crate::shell::files;
use crate::shell::output::{Answer, COULD_NOT};
use jiff::civil::Date;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("format").required(true))]
pub struct ExportOptions {
    /// Planned mornings with their steps, and in time what to prepare, for a phone's calendar
    #[arg(long, group = "format")]
    ics: bool,
    /// All mornings for a spreadsheet
    ///
    /// The columns are the keys of --json, with the names of rituals instead of their ids. What a spreadsheet would take
    /// for a formula has an apostrophe before it.
    #[arg(long, group = "format")]
    csv: bool,
    /// All mornings for scripts
    ///
    /// An object with `mornings`. Each has `child` (the id), `name`, `date`, `day` (school, free, off, absent, other-home
    /// or before-first-day), `day_name` (such as Half term), `hours` (full day, half day, late start, early finish or extra
    /// school day), `time` (when it starts or ends), `collects`, `standing` (empty, planned, begun, done or skipped),
    /// `planned`, `prepared` and `done` (ids of rituals), `skipped`, `mood` and `note`.
    #[arg(long, group = "format")]
    json: bool,
    /// Only this child
    #[arg(long, value_name = "NAME")]
    child: Option<String>,
    /// The first morning [default: today with --ics, else the first there is]
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// The last morning [default: the last there is]
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// Write to this file instead of printing; any but those in the family's folder
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl FamilyVerb for ExportOptions {
    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        export(session, self)
    }
}

/// One child with what was read of it.
struct Read<'h> {
    child: &'h Child,
    calendar: Calendar,
    journal: Journal,
}

/// Which mornings are wanted.
#[derive(Clone, Copy)]
struct Asked {
    from: Date,
    to: Date,
}

fn export(session: &mut Session, options: &ExportOptions) -> Result<Answer, Failure> {
    let (loaded, nobody) = session.load_any()?;
    let asked = asked(session, options)?;
    let strangers = if options.ics { Vec::new() } else { strangers(session, &loaded) };
    let children = children(&loaded, &strangers, nobody, options)?;
    let strangers = strangers.iter().filter(|stranger| children.contains(stranger));
    let told = |stranger: &Child| {
        let id = stranger.id.as_str();
        format!("mornings/{id} belongs to no child in family.toml; its mornings are taken along as those of \"{id}\".")
    };
    session.notices.extend(strangers.map(told));
    let mut problems = Vec::new();
    // What was made once, perhaps a year ago, is not asked for again.
    let since = if options.ics { Date::MIN } else { asked.from };
    let read: Vec<Read<'_>> =
        children.into_iter().map(|child| read(session, &loaded, child, since, asked.to, &mut problems)).collect();
    let (text, what) = if options.ics {
        for_a_phone(session, &loaded, &read, asked)?
    } else {
        record(&loaded, &read, asked, options.json)?
    };
    // Nothing is missing silently.
    session.notices.extend(problems.iter().map(Problem::report));
    let code = if problems.is_empty() && !loaded.is_damaged { 0 } else { COULD_NOT };
    let Some(path) = &options.output else {
        let (file, out) = if options.json { (String::new(), text) } else { (text, String::new()) };
        return Ok(Answer { file, out, code, ..Answer::default() });
    };
    let target = target(path, session.store.folder()).map_err(|error| Failure::CouldNot(error.to_string()))?;
    files::write_new(&RealDisk, &target, &text)
        .map_err(|error| Failure::CouldNot(TargetError::not_written(path, &error).to_string()))?;
    Ok(Answer { out: format!("{what} written to {}.", path.display()), code, ..Answer::default() })
}

fn asked(session: &Session, options: &ExportOptions) -> Result<Asked, Failure> {
    // A phone wants what is to come, a record everything.
    let first = if options.ics { session.today } else { Date::MIN };
    let from = options.from.as_deref().map_or(Ok(first), |typed| session.date(Some(typed)))?;
    let to = options.to.as_deref().map_or(Ok(Date::MAX), |typed| session.date(Some(typed)))?;
    match &options.from {
        _ if from <= to => Ok(Asked { from, to }),
        Some(_) => Err(Failure::WrongUsage("--to is before --from.".to_owned())),
        None => Err(Failure::WrongUsage("--to is before today; --from says where to begin.".to_owned())),
    }
}

/// Those who have mornings and are not in the family file, under the names of their folders.
fn strangers(session: &Session, loaded: &Loaded) -> Vec<Child> {
    let is_known = |id: &ChildId| loaded.family.all_children().any(|child| child.id == *id);
    let ids = session.store.children_with_mornings().into_iter().filter(|id| !is_known(id));
    ids.map(|id| Child::new(id.clone(), id.as_str().to_owned(), UNKNOWN_FIRST_DAY)).collect()
}

/// The child of a name; else those shown, and for a record all others who have mornings too. `nobody` tells why no
/// child is shown, if so.
fn children<'h>(
    loaded: &'h Loaded,
    strangers: &'h [Child],
    nobody: Option<Failure>,
    options: &ExportOptions,
) -> Result<Vec<&'h Child>, Failure> {
    let away = loaded.family.hidden.iter().filter(|_| !options.ics);
    if let Some(name) = options.child.as_deref() {
        let stranger = || strangers.iter().find(|child| child.id.as_str() == name.trim());
        let found = loaded.family.any_child(name).or_else(stranger);
        return found.map_or_else(|| loaded.child(Some(name)), Ok).map(|child| vec![child]);
    }
    let all: Vec<&Child> = loaded.family.children.iter().chain(away).chain(strangers).collect();
    nobody.filter(|_| all.is_empty()).map_or(Ok(all), Err)
}

fn read<'h>(
    session: &mut Session,
    loaded: &'h Loaded,
    child: &'h Child,
    from: Date,
    to: Date,
    problems: &mut Vec<Problem>,
) -> Read<'h> {
    let mut months = session.store.months_there(&child.id).unwrap_or_else(|problem| {
        problems.push(problem);
        Vec::new()
    });
    months.retain(|month| (Month::of(from)..=Month::of(to)).contains(month));
    let mut journal = Journal::default();
    for (_, month, page) in session.store.read_months(&child.id, &months).months {
        problems.extend(page.problems.iter().cloned());
        journal.insert_page(month, page);
    }
    Read { child, calendar: loaded.calendar(child), journal }
}

fn for_a_phone(
    session: &Session,
    loaded: &Loaded,
    read: &[Read<'_>],
    asked: Asked,
) -> Result<(String, String), Failure> {
    let named = loaded.family.children.len() > 1;
    let ahead = Ahead { from: asked.from, today: session.today };
    let of_child = |read: &Read<'_>| {
        let mornings = read.journal.mornings().filter(|(date, _)| *date <= asked.to);
        reminders(&Agenda::new(read.child, &read.calendar, &loaded.catalog, mornings, ahead), named)
    };
    let reminders: Vec<_> = read.iter().flat_map(of_child).collect();
    if reminders.is_empty() {
        return Err(Failure::CouldNot(
            "Nothing is planned there, and a calendar without events is no calendar. `goodbye plan` plans something."
                .to_owned(),
        ));
    }
    let off = reminders.iter().filter(|reminder| reminder.is_cancelled).count();
    let mut what = plural(reminders.len() - off, "reminder");
    if off > 0 {
        what += &format!(", and {off} taken back,");
    }
    Ok((ics::write(&reminders, &session.settings.settings, session.now), what))
}

fn record(loaded: &Loaded, read: &[Read<'_>], asked: Asked, as_json: bool) -> Result<(String, String), Failure> {
    let mut records = Vec::new();
    for Read { child, calendar, journal } in read {
        let mornings = journal.mornings().filter(|(date, _)| (asked.from..=asked.to).contains(date));
        records.extend(mornings.map(|(date, morning)| Record::new(child, calendar, date, morning)));
    }
    let text = if as_json { format!("{:#}", json(&records)) } else { csv::write(&records, &loaded.catalog) };
    Ok((text, plural(records.len(), "morning")))
}
