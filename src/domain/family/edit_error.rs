//! Parses `family.toml` for an edit, with the reasons why an edit is refused.

use crate::domain::names::NameError;
use crate::domain::problem::Problem;
use crate::domain::toml_writer;
use toml_edit::{ArrayOfTables, DocumentMut};

/// The reason why a family file is not changed, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FamilyEditError {
    #[error("family.toml has errors, so it is left as it is.")]
    NotToml,
    #[error("{0}. Correct that first.")]
    Problem(Problem),
    #[error("`{0}` in family.toml is not a list of tables.")]
    NotTables(&'static str),
    #[error("`{0}` in family.toml is not a table.")]
    NotTable(&'static str),
    #[error("`{0}` in family.toml is not a list.")]
    NotList(&'static str),
    #[error("{0} is no longer in family.toml.")]
    NoChild(String),
    #[error("This entry is no longer in family.toml.")]
    NoRule,
    #[error("A child needs a name.")]
    NoName,
    #[error(transparent)]
    NameTaken(NameError),
}

/// Parses a family file for an edit.
pub(super) fn document(text: &str) -> Result<DocumentMut, FamilyEditError> {
    text.parse().map_err(|_| FamilyEditError::NotToml)
}

/// Returns the tables of a list. A missing list is added.
pub(super) fn tables<'d>(
    document: &'d mut DocumentMut,
    list: &'static str,
) -> Result<&'d mut ArrayOfTables, FamilyEditError> {
    toml_writer::tables(document, list).ok_or(FamilyEditError::NotTables(list))
}
