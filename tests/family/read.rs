//! What is read of `family.toml`, and the problems that are found in it.

use goodbye::domain::family::read;
use goodbye::domain::school_words::{Meaning, OwnWords};
use goodbye::domain::school_year::{Exception, Special, Whom};
use goodbye::domain::time_of_day;
use jiff::civil::date;

#[test]
fn all_problems_are_found_and_the_rest_is_read() {
    let text = "[[child]]\nname = 'Leo'\nfirst_day = 'soon'\nschool_days = ['mon', 'someday']\n[[child]]\n\
                first_day = 2026-09-07\n[[child]]\nname = 'leo'\nfirst_day = 2026-09-07\n";
    let page = read("family.toml", text);
    let lines: Vec<String> = page.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "family.toml:3:13: `first_day` must be a date",
            "family.toml:4:15: `school_days` must name weekdays",
            "family.toml:5:1: this child has no `name`",
        ]
    );
    assert_eq!(page.family.children.len(), 2);
    assert_eq!(page.family.children[1].id.as_str(), "leo-2");
}

#[test]
fn an_implausible_year_and_a_broken_header_do_not_hide_a_child() {
    let text = "[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n[[term]]\nfrom = 2026-09-07\nto = 3206-12-18\n[[day_o";
    let page = read("family.toml", text);
    let lines: Vec<String> = page.problems.iter().map(ToString::to_string).collect();
    assert_eq!(lines[0], "family.toml:6:6: `to` is in the year 3206");
    assert!(lines[1].starts_with("family.toml:7:") && lines.len() == 2, "{lines:?}");
    assert_eq!(page.family.children.len(), 1);
}

const WHOLE: &str = r#"
[[child]]
id = "leo"
name = "Leo"
first_day = 2026-09-07
collects = { mon = "Grandma, after story time", friday = "Papa", default = "us" }
home = { pattern = "7-7", mine = "b", from = 2026-09-07 }
[[child]]
name = "Ida"
first_day = "2026-09-07"
put_away = true
[[term]]
name = "Autumn term"
from = 2026-09-07
to = "2026-12-18"
children = ["leo", "Ida"]
uid = "t1"
color = "red"
[[day_off]]
date = 2026-10-26
[[special_day]]
date = 2026-09-25
kind = "Half-Day"
time = 12:30:00
[[override]]
child = "leo"
from = 2026-09-08
to = 2026-09-09
kind = "swap"
[[collect]]
child = "leo"
date = 2026-09-25
who = "Grandma"
[school_words]
"Exeat weekend" = "Day-off"
"#;

#[test]
fn the_whole_calendar_is_read() {
    let page = read("family.toml", WHOLE);
    assert_eq!(page.problems, []);
    let family = page.family;
    let leo = &family.children[0];
    assert_eq!((family.children.len(), family.hidden[0].name.as_str()), (1, "Ida"));
    assert_eq!(
        (leo.collects[0].as_deref(), leo.collects[4].as_deref()),
        (Some("Grandma, after story time"), Some("Papa"))
    );
    assert!(leo.home.as_ref().is_some_and(|homes| homes.is_away(date(2026, 9, 7))));
    let term = &family.terms[0];
    assert_eq!((term.dates.to(), term.uid.as_deref()), (date(2026, 12, 18), Some("t1")));
    assert_eq!(term.whom, Whom::Only(vec![leo.id.clone(), family.hidden[0].id.clone()]));
    assert_eq!((family.days_off[0].name.as_str(), &family.days_off[0].whom), ("Day off", &Whom::AllChildren));
    let special = &family.special_days[0];
    assert_eq!((special.kind, special.time), (Special::HalfDay, time_of_day::parse("12:30")));
    assert_eq!((family.overrides[0].kind, family.overrides[0].dates.to()), (Exception::Swap, date(2026, 9, 9)));
    assert_eq!(family.collects[0].whom, Whom::Only(vec![leo.id.clone()]));
    let mut own = OwnWords::default();
    assert!(own.add("exeat weekend", Meaning::DayOff));
    assert_eq!(family.school_words, own);
}

#[test]
fn all_problems_of_the_calendar_are_found_with_line_and_help() {
    let text = "[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\nhome = { pattern = '8-8', mine = 'A' }\n\
                [[term]]\nfrom = 2026-12-18\nto = 2026-09-07\n[[day_off]]\nname = 'x'\n\
                [[day_off]]\ndate = 2026-09-07\nto = 2026-09-08\n[[day_off]]\ndate = 2026-09-07\nchildren = []\n\
                [[special_day]]\ndate = 'soon'\nkind = 'half dya'\ntime = 'noon'\nchildren = ['leo', 'mia']\n\
                [[override]]\nkind = 'sick'\nfrom = 2026-09-07\n[[collect]]\ndate = 2026-09-07\n\
                [school_words]\nexeat = 'day of'\n'!' = 'day off'\ninset = 1\n";
    let page = read("family.toml", text);
    let lines: Vec<String> = page.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "family.toml:4:8: this is not a pattern of two homes",
            "family.toml:7:6: `to` is before `from`",
            "family.toml:8:1: this [[day_off]] has no date",
            "family.toml:11:8: this [[day_off]] has `date` and also `from` or `to`",
            "family.toml:15:12: `children` is empty",
            "family.toml:17:8: `date` must be a date",
            "family.toml:18:8: unknown kind \"half dya\"",
            "family.toml:19:8: `time` must be a time",
            "family.toml:20:20: there is no child \"mia\"",
            "family.toml:21:1: this [[override]] has no `child`",
            "family.toml:22:8: unknown kind \"sick\"",
            "family.toml:23:8: this [[override]] has no date",
            "family.toml:24:1: this [[collect]] has no `who`",
            "family.toml:27:9: unknown meaning \"day of\"",
            "family.toml:28:1: this phrase has no words",
            "family.toml:29:9: `inset` must be a text",
        ]
    );
    assert_eq!(page.problems[6].help, "write `kind = \"half day\"`");
    assert!(page.problems[13].help.starts_with("write one of \"day off\", \"half day\""));
    assert!(page.problems.iter().all(|problem| !problem.help.is_empty()));
    let family = page.family;
    assert!(family.terms.is_empty() && family.special_days.is_empty() && family.children[0].home.is_none());
}

#[test]
fn two_persons_for_one_day_are_a_problem() {
    let problems = |collects: &str| {
        let text = format!("[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\ncollects = {{ {collects} }}\n");
        read("family.toml", &text).problems.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(problems("mon = 'Gran', Monday = 'Gran', tue = 'Papa'"), [""; 0]);
    let both = problems("mon = 'Gran', monday = 'Papa'");
    assert_eq!(both, ["family.toml:4:28: Gran and Papa both pick up on Monday"]);
}
