//! The days of a child with two homes: a pattern that repeats from an anchor date, into the past and the future.

use super::day::{add_days, days_between};
use jiff::civil::{Date, Weekday};

/// The days that a child is at this home, and at the other home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwoHomes {
    /// One letter for each day. Never empty, and `mine` is one of the letters.
    pattern: String,
    mine: char,
    /// The day of the first letter.
    anchor: Date,
}

/// The longest pattern in days: eight weeks, twice the longest usual custody plan. Each look-up of a day searches it.
pub const LONGEST: usize = 56;

/// The patterns with a name, which says how many days the child is at each home in turn.
pub const PRESETS: [(&str, &str); 4] = [
    ("7-7", "AAAAAAABBBBBBB"),
    ("2-2-3", "AABBAAABBAABBB"),
    ("2-2-5-5", "AABBAAAAABBBBB"),
    ("3-4-4-3", "AAABBBBAAAABBB"),
];

/// Other names for the pattern 7-7, a week at each home.
const WEEK_ABOUT: [&str; 5] =
    ["week about", "every other week", "week on week off", "alternate weeks", "alternating weeks"];

/// The wrong part of a pattern of two homes. The text says what to write in the file instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    #[error("write {}, or a letter for each day such as \"AABBAAAAABBBBB\", at most {LONGEST}", PRESETS.map(|(name, _)| name).join(", "))]
    Pattern,
    #[error("`mine` is one letter of the pattern {0}: the letter of the days at this home")]
    Mine(String),
}

/// The letters of a pattern with a name. Blanks and hyphens in the name do not matter.
fn named(pattern: &str) -> Option<&'static str> {
    let plain = |name: &str| name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let asked = plain(pattern);
    let [week_about, ..] = PRESETS;
    let is_week_about = WEEK_ABOUT.iter().any(|name| plain(name) == asked);
    let found = PRESETS.into_iter().find(|(name, _)| plain(name) == asked);
    found.or(is_week_about.then_some(week_about)).map(|(_, letters)| letters)
}

impl TwoHomes {
    /// Reads a pattern of letters or the name of a pattern.
    ///
    /// # Errors
    /// When the pattern or the letter of this home is not understood.
    pub fn new(pattern: &str, mine: &str, anchor: Date) -> Result<TwoHomes, PatternError> {
        let pattern = named(pattern).unwrap_or(pattern.trim()).to_ascii_uppercase();
        if pattern.is_empty() || !pattern.bytes().all(|b| b.is_ascii_alphabetic()) || pattern.len() > LONGEST {
            return Err(PatternError::Pattern);
        }
        let mut letters = mine.trim().chars().map(|c| c.to_ascii_uppercase());
        match (letters.next(), letters.next()) {
            (Some(mine), None) if pattern.contains(mine) => Ok(TwoHomes { pattern, mine, anchor }),
            _ => Err(PatternError::Mine(pattern)),
        }
    }

    /// The name of the pattern, or its letters.
    pub fn pattern(&self) -> &str {
        let named = PRESETS.iter().find(|(_, letters)| *letters == self.pattern);
        named.map_or(self.pattern.as_str(), |(name, _)| name)
    }

    pub fn mine(&self) -> char {
        self.mine
    }

    pub fn anchor(&self) -> Date {
        self.anchor
    }

    /// Whether the child is at the other home, for each day of the pattern.
    pub fn away(&self) -> Vec<bool> {
        self.pattern.chars().map(|letter| letter != self.mine).collect()
    }

    /// Whether the child is at the other home on this date.
    pub fn is_away(&self, date: Date) -> bool {
        let place = days_between(self.anchor, date).rem_euclid(self.pattern.len() as i64);
        self.pattern.chars().nth(place as usize) != Some(self.mine)
    }

    /// The weekdays at this home in the seven days from a date on.
    pub fn days_here(&self, from: Date) -> impl Iterator<Item = Weekday> {
        (0..7).map(move |i| add_days(from, i)).filter(|date| !self.is_away(*date)).map(Date::weekday)
    }
}

#[cfg(test)]
mod tests {
    use super::super::day::add_days;
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_pattern_repeats_from_its_anchor_in_both_directions() {
        let anchor = date(2026, 9, 7);
        for (name, letters) in PRESETS {
            let homes = TwoHomes::new(name, "a", anchor).expect(name);
            assert_eq!(homes, TwoHomes::new(letters, "A", anchor).expect(letters));
            assert_eq!(letters.matches('A').count(), 7, "{name} shares two weeks evenly");
            for i in -400..400 {
                let letter = letters.as_bytes()[(i + 14 * 100) as usize % 14];
                assert_eq!(homes.is_away(add_days(anchor, i)), letter != b'A', "{name} on day {i}");
            }
        }
        let other = TwoHomes::new("7-7", "B", anchor).expect("right");
        assert!(other.is_away(anchor) && !other.is_away(add_days(anchor, 7)));
    }

    #[test]
    fn a_wrong_pattern_or_letter_is_an_error() {
        let longest = "AB".repeat(28);
        assert!(TwoHomes::new(&longest, "A", date(2026, 9, 7)).is_ok());
        let long = longest + "A";
        for (pattern, mine) in
            [("", "A"), ("8-8", "A"), ("AAB1", "A"), (&long, "A"), ("AABB", "C"), ("AABB", ""), ("AABB", "AB")]
        {
            assert!(TwoHomes::new(pattern, mine, date(2026, 9, 7)).is_err(), "{pattern} {mine}");
        }
        let error = |pattern, mine| TwoHomes::new(pattern, mine, date(2026, 9, 7)).expect_err("wrong");
        assert_eq!(error("Ä", "A"), PatternError::Pattern);
        assert_eq!(error("BBCC", "A"), PatternError::Mine("BBCC".into()));
    }

    #[test]
    fn alternating_weeks_have_many_names() {
        let monday = date(2026, 9, 7);
        for name in ["7-7", "7/7", "Week about", "every other week", "week on, week off", "alternating weeks"] {
            let homes = TwoHomes::new(name, "A", monday).expect(name);
            assert_eq!(homes.pattern(), "7-7", "{name}");
        }
        let homes = TwoHomes::new("2 2 3", "A", monday).expect("a pattern");
        let here: Vec<Weekday> = homes.days_here(add_days(monday, 7)).collect();
        assert_eq!(here, [Weekday::Wednesday, Weekday::Thursday]);
    }
}
