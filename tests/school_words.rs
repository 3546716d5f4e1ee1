//! Titles of real school calendars, in `school_words.tsv`, each with its language and its meaning for the mornings.
//!
//! A row is: language, title, hours and days of the event (blank for one whole day), meaning.

use goodbye::domain::dates::DateRange;
use goodbye::domain::school_event::SchoolEvent;
use goodbye::domain::school_words::{Meaning, OwnWords, judge, says_children_return};
use jiff::ToSpan;
use jiff::civil::{Time, date, time};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Write as _, stderr};

const TITLES: &str = include_str!("school_words.tsv");

/// An event with this name on one whole day.
fn whole_day(name: &str) -> SchoolEvent {
    SchoolEvent {
        uid: None,
        recurrence_id: None,
        name: name.into(),
        hints: Vec::new(),
        dates: vec![DateRange::one(date(2026, 9, 2))],
        starts: None,
        ends: None,
        line: 1,
    }
}

/// An event with this name, over the days and hours in `lasts`: "3 days", "8:00-12:30", "9:00-", "6 days 15:00-8:00".
fn event(name: &str, lasts: &str) -> SchoolEvent {
    let mut event = whole_day(name);
    let mut hours = lasts;
    if let Some((days, rest)) = lasts.split_once(" days") {
        let first = event.dates[0].from();
        let days: i64 = days.parse().expect("a number of days");
        event.dates = vec![DateRange::between(first, first + (days - 1).days())];
        hours = rest.trim();
    }
    if let Some((starts, ends)) = hours.split_once('-') {
        let time = |text: &str| Time::strptime("%H:%M", text).ok();
        (event.starts, event.ends) = (time(starts), time(ends));
        assert!(event.starts.is_some(), "{lasts}");
    }
    event
}

/// The judgment of an event as the table writes it: "late start 9:30", "last day, ends early".
fn judgment(event: &SchoolEvent) -> String {
    let judged = judge(event, &OwnWords::default());
    let mut text = judged.meaning.keyword().to_owned();
    if let Some(time) = judged.time {
        let _ = write!(text, " {}:{:02}", time.hour(), time.minute());
    }
    text.push_str(if judged.ends_early { ", ends early" } else { "" });
    text.push_str(if says_children_return(event) { ", children return" } else { "" });
    text
}

#[test]
fn titles_of_real_calendars_have_their_meanings() {
    let mut counts: BTreeMap<&str, (usize, Vec<String>)> = BTreeMap::new();
    for row in TITLES.lines().filter(|row| !row.starts_with('#')) {
        let fields: Vec<&str> = row.split('\t').collect();
        let [language, title, lasts, expected] = fields[..] else { panic!("four fields, not: {row}") };
        let (hits, misses) = counts.entry(language).or_default();
        match judgment(&event(title, lasts)) {
            found if found == expected => *hits += 1,
            found => misses.push(format!("{title} {lasts}: {found}, not {expected}")),
        }
    }
    let mut report = String::from("\nTitles by language    hits  misses\n");
    for (language, (hits, misses)) in &counts {
        let _ = writeln!(report, "{language:<20}{hits:>6}{:>8}", misses.len());
    }
    // The test runner hides what a passing test prints, but not what it writes.
    stderr().write_all(report.as_bytes()).expect("a report");
    let misses: Vec<String> = counts.into_values().flat_map(|(_, misses)| misses).collect();
    assert!(misses.is_empty(), "{}", misses.join("\n"));
}

#[test]
fn a_category_or_a_short_description_counts_if_the_title_says_nothing() {
    use Meaning::*;
    let hinted = |name: &str, hint: &str| {
        judge(&SchoolEvent { hints: vec![hint.into()], ..whole_day(name) }, &OwnWords::default()).meaning
    };
    for (hint, expected) in [
        ("No School", DayOff),
        ("Student Holiday", DayOff),
        ("Holiday", DayOff),
        ("Holidays", DayOff),
        ("Early Dismissal", EarlyFinish),
        ("Half Day", HalfDay),
        ("School Events", NotAboutMornings),
        ("Holiday Concert", NotAboutMornings),
        ("There will be no school bus this week", NotAboutMornings),
        ("Students do not attend school.", DayOff),
        ("Remember that there is no school", DayOff),
        ("Please remember that there is no school", NotAboutMornings),
        ("PTA", NotAboutMornings),
    ] {
        assert_eq!(hinted("Columbus", hint), expected, "{hint}");
    }
    // Calendar programs file these under holidays, too.
    for name in ["Halloween", "St. Patrick's Day", "Tax Day", "Muttertag", "Anything"] {
        assert_eq!(hinted(name, "Holiday"), NotAboutMornings, "{name}");
    }
    assert_eq!(hinted("Diwali", "Holiday"), DayOff);
    assert_eq!(hinted("Anything", "School Holiday"), DayOff);
    assert_eq!(hinted("Book fair", "Holiday"), NotAboutMornings, "the title names another event");
    assert_eq!(hinted("Half Day", "No School"), HalfDay, "the title precedes the category");
}

#[test]
fn a_familys_own_phrases_precede_the_table() {
    use Meaning::*;
    let mut own = OwnWords::default();
    assert!(own.add("Exeat-Weekend", DayOff) && own.add("professional development", NotAboutMornings));
    assert!(own.add("development day at Hill", EarlyFinish) && own.add("Schönferien", LateStart));
    assert!(!own.add(" – ", DayOff));
    let judged = |title: &str| judge(&whole_day(title), &own);
    for (title, meaning) in [
        ("Summer exeat weekend begins", DayOff),
        ("Exeat", DayOff),
        ("Professional Development (no school)", NotAboutMornings),
        ("Professional development day at Hill, 12:15", EarlyFinish),
        ("SCHÖNFERIEN", LateStart),
        ("Half term", DayOff),
        ("", NotAboutMornings),
    ] {
        assert_eq!(judged(title).meaning, meaning, "{title}");
    }
    assert_eq!(judged("Development day at hill 12:15").time, Some(time(12, 15, 0, 0)));
}

#[test]
fn each_meaning_has_its_own_keyword() {
    for meaning in Meaning::ALL {
        assert_eq!(Meaning::from_keyword(&meaning.keyword().to_uppercase().replace(' ', "-")), Some(meaning));
    }
}
