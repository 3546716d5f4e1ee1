//! The verb that reads a school's calendar: first a preview, each event with its dates and what it would become; with
//! `--yes` what is new goes into the family file, as one change.

use super::show::pretty;
use super::{Failure, NO_FAMILY, Visit};
use crate::domain::change::{Change, Page, PageEdit};
use crate::domain::day::{add_days, in_short};
use crate::domain::family::{self, Family, Rule};
use crate::domain::import::{Offer, Standing, offers};
use crate::domain::ritual::plural;
use crate::domain::school_event::SchoolEvent;
use crate::domain::school_year::time_in_words;
use crate::shell::disk::RealDisk;
use crate::shell::ics;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::io;
use std::path::{Path, PathBuf};

/// How far back and ahead a school's calendar is read, in days: the school year that is, and the next.
const BACK: i64 = 400;
const AHEAD: i64 = 800;

pub fn import(visit: &mut Visit, files: &[PathBuf], yes: bool, as_json: bool) -> Result<String, Failure> {
    let events = events(visit, files)?;
    let today = visit.today;
    if !yes {
        let family = visit.home()?.family;
        let offers = offers(&family, events);
        return if as_json { in_json(&offers, false) } else { Ok(preview(&offers, today, visit.ascii)) };
    }
    let mut offered = Vec::new();
    visit.store.edit(|desk| {
        let was = desk.page_text(Page::Family)?;
        let Some(text) = was.clone() else { return Err(Failure::CouldNot(NO_FAMILY.to_owned())) };
        let family: Family = family::read(Page::Family.file_name(), &text).family;
        offered = offers(&family, events);
        let rules: Vec<Rule> = offered.iter().flat_map(|offer| offer.rules.clone()).collect();
        let becomes = family::with_rules(&text, &rules).map_err(Failure::CouldNot)?;
        let what = format!("the school's calendar, {}", plural(rules.len(), "rule"));
        Ok(Some(Change::of_page(what, PageEdit { page: Page::Family, was, becomes: Some(becomes) })))
    })?;
    if as_json {
        return in_json(&offered, true);
    }
    let added = offered.iter().filter(|offer| offer.standing == Standing::New).count();
    let said = match added {
        0 => "Nothing was new, so nothing was changed.".to_owned(),
        n => format!("Added {} to family.toml. `goodbye undo` takes all of it back.", plural(n, "event")),
    };
    Ok(format!("{}\n{said}", table(&offered, today, visit.ascii)))
}

/// Reads all files. What is broken in them is told and left out; a file that gives nothing at all ends it.
fn events(visit: &mut Visit, files: &[PathBuf]) -> Result<Vec<SchoolEvent>, Failure> {
    let between = (add_days(visit.today, -BACK), add_days(visit.today, AHEAD));
    let mut events = Vec::new();
    for file in files {
        let is_stdin = file == Path::new("-");
        let shown = if is_stdin { "standard input".to_owned() } else { file.display().to_string() };
        let bytes =
            if is_stdin { ics::fetch_from(io::stdin().lock(), &shown) } else { ics::fetch(&RealDisk, file, &shown) };
        let bytes = bytes.map_err(|problem| Failure::CouldNot(problem.in_full()))?;
        let reading = ics::read(&shown, &bytes, between, &visit.zone);
        if let Some(whole) = reading.problems.iter().find(|problem| problem.marks.is_empty()) {
            return Err(Failure::CouldNot(whole.in_full()));
        }
        visit.notices.extend(reading.problems.iter().map(|problem| problem.in_full()));
        events.extend(reading.events);
    }
    Ok(events)
}

fn preview(offers: &[Offer], today: Date, ascii: bool) -> String {
    if offers.is_empty() {
        return "There is nothing in this calendar for the school year that is, or the next.".to_owned();
    }
    let new = offers.iter().filter(|offer| offer.standing == Standing::New).count();
    let next = match new {
        0 => "Nothing here is new.".to_owned(),
        n => format!(
            "Nothing was written. --yes adds the {} to family.toml, where each can be changed by hand.",
            plural(n, "new event")
        ),
    };
    format!("{}\n{next}", table(offers, today, ascii))
}

fn table(offers: &[Offer], today: Date, ascii: bool) -> String {
    let dash = if ascii { "-" } else { "–" };
    let mut text = String::new();
    for offer in offers {
        let span = |days: &crate::domain::school_event::Days| {
            let from = in_short(days.from, today);
            if days.count() == 1 { from } else { format!("{from} {dash} {}", in_short(days.to, today)) }
        };
        let mut dates: Vec<String> = offer.event.dates.iter().take(3).map(span).collect();
        if offer.event.dates.len() > dates.len() {
            dates.push(format!("and {} more", offer.event.dates.len() - dates.len()));
        }
        let time = offer.judgment.time.map_or_else(String::new, |time| format!(" {}", time_in_words(time)));
        let becomes = format!("{}{time}", offer.judgment.becomes.in_words());
        let standing = offer.standing.in_words();
        text.push_str(&format!("{becomes:20}  {standing:20}  {}: {}\n", dates.join("; "), offer.event.name));
    }
    text
}

fn in_json(offers: &[Offer], written: bool) -> Result<String, Failure> {
    let offer = |offer: &Offer| -> Value {
        let dates: Vec<Value> =
            offer.event.dates.iter().map(|days| json!({ "from": days.from, "to": days.to })).collect();
        json!({
            "uid": offer.event.uid,
            "name": offer.event.name,
            "dates": dates,
            "becomes": offer.judgment.becomes.in_words(),
            "time": offer.judgment.time.map(time_in_words),
            "standing": offer.standing.in_words(),
        })
    };
    let events: Vec<Value> = offers.iter().map(offer).collect();
    pretty(&json!({ "events": events, "written": written }))
}
