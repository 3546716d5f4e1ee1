//! A problem in a file, shown so that a parent can correct it: the place, the line, and what to write instead.

use super::text::one_line;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::fmt;
use std::ops::Range;

/// A problem in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The name of the file, as a parent would say it.
    pub file: String,
    pub message: String,
    /// The way to correct the problem, without capital and period.
    pub help: String,
    /// The place of the problem, then the places that clash with it. Empty when the whole file cannot be read.
    pub spans: Vec<SourceSpan>,
}

/// A place in a file, with a copy of its line, so that the problem can be shown without the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceSpan {
    /// The number of the line, from 1.
    pub line: usize,
    /// The number of the character in the line, from 1.
    pub column: usize,
    text: String,
    span: Range<usize>,
    label: String,
}

/// The most characters of a line that are shown around a place: two lines of a wide terminal.
const LONGEST_LINE: usize = 160;

impl SourceSpan {
    /// The place of the bytes `span` in `source`. A span over several lines ends with its first line.
    pub fn new(source: &str, span: Range<usize>, label: impl Into<String>) -> SourceSpan {
        let floor = |at: usize| (0..=at.min(source.len())).rev().find(|i| source.is_char_boundary(*i)).unwrap_or(0);
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

/// The place in the planner where copies and unfinished merges are dealt with, in the help of a problem.
pub const ON_THE_PAGE: &str = "in the planner, on the page of problems";

impl Problem {
    /// A problem with a whole file, such as a file that cannot be opened.
    pub fn whole_file(file: impl Into<String>, message: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem { file: file.into(), message: message.into(), help: help.into(), spans: Vec::new() }
    }

    /// The problem for the page of problems itself, whose help names the key in place of the page.
    pub fn on_its_page(&self, key: &str) -> Problem {
        Problem { help: self.help.replace(ON_THE_PAGE, &format!("with {key}")), ..self.clone() }
    }

    /// The problem as several lines of plain text, with the line of the file, carets and help.
    pub fn report(&self) -> String {
        let file = one_line(&self.file);
        let mut group = Level::ERROR.primary_title(self.message.as_str()).elements(self.spans.iter().enumerate().map(
            |(i, span)| {
                let kind = if i == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
                Snippet::source(span.text.as_str())
                    .line_start(span.line)
                    .path(file.as_ref())
                    .annotation(kind.span(span.span.clone()).label(span.label.as_str()))
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
    fn a_report_shows_file_line_column_caret_and_help() {
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
    fn a_span_may_start_and_end_anywhere_and_is_scrubbed() {
        let source = "x = \"\x1b[2J\u{202e}é\"\n";
        for start in 0..=source.len() + 2 {
            for end in start..=source.len() + 2 {
                let span = SourceSpan::new(source, start..end, "here");
                assert!(!span.text.contains('\x1b') && !span.text.contains('\u{202e}'));
                assert!(span.text.is_char_boundary(span.span.start) && span.text.is_char_boundary(span.span.end));
            }
        }
    }
}
