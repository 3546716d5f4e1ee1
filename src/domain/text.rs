//! The scrubber: the one door through which text from a file or a paste reaches a screen or stdout.

use std::borrow::Cow;
use std::iter;

/// What happens to a line break.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Breaks {
    Keep,
    Space,
}

/// The most combining marks left on one base character; more is a "zalgo" stack that leaks over its neighbors.
const MOST_MARKS: usize = 3;

/// Returns `text` without anything that could steer a terminal or mislead a reader: C0 and C1 controls, DEL,
/// bidirectional overrides and isolates, tag characters and invisible characters go; a tab becomes a space; at most
/// three combining marks stay on a base. Arabic, Hebrew and joined emoji stay as they are.
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
                // A joiner belongs between two pictures; anywhere else it is an invisible character.
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

/// [`scrub`] for text that stays on one line.
pub fn one_line(text: &str) -> Cow<'_, str> {
    scrub(text, Breaks::Space)
}

const JOINER: char = '\u{200d}';

fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// A letter without its accent: `é` is e, `ß` is ss.
pub fn without_accent(letter: char) -> impl Iterator<Item = char> + Clone {
    let (first, second) = match letter {
        'ß' => ('s', Some('s')),
        'œ' => ('o', Some('e')),
        'æ' => ('a', Some('e')),
        letter => (nucleo_matcher::chars::normalize(letter), None),
    };
    iter::once(first).chain(second)
}

/// Whether a character is an accent or another mark on the one before it.
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

/// A text with line ends, and a mark at its beginning, as another text has them: what Windows wrote stays so.
pub fn ending_lines_like(text: &str, before: &str) -> String {
    const MARK: char = '\u{feff}';
    let windows = before.matches("\r\n").count();
    let mut lines = text.trim_start_matches(MARK).replace("\r\n", "\n");
    if windows * 2 > before.matches('\n').count() {
        lines = lines.replace('\n', "\r\n");
    }
    if before.starts_with(MARK) { format!("{MARK}{lines}") } else { lines }
}

/// A number and its noun: `1 minute`, `2 minutes`.
pub fn plural<N: std::fmt::Display + From<u8> + PartialEq>(n: N, noun: &str) -> String {
    if n == N::from(1) { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

#[cfg(test)]
mod tests {
    #[test]
    fn line_ends_stay_as_they_were() {
        use super::ending_lines_like;
        assert_eq!(ending_lines_like("a\nb\n", "\u{feff}a\r\nc\r\nd"), "\u{feff}a\r\nb\r\n");
        assert_eq!(ending_lines_like("a\r\nb\n", "a\r\nb\nc\n"), "a\nb\n");
        assert_eq!(ending_lines_like("a\n", ""), "a\n");
    }

    use super::*;

    #[test]
    fn what_steers_a_terminal_is_gone() {
        assert_eq!(one_line("a\x1b[31mred\x07\u{9b}2J\u{7f}"), "a[31mred2J");
        assert_eq!(one_line("left\u{202e}thgir\u{2066}x\u{2069}"), "leftthgirx");
        assert_eq!(one_line("flag\u{e0067}\u{200b}!"), "flag!");
    }

    #[test]
    fn names_and_pictures_from_everywhere_stay() {
        for text in ["ليو", "דניאל", "Zoë", "👩‍👧 Ida", "❤️", "王小明"] {
            assert_eq!(one_line(text), text);
        }
    }

    #[test]
    fn line_breaks_stay_where_they_may() {
        assert_eq!(scrub("a\r\nb\tc", Breaks::Keep), "a\nb c");
        assert_eq!(scrub("a\nb", Breaks::Space), "a b");
    }

    #[test]
    fn a_tower_of_marks_is_cut_to_three() {
        let tower = format!("e{}x", "\u{0301}".repeat(40));
        assert_eq!(one_line(&tower), "e\u{0301}\u{0301}\u{0301}x");
        assert_eq!(one_line("\u{0301}x"), "x");
    }
}
