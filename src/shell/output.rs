//! The one way out to stdout and stderr: everything is scrubbed here, and a write that fails is noticed.

use crate::domain::text::{Breaks, scrub};
use std::io::{self, Write};
use std::process::ExitCode;

/// What a run has to say, and how it ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub out: String,
    /// A file's text for stdout, as it is to the last byte. Whoever wrote it has scrubbed what is in it.
    pub file: String,
    pub err: String,
    pub code: u8,
}

/// The run could not do what it was asked.
pub const COULD_NOT: u8 = 1;
/// The command line is wrong.
pub const WRONG_USAGE: u8 = 2;

impl Answer {
    pub fn done(out: impl Into<String>) -> Answer {
        Answer { out: out.into(), ..Answer::default() }
    }

    pub fn failed(code: u8, err: impl Into<String>) -> Answer {
        Answer { err: err.into(), code, ..Answer::default() }
    }
}

/// Prints an answer. Nobody listening any more is fine; a full disk behind stdout is not.
pub fn print(answer: &Answer) -> ExitCode {
    let mut stdout = io::stdout().lock();
    let printed = stdout.write_all(answer.file.as_bytes()).and_then(|()| write(&mut stdout, &answer.out));
    let (unprinted, code) = match printed {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => (
            format!("What was asked for is done, but the answer could not be printed: {e}."),
            answer.code.max(COULD_NOT),
        ),
        _ => (String::new(), answer.code),
    };
    // There is nowhere left to say that stderr does not work.
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
    fn nothing_that_steers_a_terminal_gets_out() {
        let mut bytes = Vec::new();
        write(&mut bytes, "a\x1b[31m\u{202e}b\nc\n\n").expect("written");
        assert_eq!(bytes, b"a[31mb\nc\n");
        bytes.clear();
        write(&mut bytes, "").expect("written");
        assert_eq!(bytes, b"");
    }
}
