//! What each layer costs: parse, update, draw and commit. Compare figures of one run with each other, not across
//! machines. `cargo bench`.

#[path = "../examples/demo/mod.rs"]
#[expect(dead_code, reason = "the benchmarks use a part of what the demo offers")]
mod demo;

use demo::{Demo, FAMILY, SEPTEMBER};
use divan::{Bencher, black_box};
use goodbye::app::{App, Key, Msg};
use goodbye::domain::change::Change;
use goodbye::domain::family::{self, ChildId};
use goodbye::domain::journal::{Edit, Morning};
use goodbye::domain::ritual::RitualId;
use goodbye::domain::{month_page, ritual_file};
use goodbye::shell::store::Store;
use goodbye::view::Look;
use jiff::civil::date;

fn main() {
    divan::main();
}

#[divan::bench]
fn parse_shipped_rituals() {
    black_box(ritual_file::shipped());
}

#[divan::bench]
fn parse_family() {
    black_box(family::read("family.toml", black_box(FAMILY)));
}

#[divan::bench]
fn parse_month() {
    black_box(month_page::read("2026-09.toml", black_box(SEPTEMBER), "2026-09".parse().expect("a month")));
}

#[divan::bench]
fn update_a_moving_key(bencher: Bencher) {
    let mut demo = Demo::leo();
    bencher.bench_local(|| black_box(demo.app.update(Msg::Key(Key::plain("Down")))));
}

#[divan::bench]
fn update_marks_done_and_not_done(bencher: Bencher) {
    let mut demo = Demo::leo();
    bencher.bench_local(|| {
        demo.press("k Space");
    });
}

#[divan::bench(args = ["1", "2", "3"])]
fn draw(bencher: Bencher, screen: &str) {
    let mut demo = Demo::leo();
    demo.press(screen);
    bencher.bench_local(|| black_box(demo.draw(80, 24, Look::default())));
}

/// One morning marked and unmarked, with both fsyncs and the history. The folder is on this machine's disk.
#[divan::bench(sample_count = 50, sample_size = 1)]
fn commit(bencher: Bencher) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let today = date(2026, 9, 10);
    let mut store = Store::open(folder.path().to_owned(), None, today);
    let child = ChildId::new("leo").expect("an id");
    let (mut was, mut becomes) = (Morning::default(), Morning::default().marked(&RitualId::new("hand-kiss"), true));
    bencher.bench_local(|| {
        let edit = Edit { child: child.clone(), date: today, was: was.clone(), becomes: becomes.clone() };
        store.commit(&[Change::of_mornings("bench", vec![edit])]).expect("saved");
        std::mem::swap(&mut was, &mut becomes);
    });
}

/// The state machine's start on a family, without reading a disk.
#[divan::bench]
fn open_the_state(bencher: Bencher) {
    bencher.bench_local(|| black_box(App::new(date(2026, 9, 10), Default::default())));
}
