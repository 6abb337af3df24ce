//! Reading speed: 1,000 scenarios of 20 steps in Russian, menus of three options, on one core.

use std::fmt::Write;

use divan::Bencher;
use divan::counter::BytesCount;
use lotsman::source::{Source, fold};
use lotsman::span::FileId;
use lotsman::syntax::tree::FileKind;
use lotsman::syntax::{parse, split::split};

fn main() {
    divan::main();
}

/// About 7 MB.
fn text() -> String {
    let mut out = String::new();
    for n in 0..1_000 {
        let _ = writeln!(out, "сценарий порядок_{n} \"Порядок рассмотрения сообщения № {n}\"");
        for step in 0..20 {
            let next = (step + 1) % 20;
            let _ = writeln!(
                out,
                "  шаг шаг_{step}\n    сказать \"Сообщение рассмотрят в течение тридцати дней со дня регистрации, шаг {step}.\"\n    \
                 выбор \"Что подсказать дальше?\"\n      - срок \"Какой срок рассмотрения\" (сколько ждать, когда ответят) -> шаг_{next}\n      \
                 - адрес \"Куда обращаться\" (адрес, телефон) -> шаг_{next}\n      - всё \"Спасибо, это всё\" -> завершить решено\n    конец\n"
            );
        }
        out.push_str("конец\n\n");
    }
    out
}

#[divan::bench(sample_count = 10)]
fn folding(bencher: Bencher) {
    let text = text();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| fold(&text).len());
}

#[divan::bench(sample_count = 10)]
fn splitting(bencher: Bencher) {
    let folded = fold(&text()).into_owned();
    bencher
        .counter(BytesCount::of_str(&folded))
        .bench_local(|| split(&folded, FileKind::Scenario).len());
}

#[divan::bench(sample_count = 10)]
fn whole(bencher: Bencher) {
    let source = Source::new("порядок.scenario", text());
    bencher
        .counter(BytesCount::new(source.text.len()))
        .bench_local(|| parse(FileId(0), source.clone(), FileKind::Scenario).0.items.len());
}
