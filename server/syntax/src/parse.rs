use canton_grammars::Language;
use tree_sitter::Tree;
pub fn parse(
    _t: &str,
    _l: &'static Language,
    _p: Option<(&str, &Tree)>,
    _c: &dyn Fn() -> bool,
) -> Option<Tree> {
    None
}
