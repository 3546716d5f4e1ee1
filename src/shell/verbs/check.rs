//! `goodbye check`: reads all files, and lists their errors and likely typos.

use super::{Failure, FamilyVerb, Session};
use crate::domain::change::Page;
use crate::domain::child_id::ChildId;
use crate::domain::copy_name::LeftBy;
use crate::domain::day::parse_weekday;
use crate::domain::family::{CHILD_KEYS, Child, Family, RuleList, same_child_names};
use crate::domain::found_copy::FoundCopy;
use crate::domain::morning::{MORNING_KEYS, Mood, Morning};
use crate::domain::names;
use crate::domain::obstacle::Obstacle;
use crate::domain::problem::{Problem, SourceSpan};
use crate::domain::ritual::{Catalog, RitualId};
use crate::domain::ritual_file::same_ritual_names;
use crate::domain::text::{one_line, plural};
use crate::domain::toml_reader::nearest;
use crate::shell::args::Example;
use crate::shell::output::{Answer, COULD_NOT};
use crate::shell::paint::Paint;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use toml::Spanned;
use toml::de::{DeString, DeTable};

#[derive(Debug, clap::Args)]
pub struct Check {
    /// Print JSON, for scripts; `goodbye help json` describes it
    #[arg(long)]
    json: bool,
}

impl FamilyVerb for Check {
    const EXAMPLES: &'static [Example] = &[
        ("goodbye check", "which file, which line, and what to write"),
        ("goodbye check --json", "the same for a script"),
    ];

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let pages = session.store.read_pages();
        let (family, rituals) = (pages.family.unwrap_or_default(), pages.rituals.unwrap_or_default());
        let folder = session.store.folder().display().to_string();
        let mut problems: Vec<Problem> = family.page.problems;
        let lost = session.store.lost_family().filter(|_| problems.is_empty());
        problems.extend(lost.map(|lost| lost.problem));
        problems.extend(rituals.problems);
        problems.extend(session.store.read_text(Page::School).err());
        problems.extend(same_names(family.text.as_deref(), rituals.text.as_deref(), &rituals.catalog));
        problems.extend(session.settings.problems.clone());
        problems.extend(session.store.state_problems());
        problems.extend(session.store.obstacles().iter().map(Obstacle::problem));
        let mut typos = unknown_family_keys(family.text.as_deref().unwrap_or_default());
        typos.extend(rituals.unknown_keys.iter().map(|unknown| format!("{unknown}; {}", unknown.help)));
        for child in family.page.family.all_children() {
            typos.extend(typos_of_child(child, &rituals.catalog));
        }
        let (copies, by_editors) = copies(session, &family.page.family);
        problems.extend(copies);
        typos.extend(by_editors);
        let unknown = session.store.unknown_children(&family.page.family);
        let ids: BTreeSet<&ChildId> =
            family.page.family.all_children().chain(&unknown).map(|child| &child.id).collect();
        if ids.is_empty() && problems.is_empty() && !self.json {
            return Ok(Answer::done(format!("There is no family in {folder} yet, so there is nothing to check.")));
        }
        let mut months = 0;
        for child in ids {
            for (_, month, page) in session.store.read_all(child).months {
                months += 1;
                problems.extend(page.problems);
                let file = format!("mornings/{}/{month}.toml", child.as_str());
                typos.extend(page.other.keys().map(|key| format!("{file}: {}", kept_key(key))));
                for (date, morning) in &page.mornings {
                    let found = typos_of_morning(morning, &rituals.catalog);
                    typos.extend(found.map(|typo| format!("{file}, {date}: {typo}")));
                }
            }
        }
        typos.sort();
        typos.dedup();
        let code = if problems.is_empty() { 0 } else { COULD_NOT };
        let answer = if self.json {
            Answer::json(as_json(&folder, months, &problems, &typos))
        } else {
            Answer::done(text(&folder, months, &problems, &typos))
        };
        Ok(Answer { code, ..answer })
    }
}

fn text(folder: &str, months: usize, problems: &[Problem], typos: &[String]) -> String {
    let mut parts: Vec<String> =
        problems.iter().map(|problem| Paint::Alarm.on_first_word("error", &problem.report())).collect();
    if problems.is_empty() {
        let months = plural(months, "month");
        parts.push(format!("All files in {folder} can be read: the family, the rituals and {months} of mornings."));
    } else {
        parts.insert(0, format!("In {folder}:"));
    }
    if !typos.is_empty() {
        parts.push(format!("Worth a look:\n{}", typos.join("\n")));
    }
    parts.join("\n\n")
}

fn as_json(folder: &str, months: usize, problems: &[Problem], typos: &[String]) -> Value {
    let problem = |problem: &Problem| {
        let place = problem.spans.first();
        json!({
            "file": problem.file,
            "line": place.map(|place| place.line),
            "column": place.map(|place| place.column),
            "message": problem.message,
            "help": problem.help,
        })
    };
    let problems: Vec<Value> = problems.iter().map(problem).collect();
    json!({
        "folder": folder, "readable": problems.is_empty(), "months": months, "problems": problems,
        "worth_a_look": typos,
    })
}

/// The copies of files, as problems. Those that an editor left are only named.
fn copies(session: &mut Session, family: &Family) -> (Vec<Problem>, Vec<String>) {
    let (by_editors, copies): (Vec<FoundCopy>, Vec<FoundCopy>) =
        session.store.read_copies(family).into_iter().partition(|copy| copy.left_by == LeftBy::Editor);
    let named = by_editors.iter().map(|copy| format!("{}: {}", copy.path, copy.label()));
    (copies.iter().map(|copy| copy.problem(family)).collect(), named.collect())
}

/// The names that several children or several rituals have.
fn same_names(family: Option<&str>, rituals: Option<&str>, catalog: &Catalog) -> Vec<Problem> {
    let mut problems = same_child_names(Page::Family.file_name(), family.unwrap_or_default());
    // Without a file of the family's own, no two rituals can have one name.
    problems.extend(rituals.iter().flat_map(|text| same_ritual_names(Page::Rituals.file_name(), text, catalog)));
    problems
}

fn typos_of_child(child: &Child, catalog: &Catalog) -> Vec<String> {
    let named = child.usual.iter().map(|id| ("usual", id)).chain(child.favorites.iter().map(|id| ("favorites", id)));
    let rituals = named
        .filter_map(|(key, id)| Some(format!("family.toml, {}: {key}: {}", child.name, unknown_ritual(id, catalog)?)));
    rituals.chain(folder_of_a_device(child)).collect()
}

/// The advice for a child whose folder Windows cannot have.
fn folder_of_a_device(child: &Child) -> Option<String> {
    let id = child.id.as_str();
    let advice = "write another `id` and rename the folder";
    child.id.is_reserved().then(|| {
        format!(
            "family.toml, {}: Windows cannot have the folder mornings/{id}; for a shared folder, {advice}",
            child.name
        )
    })
}

fn typos_of_morning(morning: &Morning, catalog: &Catalog) -> impl Iterator<Item = String> {
    let rituals = morning.rituals().into_iter().filter_map(|id| unknown_ritual(id, catalog));
    let keys = morning.other.keys().map(|key| unknown_key(key, &MORNING_KEYS).unwrap_or_else(|| kept_key(key)));
    let mood = morning.mood.as_ref().filter(|mood| matches!(mood, Mood::Other(_))).map(|mood| {
        let words: Vec<&str> = Mood::ALL.iter().map(Mood::keyword).collect();
        format!("`mood`: \"{}\" is not one of {}", mood.keyword(), words.join(", "))
    });
    rituals.chain(keys).chain(mood)
}

/// The keys of the family file that look like typos, each with its line.
fn unknown_family_keys(text: &str) -> Vec<String> {
    let Ok(family) = DeTable::parse(text) else { return Vec::new() };
    let family = family.get_ref();
    let typo = |key: &Spanned<DeString<'_>>, message: String| {
        format!("family.toml:{}: {message}", SourceSpan::new(text, key.span(), "").line)
    };
    let unknown = |table: &DeTable<'_>, known: &[&str]| -> Vec<String> {
        let unknown = table.keys().filter(|key| !known.contains(&key.get_ref().as_ref()));
        let message = |name: &str| unknown_key(name, known).unwrap_or_else(|| kept_key(name));
        unknown.map(|key| typo(key, message(key.get_ref()))).collect()
    };
    let lists = RuleList::ALL.map(|list| (list.keyword(), list.keys())).into_iter().chain([("child", &CHILD_KEYS[..])]);
    let top: Vec<&str> = lists.clone().map(|(list, _)| list).chain(["format", "school_words"]).collect();
    let mut typos = unknown(family, &top);
    for (list, known) in lists {
        typos.extend(tables(family, list).flat_map(|table| unknown(table, known)));
    }
    let days = tables(family, "child").filter_map(|child| child.get("collects")?.get_ref().as_table());
    let wrong = days.flat_map(|days| days.keys()).filter(|day| parse_weekday(day.get_ref()).is_none());
    typos.extend(wrong.map(|day| typo(day, format!("`collects`: `{}` is not a weekday", one_line(day.get_ref())))));
    typos
}

/// The tables of a list such as `[[child]]`.
fn tables<'t>(family: &'t DeTable<'t>, list: &str) -> impl Iterator<Item = &'t DeTable<'t>> {
    let tables = family.get(list).and_then(|value| value.get_ref().as_array()).into_iter().flatten();
    tables.filter_map(|table| table.get_ref().as_table())
}

/// The message for an unknown key that is close to a known one. Other unknown keys may belong to a newer version.
fn unknown_key(key: &str, known: &[&str]) -> Option<String> {
    let near = nearest(key, known).filter(|_| !known.contains(&key))?;
    Some(format!("unknown key `{key}`; did you mean `{near}`?"))
}

/// The message for an unknown key that is like no known one.
fn kept_key(key: &str) -> String {
    format!("unknown key `{}`, which goodbye keeps", one_line(key))
}

fn unknown_ritual(id: &RitualId, catalog: &Catalog) -> Option<String> {
    if catalog.get(id).is_some() {
        return None;
    }
    let by_name = names::find(catalog.offered(), id.as_str()).ok().map(|ritual| ritual.id.as_str());
    let ids: Vec<&str> = catalog.rituals.iter().map(|ritual| ritual.id.as_str()).collect();
    let near = by_name.or_else(|| nearest(id.as_str(), &ids));
    let near = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
    Some(format!("no ritual has the id {id}{near}"))
}
