//! Days among other words: `plan next friday hand-kiss`, `skip sick tomorrow`.

use super::phrase::{month, normalized};
use super::range::names_days;
use super::{DayError, DayReader, Meant, suggestion};
use crate::domain::day::{days_between, parse_weekday, week_of, weekday_label};
use jiff::civil::{Date, Weekday};

/// The most words of a day: `on Tuesday, the 7th of September 2027`, with one to spare.
const MOST_WORDS: usize = 8;

/// The most words of a mistyped day among other words: `the 7th of septmber`.
const MOST_MISTYPED_WORDS: usize = 4;

/// Words after which a day is part of the reason: `sick since monday`.
const NOT_THE_DAY: [&str; 21] = [
    "since", "until", "till", "through", "thru", "from", "to", "before", "after", "by", "except", "but", "than",
    "every", "each", "not", "no", "and", "or", "of", "at",
];

/// Words with which a day alone means several days: `until friday`.
const BOUNDS: [&str; 7] = ["until", "till", "since", "from", "through", "thru", "by"];

/// The days from today to a year that is hardly meant by two digits.
const FAR: i64 = 2 * 366;

/// Words before which a day is part of the reason: `2nd day sick`, `1/2 day`.
const OF_A_COUNT: [&str; 4] = ["day", "days", "time", "week"];

/// A text with a day at one of its ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayAndWords {
    pub date: Option<Date>,
    /// The other words, as they were typed.
    pub words: String,
}

impl DayReader {
    /// Reads one day, and asks which day of `next week` is meant.
    ///
    /// # Errors
    /// When the text is not exactly one day. The error says what is wrong and what to type.
    pub fn one_day(&self, typed: &str, meant: Meant) -> Result<Date, DayError> {
        let words: Vec<&str> = typed.split_whitespace().collect();
        if is_span(&words) { Err(self.which_day(&words)) } else { self.day(typed, meant) }
    }

    /// The error for a span where one day is needed, with the Monday of a week, or one day of a month or year.
    fn which_day(&self, span: &[&str]) -> DayError {
        let typed = span.join(" ").to_lowercase();
        let day = self.day(&typed, Meant::Either).unwrap_or(self.today);
        let example = if typed.ends_with("week") { week_of(day, Weekday::Monday) } else { day };
        DayError::Span { typed, example, today: self.today }
    }

    /// Reads the day at the beginning of some words. Returns the day and the number of its words; the longest day counts.
    ///
    /// # Errors
    /// When the words do not begin with a day, or something is wrong in the day.
    pub fn leading_day(&self, words: &[&str], meant: Meant) -> Result<(Date, usize), DayError> {
        let mut suggested = None;
        for count in (1..=words.len().min(MOST_WORDS)).rev() {
            match self.one_day(&words[..count].join(" "), meant) {
                Ok(date) => return Ok((date, count)),
                Err(error) if error.is_about_a_day() => return Err(error),
                Err(error @ DayError::Unknown { suggestion: Some(_), .. }) => suggested = Some(error),
                Err(_) => {}
            }
        }
        Err(suggested.unwrap_or_else(|| DayError::unknown(words.first().unwrap_or(&""))))
    }

    /// Reads the day at the end of some words. Returns the day and the number of the words before it.
    ///
    /// # Errors
    /// When something is wrong in the day.
    pub fn trailing_day(&self, words: &[&str], meant: Meant) -> Result<Option<(Date, usize)>, DayError> {
        Ok(self.day_at_end(words, meant)?.map(|(date, count)| (date, words.len() - count)))
    }

    /// Reads the day that stands before or after a reason: `friday`, `snow monday`, `7 sep sick`.
    ///
    /// # Errors
    /// When something is wrong in the day, when both ends are days, and when the text is a mistyped day.
    pub fn day_beside_reason(&self, typed: &str, meant: Meant) -> Result<DayAndWords, DayError> {
        let words: Vec<&str> = typed.split_whitespace().collect();
        if let [word] = words[..]
            && is_number(word)
        {
            return Err(self.not_a_day(word, meant));
        }
        if let [first, day @ ..] = &words[..]
            && BOUNDS.contains(&first.to_lowercase().as_str())
            && self.day(&day.join(" "), meant).is_ok()
        {
            return Err(DayError::several(typed));
        }
        let (before, after) = (self.day_at_start(&words, meant)?, self.day_at_end(&words, meant)?);
        let (date, words) = match (before, after) {
            (Some((date, count)), _) if count == words.len() => (Some(date), &words[count..]),
            (Some(_), Some(_)) => return Err(DayError::several(typed)),
            (Some((date, count)), None) => (Some(date), &words[count..]),
            (None, Some((date, count))) => (Some(date), &words[..words.len() - count]),
            (None, None) => {
                let typo = self.mistyped_day(&words, meant);
                return typo.map_or_else(|| Ok(DayAndWords { date: None, words: words.join(" ") }), Err);
            }
        };
        let words = words.join(" ");
        Ok(DayAndWords { date, words: words.trim_matches(is_between).to_owned() })
    }

    /// The error for a weekday in three letters that may be another word.
    fn abbreviated(day: &[&str]) -> DayError {
        let typed = day.join(" ");
        let whole = parse_weekday(&typed).map(|weekday| weekday_label(weekday).to_lowercase());
        DayError::unknown(&typed).with_suggestion(whole)
    }

    /// The error for a mistyped day at one of the ends: `sick tomorow`. None when no end is near to a day.
    pub fn mistyped_day(&self, words: &[&str], meant: Meant) -> Option<DayError> {
        let ends = (1..=words.len().min(MOST_MISTYPED_WORDS)).flat_map(|n| [&words[words.len() - n..], &words[..n]]);
        let texts = ends.map(|end| end.join(" ")).filter(|text| text.len() >= suggestion::FEWEST_LETTERS);
        texts.map(|text| self.not_a_day(&text, meant)).find(suggestion::is_sure)
    }

    fn day_at_start(&self, words: &[&str], meant: Meant) -> Result<Option<(Date, usize)>, DayError> {
        for count in (1..=words.len().min(MOST_WORDS)).rev() {
            let (day, reason) = words.split_at(count);
            match self.day(&day.join(" "), meant) {
                Err(error) if !error.is_about_a_day() => {}
                Err(_) if day.len() > 1 && is_time(day[day.len() - 1]) => {}
                Ok(date) if self.ends_with_a_count(day, reason, date) => {}
                date if begins_reason(day, reason, date.is_ok()) => return Ok(None),
                _ if is_span(day) => return Err(self.which_day(day)),
                _ if is_list(reason.first()) && self.day_at_start(&reason[1..], meant)?.is_some() => {
                    return Err(DayError::several(&words.join(" ")));
                }
                _ if is_short_word(day, reason) => return Err(Self::abbreviated(day)),
                date => return date.map(|date| Some((date, count))),
            }
        }
        Ok(None)
    }

    /// Whether the last number of a day counts the words after it, as in `14 sep 15 stickers missing`. As a year, it
    /// would be far away.
    fn ends_with_a_count(&self, day: &[&str], reason: &[&str], date: Date) -> bool {
        let is_two_digits = day.last().is_some_and(|word| word.len() <= 2 && is_number(word));
        is_two_digits && day.len() > 2 && !reason.is_empty() && days_between(self.today, date).abs() > FAR
    }

    fn day_at_end(&self, words: &[&str], meant: Meant) -> Result<Option<(Date, usize)>, DayError> {
        for count in (1..=words.len().min(MOST_WORDS)).rev() {
            let (reason, day) = words.split_at(words.len() - count);
            match self.day(&day.join(" "), meant) {
                Err(error) if !error.is_about_a_day() => {}
                _ if is_span(day) => return Err(self.which_day(day)),
                _ if is_list(reason.last()) && self.day_at_end(&reason[..reason.len() - 1], meant)?.is_some() => {
                    return Err(DayError::several(&words.join(" ")));
                }
                _ if ends_reason(reason, day) => return Ok(None),
                _ if is_short_word(day, reason) => return Err(Self::abbreviated(day)),
                Ok(_) if self.day_at_end(reason, meant).is_ok_and(|day| day.is_some()) => {
                    return Err(DayError::several(&words.join(" ")));
                }
                date => return date.map(|date| Some((date, count))),
            }
        }
        Ok(None)
    }
}

/// Whether a day is a span, such as `next week`. It has several mornings.
fn is_span(day: &[&str]) -> bool {
    let [which, unit] = day else { return false };
    let is_which = ["this", "next", "last"].contains(&which.to_lowercase().as_str());
    is_which && ["week", "month", "year"].contains(&unit.to_lowercase().as_str())
}

/// Whether a day is `sun` or `sat` next to other words, as in `too much sun`.
fn is_short_word(day: &[&str], reason: &[&str]) -> bool {
    matches!(day, [word] if ["sun", "sat"].contains(&word.to_lowercase().as_str())) && !reason.is_empty()
}

/// Whether a sign can stand between a day and a reason, as in `sick, monday` and `friday - snow`.
fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '—')
}

/// Whether a word can stand between two days: `today and tomorrow`.
fn is_list(word: Option<&&str>) -> bool {
    word.is_some_and(|word| ["and", "or", "&", "+"].contains(&word.to_lowercase().as_str()))
}

/// Whether a day before a reason is part of the reason: `2nd day sick`, `3d sick`, `9.30 dentist`.
fn begins_reason(day: &[&str], reason: &[&str], is_right: bool) -> bool {
    let (Some(next), [word, ..]) = (reason.first(), day) else { return false };
    let is_counted = OF_A_COUNT.contains(&next.to_lowercase().as_str());
    let is_ordinal = word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with(['t', 'd', 'h']);
    is_counted || day.len() == 1 && (is_ordinal || is_duration(word) || (is_time(word) && !is_right))
}

/// Whether a day after a reason is part of the reason: `sick since monday`, `sick 3d`, `dentist 9.10`.
fn ends_reason(reason: &[&str], day: &[&str]) -> bool {
    let Some(last) = reason.last() else { return false };
    NOT_THE_DAY.contains(&last.to_lowercase().as_str()) || matches!(day, [word] if is_duration(word) || is_time(word))
}

/// Whether a word is a duration, such as `3d`. Next to a reason, it says for how long.
pub(super) fn is_duration(word: &str) -> bool {
    word.strip_suffix(['d', 'w']).is_some_and(is_number)
}

/// Whether a word may be a time of day, such as `9.30`.
fn is_time(word: &str) -> bool {
    word.split_once('.').is_some_and(|(hour, minute)| is_number(hour) && is_number(minute) && minute.len() == 2)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// How many of the first words name a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayWords {
    /// The day ends at one place. Zero when the words do not begin with a day.
    Clear(usize),
    /// The day can end at two places: `friday` or `friday 7`.
    Unclear { short: usize, long: usize },
}

/// Finds the words of a day, or of a range of days, without the date of today. Any words may follow the day.
pub fn day_words(words: &[&str]) -> DayWords {
    let is_day = |count: &usize| normalized(&words[..*count].join(" ")).is_some_and(|text| names_days(&text));
    let Some(long) = (1..=words.len().min(MOST_WORDS)).rev().find(is_day) else { return DayWords::Clear(0) };
    // A month and a year belong to the day. All words of a line belong to the day when they are a day together.
    let is_of_the_day = |word: &&str| month(&word.to_lowercase()).is_some() || (word.len() == 4 && is_number(word));
    let rivals = |short: &usize| long < words.len() && !words[*short..long].iter().any(is_of_the_day);
    match (1..long).filter(is_day).find(rivals) {
        Some(short) => DayWords::Unclear { short, long },
        None => DayWords::Clear(long),
    }
}
