//! Titles as real school calendars have them, and what each would become.

use super::super::school_event::{Days, SchoolEvent};
use super::Meaning::*;
use super::title::TIME;
use super::*;
use jiff::civil::date;

pub fn whole_day(name: &str) -> SchoolEvent {
    SchoolEvent {
        hints: Vec::new(),
        uid: None,
        recurrence_id: None,
        name: name.into(),
        dates: vec![Days::one(date(2026, 11, 25))],
        starts: None,
        ends: None,
        line: 1,
    }
}

pub fn timed(name: &str, starts: (i8, i8), ends: (i8, i8)) -> SchoolEvent {
    let at = |(hour, minute)| Some(time(hour, minute, 0, 0));
    SchoolEvent { starts: at(starts), ends: at(ends), ..whole_day(name) }
}

pub fn judged(event: &SchoolEvent) -> Judgment {
    judge(event, &OwnWords::default())
}

const TITLES: &[(&str, Meaning)] = &[
    // The United States and Canada.
    ("No School", DayOff),
    ("NO SCHOOL - Labor Day", DayOff),
    ("No school: Teacher Workday", DayOff),
    ("Thanksgiving Break (No School)", DayOff),
    ("Winter Break", DayOff),
    ("Spring Break - No Classes", DayOff),
    ("Holiday - Schools and Offices Closed", DayOff),
    ("Presidents\u{2019} Day", DayOff),
    ("Martin Luther King, Jr. Day", DayOff),
    ("Memorial Day Holiday", DayOff),
    ("Professional Development Day", DayOff),
    ("PD Day (No Students)", DayOff),
    ("P.D. Day \u{2013} no school for students", DayOff),
    ("PA Day", DayOff),
    ("Teacher In-Service", DayOff),
    ("Staff Development / Student Holiday", DayOff),
    ("Superintendent's Conference Day", DayOff),
    ("Conference Day (no school)", DayOff),
    ("Parent-Teacher Conferences; No School Grades K-5", NotAboutMornings),
    ("Non-Student Day", DayOff),
    ("Pupil-Free Day", DayOff),
    ("Snow Day", DayOff),
    ("Midwinter Recess", DayOff),
    ("Last Day of Spring Break", DayOff),
    ("First day of summer vacation", DayOff),
    ("No School - Classes Resume Monday", DayOff),
    ("Return from Winter Break", NotAboutMornings),
    ("Students return after Spring Break", NotAboutMornings),
    ("Non-Instructional Day", DayOff),
    ("Asynchronous Learning Day", DayOff),
    ("Students' Last Day", LastDay),
    ("11:45 Dismissal", EarlyFinish),
    ("School Closing Early at noon", EarlyFinish),
    ("Early Dismissal", EarlyFinish),
    ("Early Dismissal 12:30 - Parent Conferences", EarlyFinish),
    ("Early Release Wednesday", EarlyFinish),
    ("Early-Out (PLC)", EarlyFinish),
    ("Noon Dismissal", EarlyFinish),
    ("Students dismissed at 11:45", EarlyFinish),
    ("Half Day", HalfDay),
    ("HALF-DAY for all students", HalfDay),
    ("\u{bd} Day - Records", HalfDay),
    ("1/2 day of school", HalfDay),
    ("Minimum Day", HalfDay),
    ("Minimum Day Schedule: Staff Meeting", HalfDay),
    ("Late Start", LateStart),
    ("Late Start Monday 9:15", LateStart),
    ("Two-Hour Delay", LateStart),
    ("2-hour delayed opening", LateStart),
    ("Delayed Opening - Staff Training", LateStart),
    ("First Day of School", FirstDay),
    ("First Day of School (Grades 1-12)", FirstDay),
    ("Classes Begin", FirstDay),
    ("Last Day of School", LastDay),
    ("Last Day of School - Early Dismissal 11:30", LastDay),
    ("Last day for students", LastDay),
    ("School Resumes", NotAboutMornings),
    ("Winter Break: Classes Resume", NotAboutMornings),
    ("School resumes after Thanksgiving break", NotAboutMornings),
    ("Last Day Before Winter Break", NotAboutMornings),
    ("Last day of school before Spring Break", NotAboutMornings),
    ("First day of school after winter break", NotAboutMornings),
    ("No Early Dismissal", NotAboutMornings),
    ("No late start today", NotAboutMornings),
    ("Not a holiday", NotAboutMornings),
    ("Spring Break Begins", NotAboutMornings),
    ("Spring break ends", NotAboutMornings),
    ("Staff Return", NotAboutMornings),
    ("Holiday Concert", NotAboutMornings),
    ("Thanksgiving Feast", NotAboutMornings),
    ("Winter Break Camp Registration", NotAboutMornings),
    ("Holiday Shop opens", NotAboutMornings),
    ("PTA Meeting", NotAboutMornings),
    ("Picture Day", NotAboutMornings),
    ("Book Fair", NotAboutMornings),
    ("Back to School Night", NotAboutMornings),
    ("Kindergarten Orientation", NotAboutMornings),
    ("No School Lunch Served", NotAboutMornings),
    ("No after school clubs", NotAboutMornings),
    ("Snow Make-Up Day", NotAboutMornings),
    ("School in session - snow day make up", NotAboutMornings),
    ("District Offices Closed", NotAboutMornings),
    ("Canceled: Early Release", NotAboutMornings),
    ("First Day of Spring", NotAboutMornings),
    ("First day of 2nd semester", NotAboutMornings),
    ("Last day for seniors", NotAboutMornings),
    ("End of 1st Quarter", NotAboutMornings),
    ("Valentine's Day parties", NotAboutMornings),
    ("Daylight Saving Time ends", NotAboutMornings),
    ("Mid-term exams", NotAboutMornings),
    // Britain, Ireland, Australia, New Zealand.
    ("INSET Day", DayOff),
    ("Inset day - school closed to pupils", DayOff),
    ("Half Term", DayOff),
    ("October half-term", DayOff),
    ("May Day Bank Holiday", DayOff),
    ("Christmas Holidays", DayOff),
    ("Teacher Only Day", DayOff),
    ("Staff training day (INSET)", DayOff),
    ("Autumn Term starts", FirstDay),
    ("Term 1 begins", FirstDay),
    ("Start of Spring Term", FirstDay),
    ("First day of term", FirstDay),
    ("End of Term", LastDay),
    ("End of Summer Term - finish at 1.30pm", LastDay),
    ("Term 2 ends", LastDay),
    ("School closes at 2pm", EarlyFinish),
    ("School closes 1.30pm", EarlyFinish),
    ("School finishes 1.30pm", EarlyFinish),
    ("School closes for Christmas 1.30 p.m.", EarlyFinish),
    ("Pupils finish 12 noon", EarlyFinish),
    ("School closes for half term", NotAboutMornings),
    ("School closes Friday 18 December", NotAboutMornings),
    ("School closes 18.12.2026", NotAboutMornings),
    ("Disco finishes 8pm", NotAboutMornings),
    ("School breaks up for half term", NotAboutMornings),
    ("End of half term", NotAboutMornings),
    ("Last day before half term", NotAboutMornings),
    ("Pupils return to school", NotAboutMornings),
    ("End of term assembly", NotAboutMornings),
    ("Christmas Jumper Day", NotAboutMornings),
    ("Half-term holiday club", NotAboutMornings),
    ("World Book Day", NotAboutMornings),
    // German, French, Spanish, Dutch, Portuguese, Italian.
    ("Herbstferien", DayOff),
    ("Weihnachtsferien Bayern", DayOff),
    ("Beweglicher Ferientag", DayOff),
    ("Schulfrei (Br\u{fc}ckentag)", DayOff),
    ("Gesetzlicher Feiertag", DayOff),
    ("Unterrichtsfreier Tag", DayOff),
    ("Erster Schultag", FirstDay),
    ("Erster Schultag nach den Ferien", NotAboutMornings),
    ("Beginn der Sommerferien", NotAboutMornings),
    ("Unterrichtsschluss 11:15 Uhr", EarlyFinish),
    ("Weihnachtsfeier", NotAboutMornings),
    ("Vacances de la Toussaint", DayOff),
    ("Pont de l\u{2019}Ascension", DayOff),
    ("Jour f\u{e9}ri\u{e9}", DayOff),
    ("Pas d'\u{e9}cole", DayOff),
    ("Rentr\u{e9}e scolaire", FirstDay),
    ("F\u{ea}te de l'\u{e9}cole", NotAboutMornings),
    ("Reprise des cours", NotAboutMornings),
    ("Vacaciones de Navidad", DayOff),
    ("D\u{ed}a festivo", DayOff),
    ("No hay clases", DayOff),
    ("Primer d\u{ed}a de clases", FirstDay),
    ("Regreso a clases", NotAboutMornings),
    ("Herfstvakantie", DayOff),
    ("Studiedag, alle leerlingen vrij", DayOff),
    ("Eerste schooldag na de kerstvakantie", NotAboutMornings),
    ("F\u{e9}rias da P\u{e1}scoa", DayOff),
    ("Sem aulas", DayOff),
    ("Vacanze di Natale", DayOff),
    ("Inizio delle lezioni", FirstDay),
    // Nothing at all.
    ("", NotAboutMornings),
    ("???", NotAboutMornings),
    ("\u{738b}\u{5c0f}\u{660e}", NotAboutMornings),
    // As the French ministry publishes them.
    ("Vacances d'Hiver - Zones A/B/C", DayOff),
    ("Pont de l'Ascension - Zone A", DayOff),
    ("Lundi de Pentec\u{f4}te - Corse", DayOff),
    ("Vacances d'\u{c9}t\u{e9}(pr\u{e9}rentr\u{e9}e Enseignants) - Zone A", NotAboutMornings),
    ("D\u{e9}but des Vacances d'\u{c9}t\u{e9} - Zone A", NotAboutMornings),
    // With the accents as marks of their own.
    ("Rentre\u{301}e", FirstDay),
    // The north.
    ("Efter\u{e5}rsferie", DayOff),
    ("H\u{f6}stlov", DayOff),
    ("Syysloma", DayOff),
    ("Bewegliche Ferientage", DayOff),
    ("Margedag", DayOff),
];

#[test]
fn titles_of_real_calendars_become_what_they_mean() {
    let wrong: Vec<String> = TITLES
        .iter()
        .map(|&(title, expected)| (title, expected, judged(&whole_day(title)).meaning))
        .filter(|(_, expected, found)| expected != found)
        .map(|(title, expected, found)| format!("{title}: {found:?}, not {expected:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_break_fills_its_days_and_what_lasts_an_hour_happens_around_it() {
    for (event, expected) in [
        (timed("Winter break", (8, 0), (15, 0)), DayOff),
        (timed("Winter break", (10, 0), (11, 0)), NotAboutMornings),
        (timed("Professional development", (15, 15), (16, 30)), NotAboutMornings),
        (timed("No School", (9, 0), (10, 0)), DayOff),
        (timed("No School - Labor Day", (9, 0), (10, 0)), DayOff),
        (timed("Staff Meeting - no students", (9, 0), (10, 0)), NotAboutMornings),
        (timed("School Board Meeting (no students)", (9, 0), (10, 0)), NotAboutMornings),
        (timed("Board: No School calendar vote", (19, 0), (20, 0)), NotAboutMornings),
        (timed("No class: Yoga", (9, 0), (10, 0)), NotAboutMornings),
        (timed("Spring Break Field Hockey", (10, 0), (16, 0)), NotAboutMornings),
        (timed("Last day of school", (18, 0), (20, 0)), NotAboutMornings),
        (timed("Early dismissal", (12, 30), (15, 0)), EarlyFinish),
    ] {
        assert_eq!(judged(&event).meaning, expected, "{event:?}");
    }
    let mut weekend = timed("Fall break", (15, 0), (8, 0));
    weekend.dates[0].to = date(2026, 11, 30);
    assert_eq!(judged(&weekend).meaning, DayOff);
}

#[test]
fn the_time_comes_from_the_words_or_else_from_the_event() {
    for (event, expected) in [
        (whole_day("Early dismissal 12:30"), Some((12, 30))),
        (whole_day("Noon dismissal"), Some((12, 0))),
        (whole_day("Dismissal at 1:15"), Some((13, 15))),
        (whole_day("Late start 9:15"), Some((9, 15))),
        (whole_day("Late start"), None),
        (whole_day("Last Day of School, dismissal at 11:30"), Some((11, 30))),
        (whole_day("No School 8:00-12:00"), None),
        (whole_day("School closes 1.30pm"), Some((13, 30))),
        (timed("Early release", (12, 45), (15, 15)), Some((12, 45))),
        (timed("Minimum day", (8, 0), (12, 15)), Some((12, 15))),
        (timed("Delayed opening", (10, 0), (15, 0)), Some((10, 0))),
        (timed("Late start", (7, 30), (9, 30)), Some((9, 30))),
        (timed("Early dismissal", (0, 0), (23, 0)), None),
    ] {
        let found = judged(&event).time.map(|t| (t.hour(), t.minute()));
        assert_eq!(found, expected, "{}", event.name);
    }
}

#[test]
fn every_row_is_written_as_titles_are_read_and_stands_once() {
    let mut rows: Vec<&str> = table::WORDS.iter().chain(other_languages::WORDS).map(|(row, ..)| *row).collect();
    use not_mornings::{HAPPENINGS, RETURNS, SCHOOL_AS_ALWAYS, SOUNDS_LIKE_ONE};
    rows.extend([HAPPENINGS, RETURNS, SCHOOL_AS_ALWAYS, SOUNDS_LIKE_ONE].concat());
    for row in &rows {
        let plain = row.replace("...", "").replace('*', "");
        let read = words(&plain.replace(TIME, "12:30"));
        assert_eq!(read, plain.split_whitespace().collect::<Vec<_>>(), "{row}");
        assert!(matches(&read).iter().any(|found| found.words == read.len()), "{row} is not found");
    }
    let all = rows.len();
    rows.sort_unstable();
    rows.dedup();
    assert_eq!(rows.len(), all, "a row stands twice");
    let mut kinds = Meaning::ALL.map(Meaning::keyword);
    kinds.sort_unstable();
    assert!(kinds.windows(2).all(|pair| pair[0] != pair[1]));
}

/// Titles one to a line.
pub fn all_become(meaning: Meaning, titles: &str) {
    let found = |title: &str| (judged(&whole_day(title)).meaning, title.to_owned());
    let wrong: Vec<_> = titles.lines().map(str::trim).map(found).filter(|(found, _)| *found != meaning).collect();
    assert!(wrong.is_empty(), "not {meaning:?}: {wrong:#?}");
}

#[test]
fn a_school_that_closes_at_a_time_closes_early() {
    for (title, hour, minute) in [
        ("School closed at 1:30pm", 13, 30),
        ("School closed from 1pm", 13, 0),
        ("Dismissal 12:30", 12, 30),
        ("12:20 dismissal", 12, 20),
        ("School closes 1:15pm", 13, 15),
    ] {
        let found = judged(&whole_day(title));
        assert_eq!((found.meaning, found.time), (EarlyFinish, Some(time(hour, minute, 0, 0))), "{title}");
    }
    all_become(
        EarlyFinish,
        "Schools closed early
        Early dismissal, no school Friday
        All schools dismissed 1 hour early",
    );
    all_become(DayOff, "No School (was: early dismissal)\nSchool closed");
}

#[test]
fn days_off_are_known_by_what_schools_call_them() {
    all_become(
        DayOff,
        "Monday 19 October 2026 - In service day, staff resume
        Staff return - INSET day
        Election Day \u{2014} Remote Instruction for All Students
        Republic Day
        Gandhi Jayanti
        Christmas
        February Recess
        Schools/Offices Closed
        Closed
        School not in session
        Students Do Not Attend
        P.D. Day
        P.A. Day
        Pro-D Day
        School Development Day
        Emergency Closure",
    );
    all_become(LateStart, "90 minute delay");
    all_become(FirstDay, "Students Report to Class\nKindergarten Begins");
    all_become(
        NotAboutMornings,
        "Staff return from Winter Break
        Diwali
        Easter
        Main gate closed
        Retour des vacances
        Devoirs de vacances
        Stage de vacances
        Ferien: Betreuung
        Ferien-Programm
        Hausaufgaben f\u{fc}r die Ferien
        Campamento de vacaciones
        Opvang in de herfstvakantie
        Compiti delle vacanze",
    );
    assert_eq!(judged(&weeks("Easter", 2)).meaning, DayOff, "a class keeps it for a day, a school for longer");
}

#[test]
fn nothing_longer_than_a_summer_is_a_day_off() {
    assert_eq!(judged(&weeks("Summer Holidays", 13)).meaning, DayOff);
    assert_eq!(judged(&weeks("Paasvakantie", 53)).meaning, NotAboutMornings);
    assert_eq!(judged(&weeks("No School", 53)).meaning, NotAboutMornings);
    assert_eq!(judged(&weeks("Half Term", 2)).meaning, DayOff);
    assert_eq!(judged(&weeks("Half Term 1", 1)).meaning, DayOff);
    assert_eq!(judged(&weeks("Half Term", 7)).meaning, NotAboutMornings);
    for name in ["Half Term 1", "Autumn Half Term 2", "1st Half Term", "Spring Half Term 2027 (second)"] {
        assert_eq!(judged(&weeks(name, 7)).meaning, Term, "{name}");
    }
}

fn weeks(name: &str, count: i64) -> SchoolEvent {
    let from = date(2026, 9, 2);
    let to = super::super::day::add_days(from, count * 7 - 3);
    SchoolEvent { dates: vec![Days { from, to }], ..whole_day(name) }
}

#[test]
fn a_stretch_of_weeks_that_is_named_a_term_is_one() {
    for name in [
        "Autumn Term",
        "Autumn Term 2026",
        "Spring Term 2027 (second half)",
        "Term 1",
        "Fall Semester",
        "Michaelmas Term",
        "1. Halbjahr",
        "Schuljahr 2026/27",
        "School Year 2026-27",
        "Q2",
        "First Quarter",
        "Trimestre 1",
        "1er Trimestre",
    ] {
        let expected = if name == "Q2" { NotAboutMornings } else { Term };
        assert_eq!(judged(&weeks(name, 12)).meaning, expected, "{name}");
    }
    for name in ["Term 1 assessments", "End of term party", "Autumn Term swimming", "Half Term", "Term dates for staff"]
    {
        assert_ne!(judged(&weeks(name, 12)).meaning, Term, "{name}");
    }
    assert_ne!(judged(&weeks("Autumn Term", 2)).meaning, Term);
    assert_eq!(judged(&whole_day("Term 1 begins")).meaning, FirstDay);
    assert_eq!(judged(&whole_day("Autumn Term ends")).meaning, LastDay);
}

#[test]
fn a_category_or_a_short_description_speaks_where_the_title_says_nothing() {
    let hinted = |name: &str, hint: &str| judged(&SchoolEvent { hints: vec![hint.into()], ..whole_day(name) }).meaning;
    for (hint, expected) in [
        ("No School", DayOff),
        ("Student Holiday", DayOff),
        ("Holiday", DayOff),
        ("Holidays", DayOff),
        ("Early Dismissal", EarlyFinish),
        ("Half Day", HalfDay),
        ("School Events", NotAboutMornings),
        ("Holiday Concert", NotAboutMornings),
        ("There will be no school bus this week", NotAboutMornings),
        ("Students do not attend school.", DayOff),
        ("PTA", NotAboutMornings),
    ] {
        assert_eq!(hinted("Columbus", hint), expected, "{hint}");
    }
    // Programs file these under holidays, and school is as always.
    for name in ["Halloween", "St. Patrick's Day", "Tax Day", "Muttertag", "Anything"] {
        assert_eq!(hinted(name, "Holiday"), NotAboutMornings, "{name}");
    }
    assert_eq!(hinted("Diwali", "Holiday"), DayOff);
    assert_eq!(hinted("Anything", "School Holiday"), DayOff);
    assert_eq!(hinted("Book fair", "Holiday"), NotAboutMornings, "the title is of something that happens");
    assert_eq!(hinted("Half Day", "No School"), HalfDay, "the title goes first");
}

#[test]
fn a_familys_own_words_go_before_the_table() {
    let mut own = OwnWords::default();
    assert!(own.add("Exeat-Weekend", DayOff) && own.add("professional development", NotAboutMornings));
    assert!(own.add("development day at Hill", EarlyFinish) && own.add("Sch\u{f6}nferien", LateStart));
    assert!(!own.add(" \u{2013} ", DayOff));
    let judged = |title: &str| judge(&whole_day(title), &own);
    for (title, meaning) in [
        ("Summer exeat weekend begins", DayOff),
        ("Exeat", DayOff),
        ("Professional Development (no school)", NotAboutMornings),
        ("Professional development day at Hill, 12:15", EarlyFinish),
        ("SCH\u{d6}NFERIEN", LateStart),
        ("Half term", DayOff),
        ("", NotAboutMornings),
    ] {
        assert_eq!(judged(title).meaning, meaning, "{title}");
    }
    assert_eq!(judged("Development day at hill 12:15").time, Some(time(12, 15, 0, 0)));
}

#[test]
fn a_last_day_that_is_a_short_one_is_both() {
    for (title, meaning, ends_early) in [
        ("Last Day of School - Early Dismissal", LastDay, true),
        ("Last day of school (half day)", LastDay, true),
        ("Last day of school, dismissal 11:30", LastDay, true),
        ("Last day of school", LastDay, false),
        ("Early dismissal", EarlyFinish, false),
    ] {
        let judged = judged(&whole_day(title));
        assert_eq!((judged.meaning, judged.ends_early), (meaning, ends_early), "{title}");
    }
}
