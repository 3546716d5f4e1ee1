//! The parts that verbs of the family share: one run's clock and store, the loaded family, and the failures.

use super::ChooseStore;
use crate::domain::calendar::Calendar;
use crate::domain::change::RitualsFound;
use crate::domain::family::{Child, ChildError, Family, FamilyEditError};
use crate::domain::import::ImportError;
use crate::domain::names::{self, NameError};
use crate::domain::problem::Problem;
use crate::domain::ritual::{Catalog, RitualId};
use crate::domain::settings::SettingsFound;
use crate::domain::typed_day::{DayError, DayReader, Meant};
use crate::shell::appearance::look;
use crate::shell::args::GlobalOptions;
use crate::shell::export::target::TargetError;
use crate::shell::output::{Answer, COULD_NOT, WRONG_USAGE};
use crate::shell::start::start;
use crate::shell::store::{Refusal, Store};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::io::{self, IsTerminal};

/// The reason why a verb failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("No family yet: run `goodbye` or `goodbye init --child NAME --first-day DATE`.")]
    NoFamily,
    #[error("No child in family.toml can be read.")]
    NoReadableChild,
    #[error("All children are hidden. In the planner, press 4 and then a for the list of children; x shows one again.")]
    EveryChildIsHidden,
    #[error("Nothing is planned on these days, so there is nothing to export. `goodbye plan` plans something.")]
    NothingPlanned,
    #[error("Nothing is exported: in the files that can be read, nothing is planned on these days.")]
    NothingPlannedAsFarAsRead,
    #[error(transparent)]
    NotImported(#[from] ImportError),
    #[error(transparent)]
    NotExported(#[from] TargetError),
    #[error("{0}")]
    CouldNot(String),
    #[error("{0}")]
    WrongUsage(String),
    #[error(transparent)]
    NotADay(#[from] DayError),
    #[error("{0} `goodbye rituals` lists them all.")]
    NoRitual(NameError),
    #[error(transparent)]
    NoChild(#[from] ChildError),
    #[error(transparent)]
    NotEditable(#[from] FamilyEditError),
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl Failure {
    /// The exit code of the program after this failure.
    pub fn code(&self) -> u8 {
        if matches!(self, Failure::WrongUsage(_) | Failure::NotADay(_)) { WRONG_USAGE } else { COULD_NOT }
    }
}

/// One run of a verb.
pub struct Session {
    pub store: Store,
    pub today: Date,
    pub zone: TimeZone,
    pub now: Timestamp,
    pub ascii: bool,
    pub settings: SettingsFound,
    /// Messages for stderr that do not stop the verb.
    pub notices: Vec<String>,
}

impl Session {
    /// Starts a run with the global options. No file of the family is touched.
    ///
    /// # Errors
    /// The answer to print when the clock or the folder cannot be used.
    pub fn start(options: &GlobalOptions, choose_store: ChooseStore<'_>) -> Result<Session, Answer> {
        let (clock, store, settings) = start(options)?;
        Ok(Session {
            store: choose_store(store),
            today: clock.today(),
            zone: clock.zone().clone(),
            now: clock.now(),
            ascii: look(options, io::stdout().is_terminal()).ascii,
            settings,
            notices: clock.warning.into_iter().collect(),
        })
    }

    /// The reader of the days that are typed on the command line.
    pub fn days(&self) -> DayReader {
        DayReader::new(self.today, self.settings.settings.date_order)
    }

    /// The date that was typed, or today.
    pub fn date(&self, typed: Option<&str>, meant: Meant) -> Result<Date, Failure> {
        Ok(typed.map_or(Ok(self.today), |typed| self.days().one_day(typed, meant))?)
    }

    /// The reply to a change and, unless undo is off, how to take the change back.
    pub fn with_undo(&self, reply: String, how: &str) -> String {
        if self.store.is_undo_off() { reply } else { format!("{reply} `goodbye undo` {how}.") }
    }

    /// Adds a one-line notice about the problems of a file. `goodbye check` lists them all.
    pub fn notice(&mut self, problems: &[Problem]) {
        let Some(first) = problems.first() else { return };
        let more = if problems.len() > 1 { format!("and {} more; ", problems.len() - 1) } else { String::new() };
        // Advice about a whole file fits in one line.
        let notice = match first.spans.is_empty() && !first.help.is_empty() {
            true => format!("{first}. What to do: {}.", first.help),
            false => format!("{first} ({more}`goodbye check` tells what to do)"),
        };
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    /// Adds a one-line notice about the problems or the unknown keys of the rituals file.
    pub fn notice_of_rituals(&mut self, rituals: &RitualsFound) {
        self.notice(if rituals.problems.is_empty() { &rituals.unknown_keys } else { &rituals.problems });
    }

    /// Fails when the file of `--rituals` has problems: a script would not notice that other rituals are used.
    pub fn require_named_rituals(&self, rituals: &RitualsFound) -> Result<(), Failure> {
        let wrong = rituals.problems.first().filter(|_| rituals.elsewhere);
        wrong.map_or(Ok(()), |problem| Err(Failure::CouldNot(problem.report())))
    }

    /// Reads the family and the rituals. Fails when no child is shown.
    pub fn load(&mut self) -> Result<Loaded, Failure> {
        let loaded = self.load_any()?;
        loaded.why_no_child().map_or(Ok(loaded), Err)
    }

    /// Reads the family and the rituals, also where no child is shown. Hidden and removed children may still have
    /// mornings.
    pub fn load_any(&mut self) -> Result<Loaded, Failure> {
        let found = self.store.read_pages();
        let (family, rituals) = (found.family.unwrap_or_default(), found.rituals.unwrap_or_default());
        self.require_named_rituals(&rituals)?;
        self.notice_of_rituals(&rituals);
        self.notice(&family.page.problems);
        let is_damaged = !family.page.problems.is_empty();
        let tables = family.text.as_deref().map_or(0, |text| text.matches("[[child]]").count());
        let lacks_child = is_damaged && tables != family.page.family.all_children().count();
        Ok(Loaded { family: family.page.family, is_damaged, lacks_child, catalog: rituals.catalog })
    }
}

/// The family and the rituals, as the files have them.
pub struct Loaded {
    pub family: Family,
    /// Whether the family file has problems; `family` may lack a child then.
    pub is_damaged: bool,
    /// Whether the children are not those of the family file, because a part of it cannot be read.
    lacks_child: bool,
    pub catalog: Catalog,
}

impl Loaded {
    /// The exit code of a verb that shows what the files have: a part of a damaged family may be missing.
    pub fn code(&self) -> u8 {
        if self.is_damaged { COULD_NOT } else { 0 }
    }

    /// The reason why no child is shown. None where a child is shown.
    pub fn why_no_child(&self) -> Option<Failure> {
        if !self.family.children.is_empty() {
            None
        } else if self.is_damaged {
            Some(Failure::NoReadableChild)
        } else if !self.family.hidden.is_empty() {
            Some(Failure::EveryChildIsHidden)
        } else {
            Some(Failure::NoFamily)
        }
    }

    /// The id of a ritual for the examples in an answer: the usual ritual of the child, or the first in the list.
    pub fn example_ritual(&self, child: &Child) -> String {
        let example = child.usual.as_ref().or(self.catalog.offered().next().map(|ritual| &ritual.id));
        example.map_or_else(|| "RITUAL".to_owned(), ToString::to_string)
    }

    pub fn calendar(&self, child: &Child) -> Calendar {
        Calendar::of(&self.family, child)
    }

    /// The child with this name; without a name, the first child. In a damaged family file, the first child may be one
    /// that cannot be read, so only the child of a family with one child needs no name.
    pub fn child(&self, name: Option<&str>) -> Result<&Child, Failure> {
        let names = || self.family.children.iter().map(|child| child.name.as_str()).collect::<Vec<_>>();
        let is_unclear = self.is_damaged && (self.lacks_child || self.family.children.len() > 1);
        match name {
            Some(name) => self.family.child(name).map_err(|why| match why {
                ChildError::Name(NameError::Unknown { .. }) => {
                    Failure::CouldNot(format!("{why} The children are: {}.", names().join(", ")))
                }
                why => why.into(),
            }),
            None if is_unclear => Err(Failure::CouldNot(format!(
                "family.toml has errors, so say whose morning it is: --child {}",
                names().join(" or ")
            ))),
            None => self.family.children.first().ok_or(Failure::NoFamily),
        }
    }

    /// The child with this name; without a name, all children who are shown.
    pub fn children(&self, name: Option<&str>) -> Result<Vec<&Child>, Failure> {
        match name {
            Some(_) => Ok(vec![self.child(name)?]),
            None => Ok(self.family.children.iter().collect()),
        }
    }

    /// The words ` for Leo` in a family with several children, or where a child may be missing, else nothing.
    pub fn for_whom(&self, child: &Child) -> String {
        if self.is_damaged || self.family.children.len() > 1 { format!(" for {}", child.name) } else { String::new() }
    }
}

/// Finds the ritual that a typed name means, as [`names::ritual`] does.
pub fn find_ritual(catalog: &Catalog, typed: &str, planned: &[RitualId]) -> Result<RitualId, Failure> {
    names::ritual(catalog, typed, planned).map_err(Failure::NoRitual)
}

/// Finds the rituals that some words mean, as [`names::rituals`] does.
pub fn find_rituals(
    catalog: &Catalog,
    typed: &[impl AsRef<str>],
    planned: &[RitualId],
) -> Result<Vec<RitualId>, Failure> {
    names::rituals(catalog, typed, planned).map_err(Failure::NoRitual)
}
