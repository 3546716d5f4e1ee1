//! The text of `family.toml` with something about a child changed; comments and unknown keys stay.

use super::read::{Found, places};
use super::table_edit::{document, prefix, set, set_date, split_heading, tables};
use super::whom_edit::with_same_children;
use super::{Child, ChildId, SchoolDays};
use crate::domain::day::weekday;
use crate::domain::ritual::RitualId;
use crate::domain::text::ending_lines_like;
use crate::domain::two_homes::TwoHomes;
use toml_edit::{Array, ArrayOfTables, InlineTable, Item, Table, TableLike, value};

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
    with_same_children(text, &document.to_string())
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
    let changed = change_child(text, before, |table| {
        if before.name != name {
            pin(table, &before.id);
            set(table, "name", &name);
        }
        if before.first_day != now.first_day {
            set_date(table, "first_day", now.first_day);
        }
        if before.school_days != now.school_days {
            set_school_days(table, now.school_days);
        }
        set_collects(table, &before.collects, &now.collects)?;
        // Without an anchor in the file the first day is one.
        if before.home != now.home || before.first_day != now.first_day {
            set_home(table, before.home.as_ref(), now.home.as_ref())?;
        }
        Ok(())
    })?;
    with_same_children(text, &changed)
}

fn set_school_days(table: &mut Table, days: SchoolDays) {
    if days == SchoolDays::MONDAY_TO_FRIDAY {
        table.remove("school_days");
        return;
    }
    let chosen = WEEKDAYS.iter().enumerate().filter(|(i, _)| days.bits() & 1 << i != 0).map(|(_, word)| *word);
    set(table, "school_days", chosen.collect::<Array>());
}

fn set_collects(table: &mut Table, before: &[Option<String>; 7], now: &[Option<String>; 7]) -> Result<(), String> {
    if before == now {
        return Ok(());
    }
    let by_day = table_like(table, "collects")?;
    let days = WEEKDAYS.iter().zip(before).zip(now).filter(|((_, before), now)| before != now);
    for ((day, _), who) in days {
        // It may have been written in full.
        let is_day = |key: &&str| weekday(key) == weekday(day);
        let written: Vec<String> = by_day.iter().map(|(key, _)| key).filter(is_day).map(str::to_owned).collect();
        match (who, written.split_first()) {
            (Some(who), Some((first, others))) => {
                set(by_day, first, who);
                others.iter().for_each(|key| drop(by_day.remove(key)));
            }
            (Some(who), None) => set(by_day, day, who),
            (None, _) => written.iter().for_each(|key| drop(by_day.remove(key))),
        }
    }
    if by_day.is_empty() {
        table.remove("collects");
    }
    Ok(())
}

fn set_home(table: &mut Table, before: Option<&TwoHomes>, now: Option<&TwoHomes>) -> Result<(), String> {
    let Some(now) = now else {
        table.remove("home");
        return Ok(());
    };
    let written = table_like(table, "home")?;
    // A pattern may be written as its letters or by its name.
    if before.is_none_or(|before| before.pattern() != now.pattern()) {
        set(written, "pattern", now.pattern());
    }
    if before.is_none_or(|before| before.mine() != now.mine()) {
        set(written, "mine", now.mine().to_string());
    }
    set_date(written, "from", now.anchor());
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
pub fn with_child_hidden(text: &str, child: &Child, away: bool) -> Result<String, String> {
    let changed = change_child(text, child, |table| {
        if away {
            set(table, "put_away", true);
        } else {
            table.remove("put_away");
        }
        Ok(())
    })?;
    with_same_children(text, &changed)
}

/// The text of the family file with a child moved up among the children that are shown, or down; as it was at the
/// ends of the list.
///
/// # Errors
/// A sentence, when `text` is not a family file or does not have the child.
pub fn with_child_moved(text: &str, child: &Child, up: bool) -> Result<String, String> {
    let found = places(text);
    let here = found.iter().position(|f| f.child.id == child.id).ok_or_else(|| gone(child))?;
    let is_shown = |i: &usize| !found[*i].hidden;
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
    with_same_children(text, &document.to_string())
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

fn change_child(
    text: &str,
    child: &Child,
    change: impl FnOnce(&mut Table) -> Result<(), String>,
) -> Result<String, String> {
    let place = places(text).into_iter().find(|f: &Found| f.child.id == child.id).map(|f| f.place);
    let mut document = document(text)?;
    let table = place.and_then(|i| tables(&mut document, "child").ok()?.get_mut(i));
    change(table.ok_or_else(|| gone(child))?)?;
    Ok(ending_lines_like(&document.to_string(), text))
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

#[cfg(test)]
mod tests;
