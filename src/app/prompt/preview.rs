//! Shows what an import would do before anything is written; each event can be made something else with one key.

use super::{Outcome, Prompt, moved};
use crate::app::keys::Action;
use crate::app::{App, Effect, changes};
use crate::domain::change::Page;
use crate::domain::family::Rule;
use crate::domain::import::{Import, SchoolFile, Standing, Wishes, as_change, import};
use crate::domain::problem::Problem;
use crate::domain::school_event::SchoolEvent;
use crate::domain::school_memory::{self, Memory};
use crate::domain::school_words::{Meaning, judge};
use crate::domain::school_year::Whom;
use crate::domain::text::one_line;
use std::slice;

/// A calendar file as the shell read it, and what is remembered of earlier imports.
#[derive(Clone, Debug)]
pub struct CalendarFound {
    pub file: SchoolFile,
    /// The text of `school.toml`; None when there is none.
    pub memory: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Preview {
    file: SchoolFile,
    memory_text: Option<String>,
    memory: Memory,
    wishes: Wishes,
    /// What it would do as things are.
    pub import: Import,
    /// The lines, as places in the import's offers: first what was about mornings when the file was opened,
    /// then the rest, by their next dates.
    pub lines: Vec<usize>,
    pub cursor: usize,
}

impl Preview {
    /// # Errors
    /// A sentence, when nothing can be imported from this file now.
    pub(in crate::app) fn new(app: &App, found: CalendarFound, wishes: Wishes) -> Result<Preview, String> {
        let CalendarFound { file, memory } = found;
        let memory_text = app.family_state.unsaved_text(Page::School).unwrap_or(memory);
        let (memory, problems) =
            school_memory::read(Page::School.file_name(), memory_text.as_deref().unwrap_or_default());
        if let Some(problem) = problems.first() {
            return Err(format!("{problem}. {}.", problem.help));
        }
        if file.reading.events.is_empty() && file.reading.problems.is_empty() {
            return Err(format!("{} has nothing about the school year that is, or the next.", file.name));
        }
        let import = import(app.family(), &memory, &file, &wishes, app.today)?;
        let needed_first = |place: &usize| {
            let offer = &import.offers[*place];
            (offer.judgment.meaning == Meaning::NotAboutMornings, offer.coming(app.today)[0].from())
        };
        let mut lines: Vec<usize> = (0..import.offers.len()).collect();
        lines.sort_by_key(needed_first);
        Ok(Preview { file, memory_text, memory, wishes, import, lines, cursor: 0 })
    }

    /// Whether the file goes on with one imported before, unless the parent says that it does not.
    pub fn may_be_another_school(&self) -> bool {
        self.wishes.is_another_school || !self.import.goes_on_with.is_empty()
    }

    pub(super) fn is_changed(&self) -> bool {
        self.wishes != Wishes::default()
    }

    pub fn file_name(&self) -> &str {
        &self.file.name
    }

    /// What could not be read of the file, a line each. They come after the events.
    pub fn problems(&self) -> impl ExactSizeIterator<Item = String> {
        self.file.reading.problems.iter().map(|problem| match problem.spans.first() {
            Some(mark) => format!("line {}: {}", mark.line, one_line(&problem.message)),
            None => one_line(&problem.message).into_owned(),
        })
    }

    fn len(&self) -> usize {
        self.lines.len() + self.problems().len()
    }

    pub(super) fn act(&mut self, app: &mut App, action: Action) -> Outcome {
        match action {
            Action::Up | Action::Down => self.cursor = moved(self.cursor, action, self.len()),
            Action::ScrollUp => self.cursor = self.cursor.saturating_sub(10),
            Action::ScrollDown => self.cursor = (self.cursor + 10).min(self.len().saturating_sub(1)),
            Action::Next => self.turn(app, 1),
            Action::Previous => self.turn(app, Meaning::ALL.len() - 1),
            Action::Clear => self.turn_around(app),
            Action::AnotherSchool => self.wish(app, |wishes| wishes.is_another_school = !wishes.is_another_school),
            Action::NextChild => self.next_whom(app),
            Action::Take => return self.save(app),
            _ => {}
        }
        Outcome::Stay
    }

    /// What is under the cursor; None on a line that could not be read.
    fn here(&self) -> Option<Here<'_>> {
        let place = *self.lines.get(self.cursor)?;
        let event = self.file.reading.events.get(place);
        let gone = || self.import.gone.get(place - self.file.reading.events.len()).map(Here::Gone);
        event.map(|event| Here::Event(place, event)).or_else(gone)
    }

    /// What the key that turns a line around would do with the one under the cursor.
    pub fn about_face(&self, app: &App) -> Option<AboutFace> {
        let offer = &self.import.offers[*self.lines.get(self.cursor)?];
        Some(match self.here()? {
            Here::Gone(_) if offer.standing == Standing::Removed => AboutFace::Keep,
            Here::Gone(_) => AboutFace::LetGo,
            Here::Event(place, _) if self.wishes.becomes.contains_key(&place) => AboutFace::AsItWas,
            Here::Event(..) if offer.standing == Standing::Yours => AboutFace::TakeTheSchools,
            Here::Event(..) if offer.judgment.meaning != Meaning::NotAboutMornings => AboutFace::LeaveOut,
            Here::Event(_, event) => match judge(event, &app.family().school_words).meaning {
                Meaning::NotAboutMornings => return None,
                by_its_words => AboutFace::TakeIn(by_its_words),
            },
        })
    }

    /// Leaves out what is under the cursor, or takes it in; keeps what the school took out; takes the school's side
    /// where the parent has it otherwise; and the second time, all as it was.
    fn turn_around(&mut self, app: &mut App) {
        let Some(what) = self.about_face(app) else {
            app.say("Its words say nothing about mornings. Space makes it something else.");
            return;
        };
        let becomes_now = self.lines.get(self.cursor).map(|&place| self.import.offers[place].judgment.meaning);
        match self.here() {
            Some(Here::Gone(rule)) => {
                let rule = rule.clone();
                self.wish(app, |wishes| match what {
                    AboutFace::Keep => wishes.keep.push(rule),
                    _ => wishes.keep.retain(|kept| *kept != rule),
                });
            }
            Some(Here::Event(place, _)) => self.wish(app, |wishes| {
                let becomes = match what {
                    AboutFace::LeaveOut => Some(Meaning::NotAboutMornings),
                    AboutFace::TakeIn(becomes) => Some(becomes),
                    AboutFace::TakeTheSchools => becomes_now,
                    AboutFace::AsItWas | AboutFace::Keep | AboutFace::LetGo => None,
                };
                match becomes {
                    Some(becomes) => drop(wishes.becomes.insert(place, becomes)),
                    None => drop(wishes.becomes.remove(&place)),
                }
            }),
            None => {}
        }
    }

    /// Makes the event under the cursor the next of what it could be.
    fn turn(&mut self, app: &mut App, steps: usize) {
        let Some(Here::Event(place, _)) = self.here() else {
            app.say("The school's file has this no more. x keeps it.");
            return;
        };
        let now = self.import.offers[place].judgment.meaning;
        let here = Meaning::ALL.iter().position(|becomes| *becomes == now).unwrap_or(0);
        let next = Meaning::ALL[(here + steps) % Meaning::ALL.len()];
        self.wish(app, |wishes| wishes.becomes.extend([(place, next)]));
    }

    /// All children, then each of them.
    fn next_whom(&mut self, app: &mut App) {
        let children = app.children();
        if children.len() < 2 {
            app.say("There is one child, so it is that one's school.");
            return;
        }
        let here = match &self.import.whom {
            Whom::Only(whom) => children.iter().position(|child| whom.contains(&child.id)),
            Whom::AllChildren => None,
        };
        let next = children.get(here.map_or(0, |here| here + 1));
        let whom = next.map_or(Whom::AllChildren, |child| Whom::Only(vec![child.id.clone()]));
        self.wish(app, |wishes| wishes.whom = Some(whom));
    }

    fn wish(&mut self, app: &mut App, change: impl FnOnce(&mut Wishes)) {
        let mut wishes = self.wishes.clone();
        change(&mut wishes);
        match import(app.family(), &self.memory, &self.file, &wishes, app.today) {
            // What went only because of a wish comes after all else, and goes again with it.
            Ok(import) => {
                self.lines.retain(|&place| place < import.offers.len());
                self.lines.extend(self.import.offers.len()..import.offers.len());
                (self.import, self.wishes) = (import, wishes);
            }
            Err(why) => app.warn(why),
        }
    }

    fn save(&mut self, app: &mut App) -> Outcome {
        if let Some(problem) = app.family_state.family_problem() {
            app.warn(changes::left_as_it_is(problem));
            return Outcome::Stay;
        }
        let family = app.family_state.page_text(Page::Family).unwrap_or_default();
        // Once more, on the family as it is by now.
        let done = import(app.family(), &self.memory, &self.file, &self.wishes, app.today)
            .and_then(|import| Ok((import.family_text(&family)?, import)));
        let (becomes, import) = match done {
            Ok(done) => done,
            Err(why) => {
                app.warn(why);
                return Outcome::Stay;
            }
        };
        app.say(match import.in_words() {
            Some(counts) if app.children().len() > 1 => {
                let whom = app.family().whom_label(&import.whom);
                format!("The school's calendar, for {whom}: {counts}. u takes all of it back.")
            }
            Some(counts) => format!("The school's calendar: {counts}. u takes all of it back."),
            None => "Nothing in it is new, so nothing was changed.".to_owned(),
        });
        let memory = self.memory_text.clone();
        Outcome::Close(app.push(as_change(slice::from_ref(&import), family, becomes, memory)))
    }
}

/// What a line of the preview is about.
enum Here<'p> {
    Event(usize, &'p SchoolEvent),
    /// What the school has taken out of its file.
    Gone(&'p Rule),
}

/// What turning a line around does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AboutFace {
    LeaveOut,
    TakeIn(Meaning),
    /// The family has it otherwise.
    TakeTheSchools,
    Keep,
    LetGo,
    AsItWas,
}

impl AboutFace {
    pub fn word(self) -> &'static str {
        match self {
            AboutFace::LeaveOut => "leave out",
            AboutFace::TakeIn(_) => "take in",
            AboutFace::TakeTheSchools => "take the school's",
            AboutFace::Keep => "keep it",
            AboutFace::LetGo => "let it go",
            AboutFace::AsItWas => "as it was",
        }
    }
}

impl App {
    /// Opens the preview of a file that was read, or says why there is none.
    pub(in crate::app) fn preview(&mut self, found: Result<CalendarFound, Problem>) -> Vec<Effect> {
        let found = found.map_err(|problem| format!("{problem}: {}.", problem.help));
        match found.and_then(|found| self.preview_of(found)) {
            Ok(preview) => {
                self.prompt = Some(Prompt::Preview(Box::new(preview)));
                Vec::new()
            }
            Err(why) => self.refuse(why),
        }
    }

    /// With what was chosen when the same file was left before.
    fn preview_of(&mut self, found: CalendarFound) -> Result<Preview, String> {
        let mut wishes = Wishes::default();
        self.drafts.retain(|draft| match draft {
            Prompt::Preview(left) if left.file == found.file => {
                wishes = left.wishes.clone();
                false
            }
            _ => true,
        });
        Preview::new(self, found, wishes)
    }
}
