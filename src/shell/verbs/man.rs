//! `goodbye man`: prints the manual page of the program, or of one verb.

use super::VerbWithoutFamily;
use crate::shell::args::{self, Example, GlobalOptions};
use crate::shell::output::{Answer, COULD_NOT};
use clap::{Arg, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use std::io;

#[derive(Debug, clap::Args)]
pub struct ManPage {
    /// The command of the page [default: goodbye itself, with all commands]
    command: Option<String>,
}

impl VerbWithoutFamily for ManPage {
    const EXAMPLES: &'static [Example] = &[
        ("goodbye man | man -l -", "reads the page here"),
        ("goodbye man > ~/.local/share/man/man1/goodbye.1", "for `man goodbye`"),
        ("goodbye man plan", "the page of one command"),
    ];

    fn run(&self, _: &GlobalOptions) -> Answer {
        let mut program = args::command();
        program.build();
        let page = match self.command.as_deref() {
            None => program_page(&program),
            Some(name) => match program.find_subcommand(name) {
                Some(verb) => page(verb),
                None => return args::parse(["goodbye", name].map(Into::into)).run_verb().unwrap_or_default(),
            },
        };
        match page {
            Ok(page) => Answer { file: with_one_preamble(&page), ..Answer::default() },
            Err(error) => Answer::failed(COULD_NOT, format!("The page could not be made: {error}.")),
        }
    }
}

/// The page of a command: name, synopsis, examples, description and options.
fn page(command: &Command) -> io::Result<String> {
    let man = Man::new(command.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    section("EXAMPLES").to_writer(&mut page)?;
    examples(command).to_writer(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    String::from_utf8(page).map_err(io::Error::other)
}

/// The page of the program, in which each verb has a part.
fn program_page(program: &Command) -> io::Result<String> {
    let mut page = page(program)?;
    page.push_str(&section("COMMANDS").to_roff());
    for verb in program.get_subcommands() {
        page.push_str(&part(verb)?);
    }
    Ok(page)
}

/// The part of a verb in the page of the program: its usage, its examples and its own options.
fn part(verb: &Command) -> io::Result<String> {
    let usage = verb.clone().render_usage().to_string();
    let about = verb.get_about().map(ToString::to_string).unwrap_or_default();
    let mut part = Roff::new();
    part.control("SS", [usage.trim_start_matches("Usage: ")])
        .text([roman(format!("{about}."))])
        .extend([examples(verb)]);
    let is_shared = |arg: &Arg| arg.is_global_set() || arg.get_id() == "help";
    let own = verb.clone().mut_args(|arg| if is_shared(&arg) { arg.hide(true) } else { arg });
    let mut options = Vec::new();
    Man::new(own).render_options_section(&mut options)?;
    let options = String::from_utf8(options).map_err(io::Error::other)?;
    let lines = options.lines().filter(|line| !line.starts_with(".SH"));
    Ok(part.to_roff() + &lines.map(|line| format!("{line}\n")).collect::<String>())
}

/// The page with the definition of an apostrophe at its start alone. clap_mangen writes it before each section.
fn with_one_preamble(page: &str) -> String {
    let is_preamble = |line: &str| line.starts_with(".ie \\n(.g .ds Aq") || line.starts_with(".el .ds Aq");
    let lines = page.lines().enumerate().filter(|(at, line)| *at < 2 || !is_preamble(line));
    lines.map(|(_, line)| format!("{line}\n")).collect()
}

fn section(heading: &str) -> Roff {
    let mut section = Roff::new();
    section.control("SH", [heading]);
    section
}

/// The examples of a command, line by line.
fn examples(command: &Command) -> Roff {
    let help = command.get_before_help().map(ToString::to_string).unwrap_or_default();
    let mut examples = Roff::new();
    examples.control("nf", []);
    for line in help.lines().skip(1) {
        examples.text([roman(line)]);
    }
    examples.control("fi", []);
    examples
}
