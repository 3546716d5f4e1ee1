//! The event loop: keys and signals come through one channel, go through the state machine, and what it asks for is
//! done here, in order. It waits without polling; one look a minute finds what another program changed.
//!
//! The two threads are the only ones: reading keys blocks, and so does waiting for signals.

use super::calendar_files::{self, SearchFolders};
use super::clock::Clock;
use super::ics;
use super::store::{Refusal, Store};
use super::terminal::FrameWriter;
use crate::app::prompt::preview::CalendarFound;
use crate::app::{App, Effect, Msg};
use crate::domain::change::{Page, Snapshot};
use crate::domain::child_id::ChildId;
use crate::domain::refusal::Conflict;
use crate::domain::settings::SettingsFound;
use crate::view::{Drawn, Look};
use crossterm::event::{Event, KeyCode, KeyEventKind, MouseButton, MouseEventKind};
use rustix::process::{Signal, getpid, getppid, getsid, kill_current_process_group, kill_process};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use std::collections::BTreeSet;
use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;

/// How the program ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exit {
    /// The signal that ended it; None when the person left.
    pub signal: Option<i32>,
    /// Why something a person did is not on the disk; None when all of it is.
    pub lost: Option<String>,
}

enum Input {
    Terminal(Event),
    Signal(i32),
    /// The terminal is gone.
    Lost,
}

/// A key needs little stack, and two megabytes a thread would be most of the program.
const STACK: usize = 256 * 1024;

/// Runs the screens until the person leaves or a signal comes.
///
/// # Errors
/// When the terminal cannot be taken or written to.
pub fn run(store: Store, clock: &Clock, look: Look, settings: SettingsFound) -> io::Result<Exit> {
    let (sender, inputs) = mpsc::channel();
    listen_to_signals(sender.clone())?;
    let mut event_loop = EventLoop::start(store, clock, look, settings)?;
    listen_to_keys(sender)?;
    loop {
        match inputs.recv_timeout(clock.until_next_minute()) {
            Ok(first) => {
                if let Some(exit) = event_loop.batch(first, &inputs)? {
                    return Ok(exit);
                }
            }
            Err(RecvTimeoutError::Timeout) => event_loop.minute()?,
            Err(RecvTimeoutError::Disconnected) => return Ok(event_loop.end(None)),
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
        // Nobody listens any more when the program is ending anyway.
        let _ = sender.send(Input::Lost);
    };
    thread::Builder::new().name("keys".into()).stack_size(STACK).spawn(read).map(drop)
}

fn listen_to_signals(sender: Sender<Input>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP])?;
    let wait = move || {
        for signal in signals.forever() {
            if sender.send(Input::Signal(signal)).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("signals".into()).stack_size(STACK).spawn(wait).map(drop)
}

/// What a batch of inputs asks for once its last key is through.
#[derive(Default)]
struct Pending {
    exit: Option<Option<i32>>,
    resized: bool,
    histories: BTreeSet<ChildId>,
    /// What is typed of a calendar's path; only the last of a batch is looked up.
    typed: Option<String>,
}

struct EventLoop<'c> {
    app: App,
    store: Store,
    clock: &'c Clock,
    writer: FrameWriter,
    look: Look,
    drawn: Drawn,
    pending: Pending,
    /// Something waits to be saved with the next frame.
    save: bool,
    /// Why the last save left something out.
    refused: Option<Conflict>,
}

impl<'c> EventLoop<'c> {
    fn start(mut store: Store, clock: &'c Clock, look: Look, settings: SettingsFound) -> io::Result<EventLoop<'c>> {
        let (app, effects) = App::new(clock.today(), settings, store.read_pages());
        let mut event_loop = EventLoop {
            app,
            store,
            clock,
            writer: FrameWriter::enter()?,
            look,
            drawn: Drawn::default(),
            pending: Pending::default(),
            save: false,
            refused: None,
        };
        event_loop.perform(effects)?;
        event_loop.frame()?;
        Ok(event_loop)
    }

    /// Takes all inputs there are, then saves once and draws once.
    fn batch(&mut self, first: Input, inputs: &Receiver<Input>) -> io::Result<Option<Exit>> {
        let mut input = Some(first);
        while let Some(next) = input {
            self.receive(next)?;
            if self.pending.exit.is_some() {
                break;
            }
            input = inputs.try_recv().ok();
        }
        if let Some(signal) = self.pending.exit.take() {
            return Ok(Some(self.end(signal)));
        }
        self.save()?;
        // After the keys: they meant what was on the screen, and the store checks that it still is so.
        self.notice_changes()?;
        if std::mem::take(&mut self.pending.resized) {
            self.writer.resize()?;
        }
        self.frame()?;
        Ok(None)
    }

    /// A minute went by: perhaps a new day, perhaps another program's change. Draws only then.
    fn minute(&mut self) -> io::Result<()> {
        let changed = self.notice_changes()?;
        if changed { self.frame() } else { Ok(()) }
    }

    /// Saves what waits and says how it ended.
    fn end(&mut self, signal: Option<i32>) -> Exit {
        self.save = !self.app.unsaved().is_empty();
        // The terminal may be gone already; the files matter more.
        let _ = self.save();
        self.writer.leave();
        Exit {
            signal,
            lost: self.app.why_not_saved().map(ToString::to_string).or(self.refused.take().map(|why| why.to_string())),
        }
    }

    fn frame(&mut self) -> io::Result<()> {
        self.list_calendars()?;
        self.drawn = self.writer.draw(&self.app, self.look)?;
        // A look back over many years has time until this frame is seen.
        while let Some(child) = self.pending.histories.pop_first() {
            let found = self.store.read_all(&child);
            self.tell(Msg::Read(found))?;
            self.drawn = self.writer.draw(&self.app, self.look)?;
        }
        Ok(())
    }

    fn receive(&mut self, input: Input) -> io::Result<()> {
        let msg = match input {
            Input::Terminal(event) => match event {
                Event::Key(key) if key.kind != KeyEventKind::Release => {
                    // A key that is no letter means what the list says about the letters before it.
                    if !matches!(key.code, KeyCode::Char(_)) {
                        self.list_calendars()?;
                    }
                    Msg::Key(key.into())
                }
                Event::Paste(text) => Msg::Paste(text),
                Event::Mouse(mouse) => match mouse.kind {
                    MouseEventKind::Down(MouseButton::Left) => match self.drawn.at(mouse.column, mouse.row) {
                        Some(target) => Msg::Click(target),
                        None => return Ok(()),
                    },
                    MouseEventKind::ScrollUp => Msg::Wheel(-1),
                    MouseEventKind::ScrollDown => Msg::Wheel(1),
                    _ => return Ok(()),
                },
                Event::Resize(..) => {
                    self.pending.resized = true;
                    return Ok(());
                }
                Event::Key(_) | Event::FocusGained | Event::FocusLost => return Ok(()),
            },
            Input::Signal(SIGTSTP) => return self.suspend(|| kill_process(getpid(), Signal::STOP)),
            Input::Signal(signal) => {
                self.pending.exit = Some(Some(signal));
                return Ok(());
            }
            Input::Lost => {
                self.pending.exit = Some(Some(SIGHUP));
                return Ok(());
            }
        };
        self.tell(msg)
    }

    fn tell(&mut self, msg: Msg) -> io::Result<()> {
        let effects = self.app.update(msg);
        self.perform(effects)
    }

    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        for effect in effects {
            match effect {
                // One save serves all keys of a batch: the state is ahead of the disk only until its frame.
                Effect::Save => self.save = true,
                Effect::Read(child, months) => {
                    let found = self.store.read_months(&child, &months);
                    self.tell(Msg::Read(found))?;
                }
                Effect::ReadAll(child) => {
                    self.pending.histories.insert(child);
                }
                Effect::ListCalendars(typed) => self.pending.typed = Some(typed),
                Effect::ReadCalendar(path) => self.read_calendar(&path)?,
                Effect::Undo => self.undo(false)?,
                Effect::Redo => self.undo(true)?,
                Effect::Suspend => self.suspend_job()?,
                Effect::Quit => self.pending.exit = Some(None),
            }
        }
        Ok(())
    }

    fn list_calendars(&mut self) -> io::Result<()> {
        let Some(typed) = self.pending.typed.take() else { return Ok(()) };
        let found = with_folders(|folders| calendar_files::list(&typed, folders, self.clock));
        self.tell(Msg::CalendarsListed { typed, found })
    }

    /// Reads a school's calendar, and what was imported before: as it is on the disk once all that waits is there.
    fn read_calendar(&mut self, typed: &str) -> io::Result<()> {
        self.save()?;
        let path = with_folders(|folders| calendar_files::meant(typed, folders));
        let bytes = with_folders(|folders| calendar_files::fetch(&path, folders));
        let read = ics::school_file(&path, bytes, self.app.today, self.clock.zone());
        let found = match (read, self.store.read_text(Page::School)) {
            (Ok(file), Ok(memory)) => Ok(CalendarFound { file, memory }),
            (Err(problem), _) | (_, Err(problem)) => Err(format!("{problem}: {}.", problem.help)),
        };
        self.tell(Msg::CalendarRead(Box::new(found)))
    }

    /// Saves what waits. True when all of it is on the disk now.
    fn save(&mut self) -> io::Result<bool> {
        if !std::mem::take(&mut self.save) || self.app.unsaved().is_empty() {
            return Ok(self.app.unsaved().is_empty());
        }
        self.refused = None;
        let waiting = self.app.unsaved();
        match self.store.commit(waiting) {
            // One that no longer fits must not take the others with it.
            Err(Refusal::Stale { .. }) if waiting.len() > 1 => {
                // Told one by one below, and each telling changes the list that waits.
                let waiting = waiting.to_vec();
                for change in waiting {
                    let outcome = self.store.commit(&[change]);
                    if !self.settle(1, outcome)? {
                        break;
                    }
                }
            }
            outcome => {
                self.settle(self.app.unsaved().len(), outcome)?;
            }
        }
        Ok(self.refused.is_none() && self.app.unsaved().is_empty())
    }

    /// Tells the state how saving its first `count` changes went; false when they have to wait.
    fn settle(&mut self, count: usize, outcome: Result<Snapshot, Refusal>) -> io::Result<bool> {
        let (refused, found) = match outcome {
            Ok(found) => (None, found),
            Err(Refusal::Stale { why, found }) => (Some(why), *found),
            // Saving always has something to do.
            Err(Refusal::Nothing { .. }) => (None, Snapshot::default()),
            Err(Refusal::NotSaved { why }) => {
                self.tell(Msg::NotSaved { why })?;
                return Ok(false);
            }
        };
        self.refused = refused.clone().or(self.refused.take());
        self.tell(Msg::Settled { count, refused, found })?;
        Ok(true)
    }

    fn undo(&mut self, again: bool) -> io::Result<()> {
        if !self.save()? {
            return Ok(());
        }
        let outcome = if again { self.store.redo() } else { self.store.undo() };
        self.tell(match outcome {
            Ok((what, found)) => Msg::Undone { what, again, found },
            Err(Refusal::Stale { why, found }) => Msg::Refused { why: why.into(), found: *found },
            Err(Refusal::NotSaved { why }) => Msg::Refused { why: why.into(), found: Snapshot::default() },
            Err(Refusal::Nothing { .. }) => Msg::Nothing { again },
        })
    }

    /// Looks at the day and the files; true when something on the screen may have changed.
    fn notice_changes(&mut self) -> io::Result<bool> {
        let today = self.clock.today();
        let new_day = today != self.app.today;
        if new_day {
            self.store.set_today(today);
            self.tell(Msg::Today(today))?;
        }
        let found = self.store.changed(&self.app.months_on_screen());
        let changed = !found.is_empty();
        if changed {
            self.tell(Msg::ChangedElsewhere(found))?;
        }
        Ok(new_day || changed)
    }

    /// Ctrl-Z: stops the whole job, as the shell expects it, also under `cargo run`.
    fn suspend_job(&mut self) -> io::Result<()> {
        let parent_session = getppid().and_then(|parent| getsid(Some(parent)).ok());
        if parent_session != getsid(None).ok() {
            // No shell of this terminal could ever bring a stopped program back.
            return Ok(());
        }
        self.suspend(|| kill_current_process_group(Signal::STOP))
    }

    fn suspend(&mut self, stop: impl FnOnce() -> rustix::io::Result<()>) -> io::Result<()> {
        self.save()?;
        self.writer.leave();
        stop()?;
        // Stopped here until SIGCONT.
        self.writer.reenter()?;
        self.notice_changes().map(drop)
    }
}

/// Where typed paths begin.
fn with_folders<T>(find: impl FnOnce(&SearchFolders<'_>) -> T) -> T {
    let (user_folder, here) = (etcetera::home_dir().ok(), std::env::current_dir().unwrap_or_default());
    find(&SearchFolders { user_folder: user_folder.as_deref(), here: &here })
}
