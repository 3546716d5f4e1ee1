//! The Rituals screen: the list of rituals and preparations, with a preview of the one in focus.

use super::Drawn;
use super::look::{ACCENT, DIM, PLAIN, STRONG};
use super::parts::{Paper, window};
use crate::app::keys::spell;
use crate::app::screens::rituals::ListItem;
use crate::app::{App, Target};
use crate::domain::day;
use crate::domain::ritual::{Origin, Preparation, Ritual};
use crate::domain::text::plural;
use ratatui::style::Style;

pub fn draw(app: &App, paper: &mut Paper, drawn: &mut Drawn) {
    let (width, height) = (paper.width(), paper.height());
    if width >= 56 {
        let left = (width * 2 / 5).clamp(26, 44);
        list(app, &mut paper.part(0, 0, left - 1, height), drawn);
        paper.part(left, 0, 1, height).rule_down(0);
        preview(app, &mut paper.rest(left + 2, 0));
    } else {
        let half = height / 2;
        list(app, &mut paper.part(0, 0, width, half), drawn);
        preview(app, &mut paper.rest(1, half + 1));
    }
}

fn list(app: &App, paper: &mut Paper, drawn: &mut Drawn) {
    let browse = app.on_rituals();
    let mut top = 0;
    if browse.typing || !browse.filter.is_empty() {
        paper.write(1, 0, "/", ACCENT);
        paper.rest(3, 0).field(&browse.filter, "name, tag or supply", browse.typing, drawn);
        top = 2;
    }
    let listed = app.listed();
    if listed.is_empty() {
        paper.wrap(1, top, &spell("No ritual matches. {rituals.show-all} shows all again."), DIM);
        return;
    }
    let cursor = browse.cursor.min(listed.len() - 1);
    let shown = window(cursor, listed.len(), paper.height().saturating_sub(top + 3).max(1));
    let mut y = top;
    for i in shown.clone() {
        let begins =
            matches!(listed[i], ListItem::Preparation(_)) && (i == 0 || matches!(listed[i - 1], ListItem::Ritual(_)));
        if begins {
            y += u16::from(i > 0);
            paper.write(3, y, "Before the first day", DIM);
            y += 1;
        }
        let here = i == cursor;
        paper.write(1, y, if here { "▸" } else { " " }, ACCENT);
        let x = paper.write(5, y, listed[i].name(), if here { STRONG } else { PLAIN });
        if let ListItem::Ritual(ritual) = listed[i] {
            paper.write(3, y, if app.is_favorite(&ritual.id) { "★" } else { " " }, ACCENT);
            if app.is_usual(&ritual.id) && x + 6 <= paper.width() {
                paper.write(x + 1, y, "usual", DIM);
            }
        }
        drawn.spots.push((paper.rect(0, y, paper.width(), 1), Target::Ritual(i)));
        y += 1;
    }
    if listed.len() > shown.len() {
        paper.write(5, y, &format!("{} of {}", cursor + 1, listed.len()), DIM);
    }
}

fn preview(app: &App, paper: &mut Paper) {
    let paragraphs = match app.browsed() {
        Some(ListItem::Ritual(ritual)) => about_ritual(app, ritual),
        Some(ListItem::Preparation(preparation)) => about_preparation(app, preparation),
        None => return,
    };
    let hidden = app.on_rituals().scroll.min(paragraphs.len().saturating_sub(1));
    let y = show(&paragraphs[hidden..], paper);
    if y > paper.height() + 1 {
        say_more(paper, "… {rituals.page-down} shows more");
    }
}

/// Everything known about a ritual, with how often it was done.
fn about_ritual(app: &App, ritual: &Ritual) -> Vec<Paragraph> {
    let usual = if app.is_usual(&ritual.id) { "The usual one. " } else { "" };
    let told = app.ritual_counts().map(|counts| match counts.get(&ritual.id) {
        Some(told) => {
            let times = if told.times == 1 { "once".to_owned() } else { format!("{} times", told.times) };
            format!("{usual}Done {times}, last on {}.", day::short_label(told.last, app.today()))
        }
        None => format!("{usual}Not done yet."),
    });
    let child = app.child().map_or("The child", |child| child.name.as_str());
    let mut paragraphs = at_the_door_paragraphs(ritual, child);
    paragraphs.splice(1..1, told.map(|text| Paragraph { text, style: DIM, ..Paragraph::default() }));
    paragraphs.extend(background(ritual));
    paragraphs
}

/// Everything known about a preparation, with the day to start on.
fn about_preparation(app: &App, preparation: &Preparation) -> Vec<Paragraph> {
    let line = |text: String, style, gap_after| Paragraph { text, style, gap_after, ..Paragraph::default() };
    let when = preparation.days_before.map(|days| match app.child() {
        Some(child) => {
            let from = day::add_days(child.first_day, -i64::from(days));
            let first = day::short_label(child.first_day, app.today());
            format!("start on {}; the first day is {first}", day::short_label(from, app.today()))
        }
        None => format!("start {} before the first day", plural(days, "day")),
    });
    let mut all = vec![line(preparation.name.clone(), STRONG, when.is_none())];
    all.extend(when.map(|text| line(text, DIM, true)));
    all.extend((!preparation.idea.is_empty()).then(|| line(preparation.idea.clone(), PLAIN, true)));
    all.extend(numbered(&preparation.steps));
    all.extend(labeled("Needs", preparation.supplies.join(", ")));
    all.extend(labeled("From", preparation.source.clone()));
    all
}

fn numbered(steps: &[String]) -> impl Iterator<Item = Paragraph> {
    steps.iter().enumerate().map(|(i, step)| Paragraph {
        number: i + 1,
        text: step.clone(),
        gap_after: i + 1 == steps.len(),
        ..Paragraph::default()
    })
}

/// Draws what a parent needs at the door. With `soon`, what to prepare follows.
pub fn at_the_door(ritual: &Ritual, child: &str, soon: bool, paper: &mut Paper) {
    let mut paragraphs = at_the_door_paragraphs(ritual, child);
    if soon {
        paragraphs.extend(preparing(ritual));
    }
    if show(&paragraphs, paper) > paper.height() + 1 {
        say_more(paper, "… {screens.rituals} shows the rest");
    }
}

/// Replaces the last row by where to read on.
fn say_more(paper: &mut Paper, words: &str) {
    let last = paper.height().saturating_sub(1);
    paper.clear_row(last);
    paper.write(0, last, &spell(words), DIM);
}

#[derive(Default)]
/// A text with a label or a number before it.
struct Paragraph {
    /// The label before the text.
    label: &'static str,
    /// The number before the text; 0 for none.
    number: usize,
    text: String,
    style: Style,
    gap_after: bool,
}

fn at_the_door_paragraphs(ritual: &Ritual, child: &str) -> Vec<Paragraph> {
    let line = |text: String, style, gap_after| Paragraph { text, style, gap_after, ..Paragraph::default() };
    let mut all = vec![line(ritual.name.clone(), STRONG, false)];
    if ritual.minutes.is_some() {
        all.push(line(ritual.time_label(), DIM, false));
    }
    if let Some(last) = all.last_mut() {
        last.gap_after = true;
    }
    all.extend(numbered(&ritual.steps));
    all.extend(ritual.keeps.sentences(child).into_iter().map(|kept| line(kept, PLAIN, false)));
    if let Some(last) = all.last_mut() {
        last.gap_after = true;
    }
    if !ritual.caution.is_empty() {
        all.push(Paragraph { label: "!", ..line(ritual.caution.clone(), PLAIN, true) });
    }
    all
}

/// The idea of a ritual, what to prepare, its tags and its source.
fn background(ritual: &Ritual) -> Vec<Paragraph> {
    let idea = (!ritual.idea.is_empty()).then(|| ritual.idea.clone());
    let mut all: Vec<Paragraph> =
        idea.map(|text| Paragraph { text, gap_after: true, ..Paragraph::default() }).into_iter().collect();
    all.extend(preparing(ritual));
    let own = if ritual.origin == Origin::Family && ritual.source.is_empty() { "your family" } else { &ritual.source };
    all.extend(labeled("Tags", ritual.tags.join(", ")));
    all.extend(labeled("From", own.to_owned()));
    all
}

/// What a ritual needs, and what to prepare before.
fn preparing(ritual: &Ritual) -> Vec<Paragraph> {
    let mut all: Vec<Paragraph> = labeled("Needs", ritual.supplies.join(", ")).into_iter().collect();
    if let Some(prepare) = &ritual.prepare {
        all.extend(labeled("Prepare", prepare.label()));
        all.extend(prepare.steps.iter().filter_map(|step| labeled("·", step.clone())));
    }
    all
}

fn labeled(label: &'static str, text: String) -> Option<Paragraph> {
    (!text.is_empty()).then(|| Paragraph { label, text, ..Paragraph::default() })
}

/// Writes paragraphs one below the other. Returns the row below, which may be past the end of the paper.
fn show(paragraphs: &[Paragraph], paper: &mut Paper) -> u16 {
    let mut y = 0;
    for paragraph in paragraphs {
        let mut x = 0;
        if paragraph.number > 0 {
            x = paper.write(0, y, &paragraph.number.to_string(), ACCENT) + 1;
        } else if !paragraph.label.is_empty() {
            x = paper.write(0, y, paragraph.label, ACCENT) + 1;
        }
        y += paper.rest(0, y).hang(x, x.min(3), &paragraph.text, paragraph.style) + u16::from(paragraph.gap_after);
    }
    y
}
