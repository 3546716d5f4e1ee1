//! Saving: every program sees what was saved, and no program loses another program's changes.

use super::test_folder::{
    SEPTEMBER, TODAY, TestFolder, change, files_in, leo, morning, plan, planned, september, stored,
};
use goodbye::domain::change::{Change, Page, PageEdit};
use goodbye::domain::morning::Morning;
use goodbye::domain::ritual::RitualId;
use goodbye::shell::family_file::FamilyFile;
use goodbye::shell::folders::Folders;
use goodbye::shell::store::{Refusal, Store};
use jiff::civil::{Date, date};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

const TUESDAY: Date = date(2026, 9, 8);

fn page(page: Page, was: Option<&str>, becomes: Option<&str>) -> Change {
    let edit = PageEdit { page, was: was.map(str::to_owned), becomes: becomes.map(str::to_owned) };
    Change::of_page("a page changed", edit)
}

const FAMILY: &str = "[[child]]\nname = \"Leo\"\nfirst_day = 2026-09-07\n";

#[test]
fn reading_creates_no_file() {
    let folder = TestFolder::new();
    let mut store = folder.store();
    assert!(store.read_pages().family.is_some_and(|found| found.text.is_none() && found.page.problems.is_empty()));
    assert!(!store.read_months(&leo(), &[september()]).months.is_empty());
    assert_eq!(store.read_all(&leo()).complete, [leo()]);
    assert!(store.changed(&[(leo(), september())]).is_empty());
    assert!(matches!(store.undo(), Err(Refusal::Nothing(_))));
    assert!(matches!(store.restore(TODAY), Err(Refusal::Nothing(_))));
    assert!(matches!(store.commit(&[]), Ok(found) if found.is_empty()));
    assert!(!folder.path().exists() && !folder.states().exists());
}

#[test]
fn a_note_with_a_line_that_looks_like_a_morning_stays_one_note() {
    let folder = TestFolder::new();
    let mut store = folder.store();
    let note = "A list:\n[2026-09-08]\nplan = [\"x\"]";
    store.commit(&[change(TODAY, &Morning::default(), &Morning::default().noted(note))]).expect("saved");
    store.commit(&[plan(TUESDAY, "hand-kiss")]).expect("saved");
    assert_eq!(stored(&folder, TODAY).note.as_deref(), Some(note));
    assert_eq!(stored(&folder, TUESDAY), planned("hand-kiss"));
}

#[test]
fn a_saved_morning_is_in_the_snapshot_and_on_the_disk() {
    let folder = TestFolder::new();
    let mut store = folder.store();
    let found = store.commit(&[plan(TODAY, "hand-kiss")]).expect("saved");
    assert_eq!(morning(&found, TODAY), planned("hand-kiss"));
    assert_eq!(stored(&folder, TODAY), planned("hand-kiss"));
    assert_eq!(folder.text(SEPTEMBER), "[2026-09-07]\nplan = [\"hand-kiss\"]\n \n  \n   \n");
}

#[test]
fn only_the_owner_can_read_files_and_no_temporary_file_stays() {
    let folder = TestFolder::new();
    let mut store = folder.store();
    store.commit(&[plan(TODAY, "hand-kiss"), page(Page::Family, None, Some(FAMILY))]).expect("saved");
    assert_eq!(folder.files(), [".lock", "family.toml", SEPTEMBER]);
    let state = folder.state();
    let expected = [
        "backups/2026-09-07/family.toml.absent",
        "backups/2026-09-07/mornings/leo/2026-09.toml.absent",
        "changes.jsonl",
        "folder.json",
        "holder",
    ];
    assert_eq!(files_in(&state), expected);
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    for file in folder.all_files() {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    for name in ["", "mornings", "mornings/leo"] {
        assert_eq!(mode(&folder.file(name)), 0o700, "{name}");
    }
    for path in [folder.states(), state.clone(), state.join("backups"), state.join("backups/2026-09-07")] {
        assert_eq!(mode(&path), 0o700, "{}", path.display());
    }
}

#[test]
fn changes_of_two_programs_to_one_morning_are_merged_unless_they_conflict() {
    let folder = TestFolder::new();
    let (mut one, mut two) = (folder.store(), folder.store());
    one.commit(&[plan(TODAY, "hand-kiss")]).expect("saved");
    two.commit(&[plan(TUESDAY, "sewn-heart")]).expect("saved");
    let both = two.commit(&[plan(TODAY, "sewn-heart")]).expect("merged by entry");
    assert_eq!(morning(&both, TODAY).plan, ["hand-kiss", "sewn-heart"].map(RitualId::new));
    let blank = Morning::default();
    let noted = one.commit(&[change(TODAY, &planned("hand-kiss"), &planned("hand-kiss").noted("waved"))]);
    assert_eq!(morning(&noted.expect("merged by key"), TODAY), morning(&both, TODAY).noted("waved"));
    let Err(Refusal::Conflict { why, found }) = two.commit(&[change(TODAY, &blank, &blank.noted("cried"))]) else {
        panic!("not refused")
    };
    assert!(why.to_string().contains("changed the note of Monday, September 7"), "{why}");
    assert_eq!(morning(&found, TODAY), stored(&folder, TODAY));
    assert_eq!(stored(&folder, TODAY).note.as_deref(), Some("waved"));
    assert_eq!(stored(&folder, TUESDAY), planned("sewn-heart"));
}

#[test]
fn merged_changes_are_undone_and_redone() {
    let folder = TestFolder::new();
    let blank = Morning::default();
    let (ticked, noted) = (planned("a").marked(&RitualId::new("a"), true), blank.noted("waved"));
    folder.store().commit(&[change(TODAY, &blank, &ticked)]).expect("saved");
    folder.store().commit(&[change(TODAY, &blank, &noted)]).expect("merged");
    assert_eq!(stored(&folder, TODAY), ticked.noted("waved"));
    folder.store().undo().expect("the note is undone");
    assert_eq!(stored(&folder, TODAY), ticked);
    folder.store().redo().expect("the note is redone");
    assert_eq!(stored(&folder, TODAY), ticked.noted("waved"));
    folder.store().undo().expect("the note is undone");
    folder.store().undo().expect("the tick is undone");
    assert_eq!(stored(&folder, TODAY), blank);
}

#[test]
fn one_conflict_stops_all_changes_of_a_save() {
    let folder = TestFolder::new();
    let note = |text: &str| change(TUESDAY, &Morning::default(), &Morning::default().noted(text));
    folder.store().commit(&[note("theirs")]).expect("saved");
    let batch = [plan(date(2026, 10, 1), "a"), plan(TODAY, "b"), note("mine")];
    assert!(matches!(folder.store().commit(&batch), Err(Refusal::Conflict { .. })));
    assert_eq!(stored(&folder, TODAY), Morning::default());
    assert!(!folder.file("mornings/leo/2026-10.toml").exists());
}

#[test]
fn changes_of_one_save_build_on_each_other_and_can_be_tried_again() {
    let folder = TestFolder::new();
    let (first, second) = (planned("a"), planned("b"));
    let batch = [change(TODAY, &Morning::default(), &first), change(TODAY, &first, &second)];
    folder.store().commit(&batch).expect("saved");
    folder.store().commit(&batch).expect("there already");
    assert_eq!(stored(&folder, TODAY), second);
}

#[test]
fn only_changed_files_are_read_again() {
    let folder = TestFolder::new();
    let (mut one, mut two) = (folder.store(), folder.store());
    one.read_pages();
    one.read_months(&leo(), &[september()]);
    one.commit(&[plan(TODAY, "hand-kiss")]).expect("saved");
    assert!(one.changed(&[(leo(), september())]).is_empty(), "its own change is not reported");
    two.commit(&[plan(TUESDAY, "sewn-heart")]).expect("saved");
    let found = one.changed(&[(leo(), september())]);
    assert_eq!((found.months.len(), morning(&found, TUESDAY)), (1, planned("sewn-heart")));
    assert!(found.family.is_none() && one.changed(&[(leo(), september())]).is_empty());
    folder.write("family.toml", FAMILY);
    assert!(one.changed(&[(leo(), september())]).family.is_some_and(|found| found.page.family.children.len() == 1));
    fs::remove_file(folder.file(SEPTEMBER)).expect("removed");
    assert_eq!(morning(&one.changed(&[(leo(), september())]), TODAY), Morning::default());
}

#[test]
fn all_months_are_read_once_and_then_only_changed_ones() {
    let folder = TestFolder::new();
    let mut store = folder.store();
    for month in 1..=12 {
        folder.write(&format!("mornings/leo/2025-{month:02}.toml"), format!("[2025-{month:02}-03]\nplan = ['a']\n"));
    }
    folder.write("mornings/leo/notes.toml", "not a month");
    store.read_months(&leo(), &["2025-03".parse().expect("a month")]);
    let all = store.read_all(&leo());
    assert_eq!((all.months.len(), all.complete), (11, vec![leo()]));
    assert!(store.read_all(&leo()).months.is_empty());
    folder.write("mornings/leo/2025-05.toml", "");
    fs::remove_file(folder.file("mornings/leo/2025-06.toml")).expect("removed");
    let again = store.read_all(&leo());
    assert!(again.months.len() == 2 && again.months.iter().all(|(_, _, page)| page.mornings.is_empty()));
}

#[test]
fn the_file_of_a_month_without_mornings_is_removed() {
    let folder = TestFolder::new();
    let mut store = folder.store();
    store.commit(&[plan(TODAY, "a")]).expect("saved");
    store.commit(&[change(TODAY, &planned("a"), &Morning::default())]).expect("saved");
    assert!(!folder.file(SEPTEMBER).exists());
    store.read_pages();
    assert!(store.changed(&[(leo(), september())]).is_empty());
}

#[test]
fn a_linked_file_is_changed_at_its_target() {
    let folder = TestFolder::new();
    folder.write("elsewhere/september.toml", "[2026-09-08]\nplan = [\"sewn-heart\"]\n");
    fs::create_dir_all(folder.file("mornings/leo")).expect("made");
    symlink("../../elsewhere/september.toml", folder.file(SEPTEMBER)).expect("linked");
    let mut store = folder.store();
    store.commit(&[plan(TODAY, "hand-kiss")]).expect("saved");
    assert!(folder.file(SEPTEMBER).is_symlink());
    assert!(folder.text("elsewhere/september.toml").contains("hand-kiss"));
    let clear = [
        change(TODAY, &planned("hand-kiss"), &Morning::default()),
        change(TUESDAY, &planned("sewn-heart"), &Morning::default()),
    ];
    store.commit(&clear).expect("saved");
    assert!(folder.file(SEPTEMBER).is_symlink() && folder.text("elsewhere/september.toml").is_empty());
}

#[test]
fn a_page_is_refused_if_it_has_changed_or_would_be_wrong() {
    let folder = TestFolder::new();
    let mut store = folder.store();
    store.commit(&[page(Page::Family, None, Some(FAMILY))]).expect("saved");
    let other = page(Page::Family, None, Some("# mine\n[[child]]\nname = 'Ida'\nfirst_day = 2026-09-07\n"));
    assert!(matches!(store.commit(&[other]), Err(Refusal::Conflict { .. })));
    let wrong = page(Page::Rituals, None, Some("[[ritual]]\nidd = 'a'\n"));
    assert!(matches!(store.commit(&[wrong]), Err(Refusal::NotSaved(_))));
    assert_eq!(folder.text("family.toml"), FAMILY);
    assert!(!folder.file("rituals.toml").exists());
}

#[test]
fn edits_of_a_page_apply_to_each_of_their_texts_and_to_no_other_text() {
    let end = |now: &str, edits: [(&'static str, &'static str); 2]| {
        let folder = TestFolder::new();
        folder.write("school.toml", now);
        let changes = edits.map(|(was, becomes)| page(Page::School, Some(was), Some(becomes)));
        folder.store().commit(&changes).ok().map(|_| folder.text("school.toml"))
    };
    for now in ["# a", "# b", "# c"] {
        assert_eq!(end(now, [("# a", "# b"), ("# b", "# c")]).as_deref(), Some("# c"), "{now}");
    }
    assert_eq!(end("# x", [("# a", "# b"), ("# b", "# c")]), None);
    assert_eq!(end("# a", [("# a", "# b"), ("# x", "# c")]), None);
    assert_eq!(end("# a", [("# a", "# b"), ("# b", "# a")]).as_deref(), Some("# a"));
}

#[test]
fn a_path_names_at_most_one_family_file() {
    for path in ["family.toml", "rituals.toml", "school.toml", "mornings/leo/2026-09.toml"] {
        assert_eq!(FamilyFile::from_relative(path).map(|file| file.relative()).as_deref(), Some(path));
    }
    let months = ["mornings/leo", "mornings/../2026-09.toml", "mornings/leo/2026-13.toml", "mornings/leo/+026-09.toml"];
    for other in ["", "notes.toml"].iter().chain(&months) {
        assert_eq!(FamilyFile::from_relative(other), None, "{other}");
    }
}

#[test]
fn changes_are_undone_and_redone_after_a_restart() {
    let folder = TestFolder::new();
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    folder.store().commit(&[change(TODAY, &planned("a"), &planned("b")), plan(date(2026, 10, 1), "c")]).expect("saved");
    let (undone, found) = folder.store().undo().expect("undone");
    assert_eq!((undone.what.as_str(), found.months.len()), ("a change on 2026-10-01", 1));
    folder.store().undo().expect("undone");
    assert_eq!(stored(&folder, TODAY), planned("a"));
    folder.store().undo().expect("undone");
    assert!(matches!(folder.store().undo(), Err(Refusal::Nothing(_))));
    assert!(!folder.file(SEPTEMBER).exists());
    folder.store().redo().expect("redone");
    folder.store().redo().expect("redone");
    assert_eq!(stored(&folder, TODAY), planned("b"));
    folder.store().commit(&[change(TODAY, &planned("b"), &planned("x"))]).expect("saved");
    assert!(matches!(folder.store().redo(), Err(Refusal::Nothing(_))));
    assert!(!folder.file("mornings/leo/2026-10.toml").exists());
}

#[test]
fn an_undo_is_refused_if_the_morning_was_changed_later() {
    let folder = TestFolder::new();
    let mut store = folder.store();
    store.commit(&[plan(TODAY, "a"), plan(TUESDAY, "b")]).expect("saved");
    folder.write(SEPTEMBER, "[2026-09-07]\nplan = [\"a\"]\n\n[2026-09-08]\nplan = [\"by hand\"]\n");
    let before = folder.text(SEPTEMBER);
    let Err(Refusal::Conflict { why, .. }) = store.undo() else { panic!("not refused") };
    assert!(why.to_string().contains("no longer") && why.to_string().contains("Tuesday, September 8"), "{why}");
    assert_eq!(folder.text(SEPTEMBER), before);
}

#[test]
fn an_undo_or_redo_is_refused_if_any_of_its_mornings_or_pages_was_changed_since() {
    let setup = || Change {
        pages: page(Page::Family, None, Some(FAMILY)).pages,
        edits: [plan(TODAY, "a").edits, plan(TUESDAY, "b").edits].concat(),
        what: "the setup".into(),
        ..Change::default()
    };
    let done = planned("a").marked(&RitualId::new("a"), true);
    let family = page(Page::Family, Some(FAMILY), Some("# ours\n[[child]]\nname = 'Ida'\nfirst_day = 2026-09-07\n"));
    for (later, thing) in [
        (change(TODAY, &planned("a"), &done), "the morning of Monday, September 7 was changed"),
        (
            change(TUESDAY, &planned("b"), &planned("b").noted("waved")),
            "the morning of Tuesday, September 8 was changed",
        ),
        (family, "family.toml was changed"),
    ] {
        let folder = TestFolder::new();
        folder.store().commit(&[setup()]).expect("saved");
        // Another computer has its own undo log.
        let theirs = Folders { family: folder.path(), states: Some(folder.states().join("theirs")) };
        Store::open(theirs, None, TODAY).commit(&[later]).expect("saved");
        let texts = || [folder.text("family.toml"), folder.text(SEPTEMBER)];
        let before = texts();
        let Err(Refusal::Conflict { why, found }) = folder.store().undo() else { panic!("undone: {thing}") };
        let why = why.to_string();
        assert!(why.starts_with("\"the setup\" can no longer be undone, because ") && why.contains(thing), "{why}");
        assert!(found.family.is_some() || morning(&found, TODAY) == stored(&folder, TODAY));
        assert_eq!(texts(), before);
    }
    let folder = TestFolder::new();
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    folder.store().undo().expect("undone");
    folder.write(SEPTEMBER, "[2026-09-07]\nnote = \"by hand\"\n");
    let Err(Refusal::Conflict { why, .. }) = folder.store().redo() else { panic!("redone") };
    assert!(why.to_string().contains("can no longer be redone"), "{why}");
    assert_eq!(folder.text(SEPTEMBER), "[2026-09-07]\nnote = \"by hand\"\n");
}

#[test]
fn undo_skips_a_change_that_never_reached_its_file() {
    let folder = TestFolder::new();
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    let before = folder.text(SEPTEMBER);
    folder.store().commit(&[plan(TUESDAY, "b")]).expect("saved");
    folder.write(SEPTEMBER, before);
    let (change, _) = folder.store().undo().expect("undone");
    assert_eq!(change.what, "a change on 2026-09-07");
    assert!(!folder.file(SEPTEMBER).exists());
}

#[test]
fn an_edit_starts_from_the_morning_that_another_program_saved() {
    let folder = TestFolder::new();
    let mut store = folder.store();
    store.read_months(&leo(), &[september()]);
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    let saved = store.edit(|transaction| {
        let was = transaction.morning(&leo(), TODAY)?;
        Ok::<_, Refusal>(change(TODAY, &was, &was.marked(&was.plan[0], true)))
    });
    assert!(saved.expect("saved"));
    assert!(stored(&folder, TODAY).first_undone().is_none());
    let nothing = store.edit(|_| Ok::<_, Refusal>(Change::default())).expect("fine");
    assert!(!nothing);
}
