//! The program: reads the command line, runs it, prints the answer, and returns its exit code.

#![forbid(unsafe_code)]

use goodbye::shell::{args, completion, output, start};
use std::process::ExitCode;

fn main() -> ExitCode {
    start::turn_file_limit_into_error();
    if completion::answer() {
        return ExitCode::SUCCESS;
    }
    let line = args::parse(std::env::args_os());
    let answer = line.run_verb().unwrap_or_else(|| start::open_planner(&line.options));
    output::print(&answer, &line.options)
}
