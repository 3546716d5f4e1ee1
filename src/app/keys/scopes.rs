//! The list of all scopes. Their rows are in the file of the screen or prompt they belong to.

use super::everywhere::{ALWAYS, EVERY_SCREEN};
use super::{Binding, Scope};
use crate::app::prompt::{
    add_menu, child_form, children, fill, mood, morning_picker, note, pages, path, preview, ritual_form, ritual_picker,
    rule_form, rules, skip, welcome,
};
use crate::app::screens::{self, calendar, morning, rituals, today, week};
use std::borrow::Cow;

/// Every scope. A screen or prompt has a row here for each of its scopes.
pub static SCOPES: &[&Scope] = &[
    &today::SCOPE,
    &week::SCOPE,
    &morning::SCOPE,
    &rituals::SCOPE,
    &calendar::SCOPE,
    &EVERY_SCREEN,
    &ALWAYS,
    &screens::START,
    &rituals::FILTER,
    &ritual_picker::SCOPE,
    &skip::SCOPE,
    &mood::SCOPE,
    &note::SCOPE,
    &fill::SCOPE,
    &morning_picker::SCOPE,
    &ritual_form::SCOPE,
    &children::SCOPE,
    &child_form::SCOPE,
    &add_menu::SCOPE,
    &rules::SCOPE,
    &rule_form::SCOPE,
    &rule_form::WHOM,
    &path::SCOPE,
    &preview::SCOPE,
    &welcome::TEXT,
    &welcome::RITUALS,
    &pages::SCOPE,
];

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
        match after.split_once('}').and_then(|(id, after)| Some((row_of(id)?, after))) {
            Some((row, after)) => {
                spelled.push_str(row.key_name());
                rest = after;
            }
            None => {
                spelled.push('{');
                rest = after;
            }
        }
    }
    spelled.push_str(rest);
    spelled.into()
}

fn row_of(id: &str) -> Option<&'static Binding> {
    SCOPES.iter().flat_map(|scope| scope.rows).find(|row| row.id == id)
}
