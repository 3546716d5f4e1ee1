//! The choice between two versions of a month: for each morning that differs, ours, theirs, or both together.

use super::{Outcome, Prompt, act, back, down, page_down, page_up, up};
use crate::app::copies::Version;
use crate::app::keys::{Place, Scope, row};
use crate::app::screens::{ChildDates, cycled};
use crate::app::{App, Effect};
use crate::domain::change::{Change, FileEdit};
use crate::domain::day;
use crate::domain::family_path::FamilyPath;
use crate::domain::found_copy::CopyContent;
use crate::domain::morning::Edit;
use crate::domain::text::{capitalized, plural};
use crate::domain::two_versions::{Keep, TwoMornings, TwoVersions};

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::of_prompt("versions", "Two versions of a month", &[
    row("versions.save", "Enter", "keep these", "Keep what is chosen for each morning.")
        .at(Place::First).run(|app| act(app, |choice: &mut VersionChoice, app| Outcome::Close(choice.save(app)))),
    row("versions.ours", "o", "ours", "Keep the morning as it is in your file.").run(|app| choose(app, Keep::Ours)),
    row("versions.theirs", "t", "theirs", "Keep the morning as it is in the other version.")
        .run(|app| choose(app, Keep::Theirs)),
    row("versions.both", "b", "both", "Keep all of both: rituals and marks together, two notes one after the other.")
        .run(|app| choose(app, Keep::Both)),
    row("versions.left", "Left h", "", "Choose what stands to the left.").run(|app| turn(app, -1)),
    row("versions.right", "Right l", "", "Choose what stands to the right.").run(|app| turn(app, 1)),
    row("versions.all-ours", "O", "", "Keep ours for all mornings.").run(|app| choose_all(app, Keep::Ours)),
    row("versions.all-theirs", "T", "", "Keep theirs for all mornings.").run(|app| choose_all(app, Keep::Theirs)),
    row("versions.all-both", "B", "", "Keep both for all mornings.").run(|app| choose_all(app, Keep::Both)),
    up("versions.up", "Up k"),
    down("versions.down", "Down j"),
    page_up("versions.page-up", "PageUp"),
    page_down("versions.page-down", "PageDown"),
    back("versions.back", "Esc", "Leave both versions as they are."),
]);

/// The mornings of a month with two versions, and the choice for each.
#[derive(Debug)]
pub struct VersionChoice {
    pub versions: TwoVersions,
    /// The mornings that differ, and the version of each that is kept.
    pub asked: Vec<(TwoMornings, Keep)>,
    pub cursor: usize,
    pub is_merge: bool,
    /// The file that is replaced or put aside, and its text.
    path: FamilyPath,
    text: String,
}

impl VersionChoice {
    /// The choice for a merge, or for a copy of a month. None for any other copy.
    pub fn new(version: Version<'_>) -> Option<VersionChoice> {
        let (versions, text) = match version {
            Version::Merge(child, month, merge) => {
                (TwoVersions::of_merge(child.clone(), month, merge), merge.text.clone())
            }
            Version::Copy(copy) => match &copy.content {
                CopyContent::Month { text, versions } => (versions.clone(), text.clone()),
                _ => return None,
            },
        };
        let asked = versions.asked().map(|two| (two.clone(), Keep::default())).collect();
        let path = FamilyPath::new(version.path()).ok()?;
        Some(VersionChoice { versions, asked, cursor: 0, is_merge: matches!(version, Version::Merge(..)), path, text })
    }

    /// Whether a person has something to choose or to look at. Mornings of a copy that are blank here are taken over
    /// without a question.
    pub fn is_asking(&self) -> bool {
        self.is_merge || !self.asked.is_empty()
    }

    fn edits(&self) -> Vec<Edit> {
        self.versions.edits(&self.asked.iter().map(|(_, keep)| *keep).collect::<Vec<_>>())
    }

    /// How many mornings change without a question.
    pub fn taken_over(&self) -> usize {
        self.edits().iter().filter(|edit| self.asked.iter().all(|(two, _)| two.date != edit.date)).count()
    }

    /// Saves the choice. One undo takes it back.
    pub fn save(&self, app: &mut App) -> Vec<Effect> {
        let edits = self.edits();
        let child = app.family().all_children().find(|child| child.id == self.versions.child);
        let name = child.map_or(self.versions.child.as_str(), |child| &child.name).to_owned();
        if self.is_merge {
            return self.finish_merge(app, &edits, &name);
        }
        let what = format!("{} of {name} taken over, and the copy put aside", plural(edits.len(), "morning"));
        app.say_undoable(&format!("{what}."), "{screens.undo} brings both back.");
        app.push(Change { files: vec![self.edit(None)], ..Change::of_mornings(what, edits) })
    }

    fn finish_merge(&self, app: &mut App, edits: &[Edit], name: &str) -> Vec<Effect> {
        let TwoVersions { child, month, .. } = &self.versions;
        let page = app.family_state.journal(child).page(*month);
        let Some(merge) = page.and_then(|page| page.merge.as_ref()).filter(|merge| merge.text == self.text) else {
            app.warn("Another program changed the file meanwhile. Look at it as it is now and try again.");
            return Vec::new();
        };
        let Ok(text) = merge.finished_text(*month, edits) else {
            app.warn(format!("A value in {} cannot be written. Finish the merge by hand.", self.path));
            return Vec::new();
        };
        let what = format!("the merge of {} finished for {name}", day::month_label(month.first_day()));
        app.say_undoable(
            &format!("{}. `git add` ends it for git.", capitalized(&what)),
            "{screens.undo} takes it back.",
        );
        let files = vec![self.edit(Some(text).filter(|text| !text.is_empty()))];
        app.push(Change { what, files, ..Change::default() })
    }

    fn edit(&self, becomes: Option<String>) -> FileEdit {
        FileEdit { path: self.path.clone(), was: Some(self.text.clone()), becomes }
    }
}

fn choose(app: &mut App, keep: Keep) -> Vec<Effect> {
    act(app, |choice: &mut VersionChoice, _| {
        let last = choice.asked.len().saturating_sub(1);
        if let Some((_, chosen)) = choice.asked.get_mut(choice.cursor) {
            *chosen = keep;
        }
        choice.cursor = (choice.cursor + 1).min(last);
    })
}

/// Chooses the neighbor of what is chosen for the morning under the cursor.
fn turn(app: &mut App, step: isize) -> Vec<Effect> {
    act(app, |choice: &mut VersionChoice, _| {
        let Some((_, chosen)) = choice.asked.get_mut(choice.cursor) else { return };
        let here = Keep::ALL.iter().position(|keep| keep == chosen).unwrap_or_default();
        *chosen = Keep::ALL[cycled(here, step, Keep::ALL.len())];
    })
}

fn choose_all(app: &mut App, keep: Keep) -> Vec<Effect> {
    act(app, |choice: &mut VersionChoice, _| choice.asked.iter_mut().for_each(|(_, chosen)| *chosen = keep))
}

impl Prompt for VersionChoice {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn cursor(&mut self, _app: &App) -> Option<(&mut usize, usize)> {
        Some((&mut self.cursor, self.asked.len()))
    }

    fn dates(&self) -> Option<ChildDates> {
        let dates = self.versions.mornings.iter().map(|two| two.date).collect();
        Some((self.versions.child.clone(), dates))
    }
}
