//! Finds versions of the family's files in the family folder: copies that a sync program, git or a person left, and
//! files with names that are nearly right. Hidden files and folders are passed over.

use super::super::family_file::month_of_file;
use super::super::files::{self, FileContent, FileStamp};
use super::Store;
use crate::domain::change::Page;
use crate::domain::child_id::ChildId;
use crate::domain::copy_name::{self, LeftBy};
use crate::domain::day::Month;
use crate::domain::family::Family;
use crate::domain::family_path::FamilyPath;
use crate::domain::found_copy::{self, CopyContent, FoundCopy, Original};
use std::fs;
use std::os::unix::fs::MetadataExt;

/// The folder of all mornings.
const MORNINGS: &str = "mornings";

impl Store {
    /// Finds the copies of the family's files by their names. A file is read only if its name does not say of which
    /// file it may be a copy.
    pub fn find_copies(&mut self, family: &Family) -> Vec<FoundCopy> {
        let (names, names_of_children) = (self.visible_names(""), self.visible_names(MORNINGS));
        let mut copies: Vec<FoundCopy> = names.iter().filter_map(|name| self.copy_of_page(name)).collect();
        let known: Vec<&str> = family.all_children().map(|child| child.id.as_str()).collect();
        self.copy_stamps = self.stamps_of_folders(family);
        let within = names_of_children.iter().map(|name| format!("{MORNINGS}/{name}"));
        copies.extend(self.months_outside(family, names.iter().cloned().chain(within)));
        for (mornings, left_by) in self.mornings_folders(names) {
            for (name, child, left_by) in self.child_folders(&mornings, &known, left_by) {
                copies.extend(self.copies_of_months(&format!("{mornings}/{name}"), &child, left_by));
            }
        }
        copies.sort_by(|a, b| a.path.cmp(&b.path));
        copies
    }

    /// Finds the copies and reads what is in them.
    pub fn read_copies(&mut self, family: &Family) -> Vec<FoundCopy> {
        let mut copies = self.find_copies(family);
        for copy in &mut copies {
            copy.content = match self.content(copy.path.as_str()) {
                FileContent::Text(text) => CopyContent::read(&copy.path, &copy.of, text, &self.own_text(&copy.of)),
                FileContent::Missing => CopyContent::NotRead,
                FileContent::Unreadable(problem) => CopyContent::Unreadable { text: None, problem },
            };
        }
        copies
    }

    /// Whether a name in one of the folders may have changed since copies were searched. This costs one system call for
    /// each folder.
    pub fn may_have_new_copies(&self, family: &Family) -> bool {
        self.copy_stamps != self.stamps_of_folders(family)
    }

    fn stamps_of_folders(&self, family: &Family) -> Vec<FileStamp> {
        let children = family.all_children().map(|child| format!("{MORNINGS}/{}", child.id.as_str()));
        let folders = [String::new(), MORNINGS.to_owned()].into_iter().chain(children);
        folders.map(|folder| FileStamp::of_path(&self.folder.join(folder))).collect()
    }

    fn copy_of_page(&self, name: &str) -> Option<FoundCopy> {
        if let Some((page, left_by)) = copy_name::page_of(name) {
            return self.copy_at(name, Original::Page(page), left_by);
        }
        let is_ours = Page::ALL.iter().any(|page| page.file_name() == name);
        if is_ours || !copy_name::may_be_ours(name) {
            return None;
        }
        self.copy_at(name, Original::Page(found_copy::page_in(&self.text(name)?)?), LeftBy::Unknown)
    }

    /// The months that lie above the folder of a child. In a family with one child, they are that child's.
    fn months_outside(&self, family: &Family, paths: impl Iterator<Item = String>) -> Vec<FoundCopy> {
        let mut children = family.all_children();
        let (Some(child), None) = (children.next(), children.next()) else { return Vec::new() };
        let find = |path: String| {
            let name = path.rsplit('/').next()?;
            let named = month_of_file(name).map(|month| (month, LeftBy::Spelling));
            let (month, left_by) = named.or_else(|| copy_name::month_of(name))?;
            self.copy_at(&path, Original::Month(child.id.clone(), month), left_by)
        };
        paths.filter_map(find).collect()
    }

    /// The folders of children in a folder of mornings: each name with its child, and what left the folder if it is a
    /// copy.
    fn child_folders(
        &self,
        mornings: &str,
        known: &[&str],
        of_mornings: Option<LeftBy>,
    ) -> Vec<(String, ChildId, Option<LeftBy>)> {
        let names = self.folders_in(mornings);
        let find = |name: &String| {
            let copied = copy_name::folder_of(name, known);
            let child = ChildId::new(copied.map_or(name.as_str(), |(folder, _)| folder))?;
            let left_by = copied.map(|(_, left_by)| left_by).or(of_mornings);
            let own = format!("{MORNINGS}/{}", child.as_str());
            if !self.is_same(&format!("{mornings}/{name}"), &own) {
                return Some((name.clone(), child, left_by));
            }
            // On a disk that ignores case, the child's own folder may be listed as `Leo`.
            let is_listed_as = name == child.as_str() || names.iter().all(|other| other != child.as_str());
            is_listed_as.then(|| (name.clone(), child, None))
        };
        names.iter().filter_map(find).collect()
    }

    /// The copies of a child's months in a folder. If the folder itself is a copy, `of_folder` says what left it, and
    /// each of its months is one.
    fn copies_of_months(&self, folder: &str, child: &ChildId, of_folder: Option<LeftBy>) -> Vec<FoundCopy> {
        let find = |name: String| {
            let path = format!("{folder}/{name}");
            let (month, left_by) = match (month_of_file(&name), copy_name::month_of(&name)) {
                (Some(month), _) => (month, of_folder?),
                (None, Some((month, left_by))) => (month, left_by),
                (None, None) if copy_name::may_be_ours(&name) => {
                    (found_copy::month_in(&self.text(&path)?)?, LeftBy::Unknown)
                }
                (None, None) => return None,
            };
            self.copy_at(&path, Original::Month(child.clone(), month), left_by)
        };
        self.visible_names(folder).into_iter().filter_map(find).collect()
    }

    /// A copy at a path. None where the path leads to the original itself, as on a disk that ignores case, and where
    /// there is a folder.
    fn copy_at(&self, path: &str, of: Original, left_by: LeftBy) -> Option<FoundCopy> {
        let is_folder = || self.folder.join(path).is_dir();
        if self.is_same(path, &of.relative()) || is_folder() {
            return None;
        }
        Some(FoundCopy { path: FamilyPath::new(path).ok()?, of, left_by, content: CopyContent::NotRead })
    }

    /// The folder of all mornings, and the copies of it with what left them.
    fn mornings_folders(&self, names: Vec<String>) -> Vec<(String, Option<LeftBy>)> {
        let is_listed = names.iter().any(|name| name == MORNINGS);
        let find = |name: String| match copy_name::folder_of(&name, &[MORNINGS]) {
            _ if name == MORNINGS => Some((name, None)),
            Some((own, left_by)) if !self.is_same(&name, own) => Some((name, Some(left_by))),
            // On a disk that ignores case, the folder may be listed as `Mornings`.
            Some(_) if !is_listed => Some((name, None)),
            _ => None,
        };
        names.into_iter().filter_map(find).filter(|(name, _)| self.folder.join(name).is_dir()).collect()
    }

    fn folders_in(&self, folder: &str) -> Vec<String> {
        let is_folder = |name: &String| self.folder.join(folder).join(name).is_dir();
        self.visible_names(folder).into_iter().filter(is_folder).collect()
    }

    fn visible_names(&self, folder: &str) -> Vec<String> {
        let mut names = self.disk.names(&self.folder.join(folder)).unwrap_or_default();
        names.retain(|name| !name.starts_with('.'));
        names
    }

    /// The month under whose name a file is read. On a disk that ignores case, `2026-09.TOML` is `2026-09.toml`.
    pub(super) fn month_read_as(&self, folder: &str, name: &str) -> Option<Month> {
        month_of_file(name).or_else(|| {
            let (month, _) = copy_name::month_of(name)?;
            self.is_same(&format!("{folder}/{name}"), &format!("{folder}/{month}.toml")).then_some(month)
        })
    }

    /// Whether two paths lead to the same file or folder.
    fn is_same(&self, path: &str, other: &str) -> bool {
        let identity = |path: &str| fs::metadata(self.folder.join(path)).ok().map(|meta| (meta.dev(), meta.ino()));
        identity(path).is_some_and(|one| identity(other) == Some(one))
    }

    fn content(&self, relative: &str) -> FileContent {
        files::read(self.disk.as_ref(), &self.folder.join(relative), relative).0
    }

    /// The text of a file that can be read.
    fn text(&self, relative: &str) -> Option<String> {
        match self.content(relative) {
            FileContent::Text(text) => Some(text),
            FileContent::Missing | FileContent::Unreadable(_) => None,
        }
    }

    /// The text of the file of which there is a copy. Empty where there is none.
    fn own_text(&self, of: &Original) -> String {
        self.text(&of.relative()).unwrap_or_default()
    }
}
