//! Finds the calendar files a parent could mean: where downloads lie, and what completes a typed path.

use super::clock::Clock;
use super::disk::{Disk, RealDisk};
use super::export::ics::START as OUR_START;
use super::ics;
use crate::app::prompt::path::Candidate;
use crate::domain::day;
use crate::domain::problem::Problem;
use crate::domain::text::one_line;
use jiff::Timestamp;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// More lines help nobody to choose.
const MOST: usize = 200;

/// Folders of the home that are looked into for downloads.
const MOST_FOLDERS: usize = 100;

/// Where paths begin.
pub struct Places<'p> {
    pub home: Option<&'p Path>,
    pub here: &'p Path,
}

/// Lists what completes `typed`: folders and calendar files that begin so. Nothing typed lists the calendar files in
/// this folder, the home and the folders in it, such as Downloads, whatever that is called here; the newest first.
pub fn list(typed: &str, places: &Places<'_>, clock: &Clock) -> Vec<Candidate> {
    let typed = typed.trim_start();
    if typed.is_empty() {
        return downloads(places, clock);
    }
    let found = completed(typed, places, clock);
    match dropped(typed) {
        Some(path) if found.is_empty() => completed(&path, places, clock),
        _ => found,
    }
}

/// The path that is meant: what is typed, or what a terminal makes of a file that is dropped on it.
pub fn meant(typed: &str, places: &Places<'_>) -> String {
    let is_there = real_path(typed, places).exists();
    dropped(typed).filter(|_| !is_there).unwrap_or_else(|| typed.to_owned())
}

/// Reads a calendar file.
///
/// # Errors
/// What is wrong with the path, as a problem with the file.
pub fn fetch(path: &str, places: &Places<'_>) -> Result<Vec<u8>, Problem> {
    let real = real_path(path, places);
    if real.is_dir() {
        return Err(Problem::whole_file(path, "this is a folder", "a / after it shows the calendar files in it"));
    }
    ics::fetch(&RealDisk, &real, path)
}

/// The path in `'/home/me/My School.ics'`, `/home/me/My\ School.ics` or `file:///home/me/My%20School.ics`; None for one
/// that is just typed.
fn dropped(typed: &str) -> Option<String> {
    let plain = unquoted(typed.trim())?;
    let address = plain.strip_prefix("file://").map(|rest| rest.strip_prefix("localhost").unwrap_or(rest));
    let path = match address {
        Some(rest) => decoded(rest)?,
        None => plain,
    };
    (path != typed).then_some(path)
}

/// Without the quotes and backslashes that keep a shell from taking a path apart; None where one has no end.
fn unquoted(typed: &str) -> Option<String> {
    let mut plain = String::new();
    let mut open = None;
    let mut letters = typed.chars();
    while let Some(letter) = letters.next() {
        match (letter, open) {
            ('\\', None | Some('"')) => plain.push(letters.next()?),
            ('\'' | '"', None) => open = Some(letter),
            (end, Some(quote)) if end == quote => open = None,
            _ => plain.push(letter),
        }
    }
    open.is_none().then_some(plain)
}

/// The path of an address, in which `%20` is a space; None where it is no text.
fn decoded(address: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| first == b'%').and_then(|two| std::str::from_utf8(two).ok());
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).ok()
}

fn completed(typed: &str, places: &Places<'_>, clock: &Clock) -> Vec<Candidate> {
    if typed == "~" {
        return vec![Candidate { path: "~/".to_owned(), changed: String::new() }];
    }
    let (folder, start) = typed.rsplit_once('/').map_or(("", typed), |(folder, start)| (folder, start));
    let shown = if typed.contains('/') { format!("{folder}/") } else { String::new() };
    let start = start.to_lowercase();
    let path = real_path(if shown.is_empty() { "." } else { &shown }, places);
    let fits = |name: &str| {
        let is_hidden = name.starts_with('.') && !start.starts_with('.');
        !is_hidden && name.to_lowercase().starts_with(&start)
    };
    let mut found: Vec<Candidate> = names(&path)
        .into_iter()
        .filter(|name| fits(name))
        .filter_map(|name| candidate(&path.join(&name), format!("{shown}{name}"), clock).map(|(found, _)| found))
        .collect();
    found.sort_by_key(|found| (found.is_folder(), found.path.to_lowercase()));
    found.truncate(MOST);
    found
}

/// The path a typed one means: `~` is the home, and what begins nowhere begins here.
pub fn real_path(typed: &str, places: &Places<'_>) -> PathBuf {
    match (typed.strip_prefix('~'), places.home) {
        (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with('/') => home.join(rest.trim_start_matches('/')),
        _ => places.here.join(typed),
    }
}

fn downloads(places: &Places<'_>, clock: &Clock) -> Vec<Candidate> {
    let mut folders = vec![(places.here.to_owned(), String::new())];
    if let Some(home) = places.home.filter(|home| *home != places.here) {
        folders.push((home.to_owned(), "~/".to_owned()));
    }
    if let Some(home) = places.home {
        let inside = names(home).into_iter().filter(|name| !name.starts_with('.'));
        let inside = inside.map(|name| (home.join(&name), format!("~/{name}/"))).filter(|(path, _)| path.is_dir());
        folders.extend(inside.filter(|(path, _)| path != places.here).take(MOST_FOLDERS));
    }
    let files = folders.iter().flat_map(|(folder, shown)| {
        let calendars = names(folder).into_iter().filter(|name| is_calendar(name));
        calendars.filter_map(move |name| candidate(&folder.join(&name), format!("{shown}{name}"), clock))
    });
    let mut files: Vec<(Candidate, SystemTime)> = files.filter(|(found, _)| !found.is_folder()).collect();
    files.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.path.cmp(&b.0.path)));
    let is_schools = |found: &Candidate| !is_our_own(&real_path(&found.path, places));
    files.into_iter().map(|(found, _)| found).filter(is_schools).take(MOST).collect()
}

/// Whether it is an export of this program, which is no school's calendar.
fn is_our_own(path: &Path) -> bool {
    let start = RealDisk.open(path).and_then(|mut file| RealDisk.read(&mut file, OUR_START.len() as u64));
    start.is_ok_and(|bytes| bytes == OUR_START.as_bytes())
}

/// The names in a folder that can be shown as they are; the others can be given on the command line.
fn names(folder: &Path) -> Vec<String> {
    let names = RealDisk.names(folder).unwrap_or_default();
    names.into_iter().filter(|name| one_line(name) == name.as_str()).collect()
}

fn is_calendar(name: &str) -> bool {
    let end = Path::new(name).extension().and_then(|end| end.to_str()).unwrap_or_default();
    ["ics", "ical", "ifb", "icalendar"].contains(&end.to_ascii_lowercase().as_str())
}

/// What is shown for a file or a folder, and when it was changed; None for anything that is no calendar.
fn candidate(path: &Path, shown: String, clock: &Clock) -> Option<(Candidate, SystemTime)> {
    let meta = fs::metadata(path).ok()?;
    let time = meta.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    if meta.is_dir() {
        return Some((Candidate { path: shown + "/", changed: String::new() }, time));
    }
    (meta.is_file() && is_calendar(&shown)).then(|| (Candidate { path: shown, changed: changed(&meta, clock) }, time))
}

/// When a file was changed, as seen from the day that it is: `yesterday`.
fn changed(meta: &Metadata, clock: &Clock) -> String {
    let time = meta.modified().ok().and_then(|time| Timestamp::try_from(time).ok());
    let date = time.map(|time| clock.zone().to_datetime(time).date()).filter(|date| *date <= clock.today());
    date.map_or_else(String::new, |date| day::distance_label(date, clock.today()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "a test makes the files it looks for")]
    use super::*;

    fn found(typed: &str, home: &Path) -> Vec<String> {
        let clock = Clock::start(Some("2026-09-25")).expect("a clock");
        let here = home.join("here");
        list(typed, &Places { home: Some(home), here: &here }, &clock).into_iter().map(|found| found.path).collect()
    }

    #[test]
    fn a_file_that_is_dropped_on_the_terminal_is_the_one_that_is_meant() {
        let home = tempfile::tempdir().expect("a folder");
        let home = home.path();
        for file in ["My School's.ics", "Über 100%.ics", "o'dd\\.ics"] {
            fs::write(home.join(file), "BEGIN:VCALENDAR").expect("written");
        }
        let places = Places { home: Some(home), here: home };
        let (at, wanted) = (home.display(), format!("{}/My School's.ics", home.display()));
        for typed in [
            format!("{at}/My School's.ics"),
            format!("'{at}/My School'\\''s.ics' "),
            format!("\"{at}/My School's.ics\""),
            format!("{at}/My\\ School\\'s.ics"),
            format!("file://{at}/My%20School's.ics").replace('\'', "%27"),
            format!("file://localhost{at}/My%20School%27s.ics"),
        ] {
            assert_eq!(meant(&typed, &places), wanted, "{typed}");
            assert!(fetch(&meant(&typed, &places), &places).is_ok(), "{typed}");
            assert_eq!(found(&typed, home), [wanted.as_str()], "{typed}");
        }
        assert_eq!(meant(&format!("file://{at}/%C3%9Cber%20100%.ics"), &places), format!("{at}/Über 100%.ics"));
        assert_eq!(meant("o'dd\\.ics", &places), "o'dd\\.ics", "what is there is meant as it is");
        for half in ["'/home", "/home\\", "file:///%ff", "a'b.ics"] {
            assert_eq!(meant(half, &places), half);
        }
        let folder = fetch(&at.to_string(), &places).expect_err("a folder");
        assert!(folder.message.contains("folder") && folder.help.contains("/ after it"), "{folder:?}");
    }

    #[test]
    fn what_this_program_exported_is_not_offered_as_a_schools_calendar() {
        let home = tempfile::tempdir().expect("a folder");
        let home = home.path();
        let ours = super::super::export::ics::write(&[], &Default::default(), Timestamp::UNIX_EPOCH);
        fs::write(home.join("ours.ics"), ours).expect("written");
        fs::write(home.join("school.ics"), "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n").expect("written");
        assert_eq!(found("", home), ["~/school.ics"]);
        assert_eq!(found("~/o", home), ["~/ours.ics"], "and found by who asks for it");
    }

    #[test]
    fn calendars_are_found_where_downloads_lie_and_paths_are_completed() {
        let home = tempfile::tempdir().expect("a folder");
        let home = home.path();
        for folder in ["Downloads/old", "here", ".hidden"] {
            fs::create_dir_all(home.join(folder)).expect("made");
        }
        for file in ["Downloads/School.ICS", "Downloads/photo.jpg", ".hidden/a.ics", "here/b.ics", "c.ics"] {
            fs::write(home.join(file), "").expect("written");
        }
        let mut downloads = found("", home);
        downloads.sort();
        assert_eq!(downloads, ["b.ics", "~/Downloads/School.ICS", "~/c.ics"]);
        assert_eq!(found("~/down", home), ["~/Downloads/"]);
        assert_eq!(found("~/Downloads/", home), ["~/Downloads/School.ICS", "~/Downloads/old/"]);
        assert_eq!(found("~/.h", home), ["~/.hidden/"]);
        assert_eq!(found("b", home), ["b.ics"]);
        let absolute = format!("{}/c", home.display());
        assert_eq!(found(&absolute, home), [format!("{absolute}.ics")]);
        assert_eq!((found("~", home), found("/nowhere/x", home)), (vec!["~/".to_owned()], vec![]));
        let places = Places { home: Some(home), here: home };
        assert_eq!(real_path("~/a.ics", &places), home.join("a.ics"));
        assert_eq!(real_path("~other/a.ics", &places), home.join("~other/a.ics"));
    }
}
