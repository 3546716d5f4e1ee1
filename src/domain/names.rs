//! The child or the ritual that a typed name means. A name comes before an id, because an id stays when the name
//! changes. A part of a name is enough where it fits only one thing.

mod same_names;
mod typed_rituals;

pub use self::same_names::same_names;
pub use self::typed_rituals::{ritual, rituals, rituals_of_morning};

use super::ritual::{Ritual, kebab_case};
use super::text::{is_invisible, is_mark, list, one_line, without_accent};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most matches that a message lists.
const MOST_LISTED: usize = 8;

/// The most names that are offered for a typo.
const MOST_OFFERED: usize = 3;

/// The Jaro-Winkler likeness (0 to 1) above which a typed word is a typo of a name or of a word in it. `hug` and `huh`
/// have 0.82; `kiss` and `fish`, which are unrelated, have 0.67.
const TYPO: f64 = 0.8;

/// A child or a ritual.
pub trait Named {
    /// The kind of thing, in the singular and in the plural.
    const KIND: [&'static str; 2];
    fn id(&self) -> &str;
    fn name(&self) -> &str;
    /// The thing in a list: the id where a person types ids, else the name.
    fn listed(&self) -> String;
}

impl Named for Ritual {
    const KIND: [&'static str; 2] = ["ritual", "rituals"];

    fn id(&self) -> &str {
        self.id.as_str()
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn listed(&self) -> String {
        format!("{} ({})", self.id.as_str(), self.name)
    }
}

/// The reason why a typed name means no single thing, or cannot become the name of a thing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    #[error("Several {kind} are called \"{typed}\": {}. Write the id.", short_list(.ids, "and"))]
    SameName { kind: &'static str, typed: String, ids: Vec<String> },
    #[error("\"{typed}\" may mean {}. Write more of the name.", short_list(.matches, "or"))]
    Several { typed: String, matches: Vec<String> },
    #[error("There is no {kind} \"{typed}\".{}", offer(.near))]
    Unknown { kind: &'static str, typed: String, near: Vec<String> },
    #[error("There is already a {kind} called {name} (id {id}). Give this {kind} another name.")]
    Taken { kind: &'static str, name: String, id: String },
}

/// The first items of a list, and the number of the others: `hand-kiss, nose-kiss or 7 more`.
fn short_list(items: &[String], and: &str) -> String {
    let more = items.len().saturating_sub(MOST_LISTED);
    let mut shown = items[..items.len() - more].to_vec();
    shown.extend((more > 0).then(|| format!("{more} more")));
    list(&shown, and)
}

fn offer(near: &[String]) -> String {
    if near.is_empty() { String::new() } else { format!(" Did you mean {}?", short_list(near, "or")) }
}

/// Finds the thing that a typed name means: by its name, by its name without accents, by its id, by a word of its name
/// or id, or by the start of a word.
///
/// # Errors
/// When the name fits nothing, or several things.
pub fn find<'n, T: Named>(all: impl Iterator<Item = &'n T> + Clone, typed: &str) -> Result<&'n T, NameError> {
    find_whole(all.clone(), typed)?.map_or_else(|| find_by_words(all, typed), Ok)
}

/// Finds the thing with a name or an id. None when nothing has the name.
///
/// # Errors
/// When several things have the name, and `typed` is the id of none of them.
pub fn find_whole<'n, T: Named>(
    all: impl Iterator<Item = &'n T> + Clone,
    typed: &str,
) -> Result<Option<&'n T>, NameError> {
    let (id, plain) = (kebab_case(typed), without_accents(typed));
    if plain.is_empty() {
        return Ok(None);
    }
    if let Some(named) = find_by_name(all.clone(), typed)? {
        return Ok(Some(named));
    }
    let without_accents = only(all.clone().filter(|thing| without_accents(thing.name()) == plain), typed)?;
    Ok(without_accents.or_else(|| all.into_iter().find(|thing| thing.id() == id)))
}

/// Finds the thing with a name, accent for accent. None when nothing has the name.
///
/// # Errors
/// When several things have the name, and `typed` is the id of none of them.
pub fn find_by_name<'n, T: Named + 'n>(
    all: impl Iterator<Item = &'n T>,
    typed: &str,
) -> Result<Option<&'n T>, NameError> {
    let key = name_key(typed);
    only(all.filter(|thing| name_key(thing.name()) == key), typed)
}

/// Returns the only thing that was found. Of several, a person who types an id letter by letter means the id.
fn only<'n, T: Named + 'n>(found: impl Iterator<Item = &'n T>, typed: &str) -> Result<Option<&'n T>, NameError> {
    let found: Vec<&T> = found.collect();
    if let [] | [_] = found[..] {
        return Ok(found.first().copied());
    }
    let by_id = found.iter().copied().find(|thing| thing.id() == typed.trim());
    by_id.map(Some).ok_or_else(|| NameError::SameName {
        kind: T::KIND[1],
        typed: shown(typed),
        ids: found.iter().map(|thing| thing.id().to_owned()).collect(),
    })
}

/// Finds the thing whose words contain all typed words: the whole words, or else their beginnings.
fn find_by_words<'n, T: Named>(all: impl Iterator<Item = &'n T> + Clone, typed: &str) -> Result<&'n T, NameError> {
    let wanted = words(typed);
    let matches = |is_match: fn(&str, &str) -> bool| -> Vec<&'n T> {
        let has = |own: &[String], wanted: &String| own.iter().any(|own| is_match(own, wanted));
        let has_all = |thing: &&T| wanted.iter().all(|wanted| has(&own_words(*thing), wanted));
        all.clone().filter(has_all).filter(|_| !wanted.is_empty()).collect()
    };
    let whole = matches(|own, wanted| own == wanted);
    let found = if whole.is_empty() { matches(|own, wanted| own.starts_with(wanted)) } else { whole };
    let typed = shown(typed);
    match found[..] {
        [only] => Ok(only),
        [] => Err(unknown(all, &typed)),
        _ => Err(NameError::Several { typed, matches: found.iter().map(|thing| thing.listed()).collect() }),
    }
}

/// The error of a name that fits nothing, with the things that it is near to.
pub fn unknown<'n, T: Named + 'n>(all: impl Iterator<Item = &'n T>, typed: &str) -> NameError {
    let typed = shown(typed);
    NameError::Unknown { kind: T::KIND[0], near: near(all, &typed), typed }
}

/// Checks that a new name is the name of no other thing. `own` is the id of the thing that gets the name.
///
/// # Errors
/// When another thing has the name.
pub fn check_free<'n, T: Named + 'n>(
    mut all: impl Iterator<Item = &'n T>,
    name: &str,
    own: Option<&str>,
) -> Result<(), NameError> {
    let key = name_key(name);
    let other = all.find(|thing| Some(thing.id()) != own && name_key(thing.name()) == key);
    other.map_or(Ok(()), |other| {
        Err(NameError::Taken { kind: T::KIND[0], name: other.name().to_owned(), id: other.id().to_owned() })
    })
}

/// Returns the listed things that a typo is near to, the nearest first.
fn near<'n, T: Named + 'n>(all: impl Iterator<Item = &'n T>, typed: &str) -> Vec<String> {
    let typed = without_accents(typed);
    let likeness = |thing: &T| {
        let whole = [thing.id().to_owned(), without_accents(thing.name())];
        let words = own_words(thing).into_iter().chain(whole);
        words.map(|word| likeness_of(&word, &typed)).fold(0.0, f64::max)
    };
    let likely = all.map(|thing| (likeness(thing), thing)).filter(|(like, _)| *like > TYPO);
    nearest_first(likely.map(|(like, thing)| (like, thing.listed())).collect())
}

/// The names to offer. This is a function of its own, because a sort in a generic function is compiled for each type.
fn nearest_first(mut found: Vec<(f64, String)>) -> Vec<String> {
    found.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    found.into_iter().take(MOST_OFFERED).map(|(_, listed)| listed).collect()
}

/// The word of `words` that `typed` is a typo or the beginning of. None for any other text, such as the word itself,
/// its plural, or a longer text with the word.
pub fn mistyped<'w>(words: &[&'w str], typed: &str) -> Option<&'w str> {
    /// The fewest letters of a typo. Shorter texts may be abbreviations of other words.
    const FEWEST_LETTERS: usize = 3;
    let typed = without_accents(typed);
    let slips = |word: &str| strsim::osa_distance(word, &typed);
    let most_slips = |word: &str| if word.len() < 6 { 1 } else { 2 };
    let is_typo = |word: &&str| {
        let is_other_form = typed.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest == "s");
        !is_other_form && (slips(word) <= most_slips(word) || word.starts_with(&typed))
    };
    let near = words.iter().copied().filter(|_| typed.chars().count() >= FEWEST_LETTERS).filter(is_typo);
    near.min_by_key(|word| slips(word))
}

/// How like two words are, from 0 to 1. One typo in a short word counts as much as several in a long word.
fn likeness_of(word: &str, typed: &str) -> f64 {
    const ONE_SLIP: f64 = 0.9;
    let is_one_slip = typed.chars().count() >= 3 && strsim::osa_distance(word, typed) == 1;
    strsim::jaro_winkler(word, typed).max(if is_one_slip { ONE_SLIP } else { 0.0 })
}

/// The form of a name in which equal names are equal: in one Unicode form and in small letters, with single spaces and
/// straight quotes, and without invisible characters.
pub fn name_key(name: &str) -> String {
    let plain = |letter| match letter {
        '‘' | '’' | 'ʼ' | '´' | '`' => '\'',
        '“' | '”' | '„' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        letter => letter,
    };
    let name = one_line(name);
    let letters = name.chars().filter(|&letter| !is_invisible(letter)).map(plain);
    // Capital letters first, so that ß is ss and both small sigmas are one letter.
    let small: String = letters.flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect();
    // Plain letters have only one Unicode form.
    let key = if small.is_ascii() { small } else { small.nfkc().collect() };
    key.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_accents(name: &str) -> String {
    let key = name_key(name);
    if key.is_ascii() {
        return key;
    }
    let plain: String = key.nfd().filter(|&letter| !is_mark(letter)).flat_map(without_accent).collect();
    plain.nfc().collect()
}

/// The words of a name, without accents.
fn words(name: &str) -> Vec<String> {
    let plain = without_accents(name).replace('\'', "");
    let words = plain.split(|letter: char| !letter.is_alphanumeric() && !is_combining_mark(letter));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn own_words(thing: &impl Named) -> Vec<String> {
    words(thing.name()).into_iter().chain(thing.id().split('-').map(str::to_owned)).collect()
}

fn shown(typed: &str) -> String {
    one_line(typed.trim()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Thing(&'static str, &'static str);

    impl Named for Thing {
        const KIND: [&'static str; 2] = ["thing", "things"];

        fn id(&self) -> &str {
            self.0
        }
        fn name(&self) -> &str {
            self.1
        }
        fn listed(&self) -> String {
            self.0.to_owned()
        }
    }

    /// The id of the thing that is found, or the error in words.
    fn found(things: &[Thing], typed: &str) -> String {
        find(things.iter(), typed).map_or_else(|error| error.to_string(), |thing| thing.0.to_owned())
    }

    #[test]
    fn names_are_the_same_in_every_unicode_form_case_and_spacing() {
        for (one, other) in [
            ("Un câlin", "UN  CA\u{302}LIN "),
            ("Zoë", "zoe\u{308}"),
            ("Ñandú", "n\u{303}andu\u{301}"),
            ("Größe", "GRÖSSE"),
            ("ΟΔΥΣΣΕΥΣ", "Οδυσσευς"),
            ("한별", "\u{1112}\u{1161}\u{11ab}\u{1107}\u{1167}\u{11af}"),
            ("Grandma’s wave", "grandma's\u{a0}wave"),
            ("Mary–Ann", "mary-ann"),
            ("علی\u{200c}رضا", "علیرضا"),
            ("क्\u{200d}ष", "क्ष"),
            ("❤️ kiss", "❤ Kiss"),
            ("Ｌｅｏ", "leo"),
            ("Nguyễn", "nguye\u{302}\u{303}n"),
            ("Leo\u{200b}", "Leo"),
        ] {
            assert_eq!(name_key(one), name_key(other), "{one} {other}");
        }
        for (one, other) in
            [("Zoe", "Zoë"), ("Leo", "Léo"), ("Ida", "Ida 2"), ("a b", "ab"), ("🦁", "🐯"), ("が", "か")]
        {
            assert_ne!(name_key(one), name_key(other), "{one} {other}");
        }
    }

    #[test]
    fn a_name_wins_over_an_id_and_a_whole_name_over_its_words() {
        let things = [
            Thing("leo", "Tom"),
            Thing("leo-2", "Leo"),
            Thing("zoe", "Uma"),
            Thing("zoe-2", "Zoë"),
            Thing("zoe-3", "Zoe Ann"),
            Thing("cuddle", "Un câlin"),
            Thing("hug", "One more hug"),
            Thing("hug-2", "Hug"),
            Thing("child", "ليو"),
        ];
        for (typed, id) in [
            ("Leo", "leo-2"),
            ("leo", "leo-2"),
            (" LEO ", "leo-2"),
            ("leo-2", "leo-2"),
            ("Tom", "leo"),
            ("tom", "leo"),
            ("zoe", "zoe-2"),
            ("zoë", "zoe-2"),
            ("Uma", "zoe"),
            ("ann", "zoe-3"),
            ("un ca\u{302}lin", "cuddle"),
            ("calin", "cuddle"),
            ("hug", "hug-2"),
            ("more", "hug"),
            ("ليو", "child"),
            ("child", "child"),
            ("Hug 2", "hug-2"),
        ] {
            assert_eq!(found(&things, typed), id, "{typed}");
        }
    }

    #[test]
    fn words_and_starts_of_words_find_one_thing_and_list_several() {
        let things = [
            Thing("hand-kiss", "A kiss on the hand"),
            Thing("nose", "Nose kiss"),
            Thing("matching-bracelets", "Matching bracelets"),
            Thing("clap-hands", "Clapping game"),
            Thing("grandmas-hug", "Grandma's hug"),
            Thing("bear-hug", "Bear hug"),
            Thing("hug", "The huge wave"),
        ];
        for (typed, expected) in [
            ("bracelet", "matching-bracelets"),
            ("bracelets", "matching-bracelets"),
            ("clap", "clap-hands"),
            ("clapp", "clap-hands"),
            ("nose kiss", "nose"),
            ("kiss hand", "hand-kiss"),
            ("hand ki", "hand-kiss"),
            ("grandma", "grandmas-hug"),
            ("Grandma’s", "grandmas-hug"),
            ("hug grandma", "grandmas-hug"),
            ("huge", "hug"),
            ("kiss", "\"kiss\" may mean hand-kiss or nose. Write more of the name."),
            ("ha", "\"ha\" may mean hand-kiss or clap-hands. Write more of the name."),
            ("brcelet", "There is no thing \"brcelet\". Did you mean matching-bracelets?"),
            ("nose kis on", "There is no thing \"nose kis on\". Did you mean nose?"),
            ("zebra", "There is no thing \"zebra\"."),
            ("", "There is no thing \"\"."),
            ("...", "There is no thing \"...\"."),
        ] {
            assert_eq!(found(&things, typed), expected, "{typed}");
        }
        let many: Vec<Thing> =
            ["a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "a10"].map(|id| Thing(id, id)).into();
        let expected = "\"a\" may mean a1, a2, a3, a4, a5, a6, a7, a8 or 2 more. Write more of the name.";
        assert_eq!(found(&many, "a"), expected);
    }

    #[test]
    fn several_with_one_name_are_refused_with_their_ids_and_found_by_id() {
        let things = [Thing("leo", "Leo"), Thing("leo-2", "LEO "), Thing("mia", "Mia"), Thing("lion", "leo")];
        for typed in ["Leo", "LEO", "l\u{65}o  ", "Leo\u{200b}"] {
            let expected = match typed.trim() {
                "leo" => "leo".to_owned(),
                shown => {
                    format!("Several things are called \"{}\": leo, leo-2 and lion. Write the id.", one_line(shown))
                }
            };
            assert_eq!(found(&things, typed), expected);
        }
        for id in ["leo", "leo-2", "lion"] {
            assert_eq!(found(&things, id), id);
        }
    }

    #[test]
    fn a_new_name_must_be_free() {
        let things = [Thing("leo", "Tom"), Thing("zoe", "Zoë")];
        let check = |name: &str, own| check_free(things.iter(), name, own).map_err(|error| error.to_string());
        let taken = "There is already a thing called Zoë (id zoe). Give this thing another name.";
        for name in ["Zoë", " ZOE\u{308}", "zoë\u{200b}"] {
            assert_eq!(check(name, None), Err(taken.to_owned()), "{name}");
            assert_eq!(check(name, Some("leo")), Err(taken.to_owned()), "{name}");
            assert_eq!(check(name, Some("zoe")), Ok(()), "{name}");
        }
        for name in ["Leo", "Zoe", "Tommy"] {
            assert_eq!(check(name, None), Ok(()), "{name}");
        }
    }

    #[test]
    fn a_typo_of_a_fixed_word_is_noticed_and_other_words_are_not() {
        let words = ["sick", "snow", "holiday", "other home", "not today"];
        for (typed, meant) in [
            ("sik", Some("sick")),
            ("sikc", Some("sick")),
            ("sickk", Some("sick")),
            ("SCIK", Some("sick")),
            ("sno", Some("snow")),
            ("snwo", Some("snow")),
            ("hol", Some("holiday")),
            ("holliday", Some("holiday")),
            ("hollidays", Some("holiday")),
            ("othr home", Some("other home")),
            ("other", Some("other home")),
            ("sick", None),
            ("sick day", None),
            ("sickness", None),
            ("snow day", None),
            ("holidays", None),
            ("dentist", None),
            ("fever", None),
            ("a cold", None),
            ("trip", None),
            ("late bus", None),
            ("moving house", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(mistyped(&words, typed), meant, "{typed}");
        }
    }
}
