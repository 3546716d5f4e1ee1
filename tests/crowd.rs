//! Many programs at once, and killed programs: nothing is lost, refused or left half-written.

use goodbye::domain::child_id::ChildId;
use goodbye::domain::day::{Month, add_days};
use goodbye::domain::morning::Morning;
use goodbye::domain::ritual::RitualId;
use goodbye::shell::folders::Folders;
use goodbye::shell::store::Store;
use jiff::civil::{Date, date};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const TODAY: Date = date(2026, 9, 7);
const RITUALS: [&str; 2] = ["hand-kiss", "sewn-heart"];

fn goodbye(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_goodbye"));
    command.env_clear().env("GOODBYE_DIR", folder).env("GOODBYE_TODAY", "2026-09-07");
    command.env("XDG_CONFIG_HOME", folder.join("config")).env("GOODBYE_STATE", state(folder));
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn state(folder: &Path) -> PathBuf {
    folder.with_file_name("state")
}

fn store(folder: &Path) -> Store {
    Store::open(Folders { family: folder.to_owned(), states: Some(state(folder)) }, None, TODAY)
}

fn start(folder: &Path, args: &[&str]) -> Child {
    goodbye(folder, args).spawn().expect("started")
}

fn ends_well(child: Child) {
    let output = child.wait_with_output().expect("ended");
    assert!(output.status.success(), "{:?}: {}", output.status, String::from_utf8_lossy(&output.stderr));
}

fn leo() -> ChildId {
    ChildId::new("leo").expect("an id")
}

fn stored(folder: &Path, date: Date) -> Morning {
    let found = store(folder).read_months(&leo(), &[Month::of(date)]);
    let (_, _, mut page) = found.months.into_iter().next().expect("a month");
    assert_eq!(page.problems, []);
    page.mornings.remove(&date).unwrap_or_default()
}

#[test]
fn sixteen_programs_at_once_lose_and_refuse_nothing() {
    let place = tempfile::tempdir().expect("folder");
    let folder = place.path().join("family");
    ends_well(start(&folder, &["init", "--child", "Leo", "--first-day", "2026-09-07"]));
    let finished = AtomicBool::new(false);
    let dates: Vec<Date> = (0..8).map(|i| add_days(TODAY, i * 5)).collect();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !finished.load(Ordering::Relaxed) {
                    let output = goodbye(&folder, &["today", "--json"]).stdout(Stdio::piped()).output().expect("read");
                    assert!(output.status.success() && output.stderr.is_empty());
                    serde_json::from_slice::<serde_json::Value>(&output.stdout).expect("whole JSON");
                }
            });
        }
        for _ in 0..2 {
            let marks = dates.iter().flat_map(|&date| RITUALS.map(|ritual| (date.to_string(), ritual)));
            let running: Vec<Child> =
                marks.map(|(date, ritual)| start(&folder, &["done", ritual, "--on", &date])).collect();
            running.into_iter().for_each(ends_well);
        }
        finished.store(true, Ordering::Relaxed);
    });
    for date in dates {
        let morning = stored(&folder, date);
        assert!(RITUALS.iter().all(|ritual| morning.is_done(&RitualId::new(*ritual))), "{date}: {morning:?}");
    }
    // Sixteen changes and the welcome, each of them noted once.
    let mut store = store(&folder);
    assert_eq!((0..20).take_while(|_| store.undo().is_ok()).count(), 17);
}

#[test]
fn a_killed_program_leaves_the_old_or_the_new_morning_and_no_obstacle() {
    let place = tempfile::tempdir().expect("folder");
    let folder = place.path().join("family");
    ends_well(start(&folder, &["init", "--child", "Leo", "--first-day", "2026-09-07"]));
    let planned = stored(&folder, TODAY);
    let done = planned.marked(&RitualId::new("hand-kiss"), true);
    let mut found = [0, 0];
    for round in 0..120 {
        let mut child = start(&folder, &["done"]);
        // Not a wait for something to happen: each round cuts the program off at another moment of its short life.
        std::thread::park_timeout(Duration::from_micros(round * 100));
        child.kill().expect("killed");
        child.wait().expect("gone");
        let now = stored(&folder, TODAY);
        assert!(now == planned || now == done, "{now:?}");
        found[usize::from(now == done)] += 1;
        ends_well(start(&folder, &["done"]));
        assert_eq!(stored(&folder, TODAY), done);
        ends_well(start(&folder, &["undo"]));
        assert_eq!(stored(&folder, TODAY), planned);
        let names = std::fs::read_dir(folder.join("mornings/leo")).expect("a folder").flatten();
        let names: Vec<_> = names.map(|entry| entry.file_name()).collect();
        assert_eq!(names, ["2026-09.toml"], "nothing half-written stays after the next save");
    }
    assert!(found[0] > 0, "some were killed before they saved: {found:?}");
}

#[test]
fn simultaneous_and_killed_imports_add_each_event_once() {
    let place = tempfile::tempdir().expect("folder");
    let folder = place.path().join("family");
    ends_well(start(&folder, &["init", "--child", "Leo", "--first-day", "2026-09-07"]));
    let sample = |name: &str| format!("{}/tests/ics/{name}", env!("CARGO_MANIFEST_DIR"));
    let (uk, district) = (sample("uk-terms.ics"), sample("district.ics"));
    let family = || std::fs::read_to_string(folder.join("family.toml")).expect("a family");
    let before = family();
    for round in 0..30 {
        let mut child = start(&folder, &["import", "--yes", &uk]);
        // Cut off at another moment each time: between the two files too.
        std::thread::park_timeout(Duration::from_micros(round * 200));
        child.kill().expect("killed");
        child.wait().expect("gone");
    }
    let running: Vec<Child> = (0..4)
        .flat_map(|_| [&uk, &district].map(|file| start(&folder, &["import", "--yes", file])))
        .chain([start(&folder, &["skip", "snow", "--on", "2026-09-09"])])
        .collect();
    running.into_iter().for_each(ends_well);
    let after = family();
    assert!(after.starts_with(&before), "{after}");
    for name in ["name = \"Half Term\"", "name = \"May Bank Holiday\"", "name = \"Spring Break\""] {
        assert_eq!(after.matches(name).count(), 1, "{name} in\n{after}");
    }
    assert_eq!(stored(&folder, date(2026, 9, 9)).skipped.as_deref(), Some("snow"));
    ends_well(start(&folder, &["import", "--yes", &uk, &district]));
    assert_eq!(family(), after);
}
