//! Takes the terminal and panics, so that a test can see that the terminal is given back all the same.

use goodbye::shell::terminal::FrameWriter;

fn main() -> std::io::Result<()> {
    let _screen = FrameWriter::enter()?;
    panic!("stumbled on purpose, \u{1b}[2J with an escape sequence");
}
