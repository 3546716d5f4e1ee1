//! The Today screen: one morning, its rituals, and beside them what to do.

use super::look::{self, ACCENT, DIM, DONE, PLAIN, STRONG};
use super::parts::{Paper, columns};
use super::{Drawn, marks, rituals, siblings};
use crate::app::{App, Target};
use crate::domain::calendar::{Calendar, Day};
use crate::domain::day;
use crate::domain::family::Child;
use crate::domain::morning::{Morning, MorningState};
use jiff::civil::Date;

pub fn draw(app: &App, paper: &mut Paper, drawn: &mut Drawn) {
    let (Some(child), Some(calendar), Some(morning)) = (app.child(), app.calendar(), app.morning()) else {
        no_child(app, paper);
        return;
    };
    let mut x = paper.write(1, 0, &day::label(app.date, app.today), STRONG);
    x = paper.write(
        x + 2,
        0,
        &day::distance_label(app.date, app.today),
        if app.date == app.today { ACCENT } else { DIM },
    );
    if app.is_not_saved(&child.id, app.date) {
        paper.write(x + 2, 0, "not saved", look::WARNING);
    }
    if app.read_only(app.date).is_some() {
        paper.write(x + 2, 0, "read only", look::WARNING);
    }
    let is_school = calendar.is_school_morning(app.date);
    if siblings::fit(app, paper) {
        let below = siblings::columns(app, 2, paper, drawn) + 1;
        let (width, height) = (paper.width(), paper.height().saturating_sub(below));
        let mut below = paper.part(3, below, width.saturating_sub(4), height);
        match what_is_there(app, morning, is_school) {
            There::Rituals => beside(app, child, morning, &mut below),
            other => other.draw(app, child, calendar, morning, &mut below),
        }
        return;
    }
    // On a day without school and without a plan the screen below says nothing else.
    let is_told = morning.state() == MorningState::Empty && !is_school && app.date >= child.first_day;
    let mut top: u16 = if paper.height() > 12 && !is_told { 3 } else { 2 };
    if !is_told && app.read_only(app.date).is_none() {
        let room = paper.width().saturating_sub(1);
        paper.write(1, 1, &about_the_day(app, child, calendar, room), DIM);
    }
    if let Some(who) = calendar.collects(app.date).filter(|_| is_school) {
        let x = paper.write(1, 2, "Collects:", DIM);
        paper.write(x + 1, 2, who, PLAIN);
        top += 1;
    }
    let others = siblings::others(app);
    if !others.is_empty() {
        // A line each where there is room. A dot is the sign of an empty morning already.
        let separator = if paper.height() >= 14 && others.len() <= 3 { "\n" } else { " │ " };
        top = paper.wrap(1, top.saturating_sub(1), &others.join(separator), DIM) + 1;
    }
    let (width, height) = (paper.width(), paper.height().saturating_sub(top));
    let there = what_is_there(app, morning, is_school);
    if there != There::Rituals {
        there.draw(app, child, calendar, morning, &mut paper.part(1, top, width.saturating_sub(1), height));
    } else if width >= 56 {
        let left = (width * 2 / 5).clamp(26, 44);
        list(app, morning, &mut paper.part(0, top, left - 1, height), drawn);
        paper.part(left, top, 1, height).rule_down(0);
        beside(app, child, morning, &mut paper.part(left + 2, top, width.saturating_sub(left + 2), height));
    } else {
        let used = list(app, morning, &mut paper.part(0, top, width, height), drawn) + 1;
        beside(
            app,
            child,
            morning,
            &mut paper.part(1, top + used, width.saturating_sub(1), height.saturating_sub(used)),
        );
    }
}

/// What there is to see of a morning.
#[derive(PartialEq)]
enum There {
    Rituals,
    /// Nothing was planned, and nothing is due.
    NoSchool,
    NothingPlanned,
    /// Why its file cannot be read.
    Unreadable(String),
}

fn what_is_there(app: &App, morning: &Morning, is_school: bool) -> There {
    match app.read_only(app.date) {
        Some(why) if morning.is_blank() => There::Unreadable(why),
        _ if morning.state() == MorningState::Empty && !is_school => There::NoSchool,
        _ if morning.rituals().is_empty() => There::NothingPlanned,
        _ => There::Rituals,
    }
}

impl There {
    fn draw(self, app: &App, child: &Child, calendar: &Calendar, morning: &Morning, paper: &mut Paper) {
        match self {
            There::NoSchool => no_school(app, child, calendar, paper),
            There::NothingPlanned => nothing_planned(app, morning, paper),
            There::Unreadable(why) => {
                paper.wrap(0, 0, "What is planned here cannot be read.", STRONG);
                paper.wrap(0, 2, &why, PLAIN);
            }
            There::Rituals => {}
        }
    }
}

/// Which school morning it is, or why it is none. A name that leaves no room for it is above at the right anyway.
fn about_the_day(app: &App, child: &Child, calendar: &Calendar, room: u16) -> String {
    match calendar.day(app.date) {
        Day::School(hours) => {
            let number = calendar.number_label(app.date).unwrap_or_default();
            let hours = hours.to_string();
            let dot = if hours.is_empty() { "" } else { " · " };
            let about = format!("{number}{dot}{hours}");
            let with_name = format!("{}'s {about}", child.name);
            if columns(&with_name) <= room { with_name } else { about }
        }
        Day::BeforeFirstDay => {
            format!("before {}'s first day, {}", child.name, day::label(child.first_day, app.today))
        }
        free => free.why_none_is_due(&child.name).unwrap_or_default(),
    }
}

fn no_child(app: &App, paper: &mut Paper) {
    if !app.family().hidden.is_empty() {
        let how = "On Calendar (4), a shows the list, and x brings one back.";
        paper.write(1, 1, "Every child is put away.", STRONG);
        paper.wrap(1, 3, how, PLAIN);
        return;
    }
    if !app.has_no_family() {
        paper.wrap(1, 1, "family.toml cannot be read, so there is nobody to show. It is left as it is.", PLAIN);
        paper.write(1, 4, "! tells what is wrong and what to do.", ACCENT);
        return;
    }
    paper.write(1, 1, "Nobody is going to school here yet.", STRONG);
    paper.write(1, 3, "Enter asks three short questions and plans two weeks.", PLAIN);
    paper.write(1, 4, "3 shows the rituals there are.", PLAIN);
}

fn no_school(app: &App, child: &Child, calendar: &Calendar, paper: &mut Paper) {
    let day = calendar.day(app.date);
    let when = if app.date == app.today { "today" } else { "on this day" };
    let mut y = paper.wrap(0, 0, &day.sentence(&child.name, when), STRONG);
    if day == Day::OtherHome {
        y = paper.wrap(0, y, "The goodbye is theirs. Nothing is due here, and nothing is missed.", PLAIN);
    }
    if let Some(next) = app.next_school_morning() {
        y = next_morning(app, child, next, "Next school morning", y + 1, paper);
        y = paper.wrap(0, y + 1, "Enter goes there.", DIM);
    } else if let Some(last) = calendar.last_day().filter(|&last| last < app.date) {
        let over = format!("The last term I know of ended on {}.", day::label(last, app.today));
        y = paper.wrap(0, y + 1, &over, PLAIN);
        y = paper.wrap(0, y, "On Calendar (4), + adds the next one, and i imports the school's new calendar.", DIM);
    }
    marks::draw(app.morning().unwrap_or(&Morning::default()), y + 1, paper);
}

fn nothing_planned(app: &App, morning: &Morning, paper: &mut Paper) {
    if morning.state() == MorningState::Skipped {
        let y = skipped(morning, 0, paper);
        marks::draw(morning, y + 1, paper);
        return;
    }
    paper.write(0, 0, "Nothing is planned for this morning.", STRONG);
    let mut x = paper.write(0, 2, "Enter", ACCENT);
    x = paper.write(x + 1, 2, "picks a ritual", PLAIN);
    if let Some(usual) = app.child().and_then(|child| child.usual.as_ref()) {
        x = paper.write(x, 2, "; the usual one comes first: ", PLAIN);
        paper.write(x, 2, &app.catalog().name(usual), STRONG);
    }
    marks::draw(morning, 4, paper);
}

/// The rituals of the morning with their marks; returns the rows used.
fn list(app: &App, morning: &Morning, paper: &mut Paper, drawn: &mut Drawn) -> u16 {
    let cursor = app.today_row();
    let child = app.place_of_child();
    let rituals = morning.rituals();
    let room = paper.height().saturating_sub(5).max(3);
    let shown = super::parts::window(cursor.unwrap_or(0), rituals.len(), room);
    let mut y = 0;
    for (row, id) in rituals.iter().enumerate().take(shown.end).skip(shown.start) {
        let here = cursor == Some(row);
        let done = morning.is_done(id);
        let style = if here { STRONG } else { PLAIN };
        paper.write(1, y, if here { "▸" } else { " " }, ACCENT);
        paper.write(3, y, if done { "✓" } else { "○" }, if done { DONE } else { style });
        paper.write(5, y, &app.catalog().name(id), if done && !here { DIM } else { style });
        drawn.spots.push((paper.rect(0, y, paper.width(), 1), Target::Row { child, row }));
        y += 1;
    }
    if rituals.len() > shown.len() {
        paper.write(5, y, &format!("{} of {}", shown.len(), rituals.len()), DIM);
        y += 1;
    }
    if morning.state() == MorningState::Skipped {
        y = skipped(morning, y + 1, &mut paper.part(1, 0, paper.width().saturating_sub(1), paper.height()));
    }
    marks::draw(morning, y + 1, &mut paper.part(1, 0, paper.width().saturating_sub(1), paper.height()))
}

fn skipped(morning: &Morning, y: u16, paper: &mut Paper) -> u16 {
    let y = paper.wrap(0, y, &marks::skip_in_words(morning), STRONG);
    paper.wrap(0, y, "That is fine. s takes it back.", DIM)
}

/// Beside the list: the ritual under the cursor, or the quiet moment when all is done.
fn beside(app: &App, child: &Child, morning: &Morning, paper: &mut Paper) {
    let Some(row) = app.today_row() else {
        if morning.state() == MorningState::Done {
            all_done(app, child, morning, paper);
        }
        return;
    };
    let rituals_of_morning = morning.rituals();
    let Some(id) = rituals_of_morning.get(row) else { return };
    match app.catalog().get(id) {
        Some(ritual) => {
            let soon = app.date > app.today && !morning.prepared.contains(id);
            rituals::at_the_door(ritual, &child.name, soon, paper);
        }
        None => {
            paper.write(0, 0, &id.to_string(), STRONG);
            paper.wrap(0, 2, "No rituals file knows this one any more. It can still be marked done.", PLAIN);
        }
    }
}

fn all_done(app: &App, child: &Child, morning: &Morning, paper: &mut Paper) {
    let x = paper.write(0, 0, "♥", ACCENT);
    paper.write(x + 1, 0, "All done.", STRONG);
    let keeps = morning.rituals().into_iter().find_map(|id| {
        let kept = &app.catalog().get(id)?.keeps.child;
        (!kept.is_empty()).then(|| format!("{} has {kept} for the day.", child.name))
    });
    let mut y = paper.wrap(0, 2, &keeps.unwrap_or_else(|| format!("Have a good day, {} and you.", child.name)), PLAIN);
    if morning.mood.is_none() && app.date <= app.today {
        y = paper.wrap(0, y, "Later on, m says how it went.", DIM);
    }
    if let Some(name) = siblings::next_undone(app) {
        let x = paper.write(0, y + 1, "c", ACCENT);
        paper.write(x + 1, y + 1, &format!("goes to {name}."), PLAIN);
        y += 2;
    }
    if let Some(next) = app.next_school_morning() {
        let title = if next == day::add_days(app.today, 1) { "Tomorrow" } else { "Next" };
        next_morning(app, child, next, title, y + 1, paper);
    }
}

/// How another morning looks: its day, its rituals, and what to prepare for it; returns the row after it.
fn next_morning(app: &App, child: &Child, date: Date, title: &str, y: u16, paper: &mut Paper) -> u16 {
    let mut x = paper.write(0, y, title, ACCENT);
    x = paper.write(x, y, ": ", ACCENT);
    x = paper.write(x, y, &day::label(date, app.today), STRONG);
    if title != "Tomorrow" {
        paper.write(x + 2, y, &day::distance_label(date, app.today), DIM);
    }
    let morning = app.morning_of(&child.id, date);
    let mut y = y + 1;
    for id in morning.rituals() {
        paper.write(2, y, if morning.is_done(id) { "✓" } else { "○" }, PLAIN);
        paper.write(4, y, &app.catalog().name(id), PLAIN);
        y += 1;
        let ready = morning.prepared.contains(id);
        if let Some(prepare) = app.catalog().get(id).and_then(|ritual| ritual.prepare.as_ref()).filter(|_| !ready) {
            y = paper.wrap(4, y, &format!("to prepare {}", prepare.label()), DIM);
        }
    }
    if morning.is_blank() && app.read_only(date).is_some() {
        paper.write(2, y, "! cannot be read", look::WARNING);
        y += 1;
    } else if morning.state() == MorningState::Skipped {
        paper.write(2, y, "– skipped", DIM);
        y += 1;
    } else if morning.rituals().is_empty() {
        paper.write(2, y, "· nothing planned yet", DIM);
        y += 1;
    }
    y
}
