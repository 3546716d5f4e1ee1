//! Files of the family, parsed. A file is parsed once, and then checked, changed and shown.

use super::super::family_file::FamilyFile;
use super::super::files::FileContent;
use crate::domain::change::Page;
use crate::domain::family::{self, FamilyPage};
use crate::domain::month_page::{self, MonthPage};
use crate::domain::problem::Problem;
use crate::domain::ritual::Origin;
use crate::domain::ritual_file::RitualPage;
use crate::domain::{ritual_file, school_memory};

/// A file's text with its value.
pub(super) struct ParsedFile {
    /// None where there is no file, or where it cannot be read.
    pub text: Option<String>,
    pub value: Value,
}

/// The value of a file of each kind, with the file's problems.
pub(super) enum Value {
    Family(FamilyPage),
    Rituals(RitualPage),
    /// Only the problems: each import reads the imported calendars itself.
    School(Vec<Problem>),
    Month(MonthPage),
    /// Only why the file cannot be read.
    Other(Vec<Problem>),
}

impl ParsedFile {
    pub fn new(file: &FamilyFile, content: FileContent) -> ParsedFile {
        let (text, problem) = match content {
            FileContent::Missing => (None, None),
            FileContent::Text(text) => (Some(text), None),
            FileContent::Unreadable(problem) => (None, Some(problem)),
        };
        let mut value = Value::parse(file, text.as_deref());
        value.problems().extend(problem);
        ParsedFile { text, value }
    }

    /// Returns the file if it has no problems.
    ///
    /// # Errors
    /// The first problem.
    pub fn checked(mut self) -> Result<ParsedFile, Problem> {
        let problems = self.value.problems();
        if problems.is_empty() { Ok(self) } else { Err(problems.swap_remove(0)) }
    }

    /// The page of a month; an empty page for a file of another kind.
    pub fn into_month(self) -> MonthPage {
        if let Value::Month(page) = self.value { page } else { MonthPage::default() }
    }
}

impl Value {
    /// Without a text, the value is empty and has no problems.
    fn parse(file: &FamilyFile, text: Option<&str>) -> Value {
        let name = file.relative();
        match file {
            FamilyFile::Page(Page::Family) => {
                Value::Family(text.map(|text| family::read(&name, text)).unwrap_or_default())
            }
            FamilyFile::Page(Page::Rituals) => {
                Value::Rituals(text.map(|text| ritual_file::read(&name, text, Origin::Family)).unwrap_or_default())
            }
            FamilyFile::Page(Page::School) => {
                Value::School(text.map(|text| school_memory::read(&name, text).1).unwrap_or_default())
            }
            FamilyFile::Other(_) => Value::Other(Vec::new()),
            FamilyFile::Month(_, month) => {
                Value::Month(text.map(|text| month_page::read(&name, text, *month)).unwrap_or_default())
            }
        }
    }

    fn problems(&mut self) -> &mut Vec<Problem> {
        match self {
            Value::Family(page) => &mut page.problems,
            Value::Rituals(page) => &mut page.problems,
            Value::School(problems) | Value::Other(problems) => problems,
            Value::Month(page) => &mut page.problems,
        }
    }
}
