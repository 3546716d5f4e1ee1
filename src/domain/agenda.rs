//! What a family's mornings mean for a phone: a word on each planned morning, one on the evening before where something
//! has to be ready, and one in time for what is made once. What was perhaps told before and is off now is told as
//! cancelled, since nobody here remembers what a phone was told.

use super::calendar::{Calendar, Day, Hours, Shape};
use super::day::{self, add_days};
use super::family::Child;
use super::morning::{Morning, MorningState};
use super::ritual::{Catalog, Every, Ritual, RitualId};
use super::settings::Settings;
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use std::collections::BTreeSet;

/// Something to be reminded of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// Of which child, by its id.
    pub child: String,
    /// The morning it is about.
    pub morning: Date,
    pub when: When,
    /// One line.
    pub title: String,
    /// Several lines: the steps, and who collects. Empty when it is cancelled.
    pub text: String,
    /// When school begins that morning, where it begins late.
    pub begins: Option<Time>,
    /// A phone that was told of it has to forget it.
    pub is_cancelled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    Morning,
    /// Of what is prepared each time.
    EveningBefore,
    /// Of something that is made once: on the evening of this day.
    Once(RitualId, Date),
}

impl Reminder {
    /// The day on which it reminds.
    pub fn date(&self) -> Date {
        match self.when {
            When::Morning => self.morning,
            When::EveningBefore => add_days(self.morning, -1),
            When::Once(_, evening) => evening,
        }
    }

    /// When it rings, as the settings say; where school begins late, an hour before that if it is later. None for never.
    pub fn alarm(&self, settings: &Settings) -> Option<Time> {
        if self.is_cancelled {
            return None;
        }
        match self.when {
            When::Morning => {
                let hour_before = self.begins.and_then(|begins| begins.checked_sub(1.hour()).ok());
                settings.morning_alarm.map(|usual| hour_before.map_or(usual, |late| late.max(usual)))
            }
            When::EveningBefore | When::Once(..) => settings.evening_alarm,
        }
    }
}

/// Which reminders are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Ahead {
    /// The first morning they may be about.
    pub from: Date,
    /// Nobody can be reminded to prepare anything before this day, and nothing before it has to be cancelled.
    pub today: Date,
}

impl Ahead {
    /// The first evening on which there is something to prepare for.
    fn first_evening(self) -> Date {
        add_days(self.from, -1).max(self.today)
    }
}

/// The reminders of one child, in order. A morning that is done has none. A day without school and a skipped morning
/// are told as cancelled. All `mornings` there are tell what was made already. `named` puts the child's name into the
/// titles.
pub fn reminders<'m>(
    child: &Child,
    calendar: &Calendar,
    catalog: &Catalog,
    mornings: impl IntoIterator<Item = (Date, &'m Morning)>,
    ahead: Ahead,
    named: bool,
) -> Vec<Reminder> {
    let whose = if named { format!("{}: ", child.name) } else { String::new() };
    let agenda = Agenda { child, calendar, catalog, ahead, whose };
    let mut made: BTreeSet<&RitualId> = BTreeSet::new();
    let mut planned = Vec::new();
    for (date, morning) in mornings {
        made.extend(morning.prepared.iter().chain(&morning.done));
        planned.extend((date >= ahead.from).then(|| agenda.planned(date, morning)).flatten());
    }
    let mut reminders: Vec<Reminder> = planned
        .iter()
        .flat_map(|planned| [agenda.evening_before(planned), agenda.morning(planned)])
        .flatten()
        .chain(agenda.made_once(&planned, &made))
        .collect();
    reminders.sort_by_key(Reminder::date);
    reminders
}

/// What all reminders of a child are made from.
struct Agenda<'a> {
    child: &'a Child,
    calendar: &'a Calendar,
    catalog: &'a Catalog,
    ahead: Ahead,
    whose: String,
}

/// A morning with something still to do.
struct Planned<'m> {
    date: Date,
    morning: &'m Morning,
    open: Vec<&'m RitualId>,
    /// How long school is; or why no goodbye is due any more.
    due: Result<Hours<'m>, String>,
}

impl Planned<'_> {
    fn is_due(&self) -> bool {
        self.due.is_ok()
    }
}

impl<'a> Agenda<'a> {
    fn planned(&'a self, date: Date, morning: &'a Morning) -> Option<Planned<'a>> {
        let due = match (morning.state(), self.calendar.day(date)) {
            (MorningState::Empty | MorningState::Done, _) => return None,
            (MorningState::Skipped, _) => Err(format!("Skipped: {}", morning.skipped.as_deref().unwrap_or_default())),
            (MorningState::Planned | MorningState::Begun, Day::School(hours)) => Ok(hours),
            (MorningState::Planned | MorningState::Begun, day) => Err(day.sentence(&self.child.name, "today")),
        };
        let open: Vec<&RitualId> = morning.rituals().into_iter().filter(|id| !morning.is_done(id)).collect();
        (!open.is_empty()).then_some(Planned { date, morning, open, due })
    }

    fn reminder(&self, morning: Date, when: When, title: &str, text: String) -> Reminder {
        let (child, title) = (self.child.id.as_str().to_owned(), format!("{}{title}", self.whose));
        Reminder { child, morning, when, title, text, begins: None, is_cancelled: false }
    }

    fn cancelled(&self, morning: Date, when: When, title: &str) -> Reminder {
        Reminder { is_cancelled: true, ..self.reminder(morning, when, title, String::new()) }
    }

    fn morning(&self, planned: &Planned<'_>) -> Option<Reminder> {
        let (date, open) = (planned.date, &planned.open);
        let hours = match &planned.due {
            Ok(hours) => hours,
            Err(why) => return (date >= self.ahead.today).then(|| self.cancelled(date, When::Morning, why)),
        };
        let names: Vec<String> = open.iter().map(|id| self.catalog.name(id)).collect();
        let mut parts: Vec<String> = open.iter().map(|id| steps(id, self.catalog)).collect();
        parts.extend(Some(hours.to_string()).filter(|hours| !hours.is_empty()));
        parts.extend(self.calendar.collects(date).map(|who| format!("Collects: {who}")));
        let title = format!("Goodbye: {}", names.join(", "));
        let begins = hours.time.filter(|_| hours.shape == Shape::LateStart);
        Some(Reminder { begins, ..self.reminder(date, When::Morning, &title, parts.join("\n\n")) })
    }

    /// What is prepared for each morning anew.
    fn evening_before(&self, planned: &Planned<'_>) -> Option<Reminder> {
        let all = self.to_prepare(planned, Every::Time);
        if all.is_empty() || add_days(planned.date, -1) < self.ahead.first_evening() {
            return None;
        }
        let is_ready = |ritual: &&Ritual| planned.morning.prepared.contains(&ritual.id);
        let open: Vec<&Ritual> = all.iter().copied().filter(|ritual| planned.is_due() && !is_ready(ritual)).collect();
        if open.is_empty() {
            let title = format!("Nothing to get ready for tomorrow: {}", names(&all));
            return Some(self.cancelled(planned.date, When::EveningBefore, &title));
        }
        let title = format!("Get ready for tomorrow: {}", names(&open));
        let parts: Vec<String> = open.iter().map(|ritual| preparation(ritual)).collect();
        Some(self.reminder(planned.date, When::EveningBefore, &title, parts.join("\n\n")))
    }

    /// What is made once is asked for once, before the first morning that needs it: as early as it says, or on the
    /// first evening there is.
    fn made_once(&self, planned: &[Planned<'_>], made: &BTreeSet<&RitualId>) -> Vec<Reminder> {
        let first_evening = self.ahead.first_evening();
        let needing: Vec<(&Planned<'_>, &Ritual)> = planned
            .iter()
            .filter(|planned| planned.date > first_evening)
            .flat_map(|planned| self.to_prepare(planned, Every::Once).into_iter().map(move |ritual| (planned, ritual)))
            .collect();
        let mut told = BTreeSet::new();
        let rituals = needing.iter().map(|(_, ritual)| *ritual).filter(|ritual| told.insert(&ritual.id));
        let reminder = |ritual: &Ritual| {
            let of_it = || needing.iter().filter(|(_, other)| other.id == ritual.id).map(|(planned, _)| *planned);
            let needed = of_it().find(|planned| planned.is_due()).filter(|_| !made.contains(&ritual.id));
            let morning = needed.or_else(|| of_it().next())?.date;
            let days = ritual.prepare.as_ref().map_or(1, |prepare| prepare.days_before.max(1));
            let evening = add_days(morning, -i64::from(days)).max(first_evening);
            let when = When::Once(ritual.id.clone(), evening);
            if needed.is_some() {
                let is_next = add_days(evening, 1) == morning;
                let day = if is_next { "tomorrow".to_owned() } else { day::label(morning, evening) };
                let title = format!("Get ready for {day}: {}", ritual.name);
                return Some(self.reminder(morning, when, &title, preparation(ritual)));
            }
            // What was made long ago is told of no more.
            let is_news = !made.contains(&ritual.id) || of_it().any(|p| p.morning.prepared.contains(&ritual.id));
            is_news.then(|| self.cancelled(morning, when, &format!("Nothing to get ready: {}", ritual.name)))
        };
        rituals.filter_map(reminder).collect()
    }

    fn to_prepare(&self, planned: &Planned<'_>, every: Every) -> Vec<&'a Ritual> {
        let known = planned.open.iter().filter_map(|id| self.catalog.get(id));
        known.filter(|ritual| ritual.prepare.as_ref().is_some_and(|prepare| prepare.every == every)).collect()
    }
}

fn names(rituals: &[&Ritual]) -> String {
    rituals.iter().map(|ritual| ritual.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// A ritual with its steps, a line each.
fn steps(id: &RitualId, catalog: &Catalog) -> String {
    let mut lines = vec![catalog.name(id)];
    if let Some(ritual) = catalog.get(id) {
        lines.extend(numbered(&ritual.steps));
    }
    lines.join("\n")
}

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
    use super::super::family::read;
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

    /// Leo's reminders from a day of September on, seen on that day; the days of `mornings` are September's too.
    fn told(rules: &str, mornings: &[(i8, Morning)], (from, today): (i8, i8)) -> Vec<Reminder> {
        let family = read("family.toml", &format!("{LEO}{rules}")).family;
        let child = &family.children[0];
        let mornings = mornings.iter().map(|(day, morning)| (september(*day), morning));
        let ahead = Ahead { from: september(from), today: september(today) };
        reminders(child, &Calendar::of(&family, child), &shipped(), mornings, ahead, true)
    }

    /// The day in September, the title without the name, and whether it is cancelled.
    fn in_short(told: &[Reminder]) -> Vec<(i8, &str, bool)> {
        let title = |reminder: &Reminder| reminder.title.len().min("Leo: ".len());
        told.iter().map(|told| (told.date().day(), &told.title[title(told)..], told.is_cancelled)).collect()
    }

    #[test]
    fn planned_school_mornings_have_a_word_and_what_needs_making_one_before() {
        let rules = "[[special_day]]\ndate = 2026-09-09\nkind = 'half day'\ntime = '12:30'\n";
        let mornings = [
            (7, planned(&["sewn-heart", "hand-kiss"])),
            (9, planned(&["hand-kiss"])),
            (10, planned(&["hand-kiss"]).marked(&RitualId::new("hand-kiss"), true)),
            (11, Morning::default()),
        ];
        let told = told(rules, &mornings, (6, 6));
        let expected = [
            (6, "Get ready for tomorrow: A little sewn heart", false),
            (7, "Goodbye: A little sewn heart, A kiss on the hand", false),
            (9, "Goodbye: A kiss on the hand", false),
        ];
        assert_eq!(in_short(&told), expected);
        assert!(told.iter().all(|told| told.title.starts_with("Leo: ")));
        assert!(told[0].text.contains("You need") && told[1].text.ends_with("Collects: Gran"), "{}", told[1].text);
        let half = &told[2].text;
        assert!(half.ends_with("half day until 12:30") && !half.contains("Collects"), "{half}");
    }

    #[test]
    fn what_is_made_once_is_asked_for_once_and_in_time() {
        let bracelets = planned(&["matching-bracelets"]);
        let mornings = [(18, bracelets.clone()), (21, bracelets.clone())];
        let ahead =
            |window| in_short(&told("", &mornings, window)).first().map(|(day, title, _)| (*day, (*title).to_owned()));
        let on = |day: i8, when: &str| Some((day, format!("Get ready for {when}: Matching bracelets")));
        assert_eq!(ahead((7, 7)), on(11, "Friday, September 18"), "as early as it says");
        assert_eq!(ahead((14, 14)), on(14, "Friday, September 18"), "or as early as there is an evening");
        assert_eq!(ahead((17, 17)), on(17, "tomorrow"));
        assert_eq!(ahead((17, 7)), on(16, "Friday, September 18"), "not before the evening of the first morning");
        let today = told("", &mornings, (18, 18));
        let expected = [
            (18, "Goodbye: Matching bracelets", false),
            (18, "Get ready for Monday, September 21: Matching bracelets", false),
            (21, "Goodbye: Matching bracelets", false),
        ];
        assert_eq!(in_short(&today), expected, "too late for today, and still in time for the next");
        let evening = |told: &[Reminder]| told.iter().filter(|told| told.when != When::Morning).count();
        let long_ago = [(8, prepared(&bracelets)), (18, bracelets.clone())];
        assert_eq!(evening(&told("", &long_ago, (9, 9))), 0, "made before the mornings that are asked for");
    }

    #[test]
    fn what_is_ready_or_needed_no_more_is_taken_back_for_a_phone_that_was_told() {
        let heart = planned(&["sewn-heart"]);
        let ready = [(14, prepared(&heart)), (15, heart.clone())];
        let nothing = "Nothing to get ready: A little sewn heart";
        assert_eq!(in_short(&told("", &ready, (7, 7)))[0], (13, nothing, true));
        let off = "[[day_off]]\nname = 'Fair'\ndate = 2026-09-14\n";
        assert_eq!(in_short(&told(off, &[(14, heart.clone())], (7, 7)))[0], (13, nothing, true));
        let moved = told(off, &[(14, heart.clone()), (15, heart.clone())], (7, 7));
        let expected = [
            (14, "No school today: Fair.", true),
            (14, "Get ready for tomorrow: A little sewn heart", false),
            (15, "Goodbye: A little sewn heart", false),
        ];
        assert_eq!(in_short(&moved), expected);
        let book = planned(&["back-to-school-books"]);
        let every = [(14, prepared(&book)), (15, book)];
        let told = told("", &every, (7, 7));
        let evenings: Vec<_> = told.iter().filter(|told| told.when == When::EveningBefore).collect();
        assert_eq!(evenings.iter().map(|told| told.is_cancelled).collect::<Vec<_>>(), [true, false]);
        assert!(evenings[0].title.contains("Nothing to get ready for tomorrow"), "{}", evenings[0].title);
    }

    #[test]
    fn a_morning_that_is_off_now_is_cancelled_with_the_reason() {
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
        let all = told(rules, &mornings, (7, 7));
        assert_eq!(in_short(&all), expected);
        assert!(all.iter().all(|told| told.text.is_empty() == told.is_cancelled));
        assert_eq!(in_short(&told(rules, &mornings, (7, 10))).len(), 4, "what is over rings no more");
    }

    #[test]
    fn an_alarm_is_the_settings_and_later_where_school_begins_late() {
        let late = |time: &str| {
            let rules = format!("[[special_day]]\ndate = 2026-09-07\nkind = 'late start'\n{time}");
            told(&rules, &[(7, planned(&["hand-kiss"]))], (7, 7)).remove(0)
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
