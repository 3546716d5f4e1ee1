//! Restores the files of an earlier day. The restore is saved as any other change is, so that it can be undone.

use super::super::family_file::FamilyFile;
use super::super::files::FileContent;
use super::super::state_folder::{self, GoneFolder};
use super::super::{backup_days, backups, files, undo_log};
use super::lost::is_blank;
use super::parsed::{ParsedFile, Value};
use super::{Nothing, Refusal, Store};
use crate::domain::change::{Change, Page, PageEdit};
use crate::domain::day;
use crate::domain::morning::Edit;
use crate::domain::problem::Problem;
use crate::domain::refusal::NotSaved;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// One day with a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    pub day: Date,
    pub folder: PathBuf,
    /// How many files changed on that day.
    pub files: usize,
}

/// The result of a restore.
#[derive(Debug)]
pub struct Restored {
    pub what: String,
    /// The files that could not be restored.
    pub left_alone: Vec<DamagedCopy>,
    /// Whether there was no `family.toml` on that day.
    pub before_the_family: bool,
}

/// A file that was not restored, because its copy has errors.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file} was left as it is, because its copy of {day} has errors: {why}.")]
pub struct DamagedCopy {
    pub file: String,
    pub day: Date,
    pub why: Problem,
}

impl Store {
    /// The days with a backup, newest first.
    ///
    /// # Errors
    /// Refuses when the backups cannot be listed.
    pub fn backups(&self) -> Result<Vec<Backup>, Refusal> {
        let days = self.backup_days()?;
        let Some(state) = self.state() else { return Ok(Vec::new()) };
        let backup = |(day, files): (Date, BTreeSet<FamilyFile>)| Backup {
            day,
            folder: backups::day_folder(&state, day),
            files: files.len(),
        };
        Ok(days.into_iter().rev().map(backup).collect())
    }

    /// The family folders that have left their paths and still have backups on this machine.
    pub fn gone_folders(&self) -> Vec<GoneFolder> {
        let (disk, own) = (self.disk.as_ref(), self.state());
        let gone = self.states.as_ref().map_or_else(Vec::new, |states| state_folder::gone(disk, states));
        let is_backed_up = |gone: &GoneFolder| backups::days(disk, &gone.state).is_ok_and(|days| !days.is_empty());
        gone.into_iter().filter(|gone| Some(&gone.state) != own.as_ref() && is_backed_up(gone)).collect()
    }

    fn backup_days(&self) -> Result<backups::Days, Refusal> {
        let Some(states) = &self.states else { return Ok(backups::Days::new()) };
        let unreadable = |error: io::Error| {
            // An obstacle names its own path.
            let path = files::obstacle(&error).map_or_else(|| format!("{}: ", states.display()), |_| String::new());
            NotSaved::BackupsUnreadable { reason: path + &files::reason(&error) }
        };
        state_folder::check(states, &self.folder).map_err(unreadable)?;
        let Some(state) = self.state() else { return Ok(backups::Days::new()) };
        Ok(backups::days(self.disk.as_ref(), &state).map_err(unreadable)?)
    }

    /// Restores the family's files to the start of `date`.
    ///
    /// # Errors
    /// Refuses when there is no such backup, when nothing has changed since, or when a file cannot be read or written.
    pub fn restore(&mut self, date: Date) -> Result<Restored, Refusal> {
        self.restore_files(date, None)
    }

    /// Restores one of the family's files to the start of `date`.
    ///
    /// # Errors
    /// The refusals of [`Store::restore`].
    pub fn restore_only(&mut self, date: Date, file: &FamilyFile) -> Result<Restored, Refusal> {
        self.restore_files(date, Some(file))
    }

    /// Restores a page to the text that was saved last, as the undo log has it.
    ///
    /// # Errors
    /// Refuses when the log has no such text, when the file has it already, or when a file cannot be read or written.
    pub fn restore_last_saved(&mut self, page: Page) -> Result<Restored, Refusal> {
        let file = FamilyFile::Page(page).relative();
        // The first look-up is without the lock, because acquiring it creates the folder.
        let becomes = Some(self.last_saved(page).ok_or_else(|| Nothing::NeverSaved { file: file.clone() })?);
        let mut transaction = self.lock("restoring")?;
        let was = transaction.page_text(page)?;
        if was == becomes {
            return Err(Nothing::AsSavedLast { file }.into());
        }
        let what = format!("{file} brought back as it was saved last");
        transaction.log([]).map_err(NotSaved::UndoIsOff)?;
        transaction.save(vec![Change::of_page(what.clone(), PageEdit { page, was, becomes })])?;
        Ok(Restored { what, left_alone: Vec::new(), before_the_family: false })
    }

    /// The text that the last change of a page gave it, as far as the undo log shows.
    pub(super) fn last_saved(&self, page: Page) -> Option<String> {
        let log = undo_log::read(self.disk.as_ref(), &self.state()?).ok()?;
        let mut edits = log.undo.into_iter().rev().flat_map(|(_, change)| change.pages);
        edits.find(|edit| edit.page == page)?.becomes
    }

    fn restore_files(&mut self, date: Date, only: Option<&FamilyFile>) -> Result<Restored, Refusal> {
        let now = self.day;
        let to_restore = |days: &backups::Days| {
            backup_days::to_restore(&days.keys().copied().collect(), date, now).map_err(Nothing::from)
        };
        // The first look-up is without the lock, because acquiring it creates the folder.
        to_restore(&self.backup_days()?)?;
        let transaction = self.lock("restoring")?;
        let store = &transaction.store;
        let days = store.backup_days()?;
        let day = to_restore(&days)?;
        let label = day::short_label(date, now.today);
        let subject = only.map_or_else(|| "everything".to_owned(), FamilyFile::relative);
        let what = format!("{subject} brought back as it was before {label}");
        let mut change = Change { what: what.clone(), ..Change::default() };
        let (mut damaged, mut left_alone, mut before_the_family) = (Vec::new(), Vec::new(), false);
        for (file, days) in copies(&days, only) {
            let Some(source) = backup_days::source(days, day) else { continue };
            let Ok(now) = store.parse(file).checked() else {
                let name = file.relative();
                damaged.push(format!(
                    "{name} has errors. Move it away first, to {name}.old for example, then restore again."
                ));
                continue;
            };
            match store.copy(source, file) {
                Ok(then) => {
                    before_the_family |= *file == FamilyFile::Page(Page::Family) && then.text.is_none();
                    add_difference(&mut change, file, now, then);
                }
                Err(why) => left_alone.push(DamagedCopy { file: file.relative(), day: source, why }),
            }
        }
        // A file with errors may contain words that no copy has, so it is never replaced. One such file stops the whole
        // restore, because half a restore is hard to understand.
        if !damaged.is_empty() {
            return Err(NotSaved::NotRestored { files: damaged }.into());
        }
        if !change.is_empty() {
            // The present words are in no backup, so a restore that could not be taken back would lose them.
            transaction.log([]).map_err(NotSaved::UndoIsOff)?;
            transaction.save(vec![change])?;
            return Ok(Restored { what, left_alone, before_the_family });
        }
        if left_alone.is_empty() {
            return Err(Nothing::AsItWas { day: label }.into());
        }
        Err(NotSaved::NotRestored { files: left_alone.iter().map(ToString::to_string).collect() }.into())
    }

    /// A file's copy from the backup of a day.
    ///
    /// # Errors
    /// The first problem of the copy. An empty copy is a problem, because a power cut may have emptied it.
    fn copy(&self, day: Date, file: &FamilyFile) -> Result<ParsedFile, Problem> {
        let Some(state) = self.state() else {
            return Err(Problem::whole_file(file.relative(), "the state folder is gone", "try again"));
        };
        let copy = backups::day_folder(&state, day).join(file.relative()).display().to_string();
        let content = backups::read_copy(self.disk.as_ref(), &state, day, file);
        if matches!(&content, FileContent::Text(text) if is_blank(text)) {
            return Err(Problem::whole_file(copy, "this copy is empty", "restore another day"));
        }
        ParsedFile::new(file, content).checked().map_err(|problem| Problem { file: copy, ..problem })
    }
}

/// The days with a copy of each file, or of `only` one file.
fn copies<'d>(days: &'d backups::Days, only: Option<&FamilyFile>) -> BTreeMap<&'d FamilyFile, Vec<Date>> {
    let mut copies: BTreeMap<&FamilyFile, Vec<Date>> = BTreeMap::new();
    for (day, files) in days {
        let wanted = files.iter().filter(|&file| only.is_none_or(|only| only == file));
        wanted.for_each(|file| copies.entry(file).or_default().push(*day));
    }
    copies
}

/// Adds the edits to a change that turn the present file into the earlier one.
fn add_difference(change: &mut Change, file: &FamilyFile, now: ParsedFile, then: ParsedFile) {
    match (file, now.value, then.value) {
        (FamilyFile::Month(child, _), Value::Month(mut now), Value::Month(mut then)) => {
            let dates: BTreeSet<Date> = now.mornings.keys().chain(then.mornings.keys()).copied().collect();
            let edit = |date: Date| Edit {
                child: child.clone(),
                date,
                was: now.mornings.remove(&date).unwrap_or_default(),
                becomes: then.mornings.remove(&date).unwrap_or_default(),
            };
            change.edits.extend(dates.into_iter().map(edit).filter(|edit| edit.was != edit.becomes));
        }
        (FamilyFile::Page(page), ..) if now.text != then.text => {
            change.pages.push(PageEdit { page: *page, was: now.text, becomes: then.text });
        }
        _ => {}
    }
}
