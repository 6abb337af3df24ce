//! Every fix mends what it is offered for: the source before, the change, and no such finding after it.

use std::collections::BTreeMap;

use lotsman::compile::{self, Input, Mended};
use lotsman::diag;
use lotsman::value::Date;

use crate::examples::examples;

const DAY: Date = Date::constant(2026, 6, 15);

fn input(path: &str, text: &str) -> Input {
    Input {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

/// The wrong example of an error page.
fn wrong(page: &str) -> Vec<Input> {
    let files = examples(page, "wrong").into_iter();
    files.map(|(path, text)| input(&path, &text)).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Before, difference, after, for every file that has changed.
fn shown(mended: &Mended) -> String {
    let mut out = String::new();
    for (n, before) in &mended.changed {
        let (before, after) = (text(before), text(&mended.inputs[*n].bytes));
        let diff = similar::TextDiff::from_lines(&before, &after);
        let mut diff = diff.unified_diff().context_radius(0).to_string();
        diff.retain(|c| c != '\u{feff}');
        out.push_str(&format!(
            "=== {}\n{before}=== разница\n{diff}=== стало\n{after}",
            mended.inputs[*n].path
        ));
    }
    let codes: Vec<&str> = mended.mended.iter().map(|c| c.diagnostic.entry.code).collect();
    out.push_str(&format!("=== исправлено: {}\n", codes.join(", ")));
    out
}

/// Codes whose wrong example offers a change that nobody but the author makes.
const TO_BE_DECIDED: &[&str] = &[
    "L0108", "L0114", "L0120", "L0122", "L0258", "L0259", "L0610", "L0702", "L0703",
];

#[test]
fn every_fix_of_an_error_page_mends_its_example() {
    let mut all = BTreeMap::new();
    let mut decided = Vec::new();
    for entry in diag::all_entries() {
        let inputs = wrong(entry.page);
        let checked = compile::check_on(inputs.clone(), DAY);
        let own = |checked: &compile::Checked| {
            let own = checked.diagnostics.iter().filter(|d| d.entry.code == entry.code);
            own.filter(|d| d.fix.is_some())
                .map(|d| d.fix_is_sure)
                .collect::<Vec<_>>()
        };
        let offered = own(&checked);
        if offered.contains(&false) {
            decided.push(entry.code);
        }
        if !offered.contains(&true) {
            continue;
        }
        let mended = compile::mend(inputs, Some(DAY));
        let left: Vec<_> = mended.checked.diagnostics.iter().map(|d| d.entry.code).collect();
        assert!(
            !left.contains(&entry.code),
            "{} is left\n{}",
            entry.code,
            shown(&mended)
        );
        assert_eq!(mended.taken_back, 0, "{}", entry.code);
        all.insert(entry.code, shown(&mended));
    }
    assert_eq!(decided, TO_BE_DECIDED);
    let all: Vec<String> = all
        .into_iter()
        .map(|(code, text)| format!("##### {code}\n{text}"))
        .collect();
    insta::assert_snapshot!(all.join("\n"));
}

/// What must be mended in another form than the examples of the pages have it: the code, the files.
fn more() -> Vec<(&'static str, &'static str, Vec<Input>)> {
    let scenario = |body: &str| {
        vec![
            input("scenarios/пример.scenario", body),
            input(
                "topics/тема.topic",
                "тема вопрос \"Вопрос\"\n  фразы\n    - у меня вопрос\n  ответ сценарий пример\nконец\n",
            ),
        ]
    };
    let facts = "факт доход: деньги\n  вопрос \"Доход?\"\nконец\n\nфакт вид: один из почта, лично\n  вопрос \"Как?\"\nконец\n\nочередь первая \"Первая\"\nконец\n\n";
    let body = |lines: &str| format!("{facts}сценарий пример \"Пример\"\n  шаг начало\n{lines}конец\n");
    let menu = "    выбор \"Как?\"\n      - почтой \"Почтой\" -> завершить отвечено\n      - лично \"Лично\" -> завершить отвечено\n";
    vec![
        ("L0121", "block_before_step", scenario(&body(&format!("{menu}  шаг иное\n    завершить отвечено\n").replace("-> завершить отвечено\n      - лично", "-> иное\n      - лично")))),
        ("L0121", "block_at_the_end", scenario(&body(menu))),
        ("L0121", "item_before_item", scenario(&format!("факт а: да_нет\n  вопрос \"А?\"\n\n# о примере\n{}", body("    спросить а\n    завершить отвечено\n")))),
        ("L0121", "end_of_the_last_item", scenario(body("    завершить отвечено\n").trim_end().trim_end_matches("конец"))),
        ("L0121", "without_a_line_end", scenario(body("    завершить отвечено\n").trim_end().trim_end_matches("\nконец"))),
        ("L0121", "two_at_once", scenario(body(menu).trim_end().trim_end_matches("\nконец"))),
        ("L0125", "the_same_line", scenario(&body("    завершить отвечено\n").replace("\"Доход?\"\n", "\"Доход?\"\n  вопрос  \"Доход?\"\n"))),
        ("L0201", "fact", scenario(&body("    спросить дохот\n    завершить отвечено\n"))),
        ("L0202", "step", scenario(&body("    -> подрбности\n  шаг подробности\n    завершить отвечено\n"))),
        ("L0203", "scenario", scenario(&body("    вызвать общее_начла()\n    завершить отвечено\n").replace("сценарий пример", "сценарий общее_начало\n  шаг а\n    сказать \"Да.\"\n    вернуть\nконец\n\nсценарий пример"))),
        ("L0204", "topic", scenario(&body("    -> тема вапрос\n").replace("-> тема", "выбор \"Что?\"\n      - а \"А\" -> тема").replace("вапрос\n", "вапрос\n    конец\n"))),
        ("L0205", "queue", scenario(&body("    оператору перваяя \"Вопрос\"\n"))),
        ("L0207", "outcome", scenario(&body("    завершить отвечно\n"))),
        ("L0210", "option", scenario(&body("    спросить вид\n    если\n      вид = почто -> завершить отвечено\n      иначе -> завершить отвечено\n    конец\n"))),
        ("L0211", "column", scenario(&body("    спросить вид\n    сказать \"{итог.срокк}\"\n    завершить отвечено\n").replace("сценарий пример", "решение итог \"Итог\"\n  | вид | => срок: длительность | кому: текст |\n  | почта | => 1 день | \"ей\" |\n  | лично | => 2 дня | \"ему\" |\nконец\n\nсценарий пример"))),
        ("L0228", "format", scenario(&body("    спросить доход\n    сказать \"{доход | денги}\"\n    завершить отвечено\n"))),
        ("L0250", "phrase", vec![input("topics/а.topic", "тема а \"А\"\n  фразы\n    - как подать\n    - Как  подать\n    - куда идти\n  ответ \"Так.\"\nконец\n")]),
        ("L0606", "several_rows", scenario(&body("    спросить вид\n    сказать \"{итог}\"\n    завершить отвечено\n").replace("сценарий пример", "решение итог: длительность \"Итог\"\n  политика первая\n  | вид   | => срок |\n  | почта | => 1 день |\n  | лично | => 2 дня |\n  | почта | => 1 день |\n  | почта | => 1 день | # забыли\nконец\n\nсценарий пример"))),
        ("L0502", "with_its_handlers", scenario(&body("    спросить вид\n      не знаю -> завершить отвечено\n    -> дальше\n\n  шаг дальше\n    сказать \"Так.\"\n    # ещё раз\n    спросить вид # забыли\n      не знаю \"Скажите.\"\n      молчание \"Вы здесь?\"\n    если\n      вид = почта -> завершить отвечено\n      иначе -> завершить решено\n    конец\n"))),
        ("L0504", "written_twice", scenario(&body("    записать вид = почта\n    записать вид = лично # так лучше\n    если\n      вид = почта -> завершить отвечено\n      иначе -> завершить решено\n    конец\n"))),
        ("L0610", "read_elsewhere", scenario(&body("    спросить вид\n    спросить доход\n    если\n      доход > 5 -> завершить отвечено\n      иначе -> итог\n    конец\n\n  шаг итог\n    сказать \"{ответ}\"\n    завершить решено\n").replace("сценарий пример", "решение ответ: длительность \"Ответ\"\n  | доход | вид   | => срок   |\n  | -     | почта | => 1 день | # письмом\n  |   -   | лично | => 2 дня  |\nконец\n\nсценарий пример"))),
        ("L0633", "between_others", scenario(&body("    выяснить право\n    если\n      право -> завершить решено\n      иначе -> завершить отвечено\n    конец\n").replace("сценарий пример", "правило право = да\n  если\n    доход > 5\nконец\n\n# остаётся\n## Для богатых.\nправило право = да\n  если\n    доход > 10\nКонец # правила\n\nправило право = нет\n  если\n    доход < 3\nконец\n\nсценарий пример"))),
        ("L0703", "decisive_twice", vec![input("topics/а.topic", "тема а \"А\"\n  фразы\n    - как подать\n  признаки\n    всегда  подать & заявление\n    всегда  подать & заявление\n  ответ \"Так.\"\nконец\n")]),
        ("L0710", "both_ways", vec![
            input("topics/а.topic", "тема а \"А\"\n  фразы\n    - как подать заявление\n  не путать с б, г\n  ответ \"Так.\"\nконец\n"),
            input("topics/б.topic", "тема б \"Б\"\n  фразы\n    - куда идти за справкой\n  не путать с г\n  ответ \"Туда.\"\nконец\n\nтема г \"Г\"\n  фразы\n    - сколько стоит проезд\n  ответ \"Столько.\"\nконец\n"),
        ]),
        ("L0710", "without_an_answer", vec![input("topics/а.topic", "topic a \"A\"\n  phrases\n    - how to apply\n  not to confuse with b\n  answer \"So.\"\nend\n\ntopic b \"B\"\n  phrases\n    - where to go\nend\n\ntopic b.c \"C\"\n  phrases\n    - when to come\n  answer \"Now.\"\nend\n")]),
        ("L0711", "everywhere", vec![input("topics/а.topic", "тема а \"Спрaвка\"\n  фразы\n    - где спрaвка, если спрaвка не пришла, а cправка нужна\n  не фразы\n    - зачем спрaвки\n  признаки\n    +10  спрaвка & прийти\n  ответ \"Так.\"\nконец\n")]),
        ("L0712", "between_the_words", vec![input("topics/а.topic", "тема а   \"Моя  \u{a0}справка\"\n  фразы\n    - где   моя \"справка  о  доходах\"\n  не фразы\n    - зачем  справки\n  ответ \"Так.\"\nконец\n")]),
        ("L0307", "unused", scenario(&body("    завершить отвечено\n").replace("сценарий пример", "сценарий забытый \"Забытый\"\n  шаг начало\n    завершить отвечено\nконец\n\nсценарий пример"))),
    ]
}

#[test]
fn other_forms_are_mended_too() {
    let mut all = Vec::new();
    for (code, name, inputs) in more() {
        let checked = compile::check_on(inputs.clone(), DAY);
        let sure = |c: &compile::Checked| {
            c.diagnostics
                .iter()
                .any(|d| d.entry.code == code && d.fix.is_some() && d.fix_is_sure)
        };
        let report = diag::human(&checked.diagnostics, &checked.sources, lotsman::value::Lang::Ru, false);
        assert!(sure(&checked), "{code} {name} offers nothing\n{report}");
        let mended = compile::mend(inputs, Some(DAY));
        let left: Vec<_> = mended.checked.diagnostics.iter().map(|d| d.entry.code).collect();
        assert!(!left.contains(&code), "{code} {name} is left\n{}", shown(&mended));
        all.push(format!("##### {code} {name}\n{}", shown(&mended)));
    }
    insta::assert_snapshot!(all.join("\n"));
}

/// Files in which nothing may be changed, because more than one thing may be meant.
#[test]
fn what_may_mean_two_things_is_left_to_the_author() {
    let topic = input(
        "topics/тема.topic",
        "тема вопрос \"Вопрос\"\n  фразы\n    - у меня вопрос\n  ответ сценарий пример\nконец\n",
    );
    let scenario = |lines: &str| format!("сценарий пример \"Пример\"\n  шаг начало\n{lines}конец\n");
    for (code, text) in [
        // Two names are as near.
        (
            "L0202",
            scenario("    -> шаг_в\n  шаг шаг_а\n    -> шаг_б\n  шаг шаг_б\n    завершить отвечено\n"),
        ),
        // A number is no slip.
        (
            "L0202",
            scenario("    -> доход_2025\n  шаг доход_2024\n    завершить отвечено\n"),
        ),
        // A second line that says something else.
        (
            "L0125",
            format!(
                "факт а: да_нет\n  вопрос \"А?\"\n  вопрос \"Б?\"\nконец\n\n{}",
                scenario("    спросить а\n    завершить отвечено\n")
            ),
        ),
        // A phrase for the topic and against it.
        ("L0250", String::new()),
    ] {
        let mut inputs = vec![topic.clone()];
        if text.is_empty() {
            inputs[0] = input(
                "topics/тема.topic",
                "тема а \"А\"\n  фразы\n    - как подать\n  не фразы\n    - как подать\n  ответ \"Так.\"\nконец\n",
            );
        } else {
            inputs.push(input("scenarios/пример.scenario", &text));
        }
        let checked = compile::check_on(inputs.clone(), DAY);
        assert!(
            checked.diagnostics.iter().any(|d| d.entry.code == code),
            "{code}: {:?}",
            checked.diagnostics
        );
        let mended = compile::mend(inputs, Some(DAY));
        assert!(mended.changed.is_empty(), "{code}\n{}", shown(&mended));
    }
}

/// The broken files of the corpus: mending never loses a file, never ends in a worse one, and once it has
/// ended there is nothing left to mend.
#[test]
fn mending_comes_to_an_end() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/bad");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 40);
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let inputs = vec![input(
            &format!("scenarios/{name}"),
            &std::fs::read_to_string(&path).unwrap(),
        )];
        let unread = |c: &compile::Checked| c.diagnostics.iter().filter(|d| d.entry.class() == "L01").count();
        let before = compile::check_on(inputs.clone(), DAY);
        let mended = compile::mend(inputs, Some(DAY));
        assert!(unread(&mended.checked) <= unread(&before), "{name}");
        let again = compile::mend(mended.inputs.clone(), Some(DAY));
        assert!(
            again.changed.is_empty() || mended.taken_back > 0,
            "{name} goes on\n{}",
            shown(&again)
        );
    }
}
