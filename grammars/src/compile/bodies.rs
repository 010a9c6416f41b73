//! How functions run: `language.toml` to tables.

use super::Compiler;
use crate::data::{self, Data};
use crate::flags::{self, Flags};
use crate::tables::{Base, Binding, Bodies, FlowKind, ParameterShape, PartKind};

impl Compiler<'_> {
    pub(super) fn bodies(&mut self, data: &Data) -> Result<Bodies, String> {
        self.flow(&data.flow)?;
        for it in &data.bindings {
            let binding = Binding {
                name: self.optional_field(&it.name)?,
                place: it.place.clone().unwrap_or_default(),
                with: self.optional_child(&it.with)?,
                value: self.optional_child(&it.value)?,
                through: it.through.clone().unwrap_or_default(),
                type_: self.optional_field(&it.type_)?,
                constant: it.constant.clone(),
                again: it.again,
                outer: it.outer,
            };
            for id in self.flag(&it.node, flags::BINDING)? {
                self.rules_of(id).bindings.push(binding.clone());
            }
        }
        for it in &data.bases {
            let base = Base {
                field: self.optional_field(&it.field)?,
                child: self.kinds(it.child.as_slice())?,
                except: self.kinds(&it.except)?,
                keyword: it.keyword.clone(),
            };
            for id in self.matching(&it.node)? {
                self.rules_of(id).bases.push(base.clone());
            }
        }
        for kind in &data.values.members {
            self.flag(kind, flags::MEMBER)?;
        }
        let mut res = self.values(&data.values)?;
        res.together = data.flow.together.clone();
        res.waits = data.flow.waits.clone();
        res.maybe = data.flow.maybe.clone();
        res.started = data.flow.started.clone();
        res.defaults = data.flow.defaults.clone();
        res.optional = self.kinds(&data.flow.optional)?;
        res.asynchronous = self.kinds(&data.flow.asynchronous)?;
        res.failing = data.flow.failing.clone();
        res.passes = data.flow.passes.clone();
        res.insists = data.flow.insists.clone();
        res.tails = self.kinds(&data.flow.tails)?;
        res.conditions = data.flow.conditions.clone();
        res.suppressing = data.flow.suppressing.clone();
        res.exits = data.flow.exits.clone();
        res.nothing = data.flow.nothing.clone();
        res.recovers = data.flow.recovers.clone();
        res.function_body = self.grammar.field_id_for_name("body").map(std::num::NonZero::get);
        self.parameters(&data.parameters, &mut res)?;
        Ok(res)
    }

    fn flow(&mut self, flow: &data::Flow) -> Result<(), String> {
        let lists = [
            (&flow.branches, FlowKind::Branch),
            (&flow.switches, FlowKind::Switch),
            (&flow.loops, FlowKind::Loop),
            (&flow.tries, FlowKind::Try),
            (&flow.later, FlowKind::Later),
            (&flow.spawns, FlowKind::Spawn),
            (&flow.returns, FlowKind::Return),
            (&flow.raises, FlowKind::Raise),
            (&flow.breaks, FlowKind::Break),
            (&flow.continues, FlowKind::Continue),
            (&flow.fails, FlowKind::Fail),
            (&flow.chains, FlowKind::Chain),
            (&flow.ternaries, FlowKind::Ternary),
            (&flow.managed, FlowKind::Managed),
            (&flow.jumps, FlowKind::Jump),
            (&flow.labels, FlowKind::Label),
            (&flow.pauses, FlowKind::Pause),
        ];
        for (kinds, flow) in lists {
            for kind in kinds {
                for id in self.flag_named(kind, flags::FLOW)? {
                    self.rules_of(id).flow = Some(flow);
                    if matches!(flow, FlowKind::Chain | FlowKind::Ternary) {
                        self.flags[usize::from(id)] |= flags::PARTED;
                    }
                }
            }
        }
        for kind in &flow.awaits {
            self.flag_named(kind, flags::AWAIT)?;
        }
        for part in &flow.parts {
            let is = part_kind(part.is);
            match &part.field {
                Some(field) => {
                    let field = self.field(field)?;
                    for id in self.flag_named(&part.node, flags::PARTED)? {
                        self.rules_of(id).parts.push((field, is));
                    }
                }
                None => {
                    for id in self.flag_named(&part.node, flags::PART)? {
                        self.rules_of(id).part = Some(is);
                    }
                }
            }
        }
        Ok(())
    }

    /// As [`Compiler::flag`], but for keywords of the same name (`await`, `lambda`).
    fn flag_named(&mut self, kind: &str, flag: Flags) -> Result<Vec<u16>, String> {
        let ids: Vec<u16> = self.matching(kind)?.into_iter().filter(|&id| self.is_kind(id)).collect();
        for &id in &ids {
            self.flags[usize::from(id)] |= flag;
        }
        if ids.is_empty() { Err(format!("`{kind}` is no kind of a node")) } else { Ok(ids) }
    }

    fn values(&self, values: &data::Values) -> Result<Bodies, String> {
        let mut res = Bodies {
            names: self.kinds(&values.names)?,
            members: self.kinds(&values.members)?,
            bools: self.kinds(&values.bools)?,
            wraps: self.kinds(&values.wraps)?,
            splats: self.kinds(&values.splats)?,
            objects: self.kinds(&values.objects)?,
            shorthands: self.kinds(&values.shorthands)?,
            lists: self.kinds(&values.lists)?,
            maps: self.kinds(&values.maps)?,
            choices: self.kinds(&values.choices)?,
            places: self.kinds(&values.patterns)?,
            gives_back: values.gives_back.clone(),
            adds: values.adds.clone(),
            merges: values.merges.clone(),
            rewrites: values.rewrites.clone(),
            star_list: values.star_list.clone(),
            ..Bodies::default()
        };
        res.keywords = self.keywords(&values.keywords)?;
        res.entries = self.keywords(&values.entries)?;
        Ok(res)
    }

    fn keywords(&self, keywords: &[data::Keyword]) -> Result<Vec<(u16, u16, u16)>, String> {
        let mut res = Vec::new();
        for keyword in keywords {
            let (name, value) = (self.field(&keyword.name)?, self.field(&keyword.value)?);
            res.extend(self.matching(&keyword.node)?.into_iter().map(|id| (id, name, value)));
        }
        Ok(res)
    }

    fn parameters(&self, data: &data::Parameters, res: &mut Bodies) -> Result<(), String> {
        for field in &data.fields {
            res.parameter_fields.push(self.field(field)?);
        }
        for it in &data.shapes {
            let (name, value) = (self.optional_field(&it.name)?, self.optional_field(&it.value)?);
            let type_ = self.optional_field(&it.type_)?;
            let shapes = self.matching(&it.node)?.into_iter();
            res.parameters.extend(shapes.map(|kind| ParameterShape { kind, name, value, type_ }));
        }
        res.parameter_names = self.kinds(&data.names)?;
        res.rests = self.kinds(&data.rests)?;
        res.patterns = self.kinds(&data.patterns)?;
        res.keyword_only = self.kinds(&data.keyword_only)?;
        res.separators = self.kinds(&data.separators)?;
        res.receivers = data.receivers.clone();
        res.fields_too = self.kinds(&data.fields_too)?;
        res.result = self.optional_field(&data.result)?;
        Ok(())
    }
}

fn part_kind(it: data::PartKind) -> PartKind {
    match it {
        data::PartKind::Arm => PartKind::Arm,
        data::PartKind::Otherwise => PartKind::Otherwise,
        data::PartKind::Fallthrough => PartKind::Fallthrough,
        data::PartKind::FallthroughOtherwise => PartKind::FallthroughOtherwise,
        data::PartKind::Handler => PartKind::Handler,
        data::PartKind::Finally => PartKind::Finally,
    }
}
