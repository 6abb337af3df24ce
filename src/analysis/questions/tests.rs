//! What shadowing claims is held against the cues of the runtime; what the checks must leave alone.

use super::shadow::implies;
use crate::bundle::program::{Cue, CueWeight, Pattern, Program, Topic};
use crate::compile::{self, Input};
use crate::runtime::understand::Reader;
use crate::runtime::understand::cues::CueIndex;
use crate::value::Date;

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    fn word(&mut self) -> String {
        ["пропуск", "гост", "карт", "заменить"][self.below(4)].to_owned()
    }

    fn pattern(&mut self, depth: usize) -> Pattern {
        match self.below(if depth == 0 { 4 } else { 8 }) {
            0 | 1 => Pattern::Form(self.word()),
            2 => Pattern::Phrase((0..=self.below(3)).map(|_| self.word()).collect()),
            3 => Pattern::Prefix(["про", "пропуск", "г"][self.below(3)].to_owned()),
            4 => Pattern::And((0..=self.below(2)).map(|_| self.pattern(depth - 1)).collect()),
            5 => Pattern::Or((0..=self.below(2)).map(|_| self.pattern(depth - 1)).collect()),
            6 => {
                let near = 1 + u32::try_from(self.below(3)).unwrap();
                let (a, b) = (Pattern::Form(self.word()), Pattern::Form(self.word()));
                Pattern::Near(Box::new(a), near, Box::new(b))
            }
            _ => {
                let held = Pattern::Form(self.word());
                let left_out = Pattern::Not(Box::new(self.pattern(0)));
                Pattern::And(vec![held, left_out])
            }
        }
    }
}

#[test]
fn what_is_implied_holds_wherever_the_first_does() {
    let mut random = Random(11);
    let reader = Reader::of(&Program::default(), None);
    let texts: Vec<String> = (0..60)
        .map(|_| {
            let words: Vec<&str> = (0..=random.below(6))
                .map(|_| ["пропуск", "гостя", "карту", "замену", "и"][random.below(5)])
                .collect();
            words.join(" ")
        })
        .collect();
    let day = Date::constant(2026, 1, 1);
    let questions: Vec<_> = texts.iter().map(|t| reader.read(t, day)).collect();
    let forms: Vec<&str> = questions
        .iter()
        .flat_map(|q| &q.words)
        .map(|(_, f)| f.as_str())
        .collect();
    for form in ["пропуск", "гост", "карт", "заменить"] {
        assert!(forms.contains(&form), "{form} is no form of the questions");
    }
    let mut implied = 0;
    for _ in 0..3000 {
        let (p, q) = (random.pattern(2), random.pattern(2));
        if p == q || !implies(&p, &q) {
            continue;
        }
        implied += 1;
        let cue = |pattern: &Pattern| Cue {
            weight: CueWeight::Always,
            pattern: pattern.clone(),
            shown: String::new(),
        };
        let program = Program {
            topics: vec![Topic {
                cues: vec![cue(&p), cue(&q)],
                ..Topic::default()
            }]
            .into(),
            ..Program::default()
        };
        let index = CueIndex::new(&program);
        for (text, question) in texts.iter().zip(&questions) {
            let found = index.matches(&program, question);
            let holds = |n: usize| found.iter().any(|(_, c)| std::ptr::eq(*c, &program.topics[0].cues[n]));
            assert!(!holds(0) || holds(1), "«{text}»: {p:?} holds, {q:?} does not");
        }
    }
    assert!(implied > 100, "only {implied} implications among the patterns");
}

fn found(topics: &str) -> Vec<&'static str> {
    let checked = compile::check(vec![Input {
        path: "topics/a.topic".to_owned(),
        bytes: topics.as_bytes().to_vec(),
    }]);
    checked.diagnostics.iter().map(|d| d.entry.code).collect()
}

#[test]
fn editions_and_topics_above_do_not_compete() {
    let topics = "
тема пропуск \"Пропуск\"
  действует по 2025-12-31
  фразы
    - как получить пропуск
  ответ \"За день.\"
конец

тема пропуск \"Пропуск\"
  действует с 2026-01-01
  фразы
    - как получить пропуск
  ответ \"За два дня.\"
конец

тема пропуск.гость \"Пропуск для гостя\"
  фразы
    - как получить пропуск
    - пропуск для гостя
  ответ \"Сразу.\"
конец
";
    assert_eq!(found(topics), [""; 0]);
}

#[test]
fn another_form_and_order_is_the_same_phrase() {
    let topics = "
тема пропуск \"Пропуск\"
  фразы
    - пропуск потеряли гости
  ответ \"За день.\"
конец

тема замена \"Замена\"
  фразы
    - гость потерял пропуска
  ответ \"За два дня.\"
конец
";
    assert_eq!(found(topics), ["L0701"]);
}

#[test]
fn names_with_endings_and_units_are_no_slips() {
    let topics = "
тема связь \"SMSок и e-mailов, USB-кабель, COVIDом, 5G, кВт\"
  фразы
    - нет Wi-Fi на этаже
    - приходит много SMSок
  ответ \"Позвоните.\"
конец
";
    assert_eq!(found(topics), [""; 0]);
}
