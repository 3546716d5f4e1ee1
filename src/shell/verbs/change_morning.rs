//! Changes one morning for a verb, under the lock and from the morning that is on the disk then.

use super::session::{Failure, Loaded, Session};
use crate::domain::calendar::Calendar;
use crate::domain::change::Change;
use crate::domain::day;
use crate::domain::family::Child;
use crate::domain::morning::{Edit, Morning};
use crate::domain::text::{MOST_LETTERS, letters, one_line, thousands};
use crate::domain::typed_day::Meant;
use crate::shell::output::Answer;
use jiff::civil::Date;

// The options that choose a morning. This is no doc comment, because clap would print it as the help of each verb.
#[derive(Debug, clap::Args)]
pub struct WhichMorning {
    /// The morning to change [default: today]
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// Whose morning [default: the first child]
    #[arg(long, value_name = "NAME")]
    pub child: Option<String>,
}

/// The morning that a verb changes, with the words for its messages.
pub struct ChosenMorning<'l> {
    pub loaded: &'l Loaded,
    pub child: &'l Child,
    pub calendar: Calendar,
    pub date: Date,
    pub today: Date,
    /// The date in full, with its distance when it is past or in another year: `Monday, September 7 (3 days ago)`.
    pub day: String,
    /// The date in few letters: `Mon, Sep 7`.
    pub short_day: String,
    /// ` for Leo` in a family with several children, else empty.
    pub whose: String,
}

impl<'l> ChosenMorning<'l> {
    pub fn new(loaded: &'l Loaded, child: &'l Child, date: Date, today: Date) -> ChosenMorning<'l> {
        let (day, short_day) = (day::reply_label(date, today), day::short_label(date, today));
        let (calendar, whose) = (loaded.calendar(child), loaded.for_whom(child));
        ChosenMorning { loaded, child, calendar, date, today, day, short_day, whose }
    }
}

/// A morning after a change.
pub struct MorningChange {
    pub becomes: Morning,
    /// The change in words, for undo.
    pub what: String,
    /// The message for the person.
    pub message: String,
    /// The part of the morning that this change replaces, in words. The reply names it.
    pub replaced: Option<String>,
}

impl MorningChange {
    /// No change, and a message that says why.
    pub fn nothing(was: &Morning, message: String) -> MorningChange {
        MorningChange { becomes: was.clone(), what: String::new(), message, replaced: None }
    }

    /// The words for the reply, which is made when the change is saved.
    pub fn words(&self) -> ReplyWords {
        ReplyWords { message: self.message.clone(), replaced: self.replaced.clone() }
    }
}

/// The message about a changed morning, and what the change replaces.
#[derive(Default)]
pub struct ReplyWords {
    message: String,
    replaced: Option<String>,
}

impl ReplyWords {
    /// The reply to a saved change. It names what the change replaces and, unless undo is off, the command that brings
    /// that back.
    pub fn reply(self, session: &Session) -> String {
        let Some(replaced) = self.replaced else { return self.message };
        let replaced = shortened(&one_line(&replaced));
        // A quoted sentence ends with its own period.
        let end = if [".\"", "!\"", "?\"", "…\""].iter().any(|end| replaced.ends_with(end)) { "" } else { "." };
        session.with_undo(format!("{} Before that: {replaced}{end}", self.message), "brings it back")
    }
}

/// A text in at most a line of the terminal, so that the reply stays short. A quoted text keeps its last quote.
fn shortened(text: &str) -> String {
    /// The most letters of a replaced note that a reply shows.
    const MOST: usize = 80;
    let shown: String = text.chars().take(MOST).collect();
    if shown.len() == text.len() {
        return shown;
    }
    format!("{}…{}", shown.trim_end(), if text.ends_with('"') { "\"" } else { "" })
}

impl WhichMorning {
    /// Changes the chosen morning. `make` gets the morning that is on the disk.
    pub fn change(
        &self,
        session: &mut Session,
        meant: Meant,
        make: impl FnOnce(&ChosenMorning<'_>, &Morning) -> Result<MorningChange, Failure>,
    ) -> Result<Answer, Failure> {
        let date = session.date(self.on.as_deref(), meant)?;
        change(session, date, self.child.as_deref(), make)
    }
}

/// Changes the morning of a date and of a child by name. `make` gets the morning that is on the disk.
pub fn change(
    session: &mut Session,
    date: Date,
    child: Option<&str>,
    make: impl FnOnce(&ChosenMorning<'_>, &Morning) -> Result<MorningChange, Failure>,
) -> Result<Answer, Failure> {
    let loaded = session.load()?;
    let target = ChosenMorning::new(&loaded, loaded.child(child)?, date, session.today);
    change_loaded(session, &target, make)
}

/// Changes a morning of a family that was read before.
pub fn change_loaded(
    session: &mut Session,
    target: &ChosenMorning<'_>,
    make: impl FnOnce(&ChosenMorning<'_>, &Morning) -> Result<MorningChange, Failure>,
) -> Result<Answer, Failure> {
    let (child, date) = (target.child, target.date);
    let mut words = ReplyWords::default();
    session.store.edit(|transaction| {
        let was = transaction.morning(&child.id, date)?;
        let changed = make(target, &was)?;
        check_lengths(&was, &changed.becomes)?;
        words = changed.words();
        let edit = Edit { child: child.id.clone(), date, was, becomes: changed.becomes };
        Ok::<_, Failure>(Change::of_mornings(changed.what, vec![edit]))
    })?;
    Ok(Answer::done(words.reply(session)))
}

/// Refuses a longer text than the planner takes, so that the planner can open every text.
///
/// # Errors
/// How long the text is and may be.
pub fn check_lengths(was: &Morning, becomes: &Morning) -> Result<(), Failure> {
    let texts = [("note", &was.note, &becomes.note), ("reason", &was.skipped, &becomes.skipped)];
    for (name, was, becomes) in texts {
        let length = becomes.as_deref().map_or(0, letters);
        if was != becomes && length > MOST_LETTERS {
            let (length, most) = (thousands(length), thousands(MOST_LETTERS));
            let why = format!("This {name} has {length} letters, and there is room for {most}. Nothing was saved.");
            return Err(Failure::CouldNot(why));
        }
    }
    Ok(())
}
