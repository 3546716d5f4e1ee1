//! `family.toml` and `rituals.toml`: what is read of them, and their edits. An edit reads back the same and keeps the
//! rest of the file.

mod children;
mod free_days;
mod habits;
mod pickup;
mod read;
mod rituals;
mod year;
