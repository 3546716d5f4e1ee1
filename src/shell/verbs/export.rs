//! The verb that takes mornings elsewhere: to a phone, a spreadsheet, another program.

use super::show::pretty;
use super::{Failure, Home, Visit};
use crate::domain::agenda::reminders;
use crate::domain::calendar::Calendar;
use crate::domain::day::Month;
use crate::domain::family::Child;
use crate::domain::journal::Journal;
use crate::domain::problem::Problem;
use crate::domain::ritual::plural;
use crate::shell::args::ExportOptions;
use crate::shell::disk::RealDisk;
use crate::shell::export::{Row, csv, ics, json};
use crate::shell::files;
use crate::shell::output::{Answer, COULD_NOT};
use jiff::civil::Date;
use std::io;
use std::path::{Path, PathBuf, absolute};

/// One child with what was read of it.
struct Read<'h> {
    child: &'h Child,
    calendar: Calendar,
    journal: Journal,
}

pub fn export(visit: &mut Visit, options: &ExportOptions) -> Result<Answer, Failure> {
    let home = visit.home()?;
    // A phone wants what is to come, a record everything.
    let first = if options.ics { visit.today } else { Date::MIN };
    let from = options.from.as_deref().map_or(Ok(first), |typed| visit.date(Some(typed)))?;
    let to = options.to.as_deref().map_or(Ok(Date::MAX), |typed| visit.date(Some(typed)))?;
    if to < from {
        return Err(Failure::WrongUsage("--to is before --from.".to_owned()));
    }
    let children = children(&home, options)?;
    let mut problems = Vec::new();
    // What was made once, perhaps a year ago, is not asked for again.
    let since = if options.ics { Date::MIN } else { from };
    let read: Vec<Read<'_>> =
        children.into_iter().map(|child| read(visit, &home, child, since, to, &mut problems)).collect();
    let (text, what) = if options.ics {
        for_a_phone(visit, &home, &read, from, to)?
    } else {
        record(&home, &read, from, to, options.json)?
    };
    // Nothing is missing silently.
    visit.notices.extend(problems.iter().map(Problem::in_full));
    let code = if problems.is_empty() && !home.is_damaged { 0 } else { COULD_NOT };
    let Some(path) = &options.output else {
        let (file, out) = if options.json { (String::new(), text) } else { (text, String::new()) };
        return Ok(Answer { file, out, code, ..Answer::default() });
    };
    let target = place_for(visit, path)?;
    files::write_new(&RealDisk, &target, &text).map_err(|error| could_not_write(path, &error))?;
    Ok(Answer { out: format!("{what} written to {}.", path.display()), code, ..Answer::default() })
}

/// Where the file goes: never where there is no folder, or something that is no file, or a file of the family's own.
fn place_for(visit: &Visit, path: &Path) -> Result<PathBuf, Failure> {
    let shown = path.display();
    let target = absolute(path).map_err(|error| could_not_write(path, &error))?;
    let ours = target.starts_with(visit.store.folder());
    let why = if !target.parent().is_some_and(Path::is_dir) {
        format!("There is no such folder to write {shown} in.")
    } else if target.exists() && !target.is_file() {
        format!("{shown} is no file. Without --output it is printed, and > takes it anywhere.")
    } else if ours && target.extension().is_some_and(|ending| ending == "toml" || ending == "jsonl") {
        format!("{shown} is one of the family's own files. Give the export another name.")
    } else {
        return Ok(target);
    };
    Err(Failure::CouldNot(why))
}

fn could_not_write(path: &Path, error: &io::Error) -> Failure {
    Failure::CouldNot(format!("{} could not be written: {}.", path.display(), files::reason(error)))
}

/// The child of a name; else those shown, and for a record those who are put away too.
fn children<'h>(home: &'h Home, options: &ExportOptions) -> Result<Vec<&'h Child>, Failure> {
    let away = home.family.put_away.iter().filter(|_| !options.ics);
    match options.child.as_deref() {
        None => Ok(home.family.children.iter().chain(away).collect()),
        Some(name) => match home.family.any_child(name) {
            Some(child) => Ok(vec![child]),
            None => home.child(Some(name)).map(|child| vec![child]),
        },
    }
}

fn read<'h>(
    visit: &mut Visit,
    home: &'h Home,
    child: &'h Child,
    from: Date,
    to: Date,
    problems: &mut Vec<Problem>,
) -> Read<'h> {
    let mut months = visit.store.months_there(&child.id).unwrap_or_else(|problem| {
        problems.push(problem);
        Vec::new()
    });
    months.retain(|month| (Month::of(from)..=Month::of(to)).contains(month));
    let mut journal = Journal::default();
    for (_, month, page) in visit.store.read_months(&child.id, &months).months {
        problems.extend(page.problems.iter().cloned());
        journal.take(month, page);
    }
    Read { child, calendar: home.calendar(child), journal }
}

fn for_a_phone(
    visit: &Visit,
    home: &Home,
    read: &[Read<'_>],
    from: Date,
    to: Date,
) -> Result<(String, String), Failure> {
    let named = home.family.children.len() > 1;
    let of_child = |read: &Read<'_>| {
        let mornings = read.journal.mornings().filter(|(date, _)| *date <= to);
        reminders(read.child, &read.calendar, &home.catalog, mornings, from, named)
    };
    let reminders: Vec<_> = read.iter().flat_map(of_child).collect();
    if reminders.is_empty() {
        return Err(Failure::CouldNot(
            "Nothing is planned there, and a calendar without events is no calendar. `goodbye plan` plans something."
                .to_owned(),
        ));
    }
    let what = plural(reminders.len(), "reminder");
    Ok((ics::write(&reminders, &visit.settings.settings, visit.now), what))
}

fn record(home: &Home, read: &[Read<'_>], from: Date, to: Date, as_json: bool) -> Result<(String, String), Failure> {
    let mut rows = Vec::new();
    for Read { child, calendar, journal } in read {
        let mornings = journal.mornings().filter(|(date, _)| from <= *date && *date <= to);
        rows.extend(mornings.map(|(date, morning)| Row { child, calendar, catalog: &home.catalog, date, morning }));
    }
    let text = if as_json { pretty(&json::write(&rows))? } else { csv::write(&rows) };
    Ok((text, plural(rows.len(), "morning")))
}
