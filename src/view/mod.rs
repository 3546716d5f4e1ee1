//! Draws the state as cells, and returns where each target of a click was drawn.

mod calendar;
mod child_view;
mod children;
mod copies;
mod footer;
mod help;
mod look;
mod parts;
mod prompts;
mod ritual_form;
mod rituals;
mod rule_form;
mod school;
mod siblings;
mod today;
mod week;
mod welcome;

pub use look::Look;

use crate::app::prompt::welcome::Welcome;
use crate::app::{App, Screen, Target, screens};
use look::{ACCENT, PLAIN, STRONG, WARNING};
use parts::Paper;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The targets of clicks with their areas, and the place of the terminal's cursor.
#[derive(Debug, Default)]
pub struct Drawn {
    /// The areas that can be clicked, in the order in which they were drawn.
    pub spots: Vec<(Rect, Target)>,
    /// The place of the terminal's cursor, while text can be typed.
    pub cursor: Option<Position>,
}

impl Drawn {
    /// The target at a cell. Where areas overlap, the last target lies on top.
    pub fn at(&self, column: u16, row: u16) -> Option<Target> {
        let here = Position::new(column, row);
        self.spots.iter().rev().find(|(area, _)| area.contains(here)).map(|(_, target)| *target)
    }
}

type Draw = fn(&App, &mut Paper, &mut Drawn);

/// Every screen with the function that draws it.
static SCREENS: &[(&Screen, Draw)] = &[
    (&screens::today::SCREEN, today::draw),
    (&screens::week::SCREEN, week::draw),
    (&screens::rituals::SCREEN, rituals::draw),
    (&screens::calendar::SCREEN, calendar::draw),
];

/// The narrowest window in which the screens can still be read.
const LEAST_WIDTH: u16 = 28;
/// The lowest window in which the screens can still be read.
const LEAST_HEIGHT: u16 = 8;

/// Draws the whole program into `buf`, whatever its size.
pub fn draw(app: &App, look: Look, buf: &mut Buffer) -> Drawn {
    let mut drawn = Drawn::default();
    let area = buf.area;
    let mut paper = Paper::new(buf, area);
    if area.width < LEAST_WIDTH || area.height < LEAST_HEIGHT {
        paper.wrap(0, 0, "A little more room, please: goodbye needs a larger window.", PLAIN);
    } else {
        // During the welcome there is no other screen to go to.
        if app.prompt_as::<Welcome>().is_none() {
            header(app, &mut paper, &mut drawn);
        }
        let (top, bottom) = if area.height >= 16 { (2, 3) } else { (1, 2) };
        let mut body = paper.part(1, top, area.width.saturating_sub(2), area.height.saturating_sub(top + bottom));
        if !prompts::draw_whole(app, &mut body, &mut drawn) {
            if let Some((_, draw)) = SCREENS.iter().find(|(screen, _)| *screen == app.screen()) {
                draw(app, &mut body, &mut drawn);
            }
            prompts::draw_box(app, &mut body, &mut drawn);
        }
        notice(app, &mut paper);
        footer::draw(app, &mut paper);
    }
    look.apply(buf);
    drawn
}

/// Draws the tabs, the name of the child, and whether changes wait to be saved.
fn header(app: &App, paper: &mut Paper, drawn: &mut Drawn) {
    let width = paper.width();
    let mut x = 1;
    for &screen in screens::SCREENS {
        let style = if screen == app.screen() { ACCENT.reversed() } else { PLAIN };
        let label = [" ", screen.key_name(), " ", screen.name, " "];
        let from = x;
        for part in label {
            x = paper.write(x, 0, part, style);
        }
        drawn.spots.push((paper.rect(from, 0, x - from, 1), Target::Screen(screen)));
        x += 1;
    }
    let problems = app.problems_label();
    let (labels, style) = match (app.is_demo(), app.why_not_saved().is_some()) {
        (true, _) => (["demo, nothing is kept", "demo"], ACCENT),
        (false, true) => (["not saved yet", ""], WARNING),
        (false, false) => ([problems.as_str(), ""], WARNING),
    };
    let name = app.child().map_or("", |child| child.name.as_str());
    let right = width.saturating_sub(1);
    let name_width = parts::columns(name).min(right.saturating_sub(x));
    let name_x = right - name_width;
    paper.within(name_x, 0, name_width).write(0, 0, name, STRONG);
    let before_name = |label: &str| name_x.saturating_sub(parts::columns(label) + 2);
    if let Some(label) = labels.into_iter().find(|label| before_name(label) >= x) {
        paper.write(before_name(label), 0, label, style);
    }
}

/// The most lines of a notice, so that most of the screen stays in sight.
const MOST_NOTICE: usize = 4;

/// Draws the notice above the footer.
fn notice(app: &App, paper: &mut Paper) {
    let (width, height) = (paper.width(), paper.height());
    let Some(notice) = app.notice() else { return };
    let style = if notice.warning { WARNING } else { ACCENT };
    let text = crate::domain::text::one_line(&notice.text);
    let lines = parts::wrapped(&text, width.saturating_sub(4));
    // A long notice covers the last rows of the screen, so that its end is shown.
    let rows = lines.len().clamp(1, MOST_NOTICE) as u16;
    let top = height.saturating_sub(1 + rows);
    for (i, line) in lines.iter().take(MOST_NOTICE).enumerate() {
        let y = top + i as u16;
        paper.clear_row(y);
        paper.write(2, y, line, style);
    }
}
