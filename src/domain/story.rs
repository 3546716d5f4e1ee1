//! What the mornings tell looking back: how often each ritual was done, and when last.

use super::morning::Morning;
use super::ritual::RitualId;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How often a ritual was done, and on which date last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    pub times: u32,
    pub last: Date,
}

/// Counts what was done in `mornings`, whatever their order.
pub fn tell<'m>(mornings: impl Iterator<Item = (Date, &'m Morning)>) -> BTreeMap<RitualId, Told> {
    let mut story: BTreeMap<RitualId, Told> = BTreeMap::new();
    for (date, morning) in mornings {
        for id in &morning.done {
            match story.get_mut(id) {
                Some(told) => {
                    told.times += 1;
                    told.last = told.last.max(date);
                }
                None => {
                    story.insert(id.clone(), Told { times: 1, last: date });
                }
            }
        }
    }
    story
}
