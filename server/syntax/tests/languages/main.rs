//! What is read of a language before a file of it is met. A process of its own, since it is read once in each.

use canton_grammars::Language;
use canton_syntax::outline::outline;

fn loaded() -> Vec<&'static str> {
    Language::all().iter().filter(|it| it.is_loaded()).map(|it| it.name).collect()
}

#[test]
fn a_language_is_loaded_with_its_first_file() {
    // Files of no language, or of one that is only looked for, load nothing.
    assert_eq!(Language::for_path("README.md"), None);
    assert_eq!(Language::for_path("src/main.zig").map(|it| it.name), Some("zig"));
    assert_eq!(loaded(), Vec::<&str>::new());

    let python = Language::for_path("a/b.py").expect("a language claims it");
    assert_eq!(loaded(), Vec::<&str>::new());
    outline("def f(): pass", python);
    assert_eq!(loaded(), ["python"]);

    outline("x = 1", Language::by_name("lua").expect("a language"));
    assert_eq!(loaded(), ["python", "lua"]);
}

/// The head of every `language.toml` says which files are the language's.
#[test]
fn every_language_has_files() {
    for language in Language::all() {
        let extension = language.extensions().first().expect("a language has an extension");
        assert_eq!(Language::for_path(&format!("a.{extension}")), Some(language));
    }
}
