//! Which line stands how far to the right.

use crate::syntax::grammar::Rule;
use crate::syntax::split::{ItemRule, first_word};

/// Spaces of one level.
pub(super) const LEVEL: usize = 2;

/// Follows the blocks of an item from line to line.
pub(super) struct Indent {
    item: ItemRule,
    in_step: bool,
    /// Indentation of the openers of open blocks.
    blocks: Vec<usize>,
    /// Conditions of a rule follow.
    conditions: bool,
    /// The `конец` of the item has been seen.
    pub(super) closed: bool,
    /// Number of the block whose lines share columns.
    pub(super) group: usize,
}

impl Indent {
    pub(super) fn new(item: ItemRule) -> Self {
        Self {
            item,
            in_step: false,
            blocks: Vec::new(),
            conditions: false,
            closed: false,
            group: 0,
        }
    }

    /// Where lines of the body stand now.
    pub(super) fn body(&self) -> usize {
        match self.blocks.last() {
            Some(opener) => opener + LEVEL,
            None if self.in_step || self.conditions => 2 * LEVEL,
            None if self.closed => 0,
            None => LEVEL,
        }
    }

    /// Indentation of a line that was read.
    pub(super) fn place(&mut self, rule: Rule) -> usize {
        match rule {
            _ if is_header(rule) => 0,
            Rule::l_end => self.end(),
            Rule::l_phrase | Rule::l_cue | Rule::l_condition => 2 * LEVEL,
            Rule::l_step => self.step(),
            Rule::l_everywhere => {
                self.in_step = false;
                self.blocks.clear();
                self.open()
            }
            Rule::l_menu => self.open(),
            Rule::l_if if self.item == ItemRule::Scenario => self.open(),
            Rule::l_if | Rule::l_except_if => {
                self.conditions = true;
                LEVEL
            }
            Rule::l_phrases | Rule::l_not_phrases | Rule::l_cues => {
                self.group += 1;
                LEVEL
            }
            Rule::l_handler | Rule::l_option | Rule::l_branch | Rule::l_else | Rule::l_voice | Rule::l_chat
                if self.item == ItemRule::Scenario =>
            {
                self.opener() + LEVEL
            }
            _ if self.item == ItemRule::Scenario => self.body().max(self.statement()),
            _ => {
                self.conditions = false;
                LEVEL
            }
        }
    }

    /// A line that could not be read: what it begins, by its first word, is followed all the same.
    pub(super) fn broken(&mut self, folded: &str) {
        if self.item != ItemRule::Scenario {
            return;
        }
        match first_word(folded) {
            "шаг" | "step" => {
                self.step();
            }
            "выбор" | "menu" | "везде" | "everywhere" => {
                self.open();
            }
            // `если … то …` in one line is no block; `если` with a condition behind it may be.
            "если" | "if" if !folded.split([' ', '>']).any(|w| matches!(w, "то" | "then" | "-")) => {
                self.open();
            }
            _ => {}
        }
    }

    fn statement(&self) -> usize {
        if self.in_step { 2 * LEVEL } else { LEVEL }
    }

    fn opener(&self) -> usize {
        self.blocks.last().copied().unwrap_or_else(|| self.statement())
    }

    fn open(&mut self) -> usize {
        self.group += 1;
        let at = self.statement();
        self.blocks.push(at);
        at
    }

    fn step(&mut self) -> usize {
        self.blocks.clear();
        self.in_step = true;
        self.group += 1;
        LEVEL
    }

    fn end(&mut self) -> usize {
        match self.blocks.pop() {
            Some(opener) => {
                self.group += 1;
                opener
            }
            None => {
                self.closed = true;
                self.in_step = false;
                self.conditions = false;
                0
            }
        }
    }
}

/// The first line of an item.
pub(super) fn is_header(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::topic_header
            | Rule::fact_header
            | Rule::rule_header
            | Rule::decision_header
            | Rule::measure_header
            | Rule::source_header
            | Rule::queue_header
            | Rule::scenario_header
            | Rule::dialog_header
    )
}
