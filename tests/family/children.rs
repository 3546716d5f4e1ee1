//! Edits of a child in the text of `family.toml`.

use goodbye::domain::child_id::ChildId;
use goodbye::domain::family::{Child, Family, FamilyEditError, FamilyPage, SchoolDays};
use goodbye::domain::family::{
    read, same_child_names, with_child, with_child_changed, with_child_hidden, with_child_moved,
};
use goodbye::domain::family::{with_favorite, with_usual};
use goodbye::domain::ritual::RitualId;
use goodbye::domain::two_homes::TwoHomes;
use jiff::civil::date;

fn leo() -> Child {
    Child {
        usual: Some(RitualId::new("hand-kiss")),
        favorites: vec![RitualId::new("hand-kiss")],
        ..Child::new(ChildId::new("leo").expect("an id"), "Leo".into(), date(2026, 9, 7))
    }
}

fn named(name: &str) -> Child {
    Child { name: name.into(), ..leo() }
}

fn names(text: &str) -> Vec<String> {
    read("family.toml", text).family.children.into_iter().map(|child| child.name).collect()
}

#[test]
fn a_child_reads_back_as_it_was_written() {
    let text = with_child("", &leo()).expect("written");
    assert!(text.starts_with("# The family") && text.contains("first_day = 2026-09-07"), "{text}");
    let family = Family { children: vec![leo()], ..Family::default() };
    assert_eq!(read("family.toml", &text), FamilyPage { family, problems: vec![] });
    let mut ida = leo();
    (ida.id, ida.name) = (ChildId::new("ida").expect("an id"), "Ida \"the\" \\great 👩‍👧".into());
    let both = with_child(&text, &ida).expect("written");
    assert_eq!(read("family.toml", &both).family.children, [leo(), ida]);
}

#[test]
fn edits_of_a_child_keep_comments_and_unknown_keys() {
    let text = "# us\nhome = 'blue'\n[[child]] # eldest\nid = 'leo'\nname = 'Leo' # the lion\n\
                first_day = '2026-09-07' # Mon\nlikes = 'sand'\n";
    let starred = with_favorite(text, &leo(), &RitualId::new("sewn-heart"), true).expect("starred");
    assert!(starred.contains("favorites = [\"sewn-heart\"]"), "{starred}");
    assert_eq!(with_favorite(&starred, &leo(), &RitualId::new("sewn-heart"), false).as_deref(), Ok(text));
    let usual = with_usual(text, &leo(), Some(&RitualId::new("sewn-heart"))).expect("set");
    let renamed = with_child_changed(&usual, &leo(), &named("Leonard")).expect("renamed");
    for kept in [
        "# us",
        "home = 'blue'",
        "# eldest",
        "# Mon",
        "likes = 'sand'",
        "usual = \"sewn-heart\"",
        "name = \"Leonard\" # the lion",
    ] {
        assert!(renamed.contains(kept), "{kept} in\n{renamed}");
    }
}

#[test]
fn every_edit_keeps_the_comments_around_the_keys_of_a_child() {
    let text = "[[child]]\n# we call him\n\"name\"   =   'Leo'   # the lion\n# at last\nfirst_day = 2026-09-07\n\
                # mostly\nschool_days = ['mon', 'tue'] # short\ncollects = {mon = 'Grandma', friday = 'Papa' }\n\
                # shared\nhome.pattern = 'AAAAAAABBBBBBB'\nhome.mine = 'a' # ours\n";
    let page = read("family.toml", text);
    assert_eq!(page.problems, []);
    let before = page.family.children[0].clone();
    let changed = |now: Child| {
        let text = with_child_changed(text, &before, &now).expect("changed");
        assert_eq!(read("family.toml", &text).family.children, [now], "{text}");
        text
    };
    assert_eq!(changed(before.clone()), text);
    let later = Child { first_day: date(2026, 9, 8), ..before.clone() };
    let text_later = text.replace("first_day = 2026-09-07", "first_day = 2026-09-08");
    let anchored = "home.mine = 'a' # ours\nhome.from = 2026-09-07\n";
    assert_eq!(
        changed(later),
        text_later.replace("home.mine = 'a' # ours\n", anchored),
        "the weeks of the two homes do not move with the first day"
    );
    let renamed = changed(Child { name: "Max".into(), ..before.clone() });
    assert!(renamed.starts_with(&text.replace("'Leo'", "\"Max\"")[..60]), "{renamed}");
    let mut collects = before.collects.clone();
    (collects[2], collects[4]) = (Some("Papa".into()), Some("Grandma".into()));
    let collected = changed(Child { collects, ..before.clone() });
    assert!(collected.contains("{mon = 'Grandma', friday = \"Grandma\", wed = \"Papa\" }"), "{collected}");
    let alone = changed(Child { collects: Default::default(), ..before.clone() });
    assert!(!alone.contains("collects"), "{alone}");
    let days = SchoolDays::of([jiff::civil::Weekday::Monday]).expect("a day");
    let fewer = changed(Child { school_days: days, ..before.clone() });
    assert!(fewer.contains("# mostly\nschool_days = [\"mon\"] # short"), "{fewer}");
    let home = TwoHomes::new("7-7", "B", date(2026, 9, 7)).ok();
    let other = changed(Child { home, ..before.clone() });
    assert!(other.contains("# shared\nhome.pattern = 'AAAAAAABBBBBBB'\nhome.mine = \"B\" # ours\n"), "{other}");
}

#[test]
fn rules_stay_about_the_same_children_when_a_child_changes() {
    let child = |name: &str| format!("[[child]]\nname = '{name}'\nfirst_day = 2026-09-07\n");
    let text = format!(
        "{}{}{}[[term]]\nfrom = 2026-09-07\nto = 2026-12-18\nchildren = [ 'Zoë M.', 'max' ] # both\n\
         [[override]]\nchild = 'ZOË m.' # her\nkind = 'absent'\ndate = 2026-09-08\n",
        child("Zoë M."),
        child("Max"),
        child("max")
    );
    let same = |edited: &Result<String, FamilyEditError>| {
        let (was, is) = (read("family.toml", &text), read("family.toml", edited.as_ref().expect("edited")));
        assert_eq!((was.problems, is.problems), (vec![], vec![]));
        assert_eq!(is.family.terms, was.family.terms);
        assert_eq!(is.family.overrides, was.family.overrides);
    };
    let [zoe, max, _] = read("family.toml", &text).family.children.try_into().expect("three children");
    let renamed = with_child_changed(&text, &zoe, &Child { name: "Zo".into(), ..zoe.clone() });
    same(&renamed);
    let renamed = renamed.expect("renamed");
    assert!(renamed.contains("[ \"zoe-m\", 'max' ] # both") && renamed.contains("\"zoe-m\" # her"), "{renamed}");
    for taken in ["Max", "MAX ", "ma\u{200b}x"] {
        let refused = with_child_changed(&text, &zoe, &Child { name: taken.into(), ..zoe.clone() });
        assert!(matches!(refused, Err(FamilyEditError::NameTaken(_))), "{refused:?}");
    }
    same(&with_child_moved(&text, &max, false));
    same(&with_child_hidden(&text, &max, true));
}

#[test]
fn a_renamed_child_keeps_its_mornings() {
    let text = "[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n[[child]]\nname = 'leo'\nfirst_day = 2026-09-07\n";
    let renamed = with_child_changed(text, &leo(), &named(" Max ")).expect("renamed");
    let children = read("family.toml", &renamed).family.children;
    assert_eq!(
        children.iter().map(|c| (c.id.as_str(), c.name.as_str())).collect::<Vec<_>>(),
        [("leo", "Max"), ("leo-2", "leo")]
    );
    assert!(with_child_changed(text, &leo(), &named("\u{200b} ")).is_err());
}

#[test]
fn school_days_pickup_and_homes_are_added_and_removed_without_a_trace() {
    let text = "[[child]] # eldest\nid = 'leo'\nname = \"Leo\"\nfirst_day = 2026-09-07 # Mon\n\
                collects = { friday = 'Papa', default = 'us' }\n";
    let before = read("family.toml", text).family.children.remove(0);
    let mut now = before.clone();
    now.school_days = SchoolDays::of([jiff::civil::Weekday::Sunday, jiff::civil::Weekday::Monday]).expect("days");
    now.first_day = date(2026, 9, 8);
    now.home = Some(TwoHomes::new("2-2-3", "b", date(2026, 9, 7)).expect("a pattern"));
    now.collects[0] = Some("Grandma".into());
    let changed = with_child_changed(text, &before, &now).expect("changed");
    for kept in ["# eldest", "2026-09-08 # Mon", "default = 'us'"] {
        assert!(changed.contains(kept), "{kept} in\n{changed}");
    }
    let page = read("family.toml", &changed);
    assert_eq!((page.problems, &page.family.children[0]), (vec![], &now), "{changed}");
    let back = with_child_changed(&changed, &now, &before).expect("changed");
    let page = read("family.toml", &back);
    assert_eq!((page.problems, &page.family.children[0]), (vec![], &before), "{back}");
    assert!(!back.contains("home") && !back.contains("school_days"), "{back}");
}

#[test]
fn a_hidden_child_is_not_shown_until_it_is_shown_again() {
    let text = "[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n";
    let away = with_child_hidden(text, &leo(), true).expect("hidden");
    let page = read("family.toml", &away);
    assert_eq!((page.family.children.len(), page.family.hidden.len(), page.problems.len()), (0, 1, 0));
    assert_eq!(with_child_hidden(&away, &leo(), false).as_deref(), Ok(text));
}

#[test]
fn a_child_never_gets_the_name_of_another_or_of_a_hidden_child() {
    let text = "[[child]]\nname = 'Zoë'\nfirst_day = 2026-09-07\n[[child]]\nname = 'Un câlin'\n\
                first_day = 2026-09-07\nput_away = true\n[[child]]\nid = 'leo'\nname = 'Tom'\nfirst_day = 2026-09-07\n";
    let [zoe, ..] = &read("family.toml", text).family.children[..] else { panic!("no child") };
    for taken in ["Zoë", "zoe\u{308}", " ZOË", "Zoë\u{200d}", "un  ca\u{302}lin", "Tom", "tom\u{a0}"] {
        let new = Child { id: ChildId::new("new").expect("an id"), ..named(taken) };
        let error = with_child(text, &new).expect_err(taken);
        assert!(matches!(error, FamilyEditError::NameTaken(_)), "{taken}: {error}");
        let renamed = with_child_changed(text, zoe, &Child { name: taken.into(), ..zoe.clone() });
        let is_own = taken.to_lowercase().contains("zo");
        assert_eq!(renamed.is_ok(), is_own, "{taken}: {renamed:?}");
    }
    for free in ["Zoe", "Leo", "Zoë 2", "Tommy"] {
        assert!(with_child(text, &Child { id: ChildId::new("new").expect("an id"), ..named(free) }).is_ok(), "{free}");
    }
}

#[test]
fn children_of_one_name_are_told_with_their_lines_and_the_file_can_still_be_changed() {
    let text = "[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n[[child]]\nname = 'Ida'\nfirst_day = 2026-09-07\n\
                [[child]]\nname = \"LEO \"\nfirst_day = 2026-09-07\nput_away = true\n";
    let page = read("family.toml", text);
    assert_eq!(page.problems, []);
    let told: Vec<String> = same_child_names("family.toml", text).iter().map(ToString::to_string).collect();
    assert_eq!(told, ["family.toml:7:1: several children are called Leo: leo and leo-2"]);
    let renamed = with_child_changed(text, &page.family.children[0], &named("Leopold")).expect("renamed");
    assert_eq!(same_child_names("family.toml", &renamed), []);
    let rule = |child: &str| format!("{text}[[day_off]]\ndate = 2026-09-14\nchild = '{child}'\n");
    assert_eq!(read("family.toml", &rule("leo-2")).problems, []);
    let unclear = read("family.toml", &rule("Leo")).problems;
    assert_eq!(unclear[0].message, "several children are called \"Leo\"");
    assert_eq!(unclear[0].help, "write one of \"leo\", \"leo-2\"");
}

#[test]
fn a_rule_is_about_the_child_with_the_id_even_if_another_has_the_name() {
    let children = "[[child]]\nid = 'leo'\nname = 'Tom'\nfirst_day = 2026-09-07\n\
                    [[child]]\nid = 'leo-2'\nname = 'Leo'\nfirst_day = 2026-09-07\n\
                    [[child]]\nname = 'Un câlin'\nfirst_day = 2026-09-07\n";
    let whom = |written: &str| {
        let page = read("family.toml", &format!("{children}[[day_off]]\ndate = 2026-09-14\nchild = \"{written}\"\n"));
        let whom = page.family.days_off.first().map(|day_off| page.family.whom_label(&day_off.whom));
        whom.ok_or_else(|| page.problems[0].message.clone())
    };
    for (written, name) in
        [("leo", "Tom"), ("leo-2", "Leo"), ("Leo", "Leo"), ("TOM", "Tom"), ("un ca\u{302}lin", "Un câlin")]
    {
        assert_eq!(whom(written).as_deref(), Ok(name), "{written}");
    }
    for unknown in ["Le", "Max", "calin", ""] {
        assert!(whom(unknown).is_err(), "{unknown}");
    }
}

#[test]
fn a_child_moves_with_its_comments_and_the_heading_stays() {
    let text = "# The family.\n\n# the lion\n[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n[child.collects]\n\
                mon = 'Grandma'\n\n[[term]]\nfrom = 2026-09-07\nto = 2026-12-18\n\n# the owl\n[[child]]\n\
                name = 'Old'\nfirst_day = 2020-09-07\nput_away = true\n\n[[child]] # small\nname = 'Ida'\n\
                first_day = 2026-09-07\nlikes = 'sand'\n# end\n";
    let down = with_child_moved(text, &leo(), false).expect("moved");
    assert_eq!(names(&down), ["Ida", "Leo"]);
    let page = read("family.toml", &down);
    assert_eq!(page.problems, []);
    assert_eq!(page.family.children[1].collects[0].as_deref(), Some("Grandma"));
    assert!(down.starts_with("# The family.\n\n"), "{down}");
    for kept in [
        "# the lion\n[[child]]\nname = 'Leo'",
        "# the owl\n[[child]]\nname = 'Old'",
        "[[child]] # small",
        "likes = 'sand'",
        "# end",
    ] {
        assert!(down.contains(kept), "{kept} in\n{down}");
    }
    let up = with_child_moved(&down, &leo(), true).expect("moved");
    assert_eq!(names(&up), ["Leo", "Ida"]);
    assert_eq!(with_child_moved(&up, &leo(), true), Ok(up));
}
