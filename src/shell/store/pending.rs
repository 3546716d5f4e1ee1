//! The next state of each file that changes touch. It is merged and checked here, and written in `save`.

use super::super::family_file::FamilyFile;
use super::super::files::{self, FileContent};
use super::super::pending_change::FileChange;
use super::parsed::{ParsedFile, Value};
use super::transaction::Transaction;
use super::{Refusal, Store};
use crate::domain::change::{Change, Page, PageEdit};
use crate::domain::child_id::ChildId;
use crate::domain::day::{self, Month};
use crate::domain::month_page::{self, MonthPage};
use crate::domain::morning::Edit;
use crate::domain::morning_merge;
use crate::domain::refusal::{Conflict, NotSaved};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The next state of one file.
pub(super) struct PendingFile {
    pub file: FamilyFile,
    pub before: Option<String>,
    pub after: ParsedFile,
}

impl PendingFile {
    pub fn as_file_change(&self) -> FileChange {
        FileChange { path: self.file.relative(), was: self.before.clone(), becomes: self.after.text.clone() }
    }
}

type EditsByDate<'c> = BTreeMap<Date, Vec<&'c mut Edit>>;

impl Transaction<'_> {
    /// Returns the next state of each file that the changes touch. Merged edits are rewritten, as
    /// [`morning_merge::apply`] explains.
    ///
    /// # Errors
    /// Refuses a file with problems, a conflict, and a text that cannot be written.
    pub(super) fn pending_files(&mut self, changes: &mut [Change]) -> Result<Vec<PendingFile>, Refusal> {
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
        for (page, edits) in pages {
            pending.push(self.pending_page(FamilyFile::Page(page), &edits)?);
        }
        for ((child, month), edits) in months {
            pending.push(self.pending_month(FamilyFile::Month(child, month), month, edits)?);
        }
        Ok(pending)
    }

    fn pending_page(&mut self, file: FamilyFile, edits: &[&PageEdit]) -> Result<PendingFile, Refusal> {
        let before = self.take_parsed(&file)?.text;
        let Some(text) = follow(&before, edits) else {
            return Err(self.store.changed_elsewhere(file.relative(), &file));
        };
        check_size(&file, text.as_deref().unwrap_or_default())?;
        let content = text.clone().map_or(FileContent::Missing, FileContent::Text);
        let after = ParsedFile::new(&file, content).checked().map_err(NotSaved::WrongText)?;
        Ok(PendingFile { file, before, after })
    }

    fn pending_month(
        &mut self,
        file: FamilyFile,
        month: Month,
        edits: EditsByDate<'_>,
    ) -> Result<PendingFile, Refusal> {
        let parsed = self.take_parsed(&file)?;
        let before = parsed.text.clone();
        let mut page = parsed.into_month();
        for (date, mut edits) in edits {
            let now = page.mornings.remove(&date).unwrap_or_default();
            let morning = morning_merge::apply(&mut edits, now).map_err(|key| {
                let what = format!("{key} of {}", day::label(date, self.store.day.today));
                self.store.changed_elsewhere(what, &file)
            })?;
            page.put(date, morning);
        }
        let text = month_text(&file, month, &page)?;
        // A linked file is emptied. Removing the link would leave the old mornings in its target.
        let text = text.or_else(|| self.store.path(&file).is_symlink().then(String::new));
        let after = ParsedFile { text, value: Value::Month(page) };
        Ok(PendingFile { file, before, after })
    }
}

impl Store {
    /// The refusal of a change that conflicts with another program's change of `what`.
    pub(super) fn changed_elsewhere(&mut self, what: String, file: &FamilyFile) -> Refusal {
        Refusal::Conflict { why: Conflict::Changed { what }, found: Box::new(self.read_as_is([file.clone()])) }
    }
}

/// Returns the final text of edits that follow each other, if the present text is one of their texts. When a save is
/// tried again, the present text may already be the final text.
fn follow<'e>(now: &Option<String>, edits: &[&'e PageEdit]) -> Option<&'e Option<String>> {
    let is_connected = edits.windows(2).all(|pair| pair[0].becomes == pair[1].was);
    let end = &edits.last()?.becomes;
    let has_their_text = now == end || edits.iter().any(|edit| *now == edit.was);
    (is_connected && has_their_text).then_some(end)
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
