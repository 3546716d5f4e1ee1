//! The last line: the keys that work here and now, as many as fit.

use super::look::{DIM, STRONG};
use super::parts::{Paper, columns};
use crate::app::App;
use crate::app::keys::{self, Action, Binding, Scope};
use crate::app::prompt::Prompt;
use crate::app::prompt::preview::AboutFace;
use crate::app::prompt::welcome::Question;
use crate::domain::morning::MorningState;

/// Draws the keys with a word each. What does not fit goes, from the least needed on; the way to all keys and the way
/// out stay.
pub fn draw(app: &App, paper: &mut Paper) {
    let y = paper.height().saturating_sub(1);
    let mut rows: Vec<(&Binding, &str)> =
        keys::bindings(app.scope()).filter_map(|row| Some((row, word(app, row)?))).collect();
    rows.sort_by_key(|(row, _)| if app.scope() == Scope::Calendar { rank_on_calendar(app, row) } else { rank(row) });
    let mut words: Vec<(String, &str)> = rows.into_iter().map(|(row, word)| (names(row), word)).collect();
    let length = |(key, word): &(String, &str)| columns(key) + columns(word) + 1;
    let room = paper.width().saturating_sub(3);
    let all: u16 = words.iter().map(|pair| length(pair) + 3).sum();
    let gap = if all <= room + 3 { 3 } else { 2 };
    while words.iter().map(|pair| length(pair) + gap).sum::<u16>() > room + gap {
        match words.iter().rposition(|(key, _)| !matches!(key.as_str(), "?" | "q" | "Esc")) {
            Some(i) if words.len() > 1 => drop(words.remove(i)),
            _ => break,
        }
    }
    let mut x = 2;
    for (key, word) in &words {
        x = paper.write(x, y, key, STRONG);
        x = paper.write(x + 1, y, word, DIM) + gap;
    }
}

/// What one presses next comes first, what one rarely needs goes first when there is no room.
fn rank(row: &Binding) -> u8 {
    match row.action {
        Action::Mark | Action::Pick | Action::Take | Action::PlanRitual => 0,
        Action::NextChild if row.scope == Scope::Screens => 0,
        Action::Copy | Action::Paste => 2,
        Action::Clear if row.scope == Scope::Week => 2,
        Action::Help | Action::Quit => 3,
        _ => 1,
    }
}

/// The same on the Calendar, where a family begins with its school's file and goes on by hand.
fn rank_on_calendar(app: &App, row: &Binding) -> u8 {
    match row.action {
        Action::DayOff | Action::MovePlans | Action::AddRule | Action::NextChild => 0,
        Action::Import if app.family().dates_of_rules().next().is_none() => 0,
        Action::EditRules | Action::Children | Action::Import => 1,
        Action::Select | Action::Undo | Action::BackToToday => 2,
        // Arrows are tried without being told.
        Action::Pick | Action::Later | Action::WeekOn => 3,
        _ => 4,
    }
}

/// The word of a key as things are; None for one that would do nothing now.
fn word(app: &App, row: &Binding) -> Option<&'static str> {
    if row.word.is_empty() {
        return None;
    }
    if let Some(Prompt::Preview(preview)) = &app.prompt
        && row.action == Action::Clear
    {
        return preview.about_face(app).map(AboutFace::word);
    }
    if let Some(prompt) = &app.prompt {
        let works = match (prompt, row.action) {
            (Prompt::Welcome(welcome), Action::Previous) => welcome.question != Question::Name,
            (Prompt::Preview(preview), Action::AnotherSchool) => preview.may_be_another_school(),
            (_, Action::NextChild) => app.children().len() > 1,
            (_, Action::StartAfresh) => app.is_draft(),
            _ => true,
        };
        let word = match (prompt, row.action) {
            (Prompt::Children(list), Action::PutAway) if list.is_on_one_put_away(app) => "bring back",
            _ => row.word,
        };
        return works.then_some(word);
    }
    let (Some(calendar), Some(morning)) = (app.calendar(), app.morning()) else {
        let about_a_child =
            !matches!(row.action, Action::Help | Action::Quit | Action::Filter | Action::NewRitual | Action::Children);
        return match row.action {
            Action::Pick if app.has_no_family() => Some("begin"),
            Action::Children if app.has_no_family() => None,
            _ if about_a_child => None,
            _ => Some(row.word),
        };
    };
    let free = !calendar.is_school_morning(app.date);
    match row.action {
        Action::NextChild if app.children().len() < 2 => None,
        Action::BackToToday if app.date == app.today => None,
        Action::MovePlans if !app.has_plans_to_move() => None,
        Action::DayOff if app.is_day_off() => Some("school again"),
        Action::Select if app.is_selecting() => None,
        Action::EditRules if !app.is_anything_said() => None,
        Action::Mark if morning.rituals().is_empty() => None,
        Action::Mark if app.today_row().is_none() => None,
        Action::Skip if free && morning.is_blank() => None,
        Action::Pick if free && row.scope == Scope::Today => app.next_school_morning().map(|_| "next school morning"),
        Action::Pick if row.scope == Scope::Calendar => Some(row.word),
        Action::Pick | Action::Paste if free => None,
        Action::Clear | Action::Copy if morning.is_blank() => None,
        Action::Paste if !app.has_copied() => None,
        Action::Skip if morning.state() == MorningState::Skipped => Some("skipped"),
        _ if row.scope == Scope::Rituals && app.browsed_ritual().is_none() && needs_a_ritual(row.action) => None,
        _ => Some(row.word),
    }
}

fn needs_a_ritual(action: Action) -> bool {
    matches!(action, Action::PlanRitual | Action::Favorite | Action::Usual | Action::EditRitual)
}

fn names(row: &Binding) -> String {
    match row.action {
        Action::MoveDown => "J K".into(),
        Action::Later => "← →".into(),
        Action::WeekOn => "PgUp PgDn".into(),
        Action::Down if row.scope == Scope::Fill => "↑ ↓".into(),
        Action::Next if matches!(row.scope, Scope::Fill | Scope::Whom) => "← →".into(),
        Action::Previous if row.scope == Scope::WelcomeText => "↑".into(),
        Action::Down => "↓".into(),
        Action::Next if row.scope != Scope::Preview => "↓".into(),
        _ => row.keys.first().map_or_else(String::new, |key| key.name()),
    }
}
