//! The Rituals screen: the list of rituals and preparations, with a preview of the item in focus.

use super::Drawn;
use super::look::{ACCENT, DIM, PLAIN, STRONG};
use super::parts::{Paper, window};
use crate::app::keys::spell;
use crate::app::screens::rituals::ListItem;
use crate::app::{App, Target};
use crate::domain::day;
use crate::domain::ritual::{Origin, Preparation, Ritual};
use crate::domain::text::{capitalized, plural};
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
    let text = match app.browsed() {
        Some(ListItem::Ritual(ritual)) => about_ritual(app, ritual),
        Some(ListItem::Preparation(preparation)) => about_preparation(app, preparation),
        None => return,
    };
    text.draw(app.on_rituals().scroll, "… {rituals.page-down} shows more", paper);
}

/// Everything known about a ritual, with how often it was done.
fn about_ritual(app: &App, ritual: &Ritual) -> Text {
    let usual = if app.is_usual(&ritual.id) { "The usual one. " } else { "" };
    let unread = if app.has_unreadable_mornings() { " Some mornings cannot be read." } else { "" };
    let counted = app.ritual_counts().map(|counts| match counts.get(&ritual.id) {
        Some(count) => {
            let times = if count.times == 1 { "once".to_owned() } else { format!("{} times", count.times) };
            format!("{usual}Done {times}, last on {}.{unread}", day::short_label(count.last, app.today()))
        }
        None => format!("{usual}Not done yet.{unread}"),
    });
    let child = app.child().map_or("The child", |child| child.name.as_str());
    let mut text = text_at_the_door(ritual, child, &counted.unwrap_or_default());
    text.add("", &ritual.idea, PLAIN).end();
    add_preparing(&mut text, ritual);
    let own = if ritual.origin == Origin::Family && ritual.source.is_empty() { "your family" } else { &ritual.source };
    text.add("Tags", &ritual.tags.join(", "), PLAIN).add("From", own, PLAIN);
    text
}

/// Everything known about a preparation, with the day to start on.
fn about_preparation(app: &App, preparation: &Preparation) -> Text {
    let start = preparation.days_before.map(|days| match app.child() {
        Some(child) => {
            let from = day::add_days(child.first_day, -i64::from(days));
            let first = day::short_label(child.first_day, app.today());
            format!("Start on {}; the first day is {first}", day::short_label(from, app.today()))
        }
        None => format!("Start {} before the first day", plural(days, "day")),
    });
    let mut text = Text::default();
    text.add("", &preparation.name, STRONG).add("", &start.unwrap_or_default(), DIM).end();
    text.add("", &preparation.idea, PLAIN).end();
    text.add_steps(&preparation.steps);
    text.add("Needs", &preparation.supplies.join(", "), PLAIN).add("From", &preparation.source, PLAIN);
    text
}

/// Draws the text that a parent needs at the door. With `soon`, the preparations follow.
pub fn at_the_door(ritual: &Ritual, child: &str, soon: bool, paper: &mut Paper) {
    let mut text = text_at_the_door(ritual, child, "");
    if soon {
        add_preparing(&mut text, ritual);
    }
    text.draw(0, "… {screens.rituals} shows the rest", paper);
}

/// The text that a parent needs at the door. `counted` says how often the ritual was done.
fn text_at_the_door(ritual: &Ritual, child: &str, counted: &str) -> Text {
    let mut text = Text::default();
    text.add("", &ritual.name, STRONG).add("", counted, DIM).add("", &capitalized(&ritual.time_label()), DIM).end();
    text.add_steps(&ritual.steps);
    for kept in ritual.keeps.sentences(child) {
        text.add("", &kept, PLAIN);
    }
    text.end();
    text.add("!", &ritual.caution, PLAIN).end();
    text
}

/// Adds the supplies of a ritual and its preparations.
fn add_preparing(text: &mut Text, ritual: &Ritual) {
    text.add("Needs", &ritual.supplies.join(", "), PLAIN);
    if let Some(prepare) = &ritual.prepare {
        text.add("Prepare", &prepare.label(), PLAIN);
        for step in &prepare.steps {
            text.add("·", step, PLAIN);
        }
    }
}

/// Paragraphs one below the other.
#[derive(Default)]
struct Text {
    paragraphs: Vec<Paragraph>,
}

struct Paragraph {
    /// A word, a sign or a number before the text.
    label: String,
    text: String,
    style: Style,
    /// Whether a blank row follows.
    is_last_of_part: bool,
}

impl Text {
    /// Adds a paragraph. An empty text adds none.
    fn add(&mut self, label: &str, text: &str, style: Style) -> &mut Text {
        if !text.is_empty() {
            let (label, text) = (label.to_owned(), text.to_owned());
            self.paragraphs.push(Paragraph { label, text, style, is_last_of_part: false });
        }
        self
    }

    /// Adds numbered steps and ends the part.
    fn add_steps(&mut self, steps: &[String]) {
        for (number, step) in (1..).zip(steps) {
            self.add(&number.to_string(), step, PLAIN);
        }
        self.end();
    }

    /// Ends a part: a blank row follows.
    fn end(&mut self) {
        if let Some(last) = self.paragraphs.last_mut() {
            last.is_last_of_part = true;
        }
    }

    /// Writes the text without its first `hidden` paragraphs. If the text is too long, the last row names the key for
    /// more.
    fn draw(&self, hidden: usize, more: &str, paper: &mut Paper) {
        let hidden = hidden.min(self.paragraphs.len().saturating_sub(1));
        let mut y = 0;
        for paragraph in &self.paragraphs[hidden..] {
            let x = paper.write(0, y, &paragraph.label, ACCENT) + u16::from(!paragraph.label.is_empty());
            y += paper.rest(0, y).hang(x, x.min(3), &paragraph.text, paragraph.style);
            y += u16::from(paragraph.is_last_of_part);
        }
        if y > paper.height() + 1 {
            let last = paper.height().saturating_sub(1);
            paper.clear_row(last);
            paper.write(0, last, &spell(more), DIM);
        }
    }
}
