//! The paths to which an export may be written.

use goodbye::shell::export::target::{TargetError, target};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

/// A folder with a family in `fam`, whose mornings lie in `synced`, and links to it from `other`.
fn house() -> tempfile::TempDir {
    let house = tempfile::tempdir().expect("a folder");
    let path = |name: &str| house.path().join(name);
    for folder in ["fam", "other/deep", "synced/leo", "state/fam"] {
        fs::create_dir_all(path(folder)).expect("made");
    }
    for file in ["fam/family.toml", "fam/notes.txt", "synced/leo/2026-09.toml", "synced/rituals.toml", "other/old.csv"]
    {
        fs::write(path(file), "mine").expect("written");
    }
    let links = [
        ("../synced", "fam/mornings"),
        ("../synced/rituals.toml", "fam/rituals.toml"),
        ("../fam", "other/link"),
        ("../fam/family.toml", "other/page.csv"),
        ("old.csv", "other/mine.csv"),
        ("nowhere", "other/lost.csv"),
        ("loop", "other/loop"),
    ];
    links.iter().for_each(|(to, name)| symlink(to, path(name)).expect("linked"));
    house
}

#[test]
fn no_path_leads_an_export_into_the_familys_files() {
    let house = house();
    let family = house.path().join("other/../other/link");
    for own in [
        "fam/family.toml",
        "fam/new.csv",
        "fam/notes.txt",
        "other/../fam/family.toml",
        "other/link/family.toml",
        "other/link/new.csv",
        "other/link/mornings/leo/2026-09.toml",
        "other/deep/../../fam/./mornings/leo/2026-10.toml",
        "other/page.csv",
        "synced/leo/2026-09.toml",
        "synced/rituals.toml",
        "fam/mornings/../leo/new.csv",
        "state/fam/changes.jsonl",
    ] {
        let path = house.path().join(own);
        let no_folder = own == "fam/mornings/../leo/new.csv";
        let in_state = own == "state/fam/changes.jsonl";
        let error = match own {
            _ if no_folder => TargetError::NoFolder,
            _ if in_state => TargetError::InTheState,
            _ => TargetError::FamilysOwn,
        };
        assert_eq!(target(&path, &family, Some(&house.path().join("state"))), Err(error(path)), "{own}");
    }
}

#[test]
fn other_paths_are_resolved_and_unusable_paths_are_refused() {
    let house = house();
    let real = fs::canonicalize(house.path()).expect("there");
    let to = |name: &str| target(&house.path().join(name), &house.path().join("fam"), None);
    for (name, file) in [
        ("new.csv", "new.csv"),
        ("other/../fam.csv", "fam.csv"),
        ("fam/mornings/../other/rituals.csv", "other/rituals.csv"),
        ("other/mine.csv", "other/old.csv"),
    ] {
        assert_eq!(to(name), Ok(real.join(file)), "{name}");
    }
    for (name, error) in [
        ("other", TargetError::NotAFile as fn(PathBuf) -> TargetError),
        ("other/", TargetError::NotAFile),
        ("other/..", TargetError::NotAFile),
        ("nowhere/x.csv", TargetError::NoFolder),
        ("new/", TargetError::NoFolder),
        ("other/lost.csv", TargetError::BrokenLink),
    ] {
        assert_eq!(to(name), Err(error(house.path().join(name))), "{name}");
    }
    for name in ["other/old.csv/x.csv", "other/loop"] {
        assert!(matches!(to(name), Err(TargetError::NotWritten { .. })), "{name}: {:?}", to(name));
    }
    let device = Path::new("/dev/null");
    assert_eq!(target(device, &real, None), Err(TargetError::NotAFile(device.into())));
}
