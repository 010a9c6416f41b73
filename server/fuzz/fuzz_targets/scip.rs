//! SCIP indexes: any bytes can be read, one that is broken says nothing, and every place is one of the text.
#![no_main]

use canton_evidence::scip::{Encoding, Index, Lines, parse};
use canton_fuzz::Input;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let (index, problems) = parse(data);
    if problems.iter().any(|it| it.is_fatal) {
        assert_eq!(index, Index::default());
    }
    // Its own bytes are a text like any other.
    let text = Input::new(data).text();
    let lines = Lines::new(text);
    let encodings = [Encoding::Unspecified, Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];
    for document in index.documents() {
        assert!(index.documents_at(&document.path).any(|it| it == document));
        for reference in index.references(document) {
            for place in encodings.into_iter().flat_map(|it| lines.places(reference, it)) {
                assert!(text.get(place.clone()).is_some(), "{place:?} is no range of {} bytes", text.len());
            }
            if let Some((_, definition)) = index.definition(reference.key) {
                assert!(definition.dotted.is_char_boundary(definition.own as usize));
            }
            assert!(index.implementations(reference.key).all(|it| it != reference.key));
        }
    }
});
