//! A line of the grammar as words with the right spaces between them.

use pest::iterators::Pair;

use super::lines::Reading;
use super::words::{self, plain, spaced};
use super::{Keywords, Lang};
use crate::syntax::grammar::Rule;
use crate::syntax::keywords;

/// One row of a line: the line itself or a continuation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Its cells; a plain line has one.
    pub(super) cells: Vec<String>,
    /// `#` and what follows.
    pub(super) comment: Option<String>,
    /// A blank line stands above it.
    pub(super) blank_before: bool,
}

impl Row {
    /// Whether it is a comment alone.
    pub(super) fn is_comment(&self) -> bool {
        self.cells.iter().all(String::is_empty) && self.comment.is_some()
    }
}

/// Whether a word stands apart from its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Apart,
    /// Directly after the word before.
    Left,
    /// Directly before the word after.
    Right,
    Both,
}

/// Writes one line.
pub(super) struct Emitter<'r> {
    pub(super) reading: &'r Reading<'r>,
    pub(super) keywords: Keywords,
    rows: Vec<Row>,
    cell: usize,
    /// The last word holds on to the next one.
    holds: bool,
    /// End of the last leaf in the text that pest read.
    last: usize,
    /// The part of the grammar that the word belongs to.
    pub(super) parents: Vec<Rule>,
}

impl<'r> Emitter<'r> {
    pub(super) fn new(reading: &'r Reading<'r>, keywords: Keywords) -> Self {
        Self {
            reading,
            keywords,
            rows: vec![Row::default()],
            cell: 0,
            holds: false,
            last: 0,
            parents: Vec::new(),
        }
    }

    /// The rows of a line.
    pub(super) fn line(&mut self, pair: Pair<'_, Rule>) -> Vec<Row> {
        let span = pair.as_span();
        let pair_text = pair.as_str();
        self.last = span.start();
        let rule = pair.as_rule();
        self.parents.push(rule);
        let mut cells = 0;
        for child in pair.into_inner() {
            if let Some(cell) = column(rule, child.as_rule()) {
                self.turn_to(cell);
            }
            if rule == Rule::l_row && child.as_rule() == Rule::cell {
                self.turn_to(cells);
                cells += 1;
            }
            self.pair(child);
        }
        // The line end that closes the line begins no row.
        let end = span.start() + pair_text.trim_end_matches([' ', '\n']).len();
        self.gap(end);
        std::mem::take(&mut self.rows)
    }

    fn turn_to(&mut self, cell: usize) {
        self.cell = cell;
        if let Some(row) = self.rows.last_mut()
            && row.cells.len() <= cell
        {
            row.cells.resize(cell + 1, String::new());
            self.holds = false;
        }
    }

    fn pair(&mut self, pair: Pair<'_, Rule>) {
        let parent = self.parents.last().copied();
        let text = self.original(&pair);
        match pair.as_rule() {
            Rule::bar if parent == Some(Rule::l_row) => {
                self.gap(pair.as_span().start());
                self.last = pair.as_span().end();
            }
            Rule::comment => self.comment(&pair),
            Rule::string => {
                let text = self.string(pair.clone());
                self.leaf(&pair, text, Fit::Apart);
            }
            Rule::raw_line => self.leaf(&pair, spaced(text), Fit::Apart),
            Rule::raw_all => self.leaf(&pair, plain(text), Fit::Apart),
            Rule::date => self.leaf(&pair, words::date(text), Fit::Apart),
            Rule::time => self.leaf(&pair, words::time(text), Fit::Apart),
            Rule::number | Rule::integer => self.leaf(&pair, words::number(text), Fit::Apart),
            Rule::money => {
                let amount = pair.clone().into_inner().next().map_or("", |n| self.original(&n));
                self.leaf(&pair, format!("{} ₽", words::number(amount)), Fit::Apart);
            }
            Rule::duration => {
                let text = self.duration(pair.clone());
                self.leaf(&pair, text, Fit::Apart);
            }
            Rule::weekday => self.leaf(&pair, words::weekday(pair.as_str().trim(), self.language()), Fit::Apart),
            Rule::weight_points => self.leaf(&pair, text.replace(['−', '–'], "-"), Fit::Apart),
            Rule::bullet | Rule::test_any => self.leaf(&pair, "-".to_owned(), Fit::Apart),
            Rule::test_empty => self.leaf(&pair, String::new(), Fit::Apart),
            Rule::arrow | Rule::arrow_wrong => self.leaf(&pair, "->".to_owned(), Fit::Apart),
            Rule::equals | Rule::equals_wrong | Rule::op_eq | Rule::op_eq_wrong => {
                self.leaf(&pair, "=".to_owned(), Fit::Apart);
            }
            Rule::op_le => self.leaf(&pair, "<=".to_owned(), Fit::Apart),
            Rule::op_ge => self.leaf(&pair, ">=".to_owned(), Fit::Apart),
            Rule::op_ne => self.leaf(&pair, "!=".to_owned(), Fit::Apart),
            Rule::op_sub => self.leaf(&pair, "-".to_owned(), Fit::Apart),
            Rule::op_mul => self.leaf(&pair, "*".to_owned(), Fit::Apart),
            Rule::op_neg => self.leaf(&pair, "-".to_owned(), Fit::Right),
            Rule::op_and_wrong => self.leaf(&pair, self.spelling(Rule::kw_and), Fit::Apart),
            Rule::op_or_wrong => self.leaf(&pair, self.spelling(Rule::kw_or), Fit::Apart),
            Rule::comma | Rule::colon => self.leaf(&pair, text.to_owned(), Fit::Left),
            Rule::lparen if matches!(parent, Some(Rule::call | Rule::invocation | Rule::scenario_header)) => {
                self.leaf(&pair, "(".to_owned(), Fit::Both);
            }
            Rule::lparen | Rule::range_open => self.leaf(&pair, text.to_owned(), Fit::Right),
            Rule::rparen | Rule::range_close => self.leaf(&pair, text.to_owned(), Fit::Left),
            Rule::dots => self.leaf(&pair, "..".to_owned(), Fit::Both),
            Rule::bounds => self.bounds(pair),
            Rule::member | Rule::pat_synonym | Rule::pat_entity | Rule::pat_exact | Rule::pat_prefix => {
                let tight = text.replace([' ', '\u{a0}', '\t'], "");
                let fit = if pair.as_rule() == Rule::member {
                    Fit::Left
                } else {
                    Fit::Apart
                };
                self.leaf(&pair, tight, fit);
            }
            Rule::pat_not => self.leaf(&pair, "!".repeat(text.matches('!').count()), Fit::Right),
            Rule::synonyms => {
                let inside: Vec<String> = pair
                    .clone()
                    .into_inner()
                    .filter(|p| p.as_rule() == Rule::synonym)
                    .map(|p| spaced(self.original(&p)))
                    .collect();
                self.leaf(&pair, format!("({})", inside.join(", ")), Fit::Apart);
            }
            Rule::record if pair.clone().into_inner().next().is_none() => self.leaf(&pair, "{}".to_owned(), Fit::Apart),
            Rule::plural => {
                let forms: Vec<String> = pair.clone().into_inner().map(|p| plain(self.original(&p))).collect();
                self.leaf(&pair, forms.join("/"), Fit::Apart);
            }
            rule if keywords::by_rule(rule).is_some() => {
                let fit = if parent == Some(Rule::test_not) {
                    Fit::Right
                } else {
                    Fit::Apart
                };
                self.leaf(&pair, self.keyword(rule, pair.as_str()), fit);
            }
            rule => {
                let mut inner = pair.clone().into_inner().peekable();
                if inner.peek().is_none() {
                    self.leaf(&pair, spaced(text), Fit::Apart);
                    return;
                }
                self.parents.push(rule);
                for child in inner {
                    self.pair(child);
                }
                self.gap(pair.as_span().end());
                self.parents.pop();
            }
        }
    }

    /// `0..5`, `0..`, `..5`: an open end keeps its space.
    fn bounds(&mut self, pair: Pair<'_, Rule>) {
        let inner: Vec<Pair<'_, Rule>> = pair.into_inner().collect();
        let low = inner.first().is_some_and(|p| p.as_rule() == Rule::bound);
        let high = inner.last().is_some_and(|p| p.as_rule() == Rule::bound);
        let fit = match (low, high) {
            (true, true) => Fit::Both,
            (true, false) => Fit::Left,
            (false, true) => Fit::Right,
            (false, false) => Fit::Apart,
        };
        for child in inner {
            match child.as_rule() {
                Rule::dots => self.leaf(&child, "..".to_owned(), fit),
                _ => self.pair(child),
            }
        }
    }

    fn leaf(&mut self, pair: &Pair<'_, Rule>, text: String, fit: Fit) {
        self.gap(pair.as_span().start());
        self.last = pair.as_span().end();
        self.push(&text, fit);
    }

    fn push(&mut self, text: &str, fit: Fit) {
        let cell = self.cell;
        let Some(row) = self.rows.last_mut() else {
            return;
        };
        if row.cells.len() <= cell {
            row.cells.resize(cell + 1, String::new());
        }
        let Some(cell) = row.cells.get_mut(cell).filter(|_| !text.is_empty()) else {
            return;
        };
        if !cell.is_empty() && !self.holds && !matches!(fit, Fit::Left | Fit::Both) {
            cell.push(' ');
        }
        cell.push_str(text);
        self.holds = matches!(fit, Fit::Right | Fit::Both);
    }

    /// What stands between two leaves: line ends begin rows, signs that are no rule are kept.
    fn gap(&mut self, to: usize) {
        let gap = self.reading.text.get(self.last..to).unwrap_or("");
        self.last = self.last.max(to);
        let rest = gap.trim_start_matches([' ', '\n']);
        let ends = gap
            .get(..gap.len() - rest.len())
            .unwrap_or("")
            .bytes()
            .filter(|b| *b == b'\n')
            .count();
        if ends > 0 {
            self.rows.push(Row {
                blank_before: ends > 1,
                ..Row::default()
            });
            self.cell = 0;
            self.holds = false;
        }
        let sign = rest.trim_matches([' ', '\n']);
        match sign {
            "" => {}
            "{" => self.push("{", Fit::Right),
            "}" => self.push("}", Fit::Left),
            "-" | "–" | "—" if self.parents.contains(&Rule::l_hours) => self.push("-", Fit::Both),
            other => self.push(&spaced(other), Fit::Apart),
        }
    }

    fn comment(&mut self, pair: &Pair<'_, Rule>) {
        self.gap(pair.as_span().start());
        self.last = pair.as_span().end();
        let text = plain(self.original(pair));
        if let Some(row) = self.rows.last_mut() {
            row.comment = Some(text);
        }
    }

    fn duration(&self, pair: Pair<'_, Rule>) -> String {
        let mut parts = Vec::new();
        for part in pair.into_inner() {
            let mut inner = part.into_inner();
            let (Some(number), Some(unit)) = (inner.next(), inner.next()) else {
                continue;
            };
            let lang = self.language().unwrap_or_else(|| words::script(unit.as_str()));
            let number = words::number(number.as_str());
            let name = words::unit(unit.as_rule(), &number, lang).unwrap_or(unit.as_str());
            parts.push(format!("{number} {name}"));
        }
        parts.join(" ")
    }

    fn keyword(&self, rule: Rule, folded: &str) -> String {
        let lang = self.language().unwrap_or_else(|| words::script(folded));
        let spelling = keywords::spelling(rule, lang);
        // The name of the standard keeps its capitals.
        if rule == Rule::kw_dmn {
            spelling.replace("dmn", "DMN")
        } else {
            spelling.to_owned()
        }
    }

    /// A keyword that stands for a sign: in the language of the item.
    fn spelling(&self, rule: Rule) -> String {
        let lang = self.language().unwrap_or(self.reading.lang);
        keywords::spelling(rule, lang).to_owned()
    }

    fn language(&self) -> Option<Lang> {
        match self.keywords {
            Keywords::Keep => None,
            Keywords::To(lang) => Some(lang),
        }
    }

    pub(super) fn original(&self, pair: &Pair<'_, Rule>) -> &'r str {
        let span = pair.as_span();
        self.reading.original(span.start(), span.end())
    }
}

/// The column of a part of a line whose parts stand in columns.
fn column(line: Rule, part: Rule) -> Option<usize> {
    match (line, part) {
        (_, Rule::comment) => None,
        (Rule::l_option | Rule::l_fact_option, Rule::bullet | Rule::id) => Some(0),
        (Rule::l_option | Rule::l_fact_option, Rule::string) => Some(1),
        (Rule::l_option | Rule::l_fact_option, Rule::synonyms) => Some(2),
        (Rule::l_option, Rule::kw_key | Rule::integer) => Some(3),
        (Rule::l_option, _) => Some(4),
        (Rule::l_branch | Rule::l_else, Rule::arrow | Rule::arrow_wrong | Rule::target) => Some(1),
        (Rule::l_branch | Rule::l_else, _) => Some(0),
        (Rule::l_cue, Rule::weight) => Some(0),
        (Rule::l_cue, _) => Some(1),
        _ => None,
    }
}
