//! `goodbye import`: lists each event of a school's calendar with its dates and its meaning for the mornings. With
//! `--yes`, all files also change the family's calendar, as one change.

use super::{Failure, FamilyVerb, Session};
use crate::domain::change::Page;
use crate::domain::family::{self, Family};
use crate::domain::import::{self, Import, Offer, SchoolFile, Wishes};
use crate::domain::names::name_key;
use crate::domain::problem::Problem;
use crate::domain::school_event::SchoolEvent;
use crate::domain::school_memory;
use crate::domain::school_words::Meaning;
use crate::domain::school_year::Whom;
use crate::domain::text::one_line;
use crate::domain::time_of_day;
use crate::domain::toml_reader::nearest;
use crate::shell::args::Example;
use crate::shell::disk::RealDisk;
use crate::shell::ics;
use crate::shell::output::Answer;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub struct ImportOptions {
    /// Calendar files that the school publishes (.ics), or - to read what another program sends
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Save the changes in family.toml; `goodbye undo` takes them back
    #[arg(long, conflicts_with = "dry_run")]
    yes: bool,
    /// Only show the changes; the same as without --yes
    #[arg(long)]
    dry_run: bool,
    /// The child whose school it is [default: as the last time, otherwise all children]
    #[arg(long, value_name = "NAME")]
    child: Option<String>,
    /// Treat it as another school's calendar, even if it looks like one that was imported before
    #[arg(long)]
    another_school: bool,
    /// Give the meaning of an event, such as "Book fair=day off"; repeat it for more events
    #[arg(long, value_name = "EVENT=KIND")]
    r#as: Vec<String>,
    /// Print JSON, for scripts; `goodbye help json` describes it
    #[arg(long)]
    json: bool,
}

impl FamilyVerb for ImportOptions {
    const EXAMPLES: &'static [Example] = &[
        ("goodbye import oak-street.ics", "shows what would change"),
        ("goodbye import oak-street.ics --yes", "saves it"),
        (r#"goodbye import oak-street.ics --as "Book fair=day off""#, ""),
    ];

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let files = self.read_files(session)?;
        let today = session.today;
        let (imports, written) = if self.yes {
            let mut imports = Vec::new();
            let has_changed = session.store.edit(|transaction| {
                let text = transaction.page_text(Page::Family)?.ok_or(Failure::NoFamily)?;
                let memory = transaction.page_text(Page::School)?;
                let before = ImportsSoFar { imports: Vec::new(), text: text.clone(), family: transaction.family()? };
                let done = self.import_all(&files, before, memory.as_deref(), today)?;
                imports = done.imports;
                Ok::<_, Failure>(import::as_change(&imports, text, done.text, memory))
            })?;
            (imports, has_changed)
        } else {
            let mut text = |page| session.store.read_text(page).map_err(could_not);
            let (text, memory) = (text(Page::Family)?.ok_or(Failure::NoFamily)?, text(Page::School)?);
            let before = ImportsSoFar { imports: Vec::new(), family: read_family(&text)?, text };
            (self.import_all(&files, before, memory.as_deref(), today)?.imports, false)
        };
        if self.json {
            return Ok(Answer::json(as_json(&imports, written)));
        }
        if !self.yes && imports.iter().all(|import| import.offers.is_empty()) {
            return Ok(Answer::done("There is nothing in this calendar for this school year or the next."));
        }
        let result = match (import::counts_label(&imports), self.yes) {
            (None, true) => "Nothing was new, so nothing was changed.".to_owned(),
            (None, false) => "Nothing here is new.".to_owned(),
            (Some(counts), true) => {
                session.with_undo(format!("Saved in family.toml: {counts}."), "takes all of it back")
            }
            (Some(counts), false) => format!("Nothing was saved. --yes saves this in family.toml: {counts}."),
        };
        Ok(Answer::done(tables(&imports, today) + &result))
    }
}

/// The imports that were worked out so far, and the family and the text of `family.toml` after them.
struct ImportsSoFar {
    imports: Vec<Import>,
    family: Family,
    text: String,
}

impl ImportOptions {
    /// Reads all files. Broken events are left out, with a notice.
    fn read_files(&self, session: &mut Session) -> Result<Vec<SchoolFile>, Failure> {
        let mut files = Vec::new();
        for path in &self.files {
            let is_stdin = path == Path::new("-");
            let shown = if is_stdin { "standard input".to_owned() } else { path.display().to_string() };
            let bytes = if is_stdin {
                ics::fetch_from(io::stdin().lock(), &shown)
            } else {
                ics::fetch(&RealDisk, path, &shown)
            };
            let file = ics::school_file(&shown, bytes, session.today, &session.zone).map_err(could_not)?;
            session.notices.extend(file.reading.problems.iter().map(Problem::report));
            files.push(file);
        }
        Ok(files)
    }

    fn import_all(
        &self,
        files: &[SchoolFile],
        mut done: ImportsSoFar,
        memory: Option<&str>,
        today: Date,
    ) -> Result<ImportsSoFar, Failure> {
        let (mut memory, problems) = school_memory::read(Page::School.file_name(), memory.unwrap_or_default());
        refuse(problems)?;
        for (place, file) in files.iter().enumerate() {
            if place > 0 {
                done.family = read_family(&done.text)?;
            }
            let wishes = self.wishes(&done.family, files, file)?;
            let import = import::import(&done.family, &memory, file, &wishes, today)?;
            done.text = import.family_text(&done.text)?;
            memory = import.memory.clone();
            done.imports.push(import);
        }
        Ok(done)
    }

    /// Returns what the options say about one of the files: whose school it is, and what single events mean.
    fn wishes(&self, family: &Family, files: &[SchoolFile], file: &SchoolFile) -> Result<Wishes, Failure> {
        let child = self.child.as_deref().map(|name| family.child(name)).transpose();
        let child = child.map_err(|why| Failure::WrongUsage(why.to_string()))?;
        let whom = child.map(|child| Whom::Only(vec![child.id.clone()]));
        let mut wishes = Wishes { whom, is_another_school: self.another_school, ..Wishes::default() };
        for typed in &self.r#as {
            let (name, meaning) = typed.rsplit_once('=').unwrap_or((typed, ""));
            let Some(meaning) = Meaning::from_keyword(meaning) else {
                let all = Meaning::ALL.map(Meaning::keyword);
                let help = nearest(meaning.trim(), &all).map_or_else(|| all.join(", "), |near| format!("\"{near}\""));
                let why =
                    format!("--as takes an event and its meaning: \"Book fair=day off\". The meaning can be {help}.");
                return Err(Failure::WrongUsage(why));
            };
            let has_name = |event: &SchoolEvent| name_key(&event.name) == name_key(name);
            if !files.iter().any(|file| file.reading.events.iter().any(has_name)) {
                let why = format!(
                    "No event is called \"{}\". Type its whole name, as in the preview.",
                    one_line(name.trim())
                );
                return Err(Failure::WrongUsage(why));
            }
            let events = file.reading.events.iter().enumerate().filter(|(_, event)| has_name(event));
            wishes.meanings.extend(events.map(|(place, _)| (place, meaning)));
        }
        Ok(wishes)
    }
}

fn read_family(text: &str) -> Result<Family, Failure> {
    let page = family::read(Page::Family.file_name(), text);
    refuse(page.problems).map(|()| page.family)
}

fn could_not(problem: Problem) -> Failure {
    Failure::CouldNot(problem.report())
}

/// Fails with the first problem, if there is one.
fn refuse(problems: Vec<Problem>) -> Result<(), Failure> {
    problems.into_iter().next().map_or(Ok(()), |problem| Err(could_not(problem)))
}

/// Returns the events of each file, those about mornings first, and then the warnings.
fn tables(imports: &[Import], today: Date) -> String {
    let mut text = String::new();
    for import in imports {
        if imports.len() > 1 {
            text.push_str(&format!("{}:\n", import.file));
        }
        let (rest, about): (Vec<&Offer>, Vec<&Offer>) =
            import.offers.iter().partition(|offer| offer.judgment.meaning == Meaning::NotAboutMornings);
        text.extend(about.into_iter().chain(rest).map(|offer| row(offer, today)));
        text.extend(import.warnings.iter().map(|warning| format!("{warning}\n")));
    }
    text
}

/// The most dates that a row shows.
const MOST_DATES: usize = 3;

fn row(offer: &Offer, today: Date) -> String {
    let coming = offer.coming(today);
    let mut dates: Vec<String> = coming.iter().take(MOST_DATES).map(|days| days.label(today)).collect();
    if coming.len() > dates.len() {
        dates.push(format!("and {} more", coming.len() - dates.len()));
    }
    let time = offer.judgment.time.map_or_else(String::new, |time| format!(" {}", time_of_day::label(time)));
    let chosen = if offer.is_chosen { ", your choice" } else { "" };
    let becomes = format!("{}{time}{chosen}", offer.judgment.meaning.keyword());
    let novelty = offer.novelty.keyword();
    format!("{becomes:20}  {novelty:13}  {}: {}\n", dates.join("; "), offer.name)
}

fn as_json(imports: &[Import], written: bool) -> Value {
    let offer = |offer: &Offer| -> Value {
        let dates: Vec<Value> =
            offer.dates.iter().map(|days| json!({ "from": days.from(), "to": days.to() })).collect();
        json!({
            "uid": offer.uid,
            "name": offer.name,
            "dates": dates,
            "becomes": offer.judgment.meaning.keyword(),
            "time": offer.judgment.time.map(time_of_day::label),
            "chosen": offer.is_chosen,
            "standing": offer.novelty.keyword(),
        })
    };
    let events: Vec<Value> = imports.iter().flat_map(|import| &import.offers).map(offer).collect();
    let warnings: Vec<&String> = imports.iter().flat_map(|import| &import.warnings).collect();
    json!({ "events": events, "warnings": warnings, "written": written })
}
