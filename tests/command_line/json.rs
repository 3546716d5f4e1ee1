//! The JSON of every verb has exactly the fields that `goodbye help json` describes.

use crate::family_folder::{FamilyFolder, output_of};
use goodbye::shell::args;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The kinds of each field, by its place.
type Fields = BTreeMap<String, BTreeSet<String>>;

/// The fields of a JSON value. A date is a kind of text.
fn fields(value: &Value, place: String, found: &mut Fields) {
    let kind = match value {
        Value::Object(map) => {
            let within = |key: &String| if place.is_empty() { key.clone() } else { format!("{place}.{key}") };
            return map.iter().for_each(|(key, value)| fields(value, within(key), found));
        }
        Value::Array(values) => return values.iter().for_each(|value| fields(value, format!("{place}[]"), found)),
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "number",
        Value::String(text) if text.parse::<jiff::civil::Date>().is_ok() => "date",
        Value::String(_) => "text",
    };
    found.entry(place).or_default().insert(kind.to_owned());
}

/// The described fields of each command line, such as `goodbye today --json`.
fn described() -> BTreeMap<String, Fields> {
    let text = FamilyFolder::empty().ok(&["help", "json"]);
    let mut shapes: BTreeMap<String, Fields> = BTreeMap::new();
    let mut command = String::new();
    for line in text.lines() {
        let Some(field) = line.strip_prefix("  ") else {
            command = line.to_owned();
            continue;
        };
        if field.starts_with(' ') {
            // The meaning goes on.
            continue;
        }
        let mut columns = field.split("  ").map(str::trim).filter(|column| !column.is_empty());
        let (place, kinds) = (columns.next().expect("a place"), columns.next().expect("a kind"));
        if let Some((whole, other)) = kinds.strip_prefix("as ").and_then(|kind| kind.split_once(" of ")) {
            let same = shapes[other]
                .iter()
                .filter_map(|(field, kinds)| Some((place.to_owned() + field.strip_prefix(whole)?, kinds.clone())));
            let same: Fields = same.collect();
            shapes.entry(command.clone()).or_default().extend(same);
            continue;
        }
        let kinds = if kinds == "true or false" { vec![kinds] } else { kinds.split(" or ").collect() };
        let before = shapes
            .entry(command.clone())
            .or_default()
            .insert(place.to_owned(), kinds.into_iter().map(str::to_owned).collect());
        assert_eq!(before, None, "{command}: {place} is described twice");
    }
    shapes
}

/// A family in which every field of JSON has each of its kinds somewhere.
fn family() -> FamilyFolder {
    let folder = FamilyFolder::with_leo();
    folder.ok(&["done"]);
    folder.ok(&["note", "waved"]);
    let family = folder.text("family.toml")
        + "collects = { mon = \"Gran\" }\n[[child]]\nid = \"ida\"\nname = \"Ida\"\nfirst_day = 2026-10-01\n\
           [[term]]\nfrom = 2026-09-07\nto = 2026-10-30\n\
           [[special_day]]\ndate = 2026-09-07\nkind = \"half day\"\ntime = \"12:30\"\n\
           [[day_off]]\nname = \"Fair\"\ndate = 2026-09-08\n";
    folder.write("family.toml", &family);
    let month = folder.text("mornings/leo/2026-09.toml");
    let month = month.replacen("done = ", "prepared = [\"hand-kiss\"]\nmood = \"okay\"\ndone = ", 1)
        + "\n[2026-09-21]\nskipped = \"sick\"\nplan = [\"vanished\"]\n";
    folder.write("mornings/leo/2026-09.toml", &month);
    let rituals = "[[ritual]]\nid = \"wave\"\nname = \"Wave\"\nprepare = { steps = [\"Look.\"] }\nstep = 1\n\
                   [[preparation]]\nid = \"walk\"\nname = \"Walk there\"\n[[ritual]]\nid = \"hum\"\n";
    folder.write("rituals.toml", rituals);
    folder
}

/// The runs whose answers together show every field.
fn runs(verb: &str, folder: &FamilyFolder) -> Vec<Value> {
    let calendar = folder.path().with_file_name("school.ics");
    let event = |lines: &str| format!("BEGIN:VEVENT\nSUMMARY:{lines}\nEND:VEVENT\n");
    let events =
        event("No school\nUID:1\nDTSTART;VALUE=DATE:20261005") + &event("Early dismissal\nDTSTART:20261006T123000");
    fs::write(&calendar, format!("BEGIN:VCALENDAR\n{events}END:VCALENDAR\n")).expect("written");
    let ics = calendar.display().to_string();
    let read = |command: &mut assert_cmd::Command| {
        let (_, out, err) = output_of(command.output().expect("run"));
        serde_json::from_str(&out).unwrap_or_else(|why| panic!("{verb}: {why} in {out}{err}"))
    };
    let lines: Vec<Vec<&str>> = match verb {
        "import" => vec![vec![&ics], vec![concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ics/uk-terms.ics")]],
        "today" => {
            vec![vec![], vec!["--today", "2026-09-08"], vec!["--today", "2026-09-21"], vec!["--today", "2026-11-09"]]
        }
        "week" => vec![vec![], vec!["--today", "2026-09-21"], vec!["--today", "2026-11-09"]],
        _ => vec![vec![]],
    };
    let mut values: Vec<Value> = lines.iter().map(|line| read(folder.command(&[verb, "--json"]).args(line))).collect();
    if ["today", "week", "import"].contains(&verb) {
        folder.write("family.toml", "[[child]]\nname = \"Leo\"\nfirst_day = 2026-09-07\n");
        values.extend(lines.iter().map(|line| read(folder.command(&[verb, "--json"]).args(line))));
    }
    if verb == "check" {
        folder.write("mornings/leo/2026-10.toml/x", "a folder in place of a month");
        values.push(read(&mut folder.command(&[verb, "--json"])));
    }
    if verb == "backups" {
        fs::rename(folder.path(), folder.path().with_file_name("moved")).expect("moved");
        values.push(read(folder.command(&[verb, "--json"]).args(["--today", "2026-10-01"])));
    }
    values
}

#[test]
fn every_json_has_the_fields_that_are_described_and_no_other() {
    let (mut shapes, mut wrong) = (described(), Vec::new());
    let mut whole = args::command();
    whole.build();
    let has_json = |verb: &&clap::Command| verb.get_arguments().any(|arg| arg.get_long() == Some("json"));
    for verb in whole.get_subcommands().filter(has_json) {
        let name = verb.get_name();
        let expected = shapes.remove(&format!("goodbye {name} --json")).unwrap_or_else(|| {
            panic!(
                "describe the JSON of {name} in src/shell/json/shapes.txt, and show each field in `runs` of this test"
            )
        });
        let mut found = Fields::new();
        for value in runs(name, &family()) {
            assert_eq!(value["version"], 1, "{name}");
            fields(&value, String::new(), &mut found);
        }
        for (place, kinds) in &found {
            let Some(expected) = expected.get(place) else {
                wrong.push(format!("{name}: {place} is not described"));
                continue;
            };
            let is_expected = |kind: &&String| expected.contains(*kind) || *kind == "date" && expected.contains("text");
            let other = kinds.iter().filter(|kind| !is_expected(kind));
            wrong.extend(other.map(|kind| format!("{name}: {place} is {kind}, and described as {expected:?}")));
            let missing = expected.iter().filter(|kind| !kinds.contains(*kind));
            wrong.extend(missing.map(|kind| format!("{name}: no run shows {place} as {kind}")));
        }
        let missing = expected.keys().filter(|place| !found.contains_key(*place));
        wrong.extend(missing.map(|place| format!("{name}: no run shows {place}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(shapes.is_empty(), "no verb prints {:?}", shapes.keys());
}
