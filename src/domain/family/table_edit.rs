//! One key of a table in `family.toml` changed: what says the same already is not rewritten, and what is written around
//! a key, above it and after it, stays.

use jiff::civil::Date;
use toml_edit::{Array, ArrayOfTables, Datetime, DocumentMut, Item, Key, Table, TableLike, Value};

pub(super) fn document(text: &str) -> Result<DocumentMut, String> {
    text.parse().map_err(|_| "family.toml has errors and is left as it is".to_owned())
}

/// The tables of a list such as `[[child]]`, which is begun when there is none. One written on a line, as
/// `child = [{ name = "Leo" }]`, becomes tables.
pub(super) fn tables<'d>(document: &'d mut DocumentMut, list: &str) -> Result<&'d mut ArrayOfTables, String> {
    let item = document.entry(list).or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    if item.as_array().is_some_and(Array::is_empty) {
        *item = Item::ArrayOfTables(ArrayOfTables::new());
    }
    if item.is_value() {
        *item = std::mem::take(item).into_array_of_tables().map_or_else(|value| value, Item::ArrayOfTables);
    }
    item.as_array_of_tables_mut().ok_or_else(|| format!("`{list}` in family.toml is not a list of tables"))
}

/// What stands above a table.
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

/// Sets a value.
pub(super) fn set(table: &mut dyn TableLike, key: &str, new: impl Into<Value>) {
    let new = new.into();
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => put(old, new),
        None => add(table, key, new),
    }
}

/// Puts a value in the place of another.
pub(super) fn put(old: &mut Value, mut new: Value) {
    if !says_the_same(old, &new) {
        *new.decor_mut() = old.decor().clone();
        *old = new;
    }
}

/// Adds a key at the end. In a table on one line, the blank before its end belongs to what is last.
fn add(table: &mut dyn TableLike, key: &str, mut new: Value) {
    let last = table.iter_mut().last().and_then(|(_, item)| item.as_value_mut());
    if let Some(last) = last {
        let after = last.decor().suffix().and_then(|suffix| suffix.as_str()).unwrap_or_default().to_owned();
        if !after.is_empty() && after.trim().is_empty() {
            last.decor_mut().set_suffix("");
            new.decor_mut().set_suffix(after);
        }
    }
    table.insert(key, Item::Value(new));
}

/// Sets a date. A date that was written as a text stays one.
pub(super) fn set_date(table: &mut dyn TableLike, key: &str, date: Date) {
    let is_text = table.get(key).is_some_and(Item::is_str);
    let written = date.to_string();
    match written.parse::<Datetime>() {
        Ok(date) if !is_text => set(table, key, date),
        _ => set(table, key, written),
    }
}

/// Gives a key another name.
pub(super) fn rename(table: &mut Table, key: &str, name: &str) {
    if let Some((old, item)) = table.remove_entry(key) {
        let new = Key::new(name).with_leaf_decor(old.leaf_decor().clone());
        table.insert_formatted(&new, item);
    }
}

/// Whether two values mean the same, however they are written; a date and its text do.
fn says_the_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| says_the_same(a, b)),
        _ => said(a) == said(b),
    }
}

fn said(value: &Value) -> String {
    value.as_str().map_or_else(|| value.clone().decorated("", "").to_string(), str::to_owned)
}
