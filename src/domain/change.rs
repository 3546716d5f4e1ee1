//! A change: all edits of mornings and pages by one key or one command. They are saved, undone and redone together.

use super::family::FamilyPage;
use super::family_path::FamilyPath;
use super::month_page::MonthPage;
use super::morning::Edit;
use super::problem::Problem;
use super::ritual::Catalog;
use super::{child_id::ChildId, day::Month};
use serde::{Deserialize, Serialize};

/// A file that is kept as one text, with the family's own words and comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Page {
    Family,
    Rituals,
    School,
}

impl Page {
    pub const ALL: [Page; 3] = [Page::Family, Page::Rituals, Page::School];

    pub fn file_name(self) -> &'static str {
        match self {
            Page::Family => "family.toml",
            Page::Rituals => "rituals.toml",
            Page::School => "school.toml",
        }
    }
}

/// The whole text of a page before and after a change. None where there is no file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageEdit {
    pub page: Page,
    pub was: Option<String>,
    pub becomes: Option<String>,
}

/// The whole text of any other file before and after a change: of a copy that is put aside, or of a month whose merge
/// is finished. None where there is no file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEdit {
    pub path: FamilyPath,
    pub was: Option<String>,
    pub becomes: Option<String>,
}

/// Everything that one action of a person altered. A change with a part of a newer version is not read, because undo
/// would take back only the parts that this version knows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The description that undo shows, such as `A kiss on the hand done on Mon, Sep 7`.
    pub what: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edit>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<PageEdit>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileEdit>,
}

impl Change {
    /// A change of mornings. Edits without effect are left out.
    pub fn of_mornings(what: impl Into<String>, edits: Vec<Edit>) -> Change {
        let edits = edits.into_iter().filter(|e| e.was != e.becomes).collect();
        Change { what: what.into(), edits, ..Change::default() }
    }

    pub fn of_page(what: impl Into<String>, edit: PageEdit) -> Change {
        Change { what: what.into(), pages: vec![edit], ..Change::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
            && self.pages.iter().all(|page| page.was == page.becomes)
            && self.files.iter().all(|file| file.was == file.becomes)
    }

    /// The change that undoes this change.
    #[must_use]
    pub fn inverse(self) -> Change {
        let pages = self.pages.into_iter().rev().map(|edit| PageEdit { was: edit.becomes, becomes: edit.was, ..edit });
        let edits = self.edits.into_iter().rev().map(Edit::inverse);
        let files = self.files.into_iter().rev().map(|edit| FileEdit { was: edit.becomes, becomes: edit.was, ..edit });
        Change { what: self.what, edits: edits.collect(), pages: pages.collect(), files: files.collect() }
    }
}

/// The files that the store has just read. Only a snapshot replaces what the screen shows as saved.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    pub family: Option<FamilyFound>,
    pub rituals: Option<RitualsFound>,
    pub months: Vec<(ChildId, Month, MonthPage)>,
    /// The children whose every month is in `months` or was read before.
    pub complete: Vec<ChildId>,
}

impl Snapshot {
    pub fn is_empty(&self) -> bool {
        self.family.is_none() && self.rituals.is_none() && self.months.is_empty() && self.complete.is_empty()
    }
}

/// The family file as it was read.
#[derive(Clone, Debug, Default)]
pub struct FamilyFound {
    /// The text of the file. None if there is no file, or if the file cannot be read, which is a problem in `page`.
    pub text: Option<String>,
    pub page: FamilyPage,
}

/// The shipped rituals and the family's own rituals. Own rituals with problems are left out of the catalog.
#[derive(Clone, Debug, Default)]
pub struct RitualsFound {
    /// The text of the family's own file. None if there is no file.
    pub text: Option<String>,
    pub catalog: Catalog,
    pub problems: Vec<Problem>,
    /// The unknown keys of the file. They are kept.
    pub unknown_keys: Vec<Problem>,
    /// Whether the rituals come from the file of `--rituals` instead of the family folder.
    pub elsewhere: bool,
}
