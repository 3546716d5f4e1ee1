//! A temporary family folder for tests, and its state folder.

use goodbye::domain::change::{Change, Snapshot};
use goodbye::domain::child_id::ChildId;
use goodbye::domain::day::Month;
use goodbye::domain::morning::{Edit, Morning};
use goodbye::domain::ritual::RitualId;
use goodbye::shell::disk::{Disk, RealDisk};
use goodbye::shell::folders::Folders;
use goodbye::shell::state_folder;
use goodbye::shell::store::Store;
use jiff::civil::{Date, date};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub const TODAY: Date = date(2026, 9, 7);

/// A disk that never syncs. Tests need no sync, because the power stays on.
struct UnsyncedDisk;

impl Disk for UnsyncedDisk {
    fn sync(&self, _: &File) -> io::Result<()> {
        Ok(())
    }
    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }
}

/// A temporary folder, in memory where the machine has a file system for that: tests make and remove many files.
pub fn in_memory() -> TempDir {
    let memory = Some(Path::new("/dev/shm")).filter(|path| path.is_dir());
    memory.map_or_else(tempfile::tempdir, tempfile::tempdir_in).expect("a temporary folder")
}

/// A family folder and its state in a temporary place.
pub struct TestFolder {
    place: TempDir,
}

impl TestFolder {
    pub fn new() -> TestFolder {
        TestFolder { place: in_memory() }
    }

    /// The temporary place.
    pub fn place(&self) -> &Path {
        self.place.path()
    }

    /// The family folder.
    pub fn path(&self) -> PathBuf {
        self.place().join("family")
    }

    /// The folder that contains all state folders.
    pub fn states(&self) -> PathBuf {
        self.place().join("states")
    }

    /// The state folder of this family folder.
    pub fn state(&self) -> PathBuf {
        state_folder::find(&RealDisk, &self.states(), &self.path()).expect("a state folder")
    }

    pub fn store(&self) -> Store {
        self.store_on(TODAY)
    }

    /// A store on another day.
    pub fn store_on(&self, today: Date) -> Store {
        self.store_at(&self.path(), today)
    }

    /// A store of another family folder on the same machine.
    pub fn store_at(&self, family: &Path, today: Date) -> Store {
        let folders = Folders { family: family.to_owned(), states: Some(self.states()) };
        Store::open(folders, None, today).on_disk(Box::new(UnsyncedDisk))
    }

    pub fn file(&self, relative: &str) -> PathBuf {
        self.path().join(relative)
    }

    pub fn text(&self, relative: &str) -> String {
        read(&self.file(relative))
    }

    pub fn write(&self, relative: &str, text: impl AsRef<[u8]>) {
        write(&self.file(relative), text);
    }

    /// The paths of all files in the family folder, relative to it.
    pub fn files(&self) -> Vec<String> {
        files_in(&self.path())
    }

    /// The paths of all files in the family folder and the state folders.
    pub fn all_files(&self) -> Vec<PathBuf> {
        files_in(self.place()).iter().map(|file| self.place().join(file)).collect()
    }
}

pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

pub fn write(path: &Path, text: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().expect("in a folder")).expect("made");
    fs::write(path, text).expect("written");
}

/// The paths of all files in a folder, relative to it and sorted.
pub fn files_in(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    collect(folder, folder, &mut files);
    files.sort();
    files
}

fn collect(top: &Path, folder: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.is_symlink() {
            collect(top, &path, files);
        } else {
            files.push(path.strip_prefix(top).expect("inside").display().to_string());
        }
    }
}

pub fn leo() -> ChildId {
    ChildId::new("leo").expect("an id")
}

pub fn september() -> Month {
    Month::of(TODAY)
}

pub const SEPTEMBER: &str = "mornings/leo/2026-09.toml";

pub fn planned(ritual: &str) -> Morning {
    Morning::default().planned(vec![RitualId::new(ritual)])
}

/// A change of one morning of Leo's.
pub fn change(date: Date, was: &Morning, becomes: &Morning) -> Change {
    let edit = Edit { child: leo(), date, was: was.clone(), becomes: becomes.clone() };
    Change::of_mornings(format!("a change on {date}"), vec![edit])
}

/// The change that plans a ritual on an empty morning.
pub fn plan(date: Date, ritual: &str) -> Change {
    change(date, &Morning::default(), &planned(ritual))
}

/// The morning of a date in a snapshot.
pub fn morning(snapshot: &Snapshot, date: Date) -> Morning {
    let pages = snapshot.months.iter().filter(|(_, month, _)| month.contains(date));
    pages.flat_map(|(_, _, page)| page.mornings.get(&date)).next().cloned().unwrap_or_default()
}

/// The morning of a date on the disk.
pub fn stored(folder: &TestFolder, date: Date) -> Morning {
    morning(&folder.store().read_months(&leo(), &[Month::of(date)]), date)
}
