//! Writes the text of a mornings file. The layout lets git merge changes of different keys of the same morning.
//!
//! Git merges two changes where at least one unchanged line is between them. So the keys of a morning are in four
//! paragraphs with a blank line between them, which is there even when a paragraph has no keys yet. Keys that two people
//! rarely change at the same time share a paragraph. The blank lines have different numbers of spaces. If all of them
//! were the same, git could mistake one for another, and keep two notes of one morning.

use super::month_page::MonthPage;
use super::morning::Morning;
use super::toml_reader;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The first paragraphs of a morning: their keys, and the blank line after them.
const PARAGRAPHS: [(&[&str], &str); 3] =
    [(&["plan", "skipped"], " \n"), (&["prepared", "done"], "  \n"), (&["mood"], "   \n")];

/// The key before which the last paragraph begins. Keys of a newer program follow it.
const LAST: &str = "note";

/// Returns the text of a mornings file, which is empty for a page without mornings.
///
/// # Errors
/// When a key of a newer program cannot be written as TOML.
pub fn write(page: &MonthPage) -> Result<String, toml::ser::Error> {
    rewrite(page, "", &BTreeSet::new())
}

/// Returns the new text of a mornings file in which only the mornings of some dates have changed. The other mornings
/// keep their lines from the text `before`, so that git sees no change in them.
///
/// # Errors
/// When a key of a newer program cannot be written as TOML.
pub fn rewrite(page: &MonthPage, before: &str, changed: &BTreeSet<Date>) -> Result<String, toml::ser::Error> {
    let (top, kept) = split(before);
    let mut text = if top.is_empty() { toml::to_string(&page.other)? } else { top };
    for (date, morning) in &page.mornings {
        if !text.is_empty() && !ends_with_blank_line(&text) {
            text.push_str(if text.ends_with('\n') { "\n" } else { "\n\n" });
        }
        match kept.get(date).filter(|_| !changed.contains(date)) {
            Some(lines) => text.push_str(lines),
            None => write_morning(&mut text, *date, morning)?,
        }
    }
    // The lines above the mornings may be comments alone.
    Ok(if page.mornings.is_empty() && page.other.is_empty() { String::new() } else { text })
}

/// Splits a text into the sections of its mornings and the other lines.
fn split(text: &str) -> (String, BTreeMap<Date, &str>) {
    let (mut top, mut mornings) = (String::new(), BTreeMap::new());
    for section in toml_reader::sections(text) {
        let lines = &text[section];
        match header_date(lines) {
            Some(date) => drop(mornings.insert(date, lines)),
            None => top.push_str(lines),
        }
    }
    (top, mornings)
}

/// The date of a section that begins with a header such as `[2026-09-07]`.
fn header_date(lines: &str) -> Option<Date> {
    let (date, _) = lines.strip_prefix('[')?.split_once(']')?;
    date.parse().ok()
}

fn ends_with_blank_line(text: &str) -> bool {
    let mut lines = text.rsplit('\n');
    lines.next() == Some("") && lines.next().is_some_and(|line| line.trim().is_empty())
}

/// Adds the header and the paragraphs of a morning.
fn write_morning(text: &mut String, date: Date, morning: &Morning) -> Result<(), toml::ser::Error> {
    text.push_str(&format!("[{date}]\n"));
    // The other keys are left out of this step, because serde would turn their dates into tables.
    let mut known = toml::Table::try_from(Morning { other: toml::Table::new(), ..morning.clone() })?;
    for (keys, blank_line) in PARAGRAPHS {
        text.extend(keys.iter().filter_map(|key| Some(key_line(key, &known.remove(*key)?))));
        text.push_str(blank_line);
    }
    let note = known.get(LAST).map(|note| key_line(LAST, note));
    // A plain key below a table would belong to the table, so plain keys come first.
    let (tables, plain): (Vec<_>, Vec<_>) = morning.other.iter().partition(|(_, value)| value.is_table());
    let other = plain.into_iter().chain(tables).map(|(key, value)| key_line(key, value));
    let last: String = note.into_iter().chain(other).collect();
    if !last.is_empty() {
        text.push_str(&last);
        text.push('\n');
    }
    Ok(())
}

/// A key with its value: tables are inline, and a text of several lines stays several lines.
fn key_line(key: &str, value: &toml::Value) -> String {
    format!("{} = {value}\n", toml_edit::Key::new(key).display_repr())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Month;
    use crate::domain::month_page;
    use crate::domain::morning::{MORNING_KEYS, Mood};
    use crate::domain::ritual::RitualId;
    use jiff::civil::date;

    /// A month, with a dot for each space at the end of a line.
    const SEPTEMBER: &str = r#"[2026-09-07]
plan = ["hand-kiss", "lunchbox-photo"]
·
done = ["hand-kiss"]
··
mood = "wobbly"
···
note = "Looked back twice, then ran to the sandpit."

[2026-09-08]
plan = ["sewn-heart"]
·
prepared = ["sewn-heart"]
··
···
[2026-09-09]
skipped = "sick"
·
··
···
[2026-09-10]
plan = ["hand-kiss"]
·
··
···
"#;

    fn september() -> String {
        SEPTEMBER.replace('·', " ")
    }

    fn page(text: &str) -> MonthPage {
        month_page::read("2026-09.toml", text, Month::of(date(2026, 9, 1)))
    }

    #[test]
    fn a_page_is_written_as_it_was_read() {
        assert_eq!(write(&page(&september())), Ok(september()));
        let keys: Vec<&str> = PARAGRAPHS.iter().flat_map(|(keys, _)| keys.iter().copied()).chain([LAST]).collect();
        assert!(keys.len() == MORNING_KEYS.len() && MORNING_KEYS.iter().all(|key| keys.contains(key)), "{keys:?}");
        assert_eq!(keys[0], "plan");
    }

    #[test]
    fn only_the_changed_morning_gets_the_new_layout() {
        let before = "# September\nweather = \"fair\"\n\n[2026-09-07]\nplan = ['a'] # Gran is here\n\n\
                      [2026-09-08] # a comment\nplan = ['b']\n[2026-09-09]\nnote = 'c'";
        let mut after = page(before);
        let changed = after.mornings[&date(2026, 9, 8)].felt(Some(Mood::Okay));
        after.put(date(2026, 9, 8), changed);
        after.put(date(2026, 9, 10), Morning::default().noted("d"));
        let text = rewrite(&after, before, &[date(2026, 9, 8), date(2026, 9, 10)].into()).expect("written");
        assert_eq!(
            text,
            "# September\nweather = \"fair\"\n\n[2026-09-07]\nplan = ['a'] # Gran is here\n\n\
             [2026-09-08]\nplan = [\"b\"]\n \n  \nmood = \"okay\"\n   \n[2026-09-09]\nnote = 'c'\n\n\
             [2026-09-10]\n \n  \n   \nnote = \"d\"\n\n"
        );
        assert_eq!(page(&text), after);
    }

    #[test]
    fn a_morning_that_becomes_blank_is_removed_with_its_lines() {
        let mut after = page(&september());
        after.put(date(2026, 9, 8), Morning::default());
        let text = rewrite(&after, &september(), &[date(2026, 9, 8)].into()).expect("written");
        assert_eq!(text, write(&after).expect("written"));
        let none = rewrite(&MonthPage::default(), "# a comment\n", &BTreeSet::new());
        assert_eq!(none.as_deref(), Ok(""));
    }

    /// The lines of `before` that a change touches. An added line touches the place between two lines.
    fn touched_lines(before: &str, after: &str) -> std::ops::Range<usize> {
        let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
        let same = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
        let (before_end, after_end) = (before[same..].iter().rev(), after[same..].iter().rev());
        same..before.len() - before_end.zip(after_end).take_while(|(a, b)| a == b).count()
    }

    #[test]
    fn a_line_is_left_between_changes_of_different_paragraphs_so_that_git_merges_them() {
        let hug = || RitualId::new("hug");
        let changes: [&dyn Fn(&Morning) -> Morning; 4] = [
            &|morning| Morning { plan: vec![hug()], ..morning.clone() },
            &|morning| Morning { done: vec![hug()], ..morning.clone() },
            &|morning| morning.felt(Some(Mood::Beaming)),
            &|morning| morning.noted("Ran in."),
        ];
        let (text, before) = (september(), page(&september()));
        for day in [7, 8, 10].map(|day| date(2026, 9, day)) {
            let touched = changes.map(|change| {
                let mut after = before.clone();
                after.put(day, change(&before.mornings[&day]));
                touched_lines(&text, &rewrite(&after, &text, &[day].into()).expect("written"))
            });
            let are_apart = touched.windows(2).all(|pair| pair[0].end < pair[1].start);
            assert!(are_apart, "{day}: {touched:?}");
        }
    }

    #[test]
    fn no_two_lines_of_a_morning_are_the_same_so_that_git_mistakes_none_for_another() {
        for section in toml_reader::sections(&september()).into_iter().map(|lines| september()[lines].to_owned()) {
            let lines: BTreeSet<&str> = section.lines().collect();
            assert_eq!(lines.len(), section.lines().count(), "{section}");
        }
    }
}
