//! The JSON that verbs print for scripts.

use crate::domain::text::{Breaks, scrub};
use serde_json::{Value, json};

/// The version of all shapes. A field that is added keeps it; a field that is renamed or removed raises it.
const VERSION: u32 = 1;

/// Returns a JSON object as the text of a file, with the version of its shape.
pub fn text(mut object: Value) -> String {
    object["version"] = json!(VERSION);
    format!("{}\n", scrub(&format!("{object:#}"), Breaks::Keep))
}
