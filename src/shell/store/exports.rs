//! The memory of exported files, which the state folder keeps.

use super::super::export::memory;
use super::transaction::cannot_undo;
use super::{Refusal, Store};
use crate::domain::refusal::{NotSaved, UndoIsOff};
use std::path::Path;

impl Store {
    /// Returns whether a file is as an export of this family left it.
    pub fn has_exported(&self, path: &Path) -> bool {
        self.state().is_some_and(|state| memory::is_unchanged(self.disk.as_ref(), &state, path))
    }

    /// Remembers that an export with this text will be written to a file.
    ///
    /// # Errors
    /// Why it cannot be remembered. The next export to the file needs `--force` then.
    pub fn remember_export(&mut self, path: &Path, text: &str) -> Result<(), UndoIsOff> {
        let (known, folder) = (self.state(), self.folder.display().to_string());
        let transaction = self.lock("exporting").map_err(|refusal| match refusal {
            Refusal::NotSaved(NotSaved::ReadOnly { path, reason }) => UndoIsOff::CannotWrite { path, reason },
            Refusal::NotSaved(NotSaved::InTheWay(obstacle)) => UndoIsOff::InTheWay(obstacle),
            _ => UndoIsOff::CannotWrite { path: folder, reason: "another goodbye is writing".to_owned() },
        });
        let (lock, state) = match transaction {
            Ok(transaction) => (transaction.lock, transaction.state),
            // A family folder that can only be read still has a state folder. The lock only keeps two exports apart.
            Err(why) => (None, known.ok_or(why)),
        };
        let state = state?;
        let remembered = memory::remember(self.disk.as_ref(), &state, path, text);
        drop(lock);
        remembered.map_err(|error| cannot_undo(&state, &error))
    }
}
