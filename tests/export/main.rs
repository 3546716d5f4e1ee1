//! What leaves the program: calendars that strict readers take, tables without formulas, and nothing missing silently.

#![expect(clippy::disallowed_methods, reason = "tests write and damage files as no program should")]

mod cancellations;
mod reminders;
mod replace;
#[path = "../seed/mod.rs"]
mod seed;
mod target;

use calcard::{Entry, Parser};
use goodbye::domain::child_id::ChildId;
use goodbye::domain::reminders::{DoBy, Reminder};
use goodbye::domain::settings::Settings;
use goodbye::shell::export::ics;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Two children with some mornings of September in the folder `family`, and a folder `work` for exported files.
struct Folders {
    folder: TempDir,
}

impl Folders {
    fn new() -> Folders {
        let folder = tempfile::tempdir().expect("a folder");
        let folders = Folders { folder };
        fs::create_dir_all(folders.work("")).expect("made");
        folders.write(
            "family.toml",
            "[[child]]\nid = 'leo'\nname = 'Leo'\nfirst_day = 2026-09-07\ncollects = { mon = 'Gran, after story time' }\n\
             [[child]]\nid = 'ida'\nname = 'Ida'\nfirst_day = 2026-09-07\n",
        );
        folders.write(
            "mornings/leo/2026-09.toml",
            "[2026-09-04]\nplan = ['hand-kiss']\n[2026-09-07]\nplan = ['sewn-heart', 'hand-kiss']\n\
             [2026-09-08]\nplan = ['hand-kiss']\ndone = ['hand-kiss']\nmood = 'wobbly'\n\
             note = '=HYPERLINK(\"http://x\")'\n[2026-09-09]\nskipped = 'sick, \"really\"'\n",
        );
        folders.write("mornings/ida/2026-10.toml", "[2026-10-01]\nplan = ['lunchbox-photo']\n");
        folders
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("family").join(name)
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    fn work(&self, name: &str) -> PathBuf {
        self.folder.path().join("work").join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn command(&self, args: &[&str]) -> Command {
        self.command_in("exec \"$0\" \"$@\"", args)
    }

    /// The program, started by a shell script.
    fn command_in(&self, script: &str, args: &[&str]) -> Command {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", script, env!("CARGO_BIN_EXE_goodbye")]);
        command.env_clear().env("GOODBYE_DIR", self.path("")).env("GOODBYE_TODAY", "2026-09-06");
        command.env("GOODBYE_STATE", self.state());
        command.env("XDG_CONFIG_HOME", self.path("config")).current_dir(self.work(""));
        command.arg("export").args(args);
        command
    }

    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let output = self.command(args).output().expect("run");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
    }

    fn ok(&self, args: &[&str]) -> String {
        let (code, out, err) = self.run(args);
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
        out
    }
}

/// Returns the unfolded lines of a calendar, and checks that its bytes follow the format.
fn lines(text: &str) -> Vec<String> {
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    text.replace("\r\n ", "").trim_end().split("\r\n").map(str::to_owned).collect()
}

fn values(lines: &[String], name: &str) -> Vec<String> {
    let value = |line: &String| Some(line.strip_prefix(name)?.strip_prefix([':', ';'])?.to_owned());
    lines.iter().filter_map(value).collect()
}

#[test]
fn a_phone_gets_planned_mornings_with_their_steps_who_picks_up_and_alarms() {
    let folders = Folders::new();
    let lines = lines(&folders.ok(&["--ics"]));
    let expected =
        ["Leo: Get ready for tomorrow: A little sewn heart", "Leo: Goodbye: A little sewn heart\\, A kiss on the hand"];
    assert_eq!(values(&lines, "SUMMARY")[..2], expected, "{lines:?}");
    assert_eq!(values(&lines, "DTSTART")[..2], ["20260906T193000", "VALUE=DATE:20260907"]);
    assert_eq!(values(&lines, "TRIGGER")[..2], ["PT0S", "PT7H15M"]);
    let text = &values(&lines, "DESCRIPTION")[2];
    assert!(text.contains("\\n1. ") && text.ends_with("Pickup: Gran\\, after story time"), "{text}");
    let uids = values(&lines, "UID");
    assert_eq!(uids[1], "leo-2026-09-07-morning@goodbye");
    assert_eq!(uids.iter().collect::<BTreeSet<_>>().len(), uids.len());
    assert_eq!(uids[0], "leo.sewn-heart.once@goodbye", "the same whichever morning needs it first");
    assert_eq!(uids.len(), 4, "no past mornings and none that are done: {uids:?}");
    assert_eq!(values(&self::lines(&folders.ok(&["--ics"])), "UID"), uids, "the same the next time");
}

#[test]
fn a_child_and_dates_can_be_chosen_and_alarms_follow_the_settings() {
    let folders = Folders::new();
    folders.write("config/goodbye/settings.toml", "morning_alarm = 'off'\nevening_alarm = '20:05'\n");
    let lines = lines(&folders.ok(&["--ics", "--child", "ida"]));
    assert_eq!(values(&lines, "TRIGGER"), ["PT0S"]);
    assert_eq!(values(&lines, "DTSTART")[0], "20260928T200500", "a photo is printed three days before");
    let (code, out, err) = folders.run(&["--ics", "--to", "2026-09-06"]);
    assert!(code == 1 && out.is_empty() && err.contains("Nothing is planned"), "{err}");
    for (args, why) in [
        (&["--ics", "--from", "2026-10-01", "--to", "2026-09-01"][..], "--to is before --from"),
        (&["--ics", "--to", "2026-09-01"], "--to is before today"),
        (&["--csv", "--from", "smarch"], "is not a day I know"),
    ] {
        let (code, out, err) = folders.run(args);
        assert!(code == 2 && out.is_empty() && err.contains(why), "{err}");
    }
    let (code, _, err) = folders.run(&["--csv", "--child", "Lea"]);
    assert!(
        code == 1 && err.contains("There is no child \"Lea\". Did you mean Leo? The children are: Leo, Ida."),
        "{err}"
    );
    assert_eq!(folders.run(&[]).0, 2, "a format has to be said");
    assert_eq!(folders.run(&["--ics", "--csv"]).0, 2);
}

#[test]
fn a_calendar_in_a_file_is_private_and_other_programs_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let folders = Folders::new();
    let said = folders.ok(&["--ics", "--output", "phone.ics"]);
    assert!(said.contains("4 reminders written to phone.ics"), "{said}");
    let mode = fs::metadata(folders.work("phone.ics")).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let text = fs::read_to_string(folders.work("phone.ics")).expect("text");
    assert_eq!(lines(&text).len(), lines(&folders.ok(&["--ics"])).len());
    let entry = Parser::new(&text).entry();
    let Entry::ICalendar(calendar) = entry else { panic!("no calendar: {entry:?}") };
    assert_eq!(calendar.components.iter().filter(|c| format!("{:?}", c.component_type) == "VEvent").count(), 4);
}

#[test]
fn an_export_never_replaces_the_familys_own_files() {
    let folders = Folders::new();
    for (to, name) in [("../family", "link"), ("../family/family.toml", "page.csv")] {
        std::os::unix::fs::symlink(to, folders.work(name)).expect("linked");
    }
    let own = ["family.toml", "mornings/leo/2026-09.toml"];
    let before = own.map(|name| fs::read_to_string(folders.path(name)).expect("text"));
    let whole = folders.path("family.toml").display().to_string();
    let places =
        ["../family/family.toml", "link/mornings/leo/2026-09.toml", "../work/link/new.csv", "page.csv", &whole];
    for (place, why) in places
        .map(|place| (place, "family's own"))
        .into_iter()
        .chain([("nowhere/x.csv", "does not exist"), (".", "is not a file")])
    {
        let (code, out, err) = folders.run(&["--csv", "--output", place]);
        assert!(code == 1 && out.is_empty() && err.contains(why), "{place}: {err}");
    }
    fs::hard_link(folders.path("family.toml"), folders.work("second-name.csv")).expect("linked");
    folders.ok(&["--csv", "--output", "second-name.csv", "--force"]);
    assert_eq!(own.map(|name| fs::read_to_string(folders.path(name)).expect("text")), before);
    assert!(!folders.path("new.csv").exists() && folders.work("page.csv").is_symlink());
    assert_eq!(folders.run(&["--csv", "--output", ""]).0, 2);
    assert!(folders.ok(&["--csv", "--output", "../work/./new.csv"]).contains("5 mornings written"));
}

#[test]
fn a_very_large_record_is_exported_whole() {
    let folders = Folders::new();
    let note = "and then we walked on. ".repeat(130_000);
    for month in ["2026-10", "2026-11"] {
        folders.write(&format!("mornings/leo/{month}.toml"), &format!("[{month}-05]\nnote = '{note}'\n"));
    }
    assert!(folders.ok(&["--csv", "--output", "all.csv"]).contains("7 mornings written"));
    assert!(fs::metadata(folders.work("all.csv")).expect("there").len() > 2 * note.len() as u64);
}

#[test]
fn a_full_disk_behind_stdout_is_an_error_and_a_closed_pipe_is_none() {
    let folders = Folders::new();
    for format in ["--ics", "--csv", "--json"] {
        // Writing to a file that may have no bytes at all fails like a full disk, on every system.
        let full = fs::File::create(folders.work("full")).expect("made");
        let mut command = folders.command_in("ulimit -f 0; exec \"$0\" \"$@\"", &[format]);
        let output = command.stdout(full).stderr(Stdio::piped()).output().expect("run");
        let why = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(1) && why.contains("could not be printed"), "{why}");
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        assert_eq!(folders.command(&[format]).stdout(writer).status().expect("run").code(), Some(0));
    }
}

#[test]
fn a_planned_morning_that_is_free_now_is_canceled_under_its_old_uid() {
    let folders = Folders::new();
    let before = lines(&folders.ok(&["--ics", "--child", "leo"]));
    assert!(!before.contains(&"STATUS:CANCELLED".to_owned()));
    let family = fs::read_to_string(folders.path("family.toml")).expect("text");
    folders.write("family.toml", &format!("{family}[[day_off]]\nname = 'Fair'\ndate = 2026-09-07\n"));
    let after = lines(&folders.ok(&["--ics", "--child", "leo"]));
    assert_eq!(values(&after, "UID"), values(&before, "UID"));
    assert_eq!(values(&after, "STATUS"), ["CANCELLED", "CANCELLED"]);
    assert_eq!(values(&after, "SUMMARY")[1], "Leo: No school today: Fair.");
    assert!(values(&after, "TRIGGER").is_empty());
    let said = folders.ok(&["--ics", "--output", "phone.ics"]);
    assert!(said.contains("2 reminders and 2 cancellations written to"), "{said}");
}

#[test]
fn before_a_late_start_the_alarm_rings_an_hour_earlier_than_school() {
    let folders = Folders::new();
    let family = fs::read_to_string(folders.path("family.toml")).expect("text");
    let rule = "[[special_day]]\ndate = 2026-09-07\nkind = 'late start'\ntime = '10:05'\n";
    folders.write("family.toml", &format!("{family}{rule}"));
    assert_eq!(values(&lines(&folders.ok(&["--ics", "--child", "leo"])), "TRIGGER"), ["PT0S", "PT9H5M"]);
}

#[test]
fn all_mornings_are_exported_to_spreadsheets_without_formulas_and_to_scripts() {
    let folders = Folders::new();
    let csv = folders.ok(&["--csv"]);
    let rows: Vec<&str> = csv.split("\r\n").collect();
    assert!(rows[0].starts_with("child,name,date,day,day_name,hours,time,collects,standing"), "{csv}");
    assert!(csv.contains("\"'=HYPERLINK(\"\"http://x\"\")\"") && csv.contains("\"sick, \"\"really\"\"\""), "{csv}");
    assert_eq!(rows.len(), 7, "a heading, five mornings and an end: {csv}");
    let json: serde_json::Value = serde_json::from_str(&folders.ok(&["--json", "--child", "Leo"])).expect("JSON");
    let mornings = json["mornings"].as_array().expect("a list");
    assert_eq!((mornings.len(), &mornings[0]["day"]), (4, &"before-first-day".into()));
    assert_eq!(mornings[2]["mood"], "wobbly");
}

#[test]
fn each_exported_morning_has_the_kind_of_its_day_and_who_picked_up() {
    let folders = Folders::new();
    let family = fs::read_to_string(folders.path("family.toml")).expect("text");
    let rules = "[[special_day]]\ndate = 2026-09-07\nkind = 'early finish'\ntime = '12:15'\nname = '=Fair'\n\
                 [[day_off]]\ndate = 2026-09-09\nname = 'Snow'\n";
    folders.write("family.toml", &format!("{family}{rules}"));
    let csv = folders.ok(&["--csv", "--child", "leo"]);
    assert!(
        csv.contains("2026-09-07,school,\"'=Fair\",early finish,12:15,\"Gran, after story time\",planned"),
        "{csv}"
    );
    assert!(csv.contains("2026-09-09,off,Snow,,,,skipped"), "{csv}");
    let json: serde_json::Value = serde_json::from_str(&folders.ok(&["--json", "--child", "Leo"])).expect("JSON");
    let monday = &json["mornings"][1];
    assert_eq!((&monday["hours"], &monday["time"]), (&"early finish".into(), &"12:15".into()));
    assert_eq!((&monday["collects"], &monday["day_name"]), (&"Gran, after story time".into(), &"=Fair".into()));
    assert_eq!(json["mornings"][3]["day_name"], "Snow");
    assert!(lines(&folders.ok(&["--ics"])).iter().any(|line| line.contains("early finish at 12:15 (=Fair)")));
}

#[test]
fn a_record_includes_hidden_and_removed_children() {
    let folders = Folders::new();
    folders.write("mornings/old/2024-09.toml", "[2024-09-02]\ndone = ['hand-kiss']\nnote = 'hm'\n");
    let (code, csv, err) = folders.run(&["--csv"]);
    assert!(code == 0 && csv.contains("old,old,2024-09-02,school"), "{csv}");
    assert!(err.contains("mornings/old belongs to no child in family.toml"), "{err}");
    let (code, one, _) = folders.run(&["--json", "--child", "old"]);
    assert!(code == 0 && one.contains("2024-09-02") && !one.contains("2026"), "{one}");
    folders.ok(&["--csv", "--child", "leo"]);
    folders.ok(&["--ics"]);
    assert!(folders.run(&["--ics", "--child", "old"]).2.contains("Nothing is planned on these days"));
    let family = fs::read_to_string(folders.path("family.toml")).expect("text");
    folders.write("family.toml", &family.replace("first_day", "put_away = true\nfirst_day"));
    let (code, all, _) = folders.run(&["--csv"]);
    assert!(code == 0 && all == csv, "all children are exported, although none is shown: {all}");
    assert!(folders.run(&["--ics", "--from", "1 jan 2027"]).2.contains("All children are hidden"));
    fs::remove_file(folders.path("family.toml")).expect("removed");
    let (code, all, err) = folders.run(&["--csv"]);
    assert!(code == 1 && all.lines().count() == csv.lines().count(), "{all}");
    assert!(err.contains("this file is missing"), "{err}");
}

#[test]
fn a_damaged_file_is_reported_and_the_rest_is_exported() {
    let folders = Folders::new();
    folders.write("mornings/leo/2026-10.toml", "[2026-10-01\nplan = 3\n");
    let (code, out, err) = folders.run(&["--csv"]);
    assert!(code == 1 && err.contains("mornings/leo/2026-10.toml:1") && out.contains("wobbly"), "{err}");
}

fn reminder(title: &str, text: &str, morning: Date, do_by: DoBy) -> Reminder {
    let (child, title, text) = (ChildId::new("leo").expect("an id"), title.into(), text.into());
    Reminder { child, morning, date: morning, do_by, title, text, begins: None, is_canceled: false }
}

proptest! {
    #![proptest_config(seed::cases(256))]

    #[test]
    fn any_text_is_folded_and_escaped_so_that_it_comes_back(title in "\\PC{0,120}", text in "[\\PC\n;,\\\\]{0,300}") {
        let morning = date(2026, 9, 7);
        let reminders = [reminder(&title, &text, morning, DoBy::Morning)];
        let lines = lines(&ics::write(&reminders, &Settings::default(), Timestamp::UNIX_EPOCH));
        let told = values(&lines, "DESCRIPTION")[0].clone();
        let mut back = String::new();
        let mut letters = told.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => back.push(letters.next().map_or('\\', |letter| if letter == 'n' { '\n' } else { letter })),
                letter => back.push(letter),
            }
        }
        prop_assert_eq!(back, goodbye::domain::text::scrub(&text, goodbye::domain::text::Breaks::Keep).into_owned());
    }
}
