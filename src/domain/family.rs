//! The family of `family.toml`: its children and the rules of their school calendar.

mod child_edit;
mod edit_error;
pub mod habits;
mod kind;
mod read;
mod rule;
mod whom_edit;
mod year_edit;

pub use self::child_edit::{with_child, with_child_changed, with_child_hidden, with_child_moved};
pub use self::child_edit::{with_favorite, with_usual};
pub use self::edit_error::FamilyEditError;
pub use self::kind::Kind;
pub use self::read::{UNKNOWN_FIRST_DAY, read, same_child_names};
pub use self::rule::{Rule, RuleEdit, RuleList, with_edits};
pub use self::year_edit::{with_rule, with_rule_edits, with_rules};

use super::child_id::ChildId;
use super::dates::DateRange;
use super::day::add_days;
use super::names::{self, NameError, Named};
use super::problem::Problem;
use super::ritual::RitualId;
use super::school_words::OwnWords;
use super::school_year::{Collect, DayOff, Override, SpecialDay, Term, Whom};
use super::text::list;
use super::two_homes::TwoHomes;
use jiff::civil::{Date, Weekday};

/// A child who goes to school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    pub id: ChildId,
    /// The name, scrubbed.
    pub name: String,
    pub first_day: Date,
    pub school_days: SchoolDays,
    /// Who picks up the child on each weekday, Monday first. Scrubbed.
    pub collects: [Option<String>; 7],
    /// The days at this home, for a child with two homes.
    pub home: Option<TwoHomes>,
    /// The ritual of an ordinary morning.
    pub usual: Option<RitualId>,
    pub favorites: Vec<RitualId>,
}

impl Child {
    /// A child with school from Monday to Friday and no further details.
    pub fn new(id: ChildId, name: String, first_day: Date) -> Child {
        let (usual, favorites) = (None, Vec::new());
        let school_days = SchoolDays::MONDAY_TO_FRIDAY;
        Child { id, name, first_day, school_days, collects: Default::default(), home: None, usual, favorites }
    }
}

impl Named for Child {
    const KIND: [&'static str; 2] = ["child", "children"];

    fn id(&self) -> &str {
        self.id.as_str()
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn listed(&self) -> String {
        self.name.clone()
    }
}

/// The weekdays on which a child goes to school. Never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchoolDays(u8);

impl SchoolDays {
    pub const MONDAY_TO_FRIDAY: SchoolDays = SchoolDays(0b001_1111);

    /// The set of `days`. None when `days` is empty.
    pub fn of(days: impl IntoIterator<Item = Weekday>) -> Option<SchoolDays> {
        let bits = days.into_iter().fold(0, |bits, day| bits | 1 << day.to_monday_zero_offset());
        (bits != 0).then_some(SchoolDays(bits))
    }
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & 1 << day.to_monday_zero_offset() != 0
    }
    /// The first school day after a date.
    pub fn next_after(self, date: Date) -> Date {
        let mut week = (1..=7).map(|i| add_days(date, i));
        week.find(|date| self.contains(date.weekday())).unwrap_or(date)
    }
    /// One bit for each weekday. Monday is the lowest bit.
    pub fn bits(self) -> u8 {
        self.0
    }
}

/// The children, and the rules of their calendar. Within each list a later rule wins over an earlier rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Family {
    /// The children who are shown, in the order of the file.
    pub children: Vec<Child>,
    /// The children who are hidden. Their mornings stay.
    pub hidden: Vec<Child>,
    pub terms: Vec<Term>,
    pub days_off: Vec<DayOff>,
    pub special_days: Vec<SpecialDay>,
    pub overrides: Vec<Override>,
    pub collects: Vec<Collect>,
    /// The meanings of the school's own words in its calendar files.
    pub school_words: OwnWords,
}

impl Family {
    /// The names of the children that a rule is about: `all children`, `Mia and Leo`.
    pub fn whom_label(&self, whom: &Whom) -> String {
        match whom {
            Whom::AllChildren => "all children".to_owned(),
            Whom::Only(ids) => {
                let all = self.all_children();
                let names = all.filter(|child| ids.contains(&child.id)).map(|child| child.name.as_str());
                list(&names.collect::<Vec<_>>(), "and")
            }
        }
    }

    /// The end of a sentence about a rule: `, for Mia`. Empty in a family with one child.
    pub fn whose_suffix(&self, whom: &Whom) -> String {
        match self.children.as_slice() {
            [] | [_] => String::new(),
            _ => format!(", for {}", self.whom_label(whom)),
        }
    }

    /// Finds the shown child that a typed name means.
    ///
    /// # Errors
    /// When the name fits no child that is shown, or several.
    pub fn child(&self, typed: &str) -> Result<&Child, ChildError> {
        if let Some(child) = names::find_whole(self.children.iter(), typed)? {
            return Ok(child);
        }
        if let Some(child) = names::find_whole(self.hidden.iter(), typed)? {
            return Err(ChildError::Hidden(child.name.clone()));
        }
        Ok(names::find(self.children.iter(), typed)?)
    }

    /// The dates of all rules.
    pub fn dates_of_rules(&self) -> impl Iterator<Item = DateRange> {
        let terms = self.terms.iter().map(|term| term.dates).chain(self.days_off.iter().map(|day_off| day_off.dates));
        let special = self.special_days.iter().map(|special| special.dates);
        let overrides = self.overrides.iter().map(|exception| exception.dates);
        terms.chain(special).chain(overrides).chain(self.collects.iter().map(|collect| collect.dates))
    }

    /// Whether there is a rule about this child.
    pub fn has_rules_about(&self, child: &ChildId) -> bool {
        self.terms.iter().any(|term| term.whom.includes(child))
            || self.days_off.iter().any(|day_off| day_off.whom.includes(child))
            || self.special_days.iter().any(|special| special.whom.includes(child))
            || self.overrides.iter().any(|exception| exception.child == *child)
            || self.collects.iter().any(|collect| collect.whom.includes(child))
    }

    /// The shown children, then the hidden children.
    pub fn all_children(&self) -> impl Iterator<Item = &Child> + Clone {
        self.children.iter().chain(&self.hidden)
    }

    /// Finds the child that a rule in `family.toml` is about, hidden or not. An id comes before a name there, because
    /// this program writes ids.
    ///
    /// # Errors
    /// When the name fits no child, or several children.
    pub fn child_in_file(&self, written: &str) -> Result<&Child, NameError> {
        if let Some(child) = self.all_children().find(|child| child.id.as_str() == written) {
            return Ok(child);
        }
        let unknown = || names::unknown(self.all_children(), written);
        names::find_by_name(self.all_children(), written)?.ok_or_else(unknown)
    }
}

/// The reason why a typed name does not mean a child that is shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChildError {
    #[error(transparent)]
    Name(#[from] NameError),
    #[error("{0} is hidden. In the planner, press 4 and then a for the list of children; x shows a child again.")]
    Hidden(String),
}

/// The keys of a `[[child]]`.
pub const CHILD_KEYS: [&str; 9] =
    ["id", "name", "first_day", "school_days", "collects", "home", "usual", "favorites", "put_away"];

/// The content of a family file, and its problems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FamilyPage {
    pub family: Family,
    /// The problems of the file. A file with problems is shown as far as it can be read, and never written.
    pub problems: Vec<Problem>,
}
