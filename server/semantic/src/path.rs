//! Paths within a federation: relative to its root, with `/`, without `.` and `..`; the root is empty.

/// The folder of a path: empty for what stands at the root.
pub fn parent(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

/// `relative` as seen from `folder`; `None` when it leads above the root.
pub fn join(folder: &str, relative: &str) -> Option<String> {
    let is_plain = parts(relative).all(|part| !matches!(part, b"" | b"." | b".."));
    if is_plain && parts(folder).all(|part| !part.is_empty()) {
        return Some(format!("{folder}/{relative}"));
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn parts(path: &str) -> impl Iterator<Item = &[u8]> {
    path.as_bytes().split(|it| *it == b'/')
}

/// A path as it is written from `folder`, which must hold it; else the path itself.
pub(crate) fn relative<'a>(folder: &str, path: &'a str) -> Option<&'a str> {
    if folder.is_empty() {
        return Some(path);
    }
    path.strip_prefix(folder)?.strip_prefix('/')
}

/// The file's name.
pub fn file_name(path: &str) -> &str {
    path.rfind('/').map_or(path, |at| &path[at + 1..])
}

/// A path as it is written from any folder, with `..` where it must climb.
pub fn from_folder(folder: &str, path: &str) -> String {
    if let Some(below) = relative(folder, path) {
        return below.to_owned();
    }
    let shared = folder.split('/').zip(path.split('/')).take_while(|(one, other)| one == other).count();
    let climbs = folder.split('/').count() - shared;
    let rest: Vec<&str> = path.split('/').skip(shared).collect();
    format!("{}{}", "../".repeat(climbs), rest.join("/"))
}
