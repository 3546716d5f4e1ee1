//! Reads the children of `family.toml` and, in `year`, the rules of their calendars. All problems are collected.
//! Unknown keys are not problems, because a newer program may know them.

mod year;

use super::{Child, ChildId, Family, FamilyPage, SchoolDays};
use crate::domain::day::{parse_weekday, weekday_label};
use crate::domain::names::same_names;
use crate::domain::problem::Problem;
use crate::domain::ritual::RitualId;
use crate::domain::toml_reader::{self, TomlReader};
use crate::domain::two_homes::TwoHomes;
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// The first day of a child whose first day cannot be read. Such a file is shown and never written.
pub const UNKNOWN_FIRST_DAY: Date = jiff::civil::date(2000, 1, 1);

/// Reads a family file.
pub fn read(file: &str, text: &str) -> FamilyPage {
    let (family, problems) = toml_reader::read(file, text, read_family);
    FamilyPage { family, problems }
}

fn read_family(top: &TomlReader<'_>) -> Family {
    top.check_format();
    top.numbers_out_of_range();
    let found = read_children(top);
    if found.is_empty() && top.problems_found() == 0 {
        let help = "add a line `[[child]]` and under it `name = \"Leo\"` and `first_day = 2026-09-07`";
        top.problem_at(0..0, "there is no child in this file", "the file starts here", help);
    }
    let (hidden, shown): (Vec<ChildTable>, Vec<ChildTable>) = found.into_iter().partition(|found| found.is_hidden);
    let children = |found: Vec<ChildTable>| found.into_iter().map(|found| found.child).collect();
    let mut family = Family { children: children(shown), hidden: children(hidden), ..Family::default() };
    year::read(top, &mut family);
    family
}

/// A child, and the place of its table in the list.
pub(super) struct ChildTable {
    pub place: usize,
    pub child: Child,
    pub is_hidden: bool,
    span: Range<usize>,
}

/// Returns the children of a text with the places of their tables.
pub(super) fn child_tables(text: &str) -> Vec<ChildTable> {
    toml_reader::read("family.toml", text, read_children).0
}

/// Returns a problem for each name that several children have. The file can be used in spite of the problems.
pub fn same_child_names(file: &str, text: &str) -> Vec<Problem> {
    let found = child_tables(text);
    let place = |child: &Child| Some(found.iter().find(|found| found.child.id == child.id)?.span.clone());
    same_names((file, text), found.iter().map(|found| &found.child), place)
}

fn read_children(top: &TomlReader<'_>) -> Vec<ChildTable> {
    let mut found: Vec<ChildTable> = Vec::new();
    for (place, row) in top.tables("child").iter().enumerate() {
        let Some(name) = row.line("name") else {
            row.problem("name", "this child has no `name`", "add a line such as `name = \"Leo\"`");
            continue;
        };
        let Some(id) = read_id(row, &name, &found) else { continue };
        if let Some(first) = found.iter().find(|first| first.child.id == id) {
            let message = format!("two children have the id `{}`", id.as_str());
            row.clash(row.span.clone(), first.span.clone(), message, "give one of them another id");
            continue;
        }
        if !row.has("first_day") {
            let help = "add a line such as `first_day = 2026-09-07`";
            row.problem("first_day", format!("{name} has no `first_day`"), help);
        }
        let first_day = row.date("first_day").unwrap_or(UNKNOWN_FIRST_DAY);
        let child = Child {
            school_days: read_school_days(row),
            collects: read_collects(row),
            home: read_home(row, first_day),
            usual: row.text("usual").map(RitualId::new),
            favorites: row.texts("favorites").into_iter().map(|(id, _)| RitualId::new(id)).collect(),
            ..Child::new(id, name, first_day)
        };
        found.push(ChildTable { place, child, is_hidden: row.flag("put_away") == Some(true), span: row.span.clone() });
    }
    found
}

fn read_id(row: &TomlReader<'_>, name: &str, found: &[ChildTable]) -> Option<ChildId> {
    let Some(id) = row.text("id") else {
        let taken: Vec<ChildId> = found.iter().map(|found| found.child.id.clone()).collect();
        return Some(ChildId::from_name(name, &taken));
    };
    let id = ChildId::new(&id);
    if id.is_none() {
        let help = "use small letters, digits and single hyphens, such as \"leo\"";
        row.problem("id", "the `id` of a child is written in kebab-case", help);
    }
    id
}

fn read_school_days(row: &TomlReader<'_>) -> SchoolDays {
    if !row.has("school_days") {
        return SchoolDays::MONDAY_TO_FRIDAY;
    }
    let words = row.lines("school_days");
    let days: Option<Vec<Weekday>> = words.iter().map(|word| parse_weekday(word)).collect();
    days.and_then(SchoolDays::of).unwrap_or_else(|| {
        let help = "write `school_days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]`";
        row.problem("school_days", "`school_days` must name weekdays", help);
        SchoolDays::MONDAY_TO_FRIDAY
    })
}

fn read_collects(row: &TomlReader<'_>) -> [Option<String>; 7] {
    let mut collects: [Option<String>; 7] = Default::default();
    let Some(by_weekday) = row.table("collects") else { return collects };
    for (key, _) in by_weekday.entries() {
        let Some(weekday) = parse_weekday(key.get_ref()) else { continue };
        let (who, slot) = (by_weekday.line(key.get_ref()), &mut collects[weekday.to_monday_zero_offset() as usize]);
        match (&slot, &who) {
            (Some(first), Some(second)) if first != second => {
                let message = format!("{first} and {second} both pick up on {}", weekday_label(weekday));
                by_weekday.problem_at(key.span(), message, "here again", "name one person for the day");
            }
            _ => *slot = who,
        }
    }
    collects
}

fn read_home(row: &TomlReader<'_>, first_day: Date) -> Option<TwoHomes> {
    let before = row.problems_found();
    let home = row.table("home")?;
    let (pattern, mine, anchor) = (home.line("pattern"), home.line("mine"), home.date("from"));
    if row.problems_found() > before {
        return None;
    }
    let (Some(pattern), Some(mine)) = (pattern, mine) else {
        let help = format!("write `home = {{ pattern = \"7-7\", mine = \"A\", from = {first_day} }}`");
        row.problem("home", "two homes need `pattern`, `mine` and `from`", &help);
        return None;
    };
    // A pattern without a start date starts on the first day of school.
    let homes = TwoHomes::new(&pattern, &mine, anchor.unwrap_or(first_day));
    homes.map_err(|error| row.problem("home", "this is not a pattern of two homes", &error.to_string())).ok()
}
