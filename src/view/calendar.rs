//! The Calendar screen: the months of one child with a sign for each day, and the rules that are coming up.

use super::Drawn;
use super::child_view::ChildView;
use super::look::{self, ACCENT, DIM, PLAIN, STRONG};
use super::parts::{Paper, columns, wrapped};
use crate::app::keys::spell;
use crate::app::{App, Target};
use crate::domain::calendar::Day;
use crate::domain::dates::DateRange;
use crate::domain::day::{self, add_days, month_and_day};
use crate::domain::family::Rule;
use crate::domain::morning::MorningState;
use crate::domain::text::{capitalized, plural};
use jiff::civil::Date;

/// The width of a day: its number, the sign of its morning, and the sign of the kind of day.
const CELL: u16 = 6;

/// The width of a day where seven wider days do not fit.
const NARROW_CELL: u16 = 5;

pub fn draw(app: &App, paper: &mut Paper, drawn: &mut Drawn) {
    let Some(view) = ChildView::in_focus(app) else { return super::today::draw(app, paper, drawn) };
    let (width, height) = (paper.width(), paper.height());
    let grid = CELL * 7 + 1;
    let mut left = paper.part(1, 0, grid.min(width), height);
    let mut y = month(&view, app.date(), &mut left, drawn) + 1;
    y += detail(&view, &mut left.rest(0, y));
    y = months_after(&view, y, &mut left, drawn);
    // The legend is drawn whole or not at all. A part would look like the whole.
    let top = height.saturating_sub(LEGEND.len() as u16);
    if top > y {
        for (row, line) in LEGEND.into_iter().enumerate() {
            left.write(1, top + row as u16, line, DIM);
        }
    }
    if width >= grid + 24 {
        paper.rest(grid + 2, 0).rule_down(0);
        coming(&view, &mut paper.rest(grid + 4, 0));
    }
}

/// Draws the months after the month in focus that fit above the legend. Returns the row below.
fn months_after(view: &ChildView, mut y: u16, paper: &mut Paper, drawn: &mut Drawn) -> u16 {
    /// The height of a month of six weeks, with its name and the weekdays.
    const TALLEST: u16 = 9;
    for first in view.app.months_after() {
        let room = paper.height().saturating_sub(y + 1);
        if room < TALLEST + 1 + LEGEND.len() as u16 {
            break;
        }
        y += 1 + month(view, first, &mut paper.rest(0, y + 1), drawn);
    }
    y
}

/// Draws the month of a date, with a row for each week. Returns the row below.
fn month(view: &ChildView, of: Date, paper: &mut Paper, drawn: &mut Drawn) -> u16 {
    let app = view.app;
    let in_focus = of.first_of_month() == app.date().first_of_month();
    paper.write(1, 0, &day::month_label(of), if in_focus { STRONG } else { DIM });
    let first = of.first_of_month();
    let begin = app.week_of(first);
    let width = if paper.width() < CELL * 7 { NARROW_CELL } else { CELL };
    for column in 0..7 {
        let date = add_days(begin, column);
        paper.write(column as u16 * width + 1, 2, day::short_weekday_label(date.weekday()), DIM);
    }
    let mut y = 3;
    for i in 0..day::days_between(begin, of.last_of_month()) + 1 {
        let date = add_days(begin, i);
        let column = (i % 7) as u16;
        y = 3 + (i / 7) as u16;
        if date >= first {
            cell(view, date, &mut paper.part(column * width, y, width, 1));
            drawn.spots.push((paper.rect(column * width, y, width, 1), Target::Day(date)));
        }
    }
    y + 1
}

/// Draws a day: its number and its signs.
fn cell(view: &ChildView, date: Date, paper: &mut Paper) {
    let app = view.app;
    let kind = view.calendar.day(date);
    let (morning, state) = (view.morning_on(date), view.morning_on(date).state());
    let (sign, style) = match state {
        _ if view.cannot_be_read(date) && (app.date() == date || matches!(kind, Day::School(_))) => {
            ("!", look::WARNING)
        }
        MorningState::Empty if matches!(kind, Day::School(_)) => ("·", DIM),
        MorningState::Empty => ("", DIM),
        _ => {
            let (sign, _, style) = look::morning_state(morning);
            (sign, style)
        }
    };
    let is_weekend_or_earlier = matches!(kind, Day::Free | Day::BeforeFirstDay);
    let number = match is_weekend_or_earlier {
        _ if date == app.today() => ACCENT,
        true => DIM,
        false => PLAIN,
    };
    paper.write(1, 0, &format!("{:>2}", date.day()), number);
    let x = paper.write(3, 0, sign, style);
    // A weekend shows its sign only beside a plan. Without the sign, the plan would look like a plan for a school day.
    if let Some((sign, _)) = look::day(kind).filter(|_| !is_weekend_or_earlier || state != MorningState::Empty) {
        paper.write(x, 0, sign, PLAIN);
    }
    if app.is_selecting() && app.selected().contains(date) {
        paper.write(0, 0, "[", ACCENT);
        paper.write(paper.width().saturating_sub(1), 0, "]", ACCENT);
    }
    if date == app.date() {
        paper.restyle(0, 0, paper.width(), STRONG.reversed());
    }
}

/// Draws the day in focus, or the selected days, in words. Returns the row below.
fn detail(view: &ChildView, paper: &mut Paper) -> u16 {
    let (app, child, calendar) = (view.app, view.child, view.calendar);
    if app.is_selecting() {
        let selected = app.selected();
        let days = plural(selected.days().count(), "day");
        let x = paper.write(1, 0, &selected.short_label(app.today()), STRONG);
        paper.write(x + 2, 0, &days, DIM);
        let how = "{calendar.day-off} makes these days off, or school again; {calendar.add} adds a term or other days.";
        return paper.wrap(1, 1, &spell(how), PLAIN);
    }
    let x = paper.write(1, 0, &day::label(app.date(), app.today()), STRONG);
    paper.write(x + 2, 0, &day::distance_label(app.date(), app.today()), DIM);
    let kind = calendar.day(app.date());
    let number = calendar.number_label(app.date());
    let what = kind.no_goodbye_label(&child.name).or(number).unwrap_or_default();
    let mut y = paper.wrap(1, 1, &capitalized(&what), PLAIN);
    if let (Day::School(_), Some((sign, words))) = (kind, look::day(kind)) {
        y = paper.wrap(1, y, &format!("{sign} {words}"), PLAIN);
    }
    let morning = view.morning();
    if view.cannot_be_read(app.date()) {
        y = paper.wrap(1, y, "! cannot be read", look::WARNING);
    } else if morning.state() != MorningState::Empty {
        let (sign, word, style) = look::morning_state(morning);
        let names = view.ritual_names();
        let colon = if names.is_empty() { "" } else { ": " };
        y = paper.wrap(1, y, &format!("{sign} {word}{colon}{}", names.join(", ")), style);
    }
    if let Some(who) = calendar.collects(app.date()) {
        y = paper.wrap(1, y, &format!("Pickup: {who}"), DIM);
    }
    y
}

/// The meanings of the signs: of school days, of mornings, and of days without school.
const LEGEND: [&str; 3] = [
    "· school  + extra  ½ half  » late  « early",
    "○ planned  ◐ started  ✓ done  – skipped",
    "□ off  ⌂ no school  ∅ absent  ⇄ other home",
];

/// Draws the terms, days off and other rules that are not over on the day in focus, the nearest first.
fn coming(view: &ChildView, paper: &mut Paper) {
    let (app, child) = (view.app, view.child);
    let from = app.date().max(app.today());
    let x = paper.write(0, 0, "Coming up", STRONG);
    if from > app.today() {
        paper.write(x + 1, 0, &format!("from {}", month_and_day(from)), DIM);
    }
    if !app.family().has_rules_about(&child.id) {
        let how = "Nothing yet. {calendar.import} imports the school's own calendar; {calendar.add} adds a term, \
                   holidays, a half day or who picks up; {calendar.day-off} makes the chosen day a day off.";
        paper.wrap(0, 2, &spell(how), DIM);
        return;
    }
    let mut rules = Rule::coming(app.family(), from);
    rules.retain(|rule| rule.is_about(&child.id));
    if rules.is_empty() {
        paper.wrap(0, 2, "Nothing else is coming up.", DIM);
    }
    let (mut y, mut is_cut) = (2, false);
    // Each rule takes at least two lines.
    let groups = grouped_by_label(&rules, usize::from(paper.height() / 2));
    for (place, (words, dates)) in groups.iter().enumerate() {
        let lines = wrapped(words, paper.width().saturating_sub(2));
        // A rule is shown whole. If more follow, the last line is kept for `…`.
        let needed = y + 1 + lines.len() as u16 + u16::from(place + 1 < groups.len());
        is_cut = needed > paper.height();
        if is_cut && place > 0 {
            break;
        }
        let here = dates.iter().any(|dates| dates.contains(app.date()));
        let label = dates_label(dates, app.today(), paper.width());
        paper.write(0, y, &label, if here { ACCENT } else { DIM });
        y = paper.wrap(2, y + 1, words, PLAIN);
    }
    if is_cut {
        let last = y.min(paper.height().saturating_sub(1));
        paper.clear_row(last);
        paper.write(0, last, "…", DIM);
    }
}

/// The first `most` labels of rules, each with the dates of all rules of that label. An early finish on each Wednesday
/// is shown once, with all its dates.
fn grouped_by_label(rules: &[Rule], most: usize) -> Vec<(String, Vec<DateRange>)> {
    let mut groups: Vec<(String, Vec<DateRange>)> = Vec::new();
    for rule in rules {
        let (words, has_room) = (rule.label(), groups.len() < most);
        match groups.iter_mut().find(|(known, _)| *known == words) {
            Some((_, dates)) => dates.push(rule.dates()),
            None if has_room => groups.push((words, vec![rule.dates()])),
            None => {}
        }
    }
    groups
}

/// The first dates, as many others as fit, and the number of the rest.
fn dates_label(dates: &[DateRange], today: Date, room: u16) -> String {
    let Some((first, others)) = dates.split_first() else { return String::new() };
    let mut words = first.short_label(today);
    let mut year = first.to().year();
    for (place, dates) in others.iter().enumerate() {
        let left = others.len() - place;
        let mut longer = format!("{words}, {}", month_and_day(dates.from()));
        if dates.to() != dates.from() {
            longer.push_str(&format!(" – {}", month_and_day(dates.to())));
        }
        if dates.to().year() != year {
            year = dates.to().year();
            longer.push_str(&format!(", {year}"));
        }
        let more = if left > 1 { columns(&format!(" +{}", left - 1)) } else { 0 };
        if columns(&longer) + more > room {
            return format!("{words} +{left}");
        }
        words = longer;
    }
    words
}
