//! `language.toml` to tables.

mod bodies;
mod child;
mod classes;
mod kinds;
mod operations;

use tree_sitter::Language as Grammar;

use crate::data::{self, Data};
use crate::flags::{self, Flags};
use crate::tables::{
    AroundName, Call, Definition, Import, ImportParts, Kinds, Names, Rules, Tables, WrappedFunctions,
};

impl Tables {
    /// Fails on a kind or field that the grammar does not have.
    pub(crate) fn compile(data: &Data, grammar: &Grammar) -> Result<Tables, String> {
        let mut compiler = Compiler::new(grammar);
        compiler.tokens();
        compiler.flag_kinds(data)?;
        compiler.rules(data)?;
        let wrapped_functions =
            data.wrapped_functions.as_ref().map(|it| compiler.wrapped_functions(it)).transpose()?;
        let import_parts = compiler.import_parts(&data.import_parts)?;
        let around_names = compiler.around_names(&data.around_names)?;
        let operations = compiler.operations(&data.operations)?;
        let bodies = compiler.bodies(data)?;
        let (classes, writes) = (compiler.classes(&data.classes)?, compiler.writes(&data.writes)?);
        Ok(Tables {
            names: compiler.names(&data.names)?,
            ends: compiler.ends(data.layout.ends.as_ref())?,
            misread: compiler.misread(data.misread.as_ref())?,
            flags: compiler.flags.into_boxed_slice(),
            rule: compiler.rule.into_boxed_slice(),
            rules: compiler.rules,
            directives: data.comments.directives.clone(),
            directives_lead: data.comments.directives_lead,
            interpolates: !data.strings.interpolations.is_empty(),
            interpolation_mark: data.strings.interpolation_mark.clone().unwrap_or_default(),
            text_block: data.strings.text_block.clone(),
            line_mark: data.strings.line_mark.clone(),
            closing_indents: data.strings.closing_indents.clone(),
            indented_by_end: data.strings.indented_by_end.clone(),
            common_indents: data.strings.common_indents.clone(),
            indented_heredoc: data.strings.heredocs.indented.clone(),
            heredoc_without_tabs: data.strings.heredocs.without_tabs.clone(),
            semicolons_hidden: data.layout.semicolons_hidden,
            test_marks: data.tests.marks.clone(),
            around_names,
            wrapped_functions,
            import_parts,
            operations,
            bodies,
            classes,
            writes,
        })
    }
}

struct Compiler<'g> {
    grammar: &'g Grammar,
    flags: Vec<Flags>,
    rule: Vec<u16>,
    rules: Vec<Rules>,
}

impl<'g> Compiler<'g> {
    fn new(grammar: &'g Grammar) -> Compiler<'g> {
        let count = grammar.node_kind_count();
        let flags = vec![Flags::default(); count];
        Compiler { grammar, flags, rule: vec![0; count], rules: vec![Rules::default()] }
    }

    /// Punctuation, which all languages share.
    fn tokens(&mut self) {
        for id in self.ids() {
            if self.grammar.node_kind_is_named(id) {
                continue;
            }
            let flag = match self.grammar.node_kind_for_id(id) {
                Some(",") => flags::COMMA,
                Some(";") => flags::SEMICOLON,
                Some("(") => flags::OPENER | flags::LEFT_PARENTHESIS,
                Some(")") => flags::CLOSER | flags::RIGHT_PARENTHESIS,
                Some("{") => flags::OPENER | flags::LEFT_BRACE,
                Some("}") => flags::CLOSER | flags::RIGHT_BRACE,
                Some("[" | "<") => flags::OPENER,
                Some("]" | ">" | "|") => flags::CLOSER,
                _ => continue,
            };
            self.flags[usize::from(id)] |= flag;
        }
    }

    fn flag_kinds(&mut self, data: &Data) -> Result<(), String> {
        for (kinds, flag) in kinds::of(data) {
            for kind in kinds {
                self.flag(kind, flag)?;
            }
        }
        if data.layout.semicolons_optional {
            let semicolons = self.flags.iter_mut().filter(|it| it.contains(flags::SEMICOLON));
            semicolons.for_each(|it| *it |= flags::OPTIONAL_SEMICOLON);
        }
        Ok(())
    }

    fn rules(&mut self, data: &Data) -> Result<(), String> {
        for it in &data.definitions {
            let definition = self.definition(it)?;
            for id in self.flag(&it.node, flags::DEFINITION)? {
                self.rules_of(id).definitions.push(definition.clone());
            }
        }
        for it in &data.scopes {
            let scope = self.scope(it)?;
            for id in self.flag(&it.node, flags::SCOPE)? {
                self.rules_of(id).scopes.push(scope.clone());
            }
        }
        self.wrappers(data)?;
        for it in &data.calls {
            let callee = self.child(&it.callee)?;
            let names = self.kinds(&it.names)?;
            let arguments = self.optional_field(&it.arguments)?;
            let trailing = self.optional_child(&it.trailing)?;
            let with = self.optional_child(&it.with)?;
            let without = self.optional_child(&it.without)?;
            for id in self.flag(&it.node, flags::CALL)? {
                self.rules_of(id).call = Some(Call {
                    callee: callee.clone(),
                    arguments,
                    from_start: it.from_start,
                    of_value: it.of_value,
                    names: names.clone(),
                    trailing: trailing.clone(),
                    with: with.clone(),
                    without: without.clone(),
                    except: it.except.clone(),
                    only: it.only.clone(),
                    called: it.called.clone(),
                    except_after: it.except_after.clone().unwrap_or_default(),
                    dynamic: it.dynamic.clone(),
                    dynamic_without_text: it.dynamic_without_text.clone(),
                    dynamic_with_text: it.dynamic_with_text.clone(),
                    makes: it.makes.clone().unwrap_or_default(),
                    capitalized: it.capitalized,
                });
            }
        }
        for it in &data.silent {
            for id in self.flag(&it.node, flags::SILENT)? {
                self.rules_of(id).silent.extend(it.begins.iter().cloned());
            }
        }
        for it in &data.imports {
            let import = self.import(it)?;
            for id in self.flag(&it.node, flags::IMPORT)? {
                self.rules_of(id).imports.push(import.clone());
            }
        }
        Ok(())
    }

    fn definition(&self, it: &data::Definition) -> Result<Definition, String> {
        Ok(Definition {
            kind: it.kind.clone(),
            member: it.member.clone(),
            word: self.optional_child(&it.word)?,
            words: it.words.clone(),
            top_level: it.top_level,
            within: it.within.clone().unwrap_or_default(),
            name: self.optional_child(&it.name)?,
            names: self.kinds(&it.names)?,
            except: it.except.clone(),
            parts: self.kinds(&it.parts)?,
            called: it.called.clone().unwrap_or_default(),
            value: self.optional_child(&it.value)?,
            values: self.kinds(&it.values)?,
            wrapped: it.wrapped,
            body: self.optional_child(&it.body)?,
            body_required: it.body_required,
            with: self.optional_child(&it.with)?,
            without: self.optional_child(&it.without)?,
            prefix: it.prefix.clone().unwrap_or_default(),
            constructs_container: it.constructs_container,
            test: it.test,
            container: self.optional_child(&it.container)?,
            constructors: it.constructors.clone(),
            drop_prefixes: it.drop_prefixes.clone(),
        })
    }

    fn wrapped_functions(&self, it: &data::WrappedFunctions) -> Result<WrappedFunctions, String> {
        Ok(WrappedFunctions {
            calls: self.kinds(std::slice::from_ref(&it.node))?,
            callee: self.child(&it.callee)?,
            arguments: self.child(&it.arguments)?,
            except: it.except.clone(),
        })
    }

    fn scope(&self, it: &data::Scope) -> Result<Definition, String> {
        Ok(Definition {
            word: self.optional_child(&it.word)?,
            words: it.words.clone(),
            without: self.optional_child(&it.without)?,
            top_level: it.top_level,
            name: self.optional_child(&it.name)?,
            names: self.kinds(&it.names)?,
            called: it.called.clone().unwrap_or_default(),
            value: self.optional_child(&it.value)?,
            values: self.kinds(&it.values)?,
            drop_prefixes: it.drop_prefixes.clone(),
            ..Definition::default()
        })
    }

    fn import(&self, it: &data::Import) -> Result<Import, String> {
        Ok(Import {
            word: self.optional_child(&it.word)?,
            words: it.words.clone(),
            with: self.optional_child(&it.with)?,
            module: self.optional_child(&it.module)?,
            items: self.optional_field(&it.items)?,
            item: self.optional_child(&it.item)?,
            flat: it.flat,
            path: self.optional_child(&it.path)?,
            alias: self.optional_child(&it.alias)?,
            separator: it.separator.clone(),
            binds_last: it.binds_last,
            alone: it.alone,
            alone_item: it.alone_item.clone().unwrap_or_default(),
            value: self.optional_child(&it.value)?,
            callees: it.callees.clone(),
            without: self.optional_child(&it.without)?,
            prefix: it.prefix.clone().unwrap_or_default(),
        })
    }

    fn import_parts(&self, it: &data::ImportParts) -> Result<ImportParts, String> {
        let mut res = ImportParts {
            lists: self.kinds(&it.lists)?,
            wildcards: self.kinds(&it.wildcards)?,
            namespaces: self.kinds(&it.namespaces)?,
            defaults: self.kinds(&it.defaults)?,
            selves: self.kinds(&it.selves)?,
            items: self.kinds(&it.items)?,
            ..ImportParts::default()
        };
        for rename in &it.renames {
            let (name, alias) = (self.child(&rename.name)?, self.child(&rename.alias)?);
            for id in self.matching(&rename.node)? {
                res.renames.push((id, name.clone(), alias.clone()));
            }
        }
        for list in &it.paths {
            let path = self.child(&list.path)?;
            for id in self.matching(&list.node)? {
                res.paths.push((id, path.clone()));
            }
        }
        Ok(res)
    }

    fn around_names(&self, list: &[data::AroundName]) -> Result<Vec<AroundName>, String> {
        let mut res = Vec::new();
        for it in list {
            let (with, child) = (self.optional_child(&it.with)?, self.child(&it.child)?);
            for kind in self.matching(&it.node)? {
                res.push(AroundName { kind, with: with.clone(), child: child.clone() });
            }
        }
        Ok(res)
    }

    fn names(&self, it: &data::Names) -> Result<Names, String> {
        let (dotted, symbolic) = (self.kinds(&it.dotted)?, self.kinds(&it.symbolic)?);
        let mut res = Names { paths: Vec::new(), dotted, symbolic };
        for name in &it.paths {
            let (path, last) = (self.child(&name.path)?, self.child(&name.name)?);
            for id in self.matching(&name.node)? {
                res.paths.push((id, path.clone(), last.clone()));
            }
        }
        Ok(res)
    }

    fn rules_of(&mut self, id: u16) -> &mut Rules {
        let rule = &mut self.rule[usize::from(id)];
        if *rule == 0 {
            *rule = self.rules.len() as u16;
            self.rules.push(Rules::default());
        }
        &mut self.rules[usize::from(*rule)]
    }

    fn flag(&mut self, kind: &str, flag: Flags) -> Result<Vec<u16>, String> {
        let ids = self.matching(kind)?;
        for &id in &ids {
            self.flags[usize::from(id)] |= flag;
        }
        Ok(ids)
    }

    fn kinds(&self, kinds: &[String]) -> Result<Kinds, String> {
        let mut res = Vec::new();
        for kind in kinds {
            res.extend(self.matching(kind)?);
        }
        Ok(Kinds(res.into_boxed_slice()))
    }

    /// All ids of a kind (aliases give one name several ids), or of all kinds with the ending of a `*_ending`.
    fn matching(&self, kind: &str) -> Result<Vec<u16>, String> {
        if kind == "ERROR" {
            // What could not be parsed has a kind of its own, in every grammar.
            return Ok(vec![u16::MAX]);
        }
        let ending = kind.strip_prefix('*').filter(|it| !it.is_empty());
        let matches = |id: u16| {
            let name = self.grammar.node_kind_for_id(id);
            match ending {
                Some(ending) => self.is_kind(id) && name.is_some_and(|it| it.ends_with(ending)),
                None => name == Some(kind),
            }
        };
        let ids: Vec<u16> = self.ids().filter(|&id| matches(id)).collect();
        if ids.is_empty() { Err(format!("the grammar has no node kind `{kind}`")) } else { Ok(ids) }
    }

    fn is_kind(&self, id: u16) -> bool {
        self.grammar.node_kind_is_named(id) && self.grammar.node_kind_is_visible(id)
    }

    fn ids(&self) -> impl Iterator<Item = u16> + use<> {
        0..self.flags.len() as u16
    }

    fn optional_field(&self, name: &Option<String>) -> Result<Option<u16>, String> {
        name.as_ref().map(|name| self.field(name)).transpose()
    }

    fn field(&self, name: &str) -> Result<u16, String> {
        let id = self.grammar.field_id_for_name(name);
        id.map(|id| id.get()).ok_or_else(|| format!("the grammar has no field `{name}`"))
    }
}
