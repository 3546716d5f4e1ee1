//! Counts how often each ritual was done, and when last.

use super::month_page::MonthPage;
use super::ritual::RitualId;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// How often a ritual was done, and on which date last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RitualCount {
    pub times: usize,
    pub last: Date,
}

/// The dates on which each ritual was done by one child.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RitualCounts {
    dates: BTreeMap<RitualId, BTreeSet<Date>>,
}

impl RitualCounts {
    /// The counts of some months.
    pub fn of<'p>(pages: impl Iterator<Item = &'p MonthPage>) -> RitualCounts {
        let mut counts = RitualCounts::default();
        pages.for_each(|page| counts.add(page));
        counts
    }

    /// The count of one ritual. None for a ritual that was never done.
    pub fn get(&self, id: &RitualId) -> Option<RitualCount> {
        let dates = self.dates.get(id)?;
        Some(RitualCount { times: dates.len(), last: *dates.last()? })
    }

    /// Replaces the counts of one month. The other months are not counted again.
    pub fn replace(&mut self, before: Option<&MonthPage>, after: &MonthPage) {
        for (date, morning) in before.iter().flat_map(|page| &page.mornings) {
            for id in &morning.done {
                self.dates.get_mut(id).map(|dates| dates.remove(date));
            }
        }
        self.add(after);
    }

    fn add(&mut self, page: &MonthPage) {
        for (date, morning) in &page.mornings {
            for id in &morning.done {
                match self.dates.get_mut(id) {
                    Some(dates) => dates.insert(*date),
                    None => self.dates.entry(id.clone()).or_default().insert(*date),
                };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::morning::Morning;
    use jiff::civil::date;

    #[test]
    fn a_changed_month_is_counted_like_a_new_month() {
        let (kiss, heart) = (RitualId::new("kiss"), RitualId::new("heart"));
        let month = |days: &[(i8, &RitualId)]| {
            let mut page = MonthPage::default();
            for (day, id) in days {
                page.put(date(2026, 9, *day), Morning::default().marked(id, true));
            }
            page
        };
        let (before, after) = (month(&[(7, &kiss), (9, &kiss)]), month(&[(7, &kiss), (8, &heart)]));
        let mut counts = RitualCounts::of([&before].into_iter());
        assert_eq!(counts.get(&kiss), Some(RitualCount { times: 2, last: date(2026, 9, 9) }));
        counts.replace(Some(&before), &after);
        assert_eq!(counts, RitualCounts::of([&after].into_iter()));
        counts.replace(Some(&after), &MonthPage::default());
        assert_eq!(counts.get(&kiss), None);
    }
}
