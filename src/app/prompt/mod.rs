//! What can be asked on top of a screen. A prompt remembers what is typed and ticked; taking it makes one change.

pub mod child_form;
pub mod children;
pub mod fill;
pub mod kinds;
pub mod mood;
pub mod note;
mod opened;
pub mod path;
pub mod picker;
pub mod preview;
pub mod ritual_form;
pub mod rule_form;
pub mod rules;
pub mod skip;
pub mod strip;
pub mod welcome;

use super::keys::{Action, Key, Scope};
use super::{App, Effect};
use child_form::ChildForm;
use children::Children;
use fill::Fill;
use kinds::Kinds;
use mood::MoodChoice;
use note::Note;
use path::Path;
use picker::Picker;
use preview::Preview;
use ritual_form::RitualForm;
use rule_form::{Line, RuleForm};
use rules::Rules;
use skip::Skip;
use strip::Strip;
use welcome::Welcome;

#[derive(Clone, Debug)]
pub enum Prompt {
    Welcome(Welcome),
    Picker(Picker),
    Skip(Skip),
    Mood(MoodChoice),
    Note(Note),
    Fill(Fill),
    Strip(Strip),
    RitualForm(Box<RitualForm>),
    Children(Children),
    ChildForm(Box<ChildForm>),
    /// What can be added to a day of the calendar.
    Kinds(Kinds),
    /// What is said about a day of the calendar.
    Rules(Rules),
    RuleForm(Box<RuleForm>),
    /// Which file the school's calendar is in.
    Path(Path),
    /// What importing it would do.
    Preview(Box<Preview>),
    /// The keys of a scope, scrolled by some lines.
    Help {
        of: Scope,
        scroll: usize,
    },
    /// What is wrong with the files, scrolled by some lines.
    Problems {
        scroll: usize,
    },
}

/// What a key in a prompt leads to.
pub(super) enum Outcome {
    Stay,
    /// The prompt stays, and this is asked of the shell for it.
    Ask(Vec<Effect>),
    /// The prompt goes, and these effects follow.
    Close(Vec<Effect>),
}

impl Prompt {
    pub fn scope(&self) -> Scope {
        match self {
            Prompt::Welcome(welcome) => welcome.scope(),
            Prompt::Picker(_) => Scope::Picker,
            Prompt::Skip(_) => Scope::Skip,
            Prompt::Mood(_) => Scope::Mood,
            Prompt::Note(_) => Scope::Note,
            Prompt::Fill(_) => Scope::Fill,
            Prompt::Strip(_) => Scope::Strip,
            Prompt::RitualForm(_) => Scope::RitualForm,
            Prompt::Children(_) => Scope::Children,
            Prompt::ChildForm(_) => Scope::Form,
            Prompt::Kinds(_) => Scope::Kinds,
            Prompt::Rules(_) => Scope::Rules,
            Prompt::RuleForm(form) if form.line() == Line::Whom => Scope::Whom,
            Prompt::RuleForm(_) => Scope::Form,
            Prompt::Path(_) => Scope::Path,
            Prompt::Preview(_) => Scope::Preview,
            Prompt::Help { .. } | Prompt::Problems { .. } => Scope::Pages,
        }
    }

    pub(super) fn act(&mut self, app: &mut App, action: Action) -> Outcome {
        if action == Action::Leave {
            return Outcome::Close(Vec::new());
        }
        match self {
            Prompt::Welcome(welcome) => welcome.act(app, action),
            Prompt::Picker(picker) => picker.act(app, action),
            Prompt::Skip(skip) => skip.act(app, action),
            Prompt::Mood(mood) => mood.act(app, action),
            Prompt::Note(note) => note.act(app, action),
            Prompt::Fill(fill) => fill.act(app, action),
            Prompt::Strip(strip) => strip.act(app, action),
            Prompt::RitualForm(form) => form.act(app, action),
            Prompt::Children(children) => children.act(app, action),
            Prompt::ChildForm(form) => form.act(app, action),
            Prompt::Kinds(kinds) => kinds.act(app, action),
            Prompt::Rules(rules) => rules.act(app, action),
            Prompt::RuleForm(form) => form.act(app, action),
            Prompt::Path(path) => path.act(app, action),
            Prompt::Preview(preview) => preview.act(app, action),
            Prompt::Help { scroll, .. } | Prompt::Problems { scroll } => {
                *scroll = scrolled(*scroll, action);
                Outcome::Stay
            }
        }
    }

    /// Something was typed or chosen here that would be a pity to lose.
    pub(super) fn has_words(&self) -> bool {
        match self {
            Prompt::Note(note) => note.is_changed(),
            Prompt::RitualForm(form) => form.is_changed(),
            Prompt::RuleForm(form) => form.is_changed(),
            Prompt::ChildForm(form) => form.is_changed(),
            Prompt::Welcome(welcome) => !welcome.name.is_empty(),
            Prompt::Preview(preview) => preview.is_changed(),
            _ => false,
        }
    }

    /// Asks for the same as another prompt, so that what was typed there belongs here.
    pub(super) fn asks_like(&self, other: &Prompt) -> bool {
        match (self, other) {
            (Prompt::Note(a), Prompt::Note(b)) => a.opened.is_same_morning(&b.opened),
            (Prompt::ChildForm(a), Prompt::ChildForm(b)) => a.asks_like(b),
            (Prompt::RuleForm(a), Prompt::RuleForm(b)) => a.asks_like(b),
            (Prompt::RitualForm(a), Prompt::RitualForm(b)) => a.changes == b.changes,
            (Prompt::Welcome(_), Prompt::Welcome(_)) => true,
            _ => false,
        }
    }

    /// A key that is bound to nothing here: text, where text is entered.
    pub(super) fn text(&mut self, input: &Entry) {
        match self {
            Prompt::Welcome(welcome) => welcome.text(input),
            Prompt::Picker(picker) => picker.text(input),
            Prompt::Skip(skip) => input.put_into(&mut skip.typed),
            Prompt::Note(note) => input.put_into(&mut note.field),
            Prompt::RitualForm(form) => form.text(input),
            Prompt::ChildForm(form) => form.text(input),
            Prompt::Kinds(kinds) => kinds.text(input),
            Prompt::RuleForm(form) => form.text(input),
            Prompt::Path(path) => path.text(input),
            Prompt::Preview(_)
            | Prompt::Rules(_)
            | Prompt::Children(_)
            | Prompt::Mood(_)
            | Prompt::Fill(_)
            | Prompt::Strip(_)
            | Prompt::Help { .. }
            | Prompt::Problems { .. } => {}
        }
    }

    /// Puts the cursor on a line that was clicked.
    pub(super) fn point(&mut self, line: usize) {
        match self {
            Prompt::Welcome(welcome) => welcome.cursor = line,
            Prompt::Picker(picker) => picker.point(line),
            Prompt::Skip(skip) => skip.cursor = line,
            Prompt::Mood(mood) => mood.cursor = line,
            Prompt::Fill(fill) => fill.cursor = line,
            Prompt::Strip(strip) => strip.cursor = line,
            Prompt::RitualForm(form) => form.cursor = line,
            Prompt::Children(children) => children.cursor = line,
            Prompt::ChildForm(form) => form.cursor = line,
            Prompt::Kinds(kinds) => kinds.cursor = line,
            Prompt::Rules(rules) => rules.cursor = line,
            Prompt::RuleForm(form) => form.cursor = line,
            Prompt::Path(path) => path.cursor = Some(line),
            Prompt::Preview(preview) => preview.cursor = line,
            Prompt::Note(_) | Prompt::Help { .. } | Prompt::Problems { .. } => {}
        }
    }
}

/// Text on its way into a field.
pub(super) enum Entry<'t> {
    Key(Key),
    Paste(&'t str),
}

impl Entry<'_> {
    pub(super) fn put_into(&self, field: &mut super::field::Field) {
        match self {
            Entry::Key(key) => {
                field.key(*key);
            }
            Entry::Paste(text) => field.paste(text),
        }
    }
}

/// How far the keys for a page go.
const TEN: usize = 10;

/// A cursor moved in a list of `len` lines; it stops at the ends.
pub(super) fn moved(cursor: usize, action: Action, len: usize) -> usize {
    let last = len.saturating_sub(1);
    match action {
        Action::Up | Action::Previous => cursor.min(last).saturating_sub(1),
        Action::Down | Action::Next => (cursor + 1).min(last),
        Action::ScrollUp => cursor.saturating_sub(TEN),
        Action::ScrollDown => (cursor + TEN).min(last),
        Action::First => 0,
        Action::Last => last,
        _ => cursor.min(last),
    }
}

/// Far more lines than any page of help or problems has; it keeps a held key from running off.
const MOST_SCROLL: usize = 2000;

fn scrolled(scroll: usize, action: Action) -> usize {
    match action {
        Action::Up => scroll.saturating_sub(1),
        Action::Down => (scroll + 1).min(MOST_SCROLL),
        Action::ScrollUp => scroll.saturating_sub(TEN),
        Action::ScrollDown => (scroll + TEN).min(MOST_SCROLL),
        _ => scroll,
    }
}
