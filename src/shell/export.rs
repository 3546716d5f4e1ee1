//! Exports mornings: iCalendar for a phone, CSV for a spreadsheet, JSON for programs.

pub mod csv;
pub mod ics;
pub mod memory;
pub mod target;

use crate::domain::record::Record;
use serde_json::{Value, json};

/// Returns mornings as JSON. The keys never change.
pub fn json(records: &[Record<'_>]) -> Value {
    let with_rituals = |record: &Record<'_>| {
        let mut morning = json!(record);
        morning["planned"] = json!(record.morning.plan);
        morning["prepared"] = json!(record.morning.prepared);
        morning["done"] = json!(record.morning.done);
        morning
    };
    json!({ "mornings": records.iter().map(with_rituals).collect::<Vec<_>>() })
}
