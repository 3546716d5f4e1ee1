//! A morning of one child, and the edits that change it.

use super::child_id::ChildId;
use super::names::{mistyped, name_key};
use super::ritual::RitualId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The plan, marks, skip, mood and note of a child on a date. Texts are as the file has them, so they
/// must be scrubbed before they are shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Morning {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plan: Vec<RitualId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prepared: Vec<RitualId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub done: Vec<RitualId>,
    /// The reason why the morning was skipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skipped: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mood: Option<Mood>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Keys of a newer program.
    #[serde(flatten)]
    pub other: toml::Table,
}

/// The keys of a morning.
pub const MORNING_KEYS: [&str; 6] = ["plan", "prepared", "done", "skipped", "mood", "note"];

/// How the goodbye went, as a word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Mood {
    Tears,
    Wobbly,
    Okay,
    Cheerful,
    Beaming,
    /// A word that the parent wrote, or that a newer program knows.
    Other(String),
}

impl Mood {
    /// The moods that are offered, from tears to beaming.
    pub const ALL: [Mood; 5] = [Mood::Tears, Mood::Wobbly, Mood::Okay, Mood::Cheerful, Mood::Beaming];

    pub fn keyword(&self) -> &str {
        match self {
            Mood::Tears => "tears",
            Mood::Wobbly => "wobbly",
            Mood::Okay => "okay",
            Mood::Cheerful => "cheerful",
            Mood::Beaming => "beaming",
            Mood::Other(word) => word,
        }
    }
}

impl From<String> for Mood {
    fn from(word: String) -> Mood {
        Mood::ALL.into_iter().find(|mood| mood.keyword() == word).unwrap_or(Mood::Other(word))
    }
}

impl From<Mood> for String {
    fn from(mood: Mood) -> String {
        mood.keyword().to_owned()
    }
}

/// How much of a morning's plan is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MorningState {
    Empty,
    Planned,
    /// A part of the plan is done.
    Begun,
    Done,
    Skipped,
}

impl MorningState {
    pub fn keyword(self) -> &'static str {
        match self {
            MorningState::Empty => "empty",
            MorningState::Planned => "planned",
            MorningState::Begun => "begun",
            MorningState::Done => "done",
            MorningState::Skipped => "skipped",
        }
    }
}

/// The reasons that are offered for a skip. A reason may be any other text.
pub const SKIP_REASONS: [&str; 5] = ["sick", "snow", "holiday", "other home", "not today"];

/// The reason as it is saved: an offered reason in its own spelling, any other text as it was typed.
pub fn skip_reason(typed: &str) -> &str {
    SKIP_REASONS.into_iter().find(|reason| name_key(reason) == name_key(typed)).unwrap_or(typed.trim())
}

/// The offered reason that a mistyped reason means.
pub fn meant_skip_reason(typed: &str) -> Option<&'static str> {
    mistyped(&SKIP_REASONS, typed)
}

impl Morning {
    /// Whether the morning has no content. A blank morning is not stored.
    pub fn is_blank(&self) -> bool {
        *self == Morning::default()
    }

    pub fn state(&self) -> MorningState {
        if self.skipped.is_some() {
            MorningState::Skipped
        } else if self.done.is_empty() {
            if self.plan.is_empty() { MorningState::Empty } else { MorningState::Planned }
        } else if self.first_undone().is_some() {
            MorningState::Begun
        } else {
            MorningState::Done
        }
    }

    /// The planned rituals in order, then the rituals that were done without a plan.
    pub fn rituals(&self) -> Vec<&RitualId> {
        let unplanned = self.done.iter().filter(|id| !self.plan.contains(id));
        self.plan.iter().chain(unplanned).collect()
    }

    pub fn is_done(&self, id: &RitualId) -> bool {
        self.done.contains(id)
    }

    pub fn first_undone(&self) -> Option<&RitualId> {
        self.plan.iter().find(|id| !self.is_done(id))
    }

    /// The morning with one ritual done, or not done. A done ritual is also planned, and ends a skip.
    #[must_use]
    pub fn marked(&self, id: &RitualId, done: bool) -> Morning {
        let mut morning = self.clone();
        morning.done.retain(|d| d != id);
        if done {
            morning.done.push(id.clone());
            morning.skipped = None;
            if !morning.plan.contains(id) {
                morning.plan.push(id.clone());
            }
        }
        morning
    }

    /// The morning with another plan. Done rituals stay done; prepared rituals outside the plan are no longer prepared.
    #[must_use]
    pub fn planned(&self, plan: Vec<RitualId>) -> Morning {
        let mut morning = self.clone();
        morning.prepared.retain(|id| plan.contains(id));
        morning.plan = plan;
        morning
    }

    /// The morning skipped for a reason. An empty reason ends the skip.
    #[must_use]
    pub fn skipped(&self, reason: &str) -> Morning {
        let reason = reason.trim();
        Morning { skipped: (!reason.is_empty()).then(|| reason.to_owned()), ..self.clone() }
    }

    /// The morning with a note. An empty text removes the note.
    #[must_use]
    pub fn noted(&self, note: &str) -> Morning {
        let note = note.trim();
        Morning { note: (!note.is_empty()).then(|| note.to_owned()), ..self.clone() }
    }

    /// The morning with a mood, or without one.
    #[must_use]
    pub fn felt(&self, mood: Option<Mood>) -> Morning {
        Morning { mood, ..self.clone() }
    }

    /// The morning without content. Keys of a newer program stay.
    #[must_use]
    pub fn cleared(&self) -> Morning {
        Morning { other: self.other.clone(), ..Morning::default() }
    }
}

/// One morning before and after a change. Every change of a morning is an edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    pub child: ChildId,
    pub date: Date,
    pub was: Morning,
    pub becomes: Morning,
}

impl Edit {
    #[must_use]
    pub fn inverse(self) -> Edit {
        Edit { was: self.becomes, becomes: self.was, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(names: &[&str]) -> Vec<RitualId> {
        names.iter().map(|&n| RitualId::new(n)).collect()
    }

    #[test]
    fn the_state_of_a_morning_follows_from_its_plan_and_marks() {
        let blank = Morning::default();
        let planned = blank.planned(ids(&["a", "b"]));
        let begun = planned.marked(&RitualId::new("a"), true);
        let done = begun.marked(&RitualId::new("b"), true);
        let skipped = planned.skipped("sick");
        let states = [&blank, &planned, &begun, &done, &skipped].map(Morning::state);
        use MorningState::*;
        assert_eq!(states, [Empty, Planned, Begun, Done, Skipped]);
    }

    #[test]
    fn marking_and_unmarking_a_ritual_restores_the_morning() {
        let planned = Morning::default().planned(ids(&["a", "b"]));
        let marked = planned.marked(&RitualId::new("a"), true);
        assert_eq!(marked.marked(&RitualId::new("a"), false), planned);
        assert_eq!(marked.marked(&RitualId::new("a"), true), marked);
    }

    #[test]
    fn an_unplanned_ritual_that_is_done_is_planned_and_ends_a_skip() {
        let morning = Morning::default().skipped("snow").marked(&RitualId::new("a"), true);
        assert_eq!((morning.plan.clone(), morning.skipped.clone()), (ids(&["a"]), None));
    }

    #[test]
    fn an_empty_text_removes_the_note_or_the_skip() {
        let morning = Morning::default().noted(" hi ").skipped("sick");
        assert_eq!(morning.note.as_deref(), Some("hi"));
        assert!(morning.noted(" ").skipped("").is_blank());
    }
}
