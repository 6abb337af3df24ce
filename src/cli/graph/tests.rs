use super::coverage::Visits;
use super::draw::Drawing;
use super::map;
use crate::bundle::program::ScenarioId;
use crate::compile::{self, Checked, Input};
use crate::diag::{Diagnostic, Turn, Witness, codes};
use crate::picture::{Kind, LinkKind, Picture};
use crate::value::Lang;

const BASE: &str = r#"
очередь линия "Первая линия"
  часы круглосуточно
конец
факт срочно: да_нет "Сообщение срочное"
  вопрос "Сообщение срочное?"
конец
факт состояние: один из принята, решена "Состояние"
конец
источник платформа "Платформа обратной связи"
  выход состояние
конец
правило торопиться = да
  если
    срочно
  основание "Порядок № 1", пункт "7"
конец
сценарий главный "Главный"
  основание "Порядок № 1"
  везде
    оператор -> оператору линия "Просит"
  конец
  шаг вопрос
    спросить срочно
      молчание -> тихо
    если
      срочно = да   -> запрос
      срочно = нет  -> меню
      иначе         -> оператору линия "Неясно"
    конец
  шаг тихо
    сказать "Не слышу вас, {срочно}."
    -> вопрос
  шаг запрос
    запросить платформа()
      не ответил -> меню
    выяснить торопиться
    -> меню
  шаг меню
    выбор "Что дальше?"
      - второй  "Второй сценарий" -> позвать
      - сроки   "О сроках"        -> тема срок
      - всё     "Всё"             -> завершить решено
    конец
  шаг позвать
    вызвать помощь
    завершить решено
конец
сценарий помощь "Помощь"
  шаг начало
    сказать "Поможем."
    вернуть
конец
"#;
const TOPICS: &str = "
тема срок \"Срок\"
  фразы
    - сколько ждать
  ответ сценарий помощь
конец
тема главная \"Главная\"
  фразы
    - начать
  ответ сценарий главный
конец
";

fn checked() -> Checked {
    let input = |path: &str, text: &str| Input {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    compile::check(vec![
        input("scenarios/a.scenario", BASE),
        input("topics/a.topic", TOPICS),
        input(
            "scenarios/a.dialog",
            "диалог \"Срочно\"\n  сценарий главный\n  > да\n  источник платформа не ответил\n  > всё\n  исход решено\nконец\n",
        ),
    ])
}

fn main_scenario(checked: &Checked) -> ScenarioId {
    let at = checked
        .model
        .program
        .scenarios
        .iter()
        .position(|s| &*s.name == "главный");
    ScenarioId(u32::try_from(at.unwrap()).unwrap())
}

fn card<'p>(picture: &'p Picture, name: &str) -> (usize, &'p crate::picture::Card) {
    picture.cards.iter().enumerate().find(|(_, c)| c.name == name).unwrap()
}

#[test]
fn steps_are_cards_of_their_kind_with_their_words() {
    let checked = checked();
    let picture = Drawing::new(&checked, None, Lang::Ru).scenario(main_scenario(&checked));
    let kinds: Vec<(&str, Kind)> = picture
        .cards
        .iter()
        .take(5)
        .map(|c| (c.name.as_str(), c.kind))
        .collect();
    assert_eq!(
        kinds,
        [
            ("вопрос", Kind::Question),
            ("тихо", Kind::Text),
            ("запрос", Kind::Question),
            ("меню", Kind::Menu),
            ("позвать", Kind::Call)
        ]
    );
    assert_eq!(card(&picture, "вопрос").1.rows[0].text, "Сообщение срочное?");
    assert_eq!(card(&picture, "тихо").1.rows[0].text, "Не слышу вас, {срочно}.");
    assert_eq!(card(&picture, "запрос").1.rows[0].text, "Платформа обратной связи");
    assert_eq!(
        card(&picture, "запрос").1.grounds,
        ["Порядок № 1", "Порядок № 1, пункт 7"]
    );
    assert_eq!(card(&picture, "позвать").1.leads, ["помощь"]);
    let place = card(&picture, "тихо").1.place.clone().unwrap();
    let line = BASE.lines().position(|l| l.contains("шаг тихо")).unwrap() + 1;
    assert_eq!((place.file.as_str(), place.line), ("scenarios/a.scenario", line));
}

#[test]
fn a_step_tells_what_every_run_knows_there() {
    let checked = checked();
    let id = main_scenario(&checked);
    let picture = Drawing::new(&checked, None, Lang::Ru).with_known(&[id]).scenario(id);
    let known = |name: &str| -> Vec<(String, String)> {
        let of_card = card(&picture, name).1.known.iter();
        of_card.map(|k| (k.fact.clone(), k.words.clone())).collect()
    };
    let fact = |words: &str| vec![("Сообщение срочное".to_owned(), words.to_owned())];
    assert_eq!(known("запрос"), fact("срочно = да"));
    assert_eq!(known("тихо"), fact("не спрошено"));
    // Nobody knows anything at the start, and nothing reads the fact behind the menu.
    assert_eq!((known("вопрос"), known("позвать")), (Vec::new(), Vec::new()));
}

#[test]
fn neighbouring_values_are_told_as_one() {
    let base = "
очередь линия \"Линия\"
  часы круглосуточно
конец
факт дети: целое 0..20 \"Детей\"
  вопрос \"Сколько детей?\"
конец
сценарий семья \"Семья\"
  шаг начало
    спросить дети
    если
      дети = 0 -> нет_детей
      дети > 0 -> есть_дети
      иначе -> оператору линия
    конец
  шаг нет_детей
    завершить решено
  шаг есть_дети
    если
      дети >= 3 -> много
      иначе -> нет_детей
    конец
  шаг много
    сказать \"Детей {дети}.\"
    завершить решено
конец
";
    let checked = compile::check(vec![Input {
        path: "scenarios/a.scenario".to_owned(),
        bytes: base.as_bytes().to_vec(),
    }]);
    let id = ScenarioId(0);
    let picture = Drawing::new(&checked, None, Lang::Ru).with_known(&[id]).scenario(id);
    let known = |name: &str| {
        card(&picture, name)
            .1
            .known
            .iter()
            .map(|k| k.words.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(known("есть_дети"), ["дети в [1..20]"]);
    assert_eq!(known("много"), ["дети в [3..20]"]);
}

#[test]
fn ways_carry_the_words_of_the_author() {
    let checked = checked();
    let picture = Drawing::new(&checked, None, Lang::Ru).scenario(main_scenario(&checked));
    let ways = |name: &str| -> Vec<(LinkKind, String, String)> {
        let from = card(&picture, name).0;
        let of_card = picture.links.iter().filter(|l| l.from == from);
        of_card
            .map(|l| (l.kind, l.label.clone(), picture.cards[l.to].name.clone()))
            .collect()
    };
    let way = |kind, label: &str, to: &str| (kind, label.to_owned(), to.to_owned());
    assert_eq!(
        ways("вопрос"),
        [
            way(LinkKind::Handler, "молчание", "тихо"),
            way(LinkKind::Condition, "срочно = да", "запрос"),
            way(LinkKind::Condition, "срочно = нет", "меню"),
            way(LinkKind::Otherwise, "иначе", "линия"),
        ]
    );
    assert_eq!(
        ways("меню"),
        [
            way(LinkKind::Option, "Второй сценарий", "позвать"),
            way(LinkKind::Option, "О сроках", "срок"),
            way(LinkKind::Option, "Всё", "решено"),
        ]
    );
    assert_eq!(ways("тихо"), [way(LinkKind::Plain, "", "вопрос")]);
    assert_eq!(ways("везде"), [way(LinkKind::Handler, "оператор", "линия")]);
}

#[test]
fn tests_are_counted_on_cards_and_ways() {
    let checked = checked();
    let visits = Visits::of(&checked).unwrap().expect("the base is built");
    assert_eq!(visits.tests, 1);
    let picture = Drawing::new(&checked, Some(&visits), Lang::Ru).scenario(main_scenario(&checked));
    let of = |name: &str| card(&picture, name).1.visits;
    assert_eq!((of("вопрос"), of("запрос"), of("меню")), (Some(1), Some(1), Some(1)));
    assert_eq!((of("тихо"), of("позвать")), (Some(0), Some(0)));
    let way = |label: &str| picture.links.iter().find(|l| l.label == label).unwrap().visits;
    assert_eq!(
        (way("срочно = да"), way("срочно = нет"), way("не ответил")),
        (Some(1), Some(0), Some(1))
    );
}

#[test]
fn a_finding_marks_its_step_and_its_way() {
    let mut checked = checked();
    let at = |text: &str| {
        let start = BASE.find(text).unwrap();
        crate::span::Span::new(
            u32::try_from(start).unwrap(),
            u32::try_from(start + text.len()).unwrap(),
        )
    };
    let file = checked.model.places.scenarios[0].file;
    let witness = Witness {
        scenario: Some("главный".into()),
        steps: ["вопрос", "меню", "позвать"].map(Into::into).to_vec(),
        turns: vec![Turn::Option {
            step: "меню".into(),
            option: "второй".into(),
        }],
        replayed: true,
        script: Some("> нет".to_owned()),
        ..Witness::default()
    };
    checked.diagnostics = vec![
        Diagnostic::new(&codes::UNREACHABLE_STEP, file, at("шаг тихо")).arg("step", "тихо"),
        Diagnostic::new(&codes::UNREACHABLE_STEP, file, at("вызвать помощь"))
            .arg("step", "позвать")
            .witness(witness),
        Diagnostic::new(&codes::UNREACHABLE_STEP, file, at("сценарий помощь")).arg("step", "чужой"),
    ];
    let picture = Drawing::new(&checked, None, Lang::Ru).scenario(main_scenario(&checked));
    let on: Vec<Option<usize>> = picture.findings.iter().map(|f| f.card).collect();
    assert_eq!(on, [Some(card(&picture, "тихо").0), Some(card(&picture, "позвать").0)]);
    let way = picture.findings[1].way.as_ref().unwrap();
    let names: Vec<&str> = way.cards.iter().map(|c| picture.cards[*c].name.as_str()).collect();
    assert_eq!(names, ["вопрос", "меню", "позвать"]);
    let labels: Vec<&str> = way.links.iter().map(|l| picture.links[*l].label.as_str()).collect();
    assert_eq!(labels, ["срочно = нет", "Второй сценарий"]);
    assert!(way.replayed && way.script.contains("> нет"));
    assert_eq!(way.case, ["шаг «меню»: выбран вариант «Второй сценарий» (второй)"]);
}

#[test]
fn the_map_shows_calls_and_topics() {
    let checked = checked();
    let map = map::of(&Drawing::new(&checked, None, Lang::Ru));
    let ways: Vec<(String, String, LinkKind)> = map
        .links
        .iter()
        .map(|l| (map.cards[l.from].name.clone(), map.cards[l.to].name.clone(), l.kind))
        .collect();
    let way = |from: &str, to: &str| (from.to_owned(), to.to_owned(), LinkKind::Plain);
    // A call and a way through a topic lead to the same scenario: the call is what is shown.
    assert!(ways.contains(&way("главный", "помощь")), "{ways:?}");
    assert!(ways.contains(&way("срок", "помощь")) && ways.contains(&way("главная", "главный")));
    assert_eq!(ways.len(), 3);
}
