//! `family.toml`: what is read of it, and the edits of it. An edit reads back the same and keeps the rest of the file.

mod children;
mod free_days;
mod habits;
mod read;
mod year;
