//! The verbs that show and change mornings: several rituals at once, moods, weeks, and replies that name what was
//! there.

use crate::family_folder::FamilyFolder;
use serde_json::Value;

const MIA: &str = "\n[[child]]\nid = \"mia\"\nname = \"Mia\"\nfirst_day = 2026-09-07\n";

fn with_leo_and_mia() -> FamilyFolder {
    let folder = FamilyFolder::with_leo();
    folder.write("family.toml", &(folder.text("family.toml") + MIA));
    folder
}

#[test]
fn done_marks_several_rituals_or_the_whole_plan_as_one_change() {
    let folder = FamilyFolder::with_leo();
    let before = folder.text("mornings/leo/2026-09.toml");
    let said = folder.ok(&["done", "hand-kiss", "one-more-hug"]);
    assert_eq!(
        said.trim(),
        "Done on Monday, September 7: A kiss on the hand, One more hug. That was all for this morning."
    );
    folder.ok(&["undo"]);
    assert_eq!(folder.text("mornings/leo/2026-09.toml"), before, "one undo takes both back");
    folder.ok(&["plan", "today", "hand-kiss", "one-more-hug", "sewn-heart"]);
    folder.ok(&["done", "one-more-hug"]);
    let said = folder.ok(&["done", "--all"]);
    assert!(said.contains("A kiss on the hand, A little sewn heart. That was all"), "{said}");
    assert!(folder.ok(&["done", "--all"]).contains("Everything planned on Monday, September 7 is already done."));
    assert!(folder.ok(&["done", "hand-kiss", "sewn-heart"]).contains("Already done on Monday, September 7: A kiss"));
    assert!(folder.ok(&["done", "all", "--on", "tue 8 sep"]).contains("Done on Tuesday, September 8: A little sewn"));
    folder.refused(&["done", "--all", "hand-kiss"], 2);
    assert!(folder.refused(&["done", "--all", "--on", "sat 12 sep"], 1).contains("Nothing is planned on Saturday"));
}

#[test]
fn a_wrong_ritual_among_several_marks_none() {
    let folder = FamilyFolder::with_leo();
    let before = folder.text("mornings/leo/2026-09.toml");
    assert!(folder.refused(&["done", "hand-kiss", "gloves-on-head"], 1).contains("gloves-on-head"));
    assert_eq!(folder.text("mornings/leo/2026-09.toml"), before);
}

#[test]
fn a_day_behind_the_words_of_done_and_mood_is_the_morning() {
    let folder = FamilyFolder::with_leo();
    let on_wednesday = |args: &[&str]| folder.ok(&[args, &["--today", "2026-09-09"]].concat());
    assert!(on_wednesday(&["done", "hand-kiss", "yesterday"]).starts_with("Done on Tuesday, September 8 (yesterday):"));
    assert!(on_wednesday(&["done", "mon", "7", "sep"]).starts_with("Done on Monday, September 7 (2 days ago): A kiss"));
    assert!(
        on_wednesday(&["mood", "wobbly", "monday"]).starts_with("Mood on Monday, September 7 (2 days ago): wobbly.")
    );
    folder.write("rituals.toml", "[[ritual]]\nid = \"friday-dance\"\nname = \"Friday\"\nsteps = [\"Dance.\"]\n");
    let said = on_wednesday(&["done", "friday"]);
    assert!(said.starts_with("Done on Wednesday, September 9: Friday."), "a ritual of that name comes first: {said}");
}

#[test]
fn a_mistyped_day_is_asked_at_either_end() {
    let folder = FamilyFolder::with_leo();
    let before = folder.text("mornings/leo/2026-09.toml");
    for args in [
        &["plan", "tomorow", "hand-kiss"][..],
        &["plan", "hand-kiss", "tomorow"],
        &["done", "hand-kiss", "tomorow"],
        &["done", "tomorow"],
        &["skip", "sick", "tomorow"],
        &["mood", "okay", "tomorow"],
        &["today", "--on", "tomorow"],
        &["today", "tomorow"],
        &["week", "tomorow"],
        &["note", "Brave.", "--on", "tomorow"],
        &["restore", "tomorow"],
        &["export", "--csv", "--from", "tomorow"],
        &["init", "--child", "Mia", "--first-day", "tomorow"],
    ] {
        let why = folder.refused(args, 2);
        assert!(why.contains("Did you mean tomorrow?"), "{args:?}: {why}");
    }
    assert_eq!(folder.text("mornings/leo/2026-09.toml"), before);
}

#[test]
fn a_childs_name_as_the_reason_of_a_skip_is_refused() {
    let folder = with_leo_and_mia();
    for args in [&["skip", "mia", "tomorrow"][..], &["skip", "mia", "sick"], &["skip", "Leo"]] {
        let why = folder.refused(args, 2);
        assert!(why.contains("is a child") && why.contains("--child "), "{args:?}: {why}");
    }
    assert!(folder.ok(&["skip", "with", "Mia", "--child", "Leo"]).contains("Skipped for Leo on Monday"));
    assert!(folder.refused(&["skip", "until", "friday"], 2).contains("names several days"));
}

#[test]
fn a_weekday_of_a_note_is_the_nearest_and_of_a_mark_the_last() {
    let folder = FamilyFolder::with_leo();
    let on = |today: &str, args: &[&str]| folder.ok(&[args, &["--today", today]].concat());
    assert!(on("2026-09-12", &["note", "Brave.", "--on", "friday"]).contains("Friday, September 11 (yesterday)"));
    assert!(on("2026-09-10", &["note", "Boots!", "--on", "friday"]).contains("Friday, September 11."));
    assert!(on("2026-09-17", &["done", "hand-kiss", "--on", "friday"]).contains("Friday, September 11 (6 days ago)"));
    assert!(on("2026-09-17", &["mood", "okay", "--on", "friday"]).contains("Friday, September 11 (6 days ago)"));
}

#[test]
fn a_mood_is_written_shown_and_taken_back() {
    let folder = FamilyFolder::with_leo();
    assert_eq!(folder.ok(&["mood", "Wobbly"]).trim(), "Mood on Monday, September 7: wobbly.");
    let said = folder.ok(&["mood", "cheer"]);
    assert_eq!(
        said.trim(),
        "Mood on Monday, September 7: cheerful. Before that: wobbly. `goodbye undo` brings it back."
    );
    assert!(folder.ok(&["today"]).contains("Mood: cheerful"));
    assert!(folder.ok(&["mood", "cheerful"]).contains("is already cheerful"));
    folder.ok(&["undo"]);
    assert!(folder.text("mornings/leo/2026-09.toml").contains("mood = \"wobbly\""));
    assert!(folder.ok(&["mood", "none"]).contains("no mood. Before that: wobbly."));
    assert!(!folder.text("mornings/leo/2026-09.toml").contains("mood"));
    let why = folder.refused(&["mood", "cheerfull"], 2);
    assert!(
        why.contains("There is no mood \"cheerfull\". Did you mean cheerful? The moods are tears, wobbly,"),
        "{why}"
    );
    assert!(folder.refused(&["mood", "3"], 2).contains("There is no mood \"3\""));
    assert!(folder.refused(&["mood", "yesterday"], 2).contains("A mood is missing. The moods are tears"));
    let why = folder.refused(&["mood", "okay", "yesterdy"], 2);
    assert!(why.contains("Did you mean yesterday?"), "{why}");
    let folder = with_leo_and_mia();
    assert!(folder.ok(&["mood", "okay", "--child", "Mia"]).contains("Mood for Mia on Monday, September 7: okay."));
}

#[test]
fn a_reply_names_what_was_there_and_undo_brings_it_back() {
    let folder = FamilyFolder::with_leo();
    folder.ok(&["note", "Looked back twice."]);
    folder.ok(&["skip", "sick", "tomorrow"]);
    for (args, expected) in [
        (&["plan", "today", "one-more-hug"][..], "Before that: A kiss on the hand. `goodbye undo` brings it back."),
        (&["note", "Brave."], "Before that: \"Looked back twice.\" `goodbye undo` brings it back."),
        (&["note", ""], "Deleted the note on Monday, September 7. Before that: \"Looked back twice.\" `goodbye"),
        (&["skip", "snow", "tomorrow"], "Before that: sick. `goodbye undo` brings it back."),
        (&["done", "hand-kiss", "--on", "tue 8 sep"], "Before that: skipped (sick). `goodbye undo` brings it back."),
    ] {
        let before = folder.text("mornings/leo/2026-09.toml");
        let said = folder.ok(args);
        assert!(said.contains(expected), "{args:?}: {said}");
        assert_ne!(folder.text("mornings/leo/2026-09.toml"), before, "{args:?}");
        folder.ok(&["undo"]);
        assert_eq!(folder.text("mornings/leo/2026-09.toml"), before, "{args:?}");
    }
    for (args, expected) in [
        (&["plan", "today", "hand-kiss"][..], "Already planned for Monday, September 7: A kiss on the hand."),
        (&["skip", "tomorrow"], "Already skipped on Tuesday, September 8: sick."),
        (&["note", "Looked back twice."], "The note on Monday, September 7 has these words already."),
        (&["note", "", "--on", "wed 9 sep"], "There is no note on Wednesday, September 9."),
        (
            &["plan", "today", "hand-kiss", "one-more-hug"],
            "Planned for Monday, September 7: A kiss on the hand, One more hug.",
        ),
    ] {
        assert_eq!(folder.ok(args).trim(), expected, "{args:?}");
    }
    let long = "a".repeat(2_000);
    folder.ok(&["note", &long]);
    let said = folder.ok(&["note", "short"]);
    assert!(said.contains("aaaa…\" `goodbye undo`") && said.len() < 250, "{said}");
}

#[test]
fn note_add_keeps_the_note_and_adds_a_line() {
    let folder = FamilyFolder::with_leo();
    assert!(folder.ok(&["note", "--add", "Looked", "back."]).starts_with("Noted on Monday, September 7."));
    let said = folder.ok(&["note", "--add", "Then ran to the sandpit."]);
    assert_eq!(said.trim(), "Added to the note on Monday, September 7.");
    let today: Value = serde_json::from_str(&folder.ok(&["today", "--json"])).expect("JSON");
    assert_eq!(today["children"][0]["note"], "Looked back.\nThen ran to the sandpit.");
}

#[test]
fn a_note_that_is_too_long_is_refused_in_words_as_in_the_planner() {
    let folder = FamilyFolder::with_leo();
    let before = folder.text("mornings/leo/2026-09.toml");
    for verb in ["note", "skip"] {
        let (code, _, errors) = folder.run(&[verb, &"x".repeat(100_000)]);
        assert_eq!(code, 1);
        assert!(errors.contains("has 100,000 letters, and there is room for 10,000. Nothing was saved."), "{errors}");
    }
    assert_eq!(folder.text("mornings/leo/2026-09.toml"), before);
    folder.ok(&["note", &"x".repeat(10_000)]);
    let (code, _, errors) = folder.run(&["note", "--add", "y"]);
    assert!(code == 1 && errors.contains("has 10,002 letters"), "{errors}");
}

#[test]
fn a_skip_is_taken_back_by_none_by_no_text_and_by_a_mark() {
    let folder = FamilyFolder::with_leo();
    let is_skipped = || folder.text("mornings/leo/2026-09.toml").contains("skipped");
    assert!(folder.ok(&["skip", "none"]).contains("is not skipped on Monday, September 7."));
    for take_back in [&["skip", "none"][..], &["skip", ""], &["skip", "None", "today"]] {
        folder.ok(&["skip", "sick"]);
        let said = folder.ok(take_back);
        assert!(said.starts_with("No longer skipped on Monday, September 7. Before that: sick."), "{said}");
        assert!(!is_skipped());
    }
    folder.ok(&["done"]);
    for done in [&["done"][..], &["done", "hand-kiss"], &["done", "--all"]] {
        folder.ok(&["skip", "sick"]);
        let said = folder.ok(done);
        assert!(said.starts_with("Done on Monday, September 7: A kiss on the hand."), "{said}");
        assert!(said.contains("skipped (sick)") && !is_skipped(), "{said}");
    }
}

#[test]
fn all_children_are_skipped_as_one_change() {
    let folder = with_leo_and_mia();
    folder.ok(&["skip", "sick", "--child", "Mia"]);
    let leo = folder.text("mornings/leo/2026-09.toml");
    let said = folder.ok(&["skip", "snow", "--all-children"]);
    assert_eq!(
        said.trim(),
        "Skipped for Leo on Monday, September 7: snow.\nSkipped for Mia on Monday, September 7: snow. Before that: sick. \
         `goodbye undo` brings it back."
    );
    assert!(folder.text("mornings/mia/2026-09.toml").contains("skipped = \"snow\""));
    assert!(folder.ok(&["undo"]).contains("skipped (snow) on Mon, Sep 7 for Leo and Mia"));
    assert_eq!(folder.text("mornings/leo/2026-09.toml"), leo);
    assert!(folder.text("mornings/mia/2026-09.toml").contains("skipped = \"sick\""));
    let why = folder.refused(&["skip", "snow", "saturday", "--all-children"], 1);
    assert!(why.contains("No child has school on Saturday, September 12"), "{why}");
    folder.refused(&["skip", "snow", "--all-children", "--child", "Leo"], 2);
}

#[test]
fn today_shows_the_goodbye_of_another_day() {
    let folder = FamilyFolder::with_leo();
    let shown = folder.ok(&["today", "--on", "tue", "8", "sep"]);
    assert!(shown.starts_with("Leo · Tuesday, September 8 · school morning 2\n○ A little sewn heart"), "{shown}");
    assert_eq!(folder.ok(&["today", "tue", "8", "sep"]), shown);
    assert_eq!(folder.ok(&["today", "tue"]), shown);
    assert!(folder.ok(&["today", "yesterday"]).starts_with("Leo · Sunday, September 6 (yesterday)"));
    folder.refused(&["today", "tue", "--on", "wed"], 2);
    let shown = folder.ok(&["today", "--on", "saturday"]);
    assert!(shown.contains("No school that day. The next school morning is Monday, September 14."), "{shown}");
    let shown = folder.ok(&["today", "--on", "8 oct"]);
    assert!(shown.contains("Plan something with `goodbye plan 2026-10-08 RITUAL`."), "{shown}");
    let shown = folder.ok(&["today", "--on", "8 sep", "--today", "2027-01-10"]);
    assert!(shown.starts_with("Leo · Tuesday, September 8, 2026 (4 months ago)"), "{shown}");
    let json: Value = serde_json::from_str(&folder.ok(&["today", "8", "sep", "--json"])).expect("JSON");
    assert_eq!((&json["today"], &json["children"][0]["date"]), (&"2026-09-07".into(), &"2026-09-08".into()));
    assert_eq!(json["children"][0]["next_school_morning"], "2026-09-09");
}

#[test]
fn after_the_last_term_today_says_how_to_go_on() {
    let folder = FamilyFolder::with_leo();
    let term = "\n[[term]]\nname = \"Fall\"\nfrom = 2026-09-07\nto = 2026-12-18\n";
    folder.write("family.toml", &(folder.text("family.toml") + term));
    let shown = folder.ok(&["today", "--today", "2027-01-05"]);
    assert!(
        shown.contains("No school today.\nThe last term ended on Friday, December 18, 2026 (2 weeks ago)."),
        "{shown}"
    );
    let week = folder.ok(&["week", "4 jan 2027"]);
    assert!(week.contains("The last term ends on Friday, December 18. `goodbye import FILE`"), "{week}");
    assert!(shown.contains("`goodbye import FILE`") && shown.contains("+ adds a term"), "{shown}");
}

#[test]
fn week_shows_each_school_morning_of_a_week() {
    let folder = FamilyFolder::with_leo();
    folder.ok(&["done"]);
    folder.ok(&["mood", "wobbly"]);
    folder.ok(&["note", "Looked back."]);
    folder.ok(&["skip", "sick", "thursday"]);
    let shown = folder.ok(&["week"]);
    for line in [
        "Leo · Week of Monday, September 7 (this week)",
        "  Mon, Sep 7, today  ✓ A kiss on the hand",
        "                     Mood: wobbly",
        "                     Note: Looked back.",
        "  Thu, Sep 10        Skipped: sick",
    ] {
        assert!(shown.lines().any(|shown| shown == line), "{line}\n{shown}");
    }
    assert!(!shown.contains("Sat,"), "{shown}");
    let shown = folder.ok(&["week", "5", "oct"]);
    assert!(shown.contains("Week of Monday, October 5") && shown.contains("Fri, Oct 9  Nothing planned"), "{shown}");
    assert_eq!(folder.ok(&["week", "this", "week"]), folder.ok(&["week"]));
    assert_eq!(folder.ok(&["week", "next"]), folder.ok(&["week", "next", "week"]));
    let shown = folder.ok(&["week", "next", "week", "--child", "Leo"]);
    assert_eq!(folder.ok(&["week", "--on", "next", "week", "--child", "Leo"]), shown);
    assert!(shown.contains("Mon, Sep 14  ○ A little sewn heart"), "{shown}");
    assert!(folder.ok(&["week", "8 sep", "--today", "2027-01-10"]).contains("September 7, 2026 (4 months ago)"));
    let json: Value = serde_json::from_str(&folder.ok(&["week", "--json"])).expect("JSON");
    let days = json["children"][0]["days"].as_array().expect("days");
    assert_eq!((days.len(), &json["from"], &json["to"]), (7, &"2026-09-07".into(), &"2026-09-13".into()));
    assert_eq!((&days[0]["mood"], &days[3]["skipped"]), (&"wobbly".into(), &"sick".into()));
}

#[test]
fn week_shows_the_coming_week_when_this_week_has_no_school_morning_left() {
    let folder = FamilyFolder::with_leo();
    let week = |today: &str, args: &[&str]| folder.ok(&[&["week", "--today", today], args].concat());
    assert!(week("2026-09-06", &[]).starts_with("Leo · Week of Monday, September 7 (next week)\n"));
    assert!(week("2026-09-06", &["this", "week"]).contains("Monday, August 31 (this week)"));
    assert!(week("2026-09-11", &[]).contains("September 7 (this week)"), "Friday is a school morning");
    assert!(week("2026-09-12", &[]).contains("September 14 (next week)"));
    assert!(week("2026-08-10", &[]).contains("August 10 (this week)"), "next week has no school either");
    let json: Value = serde_json::from_str(&week("2026-09-12", &["--json"])).expect("JSON");
    assert_eq!((&json["from"], &json["today"]), (&"2026-09-14".into(), &"2026-09-12".into()));
    folder.write("settings.toml", "week_starts = \"sunday\"\n");
    assert!(week("2026-09-13", &[]).contains("Sunday, September 13 (this week)"));
}

#[test]
fn week_reads_both_months_and_begins_where_the_settings_say() {
    let folder = FamilyFolder::with_leo();
    folder.ok(&["plan", "1 oct", "one-more-hug"]);
    folder.ok(&["plan", "30 sep", "hand-kiss"]);
    let shown = folder.ok(&["week", "1 oct"]);
    assert!(shown.contains("Wed, Sep 30  ○ A kiss on the hand\n  Thu, Oct 1   ○ One more hug"), "{shown}");
    folder.write("settings.toml", "week_starts = \"sunday\"\n");
    assert!(folder.ok(&["week", "1 oct"]).contains("Week of Sunday, September 27"));
}

#[test]
fn the_day_of_an_option_needs_no_quotes() {
    let folder = FamilyFolder::with_leo();
    assert!(folder.ok(&["done", "--on", "8", "sep"]).contains("Done on Tuesday, September 8: A little sewn heart."));
    assert!(folder.ok(&["done", "--on", "9", "sep", "hand-kiss"]).contains("Done on Wednesday, September 9: A kiss"));
    assert!(
        folder.ok(&["note", "--on", "tue", "8", "sep", "Brave", "girl"]).contains("Noted on Tuesday, September 8.")
    );
    assert!(folder.text("mornings/leo/2026-09.toml").contains("note = \"Brave girl\""));
    let why = folder.refused(&["note", "--on", "friday", "7", "new", "words"], 2);
    assert!(why.contains("--on \"friday\" or --on \"friday 7\""), "{why}");
    let october = folder.ok(&["export", "--csv", "--from", "7", "sep", "-", "9", "sep"]);
    assert_eq!(october.lines().count(), 4, "{october}");
}
