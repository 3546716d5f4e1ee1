//! Stray plans: plans on days without school. A change of the family mentions them, and a key finds and moves them.

use super::MOST_SELECTED;
use crate::app::keys::NotNow;
use crate::app::{App, Effect};
use crate::domain::calendar::Calendar;
use crate::domain::change::Change;
use crate::domain::child_id::ChildId;
use crate::domain::dates::DateRange;
use crate::domain::day::{self, Month, add_days, month_and_day};
use crate::domain::family::Child;
use crate::domain::morning::{Edit, MorningState};
use crate::domain::plan;
use crate::domain::text::plural;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// How many school mornings are searched for a free one: four ordinary weeks.
const LONGEST_SEARCH: usize = 20;

/// How many months ahead stray plans are searched: a school year.
const MONTHS_AHEAD: i64 = 12;

/// The moves of one child's plans from days without school.
struct Moving<'a> {
    child: &'a Child,
    /// Pairs of dates: a day without school, and the morning for its plan.
    moves: Vec<(Date, Date)>,
    /// How many plans find no free morning.
    left: usize,
    /// Why some plans cannot be changed.
    locked: Option<String>,
}

impl App {
    /// Says how many plans have lost their school day. `before` has the calendars before the change.
    pub(in crate::app) fn tell_of_stray_plans(&mut self, before: &[(ChildId, Calendar)]) {
        let from = self.first_searched_day();
        let is_left = |child: &Child, now: &Calendar, date: Date| {
            let was_school = |(id, then): &(ChildId, Calendar)| *id == child.id && then.is_school_morning(date);
            !now.is_school_morning(date) && before.iter().any(was_school)
        };
        let of_child = |(child, now)| self.planned_from(child, from).filter(|date| is_left(child, now, *date)).count();
        let count: usize = self.children_with_calendars().map(of_child).sum();
        if count == 0 {
            return;
        }
        let (are_on, them) = if count == 1 { ("is on a day", "it") } else { ("are on days", "them") };
        let plans = plural(count, "plan");
        self.say_also(&format!(
            "{plans} {are_on} without school now. {{calendar.move-plan}} on Calendar moves {them}."
        ));
    }

    /// The first day on which plans are searched: today, or an earlier selected day such as yesterday's snow day.
    fn first_searched_day(&self) -> Date {
        self.today.min(self.selected().from())
    }

    /// The months in which plans are searched for, for every child.
    pub(in crate::app) fn dates_to_search(&self) -> impl Iterator<Item = (ChildId, Vec<Date>)> {
        let first = self.today.first_of_month();
        let months: Vec<Date> = (0..=MONTHS_AHEAD).map(|ahead| first.saturating_add(ahead.months())).collect();
        self.children().iter().map(move |child| (child.id.clone(), months.clone()))
    }

    /// The days from `from` on with a plan of which nothing is done yet, in the months that have been read.
    fn planned_from(&self, child: &Child, from: Date) -> impl Iterator<Item = Date> {
        let saved = self.journal(&child.id).mornings_from(from).map(|(date, _)| date);
        let waiting = self.family_state.unsaved_edits(&child.id).map(|edit| edit.date).filter(|date| *date >= from);
        let days: BTreeSet<Date> = saved.chain(waiting).collect();
        days.into_iter().filter(|date| self.is_planned(child, *date))
    }

    fn is_planned(&self, child: &Child, date: Date) -> bool {
        self.morning_of(&child.id, date).state() == MorningState::Planned
    }

    /// The selected days on which the child has a plan and no school.
    fn stray_days(&self, child: &Child, calendar: &Calendar) -> impl Iterator<Item = Date> {
        let days = self.selected().days().take(MOST_SELECTED);
        days.filter(move |date| self.is_planned(child, *date) && !calendar.is_school_morning(*date))
    }

    /// Whether any child has a plan on a selected day without school.
    pub fn has_plans_to_move(&self) -> bool {
        self.children_with_calendars().any(|(child, calendar)| self.stray_days(child, calendar).next().is_some())
    }

    /// The school mornings that plans of the selected days could move to.
    fn later_mornings(&self, calendar: &Calendar) -> Vec<Date> {
        calendar.mornings_from(add_days(self.selected().to(), 1), LONGEST_SEARCH)
    }

    /// The dates whose mornings are needed to move plans, for every child.
    pub(in crate::app) fn dates_to_move_plans(&self) -> impl Iterator<Item = (ChildId, Vec<Date>)> {
        self.children_with_calendars().map(|(child, calendar)| {
            let mut dates: Vec<Date> = self.selected().days().take(MOST_SELECTED).collect();
            if self.stray_days(child, calendar).next().is_some() {
                dates.extend(self.later_mornings(calendar));
            }
            (child.id.clone(), dates)
        })
    }

    /// The moves of the child's stray plans on selected days; None without stray plans.
    fn moving<'s>(&self, child: &'s Child, calendar: &Calendar) -> Option<Moving<'s>> {
        let why_locked = |date: Date| self.read_only_of(Some(&child.id), date);
        let is_free = |date: &Date| {
            let there = self.morning_of(&child.id, *date);
            there.state() == MorningState::Empty && why_locked(*date).is_none()
        };
        let (open, locked): (Vec<Date>, Vec<Date>) =
            self.stray_days(child, calendar).partition(|date| why_locked(*date).is_none());
        let free = self.later_mornings(calendar).into_iter().filter(is_free);
        let moves: Vec<(Date, Date)> = open.iter().copied().zip(free).collect();
        let (left, is_any) = (open.len() - moves.len(), !(open.is_empty() && locked.is_empty()));
        let locked = locked.first().and_then(|date| why_locked(*date));
        is_any.then_some(Moving { child, moves, left, locked })
    }

    pub(in crate::app) fn move_plans(&mut self) -> Vec<Effect> {
        // With a part of the family's calendar missing, a day may only seem to have no school.
        if let Err(why) = self.may_change_family() {
            return self.refuse(&why);
        }
        let all = self.children_with_calendars();
        let moving: Vec<Moving<'_>> = all.filter_map(|(child, calendar)| self.moving(child, calendar)).collect();
        if moving.is_empty() {
            return self.go_to_a_stray_plan();
        }
        let edits: Vec<_> = moving.iter().flat_map(|moving| self.edits_of(moving)).collect();
        let left: usize = moving.iter().map(|moving| moving.left).sum();
        let locked = moving.iter().find_map(|moving| Some((moving.child.name.clone(), moving.locked.clone()?)));
        if edits.is_empty() {
            return match locked {
                Some((_, why)) => self.refuse(&NotNow::warning(why)),
                None => self.reply("The next four weeks have no free morning to move to."),
            };
        }
        let what = self.moved_label(&moving);
        self.on_calendar.selecting = None;
        self.say_done(&what);
        if left > 0 {
            self.say_also(&format!("{} found no free morning in the next four weeks.", plural(left, "plan")));
        }
        if let Some((name, why)) = locked {
            self.say_also(&format!("{name}'s plan stays: {why}"));
        }
        self.push(Change::of_mornings(what, edits))
    }

    fn edits_of<'s>(&'s self, moving: &'s Moving<'_>) -> impl Iterator<Item = Edit> + 's {
        let morning = |date| self.morning_of(&moving.child.id, date);
        let moved =
            move |&(from, to): &(Date, Date)| plan::moved(moving.child, (from, morning(from)), (to, morning(to)));
        moving.moves.iter().flat_map(moved)
    }

    /// The label of moved plans: `2 plans moved from Mon, Sep 14 (Mia to Oct 5, Leo to Oct 12)`.
    fn moved_label(&self, moving: &[Moving<'_>]) -> String {
        let all = || moving.iter().flat_map(|moving| &moving.moves);
        let from = range_of(all().map(|(from, _)| *from)).map(|dates| dates.short_label(self.today));
        let what = format!("{} moved from {}", plural(all().count(), "plan"), from.unwrap_or_default());
        let to = |moving: &Moving<'_>| range_of(moving.moves.iter().map(|(_, to)| *to));
        if self.children().len() == 1 {
            let to = moving.first().and_then(to).map(|dates| dates.short_label(self.today));
            return format!("{what} to {}", to.unwrap_or_default());
        }
        let one =
            |moving: &Moving<'_>| Some(format!("{} to {}", moving.child.name, self.label_without_weekday(to(moving)?)));
        format!("{what} ({})", moving.iter().filter_map(one).collect::<Vec<_>>().join(", "))
    }

    /// A label of dates without a weekday: a comma after a weekday would look like a comma between names.
    fn label_without_weekday(&self, dates: DateRange) -> String {
        let is_of_this_year = dates.to().year() == self.today.year();
        if dates.from() == dates.to() && is_of_this_year {
            return month_and_day(dates.to());
        }
        dates.short_label(self.today)
    }

    /// Goes to the first day with a plan and without school, once the months ahead have been read.
    pub(in crate::app) fn go_to_a_stray_plan(&mut self) -> Vec<Effect> {
        let is_known = |(child, dates): (ChildId, Vec<Date>)| {
            dates.into_iter().all(|date| self.journal(&child).knows(Month::of(date)))
        };
        if !self.on_calendar.searches_plans && !self.dates_to_search().all(is_known) {
            self.on_calendar.searches_plans = true;
            return Vec::new();
        }
        self.on_calendar.searches_plans = false;
        let from = self.first_searched_day();
        let first = |(child, calendar): (&Child, &Calendar)| {
            let mut planned = self.planned_from(child, from);
            Some((planned.find(|date| !calendar.is_school_morning(*date))?, child.name.clone()))
        };
        let found = self.children_with_calendars().filter_map(first).min_by_key(|(date, _)| *date);
        let Some((date, name)) = found else {
            return self.reply("There is nothing to move: no day without school has a plan in the year ahead.");
        };
        self.show_day(date);
        let whose = if self.children().len() > 1 { format!("{name}'s plan") } else { "a plan".to_owned() };
        let day = day::short_label(date, self.today);
        self.reply(&format!("Here is {whose} on a day without school: {day}. {{calendar.move-plan}} moves it."))
    }
}

/// The range from the earliest of some dates through the latest; None without dates.
fn range_of(dates: impl Iterator<Item = Date>) -> Option<DateRange> {
    let dates: Vec<Date> = dates.collect();
    DateRange::new(*dates.iter().min()?, *dates.iter().max()?)
}
