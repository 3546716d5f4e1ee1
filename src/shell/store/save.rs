//! The one way anything is saved: lock, read again, merge, write beside, back up, log, replace, sync, tell.

use super::super::family_file::FamilyFile;
use super::super::files::{self, FileContent, Placed, Ready, reason};
use super::super::history::{self, Id, LogEntry};
use super::super::lock::{self, Lock};
use super::super::{backups, disk::Disk};
use super::parsed::{Meaning, ParsedFile};
use super::{Refusal, Store};
use crate::domain::change::{Change, Page, PageEdit, Snapshot};
use crate::domain::child_id::ChildId;
use crate::domain::day::{self, Month};
use crate::domain::month_page::{self, MonthPage};
use crate::domain::morning::{Edit, Morning};
use crate::domain::morning_merge;
use crate::domain::refusal::{Conflict, NotSaved, StateNotice};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// The family's folder while its lock is held: nobody else changes what is read here.
pub struct Transaction<'s> {
    store: &'s mut Store,
}

impl Transaction<'_> {
    pub fn pages(&mut self) -> Snapshot {
        self.store.read_pages()
    }

    /// The text of a page; None where there is no file.
    ///
    /// # Errors
    /// Refuses when the file cannot be changed.
    pub fn page_text(&mut self, page: Page) -> Result<Option<String>, Refusal> {
        Ok(self.store.parse_to_change(&FamilyFile::Page(page))?.text)
    }

    /// The morning of a date.
    ///
    /// # Errors
    /// Refuses when its file cannot be changed.
    pub fn morning(&mut self, child: &ChildId, date: Date) -> Result<Morning, Refusal> {
        let file = FamilyFile::Month(child.clone(), Month::of(date));
        let mut page = self.store.parse_to_change(&file)?.into_month();
        Ok(page.mornings.remove(&date).unwrap_or_default())
    }
}

/// The lock of the family's folder, and its state folder where that can be written to.
pub(super) struct Locked {
    lock: Lock,
    state: Option<PathBuf>,
}

/// How a save is written in the log of changes.
pub(super) enum LogAs {
    New(Vec<Change>),
    Undone(Id),
    Redone(Id),
}

/// The entries that a save adds to the log.
#[derive(Default)]
struct LogEntries {
    /// Before the files are replaced: a change that is cut off between the two can still be undone.
    before: Vec<LogEntry>,
    /// When no file was replaced after all.
    failed: Vec<LogEntry>,
    /// When all files were replaced.
    done: Vec<LogEntry>,
}

impl LogAs {
    fn entries(self) -> LogEntries {
        match self {
            LogAs::New(changes) => {
                let ids: Vec<Id> = changes.iter().map(|_| Id::random()).collect();
                let did = |(change, id): (Change, &Id)| LogEntry::Did { did: id.clone(), change };
                let before = changes.into_iter().zip(&ids).map(did).collect();
                let failed = ids.into_iter().map(|gone| LogEntry::Gone { gone }).collect();
                LogEntries { before, failed, done: Vec::new() }
            }
            LogAs::Undone(undid) => LogEntries { done: vec![LogEntry::Undid { undid }], ..LogEntries::default() },
            LogAs::Redone(redid) => LogEntries { done: vec![LogEntry::Redid { redid }], ..LogEntries::default() },
        }
    }
}

/// The next state of one file.
pub(super) struct PendingFile {
    pub(super) file: FamilyFile,
    before: Option<String>,
    after: ParsedFile,
    /// False when the file means already what it should.
    pub(super) differs: bool,
    /// A morning that was not what the change was made for, so that the change was merged into it.
    pub(super) merged: Option<Date>,
}

/// Why the next state of a file cannot be made.
enum PendingError {
    /// Another program changed the named thing to something else.
    Changed(String),
    NotSaved(NotSaved),
}

impl From<NotSaved> for PendingError {
    fn from(why: NotSaved) -> PendingError {
        PendingError::NotSaved(why)
    }
}

type EditsByDate<'c> = BTreeMap<Date, Vec<&'c mut Edit>>;

impl Store {
    /// Saves changes, all or none, in their order. A morning that another program changed meanwhile is merged.
    ///
    /// # Errors
    /// Refuses when something cannot be merged or written. Success is on the disk.
    pub fn commit(&mut self, changes: &[Change]) -> Result<Snapshot, Refusal> {
        if changes.iter().all(Change::is_empty) {
            return Ok(Snapshot::default());
        }
        let locked = self.lock("saving")?;
        self.save(&locked, changes.to_vec())
    }

    /// Makes one change under the lock, so that what it was made for cannot change meanwhile, and saves it. Without
    /// a change nothing is written.
    ///
    /// # Errors
    /// What `make` refuses, and what [`Store::commit`] does.
    pub fn edit<E: From<Refusal>>(
        &mut self,
        make: impl FnOnce(&mut Transaction<'_>) -> Result<Option<Change>, E>,
    ) -> Result<Option<Snapshot>, E> {
        let locked = self.lock("saving")?;
        match make(&mut Transaction { store: self })? {
            Some(change) if !change.is_empty() => Ok(Some(self.save(&locked, vec![change])?)),
            _ => Ok(None),
        }
    }

    /// Acquires the lock and opens the state folder. Changes are saved without a state folder too, but without undo.
    pub(super) fn lock(&mut self, doing: &str) -> Result<Locked, Refusal> {
        let (disk, folder) = (self.disk.as_ref(), self.folder.as_path());
        let lock = lock::acquire(disk, folder, || self.state(), self.patience);
        let lock = lock.map_err(|why| Refusal::NotSaved { why })?;
        let opened = match &self.states {
            Some(states) => states.open(disk, folder).map_err(|e| cannot_undo(states.base(), &e)),
            None => Err(StateNotice::NoPlace),
        };
        let state = match opened {
            Ok((state, notice)) => {
                lock::write_holder(disk, &state, doing);
                self.notice = notice.or(self.notice.take());
                Some(state)
            }
            Err(notice) => {
                self.tell_once(notice);
                None
            }
        };
        Ok(Locked { lock, state })
    }

    fn tell_once(&mut self, undo_is_off: StateNotice) {
        if !std::mem::replace(&mut self.undo_is_off, true) {
            self.notice = Some(undo_is_off);
        }
    }

    pub(super) fn save(&mut self, locked: &Locked, mut changes: Vec<Change>) -> Result<Snapshot, Refusal> {
        let pending = self.pending_files(&mut changes)?;
        self.write(locked, pending, LogAs::New(changes))
    }

    /// Reads a file that is to be changed; a file with problems never is.
    fn parse_to_change(&self, file: &FamilyFile) -> Result<ParsedFile, Refusal> {
        self.parse(file).checked().map_err(|problem| Refusal::NotSaved { why: NotSaved::DamagedFile(problem) })
    }

    /// Reads every file that the changes touch and works out what each becomes. Edits that are merged are rewritten to
    /// what they change on the disk.
    pub(super) fn pending_files(&mut self, changes: &mut [Change]) -> Result<Vec<PendingFile>, Refusal> {
        self.try_pending_files(changes).map_err(|error| match error {
            PendingError::NotSaved(why) => Refusal::NotSaved { why },
            PendingError::Changed(what) => {
                let pages = changes.iter().flat_map(|change| &change.pages).map(|edit| FamilyFile::Page(edit.page));
                let edits = changes.iter().flat_map(|change| &change.edits);
                let months = edits.map(|edit| FamilyFile::Month(edit.child.clone(), Month::of(edit.date)));
                let found = self.as_it_is(pages.chain(months));
                Refusal::Stale { why: Conflict::Changed { what }, found }
            }
        })
    }

    fn try_pending_files(&self, changes: &mut [Change]) -> Result<Vec<PendingFile>, PendingError> {
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
        let pages = pages.into_iter().map(|(page, edits)| self.pending_page(page, &edits));
        pages.chain(months.into_iter().map(|((child, month), edits)| self.pending_month(child, month, edits))).collect()
    }

    fn pending_page(&self, page: Page, edits: &[&PageEdit]) -> Result<PendingFile, PendingError> {
        let file = FamilyFile::Page(page);
        let before = self.parse(&file).checked().map_err(NotSaved::DamagedFile)?.text;
        let Some(after) = follow(&before, edits) else { return Err(PendingError::Changed(file.relative())) };
        let differs = before != *after;
        let content = after.clone().map_or(FileContent::Missing, FileContent::Text);
        check_size(&file, after.as_deref().unwrap_or_default())?;
        let after = ParsedFile::new(&file, content).checked().map_err(NotSaved::WrongText)?;
        Ok(PendingFile { file, before, after, differs, merged: None })
    }

    fn pending_month(&self, child: ChildId, month: Month, edits: EditsByDate<'_>) -> Result<PendingFile, PendingError> {
        let file = FamilyFile::Month(child, month);
        let parsed = self.parse(&file).checked().map_err(NotSaved::DamagedFile)?;
        let before = parsed.text.clone();
        let mut page = parsed.into_month();
        let (mut differs, mut merged) = (false, None);
        for (date, mut edits) in edits {
            let now = page.mornings.remove(&date).unwrap_or_default();
            let applied = morning_merge::apply(&mut edits, now.clone())
                .map_err(|clash| PendingError::Changed(format!("{clash} of {}", day::label(date, self.today))))?;
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

    /// Some files as they are on the disk now.
    pub(super) fn as_it_is(&mut self, files: impl Iterator<Item = FamilyFile>) -> Box<Snapshot> {
        let mut snapshot = Snapshot::default();
        for file in files.collect::<BTreeSet<_>>() {
            self.read_into(&mut snapshot, &file);
        }
        Box::new(snapshot)
    }

    /// Puts files on the disk. Returns only when they are there for good.
    pub(super) fn write(
        &mut self,
        locked: &Locked,
        pending: Vec<PendingFile>,
        log_as: LogAs,
    ) -> Result<Snapshot, Refusal> {
        let ready = self.prepare(locked, &pending)?;
        let is_new_day = self.back_up(locked, &pending);
        let entries = log_as.entries();
        self.log(locked, entries.before);
        if let Some(other) = ready.iter().position(|ready| !files::is_as_read(self.disk.as_ref(), ready)) {
            let what = pending[other].file.relative();
            self.log(locked, entries.failed);
            let found = self.as_it_is(pending.into_iter().map(|pending| pending.file));
            return Err(Refusal::Stale { why: Conflict::Changed { what }, found });
        }
        let placed = match replace_all(self.disk.as_ref(), &pending, ready) {
            Ok(placed) => placed,
            Err((is_any_replaced, why)) => {
                // With some of it in place the change stays in the log, so that undo can take that part back.
                if !is_any_replaced {
                    self.log(locked, entries.failed);
                }
                return Err(Refusal::NotSaved { why });
            }
        };
        self.log(locked, entries.done);
        if let (true, Some(state)) = (is_new_day, &locked.state) {
            // What cannot be tidied up today is tidied up another day.
            drop(backups::drop_old(self.disk.as_ref(), state));
        }
        Ok(self.as_written(pending, placed))
    }

    fn prepare(&self, locked: &Locked, pending: &[PendingFile]) -> Result<Vec<Ready>, Refusal> {
        let disk = self.disk.as_ref();
        let mut swept = BTreeSet::new();
        let mut ready = Vec::new();
        for pending in pending {
            let path = self.path(&pending.file);
            let folder = path.parent().map(Path::to_owned);
            if locked.lock.is_held() && swept.insert(folder.clone()) {
                folder.iter().for_each(|folder| files::sweep(disk, folder));
            }
            let next = files::prepare(disk, &path, pending.before.as_deref(), pending.after.text.as_deref());
            ready.push(next.map_err(|e| Refusal::NotSaved { why: not_saved(&pending.file, &e) })?);
        }
        Ok(ready)
    }

    /// Keeps copies of the files as they were when the day began. Returns whether these are the first of the day.
    fn back_up(&mut self, locked: &Locked, pending: &[PendingFile]) -> bool {
        let Some(state) = &locked.state else { return false };
        let mut is_new_day = false;
        for pending in pending {
            let before = pending.before.as_deref();
            match backups::keep_copy(self.disk.as_ref(), state, self.today, &pending.file, before) {
                Ok(is_first) => is_new_day |= is_first,
                Err(error) => self.tell_once(cannot_undo(&backups::folder(state), &error)),
            }
        }
        is_new_day
    }

    fn as_written(&mut self, pending: Vec<PendingFile>, placed: Vec<Placed>) -> Snapshot {
        let mut snapshot = Snapshot::default();
        for (pending, placed) in pending.into_iter().zip(placed) {
            let path = self.path(&pending.file);
            if self.path_to_show(&pending.file) != path {
                self.read_into(&mut snapshot, &pending.file);
                continue;
            }
            self.seen.insert(path, placed.stamp);
            self.show(&mut snapshot, &pending.file, pending.after);
        }
        snapshot
    }

    /// Adds entries to the log of changes, or returns false. Mornings are saved all the same.
    pub(super) fn log(&mut self, locked: &Locked, entries: Vec<LogEntry>) -> bool {
        let Some(state) = &locked.state else { return false };
        if entries.is_empty() {
            return true;
        }
        let before = history::stamp(state);
        let cached = self.history.take().filter(|(_, stamp)| *stamp == before);
        let stamp = match history::append(self.disk.as_ref(), state, &entries) {
            Ok(stamp) => stamp,
            Err(error) => {
                self.tell_once(cannot_undo(&history::path(state), &error));
                return false;
            }
        };
        if let Some((mut history, _)) = cached {
            entries.into_iter().for_each(|entry| history.apply(entry));
            self.history = Some((history, stamp));
        }
        true
    }
}

/// Replaces the files and syncs their folders. The error tells whether any file was replaced before it.
fn replace_all(disk: &dyn Disk, pending: &[PendingFile], ready: Vec<Ready>) -> Result<Vec<Placed>, (bool, NotSaved)> {
    let mut placed: Vec<Placed> = Vec::new();
    for (pending, ready) in pending.iter().zip(ready) {
        let next = files::put_in_place(disk, ready);
        placed.push(next.map_err(|e| (!placed.is_empty(), not_saved(&pending.file, &e)))?);
    }
    let folders: BTreeSet<_> = placed.iter().map(|placed| placed.folder.as_path()).collect();
    for folder in folders.into_iter().filter(|folder| folder.is_dir()) {
        disk.sync_folder(folder).map_err(|e| (true, not_saved(&pending[0].file, &e)))?;
    }
    Ok(placed)
}

/// Where edits of a page lead when its text `now` is anywhere on their way: at a start, or already at the end, as it is
/// when a save is tried again. None when it is somewhere else, or the edits do not follow each other.
fn follow<'e>(now: &Option<String>, edits: &[&'e PageEdit]) -> Option<&'e Option<String>> {
    let is_connected = edits.windows(2).all(|pair| pair[0].becomes == pair[1].was);
    let end = &edits.last()?.becomes;
    let is_on_the_way = now == end || edits.iter().any(|edit| *now == edit.was);
    (is_connected && is_on_the_way).then_some(end)
}

/// The text of a month; None for a blank one. Parsed back and compared, so that what is written can be read.
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

fn not_saved(file: &FamilyFile, error: &io::Error) -> NotSaved {
    NotSaved::Disk { file: file.relative(), reason: reason(error) }
}

fn cannot_undo(path: &Path, error: &io::Error) -> StateNotice {
    StateNotice::CannotWrite { path: path.display().to_string(), reason: reason(error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(was: &str, becomes: &str) -> PageEdit {
        PageEdit { page: Page::Family, was: Some(was.to_owned()), becomes: Some(becomes.to_owned()) }
    }

    #[test]
    fn edits_of_a_page_fit_anywhere_on_their_way_and_nowhere_else() {
        let end = |now: &str, edits: [(&str, &str); 2]| {
            let edits = edits.map(|(was, becomes)| edit(was, becomes));
            follow(&Some(now.to_owned()), &edits.each_ref()).cloned().flatten()
        };
        for now in ["a", "b", "c"] {
            assert_eq!(end(now, [("a", "b"), ("b", "c")]).as_deref(), Some("c"), "{now}");
        }
        assert_eq!(end("x", [("a", "b"), ("b", "c")]), None);
        assert_eq!(end("a", [("a", "b"), ("x", "c")]), None);
        assert_eq!(end("a", [("a", "b"), ("b", "a")]).as_deref(), Some("a"));
    }
}
