//! Shows the changes of an import before they are written, and lets a person choose others.

use super::{Outcome, Prompt, act, back, down, page_down, page_up, up};
use crate::app::keys::{Availability, NotNow, Place, Scope, Word, available_if, row};
use crate::app::screens::cycled;
use crate::app::{App, Effect};
use crate::domain::change::Page;
use crate::domain::family::Rule;
use crate::domain::import::{Import, ImportError, Novelty, SchoolFile, Wishes, as_change, import};
use crate::domain::problem::Problem;
use crate::domain::school_event::SchoolEvent;
use crate::domain::school_memory::{self, Memory};
use crate::domain::school_words::{Meaning, judge};
use crate::domain::school_year::Whom;
use crate::domain::text::one_line;
use std::slice;

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::of_prompt("import", "Reviewing an import", &[
    row("import.save", "Enter", "import", "Import all of it; {screens.undo} takes it back.")
        .at(Place::First).when(App::may_change_family).run(|app| act(app, Preview::save)),
    row("import.next-meaning", "Space Right l", "change kind", "Make it the next kind of day.")
        .when(may_turn).run(|app| act(app, |preview: &mut Preview, app| preview.turn(app, 1))),
    row("import.previous-meaning", "Left h", "", "Make it the previous kind of day.")
        .when(may_turn).run(|app| act(app, |preview: &mut Preview, app| preview.turn(app, -1))),
    row("import.leave-out", "x", "leave out", "Leave this event out, or include it again.")
        .when(may_decide).run(|app| act(app, Preview::decide)),
    row("import.whose", "c", "whose", "Choose whose school it is: all children, or one of them.")
        .when(|app| available_if(app.children().len() > 1, "There is one child, so it is that child's school."))
        .run(|app| act(app, Preview::next_whom)),
    row("import.another-school", "n", "another school", "Say that it is another school than before, or the same one.")
        .when(may_be_another_school).run(|app| act(app, Preview::change_school)),
    up("import.up", "Up k"),
    down("import.down", "Down j"),
    page_up("import.page-up", "PageUp"),
    page_down("import.page-down", "PageDown"),
    back("import.back", "Esc", "Import nothing."),
]);

/// A calendar file as the shell read it, with the memory of earlier imports.
#[derive(Clone, Debug)]
pub struct CalendarFound {
    pub file: SchoolFile,
    /// The text of `school.toml`; None without such a file.
    pub memory: Option<String>,
}

/// Why a calendar file has no preview.
#[derive(Debug, thiserror::Error)]
enum NoPreview {
    #[error("{0}: {help}.", help = .0.help)]
    File(Problem),
    /// `school.toml` cannot be read.
    #[error("{0}. {help}.", help = .0.help)]
    Memory(Problem),
    #[error("{0} has no events of this school year or the next.")]
    NoEvents(String),
    #[error(transparent)]
    Import(#[from] ImportError),
}

/// An import before it is saved, with the choices of the person.
#[derive(Debug)]
pub struct Preview {
    file: SchoolFile,
    memory_text: Option<String>,
    memory: Memory,
    wishes: Wishes,
    /// The import with the person's choices.
    pub import: Import,
    /// The lines as places in the import's offers: first the events about mornings, then the others, each by their next
    /// dates. The order stays while choices change.
    pub lines: Vec<usize>,
    pub cursor: usize,
}

impl Preview {
    fn new(app: &App, found: CalendarFound, wishes: Wishes) -> Result<Preview, NoPreview> {
        let CalendarFound { file, memory } = found;
        let memory_text = app.family_state.unsaved_text(Page::School).unwrap_or(memory);
        let (memory, problems) =
            school_memory::read(Page::School.file_name(), memory_text.as_deref().unwrap_or_default());
        if let Some(problem) = problems.into_iter().next() {
            return Err(NoPreview::Memory(problem));
        }
        if file.reading.events.is_empty() && file.reading.problems.is_empty() {
            return Err(NoPreview::NoEvents(file.name));
        }
        let import = import(app.family(), &memory, &file, &wishes, app.today)?;
        let by_need = |place: &usize| {
            let offer = &import.offers[*place];
            (offer.judgment.meaning == Meaning::NotAboutMornings, offer.coming(app.today)[0].from())
        };
        let mut lines: Vec<usize> = (0..import.offers.len()).collect();
        lines.sort_by_key(by_need);
        Ok(Preview { file, memory_text, memory, wishes, import, lines, cursor: 0 })
    }

    pub fn file_name(&self) -> &str {
        &self.file.name
    }

    /// The problems of the file, a line each. They stand below the events.
    pub fn problems(&self) -> impl ExactSizeIterator<Item = String> {
        self.file.reading.problems.iter().map(|problem| match problem.spans.first() {
            Some(span) => format!("line {}: {}", span.line, one_line(&problem.message)),
            None => one_line(&problem.message).into_owned(),
        })
    }

    /// The event or rule under the cursor; None on the line of a problem.
    fn subject(&self) -> Option<Subject<'_>> {
        let place = *self.lines.get(self.cursor)?;
        // The offers of events come first, then the offers of removed rules.
        let event = self.file.reading.events.get(place);
        let removed = || self.import.removed.get(place - self.file.reading.events.len()).map(Subject::Removed);
        event.map(|event| Subject::Event(place, event)).or_else(removed)
    }

    /// The decision that a person can make about the line under the cursor.
    fn decision(&self, app: &App) -> Option<Decision> {
        let offer = &self.import.offers[*self.lines.get(self.cursor)?];
        Some(match self.subject()? {
            Subject::Removed(_) if offer.novelty == Novelty::Removed => Decision::Keep,
            Subject::Removed(_) => Decision::Remove,
            Subject::Event(place, _) if self.wishes.meanings.contains_key(&place) => Decision::UndoChoice,
            Subject::Event(..) if offer.novelty == Novelty::Yours => Decision::UseSchools(offer.judgment.meaning),
            Subject::Event(..) if offer.judgment.meaning != Meaning::NotAboutMornings => Decision::LeaveOut,
            Subject::Event(_, event) => match judge(event, &app.family().school_words).meaning {
                Meaning::NotAboutMornings => return None,
                by_its_words => Decision::Include(by_its_words),
            },
        })
    }

    /// Makes the decision about the line under the cursor. A second decision takes the first one back.
    fn decide(&mut self, app: &mut App) {
        let (Some(decision), Some(subject)) = (self.decision(app), self.subject()) else { return };
        match subject {
            Subject::Removed(rule) => {
                let rule = rule.clone();
                self.wish(app, |wishes| match decision {
                    Decision::Keep => wishes.keep.push(rule),
                    _ => wishes.keep.retain(|kept| *kept != rule),
                });
            }
            Subject::Event(place, _) => {
                let meaning = match decision {
                    Decision::LeaveOut => Some(Meaning::NotAboutMornings),
                    Decision::Include(meaning) | Decision::UseSchools(meaning) => Some(meaning),
                    Decision::UndoChoice | Decision::Keep | Decision::Remove => None,
                };
                self.wish(app, |wishes| {
                    wishes.meanings.remove(&place);
                    wishes.meanings.extend(meaning.map(|meaning| (place, meaning)));
                });
            }
        }
    }

    /// Gives the event under the cursor the meaning `steps` further in the list of meanings.
    fn turn(&mut self, app: &mut App, steps: isize) {
        let Some(Subject::Event(place, _)) = self.subject() else { return };
        let now = self.import.offers[place].judgment.meaning;
        let here = Meaning::ALL.iter().position(|meaning| *meaning == now).unwrap_or(0);
        let next = Meaning::ALL[cycled(here, steps, Meaning::ALL.len())];
        self.wish(app, |wishes| wishes.meanings.extend([(place, next)]));
    }

    fn change_school(&mut self, app: &mut App) {
        self.wish(app, |wishes| wishes.is_another_school = !wishes.is_another_school);
    }

    /// Chooses the children of the school: all children, then each child alone, then all again.
    fn next_whom(&mut self, app: &mut App) {
        let children = app.children();
        let here = match &self.import.whom {
            Whom::Only(whom) => children.iter().position(|child| whom.contains(&child.id)),
            Whom::AllChildren => None,
        };
        let next = children.get(here.map_or(0, |here| here + 1));
        let whom = next.map_or(Whom::AllChildren, |child| Whom::Only(vec![child.id.clone()]));
        self.wish(app, |wishes| wishes.whom = Some(whom));
    }

    /// Changes the wishes, and imports the file with them.
    fn wish(&mut self, app: &mut App, change: impl FnOnce(&mut Wishes)) {
        let mut wishes = self.wishes.clone();
        change(&mut wishes);
        match import(app.family(), &self.memory, &self.file, &wishes, app.today) {
            // A wish can remove rules. Their lines come last, and go when the wish is taken back.
            Ok(import) => {
                self.lines.retain(|&place| place < import.offers.len());
                self.lines.extend(self.import.offers.len()..import.offers.len());
                (self.import, self.wishes) = (import, wishes);
            }
            Err(error) => app.warn(error.to_string()),
        }
    }

    fn save(&mut self, app: &mut App) -> Outcome {
        let family = app.family_state.page_text(Page::Family).unwrap_or_default();
        // The family may have changed since the preview was opened.
        let done = import(app.family(), &self.memory, &self.file, &self.wishes, app.today)
            .and_then(|import| Ok((import.family_text(&family)?, import)));
        let (becomes, import) = match done {
            Ok(done) => done,
            Err(error) => {
                app.warn(error.to_string());
                return Outcome::Stay;
            }
        };
        match import.label() {
            Some(counts) => {
                let whose = app.family().whose_suffix(&import.whom);
                let said = format!("School calendar imported{whose}: {counts}.");
                app.say_undoable(&said, "{screens.undo} takes all of it back.");
            }
            None => app.say("The file has nothing new, so nothing was changed."),
        }
        let memory = self.memory_text.clone();
        Outcome::Close(app.push(as_change(slice::from_ref(&import), family, becomes, memory)))
    }
}

/// The subject of a line of the preview.
enum Subject<'p> {
    Event(usize, &'p SchoolEvent),
    /// A rule that the school has taken out of its file.
    Removed(&'p Rule),
}

/// The decision that a person can make about a line of the preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decision {
    LeaveOut,
    Include(Meaning),
    /// Use the school's version where the family has its own.
    UseSchools(Meaning),
    Keep,
    Remove,
    UndoChoice,
}

impl Decision {
    fn label(self) -> &'static str {
        match self {
            Decision::LeaveOut => "leave out",
            Decision::Include(_) => "include",
            Decision::UseSchools(_) => "use the school's",
            Decision::Keep => "keep it",
            Decision::Remove => "remove it",
            Decision::UndoChoice => "undo choice",
        }
    }
}

fn may_be_another_school(app: &App) -> Availability {
    let may_be = |preview: &Preview| preview.wishes.is_another_school || !preview.import.continues.is_empty();
    available_if(app.prompt_as().is_some_and(may_be), "No calendar of this school was imported before.")
}

fn may_decide(app: &App) -> Availability {
    let decision = app.prompt_as::<Preview>().and_then(|preview| preview.decision(app));
    decision
        .map(|decision| Word::Now(decision.label()))
        .ok_or("This event does not seem to be about mornings. {import.next-meaning} makes it something else.".into())
}

fn may_turn(app: &App) -> Availability {
    match app.prompt_as::<Preview>().and_then(Preview::subject) {
        Some(Subject::Event(..)) => Ok(Word::Default),
        Some(Subject::Removed(_)) => Err("The school's file no longer has this. {import.leave-out} keeps it.".into()),
        None => Err("This line of the file could not be read.".into()),
    }
}

impl Prompt for Preview {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn cursor(&mut self, _app: &App) -> Option<(&mut usize, usize)> {
        let count = self.lines.len() + self.problems().len();
        Some((&mut self.cursor, count))
    }

    fn is_edited(&self) -> bool {
        self.wishes != Wishes::default()
    }

    /// The file is read again when the preview opens.
    fn opens_again(&self) -> bool {
        false
    }
}

impl App {
    /// Opens the preview of a file that was read, or says why there is no preview.
    pub(in crate::app) fn preview(&mut self, found: Result<CalendarFound, Problem>) -> Vec<Effect> {
        match found.map_err(NoPreview::File).and_then(|found| self.preview_of(found)) {
            Ok(preview) => self.open(preview),
            Err(why) => self.refuse(&NotNow::warning(why.to_string())),
        }
    }

    /// The preview with the choices of its draft, if the same file was left before.
    fn preview_of(&mut self, found: CalendarFound) -> Result<Preview, NoPreview> {
        let mut wishes = Wishes::default();
        self.drafts.left.retain(|draft| match draft.as_a::<Preview>() {
            Some(left) if left.file == found.file => {
                wishes.clone_from(&left.wishes);
                false
            }
            _ => true,
        });
        Preview::new(self, found, wishes)
    }
}
