//! Every damage to every file, with every verb and the planner: told, nothing lost, and never a panic.

mod damages;

use self::damages::{DAMAGES, Damage, Grade};
use super::damage::state;
use super::test_folder::{files_in, in_memory};
use goodbye::app::{App, Effect, Key, Msg};
use goodbye::shell::args::{self, GlobalOptions};
use goodbye::shell::output::Answer;
use goodbye::shell::start;
use goodbye::shell::store::{Refusal, Store};
use goodbye::view::{self, Look};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;

const SEPTEMBER: &str = "family/mornings/leo/2026-09.toml";
const NOTE: &str = "Looked back twice, then ran to the sandpit.";
const RITUALS: &str = "# ours\n[[ritual]]\nid = \"moon-wave\"\nname = \"Moon wave\"\nsteps = [\"Wave\"]\n\n\
                       [[ritual]]\nid = \"one-more-hug\"\nhidden = true\n";
const MORE_OF_THE_FAMILY: &str = "\n# Ida comes on Tuesdays\n[[child]]\nid = \"ida\"\nname = \"Ida\"\nfirst_day = 2026-09-07\n\n\
     [[day_off]]\nname = \"Fair\"\ndate = 2026-10-26\n";
const SETTINGS: &str = "week_starts = \"sunday\"\nmorning_alarm = \"06:40\"\nevening_alarm = \"off\"\n";

/// The verbs that only read.
const READS: &[&[&str]] =
    &[&["today", "--child", "leo"], &["week"], &["rituals"], &["export", "--json"], &["export", "--ics"]];
/// The verbs that change something, in an order in which each has something to do.
const WRITES: &[&[&str]] = &[
    &["done", "sewn-heart", "--child", "leo"],
    &["note", "Waved", "--on", "2026-09-10", "--child", "leo"],
    &["plan", "2026-09-11", "hand-kiss", "--child", "leo"],
    &["import", "CALENDAR", "--yes"],
    &["undo"],
    &["restore", "2026-09-08"],
];

/// A family of two days, and everything on its disk.
struct World {
    place: PathBuf,
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl World {
    fn new(place: PathBuf) -> World {
        let mut world = World { place, files: BTreeMap::new() };
        let calendar = |name: &str| format!("{}/tests/ics/{name}", env!("CARGO_MANIFEST_DIR"));
        world.write("settings.toml", SETTINGS.as_bytes());
        fs::copy(calendar("district.ics"), world.path("next.ics")).expect("copied");
        let first = |args: &[&str]| world.ok("2026-09-07", args);
        first(&["init", "--child", "Leo", "--first-day", "7 sep", "--ritual", "hand-kiss", "--ritual", "sewn-heart"]);
        first(&["import", &calendar("uk-terms.ics"), "--yes"]);
        world.write("family/rituals.toml", RITUALS.as_bytes());
        let family = fs::read_to_string(world.path("family/family.toml")).expect("there") + MORE_OF_THE_FAMILY;
        world.write("family/family.toml", family.as_bytes());
        world.ok("2026-09-08", &["note", NOTE, "--child", "leo"]);
        world.ok("2026-09-08", &["done", "--child", "leo"]);
        let names = files_in(&world.place);
        let read = |name: String| (PathBuf::from(&name), fs::read(world.path(&name)).expect("read"));
        world.files = names.into_iter().map(read).collect();
        world
    }

    fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.place.join(relative)
    }

    fn write(&self, relative: &str, bytes: &[u8]) {
        super::test_folder::write(&self.path(relative), bytes);
    }

    fn options(&self, today: &str) -> Vec<String> {
        let (family, settings) = (self.path("family"), self.path("settings.toml"));
        let options = ["goodbye", "--dir", &family.display().to_string(), "--today", today, "--settings"];
        options.into_iter().map(str::to_owned).chain([settings.display().to_string()]).collect()
    }

    fn run(&self, today: &str, args: &[&str]) -> Answer {
        let next = self.path("next.ics").display().to_string();
        let args = args.iter().map(|arg| if *arg == "CALENDAR" { next.clone() } else { (*arg).to_owned() });
        let line = self.options(today).into_iter().chain(args).map(Into::into);
        args::parse(line).run_verb().expect("a verb")
    }

    fn ok(&self, today: &str, args: &[&str]) {
        let answer = self.run(today, args);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{args:?}");
    }

    /// Puts everything back as it was.
    fn heal(&self) {
        self.remove_new_files(self.place.clone());
        for (path, bytes) in &self.files {
            if fs::read(self.path(path)).ok().as_ref() != Some(bytes) {
                super::test_folder::write(&self.path(path), bytes);
            }
        }
    }

    fn remove_new_files(&self, folder: PathBuf) {
        for path in fs::read_dir(folder).expect("listed").map(|entry| entry.expect("there").path()) {
            let was_file = self.files.contains_key(path.strip_prefix(&self.place).expect("inside"));
            let meta = fs::symlink_metadata(&path).expect("there");
            match (meta.is_dir(), was_file) {
                (true, false) => self.remove_new_files(path),
                (true, true) => fs::remove_dir_all(&path).expect("removed"),
                (false, true) if meta.is_file() => {
                    fs::set_permissions(&path, Permissions::from_mode(0o600)).expect("set")
                }
                (false, _) => fs::remove_file(&path).expect("removed"),
            }
        }
    }

    /// Whether a file in the state folders has these bytes.
    fn keeps(&self, bytes: &[u8]) -> bool {
        let states = self.path("states");
        let files = files_in(&states).into_iter().map(|file| states.join(file));
        // Reading a pipe would wait.
        let mut files = files.filter(|path| fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file()));
        files.any(|path| fs::read(path).is_ok_and(|there| there == bytes))
    }

    /// Opens the planner, presses keys, and draws after each. Returns the number of problems and all screens.
    fn planner(&self) -> (usize, String) {
        let options = GlobalOptions {
            dir: Some(self.path("family")),
            today: Some("2026-09-09".to_owned()),
            settings_file: Some(self.path("settings.toml")),
            ..GlobalOptions::default()
        };
        let (clock, mut store, settings) = start::start(&options).expect("started");
        let (mut app, effects) = App::new(clock.today(), settings, store.read_pages());
        perform(&mut app, &mut store, effects);
        let mut screens = String::new();
        for key in ["Right", "Space", "!"] {
            let effects = app.update(Msg::Key(Key::named(key)));
            perform(&mut app, &mut store, effects);
            let mut buf = Buffer::empty(Rect::new(0, 0, 80, 24));
            view::draw(&app, Look::default(), &mut buf);
            screens.extend(buf.content().iter().map(|cell| cell.symbol()));
        }
        (app.problems().count(), screens)
    }
}

/// Performs the effects of reading and saving.
fn perform(app: &mut App, store: &mut Store, effects: Vec<Effect>) {
    for effect in effects {
        let msg = match effect {
            Effect::Read(child, months) => Msg::Read(store.read_months(&child, &months)),
            Effect::ReadAll(child) => Msg::Read(store.read_all(&child)),
            Effect::Save => match store.commit(app.unsaved()) {
                Ok(found) => Msg::Settled { count: app.unsaved().len(), refused: None, found },
                Err(Refusal::NotSaved(why)) => Msg::NotSaved { why },
                Err(why) => panic!("{why}"),
            },
            _ => continue,
        };
        let effects = app.update(msg);
        perform(app, store, effects);
    }
}

/// The part of the program that a file matters for.
struct Target {
    file: &'static str,
    /// The name of the file in messages.
    named: &'static str,
    /// The verbs that read the file and say so when it is damaged.
    reads: &'static [&'static str],
    /// The verbs that write the file, and refuse when it is damaged.
    writes: &'static [&'static str],
}

const FAMILY_FILES: &[Target] = &[
    Target {
        file: "family/family.toml",
        named: "family.toml",
        reads: &["today", "week", "export"],
        writes: &["import"],
    },
    Target {
        file: "family/rituals.toml",
        named: "rituals.toml",
        reads: &["today", "week", "rituals", "export"],
        writes: &[],
    },
    Target { file: "family/school.toml", named: "school.toml", reads: &[], writes: &["import"] },
    Target {
        file: SEPTEMBER,
        named: "mornings/leo/2026-09.toml",
        reads: &["today", "week", "export"],
        writes: &["done", "note", "plan"],
    },
    Target { file: "settings.toml", named: "settings.toml", reads: &["week", "export --ics"], writes: &[] },
];

/// Runs a test in a process of its own, whose state folders are in a temporary folder.
fn in_its_own_process(name: &str, test: impl FnOnce(World) -> Vec<String>) {
    if let Some(states) = std::env::var_os("GOODBYE_TEST_STATES") {
        let place = Path::new(&states).parent().expect("in a folder").to_owned();
        let failures = test(World::new(place));
        assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
        return;
    }
    let place = in_memory();
    let states = place.path().join("states");
    let mut command = Command::new(std::env::current_exe().expect("this test"));
    command.args(["--exact", name, "--nocapture"]).env("GOODBYE_TEST_STATES", &states).env("GOODBYE_STATE", &states);
    let output = command.env("RUST_BACKTRACE", "0").output().expect("run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn damage(world: &World, file: &Path, damage: &Damage) {
    let path = world.path(file);
    match damage {
        Damage::Content(change) => fs::write(path, change(&world.files[file])).expect("written"),
        Damage::Instead(place) => {
            fs::remove_file(&path).expect("removed");
            place(&path);
        }
    }
}

fn is_one_of(verbs: &[&str], args: &[&str]) -> bool {
    verbs.contains(&args[0]) || verbs.contains(&args[..args.len().min(2)].join(" ").as_str())
}

/// Damages each of the files in each way. `check` returns what is wrong afterwards.
fn damage_each<T>(
    world: &World,
    targets: &[(PathBuf, T)],
    check: impl Fn(&T, &Path, Grade) -> Vec<String>,
) -> Vec<String> {
    let mut failures = Vec::new();
    for (file, target) in targets {
        for (name, grade, kind) in DAMAGES {
            world.heal();
            damage(world, file, kind);
            let checked = catch_unwind(AssertUnwindSafe(|| check(target, file, *grade)));
            let found = checked.unwrap_or_else(|_| vec!["panicked".to_owned()]);
            failures.extend(found.into_iter().map(|failure| format!("{}, {name}: {failure}", file.display())));
        }
    }
    failures
}

/// Damages the files of the family for which `is_wanted` holds.
fn damage_family_files(world: &World, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let targets: Vec<_> = FAMILY_FILES.iter().filter(|target| is_wanted(target.file)).collect();
    let targets: Vec<_> = targets.into_iter().map(|target| (PathBuf::from(target.file), target)).collect();
    damage_each(world, &targets, |target, _, grade| check_damage(world, target, grade))
}

#[test]
fn every_damage_to_the_family_page_is_told_and_loses_nothing() {
    let name = "damage_table::every_damage_to_the_family_page_is_told_and_loses_nothing";
    in_its_own_process(name, |world| damage_family_files(&world, |file| file == "family/family.toml"));
}

#[test]
fn every_damage_to_the_own_rituals_is_told_and_loses_nothing() {
    let name = "damage_table::every_damage_to_the_own_rituals_is_told_and_loses_nothing";
    in_its_own_process(name, |world| damage_family_files(&world, |file| file == "family/rituals.toml"));
}

#[test]
fn every_damage_to_a_month_is_told_and_loses_nothing() {
    let name = "damage_table::every_damage_to_a_month_is_told_and_loses_nothing";
    in_its_own_process(name, |world| damage_family_files(&world, |file| file == SEPTEMBER));
}

#[test]
fn every_damage_to_imports_and_settings_is_told_and_loses_nothing() {
    let name = "damage_table::every_damage_to_imports_and_settings_is_told_and_loses_nothing";
    in_its_own_process(name, |world| {
        damage_family_files(&world, |file| matches!(file, "family/school.toml" | "settings.toml"))
    });
}

/// The files of the state folder that are damaged, as the ends of their paths.
const STATE_FILES: [&str; 4] =
    ["changes.jsonl", "folder.json", "2026-09-08/mornings/leo/2026-09.toml", "2026-09-08/family.toml"];

#[test]
fn no_damage_in_the_state_folder_loses_a_file_of_the_family() {
    in_its_own_process("damage_table::no_damage_in_the_state_folder_loses_a_file_of_the_family", |world| {
        let in_states = |end: &'static str| {
            let is_it = |path: &&PathBuf| path.starts_with("states") && path.ends_with(end);
            (world.files.keys().find(is_it).unwrap_or_else(|| panic!("no {end}")).clone(), end)
        };
        let targets = STATE_FILES.map(in_states);
        damage_each(&world, &targets, |end, file, grade| check_state_damage(&world, end, file, grade))
    });
}

fn check_state_damage(world: &World, end: &str, file: &Path, grade: Grade) -> Vec<String> {
    let mut failures = Vec::new();
    let is_copy = end.starts_with("2026-09-08");
    let damaged = state(&world.path(file));
    let family = || world.files.iter().filter(|(path, _)| path.starts_with("family"));
    let mut is_without_backups = false;
    for args in WRITES.iter().filter(|args| ["done", "undo", "restore"].contains(&args[0])) {
        let answer = world.run("2026-09-09", args);
        if is_copy && grade == Grade::Told && args[0] == "restore" && answer.code == 0 {
            failures.push(format!("{args:?} restored a damaged copy: {}", answer.out));
        }
        is_without_backups |= answer.err.contains("backups are off");
        for (path, bytes) in family() {
            let is_there = fs::read(world.path(path)).ok().as_ref() == Some(bytes) || world.keeps(bytes);
            if !is_there && !is_without_backups {
                failures.push(format!("{args:?} lost {}: {}{}", path.display(), answer.err, answer.out));
            }
        }
        if is_copy && state(&world.path(file)) != damaged {
            failures.push(format!("{args:?} changed the copy: {}{}", answer.err, answer.out));
        }
    }
    let check = world.run("2026-09-09", &["check"]);
    if check.code != 0 && !(check.out.contains(end) || check.err.contains(end)) {
        failures.push(format!("check: {}{}", check.err, check.out));
    }
    failures
}

fn check_damage(world: &World, target: &Target, grade: Grade) -> Vec<String> {
    let mut failures = Vec::new();
    let path = world.path(target.file);
    let damaged = state(&path);
    let says = |args: &[&str], answer: &Answer| {
        format!("{args:?}: {} {}{}{}", answer.code, answer.err, answer.out, answer.file)
    };
    let check = world.run("2026-09-09", &["check"]);
    let is_told = check.code == 1 && check.out.contains(target.named);
    // Settings may be empty: then they are the usual ones.
    let may_be_empty = target.named == "settings.toml" && damaged.1.as_ref().is_some_and(|bytes| bytes.len() < 9);
    if is_told != (grade == Grade::Told) && grade != Grade::Unknown && !may_be_empty {
        failures.push(says(&["check"], &check));
    }
    let planner = world.planner();
    if target.named != "school.toml" && (planner.0 > 0) != is_told {
        failures.push(format!("the planner has {} problems", planner.0));
    }
    for args in READS.iter().filter(|args| is_one_of(target.reads, args)) {
        let answer = world.run("2026-09-09", args);
        let is_notice = answer.err.contains("unknown key") && answer.code == 0;
        if (answer.err.is_empty() && answer.code == 0) == is_told && !is_notice {
            failures.push(says(args, &answer));
        }
    }
    for args in WRITES {
        let answer = world.run("2026-09-09", args);
        if is_one_of(target.writes, args) && (answer.code != 0 || !answer.err.is_empty()) != is_told {
            failures.push(says(args, &answer));
        }
        let now = state(&path);
        let is_kept = now == damaged || damaged.1.as_ref().is_some_and(|bytes| world.keeps(bytes));
        if !is_kept {
            failures.push(format!("{args:?} lost the file: {}", says(args, &answer)));
        }
    }
    let nothing = "Nothing is planned";
    if is_told && target.file == SEPTEMBER {
        let today = world.run("2026-09-09", &["today", "--child", "leo"]);
        if today.out.contains(nothing) || planner.1.contains(nothing) {
            failures.push("an unreadable morning is shown as an empty one".to_owned());
        }
    }
    failures
}
