//! Properties: nothing panics, what is shown is read back.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;

fn everything(text: &str) {
    for lang in [Lang::Ru, Lang::En] {
        let forms = NormalForms::new(lang);
        let ctx = ReadContext {
            forms: &forms,
            lang,
            today: today(),
        };
        let regions = std::sync::Arc::new(regions(&forms));
        let list = words(text);
        for word in &list {
            assert!(cut(text).get(word.span.range()).is_some());
        }
        forms.forms(text);
        for entity in find_all(text, &[&regions], &ctx) {
            assert!(text.get(entity.span.range()).is_some());
        }
        ControlPhrases::new(lang).find(text);
        ordinals(&list);
        for found in ages(&list, lang) {
            assert!(found.words.start < found.words.end && found.words.end <= list.len());
        }
        for run in digit_runs(&list) {
            assert!(run.value.bytes().all(|b| b.is_ascii_digit()));
        }
        assert_eq!(
            find_all_in(&list, &forms_by_word(&list, &forms), &[&regions], lang, today()),
            find_all(text, &[&regions], &ctx)
        );
        let wants = [
            "да_нет",
            "целое 0..5",
            "число",
            "деньги",
            "дата",
            "длительность",
            "телефон",
            "снилс",
            "текст",
            "справочник",
        ];
        let options = "один_из а=Первый вариант; б=Второй (два, три); в=последнее";
        for kind in wants.into_iter().chain([options]) {
            let want = want(kind, &forms);
            read(text, &want, &ctx);
            read(text, &Want::List(Box::new(want)), &ctx);
        }
    }
}

/// Bits of which hostile and half-right messages are made.
const BITS: &[&str] = &[
    "двадцать",
    "пять",
    "тысяч",
    "миллиард",
    "полтора",
    "с половиной",
    "целых",
    "десятых",
    "999999999999999999",
    "1",
    "31",
    "02",
    "2024",
    "00000",
    ".",
    ",",
    "-",
    "/",
    ":",
    "+",
    "(",
    " ",
    "\u{a0}",
    "к",
    "тыс",
    "марта",
    "февраля",
    "года",
    "г",
    "числа",
    "через",
    "назад",
    "тому",
    "прошлого",
    "неделю",
    "дней",
    "рабочих",
    "лет",
    "руб",
    "коп",
    "минус",
    "and",
    "a half",
    "hundred",
    "million",
    "второй",
    "третьего",
    "не",
    "да",
    "нет",
    "ни",
    "один",
    "и",
    "пол",
    "пару",
    "\u{301}",
    "\u{200b}",
    "ё",
    "İ",
    "🤷",
    "«",
    "—",
    "оператор",
    "позовите",
    "живым",
    "Омской",
    "области",
    "0",
    "8912",
    "in",
    "ago",
    "мне",
    "сыну",
    "исполнилось",
    "летний",
    "семилетний",
    "годик",
    "х",
    "возраст",
    "э-э",
    "ну",
    "запятая",
    "двадцать-двадцать",
    "три семёрки",
    "нуля",
    "double",
    "oh",
    "конца",
    "в начале",
    "квартал",
    "летом",
    "ноль",
    "третье",
    "сотни",
    "пара",
    "рублей",
    "year old",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_on_any_text(text in any::<String>()) {
        everything(&text);
    }

    #[test]
    fn nothing_panics_on_words_in_any_order(bits in prop::collection::vec((0..BITS.len(), any::<bool>()), 0..40)) {
        let mut text = String::new();
        for (bit, space) in bits {
            text.push_str(BITS[bit]);
            if space {
                text.push(' ');
            }
        }
        everything(&text);
    }

    #[test]
    fn digits_are_read_back(n in 0_u64..1_000_000_000) {
        let found = numbers(&words(&n.to_string()), Lang::Ru);
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(found[0].value, Decimal::from(n));
    }

    #[test]
    fn a_shown_number_is_read_back(n in -1_000_000_000_i64..1_000_000_000, places in 0_u32..3) {
        let value = Decimal::new(n, places);
        let text = show(&Value::Number(value), Format::Number, Lang::Ru);
        let found = numbers(&words(&text), Lang::Ru);
        prop_assert_eq!(found.len(), 1, "{}", text);
        prop_assert_eq!(found[0].value, value, "{}", text);
    }

    #[test]
    fn a_shown_date_is_read_back(days in -40_000_i32..30_000) {
        let date = today().checked_add(jiff::Span::new().days(days)).unwrap();
        for format in [Format::Date, Format::ShortDate] {
            let text = show(&Value::Date(date), format, Lang::Ru);
            let found = dates(&words(&text), Lang::Ru, today());
            prop_assert_eq!(found.len(), 1, "{}", text);
            prop_assert_eq!(found[0].value, DateFound::Day(date), "{}", text);
        }
    }

    #[test]
    fn check_digits_are_unique(number in 1_001_999_u32..1_000_000_000) {
        let valid = (0..100).filter(|check| snils_is_valid(&format!("{number:09}{check:02}"))).count();
        prop_assert_eq!(valid, 1);
    }
}
