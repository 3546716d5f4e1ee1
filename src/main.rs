//! Starts the program.
fn main() {
    let clock = goodbye::shell::clock::Clock::start(std::env::var("GOODBYE_TODAY").ok().as_deref()).expect("clock");
    let store = goodbye::shell::store::Store::open(std::env::var("GOODBYE_DIR").expect("dir").into(), None, clock.today());
    let end = goodbye::shell::tui::run(store, &clock, Default::default());
    eprintln!("{end:?}");
}
