//! Taking changes back and bringing them again, one by one or by bringing back a day's backup; all of it is saved as
//! any other change is.

use super::super::family_file::FamilyFile;
use super::super::files::FileContent;
use super::super::history::{self, History, Id, LogEntry};
use super::super::{backup_days, backups, files};
use super::save::{DraftError, LogAs, problems};
use super::{Refusal, Store};
use crate::domain::change::{Change, PageEdit, Snapshot};
use crate::domain::child_id::ChildId;
use crate::domain::day::{self, Month};
use crate::domain::month_page::{self, MonthPage};
use crate::domain::morning::Edit;
use crate::domain::refusal::{Conflict, NotSaved};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// One day that has a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    pub day: Date,
    pub folder: PathBuf,
    /// How many files changed on that day, each kept as it was when the day began.
    pub files: usize,
}

/// What a restore did.
#[derive(Debug)]
pub struct Restored {
    pub what: String,
    /// Sentences about files that were left as they are.
    pub left_alone: Vec<String>,
    pub snapshot: Snapshot,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Undo,
    Redo,
}

impl Store {
    /// Takes the last change back and tells what it was.
    ///
    /// # Errors
    /// Refuses, and changes nothing, when there is none, it no longer fits, or it cannot be written.
    pub fn undo(&mut self) -> Result<(String, Snapshot), Refusal> {
        self.turn(Direction::Undo)
    }

    /// Brings back the change that was undone last and tells what it was.
    ///
    /// # Errors
    /// As [`Store::undo`].
    pub fn redo(&mut self) -> Result<(String, Snapshot), Refusal> {
        self.turn(Direction::Redo)
    }

    fn turn(&mut self, direction: Direction) -> Result<(String, Snapshot), Refusal> {
        if self.next_to(direction)?.is_none() {
            return Err(nothing_to(direction));
        }
        let lock = self.lock(if direction == Direction::Undo { "undoing" } else { "redoing" })?;
        loop {
            // Looked up again now that nobody else can add to it.
            let Some((id, change)) = self.next_to(direction)? else { return Err(nothing_to(direction)) };
            let what = change.what.clone();
            let step = if direction == Direction::Undo { change.inverse() } else { change };
            let conflict = |thing: String| match direction {
                Direction::Undo => Conflict::Undo { change: what.clone(), what: thing },
                Direction::Redo => Conflict::Redo { change: what.clone(), what: thing },
            };
            let steps = [step];
            let drafts = match self.drafts(&steps) {
                Ok(drafts) => drafts,
                Err(hitch) => {
                    // Told once and then forgotten: what no longer fits must not stand before what does.
                    if matches!(hitch, DraftError::Misfit { .. }) {
                        self.note(vec![LogEntry::Gone { gone: id }]);
                    }
                    return Err(hitch.told(conflict));
                }
            };
            if drafts.iter().any(|draft| draft.differs) {
                let log_as = if direction == Direction::Undo { LogAs::Undone(id) } else { LogAs::Redone(id) };
                return Ok((what, self.write(&lock, drafts, &steps, log_as)?));
            }
            // It never came to be, or is there already: the program was cut off, or somebody did it by hand.
            let line =
                if direction == Direction::Undo { LogEntry::Gone { gone: id } } else { LogEntry::Redid { redid: id } };
            if !self.note(vec![line]) {
                return Err(Refusal::NotSaved { why: NotSaved::HistoryReadOnly { file: history::FILE.to_owned() } });
            }
        }
    }

    fn next_to(&mut self, direction: Direction) -> Result<Option<(Id, Change)>, Refusal> {
        let history = self.history()?;
        let stack = if direction == Direction::Undo { &history.undo } else { &history.redo };
        Ok(stack.last().cloned())
    }

    fn history(&mut self) -> Result<&History, Refusal> {
        let fresh = self.history.take().filter(|(_, stamp)| *stamp == history::stamp(&self.folder));
        let known = match fresh {
            Some(known) => known,
            None => history::read(self.disk.as_ref(), &self.folder).map_err(|why| Refusal::NotSaved { why })?,
        };
        Ok(&self.history.insert(known).0)
    }

    /// The days that have backups, the newest first.
    ///
    /// # Errors
    /// Refuses when the backups cannot be looked through.
    pub fn backups(&self) -> Result<Vec<Backup>, Refusal> {
        let backup = |(day, files): (Date, BTreeSet<FamilyFile>)| Backup {
            day,
            folder: backups::day_folder(&self.folder, day),
            files: files.len(),
        };
        Ok(self.days()?.into_iter().rev().map(backup).collect())
    }

    fn days(&self) -> Result<backups::Days, Refusal> {
        backups::days(self.disk.as_ref(), &self.folder)
            .map_err(|e| Refusal::NotSaved { why: NotSaved::BackupsUnreadable { reason: files::reason(&e) } })
    }

    /// Makes the family's files what they were when `date` began. Can be undone.
    ///
    /// # Errors
    /// Refuses when there is no such backup, when all is as it was then, or when it cannot be written.
    pub fn restore(&mut self, date: Date) -> Result<Restored, Refusal> {
        let nothing = |why: String| Refusal::Nothing { why };
        if self.days()?.is_empty() {
            // Found out without a lock, which would make the folder.
            backup_days::to_restore(&BTreeSet::new(), date, self.today).map_err(nothing)?;
        }
        let lock = self.lock("restoring")?;
        let days = self.days()?;
        let day = backup_days::to_restore(&days.keys().copied().collect(), date, self.today).map_err(nothing)?;
        let mut holding: BTreeMap<&FamilyFile, Vec<Date>> = BTreeMap::new();
        for (day, files) in &days {
            files.iter().for_each(|file| holding.entry(file).or_default().push(*day));
        }
        let what = format!("everything brought back as it was before {}", day::short_label(date, self.today));
        let mut change = Change { what: what.clone(), ..Change::default() };
        let mut left_alone = Vec::new();
        let damaged: Vec<String> = holding.keys().filter_map(|file| self.why_not_replaced(file)).collect();
        if !damaged.is_empty() {
            // Half a restore would be one more thing to understand for somebody who has enough to mend.
            return Err(Refusal::NotSaved { why: NotSaved::NotRestored { files: damaged } });
        }
        for (file, held) in holding {
            let Some(source) = backup_days::source(held, day) else { continue };
            if let Err(why) = self.restore_file(&mut change, file, source) {
                left_alone.push(why);
            }
        }
        if change.is_empty() && !left_alone.is_empty() {
            return Err(Refusal::NotSaved { why: NotSaved::NotRestored { files: left_alone } });
        }
        if change.is_empty() {
            return Err(nothing(format!(
                "Everything is as it was before {} already.",
                day::short_label(date, self.today)
            )));
        }
        let snapshot = self.save(&lock, &[change])?;
        Ok(Restored { what, left_alone, snapshot })
    }

    /// Why a file as it is now cannot be replaced by a copy: it may hold words that no copy has.
    fn why_not_replaced(&self, file: &FamilyFile) -> Option<String> {
        let is_right = match self.read_file(file).0 {
            FileContent::Missing => true,
            FileContent::Text(text) => problems(file, &text).is_empty(),
            FileContent::Unreadable(_) => false,
        };
        let name = file.relative();
        (!is_right)
            .then(|| format!("{name} has errors. Move it away first, to {name}.old for example, then restore again."))
    }

    fn restore_file(&self, change: &mut Change, file: &FamilyFile, source: Date) -> Result<(), String> {
        let name = file.relative();
        let text_of = |found: FileContent| match found {
            FileContent::Missing => Ok(None),
            FileContent::Text(text) if problems(file, &text).is_empty() => Ok(Some(text)),
            FileContent::Text(_) | FileContent::Unreadable(_) => Err(()),
        };
        let then = text_of(backups::read_copy(self.disk.as_ref(), &self.folder, source, file))
            .map_err(|()| format!("{name} was left as it is, because its copy of {source} has errors."))?;
        let now = text_of(self.read_file(file).0).map_err(|()| format!("{name} cannot be read now."))?;
        match file {
            FamilyFile::Page(page) if now != then => {
                change.pages.push(PageEdit { page: *page, was: now, becomes: then });
            }
            FamilyFile::Page(_) => {}
            FamilyFile::Month(child, month) => change.edits.extend(differences(child, *month, now, then)),
        }
        Ok(())
    }
}

fn nothing_to(direction: Direction) -> Refusal {
    let why = match direction {
        Direction::Undo => "There is nothing to undo.",
        Direction::Redo => "There is nothing to redo.",
    };
    Refusal::Nothing { why: why.to_owned() }
}

/// The edits that make the mornings of one month what they were.
fn differences(child: &ChildId, month: Month, now: Option<String>, then: Option<String>) -> Vec<Edit> {
    let page = |text: Option<String>| text.map_or_else(MonthPage::default, |text| month_page::read("", &text, month));
    let (mut now, mut then) = (page(now).mornings, page(then).mornings);
    let dates: BTreeSet<Date> = now.keys().chain(then.keys()).copied().collect();
    let edit = |date: Date| Edit {
        child: child.clone(),
        date,
        was: now.remove(&date).unwrap_or_default(),
        becomes: then.remove(&date).unwrap_or_default(),
    };
    dates.into_iter().map(edit).filter(|edit| edit.was != edit.becomes).collect()
}
