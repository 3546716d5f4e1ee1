//! Searches rituals and preparations while the parent types: words in any order, without accents.

use super::ritual::{Preparation, Ritual};
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The rituals that match `typed`, the best first. All rituals in their order when nothing is typed.
pub fn rituals<'r>(offered: impl Iterator<Item = &'r Ritual>, typed: &str) -> Vec<&'r Ritual> {
    best(
        offered,
        typed,
        |ritual| &ritual.name,
        |ritual| format!("{} {}", ritual.tags.join(" "), ritual.supplies.join(" ")),
    )
}

/// The preparations that match `typed`, the best first.
pub fn preparations<'p>(all: impl Iterator<Item = &'p Preparation>, typed: &str) -> Vec<&'p Preparation> {
    best(all, typed, |preparation| &preparation.name, |preparation| preparation.supplies.join(" "))
}

fn best<'t, T>(
    all: impl Iterator<Item = &'t T>,
    typed: &str,
    name: impl Fn(&T) -> &str,
    more: impl Fn(&T) -> String,
) -> Vec<&'t T> {
    if typed.trim().is_empty() {
        return all.collect();
    }
    // Scattered letters count in the name alone, because in long lists of tags and supplies they match almost anything.
    let typed = one_form(typed);
    let pattern = |kind| Pattern::new(&typed, CaseMatching::Ignore, Normalization::Smart, kind);
    let (fuzzy, whole) = (pattern(AtomKind::Fuzzy), pattern(AtomKind::Substring));
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut letters = Vec::new();
    let mut score =
        |pattern: &Pattern, text: &str| pattern.score(Utf32Str::new(&one_form(text), &mut letters), &mut matcher);
    let mut found: Vec<(u32, &T)> = Vec::new();
    for item in all {
        let in_name = score(&fuzzy, name(item)).map(|s| s * 2);
        let anywhere = in_name.or_else(|| score(&whole, &format!("{} {}", name(item), more(item))));
        found.extend(anywhere.map(|score| (score, item)));
    }
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, item)| item).collect()
}

/// The text in the Unicode form in which a letter and its accent are one character.
fn one_form(text: &str) -> Cow<'_, str> {
    if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

#[cfg(test)]
mod tests {
    use super::super::ritual::Origin;
    use super::super::ritual_file::read;
    use super::*;

    #[test]
    fn rituals_are_found_by_name_tag_or_supply() {
        let text = "[[ritual]]\nid='a'\nname='Café hug'\n[[ritual]]\nid='b'\nname='Heart'\nsupplies=['red thread']\n\
                    [[ritual]]\nid='c'\nname='Wave'\ntags=['quick']\n\
                    [[ritual]]\nid='d'\nname=\"Un ca\u{302}lin\"\n";
        let catalog = read("r", text, Origin::Family).catalog;
        let found = |typed| rituals(catalog.offered(), typed).iter().map(|r| r.id.as_str()).collect::<String>();
        for (typed, ids) in [
            ("", "abcd"),
            ("cafe", "a"),
            ("hug caf", "a"),
            ("thread", "b"),
            ("QUICK", "c"),
            ("zzz", ""),
            ("câlin", "d"),
            ("ca\u{302}lin", "d"),
            ("calin", "d"),
            ("cafe\u{301}", "a"),
            ("Café", "a"),
        ] {
            assert_eq!(found(typed), ids, "{typed}");
        }
    }
}
