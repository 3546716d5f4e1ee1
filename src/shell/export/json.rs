//! Writes mornings as JSON. The names of the fields stay as they are.

use super::Row;
use crate::domain::school_year::time_in_words;
use serde_json::{Value, json};

pub fn write(rows: &[Row<'_>]) -> Value {
    let morning = |row: &Row<'_>| {
        let (morning, day) = (row.morning, row.calendar.day(row.date));
        json!({
            "child": row.child.id,
            "name": row.child.name,
            "date": row.date,
            "day": day.word(),
            "day_name": day.name(),
            "hours": day.hours().map(|hours| hours.shape.word()),
            "time": day.hours().and_then(|hours| hours.time).map(time_in_words),
            "collects": row.calendar.collects(row.date),
            "standing": morning.standing().word(),
            "planned": morning.plan,
            "prepared": morning.prepared,
            "done": morning.done,
            "skipped": morning.skipped,
            "mood": morning.mood,
            "note": morning.note,
        })
    };
    json!({ "mornings": rows.iter().map(morning).collect::<Vec<_>>() })
}
