//! The README's tables and pictures match the program. `UPDATE=1 cargo test --test readme` rewrites them.

#![expect(clippy::disallowed_methods, reason = "tests write and damage files as no program should")]

#[path = "../examples/picture.rs"]
#[expect(dead_code, reason = "the example's own main is not called here")]
mod picture;

use goodbye::app::keys::{is_of_a_screen, scopes, spell};
use goodbye::shell::args;
use goodbye::view::Look;
use std::fs;
use std::path::{Path, PathBuf};

fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn holds(path: &str, expected: &str) {
    let path = in_repository(path);
    let is = fs::read_to_string(&path).unwrap_or_default();
    if is == expected {
        return;
    }
    assert!(std::env::var_os("UPDATE").is_some(), "{} is old: UPDATE=1 cargo test --test readme", path.display());
    fs::write(&path, expected).expect("rewritten");
}

fn with_part(readme: &str, name: &str, part: &str) -> String {
    let start = readme.find(&format!("<!-- {name}:")).expect("the part begins");
    let start = start + readme[start..].find('\n').expect("a line") + 1;
    let end = readme.find(&format!("<!-- /{name} -->")).expect("the part ends");
    format!("{}\n{part}\n{}", &readme[..start], &readme[end..])
}

fn key_tables() -> String {
    let mut text = String::new();
    for scope in scopes().filter(|scope| is_of_a_screen(scope)) {
        text.push_str(&format!("**{}**\n\n| keys | what they do |\n|---|---|\n", scope.title));
        for row in scope.rows {
            let keys: Vec<String> = row.keys().map(|key| format!("`{key}`")).collect();
            text.push_str(&format!("| {} | {} |\n", keys.join(" "), spell(row.help)));
        }
        text.push('\n');
    }
    text
}

fn verb_table() -> String {
    let mut text = "| command | what it does |\n|---|---|\n".to_owned();
    let mut command = args::command();
    command.build();
    for verb in command.get_subcommands() {
        let usage = verb.clone().render_usage().to_string();
        let usage = usage.trim_start_matches("Usage:").trim().to_owned();
        let about = verb.get_about().map(ToString::to_string).unwrap_or_default();
        text.push_str(&format!("| `{}` | {about}. |\n", usage.replace('|', "\\|")));
    }
    text.push('\n');
    text
}

#[test]
fn the_tables_match_the_program() {
    let readme = fs::read_to_string(in_repository("README.md")).expect("a README");
    let expected = with_part(&with_part(&readme, "keys", &key_tables()), "verbs", &verb_table());
    holds("README.md", &expected.replace("\n\n\n", "\n\n"));
}

#[test]
fn the_pictures_match_the_screens() {
    let pictures = [
        ("examples/today.svg", "", (80, 22)),
        ("examples/week.svg", "2", (96, 22)),
        ("examples/calendar.svg", "4", (88, 22)),
    ];
    for (path, keys, size) in pictures {
        let mut demo = picture::demo::Demo::with_year();
        demo.press(keys);
        let (buf, _) = demo.draw(size.0, size.1, Look::default());
        holds(path, &picture::svg(&buf, true));
    }
}
