//! The Today screen: the rituals of one morning, and the steps of the ritual in focus.

use super::child_view::ChildView;
use super::look::{self, ACCENT, DIM, PLAIN, STRONG};
use super::parts::{Paper, columns, fitting};
use super::{Drawn, rituals, siblings};
use crate::app::App;
use crate::app::keys::spell;
use crate::app::screens::ALL_HIDDEN;
use crate::domain::calendar::Day;
use crate::domain::day;
use crate::domain::morning::MorningState;
use crate::domain::text::capitalized;
use jiff::civil::Date;

/// The least width with room for the steps of the ritual in focus beside the list.
const TWO_COLUMNS: u16 = 56;

/// The least width by which a cut name is recognized.
const LEAST_OF_NAME: u16 = 8;

pub fn draw(app: &App, paper: &mut Paper, drawn: &mut Drawn) {
    let Some(view) = ChildView::in_focus(app) else { return no_child(app, paper) };
    date(&view, paper);
    if siblings::fit(app, paper) {
        let below = siblings::columns(app, 2, paper, drawn) + 1;
        let width = paper.width().saturating_sub(4);
        let mut paper = paper.part(3, below, width, u16::MAX);
        if !instead_of_rituals(&view, &mut paper) {
            beside(&view, &mut paper);
        }
        return;
    }
    let top = about_the_day(&view, paper);
    if instead_of_rituals(&view, &mut paper.rest(1, top)) {
        return;
    }
    let width = paper.width();
    if width >= TWO_COLUMNS {
        let left = (width * 2 / 5).clamp(26, 44);
        list(&view, &mut paper.part(0, top, left - 1, u16::MAX), drawn);
        paper.rest(left, top).rule_down(0);
        beside(&view, &mut paper.rest(left + 2, top));
    } else {
        let used = list(&view, &mut paper.rest(0, top), drawn);
        beside(&view, &mut paper.rest(1, top + used + 1));
    }
}

/// Draws the date, and whether its morning cannot be saved or changed.
fn date(view: &ChildView, paper: &mut Paper) {
    let app = view.app;
    let (is_unsaved, is_read_only) =
        (app.is_not_saved(&view.child.id, app.date()), app.read_only(app.date()).is_some());
    let warning = match (is_unsaved, is_read_only) {
        (_, true) => "read only",
        (true, false) => "not saved",
        (false, false) => "",
    };
    let (label, distance) = (day::label(app.date(), app.today()), day::distance_label(app.date(), app.today()));
    let fits = 5 + columns(&label) + columns(&distance) + columns(warning) <= paper.width();
    let label = if fits { label } else { day::short_label(app.date(), app.today()) };
    let x = paper.write(1, 0, &label, STRONG);
    let style = if app.date() == app.today() { ACCENT } else { DIM };
    let x = paper.write(x + 2, 0, &distance, style);
    paper.write(x + 2, 0, warning, look::WARNING);
}

/// Draws the kind of day, who picks the child up, and the mornings of the siblings. Returns the row below.
fn about_the_day(view: &ChildView, paper: &mut Paper) -> u16 {
    let (app, is_school) = (view.app, view.is_school_morning());
    // On a day without school and without a plan, `no_school` draws the kind of day below.
    let is_certain = !app.is_calendar_uncertain();
    let is_empty = view.morning().state() == MorningState::Empty && !view.cannot_be_read(app.date()) && is_certain;
    let is_drawn_below = is_empty && !is_school && app.date() >= view.child.first_day;
    let mut y: u16 = if is_drawn_below { 1 } else { 2 };
    if !is_certain {
        paper.write(1, 1, "! family.toml has a problem, so the calendar may be wrong", look::WARNING);
    } else if !is_drawn_below && app.read_only(app.date()).is_none() {
        paper.write(1, 1, &kind_of_day(view, paper.width().saturating_sub(1)), DIM);
    }
    if let Some(who) = view.calendar.collects(app.date()).filter(|_| is_school) {
        let x = paper.write(1, y, "Pickup:", DIM);
        paper.write(x + 1, y, who, PLAIN);
        y += 1;
    }
    let others = siblings::others(app);
    if !others.is_empty() {
        // Each sibling has its own line if there is room. The separator is `│`, because `·` means an empty morning.
        let separator = if paper.height() >= 14 && others.len() <= 3 { "\n" } else { " │ " };
        y = paper.wrap(1, y, &others.join(separator), DIM);
    }
    y + u16::from(is_drawn_below || paper.height() > 12)
}

/// The label of the school morning, or why there is none. A long name is cut, or left out if only a few letters fit.
fn kind_of_day(view: &ChildView, room: u16) -> String {
    let (app, name) = (view.app, &view.child.name);
    if let Some(about) = view.calendar.school_morning_label(app.date()) {
        let room = room.saturating_sub(columns(&about) + 3);
        return match fitting(name, room) {
            whole if whole == name => format!("{name}'s {about}"),
            _ if room < LEAST_OF_NAME => about,
            _ => format!("{}…'s {about}", fitting(name, room - 1)),
        };
    }
    match view.calendar.day(app.date()) {
        Day::BeforeFirstDay => format!("Before {name}'s first day, {}", day::label(view.child.first_day, app.today())),
        free => capitalized(&free.no_goodbye_label(name).unwrap_or_default()),
    }
}

/// Draws why the morning has no rituals: no school, no plan, or a file that cannot be read. Returns false, and draws
/// nothing, if it has some.
fn instead_of_rituals(view: &ChildView, paper: &mut Paper) -> bool {
    let morning = view.morning();
    let (app, date) = (view.app, view.app.date());
    match app.read_only(date).filter(|_| view.cannot_be_read(date)) {
        Some(why) => {
            paper.wrap(0, 0, "What is planned here cannot be read.", STRONG);
            let y = paper.wrap(0, 2, &why, PLAIN);
            view.mood_and_note(y + 1, paper);
        }
        _ if app.is_calendar_uncertain() && morning.rituals().is_empty() => nothing_planned(view, paper),
        _ if morning.state() == MorningState::Empty && !view.is_school_morning() => no_school(view, paper),
        _ if morning.rituals().is_empty() => nothing_planned(view, paper),
        _ => return false,
    }
    true
}

/// Draws why no child is shown, and how to add or show one.
fn no_child(app: &App, paper: &mut Paper) {
    if !app.family().hidden.is_empty() {
        paper.wrap(1, 1, &spell(ALL_HIDDEN), STRONG);
        return;
    }
    if !app.has_no_family() {
        let how = "family.toml cannot be read. It is left as it is. {screens.problems} shows what to do.";
        paper.wrap(1, 1, &spell(how), PLAIN);
        return;
    }
    paper.write(1, 1, "There is no child yet.", STRONG);
    paper.write(1, 3, &spell("{start.welcome} asks three short questions and plans two weeks."), PLAIN);
    paper.write(1, 4, &spell("{screens.rituals} shows the rituals."), PLAIN);
}

/// Draws why there is no school, and the next school morning.
fn no_school(view: &ChildView, paper: &mut Paper) {
    let (app, child, calendar) = (view.app, view.child, view.calendar);
    let day = calendar.day(app.date());
    let when = if app.date() == app.today() { "today" } else { "on this day" };
    let mut y = paper.wrap(0, 0, &day.sentence(&child.name, when), STRONG);
    if day == Day::OtherHome {
        y = paper.wrap(0, y, "The goodbye is said there. There is nothing to do here.", PLAIN);
    }
    if let Some(next) = app.next_school_morning() {
        y = next_morning(view, next, "Next school morning", y + 1, paper);
        y = paper.wrap(0, y + 1, &spell("{today.plan} goes there."), DIM);
    } else if let Some(last) = calendar.last_day().filter(|&last| last < app.date()) {
        let over = format!("The last term ended on {}.", day::label(last, app.today()));
        y = paper.wrap(0, y + 1, &over, PLAIN);
        let how = "On Calendar ({screens.calendar}), {calendar.add} adds the next one, and {calendar.import} imports \
                   the school's new calendar.";
        y = paper.wrap(0, y, &spell(how), DIM);
    }
    view.mood_and_note(y + 1, paper);
}

/// Draws that the morning was skipped, or how to plan it.
fn nothing_planned(view: &ChildView, paper: &mut Paper) {
    if let Some(skip) = view.skip_label() {
        let y = skipped(view, &skip, 0, paper);
        view.mood_and_note(y + 1, paper);
        return;
    }
    paper.write(0, 0, "Nothing is planned for this morning.", STRONG);
    if let Some(why) = view.app.read_only(view.app.date()) {
        let y = paper.wrap(0, 2, &why, PLAIN);
        view.mood_and_note(y + 1, paper);
        return;
    }
    let mut x = paper.write(0, 2, &spell("{today.plan}"), ACCENT);
    x = paper.write(x + 1, 2, "picks a ritual", PLAIN);
    if let Some(usual) = &view.child.usual {
        x = paper.write(x, 2, "; the usual one comes first: ", PLAIN);
        paper.write(x, 2, &view.app.catalog().name(usual), STRONG);
    }
    view.mood_and_note(4, paper);
}

/// Draws the rituals with their marks, then why the morning was skipped, its mood and its note. Returns the row below.
fn list(view: &ChildView, paper: &mut Paper, drawn: &mut Drawn) -> u16 {
    // Some rows are kept for the mood and the note below the list.
    let most = paper.height().saturating_sub(5).max(3);
    let mut y = view.rituals(0, most, paper, drawn);
    let mut paper = paper.rest(1, 0);
    if let Some(skip) = view.skip_label() {
        y = skipped(view, &skip, y + 1, &mut paper);
    }
    view.mood_and_note(y + 1, &mut paper)
}

fn skipped(view: &ChildView, skip: &str, y: u16, paper: &mut Paper) -> u16 {
    let y = paper.wrap(0, y, skip, STRONG);
    let is_read_only = view.app.read_only(view.app.date()).is_some();
    let words = if is_read_only { "That is fine." } else { "That is fine. {morning.skip} takes it back." };
    paper.wrap(0, y, &spell(words), DIM)
}

/// Draws the text beside the list: the steps of the ritual under the cursor, or that all is done.
fn beside(view: &ChildView, paper: &mut Paper) {
    let (app, morning) = (view.app, view.morning());
    let Some(row) = app.today_row() else {
        if morning.state() == MorningState::Done {
            all_done(view, paper);
        }
        return;
    };
    let rituals_of_morning = morning.rituals();
    let Some(id) = rituals_of_morning.get(row) else { return };
    match app.catalog().get(id) {
        Some(ritual) => {
            let soon = app.date() > app.today() && !morning.prepared.contains(id);
            rituals::at_the_door(ritual, &view.child.name, soon, paper);
        }
        None => {
            paper.write(0, 0, &id.to_string(), STRONG);
            paper.wrap(0, 2, "This ritual is no longer in any file. It can still be marked done.", PLAIN);
        }
    }
}

/// Draws the text for a morning that is done, with the next morning.
fn all_done(view: &ChildView, paper: &mut Paper) {
    let (app, child, morning) = (view.app, view.child, view.morning());
    let x = paper.write(0, 0, "♥", ACCENT);
    paper.write(x + 1, 0, "All done.", STRONG);
    let keeps = morning.rituals().into_iter().find_map(|id| {
        let kept = &app.catalog().get(id)?.keeps.child;
        (!kept.is_empty()).then(|| format!("{} has {kept} for the day.", child.name))
    });
    let mut y = paper.wrap(0, 2, &keeps.unwrap_or_else(|| "Have a good day, both of you.".to_owned()), PLAIN);
    if morning.mood.is_none() && app.date() <= app.today() {
        y = paper.wrap(0, y, &spell("Later, press {morning.mood} and say how it went."), DIM);
    }
    if let Some(name) = siblings::next_undone(app) {
        let x = paper.write(0, y + 1, &spell("{screens.next-child}"), ACCENT);
        paper.write(x + 1, y + 1, &format!("goes to {name}."), PLAIN);
        y += 2;
    }
    if let Some(next) = app.next_school_morning() {
        let title = if next == day::add_days(app.today(), 1) { "Tomorrow" } else { "Next" };
        next_morning(view, next, title, y + 1, paper);
    }
}

/// Draws another morning: its day, its rituals, and what to prepare for it. Returns the row below.
fn next_morning(view: &ChildView, date: Date, title: &str, y: u16, paper: &mut Paper) -> u16 {
    let app = view.app;
    let mut x = paper.write(0, y, &format!("{title}: "), ACCENT);
    x = paper.write(x, y, &day::label(date, app.today()), STRONG);
    if title != "Tomorrow" {
        paper.write(x + 2, y, &day::distance_label(date, app.today()), DIM);
    }
    let morning = view.morning_on(date);
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
    let (text, style) = match morning.state() {
        _ if view.cannot_be_read(date) => ("! cannot be read", look::WARNING),
        MorningState::Skipped => ("– skipped", DIM),
        _ if morning.rituals().is_empty() => ("· nothing planned yet", DIM),
        _ => return y,
    };
    paper.write(2, y, text, style);
    y + 1
}
