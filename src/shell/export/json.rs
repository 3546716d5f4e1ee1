//! Writes mornings as JSON. The names of the fields stay as they are.

use super::Row;
use serde_json::{Value, json};

pub fn write(rows: &[Row<'_>]) -> Value {
    let morning = |row: &Row<'_>| {
        let morning = row.morning;
        json!({
            "child": row.child.id,
            "name": row.child.name,
            "date": row.date,
            "day": row.calendar.day(row.date).word(),
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
