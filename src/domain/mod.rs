//! Rituals, children and school mornings, as values and pure functions. The domain uses no file, clock, environment or
//! terminal.
//!
//! | topic | modules |
//! |---|---|
//! | ideas for a goodbye | [`ritual`], [`ritual_file`], [`search`], [`names`] |
//! | mornings and changes | [`morning`], [`journal`], [`month_page`], [`month_writer`], [`change`], [`morning_merge`], [`refusal`] |
//! | plans, reminders and counts | [`plan`], [`beginning`], [`agenda`], [`reminders`], [`record`], [`ritual_counts`] |
//! | family and school year | [`family`], [`child_id`], [`school_year`], [`two_homes`], [`calendar`], [`free_days`] |
//! | the school's own calendar file | [`school_event`], [`repeat`], [`school_words`], [`import`], [`school_memory`] |
//! | copies of files and unfinished merges | [`copy_name`], [`found_copy`], [`merge_markers`], [`two_versions`] |
//! | files that a person writes | [`toml_reader`], [`toml_writer`], [`problem`], [`obstacle`], [`family_path`], [`settings`] |
//! | texts, days and times | [`text`], [`day`], [`typed_day`], [`dates`], [`time_of_day`] |
//! | a made-up family | [`demo`] |

pub mod agenda;
pub mod beginning;
pub mod calendar;
pub mod change;
pub mod child_id;
pub mod copy_name;
pub mod dates;
pub mod day;
pub mod demo;
pub mod family;
pub mod family_path;
pub mod found_copy;
pub mod free_days;
pub mod import;
pub mod journal;
pub mod merge_markers;
pub mod month_page;
pub mod month_writer;
pub mod morning;
pub mod morning_merge;
pub mod names;
pub mod obstacle;
pub mod plan;
pub mod problem;
pub mod record;
pub mod refusal;
pub mod reminders;
pub mod repeat;
pub mod ritual;
pub mod ritual_counts;
pub mod ritual_file;
pub mod school_event;
pub mod school_memory;
pub mod school_words;
pub mod school_year;
pub mod search;
pub mod settings;
pub mod text;
pub mod time_of_day;
pub mod toml_reader;
pub mod toml_writer;
pub mod two_homes;
pub mod two_versions;
pub mod typed_day;
