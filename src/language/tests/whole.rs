//! What holds of all tables together.

use super::*;

/// The tables are the promise of what is understood: they do not shrink.
#[test]
fn there_are_enough_cases() {
    let recognisers = [
        "numbers",
        "ordinals",
        "digits",
        "dates",
        "ages",
        "money",
        "durations",
        "phones",
        "snils",
        "yes_no",
        "choice",
        "directory",
        "find",
        "read",
    ];
    let mut seen = std::collections::BTreeSet::new();
    for name in recognisers {
        for row in rows(name) {
            let case = (name, row.split_last().unwrap().1.to_vec());
            assert!(seen.insert(case), "{name}: {row:?} is there twice");
        }
    }
    assert!(seen.len() >= 1_900, "{}", seen.len());
    for answer in ["да", "нет", "не знаю"] {
        let forms = rows("yes_no").iter().filter(|row| row[1] == answer).count();
        assert!(forms >= 100, "{answer}: {forms}");
    }
}

/// Looking only where something may begin must lose nothing.
#[test]
fn hints_lose_nothing() {
    for name in [
        "numbers",
        "dates",
        "ages",
        "money",
        "durations",
        "find",
        "read",
        "phones",
        "snils",
    ] {
        for row in rows(name) {
            for text in row.iter().take(row.len() - 1) {
                let list = words(text);
                let lang = lang_of(text);
                let hints = hints::Hints::of(&list, lang);
                assert_eq!(
                    number::numbers_from(&list, lang, &hints.numbers),
                    numbers(&list, lang),
                    "{text}"
                );
                assert_eq!(
                    money::money_from(&list, lang, false, &hints.numbers),
                    money(&list, lang, false),
                    "{text}"
                );
                assert_eq!(
                    date::dates_from(&list, lang, today(), &hints.dates),
                    dates(&list, lang, today()),
                    "{text}"
                );
                assert_eq!(
                    duration::durations_from(&list, lang, false, &hints.periods),
                    durations(&list, lang, false),
                    "{text}"
                );
                let found = ages(&list, lang);
                assert_eq!(age::ages_from(&list, lang, &hints.periods), found, "{text}");
                assert!(found.is_empty() || hints.people, "{text}");
            }
        }
    }
}

#[test]
fn number_spans() {
    let text = "доход 25 тысяч рублей";
    let found = numbers(&words(text), Lang::Ru);
    assert_eq!(text.get(found[0].span.range()), Some("25 тысяч"));
}
