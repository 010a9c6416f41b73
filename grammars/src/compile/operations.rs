//! How tightly operators bind: `language.toml` to tables.

use super::Compiler;
use crate::data;
use crate::flags;
use crate::tables::{Ends, Misread, Operations, Suffix};

impl Compiler<'_> {
    pub(super) fn ends(&self, data: Option<&data::Ends>) -> Result<Option<Ends>, String> {
        let Some(data) = data else { return Ok(None) };
        let first = data.tokens.first().cloned().unwrap_or_default();
        Ok(Some(Ends { kinds: self.kinds(&data.kinds)?, tokens: self.kinds(&data.tokens)?, first }))
    }

    pub(super) fn misread(&self, data: Option<&data::Misread>) -> Result<Option<Misread>, String> {
        let Some(data) = data else { return Ok(None) };
        let (parents, kinds) = (self.kinds(&data.parents)?, self.kinds(&data.kinds)?);
        Ok(Some(Misread { parents, kinds, words: data.words.clone() }))
    }

    pub(super) fn operations(&mut self, data: &data::Operations) -> Result<Operations, String> {
        let mut levels = Vec::new();
        for (level, operators) in data.levels.iter().enumerate() {
            for operator in operators {
                levels.extend(self.matching(operator)?.into_iter().map(|id| (id, level as u8)));
            }
        }
        let mut suffixes = Vec::new();
        for it in &data.suffixes {
            let operand = self.field(&it.operand)?;
            let kinds = self.flag(&it.node, flags::OPERATION)?;
            suffixes.extend(kinds.into_iter().map(|kind| Suffix { kind, operand, call: it.call }));
        }
        let mut constructions = Vec::new();
        for it in &data.constructions {
            let (operand, arguments) = (self.field(&it.operand)?, self.field(&it.arguments)?);
            let kinds = self.flag(&it.node, flags::OPERATION)?;
            constructions.extend(kinds.into_iter().map(|kind| (kind, operand, arguments)));
        }
        let mut conditionals = Vec::new();
        for kind in &data.conditionals {
            let condition = self.field("condition")?;
            conditionals.extend(self.flag(kind, flags::OPERATION)?.into_iter().map(|kind| (kind, condition)));
        }
        for kind in data.infixes.iter().chain(&data.prefixes) {
            self.flag(kind, flags::OPERATION)?;
        }
        for operator in &data.angles {
            self.flag(operator, flags::ANGLE)?;
        }
        let fields = match data.infixes.is_empty() {
            true => None,
            false => Some((self.field("left")?, self.field("operator")?)),
        };
        Ok(Operations {
            infixes: self.kinds(&data.infixes)?,
            fields,
            levels,
            chains: self.kinds(&data.chains)?,
            associative: self.kinds(&data.associative)?,
            alone: self.kinds(&data.alone)?,
            prefixes: self.kinds(&data.prefixes)?,
            prefixes_except: self.kinds(&data.prefixes_except)?,
            as_prefixes: self.kinds(&data.as_prefixes)?,
            enclosed: self.kinds(&data.enclosed)?,
            conditionals,
            suffixes,
            constructions,
            plain: self.kinds(&data.plain)?,
            heads: self.kinds(&data.heads)?,
            names: self.kinds(&data.names)?,
            optional: self.kinds(&data.optional)?,
            beginnings: data.beginnings.clone(),
        })
    }
}
