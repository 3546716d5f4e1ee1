//! `goodbye today`: shows the goodbye of this morning.

use super::FamilyVerb;
use super::rituals::name_and_time;
use super::session::{Failure, Loaded, Session};
use crate::domain::calendar::{Calendar, Day};
use crate::domain::day::{self, Month, add_days};
use crate::domain::family::Child;
use crate::domain::month_page::MonthPage;
use crate::domain::morning::{Morning, MorningState};
use crate::domain::record::Record;
use crate::domain::ritual::RitualId;
use crate::shell::args::Example;
use crate::shell::output::{Answer, COULD_NOT};
use crate::shell::paint::Paint;
use jiff::civil::Date;
use serde_json::{Value, json};

#[derive(Debug, clap::Args)]
pub struct Today {
    /// Show only this child
    #[arg(long, value_name = "NAME")]
    child: Option<String>,
    /// Print JSON, for scripts
    ///
    /// An object with `today` and `children`. Each child has `child` (the id), `name`, `date`, `day` (school, free,
    /// off, absent, other-home or before-first-day), `day_name` (such as Fall break), `hours` (full day, half day, late
    /// start, early finish or extra school day), `time` (when it starts or ends), `collects`, `school_morning` (a
    /// number or null), `school_mornings_of_year`, `next_school_morning`, `standing` (empty, planned, begun, done,
    /// skipped or unreadable), `rituals`, `skipped`, `mood`, `note` and `read_only`. Each ritual has `id`, `name`, `done`,
    /// `prepared`, `minutes` and `steps`.
    #[arg(long)]
    json: bool,
}

impl FamilyVerb for Today {
    const EXAMPLES: &'static [Example] = &[
        ("goodbye today", "what happens at the door this morning"),
        ("goodbye today --child Leo", "only one child"),
        ("goodbye today --json", "the same for a script"),
    ];

    fn run(&self, session: &mut Session) -> Result<Answer, Failure> {
        let loaded = session.load()?;
        let children: Vec<&Child> = match &self.child {
            Some(name) => vec![loaded.child(Some(name))?],
            None => loaded.family.children.iter().collect(),
        };
        let (mut texts, mut values, mut code) = (Vec::new(), Vec::new(), 0);
        for child in children {
            let page = month_page(session, child, session.today, &mut code);
            let shown = Shown::new(session, &loaded, child, &page);
            if self.json {
                values.push(shown.json());
            } else {
                let mut text = shown.text();
                if let Some(next) = shown.next_to_show() {
                    text.push_str(&shown.next_text(next, &month_page(session, child, next, &mut code)));
                }
                texts.push(text);
            }
        }
        if self.json {
            return Ok(Answer { code, ..Answer::json(json!({ "today": session.today, "children": values })) });
        }
        Ok(Answer { code, ..Answer::done(texts.join("\n")) })
    }
}

/// The mornings in the month of `date`. For a file with problems there is a notice, and the exit code says so.
fn month_page(session: &mut Session, child: &Child, date: Date, code: &mut u8) -> MonthPage {
    let found = session.store.read_months(&child.id, &[Month::of(date)]);
    let page = found.months.into_iter().next().map(|(_, _, page)| page).unwrap_or_default();
    session.notice(&page.problems);
    if page.is_read_only() {
        *code = COULD_NOT;
    }
    page
}

/// The morning of one child, with everything that is shown about it.
struct Shown<'l> {
    loaded: &'l Loaded,
    child: &'l Child,
    calendar: Calendar,
    today: Date,
    morning: Morning,
    is_read_only: bool,
    /// Whether the morning looks empty only because its file cannot be read.
    cannot_be_read: bool,
    ascii: bool,
}

impl<'l> Shown<'l> {
    fn new(session: &Session, loaded: &'l Loaded, child: &'l Child, page: &MonthPage) -> Shown<'l> {
        let (today, ascii) = (session.today, session.ascii);
        let morning = page.mornings.get(&today).cloned().unwrap_or_default();
        let (calendar, is_read_only) = (loaded.calendar(child), page.is_read_only());
        let cannot_be_read = page.is_unreadable(today) && morning.state() == MorningState::Empty;
        Shown { loaded, child, calendar, today, morning, is_read_only, cannot_be_read, ascii }
    }

    fn text(&self) -> String {
        let (morning, state) = (&self.morning, self.morning.state());
        let is_school = self.calendar.is_school_morning(self.today);
        let mut lines = self.heading();
        if let Some(reason) = &morning.skipped {
            lines.push(format!("Skipped: {reason}"));
        } else if state != MorningState::Empty && !is_school {
            lines.push("Planned for today anyway:".to_owned());
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
            lines.push("Nothing is planned yet. Plan something with `goodbye plan today RITUAL`.".to_owned());
        }
        if state == MorningState::Done {
            lines.push("All done. Have a good day.".to_owned());
        }
        lines.extend(morning.mood.as_ref().map(|mood| format!("Mood: {}", mood.keyword())));
        lines.extend(morning.note.as_ref().map(|note| format!("Note: {note}")));
        lines.join("\n") + "\n"
    }

    /// The child, the date, and the school morning with who picks up; or why there is no goodbye, and the next school
    /// morning.
    fn heading(&self) -> Vec<String> {
        let heading = format!("{} · {}", Paint::Strong.on(&self.child.name), day::label(self.today, self.today));
        if let Some(school) = self.calendar.school_morning_label(self.today) {
            let picks_up = self.calendar.collects(self.today).map(|who| format!("Pickup: {who}"));
            return [format!("{heading} · {school}")].into_iter().chain(picks_up).collect();
        }
        let today = self.calendar.day(self.today);
        let next = self.calendar.next_from(self.today).map(|next| day::label(next, self.today));
        let why = match (today, next) {
            (Day::BeforeFirstDay, Some(next)) => format!("School begins on {next}."),
            (_, Some(next)) => {
                format!("{} The next school morning is {next}.", today.sentence(&self.child.name, "today"))
            }
            (_, None) => today.sentence(&self.child.name, "today"),
        };
        vec![heading, why]
    }

    fn ritual_line(&self, id: &RitualId, name: Option<String>) -> String {
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
        let is_empty = self.morning.state() == MorningState::Empty && !self.calendar.is_school_morning(self.today);
        self.calendar.next_from(self.today).filter(|_| is_empty)
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

    fn json(&self) -> Value {
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
        let mut value = json!(Record::new(self.child, &self.calendar, self.today, morning));
        if self.cannot_be_read {
            value["standing"] = json!("unreadable");
        }
        value["school_morning"] = json!(self.calendar.number(self.today));
        value["school_mornings_of_year"] = json!(self.calendar.total_of_year(self.today));
        value["next_school_morning"] = json!(self.calendar.next_from(add_days(self.today, 1)));
        value["rituals"] = morning.rituals().into_iter().map(ritual).collect();
        value["read_only"] = json!(self.is_read_only);
        value
    }
}
