//! The family folder from outside: what is saved, what is refused, and what any fault leaves behind.

#![expect(clippy::disallowed_methods, reason = "tests write and damage files as no program should")]

mod backup_days;
mod backups;
mod damage;
mod faults;
mod lock;
mod merging;
mod saves;
mod state;
mod test_folder;
mod undo_log;
