//! Keeps each rule about the same children when a child gets another name or another place in the file. Rules name
//! children by id or by name.

use super::{RuleList, read};
use crate::domain::text::ending_lines_like;
use crate::domain::toml_writer::replace;
use toml_edit::{DocumentMut, Item, TableLike, Value};

/// Returns the text of `document`, an edit of the text `before`. Where the name in a rule would now mean another child
/// or nobody, the rule gets the child's id instead.
pub(super) fn keep_same_children(before: &str, mut document: DocumentMut) -> String {
    let was = read("family.toml", before).family;
    let is = read("family.toml", &document.to_string()).family;
    let keep = |name: &mut Value| {
        let Some(meant) = name.as_str().and_then(|name| was.child_in_file(name).ok()) else { return };
        let means = name.as_str().and_then(|name| is.child_in_file(name).ok());
        if means.is_none_or(|means| means.id != meant.id) {
            replace(name, meant.id.as_str().into());
        }
    };
    for list in RuleList::ALL.map(RuleList::keyword) {
        for table in document.get_mut(list).map(rules).into_iter().flatten() {
            table.get_mut("child").and_then(Item::as_value_mut).into_iter().for_each(keep);
            let children = table.get_mut("children").and_then(Item::as_array_mut);
            children.into_iter().flat_map(|children| children.iter_mut()).for_each(keep);
        }
    }
    ending_lines_like(&document.to_string(), before)
}

/// The rules of a list, as sections or as inline tables.
fn rules(list: &mut Item) -> Vec<&mut dyn TableLike> {
    match list {
        Item::ArrayOfTables(tables) => tables.iter_mut().map(|table| table as &mut dyn TableLike).collect(),
        Item::Value(Value::Array(values)) => {
            let tables = values.iter_mut().filter_map(Value::as_inline_table_mut);
            tables.map(|table| table as &mut dyn TableLike).collect()
        }
        _ => Vec::new(),
    }
}
