//! The cost of each layer: parse, update, draw and commit. `cargo bench` runs all of them. Only figures of the same
//! machine can be compared.

#[path = "../examples/demo/mod.rs"]
#[expect(dead_code, reason = "the benchmarks use only a part of the demo")]
mod demo;

use demo::{Demo, FAMILY, SEPTEMBER, YEAR};
use divan::{Bencher, black_box};
use goodbye::app::{App, Key, Msg};
use goodbye::domain::calendar::Calendar;
use goodbye::domain::change::Change;
use goodbye::domain::child_id::ChildId;
use goodbye::domain::day::{Month, add_days};
use goodbye::domain::family;
use goodbye::domain::import::{self, SchoolFile, Wishes};
use goodbye::domain::morning::{Edit, Morning};
use goodbye::domain::ritual::RitualId;
use goodbye::domain::school_memory::Memory;
use goodbye::domain::{month_page, ritual_file};
use goodbye::shell::folders::Folders;
use goodbye::shell::ics;
use goodbye::shell::store::Store;
use goodbye::view::Look;
use jiff::ToSpan;
use jiff::civil::date;
use jiff::tz::TimeZone;

fn main() {
    divan::main();
}

#[divan::bench]
fn parse_shipped_rituals() {
    black_box(ritual_file::shipped());
}

#[divan::bench]
fn parse_family() {
    black_box(family::read("family.toml", black_box(FAMILY)));
}

/// Ten school years of one child with two hundred rules: terms, holidays, half days and absences.
fn ten_years() -> family::Family {
    let mut text = String::from("[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n");
    text.push_str("home = { pattern = '2-2-5-5', mine = 'A', from = 2026-09-07 }\n");
    for year in 2026..2036 {
        let next = year + 1;
        text.push_str(&format!("[[term]]\nfrom = {year}-09-07\nto = {year}-12-18\n"));
        text.push_str(&format!("[[term]]\nfrom = {next}-01-04\nto = {next}-07-16\n"));
        for month in ["10", "11", "02", "03", "04", "05"] {
            let year = if month < "09" { next } else { year };
            text.push_str(&format!("[[day_off]]\nfrom = {year}-{month}-10\nto = {year}-{month}-16\n"));
            text.push_str(&format!("[[special_day]]\ndate = {year}-{month}-20\nkind = 'half day'\n"));
            text.push_str(&format!("[[override]]\nchild = 'leo'\ndate = {year}-{month}-23\nkind = 'absent'\n"));
        }
    }
    let page = family::read("family.toml", &text);
    assert_eq!(page.problems, []);
    page.family
}

#[divan::bench]
fn calendar_of_ten_years_and_200_rules(bencher: Bencher) {
    let family = ten_years();
    bencher.bench_local(|| black_box(Calendar::of(&family, &family.children[0])));
}

#[divan::bench(args = ["2026-10-01", "2036-07-01"])]
fn is_school_morning(bencher: Bencher, day: &str) {
    let (family, day) = (ten_years(), day.parse().expect("a date"));
    let calendar = Calendar::of(&family, &family.children[0]);
    bencher.bench_local(|| black_box(calendar.is_school_morning(black_box(day))));
}

#[divan::bench(args = ["2026-10-01", "2036-07-01"])]
fn number_of_a_school_morning(bencher: Bencher, day: &str) {
    let (family, day) = (ten_years(), day.parse().expect("a date"));
    let calendar = Calendar::of(&family, &family.children[0]);
    bencher.bench_local(|| black_box((calendar.number(black_box(day)), calendar.total_of_year(day))));
}

#[divan::bench(args = ["2026-12-19", "2036-07-17"])]
fn the_next_school_morning(bencher: Bencher, day: &str) {
    let (family, day) = (ten_years(), day.parse().expect("a date"));
    let calendar = Calendar::of(&family, &family.children[0]);
    bencher.bench_local(|| black_box(calendar.next_from(black_box(day))));
}

#[divan::bench]
fn parse_month() {
    black_box(month_page::read("2026-09.toml", black_box(SEPTEMBER), "2026-09".parse().expect("a month")));
}

#[divan::bench]
fn update_a_moving_key(bencher: Bencher) {
    let mut demo = Demo::leo();
    bencher.bench_local(|| black_box(demo.app.update(Msg::Key(Key::named("Down")))));
}

#[divan::bench]
fn update_marks_done_and_not_done(bencher: Bencher) {
    let mut demo = Demo::leo();
    bencher.bench_local(|| {
        demo.press("k Space");
    });
}

/// A ritual is marked or unmarked after the Rituals screen has read a history of some months.
#[divan::bench(args = [1, 240])]
fn update_marks_with_a_history_of_months(bencher: Bencher, months: i64) {
    let month = |back: i64| Month::of(date(2026, 9, 1).saturating_sub(back.months()));
    let pages: Vec<(String, String)> = (0..months)
        .map(|back| (month(back).to_string(), SEPTEMBER.replace("2026-09", &month(back).to_string())))
        .collect();
    let pages: Vec<_> = pages.iter().map(|(month, text)| ("leo", month.as_str(), text.as_str())).collect();
    let mut demo = Demo::new("2026-09-10", Some(FAMILY), None, &pages);
    demo.press("3 1 k");
    bencher.bench_local(|| {
        demo.press("Space");
    });
}

/// The first frame of a family with some years of terms and days off.
#[divan::bench(args = [1, 20])]
fn first_frame_with_years(bencher: Bencher, years: i64) {
    let mut family = String::from(FAMILY);
    for year in (0..years).map(|back| 2026 - back) {
        family.push_str(&YEAR.replace("2026", &year.to_string()));
    }
    bencher.bench_local(|| {
        let demo = Demo::new("2026-09-10", Some(&family), None, &[("leo", "2026-09", SEPTEMBER)]);
        black_box(demo.draw(80, 24, Look::default()))
    });
}

#[divan::bench(args = ["1", "2", "3"])]
fn draw(bencher: Bencher, screen: &str) {
    let mut demo = Demo::leo();
    demo.press(screen);
    bencher.bench_local(|| black_box(demo.draw(80, 24, Look::default())));
}

/// The Calendar screen with many rules: each day has a day off, an early finish or a person who picks up.
#[divan::bench(args = [0, 200])]
fn draw_a_calendar_with_rules(bencher: Bencher, rules: i64) {
    let mut text = String::from(FAMILY);
    for i in 0..rules {
        let day = add_days(date(2026, 9, 7), i);
        text.push_str(&match i % 3 {
            0 => format!("[[day_off]]\nname = 'Day {i}'\ndate = {day}\n"),
            1 => format!("[[special_day]]\nkind = 'early finish'\ntime = '12:30'\ndate = {day}\n"),
            _ => format!("[[collect]]\nwho = 'Grandma, after story {i}'\ndate = {day}\n"),
        });
    }
    let mut demo = Demo::new("2026-09-10", Some(&text), None, &[("leo", "2026-09", SEPTEMBER)]);
    demo.press("4");
    bencher.bench_local(|| black_box(demo.draw(120, 40, Look::default())));
}

/// A school's calendar file with more days off and early finishes than any school has.
fn school_file(events: usize, moved: i64) -> SchoolFile {
    let mut text = String::from("BEGIN:VCALENDAR\r\n");
    for i in 0..events {
        let day = add_days(date(2026, 9, 1), i as i64 % 300 + moved).strftime("%Y%m%d").to_string();
        let name = if i % 2 == 0 { "No school" } else { "Early dismissal 12:30" };
        text.push_str(&format!(
            "BEGIN:VEVENT\r\nUID:{i}\r\nDTSTART;VALUE=DATE:{day}\r\nSUMMARY:{name} {i}\r\nEND:VEVENT\r\n"
        ));
    }
    text.push_str("END:VCALENDAR\r\n");
    ics::school_file("school.ics", Ok(text.into_bytes()), date(2026, 9, 1), &TimeZone::UTC).expect("a calendar")
}

#[divan::bench]
fn read_a_school_file_of_1000_events() {
    black_box(school_file(1000, 0));
}

/// A repeating event that must not keep the program busy.
#[divan::bench]
fn read_a_rule_of_every_second_for_a_century() {
    let text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:No school\r\nDTSTART:20260901T000000\r\n\
                RRULE:FREQ=SECONDLY;UNTIL=21260901T000000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let read = ics::school_file("a.ics", Ok(text.into()), date(2026, 9, 1), &TimeZone::UTC);
    black_box(read.expect("a calendar"));
}

/// All events were imported before and have moved by a day. The preview computes this with each key.
#[divan::bench(args = [100, 1000])]
fn compare_a_school_file_with_the_family(bencher: Bencher, events: usize) {
    let (wishes, today) = (Wishes::default(), date(2026, 9, 1));
    let empty = family::read("family.toml", FAMILY).family;
    let first = import::import(&empty, &Memory::default(), &school_file(events, 0), &wishes, today).expect("offered");
    let text = first.family_text(FAMILY).expect("written");
    let (family, file) = (family::read("family.toml", &text).family, school_file(events, 1));
    bencher.bench_local(|| black_box(import::import(&family, &first.memory, &file, &wishes, today)));
}

/// A morning is marked or unmarked and saved, with both syncs and the undo log, on this machine's disk.
#[divan::bench(sample_count = 50, sample_size = 1)]
fn commit(bencher: Bencher) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let today = date(2026, 9, 10);
    let folders = Folders { family: folder.path().join("family"), states: Some(folder.path().join("state")) };
    let mut store = Store::open(folders, None, today);
    let child = ChildId::new("leo").expect("an id");
    let (mut was, mut becomes) = (Morning::default(), Morning::default().marked(&RitualId::new("hand-kiss"), true));
    bencher.bench_local(|| {
        let edit = Edit { child: child.clone(), date: today, was: was.clone(), becomes: becomes.clone() };
        store.commit(&[Change::of_mornings("bench", vec![edit])]).expect("saved");
        std::mem::swap(&mut was, &mut becomes);
    });
}

/// The start of the state machine without any files.
#[divan::bench]
fn open_the_state(bencher: Bencher) {
    bencher.bench_local(|| black_box(App::new(date(2026, 9, 10), Default::default(), Default::default())));
}
