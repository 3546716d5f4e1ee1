//! Edits of the calendar's rules in the text of `family.toml`.

use goodbye::domain::child_id::ChildId;
use goodbye::domain::dates::DateRange;
use goodbye::domain::family::{Child, Family, FamilyEditError, Rule, RuleEdit};
use goodbye::domain::family::{read, with_child_changed, with_edits, with_rule, with_rule_edits, with_rules};
use goodbye::domain::school_year::{Collect, DayOff, Exception, Override, Special, SpecialDay, Term, Whom};
use goodbye::domain::time_of_day;
use jiff::civil::{Date, date};

const TEXT: &str = "# us\n\n[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n\n[[child]]\nname = 'Ida'\n\
                    first_day = 2026-09-07\n\n# Holidays\n\n# the long one\n[[day_off]] # autumn\n\
                    name = 'Half term'\nfrom = '2026-10-26' # Monday\nto = 2026-10-30\nsource = 'letter'\n\n\
                    [[day_off]]\nname = 'Snow'\ndate = 2026-12-01\n";

fn id(id: &str) -> ChildId {
    ChildId::new(id).expect("an id")
}

fn family(text: &str) -> Family {
    let page = read("family.toml", text);
    assert_eq!(page.problems, [], "{text}");
    page.family
}

fn range(from: Date, to: Date) -> DateRange {
    DateRange::new(from, to).expect("forward")
}

fn without(text: &str, rules: &[Rule]) -> Result<String, FamilyEditError> {
    let edits: Vec<RuleEdit> = rules.iter().cloned().map(RuleEdit::Remove).collect();
    with_rule_edits(text, &edits)
}

#[test]
fn every_rule_reads_back_as_it_was_written_and_can_be_removed() {
    let (only, uid) = (Whom::Only(vec![id("ida")]), Some("a@school".to_owned()));
    let one = DateRange::one(date(2026, 9, 25));
    let week = range(date(2026, 9, 21), date(2026, 9, 25));
    let (name, who) = ("Herbst \"ferien\"".to_owned(), "Grandma, after story time".to_owned());
    let (kind, time) = (Special::EarlyFinish, time_of_day::parse("9:05"));
    let own = |kind| Override { child: id("leo"), dates: week, kind, name: None, uid: None };
    let rules = [
        Rule::Term(Term { name: name.clone(), dates: week, whom: Whom::AllChildren, uid: uid.clone() }),
        Rule::DayOff(DayOff { name: name.clone(), dates: one, whom: only.clone(), closed: true, uid }),
        Rule::SpecialDay(SpecialDay { kind, dates: one, time, name: Some(name), whom: only.clone(), uid: None }),
        Rule::Override(own(Exception::Swap)),
        Rule::Override(own(Exception::Absent)),
        Rule::Collect(Collect { who, dates: one, whom: only, uid: None }),
    ];
    let mut text = TEXT.to_owned();
    for rule in &rules {
        text = with_rule(&text, rule).expect("written");
        let of_its_list = Rule::all_of(&family(&text)).into_iter().rfind(|other| other.list() == rule.list());
        assert_eq!(of_its_list.as_ref(), Some(rule), "{text}");
        assert_eq!(with_rule(&text, rule).as_ref(), Ok(&text), "the rule is there once");
    }
    assert_eq!(with_rules(TEXT, &rules).as_ref(), Ok(&text), "all at once or one by one");
    text = without(&text, &rules).expect("removed");
    assert_eq!(text, TEXT);
    assert!(without(&text, &rules[..1]).is_err());
}

#[test]
fn a_rule_replaces_the_rule_of_its_kind_on_the_same_date() {
    let collect = |who: &str| {
        let (dates, whom) = (DateRange::one(date(2026, 9, 25)), Whom::AllChildren);
        Rule::Collect(Collect { who: who.into(), dates, whom, uid: None })
    };
    let text = with_rule(TEXT, &collect("Grandma")).expect("written");
    let commented = text.replace("who = \"Grandma\"", "who = \"Grandma\" # or Papa");
    let again = with_rule(&commented, &collect("Papa")).expect("written");
    assert!(again.contains("who = \"Papa\" # or Papa"), "{again}");
    assert_eq!(Rule::all_of(&family(&again)).last(), Some(&collect("Papa")));
}

#[test]
fn a_changed_rule_keeps_the_comments_around_its_keys() {
    let text = "[[child]]\nid = 'leo'\nname = 'Leo'\nfirst_day = 2026-09-07\n\n[[special_day]]\n# what\n\
                kind = 'Half-Day'\n# how long\n\"date\"   =   2026-09-25 # Friday\ntime = 12:30:00 # lunch\n# who\n\
                child = 'Leo' # him\nname = 'Sports'\n";
    let Rule::SpecialDay(before) = Rule::all_of(&family(text)).remove(0) else { panic!("a special day") };
    let exchange = |now: SpecialDay| {
        let (old, new) = (Rule::SpecialDay(before.clone()), Rule::SpecialDay(now));
        let text = with_rule_edits(text, &[RuleEdit::Replace { old, new: new.clone() }]).expect("written");
        assert_eq!(Rule::all_of(&family(&text)), [new], "{text}");
        text
    };
    assert_eq!(exchange(before.clone()), text, "an equal rule changes nothing");
    let renamed = exchange(SpecialDay { name: Some("Fair".into()), ..before.clone() });
    assert_eq!(renamed, text.replace("'Sports'", "\"Fair\""));
    let later = exchange(SpecialDay { dates: DateRange::one(date(2026, 9, 28)), ..before.clone() });
    assert_eq!(later, text.replace("2026-09-25", "2026-09-28"));
    let longer = exchange(SpecialDay { dates: range(date(2026, 9, 25), date(2026, 9, 28)), ..before.clone() });
    assert!(longer.contains("# how long\nfrom   =   2026-09-25 # Friday\nto = 2026-09-28"), "{longer}");
    let lasting = "[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n[[term]]\nfrom = '2026-09-07'\n# at last\nto = '2026-12-18'\n";
    let old = Rule::all_of(&family(lasting)).remove(0);
    let Rule::Term(term) = old.clone() else { panic!("a term") };
    let new = Rule::Term(Term { dates: range(date(2026, 9, 7), date(2026, 12, 17)), ..term });
    let shorter = with_rule_edits(lasting, &[RuleEdit::Replace { old, new }]).expect("written");
    assert_eq!(shorter, lasting.replace("'2026-12-18'", "\"2026-12-17\""));
    let of_all = exchange(SpecialDay { whom: Whom::AllChildren, ..before.clone() });
    assert!(!of_all.contains("him") && of_all.contains("# how long"), "{of_all}");
}

/// `TEXT` with dates taken out of the day off at a place.
fn cut(text: &str, place: usize, dates: DateRange) -> String {
    let rule = Rule::DayOff(family(text).days_off[place].clone());
    with_rule_edits(text, &[RuleEdit::Cut { rule, dates }]).expect("cut")
}

#[test]
fn a_snow_day_is_a_short_table_and_is_removed_without_a_trace() {
    let dates = DateRange::one(date(2026, 12, 2));
    let snow =
        Rule::DayOff(DayOff { name: "Snow day".into(), dates, whom: Whom::AllChildren, closed: false, uid: None });
    let text = with_rule(TEXT, &snow).expect("written");
    assert_eq!(text, format!("{TEXT}\n[[day_off]]\nname = \"Snow day\"\ndate = 2026-12-02\n"));
    assert_eq!(cut(&text, 2, dates), TEXT);
}

#[test]
fn dates_cut_from_a_rule_split_it_and_keep_its_comments() {
    let text = cut(TEXT, 0, DateRange::one(date(2026, 10, 28)));
    let ranges: Vec<DateRange> = family(&text).days_off.iter().map(|off| off.dates).collect();
    let (first, second) =
        (range(date(2026, 10, 26), date(2026, 10, 27)), range(date(2026, 10, 29), date(2026, 10, 30)));
    assert_eq!(ranges, [first, second, DateRange::one(date(2026, 12, 1))]);
    for kept in ["# Holidays\n\n# the long one\n[[day_off]] # autumn", "from = '2026-10-26' # Monday\nto = 2026-10-27"]
    {
        assert!(text.contains(kept), "{kept} in\n{text}");
    }
    assert_eq!((text.matches("source = 'letter'").count(), text.matches("# Monday").count()), (2, 1));
    let shorter = cut(TEXT, 0, DateRange::one(date(2026, 10, 26)));
    assert_eq!(family(&shorter).days_off[0].dates.from(), date(2026, 10, 27));
    assert!(shorter.contains("from = \"2026-10-27\" # Monday"), "{shorter}");
    assert_eq!(cut(TEXT, 0, DateRange::one(date(2026, 11, 30))), TEXT);
}

#[test]
fn dates_can_be_cut_from_every_kind_of_rule_and_from_its_parts() {
    let week = range(date(2026, 9, 21), date(2026, 9, 25));
    let text = format!(
        "{TEXT}\n[[special_day]] # sports\nkind = 'half day'\ntime = '12:30'\nfrom = 2026-09-21\nto = 2026-09-25\n\
         coach = 'Ms. Lee'\n\n[[override]]\nchild = 'leo'\nkind = 'school'\ndate = 2026-09-26\n"
    );
    let half = Rule::all_of(&family(&text)).into_iter().find(|rule| rule.dates() == week).expect("there");
    let own = Rule::Override(family(&text).overrides[0].clone());
    let (monday, rest) = (DateRange::one(date(2026, 9, 21)), range(date(2026, 9, 24), date(2026, 9, 25)));
    let middle = range(date(2026, 9, 22), date(2026, 9, 23));
    let edits = [
        RuleEdit::Cut { rule: half.clone(), dates: middle },
        RuleEdit::Cut { rule: own, dates: DateRange::one(date(2026, 9, 26)) },
        RuleEdit::Cut { rule: half.clone().on(rest), dates: DateRange::one(date(2026, 9, 24)) },
    ];
    let text = with_rule_edits(&text, &edits).expect("cut");
    let there: Vec<Rule> = family(&text).special_days.into_iter().map(Rule::SpecialDay).collect();
    assert_eq!(there, [half.clone().on(monday), half.on(DateRange::one(date(2026, 9, 25)))]);
    assert_eq!((text.matches("coach = 'Ms. Lee'").count(), text.matches("# sports").count()), (2, 1), "{text}");
    assert!(!text.contains("[[override]]"), "{text}");
}

#[test]
fn parts_of_a_rule_are_joined_without_losing_keys_or_comments() {
    let middle = DateRange::one(date(2026, 10, 28));
    let text = cut(TEXT, 0, middle);
    let joined = |text: &str| {
        let [rule, later] = [0, 1].map(|i| Rule::DayOff(family(text).days_off[i].clone()));
        with_rule_edits(text, &[RuleEdit::Join { rule, later }]).expect("joined")
    };
    assert_eq!(joined(&text), TEXT);
    for said in ["source = 'another letter'", "source = 'letter' # of May", "source = 'letter'\nplace = 'Grandma'"] {
        let (first, second) = text.rsplit_once("source = 'letter'").expect("two pieces");
        let more = format!("{first}{said}{second}");
        let again = joined(&more);
        assert!(again.contains(said), "{again}");
        let ranges: Vec<DateRange> = family(&again).days_off.iter().map(|off| off.dates).collect();
        assert_eq!(
            ranges[..2],
            [range(date(2026, 10, 26), middle.from()), range(date(2026, 10, 29), date(2026, 10, 30))]
        );
    }
}

#[test]
fn a_heading_stays_when_the_first_table_below_it_is_removed() {
    let first = Rule::DayOff(family(TEXT).days_off[0].clone());
    let text = without(TEXT, &[first]).expect("removed");
    assert!(text.contains("# Holidays\n\n[[day_off]]\nname = 'Snow'") && !text.contains("the long one"), "{text}");
    let none = cut(&text, 0, DateRange::one(date(2026, 12, 1)));
    assert!(none.ends_with("# Holidays\n") && !none.contains("day_off"), "{none}");
}

#[test]
fn a_file_with_a_problem_is_not_edited() {
    let text = format!("{TEXT}[[day_off]]\nname = 'When?'\n");
    let snow = Rule::DayOff(family(TEXT).days_off[1].clone());
    let refused = with_rule(&text, &snow);
    assert!(refused.is_err_and(|why| why.to_string().contains("family.toml:23:1")), "{text}");
}

#[test]
fn edits_change_the_rules_as_they_change_the_text() {
    let before = family(TEXT);
    let [half_term, snow] = [0, 1].map(|place| Rule::DayOff(before.days_off[place].clone()));
    let one = DateRange::one(date(2026, 10, 28));
    let piece = |from: i8, to: i8| half_term.clone().on(range(date(2026, 10, from), date(2026, 10, to)));
    let special =
        SpecialDay { kind: Special::HalfDay, dates: one, time: None, name: None, whom: Whom::AllChildren, uid: None };
    let edits = [
        RuleEdit::Cut { rule: half_term.clone(), dates: one },
        RuleEdit::Add(Rule::SpecialDay(special.clone())),
        RuleEdit::Replace { old: snow.clone(), new: snow.on(one) },
        RuleEdit::Remove(Rule::SpecialDay(special)),
        RuleEdit::Join { rule: piece(26, 27), later: piece(29, 30) },
    ];
    for count in 0..=edits.len() {
        let text = with_rule_edits(TEXT, &edits[..count]).expect("written");
        assert_eq!(with_edits(&before, &edits[..count]), family(&text), "{count}");
    }
}

#[test]
fn a_file_from_windows_keeps_its_line_ends() {
    let windows = format!("\u{feff}{}", TEXT.replace('\n', "\r\n"));
    let snow = Rule::DayOff(DayOff {
        name: "Snow".into(),
        dates: DateRange::one(date(2026, 12, 2)),
        whom: Whom::AllChildren,
        closed: false,
        uid: None,
    });
    let with = with_rule(&windows, &snow).expect("written");
    assert_eq!(with, format!("\u{feff}{}", with_rule(TEXT, &snow).expect("written").replace('\n', "\r\n")));
    assert_eq!(without(&with, &[snow]).as_ref(), Ok(&windows));
}

#[test]
fn rules_in_inline_tables_are_edited_too() {
    let text = "day_off = [{ name = 'Trip', date = 2026-09-18 }]\nspecial_day = []\n\
                child = [{ name = 'Leo', first_day = 2026-09-07 }, { name = 'Ida', first_day = 2026-09-07 }]\n";
    let trip = Rule::DayOff(family(text).days_off[0].clone());
    let dates = DateRange::one(date(2026, 9, 21));
    let half = SpecialDay { kind: Special::HalfDay, dates, time: None, name: None, whom: Whom::AllChildren, uid: None };
    let edits =
        [RuleEdit::Replace { old: trip.clone(), new: trip.on(dates) }, RuleEdit::Add(Rule::SpecialDay(half.clone()))];
    let changed = family(&with_rule_edits(text, &edits).expect("written"));
    assert_eq!((changed.days_off[0].dates, &changed.special_days), (dates, &vec![half]));
    let leo = &changed.children[0];
    let renamed = with_child_changed(text, leo, &Child { name: "Leonie".into(), ..leo.clone() });
    let names: Vec<String> = family(&renamed.expect("written")).children.into_iter().map(|child| child.name).collect();
    assert_eq!(names, ["Leonie", "Ida"]);
    let named =
        "child = [{ name = 'Leo', first_day = 2026-09-07 }]\nday_off = [{ date = 2026-09-18, children = ['Leo'] }]\n";
    let leo = &family(named).children[0];
    let renamed = with_child_changed(named, leo, &Child { name: "Leonie".into(), ..leo.clone() });
    let renamed = renamed.expect("written");
    assert_eq!(family(&renamed).days_off[0].whom, Whom::Only(vec![id("leo")]), "{renamed}");
    assert!(renamed.contains("day_off = [{ date"), "{renamed}");
}
