//! Splits a calendar file into its lines: in every encoding that schools send, with folded lines put together again.

use std::borrow::Cow;

/// One unfolded line, which RFC 5545 calls a content line: `DTSTART;VALUE=DATE:20260907`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentLine {
    /// The number of its first line in the file, counted from 1.
    pub number: usize,
    pub text: String,
}

/// The most bytes of a line that are kept. Only attached pictures are longer.
const LONGEST: usize = 64 * 1024;

impl ContentLine {
    /// Returns the text before the first `:` or `;`, in capitals.
    pub fn name(&self) -> String {
        let end = self.text.find([':', ';']).unwrap_or(self.text.len());
        self.text[..end].trim().to_ascii_uppercase()
    }

    /// Returns the text after the first `:` outside quotes.
    pub fn value(&self) -> &str {
        let mut quoted = false;
        let colon = self.text.bytes().position(|byte| {
            quoted ^= byte == b'"';
            byte == b':' && !quoted
        });
        colon.map_or("", |at| self.text[at + 1..].trim())
    }

    /// True for a line that ends with its `:`, such as `RRULE:`.
    pub fn is_empty(&self) -> bool {
        self.text.trim_end().ends_with(':') && self.value().is_empty()
    }

    /// Returns (true, `VEVENT`) for `BEGIN:VEVENT` and (false, `VEVENT`) for `END:VEVENT`.
    pub fn bracket(&self) -> Option<(bool, String)> {
        let (word, part) = self.text.split_once(':')?;
        let begins = word.trim().eq_ignore_ascii_case("BEGIN");
        (begins || word.trim().eq_ignore_ascii_case("END")).then(|| (begins, part.trim().to_ascii_uppercase()))
    }

    /// Returns the error that this line causes. `label` stands below the line where the problem is shown.
    pub fn error(&self, message: &'static str, label: &'static str) -> LineError<'_> {
        LineError { line: self, message, label }
    }
}

/// The reason why an event cannot be read, and the line that is wrong.
#[derive(Debug)]
pub struct LineError<'l> {
    pub line: &'l ContentLine,
    pub message: &'static str,
    pub label: &'static str,
}

/// The lines of one event or zone that the program reads, each with its name.
#[derive(Debug, Default)]
pub struct NamedLines(pub Vec<(&'static str, ContentLine)>);

impl NamedLines {
    /// Adds a line, unless its name is missing from `names`.
    pub fn add(&mut self, line: ContentLine, names: &[&'static str]) {
        let name = line.name();
        self.0.extend(names.iter().find(|known| **known == name).map(|known| (*known, line)));
    }

    /// Returns the first line with this name.
    pub fn first(&self, name: &str) -> Option<&ContentLine> {
        self.0.iter().find(|(found, _)| *found == name).map(|(_, line)| line)
    }

    /// Returns all lines with this name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &ContentLine> {
        self.0.iter().filter(move |(found, _)| *found == name).map(|(_, line)| line)
    }
}

/// Returns the bytes of a file with line ends of one byte each: UTF-16, which some programs call "Unicode", becomes
/// UTF-8.
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
        // UTF-16 without a byte order mark: every second byte of `BEGIN` is zero.
        [1..=0xff, 0, 1..=0xff, 0, ..] => sixteen(bytes, u16::from_le_bytes),
        [0, 1..=0xff, 0, 1..=0xff, ..] => sixteen(bytes, u16::from_be_bytes),
        _ => Cow::Borrowed(bytes),
    }
}

/// Iterates over the lines of a file.
pub struct Lines<'b> {
    rest: &'b [u8],
    /// The number of the line with which `rest` begins.
    number: usize,
    /// The indent of the line before. A larger indent continues that line. Only files made by hand indent lines.
    indent: usize,
    /// Whether the line before is a `BEGIN` or `END`. Only the rest of a word continues such a line, because files that
    /// are indented by hand indent the next line too.
    after_bracket: bool,
}

/// Returns the lines of a file whose bytes are [`readable`].
pub fn lines(bytes: &[u8]) -> Lines<'_> {
    Lines { rest: bytes, number: 1, indent: 0, after_bracket: true }
}

impl<'b> Lines<'b> {
    /// Returns the next line of the file without its end, and the bytes after it.
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

    /// True when a line continues the line before.
    fn continues(&self, indent: usize, text: &[u8]) -> bool {
        let is_rest_of_word = || text.trim_ascii_end().iter().all(u8::is_ascii_alphabetic);
        indent > self.indent && (!self.after_bracket || is_rest_of_word()) && !is_bracket(text)
    }
}

impl Iterator for Lines<'_> {
    type Item = ContentLine;

    fn next(&mut self) -> Option<ContentLine> {
        let mut unfolded: Option<(usize, Vec<u8>)> = None;
        while let Some((line, rest)) = self.physical() {
            let indent = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            let text = &line[indent..];
            match &mut unfolded {
                // Line ends that were converted twice leave empty lines, also between the pieces of a folded line.
                _ if text.is_empty() => {}
                Some((_, bytes)) if self.continues(indent, text) => {
                    let more = &line[self.indent + 1..];
                    bytes.extend(more.iter().take(LONGEST.saturating_sub(bytes.len())));
                }
                Some(_) => break,
                None => {
                    self.after_bracket = is_bracket(text);
                    self.indent = indent;
                    unfolded = Some((self.number, text.iter().copied().take(LONGEST).collect()));
                }
            }
            self.rest = rest;
            self.number += 1;
        }
        unfolded.map(|(number, bytes)| ContentLine { number, text: decoded(bytes) })
    }
}

fn is_bracket(line: &[u8]) -> bool {
    let starts = |word: &[u8]| line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    starts(b"BEGIN:") || starts(b"END:")
}

/// Returns the text of a line in UTF-8, or else in Windows-1252. Each line is decoded by itself, because some files are
/// pasted together; and after unfolding, because some programs fold in the middle of a letter.
fn decoded(bytes: Vec<u8>) -> String {
    /// The letters of Windows-1252 from 0x80 to 0x9f. A blank stands for a byte that means nothing.
    const WINDOWS: [char; 32] = [
        '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’', '“', '”', '•',
        '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
    ];
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let cut = error.utf8_error();
        if cut.error_len().is_none() && error.as_bytes().len() >= LONGEST {
            // Only the last letter is broken, because the line was cut.
            return String::from_utf8_lossy(&error.as_bytes()[..cut.valid_up_to()]).into_owned();
        }
        let letter = |&byte: &u8| match byte {
            0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
            _ => char::from(byte),
        };
        error.as_bytes().iter().map(letter).collect()
    })
}
