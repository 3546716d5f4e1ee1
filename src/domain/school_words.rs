//! Judges what an event of the school's calendar means for the mornings, by the words of its title and its hours.
//!
//! The judgment is a suggestion: the parent sees each event before an import is written, and can change its meaning. An
//! unclear event is [`Meaning::NotAboutMornings`]. The words of each language are in `school_words/phrases.txt`.

use super::school_event::SchoolEvent;
use jiff::civil::{Time, time};

mod around;
mod find;
mod groups;
mod late_start;
mod table;
mod terms;
mod times;
mod title;

use self::find::BREAK;
use self::table::{Certainty, TABLE, WordList};
pub use self::times::parse_time;
use self::title::{Title, words};

/// The meaning of an event for the family's calendar.
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
    /// A whole term, from its first day to its last.
    Term,
    NotAboutMornings,
}

impl Meaning {
    /// All meanings, in the order in which a key steps through them.
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

    /// The name of the meaning in files, flags and JSON; the screens show the same name.
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

    /// The meaning with this keyword, in capital or small letters, with spaces or hyphens.
    pub fn from_keyword(keyword: &str) -> Option<Meaning> {
        let keyword = keyword.trim().to_lowercase().replace(['-', '_'], " ");
        Meaning::ALL.into_iter().find(|meaning| meaning.keyword() == keyword)
    }
}

/// The meaning of an event, and the time that goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgment {
    pub meaning: Meaning,
    /// When school starts (on a late start) or ends (on a half day, an early finish or a last day), if known.
    pub time: Option<Time>,
    /// Whether a last day is also a short day.
    pub ends_early: bool,
}

/// Phrases of the family's own school with their meanings, such as "exeat weekend". They win over the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnWords(Vec<(Vec<String>, Meaning)>);

impl OwnWords {
    /// Adds a phrase. Returns false, and adds nothing, if the phrase has no word.
    pub fn add(&mut self, phrase: &str, meaning: Meaning) -> bool {
        let words: Vec<String> = words(phrase).into_iter().filter(|word| word != BREAK).collect();
        let has_words = !words.is_empty();
        self.0.extend(has_words.then_some((words, meaning)));
        has_words
    }

    /// The meaning of the longest phrase in a title.
    fn meaning(&self, title: &[String]) -> Option<Meaning> {
        let is_in_title = |phrase: &[String]| title.windows(phrase.len()).any(|words| words == phrase);
        let found = self.0.iter().filter(|(phrase, _)| is_in_title(phrase));
        found.max_by_key(|(phrase, _)| phrase.len()).map(|(_, meaning)| *meaning)
    }
}

/// Judges an event by the family's own phrases, or else as a term, or else by the phrases of the table.
pub fn judge(event: &SchoolEvent, own: &OwnWords) -> Judgment {
    let title = Title::read(&event.name);
    if let Some(meaning) = own.meaning(&title.words) {
        return judge_as(event, meaning);
    }
    if terms::is_term(event, &title.words) {
        return judge_as(event, Meaning::Term);
    }
    let meaning = if title.phrases.is_empty() {
        meaning_alone(event, &title).or_else(|| meaning_of_hints(event, &title))
    } else {
        meaning_of_phrases(event, &title)
    };
    let holds = |meaning: &Meaning| !title.is_for_some(*meaning) && !lasts_too_long(*meaning, event, &title);
    judge_as(event, meaning.filter(holds).unwrap_or(Meaning::NotAboutMornings))
}

/// Judges an event whose meaning a person chose.
pub fn judge_as(event: &SchoolEvent, meaning: Meaning) -> Judgment {
    let time = time_of(meaning, event);
    let has_short_day = || find::phrases(&words(&event.name)).iter().any(|found| is_short(found.says.meaning));
    Judgment { meaning, time, ends_early: meaning == Meaning::LastDay && (time.is_some() || has_short_day()) }
}

/// Whether an event says that the children are back at school, after a break or at the beginning of a term.
pub fn says_children_return(event: &SchoolEvent) -> bool {
    Title::read(&event.name).says_children_return()
}

fn is_short(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::HalfDay | Meaning::EarlyFinish)
}

/// The meaning by the phrases of the title, if the hours of the event allow that meaning or the title is plain.
fn meaning_of_phrases(event: &SchoolEvent, title: &Title) -> Option<Meaning> {
    let (meaning, certainty) = title.meaning();
    // "No School" may be entered as an hour. "Board meeting, no students" is a meeting.
    let is_plain = || certainty == Certainty::Sure && (meaning != Meaning::DayOff || title.says_nothing_else());
    (hours_allow(meaning, event) || is_plain()).then_some(meaning)
}

/// A day off, if the whole title is a word such as "Closed" or "Easter", and the event has enough days.
fn meaning_alone(event: &SchoolEvent, title: &Title) -> Option<Meaning> {
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let words: Vec<&str> =
        title.words.iter().map(String::as_str).filter(|&word| word != BREAK && !is_year(word)).collect();
    let fewest_days = TABLE.fewest_days_alone(&words.join(" "))?;
    let is_long_enough = event.dates.iter().all(|dates| dates.count() >= fewest_days);
    (is_long_enough && hours_allow(Meaning::DayOff, event)).then_some(Meaning::DayOff)
}

/// The meaning by a category or a short description of the event: "No School".
fn meaning_of_hints(event: &SchoolEvent, title: &Title) -> Option<Meaning> {
    /// A longer description is about more than the day: "There will be no school bus this week".
    const MOST_WORDS: usize = 6;
    let hints = event.hints.iter().map(|hint| words(hint)).filter(|words| words.len() <= MOST_WORDS);
    let mut meanings = hints.filter_map(|words| {
        let hint = words.join(" ");
        let is_category = WordList::DayOffCategories.has(&hint)
            || (WordList::HolidayCategories.has(&hint) && title.is_holiday_name());
        let (meaning, certainty) = Title::of(words).meaning();
        (certainty == Certainty::Sure || (is_category && hours_allow(meaning, event))).then_some(meaning)
    });
    meanings.find(|meaning| *meaning != Meaning::NotAboutMornings)
}

/// Whether a day off lasts so long that its dates are wrong, or that the event is half of a term.
fn lasts_too_long(meaning: Meaning, event: &SchoolEvent, title: &Title) -> bool {
    /// Summer holidays last at most three months.
    const LONGEST: i64 = 100;
    /// A half-term break lasts at most two weeks and their weekends. Half of a term has the same name and lasts longer.
    const LONGEST_HALF_TERM: i64 = 20;
    let longest = if WordList::HalfTerm.is_in(&title.words) { LONGEST_HALF_TERM } else { LONGEST };
    meaning == Meaning::DayOff && event.dates.iter().any(|days| days.count() > longest)
}

/// Whether the hours of an event allow this meaning. A break fills its days: an event "winter break" of one hour is an
/// event during the break.
fn hours_allow(meaning: Meaning, event: &SchoolEvent) -> bool {
    /// A school day lasts at least five hours, so a day off with hours lasts as long.
    const FEWEST_MINUTES_OFF: i64 = 5 * 60;
    /// School is over at this time, so a later event is not about the school day.
    const SCHOOL_IS_OVER: Time = time(15, 0, 0, 0);
    let Some(starts) = event.starts else { return true };
    match meaning {
        Meaning::DayOff => {
            let has_several_days = event.dates.iter().any(|days| days.from() != days.to());
            has_several_days || event.ends.is_some_and(|ends| minutes(ends) - minutes(starts) >= FEWEST_MINUTES_OFF)
        }
        _ => starts < SCHOOL_IS_OVER,
    }
}

/// The time of day in minutes.
fn minutes(time: Time) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}

/// The time in the title, or else in the hours of the event, at which school can start or end. The hours of an early
/// dismissal start at its time ("12:30-15:00") or end at it ("8:00-12:30").
fn time_of(meaning: Meaning, event: &SchoolEvent) -> Option<Time> {
    /// School ends between these times on a short day that has its time in the title.
    const ENDS_BY_TITLE: (Time, Time) = (time(10, 0, 0, 0), time(16, 0, 0, 0));
    /// School ends between these times on a short day that has hours. Hours outside them may be those of a whole day.
    const ENDS_BY_HOURS: (Time, Time) = (time(10, 30, 0, 0), time(15, 0, 0, 0));
    let in_title = times::times(&event.name);
    let first = |times: &[Time], (earliest, latest): (Time, Time)| {
        times.iter().copied().find(|time| (earliest..=latest).contains(time))
    };
    match meaning {
        Meaning::EarlyFinish | Meaning::HalfDay => first(&in_title, ENDS_BY_TITLE).or_else(|| {
            let own: Vec<Time> = event.starts.into_iter().chain(event.ends).collect();
            first(&own, ENDS_BY_HOURS)
        }),
        Meaning::LastDay => first(&in_title, ENDS_BY_TITLE),
        Meaning::LateStart => late_start::start_time(event, &in_title),
        Meaning::DayOff | Meaning::FirstDay | Meaning::Term | Meaning::NotAboutMornings => None,
    }
}
