//! The verbs that change one morning. Each works it out under the lock, from what is on the disk then.

use super::{Failure, Loaded, Session, ritual};
use crate::domain::change::Change;
use crate::domain::day;
use crate::domain::family::Child;
use crate::domain::morning::{Edit, Morning, MorningState};
use crate::shell::args::WhichMorning;
use jiff::civil::Date;

/// What a verb makes of a morning: the morning after, what was done for undo to tell, and what to say now.
struct Marked {
    becomes: Morning,
    what: String,
    say: String,
}

/// Changes one morning under the lock. `make` gets it as it is then.
fn change(
    session: &mut Session,
    child: &Child,
    date: Date,
    make: impl FnOnce(&Morning) -> Result<Marked, Failure>,
) -> Result<String, Failure> {
    let mut said = String::new();
    session.store.edit(|transaction| {
        let was = transaction.morning(&child.id, date)?;
        let marked = make(&was)?;
        said = marked.say;
        let edit = Edit { child: child.id.clone(), date, was, becomes: marked.becomes };
        Ok::<_, Failure>(Some(Change::of_mornings(marked.what, vec![edit])))
    })?;
    Ok(said)
}

pub fn done(session: &mut Session, named: Option<&str>, which: &WhichMorning) -> Result<String, Failure> {
    let date = session.date(which.on.as_deref())?;
    let loaded = session.load()?;
    let child = loaded.child(which.child.as_deref())?;
    let (day, today) = (day::label(date, session.today), session.today);
    let whose = loaded.for_whom(child);
    change(session, child, date, |was| {
        let id = match named {
            Some(named) => ritual(&loaded.catalog, named, &was.plan)?,
            None => match was.first_undone() {
                Some(id) => id.clone(),
                None if was.state() == MorningState::Done => {
                    return Ok(nothing_new(was, format!("Everything planned{whose} on {day} is done already.")));
                }
                None => return Err(nothing_planned(&loaded, child, date, today)),
            },
        };
        let name = loaded.catalog.name(&id);
        if was.is_done(&id) {
            return Ok(nothing_new(was, format!("{name} is done already{whose} on {day}.")));
        }
        let becomes = was.marked(&id, true);
        let next = match becomes.first_undone() {
            Some(next) => format!(" Next: {}.", loaded.catalog.name(next)),
            None => " That was all for this morning.".to_owned(),
        };
        Ok(Marked {
            becomes,
            what: format!("{name} done on {}{whose}", day::short_label(date, today)),
            say: format!("Done{whose} on {day}: {name}.{next}"),
        })
    })
}

fn nothing_new(was: &Morning, say: String) -> Marked {
    Marked { becomes: was.clone(), what: String::new(), say }
}

fn nothing_planned(loaded: &Loaded, child: &Child, date: Date, today: Date) -> Failure {
    let day = day::label(date, today);
    let calendar = loaded.calendar(child);
    let why = calendar.day(date).why_none_is_due(&child.name);
    let school = match (why, calendar.next_from(date)) {
        (Some(why), Some(next)) => format!(": {why}. The next school morning is {}.", day::label(next, today)),
        (Some(why), None) => format!(": {why}."),
        (None, _) => ".".to_owned(),
    };
    let example = child.usual.as_ref().or(loaded.catalog.offered().next().map(|r| &r.id));
    let example = example.map_or_else(|| "RITUAL".to_owned(), ToString::to_string);
    let whose = loaded.for_whom(child);
    Failure::CouldNot(format!(
        "Nothing is planned{whose} on {day}{school} Plan something with `goodbye plan {date} {example}`, or say what \
         was done: `goodbye done {example} --on {date}`."
    ))
}

pub fn plan(session: &mut Session, typed: &str, named: &[String], child: Option<&str>) -> Result<String, Failure> {
    let (date, named) = day_and_rituals(session, typed, named)?;
    let loaded = session.load()?;
    let child = loaded.child(child)?;
    let calendar = loaded.calendar(child);
    let today = session.today;
    let whose = loaded.for_whom(child);
    change(session, child, date, |was| {
        let mut plan = Vec::new();
        for named in named {
            let id = ritual(&loaded.catalog, named, &was.plan)?;
            if !plan.contains(&id) {
                plan.push(id);
            }
        }
        let names: Vec<String> = plan.iter().map(|id| loaded.catalog.name(id)).collect();
        let names = names.join(", ");
        let why_free = calendar.day(date).why_none_is_due(&child.name);
        let free = why_free.map_or_else(String::new, |why| format!(" On that day: {why}."));
        Ok(Marked {
            becomes: was.planned(plan),
            what: format!("{names} planned for {}{whose}", day::short_label(date, today)),
            say: format!("Planned{whose} for {}: {names}.{free}", day::label(date, today)),
        })
    })
}

/// Where the day ends and the rituals begin: `next monday hand-kiss` needs no quotes.
fn day_and_rituals<'n>(session: &Session, typed: &str, named: &'n [String]) -> Result<(Date, &'n [String]), Failure> {
    let first = session.date(Some(typed));
    let longer = (1..named.len().min(4)).map(|n| (format!("{typed} {}", named[..n].join(" ")), n));
    let mut longer = longer.filter_map(|(day, n)| Some((session.date(Some(&day)).ok()?, &named[n..])));
    // The longest that is a day: `sep 7 2027 hand-kiss` means that year.
    longer.next_back().map_or_else(|| first.map(|date| (date, named)), Ok)
}

pub fn skip(session: &mut Session, reason: &str, which: &WhichMorning) -> Result<String, Failure> {
    let date = session.date(which.on.as_deref())?;
    let loaded = session.load()?;
    let child = loaded.child(which.child.as_deref())?;
    let today = session.today;
    let whose = loaded.for_whom(child);
    let reason = if reason.trim().is_empty() { "not today" } else { reason.trim() };
    change(session, child, date, |was| {
        Ok(Marked {
            becomes: was.skipped(reason),
            what: format!("{} skipped{whose}", day::short_label(date, today)),
            say: format!("Skipped{whose} on {}: {reason}.", day::label(date, today)),
        })
    })
}

pub fn note(session: &mut Session, text: &str, which: &WhichMorning) -> Result<String, Failure> {
    let date = session.date(which.on.as_deref())?;
    let loaded = session.load()?;
    let child = loaded.child(which.child.as_deref())?;
    let today = session.today;
    let whose = loaded.for_whom(child);
    change(session, child, date, |was| {
        let becomes = was.noted(text);
        let verb = if becomes.note.is_some() { "Noted" } else { "Note taken away" };
        Ok(Marked {
            becomes,
            what: format!("the note on {}{whose}", day::short_label(date, today)),
            say: format!("{verb}{whose} on {}.", day::label(date, today)),
        })
    })
}
