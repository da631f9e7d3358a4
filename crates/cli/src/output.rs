//! Where results go: standard output, or a file that appears only when it is whole.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use crate::Outcome;
use crate::problem::Fatal;

/// The name of standard output.
pub(crate) const STANDARD_OUTPUT: &str = "-";

/// A result on its way out.
pub(crate) struct Output {
    name: String,
    target: Target,
}

enum Target {
    Standard(BufWriter<StdoutLock<'static>>),
    /// A device or pipe, which cannot be replaced.
    Special(BufWriter<File>),
    /// A file beside the target, and the target.
    File(BufWriter<NamedTempFile>, PathBuf),
}

impl Output {
    /// Opens `path` for writing; `-` is standard output.
    pub(crate) fn open(path: &Path) -> Result<Self, Fatal> {
        let name = path.display().to_string();
        let target = if path.as_os_str() == STANDARD_OUTPUT {
            Ok(Target::Standard(BufWriter::new(io::stdout().lock())))
        } else {
            file(path)
        };
        match target {
            Ok(target) => Ok(Self { name, target }),
            Err(error) => Err(Fatal::Output { path: name, error }),
        }
    }

    /// Whether it is shown on a terminal.
    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self.target, Target::Standard(_)) && io::stdout().is_terminal()
    }

    /// The file that it is to become; none for a stream.
    pub(crate) fn file(&self) -> Option<&Path> {
        match &self.target {
            Target::File(_, path) => Some(path),
            Target::Standard(_) | Target::Special(_) => None,
        }
    }

    /// The file that the output will replace, if it is there.
    pub(crate) fn replaces(&self) -> BTreeSet<PathBuf> {
        self.file().and_then(|path| path.canonicalize().ok()).into_iter().collect()
    }

    /// Writes a line.
    pub(crate) fn line(&mut self, line: &str) -> Result<(), Fatal> {
        let writer: &mut dyn Write = match &mut self.target {
            Target::Standard(writer) => writer,
            Target::Special(writer) => writer,
            Target::File(writer, _) => writer,
        };
        let written = writer.write_all(line.as_bytes()).and_then(|()| writer.write_all(b"\n"));
        written.map_err(|error| Fatal::Output { path: self.name.clone(), error })
    }

    /// Writes out what is held back; a file takes its place only now, and only if there is something in it.
    pub(crate) fn finish(self, outcome: Outcome) -> Result<Outcome, Fatal> {
        let Self { name, target } = self;
        let finished = match target {
            Target::Standard(mut writer) => writer.flush(),
            Target::Special(mut writer) => writer.flush(),
            Target::File(_, _) if outcome.documents == 0 => Ok(()),
            Target::File(writer, path) => replace(writer, &path),
        };
        finished.map(|()| outcome).map_err(|error| Fatal::Output { path: name, error })
    }
}

fn file(path: &Path) -> io::Result<Target> {
    // Behind a symbolic link the file is replaced, not the link.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    match path.metadata() {
        Ok(known) if known.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(known) if !known.is_file() => {
            return Ok(Target::Special(BufWriter::new(File::options().write(true).open(&path)?)));
        }
        Ok(_) | Err(_) => {}
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".rashomon-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As for any new file: the umask takes away what it takes away.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(folder)?;
    Ok(Target::File(BufWriter::new(file), path))
}

fn replace(writer: BufWriter<NamedTempFile>, path: &Path) -> io::Result<()> {
    let file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
    if let Ok(known) = path.metadata() {
        file.as_file().set_permissions(known.permissions())?;
    }
    let path_of_file: TempPath = file.into_temp_path();
    path_of_file.persist(path).map_err(|error| error.error)
}
