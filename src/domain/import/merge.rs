//! The school's rules held against what it said before and what the family has: which edits follow the school and
//! leave the parent's own changes alone.

use super::pairs::pairs;
use super::school_rules::SchoolRule;
use super::verdict::Verdict;
use super::{SchoolFile, Standing, Wishes};
use crate::domain::dates::DateRange;
use crate::domain::day::days_between;
use crate::domain::family::{Rule, RuleEdit};
use crate::domain::school_event::SchoolEvent;
use crate::domain::school_words::Meaning;
use crate::domain::school_year::{DayOff, SpecialDay, Term};
use jiff::civil::Date;

/// What the school says now, what it said before, and what the family has.
pub(super) struct Sides<'s> {
    pub(super) file: &'s SchoolFile,
    pub(super) verdicts: &'s [Verdict],
    pub(super) school: &'s [SchoolRule],
    pub(super) before: &'s [&'s Rule],
    pub(super) ours: &'s [Rule],
    /// All that came from any of the school's calendars, as the school gave it.
    pub(super) imported: &'s [&'s Rule],
}

/// A rule that the school gave before and gives no more.
pub(super) struct Gone {
    pub(super) rule: Rule,
    /// Its event, where that is in the file and is something else now.
    event: Option<usize>,
    /// The parent wants to keep it.
    pub(super) is_kept: bool,
}

#[derive(Default)]
pub(super) struct Merged {
    pub(super) edits: Vec<RuleEdit>,
    /// What becomes of each rule of the school, and whether it goes on with one of before.
    standings: Vec<(Standing, bool)>,
    gone: Vec<Gone>,
    /// What the school has said by now, to be held against its next file.
    pub(super) remembered: Vec<Rule>,
}

impl Merged {
    /// How an event stands, of all that happens to its rules.
    pub(super) fn standing_of(&self, event: usize, school: &[SchoolRule]) -> Standing {
        let of_event = school.iter().zip(&self.standings).filter(|(school, _)| school.events.contains(&event));
        let own: Vec<(Standing, bool)> = of_event.map(|(_, standing)| *standing).collect();
        let is_less = self.gone.iter().any(|gone| gone.event == Some(event) && !gone.is_kept);
        let Some(most) = own.iter().map(|(standing, _)| *standing).max() else {
            return if is_less { Standing::Removed } else { Standing::LeftOut };
        };
        // Of a series with one more date, or one less, the others stay.
        let is_more = most == Standing::New && own.iter().any(|(_, was_there)| *was_there);
        if is_less || is_more { Standing::Changed } else { most }
    }

    /// What the school took out of its file.
    pub(super) fn gone(&self) -> impl Iterator<Item = &Gone> {
        self.gone.iter().filter(|gone| gone.event.is_none())
    }
}

pub(super) fn merge(sides: &Sides<'_>, wishes: &Wishes, today: Date) -> Merged {
    let pairs = pairs(sides.school, sides.before, &sides.file.reading.events, today);
    // What the family has of its own making: neither of a calendar of before nor of this one as it is now.
    let is_own = |rule: &&Rule| {
        !sides.imported.contains(rule) && !sides.school.iter().any(|school| school.rule.says_the_same(rule))
    };
    let mut own: Vec<&Rule> = sides.ours.iter().filter(is_own).collect();
    let now = Now { wishes, today, is_of_a_later_year: is_of_a_later_year(sides, &pairs, today) };
    let leaving = leaving(sides, &pairs, now);
    let staying: Vec<&Rule> = sides.ours.iter().filter(|rule| !leaving.contains(rule)).collect();
    let mut merged = Merged::default();
    for (school, pair) in sides.school.iter().zip(&pairs) {
        let was = pair.map(|place| sides.before[place]);
        let is_alone = sides.school.iter().filter(|other| other.rule.is_same_event(&school.rule)).count() < 2;
        let settled = settle(
            school,
            was,
            &Ours { all: sides.ours, staying: &staying, own: &own, given: sides.before },
            is_alone,
            today,
        );
        own.retain(|our| !settled.edits.iter().any(|edit| made_way(edit) == Some(our)));
        merged.take(settled, was.is_some(), today);
    }
    let paired = |place: &usize| pairs.contains(&Some(*place));
    for place in (0..sides.before.len()).filter(|place| !paired(place)) {
        merged.without(sides.before[place], sides, &own, now);
    }
    merged
}

/// When an import is made, and what the parent wants of it.
#[derive(Clone, Copy)]
struct Now<'w> {
    wishes: &'w Wishes,
    today: Date,
    is_of_a_later_year: bool,
}

/// What the family has.
struct Ours<'r> {
    all: &'r [Rule],
    /// Without what another rule of the school's goes on with, or none any more.
    staying: &'r [&'r Rule],
    /// Of its own making.
    own: &'r [&'r Rule],
    /// What the school gave before.
    given: &'r [&'r Rule],
}

/// The rules that the school has moved away from their days, or means no more: what it says of these days now is new.
fn leaving<'s>(sides: &Sides<'s>, pairs: &[Option<usize>], now: Now<'_>) -> Vec<&'s Rule> {
    let is_leaving = |place: &usize| {
        let was = sides.before[*place];
        match pairs.iter().position(|pair| *pair == Some(*place)) {
            Some(school) => !sides.school[school].rule.says_the_same(was) && was.dates().to() >= now.today,
            None => is_given_up(was, sides, now),
        }
    };
    (0..sides.before.len()).filter(is_leaving).map(|place| sides.before[place]).collect()
}

/// The rule of the family that goes or changes with an edit.
fn made_way(edit: &RuleEdit) -> Option<&Rule> {
    match edit {
        RuleEdit::Exchange { old, .. } | RuleEdit::Remove(old) => Some(old),
        _ => None,
    }
}

/// The rule of the family that comes or changes with an edit, as it is then.
fn said(edit: &RuleEdit) -> Option<&Rule> {
    match edit {
        RuleEdit::Exchange { new, .. } | RuleEdit::Add(new) => Some(new),
        _ => None,
    }
}

/// What becomes of one rule of the school.
struct Settled {
    standing: Standing,
    edits: Vec<RuleEdit>,
    /// The rule as the school has it; None where the family had it on its own.
    rule: Option<Rule>,
}

impl Merged {
    fn take(&mut self, settled: Settled, was_there: bool, today: Date) {
        let Settled { standing, edits, rule } = settled;
        let before = self.edits.len();
        let is_over = |edit: &RuleEdit| made_way(edit).is_some_and(|old| old.dates().to() < today);
        for edit in edits.into_iter().filter(|edit| !is_over(edit)) {
            let has_made_way = |old: &Rule| self.edits.iter().any(|edit| made_way(edit) == Some(old));
            // Two events that say the same need one rule.
            let is_said = |new: &Rule| self.edits.iter().any(|edit| said(edit).is_some_and(|it| it.says_the_same(new)));
            self.edits.extend(match edit {
                RuleEdit::Add(new) if is_said(&new) => None,
                // A rule of the family can make way once; after that the school's rule is one more.
                RuleEdit::Exchange { old, new } if has_made_way(&old) => (!is_said(&new)).then_some(RuleEdit::Add(new)),
                RuleEdit::Exchange { old, new } if is_said(&new) => Some(RuleEdit::Remove(old)),
                edit => Some(edit),
            });
        }
        let does_nothing = self.edits.len() == before && standing.is_work();
        self.standings.push((if does_nothing { Standing::There } else { standing }, was_there));
        rule.into_iter().for_each(|rule| self.remember(rule));
    }

    /// Of two rules that say the same the family has one, and so has the memory.
    fn remember(&mut self, rule: Rule) {
        if !self.remembered.iter().any(|known| known.says_the_same(&rule)) {
            self.remembered.push(rule);
        }
    }

    /// What becomes of a rule of before that none of the school's rules goes on with. It goes with all its pieces.
    fn without(&mut self, rule: &Rule, sides: &Sides<'_>, own: &[&Rule], now: Now<'_>) {
        if rule.dates().to() < sides.file.between.from() {
            return;
        }
        if !is_given_up(rule, sides, now) {
            return self.remember(rule.clone());
        }
        let event = event_of(rule, &sides.file.reading.events);
        let whole = sides.ours.iter().find(|our| *our == rule);
        let here: Vec<&Rule> = whole.into_iter().chain(pieces(rule, own)).collect();
        if !here.is_empty() {
            let is_kept = now.wishes.keep.contains(rule);
            self.edits.extend(here.into_iter().filter(|_| !is_kept).cloned().map(RuleEdit::Remove));
            self.gone.push(Gone { rule: rule.clone(), event, is_kept });
        }
    }
}

/// What is left of a rule that the school gave before, where the parent cut days out of it: alike but for their dates.
fn pieces<'r>(was: &Rule, own: &[&'r Rule]) -> Vec<&'r Rule> {
    let is_within = |our: &Rule| was.dates().from() <= our.dates().from() && our.dates().to() <= was.dates().to();
    let is_piece = |our: &&Rule| is_within(our) && **our == was.clone().on(our.dates());
    let mut pieces: Vec<&Rule> = own.iter().copied().filter(is_piece).collect();
    pieces.sort_by_key(|piece| piece.dates().from());
    pieces
}

/// The edits after which the pieces of a rule are those of the school's rule as it is now, without the days that are
/// cut out of it.
fn followed_in_pieces(pieces: &[&Rule], now: &Rule, is_cut: impl Fn(&Date) -> bool) -> Vec<RuleEdit> {
    let left = DateRange::of_dates(now.dates().days().filter(|date| !is_cut(date)));
    let mut edits: Vec<RuleEdit> = Vec::new();
    for place in 0..pieces.len().max(left.len()) {
        let (old, new) = (pieces.get(place), left.get(place).map(|dates| now.clone().on(*dates)));
        edits.extend(match (old, new) {
            (Some(old), Some(new)) if **old == new => None,
            (Some(old), Some(new)) => Some(RuleEdit::Exchange { old: (*old).clone(), new }),
            (Some(old), None) => Some(RuleEdit::Remove((*old).clone())),
            (None, new) => new.map(RuleEdit::Add),
        });
    }
    edits
}

/// Whether the file begins in months, and after all that the school gave before and does not go on with: one of the
/// next year alone says nothing about this one.
fn is_of_a_later_year(sides: &Sides<'_>, pairs: &[Option<usize>], today: Date) -> bool {
    const MONTHS: i64 = 100;
    let begins = sides.file.reading.events.iter().map(|event| event.dates[0].from()).min();
    let unpaired = (0..sides.before.len()).filter(|place| !pairs.contains(&Some(*place)));
    let ends = unpaired.map(|place| sides.before[place].dates().to()).max();
    begins.zip(ends).is_some_and(|(begins, ends)| begins > ends && days_between(today, begins) > MONTHS)
}

/// Whether the school means a rule of before no more. Schools drop what is over from their files, what has begun is
/// being lived by, and of what could not be read nobody knows. A parent may say of any day that is not over what it is.
fn is_given_up(rule: &Rule, sides: &Sides<'_>, now: Now<'_>) -> bool {
    let (file, from) = (sides.file, rule.dates().from());
    let verdict = event_of(rule, &file.reading.events).map(|event| sides.verdicts[event]);
    let is_insisted = verdict.is_some_and(|verdict| verdict.is_insisted) && rule.dates().to() >= now.today;
    let is_ahead = from >= now.today && from <= file.between.to();
    let is_unread = rule.uid().is_some_and(|uid| file.reading.unread.iter().any(|unread| unread == uid));
    let lost_its_end = verdict.is_some_and(|verdict| verdict.judgment.meaning == Meaning::FirstDay);
    let is_unknown = is_unread || lost_its_end || file.reading.breaks_off || now.is_of_a_later_year;
    is_insisted || is_ahead && !is_unknown
}

/// The event that a rule of before came from. Of several by that name it is the one on its dates.
pub(super) fn event_of(rule: &Rule, events: &[SchoolEvent]) -> Option<usize> {
    let from = rule.dates().from();
    let is_on_its_day = |event: &SchoolEvent| event.dates.iter().any(|days| days.from() == from);
    let is_named = |event: &SchoolEvent| match (rule.uid(), rule) {
        (Some(uid), _) => event.uid.as_deref() == Some(uid),
        // A term has a name of its own.
        (None, Rule::Term(_)) => is_on_its_day(event),
        (None, _) => rule.name() == Some(&event.name),
    };
    let named: Vec<usize> = (0..events.len()).filter(|&place| is_named(&events[place])).collect();
    let on_its_day = |place: &&usize| is_on_its_day(&events[**place]);
    let only = || named.first().filter(|_| named.len() == 1 || rule.uid().is_some());
    named.iter().find(on_its_day).or_else(only).copied()
}

fn settle(school: &SchoolRule, was: Option<&Rule>, ours: &Ours<'_>, is_alone: bool, today: Date) -> Settled {
    let now = &school.rule;
    // The parent's own rule is known by the name that the school had for it.
    let known_by = was.map_or(now.uid(), Rule::uid);
    let settled = |standing: Standing, edits| {
        let uid = if standing == Standing::Yours { known_by } else { now.uid() };
        Settled { standing, edits, rule: Some(now.clone().with_uid(uid)) }
    };
    let exchange = |old: &Rule, new: Rule| vec![RuleEdit::Exchange { old: old.clone(), new }];
    if let Some(was) = was.filter(|was| ours.all.contains(was)) {
        return match is_no_change(was, now, today) {
            true => Settled { standing: Standing::There, edits: Vec::new(), rule: Some(was.clone()) },
            false => settled(Standing::Changed, exchange(was, now.clone())),
        };
    }
    if let Some(our) = ours.staying.iter().find(|our| our.says_the_same(now)) {
        // What came from another event is remembered as that, and what never came from the school is not its to move.
        let as_known = was.map(|_| now.clone().with_uid(known_by));
        let rule = if ours.given.contains(our) { Some((*our).clone()) } else { as_known };
        return Settled { standing: Standing::There, edits: Vec::new(), rule };
    }
    if let Some((was, pieces)) = was.map(|was| (was, pieces(was, ours.own))).filter(|(_, pieces)| !pieces.is_empty()) {
        let is_cut = |date: &Date| {
            let is_left = pieces.iter().any(|piece| piece.dates().contains(*date));
            was.dates().contains(*date) && !is_left && !school.is_insisted
        };
        return match followed_in_pieces(&pieces, now, is_cut) {
            edits if edits.is_empty() || was.dates().to() < today => settled(Standing::Yours, Vec::new()),
            edits => settled(Standing::Changed, edits),
        };
    }
    let changed_by_hand = was.and_then(|was| Some((was, made_of(was, ours.own)?)));
    let other = || ours.own.iter().find(|our| stands_for(our, school, is_alone)).copied();
    let instead = changed_by_hand.map(|(_, our)| our).or_else(other);
    match (instead, changed_by_hand) {
        (Some(our), _) if school.is_insisted => settled(Standing::Changed, exchange(our, now.clone())),
        (_, Some((was, our))) => match followed(our, was, now) {
            new if new == *our => settled(Standing::Yours, Vec::new()),
            // It keeps the name that the school had for it when it came, and so does the memory.
            new => Settled {
                standing: Standing::Changed,
                edits: exchange(our, new),
                rule: Some(now.clone().with_uid(our.uid())),
            },
        },
        (Some(_), None) => settled(Standing::Yours, Vec::new()),
        // The parent took out what the school had given.
        (None, None) if was.is_some() && !school.is_insisted => settled(Standing::Yours, Vec::new()),
        (None, None) => settled(Standing::New, vec![RuleEdit::Add(now.clone())]),
    }
}

/// What is over is as it was. A school's program may give its events other names in every file, and a school that was
/// closed stays closed when there is no half day any more that it was closed on.
fn is_no_change(was: &Rule, now: &Rule, today: Date) -> bool {
    let is_only_closed = |was: &DayOff, now: &DayOff| was.closed && DayOff { closed: true, ..now.clone() } == *was;
    was.dates().to() < today
        || was.says_the_same(now) && was.name() == now.name()
        || matches!((was, now), (Rule::DayOff(was), Rule::DayOff(now)) if is_only_closed(was, now))
}

/// What the parent made of a rule that the school gave before.
fn made_of<'r>(was: &Rule, own: &[&'r Rule]) -> Option<&'r Rule> {
    let alike = || own.iter().copied().filter(|our| our.list() == was.list() && our.whom().overlaps(&was.whom()));
    let mut of_event: Vec<&Rule> = alike().filter(|our| our.is_same_event(was)).collect();
    of_event.sort_by_key(|our| our.dates() != was.dates());
    let is_nameless = |our: &&Rule| our.uid().is_none() && was.uid().is_none();
    let on_its_dates = || alike().filter(is_nameless).find(|our| our.dates() == was.dates());
    let by_its_name = || alike().filter(is_nameless).find(|our| our.name() == was.name());
    of_event.first().copied().or_else(on_its_dates).or_else(by_its_name)
}

/// Whether a rule of the family says already what the school says now, in other words or hours. Of a series each date
/// is one of its own.
fn stands_for(our: &Rule, school: &SchoolRule, is_alone: bool) -> bool {
    let now = &school.rule;
    let same_name = our.dates().from() == now.dates().from() && our.name() == now.name();
    // Of two special days on one date only one counts.
    let same_day = our.dates() == now.dates() && matches!(now, Rule::SpecialDay(_));
    // Where the parent said when school is, nobody needs to guess.
    let is_said = school.is_guessed && our.dates().overlaps(now.dates());
    let same_event = our.is_same_event(now) && (is_alone || our.dates().overlaps(now.dates()));
    our.whom().overlaps(&now.whom()) && (same_event || our.list() == now.list() && (same_name || same_day || is_said))
}

/// The parent's rule with what the school changed: each thing for itself, and the parent's own changes stay.
fn followed(our: &Rule, was: &Rule, now: &Rule) -> Rule {
    fn pick<T: Clone + PartialEq>(our: &T, was: &T, now: &T) -> T {
        if our == was { now.clone() } else { our.clone() }
    }
    match (our, was, now) {
        (Rule::Term(our), Rule::Term(was), Rule::Term(now)) => Rule::Term(Term {
            name: pick(&our.name, &was.name, &now.name),
            // A term's ends are told by two events.
            dates: DateRange::new(
                pick(&our.dates.from(), &was.dates.from(), &now.dates.from()),
                pick(&our.dates.to(), &was.dates.to(), &now.dates.to()),
            )
            .unwrap_or(our.dates),
            whom: pick(&our.whom, &was.whom, &now.whom),
            uid: our.uid.clone(),
        }),
        (Rule::DayOff(our), Rule::DayOff(was), Rule::DayOff(now)) => Rule::DayOff(DayOff {
            name: pick(&our.name, &was.name, &now.name),
            dates: pick(&our.dates, &was.dates, &now.dates),
            whom: pick(&our.whom, &was.whom, &now.whom),
            closed: pick(&our.closed, &was.closed, &now.closed),
            uid: our.uid.clone(),
        }),
        (Rule::SpecialDay(our), Rule::SpecialDay(was), Rule::SpecialDay(now)) => Rule::SpecialDay(SpecialDay {
            kind: pick(&our.kind, &was.kind, &now.kind),
            dates: pick(&our.dates, &was.dates, &now.dates),
            // A time means nothing for another kind of day.
            time: if was.kind == now.kind { pick(&our.time, &was.time, &now.time) } else { now.time },
            name: pick(&our.name, &was.name, &now.name),
            whom: pick(&our.whom, &was.whom, &now.whom),
            uid: our.uid.clone(),
        }),
        _ => our.clone(),
    }
}
