//! Joins the words of a day behind an option, so that `--on 9 sep` needs no quotes.

use crate::domain::typed_day::{DayWords, day_words};
use std::ffi::OsString;

/// The options with a day.
const OPTIONS: [&str; 5] = ["--on", "--from", "--to", "--first-day", "--today"];

/// A day behind an option that can end at two places.
#[derive(Debug, thiserror::Error)]
#[error("The day can be \"{short}\" or \"{long}\". Put it in quotes: {option} \"{short}\" or {option} \"{long}\".")]
pub struct UnclearDay {
    option: String,
    short: String,
    long: String,
}

/// Joins the words of each day into one argument. The verb is never a word of a day.
///
/// # Errors
/// The words of a day can also be words behind the day.
pub fn with_joined_days(args: &[OsString], is_verb: impl Fn(&str) -> bool) -> Result<Vec<OsString>, UnclearDay> {
    let mut joined = Vec::with_capacity(args.len());
    let mut rest = args;
    let mut has_verb = false;
    while let Some((arg, after)) = rest.split_first() {
        rest = after;
        let text = arg.to_str().unwrap_or_default();
        if text == "--" {
            joined.push(arg.clone());
            break;
        }
        has_verb |= is_verb(text);
        joined.push(arg.clone());
        if !OPTIONS.contains(&text) {
            continue;
        }
        let is_day_word = |word: &&str| !is_option(word) && (has_verb || !is_verb(word));
        let words: Vec<&str> = after.iter().map_while(|arg| arg.to_str().filter(is_day_word)).collect();
        let count = match day_words(&words) {
            DayWords::Clear(count) => count,
            DayWords::Unclear { short, long } => {
                let text = |count: usize| words[..count].join(" ");
                return Err(UnclearDay { option: text_of(arg), short: text(short), long: text(long) });
            }
        };
        if count > 1 {
            joined.push(words[..count].join(" ").into());
            rest = &after[count..];
        }
    }
    joined.extend_from_slice(rest);
    Ok(joined)
}

fn text_of(arg: &OsString) -> String {
    arg.to_string_lossy().into_owned()
}

/// True for `--child` and `-h`. A dash alone stands between two days.
fn is_option(word: &str) -> bool {
    word.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c == '-' || c.is_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(line: &str) -> Result<String, String> {
        let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let joined =
            with_joined_days(&args, |word| ["week", "note"].contains(&word)).map_err(|unclear| unclear.to_string())?;
        Ok(joined.iter().map(text_of).collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn the_words_of_a_day_become_one_argument() {
        for (line, expected) in [
            ("done --on 9 sep", "done|--on|9 sep"),
            ("done hand-kiss --on the 9th of sep --child Leo", "done|hand-kiss|--on|the 9th of sep|--child|Leo"),
            ("done --on tue 8 sep hand-kiss", "done|--on|tue 8 sep|hand-kiss"),
            ("note --on 9 sep Brave girl", "note|--on|9 sep|Brave|girl"),
            ("note --on friday Brave", "note|--on|friday|Brave"),
            ("note Brave --on friday 11", "note|Brave|--on|friday 11"),
            ("export --from 21 dec - 4 jan --json", "export|--from|21 dec - 4 jan|--json"),
            ("export --from 26 oct --to next friday", "export|--from|26 oct|--to|next friday"),
            ("--today 7 sep 2026 today", "--today|7 sep 2026|today"),
            ("--today monday week", "--today|monday|week"),
            ("week --today monday week", "week|--today|monday week"),
            ("note -- --on 9 sep", "note|--|--on|9|sep"),
            ("done --on soon hand-kiss", "done|--on|soon|hand-kiss"),
            ("done --on", "done|--on"),
        ] {
            assert_eq!(joined(line).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn a_day_that_can_end_at_two_places_is_refused() {
        for (line, short, long) in [
            ("note --on friday 7 new words", "friday", "friday 7"),
            ("note --on monday week two was hard", "monday", "monday week"),
            ("note --on 9 sep 20 stickers", "9 sep", "9 sep 20"),
        ] {
            let why = joined(line).expect_err(line);
            assert!(why.contains(&format!("--on \"{short}\" or --on \"{long}\"")), "{why}");
        }
    }
}
