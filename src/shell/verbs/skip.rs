//! `goodbye skip`: skips a morning of one child, or of all children.

use super::change_morning::{ChosenMorning, MorningChange, WhichMorning, change_loaded, check_lengths};
use super::session::Loaded;
use super::{Failure, FamilyVerb, Session};
use crate::domain::change::Change;
use crate::domain::day;
use crate::domain::morning::{Edit, Morning, MorningState, meant_skip_reason, skip_reason};
use crate::domain::text::list;
use crate::domain::typed_day::{DayAndWords, Meant};
use crate::shell::args::Example;
use crate::shell::output::Answer;
use jiff::civil::Date;

/// The reason that is saved when no reason is typed.
const NO_REASON: &str = "not today";

/// The word in place of a reason that takes a skip back.
const TAKE_BACK: &str = "none";

#[derive(Debug, clap::Args)]
pub struct Skip {
    /// Why, in a word or two: sick, snow, holiday, other home [default: not today]
    ///
    /// A day before or after the reason is the morning to skip: tomorrow, "snow friday", "7 sep sick". With --on, all
    /// words are the reason. The reason none takes a skip back.
    reason: Vec<String>,
    /// Skip the morning of each child who has school that day, or a plan
    #[arg(long, conflicts_with = "child")]
    all_children: bool,
    #[command(flatten)]
    which: WhichMorning,
}

impl FamilyVerb for Skip {
    const EXAMPLES: &'static [Example] = &[
        ("goodbye skip sick", "today, with a reason"),
        ("goodbye skip other home --on friday", "another morning"),
        ("goodbye skip sick tomorrow", "a day behind the reason"),
        ("goodbye skip snow --all-children", "every child who has school"),
        ("goodbye skip", "without a reason"),
        ("goodbye skip none", "takes a skip back"),
    ];

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let (date, reason) = self.day_and_reason(session)?;
        if self.all_children {
            return skip_for_all(session, date, reason.as_deref());
        }
        let loaded = session.load()?;
        if self.which.child.is_none() {
            refuse_child(&loaded, reason.as_deref().unwrap_or_default())?;
        }
        let child = loaded.child(self.which.child.as_deref())?;
        let target = ChosenMorning::new(&loaded, child, date, session.today);
        change_loaded(session, &target, |target, was| Ok(skipped(target, was, reason.as_deref())))
    }
}

impl Skip {
    /// The morning to skip, and the reason if one was typed. Without --on, the day may stand at either end of the
    /// words.
    fn day_and_reason(&self, session: &Session) -> Result<(Date, Option<String>), Failure> {
        let mut typed = self.reason.join(" ").trim().to_owned();
        if typed.is_empty() && !self.reason.is_empty() {
            typed.push_str(TAKE_BACK);
        }
        let (date, reason) = match &self.which.on {
            Some(on) => (session.date(Some(on), Meant::FutureOrRecent)?, typed),
            None if typed.eq_ignore_ascii_case(NO_REASON) => (session.today, typed),
            None => {
                let DayAndWords { date, words } = session.days().day_beside_reason(&typed, Meant::FutureOrRecent)?;
                (date.unwrap_or(session.today), words)
            }
        };
        Ok((date, Some(skip_reason(&reason).to_owned()).filter(|reason| !reason.is_empty())))
    }
}

/// Refuses a reason with the name of a child, because the name may say whose morning is meant.
fn refuse_child(loaded: &Loaded, reason: &str) -> Result<(), Failure> {
    let children = &loaded.family.children;
    let is_whole = |name: &str| name.to_lowercase() == reason.to_lowercase();
    let is_word = |name: &str| reason.split_whitespace().any(|word| word.to_lowercase() == name.to_lowercase());
    let is_meant = |name: &str| is_whole(name) || (children.len() > 1 && is_word(name));
    match children.iter().find(|child| is_meant(&child.name)) {
        Some(child) => Err(Failure::WrongUsage(format!(
            "{0} is a child, and the words after `skip` are the reason. Say whose morning it is with --child {0}.",
            child.name
        ))),
        None => Ok(()),
    }
}

fn takes_back(reason: Option<&str>) -> bool {
    reason.is_some_and(|reason| reason.eq_ignore_ascii_case(TAKE_BACK))
}

/// The skipped morning. Without a reason, a morning that is skipped already keeps its own.
fn skipped(target: &ChosenMorning<'_>, was: &Morning, reason: Option<&str>) -> MorningChange {
    let ChosenMorning { day, short_day, whose, .. } = target;
    if takes_back(reason) {
        if was.skipped.is_none() {
            return MorningChange::nothing(was, format!("The morning{whose} is not skipped on {day}."));
        }
        return MorningChange {
            becomes: was.skipped(""),
            what: format!("skip taken back on {short_day}{whose}"),
            message: format!("No longer skipped{whose} on {day}."),
            replaced: was.skipped.clone(),
        };
    }
    let reason = match (&was.skipped, reason) {
        (Some(before), reason) if reason.is_none_or(|reason| reason == before) => {
            return MorningChange::nothing(was, format!("Already skipped{whose} on {day}: {before}."));
        }
        (_, reason) => reason.unwrap_or(NO_REASON),
    };
    MorningChange {
        becomes: was.skipped(reason),
        what: format!("skipped ({reason}) on {short_day}{whose}"),
        message: format!("Skipped{whose} on {day}: {reason}.{}", did_you_mean(target, reason)),
        replaced: was.skipped.clone(),
    }
}

/// Offers the usual reason that a mistyped reason is near to. The typed reason is saved, because it may be any words.
fn did_you_mean(target: &ChosenMorning<'_>, reason: &str) -> String {
    let Some(meant) = meant_skip_reason(reason) else { return String::new() };
    let on = if target.date == target.today { String::new() } else { format!(" --on {}", target.date) };
    let is_only = target.loaded.family.children.len() == 1;
    let child = if is_only { String::new() } else { format!(" --child \"{}\"", target.child.name) };
    format!(" Did you mean {meant}? `goodbye skip {meant}{on}{child}` changes it.")
}

/// Skips the morning of all children as one change, which one undo takes back.
fn skip_for_all(session: &mut Session, date: Date, reason: Option<&str>) -> Result<Answer, Failure> {
    let (loaded, today) = (session.load()?, session.today);
    let (mut replies, mut names) = (Vec::new(), Vec::new());
    session.store.edit(|transaction| {
        let mut edits = Vec::new();
        for child in &loaded.family.children {
            let target = ChosenMorning::new(&loaded, child, date, today);
            let was = transaction.morning(&child.id, date)?;
            if !target.calendar.is_school_morning(date) && was.state() == MorningState::Empty {
                continue;
            }
            let changed = skipped(&target, &was, reason);
            check_lengths(&was, &changed.becomes)?;
            replies.push(changed.words());
            if changed.becomes != was {
                names.push(child.name.as_str());
                edits.push(Edit { child: child.id.clone(), date, was, becomes: changed.becomes });
            }
        }
        let what = if takes_back(reason) {
            "skip taken back".to_owned()
        } else {
            format!("skipped ({})", reason.unwrap_or(NO_REASON))
        };
        let what = format!("{what} on {} for {}", day::short_label(date, today), list(&names, "and"));
        Ok::<_, Failure>(Change::of_mornings(what, edits))
    })?;
    if replies.is_empty() {
        let day = day::reply_label(date, today);
        return Err(Failure::CouldNot(format!("No child has school on {day}, so there is nothing to skip.")));
    }
    let replies: Vec<String> = replies.into_iter().map(|words| words.reply(session)).collect();
    Ok(Answer::done(replies.join("\n")))
}
