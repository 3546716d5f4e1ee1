//! The pages to read: the keys of a scope, and the problems of the files.

use super::{Prompt, back, down, page_down, page_up, up};
use crate::app::App;
use crate::app::keys::Scope;

#[rustfmt::skip]
pub static SCOPE: Scope = Scope::of_prompt("page", "Help and problems", &[
    up("page.up", "Up k").help("Scroll up."),
    down("page.down", "Down j").word("scroll").help("Scroll down."),
    page_up("page.page-up", "PageUp").help("Scroll up by ten lines."),
    page_down("page.page-down", "PageDown Space").help("Scroll down by ten lines."),
    back("page.back", "Esc Enter q ?", "Go back to the screen."),
]);

/// Where a held key stops scrolling: far more lines than any page has.
const MOST_LINES: usize = 2000;

/// A page to read.
#[derive(Debug)]
pub struct Page {
    pub of: PageOf,
    /// How many lines are scrolled away.
    pub scroll: usize,
}

#[derive(Debug)]
pub enum PageOf {
    /// The keys of a scope.
    Keys(&'static Scope),
    /// The problems of the files.
    Problems,
}

impl Page {
    pub fn of(of: PageOf) -> Page {
        Page { of, scroll: 0 }
    }
}

impl Prompt for Page {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn cursor(&mut self, _app: &App) -> Option<(&mut usize, usize)> {
        Some((&mut self.scroll, MOST_LINES))
    }

    fn is_page(&self) -> bool {
        true
    }
}
