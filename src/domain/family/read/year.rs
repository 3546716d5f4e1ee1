//! Reads the tables of the calendar: terms, days off, special days, overrides, who picks up, and the school's words.

use super::{place, text};
use crate::domain::child_id::ChildId;
use crate::domain::family::Family;
use crate::domain::school_words::{Meaning, OwnWords};
use crate::domain::school_year::{Collect, Dates, DayOff, Exception, Override, Special, SpecialDay, Term, Whom};
use crate::domain::text::one_line;
use crate::domain::toml_reader::{TomlReader, nearest};
use std::ops::Range;
use toml::de::DeTable;

/// Adds the rules of the file to its family. A table with a problem is left out.
pub(super) fn read(reader: &mut TomlReader<'_>, top: &DeTable<'_>, family: &mut Family) {
    let terms = rules(reader, top, "term", |row| {
        let (name, dates, whom) = (row.text("name"), row.dates(), row.whom(family));
        Some(Term { name: name.unwrap_or_else(|| "Term".into()), dates: dates?, whom: whom?, uid: row.text("uid") })
    });
    let days_off = rules(reader, top, "day_off", |row| {
        let (name, dates, whom) = (row.text("name"), row.dates(), row.whom(family));
        let name = name.unwrap_or_else(|| DayOff::UNNAMED.into());
        let closed = row.reader.flag(row.table, "closed");
        Some(DayOff { name, dates: dates?, whom: whom?, closed, uid: row.text("uid") })
    });
    let special_days = rules(reader, top, "special_day", |row| {
        let kind = row.kind(&Special::ALL.map(Special::keyword)).and_then(|word| Special::from_keyword(&word));
        let (name, dates, whom) = (row.text("name"), row.dates(), row.whom(family));
        let (time, uid) = (row.reader.time(row.table, "time"), row.text("uid"));
        Some(SpecialDay { kind: kind?, dates: dates?, time, name, whom: whom?, uid })
    });
    let overrides = rules(reader, top, "override", |row| {
        let kind = row.kind(&Exception::ALL.map(Exception::keyword)).and_then(|word| Exception::from_keyword(&word));
        let (name, dates, child) = (row.text("name"), row.dates(), row.only_child(family));
        Some(Override { child: child?, dates: dates?, kind: kind?, name, uid: row.text("uid") })
    });
    let collects = rules(reader, top, "collect", |row| {
        let (dates, whom, who) = (row.dates(), row.whom(family), row.text("who"));
        if who.is_none() {
            let help = "add a line such as `who = \"Grandma, after story time\"`";
            row.problem("who", "this [[collect]] has no `who`", help);
        }
        Some(Collect { who: who?, dates: dates?, whom: whom?, uid: row.text("uid") })
    });
    family.school_words = school_words(reader, top);
    (family.terms, family.days_off, family.special_days) = (terms, days_off, special_days);
    (family.overrides, family.collects) = (overrides, collects);
}

/// Reads the school's own words and their meanings: `"exeat weekend" = "day off"`.
fn school_words(reader: &mut TomlReader<'_>, top: &DeTable<'_>) -> OwnWords {
    let mut own = OwnWords::default();
    let Some(table) = reader.table(top, "school_words") else { return own };
    for key in table.keys() {
        let phrase = key.get_ref().as_ref();
        let Some(meaning) = reader.string(table, phrase) else { continue };
        let words = Meaning::ALL.map(Meaning::keyword);
        match Meaning::from_keyword(&meaning) {
            Some(becomes) if own.add(phrase, becomes) => {}
            Some(_) => reader.problem(
                key.span(),
                "this phrase has no words".into(),
                "here",
                "write the words of the school's calendar",
            ),
            None => {
                // Every meaning is listed: the word nearest to "holiday" would be "half day", which is another meaning.
                let help = format!("write one of \"{}\"", words.join("\", \""));
                let message = format!("unknown meaning \"{}\"", one_line(&meaning));
                reader.problem(place(table, phrase, &key.span()), message, "here", &help);
            }
        }
    }
    own
}

/// One table of a list, such as one `[[term]]`.
struct Row<'s, 't, 'a> {
    reader: &'s mut TomlReader<'a>,
    table: &'t DeTable<'t>,
    span: Range<usize>,
    /// The name of the list: `term`.
    list: &'static str,
}

/// Reads each table of a list to its end. A table with a problem is left out.
fn rules<T>(
    reader: &mut TomlReader<'_>,
    top: &DeTable<'_>,
    list: &'static str,
    read: impl Fn(&mut Row<'_, '_, '_>) -> Option<T>,
) -> Vec<T> {
    let mut rules = Vec::new();
    for (table, span) in reader.tables(top, list) {
        let before = reader.problems_found();
        let rule = read(&mut Row { reader: &mut *reader, table, span, list });
        rules.extend(rule.filter(|_| reader.problems_found() == before));
    }
    rules
}

impl Row<'_, '_, '_> {
    fn text(&mut self, key: &str) -> Option<String> {
        text(self.reader, self.table, key)
    }

    /// Adds a problem with the value of a key, or with the whole table when the key is missing.
    fn problem(&mut self, key: &str, message: &str, help: &str) {
        self.reader.problem(place(self.table, key, &self.span), message.to_owned(), "here", help);
    }

    /// Reads `date`, or `from` and `to`.
    fn dates(&mut self) -> Option<Dates> {
        let has = |key| self.table.contains_key(key);
        let (one, from, to) = (has("date"), has("from"), has("to"));
        let list = self.list;
        match (one, from, to) {
            (true, false, false) => self.reader.date(self.table, "date").map(Dates::one),
            (false, true, true) => {
                let (from, to) = (self.reader.date(self.table, "from"), self.reader.date(self.table, "to"));
                let dates = Dates::new(from?, to?);
                if dates.is_none() {
                    self.problem("to", "`to` is before `from`", &format!("write a date from {} on", from?));
                }
                dates
            }
            (true, _, _) => {
                self.problem(
                    "date",
                    &format!("this [[{list}]] has `date` and also `from` or `to`"),
                    "keep one of them",
                );
                None
            }
            _ => {
                let help = if list == "term" {
                    "write `from = 2026-09-07` and `to = 2026-12-18`"
                } else {
                    "write `date = 2026-10-26`, or `from = 2026-10-26` and `to = 2026-10-30`"
                };
                let key = if from { "from" } else { "to" };
                self.problem(key, &format!("this [[{list}]] has no date"), help);
                None
            }
        }
    }

    /// Reads `kind`, which is one of `words` in upper or lower case, with blanks or hyphens.
    fn kind(&mut self, words: &[&'static str]) -> Option<String> {
        let all = words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
        if !self.table.contains_key("kind") {
            let message = format!("this [[{}]] has no `kind`", self.list);
            self.problem("kind", &message, &format!("`kind` is one of {all}"));
            return None;
        }
        let written = self.reader.string(self.table, "kind")?;
        let kind = written.trim().to_lowercase().replace(['-', '_'], " ");
        if words.contains(&kind.as_str()) {
            return Some(kind);
        }
        let help = match nearest(&kind, words) {
            Some(near) => format!("write `kind = \"{near}\"`"),
            None => format!("`kind` is one of {all}"),
        };
        self.problem("kind", &format!("unknown kind \"{}\"", one_line(&written)), &help);
        None
    }

    /// Reads the children in `children` or `child`. A rule without both is about all children.
    fn whom(&mut self, family: &Family) -> Option<Whom> {
        if self.table.contains_key("child") {
            return self.only_child(family).map(|child| Whom::Only(vec![child]));
        }
        if !self.table.contains_key("children") {
            return Some(Whom::AllChildren);
        }
        let before = self.reader.problems_found();
        let named = self.reader.strings_in_place(self.table, "children");
        let children: Vec<ChildId> = named.into_iter().filter_map(|(name, at)| self.child(family, &name, at)).collect();
        if self.reader.problems_found() > before {
            return None;
        }
        if children.is_empty() {
            self.problem(
                "children",
                "`children` names nobody",
                "name a child, or leave `children` out for all of them",
            );
            return None;
        }
        Some(Whom::Only(children))
    }

    fn only_child(&mut self, family: &Family) -> Option<ChildId> {
        if !self.table.contains_key("child") {
            let message = format!("this [[{}]] has no `child`", self.list);
            self.problem("child", &message, &format!("add a line with `child`: {}", ids(family)));
            return None;
        }
        let name = self.reader.string(self.table, "child")?;
        self.child(family, &name, place(self.table, "child", &self.span))
    }

    fn child(&mut self, family: &Family, name: &str, at: Range<usize>) -> Option<ChildId> {
        let child = family.any_child(name).map(|child| child.id.clone());
        if child.is_none() {
            let message = format!("there is no child \"{}\"", one_line(name));
            self.reader.problem(at, message, "here", &format!("write one of {}", ids(family)));
        }
        child
    }
}

fn ids(family: &Family) -> String {
    let children = family.all_children();
    children.map(|child| format!("\"{}\"", child.id.as_str())).collect::<Vec<_>>().join(", ")
}
