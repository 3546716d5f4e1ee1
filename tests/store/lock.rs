//! The lock: waiting for it, and the message about its holder.

use super::test_folder::{TODAY, TestFolder, change, plan, planned, read};
use std::fs;
use std::time::Duration;

/// A patience of a few tries.
const SHORT_PATIENCE: Duration = Duration::from_millis(20);

#[test]
fn a_second_program_waits_and_then_names_the_holder_of_the_lock() {
    let folder = TestFolder::new();
    folder.store().commit(&[plan(TODAY, "a")]).expect("saved");
    let path = folder.file(".lock");
    let last_change = || fs::metadata(&path).and_then(|meta| meta.modified()).expect("there");
    let before = last_change();
    let held = fs::File::open(&path).expect("opened");
    held.lock().expect("locked");
    let refused = || {
        let mut store = folder.store().with_patience(SHORT_PATIENCE);
        store.commit(&[plan(TODAY, "b")]).expect_err("held").to_string()
    };
    let holder = format!("another goodbye (process {}, saving) has been writing", std::process::id());
    assert!(refused().contains(&holder), "{}", refused());
    fs::remove_file(folder.state().join("holder")).expect("removed");
    assert!(refused().contains("another goodbye has been writing"), "{}", refused());
    drop(held);
    folder.store().commit(&[change(TODAY, &planned("a"), &planned("b"))]).expect("free again");
    assert_eq!((read(&path).as_str(), last_change()), ("", before), "the lock stays empty and never changes");
}
