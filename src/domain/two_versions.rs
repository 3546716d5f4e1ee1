//! Two versions of one month: from a merge that was not finished, or from the family's own file and a copy of the file.
//! For each morning that differs, a person chooses one version, or both together.

use super::child_id::ChildId;
use super::day::Month;
use super::merge_markers;
use super::month_page::{self, MonthPage, UnfinishedMerge};
use super::month_writer;
use super::morning::{Edit, Morning};
use super::morning_merge;
use super::text::plural;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Two versions of a child's month.
#[derive(Clone, Debug, PartialEq)]
pub struct TwoVersions {
    pub child: ChildId,
    pub month: Month,
    /// The mornings that are not the same in both versions, in the order of their dates.
    pub mornings: Vec<TwoMornings>,
    /// How many mornings their version has.
    pub theirs: usize,
}

/// Two versions of one morning, which differ.
#[derive(Clone, Debug, PartialEq)]
pub struct TwoMornings {
    pub date: Date,
    pub ours: Morning,
    pub theirs: Morning,
    /// The morning from which both came. Blank when nobody knows that morning.
    pub base: Morning,
}

/// The version of a morning that a person keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    Ours,
    Theirs,
    /// Everything from both versions.
    #[default]
    Both,
}

impl Keep {
    pub const ALL: [Keep; 3] = [Keep::Ours, Keep::Theirs, Keep::Both];

    pub fn label(self) -> &'static str {
        match self {
            Keep::Ours => "ours",
            Keep::Theirs => "theirs",
            Keep::Both => "both",
        }
    }
}

impl TwoMornings {
    /// Whether a person has to choose. A morning that is blank in one version is taken from the other
    /// version. A morning that only one person changed is taken from that person's version.
    pub fn is_asked(&self) -> bool {
        !self.ours.is_blank() && !self.theirs.is_blank() && self.base != self.ours && self.base != self.theirs
    }

    /// The morning that a choice keeps.
    pub fn kept(&self, keep: Keep) -> Morning {
        match keep {
            Keep::Ours => self.ours.clone(),
            Keep::Theirs => self.theirs.clone(),
            Keep::Both => morning_merge::both(&self.base, &self.ours, &self.theirs),
        }
    }
}

impl TwoVersions {
    /// Compares two versions of a month. `base` is the month from which both came, or blank when nobody knows that
    /// month.
    pub fn new(child: ChildId, month: Month, [ours, theirs, base]: [&MonthPage; 3]) -> TwoVersions {
        let dates: BTreeSet<&Date> = ours.mornings.keys().chain(theirs.mornings.keys()).collect();
        let of = |page: &MonthPage, date: &Date| page.mornings.get(date).cloned().unwrap_or_default();
        let two = |date: &Date| TwoMornings {
            date: *date,
            ours: of(ours, date),
            theirs: of(theirs, date),
            base: of(base, date),
        };
        let mornings = dates.into_iter().map(two).filter(|two| two.ours != two.theirs).collect();
        TwoVersions { child, month, mornings, theirs: theirs.mornings.len() }
    }

    /// The versions of a merge that was not finished.
    pub fn of_merge(child: ChildId, month: Month, merge: &UnfinishedMerge) -> TwoVersions {
        TwoVersions::new(child, month, [&merge.ours, &merge.theirs, &merge.base])
    }

    /// The mornings about which a person has to choose.
    pub fn asked(&self) -> impl Iterator<Item = &TwoMornings> {
        self.mornings.iter().filter(|two| two.is_asked())
    }

    /// The edits that turn our version into the chosen one. `choices` has a choice for each morning that
    /// is [asked](TwoVersions::asked) about, in the same order.
    pub fn edits(&self, choices: &[Keep]) -> Vec<Edit> {
        let mut choices = choices.iter().copied();
        let edit = |two: &TwoMornings| {
            let keep = if two.is_asked() { choices.next().unwrap_or_default() } else { Keep::Both };
            Edit { child: self.child.clone(), date: two.date, was: two.ours.clone(), becomes: two.kept(keep) }
        };
        self.mornings.iter().map(edit).filter(|edit| edit.was != edit.becomes).collect()
    }

    /// Whether their version has anything that can change our version.
    pub fn can_change_ours(&self) -> bool {
        self.asked().next().is_some() || !self.edits(&[]).is_empty()
    }

    /// The content of their version: `3 mornings of Leo, 1 new, 1 differs from yours`.
    pub fn label(&self, child: &str) -> String {
        let new = self.mornings.iter().filter(|two| two.ours.is_blank()).count();
        let differ = self.mornings.iter().filter(|two| !two.ours.is_blank() && !two.theirs.is_blank()).count();
        let differs = if differ == 1 { "differs" } else { "differ" };
        let parts = [(new, format!("{new} new")), (differ, format!("{differ} {differs} from yours"))];
        let parts: Vec<String> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
        format!("{} of {child}, {}", plural(self.theirs, "morning"), parts.join(", "))
    }
}

impl UnfinishedMerge {
    /// The text of the month after the choices. Mornings that did not change keep their lines from our version, if the
    /// text means the same with them.
    ///
    /// # Errors
    /// When a key of a newer program cannot be written as TOML.
    pub fn finished_text(&self, month: Month, edits: &[Edit]) -> Result<String, toml::ser::Error> {
        let page = self.finished(edits);
        let ours = merge_markers::sides(&self.text).map(|sides| sides.ours).unwrap_or_default();
        let changed: BTreeSet<Date> = edits.iter().map(|edit| edit.date).collect();
        let kept = month_writer::rewrite(&page, &ours, &changed)?;
        if month_page::read("", &kept, month) == page { Ok(kept) } else { month_writer::write(&page) }
    }

    /// The month after the choices: our version with `edits`, and the keys of a newer program from both.
    fn finished(&self, edits: &[Edit]) -> MonthPage {
        let mut page = MonthPage { mornings: self.ours.mornings.clone(), ..MonthPage::default() };
        for edit in edits {
            page.put(edit.date, edit.becomes.clone());
        }
        page.other = self.theirs.other.clone();
        page.other.extend(self.ours.other.clone());
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn page(text: &str) -> MonthPage {
        month_page::read("2026-09.toml", text, september())
    }

    fn september() -> Month {
        Month::of(date(2026, 9, 1))
    }

    fn compared(ours: &str, theirs: &str, base: &str) -> TwoVersions {
        let leo = ChildId::new("leo").expect("an id");
        TwoVersions::new(leo, september(), [&page(ours), &page(theirs), &page(base)])
    }

    const OURS: &str = "[2026-09-07]\nplan = ['a']\nnote = 'fine'\n[2026-09-08]\nmood = 'okay'\n";
    const THEIRS: &str =
        "[2026-09-07]\nplan = ['a', 'b']\ndone = ['b']\nnote = 'rain'\n[2026-09-09]\nskipped = 'sick'\n";

    #[test]
    fn only_mornings_that_both_have_and_that_differ_are_asked_about() {
        let two = compared(OURS, THEIRS, "");
        assert_eq!(two.asked().map(|two| two.date.day()).collect::<Vec<_>>(), [7]);
        assert_eq!(two.label("Leo"), "2 mornings of Leo, 1 new, 1 differs from yours");
        assert!(two.can_change_ours() && !compared(OURS, OURS, "").can_change_ours());
        assert!(!compared(OURS, "", "").can_change_ours());
    }

    #[test]
    fn each_choice_keeps_that_version_and_both_joins_lists_and_notes() {
        let two = compared(OURS, THEIRS, "");
        let seventh = |keep| two.edits(&[keep]).into_iter().find(|edit| edit.date.day() == 7);
        assert_eq!(seventh(Keep::Ours), None);
        assert_eq!(seventh(Keep::Theirs).expect("an edit").becomes, page(THEIRS).mornings[&date(2026, 9, 7)]);
        let both = seventh(Keep::Both).expect("an edit").becomes;
        assert_eq!((both.plan.len(), both.done.len()), (2, 1));
        assert_eq!(both.note.as_deref(), Some("fine\nrain"));
        let taken = two.edits(&[Keep::Ours]);
        assert_eq!(taken.iter().map(|edit| edit.date.day()).collect::<Vec<_>>(), [9], "what is blank here is taken");
    }

    #[test]
    fn with_the_older_version_what_only_one_person_changed_is_not_asked_about() {
        let two = compared(OURS, THEIRS, OURS);
        assert_eq!(two.asked().count(), 0);
        let edits = two.edits(&[]);
        let days: Vec<i8> = edits.iter().map(|edit| edit.date.day()).collect();
        assert_eq!(days, [7, 8, 9], "they took the morning of the 8th away");
        assert_eq!(edits[0].becomes, page(THEIRS).mornings[&date(2026, 9, 7)]);
        assert!(edits[1].becomes.is_blank());
    }

    #[test]
    fn a_finished_merge_has_all_that_was_chosen() {
        let text = format!("weather = 'fair'\n<<<<<<< HEAD\n{OURS}=======\nsong = 'la'\n{THEIRS}>>>>>>> phone\n");
        let merge = page(&text).merge.expect("two versions");
        let two = TwoVersions::of_merge(ChildId::new("leo").expect("an id"), september(), &merge);
        let finished = merge.finished(&two.edits(&[Keep::Both]));
        assert_eq!(finished.other.keys().collect::<Vec<_>>(), ["song", "weather"]);
        assert_eq!(finished.mornings.keys().map(|date| date.day()).collect::<Vec<_>>(), [7, 8, 9]);
        let written = merge.finished_text(september(), &two.edits(&[Keep::Both])).expect("written");
        assert_eq!(page(&written), finished);
    }
}
