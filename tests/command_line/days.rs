//! Days as they are typed on the command line: read as they are meant, or refused with what to type.

use crate::family_folder::FamilyFolder;

/// What a verb says on a given day.
fn on(folder: &FamilyFolder, today: &str, args: &[&str]) -> String {
    folder.ok(&[args, &["--today", today]].concat())
}

#[test]
fn a_plan_means_the_future_and_names_another_year() {
    let folder = FamilyFolder::with_leo();
    let plan = |today: &str, args: &[&str]| on(&folder, today, &[&["plan"], args].concat());
    assert!(plan("2026-02-20", &["7 sep", "hand-kiss"]).contains("for Monday, September 7:"));
    assert!(plan("2026-05-30", &["1 mar", "hand-kiss"]).contains("for Monday, March 1, 2027 (in 9 months):"));
    assert!(plan("2026-09-10", &["18", "jun", "hand-kiss"]).contains("Friday, June 18, 2027 (in 9 months):"));
    assert!(plan("2026-09-10", &["coming", "friday", "hand-kiss"]).contains("Friday, September 11:"));
    assert!(plan("2026-09-10", &["the", "7th", "hand-kiss"]).contains("Wednesday, October 7:"));
    assert!(plan("2026-09-10", &["monday", "week", "hand-kiss"]).contains("Monday, September 21:"));
    assert!(
        plan("2026-09-10", &["hand-kiss", "one-more-hug", "next", "monday"]).contains("Monday, September 14: A kiss")
    );
    assert!(plan("2026-09-10", &["2026-09-07", "hand-kiss"]).contains("Monday, September 7 (3 days ago):"));
    for wrong in [&["plan", "hand-kiss", "soon"][..], &["plan", "hand-kiss", "one-more-hug"]] {
        assert!(folder.refused(wrong, 2).contains("\"hand-kiss\" is not a day I know."));
    }
    assert!(folder.refused(&["plan", "hand-kiss", "31", "sep"], 2).contains("There is no September 31."));
    let why = folder.refused(&["plan", "next", "friday"], 2);
    assert_eq!(
        why.trim(),
        "Friday, September 11 needs a ritual, such as `goodbye plan next friday hand-kiss`. `goodbye rituals` lists them all."
    );
    for day in ["tomorrow", "next friday"] {
        let why = folder.refused(&["plan", day], 2);
        assert!(why.contains(&format!("needs a ritual, such as `goodbye plan {day} hand-kiss`")), "{why}");
    }
    assert!(folder.refused(&["plan", "hand-kiss"], 2).contains("is not a day I know"));
    assert!(folder.refused(&["plan"], 2).contains("goodbye plan [OPTIONS] <DATE> <RITUAL>..."));
}

#[test]
fn a_week_where_one_day_is_needed_is_asked_about() {
    let folder = FamilyFolder::with_leo();
    for line in [
        "plan next week hand-kiss",
        "plan hand-kiss next week",
        "plan Next Week hand-kiss",
        "plan this week hand-kiss",
        "done --on last week",
        "note --on next week Brave",
        "skip sick next week",
        "today next week",
    ] {
        let why = folder.refused(&line.split(' ').collect::<Vec<_>>(), 2);
        assert!(why.contains("Which day of ") && why.contains(" week? Type the day, such as "), "{line}: {why}");
    }
    let why = folder.refused(&["plan", "next week", "hand-kiss", "--today", "2026-09-06"], 2);
    assert_eq!(why.trim(), "Which day of next week? Type the day, such as 7 sep.");
    assert!(
        on(&folder, "2026-09-06", &["plan", "next", "week", "monday", "hand-kiss"]).contains("Monday, September 7")
    );
    assert!(on(&folder, "2026-09-10", &["week", "next", "week"]).contains("September 14 (next week)"));
}

#[test]
fn a_note_may_be_about_a_past_day_and_says_so() {
    let folder = FamilyFolder::with_leo();
    let noted = on(&folder, "2026-09-10", &["note", "Brave.", "--on", "7 sep"]);
    assert!(noted.contains("on Monday, September 7 (3 days ago)."), "{noted}");
    let noted = on(&folder, "2027-01-10", &["note", "Proud.", "--on", "mon 7 sep"]);
    assert!(noted.contains("on Monday, September 7, 2026 (4 months ago)."), "{noted}");
    let done = on(&folder, "2027-01-10", &["done", "hand-kiss", "--on", "tue 7 sep"]);
    assert!(done.contains("on Tuesday, September 7: "), "the weekday decides the year: {done}");
}

#[test]
fn a_day_beside_the_reason_is_the_morning_that_is_skipped() {
    for (args, expected) in [
        (&["tomorrow"][..], "Skipped on Friday, September 11: not today."),
        (&["friday"], "Skipped on Friday, September 11: not today."),
        (&["sick", "tomorrow"], "Skipped on Friday, September 11: sick."),
        (&["7", "sep"], "Skipped on Monday, September 7 (3 days ago): not today."),
        (&["monday", "snow"], "Skipped on Monday, September 14: snow."),
        (&["sick"], "Skipped on Thursday, September 10: sick."),
        (&["sick since monday"], "Skipped on Thursday, September 10: sick since monday."),
        (&["not", "today"], "Skipped on Thursday, September 10: not today."),
        (&["snow", "friday", "--on", "monday"], "Skipped on Monday, September 14: snow friday."),
    ] {
        let said = on(&FamilyFolder::with_leo(), "2026-09-10", &[&["skip"], args].concat());
        assert_eq!(said.trim(), expected, "{args:?}");
    }
    let folder = FamilyFolder::with_leo();
    for (args, code, expected) in [
        (&["31", "sep"][..], 2, "There is no September 31."),
        (&["tomorow"], 2, "Did you mean tomorrow?"),
        (&["mon", "-", "fri"], 2, "names several days"),
    ] {
        let why = folder.refused(&[&["skip"], args].concat(), code);
        assert!(why.contains(expected), "{why}");
    }
}

#[test]
fn numbers_with_slashes_follow_the_settings_or_are_refused_with_both_readings() {
    let folder = FamilyFolder::with_leo();
    let args = ["plan", "7/10", "hand-kiss", "--today", "2026-09-10"];
    let before = folder.text("mornings/leo/2026-09.toml");
    let why = folder.refused(&args, 2);
    assert!(
        why.contains("Saturday, July 10, 2027 or Wednesday, October 7") && why.contains("Type 10 jul 2027"),
        "{why}"
    );
    assert_eq!(folder.text("mornings/leo/2026-09.toml"), before);
    assert!(folder.ok(&["plan", "31/12", "hand-kiss"]).contains("Thursday, December 31:"));
    assert!(folder.ok(&["plan", "13/09/2026", "hand-kiss"]).contains("Sunday, September 13:"));
    for (order, day) in
        [("day first", "Wednesday, October 7:"), ("month first", "Saturday, July 10, 2027 (in 10 months):")]
    {
        folder.write("settings.toml", &format!("date_order = \"{order}\"\n"));
        assert!(folder.ok(&args).contains(day), "{order}: {}", folder.ok(&args));
    }
    // The settings count for --today, too.
    assert!(folder.ok(&["today", "--today", "9/8/2026"]).contains("Tuesday, September 8"));
}

#[test]
fn a_wrong_day_is_refused_with_the_reason() {
    let folder = FamilyFolder::with_leo();
    for (day, expected) in [
        ("31 sep", "There is no September 31. September has 30 days. Type 30 sep or 1 oct."),
        ("29 feb 2027", "There is no February 29 in 2027. February has 28 days then."),
        ("2026-02-30", "There is no February 30 in 2026."),
        ("tue 7 sep", "September 7 is a Monday. Type 7 sep, or 8 sep for the Tuesday."),
        ("tomorow", "Did you mean tomorrow?"),
        ("soon", "\"soon\" is not a day I know. Try 2026-09-07,"),
    ] {
        for args in [&["done", "--on", day][..], &["plan", day, "hand-kiss"]] {
            let why = folder.refused(args, 2);
            assert!(why.contains(expected), "{args:?}: {why}");
        }
    }
}

#[test]
fn an_export_reads_its_first_and_last_day_as_a_pair() {
    let folder = FamilyFolder::with_leo();
    folder.ok(&["plan", "27 oct", "hand-kiss"]);
    folder.ok(&["plan", "2 nov", "sewn-heart"]);
    let csv = |args: &[&str]| on(&folder, "2026-09-10", &[&["export", "--csv"], args].concat());
    let october = csv(&["--from", "26 oct", "--to", "fri"]);
    assert!(october.contains("2026-10-27") && october.lines().count() == 2, "{october}");
    assert_eq!(csv(&["--from", "26 oct - 30 oct"]), october);
    let this_week = csv(&["--from", "monday", "--to", "today"]);
    assert!(this_week.contains("2026-09-07") && !this_week.contains("2026-09-14"), "{this_week}");
    assert_eq!(csv(&["--from", "monday", "--to", "thu"]), this_week);
    let path = folder.path().with_file_name("out.csv").display().to_string();
    let said = csv(&["--from", "26 oct", "--to", "fri", "--output", &path]);
    assert!(said.starts_with("1 morning from Mon, Oct 26 to Fri, Oct 30 written to "), "{said}");
    let why = folder.refused(&["export", "--csv", "--from", "26 oct 2026", "--to", "2026-10-01"], 2);
    assert!(why.contains("--to is before --from. The last day, Thursday, October 1, is before the first"), "{why}");
}

#[test]
fn a_backup_is_restored_by_a_past_day_in_plain_words() {
    let folder = FamilyFolder::with_leo();
    on(&folder, "2026-09-09", &["done"]);
    let restored = on(&folder, "2026-09-11", &["restore", "9", "sep"]);
    assert!(restored.contains("Wed, Sep 9"), "{restored}");
    on(&folder, "2026-09-11", &["undo"]);
    assert!(on(&folder, "2026-09-11", &["restore", "wednesday"]).contains("Wed, Sep 9"));
}

#[test]
fn init_says_how_long_ago_school_began() {
    let folder = FamilyFolder::empty();
    let said = on(&folder, "2026-11-25", &["init", "--child", "Leo", "--first-day", "7 sep"]);
    assert!(said.contains("first school day was Monday, September 7 (3 months ago), and "), "{said}");
}

#[test]
fn a_day_in_the_place_of_a_command_is_answered_with_the_command_that_shows_it() {
    let folder = FamilyFolder::with_leo();
    for day in ["tomorrow", "monday", "2026-09-08"] {
        let said = folder.refused(&[day], 2);
        assert!(said.contains(&format!("tip: `goodbye today {day}` shows that morning")), "{said}");
    }
    assert!(!folder.refused(&["nonsense"], 2).contains("goodbye today"));
}

#[test]
fn a_word_of_other_programs_is_answered_with_the_command_that_does_it() {
    let folder = FamilyFolder::with_leo();
    for (words, command) in [
        ("list ls show status List", "`goodbye week`"),
        ("add new", "`goodbye plan`"),
        ("log history", "`goodbye export --csv`"),
        ("config settings", "`goodbye paths`"),
        ("unskip", "`goodbye skip none`"),
        ("unmark", "`goodbye undo`"),
        ("version", "`goodbye --version`"),
    ] {
        for word in words.split(' ') {
            let said = folder.refused(&[word], 2);
            let tips: Vec<&str> = said.lines().filter(|line| line.contains("tip: ")).collect();
            assert!(tips.len() == 1 && tips[0].contains(command), "{word}: {said}");
        }
    }
    assert!(folder.refused(&["todya"], 2).contains("'today'"), "a typo is answered with the nearest command");
}
