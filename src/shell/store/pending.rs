//! The next state of each file that changes touch. It is merged and checked here, and written in `save`.

use super::super::family_file::FamilyFile;
use super::super::files::{self, FileContent};
use super::parsed::{ParsedFile, Value};
use super::{Refusal, Store};
use crate::domain::change::{Change, Page, PageEdit, Snapshot};
use crate::domain::child_id::ChildId;
use crate::domain::day::{self, Month};
use crate::domain::month_page::{self, MonthPage};
use crate::domain::morning::Edit;
use crate::domain::morning_merge;
use crate::domain::refusal::{Conflict, NotSaved};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The next state of one file.
pub(super) struct PendingFile {
    pub file: FamilyFile,
    pub before: Option<String>,
    pub after: ParsedFile,
    /// False if the file needs no change.
    pub differs: bool,
    /// The first morning into which a change was merged.
    pub merged: Option<Date>,
}

/// The files that were parsed since the lock was acquired.
pub(super) type ParsedFiles = BTreeMap<FamilyFile, ParsedFile>;
type EditsByDate<'c> = BTreeMap<Date, Vec<&'c mut Edit>>;

impl Store {
    /// Returns the next state of each file that the changes touch. Files that are missing from `parsed` are read. Merged
    /// edits are rewritten to what they change on the disk.
    ///
    /// # Errors
    /// Refuses a file with problems, a conflict, and a text that cannot be written.
    pub(super) fn pending_files(
        &mut self,
        changes: &mut [Change],
        parsed: ParsedFiles,
    ) -> Result<Vec<PendingFile>, Refusal> {
        self.try_pending_files(changes, parsed).map_err(|refusal| match refusal {
            Refusal::Conflict { why, .. } => {
                let pages = changes.iter().flat_map(|change| &change.pages).map(|edit| FamilyFile::Page(edit.page));
                let edits = changes.iter().flat_map(|change| &change.edits);
                let months = edits.map(|edit| FamilyFile::Month(edit.child.clone(), Month::of(edit.date)));
                Refusal::Conflict { why, found: self.read_again(pages.chain(months)) }
            }
            refusal => refusal,
        })
    }

    /// As [`Store::pending_files`], but a conflict has no snapshot yet.
    fn try_pending_files(&self, changes: &mut [Change], mut parsed: ParsedFiles) -> Result<Vec<PendingFile>, Refusal> {
        let mut pages: BTreeMap<Page, Vec<&PageEdit>> = BTreeMap::new();
        let mut months: BTreeMap<(ChildId, Month), EditsByDate<'_>> = BTreeMap::new();
        for change in changes {
            for edit in &change.pages {
                pages.entry(edit.page).or_default().push(edit);
            }
            for edit in &mut change.edits {
                let month = months.entry((edit.child.clone(), Month::of(edit.date))).or_default();
                month.entry(edit.date).or_default().push(edit);
            }
        }
        let mut pending = Vec::new();
        let mut parsed = |file: &FamilyFile| parsed.remove(file).map_or_else(|| self.parse_to_change(file), Ok);
        for (page, edits) in pages {
            let file = FamilyFile::Page(page);
            pending.push(pending_page(parsed(&file)?, file, &edits)?);
        }
        for ((child, month), edits) in months {
            let file = FamilyFile::Month(child, month);
            let parsed = parsed(&file)?;
            pending.push(self.pending_month(parsed, file, month, edits)?);
        }
        Ok(pending)
    }

    /// Parses a file before it is changed. A file with problems is refused.
    pub(super) fn parse_to_change(&self, file: &FamilyFile) -> Result<ParsedFile, Refusal> {
        Ok(self.parse(file).checked().map_err(NotSaved::DamagedFile)?)
    }

    fn pending_month(
        &self,
        parsed: ParsedFile,
        file: FamilyFile,
        month: Month,
        edits: EditsByDate<'_>,
    ) -> Result<PendingFile, Refusal> {
        let before = parsed.text.clone();
        let mut page = parsed.into_month();
        let (mut differs, mut merged) = (false, None);
        for (date, mut edits) in edits {
            let now = page.mornings.remove(&date).unwrap_or_default();
            let applied = morning_merge::apply(&mut edits, now.clone()).map_err(|key| {
                changed_elsewhere(format!("{key} of {}", day::label(date, self.today)), Box::default())
            })?;
            differs |= applied.morning != now;
            merged = merged.or(applied.is_merged.then_some(date));
            page.put(date, applied.morning);
        }
        let text = month_text(&file, month, &page)?;
        // A linked file is emptied. Removing the link would leave the old mornings in its target.
        let text = text.or_else(|| self.path(&file).is_symlink().then(String::new));
        let after = ParsedFile { text, value: Value::Month(page) };
        Ok(PendingFile { file, before, after, differs, merged })
    }

    /// Reads the present state of files.
    pub(super) fn read_again(&mut self, files: impl Iterator<Item = FamilyFile>) -> Box<Snapshot> {
        let mut snapshot = Snapshot::default();
        for file in files.collect::<BTreeSet<_>>() {
            self.read_into(&mut snapshot, &file);
        }
        Box::new(snapshot)
    }
}

/// The refusal of a change that conflicts with another program's change of `what`.
pub(super) fn changed_elsewhere(what: String, found: Box<Snapshot>) -> Refusal {
    Refusal::Conflict { why: Conflict::Changed { what }, found }
}

fn pending_page(parsed: ParsedFile, file: FamilyFile, edits: &[&PageEdit]) -> Result<PendingFile, Refusal> {
    let before = parsed.text;
    let text = follow(&before, edits).ok_or_else(|| changed_elsewhere(file.relative(), Box::default()))?;
    let differs = before != *text;
    check_size(&file, text.as_deref().unwrap_or_default())?;
    let content = text.clone().map_or(FileContent::Missing, FileContent::Text);
    let after = ParsedFile::new(&file, content).checked().map_err(NotSaved::WrongText)?;
    Ok(PendingFile { file, before, after, differs, merged: None })
}

/// The final text of edits that follow each other, if the present text is one of their texts. It is the final text
/// already when a save is tried again.
fn follow<'e>(now: &Option<String>, edits: &[&'e PageEdit]) -> Option<&'e Option<String>> {
    let is_connected = edits.windows(2).all(|pair| pair[0].becomes == pair[1].was);
    let end = &edits.last()?.becomes;
    let is_on_the_way = now == end || edits.iter().any(|edit| *now == edit.was);
    (is_connected && is_on_the_way).then_some(end)
}

/// The text of a month, parsed back and compared. None for a month without mornings.
fn month_text(file: &FamilyFile, month: Month, page: &MonthPage) -> Result<Option<String>, NotSaved> {
    let cannot = || NotSaved::ValueNotWritable { file: file.relative() };
    let text = month_page::write(page).map_err(|_| cannot())?;
    check_size(file, &text)?;
    if month_page::read("", &text, month) != *page {
        return Err(cannot());
    }
    Ok((!text.is_empty()).then_some(text))
}

fn check_size(file: &FamilyFile, text: &str) -> Result<(), NotSaved> {
    if text.len() as u64 <= files::MOST_BYTES { Ok(()) } else { Err(NotSaved::TooLarge { file: file.relative() }) }
}
