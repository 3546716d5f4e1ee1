//! Two homes: a pattern of days that repeats from an anchor date, in both directions.

use super::day::days_between;
use jiff::civil::Date;

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

impl TwoHomes {
    /// A pattern of letters or one with a name.
    ///
    /// # Errors
    /// What to write instead.
    pub fn new(pattern: &str, mine: &str, anchor: Date) -> Result<TwoHomes, String> {
        let written = pattern.trim();
        let named = PRESETS.iter().find(|(name, _)| *name == written).map(|(_, letters)| *letters);
        let pattern = named.unwrap_or(written).to_ascii_uppercase();
        if pattern.is_empty() || !pattern.bytes().all(|b| b.is_ascii_alphabetic()) || pattern.len() > LONGEST {
            let names: Vec<&str> = PRESETS.iter().map(|(name, _)| *name).collect();
            let names = names.join(", ");
            return Err(format!(
                "write {names}, or a letter for each day such as \"AABBAAAAABBBBB\", at most {LONGEST}"
            ));
        }
        let mut letters = mine.trim().chars().map(|c| c.to_ascii_uppercase());
        match (letters.next(), letters.next()) {
            (Some(mine), None) if pattern.contains(mine) => Ok(TwoHomes { pattern, mine, anchor }),
            _ => Err(format!("`mine` is one letter of the pattern {pattern}: the one of the days at this home")),
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
    }
}
