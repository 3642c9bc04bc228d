use super::bytes::checksum;
use super::steps::ARCS;
use super::tag::Extras;
use super::weights::Entry;
use super::{Class, Model, Trained};
use chancery_model::{Feats, Rel, Sentence, Span, Token, Upos};
use chancery_pack::Pack;
use proptest::prelude::*;
use std::sync::LazyLock;

static ALL: LazyLock<Vec<Model>> = LazyLock::new(|| {
    ["en", "fr", "vi"].map(|l| Model::new(&Pack::load(l).unwrap().unwrap()).unwrap()).into()
});

static TRAINED: LazyLock<Vec<Trained>> = LazyLock::new(|| {
    let read = |l| Trained::read(Pack::load(l).unwrap().unwrap().model().unwrap()).unwrap();
    ["en", "fr", "vi"].map(read).into()
});

/// A text and its words; `_` stands for the space inside a word.
fn sentence(words: &[&str]) -> (String, Sentence) {
    let (mut text, mut sent) = (String::new(), Sentence::default());
    for word in words {
        let word = word.replace('_', " ");
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(&word);
        sent.tokens.push(Token {
            span: Span::new(start, text.len()),
            lower: word.to_lowercase().into(),
            capital: word.chars().next().is_some_and(char::is_uppercase),
            space_before: true,
            ..Token::default()
        });
    }
    sent.span = Span::new(0, text.len());
    (text, sent)
}

/// One root, every other word below it.
fn is_tree(sent: &Sentence) {
    assert!(sent.parsed);
    let n = sent.tokens.len();
    assert_eq!(sent.tokens.iter().filter(|t| t.head.is_none()).count(), 1);
    for token in &sent.tokens {
        assert_eq!(token.head.is_none(), token.rel == Rel::Root);
        let (mut at, mut steps) = (token.head, 0);
        while let Some(head) = at {
            assert!(usize::from(head) < n);
            steps += 1;
            assert!(steps <= n, "a cycle");
            at = sent.tokens[usize::from(head)].head;
        }
    }
}

/// Every `dependent relation head` of `arcs` is in the tree of `text`; an empty head is the root.
#[track_caller]
fn check(lang: &str, text: &str, arcs: &[&str]) {
    let words: Vec<&str> = text.split(' ').collect();
    let (text, mut sent) = sentence(&words);
    let model = Model::new(&Pack::load(lang).unwrap().unwrap()).unwrap();
    model.tag(&text, &mut sent);
    model.parse(&mut sent);
    is_tree(&sent);
    let name = |head: Option<u16>| head.map_or("", |h| words[usize::from(h)]);
    let found: Vec<String> = sent
        .tokens
        .iter()
        .zip(&words)
        .map(|(t, w)| format!("{w} {} {}", t.rel.name(), name(t.head)))
        .collect();
    for arc in arcs {
        assert!(found.iter().any(|f| f.trim() == *arc), "no {arc:?} in {found:#?}");
    }
}

#[test]
fn english() {
    check(
        "en",
        "The minister met the president on Monday .",
        &["minister nsubj met", "met root", "president obj met"],
    );
    check(
        "en",
        "An agreement was signed by both sides .",
        &["agreement nsubj:pass signed", "sides obl:agent signed"],
    );
    check("en", "Leaders of two countries discuss trade", &["Leaders nsubj discuss", "trade obj discuss"]);
    check("en", "THE MINISTER MET THE PRESIDENT .", &["MINISTER nsubj MET", "PRESIDENT obj MET"]);
}

#[test]
fn french() {
    check(
        "fr",
        "Le ministre a rencontré le président à Hanoï .",
        &["ministre nsubj rencontré", "rencontré root", "président obj rencontré"],
    );
    check(
        "fr",
        "L' accord a été signé par les deux pays .",
        &["accord nsubj:pass signé", "été aux:pass signé"],
    );
}

#[test]
fn vietnamese() {
    check("vi", "Bộ_trưởng gặp chủ_tịch nước .", &["Bộ_trưởng nsubj gặp", "chủ_tịch obj gặp"]);
}

/// A model of two classes and two relations whose weights are known.
fn small() -> Vec<u8> {
    with(Extras::NONE)
}

fn with(extras: Extras) -> Vec<u8> {
    let class = |upos| Class { upos, feats: Feats::PAST };
    let row = |key: u32, entries: &[(u8, i8)]| {
        (key, entries.iter().map(|&(outcome, q)| Entry { outcome, q }).collect::<Vec<_>>())
    };
    // One, two and many entries are kept in different ways.
    let tagger = [row(7, &[(0, -3)]), row(9, &[(0, 5), (1, -127)])];
    let relations = [row(3, &[(0, 1), (1, 127), (2, -2)]), row(u32::MAX, &[(2, 9)])];
    // Five features of one group, of which four have room, and one of another.
    let steps: Vec<(u32, [i8; ARCS])> = (1..=5)
        .map(|key| (key, std::array::from_fn(|arc| if arc == 0 { key as i8 } else { 0 })))
        .chain([(u32::MAX, [-128; ARCS])])
        .collect();
    Trained::write(
        extras,
        &[class(Upos::Noun), class(Upos::Verb)],
        &[Rel::Nsubj, Rel::Obj, Rel::Det],
        &[(5, 1)],
        (1, &tagger),
        (2, &steps),
        (2, &relations),
    )
}

/// The scores of steps, which all ways of adding give.
fn score(trained: &Trained, keys: &[u32]) -> [i32; ARCS] {
    let mut found = super::grid::Found::default();
    trained.steps.seek(keys);
    trained.steps.locate(keys, &mut found, super::lanes::Single);
    let sums = trained.steps.sum(found.places(), super::lanes::Single);
    #[cfg(target_arch = "x86_64")]
    if let Some(lanes) = super::lanes::wide::Avx2::new() {
        assert_eq!(trained.steps.sum(found.places(), lanes), sums);
    }
    sums
}

#[test]
fn what_is_written_is_read() {
    let read = Trained::read(&small()).unwrap();
    assert_eq!(read.classes.len(), 2);
    assert_eq!(read.classes[1], Class { upos: Upos::Verb, feats: Feats::PAST });
    assert_eq!(read.labels, [Rel::Nsubj, Rel::Obj, Rel::Det]);
    assert_eq!(read.lexicon.get(5), Some(1));
    assert_eq!(read.lexicon.get(6), None);
    let mut scores = super::weights::Scores::default();
    assert_eq!(read.tagger.score(&[7, 9, 8], &mut scores), [-9 + 25, -127 * 127]);
    assert_eq!(read.relations.score(&[3, u32::MAX, 3], &mut scores), [2, 2 * 127 * 127, 81 - 8]);
    assert_eq!(read.relations.score(&[0, 1], &mut scores), [0; 3]);
    let sums = score(&read, &[1, 2, 2, 5, 0, 77, u32::MAX]);
    assert_eq!(sums[0], 1 + 4 + 4 - 128 * 128);
    assert_eq!(sums[1..], [-128 * 128; ARCS - 1]);
}

#[test]
fn what_a_model_looks_at_is_in_its_file() {
    assert_eq!(Trained::read(&small()).unwrap().extras, Extras::NONE);
    let file = with(Extras::SYLLABLES);
    assert_eq!(Trained::read(&file).unwrap().extras, Extras::SYLLABLES);
    let both = Extras::SYLLABLES.and(Extras::DOUBT);
    assert_eq!(Trained::read(&with(both)).unwrap().extras, both);
    assert!(Extras::unpack(4).is_none());
    // Features of syllables are found where a model has them, and only there.
    let (_, sent) = sentence(&["b", "a c", "d"]);
    let count = |extras| {
        let mut features = super::tag::Features::default();
        let mut state = super::start(&sent, extras);
        state.apply(super::arcs::Action::Shift, 0);
        state.features(&mut features);
        let steps = features.keys().len();
        features.clear();
        state.relation_features(super::arcs::Action::Left, 0, &mut features);
        (steps, features.keys().len())
    };
    assert_eq!(count(Extras::NONE), (84, 38));
    assert_eq!(count(Extras::SYLLABLES), (94, 45));
    assert_eq!(count(Extras::DOUBT), (101, 46));
    assert_eq!(count(both), (111, 53));
}

#[test]
fn a_runner_up_is_close_however_scores_are_scaled() {
    use super::tag::runner_up;
    assert_eq!(runner_up(&[10, 80, 79, 0], 1), 2);
    assert_eq!(runner_up(&[10, 80, 71, 0], 1), 2);
    assert_eq!(runner_up(&[10, 80, 70, 0], 1), 1, "a lead of an eighth is enough");
    assert_eq!(runner_up(&[0.1, 0.8, 0.79, 0.0], 1), 2);
    assert_eq!(runner_up(&[-3, -3, -9], 0), 1, "of equal scores the other one");
    assert_eq!(runner_up(&[5], 0), 0);
    assert_eq!(runner_up::<i32>(&[], 7), 7);
}

#[test]
fn only_a_model_that_doubts_sees_the_runner_up() {
    let (_, mut sure) = sentence(&["a", "b"]);
    sure.tokens.iter_mut().for_each(|t| (t.class, t.other) = (3, 3));
    let mut unsure = sure.clone();
    unsure.tokens[1].other = 4;
    let keys = |sent: &Sentence, extras| {
        let mut features = super::tag::Features::default();
        let mut state = super::start(sent, extras);
        state.apply(super::arcs::Action::Shift, 0);
        state.features(&mut features);
        state.relation_features(super::arcs::Action::Left, 0, &mut features);
        features.keys().to_vec()
    };
    assert_eq!(keys(&sure, Extras::NONE), keys(&unsure, Extras::NONE));
    assert_ne!(keys(&sure, Extras::DOUBT), keys(&unsure, Extras::DOUBT));
    let words = [
        "Bộ trưởng",
        "trao",
        "trả",
        "lại",
        "quyết định",
        "đúng",
        "đề nghị",
        "cho",
        "bên",
        "kia",
        "mặc dù",
        "khó khăn",
        "còn",
        "nhiều",
        "nhưng",
        "ý nghĩa",
        "hợp tác",
        "là",
        "rõ ràng",
        "về",
        "trên",
        "đường",
        "phát triển",
        "thành công",
        "ấy",
        "mới",
        "lo",
        "xong",
    ];
    let (text, mut sent) = sentence(&words);
    ALL[2].tag(&text, &mut sent);
    assert!(sent.tokens.iter().any(|t| t.other != t.class));
    ALL[0].tag(&text, &mut sent);
    assert!(sent.tokens.iter().all(|t| t.other == t.class));
}

#[test]
fn more_features_than_are_looked_up_together() {
    let read = Trained::read(&small()).unwrap();
    assert_eq!(score(&read, &[2; 100])[0], 400);
    assert_eq!(read.tagger.score(&[7; 100], &mut super::weights::Scores::default())[0], -900);
}

#[test]
fn a_damaged_model_is_a_fault() {
    let file = small();
    for cut in 0..file.len() {
        assert!(Model::decode("m", &file[..cut]).is_err(), "cut at {cut}");
    }
    for at in 0..file.len() {
        let mut file = file.clone();
        file[at] ^= 0x55;
        let fault = Model::decode("packs/xx/model.bin", &file).unwrap_err();
        assert!(fault.to_string().starts_with("packs/xx/model.bin:0: not a model"), "{fault}");
    }
}

#[test]
fn sentences_too_long_to_count_stay_unparsed() {
    let words = vec!["word"; 70_000];
    let (text, mut sent) = sentence(&words);
    ALL[0].tag(&text, &mut sent);
    ALL[0].parse(&mut sent);
    assert!(!sent.parsed);
    assert!(sent.tokens.iter().all(|t| t.head.is_none()));
    let (text, mut sent) = sentence(&words[..3000]);
    ALL[0].tag(&text, &mut sent);
    ALL[0].parse(&mut sent);
    is_tree(&sent);
}

#[test]
fn an_empty_sentence_stays_as_it_is() {
    let (text, mut sent) = sentence(&[]);
    ALL[0].tag(&text, &mut sent);
    ALL[0].parse(&mut sent);
    assert_eq!(sent, Sentence::default());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_words_give_a_tree(words in prop::collection::vec("(the|le|của|and|,|\\.|said|President|[A-Z]{1,6}|\\PC{0,6})", 1..60)) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        for model in &*ALL {
            let (text, mut sent) = sentence(&words);
            model.tag(&text, &mut sent);
            model.parse(&mut sent);
            is_tree(&sent);
        }
    }

    #[test]
    fn runners_up_of_whole_numbers_are_alike(scores in prop::collection::vec(-90i32..90, 1..60)) {
        use super::{abreast, tag};
        for first in 0..scores.len() as u8 {
            let top = scores[usize::from(first)];
            if scores.iter().all(|score| *score <= top) {
                assert_eq!(abreast::runner_up(&scores, first), tag::runner_up(&scores, first));
            }
        }
    }

    /// What is known of words from other documents changes nothing.
    #[test]
    fn any_words_met_before_give_the_same(words in prop::collection::vec("(the|le|The|và|,|12|said|[a-e]{1,2}|\\PC{0,4})", 1..40)) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (text, sent) = sentence(&words);
        for (model, trained) in ALL.iter().zip(&*TRAINED) {
            let [mut known, mut new] = [&sent; 2].map(Clone::clone);
            model.tag(&text, &mut known);
            model.tag(&text, &mut known);
            drop(trained.known.take(trained.classes.len()));
            trained.tag(&text, std::slice::from_mut(&mut new), super::lanes::Single);
            assert_eq!(known, new);
        }
    }

    #[test]
    fn any_classes_give_a_tree(classes in prop::collection::vec(any::<u8>(), 1..60)) {
        let (_, mut sent) = sentence(&vec!["a"; classes.len()]);
        sent.tokens.iter_mut().zip(classes).for_each(|(t, class)| t.class = class);
        ALL[0].parse(&mut sent);
        is_tree(&sent);
    }

    // The checksum is made right again, so that reading meets the damage.
    #[test]
    fn damage_with_a_right_checksum_never_panics(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut file = small();
        let head = file.len() - Trained::body(&file).unwrap().len();
        for (at, byte) in changes {
            let at = head + at.index(file.len() - head);
            file[at] = byte;
        }
        let sum = checksum(&file[head..]).to_le_bytes();
        file[head - 8..head].copy_from_slice(&sum);
        if let Ok(model) = Model::decode("m", &file) {
            let (text, mut sent) = sentence(&["a", "b", "c"]);
            model.tag(&text, &mut sent);
            model.parse(&mut sent);
        }
    }
}

/// What is compiled for newer processors decides as what runs on any.
#[test]
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code, reason = "the two calls that the test is about")]
fn newer_processors_decide_alike() {
    use super::model::wide;
    let Some(lanes) = super::lanes::wide::Avx2::new() else { return };
    for lang in ["en", "fr", "vi"] {
        let pack = chancery_pack::Pack::load(lang).unwrap().unwrap();
        let trained = Trained::read(pack.model().unwrap()).unwrap();
        let segmenter = crate::segment::Segmenter::new(&pack).unwrap();
        let text = "The ministers of two states signed 12 accords in Paris, which nobody had seen before. \
            Les ministres ont signé un accord à Genève, d'après l'agence. Hai bên ký hiệp định tại Hà Nội.";
        let mut plain: Vec<Sentence> = segmenter.sentences(text);
        let (mut wider, mut alone) = (plain.clone(), plain.clone());
        trained.tag(text, &mut plain, super::lanes::Single);
        trained.parse(&mut plain.iter_mut().collect::<Vec<_>>(), super::lanes::Single);
        // SAFETY: the processor has what the functions are compiled for.
        unsafe {
            wide::tag(&trained, text, &mut wider, lanes);
            wide::parse(&trained, &mut wider.iter_mut().collect::<Vec<_>>(), lanes);
        }
        assert_eq!(plain, wider, "{lang}");
        // Nor does it matter which sentences are read together.
        for sent in alone.iter_mut().rev() {
            trained.tag(text, std::slice::from_mut(sent), super::lanes::Single);
            trained.parse(&mut [sent], super::lanes::Single);
        }
        assert_eq!(plain, alone, "{lang}");
    }
}

/// Rows of any width are added alike, whatever their weights.
#[test]
fn many_large_weights_do_not_run_over() {
    for outcomes in [1, 16, 17, 40, 64, 65, 151, 256] {
        let classes = vec![Class::default(); outcomes];
        // Every third row has one outcome in ten, so as to be kept as a list.
        let weight = |n: u32, outcome: usize| match n % 3 {
            0 if !outcome.is_multiple_of(20) => 0,
            0 => 31,
            k => [127, -128, 32][(k as usize + outcome) % 3],
        };
        let rows: Vec<(u32, Vec<Entry>)> = (0..100u32)
            .map(|n| {
                let all = (0..outcomes).map(|k| Entry { outcome: k as u8, q: weight(n, k) });
                ((n + 1) << 25 | (n + 1), all.filter(|e| e.q != 0).take(255).collect())
            })
            .collect();
        let file = Trained::write(Extras::NONE, &classes, &[Rel::Obj], &[], (64, &rows), (2, &[]), (2, &[]));
        let trained = Trained::read(&file).unwrap();
        let keys: Vec<u32> = rows.iter().map(|(key, _)| *key).collect();
        let mut sums = vec![0; outcomes];
        for e in rows.iter().flat_map(|(_, row)| row) {
            sums[usize::from(e.outcome)] += i32::from(e.q) * i32::from(e.q).abs();
        }
        let mut scores = super::weights::Scores::default();
        assert_eq!(trained.tagger.score(&keys, &mut scores), sums);
        #[cfg(target_arch = "x86_64")]
        if let Some(lanes) = super::lanes::wide::Avx2::new() {
            trained.tagger.locate(&keys, &mut scores, lanes);
            trained.tagger.gather(&mut scores, &[]);
            assert_eq!(trained.tagger.sum(&mut scores, lanes), sums);
        }
    }
}
