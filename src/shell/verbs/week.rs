//! `goodbye week`: shows the goodbyes of a week.

use super::FamilyVerb;
use super::session::{Failure, Loaded, Session};
use super::today::{ShowOptions, Shown, month_page};
use crate::domain::calendar::Day;
use crate::domain::day::{self, Month, add_days, days_between, week_of};
use crate::domain::family::Child;
use crate::domain::month_page::MonthPage;
use crate::domain::morning::MorningState;
use crate::domain::text::{capitalized, one_line};
use crate::domain::typed_day::Meant;
use crate::shell::args::Example;
use crate::shell::output::Answer;
use crate::shell::paint::Paint;
use jiff::civil::Date;
use serde_json::{Value, json};

#[derive(Debug, clap::Args)]
pub struct Week {
    /// A day of the week, such as next week or 7 sep [default: today, or next week after the last school morning]
    date: Vec<String>,
    #[command(flatten)]
    show: ShowOptions,
}

impl FamilyVerb for Week {
    const EXAMPLES: &'static [Example] = &[
        ("goodbye week", "this week"),
        ("goodbye week next week", "another week"),
        ("goodbye week 7 sep --child Leo", "the week of a day, for one child"),
    ];

    /// A week starts on the day of the settings.
    fn uses_settings(&self) -> bool {
        true
    }

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let loaded = session.load()?;
        let typed = self.show.day(&self.date).unwrap_or_default().trim().to_lowercase();
        let children = loaded.children(self.show.child.as_deref())?;
        let date = match typed.as_str() {
            "" => day_of_week_to_show(session, &loaded, &children),
            "this" | "this week" => session.today,
            "next" | "last" => session.days().day(&format!("{typed} week"), Meant::Either)?,
            typed => session.days().day(typed, Meant::Either)?,
        };
        let from = week_of(date, session.settings.settings.week_starts);
        let (mut texts, mut values, mut code) = (Vec::new(), Vec::new(), loaded.code());
        for child in children {
            let pages =
                [from, add_days(from, 6)].map(|date| (Month::of(date), month_page(session, child, date, &mut code)));
            let page = |date: Date| -> &MonthPage { &pages[usize::from(!pages[0].0.contains(date))].1 };
            let days = (0..7).map(|days| add_days(from, days));
            let days: Vec<Shown<'_>> = days.map(|date| Shown::new(session, &loaded, child, date, page(date))).collect();
            if self.show.json {
                let days: Vec<Value> = days.iter().map(Shown::json).collect();
                values.push(json!({ "child": child.id, "name": child.name, "days": days }));
            } else {
                texts.push(text(session, child, from, &days));
            }
        }
        if self.show.json {
            let value = json!({ "today": session.today, "from": from, "to": add_days(from, 6), "children": values });
            return Ok(Answer { code, ..Answer::json(value) });
        }
        Ok(Answer { code, ..Answer::done(texts.join("\n")) })
    }
}

/// Today, or a day of next week when this week has no school morning left and next week has one.
fn day_of_week_to_show(session: &Session, loaded: &Loaded, children: &[&Child]) -> Date {
    let next = add_days(week_of(session.today, session.settings.settings.week_starts), 7);
    let first = children.iter().filter_map(|child| loaded.calendar(child).next_from(session.today)).min();
    if first.is_some_and(|first| (next..add_days(next, 7)).contains(&first)) { next } else { session.today }
}

/// The week of one child. A day without school is shown when it usually has school, or when something is on it.
fn text(session: &Session, child: &Child, from: Date, days: &[Shown<'_>]) -> String {
    let this_week = week_of(session.today, session.settings.settings.week_starts);
    let week = match days_between(this_week, from) {
        0 => format!("{} (this week)", day::label(from, session.today)),
        7 => format!("{} (next week)", day::label(from, session.today)),
        _ => day::reply_label(from, session.today),
    };
    let mut text = format!("{} · Week of {week}\n", Paint::Strong.on(&child.name));
    let is_shown = |shown: &&Shown<'_>| {
        let is_usual = child.school_days.contains(shown.date.weekday());
        is_usual || shown.calendar.is_school_morning(shown.date) || !shown.morning.is_blank()
    };
    let label = |date: Date| {
        let today = if date == session.today { ", today" } else { "" };
        format!("{}{today}", day::short_label(date, session.today))
    };
    let over = days.last().and_then(Shown::over_sentence);
    let days: Vec<(String, Vec<String>)> =
        days.iter().filter(is_shown).map(|shown| (label(shown.date), lines(child, shown))).collect();
    let widest = days.iter().map(|(label, _)| label.len()).max().unwrap_or(0);
    for (label, lines) in days {
        for (place, line) in lines.iter().enumerate() {
            let label = if place == 0 { label.as_str() } else { "" };
            text.push_str(&format!("  {label:widest$}  {line}\n"));
        }
    }
    text + &over.map_or_else(String::new, |over| over + "\n")
}

/// The lines of one day: why there is no goodbye, the rituals with their signs, the mood and the note.
fn lines(child: &Child, shown: &Shown<'_>) -> Vec<String> {
    let (morning, day) = (&shown.morning, shown.calendar.day(shown.date));
    let mut lines: Vec<String> = day.no_goodbye_label(&child.name).map(|why| capitalized(&why)).into_iter().collect();
    lines.extend(morning.skipped.as_ref().map(|reason| format!("Skipped: {}", one_line(reason))));
    lines.extend(morning.rituals().into_iter().map(|id| shown.ritual_line(id, None)));
    match day {
        _ if shown.cannot_be_read => lines.push("What is planned cannot be read.".to_owned()),
        Day::School(_) if morning.state() == MorningState::Empty => lines.push("Nothing planned".to_owned()),
        _ => {}
    }
    lines.extend(morning.mood.as_ref().map(|mood| format!("Mood: {}", one_line(mood.keyword()))));
    lines.extend(morning.note.as_ref().map(|note| format!("Note: {}", one_line(note))));
    lines
}
