//! The copies of files that other programs left, and the merges that were not finished.

use super::keys::spell;
use super::prompt::copies::CopyList;
use super::prompt::info::{About, Info};
use super::{App, Effect};
use crate::domain::child_id::ChildId;
use crate::domain::copy_name::LeftBy;
use crate::domain::day::Month;
use crate::domain::family_path::{FamilyPath, path_of_month};
use crate::domain::found_copy::{CopyContent, FoundCopy, Original};
use crate::domain::month_page::UnfinishedMerge;
use crate::domain::text::plural;

/// A file with another version of a family's file.
#[derive(Clone, Copy, Debug)]
pub enum Version<'a> {
    /// A month whose merge was not finished.
    Merge(&'a ChildId, Month, &'a UnfinishedMerge),
    Copy(&'a FoundCopy),
}

impl App {
    /// The merges that were not finished and the copies, without the files that are about to be saved.
    pub fn versions(&self) -> Vec<Version<'_>> {
        let merges = self.family_state.merges().map(|(child, month, merge)| Version::Merge(child, month, merge));
        let copies = self.copies().map(Version::Copy);
        merges.filter(|merge| !self.is_being_saved(&merge.path())).chain(copies).collect()
    }

    /// The copies of files that other programs left.
    pub fn copies(&self) -> impl Iterator<Item = &FoundCopy> {
        self.family_state.copies().iter().filter(|copy| !self.is_being_saved(copy.path.as_str()))
    }

    fn is_being_saved(&self, path: &str) -> bool {
        self.unsaved().iter().flat_map(|change| &change.files).any(|edit| edit.path.as_str() == path)
    }

    /// Accepts the copies that the store found, and says so if there are new ones.
    pub(super) fn accept_copies(&mut self, mut found: Vec<FoundCopy>) -> Vec<Effect> {
        // A person expects the files that an editor left.
        found.retain(|copy| copy.left_by != LeftBy::Editor);
        // Months come first, because their mornings can be taken over.
        found.sort_by_key(|copy| matches!(copy.of, Original::Page(_)));
        let is_known = |path: &FamilyPath| self.family_state.copies().iter().any(|known| known.path == *path);
        let is_new = found.iter().any(|copy| !is_known(&copy.path));
        let is_any_unread = found.iter().any(|copy| copy.content == CopyContent::NotRead);
        self.family_state.replace_copies(found);
        if is_new {
            self.warn_also(&self.copies_notice());
        }
        if is_any_unread && self.shows_copies() { vec![Effect::ReadCopies] } else { Vec::new() }
    }

    fn shows_copies(&self) -> bool {
        let shows_problems = self.prompt_as::<Info>().is_some_and(|info| matches!(info.about, About::Problems));
        shows_problems || self.prompt_as::<CopyList>().is_some()
    }

    /// The line about the copies. Empty when there are no copies.
    fn copies_notice(&self) -> String {
        let copies: Vec<&FoundCopy> = self.copies().collect();
        match copies[..] {
            [] => String::new(),
            [copy] if copy.left_by == LeftBy::Spelling => {
                format!("{} has a name that is not read. {{screens.problems}} shows more.", copy.path)
            }
            [copy] => format!("Found {}. {{screens.problems}} shows it.", copy.label()),
            _ => format!("Found {} of your files. {{screens.problems}} shows them.", copies_word(copies.len())),
        }
    }

    /// A few words for the header on problems, or else on copies. Empty when there are none.
    pub fn problems_label(&self) -> String {
        let words = match (self.problems().count(), self.copies().count()) {
            (0, 0) => return String::new(),
            (0, copies) => copies_word(copies),
            (problems, _) => plural(problems, "problem"),
        };
        spell(&format!("{{screens.problems}} {words}")).into_owned()
    }

    /// Opens the page of problems, and asks for the contents of the copies.
    pub(super) fn show_problems(&mut self) -> Vec<Effect> {
        let mut effects = self.open(Info::new(About::Problems));
        effects.extend(self.copies().next().map(|_| Effect::ReadCopies));
        effects
    }
}

fn copies_word(count: usize) -> String {
    if count == 1 { "1 copy".to_owned() } else { format!("{count} copies") }
}

impl Version<'_> {
    /// The path of the file inside the family folder.
    pub fn path(&self) -> String {
        match self {
            Version::Merge(child, month, _) => path_of_month(child, *month),
            Version::Copy(copy) => copy.path.to_string(),
        }
    }
}
