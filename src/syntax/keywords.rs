//! The table of keywords, read from `grammar/keywords.pest`: the grammar is the only place that
//! knows a spelling.

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::grammar::Rule;

/// A language of keywords.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    /// `тема`
    Ru,
    /// `topic`
    En,
}

/// One keyword with both spellings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyword {
    /// Its rule in the grammar.
    pub(crate) rule: Rule,
    /// Russian spelling, folded; words joined by one space.
    pub ru: String,
    /// English spelling, folded; words joined by one space.
    pub en: String,
    /// May not be a name.
    pub reserved: bool,
}

impl Keyword {
    /// The spelling in a language.
    pub fn spelling(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ru => &self.ru,
            Lang::En => &self.en,
        }
    }

    /// The language in which `folded` spells this keyword.
    pub fn lang_of(&self, folded: &str) -> Option<Lang> {
        if folded == self.ru {
            Some(Lang::Ru)
        } else if folded == self.en {
            Some(Lang::En)
        } else {
            None
        }
    }
}

struct Table {
    keywords: Vec<Keyword>,
    by_rule: FxHashMap<Rule, usize>,
    by_words: FxHashMap<String, usize>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| read(include_str!("../../grammar/keywords.pest")));

/// All keywords in order of the grammar.
pub fn all() -> &'static [Keyword] {
    &TABLE.keywords
}

/// The keyword of a grammar rule.
pub(crate) fn by_rule(rule: Rule) -> Option<&'static Keyword> {
    TABLE.keywords.get(*TABLE.by_rule.get(&rule)?)
}

/// The keyword that folded words (joined by one space) spell in either language.
pub fn lookup(words: &str) -> Option<&'static Keyword> {
    TABLE.keywords.get(*TABLE.by_words.get(words)?)
}

/// Whether a folded word may not be a name.
pub fn is_reserved(name: &str) -> bool {
    lookup(name).is_some_and(|k| k.reserved)
}

/// The spelling of a rule's keyword; empty when the rule is no keyword.
pub(crate) fn spelling(rule: Rule, lang: Lang) -> &'static str {
    by_rule(rule).map_or("", |k| k.spelling(lang))
}

/// Reads lines such as `kw_cues = @{ ("признаки" | "cues") ~ !id_char }` and the marks above them.
fn read(grammar: &str) -> Table {
    let rules: FxHashMap<String, Rule> = Rule::all_rules().iter().map(|r| (format!("{r:?}"), *r)).collect();
    let mut table = Table {
        keywords: Vec::new(),
        by_rule: FxHashMap::default(),
        by_words: FxHashMap::default(),
    };
    let mut reserved = false;
    for line in grammar.lines() {
        if let Some(mark) = line.strip_prefix("// @") {
            reserved = mark.starts_with("reserved");
            continue;
        }
        let Some(keyword) = keyword(line, &rules, reserved) else {
            continue;
        };
        let index = table.keywords.len();
        table.by_rule.insert(keyword.rule, index);
        for words in [&keyword.ru, &keyword.en] {
            table.by_words.entry(words.clone()).or_insert(index);
        }
        table.keywords.push(keyword);
    }
    table
}

fn keyword(line: &str, rules: &FxHashMap<String, Rule>, reserved: bool) -> Option<Keyword> {
    let (name, body) = line.split_once('=')?;
    let rule = *rules.get(name.trim()).filter(|_| name.starts_with("kw_"))?;
    let (_, body) = body.split_once('(')?;
    let (body, _) = body.split_once(')')?;
    let (ru, en) = body.split_once('|')?;
    Some(Keyword {
        rule,
        ru: words(ru),
        en: words(en),
        reserved,
    })
}

/// `"не" ~ sp ~ "фразы"` → `не фразы`.
fn words(sequence: &str) -> String {
    let quoted: Vec<&str> = sequence.split('"').skip(1).step_by(2).collect();
    quoted.join(" ")
}
