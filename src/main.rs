//! The program: reads the command line, runs it, prints the answer, and returns its exit code.

#![forbid(unsafe_code)]

use goodbye::shell::{args, output, start};
use std::process::ExitCode;

fn main() -> ExitCode {
    let answer = match args::parse(std::env::args_os()) {
        Ok(line) => line.run_verb().unwrap_or_else(|| start::open_planner(&line.options)),
        Err(answer) => answer,
    };
    output::print(&answer)
}
