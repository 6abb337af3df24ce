//! One-against-the-rest linear support vector machines, by dual coordinate descent with shrinking.
//!
//! Squared hinge loss, L2 regularised: Hsieh, Chang, Lin, Keerthi, Sundararajan, "A Dual Coordinate
//! Descent Method for Large-scale Linear SVM" (ICML 2008), algorithm 3. Classes do not depend on each
//! other, so that any number of threads gives the same weights.

use super::gram::Gram;

/// Cost of a margin that is missed by one.
pub const COST: f32 = 0.8;
/// Passes over the examples at most.
const PASSES: usize = 6;
/// With fewer examples than that there is time to come quite to rest.
const SMALL: usize = 2000;
/// Passes over so few.
const SMALL_PASSES: usize = 40;
/// Violation below which an example is at rest.
const TOLERANCE: f32 = 0.05;

/// A text as a sparse vector of a length about one: numbers of features and weights.
pub type Sparse = Vec<(u32, f32)>;

/// An example of one class.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// Index of its vector.
    pub vector: u32,
    /// Whether it belongs to the class.
    pub positive: bool,
    /// Factor of the cost.
    pub weight: f32,
}

/// Room to solve in, one a thread.
#[derive(Debug)]
pub struct Scratch {
    weights: Vec<f32>,
    scores: Vec<f32>,
}

impl Scratch {
    /// For so many features.
    pub fn new(features: usize) -> Self {
        Self {
            weights: vec![0.0; features],
            scores: Vec::new(),
        }
    }
}

/// A class: bias and the weights that are not zero, in order of feature.
#[derive(Clone, Debug, Default)]
pub struct Plane {
    /// Bias.
    pub bias: f32,
    /// Feature and weight.
    pub weights: Sparse,
}

/// Separates the positive members from the others.
pub fn separate(vectors: &[Sparse], gram: Option<&Gram>, members: &[Member], scratch: &mut Scratch) -> Plane {
    match gram {
        Some(gram) => separate_few(vectors, gram, members, scratch),
        None => separate_many(vectors, members, scratch),
    }
}

/// Where the weights themselves are kept up.
fn separate_many(vectors: &[Sparse], members: &[Member], scratch: &mut Scratch) -> Plane {
    let w = &mut scratch.weights;
    let mut used = vec![false; members.len()];
    let squares: Vec<f32> = members.iter().map(|m| square(vectors, m)).collect();
    let of_member = |n: usize| members.get(n).and_then(|m| vectors.get(m.vector as usize));
    let (bias, _) = descend(
        members,
        &squares,
        &mut (w, &mut used),
        |(w, _), n| product(w, of_member(n).map_or(&[], Vec::as_slice)),
        |(w, used), n, step| {
            if let Some(used) = used.get_mut(n) {
                *used = true;
            }
            for (f, x) in of_member(n).into_iter().flatten() {
                if let Some(weight) = w.get_mut(*f as usize) {
                    *weight += step * x;
                }
            }
        },
    );
    let mut weights = Sparse::new();
    // An example that came back to zero leaves traces of rounding: they must not reach the next class.
    for (member, _) in members.iter().zip(&used).filter(|(_, used)| **used) {
        take(vectors, member, &mut scratch.weights, &mut weights);
    }
    weights.sort_unstable_by_key(|(f, _)| *f);
    Plane { bias, weights }
}

/// Where the products of the texts with the weights are kept up, and the weights made at the end.
fn separate_few(vectors: &[Sparse], gram: &Gram, members: &[Member], scratch: &mut Scratch) -> Plane {
    let row = |n: usize| members.get(n).map_or(&[][..], |m| gram.row(m.vector));
    let at = |row: &[f32], n: usize| members.get(n).and_then(|m| row.get(m.vector as usize)).copied();
    let squares: Vec<f32> = (0..members.len()).map(|n| at(row(n), n).unwrap_or(1.0)).collect();
    let scores = &mut scratch.scores;
    scores.clear();
    scores.resize(vectors.len(), 0.0);
    let (bias, duals) = descend(
        members,
        &squares,
        scores,
        |scores, n| at(scores, n).unwrap_or(0.0),
        |scores, n, step| {
            for (score, product) in scores.iter_mut().zip(row(n)) {
                *score += step * product;
            }
        },
    );
    let raised = || members.iter().zip(&duals).filter(|(_, dual)| **dual > 0.0);
    for (member, dual) in raised() {
        let step = if member.positive { *dual } else { -dual };
        for (f, x) in vectors.get(member.vector as usize).into_iter().flatten() {
            if let Some(weight) = scratch.weights.get_mut(*f as usize) {
                *weight += step * x;
            }
        }
    }
    let mut weights = Sparse::new();
    for (member, _) in raised() {
        take(vectors, member, &mut scratch.weights, &mut weights);
    }
    weights.sort_unstable_by_key(|(f, _)| *f);
    Plane { bias, weights }
}

/// Takes the weights of a member's features out of the room.
fn take(vectors: &[Sparse], member: &Member, room: &mut [f32], weights: &mut Sparse) {
    for (f, _) in vectors.get(member.vector as usize).into_iter().flatten() {
        if let Some(weight) = room.get_mut(*f as usize)
            && *weight != 0.0
        {
            weights.push((*f, std::mem::take(weight)));
        }
    }
}

/// Bias and duals. `product` tells what the weights so far say of a member, `add` moves them along it.
fn descend<W>(
    members: &[Member],
    squares: &[f32],
    weights: &mut W,
    product: impl Fn(&W, usize) -> f32,
    mut add: impl FnMut(&mut W, usize, f32),
) -> (f32, Vec<f32>) {
    let mut bias = 0.0_f32;
    let mut duals = vec![0.0_f32; members.len()];
    let mut active: Vec<u32> = (0..u32::try_from(members.len()).unwrap_or(u32::MAX)).collect();
    let mut random = Random(0x853c_49e6_748f_ea9b);
    // Bound above which an example at zero is left alone in later passes; see the paper's section 3.2.
    let mut bound = f32::INFINITY;
    let passes = if members.len() < SMALL { SMALL_PASSES } else { PASSES };
    for _ in 0..passes {
        random.shuffle(&mut active);
        let (mut worst, mut lowest) = (f32::NEG_INFINITY, f32::INFINITY);
        active.retain(|n| {
            let n = *n as usize;
            let (Some(member), Some(dual)) = (members.get(n), duals.get_mut(n)) else {
                return false;
            };
            let sign = if member.positive { 1.0_f32 } else { -1.0 };
            let soft = 0.5 / (COST * member.weight);
            let gradient = sign * (bias + product(weights, n)) - 1.0 + soft * *dual;
            if *dual == 0.0 && gradient > bound {
                return false;
            }
            let projected = if *dual == 0.0 { gradient.min(0.0) } else { gradient };
            worst = worst.max(projected);
            lowest = lowest.min(projected);
            if projected.abs() > TOLERANCE * 0.1 {
                // The bias is a feature of weight one.
                let square = squares.get(n).copied().unwrap_or(1.0);
                let new = (*dual - gradient / (square + 1.0 + soft)).max(0.0);
                let step = (new - *dual) * sign;
                *dual = new;
                bias += step;
                add(weights, n, step);
            }
            true
        });
        if worst - lowest < TOLERANCE {
            break;
        }
        bound = if worst > 0.0 { worst } else { f32::INFINITY };
    }
    (bias, duals)
}

/// Scalar product, in four sums that do not wait for each other.
fn product(w: &[f32], vector: &[(u32, f32)]) -> f32 {
    let part = |(f, x): &(u32, f32)| w.get(*f as usize).copied().unwrap_or(0.0) * x;
    let (fours, rest) = vector.as_chunks::<4>();
    let mut sums = [0.0_f32; 4];
    for four in fours {
        for (sum, pair) in sums.iter_mut().zip(four) {
            *sum += part(pair);
        }
    }
    let [a, b, c, d] = sums;
    (a + b) + (c + d) + rest.iter().map(part).sum::<f32>()
}

/// Square of the length of a member's vector: one, but for what its words repeat.
fn square(vectors: &[Sparse], member: &Member) -> f32 {
    let vector = vectors.get(member.vector as usize);
    vector.into_iter().flatten().map(|(_, x)| x * x).sum()
}

/// PCG with a fixed seed: the order of the examples is the same every time.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % n.max(1)
    }

    fn shuffle(&mut self, items: &mut [u32]) {
        for i in (1..items.len()).rev() {
            let j = self.below(i + 1);
            items.swap(i, j);
        }
    }
}
