//! `goodbye completions`: prints the script with which a shell completes the command line.

use super::VerbWithoutFamily;
use crate::shell::args::{Example, GlobalOptions};
use crate::shell::completion::{self, Shell};
use crate::shell::output::{Answer, COULD_NOT};

#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell. In bash, zsh and fish, the names of children and rituals complete, too
    shell: Shell,
}

impl VerbWithoutFamily for Completions {
    const EXAMPLES: &'static [Example] = &[
        ("goodbye completions bash >> ~/.bashrc", "for every new shell"),
        ("goodbye completions zsh > ~/.zfunc/_goodbye", "a folder of `fpath`"),
        ("goodbye completions fish > ~/.config/fish/completions/goodbye.fish", ""),
    ];

    fn run(&self, _: &GlobalOptions) -> Answer {
        match completion::script(self.shell) {
            Ok(file) => Answer { file, ..Answer::default() },
            Err(error) => Answer::failed(COULD_NOT, format!("The script could not be made: {error}.")),
        }
    }
}
