//! The prompts that only show text: the keys of a scope, and the problems of the files.

use super::{Prompt, back, down, page_down, page_up, up};
use crate::app::App;
use crate::app::keys::Scope;

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::of_prompt("page", "Help and problems", &[
    up("page.up", "Up k").help("Scroll up."),
    down("page.down", "Down j").word("scroll").help("Scroll down."),
    page_up("page.page-up", "PageUp").help("Scroll up by ten lines."),
    page_down("page.page-down", "PageDown Space").help("Scroll down by ten lines."),
    back("page.back", "Esc Enter q ?", "Go back to the screen."),
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

impl Prompt for Info {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn cursor(&mut self, _app: &App) -> Option<(&mut usize, usize)> {
        Some((&mut self.scroll, MOST_LINES))
    }

    fn is_info(&self) -> bool {
        true
    }
}
