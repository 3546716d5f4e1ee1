//! Files that may have lost their text: they are empty, missing or unreadable, while a backup has the text.

use super::super::backups;
use super::super::family_file::FamilyFile;
use super::super::files::{self, FileContent, FileStamp};
use super::Store;
use crate::domain::change::Page;
use crate::domain::day;
use crate::domain::family::{Child, Family};
use crate::domain::problem::Problem;
use jiff::civil::Date;

/// A family file that is missing beside mornings or backups.
pub struct LostFamily {
    pub problem: Problem,
    /// Whether a backup has the file.
    pub is_backed_up: bool,
}

impl Store {
    /// Reads a file of the family folder. An empty file is unreadable if a backup has more, so that it is told before
    /// anything is written over it.
    pub(super) fn read_file(&self, file: &FamilyFile) -> (FileContent, FileStamp) {
        let (path, shown) = (self.path(file), file.relative());
        let (content, stamp) = files::read(self.disk.as_ref(), &path, &shown);
        let content = match content {
            FileContent::Unreadable(problem) => FileContent::Unreadable(self.with_restore(file, problem)),
            // A linked month without mornings is left empty by its last save.
            FileContent::Text(text) if is_blank(&text) && !path.is_symlink() => self.empty(file, text),
            content => content,
        };
        (content, stamp)
    }

    fn empty(&self, file: &FamilyFile, text: String) -> FileContent {
        let Some(day) = self.newest_copy(file) else { return FileContent::Text(text) };
        let (shown, when) = (file.relative(), day::short_label(day, self.day.today));
        let message = format!("this file is empty, and its copy of {when} is not");
        let help = format!("delete the empty file, and `{}` brings back that copy", restore_command(day, file));
        FileContent::Unreadable(Problem::whole_file(shown, message, help))
    }

    /// Adds to the advice how a file that cannot be read comes back from a backup, if a backup has it.
    fn with_restore(&self, file: &FamilyFile, mut problem: Problem) -> Problem {
        // Where another file is in the place of a folder, moving that file away is the whole advice.
        let is_there = self.path(file).symlink_metadata().is_ok();
        if let Some(day) = self.newest_copy(file).filter(|_| is_there) {
            let command = restore_command(day, file);
            problem.help += &format!("; if it is lost, move it away, and `{command}` brings back its copy");
        }
        problem
    }

    /// The newest day with a copy of the file that is not empty. Days that have come count before days that have not.
    fn newest_copy(&self, file: &FamilyFile) -> Option<Date> {
        let (disk, state) = (self.disk.as_ref(), self.state()?);
        let days = backups::days(disk, &state).unwrap_or_default();
        let has_text = |day: &Date| match backups::read_copy(disk, &state, *day, file) {
            FileContent::Text(text) => !is_blank(&text),
            FileContent::Missing | FileContent::Unreadable(_) => false,
        };
        let days = days.into_iter().rev().filter(|(_, files)| files.contains(file)).map(|(day, _)| day);
        let (come, ahead): (Vec<Date>, Vec<Date>) = days.partition(|day| *day <= self.day.today);
        come.into_iter().chain(ahead).find(has_text)
    }

    /// A missing family file whose family has mornings or backups, so that nobody takes the folder for a new start.
    /// None if the file is there, or if the folder has no earlier family.
    pub fn lost_family(&self) -> Option<LostFamily> {
        let file = FamilyFile::Page(Page::Family);
        if self.path(&file).symlink_metadata().is_ok() {
            return None;
        }
        let unknown = self.unknown_children(&Family::default());
        let has_months = |child: &&Child| self.months_there(&child.id).is_ok_and(|months| !months.is_empty());
        let names: Vec<&str> = unknown.iter().filter(has_months).map(|child| child.name.as_str()).collect();
        let copy = self.newest_copy(&file);
        let (what_is_there, help) = match (copy, names.is_empty()) {
            (Some(day), _) => {
                let when = day::short_label(day, self.day.today);
                let command = restore_command(day, &file);
                let help = format!("`{command}` brings it back; `goodbye init --start-over` begins a new family");
                (format!("the backup of {when} has it"), help)
            }
            (None, false) => {
                let way = match self.last_saved(Page::Family) {
                    Some(_) => "`goodbye restore --only family.toml` brings it back as it was saved last",
                    None => "bring it back from another device",
                };
                let help = format!("{way}; or run `goodbye init` again, and the mornings stay");
                (format!("mornings of {} are there", names.join(", ")), help)
            }
            (None, true) => return None,
        };
        let problem = Problem::whole_file(file.relative(), format!("this file is missing, and {what_is_there}"), help);
        Some(LostFamily { problem, is_backed_up: copy.is_some() })
    }
}

/// The command that brings back the copy of one file.
fn restore_command(day: Date, file: &FamilyFile) -> String {
    format!("goodbye restore {day} --only {}", file.relative())
}

/// Whether a text has nothing in it. A power cut may leave zeros instead of a text.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '\0' | '\u{feff}'))
}
