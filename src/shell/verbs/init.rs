//! `goodbye init`: sets up a family with its first child.

use super::FamilyVerb;
use super::session::{Failure, Session, find_rituals};
use crate::domain::beginning::{begin, first_child, first_mornings};
use crate::domain::calendar::Calendar;
use crate::domain::change::{FamilyFound, Page};
use crate::domain::day;
use crate::domain::family::Family;
use crate::domain::ritual::{Catalog, RitualId};
use crate::domain::text::{one_line, plural};
use crate::domain::typed_day::Meant;
use crate::shell::args::Example;
use crate::shell::output::Answer;

/// The ritual to start with when none is named: it takes seconds and needs no supplies.
const FIRST_RITUAL: &str = "hand-kiss";

#[derive(Debug, clap::Args)]
pub struct Init {
    /// The child's name
    #[arg(long, value_name = "NAME")]
    child: String,
    /// The first day of school
    #[arg(long, value_name = "DATE")]
    first_day: String,
    /// A ritual to start with; repeat the option, and several rituals take turns [default: hand-kiss]
    #[arg(long, value_name = "ID")]
    ritual: Vec<String>,
    /// Begin a new family although backups of an earlier one are there; mornings stay
    #[arg(long)]
    start_over: bool,
}

impl FamilyVerb for Init {
    const EXAMPLES: &'static [Example] = &[
        (r#"goodbye init --child Leo --first-day "7 sep""#, "begins with a kiss on the hand"),
        ("goodbye init --child Ida --first-day tomorrow --ritual one-more-hug", ""),
    ];

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let first_day = session.date(Some(&self.first_day), Meant::Either)?;
        let name = one_line(&self.child).trim().to_owned();
        if name.is_empty() {
            return Err(Failure::WrongUsage("A child needs a name: --child NAME".to_owned()));
        }
        let found = session.store.read_pages();
        match session.store.lost_family() {
            Some(lost) if lost.is_backed_up && !self.start_over => {
                return Err(Failure::CouldNot(lost.problem.report()));
            }
            Some(_) => {}
            None => refuse_existing(session, &found.family.unwrap_or_default())?,
        }
        let rituals = found.rituals.unwrap_or_default();
        session.notice_of_rituals(&rituals);
        let child = first_child(&name, first_day, first_rituals(&rituals.catalog, &self.ritual)?);
        let (today, folder) = (session.today, session.store.folder().display().to_string());
        let mut planned = 0;
        session.store.edit(|transaction| {
            if transaction.page_text(Page::Family)?.is_some() {
                return Err(Failure::CouldNot(format!("There is already a family in {folder}.")));
            }
            let mut taken = Vec::new();
            for date in first_mornings(&child, today) {
                if !transaction.morning(&child.id, date)?.is_blank() {
                    taken.push(date);
                }
            }
            let change = begin(&child, today, None, |date| !taken.contains(&date))?;
            planned = change.edits.len();
            Ok(change)
        })?;
        let begins = Calendar::of(&Family::default(), &child).next_from(first_day).unwrap_or(first_day);
        Ok(Answer::done(format!(
            "Welcome! {name}'s first school day {} {}, and {} are planned. Run `goodbye` to see them.\n{folder}",
            if begins < today { "was" } else { "is" },
            day::reply_label(begins, today),
            plural(planned, "morning"),
        )))
    }
}

fn refuse_existing(session: &mut Session, found: &FamilyFound) -> Result<(), Failure> {
    let folder = session.store.folder().display().to_string();
    session.notice(&found.page.problems);
    if !found.page.problems.is_empty() {
        let why = format!("The family.toml in {folder} has errors. Correct it or move it away first.");
        return Err(Failure::CouldNot(why));
    }
    if found.text.is_none() {
        return Ok(());
    }
    let names: Vec<&str> = found.page.family.all_children().map(|child| child.name.as_str()).collect();
    Err(Failure::CouldNot(format!(
        "There is already a family in {folder}: {}. To add a child, open `goodbye` and press 4, a, n.",
        names.join(", ")
    )))
}

fn first_rituals(catalog: &Catalog, typed: &[String]) -> Result<Vec<RitualId>, Failure> {
    let mut rituals = find_rituals(catalog, typed, &[])?;
    if rituals.is_empty() {
        let first = catalog.offered().find(|ritual| ritual.id.as_str() == FIRST_RITUAL);
        rituals.extend(first.or_else(|| catalog.offered().next()).map(|ritual| ritual.id.clone()));
    }
    Ok(rituals)
}
