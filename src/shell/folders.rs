//! Where the family's files are.

use etcetera::BaseStrategy;
use std::ffi::OsString;
use std::path::PathBuf;

/// The family's folder: the one given, else the one `GOODBYE_DIR` names, else the platform's data folder for `goodbye`.
///
/// # Errors
/// A sentence, when there is no home folder to look in.
pub fn family_folder(given: Option<PathBuf>) -> Result<PathBuf, String> {
    choose(given, std::env::var_os("GOODBYE_DIR"), || Ok(etcetera::choose_base_strategy()?.data_dir().join("goodbye")))
}

/// The file of the settings: the one given, else the one `GOODBYE_SETTINGS` names, else `goodbye/settings.toml` in the
/// platform's folder for such files. None where there is no home folder.
pub fn settings_file(given: Option<PathBuf>) -> Option<PathBuf> {
    let named = given.or_else(|| std::env::var_os("GOODBYE_SETTINGS").filter(|v| !v.is_empty()).map(PathBuf::from));
    let platform = || Some(etcetera::choose_base_strategy().ok()?.config_dir().join("goodbye/settings.toml"));
    named.or_else(platform)
}

fn choose(
    given: Option<PathBuf>,
    variable: Option<OsString>,
    platform: impl FnOnce() -> Result<PathBuf, etcetera::HomeDirError>,
) -> Result<PathBuf, String> {
    let named = given.or_else(|| variable.filter(|v| !v.is_empty()).map(PathBuf::from));
    let no_home = "I cannot find your home folder. Say where the family's files are with --dir.";
    let folder = named.map_or_else(platform, Ok).map_err(|_| no_home.to_owned())?;
    std::path::absolute(folder).map_err(|_| "--dir needs the name of a folder.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_goes_before_the_variable_and_the_variable_before_the_platform() {
        let platform = || Ok(PathBuf::from("/data/goodbye"));
        let variable = || Some(OsString::from("/var"));
        assert_eq!(choose(Some("/given".into()), variable(), platform), Ok("/given".into()));
        assert_eq!(choose(None, variable(), platform), Ok("/var".into()));
        assert_eq!(choose(None, Some(OsString::new()), platform), Ok("/data/goodbye".into()));
        assert!(choose(Some("".into()), None, platform).is_err());
    }
}
