//! Which date it is on the wall for a time that a file gives in UTC.
//!
//! Only such times need a zone: all others say what the wall clock says. In this order: what the file itself defines
//! (`VTIMEZONE`, whatever its name, so those of Windows too), the machine's own zone file of that name or of what Windows calls so,
//! and for times
//! that name no zone, `X-WR-TIMEZONE`, the calendar's only `VTIMEZONE`, or the family's zone.

use super::super::clock;
use super::lines::Line;
use super::values::{Moment, moments, rule, single_moment};
use super::windows_zones;
use crate::domain::day::{add_days, days_between};
use crate::domain::repeat::{Rule, Steps, dates};
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

/// The zones of one calendar.
pub struct Zones {
    defined: BTreeMap<String, Vec<Change>>,
    /// Zone files that were looked for.
    named: BTreeMap<String, Option<TimeZone>>,
    /// The zone of times that name none.
    usual: Option<String>,
    home: TimeZone,
}

/// One of the two halves of a zone's year: when it begins, and how many seconds the wall clock then is ahead of UTC.
#[derive(Debug)]
struct Change {
    first: DateTime,
    before: i64,
    after: i64,
    rule: Option<Rule>,
    more: Vec<DateTime>,
}

impl Zones {
    /// `named` is the calendar's `X-WR-TIMEZONE`.
    pub fn new(zones: &[ZoneLines], named: Option<&str>, home: &TimeZone) -> Zones {
        let mut defined = BTreeMap::new();
        for zone in zones {
            let changes: Vec<Change> = zone.parts.iter().filter_map(|part| change(part)).collect();
            if !changes.is_empty() {
                defined.insert(zone.name.clone(), changes);
            }
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
        if self.named.len() >= MOST {
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
            if let Some(changes) = self.defined.get(name) {
                return moved(utc, offset(changes, utc));
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

fn change(lines: &[(&'static str, Line)]) -> Option<Change> {
    let line = |name: &str| lines.iter().find(|(found, _)| *found == name).map(|(_, line)| line);
    let first = single_moment(line("DTSTART")?)?.written();
    let mut of_rule = line("RRULE").and_then(rule);
    if let Some((rule, until)) = &mut of_rule {
        rule.until = until.map(|until| until.written().date());
    }
    let more = lines.iter().filter(|(name, _)| *name == "RDATE").filter_map(|(_, line)| moments(line));
    Some(Change {
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

/// How far the wall clock is ahead at that time: what the last change before it says.
fn offset(changes: &[Change], utc: DateTime) -> i64 {
    let last_of = |change: &Change| last_before(change, utc).map(|at| (at, change.after));
    let last = changes.iter().filter_map(last_of).max_by_key(|(at, _)| *at);
    let earliest = || changes.iter().min_by_key(|change| change.first).map_or(0, |change| change.before);
    last.map_or_else(earliest, |(_, after)| after)
}

/// When a change last happened at or before `utc`, in UTC.
fn last_before(change: &Change, utc: DateTime) -> Option<DateTime> {
    let wall = moved(utc, change.before);
    let at = change.first.time();
    let window: (Date, Date) = (add_days(wall.date(), -366), wall.date());
    let first = change.first.date();
    let by_rule =
        change.rule.as_ref().map(|rule| dates(rule, first, at, window, &mut Steps(2_000)).unwrap_or_default());
    let by_rule = by_rule.unwrap_or_default().into_iter().map(|date| date.to_datetime(at));
    // A rule that ended long ago still says what holds.
    let ended =
        change.rule.as_ref().and_then(|rule| rule.until).filter(|until| days_between(*until, wall.date()) > 366);
    let all = by_rule.chain(change.more.iter().copied()).chain([change.first]);
    let all = all.chain(ended.map(|until| until.to_datetime(at)));
    all.filter(|at| *at <= wall).max().map(|at| moved(at, -change.before))
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

    #[test]
    fn a_zone_that_the_file_defines_gives_the_wall_clock() {
        let mut zones = Zones::new(&[eastern()], None, &TimeZone::UTC);
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
        assert_eq!(Zones::new(&[], None, &auckland).on_the_wall(noon, None), date(2026, 7, 16).at(0, 0, 0, 0));
        assert_eq!(Zones::new(&[], Some("Mars/Olympus"), &auckland).on_the_wall(noon, Some("../x")).hour(), 0);
        let two = [eastern(), ZoneLines { name: "Other".into(), ..eastern() }];
        assert_eq!(Zones::new(&two, None, &auckland).on_the_wall(noon, None).hour(), 0);
        assert_eq!(Zones::new(&two, Some("Other"), &auckland).on_the_wall(noon, None).hour(), 8);
        let wall = Moment::At(date(2026, 7, 15).at(12, 0, 0, 0));
        assert_eq!(Zones::new(&two, None, &auckland).on_the_wall(wall, Some("Other")).hour(), 12);
    }
}
