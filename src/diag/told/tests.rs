use super::*;
use crate::value::{Date, Money, Name};

struct Words;

impl Labels for Words {
    fn value(&self, fact: &str, key: &str) -> Option<String> {
        (fact == "регион" && key == "омск").then(|| "Омская область".to_owned())
    }

    fn option(&self, scenario: Option<&str>, step: &str, option: &str) -> Option<String> {
        (scenario == Some("подача") && step == "начало" && option == "почтой").then(|| "По почте".to_owned())
    }

    fn step(&self, _: Option<&str>, _: &str) -> Option<Place> {
        None
    }
}

fn name(text: &str) -> Name {
    text.into()
}

fn full() -> Witness {
    Witness {
        scenario: Some(name("подача")),
        day: Some(Date::constant(2026, 3, 1)),
        voice: true,
        facts: vec![
            (name("доход"), Said::Answered(Value::Money(Money(2_000_000)))),
            (name("дети"), Said::Before(Value::Number(0.into()))),
            (name("регион"), Said::Answered(Value::Key(name("омск")))),
            (name("снилс_есть"), Said::Answered(Value::Unknown)),
            (name("право"), Said::Derived(Value::Bool(true))),
            (name("возраст"), Said::Range("> 17".into(), Value::Number(18.into()))),
            (name("стаж"), Said::NotAsked),
            (name("фамилия"), Said::Answered(Value::Text("Ким".into()))),
        ],
        ages: Vec::new(),
        steps: ["начало", "доход", "отказ"].map(name).to_vec(),
        turns: vec![
            Turn::Option {
                step: name("начало"),
                option: name("почтой"),
            },
            Turn::Option {
                step: name("вид"),
                option: name("иное"),
            },
            Turn::Handler {
                step: name("доход"),
                on: HandlerOn::NoInput,
            },
            Turn::Succeeds {
                step: name("реестр")
            },
        ],
        script: None,
        replayed: false,
        tried: false,
        assumed: false,
    }
}

#[test]
fn values_are_written_as_authors_write_them() {
    let told = tell(&full(), &Words, Lang::Ru);
    assert_eq!(
        told.example(),
        "доход = 20 000 ₽, дети = 0 (известно заранее), регион = омск («Омская область»), снилс_есть: «не знаю», \
         право = да (следует из остального), возраст > 17, стаж: ещё не спрошено, фамилия = \"Ким\", день 01.03.2026, звонок"
    );
    assert_eq!(
        told.turns,
        [
            "шаг «начало»: выбран вариант «По почте» (почтой)",
            "шаг «вид»: выбран вариант иное",
            "шаг «доход»: молчание",
            "шаг «реестр»: ответ получен",
        ]
    );
    assert_eq!(told.way(), "«начало» → «доход» → «отказ»");
    assert_eq!(told.doubt, None);
    let english = tell(&full(), &NoLabels, Lang::En).example();
    assert!(
        english.starts_with("доход = 20,000 ₽, дети = 0 (known before), регион = омск, снилс_есть: “don't know”"),
        "{english}"
    );
    assert!(english.ends_with("on 2026-03-01, by telephone"), "{english}");
}

#[test]
fn doubt_is_told() {
    let doubt = |change: fn(&mut Witness)| {
        let mut witness = full();
        change(&mut witness);
        tell(&witness, &NoLabels, Lang::Ru).doubt
    };
    assert!(doubt(|w| w.assumed = true).unwrap().contains("не связаны"));
    assert!(doubt(|w| w.tried = true).unwrap().contains("провести разговор"));
    assert_eq!(
        doubt(|w| {
            w.tried = true;
            w.replayed = true;
        }),
        None
    );
}

#[test]
fn a_long_conversation_and_a_long_way_are_cut() {
    let mut witness = full();
    let said: String = (0..20).map(|n| format!("  > слово {n}\n\n")).collect();
    witness.script = Some(format!("диалог \"Пример\"\n{said}конец\n"));
    witness.steps = (0..20).map(|n| name(&format!("ш{n}"))).collect();
    let told = tell(&witness, &NoLabels, Lang::Ru);
    assert_eq!(told.conversation.len(), 20);
    let shown = told.beginning();
    assert_eq!((shown.len(), shown[0], shown[12]), (13, "> слово 0", "…"));
    assert!(told.way().ends_with("«ш10» → … → «ш19»"), "{}", told.way());
}

#[test]
fn a_range_names_its_fact_once() {
    let said = |range: &str| Witness {
        facts: vec![(name("доход"), Said::Range(range.into(), Value::Money(Money(2_000_100))))],
        ..Witness::default()
    };
    for (range, told) in [
        ("> 20 000 ₽", "доход > 20 000 ₽"),
        ("доход > 20 000 ₽", "доход > 20 000 ₽"),
        ("10 ₽ < доход <= 20 ₽", "10 ₽ < доход <= 20 ₽"),
    ] {
        assert_eq!(tell(&said(range), &NoLabels, Lang::Ru).example(), told);
    }
}
