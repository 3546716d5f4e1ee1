//! Puts series together: what the school moved, renamed or called off for single dates, and what it sent twice.

use super::event::Event;
use crate::domain::day::{add_days, days_between};
use crate::domain::school_event::{SchoolEvent, merged};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The events of a file as a parent understands them, in the order of their dates.
pub fn put_together(events: Vec<Event>, between: (Date, Date)) -> Vec<SchoolEvent> {
    let mut by_uid: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    let mut all = Vec::new();
    for event in events {
        match event.uid.clone() {
            Some(uid) => by_uid.entry(uid).or_default().push(event),
            None if !event.is_cancelled => all.push(event),
            None => {}
        }
    }
    for (_, versions) in by_uid {
        all.extend(one_series(versions));
    }
    let mut found: Vec<SchoolEvent> = all.into_iter().filter_map(|event| finished(event, between)).collect();
    found.sort_by(|a, b| (a.dates.first(), a.line).cmp(&(b.dates.first(), b.line)));
    // A file that has a calendar twice has its events twice.
    let mut seen = BTreeSet::new();
    found.retain(|event| seen.insert((event.uid.clone(), event.name.clone(), event.dates.clone(), event.starts)));
    found
}

/// Everything that has one name of the school's: the series itself, and what was changed for dates of it.
fn one_series(versions: Vec<Event>) -> Vec<Event> {
    let (changed, mut series): (Vec<Event>, Vec<Event>) =
        versions.into_iter().partition(|event| event.changes.is_some());
    let all = series.clone();
    series.retain(|event| !all.iter().any(|other| other.sequence > event.sequence && is_of_one_kind(event, other)));
    series.dedup_by(|a, b| a.is_like(b) && a.dates == b.dates);
    let called_off = !series.is_empty() && series.iter().all(|event| event.is_cancelled);
    if called_off {
        return Vec::new();
    }
    series.retain(|event| !event.is_cancelled);
    if series.len() > 1 {
        // Some programs give all their events one name; then it names none of them.
        series.iter_mut().for_each(|event| event.uid = None);
    }
    let mut changes: BTreeMap<Date, Event> = BTreeMap::new();
    for event in changed {
        let Some((date, _)) = event.changes else { continue };
        if changes.get(&date).is_none_or(|other| other.sequence <= event.sequence) {
            changes.insert(date, event);
        }
    }
    take_out(&mut series, &mut changes);
    put_in(&mut series, changes.into_values());
    series
}

/// Takes the dates that were changed out of their series, all of them before any is put in again: one may have been
/// moved to where another was. What was changed for the future as well gets the later dates.
fn take_out(series: &mut [Event], changes: &mut BTreeMap<Date, Event>) {
    let is_for_the_future = |event: &Event| event.changes.is_some_and(|(_, future)| future);
    let for_the_future: BTreeSet<Date> =
        changes.iter().filter(|(_, change)| is_for_the_future(change)).map(|(date, _)| *date).collect();
    for event in series {
        let mut kept = Vec::with_capacity(event.dates.len());
        for &of in &event.dates {
            let before = for_the_future.range(..of).next_back();
            if changes.contains_key(&of) {
                continue;
            }
            match before.and_then(|date| Some((date, changes.get_mut(date)?))) {
                Some((date, change)) => change.dates.push(add_days(of, days_between(*date, change.first))),
                None => kept.push(of),
            }
        }
        event.dates = kept;
    }
}

/// Puts in what was changed. What was only moved stays in its series, so that the parent sees one event with its dates.
fn put_in(series: &mut Vec<Event>, changes: impl Iterator<Item = Event>) {
    let mut apart = Vec::new();
    for mut change in changes.filter(|change| !change.is_cancelled) {
        match series.iter_mut().find(|event| event.uid.is_some() && event.is_like(&change)) {
            Some(event) => event.dates.append(&mut change.dates),
            None => apart.push(change),
        }
    }
    series.append(&mut apart);
}

/// Whether one of two events with one name of the school's may be a later word on the other. Some programs give that
/// name to everything, and number it.
fn is_of_one_kind(event: &Event, other: &Event) -> bool {
    const NEAR: i64 = 14;
    event.name == other.name || days_between(event.first, other.first).abs() <= NEAR
}

fn finished(event: Event, between: (Date, Date)) -> Option<SchoolEvent> {
    let dates = event.dates.iter().map(|&date| event.days_from(date)).filter(|days| days.touches(between));
    let dates = merged(dates.collect(), event.starts.is_none());
    let recurrence_id = event.changes.map(|(date, _)| date);
    let Event { uid, name, hints, starts, ends, line, .. } = event;
    (!dates.is_empty()).then_some(SchoolEvent { uid, recurrence_id, name, hints, dates, starts, ends, line })
}
