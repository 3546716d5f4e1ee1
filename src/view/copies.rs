//! The two prompts about versions of files: the list of copies and unfinished merges, and the choice by morning.

use super::Drawn;
use super::look::{self, ACCENT, DIM, PLAIN, STRONG};
use super::parts::{Paper, choice, columns, listed, window, wrapped};
use crate::app::App;
use crate::app::copies::Version;
use crate::app::prompt::copies::CopyList;
use crate::app::prompt::versions::VersionChoice;
use crate::domain::day;
use crate::domain::morning::Morning;
use crate::domain::text::{capitalized, one_line};
use crate::domain::two_versions::{Keep, TwoMornings, TwoVersions};

/// The rows of one copy in the list.
const ROWS: u16 = 2;

pub fn list(app: &App, list: &CopyList, paper: &mut Paper, drawn: &mut Drawn) {
    let versions = app.versions();
    let mut inside = paper.boxed("Copies and unfinished merges", 76, versions.len().max(1) as u16 * ROWS + 2);
    if versions.is_empty() {
        inside.write(0, 0, "No copies are left.", DIM);
        return;
    }
    let cursor = list.cursor.min(versions.len() - 1);
    for (row, line) in listed(cursor, versions.len(), ROWS, &mut inside).enumerate() {
        let (y, here) = (row as u16 * ROWS, line == cursor);
        choice(&mut inside, y, here, line, drawn);
        let path = versions[line].path();
        inside.write(2, y, &end_of(&path, inside.width().saturating_sub(2)), if here { STRONG } else { PLAIN });
        inside.write(4, y + 1, &about(app, versions[line]), DIM);
    }
}

/// The content of a version. Until a copy was read, the program that left it.
fn about(app: &App, version: Version<'_>) -> String {
    let words = match version {
        Version::Merge(child, month, merge) => {
            let versions = TwoVersions::of_merge(child.clone(), month, merge);
            format!("A merge that was not finished; {}", differing(&versions))
        }
        Version::Copy(copy) => {
            copy.content_label(app.family()).map_or_else(|| copy.label(), |content| capitalized(&content))
        }
    };
    one_line(&words).into_owned()
}

fn differing(versions: &TwoVersions) -> String {
    match versions.asked().count() {
        0 => "no morning differs".to_owned(),
        1 => "1 morning differs".to_owned(),
        count => format!("{count} mornings differ"),
    }
}

/// The end of a path that has room, because the name of the file says more than its folders.
fn end_of(path: &str, room: u16) -> String {
    let path = one_line(path);
    if columns(&path) <= room {
        return path.into_owned();
    }
    let end = path.char_indices().map(|(at, _)| &path[at..]).find(|end| columns(end) < room);
    format!("…{}", end.unwrap_or_default())
}

/// The rows below the list without the morning that is kept: a blank row, and a row for each version.
const BELOW: u16 = 3;

/// The column of the parts of a morning.
const PARTS: u16 = 10;

/// The width of the box around the choices.
const WIDTH: u16 = 76;

/// The width below which the choices stand close together, and close to the date.
const NARROW: u16 = 44;

pub fn versions(app: &App, prompt: &VersionChoice, paper: &mut Paper, drawn: &mut Drawn) {
    let versions = &prompt.versions;
    let title = format!("Two versions of {}: which to keep?", day::month_label(versions.month.first_day()));
    let rows = prompt.asked.len() as u16;
    let below = BELOW + rows_of_kept(app, prompt, paper);
    let mut inside = paper.boxed(&title, WIDTH, rows + below + 4);
    let mut y = heading(prompt, &mut inside);
    let room = inside.height().saturating_sub(y + below).max(1);
    for line in window(prompt.cursor, prompt.asked.len(), room) {
        let ((two, kept), here) = (&prompt.asked[line], line == prompt.cursor);
        choice(&mut inside, y, here, line, drawn);
        let label = day::short_label(two.date, app.today());
        inside.write(2, y, &label, if here { STRONG } else { PLAIN });
        let (mut x, gap) = if inside.width() < NARROW { (14, 0) } else { (22, 1) };
        for keep in Keep::ALL {
            let is_kept = keep == *kept;
            let label = if is_kept { format!("[{}]", keep.label()) } else { format!(" {} ", keep.label()) };
            x = inside.write(x, y, &label, if is_kept { ACCENT } else { DIM }) + gap;
        }
        y += 1;
    }
    let Some((two, keep)) = prompt.asked.get(prompt.cursor) else { return };
    let (ours, theirs, kept) = (parts(app, &two.ours), parts(app, &two.theirs), parts(app, &two.kept(*keep)));
    for (row, label, parts, other) in [(1, "ours", &ours, &theirs), (2, "theirs", &theirs, &ours)] {
        // The parts that differ come first, because a long line is cut.
        let (same, different): (Vec<&str>, Vec<&str>) =
            parts.iter().map(|part| &**part).partition(|part| other.iter().any(|own| own == part));
        inside.write(2, y + row, label, DIM);
        inside.write(PARTS, y + row, &[different, same].concat().join(", "), PLAIN);
    }
    inside.write(2, y + 3, "kept", ACCENT);
    inside.rest(PARTS, y + 3).wrap_or_cut(&kept.join(", "), PLAIN);
}

/// The rows for the morning that is kept: as many as the longest needs, and at most a quarter of the height.
fn rows_of_kept(app: &App, prompt: &VersionChoice, paper: &Paper) -> u16 {
    let room = paper.width().min(WIDTH).saturating_sub(PARTS + 4);
    let lines = |two: &TwoMornings| wrapped(&parts(app, &two.kept(Keep::Both)).join(", "), room).len() as u16;
    prompt.asked.iter().map(|(two, _)| lines(two)).max().unwrap_or(0).min(paper.height() / 4).max(2)
}

/// Draws how many mornings differ, and how many change without a question. Returns the row below.
fn heading(prompt: &VersionChoice, paper: &mut Paper) -> u16 {
    let theirs = if prompt.is_merge { "theirs" } else { "the copy" };
    let differ = differing(&prompt.versions);
    let rest = match prompt.taken_over() {
        0 => String::new(),
        1 => format!("; 1 more comes from {theirs}"),
        count => format!("; {count} more come from {theirs}"),
    };
    paper.wrap(0, 0, &format!("{}{rest}.", capitalized(&differ)), PLAIN) + 1
}

/// The parts of a morning: its rituals with their marks, the reason of a skip, its mood, its note, the prepared rituals,
/// and the keys of a newer program.
fn parts(app: &App, morning: &Morning) -> Vec<String> {
    let name = |id| app.catalog().name(id);
    let ritual = |id| format!("{} {}", if morning.is_done(id) { "✓" } else { "○" }, name(id));
    let mut parts: Vec<String> = morning.rituals().into_iter().map(ritual).collect();
    parts.extend(morning.skipped.as_ref().map(|why| format!("– skipped: {why}")));
    parts.extend(morning.mood.as_ref().map(|mood| format!("{} {}", look::mood(mood), mood.keyword())));
    parts.extend(morning.note.as_ref().map(|note| format!("\"{note}\"")));
    parts.extend(morning.prepared.iter().map(|id| format!("prepared: {}", name(id))));
    parts.extend(morning.other.iter().map(|(key, value)| format!("{key}: {value}")));
    if parts.is_empty() {
        parts.push("nothing".to_owned());
    }
    parts.iter().map(|part| one_line(part).into_owned()).collect()
}
