//! `goodbye rituals`: lists the rituals.

use super::{Failure, FamilyVerb, Session};
use crate::domain::ritual::{Every, Origin, Preparation, Ritual};
use crate::shell::args::Example;
use crate::shell::output::{Answer, COULD_NOT};
use serde_json::{Value, json};

#[derive(Debug, clap::Args)]
pub struct Rituals {
    /// Print JSON, for scripts; `goodbye help json` describes it
    #[arg(long)]
    json: bool,
}

impl FamilyVerb for Rituals {
    const EXAMPLES: &'static [Example] = &[
        ("goodbye rituals", "their ids and names"),
        ("goodbye rituals --json", "everything about them, for a script"),
    ];

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let found = session.store.read_pages().rituals.unwrap_or_default();
        session.require_named_rituals(&found)?;
        session.notice_of_rituals(&found);
        let code = if found.problems.is_empty() { 0 } else { COULD_NOT };
        if self.json {
            let rituals: Vec<Value> = found.catalog.offered().map(ritual_json).collect();
            let preparations: Vec<Value> = found.catalog.preparations.iter().map(preparation_json).collect();
            let object = json!({ "rituals": rituals, "preparations": preparations });
            return Ok(Answer { code, ..Answer::json(object) });
        }
        let widest = found.catalog.offered().map(|ritual| ritual.id.as_str().len()).max().unwrap_or(0);
        let line = |ritual: &Ritual| format!("{:widest$}  {}\n", ritual.id.as_str(), name_and_time(ritual));
        Ok(Answer { code, ..Answer::done(found.catalog.offered().map(line).collect::<String>()) })
    }
}

/// The name of a ritual and how long it takes at the door: `A kiss on the hand (1 min)`.
pub fn name_and_time(ritual: &Ritual) -> String {
    let time = ritual.time_label();
    if time.is_empty() { ritual.name.clone() } else { format!("{} ({time})", ritual.name) }
}

fn ritual_json(ritual: &Ritual) -> Value {
    let prepare = ritual.prepare.as_ref().map(|prepare| {
        json!({
            "days_before": prepare.days_before,
            "minutes": prepare.minutes,
            "steps": prepare.steps,
            "every": if prepare.every == Every::Once { "once" } else { "time" },
        })
    });
    json!({
        "id": ritual.id,
        "name": ritual.name,
        "idea": ritual.idea,
        "steps": ritual.steps,
        "minutes": ritual.minutes,
        "supplies": ritual.supplies,
        "prepare": prepare,
        "keeps": { "child": ritual.keeps.child, "parent": ritual.keeps.parent },
        "caution": ritual.caution,
        "source": ritual.source,
        "tags": ritual.tags,
        "origin": if ritual.origin == Origin::Family { "family" } else { "shipped" },
    })
}

fn preparation_json(preparation: &Preparation) -> Value {
    json!({
        "id": preparation.id,
        "name": preparation.name,
        "idea": preparation.idea,
        "steps": preparation.steps,
        "days_before": preparation.days_before,
        "supplies": preparation.supplies,
        "source": preparation.source,
    })
}
