//! Merging the changes that two programs made to one morning.

use super::test_folder::{TODAY, leo};
use goodbye::domain::morning::{Edit, Mood, Morning};
use goodbye::domain::morning_merge::{self, ConflictingKey};
use goodbye::domain::ritual::RitualId;

fn ids(names: &str) -> Vec<RitualId> {
    names.chars().map(|name| RitualId::new(name.to_string())).collect()
}

fn edit(was: &Morning, becomes: &Morning) -> Edit {
    Edit { child: leo(), date: TODAY, was: was.clone(), becomes: becomes.clone() }
}

fn apply(edits: &mut [Edit], now: &Morning) -> Result<Morning, ConflictingKey> {
    morning_merge::apply(&mut edits.iter_mut().collect::<Vec<_>>(), now.clone())
}

#[test]
fn edits_reach_their_last_morning_from_any_of_their_mornings() {
    let [a, b, c] = ["a", "b", "c"].map(|note| Morning::default().noted(note));
    for now in [&a, &b, &c] {
        let mut edits = [edit(&a, &b), edit(&b, &c)];
        assert_eq!(apply(&mut edits, now), Ok(c.clone()));
        assert_eq!(edits, [edit(&a, &b), edit(&b, &c)]);
    }
    let back = apply(&mut [edit(&a, &b), edit(&b, &a)], &b);
    assert_eq!(back, Ok(a));
}

#[test]
fn a_note_here_and_a_tick_there_are_both_kept() {
    let planned = Morning::default().planned(ids("a"));
    let ticked = planned.marked(&RitualId::new("a"), true);
    let noted = planned.noted("waved").felt(Some(Mood::Cheerful));
    let both = ticked.noted("waved").felt(Some(Mood::Cheerful));
    let mut edits = [edit(&planned, &noted)];
    assert_eq!(apply(&mut edits, &ticked), Ok(both.clone()));
    assert_eq!(edits, [edit(&ticked, &both)], "the edit says what really changed on the disk");
}

#[test]
fn several_merged_edits_follow_each_other_on_the_disk() {
    let (blank, theirs) = (Morning::default(), Morning::default().planned(ids("x")));
    let first = blank.noted("a");
    let second = first.felt(Some(Mood::Okay));
    let mut edits = [edit(&blank, &first), edit(&first, &second)];
    let applied = apply(&mut edits, &theirs).expect("merged");
    assert_eq!(applied, second.planned(ids("x")));
    assert_eq!(edits, [edit(&theirs, &theirs.noted("a")), edit(&theirs.noted("a"), &applied)]);
}

#[test]
fn two_different_texts_for_one_key_are_refused_and_the_key_is_named() {
    let blank = Morning::default();
    let song =
        |text: &str| Morning { other: [("song".into(), text.into())].into_iter().collect(), ..Morning::default() };
    let cases = [
        (blank.noted("mine"), blank.noted("theirs"), "the note"),
        (blank.felt(Some(Mood::Okay)), blank.felt(Some(Mood::Tears)), "the mood"),
        (blank.skipped("sick"), blank.skipped("snow"), "the reason for skipping"),
        (song("la"), song("do"), "the key \"song\""),
    ];
    for (mine, theirs, named) in cases {
        let key = apply(&mut [edit(&blank, &mine)], &theirs).expect_err(named);
        assert_eq!(key.to_string(), named);
    }
}

#[test]
fn lists_are_merged_by_entry_and_keep_their_order() {
    let plan = |names: &str| Morning::default().noted("always there").planned(ids(names));
    for (was, becomes, now, merged) in [
        ("", "a", "b", "ba"),
        ("ab", "abc", "xab", "xabc"),
        ("ab", "cab", "abx", "cabx"),
        ("abc", "ac", "abcx", "acx"),
        ("abc", "ab", "bc", "b"),
        ("abc", "cba", "abcx", "cxba"),
        ("ab", "ba", "a", "a"),
        ("ab", "ab", "ba", "ba"),
        ("a", "", "x", "x"),
    ] {
        let applied = apply(&mut [edit(&plan(was), &plan(becomes))], &plan(now)).expect("merged");
        assert_eq!(applied, plan(merged), "{was} becomes {becomes}, now {now}");
    }
}

#[test]
fn two_plans_that_would_leave_no_plan_together_are_refused() {
    let plan = |names: &str| Morning::default().planned(ids(names));
    let key = apply(&mut [edit(&plan("abc"), &plan("bc"))], &plan("a")).expect_err("no ritual is left");
    assert_eq!(key.to_string(), "the plan");
    assert_eq!(apply(&mut [edit(&plan("a"), &plan(""))], &plan("")), Ok(plan("")), "both cleared the morning");
}
