//! Copies of the family's files that a sync program, git or a person left, and their contents.

use super::child_id::ChildId;
use super::copy_name::LeftBy;
use super::day::Month;
use super::family::Family;
use super::family_path::{FamilyPath, path_of_month};
use super::month_page::{self, MonthPage};
use super::problem::{ON_THE_PAGE, Problem, SourceSpan};
use super::two_versions::TwoVersions;
use std::collections::BTreeSet;

/// A file in the family folder that is a version of one of the family's files.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundCopy {
    pub path: FamilyPath,
    pub of: Original,
    pub left_by: LeftBy,
    pub content: CopyContent,
}

/// The file that a copy is a version of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Original {
    /// A page, by the name of its file.
    Page(&'static str),
    Month(ChildId, Month),
}

impl Original {
    /// The path inside the family folder.
    pub fn relative(&self) -> String {
        match self {
            Original::Page(file) => (*file).to_owned(),
            Original::Month(child, month) => path_of_month(child, *month),
        }
    }
}

/// The content of a copy, as far as the copy was read.
#[derive(Clone, Debug, PartialEq)]
pub enum CopyContent {
    /// Only the name is known.
    NotRead,
    /// The copy cannot be read. A copy that is text can be put aside.
    Unreadable {
        text: Option<String>,
        problem: Problem,
    },
    /// The family's own file has a problem, so the copy cannot be compared with it.
    Blocked {
        text: String,
        problem: Problem,
    },
    /// The family's own file has everything that is in the copy.
    NothingNew {
        text: String,
    },
    Month {
        text: String,
        versions: TwoVersions,
    },
    /// Another page, with the lines that only the copy has.
    Page {
        text: String,
        lines: Vec<SourceSpan>,
    },
}

/// How many lines of a copy are shown.
const MOST_LINES: usize = 3;

impl CopyContent {
    /// Reads the text of a copy, and compares it with the text of the family's own file.
    pub fn read(path: &FamilyPath, of: &Original, text: String, own: &str) -> CopyContent {
        if text == own {
            return CopyContent::NothingNew { text };
        }
        match of {
            Original::Page(_) => match lines_only_in(&text, own) {
                lines if lines.is_empty() => CopyContent::NothingNew { text },
                lines => CopyContent::Page { text, lines },
            },
            Original::Month(child, month) => {
                let mut theirs = month_page::read(path.as_str(), &text, *month);
                if theirs.is_read_only() {
                    return CopyContent::Unreadable { text: Some(text), problem: theirs.problems.swap_remove(0) };
                }
                let mut ours = month_page::read(&of.relative(), own, *month);
                if ours.is_read_only() {
                    return CopyContent::Blocked { text, problem: ours.problems.swap_remove(0) };
                }
                let versions = TwoVersions::new(child.clone(), *month, [&ours, &theirs, &MonthPage::default()]);
                if versions.can_change_ours() {
                    CopyContent::Month { text, versions }
                } else {
                    CopyContent::NothingNew { text }
                }
            }
        }
    }

    /// The text of the copy. None when the copy was not read or is not text.
    pub fn text(&self) -> Option<&str> {
        match self {
            CopyContent::NotRead => None,
            CopyContent::Unreadable { text, .. } => text.as_deref(),
            CopyContent::NothingNew { text } | CopyContent::Blocked { text, .. } => Some(text),
            CopyContent::Month { text, .. } | CopyContent::Page { text, .. } => Some(text),
        }
    }
}

/// The month whose mornings a text has, by its first section.
pub fn month_in(text: &str) -> Option<Month> {
    text.lines().find_map(|line| Some(Month::of(line.trim().strip_prefix('[')?.strip_suffix(']')?.parse().ok()?)))
}

/// The page that a text is a version of, by its first section.
pub fn page_in(text: &str) -> Option<&'static str> {
    text.lines().find_map(|line| match line.trim() {
        "[[child]]" => Some("family.toml"),
        "[[ritual]]" | "[[preparation]]" => Some("rituals.toml"),
        "[[calendar]]" => Some("school.toml"),
        _ => None,
    })
}

/// The lines of a text that another text does not have, in any order.
fn lines_only_in(text: &str, other: &str) -> Vec<SourceSpan> {
    let known: BTreeSet<&str> = other.lines().map(str::trim).collect();
    let (mut spans, mut at) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() && !known.contains(trimmed) {
            let start = at + line.len() - line.trim_start().len();
            spans.push(SourceSpan::new(text, start..start + trimmed.len(), "only in this copy"));
        }
        at += line.len();
    }
    spans
}

impl FoundCopy {
    /// The copy in a few words: `a copy of family.toml that Dropbox left`.
    pub fn label(&self) -> String {
        let own = self.of.relative();
        match self.left_by.label() {
            Some(who) => format!("a copy of {own} that {who} left"),
            None => format!("not read, because the name is not {own}"),
        }
    }

    /// The content of the copy: `3 mornings of Leo, 1 differs from yours`. None when the copy was not read.
    pub fn content_label(&self, family: &Family) -> Option<String> {
        Some(match &self.content {
            CopyContent::NotRead => return None,
            CopyContent::Unreadable { problem, .. } => problem.message.clone(),
            CopyContent::Blocked { problem, .. } => format!("yours cannot be read: {problem}"),
            CopyContent::NothingNew { .. } => "nothing that yours does not have".to_owned(),
            CopyContent::Month { versions, .. } => {
                let child = family.all_children().find(|child| child.id == versions.child);
                versions.label(child.map_or(versions.child.as_str(), |child| &child.name))
            }
            CopyContent::Page { lines, .. } => {
                let line = if lines.len() == 1 { "line is" } else { "lines are" };
                format!("{} {line} not in yours", lines.len())
            }
        })
    }

    /// The copy as a problem of the family's files.
    pub fn problem(&self, family: &Family) -> Problem {
        let content = self.content_label(family).map_or_else(String::new, |content| format!(": {content}"));
        let help = match (&self.of, &self.content) {
            (_, CopyContent::NothingNew { .. }) => format!("put it aside {ON_THE_PAGE}, or delete it"),
            (_, CopyContent::Unreadable { .. }) => {
                format!("correct it, or put it aside {ON_THE_PAGE}")
            }
            (_, CopyContent::Blocked { .. }) => "correct your own file first".to_owned(),
            (Original::Month(..), _) => {
                format!("take its mornings over {ON_THE_PAGE}, or delete the copy")
            }
            (Original::Page(_), _) => {
                format!("copy what you want from it by hand, then put it aside {ON_THE_PAGE}")
            }
        };
        let spans = match &self.content {
            CopyContent::Page { lines, .. } => lines.iter().take(MOST_LINES).cloned().collect(),
            CopyContent::Unreadable { problem, .. } => problem.spans.clone(),
            _ => Vec::new(),
        };
        let message = format!("{}{content}", self.label());
        Problem { spans, ..Problem::whole_file(self.path.as_str(), message, help) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::copy_name;

    fn found(path: &str, of: Original, text: &str, own: &str) -> FoundCopy {
        let path = FamilyPath::new(path).expect("a path");
        let left_by = copy_name::page_of(path.name()).map(|(_, left_by)| left_by);
        let left_by = left_by.or(copy_name::month_of(path.name()).map(|(_, left_by)| left_by)).expect("a copy");
        FoundCopy { content: CopyContent::read(&path, &of, text.to_owned(), own), path, of, left_by }
    }

    fn september() -> Original {
        Original::Month(ChildId::new("leo").expect("an id"), "2026-09".parse().expect("a month"))
    }

    #[test]
    fn a_copy_of_a_month_is_told_with_the_mornings_in_it() {
        let own = "[2026-09-07]\nnote = 'a'\n";
        let text = "[2026-09-07]\nnote = 'b'\n[2026-09-08]\nnote = 'c'\n";
        let copy = found("mornings/leo/2026-09 (1).toml", september(), text, own);
        assert_eq!(
            copy.problem(&Family::default()).to_string(),
            "mornings/leo/2026-09 (1).toml: a copy of mornings/leo/2026-09.toml that Google Drive or a browser left: \
             2 mornings of leo, 1 new, 1 differs from yours"
        );
        let misnamed = found("mornings/leo/2026-9.toml", september(), own, own);
        assert_eq!(
            misnamed.problem(&Family::default()).message,
            "not read, because the name is not mornings/leo/2026-09.toml: nothing that yours does not have"
        );
        let older = found("mornings/leo/2026-09 (2).toml", september(), "[2026-09-08]\nnote = 'c'\n", text);
        assert!(matches!(&older.content, CopyContent::NothingNew { .. }), "{older:?}");
        let broken = found("mornings/leo/2026-09 2.toml", september(), "[2026-09-07\n", own);
        assert!(matches!(&broken.content, CopyContent::Unreadable { text: Some(_), .. }), "{broken:?}");
    }

    #[test]
    fn a_copy_of_a_page_is_told_with_the_lines_that_only_the_copy_has() {
        let own = "[[child]]\nname = \"Leo\"\n";
        let text = format!("{own}\n[[day_off]]\r\n  date = 2026-09-21\n");
        let copy = found("family.sync-conflict-1.toml", Original::Page("family.toml"), &text, own);
        let report = copy.problem(&Family::default()).report();
        assert!(report.contains("2 lines are not in yours") && report.contains("date = 2026-09-21"), "{report}");
    }
}
