//! The keys that work on every screen, and those that work everywhere.

use super::{Place, Scope, Word, row};
use crate::app::prompt::pages::{Page, PageOf};
use crate::app::screens::{calendar, rituals, today, week};
use crate::app::{App, Effect};

#[rustfmt::skip]
pub static EVERY_SCREEN: Scope = Scope::of_screen("screens", "Every screen", &[&ALWAYS], &[
    row("screens.undo", "u", "undo", "Undo the last change, many levels, also after a restart.")
        .at(Place::Later).when(|app| Ok(if app.has_no_family() { Word::Unsaid } else { Word::Usual }))
        .run(App::undo),
    row("screens.redo", "U Ctrl-R", "", "Do again what was undone.").run(|_| vec![Effect::Redo]),
    row("screens.today", "1", "", "Today.").run(|app| app.go(&today::SCREEN)),
    row("screens.week", "2", "", "Week.").run(|app| app.go(&week::SCREEN)),
    row("screens.rituals", "3", "", "Rituals.").run(|app| app.go(&rituals::SCREEN)),
    row("screens.calendar", "4", "", "Calendar.").run(|app| app.go(&calendar::SCREEN)),
    row("screens.next", "Tab", "", "The next screen.").run(|app| app.go_to_neighbor(1)),
    row("screens.previous", "Shift-Tab", "", "The previous screen.").run(|app| app.go_to_neighbor(-1)),
    row("screens.next-child", "c", "child", "The next child, if there are several.")
        .at(Place::First).when(App::has_another_child).run(|app| app.show_neighbor(1)),
    row("screens.previous-child", "C", "", "The previous child.")
        .when(App::has_another_child).run(|app| app.show_neighbor(-1)),
    row("screens.problems", "!", "", "What is wrong with a file, and what to do.")
        .when(|app| app.problems().next().map(|_| Word::Usual).ok_or("Nothing is wrong with any file.".into()))
        .run(|app| app.open(Page::of(PageOf::Problems))),
    row("screens.keys", "?", "keys", "Every key that works here.")
        .at(Place::Always).run(|app| app.open(Page::of(PageOf::Keys(app.scope())))),
    row("screens.leave", "q", "leave", "Leave. Everything is saved already.")
        .at(Place::Always).run(|_| vec![Effect::Quit]),
]);

#[rustfmt::skip]
pub static ALWAYS: Scope = Scope::of_screen("always", "Always, while typing too", &[], &[
    row("always.quit", "Ctrl-C", "", "Leave at once.").run(|_| vec![Effect::Quit]),
    row("always.suspend", "Ctrl-Z", "", "Back to the shell for a while; `fg` returns.")
        .run(|_| { vec![Effect::Suspend] }),
]);
