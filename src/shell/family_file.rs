//! The files of a family folder: its pages, and the months of its children.

use crate::domain::change::Page;
use crate::domain::child_id::ChildId;
use crate::domain::day::Month;
use crate::domain::family_path::{FamilyPath, path_of_month};

/// One file of a family folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FamilyFile {
    Page(Page),
    Month(ChildId, Month),
    /// Any other file, such as a copy that a sync program left.
    Other(FamilyPath),
}

impl FamilyFile {
    /// The path inside the family folder. Messages name the file by it.
    pub fn relative(&self) -> String {
        match self {
            FamilyFile::Page(page) => page.file_name().to_owned(),
            FamilyFile::Month(child, month) => path_of_month(child, *month),
            FamilyFile::Other(path) => path.to_string(),
        }
    }

    /// The file at a path.
    pub fn at(path: &FamilyPath) -> FamilyFile {
        FamilyFile::from_relative(path.as_str()).unwrap_or_else(|| FamilyFile::Other(path.clone()))
    }

    /// The page or month with this path inside the family folder.
    pub fn from_relative(path: &str) -> Option<FamilyFile> {
        if let Some(page) = Page::ALL.into_iter().find(|page| page.file_name() == path) {
            return Some(FamilyFile::Page(page));
        }
        let (child, file) = path.strip_prefix("mornings/")?.split_once('/')?;
        Some(FamilyFile::Month(ChildId::new(child)?, month_of_file(file)?))
    }
}

/// The month of a file in a child's folder. None for any other file.
pub fn month_of_file(name: &str) -> Option<Month> {
    name.strip_suffix(".toml")?.parse().ok()
}
