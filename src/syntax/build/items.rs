//! Items made of plain lines: topics, facts, rules, decisions, measures, sources, queues.

use pest::Parser;
use pest::iterators::Pairs;

use super::table::TableLines;
use super::{P, Reader, Seen};
use crate::diag::codes;
use crate::span::Span;
use crate::syntax::explain::{self, Setting};
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::split::ItemRule;
use crate::syntax::tree::Rule as Rule_;
use crate::syntax::tree::{
    Answer, Decision, DecisionBody, Dialog, Exception, Expr, ExprKind, Fact, FactOption, Hours, Item, ItemKind,
    Measure, Path, Queue, Scenario, SourceDecl, Topic, TypeExpr, TypeKind,
};
use crate::value::Bi;

/// Where the lines of a topic or a rule belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    None,
    Phrases,
    NotPhrases,
    Cues,
    Conditions,
    Exceptions,
}

/// An item of which nothing is known.
pub(super) fn empty(item: ItemRule, header: Span) -> ItemKind {
    let unknown = || TypeExpr {
        span: header,
        kind: TypeKind::Error,
    };
    let error = || Expr {
        span: header,
        kind: ExprKind::Error,
    };
    match item {
        ItemRule::Topic => ItemKind::Topic(Topic::default()),
        ItemRule::Fact => ItemKind::Fact(Fact {
            ty: unknown(),
            question: Vec::new(),
            chat: Vec::new(),
            voice: Vec::new(),
            hint: Vec::new(),
            personal: None,
            cost: None,
            document: None,
            options: Vec::new(),
        }),
        ItemRule::Rule => ItemKind::Rule(Rule_ {
            ty: None,
            value: error(),
            conditions: Vec::new(),
            exceptions: Vec::new(),
            label: None,
            defeats: Vec::new(),
        }),
        ItemRule::Decision => ItemKind::Decision(Decision {
            ty: None,
            body: DecisionBody::Error,
            dmn: None,
        }),
        ItemRule::Measure => ItemKind::Measure(Measure::default()),
        ItemRule::Source => ItemKind::SourceDecl(SourceDecl::default()),
        ItemRule::Queue => ItemKind::Queue(Queue::default()),
        ItemRule::Scenario => ItemKind::Scenario(Scenario::default()),
        ItemRule::Dialog => ItemKind::Dialog(Dialog::default()),
    }
}

impl Reader<'_> {
    /// The header line of any item.
    pub(super) fn head(&mut self, item: &mut Item, line: P<'_>, kind: ItemRule) {
        item.kind = empty(kind, item.header);
        self.equals(&line);
        let mut code = false;
        let mut ty = None;
        let mut value = None;
        let mut params = Vec::new();
        for part in line.into_inner() {
            match part.as_rule() {
                Rule::path => {
                    let path = self.path(&part);
                    explain::words::check_reserved(self, path.span);
                    item.name = Some(path);
                }
                Rule::id if item.name.is_none() => {
                    item.name = Some(Path {
                        span: self.new_name(&part).span,
                    });
                }
                Rule::id => params.push(self.ident(&part)),
                Rule::kw_code => code = true,
                Rule::string if code => {
                    if let ItemKind::Measure(measure) = &mut item.kind {
                        measure.code = Some(self.string(&part));
                    }
                }
                Rule::string => item.title = Some(self.string(&part)),
                Rule::type_expr => ty = Some(self.type_expr(&part)),
                Rule::expr => value = Some(self.expr(part)),
                _ => {}
            }
        }
        match &mut item.kind {
            ItemKind::Fact(fact) => {
                if let Some(ty) = ty {
                    fact.ty = ty;
                }
            }
            ItemKind::Rule(rule) => {
                rule.ty = ty;
                if let Some(value) = value {
                    rule.value = value;
                }
            }
            ItemKind::Decision(decision) => {
                decision.ty = ty;
                if let Some(value) = value {
                    decision.body = DecisionBody::Expr(value);
                }
            }
            ItemKind::Scenario(scenario) => scenario.params = params,
            _ => {}
        }
    }

    /// Whether reading stops at this line because the item ended above it. `steps` says that steps follow behind
    /// the rest.
    pub(super) fn after_end(
        &mut self,
        ended: &mut Option<Span>,
        line: &P<'_>,
        rest: &Pairs<'_, Rule>,
        steps: bool,
    ) -> bool {
        let Some(end) = *ended else { return false };
        let more = |rule| matches!(rule, Rule::l_end | Rule::l_step);
        if line.as_rule() == Rule::l_end {
            self.superfluous(self.line(line), end);
        } else if steps || more(line.as_rule()) || rest.clone().any(|p| more(p.as_rule())) {
            self.superfluous(end, self.line(line));
            *ended = None;
        } else {
            let mut span = self.line(line);
            for later in rest.clone() {
                if !matches!(later.as_rule(), Rule::comment | Rule::EOI) {
                    span = span.to(self.line(&later));
                }
            }
            explain::outside::report(self, span);
            return true;
        }
        false
    }

    fn superfluous(&mut self, span: Span, near: Span) {
        let d = self.diagnostic(&codes::SUPERFLUOUS_END, span).also(
            self.id,
            near,
            "смотрите и на эту строку",
            "see this line, too",
        );
        let whole = self.whole_line(span);
        // The line may be right, and the beginning of what it ends is lost.
        self.report(d.suggest(whole, ""));
    }

    /// Reports an item or block without its `конец`, which is put in below `last`, its last line.
    pub(super) fn missing_end(&mut self, opener: Span, noticed: Span, last: Span) {
        let word = explain::first_of(self.written(opener));
        let end = if word.starts_with(|c: char| c.is_ascii()) {
            "end"
        } else {
            "конец"
        };
        let line = self.whole_line(opener);
        let indent = self.written(Span::new(line.start, opener.start));
        let below = self.whole_line(last);
        // The last line of a file may lack its line end.
        let text = if self.written(below).ends_with('\n') {
            format!("{indent}{end}\n")
        } else {
            format!("\n{indent}{end}")
        };
        let d = self.diagnostic(&codes::MISSING_END, opener).arg("word", word).also(
            self.id,
            noticed,
            "замечено здесь",
            "noticed here",
        );
        // A line that stands no further in than the block may belong to what follows it.
        let inside = self.indent(last) > self.indent(opener) || last == opener;
        self.report(d.replace_if(inside, Span::at(below.end), text));
    }

    /// The lines of an item without blocks.
    pub(super) fn item_lines(&mut self, item: &mut Item, mut lines: Pairs<'_, Rule>) -> Span {
        let mut seen = Seen::default();
        let mut section = Section::None;
        let mut table = TableLines::default();
        let mut ended = None;
        let mut last = item.header;
        while let Some(line) = lines.next() {
            if matches!(line.as_rule(), Rule::comment | Rule::EOI) {
                continue;
            }
            if self.after_end(&mut ended, &line, &lines, false) {
                break;
            }
            let span = self.line(&line);
            last = span;
            match line.as_rule() {
                Rule::l_end => {
                    ended = ended.or(Some(span));
                    continue;
                }
                Rule::l_bad => {
                    let setting = match section {
                        Section::Cues => Setting::Cues,
                        Section::Phrases | Section::NotPhrases => Setting::Phrases,
                        _ => Setting::Item,
                    };
                    self.bad(&line, setting);
                    continue;
                }
                _ => {}
            }
            let Some(line) = self.common(&mut item.common, &mut seen, line) else {
                continue;
            };
            match &mut item.kind {
                ItemKind::Topic(topic) => self.topic_line(topic, &mut section, &mut seen, &line),
                ItemKind::Fact(fact) => self.fact_line(fact, &mut seen, &line),
                ItemKind::Rule(rule) => self.rule_line(rule, &mut section, &mut seen, &line),
                ItemKind::Decision(_) => self.table_line(&mut table, &mut seen, &line),
                ItemKind::Measure(measure) => self.measure_line(measure, &mut seen, &line),
                ItemKind::SourceDecl(source) => self.source_line(source, &mut seen, &line),
                ItemKind::Queue(queue) => self.queue_line(queue, &mut seen, &line),
                _ => {}
            }
        }
        if ended.is_none() {
            self.missing_end(item.header, last, last);
        }
        if let ItemKind::Decision(decision) = &mut item.kind {
            self.finish_table(decision, table, item.header);
        }
        last
    }

    fn topic_line(&mut self, topic: &mut Topic, section: &mut Section, seen: &mut Seen, line: &P<'_>) {
        let span = self.line(line);
        let rule = line.as_rule();
        match rule {
            Rule::l_phrase if *section == Section::Cues => self.negative_cue(topic, line),
            Rule::l_phrase => {
                let Some(words) = line.clone().into_inner().find(|p| p.as_rule() == Rule::raw_line) else {
                    return;
                };
                let words = self.trim(self.span(&words));
                match section {
                    _ if words.is_empty() => {
                        let d = self.diagnostic(&codes::EMPTY_PHRASE, span);
                        self.report(d.replace(self.whole_line(span), ""));
                    }
                    Section::Phrases => topic.phrases.push(words),
                    Section::NotPhrases => topic.negative.push(words),
                    _ => self.misplaced(
                        span,
                        Bi {
                            ru: "под строкой «фразы» или «не фразы»",
                            en: "below the line “phrases” or “not phrases”",
                        },
                    ),
                }
            }
            Rule::l_cue if *section == Section::Cues => topic.cues.extend(self.cue(line)),
            Rule::l_cue => self.misplaced(
                span,
                Bi {
                    ru: "под строкой «признаки»",
                    en: "below the line “cues”",
                },
            ),
            Rule::l_phrases | Rule::l_not_phrases | Rule::l_cues => {
                self.once(seen, line);
                *section = match rule {
                    Rule::l_phrases => Section::Phrases,
                    Rule::l_not_phrases => Section::NotPhrases,
                    _ => Section::Cues,
                };
            }
            Rule::l_not_confuse => {
                for path in line.clone().into_inner().filter(|p| p.as_rule() == Rule::path) {
                    let path = self.path(&path);
                    topic.not_confuse.push(path);
                }
            }
            Rule::l_code => {
                let name = self.first_ident(line);
                topic.codes.extend(self.first_string(line).map(|code| (name, code)));
            }
            Rule::l_answer if self.once(seen, line) => {
                topic.answer = self.answer(line).map(|answer| (span, answer));
            }
            Rule::l_accelerated if self.once(seen, line) => {
                topic.accelerated = Some(span);
            }
            Rule::l_term if self.once(seen, line) => {
                topic.term = self.first_duration(line);
            }
            Rule::l_competence if self.once(seen, line) => {
                topic.competence = Some(self.first_ident(line));
            }
            _ => {}
        }
    }

    /// `-6 алименты` below `признаки` reads as a phrase with a dash.
    fn negative_cue(&mut self, topic: &mut Topic, line: &P<'_>) {
        let span = self.span(line);
        let saved = self.base;
        self.base = span.start;
        match Grammar::parse(Rule::l_cue, line.as_str()) {
            Ok(mut pairs) => {
                if let Some(cue) = pairs.next() {
                    topic.cues.extend(self.cue(&cue));
                }
                self.base = saved;
            }
            Err(_) => {
                self.base = saved;
                self.bad(line, Setting::Cues);
            }
        }
    }

    pub(super) fn first_duration(&mut self, line: &P<'_>) -> Option<crate::value::Duration> {
        let found = line.clone().into_inner().find(|p| p.as_rule() == Rule::duration)?;
        self.duration(&found)
    }

    fn answer(&mut self, line: &P<'_>) -> Option<Answer> {
        for part in line.clone().into_inner() {
            return Some(match part.as_rule() {
                Rule::answer_scenario => Answer::Scenario(self.first_ident(&part)),
                Rule::answer_queue => Answer::Queue(self.first_ident(&part), self.first_string(&part)),
                Rule::answer_topic => {
                    let path = part.into_inner().find(|p| p.as_rule() == Rule::path)?;
                    Answer::Topic(self.path(&path))
                }
                Rule::answer_text => Answer::Text(self.texts(&part)),
                _ => continue,
            });
        }
        None
    }

    fn fact_line(&mut self, fact: &mut Fact, seen: &mut Seen, line: &P<'_>) {
        let span = self.line(line);
        if line.as_rule() == Rule::l_fact_option {
            let mut name = None;
            for id in line.clone().into_inner().filter(|p| p.as_rule() == Rule::id) {
                name = Some(self.new_name(&id));
            }
            let Some(name) = name else { return };
            let (label, synonyms) = (self.first_string(line), self.synonyms(line));
            fact.options.push(FactOption {
                span,
                name,
                label,
                synonyms,
            });
            return;
        }
        if !self.once(seen, line) {
            return;
        }
        match line.as_rule() {
            Rule::l_question => fact.question = self.texts(line),
            Rule::l_voice => fact.voice = self.texts(line),
            Rule::l_chat => fact.chat = self.texts(line),
            Rule::l_hint => fact.hint = self.texts(line),
            Rule::l_personal => fact.personal = Some(span),
            Rule::l_question_cost => {
                let cost = line.clone().into_inner().find(|p| p.as_rule() == Rule::integer);
                let cost = cost.and_then(|n| self.integer(&n, 1, 100));
                fact.cost = cost.and_then(|n| u32::try_from(n).ok());
            }
            Rule::l_document => fact.document = self.first_string(line),
            _ => {}
        }
    }

    /// The words in brackets after an option.
    pub(super) fn synonyms(&self, line: &P<'_>) -> Vec<Span> {
        let Some(list) = line.clone().into_inner().find(|p| p.as_rule() == Rule::synonyms) else {
            return Vec::new();
        };
        let words = list.into_inner().filter(|p| p.as_rule() == Rule::synonym);
        words
            .map(|p| self.trim(self.span(&p)))
            .filter(|span| !span.is_empty())
            .collect()
    }

    fn rule_line(&mut self, rule: &mut Rule_, section: &mut Section, seen: &mut Seen, line: &P<'_>) {
        let span = self.line(line);
        match line.as_rule() {
            Rule::l_if => {
                self.once(seen, line);
                *section = Section::Conditions;
            }
            Rule::l_except_if => {
                rule.exceptions.push(Exception {
                    span,
                    conditions: Vec::new(),
                });
                *section = Section::Exceptions;
            }
            Rule::l_condition => {
                let Some(condition) = self.first_expr(line) else {
                    return;
                };
                match (*section, rule.exceptions.last_mut()) {
                    (Section::Conditions, _) => rule.conditions.push(condition),
                    (Section::Exceptions, Some(exception)) => exception.conditions.push(condition),
                    _ => self.misplaced(
                        span,
                        Bi {
                            ru: "под строкой «если» или «кроме если»",
                            en: "below the line “if” or “except if”",
                        },
                    ),
                }
            }
            Rule::l_label if self.once(seen, line) => {
                let id = line.clone().into_inner().find(|p| p.as_rule() == Rule::id);
                rule.label = id.map(|id| self.new_name(&id));
            }
            Rule::l_exception_to => rule.defeats.extend(self.idents(line)),
            _ => {}
        }
    }

    fn measure_line(&mut self, measure: &mut Measure, seen: &mut Seen, line: &P<'_>) {
        if line.as_rule() == Rule::l_events {
            measure.events.extend(self.idents(line));
            return;
        }
        if !self.once(seen, line) {
            return;
        }
        match line.as_rule() {
            Rule::l_due_if => measure.due = self.first_expr(line),
            Rule::l_amount => measure.amount = self.first_expr(line),
            Rule::l_notice => measure.notice = self.texts(line),
            Rule::l_answer => measure.answer = self.answer(line).map(|answer| (self.line(line), answer)),
            _ => {}
        }
    }

    fn source_line(&mut self, source: &mut SourceDecl, seen: &mut Seen, line: &P<'_>) {
        match line.as_rule() {
            Rule::l_input => {
                for param in line.clone().into_inner().filter(|p| p.as_rule() == Rule::param) {
                    source.inputs.extend(self.param(&param));
                }
            }
            Rule::l_output => source.outputs.extend(self.idents(line)),
            Rule::l_term if self.once(seen, line) => source.timeout = self.first_duration(line),
            Rule::l_needs_id if self.once(seen, line) => {
                source.identification = Some((self.line(line), self.idents(line).pop()));
            }
            _ => {}
        }
    }

    fn queue_line(&mut self, queue: &mut Queue, seen: &mut Seen, line: &P<'_>) {
        match line.as_rule() {
            Rule::l_level if self.once(seen, line) => {
                let n = line.clone().into_inner().find(|p| p.as_rule() == Rule::integer);
                let n = n.and_then(|n| self.integer(&n, 1, 9));
                queue.level = n.and_then(|n| u32::try_from(n).ok());
            }
            Rule::l_hours => queue.hours.extend(self.hours(line)),
            Rule::l_closed if self.once(seen, line) => {
                self.arrow(line);
                let target = line.clone().into_inner().find(|p| p.as_rule() == Rule::target);
                let target = target.map(|t| self.target(t));
                queue.closed = Some((self.line(line), self.texts(line), target));
            }
            _ => {}
        }
    }

    fn hours(&mut self, line: &P<'_>) -> Option<Hours> {
        let span = self.line(line);
        let mut days = Vec::with_capacity(2);
        let mut times = Vec::with_capacity(2);
        for part in line.clone().into_inner() {
            match part.as_rule() {
                Rule::kw_all_day => return Some(Hours::Always(span)),
                Rule::weekday => days.push(weekday(part.as_str())?),
                Rule::time => times.push(self.time(&part, !times.is_empty())?),
                _ => {}
            }
        }
        let (first, last) = (*days.first()?, *days.last()?);
        Some(Hours::Week {
            span,
            days: (first, last),
            minutes: (*times.first()?, *times.last()?),
        })
    }
}

fn weekday(word: &str) -> Option<u8> {
    Some(match word {
        "пн" | "mon" => 1,
        "вт" | "tue" => 2,
        "ср" | "wed" => 3,
        "чт" | "thu" => 4,
        "пт" | "fri" => 5,
        "сб" | "sat" => 6,
        "вс" | "sun" => 7,
        _ => return None,
    })
}
