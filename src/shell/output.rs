//! The only way to stdout and stderr. Everything is scrubbed here, and failed writes are reported.

use crate::domain::text::{Breaks, scrub};
use std::io::{self, Write};
use std::process::ExitCode;

/// The result of a run: the texts to print and the exit code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub out: String,
    /// The text of a file for stdout, printed byte by byte. Its writer has scrubbed it.
    pub file: String,
    pub err: String,
    pub code: u8,
}

/// The exit code of a run that could not do what it was asked.
pub const COULD_NOT: u8 = 1;
/// The exit code for a wrong command line.
pub const WRONG_USAGE: u8 = 2;

impl Answer {
    pub fn done(out: impl Into<String>) -> Answer {
        Answer { out: out.into(), ..Answer::default() }
    }

    pub fn failed(code: u8, err: impl Into<String>) -> Answer {
        Answer { err: err.into(), code, ..Answer::default() }
    }
}

/// Prints an answer. A closed pipe is fine; a full disk behind stdout is an error.
pub fn print(answer: &Answer) -> ExitCode {
    let mut stdout = io::stdout().lock();
    let printed = stdout.write_all(answer.file.as_bytes()).and_then(|()| write(&mut stdout, &answer.out));
    let (unprinted, code) = match printed {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
            (format!("The command is done, but its answer could not be printed: {e}."), answer.code.max(COULD_NOT))
        }
        _ => (String::new(), answer.code),
    };
    // If stderr fails, there is nowhere left to say so.
    drop(write(&mut io::stderr().lock(), &answer.err));
    drop(write(&mut io::stderr().lock(), &unprinted));
    ExitCode::from(code)
}

fn write(to: &mut impl Write, text: &str) -> io::Result<()> {
    let text = scrub(text, Breaks::Keep);
    if !text.is_empty() {
        writeln!(to, "{}", text.trim_end_matches('\n'))?;
    }
    to.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_not_printed() {
        let mut bytes = Vec::new();
        write(&mut bytes, "a\x1b[31m\u{202e}b\nc\n\n").expect("written");
        assert_eq!(bytes, b"a[31mb\nc\n");
        bytes.clear();
        write(&mut bytes, "").expect("written");
        assert_eq!(bytes, b"");
    }
}
