//! The settings of one person on one machine, from `settings.toml` in the configuration folder.

use super::day::parse_weekday;
use super::problem::Problem;
use super::text::one_line;
use super::toml_reader::{self, TomlReader};
use super::typed_day::DateOrder;
use jiff::civil::{Time, Weekday, time};
use toml::de::DeValue;

/// The content of `settings.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The first day of a week on the screens.
    pub week_starts: Weekday,
    /// The order of day and month in typed days such as `7/10`. None when the person has not decided.
    pub date_order: Option<DateOrder>,
    /// The time when a phone reminds of the morning's goodbye. None for no reminder.
    pub morning_alarm: Option<Time>,
    /// The time in the evening when a phone reminds of the preparations. None for no reminder.
    pub evening_alarm: Option<Time>,
    /// Whether the planner gets clicks and the wheel. If not, the terminal keeps them, for selecting text.
    pub mouse: bool,
}

/// The settings, and the problems of their file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingsFound {
    pub settings: Settings,
    pub problems: Vec<Problem>,
}

impl Default for Settings {
    /// Weeks start on Monday (ISO 8601). The morning reminder comes before most schools begin, and the evening reminder
    /// comes when small children are in bed.
    fn default() -> Settings {
        let (morning, evening) = (time(7, 15, 0, 0), time(19, 30, 0, 0));
        Settings {
            week_starts: Weekday::Monday,
            date_order: None,
            morning_alarm: Some(morning),
            evening_alarm: Some(evening),
            mouse: true,
        }
    }
}

const KEYS: &[&str] = &["week_starts", "date_order", "morning_alarm", "evening_alarm", "mouse"];

/// Reads the settings. A key that is missing or has a problem gets its default.
pub fn read(file: &str, text: &str) -> SettingsFound {
    let (settings, problems) = toml_reader::read(file, text, |top| {
        top.unknown_keys(KEYS, "settings.toml");
        let default = Settings::default();
        Settings {
            week_starts: week_starts(top).unwrap_or(default.week_starts),
            date_order: date_order(top),
            morning_alarm: alarm(top, "morning_alarm", default.morning_alarm),
            evening_alarm: alarm(top, "evening_alarm", default.evening_alarm),
            mouse: top.flag("mouse").unwrap_or(default.mouse),
        }
    });
    SettingsFound { settings, problems }
}

fn week_starts(top: &TomlReader<'_>) -> Option<Weekday> {
    let written = top.text("week_starts")?;
    let day = parse_weekday(&written);
    if day.is_none() {
        let message = format!("\"{}\" is not a weekday", one_line(&written));
        top.problem("week_starts", message, "write `week_starts = \"monday\"` or another weekday");
    }
    day
}

fn date_order(top: &TomlReader<'_>) -> Option<DateOrder> {
    let written = top.text("date_order")?;
    let order = DateOrder::from_keyword(&written);
    if order.is_none() {
        let message = format!("\"{}\" is not an order of day and month", one_line(&written));
        top.problem("date_order", message, "write `date_order = \"day first\"` or `\"month first\"`");
    }
    order
}

/// Reads the time of a reminder, or `"off"`.
fn alarm(top: &TomlReader<'_>, key: &str, default: Option<Time>) -> Option<Time> {
    match top.entries().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value.get_ref()) {
        None => default,
        Some(DeValue::String(text)) if text.trim().eq_ignore_ascii_case("off") => None,
        Some(_) => top.time(key).or(default),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_and_wrong_settings_have_their_defaults() {
        assert_eq!(read("settings.toml", ""), SettingsFound::default());
        let found = read("settings.toml", "week_starts = 'sun'\nmorning_alarm = 06:45:00\nevening_alarm = 'off'\n");
        let (settings, problems) = (found.settings, found.problems);
        assert_eq!((settings.week_starts, settings.evening_alarm, problems.len()), (Weekday::Sunday, None, 0));
        assert_eq!(settings.morning_alarm, Some(time(6, 45, 0, 0)));
        for (written, order) in [("day first", DateOrder::DayFirst), ("Month-first", DateOrder::MonthFirst)] {
            let found = read("settings.toml", &format!("date_order = '{written}'"));
            assert_eq!((found.settings.date_order, found.problems.len()), (Some(order), 0), "{written}");
        }
        let wrong = read("settings.toml", "date_order = 'year'");
        assert_eq!((wrong.settings.date_order, wrong.problems.len()), (None, 1));
        assert!(wrong.problems[0].help.contains("day first"));
        for (written, mouse, problems) in [("false", false, 0), ("true", true, 0), ("'off'", true, 1), ("0", true, 1)] {
            let found = read("settings.toml", &format!("mouse = {written}"));
            assert_eq!((found.settings.mouse, found.problems.len()), (mouse, problems), "{written}");
        }
        let wrong = read("settings.toml", "week_starts = 'funday'\nmorning_alarm = 'dawn'\nweek_stars = 1\n");
        let (settings, problems) = (wrong.settings, wrong.problems);
        assert_eq!(settings, Settings::default());
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines[0].starts_with("settings.toml:1:15") && problems[2].help.contains("week_starts"), "{lines:?}");
    }
}
