//! Writes changes of a child into the text of `family.toml`. Comments and unknown keys stay.

use super::edit_error::{document, tables};
use super::read::{ChildTable, child_tables};
use super::whom_edit::keep_same_children;
use super::{Child, ChildId, FamilyEditError, SchoolDays};
use crate::domain::day::parse_weekday;
use crate::domain::names::check_free;
use crate::domain::ritual::RitualId;
use crate::domain::text::{ending_lines_like, one_line};
use crate::domain::toml_writer::{self, prefix, set, set_date, set_or_remove, split_heading};
use crate::domain::two_homes::TwoHomes;
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

/// The weekdays as the file has them.
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const HEADING: &str =
    "# The family of this goodbye planner. Edit this file as you like; `goodbye check` reports its errors.\n";

/// Returns the text of the family file with `child` added at its end.
///
/// # Errors
/// When another child has the name, or `text` is not a family file that this program can change.
pub fn with_child(text: &str, child: &Child) -> Result<String, FamilyEditError> {
    check_name(text, child, &child.name)?;
    let mut document = document(if text.is_empty() { HEADING } else { text })?;
    let mut table = Table::new();
    table.decor_mut().set_prefix("\n");
    table.insert("id", value(child.id.as_str()));
    table.insert("name", value(&child.name));
    set_date(&mut table, "first_day", child.first_day);
    set_or_remove(&mut table, "usual", child.usual.as_ref().map(RitualId::as_str));
    let favorites = child.favorites.iter().map(RitualId::as_str);
    set_or_remove(&mut table, "favorites", (!child.favorites.is_empty()).then(|| favorites.collect::<Array>()));
    // In an empty document the heading is trailing text, which would end up below the table.
    let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
    if document.as_table().is_empty() && !trailing.is_empty() {
        table.decor_mut().set_prefix(format!("{trailing}\n"));
        document.set_trailing("");
    }
    tables(&mut document, "child")?.push(table);
    Ok(keep_same_children(text, document))
}

/// Returns the text of the family file with one ritual added to a child's favorites, or removed from them.
///
/// # Errors
/// When `text` is not a family file or does not have the child.
pub fn with_favorite(text: &str, child: &Child, ritual: &RitualId, on: bool) -> Result<String, FamilyEditError> {
    let document = changed(text, child, |table| {
        let list = table.entry("favorites").or_insert(value(Array::new()));
        let list = list.as_array_mut().ok_or(FamilyEditError::NotList("favorites"))?;
        list.retain(|item| item.as_str() != Some(ritual.as_str()));
        if on {
            list.push(ritual.as_str());
        }
        if list.is_empty() {
            table.remove("favorites");
        }
        Ok(())
    })?;
    Ok(ending_lines_like(&document.to_string(), text))
}

/// Returns the text of the family file with another usual ritual for a child, or with none.
///
/// # Errors
/// When `text` is not a family file or does not have the child.
pub fn with_usual(text: &str, child: &Child, ritual: Option<&RitualId>) -> Result<String, FamilyEditError> {
    let document = changed(text, child, |table| {
        set_or_remove(table, "usual", ritual.map(RitualId::as_str));
        Ok(())
    })?;
    Ok(ending_lines_like(&document.to_string(), text))
}

/// Returns the text of the family file with each detail of a child that differs between `before` and `now`. The id
/// stays the same, so the child keeps its mornings.
///
/// # Errors
/// When the name is blank or another child has the name, or `text` is not a family file or does not have the child.
pub fn with_child_changed(text: &str, before: &Child, now: &Child) -> Result<String, FamilyEditError> {
    let name = one_line(&now.name).trim().to_owned();
    if name.is_empty() {
        return Err(FamilyEditError::NoName);
    }
    if before.name != name {
        check_name(text, before, &name)?;
    }
    let document = changed(text, before, |table| {
        if before.name != name {
            write_id(table, &before.id);
            set(table, "name", &name);
        }
        if before.first_day != now.first_day {
            set_date(table, "first_day", now.first_day);
        }
        if before.school_days != now.school_days {
            set_school_days(table, now.school_days);
        }
        set_collects(table, &before.collects, &now.collects)?;
        // A pattern without an anchor in the file starts on the first day of school.
        if before.home != now.home || before.first_day != now.first_day {
            set_home(table, before.home.as_ref(), now.home.as_ref())?;
        }
        Ok(())
    })?;
    Ok(keep_same_children(text, document))
}

fn set_school_days(table: &mut Table, days: SchoolDays) {
    let chosen = WEEKDAYS.iter().enumerate().filter(|(i, _)| days.bits() & 1 << i != 0).map(|(_, word)| *word);
    let is_usual = days == SchoolDays::MONDAY_TO_FRIDAY;
    set_or_remove(table, "school_days", (!is_usual).then(|| chosen.collect::<Array>()));
}

type Collects = [Option<String>; 7];

fn set_collects(table: &mut Table, before: &Collects, now: &Collects) -> Result<(), FamilyEditError> {
    if before == now {
        return Ok(());
    }
    let by_day = toml_writer::table(table, "collects").ok_or(FamilyEditError::NotTable("collects"))?;
    let changed = WEEKDAYS.iter().zip(before).zip(now).filter(|((_, before), now)| before != now);
    for ((day, _), who) in changed {
        // The file may spell the weekday in another way, or have it twice.
        let is_day = |key: &&str| parse_weekday(key) == parse_weekday(day);
        let written: Vec<String> = by_day.iter().map(|(key, _)| key).filter(is_day).map(str::to_owned).collect();
        let key = written.first().map_or(*day, String::as_str);
        set_or_remove(by_day, key, who.as_ref());
        written.iter().skip(1).for_each(|key| drop(by_day.remove(key)));
    }
    if by_day.is_empty() {
        table.remove("collects");
    }
    Ok(())
}

fn set_home(table: &mut Table, before: Option<&TwoHomes>, now: Option<&TwoHomes>) -> Result<(), FamilyEditError> {
    let Some(now) = now else {
        table.remove("home");
        return Ok(());
    };
    let home = toml_writer::table(table, "home").ok_or(FamilyEditError::NotTable("home"))?;
    // The file may have the pattern as letters or by its name, so an unchanged pattern stays as it is written.
    if before.is_none_or(|before| before.pattern() != now.pattern()) {
        set(home, "pattern", now.pattern());
    }
    if before.is_none_or(|before| before.mine() != now.mine()) {
        set(home, "mine", now.mine().to_string());
    }
    set_date(home, "from", now.anchor());
    Ok(())
}

/// Returns the text of the family file with a child hidden, or shown again.
///
/// # Errors
/// When `text` is not a family file or does not have the child.
pub fn with_child_hidden(text: &str, child: &Child, hidden: bool) -> Result<String, FamilyEditError> {
    let document = changed(text, child, |table| {
        set_or_remove(table, "put_away", hidden.then_some(true));
        Ok(())
    })?;
    Ok(keep_same_children(text, document))
}

/// Returns the text of the family file with a child moved up or down among the children who are shown. The first child
/// stays first, the last child stays last.
///
/// # Errors
/// When `text` is not a family file or does not have the child.
pub fn with_child_moved(text: &str, child: &Child, up: bool) -> Result<String, FamilyEditError> {
    let found = child_tables(text);
    let here = found.iter().position(|f| f.child.id == child.id).ok_or_else(|| no_child(child))?;
    let is_shown = |i: &usize| !found[*i].is_hidden;
    let there = if up { (0..here).rev().find(is_shown) } else { (here + 1..found.len()).find(is_shown) };
    let Some(there) = there else { return Ok(text.to_owned()) };
    let mut document = document(text)?;
    let children = tables(&mut document, "child")?;
    // An id that is made from a name depends on the order of the children, so each id is written down.
    for found in &found[here.min(there)..=here.max(there)] {
        children.get_mut(found.place).into_iter().for_each(|table| write_id(table, &found.child.id));
    }
    // The child moves one step at a time, so that hidden children keep their order too.
    let steps: Vec<usize> = if up { (there..here).rev().collect() } else { (here..there).collect() };
    for i in steps {
        swap(children, found[i].place, found[i + 1].place);
    }
    Ok(keep_same_children(text, document))
}

/// Swaps two tables. The file's heading above the upper table stays where it is.
fn swap(list: &mut ArrayOfTables, upper: usize, lower: usize) {
    let (Some(mut first), Some(mut second)) = (list.get(upper).cloned(), list.get(lower).cloned()) else { return };
    let (above_first, above_second) = (prefix(&first), prefix(&second));
    let ((heading, own_first), (gap, own_second)) = (split_heading(&above_first), split_heading(&above_second));
    first.decor_mut().set_prefix(format!("{gap}{own_first}"));
    second.decor_mut().set_prefix(format!("{heading}{own_second}"));
    // A table is written where its position says, whatever its place in the list.
    let mut positions = Vec::new();
    for table in [&mut first, &mut second] {
        visit_tables(table, &mut |table| positions.extend(table.position()));
    }
    positions.sort_unstable();
    let mut positions = positions.into_iter();
    for table in [&mut second, &mut first] {
        visit_tables(table, &mut |table| {
            if table.position().is_some() {
                table.set_position(positions.next());
            }
        });
    }
    list.replace(upper, second);
    list.replace(lower, first);
}

/// Visits a table and the tables in it, in the order of the file.
fn visit_tables(table: &mut Table, visit: &mut impl FnMut(&mut Table)) {
    visit(table);
    for (_, item) in table.iter_mut() {
        match item {
            Item::Table(inner) => visit_tables(inner, visit),
            Item::ArrayOfTables(list) => list.iter_mut().for_each(|inner| visit_tables(inner, visit)),
            Item::None | Item::Value(_) => {}
        }
    }
}

/// Returns the document after a change to the table of a child.
fn changed(
    text: &str,
    child: &Child,
    change: impl FnOnce(&mut Table) -> Result<(), FamilyEditError>,
) -> Result<DocumentMut, FamilyEditError> {
    let found = child_tables(text).into_iter().find(|found: &ChildTable| found.child.id == child.id);
    let mut document = document(text)?;
    let table = found.and_then(|found| tables(&mut document, "child").ok()?.get_mut(found.place));
    change(table.ok_or_else(|| no_child(child))?)?;
    Ok(document)
}

/// Checks that a name is the name of no other child in the family file.
fn check_name(text: &str, child: &Child, name: &str) -> Result<(), FamilyEditError> {
    let found = child_tables(text);
    let others = found.iter().map(|found| &found.child);
    check_free(others, name, Some(child.id.as_str())).map_err(FamilyEditError::NameTaken)
}

fn no_child(child: &Child) -> FamilyEditError {
    FamilyEditError::NoChild(child.name.clone())
}

/// Writes down the id of a child whose table does not have an id.
fn write_id(table: &mut Table, id: &ChildId) {
    if !table.contains_key("id") {
        table.insert("id", value(id.as_str()));
    }
}
