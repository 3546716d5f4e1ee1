//! `goodbye backups` lists the days with a backup. `goodbye restore` restores the files of such a day.

use super::{Failure, FamilyVerb, Session};
use crate::domain::day;
use crate::domain::text::plural;
use crate::domain::typed_day::Meant;
use crate::shell::args::Example;
use crate::shell::backups;
use crate::shell::family_file::FamilyFile;
use crate::shell::output::Answer;
use crate::shell::state_folder::GoneFolder;
use crate::shell::store::Backup;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::path::Path;

#[derive(Debug, clap::Args)]
pub struct Backups {
    /// Print JSON, for scripts; `goodbye help json` describes it
    #[arg(long)]
    json: bool,
}

impl FamilyVerb for Backups {
    const EXAMPLES: &'static [Example] = &[
        ("goodbye backups", "the days, and where the copies are"),
        ("goodbye backups --json", "the same for a script"),
    ];

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let found = session.store.backups()?;
        if self.json {
            return Ok(Answer::json(as_json(&found, &session.store.gone_folders())));
        }
        let days: Vec<String> = found.iter().map(|backup| day::label(backup.day, session.today)).collect();
        let widest = days.iter().map(String::len).max().unwrap_or(0);
        let mut text = String::new();
        for (backup, day) in found.iter().zip(&days) {
            let (date, files) = (backup.day, plural(backup.files, "file"));
            text.push_str(&format!("{date}  {day:widest$}  {files:>8}  {}\n", backup.folder.display()));
        }
        text.push_str(match found.is_empty() {
            true => "No backups yet: one is made before the first change of a day.",
            false => "`goodbye restore DATE` restores all files as they were when that day began.",
        });
        for gone in session.store.gone_folders() {
            let folder = backups::folder(&gone.state);
            text.push_str(&format!("\n{} is no longer there. Its backups are in {}.", gone.path, folder.display()));
        }
        Ok(Answer::done(text))
    }
}

fn as_json(found: &[Backup], gone: &[GoneFolder]) -> Value {
    let path = |path: &Path| path.display().to_string();
    let backup = |backup: &Backup| json!({ "date": backup.day, "files": backup.files, "folder": path(&backup.folder) });
    let gone_folder = |gone: &GoneFolder| json!({ "path": gone.path, "backups": path(&backups::folder(&gone.state)) });
    json!({
        "backups": found.iter().map(backup).collect::<Vec<_>>(),
        "gone_folders": gone.iter().map(gone_folder).collect::<Vec<_>>(),
    })
}

#[derive(Debug, clap::Args)]
pub struct Restore {
    /// A day that `goodbye backups` lists; with --only, a page may be restored as it was saved last, without a day
    #[arg(required_unless_present = "only")]
    date: Vec<String>,
    /// Restore one file alone, such as family.toml or mornings/leo/2026-09.toml
    #[arg(long, value_name = "FILE")]
    only: Option<String>,
}

impl FamilyVerb for Restore {
    const EXAMPLES: &'static [Example] = &[
        ("goodbye restore yesterday", "all files, as that day began"),
        ("goodbye restore 2026-09-07 --only family.toml", "one file alone"),
    ];

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let restored = match &self.only {
            None => session.store.restore(self.day(session)?)?,
            Some(name) => {
                let unknown = || format!("{name} is not a file of the family. Name it as in: --only family.toml");
                match FamilyFile::from_relative(name).ok_or_else(|| Failure::WrongUsage(unknown()))? {
                    FamilyFile::Page(page) if self.date.is_empty() => session.store.restore_last_saved(page)?,
                    file => session.store.restore_only(self.day(session)?, &file)?,
                }
            }
        };
        if restored.left_alone.is_empty() {
            let ago = match self.date.is_empty() {
                true => String::new(),
                false => format!(" ({})", day::distance_label(self.day(session)?, session.today)),
            };
            let family =
                if restored.before_the_family { " There was no family.toml then, so it is gone now." } else { "" };
            let said = format!("Done: {}{ago}.{family}", restored.what);
            return Ok(Answer::done(session.with_undo(said, "takes this back")));
        }
        let left_alone: Vec<String> = restored.left_alone.iter().map(ToString::to_string).collect();
        let said = format!("Restored, except for this: {}", left_alone.join(" "));
        Err(Failure::CouldNot(session.with_undo(said, "takes the rest back")))
    }
}

impl Restore {
    fn day(&self, session: &Session) -> Result<Date, Failure> {
        if self.date.is_empty() {
            return Err(Failure::WrongUsage("Say from which day: goodbye restore DATE --only FILE".to_owned()));
        }
        session.date(Some(&self.date.join(" ")), Meant::Past)
    }
}
