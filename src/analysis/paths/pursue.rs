//! Lines that run further: calls by what they may change, `выяснить` and `подобрать меры` until nothing
//! that can be asked would change a goal.

use crate::bundle::program::{Answer, ExprId, FactId, HandlerOn, HandlersId, Op, ScenarioId};
use crate::diagram::{NONE, Ref};

use super::effects::has_question;
use super::{Event, Label, Paths};

impl<'p> Paths<'_, 'p> {
    pub(super) fn call(&mut self, scenario: ScenarioId, args: &[ExprId], mut set: Ref) -> Ref {
        let program = self.program();
        let params = program.scenarios.get(scenario.index()).map(|s| s.params.as_slice());
        for (param, arg) in params.unwrap_or_default().iter().zip(args) {
            set = self.write(*param, *arg, set, true);
        }
        let effects = self.effects;
        let Some(effect) = effects.of_call(scenario) else {
            return set;
        };
        self.affected(effect, set)
    }

    fn affected(&mut self, effect: &super::Effect, mut set: Ref) -> Ref {
        if !effect.returns {
            return NONE;
        }
        let followed: Vec<(u32, FactId)> = (0_u32..)
            .zip(&self.space.vars)
            .filter_map(|(n, v)| match v.key {
                crate::analysis::space::Key::Fact(fact) => Some((n, fact)),
                _ => None,
            })
            .collect();
        for (var, fact) in followed {
            let sure = effect.sure.contains(&fact);
            if effect.changes(fact) {
                self.loose.insert(var);
                set = self.freed(set, fact);
                if sure {
                    set = self.narrowed(set, var, |v, not_asked| v != not_asked);
                }
            } else if effect.asks.contains(&fact) {
                let known = self.narrowed(set, var, |v, not_asked| v != not_asked);
                let open = self.narrowed(set, var, |v, not_asked| v == not_asked);
                let free = self.freed(open, fact);
                let asked = self.narrowed(free, var, |v, not_asked| v != not_asked || !sure);
                // Whether it is asked at all may depend on what the called one meets.
                if !sure {
                    self.loose.insert(var);
                }
                set = self.joined(known, asked);
            }
            if (!effect.only_returns || effect.circles) && (effect.wide || effect.reads.contains(&fact)) {
                self.loose.insert(var);
            }
        }
        if effect.identifies {
            let told = self.as_identified(set);
            set = self.joined(set, told);
        }
        // Facts that are not followed themselves, but by what is worked out of them.
        for fact in effect.asks.iter().chain(&effect.writes) {
            if self.space.var_of(*fact).is_none() {
                set = self.freed(set, *fact);
            }
        }
        set
    }

    /// A measure that tells more of itself may be a scenario.
    pub(super) fn details(&mut self, op: &Op, set: Ref) -> Ref {
        let Op::Measures { event, .. } = op else { return set };
        let program = self.program();
        let effects = self.effects;
        let mut after = set;
        for measure in program.measures.iter().filter(|m| m.events.contains(event)) {
            if let Some(Answer::Scenario(scenario)) = &measure.answer
                && let Some(effect) = effects.of_call(*scenario)
            {
                let told = self.affected(effect, set);
                after = self.joined(after, told);
            }
        }
        after
    }

    /// The function of a goal and the number of its terminals; 0 is unknown.
    pub(super) fn goal(&mut self, goal: FactId) -> Option<(Ref, u32)> {
        if let Some(known) = self.of_goals.get(&goal) {
            return *known;
        }
        let made = self.goal_anew(goal);
        self.of_goals.insert(goal, made);
        made
    }

    fn goal_anew(&mut self, goal: FactId) -> Option<(Ref, u32)> {
        let expr = *self.goals.get(&goal)?;
        let values = std::cell::RefCell::new(Vec::new());
        let numbered = self.space.few(expr, &|value| {
            if value.is_unknown() {
                return 0;
            }
            let mut values = values.borrow_mut();
            let at = values.iter().position(|v| v == value).unwrap_or_else(|| {
                values.push(value.clone());
                values.len() - 1
            });
            u32::try_from(at + 1).unwrap_or(1)
        });
        let count = u32::try_from(values.borrow().len() + 1).ok()?;
        match numbered {
            Some(function) => Some((function, count)),
            None => Some((self.space.truth(expr)?, 3)),
        }
    }

    /// `выяснить` and `подобрать меры`: asks until nothing that can be asked would change a goal.
    pub(super) fn derive(
        &mut self,
        node: usize,
        op: &'p Op,
        own: HandlersId,
        set: Ref,
        events: &mut Vec<Event<'p>>,
    ) -> Ref {
        let program = self.program();
        let effects = self.effects;
        let pursued = effects.pursued(op);
        let not_sure = self.handler(own, HandlerOn::DontKnow).and_then(|h| h.target.as_ref());
        let looked_up = |f: &FactId| program.sources.iter().any(|s| s.outputs.contains(f));
        let told: Vec<(FactId, bool)> = pursued
            .iter()
            .map(|f| (*f, has_question(program, *f)))
            .filter(|(f, askable)| *askable || looked_up(f))
            .collect();
        let asked: Vec<u32> = told
            .iter()
            .filter(|(_, askable)| *askable)
            .filter_map(|(f, _)| self.space.var_of(*f))
            .collect();
        let blind = told
            .iter()
            .any(|(f, askable)| *askable && self.space.var_of(*f).is_none());
        // Where everything is decided nothing is asked; what cannot be told may be either.
        let mut settled = crate::diagram::ALL;
        let mut told_apart = true;
        for goal in effects.goals(program, op) {
            match self.goal(goal) {
                Some((function, terminals)) => {
                    let here = self.settled(set, function, terminals, &asked);
                    settled = self.both(settled, here);
                }
                None => told_apart = false,
            }
        }
        let done = self.both(set, settled);
        let open = if told_apart { self.without(set, settled) } else { set };
        if open == NONE {
            return done;
        }
        let unsure_too = self.told(open, &told, true);
        let mut unsure = NONE;
        let waiting = if blind {
            unsure = unsure_too;
            unsure_too
        } else {
            let mut waiting = NONE;
            for (fact, _) in told.iter().filter(|(_, askable)| *askable) {
                let Some(var) = self.space.var_of(*fact) else { continue };
                let still = self.narrowed(unsure_too, var, |v, not_asked| v == not_asked);
                waiting = self.joined(waiting, still);
                if not_sure.is_some() {
                    let before = self.narrowed(open, var, |v, not_asked| v == not_asked);
                    let others: Vec<(FactId, bool)> = told.iter().copied().filter(|(f, _)| f != fact).collect();
                    let before = self.told(before, &others, true);
                    let free = self.freed(before, *fact);
                    let said = self.narrowed(free, var, |v, not_asked| v + 1 == not_asked);
                    unsure = self.joined(unsure, said);
                }
            }
            if told_apart {
                self.without(waiting, settled)
            } else {
                waiting
            }
        };
        self.left_open(node, own, waiting, events);
        if let Some(target) = not_sure
            && unsure != NONE
        {
            events.push(Event::Edge {
                node,
                label: Label::Handler(HandlerOn::DontKnow),
                target,
                set: unsure,
            });
        }
        let answered = match not_sure {
            Some(_) => self.told(open, &told, false),
            None => unsure_too,
        };
        let answered = self.both(answered, settled);
        self.joined(done, answered)
    }

    /// A set in which each of some facts that is not asked yet may have been; with `unsure` also «не знаю».
    fn told(&mut self, mut set: Ref, facts: &[(FactId, bool)], unsure: bool) -> Ref {
        for (fact, askable) in facts {
            let Some(var) = self.space.var_of(*fact) else {
                set = self.freed(set, *fact);
                continue;
            };
            let open = self.narrowed(set, var, |v, not_asked| v == not_asked);
            let free = self.freed(open, *fact);
            let told = self.narrowed(free, var, |v, not_asked| v + 1 != not_asked || (unsure && *askable));
            set = self.joined(set, told);
        }
        set
    }

    /// The facts with which no question that can still be asked would change a function.
    fn settled(&mut self, set: Ref, function: Ref, terminals: u32, asked: &[u32]) -> Ref {
        let places: Vec<(u32, u32, u32)> = asked
            .iter()
            .filter_map(|v| self.space.get(*v).map(|var| (*v, var.not_asked(), var.not_sure())))
            .collect();
        let change = |var: u32| {
            places
                .iter()
                .find(|(v, ..)| *v == var)
                .map(|(_, at, values)| (*at, *values))
        };
        let mut settled = NONE;
        let mut concluded = NONE;
        for terminal in 0..terminals {
            let space = &mut self.space;
            let all = space
                .forest
                .where_terminal(function, |t| t == terminal)
                .and_then(|says| space.forest.whatever(says, &change, &mut space.memo));
            let Some(all) = all else {
                self.rough = true;
                return crate::diagram::ALL;
            };
            settled = self.joined(settled, all);
            if terminal != 0 {
                concluded = self.joined(concluded, all);
            }
        }
        // What is concluded though evaluation alone cannot see it (`а или не а`).
        let unseen = self.saying(concluded, Some(function), 0);
        if self.both(unseen, set) != NONE {
            let support = self.space.forest.support(&[function]);
            self.loose.extend(support);
        }
        settled
    }
}
