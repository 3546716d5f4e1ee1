//! Damaged files, as scripts and parents see them on the command line.

use crate::family_folder::{FamilyFolder, output_of};

#[test]
fn an_unknown_key_of_a_ritual_is_told_and_hides_and_shows_no_ritual() {
    let folder = FamilyFolder::with_leo();
    folder.write(
        "rituals.toml",
        "[[ritual]]\nid = 'wave'\nname = 'Moon wave'\nsong = 'la'\n[[ritual]]\nid = 'sewn-heart'\nhidden = true\n",
    );
    let (code, out, err) = folder.run(&["rituals"]);
    assert!(code == 0 && out.contains("Moon wave") && !out.contains("sewn-heart"), "{out}");
    assert!(err.contains("rituals.toml:4:1: unknown key `song`"), "{err}");
    let out = folder.ok(&["check"]);
    assert!(out.contains("All files in ") && out.contains("rituals.toml:4:1: unknown key `song`"), "{out}");
}

#[test]
fn damaged_or_missing_settings_are_told_where_they_matter() {
    let folder = FamilyFolder::with_leo();
    let damaged = folder.path().join("settings.toml");
    let missing = folder.path().join("nowhere.toml");
    folder.write("settings.toml", "morning_alarm = 'dawn'\n");
    for (path, part) in [(&damaged, "settings.toml:1:17"), (&missing, "there is no such file")] {
        let named = path.to_str().expect("text");
        let by_option = folder.command(&["export", "--ics", "--settings", named]).output();
        let by_variable = folder.command(&["export", "--ics"]).env("GOODBYE_SETTINGS", path).output();
        for output in [by_option, by_variable] {
            let (code, out, err) = output_of(output.expect("run"));
            assert!(code == 1 && out.contains("BEGIN:VEVENT") && err.contains(part), "{code}: {err}");
        }
        let (code, out, _) = output_of(folder.command(&["check", "--settings", named]).output().expect("run"));
        assert!(code == 1 && out.contains(part) && !out.contains("backup"), "{out}");
        // The settings change neither of these answers.
        for args in [&["export", "--json"][..], &["done", "hand-kiss"]] {
            let (code, _, err) = output_of(folder.command(args).env("GOODBYE_SETTINGS", path).output().expect("run"));
            assert_eq!((code, err.as_str()), (0, ""), "{args:?}");
        }
    }
}
