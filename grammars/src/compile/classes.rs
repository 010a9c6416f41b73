//! What a language does with its classes, and what code writes to: `language.toml` to tables.

use super::Compiler;
use crate::data;
use crate::flags;
use crate::tables::{Classes, Write, Writes};

impl Compiler<'_> {
    pub(super) fn wrappers(&mut self, data: &data::Data) -> Result<(), String> {
        for it in &data.wrappers {
            let single = it.single.as_ref().map(|kind| self.kinds(std::slice::from_ref(kind))).transpose()?;
            for id in self.flag(&it.node, flags::WRAPPER)? {
                self.rules_of(id).single = single.clone();
            }
        }
        Ok(())
    }

    pub(super) fn classes(&self, data: &data::Classes) -> Result<Classes, String> {
        Ok(Classes {
            implicit: data.implicit.clone(),
            accessors: data.accessors.clone(),
            finalisers: data.finalisers.clone(),
            descriptors: data.descriptors.clone(),
            implicit_words: self.kinds(&data.implicit_words)?,
            implicit_marks: data.implicit_marks.clone(),
            bodies_run: data.bodies_run,
            anonymous: self.kinds(&data.anonymous)?,
            literals: data.literals,
            own_symbols: data.own_symbols.clone(),
            asked_symbols: data.asked_symbols.clone(),
            named_receivers: data.named_receivers,
            opaque: data.opaque.clone(),
            structural: data.structural.clone(),
            structural_bases: data.structural_bases.clone(),
            indexed_by_one_type: data.indexed_by_one_type,
            hollow: data.hollow.clone(),
            declaring_marks: data.declaring_marks.clone(),
            overloads: data.overloads,
            chains: data.chains,
            unbound: data.unbound,
            handed_out: data.handed_out,
        })
    }

    pub(super) fn writes(&mut self, data: &data::Writes) -> Result<Writes, String> {
        for it in &data.nodes {
            let write = self.write(it)?;
            for id in self.flag(&it.node, flags::WRITE)? {
                self.rules_of(id).writes.push(write.clone());
            }
        }
        for it in &data.enters {
            let entered = self.write(it)?;
            for id in self.flag(&it.node, flags::WRITE)? {
                self.rules_of(id).enters = Some(entered.clone());
            }
        }
        for it in &data.declares {
            let declared = self.write(it)?;
            for id in self.flag(&it.node, flags::DECLARES)? {
                self.rules_of(id).declares = Some(declared.clone());
            }
        }
        let mut owns = Vec::new();
        for it in &data.owns {
            let own = self.write(it)?;
            let kinds = self.kinds(std::slice::from_ref(&it.node))?;
            owns.extend(kinds.0.iter().map(|&kind| (kind, own.clone())));
        }
        Ok(Writes {
            owns,
            fresh: self.kinds(&data.fresh)?,
            fresh_lists: self.kinds(&data.fresh_lists)?,
            makers: data.makers.clone(),
            entering: data.entering.clone(),
            discards: data.discards.clone(),
            function_types: data.function_types.clone(),
            tables: data.tables.clone(),
            rewrites: data.rewrites.clone(),
            class_members: data.class_members.clone(),
            module_tables: data.module_tables.clone(),
            patches: data.patches.clone(),
            joins: data.joins.clone(),
            places: self.kinds(&data.places)?,
            names: self.kinds(&data.names)?,
            methods: data.methods.clone(),
            functions: data.functions.clone(),
            setters: data.setters.clone(),
            own_names: data.own_names.clone(),
            local_names: data.local_names.clone(),
        })
    }

    fn write(&self, data: &data::Write) -> Result<Write, String> {
        let (with, value) = (self.optional_child(&data.with)?, self.optional_child(&data.value)?);
        Ok(Write { target: self.child(&data.target)?, with, value, is: data.is })
    }
}
