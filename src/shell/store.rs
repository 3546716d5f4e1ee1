//! The store: reads a family folder, notices changes of other programs, and (in `store/`) saves, undoes and restores.

mod copies;
mod earlier;
mod exports;
mod lost;
mod parsed;
mod pending;
mod restore;
mod save;
mod take_back;
mod transaction;
mod undo;

use self::parsed::{ParsedFile, Value};
use super::backup_days::NothingToRestore;
use super::clock::DayOfRun;
use super::disk::{Disk, RealDisk};
use super::family_file::FamilyFile;
use super::files::{self, FileContent, FileStamp};
use super::folders::Folders;
use super::lock;
use super::pending_change;
use super::state_folder;
use super::undo_log;
use crate::domain::change::{FamilyFound, Page, RitualsFound, Snapshot};
use crate::domain::child_id::ChildId;
use crate::domain::day::Month;
use crate::domain::family::{self, Child, Family};
use crate::domain::obstacle::Obstacle;
use crate::domain::problem::Problem;
use crate::domain::refusal::{Conflict, NotSaved, StateNotice};
use crate::domain::ritual::Origin;
use crate::domain::ritual_file::{self, RitualPage};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use lost::LostFamily;
pub use restore::{Backup, DamagedCopy, Restored};
pub use transaction::Transaction;

/// Why nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Another program changed the same thing. `found` is the present state of the file.
    #[error("{why}")]
    Conflict { why: Conflict, found: Box<Snapshot> },
    /// A file could not be read or written. The same change may be tried again.
    #[error(transparent)]
    NotSaved(#[from] NotSaved),
    #[error(transparent)]
    Nothing(#[from] Nothing),
}

/// Why there was nothing to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Nothing {
    #[error("There is nothing to undo on this computer.")]
    ToUndo,
    #[error("There is nothing to redo on this computer.")]
    ToRedo,
    #[error(transparent)]
    ToRestore(#[from] NothingToRestore),
    #[error("{file} was not saved lately, so there is no text to bring back. `goodbye backups` lists the days.")]
    NeverSaved { file: String },
    #[error("{file} is already as it was saved last.")]
    AsSavedLast { file: String },
    #[error("Everything is already as it was before {day}.")]
    AsItWas { day: String },
}

/// The pages that are always shown.
const SHOWN_PAGES: [FamilyFile; 2] = [FamilyFile::Page(Page::Family), FamilyFile::Page(Page::Rituals)];

/// A family folder, and the stamps of the files that were read from it.
pub struct Store {
    folder: PathBuf,
    /// The folder that contains all state folders.
    states: Option<PathBuf>,
    rituals_file: Option<PathBuf>,
    day: DayOfRun,
    disk: Box<dyn Disk>,
    patience: Duration,
    /// The state folder, once it was found.
    known_state: Option<PathBuf>,
    /// The stamp of each file when it was read.
    seen: BTreeMap<FamilyFile, FileStamp>,
    /// The stamps of the folders when copies were searched in them.
    copy_stamps: Vec<FileStamp>,
    /// A notice that the person has not seen yet.
    notice: Option<StateNotice>,
    /// The gravest failure of undo and backups so far. Each failure is noticed once.
    failure: Option<StateNotice>,
}

impl Store {
    /// Opens a store without touching the disk. `rituals_file` replaces the shipped rituals and the family's own.
    pub fn open(folders: Folders, rituals_file: Option<PathBuf>, day: impl Into<DayOfRun>) -> Store {
        Store {
            folder: folders.family,
            states: folders.states,
            rituals_file,
            day: day.into(),
            disk: Box::new(RealDisk),
            patience: lock::PATIENCE,
            known_state: None,
            seen: BTreeMap::new(),
            copy_stamps: Vec::new(),
            notice: None,
            failure: None,
        }
    }

    /// The same store on another disk, for tests in which a disk fails.
    #[must_use]
    pub fn on_disk(self, disk: Box<dyn Disk>) -> Store {
        Store { disk, ..self }
    }

    /// The same store with another patience for a lock that another program holds.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Store {
        Store { patience, ..self }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Everything in the place of a file or folder of the program's own: the lock, and all in the state folder.
    pub fn obstacles(&self) -> Vec<Obstacle> {
        let of_state = |states: &PathBuf| state_folder::obstacles(self.disk.as_ref(), states, &self.folder);
        let of_state = self.states.as_ref().map(of_state).unwrap_or_default();
        lock::obstacle(&self.folder).into_iter().chain(of_state).collect()
    }

    /// The problems of the undo log, and of the record of a change that was cut off.
    pub fn state_problems(&self) -> Vec<Problem> {
        let Some(state) = self.state() else { return Vec::new() };
        let mut problems = undo_log::problems(self.disk.as_ref(), &state);
        problems.extend(pending_change::problem(&state));
        problems
    }

    /// The folder that contains all state folders.
    pub fn states_folder(&self) -> Option<&Path> {
        self.states.as_deref()
    }

    /// Whether the latest changes cannot be undone.
    pub fn is_undo_off(&self) -> bool {
        self.failure.as_ref().is_some_and(StateNotice::is_undo_off)
    }

    /// The notice about the state folder since the last call.
    pub fn take_notice(&mut self) -> Option<StateNotice> {
        self.notice.take()
    }

    /// Sets the day under which backups are made.
    pub fn set_day(&mut self, day: impl Into<DayOfRun>) {
        self.day = day.into();
    }

    /// Reads the family and the rituals.
    pub fn read_pages(&mut self) -> Snapshot {
        self.read(SHOWN_PAGES)
    }

    /// The text of a page on the disk. None where there is no file.
    ///
    /// # Errors
    /// The first problem of the file.
    pub fn read_text(&mut self, page: Page) -> Result<Option<String>, Problem> {
        self.take_back_before_reading();
        let file = FamilyFile::Page(page);
        self.parse(&file).checked().map(|parsed| parsed.text)
    }

    /// Reads some months of a child.
    pub fn read_months(&mut self, child: &ChildId, months: &[Month]) -> Snapshot {
        self.read(months.iter().map(|month| FamilyFile::Month(child.clone(), *month)))
    }

    /// The months of a child that have a file, in order. Without the child's folder, there are none.
    ///
    /// # Errors
    /// Why the folder cannot be read.
    pub fn months_there(&self, child: &ChildId) -> Result<Vec<Month>, Problem> {
        let relative = format!("mornings/{}", child.as_str());
        let mut months: Vec<Month> = match self.disk.names(&self.folder.join(&relative)) {
            Ok(names) => names.iter().filter_map(|name| self.month_read_as(&relative, name)).collect(),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                match files::broken_link(&self.folder.join(&relative)) {
                    None => Vec::new(),
                    Some(link) => return Err(files::broken_folder(&relative, link)),
                }
            }
            Err(e) => return Err(files::unreadable_folder(&self.folder.join(&relative), &relative, &e)),
        };
        months.sort_unstable();
        months.dedup();
        Ok(months)
    }

    /// Reads every month of a child that is new or has changed since it was read.
    pub fn read_all(&mut self, child: &ChildId) -> Snapshot {
        // Where the folder cannot be listed, the problem of any of its months shows why.
        let months = self.months_there(child).unwrap_or_else(|_| vec![Month::of(self.day.today)]);
        let mut files: BTreeSet<_> = months.into_iter().map(|month| FamilyFile::Month(child.clone(), month)).collect();
        let is_of_child = |file: &&FamilyFile| matches!(file, FamilyFile::Month(id, _) if id == child);
        files.extend(self.seen.keys().filter(is_of_child).cloned());
        Snapshot { complete: vec![child.clone()], ..self.read_changed(files) }
    }

    /// Reads the pages and months that have changed since they were read. Each check costs one system call.
    pub fn changed(&mut self, months: &[(ChildId, Month)]) -> Snapshot {
        let months = months.iter().map(|(child, month)| FamilyFile::Month(child.clone(), *month));
        self.read_changed(SHOWN_PAGES.into_iter().chain(months))
    }

    fn read_changed(&mut self, files: impl IntoIterator<Item = FamilyFile>) -> Snapshot {
        let has_changed =
            |file: &FamilyFile| self.seen.get(file) != Some(&FileStamp::of_path(&self.path_to_show(file)));
        let changed: Vec<FamilyFile> = files.into_iter().filter(has_changed).collect();
        if changed.is_empty() { Snapshot::default() } else { self.read(changed) }
    }

    fn read(&mut self, files: impl IntoIterator<Item = FamilyFile>) -> Snapshot {
        self.take_back_before_reading();
        self.read_as_is(files)
    }

    /// Reads files, also in the middle of a change.
    fn read_as_is(&mut self, files: impl IntoIterator<Item = FamilyFile>) -> Snapshot {
        let mut snapshot = Snapshot::default();
        for file in files {
            let path = self.path_to_show(&file);
            let is_elsewhere = path != self.path(&file);
            if is_elsewhere {
                let shown = path.display().to_string();
                let (content, stamp) = files::read(self.disk.as_ref(), &path, &shown);
                self.seen.insert(file, stamp);
                snapshot.rituals = Some(rituals_elsewhere(&shown, content));
                continue;
            }
            let (mut content, stamp) = self.read_file(&file);
            if content == FileContent::Missing && file == FamilyFile::Page(Page::Family) {
                let lost = self.lost_family().filter(|lost| lost.is_backed_up);
                content = lost.map_or(content, |lost| FileContent::Unreadable(lost.problem));
            }
            let parsed = ParsedFile::new(&file, content);
            self.add_parsed(&mut snapshot, file, parsed, stamp);
        }
        snapshot
    }

    /// The path of a file that is shown. Rituals may come from outside the family folder.
    fn path_to_show(&self, file: &FamilyFile) -> PathBuf {
        match (&self.rituals_file, file) {
            (Some(elsewhere), FamilyFile::Page(Page::Rituals)) => elsewhere.clone(),
            _ => self.path(file),
        }
    }

    fn path(&self, file: &FamilyFile) -> PathBuf {
        self.folder.join(file.relative())
    }

    /// The state folder of the family folder, where there is one.
    fn state(&self) -> Option<PathBuf> {
        state_folder::find(self.disk.as_ref(), self.states.as_ref()?, &self.folder)
    }

    fn parse(&self, file: &FamilyFile) -> ParsedFile {
        ParsedFile::new(file, self.read_file(file).0)
    }

    /// Adds a file to a snapshot, and remembers the stamp of the file.
    fn add_parsed(&mut self, snapshot: &mut Snapshot, file: FamilyFile, parsed: ParsedFile, stamp: FileStamp) {
        self.seen.insert(file.clone(), stamp);
        let text = parsed.text;
        match (file, parsed.value) {
            (_, Value::Family(mut page)) => {
                if !page.problems.is_empty() {
                    // The lines of some children may be lost, but their mornings are shown.
                    let unknown = self.unknown_children(&page.family);
                    page.family.children.extend(unknown);
                }
                snapshot.family = Some(FamilyFound { text, page });
            }
            // The family's own rituals are not shown.
            (_, Value::Rituals(..)) if self.rituals_file.is_some() => {}
            (_, Value::Rituals(RitualPage { catalog, problems, unknown_keys })) => {
                let catalog = ritual_file::shipped().with(catalog);
                snapshot.rituals = Some(RitualsFound { text, catalog, problems, unknown_keys, elsewhere: false });
            }
            (FamilyFile::Month(child, month), Value::Month(page)) => {
                snapshot.months.push((child, month, page));
            }
            (_, Value::School(_) | Value::Month(_) | Value::Other(_)) => {}
        }
    }

    /// A child for each folder of mornings that belongs to no child of the family. Its name is that of the folder.
    pub fn unknown_children(&self, family: &Family) -> Vec<Child> {
        let folder = self.folder.join("mornings");
        let mut names = self.disk.names(&folder).unwrap_or_default();
        names.sort();
        let folders = names.into_iter().filter(|name| folder.join(name).is_dir());
        let child = |name: String| Some(Child::new(ChildId::new(&name)?, name, family::UNKNOWN_FIRST_DAY));
        let is_unknown = |child: &Child| family.all_children().all(|known| known.id != child.id);
        folders.filter_map(child).filter(is_unknown).collect()
    }
}

/// The rituals of a file that replaces the shipped rituals and the family's own.
fn rituals_elsewhere(file: &str, content: FileContent) -> RitualsFound {
    let nothing = |problem| RitualPage { problems: vec![problem], ..RitualPage::default() };
    let RitualPage { mut catalog, problems, unknown_keys } = match content {
        FileContent::Text(text) => ritual_file::read(file, &text, Origin::Shipped),
        FileContent::Unreadable(problem) => nothing(problem),
        FileContent::Missing => {
            let help = "look at the name after --rituals; until then the rituals that come with goodbye are shown";
            nothing(Problem::whole_file(file, "there is no such file", help))
        }
    };
    if !problems.is_empty() && catalog.rituals.is_empty() {
        catalog = ritual_file::shipped();
    }
    RitualsFound { catalog, problems, unknown_keys, elsewhere: true, text: None }
}
