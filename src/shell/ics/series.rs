//! Combines the events of a file: a series with the changes to its dates, and events that are in the file twice.

use super::event::{Event, SeriesChange};
use crate::domain::dates::DateRange;
use crate::domain::day::{add_days, days_between};
use crate::domain::school_event::{SchoolEvent, covered_days};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Returns the events that touch the days `between`, in the order of their dates.
pub fn school_events(events: Vec<Event>, between: DateRange) -> Vec<SchoolEvent> {
    let mut by_uid: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    let mut all = Vec::new();
    for event in events {
        match event.uid.clone() {
            Some(uid) => by_uid.entry(uid).or_default().push(event),
            None if !event.is_canceled => all.push(event),
            None => {}
        }
    }
    all.extend(by_uid.into_values().flat_map(combined));
    let mut found: Vec<SchoolEvent> = all.into_iter().filter_map(|event| school_event(event, between)).collect();
    found.sort_by(|a, b| (a.dates.first(), a.line).cmp(&(b.dates.first(), b.line)));
    // Some files have the same calendar twice.
    let mut seen = BTreeSet::new();
    found.retain(|event| seen.insert((event.uid.clone(), event.name.clone(), event.dates.clone(), event.starts)));
    found
}

/// Combines all events with the same UID: the series itself, and the changes to its dates.
fn combined(events: Vec<Event>) -> Vec<Event> {
    let (changed, mut series): (Vec<Event>, Vec<Event>) = events.into_iter().partition(|event| event.changes.is_some());
    let all = series.clone();
    series.retain(|event| !all.iter().any(|other| other.sequence > event.sequence && may_replace(other, event)));
    series.dedup_by(|a, b| a.is_like(b) && a.dates == b.dates);
    if !series.is_empty() && series.iter().all(|event| event.is_canceled) {
        return Vec::new();
    }
    series.retain(|event| !event.is_canceled);
    if series.len() > 1 {
        // Some programs give the same UID to all events. Such a UID identifies no event.
        series.iter_mut().for_each(|event| event.uid = None);
    }
    let mut changes: BTreeMap<Date, Event> = BTreeMap::new();
    for event in changed {
        let Some(SeriesChange { date, .. }) = event.changes else { continue };
        if changes.get(&date).is_none_or(|other| other.sequence <= event.sequence) {
            changes.insert(date, event);
        }
    }
    remove_changed_dates(&mut series, &mut changes);
    add_changes(&mut series, changes.into_values());
    series
}

/// The most days by which the first date moves between two versions of an event that was also renamed.
const MOST_DAYS_MOVED: i64 = 14;

/// True when `newer` can be a later version of `event`: same name, or first dates that are near each other. Other
/// events with the same UID come from programs that give one UID to all events and number them.
fn may_replace(newer: &Event, event: &Event) -> bool {
    event.name == newer.name || days_between(event.times.first, newer.times.first).abs() <= MOST_DAYS_MOVED
}

/// Removes all changed dates from their series before any change is added, because an event may have moved to the old
/// date of another event. A change to all later dates takes those dates over.
fn remove_changed_dates(series: &mut [Event], changes: &mut BTreeMap<Date, Event>) {
    let changes_later = |event: &Event| event.changes.is_some_and(|change| change.and_later);
    let later: BTreeSet<Date> = changes.iter().filter(|(_, change)| changes_later(change)).map(|(d, _)| *d).collect();
    for event in series {
        for date in std::mem::take(&mut event.dates) {
            if changes.contains_key(&date) {
                continue;
            }
            match later.range(..date).next_back().and_then(|from| Some((from, changes.get_mut(from)?))) {
                Some((from, change)) => change.dates.push(add_days(date, days_between(*from, change.times.first))),
                None => event.dates.push(date),
            }
        }
    }
}

/// Adds the changes. A date that was only moved stays in its series, so that a parent sees one event with its dates.
fn add_changes(series: &mut Vec<Event>, changes: impl Iterator<Item = Event>) {
    let mut separate = Vec::new();
    for mut change in changes.filter(|change| !change.is_canceled) {
        match series.iter_mut().find(|event| event.uid.is_some() && event.is_like(&change)) {
            Some(event) => event.dates.append(&mut change.dates),
            None => separate.push(change),
        }
    }
    series.append(&mut separate);
}

fn school_event(event: Event, between: DateRange) -> Option<SchoolEvent> {
    let Event { uid, name, hints, times, line, .. } = event;
    let days = event.dates.iter().map(|&date| covered_days(date, times.days, times.starts, times.ends));
    let days = days.filter(|days| days.overlaps(between));
    let dates: Vec<DateRange> = match times.starts {
        None => DateRange::joined(days),
        // Each day has its own start and end.
        Some(_) => days.collect::<BTreeSet<_>>().into_iter().collect(),
    };
    let recurrence_id = event.changes.map(|change| change.date);
    let (starts, ends) = (times.starts, times.ends);
    (!dates.is_empty()).then_some(SchoolEvent { uid, recurrence_id, name, hints, dates, starts, ends, line })
}
