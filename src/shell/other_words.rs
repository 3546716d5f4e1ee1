//! Words in the place of a command that are no command, and the command that does what they mean.

use crate::domain::typed_day::{DayReader, Meant};
use jiff::civil::{Date, date};

/// Words of other programs, each row with the hint for them.
const TABLE: &[(&[&str], &str)] = &[
    (
        &["list", "ls", "show", "status"],
        "`goodbye today` shows this morning, `goodbye week` the week, and `goodbye rituals` all rituals",
    ),
    (
        &["add", "new", "create"],
        "`goodbye plan` plans a ritual; `goodbye` opens the planner, which adds children, rituals and days off",
    ),
    (&["edit", "open", "start"], "`goodbye` alone opens the planner"),
    (&["log", "history"], "`goodbye week DATE` shows an earlier week, and `goodbye export --csv` all mornings"),
    (&["config", "settings"], "`goodbye paths` prints where your settings and your files are"),
    (&["mark", "finish", "complete"], "`goodbye done` marks a ritual as done"),
    (&["unskip"], "`goodbye skip none` takes a skip back"),
    (&["unmark", "undone"], "`goodbye undo` takes the last change back"),
    (&["version"], "`goodbye --version` prints the version"),
];

/// Any day: here it only matters whether a word such as `tomorrow` is a day.
const ANY_DAY: Date = date(2026, 9, 7);

/// The hint for a word in the place of a command. None for a word without a known meaning.
pub fn hint(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    if let Some((_, hint)) = TABLE.iter().find(|(words, _)| words.contains(&lower.as_str())) {
        return Some((*hint).to_owned());
    }
    let is_day = DayReader::new(ANY_DAY, None).day(word, Meant::Nearest).is_ok();
    is_day.then(|| format!("`goodbye today {word}` shows that morning"))
}
