//! The next state of each file that changes touch: read, merged and checked, but not written yet.

use super::super::family_file::FamilyFile;
use super::super::files::{self, FileContent};
use super::parsed::{Meaning, ParsedFile};
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
    /// False when the file means already what it should.
    pub differs: bool,
    /// The first morning into which a change was merged, because it was not what the change was made for.
    pub merged: Option<Date>,
}

/// Files that were parsed since the lock was acquired.
pub(super) type ParsedFiles = BTreeMap<FamilyFile, ParsedFile>;
type EditsByDate<'c> = BTreeMap<Date, Vec<&'c mut Edit>>;

impl Store {
    /// Works out what each file that the changes touch becomes. Files that are not in `parsed` are read. Edits that are
    /// merged are rewritten to what they change on the disk.
    ///
    /// # Errors
    /// Refuses a file with problems, a change that cannot be merged, and a text that cannot be written.
    pub(super) fn pending_files(
        &mut self,
        changes: &mut [Change],
        parsed: ParsedFiles,
    ) -> Result<Vec<PendingFile>, Refusal> {
        self.try_pending_files(changes, parsed).map_err(|refusal| match refusal {
            Refusal::Stale { why, .. } => {
                let pages = changes.iter().flat_map(|change| &change.pages).map(|edit| FamilyFile::Page(edit.page));
                let edits = changes.iter().flat_map(|change| &change.edits);
                let months = edits.map(|edit| FamilyFile::Month(edit.child.clone(), Month::of(edit.date)));
                Refusal::Stale { why, found: self.as_it_is(pages.chain(months)) }
            }
            refusal => refusal,
        })
    }

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

    /// Parses a file that is to be changed. A file with problems never is.
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
            let applied = morning_merge::apply(&mut edits, now.clone())
                .map_err(|clash| changed_elsewhere(format!("{clash} of {}", day::label(date, self.today))))?;
            differs |= applied.morning != now;
            merged = merged.or(applied.is_merged.then_some(date));
            page.put(date, applied.morning);
        }
        let text = month_text(&file, month, &page)?;
        // Behind a link, an empty file: removing the link would leave the old mornings where it pointed.
        let text = text.or_else(|| self.path(&file).is_symlink().then(String::new));
        let after = ParsedFile { text, meaning: Meaning::Month(page) };
        Ok(PendingFile { file, before, after, differs, merged })
    }

    /// Reads files as they are on the disk now.
    pub(super) fn as_it_is(&mut self, files: impl Iterator<Item = FamilyFile>) -> Box<Snapshot> {
        let mut snapshot = Snapshot::default();
        for file in files.collect::<BTreeSet<_>>() {
            self.read_into(&mut snapshot, &file);
        }
        Box::new(snapshot)
    }
}

/// The refusal of a change to `what`, which another program changed to something else.
pub(super) fn changed_elsewhere(what: String) -> Refusal {
    Refusal::Stale { why: Conflict::Changed { what }, found: Box::default() }
}

fn pending_page(parsed: ParsedFile, file: FamilyFile, edits: &[&PageEdit]) -> Result<PendingFile, Refusal> {
    let before = parsed.text;
    let text = follow(&before, edits).ok_or_else(|| changed_elsewhere(file.relative()))?;
    let differs = before != *text;
    check_size(&file, text.as_deref().unwrap_or_default())?;
    let content = text.clone().map_or(FileContent::Missing, FileContent::Text);
    let after = ParsedFile::new(&file, content).checked().map_err(NotSaved::WrongText)?;
    Ok(PendingFile { file, before, after, differs, merged: None })
}

/// Where edits of a page lead when its text `now` is anywhere on their way: at a start, or already at the end, as it is
/// when a save is tried again. None when it is somewhere else, or the edits do not follow each other.
fn follow<'e>(now: &Option<String>, edits: &[&'e PageEdit]) -> Option<&'e Option<String>> {
    let is_connected = edits.windows(2).all(|pair| pair[0].becomes == pair[1].was);
    let end = &edits.last()?.becomes;
    let is_on_the_way = now == end || edits.iter().any(|edit| *now == edit.was);
    (is_connected && is_on_the_way).then_some(end)
}

/// The text of a month; None for a blank one. It is parsed back and compared, so that what is written can be read.
fn month_text(file: &FamilyFile, month: Month, page: &MonthPage) -> Result<Option<String>, NotSaved> {
    let cannot = || NotSaved::CannotHold { file: file.relative() };
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
