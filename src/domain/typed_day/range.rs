//! Ranges of days: `21 dec - 4 jan`, `mon - fri`, and a first and a last day that are typed apart.

use super::among_words::is_duration;
use super::phrase::{DayInYear, Phrase, Which, bare_day, normalized, phrase};
use super::{DayError, DayReader, Meant};
use crate::domain::dates::DateRange;

/// The words and signs between the two days of a range.
const BETWEEN: [&str; 6] = [" to ", " until ", " till ", " through ", " thru ", "-"];

/// The words and signs before the second of two days.
const AND: [&str; 4] = ["and ", "or ", "& ", "+ "];

impl DayReader {
    /// Reads one day or a range of days. `meant` applies to the first day; the last day is after the first.
    ///
    /// # Errors
    /// When the text is neither a day nor a range. The error says what is wrong and what to type.
    pub fn days(&self, typed: &str, meant: Meant) -> Result<DateRange, DayError> {
        let text = normalized(typed).ok_or_else(|| DayError::unknown(typed))?;
        match phrase(&text) {
            Some(phrase) => self.resolve(phrase, meant, typed).map(DateRange::one),
            None => self.range_in(&text, meant).unwrap_or_else(|| Err(self.not_a_day(typed, meant))),
        }
    }

    /// Reads a first and a last day that are typed apart, such as `26 oct` and `fri`.
    ///
    /// # Errors
    /// When one of the texts is not a day, or the last day is before the first.
    pub fn first_and_last(&self, first: &str, last: &str, meant: Meant) -> Result<DateRange, DayError> {
        let read = |typed| normalized(typed).and_then(|text| phrase(&text));
        match (read(first), read(last)) {
            (Some(one), Some(other)) => self.range([one, other], meant, [first, last]),
            (None, _) => Err(self.day(first, meant).err().unwrap_or_else(|| DayError::unknown(first))),
            (_, None) => Err(self.day(last, meant).err().unwrap_or_else(|| DayError::unknown(last))),
        }
    }

    /// Reads the range in a text that [`normalized`] has written. None when the text has no two days.
    pub(super) fn range_in(&self, text: &str, meant: Meant) -> Option<Result<DateRange, DayError>> {
        let parts = two_days(text)?;
        Some(self.range(parts.map(|(phrase, _)| phrase), meant, parts.map(|(_, typed)| typed)))
    }

    /// Whether a text that [`normalized`] has written is two days without a range: `mon and tue`, `7 sep 9 sep`.
    pub(super) fn is_list(&self, text: &str, meant: Meant) -> bool {
        let is_day = |text: &str| {
            !is_duration(text) && phrase(text).is_some_and(|phrase| self.resolve(phrase, meant, text).is_ok())
        };
        text.match_indices(' ').any(|(at, _)| {
            let (first, rest) = (&text[..at], &text[at + 1..]);
            let second = AND.iter().find_map(|and| rest.strip_prefix(and)).unwrap_or(rest);
            is_day(first) && is_day(second)
        })
    }

    fn range(&self, [first, last]: [Phrase; 2], meant: Meant, typed: [&str; 2]) -> Result<DateRange, DayError> {
        // `7/10` and `31/10` have the same order.
        let only_order = |phrase| if let Phrase::Numbers(numbers) = phrase { numbers.only_order() } else { None };
        let order = self.order.or(only_order(first)).or(only_order(last));
        let reader = DayReader { order, ..*self };
        let first_before = |to| DayReader { today: to, ..reader }.resolve(first, Meant::Past, typed[0]);
        let (from, to) = if follows_the_last(first, last) {
            let to = reader.resolve(last, meant, typed[1])?;
            (first_before(to)?, to)
        } else {
            let from = reader.resolve(first, meant, typed[0])?;
            (from, reader.resolve(last, Meant::From(from), typed[1])?)
        };
        // `monday` to `today` begins on the last Monday.
        let from = if to < from && is_open(first) { first_before(to)? } else { from };
        DateRange::new(from, to).ok_or(DayError::Backward { first: from, last: to, today: self.today })
    }
}

/// Whether a text that [`normalized`] has written is a day or a range of days.
pub(super) fn names_days(text: &str) -> bool {
    phrase(text).is_some() || two_days(text).is_some()
}

/// The two days of a range, each with its text.
fn two_days(text: &str) -> Option<[(Phrase, &str); 2]> {
    let text = text.strip_prefix("from ").unwrap_or(text);
    let splits = BETWEEN.iter().flat_map(|between| text.match_indices(between));
    splits.map(|(at, between)| (text[..at].trim(), text[at + between.len()..].trim())).find_map(|(first, last)| {
        let day = |text| phrase(text).or_else(|| bare_day(text));
        Some([(day(first)?, first), (day(last)?, last)])
    })
}

/// Whether the week or the year of a day is left out.
fn is_open(phrase: Phrase) -> bool {
    match phrase {
        Phrase::Weekday(_, which) => which == Which::Any,
        Phrase::Date(date) => date.year.is_none(),
        Phrase::Numbers(numbers) => numbers.third.is_none(),
        Phrase::Days(_) | Phrase::Months(_) => false,
    }
}

/// Whether only the last day has the month or the year: the month in `21 - 25 dec`, the year in `21 dec - 4 jan 2027`.
fn follows_the_last(first: Phrase, last: Phrase) -> bool {
    let has_month_and_year = |phrase| match phrase {
        Phrase::Date(date) => Some((!matches!(date.day, DayInYear::Day(_)), date.year.is_some())),
        Phrase::Numbers(numbers) => Some((true, numbers.third.is_some())),
        Phrase::Days(_) | Phrase::Months(_) | Phrase::Weekday(..) => None,
    };
    match (has_month_and_year(first), has_month_and_year(last)) {
        (Some((_, true)), _) | (None, _) | (_, None) => false,
        (Some((first_month, false)), Some((last_month, last_year))) => last_year || (!first_month && last_month),
    }
}
