//! The one way anything is saved: lock, read again, check, write beside, back up, note, replace, sync, tell.

use super::super::family_file::FamilyFile;
use super::super::files::{self, FileContent, FileStamp, Placed, Ready, reason};
use super::super::history::{self, Id, LogEntry};
use super::super::lock::{self, Lock};
use super::super::{backups, disk::Disk};
use super::{Refusal, Store};
use crate::domain::change::{Change, Page, Snapshot};
use crate::domain::child_id::ChildId;
use crate::domain::day::{self, Month};
use crate::domain::family;
use crate::domain::month_page::{self, MonthPage};
use crate::domain::morning::Morning;
use crate::domain::problem::Problem;
use crate::domain::refusal::{Conflict, NotSaved};
use crate::domain::ritual::Origin;
use crate::domain::ritual_file;
use crate::domain::school_memory;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// The folder while its lock is held: what is read here is what will be changed.
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
        let file = FamilyFile::Page(page);
        writable(&file, self.store.read_file(&file).0)
    }

    /// The morning of a date.
    ///
    /// # Errors
    /// Refuses when its file cannot be changed.
    pub fn morning(&mut self, child: &ChildId, date: Date) -> Result<Morning, Refusal> {
        let month = Month::of(date);
        let file = FamilyFile::Month(child.clone(), month);
        let text = writable(&file, self.store.read_file(&file).0)?;
        let mut page = text.map_or_else(MonthPage::default, |text| month_page::read("", &text, month));
        Ok(page.mornings.remove(&date).unwrap_or_default())
    }
}

/// How a saved change is kept for undo and redo.
pub(super) enum LogAs {
    New,
    Undone(Id),
    Redone(Id),
}

/// The next state of one file.
pub(super) struct PendingFile {
    file: FamilyFile,
    before: Option<String>,
    after: Option<String>,
    /// False when the file means already what it should.
    pub(super) differs: bool,
    /// What in the file is not what the change was made for. Such a draft is never written.
    misfit: Option<String>,
}

/// Why no drafts could be made.
pub(super) enum DraftError {
    /// The named thing is not what the change was made for.
    Misfit {
        what: String,
        found: Box<Snapshot>,
    },
    Refused(Refusal),
}

impl DraftError {
    /// The refusal, with a sentence made from what did not fit.
    pub(super) fn told(self, conflict: impl FnOnce(String) -> Conflict) -> Refusal {
        match self {
            DraftError::Misfit { what, found } => Refusal::Stale { why: conflict(what), found },
            DraftError::Refused(refusal) => refusal,
        }
    }
}

impl Store {
    /// Saves changes, all or none, in their order.
    ///
    /// # Errors
    /// Refuses when something is not what the changes were made for, or cannot be written. Success is on the disk.
    pub fn commit(&mut self, changes: &[Change]) -> Result<Snapshot, Refusal> {
        if changes.iter().all(Change::is_empty) {
            return Ok(Snapshot::default());
        }
        let lock = self.lock("saving")?;
        self.save(&lock, changes)
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
        let lock = self.lock("saving")?;
        match make(&mut Transaction { store: self })? {
            Some(change) if !change.is_empty() => Ok(Some(self.save(&lock, &[change])?)),
            _ => Ok(None),
        }
    }

    pub(super) fn lock(&self, doing: &str) -> Result<Lock, Refusal> {
        lock::acquire(self.disk.as_ref(), &self.folder, doing).map_err(|why| Refusal::NotSaved { why })
    }

    pub(super) fn save(&mut self, lock: &Lock, changes: &[Change]) -> Result<Snapshot, Refusal> {
        let drafts = self.drafts(changes).map_err(|hitch| hitch.told(|what| Conflict::Changed { what }))?;
        self.write(lock, drafts, changes, LogAs::New)
    }

    pub(super) fn read_file(&self, file: &FamilyFile) -> (FileContent, FileStamp) {
        files::read(self.disk.as_ref(), &self.path(file), &file.relative())
    }

    /// Reads every file that the changes touch and works out what each becomes.
    pub(super) fn drafts(&mut self, changes: &[Change]) -> Result<Vec<PendingFile>, DraftError> {
        let mut months: BTreeMap<(&ChildId, Month), StepsByDate<'_>> = BTreeMap::new();
        let mut pages: BTreeMap<Page, Vec<Step<'_, Option<String>>>> = BTreeMap::new();
        for change in changes {
            for edit in &change.edits {
                let month = months.entry((&edit.child, Month::of(edit.date))).or_default();
                month.entry(edit.date).or_default().push((&edit.was, &edit.becomes));
            }
            for edit in &change.pages {
                pages.entry(edit.page).or_default().push((&edit.was, &edit.becomes));
            }
        }
        let pages = pages.into_iter().map(|(page, steps)| self.draft_of_page(page, &steps));
        let months = months.into_iter().map(|((child, month), steps)| self.draft_of_month(child, month, steps));
        let mut drafts: Vec<PendingFile> =
            pages.chain(months).collect::<Result<_, _>>().map_err(DraftError::Refused)?;
        match drafts.iter_mut().find_map(|draft| draft.misfit.take()) {
            None => Ok(drafts),
            Some(what) => Err(DraftError::Misfit { what, found: Box::new(self.as_it_is(&drafts)) }),
        }
    }

    fn draft_of_page(&self, page: Page, steps: &[Step<'_, Option<String>>]) -> Result<PendingFile, Refusal> {
        let file = FamilyFile::Page(page);
        let before = writable(&file, self.read_file(&file).0)?;
        let Some(after) = follow(&before, steps).cloned() else {
            let misfit = Some(file.relative());
            return Ok(PendingFile { file, after: None, before, differs: false, misfit });
        };
        check_page(&file, after.as_deref())?;
        Ok(PendingFile { differs: before != after, file, before, after, misfit: None })
    }

    fn draft_of_month(&self, child: &ChildId, month: Month, steps: StepsByDate<'_>) -> Result<PendingFile, Refusal> {
        let file = FamilyFile::Month(child.clone(), month);
        let before = writable(&file, self.read_file(&file).0)?;
        let mut page = before.as_deref().map_or_else(MonthPage::default, |text| month_page::read("", text, month));
        let (mut differs, mut misfit) = (false, None);
        for (date, steps) in steps {
            let now = page.mornings.remove(&date).unwrap_or_default();
            match follow(&now, &steps) {
                None => {
                    misfit.get_or_insert_with(|| format!("the morning of {}", day::label(date, self.today)));
                }
                Some(after) => {
                    differs |= now != *after;
                    page.put(date, after.clone());
                }
            }
        }
        let after = month_text(&file, month, &page)?;
        // Behind a link, an empty file: removing the link would leave the old mornings where it pointed.
        let after = after.or_else(|| self.path(&file).is_symlink().then(String::new));
        Ok(PendingFile { file, before, after, differs, misfit })
    }

    /// The files of some drafts as they are on the disk now.
    fn as_it_is(&mut self, drafts: &[PendingFile]) -> Snapshot {
        let mut snapshot = Snapshot::default();
        for draft in drafts {
            self.read_into(&mut snapshot, &draft.file);
        }
        snapshot
    }

    /// Puts drafts on the disk. Returns only when they are there for good.
    pub(super) fn write(
        &mut self,
        lock: &Lock,
        drafts: Vec<PendingFile>,
        changes: &[Change],
        log_as: LogAs,
    ) -> Result<Snapshot, Refusal> {
        let disk = self.disk.as_ref();
        let mut swept = BTreeSet::new();
        let mut ready: Vec<Ready> = Vec::new();
        for draft in &drafts {
            let path = self.path(&draft.file);
            let folder = path.parent().map(std::path::Path::to_owned);
            if lock.is_held() && swept.insert(folder.clone()) {
                folder.iter().for_each(|folder| files::sweep(disk, folder));
            }
            let next = files::prepare(disk, &path, draft.before.as_deref(), draft.after.as_deref());
            ready.push(next.map_err(|e| not_saved(&draft.file, &e))?);
        }
        let mut a_new_day = false;
        for draft in &drafts {
            let kept = backups::keep_copy(disk, &self.folder, self.today, &draft.file, draft.before.as_deref());
            a_new_day |= kept.map_err(|e| no_backup(&e))?;
        }
        // Noted before the files are replaced: a change that was cut off between the two can still be undone.
        let ids: Vec<Id> = changes.iter().map(|_| Id::random()).collect();
        if let LogAs::New = log_as {
            let did = |(id, change): (&Id, &Change)| LogEntry::Did { did: id.clone(), change: change.clone() };
            self.note(ids.iter().zip(changes).map(did).collect());
        }
        let disk = self.disk.as_ref();
        let gone = || ids.iter().map(|id| LogEntry::Gone { gone: id.clone() }).collect();
        if let Some(other) = ready.iter().position(|ready| !files::is_as_read(disk, ready)) {
            let what = drafts[other].file.relative();
            self.note(gone());
            return Err(Refusal::Stale { why: Conflict::Changed { what }, found: Box::new(self.as_it_is(&drafts)) });
        }
        let placed = replace_all(disk, &drafts, ready).map_err(|(any, refusal)| {
            // With some of it in place the change stays noted, so that undo can take that part back.
            if !any {
                self.note(gone());
            }
            refusal
        })?;
        match log_as {
            LogAs::New => {}
            LogAs::Undone(id) => {
                self.note(vec![LogEntry::Undid { undid: id }]);
            }
            LogAs::Redone(id) => {
                self.note(vec![LogEntry::Redid { redid: id }]);
            }
        }
        if a_new_day {
            // What cannot be tidied up today is tidied up another day.
            drop(backups::drop_old(self.disk.as_ref(), &self.folder));
        }
        Ok(self.as_written(drafts, placed))
    }

    fn as_written(&mut self, drafts: Vec<PendingFile>, placed: Vec<Placed>) -> Snapshot {
        let mut snapshot = Snapshot::default();
        for (draft, placed) in drafts.into_iter().zip(placed) {
            let path = self.path(&draft.file);
            if self.path_to_show(&draft.file) != path {
                self.read_into(&mut snapshot, &draft.file);
                continue;
            }
            self.seen.insert(path, placed.stamp);
            self.show(&mut snapshot, &draft.file, draft.after.map_or(FileContent::Missing, FileContent::Text));
        }
        snapshot
    }

    /// Adds lines to the history, or returns false. Mornings are saved all the same; undo says why when it is asked.
    pub(super) fn note(&mut self, lines: Vec<LogEntry>) -> bool {
        let before = history::stamp(&self.folder);
        let cached = self.history.take().filter(|(_, stamp)| *stamp == before);
        let Ok(stamp) = history::append(self.disk.as_ref(), &self.folder, &lines) else { return false };
        if let Some((mut history, _)) = cached {
            lines.into_iter().for_each(|line| history.apply(line));
            self.history = Some((history, stamp));
        }
        true
    }
}

/// Replaces the files and syncs their folders. The error tells whether any file was replaced before it.
fn replace_all(disk: &dyn Disk, drafts: &[PendingFile], ready: Vec<Ready>) -> Result<Vec<Placed>, (bool, Refusal)> {
    let mut placed: Vec<Placed> = Vec::new();
    for (draft, ready) in drafts.iter().zip(ready) {
        let next = files::put_in_place(disk, ready);
        placed.push(next.map_err(|e| (!placed.is_empty(), not_saved(&draft.file, &e)))?);
    }
    let folders: BTreeSet<_> = placed.iter().map(|placed| placed.folder.as_path()).collect();
    for folder in folders.into_iter().filter(|folder| folder.is_dir()) {
        disk.sync_folder(folder).map_err(|e| (true, not_saved(&drafts[0].file, &e)))?;
    }
    Ok(placed)
}

/// What something was and what it becomes.
type Step<'c, T> = (&'c T, &'c T);
type StepsByDate<'c> = BTreeMap<Date, Vec<Step<'c, Morning>>>;

/// Where steps lead when `now` is anywhere on their way: at a start, or already at the end, as it is when a save
/// is tried again. None when it is somewhere else, or the steps do not follow each other.
fn follow<'c, T: PartialEq>(now: &T, steps: &[Step<'c, T>]) -> Option<&'c T> {
    let connected = steps.windows(2).all(|pair| pair[0].1 == pair[1].0);
    let (_, end) = steps.last()?;
    let on_the_way = now == *end || steps.iter().any(|(was, _)| now == *was);
    (connected && on_the_way).then_some(*end)
}

/// The text of a file that may be written; a file with problems never is.
pub(super) fn writable(file: &FamilyFile, found: FileContent) -> Result<Option<String>, Refusal> {
    right(file, found).map_err(|problem| damaged(&problem))
}

/// The text of a file with nothing wrong in it, or the first thing that is.
pub(super) fn right(file: &FamilyFile, found: FileContent) -> Result<Option<String>, Problem> {
    match found {
        FileContent::Missing => Ok(None),
        FileContent::Unreadable(problem) => Err(problem),
        FileContent::Text(text) => problems(file, &text).into_iter().next().map_or(Ok(Some(text)), Err),
    }
}

/// What is wrong with the text of a file.
pub(super) fn problems(file: &FamilyFile, text: &str) -> Vec<Problem> {
    let name = file.relative();
    match file {
        FamilyFile::Page(Page::Family) => family::read(&name, text).problems,
        FamilyFile::Page(Page::Rituals) => ritual_file::read(&name, text, Origin::Family).err().unwrap_or_default(),
        FamilyFile::Page(Page::School) => school_memory::read(&name, text).1,
        FamilyFile::Month(_, month) => month_page::read(&name, text, *month).problems,
    }
}

fn damaged(problem: &Problem) -> Refusal {
    Refusal::NotSaved { why: NotSaved::DamagedFile(problem.clone()) }
}

fn check_page(file: &FamilyFile, text: Option<&str>) -> Result<(), Refusal> {
    let problems = text.map_or_else(Vec::new, |text| problems(file, text));
    too_large(file, text)?;
    match problems.first() {
        None => Ok(()),
        Some(problem) => Err(Refusal::NotSaved { why: NotSaved::WrongText(problem.clone()) }),
    }
}

/// The text of a month; None for a blank one. Parsed back and compared, so that what is written can be read.
fn month_text(file: &FamilyFile, month: Month, page: &MonthPage) -> Result<Option<String>, Refusal> {
    let cannot = || Refusal::NotSaved { why: NotSaved::CannotHold { file: file.relative() } };
    let text = month_page::write(page).map_err(|_| cannot())?;
    too_large(file, Some(&text))?;
    if month_page::read("", &text, month) != *page {
        return Err(cannot());
    }
    Ok((!text.is_empty()).then_some(text))
}

fn too_large(file: &FamilyFile, text: Option<&str>) -> Result<(), Refusal> {
    if text.is_none_or(|text| text.len() as u64 <= files::MOST_BYTES) {
        return Ok(());
    }
    Err(Refusal::NotSaved { why: NotSaved::TooLarge { file: file.relative() } })
}

fn not_saved(file: &FamilyFile, error: &io::Error) -> Refusal {
    Refusal::NotSaved { why: NotSaved::Disk { file: file.relative(), reason: reason(error) } }
}

fn no_backup(error: &io::Error) -> Refusal {
    Refusal::NotSaved { why: NotSaved::NoBackup { reason: reason(error) } }
}

#[cfg(test)]
mod tests {
    use super::follow;

    #[test]
    fn steps_fit_anywhere_on_their_way_and_nowhere_else() {
        let steps = [(&'a', &'b'), (&'b', &'c')];
        for now in ['a', 'b', 'c'] {
            assert_eq!(follow(&now, &steps), Some(&'c'), "{now}");
        }
        assert_eq!(follow(&'x', &steps), None);
        assert_eq!(follow(&'a', &[(&'a', &'b'), (&'x', &'c')]), None);
        assert_eq!(follow(&'a', &[(&'a', &'b'), (&'b', &'a')]), Some(&'a'));
    }
}
