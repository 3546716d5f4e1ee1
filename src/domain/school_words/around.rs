//! What the words around a row of the table make of it.
//!
//! In English the last noun says what a thing is: "No School Council meeting" is a meeting, "Holiday Food Collection" a
//! collection, and "Packets for Winter Break" are packets. So after a day off only words may stand that add nothing to
//! it: a weekday, who it is for, a holiday's name.

use super::plain_words::{is_date, is_number, says_nothing};
use super::title::BREAK;
use super::{Match, Meaning, Weight};

/// Why nobody is at school, after words that are sure to say so: "No School Parent Teacher Conferences".
const REASONS: &[&str] = &[
    "parent",
    "parents",
    "conference",
    "conferences",
    "ptc",
    "pd",
    "inset",
    "professional",
    "development",
    "learning",
    "planning",
    "prep",
    "preparation",
    "records",
    "record",
    "grading",
    "convention",
    "election",
    "weather",
    "snow",
    "ice",
    "heat",
    "cold",
    "storm",
    "hurricane",
    "flooding",
    "emergency",
    "comp",
    "flex",
    "institute",
    "inclement",
];

/// After these whatever comes is a reason.
const BEFORE_REASONS: &[&str] = &["due", "because", "for", "observing", "as"];

/// A part that ends with one of these is of a day, whatever its name: "No School Yalda Day".
const DAYS: &[&str] = &["day", "days", "break", "recess", "convention", "conference", "conferences", "birthday"];

/// What stands before a holiday that something else is for: "Camps for Spring Break", "Reading over the holidays".
const PREPOSITIONS: &[&str] = &["for", "over", "during", "about", "until", "till", "since", "with", "from", "to"];

/// A title that begins with one of these, or has it as a part, tells what is not.
const CALLED_OFF: &[&str] =
    &["canceled", "cancelled", "postponed", "tentative", "entfallt", "abgesagt", "annule", "cancelado", "afgelast"];

/// Those who are back at school before the children are.
const STAFF: &[&str] = &["staff", "teacher", "teachers", "faculty", "employees"];

/// The rows found in a title as what they are among its other words.
pub fn settled(words: &[String], found: Vec<Match>) -> Vec<Match> {
    let before = |m: &Match| m.at.checked_sub(1).map(|before| words[before].as_str());
    let is_of_staff = |m: &Match| m.is_return && before(m).is_some_and(|word| STAFF.contains(&word));
    let found: Vec<Match> = found.into_iter().filter(|m| !is_of_staff(m)).collect();
    let is_another_thing = |m: &Match| {
        let of_noun = m.is_noun && (!adds_nothing(words, &found, m) || is_for_another_thing(words, &found, m));
        of_noun || part_ends_called_off(words, &found, m)
    };
    let turned = |m: &Match| match is_another_thing(m) {
        true => Match { meaning: Meaning::NotAboutMornings, weight: Weight::Likely, ..*m },
        false => *m,
    };
    found.iter().map(turned).collect()
}

/// Whether the school called off what the title tells.
pub fn is_called_off(words: &[String]) -> bool {
    let calls_off = |word: &String| CALLED_OFF.contains(&word.as_str());
    let mut parts = words.split(|word| word == BREAK);
    words.first().is_some_and(calls_off) || parts.any(|part| !part.is_empty() && part.iter().all(calls_off))
}

fn part_ends_called_off(words: &[String], found: &[Match], m: &Match) -> bool {
    let last = part_end(words, m.at) - 1;
    CALLED_OFF.contains(&words[last].as_str()) && covering(found, last).is_none()
}

/// Where the part of the title ends in which the word at that place stands.
fn part_end(words: &[String], at: usize) -> usize {
    words[at..].iter().position(|word| word == BREAK).map_or(words.len(), |length| at + length)
}

fn covering(found: &[Match], at: usize) -> Option<&Match> {
    found.iter().find(|m| (m.at..m.at + m.words).contains(&at))
}

/// Whether what follows a day off in its part of the title leaves it one.
fn adds_nothing(words: &[String], found: &[Match], m: &Match) -> bool {
    let is_sure = m.weight == Weight::Sure;
    let end = part_end(words, m.at);
    let mut at = m.at + m.words;
    while at < end {
        let word = words[at].as_str();
        let row = covering(found, at).filter(|row| row.meaning != Meaning::NotAboutMornings);
        match row {
            Some(row) => at = row.at + row.words,
            None if is_sure && BEFORE_REASONS.contains(&word) => return true,
            None if says_nothing(word) || (is_sure && REASONS.contains(&word)) => at += 1,
            None => return is_sure && DAYS.contains(&words[end - 1].as_str()),
        }
    }
    true
}

/// Whether something else is for the holiday, rather than the holiday itself.
fn is_for_another_thing(words: &[String], found: &[Match], m: &Match) -> bool {
    if m.weight == Weight::Sure {
        return false;
    }
    let is_part_of_name = |word: &str| says_nothing(word) && !PREPOSITIONS.contains(&word) && !is_number(word);
    let skipped = words[..m.at].iter().rev().take_while(|word| is_part_of_name(word)).count();
    let Some(at) = (m.at - skipped).checked_sub(1).filter(|&at| PREPOSITIONS.contains(&words[at].as_str())) else {
        return false;
    };
    let Some(thing) = at.checked_sub(1).filter(|&thing| words[thing] != BREAK) else { return true };
    // "Closed for Labor Day", "Monday to Friday October holiday".
    let is_closing = matches!(words[thing].as_str(), "closed" | "off" | "closure");
    let is_day_off = covering(found, thing).is_some_and(|row| row.meaning == Meaning::DayOff);
    !(is_closing || is_day_off || is_date(&words[thing]))
}

/// Whether the title has no words but those of its rows and such as add nothing to them.
pub fn says_no_more(words: &[String], found: &[Match]) -> bool {
    let is_known = |at: usize, word: &str| match covering(found, at) {
        Some(row) => row.meaning != Meaning::NotAboutMornings,
        None => word == BREAK || says_nothing(word) || REASONS.contains(&word),
    };
    words.iter().enumerate().all(|(at, word)| is_known(at, word))
}

/// Whether the title tells that the children are back at school: of nobody else, and nothing that only begins again.
pub fn says_children_return(words: &[String], found: &[Match]) -> bool {
    const BEFORE_BREAKS: &[&str] =
        &["after", "from", "following", "to", "nach", "apres", "despues", "apos", "dopo", "na"];
    found.iter().filter(|m| m.is_return).any(|m| {
        let (end, start) = (part_end(words, m.at), words[..m.at].iter().rposition(|word| word == BREAK));
        let opens = |word: &str| BEFORE_BREAKS.contains(&word);
        let is_open = opens(&words[m.at + m.words - 1]);
        let before = words[start.map_or(0, |start| start + 1)..m.at].iter();
        let after = words[m.at + m.words..end].iter().take_while(|word| !is_open && !opens(word));
        before.chain(after).all(|word| says_nothing(word))
    })
}

#[cfg(test)]
mod tests {
    use super::super::says_children_return;
    use super::super::tests::{all_become, whole_day};
    use super::Meaning::*;

    #[test]
    fn in_english_the_last_noun_says_what_a_thing_is() {
        all_become(
            NotAboutMornings,
            "No School Council meeting
        No School Nurse on site today
        No School Clubs this week
        No School Dinners
        No School Photos
        No Class Photos
        No classes after 3pm
        No Students in cafeteria
        School Board Meeting - No School Business
        School Closure Drill
        Snow Day Dress Up
        Holiday Food Collection
        Holiday Shoppe
        Holiday Store
        Holiday Door Decorating Contest
        Holiday Toy Collection
        MLK Essay Contest
        Thanksgiving Mass
        Thanksgiving Pie Orders
        Winter Break Packet
        Labor Day Picnic
        Presidents Day Wax Museum
        INSET planning
        Professional Development Committee
        Staff Training 3:30pm
        Break the Bias Day
        Spring Break Field Hockey
        Parents: INSET day childcare booking opens
        Reading over the winter break
        Packets for Spring Break
        Twilight INSET",
        );
        all_become(
            DayOff,
            "No School Veterans Day
        No School NJEA Convention
        No School Parent/Teacher Conferences
        No School Teacher Workday
        No School due to icy roads
        No school in session
        School closed polling station
        Closed for Labor Day
        Labor Day Observed
        Winter Break 12/21 - 1/1
        Winter Break Dec 21 to Jan 4
        Half term 26th - 30th October
        Spring Break No School
        Student Holiday Teacher In-Service
        Professional Development Day for Staff
        Galashiels casual holiday
        Monday to Friday October holiday
        Thanksgiving Recess \u{2014} Schools Closed
        Vacances d'Hiver - Zones A/B/C",
        );
    }

    #[test]
    fn what_was_called_off_or_may_not_be_is_no_day_off() {
        all_become(
            NotAboutMornings,
            "No School - CANCELLED
        Early Release (Canceled)
        Early Release canceled
        Possible Snow Make-Up Day: No School unless needed
        Snow Day (if needed)
        School open Good Friday
        Snow Day - school in session
        Labor Day - Regular Classes",
        );
        all_become(
            DayOff,
            "School canceled\nAll activities canceled - No School\nNo School; after school clubs cancelled",
        );
    }

    #[test]
    fn the_children_are_back_when_it_is_said_of_them() {
        for title in [
            "Wednesday 6 January 2027 - All resume",
            "pupils resume",
            "School Resumes after Winter Break",
            "Classes Resume for Students",
            "Knole: First day back",
            "First day of school after winter break",
            "Back to school",
            "Students return from the holidays",
            "Erster Schultag nach den Ferien",
            "Reprise des cours",
            "Regreso a clases",
        ] {
            assert!(says_children_return(&whole_day(title)), "{title}");
        }
        for title in [
            "Staff resume",
            "In service day, staff resume",
            "Back to School Night",
            "After school clubs resume",
            "Swimming lessons resume",
            "Return to school forms due",
            "Canceled: school resumes",
            "First Day of Spring",
            "Winter Break",
        ] {
            assert!(!says_children_return(&whole_day(title)), "{title}");
        }
    }
}
