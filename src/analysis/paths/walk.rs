//! What each line does to the set of possible facts: the engine's lines, one by one.

use crate::analysis::walk::{handlers, ops_of_step, outputs};
use crate::bundle::program::{Expr, ExprId, FactId, Handler, HandlerOn, HandlersId, Op, Target};
use crate::diagram::{NONE, Ref};

use super::Paths;

/// How a step is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// Its transition.
    Go,
    /// A branch of `если`; none is `иначе`.
    Branch(Option<usize>),
    /// An option, by its place.
    Option(usize),
    /// A handler.
    Handler(HandlerOn),
}

/// What is met on the way through a step.
#[derive(Clone, Debug)]
pub enum Event<'p> {
    /// A line, and the set before it.
    At { node: usize, op: &'p Op, set: Ref },
    /// A branch: the set that comes to it, and what of it takes it.
    Branch { before: Ref, taken: Ref },
    /// What no branch takes, where there is no `иначе`.
    Rest { node: usize, set: Ref },
    /// A way out of the step.
    Edge {
        node: usize,
        label: Label,
        target: &'p Target,
        set: Ref,
    },
}

impl<'p> Paths<'_, 'p> {
    /// Goes through a step with a set.
    pub fn walk(&mut self, step: usize, mut set: Ref, events: &mut Vec<Event<'p>>) {
        let program = self.program();
        for (node, op) in ops_of_step(program, step) {
            if set == NONE {
                return;
            }
            events.push(Event::At { node, op, set });
            set = self.line(node, op, set, events);
        }
    }

    /// A line; the set behind it.
    fn line(&mut self, node: usize, op: &'p Op, set: Ref, events: &mut Vec<Event<'p>>) -> Ref {
        match op {
            Op::Say(_) => set,
            Op::Ask { fact, handlers, .. } => self.ask(node, *fact, *handlers, set, events),
            Op::Set(fact, expr) => self.write(*fact, *expr, set, false),
            Op::Forget(facts) => facts.iter().fold(set, |s, f| self.forgotten(s, *f)),
            Op::Lookup { source, handlers, .. } => {
                let mut after = set;
                for fact in outputs(self.program(), *source) {
                    // A source may leave a fact out, or say that it is not known.
                    let told = self.any_value(after, *fact, !self.telling);
                    after = if self.telling { told } else { self.joined(after, told) };
                }
                for on in [HandlerOn::NoAnswer, HandlerOn::NoData] {
                    match self.handler(*handlers, on) {
                        Some(Handler {
                            target: Some(target), ..
                        }) => events.push(Event::Edge {
                            node,
                            label: Label::Handler(on),
                            target,
                            set,
                        }),
                        Some(_) => after = self.joined(after, set),
                        None => {}
                    }
                }
                after
            }
            Op::Identify { handlers, .. } => {
                // Whoever is identified is not asked again.
                let known = self.identified(set, true);
                let open = self.identified(set, false);
                if open == NONE {
                    return known;
                }
                let told = self.as_identified(open);
                let mut after = self.joined(known, told);
                for on in [HandlerOn::Failed, HandlerOn::Operator] {
                    match self.handler(*handlers, on) {
                        Some(Handler {
                            target: Some(target), ..
                        }) => events.push(Event::Edge {
                            node,
                            label: Label::Handler(on),
                            target,
                            set: open,
                        }),
                        Some(_) if on == HandlerOn::Failed => after = self.joined(after, open),
                        _ => {}
                    }
                }
                after
            }
            Op::Call { scenario, args } => self.call(*scenario, args, set),
            Op::Derive { handlers, .. } => self.derive(node, op, *handlers, set, events),
            Op::Measures { handlers, details, .. } => {
                let after = self.derive(node, op, *handlers, set, events);
                if details.is_some() {
                    self.details(op, after)
                } else {
                    after
                }
            }
            Op::Go(target) => {
                events.push(Event::Edge {
                    node,
                    label: Label::Go,
                    target,
                    set,
                });
                NONE
            }
            Op::Menu { options, handlers, .. } => {
                for (n, option) in options.iter().enumerate() {
                    events.push(Event::Edge {
                        node,
                        label: Label::Option(n),
                        target: &option.target,
                        set,
                    });
                }
                self.left_open(node, *handlers, set, events);
                NONE
            }
            Op::If { branches, otherwise } => {
                let mut rest = set;
                for (index, (condition, target)) in branches.iter().enumerate() {
                    let truth = self.space.truth(*condition);
                    let taken = self.saying(rest, truth, crate::analysis::space::YES);
                    events.push(Event::Branch { before: rest, taken });
                    if taken != NONE {
                        events.push(Event::Edge {
                            node,
                            label: Label::Branch(Some(index)),
                            target,
                            set: taken,
                        });
                    }
                    // A condition that is too large leaves everything open.
                    if truth.is_some() {
                        rest = self.without(rest, taken);
                    }
                }
                match otherwise {
                    Some(target) if rest != NONE => events.push(Event::Edge {
                        node,
                        label: Label::Branch(None),
                        target,
                        set: rest,
                    }),
                    Some(_) => {}
                    None => events.push(Event::Rest { node, set: rest }),
                }
                NONE
            }
        }
    }

    /// The handler that opens on an occasion: the line's own before that of the scenario.
    pub(super) fn handler(&self, own: HandlersId, on: HandlerOn) -> Option<&'p Handler> {
        let program = self.program();
        let mut both = handlers(program, own).chain(handlers(program, self.scenario.handlers));
        both.find(|h| h.on == on)
    }

    /// Ways out of a question that is not answered.
    pub(super) fn left_open(&mut self, node: usize, own: HandlersId, set: Ref, events: &mut Vec<Event<'p>>) {
        if set == NONE {
            return;
        }
        let program = self.program();
        let leads = |on| self.handler(own, on).is_some_and(|h| h.target.is_some());
        let at_first_miss = leads(HandlerOn::NoMatch) && leads(HandlerOn::NoInput);
        for on in [
            HandlerOn::NoMatch,
            HandlerOn::NoInput,
            HandlerOn::Operator,
            HandlerOn::TopicChange,
        ] {
            let barred = on == HandlerOn::TopicChange && self.handler(own, HandlerOn::NoTopicChange).is_some();
            if let Some(Handler {
                target: Some(target), ..
            }) = self.handler(own, on)
                && !barred
            {
                events.push(Event::Edge {
                    node,
                    label: Label::Handler(on),
                    target,
                    set,
                });
            }
        }
        // The first that is reached counts; a shared one only where it comes before the line's own.
        let mut least = u32::MAX;
        for list in [own, self.scenario.handlers] {
            for handler in handlers(program, list) {
                if let HandlerOn::MoreThan(times) = handler.on
                    && times < least
                    && !at_first_miss
                {
                    least = times;
                    if let Some(target) = &handler.target {
                        events.push(Event::Edge {
                            node,
                            label: Label::Handler(handler.on),
                            target,
                            set,
                        });
                    }
                }
            }
        }
    }

    fn ask(&mut self, node: usize, fact: FactId, own: HandlersId, set: Ref, events: &mut Vec<Event<'p>>) -> Ref {
        let not_sure = self.handler(own, HandlerOn::DontKnow).and_then(|h| h.target.as_ref());
        let Some(var) = self.space.var_of(fact) else {
            self.left_open(node, own, set, events);
            if let Some(target) = not_sure {
                events.push(Event::Edge {
                    node,
                    label: Label::Handler(HandlerOn::DontKnow),
                    target,
                    set,
                });
            }
            return set;
        };
        let known = self.narrowed(set, var, |v, not_asked| v != not_asked);
        let open = self.narrowed(set, var, |v, not_asked| v == not_asked);
        if open == NONE {
            return known;
        }
        self.left_open(node, own, open, events);
        let free = self.freed(open, fact);
        let answered = match not_sure {
            Some(target) => {
                let unsure = self.narrowed(free, var, |v, not_asked| v + 1 == not_asked);
                events.push(Event::Edge {
                    node,
                    label: Label::Handler(HandlerOn::DontKnow),
                    target,
                    set: unsure,
                });
                self.narrowed(free, var, |v, not_asked| v + 1 < not_asked)
            }
            None => self.narrowed(free, var, |v, not_asked| v < not_asked),
        };
        self.joined(known, answered)
    }

    /// A set in which a fact, and what is worked out of it, may have any value.
    pub fn freed(&mut self, set: Ref, fact: FactId) -> Ref {
        let own = self.space.var_of(fact);
        let dependents = self.dependents.get(&fact).map_or(&[][..], Vec::as_slice);
        let Some(last) = dependents.iter().copied().chain(own).max() else {
            return set;
        };
        let gone = |v: u32| Some(v) == own || dependents.contains(&v);
        let made = self.space.forest.forget(set, last, &gone, &mut self.space.memo);
        self.kept(made)
    }

    /// The fact gets some value that is known, or stays open where it may.
    pub(super) fn any_value(&mut self, set: Ref, fact: FactId, not_sure: bool) -> Ref {
        let free = self.freed(set, fact);
        match self.space.var_of(fact) {
            Some(var) => self.narrowed(free, var, |v, not_asked| {
                v + 1 < not_asked || (not_sure && v + 1 == not_asked)
            }),
            None => free,
        }
    }

    fn forgotten(&mut self, set: Ref, fact: FactId) -> Ref {
        let free = self.freed(set, fact);
        match self.space.var_of(fact) {
            Some(var) => self.narrowed(free, var, |v, not_asked| v == not_asked),
            None => free,
        }
    }

    /// The region of a fact that an expression falls into, as a function.
    pub(super) fn written(&mut self, fact: FactId, expr: ExprId) -> Option<Ref> {
        if let Some(known) = self.written.get(&(fact, expr)) {
            return *known;
        }
        let made = self.written_anew(fact, expr);
        self.written.insert((fact, expr), made);
        made
    }

    fn written_anew(&mut self, fact: FactId, expr: ExprId) -> Option<Ref> {
        let var = self.space.var_of(fact)?;
        let regions = self.space.get(var)?.clone();
        let ty = &self.program().facts.get(fact.index())?.ty;
        self.space.few(expr, &|value| regions.region_of(ty, value))
    }

    /// Whether an argument is the very fact that takes it: then everything stays as it is.
    pub(super) fn is_itself(&self, fact: FactId, argument: ExprId) -> bool {
        matches!(self.program().exprs.get(argument.index()), Some(Expr::Fact(of)) if *of == fact)
    }

    /// `записать`, or an argument of a call; there an unknown value leaves the fact open.
    pub(super) fn write(&mut self, fact: FactId, expr: ExprId, set: Ref, argument: bool) -> Ref {
        if argument && self.is_itself(fact, expr) {
            return set;
        }
        let Some(var) = self.space.var_of(fact) else {
            return self.freed(set, fact);
        };
        let last = self.space.get(var).map_or(0, |v| v.not_sure());
        let mut after = NONE;
        let mut unknown;
        match self.written(fact, expr) {
            Some(function) => {
                unknown = NONE;
                for region in 0..=last {
                    let here = self.saying(set, Some(function), region);
                    if here == NONE {
                        continue;
                    }
                    if region == last {
                        unknown = here;
                        continue;
                    }
                    let free = self.freed(here, fact);
                    let here = self.narrowed(free, var, |v, _| v == region);
                    after = self.joined(after, here);
                }
            }
            None => {
                self.loose.insert(var);
                let known = self.space.known(expr);
                let here = self.saying(set, known, 1);
                unknown = match known {
                    Some(_) => self.without(set, here),
                    None => set,
                };
                after = self.any_value(here, fact, false);
            }
        }
        if unknown != NONE {
            if argument {
                // What is not known may be asked by the callee, unless the citizen said «не знаю».
                let said = self.narrowed(unknown, var, |v, not_asked| v + 1 == not_asked);
                let open = self.narrowed(unknown, var, |v, not_asked| v + 1 != not_asked);
                let open = self.forgotten(open, fact);
                unknown = self.joined(said, open);
            } else {
                let free = self.freed(unknown, fact);
                unknown = self.narrowed(free, var, |v, not_asked| v + 1 == not_asked);
            }
            after = self.joined(after, unknown);
        }
        after
    }
}
