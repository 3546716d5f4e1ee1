//! Days in numbers whose order differs between countries: `7/10`, `07-10-2026`, `07-10-26`.

use super::phrase::{DayInYear, Numbers, Third, WrittenDate};
use super::{DateOrder, DayError, DayReader, Meant};
use jiff::civil::Date;

/// A date that numbers can be, with the order of day and month. None for the year first, as in `26-09-07`.
type Reading = (Option<DateOrder>, Result<Date, DayError>);

/// The century of a year in two digits.
const CENTURY: i16 = 2000;
/// The years around today that `07-10-26` can have: mornings are planned for a school year or two.
const NEAR_YEARS: i16 = 2;

impl DayReader {
    /// Reads numbers in the order of the settings, or else in the only order that fits.
    pub(super) fn numbers(&self, numbers: Numbers, meant: Meant, typed: &str) -> Result<Date, DayError> {
        let readings = self.readings(numbers, meant);
        let fits = |date: &Result<Date, DayError>| !matches!(date, Err(DayError::NoSuchDay { .. }));
        let is_preferred = |order: &Option<DateOrder>| order.is_some() && *order == self.order;
        if let Some((_, date)) = readings.iter().find(|(order, date)| is_preferred(order) && fits(date)) {
            return date.clone();
        }
        let mut dates: Vec<Date> = readings.iter().filter_map(|(_, date)| date.clone().ok()).collect();
        dates.dedup();
        match dates[..] {
            [] => {
                // Of two impossible readings, the error names the reading that has a month.
                let order = numbers.only_order().unwrap_or(DateOrder::MonthFirst);
                let error = readings.into_iter().find(|(own, _)| *own == Some(order)).map(|(_, date)| date);
                error.unwrap_or_else(|| Err(DayError::unknown(typed)))
            }
            [date] => Ok(date),
            [one, other, ..] => Err(DayError::ambiguous(typed, one, other, self.today)),
        }
    }

    /// The dates that numbers can be.
    fn readings(&self, numbers: Numbers, meant: Meant) -> Vec<Reading> {
        let Numbers { first, second, third, weekday } = numbers;
        let year = third.map(|third| match third {
            Third::Year(year) => year,
            Third::Short(year) => CENTURY + i16::from(year),
        });
        let date = |day, month, year| {
            self.date(WrittenDate { day: DayInYear::DayAndMonth { day, month }, year, weekday }, meant)
        };
        let mut readings = vec![
            (Some(DateOrder::MonthFirst), date(second, first, year)),
            (Some(DateOrder::DayFirst), date(first, second, year)),
        ];
        if let Some(Third::Short(day)) = third {
            readings.push((None, date(day, second, Some(CENTURY + i16::from(first)))));
            let is_near = |date: &Date| (date.year() - self.today.year()).abs() <= NEAR_YEARS;
            let is_near = |(_, date): &Reading| date.as_ref().is_ok_and(is_near);
            // A number that would be a far year is a day. Where all years are far, the year stands last.
            let is_any_near = readings.iter().any(is_near);
            readings.retain(|reading| if is_any_near { is_near(reading) } else { reading.0.is_some() });
        }
        readings
    }
}
