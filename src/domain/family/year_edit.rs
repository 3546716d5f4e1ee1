//! The text of `family.toml` with a rule of its calendar added, changed or taken away; comments and unknown keys stay.

use super::rule::Rule;
use super::table_edit::{document, prefix, rename, set, set_date, split_heading, tables};
use super::{ChildId, Family, read};
use crate::domain::school_year::{Dates, DayOff, Whom, time_in_words};
use crate::domain::text::one_line;
use jiff::civil::Date;
use std::collections::BTreeMap;
use toml_edit::{Array, DocumentMut, Table};

/// The text of the family file with days off of one name.
///
/// # Errors
/// A sentence, when `text` is not a family file this program can change. So in the other functions.
pub fn with_day_off(text: &str, dates: &[Dates], name: &str, whom: &Whom) -> Result<String, String> {
    let day_off = |&dates| DayOff { name: name.to_owned(), dates, whom: whom.clone(), uid: None };
    dates.iter().map(day_off).try_fold(text.to_owned(), |text, day_off| with_rule(&text, &Rule::DayOff(day_off)))
}

/// The text of the family file with one more rule, as [`with_rules`] adds it.
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
    Ok(page.document.to_string())
}

/// One rule added, put in the place of another with what is written around that one, or taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleEdit {
    Add(Rule),
    Exchange { old: Rule, new: Rule },
    Remove(Rule),
}

/// The text of the family file after some edits, one after the other.
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
        }
    }
    Ok(page.document.to_string())
}

/// A family file on its way to another text, and the rules it has by now, list by list as its tables are.
struct Open {
    document: DocumentMut,
    there: BTreeMap<&'static str, Vec<Rule>>,
}

impl Open {
    fn new(text: &str) -> Result<Open, String> {
        let (family, document) = open(text)?;
        Ok(Open { document, there: by_list(&family) })
    }

    /// The place of the rule on which `rule` is only another word.
    fn said_by(&self, rule: &Rule) -> Option<usize> {
        let same_kind = self.there.get(rule.list())?;
        let winner = same_kind.iter().rposition(|there| there.dates().overlaps(rule.dates()))?;
        rule.replaces(&same_kind[winner]).then_some(winner)
    }

    fn add(&mut self, rule: &Rule) -> Result<(), String> {
        let mut table = Table::new();
        table.decor_mut().set_prefix("\n");
        write(rule, None, &mut table);
        self.there.entry(rule.list()).or_default().push(rule.clone());
        tables(&mut self.document, rule.list())?.push(table);
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

    /// The last place at which a rule is.
    fn place(&self, rule: &Rule) -> Result<usize, String> {
        let place = self.there.get(rule.list()).and_then(|there| there.iter().rposition(|there| there == rule));
        place.ok_or_else(|| "That is not in family.toml any more".to_owned())
    }

    fn put(&mut self, place: usize, rule: &Rule) -> Result<(), String> {
        let there = self.there.entry(rule.list()).or_default();
        if let Some(table) = tables(&mut self.document, rule.list())?.get_mut(place) {
            write(rule, there.get(place), table);
        }
        there.splice(place..=place, [rule.clone()]);
        Ok(())
    }
}

/// The text of the family file with school again on `date`, for one child or for all: a range loses that date, and the
/// other children keep it.
pub fn without_day_off(text: &str, date: Date, child: Option<&ChildId>) -> Result<String, String> {
    let (family, mut document) = open(text)?;
    // From the last one on, so that the places before it stay right.
    for (place, day_off) in family.days_off.iter().enumerate().rev() {
        let concerned = child.is_none_or(|child| day_off.whom.includes(child));
        if !day_off.dates.contains(date) || !concerned {
            continue;
        }
        let [before, after] = day_off.dates.without(date);
        let others = child.map_or(Vec::new(), |child| everyone_but(&family, &day_off.whom, child));
        let whole = |dates: Option<Dates>| dates.map(|dates| (dates, None));
        let kept = (!others.is_empty()).then(|| (Dates::one(date), Some(Whom::Only(others))));
        let pieces: Vec<_> = [whole(before), kept, whole(after)].into_iter().flatten().collect();
        let list = tables(&mut document, "day_off")?;
        let Some(whole) = list.get(place).cloned() else { continue };
        for (i, (dates, whom)) in pieces.iter().enumerate() {
            let mut piece = whole.clone();
            set_dates(&mut piece, *dates);
            whom.iter().for_each(|whom| set_whom(&mut piece, whom));
            if i == 0 {
                list.replace(place, piece);
            } else {
                // What is said around the table and its dates is said once.
                piece.decor_mut().clear();
                piece.decor_mut().set_prefix("\n");
                for (_, date) in piece.iter_mut().filter(|(key, _)| ["date", "from", "to"].contains(&key.get())) {
                    date.as_value_mut().into_iter().for_each(|date| date.decor_mut().set_suffix(""));
                }
                list.insert(place + i, piece);
            }
        }
        if pieces.is_empty() {
            remove(&mut document, "day_off", place)?;
        }
    }
    Ok(document.to_string())
}

fn everyone_but(family: &Family, whom: &Whom, child: &ChildId) -> Vec<ChildId> {
    let everyone = family.children.iter().chain(&family.put_away).map(|child| &child.id);
    everyone.filter(|id| whom.includes(id) && *id != child).cloned().collect()
}

/// The family and its document, when every table of it was understood: only then is the first rule the first table.
fn open(text: &str) -> Result<(Family, DocumentMut), String> {
    let document = document(text)?;
    let page = read("family.toml", text);
    match page.problems.first() {
        None => Ok((page.family, document)),
        Some(problem) => Err(format!("{}: mend that first", problem.in_one_line())),
    }
}

/// The rules by the name of their tables, in the order of these.
fn by_list(family: &Family) -> BTreeMap<&'static str, Vec<Rule>> {
    let mut lists: BTreeMap<&'static str, Vec<Rule>> = BTreeMap::new();
    for rule in Rule::all_of(family) {
        lists.entry(rule.list()).or_default().push(rule);
    }
    lists
}

/// Takes a table away. A heading above it, set off by a blank line, stays for the next one.
fn remove(document: &mut DocumentMut, list: &str, place: usize) -> Result<(), String> {
    let tables = tables(document, list)?;
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
        document.remove(list);
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
    if there.is_none_or(|there| there.dates() != rule.dates()) {
        set_dates(table, rule.dates());
    }
    if !matches!(rule, Rule::Override(_)) && there.is_none_or(|there| there.whom() != rule.whom()) {
        set_whom(table, &rule.whom());
    }
}

/// The keys of a rule that have a text, in the order of a new table; None for one that is left out.
fn texts(rule: &Rule) -> Vec<(&'static str, Option<String>)> {
    let mut texts: Vec<(&str, Option<&str>)> = Vec::new();
    let mut time = None;
    match rule {
        Rule::Term(term) => texts.push(("name", Some(&term.name))),
        Rule::DayOff(day_off) => texts.push(("name", Some(&day_off.name))),
        Rule::SpecialDay(special) => {
            time = special.time.map(time_in_words);
            texts.extend([("kind", Some(special.kind.word())), ("name", special.name.as_deref())]);
        }
        Rule::Override(own) => {
            texts.extend([("child", Some(own.child.as_str())), ("kind", Some(own.kind.word()))]);
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
