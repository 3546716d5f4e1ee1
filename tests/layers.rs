//! Who may know whom, held by reading the `use` lines and paths of every source file.

use std::fs;
use std::path::{Path, PathBuf};

/// A layer's folder, and what its files may name.
const LAYERS: [(&str, &[&str]); 4] = [
    (
        "domain",
        &[
            "crate::domain",
            "jiff",
            "serde",
            "thiserror",
            "toml",
            "toml_edit",
            "annotate_snippets",
            "nucleo_matcher",
            "strsim",
        ],
    ),
    ("app", &["crate::app", "crate::domain", "jiff", "thiserror", "tui_input"]),
    (
        "view",
        &["crate::view", "crate::app", "crate::domain", "jiff", "ratatui", "unicode_segmentation", "unicode_width"],
    ),
    ("shell", &[]),
];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files
}

/// The code of a file before its tests, without comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source file");
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_layer_uses_only_the_layers_below_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (layer, allowed) in LAYERS.iter().filter(|(_, allowed)| !allowed.is_empty()) {
        for path in rust_files(&source.join(layer)) {
            let code = code(&path);
            for line in code.lines().map(str::trim) {
                let Some(used) = line.strip_prefix("use ").or_else(|| line.strip_prefix("pub use ")) else { continue };
                let own = ["super", "std", "self"].iter().any(|p| used.starts_with(p));
                let keys_of_app =
                    *layer == "app" && path.ends_with("app/keys.rs") && used.starts_with("crossterm::event");
                let local = !used.contains("::") || used.chars().next().is_some_and(|c| c.is_uppercase());
                let sibling = used.split("::").next().is_some_and(|m| {
                    path.with_file_name(m).exists() || path.with_file_name(format!("{m}.rs")).exists()
                });
                let fine = own
                    || keys_of_app
                    || local
                    || sibling
                    || allowed.iter().any(|a| used.starts_with(&format!("{a}::")));
                assert!(fine, "{}: `{line}` is not for the layer `{layer}`", path.display());
            }
        }
    }
}

#[test]
fn no_path_inside_the_code_reaches_up_a_layer() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let above = [("domain", &["app", "view", "shell"][..]), ("app", &["view", "shell"]), ("view", &["shell"])];
    let crates = ["ratatui", "crossterm", "rustix", "clap", "tempfile", "signal_hook"];
    for (layer, layers) in above {
        for path in rust_files(&source.join(layer)) {
            let code = code(&path);
            for upper in layers {
                let ways = [format!("crate::{upper}"), format!("super::super::{upper}"), format!("super::{upper}::")];
                assert!(ways.iter().all(|way| !code.contains(way)), "{} reaches {upper}", path.display());
            }
            for name in crates {
                let keys = layer == "app" && path.ends_with("app/keys.rs") && name == "crossterm";
                let fine = keys || (layer == "view" && name == "ratatui") || !code.contains(&format!("{name}::"));
                assert!(fine, "{} names {name}", path.display());
            }
        }
    }
}

#[test]
fn only_the_shell_touches_the_world() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for layer in ["domain", "app", "view"] {
        for path in rust_files(&source.join(layer)) {
            let code = code(&path);
            for world in
                ["std::fs", "std::env", "std::io", "std::process", "std::thread", "std::net", "SystemTime", "Instant"]
            {
                assert!(!code.contains(world), "{} names {world}", path.display());
            }
        }
    }
    for path in rust_files(&source.join("view")) {
        assert!(!code(&path).contains("&mut App"), "{} could change the state", path.display());
    }
}

#[test]
fn no_file_is_longer_than_five_hundred_lines() {
    for folder in ["src", "tests", "examples", "benches"] {
        for path in rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) {
            let lines = fs::read_to_string(&path).expect("a source file").lines().count();
            assert!(lines <= 500, "{} has {lines} lines", path.display());
        }
    }
}

#[test]
fn every_source_file_opens_with_what_it_is_for() {
    for path in rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = fs::read_to_string(&path).expect("a source file");
        assert!(text.starts_with("//! "), "{}", path.display());
    }
}
