//! The verbs of the command line. Each reads or changes the family's folder and returns what there is to say.

mod check;
mod export;
mod import;
mod keep;
mod mark;
mod show;

use super::args::{GlobalOptions, Verb};
use super::output::{Answer, COULD_NOT, WRONG_USAGE};
use super::start::{settings, start};
use super::store::{Refusal, Store};
use crate::domain::calendar::Calendar;
use crate::domain::change::RitualsFound;
use crate::domain::day::parse_typed;
use crate::domain::family::{Child, Family};
use crate::domain::problem::Problem;
use crate::domain::ritual::{Catalog, RitualId};
use crate::domain::settings::SettingsFound;
use crate::domain::toml_reader::nearest;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

const NO_FAMILY: &str = "No family yet: run `goodbye` or `goodbye init --child NAME --first-day DATE`.";

/// Why a verb did not do what it was asked.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0}")]
    CouldNot(String),
    #[error("{0}")]
    WrongUsage(String),
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// One run of one verb.
struct Session {
    store: Store,
    today: Date,
    zone: TimeZone,
    now: Timestamp,
    ascii: bool,
    settings: SettingsFound,
    /// What should be known but stops nothing; goes to stderr.
    notices: Vec<String>,
}

/// The family and the rituals it can choose from.
struct Loaded {
    family: Family,
    /// The family file has problems, so a child may be missing from `family`.
    is_damaged: bool,
    catalog: Catalog,
}

/// Does what a verb says.
pub fn run(verb: Verb, options: &GlobalOptions) -> Answer {
    let (clock, store) = match start(options) {
        Ok(started) => started,
        Err(answer) => return answer,
    };
    let today = clock.today();
    let zone = clock.zone().clone();
    let now = clock.now();
    let notices = clock.warning.into_iter().collect();
    let mut session = Session { store, today, zone, now, ascii: options.ascii, settings: settings(options), notices };
    let result = obey(verb, &mut session);
    let mut err = session.notices;
    let answer = result.unwrap_or_else(|failure| {
        err.push(failure.to_string());
        let code = if matches!(failure, Failure::WrongUsage(_)) { WRONG_USAGE } else { COULD_NOT };
        Answer { code, ..Answer::default() }
    });
    Answer { err: err.join("\n"), ..answer }
}

fn obey(verb: Verb, session: &mut Session) -> Result<Answer, Failure> {
    let said = match verb {
        Verb::Today { child, json } => show::today(session, child.as_deref(), json),
        Verb::Rituals { json } => show::rituals(session, json),
        Verb::Check => return Ok(check::check(session)),
        Verb::Done { ritual, which } => mark::done(session, ritual.as_deref(), &which),
        Verb::Plan { date, rituals, child } => mark::plan(session, &date, &rituals, child.as_deref()),
        Verb::Skip { reason, which } => mark::skip(session, &reason.join(" "), &which),
        Verb::Note { text, which } => mark::note(session, &text.join(" "), &which),
        Verb::Init { child, first_day, ritual } => keep::init(session, &child, &first_day, &ritual),
        Verb::Export(options) => return export::export(session, &options),
        Verb::Import(options) => import::import(session, &options),
        Verb::Undo => keep::undo(session),
        Verb::Redo => keep::redo(session),
        Verb::Backups => keep::backups(session),
        Verb::Restore { date } => keep::restore(session, &date),
    };
    said.map(Answer::done)
}

impl Session {
    fn date(&self, typed: Option<&str>) -> Result<Date, Failure> {
        typed.map_or(Ok(self.today), |typed| {
            parse_typed(typed, self.today).map_err(|error| Failure::WrongUsage(error.to_string()))
        })
    }

    /// Says in one line for all problems of a file that there are some; `check` tells them.
    fn notice(&mut self, problems: &[Problem]) {
        let Some(first) = problems.first() else { return };
        let more = match problems.len() {
            1 => "`goodbye check` tells what to do".to_owned(),
            n => format!("and {} more; `goodbye check` tells what to do", n - 1),
        };
        self.notices.push(format!("{first} ({more})"));
    }

    /// Rituals asked for by `--rituals` have to be there: a script would never notice other ones.
    fn rituals_as_asked(&self, found: Option<&RitualsFound>) -> Result<(), Failure> {
        let wrong = found.filter(|rituals| rituals.elsewhere).and_then(|rituals| rituals.problems.first());
        wrong.map_or(Ok(()), |problem| Err(Failure::CouldNot(problem.report())))
    }

    /// Reads the family, and tells when there is none yet.
    fn load(&mut self) -> Result<Loaded, Failure> {
        let (loaded, nobody) = self.load_any()?;
        nobody.map_or(Ok(loaded), Err)
    }

    /// Reads the family; and why no child is shown, if so: there may be some who are put away, or not known any more.
    fn load_any(&mut self) -> Result<(Loaded, Option<Failure>), Failure> {
        let found = self.store.read_pages();
        self.rituals_as_asked(found.rituals.as_ref())?;
        let (family, rituals) = (found.family.unwrap_or_default(), found.rituals.unwrap_or_default());
        self.notice(&rituals.problems);
        self.notice(&family.page.problems);
        let is_damaged = !family.page.problems.is_empty();
        let loaded = Loaded { family: family.page.family, is_damaged, catalog: rituals.catalog };
        let why = if !loaded.family.children.is_empty() {
            return Ok((loaded, None));
        } else if is_damaged {
            "There is no child I could read of.".to_owned()
        } else if !loaded.family.hidden.is_empty() {
            "Every child is put away. In the planner, 4 and then a show the list, and x brings one back.".to_owned()
        } else {
            NO_FAMILY.to_owned()
        };
        Ok((loaded, Some(Failure::CouldNot(why))))
    }
}

impl Loaded {
    fn calendar(&self, child: &Child) -> Calendar {
        Calendar::of(&self.family, child)
    }

    /// The child of this name, or the first.
    fn child(&self, name: Option<&str>) -> Result<&Child, Failure> {
        let names: Vec<&str> = self.family.children.iter().map(|child| child.name.as_str()).collect();
        match name {
            Some(name) => self.family.child(name).ok_or_else(|| {
                Failure::CouldNot(format!(
                    "I know no child \"{}\". The children are: {}.",
                    name.trim(),
                    names.join(", ")
                ))
            }),
            None if self.is_damaged => {
                let why = format!("family.toml has errors, so say whose morning it is: --child {}", names.join(" or "));
                Err(Failure::CouldNot(why))
            }
            None => self.family.children.first().ok_or_else(|| Failure::CouldNot("There is no child yet.".to_owned())),
        }
    }

    /// ` for Leo`, where that is not clear by itself.
    fn for_whom(&self, child: &Child) -> String {
        if self.family.children.len() > 1 { format!(" for {}", child.name) } else { String::new() }
    }
}

/// Finds a ritual by its id or name, whatever the case, or by a word that only one of them has. `also` are ids that count though no file knows them any more.
fn ritual(catalog: &Catalog, typed: &str, also: &[RitualId]) -> Result<RitualId, Failure> {
    let wanted = typed.trim().to_lowercase();
    let found = catalog.rituals.iter().find(|r| r.id.as_str() == wanted);
    let found = found.or_else(|| catalog.offered().find(|r| r.name.to_lowercase() == wanted));
    if let Some(ritual) = found {
        return Ok(ritual.id.clone());
    }
    if let Some(id) = also.iter().find(|id| id.as_str() == typed.trim()) {
        return Ok(id.clone());
    }
    let has_word = |text: &str| text.to_lowercase().split([' ', '-']).any(|word| word == wanted);
    let by_word: Vec<&RitualId> =
        catalog.offered().filter(|r| has_word(r.id.as_str()) || has_word(&r.name)).map(|r| &r.id).collect();
    if let [only] = by_word[..] {
        return Ok(only.clone());
    }
    let names: Vec<(String, &RitualId)> = catalog
        .offered()
        .flat_map(|r| [(r.id.as_str().to_lowercase(), &r.id), (r.name.to_lowercase(), &r.id)])
        .collect();
    let known: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
    let near = nearest(&wanted, &known).and_then(|near| names.iter().find(|(name, _)| name == near));
    let advice = near.map_or(String::new(), |(_, id)| format!(" Did you mean {id} ({})?", catalog.name(id)));
    let why = format!("I know no ritual \"{}\".{advice} `goodbye rituals` lists them all.", typed.trim());
    Err(Failure::CouldNot(why))
}
