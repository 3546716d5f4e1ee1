//! What may lie in a family's folder: the family's own files, and an empty `.lock`.

use goodbye::shell::family_file::FamilyFile;
use std::fs;
use std::path::Path;

/// Checks that nothing else lies in the folder, and returns the names of the files.
pub fn check(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    collect(folder, "", &mut names);
    names.sort();
    for name in &names {
        let is_lock =
            name == ".lock" && fs::metadata(folder.join(name)).is_ok_and(|lock| lock.is_file() && lock.len() == 0);
        assert!(
            is_lock || FamilyFile::from_relative(name).is_some(),
            "{name} is none of the family's files: {names:?}"
        );
    }
    names
}

fn collect(folder: &Path, prefix: &str, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let name = format!("{prefix}{}", entry.file_name().display());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), names);
        } else {
            names.push(name);
        }
    }
}
