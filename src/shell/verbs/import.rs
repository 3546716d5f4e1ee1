//! The verb that reads a school's calendar: first a preview, each event with its dates and what it would become; with
//! `--yes` the family's calendar follows the school's, as one change.

use super::{Failure, FamilyVerb, Session};
use crate::domain::change::Page;
use crate::domain::family::{self, Family};
use crate::domain::import::{self, Import, Offer, SchoolFile, Wishes};
use crate::domain::school_event::{Days, SchoolEvent};
use crate::domain::school_memory;
use crate::domain::school_words::Meaning;
use crate::domain::school_year::Whom;
use crate::domain::text::one_line;
use crate::domain::time_of_day;
use crate::domain::toml_reader::nearest;
use crate::shell::disk::RealDisk;
use crate::shell::ics;
use crate::shell::output::Answer;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub struct ImportOptions {
    /// Files as the school publishes them, or - for what another program sends
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Let family.toml follow the school's calendar; one `goodbye undo` takes it back
    #[arg(long, conflicts_with = "dry_run")]
    yes: bool,
    /// Only show; the same as without --yes
    #[arg(long)]
    dry_run: bool,
    /// Whose school it is [default: as the last time, else all children]
    #[arg(long, value_name = "NAME")]
    child: Option<String>,
    /// It is another school's than those imported before, though much in it is the same
    #[arg(long)]
    another_school: bool,
    /// Say what an event is, such as "Book fair=day off"; give it again for more
    #[arg(long, value_name = "EVENT=KIND")]
    r#as: Vec<String>,
    /// Print JSON, for scripts
    ///
    /// An object with `events`, `warnings` and `written` (true or false). Each event has `uid`, `name`, `dates` (each
    /// `from` and `to`, the last day itself), `becomes` (day off, half day, late start, early finish, first day, last day,
    /// term, or not about mornings), `time`, `chosen` (whether you said what it is) and `standing` (left out, there
    /// already, yours stays, taken away, new, or changed).
    #[arg(long)]
    json: bool,
}

impl FamilyVerb for ImportOptions {
    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        import(session, self).map(Answer::done)
    }
}

fn import(session: &mut Session, options: &ImportOptions) -> Result<String, Failure> {
    let files = read_files(session, options)?;
    let today = session.today;
    if !options.yes {
        let text = |page| session.store.read_text(page).map_err(|problem| Failure::CouldNot(problem.report()));
        let (family, memory) = (text(Page::Family)?.ok_or(Failure::NoFamily)?, text(Page::School)?);
        let done = import_all(&files, options, &family, memory.as_deref(), today)?;
        return if options.json {
            Ok(in_json(&done.imports, false))
        } else {
            Ok(preview(&done.imports, today, session.ascii))
        };
    }
    let mut imports = Vec::new();
    let saved = session.store.edit(|transaction| {
        let family = transaction.page_text(Page::Family)?.ok_or(Failure::NoFamily)?;
        let memory = transaction.page_text(Page::School)?;
        let done = import_all(&files, options, &family, memory.as_deref(), today)?;
        imports = done.imports;
        let change = import::as_change(&imports, family, done.family, memory);
        Ok::<_, Failure>(Some(change).filter(|change| !change.is_empty()))
    })?;
    if options.json {
        return Ok(in_json(&imports, saved.is_some()));
    }
    let said = match import::in_words(&imports) {
        None => "Nothing was new, so nothing was changed.".to_owned(),
        Some(counts) => format!("Saved in family.toml: {counts}. `goodbye undo` takes all of it back."),
    };
    Ok(format!("{}{said}", tables(&imports, today, session.ascii)))
}

/// Imports done one after the other, and what `family.toml` says then.
struct Done {
    imports: Vec<Import>,
    family: String,
}

fn import_all(
    files: &[SchoolFile],
    options: &ImportOptions,
    family: &str,
    memory: Option<&str>,
    today: Date,
) -> Result<Done, Failure> {
    let (mut remembered, problems) = school_memory::read(Page::School.file_name(), memory.unwrap_or_default());
    if let Some(problem) = problems.first() {
        return Err(Failure::CouldNot(problem.report()));
    }
    let mut done = Done { imports: Vec::new(), family: family.to_owned() };
    for file in files {
        let page = family::read(Page::Family.file_name(), &done.family);
        if let Some(problem) = page.problems.first() {
            return Err(Failure::CouldNot(problem.report()));
        }
        let wishes = wishes(options, &page.family, files, file)?;
        let import = import::import(&page.family, &remembered, file, &wishes, today).map_err(Failure::CouldNot)?;
        done.family = import.family_text(&done.family).map_err(Failure::CouldNot)?;
        remembered = import.memory.clone();
        done.imports.push(import);
    }
    Ok(done)
}

/// What the command line wants otherwise than it would be.
fn wishes(
    options: &ImportOptions,
    family: &Family,
    files: &[SchoolFile],
    file: &SchoolFile,
) -> Result<Wishes, Failure> {
    let whom = options.child.as_deref().map(|name| {
        let child = family.child(name).ok_or_else(|| Failure::WrongUsage(format!("There is no child \"{name}\".")))?;
        Ok::<_, Failure>(Whom::Only(vec![child.id.clone()]))
    });
    let mut wishes = Wishes { whom: whom.transpose()?, is_another_school: options.another_school, ..Wishes::default() };
    for said in &options.r#as {
        let (name, kind) = said.rsplit_once('=').unwrap_or((said, ""));
        let Some(becomes) = Meaning::from_keyword(kind) else {
            let words = Meaning::ALL.map(Meaning::keyword);
            let help = nearest(kind.trim(), &words).map_or_else(|| words.join(", "), |near| format!("\"{near}\""));
            return Err(Failure::WrongUsage(format!(
                "--as takes an event and what it is: \"Book fair=day off\". What it is: {help}."
            )));
        };
        let name = name.trim().to_lowercase();
        let is_it = |event: &SchoolEvent| event.name.to_lowercase() == name;
        if !files.iter().any(|file| file.reading.events.iter().any(is_it)) {
            let name = one_line(&name);
            let help = "Its whole name is needed, as the preview shows it.";
            return Err(Failure::WrongUsage(format!("No event is called \"{name}\". {help}")));
        }
        let events = file.reading.events.iter().enumerate().filter(|(_, event)| is_it(event));
        wishes.becomes.extend(events.map(|(place, _)| (place, becomes)));
    }
    Ok(wishes)
}

/// Reads all files. What is broken in them is told and left out; a file that gives nothing at all ends it.
fn read_files(session: &mut Session, options: &ImportOptions) -> Result<Vec<SchoolFile>, Failure> {
    let mut files = Vec::new();
    for file in &options.files {
        let is_stdin = file == Path::new("-");
        let shown = if is_stdin { "standard input".to_owned() } else { file.display().to_string() };
        let bytes =
            if is_stdin { ics::fetch_from(io::stdin().lock(), &shown) } else { ics::fetch(&RealDisk, file, &shown) };
        let read = ics::school_file(&shown, bytes, session.today, &session.zone);
        let read = read.map_err(|problem| Failure::CouldNot(problem.report()))?;
        session.notices.extend(read.reading.problems.iter().map(|problem| problem.report()));
        files.push(read);
    }
    Ok(files)
}

fn preview(imports: &[Import], today: Date, ascii: bool) -> String {
    if imports.iter().all(|import| import.offers.is_empty()) {
        return "There is nothing in this calendar for the school year that is, or the next.".to_owned();
    }
    let next = match import::in_words(imports) {
        None => "Nothing here is new.".to_owned(),
        Some(counts) => format!("Nothing was written. --yes does this in family.toml: {counts}."),
    };
    format!("{}{next}", tables(imports, today, ascii))
}

/// First what is about mornings, then the rest of each file, then what to think of.
fn tables(imports: &[Import], today: Date, ascii: bool) -> String {
    let mut text = String::new();
    for import in imports {
        if imports.len() > 1 {
            text.push_str(&format!("{}:\n", import.file));
        }
        let (rest, about): (Vec<&Offer>, Vec<&Offer>) =
            import.offers.iter().partition(|offer| offer.judgment.meaning == Meaning::NotAboutMornings);
        about.iter().chain(&rest).for_each(|offer| text.push_str(&row(offer, today, ascii)));
        import.warnings.iter().for_each(|warning| text.push_str(&format!("{warning}\n")));
    }
    text
}

fn row(offer: &Offer, today: Date, ascii: bool) -> String {
    let dash = if ascii { "-" } else { "–" };
    let span = |days: &Days| days.in_words(today).replace('–', dash);
    let coming = offer.coming(today);
    let mut dates: Vec<String> = coming.iter().take(3).map(span).collect();
    if coming.len() > dates.len() {
        dates.push(format!("and {} more", coming.len() - dates.len()));
    }
    let time = offer.judgment.time.map_or_else(String::new, |time| format!(" {}", time_of_day::label(time)));
    let chosen = if offer.is_chosen { ", your choice" } else { "" };
    let becomes = format!("{}{time}{chosen}", offer.judgment.meaning.keyword());
    let standing = offer.standing.in_words();
    format!("{becomes:20}  {standing:13}  {}: {}\n", dates.join("; "), offer.name)
}

fn in_json(imports: &[Import], written: bool) -> String {
    let offer = |offer: &Offer| -> Value {
        let dates: Vec<Value> = offer.dates.iter().map(|days| json!({ "from": days.from, "to": days.to })).collect();
        json!({
            "uid": offer.uid,
            "name": offer.name,
            "dates": dates,
            "becomes": offer.judgment.meaning.keyword(),
            "time": offer.judgment.time.map(time_of_day::label),
            "chosen": offer.is_chosen,
            "standing": offer.standing.in_words(),
        })
    };
    let events: Vec<Value> = imports.iter().flat_map(|import| &import.offers).map(offer).collect();
    let warnings: Vec<&String> = imports.iter().flat_map(|import| &import.warnings).collect();
    let value = json!({ "events": events, "warnings": warnings, "written": written });
    format!("{value:#}")
}
