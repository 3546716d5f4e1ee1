//! The next state of each file that changes touch. It is merged and checked here, and written in `save`.

use super::super::family_file::FamilyFile;
use super::super::files::{self, FileContent};
use super::super::pending_change::FileChange;
use super::parsed::{ParsedFile, Value};
use super::transaction::Transaction;
use super::{Refusal, Store};
use crate::domain::change::{Change, FileEdit, PageEdit};
use crate::domain::child_id::ChildId;
use crate::domain::day::{self, Month};
use crate::domain::month_page::{self, MonthPage};
use crate::domain::month_writer;
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
}

impl PendingFile {
    pub fn as_file_change(&self) -> FileChange {
        FileChange { path: self.file.relative(), was: self.before.clone(), becomes: self.after.text.clone() }
    }

    fn unchanged(file: FamilyFile, parsed: ParsedFile) -> PendingFile {
        PendingFile { file, before: parsed.text.clone(), after: parsed }
    }
}

/// The text of a page or of another file before and after a change.
#[derive(Clone, Copy)]
struct TextEdit<'c> {
    was: &'c Option<String>,
    becomes: &'c Option<String>,
}

type EditsByDate<'c> = BTreeMap<Date, Vec<&'c mut Edit>>;

impl Transaction<'_> {
    /// Returns the next state of each file that the changes touch. Merged edits are rewritten, as
    /// [`morning_merge::apply`] explains.
    ///
    /// # Errors
    /// Refuses a file with problems, a conflict, and a text that cannot be written.
    pub(super) fn pending_files(&mut self, changes: &mut [Change]) -> Result<Vec<PendingFile>, Refusal> {
        let mut texts: BTreeMap<FamilyFile, Vec<TextEdit<'_>>> = BTreeMap::new();
        let mut months: BTreeMap<(ChildId, Month), EditsByDate<'_>> = BTreeMap::new();
        for change in changes {
            for PageEdit { page, was, becomes } in &change.pages {
                texts.entry(FamilyFile::Page(*page)).or_default().push(TextEdit { was, becomes });
            }
            for FileEdit { path, was, becomes } in &change.files {
                texts.entry(FamilyFile::at(path)).or_default().push(TextEdit { was, becomes });
            }
            for edit in &mut change.edits {
                let month = months.entry((edit.child.clone(), Month::of(edit.date))).or_default();
                month.entry(edit.date).or_default().push(edit);
            }
        }
        let mut pending = BTreeMap::new();
        for (file, edits) in texts {
            let next = match file {
                FamilyFile::Page(_) => self.pending_page(file.clone(), &edits)?,
                FamilyFile::Month(..) | FamilyFile::Other(_) => self.pending_file(file.clone(), &edits)?,
            };
            pending.insert(file, next);
        }
        for ((child, month), edits) in months {
            let file = FamilyFile::Month(child, month);
            let next = match pending.remove(&file) {
                Some(earlier) => earlier,
                None => PendingFile::unchanged(file.clone(), self.take_parsed(&file)?),
            };
            pending.insert(file, self.pending_month(next, month, edits)?);
        }
        Ok(pending.into_values().collect())
    }

    fn pending_page(&mut self, file: FamilyFile, edits: &[TextEdit<'_>]) -> Result<PendingFile, Refusal> {
        let before = self.take_parsed(&file)?.text;
        let after = self.followed(&file, &before, edits)?.checked().map_err(NotSaved::WrongText)?;
        Ok(PendingFile { file, before, after })
    }

    /// The next state of a file whose text may be damaged: this is the one way to replace such a file.
    fn pending_file(&mut self, file: FamilyFile, edits: &[TextEdit<'_>]) -> Result<PendingFile, Refusal> {
        let before = self.store.text_as_it_is(&file)?;
        // An undo of a later change may have laid out the same mornings in another way.
        let mut known = edits.iter().flat_map(|edit| [edit.was, edit.becomes]);
        let now = known.find(|text| means_the_same(&file, &before, text)).unwrap_or(&before);
        let mut after = self.followed(&file, now, edits)?;
        if self.store.parse(&file).checked().is_err() {
            after = after.checked().map_err(NotSaved::WrongText)?;
        }
        Ok(PendingFile { file, before, after })
    }

    /// A file after edits of its text.
    fn followed(
        &mut self,
        file: &FamilyFile,
        before: &Option<String>,
        edits: &[TextEdit<'_>],
    ) -> Result<ParsedFile, Refusal> {
        let Some(text) = follow(before, edits) else {
            return Err(self.store.changed_elsewhere(file.relative(), file));
        };
        check_size(file, text.as_deref().unwrap_or_default())?;
        Ok(ParsedFile::new(file, text.clone().map_or(FileContent::Missing, FileContent::Text)))
    }

    fn pending_month(
        &mut self,
        PendingFile { file, before, after }: PendingFile,
        month: Month,
        edits: EditsByDate<'_>,
    ) -> Result<PendingFile, Refusal> {
        let text = after.text.clone().unwrap_or_default();
        let mut page = after.into_month();
        let mut changed = BTreeSet::new();
        for (date, mut edits) in edits {
            let now = page.mornings.remove(&date).unwrap_or_default();
            let was = now.clone();
            let morning = morning_merge::apply(&mut edits, now).map_err(|key| {
                let what = format!("{key} of {}", day::label(date, self.store.day.today));
                self.store.changed_elsewhere(what, &file)
            })?;
            changed.extend((morning != was).then_some(date));
            page.put(date, morning);
        }
        let text = month_text(&file, month, &page, &text, &changed)?;
        // A linked file is emptied. Removing the link would leave the old mornings in its target.
        let text = text.or_else(|| self.store.path(&file).is_symlink().then(String::new));
        let after = ParsedFile { text, value: Value::Month(page) };
        Ok(PendingFile { file, before, after })
    }
}

impl Store {
    /// The text of a file that may be damaged. None where there is no file.
    ///
    /// # Errors
    /// Why the file cannot be read.
    pub(super) fn text_as_it_is(&self, file: &FamilyFile) -> Result<Option<String>, NotSaved> {
        match files::read(self.disk.as_ref(), &self.path(file), &file.relative()).0 {
            FileContent::Missing => Ok(None),
            FileContent::Text(text) => Ok(Some(text)),
            FileContent::Unreadable(problem) => Err(NotSaved::DamagedFile(problem)),
        }
    }

    /// The refusal of a change that conflicts with another program's change of `what`.
    pub(super) fn changed_elsewhere(&mut self, what: String, file: &FamilyFile) -> Refusal {
        Refusal::Conflict { why: Conflict::Changed { what }, found: Box::new(self.read_as_is([file.clone()])) }
    }
}

/// Returns the final text of edits that follow each other, if the present text is one of their texts. When a save is
/// tried again, the present text may already be the final text.
fn follow<'e>(now: &Option<String>, edits: &[TextEdit<'e>]) -> Option<&'e Option<String>> {
    let is_connected = edits.windows(2).all(|pair| pair[0].becomes == pair[1].was);
    let end = edits.last()?.becomes;
    let has_their_text = now == end || edits.iter().any(|edit| now == edit.was);
    (is_connected && has_their_text).then_some(end)
}

/// Whether two texts of a file are the same, or are months with the same mornings.
pub(super) fn means_the_same(file: &FamilyFile, now: &Option<String>, then: &Option<String>) -> bool {
    let page = |text: &Option<String>| match file {
        FamilyFile::Month(_, month) => text.as_ref().map(|text| month_page::read("", text, *month)),
        FamilyFile::Page(_) | FamilyFile::Other(_) => None,
    };
    now == then || page(now).is_some_and(|now| !now.is_read_only() && Some(now) == page(then))
}

/// The text of a month, parsed back and compared. None for a month without mornings. Mornings that did not change keep
/// their lines, if the text means the same with them.
fn month_text(
    file: &FamilyFile,
    month: Month,
    page: &MonthPage,
    before: &str,
    changed: &BTreeSet<Date>,
) -> Result<Option<String>, NotSaved> {
    let is_right = |text: &String| month_page::read("", text, month) == *page;
    let kept = month_writer::rewrite(page, before, changed).ok().filter(is_right);
    let text = kept.or_else(|| month_writer::write(page).ok().filter(is_right));
    let text = text.ok_or_else(|| NotSaved::ValueNotWritable { file: file.relative() })?;
    check_size(file, &text)?;
    Ok((!text.is_empty()).then_some(text))
}

fn check_size(file: &FamilyFile, text: &str) -> Result<(), NotSaved> {
    if text.len() as u64 <= files::MOST_BYTES { Ok(()) } else { Err(NotSaved::TooLarge { file: file.relative() }) }
}
