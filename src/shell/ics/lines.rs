//! The lines of a calendar file as they are meant: folded ones put together again, in any encoding schools send,
//! with the number each begins on. Nothing is read before it is asked for.

use std::borrow::Cow;

/// One line as it is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Counted from 1.
    pub number: usize,
    pub text: String,
}

/// The rest of a longer line is dropped: an attached picture is of no use here.
const LONGEST: usize = 64 * 1024;

impl Line {
    /// The part before the first `:` or `;`, in capitals.
    pub fn name(&self) -> String {
        let end = self.text.find([':', ';']).unwrap_or(self.text.len());
        self.text[..end].trim().to_ascii_uppercase()
    }

    /// The part after the first `:` that is not in quotes.
    pub fn value(&self) -> &str {
        let mut quoted = false;
        let colon = self.text.bytes().position(|byte| {
            quoted ^= byte == b'"';
            byte == b':' && !quoted
        });
        colon.map_or("", |at| self.text[at + 1..].trim())
    }

    /// Whether it has a name and a `:` and nothing after it.
    pub fn is_empty(&self) -> bool {
        self.text.trim_end().ends_with(':') && self.value().is_empty()
    }

    /// What begins or ends here: `BEGIN:VEVENT` is (true, `VEVENT`).
    pub fn bracket(&self) -> Option<(bool, String)> {
        let (word, what) = self.text.split_once(':')?;
        let begins = word.trim().eq_ignore_ascii_case("BEGIN");
        (begins || word.trim().eq_ignore_ascii_case("END")).then(|| (begins, what.trim().to_ascii_uppercase()))
    }
}

/// The bytes in an encoding whose line ends are bytes: UTF-16, which some programs save as "Unicode", is changed.
pub fn readable(bytes: &[u8]) -> Cow<'_, [u8]> {
    let sixteen = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        Cow::Owned(text.into_bytes())
    };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => Cow::Borrowed(rest),
        [0xff, 0xfe, rest @ ..] => sixteen(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => sixteen(rest, u16::from_be_bytes),
        // Without the mark at its beginning: no calendar begins with a zero.
        [1..=0xff, 0, 1..=0xff, 0, ..] => sixteen(bytes, u16::from_le_bytes),
        [0, 1..=0xff, 0, 1..=0xff, ..] => sixteen(bytes, u16::from_be_bytes),
        _ => Cow::Borrowed(bytes),
    }
}

/// Goes through the lines of a file.
pub struct Lines<'b> {
    rest: &'b [u8],
    /// The number of the line that `rest` begins with.
    number: usize,
    /// How far lines are set in; only hand-made files do that. What is set in further is a continuation.
    indent: usize,
    /// After `BEGIN` and `END` only the rest of a word is a continuation: files set in by hand go on with lines.
    after_bracket: bool,
}

pub fn lines(bytes: &[u8]) -> Lines<'_> {
    Lines { rest: bytes, number: 1, indent: 0, after_bracket: true }
}

impl<'b> Lines<'b> {
    /// The next line of the file without its end, and where the one after it begins. None at the end of the file.
    fn physical(&self) -> Option<(&'b [u8], &'b [u8])> {
        if self.rest.is_empty() {
            return None;
        }
        let Some(end) = self.rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            return Some((self.rest, &[]));
        };
        let next = if self.rest[end..].starts_with(b"\r\n") { end + 2 } else { end + 1 };
        Some((&self.rest[..end], &self.rest[next..]))
    }

    fn step(&mut self, rest: &'b [u8]) {
        self.rest = rest;
        self.number += 1;
    }
}

fn set_in(line: &[u8]) -> usize {
    line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let mut meant: Option<(usize, Vec<u8>)> = None;
        while let Some((line, rest)) = self.physical() {
            let indent = set_in(line);
            // Empty lines come from line ends that were changed twice; they end nothing.
            if indent == line.len() {
                self.step(rest);
                continue;
            }
            let may_continue = !self.after_bracket || is_rest_of_word(&line[indent..]);
            let continues = indent > self.indent && may_continue && !is_bracket(&line[indent..]);
            match &mut meant {
                Some((_, text)) if continues => {
                    let more = &line[self.indent + 1..];
                    text.extend(more.iter().take(LONGEST.saturating_sub(text.len())));
                }
                Some(_) => break,
                None => {
                    self.after_bracket = is_bracket(&line[indent..]);
                    self.indent = indent;
                    meant = Some((self.number, line[indent..].iter().copied().take(LONGEST).collect()));
                }
            }
            self.step(rest);
        }
        meant.map(|(number, bytes)| Line { number, text: decoded(bytes) })
    }
}

fn is_rest_of_word(line: &[u8]) -> bool {
    line.trim_ascii_end().iter().all(u8::is_ascii_alphabetic)
}

fn is_bracket(line: &[u8]) -> bool {
    let starts = |word: &[u8]| line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    starts(b"BEGIN:") || starts(b"END:")
}

/// UTF-8, or else what Windows programs in the West write by mistake. Decided for each line, after unfolding: some
/// programs fold in the middle of a letter, and some files are pasted together.
fn decoded(bytes: Vec<u8>) -> String {
    const WINDOWS: [char; 32] = [
        '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’', '“', '”', '•',
        '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
    ];
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let cut = error.utf8_error();
        if cut.error_len().is_none() && error.as_bytes().len() >= LONGEST {
            // Only the last letter is not whole, because the line was cut.
            return String::from_utf8_lossy(&error.as_bytes()[..cut.valid_up_to()]).into_owned();
        }
        let letter = |&byte: &u8| match byte {
            0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
            _ => char::from(byte),
        };
        error.as_bytes().iter().map(letter).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<String> {
        lines(&readable(bytes)).map(|line| format!("{} {}", line.number, line.text)).collect()
    }

    #[test]
    fn folded_lines_are_put_together_whatever_ends_them() {
        for end in ["\n", "\r\n", "\r", "\r\r\n"] {
            let file = ["SUMMARY:No", "  School", "\t today", "UID:1", ""].join(end);
            let found = texts(file.as_bytes());
            let texts: Vec<&str> = found.iter().filter_map(|line| Some(line.split_once(' ')?.1)).collect();
            assert_eq!(texts, ["SUMMARY:No School today", "UID:1"], "{end:?}");
        }
        assert_eq!(texts(b"A:1\n\n\n x\nB:2"), ["1 A:1x", "5 B:2"]);
        assert_eq!(texts(b"BEGIN:VEV\r\n ENT\r\nUID:1"), ["1 BEGIN:VEVENT", "3 UID:1"]);
        assert!(texts(b"").is_empty() && texts(b"\n \r\n").is_empty());
    }

    #[test]
    fn a_file_set_in_by_hand_is_read_line_by_line() {
        let file =
            b"BEGIN:VCALENDAR\n  BEGIN:VEVENT\n    UID:1\n    SUMMARY:long\n      er\n  END:VEVENT\n END:VCALENDAR";
        let expected =
            ["1 BEGIN:VCALENDAR", "2 BEGIN:VEVENT", "3 UID:1", "4 SUMMARY:long er", "6 END:VEVENT", "7 END:VCALENDAR"];
        assert_eq!(texts(file), expected);
    }

    #[test]
    fn letters_come_through_in_every_encoding() {
        let expected = ["1 SUMMARY:F\u{ea}te \u{2013} \u{e9}cole"];
        assert_eq!(texts("\u{feff}SUMMARY:F\u{ea}te \u{2013} \u{e9}cole\r\n".as_bytes()), expected);
        assert_eq!(texts(b"SUMMARY:F\xeate \x96 \xe9cole\n"), expected);
        let wide: Vec<u8> =
            "\u{feff}SUMMARY:F\u{ea}te \u{2013} \u{e9}cole\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(texts(&wide), expected);
        assert_eq!(texts(&wide[2..]), expected);
        let big_endian: Vec<u8> = wide[2..].chunks(2).flat_map(|pair| [pair[1], pair[0]]).collect();
        assert_eq!(texts(&big_endian), expected);
        // Folded between the two bytes of a letter.
        assert_eq!(texts(b"SUMMARY:F\xc3\n \xaate \xe2\x80\n \x93 \xc3\xa9cole\n"), expected);
    }

    #[test]
    fn an_endless_line_is_cut() {
        let mut file = b"SUMMARY:".to_vec();
        file.extend("\u{e9}".repeat(LONGEST).bytes());
        let found: Vec<Line> = lines(&file).collect();
        assert!(found[0].text.len() <= LONGEST && found[0].text.ends_with('\u{e9}'));
    }
}
