//! The keys that work on every screen, and the keys that work everywhere.

use super::{Place, Scope, Word, available_if, row};
use crate::app::leave::leave;
use crate::app::prompt::info::{About, Info};
use crate::app::screens::{calendar, rituals, today, week};
use crate::app::{App, Effect};

#[rustfmt::skip] // Short actions stay on one line.
pub static EVERY_SCREEN: Scope = Scope::within("screens", "Every screen", &[&ALWAYS], &[
    row("screens.undo", "u", "undo", "Undo the last change, and those before it, even after a restart.")
        .at(Place::Later).when(|app| Ok(if app.has_no_family() { Word::Hidden } else { Word::Default }))
        .run(App::undo),
    row("screens.redo", "U Ctrl-R", "", "Redo what was undone.").run(|_| vec![Effect::Redo]),
    row("screens.today", "1", "", "Go to Today.").run(|app| app.go(&today::SCREEN)),
    row("screens.week", "2", "", "Go to Week.").run(|app| app.go(&week::SCREEN)),
    row("screens.rituals", "3", "", "Go to Rituals.").run(|app| app.go(&rituals::SCREEN)),
    row("screens.calendar", "4", "", "Go to Calendar.").run(|app| app.go(&calendar::SCREEN)),
    row("screens.next", "Tab", "", "Go to the next screen.").run(|app| app.go_to_neighbor(1)),
    row("screens.previous", "Shift-Tab", "", "Go to the previous screen.").run(|app| app.go_to_neighbor(-1)),
    row("screens.next-child", "c", "child", "Go to the next child, if there are several.")
        .at(Place::First).when(App::requires_another_child).run(|app| app.show_neighbor(1)),
    row("screens.previous-child", "C", "", "Go to the previous child.")
        .when(App::requires_another_child).run(|app| app.show_neighbor(-1)),
    row("screens.problems", "!", "", "Show what is wrong with a file and how to correct it.")
        .when(|app| {
            let is_any = app.problems().chain(app.unknown_keys()).next().is_some() || app.copies().next().is_some();
            available_if(is_any, "Nothing is wrong with any file.")
        })
        .run(App::show_problems),
    row("screens.keys", "?", "keys", "Show every key that works here.")
        .at(Place::Always).run(|app| app.open(Info::new(About::Keys(app.scope())))),
    row("screens.leave", "q", "leave", "Leave; everything is saved already.")
        .at(Place::Always).run(|app| leave(app, "screens.leave")),
]);

#[rustfmt::skip] // Short actions stay on one line.
pub static ALWAYS: Scope = Scope::within("always", "Everywhere, even while typing", &[], &[
    row("always.quit", "Ctrl-C", "", "Leave at once; asks first if something is not saved.").run(|app| leave(app, "always.quit")),
    row("always.suspend", "Ctrl-Z", "", "Go back to the shell for a while; `fg` returns.")
        .run(|_| vec![Effect::Suspend]),
]);
