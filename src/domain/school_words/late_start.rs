//! Finds the time at which school begins on a late start.
//!
//! Schools enter a late start in three ways: as the delay ("2-hour delay", 8:00-10:00), from the beginning of school on
//! ("Late start", 10:00-15:00), or as a short event at the beginning of school (10:00-10:30). No time is found where
//! the hours can be read in two ways, because a wrong time would make the child late.

use super::minutes;
use super::table::WordList;
use super::title::words;
use crate::domain::school_event::SchoolEvent;
use jiff::civil::{Time, time};

/// The time at which school begins by the times in the title, or else by the hours of the event.
pub fn start_time(event: &SchoolEvent, in_title: &[Time]) -> Option<Time> {
    /// School begins between these times on a late start that has its time in the title.
    const STARTS_BY_TITLE: (Time, Time) = (time(8, 0, 0, 0), time(13, 0, 0, 0));
    let delay = delay(&words(&event.name));
    let is_one_day = event.dates.iter().all(|days| days.from() == days.to());
    match *in_title {
        [] if is_one_day => beginning(event.starts?, event.ends, delay),
        [] => None,
        [at] => Some(at).filter(|at| (STARTS_BY_TITLE.0..=STARTS_BY_TITLE.1).contains(at)),
        [from, to] => beginning(from, Some(to), delay),
        // More than two times are usually one time for each class.
        _ => None,
    }
}

/// The beginning of school: the start or the end of an event, or None if both can be meant. `delay` is the delay in the
/// title, in minutes.
fn beginning(from: Time, to: Option<Time>, delay: Option<i64>) -> Option<Time> {
    /// A delay is longer than half an hour. So an event of at most this length is not the delay.
    const SHORT_EVENT: i64 = 30;
    /// Calendar programs give every new event this length, so it does not show that an event is the delay.
    const USUAL_LENGTH: i64 = 60;
    /// Schools begin between these times on a usual morning.
    const USUAL_START: (Time, Time) = (time(7, 15, 0, 0), time(9, 15, 0, 0));
    /// School begins between these times on a late start that has hours.
    const LATE_START: (Time, Time) = (time(8, 30, 0, 0), time(12, 30, 0, 0));
    let can_begin = |at: &Time| (LATE_START.0..=LATE_START.1).contains(at);
    let length = to.map(|to| minutes(to) - minutes(from));
    let is_delay = length.is_some_and(|length| delay.map_or(length > SHORT_EVENT, |delay| length == delay));
    let by_end = to.filter(|to| can_begin(to) && minutes(from) <= minutes(USUAL_START.1) && is_delay);
    let is_surely_delay = delay.is_some_and(|delay| length == Some(delay) && delay != USUAL_LENGTH);
    let follows_delay = delay.is_none_or(|delay| minutes(from) - delay >= minutes(USUAL_START.0));
    let by_start = Some(from).filter(|from| can_begin(from) && !is_surely_delay && follows_delay);
    if by_start.is_some() && by_end.is_some() { None } else { by_start.or(by_end) }
}

/// The delay in a title, in minutes: "2-hour delay", "two hours", "90 minute".
fn delay(words: &[String]) -> Option<i64> {
    /// A delay is at most four hours, which are 240 minutes. Larger numbers are years or rooms.
    const LONGEST: i64 = 240;
    let number = |word: &str| {
        let spelled = WordList::Numbers.place(word).and_then(|place| i64::try_from(place + 1).ok());
        spelled.or_else(|| word.parse().ok()).filter(|number| (1..=LONGEST).contains(number))
    };
    let unit = |word: &str| {
        let minutes = WordList::Minutes.has(word).then_some(1);
        if WordList::Hours.has(word) { Some(60) } else { minutes }
    };
    let in_one_word = |word: &str| {
        let digits = word.find(|c: char| !c.is_ascii_digit())?;
        Some(number(&word[..digits])? * unit(&word[digits..])?)
    };
    let in_two_words = |at: usize| {
        let delay = number(&words[at])? * unit(words.get(at + 1)?)?;
        // "1 1/2 hours" and "1-2 hours" are not a whole number of hours.
        let is_after_number = at.checked_sub(1).is_some_and(|before| number(&words[before]).is_some());
        (!is_after_number).then_some(delay)
    };
    (0..words.len()).find_map(|at| in_one_word(&words[at]).or_else(|| in_two_words(at)))
}
