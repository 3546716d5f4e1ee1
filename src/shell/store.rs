//! The family's folder: reads it, notices what others changed in it, and (in `store/`) saves, undoes and restores.

mod save;
mod undo;

use super::disk::{Disk, RealDisk};
use super::family_file::{FamilyFile, month_of_file};
use super::files::{self, FileContent, FileStamp};
use super::history::History;
use crate::domain::change::{FamilyFound, Page, RitualsFound, Snapshot};
use crate::domain::child_id::ChildId;
use crate::domain::day::Month;
use crate::domain::family::{self, Child, Family, FamilyPage};
use crate::domain::month_page::{self, MonthPage};
use crate::domain::problem::Problem;
use crate::domain::refusal::{Conflict, NotSaved};
use crate::domain::ritual::Origin;
use crate::domain::ritual_file;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use save::Transaction;
pub use undo::{Backup, Restored};

/// Why a save did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// What is there is not what the change was made for. Nothing was changed; `found` is how it is now.
    #[error("{why}")]
    Stale { why: Conflict, found: Box<Snapshot> },
    /// It could not be written. Nothing is lost by trying again.
    #[error("{why}")]
    NotSaved { why: NotSaved },
    /// There was nothing to do.
    #[error("{why}")]
    Nothing { why: String },
}

/// The family's folder, and what was last seen in it.
pub struct Store {
    folder: PathBuf,
    rituals_file: Option<PathBuf>,
    today: Date,
    disk: Box<dyn Disk>,
    seen: BTreeMap<PathBuf, FileStamp>,
    history: Option<(History, FileStamp)>,
}

impl Store {
    /// Touches nothing on the disk. `rituals_file` stands in for both the shipped rituals and the family's own.
    pub fn open(folder: PathBuf, rituals_file: Option<PathBuf>, today: Date) -> Store {
        Store { folder, rituals_file, today, disk: Box::new(RealDisk), seen: BTreeMap::new(), history: None }
    }

    /// The same store on another disk, for tests that let it fail.
    #[must_use]
    pub fn on_disk(self, disk: Box<dyn Disk>) -> Store {
        Store { disk, ..self }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Backups are made under this day.
    pub fn set_today(&mut self, today: Date) {
        self.today = today;
    }

    /// Reads the family and the rituals.
    pub fn read_pages(&mut self) -> Snapshot {
        let mut snapshot = Snapshot::default();
        for page in [Page::Family, Page::Rituals] {
            self.read_into(&mut snapshot, &FamilyFile::Page(page));
        }
        snapshot
    }

    /// The text of a page as it is now; None where there is no file.
    ///
    /// # Errors
    /// The first thing that is wrong with the file.
    pub fn read_text(&self, page: Page) -> Result<Option<String>, Problem> {
        let file = FamilyFile::Page(page);
        save::right(&file, self.read_file(&file).0)
    }

    /// Reads some months of a child.
    pub fn read_months(&mut self, child: &ChildId, months: &[Month]) -> Snapshot {
        let mut snapshot = Snapshot::default();
        for &month in months {
            self.read_into(&mut snapshot, &FamilyFile::Month(child.clone(), month));
        }
        snapshot
    }

    /// The months of a child that have a file, in order.
    ///
    /// # Errors
    /// Why the folder cannot be looked into; one that is not there has no months.
    pub fn months_there(&self, child: &ChildId) -> Result<Vec<Month>, Problem> {
        let relative = format!("mornings/{}", child.as_str());
        let mut months: Vec<Month> = match self.disk.names(&self.folder.join(&relative)) {
            Ok(names) => names.iter().filter_map(|name| month_of_file(name)).collect(),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(e) => return Err(files::unreadable_folder(&relative, &e)),
        };
        months.sort_unstable();
        Ok(months)
    }

    /// Reads every month of a child that has not been read yet or has changed since.
    pub fn read_all(&mut self, child: &ChildId) -> Snapshot {
        let mut snapshot = Snapshot::default();
        let folder = self.folder.join("mornings").join(child.as_str());
        let mut months = self.months_there(child).unwrap_or_else(|_| {
            // There is no list to go through; any month says what is wrong.
            self.read_if_changed(&mut snapshot, &FamilyFile::Month(child.clone(), Month::of(self.today)));
            Vec::new()
        });
        let seen = self.seen.keys().filter(|path| path.parent() == Some(&folder));
        months.extend(seen.filter_map(|path| month_of_file(path.file_name()?.to_str()?)));
        months.sort_unstable();
        months.dedup();
        for month in months {
            self.read_if_changed(&mut snapshot, &FamilyFile::Month(child.clone(), month));
        }
        snapshot.complete.push(child.clone());
        snapshot
    }

    /// Looks again at the pages and at these months, and reads those that changed: one system call for each.
    pub fn changed(&mut self, months: &[(ChildId, Month)]) -> Snapshot {
        let mut snapshot = Snapshot::default();
        for page in [Page::Family, Page::Rituals] {
            self.read_if_changed(&mut snapshot, &FamilyFile::Page(page));
        }
        for (child, month) in months {
            self.read_if_changed(&mut snapshot, &FamilyFile::Month(child.clone(), *month));
        }
        snapshot
    }

    fn read_if_changed(&mut self, snapshot: &mut Snapshot, file: &FamilyFile) {
        let path = self.path_to_show(file);
        if self.seen.get(&path) != Some(&FileStamp::of_path(&path)) {
            self.read_into(snapshot, file);
        }
    }

    fn read_into(&mut self, snapshot: &mut Snapshot, file: &FamilyFile) {
        let path = self.path_to_show(file);
        let shown = match (&self.rituals_file, file) {
            (Some(file), FamilyFile::Page(Page::Rituals)) => file.display().to_string(),
            _ => file.relative(),
        };
        let (found, stamp) = files::read(self.disk.as_ref(), &path, &shown);
        self.seen.insert(path, stamp);
        self.show(snapshot, file, found);
    }

    /// Where a page is read from to be shown: the family's folder, but for rituals that come from elsewhere.
    fn path_to_show(&self, file: &FamilyFile) -> PathBuf {
        match (&self.rituals_file, file) {
            (Some(file), FamilyFile::Page(Page::Rituals)) => file.clone(),
            _ => self.path(file),
        }
    }

    fn path(&self, file: &FamilyFile) -> PathBuf {
        self.folder.join(file.relative())
    }

    fn show(&self, snapshot: &mut Snapshot, file: &FamilyFile, found: FileContent) {
        match file {
            FamilyFile::Page(Page::Family) => snapshot.family = Some(self.family_found(found)),
            FamilyFile::Page(Page::Rituals) => snapshot.rituals = Some(self.rituals_found(found)),
            // What was imported is read when there is something to import, and never shown.
            FamilyFile::Page(Page::School) => {}
            FamilyFile::Month(child, month) => {
                snapshot.months.push((child.clone(), *month, month_found(file, found)));
            }
        }
    }

    fn family_found(&self, found: FileContent) -> FamilyFound {
        let (text, mut page) = match found {
            FileContent::Missing => return FamilyFound::default(),
            FileContent::Unreadable(problem) => {
                (None, FamilyPage { family: Family::default(), problems: vec![problem] })
            }
            FileContent::Text(text) => {
                let page = family::read(Page::Family.file_name(), &text);
                (Some(text), page)
            }
        };
        if !page.problems.is_empty() {
            self.add_children_with_mornings(&mut page.family);
        }
        FamilyFound { text, page }
    }

    /// The children who have a folder of mornings, in the family file or not.
    pub fn children_with_mornings(&self) -> Vec<ChildId> {
        let folder = self.folder.join("mornings");
        let names = self.disk.names(&folder).unwrap_or_default();
        let folders = names.iter().filter(|name| folder.join(name).is_dir());
        let mut ids: Vec<ChildId> = folders.filter_map(|name| ChildId::new(name)).collect();
        ids.sort();
        ids
    }

    /// The mornings of a child whose lines in a damaged family file are lost are shown all the same.
    fn add_children_with_mornings(&self, family: &mut Family) {
        for id in self.children_with_mornings() {
            if family.all_children().all(|child| child.id != id) {
                family.children.push(Child::new(id.clone(), id.as_str().to_owned(), family::UNKNOWN_FIRST_DAY));
            }
        }
    }

    fn rituals_found(&self, found: FileContent) -> RitualsFound {
        let shipped = || RitualsFound { catalog: ritual_file::shipped(), ..RitualsFound::default() };
        if let Some(file) = &self.rituals_file {
            return match rituals_elsewhere(&file.display().to_string(), found) {
                Ok(catalog) => RitualsFound { catalog, elsewhere: true, ..RitualsFound::default() },
                Err(problems) => RitualsFound { problems, elsewhere: true, ..shipped() },
            };
        }
        match found {
            FileContent::Missing => shipped(),
            FileContent::Unreadable(problem) => RitualsFound { problems: vec![problem], ..shipped() },
            FileContent::Text(text) => match ritual_file::read(Page::Rituals.file_name(), &text, Origin::Family) {
                Ok(own) => {
                    RitualsFound { catalog: ritual_file::shipped().with(own), text: Some(text), ..Default::default() }
                }
                Err(problems) => RitualsFound { problems, text: Some(text), ..shipped() },
            },
        }
    }
}

fn rituals_elsewhere(file: &str, found: FileContent) -> Result<crate::domain::ritual::Catalog, Vec<Problem>> {
    match found {
        FileContent::Text(text) => ritual_file::read(file, &text, Origin::Shipped),
        FileContent::Unreadable(problem) => Err(vec![problem]),
        FileContent::Missing => {
            let help = "look at the name after --rituals; until then the rituals that come with goodbye are shown";
            Err(vec![Problem::whole_file(file, "there is no such file", help)])
        }
    }
}

fn month_found(file: &FamilyFile, found: FileContent) -> MonthPage {
    match (file, found) {
        (FamilyFile::Month(_, month), FileContent::Text(text)) => month_page::read(&file.relative(), &text, *month),
        (_, FileContent::Unreadable(problem)) => MonthPage::unreadable(problem),
        _ => MonthPage::default(),
    }
}
