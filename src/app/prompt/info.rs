//! The prompts that only show text: the keys of a scope, and the problems of the files.

use super::copies::CopyList;
use super::{Prompt, back, down, leave, page_down, page_up, up};
use crate::app::keys::{Availability, Place, Scope, Word, row};
use crate::app::{App, Effect};

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::of_prompt("page", "Help", &[
    up("page.up", "Up k").help("Scroll up."),
    down("page.down", "Down j").word("scroll").help("Scroll down."),
    page_up("page.page-up", "PageUp").help("Scroll up by ten lines."),
    page_down("page.page-down", "PageDown Space").help("Scroll down by ten lines."),
    back("page.back", "Esc Enter q ?", "Go back to the screen."),
]);

#[rustfmt::skip] // Short actions stay on one line.
pub static PROBLEMS: Scope = Scope::of_prompt("problems", "Problems", &[
    row("problems.choose", "Enter", "choose", "Look at copies and unfinished merges, and choose what to keep.")
        .at(Place::First).when(may_choose).run(choose),
    up("problems.up", "Up k").help("Scroll up."),
    down("problems.down", "Down j").word("scroll").help("Scroll down."),
    page_up("problems.page-up", "PageUp").help("Scroll up by ten lines."),
    page_down("problems.page-down", "PageDown Space").help("Scroll down by ten lines."),
    back("problems.back", "Esc q !", "Go back to the screen."),
]);

/// The most scrolled lines: far more than any text has.
const MOST_LINES: usize = 2000;

/// A text to read.
#[derive(Debug)]
pub struct Info {
    pub about: About,
    /// How many lines are scrolled away.
    pub scroll: usize,
}

#[derive(Debug)]
pub enum About {
    /// The keys of a scope.
    Keys(&'static Scope),
    /// The problems of the files.
    Problems,
}

impl Info {
    pub fn new(about: About) -> Info {
        Info { about, scroll: 0 }
    }
}

fn may_choose(app: &App) -> Availability {
    Ok(if app.versions().is_empty() { Word::Hidden } else { Word::Default })
}

/// Opens the list of copies and unfinished merges. Goes back when the list would be empty.
fn choose(app: &mut App) -> Vec<Effect> {
    if app.versions().is_empty() { leave(app) } else { app.open(CopyList::default()) }
}

impl Prompt for Info {
    fn scope(&self) -> &'static Scope {
        match self.about {
            About::Keys(_) => &SCOPE,
            About::Problems => &PROBLEMS,
        }
    }

    fn cursor(&mut self, _app: &App) -> Option<(&mut usize, usize)> {
        Some((&mut self.scroll, MOST_LINES))
    }

    fn is_info(&self) -> bool {
        true
    }
}
