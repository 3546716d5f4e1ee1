//! `goodbye paths` names the files that the other verbs write.

use crate::family_folder::{FamilyFolder, output_of};
use serde_json::Value;
use std::path::Path;

fn paths(folder: &FamilyFolder) -> Value {
    serde_json::from_str(&folder.ok(&["paths", "--json"])).expect("JSON")
}

#[test]
fn paths_names_every_file_and_says_whether_it_exists() {
    let folder = FamilyFolder::empty();
    let before = paths(&folder);
    for (name, place) in before.as_object().expect("an object").iter().filter(|(name, _)| *name != "version") {
        assert_eq!(place["exists"], false, "{name}");
    }
    assert!(!folder.path().exists() && !folder.state().exists(), "paths writes nothing");
    let folder = FamilyFolder::with_leo();
    folder.ok(&["done", "--today", "2026-09-08"]);
    folder.write("settings.toml", "");
    let after = paths(&folder);
    let text = folder.ok(&["paths"]);
    for (name, place) in after.as_object().expect("an object").iter().filter(|(name, _)| *name != "version") {
        let path = Path::new(place["path"].as_str().expect("a path"));
        assert_eq!(place["exists"], path.exists(), "{name}");
        let line =
            text.lines().find(|line| line.starts_with(&format!("{}  ", name.replace('_', " ")))).expect("a line");
        assert!(line.contains(&path.display().to_string()) && line.ends_with("(not there)") != path.exists(), "{line}");
    }
    for name in ["family_folder", "family", "mornings", "state_folder", "undo_log", "backups", "settings"] {
        assert_eq!(after[name]["exists"], true, "{name}");
    }
    let backups: Value = serde_json::from_str(&folder.ok(&["backups", "--json"])).expect("JSON");
    let day = backups["backups"][0]["folder"].as_str().expect("a folder");
    assert_eq!(Path::new(day).parent(), after["backups"]["path"].as_str().map(Path::new));
}

#[test]
fn options_and_variables_name_the_paths() {
    let folder = FamilyFolder::empty();
    let line = ["paths", "--dir", "/elsewhere", "--settings", "/mine.toml"];
    let text = folder.ok(&line);
    assert!(text.contains("/elsewhere/family.toml") && text.contains("settings         /mine.toml"), "{text}");
    let (code, text, _) = output_of(folder.command(&["paths"]).env("GOODBYE_DIR", "/other").output().expect("run"));
    assert!(code == 0 && text.starts_with("family folder    /other"), "{text}");
}
