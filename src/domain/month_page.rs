//! One month of one child, as a value and as the text of `mornings/<child>/<year-month>.toml`.

use super::day::Month;
use super::merge_markers;
use super::morning::{MORNING_KEYS, Mood, Morning, MorningState};
use super::problem::{ON_THE_PAGE, Problem};
use super::ritual::RitualId;
use super::toml_reader::{self, TomlReader};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The content of one mornings file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MonthPage {
    pub mornings: BTreeMap<Date, Morning>,
    /// Keys of a newer program at the top of the file.
    pub other: toml::Table,
    /// The problems of the file. A file with problems is shown as far as it can be read, and never written.
    pub problems: Vec<Problem>,
    /// The dates whose mornings can be read only in part.
    pub partly_read: BTreeSet<Date>,
    /// The two versions in a file whose merge was not finished. `mornings` has the mornings that are equal in both.
    pub merge: Option<Box<UnfinishedMerge>>,
}

/// The versions of a month whose merge was not finished. Each version can be read.
#[derive(Clone, Debug, PartialEq)]
pub struct UnfinishedMerge {
    /// The text of the file, with the lines that the merge left.
    pub text: String,
    pub ours: MonthPage,
    pub theirs: MonthPage,
    /// The older month from which both came. Blank when the file does not have the older month.
    pub base: MonthPage,
}

impl MonthPage {
    pub fn is_read_only(&self) -> bool {
        !self.problems.is_empty()
    }

    /// The page for a file that cannot be read at all.
    pub fn unreadable(problem: Problem) -> MonthPage {
        MonthPage { problems: vec![problem], ..MonthPage::default() }
    }

    /// Whether the morning of a date may have content that cannot be read.
    pub fn is_unreadable(&self, date: Date) -> bool {
        match &self.merge {
            Some(merge) => merge.ours.mornings.get(&date) != merge.theirs.mornings.get(&date),
            None => self.is_read_only() && (self.partly_read.contains(&date) || !self.mornings.contains_key(&date)),
        }
    }

    /// Whether the morning of a date looks empty only because its file cannot be read.
    pub fn cannot_be_read(&self, date: Date) -> bool {
        let is_empty = |morning: &Morning| morning.state() == MorningState::Empty;
        self.is_unreadable(date) && self.mornings.get(&date).is_none_or(is_empty)
    }

    /// Sets the morning of a date. A blank morning is removed.
    pub fn put(&mut self, date: Date, morning: Morning) {
        if morning.is_blank() {
            self.mornings.remove(&date);
        } else {
            self.mornings.insert(date, morning);
        }
    }
}

/// Reads a mornings file.
pub fn read(file: &str, text: &str, month: Month) -> MonthPage {
    read_merge(file, text, month).unwrap_or_else(|| read_one(file, text, month))
}

/// Reads a file whose merge was not finished. None for any other file, and when a version cannot be read.
fn read_merge(file: &str, text: &str, month: Month) -> Option<MonthPage> {
    // Most months have no markers, and need no search.
    let sides = text.contains(merge_markers::START).then(|| merge_markers::sides(text))??;
    let side = |text: &str| Some(read_one("", text, month)).filter(|page| !page.is_read_only());
    let (ours, theirs) = (side(&sides.ours)?, side(&sides.theirs)?);
    let same = ours.mornings.iter().filter(|(date, morning)| theirs.mornings.get(date) == Some(morning));
    let help = format!("choose which version of each morning to keep {ON_THE_PAGE}");
    Some(MonthPage {
        mornings: same.map(|(&date, morning)| (date, morning.clone())).collect(),
        problems: merge_markers::hunks(text).iter().map(|hunk| hunk.problem(file, text, &help)).collect(),
        merge: Some(Box::new(UnfinishedMerge {
            text: text.to_owned(),
            base: sides.base.and_then(|base| side(&base)).unwrap_or_default(),
            ours,
            theirs,
        })),
        ..MonthPage::default()
    })
}

fn read_one(file: &str, text: &str, month: Month) -> MonthPage {
    let (mut page, problems) = toml_reader::read(file, text, |top| read_mornings(top, month));
    page.problems = problems;
    page
}

fn read_mornings(top: &TomlReader<'_>, month: Month) -> MonthPage {
    top.check_format();
    let mut page = MonthPage::default();
    for (key, value) in top.entries() {
        let name = key.get_ref().as_ref();
        // Only the spelling `2026-09-07` is a date, so that no date is in the file twice.
        match name.parse::<Date>().ok().filter(|date| date.to_string() == name) {
            Some(date) if !month.contains(date) => {
                let help = format!("move it to the file {}.toml", Month::of(date));
                top.problem_at(key.span(), format!("{name} is not in the month of this file"), "here", &help);
            }
            Some(date) => {
                let before = top.problems_found();
                if let Some(table) = top.table(name) {
                    page.put(date, read_morning(&table));
                }
                page.partly_read.extend((top.problems_found() > before).then_some(date));
            }
            None if name.starts_with(|c: char| c.is_ascii_digit()) => {
                let help = format!("write a date of this month, such as [{month}-07]");
                top.problem_at(key.span(), format!("{} is not a date", super::text::one_line(name)), "here", &help);
            }
            // The line with the date above it was lost.
            None if MORNING_KEYS.contains(&name) => {
                let help = format!("write the date of its morning above it, such as [{month}-07]");
                top.problem_at(key.span(), format!("`{name}` belongs to no morning"), "here", &help);
            }
            None => page.other.extend(top.unknown(key, value)),
        }
    }
    page
}

fn read_morning(table: &TomlReader<'_>) -> Morning {
    let ids = |key| table.texts(key).into_iter().map(|(id, _)| RitualId::new(id)).collect();
    let mut morning = Morning {
        plan: ids("plan"),
        prepared: ids("prepared"),
        done: ids("done"),
        skipped: table.text("skipped"),
        mood: table.text("mood").map(Mood::from),
        note: table.text("note"),
        ..Morning::default()
    };
    for (key, value) in table.entries().filter(|(key, _)| !MORNING_KEYS.contains(&key.get_ref().as_ref())) {
        morning.other.extend(table.unknown(key, value));
    }
    morning
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::month_writer;
    use jiff::civil::date;

    const SEPTEMBER: &str = r#"[2026-09-07]
plan = ["hand-kiss", "lunchbox-photo"]
done = ["hand-kiss"]
mood = "wobbly"
note = "Looked back twice, then ran to the sandpit."

[2026-09-08]
plan = ["sewn-heart"]
prepared = ["sewn-heart"]

[2026-09-09]
skipped = "sick"
"#;

    fn month() -> Month {
        Month::of(date(2026, 9, 1))
    }

    #[test]
    fn a_key_of_a_morning_that_lost_its_date_is_a_problem() {
        let page = read("x.toml", "note = \"x\"\nsong = 1\n[2026-09-08]\nmood = \"okay\"\n", month());
        let said: Vec<String> = page.problems.iter().map(|problem| problem.message.clone()).collect();
        assert_eq!(said, ["`note` belongs to no morning"]);
        assert!(page.other.contains_key("song") && page.mornings.contains_key(&date(2026, 9, 8)));
    }

    #[test]
    fn a_page_has_all_mornings_of_its_file() {
        let page = read("2026-09.toml", SEPTEMBER, month());
        assert_eq!(page.problems, []);
        assert_eq!(page.mornings.len(), 3);
        assert_eq!(page.mornings[&date(2026, 9, 7)].mood, Some(Mood::Wobbly));
    }

    #[test]
    fn keys_of_a_newer_program_survive() {
        let text = "weather = \"fair\"\n\n[2026-09-07]\nplan = [\"a\"]\nmood = \"proud\"\n\
                    collects = { who = \"Gran\", after = [\"story\", 3] }\n";
        let page = read("2026-09.toml", text, month());
        assert_eq!(page.problems, []);
        let written = month_writer::write(&page).expect("written");
        assert_eq!(read("2026-09.toml", &written, month()), page);
        assert!(written.contains("proud") && written.contains("Gran") && written.contains("weather"), "{written}");
        let newer = read("2026-09.toml", "format = 2\n", month());
        assert!(newer.is_read_only());
    }

    #[test]
    fn a_page_with_problems_keeps_the_mornings_that_can_be_read() {
        let text = "[2026-09-07]\nplan = \"a\"\n[2026-10-01]\n[2026-09-31]\n[2026-09-08]\nplan = ['b']\n";
        let page = read("2026-09.toml", text, month());
        let problems: Vec<String> = page.problems.iter().map(ToString::to_string).collect();
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert_eq!(page.mornings[&date(2026, 9, 8)].plan, [RitualId::new("b")]);
    }

    #[test]
    fn a_morning_that_is_not_toml_does_not_hide_the_others() {
        let text = SEPTEMBER.replace("plan = [\"sewn-heart\"]", "plan = [\"sewn-heart\"");
        let page = read("2026-09.toml", &text, month());
        assert_eq!(page.problems.len(), 1, "{:?}", page.problems);
        assert_eq!(page.problems[0].spans[0].line, 9);
        let days: Vec<i8> = page.mornings.keys().map(|date| date.day()).collect();
        assert_eq!(days, [7, 9], "the broken morning is left out");
        let left_over = SEPTEMBER.replace("\n[2026-09-08]", "\n=======\n[2026-09-08]");
        let page = read("2026-09.toml", &left_over, month());
        assert_eq!(page.problems.len(), 1, "{:?}", page.problems);
        assert!(page.problems[0].message.contains("line 7"), "{:?}", page.problems);
        assert_eq!(page.mornings.len(), 2);
    }

    #[test]
    fn a_merge_that_was_not_finished_is_named_with_its_lines_and_has_both_versions() {
        let merge = "<<<<<<< HEAD\nmood = \"wobbly\"\n=======\nmood = \"okay\"\n>>>>>>> phone\n";
        for end in ["\n", "\r\n"] {
            let text = SEPTEMBER.replace("mood = \"wobbly\"\n", merge).replace('\n', end);
            let page = read("2026-09.toml", &text, month());
            let [problem] = &page.problems[..] else { panic!("{:?}", page.problems) };
            assert!(problem.to_string().starts_with("2026-09.toml:4:1: a merge was not finished: lines 4 to 8"));
            let days: Vec<i8> = page.mornings.keys().map(|date| date.day()).collect();
            assert_eq!(days, [8, 9], "the others are the same in both versions");
            assert!(page.is_unreadable(date(2026, 9, 7)) && !page.is_unreadable(date(2026, 9, 10)));
            let merge = page.merge.expect("two versions");
            let moods = [&merge.ours, &merge.theirs].map(|page| page.mornings[&date(2026, 9, 7)].mood.clone());
            assert_eq!(moods, [Some(Mood::Wobbly), Some(Mood::Okay)]);
            assert_eq!(merge.text, text);
        }
    }

    #[test]
    fn a_morning_that_is_read_in_part_or_not_at_all_is_unreadable() {
        let text = "[2026-09-07]\nplan = \"a\"\nmood = \"okay\"\n[2026-09-08]\nplan = ['b']\n[2026-09-09]\nplan = [\n";
        let page = read("2026-09.toml", text, month());
        let unreadable = [7, 8, 9].map(|day| page.is_unreadable(date(2026, 9, day)));
        assert_eq!(unreadable, [true, false, true]);
    }

    #[test]
    fn two_spellings_of_a_date_and_a_number_that_is_too_large_are_problems() {
        for text in ["[20260907]\nnote = 'a'\n[2026-09-07]\nnote = 'b'\n", "[2026-09-07]\nbig = 99999999999999999999\n"]
        {
            assert!(read("2026-09.toml", text, month()).is_read_only(), "{text}");
        }
    }
}
