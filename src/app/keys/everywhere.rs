//! The keys that work on every screen, and those that work everywhere.

use super::{BACK_TAB, Key, Place, Scope, TAB, Word, row};
use crate::app::prompt::pages::{Help, Problems};
use crate::app::screens::{calendar, rituals, today, week};
use crate::app::{App, Effect};

pub static EVERY_SCREEN: Scope = Scope {
    id: "screens",
    title: "Every screen",
    is_typing: false,
    around: &[&ALWAYS],
    rows: &[
        row(
            "screens.undo",
            &[Key::char('u')],
            "undo",
            "Undo the last change, many levels, also after a restart.",
            App::undo,
        )
        .when(|app| Ok(if app.has_no_family() { Word::Unsaid } else { Word::Usual }))
        .at(Place::Later),
        row("screens.redo", &[Key::char('U'), Key::ctrl('r')], "", "Do again what was undone.", |_| vec![Effect::Redo]),
        row("screens.today", &[Key::char('1')], "", "Today.", |app| app.go(&today::SCREEN)),
        row("screens.week", &[Key::char('2')], "", "Week.", |app| app.go(&week::SCREEN)),
        row("screens.rituals", &[Key::char('3')], "", "Rituals.", |app| app.go(&rituals::SCREEN)),
        row("screens.calendar", &[Key::char('4')], "", "Calendar.", |app| app.go(&calendar::SCREEN)),
        row("screens.next", &[TAB], "", "The next screen.", |app| app.go_to_neighbor(1)),
        row("screens.previous", &[BACK_TAB], "", "The previous screen.", |app| app.go_to_neighbor(-1)),
        row("screens.next-child", &[Key::char('c')], "child", "The next child, if there are several.", |app| {
            app.show_neighbor(1)
        })
        .when(App::has_another_child)
        .at(Place::First),
        row("screens.previous-child", &[Key::char('C')], "", "The previous child.", |app| app.show_neighbor(-1))
            .when(App::has_another_child),
        row("screens.problems", &[Key::char('!')], "", "What is wrong with a file, and what to do.", |app| {
            app.open(Problems::default())
        })
        .when(|app| app.problems().next().map(|_| Word::Usual).ok_or("Nothing is wrong with any file.".into())),
        row("screens.keys", &[Key::char('?')], "keys", "Every key that works here.", |app| {
            app.open(Help::of(app.scope()))
        })
        .at(Place::Always),
        row("screens.leave", &[Key::char('q')], "leave", "Leave. Everything is saved already.", |_| vec![Effect::Quit])
            .at(Place::Always),
    ],
};

pub static ALWAYS: Scope = Scope {
    id: "always",
    title: "Always, while typing too",
    is_typing: false,
    around: &[],
    rows: &[
        row("always.quit", &[Key::ctrl('c')], "", "Leave at once.", |_| vec![Effect::Quit]),
        row("always.suspend", &[Key::ctrl('z')], "", "Back to the shell for a while; `fg` returns.", |_| {
            vec![Effect::Suspend]
        }),
    ],
};
