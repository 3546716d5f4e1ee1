//! The form for one rule of the school year: a term, a day off, a special day, an exception of one child, or who picks
//! up. The form has only the lines for its kind of rule.

use super::day_choice::DayQuestion;
use super::{Outcome, Prompt, act, back, down, start_over, up};
use crate::app::App;
use crate::app::changes::NOTHING_CHANGED;
use crate::app::field::Field;
use crate::app::keys::{ALWAYS, Place, Scope, row};
use crate::app::screens::cycled;
use crate::domain::child_id::ChildId;
use crate::domain::dates::DateRange;
use crate::domain::day::add_days;
use crate::domain::family::{Child, Kind, Rule, RuleEdit, with_rule, with_rule_edits};
use crate::domain::free_days::must_be_closed;
use crate::domain::school_words::parse_time;
use crate::domain::school_year::{Collect, DayOff, Exception, Override, SpecialDay, Term, Whom};
use crate::domain::text::one_line;
use crate::domain::time_of_day;
use crate::domain::typed_day::{DayError, DayReader, Meant};
use jiff::civil::Time;

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::of_prompt("rule", "Writing about a day or a term", &[
    row("rule.save", "Enter", "save", "Save it; {screens.undo} takes it back.")
        .at(Place::First).run(|app| act(app, RuleForm::save)),
    up("rule.up", "Up Shift-Tab").help("Go to the line above."),
    down("rule.down", "Down Tab").word("next line").help("Go to the line below."),
    start_over("rule.start-over"),
    back("rule.back", "Esc", "Leave without saving; what was typed is kept for the next time."),
]).typing();

/// The keys of the line that asks for whom, where no text is typed.
#[rustfmt::skip] // Short actions stay on one line.
pub static WHOM: Scope = Scope::within("whom", "Choosing for whom", &[&SCOPE, &ALWAYS], &[
    row("whom.next", "Right Space", "for whom", "Go to the next choice.")
        .pair("← →").run(|app| act(app, |form: &mut RuleForm, _| form.change_whom(1))),
    row("whom.previous", "Left", "", "Go to the previous choice.")
        .run(|app| act(app, |form: &mut RuleForm, _| form.change_whom(-1))),
]);

/// A line of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormLine {
    Name,
    From,
    To,
    Time,
    Whom,
}

/// The lines of the form for a kind of rule and a number of children.
fn lines(kind: Kind, children: usize) -> Vec<FormLine> {
    let mut lines = vec![FormLine::Name, FormLine::From, FormLine::To];
    if let Kind::Special(_) = kind {
        lines.push(FormLine::Time);
    }
    if children > 1 {
        lines.push(FormLine::Whom);
    }
    lines
}

/// The answer to a last day in the first line and in its own line.
const LAST_DAY_TWICE: &str =
    "The first line already names the last day. Clear this line, or type only the first day there.";

/// The form for a new rule, or for a rule of the family.
#[derive(Debug)]
pub struct RuleForm {
    pub kind: Kind,
    pub lines: Vec<FormLine>,
    pub cursor: usize,
    /// The fields of all lines except [`FormLine::Whom`].
    fields: [Field; FormLine::Whom as usize],
    /// The choices of children: all, each alone, or several.
    choices: Vec<Whom>,
    /// The place in `choices` of the chosen children.
    whom: usize,
    /// The place in `choices` when the form was opened.
    opened_whom: usize,
    days: DayReader,
    /// The rule that is changed; None for a new one.
    pub(super) old: Option<Rule>,
    /// The texts of the form when it was opened.
    opened: Vec<String>,
}

/// A typed text that is no time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Write a time such as 12:30 or 1 pm, or leave it empty.")]
pub struct NotATime;

impl RuleForm {
    /// An empty form for these dates. A swap of homes is offered for the whole week, unless several dates are selected.
    pub(super) fn new(app: &App, kind: Kind, dates: DateRange) -> RuleForm {
        let week = app.week_of(dates.from());
        let whole_week = DateRange::new(week, add_days(week, 6)).filter(|_| dates.from() == dates.to());
        let dates = match kind {
            Kind::Exception(Exception::Swap) => whole_week.unwrap_or(dates),
            _ => dates,
        };
        RuleForm::with(app, kind, dates, None)
    }

    pub(super) fn of(app: &App, rule: &Rule) -> RuleForm {
        let mut form = RuleForm::with(app, Kind::of(rule), rule.dates(), Some(rule));
        form.fields[FormLine::Name as usize] = Field::new(rule.name().unwrap_or_default());
        if let Rule::SpecialDay(SpecialDay { time: Some(time), .. }) = rule {
            form.fields[FormLine::Time as usize] = Field::offered(&time_of_day::label(*time));
        }
        form.opened = form.texts();
        form
    }

    fn with(app: &App, kind: Kind, dates: DateRange, old: Option<&Rule>) -> RuleForm {
        let children = app.children();
        let is_for_one_child = matches!(kind, Kind::Exception(_));
        // Only a child with two homes can swap them.
        let fits = |child: &Child| kind != Kind::Exception(Exception::Swap) || child.home.is_some();
        let mut choices = if is_for_one_child { Vec::new() } else { vec![Whom::AllChildren] };
        choices.extend(children.iter().filter(|child| fits(child)).map(|child| Whom::Only(vec![child.id.clone()])));
        // Two children have no groups; five have too many to choose from with two keys.
        if !is_for_one_child && (3..=4).contains(&children.len()) {
            choices.extend(subsets(children));
        }
        let chosen = match (old, app.child().filter(|child| fits(child)).or(children.iter().find(|child| fits(child))))
        {
            (Some(old), _) => old.whom().into_owned(),
            (None, Some(child)) if is_for_one_child => Whom::Only(vec![child.id.clone()]),
            (None, _) => Whom::AllChildren,
        };
        if !choices.contains(&chosen) {
            choices.push(chosen.clone());
        }
        let whom = choices.iter().position(|whom| *whom == chosen).unwrap_or(0);
        let from = Field::offered(&dates.from().to_string());
        let to = if dates.to() == dates.from() { String::new() } else { dates.to().to_string() };
        let mut form = RuleForm {
            kind,
            lines: lines(kind, children.len()),
            cursor: 0,
            fields: [Field::default(), from, Field::offered(&to), Field::default()],
            choices,
            whom,
            opened_whom: whom,
            days: app.days(),
            old: old.cloned(),
            opened: Vec::new(),
        };
        form.opened = form.texts();
        form
    }

    fn texts(&self) -> Vec<String> {
        self.fields.iter().map(|field| field.text().to_owned()).collect()
    }

    pub fn line(&self) -> FormLine {
        self.lines[self.cursor.min(self.lines.len() - 1)]
    }

    fn change_whom(&mut self, by: isize) {
        self.whom = cycled(self.whom, by, self.choices.len());
    }

    pub fn whom(&self) -> &Whom {
        &self.choices[self.whom]
    }

    pub fn is_new(&self) -> bool {
        self.old.is_none()
    }

    /// The field of a line; None for the line that asks for whom.
    pub fn field(&self, line: FormLine) -> Option<&Field> {
        self.fields.get(line as usize)
    }

    fn text(&self, line: FormLine) -> &str {
        self.field(line).map_or("", Field::text)
    }

    /// The typed days of a line; None for a line without a date, and for an empty last day. The first line may name
    /// both days: `21 dec - 4 jan`.
    pub fn understood(&self, line: FormLine) -> Option<Result<DateRange, DayError>> {
        let (from, to) = (self.text(FormLine::From), self.text(FormLine::To));
        // `13/9` shows that the day comes first, and so the order of a `4/10` beside it is known.
        let pair = || self.days.first_and_last(from, to, Meant::Either).ok();
        let first = self.days.days(from, Meant::Either);
        let first = first.or_else(|error| pair().map(|dates| DateRange::one(dates.from())).ok_or(error));
        match line {
            FormLine::From => Some(first),
            FormLine::To => match first {
                Ok(dates) if dates.count() > 1 && self.is_last_day_open() => Some(Ok(DateRange::one(dates.to()))),
                _ if to.trim().is_empty() => None,
                first => {
                    let meant = Meant::From(first.map_or(self.days.today, DateRange::from));
                    let last = self.days.day(to, meant);
                    let last = last.or_else(|error| pair().map(DateRange::to).ok_or(error));
                    Some(last.map(DateRange::one))
                }
            },
            FormLine::Name | FormLine::Time | FormLine::Whom => None,
        }
    }

    /// Whether nothing is typed as the last day, so that the first line may name the last day.
    fn is_last_day_open(&self) -> bool {
        let to = self.text(FormLine::To);
        to.trim().is_empty() || self.opened.get(FormLine::To as usize).is_some_and(|opened| opened == to)
    }

    /// The dates of the rule.
    fn dates(&self) -> Result<DateRange, (FormLine, String)> {
        let days = |line| self.understood(line).transpose().map_err(|why| (line, why.to_string()));
        let first = days(FormLine::From)?.ok_or((FormLine::From, "Which day?".to_owned()))?;
        if first.count() > 1 && !self.is_last_day_open() {
            return Err((FormLine::To, LAST_DAY_TWICE.to_owned()));
        }
        let to = days(FormLine::To)?.map_or(first.to(), DateRange::to);
        DateRange::new(first.from(), to).ok_or_else(|| (FormLine::To, "The last day is before the first.".to_owned()))
    }

    /// The typed time; None while the line is empty.
    pub fn understood_time(&self) -> Option<Result<Time, NotATime>> {
        let before = match &self.old {
            // An unedited time stays: a typed 6:30 would mean the evening.
            Some(Rule::SpecialDay(before)) => {
                before.time.filter(|time| time_of_day::label(*time) == self.text(FormLine::Time))
            }
            _ => None,
        };
        let typed = (!self.text(FormLine::Time).trim().is_empty())
            .then(|| before.or_else(|| parse_time(self.text(FormLine::Time))))?;
        Some(typed.ok_or(NotATime))
    }

    fn save(&mut self, app: &mut App) -> Outcome {
        match self.rule() {
            Ok(rule) => self.save_rule(app, rule),
            Err((line, why)) => {
                self.cursor = self.lines.iter().position(|own| *own == line).unwrap_or(0);
                if let Some(Err(error)) = self.understood(line) {
                    return DayQuestion::outcome(error, app, |app| act(app, RuleForm::save));
                }
                app.warn(why);
                Outcome::Stay
            }
        }
    }

    /// The rule of the form, or the first wrong line and why it is wrong.
    fn rule(&self) -> Result<Rule, (FormLine, String)> {
        let dates = self.dates()?;
        let typed = one_line(self.text(FormLine::Name)).trim().to_owned();
        let name = Some(typed).filter(|name| !name.is_empty());
        let (whom, uid) = (self.whom().clone(), self.old.as_ref().and_then(Rule::uid).map(str::to_owned));
        let time = self.understood_time().transpose().map_err(|why| (FormLine::Time, why.to_string()));
        let named = |otherwise: &str| name.clone().unwrap_or_else(|| otherwise.to_owned());
        Ok(match self.kind {
            Kind::Term => Rule::Term(Term { name: named("Term"), dates, whom, uid }),
            Kind::DayOff => Rule::DayOff(DayOff { name: named(DayOff::UNNAMED), dates, whom, closed: false, uid }),
            Kind::Special(kind) => Rule::SpecialDay(SpecialDay { kind, dates, time: time?, name, whom, uid }),
            Kind::Exception(kind) => {
                let child = only_child(whom).ok_or((FormLine::Whom, "Which child?".to_owned()))?;
                Rule::Override(Override { child, dates, kind, name, uid })
            }
            Kind::Collect => {
                let who = name.ok_or((FormLine::Name, "Who picks up?".to_owned()))?;
                Rule::Collect(Collect { who, dates, whom, uid })
            }
        })
    }

    fn save_rule(&self, app: &mut App, rule: Rule) -> Outcome {
        if self.old.as_ref() == Some(&rule) {
            return Outcome::Close(app.reply(NOTHING_CHANGED));
        }
        let dates = rule.dates();
        let (family, days) = (app.family(), dates.short_label(app.today));
        let what = match &rule {
            Rule::Override(Override { kind: Exception::Absent, name, .. }) => {
                let why = name.as_ref().map_or_else(String::new, |name| format!(" ({name})"));
                format!("{} stays home on {days}{why}", family.whom_label(&rule.whom()))
            }
            rule => format!("{} on {days}{}", rule.label(), family.whose_suffix(&rule.whom())),
        };
        let rule = match rule {
            Rule::DayOff(day_off) => {
                let was_closed = matches!(&self.old, Some(Rule::DayOff(DayOff { closed: true, .. })));
                let closed = was_closed || must_be_closed(&day_off, Rule::all_of(app.family()).iter());
                Rule::DayOff(DayOff { closed, ..day_off })
            }
            rule => rule,
        };
        let edit = |text: &str| match &self.old {
            Some(old) => with_rule_edits(text, &[RuleEdit::Replace { old: old.clone(), new: rule.clone() }]),
            None => with_rule(text, &rule),
        };
        // When the change is refused, the form stays open with all that was typed.
        let Some(effects) = app.change_family_on(what, Some(dates), edit) else { return Outcome::Stay };
        if self.is_new() && !dates.contains(app.date) {
            app.show_day(dates.from());
        }
        Outcome::Close(effects)
    }
}

/// The child of a rule for a single child.
fn only_child(whom: Whom) -> Option<ChildId> {
    match whom {
        Whom::Only(mut children) if children.len() == 1 => children.pop(),
        _ => None,
    }
}

/// The groups of at least two children, but not all. Each bit of a number stands for a child.
fn subsets(children: &[Child]) -> impl Iterator<Item = Whom> {
    (1..1_u32 << children.len()).filter_map(|bits| {
        let chosen = children.iter().enumerate().filter(|(place, _)| bits & 1 << place != 0);
        let some: Vec<ChildId> = chosen.map(|(_, child)| child.id.clone()).collect();
        (some.len() > 1 && some.len() < children.len()).then_some(Whom::Only(some))
    })
}

impl Prompt for RuleForm {
    fn scope(&self) -> &'static Scope {
        if self.line() == FormLine::Whom { &WHOM } else { &SCOPE }
    }

    fn cursor(&mut self, _app: &App) -> Option<(&mut usize, usize)> {
        Some((&mut self.cursor, self.lines.len()))
    }

    fn field(&mut self) -> Option<&mut Field> {
        let line = self.line() as usize;
        self.fields.get_mut(line)
    }

    fn is_edited(&self) -> bool {
        self.texts() != self.opened || self.whom != self.opened_whom
    }

    fn asks_the_same(&self, other: &dyn Prompt) -> bool {
        let Some(other) = other.as_a::<RuleForm>() else { return false };
        let asks = |form: &RuleForm| (form.kind, form.choices[form.opened_whom].clone());
        // A draft of a new rule belongs to its kind, whatever day the form is opened on.
        let is_new = self.is_new() && other.is_new() && self.kind == other.kind;
        is_new || asks(self) == asks(other) && (&self.old, &self.opened) == (&other.old, &other.opened)
    }
}
