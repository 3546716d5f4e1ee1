//! The text of `family.toml` with a rule of its calendar added, changed or taken away; comments and unknown keys stay.

use super::rule::{Rule, RuleEdit, RuleList};
use super::table_edit::{document, prefix, rename, set, set_date, split_heading, tables};
use super::{ChildId, Family, read};
use crate::domain::school_year::{Dates, DayOff, Whom};
use crate::domain::text::{ending_lines_like, one_line};
use crate::domain::time_of_day;
use std::collections::BTreeMap;
use toml_edit::{Array, DocumentMut, Item, Table};

/// The text of the family file with one more rule, as [`with_rules`] adds it.
///
/// # Errors
/// A sentence, when `text` is not a family file this program can change. So in the other functions.
pub fn with_rule(text: &str, rule: &Rule) -> Result<String, String> {
    with_rules(text, std::slice::from_ref(rule))
}

/// The text of the family file with rules that win over those of their kind. One takes the place of the rule that wins
/// now when it says the same thing about the same dates; else it comes after them.
pub fn with_rules(text: &str, rules: &[Rule]) -> Result<String, String> {
    let mut page = Open::new(text)?;
    for rule in rules {
        match page.said_by(rule) {
            Some(place) => page.put(place, rule)?,
            None => page.add(rule)?,
        }
    }
    Ok(ending_lines_like(&page.document.to_string(), text))
}

/// The keys that say when a rule is.
const DATE_KEYS: [&str; 3] = ["date", "from", "to"];

/// The text of the family file after some edits, one after the other. What is written around a rule stays with the one
/// in its place.
pub fn with_rule_edits(text: &str, edits: &[RuleEdit]) -> Result<String, String> {
    let mut page = Open::new(text)?;
    for edit in edits {
        match edit {
            RuleEdit::Add(rule) => page.add(rule)?,
            RuleEdit::Remove(rule) => page.remove(rule)?,
            RuleEdit::Exchange { old, new } if old.list() == new.list() => page.exchange(old, new)?,
            RuleEdit::Exchange { old, new } => {
                page.remove(old)?;
                page.add(new)?;
            }
            RuleEdit::Cut { rule, dates } => page.cut(rule, *dates)?,
            RuleEdit::Join { rule, later } => page.join(rule, later)?,
        }
    }
    Ok(ending_lines_like(&page.document.to_string(), text))
}

/// A family file on its way to another text, and the rules it has by now, list by list as its tables are.
struct Open {
    document: DocumentMut,
    there: BTreeMap<RuleList, Vec<Rule>>,
}

impl Open {
    fn new(text: &str) -> Result<Open, String> {
        let (family, document) = open(text)?;
        Ok(Open { document, there: by_list(&family) })
    }

    /// The place of the rule on which `rule` is only another word.
    fn said_by(&self, rule: &Rule) -> Option<usize> {
        let same_kind = self.there.get(&rule.list())?;
        let winner = same_kind.iter().rposition(|there| there.dates().overlaps(rule.dates()))?;
        rule.replaces(&same_kind[winner]).then_some(winner)
    }

    fn add(&mut self, rule: &Rule) -> Result<(), String> {
        let mut table = Table::new();
        table.decor_mut().set_prefix("\n");
        write(rule, None, &mut table);
        self.there.entry(rule.list()).or_default().push(rule.clone());
        tables(&mut self.document, rule.list().keyword())?.push(table);
        Ok(())
    }

    fn exchange(&mut self, old: &Rule, new: &Rule) -> Result<(), String> {
        let place = self.place(old)?;
        self.put(place, new)
    }

    fn remove(&mut self, rule: &Rule) -> Result<(), String> {
        let place = self.place(rule)?;
        self.there.entry(rule.list()).or_default().remove(place);
        remove(&mut self.document, rule.list(), place)
    }

    fn cut(&mut self, rule: &Rule, dates: Dates) -> Result<(), String> {
        let [before, after] = rule.dates().without(dates);
        let Some(first) = before.or(after) else { return self.remove(rule) };
        let place = self.place(rule)?;
        self.set_dates(place, rule, first)?;
        let Some(second) = before.and(after) else { return Ok(()) };
        let list = tables(&mut self.document, rule.list().keyword())?;
        let Some(mut piece) = list.get(place).cloned() else { return Ok(()) };
        set_dates(&mut piece, second);
        // What is said around the table and its dates is said once.
        piece.decor_mut().clear();
        piece.decor_mut().set_prefix("\n");
        for (_, date) in piece.iter_mut().filter(|(key, _)| DATE_KEYS.contains(&key.get())) {
            date.as_value_mut().into_iter().for_each(|date| date.decor_mut().set_suffix(""));
        }
        list.insert(place + 1, piece);
        self.there.entry(rule.list()).or_default().insert(place + 1, rule.clone().on(second));
        Ok(())
    }

    fn join(&mut self, rule: &Rule, later: &Rule) -> Result<(), String> {
        let (place, other) = (self.place(rule)?, self.place(later)?);
        let list = tables(&mut self.document, rule.list().keyword())?;
        let is_taken_up = list.get(other).zip(list.get(place)).is_some_and(|(later, rule)| says_no_more(later, rule));
        let eve = later.dates().from().yesterday().unwrap_or(later.dates().from());
        let end = if is_taken_up { later.dates().to() } else { eve };
        if let Some(dates) = Dates::new(rule.dates().from(), end) {
            self.set_dates(place, rule, dates)?;
        }
        if is_taken_up { self.remove(later) } else { Ok(()) }
    }

    fn set_dates(&mut self, place: usize, rule: &Rule, dates: Dates) -> Result<(), String> {
        let table = tables(&mut self.document, rule.list().keyword())?.get_mut(place);
        table.into_iter().for_each(|table| set_dates(table, dates));
        self.there.entry(rule.list()).or_default().splice(place..=place, [rule.clone().on(dates)]);
        Ok(())
    }

    /// The last place at which a rule is.
    fn place(&self, rule: &Rule) -> Result<usize, String> {
        let place = self.there.get(&rule.list()).and_then(|there| there.iter().rposition(|there| there == rule));
        place.ok_or_else(|| "That is not in family.toml any more".to_owned())
    }

    fn put(&mut self, place: usize, rule: &Rule) -> Result<(), String> {
        let there = self.there.entry(rule.list()).or_default();
        if let Some(table) = tables(&mut self.document, rule.list().keyword())?.get_mut(place) {
            write(rule, there.get(place), table);
        }
        there.splice(place..=place, [rule.clone()]);
        Ok(())
    }
}

/// Whether a table says nothing that another does not say too, but for its dates, and nothing is written above it.
fn says_no_more(table: &Table, other: &Table) -> bool {
    let own = table.iter().filter(|(key, _)| !DATE_KEYS.contains(key));
    let text = |item: &Item| item.to_string().trim().to_owned();
    let is_there = |(key, item): (&str, &Item)| other.get(key).is_some_and(|there| text(there) == text(item));
    !prefix(table).contains('#') && own.into_iter().all(is_there)
}

/// The family and its document, when every table of it was understood: only then is the first rule the first table.
fn open(text: &str) -> Result<(Family, DocumentMut), String> {
    let document = document(text)?;
    let page = read("family.toml", text);
    match page.problems.first() {
        None => Ok((page.family, document)),
        Some(problem) => Err(format!("{problem}: mend that first")),
    }
}

/// The rules by the name of their tables, in the order of these.
fn by_list(family: &Family) -> BTreeMap<RuleList, Vec<Rule>> {
    let mut lists: BTreeMap<RuleList, Vec<Rule>> = BTreeMap::new();
    for rule in Rule::all_of(family) {
        lists.entry(rule.list()).or_default().push(rule);
    }
    lists
}

/// Takes a table away. A heading above it, set off by a blank line, stays for the next one.
fn remove(document: &mut DocumentMut, list: RuleList, place: usize) -> Result<(), String> {
    let tables = tables(document, list.keyword())?;
    let Some(gone) = tables.get(place) else { return Ok(()) };
    let above = prefix(gone);
    let (heading, _) = split_heading(&above);
    let heading = heading.to_owned();
    tables.remove(place);
    let is_last = tables.is_empty();
    if heading.contains('#') {
        match tables.get_mut(place) {
            Some(next) => {
                let own = prefix(next);
                next.decor_mut().set_prefix(format!("{heading}{}", own.trim_start_matches('\n')));
            }
            None => {
                let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
                document.set_trailing(format!("{trailing}{}", heading.trim_end_matches('\n').to_owned() + "\n"));
            }
        }
    }
    if is_last {
        document.remove(list.keyword());
    }
    Ok(())
}

/// Writes what a rule says otherwise than the one that is there.
fn write(rule: &Rule, there: Option<&Rule>, table: &mut Table) {
    let written = there.map(texts).unwrap_or_default();
    for text in texts(rule).into_iter().filter(|text| !written.contains(text)) {
        match text {
            (key, Some(text)) => set(table, key, text),
            (key, None) => drop(table.remove(key)),
        }
    }
    match (there.is_some_and(is_closed), is_closed(rule)) {
        (false, true) => set(table, "closed", true),
        (true, false) => drop(table.remove("closed")),
        _ => {}
    }
    if there.is_none_or(|there| there.dates() != rule.dates()) {
        set_dates(table, rule.dates());
    }
    if !matches!(rule, Rule::Override(_)) && there.is_none_or(|there| there.whom() != rule.whom()) {
        set_whom(table, &rule.whom());
    }
}

fn is_closed(rule: &Rule) -> bool {
    matches!(rule, Rule::DayOff(DayOff { closed: true, .. }))
}

/// The keys of a rule that have a text, in the order of a new table; None for one that is left out.
fn texts(rule: &Rule) -> Vec<(&'static str, Option<String>)> {
    let mut texts: Vec<(&str, Option<&str>)> = Vec::new();
    let mut time = None;
    match rule {
        Rule::Term(term) => texts.push(("name", Some(&term.name))),
        Rule::DayOff(day_off) => texts.push(("name", Some(&day_off.name))),
        Rule::SpecialDay(special) => {
            time = special.time.map(time_of_day::label);
            texts.extend([("kind", Some(special.kind.keyword())), ("name", special.name.as_deref())]);
        }
        Rule::Override(own) => {
            texts.extend([("child", Some(own.child.as_str())), ("kind", Some(own.kind.keyword()))]);
            texts.push(("name", own.name.as_deref()));
        }
        Rule::Collect(collect) => texts.push(("who", Some(&collect.who))),
    }
    texts.extend([("time", time.as_deref()), ("uid", rule.uid())]);
    // What is imported or pasted is scrubbed before it reaches a file.
    let clean = |text: &str| Some(one_line(text).trim().to_owned()).filter(|text| !text.is_empty());
    texts.into_iter().map(|(key, text)| (key, text.and_then(clean))).collect()
}

/// One date as `date`, several as `from` and `to`. Written as the dates there were, as texts or as dates, and with the
/// comments around them.
fn set_dates(table: &mut Table, dates: Dates) {
    let (from, to) = (dates.from(), dates.to());
    if table.contains_key("from") || from != to {
        rename(table, "date", "from");
        set_date(table, "from", from);
        set_date(table, "to", to);
    } else {
        set_date(table, "date", from);
    }
}

fn set_whom(table: &mut Table, whom: &Whom) {
    match whom {
        Whom::AllChildren => {
            table.remove("children");
            table.remove("child");
        }
        Whom::Only(children) => match children.as_slice() {
            [child] if table.contains_key("child") => set(table, "child", child.as_str()),
            children => {
                table.remove("child");
                set(table, "children", children.iter().map(ChildId::as_str).collect::<Array>());
            }
        },
    }
}

#[cfg(test)]
mod tests;
