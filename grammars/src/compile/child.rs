//! Ways from a node to a child: `name`, `<a|b>`, `<arguments>/*[-1]`, `name or <a>`.

use super::Compiler;
use crate::tables::{Child, Children, Step};

impl Compiler<'_> {
    pub(super) fn optional_child(&self, text: &Option<String>) -> Result<Option<Child>, String> {
        text.as_ref().map(|text| self.child(text)).transpose()
    }

    pub(super) fn child(&self, text: &str) -> Result<Child, String> {
        let way = |way: &str| way.split('/').map(|it| self.step(it)).collect::<Result<Box<[Step]>, _>>();
        Ok(Child(text.split(" or ").map(way).collect::<Result<_, _>>()?))
    }

    fn step(&self, text: &str) -> Result<Step, String> {
        Ok(match text.strip_suffix("[-1]") {
            Some(text) => Step::Last(self.children(text)?),
            None if text == "." => Step::Own,
            None => Step::First(self.children(text)?),
        })
    }

    fn children(&self, text: &str) -> Result<Children, String> {
        if text == "*" {
            return Ok(Children::Named);
        }
        let Some(kinds) = text.strip_prefix('<').and_then(|it| it.strip_suffix('>')) else {
            return Ok(Children::OfField(self.field(text)?));
        };
        let kinds: Vec<String> = kinds.split('|').map(str::to_owned).collect();
        Ok(Children::OfKinds(self.kinds(&kinds)?))
    }
}
