//! Reads `phrases.txt`, the phrases of school calendars, when the first event is judged.

use super::Meaning;
use crate::domain::problem::{Problem, SourceSpan};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};
use std::collections::HashMap;
use std::sync::LazyLock;

const FILE: &str = "src/domain/school_words/phrases.txt";
const TEXT: &str = include_str!("phrases.txt");

/// The phrases of `phrases.txt`. A test reports the mistakes in that file, so they are ignored here.
pub static TABLE: LazyLock<Table> = LazyLock::new(|| Table::of(entries(TEXT).0));

/// How surely a phrase has its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The meaning holds, whatever else happens on the day.
    Sure,
    /// Other words of the title can take the meaning away: "holiday" is a day off, "holiday concert" is not.
    Likely,
}

/// The statement of a phrase about school mornings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Says {
    pub meaning: Meaning,
    pub certainty: Certainty,
    /// The meaning holds only where no other noun follows: "Holiday Food Collection" is a collection.
    pub if_last: bool,
    /// The phrase says that the children are back at school.
    pub children_return: bool,
}

impl Says {
    fn likely(meaning: Meaning) -> Says {
        Says { meaning, certainty: Certainty::Likely, if_last: false, children_return: false }
    }

    /// The statement of a phrase that is not about mornings.
    pub fn nothing() -> Says {
        Says::likely(Meaning::NotAboutMornings)
    }
}

/// A list of words for a special use. `phrases.txt` explains each list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordList {
    Negations,
    Articles,
    GapStops,
    DayOffCategories,
    HolidayCategories,
    PlainWords,
    Weekdays,
    Months,
    HolidayNames,
    Tomorrow,
    Reasons,
    BeforeReasons,
    KindsOfDays,
    Prepositions,
    Closing,
    CalledOff,
    Staff,
    BeforeBreaks,
    Groups,
    BeforeClassNumbers,
    AfterClassNumbers,
    BetweenClassNumbers,
    FirstClasses,
    BesideGroups,
    Only,
    BeforeOnly,
    AfterOnly,
    OnlyFirst,
    AfterOnlyFirst,
    Terms,
    BesideTerms,
    TermNumbers,
    HalfTerm,
    Noon,
    Am,
    Pm,
    Oclock,
    Hours,
    Minutes,
    Numbers,
    OrdinalEndings,
}

impl WordList {
    fn from_keyword(keyword: &str) -> Option<WordList> {
        let name = keyword.replace(' ', "-");
        let name: StrDeserializer<'_, Error> = name.as_str().into_deserializer();
        WordList::deserialize(name).ok()
    }

    fn places(self) -> Option<&'static HashMap<&'static str, usize>> {
        TABLE.lists.get(self as usize)
    }

    pub fn has(self, word: &str) -> bool {
        self.place(word).is_some()
    }

    /// The place of a word in its row, from 0.
    pub fn place(self, word: &str) -> Option<usize> {
        self.places()?.get(word).copied()
    }

    /// The words and phrases of the list, in any order.
    pub fn phrases(self) -> impl Iterator<Item = &'static str> {
        self.places().into_iter().flat_map(HashMap::keys).copied()
    }

    /// Whether a phrase of the list stands in a title.
    pub fn is_in(self, title: &[String]) -> bool {
        (0..title.len()).any(|at| self.phrases().any(|phrase| super::find::fit(phrase, &title[at..]).is_some()))
    }
}

/// The kind of a row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Phrases(Says),
    /// Whole titles that mean a day off if the event has enough days.
    Alone {
        fewest_days: i64,
    },
    Words(WordList),
}

impl Kind {
    /// Reads the kind of a row, such as "day off, sure, if last" or "weekdays".
    fn from_heading(heading: &str) -> Option<Kind> {
        if heading == "children return" {
            return Some(Kind::Phrases(Says { children_return: true, ..Says::nothing() }));
        }
        let (first, conditions) = heading.split_once(", ").unwrap_or((heading, ""));
        let Some(meaning) = Meaning::from_keyword(first) else {
            return WordList::from_keyword(heading).map(Kind::Words);
        };
        let mut says = Says::likely(meaning);
        for condition in conditions.split_terminator(", ") {
            match condition {
                "sure" => says.certainty = Certainty::Sure,
                "if last" => says.if_last = true,
                "if alone" => return Some(Kind::Alone { fewest_days: 1 }),
                _ => {
                    let days = condition.strip_prefix("if alone for ")?.strip_suffix(" days")?;
                    return Some(Kind::Alone { fewest_days: days.parse().ok()? });
                }
            }
        }
        Some(Kind::Phrases(says))
    }
}

/// One phrase of the table.
struct Entry<'t> {
    kind: Kind,
    text: &'t str,
    /// The place of the phrase in its row, from 0.
    place: usize,
}

/// Reads the text of a table into its phrases and its problems.
fn entries(text: &str) -> (Vec<Entry<'_>>, Vec<Problem>) {
    let (mut entries, mut problems) = (Vec::new(), Vec::new());
    let mut row: Option<(Kind, usize)> = None;
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if line.starts_with('[') && line.ends_with(']') {
            row = None;
            continue;
        }
        let mut words = line;
        if !line.starts_with(' ') {
            let (heading, rest) = line.split_once(':').unwrap_or((line, ""));
            row = Kind::from_heading(heading).map(|kind| (kind, 0));
            if row.is_none() {
                problems.push(problem(text, heading, format!("\"{heading}\" is no kind of row")));
                continue;
            }
            words = rest;
        }
        let Some((kind, place)) = &mut row else {
            problems.push(problem(text, line, "this line belongs to no row".into()));
            continue;
        };
        for word in words.trim().trim_end_matches(',').split(',') {
            if word.trim().is_empty() {
                problems.push(problem(text, line, "a phrase is missing".into()));
            }
            entries.push(Entry { kind: *kind, text: word.trim(), place: *place });
            *place += 1;
        }
    }
    (entries, problems)
}

/// A problem with a part of the table's text.
fn problem(text: &str, part: &str, message: String) -> Problem {
    let from = part.as_ptr() as usize - text.as_ptr() as usize;
    let spans = vec![SourceSpan::new(text, from..from + part.len(), "")];
    Problem { file: FILE.into(), message, help: "The top of the file says how to write a row.".into(), spans }
}

/// The phrases of all languages together.
pub struct Table {
    /// The phrases by their first words. The key of a phrase that begins with a part of a word ("*ferien") is "".
    phrases: HashMap<&'static str, Vec<(&'static str, Says)>>,
    /// Whole titles that mean a day off, with the fewest days that the event must have.
    alone: HashMap<&'static str, i64>,
    /// The lists in the order of [`WordList`]: each word with its place in its row.
    lists: Vec<HashMap<&'static str, usize>>,
}

impl Table {
    fn of(entries: Vec<Entry<'static>>) -> Table {
        let mut table = Table { phrases: HashMap::new(), alone: HashMap::new(), lists: Vec::new() };
        for Entry { kind, text, place } in entries {
            match kind {
                Kind::Phrases(says) => {
                    let first = text.split(' ').next().filter(|word| !word.contains('*')).unwrap_or_default();
                    table.phrases.entry(first).or_default().push((text, says));
                }
                Kind::Alone { fewest_days } => drop(table.alone.insert(text, fewest_days)),
                Kind::Words(list) => {
                    let list = list as usize;
                    if table.lists.len() <= list {
                        table.lists.resize_with(list + 1, HashMap::new);
                    }
                    table.lists[list].insert(text, place);
                }
            }
        }
        table
    }

    /// The phrases that may begin with a word.
    pub fn phrases_from(&self, word: &str) -> impl Iterator<Item = (&'static str, Says)> {
        [word, ""].into_iter().filter_map(|first| self.phrases.get(first)).flatten().copied()
    }

    /// The fewest days of an event that is a day off by its whole title.
    pub fn fewest_days_alone(&self, title: &str) -> Option<i64> {
        self.alone.get(title).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::super::title::{TIME, words};
    use super::*;

    const LISTS_WITH_MARKS: [WordList; 4] = [WordList::Noon, WordList::Am, WordList::Pm, WordList::Oclock];

    /// The problems of a table: rows of an unknown kind, phrases that no title can have, and phrases that stand twice.
    fn mistakes(text: &str) -> Vec<Problem> {
        let (entries, mut problems) = entries(text);
        let mut seen = Vec::new();
        for Entry { kind, text: phrase, .. } in entries {
            let is_as_it_stands = LISTS_WITH_MARKS.map(Kind::Words).contains(&kind);
            let plain = phrase.replace("...", "").replace('*', "");
            let read = words(&plain.replace(TIME, "12:30"));
            if !is_as_it_stands && !read.iter().eq(plain.split_whitespace()) {
                problems.push(problem(text, phrase, format!("no title is read as \"{phrase}\"")));
            }
            let list = if let Kind::Words(list) = kind { Some(list) } else { None };
            if seen.contains(&(list, phrase)) {
                problems.push(problem(text, phrase, format!("\"{phrase}\" stands here twice")));
            }
            seen.push((list, phrase));
        }
        problems
    }

    #[test]
    fn the_table_has_no_mistakes() {
        let reports: Vec<String> = mistakes(TEXT).iter().map(Problem::report).collect();
        assert!(reports.is_empty(), "{}", reports.join("\n\n"));
    }

    #[test]
    fn each_phrase_is_found_in_a_title_that_is_nothing_else() {
        for (phrase, _) in TABLE.phrases.values().flatten() {
            let title = words(&phrase.replace("...", "").replace('*', "").replace(TIME, "12:30"));
            assert!(find::phrases(&title).iter().any(|found| found.to - found.from == title.len()), "{phrase}");
        }
    }

    #[test]
    fn a_mistake_in_a_table_is_reported_with_its_line() {
        let text = "# Note\n[English]\n  exeat\nday of: exeat\nday off, if alone for 3 days: easter\nday off, sure: no,\n\
                    \x20   school,, closed,\nhalf day: Half Day, half day\nmonths: may, may\n";
        let reports: Vec<String> = mistakes(text).iter().map(Problem::to_string).collect();
        let expected = [
            "3:1: this line belongs to no row",
            "4:1: \"day of\" is no kind of row",
            "7:1: a phrase is missing",
            "8:11: no title is read as \"Half Day\"",
            "9:14: \"may\" stands here twice",
        ];
        assert_eq!(reports, expected.map(|report| format!("{FILE}:{report}")));
    }
}
