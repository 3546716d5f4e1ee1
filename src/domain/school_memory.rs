//! What was imported from each of the school's calendars: `school.toml`. Held against the family's own rules and the
//! school's next file, it tells what the school changed from what the parent did.

use super::child_id::ChildId;
use super::dates::DateRange;
use super::family::Rule;
use super::problem::Problem;
use super::school_words::Meaning;
use super::school_year::{DayOff, Special, SpecialDay, Term, Whom};
use super::time_of_day;
use super::toml_reader::{self, TomlReader};
use jiff::civil::Date;
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

const HEADING: &str = "# What the school's calendars said when they were imported last. I write this file, to tell \
                       later what the school\n# changed from what you changed. Without it an import only adds.\n";

/// Every calendar that was imported, the first one first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    pub calendars: Vec<RememberedCalendar>,
}

impl Memory {
    /// Whether both remember the same, from whatever files.
    pub fn differs_only_in_files(&self, other: &Memory) -> bool {
        let said = |calendar: &RememberedCalendar| RememberedCalendar { file: String::new(), ..calendar.clone() };
        self.calendars.iter().map(said).eq(other.calendars.iter().map(said))
    }
}

/// One calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RememberedCalendar {
    /// The name of the file it came from last.
    pub file: String,
    /// Whose school it is.
    pub whom: Whom,
    /// Terms, days off and special days as the school has them, whatever the family made of them since.
    pub rules: Vec<Rule>,
    pub choices: Vec<Choice>,
}

/// What the parent said that an event is, against its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub uid: Option<String>,
    /// The date of a series it is about, where the school changed that one.
    pub of: Option<Date>,
    pub name: String,
    /// Its first date.
    pub date: Date,
    pub meaning: Meaning,
}

const CALENDAR_KEYS: &[&str] = &["file", "children", "rule", "choice"];
const RULE_KEYS: &[&str] = &["kind", "name", "closed", "from", "to", "time", "uid"];
const CHOICE_KEYS: &[&str] = &["name", "date", "becomes", "of", "uid"];

const DAY_OFF: &str = "day off";
const TERM: &str = "term";

/// Reads the file. With problems the memory is not to be trusted.
pub fn read(file: &str, text: &str) -> (Memory, Vec<Problem>) {
    toml_reader::read(file, text, |top| {
        top.check_format();
        top.unknown_keys(&["format", "calendar"], "school.toml");
        Memory { calendars: top.tables("calendar").iter().map(calendar).collect() }
    })
}

fn calendar(table: &TomlReader<'_>) -> RememberedCalendar {
    table.unknown_keys(CALENDAR_KEYS, "a [[calendar]]");
    let file = table.line("file").unwrap_or_default();
    let children: Vec<ChildId> = table.lines("children").iter().filter_map(|id| ChildId::new(id)).collect();
    let whom = if children.is_empty() { Whom::AllChildren } else { Whom::Only(children) };
    let mut rules = Vec::new();
    for row in table.tables("rule") {
        row.unknown_keys(RULE_KEYS, "a [[calendar.rule]]");
        match rule(&row, &whom) {
            Some(rule) => rules.push(rule),
            None => row.problem_at(row.span.clone(), "this rule is not whole", "here", WITHOUT_IT),
        }
    }
    let mut choices = Vec::new();
    for row in table.tables("choice") {
        row.unknown_keys(CHOICE_KEYS, "a [[calendar.choice]]");
        let (uid, of, name) = (row.line("uid"), row.date("of"), row.line("name"));
        let meaning = row.line("becomes").and_then(|word| Meaning::from_keyword(&word));
        match (name, row.date("date"), meaning) {
            (Some(name), Some(date), Some(meaning)) => choices.push(Choice { uid, of, name, date, meaning }),
            _ => row.problem_at(row.span.clone(), "this choice is not whole", "here", WITHOUT_IT),
        }
    }
    RememberedCalendar { file, whom, rules, choices }
}

const WITHOUT_IT: &str = "bring the file back from `backups`, or delete it: then the next import only adds";

fn rule(table: &TomlReader<'_>, whom: &Whom) -> Option<Rule> {
    let (kind, name, uid) = (table.line("kind")?, table.line("name")?, table.line("uid"));
    let dates = DateRange::new(table.date("from")?, table.date("to")?)?;
    let (time, whom) = (table.time("time"), whom.clone());
    Some(match kind.as_str() {
        TERM => Rule::Term(Term { name, dates, whom, uid }),
        DAY_OFF => Rule::DayOff(DayOff { name, dates, whom, closed: table.flag("closed"), uid }),
        kind => {
            let kind = Special::from_keyword(kind)?;
            Rule::SpecialDay(SpecialDay { kind, dates, time, name: Some(name), whom, uid })
        }
    })
}

/// The text of the file.
pub fn write(memory: &Memory) -> String {
    let mut document = DocumentMut::new();
    document.decor_mut().set_prefix(HEADING);
    let mut calendars = ArrayOfTables::new();
    for remembered in &memory.calendars {
        let mut table = Table::new();
        table.decor_mut().set_prefix("\n");
        table.insert("file", value(remembered.file.as_str()));
        if let Whom::Only(children) = &remembered.whom {
            table.insert("children", value(children.iter().map(ChildId::as_str).collect::<Array>()));
        }
        table.insert("rule", list(remembered.rules.iter().filter_map(rule_table)));
        table.insert("choice", list(remembered.choices.iter().map(choice_table)));
        calendars.push(table);
    }
    document.insert("calendar", Item::ArrayOfTables(calendars));
    document.to_string()
}

fn list(tables: impl Iterator<Item = Table>) -> Item {
    Item::ArrayOfTables(tables.collect())
}

/// A row of keys and texts; what is None is left out.
fn row<const N: usize>(pairs: [(&str, Option<&str>); N]) -> Table {
    let mut table = Table::new();
    table.decor_mut().set_prefix("\n");
    for (key, text) in pairs {
        text.into_iter().for_each(|text| drop(table.insert(key, value(text))));
    }
    table
}

/// None for the kinds of rules that no school's calendar makes.
fn rule_table(rule: &Rule) -> Option<Table> {
    let (kind, name, time) = match rule {
        Rule::Term(term) => (TERM, &term.name, None),
        Rule::DayOff(day_off) => (DAY_OFF, &day_off.name, None),
        Rule::SpecialDay(special) => {
            (special.kind.keyword(), special.name.as_ref()?, special.time.map(time_of_day::label))
        }
        Rule::Override(_) | Rule::Collect(_) => return None,
    };
    let (from, to) = (rule.dates().from().to_string(), rule.dates().to().to_string());
    let mut table = row([
        ("kind", Some(kind)),
        ("name", Some(name)),
        ("from", Some(&from)),
        ("to", Some(&to)),
        ("time", time.as_deref()),
        ("uid", rule.uid()),
    ]);
    if let Rule::DayOff(DayOff { closed: true, .. }) = rule {
        table.insert("closed", value(true));
    }
    Some(table)
}

fn choice_table(choice: &Choice) -> Table {
    let (date, of) = (choice.date.to_string(), choice.of.map(|date| date.to_string()));
    row([
        ("name", Some(choice.name.as_str())),
        ("date", Some(&date)),
        ("becomes", Some(choice.meaning.keyword())),
        ("of", of.as_deref()),
        ("uid", choice.uid.as_deref()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn memory() -> Memory {
        let (whom, uid) = (Whom::Only(vec![ChildId::new("leo").expect("an id")]), Some("a@school".to_owned()));
        let dates = DateRange::new(date(2026, 10, 26), date(2026, 10, 30)).expect("forward");
        let name = "Half \"term\" \\ 🍂".to_owned();
        let rules = vec![
            Rule::Term(Term { name: name.clone(), dates, whom: whom.clone(), uid: uid.clone() }),
            Rule::DayOff(DayOff { name: name.clone(), dates, whom: whom.clone(), closed: true, uid: None }),
            Rule::SpecialDay(SpecialDay {
                kind: Special::EarlyFinish,
                dates,
                time: Some(time(12, 30, 0, 0)),
                name: Some(name.clone()),
                whom: whom.clone(),
                uid: uid.clone(),
            }),
        ];
        let choices =
            vec![Choice { uid, of: Some(dates.from()), name, date: dates.to(), meaning: Meaning::NotAboutMornings }];
        let empty =
            RememberedCalendar { file: "b.ics".into(), whom: Whom::AllChildren, rules: vec![], choices: vec![] };
        Memory { calendars: vec![RememberedCalendar { file: "a.ics".into(), whom, rules, choices }, empty] }
    }

    #[test]
    fn what_is_remembered_reads_back_as_it_was_written() {
        for memory in [Memory::default(), memory()] {
            assert_eq!(read("school.toml", &write(&memory)), (memory.clone(), vec![]), "{}", write(&memory));
        }
    }

    #[test]
    fn a_damaged_or_newer_file_is_told_and_not_trusted() {
        let text = write(&memory());
        for wrong in [
            text.replace("2026-10-30", "2026-10-3"),
            text.replace("kind = \"day off\"", "kind = \"day of\""),
            text.replace("becomes = ", "became = "),
            format!("format = 2\n{text}"),
        ] {
            assert!(!read("school.toml", &wrong).1.is_empty(), "{wrong}");
        }
    }
}
