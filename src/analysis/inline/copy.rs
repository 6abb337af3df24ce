//! Makes the copy of one scenario.

use std::mem::discriminant;

use rustc_hash::FxHashMap;

use super::WrittenOut;
use super::plan::Plan;
use crate::analysis::walk::opens;
use crate::bundle::program::{
    Handler, HandlerOn, HandlersId, NodeId, Op, Program, Scenario, ScenarioId, Step, StepId, Target, Validity,
};
use crate::model::{HandlerPlace, Model};
use crate::value::Name;

/// A scenario that is being written out, and where its `вернуть` leads.
struct Frame {
    scenario: usize,
    /// The step of the copy at which its own begin.
    base: usize,
    back: Option<usize>,
}

/// A step of the copy: lines of a step from some on.
#[derive(Clone, Copy)]
struct Part {
    frame: usize,
    step: usize,
    from: usize,
}

/// Appends copies to a model.
pub struct Copier<'m> {
    model: &'m mut Model,
    plan: &'m Plan,
    /// Empty scenarios that take the parameters of others.
    stubs: FxHashMap<usize, ScenarioId>,
    frames: Vec<Frame>,
    parts: Vec<Part>,
    /// Index of the first step of the copy.
    first: usize,
}

impl<'m> Copier<'m> {
    pub fn new(model: &'m mut Model, plan: &'m Plan) -> Self {
        Self {
            model,
            plan,
            stubs: FxHashMap::default(),
            frames: Vec::new(),
            parts: Vec::new(),
            first: 0,
        }
    }

    /// Makes empty scenarios for all that are called with arguments.
    pub fn stubs(&mut self) -> Vec<ScenarioId> {
        for callee in self.plan.callees() {
            self.stub(callee);
        }
        let mut all: Vec<ScenarioId> = self.stubs.values().copied().collect();
        all.sort_unstable();
        all
    }

    /// Writes out the calls of a scenario; `None` where it has none of that kind.
    pub fn copy(&mut self, scenario: usize) -> Option<WrittenOut> {
        if !self.plan.has_calls(scenario) {
            return None;
        }
        let declared = self.model.program.scenarios.get(scenario)?.clone();
        self.first = self.model.program.steps.len();
        self.frames.clear();
        self.parts.clear();
        self.enter(scenario, None)?;
        let own = self.parts.len();
        let mut sites = Vec::new();
        let mut at = 0;
        while let Some(part) = self.parts.get(at).copied() {
            self.part(part, &mut sites)?;
            at += 1;
        }
        let id = ScenarioId(u32::try_from(self.model.program.scenarios.len()).ok()?);
        let step = |at: usize| u32::try_from(at).ok().map(StepId);
        let steps = (step(self.first)?, step(self.first + self.parts.len())?);
        self.add_scenario(
            Scenario {
                steps,
                handlers: HandlersId::NONE,
                ..declared
            },
            scenario,
        );
        let origin = self.parts.iter().filter_map(|p| u32::try_from(p.step).ok());
        Some(WrittenOut {
            id,
            origin: origin.collect(),
            own,
            sites,
        })
    }

    fn add_scenario(&mut self, scenario: Scenario, of: usize) {
        let places = &mut self.model.places;
        self.model.program.scenarios.push(scenario);
        let place = places.scenarios.get(of).copied().unwrap_or_default();
        places.scenarios.push(place);
        let repeats = places.repeats.get(of).copied().flatten();
        places.repeats.push(repeats);
    }

    /// An empty scenario with the parameters of another.
    fn stub(&mut self, callee: usize) -> Option<()> {
        let declared = self.model.program.scenarios.get(callee)?.clone();
        if declared.params.is_empty() || self.stubs.contains_key(&callee) {
            return Some(());
        }
        let id = ScenarioId(u32::try_from(self.model.program.scenarios.len()).ok()?);
        let step = self.model.program.steps.len();
        let whole = declared.steps.0.index();
        self.add_step(whole, id)?;
        let call = self.model.program.steps.get(whole)?.first.index();
        self.add_node(call, Op::Go(Target::Return));
        let at = |n: usize| u32::try_from(n).ok().map(StepId);
        let stub = Scenario {
            // No two of them are editions of one.
            name: Name::from(format!("\u{0}{}", id.0).as_str()),
            valid: Validity::default(),
            steps: (at(step)?, at(step + 1)?),
            handlers: HandlersId::NONE,
            ..declared
        };
        self.add_scenario(stub, callee);
        self.stubs.insert(callee, id);
        Some(())
    }

    fn add_step(&mut self, of: usize, scenario: ScenarioId) -> Option<()> {
        let first = NodeId(u32::try_from(self.model.program.nodes.len()).ok()?);
        let step = self.model.program.steps.get(of)?;
        let copy = Step {
            first,
            scenario,
            formerly: Vec::new(),
            ..step.clone()
        };
        self.model.program.steps.push(copy);
        let place = self.model.places.steps.get(of).copied()?;
        self.model.places.steps.push(place);
        Some(())
    }

    /// Adds a line that stands where another does.
    fn add_node(&mut self, of: usize, op: Op) {
        let places = &mut self.model.places;
        let at = self.model.program.nodes.get(of).map(|n| n.at).unwrap_or_default();
        self.model.program.nodes.push(crate::bundle::program::Node { at, op });
        let (place, targets) = (places.nodes.get(of).copied(), places.targets.get(of).cloned());
        places.nodes.push(place.unwrap_or_default());
        places.targets.push(targets.unwrap_or_default());
    }

    /// Adds the steps of a scenario; the place of the first.
    fn enter(&mut self, scenario: usize, back: Option<usize>) -> Option<usize> {
        let program = &self.model.program;
        let (first, last) = program
            .scenarios
            .get(scenario)
            .map(|s| (s.steps.0.index(), s.steps.1.index()))?;
        let (frame, base) = (self.frames.len(), self.parts.len());
        self.frames.push(Frame { scenario, base, back });
        for step in first..last {
            let from = program.steps.get(step)?.first.index();
            self.parts.push(Part { frame, step, from });
        }
        Some(base)
    }

    /// Writes the lines of a step up to its transition, or to a call that is written out.
    fn part(&mut self, part: Part, sites: &mut Vec<(ScenarioId, usize)>) -> Option<()> {
        let scenario = self.model.program.steps.get(part.step)?.scenario;
        self.add_step(part.step, scenario)?;
        let nested = part.frame > 0;
        for node in part.from.. {
            let op = self.model.program.nodes.get(node)?.op.clone();
            if let Op::Call { scenario, args } = &op
                && self.plan.is_written_out(node, nested)
            {
                let back = self.parts.len();
                self.parts.push(Part { from: node + 1, ..part });
                let first = self.enter(scenario.index(), Some(back))?;
                if part.frame == 0 {
                    sites.push((*scenario, first));
                }
                if let Some(stub) = self.stubs.get(&scenario.index()) {
                    let args = args.clone();
                    self.add_node(node, Op::Call { scenario: *stub, args });
                }
                let to = self.step(first);
                self.add_node(node, Op::Go(to));
                return Some(());
            }
            let ends = op.is_transition();
            let op = self.moved(part.frame, op)?;
            self.add_node(node, op);
            if ends {
                return Some(());
            }
        }
        None
    }

    fn step(&self, at: usize) -> Target {
        Target::Step(StepId(u32::try_from(self.first + at).unwrap_or(u32::MAX)))
    }

    /// A target as it is in the copy.
    fn target(&self, frame: &Frame, target: &Target) -> Target {
        match target {
            Target::Step(to) if !to.is_none() => {
                let first = self.model.program.scenarios.get(frame.scenario).map(|s| s.steps.0);
                let at = first.and_then(|first| to.index().checked_sub(first.index()));
                at.map_or(Target::Step(StepId::NONE), |at| self.step(frame.base + at))
            }
            Target::Return => frame.back.map_or(Target::Return, |back| self.step(back)),
            other => other.clone(),
        }
    }

    fn moved(&mut self, frame: usize, mut op: Op) -> Option<Op> {
        if let Some(own) = op.handlers() {
            let moved = self.handlers(frame, own, |on| opens(&op, on))?;
            op.handlers_mut().into_iter().for_each(|own| *own = moved);
        }
        let frame = self.frames.get(frame)?;
        match &mut op {
            Op::Go(target) => *target = self.target(frame, target),
            Op::If { branches, otherwise } => {
                for target in branches.iter_mut().map(|(_, t)| t).chain(otherwise) {
                    *target = self.target(frame, target);
                }
            }
            Op::Menu { options, .. } => {
                for option in options {
                    option.target = self.target(frame, &option.target);
                }
            }
            _ => {}
        }
        Some(op)
    }

    /// The handlers of a line with those of its scenario that open there: a copy of steps of several
    /// scenarios has none of its own.
    fn handlers(&mut self, frame: usize, own: HandlersId, opens: impl Fn(HandlerOn) -> bool) -> Option<HandlersId> {
        let frame = self.frames.get(frame)?;
        let program = &self.model.program;
        let everywhere = program.scenarios.get(frame.scenario)?.handlers;
        let mut list: Vec<Handler> = Vec::new();
        let mut places: Vec<HandlerPlace> = Vec::new();
        for (shared, id) in [(false, own), (true, everywhere)] {
            let of_list = of(program, id);
            let at = self.model.places.handlers.get(id.index());
            for (n, handler) in of_list.iter().enumerate() {
                let counted = matches!(handler.on, HandlerOn::MoreThan(_));
                let hidden = list.iter().any(|h| discriminant(&h.on) == discriminant(&handler.on));
                if shared && (!opens(handler.on) || (hidden && !counted)) {
                    continue;
                }
                list.push(Handler {
                    target: handler.target.as_ref().map(|t| self.target(frame, t)),
                    ..handler.clone()
                });
                let place = at.and_then(|places| places.get(n).copied());
                places.push(place.unwrap_or(HandlerPlace {
                    line: Default::default(),
                    target: None,
                }));
            }
        }
        if list.is_empty() {
            return Some(HandlersId::NONE);
        }
        let id = HandlersId(u32::try_from(program.handlers.len()).ok()?);
        self.model.program.handlers.push(list);
        self.model.places.handlers.push(places);
        Some(id)
    }
}

fn of(program: &Program, id: HandlersId) -> &[Handler] {
    program.handlers.get(id.index()).map_or(&[], Vec::as_slice)
}
