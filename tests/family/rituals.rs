//! The rituals that come with the program, and the family's own `rituals.toml`.

use goodbye::domain::ritual::{Origin, RitualId};
use goodbye::domain::ritual_file::{SHIPPED, read, shipped, with_ritual};

#[test]
fn the_shipped_file_has_all_rituals_and_preparations_with_their_sources() {
    let shipped = read("rituals.toml", SHIPPED, Origin::Shipped).expect("no problem");
    let ids: Vec<&str> = shipped.rituals.iter().map(|r| r.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "hand-kiss",
            "matching-bracelets",
            "lunchbox-photo",
            "sewn-heart",
            "back-to-school-books",
            "one-more-hug",
            "tell-me-tonight"
        ]
    );
    assert_eq!(shipped.preparations.len(), 4);
    for ritual in &shipped.rituals {
        assert!(!ritual.idea.is_empty() && !ritual.steps.is_empty() && !ritual.source.is_empty(), "{}", ritual.id);
    }
    assert!(shipped.preparations.iter().all(|p| !p.source.is_empty() && p.days_before.is_some()));
}

#[test]
fn all_problems_of_a_file_are_found_with_their_lines() {
    let text = "[[ritual]]\nid = \"a\"\nname = \"A\"\nminuts = 3\ntitel = 1\n[[ritual]]\nid = \"a\"\nname = 7\n\n\
                [[ritual]]\nid = \"Big Id\"\nname = \"B\"\nminutes = -1\n[ritual.prepare]\nevery = \"day\"\n";
    let problems = read("rituals.toml", text, Origin::Family).expect_err("wrong");
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "rituals.toml:4:1: unknown key `minuts`",
            "rituals.toml:5:1: unknown key `titel`",
            "rituals.toml:7:6: two rituals have the id `a`",
            "rituals.toml:8:8: `name` must be a text",
            "rituals.toml:8:8: this ritual has no `name`",
            "rituals.toml:11:6: an `id` is written in kebab-case",
            "rituals.toml:13:11: `minutes` must be a whole number from 0 to 600",
            "rituals.toml:15:9: `every` must be \"time\" or \"once\"",
        ]
    );
    assert_eq!(problems[0].help, "write `minutes`");
    assert!(problems[1].help.starts_with("a ritual knows these keys"), "{}", problems[1].help);
    assert!(problems[2].report().contains("rituals.toml:2"), "{}", problems[2].report());
}

#[test]
fn each_section_that_is_not_toml_is_one_problem_and_the_others_are_read() {
    let text = "[[ritual]]\nid = \nname = \"x\n[[ritual]]\nid = 'a'\nminutes = 'b'\n[ritual.prepare]\nevery = 'day'\n\
                [[ritual]]\nsteps = [\n  'one',\n\n[[ritual]]\nid = 'b'\nname = 'B'\nstep = 1\n";
    let problems = read("r.toml", text, Origin::Family).expect_err("wrong");
    let lines: Vec<usize> = problems.iter().map(|p| p.spans[0].line).collect();
    assert_eq!(lines, [2, 4, 6, 8, 11, 16], "{problems:?}");
}

#[test]
fn own_rituals_replace_hide_and_add_to_the_shipped_rituals() {
    let own = "[[ritual]]\nid='hand-kiss'\nname='Nose kiss'\n[[ritual]]\nid='sewn-heart'\nhidden=true\n\
               [[ritual]]\nid='handshake'\nname='Handshake'\n";
    let catalog = shipped().with(read("r", own, Origin::Family).expect("right"));
    assert_eq!(catalog.name(&RitualId::new("hand-kiss")), "Nose kiss");
    assert!(catalog.offered().all(|r| r.id.as_str() != "sewn-heart"));
    assert_ne!(catalog.name(&RitualId::new("sewn-heart")), "sewn-heart");
    assert_eq!(catalog.rituals.last().map(|r| r.name.as_str()), Some("Handshake"));
}

#[test]
fn a_changed_ritual_keeps_comments_and_unknown_keys() {
    let text = "# ours\n[[ritual]] # first\nid = 'handshake'\nname = 'Handshake' # by Leo\nsong = 'la'\n\n\
                # the dance\n[[ritual]]\nid = 'dance'\nname = 'Dance'\nsteps = [\n  'Hop', # twice\n]\n";
    let catalog = read("r", &text.replace("song = 'la'\n", ""), Origin::Family).expect("right");
    let mut shake = catalog.rituals[0].clone();
    shake.idea = "Two claps and a bow.".into();
    shake.minutes = Some(1);
    let changed = with_ritual(text, &shake).expect("changed");
    for kept in ["# ours", "# first", "# by Leo", "song = 'la'", "# the dance", "'Hop', # twice"] {
        assert!(changed.contains(kept), "{kept} in\n{changed}");
    }
    assert!(changed.contains("idea = \"Two claps and a bow.\"") && changed.contains("minutes = 1"));
    let dance = catalog.rituals[1].clone();
    assert_eq!(with_ritual(text, &dance).expect("same"), text);
}

#[test]
fn a_ritual_reads_back_as_it_was_written() {
    for mut ritual in shipped().rituals {
        ritual.origin = Origin::Family;
        let text = with_ritual("", &ritual).expect("written");
        assert_eq!(read("r", &text, Origin::Family).expect("right").rituals, [ritual]);
    }
}
