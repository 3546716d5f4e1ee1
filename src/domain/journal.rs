//! The mornings of one child, month by month.

use super::day::Month;
use super::month_page::MonthPage;
use super::morning::Morning;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The mornings of one child that have been read.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    months: BTreeMap<Month, MonthPage>,
    /// Whether every month of the child has been read, and not only the months on screen.
    pub complete: bool,
}

static BLANK: LazyLock<Morning> = LazyLock::new(Morning::default);

impl Journal {
    /// The morning of a date. A morning that is not stored is blank.
    pub fn morning(&self, date: Date) -> &Morning {
        self.months.get(&Month::of(date)).and_then(|page| page.mornings.get(&date)).unwrap_or(&BLANK)
    }

    pub fn page(&self, month: Month) -> Option<&MonthPage> {
        self.months.get(&month)
    }

    /// Whether the month has been read, even if it is empty.
    pub fn knows(&self, month: Month) -> bool {
        self.complete || self.months.contains_key(&month)
    }

    /// Adds or replaces a month that the store has read.
    pub fn insert_page(&mut self, month: Month, page: MonthPage) {
        self.months.insert(month, page);
    }

    /// All mornings read so far, oldest first.
    pub fn mornings(&self) -> impl DoubleEndedIterator<Item = (Date, &Morning)> {
        self.months.values().flat_map(|page| page.mornings.iter().map(|(&date, morning)| (date, morning)))
    }

    /// The mornings read so far, from a date on, oldest first.
    pub fn mornings_from(&self, from: Date) -> impl Iterator<Item = (Date, &Morning)> {
        let pages = self.months.range(Month::of(from)..).map(|(_, page)| page);
        pages.flat_map(move |page| page.mornings.range(from..).map(|(&date, morning)| (date, morning)))
    }

    pub fn pages(&self) -> impl Iterator<Item = (Month, &MonthPage)> {
        self.months.iter().map(|(&month, page)| (month, page))
    }
}
