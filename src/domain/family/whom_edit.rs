//! Rules name children by id or by name. When a child gets another name or another place, each rule goes on being about
//! the same children.

use super::table_edit::{document, put};
use super::{RuleList, read};
use crate::domain::text::ending_lines_like;
use toml_edit::{Item, TableLike, Value};

/// The text `after` an edit of the children: where a rule's word for a child would now mean another child, or none, it
/// becomes that child's id.
pub(super) fn with_same_children(before: &str, after: &str) -> Result<String, String> {
    let (was, is) = (read("family.toml", before).family, read("family.toml", after).family);
    let mut document = document(after)?;
    let follow = |name: &mut Value| {
        let Some(meant) = name.as_str().and_then(|name| was.any_child(name)) else { return };
        let means = name.as_str().and_then(|name| is.any_child(name));
        if means.is_none_or(|means| means.id != meant.id) {
            put(name, meant.id.as_str().into());
        }
    };
    for list in RuleList::ALL.map(RuleList::keyword) {
        for table in document.get_mut(list).map(rules).into_iter().flatten() {
            table.get_mut("child").and_then(Item::as_value_mut).into_iter().for_each(follow);
            let children = table.get_mut("children").and_then(Item::as_array_mut);
            children.into_iter().flat_map(|children| children.iter_mut()).for_each(follow);
        }
    }
    Ok(ending_lines_like(&document.to_string(), before))
}

/// The rules of a list, written as tables or on a line.
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
