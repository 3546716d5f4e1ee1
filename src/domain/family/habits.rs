//! The habits of a child's week as a person types them on one line: school days as `mon-fri`, and who picks up the
//! child as `mon Grandma, after story time; fri Papa`.

mod pickup;

pub use self::pickup::{collects_label, collects_sentence, read_collects};

use super::SchoolDays;
use crate::domain::day::{self, parse_weekday};
use jiff::civil::Weekday;

/// A line that is not understood. The sentence says what can be typed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HabitError {
    #[error("Write school days as mon-fri, sun-thu, or mon tue thu.")]
    SchoolDays,
    #[error("Who picks up on each day? Write: mon Grandma, after story time; tue-fri Papa.")]
    NoPerson,
    #[error("On which days does {who} pick up? Write: mon Grandma, after story time; tue-fri Papa.")]
    NoDay { who: String },
    #[error("Who picks up on {day}, {first} or {second}? Name one, or write: {first} and {second}.")]
    TwoPersons { day: &'static str, first: String, second: String },
}

/// The weekdays, Monday first.
fn week() -> impl Iterator<Item = Weekday> {
    (0..7).filter_map(|offset| Weekday::from_monday_zero_offset(offset).ok())
}

fn short(day: Weekday) -> String {
    day::short_weekday_label(day).to_lowercase()
}

/// School days as a person types them: `mon-fri`, `sun-thu`, `mon, wed`.
pub fn school_days_label(days: SchoolDays) -> String {
    // The first day after a day without school comes first, so that Sunday to Thursday is one range.
    let first = week().find(|day| days.contains(*day) && !days.contains(day.wrapping_sub(1_i64)));
    let first = first.unwrap_or(Weekday::Monday);
    let chosen: Vec<Weekday> = (0..7_i64).map(|i| first.wrapping_add(i)).filter(|day| days.contains(*day)).collect();
    let in_a_row = chosen.windows(2).all(|pair| pair[0].wrapping_add(1_i64) == pair[1]);
    match (chosen.first(), chosen.last()) {
        (Some(from), Some(to)) if in_a_row && chosen.len() > 2 => format!("{}-{}", short(*from), short(*to)),
        _ => week().filter(|day| days.contains(*day)).map(short).collect::<Vec<_>>().join(", "),
    }
}

/// Reads school days: weekdays and ranges of weekdays, in any order. `weekdays` are Monday to Friday.
///
/// # Errors
/// When a word is not a weekday.
pub fn read_school_days(typed: &str) -> Result<SchoolDays, HabitError> {
    let mut text = format!(" {} ", typed.trim().to_lowercase());
    for (long, short) in
        [(" through ", "-"), (" until ", "-"), (" to ", "-"), (" and ", " "), ("every ", ""), ("–", "-"), (".", "")]
    {
        text = text.replace(long, short);
    }
    let text = text.split('-').map(str::trim).collect::<Vec<_>>().join("-");
    if let "weekdays" | "weekday" | "school days" = text.as_str() {
        return Ok(SchoolDays::MONDAY_TO_FRIDAY);
    }
    let words = text.split([' ', ',', ';', '/', '+', '&']);
    let days: Option<Vec<Vec<Weekday>>> = words.filter(|word| !word.is_empty()).map(days_in).collect();
    let days = days.and_then(|days| SchoolDays::of(days.into_iter().flatten()));
    days.ok_or(HabitError::SchoolDays)
}

/// Reads a weekday or a range of weekdays: `mon`, `mon-fri`.
fn days_in(word: &str) -> Option<Vec<Weekday>> {
    let Some((from, to)) = word.split_once('-') else { return Some(vec![parse_weekday(word)?]) };
    let (from, to) = (parse_weekday(from)?, parse_weekday(to)?);
    let length = i64::from(from.until(to));
    Some((0..=length).map(|i| from.wrapping_add(i)).collect())
}
