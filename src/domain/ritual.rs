//! Rituals and preparations, the ideas that a family can choose from.

use super::text::{is_mark, plural, without_accent};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The name of a ritual in files. In `rituals.toml` an id is kebab-case, such as `hand-kiss`, and belongs to one
/// ritual. A morning or a child may have any text as an id, such as the id of a ritual that was removed.
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

/// Whether an id is words of small ASCII letters and digits, joined by single hyphens.
pub fn is_kebab_case(id: &str) -> bool {
    id.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// Makes a kebab-case id from a name. The id is empty when the name has no Latin letter and no digit.
pub fn kebab_case(name: &str) -> String {
    let small = name.to_lowercase();
    let letters = small.chars().filter(|&c| c != '\'' && !is_mark(c)).flat_map(without_accent);
    let plain: String = letters.map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    plain.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

/// An idea for a goodbye. Its texts are scrubbed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ritual {
    pub id: RitualId,
    pub name: String,
    pub idea: String,
    pub steps: Vec<String>,
    /// The number of minutes at the door.
    pub minutes: Option<u32>,
    pub supplies: Vec<String>,
    pub prepare: Option<Prepare>,
    pub keeps: Keeps,
    pub caution: String,
    pub source: String,
    pub tags: Vec<String>,
    /// Whether the ritual is no longer offered. Past mornings still show its name.
    pub hidden: bool,
    pub origin: Origin,
}

/// The things that the child and the parent have with them during the day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keeps {
    pub child: String,
    pub parent: String,
}

impl Keeps {
    /// Sentences about what child and parent have: `Mia has a kiss.`, `You both have the story.`
    pub fn sentences(&self, child: &str) -> Vec<String> {
        if self.child == self.parent && !self.child.is_empty() {
            return vec![format!("You both have {}.", self.child)];
        }
        let both = [(child, "has", &self.child), ("You", "have", &self.parent)];
        let named = both.into_iter().filter(|(.., kept)| !kept.is_empty());
        named.map(|(who, verb, kept)| format!("{who} {verb} {kept}.")).collect()
    }
}

/// The preparation of a ritual before a morning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepare {
    pub days_before: u32,
    pub minutes: Option<u32>,
    pub steps: Vec<String>,
    pub every: Every,
}

/// How often a ritual is prepared: for each morning, or once for all mornings.
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

/// The file that a ritual comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Shipped,
    Family,
}

impl Ritual {
    /// The minutes to prepare, or else the minutes at the door: `20 minutes to prepare`. Empty when neither is known.
    pub fn short_time_label(&self) -> String {
        let to_prepare = self.prepare.as_ref().and_then(|prepare| prepare.minutes).filter(|&minutes| minutes > 0);
        match (self.minutes, to_prepare) {
            (_, Some(minutes)) => format!("{} to prepare", plural(minutes, "minute")),
            (Some(0), None) => "no time at the door".to_owned(),
            (Some(minutes), None) => plural(minutes, "minute"),
            (None, None) => String::new(),
        }
    }

    /// The time at the door: `about 2 minutes at the door`. Empty when the time is not known.
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
    /// The time, length and frequency of preparing: `the evening before, about 30 minutes, each time`.
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

/// Something to do before the first day of school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preparation {
    pub id: String,
    pub name: String,
    pub idea: String,
    pub steps: Vec<String>,
    /// The number of days before the first day of school.
    pub days_before: Option<u32>,
    pub supplies: Vec<String>,
    pub source: String,
}

/// All rituals and preparations of a family, the shipped ones first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalog {
    pub rituals: Vec<Ritual>,
    pub preparations: Vec<Preparation>,
}

impl Catalog {
    /// Adds the family's own ideas. An own idea replaces the idea with the same id.
    #[must_use]
    pub fn with(mut self, own: Catalog) -> Catalog {
        for ritual in own.rituals {
            match self.rituals.iter_mut().find(|r| r.id == ritual.id) {
                // A hidden ritual keeps its texts, so that past mornings can still show its name.
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

    /// The rituals that can be chosen.
    pub fn offered(&self) -> impl Iterator<Item = &Ritual> + Clone {
        self.rituals.iter().filter(|r| !r.hidden)
    }

    /// The name of a ritual, or its id when no file has it.
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
        assert_eq!(kebab_case("Grandma's  Secret Handshake!"), "grandmas-secret-handshake");
        assert_eq!(kebab_case("ليو"), "");
    }
}
