//! Mornings and the edits that change them.

use super::child_id::ChildId;
use super::ritual::RitualId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What was planned, done, felt and noted for one child on one date. Texts are as the file has them: scrub before
/// showing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Morning {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plan: Vec<RitualId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prepared: Vec<RitualId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub done: Vec<RitualId>,
    /// Why this morning was skipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skipped: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mood: Option<Mood>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What a newer program wrote here.
    #[serde(flatten)]
    pub other: toml::Table,
}

/// The keys of a morning, in the order they are written.
pub const MORNING_KEYS: [&str; 6] = ["plan", "prepared", "done", "skipped", "mood", "note"];

/// How it went, from tears to beaming. A word, never a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Mood {
    Tears,
    Wobbly,
    Okay,
    Cheerful,
    Beaming,
    /// A word of a newer program, or of a parent's own.
    Other(String),
}

impl Mood {
    /// The words that are offered.
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

/// How far a morning is, told in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MorningState {
    Empty,
    Planned,
    /// Some of the plan is done.
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

/// The skip reasons that are offered; any other text is fine too.
pub const SKIP_REASONS: [&str; 5] = ["sick", "snow", "holiday", "other home", "not today"];

impl Morning {
    /// A blank morning is not stored.
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

    /// The plan in its order, then what was done without a plan.
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

    /// This morning with one ritual done, or not done after all. Doing something ends a skip.
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

    /// This morning with another plan. What is done already stays done.
    #[must_use]
    pub fn planned(&self, plan: Vec<RitualId>) -> Morning {
        let mut morning = self.clone();
        morning.prepared.retain(|id| plan.contains(id));
        morning.plan = plan;
        morning
    }

    /// This morning skipped for a reason; an empty reason takes a skip back.
    #[must_use]
    pub fn skipped(&self, reason: &str) -> Morning {
        let reason = reason.trim();
        Morning { skipped: (!reason.is_empty()).then(|| reason.to_owned()), ..self.clone() }
    }

    /// This morning with a note; an empty one takes the note away.
    #[must_use]
    pub fn noted(&self, note: &str) -> Morning {
        let note = note.trim();
        Morning { note: (!note.is_empty()).then(|| note.to_owned()), ..self.clone() }
    }

    #[must_use]
    pub fn felt(&self, mood: Option<Mood>) -> Morning {
        Morning { mood, ..self.clone() }
    }

    /// This morning without plan and marks; what a newer program wrote stays.
    #[must_use]
    pub fn cleared(&self) -> Morning {
        Morning { other: self.other.clone(), ..Morning::default() }
    }
}

/// One morning before and after. The only way anything about a morning changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    fn a_morning_stands_where_its_marks_say() {
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
    fn marking_and_unmarking_gives_the_same_morning_back() {
        let planned = Morning::default().planned(ids(&["a", "b"]));
        let marked = planned.marked(&RitualId::new("a"), true);
        assert_eq!(marked.marked(&RitualId::new("a"), false), planned);
        assert_eq!(marked.marked(&RitualId::new("a"), true), marked);
    }

    #[test]
    fn doing_an_unplanned_ritual_plans_it_and_ends_a_skip() {
        let morning = Morning::default().skipped("snow").marked(&RitualId::new("a"), true);
        assert_eq!((morning.plan.clone(), morning.skipped.clone()), (ids(&["a"]), None));
    }

    #[test]
    fn an_empty_note_or_reason_takes_it_away() {
        let morning = Morning::default().noted(" hi ").skipped("sick");
        assert_eq!(morning.note.as_deref(), Some("hi"));
        assert!(morning.noted(" ").skipped("").is_blank());
    }
}
