//! `family.toml`: the children, read with every problem found and changed with comments and unknown keys kept.

use super::day;
use super::problem::Problem;
use super::ritual::{RitualId, kebab_case};
use super::sheet::{self, Sheet};
use super::text::{Breaks, scrub};
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

/// The name of a child's folder: small ASCII letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChildId(String);

impl ChildId {
    /// Takes an id only when it is safe as the name of a folder.
    pub fn new(id: &str) -> Option<ChildId> {
        super::ritual::is_kebab_case(id).then(|| ChildId(id.to_owned()))
    }

    /// Makes an id from a name: `Zoë M.` → `zo-m`, and `child` for a name without ASCII letters. One that is already
    /// taken gets a number.
    pub fn from_name(name: &str, taken: &[ChildId]) -> ChildId {
        let mut base = kebab_case(name);
        base.truncate(40);
        let base = base.trim_end_matches('-');
        let base = if base.is_empty() { "child" } else { base };
        let mut id = ChildId(base.to_owned());
        let mut number = 2;
        while taken.contains(&id) {
            id = ChildId(format!("{base}-{number}"));
            number += 1;
        }
        id
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A child who goes to school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    pub id: ChildId,
    /// Scrubbed when it was read.
    pub name: String,
    pub first_day: Date,
    pub school_days: SchoolDays,
    /// The ritual of an ordinary morning.
    pub usual: Option<RitualId>,
    pub favorites: Vec<RitualId>,
}

/// The weekdays on which a child goes to school; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchoolDays(u8);

impl SchoolDays {
    pub const MONDAY_TO_FRIDAY: SchoolDays = SchoolDays(0b001_1111);

    /// None when `days` is empty.
    pub fn of(days: impl IntoIterator<Item = Weekday>) -> Option<SchoolDays> {
        let bits = days.into_iter().fold(0, |bits, day| bits | 1 << day.to_monday_zero_offset());
        (bits != 0).then_some(SchoolDays(bits))
    }
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & 1 << day.to_monday_zero_offset() != 0
    }
    pub fn per_week(self) -> u32 {
        self.0.count_ones()
    }
}

/// The children, in the family's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Family {
    pub children: Vec<Child>,
}

impl Family {
    /// Finds a child by name or id, whatever the case.
    pub fn child(&self, name: &str) -> Option<&Child> {
        let wanted = name.trim().to_lowercase();
        self.children.iter().find(|c| c.name.to_lowercase() == wanted || c.id.as_str() == wanted)
    }
}

/// A family file as it was found: what could be read of it, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FamilyPage {
    pub family: Family,
    /// Empty when the file is right. With problems the file is shown as far as it goes and never written.
    pub problems: Vec<Problem>,
}

/// The keys of a `[[child]]`.
pub const CHILD_KEYS: [&str; 6] = ["id", "name", "first_day", "school_days", "usual", "favorites"];

const FALLBACK_FIRST_DAY: Date = jiff::civil::date(2000, 1, 1);

/// Reads a family file. Keys it does not know are left to newer programs and are no problem.
pub fn read(file: &str, text: &str) -> FamilyPage {
    let (children, problems) = sheet::read(file, text, read_children);
    FamilyPage { family: Family { children }, problems }
}

fn read_children(sheet: &mut Sheet<'_>, top: &toml::de::DeTable<'_>) -> Vec<Child> {
    sheet.check_format(top);
    let mut children: Vec<Child> = Vec::new();
    let mut names: Vec<Range<usize>> = Vec::new();
    for (table, span) in sheet.tables(top, "child") {
        let name = sheet.string(table, "name").map(|n| scrub(&n, Breaks::Space).trim().to_owned());
        let Some(name) = name.filter(|n| !n.is_empty()) else {
            sheet.problem(span, "this child has no `name`".into(), "here", "add a line such as `name = \"Leo\"`");
            continue;
        };
        let taken: Vec<ChildId> = children.iter().map(|c| c.id.clone()).collect();
        let id = match sheet.string(table, "id") {
            None => ChildId::from_name(&name, &taken),
            Some(id) => match ChildId::new(&id) {
                Some(id) => id,
                None => {
                    let at = table.get("id").map_or_else(|| span.clone(), toml::Spanned::span);
                    let help = "use small letters, digits and single hyphens, such as \"leo\"";
                    sheet.problem(at, "the `id` of a child is written in kebab-case".into(), "here", help);
                    continue;
                }
            },
        };
        if let Some(i) = taken.iter().position(|t| *t == id) {
            let message = format!("two children have the id `{}`", id.as_str());
            sheet.clash(span, names[i].clone(), message, "give one of them another id");
            continue;
        }
        let first_day = sheet.date(table, "first_day");
        if first_day.is_none() && !table.contains_key("first_day") {
            let help = "add a line such as `first_day = 2026-09-07`";
            sheet.problem(span.clone(), format!("{name} has no `first_day`"), "here", help);
        }
        let school_days = read_school_days(sheet, table);
        children.push(Child {
            id,
            name,
            first_day: first_day.unwrap_or(FALLBACK_FIRST_DAY),
            school_days,
            usual: sheet.string(table, "usual").map(RitualId::new),
            favorites: sheet.strings(table, "favorites").into_iter().map(RitualId::new).collect(),
        });
        names.push(span);
    }
    if children.is_empty() && sheet.is_right() {
        let help = "add a line `[[child]]` and under it `name = \"Leo\"` and `first_day = 2026-09-07`";
        sheet.problem(0..0, "there is no child in this file".into(), "the file starts here", help);
    }
    children
}

fn read_school_days(sheet: &mut Sheet<'_>, table: &toml::de::DeTable<'_>) -> SchoolDays {
    let Some(at) = table.get("school_days").map(toml::Spanned::span) else { return SchoolDays::MONDAY_TO_FRIDAY };
    let words = sheet.strings(table, "school_days");
    let days: Option<Vec<Weekday>> = words.iter().map(|word| day::weekday(word)).collect();
    days.and_then(SchoolDays::of).unwrap_or_else(|| {
        let help = "write `school_days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]`";
        sheet.problem(at, "`school_days` must name weekdays".into(), "here", help);
        SchoolDays::MONDAY_TO_FRIDAY
    })
}

const HEADING: &str =
    "# The family of this goodbye planner. Change it by hand as you like; `goodbye check` tells whether it is right.\n";

/// The text of the family file with `child` added at its end.
///
/// # Errors
/// A sentence, when `text` is not a family file this program can change.
pub fn with_child(text: &str, child: &Child) -> Result<String, String> {
    let mut document = document(if text.is_empty() { HEADING } else { text })?;
    let mut table = Table::new();
    table.decor_mut().set_prefix("\n");
    table.insert("id", value(child.id.as_str()));
    table.insert("name", value(&child.name));
    if let Ok(date) = child.first_day.to_string().parse::<toml_edit::Datetime>() {
        table.insert("first_day", value(date));
    }
    if let Some(usual) = &child.usual {
        table.insert("usual", value(usual.as_str()));
    }
    if !child.favorites.is_empty() {
        table.insert("favorites", value(child.favorites.iter().map(RitualId::as_str).collect::<Array>()));
    }
    // The heading is the decor of nothing yet: in an empty document it would end up below the table.
    let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
    if document.as_table().is_empty() && !trailing.is_empty() {
        table.decor_mut().set_prefix(format!("{trailing}\n"));
        document.set_trailing("");
    }
    children(&mut document)?.push(table);
    Ok(document.to_string())
}

/// The text of the family file with one ritual added to or taken from a child's favorites.
///
/// # Errors
/// A sentence, when `text` is not a family file or does not have the child.
pub fn with_favorite(text: &str, child: &Child, ritual: &RitualId, on: bool) -> Result<String, String> {
    change_child(text, child, |table| {
        let list = table.entry("favorites").or_insert(value(Array::new()));
        let list = list.as_array_mut().ok_or("`favorites` is not a list")?;
        list.retain(|item| item.as_str() != Some(ritual.as_str()));
        if on {
            list.push(ritual.as_str());
        }
        if list.is_empty() {
            table.remove("favorites");
        }
        Ok(())
    })
}

/// The text of the family file with another usual ritual for a child.
///
/// # Errors
/// A sentence, when `text` is not a family file or does not have the child.
pub fn with_usual(text: &str, child: &Child, ritual: Option<&RitualId>) -> Result<String, String> {
    change_child(text, child, |table| {
        match ritual {
            Some(ritual) => {
                table["usual"] = value(ritual.as_str());
            }
            None => {
                table.remove("usual");
            }
        }
        Ok(())
    })
}

fn change_child(
    text: &str,
    child: &Child,
    change: impl FnOnce(&mut Table) -> Result<(), String>,
) -> Result<String, String> {
    let place = read("family.toml", text).family.children.iter().position(|c| c.id == child.id);
    let mut document = document(text)?;
    let table = place.and_then(|i| children(&mut document).ok()?.get_mut(i));
    change(table.ok_or_else(|| format!("{} is not in family.toml any more", child.name))?)?;
    Ok(document.to_string())
}

fn document(text: &str) -> Result<DocumentMut, String> {
    text.parse().map_err(|_| "family.toml has errors and is left as it is".to_owned())
}

fn children(document: &mut DocumentMut) -> Result<&mut ArrayOfTables, String> {
    let children = document.entry("child").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    children.as_array_of_tables_mut().ok_or_else(|| "`child` in family.toml is not a list of tables".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    pub fn leo() -> Child {
        Child {
            id: ChildId("leo".into()),
            name: "Leo".into(),
            first_day: date(2026, 9, 7),
            school_days: SchoolDays::MONDAY_TO_FRIDAY,
            usual: Some(RitualId::new("hand-kiss")),
            favorites: vec![RitualId::new("hand-kiss")],
        }
    }

    #[test]
    fn a_written_child_reads_back_the_same() {
        let text = with_child("", &leo()).expect("written");
        assert!(text.starts_with("# The family") && text.contains("first_day = 2026-09-07"), "{text}");
        assert_eq!(
            read("family.toml", &text),
            FamilyPage { family: Family { children: vec![leo()] }, problems: vec![] }
        );
        let mut ida = leo();
        (ida.id, ida.name) = (ChildId("ida".into()), "Ida \"the\" \\great 👩‍👧".into());
        let both = with_child(&text, &ida).expect("written");
        assert_eq!(read("family.toml", &both).family.children, [leo(), ida]);
    }

    #[test]
    fn changes_keep_comments_and_unknown_keys() {
        let text = "# us\nhome = 'blue'\n[[child]] # eldest\nid = 'leo'\nname = 'Leo'\nfirst_day = '2026-09-07' # Mon\n\
                    likes = 'sand'\n";
        let starred = with_favorite(text, &leo(), &RitualId::new("sewn-heart"), true).expect("starred");
        assert!(starred.contains("favorites = [\"sewn-heart\"]"), "{starred}");
        assert_eq!(with_favorite(&starred, &leo(), &RitualId::new("sewn-heart"), false).as_deref(), Ok(text));
        let usual = with_usual(text, &leo(), Some(&RitualId::new("sewn-heart"))).expect("set");
        for kept in ["# us", "home = 'blue'", "# eldest", "# Mon", "likes = 'sand'", "usual = \"sewn-heart\""] {
            assert!(usual.contains(kept), "{kept} in\n{usual}");
        }
    }

    #[test]
    fn every_problem_is_told_and_the_rest_is_read() {
        let text = "[[child]]\nname = 'Leo'\nfirst_day = 'soon'\nschool_days = ['mon', 'someday']\n[[child]]\n\
                    first_day = 2026-09-07\n[[child]]\nname = 'leo'\nfirst_day = 2026-09-07\n";
        let page = read("family.toml", text);
        let told: Vec<String> = page.problems.iter().map(Problem::in_one_line).collect();
        assert_eq!(
            told,
            [
                "family.toml:3:13: `first_day` must be a date",
                "family.toml:4:15: `school_days` must name weekdays",
                "family.toml:5:1: this child has no `name`",
            ]
        );
        assert_eq!(page.family.children.len(), 2);
        assert_eq!(page.family.children[1].id.as_str(), "leo-2");
    }

    #[test]
    fn an_id_is_made_from_any_name() {
        for (name, id) in [("Leo", "leo"), ("ليو", "child"), ("Mary Ann O'Hara", "mary-ann-ohara"), ("🦁", "child")]
        {
            assert_eq!(ChildId::from_name(name, &[]).as_str(), id);
        }
        assert!(ChildId::new("../up").is_none() && ChildId::new("").is_none());
    }
}
