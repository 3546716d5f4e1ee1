//! `goodbye` plans the goodbye at the school door: a small ritual for each school morning.
//!
//! A morning is a value; a journal maps dates to mornings; an edit says what a morning was and what it becomes;
//! everything else reads or draws.
//!
//! ```text
//!       key / new day                          Effect::Save
//!  tui ────────────────▶ keys ─▶ App::update ────────────────────────▶ store ──▶ files
//!   ▲                               │    ▲                               │
//!   └──── &App drawn by the views ◀─┘    └──── Msg::Settled(found) ◀─────┘
//! ```
//!
//! Four layers, each knowing only those before it (held by `tests/layers.rs`):
//!
//! - [`domain`]: what it is about, as values and pure functions.
//! - [`app`]: what is on the screen and what a key makes of it; a pure state machine.
//! - [`view`]: the state as cells.
//! - [`shell`]: files, clock, terminal, command line.
//!
//! What always holds:
//!
//! - What the screen shows as saved is on the disk: only what the store found replaces it. Changes that could not be
//!   saved wait in a list, are shown as not saved, and are tried again.
//! - Every change, from a key or a command, is a [`domain::change::Change`] of edits, so undo, redo and "changed
//!   elsewhere" are one mechanism; and one function saves it.
//! - The state machine returns effects as data and performs none. Drawing cannot change the state, works at every size
//!   and stays in its area.
//! - What kind of day it is follows from the calendar and is never stored with a morning; so holidays may change at any
//!   time, and no morning does. An import changes what the school changed, and never what the parent did.
//! - Today is an argument. Only [`shell::clock`] asks what day it is.
//! - A file that cannot be read is never written.
#![forbid(unsafe_code)]

#[cfg(not(unix))]
compile_error!("goodbye runs on Linux and macOS; on Windows, use WSL.");

pub mod app;
pub mod domain;
#[cfg(unix)]
pub mod shell;
pub mod view;
