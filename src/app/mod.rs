//! The state machine: messages change the state, and the state asks for effects. It performs no [`Effect`] itself.

mod changes;
pub mod copies;
pub mod family_state;
pub mod field;
pub mod keys;
mod leave;
pub mod prompt;
pub mod screens;
mod update;

use crate::domain::calendar::Calendar;
use crate::domain::change::{Change, Snapshot};
use crate::domain::child_id::ChildId;
use crate::domain::day::{self, Month};
use crate::domain::family::{Child, Family};
use crate::domain::found_copy::FoundCopy;
use crate::domain::journal::Journal;
use crate::domain::morning::{Morning, MorningState};
use crate::domain::problem::Problem;
use crate::domain::refusal::{Conflict, NotSaved, StateNotice, UndoRefusal};
use crate::domain::ritual::Catalog;
use crate::domain::ritual_counts::RitualCounts;
use crate::domain::settings::SettingsFound;
use crate::domain::typed_day::DayReader;
use family_state::FamilyState;
use jiff::civil::Date;
use prompt::{Drafts, Prompt};
use std::collections::BTreeMap;
use std::fmt::Display;

pub use keys::Key;
use screens::ChildDates;
pub use screens::Screen;

/// A message to the state machine.
#[derive(Debug)]
pub enum Msg {
    Key(Key),
    /// Text pasted into the terminal.
    Paste(String),
    Click(Target),
    /// A turn of the wheel, in steps; positive steps go down.
    Wheel(i32),
    /// Today's date, sent whenever the day may have changed.
    Today(Date),
    /// The months that an effect asked for.
    Read(Snapshot),
    /// The files that another program changed.
    ChangedElsewhere(Snapshot),
    /// The first `count` unsaved changes are on the disk, or were refused.
    Settled {
        count: usize,
        refused: Option<Conflict>,
        found: Snapshot,
    },
    /// A change was undone, or redone.
    Undone {
        change: Change,
        is_redo: bool,
        found: Snapshot,
    },
    /// An undo or redo was refused.
    Refused {
        why: UndoRefusal,
        found: Snapshot,
    },
    /// The copies of files that other programs left.
    CopiesFound(Vec<FoundCopy>),
    /// The calendar files whose paths begin with the typed text.
    CalendarsListed {
        typed: String,
        found: Vec<prompt::path::Candidate>,
    },
    /// A school's calendar, or why the file cannot be read.
    CalendarRead(Box<Result<prompt::preview::CalendarFound, Problem>>),
    /// There is nothing to undo, or nothing to redo.
    NothingToUndo {
        is_redo: bool,
    },
    /// A notice about undo and backups.
    StateNotice(StateNotice),
    /// Leaving was put off, because unsaved changes could not be written.
    QuitPutOff,
    /// The unsaved changes could not be written, and wait.
    NotSaved {
        why: NotSaved,
    },
}

/// A request to the shell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write the unsaved changes.
    Save,
    Undo,
    Redo,
    /// Read these months before anything else is shown or changed.
    Read(ChildId, Vec<Month>),
    /// Read all months of a child when no key waits.
    ReadAll(ChildId),
    /// Find the copies of files by their names, when no key waits.
    FindCopies,
    /// Find the copies of files, and read them.
    ReadCopies,
    /// List the calendar files whose paths begin with a text.
    ListCalendars(String),
    /// Read a school's calendar.
    ReadCalendar(String),
    Suspend,
    /// Save the unsaved changes, then leave. If a change cannot be saved, the answer is [`Msg::QuitPutOff`].
    Quit,
    /// Leave, even if changes cannot be saved.
    QuitUnsaved,
}

/// Something on the screen that can be clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Screen(&'static Screen),
    /// A ritual of a child's morning on the Today screen.
    MorningRitual {
        child: usize,
        row: usize,
    },
    /// A child of the Today screen, by its place in the family.
    Child(usize),
    /// A day of the Week or the Calendar screen.
    Day(Date),
    /// A ritual of the list on the Rituals screen.
    Ritual(usize),
    /// A line of the open prompt.
    Choice(usize),
}

/// A short text at the foot of the screen. The next key removes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    pub warning: bool,
}

/// The whole state of the program.
#[derive(Debug)]
pub struct App {
    today: Date,
    settings: SettingsFound,
    family_state: FamilyState,
    screen: &'static Screen,
    /// The child the screens are about. A child who is not shown stands for the first child.
    child: Option<ChildId>,
    /// The date that Today, Week and Calendar look at.
    date: Date,
    // The state of each screen.
    on_today: screens::today::State,
    on_week: screens::week::State,
    on_rituals: screens::rituals::State,
    on_calendar: screens::calendar::State,
    /// The open prompt.
    prompt: Option<Box<dyn Prompt>>,
    drafts: Drafts,
    notice: Option<Notice>,
    /// Whether the latest changes cannot be undone, because the state folder cannot be written.
    is_undo_off: bool,
    leaving: leave::Leaving,
    /// Whether the family is made up and nothing is kept.
    is_demo: bool,
}

impl App {
    /// The state at the start, with the files that the store found, and the first effects.
    pub fn new(today: Date, settings: SettingsFound, found: Snapshot) -> (App, Vec<Effect>) {
        let mut app = App {
            today,
            settings,
            family_state: FamilyState::default(),
            screen: &screens::today::SCREEN,
            child: None,
            date: today,
            on_today: Default::default(),
            on_week: Default::default(),
            on_rituals: Default::default(),
            on_calendar: Default::default(),
            prompt: None,
            drafts: Drafts::default(),
            notice: None,
            is_undo_off: false,
            leaving: leave::Leaving::default(),
            is_demo: false,
        };
        app.family_state.accept(found);
        if app.has_no_family() {
            let welcome = prompt::welcome::Welcome::new(&app);
            app.open(welcome);
        }
        if app.problems().next().is_some() {
            app.warn(app.problem_notice());
        }
        let mut effects = app.missing_months();
        effects.push(Effect::FindCopies);
        (app, effects)
    }

    /// The same state as a demo. Nothing in a demo is kept, and every screen says so.
    #[must_use]
    pub fn as_demo(mut self) -> App {
        self.is_demo = true;
        self.say("This family is made up. Try every key: nothing is kept.");
        self
    }

    pub fn is_demo(&self) -> bool {
        self.is_demo
    }

    /// Answers a message. Returns the effects that follow, in order.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        update::update(self, msg)
    }

    pub fn today(&self) -> Date {
        self.today
    }

    /// The date that Today, Week and Calendar look at.
    pub fn date(&self) -> Date {
        self.date
    }

    pub fn screen(&self) -> &'static Screen {
        self.screen
    }

    /// The state of the Rituals screen.
    pub fn on_rituals(&self) -> &screens::rituals::State {
        &self.on_rituals
    }

    /// The notice at the foot of the screen.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// The first day of the week of a date, as the settings have it.
    pub fn week_of(&self, date: Date) -> Date {
        day::week_of(date, self.settings.settings.week_starts)
    }

    /// The reader of the days that are typed into forms.
    pub fn days(&self) -> DayReader {
        DayReader::new(self.today, self.settings.settings.date_order)
    }

    /// Whether there is no family file yet. A damaged file counts as a family.
    pub fn has_no_family(&self) -> bool {
        self.family_state.is_empty()
    }

    /// The children who are shown.
    pub fn children(&self) -> &[Child] {
        &self.family().children
    }

    /// The family as shown, with its calendar's rules and the children who are hidden.
    pub fn family(&self) -> &Family {
        self.family_state.family()
    }

    /// All rituals and preparations.
    pub fn catalog(&self) -> &Catalog {
        self.family_state.catalog()
    }

    /// The calendar of the child the screens are about.
    pub fn calendar(&self) -> Option<&Calendar> {
        self.children_with_calendars().nth(self.place_of_child()).map(|(_, calendar)| calendar)
    }

    /// The children who are shown, each with its calendar.
    pub fn children_with_calendars(&self) -> impl Iterator<Item = (&Child, &Calendar)> {
        self.family_state.children_with_calendars()
    }

    /// The place in the family of the child the screens are about; 0 when there is no child.
    pub fn place_of_child(&self) -> usize {
        self.children().iter().position(|child| Some(&child.id) == self.child.as_ref()).unwrap_or(0)
    }

    /// The child the screens are about.
    pub fn child(&self) -> Option<&Child> {
        self.children().get(self.place_of_child())
    }

    /// The morning of a child as shown, with the unsaved changes.
    pub fn morning_of(&self, child: &ChildId, date: Date) -> &Morning {
        self.family_state.morning_of(child, date)
    }

    /// The morning in focus; None without a child.
    pub fn morning(&self) -> Option<&Morning> {
        Some(self.morning_of(&self.child()?.id, self.date))
    }

    /// The saved mornings of a child, as far as they have been read.
    pub fn journal(&self, child: &ChildId) -> &Journal {
        self.family_state.journal(child)
    }

    /// Whether a change of this morning could not be saved and waits.
    pub fn is_not_saved(&self, child: &ChildId, date: Date) -> bool {
        self.why_not_saved().is_some() && self.family_state.is_waiting(child, date)
    }

    /// The changes that are not on the disk yet, oldest first.
    pub fn unsaved(&self) -> &[Change] {
        self.family_state.unsaved()
    }

    /// Why the unsaved changes are not on the disk; None when saving them has not failed.
    pub fn why_not_saved(&self) -> Option<&NotSaved> {
        self.family_state.why_not_saved()
    }

    /// How often and when last the child did each ritual; None until all months have been read.
    pub fn ritual_counts(&self) -> Option<&RitualCounts> {
        self.family_state.ritual_counts(&self.child()?.id)
    }

    /// The problems of the files read so far.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.family_state.problems().chain(&self.settings.problems)
    }

    /// The unknown keys in the files, which the program keeps.
    pub fn unknown_keys(&self) -> &[Problem] {
        self.family_state.unknown_keys()
    }

    /// Why the child's morning of a date cannot be changed; None when it can.
    pub fn read_only(&self, date: Date) -> Option<String> {
        self.read_only_of(self.child().map(|child| &child.id), date)
    }

    /// Why the morning of any child cannot be changed; None when it can. A child who is shown has mornings that can be
    /// changed even if the family file has a problem elsewhere.
    pub fn read_only_of(&self, child: Option<&ChildId>, date: Date) -> Option<String> {
        let problem = match child {
            Some(child) => self.family_state.month_problem(child, Month::of(date))?,
            None => self.family_state.family_problem()?,
        };
        let is_merge = child
            .is_some_and(|child| self.journal(child).page(Month::of(date)).is_some_and(|page| page.merge.is_some()));
        let (what, how) = match is_merge {
            true => ("holds two versions of some mornings", "{screens.problems} asks which to keep."),
            false => ("has a problem", "{screens.problems} shows what to do."),
        };
        Some(format!("{} {what}, so this morning cannot be changed. {}", problem.file, keys::spell(how)))
    }

    /// Whether the calendars may be wrong, because a part of the family file cannot be read.
    pub fn is_calendar_uncertain(&self) -> bool {
        self.family_state.family_problem().is_some()
    }

    /// Whether a file with mornings of the child on screen has a problem, so that its counts may be too low.
    pub fn has_unreadable_mornings(&self) -> bool {
        self.child().is_some_and(|child| self.family_state.has_damaged_month(&child.id))
    }

    /// Whether a child's morning looks empty only because its file cannot be read.
    pub fn cannot_be_read(&self, child: &ChildId, date: Date) -> bool {
        self.family_state.is_unreadable(child, date) && self.morning_of(child, date).state() == MorningState::Empty
    }

    /// Asks for the months that the screen needs and that have not been read yet.
    fn missing_months(&self) -> Vec<Effect> {
        let mut missing: BTreeMap<ChildId, Vec<Month>> = BTreeMap::new();
        for (child, month) in self.months_on_screen() {
            if !self.journal(&child).knows(month) {
                missing.entry(child).or_default().push(month);
            }
        }
        missing.into_iter().map(|(child, months)| Effect::Read(child, months)).collect()
    }

    /// The months that the screen and its keys need, each once.
    pub fn months_on_screen(&self) -> Vec<(ChildId, Month)> {
        let mut months: Vec<(ChildId, Month)> = Vec::new();
        for (child, dates) in self.dates_needed() {
            for month in dates.into_iter().map(Month::of) {
                if !months.iter().any(|(whose, known)| *known == month && *whose == child) {
                    months.push((child.clone(), month));
                }
            }
        }
        months
    }

    /// The dates whose mornings the screen, the prompt and their keys need, for each child.
    fn dates_needed(&self) -> Vec<ChildDates> {
        let mut needed = (self.screen.dates)(self);
        needed.extend(self.prompt.as_ref().and_then(|prompt| prompt.dates()));
        needed
    }

    /// Shows a notice. Ids of rows in braces become the names of their keys.
    fn notify(&mut self, text: &str, warning: bool) {
        self.notice = Some(Notice { text: keys::spell(text).into_owned(), warning });
    }

    /// Shows a notice.
    fn say(&mut self, text: impl Display) {
        self.notify(&text.to_string(), false);
    }

    /// Adds a sentence to the notice.
    fn say_also(&mut self, text: &str) {
        let said = self.said_before();
        self.say(format!("{said}{text}"));
    }

    /// Adds a warning to the notice.
    fn warn_also(&mut self, text: &str) {
        let said = self.said_before();
        self.warn(format!("{said}{text}"));
    }

    /// Takes the text of the notice, with a space after it.
    fn said_before(&mut self) -> String {
        self.notice.take().map(|notice| format!("{} ", notice.text)).unwrap_or_default()
    }

    /// Shows a warning.
    fn warn(&mut self, text: impl Display) {
        self.notify(&text.to_string(), true);
    }

    /// A sentence about the problems of the files; empty when there are none.
    fn problem_notice(&self) -> String {
        match (self.problems().next(), self.problems().count()) {
            (None, _) => String::new(),
            (Some(problem), 1) if problem.spans.is_empty() => {
                format!("{problem}. {{screens.problems}} shows what to do.")
            }
            (Some(problem), 1) => changes::damaged_file_sentence(problem),
            (Some(Problem { file, .. }), n) => {
                format!("{n} problems in your files, the first in {file}. {{screens.problems}} shows what to do.")
            }
        }
    }
}
