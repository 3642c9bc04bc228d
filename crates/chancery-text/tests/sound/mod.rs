//! What holds for dates in any text; asked by the properties of `dates_any.rs` and by `fuzz/fuzz_targets/dates.rs`.

use chancery_model::{Edtf, Part};
use chancery_pack::Pack;
use chancery_text::annotate::dates::Dates;
use std::sync::LazyLock;

/// The finders of all packs, in the order of their languages.
pub static ALL: LazyLock<Vec<Dates>> = LazyLock::new(|| {
    let packs = Pack::languages().into_iter().filter_map(|l| Pack::load(&l).expect("packs load"));
    packs.map(|p| Dates::new(&p).expect("packs compile")).collect()
});

/// Spans on character boundaries in order, values that read back.
pub fn sound(dates: &Dates, text: &str, reference: Option<Part>) {
    let mut last = 0;
    for found in dates.find(text, reference) {
        let range = found.span.range();
        assert!(text.get(range.clone()).is_some_and(|t| !t.is_empty()), "{range:?} in {text:?}");
        assert!(range.start >= last, "{range:?} before {last} in {text:?}");
        last = range.end;
        if let Some(value) = found.time.value {
            let text = value.to_string();
            assert_eq!(text.parse::<Edtf>(), Ok(value), "{text}");
        }
    }
}
