use std::sync::Arc;

use super::collect::Collected;
use super::names::{identifier, paths};
use super::write::Base;
use crate::cli::rows::Row;
use crate::cli::rows::labels::topic_of_label;
use crate::compile::{self, Input};
use crate::source::Source;
use crate::syntax::format::{FormatOptions, format};
use crate::syntax::tree::FileKind;
use crate::value::Lang;

fn row(label: &str, text: &str) -> Row {
    Row {
        label: (!label.is_empty()).then(|| label.to_owned()),
        text: text.to_owned(),
        line: 1,
        rest: Vec::new(),
    }
}

fn collected(rows: &[(&str, &str)]) -> Collected {
    let mut all = Collected::new(None);
    for (label, text) in rows {
        all.add(row(label, text));
    }
    all
}

#[test]
fn labels_become_names() {
    let long = "Какие документы нужны для подачи заявки на получение субсидии молодым семьям?";
    for (label, name) in [
        ("card_arrival", "card_arrival"),
        ("cover_HassSetPosition", "cover_hasssetposition"),
        ("Какие документы нужны для заявки?", "какие_документы_нужны_для_заявки"),
        ("Что нельзя публиковать на RUTUBE?", "что_нельзя_публиковать_на_rutube"),
        (long, "какие_документы_нужны_для_подачи_заявки_на"),
        ("смсSMS", "смс_sms"),
        ("2 карты", "тема_2_карты"),
        ("Тема", "тема_тема"),
        ("да", "да_тема"),
        ("ёлка", "елка"),
        ("???", "без_имени"),
    ] {
        assert_eq!(identifier(label, Lang::Ru), name, "{label}");
    }
    assert_eq!(identifier("yes", Lang::En), "yes_topic");
}

#[test]
fn names_are_unique_and_hierarchies_follow_labels() {
    let all = collected(&[
        ("faq/ask/name", "a"),
        ("faq", "b"),
        ("Card arrival", "c"),
        ("card_arrival", "d"),
        ("chitchat/hi", "e"),
        ("faq.time", "f"),
    ]);
    assert_eq!(
        paths(&all, Lang::En),
        [
            "faq.ask_name",
            "faq",
            "card_arrival",
            "card_arrival_2",
            "chitchat_hi",
            "faq.time"
        ]
    );
}

#[test]
fn what_is_left_out_is_counted() {
    let mut all = collected(&[
        ("a", "One  text"),
        ("A", "one text"),
        ("b", "one text"),
        ("", "no label"),
        ("b", " "),
        ("oos", "weather"),
        ("none", "Weather"),
        ("b", "issue #7 is # open"),
    ]);
    all.add(row("b", &"x".repeat(2001)));
    let d = &all.dropped;
    assert_eq!(
        (d.repeated, d.elsewhere, d.unlabelled, d.empty, d.long),
        (2, 1, 1, 1, 1)
    );
    assert_eq!(d.examples, [("one text".to_owned(), "a".to_owned(), "b".to_owned())]);
    assert_eq!(all.out_of_scope, ["weather"]);
    assert_eq!(all.intents["b"].phrases, ["issue 7 is open"]);
    assert_eq!(all.language(), Lang::En);
}

#[test]
fn nasty_texts_make_a_base_without_findings() {
    let mut rows: Vec<Row> = [
        ("конец", "конец"),
        ("кавычки \"и\" \\ {скобки}", "\"кавычка без пары"),
        ("конец", "«ёлочка без пары"),
        ("конец", "- тире впереди"),
        ("конец", "> знак больше"),
        ("конец", "+5 признак"),
        ("конец", "-6 алименты"),
        ("конец", "тема срок \"Срок\""),
        ("конец", "# решётка"),
        ("конец", "нулевой\u{200b}пробел и\u{a0}неразрывный"),
        ("конец", "две\nстроки\tи табуляция"),
        ("конец", "мелкaя лaтиницa внутри"),
        ("конец", "{имя | деньги}"),
        ("oos", "кавычка \" и \\ и {"),
        ("один", "фразы"),
        (
            "два",
            "(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((",
        ),
    ]
    .iter()
    .map(|(l, t)| row(l, t))
    .collect();
    let answer = format!("Первая \"строка\" {{x}}\n\n# Вторая\n{}", "слово ".repeat(3000));
    rows.push(Row {
        rest: vec![(Arc::from("Ответ"), answer.into())],
        ..row("с ответом", "ответь")
    });
    for lang in [Lang::Ru, Lang::En] {
        let mut all = Collected::new(Some("ответ"));
        rows.iter().cloned().for_each(|r| all.add(r));
        let base = Base::new(&all, lang, "Имя \"базы\"");
        for (name, text) in base.files() {
            if let Some(kind) = FileKind::of_path(name) {
                let again = format(
                    &Source::new(name.as_str(), text.as_str()),
                    kind,
                    FormatOptions::default(),
                );
                assert_eq!(*text, again.text, "{name}");
            }
        }
        let inputs = base.files().iter().map(|(path, text)| Input {
            path: path.clone(),
            bytes: text.clone().into_bytes(),
        });
        let checked = compile::check(inputs.collect());
        // What the texts themselves are is told, and nothing else: a word in two alphabets, a topic that
        // has nothing but its title.
        let told = ["L0709", "L0711"];
        let found = crate::diag::human(&checked.diagnostics, &checked.sources, Lang::En, false);
        assert!(
            checked.diagnostics.iter().all(|d| told.contains(&d.entry.code)),
            "{found}"
        );
        assert_eq!(*checked.model.program.out_of_scope, ["кавычка \" и \\ и {"]);
        assert_eq!(checked.model.program.topics.len(), 5);
        assert!(compile::build(&checked).unwrap().is_ok());
    }
}

#[test]
fn labels_find_their_topics_again() {
    let all = collected(&[("Card_Arrival", "where is it"), ("faq", "help"), ("faq/hours", "when")]);
    let base = Base::new(&all, Lang::En, "bank");
    let inputs = base.files().iter().map(|(path, text)| Input {
        path: path.clone(),
        bytes: text.clone().into_bytes(),
    });
    let program = compile::check(inputs.collect()).model.program;
    let path = |label: &str| topic_of_label(&program, label).map(|t| program.topics[t.index()].path.to_string());
    for (label, topic) in [
        ("Card_Arrival", Some("card_arrival")),
        ("card_arrival", Some("card_arrival")),
        ("card  Arrival", Some("card_arrival")),
        ("faq/hours", Some("faq.hours")),
        ("faq.hours", Some("faq.hours")),
        ("hours", None),
    ] {
        assert_eq!(path(label).as_deref(), topic, "{label}");
    }
}
