//! The list of all scopes. Their rows are in the file of the screen or prompt they belong to.

use super::{ALWAYS, Binding, EVERY_SCREEN, Scope};
use crate::app::{prompt, screens};
use std::borrow::Cow;

/// The scopes that several screens share, and the scopes of prompts.
static OTHERS: &[&Scope] = &[
    &screens::morning::SCOPE,
    &EVERY_SCREEN,
    &ALWAYS,
    &screens::START,
    &screens::rituals::FILTER,
    &prompt::ritual_picker::SCOPE,
    &prompt::skip::SCOPE,
    &prompt::mood::SCOPE,
    &prompt::note::SCOPE,
    &prompt::fill::SCOPE,
    &prompt::morning_picker::SCOPE,
    &prompt::ritual_form::SCOPE,
    &prompt::children::SCOPE,
    &prompt::child_form::SCOPE,
    &prompt::day_choice::SCOPE,
    &prompt::add_menu::SCOPE,
    &prompt::rules::SCOPE,
    &prompt::rule_form::SCOPE,
    &prompt::rule_form::WHOM,
    &prompt::go_to_day::SCOPE,
    &prompt::path::SCOPE,
    &prompt::preview::SCOPE,
    &prompt::welcome::TEXT,
    &prompt::welcome::RITUALS,
    &prompt::info::SCOPE,
    &prompt::info::PROBLEMS,
    &prompt::copies::SCOPE,
    &prompt::versions::SCOPE,
];

/// Every scope.
pub fn scopes() -> impl Iterator<Item = &'static Scope> {
    screens::SCREENS.iter().map(|screen| screen.scope).chain(OTHERS.iter().copied())
}

/// Whether a scope's rows work on a screen, without a prompt.
pub fn is_of_a_screen(scope: &Scope) -> bool {
    screens::SCREENS.iter().flat_map(|screen| screen.scope.chain()).any(|own| own.id == scope.id)
}

/// Replaces the id of a row in braces by the name of its key: `{week.copy} copies a plan.`
pub fn spell(text: &str) -> Cow<'_, str> {
    if !text.contains('{') {
        return text.into();
    }
    let (mut spelled, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('{') {
        spelled.push_str(before);
        let named = after.split_once('}').and_then(|(id, after)| Some((row_of(id)?.key_name(), after)));
        let (name, after) = named.unwrap_or(("{", after));
        spelled.push_str(name);
        rest = after;
    }
    spelled.push_str(rest);
    spelled.into()
}

/// The row with an id.
pub fn row_of(id: &str) -> Option<&'static Binding> {
    scopes().flat_map(|scope| scope.rows).find(|row| row.id == id)
}
