//! Looks for the places where a conclusion changes.
//!
//! The base is asked, not read: facts are set so that a rule or a row applies, then one ordered fact, or the day, is
//! moved along its axis, and wherever the conclusion changes on the way the two neighbouring values are closed in on.
//! So a threshold is found whatever it is written with: a constant, a parameter, an age, a term.

use std::collections::BTreeSet;

use super::axis::{Axis, day};
use super::reach::Reach;
use crate::bundle::program::{Derived, FactId, Rule};
use crate::cli::dialogs::DAY;
use crate::runtime::Engine;
use crate::runtime::probe::{Concluded, Given};
use crate::value::{Date, Type, Value};

/// Tries to reach each row of a table, or to work out a formula.
const TRIES: usize = 400;
/// Beginnings from which the conditions of a rule are met one by one.
const STARTS: usize = 4;
/// Most situations from which one conclusion is looked at.
const SITUATIONS: usize = 24;
/// Most boundaries of one conclusion along one axis.
const ALONG: usize = 24;
/// Sums that people name, in roubles.
const SUMS: [i64; 9] = [0, 500, 1000, 5000, 10_000, 20_000, 50_000, 80_000, 150_000];
/// Counts and years that people name.
const COUNTS: [i64; 8] = [0, 1, 2, 5, 20, 40, 60, 150];
/// How long ago things happened, in months: terms of days and months, ages of children, workers, pensioners.
const AGO: [i64; 19] = [
    -1, 0, 1, 4, 8, 12, 17, 24, 60, 120, 210, 300, 410, 620, 664, 700, 740, 800, 990,
];

/// What is known in a situation, and on which day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Situation {
    /// Facts.
    pub given: Given,
    /// The day.
    pub today: Date,
}

/// A place where a conclusion changes.
#[derive(Clone, Debug)]
pub struct Boundary {
    /// The rest of the situation.
    pub rest: Situation,
    /// The fact that moves; none is the day of the conversation.
    pub fact: Option<FactId>,
    /// Its axis.
    pub axis: Axis,
    /// Places just below, at and just above, with what follows.
    pub points: Vec<(i64, Value)>,
}

/// Two neighbouring places between which a conclusion changes, and the sum that stays on one side.
struct Change {
    low: i64,
    high: i64,
    stays: Option<Value>,
}

/// Looks for the boundaries of one conclusion.
pub struct Search<'a> {
    engine: &'a Engine,
    goal: FactId,
    reach: Reach,
    random: u64,
}

impl<'a> Search<'a> {
    /// A search for the boundaries of `goal`.
    pub fn new(engine: &'a Engine, goal: FactId) -> Self {
        Self {
            engine,
            goal,
            reach: Reach::new(engine, goal),
            random: 0x9E37_79B9_7F4A_7C15,
        }
    }

    /// All that were found, in the order of the facts.
    pub fn run(mut self) -> Vec<Boundary> {
        let mut found: Vec<Boundary> = Vec::new();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let axes: Vec<Option<FactId>> = [None]
            .into_iter()
            .chain(self.reach.facts.iter().copied().map(Some))
            .collect();
        for situation in self.situations() {
            for fact in &axes {
                let along = found.iter().filter(|b| b.fact == *fact).count();
                let new = self.along(&situation, *fact, &mut seen);
                found.extend(new.into_iter().take(ALONG.saturating_sub(along)));
            }
        }
        found.sort_by_key(|b| (b.fact, b.points.first().map(|p| p.0)));
        found
    }

    fn type_of(&self, fact: FactId) -> Option<&'a Type> {
        self.engine.program().facts.get(fact.index()).map(|f| &f.ty)
    }

    fn next(&mut self, below: usize) -> usize {
        // xorshift: the same boundaries are found on every run and every machine.
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        usize::try_from(self.random % u64::try_from(below.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    /// Days worth trying: those on which something changes, and one in between.
    fn days(&self) -> Vec<Date> {
        let days: Vec<Date> = self.reach.days.iter().copied().collect();
        if days.is_empty() { vec![DAY] } else { days }
    }

    /// Values worth trying for a fact.
    fn values(&self, fact: FactId, today: Date) -> Vec<Value> {
        let program = self.engine.program();
        let Some(ty) = self.type_of(fact) else {
            return Vec::new();
        };
        match ty {
            Type::YesNo => vec![Value::Bool(true), Value::Bool(false)],
            Type::OneOf(names) => names.iter().cloned().map(Value::Key).collect(),
            Type::Directory(name) => match self.reach.keys.get(name) {
                Some(keys) => keys.iter().cloned().map(Value::Key).collect(),
                None => {
                    let directory = program.directories.iter().find(|d| d.name == *name);
                    let entries = directory.into_iter().flat_map(|d| d.entries.iter().take(2));
                    entries.map(|e| Value::Key(e.key.clone())).collect()
                }
            },
            _ => match Axis::of(ty) {
                Some((axis, least, most)) => {
                    let places = self.places(axis, least, most, today);
                    places.into_iter().filter_map(|p| axis.value(p)).collect()
                }
                None => Vec::new(),
            },
        }
    }

    /// Places worth trying on an axis: around constants, and such as people name.
    fn places(&self, axis: Axis, least: i64, most: i64, today: Date) -> BTreeSet<i64> {
        let mut places: BTreeSet<i64> = [least, most].into();
        let constants = self.reach.constants.iter().filter_map(|c| axis.place(c));
        for place in constants {
            places.extend([place - 1, place, place + 1]);
        }
        match axis {
            Axis::Whole => places.extend(COUNTS),
            Axis::Tenths => places.extend(COUNTS.map(|n| n * 10)),
            Axis::Kopecks => places.extend(SUMS.map(|n| n * 100)),
            Axis::Days => {
                let ago = AGO.iter().filter_map(|months| {
                    let span = jiff::Span::new().try_months(-months).ok()?;
                    Axis::Days.place(&Value::Date(today.checked_add(span).ok()?))
                });
                places.extend(ago);
                let days = self.reach.days.iter();
                places.extend(days.filter_map(|d| Axis::Days.place(&Value::Date(*d))));
            }
        }
        places.into_iter().filter(|p| (least..=most).contains(p)).collect()
    }

    fn at_random(&mut self, days: &[Date]) -> Situation {
        let mut situation = Situation::default();
        let at = self.next(days.len());
        situation.today = days.get(at).copied().unwrap_or(DAY);
        for fact in self.reach.facts.clone() {
            let values = self.values(fact, situation.today);
            let at = self.next(values.len());
            if let Some(value) = values.get(at) {
                situation.given.insert(fact, value.clone());
            }
        }
        situation
    }

    /// Situations in which each rule and each row decides.
    fn situations(&mut self) -> Vec<Situation> {
        let program = self.engine.program();
        let mut kept: Vec<(Concluded, Situation)> = Vec::new();
        let mut keep = |concluded: Concluded, situation: Situation| {
            let known = |c: &Concluded| c.by == concluded.by && c.value.is_unknown() == concluded.value.is_unknown();
            let alike = kept.iter().filter(|(c, _)| known(c)).count();
            if alike < 2 && kept.len() < SITUATIONS {
                kept.push((concluded, situation));
            }
        };
        let rules: Vec<&Rule> = match program.facts.get(self.goal.index()).map(|f| &f.derived) {
            Some(Derived::Rules(ids)) => ids.iter().filter_map(|id| program.rules.get(id.index())).collect(),
            _ => Vec::new(),
        };
        let all = self.days();
        for rule in rules {
            let days: Vec<Date> = all.iter().copied().filter(|d| rule.valid.holds(*d)).collect();
            let days = if days.is_empty() { &all } else { &days };
            for _ in 0..STARTS {
                let mut situation = self.at_random(days);
                self.climb(rule, &mut situation);
                keep(self.own(&situation), situation);
            }
        }
        for _ in 0..TRIES {
            let situation = self.at_random(&all);
            keep(self.own(&situation), situation);
        }
        kept.into_iter().map(|(_, s)| s).collect()
    }

    /// Meets the conditions of a rule one by one.
    fn climb(&self, rule: &Rule, situation: &mut Situation) {
        let score = |s: &Situation| {
            let holds = |e| self.engine.holds(e, &s.given, s.today);
            let met = rule.conditions.iter().filter(|c| holds(**c) == Some(true)).count();
            let free = |group: &&Vec<_>| group.iter().any(|e| holds(*e) == Some(false));
            met + rule.exceptions.iter().filter(free).count()
        };
        let full = rule.conditions.len() + rule.exceptions.len();
        let mut best = score(situation);
        for _ in 0..3 {
            for fact in &self.reach.facts {
                for value in self.values(*fact, situation.today) {
                    if best == full {
                        return;
                    }
                    let mut tried = situation.clone();
                    tried.given.insert(*fact, value);
                    let reached = score(&tried);
                    if reached > best {
                        best = reached;
                        *situation = tried;
                    }
                }
            }
        }
    }

    /// The conclusion with its own rules or rows; those of what it is derived from are looked at by themselves.
    fn own(&self, situation: &Situation) -> Concluded {
        let mut concluded = self.engine.conclude(self.goal, &situation.given, situation.today);
        let name = self.engine.program().facts.get(self.goal.index()).map(|f| &f.name);
        concluded.by.retain(|(n, _)| Some(n) == name);
        concluded
    }

    fn moved(&self, situation: &Situation, fact: Option<FactId>, axis: Axis, place: i64) -> Option<Situation> {
        let mut moved = situation.clone();
        match fact {
            Some(fact) => {
                moved.given.insert(fact, axis.value(place)?);
            }
            None => moved.today = day(place)?,
        }
        Some(moved)
    }

    /// Boundaries along one axis from one situation.
    fn along(&self, from: &Situation, fact: Option<FactId>, seen: &mut BTreeSet<String>) -> Vec<Boundary> {
        let Some((axis, least, most)) = (match fact {
            Some(fact) => self.type_of(fact).and_then(Axis::of),
            None => {
                let days: Vec<i64> = self
                    .days()
                    .iter()
                    .filter_map(|d| Axis::Days.place(&Value::Date(*d)))
                    .collect();
                let ends = days.first().zip(days.last());
                ends.map(|(a, b)| (Axis::Days, a - 1, b + 1))
            }
        }) else {
            return Vec::new();
        };
        if fact.is_some_and(|f| !from.given.contains_key(&f)) {
            return Vec::new();
        }
        let at = |place: i64| Some(self.own(&self.moved(from, fact, axis, place)?));
        let tried: Vec<(i64, Concluded)> = self
            .places(axis, least, most, from.today)
            .into_iter()
            .filter_map(|p| Some((p, at(p)?)))
            .collect();
        let mut found = Vec::new();
        for Change { low, high, stays } in self.changes(axis, fact, &tried, &at) {
            let (Some(below), Some(above)) = (at(low), at(high)) else {
                continue;
            };
            // Counts are compared with numbers that are written somewhere, sums and days also with other facts.
            // Before the first edition of anything, and where a condition cannot be judged, there is nothing to confirm.
            let is_open = matches!(self.type_of(self.goal), Some(Type::YesNo)) || fact.is_none();
            if is_open && (below.value.is_unknown() || above.value.is_unknown()) {
                continue;
            }
            let edition = fact.is_none() && day(high).is_some_and(|d| self.reach.days.contains(&d));
            let place = (edition || matches!(axis, Axis::Whole | Axis::Tenths)).then_some(high);
            let values = match &stays {
                _ if edition => Vec::new(),
                Some(stays) => vec![stays],
                None if self.by_value(axis, fact) => vec![&below.value, &above.value],
                None => Vec::new(),
            };
            if !seen.insert(format!("{fact:?} {place:?} {values:?} {:?} {:?}", below.by, above.by)) {
                continue;
            }
            let rest = self.least(from, fact, axis, [(low, &below), (high, &above)]);
            // The last and the first day of two editions; else just below, at and just above what is written.
            let written = self.reach.constants.iter().any(|c| axis.place(c) == Some(low));
            let places = match (edition, written) {
                (true, _) => vec![low, high],
                (false, true) => vec![low - 1, low, high],
                (false, false) => vec![low, high, high + 1],
            };
            let points: Vec<(i64, Value)> = places
                .into_iter()
                .filter(|p| (least..=most).contains(p))
                .filter_map(|p| Some((p, self.own(&self.moved(&rest, fact, axis, p)?).value)))
                .collect();
            found.push(Boundary {
                rest,
                fact,
                axis,
                points,
            });
        }
        found
    }

    fn is_counted(&self) -> bool {
        let ty = self.type_of(self.goal);
        matches!(
            ty,
            Some(Type::Money { .. } | Type::Number { .. } | Type::Integer { .. })
        )
    }

    /// Whether the value tells a change: a sum that depends on a sum, a day on a day change everywhere, and only rules
    /// and rows tell.
    fn by_value(&self, axis: Axis, fact: Option<FactId>) -> bool {
        let measured = matches!(self.type_of(self.goal), Some(Type::Date { .. } | Type::Duration));
        !measured && (!self.is_counted() || fact.is_none() || axis == Axis::Days)
    }

    /// Where the conclusion changes between the places that were tried.
    fn changes(
        &self,
        axis: Axis,
        fact: Option<FactId>,
        tried: &[(i64, Concluded)],
        at: &impl Fn(i64) -> Option<Concluded>,
    ) -> Vec<Change> {
        let by_value = self.by_value(axis, fact);
        let same = |a: &Concluded, b: &Concluded| {
            a.by == b.by && a.value.is_unknown() == b.value.is_unknown() && (!by_value || a.value == b.value)
        };
        let mut found = Vec::new();
        let mut between = |(low, high): (i64, i64), stays: Option<&Value>, holds: &dyn Fn(&Concluded) -> bool| {
            let ends = close_in(low, high, |p| at(p).is_some_and(|c| holds(&c)));
            found.extend(ends.map(|(low, high)| Change {
                low,
                high,
                stays: stays.cloned(),
            }));
        };
        for (n, ((low, a), (high, b))) in tried.iter().zip(tried.iter().skip(1)).enumerate() {
            if !same(a, b) {
                between((*low, *high), None, &|c| same(c, a));
            } else if self.is_counted() && !by_value && a.value != b.value {
                // The end of a stretch on which the sum stays: the least or the greatest sum.
                let before = n.checked_sub(1).and_then(|n| tried.get(n)).map(|t| &t.1);
                let after = tried.get(n + 2).map(|t| &t.1);
                if before.is_some_and(|c| c.value == a.value) {
                    between((*low, *high), Some(&a.value), &|c| c.value == a.value);
                }
                if after.is_some_and(|c| c.value == b.value) {
                    between((*low, *high), Some(&b.value), &|c| c.value != b.value);
                }
            }
        }
        found
    }

    /// The situation without the facts that do not matter here.
    fn least(&self, from: &Situation, fact: Option<FactId>, axis: Axis, points: [(i64, &Concluded); 2]) -> Situation {
        let mut rest = from.clone();
        for other in &self.reach.facts {
            if fact == Some(*other) {
                continue;
            }
            let mut without = rest.clone();
            without.given.remove(other);
            let holds = points.iter().all(|(place, expected)| {
                let moved = self.moved(&without, fact, axis, *place);
                moved.is_some_and(|m| self.own(&m) == **expected)
            });
            if holds {
                rest = without;
            }
        }
        if let Some(fact) = fact {
            rest.given.remove(&fact);
        }
        rest
    }
}

/// The last place where `holds` and the next one, between a place where it does and one where it does not.
fn close_in(low: i64, high: i64, holds: impl Fn(i64) -> bool) -> Option<(i64, i64)> {
    let (mut low, mut high) = (low, high);
    if !holds(low) || holds(high) {
        return None;
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some((low, high))
}
