//! The rituals that come with the program, and the family's own `rituals.toml`.

use goodbye::domain::ritual::{Origin, RitualId};
use goodbye::domain::ritual_file::{RitualPage, SHIPPED, read, shipped, with_ritual};

#[test]
fn the_shipped_file_has_all_rituals_and_preparations_with_their_sources() {
    let page = read("rituals.toml", SHIPPED, Origin::Shipped);
    assert_eq!((page.problems, page.unknown_keys), (vec![], vec![]));
    let shipped = page.catalog;
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
    let page = read("rituals.toml", text, Origin::Family);
    let (problems, unknown) = (page.problems, page.unknown_keys);
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "rituals.toml:7:6: two rituals have the id `a`",
            "rituals.toml:8:8: `name` must be a text",
            "rituals.toml:8:8: this ritual has no `name`",
            "rituals.toml:11:6: an `id` is written in kebab-case",
            "rituals.toml:13:11: `minutes` must be a whole number from 0 to 600",
            "rituals.toml:15:9: `every` must be \"time\" or \"once\"",
        ]
    );
    assert!(problems[0].report().contains("rituals.toml:2"), "{}", problems[0].report());
    let lines: Vec<String> = unknown.iter().map(ToString::to_string).collect();
    assert_eq!(lines, ["rituals.toml:4:1: unknown key `minuts`", "rituals.toml:5:1: unknown key `titel`"]);
    assert_eq!(unknown[0].help, "write `minutes`");
    assert!(unknown[1].help.starts_with("a ritual knows these keys"), "{}", unknown[1].help);
}

#[test]
fn each_section_that_is_not_toml_is_one_problem_and_the_others_are_read() {
    let text = "[[ritual]]\nid = \nname = \"x\n[[ritual]]\nid = 'a'\nminutes = 'b'\n[ritual.prepare]\nevery = 'day'\n\
                [[ritual]]\nsteps = [\n  'one',\n\n[[ritual]]\nid = 'b'\nname = 'B'\nstep = 1\n";
    let RitualPage { catalog, problems, unknown_keys } = read("r.toml", text, Origin::Family);
    let lines: Vec<usize> = problems.iter().map(|p| p.spans[0].line).collect();
    assert_eq!(lines, [2, 4, 6, 8, 11], "{problems:?}");
    assert_eq!(unknown_keys[0].spans[0].line, 16);
    assert_eq!(catalog.rituals.iter().map(|ritual| ritual.id.as_str()).collect::<Vec<_>>(), ["b"]);
}

#[test]
fn own_rituals_replace_hide_and_add_to_the_shipped_rituals() {
    let own = "[[ritual]]\nid='hand-kiss'\nname='Nose kiss'\n[[ritual]]\nid='sewn-heart'\nhidden=true\n\
               [[ritual]]\nid='handshake'\nname='Handshake'\n";
    let catalog = shipped().with(read("r", own, Origin::Family).catalog);
    assert_eq!(catalog.name(&RitualId::new("hand-kiss")), "Nose kiss");
    assert!(catalog.offered().all(|r| r.id.as_str() != "sewn-heart"));
    assert_ne!(catalog.name(&RitualId::new("sewn-heart")), "sewn-heart");
    assert_eq!(catalog.rituals.last().map(|r| r.name.as_str()), Some("Handshake"));
}

#[test]
fn a_changed_ritual_keeps_comments_and_unknown_keys() {
    let text = "# ours\n[[ritual]] # first\nid = 'handshake'\nname = 'Handshake' # by Leo\nsong = 'la'\n\n\
                # the dance\n[[ritual]]\nid = 'dance'\nname = 'Dance'\nsteps = [\n  'Hop', # twice\n]\n";
    let catalog = read("r", text, Origin::Family).catalog;
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
        assert_eq!(read("r", &text, Origin::Family).catalog.rituals, [ritual]);
    }
}

#[test]
fn only_a_broken_ritual_is_left_out_and_a_hidden_ritual_stays_hidden() {
    let own = "[[ritual]]\nid = 'wave'\nname = 'Wave'\nminuts = 3\n[[ritual]]\nid = 'hand-kiss'\nhidden = true\n\
               minutes = 'many'\n[[ritual]]\nid = 'broken'\nname = 7\n[[ritual]]\nid = 'sewn-heart'\n\
               hidden = 'yes'\n[[ritual]]\nid = 'nose'\nname = 'Nose kiss'\nprepare = 1\n";
    let page = read("r", own, Origin::Family);
    let lines: Vec<usize> = page.problems.iter().map(|problem| problem.spans[0].line).collect();
    assert_eq!((lines, page.unknown_keys.len()), (vec![8, 11, 11, 14, 18], 1), "{:?}", page.problems);
    let offered: Vec<String> = shipped().with(page.catalog).offered().map(|ritual| ritual.id.to_string()).collect();
    for (id, is_offered) in [
        ("wave", true),
        ("hand-kiss", false),
        ("broken", false),
        ("sewn-heart", false),
        ("nose", false),
        ("one-more-hug", true),
    ] {
        assert_eq!(offered.iter().any(|there| there == id), is_offered, "{id}");
    }
}
