//! Converts times in UTC to local times at the school.
//!
//! A time in UTC needs a zone; all other times in a file are local already. The first of these zones is used:
//! 1. the zone that the time names,
//! 2. the zone that the calendar names in `X-WR-TIMEZONE`,
//! 3. the only `VTIMEZONE` in the file,
//! 4. the family's zone.
//!
//! A zone with a name is a `VTIMEZONE` in the file, or else a zone file of this computer. `calcard` translates the
//! names that Windows uses. The changes of a `VTIMEZONE` are calculated once, so each conversion is a quick search.

use super::super::clock;
use super::file::{MOST_ZONES, ZoneLines};
use super::lines::NamedLines;
use super::values::{Moment, moments, rule, single_moment};
use crate::domain::dates::DateRange;
use crate::domain::day::add_days;
use crate::domain::repeat::{Recurrence, Steps, dates};
use calcard::common::timezone::Tz;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// The most changes that one rule of a zone may give in the years calculated. Clocks change twice a year, and four
/// times in places that observe Ramadan.
const MOST_CHANGES: usize = 200;

/// The number of years before the days asked for in which clock changes are calculated. The start of an older series
/// may be an hour off.
const YEARS_BEFORE: i64 = 20;

/// The zones of one calendar.
pub struct Zones {
    defined: BTreeMap<String, DefinedZone>,
    /// The zones of this computer by the names in the file. None for a name that was not found.
    known: BTreeMap<String, Option<TimeZone>>,
    /// The name of the zone for times that name no zone.
    default: Option<String>,
    /// The family's zone.
    local_zone: TimeZone,
}

/// A zone that the file defines. Offsets are seconds ahead of UTC.
struct DefinedZone {
    first_offset: i64,
    /// The moment of each change in UTC and the offset after it, in order.
    changes: Vec<(DateTime, i64)>,
}

/// A `STANDARD` or `DAYLIGHT` of a zone: local times at which clocks change, and the offsets before and after.
#[derive(Debug)]
struct Observance {
    first: DateTime,
    before: i64,
    after: i64,
    rule: Option<Recurrence>,
    more: Vec<DateTime>,
}

impl Zones {
    /// Returns the zones of a calendar. `named` is its `X-WR-TIMEZONE`, and `between` are the days asked for. A rule
    /// that needs more than the `steps` that are left is ignored.
    pub fn new(
        zones: &[ZoneLines],
        named: Option<&str>,
        local_zone: &TimeZone,
        between: DateRange,
        steps: &mut Steps,
    ) -> Zones {
        let mut defined = BTreeMap::new();
        for zone in zones {
            let observances: Vec<Observance> = zone.parts.iter().filter_map(observance).collect();
            defined.extend(defined_zone(&observances, between, steps).map(|found| (zone.name.clone(), found)));
        }
        let only = if defined.len() == 1 { defined.keys().next().cloned() } else { None };
        let mut zones = Zones { defined, known: BTreeMap::new(), default: None, local_zone: local_zone.clone() };
        let named = named.filter(|name| zones.defined.contains_key(*name) || zones.known_zone(name).is_some());
        zones.default = named.map(str::to_owned).or(only);
        zones
    }

    fn known_zone(&mut self, name: &str) -> Option<TimeZone> {
        if self.known.len() >= MOST_ZONES && !self.known.contains_key(name) {
            return None;
        }
        let find = || clock::zone_named(name).or_else(|| clock::zone_named(&usual_name(name)?));
        self.known.entry(name.to_owned()).or_insert_with(find).clone()
    }

    /// Returns the local time of a moment. `zone` is the zone that the file names with it.
    pub fn local(&mut self, moment: Moment, zone: Option<&str>) -> DateTime {
        let Moment::Utc(utc) = moment else { return moment.written() };
        let default = self.default.clone();
        for name in [zone, default.as_deref()].into_iter().flatten() {
            if let Some(zone) = self.defined.get(name) {
                return plus_seconds(utc, zone.offset(utc));
            }
            if let Some(zone) = self.known_zone(name) {
                return in_zone(utc, &zone);
            }
        }
        in_zone(utc, &self.local_zone)
    }
}

/// Returns the usual name of a zone, such as `Europe/Berlin` for "W. Europe Standard Time".
fn usual_name(name: &str) -> Option<String> {
    name.trim().parse::<Tz>().ok()?.name().map(Into::into)
}

fn in_zone(utc: DateTime, zone: &TimeZone) -> DateTime {
    TimeZone::UTC.to_timestamp(utc).map_or(utc, |moment| zone.to_datetime(moment))
}

fn plus_seconds(at: DateTime, seconds: i64) -> DateTime {
    at.saturating_add(jiff::SignedDuration::from_secs(seconds))
}

fn observance(lines: &NamedLines) -> Option<Observance> {
    let rule = lines.first("RRULE").and_then(rule);
    Some(Observance {
        first: single_moment(lines.first("DTSTART")?)?.written(),
        before: seconds(lines.first("TZOFFSETFROM")?.value())?,
        after: seconds(lines.first("TZOFFSETTO")?.value())?,
        rule: rule.map(|(rule, until)| Recurrence { until: until.map(|until| until.written().date()), ..rule }),
        more: lines.all("RDATE").filter_map(moments).flatten().map(Moment::written).collect(),
    })
}

/// The largest offset, in hours. Real offsets are at most 14 hours; a larger offset up to this limit does no harm.
const LARGEST_OFFSET: i64 = 26;

/// Reads an offset such as `-0500` or `+053000`, in seconds.
fn seconds(text: &str) -> Option<i64> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("-", digits) => (-1, digits),
        ("+", digits) => (1, digits),
        _ => (1, text),
    };
    let part = |at: usize| digits.get(at..at + 2).and_then(|two| two.parse::<u8>().ok()).map(i64::from);
    let total = part(0)? * 3600 + part(2)? * 60 + part(4).unwrap_or(0);
    (total <= LARGEST_OFFSET * 3600).then_some(sign * total)
}

impl DefinedZone {
    /// Returns the offset after the last change before `utc`.
    fn offset(&self, utc: DateTime) -> i64 {
        let passed = self.changes.partition_point(|(at, _)| *at <= utc);
        passed.checked_sub(1).map_or(self.first_offset, |last| self.changes[last].1)
    }
}

/// Returns a zone with its clock changes from [`YEARS_BEFORE`] until a year after the days asked for.
fn defined_zone(observances: &[Observance], between: DateRange, steps: &mut Steps) -> Option<DefinedZone> {
    let first_offset = observances.iter().min_by_key(|observance| observance.first)?.before;
    let from = add_days(between.from(), -366 * YEARS_BEFORE);
    let mut changes: Vec<(DateTime, i64)> = Vec::new();
    for observance in observances {
        let begins = observance.changes(DateRange::between(from, add_days(between.to(), 366)), steps);
        changes.extend(begins.into_iter().map(|at| (plus_seconds(at, -observance.before), observance.after)));
    }
    changes.sort_by_key(|(at, _)| *at);
    Some(DefinedZone { first_offset, changes })
}

impl Observance {
    /// Returns the local times of its changes in these years, and of the last change before them.
    fn changes(&self, years: DateRange, steps: &mut Steps) -> Vec<DateTime> {
        let by_rule = self.rule.as_ref().and_then(|rule| {
            // The last change of an ended rule is still in effect. A rule with a count is followed from its start.
            let ends = rule.until.map_or(years.from(), |until| until.min(years.from()));
            let from = if rule.count.is_some() { self.first.date() } else { add_days(ends, -366) };
            dates(rule, self.first, DateRange::between(from, years.to()), steps)
                .filter(|dates| dates.len() <= MOST_CHANGES)
        });
        let by_rule = by_rule.unwrap_or_default().into_iter().map(|date| date.to_datetime(self.first.time()));
        by_rule.chain(self.more.iter().copied()).chain([self.first]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::ContentLine;
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_zone_of_many_parts_is_calculated_once_and_within_bounds() {
        let part = |rule: &str| {
            let lines =
                [("DTSTART", "19700301T020000"), ("TZOFFSETFROM", "+0000"), ("TZOFFSETTO", "+0100"), ("RRULE", rule)];
            let line = |(name, value)| (name, ContentLine { number: 1, text: format!("{name}:{value}") });
            NamedLines(lines.map(line).into())
        };
        let zone = |rule: &str| {
            let parts = (0..MOST_ZONES).map(|_| part(rule)).collect();
            ZoneLines { name: rule.into(), parts }
        };
        let school_year = DateRange::between(date(2026, 8, 1), date(2027, 7, 31));
        let mut steps = Steps(1_000_000);
        let yearly = [zone("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU")];
        Zones::new(&yearly, None, &TimeZone::UTC, school_year, &mut steps);
        assert!(steps.0 > 900_000, "{steps:?}");
        let endless = [zone("FREQ=SECONDLY"), zone("FREQ=DAILY"), zone("FREQ=DAILY;COUNT=99999")];
        let mut zones = Zones::new(&endless, None, &TimeZone::UTC, school_year, &mut steps);
        let kept: Vec<usize> = zones.defined.values().map(|zone| zone.changes.len()).collect();
        assert_eq!(kept, [MOST_ZONES; 3], "only the start of each part");
        let noon = Moment::Utc(date(2026, 12, 1).at(12, 0, 0, 0));
        assert_eq!(zones.local(noon, Some("FREQ=DAILY")).hour(), 13);
    }

    #[test]
    fn the_names_that_outlook_and_other_programs_give_to_zones_are_known() {
        for (name, usual) in [
            ("W. Europe Standard Time", "Europe/Berlin"),
            ("AUS Eastern Standard Time", "Australia/Sydney"),
            ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
            ("/softwarestudio.org/Olson_20011030_5/America/Chicago", "America/Chicago"),
        ] {
            assert_eq!(usual_name(name).as_deref(), Some(usual), "{name}");
        }
        assert_eq!(usual_name("Mars Standard Time"), None);
    }
}
