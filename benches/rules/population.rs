//! People through twelve measures with rules, tables and parameters.

use std::fmt::Write;
use std::thread;
use std::time::Instant;

use lotsman::bundle::program::FactId;
use lotsman::runtime::{Engine, Outcome};
use lotsman::value::{Date, Money, Name, Value};

use super::{Random, TODAY, engine};

const MEASURES: usize = 12;
const REGIONS: usize = 85;
const THREADS: usize = 2;

const FACTS: &str = "
факт гражданство: да_нет \"Гражданство\"\n  вопрос \"Вы гражданин?\"\nконец
факт регион_заявителя: справочник регион \"Регион\"\n  вопрос \"Где вы живёте?\"\nконец
факт доход: деньги 0..1000000 \"Доход на человека\"\n  вопрос \"Какой доход на человека?\"\nконец
факт детей: целое 0..15 \"Детей\"\n  вопрос \"Сколько детей?\"\nконец
факт дата_рождения: дата \"Дата рождения\"\n  вопрос \"Когда вы родились?\"\nконец
факт рождение_младшего: дата \"Рождение младшего\"\n  вопрос \"Когда родился младший?\"\nконец
факт инвалид: да_нет \"Инвалидность\"\n  вопрос \"Есть инвалидность?\"\nконец
факт группа: один из первая, вторая, третья \"Группа\"\n  вопрос \"Какая группа?\"\nконец
факт работает: да_нет \"Работает\"\n  вопрос \"Вы работаете?\"\nконец
факт стаж: целое 0..60 \"Стаж\"\n  вопрос \"Какой стаж?\"\nконец
факт один_родитель: да_нет \"Один родитель\"\n  вопрос \"Вы воспитываете детей один?\"\nконец
факт имущество: деньги 0..100000000 \"Имущество\"\n  вопрос \"Сколько стоит имущество?\"\nконец
";

fn base() -> Vec<(&'static str, String)> {
    let mut directory = "kind: directory\nname: регион\ntitle: \"Регионы\"\nentries:\n".to_owned();
    let mut minimum =
        "kind: parameter\nname: минимум\ntitle: \"Прожиточный минимум\"\ntype: money\nkeys: [регион]\nvalues:\n"
            .to_owned();
    for i in 0..REGIONS {
        writeln!(directory, "  - {{key: р{i}, title: \"Регион {i}\"}}").unwrap();
        for year in 2020..=2026 {
            let value = 10_000 + i * 53 + (year - 2020) * 900;
            writeln!(minimum, "  - {{from: {year}-01-01, регион: р{i}, value: {value}}}").unwrap();
        }
    }
    let mut text = FACTS.to_owned();
    text.push_str(
        "
решение нуждается: да_нет = доход <= минимум(регион_заявителя)
решение лет: целое = возраст(дата_рождения)
решение младшему: целое = возраст(рождение_младшего)
",
    );
    let text_of = |k: usize| {
        let share = 25 + k * 5;
        format!(
            "
правило право_{k} = да
  метка общее_{k}
  если
    гражданство
    доход <= минимум(регион_заявителя) * {}
    детей >= {} или инвалид или лет >= {}
  кроме если
    имущество > {} ₽
    не один_родитель
конец

правило право_{k} = нет
  исключение из общее_{k}
  если
    работает
    стаж > {}
    младшему >= {}
конец

решение доля_{k}: число
  политика первая
  | группа  | детей | нуждается | => доля |
  | первая  | -     | -         | => 1.5  |
  | вторая  | >= {} | да        | => 1.25 |
  | -       | >= 3  | -         | => 1    |
  | -       | [1..2] | да       | => 0.75 |
  | -       | -     | -         | => 0.{share} |
конец

мера мера_{k} \"Мера {k}\" код \"00{k:02}\"
  события событие
  положена если право_{k}
  размер округлить(минимум(регион_заявителя) * доля_{k}, 0)
  уведомление \"Вам может быть положена мера {k}.\"
  ответ \"Подайте заявление.\"
конец
",
            1 + k % 3,
            1 + k % 4,
            55 + k % 10,
            1_000_000 + k * 100_000,
            10 + k,
            3 + k,
            1 + k % 2,
        )
    };
    text.extend((0..MEASURES).map(text_of));
    let text = ended(&text);
    vec![
        ("topics/regions.yaml", directory),
        ("topics/minimum.yaml", minimum),
        ("measures.scenario", text),
    ]
}

/// A decision by a formula ends as every item does.
fn ended(text: &str) -> String {
    let formula = |line: &str| line.starts_with("решение") && line.contains(" = ");
    let lines = text.lines().map(|l| {
        if formula(l) {
            format!("{l}\nконец\n")
        } else {
            format!("{l}\n")
        }
    });
    lines.collect()
}

struct People<'e> {
    engine: &'e Engine,
    ids: Vec<FactId>,
    regions: Vec<Name>,
    groups: Vec<Name>,
}

impl People<'_> {
    fn person(&self, r: &mut Random, into: &mut Vec<(FactId, Value)>) {
        let yes = |r: &mut Random, of: usize| Value::Bool(r.below(of) == 0);
        let money = |roubles: usize| Value::Money(Money(roubles as i64 * 100));
        let date = |first: usize, years: usize, r: &mut Random| {
            let (y, m, d) = (first + r.below(years), 1 + r.below(12), 1 + r.below(28));
            Value::Date(Date::new(y as i16, m as i8, d as i8).unwrap())
        };
        let number = |n: usize| Value::Number(n.into());
        let values = [
            Value::Bool(r.below(20) != 0),
            Value::Key(self.regions[r.below(REGIONS)].clone()),
            money(r.below(60_000)),
            number(r.below(5)),
            date(1940, 65, r),
            date(2008, 18, r),
            yes(r, 10),
            Value::Key(self.groups[r.below(3)].clone()),
            yes(r, 2),
            number(r.below(40)),
            yes(r, 6),
            money(r.below(6_000_000)),
        ];
        into.clear();
        into.extend(self.ids.iter().copied().zip(values));
    }

    /// Measures that are due and what they come to, of people from a seed on.
    fn share(&self, seed: u64, people: usize) -> (usize, i64) {
        let names: Vec<String> = (0..MEASURES)
            .flat_map(|k| [format!("мера_{k}"), format!("мера_{k}.размер")])
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut decider = self.engine.population(&names).unwrap();
        let (mut due, mut sum) = (0, 0);
        let mut person = Vec::new();
        let r = &mut Random(seed);
        for _ in 0..people {
            self.person(r, &mut person);
            for pair in decider.decide(&person, TODAY).chunks(2) {
                if let [Outcome::Value(Value::Bool(true)), Outcome::Value(Value::Money(m))] = pair {
                    due += 1;
                    sum += m.0;
                }
            }
        }
        (due, sum)
    }
}

pub fn run(people: usize) {
    let engine = engine(base());
    let names = "гражданство регион_заявителя доход детей дата_рождения рождение_младшего инвалид группа работает стаж \
        один_родитель имущество";
    let all = People {
        engine: &engine,
        ids: names.split_whitespace().map(|n| engine.fact_id(n).unwrap()).collect(),
        regions: (0..REGIONS).map(|i| format!("р{i}").into()).collect(),
        groups: ["первая", "вторая", "третья"].map(Into::into).to_vec(),
    };
    let start = Instant::now();
    let shares: Vec<(usize, i64)> = thread::scope(|scope| {
        let all = &all;
        let threads = (0..THREADS).map(|t| scope.spawn(move || all.share(t as u64, people / THREADS)));
        let threads: Vec<_> = threads.collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    let elapsed = start.elapsed();
    let due: usize = shares.iter().map(|s| s.0).sum();
    let sum: i64 = shares.iter().map(|s| s.1).sum();
    assert!(due > people / 10, "only {due} measures are due to {people} people");
    println!("{people} people through {MEASURES} measures and their amounts on {THREADS} threads");
    println!(
        "  {elapsed:.2?}, {:.1} µs a person and thread; {due} measures due, {:.1} billion roubles",
        elapsed.as_secs_f64() * 1e6 * THREADS as f64 / people as f64,
        sum as f64 / 1e11
    );
}
