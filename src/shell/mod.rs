//! Input and output: files, the clock, the terminal and the command line. Rules about mornings are in `domain`.

pub mod appearance;
pub mod args;
pub mod backup_days;
pub mod backups;
pub mod calendar_files;
pub mod clock;
pub mod completion;
pub mod disk;
pub mod export;
pub mod family_file;
pub mod files;
pub mod folders;
pub mod ics;
pub mod json;
pub mod lock;
pub mod output;
pub mod own_file;
pub mod paint;
pub mod pending_change;
pub mod start;
pub mod state_folder;
pub mod store;
pub mod terminal;
pub mod tui;
pub mod undo_log;
pub mod verbs;
