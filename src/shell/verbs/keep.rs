//! The verbs around the family as a whole: starting one, taking changes back, bringing a day back.

use super::{Failure, Session, ritual};
use crate::domain::beginning::{begin, first_child, first_mornings};
use crate::domain::calendar::Calendar;
use crate::domain::change::Page;
use crate::domain::day;
use crate::domain::family::Family;
use crate::domain::ritual::{Catalog, RitualId};
use crate::domain::text::one_line;
use crate::domain::text::plural;
use jiff::civil::Date;

const FIRST_RITUAL: &str = "hand-kiss";

pub fn init(session: &mut Session, name: &str, first_day: &str, named: &[String]) -> Result<String, Failure> {
    let first_day = session.date(Some(first_day))?;
    let name = one_line(name).trim().to_owned();
    if name.is_empty() {
        return Err(Failure::WrongUsage("A child needs a name: --child NAME".to_owned()));
    }
    let found = session.store.read_pages();
    refuse_if_there(session, found.family.unwrap_or_default())?;
    let rituals = found.rituals.unwrap_or_default();
    session.notice(&rituals.problems);
    let child = first_child(&name, first_day, first_rituals(&rituals.catalog, named)?);
    let calendar = Calendar::of(&Family::default(), &child);
    let (today, folder) = (session.today, session.store.folder().display().to_string());
    let mut planned = 0;
    session.store.edit(|transaction| {
        if transaction.page_text(Page::Family)?.is_some() {
            return Err(Failure::CouldNot(format!("There is a family already in {folder}.")));
        }
        let mut planned_already = Vec::new();
        for date in first_mornings(&child, today) {
            if !transaction.morning(&child.id, date)?.is_blank() {
                planned_already.push(date);
            }
        }
        let change = begin(&child, today, None, |date| !planned_already.contains(&date))
            .map_err(|error| Failure::CouldNot(error.to_string()))?;
        planned = change.edits.len();
        Ok(Some(change))
    })?;
    let mornings = plural(planned, "morning");
    Ok(format!(
        "Welcome, {}. School begins on {}, and {mornings} are planned. Run `goodbye` to see them.\n{folder}",
        child.name,
        day::label(calendar.next_from(first_day).unwrap_or(first_day), today),
    ))
}

fn refuse_if_there(session: &mut Session, found: crate::domain::change::FamilyFound) -> Result<(), Failure> {
    let folder = session.store.folder().display().to_string();
    session.notice(&found.page.problems);
    if !found.page.problems.is_empty() {
        let why =
            format!("There is a family.toml in {folder} that cannot be read as it is. Mend it or move it away first.");
        return Err(Failure::CouldNot(why));
    }
    let family = &found.page.family;
    let names: Vec<&str> = family.all_children().map(|child| child.name.as_str()).collect();
    if found.text.is_none() {
        return Ok(());
    }
    let why = format!(
        "There is a family already in {folder}: {}. To add a child, open `goodbye` and press 4, a, n.",
        names.join(", ")
    );
    Err(Failure::CouldNot(why))
}

fn first_rituals(catalog: &Catalog, named: &[String]) -> Result<Vec<RitualId>, Failure> {
    let mut ticked: Vec<RitualId> = Vec::new();
    for named in named {
        let id = ritual(catalog, named, &[])?;
        if !ticked.contains(&id) {
            ticked.push(id);
        }
    }
    if ticked.is_empty() {
        let usual = catalog.offered().find(|r| r.id.as_str() == FIRST_RITUAL).or_else(|| catalog.offered().next());
        ticked.extend(usual.map(|r| r.id.clone()));
    }
    Ok(ticked)
}

pub fn undo(session: &mut Session) -> Result<String, Failure> {
    let (what, _) = session.store.undo()?;
    Ok(format!("Undone: {what}. `goodbye redo` brings it back."))
}

pub fn redo(session: &mut Session) -> Result<String, Failure> {
    let (what, _) = session.store.redo()?;
    Ok(format!("Redone: {what}."))
}

pub fn backups(session: &mut Session) -> Result<String, Failure> {
    let backups = session.store.backups()?;
    if backups.is_empty() {
        return Ok("No backups yet: one is made before the first change of a day.".to_owned());
    }
    let days: Vec<String> = backups.iter().map(|backup| day::label(backup.day, session.today)).collect();
    let widest = days.iter().map(String::len).max().unwrap_or(0);
    let line = |(backup, words): (&crate::shell::store::Backup, &String)| {
        let files = plural(backup.files, "file");
        format!("{}  {words:widest$}  {files:>8}  {}", backup.day, backup.folder.display())
    };
    let mut lines: Vec<String> = backups.iter().zip(&days).map(line).collect();
    lines.push("`goodbye restore DATE` brings everything back as it was when that day began.".to_owned());
    Ok(lines.join("\n"))
}

pub fn restore(session: &mut Session, typed: &str) -> Result<String, Failure> {
    let date: Date = session.date(Some(typed))?;
    let restored = session.store.restore(date)?;
    if restored.left_alone.is_empty() {
        return Ok(format!("Done: {}. `goodbye undo` takes this back.", restored.what));
    }
    Err(Failure::CouldNot(format!(
        "Brought back, except for this: {} `goodbye undo` takes the rest back.",
        restored.left_alone.join(" ")
    )))
}
