//! Random rule sets of twelve facts: as the text of a base, and as a table of results that has nothing
//! to do with the engine.

use std::fmt::Write;

/// Facts of a set: eight of yes and no, two numbers with a threshold, two choices of three.
pub const FACTS: usize = 12;

/// Numbers that look random and are the same everywhere (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap_or(0)
    }
}

/// `fact = value`, or its opposite.
#[derive(Clone, Copy)]
struct Test {
    fact: usize,
    value: usize,
    is: bool,
}

/// All tests hold, and not all of the exceptions.
struct Rule {
    tests: Vec<Test>,
    exceptions: Vec<Test>,
}

/// A random set: the goal is `да` where any rule applies, else `нет`.
pub struct Rules(Vec<Rule>);

/// Values of a fact.
pub fn values(fact: usize) -> usize {
    if fact < 10 { 2 } else { 3 }
}

/// An answer of each value.
pub fn answer(fact: usize, value: usize) -> String {
    match fact {
        0..8 => ["да", "нет"][value].to_owned(),
        8 | 9 => ["20", "5"][value].to_owned(),
        _ => ["первое", "второе", "третье"][value].to_owned(),
    }
}

impl Rules {
    pub fn random(dice: &mut Dice) -> Self {
        let mut order: Vec<usize> = (0..FACTS).collect();
        for i in (1..FACTS).rev() {
            order.swap(i, dice.below(i + 1));
        }
        // Every fact stands in some rule; more tests repeat facts.
        let rules = 3 + dice.below(4);
        let mut list: Vec<Rule> = (0..rules)
            .map(|_| Rule {
                tests: Vec::new(),
                exceptions: Vec::new(),
            })
            .collect();
        for (n, fact) in order.into_iter().enumerate() {
            list[n % rules].tests.push(test(dice, fact));
        }
        for rule in &mut list {
            for _ in 0..dice.below(3) {
                let fact = dice.below(FACTS);
                if rule.tests.iter().all(|t| t.fact != fact) {
                    rule.tests.push(test(dice, fact));
                }
            }
            if dice.below(3) == 0 {
                for _ in 0..=dice.below(2) {
                    let fact = dice.below(FACTS);
                    rule.exceptions.push(test(dice, fact));
                }
            }
        }
        Self(list)
    }

    /// What the goal is for values of all facts.
    pub fn result(&self, facts: &[usize]) -> bool {
        let holds = |t: &Test| (facts[t.fact] == t.value) == t.is;
        self.0.iter().any(|r| {
            let excepted = !r.exceptions.is_empty() && r.exceptions.iter().all(holds);
            r.tests.iter().all(holds) && !excepted
        })
    }

    /// The set as a base with one scenario that finds out the goal.
    pub fn base(&self) -> String {
        let mut text = String::new();
        for fact in 0..FACTS {
            let ty = match fact {
                0..8 => "да_нет",
                8 | 9 => "целое 0..100",
                _ => "один из первое, второе, третье",
            };
            let _ = writeln!(text, "факт ф{fact}: {ty}\n  вопрос \"Вопрос {fact}?\"\nконец\n");
        }
        for rule in &self.0 {
            text.push_str("правило цель = да\n  если\n");
            for test in &rule.tests {
                let _ = writeln!(text, "    {}", written(test));
            }
            if !rule.exceptions.is_empty() {
                text.push_str("  кроме если\n");
                for test in &rule.exceptions {
                    let _ = writeln!(text, "    {}", written(test));
                }
            }
            text.push_str("конец\n\n");
        }
        text.push_str("сценарий проба\n  шаг начало\n    выяснить цель\n    завершить отвечено\nконец\n");
        text
    }
}

fn test(dice: &mut Dice, fact: usize) -> Test {
    Test {
        fact,
        value: dice.below(values(fact)),
        is: fact < 10 || dice.below(2) == 0,
    }
}

fn written(test: &Test) -> String {
    let Test { fact, value, is } = *test;
    match fact {
        0..8 if (value == 0) == is => format!("ф{fact}"),
        0..8 => format!("не ф{fact}"),
        8 | 9 if (value == 0) == is => format!("ф{fact} >= 18"),
        8 | 9 => format!("ф{fact} < 18"),
        _ => format!("ф{fact} {} {}", if is { "=" } else { "!=" }, answer(fact, value)),
    }
}
