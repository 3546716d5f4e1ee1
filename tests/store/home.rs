//! A family's folder for tests: made in a temporary place, looked at from outside.

use goodbye::domain::change::{Change, Snapshot};
use goodbye::domain::child_id::ChildId;
use goodbye::domain::day::Month;
use goodbye::domain::morning::{Edit, Morning};
use goodbye::domain::ritual::RitualId;
use goodbye::shell::store::Store;
use jiff::civil::{Date, date};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub const TODAY: Date = date(2026, 9, 7);

pub struct Home {
    folder: TempDir,
}

impl Home {
    pub fn new() -> Home {
        Home { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("family")
    }

    pub fn store(&self) -> Store {
        Store::open(self.path(), None, TODAY)
    }

    pub fn file(&self, relative: &str) -> PathBuf {
        self.path().join(relative)
    }

    pub fn text(&self, relative: &str) -> String {
        fs::read_to_string(self.file(relative)).unwrap_or_else(|e| panic!("{relative}: {e}"))
    }

    pub fn write(&self, relative: &str, text: impl AsRef<[u8]>) {
        let path = self.file(relative);
        fs::create_dir_all(path.parent().expect("in a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    /// Every file in the folder with its path inside it.
    pub fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        collect(&self.path(), &self.path(), &mut files);
        files.sort();
        files
    }
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

/// The morning of a date as a snapshot has it.
pub fn morning(snapshot: &Snapshot, date: Date) -> Morning {
    let pages = snapshot.months.iter().filter(|(_, month, _)| month.contains(date));
    pages.flat_map(|(_, _, page)| page.mornings.get(&date)).next().cloned().unwrap_or_default()
}

/// The morning of a date as the disk has it.
pub fn stored(home: &Home, date: Date) -> Morning {
    morning(&home.store().read_months(&leo(), &[Month::of(date)]), date)
}
