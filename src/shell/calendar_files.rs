//! Finds the calendar files that a parent may mean: in the folders for downloads, or by completing a typed path.

use super::clock::Clock;
use super::disk::{Disk, RealDisk};
use super::export::ics::START as OUR_START;
use super::ics;
use crate::app::prompt::path::Candidate;
use crate::domain::day;
use crate::domain::names::name_key;
use crate::domain::problem::Problem;
use crate::domain::text::one_line;
use jiff::Timestamp;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The most files that are listed. A longer list is no help in choosing.
const MOST_FILES: usize = 200;

/// The most folders in the user's folder that are searched for downloads. Most users have a few dozen.
const MOST_FOLDERS: usize = 100;

/// The folders from which typed paths start.
pub struct SearchFolders<'p> {
    /// The user's own folder, which `~` means.
    pub user_folder: Option<&'p Path>,
    /// The folder in which the program was started.
    pub here: &'p Path,
}

/// Lists the folders and calendar files that complete `typed`. For an empty text, lists the calendar files here, in the
/// user's folder and in its folders such as Downloads, the newest first.
pub fn list(typed: &str, folders: &SearchFolders<'_>, clock: &Clock) -> Vec<Candidate> {
    let typed = typed.trim_start();
    if typed.is_empty() {
        return downloads(folders, clock);
    }
    let found = completed(typed, folders, clock);
    match dropped(typed) {
        Some(path) if found.is_empty() => completed(&path, folders, clock),
        _ => found,
    }
}

/// Returns the path that a text means: the text itself if that file exists, or else the path of a file that was dropped
/// on the terminal.
pub fn meant(typed: &str, folders: &SearchFolders<'_>) -> String {
    let exists = real_path(typed, folders).exists();
    dropped(typed).filter(|_| !exists).unwrap_or_else(|| typed.to_owned())
}

/// Reads the bytes of a calendar file.
///
/// # Errors
/// The path is a folder, or the file cannot be read.
pub fn fetch(path: &str, folders: &SearchFolders<'_>) -> Result<Vec<u8>, Problem> {
    let real = real_path(path, folders);
    if real.is_dir() {
        return Err(Problem::whole_file(path, "this is a folder", "a / after it shows the calendar files in it"));
    }
    ics::fetch(&RealDisk, &real, path)
}

/// Returns the path in `'/home/me/My School.ics'`, `/home/me/My\ School.ics` or `file:///home/me/My%20School.ics`,
/// which terminals type for a dropped file. Returns None for a plain path.
fn dropped(typed: &str) -> Option<String> {
    let plain = unquoted(typed.trim())?;
    let path = match plain.strip_prefix("file://") {
        Some(rest) => decoded(rest.strip_prefix("localhost").unwrap_or(rest))?,
        None => plain,
    };
    (path != typed).then_some(path)
}

/// Removes the quotes and backslashes of a shell. Returns None when a quote is never closed.
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

/// Returns the path in an address, where `%20` stands for a blank. Returns None when it is not UTF-8.
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

fn completed(typed: &str, folders: &SearchFolders<'_>, clock: &Clock) -> Vec<Candidate> {
    if typed == "~" {
        return vec![Candidate { path: "~/".to_owned(), changed: String::new() }];
    }
    let (shown, start) = typed.split_at(typed.rfind('/').map_or(0, |slash| slash + 1));
    let start = name_key(start);
    let path = real_path(if shown.is_empty() { "." } else { shown }, folders);
    let fits = |name: &str| {
        let is_hidden = name.starts_with('.') && !start.starts_with('.');
        !is_hidden && name_key(name).starts_with(&start)
    };
    let names = names(&path).into_iter().filter(|name| fits(name));
    let found = names.filter_map(|name| candidate(&path.join(&name), format!("{shown}{name}"), clock));
    let mut found: Vec<Candidate> = found.map(|(found, _)| found).collect();
    found.sort_by_key(|found| (found.is_folder(), found.path.to_lowercase()));
    found.truncate(MOST_FILES);
    found
}

/// Returns the real path of a typed path, which starts at `~`, at the root or here.
pub fn real_path(typed: &str, folders: &SearchFolders<'_>) -> PathBuf {
    match (typed.strip_prefix('~'), folders.user_folder) {
        (Some(rest), Some(user)) if rest.is_empty() || rest.starts_with('/') => user.join(rest.trim_start_matches('/')),
        _ => folders.here.join(typed),
    }
}

/// Lists the calendar files that were downloaded, the newest first.
fn downloads(folders: &SearchFolders<'_>, clock: &Clock) -> Vec<Candidate> {
    let mut searched = vec![(folders.here.to_owned(), String::new())];
    if let Some(user) = folders.user_folder {
        searched.extend((user != folders.here).then(|| (user.to_owned(), "~/".to_owned())));
        let inside = names(user).into_iter().filter(|name| !name.starts_with('.'));
        let inside = inside.map(|name| (user.join(&name), format!("~/{name}/"))).filter(|(path, _)| path.is_dir());
        searched.extend(inside.filter(|(path, _)| path != folders.here).take(MOST_FOLDERS));
    }
    let files = searched.iter().flat_map(|(folder, shown)| {
        let calendars = names(folder).into_iter().filter(|name| is_calendar(name));
        calendars.filter_map(move |name| candidate(&folder.join(&name), format!("{shown}{name}"), clock))
    });
    let mut files: Vec<(Candidate, SystemTime)> = files.filter(|(found, _)| !found.is_folder()).collect();
    files.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.path.cmp(&b.0.path)));
    let files = files.into_iter().map(|(found, _)| found);
    files.filter(|found| !is_our_export(&real_path(&found.path, folders))).take(MOST_FILES).collect()
}

/// True for a calendar that this program exported.
fn is_our_export(path: &Path) -> bool {
    let start = RealDisk.open(path).and_then(|mut file| RealDisk.read(&mut file, OUR_START.len() as u64));
    start.is_ok_and(|bytes| bytes == OUR_START.as_bytes())
}

/// Returns the names in a folder that a screen can show unchanged. Other files can be named on the command line.
fn names(folder: &Path) -> Vec<String> {
    let names = RealDisk.names(folder).unwrap_or_default();
    names.into_iter().filter(|name| one_line(name) == name.as_str()).collect()
}

fn is_calendar(name: &str) -> bool {
    let end = Path::new(name).extension().and_then(|end| end.to_str()).unwrap_or_default();
    ["ics", "ical", "ifb", "icalendar"].contains(&end.to_ascii_lowercase().as_str())
}

/// Returns a folder or calendar file as it is listed, and the time of its last change. Returns None for other files.
fn candidate(path: &Path, shown: String, clock: &Clock) -> Option<(Candidate, SystemTime)> {
    let meta = fs::metadata(path).ok()?;
    let time = meta.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    if meta.is_dir() {
        return Some((Candidate { path: shown + "/", changed: String::new() }, time));
    }
    let date = Timestamp::try_from(time).ok().map(|time| clock.zone().to_datetime(time).date());
    // A date in the future is wrong, so it is not shown.
    let changed = date.filter(|date| *date <= clock.today()).map(|date| day::distance_label(date, clock.today()));
    (meta.is_file() && is_calendar(&shown))
        .then(|| (Candidate { path: shown, changed: changed.unwrap_or_default() }, time))
}
