//! Scrubs every text from a file or a paste before the text is shown on a screen or printed.

mod joiners;

use std::borrow::Cow;
use std::iter;
use std::ops::RangeInclusive;

/// The treatment of a line break in a scrubbed text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Breaks {
    Keep,
    Space,
}

/// The characters that mark the colors of printed text. Unicode reserves them for use inside a program, so no text has
/// them.
pub const PAINT_MARKS: RangeInclusive<char> = '\u{fdd0}'..='\u{fdef}';

/// The most combining marks on one base character. More marks would be drawn over the lines above and below.
const MOST_MARKS: usize = 3;

/// The most letters of a note or of another typed text: five pages. A longer text would fill the undo log.
pub const MOST_LETTERS: usize = 10_000;

/// How many letters a text has. Any character counts as a letter.
pub fn letters(text: &str) -> usize {
    text.chars().count()
}

/// A number with a comma after the thousands: `10,000`.
pub fn thousands(number: usize) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => rest.to_string(),
        (more, rest) => format!("{},{rest:03}", thousands(more)),
    }
}

/// Returns `text` without characters that could control a terminal or mislead a reader: C0 and C1 controls, DEL,
/// bidirectional overrides and isolates, tags, and invisible characters. A tab becomes a space, and a base character
/// keeps at most three combining marks. Invisible characters stay where a script, an emoji or a flag needs them.
pub fn scrub(text: &str, breaks: Breaks) -> Cow<'_, str> {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let next = rest.clone().next();
        if is_mark(c) {
            marks += 1;
            if marks <= MOST_MARKS && !out.is_empty() {
                out.push(c);
            }
            continue;
        }
        if is_unwelcome(c) {
            if joiners::is_needed(c, &out, next) {
                out.push(c);
            }
            continue;
        }
        marks = 0;
        match c {
            '\n' => out.push(if breaks == Breaks::Keep { '\n' } else { ' ' }),
            '\r' if next == Some('\n') => {}
            '\t' | '\r' | '\u{2028}' | '\u{2029}' => out.push(' '),
            joiners::BLACK_FLAG => {
                let tags = joiners::flag_tags(rest.as_str()).unwrap_or_default();
                out.push(c);
                out.push_str(tags);
                rest = rest.as_str()[tags.len()..].chars();
            }
            c => out.push(c),
        }
    }
    if out == text { Cow::Borrowed(text) } else { Cow::Owned(out) }
}

/// Returns the scrubbed `text` on one line.
pub fn one_line(text: &str) -> Cow<'_, str> {
    scrub(text, Breaks::Space)
}

/// Returns a text on one line, scrubbed and trimmed. None for a blank text.
pub fn clean_line(text: &str) -> Option<String> {
    Some(one_line(text).trim().to_owned()).filter(|text| !text.is_empty())
}

/// The plain letters that stand for a letter with an accent: e for `é`, ss for `ß`.
pub fn without_accent(letter: char) -> impl Iterator<Item = char> + Clone {
    let (first, second) = match letter {
        'ß' => ('s', Some('s')),
        'œ' => ('o', Some('e')),
        'æ' => ('a', Some('e')),
        letter => (nucleo_matcher::chars::normalize(letter), None),
    };
    iter::once(first).chain(second)
}

/// Whether a character is an accent or another mark on the character before it.
pub fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036f}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05bd}' | '\u{0610}'..='\u{061a}'
        | '\u{064b}'..='\u{065f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}

/// Whether a character of a scrubbed text has no shape of its own, such as a joiner or the choice between two styles of
/// an emoji.
pub fn is_invisible(c: char) -> bool {
    (is_unwelcome(c) && !c.is_control()) || matches!(c, '\u{180b}'..='\u{180f}' | '\u{fe00}'..='\u{fe0f}')
}

fn is_unwelcome(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || PAINT_MARKS.contains(&c)
        || matches!(c,
            '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Returns `text` with the line ends and the byte order mark of `before`, so that a Windows file stays a Windows file.
pub fn ending_lines_like(text: &str, before: &str) -> String {
    const BYTE_ORDER_MARK: char = '\u{feff}';
    let windows = before.matches("\r\n").count();
    let mut lines = text.trim_start_matches(BYTE_ORDER_MARK).replace("\r\n", "\n");
    if windows * 2 > before.matches('\n').count() {
        lines = lines.replace('\n', "\r\n");
    }
    if before.starts_with(BYTE_ORDER_MARK) { format!("{BYTE_ORDER_MARK}{lines}") } else { lines }
}

/// Whether a text is a web address, such as the link of a school's "subscribe" or "download".
pub fn is_web_address(text: &str) -> bool {
    let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_some_and(|scheme| ["http", "https", "webcal", "webcals"].contains(&scheme.as_str()))
}

/// The text with a capital first letter.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The items of a list in a sentence: `Mia, Leo and Ida`. `and` is the word before the last item.
pub fn list<T: AsRef<str>>(items: &[T], and: &str) -> String {
    let words: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match words.split_last() {
        Some((last, before @ [_, ..])) => format!("{} {and} {last}", before.join(", ")),
        _ => words.concat(),
    }
}

/// A number and its noun: `1 minute`, `2 minutes`.
pub fn plural<N: std::fmt::Display + From<u8> + PartialEq>(n: N, noun: &str) -> String {
    if n == N::from(1) { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_stay_as_they_were() {
        assert_eq!(ending_lines_like("a\nb\n", "\u{feff}a\r\nc\r\nd"), "\u{feff}a\r\nb\r\n");
        assert_eq!(ending_lines_like("a\r\nb\n", "a\r\nb\nc\n"), "a\nb\n");
        assert_eq!(ending_lines_like("a\n", ""), "a\n");
    }

    #[test]
    fn characters_that_control_a_terminal_are_removed() {
        assert_eq!(one_line("a\x1b[31mred\x07\u{9b}2J\u{7f}"), "a[31mred2J");
        assert_eq!(one_line("left\u{202e}thgir\u{2066}x\u{2069}"), "leftthgirx");
        assert_eq!(one_line("flag\u{e0067}\u{200b}!"), "flag!");
    }

    #[test]
    fn names_emoji_and_flags_of_all_scripts_stay() {
        for text in [
            "ليو",
            "דניאל",
            "Zoë",
            "王小明",
            "渡邉\u{e0100}",
            // Joiners between letters that join: Persian, Urdu, Devanagari, Bengali, Sinhala, Malayalam, Kannada.
            "می\u{200c}خواهم",
            "علی\u{200c}رضا",
            "عَ\u{200c}لی",
            "کہہ\u{200d}کہہ",
            "क्\u{200d}ष",
            "क्\u{200c}ष",
            "ৰ\u{200d}্য",
            "ශ්\u{200d}රී",
            "ന്\u{200d}",
            "ಕ್\u{200c}",
            "ᠰᠠᠷ\u{180e}ᠠ",
            "❤️",
            "👩\u{200d}👧 Ida",
            "👩🏽\u{200d}🚀",
            "🏳️\u{200d}🌈",
            "🙂\u{200d}↔️",
            "👨\u{200d}👩\u{200d}👧\u{200d}👦",
            "1️⃣",
            "🇨🇦",
            "🏴\u{200d}☠️",
            // The flags of Scotland, Wales, England and Texas.
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}!",
            "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "🏴\u{e0075}\u{e0073}\u{e0074}\u{e0078}\u{e007f}",
        ] {
            assert_eq!(one_line(text), text);
            assert_eq!(scrub(text, Breaks::Keep), text);
        }
    }

    #[test]
    fn invisible_characters_that_nothing_needs_are_removed() {
        for (text, seen) in [
            ("Le\u{200c}o", "Leo"),
            ("Le\u{200d}o", "Leo"),
            ("\u{200d}Leo\u{200c}", "Leo"),
            ("علی\u{200c}", "علی"),
            ("\u{200c}علی", "علی"),
            ("علی \u{200d}رضا", "علی رضا"),
            ("علی\u{200c}\u{200c}رضا", "علی\u{200c}رضا"),
            ("علی\u{200d}Leo", "علیLeo"),
            ("٣\u{200c}٣", "٣٣"),
            ("👩\u{200d}", "👩"),
            ("👩\u{200d} 👧", "👩 👧"),
            ("a\u{fe0f}\u{200d}👧", "a\u{fe0f}👧"),
            ("a\u{180e}b", "ab"),
            ("a\u{e0100}", "a"),
            ("क\u{202e}ष", "कष"),
            ("ع\u{2067}ل\u{061c}", "عل"),
            // Tags without their flag, without their end, of no region, and as hidden text.
            ("\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}", ""),
            ("🏴\u{e0067}\u{e0062}\u{e0073}", "🏴"),
            ("🏴\u{e007f}", "🏴"),
            ("🏴\u{e0067}b\u{e007f}", "🏴b"),
            ("👩\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}", "👩"),
            ("🏴\u{e0072}\u{e006d}\u{e0020}\u{e002d}\u{e007f}", "🏴"),
            ("🏴\u{e0061}\u{e0061}\u{e0061}\u{e0061}\u{e0061}\u{e0061}\u{e0061}\u{e007f}", "🏴"),
        ] {
            assert_eq!(one_line(text), seen, "{text:?}");
        }
    }

    #[test]
    fn the_last_item_of_a_list_has_a_word_before_it() {
        let lists = [&[][..], &["Mia"], &["Mia", "Leo"], &["Mia", "Leo", "Ida"]].map(|items| list(items, "and"));
        assert_eq!(lists, ["", "Mia", "Mia and Leo", "Mia, Leo and Ida"]);
    }

    #[test]
    fn a_large_number_has_commas() {
        assert_eq!([999, 1000, 90_042, 1_000_005].map(thousands), ["999", "1,000", "90,042", "1,000,005"]);
    }

    #[test]
    fn line_breaks_stay_or_become_spaces() {
        assert_eq!(scrub("a\r\nb\tc", Breaks::Keep), "a\nb c");
        assert_eq!(scrub("a\nb", Breaks::Space), "a b");
    }

    #[test]
    fn at_most_three_combining_marks_stay() {
        let tower = format!("e{}x", "\u{0301}".repeat(40));
        assert_eq!(one_line(&tower), "e\u{0301}\u{0301}\u{0301}x");
        assert_eq!(one_line("\u{0301}x"), "x");
    }
}
