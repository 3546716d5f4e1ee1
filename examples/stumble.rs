//! Enters the terminal and panics. A test checks that the terminal is restored.

use goodbye::shell::terminal::FrameWriter;

fn main() -> std::io::Result<()> {
    let _writer = FrameWriter::enter(true)?;
    panic!("stumbled on purpose, \u{1b}[2J with an escape sequence");
}
