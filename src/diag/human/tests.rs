use super::*;
use crate::diag::{Entry, Said, Turn, Witness};
use crate::source::Source;
use crate::span::Span;
use crate::value::{Money, Value};

static STEP: Entry = Entry {
    code: "L9901",
    severity: Severity::Error,
    headline: Bi {
        ru: "шага «{name}» нет в сценарии «{scenario}»",
        en: "no step `{name}` in scenario `{scenario}`",
    },
    label: Bi {
        ru: "переход никуда не ведёт",
        en: "this leads nowhere",
    },
    why: Bi {
        ru: "Гражданин дойдёт до этого места, и разговор оборвётся: следующего шага нет, поэтому ни ответа, ни оператора он не получит.",
        en: "The conversation would break off here.",
    },
    help: Bi {
        ru: "Исправьте имя или добавьте шаг «{name}».",
        en: "Correct the name or add step `{name}`.",
    },
    page: "",
};
static BARE: Entry = Entry {
    code: "L9902",
    severity: Severity::Warning,
    headline: Bi {
        ru: "файл пуст",
        en: "the file is empty",
    },
    label: Bi { ru: "", en: "" },
    why: Bi { ru: "", en: "" },
    help: Bi {
        ru: "Напишите что-нибудь.",
        en: "Write something.",
    },
    page: "",
};

fn find(text: &str, word: &str) -> Span {
    let at = text.find(word).unwrap();
    Span::new(at as u32, (at + word.len()) as u32)
}

fn base(files: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::new();
    for (name, text) in files {
        sources.add(Source::new(*name, *text));
    }
    sources
}

fn step(span: Span) -> Diagnostic {
    Diagnostic::new(&STEP, FileId(0), span)
        .arg("name", "положенно")
        .arg("scenario", "единое_пособие")
}

#[test]
fn carets_stand_under_cyrillic() {
    let text = "сценарий единое_пособие\n  шаг начало\n    если\n      право -> положенно\n      иначе -> уточнить\n    конец\n\n  шаг положено\n    завершить решено\nконец\n";
    let sources = base(&[("scenarios/пособие.scenario", text)]);
    let span = find(text, "положенно");
    let diag = step(span)
        .also(
            FileId(0),
            find(text, "положено\n"),
            "похожее имя здесь",
            "a similar name is here",
        )
        .replace(span, "положено");
    insta::assert_snapshot!(human(std::slice::from_ref(&diag), &sources, Lang::Ru, false));
    insta::assert_snapshot!(human(&[diag], &sources, Lang::En, false));
}

#[test]
fn other_files_are_shown_too() {
    let (a, b) = ("тема пособие\nконец\n", "# список\nтема пособие\nконец\n");
    let sources = base(&[("topics/a.topic", a), ("topics/b.topic", b)]);
    let diag = step(find(a, "пособие")).also(FileId(1), find(b, "пособие"), "уже есть здесь", "already here");
    insta::assert_snapshot!(human(&[diag], &sources, Lang::Ru, false));
}

#[test]
fn empty_file_and_end_of_file() {
    let sources = base(&[("empty.topic", ""), ("end.topic", "тема а\n"), ("open.topic", "тема а")]);
    let empty = Diagnostic::new(&BARE, FileId(0), Span::at(0));
    let end = Diagnostic::new(&BARE, FileId(1), Span::at(12));
    let open = Diagnostic::new(&BARE, FileId(2), Span::at(900));
    let mut insert = Diagnostic::new(&BARE, FileId(1), Span::at(12)).replace(Span::at(12), "конец\n");
    insert.severity = Severity::Note;
    let missing = Diagnostic::new(&BARE, FileId(77), Span::at(3)).replace(Span::at(3), "x");
    insta::assert_snapshot!(human(&[empty, end, open, insert, missing], &sources, Lang::Ru, false));
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let text = format!(
        "# {}\nсказать \"{} положенно {}\"\n",
        "ф".repeat(10),
        "слово ".repeat(60),
        "слово ".repeat(60)
    );
    let sources = base(&[("long.scenario", &text)]);
    let shown = human(&[step(find(&text, "положенно"))], &sources, Lang::Ru, false);
    assert!(shown.lines().all(|l| l.chars().count() <= WIDTH + 20), "{shown}");
    insta::assert_snapshot!(shown);
}

#[test]
fn a_span_of_several_lines() {
    let text = "шаг а\n  сказать \"раз\"\n  сказать \"два\"\nконец\n";
    let sources = base(&[("a.scenario", text)]);
    let span = Span::new(0, text.trim_end().len() as u32);
    insta::assert_snapshot!(human(&[step(span)], &sources, Lang::Ru, false));
}

#[test]
fn windows_line_breaks_and_tabs() {
    let text = "шаг а\r\n\t-> положенно\r\nконец\r\n";
    let sources = base(&[("a.scenario", text)]);
    insta::assert_snapshot!(human(&[step(find(text, "положенно"))], &sources, Lang::Ru, false));
}

#[test]
fn any_span_renders() {
    let text = "да\nнет ё\n\n";
    let sources = base(&[("a.scenario", text)]);
    for start in 0..20 {
        for end in 0..20 {
            let span = Span::new(start, end);
            let diag = step(span)
                .also(FileId(0), span, "и тут", "and here")
                .replace(span, "новое\nдва");
            assert!(human(&[diag], &sources, Lang::Ru, start % 2 == 0).contains("L9901"));
        }
    }
}

fn witness() -> Witness {
    Witness {
        scenario: Some("пособие".into()),
        facts: vec![
            ("доход".into(), Said::Answered(Value::Money(Money(2_000_000)))),
            ("дети".into(), Said::Answered(Value::Number(0.into()))),
        ],
        steps: vec!["начало".into(), "доход".into(), "отказ".into()],
        turns: vec![Turn::Option {
            step: "начало".into(),
            option: "почтой".into(),
        }],
        ..Witness::default()
    }
}

#[test]
fn a_witness_is_shown_with_the_way_or_the_conversation() {
    let text = "шаг отказ\n  -> положенно\n";
    let sources = base(&[("a.scenario", text)]);
    let span = find(text, "положенно");
    let with = |change: fn(&mut Witness)| {
        let mut witness = witness();
        change(&mut witness);
        step(span).witness(witness)
    };
    let diags = [
        with(|_| {}),
        with(|w| {
            w.script = Some("диалог \"Пример\"\n  > привет\n  < Какой доход?\n  > 20 000 рублей\nконец\n".into());
            w.replayed = true;
        }),
        with(|w| w.assumed = true),
        with(|w| {
            w.facts.clear();
            w.steps.clear();
            w.turns.clear();
        }),
    ];
    insta::assert_snapshot!(human(&diags, &sources, Lang::Ru, false));
    insta::assert_snapshot!(human(&diags, &sources, Lang::En, false));
}
