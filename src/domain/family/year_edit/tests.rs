//! What the edits of the calendar write.

use super::*;
use crate::domain::school_year::{Collect, Exception, Override, Special, SpecialDay, Term, time};
use jiff::civil::date;

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

fn range(from: Date, to: Date) -> Dates {
    Dates::new(from, to).expect("forward")
}

fn without(text: &str, rules: &[Rule]) -> Result<String, String> {
    let edits: Vec<RuleEdit> = rules.iter().cloned().map(RuleEdit::Remove).collect();
    with_rule_edits(text, &edits)
}

#[test]
fn every_rule_reads_back_as_it_was_written_and_leaves_again() {
    let (only, uid) = (Whom::Only(vec![id("ida")]), Some("a@school".to_owned()));
    let one = Dates::one(date(2026, 9, 25));
    let week = range(date(2026, 9, 21), date(2026, 9, 25));
    let (name, who) = ("Herbst \"ferien\"".to_owned(), "Gran, after story time".to_owned());
    let (kind, time) = (Special::EarlyFinish, time("9:05"));
    let own = |kind| Override { child: id("leo"), dates: week, kind, name: None, uid: None };
    let rules = [
        Rule::Term(Term { name: name.clone(), dates: week, whom: Whom::AllChildren, uid: uid.clone() }),
        Rule::DayOff(DayOff { name: name.clone(), dates: one, whom: only.clone(), uid }),
        Rule::SpecialDay(SpecialDay { kind, dates: one, time, name: Some(name), whom: only.clone(), uid: None }),
        Rule::Override(own(Exception::Swap)),
        Rule::Override(own(Exception::Absent)),
        Rule::Collect(Collect { who, dates: one, whom: only, uid: None }),
    ];
    let mut text = TEXT.to_owned();
    for rule in &rules {
        text = with_rule(&text, rule).expect("written");
        assert_eq!(by_list(&family(&text))[rule.list()].last(), Some(rule), "{text}");
        assert_eq!(with_rule(&text, rule).as_ref(), Ok(&text), "not doubled");
    }
    assert_eq!(with_rules(TEXT, &rules).as_ref(), Ok(&text), "all at once or one by one");
    text = without(&text, &rules).expect("taken away");
    assert_eq!(text, TEXT);
    assert!(without(&text, &rules[..1]).is_err());
}

#[test]
fn another_word_on_the_same_date_takes_the_place_of_the_first() {
    let collect = |who: &str| {
        let (dates, whom) = (Dates::one(date(2026, 9, 25)), Whom::AllChildren);
        Rule::Collect(Collect { who: who.into(), dates, whom, uid: None })
    };
    let text = with_rule(TEXT, &collect("Gran")).expect("written");
    let commented = text.replace("who = \"Gran\"", "who = \"Gran\" # or Papa");
    let again = with_rule(&commented, &collect("Papa")).expect("written");
    assert!(again.contains("who = \"Papa\" # or Papa"), "{again}");
    assert_eq!(Rule::all_of(&family(&again)).last(), Some(&collect("Papa")));
}

#[test]
fn a_changed_rule_keeps_what_is_written_above_after_and_around_its_keys() {
    let text = "[[child]]\nid = 'leo'\nname = 'Leo'\nfirst_day = 2026-09-07\n\n[[special_day]]\n# what\n\
                kind = 'Half-Day'\n# how long\n\"date\"   =   2026-09-25 # Friday\ntime = 12:30:00 # lunch\n# who\n\
                child = 'Leo' # him\nname = 'Sports'\n";
    let Rule::SpecialDay(before) = Rule::all_of(&family(text)).remove(0) else { panic!("a special day") };
    let exchange = |now: SpecialDay| {
        let (old, new) = (Rule::SpecialDay(before.clone()), Rule::SpecialDay(now));
        let text = with_rule_edits(text, &[RuleEdit::Exchange { old, new: new.clone() }]).expect("written");
        assert_eq!(Rule::all_of(&family(&text)), [new], "{text}");
        text
    };
    assert_eq!(exchange(before.clone()), text, "nothing is only written in another way");
    let renamed = exchange(SpecialDay { name: Some("Fair".into()), ..before.clone() });
    assert_eq!(renamed, text.replace("'Sports'", "\"Fair\""));
    let later = exchange(SpecialDay { dates: Dates::one(date(2026, 9, 28)), ..before.clone() });
    assert_eq!(later, text.replace("2026-09-25", "2026-09-28"));
    let longer = exchange(SpecialDay { dates: range(date(2026, 9, 25), date(2026, 9, 28)), ..before.clone() });
    assert!(longer.contains("# how long\nfrom   =   2026-09-25 # Friday\nto = 2026-09-28"), "{longer}");
    let lasting = "[[child]]\nname = 'Leo'\nfirst_day = 2026-09-07\n[[term]]\nfrom = '2026-09-07'\n# at last\nto = '2026-12-18'\n";
    let old = Rule::all_of(&family(lasting)).remove(0);
    let Rule::Term(term) = old.clone() else { panic!("a term") };
    let new = Rule::Term(Term { dates: range(date(2026, 9, 7), date(2026, 12, 17)), ..term });
    let shorter = with_rule_edits(lasting, &[RuleEdit::Exchange { old, new }]).expect("written");
    assert_eq!(shorter, lasting.replace("'2026-12-18'", "\"2026-12-17\""));
    let of_all = exchange(SpecialDay { whom: Whom::AllChildren, ..before.clone() });
    assert!(!of_all.contains("him") && of_all.contains("# how long"), "{of_all}");
}

#[test]
fn a_snow_day_is_one_short_table_and_goes_without_a_trace() {
    let snow = Dates::one(date(2026, 12, 2));
    let text = with_day_off(TEXT, &[snow], "Snow day", &Whom::AllChildren).expect("written");
    assert_eq!(text, format!("{TEXT}\n[[day_off]]\nname = \"Snow day\"\ndate = 2026-12-02\n"));
    assert_eq!(without_day_off(&text, snow.from(), None).as_deref(), Ok(TEXT));
}

#[test]
fn a_date_taken_out_of_a_range_splits_it_and_keeps_what_is_written_around() {
    let text = without_day_off(TEXT, date(2026, 10, 28), None).expect("split");
    let ranges: Vec<Dates> = family(&text).days_off.iter().map(|off| off.dates).collect();
    let (first, second) =
        (range(date(2026, 10, 26), date(2026, 10, 27)), range(date(2026, 10, 29), date(2026, 10, 30)));
    assert_eq!(ranges, [first, second, Dates::one(date(2026, 12, 1))]);
    for kept in ["# Holidays\n\n# the long one\n[[day_off]] # autumn", "from = '2026-10-26' # Monday\nto = 2026-10-27"]
    {
        assert!(text.contains(kept), "{kept} in\n{text}");
    }
    assert_eq!((text.matches("source = 'letter'").count(), text.matches("# Monday").count()), (2, 1));
    let shorter = without_day_off(TEXT, date(2026, 10, 26), None).expect("cut");
    assert_eq!(family(&shorter).days_off[0].dates.from(), date(2026, 10, 27));
    assert!(shorter.contains("from = \"2026-10-27\" # Monday"), "{shorter}");
}

#[test]
fn a_date_taken_out_for_one_child_stays_for_the_others() {
    let text = without_day_off(TEXT, date(2026, 10, 30), Some(&id("leo"))).expect("split");
    let off = family(&text).days_off;
    assert_eq!((off[0].dates.to(), &off[0].whom), (date(2026, 10, 29), &Whom::AllChildren));
    assert_eq!((off[1].dates, &off[1].whom), (Dates::one(date(2026, 10, 30)), &Whom::Only(vec![id("ida")])));
    let none = without_day_off(&text, date(2026, 10, 30), Some(&id("ida"))).expect("taken away");
    assert_eq!(family(&none).days_off.len(), 2);
    assert_eq!(without_day_off(TEXT, date(2026, 11, 30), None).as_deref(), Ok(TEXT));
}

#[test]
fn a_heading_stays_when_the_first_table_below_it_goes() {
    let first = Rule::DayOff(family(TEXT).days_off[0].clone());
    let text = without(TEXT, &[first]).expect("taken away");
    assert!(text.contains("# Holidays\n\n[[day_off]]\nname = 'Snow'") && !text.contains("the long one"), "{text}");
    let none = without_day_off(&text, date(2026, 12, 1), None).expect("taken away");
    assert!(none.ends_with("# Holidays\n") && !none.contains("day_off"), "{none}");
}

#[test]
fn a_file_with_a_problem_is_left_as_it_is() {
    let text = format!("{TEXT}[[day_off]]\nname = 'When?'\n");
    let refused = with_day_off(&text, &[Dates::one(date(2026, 12, 2))], "Snow", &Whom::AllChildren);
    assert!(refused.is_err_and(|why| why.contains("family.toml:23:1")), "{text}");
}
