//! Scrubs every text from a file or a paste before the text is shown on a screen or printed.

use std::borrow::Cow;
use std::iter;

/// The treatment of a line break in a scrubbed text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Breaks {
    Keep,
    Space,
}

/// The most combining marks on one base character. More marks would be drawn over the lines above and below.
const MOST_MARKS: usize = 3;

/// Returns `text` without characters that could control a terminal or mislead a reader: C0 and C1 controls, DEL,
/// bidirectional overrides and isolates, tags, and invisible characters. A tab becomes a space, and a base character
/// keeps at most three combining marks. Arabic, Hebrew and joined emoji stay as they are.
pub fn scrub(text: &str, breaks: Breaks) -> Cow<'_, str> {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if is_mark(c) {
            marks += 1;
            if marks <= MOST_MARKS && !out.is_empty() {
                out.push(c);
            }
            continue;
        }
        if c != JOINER {
            marks = 0;
        }
        match c {
            '\n' => out.push(if breaks == Breaks::Keep { '\n' } else { ' ' }),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\t' | '\r' | '\u{2028}' | '\u{2029}' => out.push(' '),
            JOINER => {
                // A joiner between two pictures makes one emoji. Anywhere else it is invisible.
                let after_picture = out.chars().last().is_some_and(|p| is_picture(p) || p == '\u{fe0f}');
                if after_picture && chars.peek().is_some_and(|&n| is_picture(n)) {
                    out.push(c);
                }
            }
            c if is_unwelcome(c) => {}
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

const JOINER: char = '\u{200d}';

fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
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

fn is_unwelcome(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}'..='\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
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

/// The text with a capital first letter.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
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
    fn names_and_emoji_of_all_scripts_stay() {
        for text in ["ليو", "דניאל", "Zoë", "👩‍👧 Ida", "❤️", "王小明"] {
            assert_eq!(one_line(text), text);
        }
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
