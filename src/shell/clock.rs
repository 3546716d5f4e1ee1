//! The clock: the only code that asks what day it is. All other code gets the day as an argument.

use super::disk::{Disk, RealDisk};
use crate::domain::day::add_days;
use crate::domain::typed_day::{DateOrder, DayError, DayReader, Meant};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The hour at which a family's day begins: for a parent up at half past midnight it is still yesterday.
const DAY_STARTS_AT_HOUR: i8 = 4;
/// The folder of the system's time zone files.
const ZONES: &str = "/usr/share/zoneinfo";
/// The largest time zone file that is read, in bytes. Real ones have less than 4 kB.
const LARGEST_ZONE: u64 = 64 * 1024;

/// The day that a run acts on, and the machine's own day. They differ when `--today` or `GOODBYE_TODAY` gives a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayOfRun {
    pub today: Date,
    pub machine: Date,
}

/// A run without a given day.
impl From<Date> for DayOfRun {
    fn from(today: Date) -> DayOfRun {
        DayOfRun { today, machine: today }
    }
}

/// The day and the time, in the family's time zone.
#[derive(Clone, Debug)]
pub struct Clock {
    zone: TimeZone,
    /// The day of `--today` or `GOODBYE_TODAY`, which never changes.
    fixed: Option<Date>,
    /// A message for the person, such as that the time zone of `TZ` does not exist.
    pub warning: Option<String>,
}

impl Clock {
    /// Starts the clock in the time zone of `TZ` or of the machine, on the day of `--today` or `GOODBYE_TODAY` if
    /// given. `order` says whether the day or the month comes first in a day such as `7/10`.
    ///
    /// # Errors
    /// When the given day is not a day.
    pub fn start(given: Option<&str>, order: Option<DateOrder>) -> Result<Clock, DayError> {
        let (zone, warning) = zone(std::env::var("TZ").ok().as_deref());
        let variable = std::env::var("GOODBYE_TODAY").ok().filter(|v| !v.trim().is_empty());
        let clock = Clock { zone, fixed: None, warning };
        let Some(typed) = given.map(str::to_owned).or(variable) else { return Ok(clock) };
        let fixed = DayReader::new(clock.today(), order).day(&typed, Meant::Either)?;
        Ok(Clock { fixed: Some(fixed), ..clock })
    }

    /// The day for a family. Until four in the morning it is still yesterday.
    pub fn today(&self) -> Date {
        self.fixed.unwrap_or_else(|| day_of(self.local_now()))
    }

    /// The day of [`Clock::today`] with the machine's own day.
    pub fn day_of_run(&self) -> DayOfRun {
        DayOfRun { today: self.today(), machine: day_of(self.local_now()) }
    }

    /// The family's time zone, for times that files give in UTC.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The present moment, even if `--today` gives another day.
    pub fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that asks")]
        let now = Timestamp::now();
        now
    }

    fn local_now(&self) -> DateTime {
        self.zone.to_datetime(self.now())
    }

    /// The time until the clock shows the next minute.
    pub fn until_next_minute(&self) -> Duration {
        let now = self.local_now();
        let past = Duration::new(now.second().unsigned_abs().into(), now.subsec_nanosecond().unsigned_abs());
        Duration::from_secs(60).saturating_sub(past).max(Duration::from_millis(1))
    }
}

fn day_of(now: DateTime) -> Date {
    if now.hour() < DAY_STARTS_AT_HOUR { add_days(now.date(), -1) } else { now.date() }
}

/// The time zone of `TZ`, or of the machine. Reads one file, where jiff's own search reads the whole folder of zones.
fn zone(variable: Option<&str>) -> (TimeZone, Option<String>) {
    let Some(name) = variable else {
        return (read_zone(Path::new("/etc/localtime")).unwrap_or(TimeZone::UTC), None);
    };
    let name = name.strip_prefix(':').unwrap_or(name);
    if name.is_empty() || name == "UTC" {
        return (TimeZone::UTC, None);
    }
    match read_zone(&zone_file(name)).or_else(|_| TimeZone::posix(name)) {
        Ok(zone) => (zone, None),
        Err(_) => {
            let unknown = format!("The time zone \"{name}\" (TZ) is unknown");
            (TimeZone::UTC, Some(format!("{unknown}, so UTC is used, and today may be the wrong day.")))
        }
    }
}

/// The time zone of a name in a file. None for an unknown name, and for a path that leads out of the folder of zones.
pub fn zone_named(name: &str) -> Option<TimeZone> {
    let is_name =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+-".contains(&b));
    match name {
        "UTC" | "GMT" | "Z" => Some(TimeZone::UTC),
        _ if name.split('/').all(is_name) => read_zone(&zone_file(name)).ok(),
        _ => None,
    }
}

fn zone_file(name: &str) -> PathBuf {
    // `TZ` may be an absolute path, which replaces the folder when it is joined.
    Path::new(ZONES).join(name)
}

fn read_zone(path: &Path) -> io::Result<TimeZone> {
    let mut file = RealDisk.open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let bytes = RealDisk.read(&mut file, LARGEST_ZONE)?;
    TimeZone::tzif("", &bytes).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_day_starts_at_four_in_the_morning() {
        assert_eq!(day_of(date(2026, 9, 8).at(0, 30, 0, 0)), date(2026, 9, 7));
        assert_eq!(day_of(date(2026, 9, 8).at(3, 59, 59, 0)), date(2026, 9, 7));
        assert_eq!(day_of(date(2026, 9, 8).at(4, 0, 0, 0)), date(2026, 9, 8));
    }

    #[test]
    fn one_moment_is_on_different_days_in_auckland_and_new_york() {
        let moment: Timestamp = "2026-09-07T22:00:00Z".parse().expect("a moment");
        let day = |posix: &str| day_of(zone(Some(posix)).0.to_datetime(moment));
        assert_eq!(day("NZST-12NZDT,M9.5.0,M4.1.0/3"), date(2026, 9, 8));
        assert_eq!(day("EST5EDT,M3.2.0,M11.1.0"), date(2026, 9, 7));
    }

    #[test]
    fn the_zone_name_of_a_file_cannot_lead_out_of_the_folder_of_zones() {
        assert_eq!(zone_named("UTC"), Some(TimeZone::UTC));
        for elsewhere in ["", "/etc/localtime", "../localtime", "Europe/../../x", "Europe//Berlin", "a b", "."] {
            assert_eq!(zone_named(elsewhere), None, "{elsewhere}");
        }
    }

    #[test]
    fn an_unknown_zone_becomes_utc_with_a_warning() {
        for unknown in ["Mars/Olympus", "/nowhere/zone", "../../../etc/hostname", "/tmp"] {
            let (zone, warning) = zone(Some(unknown));
            assert!(zone == TimeZone::UTC && warning.is_some_and(|w| w.contains(unknown)), "{unknown}");
        }
        for known in ["", "UTC", ":UTC"] {
            assert!(zone(Some(known)).1.is_none(), "{known}");
        }
    }
}
