//! Reads the tables of the calendar: terms, days off, special days, overrides, who picks up, and the school's words.

use crate::domain::child_id::ChildId;
use crate::domain::dates::DateRange;
use crate::domain::family::{Family, RuleList};
use crate::domain::names::NameError;
use crate::domain::school_words::{Meaning, OwnWords};
use crate::domain::school_year::{Collect, DayOff, Exception, Override, Special, SpecialDay, Term, Whom};
use crate::domain::text::one_line;
use crate::domain::toml_reader::{TomlReader, nearest};
use std::ops::Range;

/// Adds the rules of the file to its family. A table with a problem is left out.
pub(super) fn read(top: &TomlReader<'_>, family: &mut Family) {
    let terms = rules(top, RuleList::Term, |row| {
        let (name, dates, whom) = (row.line("name"), row.dates(), row.whom(family));
        Some(Term { name: name.unwrap_or_else(|| "Term".into()), dates: dates?, whom: whom?, uid: row.line("uid") })
    });
    let days_off = rules(top, RuleList::DayOff, |row| {
        let (name, dates, whom) = (row.line("name"), row.dates(), row.whom(family));
        let name = name.unwrap_or_else(|| DayOff::UNNAMED.into());
        let closed = row.flag("closed") == Some(true);
        Some(DayOff { name, dates: dates?, whom: whom?, closed, uid: row.line("uid") })
    });
    let special_days = rules(top, RuleList::SpecialDay, |row| {
        let kind = row.kind(&Special::ALL.map(Special::keyword)).and_then(|word| Special::from_keyword(&word));
        let (name, dates, whom) = (row.line("name"), row.dates(), row.whom(family));
        let (time, uid) = (row.time("time"), row.line("uid"));
        Some(SpecialDay { kind: kind?, dates: dates?, time, name, whom: whom?, uid })
    });
    let overrides = rules(top, RuleList::Override, |row| {
        let kind = row.kind(&Exception::ALL.map(Exception::keyword)).and_then(|word| Exception::from_keyword(&word));
        let (name, dates, child) = (row.line("name"), row.dates(), row.only_child(family));
        Some(Override { child: child?, dates: dates?, kind: kind?, name, uid: row.line("uid") })
    });
    let collects = rules(top, RuleList::Collect, |row| {
        let (dates, whom, who) = (row.dates(), row.whom(family), row.line("who"));
        if who.is_none() {
            let help = "add a line such as `who = \"Grandma, after story time\"`";
            row.problem("who", "this [[collect]] has no `who`", help);
        }
        Some(Collect { who: who?, dates: dates?, whom: whom?, uid: row.line("uid") })
    });
    family.school_words = school_words(top);
    (family.terms, family.days_off, family.special_days) = (terms, days_off, special_days);
    (family.overrides, family.collects) = (overrides, collects);
}

/// Reads the school's own words and their meanings: `"exeat weekend" = "day off"`.
fn school_words(top: &TomlReader<'_>) -> OwnWords {
    let mut own = OwnWords::default();
    let Some(table) = top.table("school_words") else { return own };
    for (key, value) in table.entries() {
        let phrase = key.get_ref().as_ref();
        let Some(written) = table.text(phrase) else { continue };
        if let Some(meaning) = Meaning::from_keyword(&written) {
            if !own.add(phrase, meaning) {
                let help = "write the words of the school's calendar";
                table.problem_at(key.span(), "this phrase has no words", "here", help);
            }
        } else {
            // All meanings are listed, because the meaning nearest to "holiday" would be "half day", which is wrong.
            let help = format!("write one of \"{}\"", Meaning::ALL.map(Meaning::keyword).join("\", \""));
            table.problem_at(value.span(), format!("unknown meaning \"{}\"", one_line(&written)), "here", &help);
        }
    }
    own
}

/// Reads the tables of a list. A table with a problem is left out.
fn rules<T>(top: &TomlReader<'_>, list: RuleList, read: impl Fn(&TomlReader<'_>) -> Option<T>) -> Vec<T> {
    let read_whole = |row: &TomlReader<'_>| {
        let before = row.problems_found();
        read(row).filter(|_| row.problems_found() == before)
    };
    top.tables(list.keyword()).iter().filter_map(read_whole).collect()
}

/// Reads the keys that several kinds of rules have.
impl TomlReader<'_> {
    /// Reads `date`, or `from` and `to`.
    fn dates(&self) -> Option<DateRange> {
        let list = self.name;
        match (self.has("date"), self.has("from"), self.has("to")) {
            (true, false, false) => self.date("date").map(DateRange::one),
            (false, true, true) => {
                let (from, to) = (self.date("from"), self.date("to"));
                let dates = DateRange::new(from?, to?);
                if dates.is_none() {
                    self.problem("to", "`to` is before `from`", &format!("write a date from {} on", from?));
                }
                dates
            }
            (true, _, _) => {
                let message = format!("this [[{list}]] has `date` and also `from` or `to`");
                self.problem("date", message, "keep one of them");
                None
            }
            (_, from, _) => {
                let help = if list == RuleList::Term.keyword() {
                    "write `from = 2026-09-07` and `to = 2026-12-18`"
                } else {
                    "write `date = 2026-10-26`, or `from = 2026-10-26` and `to = 2026-10-30`"
                };
                self.problem(if from { "from" } else { "to" }, format!("this [[{list}]] has no date"), help);
                None
            }
        }
    }

    /// Reads `kind`, which is one of `words` in upper or lower case, with blanks or hyphens.
    fn kind(&self, words: &[&'static str]) -> Option<String> {
        let all = words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
        if !self.has("kind") {
            self.problem("kind", format!("this [[{}]] has no `kind`", self.name), &format!("`kind` is one of {all}"));
            return None;
        }
        let written = self.text("kind")?;
        let kind = written.trim().to_lowercase().replace(['-', '_'], " ");
        if words.contains(&kind.as_str()) {
            return Some(kind);
        }
        let help = match nearest(&kind, words) {
            Some(near) => format!("write `kind = \"{near}\"`"),
            None => format!("`kind` is one of {all}"),
        };
        self.problem("kind", format!("unknown kind \"{}\"", one_line(&written)), &help);
        None
    }

    /// Reads the children in `children` or `child`. A rule without both is about all children.
    fn whom(&self, family: &Family) -> Option<Whom> {
        if self.has("child") {
            return self.only_child(family).map(|child| Whom::Only(vec![child]));
        }
        if !self.has("children") {
            return Some(Whom::AllChildren);
        }
        let before = self.problems_found();
        let named = self.texts("children");
        let children: Vec<ChildId> = named.into_iter().filter_map(|(name, at)| self.child(family, &name, at)).collect();
        if self.problems_found() > before {
            return None;
        }
        if children.is_empty() {
            let help = "name a child, or leave `children` out for all of them";
            self.problem("children", "`children` is empty", help);
            return None;
        }
        Some(Whom::Only(children))
    }

    fn only_child(&self, family: &Family) -> Option<ChildId> {
        if !self.has("child") {
            let help = format!("add a line with `child`: {}", ids(family));
            self.problem("child", format!("this [[{}]] has no `child`", self.name), &help);
            return None;
        }
        let name = self.text("child")?;
        self.child(family, &name, self.place("child"))
    }

    fn child(&self, family: &Family, name: &str, at: Range<usize>) -> Option<ChildId> {
        let why = match family.child_in_file(name) {
            Ok(child) => return Some(child.id.clone()),
            Err(why) => why,
        };
        let (message, ids) = match why {
            NameError::SameName { typed, ids, .. } => (format!("several children are called \"{typed}\""), quoted(ids)),
            _ => (format!("there is no child \"{}\"", one_line(name)), ids(family)),
        };
        self.problem_at(at, message, "here", &format!("write one of {ids}"));
        None
    }
}

/// The ids of all children, for help.
fn ids(family: &Family) -> String {
    quoted(family.all_children().map(|child| child.id.as_str().to_owned()))
}

fn quoted(ids: impl IntoIterator<Item = String>) -> String {
    ids.into_iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ")
}
