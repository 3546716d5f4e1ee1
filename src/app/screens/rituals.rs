//! The Rituals screen: the list of rituals and preparations, with its filter and its preview.

use super::{Screen, today};
use crate::app::changes::damaged_file_sentence;
use crate::app::field::Field;
use crate::app::keys::{ALWAYS, Availability, EVERY_SCREEN, Mouse, NotNow, Place, Scope, Word, available_if, row};
use crate::app::prompt::morning_picker::MorningPicker;
use crate::app::prompt::moved;
use crate::app::prompt::ritual_form::RitualForm;
use crate::app::{App, Effect};
use crate::domain::family;
use crate::domain::ritual::{Origin, Preparation, Ritual, RitualId};
use crate::domain::search;

pub static SCREEN: Screen = Screen {
    name: "Rituals",
    scope: &SCOPE,
    scope_now: |app| app.on_rituals.typing.then_some(&FILTER),
    dates: |app| app.dates_in_focus(app.next_school_morning()),
    enter,
    leave: |app| app.on_rituals.typing = false,
    text: |app, input| {
        let entered = input.put_into(&mut app.on_rituals.filter);
        if entered.changed {
            app.on_rituals.move_to(0);
        }
        entered
    },
    refresh: |app| {
        if let Some(child) = app.child().map(|child| child.id.clone()) {
            app.family_state.count_rituals(&child);
        }
    },
};

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::within("rituals", "Rituals", &[&EVERY_SCREEN, &ALWAYS], &[
    row("rituals.plan", "Enter", "plan", "Choose mornings for this ritual.")
        .at(Place::First).when(may_plan).run(plan),
    row("rituals.find", "/", "find", "Find rituals by name, tag or supply while typing.")
        .run(|app| { app.on_rituals.typing = true; Vec::new() }),
    row("rituals.favorite", "*", "favorite", "Make it a favorite ritual, or no longer.")
        .when(may_choose).run(toggle_favorite),
    row("rituals.usual", "o", "usual", "Make it the usual ritual, or no longer.").when(may_choose).run(toggle_usual),
    row("rituals.new", "n", "new", "Add a ritual of your own.")
        .when(may_write).run(|app| app.open(RitualForm::empty())),
    row("rituals.edit", "e", "edit", "Change a ritual of your own.")
        .when(may_edit)
        .run(|app| app.open_some(|app| app.browsed_ritual().map(RitualForm::of))),
    row("rituals.up", "Up k", "", "Move up.").mouse(Mouse::WheelUp).run(|app| move_cursor(app, -1)),
    row("rituals.down", "Down j", "", "Move down.").mouse(Mouse::WheelDown).run(|app| move_cursor(app, 1)),
    row("rituals.page-up", "PageUp", "", "Scroll the preview up.").run(|app| scroll(app, -PAGE)),
    row("rituals.page-down", "PageDown", "", "Scroll the preview down.").run(|app| scroll(app, PAGE)),
    row("rituals.show-all", "Esc", "", "Show all rituals again.")
        .when(|app| available_if(!app.on_rituals.filter.is_empty(), "No filter is set. {rituals.find} sets one."))
        .run(show_all),
]);

#[rustfmt::skip] // Short actions stay on one line.
pub static FILTER: Scope = Scope::of_prompt("filter", "While filtering rituals", &[
    row("filter.done", "Enter", "list", "Stop typing and keep what was found.")
        .at(Place::First).run(|app| { app.on_rituals.typing = false; Vec::new() }),
    row("filter.up", "Up", "", "Move up.").mouse(Mouse::WheelUp).run(|app| move_cursor(app, -1)),
    row("filter.down", "Down", "", "Move down.").mouse(Mouse::WheelDown).run(|app| move_cursor(app, 1)),
    row("filter.show-all", "Esc", "show all", "Show all rituals again.").at(Place::Always).run(show_all),
]).typing();

/// How many paragraphs of the preview a page key scrolls: few, so that read text stays in sight.
const PAGE: isize = 3;

/// The number of texts beside the steps: name, idea, what child and parent keep, caution, supplies, tags and source.
const OTHER_TEXTS: usize = 8;

const NOT_A_RITUAL: &str = "This is a preparation for the time before the first day. The rituals are further up.";

/// The screen's own state.
#[derive(Debug, Default)]
pub struct State {
    pub cursor: usize,
    pub filter: Field,
    /// Whether keys go into the filter.
    pub typing: bool,
    /// How many paragraphs of the preview are scrolled away.
    pub scroll: usize,
}

impl State {
    /// Puts the cursor on a line and shows its preview from the beginning.
    pub(in crate::app) fn move_to(&mut self, line: usize) {
        (self.cursor, self.scroll) = (line, 0);
    }
}

/// A line of the list.
#[derive(Clone, Copy, Debug)]
pub enum ListItem<'a> {
    Ritual(&'a Ritual),
    Preparation(&'a Preparation),
}

impl ListItem<'_> {
    pub fn name(&self) -> &str {
        match self {
            ListItem::Ritual(ritual) => &ritual.name,
            ListItem::Preparation(preparation) => &preparation.name,
        }
    }

    /// The most texts that the item has in its file, at which scrolling stops.
    fn most_texts(&self) -> usize {
        let steps = match self {
            ListItem::Ritual(ritual) => {
                ritual.steps.len() + ritual.prepare.as_ref().map_or(0, |prepare| prepare.steps.len() + 1)
            }
            ListItem::Preparation(preparation) => preparation.steps.len(),
        };
        steps + OTHER_TEXTS
    }
}

impl App {
    /// The lines of the list: the rituals, then the preparations.
    pub fn listed(&self) -> Vec<ListItem<'_>> {
        let typed = self.on_rituals.filter.text();
        let rituals = search::rituals(self.catalog().offered(), typed).into_iter().map(ListItem::Ritual);
        let preparations = search::preparations(self.catalog().preparations.iter(), typed);
        rituals.chain(preparations.into_iter().map(ListItem::Preparation)).collect()
    }

    /// The line under the cursor.
    pub fn browsed(&self) -> Option<ListItem<'_>> {
        let listed = self.listed();
        listed.get(self.on_rituals.cursor.min(listed.len().saturating_sub(1))).copied()
    }

    /// The ritual under the cursor; None on a preparation.
    pub fn browsed_ritual(&self) -> Option<&Ritual> {
        match self.browsed()? {
            ListItem::Ritual(ritual) => Some(ritual),
            ListItem::Preparation(_) => None,
        }
    }

    pub fn is_usual(&self, id: &RitualId) -> bool {
        self.child().is_some_and(|child| child.usual.as_ref() == Some(id))
    }

    pub fn is_favorite(&self, id: &RitualId) -> bool {
        self.child().is_some_and(|child| child.favorites.contains(id))
    }
}

/// Reads all months, for the counts of the rituals. Coming from Today, goes to the ritual under Today's cursor.
fn enter(app: &mut App, from: &Screen) -> Vec<Effect> {
    if let Some(id) = app.ritual_of_row().filter(|_| *from == today::SCREEN) {
        let is_it = |item: &ListItem| matches!(item, ListItem::Ritual(ritual) if ritual.id == id);
        if let Some(line) = app.listed().iter().position(is_it) {
            app.on_rituals.move_to(line);
        }
    }
    app.child().map(|child| Effect::ReadAll(child.id.clone())).into_iter().collect()
}

fn requires_ritual(app: &App) -> Availability {
    available_if(app.browsed_ritual().is_some(), NOT_A_RITUAL)
}

fn may_plan(app: &App) -> Availability {
    app.requires_child()?;
    requires_ritual(app)?;
    app.may_change_morning()
}

fn plan(app: &mut App) -> Vec<Effect> {
    app.open_some(|app| MorningPicker::new(app, &app.browsed_ritual()?.id))
}

fn may_choose(app: &App) -> Availability {
    app.requires_child()?;
    requires_ritual(app)?;
    app.may_change_family()
}

fn may_write(app: &App) -> Availability {
    if app.family_state.has_rituals_from_elsewhere() {
        return Err("The rituals come from the file of --rituals now. Start without it to write your own.".into());
    }
    match app.family_state.rituals_problem() {
        Some(problem) => Err(NotNow::warning(damaged_file_sentence(problem))),
        None => Ok(Word::Default),
    }
}

fn may_edit(app: &App) -> Availability {
    match app.browsed_ritual() {
        Some(ritual) if ritual.origin == Origin::Family => may_write(app),
        Some(_) => Err("This ritual came with the program. {rituals.new} adds one of your own.".into()),
        None => Err("There is no ritual here to change.".into()),
    }
}

fn move_cursor(app: &mut App, by: isize) -> Vec<Effect> {
    let (before, count) = (app.on_rituals.cursor, app.listed().len());
    let line = moved(before, by, count);
    if line != before {
        app.on_rituals.move_to(line);
    }
    Vec::new()
}

fn scroll(app: &mut App, by: isize) -> Vec<Effect> {
    let most = app.browsed().map_or(0, |item| item.most_texts());
    app.on_rituals.scroll = app.on_rituals.scroll.saturating_add_signed(by).min(most);
    Vec::new()
}

fn show_all(app: &mut App) -> Vec<Effect> {
    app.on_rituals = State::default();
    Vec::new()
}

fn toggle_favorite(app: &mut App) -> Vec<Effect> {
    let Some((child, ritual)) = app.child().zip(app.browsed_ritual()) else { return Vec::new() };
    let (child, id, on) = (child.clone(), ritual.id.clone(), !child.favorites.contains(&ritual.id));
    let what = if on { "a favorite" } else { "no longer a favorite" };
    let what = format!("{} is {what}{}", ritual.name, app.whose_suffix(&child.id));
    app.change_family(what, |text| family::with_favorite(text, &child, &id, on)).unwrap_or_default()
}

fn toggle_usual(app: &mut App) -> Vec<Effect> {
    let Some((child, ritual)) = app.child().zip(app.browsed_ritual()) else { return Vec::new() };
    let (child, id, on) = (child.clone(), ritual.id.clone(), child.usual.as_ref() != Some(&ritual.id));
    let when = if on { "now" } else { "no longer" };
    let what = format!("{} is {when} the usual ritual{}", ritual.name, app.whose_suffix(&child.id));
    app.change_family(what, |text| family::with_usual(text, &child, on.then_some(&id))).unwrap_or_default()
}
