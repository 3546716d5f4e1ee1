//! The two prompts of an import: the choice of the school's calendar file, and the preview of the import.

use super::Drawn;
use super::look::{ACCENT, DIM, PLAIN, STRONG, WARNING};
use super::parts::{Paper, choice, columns, window};
use crate::app::App;
use crate::app::prompt::path::CalendarPath;
use crate::app::prompt::preview::Preview;
use crate::domain::dates::DateRange;
use crate::domain::day::month_and_day;
use crate::domain::import::{Import, Novelty, Offer};
use crate::domain::school_words::Meaning;
use crate::domain::text::{list, plural};
use crate::domain::time_of_day;
use jiff::civil::Date;

pub fn path(_app: &App, path: &CalendarPath, paper: &mut Paper, drawn: &mut Drawn) {
    let found = path.found.as_deref().unwrap_or_default();
    let height = (found.len() as u16 + 4).clamp(8, paper.height().max(8));
    let mut inside = paper.boxed("The school's calendar: which file?", 76, height);
    inside.rest(2, 0).field(&path.field, "a path, such as ~/Downloads/school.ics", path.cursor.is_none(), drawn);
    inside.write(0, 0, if path.cursor.is_none() { "▸" } else { " " }, ACCENT);
    let rows = inside.height().saturating_sub(2).max(1);
    let typed = !path.field.is_empty();
    if found.is_empty() && path.found.is_some() {
        let none = if typed {
            "No .ics file there begins like this."
        } else {
            "I found no .ics file here, in the home folder or in Downloads. The school's web page often has one under \
             \"subscribe\", \"iCal\" or \"export\"."
        };
        inside.wrap(2, 2, none, DIM);
    }
    // While nothing is typed, Enter opens the first file.
    let here = path.cursor.or((!typed).then_some(0));
    for (row, line) in window(path.cursor.unwrap_or(0), found.len(), rows).enumerate() {
        let y = 2 + row as u16;
        let is_here = here == Some(line);
        choice(&mut inside, y, path.cursor == Some(line), line, drawn);
        let x = inside.write(2, y, &found[line].path, if is_here { STRONG } else { PLAIN });
        let right = inside.width().saturating_sub(columns(&found[line].changed));
        if right > x + 1 {
            inside.write(right, y, &found[line].changed, DIM);
        }
    }
}

pub fn preview(app: &App, preview: &Preview, paper: &mut Paper, drawn: &mut Drawn) {
    let import = &preview.import;
    let problems: Vec<String> = preview.problems().collect();
    let lines = preview.lines.len() + problems.len();
    let height = (lines + 9).min(usize::from(paper.height())) as u16;
    let mut inside = paper.boxed(&format!("The school's calendar: {}", preview.file_name()), 104, height);
    let mut y = 0;
    let counts = import.label();
    let x = inside.write(0, y, counts.as_deref().unwrap_or("Nothing new"), ACCENT);
    inside.write(x + 2, y, &details_label(app, import), DIM);
    y += 1;
    for warning in &import.warnings {
        y = inside.wrap(0, y, warning, WARNING);
    }
    y += 1;
    // The sentence about the event under the cursor takes more rows in a narrow box.
    let below = (if inside.width() < 70 { 4 } else { 3 }).min(inside.height().saturating_sub(y + 2));
    let rows = inside.height().saturating_sub(y + below);
    let shown = window(preview.cursor, lines, rows.max(1));
    if shown.end < lines && below > 0 {
        inside.write(KIND, inside.height() - below, &format!("↓ {lines} in all"), DIM);
    }
    for line in shown {
        match preview.lines.get(line) {
            Some(&place) => {
                choice(&mut inside, y, line == preview.cursor, line, drawn);
                offer(&import.offers[place], app.today(), line == preview.cursor, &mut inside.rest(0, y));
            }
            None => {
                let here = line == preview.cursor;
                inside.write(0, y, if here { "▸" } else { " " }, ACCENT);
                let x = inside.write(2, y, "! ", WARNING);
                inside.write(x, y, &problems[line - preview.lines.len()], if here { STRONG } else { DIM });
            }
        }
        y += 1;
    }
    let about = match preview.lines.get(preview.cursor) {
        Some(&place) => Some(offer_sentence(&import.offers[place], app.today())),
        None => preview.cursor.checked_sub(preview.lines.len()).and_then(|line| problems.get(line).cloned()),
    };
    if let (Some(about), true) = (about, below > 1) {
        let top = inside.height() - below + 1;
        inside.wrap(2, top, &about, DIM);
    }
}

/// How many events are left out, for which children the calendar is, and which earlier import is updated.
fn details_label(app: &App, import: &Import) -> String {
    let left_out = import.offers.iter().filter(|offer| offer.novelty == Novelty::LeftOut).count();
    let parts = [
        (left_out > 0).then(|| format!("{left_out} left out")),
        (app.children().len() > 1).then(|| format!("for {}", app.family().whom_label(&import.whom))),
        (!import.continues.is_empty()).then(|| format!("updates {}", list(&import.continues, "and"))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The sign for the novelty of an event.
fn sign(novelty: Novelty) -> &'static str {
    match novelty {
        Novelty::New => "+",
        Novelty::Changed => "~",
        Novelty::Removed => "×",
        Novelty::There => "=",
        Novelty::Yours => "♥",
        Novelty::LeftOut => "·",
    }
}

/// The column of an event's meaning.
const KIND: u16 = 4;

/// Draws an event in the first row: the sign of its novelty, its meaning, its dates and its name.
fn offer(offer: &Offer, today: Date, here: bool, paper: &mut Paper) {
    let changes_family = offer.novelty.changes_family();
    let style = match (here, changes_family) {
        (true, _) => STRONG,
        (false, true) => PLAIN,
        (false, false) => DIM,
    };
    paper.write(2, 0, sign(offer.novelty), if changes_family { ACCENT } else { DIM });
    let is_narrow = paper.width() < 90;
    let kind = match offer.judgment.meaning {
        Meaning::NotAboutMornings if is_narrow => "not mornings",
        meaning => meaning.keyword(),
    };
    // The columns of the dates and of the name.
    let (dates, name) = if is_narrow { (19, 38) } else { (25, 46) };
    let chosen = if offer.is_chosen { " ←" } else { "" };
    paper.within(KIND, 0, dates - KIND - 1).write(0, 0, &format!("{kind}{chosen}"), style);
    paper.within(dates, 0, name - dates - 1).write(0, 0, &short_dates_label(offer.coming(today), today), style);
    let word = offer.novelty.keyword();
    let right = paper.width().saturating_sub(columns(word));
    let room_for_word = right > name + 20;
    let name_room = if room_for_word { right - name - 1 } else { paper.width().saturating_sub(name) };
    paper.within(name, 0, name_room).write(0, 0, &offer.name, style);
    if room_for_word {
        paper.write(right, 0, word, DIM);
    }
}

/// The first dates of an event, and the number of other dates: `Oct 26 – Oct 30`, `Jan 18 ’27 +1`.
fn short_dates_label(dates: &[DateRange], today: Date) -> String {
    let more = if dates.len() > 1 { format!(" +{}", dates.len() - 1) } else { String::new() };
    let Some(days) = dates.first() else { return String::new() };
    let from = if days.from() == days.to() { String::new() } else { format!("{} – ", month_and_day(days.from())) };
    let is_this_year = days.to().year() == today.year();
    let year = if is_this_year { String::new() } else { format!(" ’{:02}", days.to().year() % 100) };
    format!("{from}{}{year}{more}", month_and_day(days.to()))
}

/// A sentence about an event: its dates, its meaning and its novelty.
fn offer_sentence(offer: &Offer, today: Date) -> String {
    let coming = offer.coming(today);
    let mut dates: Vec<String> = coming.iter().take(3).map(|days| days.label(today)).collect();
    if coming.len() > dates.len() {
        dates.push(format!("and {} more", plural(coming.len() - dates.len(), "date")));
    }
    let time = offer.judgment.time.map_or_else(String::new, |time| format!(" {}", time_of_day::label(time)));
    let early = if offer.judgment.ends_early { ", school ends early" } else { "" };
    let kind = format!("{}{early}", offer.judgment.meaning.keyword());
    let chosen = if offer.is_chosen { " by your choice" } else { "" };
    let outcome = match (offer.novelty, offer.judgment.meaning) {
        (Novelty::LeftOut, Meaning::NotAboutMornings) => "",
        (Novelty::LeftOut, Meaning::FirstDay) => ", left out because its last day is missing",
        (Novelty::LeftOut, Meaning::LastDay) => ", left out because its first day is missing",
        (Novelty::LeftOut, _) => ", left out because all of it is in holidays or outside the terms",
        (Novelty::New, _) => ", new",
        (Novelty::Changed, _) => ", changed by the school or by you",
        (Novelty::Removed, _) => ", no longer in the school's calendar",
        (Novelty::There, _) => ", already in your calendar",
        (Novelty::Yours, _) => ", left as you changed it",
    };
    format!("{}, {}: {kind}{time}{chosen}{outcome}.", offer.name, dates.join("; "))
}
