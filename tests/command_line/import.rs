//! `goodbye import` as scripts and parents run it.

use crate::family_folder::FamilyFolder;
use std::fs;

fn sample(name: &str) -> String {
    format!("{}/tests/ics/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_school_calendar_is_previewed_then_added_once_and_undone_as_a_whole() {
    let folder = FamilyFolder::with_leo();
    let before = folder.text("family.toml");
    let shown = folder.ok(&["import", &sample("uk-terms.ics")]);
    assert!(shown.contains("day off") && shown.contains("Half Term") && shown.contains("Nothing was saved"), "{shown}");
    assert_eq!(folder.text("family.toml"), before);
    assert!(folder.ok(&["import", "--yes", &sample("uk-terms.ics")]).contains("5 new"));
    let after = folder.text("family.toml");
    assert!(after.starts_with(&before) && after.contains("Half Term"), "{after}");
    assert!(folder.ok(&["check"]).contains("All files in "));
    let remembered = folder.text("school.toml");
    assert!(folder.ok(&["import", "--yes", &sample("uk-terms.ics")]).contains("Nothing was new"));
    assert_eq!((folder.text("family.toml"), folder.text("school.toml")), (after.clone(), remembered));
    let by_hand = after.replace("2026-10-30", "2026-11-03");
    folder.write("family.toml", &by_hand);
    assert!(folder.ok(&["import", "--yes", &sample("uk-terms.ics")]).contains("yours stays"));
    assert_eq!(folder.text("family.toml"), by_hand, "what was changed by hand stays");
    folder.write("family.toml", &after);
    folder.ok(&["undo"]);
    assert_eq!(folder.text("family.toml"), before);
    assert!(!folder.path().join("school.toml").exists(), "the memory goes with the import");
}

#[test]
fn one_import_follows_the_events_that_the_school_moved_or_removed() {
    let folder = FamilyFolder::with_leo();
    let first = fs::read_to_string(sample("uk-terms.ics")).expect("a sample");
    folder.write("first.ics", &first);
    let path = |name: &str| folder.path().join(name).display().to_string();
    folder.ok(&["import", "--yes", &path("first.ics")]);
    let before = folder.text("family.toml");
    let moved = first.replace("20261026", "20261019").replace("20261031", "20261024");
    assert_ne!(moved, first);
    folder.write("second.ics", &moved);
    let shown = folder.ok(&["import", &path("second.ics")]);
    assert!(shown.contains("changed") && shown.contains("Oct 19"), "{shown}");
    folder.ok(&["import", "--yes", &path("second.ics")]);
    let after = folder.text("family.toml");
    assert!(after.contains("2026-10-19") && !after.contains("2026-10-26"), "{after}");
    folder.ok(&["undo"]);
    assert_eq!(folder.text("family.toml"), before);
    folder.write("school.toml", "[[calendar]]\nfile = 3\n");
    assert!(folder.refused(&["import", &path("second.ics")], 1).contains("school.toml"));
    assert!(folder.refused(&["import", "--yes", &path("second.ics")], 1).contains("school.toml"));
    let (code, checked, _) = folder.run(&["check"]);
    assert!(code == 1 && checked.contains("school.toml:2:8"), "{checked}");
}

#[test]
fn options_say_whose_school_it_is_and_what_an_event_means() {
    let folder = FamilyFolder::with_leo();
    let (file, what) = (sample("uk-terms.ics"), "Half Term=not about mornings");
    let json = folder.ok(&["import", "--json", "--child", "leo", "--as", what, &file]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let events = json["events"].as_array().expect("events");
    assert!(events.iter().any(|event| event["chosen"] == true && event["standing"] == "left out"), "{json}");
    assert!(folder.refused(&["import", "--as", "Half Term=holliday", &file], 2).contains("its meaning"));
    assert!(folder.refused(&["import", "--as", "Half Terms=day off", &file], 2).contains("No event is called"));
    assert!(folder.refused(&["import", "--child", "nobody", &file], 2).contains("nobody"));
    folder.ok(&["import", "--yes", "--child", "leo", &file]);
    assert!(folder.text("family.toml").contains("children = [\"leo\"]"));
}

#[test]
fn a_choice_is_saved_even_when_nothing_else_is_new() {
    let folder = FamilyFolder::with_leo();
    folder.write(
        "fair.ics",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20261006\nSUMMARY:No school\nEND:VEVENT\n\
         END:VCALENDAR\n",
    );
    let file = folder.path().join("fair.ics").display().to_string();
    folder.ok(&["import", "--yes", "--as", "No school=not about mornings", &file]);
    assert!(folder.ok(&["import", &file]).contains("Nothing here is new"));
    assert!(folder.ok(&["import", "--another-school", &file]).contains("1 new"));
    assert!(folder.ok(&["undo"]).contains("school calendar imported"));
    assert!(folder.ok(&["import", &file]).contains("1 new"), "the choice goes with its import");
}

#[test]
fn a_file_that_is_no_calendar_is_refused_and_a_broken_event_is_left_out() {
    let folder = FamilyFolder::with_leo();
    folder.write("page.ics", "<html><body>calendar</body></html>");
    let page = folder.path().join("page.ics").display().to_string();
    assert!(folder.refused(&["import", &page], 1).contains("web page"));
    assert!(folder.refused(&["import", "/nowhere.ics"], 1).contains("cannot be read"));
    assert!(folder.refused(&["import", "webcal://school.example/a.ics"], 1).contains("save the file, and import"));
    let (code, out, err) = folder.run(&["import", "--json", &sample("messy.ics")]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert!(code == 0 && err.contains("is left out") && json["written"] == false, "{err}");
    assert!(json["events"].as_array().is_some_and(|events| events.len() > 2));
    assert!(!out.contains('\u{1b}') && !err.contains('\u{1b}'));
}
