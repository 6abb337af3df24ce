//! Over a program made by hand, its index built by the compiler.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that panics has failed, and says where"
)]

use std::ops::Range;

use super::sentence::sentences;
use super::{Search, SearchResults, Snippet, Target};
use crate::bundle::program::{
    Answer, Cue, CueWeight, Expr, Format, GroundId, Measure, MeasureId, Node, NodeId, Op, Pattern, Program, Scenario,
    ScenarioId, Spoken, Step, StepId, Text, TextId, TextPart, Topic, TopicId, Validity,
};
use crate::bundle::{Bundle, Parts};
use crate::compile::build_index;
use crate::language::NormalForms;
use crate::value::{Date, Ground, Lang, Value};

const DAY: Date = Date::constant(2026, 11, 22);

/// A program that grows.
#[derive(Default)]
struct Base(Program);

impl Base {
    fn text(&mut self, parts: &[&str]) -> TextId {
        let mut text = Text::default();
        for (n, words) in parts.iter().enumerate() {
            if n > 0 {
                self.0.exprs.push(Expr::Const(Value::Bool(true)));
                let expr = crate::bundle::program::ExprId(self.0.exprs.len() as u32 - 1);
                text.parts.push(TextPart::Hole(expr, Format::Default));
            }
            text.parts.push(TextPart::Words((*words).to_owned()));
        }
        self.0.texts.push(text);
        TextId(self.0.texts.len() as u32 - 1)
    }

    fn topic(&mut self, path: &str, title: &str, phrases: &[&str]) -> &mut Topic {
        self.0.topics.push(Topic {
            path: path.into(),
            title: title.to_owned(),
            phrases: phrases.iter().map(|p| (*p).to_owned()).collect(),
            ..Topic::default()
        });
        self.0.topics.last_mut().unwrap()
    }

    /// A scenario of one step that says texts.
    fn scenario(&mut self, name: &str, valid: Validity, said: &[TextId]) -> ScenarioId {
        let (id, step) = (self.0.scenarios.len() as u32, self.0.steps.len() as u32);
        self.0.steps.push(Step {
            name: "начало".into(),
            title: String::new(),
            scenario: ScenarioId(id),
            first: NodeId(self.0.nodes.len() as u32),
            formerly: Vec::new(),
            hash: 0,
            at: Default::default(),
        });
        let ops = said.iter().map(|text| {
            Op::Say(Spoken {
                any: Some(*text),
                ..Spoken::default()
            })
        });
        let ops: Vec<Op> = ops.chain([Op::Go(crate::bundle::program::Target::Return)]).collect();
        let at = Default::default();
        self.0.nodes.extend(ops.into_iter().map(|op| Node { at, op }));
        self.0.scenarios.push(Scenario {
            name: name.into(),
            title: String::new(),
            valid,
            params: Vec::new(),
            steps: (StepId(step), StepId(step + 1)),
            handlers: crate::bundle::program::HandlersId(0),
            grounds: Vec::new(),
            at: Default::default(),
        });
        ScenarioId(id)
    }

    fn open(self) -> Opened {
        let index = build_index(&self.0).expect("builds");
        let parts = Parts {
            index,
            program: self.0,
            ..Parts::default()
        };
        // The program is not one that opening would let pass: only its texts matter here.
        let files = crate::bundle::index::write_files(&parts.index);
        let length = files.len();
        let directory = crate::bundle::IndexDirectory::open(&files.into(), 0..length).expect("opens");
        let search = Search::open(&directory, &parts.program).expect("opens");
        Opened {
            forms: NormalForms::new(parts.program.lang),
            search,
            program: parts.program,
        }
    }
}

struct Opened {
    program: Program,
    forms: NormalForms,
    search: Search,
}

impl Opened {
    fn on(&self, query: &str, day: Date) -> SearchResults {
        self.search.search(&self.program, &self.forms, query, day, 10)
    }

    fn paths(&self, query: &str) -> Vec<String> {
        paths(&self.on(query, DAY))
    }
}

fn paths(results: &SearchResults) -> Vec<String> {
    results.hits.iter().map(|h| h.path.to_string()).collect()
}

/// The snippet with what is highlighted between `[` and `]`.
fn shown(snippet: &Snippet) -> String {
    let mut text = snippet.text.clone();
    for Range { start, end } in snippet.highlights.iter().rev().cloned() {
        text.insert(end, ']');
        text.insert(start, '[');
    }
    text
}

fn answered(base: &mut Base, path: &str, title: &str, phrases: &[&str], answer: &str) {
    let text = base.text(&[answer]);
    base.topic(path, title, phrases).answer = Some(Answer::Text(text));
}

#[test]
fn a_title_outranks_phrases_cues_and_answers() {
    let mut base = Base::default();
    answered(
        &mut base,
        "в.ответе",
        "Порядок выплат",
        &["как это делается"],
        "Справка выдаётся в окне.",
    );
    base.topic("в.признаке", "Порядок выдачи", &["как это делается"]).cues = vec![Cue {
        weight: CueWeight::Points(3),
        pattern: Pattern::And(vec![
            Pattern::Form(NormalForms::new(Lang::Ru).form("справка")),
            Pattern::Not(Box::new(Pattern::Form("окно".into()))),
        ]),
        shown: "справка & !окно".into(),
    }];
    answered(
        &mut base,
        "в.фразе",
        "Порядок записи",
        &["нужна справка"],
        "Приходите утром в отделение.",
    );
    answered(
        &mut base,
        "в.названии",
        "Справка гражданину",
        &["как это делается"],
        "Приходите утром.",
    );
    answered(
        &mut base,
        "нигде",
        "Порядок жалобы",
        &["кому жаловаться"],
        "Пишите в окно.",
    );
    for topic in base.0.topics.iter_mut().filter(|t| t.cues.is_empty()) {
        topic.cues = vec![Cue {
            weight: CueWeight::Points(3),
            pattern: Pattern::Form("другое".into()),
            shown: "другое".into(),
        }];
    }
    let base = base.open();
    assert_eq!(
        base.paths("справки"),
        ["в.названии", "в.фразе", "в.признаке", "в.ответе"]
    );
    let found = base.paths("окно");
    assert!(
        !found.contains(&"в.признаке".to_owned()),
        "a cue's «не» is no word of it"
    );
}

#[test]
fn all_words_of_a_question_outrank_one_of_them() {
    let mut base = Base::default();
    answered(
        &mut base,
        "паспорт",
        "Паспорт",
        &["потерял паспорт", "новый паспорт"],
        "Паспорт меняют в отделении.",
    );
    answered(
        &mut base,
        "загран",
        "Поездка с ребёнком",
        &["загранпаспорт ребёнку и паспорт"],
        "Подайте заявление.",
    );
    answered(
        &mut base,
        "школа",
        "Школа",
        &["запись ребёнка в школу"],
        "Запись открыта.",
    );
    let base = base.open();
    let found = base.on("паспорт для ребенка", DAY);
    assert_eq!(paths(&found)[0], "загран");
    assert!(found.hits[0].likeness > found.hits[1].likeness);
    assert!(found.hits.iter().all(|h| (0.0..=1.0).contains(&h.likeness)));
}

#[test]
fn other_forms_of_a_word_are_the_same_word() {
    let mut base = Base::default();
    answered(&mut base, "дети", "Пособие на детей", &[], "Платят ежемесячно.");
    answered(&mut base, "люди", "Помощь людям", &[], "Помогают всем.");
    let base = base.open();
    assert_eq!(base.paths("ребёнку"), ["дети"]);
    assert_eq!(base.paths("человек"), ["люди"]);
}

#[test]
fn mistyped_words_are_read_as_words_of_the_base_and_said_so() {
    let mut base = Base::default();
    answered(
        &mut base,
        "пособие",
        "Пособие по уходу",
        &["как оформить пособие"],
        "Подайте заявление.",
    );
    answered(
        &mut base,
        "пенсия",
        "Пенсия по старости",
        &["когда придёт пенсия"],
        "Придёт в срок.",
    );
    let base = base.open();
    for (typed, path, read) in [
        ("посбие", "пособие", "пособие"),
        ("пинсия", "пенсия", "пенсия"),
        ("gjcj,bt", "пособие", "пособие"),
    ] {
        let found = base.on(typed, DAY);
        assert_eq!(paths(&found), [path], "{typed}");
        assert_eq!(found.corrections, [(typed.to_owned(), read.to_owned())]);
    }
    // A word of the language is never turned into a word of the base.
    let found = base.on("пансион", DAY);
    assert_eq!((found.hits.len(), found.corrections.len()), (0, 0));
}

#[test]
fn highlights_stand_exactly_on_the_words() {
    let mut base = Base::default();
    let text = base.text(&[
        "Ёлка — не повод. Справку о доходах за ",
        " выдают бесплатно, «справки» о составе семьи — тоже!\nПриходите.",
    ]);
    base.topic(
        "справка",
        "Справки: какие бывают",
        &["нужна справка-вызов", "где взять эту справку"],
    )
    .answer = Some(Answer::Text(text));
    let base = base.open();
    let found = base.on("справка о доходах", DAY);
    let hit = &found.hits[0];
    assert_eq!(shown(&hit.title), "[Справки]: какие бывают");
    assert_eq!(
        shown(hit.snippet.as_ref().unwrap()),
        "Ёлка — не повод. [Справку] [о] [доходах] за … выдают бесплатно, «[справки]» [о] составе семьи — тоже! Приходите."
    );
    let similar: Vec<String> = hit.similar.iter().map(shown).collect();
    assert_eq!(similar, ["нужна [справка]-вызов", "где взять эту [справку]"]);
}

#[test]
fn a_snippet_is_the_best_sentences_of_a_long_answer() {
    let filler = "Здесь говорится совсем о другом и довольно подробно, чтобы места заняло много. ";
    let mut base = Base::default();
    let long = format!(
        "{}Перерасчёт делают в августе. Заявление для него не нужно. {}",
        filler.repeat(5),
        filler.repeat(5)
    );
    answered(&mut base, "перерасчёт", "Пенсии", &[], &long);
    let base = base.open();
    let found = base.on("когда сделают перерасчет без заявления", DAY);
    let snippet = found.hits[0].snippet.as_ref().unwrap();
    assert!(
        shown(snippet).contains("[Перерасчёт] [делают] в августе. [Заявление] для него не нужно."),
        "{snippet:?}"
    );
    assert!(snippet.text.chars().count() <= super::snippet::LENGTH);
}

#[test]
fn a_sentence_without_end_is_cut_at_words() {
    let filler = "слово за словом без точки ".repeat(20);
    let mut base = Base::default();
    answered(&mut base, "а", "А", &[], &format!("{filler} пособие семье {filler}"));
    answered(&mut base, "б", "Б", &[], &"щ".repeat(500));
    let base = base.open();
    let found = base.on("пособия семьям", DAY);
    let snippet = found.hits[0].snippet.as_ref().unwrap();
    assert!(snippet.text.starts_with('…') && snippet.text.ends_with('…'));
    assert!(shown(snippet).contains("[пособие] [семье]"), "{snippet:?}");
    assert!(snippet.text.chars().count() <= super::snippet::LENGTH + 2);
    let found = base.on(&"щ".repeat(500), DAY);
    assert_eq!(paths(&found), ["б"]);
    assert_eq!(
        found.hits[0].snippet.as_ref().unwrap().text.chars().count(),
        super::snippet::LENGTH + 1
    );
}

#[test]
fn what_a_scenario_says_is_found_in_the_edition_of_the_day() {
    let until = Validity {
        from: None,
        until: Some(Date::constant(2025, 12, 31)),
    };
    let from = Validity {
        from: Some(Date::constant(2026, 1, 1)),
        until: None,
    };
    let mut base = Base::default();
    let (old, new) = (base.text(&["Платят почтой."]), base.text(&["Платят на карту."]));
    base.scenario("выплата", until, &[old]);
    let scenario = base.scenario("выплата", from, &[new]);
    base.topic("выплата", "Когда платят", &["когда заплатят"]).answer = Some(Answer::Scenario(scenario));
    base.topic("почта", "Почта", &["индекс почты"]).valid = until;
    base.topic("почта", "Почта", &["индекс почты теперь"]).valid = from;
    let base = base.open();
    let snippet = |day| base.on("платят", day).hits[0].snippet.clone().unwrap().text;
    assert_eq!(snippet(Date::constant(2025, 6, 1)), "Платят почтой.");
    assert_eq!(snippet(DAY), "Платят на карту.");
    let target = |day| base.on("индекс", day).hits.iter().map(|h| h.target).collect::<Vec<_>>();
    assert_eq!(target(Date::constant(2025, 12, 31)), [Target::Topic(TopicId(1))]);
    assert_eq!(target(Date::constant(2026, 1, 1)), [Target::Topic(TopicId(2))]);
}

#[test]
fn editions_out_of_force_do_not_take_the_places_of_those_in_force() {
    let mut base = Base::default();
    for n in 0..200 {
        let topic = base.topic(&format!("тема{n}"), "Льгота", &["льгота"]);
        if n != 150 {
            topic.valid.until = Some(Date::constant(2020, 1, 1));
        }
    }
    let base = base.open();
    assert_eq!(base.paths("льгота"), ["тема150"]);
}

#[test]
fn measures_and_grounds_are_found() {
    let mut base = Base::default();
    base.0.grounds.push(Ground {
        act: "Приказ Минтруда России от 01.07.2021 № 442н".to_owned(),
        point: Some("6".to_owned()),
    });
    base.topic("срок", "Срок ответа", &["сколько ждать"]).grounds = vec![GroundId(0)];
    let notice = base.text(&["Ветерану положена надбавка."]);
    base.0.measures.push(Measure {
        name: "надбавка".into(),
        title: "Доплата ветерану".to_owned(),
        code: None,
        events: Vec::new(),
        due: None,
        amount: None,
        notice: Some(notice),
        answer: None,
        valid: Validity::default(),
        grounds: Vec::new(),
        at: Default::default(),
    });
    let base = base.open();
    let found = base.on("доплаты ветеранам", DAY);
    assert_eq!(found.hits[0].target, Target::Measure(MeasureId(0)));
    assert_eq!(
        shown(found.hits[0].snippet.as_ref().unwrap()),
        "[Ветерану] положена надбавка."
    );
    let found = base.on("приказ 442н", DAY);
    assert_eq!(paths(&found), ["срок"]);
    assert_eq!(found.hits[0].grounds[0].point.as_deref(), Some("6"));
}

#[test]
fn nothing_is_found_for_what_the_base_does_not_know() {
    let mut base = Base::default();
    for n in 0..20 {
        base.topic(&format!("т{n}"), "Как получить справку", &["как мне получить справку"]);
    }
    base.topic("погребение", "Пособие на погребение", &["пособие на погребение"]);
    let base = base.open();
    for query in [
        "почём рыба",
        "",
        "   ",
        "🙂🙂🙂",
        "как там поживает жираф в зоопарке",
        "\0",
        "%%% [[[",
    ] {
        assert_eq!(base.paths(query), [""; 0], "{query}");
    }
    assert_eq!(
        base.search.search(&base.program, &base.forms, "справка", DAY, 0).hits,
        []
    );
    assert_eq!(
        base.search
            .search(&base.program, &base.forms, "справка", DAY, 3)
            .hits
            .len(),
        3
    );
    assert_eq!(
        base.search
            .search(&base.program, &base.forms, "справка", DAY, usize::MAX)
            .hits
            .len(),
        20
    );
}

#[test]
fn the_long_tail_says_how_much_of_a_question_a_topic_covers() {
    let mut base = Base::default();
    answered(
        &mut base,
        "пособие",
        "Единое пособие",
        &["как оформить пособие"],
        "Подайте заявление в фонд.",
    );
    answered(
        &mut base,
        "пенсия",
        "Пенсия",
        &["как оформить пенсию"],
        "Пенсию назначает фонд.",
    );
    answered(&mut base, "школа", "Школа", &["как записать ребёнка"], "Через портал.");
    answered(&mut base, "дом", "Дом", &["как продать дом"], "Через нотариуса.");
    base.topic("бывшее", "Единое пособие прежних лет", &[]).valid.until = Some(Date::constant(2020, 1, 1));
    let base = base.open();
    let tail = |text: &str| {
        let found = base
            .search
            .long_tail(&base.program, &base.forms, &base.forms.forms(text), DAY, 0.0);
        let path = |(id, likeness): (TopicId, f32)| (base.program.topics[id.index()].path.to_string(), likeness);
        found.into_iter().map(path).collect::<Vec<_>>()
    };
    assert_eq!(tail("пенсия"), [("пенсия".to_owned(), 1.0)]);
    assert_eq!(tail("жираф"), []);
    assert_eq!(tail(""), []);
    let found = tail("единое пособие жирафу");
    assert_eq!(found[0].0, "пособие");
    assert!(found[0].1 > 0.3 && found[0].1 < 0.7, "{found:?}");
    assert!(found.iter().all(|(path, _)| path != "бывшее"));
    // What only the answer has speaks for the topic, but less.
    let found = tail("нотариус");
    assert!(found[0].0 == "дом" && found[0].1 < 0.8, "{found:?}");
    // Some words again and again are a few, many different ones more than a topic can hold.
    assert_eq!(tail(&"пенсия ".repeat(100)), [("пенсия".to_owned(), 1.0)]);
    let strangers: String = ('а'..='я').flat_map(|c| [format!("{c}ъ "), format!("{c}ь ")]).collect();
    assert!(tail(&("пенсия ".to_owned() + &strangers)).is_empty());
}

#[test]
fn the_long_tail_looks_for_nothing_that_no_topic_can_have() {
    let mut base = Base::default();
    base.topic("пособие", "Единое пособие", &["как оформить пособие"]);
    let base = base.open();
    let found = |least: f32| {
        let asked = base.forms.forms("единое пособие жирафу");
        let tail = base.search.long_tail(&base.program, &base.forms, &asked, DAY, least);
        tail.into_iter().map(|(_, likeness)| likeness).collect::<Vec<_>>()
    };
    let all = found(0.0);
    assert_eq!(all.len(), 1);
    assert_eq!(found(all[0]), all);
    assert!(found(all[0] + 0.01).is_empty());
}

#[test]
fn an_index_of_another_program_or_version_is_refused() {
    let mut base = Base::default();
    base.topic("а", "А", &["фраза"]);
    let mut files = build_index(&base.0).expect("builds");
    let open = |files: &std::collections::BTreeMap<String, Vec<u8>>, program: &Program| {
        let bytes = crate::bundle::index::write_files(files);
        let length = bytes.len();
        let directory = crate::bundle::IndexDirectory::open(&bytes.into(), 0..length).expect("opens");
        Search::open(&directory, program).map(|_| ()).map_err(|e| e.to_string())
    };
    assert_eq!(open(&files, &base.0), Ok(()));
    let mut longer = base.0.clone();
    longer.topics.push(longer.topics[0].clone());
    assert!(open(&files, &longer).unwrap_err().contains("not that of this program"));
    files.insert("version".to_owned(), 1_u32.to_le_bytes().to_vec());
    assert!(open(&files, &base.0).unwrap_err().contains("another version"));
    files.remove("words");
    assert!(open(&files, &base.0).is_err());
}

#[test]
fn a_bundle_without_topics_has_no_index_and_finds_nothing() {
    let parts = Parts::default();
    assert_eq!(build_index(&parts.program).expect("builds").len(), 0);
    let bundle = Bundle::from_bytes(parts.to_bytes().expect("encodes")).expect("opens");
    let engine = crate::runtime::Engine::new(&bundle).expect("opens");
    assert_eq!(engine.search("что угодно", DAY, 5), SearchResults::default());
}

#[test]
fn sentences_end_where_people_end_them() {
    let table = [
        (
            "Одно. Два! Три? Четыре… Пять",
            vec!["Одно.", "Два!", "Три?", "Четыре…", "Пять"],
        ),
        ("По п. 6 и ст. 112 ТК. Далее", vec!["По п. 6 и ст. 112 ТК. Далее"]),
        ("С 2023. Потом иначе.", vec!["С 2023.", "Потом иначе."]),
        ("до 1.5 раза, т. е. много", vec!["до 1.5 раза, т. е. много"]),
        ("Он сказал: «Нет.» Она ушла.", vec!["Он сказал: «Нет.»", "Она ушла."]),
        ("  Строка\n\n другая ", vec!["Строка", "другая"]),
        ("", vec![]),
        ("...", vec!["..."]),
    ];
    for (text, wanted) in table {
        let found: Vec<&str> = sentences(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, wanted, "{text}");
    }
    let endless = "слово ".repeat(5000);
    let found = sentences(&endless);
    assert!(found.len() > 1 && found.iter().all(|r| r.len() <= crate::language::MAX_TEXT_BYTES));
    let words: usize = found.iter().map(|r| endless[r.clone()].split(' ').count()).sum();
    assert_eq!(words, 5000);
}
