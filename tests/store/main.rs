//! The store: saving, merging, undo, backups, damaged files, and faults of the disk.

#![expect(clippy::disallowed_methods, reason = "tests write and damage files as no program should")]

mod backup_days;
mod backups;
mod copies;
mod cuts;
mod damage;
mod damage_table;
mod faults;
mod lock;
mod lost;
mod merging;
mod planted;
mod saves;
mod sharing;
mod state;
mod take_back;
mod test_folder;
mod undo_log;
