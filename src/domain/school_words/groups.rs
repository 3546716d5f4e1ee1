//! Recognizes titles about one class or age alone: "INSET day (Nursery only)", "No school grades 9-12".
//!
//! Only the parent knows whether the child belongs to the group, so the parent judges such a title. A group can also be
//! a part of a name: "Lincoln High School closed".

use super::Meaning;
use super::find::BREAK;
use super::find::fit;
use super::table::WordList;
use super::title::Title;

impl Title {
    /// Whether the event is only for some of the children.
    pub fn is_for_some(&self, meaning: Meaning) -> bool {
        match meaning {
            Meaning::NotAboutMornings => false,
            // The first and last days of a class are nearly always those of the school.
            Meaning::FirstDay | Meaning::LastDay | Meaning::Term => self.says_only(),
            _ => self.says_only() || self.names_a_group(),
        }
    }

    fn has(&self, at: usize, list: WordList) -> bool {
        self.words.get(at).is_some_and(|word| list.has(word))
    }

    /// Whether the title has an "only" beside a group: in English after the group, in other languages before it.
    fn says_only(&self) -> bool {
        (0..self.words.len()).any(|at| {
            let before = at.checked_sub(1).filter(|&before| self.words[before] != BREAK);
            let follows_group = before.is_some_and(|before| !self.has(before, WordList::BeforeOnly));
            let precedes_group = || self.has(at + 1, WordList::AfterOnly) || group(&self.words[at + 1..]).is_some();
            (self.has(at, WordList::Only) && (follows_group || precedes_group()))
                || (self.has(at, WordList::OnlyFirst) && !self.has(at + 1, WordList::AfterOnlyFirst))
        })
    }

    /// Whether the title names a group that is no part of a name or of a phrase such as "preschool closed".
    fn names_a_group(&self) -> bool {
        let is_in_phrase = |at: usize| {
            self.phrases.iter().any(|found| found.says.meaning != Meaning::NotAboutMornings && found.covers(at))
        };
        let end = |from: usize| Some(from + group(&self.words[from..])?);
        let groups: Vec<(usize, usize)> = (0..self.words.len()).filter_map(|from| Some((from, end(from)?))).collect();
        // Beside another word, a group is a part of a name or of another event.
        let may_be_beside = |at: usize| {
            self.words.get(at).is_none_or(|word| {
                let is_number = word.bytes().all(|b| b.is_ascii_digit());
                is_number || word == BREAK || WordList::BesideGroups.has(word)
            }) || is_in_phrase(at)
                || groups.iter().any(|(from, to)| (*from..*to).contains(&at))
        };
        groups.iter().any(|&(from, to)| {
            !(from..to).all(is_in_phrase) && from.checked_sub(1).is_none_or(may_be_beside) && may_be_beside(to)
        })
    }
}

/// The number of words in the group with which the words begin.
fn group(words: &[String]) -> Option<usize> {
    let first = words.first()?;
    let named = WordList::Groups.phrases().filter(|phrase| phrase.starts_with(first));
    named.filter_map(|phrase| fit(phrase, words)).max().max(numbered_group(words))
}

/// The number of words in a group of numbered classes: "grades K-5", "6th grade", "K-5". "K-12" is everyone.
fn numbered_group(words: &[String]) -> Option<usize> {
    let has = |at: usize, list: WordList| words.get(at).is_some_and(|word| list.has(word));
    let ordinal = words.first()?.trim_end_matches(char::is_alphabetic);
    if ordinal.len() < words[0].len() && is_class(ordinal) && has(1, WordList::AfterClassNumbers) {
        return Some(2);
    }
    let before = usize::from(has(0, WordList::BeforeClassNumbers));
    let is_joiner = |word: &str| WordList::BetweenClassNumbers.has(word);
    let is_first_class = |word: &str| WordList::FirstClasses.has(word);
    let belongs = |word: &&String| is_class(word) || is_first_class(word) || is_joiner(word);
    let run = words[before..].iter().take_while(belongs).count();
    let classes: Vec<&String> = words[before..before + run].iter().filter(|word| !is_joiner(word)).collect();
    let (first, last) = (classes.first()?, classes.last()?);
    let is_range = before == 1 || (is_first_class(first) && classes.len() > 1);
    // Schools end with grade 12, or with year 13 in England.
    let is_everyone = is_first_class(first) && matches!(last.as_str(), "12" | "13");
    (is_range && !is_everyone).then_some(before + run)
}

fn is_class(word: &str) -> bool {
    word.parse().is_ok_and(|number: u8| (1..=13).contains(&number))
}
