//! Finds the children or rituals of a file that have the same name.

use super::{Named, name_key, short_list};
use crate::domain::problem::{Problem, SourceSpan};
use std::ops::Range;

/// Returns a problem for each name that several things have. `place` is the place of a thing in `text`; None for a thing
/// of another file. The file can be used in spite of the problems.
pub fn same_names<'n, T: Named + 'n>(
    (file, text): (&str, &str),
    things: impl Iterator<Item = &'n T>,
    place: impl Fn(&T) -> Option<Range<usize>>,
) -> Vec<Problem> {
    let mut groups: Vec<(String, Vec<&T>)> = Vec::new();
    for thing in things {
        let key = name_key(thing.name());
        match groups.iter_mut().find(|(other, _)| *other == key) {
            Some((_, group)) => group.push(thing),
            None => groups.push((key, vec![thing])),
        }
    }
    let several = groups.into_iter().map(|(_, group)| group).filter(|group| group.len() > 1);
    let problem = |group: Vec<&T>| {
        let ids: Vec<String> = group.iter().map(|thing| thing.id().to_owned()).collect();
        let places = group.iter().rev().filter_map(|thing| place(thing));
        Problem {
            file: file.to_owned(),
            message: format!("several {} are called {}: {}", T::KIND[1], group[0].name(), short_list(&ids, "and")),
            help: "give each of them a name of its own".to_owned(),
            spans: places.map(|place| SourceSpan::new(text, place, "here")).collect(),
        }
    };
    several.map(problem).collect()
}
