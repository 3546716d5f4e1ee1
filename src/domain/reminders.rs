//! The reminders that an agenda gives to a phone: one for each planned morning, one for the evening before where
//! something has to be prepared, and one in time for what is made once. Nobody knows which reminders the phone has
//! already, so a reminder that no longer applies is sent as cancelled.

use super::agenda::{Agenda, Due, NotDue, OpenMorning};
use super::calendar::Shape;
use super::child_id::ChildId;
use super::day::{self, add_days};
use super::ritual::{Catalog, Every, Ritual, RitualId};
use super::settings::Settings;
use jiff::ToSpan;
use jiff::civil::{Date, Time};

/// One event in the phone's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    pub child: ChildId,
    /// The morning it is about.
    pub morning: Date,
    /// The day on which it reminds.
    pub date: Date,
    pub do_by: DoBy,
    /// One line.
    pub title: String,
    /// Several lines: the steps, and who picks up. Empty when it is cancelled.
    pub text: String,
    /// The time at which school starts that morning, if it starts late.
    pub begins: Option<Time>,
    /// The phone has to remove it.
    pub is_cancelled: bool,
}

/// The time by which a reminder wants something done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DoBy {
    Morning,
    /// The evening before the morning.
    EveningBefore,
    /// An evening for a ritual that is made once.
    Once(RitualId),
}

impl Reminder {
    /// Returns the time of the alarm in the settings, or an hour before school where that is later. Returns None when no
    /// alarm rings.
    pub fn alarm(&self, settings: &Settings) -> Option<Time> {
        let hour_before = self.begins.and_then(|begins| begins.checked_sub(1.hour()).ok());
        match self.do_by {
            _ if self.is_cancelled => None,
            DoBy::Morning => settings.morning_alarm.map(|usual| hour_before.map_or(usual, |late| late.max(usual))),
            DoBy::EveningBefore | DoBy::Once(_) => settings.evening_alarm,
        }
    }
}

/// Returns the reminders of an agenda in the order of their days. `named` puts the child's name into the titles.
pub fn reminders(agenda: &Agenda<'_>, named: bool) -> Vec<Reminder> {
    let writer = Writer { agenda, named };
    let (each_time, once): (Vec<&Due<'_>>, Vec<&Due<'_>>) =
        agenda.dues.iter().partition(|due| due.every == Every::Time);
    let mut reminders: Vec<Reminder> = agenda.mornings.iter().filter_map(|open| writer.morning(open)).collect();
    reminders.extend(each_time.chunk_by(|a, b| a.morning == b.morning).map(|dues| writer.evening_before(dues)));
    reminders.extend(once.into_iter().map(|due| writer.once(due)));
    reminders.sort_by_key(|reminder| reminder.date);
    reminders
}

/// Writes the reminders of one child.
struct Writer<'a> {
    agenda: &'a Agenda<'a>,
    named: bool,
}

impl Writer<'_> {
    /// Returns a reminder on its morning. It is cancelled when there is no `text`.
    fn reminder(&self, morning: Date, do_by: DoBy, title: &str, text: Option<String>) -> Reminder {
        let child = self.agenda.child;
        let title = if self.named { format!("{}: {title}", child.name) } else { title.to_owned() };
        let (is_cancelled, text) = (text.is_none(), text.unwrap_or_default());
        Reminder { child: child.id.clone(), morning, date: morning, do_by, title, text, begins: None, is_cancelled }
    }

    /// Returns the reminder of a goodbye. A past morning without a goodbye has none.
    fn morning(&self, open: &OpenMorning<'_>) -> Option<Reminder> {
        let Agenda { child, calendar, catalog, ahead, .. } = self.agenda;
        let hours = match open.hours {
            Ok(hours) => hours,
            Err(_) if open.date < ahead.today => return None,
            Err(why) => {
                let why = match why {
                    NotDue::Skipped(reason) => format!("Skipped: {reason}"),
                    NotDue::NoSchool(day) => day.sentence(&child.name, "today"),
                };
                return Some(self.reminder(open.date, DoBy::Morning, &why, None));
            }
        };
        let names: Vec<String> = open.rituals.iter().map(|id| catalog.name(id)).collect();
        let mut parts: Vec<String> = open.rituals.iter().map(|id| steps(id, catalog)).collect();
        parts.extend(Some(hours.to_string()).filter(|hours| !hours.is_empty()));
        parts.extend(calendar.collects(open.date).map(|who| format!("Picks up: {who}")));
        let title = format!("Goodbye: {}", names.join(", "));
        let begins = hours.time.filter(|_| hours.shape == Shape::LateStart);
        Some(Reminder { begins, ..self.reminder(open.date, DoBy::Morning, &title, Some(parts.join("\n\n"))) })
    }

    /// Returns the reminder of all that is prepared for one morning alone.
    fn evening_before(&self, dues: &[&Due<'_>]) -> Reminder {
        let names = |dues: &[&Due<'_>]| dues.iter().map(|due| due.ritual.name.as_str()).collect::<Vec<_>>().join(", ");
        let open: Vec<&Due<'_>> = dues.iter().copied().filter(|due| due.is_open).collect();
        let (title, text) = if open.is_empty() {
            (format!("Nothing to get ready for tomorrow: {}", names(dues)), None)
        } else {
            let parts: Vec<String> = open.iter().map(|due| preparation(due.ritual)).collect();
            (format!("Get ready for tomorrow: {}", names(&open)), Some(parts.join("\n\n")))
        };
        Reminder { date: dues[0].evening, ..self.reminder(dues[0].morning, DoBy::EveningBefore, &title, text) }
    }

    fn once(&self, due: &Due<'_>) -> Reminder {
        let Due { ritual, morning, evening, .. } = *due;
        let (title, text) = if due.is_open {
            let is_next = add_days(evening, 1) == morning;
            let day = if is_next { "tomorrow".to_owned() } else { day::label(morning, evening) };
            (format!("Get ready for {day}: {}", ritual.name), Some(preparation(ritual)))
        } else {
            (format!("Nothing to get ready: {}", ritual.name), None)
        };
        Reminder { date: evening, ..self.reminder(morning, DoBy::Once(ritual.id.clone()), &title, text) }
    }
}

/// Returns the name and the numbered steps of a ritual, a line each.
fn steps(id: &RitualId, catalog: &Catalog) -> String {
    let steps = catalog.get(id).map_or(&[][..], |ritual| &ritual.steps);
    [catalog.name(id)].into_iter().chain(numbered(steps)).collect::<Vec<_>>().join("\n")
}

/// Returns the name of a ritual, the steps to prepare it and its supplies, a line each.
fn preparation(ritual: &Ritual) -> String {
    let mut lines = vec![ritual.name.clone()];
    lines.extend(ritual.prepare.iter().flat_map(|prepare| numbered(&prepare.steps)));
    if !ritual.supplies.is_empty() {
        lines.push(format!("You need: {}", ritual.supplies.join(", ")));
    }
    lines.join("\n")
}

fn numbered(steps: &[String]) -> impl Iterator<Item = String> {
    steps.iter().enumerate().map(|(i, step)| format!("{}. {step}", i + 1))
}

#[cfg(test)]
mod tests {
    use super::super::agenda::Ahead;
    use super::super::calendar::Calendar;
    use super::super::family::read;
    use super::super::morning::Morning;
    use super::super::ritual_file::shipped;
    use super::*;
    use jiff::civil::date;

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

    /// Returns the day, the title without the name, and whether the reminder is cancelled.
    fn titles(reminders: &[Reminder]) -> Vec<(i8, &str, bool)> {
        let title = |reminder: &Reminder| reminder.title.len().min("Leo: ".len());
        reminders.iter().map(|one| (one.date.day(), &one.title[title(one)..], one.is_cancelled)).collect()
    }

    #[test]
    fn planned_mornings_have_a_reminder_and_things_to_make_have_one_the_evening_before() {
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
        assert!(found[0].text.contains("You need") && found[1].text.ends_with("Picks up: Gran"), "{}", found[1].text);
        let half = &found[2].text;
        assert!(half.ends_with("half day until 12:30") && !half.contains("Picks up"), "{half}");
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
        let evening =
            |reminders: &[Reminder]| reminders.iter().filter(|reminder| reminder.do_by != DoBy::Morning).count();
        let long_ago = [(8, prepared(&bracelets)), (18, bracelets.clone())];
        assert_eq!(evening(&leos("", &long_ago, (9, 9))), 0, "made before the mornings that are asked for");
    }

    #[test]
    fn reminders_of_what_is_ready_or_no_longer_needed_are_cancelled() {
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
        assert_eq!(evenings.iter().map(|reminder| reminder.is_cancelled).collect::<Vec<_>>(), [true, false]);
        assert!(evenings[0].title.contains("Nothing to get ready for tomorrow"), "{}", evenings[0].title);
    }

    #[test]
    fn a_goodbye_on_a_day_that_is_free_now_is_cancelled_with_the_reason() {
        let rules = "home = { pattern = '7-7', mine = 'A', from = 2026-09-07 }\n\
                     [[day_off]]\nname = 'Fair'\ndate = 2026-09-08\n\
                     [[override]]\nchild = 'leo'\ndate = 2026-09-09\nkind = 'absent'\n";
        let kiss = planned(&["hand-kiss"]);
        let mut mornings: Vec<_> = [7, 8, 9, 10, 12, 14].map(|day| (day, kiss.clone())).into();
        mornings[3].1 = kiss.skipped("sick");
        let expected = [
            (7, "Goodbye: A kiss on the hand", false),
            (8, "No school today: Fair.", true),
            (9, "Leo is not at school today.", true),
            (10, "Skipped: sick", true),
            (12, "No school today.", true),
            (14, "Leo is at the other home today.", true),
        ];
        let all = leos(rules, &mornings, (7, 7));
        assert_eq!(titles(&all), expected);
        assert!(all.iter().all(|reminder| reminder.text.is_empty() == reminder.is_cancelled));
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
        assert_eq!(Reminder { is_cancelled: true, ..late("") }.alarm(&usual), None);
    }
}
