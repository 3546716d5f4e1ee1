//! The identifier of a child in files.

use super::ritual::{is_kebab_case, kebab_case};
use serde::{Deserialize, Serialize};

/// The name of a child's folder, in kebab-case. It stays the same when the child gets another name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChildId(String);

/// The longest id that is made from a name, so that paths stay short enough for every file system.
const LONGEST: usize = 40;

impl ChildId {
    /// Returns the id for a kebab-case text, which is safe as the name of a folder. Returns None for another text.
    pub fn new(id: &str) -> Option<ChildId> {
        is_kebab_case(id).then(|| ChildId(id.to_owned()))
    }

    /// Makes an id from a name: `zoe-m` from `Zoë M.`, and `child` from a name without Latin letters. An id that is
    /// taken gets a number.
    pub fn from_name(name: &str, taken: &[ChildId]) -> ChildId {
        let mut base = kebab_case(name);
        base.truncate(LONGEST);
        let base = base.trim_end_matches('-');
        let base = if base.is_empty() { "child" } else { base };
        let mut id = ChildId(base.to_owned());
        let mut number = 2;
        while taken.contains(&id) {
            id = ChildId(format!("{base}-{number}"));
            number += 1;
        }
        id
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_from_every_name() {
        for (name, id) in [
            ("Leo", "leo"),
            ("ليو", "child"),
            ("Mary Ann O'Hara", "mary-ann-ohara"),
            ("🦁", "child"),
            ("Léa Groß", "lea-gross"),
            (&"a".repeat(41), &"a".repeat(40)),
        ] {
            assert_eq!(ChildId::from_name(name, &[]).as_str(), id);
        }
        assert!(ChildId::new("../up").is_none() && ChildId::new("").is_none());
    }
}
