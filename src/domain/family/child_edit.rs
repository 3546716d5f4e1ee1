//! The text of `family.toml` with something about a child changed; comments and unknown keys stay.

use super::read::{Found, places};
use super::{Child, ChildId};
use crate::domain::ritual::RitualId;
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

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

/// The text of the family file with another name for a child. The id stays, and with it the mornings.
///
/// # Errors
/// A sentence, when the name is blank, or `text` is not a family file or does not have the child.
pub fn with_child_renamed(text: &str, child: &Child, name: &str) -> Result<String, String> {
    let name = crate::domain::text::one_line(name).trim().to_owned();
    if name.is_empty() {
        return Err("A child needs a name.".to_owned());
    }
    change_child(text, child, |table| {
        pin(table, &child.id);
        set(table, "name", &name);
        Ok(())
    })
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
mod tests {
    use super::super::{Family, FamilyPage, read};
    use super::*;
    use jiff::civil::date;

    fn leo() -> Child {
        Child {
            usual: Some(RitualId::new("hand-kiss")),
            favorites: vec![RitualId::new("hand-kiss")],
            ..Child::new(ChildId("leo".into()), "Leo".into(), date(2026, 9, 7))
        }
    }

    fn names(text: &str) -> Vec<String> {
        read("family.toml", text).family.children.into_iter().map(|child| child.name).collect()
    }

    #[test]
    fn a_written_child_reads_back_the_same() {
        let text = with_child("", &leo()).expect("written");
        assert!(text.starts_with("# The family") && text.contains("first_day = 2026-09-07"), "{text}");
        let family = Family { children: vec![leo()], ..Family::default() };
        assert_eq!(read("family.toml", &text), FamilyPage { family, problems: vec![] });
        let mut ida = leo();
        (ida.id, ida.name) = (ChildId("ida".into()), "Ida \"the\" \\great 👩‍👧".into());
        let both = with_child(&text, &ida).expect("written");
        assert_eq!(read("family.toml", &both).family.children, [leo(), ida]);
    }

    #[test]
    fn changes_keep_comments_and_unknown_keys() {
        let text = "# us\nhome = 'blue'\n[[child]] # eldest\nid = 'leo'\nname = 'Leo' # the lion\n\
                    first_day = '2026-09-07' # Mon\nlikes = 'sand'\n";
        let starred = with_favorite(text, &leo(), &RitualId::new("sewn-heart"), true).expect("starred");
        assert!(starred.contains("favorites = [\"sewn-heart\"]"), "{starred}");
        assert_eq!(with_favorite(&starred, &leo(), &RitualId::new("sewn-heart"), false).as_deref(), Ok(text));
        let usual = with_usual(text, &leo(), Some(&RitualId::new("sewn-heart"))).expect("set");
        let renamed = with_child_renamed(&usual, &leo(), "Leonard").expect("renamed");
        for kept in [
            "# us",
            "home = 'blue'",
            "# eldest",
            "# Mon",
            "likes = 'sand'",
            "usual = \"sewn-heart\"",
            "name = \"Leonard\" # the lion",
        ] {
            assert!(renamed.contains(kept), "{kept} in\n{renamed}");
        }
    }

    #[test]
    fn a_renamed_child_keeps_its_mornings() {
        let text = "[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n[[child]]\nname = 'leo'\nfirst_day = 2026-09-07\n";
        let renamed = with_child_renamed(text, &leo(), " Max ").expect("renamed");
        let children = read("family.toml", &renamed).family.children;
        assert_eq!(
            children.iter().map(|c| (c.id.as_str(), c.name.as_str())).collect::<Vec<_>>(),
            [("leo", "Max"), ("leo-2", "leo")]
        );
        assert!(with_child_renamed(text, &leo(), "\u{200b} ").is_err());
    }

    #[test]
    fn a_child_put_away_is_not_among_the_children_until_it_is_back() {
        let text = "[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n";
        let away = with_child_put_away(text, &leo(), true).expect("put away");
        let page = read("family.toml", &away);
        assert_eq!((page.family.children.len(), page.family.put_away.len(), page.problems.len()), (0, 1, 0));
        assert_eq!(with_child_put_away(&away, &leo(), false).as_deref(), Ok(text));
    }

    #[test]
    fn a_child_moves_with_its_own_comments_and_tables_and_the_heading_stays() {
        let text = "# The family.\n\n# the lion\n[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n[child.collects]\n\
                    mon = 'Gran'\n\n[[term]]\nfrom = 2026-09-07\nto = 2026-12-18\n\n# the owl\n[[child]]\n\
                    name = 'Old'\nfirst_day = 2020-09-07\nput_away = true\n\n[[child]] # small\nname = 'Ida'\n\
                    first_day = 2026-09-07\nlikes = 'sand'\n# end\n";
        let down = with_child_moved(text, &leo(), false).expect("moved");
        assert_eq!(names(&down), ["Ida", "Leo"]);
        let page = read("family.toml", &down);
        assert_eq!(page.problems, []);
        assert_eq!(page.family.children[1].collects[0].as_deref(), Some("Gran"));
        assert!(down.starts_with("# The family.\n\n"), "{down}");
        for kept in [
            "# the lion\n[[child]]\nname = 'Leo'",
            "# the owl\n[[child]]\nname = 'Old'",
            "[[child]] # small",
            "likes = 'sand'",
            "# end",
        ] {
            assert!(down.contains(kept), "{kept} in\n{down}");
        }
        let up = with_child_moved(&down, &leo(), true).expect("moved");
        assert_eq!(names(&up), ["Leo", "Ida"]);
        assert_eq!(with_child_moved(&up, &leo(), true), Ok(up));
    }
}
