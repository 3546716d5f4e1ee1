//! Files that an export replaces: its own, as it wrote them. All others need `--force`.

use super::Folders;
use goodbye::shell::disk::RealDisk;
use goodbye::shell::export::memory;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;

const FORMATS: [&str; 3] = ["--ics", "--csv", "--json"];
const LETTER: &str = "Dear Gran";

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("there").mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
}

fn refused(folders: &Folders, args: &[&str]) -> String {
    let (code, out, err) = folders.run(args);
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    err
}

#[test]
fn an_export_replaces_its_own_file_unless_somebody_changed_it() {
    for format in FORMATS {
        let folders = Folders::new();
        let (file, to) = (folders.work("out"), [format, "--output", "out"]);
        folders.ok(&to);
        assert_eq!(mode(&file), 0o600);
        set_mode(&file, 0o644);
        folders.write("mornings/leo/2026-11.toml", "[2026-11-02]\nplan = ['hand-kiss']\n");
        let before = fs::read(&file).expect("read");
        folders.ok(&to);
        assert_ne!(fs::read(&file).expect("read"), before, "{format}: written again");
        assert_eq!(mode(&file), 0o644, "the mode stays");
        fs::write(&file, "changed by hand").expect("written");
        let why = refused(&folders, &to);
        assert_eq!(why, "out is there already, and not as an export wrote it. To replace it, add --force.\n");
        assert_eq!(fs::read_to_string(&file).expect("text"), "changed by hand");
        folders.ok(&[format, "--output", "out", "--force"]);
        assert_eq!(mode(&file), 0o644, "the mode stays");
        folders.ok(&to);
    }
}

#[test]
fn an_export_replaces_no_file_of_somebody_else_without_force() {
    let folders = Folders::new();
    let letter = folders.work("letter");
    for format in FORMATS {
        for text in [LETTER, ""] {
            fs::write(&letter, text).expect("written");
            set_mode(&letter, 0o640);
            assert!(refused(&folders, &[format, "--output", "letter"]).contains("add --force"), "{format}");
            assert_eq!((fs::read_to_string(&letter).expect("text").as_str(), mode(&letter)), (text, 0o640));
        }
    }
    folders.ok(&["--csv", "--output", "letter", "--force"]);
    assert_eq!(mode(&letter), 0o640);
    assert_eq!(folders.run(&["--csv", "--force"]).0, 2, "--force needs --output");
}

#[test]
fn a_link_is_refused_and_with_force_replaced_but_never_followed() {
    let folders = Folders::new();
    let (letter, link) = (folders.work("letter"), folders.work("out.csv"));
    folders.ok(&["--csv", "--output", "export.csv"]);
    for target in ["letter", "export.csv"] {
        fs::write(&letter, LETTER).expect("written");
        symlink(target, &link).expect("linked");
        let before = fs::read(folders.work(target)).expect("read");
        let why = refused(&folders, &["--csv", "--output", "out.csv"]);
        assert!(why.starts_with("out.csv is a link to ") && why.contains("--force"), "{why}");
        assert!(link.is_symlink());
        let said = folders.ok(&["--csv", "--output", "out.csv", "--force"]);
        assert!(said.contains(" It was a link to ") && said.contains("which is as it was."), "{said}");
        assert!(!link.is_symlink() && mode(&link) == 0o600);
        assert_eq!(fs::read(folders.work(target)).expect("read"), before);
        fs::remove_file(&link).expect("removed");
    }
    symlink("../work/letter", folders.path("out.csv")).expect("linked");
    let own = folders.path("out.csv").display().to_string();
    assert!(refused(&folders, &["--csv", "--output", &own, "--force"]).contains("family's own folder"));
    assert!(folders.path("out.csv").is_symlink());
}

#[test]
fn without_a_state_folder_an_export_is_written_and_says_what_follows() {
    for remove in [false, true] {
        let folders = Folders::new();
        fs::write(folders.state(), LETTER).expect("written");
        let (code, _, err) = folders.run(&["--csv", "--output", "out.csv"]);
        assert_eq!(code, 0, "{err}");
        let why = "The next export to out.csv needs --force, because ";
        assert!(err.starts_with(why) && err.contains("is a file, not a folder; move it away."), "{err}");
        if remove {
            fs::remove_file(folders.state()).expect("removed");
        }
        assert!(refused(&folders, &["--csv", "--output", "out.csv"]).contains("add --force"));
        assert_eq!(folders.run(&["--csv", "--output", "out.csv", "--force"]).0, 0);
    }
}

#[test]
fn the_memory_of_exports_stays_short_and_keeps_the_newest() {
    let folders = Folders::new();
    let (state, file) = (folders.work(""), |number: usize| folders.work(&format!("{number}.csv")));
    fs::write(file(0), "text").expect("written");
    for number in 0..=100 {
        memory::remember(&RealDisk, &state, &file(number), "text").expect("remembered");
        assert_eq!(memory::is_unchanged(&RealDisk, &state, &file(0)), number < 100, "{number}");
    }
    for text in ["older", "old", "new"] {
        memory::remember(&RealDisk, &state, &file(0), text).expect("remembered");
    }
    for (text, is_known) in [("older", false), ("old", true), ("new", true), ("", false)] {
        fs::write(file(0), text).expect("written");
        assert_eq!(memory::is_unchanged(&RealDisk, &state, &file(0)), is_known, "{text}");
    }
    let text = fs::read_to_string(state.join("exports.json")).expect("text");
    assert_eq!(text.matches("\"hash\"").count(), 100);
    assert_eq!(mode(&state.join("exports.json")), 0o600);
}

#[test]
fn a_damaged_memory_of_exports_asks_for_force_once() {
    let folders = Folders::new();
    folders.ok(&["--csv", "--output", "out.csv"]);
    let states = fs::read_dir(folders.state()).expect("listed");
    let memory = states.map(|entry| entry.expect("an entry").path().join("exports.json")).next().expect("a state");
    fs::write(&memory, "[{").expect("written");
    assert!(refused(&folders, &["--csv", "--output", "out.csv"]).contains("--force"));
    folders.ok(&["--csv", "--output", "out.csv", "--force"]);
    folders.ok(&["--csv", "--output", "out.csv"]);
}
