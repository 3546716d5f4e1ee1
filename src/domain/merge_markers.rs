//! The lines that a merge leaves in a file when two versions did not fit together: `<<<<<<<`, `=======` and `>>>>>>>`,
//! and `|||||||` before the older text from which both came (git's styles `diff3` and `zdiff3`).

use super::problem::{Problem, SourceSpan};
use std::ops::{Range, RangeInclusive};

/// The beginning of the first marker.
pub const START: &str = "<<<<<<<";
/// How many signs a marker has at least. Git writes more where the text itself contains markers.
const LEAST_SIGNS: usize = START.len();

/// A place in a text with two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// The bytes from the first marker to the end of the last.
    pub span: Range<usize>,
    /// The numbers of the lines, from 1.
    pub lines: RangeInclusive<usize>,
    /// Whether no marker is missing or too many.
    pub is_whole: bool,
    /// The bytes of our version, of the older text if there is one, and of their version.
    ours: Range<usize>,
    base: Option<Range<usize>>,
    theirs: Range<usize>,
}

/// The versions of a text whose merge was not finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    pub ours: String,
    pub theirs: String,
    /// The older text from which both came. None unless every hunk has it.
    pub base: Option<String>,
}

/// Returns the hunks of a text. A marker without a beginning is a hunk that is not whole.
pub fn hunks(text: &str) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    let mut open: Option<OpenHunk> = None;
    let (mut start, mut number) = (0, 0);
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        number += 1;
        let place = Place { start, end, number };
        start = end;
        let Some(marker) = marker(line) else { continue };
        match (open.take(), marker) {
            (None, ('<', signs)) => open = Some(OpenHunk::new(place, signs)),
            (None, _) => hunks.push(OpenHunk::new(place, 0).ended_wrongly(end, number)),
            // Longer markers are part of a version that was merged before.
            (Some(hunk), (_, signs)) if signs > hunk.signs => open = Some(hunk),
            (Some(mut hunk), ('|', _)) if hunk.base.is_none() && hunk.theirs.is_none() => {
                hunk.base = Some(place);
                open = Some(hunk);
            }
            (Some(mut hunk), ('=', _)) if hunk.theirs.is_none() => {
                hunk.theirs = Some(place);
                open = Some(hunk);
            }
            (Some(hunk), ('>', _)) => hunks.push(hunk.ended(place)),
            (Some(hunk), ('<', signs)) => {
                hunks.push(hunk.ended_wrongly(place.start, number - 1));
                open = Some(OpenHunk::new(place, signs));
            }
            (Some(mut hunk), _) => {
                hunk.is_wrong = true;
                open = Some(hunk);
            }
        }
    }
    hunks.extend(open.map(|hunk| hunk.ended_wrongly(text.len(), number)));
    hunks
}

/// Returns the versions of a text. None when a marker is missing or too many, and when the text has no markers.
pub fn sides(text: &str) -> Option<Sides> {
    let hunks = hunks(text);
    if hunks.is_empty() || hunks.iter().any(|hunk| !hunk.is_whole) {
        return None;
    }
    let side = |part: &dyn Fn(&Hunk) -> Range<usize>| {
        let (mut side, mut rest) = (String::with_capacity(text.len()), 0);
        for hunk in &hunks {
            side.push_str(&text[rest..hunk.span.start]);
            side.push_str(&text[part(hunk)]);
            rest = hunk.span.end;
        }
        side.push_str(&text[rest..]);
        side
    };
    let has_base = hunks.iter().all(|hunk| hunk.base.is_some());
    Some(Sides {
        ours: side(&|hunk| hunk.ours.clone()),
        theirs: side(&|hunk| hunk.theirs.clone()),
        base: has_base.then(|| side(&|hunk| hunk.base.clone().unwrap_or_default())),
    })
}

/// The advice for a merge that a person has to finish by hand.
pub const BY_HAND: &str =
    "keep one version of these lines, and delete each line that begins with <<<<<<<, |||||||, ======= or >>>>>>>";

impl Hunk {
    /// Whether every version begins with a line that `begins`, or is blank. After a blank version, the text after the
    /// hunk has to begin so.
    pub fn begins_with(&self, text: &str, begins: fn(&str) -> bool) -> bool {
        let first_line = |range: Range<usize>| {
            let mut lines = text[range].lines().map(str::trim_end);
            lines.find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        };
        let versions = [Some(self.ours.clone()), self.base.clone(), Some(self.theirs.clone())];
        let after = first_line(self.span.end..text.len()).is_none_or(begins);
        let mut firsts = versions.into_iter().flatten().map(first_line);
        self.is_whole && firsts.all(|first| first.map_or(after, begins))
    }

    /// The problem of a file with this hunk.
    pub fn problem(&self, file: &str, text: &str, help: &str) -> Problem {
        let (first, last) = (self.lines.start(), self.lines.end());
        let message = match (self.is_whole, first == last) {
            (true, _) => format!("a merge was not finished: lines {first} to {last} hold two versions"),
            (false, true) => format!("a merge was not finished: line {first} was left by it"),
            (false, false) => format!("a merge was not finished: lines {first} to {last} were left by it"),
        };
        let spans = vec![SourceSpan::new(text, self.span.clone(), "here")];
        Problem { spans, ..Problem::whole_file(file, message, help) }
    }
}

/// A line of a text.
#[derive(Clone, Copy)]
struct Place {
    start: usize,
    end: usize,
    number: usize,
}

/// A hunk whose last marker was not reached yet.
struct OpenHunk {
    first: Place,
    signs: usize,
    base: Option<Place>,
    theirs: Option<Place>,
    is_wrong: bool,
}

impl OpenHunk {
    fn new(first: Place, signs: usize) -> OpenHunk {
        OpenHunk { first, signs, base: None, theirs: None, is_wrong: false }
    }

    fn ended(self, last: Place) -> Hunk {
        let Some(middle) = self.theirs else { return self.ended_wrongly(last.end, last.number) };
        let end_of_ours = self.base.map_or(middle.start, |base| base.start);
        Hunk {
            span: self.first.start..last.end,
            lines: self.first.number..=last.number,
            is_whole: !self.is_wrong,
            ours: self.first.end..end_of_ours,
            base: self.base.map(|base| base.end..middle.start),
            theirs: middle.end..last.start,
        }
    }

    fn ended_wrongly(self, end: usize, last_line: usize) -> Hunk {
        let span = self.first.start..end;
        let lines = self.first.number..=last_line.max(self.first.number);
        Hunk { ours: span.clone(), theirs: span.clone(), span, lines, is_whole: false, base: None }
    }
}

/// The sign of a marker, and the number of its signs. None for any other line.
fn marker(line: &str) -> Option<(char, usize)> {
    let line = line.trim_start_matches('\u{feff}');
    let sign = line.chars().next().filter(|sign| "<|=>".contains(*sign))?;
    let rest = line.trim_start_matches(sign);
    let signs = line.len() - rest.len();
    let ends = rest.is_empty() || rest.starts_with([' ', '\r', '\n']);
    (signs >= LEAST_SIGNS && ends).then_some((sign, signs))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MERGE: &str =
        "[2026-09-07]\n<<<<<<< HEAD\nmood = \"okay\"\n=======\nmood = \"tears\"\n>>>>>>> phone\nnote = \"x\"\n";

    #[test]
    fn a_text_is_split_into_its_two_versions() {
        let sides = sides(MERGE).expect("two sides");
        assert_eq!(sides.ours, "[2026-09-07]\nmood = \"okay\"\nnote = \"x\"\n");
        assert_eq!(sides.theirs, "[2026-09-07]\nmood = \"tears\"\nnote = \"x\"\n");
        assert_eq!(sides.base, None);
        assert_eq!(hunks(MERGE)[0].lines, 2..=6);
    }

    #[test]
    fn several_hunks_with_their_older_texts_and_windows_line_ends_are_split() {
        let text = "a\r\n<<<<<<< o\r\nb\r\n||||||| base\r\nc\r\n=======\r\n>>>>>>> t\r\nd\r\n<<<<<<< o\r\n||||||| base\r\n\
                    =======\r\ne\r\n>>>>>>> t\r\n";
        let sides = sides(text).expect("sides");
        assert_eq!(sides.ours, "a\r\nb\r\nd\r\n");
        assert_eq!(sides.theirs, "a\r\nd\r\ne\r\n");
        assert_eq!(sides.base.as_deref(), Some("a\r\nc\r\nd\r\n"));
    }

    #[test]
    fn a_mark_of_the_encoding_before_the_first_marker_is_passed_over() {
        let sides = sides("\u{feff}<<<<<<< o\na\n=======\nb\n>>>>>>> t\nc\n").expect("sides");
        assert_eq!((sides.ours.as_str(), sides.theirs.as_str()), ("a\nc\n", "b\nc\n"));
    }

    #[test]
    fn longer_markers_inside_a_version_belong_to_it() {
        let text = "<<<<<<< o\na\n||||||| base\n<<<<<<<<< 1\nb\n=========\nc\n>>>>>>>>> 2\n=======\nd\n>>>>>>> t\n";
        let sides = sides(text).expect("sides");
        assert_eq!((sides.ours.as_str(), sides.theirs.as_str()), ("a\n", "d\n"));
    }

    #[test]
    fn markers_that_are_missing_or_too_many_are_found_and_not_split() {
        let cut = &MERGE[..MERGE.find(">>>>").expect("a marker")];
        for (text, lines) in [
            (cut, 2..=5),
            ("a\n=======\nb\n", 2..=2),
            (">>>>>>> t\n", 1..=1),
            ("<<<<<<< o\na\n>>>>>>> t\n", 1..=3),
            ("<<<<<<< o\na\n=======\nb\n=======\nc\n>>>>>>> t\n", 1..=7),
            ("<<<<<<< o\na\n<<<<<<< o\nb\n=======\n>>>>>>> t\n", 1..=2),
            ("<<<<<<<", 1..=1),
        ] {
            assert_eq!(sides(text), None, "{text}");
            let found = hunks(text);
            assert_eq!((found[0].lines.clone(), found[0].is_whole), (lines, false), "{text}");
        }
    }

    #[test]
    fn a_hunk_of_whole_sections_leaves_the_section_before_it_complete() {
        let is_header = |line: &str| line.starts_with('[');
        for (ours, theirs, after, is_apart) in [
            ("[b]\n", "\n# x\n[c]\n", "d = 1\n", true),
            ("[b]\n", "", "\n[c]\n", true),
            ("[b]\n", "", "", true),
            ("[b]\n", "", "d = 1\n", false),
            ("[b]\n", "c = 1\n", "", false),
        ] {
            let text = format!("[a]\n<<<<<<< o\n{ours}=======\n{theirs}>>>>>>> t\n{after}");
            assert_eq!(hunks(&text)[0].begins_with(&text, is_header), is_apart, "{text}");
        }
    }

    #[test]
    fn other_lines_are_no_markers() {
        for line in ["<<<<<< six", "<<<<<<<x", " <<<<<<< x", "# =======", "note = \"=======\"", "", "========a"] {
            assert_eq!(hunks(line), [], "{line}");
        }
    }
}
