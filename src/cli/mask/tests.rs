use super::*;

#[test]
fn personal_data_is_named_and_not_shown() {
    let cases = [
        ("мой телефон 8 (912) 345-67-89 звоните", "мой телефон ‹телефон› звоните"),
        ("пишите на ivan.petrov@mail.example.ru.", "пишите на ‹почта›."),
        ("СНИЛС 112-233-445 95 не находит", "СНИЛС ‹СНИЛС› не находит"),
        (
            "списали с карты 4111 1111 1111 1111 деньги",
            "списали с карты ‹карта› деньги",
        ),
        ("договор 450912345678 от мая", "договор ‹номер› от мая"),
        (
            "Здравствуйте, меня зовут Анна Петрова, где выплата",
            "Здравствуйте, меня зовут ‹имя›, где выплата",
        ),
        ("Иванов Пётр Сергеевич ждёт ответа", "‹имя› ждёт ответа"),
        ("жду 30 дней по приказу 841", "жду 30 дней по приказу 841"),
        ("в Москве обычно отвечают", "в Москве обычно отвечают"),
    ];
    for (text, masked) in cases {
        assert_eq!(Mask::new(Lang::Ru).text(text), masked);
    }
    assert_eq!(
        Mask::new(Lang::En).text("My name is Ann Smith, a@b.example"),
        "My name is ‹name›, ‹e-mail›"
    );
}

#[test]
fn phrases_are_left_without_them() {
    assert_eq!(
        Mask::new(Lang::Ru).without("где заявка на +7 912 345-67-89 спасибо"),
        "где заявка на спасибо"
    );
}

#[test]
fn what_is_too_long_to_read_is_not_shown() {
    let long = format!("{} 89123456789", "слово ".repeat(5000));
    let masked = Mask::new(Lang::Ru).text(&long);
    assert!(!masked.contains("8912345") && masked.len() < long.len());
}
