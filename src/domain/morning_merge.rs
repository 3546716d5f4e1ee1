//! Merges a morning that two programs changed at once: key by key, and lists entry by entry.

use super::morning::{Edit, Morning};
use super::ritual::RitualId;
use std::fmt;

/// A key of a morning to which two programs gave two different values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    key: String,
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.key.as_str() {
            "skipped" => f.write_str("the reason for skipping"),
            "mood" | "note" => write!(f, "the {}", self.key),
            unknown => write!(f, "the key {unknown:?}"),
        }
    }
}

/// A morning after edits were applied to it.
#[derive(Debug, PartialEq)]
pub struct Applied {
    pub morning: Morning,
    /// The edits had to be merged, because the morning was not what they were made for.
    pub is_merged: bool,
}

/// Applies edits of one morning, in their order, to the morning as it is on the disk now.
///
/// Where the edits have to be merged, each is rewritten to what it changes on the disk, so that undo takes back that
/// and nothing else. Edits that were applied already leave the morning as it is.
///
/// # Errors
/// The first key that the edits and another program changed to different values.
pub fn apply(edits: &mut [&mut Edit], now: Morning) -> Result<Applied, Clash> {
    let mut applied = Applied { morning: now, is_merged: false };
    for run in edits.chunk_by_mut(|edit, next| edit.becomes == next.was) {
        let now = applied.morning;
        let mut steps = vec![run[0].was.clone()];
        steps.extend(run.iter().map(|edit| edit.becomes.clone()));
        applied.morning = merge(&steps, &now)?;
        if steps.contains(&now) {
            continue;
        }
        applied.is_merged = true;
        let mut before = now.clone();
        for (i, edit) in run.iter_mut().enumerate() {
            let after = merge(&steps[..i + 2], &now).unwrap_or_else(|_| before.clone());
            edit.was = std::mem::replace(&mut before, after.clone());
            edit.becomes = after;
        }
    }
    Ok(applied)
}

/// Returns `now` with what changes from the first of `steps` to the last.
fn merge(steps: &[Morning], now: &Morning) -> Result<Morning, Clash> {
    let (first, last) = (&steps[0], &steps[steps.len() - 1]);
    if steps.contains(now) {
        return Ok(last.clone());
    }
    let keys = [first, last, now].into_iter().flat_map(|morning| morning.other.keys());
    let mut other = toml::Table::new();
    for key in keys {
        let value = merge_value(steps, now, key, |morning| morning.other.get(key))?;
        other.extend(value.map(|value| (key.clone(), value.clone())));
    }
    Ok(Morning {
        plan: merge_list(&first.plan, &last.plan, &now.plan),
        prepared: merge_list(&first.prepared, &last.prepared, &now.prepared),
        done: merge_list(&first.done, &last.done, &now.done),
        skipped: merge_value(steps, now, "skipped", |morning| morning.skipped.as_ref())?.cloned(),
        mood: merge_value(steps, now, "mood", |morning| morning.mood.as_ref())?.cloned(),
        note: merge_value(steps, now, "note", |morning| morning.note.as_ref())?.cloned(),
        other,
    })
}

fn merge_value<'m, T: PartialEq>(
    steps: &'m [Morning],
    now: &'m Morning,
    key: &str,
    value: impl Fn(&'m Morning) -> Option<&'m T>,
) -> Result<Option<&'m T>, Clash> {
    let (first, last, now) = (value(&steps[0]), value(&steps[steps.len() - 1]), value(now));
    if steps.iter().any(|step| value(step) == now) {
        Ok(last)
    } else if first == last {
        Ok(now)
    } else {
        Err(Clash { key: key.to_owned() })
    }
}

/// Returns a list with the entries that either side added and without those that either side removed. The order is
/// that of `now`, unless the edit itself put entries in another order.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::child_id::ChildId;
    use crate::domain::morning::Mood;
    use jiff::civil::date;

    fn ids(names: &str) -> Vec<RitualId> {
        names.chars().map(|name| RitualId::new(name.to_string())).collect()
    }

    fn edit(was: &Morning, becomes: &Morning) -> Edit {
        let child = ChildId::new("leo").expect("an id");
        Edit { child, date: date(2026, 9, 7), was: was.clone(), becomes: becomes.clone() }
    }

    fn apply_all(edits: &mut [Edit], now: &Morning) -> Result<Applied, Clash> {
        apply(&mut edits.iter_mut().collect::<Vec<_>>(), now.clone())
    }

    #[test]
    fn edits_lead_to_their_end_from_every_morning_on_their_way() {
        let [a, b, c] = ["a", "b", "c"].map(|note| Morning::default().noted(note));
        for now in [&a, &b, &c] {
            let mut edits = [edit(&a, &b), edit(&b, &c)];
            let expected = Applied { morning: c.clone(), is_merged: false };
            assert_eq!(apply_all(&mut edits, now), Ok(expected));
            assert_eq!(edits, [edit(&a, &b), edit(&b, &c)]);
        }
        let back = apply_all(&mut [edit(&a, &b), edit(&b, &a)], &b);
        assert_eq!(back.map(|applied| applied.morning), Ok(a));
    }

    #[test]
    fn a_note_here_and_a_tick_there_are_both_kept() {
        let planned = Morning::default().planned(ids("a"));
        let ticked = planned.marked(&RitualId::new("a"), true);
        let noted = planned.noted("waved").felt(Some(Mood::Cheerful));
        let mut edits = [edit(&planned, &noted)];
        let both = ticked.noted("waved").felt(Some(Mood::Cheerful));
        assert_eq!(apply_all(&mut edits, &ticked), Ok(Applied { morning: both.clone(), is_merged: true }));
        assert_eq!(edits, [edit(&ticked, &both)], "the edit says what really changed on the disk");
        let undone = apply_all(&mut edits.map(Edit::inverse), &both).expect("undone");
        assert_eq!(undone, Applied { morning: ticked, is_merged: false });
    }

    #[test]
    fn several_edits_that_are_merged_follow_each_other_on_the_disk() {
        let (blank, theirs) = (Morning::default(), Morning::default().planned(ids("x")));
        let first = blank.noted("a");
        let second = first.felt(Some(Mood::Okay));
        let mut edits = [edit(&blank, &first), edit(&first, &second)];
        let applied = apply_all(&mut edits, &theirs).expect("merged");
        assert_eq!(applied.morning, second.planned(ids("x")));
        assert_eq!(edits, [edit(&theirs, &theirs.noted("a")), edit(&theirs.noted("a"), &applied.morning)]);
    }

    #[test]
    fn one_text_said_two_ways_is_refused_and_named() {
        let blank = Morning::default();
        let mut other = blank.clone();
        other.other.insert("song".into(), "la".into());
        let mut third = other.clone();
        third.other.insert("song".into(), "do".into());
        let cases = [
            (blank.noted("mine"), blank.noted("theirs"), "the note"),
            (blank.felt(Some(Mood::Okay)), blank.felt(Some(Mood::Tears)), "the mood"),
            (blank.skipped("sick"), blank.skipped("snow"), "the reason for skipping"),
            (other, third, "the key \"song\""),
        ];
        for (mine, theirs, named) in cases {
            let clash = apply_all(&mut [edit(&blank, &mine)], &theirs).expect_err(named);
            assert_eq!(clash.to_string(), named);
            assert_eq!(apply_all(&mut [edit(&blank, &mine)], &mine).map(|applied| applied.morning), Ok(mine));
        }
    }

    #[test]
    fn lists_are_merged_by_entry_and_keep_their_order() {
        for (was, becomes, now, merged) in [
            ("", "a", "b", "ba"),
            ("ab", "abc", "xab", "xabc"),
            ("ab", "cab", "abx", "cabx"),
            ("abc", "ac", "abcx", "acx"),
            ("abc", "ab", "bc", "b"),
            ("abc", "cba", "abcx", "cxba"),
            ("ab", "ba", "a", "a"),
            ("ab", "ab", "ba", "ba"),
            ("a", "", "x", "x"),
        ] {
            let result = merge_list(&ids(was), &ids(becomes), &ids(now));
            assert_eq!(result, ids(merged), "{was} becomes {becomes}, now {now}");
        }
    }
}
