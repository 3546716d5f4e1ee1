//! Rituals and preparations: the ideas a family can choose from.

use super::text::{is_mark, plural, without_accent};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The name a ritual has in files, in kebab-case: `hand-kiss`. A morning may name a ritual that no file knows any more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RitualId(String);

impl RitualId {
    pub fn new(id: impl Into<String>) -> RitualId {
        RitualId(id.into())
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RitualId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&super::text::one_line(&self.0))
    }
}

/// True for small ASCII letters and digits in words joined by single hyphens.
pub fn is_kebab_case(id: &str) -> bool {
    id.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// Makes a kebab-case id from a name; empty when the name has no ASCII letter or digit.
pub fn kebab_case(name: &str) -> String {
    let small = name.to_lowercase();
    let letters = small.chars().filter(|&c| c != '\'' && !is_mark(c)).flat_map(without_accent);
    let plain: String = letters.map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    plain.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

/// An idea for a goodbye. Every text has been scrubbed when it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ritual {
    pub id: RitualId,
    pub name: String,
    pub idea: String,
    pub steps: Vec<String>,
    /// Minutes at the door.
    pub minutes: Option<u32>,
    pub supplies: Vec<String>,
    pub prepare: Option<Prepare>,
    pub keeps: Keeps,
    pub caution: String,
    pub source: String,
    pub tags: Vec<String>,
    /// Kept for the mornings that name it, but not offered.
    pub hidden: bool,
    pub origin: Origin,
}

/// Who keeps what during the day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keeps {
    pub child: String,
    pub parent: String,
}

/// What has to be ready before the ritual can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepare {
    pub days_before: u32,
    pub minutes: Option<u32>,
    pub steps: Vec<String>,
    pub every: Every,
}

/// Whether something is prepared for each morning or once for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    Time,
    Once,
}

impl Every {
    /// The word in the file.
    pub fn keyword(self) -> &'static str {
        match self {
            Every::Time => "time",
            Every::Once => "once",
        }
    }

    pub fn from_keyword(keyword: &str) -> Option<Every> {
        [Every::Time, Every::Once].into_iter().find(|every| every.keyword() == keyword)
    }
}

/// Where a ritual comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Shipped,
    Family,
}

impl Ritual {
    /// How long it takes at the door, in words.
    pub fn time_label(&self) -> String {
        match self.minutes {
            None => String::new(),
            Some(0) => "nothing at the door".into(),
            Some(1) => "about a minute at the door".into(),
            Some(n) => format!("about {n} minutes at the door"),
        }
    }
}

impl Prepare {
    /// When to prepare and how long it takes: `the evening before, about 30 minutes, each time`.
    pub fn label(&self) -> String {
        let when = match self.days_before {
            0 => "on the day".into(),
            1 => "the evening before".into(),
            n => format!("{n} days before"),
        };
        let long = self.minutes.map_or(String::new(), |n| format!(", about {}", plural(n, "minute")));
        let often = if self.every == Every::Once { ", once" } else { ", each time" };
        format!("{when}{long}{often}")
    }
}

/// Something done before the first day of school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preparation {
    pub id: String,
    pub name: String,
    pub idea: String,
    pub steps: Vec<String>,
    /// Days before the first day of school.
    pub days_before: Option<u32>,
    pub supplies: Vec<String>,
    pub source: String,
}

/// All rituals and preparations the family can see, shipped ones first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalog {
    pub rituals: Vec<Ritual>,
    pub preparations: Vec<Preparation>,
}

impl Catalog {
    /// Adds the family's own ideas; one with a known id takes its place.
    #[must_use]
    pub fn with(mut self, own: Catalog) -> Catalog {
        for ritual in own.rituals {
            match self.rituals.iter_mut().find(|r| r.id == ritual.id) {
                // A table that only hides keeps what it hides, so that past mornings still have its name.
                Some(there) if ritual.hidden => there.hidden = true,
                Some(there) => *there = ritual,
                None => self.rituals.push(ritual),
            }
        }
        for preparation in own.preparations {
            match self.preparations.iter_mut().find(|p| p.id == preparation.id) {
                Some(there) => *there = preparation,
                None => self.preparations.push(preparation),
            }
        }
        self
    }

    pub fn get(&self, id: &RitualId) -> Option<&Ritual> {
        self.rituals.iter().find(|r| r.id == *id)
    }

    /// The rituals that are offered.
    pub fn offered(&self) -> impl Iterator<Item = &Ritual> {
        self.rituals.iter().filter(|r| !r.hidden)
    }

    /// The name to show for an id; the id itself when no file knows it any more.
    pub fn name(&self, id: &RitualId) -> String {
        self.get(id).map_or_else(|| id.to_string(), |r| r.name.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case() {
        assert!(is_kebab_case("hand-kiss") && is_kebab_case("a1"));
        for wrong in ["", "-a", "a-", "a--b", "Hand", "é", "a b"] {
            assert!(!is_kebab_case(wrong), "{wrong}");
        }
        assert_eq!(kebab_case("Gran's  Secret Handshake!"), "grans-secret-handshake");
        assert_eq!(kebab_case("ليو"), "");
    }
}
