//! A change: all edits of mornings and pages by one key or one command. They are saved, undone and redone together.

use super::child_id::ChildId;
use super::day::{self, Month};
use super::family::{Child, FamilyPage};
use super::family_path::FamilyPath;
use super::month_page::MonthPage;
use super::morning::Edit;
use super::problem::Problem;
use super::ritual::Catalog;
use super::text::list;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

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

    /// The description of the change, for undo. It adds the names that `what` leaves out: children and days when the
    /// change has several mornings, and the child when the family has only one child.
    pub fn label<'c>(&self, children: impl Iterator<Item = &'c Child> + Clone, today: Date) -> String {
        let dates: BTreeSet<Date> = self.edits.iter().map(|edit| edit.date).collect();
        let ids: BTreeSet<&ChildId> = self.edits.iter().map(|edit| &edit.child).collect();
        let name = |id: &&ChildId| {
            let child = children.clone().find(|child| child.id == **id);
            child.map_or(id.as_str(), |child| &child.name).to_owned()
        };
        let names: Vec<String> = ids.iter().map(name).collect();
        let (names, is_only_child) = (list(&names, "and"), children.clone().count() <= 1);
        let is_of_mornings = self.pages.is_empty() && self.files.is_empty();
        match (dates.first(), dates.last()) {
            (Some(first), Some(last)) if first != last && is_of_mornings => {
                let [first, last] = [first, last].map(|date| day::short_label(*date, today));
                format!("{} ({names}, {first} to {last})", self.what)
            }
            (Some(_), _) if is_only_child && is_of_mornings => format!("{} ({names})", self.what),
            _ => self.what.clone(),
        }
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
    /// The unknown keys of the file, which writes keep.
    pub unknown_keys: Vec<Problem>,
    /// Whether the rituals come from the file of `--rituals` instead of the family folder.
    pub elsewhere: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::family::Child;
    use crate::domain::morning::Morning;
    use jiff::civil::date;

    #[test]
    fn the_label_names_the_child_and_the_days_of_mornings() {
        let child = |name: &str| Child::new(ChildId::from_name(name, &[]), name.to_owned(), date(2026, 9, 7));
        let (leo, mia) = (child("Leo"), child("Mia"));
        let edit = |child: &Child, day| Edit {
            child: child.id.clone(),
            date: date(2026, 9, day),
            was: Morning::default(),
            becomes: Morning::default().skipped("sick"),
        };
        let label = |edits: &[Edit], children: &[&Child]| {
            let change = Change { edits: edits.to_vec(), what: "it".to_owned(), ..Change::default() };
            change.label(children.iter().copied(), date(2026, 9, 7))
        };
        assert_eq!(label(&[edit(&leo, 7)], &[&leo]), "it (Leo)");
        assert_eq!(label(&[edit(&leo, 7)], &[&leo, &mia]), "it");
        assert_eq!(
            label(&[edit(&leo, 11), edit(&mia, 7)], &[&leo, &mia]),
            "it (Leo and Mia, Mon, Sep 7 to Fri, Sep 11)"
        );
        assert_eq!(label(&[edit(&leo, 7), edit(&leo, 8)], &[]), "it (leo, Mon, Sep 7 to Tue, Sep 8)");
        assert_eq!(label(&[], &[&leo]), "it");
    }
}
