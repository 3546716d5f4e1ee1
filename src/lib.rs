//! `goodbye` plans the goodbye at the school door: a small ritual for each school morning.
//!
//! A morning is a value. A journal maps dates to mornings. An edit holds a morning before and after a change. All other
//! code reads mornings or draws them.
//!
//! ```text
//!       key / new day                          Effect::Save
//!  tui ────────────────▶ keys ─▶ App::update ────────────────────────▶ store ──▶ files
//!   ▲                               │    ▲                               │
//!   └──── &App drawn by the views ◀─┘    └──── Msg::Settled(found) ◀─────┘
//! ```
//!
//! # Layers
//!
//! Each layer uses only the layers above it in this list. `tests/layers.rs` checks this rule.
//!
//! - [`domain`]: mornings, calendars and imports, as values and pure functions.
//! - [`app`]: the state, and what each key does to it. A pure state machine.
//! - [`view`]: draws the state as cells.
//! - [`shell`]: files, clock, terminal and command line.
//!
//! A screen or a prompt is one file in `app`, one drawing function in `view`, and one row in a table of each. A verb of
//! the command line is one file in `shell/verbs` and one row in its table. A key is one row.
//!
//! # Words
//!
//! Each word has one meaning, in the code, on the screen and in the README.
//!
//! | word | meaning |
//! |---|---|
//! | goodbye | what a child and a parent do at the school door on a school morning |
//! | ritual | an idea for a goodbye, from `rituals.toml` |
//! | preparation | something to do before the first day of school, from `rituals.toml` |
//! | child | a person who goes to school; a *hidden* child is not shown, and the mornings stay |
//! | family | the children and the rules of their calendars: `family.toml` |
//! | home | where a child with two homes sleeps; a pattern says which home has which day |
//! | rule | one entry of a family's calendar: a term, day off, special day, override, or who picks up |
//! | term | a stretch of dates with school |
//! | day off | dates without school |
//! | special day | a half day, late start, early finish, or extra school day |
//! | override | an exception for one child: absent, at school, or the homes trade places |
//! | calendar | the rules of one child, which say whether a date is a school morning, and why |
//! | school morning | a date on which a child goes to school; always derived, never stored |
//! | morning | what was planned, done, skipped, felt and noted for one child on one date |
//! | plan | the rituals planned for a morning |
//! | usual | the ritual a child does on an ordinary morning |
//! | favorite | a ritual that a child likes; empty mornings can be filled with favorites in turn |
//! | mood | how a goodbye went, from tears to beaming |
//! | journal | the mornings of one child |
//! | edit | one morning, or one page, before and after a change |
//! | change | the edits of mornings and of pages from one action; *unsaved* until the edits are on the disk |
//! | page | a file that is kept as one text: `family.toml`, `rituals.toml`, `school.toml` |
//! | month page | the mornings of one child in one month, and the problems of that file |
//! | snapshot | what the store has just read from the disk |
//! | copy | a file that another program or person left, with a version of one of the family's files |
//! | unfinished merge | a file in which git left two versions, between `<<<<<<<` and `>>>>>>>` |
//! | conflict | two programs changed the same thing in different ways |
//! | problem | an error in a file, with its line and what to write instead |
//! | family folder | the folder with the family's files, which may be shared between machines |
//! | state folder | this machine's folder for one family folder: the undo log and the backups |
//! | undo log | the latest changes, for undo and redo: `changes.jsonl` |
//! | backup | a file as it was at the start of a day |
//! | own file | a file that is the program's alone: the lock, and all files of a state folder |
//! | obstacle | something else in the place of an own file or of a folder, such as a link |
//! | shared folder | a family folder with the set-group-ID bit, which several accounts of a computer use |
//! | screen | Today, Week, Rituals or Calendar |
//! | prompt | a question, list or text on top of a screen |
//! | scope | a screen, a prompt, or several of them, with the bindings that work there |
//! | binding | a row of a key table: one action with its keys, words and availability |
//! | notice | one sentence at the foot of the screen, until the next key |
//! | effect | a request of the state machine to the shell |
//! | draft | the text and choices of a prompt that was left without saving |
//! | school event | one event of a school's calendar file, with all its dates |
//! | memory | each school calendar as it was at its last import: `school.toml` |
//! | meaning | what a school event means for mornings, judged by its words |
//!
//! # How functions that return words are named
//!
//! `keyword` is the fixed word in files, JSON and flags. `label` is a few words without a period. `sentence` is a whole
//! sentence. A shorter form has the prefix `short_`. Errors implement `Display`.
//!
//! # What always holds
//!
//! - Everything that the screen shows as saved is on the disk: only a snapshot replaces the saved state. Unsaved
//!   changes wait in a list, are shown as not saved, and are tried again.
//! - Every change, from a key or from the command line, is a [`domain::change::Change`]. Undo, redo and changes made
//!   elsewhere use the same edits, and one function saves them all.
//! - When two programs change the same morning, both changes are kept. Only two different texts for the same thing are
//!   a conflict, which is refused with a sentence.
//! - The state machine returns effects as data and performs none. The shell never writes into the state.
//! - Drawing cannot change the state. A view draws at every size and stays in its area.
//! - A change of the holidays never changes a morning. An import changes the rules that the school changed, and keeps
//!   the changes of the parent.
//! - Today is an argument. Only [`shell::clock`] asks what day it is.
//! - A change of several files is saved whole or taken back whole, also after a kill or a power cut:
//!   [`shell::pending_change`].
//! - A file that cannot be read is never written.
//! - An own file is never opened through a link, and an export replaces only what an export wrote.
//! - A keypress takes as long in the twentieth year as in the first. Calendars are rebuilt when their rules change, and
//!   rituals are counted when their counts are shown.
#![forbid(unsafe_code)]

#[cfg(not(unix))]
compile_error!("goodbye runs on Linux and macOS; on Windows, use WSL.");

pub mod app;
pub mod domain;
#[cfg(unix)]
pub mod shell;
pub mod view;
