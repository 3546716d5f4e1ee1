//! Which date it is on the wall for a time that a file gives in UTC.
//!
//! Only such times need a zone: all others say what the wall clock says. In this order: what the file itself defines
//! (`VTIMEZONE`, whatever its name, so those of Windows too), the machine's own zone file of that name or of what
//! Windows calls so, and for times that name no zone, `X-WR-TIMEZONE`, the calendar's only `VTIMEZONE`, or the family's
//! zone. What a file defines is worked out once for the years in question, so that asking is a search in a short list.

use super::super::clock;
use super::lines::Line;
use super::values::{Moment, moments, rule, single_moment};
use super::windows_zones;
use crate::domain::day::add_days;
use crate::domain::repeat::{Recurrence, Steps, dates};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// A `VTIMEZONE` as it stands in the file: its name and, for each `STANDARD` and `DAYLIGHT`, the lines of it.
#[derive(Debug, Default)]
pub struct ZoneLines {
    pub name: String,
    pub parts: Vec<Vec<(&'static str, Line)>>,
}

/// No zone has more rules than this, and no file more zones; the rest is not looked at.
pub const MOST: usize = 100;

/// A clock is changed twice a year, and in the month of fasting in some places; a rule that gives more is none.
const MOST_CHANGES: usize = 200;

/// A series in UTC that began earlier than this before the days in question is rare; it may be told an hour off.
const YEARS_BEFORE: i64 = 20;

/// The zones of one calendar.
pub struct Zones {
    defined: BTreeMap<String, Defined>,
    /// Zone files that were looked for.
    named: BTreeMap<String, Option<TimeZone>>,
    /// The zone of times that name none.
    usual: Option<String>,
    home: TimeZone,
}

/// A zone that the file defines: from when on, in UTC, the wall clock is ahead of UTC by how many seconds.
struct Defined {
    at_first: i64,
    /// In order.
    changes: Vec<(DateTime, i64)>,
}

/// One of the halves of a zone's year: when it begins, by the clock before it, and how many seconds the wall clock is
/// ahead of UTC before and after.
#[derive(Debug)]
struct Observance {
    first: DateTime,
    before: i64,
    after: i64,
    rule: Option<Recurrence>,
    more: Vec<DateTime>,
}

impl Zones {
    /// The zones of a calendar whose days `between` are in question. `named` is its `X-WR-TIMEZONE`. A rule that there
    /// are not `steps` enough for counts as one that cannot be read.
    pub fn new(
        zones: &[ZoneLines],
        named: Option<&str>,
        home: &TimeZone,
        between: (Date, Date),
        steps: &mut Steps,
    ) -> Zones {
        let mut defined = BTreeMap::new();
        for zone in zones {
            let observances: Vec<Observance> = zone.parts.iter().filter_map(|part| observance(part)).collect();
            defined.extend(worked_out(&observances, between, steps).map(|found| (zone.name.clone(), found)));
        }
        let only = if defined.len() == 1 { defined.keys().next().cloned() } else { None };
        let mut zones = Zones { defined, named: BTreeMap::new(), usual: None, home: home.clone() };
        let known = named.filter(|name| zones.knows(name)).map(str::to_owned);
        zones.usual = known.or(only);
        zones
    }

    fn knows(&mut self, name: &str) -> bool {
        self.defined.contains_key(name) || self.named(name).is_some()
    }

    fn named(&mut self, name: &str) -> Option<TimeZone> {
        if self.named.len() >= MOST && !self.named.contains_key(name) {
            return None;
        }
        let find = || clock::zone_named(windows_zones::usual_name(name).unwrap_or(name));
        self.named.entry(name.to_owned()).or_insert_with(find).clone()
    }

    /// What the wall clock of the zone shows at that time.
    pub fn on_the_wall(&mut self, moment: Moment, zone: Option<&str>) -> DateTime {
        let Moment::Utc(utc) = moment else { return moment.written() };
        let usual = self.usual.clone();
        for name in [zone, usual.as_deref()].into_iter().flatten() {
            if let Some(zone) = self.defined.get(name) {
                return moved(utc, zone.ahead(utc));
            }
            if let Some(zone) = self.named(name) {
                return in_zone(utc, &zone);
            }
        }
        in_zone(utc, &self.home)
    }
}

fn in_zone(utc: DateTime, zone: &TimeZone) -> DateTime {
    TimeZone::UTC.to_timestamp(utc).map_or(utc, |moment| zone.to_datetime(moment))
}

fn moved(at: DateTime, seconds: i64) -> DateTime {
    at.saturating_add(jiff::SignedDuration::from_secs(seconds))
}

fn observance(lines: &[(&'static str, Line)]) -> Option<Observance> {
    let line = |name: &str| lines.iter().find(|(found, _)| *found == name).map(|(_, line)| line);
    let first = single_moment(line("DTSTART")?)?.written();
    let mut of_rule = line("RRULE").and_then(rule);
    if let Some((rule, until)) = &mut of_rule {
        rule.until = until.map(|until| until.written().date());
    }
    let more = lines.iter().filter(|(name, _)| *name == "RDATE").filter_map(|(_, line)| moments(line));
    Some(Observance {
        first,
        before: seconds(line("TZOFFSETFROM")?.value())?,
        after: seconds(line("TZOFFSETTO")?.value())?,
        rule: of_rule.map(|(rule, _)| rule),
        more: more.flatten().map(Moment::written).collect(),
    })
}

/// `-0500`, `+053000`.
fn seconds(text: &str) -> Option<i64> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("-", digits) => (-1, digits),
        ("+", digits) => (1, digits),
        _ => (1, text),
    };
    let part = |at: usize| digits.get(at..at + 2).and_then(|two| two.parse::<u8>().ok()).map(i64::from);
    let total = part(0)? * 3600 + part(2)? * 60 + part(4).unwrap_or(0);
    (total <= 26 * 3600).then_some(sign * total)
}

impl Defined {
    /// How many seconds the wall clock is ahead at that time: what the last change before it says.
    fn ahead(&self, utc: DateTime) -> i64 {
        let passed = self.changes.partition_point(|(at, _)| *at <= utc);
        passed.checked_sub(1).map_or(self.at_first, |last| self.changes[last].1)
    }
}

fn worked_out(observances: &[Observance], between: (Date, Date), steps: &mut Steps) -> Option<Defined> {
    let at_first = observances.iter().min_by_key(|observance| observance.first)?.before;
    let from = add_days(between.0, -366 * YEARS_BEFORE);
    let mut changes: Vec<(DateTime, i64)> = Vec::new();
    for observance in observances {
        let begins = observance.begins((from, add_days(between.1, 366)), steps);
        changes.extend(begins.into_iter().map(|at| (moved(at, -observance.before), observance.after)));
    }
    changes.sort_by_key(|(at, _)| *at);
    Some(Defined { at_first, changes })
}

impl Observance {
    /// When it begins in the years in question, and the last time before them, by the clock before it.
    fn begins(&self, years: (Date, Date), steps: &mut Steps) -> Vec<DateTime> {
        let (first, at) = (self.first.date(), self.first.time());
        let by_rule = self.rule.as_ref().and_then(|rule| {
            // A rule that ended long ago still says what holds. Of one that counts, only its beginning tells when.
            let ends = rule.until.map_or(years.0, |until| until.min(years.0));
            let from = if rule.count.is_some() { first } else { add_days(ends, -366) };
            dates(rule, first, at, (from, years.1), steps).filter(|dates| dates.len() <= MOST_CHANGES)
        });
        let by_rule = by_rule.unwrap_or_default().into_iter().map(|date| date.to_datetime(at));
        by_rule.chain(self.more.iter().copied()).chain([self.first]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn part(name: &str, from: &str, to: &str, start: &str, rule: &str) -> Vec<(&'static str, Line)> {
        let line = |key: &'static str, value: &str| (key, Line { number: 1, text: format!("{key}:{value}") });
        let lines = vec![
            line("NAME", name),
            line("DTSTART", start),
            line("TZOFFSETFROM", from),
            line("TZOFFSETTO", to),
            line("RRULE", rule),
        ];
        lines.into_iter().filter(|(_, line)| !line.value().is_empty()).collect()
    }

    fn eastern() -> ZoneLines {
        let summer = part("EDT", "-0500", "-0400", "20070311T020000", "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU");
        let winter = part("EST", "-0400", "-0500", "20071104T020000", "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU");
        ZoneLines { name: "Eastern Standard Time".into(), parts: vec![summer, winter] }
    }

    const SCHOOL_YEAR: (Date, Date) = (date(2026, 8, 1), date(2027, 7, 31));

    fn zones(lines: &[ZoneLines], named: Option<&str>, home: &TimeZone) -> Zones {
        Zones::new(lines, named, home, SCHOOL_YEAR, &mut Steps(10_000))
    }

    #[test]
    fn a_zone_that_the_file_defines_gives_the_wall_clock() {
        let mut zones = zones(&[eastern()], None, &TimeZone::UTC);
        for (utc, wall) in [
            (date(2026, 1, 15).at(12, 0, 0, 0), date(2026, 1, 15).at(7, 0, 0, 0)),
            (date(2026, 7, 15).at(3, 59, 59, 0), date(2026, 7, 14).at(23, 59, 59, 0)),
            (date(2026, 3, 8).at(6, 59, 0, 0), date(2026, 3, 8).at(1, 59, 0, 0)),
            (date(2026, 3, 8).at(7, 0, 0, 0), date(2026, 3, 8).at(3, 0, 0, 0)),
            (date(2026, 11, 1).at(5, 59, 0, 0), date(2026, 11, 1).at(1, 59, 0, 0)),
            (date(2026, 11, 1).at(6, 0, 0, 0), date(2026, 11, 1).at(1, 0, 0, 0)),
            (date(1990, 7, 1).at(12, 0, 0, 0), date(1990, 7, 1).at(7, 0, 0, 0)),
        ] {
            assert_eq!(zones.on_the_wall(Moment::Utc(utc), None), wall, "{utc}");
            assert_eq!(zones.on_the_wall(Moment::Utc(utc), Some("Eastern Standard Time")), wall, "{utc}");
        }
    }

    #[test]
    fn a_time_without_a_zone_goes_by_the_calendar_or_the_family() {
        let noon = Moment::Utc(date(2026, 7, 15).at(12, 0, 0, 0));
        let auckland = TimeZone::posix("NZST-12NZDT,M9.5.0,M4.1.0/3").expect("a zone");
        assert_eq!(zones(&[], None, &auckland).on_the_wall(noon, None), date(2026, 7, 16).at(0, 0, 0, 0));
        assert_eq!(zones(&[], Some("Mars/Olympus"), &auckland).on_the_wall(noon, Some("../x")).hour(), 0);
        let two = [eastern(), ZoneLines { name: "Other".into(), ..eastern() }];
        assert_eq!(zones(&two, None, &auckland).on_the_wall(noon, None).hour(), 0);
        assert_eq!(zones(&two, Some("Other"), &auckland).on_the_wall(noon, None).hour(), 8);
        let wall = Moment::At(date(2026, 7, 15).at(12, 0, 0, 0));
        assert_eq!(zones(&two, None, &auckland).on_the_wall(wall, Some("Other")).hour(), 12);
    }

    #[test]
    fn rules_that_ended_and_dates_that_are_listed_say_what_holds_until_the_next() {
        let ended =
            part("EDT", "-0500", "-0400", "19870405T020000", "FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z");
        let for_good = ZoneLines { name: "For good".into(), parts: vec![ended] };
        let mut winters = part("EST", "-0400", "-0500", "20071104T020000", "");
        winters.push(("RDATE", Line { number: 1, text: "RDATE:20251102T020000,20261101T020000".into() }));
        let listed = ZoneLines { name: "Listed".into(), parts: vec![eastern().parts.remove(0), winters] };
        let counted = part("EST", "-0400", "-0500", "20061105T020000", "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU;COUNT=15");
        let counted = ZoneLines { name: "Counted".into(), parts: vec![eastern().parts.remove(0), counted] };
        let mut zones = zones(&[for_good, listed, counted], None, &TimeZone::UTC);
        let mut hour = |utc: Date, zone: &str| zones.on_the_wall(Moment::Utc(utc.at(12, 0, 0, 0)), Some(zone)).hour();
        assert_eq!(hour(date(2026, 12, 1), "For good"), 8);
        assert_eq!((hour(date(2026, 10, 1), "Listed"), hour(date(2026, 12, 1), "Listed")), (8, 7));
        assert_eq!((hour(date(2020, 12, 1), "Counted"), hour(date(2026, 12, 1), "Counted")), (7, 8));
    }

    #[test]
    fn a_zone_of_many_parts_is_worked_out_once_and_within_bounds() {
        let mut steps = Steps(1_000_000);
        let many = |rule: &str| ZoneLines {
            name: rule.into(),
            parts: vec![part("X", "+0000", "+0100", "19700301T020000", rule); MOST],
        };
        let yearly = [many("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU")];
        Zones::new(&yearly, None, &TimeZone::UTC, SCHOOL_YEAR, &mut steps);
        assert!(steps.0 > 900_000, "{steps:?}");
        let endless = [many("FREQ=SECONDLY"), many("FREQ=DAILY"), many("FREQ=DAILY;COUNT=99999")];
        let mut zones = Zones::new(&endless, None, &TimeZone::UTC, SCHOOL_YEAR, &mut steps);
        let kept: Vec<usize> = zones.defined.values().map(|zone| zone.changes.len()).collect();
        assert_eq!(kept, [MOST; 3], "only their beginnings");
        let noon = Moment::Utc(date(2026, 12, 1).at(12, 0, 0, 0));
        assert_eq!(zones.on_the_wall(noon, Some("FREQ=DAILY")).hour(), 13);
    }
}
