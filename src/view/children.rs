//! The two prompts about children: the list, and the form of one child.

use super::Drawn;
use super::look::{ACCENT, DIM, PLAIN, STRONG};
use super::parts::{Paper, choice, columns, window, wrapped};
use super::rule_form::understood;
use crate::app::App;
use crate::app::prompt::child_form::{ChildForm, ChildLine, LINES};
use crate::app::prompt::children::ChildList;
use crate::domain::dates::DateRange;
use crate::domain::family::habits::school_days_label;

pub fn list(app: &App, prompt: &ChildList, paper: &mut Paper, drawn: &mut Drawn) {
    let shown = app.children().len();
    let all: Vec<_> = app.family().all_children().collect();
    let mut inside = paper.boxed("The children", 66, all.len().max(1) as u16 + 2);
    for (y, line) in window(prompt.cursor, all.len(), inside.height().max(1)).enumerate() {
        let (y, here, child) = (y as u16, line == prompt.cursor, all[line]);
        choice(&mut inside, y, here, line, drawn);
        let is_hidden = line >= shown;
        let aside = if is_hidden { "hidden".to_owned() } else { school_days_label(child.school_days) };
        let right = inside.width().saturating_sub(columns(&aside));
        let style = match (here, is_hidden) {
            (true, _) => STRONG,
            (false, true) => DIM,
            (false, false) => PLAIN,
        };
        inside.part(2, y, right.saturating_sub(3), 1).write(0, 0, &child.name, style);
        inside.write(right, y, &aside, DIM);
    }
}

/// The width of the labels.
const LABEL: u16 = 14;

pub fn form(app: &App, form: &ChildForm, paper: &mut Paper, drawn: &mut Drawn) {
    let title = form.old.as_ref().map_or("New child".to_owned(), |child| format!("Change: {}", child.name));
    let mut inside = paper.boxed(&title, 74, LINES.len() as u16 + 4);
    let rows = inside.height().saturating_sub(2).max(1);
    for (y, line) in window(form.cursor, LINES.len(), rows).enumerate() {
        let (y, here) = (y as u16, line == form.cursor);
        let (_, label, hint) = LINES[line];
        choice(&mut inside, y, here, line, drawn);
        inside.write(2, y, label, if here { STRONG } else { DIM });
        inside.rest(2 + LABEL, y).field(&form.fields[line], hint, here, drawn);
    }
    let (said, style) = match form.line() {
        ChildLine::Pattern | ChildLine::Mine | ChildLine::Since => (form.homes_sentence(app), ACCENT),
        ChildLine::Collects => match form.pickup_sentence() {
            Some(Err(why)) => (Some(why.to_string()), DIM),
            said => (said.and_then(Result::ok), ACCENT),
        },
        ChildLine::Name | ChildLine::FirstDay | ChildLine::SchoolDays => (None, PLAIN),
    };
    let said = said.map_or_else(Vec::new, |words| wrapped(&words, inside.width().saturating_sub(2)));
    let top = inside.height().saturating_sub(said.len() as u16);
    for (y, words) in (top..).zip(&said) {
        inside.clear_row(y);
        inside.write(2, y, words, style);
    }
    // The hint or the date of the line in focus stands above, if there is room for both.
    let y = top.saturating_sub(1);
    match form.understood() {
        _ if y < rows => {}
        Some(date) => understood(&date.map(DateRange::one), app, &mut inside.part(2 + LABEL, y, 56, 1)),
        None => drop(inside.write(2 + LABEL, y, LINES[form.cursor].2, DIM)),
    }
}
