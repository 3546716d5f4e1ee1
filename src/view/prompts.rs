//! Draws the prompts, in place of the screen or in a box over it. Each prompt is one row of a table.

use super::look::{self, ACCENT, DIM, PLAIN, STRONG, WARNING};
use super::parts::{Paper, choice, columns, window, wrapped};
use super::{Drawn, children, copies, help, ritual_form, rule_form, school, welcome};
use crate::app::keys::spell;
use crate::app::prompt::Prompt;
use crate::app::prompt::{
    day_choice::DayChoice, fill::Fill, go_to_day::GoToDay, mood::MoodChoice, morning_picker::MorningPicker, note::Note,
    ritual_picker::RitualPicker, skip::Skip,
};
use crate::app::{App, Target};
use crate::domain::day;
use crate::domain::text::plural;
use jiff::civil::Date;

type Draw = fn(&App, &mut Paper, &mut Drawn) -> bool;

/// The prompts that are drawn in place of the screen.
const WHOLE: &[Draw] = &[
    |app, paper, drawn| draw_as(app, paper, drawn, welcome::draw),
    |app, paper, drawn| draw_as(app, paper, drawn, help::draw),
];

/// The prompts that are drawn in a box over the screen.
const BOXES: &[Draw] = &[
    |app, paper, drawn| draw_as(app, paper, drawn, picker),
    |app, paper, drawn| draw_as(app, paper, drawn, skip),
    |app, paper, drawn| draw_as(app, paper, drawn, mood),
    |app, paper, drawn| draw_as(app, paper, drawn, note),
    |app, paper, drawn| draw_as(app, paper, drawn, fill),
    |app, paper, drawn| draw_as(app, paper, drawn, mornings),
    |app, paper, drawn| draw_as(app, paper, drawn, ritual_form::draw),
    |app, paper, drawn| draw_as(app, paper, drawn, children::list),
    |app, paper, drawn| draw_as(app, paper, drawn, children::form),
    |app, paper, drawn| draw_as(app, paper, drawn, which_day),
    |app, paper, drawn| draw_as(app, paper, drawn, go_to_day),
    |app, paper, drawn| draw_as(app, paper, drawn, rule_form::add_menu),
    |app, paper, drawn| draw_as(app, paper, drawn, rule_form::rules),
    |app, paper, drawn| draw_as(app, paper, drawn, rule_form::form),
    |app, paper, drawn| draw_as(app, paper, drawn, copies::list),
    |app, paper, drawn| draw_as(app, paper, drawn, copies::versions),
    |app, paper, drawn| draw_as(app, paper, drawn, school::path),
    |app, paper, drawn| draw_as(app, paper, drawn, school::preview),
];

/// Draws the open prompt if its type is `P`. Returns whether the prompt was drawn.
fn draw_as<P: Prompt>(
    app: &App,
    paper: &mut Paper,
    drawn: &mut Drawn,
    draw: fn(&App, &P, &mut Paper, &mut Drawn),
) -> bool {
    app.prompt_as().map(|prompt| draw(app, prompt, paper, drawn)).is_some()
}

/// Draws the open prompt if its row is in [`WHOLE`]. Returns whether the prompt was drawn.
pub fn draw_whole(app: &App, paper: &mut Paper, drawn: &mut Drawn) -> bool {
    WHOLE.iter().any(|draw| draw(app, paper, drawn))
}

/// Draws the open prompt if its row is in [`BOXES`].
pub fn draw_box(app: &App, paper: &mut Paper, drawn: &mut Drawn) {
    BOXES.iter().any(|draw| draw(app, paper, drawn));
}

fn titled(what: &str, app: &App, date: Date) -> String {
    format!("{what} {}", day::short_label(date, app.today()))
}

/// Draws the two days that typed numbers can be.
fn which_day(app: &App, choice_of_day: &DayChoice, paper: &mut Paper, drawn: &mut Drawn) {
    const HINT: &str = "To set the order once, write date_order = \"month first\" or \"day first\" in settings.toml.";
    const WIDTH: u16 = 62;
    // The hint stands two columns in, and the box takes four.
    let lines = wrapped(HINT, paper.width().min(WIDTH).saturating_sub(6)).len() as u16;
    let mut inside = paper.boxed(&format!("Which day is {}?", choice_of_day.typed), WIDTH, lines + 5);
    for (line, date) in choice_of_day.readings.into_iter().enumerate() {
        let y = line as u16;
        let is_here = line == choice_of_day.cursor;
        choice(&mut inside, y, is_here, line, drawn);
        let distance = day::distance_label(date, app.today());
        let (label, short) = (day::label(date, app.today()), day::short_label(date, app.today()));
        let fits = 4 + columns(&label) + columns(&distance) <= inside.width();
        let x = inside.write(2, y, if fits { &label } else { &short }, if is_here { STRONG } else { PLAIN });
        inside.write(x + 2, y, &distance, DIM);
    }
    inside.wrap(2, 3, HINT, DIM);
}

fn go_to_day(app: &App, prompt: &GoToDay, paper: &mut Paper, drawn: &mut Drawn) {
    let mut inside = paper.boxed("A day to go to", 46, 5);
    inside.field(&prompt.field, "18 jun, next monday, in 3 weeks", true, drawn);
    match prompt.understood() {
        Ok(date) => {
            let x = inside.write(0, 1, &format!("= {}", day::label(date, app.today())), ACCENT);
            inside.write(x, 1, &format!(", {}", day::distance_label(date, app.today())), DIM);
        }
        Err(why) => drop(inside.wrap(0, 1, &why.short_label(), WARNING)),
    }
}

fn picker(app: &App, picker: &RitualPicker, paper: &mut Paper, drawn: &mut Drawn) {
    let offered = app.pickable(picker.filter.text());
    let height = (app.catalog().offered().count() as u16 + 4).clamp(7, paper.height().max(7));
    let mut inside = paper.boxed(&titled("Rituals for", app, picker.opened.date), 62, height);
    inside.rest(2, 0).field(&picker.filter, "type to find", true, drawn);
    inside.write(0, 0, "/", ACCENT);
    if offered.is_empty() {
        inside.write(0, 2, "No ritual matches.", DIM);
        return;
    }
    let cursor = picker.cursor.min(offered.len() - 1);
    let shown = window(cursor, offered.len(), inside.height().saturating_sub(2).max(1));
    for (row, i) in shown.enumerate() {
        let y = 2 + row as u16;
        let ritual = offered[i];
        let ticked = picker.ticked.contains(&ritual.id);
        choice(&mut inside, y, i == cursor, i, drawn);
        inside.write(2, y, if ticked { "[x]" } else { "[ ]" }, if ticked { ACCENT } else { PLAIN });
        inside.write(6, y, if app.is_favorite(&ritual.id) { "★" } else { " " }, ACCENT);
        let x = inside.write(8, y, &ritual.name, if i == cursor { STRONG } else { PLAIN });
        let aside = if app.is_usual(&ritual.id) { "usual".to_owned() } else { ritual.short_time_label() };
        let right = inside.width().saturating_sub(columns(&aside));
        if right > x + 1 {
            inside.write(right, y, &aside, DIM);
        }
    }
}

fn skip(app: &App, skip: &Skip, paper: &mut Paper, drawn: &mut Drawn) {
    let lines = skip.lines();
    let mut inside = paper.boxed(&titled("Skip", app, skip.opened.date), 46, lines.len() as u16 + 4);
    let typing = !skip.typed.is_empty();
    for (i, line) in lines.iter().enumerate() {
        let here = i == skip.cursor && !typing;
        choice(&mut inside, i as u16, here, i, drawn);
        inside.write(2, i as u16, line, if here { STRONG } else { PLAIN });
    }
    let y = lines.len() as u16 + 1;
    inside.write(0, y, if typing { "▸" } else { " " }, ACCENT);
    inside.rest(2, y).field(&skip.typed, "or type a reason", true, drawn);
}

fn mood(app: &App, mood: &MoodChoice, paper: &mut Paper, drawn: &mut Drawn) {
    let mut inside = paper.boxed(&titled("How it went,", app, mood.opened.date), 36, 8);
    for (i, line) in MoodChoice::lines().enumerate() {
        let here = i == mood.cursor;
        choice(&mut inside, i as u16, here, i, drawn);
        let (sign, word) = line.as_ref().map_or((" ", "no mood"), |mood| (look::mood(mood), mood.keyword()));
        inside.write(2, i as u16, sign, ACCENT);
        inside.write(4, i as u16, word, if here { STRONG } else { PLAIN });
    }
}

fn note(app: &App, note: &Note, paper: &mut Paper, drawn: &mut Drawn) {
    let mut inside = paper.boxed(&titled("A note on", app, note.opened.date), 70, 7);
    inside.text_area(&note.field, "what they said, what helped", drawn);
}

fn fill(app: &App, fill: &Fill, paper: &mut Paper, drawn: &mut Drawn) {
    let mut inside = paper.boxed("Fill the empty mornings", 62, 10);
    for (i, (_, line)) in Fill::WITH.iter().enumerate() {
        let here = i == fill.cursor;
        choice(&mut inside, i as u16, here, i, drawn);
        inside.write(2, i as u16, line, if here { STRONG } else { PLAIN });
    }
    let mut x = 2;
    for (i, (_, span)) in Fill::SPANS.iter().enumerate() {
        let here = i == fill.span;
        let label = format!("{}{span}{}", if here { "[" } else { " " }, if here { "]" } else { " " });
        x = inside.write(x, 4, &label, if here { STRONG } else { DIM }) + 1;
    }
    let outcome = match fill.edits(app) {
        None => "Reading the mornings …".to_owned(),
        Some(edits) => match (edits.first(), edits.last()) {
            (Some(first), Some(last)) => {
                let span = format!("{} to {}", day::month_and_day(first.date), day::month_and_day(last.date));
                format!("Fills {}, {span}", plural(edits.len(), "morning"))
            }
            _ => spell(fill.why_nothing(app)).into_owned(),
        },
    };
    inside.wrap(2, 6, &outcome, ACCENT);
}

fn mornings(app: &App, mornings: &MorningPicker, paper: &mut Paper, drawn: &mut Drawn) {
    let name = app.catalog().name(&mornings.ritual);
    let mut inside = paper.boxed(&format!("When: {name}"), 58, 9);
    let per_row = mornings.days.len().div_ceil(2).max(1);
    let cell = inside.width() / per_row as u16;
    for (i, &date) in mornings.days.iter().enumerate() {
        let (x, y) = ((i % per_row) as u16 * cell, (i / per_row) as u16 * 3);
        let here = i == mornings.cursor;
        let style = if here { STRONG.reversed() } else { PLAIN };
        let label = format!("{} {}", day::short_weekday_label(date.weekday()), date.day());
        inside.part(x, y, cell.saturating_sub(1), 1).write(0, 0, &label, style);
        let ticked = mornings.is_ticked(app, i);
        let (sign, style) = match (mornings.cannot_be_read(app, i), ticked) {
            (true, _) => ("!", WARNING),
            (false, true) => ("[x]", ACCENT),
            (false, false) => ("[ ]", PLAIN),
        };
        let mark = inside.write(x, y + 1, sign, style);
        let others = app.child().map_or(0, |child| {
            app.morning_of(&child.id, date).plan.iter().filter(|id| **id != mornings.ritual).count()
        });
        if others > 0 {
            let mut rest = inside.part(mark + 1, y + 1, (x + cell).saturating_sub(mark + 2), 1);
            rest.write(0, 0, &format!("+{others}"), DIM);
        }
        drawn.spots.push((inside.rect(x, y, cell.saturating_sub(1), 2), Target::Choice(i)));
    }
    let on = (0..mornings.days.len()).filter(|&i| mornings.is_ticked(app, i)).count();
    let unreadable = (0..mornings.days.len()).filter(|&i| mornings.cannot_be_read(app, i)).count();
    let explained = if unreadable > 0 { "!: cannot be read" } else { "+1: another ritual is planned too" };
    inside.write(0, 6, &format!("{} ticked; {explained}", plural(on, "morning")), DIM);
}
