//! The three prompts about the rules of a school year: the menu of new rules, the list of rules, and the form.

use super::Drawn;
use super::look::{ACCENT, DIM, PLAIN, STRONG, WARNING};
use super::parts::{Paper, choice, columns, listed};
use crate::app::App;
use crate::app::keys::row_of;
use crate::app::prompt::rule_form::{FormLine, RuleForm};
use crate::app::prompt::{add_menu::AddMenu, rules::RuleList};
use crate::domain::dates::DateRange;
use crate::domain::day;
use crate::domain::family::Kind;
use crate::domain::school_year::{DayOff, Special, Whom};
use crate::domain::time_of_day;
use crate::domain::typed_day::DayError;

pub fn add_menu(app: &App, prompt: &AddMenu, paper: &mut Paper, drawn: &mut Drawn) {
    let title = format!("Add to {}", prompt.dates.short_label(app.today()));
    let mut inside = paper.boxed(&title, 66, prompt.kinds.len() as u16 + 2);
    for (y, line) in listed(prompt.cursor, prompt.kinds.len(), 1, &mut inside).enumerate() {
        let (y, here) = (y as u16, line == prompt.cursor);
        choice(&mut inside, y, here, line, drawn);
        inside.write(2, y, prompt.kinds[line].label(), if here { STRONG } else { PLAIN });
        inside.write(22, y, prompt.kinds[line].hint(), DIM);
    }
}

pub fn rules(app: &App, prompt: &RuleList, paper: &mut Paper, drawn: &mut Drawn) {
    let title = if prompt.about_the_day > 0 { "This day, and coming up" } else { "Coming up" };
    let mut inside = paper.boxed(title, 70, prompt.rules.len() as u16 + 2);
    for (y, line) in listed(prompt.cursor, prompt.rules.len(), 1, &mut inside).enumerate() {
        let (y, here, rule) = (y as u16, line == prompt.cursor, &prompt.rules[line]);
        choice(&mut inside, y, here, line, drawn);
        let dates = rule.dates().short_label(app.today());
        let right = inside.width().saturating_sub(columns(&dates));
        inside.write(2, y, Kind::of(rule).label(), DIM);
        let mut middle = inside.part(20, y, right.saturating_sub(21), 1);
        let x = middle.write(0, 0, rule.name().unwrap_or_default(), if here { STRONG } else { PLAIN });
        // A rule for all children has no names.
        if let (Whom::Only(_), true) = (&*rule.whom(), app.children().len() > 1) {
            middle.write(if x > 0 { x + 2 } else { 0 }, 0, &app.family().whom_label(&rule.whom()), DIM);
        }
        inside.write(right, y, &dates, if line < prompt.about_the_day { ACCENT } else { DIM });
    }
}

/// The width of the labels.
const LABEL: u16 = 12;

pub fn form(app: &App, form: &RuleForm, paper: &mut Paper, drawn: &mut Drawn) {
    let add = if form.is_new() { "New" } else { "Change" };
    let title = format!("{add}: {}", form.kind.label());
    let height = form.lines.len() as u16 + 4;
    let mut inside = paper.boxed(&title, 70, height);
    for (line, &what) in form.lines.iter().enumerate() {
        let (y, here) = (line as u16, line == form.cursor);
        let (label, hint) = label_and_hint(form.kind, what);
        choice(&mut inside, y, here, line, drawn);
        inside.write(2, y, label, if here { STRONG } else { DIM });
        match form.field(what) {
            Some(field) => inside.rest(2 + LABEL, y).field(field, hint, here, drawn),
            None => {
                let whom = app.family().whom_label(form.whom());
                let x = inside.write(2 + LABEL, y, &whom, if here { STRONG } else { PLAIN });
                let keys = row_of("whom.next").filter(|_| here).map_or("", |row| row.footer_name());
                inside.write(x + 2, y, keys, DIM);
            }
        }
    }
    let y = form.lines.len() as u16 + 1;
    let time = form.understood_time().filter(|_| form.line() == FormLine::Time);
    match (form.understood(form.line()), time) {
        (Some(dates), _) => understood(&dates, app, &mut inside.part(2 + LABEL, y, 54, 1)),
        (None, Some(Ok(time))) => drop(inside.write(2 + LABEL, y, &format!("= {}", time_of_day::label(time)), ACCENT)),
        (None, Some(Err(_))) => drop(inside.write(2 + LABEL, y, "Try 12:30, 9.15, 1 pm or noon.", WARNING)),
        (None, None) if form.line() == FormLine::Name => drop(inside.write(2 + LABEL, y, form.kind.hint(), DIM)),
        (None, None) => {}
    }
}

/// Draws the typed days, or what is wrong with the text.
pub(super) fn understood(dates: &Result<DateRange, DayError>, app: &App, paper: &mut Paper) {
    match dates {
        Ok(dates) => {
            let (first, today) = (dates.from(), app.today());
            let label = if dates.count() > 1 { dates.label(today) } else { day::label(first, today) };
            let x = paper.write(0, 0, &format!("= {label}"), ACCENT);
            paper.write(x + 2, 0, &day::distance_label(first, today), DIM);
        }
        Err(why) => drop(paper.write(0, 0, &why.short_label(), WARNING)),
    }
}

/// The label of a line, and a hint at its text.
fn label_and_hint(kind: Kind, line: FormLine) -> (&'static str, &'static str) {
    match (line, kind) {
        (FormLine::Name, Kind::Collect) => ("Who", "Grandma, after story time"),
        (FormLine::Name, Kind::Term) => ("Name", "Fall term"),
        (FormLine::Name, Kind::DayOff) => ("Name", DayOff::UNNAMED),
        (FormLine::Name, _) => ("Name", "the reason; may stay empty"),
        (FormLine::From, _) => ("First day", ""),
        (FormLine::To, _) => ("Last day", "the same day"),
        (FormLine::Time, Kind::Special(Special::LateStart)) => ("Begins", "10:00, or empty"),
        (FormLine::Time, _) => ("Ends", "12:30, or empty"),
        (FormLine::Whom, _) => ("For", ""),
    }
}
