//! goodbye
#![forbid(unsafe_code)]
pub mod app;
pub mod domain;
pub mod shell;
pub mod view;
