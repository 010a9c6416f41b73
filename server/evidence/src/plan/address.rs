//! Addresses of resources: `module.network["eu.west"].aws_subnet.private[0]`.

/// The parts of an address, without indexes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The names of the modules that it is in, the outermost first.
    pub modules: Vec<String>,
    /// What it is in its module: `aws_subnet.private`, `data.aws_ami.ubuntu`.
    pub resource: String,
    /// Its type: `aws_subnet`.
    pub kind: String,
}

/// The parts of an address. What is no address is a resource of that name.
pub fn address(text: &str) -> Address {
    let parts = parts(text);
    let mut rest = parts.as_slice();
    let mut modules = Vec::new();
    while let ["module", name, more @ ..] = rest
        && !more.is_empty()
    {
        modules.push((*name).to_owned());
        rest = more;
    }
    let kind = match rest {
        ["data", kind, ..] | [kind, ..] => (*kind).to_owned(),
        [] => String::new(),
    };
    Address { modules, resource: rest.join("."), kind }
}

/// The names between the dots, without what stands in brackets, where anything may stand in quotes.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut end, mut depth) = (0, None, 0u32);
    let (mut quoted, mut escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' if depth > 0 => quoted = !quoted,
            _ if quoted => {}
            b'[' => {
                end = end.or(Some(at));
                depth += 1;
            }
            b']' => depth = depth.saturating_sub(1),
            b'.' if depth == 0 => {
                parts.push(&text[start..end.take().unwrap_or(at)]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..end.unwrap_or(text.len())]);
    parts.retain(|it| !it.is_empty());
    parts
}
