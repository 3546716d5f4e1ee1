//! Changes one morning for a verb, under the lock and from the morning that is on the disk then.

use super::session::{Failure, Loaded, Session};
use crate::domain::calendar::Calendar;
use crate::domain::change::Change;
use crate::domain::day;
use crate::domain::family::Child;
use crate::domain::morning::{Edit, Morning};
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

/// A morning after a change.
pub struct MorningChange {
    pub becomes: Morning,
    /// The change in words, for undo.
    pub what: String,
    /// The message for the person.
    pub message: String,
}

impl MorningChange {
    /// No change, and a message that says why.
    pub fn nothing(was: &Morning, message: String) -> MorningChange {
        MorningChange { becomes: was.clone(), what: String::new(), message }
    }
}

impl WhichMorning {
    /// Changes the chosen morning. `make` gets the morning that is on the disk.
    pub fn change(
        &self,
        session: &mut Session,
        make: impl FnOnce(&ChosenMorning<'_>, &Morning) -> Result<MorningChange, Failure>,
    ) -> Result<Answer, Failure> {
        let date = session.date(self.on.as_deref(), Meant::Either)?;
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
    let (loaded, today) = (session.load()?, session.today);
    let child = loaded.child(child)?;
    let (day, short_day) = (day::reply_label(date, today), day::short_label(date, today));
    let (calendar, whose) = (loaded.calendar(child), loaded.for_whom(child));
    let target = ChosenMorning { loaded: &loaded, child, calendar, date, today, day, short_day, whose };
    let mut message = String::new();
    session.store.edit(|transaction| {
        let was = transaction.morning(&child.id, date)?;
        let changed = make(&target, &was)?;
        message = changed.message;
        let edit = Edit { child: child.id.clone(), date, was, becomes: changed.becomes };
        Ok::<_, Failure>(Change::of_mornings(changed.what, vec![edit]))
    })?;
    Ok(Answer::done(message))
}
