//! The program: reads the command line, does what it says, and tells how it went by its exit code.

#![forbid(unsafe_code)]

use goodbye::shell::output::{self, Answer};
use goodbye::shell::{args, verbs};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = match args::parse(std::env::args_os()) {
        Ok(cli) => cli,
        Err(answer) => return output::tell(&answer),
    };
    match cli.verb {
        Some(verb) => output::tell(&verbs::run(verb, &cli.setting)),
        None => output::tell(&Answer::failed(
            output::COULD_NOT,
            "The screens are not here yet: `goodbye --help` lists the verbs.",
        )),
    }
}
