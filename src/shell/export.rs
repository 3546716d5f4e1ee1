//! Mornings in the formats of others: iCalendar for a phone, CSV for a spreadsheet, JSON for programs.

pub mod csv;
pub mod ics;
pub mod json;
pub mod target;

use crate::domain::calendar::Calendar;
use crate::domain::family::Child;
use crate::domain::journal::Morning;
use crate::domain::ritual::Catalog;
use jiff::civil::Date;

/// One morning as it is exported.
pub struct Row<'h> {
    pub child: &'h Child,
    pub calendar: &'h Calendar,
    pub catalog: &'h Catalog,
    pub date: Date,
    pub morning: &'h Morning,
}
