//! goodbye
#![forbid(unsafe_code)]
pub mod app;
pub mod domain;
pub mod view;
