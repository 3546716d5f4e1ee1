//! The program: reads the command line, does what it says, and tells how it went by its exit code.

#![forbid(unsafe_code)]

use goodbye::shell::{args, output, start, verbs};
use std::process::ExitCode;

fn main() -> ExitCode {
    let answer = match args::parse(std::env::args_os()) {
        Err(answer) => answer,
        Ok(cli) => match cli.verb {
            Some(verb) => verbs::run(verb, &cli.options),
            None => start::open_screens(&cli.options),
        },
    };
    output::tell(&answer)
}
