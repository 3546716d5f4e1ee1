//! The welcome: three short questions, one at a time, with the answers so far in sight.

use super::Drawn;
use super::look::{ACCENT, DIM, PLAIN, STRONG, WARNING};
use super::parts::{Paper, choice, window};
use crate::app::App;
use crate::app::prompt::welcome::{DEFAULT_NAME, Question, Welcome};
use crate::domain::day;
use crate::domain::ritual::Ritual;

pub fn draw(app: &App, welcome: &Welcome, paper: &mut Paper, drawn: &mut Drawn) {
    let x = paper.write(1, 0, "♥", ACCENT);
    paper.write(x + 1, 0, "goodbye", STRONG);
    let gap = u16::from(paper.height() > 13);
    let mut y = 1 + gap;
    if welcome.question == Question::Name {
        let what = "A small goodbye for each school morning: chosen the evening before, done at the door.";
        y = paper.wrap(1, y, what, PLAIN);
        y = paper.wrap(1, y, "Answer three short questions, and the first two weeks are planned.", PLAIN) + gap;
    }
    paper.write(1, y, "1  Who is going to school?", ask(welcome, Question::Name));
    paper.rest(4, y + 1).field(&welcome.name, DEFAULT_NAME, welcome.question == Question::Name, drawn);
    y += 2 + gap;
    if welcome.question == Question::Name {
        return;
    }
    paper.write(1, y, "2  When is the first day of school?", ask(welcome, Question::FirstDay));
    let asking = welcome.question == Question::FirstDay;
    let understood = welcome.understood();
    let hint = understood.as_ref().map_or_else(|_| String::new(), ToString::to_string);
    paper.rest(4, y + 1).field(&welcome.first_day, &hint, asking, drawn);
    y += 2;
    match &understood {
        Ok(date) => {
            let mut x = paper.write(4, y, "= ", ACCENT);
            x = paper.write(x, y, &day::label(*date, app.today()), ACCENT);
            x = paper.write(x, y, ", ", DIM);
            paper.write(x, y, &day::distance_label(*date, app.today()), DIM);
            y += 1;
        }
        Err(why) => y = paper.wrap(4, y, &why.short_label(), WARNING),
    }
    y += gap;
    if asking {
        return;
    }
    paper.write(1, y, "3  Which goodbyes would you like to start with?", ask(welcome, Question::Rituals));
    paper.write(4, y + 1, "Tick several and they take turns.", DIM);
    choices(app, welcome, y + 2, paper, drawn);
}

/// The style of a question: strong while it is asked.
fn ask(welcome: &Welcome, question: Question) -> ratatui::style::Style {
    if welcome.question == question { STRONG } else { DIM }
}

/// Draws the rituals to tick.
fn choices(app: &App, welcome: &Welcome, top: u16, paper: &mut Paper, drawn: &mut Drawn) {
    let all = welcome.rituals.len();
    let room = paper.height().saturating_sub(top).max(1);
    let fits = all <= usize::from(room);
    // If rituals are left out, the last row shows the count of all.
    let shown = window(welcome.cursor, all, if fits { room } else { room.saturating_sub(1).max(1) });
    let end = top + shown.len() as u16;
    for (row, i) in shown.enumerate() {
        let y = top + row as u16;
        let (id, ticked) = &welcome.rituals[i];
        let here = i == welcome.cursor;
        choice(&mut paper.rest(2, 0), y, here, i, drawn);
        paper.write(4, y, if *ticked { "[x]" } else { "[ ]" }, if *ticked { ACCENT } else { PLAIN });
        let x = paper.write(8, y, &app.catalog().name(id), if here { STRONG } else { PLAIN });
        let short = app.catalog().get(id).map(Ritual::short_time_label).unwrap_or_default();
        if x.max(34) < paper.width() {
            paper.write(x.max(34) + 1, y, &short, DIM);
        }
    }
    if !fits {
        paper.write(8, end, &format!("↓ {all} in all"), DIM);
    }
}
