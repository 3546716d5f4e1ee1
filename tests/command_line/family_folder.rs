//! A family's folder to run the program on.

use assert_cmd::Command;
use std::fs;
use std::path::PathBuf;
use std::process::Output;
use tempfile::TempDir;

pub struct FamilyFolder {
    folder: TempDir,
}

impl FamilyFolder {
    /// A folder without a family.
    pub fn empty() -> FamilyFolder {
        FamilyFolder { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// Leo's family, with two rituals that take turns.
    pub fn with_leo() -> FamilyFolder {
        let folder = FamilyFolder::empty();
        folder.ok(&[
            "init",
            "--child",
            "Leo",
            "--first-day",
            "7 sep",
            "--ritual",
            "hand-kiss",
            "--ritual",
            "sewn-heart",
        ]);
        folder
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::cargo_bin("goodbye").expect("built");
        command.env_clear().env("GOODBYE_DIR", self.path()).env("GOODBYE_TODAY", "2026-09-07").args(args);
        command.env("XDG_CONFIG_HOME", self.folder.path().join("config")).env("GOODBYE_STATE", self.state());
        let settings = self.path().join("settings.toml");
        if settings.exists() {
            command.env("GOODBYE_SETTINGS", settings);
        }
        command
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("family")
    }

    /// The folder that contains all state folders.
    pub fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    pub fn text(&self, relative: &str) -> String {
        fs::read_to_string(self.path().join(relative)).unwrap_or_else(|e| panic!("{relative}: {e}"))
    }

    pub fn write(&self, relative: &str, text: &str) {
        let path = self.path().join(relative);
        fs::create_dir_all(path.parent().expect("in a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    pub fn run(&self, args: &[&str]) -> (i32, String, String) {
        output_of(self.command(args).output().expect("run"))
    }

    pub fn ok(&self, args: &[&str]) -> String {
        let (code, out, err) = self.run(args);
        assert_eq!((code, err.as_str()), (0, ""), "{args:?} said {out}");
        out
    }

    /// Runs a command that fails with `code`, and returns the text on stderr.
    pub fn refused(&self, args: &[&str], code: i32) -> String {
        let (found, out, err) = self.run(args);
        assert_eq!((found, out.as_str()), (code, ""), "{args:?} said {err}");
        err
    }

    /// The exit code when stdout is a file that may not grow, as on a full disk.
    pub fn code_on_a_full_disk(&self, args: &[&str]) -> Option<i32> {
        let stdout = fs::File::create(self.folder.path().join("stdout")).expect("created");
        self.limited(args).stdout(stdout).stderr(std::process::Stdio::null()).status().expect("run").code()
    }

    /// A run with an account that may not write any file (`ulimit -f 0`).
    pub fn limited(&self, args: &[&str]) -> std::process::Command {
        self.limited_to(0, args)
    }

    /// A run with an account whose files may have so many blocks.
    pub fn limited_to(&self, blocks: usize, args: &[&str]) -> std::process::Command {
        let program = self.command(&[]).get_program().to_owned();
        let mut command = std::process::Command::new("sh");
        let script = format!("ulimit -f {blocks}; exec \"$0\" \"$@\"");
        command.args(["-c", &script]).arg(program).args(args);
        command.env("GOODBYE_DIR", self.path()).env("GOODBYE_STATE", self.state()).env("GOODBYE_TODAY", "2026-09-07");
        command
    }
}

/// The exit code, stdout and stderr of a run.
pub fn output_of(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}
