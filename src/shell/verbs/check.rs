//! The verb that looks through all files: what is wrong with them, and what is right but looks like a slip.

use super::Session;
use crate::domain::change::Page;
use crate::domain::child_id::ChildId;
use crate::domain::day::parse_weekday;
use crate::domain::family::{CHILD_KEYS, Child, RuleList};
use crate::domain::morning::{MORNING_KEYS, Mood, Morning};
use crate::domain::problem::{Problem, SourceSpan};
use crate::domain::ritual::{Catalog, RitualId};
use crate::domain::text::one_line;
use crate::domain::text::plural;
use crate::domain::toml_reader::nearest;
use crate::shell::output::{Answer, COULD_NOT};
use std::collections::BTreeSet;
use toml::Spanned;
use toml::de::{DeString, DeTable};

pub fn check(session: &mut Session) -> Answer {
    let pages = session.store.read_pages();
    let (family, rituals) = (pages.family.unwrap_or_default(), pages.rituals.unwrap_or_default());
    let folder = session.store.folder().display().to_string();
    let mut problems: Vec<Problem> = family.page.problems;
    problems.extend(rituals.problems);
    problems.extend(session.store.read_text(Page::School).err());
    problems.extend(session.settings.problems.clone());
    let children = family.page.family.children;
    let mut slips = BTreeSet::new();
    for child in &children {
        slips.extend(slips_of_child(child, &rituals.catalog));
    }
    slips.extend(unknown_family_keys(family.text.as_deref().unwrap_or_default()));
    let mut ids: BTreeSet<ChildId> =
        children.into_iter().chain(family.page.family.hidden).map(|child| child.id).collect();
    ids.extend(session.store.children_with_mornings());
    if ids.is_empty() && problems.is_empty() {
        return Answer::done(format!("There is no family yet in {folder}, so there is nothing to be wrong."));
    }
    let mut months = 0;
    for child in ids {
        for (_, month, page) in session.store.read_all(&child).months {
            months += 1;
            problems.extend(page.problems);
            let file = format!("mornings/{}/{month}.toml", child.as_str());
            for (date, morning) in &page.mornings {
                slips.extend(slips_of_morning(morning, &rituals.catalog).map(|slip| format!("{file}, {date}: {slip}")));
            }
        }
    }
    let mut told: Vec<String> = problems.iter().map(Problem::report).collect();
    if problems.is_empty() {
        told.push(format!(
            "All can be read in {folder}: the family, the rituals and {} of mornings.",
            plural(months, "month")
        ));
    } else {
        told.insert(0, format!("In {folder}:"));
    }
    if !slips.is_empty() {
        let slips: Vec<String> = slips.into_iter().collect();
        told.push(format!("Worth a look, in case it is a slip:\n{}", slips.join("\n")));
    }
    let code = if problems.is_empty() { 0 } else { COULD_NOT };
    Answer { out: told.join("\n\n"), code, ..Answer::default() }
}

fn slips_of_child(child: &Child, catalog: &Catalog) -> Vec<String> {
    let named = child.usual.iter().map(|id| ("usual", id)).chain(child.favorites.iter().map(|id| ("favorites", id)));
    named
        .filter_map(|(key, id)| Some(format!("family.toml, {}: {key}: {}", child.name, unknown_ritual(id, catalog)?)))
        .collect()
}

fn slips_of_morning(morning: &Morning, catalog: &Catalog) -> impl Iterator<Item = String> {
    let rituals = morning.rituals().into_iter().filter_map(|id| unknown_ritual(id, catalog));
    let keys = morning.other.keys().filter_map(|key| unknown_key(key, &MORNING_KEYS));
    let mood = morning.mood.as_ref().filter(|mood| matches!(mood, Mood::Other(_))).map(|mood| {
        let words: Vec<&str> = Mood::ALL.iter().map(Mood::keyword).collect();
        format!("`mood`: \"{}\" is none of {}", mood.keyword(), words.join(", "))
    });
    rituals.chain(keys).chain(mood).collect::<Vec<_>>().into_iter()
}

/// Keys that look like slips, each with its line.
fn unknown_family_keys(text: &str) -> Vec<String> {
    type Keys<'t> = Vec<&'t Spanned<DeString<'t>>>;
    let Ok(family) = DeTable::parse(text) else { return Vec::new() };
    let family = family.get_ref();
    let tables = |list: &str| {
        let tables = family.get(list).and_then(|value| value.get_ref().as_array()).into_iter().flatten();
        tables.filter_map(|table| table.get_ref().as_table()).collect::<Vec<_>>()
    };
    let slip = |key: &Spanned<DeString<'_>>, told: String| {
        format!("family.toml:{}: {told}", SourceSpan::new(text, key.span(), "").line)
    };
    let unknown = |keys: Keys<'_>, known: &[&str]| -> Vec<String> {
        keys.into_iter().filter_map(|key| Some(slip(key, unknown_key(key.get_ref(), known)?))).collect()
    };
    let mut slips: Vec<String> = Vec::new();
    for (list, known) in
        [("child", &CHILD_KEYS[..])].into_iter().chain(RuleList::ALL.map(|list| (list.keyword(), list.keys())))
    {
        slips.extend(unknown(tables(list).into_iter().flat_map(|table| table.keys()).collect(), known));
    }
    let lists: Vec<&str> =
        RuleList::ALL.into_iter().map(RuleList::keyword).chain(["child", "format", "school_words"]).collect();
    slips.extend(unknown(family.keys().collect(), &lists));
    let children = tables("child");
    let collects = children.iter().filter_map(|child| child.get("collects")?.get_ref().as_table());
    let no_day = collects.flat_map(|days| days.keys()).filter(|key| parse_weekday(key.get_ref()).is_none());
    slips
        .extend(no_day.map(|key| slip(key, format!("`collects`: `{}` is no weekday I know", one_line(key.get_ref())))));
    slips
}

/// An unknown key that is close to a known one. Others are left to newer programs.
fn unknown_key(key: &str, known: &[&str]) -> Option<String> {
    let near = nearest(key, known).filter(|_| !known.contains(&key))?;
    Some(format!("`{key}` is a key I do not know; `{near}` is one I do"))
}

fn unknown_ritual(id: &RitualId, catalog: &Catalog) -> Option<String> {
    if catalog.get(id).is_some() {
        return None;
    }
    let ids: Vec<&str> = catalog.rituals.iter().map(|ritual| ritual.id.as_str()).collect();
    let near = nearest(id.as_str(), &ids).map_or_else(String::new, |near| format!("; did you mean {near}?"));
    Some(format!("no ritual has the id {id}{near}"))
}
