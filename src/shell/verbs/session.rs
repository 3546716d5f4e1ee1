//! The parts that verbs of the family share: one run's clock and store, the loaded family, and the failures.

use crate::domain::calendar::Calendar;
use crate::domain::change::RitualsFound;
use crate::domain::family::{Child, Family, FamilyEditError};
use crate::domain::import::ImportError;
use crate::domain::problem::Problem;
use crate::domain::ritual::{Catalog, RitualId};
use crate::domain::settings::SettingsFound;
use crate::domain::toml_reader::nearest;
use crate::domain::typed_day::{DayError, DayReader, Meant};
use crate::shell::args::GlobalOptions;
use crate::shell::export::target::TargetError;
use crate::shell::output::{Answer, COULD_NOT, WRONG_USAGE};
use crate::shell::start::start;
use crate::shell::store::{Refusal, Store};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

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
    pub fn start(options: &GlobalOptions) -> Result<Session, Answer> {
        let (clock, store, settings) = start(options)?;
        Ok(Session {
            store,
            today: clock.today(),
            zone: clock.zone().clone(),
            now: clock.now(),
            ascii: options.ascii,
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
        Ok(typed.map_or(Ok(self.today), |typed| self.days().day(typed, meant))?)
    }

    /// Adds a one-line notice about the problems of a file. `goodbye check` lists them all.
    pub fn notice(&mut self, problems: &[Problem]) {
        let Some(first) = problems.first() else { return };
        let more = if problems.len() > 1 { format!("and {} more; ", problems.len() - 1) } else { String::new() };
        let notice = format!("{first} ({more}`goodbye check` tells what to do)");
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
        Ok(Loaded { family: family.page.family, is_damaged, catalog: rituals.catalog })
    }
}

/// The family and the rituals, as the files have them.
pub struct Loaded {
    pub family: Family,
    /// Whether the family file has problems; `family` may lack a child then.
    pub is_damaged: bool,
    pub catalog: Catalog,
}

impl Loaded {
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

    pub fn calendar(&self, child: &Child) -> Calendar {
        Calendar::of(&self.family, child)
    }

    /// The child with this name; without a name, the first child of a family file without problems.
    pub fn child(&self, name: Option<&str>) -> Result<&Child, Failure> {
        let names: Vec<&str> = self.family.children.iter().map(|child| child.name.as_str()).collect();
        let why = match name {
            Some(name) => match self.family.child(name) {
                Some(child) => return Ok(child),
                None => format!("There is no child \"{}\". The children are: {}.", name.trim(), names.join(", ")),
            },
            None if self.is_damaged => {
                format!("family.toml has errors, so say whose morning it is: --child {}", names.join(" or "))
            }
            None => return self.family.children.first().ok_or(Failure::NoFamily),
        };
        Err(Failure::CouldNot(why))
    }

    /// The words ` for Leo` in a family with several children, else nothing.
    pub fn for_whom(&self, child: &Child) -> String {
        if self.family.children.len() > 1 { format!(" for {}", child.name) } else { String::new() }
    }
}

/// Finds a ritual by its id or name in any case, or by a word that only one ritual has. An id of `planned` is found
/// even when no file has it anymore.
pub fn find_ritual(catalog: &Catalog, typed: &str, planned: &[RitualId]) -> Result<RitualId, Failure> {
    let wanted = typed.trim().to_lowercase();
    let found = catalog.rituals.iter().find(|ritual| ritual.id.as_str() == wanted);
    let found = found.or_else(|| catalog.offered().find(|ritual| ritual.name.to_lowercase() == wanted));
    let found = found.map(|ritual| &ritual.id).or_else(|| planned.iter().find(|id| id.as_str() == typed.trim()));
    if let Some(id) = found {
        return Ok(id.clone());
    }
    let has_word = |text: &str| text.to_lowercase().split([' ', '-']).any(|word| word == wanted);
    let has_it = |(id, name): &(&RitualId, &String)| has_word(id.as_str()) || has_word(name);
    let offered: Vec<(&RitualId, &String)> = catalog.offered().map(|ritual| (&ritual.id, &ritual.name)).collect();
    let by_word: Vec<&RitualId> = offered.iter().copied().filter(has_it).map(|(id, _)| id).collect();
    if let [only] = by_word[..] {
        return Ok(only.clone());
    }
    let words = |(id, name): &(&RitualId, &String)| [id.as_str().to_lowercase(), name.to_lowercase()];
    let known: Vec<String> = offered.iter().flat_map(words).collect();
    let near = nearest(&wanted, &known.iter().map(String::as_str).collect::<Vec<_>>());
    let near = near.and_then(|near| offered.iter().find(|ritual| words(ritual).iter().any(|word| word == near)));
    let advice = near.map_or(String::new(), |(id, name)| format!(" Did you mean {id} ({name})?"));
    let why = format!("There is no ritual \"{}\".{advice} `goodbye rituals` lists them all.", typed.trim());
    Err(Failure::CouldNot(why))
}

/// Finds the rituals that were typed, as [`find_ritual`] does. A ritual that was typed twice is found once.
pub fn find_rituals(
    catalog: &Catalog,
    typed: &[impl AsRef<str>],
    planned: &[RitualId],
) -> Result<Vec<RitualId>, Failure> {
    let mut rituals = Vec::new();
    for typed in typed {
        let id = find_ritual(catalog, typed.as_ref(), planned)?;
        if !rituals.contains(&id) {
            rituals.push(id);
        }
    }
    Ok(rituals)
}
