//! `выяснить` and `подобрать меры`: one node that asks again and again until nothing more matters.
//!
//! The node is executed anew after each answer; what is known by then is never asked. So corrections,
//! digressions, "назад" and facts said by the way need nothing of their own here.

use super::Run;
use crate::bundle::orders::Pursuit;
use crate::bundle::program::{Derived, FactId, Op, SourceId, Spoken};
use crate::runtime::ask::{self, Asking, Root};
use crate::runtime::explain::Did;
use crate::runtime::session::{Few, From, KnownFacts, Waiting};
use crate::runtime::words;
use crate::value::Value;

impl<'a> Run<'a> {
    pub(super) fn exec_derive(&mut self, goal: FactId, first: &[FactId]) {
        let name = self.fact_name(goal);
        let pursuit = Pursuit::Fact(goal);
        if self.pursue(&pursuit, first, Did::Derive(name.clone())) {
            return;
        }
        self.trace(Did::Derived(name));
        if self.evaluator(|e| e.fact(goal)).is_unknown() {
            let missing = self.asking(&pursuit, |a| a.missing());
            if let Some(text) = self.missing(&missing) {
                self.say(text);
            }
        }
        // What was evaluated to see this is no ground of anything said later.
        self.eval.grounds.clear();
        self.advance();
    }

    /// Looks up or asks the next fact that can change a result; `false` when there is none.
    pub(super) fn pursue(&mut self, goal: &Pursuit, first: &[FactId], did: Did) -> bool {
        // The plan names the best question; what else matters is worked out only where it is used.
        let planned = self.asking(goal, |a| a.planned());
        if let Some(fact) = planned.filter(|_| first.is_empty()) {
            self.trace(did);
            self.ask_for(fact);
            return true;
        }
        let next = self.asking(goal, |a| a.next());
        if let Some(source) = next.relevant.iter().find_map(|f| self.source_of(*f)) {
            self.trace(did);
            self.look_up(source);
            return true;
        }
        let open = |f: &FactId| next.relevant.contains(f) && self.has_question(*f);
        let pinned = first.iter().copied().find(|f| open(f));
        let best = next.best.filter(|f| self.has_question(*f));
        let others = next.relevant.iter().copied().find(|f| self.has_question(*f));
        let Some(fact) = pinned.or(best).or(others) else {
            self.conclude(goal, &next.decided);
            return false;
        };
        self.trace(did);
        self.ask_for(fact);
        true
    }

    pub(super) fn ask_for(&mut self, fact: FactId) {
        let name = self.fact_name(fact);
        self.trace(Did::Ask(name));
        self.calm();
        self.wait(Waiting::Fact {
            fact,
            among: Few::new(),
        });
        self.present();
    }

    /// Keeps what is decided although evaluation, which takes every fact by itself, cannot see it:
    /// `а или не а` while nobody knows `а`.
    fn conclude(&mut self, goal: &Pursuit, decided: &[Option<Value>]) {
        let goals: Vec<Option<FactId>> = match goal {
            Pursuit::Fact(fact) => vec![Some(*fact)],
            Pursuit::Event(event) => {
                let measures = ask::measures_of(self.program, event, self.s.date).into_iter();
                measures
                    .map(|m| ask::facts_of(self.program, m).map(|(due, _)| due))
                    .collect()
            }
        };
        let turn = self.s.turn;
        // What is looked at here is no ground of what is said next.
        let grounds = std::mem::take(&mut self.eval.grounds);
        for (fact, value) in goals.into_iter().zip(decided) {
            let (Some(fact), Some(value)) = (fact, value) else {
                continue;
            };
            // A measure's function gives its amount, where it is due.
            let value = match (goal, value) {
                (Pursuit::Event(_), Value::Bool(_)) | (Pursuit::Fact(_), _) => value.clone(),
                (Pursuit::Event(_), _) => Value::Bool(true),
            };
            if self.evaluator(|e| e.fact(fact)).is_unknown() {
                self.set(fact, Some(value), From::Concluded(turn));
            }
        }
        self.eval.grounds = grounds;
    }

    pub(super) fn asking<R>(&self, goal: &Pursuit, work: impl FnOnce(&Asking<'_>) -> R) -> R {
        let known = KnownFacts {
            program: self.program,
            facts: &self.s.facts,
        };
        work(&Asking {
            program: self.program,
            prepared: &self.inner.prepared,
            orders: &self.inner.orders,
            known: &known,
            today: self.s.date,
            goal,
        })
    }

    fn has_question(&self, id: FactId) -> bool {
        let fact = self.program.facts.get(id.index());
        fact.is_some_and(|f| f.question != Spoken::default())
    }

    /// What the node of the top frame is to find out, where it is such a node.
    pub(super) fn pursued(&self) -> Option<Pursuit> {
        Pursuit::of(&self.node_of(&self.top()?)?.op)
    }

    /// On after a fact has come in: the same node again where it may ask more, else the next one.
    pub(super) fn proceed(&mut self) {
        match self.top().and_then(|f| self.node_of(&f)).map(|n| &n.op) {
            Some(Op::Derive { .. } | Op::Measures { .. }) => self.running = true,
            _ => self.advance(),
        }
    }

    /// A source that answers a fact, whose inputs are known and that has not failed yet.
    fn source_of(&self, fact: FactId) -> Option<SourceId> {
        let fits = |(i, s): (u32, &crate::bundle::program::Source)| {
            let id = SourceId(i);
            let known = |name: &str| self.s.fact(name).is_some_and(|v| !v.is_unknown());
            let ready = s.outputs.contains(&fact)
                && (!s.identified || self.s.identified)
                && s.inputs.iter().all(|(name, _)| known(name))
                && !self.s.tried.contains(&id);
            ready.then_some(id)
        };
        (0_u32..).zip(&self.program.sources).find_map(fits)
    }

    fn look_up(&mut self, source: SourceId) {
        let name = self.program.sources.get(source.index()).map(|s| s.name.clone());
        self.trace(Did::Lookup(name.unwrap_or_default()));
        self.wait(Waiting::Source { source });
        self.present();
    }

    /// Inputs of a source that is asked without a statement of its own: facts of their names.
    pub(super) fn inputs_of(&self, source: SourceId) -> Vec<Value> {
        let inputs = self.program.sources.get(source.index()).map(|s| s.inputs.as_slice());
        let value = |name: &str| self.s.fact(name).cloned().unwrap_or(Value::Unknown);
        inputs.unwrap_or_default().iter().map(|(name, _)| value(name)).collect()
    }

    /// A source was asked and has not answered all that it declares: people are asked from now on.
    pub(super) fn give_up_on(&mut self, source: SourceId) {
        let outputs = self.program.sources.get(source.index()).map(|s| s.outputs.as_slice());
        let missing = outputs.unwrap_or_default().iter().any(|f| self.stored(*f).is_none());
        if missing && !self.s.tried.contains(&source) {
            self.s.tried.push(source);
        }
    }

    /// Other facts of the goal that an answer tells by the way.
    pub(super) fn take_more(&mut self, text: &str, answered: Option<FactId>) -> bool {
        let Some(goal) = self.pursued().filter(|_| !text.is_empty()) else {
            return false;
        };
        let mut facts: Vec<FactId> = self.below(&goal);
        facts.retain(|f| self.stored(*f).is_none());
        // The question that waits takes part, so that its words are not taken for another fact.
        facts.extend(answered.filter(|f| !facts.contains(f)));
        let mut taken = self.said_facts(text, &facts);
        taken.retain(|(id, ..)| Some(*id) != answered);
        let turn = self.s.turn;
        let mut shown: Vec<String> = Vec::new();
        for (id, value, words) in taken {
            shown.extend(self.shown_fact(id, &value, words));
            self.set(id, Some(value), From::Said(turn));
        }
        if shown.is_empty() {
            return false;
        }
        self.confirm(words::NOTED, &shown, None);
        true
    }

    /// An answer that does not fit the question, but tells another fact of the goal.
    pub(super) fn tells_more(&mut self, text: &str, asked: FactId) -> bool {
        matches!(self.s.waiting, Waiting::Fact { .. }) && self.take_more(text, Some(asked))
    }

    /// «Среднедушевой доход (ответит документ «Справка о доходах»)» for each.
    pub(super) fn missing(&self, facts: &[FactId]) -> Option<String> {
        let lang = self.program.lang;
        let one = |id: &FactId| {
            let fact = self.program.facts.get(id.index())?;
            let title = super::taken::lowered(fact.title.trim_end_matches(['?', '.', ' ']));
            Some(match &fact.document {
                Some(document) => format!("{title} ({})", words::DOCUMENT.get(lang).replace("{}", document)),
                None => title,
            })
        };
        let named: Vec<String> = facts.iter().filter_map(one).collect();
        (!named.is_empty()).then(|| format!("{} {}.", words::MISSING.get(lang), named.join("; ")))
    }

    /// Facts that the goal of a node may come to ask.
    pub(super) fn may_pursue(&self, op: &Op) -> Vec<FactId> {
        Pursuit::of(op).map(|goal| self.below(&goal)).unwrap_or_default()
    }

    /// Facts below a goal that people or sources tell.
    fn below(&self, goal: &Pursuit) -> Vec<FactId> {
        let roots: Vec<Root> = self.asking(goal, |a| a.roots());
        let mut facts = ask::closure(self.program, self.s.date, &roots);
        let asked = |f: &FactId| {
            let fact = self.program.facts.get(f.index());
            fact.is_some_and(|f| f.derived == Derived::No)
        };
        facts.retain(asked);
        facts
    }
}
