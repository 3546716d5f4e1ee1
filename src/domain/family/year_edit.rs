//! Writes changes of the calendar's rules into the text of `family.toml`. Comments and unknown keys stay.

use super::edit_error::{document, tables};
use super::rule::{Rule, RuleEdit, RuleList};
use super::{ChildId, FamilyEditError, read};
use crate::domain::dates::DateRange;
use crate::domain::school_year::{DayOff, Override, SpecialDay, Term, Whom};
use crate::domain::text::{clean_line, ending_lines_like};
use crate::domain::time_of_day;
use crate::domain::toml_writer::{prefix, rename, set, set_date, set_or_remove, split_heading};
use std::collections::BTreeMap;
use toml_edit::{Array, DocumentMut, Item, Table};

/// Returns the text of the family file with one more rule, as [`with_rules`] does.
///
/// # Errors
/// When `text` is not a family file that this program can change.
pub fn with_rule(text: &str, rule: &Rule) -> Result<String, FamilyEditError> {
    with_rules(text, std::slice::from_ref(rule))
}

/// Returns the text of the family file with more rules, which win over the older rules of their kind. A rule about the
/// same dates and children as the strongest rule there replaces that rule; other rules are added at the end.
///
/// # Errors
/// When `text` is not a family file that this program can change.
pub fn with_rules(text: &str, rules: &[Rule]) -> Result<String, FamilyEditError> {
    let mut file = RuleFile::parse(text)?;
    for rule in rules {
        match file.replaced_by(rule) {
            Some(place) => file.put(place, rule)?,
            None => file.add(rule)?,
        }
    }
    Ok(ending_lines_like(&file.document.to_string(), text))
}

/// The keys for the dates of a rule.
const DATE_KEYS: [&str; 3] = ["date", "from", "to"];

/// Returns the text of the family file after some edits in order. Comments around a rule stay with the rule that
/// replaces it.
///
/// # Errors
/// When `text` is not a family file that this program can change, or does not have a rule of the edits.
pub fn with_rule_edits(text: &str, edits: &[RuleEdit]) -> Result<String, FamilyEditError> {
    let mut file = RuleFile::parse(text)?;
    for edit in edits {
        match edit {
            RuleEdit::Add(rule) => file.add(rule)?,
            RuleEdit::Remove(rule) => file.remove(rule)?,
            RuleEdit::Replace { old, new } if old.list() == new.list() => file.put(file.place(old)?, new)?,
            RuleEdit::Replace { old, new } => {
                file.remove(old)?;
                file.add(new)?;
            }
            RuleEdit::Cut { rule, dates } => file.cut(rule, *dates)?,
            RuleEdit::Join { rule, later } => file.join(rule, later)?,
        }
    }
    Ok(ending_lines_like(&file.document.to_string(), text))
}

/// A family file that is being edited: its document, and for each list the rules in the order of the tables.
struct RuleFile {
    document: DocumentMut,
    rules: BTreeMap<RuleList, Vec<Rule>>,
}

impl RuleFile {
    /// Parses a file without problems. With a problem some tables would have no rule, so the places would not match.
    fn parse(text: &str) -> Result<RuleFile, FamilyEditError> {
        let document = document(text)?;
        let page = read("family.toml", text);
        if let Some(problem) = page.problems.into_iter().next() {
            return Err(FamilyEditError::Problem(problem));
        }
        let mut file = RuleFile { document, rules: BTreeMap::new() };
        Rule::all_of(&page.family).into_iter().for_each(|rule| file.rules_in(rule.list()).push(rule));
        Ok(file)
    }

    fn rules_in(&mut self, list: RuleList) -> &mut Vec<Rule> {
        self.rules.entry(list).or_default()
    }

    /// The place of the rule that `rule` replaces, if there is one.
    fn replaced_by(&self, rule: &Rule) -> Option<usize> {
        let same_kind = self.rules.get(&rule.list())?;
        let strongest = same_kind.iter().rposition(|there| there.dates().overlaps(rule.dates()))?;
        rule.replaces(&same_kind[strongest]).then_some(strongest)
    }

    /// The last place that has a rule.
    fn place(&self, rule: &Rule) -> Result<usize, FamilyEditError> {
        let place = self.rules.get(&rule.list()).and_then(|rules| rules.iter().rposition(|there| there == rule));
        place.ok_or(FamilyEditError::NoRule)
    }

    fn add(&mut self, rule: &Rule) -> Result<(), FamilyEditError> {
        let mut table = Table::new();
        table.decor_mut().set_prefix("\n");
        write(rule, None, &mut table);
        self.rules_in(rule.list()).push(rule.clone());
        tables(&mut self.document, rule.list().keyword())?.push(table);
        Ok(())
    }

    fn put(&mut self, place: usize, rule: &Rule) -> Result<(), FamilyEditError> {
        let old = std::mem::replace(&mut self.rules_in(rule.list())[place], rule.clone());
        let table = tables(&mut self.document, rule.list().keyword())?.get_mut(place);
        table.into_iter().for_each(|table| write(rule, Some(&old), table));
        Ok(())
    }

    fn remove(&mut self, rule: &Rule) -> Result<(), FamilyEditError> {
        let place = self.place(rule)?;
        self.rules_in(rule.list()).remove(place);
        remove_table(&mut self.document, rule.list(), place)
    }

    fn cut(&mut self, rule: &Rule, dates: DateRange) -> Result<(), FamilyEditError> {
        let [before, after] = rule.dates().without(dates);
        let Some(first) = before.or(after) else { return self.remove(rule) };
        let place = self.place(rule)?;
        self.put(place, &rule.clone().on(first))?;
        let Some(second) = before.and(after) else { return Ok(()) };
        let list = tables(&mut self.document, rule.list().keyword())?;
        let Some(mut piece) = list.get(place).cloned() else { return Ok(()) };
        set_dates(&mut piece, second);
        // Comments around the table and its dates stay with the first piece alone.
        piece.decor_mut().clear();
        piece.decor_mut().set_prefix("\n");
        for (_, date) in piece.iter_mut().filter(|(key, _)| DATE_KEYS.contains(&key.get())) {
            date.as_value_mut().into_iter().for_each(|date| date.decor_mut().set_suffix(""));
        }
        list.insert(place + 1, piece);
        self.rules_in(rule.list()).insert(place + 1, rule.clone().on(second));
        Ok(())
    }

    fn join(&mut self, rule: &Rule, later: &Rule) -> Result<(), FamilyEditError> {
        let (place, other) = (self.place(rule)?, self.place(later)?);
        let list = tables(&mut self.document, rule.list().keyword())?;
        let is_merged = list.get(other).zip(list.get(place)).is_some_and(|(later, rule)| says_no_more(later, rule));
        let eve = later.dates().from().yesterday().unwrap_or(later.dates().from());
        let end = if is_merged { later.dates().to() } else { eve };
        if let Some(dates) = DateRange::new(rule.dates().from(), end) {
            self.put(place, &rule.clone().on(dates))?;
        }
        if is_merged { self.remove(later) } else { Ok(()) }
    }
}

/// Whether another table has every key of a table except its dates, and the table has no comment above it.
fn says_no_more(table: &Table, other: &Table) -> bool {
    let mut own = table.iter().filter(|(key, _)| !DATE_KEYS.contains(key));
    let text = |item: &Item| item.to_string().trim().to_owned();
    let is_there = |(key, item): (&str, &Item)| other.get(key).is_some_and(|there| text(there) == text(item));
    !prefix(table).contains('#') && own.all(is_there)
}

/// Removes a table. A heading that a blank line separates from the table stays for the next table.
fn remove_table(document: &mut DocumentMut, list: RuleList, place: usize) -> Result<(), FamilyEditError> {
    let tables = tables(document, list.keyword())?;
    let Some(above) = tables.get(place).map(prefix) else { return Ok(()) };
    tables.remove(place);
    let is_last = tables.is_empty();
    let (heading, _) = split_heading(&above);
    if heading.contains('#') {
        match tables.get_mut(place) {
            Some(next) => {
                let own = prefix(next);
                next.decor_mut().set_prefix(format!("{heading}{}", own.trim_start_matches('\n')));
            }
            None => {
                let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
                document.set_trailing(format!("{trailing}{}\n", heading.trim_end_matches('\n')));
            }
        }
    }
    if is_last {
        document.remove(list.keyword());
    }
    Ok(())
}

/// Writes each key of a rule that differs from the old rule in the table.
fn write(rule: &Rule, old: Option<&Rule>, table: &mut Table) {
    let written = old.map(texts).unwrap_or_default();
    for (key, text) in texts(rule).into_iter().filter(|text| !written.contains(text)) {
        set_or_remove(table, key, text);
    }
    if old.is_some_and(is_closed) != is_closed(rule) {
        set_or_remove(table, "closed", is_closed(rule).then_some(true));
    }
    if old.is_none_or(|old| old.dates() != rule.dates()) {
        set_dates(table, rule.dates());
    }
    if !matches!(rule, Rule::Override(_)) && old.is_none_or(|old| old.whom() != rule.whom()) {
        set_whom(table, &rule.whom());
    }
}

fn is_closed(rule: &Rule) -> bool {
    matches!(rule, Rule::DayOff(DayOff { closed: true, .. }))
}

/// The texts of a rule with their keys, in the order of a new table. None for a key that the table does not need.
fn texts(rule: &Rule) -> Vec<(&'static str, Option<String>)> {
    let text = |text: &str| Some(text.to_owned());
    let mut texts = match rule {
        Rule::Term(Term { name, .. }) | Rule::DayOff(DayOff { name, .. }) => vec![("name", text(name))],
        Rule::SpecialDay(SpecialDay { kind, name, time, .. }) => {
            vec![("kind", text(kind.keyword())), ("name", name.clone()), ("time", time.map(time_of_day::label))]
        }
        Rule::Override(Override { child, kind, name, .. }) => {
            vec![("child", text(child.as_str())), ("kind", text(kind.keyword())), ("name", name.clone())]
        }
        Rule::Collect(collect) => vec![("who", text(&collect.who))],
    };
    texts.push(("uid", rule.uid().map(str::to_owned)));
    // Imported and pasted texts are scrubbed before they reach a file.
    texts.into_iter().map(|(key, text)| (key, text.as_deref().and_then(clean_line))).collect()
}

/// Writes one date as `date`, several as `from` and `to`.
fn set_dates(table: &mut Table, dates: DateRange) {
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
