//! `goodbye today`: shows the goodbye of this morning.

use super::FamilyVerb;
use super::rituals::name_and_time;
use super::session::{Failure, Loaded, Session};
use crate::app::keys::spell;
use crate::domain::calendar::{Calendar, Day};
use crate::domain::day::{self, Month, add_days};
use crate::domain::family::Child;
use crate::domain::month_page::MonthPage;
use crate::domain::morning::{Morning, MorningState};
use crate::domain::record::Record;
use crate::domain::ritual::RitualId;
use crate::domain::typed_day::Meant;
use crate::shell::args::Example;
use crate::shell::output::{Answer, COULD_NOT};
use crate::shell::paint::Paint;
use jiff::civil::Date;
use serde_json::{Value, json};

#[derive(Debug, clap::Args)]
pub struct Today {
    /// The day, such as tomorrow or 7 sep [default: today]
    date: Vec<String>,
    #[command(flatten)]
    show: ShowOptions,
}

// The options of the commands that show mornings. This is no doc comment, because clap would print it as their help.
#[derive(Debug, clap::Args)]
pub(super) struct ShowOptions {
    /// The same day, as the other commands take it
    #[arg(long, value_name = "DATE", conflicts_with = "date")]
    on: Option<String>,
    /// Show only this child
    #[arg(long, value_name = "NAME")]
    pub(super) child: Option<String>,
    /// Print JSON, for scripts; `goodbye help json` describes it
    #[arg(long)]
    pub(super) json: bool,
}

impl ShowOptions {
    /// The day that was typed after --on, or as the words of `date`. None when no day was typed.
    pub(super) fn day(&self, date: &[String]) -> Option<String> {
        self.on.clone().or_else(|| (!date.is_empty()).then(|| date.join(" ")))
    }
}

impl FamilyVerb for Today {
    const EXAMPLES: &'static [Example] = &[
        ("goodbye today", "what happens at the door this morning"),
        ("goodbye today friday", "the goodbye of another day"),
        ("goodbye today --child Leo", "only one child"),
        ("goodbye today --json", "the same for a script"),
    ];

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let typed = self.show.day(&self.date);
        let (loaded, date) = (session.load()?, session.date(typed.as_deref(), Meant::Either)?);
        let children = loaded.children(self.show.child.as_deref())?;
        let (mut texts, mut values, mut code) = (Vec::new(), Vec::new(), loaded.code());
        for child in children {
            let page = month_page(session, child, date, &mut code);
            let shown = Shown::new(session, &loaded, child, date, &page);
            if self.show.json {
                values.push(shown.json());
            } else {
                let mut text = shown.text();
                if let Some(next) = shown.next_to_show() {
                    text.push_str(&shown.next_text(next, &month_page(session, child, next, &mut code)));
                }
                texts.push(text);
            }
        }
        if self.show.json {
            return Ok(Answer { code, ..Answer::json(json!({ "today": session.today, "children": values })) });
        }
        Ok(Answer { code, ..Answer::done(texts.join("\n")) })
    }
}

/// The mornings in the month of `date`. For a file with problems there is a notice, and the exit code says so.
pub(super) fn month_page(session: &mut Session, child: &Child, date: Date, code: &mut u8) -> MonthPage {
    let found = session.store.read_months(&child.id, &[Month::of(date)]);
    let page = found.months.into_iter().next().map(|(_, _, page)| page).unwrap_or_default();
    session.notice(&page.problems);
    if page.is_read_only() {
        *code = COULD_NOT;
    }
    page
}

/// The morning of one child, with everything that is shown about it.
pub(super) struct Shown<'l> {
    loaded: &'l Loaded,
    child: &'l Child,
    pub(super) calendar: Calendar,
    pub(super) date: Date,
    today: Date,
    pub(super) morning: Morning,
    is_read_only: bool,
    /// Whether the morning looks empty only because its file cannot be read.
    pub(super) cannot_be_read: bool,
    ascii: bool,
}

impl<'l> Shown<'l> {
    pub(super) fn new(
        session: &Session,
        loaded: &'l Loaded,
        child: &'l Child,
        date: Date,
        page: &MonthPage,
    ) -> Shown<'l> {
        let (today, ascii) = (session.today, session.ascii);
        let morning = page.mornings.get(&date).cloned().unwrap_or_default();
        let (calendar, is_read_only) = (loaded.calendar(child), page.is_read_only());
        let cannot_be_read = page.cannot_be_read(date);
        Shown { loaded, child, calendar, date, today, morning, is_read_only, cannot_be_read, ascii }
    }

    fn text(&self) -> String {
        let (morning, state) = (&self.morning, self.morning.state());
        let is_school = self.calendar.is_school_morning(self.date);
        let mut lines = self.heading();
        if let Some(reason) = &morning.skipped {
            lines.push(format!("Skipped: {reason}"));
        } else if state != MorningState::Empty && !is_school {
            lines.push(format!("Planned for {} anyway:", self.when()));
        }
        for id in morning.rituals() {
            let ritual = self.loaded.catalog.get(id);
            lines.push(self.ritual_line(id, ritual.map(name_and_time)));
            let steps = ritual.map_or(&[][..], |ritual| &ritual.steps).iter().enumerate();
            lines.extend(steps.map(|(i, step)| format!("    {}. {step}", i + 1)));
        }
        if self.cannot_be_read {
            lines.push("What is planned cannot be read: the file of this month has errors.".to_owned());
        } else if state == MorningState::Empty && is_school {
            lines.push(self.nothing_planned());
        }
        if state == MorningState::Done {
            lines.push("All done. Have a good day.".to_owned());
        }
        lines.extend(morning.mood.as_ref().map(|mood| format!("Mood: {}", mood.keyword())));
        lines.extend(morning.note.as_ref().map(|note| format!("Note: {note}")));
        lines.join("\n") + "\n"
    }

    /// The words for the day in a sentence: `today`, or `that day`.
    fn when(&self) -> &'static str {
        if self.date == self.today { "today" } else { "that day" }
    }

    fn nothing_planned(&self) -> String {
        if self.date < self.today {
            return "Nothing was planned.".to_owned();
        }
        let date = if self.date == self.today { "today".to_owned() } else { self.date.to_string() };
        format!("Nothing is planned yet. Plan something with `goodbye plan {date} RITUAL`.")
    }

    /// The child, the date, and the school morning with who picks up; or why there is no goodbye, and the next school
    /// morning.
    fn heading(&self) -> Vec<String> {
        let heading = format!("{} · {}", Paint::Strong.on(&self.child.name), day::reply_label(self.date, self.today));
        if let Some(school) = self.calendar.school_morning_label(self.date) {
            let picks_up = self.calendar.collects(self.date).map(|who| format!("Pickup: {who}"));
            return [format!("{heading} · {school}")].into_iter().chain(picks_up).collect();
        }
        let (day, today) = (self.calendar.day(self.date), self.today);
        let sentence = day.sentence(&self.child.name, self.when());
        match self.calendar.next_from(self.date).map(|next| day::label(next, today)) {
            Some(next) if day == Day::BeforeFirstDay => vec![heading, format!("School begins on {next}.")],
            Some(next) => vec![heading, format!("{sentence} The next school morning is {next}.")],
            None => [heading, sentence].into_iter().chain(self.over_sentence()).collect(),
        }
    }

    /// The end of the last term, and how the next one gets into the calendar. None before that end.
    pub(super) fn over_sentence(&self) -> Option<String> {
        let last = self.calendar.last_day().filter(|last| *last < self.date)?;
        let ends = if last < self.today { "ended" } else { "ends" };
        Some(
            spell(&format!(
                "The last term {ends} on {}. `goodbye import FILE` adds the school's new calendar. By hand, open the \
             planner with `goodbye`: {{screens.calendar}} shows Calendar, and {{calendar.add}} adds a term.",
                day::reply_label(last, self.today)
            ))
            .into_owned(),
        )
    }

    pub(super) fn ritual_line(&self, id: &RitualId, name: Option<String>) -> String {
        let sign = match (self.morning.is_done(id), self.ascii) {
            (true, true) => Paint::Done.on("[x]"),
            (true, false) => Paint::Done.on("✓"),
            (false, true) => "[ ]".to_owned(),
            (false, false) => "○".to_owned(),
        };
        format!("{sign} {}", name.unwrap_or_else(|| self.loaded.catalog.name(id)))
    }

    /// The next school morning, when today has neither school nor a plan.
    fn next_to_show(&self) -> Option<Date> {
        let is_empty = self.morning.state() == MorningState::Empty && !self.calendar.is_school_morning(self.date);
        self.calendar.next_from(self.date).filter(|_| is_empty)
    }

    /// The plan of the next school morning; empty without one.
    fn next_text(&self, next: Date, page: &MonthPage) -> String {
        if page.is_unreadable(next) {
            let day = day::label(next, self.today);
            return format!("What is planned on {day} cannot be read: the file of that month has errors.\n");
        }
        let planned = page.mornings.get(&next).filter(|morning| morning.state() == MorningState::Planned);
        let Some(morning) = planned else { return String::new() };
        let sign = if self.ascii { "[ ]" } else { "○" };
        let ritual = |id| format!("{sign} {}\n", self.loaded.catalog.name(id));
        let rituals: String = morning.plan.iter().map(ritual).collect();
        format!("{}'s goodbye on {}:\n{rituals}", self.child.name, day::label(next, self.today))
    }

    pub(super) fn json(&self) -> Value {
        let (catalog, morning) = (&self.loaded.catalog, &self.morning);
        let ritual = |id| {
            let known = catalog.get(id);
            json!({
                "id": id,
                "name": catalog.name(id),
                "done": morning.is_done(id),
                "prepared": morning.prepared.contains(id),
                "minutes": known.and_then(|ritual| ritual.minutes),
                "steps": known.map_or(&[][..], |ritual| &ritual.steps),
            })
        };
        let record = Record::new(self.child, &self.calendar, self.date, morning);
        let mut value = json!(if self.cannot_be_read { record.unreadable() } else { record });
        value["school_morning"] = json!(self.calendar.number(self.date));
        value["school_mornings_of_year"] = json!(self.calendar.total_of_year(self.date));
        value["next_school_morning"] = json!(self.calendar.next_from(add_days(self.date, 1)));
        value["rituals"] = morning.rituals().into_iter().map(ritual).collect();
        value["read_only"] = json!(self.is_read_only);
        value
    }
}
