//! A file of the family with what its text means: parsed once, to be checked, changed and shown.

use super::super::family_file::FamilyFile;
use super::super::files::FileContent;
use crate::domain::change::Page;
use crate::domain::family::{self, FamilyPage};
use crate::domain::month_page::{self, MonthPage};
use crate::domain::problem::Problem;
use crate::domain::ritual::{Catalog, Origin};
use crate::domain::{ritual_file, school_memory};

/// The text of a file, and its meaning.
pub(super) struct ParsedFile {
    /// None where there is no file, or where it cannot be read.
    pub text: Option<String>,
    pub meaning: Meaning,
}

/// The meaning of a file of each kind, with what is wrong in it.
pub(super) enum Meaning {
    Family(FamilyPage),
    Rituals(Catalog, Vec<Problem>),
    /// Only the problems: what was imported is read again for each import.
    School(Vec<Problem>),
    Month(MonthPage),
}

impl ParsedFile {
    pub fn new(file: &FamilyFile, content: FileContent) -> ParsedFile {
        match content {
            FileContent::Missing => ParsedFile { text: None, meaning: Meaning::of_nothing(file) },
            FileContent::Text(text) => ParsedFile { meaning: Meaning::of_text(file, &text), text: Some(text) },
            FileContent::Unreadable(problem) => {
                let mut meaning = Meaning::of_nothing(file);
                meaning.problems().push(problem);
                ParsedFile { text: None, meaning }
            }
        }
    }

    /// Returns the file if nothing is wrong with it.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn checked(mut self) -> Result<ParsedFile, Problem> {
        let problems = self.meaning.problems();
        if problems.is_empty() { Ok(self) } else { Err(problems.swap_remove(0)) }
    }

    /// The page of a month; None for a file of another kind.
    pub fn month(&self) -> Option<&MonthPage> {
        if let Meaning::Month(page) = &self.meaning { Some(page) } else { None }
    }

    /// The page of a month; a blank page for a file of another kind.
    pub fn into_month(self) -> MonthPage {
        if let Meaning::Month(page) = self.meaning { page } else { MonthPage::default() }
    }
}

impl Meaning {
    fn of_nothing(file: &FamilyFile) -> Meaning {
        match file {
            FamilyFile::Page(Page::Family) => Meaning::Family(FamilyPage::default()),
            FamilyFile::Page(Page::Rituals) => Meaning::Rituals(Catalog::default(), Vec::new()),
            FamilyFile::Page(Page::School) => Meaning::School(Vec::new()),
            FamilyFile::Month(..) => Meaning::Month(MonthPage::default()),
        }
    }

    fn of_text(file: &FamilyFile, text: &str) -> Meaning {
        let name = file.relative();
        match file {
            FamilyFile::Page(Page::Family) => Meaning::Family(family::read(&name, text)),
            FamilyFile::Page(Page::Rituals) => match ritual_file::read(&name, text, Origin::Family) {
                Ok(catalog) => Meaning::Rituals(catalog, Vec::new()),
                Err(problems) => Meaning::Rituals(Catalog::default(), problems),
            },
            FamilyFile::Page(Page::School) => Meaning::School(school_memory::read(&name, text).1),
            FamilyFile::Month(_, month) => Meaning::Month(month_page::read(&name, text, *month)),
        }
    }

    fn problems(&mut self) -> &mut Vec<Problem> {
        match self {
            Meaning::Family(page) => &mut page.problems,
            Meaning::Rituals(_, problems) | Meaning::School(problems) => problems,
            Meaning::Month(page) => &mut page.problems,
        }
    }
}
