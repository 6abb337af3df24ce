//! Tables of texts as typed and as read, and properties over the words of the sample base.

mod properties;

use super::*;
use crate::language::words::words;
use crate::value::Lang;

/// What citizens ask about, beside the sample base.
const QUESTIONS: &str = "здравствуйте привет пожалуйста спасибо как получить пособие на ребенка где получить пособия получается не получается \
    справка справку о доходах какие документы нужны для получения пособия подал заявление на субсидию субсидия льгота инвалидность пенсия \
    пенсионер переведите на оператора позовите оператор оператора интернет работает нигде регистрация обращение доступ закрыт платить налог \
    срочно нужна приглашение телефон квартира не знаю не могу отправил хочу оформить электронная подпись жилищный вопрос съемная юридическая \
    помощь больница объявление елка как попасть на прием когда придут деньги мой ребенок что делать да нет не пришла приходит";
const ENGLISH: &str = "hello i lost my card transfer money password receive address separate definitely exchange rate cancel account my \
    account balance withdrawal withdraw verify statement please help me cant dont yes no the is pin with";
/// Words that only the dictionary of these tests knows.
const DICTIONARY: &str = "я живу в мне на меня зовут мой адрес не заплатил почта зайдите пришла нет установил и кот дом рак где что так \
    номер дела паспорт ребенок дети детей какая погода пенсии пенсию пенсией пособию оплатить оплатил оплата кирпич или сергей анна из москвы \
    москва по моему во первых кто нибудь то ага ок скачал рублей позвоните заявление марта";

/// The folded words of the sample base's files.
fn sample() -> Vec<Box<str>> {
    fn read(folder: &std::path::Path, into: &mut Vec<Box<str>>) {
        let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                read(&path, into);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            // Texts longer than the longest message are cut: each line is one.
            let found = text.lines().flat_map(words).filter(|w| w.kind == WordKind::Word);
            into.extend(
                found
                    .map(|w| w.folded)
                    .filter(|w| w.chars().all(|c| ('а'..='я').contains(&c))),
            );
        }
    }
    let mut out = Vec::new();
    read(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("topics"),
        &mut out,
    );
    out
}

fn vocabulary(lang: Lang) -> Vocabulary {
    let mut builder = VocabularyBuilder::new(lang);
    if lang == Lang::Ru {
        sample().iter().for_each(|word| builder.add(word, 1));
    }
    let questions = if lang == Lang::Ru { QUESTIONS } else { ENGLISH };
    questions.split_whitespace().for_each(|word| builder.add(word, 5));
    builder.build()
}

fn dictionary(word: &str) -> bool {
    DICTIONARY.split_whitespace().any(|known| known == word)
}

fn said(words: &[Word]) -> String {
    let words: Vec<&str> = words
        .iter()
        .filter(|w| w.kind != WordKind::Punct)
        .map(|w| &*w.folded)
        .collect();
    words.join(" ")
}

/// Checks each row of a table: language of the base, text, its words as they must be read.
fn check(name: &str, least: usize) {
    let path = format!("{}/tests/tables/{name}.tsv", env!("CARGO_MANIFEST_DIR"));
    let table = std::fs::read_to_string(path).unwrap();
    let (ru, en) = (vocabulary(Lang::Ru), vocabulary(Lang::En));
    let (russian, english) = (Spelling::new(&ru, &dictionary), Spelling::new(&en, &NoLexicon));
    let mut failures = Vec::new();
    let mut rows = 0;
    for line in table.lines().filter(|line| !line.starts_with("# ")) {
        let mut columns = line.split('\t');
        let (lang, typed, read) = (
            columns.next().unwrap(),
            columns.next().unwrap(),
            columns.next().unwrap(),
        );
        let spelling = if lang == "ru" { russian } else { english };
        rows += 1;
        let split = words(typed);
        let expected = if read == "=" { said(&split) } else { read.to_owned() };
        let mended = spelling.mend(typed, split.clone());
        let got = said(&mended.words);
        if got != expected {
            failures.push(format!(
                "{lang} {typed}: expected {expected}, got {got}: {:?}",
                mended.changes
            ));
        }
        if read == "=" && mended.words != split {
            failures.push(format!("{lang} {typed}: words changed: {:?}", mended.words));
        }
        for change in &mended.changes {
            assert_eq!(typed.get(change.span.range()), Some(&*change.from), "{typed}");
        }
    }
    assert!(rows >= least, "{name}: only {rows} rows");
    assert!(
        failures.is_empty(),
        "{} of {rows}:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn mistyped_words_are_mended_and_known_ones_left() {
    check("spelling", 240);
}

#[test]
fn wrong_layouts_are_read_right() {
    check("layout", 65);
}

#[test]
fn russian_in_latin_letters_is_read() {
    check("translit", 80);
}

#[test]
fn the_text_is_given_back_with_its_changes() {
    let ru = vocabulary(Lang::Ru);
    let spelling = Spelling::new(&ru, &dictionary);
    for (typed, meant) in [
        (
            "Как палучить пасобие, если мне 18?",
            "Как получить пособие, если мне 18?",
        ),
        ("rfr gjkexbnm gjcj,bt?", "как получить пособие?"),
        ("kak poluchit posobie 2026", "как получить пособие 2026"),
        ("незнаю где справ ка", "не знаю где справка"),
        ("как получить справку", "как получить справку"),
    ] {
        assert_eq!(spelling.mend(typed, words(typed)).text(typed), meant);
    }
}

#[test]
fn a_change_says_what_was_read_as_what() {
    let ru = vocabulary(Lang::Ru);
    let text = "хочу пасобие";
    let mended = Spelling::new(&ru, &dictionary).mend(text, words(text));
    let [change] = mended.changes.as_slice() else {
        unreachable!("{:?}", mended.changes)
    };
    assert_eq!(
        (&*change.from, &*change.to, change.kind),
        ("пасобие", "пособие", ChangeKind::Typo)
    );
    assert!(change.score > 0.9 && change.score <= 1.0);
}

#[test]
fn of_two_likely_readings_neither_is_taken() {
    let mut builder = VocabularyBuilder::new(Lang::Ru);
    builder.add("банка", 10);
    builder.add("ранка", 10);
    let vocabulary = builder.build();
    let mended = Spelling::new(&vocabulary, &NoLexicon).mend("шанка", words("шанка"));
    assert_eq!(said(&mended.words), "шанка");
    let [doubt] = mended.doubts.as_slice() else {
        unreachable!("{:?}", mended.doubts)
    };
    assert_eq!(doubt.others.len(), 1);
}
