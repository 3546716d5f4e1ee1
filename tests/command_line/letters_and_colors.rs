//! The letters and colors of printed text on different terminals.

use crate::family_folder::{FamilyFolder, output_of};

/// Leo's family with letters beyond ASCII, a mark, a note, and a damaged file of rituals.
fn family() -> FamilyFolder {
    let folder = FamilyFolder::with_leo();
    let family = folder.text("family.toml").replace("name = \"Leo\"", "name = \"Léo Strauß\"");
    folder.write("family.toml", &family);
    folder.ok(&["done"]);
    folder.ok(&["note", "“Bye” – said Zoë…"]);
    folder.write("rituals.toml", "minutes = \n");
    folder
}

/// What each verb that only reads prints on stdout and stderr together.
fn printed(folder: &FamilyFolder, variables: &[(&str, &str)], options: &[&str]) -> Vec<(String, String)> {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ics/uk-terms.ics");
    let verbs: [&[&str]; 7] =
        [&["today"], &["import", sample], &["check"], &["rituals"], &["backups"], &["help", "plan"], &["dance"]];
    let print = |verb: &&[&str]| {
        let mut command = folder.command(verb);
        command.args(options).envs(variables.iter().copied());
        let (_, out, err) = output_of(command.output().expect("run"));
        (verb.join(" "), out + &err)
    };
    verbs.iter().map(print).collect()
}

#[test]
fn every_verb_prints_plain_letters_where_the_screen_would() {
    let folder = family();
    let terminals: [&[(&str, &str)]; 5] = [
        &[("TERM", "linux")],
        &[("TERM", "vt100")],
        &[("LANG", "C")],
        &[("LC_ALL", "POSIX"), ("LANG", "en_US.UTF-8")],
        &[("LC_CTYPE", "de_DE.ISO-8859-1")],
    ];
    let mut all: Vec<_> = terminals.iter().flat_map(|variables| printed(&folder, variables, &[])).collect();
    all.extend(printed(&folder, &[], &["--ascii"]));
    for (verb, text) in all {
        assert!(text.is_ascii() && !text.contains('?'), "{verb}: {text}");
    }
    let today = folder.run(&["today", "--ascii"]).1;
    assert!(today.starts_with("Leo Strauss - Monday, September 7 - school morning 1\n[x] A kiss"), "{today}");
    assert!(today.contains("Note: \"Bye\" - said Zoe..."), "{today}");
    for variables in [&[][..], &[("LC_ALL", "C.UTF-8"), ("LANG", "C")], &[("LANG", "en_US.UTF-8")]] {
        let printed = printed(&folder, variables, &[]);
        assert!(printed[0].1.starts_with("Léo Strauß · ") && printed[1].1.contains(" – "), "{printed:?}");
    }
}

#[test]
fn printed_text_has_colors_when_they_are_asked_for_and_never_changes_otherwise() {
    let folder = family();
    let without = printed(&folder, &[], &["--color", "never"]);
    assert_eq!(printed(&folder, &[], &[]), without, "a pipe gets no colors");
    assert_eq!(printed(&folder, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[]), without);
    let forced = printed(&folder, &[("CLICOLOR_FORCE", "1")], &[]);
    let always = printed(&folder, &[("NO_COLOR", "1")], &["--color=always"]);
    assert_eq!(forced, always);
    for ((verb, with), (_, without)) in always.iter().zip(&without) {
        assert!(!without.contains('\x1b'), "{verb}: {without}");
        let colors = ["\x1b[1m", "\x1b[32m", "\x1b[1;31m", "\x1b[0m"];
        let mut plain = with.clone();
        colors.iter().for_each(|color| plain = plain.replace(color, ""));
        assert_eq!(plain, *without, "{verb}");
    }
    for verb in [0, 2, 5, 6] {
        assert!(always[verb].1.contains("\x1b[1"), "{:?}", always[verb]);
    }
}

#[test]
fn a_problem_on_stderr_has_its_color_there_alone() {
    let folder = family();
    folder.write("mornings/leo/2026-10.toml", "[2026-10-01]\nplan = \n");
    let (_, out, err) = folder.run(&["export", "--csv", "--color=always"]);
    assert!(err.contains("\x1b[1;31merror\x1b[0m: ") && !out.contains('\x1b'), "{out}{err}");
}

#[test]
fn scripts_get_the_letters_of_the_family_on_every_terminal() {
    let folder = family();
    let today = folder.run(&["today", "--json", "--ascii", "--color=always"]).1;
    let json: serde_json::Value = serde_json::from_str(&today).expect("JSON");
    assert_eq!(json["children"][0]["name"], "Léo Strauß");
    let csv = folder.run(&["export", "--csv", "--ascii", "--color=always"]).1;
    assert!(csv.contains("Zoë") && !csv.contains('\x1b'), "{csv}");
}
