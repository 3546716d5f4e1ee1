//! What is wrong with a file, told so that a parent can mend it: where, the line itself, and what to write instead.

use super::text::one_line;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::fmt;
use std::ops::Range;

/// One thing wrong in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file as the parent would name it.
    pub file: String,
    pub message: String,
    /// What to do about it; a whole sentence.
    pub help: String,
    /// Where it is; the first mark is the place itself, further ones are what it clashes with. Empty when the file
    /// as a whole cannot be read.
    pub spans: Vec<SourceSpan>,
}

/// One place in a file, with its line copied so that the problem can be shown without the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceSpan {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    text: String,
    span: Range<usize>,
    label: String,
}

/// Longer lines are cut around the mark.
const LONGEST_LINE: usize = 160;

impl SourceSpan {
    /// Marks the bytes `span` of `source`; a span that runs over its line ends with the line.
    pub fn new(source: &str, span: Range<usize>, label: impl Into<String>) -> SourceSpan {
        let floor = |mut at: usize| {
            at = at.min(source.len());
            while !source.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = floor(span.start);
        let line_start = source[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = source[start..].find('\n').map_or(source.len(), |i| start + i);
        let end = floor(span.end).clamp(start, line_end);
        let mut before = &source[line_start..start];
        if before.len() > LONGEST_LINE / 2 {
            let cut = before.char_indices().rev().nth(LONGEST_LINE / 2).map_or(0, |(i, _)| i);
            before = &before[cut..];
        }
        let marked = source[start..end].chars().take(LONGEST_LINE).collect::<String>();
        let after = source[end..line_end].chars().take(LONGEST_LINE / 2).collect::<String>();
        let mut text = one_line(before).into_owned();
        let from = text.len();
        text.push_str(&one_line(&marked));
        let to = text.len();
        text.push_str(&one_line(&after));
        SourceSpan {
            line: source[..start].matches('\n').count() + 1,
            column: source[line_start..start].chars().count() + 1,
            span: from..to,
            text,
            label: label.into(),
        }
    }
}

impl Problem {
    /// A problem with a file as a whole, such as one that cannot be opened.
    pub fn whole_file(file: impl Into<String>, message: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem { file: file.into(), message: message.into(), help: help.into(), spans: Vec::new() }
    }

    /// The problem with its lines, carets and advice, in plain text of several lines.
    pub fn report(&self) -> String {
        let file = one_line(&self.file);
        let mut group = Level::ERROR.primary_title(self.message.as_str()).elements(self.spans.iter().enumerate().map(
            |(i, mark)| {
                let kind = if i == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
                Snippet::source(mark.text.as_str())
                    .line_start(mark.line)
                    .path(file.as_ref())
                    .annotation(kind.span(mark.span.clone()).label(mark.label.as_str()))
            },
        ));
        if self.spans.is_empty() {
            group = group.element(annotate_snippets::Origin::path(file.as_ref()));
        }
        if !self.help.is_empty() {
            group = group.element(Level::HELP.message(self.help.as_str()));
        }
        Renderer::plain().render(&[group])
    }
}

/// `rituals.toml:12:3: unknown key ...` on one line.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", one_line(&self.file))?;
        if let Some(span) = self.spans.first() {
            write!(f, "{}:{}:", span.line, span.column)?;
        }
        write!(f, " {}", self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_shows_file_line_column_caret_and_advice() {
        let source = "a = 1\nminuts = 3\n";
        let problem = Problem {
            file: "rituals.toml".into(),
            message: "unknown key `minuts`".into(),
            help: "write `minutes`".into(),
            spans: vec![SourceSpan::new(source, 6..12, "not a key of a ritual")],
        };
        assert_eq!(problem.to_string(), "rituals.toml:2:1: unknown key `minuts`");
        let full = problem.report();
        for part in ["rituals.toml:2:1", "minuts = 3", "^^^^^^ not a key of a ritual", "help: write `minutes`"] {
            assert!(full.contains(part), "{part} in\n{full}");
        }
    }

    #[test]
    fn a_mark_is_safe_anywhere_and_scrubbed() {
        let source = "x = \"\x1b[2J\u{202e}é\"\n";
        for start in 0..=source.len() + 2 {
            for end in start..=source.len() + 2 {
                let mark = SourceSpan::new(source, start..end, "here");
                assert!(!mark.text.contains('\x1b') && !mark.text.contains('\u{202e}'));
                assert!(mark.text.is_char_boundary(mark.span.start) && mark.text.is_char_boundary(mark.span.end));
            }
        }
    }
}
