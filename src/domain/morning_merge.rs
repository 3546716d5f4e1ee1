//! Merges the changes of two programs to one morning: key by key, and in lists entry by entry.

use super::morning::{Edit, Morning};
use super::ritual::RitualId;
use std::fmt;

/// A key of a morning to which two programs gave different values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictingKey(String);

impl fmt::Display for ConflictingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_str() {
            "skipped" => f.write_str("the reason for skipping"),
            "mood" | "note" | "plan" => write!(f, "the {}", self.0),
            unknown => write!(f, "the key {unknown:?}"),
        }
    }
}

/// Applies edits of one morning, in their order, to the morning that is on the disk now.
///
/// Merged edits are rewritten to hold the morning on the disk before and after them, so that undo takes back only their
/// own changes. Edits that were already applied change nothing.
///
/// # Errors
/// The first conflicting key.
pub fn apply(edits: &mut [&mut Edit], mut now: Morning) -> Result<Morning, ConflictingKey> {
    // Edits that follow each other are merged as one change.
    for run in edits.chunk_by_mut(|edit, next| edit.becomes == next.was) {
        let mut steps = vec![run[0].was.clone()];
        steps.extend(run.iter().map(|edit| edit.becomes.clone()));
        if steps.contains(&now) {
            now = run[run.len() - 1].becomes.clone();
            continue;
        }
        let merged = merge(&steps, &now)?;
        let mut before = now.clone();
        for (i, edit) in run.iter_mut().enumerate() {
            // An edit that conflicts alone, but not with the edits after it, changes nothing.
            let after = merge(&steps[..i + 2], &now).unwrap_or_else(|_| before.clone());
            edit.was = std::mem::replace(&mut before, after.clone());
            edit.becomes = after;
        }
        now = merged;
    }
    Ok(now)
}

/// Returns a morning with everything from both versions of the morning. `base` is the morning from which both came, or
/// blank when nobody knows that morning. Where both versions changed the same key, notes are joined, and otherwise the
/// value of `ours` stays.
#[must_use]
pub fn both(base: &Morning, ours: &Morning, theirs: &Morning) -> Morning {
    let steps = [base.clone(), theirs.clone()];
    if let Ok(merged) = merge(&steps, ours) {
        return merged;
    }
    let plan = merge_list(&base.plan, &theirs.plan, &ours.plan);
    let keys = [base, theirs, ours].into_iter().flat_map(|morning| morning.other.keys());
    let other = keys.filter_map(|key| {
        let value = merge_value(&steps, ours, key, |morning| morning.other.get(key));
        Some((key.clone(), value.unwrap_or(ours.other.get(key))?.clone()))
    });
    let text = |key, value: fn(&Morning) -> Option<&String>| {
        merge_value(&steps, ours, key, value).unwrap_or(value(ours)).cloned()
    };
    let mood = merge_value(&steps, ours, "mood", |morning| morning.mood.as_ref());
    let note = merge_value(&steps, ours, "note", |morning| morning.note.as_ref()).map(Option::<&String>::cloned);
    Morning {
        plan: if plan.is_empty() { ours.plan.clone() } else { plan },
        prepared: merge_list(&base.prepared, &theirs.prepared, &ours.prepared),
        done: merge_list(&base.done, &theirs.done, &ours.done),
        skipped: text("skipped", |morning| morning.skipped.as_ref()),
        mood: mood.unwrap_or(ours.mood.as_ref()).cloned(),
        note: note.unwrap_or_else(|_| joined(ours.note.as_deref(), theirs.note.as_deref())),
        other: other.collect(),
    }
}

/// Two notes as one. A note that is part of the other is not repeated.
fn joined(ours: Option<&str>, theirs: Option<&str>) -> Option<String> {
    let (Some(ours), Some(theirs)) = (ours, theirs) else { return ours.or(theirs).map(str::to_owned) };
    Some(if ours.contains(theirs.trim()) {
        ours.to_owned()
    } else if theirs.contains(ours.trim()) {
        theirs.to_owned()
    } else {
        format!("{}\n{}", ours.trim_end(), theirs.trim_start())
    })
}

/// Returns `now` with the changes from the first of `steps` to the last.
fn merge(steps: &[Morning], now: &Morning) -> Result<Morning, ConflictingKey> {
    let (first, last) = (&steps[0], &steps[steps.len() - 1]);
    let keys = [first, last, now].into_iter().flat_map(|morning| morning.other.keys());
    let mut other = toml::Table::new();
    for key in keys {
        let value = merge_value(steps, now, key, |morning| morning.other.get(key))?;
        other.extend(value.map(|value| (key.clone(), value.clone())));
    }
    let plan = merge_list(&first.plan, &last.plan, &now.plan);
    // Two programs that both leave a plan must not leave the morning without one.
    if plan.is_empty() && !last.plan.is_empty() && !now.plan.is_empty() {
        return Err(ConflictingKey("plan".to_owned()));
    }
    Ok(Morning {
        plan,
        prepared: merge_list(&first.prepared, &last.prepared, &now.prepared),
        done: merge_list(&first.done, &last.done, &now.done),
        skipped: merge_value(steps, now, "skipped", |morning| morning.skipped.as_ref())?.cloned(),
        mood: merge_value(steps, now, "mood", |morning| morning.mood.as_ref())?.cloned(),
        note: merge_value(steps, now, "note", |morning| morning.note.as_ref())?.cloned(),
        other,
    })
}

/// Returns the merged value of one key.
fn merge_value<'m, T: PartialEq>(
    steps: &'m [Morning],
    now: &'m Morning,
    key: &str,
    value: impl Fn(&'m Morning) -> Option<&'m T>,
) -> Result<Option<&'m T>, ConflictingKey> {
    let (first, last, now) = (value(&steps[0]), value(&steps[steps.len() - 1]), value(now));
    if steps.iter().any(|step| value(step) == now) {
        Ok(last)
    } else if first == last {
        Ok(now)
    } else {
        Err(ConflictingKey(key.to_owned()))
    }
}

/// Returns a list with all entries that either side added, and without those that either side removed. Its order is the
/// order of `now`, unless the edit itself reordered entries.
fn merge_list(was: &[RitualId], becomes: &[RitualId], now: &[RitualId]) -> Vec<RitualId> {
    if was == becomes {
        return now.to_vec();
    }
    let stays = |id: &&RitualId| !was.contains(id) || (becomes.contains(id) && now.contains(id));
    let kept = was.iter().filter(|id| becomes.contains(id));
    let is_reordered = !kept.eq(becomes.iter().filter(|id| was.contains(id)));
    let (base, added) = if is_reordered { (becomes, now) } else { (now, becomes) };
    let mut merged: Vec<RitualId> = base.iter().filter(stays).cloned().collect();
    for (at, id) in added.iter().enumerate().filter(|(_, id)| stays(id)) {
        if merged.contains(id) {
            continue;
        }
        let position = |neighbor| merged.iter().position(|entry| entry == neighbor);
        let after = added[..at].iter().rev().find_map(position).map(|position| position + 1);
        let before = || added[at + 1..].iter().find_map(position);
        merged.insert(after.or_else(before).unwrap_or(merged.len()), id.clone());
    }
    merged
}
