//! Outlines: any text can be read in any language.
#![no_main]

use canton_fuzz::{Input, check_range, check_within};
use canton_grammars::Language;
use canton_syntax::outline::{Outline, outline};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut input = Input::new(data);
    let language = input.choose(Language::all());
    let text = input.text();
    let res = outline(text, language);
    check(text, &res);
    assert_eq!(outline(text, language), res);
});

fn check(text: &str, outline: &Outline) {
    let refused = *outline == Outline::default();
    assert!(refused || !outline.symbols.is_empty(), "a file is a module, unless it is too complex to parse");
    for (index, symbol) in outline.symbols.iter().enumerate() {
        outline.text(symbol.name);
        check_range(text, symbol.range);
        check_range(text, symbol.name_range);
        if index > 0 {
            assert!((symbol.parent as usize) < index, "a parent stands before its members");
            check_within(symbol.range, symbol.name_range);
            check_within(outline.symbols[symbol.parent as usize].range, symbol.range);
        }
        assert!((symbol.unit as usize) <= index, "a unit stands before what is in it");
    }
    for call in &outline.calls {
        outline.text(call.callee);
        check_range(text, call.range);
        assert!((call.from as usize) < outline.symbols.len());
    }
    for import in &outline.imports {
        check_range(text, import.range);
        for name in [import.module, import.item, import.local] {
            outline.text(name);
        }
    }
    let lines: u32 = outline.symbols.iter().map(|it| it.lines).sum();
    assert_eq!(lines, outline.lines, "every line of code belongs to one unit");
}
