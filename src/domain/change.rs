//! A change is what one key or one command does: edits of mornings and of the family's own pages, done, undone and
//! redone as a whole.

use super::family::FamilyPage;
use super::month_page::MonthPage;
use super::morning::Edit;
use super::problem::Problem;
use super::ritual::Catalog;
use super::{child_id::ChildId, day::Month};
use serde::{Deserialize, Serialize};

/// A file that is kept as a whole: the family's own words as they wrote them, and what was imported from the school.
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

/// The whole text of a page before and after; None where there is no file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageEdit {
    pub page: Page,
    pub was: Option<String>,
    pub becomes: Option<String>,
}

/// One thing a person did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// What was done, to tell it when it is undone: `A kiss on the hand done on Mon, Sep 7`.
    pub what: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edit>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<PageEdit>,
}

impl Change {
    pub fn of_mornings(what: impl Into<String>, edits: Vec<Edit>) -> Change {
        Change { what: what.into(), edits: edits.into_iter().filter(|e| e.was != e.becomes).collect(), pages: vec![] }
    }

    pub fn of_page(what: impl Into<String>, edit: PageEdit) -> Change {
        Change { what: what.into(), edits: vec![], pages: vec![edit] }
    }

    pub fn is_empty(&self) -> bool {
        self.edits.is_empty() && self.pages.iter().all(|p| p.was == p.becomes)
    }

    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(self) -> Change {
        Change {
            what: self.what,
            edits: self.edits.into_iter().rev().map(Edit::inverse).collect(),
            pages: self
                .pages
                .into_iter()
                .rev()
                .map(|p| PageEdit { page: p.page, was: p.becomes, becomes: p.was })
                .collect(),
        }
    }
}

/// What the store found on the disk: the only thing that replaces what the screen shows as saved.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    pub family: Option<FamilyFound>,
    pub rituals: Option<RitualsFound>,
    pub months: Vec<(ChildId, Month, MonthPage)>,
    /// Children all of whose months are in `months` or were read before.
    pub complete: Vec<ChildId>,
}

impl Snapshot {
    pub fn is_empty(&self) -> bool {
        self.family.is_none() && self.rituals.is_none() && self.months.is_empty() && self.complete.is_empty()
    }
}

/// `family.toml` as it was found.
#[derive(Clone, Debug, Default)]
pub struct FamilyFound {
    /// The file's text; None when there is no file. Also None, with a problem in `page`, when it could not be read.
    pub text: Option<String>,
    pub page: FamilyPage,
}

/// The rituals as they were found: shipped ones with the family's own, or only shipped ones and what is wrong.
#[derive(Clone, Debug, Default)]
pub struct RitualsFound {
    /// The text of the family's own file; None when there is none.
    pub text: Option<String>,
    pub catalog: Catalog,
    pub problems: Vec<Problem>,
    /// The rituals come from a file given by name, and the family's own is left out.
    pub elsewhere: bool,
}
