//! Names of symbols as SCIP writes them: `npm shop 1.0.0 src/`store.ts`/Store#save().`

/// What a symbol is called in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Path {
    /// All its names with dots between: the folder, the file, what it stands in, its own.
    pub(super) dotted: String,
    /// Where its own names start, behind those of folders, files and namespaces.
    pub(super) own: usize,
    /// It is made by calling it: a class, or the constructor of one.
    pub(super) is_type: bool,
}

/// What a part of a symbol's name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Suffix {
    Namespace,
    Type,
    Term,
    Method,
    Macro,
    /// A parameter, a type parameter, something else.
    Other,
}

/// The path of a symbol that can be called: a function, a method, a macro, a class. `None` for any other, and for
/// one that its document alone knows.
pub(super) fn path(symbol: &str) -> Option<Path> {
    let descriptors = after_package(symbol)?;
    let mut parts = Vec::new();
    let mut rest = descriptors;
    while !rest.is_empty() {
        let (part, after) = descriptor(rest)?;
        parts.push(part);
        rest = after;
    }
    named_after_types(&mut parts);
    let (last, suffix) = parts.last()?.clone();
    let mut is_type = suffix == Suffix::Type;
    if !matches!(suffix, Suffix::Type | Suffix::Method | Suffix::Macro) {
        return None;
    }
    if last.starts_with('<') && last.len() > 2 {
        // `<constructor>`, `<init>`: what is called is the class. `<get>total` is read, not called.
        parts.pop();
        is_type = last.ends_with('>') && parts.last().is_some_and(|it| it.1 == Suffix::Type);
        if !is_type {
            return None;
        }
    }
    let start = parts.iter().rposition(|it| it.1 == Suffix::Namespace).map_or(0, |at| at + 1);
    let names = |parts: &[(String, Suffix)]| -> String {
        parts.iter().map(|it| it.0.as_str()).collect::<Vec<_>>().join(".")
    };
    let before = names(&parts[..start]);
    let own = if before.is_empty() { 0 } else { before.len() + 1 };
    Some(Path { dotted: names(&parts), own, is_type })
}

/// What follows the scheme, manager, name and version, in each of which a space is written twice.
fn after_package(symbol: &str) -> Option<&str> {
    if symbol.starts_with("local ") {
        return None;
    }
    let mut rest = symbol;
    for _ in 0..4 {
        let mut from = 0;
        loop {
            let space = from + rest.get(from..)?.find(' ')?;
            if rest[space + 1..].starts_with(' ') {
                from = space + 2;
                continue;
            }
            rest = &rest[space + 1..];
            break;
        }
    }
    Some(rest)
}

/// The first part of some descriptors, and the rest.
fn descriptor(text: &str) -> Option<((String, Suffix), &str)> {
    if let Some(inner) = text.strip_prefix('[') {
        let (name, rest) = identifier(inner)?;
        return Some(((name, Suffix::Other), rest.strip_prefix(']')?));
    }
    if let Some(inner) = text.strip_prefix('(') {
        let (name, rest) = identifier(inner)?;
        return Some(((name, Suffix::Other), rest.strip_prefix(')')?));
    }
    let (name, rest) = identifier(text)?;
    let mut chars = rest.chars();
    let suffix = match chars.next()? {
        '/' => Suffix::Namespace,
        '#' => Suffix::Type,
        '.' => Suffix::Term,
        ':' => Suffix::Other,
        '!' => Suffix::Macro,
        '(' => {
            // `(+1).` tells apart what has the same name.
            let close = rest.find(").")?;
            return Some(((name, Suffix::Method), &rest[close + 2..]));
        }
        _ => return None,
    };
    Some(((name, suffix), chars.as_str()))
}

/// A name at the start, and what follows it.
fn identifier(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('`') else {
        let is_plain = |it: char| it.is_alphanumeric() || matches!(it, '_' | '+' | '-' | '$');
        let end = text.find(|it| !is_plain(it))?;
        return Some((text[..end].to_owned(), &text[end..])).filter(|_| end > 0);
    };
    let mut name = String::new();
    let mut rest = quoted;
    loop {
        let end = rest.find('`')?;
        name.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        let Some(after) = rest.strip_prefix('`') else { return Some((name, rest)) };
        name.push('`');
        rest = after;
    }
}

/// What is implemented for a type is named after the type: `impl#[Store]save().` is `Store#save().`
fn named_after_types(parts: &mut Vec<(String, Suffix)>) {
    while let Some(at) = parts
        .windows(2)
        .position(|it| it[0].0 == "impl" && it[0].1 == Suffix::Type && it[1].1 == Suffix::Other)
    {
        let plain = parts[at + 1].0.trim_start_matches(['&', '*']);
        let name = plain.split('<').next().unwrap_or_default();
        parts[at].0 = name.rsplit("::").next().unwrap_or(name).to_owned();
        let parameters = parts[at + 1..].iter().take_while(|it| it.1 == Suffix::Other).count();
        parts.drain(at + 1..at + 1 + parameters);
    }
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn symbols_have_paths() {
        let check = |symbol: &str, expected: Option<&str>| {
            let shown = path(symbol).map(|it| {
                let (before, own) = it.dotted.split_at(it.own);
                format!("{before}|{own}{}", if it.is_type { " (class)" } else { "" })
            });
            assert_eq!(shown.as_deref(), expected, "{symbol}");
        };
        check(
            "scip-typescript npm shop 1.0.0 src/`store.ts`/Store#save().",
            Some("src.store.ts.|Store.save"),
        );
        check("scip-typescript npm shop 1.0.0 src/`store.ts`/Store#", Some("src.store.ts.|Store (class)"));
        check("a npm b 1 `c.ts`/Store#`<constructor>`().", Some("c.ts.|Store (class)"));
        check("a npm b 1 `c.ts`/Store#`<get>total`().", None);
        check("a npm b 1 `c.ts`/Store#total.", None);
        check("a npm b 1 `c.ts`/open().(name)", None);
        check("a npm b 1 `c.ts`/", None);
        check("local 3", None);
        check("scip-python python shop 0.1 `shop.store`/Store#save().", Some("shop.store.|Store.save"));
        check("semanticdb maven . . com/acme/Store#save(+1).", Some("com.acme.|Store.save"));
        check(
            "scip-go gomod acme.org/shop v1 `acme.org/shop`/Store#Save().",
            Some("acme.org/shop.|Store.Save"),
        );
        check("rust-analyzer cargo shop 0.1.0 store/impl#[Store]save().", Some("store.|Store.save"));
        check(
            "rust-analyzer cargo shop 0.1.0 store/impl#[`Store<T>`][Save]save().",
            Some("store.|Store.save"),
        );
        check("rust-analyzer cargo shop 0.1.0 macros/open!", Some("macros.|open"));
        check("two  words npm a  b 1 f().", Some("|f"));
        check("a npm b 1 `back``tick`().", Some("|back`tick"));
        check("a npm b 1 f(", None);
        check("a npm b 1 `open", None);
        check("a npm b", None);
        check("", None);
    }
}
