//! Every screen and prompt as text: at every size, without color, in ASCII, and with too much for the screen.

#[path = "screens/copies.rs"]
mod copies;
#[path = "../examples/demo/mod.rs"]
mod demo;
#[path = "screens/focus.rs"]
mod focus;

use demo::{Demo, FAMILY, text_of};
use goodbye::view::Look;
use ratatui::layout::Rect;
use ratatui::style::Color;

/// Keys that lead to every screen and prompt.
const EVERYWHERE: [&str; 31] = [
    "",
    "Space Space",
    "Right Right",
    "Left",
    "2",
    "2 PageUp",
    "3",
    "3 PageDown PageDown",
    "3 / x",
    "3 / z z z",
    "?",
    "Enter",
    "s",
    "n",
    "m",
    "2 f",
    "3 Enter",
    "3 n",
    "4",
    "4 PageDown o",
    "4 i",
    "4 i Enter",
    "4 i z z z",
    "4 +",
    "4 a",
    "4 a Enter Down",
    "4 + h Enter",
    "4 + a Enter Down Down Down",
    "4 o e",
    "4 Space Down Right",
    "3 ?",
];

fn snapshot(name: &str, demo: &Demo, width: u16, height: u16) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
        .bind(|| insta::assert_snapshot!(format!("{name}_{width}x{height}"), demo.screen_above_footer(width, height)));
}

#[test]
fn the_screens_look_like_their_snapshots() {
    for (name, keys) in
        [("today", ""), ("all_done", "Space Space"), ("week", "2"), ("rituals", "3"), ("calendar", "4"), ("help", "?")]
    {
        let mut demo = if name == "calendar" { Demo::with_year() } else { Demo::leo() };
        demo.press(keys);
        for (width, height) in [(120, 40), (80, 24), (60, 18)] {
            snapshot(name, &demo, width, height);
        }
    }
}

#[test]
fn the_prompts_look_like_their_snapshots() {
    for (name, keys) in [
        ("picker", "Enter"),
        ("skip", "s"),
        ("mood", "m"),
        ("note", "n"),
        ("fill", "2 f"),
        ("strip", "3 Enter"),
        ("form", "3 n"),
        ("path", "4 i"),
        ("kinds", "4 +"),
        ("children", "4 a"),
        ("child_form", "4 a Enter Down"),
        ("rule_form", "4 + h Enter Down"),
        ("rules", "4 o e"),
        ("selection", "4 Space Down Right"),
        ("preview", "4 i Enter Down"),
    ] {
        let mut demo = Demo::leo();
        demo.press(keys);
        snapshot(name, &demo, 80, 24);
    }
}

#[test]
fn the_welcome_looks_like_its_snapshots() {
    let mut demo = Demo::fresh("2026-09-06");
    snapshot("welcome_name", &demo, 80, 24);
    demo.write("Leo").press("Enter");
    snapshot("welcome_day", &demo, 80, 24);
    demo.press("Enter Down Space");
    snapshot("welcome_rituals", &demo, 80, 24);
    snapshot("welcome_rituals", &demo, 60, 18);
    demo.press("Enter");
    snapshot("welcome_done", &demo, 80, 24);
}

#[test]
fn the_footers_offer_the_keys_that_work_on_each_screen_and_prompt() {
    let footers = EVERYWHERE.map(|keys| {
        let mut demo = Demo::leo();
        demo.press(keys);
        format!("{keys:<26}|{}", demo.footer(100, 24))
    });
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("footers", footers.join("\n")));
}

/// A school year with something on every day of the week of September 21.
const YEAR: &str = r#"collects = { mon = "Grandma, after story time", wed = "Papa, after lunch" }
home = { pattern = "AAAAAAAAAAAAAAAAABBAAAAAAAAA", mine = "A", from = 2026-09-07 }
[[term]]
name = "Fall term"
from = 2026-09-07
to = 2026-12-18
[[term]]
name = "Spring term"
from = 2027-01-04
to = 2027-03-25
[[special_day]]
date = 2026-09-21
kind = "half day"
time = "12:30"
[[special_day]]
date = 2026-09-26
kind = "school day"
name = "Open day"
[[override]]
child = "leo"
date = 2026-09-22
kind = "absent"
name = "Dentist"
[[special_day]]
date = 2026-09-23
kind = "late start"
time = "10:00"
name = "Staff meeting"
[[day_off]]
name = "Teachers' conference"
date = 2026-09-25
"#;

#[test]
fn each_kind_of_day_looks_like_its_snapshot() {
    let family = format!("{FAMILY}{YEAR}");
    for (name, today) in [("half_day", "21"), ("absent", "22"), ("other_home", "24"), ("day_off", "25")] {
        let demo = Demo::new(&format!("2026-09-{today}"), Some(&family), None, &[]);
        snapshot(&format!("today_{name}"), &demo, 80, 24);
    }
    let month = "[2026-09-23]\nplan = [\"hand-kiss\"]\n[2026-09-25]\nplan = [\"sewn-heart\"]\n";
    let mut demo = Demo::new("2026-09-23", Some(&family), None, &[("leo", "2026-09", month)]);
    snapshot("today_late_start", &demo, 60, 18);
    demo.press("2");
    for (width, height) in [(120, 40), (80, 24), (60, 18)] {
        snapshot("week_of_all_kinds", &demo, width, height);
    }
    let after = Demo::new("2027-06-01", Some(&family), None, &[]);
    snapshot("today_after_the_last_term", &after, 80, 24);
}

#[test]
fn each_kind_of_day_can_be_drawn_at_every_size_and_in_ascii() {
    let family = format!("{FAMILY}{YEAR}");
    for day in 19..28 {
        for keys in ["", "2"] {
            let mut demo = Demo::new(&format!("2026-09-{day}"), Some(&family), None, &[]);
            demo.press(keys);
            for (width, height) in (0..40).flat_map(|w| (0..25).map(move |h| (w * 4, h))) {
                demo.draw(width, height, Look::default());
            }
            let text = text_of(&demo.draw(80, 24, Look { colorless: true, ascii: true }).0);
            assert!(text.is_ascii() && !text.replace("? keys", "").contains('?'), "{text}");
        }
    }
}

/// Checks the screens after all keys at every other small size, and at two large sizes.
fn check_areas(open: impl Fn() -> Demo) {
    for keys in EVERYWHERE {
        let mut demo = open();
        demo.press(keys);
        let every_other = (0..50).flat_map(|w| (0..30).map(move |h| (w, h))).filter(|(w, h)| (w + h) % 2 == 0);
        for (width, height) in every_other.map(|(w, h)| (w * 3, h)).chain([(600, 250), (1, 200)]) {
            let (buf, drawn) = demo.draw(width, height, Look::default());
            let is_inside = |area: &Rect| buf.area.intersection(*area) == *area;
            assert!(drawn.spots.iter().all(|(area, _)| is_inside(area)), "{keys} {width}x{height}");
            assert!(drawn.cursor.is_none_or(|at| buf.area.contains(at)), "{keys} {width}x{height}");
            let has_room = width >= 28 && height >= 8;
            let last_row = (0..width).filter(|&x| has_room && buf[(x, height - 1)].symbol() != " ").count();
            assert_eq!(last_row > 0, has_room, "the footer of {keys} {width}x{height}");
        }
    }
}

#[test]
fn every_screen_stays_in_its_area_at_every_size() {
    check_areas(Demo::leo);
}

#[test]
fn every_screen_of_a_new_family_stays_in_its_area_at_every_size() {
    check_areas(|| Demo::fresh("2026-09-06"));
}

#[test]
fn without_color_no_cell_is_colored_and_signs_and_words_tell_the_state() {
    for keys in EVERYWHERE {
        let mut demo = Demo::leo();
        demo.press(keys);
        let (buf, _) = demo.draw(80, 24, Look { colorless: true, ascii: false });
        assert!(buf.content.iter().all(|cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset)), "{keys}");
        assert!(!text_of(&buf).contains('{'), "an id in braces is the name of no key: {}", text_of(&buf));
    }
    let mut demo = Demo::leo();
    let week = demo.press("2").screen(80, 24);
    for word in ["done", "1 of 3", "skipped", "planned", "✓", "◐", "–", "○"] {
        assert!(week.contains(word), "{word} in\n{week}");
    }
}

#[test]
fn in_ascii_every_sign_has_a_letter_of_its_own() {
    for keys in EVERYWHERE {
        let mut demo = Demo::leo();
        demo.press(keys);
        let (buf, _) = demo.draw(80, 24, Look { colorless: false, ascii: true });
        assert!(text_of(&buf).is_ascii(), "{keys}");
        // A sign without an ASCII letter would add a question mark.
        let (signs, _) = demo.draw(80, 24, Look::default());
        assert_eq!(text_of(&buf).matches('?').count(), text_of(&signs).matches('?').count(), "{keys}");
    }
}

#[test]
fn long_lists_and_names_in_many_scripts_leave_room_for_the_footer() {
    let names = [
        "A name of forty letters is what this one has!",
        "ليو يودع أمه عند باب المدرسة",
        "👩‍👧‍👦❤️🏫",
        "王小明和他的妈妈在学校门口说再见",
    ];
    let mut rituals = String::new();
    for i in 0..300 {
        let name = names[i % names.len()];
        rituals.push_str(&format!(
            "[[ritual]]\nid = \"r-{i}\"\nname = \"{name} {i}\"\nidea = \"{}\"\n",
            "long ".repeat(100)
        ));
    }
    let plan: Vec<String> = (0..40).map(|i| format!("\"r-{i}\"")).collect();
    let month = format!("[2026-09-10]\nplan = [{}]\nnote = \"{}\"\n", plan.join(","), "word ".repeat(400));
    let family = FAMILY.replace("Leo", names[1]);
    for keys in EVERYWHERE {
        let mut demo = Demo::new("2026-09-10", Some(&family), Some(&rituals), &[("leo", "2026-09", &month)]);
        demo.press(keys);
        for (width, height) in [(120, 40), (80, 24), (60, 18), (30, 9)] {
            let text = demo.screen(width, height);
            assert!(
                keys.contains(['/', 'n']) || width < 60 || text.contains("keys") || text.contains("back"),
                "{text}"
            );
        }
    }
}

#[test]
fn text_from_a_file_cannot_control_the_terminal() {
    let evil = "\\u001b[2J\\u009b31m\\u202e\\u0007\\u200bX";
    let rituals = format!("[[ritual]]\nid = \"evil\"\nname = \"{evil}\"\nsteps = [\"{evil}\"]\nsource = \"{evil}\"\n");
    let month =
        format!("[2026-09-10]\nplan = [\"evil\", \"{evil}\"]\nnote = \"{evil}\"\n[2026-09-11]\nskipped = \"{evil}\"\n");
    let family = format!(
        "[[child]]\nid = \"leo\"\nname = \"{evil}\"\nfirst_day = 2026-09-07\ncollects = {{ thu = \"{evil}\" }}\n\
         [[special_day]]\nkind = \"half day\"\nname = \"{evil}\"\ndate = 2026-09-10\n\
         [[day_off]]\nname = \"{evil}\"\ndate = 2026-09-11\n"
    );
    for keys in EVERYWHERE.into_iter().chain(["!", "Right", "n", "s Enter u"]) {
        let mut demo = Demo::new("2026-09-10", Some(&family), Some(&rituals), &[("leo", "2026-09", &month)]);
        demo.press(keys);
        let (buf, _) = demo.draw(100, 30, Look::default());
        for c in buf.content.iter().flat_map(|cell| cell.symbol().chars()) {
            assert!(
                !c.is_control() && !('\u{202a}'..='\u{202e}').contains(&c) && c != '\u{200b}',
                "{c:?} after {keys}"
            );
        }
    }
}

#[test]
fn the_footer_names_only_keys_that_work_now() {
    let mut demo = Demo::leo();
    let footer = |demo: &Demo| demo.footer(120, 40);
    assert!(footer(&demo).contains("Space done") && !footer(&demo).contains("t today"));
    demo.press("Right");
    assert!(footer(&demo).contains("t today"));
    demo.press("n");
    assert!(footer(&demo).contains("Enter save") && !footer(&demo).contains("q leave"));
}

/// The lines of the legend on the Calendar screen.
fn legend(screen: &str) -> Vec<&str> {
    let is_legend = |line: &&str| ["planned  ", "absent  ", "late  "].iter().any(|words| line.contains(words));
    screen.lines().filter(is_legend).map(|line| line.split('│').next().unwrap_or_default().trim()).collect()
}

/// The signs that a legend explains.
fn signs(legend: &[&str]) -> Vec<char> {
    legend.iter().flat_map(|line| line.split("  ")).filter_map(|entry| entry.chars().next()).collect()
}

#[test]
fn the_legend_explains_exactly_the_signs_of_the_month_and_all_differ_in_ascii() {
    let family = format!("{FAMILY}{YEAR}[[special_day]]\nkind = \"early finish\"\ndate = 2026-09-28\n");
    let month = "[2026-09-13]\nplan = [\"sewn-heart\"]\n[2026-09-14]\nskipped = \"sick\"\n\
                 [2026-09-15]\nplan = [\"hand-kiss\", \"sewn-heart\"]\ndone = [\"hand-kiss\"]\n\
                 [2026-09-16]\nplan = [\"hand-kiss\"]\ndone = [\"hand-kiss\"]\n";
    let mut demo = Demo::new("2026-09-10", Some(&family), None, &[("leo", "2026-09", month)]);
    let screen = demo.press("4").screen(80, 24);
    let known = signs(&legend(&screen));
    let drawn: Vec<char> = screen
        .lines()
        .skip(4)
        .take(6)
        .flat_map(|line| line.chars().take(44))
        .filter(|c| !c.is_alphanumeric() && !c.is_whitespace() || *c == '½')
        .collect();
    assert!(drawn.contains(&'+') && drawn.contains(&'∅') && drawn.contains(&'⌂'), "{screen}");
    for sign in &known {
        assert!(drawn.contains(sign), "{sign} of the legend is not in\n{screen}");
    }
    for sign in drawn {
        assert!(known.contains(&sign), "{sign} is not in the legend of\n{screen}");
    }
    let ascii = text_of(&demo.draw(80, 24, Look { colorless: true, ascii: true }).0).replace('|', "│");
    let mut plain = signs(&legend(&ascii));
    assert_eq!(plain.len(), known.len(), "{ascii}");
    plain.sort_unstable();
    plain.dedup();
    assert_eq!(plain.len(), known.len(), "{ascii}");
}

#[test]
fn the_legend_is_shown_whole_or_not_at_all() {
    let mut demo = Demo::with_year();
    demo.press("4");
    for _ in 0..30 {
        demo.press("Right");
        for height in 8..30 {
            let screen = demo.screen(60, height);
            assert!([0, 3].contains(&legend(&screen).len()), "{screen}");
        }
    }
}

#[test]
fn an_ellipsis_marks_rules_that_have_no_room() {
    for words in ["", " of a long name that takes three lines or more beside the month"] {
        let events: String = (1..=20)
            .map(|day| format!("[[day_off]]\nname = \"Event {day}{words}\"\ndate = 2026-10-{day:02}\n"))
            .collect();
        let mut demo = Demo::new("2026-09-10", Some(&format!("{FAMILY}{events}")), None, &[]);
        demo.press("4");
        for height in 8..=100 {
            let screen = demo.screen(80, height);
            let right = |line: &str| line.chars().skip(48).collect::<String>().trim().to_owned();
            let lines: Vec<String> = screen.lines().skip(2).map(right).filter(|line| !line.is_empty()).collect();
            let body = &lines[..lines.len() - 1];
            let is_whole = screen.contains("Event 20") && (words.is_empty() || screen.matches("month").count() == 20);
            let marks = body.iter().filter(|line| *line == "…").count();
            assert_eq!(marks, usize::from(!is_whole), "{height}\n{screen}");
            assert!(is_whole || body.last().is_some_and(|line| line == "…"), "{height}\n{screen}");
        }
    }
}

#[test]
fn weekend_plans_are_marked_differently_from_school_day_plans() {
    let month = "[2026-09-19]\nplan = [\"sewn-heart\"]\n";
    let mut demo = Demo::new("2026-09-10", Some(FAMILY), None, &[("leo", "2026-09", month)]);
    let screen = demo.press("4").screen(80, 24);
    assert!(screen.contains("18·   19○⌂  20"), "{screen}");
}

#[test]
fn the_footer_of_the_calendar_begins_with_what_a_family_needs_next() {
    let ida = "[[child]]\nname = \"Ida\"\nfirst_day = 2026-09-07\n";
    let fair = "[[day_off]]\nname = \"Fair\"\ndate = 2026-09-17\n";
    let plan = "[2026-09-17]\nplan = [\"sewn-heart\"]\n";
    for (rules, there) in [
        (ida.to_owned(), ["o day off", "i import", "+ add", "c child", "a children"]),
        (fair.to_owned(), ["o day off", "e edit", "+ add", "i import", "a children"]),
        (format!("{fair}{ida}"), ["o day off", "e edit", "+ add", "c child", "a children"]),
    ] {
        let mut demo = Demo::new("2026-09-10", Some(&format!("{FAMILY}{rules}")), None, &[("leo", "2026-09", plan)]);
        let footer = |demo: &Demo| demo.footer(80, 24);
        demo.press("4");
        for key in there {
            assert!(footer(&demo).contains(key), "{key} in {}", footer(&demo));
        }
        demo.press("Down");
        assert_eq!(footer(&demo).contains("m move plan"), !rules.starts_with(ida), "{}", footer(&demo));
    }
}

#[test]
fn a_narrow_week_says_in_one_row_that_a_morning_has_no_plan() {
    let mut demo = Demo::leo();
    demo.press("2 Right Right");
    let (narrow, wide) = (demo.screen(40, 12), demo.screen(80, 24));
    assert!(narrow.contains("·none") && !narrow.contains("·no "), "{narrow}");
    assert!(wide.contains("no plan") && !wide.contains("none"), "{wide}");
}

#[test]
fn a_narrow_calendar_shows_all_seven_days_of_a_week() {
    let mut demo = Demo::leo();
    demo.press("4");
    let screen = demo.screen(40, 12);
    assert!(screen.contains("Sat  Sun") && screen.contains("○  12   13"), "{screen}");
}

#[test]
fn the_question_about_two_days_is_shown_whole_on_a_narrow_terminal() {
    let mut demo = Demo::leo();
    demo.press("4 g").write("7/10").press("Enter");
    let screen = demo.screen(40, 12);
    assert!(screen.contains("Sat, Jul 10, 2027  in 10 months") && screen.contains("settings.toml."), "{screen}");
}

#[test]
fn a_note_without_room_ends_in_an_ellipsis() {
    let mut demo = Demo::leo();
    demo.press("n").write(&"word ".repeat(400)).press("Enter");
    for (width, height) in [(120, 40), (80, 24)] {
        let screen = demo.screen(width, height);
        let mut lines = screen.lines();
        assert!(lines.any(|line| line.starts_with("  word word") && line.contains('…')), "{screen}");
    }
}

#[test]
fn a_narrow_today_names_the_child_in_focus_although_the_name_is_long() {
    let family = "[[child]]\nname = \"Maximiliana Wilhelmina Friederike Charlotte\"\nfirst_day = 2026-09-07\n";
    let demo = Demo::new("2026-09-10", Some(family), None, &[]);
    assert!(demo.screen(40, 12).contains("Maximiliana Wilhe…'s school morning 4"), "{}", demo.screen(40, 12));
}

#[test]
fn every_screen_says_in_its_header_that_a_file_has_problems() {
    let mut demo = Demo::new("2026-09-10", Some(FAMILY), None, &[("leo", "2026-09", "[2026-09-10]\nplan = 1\n")]);
    for keys in ["1", "2", "3", "4"] {
        demo.press(keys);
        let screen = demo.screen(80, 24);
        assert!(screen.lines().next().is_some_and(|header| header.contains("! 1 problem  Leo")), "{screen}");
    }
    demo.press("1");
    assert!(demo.screen(40, 12).contains("Thu, Sep 10  today  read only"), "{}", demo.screen(40, 12));
}

#[test]
fn a_narrow_week_breaks_no_word_of_the_state_of_a_morning() {
    let month = "[2026-09-08]\nplan = 1\n\n[2026-09-10]\nplan = [\"hand-kiss\"]\n";
    let mut demo = Demo::new("2026-09-10", Some(FAMILY), None, &[("leo", "2026-09", month)]);
    demo.press("2");
    let screen = demo.screen(40, 12);
    assert!(screen.contains("! unr…") && screen.contains("○plan…"), "{screen}");
}
