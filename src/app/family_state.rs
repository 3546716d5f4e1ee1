//! The family as the screens show it: the files that the store found last, with the unsaved changes applied.

use crate::domain::calendar::Calendar;
use crate::domain::change::{Change, FamilyFound, Page, RitualsFound, Snapshot};
use crate::domain::child_id::ChildId;
use crate::domain::day::Month;
use crate::domain::family::{self, Child, Family};
use crate::domain::found_copy::FoundCopy;
use crate::domain::journal::Journal;
use crate::domain::month_page::{MonthPage, UnfinishedMerge};
use crate::domain::morning::{Edit, Morning};
use crate::domain::problem::Problem;
use crate::domain::refusal::NotSaved;
use crate::domain::ritual::Catalog;
use crate::domain::ritual_counts::RitualCounts;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The family's files and the unsaved changes, with the calendars and counts that follow from them.
#[derive(Debug, Default)]
pub struct FamilyState {
    /// The files as the store found them last. Only [`FamilyState::accept`] writes here.
    saved: Saved,
    /// The changes that are not on the disk yet, the oldest first.
    unsaved: Vec<Change>,
    /// Why the unsaved changes are not on the disk; None until saving them has failed.
    not_saved: Option<NotSaved>,
    /// The saved family with the unsaved changes.
    family: Family,
    /// The calendar of each child of `family`, in the same order.
    calendars: Vec<Calendar>,
    /// How often each child did each ritual, for the children whose counts were shown.
    counts: BTreeMap<ChildId, RitualCounts>,
}

#[derive(Debug, Default)]
struct Saved {
    family: FamilyFound,
    rituals: RitualsFound,
    journals: BTreeMap<ChildId, Journal>,
    copies: Vec<FoundCopy>,
    /// The months with problems. Keeping them spares each key a search of all months.
    damaged_months: BTreeSet<(ChildId, Month)>,
}

impl FamilyState {
    /// The family with its calendar's rules and the children who are hidden.
    pub fn family(&self) -> &Family {
        &self.family
    }

    /// Whether there is no family file yet. A damaged file counts as a family.
    pub fn is_empty(&self) -> bool {
        self.family.children.is_empty() && self.family.hidden.is_empty() && self.family_problem().is_none()
    }

    /// The children who are shown, each with its calendar.
    pub fn children_with_calendars(&self) -> impl Iterator<Item = (&Child, &Calendar)> {
        self.family.children.iter().zip(&self.calendars)
    }

    /// All rituals and preparations.
    pub fn catalog(&self) -> &Catalog {
        &self.saved.rituals.catalog
    }

    /// The saved mornings of a child, as far as they have been read.
    pub fn journal(&self, child: &ChildId) -> &Journal {
        static EMPTY: LazyLock<Journal> = LazyLock::new(Journal::default);
        self.saved.journals.get(child).unwrap_or(&EMPTY)
    }

    /// The morning of a child on a date.
    pub fn morning_of(&self, child: &ChildId, date: Date) -> &Morning {
        let waiting = self.unsaved_edits(child).rev().find(|edit| edit.date == date);
        waiting.map_or_else(|| self.journal(child).morning(date), |edit| &edit.becomes)
    }

    /// Whether a morning has a change that waits to be saved.
    pub fn is_waiting(&self, child: &ChildId, date: Date) -> bool {
        self.unsaved_edits(child).any(|edit| edit.date == date)
    }

    /// The changes that are not on the disk yet, oldest first.
    pub fn unsaved(&self) -> &[Change] {
        &self.unsaved
    }

    /// The unsaved edits of a child's mornings, oldest first.
    pub fn unsaved_edits(&self, child: &ChildId) -> impl DoubleEndedIterator<Item = &Edit> {
        self.unsaved.iter().flat_map(|change| &change.edits).filter(move |edit| edit.child == *child)
    }

    /// Why the unsaved changes are not on the disk; None when saving them has not failed.
    pub fn why_not_saved(&self) -> Option<&NotSaved> {
        self.not_saved.as_ref()
    }

    /// How often and when last a child did each ritual; None until `count_rituals` could count.
    pub fn ritual_counts(&self, child: &ChildId) -> Option<&RitualCounts> {
        self.counts.get(child)
    }

    /// The problems of the family's files that have been read.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        let damaged = self.saved.damaged_months.iter();
        let months = damaged.filter_map(|(child, month)| self.journal(child).page(*month));
        let pages = self.saved.family.page.problems.iter().chain(&self.saved.rituals.problems);
        pages.chain(months.flat_map(|page| &page.problems))
    }

    /// The unknown keys of the family's rituals.
    pub fn unknown_keys(&self) -> &[Problem] {
        &self.saved.rituals.unknown_keys
    }

    /// The months whose merge was not finished.
    pub fn merges(&self) -> impl Iterator<Item = (&ChildId, Month, &UnfinishedMerge)> {
        self.saved.damaged_months.iter().filter_map(|(child, month)| {
            let merge = self.journal(child).page(*month)?.merge.as_ref()?;
            Some((child, *month, merge.as_ref()))
        })
    }

    /// The copies of the family's files that other programs left.
    pub fn copies(&self) -> &[FoundCopy] {
        &self.saved.copies
    }

    /// Replaces the copies with those that the store found.
    pub(super) fn replace_copies(&mut self, found: Vec<FoundCopy>) {
        self.saved.copies = found;
    }

    /// Why the family file cannot be changed; None when it can.
    pub fn family_problem(&self) -> Option<&Problem> {
        self.saved.family.page.problems.first()
    }

    /// Why the family's own rituals cannot be changed; None when they can.
    pub fn rituals_problem(&self) -> Option<&Problem> {
        self.saved.rituals.problems.first()
    }

    /// Whether the rituals come from the file of `--rituals`, which replaces the family's own.
    pub fn has_rituals_from_elsewhere(&self) -> bool {
        self.saved.rituals.elsewhere
    }

    /// Why the mornings of a child's month cannot be changed; None when they can.
    pub fn month_problem(&self, child: &ChildId, month: Month) -> Option<&Problem> {
        self.journal(child).page(month)?.problems.first()
    }

    /// Whether a month of the child has problems.
    pub fn has_damaged_month(&self, child: &ChildId) -> bool {
        self.saved.damaged_months.iter().any(|(damaged, _)| damaged == child)
    }

    /// Whether the morning of a date may have content that cannot be read.
    pub fn is_unreadable(&self, child: &ChildId, date: Date) -> bool {
        self.journal(child).page(Month::of(date)).is_some_and(|page| page.is_unreadable(date))
    }

    /// The text of one of the family's own pages; None where there is no file.
    pub fn page_text(&self, page: Page) -> Option<String> {
        self.unsaved_text(page).unwrap_or_else(|| match page {
            Page::Family => self.saved.family.text.clone(),
            Page::Rituals => self.saved.rituals.text.clone(),
            // Each import reads `school.toml` again.
            Page::School => None,
        })
    }

    /// The unsaved text of a page; None when the page has no unsaved change.
    pub fn unsaved_text(&self, page: Page) -> Option<Option<String>> {
        let mut waiting = self.unsaved.iter().rev().flat_map(|change| change.pages.iter().rev());
        waiting.find(|edit| edit.page == page).map(|edit| edit.becomes.clone())
    }

    /// Adds an unsaved change. After a change of the family, returns the earlier calendar of each child.
    pub(super) fn push(&mut self, change: Change) -> Vec<(ChildId, Calendar)> {
        let alters_calendars = is_about_family(&change);
        self.unsaved.push(change);
        if alters_calendars { self.show_family() } else { Vec::new() }
    }

    /// Removes the last unsaved change, and returns it.
    pub(super) fn take_back_unsaved(&mut self) -> Option<Change> {
        let change = self.unsaved.pop()?;
        self.forget_failure_when_settled();
        if is_about_family(&change) {
            self.show_family();
        }
        Some(change)
    }

    /// Removes the first `count` unsaved changes, which were saved or refused. Accepts the files that the store found.
    /// Returns whether a morning differs from what the changes made of it, because another program changed it too.
    pub(super) fn settle(&mut self, count: usize, found: Snapshot) -> bool {
        let settled: Vec<Change> = self.unsaved.drain(..count.min(self.unsaved.len())).collect();
        self.forget_failure_when_settled();
        self.accept(found);
        if settled.iter().any(is_about_family) {
            self.show_family();
        }
        let edits = settled.into_iter().flat_map(|change| change.edits);
        let made: BTreeMap<_, _> = edits.map(|edit| ((edit.child, edit.date), edit.becomes)).collect();
        made.iter().any(|((child, date), morning)| self.journal(child).morning(*date) != morning)
    }

    /// Remembers why the unsaved changes could not be saved.
    pub(super) fn could_not_save(&mut self, why: NotSaved) {
        self.not_saved = Some(why);
    }

    fn forget_failure_when_settled(&mut self) {
        if self.unsaved.is_empty() {
            self.not_saved = None;
        }
    }

    /// Replaces the saved files with the files that the store found. Returns whether a file differs from before.
    pub(super) fn accept(&mut self, found: Snapshot) -> bool {
        let mut differs = false;
        if let Some(family) = found.family {
            let before = std::mem::replace(&mut self.saved.family, family);
            let now = &self.saved.family;
            differs |= before.text != now.text || before.page.problems != now.page.problems;
            self.show_family();
        }
        if let Some(rituals) = found.rituals {
            let before = std::mem::replace(&mut self.saved.rituals, rituals);
            let now = &self.saved.rituals;
            differs |= before.catalog != now.catalog || before.problems != now.problems;
        }
        for (child, month, page) in found.months {
            differs |= self.accept_month(child, month, page);
        }
        for child in found.complete {
            self.saved.journals.entry(child).or_default().complete = true;
        }
        differs
    }

    /// Replaces a saved month. Returns whether the month was known before and differs now.
    fn accept_month(&mut self, child: ChildId, month: Month, page: MonthPage) -> bool {
        let journal = self.saved.journals.entry(child.clone()).or_default();
        let before = journal.page(month);
        let differs = before.is_some_and(|before| *before != page);
        if let Some(counts) = self.counts.get_mut(&child) {
            counts.replace(before, &page);
        }
        let is_damaged = !page.problems.is_empty();
        journal.insert_page(month, page);
        self.saved.damaged_months.remove(&(child.clone(), month));
        self.saved.damaged_months.extend(is_damaged.then_some((child, month)));
        differs
    }

    /// Counts the rituals of a child once all its months have been read. After that, [`FamilyState::accept`] counts
    /// only the months that change.
    pub(super) fn count_rituals(&mut self, child: &ChildId) {
        if !self.counts.contains_key(child) && self.journal(child).complete {
            let counts = RitualCounts::of(self.journal(child).pages().map(|(_, page)| page));
            self.counts.insert(child.clone(), counts);
        }
    }

    /// Derives the family from its saved file and the unsaved changes. If the family has changed, builds its calendars
    /// again and returns the earlier ones.
    fn show_family(&mut self) -> Vec<(ChildId, Calendar)> {
        let family = match self.unsaved_text(Page::Family).flatten() {
            Some(text) => family::read(Page::Family.file_name(), &text).family,
            None => self.saved.family.page.family.clone(),
        };
        if family == self.family {
            return Vec::new();
        }
        let children = std::mem::replace(&mut self.family, family).children;
        let calendars = self.family.children.iter().map(|child| Calendar::of(&self.family, child)).collect();
        let before = std::mem::replace(&mut self.calendars, calendars);
        children.into_iter().map(|child| child.id).zip(before).collect()
    }
}

fn is_about_family(change: &Change) -> bool {
    change.pages.iter().any(|edit| edit.page == Page::Family)
}
