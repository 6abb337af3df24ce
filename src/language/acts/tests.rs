use super::*;
use crate::language::NormalForms;

fn of(text: &str) -> Option<u8> {
    act(&NormalForms::new(Lang::Ru).forms(text))
}

#[test]
fn many_words_of_one_act_are_one() {
    let groups: [&[&str]; 7] = [
        &[
            "Отмена",
            "отбой!",
            "Забудь",
            "ну ладно, проехали",
            "хватит",
            "never mind",
            "cancel please",
        ],
        &[
            "оператор",
            "позовите человека",
            "соедините с оператором",
            "speak to an agent",
        ],
        &["Здравствуйте", "добрый день", "hi there"],
        &["спасибо большое", "thank you"],
        &["да", "угу", "yes", "конечно"],
        &["нет", "не надо", "nope"],
        &["не знаю", "без понятия", "no idea"],
    ];
    let acts: Vec<Option<u8>> = groups.iter().map(|group| of(group[0])).collect();
    for (n, group) in groups.iter().enumerate() {
        assert!(
            acts[n].is_some() && acts.iter().filter(|a| **a == acts[n]).count() == 1,
            "{group:?}"
        );
        for text in *group {
            assert_eq!(of(text), acts[n], "{text}");
        }
    }
}

#[test]
fn what_is_about_something_is_no_act() {
    for text in [
        "",
        "?!",
        "отмена рейса",
        "забыл пароль",
        "пособие не пришло",
        "оператор связи не отвечает",
        "да сколько можно ждать",
        "нет денег",
        "cancel my subscription",
        "добрый день, когда придёт выплата за прошлый месяц",
    ] {
        assert_eq!(of(text), None, "{text}");
    }
}
