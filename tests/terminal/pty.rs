//! A program in a real pseudo-terminal: its screen, its exit code, and the terminal after its end.

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

/// How long a test waits for a condition. It fails after that, even on a slow machine.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Pty {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    termios_before: String,
}

impl Pty {
    pub fn start(program: &Path, args: &[&str], state: &Path) -> Pty {
        Pty::start_on("xterm-256color", program, args, state)
    }

    /// Starts a program on a terminal with this name. `state` is the folder for its state folders.
    pub fn start_on(term: &str, program: &Path, args: &[&str], state: &Path) -> Pty {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let termios_before = format!("{:?}", pair.master.get_termios());
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env("TERM", term);
        command.env("XDG_CONFIG_HOME", "/nonexistent");
        command.env("GOODBYE_STATE", state);
        for unwanted in ["GOODBYE_SETTINGS", "GOODBYE_DIR", "GOODBYE_TODAY", "RUST_BACKTRACE"] {
            command.env_remove(unwanted);
        }
        for of_looks in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "LC_ALL", "LC_CTYPE", "LANG"] {
            command.env_remove(of_looks);
        }
        let child = pair.slave.spawn_command(command).expect("started");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let (sender, output) = mpsc::channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 65536];
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        let parser = vt100::Parser::new(24, 80, 0);
        Pty { master: pair.master, writer, child, output, parser, termios_before }
    }

    pub fn send(&mut self, keys: &[u8]) {
        self.writer.write_all(keys).expect("sent");
        self.writer.flush().expect("sent");
    }

    pub fn resize(&mut self, rows: u16, cols: u16) {
        self.parser.screen_mut().set_size(rows.max(1), cols.max(1));
        self.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).expect("resized");
    }

    pub fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// Whether any cell of the screen has a color.
    pub fn has_colors(&self) -> bool {
        let (rows, columns) = self.parser.screen().size();
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        let mut cells = cells.filter_map(|(row, column)| self.parser.screen().cell(row, column));
        cells.any(|cell| cell.fgcolor() != vt100::Color::Default || cell.bgcolor() != vt100::Color::Default)
    }

    /// Whether the program asked the terminal for clicks.
    pub fn takes_the_mouse(&self) -> bool {
        self.parser.screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None
    }

    /// Waits until the screen shows `text`.
    pub fn wait_for(&mut self, text: &str) {
        self.wait(text, |pty| pty.screen().contains(text));
    }

    pub fn wait(&mut self, what: &str, mut condition: impl FnMut(&mut Pty) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !condition(self) {
            assert!(Instant::now() < deadline, "never came: {what}. The screen:\n{}", self.screen());
            // The condition may be about a process instead of the screen, so it is checked again without new bytes.
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(20)) {
                self.parser.process(&bytes);
            }
        }
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("signaled");
    }

    pub fn pid(&self) -> Pid {
        let id = self.child.process_id().expect("a process");
        Pid::from_raw(id.try_into().expect("a pid")).expect("a pid")
    }

    /// Waits for the end, and checks that the terminal is as it was before.
    pub fn wait_for_end(&mut self) -> ExitStatus {
        let mut status = None;
        self.wait("the end", |pty| {
            status = status.take().or_else(|| pty.child.try_wait().expect("a child"));
            status.is_some()
        });
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(200)) {
            self.parser.process(&bytes);
        }
        let screen = self.parser.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert_eq!(format!("{:?}", self.master.get_termios()), self.termios_before, "raw mode is over");
        status.expect("an end")
    }
}
