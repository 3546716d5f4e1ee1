//! Judges a title by its phrases and the words around them.
//!
//! In English the last noun names the thing: "No School Council meeting" is a meeting, "Holiday Food Collection" is a
//! collection, and "Packets for Winter Break" are packets. So only words that add nothing may follow a day off: a
//! weekday, the people who have it, the name of a holiday.

use super::find::BREAK;
use super::find::FoundPhrase;
use super::is_short;
use super::table::{Certainty, Says, WordList};
use super::title::Title;
use super::{Meaning, find};

impl Title {
    /// Finds the phrases in the words of a title. A phrase loses its meaning if the words around it name another thing.
    pub fn of(words: Vec<String>) -> Title {
        let mut title = Title { phrases: find::phrases(&words), words };
        let is_of_staff = |found: &FoundPhrase| {
            let before = found.from.checked_sub(1).map(|before| &title.words[before]);
            found.says.children_return && before.is_some_and(|word| WordList::Staff.has(word))
        };
        title.phrases.retain(|found| !is_of_staff(found));
        let loses_meaning = |found: &FoundPhrase| {
            let names_another_thing = || !title.stays_day_off(found) || title.names_thing_for(found);
            (found.says.if_last && names_another_thing()) || title.is_called_off_after(found)
        };
        let judged = |found: &FoundPhrase| {
            let children_return = found.says.children_return;
            let says = if loses_meaning(found) { Says { children_return, ..Says::nothing() } } else { found.says };
            FoundPhrase { says, ..*found }
        };
        title.phrases = title.phrases.iter().map(judged).collect();
        title
    }

    /// The meaning of all phrases together.
    pub fn meaning(&self) -> (Meaning, Certainty) {
        const NOTHING: (Meaning, Certainty) = (Meaning::NotAboutMornings, Certainty::Likely);
        let has_unrelated = |certainty: Certainty| {
            let is_unrelated = |found: &FoundPhrase| found.says.meaning == Meaning::NotAboutMornings;
            self.phrases.iter().any(|found| is_unrelated(found) && found.says.certainty == certainty)
        };
        if self.is_called_off() || has_unrelated(Certainty::Sure) {
            return NOTHING;
        }
        let likely = self.meaning_with(Certainty::Likely).filter(|_| !has_unrelated(Certainty::Likely));
        match (self.meaning_with(Certainty::Sure), likely) {
            // A last day is often a short day. The end of the term is the more important of the two.
            (Some(sure), Some(end @ (Meaning::FirstDay | Meaning::LastDay))) if sure != Meaning::DayOff => {
                (end, Certainty::Likely)
            }
            (Some(sure), _) => (sure, Certainty::Sure),
            (None, Some(likely)) => (likely, Certainty::Likely),
            (None, None) => NOTHING,
        }
    }

    /// The meaning of the phrases with this certainty: a day off if there is one, or else the first.
    fn meaning_with(&self, certainty: Certainty) -> Option<Meaning> {
        // "Early dismissal, no school Friday" is about the day before the day off.
        let is_another_day = |found: &FoundPhrase| {
            let next = self.words.get(found.to);
            next.is_some_and(|next| WordList::Tomorrow.has(next) || WordList::Weekdays.has(next))
                && self.phrases.iter().any(|short| {
                    short.from < found.from && short.says.certainty == Certainty::Sure && is_short(short.says.meaning)
                })
        };
        let about_mornings =
            |found: &&FoundPhrase| found.says.certainty == certainty && found.says.meaning != Meaning::NotAboutMornings;
        let phrases = || self.phrases.iter().filter(about_mornings);
        let day_off = phrases().find(|found| found.says.meaning == Meaning::DayOff && !is_another_day(found));
        day_off.or_else(|| phrases().next()).map(|found| found.says.meaning)
    }

    /// Whether the school canceled the whole event: "Canceled: early release".
    fn is_called_off(&self) -> bool {
        let calls_off = |word: &String| WordList::CalledOff.has(word);
        let mut parts = self.words.split(|word| word == BREAK);
        self.words.first().is_some_and(calls_off) || parts.any(|part| !part.is_empty() && part.iter().all(calls_off))
    }

    /// Whether a word such as "canceled", outside the phrases, ends the part of the title with this phrase.
    fn is_called_off_after(&self, found: &FoundPhrase) -> bool {
        let last = self.part_end(found.from) - 1;
        WordList::CalledOff.has(&self.words[last]) && self.phrase_at(last).is_none()
    }

    /// The end of the part of the title in which a word stands.
    fn part_end(&self, at: usize) -> usize {
        let length = self.words[at..].iter().position(|word| word == BREAK);
        length.map_or(self.words.len(), |length| at + length)
    }

    fn phrase_at(&self, at: usize) -> Option<&FoundPhrase> {
        self.phrases.iter().find(|found| found.covers(at))
    }

    /// Whether the phrase is still a day off with the words that follow the phrase in its part of the title.
    fn stays_day_off(&self, day_off: &FoundPhrase) -> bool {
        let is_sure = day_off.says.certainty == Certainty::Sure;
        let end = self.part_end(day_off.from);
        let mut at = day_off.to;
        while at < end {
            let word = self.words[at].as_str();
            match self.phrase_at(at).filter(|found| found.says.meaning != Meaning::NotAboutMornings) {
                Some(found) => at = found.to,
                None if is_sure && WordList::BeforeReasons.has(word) => return true,
                None if is_plain(word) || (is_sure && WordList::Reasons.has(word)) => at += 1,
                None => return is_sure && WordList::KindsOfDays.has(&self.words[end - 1]),
            }
        }
        true
    }

    /// Whether the title names a thing for the holiday, such as "Camps for Spring Break".
    fn names_thing_for(&self, holiday: &FoundPhrase) -> bool {
        if holiday.says.certainty == Certainty::Sure {
            return false;
        }
        let is_part_of_name = |word: &str| is_plain(word) && !WordList::Prepositions.has(word) && !is_number(word);
        let name = self.words[..holiday.from].iter().rev().take_while(|word| is_part_of_name(word)).count();
        let preposition =
            (holiday.from - name).checked_sub(1).filter(|&at| WordList::Prepositions.has(&self.words[at]));
        let Some(preposition) = preposition else { return false };
        let thing = preposition.checked_sub(1).filter(|&thing| self.words[thing] != BREAK);
        let Some(thing) = thing else { return true };
        // "Closed for Labor Day", "Monday to Friday October holiday".
        let is_day_off = self.phrase_at(thing).is_some_and(|found| found.says.meaning == Meaning::DayOff);
        !(WordList::Closing.has(&self.words[thing]) || is_day_off || is_date(&self.words[thing]))
    }

    /// Whether each word of the title belongs to a phrase about mornings, or adds nothing to it.
    pub fn says_nothing_else(&self) -> bool {
        self.words.iter().enumerate().all(|(at, word)| match self.phrase_at(at) {
            Some(found) => found.says.meaning != Meaning::NotAboutMornings,
            None => word == BREAK || is_plain(word) || WordList::Reasons.has(word),
        })
    }

    /// Whether the title says that the children are back at school, and not only the staff or a club.
    pub fn says_children_return(&self) -> bool {
        let says_so = |found: &FoundPhrase| {
            let start = self.words[..found.from].iter().rposition(|word| word == BREAK).map_or(0, |start| start + 1);
            let is_before_break = |word: &String| WordList::BeforeBreaks.has(word);
            // The name of the break may be any words. It follows "return from", or "after" in "classes resume after".
            let names_break = is_before_break(&self.words[found.to - 1]);
            let after = self.words[found.to..self.part_end(found.from)].iter();
            let after = after.take_while(|word| !names_break && !is_before_break(word));
            self.words[start..found.from].iter().chain(after).all(|word| is_plain(word))
        };
        !self.is_called_off() && self.phrases.iter().filter(|found| found.says.children_return).any(says_so)
    }

    /// Whether the title consists of the name of a holiday and of plain words.
    pub fn is_holiday_name(&self) -> bool {
        self.words.iter().any(|word| WordList::HolidayNames.has(word))
            && self.words.iter().all(|word| word == BREAK || is_plain(word))
    }
}

/// Whether a word adds nothing to a day off.
fn is_plain(word: &str) -> bool {
    let is_letter = word.len() == 1 && word.bytes().all(|b| b.is_ascii_lowercase());
    WordList::PlainWords.has(word) || WordList::HolidayNames.has(word) || is_date(word) || is_letter
}

fn is_date(word: &str) -> bool {
    WordList::Weekdays.has(word) || WordList::Months.has(word) || is_number(word)
}

/// Whether a word is a number: "18", "18th".
fn is_number(word: &str) -> bool {
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < word.len() && (rest.is_empty() || WordList::OrdinalEndings.has(rest))
}
