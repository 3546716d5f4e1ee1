//! The habits of a child's week as a person types them on one line: school days as `mon-fri`, and who picks up the
//! child as `mon Grandma, after story time; fri Papa`.

use super::SchoolDays;
use crate::domain::day::{self, parse_weekday};
use crate::domain::text::one_line;
use jiff::civil::Weekday;

/// A line that is not understood. The sentence says what can be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HabitError {
    #[error("Write school days as mon-fri, sun-thu, or mon tue thu.")]
    SchoolDays,
    #[error("Write who picks up as: mon Grandma, after story time; tue-fri Papa.")]
    Collects,
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
        [(" through ", "-"), (" until ", "-"), (" to ", "-"), (" and ", " "), ("every ", ""), ("–", "-")]
    {
        text = text.replace(long, short);
    }
    let text = text.split('-').map(str::trim).collect::<Vec<_>>().join("-");
    if let "weekdays" | "weekday" | "school days" = text.as_str() {
        return Ok(SchoolDays::MONDAY_TO_FRIDAY);
    }
    let words = text.split([' ', ',', ';', '/', '+', '&']).map(|word| word.trim_end_matches('.'));
    let days: Option<Vec<Vec<Weekday>>> = words.filter(|word| !word.is_empty()).map(days_in).collect();
    let days = days.and_then(|days| SchoolDays::of(days.into_iter().flatten()));
    days.ok_or(HabitError::SchoolDays)
}

/// Reads a weekday or a range of weekdays: `mon`, `mon-fri`.
fn days_in(word: &str) -> Option<Vec<Weekday>> {
    let Some((from, to)) = word.split_once(['-', '–']) else { return Some(vec![parse_weekday(word)?]) };
    let (from, to) = (parse_weekday(from)?, parse_weekday(to)?);
    let length = i64::from(from.until(to));
    Some((0..=length).map(|i| from.wrapping_add(i)).collect())
}

/// Who picks up the child, as a person types it. Days with the same person stand together.
pub fn collects_label(collects: &[Option<String>; 7]) -> String {
    let mut said: Vec<(&str, Vec<Weekday>)> = Vec::new();
    for (day, who) in week().zip(collects) {
        let Some(who) = who.as_deref() else { continue };
        match said.iter_mut().find(|(other, _)| *other == who) {
            Some((_, days)) => days.push(day),
            None => said.push((who, vec![day])),
        }
    }
    let part = |(who, days): (&str, Vec<Weekday>)| {
        let days = SchoolDays::of(days).map(school_days_label).unwrap_or_default();
        // A colon marks the end of the days when the name begins with a weekday, such as Sun Li.
        let colon = if who.split([' ', ',']).next().and_then(days_in).is_some() { ":" } else { "" };
        format!("{}{colon} {who}", days.replace(", ", " "))
    };
    said.into_iter().map(part).collect::<Vec<_>>().join("; ")
}

/// Reads who picks up the child. Parts have a semicolon between them, and each part begins with its days. A colon may
/// end the days.
///
/// # Errors
/// When a part has no days or no person.
pub fn read_collects(typed: &str) -> Result<[Option<String>; 7], HabitError> {
    let mut collects: [Option<String>; 7] = Default::default();
    for part in typed.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let mut rest = part;
        let (mut days, mut has_colon) = (Vec::new(), false);
        while let Some((word, after)) = rest.split_once(' ') {
            let Some(more) = days_in(word.trim_end_matches([',', ':'])) else { break };
            days.extend(more);
            rest = after.trim_start();
            if word.ends_with(':') {
                has_colon = true;
                break;
            }
        }
        let who = one_line(rest).trim().to_owned();
        if days.is_empty() || who.is_empty() || (!has_colon && days_in(&who).is_some()) {
            return Err(HabitError::Collects);
        }
        for day in days {
            collects[day.to_monday_zero_offset() as usize] = Some(who.clone());
        }
    }
    Ok(collects)
}
