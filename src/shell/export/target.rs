//! Where an export may go: to any file but the family's own. What is in the family's folder is saved with care, kept in
//! backups and undone; a table or a calendar in its place would be lost mornings.

use crate::shell::disk::{Disk, RealDisk};
use crate::shell::files::{folder_of, reason};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf, absolute};

/// The real file that `path` means, whatever links and `..` lead there. `family` is the family's folder.
///
/// # Errors
/// Why nothing can or may be written there, in a sentence.
pub fn target(path: &Path, family: &Path) -> Result<PathBuf, String> {
    let shown = path.display();
    let real = match absolute(path).and_then(fs::canonicalize) {
        Ok(real) if real.is_file() => real,
        Ok(_) => return Err(format!("{shown} is no file. Without --output it is printed, and > takes it anywhere.")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => new_file(path)?,
        Err(error) => return Err(could_not_write(path, &error)),
    };
    let own = own_places(family);
    if real.ancestors().filter_map(place).any(|place| own.contains(&place)) {
        return Err(format!(
            "{shown} is in the family's own folder, and only the family's files are in there. Export to another folder."
        ));
    }
    Ok(real)
}

/// The sentence for a file that could not be written.
pub fn could_not_write(path: &Path, error: &io::Error) -> String {
    format!("{} could not be written: {}.", path.display(), reason(error))
}

/// A file that is not there yet, in a folder that is.
fn new_file(path: &Path) -> Result<PathBuf, String> {
    let shown = path.display();
    if fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink()) {
        return Err(format!("{shown} is a link to a file that is not there. Give the export another name."));
    }
    let real_folder = || {
        let path = absolute(path)?;
        let folder = fs::canonicalize(folder_of(&path)?)?;
        let name = path.file_name().filter(|_| folder.is_dir() && !path.as_os_str().as_bytes().ends_with(b"/"));
        name.map(|name| folder.join(name)).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    };
    real_folder().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => format!("There is no such folder to write {shown} in."),
        _ => could_not_write(path, &error),
    })
}

/// What tells one file or folder from all others, whichever of its names it goes by.
fn place(path: &Path) -> Option<(u64, u64)> {
    fs::metadata(path).ok().map(|meta| (meta.dev(), meta.ino()))
}

/// The family's folder, and what links in it lead to: a page or the mornings may lie in another folder.
fn own_places(family: &Path) -> BTreeSet<(u64, u64)> {
    let inside = |folder: &Path| -> Vec<PathBuf> {
        RealDisk.names(folder).unwrap_or_default().iter().map(|name| folder.join(name)).collect()
    };
    let is_link = |path: &PathBuf| fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink());
    let children = inside(&family.join("mornings"));
    let months = children.iter().flat_map(|child| inside(child));
    let links = inside(family).into_iter().chain(months).chain(children.iter().cloned()).filter(is_link);
    links.chain([family.to_owned()]).filter_map(|path| place(&path)).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "a test makes the files that must not be overwritten")]
    use super::*;
    use std::os::unix::fs::symlink;

    /// A folder with a family in `fam`, whose mornings lie in `synced`, and links to it from `other`.
    fn house() -> tempfile::TempDir {
        let house = tempfile::tempdir().expect("a folder");
        let path = |name: &str| house.path().join(name);
        for folder in ["fam", "other/deep", "synced/leo"] {
            fs::create_dir_all(path(folder)).expect("made");
        }
        for file in
            ["fam/family.toml", "fam/notes.txt", "synced/leo/2026-09.toml", "synced/rituals.toml", "other/old.csv"]
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
    fn nothing_of_the_familys_is_overwritten_by_whichever_way_one_comes() {
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
        ] {
            let told = target(&house.path().join(own), &family);
            let expected = if own == "fam/mornings/../leo/new.csv" { "no such folder" } else { "family's own" };
            assert!(told.as_ref().is_err_and(|why| why.contains(expected)), "{own}: {told:?}");
        }
    }

    #[test]
    fn any_other_file_is_the_real_one_and_what_is_none_is_told() {
        let house = house();
        let real = fs::canonicalize(house.path()).expect("there");
        let to = |name: &str| target(&house.path().join(name), &house.path().join("fam"));
        for (name, file) in [
            ("new.csv", "new.csv"),
            ("other/../fam.csv", "fam.csv"),
            ("fam/mornings/../other/rituals.csv", "other/rituals.csv"),
            ("other/mine.csv", "other/old.csv"),
        ] {
            assert_eq!(to(name), Ok(real.join(file)), "{name}");
        }
        for (name, why) in [
            ("other", "is no file"),
            ("other/", "is no file"),
            ("other/..", "is no file"),
            ("nowhere/x.csv", "no such folder"),
            ("new/", "no such folder"),
            ("other/old.csv/x.csv", "could not be written"),
            ("other/lost.csv", "is a link"),
            ("other/loop", "could not be written"),
        ] {
            assert!(to(name).is_err_and(|told| told.contains(why)), "{name}: {:?}", to(name));
        }
        assert!(target(Path::new("/dev/full"), &real).is_err_and(|why| why.contains("is no file")));
    }
}
