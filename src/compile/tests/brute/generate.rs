//! Random small bases as text, so that the whole way from text to verdict is walked.

use std::fmt::Write as _;

/// SplitMix64: the same sequence for the same seed everywhere.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(n).unwrap()).unwrap()
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn of<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    YesNo,
    OneOf(usize),
    Integer(usize),
    Money,
    Number,
    Date,
    Directory,
    Duration,
    Text,
    List,
}

struct Fact {
    name: String,
    kind: Kind,
}

struct Generator {
    r: Random,
    out: String,
    facts: Vec<Fact>,
    /// Derived values with what they come to: `true` is yes or no, `false` a small number.
    derived: Vec<(String, bool)>,
    steps: usize,
    said: usize,
    has_source: bool,
    calls: bool,
    /// How deep in calls the scenario stands that is being written, and whether it calls the next.
    depth: usize,
    called: bool,
    takes: bool,
}

/// Scenarios, each called by those before it.
const SCENARIOS: [&str; 3] = ["главный", "вызванный", "внутренний"];

/// Files of a base: names and texts.
pub type Files = Vec<(&'static str, String)>;

/// The base of a seed.
pub fn base(seed: u64) -> Files {
    let mut g = Generator {
        r: Random::new(seed),
        out: String::new(),
        facts: Vec::new(),
        derived: Vec::new(),
        steps: 0,
        said: 0,
        has_source: false,
        calls: false,
        depth: 0,
        called: false,
        takes: false,
    };
    g.facts();
    g.derived();
    g.source();
    g.out.push_str("очередь линия\nконец\n\n");
    g.calls = g.r.one_in(3);
    g.takes = g.r.one_in(2);
    let steps = 2 + g.r.below(4);
    g.scenario(steps);
    while g.called {
        g.called = false;
        g.depth += 1;
        let steps = 1 + g.r.below(3);
        g.scenario(steps);
    }
    let manifest = "name: проба\nstart: главный\ndefault_queue: линия\nchannels:\n  chat: {identification: [код]}\n";
    let directory = "kind: directory\nname: город\ntitle: Город\nentries:\n  - key: омск\n    title: Омск\n  - key: тара\n    title: Тара\n";
    vec![
        ("lotsman.yaml", manifest.to_owned()),
        ("topics/город.yaml", directory.to_owned()),
        ("scenarios/a.scenario", g.out),
    ]
}

impl Generator {
    fn facts(&mut self) {
        let count = 1 + self.r.below(3);
        for n in 0..count {
            let kind = match self.r.below(20) {
                0..=4 => Kind::YesNo,
                5..=8 => Kind::OneOf(2 + self.r.below(2)),
                9..=12 => Kind::Integer(1 + self.r.below(3)),
                13 | 14 => Kind::Money,
                15 => Kind::Number,
                16 => Kind::Date,
                17 => Kind::Directory,
                18 if self.r.one_in(2) => Kind::Duration,
                18 => Kind::List,
                _ => Kind::Text,
            };
            let name = format!("ф{n}");
            let ty = match kind {
                Kind::YesNo => "да_нет".to_owned(),
                Kind::OneOf(n) => format!("один из {}", ["вар1", "вар2", "вар3"][..n].join(", ")),
                Kind::Integer(max) => format!("целое 0..{max}"),
                Kind::Money => "деньги 0..2".to_owned(),
                Kind::Number => "число 0..1".to_owned(),
                Kind::Date => "дата 2024-01-01..2024-01-03".to_owned(),
                Kind::Directory => "справочник город".to_owned(),
                Kind::Duration => "длительность".to_owned(),
                Kind::Text => "текст".to_owned(),
                Kind::List => "список из один из вар1, вар2".to_owned(),
            };
            let _ = write!(self.out, "факт {name}: {ty}\n  вопрос \"Вопрос о {name}?\"\nконец\n\n");
            self.facts.push(Fact { name, kind });
        }
    }

    fn constant(&mut self, kind: Kind) -> String {
        match kind {
            Kind::YesNo => (*self.r.of(&["да", "нет"])).to_owned(),
            Kind::OneOf(n) => (*self.r.of(&["вар1", "вар2", "вар3"][..n])).to_owned(),
            Kind::Integer(max) => self.r.below(max + 1).to_string(),
            Kind::Money => (*self.r.of(&["1", "2", "1.50"])).to_owned(),
            Kind::Number => (*self.r.of(&["0.5", "1", "0"])).to_owned(),
            Kind::Date => format!("2024-01-0{}", 1 + self.r.below(3)),
            Kind::Directory => (*self.r.of(&["омск", "тара"])).to_owned(),
            Kind::Duration => (*self.r.of(&["1 день", "2 дня"])).to_owned(),
            Kind::Text => "\"пример\"".to_owned(),
            Kind::List => (*self.r.of(&["вар1", "вар2"])).to_owned(),
        }
    }

    fn atom(&mut self) -> String {
        if !self.derived.is_empty() && self.r.one_in(3) {
            let (name, yes_no) = &self.derived[self.r.below(self.derived.len())];
            let name = name.clone();
            return if *yes_no {
                name
            } else {
                let op = *self.r.of(&["=", "<", ">=", "!="]);
                format!("{name} {op} {}", self.r.below(3))
            };
        }
        let at = self.r.below(self.facts.len());
        let (name, kind) = (self.facts[at].name.clone(), self.facts[at].kind);
        if self.r.one_in(8) {
            return format!("известно({name})");
        }
        let c = self.constant(kind);
        match kind {
            Kind::YesNo => match self.r.below(3) {
                0 => format!("не {name}"),
                1 => format!("{name} = {c}"),
                _ => name,
            },
            Kind::OneOf(n) if n > 2 && self.r.one_in(3) => {
                let other = self.constant(kind);
                format!("{name} в ({c}, {other})")
            }
            Kind::OneOf(_) | Kind::Directory => format!("{name} {} {c}", self.r.of(&["=", "!=", "="])),
            Kind::Text => format!("известно({name})"),
            Kind::List => format!("{name} в ({c})"),
            Kind::Integer(_) | Kind::Money | Kind::Number | Kind::Date if self.r.one_in(5) => {
                let other = self.constant(kind);
                let number = |text: &str| text.parse::<f64>().ok();
                let ordered = match (number(&c), number(&other)) {
                    (Some(a), Some(b)) => a <= b,
                    _ => c <= other,
                };
                let (low, high) = if ordered { (c, other) } else { (other, c) };
                let open = *self.r.of(&["[", "("]);
                let close = *self.r.of(&["]", ")"]);
                if low == high {
                    format!("{name} в [{low}..{high}]")
                } else {
                    format!("{name} в {open}{low}..{high}{close}")
                }
            }
            _ => format!("{name} {} {c}", self.r.of(&["<", "<=", ">", ">=", "=", "!="])),
        }
    }

    fn condition(&mut self) -> String {
        match self.r.below(6) {
            0 => format!("{} и {}", self.atom(), self.atom()),
            1 => format!("{} или {}", self.atom(), self.atom()),
            2 => format!("не ({} и {})", self.atom(), self.atom()),
            _ => self.atom(),
        }
    }

    fn derived(&mut self) {
        for n in 0..self.r.below(3) {
            let name = format!("р{n}");
            match self.r.below(4) {
                0 => {
                    let condition = self.condition();
                    let _ = write!(
                        self.out,
                        "решение {name}: целое = если {condition} то 1 иначе 2\nконец\n\n"
                    );
                    self.derived.push((name, false));
                }
                1 => self.rules(name),
                _ => self.table(name),
            }
        }
    }

    fn rules(&mut self, name: String) {
        let conditions = self.condition();
        let _ = write!(
            self.out,
            "правило {name} = да\n  метка общее_{name}\n  если\n    {conditions}\n"
        );
        if self.r.one_in(3) {
            let except = self.condition();
            let _ = write!(self.out, "  кроме если\n    {except}\n");
        }
        self.out.push_str("конец\n\n");
        if self.r.one_in(2) {
            let conditions = self.condition();
            let _ = writeln!(self.out, "правило {name} = нет");
            if !self.r.one_in(3) {
                let _ = writeln!(self.out, "  исключение из общее_{name}");
            }
            let _ = write!(self.out, "  если\n    {conditions}\nконец\n\n");
        }
        self.derived.push((name, true));
    }

    fn table(&mut self, name: String) {
        let editions = if self.r.one_in(5) { 2 } else { 1 };
        for edition in 0..editions {
            let _ = writeln!(self.out, "решение {name}: целое");
            match (editions, edition) {
                (2, 0) => self.out.push_str("  действует по 2024-01-01\n"),
                (2, _) => self.out.push_str("  действует с 2024-01-02\n"),
                _ => {}
            }
            let policies = [
                "",
                "единственная",
                "первая",
                "любая",
                "приоритет",
                "сбор сумма",
                "сбор минимум",
                "сбор максимум",
                "сбор количество",
            ];
            let policy = *self.r.of(&policies);
            if !policy.is_empty() {
                let _ = writeln!(self.out, "  политика {policy}");
            }
            if policy == "приоритет" {
                self.out.push_str("  значения 2, 1, 0\n");
            }
            let columns = (1 + self.r.below(2)).min(self.facts.len());
            let first = self.r.below(self.facts.len());
            let inputs: Vec<usize> = (0..columns).map(|c| (first + c) % self.facts.len()).collect();
            self.out.push_str("  |");
            for at in &inputs {
                let _ = write!(self.out, " {} |", self.facts[*at].name);
            }
            self.out.push_str(" => вывод |\n");
            for _ in 0..1 + self.r.below(4) {
                self.out.push_str("  |");
                for at in &inputs {
                    let cell = self.cell(self.facts[*at].kind);
                    let _ = write!(self.out, " {cell} |");
                }
                let _ = writeln!(self.out, " => {} |", self.r.below(3));
            }
            self.out.push_str("конец\n\n");
        }
        self.derived.push((name, false));
    }

    fn cell(&mut self, kind: Kind) -> String {
        if self.r.one_in(4) {
            return "-".to_owned();
        }
        let c = self.constant(kind);
        match kind {
            Kind::YesNo | Kind::Directory | Kind::OneOf(_) | Kind::List => c,
            Kind::Text => "-".to_owned(),
            _ => match self.r.below(6) {
                0 => c,
                1 => format!("не({c})"),
                _ => format!("{} {c}", self.r.of(&["<", "<=", ">", ">="])),
            },
        }
    }

    fn source(&mut self) {
        self.has_source = self.r.one_in(4);
        if self.has_source {
            let fact = self.facts[self.r.below(self.facts.len())].name.clone();
            let _ = write!(self.out, "источник реестр\n  выход {fact}\nконец\n\n");
        }
    }

    fn scenario(&mut self, steps: usize) {
        self.steps = steps;
        let mut head = format!("сценарий {}", SCENARIOS[self.depth]);
        if self.depth > 0 && self.takes {
            let _ = write!(head, "({})", self.facts[0].name);
        }
        let _ = writeln!(self.out, "{head}");
        if self.r.one_in(6) {
            let on = *self.r.of(&[
                "не знаю",
                "не понял",
                "молчание",
                "оператор",
                "не ответил",
                "не удалось",
            ]);
            let step = self.r.below(steps);
            let _ = write!(self.out, "  везде\n    {on} -> ш{step}\n  конец\n");
        }
        for n in 0..steps {
            let _ = writeln!(self.out, "  шаг ш{n}");
            for _ in 0..self.r.below(4) {
                self.statement();
            }
            self.transition(n);
        }
        self.out.push_str("конец\n\n");
    }

    fn target(&mut self, from: usize) -> String {
        match self.r.below(12) {
            // Forward more often than back: there are circles enough.
            0..=6 if from + 1 < self.steps => format!("ш{}", from + 1 + self.r.below(self.steps - from - 1)),
            0..=8 => format!("ш{}", self.r.below(self.steps)),
            9 => "оператору линия".to_owned(),
            _ if self.depth > 0 => "вернуть".to_owned(),
            _ => "завершить решено".to_owned(),
        }
    }

    fn fact(&mut self) -> (String, Kind) {
        let at = self.r.below(self.facts.len());
        (self.facts[at].name.clone(), self.facts[at].kind)
    }

    fn statement(&mut self) {
        let (name, kind) = self.fact();
        match self.r.below(14) {
            0..=5 => {
                let _ = writeln!(self.out, "    спросить {name}");
                for handler in ["не знаю", "не понял", "молчание", "оператор"] {
                    if self.r.one_in(8) && !(kind == Kind::Text && handler != "молчание") {
                        let step = self.r.below(self.steps);
                        let _ = writeln!(self.out, "      {handler} -> ш{step}");
                    }
                }
            }
            6 | 7 => {
                self.said += 1;
                let (n, hole) = (
                    self.said,
                    if self.derived.is_empty() || self.r.one_in(2) {
                        name
                    } else {
                        self.derived[self.r.below(self.derived.len())].0.clone()
                    },
                );
                let _ = if self.r.one_in(3) {
                    writeln!(self.out, "    сказать \"С{n}: слова\"")
                } else {
                    writeln!(self.out, "    сказать \"С{n}: {{{hole}}}\"")
                };
            }
            8 => {
                let c = self.constant(kind);
                if kind != Kind::List {
                    let _ = writeln!(self.out, "    записать {name} = {c}");
                }
            }
            9 | 10 => {
                let _ = writeln!(self.out, "    забыть {name}");
            }
            11 if self.has_source => {
                self.out.push_str("    запросить реестр()\n");
                for handler in ["не ответил", "нет данных"] {
                    if self.r.one_in(2) {
                        let step = self.r.below(self.steps);
                        let _ = writeln!(self.out, "      {handler} -> ш{step}");
                    }
                }
            }
            12 => {
                self.out.push_str("    идентифицировать код\n");
                if self.r.one_in(2) {
                    let step = self.r.below(self.steps);
                    let _ = writeln!(self.out, "      не удалось -> ш{step}");
                }
            }
            _ if self.calls && self.depth + 1 < SCENARIOS.len() => {
                self.called = true;
                let args = if self.takes {
                    format!("({})", self.argument())
                } else {
                    String::new()
                };
                let _ = writeln!(self.out, "    вызвать {}{args}", SCENARIOS[self.depth + 1]);
            }
            _ => {}
        }
    }

    /// What a call passes: the fact itself, another of its type, or a constant.
    fn argument(&mut self) -> String {
        let (name, kind) = (self.facts[0].name.clone(), self.facts[0].kind);
        let other = self.facts.iter().skip(1).find(|f| f.kind == kind);
        match (self.r.below(6), other) {
            (0, _) if kind != Kind::List => self.constant(kind),
            (1 | 2, Some(other)) => other.name.clone(),
            _ => name,
        }
    }

    fn transition(&mut self, from: usize) {
        match self.r.below(10) {
            0..=4 => {
                self.out.push_str("    если\n");
                for _ in 0..1 + self.r.below(3) {
                    let (condition, target) = (self.condition(), self.target(from));
                    let _ = writeln!(self.out, "      {condition} -> {target}");
                }
                if !self.r.one_in(3) {
                    let target = self.target(from);
                    let _ = writeln!(self.out, "      иначе -> {target}");
                }
                self.out.push_str("    конец\n");
            }
            5 | 6 => {
                self.out.push_str("    выбор \"Что дальше?\"\n");
                for n in 0..1 + self.r.below(3) {
                    let target = self.target(from);
                    let label = ["Первое", "Второе", "Третье"][n];
                    let _ = writeln!(self.out, "      - о{n} \"{label}\" -> {target}");
                }
                self.out.push_str("    конец\n");
            }
            _ => {
                let target = self.target(from);
                let _ = writeln!(self.out, "    -> {target}");
            }
        }
    }
}
