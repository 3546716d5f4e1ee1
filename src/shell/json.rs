//! The JSON that verbs print for scripts. [`SHAPES`] describes it, and a test compares the description with the JSON of
//! every verb.

use crate::domain::text::{Breaks, scrub};
use serde_json::{Value, json};

/// The description of every field, for people. `goodbye help json` prints it.
pub const SHAPES: &str = include_str!("json/shapes.txt");

/// The version of all shapes. A new field keeps it; a field that is renamed, removed or changed raises it.
const VERSION: u32 = 1;

/// Returns a JSON object as the text of a file, with the version of its shape.
pub fn text(mut object: Value) -> String {
    object["version"] = json!(VERSION);
    format!("{}\n", scrub(&format!("{object:#}"), Breaks::Keep))
}
