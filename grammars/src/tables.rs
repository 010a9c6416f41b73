//! `language.toml` compiled for the walk: what each node kind means, by kind id.

use tree_sitter::Language as Grammar;

use crate::data::{self, Data};
use crate::flags::{self, Flags};

/// What every node kind of one grammar means, indexed by kind id.
#[derive(Debug)]
pub struct Tables {
    flags: Box<[Flags]>,
    /// By kind id, the place in `rules`; 0, the empty rules, for most.
    rule: Box<[u16]>,
    rules: Vec<Rules>,
    /// Beginnings of comments that stay in digests.
    pub directives: Vec<String>,
    /// A directive on its own line belongs to the definition that follows it.
    pub directives_lead: bool,
    /// What the text of a string with an interpolation has in any case.
    pub interpolation_mark: String,
    /// What opens a text block.
    pub text_block: Option<String>,
    /// Test marks.
    pub test_marks: Vec<String>,
    /// What a node inside an import is.
    pub import_parts: ImportParts,
}

/// The rules of one node kind.
#[derive(Debug, Default)]
pub struct Rules {
    /// Definitions to try, in this order.
    pub definitions: Vec<Definition>,
    /// Scopes to try, in this order.
    pub scopes: Vec<Definition>,
    /// The kind of which a wrapper must have exactly one child; `None` for other kinds and for
    /// wrappers of anything.
    pub single: Option<Kinds>,
    /// The call this kind is.
    pub call: Option<Call>,
    /// Imports to try, in this order.
    pub imports: Vec<Import>,
}

/// A definition or a scope: see `language.toml`.
#[derive(Clone, Debug, Default)]
pub struct Definition {
    /// The symbol's kind; empty for a scope.
    pub kind: String,
    /// Its kind as a direct member.
    pub member: Option<String>,
    /// The field of the name.
    pub name: Option<u16>,
    /// The kinds a name may have; empty for any.
    pub names: Kinds,
    /// The name where no field holds it.
    pub called: String,
    /// The field of the value.
    pub value: Option<u16>,
    /// The kinds a value must have.
    pub values: Kinds,
    /// The field of the body, in the value if there is one.
    pub body: Option<u16>,
    /// Without a body this is no definition.
    pub body_required: bool,
    /// The field of the type this is a member of.
    pub container: Option<u16>,
    /// Names of constructors.
    pub constructors: Vec<String>,
    /// First parts of a name that say nothing.
    pub drop_prefixes: Vec<String>,
}

/// A call: see `language.toml`.
#[derive(Debug)]
pub struct Call {
    /// The field of the called expression.
    pub callee: u16,
    /// The called expression begins where the node begins.
    pub from_start: bool,
    /// Callees that are no calls.
    pub except: Vec<String>,
    /// Only names that begin with a capital are calls.
    pub capitalized: bool,
}

/// An import: see `language.toml`.
#[derive(Clone, Debug)]
pub struct Import {
    /// The field of the module.
    pub module: Option<u16>,
    /// The field of what is imported.
    pub items: Option<u16>,
    /// The field that renames the module.
    pub alias: Option<u16>,
    /// Between the parts of a path.
    pub separator: Option<String>,
    /// The module is bound by the last part of its path.
    pub binds_last: bool,
    /// An import that names no item still counts.
    pub alone: bool,
    /// The item of such an import.
    pub alone_item: String,
    /// The field that must be a call of one of `callees`.
    pub value: Option<u16>,
    /// See `value`.
    pub callees: Vec<String>,
    /// The field that must be absent.
    pub without: Option<u16>,
    /// What a module's path begins with, unwritten.
    pub prefix: String,
}

/// What a node inside an import is, by its kind.
#[derive(Debug, Default)]
pub struct ImportParts {
    /// `a as b`: kind, field of the name, field of the alias.
    pub renames: Vec<(u16, u16, u16)>,
    /// `a::{b, c}`: kind, field of the path.
    pub paths: Vec<(u16, u16)>,
    /// Kinds that only hold items.
    pub lists: Kinds,
    /// `*`.
    pub wildcards: Kinds,
    /// Kinds that bind the module itself.
    pub namespaces: Kinds,
    /// Kinds in which a plain name binds the default export.
    pub defaults: Kinds,
    /// Names that stand for the path before them.
    pub selves: Kinds,
    /// Items.
    pub items: Kinds,
}

/// A few node kinds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kinds(Box<[u16]>);

impl Kinds {
    /// Whether the kind is one of them.
    pub fn contains(&self, kind: u16) -> bool {
        self.0.contains(&kind)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Tables {
    /// What the kind means. An `ERROR` node's kind is in no table: it is descended into.
    #[inline]
    pub fn flags(&self, kind: u16) -> Flags {
        self.flags.get(usize::from(kind)).copied().unwrap_or_default()
    }

    /// The kind's rules.
    pub fn rules(&self, kind: u16) -> &Rules {
        let rule = self.rule.get(usize::from(kind)).copied().unwrap_or_default();
        &self.rules[usize::from(rule)]
    }

    /// Fails on a kind or field that the grammar does not have.
    pub(crate) fn compile(data: &Data, grammar: &Grammar) -> Result<Tables, String> {
        let mut compiler = Compiler::new(grammar);
        compiler.tokens();
        compiler.flag_kinds(data)?;
        compiler.rules(data)?;
        let import_parts = compiler.import_parts(&data.import_parts)?;
        Ok(Tables {
            flags: compiler.flags.into_boxed_slice(),
            rule: compiler.rule.into_boxed_slice(),
            rules: compiler.rules,
            directives: data.comments.directives.clone(),
            directives_lead: data.comments.directives_lead,
            interpolation_mark: data.strings.interpolation_mark.clone().unwrap_or_default(),
            text_block: data.strings.text_block.clone(),
            test_marks: data.tests.marks.clone(),
            import_parts,
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
        let (strings, layout, parentheses) = (&data.strings, &data.layout, &data.parentheses);
        let lists: [(&[String], Flags); 30] = [
            (&data.comments.kinds, flags::COMMENT),
            (&strings.atoms, flags::ATOM),
            (&strings.free_quotes, flags::FREE_QUOTES),
            (&strings.without_escapes, flags::WITHOUT_ESCAPES),
            (&strings.interpolations, flags::INTERPOLATION),
            (&strings.verbatim, flags::VERBATIM),
            (&strings.docstring_parents, flags::DOCSTRING_PARENT),
            (&strings.markup, flags::MARKUP),
            (&layout.blocks, flags::BLOCK),
            (&layout.statements, flags::STATEMENT),
            (&layout.keep_semicolons, flags::KEEP_SEMICOLONS),
            (&layout.tuples, flags::TUPLE),
            (&layout.keep_commas, flags::KEEP_COMMAS),
            (&layout.drop_commas, flags::DROP_COMMAS),
            (&layout.drop_parentheses, flags::DROP_PARENTHESES),
            (&layout.expression_blocks, flags::EXPRESSION_BLOCK),
            (&layout.block_parents, flags::BLOCK_PARENT),
            (&layout.not_expressions, flags::NOT_EXPRESSION),
            (&layout.arrows, flags::ARROW),
            (&layout.arrow_parameters, flags::ARROW_PARAMETERS),
            (&layout.arrow_plain, flags::ARROW_PLAIN),
            (&layout.arrow_wrap, flags::ARROW_WRAP),
            (&layout.empty_statements, flags::EMPTY_STATEMENT),
            (&layout.empty_parents, flags::EMPTY_PARENT),
            (&parentheses.kinds, flags::PARENTHESIZED),
            (&parentheses.parents, flags::SAFE_PARENT),
            (&parentheses.keep, flags::KEEP_PARENTHESES),
            (&data.attributes.kinds, flags::ATTRIBUTE),
            (&data.attributes.siblings, flags::SIBLING_ATTRIBUTE),
            (&data.token_trees, flags::TOKEN_TREE),
        ];
        for (kinds, flag) in lists {
            for kind in kinds {
                self.flag(kind, flag)?;
            }
        }
        if let Some(kind) = &strings.shows_itself {
            self.flag(kind, flags::SHOWS_ITSELF)?;
        }
        if layout.semicolons_optional {
            for flags in &mut self.flags {
                if flags.contains(flags::SEMICOLON) {
                    *flags |= flags::OPTIONAL_SEMICOLON;
                }
            }
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
        for it in &data.wrappers {
            let single = it.single.as_ref().map(|kind| self.kinds(std::slice::from_ref(kind))).transpose()?;
            for id in self.flag(&it.node, flags::WRAPPER)? {
                self.rules_of(id).single = single.clone();
            }
        }
        for it in &data.calls {
            let callee = self.field(&it.callee)?;
            for id in self.flag(&it.node, flags::CALL)? {
                self.rules_of(id).call = Some(Call {
                    callee,
                    from_start: it.from_start,
                    except: it.except.clone(),
                    capitalized: it.capitalized,
                });
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
            name: self.optional_field(&it.name)?,
            names: self.kinds(&it.names)?,
            called: it.called.clone().unwrap_or_default(),
            value: self.optional_field(&it.value)?,
            values: self.kinds(&it.values)?,
            body: self.optional_field(&it.body)?,
            body_required: it.body_required,
            container: self.optional_field(&it.container)?,
            constructors: it.constructors.clone(),
            drop_prefixes: it.drop_prefixes.clone(),
        })
    }

    fn scope(&self, it: &data::Scope) -> Result<Definition, String> {
        Ok(Definition {
            name: self.optional_field(&it.name)?,
            names: self.kinds(&it.names)?,
            called: it.called.clone().unwrap_or_default(),
            value: self.optional_field(&it.value)?,
            values: self.kinds(&it.values)?,
            drop_prefixes: it.drop_prefixes.clone(),
            ..Definition::default()
        })
    }

    fn import(&self, it: &data::Import) -> Result<Import, String> {
        Ok(Import {
            module: self.optional_field(&it.module)?,
            items: self.optional_field(&it.items)?,
            alias: self.optional_field(&it.alias)?,
            separator: it.separator.clone(),
            binds_last: it.binds_last,
            alone: it.alone,
            alone_item: it.alone_item.clone().unwrap_or_default(),
            value: self.optional_field(&it.value)?,
            callees: it.callees.clone(),
            without: self.optional_field(&it.without)?,
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
            let (name, alias) = (self.field(&rename.name)?, self.field(&rename.alias)?);
            for id in self.matching(&rename.node)? {
                res.renames.push((id, name, alias));
            }
        }
        for list in &it.paths {
            let path = self.field(&list.path)?;
            for id in self.matching(&list.node)? {
                res.paths.push((id, path));
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
