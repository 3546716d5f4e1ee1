//! The names that sync programs, git, editors and people give to copies of the family's files.

use super::day::Month;
use super::ritual::kebab_case;

/// The program or person that left a copy, as far as the name of the copy shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftBy {
    Syncthing,
    Dropbox,
    Nextcloud,
    Seafile,
    OneDrive,
    ICloud,
    GoogleDrive,
    /// Any other program that shares folders.
    SyncProgram,
    Git,
    /// A person or a file manager, with words such as `Copy of`.
    Person,
    /// An editor or a download. A person expects such a file, so only `goodbye check` names it.
    Editor,
    /// Nobody: the file is not a copy. Its name is written in another way, such as `2026-9.toml` for `2026-09.toml`.
    Spelling,
    Unknown,
}

impl LeftBy {
    /// The program or person. None where the name is only written in another way.
    pub fn label(self) -> Option<&'static str> {
        Some(match self {
            LeftBy::Syncthing => "Syncthing",
            LeftBy::Dropbox => "Dropbox",
            LeftBy::Nextcloud => "Nextcloud",
            LeftBy::Seafile => "Seafile",
            LeftBy::OneDrive => "OneDrive",
            LeftBy::ICloud => "iCloud",
            LeftBy::GoogleDrive => "Google Drive or a browser",
            LeftBy::SyncProgram => "a sync program",
            LeftBy::Git => "git",
            LeftBy::Person => "somebody",
            LeftBy::Editor => "an editor",
            LeftBy::Unknown => "another program",
            LeftBy::Spelling => return None,
        })
    }
}

/// The family's files outside `mornings`.
const PAGES: [&str; 4] = ["family.toml", "rituals.toml", "school.toml", "made.toml"];

/// The page, such as `family.toml`, that a file is a copy of by its name, and who left the copy. None for the page
/// itself, and for a name without a page.
pub fn page_of(name: &str) -> Option<(&'static str, LeftBy)> {
    if PAGES.contains(&name) || !is_toml(name) {
        return None;
    }
    let (stem, rest) = first_word(name, &PAGES.map(|page| page.trim_end_matches(TOML)))?;
    // Many other files may begin with such a word: `family-recipes.toml`.
    let left_by = Some(left_by(&rest)).filter(|left_by| *left_by != LeftBy::Unknown)?;
    Some((PAGES.into_iter().find(|page| page.starts_with(stem))?, left_by))
}

/// The month that a file is a copy of by its name, and who left the copy. None for the month itself, and for a name
/// without a month.
pub fn month_of(name: &str) -> Option<(Month, LeftBy)> {
    let (month, before, after) = find_month(name).filter(|_| is_toml(name))?;
    if name == format!("{month}.toml") {
        return None;
    }
    let left_by = left_by(&Rest { before, after });
    let is_own_word = |c: char| c.is_alphabetic();
    // The day or time of a conflict is no month: `notes (conflicted copy 2026-09-07).toml`, and `202610` (20:26:10) in
    // `notes.sync-conflict-20260907-202610-ABCDEFG.toml`.
    let begins_otherwise = left_by == LeftBy::Unknown && before.contains(is_own_word)
        || before.contains(['(', '['])
        || CONFLICT.iter().any(|word| before.to_lowercase().contains(word));
    (!begins_otherwise).then_some((month, left_by))
}

/// The folder of `known` that another folder is a copy of by its name, and who left the copy.
pub fn folder_of<'k>(name: &str, known: &[&'k str]) -> Option<(&'k str, LeftBy)> {
    if known.contains(&name) {
        return None;
    }
    let spelled = kebab_case(name);
    if let Some(folder) = known.iter().find(|folder| ***folder == spelled) {
        return Some((folder, LeftBy::Spelling));
    }
    let (folder, rest) = first_word(name, known)?;
    let left_by = left_by(&rest);
    (left_by != LeftBy::Unknown).then_some((folder, left_by))
}

/// Whether a file with any other name may be a version of a family's file. The content of the file decides.
pub fn may_be_ours(name: &str) -> bool {
    is_toml(name) || !name.contains('.') || name.to_ascii_lowercase().ends_with(".txt")
}

/// Whether `.toml` is part of a name: `a.toml`, `a.TOML.orig`, `a.toml (1)`.
fn is_toml(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.match_indices(TOML).any(|(at, _)| !name[at + TOML.len()..].starts_with(|c: char| c.is_alphanumeric()))
}

const TOML: &str = ".toml";

/// The parts of a copy's name before and after the page, the month or the folder of which it is a copy.
struct Rest<'n> {
    before: &'n str,
    after: &'n str,
}

/// The first of `words` in a name, with the parts around the word. At the same place, the longest word counts:
/// `anna-lena (1)` is a copy of `anna-lena` and not of `anna`.
fn first_word<'n, 'k>(name: &'n str, words: &[&'k str]) -> Option<(&'k str, Rest<'n>)> {
    let found = words.iter().filter_map(|word| Some((*word, around_word(name, word)?)));
    found.min_by_key(|(word, rest)| (rest.before.len(), std::cmp::Reverse(word.len())))
}

/// The parts of a name around a word, in any case. None when the name does not have the word.
fn around_word<'n>(name: &'n str, word: &str) -> Option<Rest<'n>> {
    let small = name.to_ascii_lowercase();
    let is_letter = |c: char| c.is_alphabetic();
    small
        .match_indices(word)
        .map(|(at, _)| Rest { before: &name[..at], after: &name[at + word.len()..] })
        .find(|rest| !rest.before.ends_with(is_letter) && !rest.after.starts_with(is_letter))
}

/// The first month in a name, such as `2026-09`, `2026_9` or `202609`, with the parts around the month.
fn find_month(name: &str) -> Option<(Month, &str, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let starts = name.char_indices().map(|(at, _)| at);
    starts.into_iter().filter(|&at| !name[..at].ends_with(|c: char| c.is_ascii_digit())).find_map(|at| {
        let text = &name[at..];
        let (year, rest) = match digits(text) {
            4 => (&text[..4], text[4..].strip_prefix(['-', '_', '.', ' ']).or(text[4..].strip_prefix('–'))?),
            6 => (&text[..4], &text[4..]),
            _ => return None,
        };
        let month = rest.get(..digits(rest)).filter(|month| matches!(month.len(), 1 | 2))?;
        let found: Month = format!("{year}-{month:0>2}").parse().ok()?;
        Some((found, &name[..at], &rest[month.len()..]))
    })
}

/// The words for a conflict in the languages of sync programs.
#[rustfmt::skip] // The words stay on few lines.
const CONFLICT: [&str; 12] = [
    "conflict", "konflikt", "conflit", "conflito", "ristiriita", "ütközés", "çakış", "конфликт", "冲突", "衝突", "競合",
    "충돌",
];
/// The words for a copy in the languages of file managers.
const COPY: [&str; 12] =
    ["copy", "kopie", "copie", "copia", "kopia", "kopi", "cópia", "kópia", "копия", "副本", "コピー", "사본"];
/// The ends of files that editors and downloads leave.
const EDITOR: [&str; 10] = ["~", ".bak", ".backup", ".old", ".save", ".swp", ".swo", ".tmp", ".part", ".crdownload"];
/// The parts of names that git and its merge tools leave.
const GIT: [&str; 11] =
    [".orig", ".rej", "_base_", "_local_", "_remote_", "_backup_", ".base", ".local", ".remote", ".mine", ".theirs"];

/// The program or person that left a copy, by the parts of its name.
fn left_by(rest: &Rest<'_>) -> LeftBy {
    let small = format!("{}\n{}", rest.before, rest.after).to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| small.contains(word));
    if EDITOR.iter().any(|end| small.ends_with(end)) || rest.before.starts_with('#') {
        LeftBy::Editor
    } else if small.contains("sync-conflict") {
        LeftBy::Syncthing
    } else if small.contains("sfconflict") {
        LeftBy::Seafile
    } else if small.contains("_conflict-") || has_time_of_day(&small) && small.contains("conflicted copy") {
        LeftBy::Nextcloud
    } else if has(&CONFLICT) {
        if small.contains('(') { LeftBy::Dropbox } else { LeftBy::SyncProgram }
    } else if has(&GIT) || small.contains("toml~") {
        LeftBy::Git
    } else if has(&COPY) {
        LeftBy::Person
    } else {
        left_by_short(rest)
    }
}

/// The program or person that left a copy whose name has a number or the name of a computer.
fn left_by_short(rest: &Rest<'_>) -> LeftBy {
    let after = without_toml(rest.after);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let in_brackets = after.trim_start().strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    if !rest.before.trim().is_empty() {
        LeftBy::Unknown
    } else if after.trim().is_empty() {
        LeftBy::Spelling
    } else if in_brackets.is_some_and(is_number) {
        LeftBy::GoogleDrive
    } else if after.strip_prefix(' ').is_some_and(is_number) {
        LeftBy::ICloud
    } else if after.strip_prefix('-').is_some_and(is_computer) {
        LeftBy::OneDrive
    } else if is_number(after.trim_start_matches(['-', '_', '.', ' '])) {
        LeftBy::Person
    } else {
        LeftBy::Unknown
    }
}

/// The end of a name without the first `.toml`. A second ending, such as `.txt`, stays.
fn without_toml(after: &str) -> String {
    match after.to_ascii_lowercase().find(TOML) {
        Some(at) => format!("{}{}", &after[..at], &after[at + TOML.len()..]),
        None => after.to_owned(),
    }
}

/// Whether a text can be the name of a computer, which OneDrive adds: `DESKTOP-ABC123`, `Annas-MacBook`.
fn is_computer(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    text.chars().all(is_part) && text.contains(|c: char| c.is_ascii_uppercase())
}

/// Whether a text has a date and a time of day without colons, as in `2026-09-07 074500`.
fn has_time_of_day(text: &str) -> bool {
    text.split([' ', ')', '-']).any(|word| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::LeftBy::*;
    use super::*;

    #[test]
    fn each_name_shows_of_which_month_it_is_a_copy_and_what_left_it() {
        for (name, left_by) in [
            ("2026-09.sync-conflict-20260907-074500-ABCDEFG.toml", Syncthing),
            ("2026-09 (Anna's conflicted copy 2026-09-07).toml", Dropbox),
            ("2026-09 (conflicted copy).toml", Dropbox),
            ("2026-09 (Case Conflict).toml", Dropbox),
            ("2026-09 (Case Conflict 1).toml", Dropbox),
            ("2026-09 (Konfliktkopie von Anna 2026-09-07).toml", Dropbox),
            ("2026-09 (In Konflikt stehende Kopie von Anna 2026-09-07).toml", Dropbox),
            ("2026-09 (copie en conflit de Anna 2026-09-07).toml", Dropbox),
            ("2026-09 (Copia en conflicto de Anna 2026-09-07).toml", Dropbox),
            ("2026-09 (copia in conflitto di Anna).toml", Dropbox),
            ("2026-09 (Cópia em conflito de Anna 2026-09-07).toml", Dropbox),
            ("2026-09 (конфликтующая копия 2026-09-07).toml", Dropbox),
            ("2026-09 (Anna 的冲突副本 2026-09-07).toml", Dropbox),
            ("2026-09 (Anna の競合コピー 2026-09-07).toml", Dropbox),
            ("2026-09 (conflicted copy 2026-09-07 074500).toml", Nextcloud),
            ("2026-09_conflict-20260907-074500.toml", Nextcloud),
            ("2026-09 (SFConflict anna@example.org 2026-09-07-07-45-00).toml", Seafile),
            ("2026-09-DESKTOP-ABC123.toml", OneDrive),
            ("2026-09-Annas-MacBook-Air.toml", OneDrive),
            ("2026-09 2.toml", ICloud),
            ("2026-09 13.toml", ICloud),
            ("2026-09 (1).toml", GoogleDrive),
            ("2026-09(2).toml", GoogleDrive),
            ("2026-09.toml (1)", GoogleDrive),
            ("Copy of 2026-09.toml", Person),
            ("Kopie von 2026-09.toml", Person),
            ("2026-09 - Copy.toml", Person),
            ("2026-09 - Copy (2).toml", Person),
            ("2026-09 copy 2.toml", Person),
            ("2026-09-1.toml", Person),
            ("2026-09-07.toml", Person),
            ("2026-09.Conflict.toml", SyncProgram),
            ("2026-09_DiskStation_Sep-07-074500-2026_Conflict.toml", SyncProgram),
            ("2026-09 [conflicted].toml", SyncProgram),
            ("2026-09.toml.orig", Git),
            ("2026-09.toml.rej", Git),
            ("2026-09_BASE_123.toml", Git),
            ("2026-09_LOCAL_123.toml", Git),
            ("2026-09_REMOTE_123.toml", Git),
            ("2026-09_BACKUP_123.toml", Git),
            ("2026-09.toml~HEAD", Git),
            ("2026-09.toml~", Editor),
            ("2026-09.toml.bak", Editor),
            ("2026-09.toml.old", Editor),
            ("2026-09.toml.swp", Editor),
            ("#2026-09.toml#", Editor),
            ("2026-9.toml", Spelling),
            ("2026-09.TOML", Spelling),
            ("2026-09.Toml", Spelling),
            ("2026_09.toml", Spelling),
            ("2026.09.toml", Spelling),
            ("202609.toml", Spelling),
            (" 2026-09.toml", Spelling),
            ("2026-09 .toml", Spelling),
            ("2026-09.toml.txt", Unknown),
            ("2026-09 from the tablet.toml", Unknown),
        ] {
            let month: Month = "2026-09".parse().expect("a month");
            assert_eq!(month_of(name), Some((month, left_by)), "{name}");
        }
        for name in [
            "2026-09.toml",
            "2026-13.toml",
            "notes.toml",
            "ideas 2026-09.toml",
            "a (conflicted copy 2026-09-07).toml",
            "family.sync-conflict-20260907-202610-ABCDEFG.toml",
            "family_conflict-20260907-202610.toml",
            "2026-09.jpg",
            "2026.toml",
            "é",
        ] {
            assert_eq!(month_of(name), None, "{name}");
        }
    }

    #[test]
    fn each_name_shows_of_which_page_it_is_a_copy_and_what_left_it() {
        for (name, page, left_by) in [
            ("family (Anna's conflicted copy 2026-09-07).toml", "family.toml", Dropbox),
            ("rituals.sync-conflict-20260907-074500-ABCDEFG.toml", "rituals.toml", Syncthing),
            ("school_conflict-20260907-074500.toml", "school.toml", Nextcloud),
            ("made (conflicted copy 2026-09-07 074500).toml", "made.toml", Nextcloud),
            ("family-DESKTOP-ABC123.toml", "family.toml", OneDrive),
            ("family 2.toml", "family.toml", ICloud),
            ("family (1).toml", "family.toml", GoogleDrive),
            ("Copy of family.toml", "family.toml", Person),
            ("family2.toml", "family.toml", Person),
            ("family.toml.orig", "family.toml", Git),
            ("family_REMOTE_4711.toml", "family.toml", Git),
            ("family.toml~", "family.toml", Editor),
            ("Family.toml", "family.toml", Spelling),
            ("rituals.TOML", "rituals.toml", Spelling),
        ] {
            assert_eq!(page_of(name), Some((page, left_by)), "{name}");
        }
        for name in ["family.toml", "made.toml", "family-recipes.toml", "settings.toml", "family.jpg", "unfamily.toml"]
        {
            assert_eq!(page_of(name), None, "{name}");
        }
    }

    #[test]
    fn each_folder_shows_of_which_folder_it_is_a_copy() {
        let known = ["leo", "anna", "anna-lena", "zoe"];
        for (name, folder, left_by) in [
            ("Leo", "leo", Spelling),
            ("LEO", "leo", Spelling),
            ("Zoë", "zoe", Spelling),
            ("leo (1)", "leo", GoogleDrive),
            ("leo 2", "leo", ICloud),
            ("leo-2", "leo", Person),
            ("leo (Anna's conflicted copy 2026-09-07)", "leo", Dropbox),
            ("Copy of leo", "leo", Person),
            ("anna-lena (1)", "anna-lena", GoogleDrive),
        ] {
            assert_eq!(folder_of(name, &known), Some((folder, left_by)), "{name}");
        }
        for name in ["leo", "anna-lena", "leonie", "mia", "leo-marie", "Photos"] {
            assert_eq!(folder_of(name, &known), None, "{name}");
        }
    }
}
