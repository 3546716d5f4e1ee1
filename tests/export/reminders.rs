//! The reminders that planned mornings give to a phone.

use goodbye::domain::agenda::{Agenda, Ahead};
use goodbye::domain::calendar::Calendar;
use goodbye::domain::family::read;
use goodbye::domain::morning::Morning;
use goodbye::domain::reminders::{DoBy, Reminder, reminders};
use goodbye::domain::ritual::RitualId;
use goodbye::domain::ritual_file::shipped;
use goodbye::domain::settings::Settings;
use jiff::civil::{Date, date};

fn planned(ids: &[&str]) -> Morning {
    Morning { plan: ids.iter().map(|id| RitualId::new(*id)).collect(), ..Morning::default() }
}

const LEO: &str = "[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\ncollects = { mon = 'Gran' }\n";

fn september(day: i8) -> Date {
    date(2026, 9, day)
}

fn prepared(morning: &Morning) -> Morning {
    Morning { prepared: morning.plan.clone(), ..morning.clone() }
}

/// Returns Leo's reminders from the day `from` on, as of `today`. All days are in September.
fn leos(rules: &str, mornings: &[(i8, Morning)], (from, today): (i8, i8)) -> Vec<Reminder> {
    let family = read("family.toml", &format!("{LEO}{rules}")).family;
    let child = &family.children[0];
    let mornings = mornings.iter().map(|(day, morning)| (september(*day), morning));
    let ahead = Ahead { from: september(from), today: september(today) };
    let (calendar, catalog) = (Calendar::of(&family, child), shipped());
    reminders(&Agenda::new(child, &calendar, &catalog, mornings, ahead), true)
}

/// Returns the day, the title without the name, and whether the reminder is canceled.
fn titles(reminders: &[Reminder]) -> Vec<(i8, &str, bool)> {
    let title = |reminder: &Reminder| reminder.title.len().min("Leo: ".len());
    reminders.iter().map(|one| (one.date.day(), &one.title[title(one)..], one.is_canceled)).collect()
}

#[test]
fn planned_mornings_and_the_evenings_of_preparations_have_reminders() {
    let rules = "[[special_day]]\ndate = 2026-09-09\nkind = 'half day'\ntime = '12:30'\n";
    let mornings = [
        (7, planned(&["sewn-heart", "hand-kiss"])),
        (9, planned(&["hand-kiss"])),
        (10, planned(&["hand-kiss"]).marked(&RitualId::new("hand-kiss"), true)),
        (11, Morning::default()),
    ];
    let found = leos(rules, &mornings, (6, 6));
    let expected = [
        (6, "Get ready for tomorrow: A little sewn heart", false),
        (7, "Goodbye: A little sewn heart, A kiss on the hand", false),
        (9, "Goodbye: A kiss on the hand", false),
    ];
    assert_eq!(titles(&found), expected);
    assert!(found.iter().all(|reminder| reminder.title.starts_with("Leo: ")));
    assert!(found[0].text.contains("You need") && found[1].text.ends_with("Pickup: Gran"), "{}", found[1].text);
    let half = &found[2].text;
    assert!(half.ends_with("half day until 12:30") && !half.contains("Pickup"), "{half}");
}

#[test]
fn a_ritual_that_is_made_once_has_one_reminder_in_time() {
    let bracelets = planned(&["matching-bracelets"]);
    let mornings = [(18, bracelets.clone()), (21, bracelets.clone())];
    let ahead =
        |window| titles(&leos("", &mornings, window)).first().map(|(day, title, _)| (*day, (*title).to_owned()));
    let on = |day: i8, when: &str| Some((day, format!("Get ready for {when}: Matching bracelets")));
    assert_eq!(ahead((7, 7)), on(11, "Friday, September 18"), "as early as it says");
    assert_eq!(ahead((14, 14)), on(14, "Friday, September 18"), "or as early as there is an evening");
    assert_eq!(ahead((17, 17)), on(17, "tomorrow"));
    assert_eq!(ahead((17, 7)), on(16, "Friday, September 18"), "not before the evening of the first morning");
    let today = leos("", &mornings, (18, 18));
    let expected = [
        (18, "Goodbye: Matching bracelets", false),
        (18, "Get ready for Monday, September 21: Matching bracelets", false),
        (21, "Goodbye: Matching bracelets", false),
    ];
    assert_eq!(titles(&today), expected, "too late for today, and still in time for the next");
    let evening = |reminders: &[Reminder]| reminders.iter().filter(|reminder| reminder.do_by != DoBy::Morning).count();
    let long_ago = [(8, prepared(&bracelets)), (18, bracelets.clone())];
    assert_eq!(evening(&leos("", &long_ago, (9, 9))), 0, "made before the mornings that are asked for");
}

#[test]
fn reminders_of_ready_or_unneeded_preparations_are_canceled() {
    let heart = planned(&["sewn-heart"]);
    let ready = [(14, prepared(&heart)), (15, heart.clone())];
    let nothing = "Nothing to get ready: A little sewn heart";
    assert_eq!(titles(&leos("", &ready, (7, 7)))[0], (13, nothing, true));
    let off = "[[day_off]]\nname = 'Fair'\ndate = 2026-09-14\n";
    assert_eq!(titles(&leos(off, &[(14, heart.clone())], (7, 7)))[0], (13, nothing, true));
    let moved = leos(off, &[(14, heart.clone()), (15, heart.clone())], (7, 7));
    let expected = [
        (14, "No school today: Fair.", true),
        (14, "Get ready for tomorrow: A little sewn heart", false),
        (15, "Goodbye: A little sewn heart", false),
    ];
    assert_eq!(titles(&moved), expected);
    let book = planned(&["back-to-school-books"]);
    let every = [(14, prepared(&book)), (15, book)];
    let found = leos("", &every, (7, 7));
    let evenings: Vec<_> = found.iter().filter(|reminder| reminder.do_by == DoBy::EveningBefore).collect();
    assert_eq!(evenings.iter().map(|reminder| reminder.is_canceled).collect::<Vec<_>>(), [true, false]);
    assert!(evenings[0].title.contains("Nothing to get ready for tomorrow"), "{}", evenings[0].title);
}

#[test]
fn a_goodbye_on_a_day_that_is_free_now_is_canceled_with_the_reason() {
    let rules = "home = { pattern = '7-7', mine = 'A', from = 2026-09-07 }\n\
                 [[day_off]]\nname = 'Fair'\ndate = 2026-09-08\n\
                 [[override]]\nchild = 'leo'\ndate = 2026-09-09\nkind = 'absent'\n";
    let kiss = planned(&["hand-kiss"]);
    let mut mornings: Vec<_> = [7, 8, 9, 10, 12, 14].map(|day| (day, kiss.clone())).into();
    mornings[3].1 = kiss.skipped("sick");
    let expected = [
        (7, "Goodbye: A kiss on the hand", false),
        (8, "No school today: Fair.", true),
        (9, "Leo stays home today.", true),
        (10, "Skipped: sick", true),
        (12, "No school today.", true),
        (14, "Leo is at the other home today.", true),
    ];
    let all = leos(rules, &mornings, (7, 7));
    assert_eq!(titles(&all), expected);
    assert!(all.iter().all(|reminder| reminder.text.is_empty() == reminder.is_canceled));
    assert_eq!(titles(&leos(rules, &mornings, (7, 10))).len(), 4, "past mornings have no reminder");
}

#[test]
fn an_alarm_follows_the_settings_and_rings_later_before_a_late_start() {
    let late = |time: &str| {
        let rules = format!("[[special_day]]\ndate = 2026-09-07\nkind = 'late start'\n{time}");
        leos(&rules, &[(7, planned(&["hand-kiss"]))], (7, 7)).remove(0)
    };
    let at = |hour, minute| Some(jiff::civil::time(hour, minute, 0, 0));
    let usual = Settings::default();
    assert_eq!(late("").alarm(&usual), at(7, 15));
    assert_eq!(late("time = '10:00'").alarm(&usual), at(9, 0));
    assert_eq!(late("time = '8:00'").alarm(&usual), at(7, 15), "never earlier than usual");
    assert_eq!(late("time = '0:30'").alarm(&usual), at(7, 15));
    assert_eq!(late("time = '10:00'").alarm(&Settings { morning_alarm: None, ..usual }), None);
    assert_eq!(Reminder { is_canceled: true, ..late("") }.alarm(&usual), None);
}

#[test]
fn a_ritual_that_is_made_on_the_day_itself_is_prepared_on_the_evening_before() {
    let family = read("family.toml", "[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n").family;
    let (child, calendar) = (&family.children[0], Calendar::of(&family, &family.children[0]));
    let mut catalog = shipped();
    let id = RitualId::new("matching-bracelets");
    for prepare in catalog.rituals.iter_mut().filter(|r| r.id == id).filter_map(|r| r.prepare.as_mut()) {
        prepare.days_before = 0;
    }
    let morning = Morning { plan: vec![id], ..Morning::default() };
    let (from, today) = (date(2026, 9, 7), date(2026, 9, 7));
    let mornings = [(date(2026, 9, 18), &morning)];
    let agenda = Agenda::new(child, &calendar, &catalog, mornings, Ahead { from, today });
    assert_eq!(agenda.dues[0].evening, date(2026, 9, 17));
}
