//! The plans that mornings had before, as far as this machine's state folder shows. A phone may have been told of them.

use super::super::family_file::FamilyFile;
use super::super::{backups, undo_log};
use super::Store;
use super::parsed::ParsedFile;
use crate::domain::child_id::ChildId;
use crate::domain::day::Month;
use crate::domain::morning::Morning;
use jiff::civil::Date;
use std::collections::BTreeMap;

impl Store {
    /// Returns mornings from `from` on with the rituals that were planned for them at any time. They come from the undo
    /// log and from the backups. Where these cannot be read, nothing is known.
    pub fn earlier_plans(&self, from: Date) -> BTreeMap<(ChildId, Date), Morning> {
        let mut plans = BTreeMap::new();
        let Some(state) = self.state() else { return plans };
        let disk = self.disk.as_ref();
        for edit in undo_log::all_changes(disk, &state).into_iter().flat_map(|change| change.edits) {
            for morning in [edit.was, edit.becomes] {
                add(&mut plans, &edit.child, edit.date, morning);
            }
        }
        for (day, files) in backups::days(disk, &state).unwrap_or_default() {
            for file in files {
                let FamilyFile::Month(child, month) = &file else { continue };
                if *month < Month::of(from) {
                    continue;
                }
                let page = ParsedFile::new(&file, backups::read_copy(disk, &state, day, &file)).into_month();
                for (date, morning) in page.mornings {
                    add(&mut plans, child, date, morning);
                }
            }
        }
        plans.retain(|(_, date), _| *date >= from);
        plans
    }
}

/// Adds the plan of a morning to the rituals that were planned for it.
fn add(plans: &mut BTreeMap<(ChildId, Date), Morning>, child: &ChildId, date: Date, morning: Morning) {
    if morning.plan.is_empty() || morning.skipped.is_some() {
        return;
    }
    let known = &mut plans.entry((child.clone(), date)).or_default().plan;
    let new: Vec<_> = morning.plan.into_iter().filter(|ritual| !known.contains(ritual)).collect();
    known.extend(new);
}
