//! Damaged files, as scripts and parents see them on the command line.

use crate::family_folder::FamilyFolder;

#[test]
fn an_unknown_key_of_a_ritual_is_told_and_hides_and_shows_no_ritual() {
    let folder = FamilyFolder::with_leo();
    folder.write(
        "rituals.toml",
        "[[ritual]]\nid = 'wave'\nname = 'Moon wave'\nsong = 'la'\n[[ritual]]\nid = 'sewn-heart'\nhidden = true\n",
    );
    let (code, out, err) = folder.run(&["rituals"]);
    assert!(code == 0 && out.contains("Moon wave") && !out.contains("sewn-heart"), "{out}");
    assert!(err.contains("rituals.toml:4:1: unknown key `song`"), "{err}");
    let out = folder.ok(&["check"]);
    assert!(out.contains("All files in ") && out.contains("rituals.toml:4:1: unknown key `song`"), "{out}");
}
