//! The only way to stdout and stderr. Everything is scrubbed here, and failed writes are reported.

use super::appearance::look;
use super::args::GlobalOptions;
use super::{json, paint};
use crate::view::Look;
use serde_json::Value;
use std::io::{self, IsTerminal, Write};
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

    /// An answer for a script: its letters stay as they are on every terminal.
    pub fn json(object: Value) -> Answer {
        Answer { file: json::text(object), ..Answer::default() }
    }

    pub fn failed(code: u8, err: impl Into<String>) -> Answer {
        Answer { err: err.into(), code, ..Answer::default() }
    }
}

/// Prints an answer, with the letters and colors for stdout and stderr. A closed pipe is fine; a full disk behind
/// stdout is an error.
pub fn print(answer: &Answer, options: &GlobalOptions) -> ExitCode {
    let (mut stdout, mut stderr) = (io::stdout().lock(), io::stderr().lock());
    let out_look = look(options, stdout.is_terminal());
    let err_look = look(options, stderr.is_terminal());
    let printed = stdout.write_all(answer.file.as_bytes()).and_then(|()| write(&mut stdout, &answer.out, out_look));
    let (unprinted, code) = match printed {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
            (format!("The command is done, but its answer could not be printed: {e}."), answer.code.max(COULD_NOT))
        }
        _ => (String::new(), answer.code),
    };
    // If stderr fails, there is nowhere left to say so.
    drop(write(&mut stderr, &answer.err, err_look));
    drop(write(&mut stderr, &unprinted, err_look));
    ExitCode::from(code)
}

fn write(to: &mut impl Write, text: &str, look: Look) -> io::Result<()> {
    let text = paint::render(text, !look.colorless);
    let text = look.plain_text(&text);
    if !text.is_empty() {
        writeln!(to, "{}", text.trim_end_matches('\n'))?;
    }
    to.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::paint::Paint;

    fn written(text: &str, look: Look) -> String {
        let mut bytes = Vec::new();
        write(&mut bytes, text, look).expect("written");
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn control_characters_are_not_printed() {
        for colorless in [true, false] {
            let look = Look { colorless, ..Look::default() };
            assert_eq!(written("a\x1b[31m\u{202e}b\nc\n\n", look), "a[31mb\nc\n");
            assert_eq!(written("", look), "");
        }
    }

    #[test]
    fn plain_letters_and_colors_do_not_disturb_each_other() {
        let text = format!("{} · “Zoë” – 1…", Paint::Done.on("✓ Straße"));
        assert_eq!(written(&text, Look { ascii: true, colorless: true }), "x Strasse - \"Zoe\" - 1...\n");
        assert_eq!(
            written(&text, Look { ascii: true, colorless: false }),
            "\x1b[32mx Strasse\x1b[0m - \"Zoe\" - 1...\n"
        );
    }
}
