//! The styles that are tried: which formatter, with which options.

use super::formatters::{Before, Formatter, Input};

const SCRIPTS: &[&str] = &["javascript", "typescript", "tsx"];
/// What is in a template literal is text, and rewriting it is a change.
const PRETTIER: &[&str] = &[
    "--write",
    "--no-config",
    "--no-editorconfig",
    "--log-level=silent",
    "--embedded-language-formatting=off",
];
const RUFF: &[&str] = &["format", "--isolated", "--quiet"];
/// Reordered or removed imports and strings cut in two are other code.
const RUST: &[&str] = &["--edition=2021", "--quiet", "--config=reorder_imports=false,reorder_modules=false"];
const JAVA: &[&str] = &[
    "--replace",
    "--skip-removing-unused-imports",
    "--skip-sorting-imports",
    "--skip-reflowing-long-strings",
];

const CLANG: &[&str] = &["-i"];
const PHP: &[&str] = &[
    "--write",
    "--no-config",
    "--no-editorconfig",
    "--log-level=silent",
    "--plugin={tools}/../@prettier/plugin-php/src/index.mjs",
];
/// Only how code is laid out: other rules change what it says.
const RUBY: &[&str] = &["--autocorrect-all", "--only=Layout", "--cache=false", "--format=quiet"];
const RUBY_NARROW: &str = "\
AllCops: {TargetRubyVersion: 2.7, SuggestExtensions: false, NewCops: disable}
Layout: {Enabled: true}
Layout/LineLength: {Max: 60}
Layout/FirstMethodArgumentLineBreak: {Enabled: true}
Layout/MultilineMethodArgumentLineBreaks: {Enabled: true}
";
const RUBY_OTHER: &str = "\
AllCops: {TargetRubyVersion: 2.7, SuggestExtensions: false, NewCops: disable}
Layout/IndentationWidth: {Width: 4}
Layout/DotPosition: {EnforcedStyle: trailing}
Layout/HashAlignment: {EnforcedColonStyle: table, EnforcedHashRocketStyle: table}
Layout/SpaceInsideHashLiteralBraces: {EnforcedStyle: no_space}
Layout/SpaceInsideBlockBraces: {EnforcedStyle: no_space}
Layout/MultilineMethodCallIndentation: {EnforcedStyle: indented}
";
const KOTLIN: &[&str] = &["--format", "--log-level=none"];
/// Only how code is laid out: imports that are removed or sorted, `{ return a }` as `= a`, braces around a branch,
/// modifiers in another order, parts of strings, `: Unit` and empty bodies that are left out are other code.
macro_rules! kotlin {
    ($style:literal, $width:literal) => {
        concat!(
            "root = true\n[*.{kt,kts}]\nktlint_code_style = ",
            $style,
            "\nmax_line_length = ",
            $width,
            "\n",
            "ktlint_standard_no-unused-imports = disabled\n",
            "ktlint_standard_import-ordering = disabled\n",
            "ktlint_standard_class-signature = disabled\n",
            "ktlint_standard_function-expression-body = disabled\n",
            "ktlint_standard_function-literal = disabled\n",
            "ktlint_standard_if-else-bracing = disabled\n",
            "ktlint_standard_modifier-order = disabled\n",
            "ktlint_standard_multiline-if-else = disabled\n",
            "ktlint_standard_no-empty-class-body = disabled\n",
            "ktlint_standard_no-unit-return = disabled\n",
            "ktlint_standard_string-template = disabled\n",
            "ktlint_standard_string-template-indent = disabled\n",
            "ktlint_standard_unnecessary-parentheses-before-trailing-lambda = disabled\n",
            "ktlint_standard_when-entry-bracing = disabled\n",
        )
    };
}
const KOTLIN_OFFICIAL: &str = kotlin!("ktlint_official", "100");
const KOTLIN_ANDROID: &str = kotlin!("android_studio", "70");

/// Every style that is tried.
pub(super) const FORMATTERS: [Formatter; 31] = [
    Formatter {
        languages: &["python"],
        program: "ruff",
        style: &["--line-length=72", "--config=format.quote-style='single'"],
        arguments: RUFF,
        configuration: None,
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["python"],
        program: "ruff",
        style: &["--line-length=120", "--config=format.skip-magic-trailing-comma=true"],
        arguments: RUFF,
        configuration: None,
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["python"],
        program: "black",
        style: &["--line-length=64"],
        arguments: &["--quiet", "--config=/dev/null"],
        configuration: None,
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: SCRIPTS,
        program: "prettier",
        style: &["--tab-width=4", "--print-width=80"],
        arguments: PRETTIER,
        configuration: None,
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: SCRIPTS,
        program: "prettier",
        style: &[
            "--no-semi",
            "--single-quote",
            "--print-width=60",
            "--trailing-comma=none",
            "--arrow-parens=avoid",
        ],
        arguments: PRETTIER,
        configuration: None,
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["rust"],
        program: "rustfmt",
        style: &["--config=max_width=80"],
        arguments: RUST,
        configuration: None,
        input: Input::Stdin,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["rust"],
        program: "rustfmt",
        style: &["--config=max_width=70,use_small_heuristics=Off"],
        arguments: RUST,
        configuration: None,
        input: Input::Stdin,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["go"],
        program: "gofmt",
        style: &[],
        arguments: &["-w"],
        configuration: None,
        input: Input::Files,
        before: Before::Unaligned,
    },
    Formatter {
        languages: &["go"],
        program: "gofmt",
        style: &[],
        arguments: &["-w"],
        configuration: None,
        input: Input::Files,
        before: Before::Broken,
    },
    Formatter {
        languages: &["java"],
        program: "google-java-format",
        style: &[],
        arguments: JAVA,
        configuration: None,
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["java"],
        program: "google-java-format",
        style: &["--aosp"],
        arguments: JAVA,
        configuration: None,
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["c", "cpp"],
        program: "clang-format",
        style: &[
            "--style={BasedOnStyle: LLVM, ColumnLimit: 100, SortIncludes: Never, SortUsingDeclarations: false, BreakStringLiterals: false}",
        ],
        arguments: CLANG,
        configuration: None,
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["c", "cpp"],
        program: "clang-format",
        style: &[
            "--style={BasedOnStyle: Mozilla, IndentWidth: 4, ColumnLimit: 60, SortIncludes: Never, SortUsingDeclarations: false, BreakStringLiterals: false}",
        ],
        arguments: CLANG,
        configuration: None,
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["csharp"],
        program: "clang-format",
        style: &[
            "--style={BasedOnStyle: Microsoft, ColumnLimit: 100, SortIncludes: Never, SortUsingDeclarations: false, BreakStringLiterals: false}",
        ],
        arguments: CLANG,
        configuration: None,
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["csharp"],
        program: "clang-format",
        style: &[
            "--style={BasedOnStyle: Google, ColumnLimit: 60, SortIncludes: Never, SortUsingDeclarations: false, BreakStringLiterals: false}",
        ],
        arguments: CLANG,
        configuration: None,
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["php"],
        program: "prettier",
        style: &["--tab-width=2", "--print-width=100"],
        arguments: PHP,
        configuration: None,
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["php"],
        program: "prettier",
        style: &[
            "--tab-width=4",
            "--print-width=60",
            "--single-quote",
            "--trailing-comma-php=false",
            "--brace-style=1tbs",
        ],
        arguments: PHP,
        configuration: None,
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["ruby"],
        program: "rubocop",
        style: &[],
        arguments: RUBY,
        configuration: Some(("60 columns", ".rubocop.yml", RUBY_NARROW)),
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["ruby"],
        program: "rubocop",
        style: &[],
        arguments: RUBY,
        configuration: Some(("indented by 4", ".rubocop.yml", RUBY_OTHER)),
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["bash"],
        program: "shfmt",
        style: &["--indent=4", "--case-indent", "--binary-next-line"],
        arguments: &["--write"],
        configuration: None,
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["bash"],
        program: "shfmt",
        style: &["--indent=0", "--space-redirects", "--func-next-line"],
        arguments: &["--write"],
        configuration: None,
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["lua"],
        program: "stylua",
        style: &["--indent-type=Spaces", "--column-width=80", "--quote-style=AutoPreferSingle"],
        arguments: &["-"],
        configuration: None,
        input: Input::Stdin,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["lua"],
        program: "stylua",
        style: &["--indent-type=Tabs", "--column-width=50"],
        arguments: &["-"],
        configuration: None,
        input: Input::Stdin,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["hcl"],
        program: "hclfmt",
        style: &[],
        arguments: &["-w"],
        configuration: None,
        input: Input::Files,
        before: Before::Spread,
    },
    Formatter {
        languages: &["hcl"],
        program: "hclfmt",
        style: &[],
        arguments: &["-w"],
        configuration: None,
        input: Input::Files,
        before: Before::Unaligned,
    },
    Formatter {
        languages: &["kotlin"],
        program: "ktlint",
        style: &[],
        arguments: KOTLIN,
        configuration: Some(("official, 100 columns", ".editorconfig", KOTLIN_OFFICIAL)),
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["kotlin"],
        program: "ktlint",
        style: &[],
        arguments: KOTLIN,
        configuration: Some(("android, 70 columns", ".editorconfig", KOTLIN_ANDROID)),
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["elixir"],
        program: "mix",
        style: &[],
        arguments: &["format"],
        configuration: Some(("98 columns", ".formatter.exs", "[line_length: 98]")),
        input: Input::Files,
        before: Before::Spread,
    },
    Formatter {
        languages: &["elixir"],
        program: "mix",
        style: &[],
        arguments: &["format"],
        configuration: Some(("60 columns", ".formatter.exs", "[line_length: 60]")),
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["zig"],
        program: "zig",
        style: &[],
        arguments: &["fmt"],
        configuration: None,
        input: Input::Files,
        before: Before::Broken,
    },
    Formatter {
        languages: &["zig"],
        program: "zig",
        style: &[],
        arguments: &["fmt"],
        configuration: None,
        input: Input::Files,
        before: Before::Unaligned,
    },
];
