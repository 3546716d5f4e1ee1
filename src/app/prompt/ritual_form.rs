//! The form for a ritual of the family's own.

use super::{Outcome, Prompt, act, back, down, start_over, up};
use crate::app::field::Field;
use crate::app::keys::{Place, Scope, row};
use crate::app::{App, Effect};
use crate::domain::change::{Change, Page, PageEdit};
use crate::domain::names::{NameError, check_free, name_key};
use crate::domain::ritual::{Keeps, Origin, Ritual, RitualId, kebab_case};
use crate::domain::ritual_file::{self, RitualEditError};

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::of_prompt("ritual", "Writing a ritual of your own", &[
    row("ritual.save", "Enter", "save", "Save the ritual.").at(Place::First).run(|app| act(app, RitualForm::save)),
    down("ritual.down", "Down Tab").word("next line").help("Go to the line below."),
    up("ritual.up", "Up Shift-Tab").help("Go to the line above."),
    start_over("ritual.start-over"),
    back("ritual.back", "Esc", "Leave without saving; what was typed is kept for the next time."),
]).typing();

/// The lines of the form, in their order.
pub const LABELS: [(&str, &str); 9] = [
    ("Name", "what you call it"),
    ("Idea", "one or two sentences"),
    ("Steps", "separate them with ;"),
    ("Minutes", "at the door, a number"),
    ("Supplies", "separate them with ,"),
    ("Child has", "for the day, such as a kiss"),
    ("You have", "for the day, such as one too"),
    ("Caution", "what to watch for"),
    ("Tags", "separate them with ,"),
];

/// The form for a new ritual, or for a ritual of the family.
#[derive(Debug)]
pub struct RitualForm {
    pub fields: [Field; LABELS.len()],
    pub cursor: usize,
    /// The ritual that is changed; None for a new one.
    pub old: Option<Ritual>,
}

impl RitualForm {
    /// An empty form for a new ritual.
    pub fn empty() -> RitualForm {
        RitualForm { fields: Default::default(), cursor: 0, old: None }
    }

    pub fn of(ritual: &Ritual) -> RitualForm {
        let texts = [
            ritual.name.clone(),
            ritual.idea.clone(),
            ritual.steps.join("; "),
            ritual.minutes.map_or_else(String::new, |n| n.to_string()),
            ritual.supplies.join(", "),
            ritual.keeps.child.clone(),
            ritual.keeps.parent.clone(),
            ritual.caution.clone(),
            ritual.tags.join(", "),
        ];
        RitualForm { fields: texts.map(|text| Field::new(&text)), cursor: 0, old: Some(ritual.clone()) }
    }

    fn save(&mut self, app: &mut App) -> Outcome {
        if let Some(before) = &self.old {
            let now = app.catalog().get(&before.id);
            if now.is_some_and(|now| now != before) {
                self.old = now.cloned();
                app.warn("This ritual was changed elsewhere in the meantime. {ritual.save} again saves yours over it.");
                return Outcome::Stay;
            }
        }
        match self.ritual(app).and_then(|ritual| save(app, &ritual)) {
            Ok(effects) => Outcome::Close(effects),
            Err(why) => {
                match why {
                    CannotSave::NoName | CannotSave::NameTaken(_) => self.cursor = 0,
                    CannotSave::Minutes => self.cursor = 3,
                    CannotSave::File(_) => {}
                }
                app.warn(why);
                Outcome::Stay
            }
        }
    }

    /// The ritual of the form. The numbers are places in [`LABELS`].
    fn ritual(&self, app: &App) -> Result<Ritual, CannotSave> {
        let before = self.old.as_ref();
        let text = |i: usize| self.fields[i].text().replace('\n', " ").trim().to_owned();
        if text(0).is_empty() {
            return Err(CannotSave::NoName);
        }
        // A name that did not change stays, even if another ritual has the name, too.
        if before.is_none_or(|before| name_key(&before.name) != name_key(&text(0))) {
            check_free(app.catalog().offered(), &text(0), before.map(|ritual| ritual.id.as_str()))?;
        }
        let minutes = match text(3).as_str() {
            "" => None,
            typed => {
                let minutes = typed.parse().ok().filter(|&minutes| minutes <= ritual_file::MOST_MINUTES);
                Some(minutes.ok_or(CannotSave::Minutes)?)
            }
        };
        // A list that was not edited keeps its items, even an item with the separator inside.
        let list = |i: usize, separator: char, items: Option<&Vec<String>>, joined: &str| match items {
            Some(items) if items.join(joined) == self.fields[i].text() => items.clone(),
            // Pasted lines are items, too.
            _ => self.fields[i]
                .text()
                .split([separator, '\n'])
                .map(|s| s.trim().to_owned())
                .filter(|s| !s.is_empty())
                .collect(),
        };
        let name = text(0);
        Ok(Ritual {
            id: before.map_or_else(|| free_id(app, &name), |ritual| ritual.id.clone()),
            idea: text(1),
            steps: list(2, ';', before.map(|r| &r.steps), "; "),
            minutes,
            supplies: list(4, ',', before.map(|r| &r.supplies), ", "),
            prepare: before.and_then(|r| r.prepare.clone()),
            keeps: Keeps { child: text(5), parent: text(6) },
            caution: text(7),
            source: before.map_or_else(String::new, |r| r.source.clone()),
            tags: list(8, ',', before.map(|r| &r.tags), ", "),
            hidden: before.is_some_and(|r| r.hidden),
            origin: Origin::Family,
            name,
        })
    }
}

/// Why the ritual of the form cannot be saved.
#[derive(Debug, thiserror::Error)]
enum CannotSave {
    #[error("A ritual needs a name.")]
    NoName,
    #[error(transparent)]
    NameTaken(#[from] NameError),
    #[error("Minutes must be a whole number, such as 2.")]
    Minutes,
    #[error(transparent)]
    File(#[from] RitualEditError),
}

/// An id for a new ritual that no other ritual has.
fn free_id(app: &App, name: &str) -> RitualId {
    let base = Some(kebab_case(name)).filter(|id| !id.is_empty()).unwrap_or_else(|| "our-ritual".into());
    let numbered = (2..).map(|n| format!("{base}-{n}"));
    let mut ids = std::iter::once(base.clone()).chain(numbered).map(RitualId::new);
    ids.find(|id| app.catalog().get(id).is_none()).unwrap_or_else(|| RitualId::new(base))
}

fn save(app: &mut App, ritual: &Ritual) -> Result<Vec<Effect>, CannotSave> {
    let was = app.family_state.page_text(Page::Rituals);
    let text = ritual_file::with_ritual(was.as_deref().unwrap_or_default(), ritual)?;
    let what = format!("ritual \"{}\" saved", ritual.name);
    app.say_done(&what);
    Ok(app.push(Change::of_page(what, PageEdit { page: Page::Rituals, was, becomes: Some(text) })))
}

impl Prompt for RitualForm {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn cursor(&mut self, _app: &App) -> Option<(&mut usize, usize)> {
        Some((&mut self.cursor, LABELS.len()))
    }

    fn field(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.cursor)
    }

    fn is_edited(&self) -> bool {
        let before = self.old.as_ref().map_or_else(RitualForm::empty, RitualForm::of);
        self.fields.iter().zip(&before.fields).any(|(now, then)| now.text() != then.text())
    }

    fn asks_the_same(&self, other: &dyn Prompt) -> bool {
        other.as_a::<RitualForm>().is_some_and(|other| self.old == other.old)
    }
}
