//! `goodbye paths`: prints where the files are. It needs no clock, and no family.

use super::VerbWithoutFamily;
use crate::domain::change::Page;
use crate::shell::args::{Example, GlobalOptions};
use crate::shell::backups;
use crate::shell::disk::RealDisk;
use crate::shell::folders::{Folders, settings_file};
use crate::shell::output::{Answer, COULD_NOT};
use crate::shell::state_folder;
use crate::shell::undo_log;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub struct Paths {
    /// Print JSON, for scripts; `goodbye help json` describes it
    #[arg(long)]
    json: bool,
}

impl VerbWithoutFamily for Paths {
    const EXAMPLES: &'static [Example] = &[
        ("goodbye paths", "the folders and files, and which exist"),
        ("goodbye paths --json", "the same for a script"),
    ];

    fn run(&self, options: &GlobalOptions) -> Answer {
        let folders = match Folders::find(options.dir.clone()) {
            Ok(folders) => folders,
            Err(why) => return Answer::failed(COULD_NOT, why.to_string()),
        };
        let places = places(&folders, settings_file(options.settings_file.clone()).map(|file| file.path));
        if self.json { Answer::json(as_json(&places)) } else { Answer::done(text(&places)) }
    }
}

/// A file or folder with its name in few words. Without a home folder, some have no path.
type Place = (&'static str, Option<PathBuf>);

fn places(folders: &Folders, settings: Option<PathBuf>) -> Vec<Place> {
    let family = &folders.family;
    let state = folders.states.as_ref().map(|states| state_folder::path(&RealDisk, states, family));
    let page = |page: Page| Some(family.join(page.file_name()));
    vec![
        ("family folder", Some(family.clone())),
        ("family", page(Page::Family)),
        ("own rituals", page(Page::Rituals)),
        ("school calendar", page(Page::School)),
        ("mornings", Some(family.join("mornings"))),
        ("undo log", state.as_deref().map(undo_log::path)),
        ("backups", state.as_deref().map(backups::folder)),
        ("state folder", state),
        ("settings", settings),
    ]
}

fn text(places: &[Place]) -> String {
    let widest = places.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let line = |(name, path): &Place| match path {
        Some(path) => {
            let absent = if path.exists() { "" } else { "  (not there)" };
            format!("{name:widest$}  {}{absent}\n", path.display())
        }
        None => format!("{name:widest$}  none, because there is no home folder\n"),
    };
    places.iter().map(line).collect()
}

fn as_json(places: &[Place]) -> Value {
    let place = |path: &Path| json!({ "path": path.display().to_string(), "exists": path.exists() });
    places.iter().filter_map(|(name, path)| Some((name.replace(' ', "_"), place(path.as_deref()?)))).collect()
}
