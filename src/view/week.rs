//! The Week screen: the school mornings of a week side by side.

use super::Drawn;
use super::child_view::{ChildView, quoted};
use super::look::{self, ACCENT, DIM, PLAIN, STRONG};
use super::parts::{Paper, columns as columns_of, wrapped};
use crate::app::keys::spell;
use crate::app::{App, Target};
use crate::domain::calendar::Day;
use crate::domain::day;
use crate::domain::morning::{Morning, MorningState};
use crate::domain::text::{capitalized, one_line};
use jiff::civil::Date;
use ratatui::style::Style;

pub fn draw(app: &App, paper: &mut Paper, drawn: &mut Drawn) {
    let Some(view) = ChildView::in_focus(app) else { return super::today::draw(app, paper, drawn) };
    let first = app.week_of(app.date());
    let x = paper.write(1, 0, &format!("Week of {}", day::label(first, app.today())), STRONG);
    let this_week = first == app.week_of(app.today());
    paper.write(x + 2, 0, if this_week { "this week" } else { "" }, ACCENT);
    let days = columns(&view, first);
    let width = paper.width().saturating_sub(1) / days.len().max(1) as u16;
    let below = if paper.height() >= 12 { (paper.height() / 3).clamp(4, 8) } else { 0 };
    let height = paper.height().saturating_sub(2 + below);
    for (i, &date) in days.iter().enumerate() {
        let x = 1 + i as u16 * width;
        if i > 0 {
            paper.part(x - 1, 2, 1, height).rule_down(0);
        }
        drawn.spots.push((paper.rect(x, 2, width - 1, height), Target::Day(date)));
        column(&view, date, &mut paper.part(x, 2, width.saturating_sub(1), height));
    }
    if below > 0 {
        let y = 3 + height;
        detail(&view, &mut paper.part(1, y, paper.width().saturating_sub(2), below - 1));
    }
}

/// The days that have a column: the child's school days, school mornings, the day in focus, and all days with a plan or
/// a note.
fn columns(view: &ChildView, first: Date) -> Vec<Date> {
    let days = (0..7).map(|i| day::add_days(first, i));
    days.filter(|&date| {
        view.child.school_days.contains(date.weekday())
            || view.calendar.is_school_morning(date)
            || date == view.app.date()
            || !view.morning_on(date).is_blank()
    })
    .collect()
}

/// Draws the column of a day.
fn column(view: &ChildView, date: Date, paper: &mut Paper) {
    let app = view.app;
    let here = date == app.date();
    let style = if here { STRONG.reversed() } else { STRONG };
    let width = paper.width();
    let x = paper.write(0, 0, if here { "▸" } else { " " }, style);
    paper.write(x, 0, &format!("{} {}", day::short_weekday_label(date.weekday()), date.day()), style);
    if here {
        paper.restyle(0, 0, width, style);
    }
    if date == app.today() {
        paper.write(1, 1, "today", ACCENT);
    }
    let morning = view.morning_on(date);
    // A narrow column needs all its width.
    let indent = u16::from(width > 12);
    let mut paper = paper.rest(indent, 2);
    let mut y = if view.cannot_be_read(date) {
        paper.write(0, 0, "!", look::WARNING);
        one_row(2, "unreadable", look::WARNING, &mut paper)
    } else {
        state(morning, view.calendar.day(date), &mut paper)
    };
    let follows = morning.mood.is_some() || morning.note.is_some();
    let mut names = morning.rituals().into_iter().peekable();
    if y > paper.height() || y == paper.height() && (names.peek().is_some() || follows) {
        paper.write(paper.width().saturating_sub(1), paper.height().saturating_sub(1), "…", PLAIN);
    }
    while let Some(id) = names.next() {
        let mark = if morning.is_done(id) { "✓" } else { "○" };
        let rows = wrapped(&app.catalog().name(id), paper.width().saturating_sub(2));
        paper.write(0, y, mark, if morning.is_done(id) { look::DONE } else { PLAIN });
        for (i, row) in rows.iter().enumerate().take(MOST_LINES) {
            let is_name_longer = i + 1 < rows.len();
            let is_lost_below = y + 1 == paper.height() && (is_name_longer || names.peek().is_some() || follows);
            line(y, row, i + 1 == MOST_LINES && is_name_longer || is_lost_below, &mut paper);
            y += 1;
        }
    }
    if let Some(mood) = &morning.mood {
        paper.write(0, y, look::mood(mood), ACCENT);
        line(y, &one_line(mood.keyword()), y + 1 == paper.height() && morning.note.is_some(), &mut paper);
        y += 1;
    }
    if morning.note.is_some() {
        paper.write(0, y, "\" note", DIM);
    }
}

/// Writes a line beside its mark. With `is_cut` the line ends in `…`, because more would follow.
fn line(y: u16, text: &str, is_cut: bool, paper: &mut Paper) {
    let end = paper.write(2, y, text, PLAIN);
    if is_cut {
        paper.write(end.min(paper.width().saturating_sub(1)), y, "…", PLAIN);
    }
}

/// The most lines of a ritual's name in a column. The whole name stands below the columns.
const MOST_LINES: usize = 4;

/// Draws a word in the first row. A word that is too long is cut, because half a word on the next row reads as a word of
/// its own. Returns the row below.
fn one_row(x: u16, word: &str, style: Style, paper: &mut Paper) -> u16 {
    paper.write(x, 0, word, style);
    1
}

/// Draws the state of the morning and the kind of day, with their signs. Returns the row below.
fn state(morning: &Morning, day: Day<'_>, paper: &mut Paper) -> u16 {
    let state = morning.state();
    let (mut y, of_day) = (0, look::day(day.without_name()));
    // In a week of six days a column is eight letters wide, and the word `planned` with its sign needs all eight.
    let x = if paper.width() < 9 { 1 } else { 2 };
    let is_school = matches!(day, Day::School(_));
    if is_school || state != MorningState::Empty {
        let (sign, mut word, style) = look::morning_state(morning);
        if state == MorningState::Empty && paper.width() < x + columns_of(&word) {
            word = "none".into();
        }
        paper.write(0, 0, sign, style);
        y = if word.contains(' ') { paper.wrap(x, 0, &word, style) } else { one_row(x, &word, style, paper) };
    }
    if let Some((sign, words)) = of_day {
        paper.write(0, y, sign, if is_school { ACCENT } else { DIM });
        y = paper.wrap(x, y, &words, if is_school { PLAIN } else { DIM });
    }
    if let Some(reason) = &morning.skipped {
        y = paper.wrap(2, y, &one_line(reason), DIM);
    }
    y
}

/// Draws the morning in focus in full below the columns.
fn detail(view: &ChildView, paper: &mut Paper) {
    let (app, calendar, morning) = (view.app, view.calendar, view.morning());
    let mut x = paper.write(0, 0, &day::label(app.date(), app.today()), STRONG);
    x = paper.write(x + 2, 0, &day::distance_label(app.date(), app.today()), DIM);
    let day = calendar.day(app.date());
    if let Some(number) = calendar.number_label(app.date()).filter(|_| day != Day::OtherHome) {
        paper.write(x + 2, 0, &number, DIM);
    }
    let names = view.ritual_names();
    let mut y = 1;
    let kind = look::day(day).map(|(_, words)| words.into_owned());
    let who = calendar.collects(app.date()).filter(|_| day != Day::OtherHome).map(|who| format!("Pickup: {who}"));
    let facts: Vec<String> = kind.into_iter().chain(who).collect();
    if !facts.is_empty() {
        y = paper.wrap(0, y, &capitalized(&facts.join(" · ")), PLAIN);
    }
    let is_open = calendar.is_school_morning(app.date()) && morning.state() == MorningState::Empty;
    if !names.is_empty() {
        y = paper.wrap(0, y, &names.join(", "), PLAIN);
    } else if let Some(why) = app.read_only(app.date()).filter(|_| is_open || view.cannot_be_read(app.date())) {
        y = paper.wrap(0, y, &why, look::WARNING);
    } else if is_open {
        let how = "Nothing is planned yet. {week.plan} picks a ritual, {week.fill} fills the empty mornings.";
        y = paper.wrap(0, y, &spell(how), DIM);
    }
    if let Some(note) = &morning.note {
        paper.wrap(0, y, &quoted(note), DIM);
    }
}
