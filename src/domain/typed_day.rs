//! The reader of days that a person types. The command line, the welcome and the forms use it, so a day means the same
//! everywhere.

mod among_words;
mod error;
mod numbers;
mod phrase;
mod range;
mod suggestion;

pub use self::among_words::{DayAndWords, DayWords, day_words};
pub use self::error::DayError;

use self::phrase::{DayInYear, Phrase, Which, WrittenDate, normalized, phrase};
use super::day::{add_days, days_between, is_plausible, week_of};
use jiff::civil::{Date, Weekday};

/// Reads days as a person types them, such as `7 sep`, `next monday` or `in 3 days`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayReader {
    pub today: Date,
    /// The order of day and month in `7/10` and `07-10-2026`. None when the settings do not say.
    pub order: Option<DateOrder>,
}

/// The order of two numbers that are a day and a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// `10/7` is October 7, as in the United States.
    MonthFirst,
    /// `7/10` is October 7, as in most other countries.
    DayFirst,
}

impl DateOrder {
    pub const ALL: [DateOrder; 2] = [DateOrder::MonthFirst, DateOrder::DayFirst];

    /// The fixed word in the settings.
    pub fn keyword(self) -> &'static str {
        match self {
            DateOrder::MonthFirst => "month first",
            DateOrder::DayFirst => "day first",
        }
    }

    pub fn from_keyword(word: &str) -> Option<DateOrder> {
        DateOrder::ALL.into_iter().find(|order| order.keyword() == word.trim().to_lowercase().replace(['-', '_'], " "))
    }
}

/// The days that a person may mean when the year or the week is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// Today or later, as for a plan.
    Future,
    /// Today or later, or a day of the last four weeks, as for a skipped morning.
    FutureOrRecent,
    /// The nearest date, before or after today, as for the first day of school. A weekday is the coming one.
    Either,
    /// The nearest day, before or after today, as for a note: on a Saturday, `friday` is yesterday.
    Nearest,
    /// The nearest date, but the weekday before today, as for a ritual that was done.
    Happened,
    /// Today or earlier, as for a backup.
    Past,
    /// The last day of a span that begins on this date. It is less than a school year later, whatever today is: `7 sep`
    /// to `18 jun` is a school year.
    From(Date),
}

/// The longest school year from its first to its last day, in days. It is shorter than 365, so that a date just before
/// the first day is read as a typo, and not as a date one year later.
const SCHOOL_YEAR: i64 = 350;
/// The days before today that [`Meant::FutureOrRecent`] reaches: a skip is rarely written down after more than a month.
const RECENT: i64 = 28;
/// The distance in days within which a typed weekday may choose another year. Near a whole year, a wrong weekday is a
/// mistake: on September 7, a Monday, `tue 7 sep` is not next year.
const NEAR: i64 = 300;
/// The distance in days within which a typed weekday may choose another month: `friday the 13th` is within some months.
const NEAR_IN_MONTHS: i64 = 100;
/// The factor by which past days count as farther away, when only a day of the month is typed. On the 10th, `the 30th`
/// is the coming 30th, and `the 7th` is three days ago. For a day that has happened, the factor is for coming days.
const OTHER_IN_MONTH: i64 = 2;
/// The years around a date in which a day without a year is searched. February 29 is eight years apart around 2100.
const YEARS_AROUND: i16 = 8;

impl DayReader {
    pub fn new(today: Date, order: Option<DateOrder>) -> DayReader {
        DayReader { today, order }
    }

    /// Reads one day.
    ///
    /// # Errors
    /// When the text is not exactly one day. The error says what is wrong and what to type.
    pub fn day(&self, typed: &str, meant: Meant) -> Result<Date, DayError> {
        let text = normalized(typed).ok_or_else(|| DayError::unknown(typed))?;
        match phrase(&text) {
            Some(phrase) => self.resolve(phrase, meant, typed),
            None if self.range_in(&text, meant).is_some() || self.is_list(&text, meant) => {
                Err(DayError::several(typed))
            }
            None => Err(self.not_a_day(typed, meant)),
        }
    }

    /// The error for a text that is not a day, with the text that was probably meant.
    fn not_a_day(&self, typed: &str, meant: Meant) -> DayError {
        let is_day = |text: &str| {
            let phrase = normalized(text).and_then(|text| phrase(&text));
            phrase.is_some_and(|phrase| self.resolve(phrase, meant, text).is_ok())
        };
        DayError::unknown(typed).with_suggestion(suggestion::suggest(typed, is_day))
    }

    fn resolve(&self, phrase: Phrase, meant: Meant, typed: &str) -> Result<Date, DayError> {
        let date = match phrase {
            Phrase::Days(days) => add_days(self.today, days),
            Phrase::Months(months) => {
                let span = jiff::Span::new().try_months(months).unwrap_or_default();
                self.today.saturating_add(span)
            }
            Phrase::Weekday(weekday, which) => self.weekday(weekday, which, meant),
            Phrase::Date(date) => self.date(date, meant)?,
            Phrase::Numbers(numbers) => self.numbers(numbers, meant, typed)?,
        };
        if is_plausible(date) { Ok(date) } else { Err(DayError::OutOfRange) }
    }

    fn weekday(&self, weekday: Weekday, which: Which, meant: Meant) -> Date {
        let from = if let Meant::From(first) = meant { first } else { self.today };
        match which {
            Which::Any if matches!(meant, Meant::Past | Meant::Happened) => on_or_before(from, weekday),
            Which::Any | Which::This if matches!(meant, Meant::Nearest | Meant::Happened) => nearest(from, weekday),
            Which::Any | Which::This => on_or_after(from, weekday),
            Which::Next => on_or_after(add_days(from, 1), weekday),
            Which::Last => on_or_before(add_days(self.today, -1), weekday),
            Which::WeekLater => add_days(on_or_after(from, weekday), 7),
            Which::NextWeek => on_or_after(add_days(week_of(from, Weekday::Monday), 7), weekday),
        }
    }

    fn date(&self, written: WrittenDate, meant: Meant) -> Result<Date, DayError> {
        let no_such_day = |day, month| DayError::NoSuchDay { day, month, year: written.year };
        let candidates: Vec<Date> = match (written.day, written.year) {
            (DayInYear::DayAndMonth { day, month }, Some(year)) => {
                let date = Date::new(year, month, day).map_err(|_| no_such_day(day, month))?;
                let fits = written.weekday.is_none_or(|weekday| date.weekday() == weekday);
                return if fits { Ok(date) } else { Err(self.wrong_weekday(date, written.weekday)) };
            }
            (DayInYear::DayAndMonth { day, month }, None) => {
                let dates: Vec<Date> = years(day, month, self.origin(meant)).collect();
                if dates.is_empty() {
                    return Err(no_such_day(day, month));
                }
                dates
            }
            (DayInYear::Day(day), _) => months(day, self.origin(meant)).collect(),
        };
        let date = self.choose(&candidates, written, meant);
        // A last day before the first is read as a typo, so that the form can say so.
        date.or_else(|| self.choose(&candidates, written, Meant::Either)).unwrap_or(Err(DayError::OutOfRange))
    }

    /// The date from which distances count.
    fn origin(&self, meant: Meant) -> Date {
        if let Meant::From(first) = meant { first } else { self.today }
    }

    /// Chooses among the dates that a day without a year can be. None when no candidate is meant.
    fn choose(&self, candidates: &[Date], written: WrittenDate, meant: Meant) -> Option<Result<Date, DayError>> {
        let (origin, weekday) = (self.origin(meant), written.weekday);
        let (past_factor, future_factor) = match (written.day, meant) {
            (DayInYear::Day(_), Meant::Happened) => (1, OTHER_IN_MONTH),
            (DayInYear::Day(_), _) => (OTHER_IN_MONTH, 1),
            _ => (1, 1),
        };
        let distance = |date: &Date| days_between(origin, *date);
        let is_meant = |date: &&Date| match meant {
            Meant::Future => distance(date) >= 0,
            Meant::FutureOrRecent => distance(date) >= -RECENT,
            Meant::Either | Meant::Nearest | Meant::Happened => true,
            Meant::Past => distance(date) <= 0,
            Meant::From(_) => (0..SCHOOL_YEAR).contains(&distance(date)),
        };
        let rank = |date: &&Date| match meant {
            Meant::Past => -distance(date),
            _ if distance(date) < 0 => -distance(date) * past_factor,
            _ => distance(date) * future_factor,
        };
        let is_future = matches!(meant, Meant::Future | Meant::FutureOrRecent);
        let possible = || candidates.iter().filter(is_meant);
        let first = possible().min_by_key(rank)?;
        let fits = |date: &Date| weekday.is_none_or(|weekday| date.weekday() == weekday);
        let has_month = !matches!(written.day, DayInYear::Day(_));
        let near_days = if has_month { NEAR } else { NEAR_IN_MONTHS };
        let near = possible().filter(|date| fits(date) && (*date == first || distance(date).abs() < near_days));
        let past = || candidates.iter().find(|date| fits(date) && (-near_days..0).contains(&distance(date)));
        Some(near.min_by_key(rank).copied().ok_or_else(|| match past() {
            Some(date) if is_future && has_month => DayError::Past { date: *date, today: self.today },
            _ => self.wrong_weekday(*first, weekday),
        }))
    }

    fn wrong_weekday(&self, date: Date, typed: Option<Weekday>) -> DayError {
        DayError::WrongWeekday { date, typed: typed.unwrap_or(date.weekday()), today: self.today }
    }
}

fn on_or_after(date: Date, day: Weekday) -> Date {
    add_days(date, i64::from(date.weekday().until(day)))
}

fn on_or_before(date: Date, day: Weekday) -> Date {
    add_days(date, -i64::from(day.until(date.weekday())))
}

/// The nearest date on a weekday. Two dates are never equally near, because a week has seven days.
fn nearest(date: Date, day: Weekday) -> Date {
    let (before, after) = (on_or_before(date, day), on_or_after(date, day));
    if days_between(before, date) < days_between(date, after) { before } else { after }
}

/// The dates with a day and a month in the years around a date, the earliest first.
fn years(day: i8, month: i8, around: Date) -> impl Iterator<Item = Date> {
    let year = around.year();
    (year - YEARS_AROUND..=year + YEARS_AROUND).filter_map(move |year| Date::new(year, month, day).ok())
}

/// The dates with a day number in the year before and the year after a date, the earliest first.
fn months(day: i8, around: Date) -> impl Iterator<Item = Date> {
    let month = i32::from(around.year()) * 12 + i32::from(around.month()) - 1;
    (month - 12..=month + 12).filter_map(move |month| {
        let year = i16::try_from(month.div_euclid(12)).ok()?;
        Date::new(year, month.rem_euclid(12) as i8 + 1, day).ok()
    })
}
