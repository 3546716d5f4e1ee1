//! `goodbye mood`: writes down how a goodbye went.

use super::change_morning::{ChosenMorning, MorningChange, WhichMorning, change};
use super::{Failure, FamilyVerb, Session};
use crate::domain::morning::Mood;
use crate::domain::toml_reader::nearest;
use crate::domain::typed_day::{DayAndWords, Meant};
use crate::shell::args::Example;
use crate::shell::output::Answer;
use jiff::civil::Date;

/// The word that takes a mood back.
const NO_MOOD: &str = "none";

#[derive(Debug, clap::Args)]
pub struct MoodOptions {
    /// How it went: tears, wobbly, okay, cheerful or beaming; none takes the mood back
    ///
    /// A day may follow the word: wobbly yesterday.
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,
    #[command(flatten)]
    which: WhichMorning,
}

impl FamilyVerb for MoodOptions {
    const EXAMPLES: &'static [Example] = &[
        ("goodbye mood wobbly", "how this morning went"),
        ("goodbye mood cheerful --on yesterday --child Leo", "another morning"),
        ("goodbye mood none", "takes the mood back"),
    ];

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let (date, mood) = self.day_and_mood(session)?;
        change(session, date, self.which.child.as_deref(), |target, was| {
            let ChosenMorning { day, short_day, whose, .. } = target;
            let label = mood.as_ref().map_or("no mood", Mood::keyword);
            if was.mood == mood {
                let already = if mood.is_some() { format!("already {label}") } else { "not written down".to_owned() };
                return Ok(MorningChange::nothing(was, format!("The mood{whose} on {day} is {already}.")));
            }
            Ok(MorningChange {
                becomes: was.felt(mood.clone()),
                what: format!("mood {label} on {short_day}{whose}"),
                message: format!("Mood{whose} on {day}: {label}."),
                replaced: was.mood.as_ref().map(|mood| mood.keyword().to_owned()),
            })
        })
    }
}

impl MoodOptions {
    /// The morning and its mood. Without --on, a day may stand before or after the word.
    fn day_and_mood(&self, session: &Session) -> Result<(Date, Option<Mood>), Failure> {
        let typed = self.words.join(" ");
        if let Some(on) = &self.which.on {
            return Ok((session.date(Some(on), Meant::Happened)?, read_mood(typed.trim())?));
        }
        if typed.trim().bytes().all(|b| b.is_ascii_digit()) {
            return Ok((session.today, read_mood(typed.trim())?));
        }
        let DayAndWords { date, words } = session.days().day_beside_reason(&typed, Meant::Happened)?;
        Ok((date.unwrap_or(session.today), read_mood(&words)?))
    }
}

/// Reads the word of a mood, or the beginning of one. None is the mood taken back.
fn read_mood(typed: &str) -> Result<Option<Mood>, Failure> {
    let word = typed.to_lowercase();
    let mut begins = Mood::ALL.into_iter().filter(|mood| word.len() > 1 && mood.keyword().starts_with(&word));
    match (word.as_str(), begins.next()) {
        (NO_MOOD, _) => Ok(None),
        (_, Some(mood)) => Ok(Some(mood)),
        (_, None) => {
            let known = Mood::ALL.each_ref().map(Mood::keyword);
            let near = nearest(&word, &known).map_or_else(String::new, |mood| format!(" Did you mean {mood}?"));
            let all = known.join(", ");
            let wrong = if typed.is_empty() {
                "A mood is missing.".to_owned()
            } else {
                format!("There is no mood \"{typed}\".")
            };
            let why = format!("{wrong}{near} The moods are {all}; {NO_MOOD} takes a mood back.");
            Err(Failure::WrongUsage(why))
        }
    }
}
