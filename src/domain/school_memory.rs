//! The calendars that were imported, as the schools gave them: `school.toml`. An import compares them with the family's
//! rules and with the school's next file. So it can tell the school's changes from the parent's changes.

use super::child_id::ChildId;
use super::dates::DateRange;
use super::family::Rule;
use super::problem::Problem;
use super::school_words::Meaning;
use super::school_year::{DayOff, Special, SpecialDay, Term, Whom};
use super::time_of_day;
use super::toml_reader::{self, TomlReader};
use jiff::civil::Date;
use toml_edit::{Array, Value};

const HEADING: &str = "# What each school calendar said at its last import. goodbye writes this file. It shows the \
                       next import what the school\n# changed and what you changed. Without it an import only adds.\n";

/// All imported calendars, in the order of their first imports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    pub calendars: Vec<RememberedCalendar>,
}

impl Memory {
    /// True when two memories are the same, except perhaps for the names of the files.
    pub fn is_same_except_files(&self, other: &Memory) -> bool {
        let without_file =
            |calendar: &RememberedCalendar| RememberedCalendar { file: String::new(), ..calendar.clone() };
        self.calendars.iter().map(without_file).eq(other.calendars.iter().map(without_file))
    }
}

/// One calendar, as it was at its last import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RememberedCalendar {
    /// The name of the file of the last import.
    pub file: String,
    /// The children whose school it is.
    pub whom: Whom,
    /// The terms, days off and special days as the school gave them, without the family's later changes.
    pub rules: Vec<Rule>,
    pub choices: Vec<Choice>,
}

/// A meaning that the parent chose for an event, because its words mean something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub uid: Option<String>,
    /// The date of a series to which the choice applies, if the school changed that date alone.
    pub recurrence_id: Option<Date>,
    pub name: String,
    /// The first date of the event.
    pub date: Date,
    pub meaning: Meaning,
}

const CALENDAR_KEYS: &[&str] = &["file", "children", "rule", "choice"];
const RULE_KEYS: &[&str] = &["kind", "name", "closed", "from", "to", "time", "uid"];
const CHOICE_KEYS: &[&str] = &["name", "date", "becomes", "of", "uid"];

const DAY_OFF: &str = "day off";
const TERM: &str = "term";

const HELP: &str = "restore it with `goodbye restore`, or delete the file: without it the next import only adds";

/// Reads the file. A memory with problems is not complete, so no import may use it.
pub fn read(file: &str, text: &str) -> (Memory, Vec<Problem>) {
    toml_reader::read(file, text, |top| {
        top.check_format();
        top.unknown_keys(&["format", "calendar"], "school.toml");
        Memory { calendars: top.tables("calendar").iter().map(calendar).collect() }
    })
}

fn calendar(table: &TomlReader<'_>) -> RememberedCalendar {
    table.unknown_keys(CALENDAR_KEYS, "a [[calendar]]");
    let children: Vec<ChildId> = table.lines("children").iter().filter_map(|id| ChildId::new(id)).collect();
    let whom = if children.is_empty() { Whom::AllChildren } else { Whom::Only(children) };
    let rule = |row: &TomlReader<'_>| {
        row.unknown_keys(RULE_KEYS, "a [[calendar.rule]]");
        complete(row, "rule", rule(row, &whom))
    };
    let choice = |row: &TomlReader<'_>| {
        row.unknown_keys(CHOICE_KEYS, "a [[calendar.choice]]");
        complete(row, "choice", choice(row))
    };
    RememberedCalendar {
        file: table.line("file").unwrap_or_default(),
        rules: table.tables("rule").iter().filter_map(rule).collect(),
        choices: table.tables("choice").iter().filter_map(choice).collect(),
        whom,
    }
}

/// Adds a problem if the value of a table is missing.
fn complete<T>(row: &TomlReader<'_>, what: &str, value: Option<T>) -> Option<T> {
    if value.is_none() {
        row.problem_at(row.span.clone(), format!("this {what} is incomplete"), "here", HELP);
    }
    value
}

fn rule(table: &TomlReader<'_>, whom: &Whom) -> Option<Rule> {
    let (kind, name, uid) = (table.line("kind")?, table.line("name")?, table.line("uid"));
    let dates = DateRange::new(table.date("from")?, table.date("to")?)?;
    let (time, whom) = (table.time("time"), whom.clone());
    Some(match kind.as_str() {
        TERM => Rule::Term(Term { name, dates, whom, uid }),
        DAY_OFF => Rule::DayOff(DayOff { name, dates, whom, closed: table.flag("closed") == Some(true), uid }),
        kind => {
            let kind = Special::from_keyword(kind)?;
            Rule::SpecialDay(SpecialDay { kind, dates, time, name: Some(name), whom, uid })
        }
    })
}

fn choice(table: &TomlReader<'_>) -> Option<Choice> {
    let (name, date) = (table.line("name")?, table.date("date")?);
    let meaning = Meaning::from_keyword(&table.line("becomes")?)?;
    Some(Choice { uid: table.line("uid"), recurrence_id: table.date("of"), name, date, meaning })
}

/// Returns the text of the file.
pub fn write(memory: &Memory) -> String {
    let mut text = HEADING.to_owned();
    for calendar in &memory.calendars {
        text.push_str("\n[[calendar]]\n");
        key(&mut text, "file", Some(calendar.file.as_str()));
        if let Whom::Only(children) = &calendar.whom {
            key(&mut text, "children", Some(children.iter().map(ChildId::as_str).collect::<Array>()));
        }
        calendar.rules.iter().for_each(|rule| write_rule(&mut text, rule));
        for choice in &calendar.choices {
            text.push_str("\n[[calendar.choice]]\n");
            key(&mut text, "name", Some(choice.name.as_str()));
            key(&mut text, "date", Some(choice.date.to_string()));
            key(&mut text, "becomes", Some(choice.meaning.keyword()));
            key(&mut text, "of", choice.recurrence_id.map(|date| date.to_string()));
            key(&mut text, "uid", choice.uid.as_deref());
        }
    }
    text
}

fn key(text: &mut String, key: &str, value: Option<impl Into<Value>>) {
    text.extend(value.map(|value| format!("{key} = {}\n", value.into())));
}

/// Writes a rule. Exceptions and pick-ups are left out, because no school's calendar gives them.
fn write_rule(text: &mut String, rule: &Rule) {
    let (kind, time, closed) = match rule {
        Rule::Term(_) => (TERM, None, false),
        Rule::DayOff(day_off) => (DAY_OFF, None, day_off.closed),
        Rule::SpecialDay(special) => (special.kind.keyword(), special.time, false),
        Rule::Override(_) | Rule::Collect(_) => return,
    };
    text.push_str("\n[[calendar.rule]]\n");
    key(text, "kind", Some(kind));
    key(text, "name", rule.name());
    key(text, "from", Some(rule.dates().from().to_string()));
    key(text, "to", Some(rule.dates().to().to_string()));
    key(text, "time", time.map(time_of_day::label));
    key(text, "uid", rule.uid());
    key(text, "closed", closed.then_some(true));
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
        let (recurrence_id, meaning) = (Some(dates.from()), Meaning::NotAboutMornings);
        let choices = vec![Choice { uid, recurrence_id, name, date: dates.to(), meaning }];
        let empty =
            RememberedCalendar { file: "b.ics".into(), whom: Whom::AllChildren, rules: vec![], choices: vec![] };
        Memory { calendars: vec![RememberedCalendar { file: "a.ics".into(), whom, rules, choices }, empty] }
    }

    #[test]
    fn a_written_memory_is_read_back_unchanged() {
        for memory in [Memory::default(), memory()] {
            assert_eq!(read("school.toml", &write(&memory)), (memory.clone(), vec![]), "{}", write(&memory));
        }
    }

    #[test]
    fn a_damaged_file_and_a_file_of_a_newer_version_are_problems() {
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
