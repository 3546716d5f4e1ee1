//! What an event of the school's calendar means for the mornings, judged from its words and its shape.
//!
//! An offer, not a verdict: the parent sees each one before anything is written and can change it. So what is not
//! clear is [`Meaning::NotAboutMornings`]. The words are rows of a table that a person can read and extend.

use super::school_event::SchoolEvent;
use jiff::civil::{Time, time};
use std::collections::HashMap;
use std::sync::LazyLock;

mod around;
mod groups;
mod late_start;
mod not_mornings;
mod other_languages;
mod plain_words;
mod table;
mod terms;
mod times;
mod title;

pub use self::times::parse_time;
use self::title::{BREAK, words};

/// What an event would become in the family's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Meaning {
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

impl Meaning {
    /// In the order in which a key goes through them.
    pub const ALL: [Meaning; 8] = [
        Meaning::DayOff,
        Meaning::HalfDay,
        Meaning::LateStart,
        Meaning::EarlyFinish,
        Meaning::FirstDay,
        Meaning::LastDay,
        Meaning::Term,
        Meaning::NotAboutMornings,
    ];

    pub fn keyword(self) -> &'static str {
        match self {
            Meaning::DayOff => "day off",
            Meaning::HalfDay => "half day",
            Meaning::LateStart => "late start",
            Meaning::EarlyFinish => "early finish",
            Meaning::FirstDay => "first day",
            Meaning::LastDay => "last day",
            Meaning::Term => "term",
            Meaning::NotAboutMornings => "not about mornings",
        }
    }

    /// The one that `words` name, whatever the case and the hyphens.
    pub fn from_keyword(words: &str) -> Option<Meaning> {
        let words = words.trim().to_lowercase().replace(['-', '_'], " ");
        Meaning::ALL.into_iter().find(|meaning| meaning.keyword() == words)
    }
}

/// What an event would become, and when school then starts (late start) or ends (half day, early finish, last day).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgment {
    pub meaning: Meaning,
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
pub struct OwnWords(Vec<(Vec<String>, Meaning)>);

impl OwnWords {
    /// Takes a phrase, unless nothing of it is a word.
    pub fn add(&mut self, phrase: &str, meaning: Meaning) -> bool {
        let words: Vec<String> = words(phrase).into_iter().filter(|word| word != BREAK).collect();
        let says_something = !words.is_empty();
        self.0.extend(says_something.then_some((words, meaning)));
        says_something
    }

    /// What the longest of the phrases in a title means.
    fn meaning(&self, title: &[String]) -> Option<Meaning> {
        let in_title = |phrase: &[String]| title.windows(phrase.len()).any(|words| words == phrase);
        let found = self.0.iter().filter(|(phrase, _)| in_title(phrase));
        found.max_by_key(|(phrase, _)| phrase.len()).map(|(_, meaning)| *meaning)
    }
}

/// Judges an event, by the words of the family's own school first.
pub fn judge(event: &SchoolEvent, own: &OwnWords) -> Judgment {
    let words = words(&event.name);
    if let Some(meaning) = own.meaning(&words) {
        return judge_as(event, meaning);
    }
    if terms::is_term(event, &words) {
        return judge_as(event, Meaning::Term);
    }
    let found = around::settled(&words, matches(&words));
    let (meaning, weight) = judge_words(&words, &found);
    // "No School" may be entered as an hour; "Board meeting, no students" is one.
    let is_plain = || weight == Weight::Sure && (meaning != Meaning::DayOff || around::says_no_more(&words, &found));
    let meaning = if shape_allows(meaning, event) || is_plain() { meaning } else { Meaning::NotAboutMornings };
    // Only where the title says nothing at all.
    let hinted =
        if found.is_empty() { says_it_alone(event, &words).or_else(|| judge_hints(event, &words)) } else { None };
    let meaning = hinted.unwrap_or(meaning);
    let is_none = groups::is_for_some(meaning, &words, &found) || lasts_too_long(meaning, event, &words);
    judge_as(event, if is_none { Meaning::NotAboutMornings } else { meaning })
}

/// Whether an event tells that the children are back at school, after a break or a term.
pub fn says_children_return(event: &SchoolEvent) -> bool {
    let words = words(&event.name);
    let found = around::settled(&words, matches(&words));
    !around::is_called_off(&words) && around::says_children_return(&words, &found)
}

/// The longest summer holidays take three months; what takes longer is a wrong year, or something of the whole year.
/// The half of a term has the name of the holidays in its middle.
fn lasts_too_long(meaning: Meaning, event: &SchoolEvent, words: &[String]) -> bool {
    const LONGEST: i64 = 100;
    const LONGEST_HALF_TERM: i64 = 20;
    let is_half_term = words.windows(2).any(|pair| pair == ["half", "term"]);
    let longest = if is_half_term { LONGEST_HALF_TERM } else { LONGEST };
    meaning == Meaning::DayOff && event.dates.iter().any(|days| days.count() > longest)
}

/// A day off by a name that says so only when nothing else is said, and of some only over several days.
fn says_it_alone(event: &SchoolEvent, words: &[String]) -> Option<Meaning> {
    let is_year = |word: &&String| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let said: Vec<&str> = words.iter().filter(|word| *word != BREAK && !is_year(word)).map(String::as_str).collect();
    let (_, days) = table::ALONE.iter().find(|(row, _)| row.split(' ').eq(said.iter().copied()))?;
    let is_long = event.dates.iter().all(|dates| dates.count() >= *days);
    (is_long && shape_allows(Meaning::DayOff, event)).then_some(Meaning::DayOff)
}

/// What an event means when a person said what it becomes.
pub fn judge_as(event: &SchoolEvent, meaning: Meaning) -> Judgment {
    let time = time_of(meaning, event);
    let is_short = |m: &Match| matches!(m.meaning, Meaning::HalfDay | Meaning::EarlyFinish);
    let says_short = || matches(&words(&event.name)).iter().any(is_short);
    Judgment { meaning, time, ends_early: meaning == Meaning::LastDay && (time.is_some() || says_short()) }
}

/// A break fills its days: an hour called "winter break" is something that happens around it.
fn shape_allows(meaning: Meaning, event: &SchoolEvent) -> bool {
    let Some(starts) = event.starts else { return true };
    let several_days = event.dates.iter().any(|days| days.from != days.to);
    match meaning {
        Meaning::DayOff => several_days || event.ends.is_some_and(|ends| hours(ends) - hours(starts) >= 5.0),
        _ => hours(starts) < 15.0,
    }
}

fn hours(time: Time) -> f32 {
    f32::from(time.hour()) + f32::from(time.minute()) / 60.0
}

/// The time the title names, or else the event's own, where it can be when school starts or ends. An early dismissal
/// is entered from then on ("12:30-15:00") or until then ("8:00-12:30").
fn time_of(meaning: Meaning, event: &SchoolEvent) -> Option<Time> {
    let titled = times::times(&event.name);
    let pick = |times: &[Time], earliest: Time, latest: Time| {
        times.iter().copied().find(|time| (earliest..=latest).contains(time))
    };
    let own: Vec<Time> = event.starts.into_iter().chain(event.ends).collect();
    match meaning {
        Meaning::EarlyFinish | Meaning::HalfDay => pick(&titled, time(10, 0, 0, 0), time(16, 0, 0, 0))
            .or_else(|| pick(&own, time(10, 30, 0, 0), time(15, 0, 0, 0))),
        Meaning::LastDay => pick(&titled, time(10, 0, 0, 0), time(16, 0, 0, 0)),
        Meaning::LateStart => late_start::time(event, &titled),
        Meaning::DayOff | Meaning::FirstDay | Meaning::Term | Meaning::NotAboutMornings => None,
    }
}

/// Words that turn the next ones around: "no early dismissal".
const NEGATIONS: &[&str] = &["no", "not", "without", "kein", "keine", "keinen", "pas", "sans", "geen", "sin", "sem"];

const ARTICLES: &[&str] = &["a", "an", "the", "de"];

/// What a gap in a row does not reach over: "last day of school before the break" is not of the break.
const APART: &[&str] = &[BREAK, "before", "after"];

/// A row of the table, found in a title.
#[derive(Clone, Copy)]
struct Match {
    at: usize,
    words: usize,
    letters: usize,
    meaning: Meaning,
    weight: Weight,
    /// Another noun after it makes it something else.
    is_noun: bool,
    is_return: bool,
}

/// What the school files the event under, or a short word of explanation, where it is sure: `No School`.
fn judge_hints(event: &SchoolEvent, title: &[String]) -> Option<Meaning> {
    // More words tell of more than the day: "There will be no school bus this week".
    const MOST_WORDS: usize = 6;
    let judged = event.hints.iter().map(|hint| words(hint)).filter(|words| words.len() <= MOST_WORDS).map(|words| {
        let (meaning, weight) = judge_words(&words, &around::settled(&words, matches(&words)));
        let said = words.join(" ");
        let is_plain = SCHOOL_HOLIDAYS.contains(&said.as_str())
            || (HOLIDAYS.contains(&said.as_str()) && plain_words::is_holiday_name(title));
        (weight == Weight::Sure || (is_plain && shape_allows(meaning, event))).then_some(meaning)
    });
    judged.flatten().find(|meaning| *meaning != Meaning::NotAboutMornings)
}

/// Categories that mean the day itself, though in a title the words may mean something on it.
const SCHOOL_HOLIDAYS: &[&str] = &["school holiday", "school holidays", "ferien", "schulferien", "vacances"];

/// Outlook files Halloween under these, too, so they are believed of a holiday only that many schools have.
const HOLIDAYS: &[&str] = &["holiday", "holidays"];

fn judge_words(words: &[String], found: &[Match]) -> (Meaning, Weight) {
    const UNSURE: (Meaning, Weight) = (Meaning::NotAboutMornings, Weight::Likely);
    let is_as_always = |m: &Match| m.meaning == Meaning::NotAboutMornings && m.weight == Weight::Sure;
    if around::is_called_off(words) || found.iter().any(is_as_always) {
        return UNSURE;
    }
    // "Early dismissal, no school Friday" is of the day before.
    let is_short = |m: &Match| m.weight == Weight::Sure && matches!(m.meaning, Meaning::EarlyFinish | Meaning::HalfDay);
    let is_another_day = |m: &Match| {
        let next = words.get(m.at + m.words);
        next.is_some_and(|next| next == "tomorrow" || plain_words::is_weekday(next))
            && found.iter().any(|short| short.at < m.at && is_short(short))
    };
    let day_off_first = |weight: Weight| {
        let those = || found.iter().filter(move |m| m.weight == weight && m.meaning != Meaning::NotAboutMornings);
        let day_off = those().find(|m| m.meaning == Meaning::DayOff && !is_another_day(m));
        day_off.or_else(|| those().next()).map(|m| (m.meaning, weight))
    };
    let turned_down = found.iter().any(|m| m.meaning == Meaning::NotAboutMornings);
    let likely = if turned_down { None } else { day_off_first(Weight::Likely) };
    match (day_off_first(Weight::Sure), likely) {
        // The last day is often a short one; that the term ends is the more important of the two.
        (Some((sure, _)), Some((limit @ (Meaning::FirstDay | Meaning::LastDay), weight)))
            if sure != Meaning::DayOff =>
        {
            (limit, weight)
        }
        (Some(sure), _) => sure,
        (None, Some(likely)) => likely,
        (None, None) => UNSURE,
    }
}

/// A row of the tables.
struct Row {
    words: &'static str,
    meaning: Meaning,
    weight: Weight,
    is_noun: bool,
    is_return: bool,
}

/// All rows by their first word; those that begin with a part of a word are under none. A district has thousands of
/// events, and most words of a title begin no row.
static ROWS: LazyLock<HashMap<&str, Vec<Row>>> = LazyLock::new(|| {
    let as_it_stands = |&(words, meaning, weight): &(&'static str, Meaning, Weight)| Row {
        words,
        meaning,
        weight,
        is_noun: false,
        is_return: false,
    };
    let english = |row: &(&'static str, Meaning, Weight)| {
        let is_said_of_it = ["closed", "canceled", "cancelled"].iter().any(|end| row.0.ends_with(end));
        Row { is_noun: row.1 == Meaning::DayOff && !is_said_of_it, ..as_it_stands(row) }
    };
    let not_about = |weight| move |words: &&'static str| as_it_stands(&(words, Meaning::NotAboutMornings, weight));
    let returns = |words: &&'static str| Row { is_return: true, ..not_about(Weight::Likely)(words) };
    let all = table::WORDS.iter().map(english).chain(other_languages::WORDS.iter().map(as_it_stands));
    let all = all.chain(not_mornings::SCHOOL_AS_ALWAYS.iter().map(not_about(Weight::Sure)));
    let all = all.chain(not_mornings::RETURNS.iter().map(returns));
    let all = all.chain(not_mornings::SOUNDS_LIKE_ONE.iter().map(not_about(Weight::Likely)));
    let all = all.chain(not_mornings::HAPPENINGS.iter().map(not_about(Weight::Likely)));
    let mut rows: HashMap<&str, Vec<Row>> = HashMap::new();
    for row in all {
        let first = row.words.split(' ').next().filter(|word| !word.contains('*')).unwrap_or_default();
        rows.entry(first).or_default().push(row);
    }
    rows
});

/// The rows that fit the title, the longer ones where they overlap, in the order of the title.
fn matches(words: &[String]) -> Vec<Match> {
    let mut all = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let rows = [word.as_str(), ""].into_iter().filter_map(|first| ROWS.get(first)).flatten();
        for row in rows {
            let Some(count) = fit(row.words, &words[at..]) else { continue };
            let before = words[..at].iter().rev().find(|word| !ARTICLES.contains(&word.as_str()));
            let negated = before.is_some_and(|word| NEGATIONS.contains(&word.as_str()))
                && row.words.split(' ').next().is_some_and(|first| !NEGATIONS.contains(&first));
            let (meaning, weight) =
                if negated { (Meaning::NotAboutMornings, Weight::Likely) } else { (row.meaning, row.weight) };
            let letters = words[at..at + count].iter().map(String::len).sum();
            let (is_noun, is_return) = (row.is_noun && !negated, row.is_return && !negated);
            let found = Match { at, words: count, letters, meaning, weight, is_noun, is_return };
            all.push((row.words.len(), found));
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

#[cfg(test)]
mod tests;
