//! Scenarios: the flat run of lines becomes steps, statements and blocks.

use super::stretches::Lines;
use super::{P, Reader, Seen};
use crate::diag::codes;
use crate::span::Span;
use crate::syntax::explain::Setting;
use crate::syntax::grammar::Rule;
use crate::syntax::tree::{
    Branch, Ident, Item, ItemKind, Menu, Pursuit, Scenario, Spoken, Statement, StatementKind, Step, Target, Transition,
    TransitionKind,
};
use crate::value::Bi;

/// What a `конец` would close, beside the scenario itself.
enum Block {
    If {
        opener: Span,
        branches: Vec<Branch>,
        otherwise: Option<(Span, Target)>,
    },
    Menu {
        opener: Span,
        menu: Menu,
    },
    Everywhere {
        opener: Span,
    },
    /// A block where none may begin: read over, so that its `конец` is not taken for another's.
    Stray {
        opener: Span,
    },
}

impl Block {
    fn opener(&self) -> Span {
        match self {
            Self::If { opener, .. }
            | Self::Menu { opener, .. }
            | Self::Everywhere { opener }
            | Self::Stray { opener } => *opener,
        }
    }
}

/// A scenario while its lines are read.
struct State {
    scenario: Scenario,
    step: Option<Step>,
    blocks: Vec<Block>,
    /// A line before the first `шаг` was reported.
    early: bool,
    /// A line after the transition of this step was reported.
    late: bool,
    last: Span,
}

impl State {
    /// The statement to which lines below it can belong, unless the step has already gone on.
    fn last_statement(&mut self) -> Option<&mut StatementKind> {
        let step = self.step.as_mut().filter(|s| s.transition.is_none())?;
        step.statements.last_mut().map(|s| &mut s.kind)
    }
}

const IN_IF: Bi = Bi {
    ru: "вне блока «если»: в нём только строки «условие -> цель»",
    en: "outside the block “if”, which holds only lines “condition -> target”",
};
const IN_MENU: Bi = Bi {
    ru: "вне блока «выбор»: в нём только варианты, «чат», «голос» и ответы на непонимание",
    en: "outside the block “menu”, which holds only options, “chat”, “voice” and what follows when nothing was understood",
};
const IN_EVERYWHERE: Bi = Bi {
    ru: "вне блока «везде»: в нём только «не понял», «молчание», «оператор» и подобные",
    en: "outside the block “everywhere”, which holds only “no match”, “no input”, “operator” and the like",
};
const ONLY_IN_IF: Bi = Bi {
    ru: "внутри блока «если … конец»",
    en: "inside a block “if … end”",
};
const ONLY_IN_MENU: Bi = Bi {
    ru: "внутри блока «выбор … конец»",
    en: "inside a block “menu … end”",
};
const AFTER_SPOKEN: Bi = Bi {
    ru: "сразу под «сказать», «спросить» или «выбор»",
    en: "right below “say”, “ask” or “menu”",
};
const AFTER_PURSUIT: Bi = Bi {
    ru: "под «выяснить» или «подобрать меры для события»",
    en: "below “derive” or “match measures for event”",
};
const AFTER_MEASURES: Bi = Bi {
    ru: "под «подобрать меры для события»",
    en: "below “match measures for event”",
};
const AFTER_QUESTION: Bi = Bi {
    ru: "под «спросить», «запросить», «выяснить», «идентифицировать», внутри «выбор» или «везде»",
    en: "below “ask”, “lookup”, “derive”, “identify”, or inside “menu” or “everywhere”",
};

impl Reader<'_> {
    pub(super) fn scenario_lines(&mut self, item: &mut Item, mut lines: Lines<'_>) -> Span {
        let scenario = match &mut item.kind {
            ItemKind::Scenario(scenario) => std::mem::take(scenario),
            _ => Scenario::default(),
        };
        let mut seen = Seen::default();
        let mut state = State {
            scenario,
            step: None,
            blocks: Vec::new(),
            early: false,
            late: false,
            last: item.header,
        };
        let mut ended = None;
        let outer_broken = std::mem::take(&mut self.broken);
        let mut any_broken = outer_broken;
        while let Some(line) = lines.next(self) {
            if matches!(line.as_rule(), Rule::comment | Rule::EOI) {
                continue;
            }
            if self.after_end(&mut ended, &line, &lines.read, lines.has_steps_unread()) {
                break;
            }
            let span = self.line(&line);
            match line.as_rule() {
                Rule::l_end => self.scenario_end(&mut state, span, item.header, &mut ended, &lines),
                Rule::l_bad => {
                    let setting = match state.blocks.last() {
                        Some(Block::If { .. }) => Setting::If,
                        Some(Block::Menu { .. }) => Setting::Menu,
                        Some(Block::Everywhere { .. }) => Setting::Everywhere,
                        _ => Setting::Item,
                    };
                    self.bad(&line, setting);
                }
                _ => {
                    if let Some(line) = self.common(&mut item.common, &mut seen, line) {
                        self.scenario_line(&mut state, line, span);
                    }
                }
            }
            if std::mem::take(&mut self.broken) {
                any_broken = true;
                if let Some(step) = &mut state.step {
                    step.broken = true;
                }
            }
            state.last = span;
        }
        let last = state.last;
        self.close_blocks(&mut state, last);
        self.close_step(&mut state);
        if ended.is_none() {
            self.missing_end(item.header, last, last);
        }
        self.broken = any_broken;
        item.kind = ItemKind::Scenario(state.scenario);
        last
    }

    fn scenario_end(
        &mut self,
        state: &mut State,
        span: Span,
        header: Span,
        ended: &mut Option<Span>,
        rest: &Lines<'_>,
    ) {
        // The last `конец`, as far left as the scenario, closes the scenario: the block above it was forgotten.
        if let Some(block) = state.blocks.last()
            && self.indent(span) == self.indent(header)
            && self.indent(block.opener()) > self.indent(span)
            && !rest.has_steps_unread()
            && !rest
                .read
                .clone()
                .any(|p| matches!(p.as_rule(), Rule::l_end | Rule::l_step))
        {
            self.close_blocks(state, span);
        }
        match state.blocks.pop() {
            Some(block) => self.close_block(state, block, span),
            None => *ended = ended.or(Some(span)),
        }
    }

    fn close_blocks(&mut self, state: &mut State, noticed: Span) {
        while let Some(block) = state.blocks.pop() {
            self.missing_end(block.opener(), noticed, state.last);
            self.close_block(state, block, noticed);
        }
    }

    fn close_block(&mut self, state: &mut State, block: Block, end: Span) {
        let (span, kind) = match block {
            Block::If {
                opener,
                branches,
                otherwise,
            } => (opener.to(end), TransitionKind::If { branches, otherwise }),
            Block::Menu { opener, menu } => (opener.to(end), TransitionKind::Menu(menu)),
            Block::Everywhere { .. } | Block::Stray { .. } => return,
        };
        self.transition(state, Transition { span, kind });
    }

    fn close_step(&mut self, state: &mut State) {
        state.late = false;
        if let Some(mut step) = state.step.take() {
            step.span = step.span.to(state.last);
            state.scenario.steps.push(step);
        }
    }

    /// The step being read; a nameless one where a line came before the first `шаг`.
    fn step<'s>(&mut self, state: &'s mut State, span: Span) -> &'s mut Step {
        if state.step.is_none() && !state.early {
            state.early = true;
            let d = self.diagnostic(&codes::BEFORE_FIRST_STEP, span);
            self.report(d);
            self.broken = true;
        }
        state.step.get_or_insert_with(|| Step {
            span,
            name: None,
            title: None,
            formerly: Vec::new(),
            statements: Vec::new(),
            transition: None,
            broken: true,
        })
    }

    fn transition(&mut self, state: &mut State, transition: Transition) {
        let span = transition.span;
        self.late(state, span);
        let step = self.step(state, span);
        if step.transition.is_none() {
            step.transition = Some(transition);
        }
    }

    fn statement(&mut self, state: &mut State, span: Span, kind: StatementKind) {
        self.late(state, span);
        self.step(state, span).statements.push(Statement { span, kind });
    }

    /// Reports what follows the transition of a step, once a step.
    fn late(&mut self, state: &mut State, span: Span) {
        let Some(first) = state.step.as_ref().and_then(|s| s.transition.as_ref()).map(|t| t.span) else {
            return;
        };
        if std::mem::replace(&mut state.late, true) {
            return;
        }
        let line = self.first_line(span);
        let first = self.first_line(first);
        let d = self.diagnostic(&codes::AFTER_TRANSITION, line);
        self.report(d.also(self.id, first, "шаг кончается здесь", "the step ends here"));
        if let Some(step) = &mut state.step {
            step.broken = true;
        }
    }

    fn scenario_line(&mut self, state: &mut State, line: P<'_>, span: Span) {
        self.arrow(&line);
        let rule = line.as_rule();
        if rule == Rule::l_step {
            self.close_blocks(state, span);
            self.close_step(state);
            return self.begin_step(state, &line, span);
        }
        match state.blocks.last_mut() {
            Some(Block::Stray { .. }) if opens(rule) => state.blocks.push(Block::Stray { opener: span }),
            Some(Block::Stray { .. }) => {}
            Some(Block::If { .. }) => self.if_line(state, line, span),
            Some(Block::Menu { .. }) => self.menu_line(state, line, span),
            Some(Block::Everywhere { .. }) => match rule {
                Rule::l_handler => {
                    let handler = self.handler(&line, span);
                    state.scenario.everywhere.extend(handler);
                }
                _ => self.stray(state, rule, span, IN_EVERYWHERE),
            },
            None => self.step_line(state, line, span),
        }
    }

    /// A line that its block may not hold.
    fn stray(&mut self, state: &mut State, rule: Rule, span: Span, whereto: Bi) {
        self.misplaced(span, whereto);
        if opens(rule) {
            state.blocks.push(Block::Stray { opener: span });
        }
    }

    fn begin_step(&mut self, state: &mut State, line: &P<'_>, span: Span) {
        let id = line.clone().into_inner().find(|p| p.as_rule() == Rule::id);
        let name = id.map(|id| self.new_name(&id));
        let title = self.first_string(line);
        state.step = Some(Step {
            span,
            name,
            title,
            formerly: Vec::new(),
            statements: Vec::new(),
            transition: None,
            broken: false,
        });
    }

    fn if_line(&mut self, state: &mut State, line: P<'_>, span: Span) {
        let rule = line.as_rule();
        let (condition, target) = match rule {
            Rule::l_branch => (self.first_expr(&line), self.first_target(&line)),
            Rule::l_else => (None, self.first_target(&line)),
            _ => return self.stray(state, rule, span, IN_IF),
        };
        let Some(Block::If {
            branches, otherwise, ..
        }) = state.blocks.last_mut()
        else {
            return;
        };
        let Some(target) = target else { return };
        if let Some((first, _)) = otherwise {
            let d = self.diagnostic(&codes::AFTER_ELSE, span);
            self.report(d.also(self.id, *first, "«иначе» стоит здесь", "“else” is here"));
        }
        match condition {
            Some(condition) => branches.push(Branch {
                span,
                condition,
                target,
            }),
            None if otherwise.is_none() => *otherwise = Some((span, target)),
            None => {}
        }
    }

    fn menu_line(&mut self, state: &mut State, line: P<'_>, span: Span) {
        let rule = line.as_rule();
        match rule {
            Rule::l_option => {
                let option = self.option(&line, span);
                if let Some(Block::Menu { menu, .. }) = state.blocks.last_mut() {
                    menu.options.extend(option);
                }
            }
            Rule::l_chat | Rule::l_voice => {
                let texts = self.texts(&line);
                if let Some(Block::Menu { menu, .. }) = state.blocks.last_mut() {
                    match (rule, menu.text.chat.is_empty(), menu.text.voice.is_empty()) {
                        (Rule::l_chat, true, _) => menu.text.chat = texts,
                        (Rule::l_voice, _, true) => menu.text.voice = texts,
                        _ => self.second(span),
                    }
                }
            }
            Rule::l_handler => {
                let handler = self.handler(&line, span);
                if let Some(Block::Menu { menu, .. }) = state.blocks.last_mut() {
                    menu.handlers.extend(handler);
                }
            }
            // `- "Надпись" -> шаг` reads as a minus before a text.
            Rule::l_branch if self.at(span).starts_with('-') => self.bad(&line, Setting::Menu),
            _ => self.stray(state, rule, span, IN_MENU),
        }
    }

    /// A second variant of the same text.
    fn second(&mut self, span: Span) {
        let word = crate::syntax::explain::first_of(self.written(span));
        let d = self.diagnostic(&codes::DUPLICATE_LINE, span).arg("word", word);
        self.report(d);
    }

    fn step_line(&mut self, state: &mut State, line: P<'_>, span: Span) {
        let rule = line.as_rule();
        match rule {
            Rule::l_say => {
                let text = Spoken {
                    text: self.texts(&line),
                    ..Spoken::default()
                };
                self.statement(state, span, StatementKind::Say(text));
            }
            Rule::l_ask => {
                let fact = self.first_ident(&line);
                let text = Spoken {
                    text: self.texts(&line),
                    ..Spoken::default()
                };
                self.statement(
                    state,
                    span,
                    StatementKind::Ask {
                        fact,
                        text,
                        handlers: Vec::new(),
                    },
                );
            }
            Rule::l_set => {
                self.equals(&line);
                let fact = self.first_ident(&line);
                if let Some(value) = self.first_expr(&line) {
                    self.statement(state, span, StatementKind::Set(fact, value));
                }
            }
            Rule::l_forget => {
                let facts = self.idents(&line);
                self.statement(state, span, StatementKind::Forget(facts));
            }
            Rule::l_lookup | Rule::l_call => {
                let Some(invocation) = line.into_inner().find(|p| p.as_rule() == Rule::invocation) else {
                    return;
                };
                let (source, args) = (self.first_ident(&invocation), self.exprs(&invocation));
                let kind = match rule {
                    Rule::l_lookup => StatementKind::Lookup {
                        source,
                        args,
                        handlers: Vec::new(),
                    },
                    _ => StatementKind::Call(source, args),
                };
                self.statement(state, span, kind);
            }
            Rule::l_derive => {
                let goal = self.first_ident(&line);
                self.statement(state, span, StatementKind::Derive(pursuit(goal)));
            }
            Rule::l_measures => {
                let event = self.first_ident(&line);
                self.statement(state, span, StatementKind::Measures(pursuit(event)));
            }
            Rule::l_first => self.first(state, &line, span),
            Rule::l_details => self.details(state, &line, span),
            Rule::l_identify => {
                let way = self.idents(&line).pop();
                self.statement(state, span, StatementKind::Identify(way, Vec::new()));
            }
            Rule::l_go | Rule::l_finish | Rule::l_handover | Rule::l_return | Rule::l_topic_go => {
                let target = match rule {
                    Rule::l_go => self.first_target(&line),
                    _ => line.into_inner().find_map(|p| self.bare_target(p)),
                };
                if let Some(target) = target {
                    self.transition(
                        state,
                        Transition {
                            span,
                            kind: TransitionKind::Go(target),
                        },
                    );
                }
            }
            Rule::l_if => {
                self.step(state, span);
                state.blocks.push(Block::If {
                    opener: span,
                    branches: Vec::new(),
                    otherwise: None,
                });
            }
            Rule::l_menu => {
                self.step(state, span);
                let text = Spoken {
                    text: self.texts(&line),
                    ..Spoken::default()
                };
                state.blocks.push(Block::Menu {
                    opener: span,
                    menu: Menu {
                        text,
                        ..Menu::default()
                    },
                });
            }
            Rule::l_everywhere => {
                if state.step.is_some() {
                    self.misplaced(
                        span,
                        Bi {
                            ru: "до первого «шаг»",
                            en: "before the first “step”",
                        },
                    );
                }
                state.blocks.push(Block::Everywhere { opener: span });
            }
            Rule::l_repeats => {
                if state.step.is_some() {
                    self.misplaced(
                        span,
                        Bi {
                            ru: "до первого «шаг»",
                            en: "before the first “step”",
                        },
                    );
                }
                state.scenario.repeats = Some(span);
            }
            Rule::l_formerly => {
                let names = self.idents(&line);
                self.step(state, span).formerly.extend(names);
            }
            Rule::l_chat | Rule::l_voice => self.variant(state, &line, span),
            Rule::l_handler => self.step_handler(state, &line, span),
            Rule::l_option => self.misplaced(span, ONLY_IN_MENU),
            Rule::l_branch | Rule::l_else => self.misplaced(span, ONLY_IN_IF),
            _ => {}
        }
    }

    fn variant(&mut self, state: &mut State, line: &P<'_>, span: Span) {
        let texts = self.texts(line);
        let spoken = match state.last_statement() {
            Some(StatementKind::Say(text)) => text,
            Some(StatementKind::Ask { text, .. }) => text,
            _ => return self.misplaced(span, AFTER_SPOKEN),
        };
        let slot = if line.as_rule() == Rule::l_chat {
            &mut spoken.chat
        } else {
            &mut spoken.voice
        };
        if slot.is_empty() {
            *slot = texts;
        } else {
            self.second(span);
        }
    }

    /// `сначала` below what is found out by asking.
    fn first(&mut self, state: &mut State, line: &P<'_>, span: Span) {
        let names = self.idents(line);
        match state.last_statement() {
            Some(StatementKind::Derive(pursuit) | StatementKind::Measures(pursuit)) => {
                if pursuit.first.is_empty() {
                    pursuit.first = names;
                } else {
                    self.second(span);
                }
            }
            _ => self.misplaced(span, AFTER_PURSUIT),
        }
    }

    /// `подробнее` below `подобрать меры`.
    fn details(&mut self, state: &mut State, line: &P<'_>, span: Span) {
        let texts = self.texts(line);
        match state.last_statement() {
            Some(StatementKind::Measures(pursuit)) if pursuit.details.is_empty() => pursuit.details = texts,
            Some(StatementKind::Measures(_)) => self.second(span),
            _ => self.misplaced(span, AFTER_MEASURES),
        }
    }

    fn step_handler(&mut self, state: &mut State, line: &P<'_>, span: Span) {
        let handler = self.handler(line, span);
        match state.last_statement() {
            Some(
                StatementKind::Ask { handlers, .. }
                | StatementKind::Lookup { handlers, .. }
                | StatementKind::Derive(Pursuit { handlers, .. })
                | StatementKind::Measures(Pursuit { handlers, .. })
                | StatementKind::Identify(_, handlers),
            ) => handlers.extend(handler),
            _ => self.misplaced(span, AFTER_QUESTION),
        }
    }
}

fn pursuit(goal: Ident) -> Pursuit {
    Pursuit {
        goal,
        first: Vec::new(),
        details: Vec::new(),
        handlers: Vec::new(),
    }
}

fn opens(rule: Rule) -> bool {
    matches!(rule, Rule::l_if | Rule::l_menu | Rule::l_everywhere)
}
