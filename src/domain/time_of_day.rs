//! Times of the day, as people type and read them.

use jiff::civil::Time;

/// A time as people write it: `8:45`, `12:30`.
pub fn label(time: Time) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// Reads `8:45`, `08:45` or `08:45:00`.
pub fn parse(text: &str) -> Option<Time> {
    let mut parts = text.trim().split(':');
    let (hour, minute) = (parts.next()?, parts.next()?);
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let second = parts.next().unwrap_or("00");
    let right = (1..=2).contains(&hour.len()) && minute.len() == 2 && second.len() == 2 && parts.next().is_none();
    if !right || ![hour, minute, second].into_iter().all(digits) {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, second.parse().ok()?, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, hour, minute) in [("12:30", 12, 30), ("8:45", 8, 45), ("08:45:00", 8, 45), (" 0:00 ", 0, 0)] {
            assert_eq!(parse(text), Time::new(hour, minute, 0, 0).ok(), "{text}");
        }
        for text in ["", "noon", "24:00", "12", "12:3", "12:60", "+8:45", "12:30:00:00", "-1:30"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse("08:05").map(label).as_deref(), Some("8:05"));
    }
}
