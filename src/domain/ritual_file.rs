//! Reads `rituals.toml` with all its problems, and writes a family's own rituals into it without losing comments.

use super::names::same_names;
use super::problem::Problem;
use super::ritual::{Catalog, Every, Keeps, Origin, Preparation, Prepare, Ritual, RitualId, is_kebab_case};
use super::text::ending_lines_like;
use super::toml_reader::{self, TomlReader};
use super::toml_writer::{self, set, set_or_remove};
use std::collections::BTreeMap;
use std::ops::Range;
use toml_edit::{Array, DocumentMut, Item, Table, Value};

/// The text of the ideas that the program ships with.
pub const SHIPPED: &str = include_str!("../../rituals.toml");

const RITUAL_KEYS: &[&str] =
    &["id", "name", "idea", "steps", "minutes", "supplies", "prepare", "keeps", "caution", "source", "tags", "hidden"];
const PREPARE_KEYS: &[&str] = &["days_before", "minutes", "steps", "every"];
const KEEPS_KEYS: &[&str] = &["child", "parent"];
const PREPARATION_KEYS: &[&str] = &["id", "name", "idea", "steps", "days_before", "supplies", "source"];

/// The most minutes of a ritual or of preparing it. Ten hours are longer than a school morning, so more is a typo.
pub const MOST_MINUTES: u32 = 600;

/// The most days before a morning or before school. A year ahead is the earliest that makes sense.
const MOST_DAYS: u32 = 366;

/// The content of a rituals file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RitualPage {
    /// The rituals and preparations without problems.
    pub catalog: Catalog,
    /// The problems of the file, in its order. A file with problems is never written.
    pub problems: Vec<Problem>,
    /// The unknown keys, in the order of the file. Writes keep them.
    pub unknown_keys: Vec<Problem>,
}

/// Reads a rituals file. `file` is the name for its problems. A ritual or preparation with a problem is left out.
pub fn read(file: &str, text: &str, origin: Origin) -> RitualPage {
    let read = toml_reader::read_with_unknown_keys(file, text, |top| {
        top.keep_unknown_keys(&["ritual", "preparation", "format"], "a rituals file");
        top.check_format();
        top.numbers_out_of_range();
        let (mut ids, mut preparation_ids) = (Ids::new(), Ids::new());
        let rituals = top.tables("ritual");
        let preparations = top.tables("preparation");
        let preparations = preparations.iter().filter_map(|row| read_preparation(row, &mut preparation_ids));
        Catalog {
            rituals: rituals.iter().filter_map(|row| read_ritual(row, &mut ids, origin)).collect(),
            preparations: preparations.collect(),
        }
    });
    RitualPage { catalog: read.value, problems: read.problems, unknown_keys: read.unknown_keys }
}

/// Returns a problem for each name that several offered rituals have. `text` is the family's own file, which can be
/// used in spite of the problems.
pub fn same_ritual_names(file: &str, text: &str, catalog: &Catalog) -> Vec<Problem> {
    let (places, _) = toml_reader::read(file, text, |top| {
        let own = top.tables("ritual");
        own.iter().filter_map(|row| Some((row.text("id")?, row.place("name")))).collect::<Ids>()
    });
    same_names((file, text), catalog.offered(), |ritual| places.get(ritual.id.as_str()).cloned())
}

/// The ideas that the program ships with.
pub fn shipped() -> Catalog {
    read("rituals.toml", SHIPPED, Origin::Shipped).catalog
}

/// The ids of a list, with their places.
type Ids = BTreeMap<String, Range<usize>>;

fn read_ritual(row: &TomlReader<'_>, ids: &mut Ids, origin: Origin) -> Option<Ritual> {
    row.keep_unknown_keys(RITUAL_KEYS, "a ritual");
    let before = row.problems_found();
    // A ritual that somebody meant to hide stays hidden, even if a part of the ritual cannot be read.
    let hidden = row.flag("hidden") == Some(true) || row.problems_found() > before;
    let id = read_id(row, ids);
    let name = if hidden { Some(line(row, "name")) } else { read_name(row) };
    let prepare = row.table("prepare").map(|prepare| read_prepare(&prepare));
    let keeps = row.table("keeps").map(|keeps| {
        keeps.keep_unknown_keys(KEEPS_KEYS, "`keeps`");
        Keeps { child: line(&keeps, "child"), parent: line(&keeps, "parent") }
    });
    let ritual = Ritual {
        idea: line(row, "idea"),
        steps: row.lines("steps"),
        minutes: row.count("minutes", MOST_MINUTES),
        supplies: row.lines("supplies"),
        caution: line(row, "caution"),
        source: line(row, "source"),
        tags: row.lines("tags"),
        id: RitualId::new(id?),
        name: name?,
        prepare,
        keeps: keeps.unwrap_or_default(),
        hidden,
        origin,
    };
    (hidden || row.problems_found() == before).then_some(ritual)
}

fn read_prepare(row: &TomlReader<'_>) -> Prepare {
    row.keep_unknown_keys(PREPARE_KEYS, "`prepare`");
    let every = row.line("every").map_or(Some(Every::Time), |every| Every::from_keyword(&every));
    if every.is_none() {
        let help = "write `every = \"time\"` to prepare it for each morning, or `every = \"once\"` when it lasts";
        row.problem("every", "`every` must be \"time\" or \"once\"", help);
    }
    Prepare {
        days_before: row.count("days_before", MOST_DAYS).unwrap_or(1),
        minutes: row.count("minutes", MOST_MINUTES),
        steps: row.lines("steps"),
        every: every.unwrap_or(Every::Time),
    }
}

fn read_preparation(row: &TomlReader<'_>, ids: &mut Ids) -> Option<Preparation> {
    row.keep_unknown_keys(PREPARATION_KEYS, "a preparation");
    let before = row.problems_found();
    let id = read_id(row, ids);
    let name = read_name(row);
    let preparation = Preparation {
        idea: line(row, "idea"),
        steps: row.lines("steps"),
        days_before: row.count("days_before", MOST_DAYS),
        supplies: row.lines("supplies"),
        source: line(row, "source"),
        id: id?,
        name: name?,
    };
    (row.problems_found() == before).then_some(preparation)
}

fn read_id(row: &TomlReader<'_>, ids: &mut Ids) -> Option<String> {
    if !row.has("id") {
        row.problem("id", format!("this {} has no `id`", row.name), "add a line such as `id = \"secret-handshake\"`");
        return None;
    }
    let id = row.text("id")?;
    if !is_kebab_case(&id) {
        let help = "use small letters, digits and single hyphens, such as \"secret-handshake\"";
        row.problem_at(row.place("id"), "an `id` is written in kebab-case", "not kebab-case", help);
        return None;
    }
    if let Some(first) = ids.insert(id.clone(), row.place("id")) {
        let message = format!("two {}s have the id `{id}`", row.name);
        row.clash(row.place("id"), first.clone(), message, "give one of them another id");
        ids.insert(id, first);
        return None;
    }
    Some(id)
}

fn read_name(row: &TomlReader<'_>) -> Option<String> {
    let name = row.line("name");
    if name.is_none() {
        let help = "add a line such as `name = \"A secret handshake\"`";
        row.problem("name", format!("this {} has no `name`", row.name), help);
    }
    name
}

fn line(row: &TomlReader<'_>, key: &str) -> String {
    row.line(key).unwrap_or_default()
}

/// The reason why the family's own `rituals.toml` cannot be changed, as a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RitualEditError {
    #[error("rituals.toml has errors, so it is left as it is.")]
    NotToml,
    #[error("`ritual` in rituals.toml is not a list of tables.")]
    NotTables,
}

/// Returns the text of a family's rituals file with `ritual` in it: changed in place when the file has its id, added at
/// the end otherwise. Comments and unknown keys stay.
///
/// # Errors
/// When `text` is not a rituals file that this program can change.
pub fn with_ritual(text: &str, ritual: &Ritual) -> Result<String, RitualEditError> {
    let mut document: DocumentMut = text.parse().map_err(|_| RitualEditError::NotToml)?;
    let rituals = toml_writer::tables(&mut document, "ritual").ok_or(RitualEditError::NotTables)?;
    let there = rituals.iter().position(|t| t.get("id").and_then(Item::as_str) == Some(ritual.id.as_str()));
    match there.and_then(|i| rituals.get_mut(i)) {
        Some(table) => write_ritual(table, ritual),
        None => {
            let mut table = Table::new();
            if !text.is_empty() {
                table.decor_mut().set_prefix("\n");
            }
            write_ritual(&mut table, ritual);
            rituals.push(table);
        }
    }
    Ok(ending_lines_like(&document.to_string(), text))
}

fn write_ritual(table: &mut Table, ritual: &Ritual) {
    set(table, "id", ritual.id.as_str());
    set(table, "name", &ritual.name);
    set_or_remove(table, "idea", text_value(&ritual.idea));
    set_or_remove(table, "steps", list_value(&ritual.steps));
    set_or_remove(table, "minutes", ritual.minutes.map(i64::from));
    set_or_remove(table, "supplies", list_value(&ritual.supplies));
    set_or_remove(table, "caution", text_value(&ritual.caution));
    set_or_remove(table, "source", text_value(&ritual.source));
    set_or_remove(table, "tags", list_value(&ritual.tags));
    set_inside(table, "keeps", "child", text_value(&ritual.keeps.child));
    set_inside(table, "keeps", "parent", text_value(&ritual.keeps.parent));
    if let Some(prepare) = &ritual.prepare {
        set_inside(table, "prepare", "days_before", Some(i64::from(prepare.days_before).into()));
        set_inside(table, "prepare", "minutes", prepare.minutes.map(|n| i64::from(n).into()));
        set_inside(table, "prepare", "steps", list_value(&prepare.steps));
        set_inside(table, "prepare", "every", Some(prepare.every.keyword().into()));
    } else {
        table.remove("prepare");
    }
}

fn text_value(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| text.into())
}

fn list_value(items: &[String]) -> Option<Value> {
    (!items.is_empty()).then(|| items.iter().collect::<Array>().into())
}

/// Sets or removes a key of an inner table. An inner table that becomes empty goes away.
fn set_inside(table: &mut Table, outer: &str, key: &str, new: Option<Value>) {
    if let Some(inner) = toml_writer::table(table, outer) {
        set_or_remove(inner, key, new);
        if inner.is_empty() {
            table.remove(outer);
        }
    }
}
