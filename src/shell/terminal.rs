//! The terminal: entered once, left on every way out, and drawn to through two buffers.

use crate::app::App;
use crate::view::{self, Drawn, Look};
use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste, EnableFocusChange,
    EnableMouseCapture,
};
use crossterm::terminal::{self, Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute, queue};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::io::{self, BufWriter, Stdout, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the terminal is ours now; the panic hook and the guard both ask.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Larger terminals are drawn in their upper left corner: no screen needs more, and a terminal that claims 65535
/// columns and rows would ask for gigabytes.
const MOST_COLUMNS: u16 = 600;
const MOST_ROWS: u16 = 250;

/// A frame leaves in one write instead of the dozen that a line buffer makes of it.
const WRITE_BUFFER: usize = 64 * 1024;

/// The screen while it is ours. Dropping it gives the terminal back.
///
/// Ratatui's own `Terminal` is not used: on every resize and clear it asks the terminal where its cursor is, and waits
/// two seconds where nobody answers.
pub struct FrameWriter {
    backend: CrosstermBackend<BufWriter<Stdout>>,
    shown: Buffer,
    next: Buffer,
}

impl FrameWriter {
    /// Takes the terminal: raw mode, another screen, mouse, paste and focus reports.
    ///
    /// # Errors
    /// When the terminal refuses; it is given back then.
    pub fn enter() -> io::Result<FrameWriter> {
        leave_before_panicking();
        let backend = CrosstermBackend::new(BufWriter::with_capacity(WRITE_BUFFER, io::stdout()));
        let mut writer = FrameWriter { backend, shown: Buffer::default(), next: Buffer::default() };
        writer.reenter()?;
        Ok(writer)
    }

    /// Takes the terminal again after [`FrameWriter::leave`]; the next frame draws everything.
    ///
    /// # Errors
    /// When the terminal refuses.
    pub fn reenter(&mut self) -> io::Result<()> {
        terminal::enable_raw_mode()?;
        ENTERED.store(true, Ordering::SeqCst);
        queue!(
            self.backend,
            EnterAlternateScreen,
            EnableMouseCapture,
            EnableBracketedPaste,
            EnableFocusChange,
            cursor::Hide
        )?;
        self.resize()
    }

    /// Takes the terminal's size as it is now; the next frame draws everything.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn resize(&mut self) -> io::Result<()> {
        let (columns, rows) = terminal::size().unwrap_or((80, 24));
        let area = Rect::new(0, 0, columns.min(MOST_COLUMNS), rows.min(MOST_ROWS));
        self.shown = Buffer::empty(area);
        self.next = Buffer::empty(area);
        queue!(self.backend, Clear(ClearType::All))?;
        // Nothing may wait in the buffer while views draw: after a panic there it would follow the giving back.
        Write::flush(&mut self.backend)
    }

    /// Draws a frame and sends what differs from the one before, in one write.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn draw(&mut self, app: &App, look: Look) -> io::Result<Drawn> {
        self.next.reset();
        let drawn = view::draw(app, look, &mut self.next);
        self.backend.draw(self.shown.diff_iter(&self.next))?;
        match drawn.cursor {
            Some(at) => queue!(self.backend, cursor::MoveTo(at.x, at.y), cursor::Show)?,
            None => queue!(self.backend, cursor::Hide)?,
        }
        Write::flush(&mut self.backend)?;
        std::mem::swap(&mut self.shown, &mut self.next);
        Ok(drawn)
    }

    /// Gives the terminal back as it was.
    pub fn leave(&mut self) {
        // What was queued for our screen must not land on the shell's.
        let _ = Write::flush(&mut self.backend);
        leave();
    }
}

impl Drop for FrameWriter {
    fn drop(&mut self) {
        self.leave();
    }
}

/// Gives the terminal back, once. Errors have nowhere to go: whoever could read them is gone with the terminal.
fn leave() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        let _ = execute!(
            io::stdout(),
            DisableFocusChange,
            DisableBracketedPaste,
            DisableMouseCapture,
            LeaveAlternateScreen,
            cursor::Show
        );
        let _ = terminal::disable_raw_mode();
    }
}

/// A panic's message belongs on the shell's screen, and without anything that could steer it.
fn leave_before_panicking() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        panic::set_hook(Box::new(|info| {
            leave();
            let text = info.to_string();
            let told = crate::domain::text::scrub(&text, crate::domain::text::Breaks::Keep);
            let _ = writeln!(
                io::stderr(),
                "goodbye stopped because of a bug of its own. Everything saved is safe.\n{told}"
            );
        }));
    });
}
