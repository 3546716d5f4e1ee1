//! Kinds of damage: what power cuts, disks, editors, mail programs, sync programs and git leave of a file.

use rustix::fs::{CWD, FileType, Mode};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

/// How much a program must notice of a damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// The file means the same. Every verb works.
    Harmless,
    /// No program can tell, or it depends on the file.
    Unknown,
    /// The damage is told for every file.
    Told,
}

use Grade::{Harmless, Told, Unknown};

/// Makes the damaged content from the good content.
type Change = fn(&[u8]) -> Vec<u8>;
/// Puts something else in the place of the file.
type Place = fn(&Path);

pub enum Damage {
    Content(Change),
    Instead(Place),
}

use Damage::{Content, Instead};

fn text(good: &[u8]) -> String {
    String::from_utf8_lossy(good).into_owned()
}

fn part(good: &[u8], of: usize) -> Vec<u8> {
    good[..good.len() * of / 8].to_vec()
}

/// Bytes that look random and are the same in each run.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let next = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    (0..count).map(next).collect()
}

fn in_the_middle(good: &[u8], bytes: &[u8]) -> Vec<u8> {
    let (before, after) = good.split_at(good.len() / 2);
    [before, bytes, after].concat()
}

fn in_front(good: &[u8], text: &str) -> Vec<u8> {
    [text.as_bytes(), good].concat()
}

fn at_the_end(good: &[u8], text: &str) -> Vec<u8> {
    [good, text.as_bytes()].concat()
}

fn utf_16(good: &[u8], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text(good).encode_utf16()).flat_map(bytes).collect()
}

fn each_line(good: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    text(good).lines().map(|line| change(line) + "\n").collect::<String>().into_bytes()
}

/// Every damage with its name and its grade.
pub const DAMAGES: &[(&str, Grade, Damage)] = &[
    ("cut after a few bytes", Unknown, Content(|good| good[..good.len().min(3)].to_vec())),
    ("cut after an eighth", Unknown, Content(|good| part(good, 1))),
    ("cut after a quarter", Unknown, Content(|good| part(good, 2))),
    ("cut in the middle", Unknown, Content(|good| part(good, 4))),
    ("cut after three quarters", Unknown, Content(|good| part(good, 6))),
    ("cut before the last letters", Unknown, Content(|good| good[..good.len().saturating_sub(3)].to_vec())),
    ("empty", Told, Content(|_| Vec::new())),
    ("one line end", Told, Content(|_| b"\n".to_vec())),
    ("blanks", Told, Content(|_| b" \t\r\n  \n".to_vec())),
    ("a mark of its encoding alone", Told, Content(|_| "\u{feff}".into())),
    ("zeros", Told, Content(|good| vec![0; good.len()])),
    ("a block of zeros", Told, Content(|_| vec![0; 4096])),
    ("zeros from the middle on", Told, Content(|good| [&part(good, 4)[..], &vec![0; good.len() / 2]].concat())),
    ("random bytes", Told, Content(|good| noise(good.len()))),
    ("random bytes in the middle", Told, Content(|good| in_the_middle(good, &noise(64)))),
    ("one flipped bit", Told, Content(|good| in_the_middle(good, b"\xc1"))),
    ("a Latin-1 letter", Told, Content(|good| in_the_middle(good, b"caf\xe9"))),
    ("UTF-16, small end first", Told, Content(|good| utf_16(good, u16::to_le_bytes))),
    ("UTF-16, big end first", Told, Content(|good| utf_16(good, u16::to_be_bytes))),
    ("a mark of its encoding in front", Harmless, Content(|good| in_front(good, "\u{feff}"))),
    ("line ends of Windows", Harmless, Content(|good| text(good).replace('\n', "\r\n").into_bytes())),
    ("line ends of old Macs", Unknown, Content(|good| text(good).replace('\n', "\r").into_bytes())),
    ("blanks at the ends of lines", Harmless, Content(|good| each_line(good, |line| format!("{line}  ")))),
    ("a long comment", Harmless, Content(|good| at_the_end(good, &format!("# {}\n", "x".repeat(200_000))))),
    ("everything twice", Unknown, Content(|good| [good, good].concat())),
    ("each line twice", Told, Content(|good| each_line(good, |line| format!("{line}\n{line}")))),
    (
        "lines in another order",
        Unknown,
        Content(|good| {
            let lines: Vec<String> = text(good).lines().map(|line| format!("{line}\n")).collect();
            lines.into_iter().rev().collect::<String>().into_bytes()
        }),
    ),
    (
        "a merge that is not finished",
        Told,
        Content(|good| {
            let theirs = text(good).replace("2026-09-1", "2026-09-2");
            [b"<<<<<<< HEAD\n", good, b"=======\n", theirs.as_bytes(), b">>>>>>> theirs\n"].concat()
        }),
    ),
    ("half a merge", Told, Content(|good| in_the_middle(good, b"\n<<<<<<< HEAD\n"))),
    ("lines of a patch", Told, Content(|good| each_line(good, |line| format!("+{line}")))),
    ("quoted in a mail", Told, Content(|good| each_line(good, |line| format!("> {line}")))),
    ("a page of a login", Told, Content(|_| b"<!DOCTYPE html>\n<html><title>Log in</title></html>\n".to_vec())),
    ("another format", Told, Content(|_| b"{ \"a\": [1, 2] }\n".to_vec())),
    ("compressed", Told, Content(|good| [b"\x1f\x8b\x08\x00", &noise(good.len())[..]].concat())),
    ("an unknown key", Unknown, Content(|good| in_front(good, "weather = \"fair\"\n"))),
    ("an unknown table", Unknown, Content(|good| at_the_end(good, "\n[weather]\nsun = true\n"))),
    ("a newer program", Told, Content(|good| in_front(good, "format = 2\n"))),
    ("a huge number", Unknown, Content(|good| in_front(good, "big = 99999999999999999999999999\n"))),
    ("a key with a number out of range", Unknown, Content(|good| at_the_end(good, "\nfloat = 1e999\n"))),
    (
        "deep nesting",
        Told,
        Content(|good| in_front(good, &format!("deep = {}{}\n", "[".repeat(5000), "]".repeat(5000)))),
    ),
    ("deep tables", Unknown, Content(|good| at_the_end(good, &format!("\n[{}]\n", vec!["a"; 5000].join("."))))),
    ("a very long line", Unknown, Content(|good| at_the_end(good, &format!("\nlong = \"{}\"\n", "x".repeat(300_000))))),
    ("too large", Told, Content(|good| at_the_end(good, &format!("# {}\n", "x".repeat((4 << 20) + 1))))),
    ("numbers instead of texts", Unknown, Content(|good| text(good).replace("= \"", "= 7 # \"").into_bytes())),
    ("texts instead of lists", Unknown, Content(|good| text(good).replace("= [", "= \"\" # [").into_bytes())),
    ("texts without quotes", Unknown, Content(|good| text(good).replace("= \"", "= ").into_bytes())),
    ("typographic quotes", Told, Content(|good| text(good).replace('"', "\u{201c}").into_bytes())),
    ("months that do not exist", Unknown, Content(|good| text(good).replace("2026-09", "2026-13").into_bytes())),
    ("days that do not exist", Unknown, Content(|good| text(good).replace("2026-09-", "2026-09-3").into_bytes())),
    ("days of another month", Unknown, Content(|good| text(good).replace("2026-09-", "2026-10-").into_bytes())),
    ("another year", Unknown, Content(|good| text(good).replace("2026-", "9999-").into_bytes())),
    ("capital letters", Unknown, Content(|good| text(good).to_uppercase().into_bytes())),
    ("a control character", Told, Content(|good| in_the_middle(good, b"\x1b[2J"))),
    ("an open quote", Told, Content(|good| at_the_end(good, "\nx = \"abc\n"))),
    ("an open list", Told, Content(|good| at_the_end(good, "\nx = [1,\n"))),
    ("an open header", Told, Content(|good| at_the_end(good, "\n[2026-09-\n"))),
    ("a missing equals sign", Told, Content(|good| text(good).replace(" = ", " ").into_bytes())),
    ("a folder", Told, Instead(|path| fs::create_dir(path).expect("made"))),
    (
        "a folder with a file",
        Told,
        Instead(|path| {
            fs::create_dir(path).expect("made");
            fs::write(path.join("letter"), "mine").expect("written");
        }),
    ),
    (
        "a pipe",
        Told,
        Instead(|path| {
            rustix::fs::mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("made");
        }),
    ),
    ("a link to nowhere", Told, Instead(|path| symlink("/nowhere/at/all", path).expect("linked"))),
    ("a loop of links", Told, Instead(|path| symlink(path, path).expect("linked"))),
    ("a link to a device", Told, Instead(|path| symlink("/dev/zero", path).expect("linked"))),
    (
        "no permission",
        Unknown,
        Instead(|path| {
            fs::write(path, "closed").expect("written");
            fs::set_permissions(path, fs::Permissions::from_mode(0o000)).expect("closed");
        }),
    ),
];
