//! What every run begins with: the day, and the family's folder.

use super::args::Setting;
use super::clock::Clock;
use super::folders::family_folder;
use super::output::{Answer, COULD_NOT, WRONG_USAGE};
use super::store::Store;

/// The clock and the store for what was set on the command line and in the environment. Touches no file of the family.
///
/// # Errors
/// What is wrong, ready to be printed.
pub fn start(setting: &Setting) -> Result<(Clock, Store), Answer> {
    let clock = Clock::start(setting.today.as_deref()).map_err(|why| Answer::failed(WRONG_USAGE, why))?;
    let folder = family_folder(setting.dir.clone()).map_err(|why| Answer::failed(COULD_NOT, why))?;
    let store = Store::open(folder, setting.rituals_file.clone(), clock.today());
    Ok((clock, store))
}
