//! The text of `family.toml` with something about a child changed; comments and unknown keys stay.

use super::read::{Found, places};
use super::year_edit::set_date;
use super::{Child, ChildId, SchoolDays};
use crate::domain::day::weekday;
use crate::domain::ritual::RitualId;
use crate::domain::two_homes::TwoHomes;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, value};

/// The weekdays as they are written.
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

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
    tables(&mut document, "child")?.push(table);
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
            Some(ritual) => set(table, "usual", ritual.as_str()),
            None => {
                table.remove("usual");
            }
        }
        Ok(())
    })
}

/// The text of the family file with what differs of a child between `before` and `now`. The id stays, and with it the
/// mornings; so does what is written around it.
///
/// # Errors
/// A sentence, when the name is blank, or `text` is not a family file or does not have the child.
pub fn with_child_changed(text: &str, before: &Child, now: &Child) -> Result<String, String> {
    let name = crate::domain::text::one_line(&now.name).trim().to_owned();
    if name.is_empty() {
        return Err("A child needs a name.".to_owned());
    }
    change_child(text, before, |table| {
        pin(table, &before.id);
        set(table, "name", &name);
        if before.first_day != now.first_day {
            set_date(table, "first_day", now.first_day);
        }
        if before.school_days != now.school_days {
            set_school_days(table, now.school_days);
        }
        if before.collects != now.collects {
            set_collects(table, &now.collects)?;
        }
        if before.home != now.home {
            set_home(table, now.home.as_ref())?;
        }
        Ok(())
    })
}

fn set_school_days(table: &mut Table, days: SchoolDays) {
    if days == SchoolDays::MONDAY_TO_FRIDAY {
        table.remove("school_days");
        return;
    }
    let chosen = WEEKDAYS.iter().enumerate().filter(|(i, _)| days.bits() & 1 << i != 0).map(|(_, word)| *word);
    table.insert("school_days", value(chosen.collect::<Array>()));
}

fn set_collects(table: &mut Table, collects: &[Option<String>; 7]) -> Result<(), String> {
    if collects.iter().all(Option::is_none) {
        table.remove("collects");
        return Ok(());
    }
    let by_day = table_like(table, "collects")?;
    // A weekday may have been written in full.
    let days: Vec<String> = by_day.iter().map(|(key, _)| key.to_owned()).filter(|key| weekday(key).is_some()).collect();
    days.iter().for_each(|day| drop(by_day.remove(day)));
    for (word, who) in WEEKDAYS.iter().zip(collects) {
        who.iter().for_each(|who| drop(by_day.insert(word, value(who.as_str()))));
    }
    Ok(())
}

fn set_home(table: &mut Table, home: Option<&TwoHomes>) -> Result<(), String> {
    let Some(home) = home else {
        table.remove("home");
        return Ok(());
    };
    let written = table_like(table, "home")?;
    written.insert("pattern", value(home.pattern()));
    written.insert("mine", value(home.mine().to_string()));
    if let Ok(date) = home.anchor().to_string().parse::<toml_edit::Datetime>() {
        written.insert("from", value(date));
    }
    Ok(())
}

/// A table inside a child's, in whatever way it is written; begun on one line when there is none.
fn table_like<'t>(table: &'t mut Table, key: &str) -> Result<&'t mut dyn TableLike, String> {
    let item = table.entry(key).or_insert(value(InlineTable::new()));
    item.as_table_like_mut().ok_or_else(|| format!("`{key}` in family.toml is not a table"))
}

/// The text of the family file with a child put away, or back.
///
/// # Errors
/// A sentence, when `text` is not a family file or does not have the child.
pub fn with_child_put_away(text: &str, child: &Child, away: bool) -> Result<String, String> {
    change_child(text, child, |table| {
        table.remove("put_away");
        if away {
            table.insert("put_away", value(true));
        }
        Ok(())
    })
}

/// The text of the family file with a child moved up among the children that are shown, or down; as it was at the
/// ends of the list.
///
/// # Errors
/// A sentence, when `text` is not a family file or does not have the child.
pub fn with_child_moved(text: &str, child: &Child, up: bool) -> Result<String, String> {
    let found = places(text);
    let here = found.iter().position(|f| f.child.id == child.id).ok_or_else(|| gone(child))?;
    let is_shown = |i: &usize| !found[*i].put_away;
    let there = if up { (0..here).rev().find(is_shown) } else { (here + 1..found.len()).find(is_shown) };
    let Some(there) = there else { return Ok(text.to_owned()) };
    let mut document = document(text)?;
    let children = tables(&mut document, "child")?;
    // One step at a time, so that children who are put away keep their order too. An id made from a name could be
    // another one in another order, so it is written down.
    for found in &found[here.min(there)..=here.max(there)] {
        children.get_mut(found.place).into_iter().for_each(|table| pin(table, &found.child.id));
    }
    let steps: Vec<usize> = if up { (there..here).rev().collect() } else { (here..there).collect() };
    for i in steps {
        swap(children, found[i].place, found[i + 1].place);
    }
    Ok(document.to_string())
}

/// Exchanges two tables. The file's heading above the upper one stays where it is.
fn swap(list: &mut ArrayOfTables, upper: usize, lower: usize) {
    let (Some(mut first), Some(mut second)) = (list.get(upper).cloned(), list.get(lower).cloned()) else { return };
    let (above_first, above_second) = (prefix(&first), prefix(&second));
    let ((heading, own_first), (gap, own_second)) = (split_heading(&above_first), split_heading(&above_second));
    first.decor_mut().set_prefix(format!("{gap}{own_first}"));
    second.decor_mut().set_prefix(format!("{heading}{own_second}"));
    // Where a table is written is told by its position and not by its place in the list.
    let mut positions = Vec::new();
    for table in [&mut first, &mut second] {
        each_table(table, &mut |table| positions.extend(table.position()));
    }
    positions.sort_unstable();
    let mut positions = positions.into_iter();
    for table in [&mut second, &mut first] {
        each_table(table, &mut |table| {
            if table.position().is_some() {
                table.set_position(positions.next());
            }
        });
    }
    list.replace(upper, second);
    list.replace(lower, first);
}

/// Visits a table and the tables in it, in the order of the file.
fn each_table(table: &mut Table, visit: &mut impl FnMut(&mut Table)) {
    visit(table);
    for (_, item) in table.iter_mut() {
        match item {
            Item::Table(inner) => each_table(inner, visit),
            Item::ArrayOfTables(list) => list.iter_mut().for_each(|inner| each_table(inner, visit)),
            Item::None | Item::Value(_) => {}
        }
    }
}

pub(super) fn prefix(table: &Table) -> String {
    table.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned()
}

/// Splits what stands above a table behind its last blank line: before it is the heading of what follows, after it is
/// what is said of this table alone.
pub(super) fn split_heading(prefix: &str) -> (&str, &str) {
    let mut start = 0;
    let mut after_blank = 0;
    for line in prefix.split_inclusive('\n') {
        start += line.len();
        if line.trim().is_empty() {
            after_blank = start;
        }
    }
    prefix.split_at(after_blank)
}

fn change_child(
    text: &str,
    child: &Child,
    change: impl FnOnce(&mut Table) -> Result<(), String>,
) -> Result<String, String> {
    let place = places(text).into_iter().find(|f: &Found| f.child.id == child.id).map(|f| f.place);
    let mut document = document(text)?;
    let table = place.and_then(|i| tables(&mut document, "child").ok()?.get_mut(i));
    change(table.ok_or_else(|| gone(child))?)?;
    Ok(document.to_string())
}

fn gone(child: &Child) -> String {
    format!("{} is not in family.toml any more", child.name)
}

/// Writes down the id of a child whose table does not have it.
fn pin(table: &mut Table, id: &ChildId) {
    if !table.contains_key("id") {
        table.insert("id", value(id.as_str()));
    }
}

/// Sets a text and keeps what is written around it.
pub(super) fn set(table: &mut Table, key: &str, text: &str) {
    let mut new = toml_edit::Value::from(text);
    if let Some(old) = table.get(key).and_then(Item::as_value) {
        *new.decor_mut() = old.decor().clone();
    }
    table.insert(key, Item::Value(new));
}

pub(super) fn document(text: &str) -> Result<DocumentMut, String> {
    text.parse().map_err(|_| "family.toml has errors and is left as it is".to_owned())
}

/// The tables of a list such as `[[child]]`, which is begun when there is none.
pub(super) fn tables<'d>(document: &'d mut DocumentMut, list: &str) -> Result<&'d mut ArrayOfTables, String> {
    let tables = document.entry(list).or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    tables.as_array_of_tables_mut().ok_or_else(|| format!("`{list}` in family.toml is not a list of tables"))
}

#[cfg(test)]
mod tests;
