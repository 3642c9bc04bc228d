//! Words a second of the tagger and of tagger and parser together, on one core.

use chancery_model::{Block, BlockRole, Document, Sentence, Span};
use chancery_pack::Pack;
use chancery_text::parse::Model;
use chancery_text::segment::Segmenter;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

/// A few lines as news writes them, in each language.
const TEXTS: [(&str, &str); 3] = [
    (
        "en",
        "The two foreign ministers met on the sidelines of the summit on Tuesday and agreed to hold a strategic dialogue \
         every year, a spokesperson for the ministry said. Under the memorandum signed by both sides, the countries will \
         open new consulates, exchange students and work together against floods. Asked about the talks, an official who \
         was not allowed to speak in public said that they had been frank.",
    ),
    (
        "fr",
        "Les deux ministres des affaires étrangères se sont rencontrés mardi en marge du sommet et sont convenus de tenir \
         chaque année un dialogue stratégique, a indiqué un porte-parole du ministère. Selon le mémorandum signé par les \
         deux parties, les pays ouvriront de nouveaux consulats, échangeront des étudiants et lutteront ensemble contre \
         les inondations.",
    ),
    (
        "vi",
        "Hai bộ trưởng ngoại giao đã gặp nhau bên lề hội nghị hôm thứ ba và nhất trí tổ chức đối thoại chiến lược hằng năm, \
         người phát ngôn của bộ cho biết. Theo bản ghi nhớ được hai bên ký kết, hai nước sẽ mở thêm lãnh sự quán, trao đổi \
         sinh viên và cùng nhau phòng chống lũ lụt.",
    ),
];

fn sentences(pack: &Pack, text: &str) -> (String, Vec<Sentence>) {
    let block = Block { span: Span::new(0, text.len()), item: 0, role: BlockRole::Paragraph };
    let doc = Document {
        lang: pack.lang.clone(),
        text: text.to_owned(),
        blocks: vec![block],
        ..Document::default()
    };
    let sentences = Segmenter::new(pack).expect("a sound pack").segment(&doc);
    (doc.text, sentences)
}

fn speed(c: &mut Criterion) {
    for (lang, text) in TEXTS {
        let pack = Pack::load(lang).expect("a sound pack").expect("a pack");
        let model = Model::new(&pack).expect("a sound model");
        let (text, mut sentences) = sentences(&pack, text);
        let words: usize = sentences.iter().map(|s| s.tokens.len()).sum();
        let mut group = c.benchmark_group(lang);
        group.throughput(Throughput::Elements(words as u64));
        group.bench_function("tag", |b| {
            b.iter(|| sentences.iter_mut().for_each(|s| model.tag(&text, black_box(s))));
        });
        group.bench_function("tag and parse", |b| {
            b.iter(|| {
                for sent in &mut sentences {
                    model.tag(&text, black_box(sent));
                    model.parse(sent);
                }
            });
        });
        group.finish();
    }
}

criterion_group!(benches, speed);
criterion_main!(benches);
