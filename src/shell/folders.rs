//! The folders and files of this run. An option wins over an environment variable, and a variable wins over the usual
//! place on this platform.

use super::files;
use etcetera::BaseStrategy;
use rustix::io::Errno;
use std::ffi::OsString;
use std::path::PathBuf;
use thiserror::Error;

/// The folders of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    pub family: PathBuf,
    /// The folder that contains all state folders. None if the user has no home folder.
    pub states: Option<PathBuf>,
}

/// Why the family folder cannot be found.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FolderError {
    #[error("I cannot find your home folder. Say where the family's files are with --dir.")]
    NoHome,
    #[error("--dir needs the name of a folder.")]
    NoName,
    #[error("The name of the folder {} is too long for this disk. Choose a shorter one with --dir.", .0.display())]
    NameTooLong(PathBuf),
}

impl Folders {
    /// Finds the folders. The family folder is `given`, `GOODBYE_DIR`, or `goodbye` in the platform's data
    /// folder. State folders are in `GOODBYE_STATE`, or in `goodbye` in the platform's state folder.
    ///
    /// # Errors
    /// Why the family folder cannot be found.
    pub fn find(given: Option<PathBuf>) -> Result<Folders, FolderError> {
        let data = || Some(platform()?.data_dir().join("goodbye"));
        let states = || Some(platform()?.state_dir()?.join("goodbye"));
        let family = choose(given, std::env::var_os("GOODBYE_DIR"), data)?;
        if family.metadata().is_err_and(|error| files::is(&error, Errno::NAMETOOLONG)) {
            return Err(FolderError::NameTooLong(family));
        }
        Ok(Folders { family, states: choose(None, std::env::var_os("GOODBYE_STATE"), states).ok() })
    }
}

/// The settings file of one run, which may not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsFile {
    pub path: PathBuf,
    /// The option or the variable that names the file. None for the usual place.
    pub named_by: Option<&'static str>,
}

/// Finds the settings file: `given`, `GOODBYE_SETTINGS`, or `goodbye/settings.toml` in the platform's
/// configuration folder. None if the user has no home folder.
pub fn settings_file(given: Option<PathBuf>) -> Option<SettingsFile> {
    let named_by = if given.is_some() { "--settings" } else { "GOODBYE_SETTINGS" };
    if let Some(path) = named(given, std::env::var_os("GOODBYE_SETTINGS")) {
        return Some(SettingsFile { path, named_by: Some(named_by) });
    }
    Some(SettingsFile { path: platform()?.config_dir().join("goodbye/settings.toml"), named_by: None })
}

/// The usual places. On macOS they are those of other command-line programs.
fn platform() -> Option<impl BaseStrategy> {
    etcetera::choose_base_strategy().ok()
}

fn named(given: Option<PathBuf>, variable: Option<OsString>) -> Option<PathBuf> {
    given.or_else(|| variable.filter(|v| !v.is_empty()).map(PathBuf::from))
}

fn choose(
    given: Option<PathBuf>,
    variable: Option<OsString>,
    platform: impl FnOnce() -> Option<PathBuf>,
) -> Result<PathBuf, FolderError> {
    let folder = named(given, variable).or_else(platform).ok_or(FolderError::NoHome)?;
    std::path::absolute(folder).map_err(|_| FolderError::NoName)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_wins_over_the_variable_and_the_variable_over_the_platform() {
        let platform = || Some(PathBuf::from("/data/goodbye"));
        let variable = || Some(OsString::from("/var"));
        assert_eq!(choose(Some("/given".into()), variable(), platform), Ok("/given".into()));
        assert_eq!(choose(None, variable(), platform), Ok("/var".into()));
        assert_eq!(choose(None, Some(OsString::new()), platform), Ok("/data/goodbye".into()));
        assert_eq!(choose(None, None, || None), Err(FolderError::NoHome));
        assert_eq!(choose(Some("".into()), None, platform), Err(FolderError::NoName));
    }
}
