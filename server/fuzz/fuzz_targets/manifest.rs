//! Manifests, federations and lock files: any text can be read, and asked about at any place.
#![no_main]

use canton_fuzz::{Input, check_range, offsets};
use canton_syntax::{Problem, federation, lock, manifest};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = Input::new(data).text();
    let (manifests, problems) = manifest::manifests(text);
    check(text, &problems);
    for manifest in manifests {
        check_range(text, manifest.range);
        if let Some(name) = manifest.name {
            check_range(text, name.range);
        }
    }
    let (_, problems) = federation::federation(text);
    check(text, &problems);
    let (_, problems) = lock::lock(text);
    check(text, &problems);
    for offset in offsets(text) {
        manifest::key_at(text, offset);
        federation::key_at(text, offset);
    }
});

fn check(text: &str, problems: &[Problem]) {
    for problem in problems {
        check_range(text, problem.range);
    }
}
