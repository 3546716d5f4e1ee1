//! Something that stands where a file or folder of the program's own belongs, such as a link that a sync brought.

use super::problem::Problem;
use thiserror::Error;

/// Something in the way of a file or folder, which the program neither reads nor writes. It displays as a clause.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{path} {}; {}", .kind.label(), .kind.help())]
pub struct Obstacle {
    pub path: String,
    pub kind: ObstacleKind,
}

impl Obstacle {
    /// The obstacle as the problem of a file.
    pub fn problem(&self) -> Problem {
        Problem::whole_file(&self.path, format!("this {}", self.kind.label()), self.kind.help())
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ObstacleKind {
    Link,
    /// A link to a folder that is missing.
    BrokenLink,
    /// A link of the family to a file that cannot be a file of the family.
    LinkToOther {
        target: String,
    },
    Folder,
    NotAFolder,
    PipeOrDevice,
    HardLink,
    OfAnotherAccount,
    /// A file of the family that another account does not share.
    NotShared,
    /// A folder that other accounts can change.
    OpenToOthers,
}

impl ObstacleKind {
    /// The end of a clause that begins with the path of the obstacle.
    pub fn label(&self) -> String {
        match self {
            ObstacleKind::Link => "is a link",
            ObstacleKind::BrokenLink => "is a link to a folder that is not there",
            ObstacleKind::LinkToOther { target } => {
                return format!("is a link to {target}, and that name does not end in .toml");
            }
            ObstacleKind::Folder => "is a folder, not a file",
            ObstacleKind::NotAFolder => "is a file, not a folder",
            ObstacleKind::PipeOrDevice => "is a pipe or a device",
            ObstacleKind::HardLink => "is a file with a second name elsewhere (a hard link)",
            ObstacleKind::OfAnotherAccount => "belongs to another account",
            ObstacleKind::NotShared => "belongs to another account, which does not share it",
            ObstacleKind::OpenToOthers => "can be changed by other accounts",
        }
        .to_owned()
    }

    /// The advice: what to do now.
    pub fn help(&self) -> &'static str {
        match self {
            ObstacleKind::BrokenLink => "bring that folder back (is its drive connected?), or delete the link",
            ObstacleKind::LinkToOther { .. } => "delete the link",
            ObstacleKind::NotShared => "let that account run `chmod -R g+rwX FOLDER` and `chmod g+s FOLDER`",
            ObstacleKind::OpenToOthers => "take that right from them with `chmod go-w FOLDER`",
            _ => "move it away",
        }
    }
}
