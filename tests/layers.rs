//! Rules about the source itself, held by reading it: which layer may use which, and how long files and functions are.

use std::collections::{BTreeMap, BTreeSet};
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
            "unicode_normalization",
            "strsim",
        ],
    ),
    ("app", &["crate::app", "crate::domain", "jiff", "thiserror", "tui_input", "unicode_segmentation"]),
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

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The code of a file before its tests, without comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source file");
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_layer_uses_only_the_layers_below_it() {
    for (layer, allowed) in LAYERS.iter().filter(|(_, allowed)| !allowed.is_empty()) {
        for path in rust_files(&source().join(layer)) {
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
    let above = [("domain", &["app", "view", "shell"][..]), ("app", &["view", "shell"]), ("view", &["shell"])];
    let crates = ["ratatui", "crossterm", "rustix", "clap", "tempfile", "signal_hook"];
    for (layer, layers) in above {
        for path in rust_files(&source().join(layer)) {
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
    for layer in ["domain", "app", "view"] {
        for path in rust_files(&source().join(layer)) {
            let code = code(&path);
            for world in
                ["std::fs", "std::env", "std::io", "std::process", "std::thread", "std::net", "SystemTime", "Instant"]
            {
                assert!(!code.contains(world), "{} names {world}", path.display());
            }
        }
    }
    for path in rust_files(&source().join("view")) {
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
    for path in rust_files(&source()) {
        let text = fs::read_to_string(&path).expect("a source file");
        assert!(text.starts_with("//! "), "{}", path.display());
    }
}

/// A function as its file has it.
struct Function {
    place: String,
    /// From `fn` to the body.
    signature: String,
    lines: usize,
}

/// All functions of a file. The code is formatted, so a body ends with a brace below the `fn`.
fn functions(path: &Path) -> Vec<Function> {
    let code = code(path);
    let lines: Vec<&str> = code.lines().collect();
    let is_fn = |line: &str| {
        line.trim_start().starts_with("fn ") || line.trim_start().starts_with("pub") && line.contains(" fn ")
    };
    let function = |start: usize| {
        let indent = lines[start].len() - lines[start].trim_start().len();
        let end = format!("{}}}", " ".repeat(indent));
        let ends = |line: &&str| {
            line.trim_end().ends_with([';', '}'])
                && line.starts_with(&end[..indent])
                && !line[indent..].starts_with(' ')
        };
        let length = lines[start..].iter().position(|line| ends(line) || **line == end).unwrap_or(0) + 1;
        let signature = lines[start..start + length].join(" ").split(" {").next().unwrap_or_default().to_owned();
        Function { place: format!("{}: {}", path.display(), lines[start].trim()), signature, lines: length }
    };
    (0..lines.len()).filter(|&i| is_fn(lines[i])).map(function).collect()
}

/// How many parameters a signature has, with `self`.
fn parameters(signature: &str) -> usize {
    let (mut depth, mut count, mut is_empty) = (0, 0, true);
    let text = signature.replace("->", "").replace("=>", "");
    let name_ends = text.find("fn ").map_or(0, |at| at + 3);
    for c in text[name_ends..].chars() {
        match c {
            '(' if depth == 0 => (depth, is_empty) = (100, true),
            '(' | '[' | '<' => depth += 1,
            ')' if depth == 100 => return count + usize::from(!is_empty),
            ')' | ']' | '>' => depth -= 1,
            ',' if depth == 100 => (count, is_empty) = (count + 1, true),
            c => is_empty &= c.is_whitespace(),
        }
    }
    count
}

#[test]
fn no_function_is_longer_than_sixty_lines_or_has_more_than_five_parameters() {
    let mut count = 0;
    for function in rust_files(&source()).iter().flat_map(|path| functions(path)) {
        assert!(function.lines <= 60, "{} has {} lines", function.place, function.lines);
        let parameters = parameters(&function.signature);
        assert!(parameters <= 5, "{} has {parameters} parameters", function.place);
        count += 1;
    }
    assert!(count > 1000, "only {count} functions were found");
    assert_eq!(parameters("pub fn f<T: Fn(u8) -> u8>(&self, a: (u8, u8), b: Vec<(u8, T)>,) -> u8"), 3);
    assert_eq!(parameters("fn f()"), 0);
}

#[test]
fn no_public_function_has_a_bare_text_as_its_error() {
    for function in rust_files(&source()).iter().flat_map(|path| functions(path)) {
        let returned = function.signature.split("-> ").last().unwrap_or_default();
        let is_text = returned.starts_with("Result<") && returned.trim_end().ends_with(", String>");
        assert!(!is_text || !function.signature.trim_start().starts_with("pub fn"), "{}", function.place);
    }
}

/// The paths of a `use` line, one for each leaf of its braces.
fn leaves(prefix: &str, tree: &str, found: &mut Vec<String>) {
    let Some((before, inner)) = tree.split_once('{') else {
        return found.push(format!("{prefix}{}", tree.trim()));
    };
    let inner = inner.trim_end().trim_end_matches('}');
    let (mut depth, mut start) = (0, 0);
    for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !inner[start..at].trim().is_empty() {
                    leaves(&format!("{prefix}{}", before.trim()), &inner[start..at], found);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// The modules of a folder that each module of it uses.
fn uses_within(folder: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in rust_files(&source().join(folder)) {
        let relative = path.strip_prefix(source()).expect("in src").with_extension("");
        let module: Vec<String> = relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let depth = folder.split('/').count();
        if module[depth] == "mod" || path.ends_with("tests.rs") {
            continue;
        }
        let mut used = Vec::new();
        let code = code(&path);
        for statement in code.split(';').filter_map(|text| text.trim_start().strip_prefix("use ")) {
            leaves("", &statement.replace('\n', " "), &mut used);
        }
        for path in used {
            let up = path.matches("super::").count();
            let rest = path.replace("super::", "");
            let full = match path.strip_prefix("crate::") {
                Some(full) => full.to_owned(),
                None if up > 0 => format!("{}::{rest}", module[..module.len().saturating_sub(up)].join("::")),
                None => continue,
            };
            let inside = full.strip_prefix(&format!("{}::", folder.replace('/', "::")));
            let other = inside.and_then(|inside| inside.split("::").next()).unwrap_or(&module[depth]).to_owned();
            if other != module[depth] && other.starts_with(char::is_lowercase) {
                uses.entry(module[depth].clone()).or_default().insert(other);
            }
        }
    }
    uses
}

/// The tables of `app` and `shell` name each other: a key leads to a screen, and a screen has keys.
#[test]
fn no_files_of_a_folder_use_each_other_in_a_circle() {
    for folder in [
        "domain",
        "domain/family",
        "domain/import",
        "domain/school_words",
        "app/prompt",
        "app/screens",
        "view",
        "shell/ics",
        "shell/store",
        "shell/verbs",
    ] {
        let mut uses = uses_within(folder);
        assert!(!uses.is_empty(), "{folder}");
        // Takes away every module that uses none of those left, until nothing is left but circles.
        while let Some(done) = uses.keys().find(|module| !uses[*module].iter().any(|other| uses.contains_key(other))) {
            let done = done.clone();
            uses.remove(&done);
        }
        assert!(uses.is_empty(), "a circle in {folder}: {uses:?}");
    }
}
