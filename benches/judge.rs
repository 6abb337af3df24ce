//! How long a judgement takes, and what it stands against: plain tantivy BM25 over the same phrases and
//! an Aho-Corasick scan for the words of the base, in the same run.
//!
//! `cargo bench --bench judge -- 1000 10000` for those numbers of topics, ten phrases each.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark may stop at the first surprise"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use aho_corasick::AhoCorasick;
use lotsman::bundle::Bundle;
use lotsman::compile::{Input, build, check};
use lotsman::language::NormalForms;
use lotsman::runtime::Engine;
use lotsman::value::{Date, Lang};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::WhitespaceTokenizer;
use tantivy::{Index, TantivyDocument, Term};

const PHRASES: usize = 10;
const QUESTIONS: usize = 2000;
const COMMON: &str = "как мне можно ли получить где узнать какие нужны документы на что делать если не пришла когда \
    будет сколько ждать почему отказали я хочу подать заявление по для и в с о выплата пособие пенсия ребёнка семьи \
    справку через сайт добрый день подскажите пожалуйста";

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    /// Small numbers often, large ones rarely.
    fn zipf(&mut self, n: usize) -> usize {
        let x = self.below(1 << 20) as f64 / f64::from(1 << 20);
        ((n as f64).powf(x) - 1.0) as usize
    }
}

fn word(mut n: usize) -> String {
    let syllables = [
        "ка", "ро", "ми", "те", "ла", "но", "ву", "ди", "се", "га", "пы", "зо", "бе", "ху", "чи", "жа",
    ];
    let mut word = String::new();
    for _ in 0..4 {
        word.push_str(syllables[n % 16]);
        n /= 16;
    }
    word.push_str(["", "н", "т", "к"][n % 4]);
    word
}

fn sentence(random: &mut Random, own: &[String], common: &[&str], length: usize) -> String {
    let words: Vec<&str> = (0..length)
        .map(|_| {
            if random.below(5) < 2 {
                own[random.below(own.len())].as_str()
            } else {
                common[random.zipf(common.len())]
            }
        })
        .collect();
    words.join(" ")
}

struct Base {
    inputs: Vec<Input>,
    phrases: Vec<String>,
    questions: Vec<String>,
    words: Vec<String>,
}

fn base(topics: usize) -> Base {
    let mut random = Random(7);
    let common: Vec<&str> = COMMON.split_whitespace().collect();
    let mut phrases = Vec::new();
    let mut questions = Vec::new();
    let mut inputs = vec![
        (
            "lotsman.yaml".to_owned(),
            "name: проба\ntitle: \"Проба\"\nlanguage: ru\ndefault_queue: люди\n".to_owned(),
        ),
        (
            "queues.scenario".to_owned(),
            "очередь люди \"Люди\"\n  уровень 2\n  часы круглосуточно\nконец\n".to_owned(),
        ),
    ];
    let mut text = String::new();
    for t in 0..topics {
        let own: Vec<String> = (0..6).map(|_| word(random.zipf(40_000) + 17)).collect();
        text.push_str(&format!("тема тема_{t} \"Тема {t}\"\n  фразы\n"));
        for _ in 0..PHRASES {
            let length = 6 + random.below(6);
            let phrase = sentence(&mut random, &own, &common, length);
            text.push_str(&format!("    - {phrase}\n"));
            phrases.push(phrase);
        }
        text.push_str(&format!("  признаки\n    +3 {} ~3 {}\n", own[0], own[1]));
        text.push_str("  ответ очередь люди\nконец\n\n");
        if t % 100 == 99 || t + 1 == topics {
            inputs.push((format!("topics/{t}.topic"), std::mem::take(&mut text)));
        }
        if questions.len() < QUESTIONS && random.below(topics.div_ceil(QUESTIONS)) == 0 {
            for _ in 0..QUESTIONS.div_ceil(topics) {
                questions.push(sentence(&mut random, &own, &common, 10));
            }
        }
    }
    let mut words: Vec<String> = phrases.iter().flat_map(|p| p.split(' ')).map(str::to_owned).collect();
    words.sort_unstable();
    words.dedup();
    let inputs = inputs.into_iter().map(|(path, text)| Input {
        path,
        bytes: text.into_bytes(),
    });
    Base {
        inputs: inputs.collect(),
        phrases,
        questions,
        words,
    }
}

/// Messages that nobody reads to the end, each of another kind of words.
fn long_messages(questions: &[String]) -> Vec<(&'static str, String)> {
    const CHARS: usize = 60_000;
    let mut random = Random(11);
    let mut made = |letters: &[&str]| -> String {
        let mut words = String::new();
        while words.len() < CHARS * 2 {
            for _ in 0..3 + random.below(3) {
                words.push_str(letters[random.below(letters.len())]);
            }
            words.push(' ');
        }
        words
    };
    let unknown = made(&["фле", "щур", "гыш", "ёзм", "кло", "эрт", "ню", "пфа", "дзы", "хме"]);
    let latin = made(&["ba", "kro", "mi", "te", "sha", "nov", "zhu", "di", "lse", "ga"]);
    let all = [
        ("questions", questions.join(" ")),
        ("one question", questions[0].clone() + " "),
        ("unknown words", unknown),
        ("Latin words", latin),
        ("one word", "абвг".to_owned()),
        ("digits", "12345 ".to_owned()),
        ("signs", "?! ".to_owned()),
    ];
    let cut = |text: String| text.chars().cycle().take(CHARS).collect();
    all.map(|(what, text)| (what, cut(text))).into()
}

/// Median and 99th percentile of a call on each question.
fn measure(questions: &[String], mut call: impl FnMut(&str)) -> (Duration, Duration) {
    questions.iter().take(200).for_each(|q| call(q));
    let mut times: Vec<Duration> = questions
        .iter()
        .map(|q| {
            let start = Instant::now();
            call(black_box(q));
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

fn tantivy_of(phrases: &[String], forms: &NormalForms) -> impl Fn(&str) -> usize {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("w")
        .set_index_option(IndexRecordOption::WithFreqs);
    let field = schema.add_text_field("t", TextOptions::default().set_indexing_options(indexing) | STORED);
    let index = Index::create_in_ram(schema.build());
    index.tokenizers().register("w", WhitespaceTokenizer::default());
    let mut writer = index.writer_with_num_threads(1, 100_000_000).unwrap();
    let of = |text: &str| -> Vec<String> { forms.forms(text).into_iter().map(|(_, f)| f).collect() };
    for phrase in phrases {
        let mut document = TantivyDocument::default();
        document.add_text(field, of(phrase).join(" "));
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    let searcher = index.reader().unwrap().searcher();
    let lang_forms = NormalForms::new(forms.lang());
    move |text: &str| {
        let mut forms: Vec<String> = lang_forms.forms(text).into_iter().map(|(_, f)| f).collect();
        forms.sort_unstable();
        forms.dedup();
        let term = |f: &String| -> (Occur, Box<dyn Query>) {
            let term = Term::from_field_text(field, f);
            (
                Occur::Should,
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)),
            )
        };
        let query = BooleanQuery::new(forms.iter().map(term).collect());
        searcher
            .search(&query, &TopDocs::with_limit(10).order_by_score())
            .unwrap()
            .len()
    }
}

fn main() {
    let mut sizes: Vec<usize> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![1000];
    }
    let today = Date::constant(2026, 11, 22);
    for topics in sizes {
        let base = base(topics);
        let start = Instant::now();
        let checked = check(base.inputs);
        let read = start.elapsed();
        let bytes = build(&checked)
            .unwrap()
            .unwrap_or_else(|found| panic!("not built: {found:?} {:?}", checked.diagnostics.first()));
        let built = start.elapsed() - read;
        let length = bytes.len();
        let start = Instant::now();
        let bundle = Bundle::from_bytes(bytes).unwrap();
        let engine = Engine::new(&bundle).unwrap();
        let opened = start.elapsed();
        println!(
            "{topics} topics, {} phrases: read in {read:.2?}, built in {built:.2?}, {:.1} MB, opened in {opened:.1?}",
            base.phrases.len(),
            length as f64 / 1e6
        );
        let forms = NormalForms::new(Lang::Ru);
        let plain = tantivy_of(&base.phrases, &forms);
        let bm25 = measure(&base.questions, |q| {
            black_box(plain(q));
        });
        let scanner = AhoCorasick::new(&base.words).unwrap();
        let scan = measure(&base.questions, |q| {
            black_box(scanner.find_overlapping_iter(q).count());
        });
        let judged = measure(&base.questions, |q| {
            black_box(engine.judge(q, today));
        });
        let ratio = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
        println!("  judgement      p50 {:>8.1?}  p99 {:>8.1?}", judged.0, judged.1);
        println!(
            "  tantivy BM25   p50 {:>8.1?}  p99 {:>8.1?}  judgement {:.2} and {:.2} of it",
            bm25.0,
            bm25.1,
            ratio(judged.0, bm25.0),
            ratio(judged.1, bm25.1)
        );
        println!(
            "  Aho-Corasick   p50 {:>8.1?}  p99 {:>8.1?}  judgement {:.1} and {:.1} times",
            scan.0,
            scan.1,
            ratio(judged.0, scan.0),
            ratio(judged.1, scan.1)
        );
        for (what, long) in long_messages(&base.questions) {
            let cut = measure(&vec![long.clone(); 300], |q| {
                black_box(engine.judge(q, today));
            });
            println!(
                "  {} KB of {what:<28} p50 {:>8.1?}  p99 {:>8.1?}",
                long.len() / 1000,
                cut.0,
                cut.1
            );
        }
    }
}
