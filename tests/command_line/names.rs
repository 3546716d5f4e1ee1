//! The names of children and rituals that a person types on the command line.

use super::family_folder::FamilyFolder;
use std::fs;

/// Leo's family with three hugs, two kisses and a ritual with an accent.
fn with_rituals() -> FamilyFolder {
    let folder = FamilyFolder::with_leo();
    folder.write(
        "rituals.toml",
        "[[ritual]]\nid = 'bear-hug'\nname = 'Bear hug'\n[[ritual]]\nid = 'side-hug'\nname = 'Side hug'\n\
         [[ritual]]\nid = 'nose'\nname = 'Nose kiss'\n[[ritual]]\nid = 'cuddle'\nname = 'Un câlin'\n\
         [[ritual]]\nid = 'clap'\nname = 'Clapping game'\n",
    );
    folder
}

const TWO_OF_A_NAME: &str = "[[child]]\nid = 'leo'\nname = 'Leo'\nfirst_day = 2026-09-07\n\
                             [[child]]\nid = 'leo-2'\nname = 'LEO'\nfirst_day = 2026-09-07\n\
                             [[child]]\nid = 'mia'\nname = 'Mia'\nfirst_day = 2026-09-07\nput_away = true\n";

#[test]
fn rituals_are_planned_by_words_starts_of_words_and_names_without_quotes() {
    let folder = with_rituals();
    for (typed, name) in [
        ("bracelet", "Matching bracelets"),
        ("clap", "Clapping game"),
        ("un ca\u{302}lin", "Un câlin"),
        ("calin", "Un câlin"),
        ("one more hug", "One more hug"),
        ("nose kiss bear hug", "Nose kiss, Bear hug"),
        ("A KISS ON THE HAND", "A kiss on the hand"),
    ] {
        let args: Vec<&str> = ["plan", "tomorrow"].into_iter().chain(typed.split(' ')).collect();
        let said = folder.ok(&args);
        assert!(said.contains(&format!(": {name}.")), "{typed}: {said}");
    }
}

#[test]
fn several_matches_are_listed_with_their_ids_and_nothing_changes() {
    let folder = with_rituals();
    let before = folder.text("mornings/leo/2026-09.toml");
    for (args, listed) in [
        (
            &["plan", "tomorrow", "hug"],
            &["one-more-hug (One more hug)", "bear-hug (Bear hug)", "side-hug (Side hug)"][..],
        ),
        (&["plan", "tomorrow", "kiss"], &["hand-kiss (A kiss on the hand)", "nose (Nose kiss)"]),
        (&["plan", "tomorrow", "huk"], &["Did you mean", "hug"]),
        (&["plan", "tomorrow", "brcelets"], &["Did you mean matching-bracelets (Matching bracelets)?"]),
    ] {
        let why = folder.refused(args, 1);
        assert!(listed.iter().all(|listed| why.contains(listed)), "{why}");
        assert!(why.contains("`goodbye rituals` lists them all."), "{why}");
    }
    assert_eq!(folder.text("mornings/leo/2026-09.toml"), before);
}

#[test]
fn two_children_of_one_name_are_refused_with_their_ids_by_every_verb() {
    let folder = FamilyFolder::empty();
    folder.write("family.toml", TWO_OF_A_NAME);
    fs::write(folder.path().join("../school.ics"), "BEGIN:VCALENDAR\nEND:VCALENDAR\n").expect("written");
    let school = folder.path().join("../school.ics");
    let school = school.to_str().expect("text");
    for (args, code) in [
        (&["done", "hand-kiss"][..], 1),
        (&["plan", "today", "hand-kiss"], 1),
        (&["skip", "sick"], 1),
        (&["note", "hm"], 1),
        (&["today"], 1),
        (&["export", "--csv"], 1),
        (&["export", "--ics"], 1),
        (&["import", school], 2),
    ] {
        let args: Vec<&str> = args.iter().copied().chain(["--child", "Leo"]).collect();
        let why = folder.refused(&args, code);
        assert!(why.contains("Several children are called \"Leo\": leo and leo-2. Write the id."), "{args:?}: {why}");
    }
    assert!(folder.ok(&["done", "hand-kiss", "--child", "leo-2"]).contains("for LEO"));
    assert!(folder.path().join("mornings/leo-2").exists() && !folder.path().join("mornings/leo").exists());
    let (code, out, _) = folder.run(&["check"]);
    assert!(code == 1 && out.contains("several children are called Leo: leo and leo-2"), "{out}");
}

#[test]
fn the_name_of_a_child_wins_over_the_id_of_a_renamed_child() {
    let folder = FamilyFolder::empty();
    folder.write(
        "family.toml",
        "[[child]]\nid = 'leo'\nname = 'Tom'\nfirst_day = 2026-09-07\n\
         [[child]]\nid = 'leo-2'\nname = 'Leo'\nfirst_day = 2026-09-07\n",
    );
    for (typed, name) in
        [("Leo", "Leo"), ("leo", "Leo"), ("LEO", "Leo"), ("Tom", "Tom"), ("leo-2", "Leo"), ("to", "Tom")]
    {
        let said = folder.ok(&["note", "hm", "--child", typed]);
        assert!(said.contains(&format!("for {name}")), "{typed}: {said}");
    }
}

#[test]
fn a_hidden_child_is_said_to_be_hidden_and_a_typo_is_answered() {
    let folder = FamilyFolder::empty();
    folder.write("family.toml", &TWO_OF_A_NAME.replace("'LEO'", "'Zoë'"));
    for typed in ["Mia", "mia"] {
        let why = folder.refused(&["done", "hand-kiss", "--child", typed], 1);
        assert!(why.starts_with("Mia is hidden."), "{why}");
    }
    let why = folder.refused(&["done", "hand-kiss", "--child", "Loe"], 1);
    assert!(why.contains("There is no child \"Loe\". Did you mean Leo or Zoë? The children are: Leo, Zoë."), "{why}");
    for typed in ["zoe", "zoe\u{308}", "ZOË", "z"] {
        assert!(folder.ok(&["note", "hm", "--child", typed]).contains("for Zoë"), "{typed}");
    }
}

#[test]
fn rituals_of_one_name_are_refused_with_their_ids_and_told_by_check() {
    let folder = FamilyFolder::with_leo();
    folder.write(
        "rituals.toml",
        "[[ritual]]\nid = 'ours'\nname = 'a  kiss on the HAND'\n[[ritual]]\nid = 'one'\nname = 'Un câlin'\n\
         [[ritual]]\nid = 'two'\nname = \"un ca\u{302}lin\"\n",
    );
    for (typed, ids) in [("Un câlin", "one and two"), ("a kiss on the hand", "hand-kiss and ours")] {
        let why = folder.refused(&["plan", "today", typed], 1);
        assert!(why.contains(&format!("Several rituals are called \"{typed}\": {ids}. Write the id.")), "{why}");
    }
    assert!(folder.ok(&["plan", "today", "two", "hand-kiss"]).contains("A kiss on the hand"));
    let (code, out, _) = folder.run(&["check"]);
    for told in
        ["are called Un câlin: one and two", "are called A kiss on the hand: hand-kiss and ours", "rituals.toml:9"]
    {
        assert!(code == 1 && out.contains(told), "{out}");
    }
}

#[test]
fn a_child_called_con_gets_a_folder_that_windows_can_have() {
    let folder = FamilyFolder::empty();
    folder.ok(&["init", "--child", "Con", "--first-day", "7 sep"]);
    assert!(folder.path().join("mornings/con-2").exists() && !folder.path().join("mornings/con").exists());
    folder.write("family.toml", "[[child]]\nid = 'aux'\nname = 'Augusta'\nfirst_day = 2026-09-07\n");
    let (code, out, _) = folder.run(&["check"]);
    assert!(code == 0 && out.contains("Windows cannot have the folder mornings/aux"), "{out}");
}

#[test]
fn a_mistyped_reason_is_saved_and_the_usual_reason_is_offered() {
    let folder = FamilyFolder::with_leo();
    for (typed, said) in [
        ("sik", "Skipped on Monday, September 7: sik. Did you mean sick? `goodbye skip sick` changes it."),
        ("Sick", "Skipped on Monday, September 7: sick."),
        ("SNOW", "Skipped on Monday, September 7: snow."),
        ("sno", "Skipped on Monday, September 7: sno. Did you mean snow? `goodbye skip snow` changes it."),
        ("dentist", "Skipped on Monday, September 7: dentist."),
        ("sick day", "Skipped on Monday, September 7: sick day."),
        ("Other Home", "Skipped on Monday, September 7: other home."),
    ] {
        let reply = folder.ok(&["skip", typed]);
        assert!(reply.starts_with(said), "{typed}: {reply}");
        assert_eq!(reply.contains("Did you mean"), said.contains("Did you mean"), "{typed}: {reply}");
    }
    let later = folder.ok(&["skip", "snoww", "tomorrow"]);
    assert!(later.contains("`goodbye skip snow --on 2026-09-08` changes it."), "{later}");
    folder.write("family.toml", &TWO_OF_A_NAME.replace("'LEO'", "'Zoë M.'"));
    let zoe = folder.ok(&["skip", "sikc", "--child", "zoe m"]);
    assert!(zoe.contains("`goodbye skip sick --child \"Zoë M.\"` changes it."), "{zoe}");
}

#[test]
fn done_prefers_the_planned_ritual_among_several_that_fit() {
    let folder = with_rituals();
    folder.ok(&["plan", "today", "side-hug", "hand-kiss"]);
    assert!(folder.ok(&["done", "hug"]).contains("Side hug"));
    assert!(folder.ok(&["done", "kiss"]).contains("A kiss on the hand"));
    assert!(folder.refused(&["done", "hug", "--on", "2026-09-08"], 1).contains("may mean"));
}

#[test]
fn a_ritual_that_a_file_names_instead_of_its_id_is_answered_with_the_id() {
    let folder = with_rituals();
    folder.write(
        "family.toml",
        "[[child]]\nid = 'leo'\nname = 'Leo'\nfirst_day = 2026-09-07\nusual = 'Un câlin'\nfavorites = ['bracelets']\n",
    );
    let (_, out, _) = folder.run(&["check"]);
    assert!(out.contains("usual: no ritual has the id Un câlin; did you mean cuddle?"), "{out}");
    assert!(out.contains("favorites: no ritual has the id bracelets; did you mean matching-bracelets?"), "{out}");
}

#[test]
fn joiners_and_flags_stay_in_every_file_and_answer() {
    for name in [
        "علی\u{200c}رضا",
        "क्\u{200d}ष",
        "Ian 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
        "👩🏽\u{200d}🚀 Ida",
        "ശ്രീ ന്\u{200d}",
    ] {
        let folder = FamilyFolder::empty();
        assert!(folder.ok(&["init", "--child", name, "--first-day", "7 sep"]).contains(name), "{name}");
        assert!(folder.text("family.toml").contains(name), "{name}");
        folder.ok(&["note", "می\u{200c}خواهم", "--child", name]);
        let csv = folder.ok(&["export", "--csv"]);
        assert!(csv.contains(name) && csv.contains("می\u{200c}خواهم"), "{csv}");
        assert!(folder.ok(&["today"]).contains(name));
        assert!(folder.ok(&["export", "--json"]).contains(name));
        // A calendar folds long lines between letters.
        let calendar = folder.ok(&["export", "--ics"]).replace("\r\n ", "");
        assert!(calendar.contains("BEGIN:VEVENT"), "{calendar}");
    }
}
