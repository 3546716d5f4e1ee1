//! The seed of all random tests. Each run has another one. A test that fails prints it, and `GOODBYE_SEED` repeats it.

use proptest::test_runner::{Config, RngSeed};
use std::env;
use std::hash::{BuildHasher, RandomState};

/// Returns the configuration of a random test with so many cases. `PROPTEST_CASES` asks for another number.
pub fn cases(number: u32) -> Config {
    let told = env::var("GOODBYE_SEED").ok().map(|seed| seed.parse().expect("GOODBYE_SEED is a number"));
    let seed = told.unwrap_or_else(|| RandomState::new().hash_one("goodbye"));
    println!("GOODBYE_SEED={seed} repeats these cases.");
    let default = Config::default();
    let cases = if env::var_os("PROPTEST_CASES").is_some() { default.cases } else { number };
    Config { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(seed), ..default }
}
