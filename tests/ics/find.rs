//! The calendar files that are found in a parent's folders.

#![expect(clippy::disallowed_methods, reason = "a test makes the files it looks for")]

use goodbye::shell::calendar_files::{SearchFolders, fetch, list, meant, real_path};
use goodbye::shell::clock::Clock;
use jiff::Timestamp;
use std::fs;
use std::path::Path;

/// Returns the paths that are listed in the user's folder `home`.
fn found(typed: &str, home: &Path) -> Vec<String> {
    let clock = Clock::start(Some("2026-09-25"), None).expect("a clock");
    let here = home.join("here");
    list(typed, &SearchFolders { user_folder: Some(home), here: &here }, &clock)
        .into_iter()
        .map(|found| found.path)
        .collect()
}

#[test]
fn a_file_that_is_dropped_on_the_terminal_is_found() {
    let home = tempfile::tempdir().expect("a folder");
    let home = home.path();
    for file in ["My School's.ics", "Über 100%.ics", "o'dd\\.ics"] {
        fs::write(home.join(file), "BEGIN:VCALENDAR").expect("written");
    }
    let folders = SearchFolders { user_folder: Some(home), here: home };
    let (at, wanted) = (home.display(), format!("{}/My School's.ics", home.display()));
    for typed in [
        format!("{at}/My School's.ics"),
        format!("'{at}/My School'\\''s.ics' "),
        format!("\"{at}/My School's.ics\""),
        format!("{at}/My\\ School\\'s.ics"),
        format!("file://{at}/My%20School's.ics").replace('\'', "%27"),
        format!("file://localhost{at}/My%20School%27s.ics"),
    ] {
        assert_eq!(meant(&typed, &folders), wanted, "{typed}");
        assert!(fetch(&meant(&typed, &folders), &folders).is_ok(), "{typed}");
        assert_eq!(found(&typed, home), [wanted.as_str()], "{typed}");
    }
    assert_eq!(meant(&format!("file://{at}/%C3%9Cber%20100%.ics"), &folders), format!("{at}/Über 100%.ics"));
    assert_eq!(meant("o'dd\\.ics", &folders), "o'dd\\.ics", "a path that exists is taken literally");
    for half in ["'/home", "/home\\", "file:///%ff", "a'b.ics"] {
        assert_eq!(meant(half, &folders), half);
    }
    let folder = fetch(&at.to_string(), &folders).expect_err("a folder");
    assert!(folder.message.contains("folder") && folder.help.contains("/ after it"), "{folder:?}");
}

#[test]
fn calendars_that_this_program_exported_are_not_listed_as_downloads() {
    let home = tempfile::tempdir().expect("a folder");
    let home = home.path();
    let ours = goodbye::shell::export::ics::write(&[], &Default::default(), Timestamp::UNIX_EPOCH);
    fs::write(home.join("ours.ics"), ours).expect("written");
    fs::write(home.join("school.ics"), "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n").expect("written");
    assert_eq!(found("", home), ["~/school.ics"]);
    assert_eq!(found("~/o", home), ["~/ours.ics"], "a typed path finds it");
}

#[test]
fn downloads_are_listed_and_typed_paths_are_completed() {
    let home = tempfile::tempdir().expect("a folder");
    let home = home.path();
    for folder in ["Downloads/old", "here", ".hidden"] {
        fs::create_dir_all(home.join(folder)).expect("made");
    }
    for file in ["Downloads/School.ICS", "Downloads/photo.jpg", ".hidden/a.ics", "here/b.ics", "c.ics"] {
        fs::write(home.join(file), "").expect("written");
    }
    let mut downloads = found("", home);
    downloads.sort();
    assert_eq!(downloads, ["b.ics", "~/Downloads/School.ICS", "~/c.ics"]);
    assert_eq!(found("~/down", home), ["~/Downloads/"]);
    assert_eq!(found("~/Downloads/", home), ["~/Downloads/School.ICS", "~/Downloads/old/"]);
    assert_eq!(found("~/.h", home), ["~/.hidden/"]);
    assert_eq!(found("b", home), ["b.ics"]);
    let absolute = format!("{}/c", home.display());
    assert_eq!(found(&absolute, home), [format!("{absolute}.ics")]);
    assert_eq!((found("~", home), found("/nowhere/x", home)), (vec!["~/".to_owned()], vec![]));
    let folders = SearchFolders { user_folder: Some(home), here: home };
    assert_eq!(real_path("~/a.ics", &folders), home.join("a.ics"));
    assert_eq!(real_path("~other/a.ics", &folders), home.join("~other/a.ics"));
}
