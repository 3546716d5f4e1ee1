//! The invisible characters that scripts, emoji and flags need. Anywhere else they are hidden text.

use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

const NON_JOINER: char = '\u{200c}';
const JOINER: char = '\u{200d}';
const MONGOLIAN_SEPARATOR: char = '\u{180e}';
const EMOJI_STYLE: char = '\u{fe0f}';

/// The picture before the tags of a flag, such as the flag of Scotland.
pub const BLACK_FLAG: char = '\u{1f3f4}';
const LAST_TAG: char = '\u{e007f}';

/// The letters and digits of a flag: `gbsct` for Scotland. The country has two, and its region at most four.
const FLAG_LENGTH: std::ops::RangeInclusive<usize> = 3..=6;

/// The combining class of a virama, the sign between the consonants of one syllable.
const VIRAMA: u8 = 9;

/// A family of scripts whose letters change their shape beside a joiner.
#[derive(PartialEq, Eq)]
enum Script {
    /// Scripts with connected letters, such as Arabic.
    Cursive,
    Mongolian,
    /// The scripts of India and its neighbors, which join consonants into one sign.
    Indic,
}

impl Script {
    /// The script of a letter, or of a mark on a letter.
    fn of(letter: char) -> Option<Script> {
        let script = match letter {
            '\u{0600}'..='\u{077f}'
            | '\u{07c0}'..='\u{07ff}'
            | '\u{0840}'..='\u{08ff}'
            | '\u{a840}'..='\u{a87f}'
            | '\u{10ac0}'..='\u{10aff}'
            | '\u{10d00}'..='\u{10d3f}'
            | '\u{10f30}'..='\u{10fdf}'
            | '\u{1e900}'..='\u{1e95f}' => Script::Cursive,
            '\u{1800}'..='\u{18af}' => Script::Mongolian,
            '\u{0900}'..='\u{0dff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{1a20}'..='\u{1aaf}'
            | '\u{1b00}'..='\u{1bff}'
            | '\u{1cd0}'..='\u{1cff}'
            | '\u{a800}'..='\u{a82f}'
            | '\u{a880}'..='\u{a8ff}'
            | '\u{a930}'..='\u{aaff}'
            | '\u{abc0}'..='\u{abff}'
            | '\u{11000}'..='\u{11fff}' => Script::Indic,
            _ => return None,
        };
        (letter.is_alphabetic() || is_combining_mark(letter)).then_some(script)
    }
}

/// Whether an invisible character changes how the characters around it look. `before` is the text before it, and
/// `after` is the next character.
pub fn is_needed(invisible: char, before: &str, after: Option<char>) -> bool {
    let Some(last) = before.chars().next_back() else { return false };
    let joins = |script: &Script| after.and_then(Script::of).as_ref() == Some(script);
    match (invisible, Script::of(last)) {
        (NON_JOINER | JOINER, Some(Script::Indic)) if canonical_combining_class(last) == VIRAMA => true,
        (NON_JOINER | JOINER, Some(script)) => joins(&script),
        (MONGOLIAN_SEPARATOR, Some(Script::Mongolian)) => joins(&Script::Mongolian),
        (JOINER, None) => ends_in_picture(before) && after.is_some_and(is_picture),
        ('\u{e0100}'..='\u{e01ef}', None) => is_ideograph(last),
        _ => false,
    }
}

/// The tags at the start of `text`, the text after a black flag, if they name the flag of a region.
pub fn flag_tags(text: &str) -> Option<&str> {
    let tags = &text[..text.find(LAST_TAG)?];
    let is_letter = |tag| matches!(tag, '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}');
    let names_a_flag = tags.chars().all(is_letter) && FLAG_LENGTH.contains(&tags.chars().count());
    names_a_flag.then(|| &text[..tags.len() + LAST_TAG.len_utf8()])
}

fn ends_in_picture(text: &str) -> bool {
    text.strip_suffix(EMOJI_STYLE).unwrap_or(text).chars().next_back().is_some_and(is_picture)
}

fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether a character is Chinese or Japanese and can have a variation of its shape, as in the name 渡邉󠄀.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}')
}
