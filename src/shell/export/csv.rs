//! Writes mornings as CSV (RFC 4180), one row for each. An apostrophe stands before any text that a spreadsheet would
//! run as a formula.

use crate::domain::record::Record;
use crate::domain::ritual::{Catalog, RitualId};
use crate::domain::text::{Breaks, scrub};

const COLUMNS: [&str; 15] = [
    "child", "name", "date", "day", "day_name", "hours", "time", "collects", "standing", "planned", "prepared", "done",
    "skipped", "mood", "note",
];

/// Returns the mornings as CSV, with a line of column names.
pub fn write(records: &[Record<'_>], catalog: &Catalog) -> String {
    let names = |ids: &[RitualId]| ids.iter().map(|id| catalog.name(id)).collect::<Vec<_>>().join("; ");
    let mut text = line(COLUMNS);
    for record in records {
        let Record { child, name, date, day, standing, morning, .. } = record;
        text.push_str(&line([
            child.as_str(),
            name,
            &date.to_string(),
            day,
            record.day_name.unwrap_or_default(),
            record.hours.unwrap_or_default(),
            record.time.as_deref().unwrap_or_default(),
            record.collects.unwrap_or_default(),
            standing,
            &names(&morning.plan),
            &names(&morning.prepared),
            &names(&morning.done),
            record.skipped.unwrap_or_default(),
            record.mood.unwrap_or_default(),
            record.note.unwrap_or_default(),
        ]));
    }
    text
}

/// The mark at the start of a file by which Excel knows its encoding.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Returns the text for a file that a spreadsheet opens. A pipe gets the text without the mark.
pub fn for_a_file(text: &str) -> String {
    format!("{BYTE_ORDER_MARK}{text}")
}

fn line(cells: [&str; COLUMNS.len()]) -> String {
    cells.map(cell).join(",") + "\r\n"
}

fn cell(text: &str) -> String {
    let harmless = without_formulas(&scrub(text, Breaks::Keep));
    if harmless.contains(['"', ',', '\n', '\r', ';', '\'']) || harmless.trim() != harmless {
        format!("\"{}\"", harmless.replace('"', "\"\""))
    } else {
        harmless
    }
}

/// Puts an apostrophe before everything that looks like a formula: at the start of the text, at the start of each line,
/// and after a `,` or `;`, which some spreadsheets take for the end of a cell.
fn without_formulas(text: &str) -> String {
    let mut harmless = String::with_capacity(text.len());
    // Whether a formula may begin here, and whether spaces may stand before it, as at the start of a line.
    let (mut may_begin, mut over_spaces) = (true, true);
    for letter in text.chars() {
        match letter {
            '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' if may_begin => {
                harmless.push('\'');
                may_begin = false;
            }
            '\n' => (may_begin, over_spaces) = (true, true),
            ';' | ',' => (may_begin, over_spaces) = (true, false),
            '"' => {}
            space if space.is_whitespace() => may_begin &= over_spaces,
            _ => may_begin = false,
        }
        harmless.push(letter);
    }
    harmless
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_quotes_and_line_breaks_are_harmless_in_a_cell() {
        assert_eq!(cell("plain"), "plain");
        assert_eq!(cell("a \"b\", c\nd"), "\"a \"\"b\"\", c\nd\"");
        for formula in ["=1+1", "+1", "-1", "@sum", " =1", "\t=cmd|' /C calc'!A0", "＝1"] {
            assert!(cell(formula).trim_start_matches(['"', ' ']).starts_with('\''), "{formula}");
        }
        assert_eq!(cell("\u{1b}[31mred"), "[31mred");
    }

    #[test]
    fn formulas_are_harmless_wherever_a_spreadsheet_may_begin_a_cell() {
        for (text, expected) in [
            ("a\n=1", "a\n'=1"),
            ("a\r\n \"@x", "a\n \"'@x"),
            ("\"=1", "\"'=1"),
            ("a;=1", "a;'=1"),
            ("a,\"+1", "a,\"'+1"),
            ("a - b, -c; 1+1=2", "a - b, -c; 1+1=2"),
            ("8-year-old, well-loved @home", "8-year-old, well-loved @home"),
        ] {
            assert_eq!(without_formulas(&scrub(text, Breaks::Keep)), expected, "{text}");
        }
    }
}
