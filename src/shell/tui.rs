//! The event loop: keys and signals come through one channel and go to the state machine, whose effects are performed
//! here in order. The loop waits without polling, and looks once a minute for changes by other programs.
//!
//! Reading keys blocks, and so does waiting for signals, so each has a thread. There are no others.

use super::calendar_files::{self, SearchFolders};
use super::clock::Clock;
use super::ics;
use super::store::{Refusal, Store};
use super::terminal::FrameWriter;
use crate::app::prompt::preview::CalendarFound;
use crate::app::{App, Effect, Key, Msg};
use crate::domain::change::{Page, Snapshot};
use crate::domain::child_id::ChildId;
use crate::domain::refusal::{Conflict, StateNotice};
use crate::domain::settings::SettingsFound;
use crate::view::{Drawn, Look};
use crossterm::event::{Event, MouseButton, MouseEventKind};
use rustix::process::{Signal, getpid, getppid, getsid, kill_current_process_group, kill_process};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use std::collections::BTreeSet;
use std::io;
use std::iter;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;

/// The end of the planner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exit {
    pub reason: ExitReason,
    /// The changes and texts that are not on the disk, with the reason. None when all are saved.
    pub not_saved: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitReason {
    /// The person left.
    Left,
    Signal(i32),
}

enum Input {
    Terminal(Event),
    Signal(i32),
    TerminalGone,
}

/// The stack of a listening thread, in bytes. Reading a key needs a few kilobytes; the usual two megabytes would be
/// most of the program's memory.
const STACK: usize = 256 * 1024;

/// Runs the planner until the person leaves or a signal comes. A demo says on every screen that nothing is kept.
///
/// # Errors
/// When the terminal cannot be entered or written to.
pub fn run(store: Store, clock: &Clock, look: Look, settings: SettingsFound, is_demo: bool) -> io::Result<Exit> {
    if !look.colorless {
        // crossterm reads NO_COLOR by itself. The look has read it already, and `--color` too.
        crossterm::style::force_color_output(true);
    }
    let (sender, inputs) = mpsc::channel();
    listen_to_signals(sender.clone())?;
    let mut event_loop = EventLoop::start(store, clock, look, settings, is_demo)?;
    listen_to_keys(sender)?;
    loop {
        match inputs.recv_timeout(clock.until_next_minute()) {
            Ok(first) => {
                if let Some(exit) = event_loop.batch(first, &inputs)? {
                    return Ok(exit);
                }
            }
            Err(RecvTimeoutError::Timeout) => event_loop.look_around()?,
            Err(RecvTimeoutError::Disconnected) => return Ok(event_loop.end(ExitReason::Left)),
        }
    }
}

fn listen_to_keys(sender: Sender<Input>) -> io::Result<()> {
    let read = move || {
        while let Ok(event) = crossterm::event::read() {
            if sender.send(Input::Terminal(event)).is_err() {
                return;
            }
        }
        // When nobody receives this, the program is ending anyway.
        let _ = sender.send(Input::TerminalGone);
    };
    thread::Builder::new().name("keys".into()).stack_size(STACK).spawn(read).map(drop)
}

fn listen_to_signals(sender: Sender<Input>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP])?;
    let wait = move || drop(signals.forever().try_for_each(|signal| sender.send(Input::Signal(signal))));
    thread::Builder::new().name("signals".into()).stack_size(STACK).spawn(wait).map(drop)
}

/// The work that waits until all inputs of a batch are handled.
#[derive(Default)]
struct Pending {
    save: bool,
    exit: Option<ExitReason>,
    resize: bool,
    /// The children whose whole history is to be read.
    histories: BTreeSet<ChildId>,
    /// Whether copies of files are to be searched by their names.
    find_copies: bool,
    /// The typed start of a path whose calendar files are to be listed. Only the last of a batch is listed.
    calendars: Option<String>,
}

struct EventLoop<'c> {
    app: App,
    store: Store,
    clock: &'c Clock,
    writer: FrameWriter,
    look: Look,
    drawn: Drawn,
    pending: Pending,
    /// The conflict because of which the last save left a change out.
    conflict: Option<Conflict>,
}

impl<'c> EventLoop<'c> {
    fn start(
        mut store: Store,
        clock: &'c Clock,
        look: Look,
        settings: SettingsFound,
        is_demo: bool,
    ) -> io::Result<EventLoop<'c>> {
        let mouse = settings.settings.mouse;
        let (app, effects) = App::new(clock.today(), settings, store.read_pages());
        let app = if is_demo { app.as_demo() } else { app };
        let mut event_loop = EventLoop {
            app,
            store,
            clock,
            writer: FrameWriter::enter(mouse)?,
            look,
            drawn: Drawn::default(),
            pending: Pending::default(),
            conflict: None,
        };
        event_loop.perform(effects)?;
        if let Some(lost) = event_loop.store.lost_family().filter(|lost| !lost.is_backed_up) {
            event_loop.update(Msg::StateNotice(StateNotice::FamilyIsMissing(lost.problem)))?;
        }
        event_loop.report_notice()?;
        event_loop.frame()?;
        Ok(event_loop)
    }

    /// Handles all inputs that have arrived, then saves once and draws once.
    fn batch(&mut self, first: Input, inputs: &Receiver<Input>) -> io::Result<Option<Exit>> {
        for input in iter::once(first).chain(inputs.try_iter()) {
            self.receive(input)?;
            if let Some(reason) = self.pending.exit.take() {
                return Ok(Some(self.end(reason)));
            }
        }
        self.save()?;
        // The keys were pressed for the screen before other programs' changes, so the keys come first.
        self.notice_changes()?;
        if std::mem::take(&mut self.pending.resize) {
            self.writer.resize()?;
        }
        self.frame()?;
        Ok(None)
    }

    /// Looks for a new day and for other programs' changes, and draws if there are any.
    fn look_around(&mut self) -> io::Result<()> {
        self.pending.find_copies = self.store.may_have_new_copies(self.app.family());
        if self.notice_changes()? || self.pending.find_copies { self.frame() } else { Ok(()) }
    }

    /// Saves the unsaved changes and restores the terminal.
    fn end(&mut self, reason: ExitReason) -> Exit {
        self.pending.save = !self.app.unsaved().is_empty();
        // An error here is about the terminal, which may be gone. The files matter more.
        let _ = self.save();
        self.writer.leave();
        let not_saved = self.app.why_not_saved().map(ToString::to_string);
        let conflict = self.conflict.as_ref().map(|conflict| format!("A change was not saved. {conflict}"));
        let lines: Vec<String> = not_saved.or(conflict).into_iter().chain(self.app.lost_on_leaving()).collect();
        Exit { reason, not_saved: (!lines.is_empty()).then(|| lines.join("\n")) }
    }

    fn frame(&mut self) -> io::Result<()> {
        self.list_calendars()?;
        self.drawn = self.writer.draw(&self.app, self.look)?;
        // Reading many years can wait until this frame is seen.
        while let Some(child) = self.pending.histories.pop_first() {
            let found = self.store.read_all(&child);
            self.update(Msg::Read(found))?;
            self.drawn = self.writer.draw(&self.app, self.look)?;
        }
        if std::mem::take(&mut self.pending.find_copies) {
            let found = self.store.find_copies(self.app.family());
            let is_news = !found.is_empty() || self.app.copies().next().is_some();
            self.update(Msg::CopiesFound(found))?;
            if is_news {
                self.drawn = self.writer.draw(&self.app, self.look)?;
            }
        }
        Ok(())
    }

    fn receive(&mut self, input: Input) -> io::Result<()> {
        match input {
            Input::Terminal(event) => return self.receive_event(event),
            Input::Signal(SIGTSTP) => return self.suspend(|| kill_process(getpid(), Signal::STOP)),
            Input::Signal(signal) => self.pending.exit = Some(ExitReason::Signal(signal)),
            Input::TerminalGone => self.pending.exit = Some(ExitReason::Signal(SIGHUP)),
        }
        Ok(())
    }

    fn receive_event(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Key(event) => {
                let Some(key) = Key::pressed(event) else { return Ok(()) };
                // A command may depend on the list of files for the letters before it.
                if self.pending.calendars.is_some() && !self.app.is_text(key) {
                    self.list_calendars()?;
                }
                self.update(Msg::Key(key))
            }
            Event::Paste(text) => self.update(Msg::Paste(text)),
            Event::Mouse(mouse) => match (mouse.kind, self.drawn.at(mouse.column, mouse.row)) {
                (MouseEventKind::Down(MouseButton::Left), Some(target)) => self.update(Msg::Click(target)),
                (MouseEventKind::ScrollUp, _) => self.update(Msg::Wheel(-1)),
                (MouseEventKind::ScrollDown, _) => self.update(Msg::Wheel(1)),
                _ => Ok(()),
            },
            Event::Resize(..) => {
                self.pending.resize = true;
                Ok(())
            }
            Event::FocusGained | Event::FocusLost => Ok(()),
        }
    }

    fn update(&mut self, msg: Msg) -> io::Result<()> {
        let effects = self.app.update(msg);
        self.perform(effects)
    }

    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        for effect in effects {
            match effect {
                // One save serves all keys of a batch: the frame shows only what is saved.
                Effect::Save => self.pending.save = true,
                Effect::Read(child, months) => {
                    let found = self.store.read_months(&child, &months);
                    self.update(Msg::Read(found))?;
                }
                Effect::ReadAll(child) => {
                    self.pending.histories.insert(child);
                }
                Effect::FindCopies => self.pending.find_copies = true,
                Effect::ReadCopies => {
                    let found = self.store.read_copies(self.app.family());
                    self.update(Msg::CopiesFound(found))?;
                }
                Effect::ListCalendars(typed) => self.pending.calendars = Some(typed),
                Effect::ReadCalendar(path) => self.read_calendar(&path)?,
                Effect::Undo => self.undo(false)?,
                Effect::Redo => self.undo(true)?,
                Effect::Suspend => self.suspend_job()?,
                Effect::Quit => self.leave()?,
                Effect::QuitUnsaved => self.pending.exit = Some(ExitReason::Left),
            }
        }
        Ok(())
    }

    /// Saves the unsaved changes, then leaves if all are on the disk.
    fn leave(&mut self) -> io::Result<()> {
        self.pending.save = true;
        self.save()?;
        if !self.app.unsaved().is_empty() {
            return self.update(Msg::QuitPutOff);
        }
        self.pending.exit = Some(ExitReason::Left);
        Ok(())
    }

    fn list_calendars(&mut self) -> io::Result<()> {
        let Some(typed) = self.pending.calendars.take() else { return Ok(()) };
        let found = with_folders(|folders| calendar_files::list(&typed, folders, self.clock));
        self.update(Msg::CalendarsListed { typed, found })
    }

    /// Saves the unsaved changes, then reads a school's calendar and the memory of earlier imports.
    fn read_calendar(&mut self, typed: &str) -> io::Result<()> {
        self.save()?;
        let path = with_folders(|folders| calendar_files::meant(typed, folders));
        let bytes = with_folders(|folders| calendar_files::fetch(&path, folders));
        let read = ics::school_file(&path, bytes, self.app.today(), self.clock.zone());
        let found = match (read, self.store.read_text(Page::School)) {
            (Ok(file), Ok(memory)) => Ok(CalendarFound { file, memory }),
            (Err(problem), _) | (_, Err(problem)) => Err(problem),
        };
        self.update(Msg::CalendarRead(Box::new(found)))
    }

    /// Saves the changes that wait, if a save was asked for. Returns whether all changes are saved.
    fn save(&mut self) -> io::Result<bool> {
        if !std::mem::take(&mut self.pending.save) || self.app.unsaved().is_empty() {
            return Ok(self.app.unsaved().is_empty());
        }
        self.conflict = None;
        let count = self.app.unsaved().len();
        match self.store.commit(self.app.unsaved()) {
            // A change that no longer fits must not keep the others from being saved.
            Err(Refusal::Conflict { .. }) if count > 1 => {
                // Copied, because each outcome changes the list.
                for change in self.app.unsaved().to_vec() {
                    let outcome = self.store.commit(&[change]);
                    if !self.settle(1, outcome)? {
                        break;
                    }
                }
            }
            outcome => {
                self.settle(count, outcome)?;
            }
        }
        Ok(self.conflict.is_none() && self.app.unsaved().is_empty())
    }

    /// Gives the state the outcome of saving its first `count` changes. Returns false when the changes have to wait.
    fn settle(&mut self, count: usize, outcome: Result<Snapshot, Refusal>) -> io::Result<bool> {
        let (refused, found) = match outcome {
            Ok(found) => (None, found),
            Err(Refusal::Conflict { why, found }) => (Some(why), *found),
            // A save always has something to do.
            Err(Refusal::Nothing(_)) => (None, Snapshot::default()),
            Err(Refusal::NotSaved(why)) => {
                self.update(Msg::NotSaved { why })?;
                return Ok(false);
            }
        };
        self.conflict = refused.clone().or(self.conflict.take());
        self.update(Msg::Settled { count, refused, found })?;
        self.report_notice()?;
        Ok(true)
    }

    /// Gives the state a notice of the store about the state folder, if there is one.
    fn report_notice(&mut self) -> io::Result<()> {
        self.store.take_notice().map_or(Ok(()), |notice| self.update(Msg::StateNotice(notice)))
    }

    fn undo(&mut self, is_redo: bool) -> io::Result<()> {
        if !self.save()? {
            return Ok(());
        }
        let outcome = if is_redo { self.store.redo() } else { self.store.undo() };
        self.update(match outcome {
            Ok((change, found)) => Msg::Undone { change, is_redo, found },
            Err(Refusal::Conflict { why, found }) => Msg::Refused { why: why.into(), found: *found },
            Err(Refusal::NotSaved(why)) => Msg::Refused { why: why.into(), found: Snapshot::default() },
            Err(Refusal::Nothing(_)) => Msg::NothingToUndo { is_redo },
        })?;
        self.report_notice()
    }

    /// Gives the state a new day and other programs' changes. Returns whether there were any.
    fn notice_changes(&mut self) -> io::Result<bool> {
        let today = self.clock.today();
        let new_day = today != self.app.today();
        if new_day {
            self.store.set_day(self.clock.day_of_run());
            self.update(Msg::Today(today))?;
        }
        let found = self.store.changed(&self.app.months_on_screen());
        let changed = !found.is_empty();
        if changed {
            self.update(Msg::ChangedElsewhere(found))?;
            self.report_notice()?;
        }
        Ok(new_day || changed)
    }

    /// Stops the whole job on Ctrl-Z, as the shell expects, also under `cargo run`.
    fn suspend_job(&mut self) -> io::Result<()> {
        let parent_session = getppid().and_then(|parent| getsid(Some(parent)).ok());
        if parent_session != getsid(None).ok() {
            // This terminal has no shell that could bring a stopped program back.
            return Ok(());
        }
        self.suspend(|| kill_current_process_group(Signal::STOP))
    }

    fn suspend(&mut self, stop: impl FnOnce() -> rustix::io::Result<()>) -> io::Result<()> {
        self.save()?;
        self.writer.leave();
        stop()?;
        // The program stands still here until SIGCONT.
        self.writer.reenter()?;
        self.notice_changes().map(drop)
    }
}

/// Calls `find` with the folders in which typed paths begin.
fn with_folders<T>(find: impl FnOnce(&SearchFolders<'_>) -> T) -> T {
    let (user_folder, here) = (etcetera::home_dir().ok(), std::env::current_dir().unwrap_or_default());
    find(&SearchFolders { user_folder: user_folder.as_deref(), here: &here })
}
