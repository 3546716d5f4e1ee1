//! Decides which letters and colors a terminal gets. The screens and the printed text of verbs share this decision.

use super::args::GlobalOptions;
use crate::view::Look;
use clap::ValueEnum;
use std::env;

/// The value of `--color`. `Auto` means colors in a terminal that has them, unless `NO_COLOR` or `CLICOLOR=0` is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorWish {
    #[default]
    Auto,
    Always,
    Never,
}

/// The console of Linux (`TERM=linux`): it has colors, but not all symbols.
const CONSOLE_WITH_COLORS: &str = "linux";
/// Terminals that have neither colors nor all symbols.
const TERMINALS_WITHOUT_COLORS: [&str; 6] = ["vt52", "vt100", "vt102", "vt220", "ansi-m", "xterm-mono"];
/// The terminal of editors and of recorded sessions. It shows all letters, but no colors.
const DUMB_TERMINAL: &str = "dumb";

/// Returns the look of what is written to a terminal, or to a file or pipe.
pub fn look(options: &GlobalOptions, is_terminal: bool) -> Look {
    decide(options, is_terminal, |name| env::var(name).ok())
}

/// Decides with the environment variables as a function. An empty variable counts as unset.
fn decide(options: &GlobalOptions, is_terminal: bool, variable: impl Fn(&str) -> Option<String>) -> Look {
    let variable = |name: &str| variable(name).filter(|value| !value.is_empty());
    let term = variable("TERM").unwrap_or_default();
    let is_plain_terminal = TERMINALS_WITHOUT_COLORS.contains(&term.as_str());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
    let forces_colors = variable("CLICOLOR_FORCE").is_some_and(|value| value != "0");
    let has_colors = match options.color {
        ColorWish::Always => true,
        ColorWish::Never => false,
        ColorWish::Auto if variable("NO_COLOR").is_some() => false,
        ColorWish::Auto if forces_colors => true,
        ColorWish::Auto => {
            let is_unwanted = variable("CLICOLOR").is_some_and(|value| value == "0");
            is_terminal && !is_unwanted && !is_plain_terminal && term != DUMB_TERMINAL
        }
    };
    Look {
        ascii: options.ascii
            || is_plain_terminal
            || term == CONSOLE_WITH_COLORS
            || locale.is_some_and(|locale| !has_all_letters(&locale)),
        colorless: !has_colors,
    }
}

/// Returns whether a locale has the letters of Unicode: `en_US.UTF-8` and `C.UTF-8` have them, `C`, `POSIX` and
/// `de_DE.ISO-8859-1` do not. A locale without an encoding, such as `en_US`, is taken to have them.
fn has_all_letters(locale: &str) -> bool {
    let locale = locale.split('@').next().unwrap_or_default();
    match locale.split_once('.') {
        Some((_, encoding)) => matches!(encoding.to_ascii_lowercase().as_str(), "utf-8" | "utf8"),
        None => !matches!(locale, "C" | "POSIX"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The look for variables such as `TERM=linux`, without options.
    fn look_with(variables: &str, is_terminal: bool) -> (bool, bool) {
        look_for(GlobalOptions::default(), variables, is_terminal)
    }

    /// Whether the look has all letters, and whether it has colors.
    fn look_for(options: GlobalOptions, variables: &str, is_terminal: bool) -> (bool, bool) {
        let pairs: Vec<(&str, &str)> = variables.split_whitespace().filter_map(|pair| pair.split_once('=')).collect();
        let variable = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        let look = decide(&options, is_terminal, variable);
        (!look.ascii, !look.colorless)
    }

    #[test]
    fn the_name_of_the_terminal_decides_letters_and_colors() {
        for term in TERMINALS_WITHOUT_COLORS {
            assert_eq!(look_with(&format!("TERM={term}"), true), (false, false), "{term}");
        }
        assert_eq!(look_with("TERM=linux", true), (false, true));
        assert_eq!(look_with("TERM=linux", false), (false, false));
        assert_eq!(look_with("TERM=xterm-256color", true), (true, true));
        assert_eq!(look_with("TERM=dumb", true), (true, false));
        assert_eq!(look_with("", true), (true, true));
    }

    #[test]
    fn a_locale_without_unicode_gets_plain_letters_and_an_unset_locale_gets_all() {
        for plain in ["LANG=C", "LC_CTYPE=POSIX LANG=en_US.UTF-8", "LC_ALL=C LC_CTYPE=C.UTF-8", "LANG=de_DE.ISO-8859-1"]
        {
            assert!(!look_with(plain, true).0, "{plain}");
        }
        for full in ["", "LANG=", "LC_ALL= LANG=C.UTF-8", "LC_ALL=C.utf8 LANG=C", "LANG=en_US", "LANG=de_DE.UTF-8@euro"]
        {
            assert!(look_with(full, true).0, "{full}");
        }
        assert!(!look_for(GlobalOptions { ascii: true, ..GlobalOptions::default() }, "LANG=C.UTF-8", true).0);
    }

    #[test]
    fn the_color_option_wins_over_the_variables_and_the_variables_over_the_terminal() {
        let with = |color, variables: &str, is_terminal| {
            look_for(GlobalOptions { color, ..GlobalOptions::default() }, variables, is_terminal).1
        };
        assert!(with(ColorWish::Always, "NO_COLOR=1 TERM=dumb", false));
        assert!(!with(ColorWish::Never, "CLICOLOR_FORCE=1", true));
        assert!(!with(ColorWish::Auto, "NO_COLOR=1 CLICOLOR_FORCE=1", true));
        assert!(with(ColorWish::Auto, "NO_COLOR= CLICOLOR_FORCE=1", false));
        assert!(!with(ColorWish::Auto, "CLICOLOR_FORCE=0", false));
        assert!(!with(ColorWish::Auto, "CLICOLOR=0", true));
        assert!(with(ColorWish::Auto, "TERM=xterm", true) && !with(ColorWish::Auto, "TERM=xterm", false));
    }
}
