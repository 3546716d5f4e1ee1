//! The terminal: entered at the start, restored at every end, and drawn to through two buffers.

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

/// Whether the terminal is in our mode now. The panic hook and the destructor both check this.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// The largest drawn size. Larger terminals are drawn in their upper left corner: no screen needs more, and buffers for
/// 65535 columns and rows would take gigabytes.
const MOST_COLUMNS: u16 = 600;
const MOST_ROWS: u16 = 250;
/// The columns and rows of a terminal that does not tell its size.
const USUAL_SIZE: (u16, u16) = (80, 24);

/// The size of the write buffer, in bytes. A frame fits and leaves in one write, where a line buffer makes a dozen.
const WRITE_BUFFER: usize = 64 * 1024;

/// The writer of frames to the terminal. Dropping it restores the terminal.
///
/// It replaces ratatui's `Terminal`, which asks the terminal for its cursor on every resize and clear, and waits two
/// seconds where no terminal answers.
pub struct FrameWriter {
    backend: CrosstermBackend<BufWriter<Stdout>>,
    shown: Buffer,
    next: Buffer,
    /// Whether the planner gets clicks and the wheel.
    mouse: bool,
}

impl FrameWriter {
    /// Enters raw mode and the alternate screen, and turns on paste and focus reports, and those of the mouse if they
    /// are wanted.
    ///
    /// # Errors
    /// When the terminal refuses. It is restored then.
    pub fn enter(mouse: bool) -> io::Result<FrameWriter> {
        leave_before_panicking();
        let backend = CrosstermBackend::new(BufWriter::with_capacity(WRITE_BUFFER, io::stdout()));
        let mut writer = FrameWriter { backend, shown: Buffer::default(), next: Buffer::default(), mouse };
        writer.reenter()?;
        Ok(writer)
    }

    /// Enters the terminal again after [`FrameWriter::leave`]. The next frame draws everything.
    ///
    /// # Errors
    /// When the terminal refuses.
    pub fn reenter(&mut self) -> io::Result<()> {
        terminal::enable_raw_mode()?;
        ENTERED.store(true, Ordering::SeqCst);
        queue!(self.backend, EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange, cursor::Hide)?;
        if self.mouse {
            queue!(self.backend, EnableMouseCapture)?;
        }
        self.resize()
    }

    /// Adopts the terminal's present size. The next frame draws everything.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn resize(&mut self) -> io::Result<()> {
        let (columns, rows) = terminal::size().unwrap_or(USUAL_SIZE);
        let area = Rect::new(0, 0, columns.min(MOST_COLUMNS), rows.min(MOST_ROWS));
        self.shown = Buffer::empty(area);
        self.next = Buffer::empty(area);
        queue!(self.backend, Clear(ClearType::All))?;
        // The buffer must be empty while views draw: after a panic, its rest would land on the restored terminal.
        Write::flush(&mut self.backend)
    }

    /// Draws a frame and writes the cells that changed, in one write.
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

    /// Restores the terminal.
    pub fn leave(&mut self) {
        // Queued bytes for our screen must not land on the shell's screen.
        let _ = Write::flush(&mut self.backend);
        leave();
    }
}

impl Drop for FrameWriter {
    fn drop(&mut self) {
        self.leave();
    }
}

/// Restores the terminal if it is in our mode. Errors are ignored: without a terminal nobody could read them.
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

/// Lets a panic restore the terminal first, and then print its scrubbed message on the shell's screen.
fn leave_before_panicking() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        panic::set_hook(Box::new(|info| {
            leave();
            let text = info.to_string();
            let message = crate::domain::text::scrub(&text, crate::domain::text::Breaks::Keep);
            let _ =
                writeln!(io::stderr(), "goodbye stopped because of a bug in it. Everything saved is safe.\n{message}");
        }));
    });
}
