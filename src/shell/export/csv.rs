//! Writes mornings as CSV (RFC 4180), a row a morning. A cell that a spreadsheet would take for a formula begins with
//! an apostrophe.

use super::Row;
use crate::domain::ritual::RitualId;
use crate::domain::text::{Breaks, scrub};

const COLUMNS: [&str; 11] =
    ["child", "name", "date", "day", "standing", "planned", "prepared", "done", "skipped", "mood", "note"];

pub fn write(rows: &[Row<'_>]) -> String {
    let mut text = line(COLUMNS.map(str::to_owned));
    for row in rows {
        let morning = row.morning;
        let names = |ids: &[RitualId]| ids.iter().map(|id| row.catalog.name(id)).collect::<Vec<_>>().join("; ");
        let mood = morning.mood.as_ref().map(|mood| mood.word().to_owned());
        text.push_str(&line([
            row.child.id.as_str().to_owned(),
            row.child.name.clone(),
            row.date.to_string(),
            row.calendar.day(row.date).word().to_owned(),
            morning.standing().word().to_owned(),
            names(&morning.plan),
            names(&morning.prepared),
            names(&morning.done),
            morning.skipped.clone().unwrap_or_default(),
            mood.unwrap_or_default(),
            morning.note.clone().unwrap_or_default(),
        ]));
    }
    text
}

fn line(cells: [String; COLUMNS.len()]) -> String {
    cells.map(|cell| self::cell(&cell)).join(",") + "\r\n"
}

fn cell(text: &str) -> String {
    let text = scrub(text, Breaks::Keep);
    let is_formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let harmless = if is_formula { format!("'{text}") } else { text.into_owned() };
    if harmless.contains(['"', ',', '\n', '\r', ';', '\'']) || harmless.trim() != harmless {
        format!("\"{}\"", harmless.replace('"', "\"\""))
    } else {
        harmless
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_harmless_and_quotes_and_breaks_stay_in_their_cell() {
        assert_eq!(cell("plain"), "plain");
        assert_eq!(cell("a \"b\", c\nd"), "\"a \"\"b\"\", c\nd\"");
        for formula in ["=1+1", "+1", "-1", "@sum", " =1", "\t=cmd|' /C calc'!A0", "＝1"] {
            assert!(cell(formula).trim_start_matches('"').starts_with('\''), "{formula}");
        }
        assert_eq!(cell("\u{1b}[31mred"), "[31mred");
    }
}
