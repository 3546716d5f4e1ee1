//! Changes single keys in the text of a TOML file. Comments and unknown keys stay. A value that already means the same
//! stays as it is written.

use jiff::civil::Date;
use toml_edit::{Array, ArrayOfTables, Datetime, DocumentMut, InlineTable, Item, Key, Table, TableLike, Value};

/// Returns the tables of a list such as `[[child]]`. A missing list is added. Inline tables, as in
/// `child = [{ name = "Leo" }]`, become sections. None when the key has another kind of value.
pub fn tables<'d>(document: &'d mut DocumentMut, list: &str) -> Option<&'d mut ArrayOfTables> {
    let item = document.entry(list).or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    if item.as_array().is_some_and(Array::is_empty) {
        *item = Item::ArrayOfTables(ArrayOfTables::new());
    }
    if item.is_value() {
        *item = std::mem::take(item).into_array_of_tables().map_or_else(|value| value, Item::ArrayOfTables);
    }
    item.as_array_of_tables_mut()
}

/// Returns the table under a key, as a section or inline. A missing table is added inline. None when the key has
/// another kind of value.
pub fn table<'t>(outer: &'t mut Table, key: &str) -> Option<&'t mut dyn TableLike> {
    let item = outer.entry(key).or_insert(Item::Value(InlineTable::new().into()));
    item.as_table_like_mut()
}

/// The comments and blank lines above a table.
pub fn prefix(table: &Table) -> String {
    table.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned()
}

/// Splits the text above a table after its last blank line. The first part is a heading for all that follows, the
/// second part is about this table alone.
pub fn split_heading(prefix: &str) -> (&str, &str) {
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

/// Sets the value of a key.
pub fn set(table: &mut dyn TableLike, key: &str, new: impl Into<Value>) {
    let new = new.into();
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => replace(old, new),
        None => add(table, key, new),
    }
}

/// Sets the value of a key, or removes the key when there is no value.
pub fn set_or_remove(table: &mut dyn TableLike, key: &str, new: Option<impl Into<Value>>) {
    match new {
        Some(new) => set(table, key, new),
        None => drop(table.remove(key)),
    }
}

/// Sets the date of a key. A date that was written as a text stays a text.
pub fn set_date(table: &mut dyn TableLike, key: &str, date: Date) {
    let is_text = table.get(key).is_some_and(Item::is_str);
    let written = date.to_string();
    match written.parse::<Datetime>() {
        Ok(date) if !is_text => set(table, key, date),
        _ => set(table, key, written),
    }
}

/// Replaces a value and keeps the blanks and comments around it. A value that means the same stays as it is written.
pub fn replace(old: &mut Value, mut new: Value) {
    if !means_the_same(old, &new) {
        *new.decor_mut() = old.decor().clone();
        *old = new;
    }
}

/// Gives a key another name.
pub fn rename(table: &mut Table, key: &str, name: &str) {
    if let Some((old, item)) = table.remove_entry(key) {
        let new = Key::new(name).with_leaf_decor(old.leaf_decor().clone());
        table.insert_formatted(&new, item);
    }
}

/// Adds a key at the end. In an inline table the blank before the closing brace moves behind the new value.
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

/// Whether two values mean the same, however they are written. A date and its text mean the same.
fn means_the_same(a: &Value, b: &Value) -> bool {
    let text =
        |value: &Value| value.as_str().map_or_else(|| value.clone().decorated("", "").to_string(), str::to_owned);
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| means_the_same(a, b)),
        (Value::Integer(a), Value::Integer(b)) => a.value() == b.value(),
        _ => text(a) == text(b),
    }
}
