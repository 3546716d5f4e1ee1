//! The rituals that the words of a command line mean. The name of a ritual needs no quotes.

use super::{NameError, find, find_whole};
use crate::domain::ritual::{Catalog, RitualId};

/// The most words of a name without quotes. A longer run would only cost time.
const MOST_WORDS: usize = 12;

/// Finds the ritual that a typed name means. An id of `planned` is found even when no file has the ritual anymore, and
/// a hidden ritual is found by its id.
///
/// # Errors
/// When the name fits no ritual, or several rituals.
pub fn ritual(catalog: &Catalog, typed: &str, planned: &[RitualId]) -> Result<RitualId, NameError> {
    whole_ritual(catalog, typed, planned)?
        .map_or_else(|| find(catalog.offered(), typed).map(|ritual| ritual.id.clone()), Ok)
}

fn whole_ritual(catalog: &Catalog, typed: &str, planned: &[RitualId]) -> Result<Option<RitualId>, NameError> {
    if let Some(ritual) = find_whole(catalog.offered(), typed)? {
        return Ok(Some(ritual.id.clone()));
    }
    let hidden = catalog.rituals.iter().map(|ritual| &ritual.id).find(|id| id.as_str() == typed.trim().to_lowercase());
    Ok(hidden.or_else(|| planned.iter().find(|id| id.as_str() == typed.trim())).cloned())
}

/// Finds the rituals that some words mean. Each word is a ritual, or several words in a row are a ritual: `hand-kiss one
/// more hug`. Commas and `and` may stand between them. A ritual that was typed twice is found once.
///
/// # Errors
/// When a word fits no ritual, or several rituals.
pub fn rituals(catalog: &Catalog, typed: &[impl AsRef<str>], planned: &[RitualId]) -> Result<Vec<RitualId>, NameError> {
    let typed: Vec<&str> = typed.iter().map(AsRef::as_ref).collect();
    rituals_in_a_row(catalog, &typed, planned).or_else(|why| {
        let names = typed.iter().flat_map(|word| word.split([',', ';'])).map(str::trim);
        let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
        rituals_in_a_row(catalog, &names, planned).map_err(|_| why)
    })
}

fn rituals_in_a_row(catalog: &Catalog, typed: &[&str], planned: &[RitualId]) -> Result<Vec<RitualId>, NameError> {
    let mut found = Vec::new();
    let mut rest = typed;
    while let [first, more @ ..] = rest {
        let runs = || (1..=rest.len().min(MOST_WORDS)).rev().map(|count| (rest[..count].join(" "), &rest[count..]));
        let whole = runs().find_map(|(run, after)| Some((whole_ritual(catalog, &run, planned).ok()??, after)));
        let (id, after) = match whole {
            Some(found) => found,
            None if !found.is_empty() && ["and", "&", "+"].contains(first) => {
                rest = more;
                continue;
            }
            None => match ritual(catalog, first, planned) {
                Ok(id) => (id, more),
                // More words may say which ritual is meant, or belong to the name.
                Err(why) => {
                    let longer = runs().find_map(|(run, after)| Some((ritual(catalog, &run, planned).ok()?, after)));
                    longer.ok_or(why)?
                }
            },
        };
        if !found.contains(&id) {
            found.push(id);
        }
        rest = after;
    }
    Ok(found)
}

/// Finds the rituals of a morning that some words mean, as [`rituals`] does. Where the words fit several rituals, the
/// planned one is meant.
///
/// # Errors
/// When a word fits no ritual, or several rituals.
pub fn rituals_of_morning(
    catalog: &Catalog,
    typed: &[impl AsRef<str>],
    planned: &[RitualId],
) -> Result<Vec<RitualId>, NameError> {
    let found = rituals(catalog, typed, planned);
    let Err(NameError::Several { .. }) = &found else { return found };
    let of_plan = catalog.rituals.iter().filter(|ritual| planned.contains(&ritual.id)).cloned().collect();
    let of_plan = Catalog { rituals: of_plan, ..Catalog::default() };
    rituals(&of_plan, typed, planned).or(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ritual::Origin;
    use crate::domain::ritual_file::{read, shipped};

    const OWN: &str = "[[ritual]]\nid = 'nose'\nname = 'Nose kiss'\n[[ritual]]\nid = 'bear-hug'\nname = 'Bear hug'\n\
                       [[ritual]]\nid = 'hand-kiss-2'\nname = 'Hand kiss'\n\
                       [[ritual]]\nid = 'both'\nname = 'Snuggle and wave'\n\
                       [[ritual]]\nid = 'old'\nname = 'Old wave'\nhidden = true\n";

    /// The ids that are found, or the error in words.
    fn found(typed: &str, planned: &[&str]) -> String {
        let catalog = shipped().with(read("r", OWN, Origin::Family).catalog);
        let words: Vec<String> = typed.split('+').map(str::to_owned).collect();
        let planned: Vec<RitualId> = planned.iter().map(|id| RitualId::new(*id)).collect();
        let ids = |ids: Vec<RitualId>| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        rituals(&catalog, &words, &planned).map_or_else(|error| error.to_string(), ids)
    }

    #[test]
    fn each_word_is_a_ritual_or_several_words_are_one() {
        // A plus stands between two words of the command line.
        for (typed, ids) in [
            ("one-more-hug", "one-more-hug"),
            ("one+more+hug", "one-more-hug"),
            ("a+kiss+on+the+hand", "hand-kiss"),
            ("bear+hug+nose", "bear-hug nose"),
            ("nose+kiss", "nose"),
            ("nose+nose+kiss", "nose"),
            ("sewn-heart+one+more+hug+bracelets", "sewn-heart one-more-hug matching-bracelets"),
            ("kiss on the hand+bracelet", "hand-kiss matching-bracelets"),
            ("kiss+nose", "nose"),
            ("hug+bear", "bear-hug"),
            ("little+heart", "sewn-heart"),
            ("old", "old"),
            ("hand-kiss-2", "hand-kiss-2"),
            ("hand+kiss", "hand-kiss-2"),
            ("nose,+bear+hug", "nose bear-hug"),
            ("nose+and+one+more+hug", "nose one-more-hug"),
            ("nose, bear hug", "nose bear-hug"),
            ("nose,bear-hug", "nose bear-hug"),
            ("snuggle+and+wave+and+nose", "both nose"),
        ] {
            assert_eq!(found(typed, &[]), ids, "{typed}");
        }
        assert_eq!(found("gone-1", &["gone-1"]), "gone-1");
    }

    #[test]
    fn several_matches_are_listed_and_a_typo_is_answered_with_the_nearest() {
        for (typed, error) in [
            (
                "kiss",
                "\"kiss\" may mean hand-kiss (A kiss on the hand), nose (Nose kiss) or hand-kiss-2 (Hand kiss). \
                 Write more of the name.",
            ),
            ("hug", "\"hug\" may mean one-more-hug (One more hug) or bear-hug (Bear hug). Write more of the name."),
            (
                "nose+hug",
                "\"hug\" may mean one-more-hug (One more hug) or bear-hug (Bear hug). Write more of the name.",
            ),
            ("bracelest", "There is no ritual \"bracelest\". Did you mean matching-bracelets (Matching bracelets)?"),
            ("zebra", "There is no ritual \"zebra\"."),
            ("gone-1", "There is no ritual \"gone-1\". Did you mean one-more-hug (One more hug)?"),
        ] {
            assert_eq!(found(typed, &[]), error, "{typed}");
        }
    }

    #[test]
    fn of_several_rituals_the_planned_one_is_done() {
        let catalog = shipped().with(read("r", OWN, Origin::Family).catalog);
        let found = |typed: &str, planned: &[&str]| {
            let planned: Vec<RitualId> = planned.iter().map(|id| RitualId::new(*id)).collect();
            let ids = |ids: Vec<RitualId>| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            rituals_of_morning(&catalog, &[typed], &planned).map_or_else(|_| "several or none".to_owned(), ids)
        };
        for (typed, planned, ids) in [
            ("kiss", &["nose"][..], "nose"),
            ("kiss", &["hand-kiss", "bear-hug"], "hand-kiss"),
            ("kiss", &["hand-kiss", "nose"], "several or none"),
            ("kiss", &["bear-hug"], "several or none"),
            ("kiss", &[], "several or none"),
            ("bear", &["nose"], "bear-hug"),
            ("zebra", &["nose"], "several or none"),
        ] {
            assert_eq!(found(typed, planned), ids, "{typed} {planned:?}");
        }
    }
}
