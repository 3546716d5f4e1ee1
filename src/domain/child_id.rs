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
    /// taken, or that Windows reserves, gets a number.
    pub fn from_name(name: &str, taken: &[ChildId]) -> ChildId {
        let mut base = kebab_case(name);
        base.truncate(LONGEST);
        let base = base.trim_end_matches('-');
        let base = if base.is_empty() { "child" } else { base };
        let mut id = ChildId(base.to_owned());
        let mut number = 2;
        while taken.contains(&id) || id.is_reserved() {
            id = ChildId(format!("{base}-{number}"));
            number += 1;
        }
        id
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether Windows reserves the name for a device, so that no folder can have it there.
    pub fn is_reserved(&self) -> bool {
        let numbered = |device| {
            self.0.strip_prefix(device).is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
        };
        ["con", "prn", "aux", "nul"].contains(&self.as_str()) || numbered("com") || numbered("lpt")
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
        let taken = [ChildId("leo".into())];
        assert_eq!(ChildId::from_name("LEO ", &taken).as_str(), "leo-2");
        assert!(ChildId::new("../up").is_none() && ChildId::new("").is_none());
    }

    #[test]
    fn no_child_gets_a_folder_that_windows_cannot_have() {
        let names =
            ["Con", "PRN", "aux", "Nul", "Com1", "com0", "LPT9", "Lpt 1", "con.", "nul ", "Com1.txt", "Aux.", "CON:"];
        let superscript = ["Com¹", "LPT²", "com³", "COM ³"];
        for name in names.into_iter().chain(superscript).chain(["Conin$", "CONOUT$", "Cön", "Ñul", "ＣＯＮ"]) {
            let id = ChildId::from_name(name, &[]);
            assert!(!id.is_reserved() && ChildId::new(id.as_str()).as_ref() == Some(&id), "{name}: {id:?}");
        }
        for (name, id) in
            [("Con", "con-2"), ("Aux", "aux-2"), ("Com1", "com1-2"), ("Conny", "conny"), ("Com10", "com10")]
        {
            assert_eq!(ChildId::from_name(name, &[]).as_str(), id);
        }
        let taken = [ChildId("con-2".into())];
        assert_eq!(ChildId::from_name("con", &taken).as_str(), "con-3");
    }
}
