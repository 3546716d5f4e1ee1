//! The completion scripts, in the shells that this machine has, and the manual pages.

use crate::family_files;
use crate::family_folder::FamilyFolder;
use clap::{Arg, Command};
use goodbye::shell::args;
use std::fs;
use std::process;

/// Completes a line in Bash, with the script of the program and its function as Bash calls it.
const BASH: &str = r#"
source "$1"; shift
complete -p goodbye > /dev/null || exit 9
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_TYPE=9
_clap_complete_goodbye goodbye "${!#}" "${@: -2:1}"
printf '%s\n' "${COMPREPLY[@]}"
"#;

/// The words that complete `line` in Bash. The last word may be empty.
fn completed(folder: &FamilyFolder, line: &str) -> Vec<String> {
    let script = folder.path().with_file_name("goodbye.bash");
    fs::write(&script, folder.ok(&["completions", "bash"])).expect("written");
    let program = folder.command(&[]).get_program().to_owned();
    let bin = std::path::Path::new(&program).parent().expect("a folder");
    let mut bash = process::Command::new("bash");
    bash.args(["-c", BASH, "bash"]).arg(&script).args(line.split(' ')).env_clear();
    bash.env("PATH", format!("{}:/usr/bin:/bin", bin.display())).env("GOODBYE_DIR", folder.path());
    bash.env("GOODBYE_STATE", folder.state());
    let output = bash.output().expect("bash");
    assert!(output.status.success() && output.stderr.is_empty(), "{line}: {output:?}");
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines().filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[test]
fn bash_completes_verbs_options_children_and_rituals() {
    let folder = FamilyFolder::with_leo();
    let family =
        folder.text("family.toml") + "\n[[child]]\nid = \"ida\"\nname = \"Ida Sofie\"\nfirst_day = 2026-09-07\n";
    folder.write("family.toml", &family);
    folder.write("rituals.toml", "[[ritual]]\nid = 'nose-kiss'\nname = 'Nose kiss'\n");
    let dir = format!("goodbye --dir {} done --child I", folder.path().display());
    for (line, expected) in [
        ("goodbye pl", &["plan"][..]),
        ("goodbye export --c", &["--color", "--csv", "--child"]),
        ("goodbye done --child ", &["Leo", "ida"]),
        ("goodbye today --child=L", &["--child=Leo"]),
        ("goodbye plan tomorrow n", &["nose-kiss"]),
        ("goodbye plan tomorrow nose-kiss hand", &["hand-kiss"]),
        ("goodbye done sewn", &["sewn-heart"]),
        ("goodbye init --child ", &[]),
        ("goodbye init --ritual lunch", &["lunchbox-photo"]),
        ("goodbye --color ", &["auto", "always", "never"]),
        ("goodbye help pl", &["plan"]),
        ("goodbye plan to", &["today", "tomorrow"]),
        ("goodbye done --on t", &["thursday", "today", "tomorrow", "tuesday"]),
        ("goodbye mood che", &["cheerful"]),
        ("goodbye skip s", &["sick", "snow"]),
        ("goodbye man restor", &["restore"]),
        (&dir, &[]),
    ] {
        let mut words = completed(&folder, line);
        words.sort();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(words, expected, "{line}");
    }
    let verbs = completed(&folder, "goodbye ");
    args::command().get_subcommands().for_each(|verb| assert!(verbs.iter().any(|word| word == verb.get_name())));
}

#[test]
fn completion_takes_no_lock_writes_nothing_and_is_silent_about_damage() {
    let folder = FamilyFolder::with_leo();
    let lock = fs::File::open(folder.path().join(".lock")).expect("a lock");
    lock.lock().expect("locked");
    fs::remove_dir_all(folder.state()).expect("removed");
    folder.write("rituals.toml", "[[ritual]\nid = ");
    folder.write("family.toml", "[[child]]\nname = \"Leo\"\nfirst_day = 2026-09-07\n[[[");
    let before = family_files::check(&folder.path());
    assert_eq!(completed(&folder, "goodbye done han"), ["hand-kiss"]);
    completed(&folder, "goodbye done --child ");
    assert_eq!(family_files::check(&folder.path()), before);
    assert!(!folder.state().exists());
    let nowhere = FamilyFolder::empty();
    assert!(completed(&nowhere, "goodbye done --child ").is_empty());
    assert!(!nowhere.path().exists());
}

#[test]
fn each_shell_accepts_its_script() {
    let folder = FamilyFolder::empty();
    for shell in ["bash", "zsh", "fish"] {
        let script = folder.path().with_file_name(shell);
        fs::write(&script, folder.ok(&["completions", shell])).expect("written");
        // A machine may lack a shell. Bash is always tested, by the completion above.
        let Ok(output) = process::Command::new(shell).arg("-n").arg(&script).output() else { continue };
        assert!(output.status.success() && output.stderr.is_empty(), "{shell}: {output:?}");
    }
    for shell in ["elvish", "powershell"] {
        let script = folder.ok(&["completions", shell]);
        args::command().get_subcommands().for_each(|verb| assert!(script.contains(verb.get_name()), "{shell}: {verb}"));
    }
    assert!(folder.refused(&["completions", "tcsh"], 2).contains("bash"));
}

/// The long options of a command, with `--` before each.
fn options(command: &Command) -> impl Iterator<Item = String> {
    command.get_arguments().filter_map(Arg::get_long).map(|name| format!("--{name}"))
}

#[test]
fn the_manual_names_every_verb_and_option() {
    let folder = FamilyFolder::empty();
    let read = |args: &[&str]| folder.ok(args).replace("\\-", "-").replace("\\fB", "").replace("\\fR", "");
    let manual = read(&["man"]);
    let mut program = args::command();
    program.build();
    for verb in program.get_subcommands() {
        let heading = format!("\n.SS \"goodbye {} ", verb.get_name());
        let (_, part) = manual.split_once(&heading).unwrap_or_else(|| panic!("{heading}"));
        let part = part.split("\n.SS ").next().unwrap_or_default();
        let page = read(&["man", verb.get_name()]);
        assert!(page.contains(&format!("goodbye-{} - ", verb.get_name())), "{page}");
        let shared: Vec<String> = options(&program).collect();
        for option in options(verb) {
            assert!(page.contains(&option), "{option} in\n{page}");
            assert!(shared.contains(&option) || part.contains(&option), "{option} in\n{part}");
        }
        for example in verb.get_before_help().map(ToString::to_string).unwrap_or_default().lines().skip(1) {
            assert!(page.contains(example) && part.contains(example), "{example} in\n{part}");
        }
    }
    options(&program).for_each(|option| assert!(manual.contains(&option), "{option}"));
    assert!(folder.refused(&["man", "dnoe"], 2).contains("'done'"));
}
