//! What an event of the school's calendar means for the mornings, judged from its words and its shape.
//!
//! An offer, not a verdict: the parent sees each one before anything is written and can change it. So what is not
//! clear is [`Becomes::NotAboutMornings`]. The words are rows of a table that a person can read and extend.

use super::school_event::SchoolEvent;
use super::text::{is_mark, without_accent};
use jiff::civil::{Time, time};
use std::collections::HashMap;
use std::sync::LazyLock;

mod groups;
mod late_start;
mod other_languages;
mod table;
mod terms;
mod times;

pub use self::times::time_typed;

/// What an event would become in the family's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Becomes {
    DayOff,
    HalfDay,
    LateStart,
    EarlyFinish,
    /// The first school day of a term.
    FirstDay,
    /// The last school day of a term.
    LastDay,
    /// A term, from the first of its days to the last.
    Term,
    NotAboutMornings,
}

impl Becomes {
    /// In the order in which a key goes through them.
    pub const ALL: [Becomes; 8] = [
        Becomes::DayOff,
        Becomes::HalfDay,
        Becomes::LateStart,
        Becomes::EarlyFinish,
        Becomes::FirstDay,
        Becomes::LastDay,
        Becomes::Term,
        Becomes::NotAboutMornings,
    ];

    pub fn in_words(self) -> &'static str {
        match self {
            Becomes::DayOff => "day off",
            Becomes::HalfDay => "half day",
            Becomes::LateStart => "late start",
            Becomes::EarlyFinish => "early finish",
            Becomes::FirstDay => "first day",
            Becomes::LastDay => "last day",
            Becomes::Term => "term",
            Becomes::NotAboutMornings => "not about mornings",
        }
    }

    /// The one that `words` name, whatever the case and the hyphens.
    pub fn from_words(words: &str) -> Option<Becomes> {
        let words = words.trim().to_lowercase().replace(['-', '_'], " ");
        Becomes::ALL.into_iter().find(|becomes| becomes.in_words() == words)
    }
}

/// What an event would become, and when school then starts (late start) or ends (half day, early finish, last day).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgment {
    pub becomes: Becomes,
    pub time: Option<Time>,
    /// A last day that is also a short one.
    pub ends_early: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    Sure,
    Likely,
}

/// Words of the family's own school and what they mean there: "exeat weekend" is a day off. They go before the table's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnWords(Vec<(Vec<String>, Becomes)>);

impl OwnWords {
    /// Takes a phrase, unless nothing of it is a word.
    pub fn add(&mut self, phrase: &str, becomes: Becomes) -> bool {
        let words: Vec<String> = words(phrase).into_iter().filter(|word| word != BREAK).collect();
        let says_something = !words.is_empty();
        self.0.extend(says_something.then_some((words, becomes)));
        says_something
    }

    /// What the longest of the phrases in a title means.
    fn becomes(&self, title: &[String]) -> Option<Becomes> {
        let in_title = |phrase: &[String]| title.windows(phrase.len()).any(|words| words == phrase);
        let found = self.0.iter().filter(|(phrase, _)| in_title(phrase));
        found.max_by_key(|(phrase, _)| phrase.len()).map(|(_, becomes)| *becomes)
    }
}

/// Judges an event, by the words of the family's own school first.
pub fn judge(event: &SchoolEvent, own: &OwnWords) -> Judgment {
    let words = words(&event.name);
    if let Some(becomes) = own.becomes(&words) {
        return judged_as(event, becomes);
    }
    if terms::is_term(event, &words) {
        return judged_as(event, Becomes::Term);
    }
    let found = matches(&words);
    let (becomes, weight) = judge_words(&words, &found);
    let becomes =
        if weight == Weight::Sure || shape_allows(becomes, event) { becomes } else { Becomes::NotAboutMornings };
    // Only where the title says nothing at all.
    let hinted = if found.is_empty() { judge_hints(event) } else { None };
    let becomes = hinted.unwrap_or(becomes);
    let becomes = if groups::is_for_some(becomes, &words, &found) { Becomes::NotAboutMornings } else { becomes };
    judged_as(event, becomes)
}

/// What an event means when a person said what it becomes.
pub fn judged_as(event: &SchoolEvent, becomes: Becomes) -> Judgment {
    let time = time_of(becomes, event);
    let is_short = |m: &Match| matches!(m.becomes, Becomes::HalfDay | Becomes::EarlyFinish);
    let says_short = || matches(&words(&event.name)).iter().any(is_short);
    Judgment { becomes, time, ends_early: becomes == Becomes::LastDay && (time.is_some() || says_short()) }
}

/// A break fills its days: an hour called "winter break" is something that happens around it.
fn shape_allows(becomes: Becomes, event: &SchoolEvent) -> bool {
    let Some(starts) = event.starts else { return true };
    let several_days = event.dates.iter().any(|days| days.from != days.to);
    match becomes {
        Becomes::DayOff => several_days || event.ends.is_some_and(|ends| hours(ends) - hours(starts) >= 5.0),
        _ => hours(starts) < 15.0,
    }
}

fn hours(time: Time) -> f32 {
    f32::from(time.hour()) + f32::from(time.minute()) / 60.0
}

/// The time the title names, or else the event's own, where it can be when school starts or ends. An early dismissal
/// is entered from then on ("12:30-15:00") or until then ("8:00-12:30").
fn time_of(becomes: Becomes, event: &SchoolEvent) -> Option<Time> {
    let titled = times::times(&event.name);
    let pick = |times: &[Time], earliest: Time, latest: Time| {
        times.iter().copied().find(|time| (earliest..=latest).contains(time))
    };
    let own: Vec<Time> = event.starts.into_iter().chain(event.ends).collect();
    match becomes {
        Becomes::EarlyFinish | Becomes::HalfDay => pick(&titled, time(10, 0, 0, 0), time(16, 0, 0, 0))
            .or_else(|| pick(&own, time(10, 30, 0, 0), time(15, 0, 0, 0))),
        Becomes::LastDay => pick(&titled, time(10, 0, 0, 0), time(16, 0, 0, 0)),
        Becomes::LateStart => late_start::time(event, &titled),
        Becomes::DayOff | Becomes::FirstDay | Becomes::Term | Becomes::NotAboutMornings => None,
    }
}

/// Words that turn the next ones around: "no early dismissal".
const NEGATIONS: &[&str] = &["no", "not", "without", "kein", "keine", "keinen", "pas", "sans", "geen", "sin", "sem"];

const ARTICLES: &[&str] = &["a", "an", "the", "de"];

/// What a gap in a row does not reach over: "last day of school before the break" is not of the break.
const APART: &[&str] = &[BREAK, "before", "after"];

/// A title that begins with one of these tells what is not.
const CALLED_OFF: &[&str] =
    &["canceled", "cancelled", "postponed", "tentative", "entfallt", "abgesagt", "annule", "cancelado", "afgelast"];

/// A row of the table, found in a title.
#[derive(Clone, Copy)]
struct Match {
    at: usize,
    words: usize,
    letters: usize,
    becomes: Becomes,
    weight: Weight,
}

/// What the school files the event under, or a short word of explanation, where it is sure: `No School`.
fn judge_hints(event: &SchoolEvent) -> Option<Becomes> {
    // More words tell of more than the day: "There will be no school bus this week".
    const MOST_WORDS: usize = 4;
    let judged = event.hints.iter().map(|hint| words(hint)).filter(|words| words.len() <= MOST_WORDS).map(|words| {
        let (becomes, weight) = judge_words(&words, &matches(&words));
        let is_plain = HOLIDAYS.contains(&words.join(" ").as_str()) && shape_allows(becomes, event);
        (weight == Weight::Sure || is_plain).then_some(becomes)
    });
    judged.flatten().find(|becomes| *becomes != Becomes::NotAboutMornings)
}

/// Categories that mean the day itself, though in a title the words may mean something on it.
const HOLIDAYS: &[&str] =
    &["holiday", "holidays", "school holiday", "school holidays", "ferien", "schulferien", "vacances"];

fn judge_words(words: &[String], found: &[Match]) -> (Becomes, Weight) {
    const UNSURE: (Becomes, Weight) = (Becomes::NotAboutMornings, Weight::Likely);
    if words.first().is_some_and(|first| CALLED_OFF.contains(&first.as_str())) {
        return UNSURE;
    }
    let day_off_first = |weight: Weight| {
        let those = || found.iter().filter(move |m| m.weight == weight && m.becomes != Becomes::NotAboutMornings);
        those().find(|m| m.becomes == Becomes::DayOff).or_else(|| those().next()).map(|m| (m.becomes, weight))
    };
    let turned_down = found.iter().any(|m| m.becomes == Becomes::NotAboutMornings);
    let likely = if turned_down { None } else { day_off_first(Weight::Likely) };
    match (day_off_first(Weight::Sure), likely) {
        // The last day is often a short one; that the term ends is the more important of the two.
        (Some((sure, _)), Some((limit @ (Becomes::FirstDay | Becomes::LastDay), weight)))
            if sure != Becomes::DayOff =>
        {
            (limit, weight)
        }
        (Some(sure), _) => sure,
        (None, Some(likely)) => likely,
        (None, None) => UNSURE,
    }
}

type Row = (&'static str, Becomes, Weight);

/// All rows by their first word; those that begin with a part of a word are under none. A district has thousands of
/// events, and most words of a title begin no row.
static ROWS: LazyLock<HashMap<&str, Vec<Row>>> = LazyLock::new(|| {
    let happenings = table::HAPPENINGS.iter().map(|&words| (words, Becomes::NotAboutMornings, Weight::Likely));
    let mut rows: HashMap<&str, Vec<Row>> = HashMap::new();
    for row in table::WORDS.iter().chain(other_languages::WORDS).copied().chain(happenings) {
        let first = row.0.split(' ').next().filter(|word| !word.contains('*')).unwrap_or_default();
        rows.entry(first).or_default().push(row);
    }
    rows
});

/// The rows that fit the title, the longer ones where they overlap, in the order of the title.
fn matches(words: &[String]) -> Vec<Match> {
    let mut all = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let rows = [word.as_str(), ""].into_iter().filter_map(|first| ROWS.get(first)).flatten();
        for &(row, becomes, weight) in rows {
            let Some(count) = fit(row, &words[at..]) else { continue };
            let before = words[..at].iter().rev().find(|word| !ARTICLES.contains(&word.as_str()));
            let negated = before.is_some_and(|word| NEGATIONS.contains(&word.as_str()))
                && row.split(' ').next().is_some_and(|first| !NEGATIONS.contains(&first));
            let becomes = if negated { Becomes::NotAboutMornings } else { becomes };
            let letters = words[at..at + count].iter().map(String::len).sum();
            all.push((row.len(), Match { at, words: count, letters, becomes, weight }));
        }
    }
    // Of two rows that cover the same letters, the one without gaps says it more exactly.
    all.sort_by_key(|(row, m)| std::cmp::Reverse((m.letters, *row)));
    let mut kept: Vec<Match> = Vec::new();
    for (_, new) in all {
        if kept.iter().all(|old| new.at >= old.at + old.words || old.at >= new.at + new.words) {
            kept.push(new);
        }
    }
    kept.sort_by_key(|m| m.at);
    kept
}

/// How many of `words` the row covers, when it begins with the first of them.
fn fit(row: &str, words: &[String]) -> Option<usize> {
    const LONGEST_GAP: usize = 3;
    if row.is_empty() {
        return Some(0);
    }
    let (first, rest) = row.split_once(' ').unwrap_or((row, ""));
    if first == "..." {
        let gap = words.iter().take(LONGEST_GAP).take_while(|word| !APART.contains(&word.as_str())).count();
        return (0..=gap).find_map(|skipped| Some(fit(rest, &words[skipped..])? + skipped));
    }
    let (word, others) = words.split_first()?;
    let same = match (first.strip_prefix('*'), first.strip_suffix('*')) {
        (Some(end), _) => word.ends_with(end),
        (_, Some(start)) => word.starts_with(start),
        _ => word == first,
    };
    if same { Some(fit(rest, others)? + 1) } else { None }
}

/// Between two parts of a title; no row fits across it.
const BREAK: &str = "|";

/// A time of day at which school can begin or end.
const TIME: &str = "#";

/// The words of a title: small letters without accents and apostrophes, with a [`BREAK`] between its parts and a
/// [`TIME`] where it tells one.
fn words(title: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let letters: Vec<char> = title.to_lowercase().replace('½', "1 2").replace('&', " and ").chars().collect();
    let times = times::places(&letters).into_iter();
    let times: Vec<_> = times.filter(|(_, at)| (time(7, 0, 0, 0)..=time(17, 0, 0, 0)).contains(at)).collect();
    for (i, &letter) in letters.iter().enumerate() {
        if let Some((place, _)) = times.iter().find(|(place, _)| place.contains(&i)) {
            if i == place.start {
                words.extend([TIME.into(), String::new()]);
            }
            continue;
        }
        let before = i.checked_sub(1).map_or(' ', |i| letters[i]);
        let after = letters.get(i + 1).copied().unwrap_or(' ');
        let is_left_out_at_will = matches!(letter, '\'' | '’' | '‘' | '`' | '´') || is_mark(letter);
        if letter.is_alphanumeric() || is_left_out_at_will {
            let plain = without_accent(letter).filter(|_| !is_left_out_at_will);
            words.last_mut().into_iter().for_each(|word| word.extend(plain.clone()));
        } else {
            words.push(String::new());
            let apart = before.is_whitespace() && after.is_whitespace();
            let breaks = match letter {
                '(' | ')' | '[' | ']' | ';' | '|' | '!' | '?' | '•' | '·' | '—' | ',' | '"' | '“' | '”' => {
                    true
                }
                ':' | '.' => !(before.is_ascii_digit() && after.is_ascii_digit()),
                '-' | '–' | '/' | '*' | '~' | '>' => apart,
                _ => false,
            };
            if breaks {
                words.push(BREAK.into());
                words.push(String::new());
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests;
