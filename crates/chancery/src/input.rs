//! What the user points at, as a list of documents to read.

use crate::failure::{Failure, Kind, cannot_read};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Extensions that are taken from a folder; a file named on the command line is tried whatever its name.
const EXTENSIONS: [&str; 4] = ["txt", "md", "html", "htm"];

/// No more than the reader takes is loaded; a larger file is an archive or an accident, and would hold up the run.
const LARGEST: u64 = chancery_read::LARGEST as u64;

/// One document to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// File; `None` for standard input.
    pub path: Option<PathBuf>,
    /// The path as given, or `-`.
    pub source: String,
    /// Size in bytes where known beforehand, for sizing batches only.
    pub size: u64,
}

/// Formats of documents that are not read: a file in a folder that has one of them is passed over, and the user told so.
const OTHER: [&str; 15] = [
    "pdf", "doc", "docx", "odt", "rtf", "epub", "ppt", "pptx", "xls", "xlsx", "eml", "mht", "mhtml", "warc",
    "zip",
];

/// Documents in folders that are in a format not read here, counted by extension.
pub type PassedOver = BTreeMap<String, usize>;

/// `passed over: 1 .docx, 3 .pdf …`; empty where nothing was.
pub fn passed_over_text(passed: &PassedOver) -> String {
    if passed.is_empty() {
        return String::new();
    }
    let parts: Vec<String> = passed.iter().map(|(ext, n)| format!("{n} .{ext}")).collect();
    let hint = "convert them to plain text or HTML to have them read";
    format!("passed over: {}\n  hint: {hint}\n", parts.join(", "))
}

/// Files and folders to inputs, in the order given, folders in path order; a path that holds nothing is a failure of
/// its own and does not hold up the others.
pub fn collect(paths: &[PathBuf], passed: &mut PassedOver) -> (Vec<Input>, Vec<(String, Failure)>) {
    let (mut inputs, mut failures) = (Vec::new(), Vec::new());
    for path in paths {
        let source = path.to_string_lossy().into_owned();
        if source == "-" {
            inputs.push(Input { path: None, source, size: 0 });
            continue;
        }
        match fs::metadata(path) {
            Err(e) => failures.push((source, cannot_read(&e))),
            Ok(meta) if meta.is_dir() => {
                let before = (inputs.len(), failures.len());
                folder(path, &mut inputs, &mut failures, passed);
                if before == (inputs.len(), failures.len()) {
                    let failure = Failure::new(Kind::Input, "the folder holds no documents")
                        .hint("documents in folders are files that end in .txt, .md, .html or .htm");
                    failures.push((source, failure));
                }
            }
            Ok(meta) => inputs.push(Input { path: Some(path.clone()), source, size: meta.len() }),
        }
    }
    (inputs, failures)
}

/// Adds the documents below a folder. Links to folders are not followed (they can lead in circles), hidden files and
/// files called README are no documents.
fn folder(
    path: &Path,
    inputs: &mut Vec<Input>,
    failures: &mut Vec<(String, Failure)>,
    passed: &mut PassedOver,
) {
    let entries = fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(e) => return failures.push((path.to_string_lossy().into_owned(), cannot_read(&e))),
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        let path = entry.path();
        if entry.file_type().is_ok_and(|t| t.is_dir()) {
            folder(&path, inputs, failures, passed);
            continue;
        }
        let stem = path.file_stem().map(|s| s.to_string_lossy().to_ascii_lowercase());
        if stem.as_deref() == Some("readme") {
            continue;
        }
        let kind = extension(&path);
        if !kind.as_deref().is_some_and(|e| EXTENSIONS.contains(&e)) {
            if let Some(kind) = kind.filter(|k| OTHER.contains(&k.as_str())) {
                *passed.entry(kind).or_default() += 1;
            }
            continue;
        }
        // A link that leads nowhere is reported, not passed over.
        match fs::metadata(&path) {
            Ok(meta) if meta.is_dir() => {}
            meta => inputs.push(Input {
                source: path.to_string_lossy().into_owned(),
                size: meta.map_or(0, |m| m.len()),
                path: Some(path),
            }),
        }
    }
}

/// The extension of a path, lower case.
pub fn extension(path: &Path) -> Option<String> {
    path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase())
}

impl Input {
    /// Its bytes.
    pub fn bytes(&self) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::with_capacity(self.size.min(LARGEST) as usize);
        let limit = LARGEST + 1;
        match &self.path {
            None => std::io::stdin().lock().take(limit).read_to_end(&mut bytes),
            Some(path) => fs::File::open(path).and_then(|f| f.take(limit).read_to_end(&mut bytes)),
        }
        .map_err(|e| cannot_read(&e))?;
        if bytes.len() as u64 > LARGEST {
            let message = format!("larger than the {} MiB that a page may have", LARGEST >> 20);
            return Err(Failure::new(Kind::Input, message).hint("split it into one file for each article"));
        }
        Ok(bytes)
    }

    /// The format that its name suggests.
    pub fn format(&self) -> Option<String> {
        self.path.as_deref().and_then(extension)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_passed_over_is_counted() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.txt", "b.PDF", "c.pdf", "d.docx", "notes", "e.jpg", ".f.pdf", "README.md"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let mut passed = PassedOver::new();
        let (inputs, failures) = collect(&[folder.path().to_owned()], &mut passed);
        assert_eq!((inputs.len(), failures.len()), (1, 0));
        assert!(passed_over_text(&passed).starts_with("passed over: 1 .docx, 2 .pdf\n"), "{passed:?}");
        assert_eq!(passed_over_text(&PassedOver::new()), "");
    }

    #[test]
    fn pages_up_to_the_limit_of_the_reader_are_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("page.txt");
        for (size, fits) in [(LARGEST, true), (LARGEST + 1, false)] {
            fs::File::create(&path).unwrap().set_len(size).unwrap();
            let input = Input { source: "page.txt".to_owned(), size, path: Some(path.clone()) };
            assert_eq!(input.bytes().is_ok(), fits, "{size} bytes");
        }
    }
}
