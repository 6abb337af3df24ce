//! The tree in sentences: short for the citizen, whole for the operator.

use super::{Because, Condition, EditionWhy, RuleWhy, Why};
use crate::channel::{Ground, Origin};
use crate::runtime::show::pick;
use crate::value::{Lang, Value};

/// Reasons that a citizen is given; more are counted.
const REASONS: usize = 5;

/// Who reads an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// A citizen: what decided, and the ground.
    Citizen,
    /// An operator or author: the whole tree, with places, editions and origins.
    Operator,
}

impl Why {
    /// The explanation in words; lines are separated by line ends, the last has none.
    pub fn text(&self, audience: Audience, lang: Lang) -> String {
        match audience {
            Audience::Citizen => citizen(self, lang),
            Audience::Operator => {
                let mut writer = Tree {
                    lang,
                    out: String::new(),
                };
                writer.why(self, 0);
                writer.out.trim_end().to_owned()
            }
        }
    }

    /// What decided, in short clauses, the most telling first; empty where nothing is known.
    pub fn reasons(&self, lang: Lang) -> Vec<String> {
        let mut found = Vec::new();
        reasons(self, lang, &mut found);
        found
    }

    /// Titles of the facts that are not known and that the conclusion waits for.
    pub fn missing(&self) -> Vec<&str> {
        let mut found = Vec::new();
        missing(self, &mut found);
        found
    }
}

fn citizen(why: &Why, lang: Lang) -> String {
    let head = match &why.because {
        Because::Measure { amount, .. } => {
            let sum = match amount {
                Some(a) if why.value.truth() == Some(true) && !a.value.is_unknown() => format!(", {}", a.shown),
                _ => String::new(),
            };
            format!("{}: {}{sum}.", why.title, why.shown)
        }
        _ => format!("{}: {}.", why.title, why.shown),
    };
    let mut lines = vec![head];
    if why.value.is_unknown() {
        let missing = why.missing();
        if !missing.is_empty() {
            lines.push(format!(
                "{} {}.",
                pick(lang, "Нужно знать:", "What is needed:"),
                missing.join("; ")
            ));
        }
    } else {
        let reasons = why.reasons(lang);
        let more = reasons.len().saturating_sub(REASONS);
        let mut shown: Vec<String> = reasons.into_iter().take(REASONS).collect();
        if more > 0 {
            shown.push(format!(
                "{} {more}",
                pick(lang, "и ещё условий:", "and more conditions:")
            ));
        }
        if !shown.is_empty() {
            lines.push(format!("{} {}.", pick(lang, "Почему:", "Why:"), shown.join("; ")));
        }
    }
    let grounds: Vec<String> = why.grounds().iter().map(ToString::to_string).collect();
    if !grounds.is_empty() {
        lines.push(format!(
            "{} {}.",
            pick(lang, "Основание:", "Ground:"),
            grounds.join("; ")
        ));
    }
    lines.join("\n")
}

fn add(found: &mut Vec<String>, clause: String) {
    if !found.contains(&clause) {
        found.push(clause);
    }
}

fn reasons(why: &Why, lang: Lang, found: &mut Vec<String>) {
    match &why.because {
        Because::Known { .. } => add(found, format!("{}: {}", why.title, why.shown)),
        Because::Rules { rules } => {
            let applied: Vec<&RuleWhy> = rules.iter().filter(|r| r.applies == Some(true)).collect();
            if !applied.is_empty() {
                for condition in applied.iter().flat_map(|r| &r.conditions) {
                    of_condition(condition, lang, found);
                }
                return;
            }
            // The rule that came nearest to applying says most.
            let failed = |r: &&RuleWhy| r.conditions.iter().filter(|c| c.holds == Some(false)).count();
            if let Some(rule) = rules.iter().min_by_key(failed) {
                rule.conditions
                    .iter()
                    .filter(|c| c.holds == Some(false))
                    .for_each(|c| of_condition(c, lang, found));
                let holding = rule
                    .exceptions
                    .iter()
                    .filter(|g| g.iter().all(|c| c.holds == Some(true)));
                holding.flatten().for_each(|c| of_condition(c, lang, found));
            }
        }
        Because::Table { inputs, .. } => inputs.iter().for_each(|c| of_condition(c, lang, found)),
        Because::Formula { parts, .. } => parts.iter().for_each(|p| reasons(p, lang, found)),
        Because::Measure { conditions, .. } => {
            let fails = conditions.iter().any(|c| c.holds == Some(false));
            conditions
                .iter()
                .filter(|c| !fails || c.holds == Some(false))
                .for_each(|c| of_condition(c, lang, found));
        }
        Because::NoEdition => add(
            found,
            pick(
                lang,
                "на эту дату норма не действует",
                "no norm is in force on this date",
            )
            .to_owned(),
        ),
        Because::NotSaid | Because::Above | Because::Deeper => {}
    }
}

fn of_condition(condition: &Condition, lang: Lang, found: &mut Vec<String>) {
    // What is derived says why itself; a comparison says it best.
    let derived = |w: &Why| !matches!(w.because, Because::Known { .. } | Because::NotSaid | Because::Above);
    match condition.facts.as_slice() {
        [one] if derived(one) && one.value.truth().is_some() => {
            let before = found.len();
            reasons(one, lang, found);
            if found.len() == before {
                add(found, format!("{}: {}", one.title, one.shown));
            }
        }
        [one] if condition.distance.is_none() && (one.value.truth().is_some() || condition.holds == Some(false)) => {
            add(found, format!("{}: {}", one.title, one.shown));
        }
        _ => {
            let distance = condition.distance.as_deref();
            let wanted = match (condition.holds, distance) {
                (Some(false), Some(distance)) => format!(
                    "{} «{}», {} {distance}",
                    pick(lang, "нужно", "wanted is"),
                    condition.text,
                    pick(lang, "а у вас", "you have")
                ),
                (Some(false), None) => format!("{} «{}»", pick(lang, "не выполнено", "does not hold:"), condition.text),
                _ => condition.text.clone(),
            };
            add(found, wanted);
        }
    }
}

fn missing<'w>(why: &'w Why, found: &mut Vec<&'w str>) {
    if !why.value.is_unknown() {
        return;
    }
    let mut of = |conditions: &'w [Condition]| {
        for condition in conditions.iter().filter(|c| c.holds.is_none()) {
            condition.facts.iter().for_each(|f| missing(f, found));
        }
    };
    match &why.because {
        Because::NotSaid | Because::Known { .. } => {
            if !found.contains(&why.title.as_str()) {
                found.push(&why.title);
            }
        }
        Because::Rules { rules } => {
            for rule in rules.iter().filter(|r| r.applies != Some(false)) {
                of(&rule.conditions);
                rule.exceptions.iter().for_each(|g| of(g));
            }
        }
        Because::Table { inputs, .. } => of(inputs),
        Because::Measure { conditions, .. } => of(conditions),
        Because::Formula { parts, .. } => parts.iter().for_each(|p| missing(p, found)),
        Because::NoEdition | Because::Above | Because::Deeper => {}
    }
}

struct Tree {
    lang: Lang,
    out: String,
}

impl Tree {
    fn pick<'a>(&self, ru: &'a str, en: &'a str) -> &'a str {
        pick(self.lang, ru, en)
    }

    fn line(&mut self, depth: usize, text: &str) {
        for _ in 0..depth {
            self.out.push_str("  ");
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn why(&mut self, why: &Why, depth: usize) {
        let remark = self.leaf(why).or_else(|| {
            let words = match &why.because {
                Because::NoEdition => self.pick("на эту дату ничего не действует", "nothing is in force on this date"),
                Because::Above => self.pick("объяснено выше", "explained above"),
                Because::Deeper => "…",
                _ => return None,
            };
            Some(words.to_owned())
        });
        let remark = remark.map(|r| format!(", {r}")).unwrap_or_default();
        self.line(depth, &format!("{}: {}{remark}", why.title, why.shown));
        let below = depth + 1;
        match &why.because {
            Because::Rules { rules } => rules.iter().for_each(|r| self.rule(r, below)),
            Because::Table { edition, inputs, rows } => {
                let of = self.edition(edition);
                let head = format!("← {} {of}", self.pick("таблица", "table"));
                self.line(below, &head);
                inputs.iter().for_each(|c| self.condition(c, below + 1));
                for row in rows {
                    let grounds = self.grounds(&row.grounds);
                    let head = format!("{} {}{grounds}", self.pick("строка", "row"), row.at);
                    self.line(below + 1, &head);
                }
            }
            Because::Formula {
                edition,
                formula,
                parts,
            } => {
                let of = self.edition(edition);
                let head = format!("← {} {of}: {formula}", self.pick("формула", "formula"));
                self.line(below, &head);
                parts.iter().for_each(|p| self.why(p, below + 1));
            }
            Because::Measure {
                edition,
                conditions,
                amount,
            } => {
                let of = self.edition(edition);
                let head = format!("← {} {of}", self.pick("мера", "measure"));
                self.line(below, &head);
                conditions.iter().for_each(|c| self.condition(c, below + 1));
                if let Some(amount) = amount {
                    let grounds = self.grounds(&amount.grounds);
                    let head = format!("{} {}{grounds}", self.pick("размер:", "amount:"), amount.shown);
                    self.line(below + 1, &head);
                    amount.parts.iter().for_each(|p| self.why(p, below + 2));
                }
            }
            Because::Known { .. } | Because::NotSaid | Because::NoEdition | Because::Above | Because::Deeper => {}
        }
    }

    fn rule(&mut self, rule: &RuleWhy, depth: usize) {
        let label = rule.label.as_ref().map(|l| format!(" «{l}»")).unwrap_or_default();
        let stands = match (rule.applies, rule.defeated_by.is_empty()) {
            (Some(true), _) => self.pick("действует", "applies").to_owned(),
            (Some(false), false) => format!(
                "{} {}",
                self.pick("уступает исключению", "is defeated by"),
                rule.defeated_by.join(", ")
            ),
            (Some(false), true) => self.pick("не действует", "does not apply").to_owned(),
            (None, _) => self.pick("не известно, действует ли", "may apply").to_owned(),
        };
        let of = self.edition(&rule.edition);
        let head = format!(
            "← {}{label} {} {}, {stands}, {of}",
            self.pick("правило", "rule"),
            self.pick("с выводом", "concluding"),
            rule.concludes
        );
        self.line(depth, &head);
        rule.conditions.iter().for_each(|c| self.condition(c, depth + 1));
        for group in &rule.exceptions {
            let head = self.pick("кроме случая, когда:", "except where:").to_owned();
            self.line(depth + 1, &head);
            group.iter().for_each(|c| self.condition(c, depth + 2));
        }
    }

    fn condition(&mut self, condition: &Condition, depth: usize) {
        let mark = match condition.holds {
            Some(true) => "+",
            Some(false) => "−",
            None => "?",
        };
        let distance = condition
            .distance
            .as_ref()
            .map(|d| format!(": {d}"))
            .unwrap_or_default();
        let grounds = self.grounds(&condition.grounds);
        // Facts that follow from nothing else fit on the line of their condition.
        if let [fact] = condition.facts.as_slice()
            && let Some(from) = self.leaf(fact)
        {
            let alone = condition
                .text
                .strip_prefix(fact.title.as_str())
                .is_some_and(|t| t.starts_with(':'));
            let text = if alone && matches!(fact.value, Value::Bool(_) | Value::Unknown) {
                format!("{}: {}", fact.title, fact.shown)
            } else {
                condition.text.clone()
            };
            self.line(depth, &format!("{mark} {text}{distance}, {from}{grounds}"));
            return;
        }
        self.line(depth, &format!("{mark} {}{distance}{grounds}", condition.text));
        condition.facts.iter().for_each(|f| self.why(f, depth + 1));
    }

    fn leaf(&self, why: &Why) -> Option<String> {
        match &why.because {
            Because::Known { source } => Some(self.origin(*source)),
            Because::NotSaid => Some(self.pick("никто не сказал", "nobody has said it").to_owned()),
            _ => None,
        }
    }

    fn grounds(&self, grounds: &[Ground]) -> String {
        if grounds.is_empty() {
            return String::new();
        }
        let all: Vec<String> = grounds.iter().map(ToString::to_string).collect();
        format!(" [{}]", all.join("; "))
    }

    fn edition(&self, edition: &EditionWhy) -> String {
        let period = match (edition.from, edition.until) {
            (None, None) => String::new(),
            (Some(from), None) => format!(", {} {from}", self.pick("в силе с", "in force from")),
            (None, Some(until)) => format!(", {} {until}", self.pick("в силе по", "in force until")),
            (Some(from), Some(until)) => {
                let (of, to) = (self.pick("в силе с", "in force from"), self.pick("по", "to"));
                format!(", {of} {from} {to} {until}")
            }
        };
        format!("{}{period}{}", edition.at, self.grounds(&edition.grounds))
    }

    fn origin(&self, origin: Origin) -> String {
        match origin {
            Origin::Said { turn } => format!("{} {turn}", self.pick("сказано, ход", "said in turn")),
            Origin::LookedUp { turn } => format!("{} {turn}", self.pick("из источника, ход", "looked up in turn")),
            Origin::Written { turn } => format!("{} {turn}", self.pick("записано сценарием, ход", "written in turn")),
            Origin::Given => self.pick("дано", "given").to_owned(),
        }
    }
}
