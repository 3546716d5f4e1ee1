//! The record of a morning, as scripts, spreadsheets and other programs get it.

use super::calendar::Calendar;
use super::child_id::ChildId;
use super::family::Child;
use super::morning::{Mood, Morning};
use super::time_of_day;
use jiff::civil::Date;
use serde::Serialize;

/// A morning with its child and the kind of its day. The names of the fields are keys of the JSON that is printed, so
/// they never change.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    pub child: &'a ChildId,
    pub name: &'a str,
    pub date: Date,
    pub day: &'static str,
    pub day_name: Option<&'a str>,
    pub hours: Option<&'static str>,
    pub time: Option<String>,
    pub collects: Option<&'a str>,
    pub standing: &'static str,
    pub skipped: Option<&'a str>,
    pub mood: Option<&'a str>,
    pub note: Option<&'a str>,
    /// The morning, from which JSON and CSV take its rituals.
    #[serde(skip)]
    pub morning: &'a Morning,
}

impl<'a> Record<'a> {
    pub fn new(child: &'a Child, calendar: &'a Calendar, date: Date, morning: &'a Morning) -> Record<'a> {
        let day = calendar.day(date);
        let hours = day.hours();
        Record {
            child: &child.id,
            name: &child.name,
            date,
            day: day.keyword(),
            day_name: day.name(),
            hours: hours.map(|hours| hours.keyword()),
            time: hours.and_then(|hours| hours.time).map(time_of_day::label),
            collects: calendar.collects(date),
            standing: morning.state().keyword(),
            skipped: morning.skipped.as_deref(),
            mood: morning.mood.as_ref().map(Mood::keyword),
            note: morning.note.as_deref(),
            morning,
        }
    }

    /// The record of a morning that looks empty only because its file cannot be read.
    #[must_use]
    pub fn unreadable(self) -> Record<'a> {
        Record { standing: "unreadable", ..self }
    }
}
