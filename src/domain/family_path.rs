//! The path of a file inside the family folder.

use super::child_id::ChildId;
use super::day::Month;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A path inside the family folder, such as `mornings/leo/2026-09 (1).toml`. It never leads out of the folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FamilyPath(String);

/// A path that leads out of the family folder, or to a hidden file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this path is not one of the family's files")]
pub struct NoFamilyPath;

/// The path of the file with a child's mornings of one month.
pub fn path_of_month(child: &ChildId, month: Month) -> String {
    format!("mornings/{}/{month}.toml", child.as_str())
}

impl FamilyPath {
    pub fn new(path: impl Into<String>) -> Result<FamilyPath, NoFamilyPath> {
        let path = path.into();
        let is_name = |name: &str| !name.is_empty() && !name.starts_with('.') && !name.contains('\0');
        if path.split('/').all(is_name) { Ok(FamilyPath(path)) } else { Err(NoFamilyPath) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the file, without its folders.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }
}

impl fmt::Display for FamilyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for FamilyPath {
    type Error = NoFamilyPath;
    fn try_from(path: String) -> Result<FamilyPath, NoFamilyPath> {
        FamilyPath::new(path)
    }
}

impl From<FamilyPath> for String {
    fn from(path: FamilyPath) -> String {
        path.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_the_folder_or_to_a_hidden_file() {
        for path in ["family (1).toml", "mornings/leo/2026-09 2.toml", "mornings/Leo/2026-09.toml"] {
            assert_eq!(FamilyPath::new(path).map(|path| path.to_string()), Ok(path.to_owned()));
        }
        for path in
            ["", "/etc/passwd", "../x", "mornings/../../x", ".lock", "mornings/.git/config", "a//b", "a/", "a\0b"]
        {
            assert_eq!(FamilyPath::new(path), Err(NoFamilyPath), "{path}");
        }
        assert_eq!(FamilyPath::new("mornings/leo/2026-09 2.toml").expect("a path").name(), "2026-09 2.toml");
    }
}
