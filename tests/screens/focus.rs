//! The styles of the focus, the cursor and the headings, on every screen and prompt that has them.

use super::EVERYWHERE;
use super::demo::{Demo, FAMILY};
use goodbye::view::Look;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

fn letters(cells: &[&Cell]) -> String {
    cells.iter().map(|cell| cell.symbol()).collect::<String>().trim().to_owned()
}

/// The texts of a row that have exactly these modifiers.
fn texts(row: &[&Cell], modifiers: Modifier) -> Vec<String> {
    let texts = row.split(|cell| cell.modifier != modifiers).map(letters);
    texts.filter(|text| !text.is_empty()).collect()
}

fn rows(buf: &Buffer) -> Vec<Vec<&Cell>> {
    let row = |y| (0..buf.area.width).map(|x| &buf[(x, y)]).collect();
    (0..buf.area.height).map(row).collect()
}

/// All texts in focus below the tabs: bold texts after a bold `▸` of the cursor's color, and bold reversed texts.
fn in_focus(buf: &Buffer) -> Vec<String> {
    let mut found = Vec::new();
    for row in rows(buf).iter().skip(1) {
        found.extend(texts(row, Modifier::BOLD | Modifier::REVERSED));
        let is_mark = |cell: &Cell| (cell.symbol(), cell.fg, cell.modifier) == ("▸", Color::Magenta, Modifier::BOLD);
        for mark in (0..row.len()).filter(|&x| is_mark(row[x])) {
            let after: Vec<&Cell> = row[mark + 1..].iter().copied().take_while(|cell| cell.symbol() != "│").collect();
            found.extend(texts(&after, Modifier::BOLD));
        }
    }
    found
}

/// The text of the row in which the terminal's cursor stands; empty while nothing can be typed.
fn row_of_cursor(demo: &Demo) -> String {
    let (buf, drawn) = demo.draw(80, 24, Look::default());
    drawn.cursor.map_or_else(String::new, |at| letters(&rows(&buf)[usize::from(at.y)]))
}

/// All texts on the screen that have exactly these modifiers.
fn texts_on_screen(demo: &Demo, modifiers: Modifier) -> Vec<String> {
    let (buf, _) = demo.draw(80, 24, Look::default());
    rows(&buf).iter().flat_map(|row| texts(row, modifiers)).collect()
}

#[test]
fn the_focus_is_marked_on_every_screen_and_in_every_prompt() {
    // Keys, the texts in focus, and a text in the row of the terminal's cursor.
    let all: [(&str, &[&str], &str); 27] = [
        ("", &["○", "A kiss on the hand"], ""),
        ("Down", &["One more hug"], ""),
        ("Right", &["○", "A photo in the lunchbox"], ""),
        ("2", &["▸Thu 10"], ""),
        ("2 Left", &["▸Wed 9"], ""),
        ("3", &["★", "A kiss on the hand"], ""),
        ("3 Down", &["Matching bracelets"], ""),
        ("3 / x", &["★", "A photo in the lunchbox"], "/ x"),
        ("4", &["10◐"], ""),
        ("4 Space Down Right", &["[18", "]"], ""),
        ("Enter Down", &["○", "A kiss on the hand", "★", "A photo in the lunchbox"], "/ type to find"),
        ("s Down", &["○", "A kiss on the hand", "snow"], "or type a reason"),
        ("m Down", &["○", "A kiss on the hand", "☼", "cheerful"], ""),
        ("n", &["○", "A kiss on the hand"], "what they said"),
        ("2 f Down", &["▸Thu 10", "the favorites in turn"], ""),
        ("3 Enter Right", &["★", "A kiss on the hand", "Fri 11"], ""),
        ("3 n Down", &["★", "A kiss on the hand", "Idea"], "▸ Idea"),
        ("4 +", &["day off"], ""),
        ("4 o e", &["10◐□", "Day off", "Thu, Sep 10"], ""),
        ("4 + h Enter Down", &["10◐", "First day"], "▸ First day   2026-09-10"),
        ("4 + a Enter Down Down Down", &["10◐", "Last day"], "▸ Last day"),
        ("4 a", &["10◐", "Leo"], ""),
        ("4 a Enter Down", &["First day"], "▸ First day     2026-09-07"),
        ("4 i", &["10◐"], "▸ a path"),
        ("4 i Down", &["10◐", "~/Downloads/oak-street.ics"], ""),
        ("4 i Enter Down", &["+", "day off", "Sep 21", "Staff training, no school"], ""),
        ("?", &[], ""),
    ];
    for (keys, focus, typed) in all {
        let mut demo = Demo::leo();
        demo.press(keys);
        let (buf, drawn) = demo.draw(80, 24, Look::default());
        assert_eq!(in_focus(&buf), focus, "after {keys}");
        let row = row_of_cursor(&demo);
        assert!(row.contains(typed) && drawn.cursor.is_some() != typed.is_empty(), "after {keys}: {row}");
    }
}

#[test]
fn the_focus_and_the_cursor_are_in_sight_on_small_and_large_screens() {
    for keys in EVERYWHERE {
        let mut demo = Demo::leo();
        demo.press(keys);
        let is_marked = |(width, height)| {
            let (buf, drawn) = demo.draw(width, height, Look::default());
            drawn.cursor.is_some() || !in_focus(&buf).is_empty()
        };
        for (width, height) in [(40, 12), (60, 18), (120, 40)] {
            assert_eq!(is_marked((width, height)), is_marked((80, 24)), "{keys} {width}x{height}");
        }
    }
}

#[test]
fn the_welcome_marks_its_question_and_the_ritual_in_focus() {
    let mut demo = Demo::fresh("2026-09-06");
    for (keys, question, typed, focus) in [
        ("", "1  Who is going to school?", "Kiddo", &[][..]),
        ("Enter", "2  When is the first day of school?", "2026-09-07", &[]),
        ("Enter Down", "3  Which goodbyes would you like to start with?", "", &["Matching bracelets"]),
    ] {
        demo.press(keys);
        let bold = texts_on_screen(&demo, Modifier::BOLD);
        assert!(bold.contains(&question.to_owned()), "{question} in {bold:?}");
        assert_eq!(bold.iter().filter(|text| text.ends_with('?') && text.len() > 2).count(), 1, "{bold:?}");
        assert_eq!(row_of_cursor(&demo), typed);
        assert_eq!(in_focus(&demo.draw(80, 24, Look::default()).0), focus);
    }
}

#[test]
fn the_tab_of_the_screen_is_the_only_one_reversed() {
    for (keys, tab) in [("1", "1 Today"), ("2", "2 Week"), ("3", "3 Rituals"), ("4", "4 Calendar")] {
        let mut demo = Demo::leo();
        demo.press(keys);
        let (buf, _) = demo.draw(80, 24, Look::default());
        assert_eq!(texts(&rows(&buf)[0], Modifier::BOLD | Modifier::REVERSED), [tab]);
    }
}

#[test]
fn text_that_typing_replaces_is_reversed() {
    let mut demo = Demo::leo();
    demo.press("4 + h Enter Down");
    assert_eq!(texts_on_screen(&demo, Modifier::REVERSED), ["2026-09-10"]);
    demo.press("Right");
    assert_eq!(texts_on_screen(&demo, Modifier::REVERSED), [""; 0]);
}

#[test]
fn headings_of_help_and_of_problems_are_bold() {
    for (family, keys) in [(FAMILY, "?"), ("[[child]]\n", "!")] {
        let mut demo = Demo::new("2026-09-10", Some(family), None, &[]);
        let (buf, _) = demo.press(keys).draw(80, 24, Look::default());
        let heading = &rows(&buf)[2];
        assert_eq!(texts(heading, Modifier::BOLD), [letters(heading)], "after {keys}");
    }
}

/// Three children on one morning: the second skips it, the third has a plan.
fn three() -> Demo {
    let family = "[[child]]\nname = \"Leo\"\nfirst_day = 2026-09-07\n[[child]]\nname = \"Mia\"\nfirst_day = 2026-09-07\n\
                  [[child]]\nname = \"Noor\"\nfirst_day = 2026-09-07\n";
    let plan = "[2026-09-10]\nplan = [\"hand-kiss\"]\n[2026-09-11]\nplan = [\"hand-kiss\"]\n";
    let skipped = format!("{plan}skipped = \"sick\"\n").replace("[2026-09-11]", "skipped = \"sick\"\n[2026-09-11]");
    let pages = [("leo", "2026-09", plan), ("mia", "2026-09", &skipped), ("noor", "2026-09", plan)];
    Demo::new("2026-09-10", Some(family), None, &pages)
}

#[test]
fn the_name_of_the_child_in_focus_is_the_only_one_reversed() {
    let mut demo = three();
    for name in ["Leo", "Mia", "Noor"] {
        let (buf, _) = demo.draw(120, 40, Look::default());
        let reversed: Vec<String> =
            rows(&buf).iter().skip(1).flat_map(|row| texts(row, Modifier::BOLD | Modifier::REVERSED)).collect();
        assert_eq!(reversed, [name]);
        demo.press("c");
    }
}

#[test]
fn a_child_who_skips_the_morning_is_not_the_next_to_go_to() {
    let mut demo = three();
    let screen = demo.press("Space").screen(120, 40);
    assert!(screen.contains("c goes to Noor."), "{screen}");
}

#[test]
fn only_mornings_up_to_today_ask_how_they_went() {
    let asks = |demo: &Demo| {
        let screen = demo.screen(80, 24);
        assert!(screen.contains("All done."), "{screen}");
        screen.contains("press m and say how it went")
    };
    let mut demo = Demo::leo();
    assert!(asks(demo.press("Space Space")), "today");
    assert!(!asks(demo.press("Right Space Space")), "tomorrow");
}
