//! The program without a disk or a terminal: a family in memory, keys pressed by name, screens as text. The pictures,
//! the benchmarks, and the tests of screens and keys use this module.

use goodbye::app::prompt::path::Candidate;
use goodbye::app::prompt::preview::CalendarFound;
use goodbye::app::{App, Effect, Key, Msg};
use goodbye::domain::change::{Change, FamilyFound, Page, RitualsFound, Snapshot};
use goodbye::domain::child_id::ChildId;
use goodbye::domain::copy_name;
use goodbye::domain::day::Month;
use goodbye::domain::family;
use goodbye::domain::family_path::FamilyPath;
use goodbye::domain::found_copy::{CopyContent, FoundCopy, Original};
use goodbye::domain::month_page::{self, MonthPage};
use goodbye::domain::month_writer;
use goodbye::domain::problem::Problem;
use goodbye::domain::refusal::{Conflict, NotSaved};
use goodbye::domain::ritual::Origin;
use goodbye::domain::ritual_file;
use goodbye::shell::family_file::FamilyFile;
use goodbye::shell::ics;
use goodbye::view::{self, Drawn, Look};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::BTreeMap;

pub const FAMILY: &str = r#"[[child]]
id = "leo"
name = "Leo"
first_day = 2026-09-07
usual = "hand-kiss"
favorites = ["hand-kiss", "lunchbox-photo"]
"#;

pub const SEPTEMBER: &str = r#"[2026-09-07]
plan = ["hand-kiss", "lunchbox-photo"]
done = ["hand-kiss", "lunchbox-photo"]
mood = "wobbly"
note = "Looked back twice, then ran to the sandpit."

[2026-09-08]
plan = ["sewn-heart"]
prepared = ["sewn-heart"]
done = ["sewn-heart"]
mood = "cheerful"

[2026-09-09]
skipped = "sick"

[2026-09-10]
plan = ["hand-kiss", "one-more-hug", "tell-me-tonight"]
done = ["one-more-hug"]

[2026-09-11]
plan = ["lunchbox-photo"]
"#;

/// A school year, to be added to the family file.
pub const YEAR: &str = r#"
[[term]]
name = "Fall term"
from = 2026-09-07
to = 2026-12-18

[[day_off]]
name = "Staff training"
date = 2026-09-21

[[day_off]]
name = "Fall break"
from = 2026-10-26
to = 2026-10-30

[[special_day]]
date = 2026-09-25
kind = "half day"
time = "12:30"
name = "Sports day"
"#;

/// The path of the downloaded school calendar.
pub const DOWNLOAD: &str = "~/Downloads/oak-street.ics";
/// The text of the downloaded school calendar.
pub const CALENDAR: &str = "\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Oak Street School//EN
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20260907
SUMMARY:First day of school
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20260921
SUMMARY:Staff training, no school
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART:20260925T123000
SUMMARY:Early dismissal: sports day
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTART;VALUE=DATE:20261006
SUMMARY:Book fair
END:VEVENT
BEGIN:VEVENT
UID:5
DTSTART;VALUE=DATE:20261026
DTEND;VALUE=DATE:20261031
SUMMARY:Fall break
END:VEVENT
BEGIN:VEVENT
UID:6
DTSTART;VALUE=DATE:20261111
SUMMARY:Lantern walk
END:VEVENT
BEGIN:VEVENT
UID:7
DTSTART;VALUE=DATE:20270618
SUMMARY:Last day of school
END:VEVENT
END:VCALENDAR
";

/// The program on a family in memory.
pub struct Demo {
    pub app: App,
    pub family: Option<String>,
    rituals: Option<String>,
    /// The text of `school.toml`, the memory of earlier imports.
    pub school: Option<String>,
    /// The calendar files that can be imported, by their paths.
    pub calendars: BTreeMap<String, String>,
    pages: BTreeMap<(ChildId, Month), MonthPage>,
    done: Vec<Change>,
    undone: Vec<Change>,
    /// The copies that other programs left, by their paths.
    pub copies: BTreeMap<String, String>,
    /// The reason why every save fails. None when saves succeed.
    pub full: Option<String>,
    pub left: bool,
}

impl Demo {
    /// Leo's family in his first week, on Thursday, September 10.
    pub fn leo() -> Demo {
        Demo::new("2026-09-10", Some(FAMILY), None, &[("leo", "2026-09", SEPTEMBER)])
    }

    /// The same family with a school year.
    pub fn with_year() -> Demo {
        let family = format!("{FAMILY}{YEAR}");
        Demo::new("2026-09-10", Some(&family), None, &[("leo", "2026-09", SEPTEMBER)])
    }

    /// An empty folder.
    pub fn fresh(today: &str) -> Demo {
        Demo::new(today, None, None, &[])
    }

    pub fn new(today: &str, family: Option<&str>, rituals: Option<&str>, months: &[(&str, &str, &str)]) -> Demo {
        let today: Date = today.parse().expect("a date");
        let mut pages = BTreeMap::new();
        for (child, month, text) in months {
            let child = ChildId::new(child).expect("an id");
            let month: Month = month.parse().expect("a month");
            pages.insert((child, month), month_page::read(&format!("{month}.toml"), text, month));
        }
        let (family, rituals) = (family.map(str::to_owned), rituals.map(str::to_owned));
        let found = pages_found(family.as_deref(), rituals.as_deref());
        let (app, effects) = App::new(today, Default::default(), found);
        let (done, undone) = (Vec::new(), Vec::new());
        let (school, calendars) = (None, BTreeMap::from([(DOWNLOAD.to_owned(), CALENDAR.to_owned())]));
        let copies = BTreeMap::new();
        let (full, left) = (None, false);
        let mut demo = Demo { app, family, rituals, school, calendars, pages, done, undone, copies, full, left };
        demo.perform(effects);
        demo
    }

    /// Lets another program leave a copy beside the files.
    pub fn leave_copy(&mut self, path: &str, text: &str) -> &mut Demo {
        self.copies.insert(path.to_owned(), text.to_owned());
        self.perform(vec![Effect::FindCopies]);
        self
    }

    /// Presses keys by name, separated by spaces: `Down Space u`.
    pub fn press(&mut self, keys: &str) -> &mut Demo {
        for name in keys.split_whitespace() {
            self.tell(Msg::Key(Key::named(name)));
        }
        self
    }

    /// Types a text, letter by letter.
    pub fn write(&mut self, text: &str) -> &mut Demo {
        for c in text.chars() {
            let mut letter = [0; 4];
            self.tell(Msg::Key(Key::named(c.encode_utf8(&mut letter))));
        }
        self
    }

    pub fn tell(&mut self, msg: Msg) {
        let effects = self.app.update(msg);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Save => self.save(),
                Effect::Undo => self.undo(false),
                Effect::Redo => self.undo(true),
                Effect::Read(child, months) => {
                    let page = |month: Month| self.pages.get(&(child.clone(), month)).cloned().unwrap_or_default();
                    let months = months.into_iter().map(|month| (child.clone(), month, page(month))).collect();
                    self.tell(Msg::Read(Snapshot { months, ..Snapshot::default() }));
                }
                Effect::ReadAll(child) => {
                    let own = self.pages.iter().filter(|((id, _), _)| *id == child);
                    let months = own.map(|((id, month), page)| (id.clone(), *month, page.clone())).collect();
                    self.tell(Msg::Read(Snapshot { months, complete: vec![child], ..Snapshot::default() }));
                }
                Effect::FindCopies => self.find_copies(false),
                Effect::ReadCopies => self.find_copies(true),
                Effect::ListCalendars(typed) => {
                    let fits = self.calendars.keys().filter(|path| path.starts_with(&typed));
                    let found = fits.map(|path| Candidate { path: path.clone(), changed: "today".to_owned() });
                    let found = found.collect();
                    self.tell(Msg::CalendarsListed { typed, found });
                }
                Effect::ReadCalendar(path) => {
                    let none = Problem::whole_file(&path, "there is no such file", "look at its name once more");
                    let bytes = self.calendars.get(&path).map(|text| text.as_bytes().to_vec()).ok_or(none);
                    let read = ics::school_file(&path, bytes, self.app.today(), &TimeZone::UTC);
                    let memory = self.school.clone();
                    let found = read.map(|file| CalendarFound { file, memory });
                    self.tell(Msg::CalendarRead(Box::new(found)));
                }
                Effect::Suspend => {}
                Effect::Quit => {
                    self.save();
                    self.left = self.app.unsaved().is_empty();
                    if !self.left {
                        self.tell(Msg::QuitPutOff);
                    }
                }
                Effect::QuitUnsaved => self.left = true,
            }
        }
    }

    fn find_copies(&mut self, reads: bool) {
        let copy = |(path, text): (&String, &String)| {
            let path = FamilyPath::new(path.as_str()).expect("a path");
            let page = copy_name::page_of(path.name()).map(|(page, left_by)| (Original::Page(page), left_by));
            let month = copy_name::month_of(path.name()).map(|(month, left_by)| {
                let child = path.as_str().split('/').nth(1).and_then(ChildId::new);
                (Original::Month(child.expect("a child"), month), left_by)
            });
            let (of, left_by) = page.or(month).expect("a copy");
            let own = match &of {
                Original::Page(_) => self.family.clone().unwrap_or_default(),
                Original::Month(child, month) => match self.pages.get(&(child.clone(), *month)) {
                    Some(MonthPage { merge: Some(merge), .. }) => merge.text.clone(),
                    page => page.map(|page| month_writer::write(page).expect("written")).unwrap_or_default(),
                },
            };
            let content = match reads {
                true => CopyContent::read(&path, &of, text.clone(), &own),
                false => CopyContent::NotRead,
            };
            FoundCopy { path, of, left_by, content }
        };
        let found = self.copies.iter().map(copy).collect();
        self.tell(Msg::CopiesFound(found));
    }

    fn save(&mut self) {
        let changes = self.app.unsaved().to_vec();
        if let Some(reason) = self.full.clone() {
            let why = NotSaved::Disk { file: "family.toml".to_owned(), reason };
            return self.tell(Msg::NotSaved { why });
        }
        let count = changes.len();
        let is_stale = |change: &Change| change.pages.iter().any(|edit| edit.was != *self.page(edit.page));
        if changes.first().is_some_and(is_stale) {
            let found = pages_found(self.family.as_deref(), self.rituals.as_deref());
            let refused = Some(Conflict::Changed { what: "family.toml".to_owned() });
            return self.tell(Msg::Settled { count, refused, found });
        }
        let found = self.apply(&changes);
        self.done.extend(changes);
        self.undone.clear();
        self.tell(Msg::Settled { count, refused: None, found });
    }

    fn page(&self, page: Page) -> &Option<String> {
        match page {
            Page::Family => &self.family,
            Page::Rituals => &self.rituals,
            Page::School => &self.school,
        }
    }

    fn undo(&mut self, is_redo: bool) {
        let taken = if is_redo { self.undone.pop() } else { self.done.pop() };
        let Some(change) = taken else {
            return self.tell(Msg::NothingToUndo { is_redo });
        };
        let found = self.apply(&[if is_redo { change.clone() } else { change.clone().inverse() }]);
        if is_redo { &mut self.done } else { &mut self.undone }.push(change.clone());
        self.tell(Msg::Undone { change, is_redo, found });
    }

    fn apply(&mut self, changes: &[Change]) -> Snapshot {
        let mut touched = Vec::new();
        for change in changes {
            for edit in &change.edits {
                let place = (edit.child.clone(), Month::of(edit.date));
                self.pages.entry(place.clone()).or_default().put(edit.date, edit.becomes.clone());
                touched.push(place);
            }
            for edit in &change.files {
                match FamilyFile::at(&edit.path) {
                    FamilyFile::Month(child, month) => {
                        let text = edit.becomes.clone().unwrap_or_default();
                        self.pages.insert((child.clone(), month), month_page::read(edit.path.as_str(), &text, month));
                        touched.push((child, month));
                    }
                    _ => match &edit.becomes {
                        Some(text) => drop(self.copies.insert(edit.path.to_string(), text.clone())),
                        None => drop(self.copies.remove(edit.path.as_str())),
                    },
                }
            }
            for edit in &change.pages {
                let page = match edit.page {
                    Page::Family => &mut self.family,
                    Page::Rituals => &mut self.rituals,
                    Page::School => &mut self.school,
                };
                page.clone_from(&edit.becomes);
            }
        }
        let months = touched.into_iter().map(|(id, month)| {
            let page = self.pages[&(id.clone(), month)].clone();
            (id, month, page)
        });
        let months = months.collect();
        Snapshot { months, ..pages_found(self.family.as_deref(), self.rituals.as_deref()) }
    }

    /// The screen as text, one line a row, without spaces at the ends.
    pub fn screen(&self, width: u16, height: u16) -> String {
        let (buf, _) = self.draw(width, height, Look::default());
        text_of(&buf)
    }

    /// The screen without its last line, the footer. Snapshots of looks leave it out: its words have their own test.
    pub fn screen_above_footer(&self, width: u16, height: u16) -> String {
        let screen = self.screen(width, height);
        screen.lines().take(usize::from(height.saturating_sub(1))).collect::<Vec<_>>().join("\n")
    }

    /// The last line of the screen: keys that work now.
    pub fn footer(&self, width: u16, height: u16) -> String {
        self.screen(width, height).lines().last().unwrap_or_default().to_owned()
    }

    pub fn draw(&self, width: u16, height: u16, look: Look) -> (Buffer, Drawn) {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        let drawn = view::draw(&self.app, look, &mut buf);
        (buf, drawn)
    }
}

fn pages_found(family: Option<&str>, rituals: Option<&str>) -> Snapshot {
    let own = ritual_file::read("rituals.toml", rituals.unwrap_or_default(), Origin::Family);
    Snapshot {
        family: Some(FamilyFound {
            text: family.map(str::to_owned),
            page: family.map(|text| family::read("family.toml", text)).unwrap_or_default(),
        }),
        rituals: Some(RitualsFound {
            text: rituals.map(str::to_owned),
            catalog: ritual_file::shipped().with(own.catalog),
            problems: own.problems,
            unknown_keys: own.unknown_keys,
            elsewhere: false,
        }),
        ..Snapshot::default()
    }
}

/// A buffer as text.
pub fn text_of(buf: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..buf.area.height {
        let row: String = (0..buf.area.width).map(|x| buf[(x, y)].symbol()).collect();
        text.push_str(row.trim_end());
        text.push('\n');
    }
    text
}
