//! The verbs that only show: this morning, and the rituals.

use super::{Failure, Loaded, Session};
use crate::domain::calendar::{Calendar, Day};
use crate::domain::day::{self, Month, add_days};
use crate::domain::family::Child;
use crate::domain::month_page::MonthPage;
use crate::domain::morning::{Morning, MorningState};
use crate::domain::record::Record;
use crate::domain::ritual::{Every, Origin, Ritual};
use jiff::civil::Date;
use serde_json::{Value, json};

pub fn today(session: &mut Session, name: Option<&str>, as_json: bool) -> Result<String, Failure> {
    let loaded = session.load()?;
    let today = session.today;
    let children: Vec<&Child> = match name {
        Some(_) => vec![loaded.child(name)?],
        None => loaded.family.children.iter().collect(),
    };
    let mut told = Vec::new();
    let mut values = Vec::new();
    for child in children {
        let found = session.store.read_months(&child.id, &[Month::of(today)]);
        let page = found.months.into_iter().next().map(|(_, _, page)| page).unwrap_or_default();
        session.notice(&page.problems);
        if as_json {
            values.push(morning_as_json(&loaded, child, today, &page));
        } else {
            let mut text = morning_in_words(&loaded, child, today, &page, session.ascii);
            if page.mornings.get(&today).is_none_or(|morning| morning.state() == MorningState::Empty) {
                next_in_words(session, &loaded, child, &mut text);
            }
            told.push(text);
        }
    }
    if as_json { pretty(&json!({ "today": today, "children": values })) } else { Ok(told.join("\n")) }
}

pub fn pretty(value: &Value) -> Result<String, Failure> {
    serde_json::to_string_pretty(value).map_err(|e| Failure::CouldNot(e.to_string()))
}

fn morning_in_words(loaded: &Loaded, child: &Child, today: Date, page: &MonthPage, ascii: bool) -> String {
    let (catalog, calendar) = (&loaded.catalog, loaded.calendar(child));
    let blank = Morning::default();
    let morning = page.mornings.get(&today).unwrap_or(&blank);
    let dot = if ascii { "-" } else { "·" };
    let mut text = format!("{} {dot} {}", child.name, day::label(today, today));
    school_in_words(&calendar, child, today, dot, &mut text);
    if let Some(reason) = &morning.skipped {
        line(&mut text, &format!("Skipped: {reason}"));
    } else if morning.state() != MorningState::Empty && !calendar.is_school_morning(today) {
        line(&mut text, "Planned for today all the same:");
    }
    for id in morning.rituals() {
        let glyph = match (morning.is_done(id), ascii) {
            (true, true) => "[x]",
            (false, true) => "[ ]",
            (true, false) => "✓",
            (false, false) => "○",
        };
        let ritual = catalog.get(id);
        let time = ritual.map(Ritual::time_label).filter(|time| !time.is_empty());
        let time = time.map_or(String::new(), |time| format!(" ({time})"));
        line(&mut text, &format!("{glyph} {}{time}", catalog.name(id)));
        for (i, step) in ritual.map_or(&[][..], |r| &r.steps).iter().enumerate() {
            line(&mut text, &format!("    {}. {step}", i + 1));
        }
    }
    if morning.state() == MorningState::Empty && page.is_read_only() {
        line(&mut text, "What is planned cannot be read: the file of this month has errors.");
    } else if morning.state() == MorningState::Empty && calendar.is_school_morning(today) {
        line(&mut text, "Nothing is planned yet. `goodbye plan today RITUAL` plans something.");
    }
    if morning.state() == MorningState::Done {
        line(&mut text, "All done. Have a good day.");
    }
    if let Some(mood) = &morning.mood {
        line(&mut text, &format!("It went: {}", mood.keyword()));
    }
    if let Some(note) = &morning.note {
        line(&mut text, &format!("Note: {note}"));
    }
    text
}

/// On a day without school: what is planned for the next school morning.
fn next_in_words(session: &mut Session, loaded: &Loaded, child: &Child, text: &mut String) {
    let calendar = loaded.calendar(child);
    let next = calendar.next_from(session.today).filter(|_| !calendar.is_school_morning(session.today));
    let Some(next) = next else { return };
    let found = session.store.read_months(&child.id, &[Month::of(next)]).months;
    let Some(morning) = found.iter().find_map(|(_, _, page)| page.mornings.get(&next)) else { return };
    if morning.state() != MorningState::Planned {
        return;
    }
    line(text, &format!("{}'s goodbye on {}:", child.name, day::label(next, session.today)));
    let sign = if session.ascii { "[ ]" } else { "○" };
    for id in &morning.plan {
        line(text, &format!("{sign} {}", loaded.catalog.name(id)));
    }
}

/// Which school morning it is and until when, and who collects; or why none is due, and when the next one is.
fn school_in_words(calendar: &Calendar, child: &Child, today: Date, dot: &str, text: &mut String) {
    let day = calendar.day(today);
    if let Day::School(hours) = day {
        let facts = [calendar.number_label(today).unwrap_or_default(), hours.to_string()];
        let facts: Vec<String> =
            facts.iter().filter(|fact| !fact.is_empty()).map(|fact| format!(" {dot} {fact}")).collect();
        line(text, &facts.concat());
        if let Some(who) = calendar.collects(today) {
            line(text, &format!("Collects: {who}"));
        }
        return;
    }
    line(text, "");
    let next = calendar.next_from(today).map(|next| day::label(next, today));
    match (day, next) {
        (Day::BeforeFirstDay, Some(next)) => line(text, &format!("School begins on {next}.")),
        (_, next) => {
            let next = next.map_or_else(String::new, |next| format!(" The next school morning is {next}."));
            let why = day.sentence(&child.name, "today");
            line(text, &format!("{why}{next}"));
        }
    }
}

fn line(text: &mut String, words: &str) {
    text.push_str(words);
    text.push('\n');
}

fn morning_as_json(loaded: &Loaded, child: &Child, today: Date, page: &MonthPage) -> Value {
    let (catalog, calendar) = (&loaded.catalog, loaded.calendar(child));
    let blank = Morning::default();
    let morning = page.mornings.get(&today).unwrap_or(&blank);
    let ritual = |id| {
        let known = catalog.get(id);
        json!({
            "id": id,
            "name": catalog.name(id),
            "done": morning.is_done(id),
            "prepared": morning.prepared.contains(id),
            "minutes": known.and_then(|r| r.minutes),
            "steps": known.map_or(&[][..], |r| &r.steps),
        })
    };
    let mut told = json!(Record::new(child, &calendar, today, morning));
    told["school_morning"] = json!(calendar.number(today));
    told["school_mornings_of_year"] = json!(calendar.total_of_year(today));
    told["next_school_morning"] = json!(calendar.next_from(add_days(today, 1)));
    told["rituals"] = morning.rituals().into_iter().map(ritual).collect();
    told["read_only"] = json!(page.is_read_only());
    told
}

pub fn rituals(session: &mut Session, as_json: bool) -> Result<String, Failure> {
    let found = session.store.read_pages().rituals.unwrap_or_default();
    session.rituals_as_asked(Some(&found))?;
    session.notice(&found.problems);
    if as_json {
        let rituals: Vec<Value> = found.catalog.offered().map(ritual_as_json).collect();
        let preparations: Vec<Value> = found.catalog.preparations.iter().map(preparation_as_json).collect();
        return pretty(&json!({ "rituals": rituals, "preparations": preparations }));
    }
    let widest = found.catalog.offered().map(|r| r.id.as_str().len()).max().unwrap_or(0);
    let mut text = String::new();
    for ritual in found.catalog.offered() {
        let time = Some(ritual.time_label()).filter(|time| !time.is_empty());
        let time = time.map_or(String::new(), |time| format!(" ({time})"));
        line(&mut text, &format!("{:widest$}  {}{time}", ritual.id.as_str(), ritual.name));
    }
    Ok(text)
}

fn ritual_as_json(ritual: &Ritual) -> Value {
    let prepare = ritual.prepare.as_ref().map(|prepare| {
        json!({
            "days_before": prepare.days_before,
            "minutes": prepare.minutes,
            "steps": prepare.steps,
            "every": if prepare.every == Every::Once { "once" } else { "time" },
        })
    });
    json!({
        "id": ritual.id,
        "name": ritual.name,
        "idea": ritual.idea,
        "steps": ritual.steps,
        "minutes": ritual.minutes,
        "supplies": ritual.supplies,
        "prepare": prepare,
        "keeps": { "child": ritual.keeps.child, "parent": ritual.keeps.parent },
        "caution": ritual.caution,
        "source": ritual.source,
        "tags": ritual.tags,
        "origin": if ritual.origin == Origin::Family { "family" } else { "shipped" },
    })
}

fn preparation_as_json(preparation: &crate::domain::ritual::Preparation) -> Value {
    json!({
        "id": preparation.id,
        "name": preparation.name,
        "idea": preparation.idea,
        "steps": preparation.steps,
        "days_before": preparation.days_before,
        "supplies": preparation.supplies,
        "source": preparation.source,
    })
}
