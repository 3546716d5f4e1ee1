//! When school begins on a morning of a late start.
//!
//! Schools enter it in three ways: the wait itself ("2-hour delay", 8:00-10:00), from the beginning on ("Late start",
//! 10:00-15:00), or a mark at the beginning (10:00-10:30). Where a time can be meant in two ways, none is told: a
//! parent who comes at the wrong hour stands before a closed door, or is late.

use super::title::words;
use crate::domain::school_event::SchoolEvent;
use jiff::civil::Time;

/// The time that the title names, or else the event's own. `titled` are the times in its title.
pub fn time(event: &SchoolEvent, titled: &[Time]) -> Option<Time> {
    let delay = delay(&words(&event.name));
    let is_one_day = event.dates.iter().all(|days| days.from == days.to);
    match *titled {
        [] if is_one_day => beginning(event.starts?, event.ends, delay),
        [] => None,
        [at] => Some(at).filter(|at| (Time::constant(8, 0, 0, 0)..=Time::constant(13, 0, 0, 0)).contains(at)),
        [from, to] => beginning(from, Some(to), delay),
        // One for each class, mostly.
        _ => None,
    }
}

/// Which of two times is the beginning. `delay` is how long the school says that it waits, in minutes.
fn beginning(from: Time, to: Option<Time>, delay: Option<i64>) -> Option<Time> {
    const MARK: i64 = 30;
    const USUAL_LENGTH: i64 = 60;
    let usually_begins = minutes(Time::constant(7, 15, 0, 0))..=minutes(Time::constant(9, 15, 0, 0));
    let can_begin = |time: Time| (Time::constant(8, 30, 0, 0)..=Time::constant(12, 30, 0, 0)).contains(&time);
    let length = to.map(|to| minutes(to) - minutes(from));
    let is_the_wait = |length: i64| delay.map_or(length > MARK, |delay| length == delay);
    // Calendar programs make every event an hour long, so an hour says nothing.
    let says_its_length = delay.is_some_and(|delay| length == Some(delay) && delay != USUAL_LENGTH);
    let by_end = to
        .filter(|&to| can_begin(to) && minutes(from) <= *usually_begins.end())
        .filter(|_| length.is_some_and(is_the_wait));
    let by_start = Some(from).filter(|&from| can_begin(from) && !says_its_length);
    let by_start = by_start.filter(|&from| delay.is_none_or(|delay| minutes(from) - delay >= *usually_begins.start()));
    match (by_start, by_end) {
        (Some(_), Some(_)) => None,
        (start, end) => start.or(end),
    }
}

fn minutes(time: Time) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}

/// How long the title says that the school waits, in minutes: "2-hour delay", "two hours", "90 minute".
fn delay(words: &[String]) -> Option<i64> {
    const SPELLED: [(&str, i64); 3] = [("one", 1), ("two", 2), ("three", 3)];
    let number = |word: &str| {
        let spelled = SPELLED.iter().find(|(name, _)| *name == word).map(|(_, number)| *number);
        spelled.or_else(|| word.parse().ok()).filter(|number| (1..=240).contains(number))
    };
    let unit = |word: &str| match word {
        "hour" | "hours" | "hr" | "hrs" => Some(60),
        "minute" | "minutes" | "min" | "mins" => Some(1),
        _ => None,
    };
    let in_one_word = |word: &str| {
        let digits = word.find(|c: char| !c.is_ascii_digit())?;
        Some(number(&word[..digits])? * unit(&word[digits..])?)
    };
    let in_two_words = |at: usize| {
        let (count, unit) = (number(&words[at])?, unit(words.get(at + 1)?)?);
        // "1 1/2 hours" and "1-2 hours" are no whole number of them.
        let is_part = at.checked_sub(1).is_some_and(|before| number(&words[before]).is_some());
        (!is_part).then_some(count * unit)
    };
    (0..words.len()).find_map(|at| in_one_word(&words[at]).or_else(|| in_two_words(at)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{timed, whole_day};
    use super::*;
    use crate::domain::school_words::{Meaning, OwnWords, judge};

    #[test]
    fn school_begins_when_the_wait_is_over_or_when_the_event_begins() {
        for (title, (from, to), expected) in [
            ("Late start", ((10, 0), (10, 30)), Some((10, 0))),
            ("Late start", ((9, 0), (9, 30)), Some((9, 0))),
            ("Late start", ((10, 0), (11, 0)), Some((10, 0))),
            ("Delayed opening", ((10, 0), (15, 0)), Some((10, 0))),
            ("Late start", ((9, 15), (15, 30)), Some((9, 15))),
            ("Late start", ((7, 30), (9, 30)), Some((9, 30))),
            ("Late start", ((8, 0), (9, 0)), Some((9, 0))),
            ("Delayed opening (2 hours)", ((9, 0), (11, 0)), Some((11, 0))),
            ("2-hour delay", ((8, 0), (10, 0)), Some((10, 0))),
            ("Two-hour delay", ((7, 30), (9, 30)), Some((9, 30))),
            ("90 minute delayed start", ((7, 45), (9, 15)), Some((9, 15))),
            ("2hr delayed opening", ((9, 0), (11, 0)), Some((11, 0))),
            ("2 hr delay", ((9, 0), (11, 0)), Some((11, 0))),
            ("2-hour delay", ((10, 0), (15, 0)), Some((10, 0))),
            ("2-hour delay", ((10, 0), (11, 0)), Some((10, 0))),
            ("One hour delay", ((8, 0), (9, 0)), Some((9, 0))),
            // Both could be meant.
            ("Late start", ((9, 0), (11, 0)), None),
            ("Late start", ((8, 45), (9, 45)), None),
            ("One hour delay", ((9, 0), (10, 0)), None),
            ("1-2 hour delay", ((9, 0), (11, 0)), None),
            // Neither can.
            ("2-hour delay", ((9, 0), (15, 30)), None),
            ("2-hour delay", ((9, 30), (11, 30)), None),
            ("Late start", ((8, 15), (8, 45)), None),
            ("Late start", ((8, 0), (15, 0)), None),
            // The title goes first.
            ("Late start 9:40", ((8, 0), (15, 0)), Some((9, 40))),
            ("Late start 8:00-9:30", ((0, 0), (23, 0)), Some((9, 30))),
            ("Late start 9:30 (not 7:45)", ((0, 0), (23, 0)), Some((9, 30))),
            ("Late start: K-5 9:30, 6-8 8:45, 9-12 10:00", ((8, 0), (10, 0)), None),
        ] {
            let judged = judge(&timed(title, from, to), &OwnWords::default());
            assert_eq!(judged.time.map(|at| (at.hour(), at.minute())), expected, "{title} {from:?}-{to:?}");
        }
        let without_end = |title: &str, hour: i8| {
            let starts = Some(Time::constant(hour, 0, 0, 0));
            judge(&SchoolEvent { starts, ..whole_day(title) }, &OwnWords::default())
        };
        assert_eq!(without_end("Late start", 9).time, Some(Time::constant(9, 0, 0, 0)));
        assert_eq!(without_end("2-hour delay", 9).time, None);
        assert_eq!(without_end("2-hour delay", 9).meaning, Meaning::LateStart);
    }
}
