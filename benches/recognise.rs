//! Speed of the recognisers: everything that `find_all` looks for, on questions of about ten words, with a directory of
//! ninety regions.

use divan::{Bencher, black_box};
use lotsman::language::{Directory, NormalForms, ReadContext, find_all, find_all_in, forms_by_word, words, yes_no};
use lotsman::value::{Date, Lang, Name};

fn main() {
    divan::main();
}

/// Named kinds of questions.
const QUESTIONS: [(&str, &str); 12] = [
    (
        "plain",
        "подскажите пожалуйста куда обратиться за справкой о составе семьи в нашем городе",
    ),
    (
        "complaint",
        "уже который день не убирают снег во дворе нашего дома куда жаловаться",
    ),
    ("age", "мне 67 лет живу одна какие льготы положены пенсионерам у нас"),
    (
        "money",
        "доход двадцать пять тысяч рублей на троих положено ли нам пособие",
    ),
    (
        "date",
        "подал заявление первого марта прошлого года до сих пор нет ответа",
    ),
    (
        "date_digits",
        "обращение от 01.03.2026 зарегистрировано под номером 841 когда ждать ответ",
    ),
    (
        "period",
        "через неделю уезжаю на полгода можно ли получить справку заранее или нет",
    ),
    (
        "region",
        "как оформить прописку в Омской области если сам из Санкт-Петербурга и работаю",
    ),
    (
        "phone",
        "перезвоните мне пожалуйста на номер 8 912 345-67-89 после обеда завтра",
    ),
    (
        "spoken_phone",
        "мой номер восемь девятьсот двенадцать триста сорок пять шестьдесят семь восемьдесят девять",
    ),
    ("children", "у меня трое детей семи лет пяти и полутора какие пособия"),
    (
        "mixed",
        "ребёнку 3 года, живём в Томске, доход 30 тысяч, муж не работает с 2024 года",
    ),
];

const FIRST: [&str; 30] = [
    "Омская",
    "Томская",
    "Московская",
    "Тверская",
    "Тульская",
    "Рязанская",
    "Курская",
    "Орловская",
    "Брянская",
    "Смоленская",
    "Псковская",
    "Новгородская",
    "Вологодская",
    "Ярославская",
    "Костромская",
    "Ивановская",
    "Владимирская",
    "Нижегородская",
    "Пензенская",
    "Самарская",
    "Саратовская",
    "Волгоградская",
    "Астраханская",
    "Ростовская",
    "Воронежская",
    "Липецкая",
    "Тамбовская",
    "Белгородская",
    "Калужская",
    "Мурманская",
];
const CITIES: [&str; 30] = [
    "Омск",
    "Томск",
    "Москва",
    "Тверь",
    "Тула",
    "Рязань",
    "Курск",
    "Орёл",
    "Брянск",
    "Смоленск",
    "Псков",
    "Великий Новгород",
    "Вологда",
    "Ярославль",
    "Кострома",
    "Иваново",
    "Владимир",
    "Нижний Новгород",
    "Пенза",
    "Самара",
    "Саратов",
    "Волгоград",
    "Астрахань",
    "Ростов-на-Дону",
    "Воронеж",
    "Липецк",
    "Тамбов",
    "Белгород",
    "Калуга",
    "Санкт-Петербург",
];

/// Ninety entries, the size of the list of regions.
fn regions(forms: &NormalForms) -> Directory {
    let entry = |kind: &str, name: &str, all: Vec<String>| {
        (
            Name::from(format!("{kind}_{}", name.to_lowercase().replace([' ', '-'], "_"))),
            all,
        )
    };
    let entries = FIRST
        .iter()
        .map(|name| entry("область", name, vec![format!("{name} область")]))
        .chain(
            CITIES
                .iter()
                .map(|name| entry("город", name, vec![(*name).to_owned(), format!("город {name}")])),
        )
        .chain(
            FIRST
                .iter()
                .map(|name| entry("край", name, vec![format!("{name} республика"), format!("{name} край")])),
        );
    Directory::new("регионы".into(), entries, forms)
}

fn names() -> impl Iterator<Item = &'static str> {
    QUESTIONS.iter().map(|(name, _)| *name)
}

fn text(name: &str) -> &'static str {
    QUESTIONS
        .iter()
        .find(|(known, _)| *known == name)
        .map_or("", |(_, text)| text)
}

/// What the runtime does, which has the words and their forms already.
#[divan::bench(args = names())]
fn recognisers(bencher: Bencher, name: &str) {
    let forms = NormalForms::new(Lang::Ru);
    let regions = regions(&forms);
    let words = words(text(name));
    let said = forms_by_word(&words, &forms);
    let today = Date::constant(2026, 3, 15);
    bencher.bench_local(|| find_all_in(black_box(&words), &said, &[&regions], Lang::Ru, today));
}

/// With splitting and normal forms.
#[divan::bench(args = names())]
fn whole(bencher: Bencher, name: &str) {
    let forms = NormalForms::new(Lang::Ru);
    let regions = regions(&forms);
    let ctx = ReadContext {
        forms: &forms,
        lang: Lang::Ru,
        today: Date::constant(2026, 3, 15),
    };
    bencher.bench_local(|| find_all(black_box(text(name)), &[&regions], &ctx));
}

#[divan::bench(args = names())]
fn answers(bencher: Bencher, name: &str) {
    bencher.bench_local(|| yes_no(black_box(text(name))));
}
