//! Finds the phrases of the table in the words of a title.

use super::table::{Says, TABLE, WordList};
use std::cmp::Reverse;

/// The word for the end of a part of a title. No phrase contains it.
pub const BREAK: &str = "|";

/// A phrase of the table that stands in a title.
#[derive(Clone, Copy)]
pub struct FoundPhrase {
    /// The place of its first word in the title.
    pub from: usize,
    /// The place after its last word.
    pub to: usize,
    pub says: Says,
}

impl FoundPhrase {
    pub fn covers(&self, at: usize) -> bool {
        (self.from..self.to).contains(&at)
    }
}

/// Finds the phrases in a title, in their order. Where two overlap, the longer phrase counts.
pub fn phrases(words: &[String]) -> Vec<FoundPhrase> {
    let mut all = Vec::new();
    for from in 0..words.len() {
        for (phrase, says) in TABLE.phrases_from(&words[from]) {
            let Some(count) = fit(phrase, &words[from..]) else { continue };
            let says = if is_negated(phrase, &words[..from]) { Says::nothing() } else { says };
            let letters: usize = words[from..from + count].iter().map(String::len).sum();
            all.push((letters, phrase.len(), FoundPhrase { from, to: from + count, says }));
        }
    }
    // Of two phrases over the same letters, the phrase without gaps is longer.
    all.sort_by_key(|&(letters, length, _)| Reverse((letters, length)));
    let mut kept: Vec<FoundPhrase> = Vec::new();
    for (.., new) in all {
        if kept.iter().all(|old| new.from >= old.to || old.from >= new.to) {
            kept.push(new);
        }
    }
    kept.sort_by_key(|found| found.from);
    kept
}

/// Whether a negation stands before a phrase: "no early dismissal". A phrase that begins with a negation cannot be
/// negated: "no school".
fn is_negated(phrase: &str, before: &[String]) -> bool {
    let last = before.iter().rev().find(|word| !WordList::Articles.has(word));
    last.is_some_and(|word| WordList::Negations.has(word))
        && phrase.split(' ').next().is_some_and(|first| !WordList::Negations.has(first))
}

/// The number of words that a phrase covers, if the words begin with the phrase.
pub fn fit(phrase: &str, words: &[String]) -> Option<usize> {
    /// "First day of the new spring term" has a gap of three words. A longer gap would join unrelated words.
    const LONGEST_GAP: usize = 3;
    if phrase.is_empty() {
        return Some(0);
    }
    let (first, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
    if first == "..." {
        let may_skip = |word: &&String| word.as_str() != BREAK && !WordList::GapStops.has(word);
        let gap = words.iter().take(LONGEST_GAP).take_while(may_skip).count();
        return (0..=gap).find_map(|skipped| Some(fit(rest, &words[skipped..])? + skipped));
    }
    let (word, others) = words.split_first()?;
    let is_same = match (first.strip_prefix('*'), first.strip_suffix('*')) {
        (Some(end), _) => word.ends_with(end),
        (_, Some(start)) => word.starts_with(start),
        _ => word == first,
    };
    if is_same { Some(fit(rest, others)? + 1) } else { None }
}
