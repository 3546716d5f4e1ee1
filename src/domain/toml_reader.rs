//! Reads a TOML text key by key and collects every problem, so that a person sees all of them at once.

use super::day::is_plausible;
use super::merge_markers::{self, Hunk};
use super::problem::{Problem, SourceSpan};
use super::text::{clean_line, one_line};
use super::time_of_day;
use jiff::civil::{Date, Time};
use serde::Deserialize;
use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};
use toml::value::Datetime;

/// The layout of the files that this program writes. A file with `format = 2` was made by a newer program.
const FORMAT: u32 = 1;

/// A text that is being read, with its problems and unknown keys so far.
struct Source<'t> {
    file: &'t str,
    text: &'t str,
    /// Shared by the readers of all tables of the file. Each borrow ends before any other code runs.
    problems: RefCell<Vec<Problem>>,
    /// Shared like the problems.
    unknown_keys: RefCell<Vec<Problem>>,
}

/// The value of a text, with its problems and unknown keys in the order of the file.
pub struct ReadToml<T> {
    pub value: T,
    pub problems: Vec<Problem>,
    /// The unknown keys that the program keeps. A newer program may know them, or they are typos.
    pub unknown_keys: Vec<Problem>,
}

/// One table of a file that is being read. The whole file is a table too.
pub struct TomlReader<'t> {
    source: &'t Source<'t>,
    table: &'t DeTable<'t>,
    /// The key of the table: `term` for `[[term]]`.
    pub name: &'t str,
    pub span: Range<usize>,
}

type Key<'t> = Spanned<Cow<'t, str>>;
type Value<'t> = Spanned<DeValue<'t>>;

/// Reads `text` with `read`. Returns the value that `read` makes and every problem, in the order of the file.
///
/// A section that is not TOML is one problem and is left out as a whole, because half of a section could have another
/// meaning. The other sections are read.
pub fn read<T>(file: &str, text: &str, read: impl FnOnce(&TomlReader<'_>) -> T) -> (T, Vec<Problem>) {
    let ReadToml { value, problems, .. } = read_with_unknown_keys(file, text, read);
    (value, problems)
}

/// Reads `text` as [`read`] does. Also returns the keys that [`TomlReader::keep_unknown_keys`] found.
pub fn read_with_unknown_keys<T>(file: &str, text: &str, read: impl FnOnce(&TomlReader<'_>) -> T) -> ReadToml<T> {
    let source = Source { file, text, problems: RefCell::default(), unknown_keys: RefCell::default() };
    let reader = |table| read(&TomlReader { source: &source, table, name: file, span: 0..0 });
    let value = match DeTable::parse(text) {
        // A text with several lines may contain markers and still be TOML.
        Ok(table) if !text.contains(merge_markers::START) => reader(table.get_ref()),
        _ => reader(DeTable::parse_recoverable(&source.without_broken_sections()).0.get_ref()),
    };
    let (problems, unknown_keys) = (source.problems.into_inner(), source.unknown_keys.into_inner());
    ReadToml { value, problems: in_order(problems), unknown_keys: in_order(unknown_keys) }
}

/// The problems in the order of their places. This is a function of its own, because a sort in a generic function is
/// compiled for each type.
fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_key(|problem| problem.spans.first().map(|span| (span.line, span.column)));
    problems
}

/// Whether a line begins a section. A header that breaks off does, too, so that the section before it can be read.
fn begins_section(line: &str) -> bool {
    let is_named = line.trim_start_matches('[').starts_with(|c: char| c.is_ascii_alphanumeric());
    line.starts_with('[') && is_named && !line.contains(['.', ',', '"', '='])
}

/// The sections of a text. A section begins at the start of the text and at each line with a `[header]`. The header of
/// an inner table, such as `[ritual.prepare]`, continues the section.
pub(super) fn sections(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if begins_section(line.trim_end()) && at > 0 {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Blanks in place of a text. Its lines keep their lengths.
fn blank(text: &str) -> String {
    let blank = |c: char| if c == '\n' { "\n".to_owned() } else { " ".repeat(c.len_utf8()) };
    text.chars().map(blank).collect()
}

impl Source<'_> {
    /// Returns the text with blanks in place of its broken sections, so that the rest keeps its lines and columns. Each
    /// broken section is a problem, and each place where a merge was not finished.
    fn without_broken_sections(&self) -> String {
        let text = self.text;
        let hunks = merge_markers::hunks(text);
        let merges = hunks.iter().map(|hunk| hunk.problem(self.file, text, merge_markers::BY_HAND));
        self.problems.borrow_mut().extend(merges);
        let mut rest = String::with_capacity(text.len());
        for section in sections(text) {
            let is_in_merge = |hunk: &&Hunk| hunk.span.start < section.end && section.start < hunk.span.end;
            let readable = match hunks.iter().find(is_in_merge) {
                None => section.clone(),
                // The section ends where both versions begin with another section.
                Some(hunk) if hunk.begins_with(text, begins_section) => {
                    section.start..hunk.span.start.max(section.start)
                }
                Some(_) => section.start..section.start,
            };
            match DeTable::parse(&text[readable.clone()]) {
                Ok(_) => rest.push_str(&text[readable.clone()]),
                Err(error) => {
                    let within = error.span().unwrap_or(0..0);
                    self.not_toml(section.start + within.start..section.start + within.end, &error);
                    rest.push_str(&blank(&text[readable.clone()]));
                }
            }
            rest.push_str(&blank(&text[readable.end..section.end]));
        }
        // Sections that are TOML by themselves may clash, such as two sections for the same date.
        let every_section_is_toml = self.problems.borrow().is_empty();
        if let Err(error) = DeTable::parse(text)
            && every_section_is_toml
        {
            self.not_toml(error.span().unwrap_or(0..0), &error);
        }
        rest
    }

    fn not_toml(&self, span: Range<usize>, error: &toml::de::Error) {
        let spans = vec![SourceSpan::new(self.text, span, "the file is not TOML here")];
        let help = "correct this line or the line above it; until then this section is left out";
        self.add(one_line(error.message()).into_owned(), help, spans);
    }

    fn add(&self, message: String, help: &str, spans: Vec<SourceSpan>) {
        self.problems.borrow_mut().push(self.problem(message, help, spans));
    }

    fn problem(&self, message: String, help: &str, spans: Vec<SourceSpan>) -> Problem {
        Problem { file: self.file.into(), message, help: help.into(), spans }
    }
}

impl<'t> TomlReader<'t> {
    /// The number of problems found so far in the file.
    pub fn problems_found(&self) -> usize {
        self.source.problems.borrow().len()
    }

    /// Adds a problem with the value of a key, or with the whole table when the key is missing.
    pub fn problem(&self, key: &str, message: impl Into<String>, help: &str) {
        self.problem_at(self.place(key), message, "here", help);
    }

    /// Adds a problem at one place.
    pub fn problem_at(&self, span: Range<usize>, message: impl Into<String>, label: &str, help: &str) {
        self.source.add(message.into(), help, vec![SourceSpan::new(self.source.text, span, label)]);
    }

    /// Adds a problem between two places, such as an id that is used twice.
    pub fn clash(&self, here: Range<usize>, there: Range<usize>, message: String, help: &str) {
        let text = self.source.text;
        let spans = vec![SourceSpan::new(text, here, "here again"), SourceSpan::new(text, there, "here first")];
        self.source.add(message, help, spans);
    }

    /// Adds a problem for each key that is not in `known`, with the known key that is nearest.
    pub fn unknown_keys(&self, known: &[&str], what: &str) {
        self.source.problems.borrow_mut().extend(self.find_unknown_keys(known, what));
    }

    /// Notes each key that is not in `known`. The file can be read and written, because the program keeps the key.
    pub fn keep_unknown_keys(&self, known: &[&str], what: &str) {
        self.source.unknown_keys.borrow_mut().extend(self.find_unknown_keys(known, what));
    }

    fn find_unknown_keys(&self, known: &[&str], what: &str) -> Vec<Problem> {
        let unknown = self.entries().filter(|(key, _)| !known.contains(&key.get_ref().as_ref()));
        let problem = |(key, _): (&Key<'_>, &Value<'_>)| {
            let name = one_line(key.get_ref()).into_owned();
            let help = match nearest(&name, known) {
                Some(near) => format!("write `{near}`"),
                None => format!("{what} knows these keys: {}", known.join(", ")),
            };
            let span = SourceSpan::new(self.source.text, key.span(), format!("not a key of {what}"));
            self.source.problem(format!("unknown key `{name}`"), &help, vec![span])
        };
        unknown.map(problem).collect()
    }

    /// Adds a problem for each number that cannot be kept when the text is changed, however deep the number is.
    pub fn numbers_out_of_range(&self) {
        self.table.iter().for_each(|(_, value)| self.number_out_of_range(value));
    }

    fn number_out_of_range(&self, value: &Value<'_>) {
        let is_wrong = match value.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).is_err(),
            DeValue::Float(number) => {
                number.as_str().parse::<f64>().is_ok_and(f64::is_infinite) && !number.as_str().contains("inf")
            }
            DeValue::Array(items) => return items.iter().for_each(|item| self.number_out_of_range(item)),
            DeValue::Table(table) => return table.iter().for_each(|(_, value)| self.number_out_of_range(value)),
            DeValue::String(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => false,
        };
        if is_wrong {
            self.problem_at(value.span(), TOO_LARGE, "here", TOO_LARGE_HELP);
        }
    }

    /// Adds a problem with a value that is not `wanted`.
    fn wrong(&self, value: &Value<'_>, key: &str, wanted: &str, example: &str) {
        let found = match value.get_ref().type_str() {
            "integer" => "a number",
            "float" => "a number with a point",
            "array" => "a list",
            "string" => "a text",
            "boolean" => "true or false",
            "datetime" => "a date",
            _ => "a table",
        };
        let help = format!("write `{key} = {example}`");
        // A number out of range has the wanted kind, so the label does not name the kind.
        let has_wanted_kind = wanted.contains("number") && found == "a number" || wanted == found;
        let label = if has_wanted_kind { "here".to_owned() } else { format!("this is {found}") };
        self.problem_at(value.span(), format!("`{key}` must be {wanted}"), &label, &help);
    }

    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The keys and values of the table.
    pub fn entries(&self) -> impl Iterator<Item = (&'t Key<'t>, &'t Value<'t>)> {
        self.table.iter()
    }

    /// The place of a key's value, or of the whole table when the key is missing.
    pub fn place(&self, key: &str) -> Range<usize> {
        self.table.get(key).map_or_else(|| self.span.clone(), Spanned::span)
    }

    /// A text on one line, scrubbed. None when it is blank or missing.
    pub fn line(&self, key: &str) -> Option<String> {
        self.text(key).and_then(|text| clean_line(&text))
    }

    /// A list of texts, each on one line and scrubbed. Blank texts are left out.
    pub fn lines(&self, key: &str) -> Vec<String> {
        self.texts(key).iter().filter_map(|(text, _)| clean_line(text)).collect()
    }

    /// A text as the file has it.
    pub fn text(&self, key: &str) -> Option<String> {
        let value = self.table.get(key)?;
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(value, key, "a text", "\"...\"");
        }
        text
    }

    /// A list of texts as the file has them, each with its place.
    pub fn texts(&self, key: &str) -> Vec<(String, Range<usize>)> {
        let Some(value) = self.table.get(key) else { return Vec::new() };
        let wrong = |value| self.wrong(value, key, "a list of texts", "[\"...\", \"...\"]");
        let Some(items) = value.get_ref().as_array() else {
            wrong(value);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items.iter() {
            match item.get_ref().as_str() {
                Some(text) => texts.push((text.to_owned(), item.span())),
                None => wrong(item),
            }
        }
        texts
    }

    /// A whole number from 0 to `most`.
    pub fn count(&self, key: &str, most: u32) -> Option<u32> {
        let value = self.table.get(key)?;
        let number = value.get_ref().as_integer().and_then(|n| u32::from_str_radix(n.as_str(), n.radix()).ok());
        let fits = number.filter(|&n| n <= most);
        if fits.is_none() {
            self.wrong(value, key, &format!("a whole number from 0 to {most}"), "1");
        }
        fits
    }

    /// Whether a key is true or false. None when it is missing or something else, which is a problem.
    pub fn flag(&self, key: &str) -> Option<bool> {
        let value = self.table.get(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong(value, key, "true or false", "true");
        }
        flag
    }

    /// A date from 1900 to 2999, written as a TOML date or as a text.
    pub fn date(&self, key: &str) -> Option<Date> {
        let value = self.table.get(key)?;
        let date = match value.get_ref() {
            DeValue::Datetime(when) => {
                when.date.and_then(|d| Date::new(d.year as i16, d.month as i8, d.day as i8).ok())
            }
            DeValue::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        match date {
            None => self.wrong(value, key, "a date", "2026-09-07"),
            Some(date) if !is_plausible(date) => {
                let message = format!("`{key}` is in the year {}", date.year());
                self.problem_at(value.span(), message, "is this a typo?", "write a year from 1900 to 2999");
            }
            Some(_) => {}
        }
        date.filter(|date| is_plausible(*date))
    }

    /// A time of day, written as a TOML time or as a text.
    pub fn time(&self, key: &str) -> Option<Time> {
        let value = self.table.get(key)?;
        let time = match value.get_ref() {
            DeValue::Datetime(Datetime { date: None, time: Some(time), offset: None }) => {
                Time::new(time.hour as i8, time.minute as i8, 0, 0).ok()
            }
            DeValue::String(text) => time_of_day::parse(text),
            _ => None,
        };
        if time.is_none() {
            self.wrong(value, key, "a time", "\"12:30\"");
        }
        time
    }

    /// The tables of `[[key]]`. Empty when the key is missing.
    pub fn tables(&self, key: &'t str) -> Vec<TomlReader<'t>> {
        let Some(value) = self.table.get(key) else { return Vec::new() };
        let wrong = |span| {
            let help = format!("start each table with a line `[[{key}]]`");
            self.problem_at(span, format!("`{key}` must be a list of tables"), "here", &help);
        };
        let Some(items) = value.get_ref().as_array() else {
            wrong(value.span());
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items.iter() {
            match item.get_ref().as_table() {
                Some(table) => tables.push(TomlReader { source: self.source, table, name: key, span: item.span() }),
                None => wrong(item.span()),
            }
        }
        tables
    }

    /// The table `[key]`. None when the key is missing.
    pub fn table(&self, key: &'t str) -> Option<TomlReader<'t>> {
        let value = self.table.get(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(value, key, "a table", "{ ... }");
            return None;
        };
        Some(TomlReader { source: self.source, table, name: key, span: value.span() })
    }

    /// A key of a newer program with its value, which is written back unchanged. A value that cannot be kept is a
    /// problem, so that the file is never written.
    pub fn unknown(&self, key: &Key<'_>, value: &Value<'_>) -> Option<(String, toml::Value)> {
        let kept = toml::Value::deserialize(ValueDeserializer::from(value.clone())).ok();
        if kept.is_none() {
            self.problem_at(value.span(), TOO_LARGE, "here", TOO_LARGE_HELP);
        }
        Some((key.get_ref().to_string(), kept?))
    }

    /// Adds a problem for a file made by a newer program, so that the file is read and never written.
    pub fn check_format(&self) {
        if self.count("format", u32::MAX).is_some_and(|format| format > FORMAT) {
            let help = "the file is shown but not changed; update goodbye to change it";
            let message = "this file was made by a newer goodbye";
            self.problem_at(self.place("format"), message, "newer than this goodbye", help);
        }
    }
}

const TOO_LARGE: &str = "this value is too large to keep";
const TOO_LARGE_HELP: &str = "remove it, or write it as a text";

/// The Jaro-Winkler likeness (0 to 1) above which a word is a typo of a known word. `titel` and `minutes`, which are
/// unrelated, have 0.68; typos of the files' keys, such as `minuts`, have more than 0.9.
const TYPO: f64 = 0.75;

/// The known word that is nearest to `word`, if it is near enough for a typo.
pub fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    known
        .iter()
        .map(|&k| (strsim::jaro_winkler(word, k), k))
        .filter(|(likeness, _)| *likeness > TYPO)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, k)| k)
}
