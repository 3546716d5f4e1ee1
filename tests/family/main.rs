//! The edits of `family.toml`: what they write reads back the same, and everything else in the file stays.

mod children;
mod free_days;
mod year;
