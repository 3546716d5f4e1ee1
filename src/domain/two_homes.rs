//! Two homes: a pattern of days that repeats from an anchor date, in both directions.

use super::day::{add_days, days_between};
use jiff::civil::{Date, Weekday};
use std::fmt;

/// Which days a child is at this home and which at another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwoHomes {
    /// One letter a day. Never empty, and `mine` is among them.
    pattern: String,
    mine: char,
    /// The day of the first letter.
    anchor: Date,
}

/// Eight weeks: longer than any custody plan there is, and short enough to search through on every key.
pub const LONGEST: usize = 56;

/// Patterns that have a name: how many days here and there, in turn.
pub const PRESETS: [(&str, &str); 4] = [
    ("7-7", "AAAAAAABBBBBBB"),
    ("2-2-3", "AABBAAABBAABBB"),
    ("2-2-5-5", "AABBAAAAABBBBB"),
    ("3-4-4-3", "AAABBBBAAAABBB"),
];

/// What a week here and a week there is called too.
const WEEK_ABOUT: [&str; 5] =
    ["week about", "every other week", "week on week off", "alternate weeks", "alternating weeks"];

/// Which of the two is wrong, when there is no pattern of two homes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unclear {
    Pattern,
    /// It is no letter of this pattern.
    Mine {
        pattern: String,
    },
}

impl fmt::Display for Unclear {
    /// What to write in the file instead.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unclear::Pattern => {
                let names = PRESETS.map(|(name, _)| name).join(", ");
                write!(f, "write {names}, or a letter for each day such as \"AABBAAAAABBBBB\", at most {LONGEST}")
            }
            Unclear::Mine { pattern } => {
                write!(f, "`mine` is one letter of the pattern {pattern}: the one of the days at this home")
            }
        }
    }
}

/// The letters of a pattern with a name; blanks and hyphens in the name do not matter.
fn named(pattern: &str) -> Option<&'static str> {
    let plain = |name: &str| name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let asked = plain(pattern);
    let [week_about, ..] = PRESETS;
    let is_week_about = WEEK_ABOUT.iter().any(|name| plain(name) == asked);
    let found = PRESETS.into_iter().find(|(name, _)| plain(name) == asked);
    found.or(is_week_about.then_some(week_about)).map(|(_, letters)| letters)
}

impl TwoHomes {
    /// A pattern of letters or one with a name.
    ///
    /// # Errors
    /// Which of the two is wrong.
    pub fn new(pattern: &str, mine: &str, anchor: Date) -> Result<TwoHomes, Unclear> {
        let pattern = named(pattern).unwrap_or(pattern.trim()).to_ascii_uppercase();
        if pattern.is_empty() || !pattern.bytes().all(|b| b.is_ascii_alphabetic()) || pattern.len() > LONGEST {
            return Err(Unclear::Pattern);
        }
        let mut letters = mine.trim().chars().map(|c| c.to_ascii_uppercase());
        match (letters.next(), letters.next()) {
            (Some(mine), None) if pattern.contains(mine) => Ok(TwoHomes { pattern, mine, anchor }),
            _ => Err(Unclear::Mine { pattern }),
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

    /// For each day of the pattern, from the anchor on: whether the child is at the other home.
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
    fn what_is_no_pattern_is_told() {
        let long = "AB".repeat(40);
        for (pattern, mine) in
            [("", "A"), ("8-8", "A"), ("AAB1", "A"), (&long, "A"), ("AABB", "C"), ("AABB", ""), ("AABB", "AB")]
        {
            assert!(TwoHomes::new(pattern, mine, date(2026, 9, 7)).is_err(), "{pattern} {mine}");
        }
        let unclear = |pattern, mine| TwoHomes::new(pattern, mine, date(2026, 9, 7)).expect_err("wrong");
        assert_eq!(unclear("Ä", "A"), Unclear::Pattern);
        assert_eq!(unclear("BBCC", "A"), Unclear::Mine { pattern: "BBCC".into() });
    }

    #[test]
    fn a_week_here_and_a_week_there_has_many_names() {
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
